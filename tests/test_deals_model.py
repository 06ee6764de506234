"""From resolved stances to a problem: what can be in a bundle, and what each position asks of one, by truth tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import pytest
from small_cases import BASE, entails, excludes, position

from kg.deals.building import build
from kg.deals.formulas import truth
from kg.deals.problem import Atom, Formula, Position, Problem

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
