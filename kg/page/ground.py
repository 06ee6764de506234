"""The shared ground that the page shows, as :mod:`kg.analysis.ground` answers it: for pairs and named groups, day by day.

A page holds answers for each pair of the :data:`MOST_PARTIES` parties with most stances, for all principals together
and for the groups named, newest days first, until the stances that they rest on number :data:`CELLS`. An answer lists
option numbers: by class of ground, and those that are in name only, left open on purpose, agreed against from opposite
sides, in need of others, or met by a condition of the group; on a ladder also the range; how each condition
stands, what contains an option of which at least so much is shared, and the ``points`` that stand behind "in name only"
(whose readings differ, whose is unanswered, who has none on record) and those that all left open on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import Any

from kg.analysis.bearings import Bearing, Bearings
from kg.analysis.conditions import GroupStances, outside_undertakers
from kg.analysis.ground import Ground, GroundRow, ground_row
from kg.analysis.ladders import Range
from kg.analysis.readings import Divergence, OpenPoint, acts_on
from kg.page.index import CaseIndex
from kg.page.network import changed_only
from kg.resolution import Resolution

__all__ = [
    "CELLS",
    "MOST_PARTIES",
    "GroupAnswers",
    "Wanted",
    "answer_groups",
    "every_group",
    "group_answer",
    "groups_of",
    "wanted_answers",
]

MOST_PARTIES = 12
#: up to how many parties of a page each group has an answer
MOST_IN_GROUPS = 8
CELLS = 40_000


def groups_of(index: CaseIndex, named: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the groups (party ids) to answer for: those named, the principals together, pairs with most stances."""
    resolution = index.resolution
    heard = {p: sum(1 for held in resolution.of_party(p).values() if held.side) for p in index.parties}
    vocal = sorted(index.parties, key=lambda p: (-heard[p], p))[:MOST_PARTIES]
    principals = [p for p in index.parties if "principal" in resolution.case.parties[p].roles][:MOST_PARTIES]
    pairs = sorted(combinations(vocal, 2), key=lambda pair: (-min(map(heard.__getitem__, pair)), sorted(pair)))
    wanted = [*named, *([principals] if len(principals) > 1 else []), *pairs]
    return list(dict.fromkeys(tuple(sorted(group)) for group in wanted))


def every_group(index: CaseIndex) -> list[tuple[str, ...]]:
    """Return every group of two or more parties (ids), the smallest first; none where they are more than :data:`MOST_IN_GROUPS`."""
    if len(index.parties) > MOST_IN_GROUPS:
        return []
    sizes = range(2, len(index.parties) + 1)
    return [group for size in sizes for group in combinations(sorted(index.parties), size)]


def _range(option: int, spread: Range) -> dict[str, Any]:
    low, high = (None if bound is None else f"{bound.normalize():f}" for bound in (spread.low, spread.high))
    return {"option": option, "kind": spread.kind, "low": low, "high": high}


class _AnswerLists:
    """The lists of an answer, filled option by option; what is empty is left out."""

    def __init__(self) -> None:
        self.options: dict[str, list[int]] = {}
        self.spoken: dict[str, list[int]] = {}
        self.marks: dict[str, list[int]] = {}
        self.ranges: list[dict[str, Any]] = []
        self.at_least: list[dict[str, Any]] = []
        self.conditions: list[dict[str, Any]] = []
        self.points: list[dict[str, Any]] = []
        self.judged: list[dict[str, Any]] = []

    def add(self, option: int, ground: Ground, **marks: bool) -> None:
        self.options.setdefault(str(ground), []).append(option)
        for name, marked in marks.items():
            if marked:
                self.marks.setdefault(name, []).append(option)

    def add_row(self, option: int, row: GroundRow) -> None:
        self.add(
            option,
            row.ground,
            inNameOnly=row.in_name_only,
            deliberatelyOpen=row.deliberately_open,
            fromOppositeSides=row.from_opposite_sides,
            needsOthers=bool(row.needs),
            conditionMet=row.condition_met,
        )
        if row.otherwise:
            self.spoken.setdefault(str(row.otherwise), []).append(option)
        if row.range:
            self.ranges.append(_range(option, row.range))

    def described(self) -> dict[str, Any]:
        optional = {
            **self.marks,
            "amongThoseWhoSpoke": self.spoken,
            "ranges": self.ranges,
            "atLeast": self.at_least,
            "conditions": self.conditions,
            "points": self.points,
            "judged": self.judged,
        }
        return {"options": self.options, **{name: value for name, value in optional.items() if value}}


def _judged(index: CaseIndex, resolution: Resolution, option: int, row: GroundRow) -> list[dict[str, Any]]:
    """Return the stances that count otherwise in the group than alone, its conditions being judged."""
    alone = ((held, resolution.stance(held.party, held.term)) for held in row.stances if held.party in index.party)
    return [
        {
            "option": option,
            "party": index.party[held.party],
            "stance": str(held.stance),
            "inferred": held.inferred,
            "ascribed": held.ascribed,
        }
        for held, other in alone
        if (held.stance, held.inferred, held.ascribed) != (other.stance, other.inferred, other.ascribed)
    ]


def _points(index: CaseIndex, resolution: Resolution, option: int, row: GroundRow) -> list[dict[str, Any]]:
    """Return the points on which readings are not matched, and how, and those that all left open on purpose."""
    acts = acts_on(resolution, row.option.id) if row.divergences else ()
    known = {(act.reading.point, act.party) for act in acts}

    def point(of: Divergence | OpenPoint, **parties: Iterable[str]) -> dict[str, Any]:
        named = {key: sorted(index.party[p] for p in whose) for key, whose in parties.items()}
        told = {"ascribed": True} if of.ascribed else {}
        return {"option": option, "point": index.named(of.point)["label"], **named, **told}

    differ = [
        point(
            d,
            differing=d.differing,
            unanswered=d.unanswered,
            unread=[p for p in d.parties if (d.point, p) not in known],
        )
        for d in row.divergences
    ]
    return [*differ, *(point(each, differing=(), unanswered=(), unread=()) for each in row.left_open)]


def group_answer(index: CaseIndex, resolution: Resolution, group: tuple[str, ...]) -> dict[str, Any]:
    """Return the answer of a group. An option on which none of its parties ever had a stance is unaddressed."""
    stances = GroupStances(resolution, group)
    spoken = {term for party in group for term in resolution.of_party(party)}
    case, found = resolution.case, _AnswerLists()
    for number, identifier in enumerate(index.options):
        option = case.options[identifier]
        if not case.issues[option.issue].is_open(resolution.day):
            continue
        if identifier in spoken or case.issues[option.issue].is_ladder:
            row = ground_row(stances, option)
            found.add_row(number, row)
            found.judged += _judged(index, resolution, number, row)
            if row.at_least:
                containers = [index.option[container] for container in row.at_least if container in index.option]
                found.at_least.append({"option": number, "containers": containers})
            found.points += _points(index, resolution, number, row)
            found.conditions += [
                {
                    "option": number,
                    "party": index.party[one.party],
                    "condition": index.condition(one.condition),
                    "state": one.state,
                }
                for one in row.conditions
                if one.party in index.party
            ]
        else:
            needed = outside_undertakers(case, identifier, group)
            found.add(number, Ground.UNADDRESSED, needsOthers=bool(needed))
    return found.described()


class GroupAnswers:
    """The answers of groups in resolutions of a case, each worked out once for all in which the same bears on it."""

    def __init__(self, index: CaseIndex, bearings: Bearings) -> None:
        self._index, self._bearings = index, bearings
        self._found: dict[tuple[tuple[str, ...], Bearing], dict[str, Any]] = {}

    def of(self, resolution: Resolution, group: tuple[str, ...]) -> dict[str, Any]:
        """Return the answer of a group (:func:`group_answer`), the same object wherever the same bears on it."""
        key = group, self._bearings.of(resolution, group)
        if key not in self._found:
            self._found[key] = group_answer(self._index, resolution, group)
        return self._found[key]


#: the numbers of the days on which each group (party ids) is answered for
Wanted = Mapping[tuple[str, ...], Sequence[int]]


def wanted_answers(index: CaseIndex, days: int, groups: Sequence[tuple[str, ...]], named: int) -> Wanted:
    """Return on which of the days to answer for which group: the newest first, as many as there is room for.

    The first ``named`` groups are always answered on the last day.
    """
    sizes = {party: len(index.resolution.of_party(party)) for party in index.parties}
    wanted: dict[tuple[str, ...], list[int]] = {}
    spent, full = 0, set()
    for day in range(days - 1, -1, -1):
        last = day == days - 1
        for place, group in enumerate(groups):
            cost = len(index.options) // 10 + sum(sizes[party] for party in group)
            if group in full or (spent + cost > CELLS and not (last and place < named)):
                full.add(group)
                continue
            spent += cost
            wanted.setdefault(group, []).append(day)
    return {group: sorted(found) for group, found in wanted.items()}


def answer_groups(
    index: CaseIndex, wanted: Wanted, answer: Callable[[tuple[str, ...], int], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return for each group its party numbers and its answers, each from the day on which it began to hold.

    ``answer`` gives that of a group on a day.
    """
    found = [
        {
            "parties": sorted(index.party[p] for p in group),
            "days": changed_only({"day": day, **answer(group, day)} for day in days),
        }
        for group, days in wanted.items()
    ]
    return sorted(found, key=itemgetter("parties"))
