"""Shared ground in the second edition's words, worked by hand from the definition in kg/analysis/ground.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import (
    by_option,
    condition,
    entails,
    local,
    member,
    position,
    proposal,
    withdrawal,
)

CaseOf = Callable[..., Any]

#: x1 contains x2; a demands x1, so it is for x2 by inference, and b supports x2
CONTAINED = (entails("x1", "x2"), position("a", "demand", "x1"), position("b", "support", "x2"))


def tables(case: Any, *parties: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the tables of ``shared`` by title, without the rows that name a kind of issue."""
    _, *found = case.shared(*parties).tables()
    return {table.title: [row for row in table.rows if not row[0].startswith("—")] for table in found}


def between(case: Any, option: str, *parties: str) -> list[str]:
    """Return the lines of what stands between on an option, in its first row."""
    rows = (row for found in tables(case, *parties).values() for row in found)
    return next(row[2] for row in rows if row[0].split("\n")[0] == option).split("\n")


# ----------------------------------------------------------------------- at least


def part_of(case: Any, option: str, *parties: str) -> tuple[str, list[str], dict[str, list[str] | None]]:
    """Return the class of an option, what contains it, and by party what its stance is a part of."""
    name, row = by_option(case, *parties)[option]
    parts = {
        local(held["party"]): None if held["as_part_of"] is None else [local(part) for part in held["as_part_of"]]
        for held in row["stances"]
    }
    return name, [local(each) for each in row["at_least"]], parts


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((position("b", "rule-out", "x1"),), ("agreed", ["x1"], {"a": ["x1"], "b": None})),
        ((position("b", "doubt", "x1"),), ("agreed", ["x1"], {"a": ["x1"], "b": None})),
        ((), ("agreed", [], {"a": None, "b": None})),
        ((position("b", "open", "x1"),), ("agreed", [], {"a": None, "b": None})),
        # a says it of x2 itself
        ((position("b", "oppose", "x1"), position("a", "support", "x2")), ("agreed", [], {"a": None, "b": None})),
        # what c, who is not asked about, refuses is not between a and b
        ((position("c", "oppose", "x1"),), ("agreed", [], {"a": None, "b": None})),
    ],
    ids=["ruled out", "doubted", "no stance on it", "open to it", "said of the option itself", "by an outsider"],
)
def test_for_only_as_part_of_what_another_refuses(
    case_of: CaseOf, made: tuple[str, ...], expected: tuple[str, list[str], dict[str, list[str] | None]]
) -> None:
    assert part_of(case_of(*CONTAINED, *made), "x2", "a", "b") == expected


def test_for_as_part_of_something_that_nobody_refuses_is_more_than_that(case_of: CaseOf) -> None:
    case = case_of(
        *CONTAINED,
        entails("w1", "x2"),
        position("a", "demand", "w1"),
        position("b", "oppose", "x1"),
    )
    assert part_of(case, "x2", "a", "b") == ("agreed", [], {"a": None, "b": None})
    refused = position("b", "oppose", "w1")
    case = case_of(
        *CONTAINED, entails("w1", "x2"), position("a", "demand", "w1"), position("b", "oppose", "x1"), refused
    )
    assert part_of(case, "x2", "a", "b") == ("agreed", ["w1", "x1"], {"a": ["w1", "x1"], "b": None})


def test_a_coalition_passes_on_as_part_of_what_its_member_is_for(case_of: CaseOf) -> None:
    """c has no word of its own; the coalition g, which binds it, demands x1, which contains x2."""
    made = (entails("x1", "x2"), member("c", "g"), position("b", "support", "x2"), position("b", "oppose", "x1"))
    case = case_of(*made, position("g", "demand", "x1"))
    assert part_of(case, "x2", "b", "c") == ("agreed", ["x1"], {"b": None, "c": ["x1"]})
    # the coalition says it of x2 itself
    case = case_of(*made, position("g", "demand", "x1"), position("g", "support", "x2"))
    assert part_of(case, "x2", "b", "c") == ("agreed", [], {"b": None, "c": None})
    # nobody but c itself refuses x1
    case = case_of(*made[:3], position("g", "demand", "x1"), position("c", "doubt", "x1"))
    assert part_of(case, "x2", "b", "c") == ("agreed", [], {"b": None, "c": None})


def test_at_least_is_of_what_is_shared(case_of: CaseOf) -> None:
    # b is against x2, and so against x1: contested, and nothing is shared
    case = case_of(entails("x1", "x2"), position("a", "demand", "x1"), position("b", "oppose", "x2"))
    assert part_of(case, "x2", "a", "b") == ("contested", [], {"a": None, "b": None})
    # among those who spoke
    case = case_of(*CONTAINED, position("b", "oppose", "x1"))
    assert part_of(case, "x2", "a", "b", "z") == ("unaddressed", ["x1"], {"a": ["x1"], "b": None, "z": None})


def test_the_containers_row_follows_with_its_red_lines(case_of: CaseOf) -> None:
    found = tables(case_of(*CONTAINED, position("b", "rule-out", "x1")), "a", "b")
    shared, container = found["Agreed: all are for (1)"]
    assert shared == ("x2\nx", "a: + demand (inferred, as part of x1)\nb: + support", shared[2])
    assert shared[2].split("\n")[0] == "at least: a is for it as part of x1"
    assert container == (
        "↳ x1\nx",
        "a: + demand\nb: − rule-out",
        "contains x2\ncontested\nred line of a: + demand\nred line of b: − rule-out",
    )
    # it has its own row too
    assert [row[0] for row in found["Contested: some for or leaning, some against (1)"]] == ["x1\nx"]


def test_a_met_condition_is_no_at_least(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        *(position(who, "support", option) for who, option in (("b", "w1"), ("a", "w2"), ("b", "w2"))),
    )
    assert part_of(case, "w1", "a", "b") == ("agreed", [], {"a": ["w2"], "b": None})


# ------------------------------------------------------- those without a side, and those who spoke

SPOKE = (
    position("a", "support", "w1"),
    position("b", "open", "w1"),
    position("c", "noncommittal", "w1"),
    position("g", "support", "w1", 3, "on-record", name="g-for"),
    position("g", "oppose", "w1", 3, "on-record", name="g-against"),
    position("h", "support", "w1", 1, ends=9),
    position("f", "support", "w1", 1, name="f-w1"),
    withdrawal("f", "f-w1", 4),
)


def test_a_title_says_among_whom_and_how_the_others_have_no_side(case_of: CaseOf) -> None:
    titles = list(tables(case_of(*SPOKE), "a", "b", "z"))
    assert titles[0] == "within reach among a, b; no stance on record: z (1)"
    titles = list(tables(case_of(*SPOKE), "a", "b", "c", "f", "g", "h", "z"))
    assert titles[0] == (
        "within reach among a, b; no stance on record: z; would not say: c; mixed: g; lapsed: h; withdrawn: f (1)"
    )


def test_those_without_a_side_are_asked(case_of: CaseOf) -> None:
    _, row = by_option(case_of(*SPOKE), "a", "b", "c", "f", "g", "h", "z")["w1"]
    assert [local(party) for party in row["ask"]] == ["c", "f", "g", "h", "z"]
    # but not one whose stance a filter withholds
    unsure = position("z", "support", "w1", 1, confidence=0.2)
    _, row = by_option(case_of(*SPOKE, unsure, min_confidence=0.5), "a", "b", "c", "z")["w1"]
    assert [local(party) for party in row["ask"]] == ["c"]
    titles = list(tables(case_of(*SPOKE, unsure, min_confidence=0.5), "a", "b", "z"))
    assert titles[0] == "within reach among a, b; withheld: z (1)"


def test_what_holds_among_those_who_spoke_comes_right_after_what_holds_for_all(case_of: CaseOf) -> None:
    case = case_of(
        *(position(who, "support", option) for who in "ab" for option in ("w1", "w2")),
        position("c", "support", "w1"),
        *(position(who, "oppose", "w3") for who in "abc"),
        position("a", "support", "w4"),
        position("b", "oppose", "w4"),
        position("a", "oppose", "w5"),
        position("b", "oppose", "w5"),
    )
    assert list(tables(case, "a", "b", "c")) == [
        "Agreed: all are for (1)",
        "agreed among a, b; no stance on record: c (1)",
        "Contested: some for or leaning, some against (1)",
        "Rejected: all are against (1)",
        "rejected among a, b; no stance on record: c (1)",
        "Unaddressed: not all have taken a side (7)",
    ]


def test_mixed_is_not_no_stance_on_record(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("a", "oppose", "w1"), position("b", "support", "w1"))
    assert between(case, "w1", "a", "b")[0] == "mixed: a"


# -------------------------------------------------------------------------- words


def test_within_reach_says_that_nobody_refuses_and_how_many_are_not_committed(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "open", "w1"), position("c", "open", "w1"))
    assert between(case, "w1", "a", "b", "c")[0] == "nobody refuses; 2 not committed"
    assert between(case, "w1", "a", "b", "z")[0] == "nobody refuses; 1 not committed"


def test_what_rests_on_inference_or_on_others_word_is_marked_in_each_line(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 l20", by="a"),
        position("b", "support", "w1"),
        position("b", "support", "l20", 1, "leak", bound="at-least"),
    )
    assert "a (inferred) requires (not met): k" in between(case, "w1", "a", "b")
    assert between(case, "l20", "a", "b")[-1] == "overlap: 20 boats (inferred, by others' word)"


@pytest.mark.parametrize(
    ("met", "opposite"), [(False, False), (True, True)], ids=["not met: both favour x1", "met: a favours x2"]
)
def test_of_fallbacks_only_one_that_is_met_is_what_a_party_favours(case_of: CaseOf, met: bool, opposite: bool) -> None:
    """Both are for x1, which excludes x2; a would take x2 if w1 were agreed."""
    made = [
        position("a", "support", "x1"),
        position("b", "support", "x1"),
        position("a", "conditional", "x2", 2, "on-record", condition("w1")),
        *(position(who, "oppose", "x3") for who in "ab"),
        position("a", "support", "w1"),
    ]
    made += [position("b", "support", "w1")] if met else []
    name, row = by_option(case_of(*made), "a", "b")["x3"]
    assert (name, row["from_opposite_sides"]) == ("rejected", opposite)


def test_opposite_sides_by_inference_are_marked(case_of: CaseOf) -> None:
    """Both are against x3; a is for x1 as w1 contains it, b for x2 in so many words."""
    case = case_of(
        entails("w1", "x1"),
        position("a", "support", "w1"),
        position("b", "support", "x2"),
        *(position(who, "oppose", "x3") for who in "ab"),
    )
    opposite = "from opposite sides: they favour alternatives that exclude each other"
    assert f"{opposite} (inferred)" in between(case, "x3", "a", "b")
    stated = (position("a", "support", "x1"), position("b", "support", "x2"))
    case = case_of(*stated, *(position(who, "oppose", "x3") for who in "ab"))
    assert opposite in between(case, "x3", "a", "b")


def test_a_range_can_hold_a_value_that_nobody_proposed(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10", bound="at-least"), position("b", "support", "l40", bound="at-most"))
    found = by_option(case, "a", "b")["l20"][1]["range"]
    assert found == {"kind": "overlap", "low": 10, "high": 40, "unit": "boats"}
