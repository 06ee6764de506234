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
from kg.deals.formulas import FALSE, atoms_of, moved, truth, values
from kg.deals.limits import LimitReached
from kg.deals.problem import PLACES, Cost, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DIGITS", "Base", "alike", "base_of", "by_component", "digit_of", "gravest", "matters_of", "numbers_of"]

#: a digit for each place, and one for what rests on others' word
DIGITS = len(PLACES) + 1


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

    Raises :class:`~kg.deals.limits.LimitReached` where the numbers of all parties together would not fit into 64 bits.
    """
    most: defaultdict[str, list[int]] = defaultdict(lambda: [0] * DIGITS)
    for party, place in {(c.party, c.matter, digit_of(c)): (c.party, digit_of(c)) for c in problem.costs}.values():
        most[party][place] += 1
    columns = list(zip(*most.values(), strict=True)) or [(0,)] * DIGITS
    bases = tuple(max(column) + 1 for column in columns)
    product = len(problem.parties)
    for base in bases:
        product *= base
    if product >= 2**62:
        raise LimitReached("the number of costs, which is too large to compare")
    return Base(bases)


def digit_of(cost: Cost) -> int:
    """Return the place of a cost among the digits, the gravest 0; what rests on others' word comes last."""
    return len(PLACES) if cost.ascribed else PLACES.index(cost.place)


def matters_of(costs: Iterable[Cost]) -> list[tuple[Cost, ...]]:
    """Return the costs by matter: of each group a party bears the gravest once."""
    found: defaultdict[tuple[str, str, bool], list[Cost]] = defaultdict(list)
    for cost in costs:
        found[cost.party, cost.matter, cost.ascribed].append(cost)
    return [tuple(several) for _, several in sorted(found.items())]


def gravest(several: Iterable[Cost], bundle: frozenset[int], *, in_step: bool = False) -> int | None:
    """Return the digit of the gravest cost of one matter that a bundle causes, as a step or a settlement; None where none."""
    found = (digit_of(cost) for cost in several if truth(cost.in_step if in_step else cost.when, bundle))
    return min(found, default=None)


def by_component(matters: Iterable[Sequence[Cost]], components: Sequence[Component]) -> list[list[Cost]]:
    """Return the costs that each component decides, their atoms numbered as in it, and last those that no bundle changes.

    The atoms of a matter are all in one component.
    """
    within = {atom: number for number, component in enumerate(components) for atom in component.atoms}
    places = [component.places for component in components]
    found: list[list[Cost]] = [[] for _ in (*components, ())]
    for several in matters:
        first = next((atom for cost in several for atom in atoms_of(cost.when)), None)
        if first is None:
            found[-1] += several
        else:
            number = within[first]
            found[number] += [replace(c, when=moved(c.when, places[number]), in_step=FALSE) for c in several]
    return found


def numbers_of(parties: Sequence[str], costs: Iterable[Cost], base: Base, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return what bundles cost, as numbers: one row a bundle, one column a party."""
    import numpy as np

    weights = np.array([*base.weights, 0], dtype=np.int64)
    found = np.zeros((len(rows), len(parties)), dtype=np.int64)
    places = {party: place for place, party in enumerate(parties)}
    for several in matters_of(costs):
        gravest = np.full(len(rows), DIGITS)
        for cost in several:
            gravest[values(cost.when, rows) & (gravest > digit_of(cost))] = digit_of(cost)
        found[:, places[several[0].party]] += weights[gravest]
    return found
