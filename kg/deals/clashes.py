"""Clashes: every minimal set of positions that no bundle honours together (minimal unsatisfiable subsets).

The clauses of a component (:mod:`kg.deals.clauses`) say which bundles honour which positions. Each variable that is no position is
*forgotten* by resolution (Davis and Putnam 1960): the clauses that affirm it are joined, one by one, with those that deny it.
What is left speaks of positions alone, and each of its clauses says that not all of some positions are kept. Without those that
contain another, these are the prime implicates over the positions, and so every clash once: the nogoods of an
assumption-based truth maintenance system (Reiter and de Kleer 1987).

1. A clause that contains another says nothing more and is dropped (subsumption), when it arises and later.
2. The variable whose forgetting makes fewest clauses goes first (Eén and Biere 2005).
3. A clause keeps the reasons it was made from; a clash keeps of them what it needs (deletion, one by one).

Clashes do not multiply as the bundles do: independent ones are found apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.deals.clauses import Clause, Clauses, Reason, clauses_of
from kg.deals.components import Component, Key
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Rule

__all__ = ["Nogood", "nogoods_of"]


@dataclass(frozen=True, slots=True)
class Nogood:
    """Claims (by key) that no bundle honours together, and the entailments, exclusions and circles of orders that join them.

    None of these can be left out.
    """

    claims: frozenset[Key]
    reasons: tuple[Reason, ...] = ()


def nogoods_of(component: Component, limits: Limits, *, explained: bool = True) -> tuple[Nogood, ...]:
    """Return every minimal set of claims that no bundle of a component honours together, with the reasons if so asked.

    Raises :class:`~kg.deals.limits.LimitReached` where that takes too many clauses or too long.
    """
    clauses = clauses_of(component, limits)
    near = _Near(clauses)
    found = []
    for clause in _Store(clauses.clauses, limits).forget(clauses.kept.keys()):
        needed = _needed(clauses, near, clause, limits) if explained else ()
        found.append(Nogood(frozenset(clauses.kept[-literal] for literal in clause.literals), needed))
    return tuple(sorted(found, key=lambda nogood: sorted(nogood.claims)))


class _Near:
    """The clauses by what they come from: a position that is kept, a reason, or neither."""

    def __init__(self, clauses: Clauses) -> None:
        self._from: defaultdict[tuple[str, int], list[Clause]] = defaultdict(list)
        for clause in clauses.clauses:
            kept = [("kept", -literal) for literal in clause.literals if -literal in clauses.kept]
            reasons = [("reason", number) for number in clause.reasons]
            for origin in kept + reasons or [("", 0)]:
                self._from[origin].append(clause)

    def of(self, clash: Clause) -> list[Clause]:
        """Return the clauses that a clash can come from."""
        kept = [("kept", -literal) for literal in clash.literals]
        reasons = [("reason", number) for number in sorted(clash.reasons)]
        return [clause for origin in (*kept, *reasons, ("", 0)) for clause in self._from[origin]]


def _needed(clauses: Clauses, near: _Near, clash: Clause, limits: Limits) -> tuple[Reason, ...]:
    """Return as many of a clash's reasons as make it one, beside what issues admit; of those, none can be left out."""
    kept = {-literal for literal in clash.literals}
    told = [number for number in sorted(clash.reasons) if _is_told(clauses.reasons[number])]
    needed = clash.reasons
    for reason in told:
        fewer = needed - {reason}
        if _Store((c for c in near.of(clash) if c.reasons <= fewer), limits).forget(kept):
            needed = fewer
    return tuple(clauses.reasons[number] for number in told if number in needed)


def _is_told(reason: Reason) -> bool:
    return not isinstance(reason, Rule) or reason.chain is not None


class _Store:
    """Clauses, none of which contains another.

    They are found by each of their literals; those of two literals also by one and then the other, longer ones also by one
    literal alone.
    """

    def __init__(self, clauses: Iterable[Clause], limits: Limits) -> None:
        self._with: defaultdict[int, dict[Clause, None]] = defaultdict(dict)
        self._pairs: defaultdict[int, set[int]] = defaultdict(set)
        self._longer: defaultdict[int, dict[Clause, None]] = defaultdict(dict)
        self._by: dict[Clause, int] = {}
        self._limits, self._made = limits, 0
        self._empty: Clause | None = None
        for clause in sorted(clauses, key=lambda c: (len(c.literals), sorted(c.literals), sorted(c.reasons))):
            self.add(clause)

    def add(self, clause: Clause) -> None:
        """Add a clause unless it contains another, and drop those that contain it."""
        literals = clause.literals
        if self._empty or self._contains_another(literals):
            return
        if not literals:
            self._empty = clause
            return
        rarest = min(literals, key=lambda literal: len(self._with[literal]))
        for other in [c for c in self._with[rarest] if literals <= c.literals]:
            self.drop(other)
        for literal in literals:
            self._with[literal][clause] = None
            if len(literals) == 2:
                self._pairs[literal] |= literals - {literal}
        self._by[clause] = rarest
        if len(literals) != 2:
            self._longer[rarest][clause] = None
        self._made += 1
        if self._made > self._limits.clauses:
            raise LimitReached(f"the limit of {self._limits.clauses} clauses")

    def _contains_another(self, literals: frozenset[int]) -> bool:
        if any(not self._pairs[literal].isdisjoint(literals) for literal in literals):
            return True
        return any(c.literals <= literals for literal in literals for c in self._longer[literal])

    def drop(self, clause: Clause) -> None:
        """Take a clause out."""
        for literal in clause.literals:
            del self._with[literal][clause]
            if len(clause.literals) == 2:
                self._pairs[literal] -= clause.literals
        self._longer[self._by.pop(clause)].pop(clause, None)

    def forget(self, kept: Iterable[int]) -> tuple[Clause, ...]:
        """Forget all variables but some, and return what is left."""
        waiting = {abs(literal) for literal in self._with} - set(kept)
        while waiting and not self._empty:
            self._limits.check()
            variable = min(waiting, key=lambda each: (self._growth(each), each))
            waiting.remove(variable)
            self._resolve(variable)
        if self._empty:
            return (self._empty,)
        return tuple(self._by)

    def _growth(self, variable: int) -> int:
        affirmed, denied = len(self._with[variable]), len(self._with[-variable])
        return affirmed * denied - affirmed - denied

    def _resolve(self, variable: int) -> None:
        affirmed, denied = list(self._with[variable]), list(self._with[-variable])
        for clause in (*affirmed, *denied):
            self.drop(clause)
        for one in affirmed:
            self._limits.check()
            for other in denied:
                literals = (one.literals - {variable}) | (other.literals - {-variable})
                if not any(-literal in literals for literal in literals):
                    self.add(Clause(literals, one.reasons | other.reasons))
