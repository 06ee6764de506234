"""What bears on how parties stand together: where it is the same, so are ground, conflicts and overlap, tried on random cases."""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

import small_cases as stage
import strategies as cases
from hypothesis import given, settings

import kg
from kg.analysis.bearings import Bearings
from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import conflicts_of
from kg.analysis.ground import ground_of
from kg.analysis.overlap import judged_pairs
from kg.resolution import Filters, Resolution

quick = settings(max_examples=25, deadline=None, derandomize=True)
FILTERS = (Filters(), Filters(own_voice=True), Filters(min_confidence=0.5))
IDS = tuple(stage.BASE + party for party in cases.PARTIES)
GROUPS = (*combinations(IDS, 2), IDS)


def opened(*parts: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.ttl"
        path.write_text(stage.STAGE + "".join(dict.fromkeys(parts)), encoding="utf-8")
        return kg.open(str(path), as_of=stage.day_of(cases.LAST_DAY))


def on_each_day(given: Resolution) -> list[Resolution]:
    """Return the resolutions of each day under each of the filters, each from another."""
    days = [given.on_day(stage.day_of(day)) for day in range(1, cases.LAST_DAY + 1)]
    return [day.under(filters) for filters in FILTERS for day in days]


def shown(held: Any) -> tuple[Any, ...]:
    """Return a stance with what equality passes over."""
    return held, held.past, held.beside


@quick
@given(cases.parts(), cases.others_voices(), cases.claims())
def test_with_one_bearing_a_group_stands_as_it_does(parts: list[str], others: list[str], claims: list[str]) -> None:
    bearings, known = Bearings(), dict[Any, Any]()
    for resolution in on_each_day(opened(*parts, *others, *claims).resolution):
        for group in GROUPS:
            stances = GroupStances(resolution, group)
            overlap = list(judged_pairs(resolution, [group])) if len(group) == 2 else None
            found = (ground_of(stances), conflicts_of(stances), overlap)
            assert known.setdefault((group, bearings.of(resolution, group)), found) == found


@quick
@given(cases.parts(), cases.others_voices())
def test_a_resolution_from_another_is_as_one_from_nothing(parts: list[str], others: list[str]) -> None:
    for found in on_each_day(opened(*parts, *others).resolution):
        alone = Resolution(found.case, found.day, found.filters)
        for party in found.case.parties:
            ours, theirs = found.of_party(party), alone.of_party(party)
            assert ours.keys() == theirs.keys()
            assert [shown(held) for held in ours.values()] == [shown(theirs[term]) for term in ours]


def bearings_on(case: Any, *days: int) -> list[tuple[int, ...]]:
    """Return the bearings of a and b on some days."""
    found = Bearings()
    return [found.of(case.resolution.on_day(stage.day_of(day)), IDS[:2]) for day in days]


def test_a_bearing_changes_when_something_does() -> None:
    """From day 2 on a says something, from day 5 on c, who is not of the group; on day 8 what a requires is done."""
    told = stage.position("a", "conditional", "x1", 2, "on-record", stage.condition("w1"))
    told += stage.position("c", "support", "x2", 5) + stage.event("e", 8, honours="w1")
    found = bearings_on(opened(told), 1, 2, 4, 5, 7, 8, 9)
    assert found[0] != found[1] == found[2] == found[3] == found[4] != found[5] == found[6]


def test_a_bearing_changes_with_a_reading_and_with_what_is_open() -> None:
    """On day 3 b reads an option; on day 6 a proposal that nobody requires ends."""
    told = stage.reading("r", "w1", "point", "b", 3) + stage.proposal("k", "w1 w2", 1, by="c", ends=5)
    found = bearings_on(opened(told), 2, 3, 5, 6)
    assert len({found[0], found[1], found[3]}) == 3 and found[1] == found[2]
