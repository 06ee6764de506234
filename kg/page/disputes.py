"""The conflicts that the page shows, as :mod:`kg.analysis.conflicts` finds them: those of each pair, judged as a group of two, day by day.

Circles of conditions of three parties and more are of no pair; they are found among all that are compared. The pairs are those
of the network (:mod:`kg.page.network`). A page holds the conflicts of the newest days, as many as there is room for
(:data:`CELLS`), and under a lens (:mod:`kg.page.lenses`) those of the pairs that differ, while there is room for them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kg.analysis.bearings import Bearing, Bearings
from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Conflict, Severity, conflicts_of
from kg.page.index import CaseIndex
from kg.page.network import Compared
from kg.resolution import Resolution

__all__ = ["CELLS", "HARDEST_FIRST", "MOST_CELLS", "Disputes", "disputes_of", "pair_cost"]

#: the most stances that are compared over all pairs and days, lenses included, and those of a single day that are
CELLS, MOST_CELLS = 30_000, 60_000

#: the severities, hardest first
HARDEST_FIRST = (Severity.RED_LINE, Severity.ONE_RED_LINE, Severity.FIRM, Severity.SOFT)

#: by the numbers of the parties of a pair, or () for circles of more, the conflicts of a day
Found = dict[tuple[int, ...], list[dict[str, Any]]]


class Conflicts:
    """The conflicts of groups in resolutions of a case, worked out once for all in which the same bears on a group."""

    def __init__(self, index: CaseIndex, bearings: Bearings) -> None:
        self._index, self._bearings = index, bearings
        self._known: dict[tuple[tuple[str, ...], Bearing], list[dict[str, Any]]] = {}

    def found(self, resolution: Resolution, pairs: Iterable[tuple[str, ...]], parties: tuple[str, ...]) -> Found:
        """Return the conflicts of some pairs (ids), and the circles of three and more among parties (ids)."""
        found: Found = {
            tuple(sorted(self._index.party[party] for party in pair)): self._of(resolution, pair) for pair in pairs
        }
        return {**found, (): self._of(resolution, parties) if len(parties) > 2 else []}

    def _of(self, resolution: Resolution, group: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return the conflicts of a pair; of more parties those of three and more."""
        key = group, self._bearings.of(resolution, group)
        if key not in self._known:
            conflicts = conflicts_of(GroupStances(resolution, group))
            wanted = (each for each in conflicts if len(group) == 2 or len({side.party for side in each.sides}) > 2)
            self._known[key] = _described(self._index, wanted)
        return self._known[key]


@dataclass
class Disputes:
    """The conflicts of the days from ``first`` (a number) on, and how many stances may still be compared for lenses."""

    first: int
    days: list[Found]
    room: int
    parties: tuple[str, ...]
    among: Conflicts

    def described(self) -> dict[str, Any]:
        """Return them for the page: of each pair, and of the circles, what holds from which day on."""
        return {"first": self.first, "groups": _over_time(self.days, self.first, _with_any(self.days))}

    def under(
        self, index: CaseIndex, resolutions: Sequence[Resolution], moved: Callable[[int], Iterable[str]]
    ) -> dict[str, Any] | None:
        """Return what differs under a lens, the newest days first while there is room; None where nothing does.

        ``moved`` gives the parties of which something differs on a day; pairs of others have the conflicts that they have without it.
        """
        days: list[Found] = []
        first = self.first
        for day in range(len(resolutions) - 1, self.first - 1, -1):
            base, touched = self.days[day - self.first], {*moved(day)}
            pairs = [pair for pair in combinations(self.parties, 2) if touched.intersection(pair)]
            cost = pair_cost(index, resolutions[day], pairs)
            if cost > self.room:
                first = day + 1
                break
            self.room -= cost
            days.insert(0, {**base, **self.among.found(resolutions[day], pairs, self.parties)} if touched else base)
        base_days = self.days[first - self.first :]
        changed = {
            key
            for ours, theirs in zip(days, base_days, strict=True)
            for key in {*ours, *theirs}
            if ours.get(key) != theirs.get(key)
        }
        groups = _over_time(days, first, changed)
        return {"first": first, "groups": groups} if groups or first > self.first else None


def disputes_of(
    index: CaseIndex, resolutions: Sequence[Resolution], compared: Compared, bearings: Bearings
) -> Disputes:
    """Return the conflicts of a page, of the newest day and those before it while there is room.

    ``resolutions`` are those of the page's days. Where the newest day alone is too much, there are none.
    """
    pairs = list(combinations(compared.parties, 2))
    among = Conflicts(index, bearings)
    room, days, last = CELLS, list[Found](), len(resolutions) - 1
    for day in range(last, compared.first - 1, -1):
        cost = pair_cost(index, resolutions[day], pairs)
        if cost > (MOST_CELLS if day == last else room // 2):
            break
        room -= cost
        days.insert(0, among.found(resolutions[day], pairs, compared.parties))
    return Disputes(len(resolutions) - len(days), days, max(0, room), compared.parties, among)


def pair_cost(index: CaseIndex, resolution: Resolution, pairs: Sequence[Sequence[str]]) -> int:
    """Return about how many stances are compared for some pairs."""
    held = {party: len(resolution.of_party(party)) for pair in pairs for party in pair}
    return sum(len(index.options) // 10 + sum(held[party] for party in pair) for pair in pairs)


def _with_any(days: Iterable[Found]) -> set[tuple[int, ...]]:
    """Return the pairs, and () for circles, that have a conflict on one of the days."""
    return {key for found in days for key in found if found[key]}


def _over_time(days: Sequence[Found], first: int, wanted: Iterable[tuple[int, ...]]) -> list[dict[str, Any]]:
    """Return for each pair wanted, and for the circles, what holds from which day on."""
    groups = []
    for key in sorted(wanted):
        entries: list[dict[str, Any]] = []
        for day, found in enumerate(days, first):
            conflicts = found.get(key, [])
            if (entries[-1]["conflicts"] if entries else []) != conflicts:
                entries.append({"day": day, "conflicts": conflicts})
        groups.append({"parties": list(key), "days": entries})
    return groups


def _described(index: CaseIndex, conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    """Return conflicts on the issues of the page, own voice first, then hardest first."""
    shown = (each for each in conflicts if any(issue in index.issue for issue in each.issues))
    ordered = sorted(shown, key=lambda each: (each.ascribed, HARDEST_FIRST.index(each.severity)))
    return [_conflict(index, each) for each in ordered]


def _conflict(index: CaseIndex, conflict: Conflict) -> dict[str, Any]:
    optional = {
        "conditions": [index.condition(condition) for condition in conflict.conditions],
        "points": [index.named(point)["label"] for point in sorted({r.reading.point for r in conflict.readings})],
        "implies": len(conflict.implies),
    }
    return {
        "kind": conflict.kind.value,
        "severity": conflict.severity.value,
        "ascribed": conflict.ascribed,
        "inferred": conflict.inferred,
        "issues": [index.issue[issue] for issue in conflict.issues if issue in index.issue],
        "sides": [
            {
                "party": index.party[side.party],
                "term": index.ref(side.term),
                "stance": str(side.stance),
                "inferred": side.inferred,
                "ascribed": side.ascribed,
            }
            for side in conflict.sides
        ],
        **{name: value for name, value in optional.items() if value},
    }
