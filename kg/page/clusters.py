"""Places for the parties of a network whose communities are to be seen: each community on a circle, the circles on an ellipse.

A circle stands beside that with which its parties have most lines, and is turned to where fewest lines go under a party, unless there are too
many of them to find that out quickly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import cos, hypot, pi, sin

__all__ = ["clusters"]

#: how near to a party's centre a line goes under it, in pixels; in how many ways a circle is turned, up to how many lines times parties
_NEAR, _TURNS, _MOST = 62.0, 24, 4_000
#: how much room a party's name needs, in pixels
_ROOM = 165.0

Place = tuple[float, float]
Lines = Collection[tuple[int, int]]


def clusters(groups: Sequence[Sequence[int]], lines: Lines) -> dict[int, Place]:
    """Return a place for each party of the groups, in pixels; ``lines`` join two of them each."""
    ordered = _beside_each_other(groups, lines)
    radii = [0.0 if len(group) == 1 else max(105.0, len(group) * _ROOM / (2 * pi)) for group in ordered]
    rooms = [2 * radius + _ROOM for radius in radii]
    across = max(250.0, sum(rooms) / (2 * pi)) if len(ordered) > 1 else 0.0
    centres, passed = [], 0.0
    for room in rooms:
        angle = 2 * pi * (passed + room / 2) / sum(rooms) - pi
        centres.append((1.45 * across * cos(angle), 0.92 * across * sin(angle)))
        passed += room
    found = {party: centre for group, centre in zip(ordered, centres, strict=True) for party in group}
    many = _TURNS if len(lines) * len(found) <= _MOST else 1
    for group, centre, radius in zip(ordered, centres, radii, strict=True):
        turns = [_circle(group, centre, radius, turn) for turn in range(many if len(group) > 1 else 1)]
        found |= min(turns, key=lambda turned: _hidden({**found, **turned}, lines, group))
    return {party: (round(x, 1), round(y, 1)) for party, (x, y) in found.items()}


def _beside_each_other(groups: Sequence[Sequence[int]], lines: Lines) -> list[Sequence[int]]:
    """Return the groups so that each has most lines with those just before it, of as many the first; those without lines last."""
    left = list(groups)
    ordered: list[Sequence[int]] = []
    while left:
        near = [_between(ordered[-1:], group, lines) for group in left]
        far = [_between(ordered, group, lines) for group in left]
        joined = [any(party in line for line in lines for party in group) for group in left]
        best = max(range(len(left)), key=lambda at: (near[at], far[at], joined[at], -at))
        ordered.append(left.pop(best))
    return ordered


def _between(groups: Iterable[Sequence[int]], other: Sequence[int], lines: Lines) -> int:
    inside, outside = {party for group in groups for party in group}, set(other)
    return sum(1 for a, b in lines if (a in inside and b in outside) or (b in inside and a in outside))


def _circle(group: Sequence[int], centre: Place, radius: float, turn: int) -> dict[int, Place]:
    angles = (2 * pi * (place / len(group) + turn / _TURNS) for place in range(len(group)))
    return {
        party: (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
        for party, angle in zip(group, angles, strict=True)
    }


def _hidden(places: Mapping[int, Place], lines: Lines, group: Sequence[int]) -> float:
    """Return how many lines go under a party, of those that the group has a part in, and how long its lines are (as less than one)."""
    mine = set(group)
    under = sum(
        1
        for a, b in lines
        for party, place in places.items()
        if party not in (a, b) and mine.intersection((a, b, party)) and _is_under(place, places[a], places[b])
    )
    length = sum(hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in lines if mine & {a, b})
    return under + length / 1e7


def _is_under(place: Place, one: Place, other: Place) -> bool:
    """Return whether the line from one place to another goes under a party."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    far = dx * dx + dy * dy
    along = ((place[0] - one[0]) * dx + (place[1] - one[1]) * dy) / far if far else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(place[0] - one[0] - along * dx, place[1] - one[1] - along * dy) < _NEAR
