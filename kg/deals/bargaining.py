"""Solutions of a bargaining problem with utilities: one row of utilities for each outcome, one column for each party.

A party's *gain* is its utility less what it has without agreement. Of the outcomes that leave no party worse off than without:

- *Nash* (1950): the product of the gains is greatest;
- *Kalai*, egalitarian (1977): the least gain is greatest;
- *Kalai–Smorodinsky* (1975): the least gain is greatest, each as a share of the most that the party could gain.

*Greatest welfare*: of all outcomes, the sum of utilities is greatest. Of outcomes that a solution takes equally, only those in the
Pareto set are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.deals.frontier import pareto_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SOLUTIONS", "Solutions", "solve"]

#: the names of the solutions
SOLUTIONS = ("nash", "kalai", "kalai_smorodinsky", "greatest_welfare")

#: differences of utilities below which two are taken as equal, relative to the largest
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Solutions:
    """The numbers of the outcomes (rows) that each solution gives, in ascending order; none where none leaves nobody worse off."""

    pareto: tuple[int, ...]
    nash: tuple[int, ...]
    kalai: tuple[int, ...]
    kalai_smorodinsky: tuple[int, ...]
    greatest_welfare: tuple[int, ...]


def solve(utilities: NDArray[np.float64], without: NDArray[np.float64]) -> Solutions:
    """Return the solutions; ``without`` is what each party has without agreement (its reservation value)."""
    import numpy as np

    pareto = pareto_rows(utilities)
    gains = utilities[pareto] - without
    slack = _EQUAL * max(1.0, float(np.abs(utilities).max(initial=0.0)))
    rational = np.flatnonzero((gains >= -slack).all(axis=1))
    ideal = gains[rational].max(axis=0, initial=0.0)
    shares = gains[rational] / np.where(ideal > 0, ideal, 1.0)

    def best(scores: NDArray[np.float64], rows: NDArray[np.intp]) -> tuple[int, ...]:
        if not len(scores):
            return ()
        most = scores.max()
        kept = scores >= most - _EQUAL * max(1.0, abs(float(most)))
        return tuple(int(pareto[row]) for row in rows[kept])

    everything = np.arange(len(pareto))
    return Solutions(
        tuple(map(int, pareto)),
        best(np.clip(gains[rational], 0.0, None).prod(axis=1), rational),
        best(gains[rational].min(axis=1), rational) if len(rational) else (),
        best(shares.min(axis=1), rational) if len(rational) else (),
        best(utilities[pareto].sum(axis=1), everything),
    )
