"""The network of parties as the page shows it: pairs and communities day by day, and a place for each party.

A pair has the numbers of options of :class:`~kg.analysis.overlap.PairOverlap`; ``told`` counts those of each class that rest on
others' word, ``firm`` those on which both have a side that is stated in own voice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin
from operator import itemgetter
from typing import Any

from kg.analysis.bearings import Bearing, Bearings
from kg.analysis.communities import communities
from kg.analysis.ground import Ground
from kg.analysis.overlap import Judged, judged_pairs
from kg.page.history import History
from kg.page.index import CaseIndex
from kg.resolution import Resolution

__all__ = [
    "CELLS",
    "MOST_PARTIES",
    "Before",
    "Compared",
    "Pairs",
    "changed_only",
    "compared_parties",
    "describe_network",
    "network_on",
    "places",
]

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


@dataclass(frozen=True)
class Compared:
    """The parties (ids) that are compared, and the number of the first day on which they are."""

    parties: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class Before:
    """The ``pairs`` of a day as they were, and the parties (ids) of which one must be in a pair for it to differ."""

    pairs: Sequence[dict[str, Any]]
    parties: frozenset[str]


def compared_parties(index: CaseIndex, history: History) -> Compared:
    """Return whom to compare from which day on: where they are too many, those with most stances, and the newest days."""
    resolution = index.resolution
    heard = {p: sum(1 for held in resolution.of_party(p).values() if held.side) for p in index.parties}
    parties = sorted(sorted(index.parties, key=lambda p: (-heard[p], p))[:MOST_PARTIES])
    pairs = len(parties) * (len(parties) - 1) // 2
    each = len(index.options) // 10 + sum(heard[p] for p in parties) // max(1, len(parties))
    return Compared(tuple(parties), max(0, len(history.days) - max(1, CELLS // max(1, pairs * each))))


class Pairs:
    """What the page shows of pairs in resolutions of a case, worked out once for all in which the same bears on a pair."""

    def __init__(self, index: CaseIndex, bearings: Bearings) -> None:
        self._index, self._bearings = index, bearings
        self._rows: dict[tuple[tuple[str, str], Bearing], dict[str, Any] | None] = {}

    def rows(self, resolution: Resolution, pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
        """Return those of some pairs (ids) that share an option on which both have a side."""
        keys = [(pair, self._bearings.of(resolution, pair)) for pair in pairs]
        unknown = {pair: (pair, bearing) for pair, bearing in keys if (pair, bearing) not in self._rows}
        for pair, found in judged_pairs(resolution, unknown):
            numbers = sorted(self._index.party[party] for party in pair)
            self._rows[unknown[pair]] = _pair(numbers, found) if found else None
        return [row for key in keys if (row := self._rows[key])]


def network_on(
    index: CaseIndex, resolution: Resolution, compared: Compared, pairs: Pairs, before: Before | None = None
) -> dict[str, Any]:
    """Return the network of one day: ``pairs`` that share an option on which both have a side, and ``communities``.

    Of ``before`` are the pairs of which none is among its parties; the others are compared.
    """
    asked = combinations(compared.parties, 2)
    rows = pairs.rows(resolution, (p for p in asked if before is None or not before.parties.isdisjoint(p)))
    if before:
        moved = {index.party[party] for party in before.parties}
        rows += [row for row in before.pairs if not moved.intersection((row["first"], row["second"]))]
    rows.sort(key=itemgetter("first", "second"))
    weights = {(r["first"], r["second"]): r["agreed"] + r["withinReach"] - r["contested"] for r in rows}
    return {"pairs": rows, "communities": communities(range(len(index.parties)), weights)}


def _pair(parties: Sequence[int], found: Sequence[Judged]) -> dict[str, Any]:
    first, second = parties
    told = [judged for judged in found if judged.is_ascribed]
    return {
        "first": first,
        "second": second,
        **_counts(found),
        "redLines": sum(judged.is_red for judged in found),
        "bothSided": len(found),
        "inferred": sum(any(held.inferred for held in judged.stances) for judged in found),
        "ascribed": len(told),
        "firm": sum(judged.is_firm for judged in found),
        "told": _counts(told),
    }


def _counts(found: Iterable[Judged]) -> dict[str, int]:
    counts = Counter(judged.ground for judged in found)
    classes = {"agreed": Ground.AGREED, "withinReach": Ground.WITHIN_REACH, "contested": Ground.CONTESTED}
    return {name: counts[ground] for name, ground in classes.items()}


def describe_network(index: CaseIndex, history: History, compared: Compared, pairs: Pairs) -> dict[str, Any]:
    """Return the network day by day, a place for each party, and how many parties are compared."""
    days = [
        {"day": day, **network_on(index, history.resolutions[day], compared, pairs)}
        for day in range(compared.first, len(history.days))
    ]
    placed = places(days[-1]["communities"])
    return {
        "days": changed_only(days),
        "places": [{"x": x, "y": y} for x, y in (placed[n] for n in range(len(index.parties)))],
        "compared": len(compared.parties),
    }


def changed_only(days: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those of the entries, each of a ``day``, that differ from the one before."""
    kept: list[dict[str, Any]] = []
    for entry in days:
        if not kept or kept[-1] | {"day": entry["day"]} != entry:
            kept.append(entry)
    return kept
