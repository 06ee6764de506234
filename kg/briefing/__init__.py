"""The briefing: one page on a group of parties, two at most, to print and to carry into a room.

``asked`` holds the answers it is written from, a module for each section writes it as a document (``document``), ``fitting``
cuts it to the paper, and ``html``, ``markdown``, ``docx`` and ``pdf`` write it down.
"""
