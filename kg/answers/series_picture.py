"""What the pictures of answers with a figure for each window share: lines over time, and words alone where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.drawing import (
    COLOURS,
    DayScale,
    Element,
    LinearScale,
    Picture,
    circle,
    clip,
    drawn_line,
    group,
    line,
    lines_of_text,
    words_at,
    wrap,
    y_axis,
)
from kg.networks.spans import Window

__all__ = ["MOST_LINES", "Course", "only_words", "over_time"]

#: how many lines have a name; the others are thin
MOST_LINES = 12

_SIZE, _HEIGHT, _LEFT, _NAMES, _WORDS = 11.0, 260.0, 60.0, 220.0, 700.0
_COLOURS = ("for", "against", "leaning", "ink")
_DASHES = (None, "7 3", "2 3")


@dataclass(frozen=True, slots=True)
class Course:
    """A name, and its figure in each window, None where it has none.

    ``look`` is a colour of :data:`~kg.drawing.COLOURS` and the dashes of the line, where it has its own; else its place gives them.
    """

    name: str
    values: tuple[float | None, ...]
    look: tuple[str, str | None] | None = None


def over_time(
    windows: Sequence[Window], courses: Sequence[Course], top: float, width: float, title: str
) -> tuple[list[Element], float]:
    """Return lines over the middle days of windows, the first :data:`MOST_LINES` with a name, under a title, and where they end."""
    values = [value for each in courses for value in each.values if value is not None]
    if not values:
        return [], top
    right, bottom = width - _NAMES, top + 46 + _HEIGHT
    middles = [one.middle for one in windows]
    days = DayScale(windows[0].first, max(one.last for one in windows), _LEFT, right)
    low, high = min(0.0, *values), max(0.0, *values)
    scale = LinearScale(low, high, bottom, top + 46)
    elements = [words_at(0, top + _SIZE, title, size=_SIZE, font_weight="bold")]
    elements += [*days.drawn(top + 40, bottom), *y_axis(scale, _LEFT, right)]
    named = courses[:MOST_LINES]
    for each in courses[MOST_LINES:]:
        elements += _course(each, middles, days, scale, COLOURS["line"], None)
    for place, each in enumerate(named):
        elements += _course(each, middles, days, scale, *_look(each, place))
    return [*elements, *_names(named, scale, right)], bottom + 16


def _look(each: Course, place: int) -> tuple[str, str | None]:
    """Return the colour and the dashes of a line."""
    by_place = _COLOURS[place % len(_COLOURS)], _DASHES[place // len(_COLOURS) % len(_DASHES)]
    colour, dash = each.look or by_place
    return COLOURS[colour], dash


def _course(
    each: Course, middles: Sequence[date], days: DayScale, scale: LinearScale, colour: str, dash: str | None
) -> Iterator[Element]:
    points = [
        None if value is None else (days.place(day), scale.place(value))
        for day, value in zip(middles, each.values, strict=True)
    ]
    drawn = [*drawn_line(points, stroke=colour, stroke_width=1.5, stroke_dasharray=dash)]
    drawn += [circle(*point, 2.2, fill=colour) for point in points if point]
    yield group(drawn, tells=each.name)


def _names(named: Sequence[Course], scale: LinearScale, right: float) -> Iterator[Element]:
    """Yield the names beside the last figures, moved apart from the top down."""
    lasts = [
        (scale.place(next(value for value in reversed(each.values) if value is not None)), place)
        for place, each in enumerate(named)
        if any(value is not None for value in each.values)
    ]
    y = float("-inf")
    for at, place in sorted(lasts):
        y = max(at, y + _SIZE * 1.3)
        colour, dash = _look(named[place], place)
        yield line(right + 6, y, right + 30, y, stroke=colour, stroke_width=1.5, stroke_dasharray=dash)
        [words] = clip(named[place].name, _SIZE, _NAMES - 40)
        yield group([words_at(right + 36, y + 4, words, size=_SIZE, fill=colour)], tells=named[place].name)


def only_words(words: Sequence[str]) -> Picture:
    """Return a picture that says in words why there is nothing else in it."""
    lines = [part for each in words for part in wrap(each, _SIZE, _WORDS)]
    drawn = lines_of_text(0, _SIZE, lines, size=_SIZE)
    return Picture(drawn, _WORDS, len(lines) * _SIZE * 1.3, (), " ".join(words))
