"""Parties as a signed network: how far each pair stands together or apart, and the communities that follow.

Communities maximise the sum, over pairs in one community, of what they agree on or have within reach less what they
contest: correlation clustering (Bansal, Blum and Chawla, "Correlation clustering", 2004), here by local moves from
single parties until none improves the sum, in order of ids, so that the same case gives the same communities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from kg.analysis.overlap import overlaps
from kg.view.history import History
from kg.view.things import Numbers

__all__ = ["CELLS", "communities", "describe_network", "places"]

#: the most options times pairs times days that are compared
CELLS = 200_000


def communities(parties: Sequence[int], weights: Mapping[tuple[int, int], int]) -> list[list[int]]:
    """Return communities of parties, largest first, then by smallest member; ``weights`` are signed, by ordered pair.

    >>> communities([0, 1, 2], {(0, 1): 2, (1, 2): -1})
    [[0, 1], [2]]
    """
    near: dict[int, dict[int, int]] = {party: {} for party in parties}
    for (one, other), weight in weights.items():
        near[one][other] = near[other][one] = weight
    home = {party: party for party in parties}
    improved = True
    while improved:
        improved = False
        for party in parties:
            pull: dict[int, int] = {}
            for other, weight in near[party].items():
                pull[home[other]] = pull.get(home[other], 0) + weight
            here = pull.get(home[party], 0)
            best = max(pull, key=lambda community: (pull[community], -community), default=home[party])
            alone = party if all(home[p] != party or p == party for p in parties) else home[party]
            if pull.get(best, 0) <= 0 and here < 0:
                best = alone
            if pull.get(best, 0) > here:
                home[party] = best
                improved = True
    grouped: dict[int, list[int]] = {}
    for party in parties:
        grouped.setdefault(home[party], []).append(party)
    return sorted((sorted(members) for members in grouped.values()), key=lambda members: (-len(members), members))


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
    pairs = max(1, CELLS // max(1, len(numbers.options)))
    most = max(2, int((1 + (1 + 8 * pairs) ** 0.5) / 2))
    compared = sorted(sorted(numbers.parties, key=lambda p: (-heard[p], p))[:most])
    per_day = max(1, len(compared) * (len(compared) - 1) // 2 * len(numbers.options))
    first = max(0, len(history.days) - max(1, CELLS // per_day))
    days: list[list[Any]] = []
    last_groups: list[list[int]] = []
    for day in range(first, len(history.days)):
        rows = []
        for pair in overlaps(history.resolutions[day], compared):
            one, other = sorted(numbers.party[p] for p in pair.parties)
            if pair.both_sided:
                rows.append([one, other, pair.agreed, pair.within_reach, pair.contested, pair.red_lines, pair.both_sided])
        weights = {(row[0], row[1]): row[2] + row[3] - row[4] for row in rows}
        last_groups = communities(range(len(numbers.parties)), weights)
        entry = {"pairs": sorted(rows), "communities": last_groups}
        if not days or days[-1][1] != entry:
            days.append([day if days else 0, entry])
    placed = places(last_groups)
    return {"days": days, "places": [placed[n] for n in range(len(numbers.parties))], "compared": len(compared)}
