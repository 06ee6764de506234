"""What Discourse Network Analyzer 3 calls polarisation, for comparison: a distance from its ideal split, and its maximum.

For two clusters of n_1 and n_2 actors with W = Σ n_c(n_c − 1) ordered pairs inside and B = 2·n_1·n_2 across, it expects of each pair inside
c a congruence of n_c(n_c − 1)/W · ‖C‖/W and of each pair across a conflict of n_1·n_2/B · ‖F‖/B, with ‖·‖ the sum of absolute values. The figure
is half the sum, over ordered pairs, of the absolute differences from that, congruence across and conflict inside whole, ÷ (‖C‖ + ‖F‖). It
is maximised over clusters of equal size (or one apart), although it grows with the distance: three against three with nothing but
agreement inside and conflict across have .25 on that split and .517 on a mixed one. C and F are divided by average activity, and
duplicates count; in a window both are one and the same matrix, C − F so divided.
"""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np

from kg.networks.counting import Counts, Floats, counts_of
from kg.networks.mentions import Mentions, level_range, levels_in_order
from kg.networks.one_mode import divisors, products

__all__ = ["MOST_ALL", "dna_distance", "dna_polarisation", "dna_polarisation_of"]

#: up to how many actors all halves are tried; of more, pairs are swapped while that raises the figure, as the reference does
MOST_ALL = 14
_STARTS = 20


def dna_distance(congruence: Floats, conflict: Floats, first: Floats) -> float:
    """Return the figure of a split, whose first cluster is told by ones and zeros. 0 where there is neither congruence nor conflict."""
    whole = float(np.abs(congruence).sum() + np.abs(conflict).sum())
    if not whole:
        return 0.0
    size = np.array([first.sum(), len(first) - first.sum()])
    inside = np.outer(first, first) + np.outer(1 - first, 1 - first)
    np.fill_diagonal(inside, 0)
    across = 1 - inside - np.eye(len(first))
    within, between = float(inside.sum()), float(across.sum())
    share = np.where(first > 0, size[0] * (size[0] - 1), size[1] * (size[1] - 1)) / within
    agree = share[:, None] * np.abs(congruence).sum() / within
    differ = size[0] * size[1] / between * np.abs(conflict).sum() / between
    apart = np.abs(congruence - agree * inside) + np.abs(conflict - differ * across)
    np.fill_diagonal(apart, 0)
    return float(apart.sum()) / 2 / whole


def dna_polarisation(congruence: Floats, conflict: Floats, limit: float = 10.0) -> float | None:
    """Return the largest figure over halves; None for fewer than three actors, of which the reference makes none.

    Of more than :data:`MOST_ALL` actors it is the largest that was found within ``limit`` seconds.
    """
    size = len(congruence)
    if size < 3:
        return None
    if size <= MOST_ALL:
        halves = (np.isin(np.arange(size), one).astype(np.float64) for one in combinations(range(size), size // 2))
        return max(dna_distance(congruence, conflict, half) for half in halves)
    random = np.random.default_rng(0)
    half = (np.arange(size) < size // 2).astype(np.float64)
    end = time.monotonic() + limit
    return max(_swapped(congruence, conflict, random.permutation(half), end) for _ in range(_STARTS))


def _swapped(congruence: Floats, conflict: Floats, half: Floats, end: float) -> float:
    """Return the figure that is reached by swapping pairs while one raises it and there is time."""
    best, moved = dna_distance(congruence, conflict, half), True
    while moved:
        moved = False
        for one, other in combinations(range(len(half)), 2):
            if half[one] == half[other] or time.monotonic() > end:
                continue
            half[[one, other]] = half[[other, one]]
            found = dna_distance(congruence, conflict, half)
            if found > best + 1e-12:
                best, moved = found, True
            else:
                half[[one, other]] = half[[other, one]]
    return best


def dna_polarisation_of(mentions: Mentions, *, is_window: bool, limit: float = 10.0) -> float | None:
    """Return the figure of kept mentions; ``is_window``: with one matrix for both, as the reference does over time."""
    used = np.unique(mentions.actor)
    counts = counts_of(mentions, "actors", levels_in_order("side"))
    if is_window:
        matrix = _divided(counts, "subtract")[np.ix_(used, used)]
        return dna_polarisation(matrix, matrix, limit)
    congruence, conflict = (_divided(counts, name)[np.ix_(used, used)] for name in ("congruence", "conflict"))
    return dna_polarisation(congruence, conflict, limit)


def _divided(counts: Counts, aggregation: str) -> Floats:
    span = level_range("side")
    weights, by = products(counts, aggregation, span), divisors(counts, "average", aggregation, span)
    np.fill_diagonal(weights, 0.0)
    assert by is not None
    return np.divide(weights, by, out=np.zeros_like(weights), where=by != 0)
