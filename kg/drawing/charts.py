"""Scales of numbers and the parts of charts that several pictures share: axes, a line over time, labels that keep apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.drawing.measure import text_width
from kg.drawing.svg import COLOURS, Element, line, path, words_at

__all__ = ["LinearScale", "drawn_line", "labels_apart", "x_axis", "y_axis"]

_SIZE = 10.0
#: the steps between ticks, times a power of ten
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Numbers from ``low`` to ``high`` between two places ``start`` and ``end``; a scale of one number has it in the middle."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a number stands."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, most: int = 6) -> list[tuple[float, str]]:
        """Return round numbers on the scale, ``most`` at most, with their text.

        >>> [words for _, words in LinearScale(0, 1, 0, 100).ticks()]
        ['0', '0.2', '0.4', '0.6', '0.8', '1']
        """
        if self.low == self.high:
            return [(self.low, _written(self.low, 3))]
        rough = (self.high - self.low) / max(most - 1, 1)
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(
            (power * one for one in _STEPS if power * one >= rough * (1 - 1e-9) and len(self._at(power * one)) <= most),
            power * 10,
        )
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return [(value, _written(value, decimals)) for value in self._at(step)]

    def _at(self, step: float) -> list[float]:
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


def _written(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-0", "0") if text == "-0" else text.replace("-", "−")


def x_axis(scale: LinearScale, top: float, bottom: float) -> Iterator[Element]:
    """Yield a thin upright line for each tick, with its number under it."""
    for value, words in scale.ticks():
        x = scale.place(value)
        yield line(x, top, x, bottom, stroke=COLOURS["line"])
        yield words_at(x, bottom + _SIZE + 4, words, size=_SIZE, fill=COLOURS["muted"], text_anchor="middle")


def y_axis(scale: LinearScale, left: float, right: float) -> Iterator[Element]:
    """Yield a thin level line for each tick, with its number at the left of it."""
    for value, words in scale.ticks():
        y = scale.place(value)
        yield line(left, y, right, y, stroke=COLOURS["line"])
        yield words_at(left - 6, y + _SIZE / 3, words, size=_SIZE, fill=COLOURS["muted"], text_anchor="end")


def drawn_line(points: Iterable[tuple[float, float] | None], **look: str | float | None) -> Iterator[Element]:
    """Yield a line through points, in their order; it is broken where one is None. ``look`` as in :data:`~kg.drawing.svg.Look`."""
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            steps = " L ".join(f"{x:.1f} {y:.1f}" for x, y in run)
            yield path(f"M {steps}", **{"fill": "none", **look})
        run = []


def labels_apart(
    wanted: Sequence[tuple[float, float, str]],
    size: float,
    *,
    around: float = 8.0,
    within: tuple[float, float, float, float] | None = None,
) -> list[tuple[float, float, str]]:
    """Return where the label of each point stands, as (x, base line, text-anchor), so that few lie over each other.

    ``wanted`` are the points, with their words; the first ones choose first, of right, left, above and below, at ``around`` pixels
    from the point and then further off. A label overlaps another, or a point, only where every place does. ``within`` is the box (left, top, right,
    bottom) that labels keep to where they can.
    """
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y, _ in wanted]
    found = []
    for own, (x, y, words) in enumerate(wanted):
        width, others = text_width(words, size), [box for place, box in enumerate(taken) if place != own]
        choices = list(_places_around(x, y, width, size, around))
        costs = [_cost(box, others, within) for _, box in choices]
        place, box = choices[costs.index(min(costs))]
        taken.append(box)
        found.append(place)
    return found


_Box = tuple[float, float, float, float]


def _places_around(
    x: float, y: float, width: float, size: float, around: float
) -> Iterator[tuple[tuple[float, float, str], _Box]]:
    rise, fall = size * 0.8, size * 0.25
    for far in (around, around + size * 1.2, around + size * 2.4, around + size * 3.6):
        slant = far - around
        for base in (y + size / 3, y + size / 3 - slant, y + size / 3 + slant) if slant else (y + size / 3,):
            yield (x + around, base, "start"), (x + around, base - rise, x + around + width, base + fall)
            yield (x - around, base, "end"), (x - around - width, base - rise, x - around, base + fall)
        for base in (y - far, y + far + rise):
            yield (x, base, "middle"), (x - width / 2, base - rise, x + width / 2, base + fall)


def _cost(box: _Box, others: Iterable[_Box], within: _Box | None) -> float:
    overlap = sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in others
    )
    if within is None:
        return overlap
    outside = (
        max(0.0, within[0] - box[0])
        + max(0.0, box[2] - within[2])
        + max(0.0, within[1] - box[1])
        + max(0.0, box[3] - within[3])
    )
    return overlap + 100.0 * outside
