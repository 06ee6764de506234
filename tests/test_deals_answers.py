"""What ``kg deals`` answers on small cases: worked by hand from the letter, as JSON and in words.

The stage is that of ``small_cases``: x takes one option, w several, l is a ladder of boats.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
import strategies as cases
from click.testing import CliRunner
from hypothesis import example, given, settings
from small_cases import STAGE, condition, entails, local, position, proposal

import kg
from kg.cli import main

CaseOf = Callable[..., Any]
LISTS = ("accepted", "nobody_refuses", "no_stance_on_record")


def asked(case: Any, *parties: str, **options: Any) -> dict[str, Any]:
    answer: dict[str, Any] = case.deals(*(parties or ("a", "b")), **options).to_json()
    return answer


def names(things: list[dict[str, Any]]) -> list[str]:
    return [local(each) for each in things]


def steps(answer: dict[str, Any]) -> dict[str, list[list[str]]]:
    return {name: [names(each["options"]) for each in answer["steps"][name]["bundles"]] for name in LISTS}


def clashes(answer: dict[str, Any], key: str = "clashes") -> set[frozenset[tuple[str, str, str]]]:
    return {
        frozenset((local(p["party"]), p["stance"], local(p["on"])) for p in each["positions"])
        for each in answer["settlement"][key]
    }


def ways(answer: dict[str, Any], knot: int = 0) -> list[list[tuple[str, str, str]]]:
    """Return for each way out who gives up what, and how."""
    return [
        [(local(g["position"]["party"]), local(g["position"]["on"]), g["how"]) for g in way["giving_up"]]
        for way in answer["settlement"]["knots"][knot]["ways_out"]
    ]


# ------------------------------------------------------------------ steps


def test_a_log_roll_that_only_conditions_open(case_of: CaseOf) -> None:
    """a yields on w2 if w1, b yields on w1 if w2: without trading nothing is agreed, together both accept both."""
    parts = (
        position("a", "support", "w1"),
        position("b", "support", "w2"),
        position("a", "conditional", "w2", 2, "on-record", condition("w1")),
        position("b", "conditional", "w1", 2, "on-record", condition("w2")),
    )
    case = case_of(*parts)
    assert case.shared("a", "b").to_json()["agreed"] == []
    answer = asked(case)
    assert steps(answer) == {"accepted": [["w1", "w2"]], "nobody_refuses": [], "no_stance_on_record": []}
    (bundle,) = answer["steps"]["accepted"]["bundles"]
    assert [(local(c["party"]), names(c["requires"]), c["met"]) for c in bundle["conditions"]] == [
        ("b", ["w2"], True),
        ("a", ["w1"], True),
    ]
    assert answer["settlement"]["exists"]
    assert [names(each["options"]) for each in answer["settlement"]["bundles"]] == [["w1", "w2"]]


def test_a_party_without_a_stance_is_named_in_the_third_list(case_of: CaseOf) -> None:
    """a and b support w1, c has said nothing of it."""
    answer = asked(case_of(position("a", "support", "w1"), position("b", "open", "w1")), "a", "b", "c")
    assert steps(answer) == {"accepted": [], "nobody_refuses": [], "no_stance_on_record": [["w1"]]}
    (bundle,) = answer["steps"]["no_stance_on_record"]["bundles"]
    assert [(local(each["party"]), local(each["option"])) for each in bundle["no_stance"]] == [("c", "w1")]
    assert [local(each["party"]) for each in bundle["open"]] == ["b"]
    costs = {local(each["party"]): each["uncommitted"] for each in bundle["costs"]}
    assert costs == {"a": 0, "b": 1, "c": 1}


def test_words_are_never_accepted_on_record(case_of: CaseOf) -> None:
    words = condition(words="when the time is ripe")
    answer = asked(case_of(position("a", "conditional", "w1", 1, "on-record", words), position("b", "support", "w1")))
    assert steps(answer) == {"accepted": [], "nobody_refuses": [["w1"]], "no_stance_on_record": []}
    (bundle,) = answer["steps"]["nobody_refuses"]["bundles"]
    assert [(c["text"], c["met"]) for c in bundle["conditions"]] == [("when the time is ripe", False)]


def test_a_missed_deadline_leaves_no_stance(case_of: CaseOf) -> None:
    """a accepted w1 if w2 was done by the 9th. It was not, so on the 28th a has no side; on the 8th the trade was open."""
    asking = position("a", "conditional", "w1", 1, "on-record", condition("w2", deadline=9))
    parts = (asking, position("b", "support", "w1"), position("a", "support", "w2"), position("b", "support", "w2"))
    before, after = (asked(case_of(*parts, as_of=day)) for day in (8, 28))
    assert steps(before)["accepted"] == [["w1", "w2"]]
    assert steps(after) == {"accepted": [["w2"]], "nobody_refuses": [], "no_stance_on_record": [["w1", "w2"]]}


def test_a_demand_is_unmet_but_not_denied_by_a_step(case_of: CaseOf) -> None:
    """a demands w1, on which b has said nothing; both support w2 of the same issue, which a step can take."""
    parts = (position("a", "demand", "w1"), position("a", "support", "w2"), position("b", "support", "w2"))
    (bundle,) = asked(case_of(*parts))["steps"]["accepted"]["bundles"]
    assert (names(bundle["options"]), [local(each["option"]) for each in bundle["demands_unmet"]]) == (["w2"], ["w1"])


def test_others_word_is_withheld_and_nobody_is_asked(case_of: CaseOf) -> None:
    """b's opposition is told by a leak: it refuses, unless only own words count; then it is withheld."""
    case = case_of(position("a", "support", "w1"), position("b", "oppose", "w1", 1, "leak"))
    assert steps(asked(case)) == {"accepted": [], "nobody_refuses": [], "no_stance_on_record": []}
    answer = asked(case, voice="own")
    assert steps(answer) == {"accepted": [], "nobody_refuses": [], "no_stance_on_record": [["w1"]]}
    (bundle,) = answer["steps"]["no_stance_on_record"]["bundles"]
    assert ([local(w["party"]) for w in bundle["withheld"]], bundle["no_stance"]) == (["b"], [])


# ------------------------------------------------------- clashes, ways out


def words_of(answer: Any) -> str:
    """Return what an answer says in words."""
    return str(answer._repr_html_())


def test_a_single_issue(case_of: CaseOf) -> None:
    """a demands x1, b demands x2, and x takes one option: one clash, and either gives."""
    answer = asked(case_of(position("a", "demand", "x1"), position("b", "demand", "x2")))
    assert clashes(answer) == {frozenset({("a", "demand", "x1"), ("b", "demand", "x2")})}
    assert ways(answer) == [[("a", "x1", "withdraw")], [("b", "x2", "withdraw")]]
    assert answer["settlement"]["evenly_divided"] == [[0], [1]]


def test_an_entailed_red_line(case_of: CaseOf) -> None:
    """a demands w1, which contains w2, which b rules out."""
    answer = asked(case_of(entails("w1", "w2"), position("a", "demand", "w1"), position("b", "rule-out", "w2")))
    (clash,) = answer["settlement"]["clashes"]
    assert [names(each["via"]) for each in clash["because"]] == [["w1", "w2"]]
    assert ways(answer) == [[("a", "w1", "withdraw")], [("b", "w2", "no-longer-oppose")]]


def test_an_order_that_runs_in_a_circle(case_of: CaseOf) -> None:
    """a wants w2 before w1, b wants w1 before w2, c demands w1: either gives up its order, or the demand goes."""
    orders = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
    )
    answer = asked(case_of(*orders, position("c", "demand", "w1")), "a", "b", "c")
    assert clashes(answer) == {
        frozenset({("a", "conditional", "w1"), ("b", "conditional", "w2"), ("c", "demand", "w1")})
    }
    assert sorted(ways(answer)) == [
        [("a", "w1", "any-order")],
        [("b", "w2", "any-order")],
        [("c", "w1", "withdraw")],
    ]
    (clash,) = answer["settlement"]["clashes"]
    assert circle_in(clash) == {("w1", "w2"), ("w2", "w1")}


def circle_in(clash: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the steps of the one circle of orders that joins a clash, by what comes first and what then."""
    (order,) = (each["order"] for each in clash["because"] if each["order"])
    return {(names(each["first"]["options"])[0], names(each["then"]["options"])[0]) for each in order}


def test_a_circle_of_orders_is_named_by_its_own_options(case_of: CaseOf) -> None:
    """As above, beside issues that come earlier and hang together apart: they have no part in the circle."""
    parts = (
        position("a", "demand", "l30", bound="at-least"),
        position("b", "oppose", "l30", bound="at-least"),
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
        position("c", "demand", "w1"),
    )
    found = case_of(*parts).deals("a", "b", "c")
    assert [circle_in(c) for c in found.to_json()["settlement"]["clashes"] if len(c["positions"]) == 3] == [
        {("w1", "w2"), ("w2", "w1")}
    ]


def test_a_settlement_says_that_its_orders_run_in_a_circle(case_of: CaseOf) -> None:
    """w1 and w2 together meet every condition and the demand, but not both orders: that is said beside what they cost."""
    parts = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
        position("c", "demand", "w1"),
    )
    found = case_of(*parts).deals("a", "b", "c")
    (least,) = found.to_json()["settlement"]["best"]["least_total"]
    assert names(least["bundle"]["options"]) == ["w1", "w2"]
    first = {(*names(order["first"]["options"]), *names(order["held_by"])) for order in least["bundle"]["order"]}
    assert first == {("w2", "a"), ("w1", "b")}
    assert "run in a circle, and not all can be kept" in words_of(found)


def test_what_joins_a_clash_of_one_issue(case_of: CaseOf) -> None:
    """The same option, two options of an issue that takes one, and two values of a ladder are told apart."""

    def joined(*parts: str) -> str:
        words = words_of(case_of(*parts).deals("a", "b"))
        (found,) = [
            each for each in ("the same option", "at most one option of", "no value lies within") if each in words
        ]
        return found

    assert joined(position("a", "demand", "w1"), position("b", "oppose", "w1")) == "the same option"
    assert joined(position("a", "demand", "x1"), position("b", "demand", "x2")) == "at most one option of"
    ladder = (position("a", "demand", "l10", bound="at-most"), position("b", "demand", "l20", bound="at-least"))
    assert joined(*ladder) == "no value lies within"


def test_a_search_that_was_stopped_claims_nothing(case_of: CaseOf) -> None:
    """Both can take w1, a demands x1: with no time at all no step is found, and none is denied."""
    case = case_of(position("a", "demand", "w1"), position("b", "support", "w1"), position("a", "demand", "x1"))
    answer = case.deals("a", "b", seconds=1e-9)
    assert answer.to_json()["proven"] is False
    words = words_of(answer)
    assert "not known: a limit stopped the search" in words
    assert "No step is open" not in words


def test_time_that_is_over_before_clashes_are_sought_proves_no_settlement(case_of: CaseOf) -> None:
    """a demands x1, b opposes it: no settlement honours both, and a search that was stopped does not say that one does."""
    case = case_of(position("a", "demand", "x1"), position("b", "oppose", "x1"))
    assert asked(case, seconds=1e-9)["settlement"]["exists"] in (False, None)


def test_an_order_that_nobody_demands_is_only_declined(case_of: CaseOf) -> None:
    orders = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
    )
    answer = asked(case_of(*orders, position("a", "support", "w2"), position("b", "support", "w1")))
    found = answer["settlement"]
    assert (found["exists"], names(found["only_by_declining"]), found["clashes"]) == (True, ["w"], [])
    both = {("a", "conditional", "w1"), ("b", "conditional", "w2")}
    assert clashes(answer, "wish_clashes") == {
        frozenset({*both, ("a", "support", "w2")}),
        frozenset({*both, ("b", "support", "w1")}),
    }


def test_a_triangle_of_three_parties(case_of: CaseOf) -> None:
    """a demands w1, b demands w2, c rules out having both: any two can be honoured, all three not, and any one giving suffices."""
    parts = (
        proposal("k", "w1 w2", tabled_by="f"),
        position("a", "demand", "w1"),
        position("b", "demand", "w2"),
        position("c", "rule-out", "k"),
    )
    answer = asked(case_of(*parts), "a", "b", "c")
    assert clashes(answer) == {frozenset({("a", "demand", "w1"), ("b", "demand", "w2"), ("c", "rule-out", "k")})}
    assert sorted(ways(answer)) == [
        [("a", "w1", "withdraw")],
        [("b", "w2", "withdraw")],
        [("c", "k", "no-longer-oppose")],
    ]
    for pair in itertools.combinations("abc", 2):
        assert asked(case_of(*parts), *pair)["settlement"]["exists"]


def test_a_bound_is_lifted_to_a_named_value(case_of: CaseOf) -> None:
    """a demands at least 30 boats, b at most 20: a comes down to 20, b goes up to 30, or both meet between."""
    parts = (position("a", "demand", "l30", bound="at-least"), position("b", "demand", "l20", bound="at-most"))
    answer = asked(case_of(*parts))
    (knot,) = answer["settlement"]["knots"]
    found = [
        [(local(g["position"]["party"]), g["how"], g["to"]["low"], g["to"]["high"]) for g in way["giving_up"]]
        for way in knot["ways_out"]
    ]
    assert sorted(found, key=len)[:2] == [[("b", "lift-bound", 30, 30)], [("a", "lift-bound", 20, 20)]]
    assert sorted(found, key=len)[2] == [("b", "between", 20, 30), ("a", "between", 20, 30)]


def test_a_strain_within_one_party_stands_apart(case_of: CaseOf) -> None:
    """a demands w1 and rules out w2, which w1 contains: that party says which holds."""
    answer = asked(case_of(entails("w1", "w2"), position("a", "demand", "w1"), position("a", "rule-out", "w2")))
    assert clashes(answer) == set()
    assert clashes(answer, "strains") == {frozenset({("a", "demand", "w1"), ("a", "rule-out", "w2")})}


def test_a_report_that_may_be_wrong_comes_last(case_of: CaseOf) -> None:
    parts = (
        position("a", "demand", "w1"),
        position("b", "oppose", "w1", 1, "leak"),
        position("a", "demand", "w2"),
        position("b", "oppose", "w2"),
    )
    answer = asked(case_of(*parts))
    assert [[local(p["on"]) for p in each["positions"]] for each in answer["settlement"]["clashes"]] == [
        ["w2", "w2"],
        ["w1", "w1"],
    ]
    assert ("b", "w1", "if-report-wrong") in {giving for way in ways(answer, 1) for giving in way}


# ----------------------------------------------------- the shipped case, §4


def test_the_shipped_case_by_hand() -> None:
    answer = kg.open().deals("russia", "ukraine").to_json()
    found = steps(answer)
    assert found["accepted"] == []
    assert [set(each) for each in found["nobody_refuses"]] == [{"direct-talks", "halt-infrastructure-strikes"}]
    assert [set(each) for each in found["no_stance_on_record"]] == [
        {"direct-talks", "halt-infrastructure-strikes", "any-truce", "complete-ceasefire", "unconditional-ceasefire"}
    ]
    cede, oppose = ("russia", "demand", "cede-annexed-territories"), ("ukraine", "oppose", "cede-annexed-territories")
    assert clashes(answer) == {
        frozenset({cede, oppose}),
        frozenset({cede, ("ukraine", "doubt", "recognition-of-crimea")}),
        frozenset({("russia", "demand", "permanent-neutrality"), ("ukraine", "oppose", "permanent-neutrality")}),
    }
    knots = answer["settlement"]["knots"]
    assert [len(each["ways_out"]) for each in knots] == [2, 2]
    assert len(answer["settlement"]["evenly_divided"]) == 2


def test_with_a_third_the_clashes_are_the_same() -> None:
    two, three = (
        kg.open().deals(*names).to_json() for names in (("russia", "ukraine"), ("russia", "ukraine", "united states"))
    )
    assert clashes(two) == clashes(three)
    assert [ways(two, n) for n in (0, 1)] == [ways(three, n) for n in (0, 1)]


def test_the_terminal_says_it_first_and_says_its_limits() -> None:
    done = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["deals", "russia", "ukraine"])
    assert done.exit_code == 0
    words = " ".join(done.stdout.split())
    assert "1 step is open: Halt of strikes on civilian infrastructure; Direct bilateral talks." in words
    assert "No settlement honours every position: 3 clashes in 2 knots." in words
    assert "none is advised" in words
    assert "that says nothing of who should give" in words or "which says nothing of who should give" in words


# --------------------------------------------------------------- properties


@pytest.mark.parametrize("order", list(itertools.permutations(("russia", "ukraine", "united states"))))
def test_the_order_of_the_parties_changes_nothing(order: tuple[str, ...]) -> None:
    expected = kg.open().deals("russia", "ukraine", "united states").to_json()
    assert json.dumps(kg.open().deals(*order).to_json()) == json.dumps(expected)


def waiting_for(party: str, on: str, *requires: str, **how: Any) -> str:
    return position(party, "conditional", on, 1, "on-record", condition(*requires, **how))


def test_what_is_accepted_unless_it_happens_is_refused(case_of: CaseOf) -> None:
    """b takes w3 if w1, unless w3 itself: with w3 in it no bundle honours that, so that a's demand of w3 clashes with it."""
    answer = asked(case_of(position("a", "demand", "w3"), waiting_for("b", "w3", "w1", unless=["w3"])))
    assert clashes(answer) == {frozenset({("a", "demand", "w3"), ("b", "conditional", "w3")})}
    assert ways(answer) == [[("a", "w3", "withdraw")], [("b", "w3", "drop-condition")]]


MOVES = {"withdraw": "withdraw", "no-longer-oppose": "no longer oppose"}


@settings(max_examples=25, deadline=None)
@given(parts=cases.parts())
@example(parts=[position("a", "demand", "w3"), waiting_for("b", "w3", "w1", unless=["w3"])])
@example(parts=[position("a", "demand", "w3"), waiting_for("b", "w3", "w1"), position("a", "oppose", "w1")])
@example(parts=[position("a", "demand", "w1"), waiting_for("b", "w1", "x1"), entails("w1", "x2")])
@example(
    parts=[
        position("a", "demand", "x2"),
        waiting_for("b", "x2", "w1"),
        entails("w1", "w2"),
        proposal("k", "w1 w2", tabled_by="f"),
        position("b", "rule-out", "k"),
    ]
)
@example(
    parts=[
        *(position("b", "demand", option) for option in ("w1", "x2")),
        waiting_for("b", "x1", "w1"),
        waiting_for("a", "w1", "x1"),
    ]
)
def test_a_way_out_by_one_party_alone_is_a_bridge(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    """Each withdrawal or end of opposition that is a way out of a pair's knot alone stands among the bridges of the pair."""
    path = tmp_path_factory.mktemp("deals") / "case.ttl"
    path.write_text(STAGE + "".join(dict.fromkeys(parts)), encoding="utf-8")
    case = kg.open(str(path))
    for pair in itertools.combinations(cases.PARTIES, 2):
        offered = {
            (local(move["party"]), move["move"], local(move["option"]))
            for matter in case.bridges(*pair).to_json()["bridges"]
            for move in matter["moves"]
            if move["option"]
        }
        answer = asked(case, *pair)
        alone = [
            way["giving_up"][0]
            for knot in answer["settlement"]["knots"]
            for way in knot["ways_out"]
            if len(way["giving_up"]) == 1
        ]
        # what a coalition holds, the one party that it binds could leave, but none of several for the others
        for given_up in (g for g in alone if g["how"] in MOVES and len(g["position"]["binds"]) == 1):
            position = given_up["position"]
            (party,) = names(position["binds"])
            assert (party, MOVES[given_up["how"]], local(position["on"])) in offered


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--max", "0", "not in the range"),
        ("--max", "9" * 25, "not in the range"),
        ("--time-limit", "0", "not in the range"),
        ("--time-limit", "nan", "--time-limit must be a finite number of seconds"),
        ("--time-limit", "inf", "--time-limit must be a finite number of seconds"),
    ],
)
def test_a_limit_that_is_none_is_refused_in_one_line(option: str, value: str, said: str) -> None:
    done = CliRunner().invoke(main, ["deals", "russia", "ukraine", option, value])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


# ------------------------------------------------------------------ rows of a spreadsheet


def test_the_rows_hold_clashes_ways_out_and_what_costs_least(case_of: CaseOf) -> None:
    """x1 denies b a wish, which costs less than a's red line; the places of the ladder have no option to name them."""
    case = case_of(
        position("a", "demand", "x1"), position("b", "oppose", "x1"), position("a", "demand", "l20", bound="at-least")
    )
    columns, rows = case.deals("a", "b").rows()
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    clash = [(r["number"], r["party"], r["on"], str(r["stance"]), r["how"]) for r in found if r["part"] == "clash"]
    assert clash == [(1, "a", "x1", "demand", None), (1, "b", "x1", "oppose", None)]
    out = {(r["way_out"], r["party"], r["how"]) for r in found if r["part"] == "knot"}
    assert out == {(1, "a", "withdraw"), (2, "b", "no-longer-oppose")}
    least = {(r["number"], r["on"]) for r in found if r["part"] == "costs least" and "as worded" in str(r["text"])}
    assert {on for _, on in least} >= {"x1"}
    assert all(r["on"] for r in found)


def test_a_demand_unmet_says_its_bounds(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l30", bound="at-least"), position("b", "demand", "l10", bound="at-most"))
    least = asked(case)["settlement"]["best"]["pareto"]
    unmet = {(local(d["party"]), local(d["option"]), *d["bounds"]) for p in least for d in p["bundle"]["demands_unmet"]}
    assert unmet == {("a", "l30", "at-least"), ("b", "l10", "at-most")}


def test_a_condition_that_is_met_says_for_what(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        *(position(party, "support", option) for party, option in (("a", "w2"), ("b", "w1"), ("b", "w2"))),
    )
    beside = [str(row[-1]) for table in case.deals("a", "b").tables() for row in table.rows]
    assert any("on the condition of a for w1: w2" in words for words in beside), beside
