"""The signs of events as the pictures of answers draw them (:mod:`kg.drawing`), to be shown on a page by their name.

Their colours are those of the page's style, so that they follow its theme.
"""

from __future__ import annotations

from kg.answers.timeline_picture import EVENT_SIGNS, event_sign
from kg.drawing import COLOURS, symbols

__all__ = ["page_signs"]

#: the page's name of each colour of a picture
_NAMES = {"ground": "surface"}
_ROOM = 13


def page_signs() -> str:
    """Return one SVG with a symbol for each sign: ``sign-event-claimed``."""
    text = symbols({f"event-{kind}": event_sign(kind) for kind in EVENT_SIGNS}, _ROOM)
    for name, colour in COLOURS.items():
        text = text.replace(f'"{colour}"', f'"var(--{_NAMES.get(name, name)})"')
    return text
