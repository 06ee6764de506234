"""Steps: what a group could hold now, issues left open. Three lists of maximal bundles, each bundle in the first that it fits.

A bundle is maximal where no other of those that meet the same criterion holds all that it holds and more.

1. *Accepted on record*: nobody refuses it, and every party accepts each option in it on record: it is for it, or its conditions hold in the
   bundle, none of them in words.
2. *Nobody refuses, all have a side*: each position is honoured as in a step, the orders can be kept together, and every party has a
   side on each option in it.
3. *Nobody refuses*, and some party has no stance on record on something in it.

Each criterion speaks of one option or position at a time, so a whole bundle is maximal where its part in each group of
joined issues is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.deals.components import Component, Question, claims_of, components_of
from kg.deals.formulas import FALSE, TRUE, Formula, Holds, either, every, moved, no
from kg.deals.honouring import Honouring
from kg.deals.limits import Limits
from kg.deals.listed import Listed, Share, listed
from kg.deals.problem import Problem

__all__ = ["Steps", "steps_of"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The three lists of maximal bundles, each bundle as the set of its atoms."""

    accepted: Listed
    nobody_refuses: Listed
    no_stance_on_record: Listed


def steps_of(problem: Problem, limits: Limits) -> Steps:
    """Return the steps that are open to a group."""
    accepted, sided = _acceptances(problem), _sides(problem)
    components = components_of(problem, claims_of(problem, Question.STEP), accepted)
    found = [_shares(component, (accepted, sided), limits) for component in components]
    first, second, third = ([shares[place] for shares in found] for place in range(3))
    return Steps(
        listed(first, limits.most),
        listed(second, limits.most, [first]),
        listed(third, limits.most, [first, second]),
    )


def _acceptances(problem: Problem) -> tuple[Formula, ...]:
    """Return for each atom what is true where a bundle does not hold it, or every party accepts it on record."""
    accepted = {(taking.party, taking.atom): taking.accepted for taking in problem.takings}
    return tuple(
        either((no(Holds(atom)), every(accepted.get((party, atom), FALSE) for party in problem.parties)))
        for atom in range(len(problem.atoms))
    )


def _sides(problem: Problem) -> tuple[Formula, ...]:
    """Return for each atom what is true where a bundle does not hold it, or every party has a side on it."""
    sided = {(taking.party, taking.atom) for taking in problem.takings if taking.side is not None}
    return tuple(
        TRUE if all((party, atom) in sided for party in problem.parties) else no(Holds(atom))
        for atom in range(len(problem.atoms))
    )


def _shares(component: Component, criteria: Sequence[Sequence[Formula]], limits: Limits) -> tuple[Share, Share, Share]:
    space, places = Honouring(component, limits), component.places
    accepted, sided = (every(moved(each[atom], places) for atom in component.atoms) for each in criteria)
    return space.maximal(every((accepted, sided))), space.maximal(sided), space.maximal()
