"""Parties as a signed network: how far each pair stands together or apart, and the communities that follow.

Communities seek the largest sum, over pairs in one community, of what they agree on or have within reach less what they
contest: correlation clustering (Bansal, Blum and Chawla, "Correlation clustering", Machine Learning 56, 2004), here by
greedy additive contraction (Keuper et al., "Efficient decomposition of image and mesh graphs by lifted multicuts", 2015):
the two communities with the largest positive sum between them are joined until there are none; ties go by smallest member.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from kg.analysis.overlap import overlaps
from kg.view.history import History
from kg.view.things import Numbers

__all__ = ["CELLS", "MOST_PARTIES", "communities", "describe_network", "places"]

#: the most parties that are compared, and the most stances that are compared over all pairs and days
MOST_PARTIES, CELLS = 40, 400_000


def communities(parties: Sequence[int], weights: Mapping[tuple[int, int], int]) -> list[list[int]]:
    """Return communities of parties, largest first, then by smallest member; ``weights`` are signed, by ordered pair.

    >>> communities([0, 1, 2], {(0, 1): 2, (1, 2): -1})
    [[0, 1], [2]]
    """
    members = {party: [party] for party in parties}
    between: dict[int, dict[int, int]] = {party: {} for party in parties}
    for (one, other), weight in weights.items():
        between[one][other] = between[other][one] = weight
    while True:
        joins = ((-weight, one, other) for one, near in between.items() for other, weight in near.items() if weight > 0)
        best = min(joins, default=None)
        if best is None:
            break
        _, kept, gone = best
        members[kept] += members.pop(gone)
        for other, weight in between.pop(gone).items():
            del between[other][gone]
            if other != kept:
                between[kept][other] = between[other][kept] = between[kept].get(other, 0) + weight
    return sorted((sorted(found) for found in members.values()), key=lambda found: (-len(found), found))


def places(groups: Sequence[Sequence[int]]) -> dict[int, tuple[float, float]]:
    """Return a place for each party: on an ellipse, community by community, wide enough for names side by side."""
    ordered = [party for group in groups for party in group]
    gaps = len(groups) if len(groups) > 1 else 0
    steps = len(ordered) + 0.6 * gaps
    across = max(250.0, steps * 165 / (2 * pi))
    found, step = {}, 0.0
    for group in groups:
        for party in group:
            angle = 2 * pi * step / steps - pi
            found[party] = (round(1.45 * across * cos(angle), 1), round(0.92 * across * sin(angle), 1))
            step += 1
        step += 0.6 if gaps else 0
    return found


def describe_network(numbers: Numbers, history: History) -> dict[str, Any]:
    """Return the network day by day: ``pairs`` of party numbers with agreed, within reach, contested, red lines and both.

    Where there are too many parties to compare all, those with most stances are; the rest stand alone.
    """
    resolution = numbers.resolution
    heard = {p: sum(1 for held in resolution.of_party(p).values() if held.side) for p in numbers.parties}
    compared = sorted(sorted(numbers.parties, key=lambda p: (-heard[p], p))[:MOST_PARTIES])
    pairs = len(compared) * (len(compared) - 1) // 2
    each = len(numbers.options) // 10 + sum(heard[p] for p in compared) // max(1, len(compared))
    first = max(0, len(history.days) - max(1, CELLS // max(1, pairs * each)))
    days: list[list[Any]] = []
    last_groups: list[list[int]] = []
    for day in range(first, len(history.days)):
        rows = []
        for pair in overlaps(history.resolutions[day], compared):
            one, other = sorted(numbers.party[p] for p in pair.parties)
            if pair.both_sided:
                rows.append(
                    [one, other, pair.agreed, pair.within_reach, pair.contested, pair.red_lines, pair.both_sided]
                )
        weights = {(row[0], row[1]): row[2] + row[3] - row[4] for row in rows}
        last_groups = communities(range(len(numbers.parties)), weights)
        entry = {"pairs": sorted(rows), "communities": last_groups}
        if not days or days[-1][1] != entry:
            days.append([day, entry])
    placed = places(last_groups)
    return {"days": days, "places": [placed[n] for n in range(len(numbers.parties))], "compared": len(compared)}
