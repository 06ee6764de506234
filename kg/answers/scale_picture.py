"""The picture of points: a map of actors and of the sides of concepts, or a line of positions with their intervals; and both over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.answers.rendering import Renderer
from kg.answers.scale import interval_words, reasons, side_words, strength
from kg.answers.series_picture import Course, only_words, over_time
from kg.drawing import (
    BOLD,
    COLOURS,
    Element,
    LegendEntry,
    LinearScale,
    Look,
    Picture,
    circle,
    clip,
    group,
    labels_apart,
    line,
    lines_of_text,
    words_at,
    wrap,
    x_axis,
    y_axis,
)
from kg.errors import UsageError
from kg.networks.scaling import Placing, Point
from kg.words import counted, joined, said

if TYPE_CHECKING:
    from kg.answers.scale import ScaleAnswer

__all__ = ["MOST_MARKS", "MOST_NAMES", "MOST_ROWS", "picture_of"]

#: how many sides of concepts a map has, how many actors and sides in it have a name, and how many actors a line of positions has
MOST_MARKS, MOST_NAMES, MOST_ROWS = 300, (60, 16), 300

_WIDTH, _LEFT, _TALL, _SIZE, _SMALL = 860.0, 56.0, 560.0, 11.0, 9.5
_LABEL, _ROW, _ROOM = 240.0, 18.0, 230.0


def picture_of(answer: ScaleAnswer, show: Renderer) -> Picture:
    """Return the picture of an answer, words alone where nobody has a place. Raises :class:`~kg.errors.UsageError` where it is too much for one."""
    placing = answer.placing
    if not placing.actors:
        return only_words([*answer.notes(show.lang), *(": ".join(pair) for pair in reasons(show, placing.unplaced))])
    drawn, y, legend = _map(show, placing) if answer.method == "correspondence" else _line(show, placing)
    told = chain.from_iterable(wrap(words, _SMALL, _WIDTH) for words in answer.notes(show.lang))
    notes = list(told)
    elements = [*drawn, *lines_of_text(0, y + 16, notes, size=_SMALL, fill=COLOURS["muted"])]
    y += 16 + len(notes) * _SMALL * 1.3
    windows = [one.window for one in answer.placings.windows if one.window]
    if windows:
        ordered = sorted(placing.actors, key=lambda point: (-point.mentions, point.thing))
        title = (
            said(show.lang, "Position")
            if answer.method == "ideal-point"
            else said(show.lang, "Axis {number}", number=1)
        )
        lines, y = over_time(windows, _courses(show, answer.placings.windows, ordered), y + 10, _WIDTH, title)
        elements += lines
    return Picture(tuple(elements), _WIDTH, y + 8, tuple(legend), _description(answer, show))


def _courses(show: Renderer, windows: Sequence[Placing], actors: Sequence[Point]) -> list[Course]:
    at = [{point.thing: point.values[0] for point in one.actors} for one in windows]
    return [Course(show.name(actor.thing), tuple(each.get(actor.thing) for each in at)) for actor in actors]


# -------------------------------------------------------------------------------- the map


def _map(show: Renderer, placing: Placing) -> tuple[list[Element], float, list[LegendEntry]]:
    """Return actors and sides of concepts in the plane of the first two axes, on both the same scale, and where they end."""
    sides = sorted(placing.concepts, key=lambda point: (-round(strength(point), 9), point.thing, -point.side))[
        :MOST_MARKS
    ]
    actors = sorted(placing.actors, key=lambda point: (-point.mentions, point.thing))
    points = [*actors, *sides]
    places = [(*point.values[:2], 0.0)[:2] for point in points]
    across, upward, bottom = _scales(places)
    elements = [*x_axis(across, 0, bottom), *y_axis(upward, _LEFT, _WIDTH)]
    for x, y, to_x, to_y in (
        (across.place(0), 0.0, across.place(0), bottom),
        (_LEFT, upward.place(0), _WIDTH, upward.place(0)),
    ):
        elements.append(line(x, y, to_x, to_y, stroke=COLOURS["muted"], stroke_dasharray="3 3"))
    at = [(across.place(x), upward.place(y)) for x, y in places]
    elements += [_mark(show, point, *place) for point, place in zip(points, at, strict=True)]
    named = [
        *range(min(len(actors), MOST_NAMES[0])),
        *range(len(actors), min(len(points), len(actors) + MOST_NAMES[1])),
    ]
    elements += _names(show, [points[place] for place in named], [at[place] for place in named], bottom)
    elements += _axis_words(show, placing, bottom)
    legend = [LegendEntry(circle(0, 0, 4, fill=COLOURS["ink"]), said(show.lang, "Actor"))]
    legend += [
        LegendEntry(group(_sign(0, 0, side)), side_words(show.lang, side))
        for side in (1, -1)
        if any(point.side == side for point in sides)
    ]
    return elements, bottom + 34, legend


def _scales(places: Sequence[tuple[float, ...]]) -> tuple[LinearScale, LinearScale, float]:
    """Return the scales of both axes, a unit of the same length on each, and how far down they reach."""
    lows = [min(0.0, *(place[axis] for place in places)) for axis in (0, 1)]
    highs = [max(0.0, *(place[axis] for place in places)) for axis in (0, 1)]
    spans = [max(high - low, 1e-9) for low, high in zip(lows, highs, strict=True)]
    unit = min((_WIDTH - _LEFT) / (spans[0] * 1.16), (_TALL / (spans[1] * 1.16)) if spans[1] > 1e-6 else float("inf"))
    height = max(spans[1] * 1.16 * unit, 120.0)
    half = [(_WIDTH - _LEFT) / unit / 2, height / unit / 2]
    middle = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]
    across = LinearScale(middle[0] - half[0], middle[0] + half[0], _LEFT, _WIDTH)
    return across, LinearScale(middle[1] - half[1], middle[1] + half[1], height, 0), height


def _mark(show: Renderer, point: Point, x: float, y: float) -> Element:
    side = f", {side_words(show.lang, point.side)}" if point.side else ""
    told = counted(show.lang, point.mentions, "{count} mention", "{count} mentions")
    sign = _sign(x, y, point.side) if point.side else [circle(x, y, 4, fill=COLOURS["ink"])]
    return group(sign, tells=f"{show.name(point.thing)}{side}: {told}")


def _sign(x: float, y: float, side: int) -> list[Element]:
    """Return the mark of a side: a plus for, a minus against."""
    look: Look = {"stroke": COLOURS["for" if side > 0 else "against"], "stroke_width": 1.8}
    level = [line(x - 4, y, x + 4, y, **look)]
    return [*level, line(x, y - 4, x, y + 4, **look)] if side > 0 else level


def _names(
    show: Renderer, points: Sequence[Point], at: Sequence[tuple[float, float]], bottom: float
) -> Iterator[Element]:
    """Yield the names of points, set apart from each other; what stands at one place has one label."""
    together: dict[tuple[int, int, int], list[int]] = {}
    for place, (point, (x, y)) in enumerate(zip(points, at, strict=True)):
        together.setdefault((round(x / 3), round(y / 3), point.side), []).append(place)
    groups = list(together.values())
    words = [clip("; ".join(show.name(points[place].thing) for place in each), _SMALL, _ROOM)[0] for each in groups]
    wanted = [(*at[each[0]], told) for each, told in zip(groups, words, strict=True)]
    labels = labels_apart(wanted, _SMALL * BOLD, within=(_LEFT, 0, _WIDTH, bottom))
    for each, told, (x, y, anchor) in zip(groups, words, labels, strict=True):
        side = points[each[0]].side
        look: Look = {"fill": COLOURS["for" if side > 0 else "against"]} if side else {"font_weight": "bold"}
        yield words_at(x, y, told, size=_SMALL, text_anchor=anchor, **look)


def _axis_words(show: Renderer, placing: Placing, bottom: float) -> Iterator[Element]:
    for place, axis in enumerate(placing.axes[:2]):
        share = f"{(axis.share or 0.0) * 100:.1f} %"
        words = said(show.lang, "Axis {number}: {share} of the inertia", number=place + 1, share=share)
        if place == 0:
            yield words_at(_WIDTH, bottom + 28, words, size=_SIZE, fill=COLOURS["muted"], text_anchor="end")
        else:
            upright = words_at(0, 0, words, size=_SIZE, fill=COLOURS["muted"], text_anchor="end")
            yield group([upright], transform=f"translate({12:.1f} {0:.1f}) rotate(-90)")


# ------------------------------------------------------------------------------- the line


def _line(show: Renderer, placing: Placing) -> tuple[list[Element], float, list[LegendEntry]]:
    """Return a row for each actor, from the lowest to the highest, with its position and interval, and where they end."""
    if len(placing.actors) > MOST_ROWS:
        raise UsageError(
            f"the picture would have {len(placing.actors):,} rows, more than {MOST_ROWS}; name actors with --party"
        )
    ordered = sorted(placing.actors, key=lambda point: (round(point.values[0], 9), point.thing))
    ends = [
        value for point in ordered for value in (*point.values, *(point.intervals[0] or () if point.intervals else ()))
    ]
    scale = LinearScale(min(0.0, *ends), max(0.0, *ends), _LABEL, _WIDTH - 20)
    bottom = len(ordered) * _ROW + 8
    elements = [*x_axis(scale, 0, bottom)]
    elements.append(line(scale.place(0), 0, scale.place(0), bottom, stroke=COLOURS["muted"], stroke_dasharray="3 3"))
    for place, point in enumerate(ordered):
        elements.append(group(_row(show, point, scale, place * _ROW + _ROW / 2 + 4), tells=_told(show, point)))
    legend = [LegendEntry(circle(0, 0, 4, fill=COLOURS["ink"]), said(show.lang, "Position"))]
    if any(point.intervals and point.intervals[0] for point in ordered):
        legend.append(LegendEntry(group(_bar(-12, 12, 0)), said(show.lang, "95 % interval")))
    return elements, bottom + 20, legend


def _row(show: Renderer, point: Point, scale: LinearScale, y: float) -> Iterator[Element]:
    [name] = clip(show.name(point.thing), _SIZE, _LABEL - 20)
    yield words_at(_LABEL - 10, y + 4, name, size=_SIZE, text_anchor="end")
    if between := point.intervals[0] if point.intervals else None:
        yield from _bar(scale.place(between[0]), scale.place(between[1]), y)
    yield circle(scale.place(point.values[0]), y, 4, fill=COLOURS["ink"])


def _bar(left: float, right: float, y: float) -> Iterator[Element]:
    look: Look = {"stroke": COLOURS["muted"], "stroke_width": 1.5}
    yield line(left, y, right, y, **look)
    for end in (left, right):
        yield line(end, y - 3, end, y + 3, **look)


def _told(show: Renderer, point: Point) -> str:
    count = counted(show.lang, point.mentions, "{count} mention", "{count} mentions")
    return joined(show.lang, [f"{show.name(point.thing)}: {point.values[0]:.3f}", interval_words(show, point), count])


def _description(answer: ScaleAnswer, show: Renderer) -> str:
    ordered = sorted(answer.placing.actors, key=lambda point: (round(point.values[0], 9), point.thing))
    lowest, highest = show.name(ordered[0].thing), show.name(ordered[-1].thing)
    return counted(
        show.lang,
        len(ordered),
        "{count} actor on the first axis, from {lowest} to {highest}",
        "{count} actors on the first axis, from {lowest} to {highest}",
        lowest=lowest,
        highest=highest,
    )
