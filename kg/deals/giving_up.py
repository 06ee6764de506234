"""What is given up in a way out: each position that gives, gives the least that suffices.

A position that is given up in part asks less: it is a claim of its own, and the clashes are sought among all of these at once
(:mod:`kg.deals.clashes`). So whether a smaller giving-up suffices is seen from them:

1. The positions of the knot that do not give are kept, and so are all that clash with nothing. Of the other knots one way out is
   taken, whichever suits.
2. Each position that gives is withdrawn; then one after the other asks as much as it can, the least giving-up first, such that
   no clash is kept.
3. On a ladder also a value between is a way out: where each position that it lies outside of is lifted to it, and two that
   clash both are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.deals.components import Key
from kg.deals.problem import Atom, Given, Problem

__all__ = ["Giving", "Kept", "between", "least_giving"]


@dataclass(frozen=True, slots=True)
class Giving:
    """What a position (its number) gives up, and how: ``to`` and ``dropped`` as in :class:`~kg.deals.problem.Lesser`."""

    position: int
    how: Given
    to: int | None = None
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a knot: ``nogoods`` are sets of claims that clash, ``knot`` its positions, ``others`` the ways out of each other knot."""

    nogoods: Sequence[frozenset[Key]]
    knot: frozenset[int]
    others: Sequence[Sequence[frozenset[int]]]

    def suffices(self, giving: Mapping[int, int | None]) -> bool:
        """Return whether no clash is kept where positions of the knot give: up to a step, or wholly (None)."""
        elsewhere = frozenset[int]().union(*(way for ways in self.others for way in ways))
        left = []
        for nogood in self.nogoods:
            if all(self._asked(position, step, giving) for position, step in nogood):
                left.append(frozenset(position for position, _ in nogood) & elsewhere - self.knot)
        return _hit(left, self.others)

    def _asked(self, position: int, step: int, giving: Mapping[int, int | None]) -> bool:
        return step == giving[position] if position in giving else step == 0


def _hit(left: Sequence[frozenset[int]], others: Sequence[Sequence[frozenset[int]]]) -> bool:
    """Return whether one way out of each knot can be chosen so that they share something with each set that is left."""
    if not left:
        return True
    for number, ways in enumerate(others):
        rest = (*others[:number], *others[number + 1 :])
        for way in ways:
            if way & left[0] and _hit([each for each in left if not each & way], rest):
                return True
    return False


def least_giving(problem: Problem, way: Iterable[int], kept: Kept) -> tuple[Giving, ...]:
    """Return what each position of a way out gives up, the least that suffices."""
    giving: dict[int, int | None] = dict.fromkeys(way)
    for position in giving:
        for step in range(1, len(problem.positions[position].smaller) + 1):
            if kept.suffices({**giving, position: step}):
                giving[position] = step
                break
    return tuple(_giving(problem, position, step) for position, step in giving.items())


def _giving(problem: Problem, position: int, step: int | None) -> Giving:
    held = problem.positions[position]
    if step is None:
        return Giving(position, held.whole)
    lesser = held.smaller[step - 1]
    return Giving(position, lesser.how, lesser.to, lesser.dropped)


def between(problem: Problem, clashes: Sequence[frozenset[int]], kept: Kept) -> Iterator[tuple[Giving, ...]]:
    """Yield for each value between, what the positions of a knot give up to meet there: named values, else the one gap."""
    lifts = {position: dict(_lifts(problem, position)) for position in sorted(kept.knot)}
    found = []
    for atom in sorted({atom for steps in lifts.values() for atom in steps}):
        giving = {position: steps[atom] for position, steps in lifts.items() if atom in steps}
        meeting = any(len(clash & giving.keys()) > 1 for clash in clashes)
        if meeting and kept.suffices(giving):
            found.append((atom, tuple(Giving(position, Given.BETWEEN, atom) for position in giving)))
    named = [givings for atom, givings in found if _is_value(problem.atoms[atom])]
    yield from named or (givings for _, givings in found)


def _lifts(problem: Problem, position: int) -> Iterator[tuple[int, int]]:
    for step, lesser in enumerate(problem.positions[position].smaller, 1):
        if lesser.how == Given.LIFT_BOUND and lesser.to is not None and not lesser.dropped:
            yield lesser.to, step


def _is_value(atom: Atom) -> bool:
    return atom.low is not None and atom.low == atom.high
