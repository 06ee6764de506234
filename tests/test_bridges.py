"""Bridges: the matters between parties, every party's move on each, its grade and what it brings; worked by hand.

The stage is that of ``small_cases``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_cases import BASE, condition, entails, excludes, local, member, position, proposal, reading

import kg

CaseOf = Callable[..., Any]

#: a move: party, kind, option, grade, and what it brings: agreed, within reach, conflicts ended (kind and options)
Told = tuple[str, str, str | None, int, list[str], list[str], list[str]]

CLOSED = ':x neg:closedOn "2031-01-09"^^xsd:date .\n'


def rows_of(case: Any, *parties: str) -> list[dict[str, Any]]:
    return list(case.bridges(*(parties or ("a", "b"))).to_json()["bridges"])


def told(row: dict[str, Any]) -> list[Told]:
    """Return the moves of a row."""
    return [
        (
            local(move["party"]),
            move["move"],
            local(move["option"]) if move["option"] else None,
            move["grade"],
            [local(each) for each in move["brings"]["agreed"]],
            [local(each) for each in move["brings"]["within_reach"]],
            [" ".join((c["kind"], *map(local, c["options"]))) for c in move["brings"]["ends"]],
        )
        for move in row["moves"]
    ]


def heads(rows: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return kind and options of each row, in the order listed."""
    return [(row["kind"], [local(option) for option in row["options"]]) for row in rows]


def conditional(who: str, on: str, *requires: str, **how: Any) -> str:
    return position(who, "conditional", on, 1, "on-record", condition(*requires, **how))


# ------------------------------------------------------- one row, both parties


@pytest.mark.parametrize(
    ("one", "other", "grade", "counter", "kind"),
    [
        ("demand", "oppose", 3, 2, "withdraw"),
        ("support", "rule-out", 2, 3, "withdraw"),
        ("open", "doubt", 1, 1, "withdraw"),
    ],
)
def test_a_direct_conflict_is_one_row_with_the_moves_of_both(
    case_of: CaseOf, one: str, other: str, grade: int, counter: int, kind: str
) -> None:
    (row,) = rows_of(case_of(position("a", one, "w1"), position("b", other, "w1")))
    assert (row["kind"], [local(each) for each in row["options"]]) == ("direct", ["w1"])
    assert told(row) == [
        ("a", kind, "w1", grade, [], [], ["direct w1"]),
        ("b", "no longer oppose", "w1", counter, [], [], ["direct w1"]),
        ("b", "open", "w1", counter, [], ["w1"], ["direct w1"]),
    ]


def test_a_move_ends_what_its_stance_implies_on_another_issue_too(case_of: CaseOf) -> None:
    # a wants w1, and so the x1 in it; b is against x1, and so against the w1 that holds it
    rows = rows_of(case_of(position("a", "demand", "w1"), position("b", "oppose", "x1"), entails("w1", "x1")))
    ends = {(who, kind, on): ended for row in rows for who, kind, on, _, _, _, ended in told(row)}
    assert ends["a", "withdraw", "w1"] == ["direct w1", "direct x1"]
    assert ends["b", "no longer oppose", "x1"] == ["direct w1", "direct x1"]


def test_who_demands_and_who_refuses_are_told_in_the_same_words(case_of: CaseOf) -> None:
    (row,) = rows_of(case_of(position("a", "demand", "w1"), position("b", "rule-out", "w1")))
    assert [move["text"] for move in row["moves"]] == [
        "could withdraw its demand of w1",
        "could no longer rule out w1",
        "could become open to w1",
    ]
    (table,) = case_of(position("a", "demand", "w1"), position("b", "rule-out", "w1")).bridges("a", "b").tables()
    assert table.columns == ("Matter", "a", "b")
    assert "could withdraw its demand of w1 [3]\n→ ends the conflict" in table.rows[0][1]


def test_a_demand_withdrawn_takes_with_it_what_was_inferred_from_it(case_of: CaseOf) -> None:
    """a's demand of w1 rules out w2, which b supports: without it a has no side on w2."""
    (row,) = rows_of(
        case_of(excludes("w1", "w2"), position("a", "demand", "w1"), position("b", "support", "w2")), "a", "b"
    )
    assert row["kind"] == "exclusive"
    assert told(row) == [
        ("a", "withdraw", "w1", 3, [], [], ["exclusive w1 w2"]),
        ("a", "open", "w2", 3, [], ["w2"], []),
        ("b", "open", "w1", 1, [], ["w1"], []),
        ("b", "withdraw", "w2", 2, [], [], ["exclusive w1 w2"]),
    ]


def test_an_inferred_refusal_is_left_by_leaving_what_it_follows_from(case_of: CaseOf) -> None:
    """w1 contains w2, which b rules out: b's move on w1 is to no longer rule out w2, or to be open to w1 itself."""
    rows = rows_of(case_of(entails("w1", "w2"), position("a", "open", "w1"), position("b", "rule-out", "w2")))
    (row,) = rows
    assert row["inferred"] is True
    assert told(row) == [
        ("a", "withdraw", "w1", 1, [], [], ["direct w1"]),
        ("b", "no longer oppose", "w2", 3, [], [], ["direct w1"]),
        ("b", "open", "w1", 3, [], ["w1"], ["direct w1"]),
    ]
    # what b declared is not called inferred; its rule-out of w1 is
    assert {move["move"]: move["inferred"] for move in row["moves"]} == {
        "withdraw": False,
        "no longer oppose": False,
        "open": True,
    }


def test_what_two_stances_imply_is_left_by_no_single_withdrawal(case_of: CaseOf) -> None:
    parts = (entails("w1", "w2"), entails("w1", "w3"), position("b", "rule-out", "w2"), position("b", "rule-out", "w3"))
    (row,) = rows_of(case_of(*parts, position("a", "open", "w1")))
    assert [each[:3] for each in told(row)] == [("a", "withdraw", "w1"), ("b", "open", "w1")]


def test_a_move_that_only_helps_elsewhere_stands_elsewhere(case_of: CaseOf) -> None:
    """b's rule-outs of w2 and w3 both bar w1; leaving that of w2 ends the conflict on w2 alone."""
    parts = (entails("w1", "w2"), entails("w1", "w3"), position("b", "rule-out", "w2"), position("b", "rule-out", "w3"))
    rows = rows_of(case_of(*parts, position("a", "open", "w1"), position("a", "support", "w2")))
    moves = {local(row["options"][0]): [each[:3] for each in told(row)] for row in rows}
    assert ("b", "no longer oppose", "w2") in moves["w2"]
    assert ("b", "no longer oppose", "w2") not in moves["w1"]


def test_what_was_agreed_before_is_not_brought(case_of: CaseOf) -> None:
    """Without its demand of w1 a still supports w2, which w1 contains, for w3 contains it too."""
    parts = (
        entails("w1", "w2"),
        entails("w3", "w2"),
        position("a", "demand", "w1"),
        position("a", "support", "w3"),
        position("b", "support", "w2"),
        position("b", "oppose", "w1"),
    )
    (row,) = (row for row in rows_of(case_of(*parts)) if row["kind"] == "direct")
    assert told(row)[0] == ("a", "withdraw", "w1", 3, [], [], ["direct w1"])


def test_each_wants_its_own_first(case_of: CaseOf) -> None:
    parts = (
        position("a", "support", "x1"),
        position("b", "support", "x2"),
        position("a", "open", "x3"),
        position("b", "open", "x3"),
    )
    (row,) = rows_of(case_of(*parts))
    assert row["kind"] == "preference"
    assert [each[:4] for each in told(row)] == [
        ("a", "open", "x2", 1),
        ("a", "withdraw", "x1", 2),
        ("b", "open", "x1", 1),
        ("b", "withdraw", "x2", 2),
    ]


def test_withdrawing_leaves_no_side_though_others_have_their_word(case_of: CaseOf) -> None:
    """A leak of the same day does not fill a's place, nor does its coalition."""
    parts = (
        position("a", "demand", "w1", 5),
        position("a", "support", "w1", 9, "leak"),
        member("a", "g"),
        position("g", "support", "w1"),
        position("b", "oppose", "w1"),
    )
    (row,) = rows_of(case_of(*parts))
    assert ("a", "withdraw", "w1", 3, [], [], ["direct w1"]) in told(row)


# ------------------------------------------------------------------- ladders


def test_a_gap_on_a_ladder_is_narrowed_from_either_side(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l10", bound="at-most"), position("b", "support", "l30", bound="at-least"))
    (row,) = rows_of(case)
    gap = "exclusive l10 l30"
    assert told(row) == [
        ("a", "narrow", "l10", 3, ["l30"], [], [gap]),
        ("a", "lift", "l10", 3, [], [], [gap]),
        ("b", "narrow", "l30", 2, ["l10"], [], [gap]),
        ("b", "lift", "l30", 2, [], [], [gap]),
    ]
    texts = {(local(m["party"]), m["move"]): m["text"] for m in row["moves"]}
    assert texts["a", "narrow"] == "could narrow its demand of at most l10 to at most l30"
    assert texts["b", "lift"] == "could withdraw its support of at least l30"
    assert [local(m["to"]) if m["to"] else None for m in row["moves"]] == ["l30", None, "l10", None]


def test_an_exact_value_on_a_ladder_is_left_for_the_others(case_of: CaseOf) -> None:
    (row,) = rows_of(case_of(position("a", "demand", "l10"), position("b", "support", "l30")))
    gap = "exclusive l10 l30"
    assert told(row) == [
        ("a", "lift", "l10", 3, [], [], [gap]),
        ("a", "open", "l30", 3, [], ["l30"], [gap]),
        ("b", "lift", "l30", 2, [], [], [gap]),
        ("b", "open", "l10", 2, [], ["l10"], [gap]),
    ]


def test_of_two_bounds_only_the_one_apart_is_lifted(case_of: CaseOf) -> None:
    """a wants 30 to 40, b at most 10: lifting a's lower bound leaves it at most 40, which meets b."""
    parts = (
        position("a", "support", "l30", bound="at-least"),
        position("a", "support", "l40", bound="at-most"),
        position("b", "support", "l10", bound="at-most"),
    )
    (row,) = rows_of(case_of(*parts))
    # to narrow the bound brings the same and is less, so only that is listed
    assert told(row)[0] == ("a", "narrow", "l30", 2, ["l10"], [], ["exclusive l10 l30"])
    assert ("a", "lift") not in [each[:2] for each in told(row)]


def test_a_gap_is_not_ended_by_leaving_one_of_two_values_apart(case_of: CaseOf) -> None:
    parts = (position("a", "support", "l10"), position("a", "support", "l20"), position("b", "support", "l40"))
    rows = rows_of(case_of(*parts, position("b", "oppose", "l10")))
    (row,) = (row for row in rows if row["kind"] == "direct")
    assert told(row)[0] == ("a", "withdraw", "l10", 2, [], [], ["direct l10"])


def test_ranges_that_overlap_are_no_matter(case_of: CaseOf) -> None:
    both = (position("a", "demand", "l10", bound="at-least"), position("b", "demand", "l30", bound="at-most"))
    assert all(row["kind"] == "word" for row in rows_of(case_of(*both)))


# ------------------------------------------------------------------- readings

AGREED = (position("a", "support", "w1"), position("b", "support", "w1"))


def test_a_one_sided_reading(case_of: CaseOf) -> None:
    (row,) = rows_of(case_of(*AGREED, reading("r", "w1", "p", "a")))
    assert (row["kind"], [local(each) for each in row["points"]]) == ("reading", ["p"])
    assert told(row) == [
        ("a", "leave open", "w1", 2, [], [], ["reading w1"]),
        ("b", "state a reading", "w1", 1, [], [], ["reading w1"]),
    ]


def test_readings_that_differ_are_one_row_on_all_their_points(case_of: CaseOf) -> None:
    parts = (reading("r", "w1", "p", "a"), reading("s", "w1", "p", "b"), reading("t", "w1", "q", "b"))
    (row,) = rows_of(case_of(*AGREED, *parts))
    assert [local(each) for each in row["points"]] == ["p", "q"]
    assert told(row) == [
        ("a", "state a reading", "w1", 2, [], [], ["reading w1"]),
        ("b", "state a reading", "w1", 2, [], [], ["reading w1"]),
    ]


# ----------------------------------------------------------------- conditions


def test_a_condition_can_be_met_or_not_insisted_on(case_of: CaseOf) -> None:
    """a accepts w1 if w2, which a supports and of which b says nothing."""
    parts = (conditional("a", "w1", "w2"), position("a", "support", "w2"), position("b", "support", "w1"))
    rows = rows_of(case_of(*parts))
    assert heads(rows) == [("condition", ["w1"]), ("word", ["w2"])]
    assert told(rows[0]) == [
        ("a", "accept without", "w1", 1, ["w1"], [], []),
        ("b", "meet", "w1", 1, ["w1"], [], []),
    ]
    assert told(rows[1]) == [("b", "state a view", "w2", 1, [], ["w2"], [])]
    assert [move["text"] for move in rows[0]["moves"]] == [
        "could accept w1 without its condition: w2",
        "could meet the condition of a: w2",
    ]


def test_a_condition_that_someone_refuses_is_not_offered_to_be_met(case_of: CaseOf) -> None:
    parts = (conditional("a", "w1", "w2"), position("b", "support", "w1"), position("b", "oppose", "w2"))
    (row,) = rows_of(case_of(*parts))
    assert row["kind"] == "conditional"
    assert told(row) == [
        ("a", "accept without", "w1", 1, ["w1"], [], ["conditional w1 w2"]),
        ("b", "no longer oppose", "w2", 2, [], [], ["conditional w1 w2"]),
    ]


def test_a_third_party_may_refuse_it(case_of: CaseOf) -> None:
    """Between a and b alone the condition can be met; c, against w2, makes it a conflict."""
    parts = (
        conditional("a", "w1", "w2"),
        position("b", "support", "w1"),
        position("c", "support", "w1"),
        position("c", "oppose", "w2"),
    )
    case = case_of(*parts)
    assert "meet" in [move[1] for row in rows_of(case) for move in told(row)]
    assert "meet" not in [move[1] for row in rows_of(case, "a", "b", "c") for move in told(row)]


@pytest.mark.parametrize(("undertaker", "offered"), [("a", True), ("b", True), ("c", False)])
def test_who_must_act_for_a_condition_is_in_the_group(case_of: CaseOf, undertaker: str, offered: bool) -> None:
    parts = (conditional("a", "w1", "w2"), position("a", "support", "w2"), position("b", "support", "w1"))
    rows = rows_of(case_of(*parts, f":w2 neg:undertakenBy :{undertaker} .\n"))
    assert (("b", "meet") in [move[:2] for row in rows for move in told(row)]) is offered


@pytest.mark.parametrize(("by", "offered"), [("b", True), ("c", False)])
def test_who_must_do_what_a_condition_names_is_in_the_group(case_of: CaseOf, by: str, offered: bool) -> None:
    handover = ':handover a neg:EventKind ; skos:prefLabel "handover"@en .\n'
    parts = (conditional("a", "w1", "handover", by=[by]), position("b", "support", "w1"), handover)
    moves = [move[:2] for row in rows_of(case_of(*parts)) for move in told(row)]
    assert (("b", "meet") in moves) is offered
    assert ("a", "accept without") in moves


def test_only_those_named_can_do_what_a_condition_names(case_of: CaseOf) -> None:
    handover = ':handover a neg:EventKind ; skos:prefLabel "handover"@en .\n'
    support = [position(who, "support", "w1") for who in "bc"]
    case = case_of(conditional("a", "w1", "handover", by=["b"]), *support, handover)
    moves = [move[:2] for row in rows_of(case, "a", "b", "c") for move in told(row)]
    assert ("b", "meet") in moves and ("c", "meet") not in moves


def test_what_is_wanted_first_is_for_its_undertakers_to_do(case_of: CaseOf) -> None:
    parts = (
        conditional("a", "w1", "w2", timing="before"),
        *(position(who, "support", each) for who in "abc" for each in ("w1", "w2") if (who, each) != ("a", "w1")),
        ":w2 neg:undertakenBy :b .\n",
    )
    (row,) = rows_of(case_of(*parts), "a", "b", "c")
    assert [each[:2] for each in told(row)] == [("a", "together"), ("b", "meet")]


def test_conditions_in_a_circle_are_not_offered_to_be_met(case_of: CaseOf) -> None:
    """a: w1 if w2; b: w2 if w1. Each could only accept without; that meets the other's condition too."""
    parts = (
        conditional("a", "w1", "w2"),
        conditional("b", "w2", "w1"),
        position("a", "support", "w2"),
        position("b", "support", "w1"),
    )
    (row,) = rows_of(case_of(*parts))
    assert heads([row]) == [("condition", ["w1", "w2"])]
    assert told(row) == [
        ("a", "accept without", "w1", 1, ["w1", "w2"], [], []),
        ("b", "accept without", "w2", 1, ["w1", "w2"], [], []),
    ]


def test_a_condition_on_a_condition_can_be_accepted_by_either(case_of: CaseOf) -> None:
    """a: w1 if w2; b: w2 if words. b could accept w2 without them, and then a's condition is met."""
    parts = (
        conditional("a", "w1", "w2"),
        position("a", "support", "w2"),
        position("b", "support", "w1"),
        position("b", "conditional", "w2", 1, "on-record", condition(words="details")),
    )
    first, *_ = (row for row in rows_of(case_of(*parts)) if [local(o) for o in row["options"]] == ["w1"])
    assert told(first) == [
        ("a", "accept without", "w1", 1, ["w1"], [], []),
        ("b", "accept without", "w2", 1, ["w1", "w2"], [], []),
    ]


def test_a_condition_stated_of_two_options_is_one_matter(case_of: CaseOf) -> None:
    parts = (
        conditional("a", "w1", "w3"),
        conditional("a", "w2", "w3"),
        position("b", "support", "w1"),
        position("b", "support", "w2"),
    )
    row = rows_of(case_of(*parts))[0]
    assert heads([row]) == [("condition", ["w1", "w2"])]
    assert told(row)[0] == ("a", "accept without", None, 1, ["w1", "w2"], [], [])
    refused = rows_of(case_of(*parts, position("b", "oppose", "w3")))
    assert heads(refused) == [("conditional", ["w1", "w2", "w3"])]
    assert len(refused[0]["conflicts"]) == 2


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_the_condition_of_one_matter_is_told_for_what_it_requires_not_for_whose_it_is(
    case_of: CaseOf, one: str, other: str
) -> None:
    # one is for w1 as part of k only, other for k only if w1 is agreed: either could accept without, which ends both
    case = case_of(
        proposal("k", "w1 l10", 8, by=one),
        position(other, "conditional", "k", 7, "on-record", condition("w1")),
        position(other, "demand", "w1", 6),
    )
    rows = [row for row in rows_of(case) if row["condition"]]
    assert [[local(r) for r in row["condition"]["requires"]] for row in rows] == [["k"]]
    assert [(who, move) for who, move, *_ in told(rows[0])] == [("a", "accept without"), ("b", "accept without")]


def test_one_of_two_conditions_brings_nothing(case_of: CaseOf) -> None:
    both = position("a", "conditional", "w1", 1, "on-record", condition("w3"), condition("w4"))
    assert "condition" not in [kind for kind, _ in heads(rows_of(case_of(both, position("b", "support", "w1"))))]


def test_a_missed_deadline_is_no_matter(case_of: CaseOf) -> None:
    """Of a's alternatives that of w2 was missed, the other stands."""
    late, other = condition("w2", any_of="g", deadline=9), condition(words="details", any_of="g")
    case = case_of(position("a", "conditional", "w1", 1, "on-record", late, other), position("b", "support", "w1"))
    texts = [move["text"] for row in rows_of(case) for move in row["moves"]]
    assert texts == ["could accept w1 without its condition: details", "could meet the condition of a: details"]


@pytest.mark.parametrize(("deadline", "offered"), [(None, True), (28, True), (27, False)])
def test_words_are_never_missed_but_cannot_be_met_after_their_deadline(
    case_of: CaseOf, deadline: int | None, offered: bool
) -> None:
    wanted = condition(words="details", deadline=deadline)
    case = case_of(position("a", "conditional", "w1", 1, "on-record", wanted), position("b", "support", "w1"))
    (row,) = rows_of(case)
    assert [move[1] for move in told(row)] == ["accept without", *(["meet"] if offered else [])]


def test_of_two_alternatives_the_one_that_nobody_refuses_can_be_met(case_of: CaseOf) -> None:
    either = (condition("w2", any_of="g"), condition("w3", any_of="g"))
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", *either),
        position("b", "support", "w1"),
        position("b", "oppose", "w2"),
    )
    meeting = [move for row in rows_of(case) for move in row["moves"] if move["move"] == "meet"]
    assert [[local(each) for each in move["condition"]["requires"]] for move in meeting] == [["w3"]]


def test_a_circle_is_not_for_a_third_party_to_meet(case_of: CaseOf) -> None:
    parts = (
        conditional("a", "w1", "w2"),
        conditional("b", "w2", "w1"),
        position("a", "support", "w2"),
        position("b", "support", "w1"),
        position("c", "support", "w1"),
    )
    assert "meet" not in [move[1] for row in rows_of(case_of(*parts), "a", "b", "c") for move in told(row)]


def test_a_before_can_become_together(case_of: CaseOf) -> None:
    first = condition("w2", timing="before")
    parts = (
        position("a", "conditional", "w1", 1, "on-record", first),
        position("a", "support", "w2"),
        position("b", "support", "w1"),
        position("b", "support", "w2"),
    )
    (row,) = rows_of(case_of(*parts))
    # not to insist on it at all brings the same and is more, so it is not listed
    assert heads([row]) == [("before", ["w1"])]
    assert told(row) == [("a", "together", "w1", 1, ["w1"], [], []), ("b", "meet", "w1", 1, ["w1"], [], [])]


def test_a_circle_of_befores_is_one_row_with_the_moves_of_all(case_of: CaseOf) -> None:
    parts = (conditional("a", "w1", "w2", timing="before"), conditional("b", "w2", "w1", timing="before"))
    (row,) = (row for row in rows_of(case_of(*parts)) if row["kind"] == "sequence")
    assert told(row) == [
        ("a", "together", "w1", 1, [], [], ["sequence w1 w2"]),
        ("b", "together", "w2", 1, [], [], ["sequence w1 w2"]),
    ]
    assert not [row for row in rows_of(case_of(*parts)) if row["kind"] == "before"]


def test_a_circle_of_three(case_of: CaseOf) -> None:
    parts = (
        conditional("a", "w1", "w2", timing="before"),
        conditional("b", "w2", "w3", timing="before"),
        conditional("c", "w3", "w1", timing="before"),
    )
    (row,) = (row for row in rows_of(case_of(*parts), "a", "b", "c") if row["kind"] == "sequence")
    assert [each[:3] for each in told(row)] == [
        ("a", "together", "w1"),
        ("b", "together", "w2"),
        ("c", "together", "w3"),
    ]


def test_a_fallback_beside_a_demand_is_a_matter_too(case_of: CaseOf) -> None:
    """a demands x1 and would take x2 if w2, which both support and would come first; b supports x2."""
    parts = (
        position("a", "demand", "x1"),
        position("a", "conditional", "x2", 5, "on-record", condition("w2", timing="before")),
        position("b", "support", "x2"),
        *(position(who, "support", "w2") for who in "ab"),
    )
    (row,) = (row for row in rows_of(case_of(*parts)) if row["kind"] == "before")
    assert heads([row]) == [("before", ["x2"])]
    assert [each[:5] for each in told(row)] == [
        ("a", "together", "x2", 1, ["x2"]),
        ("b", "meet", "x2", 1, ["x2"]),
    ]


def test_a_fallback_on_the_same_value_is_a_matter_too(case_of: CaseOf) -> None:
    """a demands at least 30, and would take at most 30 if there is w2 first."""
    parts = (
        position("a", "demand", "l30", bound="at-least"),
        position("a", "conditional", "l30", 5, "on-record", condition("w2", timing="before"), bound="at-most"),
        position("b", "support", "l20", bound="at-most"),
        *(position(who, "support", "w2") for who in "ab"),
    )
    rows = rows_of(case_of(*parts))
    kinds = [row["kind"] for row in rows]
    assert "exclusive" in kinds and "before" in kinds
    before = next(row for row in rows if row["kind"] == "before")
    assert ("a", "together", "l30", 1) in [each[:4] for each in told(before)]


def test_what_several_must_do_names_the_others(case_of: CaseOf) -> None:
    parts = (
        conditional("a", "w1", "w2"),
        position("a", "support", "w2"),
        position("b", "support", "w1"),
        position("c", "support", "w1"),
    )
    (row,) = (row for row in rows_of(case_of(*parts), "a", "b", "c") if row["kind"] == "condition")
    meeting = {local(m["party"]): [local(each) for each in m["with"]] for m in row["moves"] if m["move"] == "meet"}
    assert meeting == {"b": ["c"], "c": ["b"]}


# ------------------------------------------------- a word that is lacking


def test_an_option_that_lacks_one_partys_word(case_of: CaseOf) -> None:
    (row,) = rows_of(case_of(position("a", "support", "w1"), position("b", "noncommittal", "w1")))
    assert (heads([row]), told(row)) == (
        [("word", ["w1"])],
        [("b", "state a view", "w1", 1, [], ["w1"], [])],
    )
    assert row["moves"][0]["text"] == "could state a view of w1"
    (table,) = case_of(position("a", "support", "w1")).bridges("a", "b").tables()
    assert table.rows[0][1:] == ("—", "could state a view of w1 [1]\n→ if open, within reach: w1")


def test_two_words_lacking_are_no_matter(case_of: CaseOf) -> None:
    assert rows_of(case_of(position("a", "support", "w1")), "a", "b", "c") == []


def test_on_what_is_withheld_no_move_is_proposed(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "oppose", "w1", confidence=0.2), min_confidence=0.4)
    assert rows_of(case) == []


def test_the_confidence_filter_holds_after_a_move_too(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "oppose", "w1"), min_confidence=0.4)
    (row,) = rows_of(case)
    assert [each[1] for each in told(row)] == ["withdraw", "no longer oppose", "open"]


def test_bridges_keep_to_open_issues(case_of: CaseOf) -> None:
    parts = (position("a", "support", "x1"), position("b", "doubt", "x1"))
    assert heads(rows_of(case_of(*parts))) == [("direct", ["x1"])]
    assert rows_of(case_of(*parts, CLOSED)) == []


# -------------------------------------------------------------------- order


def test_own_voice_first_then_by_the_best_move_then_by_issue(case_of: CaseOf) -> None:
    case = case_of(
        # agreed by a condition not insisted on, but by a leak
        position("a", "conditional", "w5", 1, "leak", condition("x1")),
        position("b", "support", "w5"),
        position("b", "oppose", "x1"),
        # within reach and a conflict ended
        position("a", "support", "w2"),
        position("b", "rule-out", "w2"),
        position("b", "demand", "w1"),
        position("a", "doubt", "w1"),
        # a conflict ended and no more
        position("a", "support", "w3"),
        position("b", "support", "w4"),
        excludes("w3", "w4"),
        position("a", "support", "w4"),
        position("b", "support", "w3"),
        # agreed
        position("a", "support", "l10"),
        position("b", "conditional", "l10", 1, "on-record", condition(words="details")),
    )
    rows = rows_of(case)
    assert [row["ascribed"] for row in rows] == sorted(row["ascribed"] for row in rows)
    assert heads(rows)[0] == ("condition", ["l10"])
    assert heads(rows)[1:3] == [("direct", ["w1"]), ("direct", ["w2"])]
    assert rows[-1]["ascribed"] and heads(rows)[-1][1] == ["w5", "x1"]


def test_what_is_brought_comes_before_the_issue(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1"),
        position("b", "oppose", "w1"),
        position("a", "support", "x1"),
        position("b", "conditional", "x1", 1, "on-record", condition(words="details")),
    )
    assert heads(rows_of(case)) == [("condition", ["x1"]), ("direct", ["w1"])]


def test_moves_by_others_word_are_marked(case_of: CaseOf) -> None:
    (row,) = rows_of(case_of(position("a", "support", "w1"), position("b", "oppose", "w1", 1, "leak")))
    assert row["ascribed"] is True
    assert {local(move["party"]): move["ascribed"] for move in row["moves"]} == {"a": False, "b": True}
    answer = case_of(position("a", "support", "w1"), position("b", "oppose", "w1", 1, "leak")).bridges("a", "b")
    assert "(its stance by others' word)" in answer.tables()[0].rows[0][2]
    # once it no longer opposes, the leak does not fill its place
    assert ("b", "no longer oppose", "w1", 2, [], [], ["direct w1"]) in told(row)


def test_a_condition_on_a_bundle(case_of: CaseOf) -> None:
    """b is for k, so on condition of it for each term; a has not spoken of k and could meet that."""
    case = case_of(
        proposal("k", "w1 w2", tabled_by="f"),
        position("b", "support", "k"),
        position("a", "support", "w1"),
        position("a", "support", "w2"),
    )
    (row,) = rows_of(case)
    assert told(row) == [
        ("a", "meet", None, 1, ["w1", "w2"], [], []),
        ("b", "accept without", None, 1, ["w1", "w2"], [], []),
    ]


def test_an_acceptance_by_a_bundle_is_left_by_leaving_the_bundle(case_of: CaseOf) -> None:
    """a, for k, accepts w1 on condition of it; b is against w1. Without k a has no side on w1."""
    case = case_of(proposal("k", "w1 w2", tabled_by="f"), position("a", "support", "k"), position("b", "oppose", "w1"))
    (row,) = (row for row in rows_of(case) if row["kind"] == "direct")
    assert told(row)[0] == ("a", "withdraw", "k", 2, [], [], ["direct w1"])
    assert row["moves"][0]["text"] == "could withdraw its support of k"


def test_three_parties_have_one_column_of_moves(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "oppose", "w1"), position("c", "support", "w1"))
    (table,) = case.bridges("a", "b", "c").tables()
    assert table.columns == ("Matter", "Possible moves")
    assert any(row[1].startswith("a could withdraw its support of w1 [2]") for row in table.rows)


def test_one_row_of_the_spreadsheet_for_each_move(case_of: CaseOf) -> None:
    columns, rows = case_of(position("a", "demand", "w1"), position("b", "oppose", "w1")).bridges("a", "b").rows()
    assert columns[:6] == ("matter", "issues", "options", "party", "move", "text")
    assert [(row[3], row[6], row[9]) for row in rows] == [("a", 3, 1), ("b", 2, 1), ("b", 2, 1)]


def test_nothing_to_bridge_is_said(case_of: CaseOf) -> None:
    (table,) = case_of(position("a", "support", "w1"), position("b", "support", "w1")).bridges("a", "b").tables()
    assert table.note == "no single move brings an option nearer or ends a conflict"
    assert BASE not in table.note


@pytest.mark.parametrize(("said", "asked"), [("support", []), ("open", []), (None, [(["l10"], "b")])])
def test_who_has_a_range_is_not_asked_for_its_view_of_other_values(
    case_of: CaseOf, said: str | None, asked: list[tuple[list[str], str]]
) -> None:
    # a takes 10 to 30; b takes 30 or more: they meet at 30, and b has said what it takes
    acts = [position("a", "support", "l30", bound="at-most"), position("b", "noncommittal", "l10")]
    acts += [position("b", said, "l30", bound="at-least")] if said else [position("b", "oppose", "l30")]
    rows = case_of(*acts).bridges("a", "b").to_json()["bridges"]
    words = [row for row in rows if row["kind"] == "word"]
    found = [([local(o) for o in row["options"]], local(m["party"])) for row in words for m in row["moves"]]
    assert [each for each in found if each[0] == ["l10"]] == asked


def test_a_view_supposed_on_what_a_coalition_s_bundle_gives_has_nobody_s_word_to_show(second_case: Path) -> None:
    case = kg.open(str(second_case))
    rows = case.bridges("League", "Selm").to_json()["bridges"]
    assert rows and all(
        move["party"]["label"] in ("Lower Basin League", "Selm") for row in rows for move in row["moves"]
    )


# ------------------------------------- demands that no settlement honours beside a condition


def ending_a_clash(case: Any) -> set[tuple[str, str, str]]:
    """Return who could do what on which term, of the moves that end a clash of a demand which is no conflict."""
    return {
        (local(move["party"]), move["move"], local(move["option"]))
        for row in rows_of(case)
        for move in row["moves"]
        if move["brings"]["ends_clash"]
    }


@pytest.mark.parametrize(
    ("parts", "moves"),
    [
        # b takes w3 for w1, but w3 itself must not happen: no settlement holds w3 and honours that
        ([conditional("b", "w3", "w1", unless=["w3"])], {("a", "w3")}),
        # the same where what is required must not happen
        ([conditional("b", "w3", "w1", unless=["w1"])], {("a", "w3")}),
        # what must not happen is demanded as well as w3: either demand could go
        ([conditional("b", "w3", "w1", unless=["w2"]), position("a", "demand", "w2")], {("a", "w2"), ("a", "w3")}),
        # nobody says that what must not happen shall happen: w3 and w1 together honour all
        ([conditional("b", "w3", "w1", unless=["w2"])], set()),
        # a refuses what b requires
        ([conditional("b", "w3", "w1"), position("a", "oppose", "w1")], {("a", "w3")}),
        # two alternatives, of which one can be had
        (
            [
                position(
                    "b", "conditional", "w3", 1, "on-record", condition("w1", any_of="g"), condition("w2", any_of="g")
                ),
                position("a", "oppose", "w1"),
            ],
            set(),
        ),
        # what b requires and w3 exclude each other: a conflict, of which the withdrawal is a move by itself
        ([conditional("b", "w3", "w1"), excludes("w1", "w3")], set()),
        # b requires talks, of which none are on record
        ([conditional("b", "w3", "talks"), ":talks a neg:EventKind .\n"], {("a", "w3")}),
        # words cannot be judged
        ([position("b", "conditional", "w3", 1, "on-record", condition(words="in time"))], set()),
        # b takes w3 for w1, which a takes for w2, which b refuses
        ([conditional("b", "w3", "w1"), conditional("a", "w1", "w2"), position("b", "oppose", "w2")], {("a", "w3")}),
        # b takes w3 for w1, which a takes for w3: both together honour all
        ([conditional("b", "w3", "w1"), conditional("a", "w1", "w3")], set()),
        # each wants the other thing first
        ([conditional("b", "w3", "w1", timing="before"), conditional("a", "w1", "w3", timing="before")], {("a", "w3")}),
        # another demand contains w3 too: without one of them w3 is still demanded
        (
            [
                conditional("b", "w3", "w1"),
                position("a", "oppose", "w1"),
                position("a", "demand", "w5"),
                entails("w5", "w3"),
            ],
            set(),
        ),
    ],
)
def test_a_demand_that_no_settlement_honours_beside_a_condition_could_be_withdrawn(
    case_of: CaseOf, parts: list[str], moves: set[tuple[str, str]]
) -> None:
    expected = {(party, "withdraw", option) for party, option in moves}
    assert ending_a_clash(case_of(position("a", "demand", "w3"), *parts)) == expected


def test_who_refuses_what_its_own_condition_requires_could_stop_refusing(case_of: CaseOf) -> None:
    parts = (conditional("b", "w3", "w1"), position("b", "oppose", "w1"), position("a", "demand", "w3"))
    assert ending_a_clash(case_of(*parts)) == {("a", "withdraw", "w3"), ("b", "no longer oppose", "w1")}


def test_a_bound_that_a_demand_meets_only_on_a_barred_condition(case_of: CaseOf) -> None:
    """b takes 10 boats or more for w1, which a refuses: a's demand of at least 20 lies within, one of at most 30 does not."""
    waiting = position("b", "conditional", "l10", 1, "on-record", condition("w1"), bound="at-least")
    for bound, option, found in (
        ("at-least", "l20", {("a", "withdraw", "l20")}),
        ("at-most", "l30", set[tuple[str, str, str]]()),
    ):
        demand = position("a", "demand", option, bound=bound)
        assert ending_a_clash(case_of(waiting, demand, position("a", "oppose", "w1"))) == found


def test_a_proposal_refused_as_a_whole_while_its_terms_are_demanded(case_of: CaseOf) -> None:
    """a demands w1, b demands w2, b rules out having both: each of the three could go."""
    parts = (
        proposal("k", "w1 w2", tabled_by="f"),
        position("a", "demand", "w1"),
        position("b", "demand", "w2"),
        position("b", "rule-out", "k"),
    )
    assert ending_a_clash(case_of(*parts)) == {
        ("a", "withdraw", "w1"),
        ("b", "withdraw", "w2"),
        ("b", "no longer oppose", "k"),
    }
    (row,) = (row for row in rows_of(case_of(*parts)) if row["kind"] == "clash")
    assert [local(option) for option in row["options"]] == ["k", "w1", "w2"]
    # a demands w2 too: of the clashes the one that is b's own apart, all hold a's w1 and b's rule-out
    both = (*parts, position("a", "demand", "w2"))
    assert ending_a_clash(case_of(*both)) == {("a", "withdraw", "w1"), ("b", "no longer oppose", "k")}
    # b demands w1 too: what b wants of its own and rules out is its strain, and no clash without a
    one = (*parts, position("b", "demand", "w1"))
    assert ending_a_clash(case_of(*one)) == {
        ("a", "withdraw", "w1"),
        ("b", "withdraw", "w2"),
        ("b", "no longer oppose", "k"),
    }
    # all of it by b alone is b's strain
    assert ending_a_clash(case_of(parts[0], *parts[2:], position("b", "demand", "w1"))) == set()
    # with one term that nobody demands the other can be had alone
    assert ending_a_clash(case_of(*parts[:2], parts[3])) == set()


def test_a_demand_of_a_whole_proposal_of_which_a_term_is_refused(case_of: CaseOf) -> None:
    """a wants w2, and demands k, which holds it: without its wish the demand still stands against b's opposition.

    The row of that clash holds the move of each side, also the one that ends the conflict on w2.
    """
    parts = (
        proposal("k", "w1 w2", tabled_by="f"),
        position("a", "demand", "k"),
        position("a", "support", "w2"),
        position("b", "oppose", "w2"),
    )
    assert ending_a_clash(case_of(*parts)) == {("a", "withdraw", "k"), ("b", "no longer oppose", "w2")}


def test_a_condition_is_not_to_be_met_by_who_demands_what_must_not_happen(case_of: CaseOf) -> None:
    parts = (position("a", "support", "w3"), conditional("b", "w3", "w1", unless=["w2"]))
    kinds = [
        {move["move"] for row in rows_of(case_of(*parts, *more)) for move in row["moves"] if row["kind"] == "condition"}
        for more in ((), (position("a", "demand", "w2"),))
    ]
    assert kinds == [{"meet", "accept without"}, {"accept without"}]


def test_a_clash_with_a_condition_is_told_in_words(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "w3"), conditional("b", "w3", "w1", unless=["w3"]))
    (table,) = case.bridges("a", "b").tables()
    assert table.rows[0][1:] == (
        "could withdraw its demand of w3 [3]\n→ ends the clash with the condition",
        "could accept w3 without its condition: w1, unless w3 [1]\n→ agreed: w3",
    )


def test_a_demand_of_a_proposal_that_has_ended_stands_against_who_refuses_a_term(case_of: CaseOf) -> None:
    """b demands k, which has ended and so says nothing of its terms; a doubts w2."""
    parts = (
        proposal("k", "w1 w2", 1, tabled_by="f", ends=2),
        position("b", "demand", "k"),
        position("a", "doubt", "w2", 5),
    )
    (row,) = (row for row in rows_of(case_of(*parts)) if row["kind"] == "clash")
    assert [local(option) for option in row["options"]] == ["k", "w2"]
    assert ending_a_clash(case_of(*parts)) == {("a", "no longer oppose", "w2"), ("b", "withdraw", "k")}
