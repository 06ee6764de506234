"""What is to be known of a party's newest act: that it may be older than what it replaced, or is less authoritative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, member, position, withdrawal

from kg.resolution import Resolved

CaseOf = Callable[..., Any]

LESS, UNDATED = ("less authoritative",), ("undated",)


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found: Resolved = case.resolution.stance(BASE + party, BASE + term)
    return found


@pytest.mark.parametrize(
    ("earliest", "marks"), [(None, UNDATED), (1, UNDATED), (3, UNDATED), (4, ()), (9, ())], ids=str
)
def test_undated_is_what_may_be_older_than_the_dated_one(
    case_of: CaseOf, earliest: int | None, marks: tuple[str, ...]
) -> None:
    case = case_of(position("a", "demand", "w1", 3), position("a", "support", "w1", 9, earliest=earliest))
    assert (held(case, "a", "w1").stance, held(case, "a", "w1").marks) == ("support", marks)


@pytest.mark.parametrize(
    "older",
    [
        # nothing, the same stance, one that had ended, one that had been taken back, a refusal to say, an undated one
        "",
        position("a", "support", "w1", 3),
        position("a", "oppose", "w1", 3, ends=8),
        position("a", "oppose", "w1", 3, name="p") + withdrawal("a", "p", 9),
        position("a", "noncommittal", "w1", 3),
        position("a", "oppose", "w1", 3, earliest=None),
        position("a", "oppose", "w1", 3, "leak"),
        position("b", "oppose", "w1", 3),
    ],
    ids=["nothing", "same", "ended", "taken back", "refusal to say", "undated", "others", "another party"],
)
def test_undated_only_where_it_replaces_another_dated_stance(case_of: CaseOf, older: str) -> None:
    assert held(case_of(older, position("a", "support", "w1", 9, earliest=None)), "a", "w1").marks == ()


def test_a_stance_that_ends_with_the_day_is_replaced_on_it(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 3, ends=9), position("a", "support", "w1", 9, earliest=None))
    assert held(case, "a", "w1").marks == UNDATED


def test_a_dated_word_of_the_day_dates_the_stance(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 3),
        position("a", "support", "w1", 9, earliest=None),
        position("a", "support", "w1", 9),
    )
    assert held(case, "a", "w1").marks == ()


def test_a_dated_word_since_dates_the_stance(case_of: CaseOf) -> None:
    parts = (position("a", "oppose", "w1", 3), position("a", "support", "w1", 5, earliest=None))
    assert held(case_of(*parts), "a", "w1").marks == UNDATED
    assert held(case_of(*parts, position("a", "support", "w1", 9)), "a", "w1").marks == ()
    assert held(case_of(*parts, position("a", "support", "w1", 9, earliest=2)), "a", "w1").marks == UNDATED


@pytest.mark.parametrize(
    ("older", "newer", "marks"),
    [
        ("on-record", "spokesperson", LESS),
        ("official-document", "on-record", LESS),
        ("on-record", "on-record", ()),
        ("reported", "spokesperson", ()),
    ],
)
@pytest.mark.parametrize(("old", "new"), [("rule-out", "open"), ("demand", "support"), ("open", "conditional")])
def test_less_authoritative_than_what_it_replaced(
    case_of: CaseOf, older: str, newer: str, marks: tuple[str, ...], old: str, new: str
) -> None:
    case = case_of(position("a", old, "w1", 3, older), position("a", new, "w1", 4, newer))
    assert (held(case, "a", "w1").stance, held(case, "a", "w1").marks) == (new, marks)


def test_the_same_said_by_a_lesser_voice_replaces_nothing(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 3), position("a", "support", "w1", 4, "spokesperson"))
    assert held(case, "a", "w1").marks == ()


def test_said_again_it_is_still_less_authoritative_until_the_higher_voice_says_so(case_of: CaseOf) -> None:
    parts = (
        position("a", "rule-out", "w1", 3),
        position("a", "open", "w1", 4, "spokesperson"),
        position("a", "open", "w1", 5, "spokesperson"),
    )
    assert held(case_of(*parts), "a", "w1").marks == LESS
    assert held(case_of(*parts, position("a", "open", "w1", 6)), "a", "w1").marks == ()


def test_only_what_it_replaced_at_once_counts(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "rule-out", "w1", 3),
        position("a", "open", "w1", 4, "spokesperson"),
        position("a", "support", "w1", 5, "spokesperson"),
    )
    assert held(case, "a", "w1").marks == ()


def test_both_marks(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 3), position("a", "open", "w1", 9, "reported", earliest=None))
    assert held(case, "a", "w1").marks == (*LESS, *UNDATED)


def test_what_a_demand_supersedes_and_a_value_of_a_ladder_replaces_is_replaced(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1", 3),
        position("a", "demand", "x2", 9, "spokesperson", earliest=None),
        position("b", "support", "l10", 3),
        position("b", "support", "l20", 9, "spokesperson", earliest=None),
    )
    assert [held(case, *each).marks for each in (("a", "x2"), ("b", "l20"))] == [(*LESS, *UNDATED)] * 2


def test_of_several_that_it_replaced_the_most_authoritative_counts(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l10", 3, "official-document"),
        position("a", "open", "l20", 3, "reported"),
        position("a", "support", "l30", 9, "spokesperson"),
    )
    assert held(case, "a", "l30").marks == LESS


def test_a_value_of_a_ladder_said_again_replaces_nothing(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l10", 3), position("a", "support", "l10", 9, "spokesperson", earliest=None)
    )
    assert held(case, "a", "l10").marks == ()


def test_what_stands_beside_is_not_replaced(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l10", 3),
        position("a", "conditional", "l20", 9, "spokesperson", earliest=None),
        position("b", "support", "l10", 3, bound="at-least"),
        position("b", "support", "l20", 9, "spokesperson", earliest=None, bound="at-most"),
        position("c", "demand", "l10", 3),
        position("c", "conditional", "l10", 9, "spokesperson", earliest=None),
    )
    assert [held(case, *each).marks for each in (("a", "l20"), ("b", "l20"), ("c", "l10"))] == [()] * 3
    aside = held(case, "c", "l10").aside
    assert aside is not None and aside.marks == ()


def test_a_coalitions_marks_go_to_its_member(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), position("g", "rule-out", "w1", 3), position("g", "open", "w1", 4, "spokesperson"))
    assert [held(case, party, "w1").marks for party in "ag"] == [LESS, LESS]


def test_in_others_voice_too(case_of: CaseOf) -> None:
    case = case_of(position("a", "rule-out", "w1", 3, "leak"), position("a", "open", "w1", 4, "inference"))
    assert (held(case, "a", "w1").ascribed, held(case, "a", "w1").marks) == (True, LESS)
