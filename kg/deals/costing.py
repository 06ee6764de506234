"""What one bundle costs each party: counts of its declared positions that the bundle does not honour, the gravest place first.

Of the costs of one matter a party bears the gravest once (:class:`~kg.deals.problem.Cost`); those that rest on others' word are
counted apart, one a matter. They are counts of declared positions, not utilities: nothing says what a party would give for
what.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.deals.formulas import truth
from kg.deals.problem import PLACES, Problem

__all__ = ["Burden", "burdens_of"]


@dataclass(frozen=True, slots=True)
class Burden:
    """What a bundle costs ``party`` (id): how many at each of :data:`~kg.deals.problem.PLACES`, and how many by others' word."""

    party: str
    counts: tuple[int, ...]
    ascribed: int

    @property
    def key(self) -> tuple[int, ...]:
        """What burdens are compared by: place by place, those by others' word last."""
        return (*self.counts, self.ascribed)


def burdens_of(problem: Problem, bundle: frozenset[int], *, in_step: bool = False) -> tuple[Burden, ...]:
    """Return what a bundle costs each party, by party; ``in_step``: as a step, else as a settlement."""
    gravest: dict[tuple[str, str, bool], int] = {}
    for cost in problem.costs:
        if truth(cost.in_step if in_step else cost.when, bundle):
            key = (cost.party, cost.matter, cost.ascribed)
            place = PLACES.index(cost.place)
            gravest[key] = min(place, gravest.get(key, place))
    return tuple(_burden(party, gravest) for party in problem.parties)


def _burden(party: str, gravest: dict[tuple[str, str, bool], int]) -> Burden:
    own = [place for (who, _, ascribed), place in gravest.items() if who == party and not ascribed]
    told = sum(who == party and ascribed for who, _, ascribed in gravest)
    return Burden(party, tuple(own.count(place) for place in range(len(PLACES))), told)
