"""What is given up in a way out: each position that gives, gives the least that suffices.

1. The positions of the knot that do not give are kept, and so are all that clash with nothing. Of the other knots one way out is
   taken, whichever suits (:mod:`kg.deals.sufficing`).
2. Each position that gives is withdrawn; then one after the other asks as much as it can, the least giving-up first, such that
   a settlement is left.
3. On a ladder also a value between is a way out: where each position that it lies outside of is lifted to it, and two that
   clash both are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.deals.problem import Atom, Given, Problem
from kg.deals.sufficing import ByClashes, ByRows, Ways

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
    """What is kept beside a knot with these ``clashes``: ``others`` are the ways out of each other knot.

    ``test`` is None where a limit stopped what tells whether a smaller giving-up suffices: then each gives up the whole.
    """

    clashes: Sequence[frozenset[int]]
    others: Sequence[Ways]
    test: ByRows | ByClashes | None

    @property
    def positions(self) -> frozenset[int]:
        """The positions of the knot."""
        return frozenset[int]().union(*self.clashes)

    def suffices(self, giving: Mapping[int, int | None]) -> bool:
        """Return whether a settlement is left where positions of the knot give: up to a step, or wholly (None)."""
        if self.test is None or any(clash.isdisjoint(giving) for clash in self.clashes):
            return False
        return self.test.suffices(giving, self.positions, self.others)


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


def between(problem: Problem, kept: Kept) -> Iterator[tuple[Giving, ...]]:
    """Yield for each value between, what the positions of a knot give up to meet there: named values, else the one gap."""
    lifts = {position: dict(_lifts(problem, position)) for position in sorted(kept.positions)}
    found = []
    for atom in sorted({atom for steps in lifts.values() for atom in steps}):
        giving = {position: steps[atom] for position, steps in lifts.items() if atom in steps}
        meeting = any(len(clash & giving.keys()) > 1 for clash in kept.clashes)
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
