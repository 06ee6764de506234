"""What is to know of one bundle: what it holds and leaves open, what is traded in it, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.analysis.conditions import outside_undertakers
from kg.analysis.readings import Divergence, divergences
from kg.case.records import Condition
from kg.deals.components import Claim, Question, claims_of
from kg.deals.costing import Burden, burdens_of
from kg.deals.formulas import atoms_of, truth
from kg.deals.order import groups_of, kept_order
from kg.deals.problem import Atom, Edge, Problem, Taking
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Stance

__all__ = ["Described", "Ordered", "Traded", "describe"]


@dataclass(frozen=True, slots=True)
class Traded:
    """A condition of the holder (id) of a position on a ``term`` (id), which holds in the bundle; one in words is not checked."""

    holder: str
    term: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Ordered:
    """That the atom ``first`` comes ``before`` the atom ``then``, or both are done ``together``, as ``held_by`` (ids) ask."""

    first: Atom
    then: Atom
    timing: str
    held_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A bundle as a step or a settlement.

    - ``options`` are ids; ``places`` what it holds of ladders.
    - ``untouched``: the issues (ids) of which it holds nothing: left open by a step, declined by a settlement.
    - ``traded``: the conditions that hold in it; ``order``: what must come first, or together; ``in_circle``: not all of it can be kept.
    - ``readings``: what those for or leaning read differently; ``needs``: who would have to act and is not of the group.
    - ``no_side``: parties without a side on what it holds, those whose stance is ``withheld`` apart; ``open``: those that
      are only willing to discuss it, or back it as part of a whole that it does not hold.
    - ``unmet``: the demands that it does not meet; of a step those on issues that it touches.
    - ``rests_on``: the stances of the group on what it holds; ``burdens``: what it costs each party.
    """

    atoms: frozenset[int]
    options: tuple[str, ...]
    places: tuple[Atom, ...]
    untouched: tuple[str, ...]
    traded: tuple[Traded, ...]
    order: tuple[Ordered, ...]
    in_circle: bool
    readings: tuple[Divergence, ...]
    needs: tuple[str, ...]
    no_side: tuple[Taking, ...]
    withheld: tuple[Taking, ...]
    open: tuple[Resolved, ...]
    unmet: tuple[Resolved, ...]
    rests_on: tuple[Resolved, ...]
    burdens: tuple[Burden, ...]


def describe(resolution: Resolution, problem: Problem, bundle: frozenset[int], question: Question) -> Described:
    """Return what is to know of a bundle, as a step or as a settlement."""
    held = [problem.atoms[number] for number in sorted(bundle)]
    options = tuple(dict.fromkeys(option for atom in held for option in atom.options))
    touched = {atom.issue for atom in held}
    is_step = question == Question.STEP
    takings = [taking for taking in problem.takings if taking.atom in bundle]
    bare = [taking for taking in takings if taking.side is None]
    claims = claims_of(problem, question)
    order, in_circle = _order(problem, claims, bundle)
    return Described(
        bundle,
        options,
        tuple(atom for atom in held if atom.low is not None or atom.high is not None),
        tuple(s.issue for s in problem.stakes if s.issue not in touched and (is_step or s.decided)),
        tuple(_traded(problem, claims, bundle)),
        order,
        in_circle,
        tuple(_readings(resolution, problem, takings)),
        tuple(sorted({p for option in options for p in outside_undertakers(resolution.case, option, problem.parties)})),
        tuple(taking for taking in bare if not taking.withheld),
        tuple(taking for taking in bare if taking.withheld),
        tuple(_uncommitted(resolution, problem, bundle, options)),
        tuple(_unmet(problem, bundle, touched if is_step else None)),
        tuple(resolution.stance(party, option) for option in options for party in problem.parties),
        burdens_of(problem, bundle, in_step=is_step),
    )


def _traded(problem: Problem, claims: Iterable[Claim], bundle: frozenset[int]) -> Iterator[Traded]:
    for claim in claims:
        if not claim.orders or not truth(claim.active, bundle):
            continue
        position = problem.positions[claim.position]
        for alternative in (each for group in claim.orders for each in group if truth(each.holds, bundle)):
            for number in alternative.conditions:
                yield Traded(position.holder, position.held.term, position.held.conditions[number])


def _order(problem: Problem, claims: Iterable[Claim], bundle: frozenset[int]) -> tuple[tuple[Ordered, ...], bool]:
    """Return the orders that can be kept together; where they cannot, what is asked for, and that it runs in a circle."""
    asked = [(claim, groups) for claim in claims if (groups := groups_of(claim, bundle))]
    asking = [group for _, asks in asked for group in asks]
    kept = kept_order(asking)
    shown = frozenset[Edge]().union(*(group[0] for group in asking)) if kept is None else kept
    found = []
    for edge in sorted(shown, key=lambda each: (each.first, each.then, each.timing)):
        holders = {problem.positions[claim.position].holder for claim, asks in asked if _asks_for(asks, edge)}
        found.append(Ordered(problem.atoms[edge.first], problem.atoms[edge.then], edge.timing, tuple(sorted(holders))))
    return tuple(found), kept is None


def _asks_for(groups: Iterable[Sequence[frozenset[Edge]]], edge: Edge) -> bool:
    return any(edge in choice for group in groups for choice in group)


def _readings(resolution: Resolution, problem: Problem, takings: Iterable[Taking]) -> Iterator[Divergence]:
    wanting: dict[str, set[str]] = {}
    for taking in takings:
        if taking.side in ("for", "leaning"):
            for option in problem.atoms[taking.atom].options:
                wanting.setdefault(option, set()).add(taking.party)
    for option, parties in wanting.items():
        yield from divergences(resolution, option, parties)


def _uncommitted(
    resolution: Resolution, problem: Problem, bundle: frozenset[int], options: Iterable[str]
) -> Iterator[Resolved]:
    backing = {
        (party, position.held.term)
        for position in problem.positions
        if position.held.is_backing
        for party in position.parties
    }
    accepted = {
        (taking.party, option): truth(taking.accepted, bundle)
        for taking in problem.takings
        if taking.atom in bundle
        for option in problem.atoms[taking.atom].options
    }
    for option in options:
        for party in problem.parties:
            held = resolution.stance(party, option)
            waits = held.stance is Stance.CONDITIONAL and (party, option) in backing and not accepted[party, option]
            if held.stance is Stance.OPEN or waits:
                yield held


def _unmet(problem: Problem, bundle: frozenset[int], touched: set[str] | None) -> Iterator[Resolved]:
    for position in problem.positions:
        if position.stance is Stance.DEMAND and not truth(position.asked.settlement, bundle):
            issues = {problem.atoms[number].issue for number in atoms_of(position.asked.settlement)}
            if touched is None or issues & touched or position.issue in touched:
                yield position.held
