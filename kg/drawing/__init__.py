"""Drawing: one code for every picture of an answer, as SVG that is the same bytes each time.

:mod:`~kg.drawing.svg` makes elements, whose text is always escaped; :mod:`~kg.drawing.measure` says how much room words
take; :mod:`~kg.drawing.glyphs` draws a stance, never by colour alone; :mod:`~kg.drawing.days` is a scale of days; :mod:`~kg.drawing.picture` is the frame, without which
nothing is drawn: title, day, filters, legend, sources and what a reader must keep in mind.
"""

from kg.drawing.days import DayScale
from kg.drawing.glyphs import GLYPH, StanceMark, stance_glyph
from kg.drawing.measure import BOLD, clip, text_width, wrap
from kg.drawing.picture import Facts, LegendEntry, Picture, draw
from kg.drawing.svg import COLOURS, Element, Look, circle, group, line, lines_of_text, path, rect, words_at, written
from kg.drawing.symbols import symbols

__all__ = [
    "BOLD",
    "COLOURS",
    "GLYPH",
    "DayScale",
    "Element",
    "Facts",
    "LegendEntry",
    "Look",
    "Picture",
    "StanceMark",
    "circle",
    "clip",
    "draw",
    "group",
    "line",
    "lines_of_text",
    "path",
    "rect",
    "stance_glyph",
    "symbols",
    "text_width",
    "words_at",
    "wrap",
    "written",
]
