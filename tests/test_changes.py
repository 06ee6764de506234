"""What changed between two days: kinds, directions, ranges on ladders, lapses, ground, deeds; worked by hand.

The stage is that of ``small_cases``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from small_cases import BASE, condition, day_of, event, local, member, position, proposal, withdrawal

from kg.analysis.changes import Change, changes_between, ground_changes, kind_of_change
from kg.analysis.developments import deeds_between
from kg.analysis.ground import Ground
from kg.case.records import Condition
from kg.resolution import Derivation, Resolved, silent
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]


def ids(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split())


def local_name(identifier: str) -> str:
    return identifier.removeprefix(BASE)


def change_in(case: Any, since: int = 5) -> Change:
    (found,) = changes_between(case.at(day_of(since)).resolution, case.resolution, ids("a"))
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind", "toward"),
    [
        ("demand", "oppose", "reversed", "rejection"),
        ("oppose", "demand", "reversed", "acceptance"),
        ("demand", "support", "softened", None),
        ("support", "demand", "hardened", None),
        ("demand", "conditional", "softened", "rejection"),
        ("open", "demand", "hardened", "acceptance"),
        ("oppose", "rule-out", "hardened", "rejection"),
        ("rule-out", "doubt", "softened", "acceptance"),
        ("rule-out", "open", "softened", "acceptance"),
        ("support", "open", "hardened", "rejection"),
        ("support", "conditional", "hardened", "rejection"),
        ("conditional", "support", "softened", "acceptance"),
        ("conditional", "oppose", "hardened", "rejection"),
        ("doubt", "oppose", "hardened", "rejection"),
        ("oppose", "doubt", "softened", "acceptance"),
        ("doubt", "open", "softened", "acceptance"),
        ("open", "doubt", "hardened", "rejection"),
        ("conditional", "open", "shifted", None),
        ("noncommittal", "oppose", "unsettled", None),
    ],
)
def test_which_way_a_stance_moved(case_of: CaseOf, before: str, after: str, kind: str, toward: str | None) -> None:
    found = change_in(case_of(position("a", before, "w1", 1), position("a", after, "w1", 9)))
    assert (found.kind, found.toward) == (kind, toward)


@pytest.mark.parametrize(("stance", "kind"), [("support", "spoke"), ("noncommittal", "unsettled")])
def test_what_is_first_said_moves_nowhere(case_of: CaseOf, stance: str, kind: str) -> None:
    found = change_in(case_of(position("a", stance, "w1", 9)))
    assert (found.kind, found.toward) == (kind, None)


def test_silence_after_a_stance_says_how_it_ended(case_of: CaseOf) -> None:
    lapsed = change_in(case_of(position("a", "support", "w1", 1, ends=7)))
    assert (lapsed.kind, lapsed.toward) == ("lapsed", None)
    taken_back = change_in(case_of(position("a", "support", "w1", 1, name="p"), withdrawal("a", "p", 7)))
    assert (taken_back.kind, taken_back.toward) == ("withdrawn", None)


def test_what_a_filter_withholds_is_no_change() -> None:
    before = Resolved("a", "w1", Stance.SUPPORT)
    withheld = replace(before, stance=Stance.WITHHELD)
    assert kind_of_change(silent("a", "w1"), withheld, day_of(5)) is None
    assert kind_of_change(before, withheld, day_of(5)) is None
    assert kind_of_change(before, before, day_of(5)) is None


def test_the_same_conditions_are_no_change_nor_the_same_word_elsewhere() -> None:
    one, two = (Condition(requires=(each,)) for each in "pq")
    conditional = Resolved("a", "w1", Stance.CONDITIONAL, conditions=(one,))
    assert kind_of_change(conditional, replace(conditional, conditions=(two,)), day_of(5)) == "shifted"
    assert kind_of_change(conditional, replace(conditional, ascribed=True), day_of(5)) is None
    for word in (Stance.OPEN, Stance.SUPPORT, Stance.SILENT):
        held = Resolved("a", "w1", word, conditions=(one,))
        assert kind_of_change(held, replace(held, conditions=(two,)), day_of(5)) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ([(3, 9)], "first reported"),
        ([(None, 9)], "first reported"),
        ([(3, 9), (None, 9)], "first reported"),
        ([(3, 9), (7, 9)], "spoke"),
        ([(6, 6)], "spoke"),
        ([(5, 6)], "first reported"),
    ],
)
def test_first_reported_is_where_all_that_is_new_may_be_older(
    case_of: CaseOf, said: list[tuple[int | None, int]], kind: str
) -> None:
    parts = [position("a", "support", "w1", day, earliest=first) for first, day in said]
    assert change_in(case_of(*parts)).kind == kind


@pytest.mark.parametrize("said", [2, 5])
def test_what_comes_by_a_membership_with_nothing_newly_said_is_no_old_news(case_of: CaseOf, said: int) -> None:
    case = case_of(member("a", "g", start=8), position("g", "support", "w1", said))
    assert change_in(case).kind == "spoke"


def stance(word: str, party: str = "a", term: str = "w1", **more: Any) -> Resolved:
    return Resolved(party, term, Stance(word), **more)


INFERRED = (Derivation("entailment", ()),)


@pytest.mark.parametrize(
    ("before", "after", "crosses"),
    [
        ("support", "oppose", True),
        ("oppose", "support", True),
        ("support", "open", True),
        ("open", "support", True),
        ("oppose", "open", True),
        ("open", "doubt", True),
        ("support", "demand", False),
        ("oppose", "doubt", False),
        ("silent", "support", False),
        ("support", "silent", False),
        ("mixed", "noncommittal", False),
    ],
)
def test_moves_between_sides(before: str, after: str, crosses: bool) -> None:
    assert Change("moved", None, stance(before), stance(after)).crosses_sides is crosses


def test_changes_stand_in_own_voice_first_and_moves_between_sides_before_others() -> None:
    own = Change("k", None, stance("support"), stance("demand"))
    moved = Change("k", None, stance("support", term="w2"), stance("oppose", term="w2"))
    ascribed = Change("k", None, stance("silent"), stance("support", ascribed=True))
    was_ascribed = Change("k", None, stance("support", ascribed=True), stance("silent"))
    inferred = Change("k", None, stance("silent"), stance("support", derivation=INFERRED))
    was_inferred = Change("k", None, stance("support", derivation=INFERRED, ascribed=True), stance("silent"))
    assert [each.order[0] for each in (own, moved, ascribed, was_ascribed, inferred, was_inferred)] == [
        0,
        0,
        2,
        2,
        3,
        3,
    ]
    assert moved.order < own.order < ascribed.order < inferred.order
    other = Change("k", None, stance("support", party="b"), stance("demand", party="b"))
    assert own.order < other.order < Change("k", None, stance("support", term="w2"), stance("demand", term="w2")).order


def test_changes_are_in_order_of_issue_term_and_party_proposals_first(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w3 w4", tabled_by="f"),
        position("b", "support", "x1", 9),
        position("b", "support", "w2", 9),
        position("a", "support", "w2", 9),
        position("a", "support", "w1", 9),
        position("a", "oppose", "k", 9),
    )
    found = changes_between(case.at(day_of(5)).resolution, case.resolution, ids("b a"))
    assert [(local_name(each.after.term), local_name(each.after.party)) for each in found] == [
        ("k", "a"),
        ("w1", "a"),
        ("w2", "a"),
        ("w2", "b"),
        ("x1", "b"),
    ]


def test_ground_of_pairs_of_which_one_changed(case_of: CaseOf) -> None:
    """b joins a on w2 and x1; nothing of a with c changes; x is closed on the first day, so that it has no class."""
    case = case_of(
        *(position("a", "support", on, 1) for on in ("w1", "w2", "x1")),
        *(position("c", "support", on, 1) for on in ("w1", "w2")),
        position("b", "open", "w2", 9),
        position("b", "oppose", "x1", 9),
        ':x neg:closedOn "2031-01-07"^^xsd:date .\n',
    )
    before, after = case.at(day_of(5)).resolution, case.resolution
    changes = changes_between(before, after, ids("a b c"))
    found = ground_changes(before, after, changes, ids("c b a"))
    assert [(each.parties, local_name(each.option), each.before, each.after) for each in found] == [
        (ids("a b"), "w2", Ground.UNADDRESSED, Ground.WITHIN_REACH),
        (ids("b c"), "w2", Ground.UNADDRESSED, Ground.WITHIN_REACH),
        (ids("a b"), "x1", Ground.UNADDRESSED, None),
        (ids("b c"), "x1", Ground.UNADDRESSED, None),
    ]


def spanning(name: str, start: int, end: int) -> str:
    """Return an event of several days that honours w1."""
    return event(name, start, honours="w1") + f':{name} neg:to "2031-01-{end:02}"^^xsd:date .\n'


def test_deeds_after_one_days_end_and_by_anothers(case_of: CaseOf) -> None:
    case = case_of(
        event("z1", 6, honours="w1"),
        event("y1", 9, honours="w1"),
        event("x9", 9, breaks="w2"),
        event("old", 5, honours="w1"),
        event("older", 3, honours="w1"),
        event("late", 13, honours="w1", told=12),
        event("last", 12, honours="w1"),
        spanning("long", 3, 6),
        spanning("over", 3, 5),
        as_of=12,
    )
    found = deeds_between(case.at(day_of(5)).resolution, case.resolution)
    assert [local_name(each.event.id) for each in found] == ["long", "z1", "x9", "y1", "last"]


def test_other_conditions_are_a_shift(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("a", "conditional", "w1", 9, "on-record", condition("w3")),
    )
    assert [each["kind"] for each in case.changes(day_of(5)).to_json()["changes"]] == ["shifted"]


def test_the_same_said_again_is_no_change(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("a", "conditional", "w1", 9, "on-record", condition("w2")),
    )
    assert case.changes(day_of(5)).to_json()["changes"] == []


@pytest.mark.parametrize(("least", "told", "told_of"), [(None, 9, ["e"]), (0.9, 9, []), (None, 20, [])])
def test_deeds_beside_words_rest_on_statements_that_count(
    case_of: CaseOf, least: float | None, told: int, told_of: list[str]
) -> None:
    case = case_of(event("e", 9, honours="w1", told=told), as_of=12, min_confidence=least)
    deeds = case.changes(day_of(5)).to_json()["events"]
    assert [local(each["event"]) for each in deeds] == told_of
    assert all([local(option) for option in each["honours"]] == ["w1"] for each in deeds)
