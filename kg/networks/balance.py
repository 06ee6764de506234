"""Balance: how far a network falls into at most two camps, with agreement inside each and conflict between them.

Of a split s ∈ {−1, 1}ⁿ it is Σ_{i<j}(C − F)·s_i·s_j ÷ Σ_{i<j}(C + F), in [−1, 1]; of a network the largest over all splits, in [0, 1].
That is 1 − 2·L ÷ Σ(C + F) with the line index L = min_s(Σ_same F + Σ_across C): Harary, "On the measurement of structural balance",
Behavioral Science 4, 1959; Doreian and Mrvar, "A partitioning approach to structural balance", Social Networks 18, 1996. Agreement and
conflict of one pair both count, not their net. It is 1 also where all agree: then all are in one camp.
"""

from __future__ import annotations

from kg.networks.mentions import Ints
from kg.networks.polarisation import pull
from kg.networks.splits import Split, best_split, value_of

__all__ = ["balance", "best_balance"]


def balance(congruence: Ints, conflict: Ints, sides: Ints) -> float | None:
    """Return the balance of a split (1 and −1 by actor); None where no pair has either congruence or conflict.

    >>> import numpy as np
    >>> agree = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    >>> differ = np.array([[0, 0, 1], [0, 0, 1], [1, 1, 0]])
    >>> balance(agree, differ, np.array([1, 1, -1])), balance(agree, differ, np.array([1, -1, -1]))
    (1.0, -0.3333333333333333)
    """
    whole = int((congruence + conflict).sum()) // 2
    return value_of(congruence - conflict, sides) / whole if whole else None


def best_balance(congruence: Ints, conflict: Ints, limit: float) -> Split:
    """Return the split of the highest balance; of several the most polarised, then the most even, then by order of actors.

    Its value and bound are Σ(C − F)·s·s: divided by Σ(C + F) they are balances. ``limit`` is in seconds.
    """
    joined = congruence + conflict > 0
    return best_split(congruence - conflict, pull(congruence, conflict), joined, limit)
