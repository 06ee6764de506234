"""The shared ground that the page shows, as :mod:`kg.analysis.ground` answers it: for pairs and named groups, day by day.

A page holds answers for each pair of the :data:`MOST_PARTIES` parties with most stances, for all principals together and
for the groups named, newest days first, until the stances that they rest on number :data:`CELLS`.
An answer is text: for each option its number, its class (a, w, r, c, u) and the marks n (in name only), o (left open on
purpose), x (from opposite sides), d (needs others), m (a condition is met in the group), / with the class among those who spoke,
and on a ladder = (overlap) or ! (gap) with the lowest and the highest value, each empty where unbounded: ``7c!200:300``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from kg.analysis.conditions import GroupStances, outside_undertakers
from kg.analysis.ground import Ground, GroundRow, ground_row
from kg.analysis.ladders import Range
from kg.page.history import History
from kg.page.index import CaseIndex
from kg.resolution import Resolution

__all__ = ["CELLS", "MOST_PARTIES", "answer_groups", "groups_of"]

MOST_PARTIES = 12
CELLS = 40_000

_LETTER = {
    Ground.AGREED: "a",
    Ground.WITHIN_REACH: "w",
    Ground.REJECTED: "r",
    Ground.CONTESTED: "c",
    Ground.UNADDRESSED: "u",
}


def groups_of(index: CaseIndex, named: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the groups (party ids) to answer for: those named, the principals together, then pairs of the most vocal."""
    resolution = index.resolution
    heard = {p: sum(1 for held in resolution.of_party(p).values() if held.side) for p in index.parties}
    vocal = sorted(index.parties, key=lambda p: (-heard[p], p))[:MOST_PARTIES]
    principals = [p for p in index.parties if "principal" in resolution.case.parties[p].roles][:MOST_PARTIES]
    pairs = sorted(combinations(vocal, 2), key=lambda pair: (-min(map(heard.__getitem__, pair)), sorted(pair)))
    wanted = [*named, *([principals] if len(principals) > 1 else []), *pairs]
    return list(dict.fromkeys(tuple(sorted(group)) for group in wanted))


def _range_text(spread: Range) -> str:
    low, high = ("" if bound is None else f"{bound.normalize():f}" for bound in (spread.low, spread.high))
    return f"{'!' if spread.kind == 'gap' else '='}{low}:{high}"


def _row_text(index: CaseIndex, row: GroundRow) -> str:
    marks = (
        ("o" if row.deliberately_open else "n") if row.in_name_only else "",
        "x" if row.from_opposite_sides else "",
        "d" if row.needs else "",
        "m" if any(held.as_part_of is not None for held in row.stances) else "",
        f"/{_LETTER[row.otherwise]}" if row.otherwise else "",
        _range_text(row.range) if row.range else "",
    )
    return f"{index.option[row.option.id]}{_LETTER[row.ground]}{''.join(marks)}"


def _answer(index: CaseIndex, resolution: Resolution, group: tuple[str, ...]) -> str:
    """Return the answer of a group as text. An option on which nobody of it ever spoke is unaddressed without a look."""
    stances = GroupStances(resolution, group)
    spoken = {term for party in group for term in resolution.of_party(party)}
    case, found = resolution.case, []
    for number, identifier in enumerate(index.options):
        option = case.options[identifier]
        if not case.issues[option.issue].is_open(resolution.day):
            continue
        if identifier in spoken or case.issues[option.issue].choice_rule == "ladder":
            found.append(_row_text(index, ground_row(stances, option)))
        else:
            needed = outside_undertakers(case, identifier, group)
            found.append(f"{number}{_LETTER[Ground.UNADDRESSED]}{'d' if needed else ''}")
    return " ".join(found)


def answer_groups(
    index: CaseIndex, history: History, groups: Sequence[tuple[str, ...]], named: int
) -> dict[str, list[list[Any]]]:
    """Return, by a group's party numbers joined with commas, its answers from the day on which each began to hold.

    The first ``named`` groups are always answered on the last day; a day that is left out has an answer of None.
    """
    sizes = {party: len(index.resolution.of_party(party)) for party in index.parties}
    wanted: dict[tuple[str, ...], list[int]] = {}
    spent, full = 0, set()
    for day in range(len(history.days) - 1, -1, -1):
        last = day == len(history.days) - 1
        for place, group in enumerate(groups):
            cost = len(index.options) // 10 + sum(sizes[party] for party in group)
            if group in full or (spent + cost > CELLS and not (last and place < named)):
                full.add(group)
                continue
            spent += cost
            wanted.setdefault(group, []).append(day)
    found = {}
    for group, days in wanted.items():
        entries: list[list[Any]] = []
        for day in sorted(days):
            text = _answer(index, history.resolutions[day], group)
            if not entries or entries[-1][1] != text:
                entries.append([day, text])
        found[",".join(map(str, sorted(index.party[p] for p in group)))] = entries
    return found
