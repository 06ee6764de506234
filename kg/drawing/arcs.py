"""Things joined by lines, on two arcs that face each other: each has a row of its own, so that no label covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.drawing.measure import text_width

__all__ = ["Arcs", "Spot", "way"]

_SIZE, _GAP, _MIDDLE = 11.0, 10.0, 400.0
#: of up to so many things on an arc: how far apart their rows are, and the size of their letters
_ROWS = ((8, 34.0, _SIZE), (45, 20.0, _SIZE), (math.inf, 12.0, 9.0))
#: how far an arc bends for each of its things, and at most
_BEND, _MOST_BEND = 6.0, 70.0
#: the room of labels, at least and at most
_LABEL, _MOST_LABEL = 90.0, 290.0


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a thing, and towards which side its label goes: −1 left, 1 right."""

    x: float
    y: float
    side: int


@dataclass(frozen=True, slots=True)
class Arcs:
    """Where things stand, ``left`` and ``right``: ``label`` is the room of labels at each side, ``height`` that of the arcs under ``top``.

    Letters of ``size`` keep to their rows.
    """

    left: tuple[Spot, ...]
    right: tuple[Spot, ...]
    size: float
    label: float
    top: float
    height: float

    @classmethod
    def of(cls, left: Sequence[str], right: Sequence[str], top: float) -> Arcs:
        """Return the places of things with these labels, in rows from the top down; the arcs bend outwards."""
        most = max(len(left), len(right))
        row, size = next((row, size) for up_to, row, size in _ROWS if most <= up_to)
        label = min(_MOST_LABEL, max([_LABEL, *(text_width(name, size) + 16 for name in (*left, *right))]))
        height = most * row + _GAP
        sides = [
            tuple(_arc(len(names), side, label, top + (height - (len(names) - 1) * row) / 2, row))
            for side, names in ((-1, left), (1, right))
        ]
        return cls(sides[0], sides[1], size, label, top, height)

    @property
    def width(self) -> float:
        """The whole width."""
        return 2 * self.label + _MIDDLE

    @property
    def inner(self) -> tuple[float, float]:
        """Where both arcs end, at the left and at the right."""
        return self.label, self.label + _MIDDLE

    def room(self, spot: Spot) -> float:
        """Return how wide the label of a thing may be, with the gap to its sign."""
        return spot.x if spot.side < 0 else self.width - spot.x


def _arc(count: int, side: int, label: float, first: float, row: float) -> Iterator[Spot]:
    most = min(_MOST_BEND, _BEND * count)
    for number in range(count):
        across = (2 * number - (count - 1)) / max(count - 1, 1)
        bend = most * (1 - math.sqrt(max(0.0, 1 - across * across)))
        edge = label if side < 0 else label + _MIDDLE
        yield Spot(edge - side * bend, first + number * row, side)


def way(start: Spot, end: Spot) -> str:
    """Return a line's way as steps of SVG: straight from arc to arc; on one arc bent inwards, the farther apart the more."""
    if start.side != end.side:
        return f"M {start.x:.1f} {start.y:.1f} L {end.x:.1f} {end.y:.1f}"
    pull = -start.side * (26 + min(150.0, abs(end.y - start.y) * 0.45))
    x, y = (start.x + end.x) / 2 + pull, (start.y + end.y) / 2
    return f"M {start.x:.1f} {start.y:.1f} Q {x:.1f} {y:.1f} {end.x:.1f} {end.y:.1f}"
