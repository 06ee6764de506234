"""A number over time: a chart with days above and numbers at the left, broken where there is none, with some points marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.drawing.charts import LinearScale, drawn_line, y_axis
from kg.drawing.days import DayScale
from kg.drawing.svg import COLOURS, Element, circle, group, words_at

__all__ = ["Course", "course_mark"]

_SIZE, _LEFT, _HEAD = 11.0, 44.0, 38.0


@dataclass(frozen=True, slots=True)
class Course:
    """Numbers by day, in order; None where there is none. ``marked`` are places of those that stand out."""

    title: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    marked: frozenset[int] = frozenset()

    def drawn(self, top: float, width: float, tall: float, days: Sequence[date]) -> Iterator[Element]:
        """Yield the chart, ``tall`` high below its title and days, over the time of ``days``."""
        upper, lower = top + _HEAD, top + _HEAD + tall
        known = [value for value in self.values if value is not None]
        scale = LinearScale(0.0, 1.08 * max([1e-9, *known]), lower, upper)
        across = DayScale(min(days), max(days), _LEFT + 8, width - 8)
        yield words_at(0, top + _SIZE, self.title, size=_SIZE, font_weight="bold")
        yield from y_axis(scale, _LEFT, width)
        yield from across.drawn(upper, lower)
        points = [
            None if value is None else (across.place(day), scale.place(value))
            for day, value in zip(self.days, self.values, strict=True)
        ]
        yield from drawn_line(points, stroke=COLOURS["for"], stroke_width=1.5)
        for place, point in enumerate(points):
            if point:
                yield group([course_mark(*point, marked=place in self.marked)], tells=str(self.days[place]))

    @staticmethod
    def height(tall: float) -> float:
        """Return how high a chart is with its title and the room below."""
        return _HEAD + tall + 24.0


def course_mark(x: float, y: float, *, marked: bool = False) -> Element:
    """Return the sign of a point: a dot, or a ring where it stands out."""
    if marked:
        return circle(x, y, 6, fill=COLOURS["ground"], stroke=COLOURS["against"], stroke_width=2.5)
    return circle(x, y, 3, fill=COLOURS["for"])
