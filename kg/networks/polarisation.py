"""Polarisation: how much of all conflict, and how little of all congruence, lies between two camps.

Of a split it is F_across ÷ ΣF − C_across ÷ ΣC, in [−1, 1]: 1 where all conflict and no congruence is between the camps; 0 where a split
tells as little as chance; undefined without conflict or without congruence. It does not say how much conflict there is: ΣF ÷ Σ(C + F)
stands beside it. Discourse Network Analyzer has another figure under this name: :mod:`kg.networks.dna_polarisation`.
"""

from __future__ import annotations

import numpy as np

from kg.networks.mentions import Ints
from kg.networks.splits import Split, best_split, value_of

__all__ = ["highest_polarisation", "polarisation", "pull"]


def pull(congruence: Ints, conflict: Ints) -> Ints:
    """Return C·ΣF − F·ΣC, the whole numbers of which Σ_{i<j} w_ij·s_i·s_j is polarisation times 2·ΣF·ΣC, sums over i < j.

    Where one of both sums is 0, all are 0.
    """
    agreement, disagreement = int(congruence.sum()) // 2, int(conflict.sum()) // 2
    return np.asarray(congruence * disagreement - conflict * agreement)


def polarisation(congruence: Ints, conflict: Ints, sides: Ints) -> float | None:
    """Return the polarisation of a split (1 and −1 by actor); None without conflict or without congruence.

    >>> import numpy as np
    >>> agree = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    >>> differ = np.array([[0, 0, 1], [0, 0, 1], [1, 1, 0]])
    >>> polarisation(agree, differ, np.array([1, 1, -1])), polarisation(agree, differ, np.array([1, -1, -1]))
    (1.0, -0.5)
    """
    whole = 2 * (int(congruence.sum()) // 2) * (int(conflict.sum()) // 2)
    return value_of(pull(congruence, conflict), sides) / whole if whole else None


def highest_polarisation(congruence: Ints, conflict: Ints, limit: float) -> Split | None:
    """Return the split of the highest polarisation; of several the best balanced, then the most even. None where it is undefined.

    Its value and bound are polarisation times 2·ΣF·ΣC, sums over i < j. ``limit`` is in seconds.
    """
    if not congruence.any() or not conflict.any():
        return None
    return best_split(pull(congruence, conflict), congruence - conflict, congruence + conflict > 0, limit)
