"""From resolved stances to a problem: what can be in a bundle, and what each position asks of one, by truth tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import pytest
from small_cases import BASE, condition, entails, event, excludes, member, position, proposal

import kg
from kg.deals.building import build
from kg.deals.formulas import truth
from kg.deals.problem import Atom, Formula, Position, Problem
from kg.errors import UsageError

CaseOf = Callable[..., Any]


def problem_of(case: Any, *parties: str, voice: str = "any", **more: Iterable[str]) -> Problem:
    """Return the problem of parties of the stage; names in place of ids."""
    ids = {name: [BASE + each for each in given] for name, given in more.items()}
    return build(case.resolution, [BASE + party for party in parties], voice=voice, **ids)


def name_of(atom: Atom) -> str:
    """Return the options of an atom, or what a place on a ladder lies between."""
    named = "+".join(option.removeprefix(BASE) for option in atom.options)
    return named or f"{atom.low or ''}..{atom.high or ''}".replace(".0", "")


def atoms_of(problem: Problem) -> list[str]:
    """Return the names of the atoms, in their order."""
    return [name_of(atom) for atom in problem.atoms]


def issues_of(problem: Problem) -> list[str]:
    """Return the issues at stake; in brackets what no settlement decides."""
    names = [(stake.issue.removeprefix(BASE), stake.decided) for stake in problem.stakes]
    return [name if decided else f"({name})" for name, decided in names]


def bundles_of(problem: Problem) -> list[frozenset[int]]:
    """Return every bundle that the rules admit."""
    numbers = range(len(problem.atoms))
    chosen = (frozenset(each) for size in range(len(numbers) + 1) for each in combinations(numbers, size))
    return [each for each in chosen if all(truth(rule.formula, each) for rule in problem.rules)]


def true_of(problem: Problem, formula: Formula) -> list[str]:
    """Return the bundles of which a formula is true, the atoms of each between spaces, ``-`` where there is none."""
    found = (each for each in bundles_of(problem) if truth(formula, each))
    return sorted(" ".join(name_of(problem.atoms[n]) for n in sorted(each)) or "-" for each in found)


def all_of(problem: Problem) -> list[str]:
    """Return every bundle, in words."""
    return sorted(" ".join(name_of(problem.atoms[n]) for n in sorted(each)) or "-" for each in bundles_of(problem))


def held_by(problem: Problem, holder: str, term: str, stance: str) -> Position:
    """Return the position of a holder on a term."""
    wanted = (BASE + term, BASE + holder, stance)
    (found,) = [p for p in problem.positions if p.key == wanted]
    return found


def keys_of(problem: Problem) -> list[str]:
    """Return the positions, each in words: holder, stance, term."""
    return [f"{p.holder.removeprefix(BASE)} {p.stance} {p.held.term.removeprefix(BASE)}" for p in problem.positions]


def asked_of(problem: Problem, holder: str, term: str, stance: str) -> tuple[list[str], list[str]]:
    """Return which bundles honour a position, in a step and in a settlement."""
    asked = held_by(problem, holder, term, stance).asked
    return true_of(problem, asked.step), true_of(problem, asked.settlement)


# ------------------------------------------------------------------ bundles


def test_options_that_somebody_wants_are_admitted_and_no_others(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "support", "x1"), position("b", "oppose", "x2")), "a", "b")
    assert atoms_of(problem) == ["x1"]
    assert keys_of(problem) == ["a support x1", "b oppose x2"]


def test_an_exclusive_issue_takes_one_option_and_a_compatible_one_any_number(case_of: CaseOf) -> None:
    wanted = [position("a", "open", term) for term in ("x1", "x2", "w1", "w2")]
    problem = problem_of(case_of(*wanted), "a", "b")
    assert all_of(problem) == sorted(
        ["-", "w1", "w2", "w1 w2", "x1", "x2", "w1 x1", "w1 x2", "w2 x1", "w2 x2", "w1 w2 x1", "w1 w2 x2"]
    )


def test_two_options_of_an_exclusive_issue_hold_together_where_one_entails_the_other(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "open", "x1"), entails("x1", "x2")), "a", "b")
    assert all_of(problem) == ["-", "x1 x2", "x2"]


def test_a_bundle_holds_what_its_options_entail_and_nothing_that_these_exclude(case_of: CaseOf) -> None:
    wanted = [position("a", "open", term) for term in ("w1", "w4")]
    problem = problem_of(case_of(*wanted, entails("w1", "w2"), excludes("w2", "w4")), "a", "b")
    assert all_of(problem) == ["-", "w1 w2", "w2", "w4"]


def test_relations_by_judgement_join_nothing(case_of: CaseOf) -> None:
    wanted = [position("a", "open", term) for term in ("w1", "w4")]
    joined = [entails("w1", "w2", "judgement"), excludes("w1", "w4", "judgement")]
    assert all_of(problem_of(case_of(*wanted, *joined), "a", "b")) == ["-", "w1", "w1 w4", "w4"]


def test_a_ladder_takes_one_place_a_value_or_a_gap(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "open", "l20")), "a", "b")
    places = ["..10", "l10", "10..20", "l20", "20..30", "l30", "30..40", "l40", "40.."]
    assert atoms_of(problem) == places
    assert all_of(problem) == sorted(["-", *places])


def test_a_ladder_on_which_nobody_wants_a_value_takes_none(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "oppose", "l20", bound="at-least")), "a", "b")
    assert (issues_of(problem), atoms_of(problem)) == (["l"], [])


# ------------------------------------------------------------------ demand, support, refusals, open

RIVALS = (position("b", "open", "x2"), position("b", "open", "w1"))


@pytest.mark.parametrize(("stance", "wish"), [("demand", False), ("support", True)])
def test_what_is_wanted_is_honoured_where_it_is_held_and_in_a_step_while_it_is_not_denied(
    case_of: CaseOf, stance: str, wish: bool
) -> None:
    problem = problem_of(case_of(position("a", stance, "x1"), *RIVALS), "a", "b")
    assert all_of(problem) == ["-", "w1", "w1 x1", "w1 x2", "x1", "x2"]
    step, settlement = asked_of(problem, "a", "x1", stance)
    assert step == ["-", "w1", "w1 x1", "x1"]
    assert settlement == ["w1 x1", "x1"]
    assert held_by(problem, "a", "x1", stance).wish is wish


@pytest.mark.parametrize("stance", ["rule-out", "oppose", "doubt"])
def test_what_is_refused_is_honoured_where_it_is_not_held(case_of: CaseOf, stance: str) -> None:
    problem = problem_of(case_of(position("a", stance, "x2"), *RIVALS), "a", "b")
    assert asked_of(problem, "a", "x2", stance) == (["-", "w1"], ["-", "w1"])


def test_a_demand_is_denied_by_what_excludes_what_it_entails(case_of: CaseOf) -> None:
    parts = [position("a", "demand", "w1"), entails("w1", "w2"), excludes("w2", "w4"), position("b", "open", "w4")]
    problem = problem_of(case_of(*parts), "a", "b")
    assert keys_of(problem) == ["a demand w1", "b open w4"]
    assert all_of(problem) == ["-", "w1 w2", "w2", "w4"]
    assert asked_of(problem, "a", "w1", "demand") == (["-", "w1 w2", "w2"], ["w1 w2"])


@pytest.mark.parametrize("stance", ["open", "mixed"])
def test_what_is_open_or_mixed_is_always_honoured(case_of: CaseOf, stance: str) -> None:
    said = [position("a", "open", "x1")] if stance == "open" else [position("a", s, "x1") for s in ("demand", "oppose")]
    problem = problem_of(case_of(*said, position("b", "open", "x1")), "a", "b")
    assert asked_of(problem, "a", "x1", stance) == (["-", "x1"], ["-", "x1"])


# ------------------------------------------------------------------ conditions


def on(term: str, *conditions: str, who: str = "a", **more: Any) -> str:
    """Return a conditional position, by default of party a."""
    return position(who, "conditional", term, 1, "on-record", *conditions, **more)


@pytest.mark.parametrize(
    ("conditions", "honoured"),
    [
        pytest.param([condition("w1")], ["-", "w1", "w2", "w1 w2", "w1 x1", "w1 w2 x1"], id="one"),
        pytest.param([condition("w1", "w2")], ["-", "w1", "w2", "w1 w2", "w1 w2 x1"], id="two things in one"),
        pytest.param([condition("w1"), condition("w2")], ["-", "w1", "w2", "w1 w2", "w1 w2 x1"], id="two"),
        pytest.param(
            [condition("w1", any_of="e"), condition("w2", any_of="e")],
            ["-", "w1", "w2", "w1 w2", "w1 x1", "w2 x1", "w1 w2 x1"],
            id="either of two",
        ),
        pytest.param(
            [condition("w1", any_of="e"), condition(words="goodwill", any_of="e")],
            ["-", "w1", "w2", "w1 w2", "x1", "w1 x1", "w2 x1", "w1 w2 x1"],
            id="words are taken to hold",
        ),
        pytest.param([condition("w1", unless=["w2"])], ["-", "w1", "w2", "w1 w2", "w1 x1"], id="unless"),
        pytest.param([condition(unless=["w2"])], ["-", "w1", "w2", "w1 w2", "x1", "w1 x1"], id="only unless"),
    ],
)
def test_a_conditional_stance_is_honoured_where_its_conditions_hold(
    case_of: CaseOf, conditions: list[str], honoured: list[str]
) -> None:
    others = [position("b", "open", "w1"), position("b", "open", "w2")]
    problem = problem_of(case_of(on("x1", *conditions), *others), "a", "b")
    assert len(all_of(problem)) == 8
    assert asked_of(problem, "a", "x1", "conditional") == (sorted(honoured), sorted(honoured))


@pytest.mark.parametrize(
    ("more", "honoured"),
    [
        pytest.param([], ["-"], id="not on record"),
        pytest.param([event("e", 5, kind="talks", actors="b")], ["-", "x1"], id="reported"),
        pytest.param([event("e", 5, kind="talks", actors="c")], ["-"], id="by another"),
        pytest.param([event("e", 5, kind="talks", actors="b", verified=False)], ["-"], id="claimed"),
    ],
)
def test_a_kind_of_event_must_be_on_record(case_of: CaseOf, more: list[str], honoured: list[str]) -> None:
    kind = ':talks a neg:EventKind ; skos:prefLabel "talks"@en .\n'
    problem = problem_of(case_of(on("x1", condition("talks", by=["b"])), kind, *more), "a", "b")
    assert asked_of(problem, "a", "x1", "conditional") == (honoured, honoured)


@pytest.mark.parametrize(
    ("deadline", "deeds", "honoured"),
    [
        pytest.param(28, [], ["-", "w1", "w1 x1"], id="ahead"),
        pytest.param(20, [event("e", 10, honours="w1")], ["-", "w1", "w1 x1", "x1"], id="done in time"),
        pytest.param(28, [event("e", 10, honours="w1")], ["-", "w1", "w1 x1", "x1"], id="done, ahead"),
        pytest.param(
            20,
            [event("e", 10, honours="w1"), event("f", 22, breaks="w1")],
            ["-", "w1"],
            id="done in time, and broken since",
        ),
    ],
)
def test_after_a_deadline_only_what_was_done_counts(
    case_of: CaseOf, deadline: int, deeds: list[str], honoured: list[str]
) -> None:
    conditional = on("x1", condition("w1", deadline=deadline))
    problem = problem_of(case_of(conditional, position("b", "open", "w1"), *deeds), "a", "b")
    assert asked_of(problem, "a", "x1", "conditional") == (honoured, honoured)


def test_a_missed_deadline_leaves_no_position(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("x1", condition("w1", deadline=20)), position("b", "open", "x1")), "a", "b")
    assert keys_of(problem) == ["b open x1"]
    assert atoms_of(problem) == ["x1"]


def test_a_condition_met_that_gives_a_demand_is_denied_without_it(case_of: CaseOf) -> None:
    others = [position("b", "open", "x2"), position("b", "open", "w1")]
    problem = problem_of(case_of(on("x1", condition("w1", when_met="demand")), *others), "a", "b")
    assert all_of(problem) == sorted(["-", "w1", "x1", "x2", "w1 x1", "w1 x2"])
    step, settlement = asked_of(problem, "a", "x1", "conditional")
    assert step == sorted(["-", "w1", "x2", "w1 x1"])
    assert settlement == sorted(["-", "x2", "w1 x1"])


def test_a_condition_met_that_gives_a_refusal_is_crossed_by_what_it_refuses(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("x1", condition("w1", when_met="oppose")), position("b", "open", "w1")), "a", "b")
    assert asked_of(problem, "a", "x1", "conditional") == (["-", "w1"], ["-", "w1"])


def orders_of(problem: Problem, found: Position) -> list[list[list[tuple[str, str, str]]]]:
    """Return the groups of alternatives of a position, of each the order that it asks for."""
    names = atoms_of(problem)
    groups = found.asked.orders
    return [[[(names[e.first], names[e.then], e.timing) for e in a.edges] for a in group] for group in groups]


def test_an_order_stands_between_what_is_required_and_the_term(case_of: CaseOf) -> None:
    conditions = [
        condition("w1", timing="before", any_of="e"),
        condition("w2", "w3", timing="together", any_of="e"),
        condition("w4"),
    ]
    problem = problem_of(case_of(on("x1", *conditions)), "a", "b")
    found = held_by(problem, "a", "x1", "conditional")
    assert orders_of(problem, found) == [
        [[]],
        [[("w1", "x1", "before")], [("w2", "x1", "together"), ("w3", "x1", "together")]],
    ]
    assert [[a.conditions for a in group] for group in found.asked.orders] == [[(0,)], [(1,), (2,)]]
    assert true_of(problem, found.asked.active) == [each for each in all_of(problem) if "x1" in each]


def test_what_is_done_asks_for_no_order(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("x1", condition("w1", timing="before")), event("e", 5, honours="w1")), "a", "b")
    assert orders_of(problem, held_by(problem, "a", "x1", "conditional")) == [[[]]]


# ------------------------------------------------------------------ proposals

WHOLE = ("w1 w2", "w1 w2 w3")


def test_backing_a_proposal_refuses_none_of_its_parts(case_of: CaseOf) -> None:
    problem = problem_of(case_of(proposal("k", "w1 w2", by="a"), position("b", "open", "w3")), "a", "b")
    assert keys_of(problem) == ["a support k", "a conditional w1", "a conditional w2", "b open w3"]
    for term in ("w1", "w2"):
        assert asked_of(problem, "a", term, "conditional") == (all_of(problem), all_of(problem))
    assert asked_of(problem, "a", "k", "support") == (all_of(problem), sorted(WHOLE))
    assert costs_of(problem, "a", "w1") == {"uncommitted": ["w1", "w1 w3"]}
    assert costs_of(problem, "a", "k") == {"wishes_denied": sorted(set(all_of(problem)) - set(WHOLE))}
    assert taken(problem, "a", "w1") == ("leaning", sorted(WHOLE))


@pytest.mark.parametrize(("stance", "place"), [("rule-out", "red_lines"), ("oppose", "firm"), ("doubt", "soft")])
def test_a_refused_proposal_is_crossed_by_the_whole_only(case_of: CaseOf, stance: str, place: str) -> None:
    wanted = [position("b", "open", term) for term in ("w1", "w2", "w3")]
    problem = problem_of(case_of(proposal("k", "w1 w2", tabled_by="f"), position("a", stance, "k"), *wanted), "a", "b")
    others = sorted(set(all_of(problem)) - set(WHOLE))
    assert asked_of(problem, "a", "k", stance) == (others, others)
    assert costs_of(problem, "a", "k") == {place: sorted(WHOLE)}


def test_a_demanded_proposal_is_denied_in_a_step_by_what_excludes_a_term(case_of: CaseOf) -> None:
    parts = [proposal("k", "w1 x1", tabled_by="f"), position("a", "demand", "k"), position("b", "open", "x2")]
    problem = problem_of(case_of(*parts), "a", "b")
    step, settlement = asked_of(problem, "a", "k", "demand")
    assert step == sorted(["-", "w1", "x1", "w1 x1"])
    assert settlement == ["w1 x1"]


def test_a_condition_can_require_a_proposal(case_of: CaseOf) -> None:
    parts = [proposal("k", "w1 w2", tabled_by="f"), on("x1", condition("k", timing="before"))]
    problem = problem_of(case_of(*parts), "a", "b")
    assert asked_of(problem, "a", "x1", "conditional")[1] == sorted(["-", "w1", "w2", "w1 w2", "w1 w2 x1"])
    assert orders_of(problem, held_by(problem, "a", "x1", "conditional")) == [
        [[("w1", "x1", "before"), ("w2", "x1", "before")]]
    ]


# ------------------------------------------------------------------ ladders

PLACES = ("..10", "l10", "10..20", "l20", "20..30", "l30", "30..40", "l40", "40..")


@pytest.mark.parametrize(
    ("stance", "bound", "honoured"),
    [
        ("demand", "at-least", PLACES[5:]),
        ("demand", "at-most", PLACES[:6]),
        ("demand", "exactly", PLACES[5:6]),
        ("rule-out", "at-least", PLACES[:5]),
        ("rule-out", "at-most", PLACES[6:]),
        ("rule-out", "exactly", (*PLACES[:5], *PLACES[6:])),
    ],
)
def test_on_a_ladder_the_bound_says_which_places_do(
    case_of: CaseOf, stance: str, bound: str, honoured: tuple[str, ...]
) -> None:
    problem = problem_of(case_of(position("a", stance, "l30", bound=bound), position("b", "open", "l10")), "a", "b")
    step, settlement = asked_of(problem, "a", "l30", stance)
    assert step == sorted(["-", *honoured])
    assert settlement == sorted(honoured if stance == "demand" else ["-", *honoured])


def test_opposite_bounds_on_one_value_hold_together(case_of: CaseOf) -> None:
    both = [position("a", "demand", "l30", 1, bound="at-least"), position("a", "demand", "l30", 2, bound="at-most")]
    problem = problem_of(case_of(*both, position("b", "open", "l10")), "a", "b")
    assert asked_of(problem, "a", "l30", "demand")[1] == ["l30"]


def test_opposite_bounds_of_two_stances_are_two_positions(case_of: CaseOf) -> None:
    both = [position("a", "support", "l30", 1, bound="at-most"), position("a", "demand", "l30", 2, bound="at-least")]
    problem = problem_of(case_of(*both, position("b", "open", "l10")), "a", "b")
    assert keys_of(problem) == ["b open l10", "a demand l30", "a support l30"]
    assert asked_of(problem, "a", "l30", "support")[1] == sorted(PLACES[:6])
    assert asked_of(problem, "a", "l30", "demand")[1] == sorted(PLACES[5:])


def test_a_demand_that_entails_a_value_is_denied_by_every_other(case_of: CaseOf) -> None:
    parts = [position("a", "demand", "w1"), entails("w1", "l30"), position("b", "open", "l10")]
    problem = problem_of(case_of(*parts), "a", "b")
    step, settlement = asked_of(problem, "a", "w1", "demand")
    assert step == ["-", "l30", "l30 w1"]
    assert settlement == ["l30 w1"]


def test_a_condition_takes_the_values_within_its_bound(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("w1", condition("l30", bound="at-most", timing="before"))), "a", "b")
    honoured = ["-", *PLACES, *(f"{place} w1" for place in PLACES[:6])]
    assert asked_of(problem, "a", "w1", "conditional")[1] == sorted(honoured)
    assert orders_of(problem, held_by(problem, "a", "w1", "conditional")) == [
        [[(place, "w1", "before") for place in PLACES[:6]]]
    ]


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        pytest.param([position("a", "demand", "l30", bound="at-least")], "AAAAAFFFF", id="a demand"),
        pytest.param([position("a", "support", "l30", bound="at-least")], "-----FFFF", id="a support"),
        pytest.param([position("a", "open", "l30", bound="at-most")], "LLLLLL---", id="open"),
        pytest.param([position("a", "rule-out", "l30", bound="at-most")], "AAAAAA---", id="a refusal"),
        pytest.param(
            [position("a", "support", "l20", bound="at-least"), position("a", "support", "l30", bound="at-most")],
            "---FFF---",
            id="two bounds",
        ),
        pytest.param(
            [position("a", "support", "l20", bound="at-least"), position("a", "oppose", "l30")],
            "---FFAFFF",
            id="a value refused",
        ),
        pytest.param([position("a", "demand", "l30", 1, "leak", bound="at-least")], "AAAAAFFFF", id="a report"),
        pytest.param(
            [position("g", "demand", "l30", bound="at-least"), member("a", "g")],
            "AAAAAFFFF",
            id="of a coalition",
        ),
    ],
)
def test_how_a_party_takes_each_place_on_a_ladder(case_of: CaseOf, said: list[str], sides: str) -> None:
    problem = problem_of(case_of(*said, position("b", "open", "l10")), "a", "b")
    letters = {"for": "F", "leaning": "L", "against": "A", None: "-"}
    found = [letters[taking.side] for taking in problem.takings if taking.party == BASE + "a"]
    assert "".join(found) == sides


# ------------------------------------------------------------------ fallbacks


def test_a_fallback_that_is_met_honours_what_it_stands_beside(case_of: CaseOf) -> None:
    said = [position("a", "demand", "x1", 1), position("a", "conditional", "x2", 3, "on-record", condition("w1"))]
    problem = problem_of(case_of(*said, position("b", "open", "w1")), "a", "b")
    assert keys_of(problem) == ["b open w1", "a demand x1", "a conditional x2"]
    step, settlement = asked_of(problem, "a", "x1", "demand")
    assert step == sorted(["-", "w1", "x1", "w1 x1", "w1 x2"])
    assert settlement == sorted(["x1", "w1 x1", "w1 x2"])
    assert asked_of(problem, "a", "x2", "conditional")[1] == sorted(["-", "w1", "x1", "w1 x1", "w1 x2"])
    assert costs_of(problem, "a", "x") == {
        "red_lines": ["-", "w1", "x2"],
        "conditions_unmet": ["x2"],
        "wishes_denied": ["w1"],
    }


def test_a_fallback_on_the_same_value_of_a_ladder_is_a_position_too(case_of: CaseOf) -> None:
    said = [
        position("a", "demand", "l30", 1, bound="at-least"),
        position("a", "conditional", "l30", 3, "on-record", condition("w1"), bound="at-most"),
    ]
    problem = problem_of(case_of(*said), "a", "b")
    assert keys_of(problem) == ["a conditional l30", "a demand l30"]
    settlement = asked_of(problem, "a", "l30", "demand")[1]
    above = [each for place in PLACES[5:] for each in (place, f"{place} w1")]
    assert settlement == sorted([*above, *(f"{place} w1" for place in PLACES[:5])])


def test_where_a_for_is_honoured_its_fallback_asks_for_no_condition(case_of: CaseOf) -> None:
    said = [
        position("a", "demand", "l30", 1, bound="at-least"),
        position("a", "conditional", "l20", 3, "on-record", condition("w1"), bound="at-least"),
    ]
    problem = problem_of(case_of(*said), "a", "b")
    unmet = [place for place in all_of(problem) if place in PLACES[3:5]]
    assert asked_of(problem, "a", "l20", "conditional")[1] == sorted(set(all_of(problem)) - set(unmet))
    assert asked_of(problem, "a", "l30", "demand")[1] == sorted([*PLACES[5:], *(f"{place} w1" for place in PLACES[3:])])
    active = held_by(problem, "a", "l20", "conditional").asked.active
    assert true_of(problem, active) == sorted([*unmet, *(f"{place} w1" for place in unmet)])


def test_a_part_of_a_backed_whole_commits_where_a_for_beside_it_holds_too(case_of: CaseOf) -> None:
    """Of 20 and of at least 20, said on one day, the wider holds: 30 is within it, beside the backing of 30 as a part of k."""
    said = [position("a", "demand", "l20", 1, bound=bound) for bound in (None, "at-least")]
    backed = [proposal("k", "l30 w1", 2), position("a", "support", "k", 3)]
    problem = problem_of(case_of(*said, *backed), "a", "b")
    assert held_by(problem, "a", "l30", "conditional").held.fallback == (BASE + "l20",)
    assert costs_of(problem, "a", "l") == {"red_lines": sorted(set(all_of(problem)) - set(_from_20(problem)))}
    assert "l30 w1" not in costs_of(problem, "a", "w1")["uncommitted"]


def _from_20(problem: Problem) -> list[str]:
    return [bundle for bundle in all_of(problem) if bundle.split()[0] in PLACES[3:]]


def test_a_fallback_by_others_word_honours_nothing_in_own_voice(case_of: CaseOf) -> None:
    fallback = position("a", "conditional", "x2", 3, "leak", condition("w1"))
    problem = problem_of(case_of(position("a", "support", "x1", 1), fallback), "a", "b")
    assert keys_of(problem) == ["a support x1", "a conditional x2"]
    assert asked_of(problem, "a", "x1", "support")[1] == ["w1 x1", "x1"]


def test_a_fallback_limits_no_bound_of_what_it_stands_beside(case_of: CaseOf) -> None:
    fallback = position("a", "conditional", "l30", 3, "on-record", condition("w1"), bound="at-most")
    problem = problem_of(case_of(position("a", "support", "l20", 1, bound="at-least"), fallback), "a", "b")
    assert taken(problem, "a", "l40")[0] == "for"
    assert taken(problem, "a", "l10")[0] == "leaning"


# ------------------------------------------------------------------ whose word


def test_what_rule_3_infers_is_no_second_position(case_of: CaseOf) -> None:
    parts = [position("a", "demand", "w1"), entails("w1", "w2"), excludes("w1", "w3"), position("b", "open", "w3")]
    problem = problem_of(case_of(*parts), "a", "b")
    assert keys_of(problem) == ["a demand w1", "b open w3"]
    assert taken(problem, "a", "w3") == ("against", [])
    assert taken(problem, "a", "w2") == ("for", all_of(problem))


def test_what_is_inferred_from_out_of_sight_counts_itself(case_of: CaseOf) -> None:
    parts = [position("a", "demand", "w1"), excludes("w1", "x1"), position("b", "open", "x1")]
    problem = problem_of(case_of(*parts), "a", "b", issues=["x"])
    assert keys_of(problem) == ["a rule-out x1", "b open x1"]
    assert asked_of(problem, "a", "x1", "rule-out") == (["-"], ["-"])


def test_a_position_of_a_coalition_is_one_and_held_by_it(case_of: CaseOf) -> None:
    said = [position("g", "demand", "w1"), member("a", "g"), member("b", "g"), position("c", "oppose", "w1")]
    problem = problem_of(case_of(*said), "a", "b", "c")
    assert keys_of(problem) == ["c oppose w1", "g demand w1"]
    assert held_by(problem, "g", "w1", "demand").parties == (BASE + "a", BASE + "b")
    assert costs_of(problem, "a", "w1") == costs_of(problem, "b", "w1") == {"red_lines": ["-"]}


def test_a_member_that_speaks_for_itself_is_not_held_to_it(case_of: CaseOf) -> None:
    said = [position("g", "demand", "w1"), member("a", "g"), member("b", "g"), position("b", "open", "w1")]
    problem = problem_of(case_of(*said), "a", "b")
    assert keys_of(problem) == ["b open w1", "g demand w1"]
    assert held_by(problem, "g", "w1", "demand").parties == (BASE + "a",)


def test_others_word_comes_last_and_is_marked(case_of: CaseOf) -> None:
    said = [position("a", "oppose", "w1", 1, "leak"), position("b", "demand", "w1")]
    problem = problem_of(case_of(*said), "a", "b")
    assert keys_of(problem) == ["b demand w1", "a oppose w1"]
    found = held_by(problem, "a", "w1", "oppose")
    assert (found.held.ascribed, found.whole.value, found.smaller) == (True, "if-report-wrong", ())
    assert [cost.ascribed for cost in problem.costs if cost.party == BASE + "a"] == [True]


def test_what_own_voice_leaves_out_is_withheld(case_of: CaseOf) -> None:
    said = [
        position("a", "oppose", "w1", 1, "leak"),
        position("a", "demand", "w2", 1, "leak"),
        position("b", "demand", "w1"),
    ]
    problem = problem_of(case_of(*said), "a", "b", voice="own")
    assert (atoms_of(problem), keys_of(problem)) == (["w1"], ["b demand w1"])
    (taking,) = [t for t in problem.takings if t.party == BASE + "a"]
    assert (taking.side, taking.withheld) == (None, True)
    assert costs_of(problem, "a", "w1") == {"uncommitted": ["w1"]}


def test_what_is_withheld_on_a_ladder_is_so_on_every_place(case_of: CaseOf) -> None:
    said = [position("a", "demand", "l30", 1, "leak", bound="at-least"), position("b", "open", "l10")]
    problem = problem_of(case_of(*said), "a", "b", voice="own")
    assert {(t.side, t.withheld) for t in problem.takings if t.party == BASE + "a"} == {(None, True)}


# ------------------------------------------------------------------ takings and costs


def taken(problem: Problem, party: str, option: str) -> tuple[str | None, list[str]]:
    """Return the side on which a party takes an atom, and the bundles in which it accepts it on record."""
    number = atoms_of(problem).index(option)
    (found,) = [t for t in problem.takings if (t.party, t.atom) == (BASE + party, number)]
    return found.side, true_of(problem, found.accepted)


def costs_of(problem: Problem, party: str, matter: str, *, in_step: bool = False) -> dict[str, list[str]]:
    """Return by place in which settlements a matter costs a party."""
    found = [c for c in problem.costs if (c.party, c.matter) == (BASE + party, BASE + matter)]
    told = {c.place: true_of(problem, c.in_step if in_step else c.when) for c in found}
    assert len(told) == len(found)
    return {place: bundles for place, bundles in told.items() if bundles}


@pytest.mark.parametrize(
    ("said", "in_settlement", "in_step"),
    [
        (position("a", "demand", "x1"), {"red_lines": ["-", "w1", "w1 x2", "x2"]}, {"red_lines": ["w1 x2", "x2"]}),
        (
            position("a", "support", "x1"),
            {"wishes_denied": ["-", "w1", "w1 x2", "x2"]},
            {"wishes_denied": ["w1 x2", "x2"]},
        ),
        (position("a", "rule-out", "x1"), {"red_lines": ["w1 x1", "x1"]}, {"red_lines": ["w1 x1", "x1"]}),
        (position("a", "oppose", "x1"), {"firm": ["w1 x1", "x1"]}, {"firm": ["w1 x1", "x1"]}),
        (position("a", "doubt", "x1"), {"soft": ["w1 x1", "x1"]}, {"soft": ["w1 x1", "x1"]}),
        (position("a", "open", "x1"), {"uncommitted": ["w1 x1", "x1"]}, {"uncommitted": ["w1 x1", "x1"]}),
        (
            on("x1", condition("w1")),
            {"conditions_unmet": ["x1"], "wishes_denied": ["w1", "w1 x2"]},
            {"conditions_unmet": ["x1"], "wishes_denied": ["w1 x2"]},
        ),
        (
            on("x1", condition("w1", when_met="demand")),
            {"conditions_unmet": ["x1"], "red_lines": ["w1", "w1 x2"]},
            {"conditions_unmet": ["x1"], "red_lines": ["w1 x2"]},
        ),
        (
            on("x1", condition("w1", when_met="open")),
            {"conditions_unmet": ["x1"], "uncommitted": ["w1 x1"]},
            {"conditions_unmet": ["x1"], "uncommitted": ["w1 x1"]},
        ),
    ],
)
def test_what_each_stance_costs(
    case_of: CaseOf, said: str, in_settlement: dict[str, list[str]], in_step: dict[str, list[str]]
) -> None:
    others = [position("b", "open", term) for term in ("x1", "x2", "w1")]
    silent_on = [position("a", "support", "x2", ends=2), position("a", "oppose", "w1", ends=2)]
    problem = problem_of(case_of(said, *others, *silent_on), "a", "b")
    unknown = [
        c for c in problem.costs if c.party == BASE + "a" and c.place == "uncommitted" and c.matter == BASE + "x"
    ]
    assert [true_of(problem, each.when) for each in unknown][-1] == ["w1 x2", "x2"]
    declared = Problem(
        **{
            **{name: getattr(problem, name) for name in problem.__dataclass_fields__},
            "costs": tuple(cost for cost in problem.costs if cost is not unknown[-1]),
        }
    )
    assert costs_of(declared, "a", "x") == in_settlement
    assert costs_of(declared, "a", "x", in_step=True) == in_step
    assert costs_of(declared, "a", "w1") == {"uncommitted": ["w1", "w1 x1", "w1 x2"]}


@pytest.mark.parametrize(
    ("said", "side", "accepted"),
    [
        (position("a", "support", "x1"), "for", ["-", "w1", "w1 x1", "x1"]),
        (position("a", "open", "x1"), "leaning", []),
        (position("a", "doubt", "x1"), "against", []),
        (position("a", "noncommittal", "x1"), None, []),
        (on("x1", condition("w1")), "leaning", ["w1", "w1 x1"]),
        (on("x1", condition("w1", words="goodwill")), "leaning", []),
        (on("x1", condition("w1", any_of="e"), condition(words="goodwill", any_of="e")), "leaning", ["w1", "w1 x1"]),
        (on("x1", condition("w1", when_met="open")), "leaning", []),
        (on("x1", condition("w1", when_met="demand")), "leaning", ["w1", "w1 x1"]),
    ],
)
def test_what_is_accepted_on_record(case_of: CaseOf, said: str, side: str | None, accepted: list[str]) -> None:
    problem = problem_of(case_of(said, *(position("b", "open", term) for term in ("x1", "w1"))), "a", "b")
    assert taken(problem, "a", "x1") == (side, accepted)


# ------------------------------------------------------------------ what is at stake


@pytest.mark.parametrize(
    ("said", "issues", "atoms"),
    [
        pytest.param([position("a", "open", "w1")], ["w"], ["w1"], id="a side"),
        pytest.param(
            [position("a", "open", "w1"), entails("w1", "x1")], ["w", "x"], ["w1", "x1"], id="what it entails"
        ),
        pytest.param([on("w1", condition("x1"))], ["w", "x"], ["w1", "x1"], id="what it requires"),
        pytest.param(
            [on("w1", condition("x1")), entails("x1", "w3")], ["w", "x"], ["w1", "w3", "x1"], id="and that entails"
        ),
        pytest.param([on("w1", condition(unless=["x1"]))], ["w"], ["w1"], id="not what must not happen"),
        pytest.param([proposal("k", "w1 x1", by="a")], ["w", "x"], ["w1", "x1"], id="what it proposes"),
        pytest.param([proposal("k", "w1 x1", by="c")], [], [], id="not what another proposes"),
        pytest.param(
            [proposal("k", "w1 x1", tabled_by="f"), position("a", "open", "k")],
            ["w", "x"],
            [],
            id="a proposal it is open to",
        ),
        pytest.param(
            [proposal("k", "w1 x1", tabled_by="f"), position("a", "oppose", "k")], [], [], id="not one that it refuses"
        ),
        pytest.param(
            [position("a", "open", "w1"), ':w neg:closedOn "2031-01-10"^^xsd:date .\n'], [], [], id="not closed"
        ),
        pytest.param(
            [on("x1", condition("w1")), ':w neg:closedOn "2031-01-10"^^xsd:date .\n'],
            ["w", "x"],
            ["w1", "x1"],
            id="closed, reached",
        ),
        pytest.param([position("a", "noncommittal", "w1")], [], [], id="no side"),
        pytest.param([position("c", "open", "w1")], [], [], id="not another's"),
    ],
)
def test_which_issues_are_at_stake(case_of: CaseOf, said: list[str], issues: list[str], atoms: list[str]) -> None:
    problem = problem_of(case_of(*said), "a", "b")
    assert (issues_of(problem), atoms_of(problem)) == (issues, atoms)


def test_issues_asked_about_are_these_and_what_their_options_entail_is_not_decided(case_of: CaseOf) -> None:
    said = [
        position("a", "demand", "w1"),
        entails("w1", "x1"),
        position("b", "demand", "x2"),
        position("b", "open", "l10"),
    ]
    problem = problem_of(case_of(*said), "a", "b", issues=["w"])
    assert (issues_of(problem), atoms_of(problem)) == (["w", "(x)"], ["w1", "x1"])
    assert keys_of(problem) == ["a demand w1", "b demand x2"]
    assert asked_of(problem, "b", "x2", "demand") == (["-"], ["-"])


def test_what_conditions_require_outside_of_the_issues_asked_about_is_not_there(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("x1", condition("w1"))), "a", "b", issues=["x"])
    assert (issues_of(problem), atoms_of(problem)) == (["x"], ["x1"])
    assert asked_of(problem, "a", "x1", "conditional")[1] == ["-"]


def test_a_proposal_is_there_where_all_its_issues_are_asked_about(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 x1", tabled_by="f"), position("a", "demand", "k"), position("a", "oppose", "w1", 9)
    )
    assert keys_of(problem_of(case, "a", "b", issues=["x"])) == ["a conditional x1"]
    both = problem_of(case, "a", "b", issues=["w", "x"])
    assert (keys_of(both), atoms_of(both)) == (["a demand k", "a oppose w1", "a conditional x1"], ["w1", "x1"])


def test_an_issue_left_open_is_asked_the_same_of_a_settlement_as_of_a_step(case_of: CaseOf) -> None:
    said = [position("a", "demand", "x1"), position("b", "demand", "x2"), position("b", "demand", "w1")]
    problem = problem_of(case_of(*said), "a", "b", left_open=["x"])
    assert (issues_of(problem), problem.left_open) == (["w", "(x)"], (BASE + "x",))
    step, settlement = asked_of(problem, "a", "x1", "demand")
    assert step == settlement == ["-", "w1", "w1 x1", "x1"]
    assert asked_of(problem, "b", "w1", "demand")[1] == ["w1", "w1 x1", "w1 x2"]


def test_what_is_fixed_is_admitted_though_nobody_wants_it(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "demand", "x1"), entails("w1", "w2")), "a", "b", fixed=["w1"])
    assert atoms_of(problem) == ["w1", "w2", "x1"]
    assert sorted(problem.fixed) == [0]


@pytest.mark.parametrize(
    ("more", "fixed", "left_open", "said"),
    [
        ([], ["x1", "x2"], [], "“x1” and “x2” cannot hold together; fix one of them"),
        ([], ["l10", "l20"], [], "“l10” and “l20” cannot hold together"),
        ([entails("w1", "x1")], ["w1", "x2"], [], "“w1” and “x2” cannot hold together"),
        ([entails("w1", "x1")], ["w1"], ["x"], "“w1” settles “x”; fix the one or leave open the other"),
    ],
)
def test_what_contradicts_itself_is_refused(
    case_of: CaseOf, more: list[str], fixed: list[str], left_open: list[str], said: str
) -> None:
    case = case_of(position("a", "demand", "x1"), *more)
    with pytest.raises(UsageError, match=said):
        problem_of(case, "a", "b", fixed=fixed, left_open=left_open)


# ------------------------------------------------------------------ giving up less


def lesser(problem: Problem, holder: str, term: str, stance: str) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """Return the ways to give up a part of a position: how, to which place, of which conditions."""
    names = atoms_of(problem)
    ways = held_by(problem, holder, term, stance).smaller
    return [(way.how.value, None if way.to is None else names[way.to], way.dropped) for way in ways]


def test_an_order_is_given_up_before_a_condition(case_of: CaseOf) -> None:
    conditions = [condition("w1", timing="before"), condition("w2", timing="together")]
    problem = problem_of(case_of(on("x1", *conditions)), "a", "b")
    assert lesser(problem, "a", "x1", "conditional") == [
        ("together", None, (0,)),
        ("any-order", None, (0,)),
        ("any-order", None, (1,)),
        ("any-order", None, (0, 1)),
        ("drop-condition", None, (0,)),
        ("drop-condition", None, (1,)),
        ("drop-condition", None, (0, 1)),
    ]
    ways = held_by(problem, "a", "x1", "conditional").smaller
    timings = [[[e.timing for e in a.edges] for group in way.asked.orders for a in group] for way in ways]
    assert timings == [
        [["together"], ["together"]],
        [[], ["together"]],
        [["before"], []],
        [[], []],
        [[], ["together"]],
        [["before"], []],
        [[], []],
    ]
    assert true_of(problem, ways[4].asked.settlement) == ["-", "w1", "w1 w2", "w1 w2 x1", "w2", "w2 x1"]
    assert true_of(problem, ways[6].asked.settlement) == all_of(problem)


def test_a_demand_lifts_its_bound_to_the_nearest_place_first(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "demand", "l30", bound="at-least")), "a", "b")
    assert [to for _, to, _ in lesser(problem, "a", "l30", "demand")] == ["20..30", "l20", "10..20", "l10", "..10"]
    first, second, *_ = held_by(problem, "a", "l30", "demand").smaller
    assert true_of(problem, first.asked.settlement) == sorted(PLACES[4:])
    assert true_of(problem, second.asked.settlement) == sorted(PLACES[3:])


def test_an_exact_demand_lifts_its_bound_on_either_side(case_of: CaseOf) -> None:
    problem = problem_of(case_of(position("a", "demand", "l30")), "a", "b")
    ways = lesser(problem, "a", "l30", "demand")
    assert [to for _, to, _ in ways][:4] == ["20..30", "30..40", "l20", "l40"]
    third = held_by(problem, "a", "l30", "demand").smaller[2]
    assert true_of(problem, third.asked.settlement) == sorted(["l20", "20..30", "l30"])


def test_a_refusal_lets_in_the_nearest_place_first(case_of: CaseOf) -> None:
    said = [position("a", "rule-out", "l30", bound="at-most"), position("b", "open", "l10")]
    problem = problem_of(case_of(*said), "a", "b")
    assert [to for _, to, _ in lesser(problem, "a", "l30", "rule-out")] == ["l30", "20..30", "l20", "10..20", "l10"]
    second = held_by(problem, "a", "l30", "rule-out").smaller[1]
    assert true_of(problem, second.asked.step) == sorted(["-", *PLACES[4:]])


def test_a_condition_lifts_its_bound(case_of: CaseOf) -> None:
    problem = problem_of(case_of(on("w1", condition("l30", bound="at-least"))), "a", "b")
    assert lesser(problem, "a", "w1", "conditional")[:2] == [
        ("lift-bound", "20..30", (0,)),
        ("lift-bound", "l20", (0,)),
    ]
    first = held_by(problem, "a", "w1", "conditional").smaller[0]
    assert true_of(problem, first.asked.settlement) == sorted(["-", *PLACES, *(f"{place} w1" for place in PLACES[4:])])


# ------------------------------------------------------------------ the shipped case


def test_the_shipped_case_between_two_parties() -> None:
    case = kg.open()
    problem = build(case.resolution, [case.party("Russia"), case.party("Ukraine")])

    def local(identifier: str) -> str:
        return identifier.replace("#", "/").rsplit("/", 1)[-1]

    assert {
        local(stake.issue): [local(problem.atoms[n].options[0]) for n in stake.atoms] for stake in problem.stakes
    } == {
        "annexed-territories": ["cede-annexed-territories"],
        "ceasefire": ["any-truce", "complete-ceasefire", "unconditional-ceasefire"],
        "crimea-status": ["recognition-of-crimea"],
        "strikes-on-infrastructure": ["halt-infrastructure-strikes"],
        "talks-format": ["direct-talks"],
        "ukraine-alignment": ["permanent-neutrality"],
        "zaporizhzhia-plant": [],
    }
    assert [f"{local(p.holder)} {p.stance} {local(p.held.term)}" for p in problem.positions] == [
        "russia demand cede-annexed-territories",
        "ukraine oppose cede-annexed-territories",
        "ukraine support complete-ceasefire",
        "russia open direct-talks",
        "ukraine open direct-talks",
        "russia open halt-infrastructure-strikes",
        "ukraine support halt-infrastructure-strikes",
        "russia demand permanent-neutrality",
        "ukraine oppose permanent-neutrality",
        "ukraine demand unconditional-ceasefire",
        "ukraine doubt nato-veto",
        "ukraine doubt plant-as-neutral-zone",
        "ukraine doubt recognition-of-crimea",
    ]
    assert [local(p.held.term) for p in problem.positions if p.held.ascribed] == [
        "nato-veto",
        "plant-as-neutral-zone",
        "recognition-of-crimea",
    ]
    chains = [[local(each) for each in rule.chain.via] for rule in problem.rules if rule.chain]
    assert ["cede-annexed-territories", "recognition-of-crimea"] in chains


def test_any_order_of_the_case_gives_the_same_problem(case_of: CaseOf) -> None:
    parts = [
        position("a", "demand", "x1"),
        on("w1", condition("x2"), condition("w2"), who="b"),
        position("b", "support", "l20", bound="at-least"),
        proposal("k", "w1 w2", by="a"),
        entails("w1", "w3"),
    ]
    one = problem_of(case_of(*parts), "a", "b")
    other = problem_of(case_of(*reversed(parts)), "b", "a")
    assert one == other
