"""The points of the Pareto set over the costs of a group's parties, from the bundles of each component.

The costs of the components of a bundle add up. So the points of the components are summed one after the other, and what a sum
dominates is dropped at once: more cannot make it better (the costs are ordered groups).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import starmap
from typing import TYPE_CHECKING

from kg.deals.bundles import bundles_of
from kg.deals.components import Component, components_of
from kg.deals.formulas import Either, Formula, Holds
from kg.deals.frontier import pareto_rows
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Problem
from kg.deals.terms_changed import changes_of, with_entailed
from kg.deals.weighing import Base, by_component, matters_of, numbers_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Points", "Pricing", "all_points", "points_of"]

#: the bundle of a row that is nearest to a thing, by its place
_Held = Callable[[int, int], frozenset[int]]

#: for some rows, how many bundles each stands for, and how far each is from each thing
_Told = Callable[["NDArray[np.intp]"], tuple[list[int], "NDArray[np.int64]"]]

#: what the bundles of a component cost: one row a bundle, one column a party; less is better
Pricing = Callable[["NDArray[np.bool_]"], "NDArray[np.int64]"]

#: costs of sums of points that are compared at once, one a party
_MOST_SUMS = 12_000_000
#: bundles looked at at once
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one or more components: ``costs`` (one row a point, one column a party), how many bundles each stands for,
    and for each thing to be near to (the first: nothing) how far the nearest of these is, and which."""

    costs: NDArray[np.int64]
    numbers: list[int]
    far: NDArray[np.int64]
    bundles: list[list[frozenset[int]]]


def all_points(problem: Problem, base: Base, limits: Limits, proposals: Sequence[frozenset[int]]) -> Points:
    """Return the Pareto set; ``proposals`` are what to be near to, as the atoms of their terms.

    Raises :class:`~kg.deals.limits.LimitReached` where a limit stops the search.
    """
    matters = matters_of(problem.costs)
    joined: list[Formula] = [Either(tuple(cost.when for cost in several)) for several in matters]
    terms = frozenset().union(*proposals)
    joined += [Either(tuple(map(Holds, stake.atoms))) for stake in problem.stakes if terms.intersection(stake.atoms)]
    components = (*components_of(problem, (), joined), Component((), (), ()))
    priced = [
        (component, partial(numbers_of, problem.parties, costs, base))
        for component, costs in zip(components, by_component(matters, components[:-1]), strict=True)
    ]
    return points_of(problem, priced, limits, proposals)


def points_of(
    problem: Problem,
    priced: Iterable[tuple[Component, Pricing]],
    limits: Limits,
    proposals: Sequence[frozenset[int]] = (),
) -> Points:
    """Return the Pareto set where the components of a bundle cost what is given for each; else as :func:`all_points`."""
    search = _Search(problem, limits, proposals)
    return reduce(search.sum, starmap(search.of, priced))


class _Search:
    def __init__(self, problem: Problem, limits: Limits, proposals: Sequence[frozenset[int]]) -> None:
        self._problem, self._limits, self._proposals = problem, limits, list(proposals)
        self._meant = [with_entailed(problem, terms) for terms in self._proposals]

    def of(self, component: Component, pricing: Pricing) -> Points:
        """Return the points of a component."""
        import numpy as np

        rows = bundles_of(component, self._limits)
        if rows is None:
            raise self._limits.too_many_bundles()
        parts = [self._part(component, pricing, rows[n : n + _CHUNK]) for n in range(0, max(1, len(rows)), _CHUNK)]
        if len(parts) == 1:
            return parts[0]
        places = [(part, row) for part in parts for row in range(len(part.numbers))]
        numbers = [number for part in parts for number in part.numbers]
        far = np.concatenate([part.far for part in parts])
        return self._distinct(
            np.concatenate([part.costs for part in parts]),
            lambda kept: ([numbers[row] for row in kept.tolist()], far[kept]),
            lambda place, row: places[row][0].bundles[place][places[row][1]],
        )

    def _part(self, component: Component, pricing: Pricing, rows: NDArray[np.bool_]) -> Points:
        """Return the points of some bundles of a component."""
        import numpy as np

        self._limits.check()
        far = np.zeros((len(rows), 1 + len(self._proposals)), dtype=np.int64)
        far[:, 0] = rows[:, self._unnamed(component)].sum(axis=1)
        for place, terms in enumerate(self._proposals, 1):
            far[:, place] = changes_of(self._problem, component, rows, terms, self._meant[place - 1])
        atoms = np.array(component.atoms, dtype=int)
        return self._distinct(
            pricing(rows),
            lambda kept: ([1] * len(kept), far[kept]),
            lambda place, row: frozenset(atoms[rows[row]].tolist()),
        )

    def _unnamed(self, component: Component) -> list[int]:
        """Return the columns of places that nobody named: of bundles of equal costs, one that holds fewest of them is shown."""
        return [column for column, atom in enumerate(component.atoms) if not self._problem.atoms[atom].options]

    def _distinct(self, costs: NDArray[np.int64], told: _Told, held: _Held) -> Points:
        """Return rows of costs as points, only those of the Pareto set: of no other row more is worked out than its costs."""
        import numpy as np

        kept = pareto_rows(-costs, self._check)
        numbers, far = told(kept)
        different, which = np.unique(costs[kept], axis=0, return_inverse=True)
        which = which.reshape(-1)
        totals = [0] * len(different)
        for point, number in zip(which.tolist(), numbers, strict=True):
            totals[point] += number
        bundles, least = [], np.zeros((len(different), far.shape[1]), dtype=np.int64)
        for place in range(far.shape[1]):
            order = np.lexsort((kept, far[:, place], which))
            first = order[np.searchsorted(which[order], np.arange(len(different)))]
            least[:, place] = far[first, place]
            bundles.append([held(place, row) for row in kept[first].tolist()])
        return Points(different, totals, least, bundles)

    def _check(self, compared: int) -> None:
        self._limits.check()
        if compared > self._limits.comparisons:
            raise LimitReached(f"the limit of {self._limits.comparisons:,} comparisons for the Pareto set")

    def sum(self, one: Points, other: Points) -> Points:
        """Return the points of two components together."""
        self._limits.check()
        size = len(other.numbers)
        most = min(_MOST_SUMS, self._limits.comparisons)
        if len(one.numbers) * size * len(self._problem.parties) > most:
            raise LimitReached(f"the limit of {most:,} sums of costs for the Pareto set")
        costs = (one.costs[:, None, :] + other.costs[None, :, :]).reshape(-1, one.costs.shape[1])

        def told(kept: NDArray[np.intp]) -> tuple[list[int], NDArray[np.int64]]:
            ours, theirs = kept // size, kept % size
            pairs = zip(ours.tolist(), theirs.tolist(), strict=True)
            return [one.numbers[a] * other.numbers[b] for a, b in pairs], one.far[ours] + other.far[theirs]

        return self._distinct(
            costs, told, lambda place, row: one.bundles[place][row // size] | other.bundles[place][row % size]
        )
