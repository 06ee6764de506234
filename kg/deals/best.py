"""The best settlements: those that cost least, by several ideas of least, each proven over every bundle.

- The *Pareto set*: no other bundle costs every party at most as much and some party less. Bundles of equal costs are one point.
- *Least total*: the sum of all parties' costs, place by place, is least.
- *Even-handed*: the costs of the worst-off party are least, then those of the second worst-off, and so on (leximin; Sen 1970,
  after Rawls).
- *Nearest* to a proposal: of the Pareto set, what changes fewest of its terms.

The costs of the components of a bundle add up. So the points of the components are summed one after the other, and what a sum
dominates is dropped at once: more cannot make it better (the costs are ordered groups).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.deals.bundles import bundles_of
from kg.deals.components import Component, Question, claims_of, components_of
from kg.deals.formulas import atoms_of, truth
from kg.deals.frontier import pareto_rows
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Problem
from kg.deals.terms_changed import changes_of
from kg.deals.weighing import base_of, counts_of, of_component

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Best", "Nearest", "Point", "best_of"]

#: the bundle of a row that is nearest to a thing, by its place
_Held = Callable[[int, int], frozenset[int]]

#: points above which the Pareto set is given up
_MOST_POINTS = 200_000

#: sums of points that are compared at once
_MOST_SUMS = 4_000_000


@dataclass(frozen=True, slots=True)
class Point:
    """Costs that some bundles have: the first of these, how many there are, and the counts of each party, by party."""

    bundle: frozenset[int]
    number: int
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Of the Pareto set, a bundle that is nearest to a proposal (its place among those asked), and how many terms it changes."""

    proposal: int
    bundle: frozenset[int]
    changes: int


@dataclass(frozen=True, slots=True)
class Best:
    """The best settlements: points of least total cost, even-handed ones, and the Pareto set, each in a fixed order."""

    least_total: tuple[Point, ...]
    even_handed: tuple[Point, ...]
    pareto: tuple[Point, ...]
    nearest: tuple[Nearest, ...]


def best_of(problem: Problem, limits: Limits, proposals: Sequence[frozenset[int]] = ()) -> Best | None:
    """Return the best settlements, None where a limit stopped the search; ``proposals`` are given as the atoms of their terms."""
    with limits.noted():
        return _Search(problem, limits, proposals).found()
    return None


@dataclass(frozen=True, slots=True)
class _Points:
    """Points of one or more components: ``costs`` (one row a point, one column a party), how many bundles each stands for,
    and for each thing to be near to (the first: nothing) how far the nearest of these is, and which."""

    costs: NDArray[np.int64]
    numbers: list[int]
    far: NDArray[np.int64]
    bundles: list[list[frozenset[int]]]


class _Search:
    def __init__(self, problem: Problem, limits: Limits, proposals: Sequence[frozenset[int]]) -> None:
        self._problem, self._limits, self._proposals = problem, limits, list(proposals)
        self._base = base_of(problem)

    def found(self) -> Best:
        problem = self._problem
        also = [cost.when for cost in problem.costs if any(True for _ in atoms_of(cost.when))]
        components = components_of(problem, claims_of(problem, Question.SETTLEMENT), also)
        points = self._always()
        for component in components:
            points = self._sum(points, self._of(component))
        order = sorted(
            range(len(points.numbers)), key=lambda n: (points.costs[n].tolist(), sorted(points.bundles[0][n]))
        )
        totals = [self._total(points.costs[n]) for n in order]
        evens = [sorted(points.costs[n].tolist(), reverse=True) for n in order]
        return Best(
            tuple(self._point(points, n) for n, total in zip(order, totals, strict=True) if total == min(totals)),
            tuple(self._point(points, n) for n, even in zip(order, evens, strict=True) if even == min(evens)),
            tuple(self._point(points, n) for n in order),
            tuple(self._nearest(points, order)),
        )

    def _nearest(self, points: _Points, order: list[int]) -> list[Nearest]:
        found = []
        for place in range(len(self._proposals)):
            nearest = min(order, key=lambda n: int(points.far[n, place + 1]))
            found.append(Nearest(place, points.bundles[place + 1][nearest], int(points.far[nearest, place + 1])))
        return found

    def _point(self, points: _Points, number: int) -> Point:
        counts = tuple(self._base.counts(int(cost)) for cost in points.costs[number])
        return Point(points.bundles[0][number], points.numbers[number], counts)

    def _total(self, costs: NDArray[np.int64]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(self._base.counts(int(cost)) for cost in costs), strict=True)))

    # ------------------------------------------------------------- points

    def _always(self) -> _Points:
        """Return the one point of what every bundle costs, whatever it holds."""
        import numpy as np

        constant = [c for c in self._problem.costs if not set(atoms_of(c.when)) and truth(c.when, frozenset())]
        counts = counts_of(self._problem.parties, constant, np.zeros((1, 0), dtype=bool))
        far = np.zeros((1, 1 + len(self._proposals)), dtype=np.int64)
        return _Points(self._base.numbers(counts), [1], far, [[frozenset()] for _ in range(far.shape[1])])

    def _of(self, component: Component) -> _Points:
        import numpy as np

        rows = bundles_of(component, self._limits.bundles)
        if rows is None:
            raise LimitReached(f"the limit of {self._limits.bundles:,} bundles of issues that hang together")
        counts = counts_of(self._problem.parties, of_component(self._problem, component), rows)
        costs = self._base.numbers(counts)
        far = np.zeros((len(rows), 1 + len(self._proposals)), dtype=np.int64)
        for place, terms in enumerate(self._proposals, 1):
            far[:, place] = changes_of(self._problem, component, rows, terms)
        held = [frozenset(component.atoms[column] for column in np.flatnonzero(row)) for row in rows]
        return self._distinct(costs, [1] * len(rows), far, lambda place, row: held[row])

    def _distinct(self, costs: NDArray[np.int64], numbers: list[int], far: NDArray[np.int64], held: _Held) -> _Points:
        """Return rows of costs as points, only those of the Pareto set."""
        import numpy as np

        different, which = np.unique(costs, axis=0, return_inverse=True)
        which = which.reshape(-1)
        kept = pareto_rows(-different)
        totals = [0] * len(different)
        for row, number in zip(which.tolist(), numbers, strict=True):
            totals[row] += number
        bundles, least = [], np.zeros((len(kept), far.shape[1]), dtype=np.int64)
        for place in range(far.shape[1]):
            order = np.lexsort((np.arange(len(costs)), far[:, place], which))
            first = order[np.searchsorted(which[order], kept)]
            least[:, place] = far[first, place]
            bundles.append([held(place, int(row)) for row in first])
        if len(kept) > _MOST_POINTS:
            raise LimitReached(f"the limit of {_MOST_POINTS:,} points of the Pareto set")
        return _Points(different[kept], [totals[row] for row in kept.tolist()], least, bundles)

    def _sum(self, one: _Points, other: _Points) -> _Points:
        self._limits.check()
        size = len(other.numbers)
        if len(one.numbers) * size > _MOST_SUMS:
            raise LimitReached(f"the limit of {_MOST_SUMS:,} sums of points")
        costs = (one.costs[:, None, :] + other.costs[None, :, :]).reshape(-1, one.costs.shape[1])
        far = (one.far[:, None, :] + other.far[None, :, :]).reshape(-1, one.far.shape[1])
        numbers = [a * b for a in one.numbers for b in other.numbers]
        return self._distinct(
            costs, numbers, far, lambda place, row: one.bundles[place][row // size] | other.bundles[place][row % size]
        )
