"""The problem of a group and the brute force of ``brute_deals`` agree on small random cases.

``KG_DEALS_EXAMPLES`` is the number of cases.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import combinations
from typing import Any

import small_cases as stage
import strategies
from brute_deals import Brute, Bundle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.deals.building import build
from kg.deals.formulas import Formula, truth
from kg.deals.problem import Atom, Problem

EXAMPLES = int(os.environ.get("KG_DEALS_EXAMPLES", "40"))

CaseOf = Callable[..., Any]

_KIND = f':{strategies.KIND} a neg:EventKind ; skos:prefLabel "{strategies.KIND}"@en .\n'


@st.composite
def _conditions(draw: st.DrawFn, on: str) -> list[str]:
    """Draw conditions of a stance on an option, with all that a condition can have."""
    conditions = []
    for _ in range(draw(st.integers(1, 3))):
        required = draw(st.lists(st.sampled_from(["x1", "x2", "w1", "w2", "w3", "l20", strategies.KIND]), max_size=2))
        required = sorted(set(required) - {on})
        words = draw(st.sampled_from([None, None, "goodwill"])) if required else "goodwill"
        conditions.append(
            stage.condition(
                *required,
                words=words,
                timing=draw(st.sampled_from(["within", "before", "together"])),
                any_of=draw(st.sampled_from([None, "either"])),
                when_met=draw(st.sampled_from([None, None, "demand", "open", "oppose"])),
                deadline=draw(st.sampled_from([None, None, None, 4, strategies.LATE])),
                unless=draw(st.sampled_from([[], [], [], ["w3"], ["x2"]])),
                bound=draw(st.sampled_from([None, "at-least", "at-most"])) if required == ["l20"] else None,
            )
        )
    return conditions


def _bounds(draw: st.DrawFn, on: str) -> str | None:
    return draw(st.sampled_from([None, "at-least", "at-most"])) if on.startswith("l") else None


_WHO = st.sampled_from([*strategies.PARTIES, "g"])


@st.composite
def conditionals(draw: st.DrawFn) -> str:
    """Draw a conditional position."""
    on = draw(st.sampled_from(["x1", "x2", "w1", "w2", "l20", "l30"]))
    attribution = draw(st.sampled_from(["on-record", "on-record", "on-record", "leak"]))
    conditions, bound = draw(_conditions(on)), _bounds(draw, on)
    return stage.position(draw(_WHO), "conditional", on, draw(strategies.DAYS), attribution, *conditions, bound=bound)


@st.composite
def _fallbacks(draw: st.DrawFn) -> str:
    """Draw a for, and later a conditional stance on what it excludes, or on its ladder."""
    who, issue, attribution = (
        draw(_WHO),
        draw(st.sampled_from(["x", "l"])),
        draw(st.sampled_from(["on-record", "leak"])),
    )
    values = {"x": ["x1", "x2", "x3"], "l": ["l10", "l20", "l30"]}[issue]
    main, other = draw(st.sampled_from(values)), draw(st.sampled_from(values))
    first = stage.position(
        who, draw(st.sampled_from(["demand", "support"])), main, 9, attribution, bound=_bounds(draw, main)
    )
    conditions = draw(_conditions(other))
    return first + stage.position(who, "conditional", other, 11, attribution, *conditions, bound=_bounds(draw, other))


@st.composite
def _pairs(draw: st.DrawFn) -> str:
    """Draw two stances of a party on one option: opposite bounds on a value, or opposite sides on one day."""
    who, attribution = draw(_WHO), draw(st.sampled_from(["on-record", "leak"]))
    if draw(st.booleans()):
        on = draw(st.sampled_from(["x1", "w1", "l20"]))
        sides = ("demand", "oppose")
        return "".join(stage.position(who, side, on, 10, attribution) for side in sides)
    value, stances = draw(st.sampled_from(["l10", "l20", "l30"])), st.sampled_from(["demand", "support", "open"])
    first = stage.position(who, draw(stances), value, 10, attribution, bound="at-least")
    return first + stage.position(who, draw(stances), value, draw(st.integers(10, 11)), attribution, bound="at-most")


@st.composite
def cases(draw: st.DrawFn) -> list[str]:
    """Draw a small case: acts and relations, conditional positions, now and then a binding membership."""
    parts = draw(strategies.parts()) + draw(st.lists(conditionals() | _fallbacks() | _pairs(), max_size=3))
    closed = draw(st.sampled_from([None, None, None, "w", "x"]))
    ended = [f':{closed} neg:closedOn "{stage.day_of(11).isoformat()}"^^xsd:date .\n'] if closed else []
    if closed == "w" and draw(st.booleans()):
        # what the party demands there is out of sight, and what follows from it is not
        ended += [stage.position(draw(_WHO), "demand", "w5", 8), stage.excludes("w5", "x1")]
    return [_KIND, *ended, *dict.fromkeys(parts)]


def marks_of(atom: Atom) -> Bundle:
    """Return an atom as the brute force has it."""
    return frozenset(atom.options) or frozenset([(atom.issue, atom.low, atom.high)])


def bundles_of(problem: Problem) -> list[frozenset[int]]:
    """Return every bundle that the rules admit, growing one atom at a time."""
    found: list[frozenset[int]] = [frozenset()]
    for stake in problem.stakes:
        most = 1 if stake.rule == "ladder" else len(stake.atoms)
        chosen = [frozenset(c) for size in range(most + 1) for c in combinations(stake.atoms, size)]
        found = [bundle | each for bundle in found for each in chosen]
    return [bundle for bundle in found if all(truth(rule.formula, bundle) for rule in problem.rules)]


@given(parts=cases(), voice=st.sampled_from(["any", "any", "own"]), group=st.sampled_from(["a b", "a b c"]))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_the_problem_agrees_with_brute_force(case_of: CaseOf, parts: list[str], voice: str, group: str) -> None:
    case = case_of(*parts, as_of=strategies.LAST_DAY)
    parties = [stage.BASE + name for name in group.split()]
    brute, problem = Brute(case, parties, voice), build(case.resolution, parties, voice=voice)
    named = {bundle: frozenset(m for n in bundle for m in marks_of(problem.atoms[n])) for bundle in bundles_of(problem)}
    assert {stake.issue for stake in problem.stakes} == brute.issues
    assert set(named.values()) == set(brute.bundles)

    def true_of(formula: Formula) -> set[Bundle]:
        return {name for bundle, name in named.items() if truth(formula, bundle)}

    assert sorted(p.key for p in problem.positions) == sorted(d.key for d in brute.positions)
    declared = {d.key: d for d in brute.positions}
    for position in problem.positions:
        other = declared[position.key]
        assert position.parties == other.parties
        for settled, formula in ((False, position.asked.step), (True, position.asked.settlement)):
            assert true_of(formula) == {b for b in brute.bundles if brute.honours(b, other, settled=settled)}, (
                position.key
            )

    for settled in (False, True):
        costs = {name: set[tuple[str, str, str, bool]]() for name in named.values()}
        for cost in problem.costs:
            for name in true_of(cost.when if settled else cost.in_step):
                costs[name].add((cost.party, cost.matter, cost.place, cost.ascribed))
        assert costs == {bundle: brute.costs(bundle, settled=settled) for bundle in brute.bundles}

    for taking in problem.takings:
        mark = min(marks_of(problem.atoms[taking.atom]), key=repr)
        assert taking.side == brute.side(taking.party, mark), (taking, mark)
        holding = {b for b in brute.bundles if mark in b}
        assert true_of(taking.accepted) & holding == {b for b in holding if brute.accepts(b, taking.party, mark)}
