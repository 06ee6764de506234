"""What each bundle of a component costs each party, as numbers that compare as the costs do.

The costs of a party are counts, one a place, the gravest first (:data:`~kg.deals.problem.PLACES`, then those by others' word),
compared in that order. A row of counts becomes one whole number, each place a digit of a base that no sum of counts reaches: so numbers
compare as counts do, and those of the components of a whole bundle add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.deals.components import Component
from kg.deals.formulas import FALSE, atoms_of, moved, values
from kg.deals.limits import LimitReached
from kg.deals.problem import PLACES, Cost, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Base", "alike", "base_of", "counts_of", "of_component"]

#: a digit for each place, and one for what rests on others' word
_DIGITS = len(PLACES) + 1


@dataclass(frozen=True, slots=True)
class Base:
    """The digits' bases, the gravest place first."""

    bases: tuple[int, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """What one more at each place adds to a number."""
        found = [1]
        for base in reversed(self.bases[1:]):
            found.append(found[-1] * base)
        return tuple(reversed(found))

    def numbers(self, counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return counts (the last axis: one a place) as numbers."""
        import numpy as np

        found: NDArray[np.int64] = counts @ np.array(self.weights, dtype=np.int64)
        return found

    def counts(self, number: int) -> tuple[int, ...]:
        """Return a number as counts."""
        found = []
        for weight in self.weights:
            count, number = divmod(number, weight)
            found.append(count)
        return tuple(found)


def alike(problem: Problem) -> Problem:
    """Return a problem in which a firm objection counts as much as a declared red line: not how gravely it was worded."""
    costs = (replace(cost, place="red_lines") if cost.place == "firm" else cost for cost in problem.costs)
    return replace(problem, costs=tuple(costs))


def base_of(problem: Problem) -> Base:
    """Return a base for the costs of one party.

    Raises :class:`~kg.deals.limits.LimitReached` where the numbers would not fit into 64 bits.
    """
    most: defaultdict[str, list[int]] = defaultdict(lambda: [0] * _DIGITS)
    for party, place in {(c.party, c.matter, _digit(c)): (c.party, _digit(c)) for c in problem.costs}.values():
        most[party][place] += 1
    columns = list(zip(*most.values(), strict=True)) or [(0,)] * _DIGITS
    bases = tuple(max(column) + 1 for column in columns)
    product = 1
    for base in bases:
        product *= base
    if product >= 2**62:
        raise LimitReached("the number of costs, which is too large to compare")
    return Base(bases)


def _digit(cost: Cost) -> int:
    return len(PLACES) if cost.ascribed else PLACES.index(cost.place)


def of_component(problem: Problem, component: Component) -> list[Cost]:
    """Return the costs that a component decides, their atoms numbered as in it; those of no atom belong to none."""
    places = component.places
    found = []
    for cost in problem.costs:
        named = set(atoms_of(cost.when))
        if cost.when != FALSE and named and named <= places.keys():
            found.append(Cost(cost.party, cost.place, cost.matter, moved(cost.when, places), FALSE, cost.ascribed))
    return found


def counts_of(parties: Sequence[str], costs: Iterable[Cost], rows: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the counts: one row a bundle, one column a party, the last axis the places."""
    import numpy as np

    matters: defaultdict[tuple[str, str, bool], list[Cost]] = defaultdict(list)
    for cost in costs:
        matters[cost.party, cost.matter, cost.ascribed].append(cost)
    found = np.zeros((len(rows), len(parties), _DIGITS), dtype=np.int64)
    for (party, _, ascribed), several in sorted(matters.items()):
        gravest = np.full(len(rows), _DIGITS)
        for cost in several:
            place = _DIGITS - 1 if ascribed else PLACES.index(cost.place)
            gravest = np.where(values(cost.when, rows), np.minimum(gravest, place), gravest)
        for place in range(_DIGITS):
            found[:, parties.index(party), place] += gravest == place
    return found
