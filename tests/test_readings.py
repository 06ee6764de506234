"""Readings in time: which act of a party on a point holds, worked by hand from the definition in kg/analysis/readings.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, by_option, conflicts_of, local, position, reading, told_too, withdrawal

from kg.analysis.readings import Part, acts_on

CaseOf = Callable[..., Any]

TWO_WHO_AGREE = (position("a", "support", "w1"), position("b", "support", "w1"))

LEFT_OPEN = reading("r0", "w1", "p", None, 1, told_of="a", left_open_by="ab") + told_too("r0", "b", 1)
A_READS = reading("r1", "w1", "p", "a", 10)


def marks(case: Any, *parties: str) -> tuple[str, bool, bool, list[str], list[str]]:
    """Return the class of w1, whether in name only and left open, the points left open, and the kinds of conflict."""
    name, row = by_option(case, *parties)["w1"]
    points = [local(point) for point in row["left_open"]]
    kinds = [kind for kind, _, _ in conflicts_of(case, *parties)]
    return name, row["in_name_only"], row["deliberately_open"], points, kinds


def acts(case: Any) -> list[tuple[str, str, Part, bool]]:
    """Return party, reading and part of the acts that hold on w1, and whether by others' word."""
    found = acts_on(case.resolution, f"{BASE}w1")
    return [(a.party.removeprefix(BASE), a.reading.id.removeprefix(BASE), a.part, a.ascribed) for a in found]


def test_a_point_that_nobody_reads_is_left_open_on_purpose(case_of: CaseOf) -> None:
    assert marks(case_of(*TWO_WHO_AGREE, LEFT_OPEN), "a", "b") == ("agreed", False, True, ["p"], [])


def test_what_one_party_leaves_open_is_not_left_open_by_both(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, reading("r0", "w1", "p", None, told_of="a", left_open_by="a"))
    assert marks(case, "a", "b") == ("agreed", False, False, [], [])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (9, ("agreed", False, True, ["p"], [])),
        # from its day on a's reading ends a's leaving open, and b matches it not
        (10, ("agreed", True, False, [], ["reading"])),
    ],
)
def test_a_reading_ends_the_leaving_open_of_its_party(
    case_of: CaseOf, day: int, expected: tuple[str, bool, bool, list[str], list[str]]
) -> None:
    assert marks(case_of(*TWO_WHO_AGREE, LEFT_OPEN, A_READS, as_of=day), "a", "b") == expected


def test_points_are_judged_one_by_one(case_of: CaseOf) -> None:
    """Both leave p open; on q a reads and b does not: left open on purpose, and in name only."""
    case = case_of(*TWO_WHO_AGREE, LEFT_OPEN, reading("r1", "w1", "q", "a"))
    assert marks(case, "a", "b") == ("agreed", True, True, ["p"], ["reading"])


def test_who_is_against_need_not_leave_it_open(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, LEFT_OPEN, position("c", "noncommittal", "w1"))
    # otherwise: among a and b, who spoke
    assert marks(case, "a", "b", "c") == ("unaddressed", False, True, ["p"], [])
    case = case_of(*TWO_WHO_AGREE, LEFT_OPEN, position("c", "support", "w1"))
    assert marks(case, "a", "b", "c") == ("agreed", False, False, [], [])


@pytest.mark.parametrize(("day", "matched"), [(10, False), (20, True)])
def test_a_newer_reading_replaces_the_older(case_of: CaseOf, day: int, matched: bool) -> None:
    case = case_of(
        *TWO_WHO_AGREE,
        reading("all", "w1", "p", "a", 1),
        reading("half", "w1", "p", "b", 1),
        reading("now-half", "w1", "p", "a", 20, compatible="half"),
        as_of=day,
    )
    expected = ("agreed", False, False, [], []) if matched else ("agreed", True, False, [], ["reading"])
    assert marks(case, "a", "b") == expected
    assert [local(r["party"]) for r in by_option(case, "a", "b")["w1"][1]["readings"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # accepting the other's reading ends one's own
        (
            (
                reading("r1", "w1", "p", "a", 1),
                reading("r2", "w1", "p", "b", 1, accepted_by="a"),
                told_too("r2", "a", 5),
            ),
            [("a", "r2", Part.ACCEPTS, False), ("b", "r2", Part.READS, False)],
        ),
        # on one day the reading holds
        (
            (
                reading("r1", "w1", "p", "a", 5),
                reading("r2", "w1", "p", "b", 1, accepted_by="a"),
                told_too("r2", "a", 5),
            ),
            [("a", "r1", Part.READS, False), ("b", "r2", Part.READS, False)],
        ),
        # leaving open ends an older reading
        (
            (reading("r1", "w1", "p", "a", 1), reading("r2", "w1", "p", None, 5, told_of="a", left_open_by="a")),
            [("a", "r2", Part.LEAVES_OPEN, False)],
        ),
        # saying it again renews it
        (
            (
                reading("r1", "w1", "p", "a", 1),
                reading("r2", "w1", "p", None, 5, told_of="a", left_open_by="a"),
                told_too("r1", "a", 9),
            ),
            [("a", "r1", Part.READS, False)],
        ),
        # two of one day hold both
        (
            (reading("r1", "w1", "p", "a", 5), reading("r2", "w1", "p", "a", 5), reading("r3", "w1", "p", "a", 4)),
            [("a", "r1", Part.READS, False), ("a", "r2", Part.READS, False)],
        ),
    ],
    ids=["accepting", "one day", "leaving open", "said again", "two of one day"],
)
def test_the_newest_act_of_a_party_on_a_point_holds(
    case_of: CaseOf, made: tuple[str, ...], expected: list[tuple[str, str, Part, bool]]
) -> None:
    assert acts(case_of(*made)) == expected


@pytest.mark.parametrize(("day", "held"), [(10, ["r2"]), (11, [])])
def test_an_end_day_is_inclusive_and_nothing_older_returns(case_of: CaseOf, day: int, held: list[str]) -> None:
    case = case_of(reading("r1", "w1", "p", "a", 1), reading("r2", "w1", "p", "a", 5, ends=10), as_of=day)
    assert [name for _, name, _, _ in acts(case)] == held


@pytest.mark.parametrize(
    ("taken_back", "held"),
    [
        (withdrawal("a", "r2", 8), []),
        (withdrawal("a", "r2", 5), []),
        (withdrawal("a", "r1", 8), ["r2"]),
        (withdrawal("b", "r2", 8), ["r2"]),
        # others cannot take back its own word
        (withdrawal("a", "r2", 8, "leak"), ["r2"]),
        (withdrawal("a", "r2", 29), ["r2"]),
        (withdrawal("a", "r2", 8) + told_too("r2", "a", 9), ["r2"]),
    ],
    ids=["its own", "on its day", "an older", "another party", "by a leak", "after the day", "said again"],
)
def test_a_reading_can_be_withdrawn(case_of: CaseOf, taken_back: str, held: list[str]) -> None:
    case = case_of(reading("r1", "w1", "p", "a", 1), reading("r2", "w1", "p", "a", 5), taken_back)
    assert [name for _, name, _, _ in acts(case)] == held


def test_a_withdrawal_ends_only_the_part_of_its_party(case_of: CaseOf) -> None:
    case = case_of(LEFT_OPEN, withdrawal("a", "r0", 8))
    assert acts(case) == [("b", "r0", Part.LEAVES_OPEN, False)]


def test_others_word_ends_no_reading(case_of: CaseOf) -> None:
    own = reading("r1", "w1", "p", "a", 1)
    leaked = reading("r2", "w1", "p", "a", 5, attribution="leak")
    assert acts(case_of(own, leaked)) == [("a", "r1", Part.READS, False)]
    assert acts(case_of(leaked)) == [("a", "r2", Part.READS, True)]


@pytest.mark.parametrize(("leaked_on", "held"), [(4, []), (8, []), (9, ["r2"])])
def test_others_word_fills_what_has_ended_if_it_is_newer(case_of: CaseOf, leaked_on: int, held: list[str]) -> None:
    leaked = reading("r2", "w1", "p", "a", leaked_on, attribution="leak")
    ended = case_of(reading("r1", "w1", "p", "a", 5, ends=8), leaked)
    withdrawn = case_of(reading("r1", "w1", "p", "a", 5), withdrawal("a", "r1", 8), leaked)
    for case in (ended, withdrawn):
        assert [name for _, name, _, _ in acts(case)] == held


def test_a_part_counts_from_a_statement_about_its_party(case_of: CaseOf) -> None:
    made = reading("r1", "w1", "p", "a", 1, accepted_by="b")
    # none is about b: that b accepts it is a's word
    assert acts(case_of(made)) == [("a", "r1", Part.READS, False), ("b", "r1", Part.ACCEPTS, True)]
    accepts = told_too("r1", "b", 10)
    assert acts(case_of(made, accepts, as_of=9)) == [("a", "r1", Part.READS, False)]
    assert acts(case_of(made, accepts, as_of=10))[1] == ("b", "r1", Part.ACCEPTS, False)


def test_a_reading_by_others_word_says_so(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, reading("r1", "w1", "p", "a", 1, attribution="leak"))
    (row,) = by_option(case, "a", "b")["w1"][1]["readings"]
    assert row["ascribed"] is True
    shown = "\n".join(cell for table in case.shared("a", "b").tables() for line in table.rows for cell in line)
    assert "a reads p (by others' word): r1" in shown


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ((), "b: no reading on record of p"),
        ((reading("r0", "w1", "p", None, 1, told_of="b", left_open_by="b"),), "b leaves p open on purpose"),
        (
            (reading("r2", "w1", "p", "c", 1, accepted_by="b"), told_too("r2", "b", 1, "leak")),
            "b accepts of p (by others' word): r2",
        ),
    ],
    ids=["nothing", "leaves it open", "accepts another"],
)
def test_what_the_other_does_on_the_point_is_said(case_of: CaseOf, made: tuple[str, ...], said: str) -> None:
    case = case_of(*TWO_WHO_AGREE, reading("r1", "w1", "p", "a", 1), *made)
    for answer in (case.shared("a", "b"), case.conflicts("a", "b")):
        lines = [line for table in answer.tables() for row in table.rows for cell in row for line in cell.split("\n")]
        assert said in lines


@pytest.mark.parametrize(
    ("made", "ascribed"),
    [
        ((reading("r1", "w1", "p", "a", 1, attribution="leak"),), True),
        ((reading("r1", "w1", "p", "a", 1, attribution="leak"), reading("r2", "w1", "p", "b", 1)), False),
        ((reading("r1", "w1", "p", "a", 1),), False),
    ],
    ids=["by others' word", "beside one in own voice", "in own voice"],
)
def test_what_rests_on_readings_by_others_word_says_so(case_of: CaseOf, made: tuple[str, ...], ascribed: bool) -> None:
    case = case_of(*TWO_WHO_AGREE, *made)
    (found,) = case.conflicts("a", "b").to_json()["conflicts"]
    assert (found["kind"], found["ascribed"]) == ("reading", ascribed)
    shown = "\n".join(cell for table in case.shared("a", "b").tables() for line in table.rows for cell in line)
    said = "in name only: a's reading of p unanswered (by others' word)"
    assert (said in shown) is ascribed
    what = case.conflicts("a", "b").tables()[0].rows[0][0]
    assert what == ("w1\nreading, each reading by others' word" if ascribed else "w1\nreading")


def test_a_point_left_open_by_others_word_says_so(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, reading("r0", "w1", "p", None, 1, told_of="a", left_open_by="ab"))
    shown = "\n".join(cell for table in case.shared("a", "b").tables() for line in table.rows for cell in line)
    assert "left open on purpose: p (by others' word)" in shown


def test_what_is_left_open_is_said_with_its_point(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, LEFT_OPEN)
    shown = "\n".join(cell for table in case.shared("a", "b").tables() for line in table.rows for cell in line)
    assert "left open on purpose: p" in shown and "in name only" not in shown
