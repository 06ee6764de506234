"""What the answers carry beside their classes: whose move, which point, toward what, on which day; worked by hand.

The stage is that of ``small_cases``; the functions of ``kg.analysis`` are asked one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from small_cases import BASE, by_option, condition, entails, event, excludes, member, position, proposal, reading

from kg.analysis.alignment import align
from kg.analysis.conditions import GroupStances, condition_groups, outside_undertakers
from kg.analysis.conflicts import Conflict, ConflictKind, Severity, conflicts_of, severity_of
from kg.analysis.ground import Ground, GroundRow, classify, ground_of
from kg.analysis.ladders import Interval, Range, accepted_interval, range_of
from kg.analysis.overlap import overlaps
from kg.analysis.readings import divergences, readings_of
from kg.case.records import Condition
from kg.resolution import Resolved
from kg.vocabulary import Side, Stance

CaseOf = Callable[..., Any]


def ids(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split())


def group_of(case: Any, names: str) -> GroupStances:
    return GroupStances(case.resolution, ids(names))


def conflicts_in(case: Any, names: str) -> tuple[Conflict, ...]:
    return conflicts_of(group_of(case, names))


def sides(conflict: Conflict) -> list[tuple[str, str]]:
    """Return party and term of each side, in the order given."""
    return [(side.party.removeprefix(BASE), side.term.removeprefix(BASE)) for side in conflict.sides]


def row_of(case: Any, names: str, option: str) -> GroundRow:
    return next(row for row in ground_of(group_of(case, names)) if row.option.id == BASE + option)


# ------------------------------------------------------------------ alignment


def test_two_parties_are_the_poles(case_of: CaseOf) -> None:
    found = align(case_of(position("a", "support", "w1")).resolution, ids("a b"))
    assert found is not None
    assert (found.first, found.second) == ids("a b")
    assert found.nearer_first == found.nearer_second == found.between == found.without_stance == ()


def test_nearer_by_a_whole_stance_between_by_less(case_of: CaseOf) -> None:
    """Pulls toward a: c 1 - (-1) = 2 less; f -0.5 - 0.5 = -1; o 0.5 * (1 - 0) = 0.5 less; h has none."""
    case = case_of(
        position("a", "support", "w1"),
        position("b", "oppose", "w1"),
        position("a", "oppose", "w2"),
        position("c", "oppose", "w1"),
        position("o", "open", "w2"),
        position("h", "noncommittal", "w1"),
        position("f", "support", "w2"),
    )
    found = align(case.resolution, ids("a b c o h f"))
    assert found is not None
    assert (found.nearer_first, found.nearer_second) == ((), ids("c f"))
    assert (found.between, found.without_stance) == (ids("o"), ids("h"))


# ------------------------------------------------------------------ conditions


def test_alternatives_are_grouped_and_single_conditions_stand_alone() -> None:
    one, two = Condition(requires=("q",)), Condition(requires=("p",))
    left, right = Condition(requires=("r",), any_of="g"), Condition(requires=("s",), any_of="g")
    groups = condition_groups([left, one, right, two])
    assert groups == [(one,), (two,), (left, right)]
    assert condition_groups([one, one]) == [(one,), (one,)]
    assert condition_groups([]) == []


@pytest.mark.parametrize(
    ("events", "done"),
    [
        ((event("e", 5, honours="w1"),), True),
        ((event("e", 5, honours="w1"), event("f", 5, breaks="w1")), False),
        ((event("e", 6, honours="w1"), event("f", 5, breaks="w1")), True),
        ((event("e", 3, honours="w1"), event("f", 5, breaks="w1"), event("h", 7, honours="w1")), True),
        ((event("e", 5, honours="w2"), event("f", 3, breaks="w1")), False),
        ((event("e", 5, honours="w1", scheduled=True),), False),
    ],
)
def test_what_is_done_was_honoured_after_it_was_last_broken(
    case_of: CaseOf, events: tuple[str, ...], done: bool
) -> None:
    assert case_of(*events).resolution.deeds.is_done(f"{BASE}w1") is done


def test_undertakers_outside_the_group_in_order(case_of: CaseOf) -> None:
    case = case_of(":w1 neg:undertakenBy :o, :b, :f .\n").case
    assert outside_undertakers(case, f"{BASE}w1", ids("a b")) == ids("f o")
    assert outside_undertakers(case, f"{BASE}w2", ids("a b")) == ()


MET = (
    position("a", "conditional", "w1", 1, "on-record", condition("w4")),
    position("a", "conditional", "w3", 1, "on-record", condition("w4")),
    position("b", "conditional", "w1", 1, "on-record", condition("w4")),
    position("a", "support", "w4"),
    position("b", "support", "w4"),
)


def test_a_stance_replaced_from_the_start_is_judged(case_of: CaseOf) -> None:
    case = case_of(*MET)
    refusal = replace(case.resolution.stance(*ids("b w4")), stance=Stance.OPPOSE)
    group = GroupStances(case.resolution, ids("a b"), {ids("b w4"): refusal})  # type: ignore[dict-item]
    assert group.effective(*ids("a w1")).stance is Stance.CONDITIONAL
    trade = replace(case.resolution.stance(*ids("a w1")), party=f"{BASE}b", term=f"{BASE}w2")
    group = GroupStances(case.resolution, ids("a b"), {ids("b w2"): trade})  # type: ignore[dict-item]
    assert group.effective(*ids("b w2")).stance is Stance.SUPPORT


@pytest.mark.parametrize("any_of", [None, "either"])
@pytest.mark.parametrize("terms", [("w4", "w3"), ("w3", "w4")])
def test_open_when_met_is_weaker_than_support_when_met(
    case_of: CaseOf, terms: tuple[str, str], any_of: str | None
) -> None:
    # both are met: a party that is then only open has not agreed, in whatever order its conditions stand
    conditions = (
        condition(term, when_met=held, any_of=any_of) for term, held in zip(terms, ("support", "open"), strict=True)
    )
    both = [position(who, "support", term) for who in "ab" for term in ("w3", "w4")]
    case = case_of(
        *both, position("a", "conditional", "w1", 2, "on-record", *conditions), position("b", "support", "w1")
    )
    name, row = by_option(case, "a", "b")["w1"]
    assert (name, row["stances"][0]["stance"]) == ("within_reach", "open")


def test_what_is_met_counts_as_the_weakest_held_when_met_as_part_of_all_required(case_of: CaseOf) -> None:
    case = case_of(
        position(
            "a",
            "conditional",
            "w1",
            1,
            "on-record",
            condition("w4", when_met="demand"),
            condition("w3", when_met="support"),
            condition("w2", any_of="g"),
            condition("w5", any_of="g"),
        ),
        *(position(who, "support", option) for who in "ab" for option in ("w3", "w4", "w5")),
    )
    found = group_of(case, "a b").effective(*ids("a w1"))
    assert (found.stance, found.as_part_of) == (Stance.SUPPORT, ids("w3 w4 w5"))


def test_of_alternatives_that_are_met_the_first_counts(case_of: CaseOf) -> None:
    case = case_of(*MET, position("a", "support", "w5"), position("b", "support", "w5"))
    given = [Condition(requires=ids(each), any_of="g") for each in ("w3", "w5", "w4")]
    trade = Resolved(*ids("a w2"), Stance.CONDITIONAL, conditions=tuple(given))
    group = GroupStances(case.resolution, ids("a b"), {ids("a w2"): trade})  # type: ignore[dict-item]
    assert group.effective(*ids("a w2")).as_part_of == ids("w5")


def test_conditions_stand_in_one_order_whatever_they_are_called(case_of: CaseOf) -> None:
    def called(summer: str, winter: str) -> Any:
        held = position("a", "conditional", "w1").replace(
            "neg:stance", f"neg:condition :{summer}, :{winter} ; neg:stance", 1
        )
        words = {summer: "by summer", winter: "by winter"}
        told = (f':{c} a neg:Condition ; neg:requires :w2 ; neg:deadlineWords "{words[c]}"@en .\n' for c in words)
        return by_option(case_of(held, *told), "a", "b")["w1"][1]["conditions"]

    assert [each["deadline_text"] for each in called("c1", "c2")] == ["by summer", "by winter"]
    assert called("c2", "c1") == called("c1", "c2")


@pytest.mark.parametrize(("closed", "met"), [(9, False), (10, True)])
def test_what_is_closed_meets_no_condition(case_of: CaseOf, closed: int, met: bool) -> None:
    case = case_of(*MET, f':w neg:closedOn "2031-01-{closed:02}"^^xsd:date .\n', as_of=10)
    assert group_of(case, "a b").is_met(f"{BASE}a", Condition(requires=ids("w4"))) is met


def test_what_has_words_or_requires_nothing_is_not_met(case_of: CaseOf) -> None:
    group = group_of(case_of(*MET), "a b")
    words = (("en", "in good time"),)
    assert group.is_met(f"{BASE}a", Condition(requires=ids("w4")))
    assert not group.is_met(f"{BASE}a", Condition(requires=ids("w4"), words=words))
    assert not group.is_met(f"{BASE}a", Condition())
    assert not group.is_met(f"{BASE}a", Condition(words=words))


def test_what_is_granted_is_met_for_its_party_only(case_of: CaseOf) -> None:
    wanted = Condition(requires=ids("w5"))
    case = case_of(*MET)
    group = GroupStances(case.resolution, ids("a b"), granted=frozenset({(f"{BASE}a", wanted)}))
    assert group.is_met(f"{BASE}a", wanted) and not group.is_met(f"{BASE}b", wanted)


@pytest.mark.parametrize(
    ("done", "met"), [(("w1",), False), (("w1", "w2"), True)], ids=["one term done", "all terms done"]
)
def test_a_bundle_wanted_first_is_met_when_all_its_terms_are_done(
    case_of: CaseOf, done: tuple[str, ...], met: bool
) -> None:
    case = case_of(proposal("k", "w1 w2", tabled_by="f"), *(event(f"e{each}", 3, honours=each) for each in done))
    group = group_of(case, "a b")
    assert group.holds(f"{BASE}k", "before") is met
    # what is done holds within the settlement too
    assert group.holds(f"{BASE}k", "within") is met


# ------------------------------------------------------------------ conflicts


def conditional(who: str, on: str, wants: str, **more: Any) -> str:
    return position(who, "conditional", on, 1, "on-record", condition(wants, **more))


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_sides_stand_in_order_of_party_whoever_asks(case_of: CaseOf, one: str, other: str) -> None:
    (found,) = conflicts_in(case_of(conditional(one, "w1", "w2"), position(other, "oppose", "w2")), "a b")
    assert sides(found) == sorted([(one, "w1"), (other, "w2")])
    assert (found.kind, found.severity, found.issues) == (ConflictKind.CONDITIONAL, Severity.SOFT, ids("w"))
    assert found.condition is not None and found.condition.requires == ids("w2")


def test_a_condition_on_a_proposal_clashes_with_who_refuses_the_proposal(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w2 w3", tabled_by="f"), conditional("a", "x1", "k"), position("b", "rule-out", "k"))
    (found,) = conflicts_in(case, "a b")
    assert (sides(found), found.issues, found.severity) == (
        [("a", "x1"), ("b", "k")],
        ids("x"),
        Severity.ONE_RED_LINE,
    )


def test_a_conditional_conflict_of_two_issues_names_both(case_of: CaseOf) -> None:
    (found,) = conflicts_in(case_of(conditional("a", "x1", "w2"), position("b", "oppose", "w2")), "a b")
    assert found.issues == ids("w x")


def test_two_who_demand_and_read_differently_have_one_red_line(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "w1"), position("b", "demand", "w1"), reading("r", "w1", "p", "a"))
    (found,) = conflicts_in(case, "a b")
    assert (found.kind, found.severity) == (ConflictKind.READING, Severity.ONE_RED_LINE)
    assert [each.reading.id for each in found.readings] == [f"{BASE}r"]


def test_severities() -> None:
    def stance(word: str) -> Resolved:
        return Resolved("a", "t", Stance(word))

    demand, rule_out, support, oppose = map(stance, ("demand", "rule-out", "support", "oppose"))
    assert severity_of(demand, rule_out) is Severity.RED_LINE
    assert severity_of(demand, demand) is Severity.ONE_RED_LINE
    assert severity_of(demand, demand, exclusive=True) is Severity.RED_LINE
    assert severity_of(demand, rule_out, exclusive=True) is Severity.ONE_RED_LINE
    assert severity_of(rule_out, rule_out, exclusive=True) is Severity.ONE_RED_LINE
    assert severity_of(support, oppose) is severity_of(support, support, exclusive=True) is Severity.FIRM
    assert severity_of(stance("open"), stance("conditional")) is Severity.SOFT
    assert severity_of(stance("doubt"), oppose) is Severity.SOFT


def test_conflicts_in_own_voice_come_first_then_in_order_of_issue_option_and_party(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l10"),
        position("b", "oppose", "l10", 1, "leak"),
        position("a", "support", "w1"),
        position("a", "support", "x1"),
        position("b", "oppose", "x1"),
        position("b", "oppose", "w1"),
        position("c", "oppose", "w1"),
        position("c", "support", "w2"),
        position("b", "oppose", "w2"),
    )
    found = conflicts_in(case, "a b c")
    assert [sides(each) for each in found] == [
        [("a", "w1"), ("b", "w1")],
        [("a", "w1"), ("c", "w1")],
        [("b", "w2"), ("c", "w2")],
        [("a", "x1"), ("b", "x1")],
        [("a", "l10"), ("b", "l10")],
    ]
    assert [each.ascribed for each in found] == [False] * 4 + [True]


def test_what_both_lean_on_makes_two_wishes_a_preference(case_of: CaseOf) -> None:
    """Both are for x1 or x2, and both lean on x3: they can meet there. Where one leans on it, that is apart from both."""
    wishes = (position("a", "support", "x1"), position("b", "support", "x2"))
    meeting = (position("a", "open", "x3"), position("b", "open", "x3"))
    kinds = [
        [each.kind for each in conflicts_in(case_of(*wishes, *some), "a b")]
        for some in (meeting, meeting[:1], meeting[1:])
    ]
    assert kinds == [[ConflictKind.PREFERENCE], [ConflictKind.EXCLUSIVE] * 2, [ConflictKind.EXCLUSIVE] * 2]


def test_a_gap_is_told_by_what_was_stated_not_by_what_follows_from_it(case_of: CaseOf) -> None:
    """At most 20 supports 10 too, and at least 30 supports 40; the conflict is of 20 and 30."""
    case = case_of(
        position("a", "support", "l20", bound="at-most"),
        position("b", "support", "l30", bound="at-least"),
    )
    (found,) = conflicts_in(case, "a b")
    assert (sides(found), found.kind, found.issues) == (
        [("a", "l20"), ("b", "l30")],
        ConflictKind.EXCLUSIVE,
        ids("l"),
    )


def test_a_gap_is_told_by_the_strongest_for_each_has(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "open", "l10"),
        position("a", "support", "l20"),
        position("b", "conditional", "l30", 1, "on-record", condition("w1")),
        position("b", "open", "l40"),
        position("c", "open", "l40"),
    )
    assert [sides(each) for each in conflicts_in(case, "a b")] == [[("a", "l20"), ("b", "l30")]]
    assert [sides(each) for each in conflicts_in(case, "a c")] == [[("a", "l20"), ("c", "l40")]]


def test_a_demand_tells_the_gap_before_a_support(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10"), position("a", "demand", "l20"), position("b", "demand", "l40"))
    found = next(each for each in conflicts_in(case, "a b") if each.kind is ConflictKind.EXCLUSIVE)
    assert (sides(found), found.severity) == ([("a", "l20"), ("b", "l40")], Severity.RED_LINE)


def test_values_that_exclude_each_other_in_so_many_words_are_one_gap(case_of: CaseOf) -> None:
    case = case_of(excludes("l10", "l30"), position("a", "support", "l10"), position("b", "support", "l30"))
    assert [sides(each) for each in conflicts_in(case, "a b")] == [[("a", "l10"), ("b", "l30")]]


@pytest.mark.parametrize(
    "how",
    [
        (position("a", "support", "l10"),),
        (entails("w1", "l10"), position("a", "support", "w1")),
        (member("a", "g"), position("g", "support", "l10")),
    ],
    ids=["stated", "entailed", "a coalition's"],
)
def test_what_does_not_follow_from_a_bound_is_not_folded_into_the_gap(case_of: CaseOf, how: tuple[str, ...]) -> None:
    case = case_of(*how, position("b", "oppose", "l10"), position("b", "support", "l30"))
    found = [(each.kind, sides(each)) for each in conflicts_in(case, "a b") if each.issues == ids("l")]
    assert found == [
        (ConflictKind.DIRECT, [("a", "l10"), ("b", "l10")]),
        (ConflictKind.EXCLUSIVE, [("a", "l10"), ("b", "l30")]),
    ]


@pytest.mark.parametrize(("wanted", "leaned"), [("x2", "x3"), ("x3", "x2")])
def test_a_refusal_is_folded_into_the_conflict_that_it_restates(case_of: CaseOf, wanted: str, leaned: str) -> None:
    """a demands x1 and so rules out both; b wants the one, and only leans on the other: two conflicts."""
    case = case_of(position("a", "demand", "x1"), position("b", "support", wanted), position("b", "open", leaned))
    found = {sides(each)[1][1]: each for each in conflicts_in(case, "a b")}
    assert {each.kind for each in found.values()} == {ConflictKind.EXCLUSIVE}
    for option in (wanted, leaned):
        assert [sides(each) for each in found[option].implies] == [[("a", option), ("b", option)]]


def test_of_equally_strong_values_the_first_by_name_tells_the_gap(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10"), position("a", "support", "l20"), position("b", "demand", "l40"))
    found = next(each for each in conflicts_in(case, "a b") if each.kind is ConflictKind.EXCLUSIVE)
    assert (sides(found), found.severity) == ([("a", "l10"), ("b", "l40")], Severity.ONE_RED_LINE)


def test_a_direct_conflict_that_follows_from_the_exclusive_one_is_folded_into_it(case_of: CaseOf) -> None:
    """a demands x1 and so rules out x2, which b supports: one conflict, whose restatement stands in it."""
    for one, other in (("a", "b"), ("b", "a")):
        case = case_of(position(one, "demand", "x1"), position(other, "support", "x2"))
        (found,) = conflicts_in(case, "a b")
        assert found.kind is ConflictKind.EXCLUSIVE
        assert [(each.kind, sides(each)) for each in found.implies] == [
            (ConflictKind.DIRECT, [("a", "x2"), ("b", "x2")])
        ]


def test_a_refusal_of_its_own_is_a_conflict_of_its_own(case_of: CaseOf) -> None:
    """a rules x2 out in so many words, beside supporting x1: nothing to fold."""
    case = case_of(position("a", "support", "x1"), position("a", "rule-out", "x2"), position("b", "support", "x2"))
    assert [(each.kind, sides(each)) for each in conflicts_in(case, "a b")] == [
        (ConflictKind.EXCLUSIVE, [("a", "x1"), ("b", "x2")]),
        (ConflictKind.DIRECT, [("a", "x2"), ("b", "x2")]),
    ]


def test_a_refusal_that_follows_from_another_option_is_not_folded(case_of: CaseOf) -> None:
    """a rules w2 out because it demands w1; of x1 against x2, where it only supports, nothing follows.

    On w3 both meet, so that w1 against w2, to which b only leans, is no conflict.
    """
    case = case_of(
        excludes("w1", "w2"),
        position("a", "demand", "w1"),
        position("b", "open", "w2"),
        *(position(who, "support", "w3") for who in "ab"),
        position("a", "support", "x1"),
        position("b", "support", "x2"),
    )
    assert [(each.kind, sides(each), each.implies) for each in conflicts_in(case, "a b")] == [
        (ConflictKind.DIRECT, [("a", "w2"), ("b", "w2")], ()),
        (ConflictKind.EXCLUSIVE, [("a", "x1"), ("b", "x2")], ()),
    ]


def test_a_before_that_is_done_is_no_sequence(case_of: CaseOf) -> None:
    parts = (conditional("a", "w1", "w2", timing="before"), conditional("b", "w2", "w1", timing="before"))
    assert [each.kind for each in conflicts_in(case_of(*parts), "a b")] == [ConflictKind.SEQUENCE]
    assert conflicts_in(case_of(*parts, event("e", 3, honours="w1")), "a b") == ()
    together = (conditional("a", "w1", "w2", timing="together"), conditional("b", "w2", "w1", timing="before"))
    assert conflicts_in(case_of(*together), "a b") == ()


def test_sequences_of_two_issues_name_both(case_of: CaseOf) -> None:
    parts = (conditional("a", "w1", "x1", timing="before"), conditional("b", "x1", "w1", timing="before"))
    (found,) = conflicts_in(case_of(*parts), "a b")
    assert (found.issues, sides(found), found.severity) == (ids("w x"), [("a", "w1"), ("b", "x1")], Severity.SOFT)


def test_what_tells_conflicts_apart(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "support", "w1"), reading("r", "w1", "p", "a"))
    (found,) = conflicts_in(case, "a b")
    assert found.key == ("reading", *ids("a w1 b w1 p"))
    assert replace(found, kind=ConflictKind.PREFERENCE, readings=()).key == ("exclusive", *ids("a w1 b w1"))
    wanted = Condition(requires=ids("w2"))
    assert replace(found, kind=ConflictKind.SEQUENCE, readings=(), conditions=(wanted,)).key == (
        "sequence",
        *ids("a w1 b w1 w2"),
    )


def test_conflicts_of_some_options(case_of: CaseOf) -> None:
    case = case_of(
        *(position(who, word, on) for on in ("w1", "w2") for who, word in (("a", "support"), ("b", "oppose")))
    )
    group = group_of(case, "a b")
    assert [sides(each)[0][1] for each in conflicts_of(group)] == ["w1", "w2"]
    assert [sides(each)[0][1] for each in conflicts_of(group, [case.case.options[f"{BASE}w2"]])] == ["w2"]
    assert conflicts_of(group, []) == ()


# ------------------------------------------------------------------ readings

TWO_WHO_AGREE = (position("a", "support", "w1"), position("b", "support", "w1"))


@pytest.mark.parametrize(("matched", "apart"), [("p", "q"), ("q", "p")])
def test_readings_diverge_point_by_point(case_of: CaseOf, matched: str, apart: str) -> None:
    accepts = position("b", "support", "w2", name="n") + ":r1 neg:statedIn :s-n .\n"
    case = case_of(
        *TWO_WHO_AGREE,
        reading("r1", "w1", matched, "a", accepted_by="b"),
        accepts,
        reading("r2", "w1", apart, "a"),
    )
    found = divergences(case.resolution, f"{BASE}w1", ids("a b"))
    assert [(each.point, each.parties) for each in found] == [(BASE + apart, ids("a b"))]


@pytest.mark.parametrize(("first", "second"), [("r1", "r2"), ("r2", "r1")])
def test_accepting_the_others_reading_does_not_match_ones_own(case_of: CaseOf, first: str, second: str) -> None:
    """b accepts a's reading and has one of its own too, which a does not share."""
    accepts = position("b", "support", "w2", name="n") + f":{first} neg:statedIn :s-n .\n"
    case = case_of(
        *TWO_WHO_AGREE, reading(first, "w1", "p", "a", accepted_by="b"), accepts, reading(second, "w1", "p", "b")
    )
    assert [each.point for each in divergences(case.resolution, f"{BASE}w1", ids("a b"))] == [f"{BASE}p"]


@pytest.mark.parametrize("stated", ["r1", "r2"])
def test_compatible_readings_match_whichever_says_so(case_of: CaseOf, stated: str) -> None:
    other = {"r1": "r2", "r2": "r1"}[stated]
    compatible = {stated: other}
    case = case_of(
        *TWO_WHO_AGREE,
        reading("r1", "w1", "p", "a", compatible=compatible.get("r1")),
        reading("r2", "w1", "p", "b", compatible=compatible.get("r2")),
    )
    assert divergences(case.resolution, f"{BASE}w1", ids("a b")) == ()
    assert divergences(case.resolution, f"{BASE}w1", ids("a b c")) != ()


def test_readings_of_parties_in_order_of_point_and_party(case_of: CaseOf) -> None:
    case = case_of(
        reading("r1", "w1", "q", "a"),
        reading("r2", "w1", "p", "b"),
        reading("r3", "w1", "p", "a"),
        reading("r4", "w1", "p", "c"),
        reading("r5", "w1", "p", "a", 20),
        as_of=10,
    )
    found = readings_of(case.resolution, f"{BASE}w1", ids("a b"))
    assert [(local_name(each.reading.id), local_name(each.party)) for each in found] == [
        ("r3", "a"),
        ("r2", "b"),
        ("r1", "a"),
    ]
    assert [local_name(each.id) for each in found[0].evidence] == ["s-r3"]


def local_name(identifier: str) -> str:
    return identifier.removeprefix(BASE)


def test_a_readers_own_statements_stand_for_its_reading_where_there_are_some(case_of: CaseOf) -> None:
    said = position("b", "support", "w2", name="n") + ":r neg:readBy :b ; neg:statedIn :s-n .\n"
    case = case_of(reading("r", "w1", "p", "a"), said, ":r neg:readBy :c .\n")
    found = readings_of(case.resolution, f"{BASE}w1", ids("a b c"))
    assert [[local_name(each.id) for each in reader.evidence] for reader in found] == [["s-r"], ["s-n"], ["s-n", "s-r"]]


# ------------------------------------------------------------------ ground


def test_classes() -> None:
    given = {
        "for for": Ground.AGREED,
        "for leaning": Ground.WITHIN_REACH,
        "leaning leaning": Ground.WITHIN_REACH,
        "against against": Ground.REJECTED,
        "for against": Ground.CONTESTED,
        "leaning against": Ground.CONTESTED,
        "for against -": Ground.CONTESTED,
        "against -": Ground.UNADDRESSED,
        "for -": Ground.UNADDRESSED,
        "": Ground.UNADDRESSED,
    }
    side = {"for": Side.FOR, "leaning": Side.LEANING, "against": Side.AGAINST, "-": None}
    assert {words: classify(side[word] for word in words.split()) for words in given} == given


@pytest.mark.parametrize(("spoken", "otherwise"), [("", None), ("a", None), ("ab", "agreed")])
def test_otherwise_is_of_two_or_more_who_spoke(case_of: CaseOf, spoken: str, otherwise: str | None) -> None:
    case = case_of(*(position(who, "support", "w1") for who in spoken), position("c", "noncommittal", "w1"))
    row = row_of(case, "a b c", "w1")
    assert (row.ground, row.otherwise) == (Ground.UNADDRESSED, otherwise)
    assert [local_name(party) for party in row.ask] == [who for who in "abc" if who not in spoken]


def test_otherwise_of_three(case_of: CaseOf) -> None:
    case = case_of(*(position(who, "support", "w1") for who in "abc"))
    assert row_of(case, "a b c z", "w1").otherwise is Ground.AGREED


def test_readings_divide_nobody_where_someone_refuses(case_of: CaseOf) -> None:
    case = case_of(*TWO_WHO_AGREE, position("c", "oppose", "w1"), reading("r", "w1", "p", "a"))
    row = row_of(case, "a b c", "w1")
    assert (row.ground, row.divergences, row.in_name_only) == (Ground.CONTESTED, (), False)
    assert row_of(case, "a b", "w1").in_name_only


def test_a_class_of_all_asks_nobody(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "oppose", "w1"))
    row = row_of(case, "a b z", "w1")
    assert (row.ground, row.otherwise, row.ask) == (Ground.CONTESTED, None, ())


def test_needs_and_range_are_of_those_who_spoke_where_they_would_agree(case_of: CaseOf) -> None:
    """z has no stance; what a and b agree on needs z and o."""
    case = case_of(
        ":l20 neg:undertakenBy :o, :z, :a .\n",
        position("a", "support", "l20"),
        position("b", "open", "l20"),
        position("c", "support", "l40"),
    )
    row = row_of(case, "a b z", "l20")
    assert (row.otherwise, row.needs) == (Ground.WITHIN_REACH, ids("o z"))
    assert row.range == Range("overlap", Decimal(20), Decimal(20), "boats")
    row = row_of(case, "a c z", "l40")
    assert (row.otherwise, row.range) == (None, Range("gap", Decimal(20), Decimal(40), "boats"))
    assert row_of(case, "a b z", "w1").range is None


def test_conditions_are_shown_with_what_is_met(case_of: CaseOf) -> None:
    case = case_of(*MET, conditional("c", "w1", "w2"), position("c", "support", "w4"))
    row = row_of(case, "a b c", "w1")
    assert [(local_name(each.party), each.met) for each in row.conditions] == [("a", True), ("b", True), ("c", False)]
    assert row_of(case, "a b c", "w4").conditions == ()


def test_both_refuse_from_opposite_sides_where_they_want_what_excludes_each_other(case_of: CaseOf) -> None:
    refuse = (position("a", "oppose", "x3"), position("b", "oppose", "x3"))
    apart = case_of(*refuse, position("a", "support", "x1"), position("b", "open", "x2"))
    assert row_of(apart, "a b", "x3").from_opposite_sides
    alike = case_of(*refuse, position("a", "support", "x1"), position("b", "open", "x1"))
    assert not row_of(alike, "a b", "x3").from_opposite_sides
    assert not row_of(case_of(*refuse, position("a", "support", "x1")), "a b", "x3").from_opposite_sides
    both = (position("a", "support", "x1"), position("a", "support", "x2"))
    assert not row_of(case_of(*refuse, *both), "a b", "x3").from_opposite_sides
    assert not row_of(apart, "a b", "x1").from_opposite_sides


# ------------------------------------------------------------------ ladders


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("l20/at-least", 20, None),
        ("l20/at-most", None, 20),
        ("l20/exactly", 20, 20),
        ("l20/exactly l40/exactly", 20, 40),
        ("l20/at-least l30/at-most", 20, 30),
        ("l20/at-least l10/exactly", 10, None),
        ("l30/at-most l40/exactly", None, 40),
        ("l20/at-least l30/at-least", 20, None),
        ("l20/at-most l30/at-most", None, 30),
    ],
)
def test_the_values_that_a_party_accepts(case_of: CaseOf, said: str, low: int | None, high: int | None) -> None:
    parts = (each.split("/") for each in said.split())
    case = case_of(*(position("a", "support", option, bound=bound) for option, bound in parts))
    group = group_of(case, "a b")
    assert accepted_interval(group, *ids("a l")) == Interval(
        None if low is None else Decimal(low), None if high is None else Decimal(high)
    )
    assert accepted_interval(group, *ids("b l")) is None
    assert range_of(group, ids("a b"), f"{BASE}l") is None


def test_nought_is_a_value(case_of: CaseOf) -> None:
    nought = (
        ':l0 a neg:Option ; neg:optionOf :l ; skos:prefLabel "l0"@en ; neg:undertakerUnstated true ; neg:value 0.0 .\n'
    )
    group = group_of(case_of(nought, position("a", "support", "l0")), "a b")
    assert accepted_interval(group, *ids("a l")) == Interval(Decimal(0), Decimal(0))


def test_what_is_entailed_counts_on_a_ladder(case_of: CaseOf) -> None:
    group = group_of(case_of(entails("w1", "l10"), position("a", "support", "w1")), "a b")
    assert accepted_interval(group, *ids("a l")) == Interval(Decimal(10), Decimal(10))


def test_what_a_bundle_or_a_coalition_gives_counts_on_a_ladder(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "l10 w1", by="a"),
        member("b", "g"),
        position("g", "support", "l30"),
        position("c", "oppose", "l20"),
    )
    group = group_of(case, "a b c")
    assert range_of(group, group.parties, f"{BASE}l") == Range("gap", Decimal(10), Decimal(30), "boats")
    assert accepted_interval(group, *ids("c l")) is None


def test_two_who_accept_one_value_overlap_there(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l20", bound="at-least"), position("b", "support", "l20", bound="at-most"))
    assert range_of(group_of(case, "a b"), ids("a b"), f"{BASE}l") == Range(
        "overlap", Decimal(20), Decimal(20), "boats"
    )


# ------------------------------------------------------------------ overlap


def test_pairs_are_in_order_and_closed_issues_are_left_out(case_of: CaseOf) -> None:
    parts = [position(who, "support", on) for who in "cab" for on in ("w1", "x1")]
    case = case_of(*parts, position("b", "demand", "w2"), ':x neg:closedOn "2031-01-09"^^xsd:date .\n')
    found = overlaps(case.resolution, ids("c a b"))
    assert [each.parties for each in found] == [ids("a b"), ids("a c"), ids("b c")]
    assert [(each.agreed, each.both_sided, each.red_lines) for each in found] == [(1, 1, 0)] * 3
