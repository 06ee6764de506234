"""A component as clauses: what no bundle with certain positions honoured can be.

A clause is a set of literals, one of which is true; a literal is a variable's number, negative where it is denied. Formulas
become clauses in the way of Plaisted and Greenbaum (1986), a variable for each part in one direction only:

1. an atom is a variable; so is each position: that it is kept;
2. a rule is true; what a position asks is true where it is kept;
3. where it is kept and active, it keeps one alternative of each group, and each edge of it of which both atoms are held;
4. no circle of edges with a ``before`` in it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.deals.components import Claim, Component, Key, group_active
from kg.deals.formulas import Either, Every, Formula, Holds, No, no
from kg.deals.limits import Limits
from kg.deals.order import circles_of
from kg.deals.problem import Edge, Rule

__all__ = ["Clause", "Clauses", "Reason", "clauses_of"]

#: what makes a clause true of each bundle beside the positions: a rule, or that a circle of orders cannot be kept
Reason = Rule | tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Literals of which one is true, and the numbers of the reasons for it."""

    literals: frozenset[int]
    reasons: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a component, its ``reasons``, and the claim that each of the variables in ``kept`` stands for."""

    clauses: tuple[Clause, ...]
    reasons: tuple[Reason, ...]
    kept: dict[int, Key]


class _Writer:
    def __init__(self, atoms: int) -> None:
        self.size, self.found = atoms, dict[Clause, None]()
        self._parts: dict[Formula, int] = {}
        self._edges: dict[Edge, int] = {}

    def variable(self) -> int:
        self.size += 1
        return self.size

    def add(self, literals: Iterable[int], reason: int | None = None) -> None:
        clause = frozenset(literals)
        if not any(-literal in clause for literal in clause):
            self.found[Clause(clause, frozenset() if reason is None else frozenset((reason,)))] = None

    def write(self, formula: Formula, beside: tuple[int, ...] = (), reason: int | None = None) -> None:
        """Write that a formula is true, or one of the literals beside it."""
        formula = _inward(formula)
        if isinstance(formula, Every):
            for each in formula.of:
                self.write(each, beside, reason)
        else:
            self.add((*beside, *self._literals(formula)), reason)

    def _literals(self, formula: Formula) -> Iterator[int]:
        """Yield literals of which one is true only where a formula is."""
        formula = _inward(formula)
        if isinstance(formula, Holds):
            yield formula.atom + 1
        elif isinstance(formula, No):
            yield from (-literal for literal in self._literals(formula.of))
        elif isinstance(formula, Either):
            yield from (literal for each in formula.of for literal in self._literals(each))
        else:
            if formula not in self._parts:
                self._parts[formula] = part = self.variable()
                self.write(formula, (-part,))
            yield self._parts[formula]

    def claim(self, claim: Claim) -> int:
        """Write what a claim asks where it is kept, and return the variable for that."""
        kept = self.variable()
        self.write(claim.asked, (-kept,))
        for group in claim.orders:
            chosen = [self.variable() for _ in group]
            self.write(no(group_active(claim, group)), (-kept, *chosen))
            for alternative, choice in zip(group, chosen, strict=True):
                self.write(alternative.holds, (-choice,))
                for edge in alternative.edges:
                    self.add((-choice, -edge.first - 1, -edge.then - 1, self.edge(edge)))
        return kept

    def edge(self, edge: Edge) -> int:
        """Return the variable that is true where an edge is kept."""
        if edge not in self._edges:
            self._edges[edge] = self.variable()
        return self._edges[edge]


def _inward(formula: Formula) -> Formula:
    """Return a formula with its outermost denial moved inward."""
    if isinstance(formula, No) and not isinstance(formula.of, Holds):
        inner = formula.of
        if isinstance(inner, No):
            return _inward(inner.of)
        parts = tuple(No(each) for each in inner.of)
        return Either(parts) if isinstance(inner, Every) else Every(parts)
    return formula


def clauses_of(component: Component, limits: Limits) -> Clauses:
    """Return a component as clauses. Raises :class:`~kg.deals.limits.LimitReached` for too many circles of orders."""
    writer = _Writer(len(component.atoms))
    reasons: list[Reason] = list(component.rules)
    for number, rule in enumerate(component.rules):
        writer.write(rule.formula, reason=number)
    kept = {writer.claim(claim): claim.key for claim in component.claims}
    for circle in circles_of(component.claims):
        limits.check()
        writer.add((-writer.edge(edge) for edge in circle), len(reasons))
        reasons.append(circle)
    return Clauses(tuple(writer.found), tuple(reasons), kept)
