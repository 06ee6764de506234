"""Which way an axis points: a rule that depends on what was said, not on names or on their order.

An axis and its mirror image say the same, so that software leaves the sign to chance. Here, in this order, where each is not nearly 0:

1. those who are for more often have the higher values: Σ_i m_i z_i y_i > 0, with m_i the mass of actor i (its share of what is counted),
   z_i its value and y_i the mean side, from −1 to 1, of what it said, less the mean of all
2. the longer end is positive: Σ_i m_i z_i³ > 0
3. the first actor by id that is not nearly at 0 is positive; then ids alone decide, which an answer says
"""

from __future__ import annotations

import numpy as np

from kg.networks.counting import Floats

__all__ = ["aligned_sign", "direction"]

#: below what share of its largest possible value a sum counts as 0, so that rounding decides nothing
_NEARLY = 1e-9


def direction(values: Floats, mass: Floats, side: Floats) -> tuple[int, bool]:
    """Return by which sign, 1 or −1, an axis is multiplied, and whether ids alone decide.

    ``values`` are those of the actors, in order of their ids; ``side`` their mean sides. An axis that is 0 keeps its sign.
    """
    widest = float(np.abs(values).max(initial=0.0))
    if not widest:
        return 1, False
    values, mass = values / widest, mass / mass.sum()
    for terms in (mass * values * (side - mass @ side), mass * values**3):
        total, largest = float(terms.sum()), float(np.abs(terms).sum())
        if largest > _NEARLY and abs(total) > _NEARLY * largest:
            return (1 if total > 0 else -1), False
    apart = np.flatnonzero(np.abs(values) > _NEARLY)
    return (1 if values[apart[0]] > 0 else -1), True


def aligned_sign(values: Floats, reference: Floats, mass: Floats) -> int:
    """Return the sign, 1 or −1, that brings values nearest to a reference: that of Σ_i m_i z_i z′_i; what is not a number counts as 0."""
    return -1 if float(np.nansum(mass * values * reference)) < 0 else 1
