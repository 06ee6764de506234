"""One-mode networks: units joined by what they agree or disagree on, and what their weights are divided by.

Formulas: Leifeld, P. (2017), Discourse network analysis: policy debates as dynamic networks, in The Oxford Handbook of Political
Networks; the Jaccard distance of counts as Discourse Network Analyzer 3 computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kg.networks.counting import Counts, Floats

__all__ = ["agreement_of", "dense_products", "divisors", "products"]

#: from how full a matrix on, and up to how many cells, a dense product is the quicker one
_DENSE_SHARE, _MOST_DENSE = 0.05, 20_000_000

#: from the distance of two levels, as a share of the range of the scale, to what a pair of mentions counts for
_SHARES: dict[str, Callable[[float], float]] = {
    "ignore": lambda distance: 1.0,
    "congruence": lambda distance: 1.0 - distance,
    "conflict": lambda distance: distance,
    "subtract": lambda distance: 1.0 - 2.0 * distance,
}


def agreement_of(aggregation: str, one: int, other: int, span: int) -> float:
    """Return what a pair of mentions at two levels counts for, of a scale whose levels are up to ``span`` apart.

    >>> agreement_of("subtract", 1, -1, 2), agreement_of("congruence", 3, 1, 6)
    (-1.0, 0.6666666666666667)
    """
    return _SHARES[aggregation](abs(one - other) / span)


def products(counts: Counts, aggregation: str, span: int) -> Floats:
    """Return the weight of each pair of units: Σ over cells and levels of x·x′ times what the two levels count for.

    The diagonal, a unit with itself, is kept: normalisation needs it.
    """
    if not counts.levels:
        return np.zeros((0, 0))
    left: list[Any] = list(counts.by_level)
    if aggregation == "ignore":
        return _product([_summed(left)], [_summed(left)])
    if aggregation == "subtract" and set(counts.levels) <= {1, -1} and span == 2:
        difference = _summed([one * level for one, level in zip(left, counts.levels, strict=True)])
        return _product([difference], [difference])
    if len(left) == 2:
        return _of_two_levels(left, *(agreement_of(aggregation, counts.levels[0], one, span) for one in counts.levels))
    right = [
        _summed(
            [
                one * agreement_of(aggregation, level, other, span)
                for one, other in zip(left, counts.levels, strict=True)
            ]
        )
        for level in counts.levels
    ]
    return _product(left, right)


def _of_two_levels(counts: list[Any], same: float, other: float) -> Floats:
    """Return what two levels make, each with itself and with the other, without a product that is another's transpose or counts for 0."""
    total = np.zeros((counts[0].shape[0], counts[0].shape[0]))
    if same:
        total += same * _product(counts, counts)
    if other:
        # (A Bᵀ + B Aᵀ) / 2
        total += 2.0 * other * _product(counts[:1], counts[1:])
    return total


def dense_products(counts: Floats, levels: Sequence[int], aggregation: str, span: int) -> Floats:
    """Return the same of a few counts: an array of levels × units × cells. It is quicker where there are many small ones."""
    share = np.array([[agreement_of(aggregation, one, other, span) for other in levels] for one in levels])
    right = np.tensordot(share, counts, axes=1)
    return np.asarray(np.tensordot(counts, right, axes=([0, 2], [0, 2])))


def _summed(matrices: list[Any]) -> Any:
    total = matrices[0]
    for one in matrices[1:]:
        total = total + one
    return total


def _product(left: list[Any], right: list[Any]) -> Floats:
    """Return Σ of left · rightᵀ, dense where the matrices are full enough."""
    cells = sum(one.shape[0] * one.shape[1] for one in left)
    full = sum(one.nnz for one in left)
    dense = cells and full / cells >= _DENSE_SHARE and cells <= _MOST_DENSE
    total = np.zeros((left[0].shape[0], right[0].shape[0]))
    for one, other in zip(left, right, strict=True):
        total += one.toarray() @ other.toarray().T if dense else (one @ other.T).toarray()
    return np.asarray((total + total.T) / 2.0)


def divisors(counts: Counts, normalisation: str, aggregation: str, span: int) -> Floats | None:
    """Return what each pair's weight is divided by, None for nothing; a pair without mentions has 0.

    ``average``: the mean of both sums. ``jaccard``: Σ x over the cells and
    levels that only one of both uses, and Σ x·x′ over those that both do.
    ``cosine``: √(congruence with itself), of both, multiplied; of ``ignore``, the norms of Σ_k x. ``product``: the product of both sums.
    """
    if normalisation == "none":
        return None
    sums = counts.sums
    if normalisation == "average":
        return np.asarray((sums[:, None] + sums[None, :]) / 2.0)
    if normalisation == "product":
        return np.asarray(np.outer(sums, sums))
    if normalisation == "cosine":
        itself = np.diag(products(counts, "ignore" if aggregation == "ignore" else "congruence", span))
        return np.asarray(np.sqrt(np.outer(itself, itself)))
    used = [(one > 0).astype(np.float64) for one in counts.by_level]
    shared = sum((one @ other.T).toarray() for one, other in zip(counts.by_level, used, strict=True))
    alone = sums[:, None] - shared
    return np.asarray(alone + alone.T + _product(list(counts.by_level), list(counts.by_level)))
