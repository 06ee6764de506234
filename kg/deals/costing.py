"""What one bundle costs each party: counts of its declared positions that the bundle does not honour, the gravest place first.

Of the costs of one matter a party bears the gravest once (:class:`~kg.deals.problem.Cost`); those that rest on others' word are
counted apart, one a matter. They are counts of declared positions, not utilities: nothing says what a party would give for
what.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.deals.problem import Problem
from kg.deals.weighing import DIGITS, gravest, matters_of

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
    borne: dict[str, list[int]] = {party: [0] * DIGITS for party in problem.parties}
    for several in matters_of(problem.costs):
        digit = gravest(several, bundle, in_step=in_step)
        if digit is not None:
            borne[several[0].party][digit] += 1
    return tuple(Burden(party, tuple(counts), ascribed) for party, (*counts, ascribed) in borne.items())
