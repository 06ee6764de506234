"""Bundles, positions, clashes and knots of deals as objects of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.moves import GRADES
from kg.answers.base import independent_sources
from kg.answers.deals_words import giving_words, position_words
from kg.answers.rendering import Json, Renderer, number
from kg.case import Case
from kg.deals.clauses import Reason
from kg.deals.components import Question
from kg.deals.costing import Burden
from kg.deals.describing import Described
from kg.deals.least import Gap
from kg.deals.problem import PLACES, Atom, Position, Problem, Taking
from kg.deals.settlements import Clash, Knot
from kg.deals.suppose import SUPPOSED
from kg.resolution import Resolved

__all__ = [
    "bundle_json",
    "burden_json",
    "clash_json",
    "gap_json",
    "knot_json",
    "place_json",
    "position_json",
    "sources_of",
]


def sources_of(case: Case, held: Iterable[Resolved]) -> tuple[str, ...]:
    """Return the independent sources (ids) of stances; what is only supposed has none."""
    return independent_sources(case, {s.source for each in held for s in each.evidence} - {SUPPOSED})


def bundle_json(show: Renderer, problem: Problem, found: Described, question: Question) -> Json:
    """Return a bundle with what is to know of it."""
    is_step = question == Question.STEP
    return {
        "options": show.things(found.options),
        "values": [place_json(show, atom) for atom in found.places],
        "left_open": show.things(found.untouched if is_step else problem.left_open),
        "declined": show.things(() if is_step else found.untouched),
        "conditions": [
            {"party": show.thing(each.holder), **show.condition(each.condition, state), "met": state == "met"}
            for each in found.traded
            for state in ("not met" if each.condition.words else "met",)
        ],
        "order": [
            {**_order(show, each.first, each.then, each.timing), "held_by": show.things(each.held_by)}
            for each in found.order
        ],
        "readings": [
            {"option": show.thing(d.option), "point": show.thing(d.point), "parties": show.things(d.parties)}
            for d in found.readings
        ],
        "needs": show.things(found.needs),
        "no_stance": [_taking(show, problem, each) for each in found.no_side],
        "withheld": [_taking(show, problem, each) for each in found.withheld],
        "open": [{"party": show.thing(h.party), "option": show.thing(h.term)} for h in found.open],
        "demands_unmet": [
            {"party": show.thing(h.party), "option": show.thing(h.term), "bounds": list(h.bounds)} for h in found.unmet
        ],
        "rests_on": {
            "inferred": sum(held.inferred for held in found.rests_on),
            "ascribed": sum(held.ascribed for held in found.rests_on),
            "sources": [show.source(each) for each in sources_of(show.case, found.rests_on)],
        },
        "costs": [burden_json(show, each) for each in found.burdens],
    }


def burden_json(show: Renderer, burden: Burden) -> Json:
    """Return what a bundle costs a party."""
    counts = dict(zip(PLACES, burden.counts, strict=True))
    return {"party": show.thing(burden.party), **counts, "ascribed": burden.ascribed}


def gap_json(gap: Gap | None) -> Json:
    """Return how far something may be from the best: at which place, what it costs there, and the least that anything can."""
    if gap is None:
        return {"place": None, "found": None, "bound": None}
    return {"place": (*PLACES, "ascribed")[gap.digit], "found": gap.found, "bound": gap.bound}


def place_json(show: Renderer, atom: Atom) -> Json:
    """Return what a bundle holds: the issue, its options, and on a ladder the value or what lies between two."""
    return {
        "issue": show.thing(atom.issue),
        "options": show.things(atom.options),
        "low": number(atom.low),
        "high": number(atom.high),
        "unit": atom.unit,
    }


def _order(show: Renderer, first: Atom, then: Atom, timing: str) -> Json:
    return {"first": place_json(show, first), "then": place_json(show, then), "timing": timing}


def _taking(show: Renderer, problem: Problem, taking: Taking) -> Json:
    atom = problem.atoms[taking.atom]
    option = show.thing(atom.options[0]) if atom.options else None
    return {"party": show.thing(taking.party), "issue": show.thing(atom.issue), "option": option}


def position_json(show: Renderer, position: Position) -> Json:
    """Return a declared position, with its grade and its evidence."""
    held = position.held
    return {
        "party": show.thing(position.holder),
        "binds": show.things(position.parties),
        "on": show.thing(held.term),
        "bounds": list(held.bounds),
        "stance": held.stance.value,
        "grade": GRADES.get(held.stance, 1),
        "ascribed": held.ascribed,
        "condition": show.condition(held.conditions[0]) if held.conditions else None,
        "conditions": [show.condition(each) for each in held.conditions],
        "text": position_words(show, position),
        "evidence": show.evidence(held.evidence),
    }


def clash_json(show: Renderer, problem: Problem, clash: Clash) -> Json:
    """Return a clash: its positions, and the chains and orders that join them."""
    return {
        "positions": [position_json(show, problem.positions[each]) for each in clash.positions],
        "because": [_reason(show, problem, each) for each in clash.because],
    }


def _reason(show: Renderer, problem: Problem, reason: Reason) -> Json:
    if isinstance(reason, tuple):
        atoms = problem.atoms
        edges = [_order(show, atoms[edge.first], atoms[edge.then], edge.timing) for edge in reason]
        return {"via": [], "reasons": [], "order": edges}
    chain = reason.chain
    reasons = [show.reason_words(text) for text in chain.reasons if text] if chain else []
    return {"via": [show.thing(each) for each in chain.via] if chain else [], "reasons": reasons, "order": []}


def knot_json(show: Renderer, problem: Problem, knot: Knot) -> Json:
    """Return a knot with its ways out, in words too."""
    return {
        "clashes": list(knot.clashes),
        "issues": show.things(knot.issues),
        "ways_out": [
            {
                "giving_up": [
                    {
                        "position": position_json(show, problem.positions[giving.position]),
                        "how": giving.how.value,
                        "to": place_json(show, problem.atoms[giving.to]) if giving.to is not None else None,
                        "conditions": [
                            show.condition(problem.positions[giving.position].held.conditions[each])
                            for each in giving.dropped
                        ],
                        "text": giving_words(show, problem, giving),
                    }
                    for giving in way.giving_up
                ],
                "by_party": [{"party": show.thing(party), "count": count} for party, count in way.by_party],
            }
            for way in knot.ways_out
        ],
        "complete": knot.complete,
    }
