"""The network of parties as the page shows it: pairs and communities day by day, and a place for each party."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from operator import itemgetter
from typing import Any

from kg.analysis.communities import communities
from kg.analysis.overlap import overlaps
from kg.page.history import History
from kg.page.index import CaseIndex

__all__ = ["CELLS", "MOST_PARTIES", "describe_network", "places"]

#: the most parties that are compared, and the most stances that are compared over all pairs and days
MOST_PARTIES, CELLS = 40, 400_000


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


def describe_network(index: CaseIndex, history: History) -> dict[str, Any]:
    """Return the network day by day: ``pairs`` of party numbers with agreed, within reach, contested, red lines and both.

    Where there are too many parties to compare all, those with most stances are; the rest stand alone.
    """
    resolution = index.resolution
    heard = {p: sum(1 for held in resolution.of_party(p).values() if held.side) for p in index.parties}
    compared = sorted(sorted(index.parties, key=lambda p: (-heard[p], p))[:MOST_PARTIES])
    pairs = len(compared) * (len(compared) - 1) // 2
    each = len(index.options) // 10 + sum(heard[p] for p in compared) // max(1, len(compared))
    first = max(0, len(history.days) - max(1, CELLS // max(1, pairs * each)))
    days: list[dict[str, Any]] = []
    last_groups: list[list[int]] = []
    for day in range(first, len(history.days)):
        rows = []
        for pair in overlaps(history.resolutions[day], compared):
            one, other = sorted(index.party[p] for p in pair.parties)
            if pair.both_sided:
                rows.append(
                    {
                        "first": one,
                        "second": other,
                        "agreed": pair.agreed,
                        "withinReach": pair.within_reach,
                        "contested": pair.contested,
                        "redLines": pair.red_lines,
                        "bothSided": pair.both_sided,
                        "inferred": pair.inferred,
                        "ascribed": pair.ascribed,
                    }
                )
        weights = {(r["first"], r["second"]): r["agreed"] + r["withinReach"] - r["contested"] for r in rows}
        last_groups = communities(range(len(index.parties)), weights)
        rows.sort(key=itemgetter("first", "second"))
        entry = {"day": day, "pairs": rows, "communities": last_groups}
        if not days or days[-1] | {"day": day} != entry:
            days.append(entry)
    placed = places(last_groups)
    return {
        "days": days,
        "places": [{"x": x, "y": y} for x, y in (placed[n] for n in range(len(index.parties)))],
        "compared": len(compared),
    }
