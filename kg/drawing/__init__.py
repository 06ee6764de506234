"""Drawing: one code for every picture of an answer, as SVG that is the same bytes each time.

:mod:`~kg.drawing.svg` makes elements, whose text is always escaped; :mod:`~kg.drawing.measure` says how much room words
take; :mod:`~kg.drawing.glyphs` draws a stance, never by colour alone; :mod:`~kg.drawing.days` is a scale of days, :mod:`~kg.drawing.charts` one of numbers, with axes and labels; :mod:`~kg.drawing.courses` draws a number over time, :mod:`~kg.drawing.arcs`
things joined by lines; :mod:`~kg.drawing.raster` makes PNG; :mod:`~kg.drawing.picture` is the frame, without which
nothing is drawn: title, day, filters, legend, sources and what a reader must keep in mind.
"""

from kg.drawing.charts import LinearScale, drawn_line, labels_apart, x_axis, y_axis
from kg.drawing.courses import Course, course_mark
from kg.drawing.days import DayScale
from kg.drawing.glyphs import GLYPH, StanceMark, stance_glyph
from kg.drawing.measure import BOLD, clip, text_width, wrap
from kg.drawing.picture import Facts, LegendEntry, Picture, draw, is_picture
from kg.drawing.raster import png_of
from kg.drawing.svg import COLOURS, Element, Look, circle, group, line, lines_of_text, path, rect, words_at, written
from kg.drawing.symbols import symbols

__all__ = [
    "BOLD",
    "COLOURS",
    "GLYPH",
    "Course",
    "DayScale",
    "Element",
    "Facts",
    "LegendEntry",
    "LinearScale",
    "Look",
    "Picture",
    "StanceMark",
    "circle",
    "clip",
    "course_mark",
    "draw",
    "drawn_line",
    "group",
    "is_picture",
    "labels_apart",
    "line",
    "lines_of_text",
    "path",
    "png_of",
    "rect",
    "stance_glyph",
    "symbols",
    "text_width",
    "words_at",
    "wrap",
    "written",
    "x_axis",
    "y_axis",
]
