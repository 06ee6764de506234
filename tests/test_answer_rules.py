"""Conditions, severities and bridges on tiny cases, where the rules of resolution meet the answers.

The stage is that of ``small_cases``; "Reading:" marks the reading taken where a definition leaves room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from small_cases import (
    BASE,
    agreed_in,
    by_option,
    condition,
    conflicts_of,
    entails,
    event,
    excludes,
    local,
    position,
    proposal,
    reading,
)

from kg.analysis.conditions import GroupStances
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]


KIND = ':talks a neg:EventKind ; skos:prefLabel "talks"@en .\n'


def conditional_on(*conditions: str, day: int = 1) -> tuple[str, str]:
    """Return that a is for w1 on conditions and b is for it."""
    return position("a", "conditional", "w1", day, "on-record", *conditions), position("b", "support", "w1")


def both_for(*options: str) -> list[str]:
    """Return that a and b are for options."""
    return [position(who, "support", option) for who in "ab" for option in options]


def judged(case: Any, *parties: str) -> tuple[str, list[str]]:
    """Return the class of w1 and the states of the conditions on it."""
    found, entry = by_option(case, *(parties or ("a", "b")))["w1"]
    assert all(each["met"] is (each["state"] == "met") for each in entry["conditions"])
    return found, [each["state"] for each in entry["conditions"]]


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (event("e", 3, kind="talks"), "met"),
        (event("e", 3, kind="talks", verified=False), "claimed"),
        (event("e", 3, kind="talks", verified=False, verified_by="m"), "met"),
        (event("e", 3, kind="talks", sourced=False, attribution="leak"), "claimed"),
        (event("e", 3, kind="talks", scheduled=True), "not met"),
        (event("e", 20, kind="talks"), "not met"),
        (event("e", 3, kind="attack"), "not met"),
        # before it was asked for
        (event("e", 1, kind="talks"), "not met"),
        (event("e", 2, kind="talks"), "met"),
    ],
)
def test_a_kind_of_event_is_met_by_one_that_is_known(case_of: CaseOf, made: str, state: str) -> None:
    case = case_of(KIND, made, *conditional_on(condition("talks"), day=2), as_of=10)
    assert judged(case) == ("agreed" if state == "met" else "within_reach", [state])


@pytest.mark.parametrize(("actors", "state"), [("b", "not met"), ("c", "not met"), ("b c", "met"), ("", "not met")])
def test_a_kind_of_event_is_met_by_all_whom_the_condition_names(case_of: CaseOf, actors: str, state: str) -> None:
    made = event("e", 3, kind="talks", actors=actors)
    case = case_of(KIND, made, *conditional_on(condition("talks", by="bc")), as_of=10)
    assert judged(case)[1] == [state]


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((event("e", 3, honours="w2"),), "met"),
        ((), "not met"),
        ((event("e", 3, honours="w3"),), "not met"),
        # Reading: that it honours the option is said in a statement, and statements after the day change nothing
        ((event("e", 3, honours="w2", told=20),), "not met"),
        ((event("e", 3, honours="w2", told=10),), "met"),
        ((event("e", 3, honours="w2"), event("f", 5, breaks="w2")), "broken off"),
        ((event("e", 5, honours="w2"), event("f", 3, breaks="w2")), "met"),
        ((event("e", 3, honours="w2", attribution="leak"),), "claimed"),
        ((event("e", 3, honours="w2", actors="b", teller="b"),), "claimed"),
        ((event("e", 3, honours="w2", assessed_by="m"), event("f", 5, breaks="w2")), "met"),
    ],
)
def test_a_before_is_met_by_what_is_done(case_of: CaseOf, events: tuple[str, ...], state: str) -> None:
    case = case_of(*events, *conditional_on(condition("w2", timing="before")), *both_for("w2"), as_of=10)
    assert judged(case) == ("agreed" if state == "met" else "within_reach", [state])


@pytest.mark.parametrize(
    ("made", "state"),
    [
        ((), "not met"),
        # what is done need not be agreed any more
        ((event("e", 3, honours="w2"),), "met"),
        ((event("e", 3, honours="w2", attribution="leak"),), "claimed"),
        ((event("e", 3, honours="w2"), event("f", 5, breaks="w2")), "broken off"),
        ((*both_for("w2"), event("e", 3, honours="w2"), event("f", 5, breaks="w2")), "met"),
    ],
)
def test_what_is_done_meets_a_condition_within_the_settlement(
    case_of: CaseOf, made: tuple[str, ...], state: str
) -> None:
    assert judged(case_of(*made, *conditional_on(condition("w2")), as_of=10))[1] == [state]


@pytest.mark.parametrize(
    ("made", "on_the_day", "after"),
    [
        # agreement does until the deadline, not after it: then the acceptance has lapsed
        (both_for("w2"), ("agreed", ["met"]), ("unaddressed", [])),
        ([], ("within_reach", ["not met"]), ("unaddressed", [])),
        ([event("e", 5, honours="w2")], ("agreed", ["met"]), ("agreed", ["met"])),
        ([event("e", 6, honours="w2")], ("within_reach", ["not met"]), ("unaddressed", [])),
        ([event("e", 5, honours="w2", attribution="leak")], ("within_reach", ["claimed"]), ("unaddressed", [])),
        (
            [event("e", 5, honours="w2"), event("f", 6, breaks="w2")],
            ("agreed", ["met"]),
            ("within_reach", ["broken off"]),
        ),
        (
            [*both_for("w2"), event("e", 5, honours="w2"), event("f", 6, breaks="w2")],
            ("agreed", ["met"]),
            ("within_reach", ["broken off"]),
        ),
    ],
)
def test_deadlines_are_for_doing(
    case_of: CaseOf, made: list[str], on_the_day: tuple[str, list[str]], after: tuple[str, list[str]]
) -> None:
    parts = (*made, *conditional_on(condition("w2", deadline=5)))
    assert judged(case_of(*parts, as_of=5)) == on_the_day
    assert judged(case_of(*parts, as_of=9)) == after


def test_a_missed_alternative_is_missed_in_every_group(case_of: CaseOf) -> None:
    missed, open_ = condition("w2", any_of="g", deadline=5), condition("w3", any_of="g")
    parts = (*conditional_on(missed, open_), *both_for("w2"), position("c", "support", "w1"))
    for group in (("a", "b"), ("a", "c"), ("a", "b", "c")):
        assert judged(case_of(*parts, as_of=9), *group) == ("within_reach", ["missed", "not met"])
    shown = case_of(*parts, as_of=9).shared("a", "b").tables()
    assert any("a requires (missed (deadline 2031-01-05)): w2" in cell for t in shown for row in t.rows for cell in row)


@pytest.mark.parametrize(
    ("required", "state"),
    [
        ("w2 w3", "claimed"),
        ("w2 w3 w4", "broken off"),
        ("w2 w3 w4 w5", "not met"),
    ],
)
def test_of_several_requirements_the_one_that_is_furthest_off_counts(
    case_of: CaseOf, required: str, state: str
) -> None:
    events = (
        event("e", 3, honours="w2"),
        event("f", 3, honours="w3", attribution="leak"),
        event("g", 3, honours="w4"),
        event("h", 4, breaks="w4"),
    )
    assert judged(case_of(*events, *conditional_on(condition(*required.split()))))[1] == [state]


def test_a_bound_is_of_the_value_required_and_of_no_bundle(case_of: CaseOf) -> None:
    bundle = proposal("k", "l20 w2", tabled_by="f")
    done = (event("e", 3, honours="l30"), event("f", 3, honours="w2"))
    asked = conditional_on(condition("l20", bound="at-least"), condition("k", bound="at-least"))
    assert sorted(judged(case_of(bundle, *done, *asked))[1]) == ["met", "not met"]


def test_words_with_a_deadline_are_never_missed(case_of: CaseOf) -> None:
    parts = (*conditional_on(condition("w2", words="in good time", deadline=5)), event("e", 3, honours="w2"))
    assert judged(case_of(*parts, as_of=9)) == ("within_reach", ["not met"])


def test_a_condition_that_only_names_what_must_not_happen(case_of: CaseOf) -> None:
    # Reading: it requires nothing, so that nothing is wanting as long as what it names is not done; then it lapses
    parts = (*conditional_on(condition(unless=["w2"])), *both_for("w2"))
    assert judged(case_of(*parts, as_of=9)) == ("agreed", ["met"])
    done = case_of(*parts, event("e", 4, honours="w2"), as_of=9)
    assert judged(done) == ("unaddressed", [])


@pytest.mark.parametrize(
    ("bound", "required", "state"),
    [
        ("at-least", "l20", "met"),
        ("at-least", "l30", "met"),
        ("at-least", "l40", "not met"),
        ("at-most", "l30", "met"),
        ("at-most", "l20", "not met"),
        (None, "l30", "met"),
        (None, "l20", "not met"),
    ],
)
def test_a_bound_is_met_by_a_value_within_it(case_of: CaseOf, bound: str | None, required: str, state: str) -> None:
    parts = (*conditional_on(condition(required, bound=bound)), *both_for("l30"))
    assert judged(case_of(*parts))[1] == [state]


def test_a_bound_is_met_by_ranges_that_overlap(case_of: CaseOf) -> None:
    # a takes 20 or more and b 30 or less: both take 20 to 30, of which no value was named by both
    ranges = (position("a", "support", "l20", bound="at-least"), position("b", "support", "l30", bound="at-most"))
    for bound, required, state in (
        ("at-least", "l30", "met"),
        ("at-most", "l20", "met"),
        ("at-least", "l40", "not met"),
    ):
        case = case_of(*ranges, *conditional_on(condition(required, bound=bound)))
        assert judged(case)[1] == [state]


def test_single_values_are_taken_alone(case_of: CaseOf) -> None:
    # Reading: a takes 20 and 40, not what lies between, though the range of the two then holds 30
    parts = (position("a", "support", "l20"), position("a", "support", "l40"), position("b", "support", "l30"))
    assert judged(case_of(*parts, *conditional_on(condition("l30", bound="at-least"))))[1] == ["not met"]


def test_who_only_leans_to_a_value_meets_no_bound(case_of: CaseOf) -> None:
    parts = (position("a", "support", "l30"), position("b", "open", "l20", bound="at-least"))
    assert judged(case_of(*parts, *conditional_on(condition("l20", bound="at-least"))))[1] == ["not met"]


@pytest.mark.parametrize("attribution", ["leak", "characterisation", "inference"])
@pytest.mark.parametrize("required", ["w2", "k"])
def test_others_word_meets_no_condition(case_of: CaseOf, attribution: str, required: str) -> None:
    bundle = proposal("k", "w3 w4", tabled_by="f")
    parts = (bundle, *conditional_on(condition(required)), position("a", "support", required))
    assert judged(case_of(*parts, position("b", "support", required)))[1] == ["met"]
    assert judged(case_of(*parts, position("b", "support", required, 1, attribution)))[1] == ["not met"]


def test_a_bundle_that_others_have_signed_is_not_what_the_group_is_for(case_of: CaseOf) -> None:
    bundle = proposal("k", "w3 w4", tabled_by="f", status="signed")
    within = conditional_on(condition("k"))
    assert judged(case_of(bundle, *within))[1] == ["not met"]
    assert judged(case_of(bundle, *within, *both_for("k")))[1] == ["met"]
    assert judged(case_of(bundle, *conditional_on(condition("k", timing="before"))))[1] == ["met"]
    # by its deadline it must be signed, and after it the group must still be for it
    due = conditional_on(condition("k", deadline=5))
    assert judged(case_of(bundle, *due))[1] == ["not met"]
    assert judged(case_of(bundle, *due, *both_for("k")))[1] == ["met"]
    tabled = proposal("k", "w3 w4", tabled_by="f")
    assert judged(case_of(tabled, *due, *both_for("k"))) == ("unaddressed", [])


def test_a_required_proposal_of_one_term_is_its_term(case_of: CaseOf) -> None:
    # w2 is agreed, but needs o, who is of no group: so the proposal that is w2 meets no condition either
    needs = ":w2 neg:undertakenBy :o .\n"
    parts = (
        proposal("k", "w2", tabled_by="f"),
        position("a", "conditional", "w1", 1, "on-record", condition("k")),
        position("b", "support", "w1"),
        position("a", "support", "k"),
        position("b", "support", "w2"),
    )
    assert by_option(case_of(*parts), "a", "b")["w1"][0] == "agreed"
    assert by_option(case_of(*parts, needs), "a", "b")["w1"][0] == "within_reach"


def test_trades_are_not_met_by_each_other(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("b", "support", "w1"),
        position("b", "conditional", "w2", 1, "on-record", condition("w1")),
        position("a", "support", "w2"),
    )
    assert {by_option(case, "a", "b")[each][0] for each in ("w1", "w2")} == {"within_reach"}


def test_met_conditions_meet_further_ones(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("b", "support", "w1"),
        position("b", "conditional", "w2", 1, "on-record", condition("w3")),
        position("a", "support", "w2"),
        position("a", "support", "w3"),
        position("b", "support", "w3"),
    )
    assert {by_option(case, "a", "b")[each][0] for each in ("w1", "w2", "w3")} == {"agreed"}


@pytest.mark.parametrize(
    ("conditions", "met"),
    [
        ((condition("w2"), condition("w3")), False),
        ((condition("w2"), condition("w2")), True),
        ((condition("w2", any_of="g"), condition("w3", any_of="g")), True),
        ((condition("w2", words="in good time"),), False),
        ((condition("w2", "w3"),), False),
    ],
)
def test_all_conditions_must_hold_and_one_of_a_group(case_of: CaseOf, conditions: tuple[str, ...], met: bool) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", *conditions),
        position("b", "support", "w1"),
        position("a", "support", "w2"),
        position("b", "support", "w2"),
    )
    assert by_option(case, "a", "b")["w1"][0] == ("agreed" if met else "within_reach")


def test_severity_is_of_the_stances_before_conditions_are_met(case_of: CaseOf) -> None:
    # the bundle makes both for w1, yet what they hold of it is conditional; b's refusal of w3 meets a's leaning
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("b", "oppose", "w1"),
        position("a", "support", "w2"),
        position("b", "support", "w2"),
    )
    assert conflicts_of(case, "a", "b") == [("direct", "soft", (("a", "w1", "conditional"), ("b", "w1", "oppose")))]


@pytest.mark.parametrize(
    ("stances", "severity"),
    [
        ("demand rule-out", "red-line"),
        ("demand oppose", "one-red-line"),
        ("support rule-out", "one-red-line"),
        ("open rule-out", "one-red-line"),
        ("demand doubt", "one-red-line"),
        ("support doubt", "soft"),
        ("conditional oppose", "soft"),
        ("open doubt", "soft"),
        ("support oppose", "firm"),
    ],
)
def test_severities_of_a_direct_conflict(case_of: CaseOf, stances: str, severity: str) -> None:
    first, second = stances.split()
    case = case_of(position("a", first, "w1"), position("b", second, "w1"))
    assert conflicts_of(case, "a", "b") == [("direct", severity, (("a", "w1", first), ("b", "w1", second)))]


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [("demand", "demand", "red-line"), ("demand", "support", "one-red-line"), ("support", "support", "firm")],
)
def test_severities_of_an_exclusive_conflict(case_of: CaseOf, first: str, second: str, severity: str) -> None:
    case = case_of(position("a", first, "x1"), position("b", second, "x2"))
    assert conflicts_of(case, "a", "b") == [("exclusive", severity, (("a", "x1", first), ("b", "x2", second)))]


@pytest.mark.parametrize(("one", "other"), [("x1", "l10"), ("l10", "x1")])
def test_an_exclusion_across_issues_is_a_conflict_whichever_party_holds_which(
    case_of: CaseOf, one: str, other: str
) -> None:
    case = case_of(excludes("x1", "l10"), position("a", "demand", one), position("b", "demand", other))
    assert conflicts_of(case, "a", "b") == [("exclusive", "red-line", (("a", one, "demand"), ("b", other, "demand")))]


def test_a_direct_conflict_that_restates_two_exclusive_ones_is_folded_too(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1"), position("a", "demand", "x2"), position("b", "demand", "x3"))
    assert conflicts_of(case, "a", "b") == [
        ("exclusive", "red-line", (("a", "x1", "demand"), ("b", "x3", "demand"))),
        ("exclusive", "red-line", (("a", "x2", "demand"), ("b", "x3", "demand"))),
    ]


@pytest.mark.parametrize(
    ("low", "high", "severity"),
    [
        ("support", "support", "firm"),
        ("demand", "demand", "red-line"),
        ("support", "demand", "one-red-line"),
        ("support", "open", "soft"),
        ("open", "open", "soft"),
    ],
)
def test_a_gap_on_a_ladder_is_one_exclusive_conflict(case_of: CaseOf, low: str, high: str, severity: str) -> None:
    case = case_of(position("a", low, "l10", bound="at-most"), position("b", high, "l30", bound="at-least"))
    assert conflicts_of(case, "a", "b") == [("exclusive", severity, (("a", "l10", low), ("b", "l30", high)))]


def test_of_several_bounds_on_a_side_the_widest_holds(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l10", bound="at-least"),
        position("a", "support", "l20", bound="at-least"),
        position("b", "support", "l10", bound="at-most"),
    )
    assert set(agreed_in(case, "a", "b")) == {"l10"}
    assert by_option(case, "a", "b")["l10"][1]["range"] == {"kind": "overlap", "low": 10, "high": 10, "unit": "boats"}
    assert conflicts_of(case, "a", "b") == []


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [("at-most", None, 20), ("at-least", 30, None)],
    ids=["two upper bounds: the smaller", "two lower bounds: the larger"],
)
def test_of_two_bounds_on_one_side_both_parties_accept_what_the_narrower_allows(
    case_of: CaseOf, bound: str, low: int | None, high: int | None
) -> None:
    case = case_of(position("a", "support", "l20", bound=bound), position("b", "support", "l30", bound=bound))
    assert by_option(case, "a", "b")["l20"][1]["range"] == {
        "kind": "overlap",
        "low": low,
        "high": high,
        "unit": "boats",
    }


@pytest.mark.parametrize(("wanted", "opposite"), [(("l10", "l40"), True), (("l10", "l10"), False), (("l10",), False)])
def test_both_refuse_a_value_from_opposite_sides_where_they_want_values_apart(
    case_of: CaseOf, wanted: tuple[str, ...], opposite: bool
) -> None:
    case = case_of(
        *(position(who, "support", value) for who, value in zip("ab", wanted, strict=False)),
        position("a", "oppose", "l30"),
        position("b", "oppose", "l30"),
    )
    name, entry = by_option(case, "a", "b")["l30"]
    assert (name, entry["from_opposite_sides"]) == ("rejected", opposite)


@pytest.mark.parametrize(
    ("refused", "clashing"),
    [(("w2",), []), (("w2", "w3"), ["w2", "w3"])],
    ids=["one alternative is left", "none is left"],
)
def test_alternatives_clash_with_who_refuses_all_of_them(
    case_of: CaseOf, refused: tuple[str, ...], clashing: list[str]
) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2", any_of="g"), condition("w3", any_of="g")),
        *(position("b", "oppose", each) for each in refused),
    )
    assert conflicts_of(case, "a", "b") == [
        ("conditional", "soft", (("a", "w1", "conditional"), ("b", each, "oppose"))) for each in clashing
    ]


@pytest.mark.parametrize(
    ("accepted_by", "in_name_only"), [(None, True), ("b", False)], ids=["one-sided", "accepted by the other"]
)
def test_a_reading_that_the_other_accepts_is_matched(
    case_of: CaseOf, accepted_by: str | None, in_name_only: bool
) -> None:
    made = [reading("r", "w1", "p", "a", accepted_by=accepted_by)]
    if accepted_by:
        made.append(position("b", "support", "w1", 2, name="b-w1") + ":r neg:statedIn :s-b-w1 .\n")
    else:
        made.append(position("b", "support", "w1", 2))
    case = case_of(position("a", "support", "w1"), *made)
    assert by_option(case, "a", "b")["w1"][1]["in_name_only"] is in_name_only


@pytest.mark.parametrize(("day", "agreed"), [(10, {"w3"}), (11, set())])
def test_a_bundle_that_has_ended_meets_no_condition(case_of: CaseOf, day: int, agreed: set[str]) -> None:
    on_bundle = condition("deal")
    case = case_of(
        proposal("deal", "w1 w2", tabled_by="f", ends=10),
        position("a", "support", "deal"),
        position("b", "support", "deal"),
        position("a", "conditional", "w3", 1, "on-record", on_bundle),
        position("b", "support", "w3"),
        as_of=day,
    )
    assert agreed_in(case, "a", "b") & {"w3"} == agreed


@pytest.mark.parametrize("wanted", ["w2", "offer"])
def test_each_wants_its_own_first_though_one_names_it_by_its_proposal(case_of: CaseOf, wanted: str) -> None:
    case = case_of(
        proposal("offer", "w2", tabled_by="f"),
        position("a", "conditional", "w1", 1, "on-record", condition(wanted, timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
    )
    assert conflicts_of(case, "a", "b") == [
        ("sequence", "soft", (("a", "w1", "conditional"), ("b", "w2", "conditional")))
    ]


# -------------------------------------------------------- fallbacks in groups


def side_in(case: Any, option: str, party: str, *group: str) -> tuple[str, str | None]:
    """Return a party's stance on an option in a group, and how it ended."""
    _, entry = by_option(case, *group)[option]
    (held,) = (each for each in entry["stances"] if local(each["party"]) == party)
    return held["stance"], held["ended"]


def falls_back(on: str, *conditions: str, **more: Any) -> str:
    """Return that a, on a later day, holds something on conditions."""
    return position("a", "conditional", on, 2, "on-record", *(conditions or (condition("w2"),)), **more)


def test_an_unmet_fallback_leaves_the_demand_and_what_follows_from_it(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1"), falls_back("x2"), position("b", "support", "x2"))
    found = by_option(case, "a", "b")
    assert (found["x2"][0], found["x1"][0]) == ("within_reach", "unaddressed")
    assert [each["state"] for each in found["x2"][1]["conditions"]] == ["not met"]
    assert side_in(case, "x1", "a", "a", "b") == ("demand", None)
    assert side_in(case, "x3", "a", "a", "b") == ("rule-out", None)


def test_a_met_fallback_replaces_in_that_group_alone_what_it_stood_beside(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1"), falls_back("x2"), position("b", "support", "x2"), *both_for("w2"))
    found = by_option(case, "a", "b")
    assert (found["x2"][0], found["x1"][0], found["x3"][0]) == ("agreed", "unaddressed", "unaddressed")
    assert side_in(case, "x1", "a", "a", "b") == ("silent", "replaced")
    assert [local(each) for each in found["x1"][1]["ask"]] == ["a", "b"]
    words = "no stance on record: b; replaced by its fallback, which is met: a"
    assert any(words in cell for table in case.shared("a", "b").tables() for row in table.rows for cell in row)
    # the rule-out followed from the demand alone
    assert side_in(case, "x3", "a", "a", "b") == ("silent", None)
    # with c, who has not spoken of w2, nothing is met
    assert side_in(case, "x1", "a", "a", "b", "c") == ("demand", None)
    assert side_in(case, "x3", "a", "a", "b", "c") == ("rule-out", None)
    assert conflicts_of(case, "a", "b") == []


def test_what_follows_from_another_demand_too_stays(case_of: CaseOf) -> None:
    parts = (position("a", "demand", "x1"), position("a", "demand", "w4"), excludes("w4", "x3"), falls_back("x2"))
    case = case_of(*parts, position("b", "support", "x2"), *both_for("w2"))
    assert side_in(case, "x1", "a", "a", "b") == ("silent", "replaced")
    assert side_in(case, "x3", "a", "a", "b") == ("rule-out", None)


def test_conditions_are_judged_with_everything_standing_and_not_again(case_of: CaseOf) -> None:
    # while they are judged, both are for x1, which meets b's condition for w3; then a's fallback on x2 replaces x1
    case = case_of(
        position("a", "demand", "x1"),
        position("b", "support", "x1"),
        falls_back("x2"),
        position("b", "support", "x2"),
        *both_for("w2"),
        position("b", "conditional", "w3", 1, "on-record", condition("x1")),
        position("a", "support", "w3"),
    )
    found = by_option(case, "a", "b")
    assert {option: found[option][0] for option in ("x1", "x2", "w3")} == {
        "x1": "unaddressed",
        "x2": "agreed",
        "w3": "agreed",
    }


@pytest.mark.parametrize(("agreed", "kind", "low"), [((), "gap", 20), (both_for("w2"), "overlap", 20)])
def test_a_fallback_counts_for_the_range_once_it_is_met(
    case_of: CaseOf, agreed: list[str], kind: str, low: int
) -> None:
    # a takes 30 or more, and 20 if w2; b takes 20 or less
    parts = (
        position("a", "demand", "l30", bound="at-least"),
        falls_back("l20"),
        position("b", "support", "l20", bound="at-most"),
    )
    case = case_of(*parts, *agreed)
    met = bool(agreed)
    found = by_option(case, "a", "b")
    high = 20 if met else 30
    assert found["l20"][1]["range"] == {"kind": kind, "low": low, "high": high, "unit": "boats"}
    assert found["l20"][0] == ("agreed" if met else "within_reach")
    assert side_in(case, "l30", "a", "a", "b") == (("silent", "replaced") if met else ("demand", None))
    # what the demand's bound gave
    assert side_in(case, "l40", "a", "a", "b")[0] == ("silent" if met else "support")
    assert side_in(case, "l10", "a", "a", "b")[0] == ("silent" if met else "rule-out")
    assert bool(conflicts_of(case, "a", "b")) is not met


def test_a_fallback_on_the_demanded_value_itself(case_of: CaseOf) -> None:
    # a demands 30 or more, and would take 30 alone if w2; b takes 30 or more
    parts = (
        position("a", "demand", "l30", bound="at-least"),
        falls_back("l30", bound="exactly"),
        position("b", "support", "l30", bound="at-least"),
    )
    for agreed, stance, more, high, state in (
        ([], "demand", "support", None, "not met"),
        (both_for("w2"), "support", "silent", 30, "met"),
    ):
        case = case_of(*parts, *agreed)
        assert side_in(case, "l30", "a", "a", "b") == (stance, None)
        assert side_in(case, "l40", "a", "a", "b")[0] == more
        _, entry = by_option(case, "a", "b")["l30"]
        assert entry["range"] == {"kind": "overlap", "low": 30, "high": high, "unit": "boats"}
        assert [(local(each["party"]), each["state"]) for each in entry["conditions"]] == [("a", state)]


def test_beside_a_demand_on_its_value_a_met_fallback_takes_nothing_away_while_conditions_are_judged(
    case_of: CaseOf,
) -> None:
    # a would only be open to 30 alone; while conditions are judged it demands 30, which meets b's condition for w3
    case = case_of(
        position("a", "demand", "l30", bound="at-least"),
        falls_back("l30", condition("w2", when_met="open"), bound="exactly"),
        position("b", "support", "l30"),
        *both_for("w2"),
        position("b", "conditional", "w3", 1, "on-record", condition("l30", timing="together")),
        position("a", "support", "w3"),
    )
    found = by_option(case, "a", "b")
    assert side_in(case, "l30", "a", "a", "b") == ("open", None)
    assert (found["l30"][0], found["w3"][0]) == ("within_reach", "agreed")


def test_a_met_fallback_gives_on_its_ladder_what_a_conditional_stance_gives(case_of: CaseOf) -> None:
    parts = (position("a", "demand", "l30", bound="at-least"), falls_back("l20", bound="at-most"))
    assert side_in(case_of(*parts), "l10", "a", "a", "b") == ("rule-out", None)
    assert side_in(case_of(*parts, *both_for("w2")), "l10", "a", "a", "b") == ("open", None)


def test_others_word_gives_nothing_where_a_fallback_is_met(case_of: CaseOf) -> None:
    leaked = (position("a", "demand", "w4", 1, "leak"), entails("w4", "w5"))
    parts = (position("a", "demand", "x1"), falls_back("x2"), *both_for("w2"), *leaked)
    case = case_of(*parts)
    assert side_in(case, "x1", "a", "a", "b") == ("silent", "replaced")
    assert [side_in(case, option, "a", "a", "b")[0] for option in ("w4", "w5")] == ["demand", "silent"]


def test_a_missed_fallback_leaves_what_it_stood_beside(case_of: CaseOf) -> None:
    due = falls_back("x2", condition("w2", deadline=5))
    parts = (position("a", "demand", "x1"), due, position("b", "support", "x2"), *both_for("w2"))
    assert side_in(case_of(*parts, as_of=5), "x1", "a", "a", "b") == ("silent", "replaced")
    after = case_of(*parts, as_of=6)
    assert side_in(after, "x1", "a", "a", "b") == ("demand", None)
    assert side_in(after, "x2", "a", "a", "b")[1] == "lapsed"


def test_a_fallback_stands_alone_where_what_it_stood_beside_is_given_up(case_of: CaseOf) -> None:
    # asked what would be if a were only open to x1: then nothing is left that the conditional stance stands beside
    case = case_of(position("a", "demand", "x1"), falls_back("x2"), position("b", "support", "x2"))
    a, x1, x2 = (f"{BASE}{name}" for name in ("a", "x1", "x2"))
    group = GroupStances(case.resolution, case.group(("a", "b")))
    fallback = group.raw(a, x2)
    assert fallback.fallback == (x1,) and group.is_unmet_fallback(fallback)
    softened = {(a, x1): replace(group.raw(a, x1), stance=Stance.OPEN)}
    assert not GroupStances(case.resolution, group.parties, softened).is_unmet_fallback(fallback)
    met = case_of(position("a", "demand", "x1"), falls_back("x2"), position("b", "support", "x2"), *both_for("w2"))
    group = GroupStances(met.resolution, met.group(("a", "b")))
    assert group.effective(a, x1).ended == "replaced"
    opened = GroupStances(met.resolution, group.parties, softened)
    assert opened.effective(a, x1).stance is Stance.OPEN
