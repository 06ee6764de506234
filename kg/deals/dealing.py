"""All that is answered about the deals of a group: the steps that are open to it, its settlements, and what stopped the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.analysis.proposals import existing_proposals
from kg.deals.best import Best, best_of
from kg.deals.building import build
from kg.deals.limits import Limits
from kg.deals.problem import Problem
from kg.deals.settlements import Settlements, settlements_of
from kg.deals.steps import Steps, steps_of
from kg.deals.weighing import alike
from kg.deals.weights import Weighed, Weights, weigh
from kg.resolution import Resolution

__all__ = ["Dealing", "deal"]


@dataclass(frozen=True, slots=True)
class Dealing:
    """The answers of one problem; ``reached`` are the limits that stopped a search, in words: none, and all is proven.

    ``searched``: no limit stopped what is said of steps and settlements. In ``best_alike`` a firm objection counts as much as a red line (:func:`kg.deals.weighing.alike`); ``proposals`` are those (ids)
    to which a nearest settlement is sought. ``weighed`` are the settlements by ``weights``, None where there are none, or a limit stopped
    it.
    """

    problem: Problem
    steps: Steps
    settlements: Settlements
    searched: bool
    best: Best
    best_alike: Best
    proposals: tuple[str, ...]
    reached: tuple[str, ...]
    weights: Weights | None = None
    weighed: Weighed | None = None


def deal(
    resolution: Resolution,
    parties: Iterable[str],
    limits: Limits,
    *,
    issues: Iterable[str] = (),
    fixed: Iterable[str] = (),
    left_open: Iterable[str] = (),
    voice: str = "any",
    weights: Weights | None = None,
) -> Dealing:
    """Return what a group of parties (ids) can hold; the rest as :func:`kg.deals.building.build` and :mod:`kg.deals.limits`."""
    problem = build(resolution, parties, issues=issues, fixed=fixed, left_open=left_open, voice=voice)
    limits.tell("which steps are open")
    steps = steps_of(problem, limits)
    limits.tell("whether a settlement honours every position")
    settlements = settlements_of(problem, limits)
    searched = not limits.reached
    sought = _in_reach(resolution, problem)
    best = best_of(problem, limits, [terms for _, terms in sought])
    best_alike = best_of(alike(problem), limits)
    weighed = weigh(problem, weights, limits) if weights else None
    names = tuple(name for name, _ in sought)
    reached = tuple(limits.reached)
    return Dealing(problem, steps, settlements, searched, best, best_alike, names, reached, weights, weighed)


def _in_reach(resolution: Resolution, problem: Problem) -> list[tuple[str, frozenset[int]]]:
    """Return the bundles proposed by the day all of whose terms can be in a bundle, with the atoms of their terms."""
    numbers = {option: number for number, atom in enumerate(problem.atoms) for option in atom.options}
    return [
        (proposal.id, frozenset(numbers[term] for term in proposal.terms))
        for proposal in existing_proposals(resolution)
        if proposal.is_bundle and proposal.is_live(resolution.day) and all(term in numbers for term in proposal.terms)
    ]
