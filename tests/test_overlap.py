"""Overlap of pairs, worked by hand from the definition in kg/analysis/overlap.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import entails, position

CaseOf = Callable[..., Any]

COUNTED = ("agreed", "within_reach", "contested", "red_lines", "both_sided", "inferred", "ascribed")


def counts(case: Any, one: str = "a", other: str = "b") -> tuple[int, ...]:
    """Return the counts of a pair, in the order of COUNTED."""
    (pair,) = case.overlap(one, other).to_json()["pairs"]
    return tuple(pair[name] for name in COUNTED)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # 20 and 30 are common
        (("demand", "l20", "at-least"), ("demand", "l30", "at-most"), (1, 0, 0, 0, 1, 0, 0)),
        (("support", "l20", "at-least"), ("open", "l30", "at-most"), (0, 1, 0, 0, 1, 0, 0)),
        (("demand", "l30", "at-least"), ("demand", "l20", "at-most"), (0, 0, 1, 1, 1, 0, 0)),
        (("demand", "l30", "at-least"), ("support", "l20", "at-most"), (0, 0, 1, 0, 1, 0, 0)),
        # b has no range: both have a side on 20, 30 and 40, and on 20 in so many words
        (("support", "l20", "at-least"), ("oppose", "l20", "at-least"), (0, 0, 1, 0, 1, 0, 0)),
        (("support", "l20", "at-least"), ("oppose", "l30", "at-least"), (0, 0, 1, 0, 1, 1, 0)),
        (("demand", "l20", "exactly"), ("rule-out", "l20", "exactly"), (0, 0, 1, 1, 1, 0, 0)),
        # one is for 20, the other against 30, of which nothing follows for the first
        (("support", "l20", "exactly"), ("oppose", "l30", "exactly"), (0, 0, 0, 0, 0, 0, 0)),
        (("oppose", "l30", "exactly"), ("oppose", "l30", "exactly"), (0, 0, 0, 0, 1, 0, 0)),
    ],
)
def test_a_ladder_counts_once(
    case_of: CaseOf, one: tuple[str, str, str], other: tuple[str, str, str], expected: tuple[int, ...]
) -> None:
    made = [
        position(who, stance, value, bound=bound)
        for who, (stance, value, bound) in zip("ab", (one, other), strict=True)
    ]
    assert counts(case_of(*made)) == expected


def test_values_that_both_are_for_make_it_agreed_though_they_lean_on_more(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l20"), position("a", "open", "l40"), position("b", "support", "l20", bound="at-least")
    )
    assert counts(case)[:3] == (1, 0, 0)
    # what both are for is apart; what a leans to is within b's range
    case = case_of(
        position("a", "support", "l10"), position("a", "open", "l40"), position("b", "support", "l20", bound="at-least")
    )
    assert counts(case)[:3] == (0, 1, 0)


def test_of_the_options_of_a_ladder_without_a_range_one_that_is_red_counts_first(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l20"),
        position("a", "demand", "l30"),
        position("b", "oppose", "l20"),
        position("b", "rule-out", "l30"),
    )
    assert counts(case) == (0, 0, 1, 1, 1, 0, 0)


def test_what_rests_on_inference_and_on_others_word_is_counted(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "support", "w1"),
        position("b", "support", "w2"),
        position("a", "oppose", "w3"),
        position("b", "support", "w3", 1, "leak"),
        position("a", "support", "w4"),
        position("b", "support", "w4"),
        # b has no side there
        position("a", "support", "w5", 1, "leak"),
    )
    # w2 (a's follows from w1), w3 (b's is leaked), w4
    assert counts(case) == (2, 0, 1, 0, 3, 1, 1)
    cell = case.overlap("a", "b").tables()[0].rows[0][2]
    assert cell == "2 / 0 / 1\nof 3\n1 inferred\n1 by others' word"
    assert case.overlap("a", "b").matrix("inferred").loc["b", "a"] == 1
