"""Groups of joined issues: what can be answered apart, the whole being any choice of one answer from each.

Two atoms are joined where a rule, what a position asks or an order names both. The groups are the connected components
of that graph, found by union and find (Galler and Fischer 1964). A position that no bundle can change is a group without
atoms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from kg.deals.formulas import TRUE, Formula, Holds, atoms_of, either, every, moved, no
from kg.deals.problem import Alternative, Asked, Edge, Problem, Rule

__all__ = ["Claim", "Component", "Key", "Question", "Union", "claims_of", "components_of", "group_active", "whole_of"]

T = TypeVar("T")

#: the number of a position in the problem, and how far it is given up (:attr:`Claim.step`)
Key = tuple[int, int]


class Question(StrEnum):
    """What is asked of the bundles: are they steps, settlements, or settlements that meet the wishes too."""

    STEP = "step"
    SETTLEMENT = "settlement"
    WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a position (its number in the problem) asks of a bundle in one question.

    ``step`` is 0 for all that it asks, else what it still asks when the way of that place in its ``smaller`` (from 1) is taken.

    A bundle honours it where ``asked`` is true of it. Where ``active`` is, one alternative of each group of ``orders`` is
    kept, of those that hold.
    """

    position: int
    asked: Formula
    active: Formula = TRUE
    orders: tuple[tuple[Alternative, ...], ...] = ()
    step: int = 0

    @classmethod
    def of(cls, position: int, asked: Asked, question: Question, step: int = 0) -> Claim:
        """Return what a position asks in a question."""
        formula = asked.step if question == Question.STEP else asked.settlement
        return cls(position, formula, asked.active, asked.orders, step)

    @property
    def key(self) -> Key:
        """What tells it apart."""
        return (self.position, self.step)

    @property
    def asking(self) -> Iterator[Formula]:
        """The formulas that say which orders it asks for."""
        if self.orders:
            yield self.active
        yield from (alternative.holds for group in self.orders for alternative in group)

    @property
    def edges(self) -> Iterator[Edge]:
        """All the edges in it."""
        yield from (edge for group in self.orders for alternative in group for edge in alternative.edges)

    @property
    def atoms(self) -> Iterator[int]:
        """The atoms that it names, some more than once."""
        yield from (atom for formula in (self.asked, *self.asking) for atom in atoms_of(formula))
        yield from (atom for edge in self.edges for atom in (edge.first, edge.then))

    def moved(self, numbers: Mapping[int, int]) -> Claim:
        """Return the same with the atoms under other numbers."""
        orders = tuple(tuple(_moved(alternative, numbers) for alternative in group) for group in self.orders)
        active = moved(self.active, numbers) if self.orders else TRUE
        return replace(self, asked=moved(self.asked, numbers), active=active, orders=orders)


def _moved(alternative: Alternative, numbers: Mapping[int, int]) -> Alternative:
    edges = tuple(Edge(numbers[edge.first], numbers[edge.then], edge.timing) for edge in alternative.edges)
    return replace(alternative, holds=moved(alternative.holds, numbers), edges=edges)


@dataclass(frozen=True, slots=True)
class Component:
    """A group of joined issues.

    ``atoms`` are their numbers in the problem; everything else in a component numbers them by their place there.
    """

    atoms: tuple[int, ...]
    rules: tuple[Rule, ...]
    claims: tuple[Claim, ...]

    @property
    def places(self) -> dict[int, int]:
        """The place of each atom, by its number in the problem."""
        return {atom: place for place, atom in enumerate(self.atoms)}


class Union:
    """Disjoint sets of numbers, which can be united."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, number: int) -> int:
        """Return the number that stands for the set of a number."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def unite(self, numbers: Iterable[int]) -> None:
        """Make one set of those of several numbers."""
        roots = list(dict.fromkeys(map(self.find, numbers)))
        for other in roots[1:]:
            self._parent[other] = roots[0]


def group_active(claim: Claim, group: tuple[Alternative, ...]) -> Formula:
    """Return where one alternative of a group is to be kept: the claim is active, and one of them holds."""
    return every((claim.active, either(alternative.holds for alternative in group)))


def claims_of(problem: Problem, question: Question, smaller: Container[int] = ()) -> tuple[Claim, ...]:
    """Return what the positions ask in a question, without those that any bundle honours and that ask for no order.

    A wish asks something only where wishes are asked about. Beside the positions (numbers) in ``smaller`` stands what they ask
    still when a part is given up.
    """
    found = []
    for number, position in enumerate(problem.positions):
        if not position.wish or question == Question.WISHES:
            found.append(Claim.of(number, position.asked, question))
            less = position.smaller if number in smaller else ()
            found += [Claim.of(number, lesser.asked, question, step) for step, lesser in enumerate(less, 1)]
    return tuple(claim for claim in found if claim.asked != TRUE or claim.orders)


def components_of(problem: Problem, claims: Iterable[Claim], also: Iterable[Formula] = ()) -> tuple[Component, ...]:
    """Return the groups of joined issues, in the order of their first atoms, then those without atoms.

    ``also`` are formulas that join atoms and ask nothing.
    """
    rules = (*problem.rules, *_given(problem))
    claims = tuple(claims)
    named = [tuple(atoms_of(rule.formula)) for rule in rules]
    asked = [tuple(claim.atoms) for claim in claims]
    sets = Union(len(problem.atoms))
    for atoms in (*named, *asked, *(tuple(atoms_of(formula)) for formula in also)):
        sets.unite(atoms)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for atom in range(len(problem.atoms)):
        members[sets.find(atom)].append(atom)
    of_rules, of_claims = _by_set(rules, named, sets), _by_set(claims, asked, sets)
    found = [_component(atoms, of_rules[root], of_claims[root]) for root, atoms in members.items()]
    alone = [Component((), (rule,), ()) for rule in of_rules[-1]] + [Component((), (), (c,)) for c in of_claims[-1]]
    return (*found, *alone)


def whole_of(problem: Problem) -> Component:
    """Return all the issues as one group, in which no position claims anything."""
    return Component(tuple(range(len(problem.atoms))), (*problem.rules, *_given(problem)), ())


def _given(problem: Problem) -> Iterator[Rule]:
    yield from (Rule(Holds(atom)) for atom in sorted(problem.fixed))
    for number, atom in enumerate(problem.atoms):
        if atom.issue in problem.left_open:
            yield Rule(no(Holds(number)))


def _by_set(things: Iterable[T], atoms: list[tuple[int, ...]], sets: Union) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for thing, named in zip(things, atoms, strict=True):
        found[sets.find(named[0]) if named else -1].append(thing)
    return found


def _component(atoms: list[int], rules: list[Rule], claims: list[Claim]) -> Component:
    numbers = {atom: place for place, atom in enumerate(atoms)}
    return Component(
        tuple(atoms),
        tuple(replace(rule, formula=moved(rule.formula, numbers)) for rule in rules),
        tuple(claim.moved(numbers) for claim in claims),
    )
