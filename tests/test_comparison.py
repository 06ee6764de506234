"""Proposals beside each other: what each keeps, changes, adds and drops of the one before it; worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import local, position, proposal

from kg.errors import UnknownNameError, UsageError

CaseOf = Callable[..., Any]

THREE = (
    proposal("j", "w1 x1 l10", 1, tabled_by="f"),
    proposal("k", "w1 x2", 5, tabled_by="f", status="draft"),
    proposal("m", "x2 w2 w3", 9, by="a"),
    position("a", "support", "x1"),
    position("b", "oppose", "x1"),
    position("c", "rule-out", "m"),
)


def names(things: list[dict[str, Any]]) -> list[str]:
    return [local(each) for each in things]


def steps(answer: dict[str, Any]) -> list[tuple[str, str, list[tuple[str, list[str], list[str]]]]]:
    return [
        (
            local(step["from"]),
            local(step["to"]),
            [(each["change"], names(each["before"]), names(each["after"])) for each in step["changes"]],
        )
        for step in answer["steps"]
    ]


def test_each_is_compared_with_the_one_named_before_it(case_of: CaseOf) -> None:
    """j to k: w1 is kept, x1 becomes x2, l10 is dropped. k to m: w1 becomes w2 and w3, x2 is kept."""
    answer = case_of(*THREE).compare("j", "k", "m").to_json()
    assert steps(answer) == [
        ("j", "k", [("dropped", ["l10"], []), ("kept", ["w1"], ["w1"]), ("changed", ["x1"], ["x2"])]),
        ("k", "m", [("changed", ["w1"], ["w2", "w3"]), ("kept", ["x2"], ["x2"])]),
    ]


def test_the_order_is_that_of_the_words(case_of: CaseOf) -> None:
    answer = case_of(*THREE).compare("k", "j").to_json()
    assert steps(answer) == [
        ("k", "j", [("added", [], ["l10"]), ("kept", ["w1"], ["w1"]), ("changed", ["x2"], ["x1"])])
    ]
    assert [local(each["proposal"]) for each in answer["proposals"]] == ["k", "j"]


def test_who_is_for_and_against_each_term(case_of: CaseOf) -> None:
    answer = case_of(*THREE).compare("j", "k", "m", parties=["c", "b", "a"]).to_json()
    assert names(answer["parties"]) == ["a", "b", "c"]
    held = {local(t["option"]): [each["stance"] for each in t["stances"]] for t in answer["terms"]}
    assert list(held) == ["l10", "w1", "w2", "w3", "x1", "x2"]
    assert held["x1"] == ["support", "oppose", "silent"]
    itself = {local(p["proposal"]): [each["stance"] for each in p["stances"]] for p in answer["proposals"]}
    assert itself == {"j": ["silent"] * 3, "k": ["silent"] * 3, "m": ["support", "silent", "rule-out"]}
    assert [p["status"] for p in answer["proposals"]] == ["tabled", "draft", "tabled"]


def test_the_tables_say_it_in_words(case_of: CaseOf) -> None:
    first, itself = case_of(*THREE).compare("j", "k").tables()
    assert first.title == "From j to k"
    assert first.rows[1] == ("kept", "w1\nno stance on record", "the same")
    term, own, other = first.rows[2][1].splitlines()
    assert (term, other) == ("x1", "b: − oppose")
    assert own.startswith("a: + support (fallback: conditional on x2, requires m")
    assert [row[:2] for row in itself.rows] == [("j", "tabled"), ("k", "draft")]


def test_a_row_for_each_step_term_and_party(case_of: CaseOf) -> None:
    columns, rows = case_of(*THREE).compare("j", "k", parties=["a", "b"]).rows()
    found = [tuple(row[columns.index(c)] for c in ("change", "version", "term", "party")) for row in rows]
    assert found == [
        (change, version, term, party)
        for change, version, term in (
            ("dropped", "before", "l10"),
            ("kept", "both", "w1"),
            ("changed", "before", "x1"),
            ("changed", "after", "x2"),
        )
        for party in ("a", "b")
    ]


@pytest.mark.parametrize(
    ("asked", "as_of", "words"),
    [
        (("k",), 28, "one proposal has nothing to be compared with"),
        (("k", "j", "K"), 28, "“k” is given twice"),
        (("j", "m"), 8, "“m” did not exist yet on 2031-01-08"),
    ],
)
def test_what_cannot_be_compared(case_of: CaseOf, asked: tuple[str, ...], as_of: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        case_of(*THREE, as_of=as_of).compare(*asked)


def test_a_proposal_that_nobody_knows(case_of: CaseOf) -> None:
    with pytest.raises(UnknownNameError, match="nn"):
        case_of(*THREE).compare("j", "nn")
