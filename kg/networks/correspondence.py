"""Correspondence analysis of a table of counts: rows and columns as points, near each other where they go together.

Source: Greenacre, M. (2017), Correspondence Analysis in Practice, 3rd edition, appendix A. With N the table, n its sum, P = N / n,
r and c the sums of the rows and columns of P (their masses):

1. S = D_r^−½ (P − r cᵀ) D_c^−½, the standardised residuals
2. S = U D_α Vᵀ, the singular value decomposition
3. principal coordinates of rows F = D_r^−½ U D_α and of columns G = D_c^−½ V D_α
4. the inertia of axis k is λ_k = α_k², in (0, 1]; Σ λ_k = χ² / n, the total inertia
5. the contribution of row i to axis k is r_i f_ik² / λ_k; those of all rows sum to 1, and so do those of all columns

An axis of inertia 1 tells apart parts of the table that share no cell. Axes of equal inertia span a space in which no direction is
better than another: they are turned so that the row of most mass is 0 on all but the first of them, the next on all but two, and so on;
of rows of equal mass the first comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
from scipy import sparse

from kg.networks.counting import Floats
from kg.networks.mentions import Ints

__all__ = ["Correspondence", "correspondence"]

#: an axis whose singular value is not above this is none: α is at most 1, and rounding leaves some 1e-15
_LEAST = 1e-7

#: axes whose singular values are nearer than this are equal
_EQUAL = 1e-9

#: up to how many cells the table is decomposed itself; above, the smaller of S Sᵀ and Sᵀ S, which takes no more memory than its side
_MOST_CELLS = 8_000_000


@dataclass(frozen=True)
class Correspondence:
    """Coordinates of ``rows`` and ``columns`` (a row each, a column for each axis), the ``inertia`` of each axis, that in total.

    ``row_mass`` and ``column_mass`` sum to 1. ``tied`` are the places of axes whose inertia another has too.
    """

    rows: Floats
    columns: Floats
    inertia: Floats
    total: float
    row_mass: Floats
    column_mass: Floats
    tied: frozenset[int]

    @property
    def shares(self) -> Floats:
        """The share of each axis in the total inertia."""
        return self.inertia / self.total if self.total else self.inertia

    @property
    def row_contributions(self) -> Floats:
        """The share of each row in the inertia of each axis."""
        return np.asarray(self.row_mass[:, None] * self.rows**2 / self.inertia)

    @property
    def column_contributions(self) -> Floats:
        """The share of each column in the inertia of each axis."""
        return np.asarray(self.column_mass[:, None] * self.columns**2 / self.inertia)

    def turned(self, signs: Floats) -> Correspondence:
        """Return the same with each axis multiplied by a sign."""
        return Correspondence(
            self.rows * signs,
            self.columns * signs,
            self.inertia,
            self.total,
            self.row_mass,
            self.column_mass,
            self.tied,
        )


def correspondence(table: Any, *, most_cells: int = _MOST_CELLS) -> Correspondence:
    """Return the correspondence analysis of a table of counts, dense or sparse, without empty rows or columns.

    Signs are as the decomposition gives them; :mod:`kg.networks.directions` has the rule for them. A table of one row or column, or
    whose rows are all alike in their shares, has no axis. Raises ValueError for an empty row or column, or a negative count.
    """
    counts = sparse.csr_array(table, dtype=np.float64)
    total = float(counts.sum())
    row, column = (np.asarray(counts.sum(axis=axis)).ravel() / (total or 1.0) for axis in (1, 0))
    if counts.nnz and counts.data.min() < 0:
        raise ValueError("a count is negative")
    if not total or row.min() <= 0 or column.min() <= 0:
        raise ValueError("a row or a column of the table is empty")
    scaled = sparse.dia_array((row**-0.5, 0), shape=(len(row),) * 2) @ (counts / total)
    scaled = sparse.csr_array(scaled @ sparse.dia_array((column**-0.5, 0), shape=(len(column),) * 2))
    left, alpha, right = _decomposed(scaled, np.sqrt(row), np.sqrt(column), most_cells)
    left, right, tied = _canonical(left, alpha, right, np.argsort(-np.round(row, 12), kind="stable"))
    return Correspondence(
        left * alpha / np.sqrt(row)[:, None],
        right * alpha / np.sqrt(column)[:, None],
        alpha**2,
        max(float((scaled.data**2).sum()) - 1.0, float((alpha**2).sum())),
        row,
        column,
        tied,
    )


def _decomposed(scaled: Any, row: Floats, column: Floats, most_cells: int) -> tuple[Floats, Floats, Floats]:
    """Return U, α and V of S = scaled − √r √cᵀ, the largest α first."""
    if scaled.shape[0] * scaled.shape[1] <= most_cells:
        left, alpha, right = np.linalg.svd(scaled.toarray() - np.outer(row, column), full_matrices=False)
        kept = alpha > _LEAST
        return left[:, kept], alpha[kept], right[kept].T
    wide = scaled.shape[0] <= scaled.shape[1]
    if not wide:
        scaled, row, column = sparse.csr_array(scaled.T), column, row
    gram = (scaled @ scaled.T).toarray() - np.outer(row, row)
    values, vectors = scipy.linalg.eigh(gram)
    values, vectors = values[::-1], vectors[:, ::-1]
    kept = values > _LEAST**2
    alpha, left = np.sqrt(values[kept]), vectors[:, kept]
    right = (scaled.T @ left - np.outer(column, row @ left)) / alpha
    return (left, alpha, right) if wide else (right, alpha, left)


def _canonical(left: Floats, alpha: Floats, right: Floats, order: Ints) -> tuple[Floats, Floats, frozenset[int]]:
    """Return U and V with the axes of equal α turned as the module says, and the places of these."""
    tied: set[int] = set()
    begin = 0
    for end in range(1, len(alpha) + 1):
        if end < len(alpha) and alpha[begin] - alpha[end] <= _EQUAL:
            continue
        if end - begin > 1:
            tied |= set(range(begin, end))
            turn = _turn(left[order, begin:end])
            left[:, begin:end], right[:, begin:end] = left[:, begin:end] @ turn, right[:, begin:end] @ turn
        begin = end
    return left, right, frozenset(tied)


def _turn(block: Floats) -> Floats:
    """Return the rotation after which each row, from the first, adds at most one axis on which it is not 0."""
    found: list[Floats] = []
    for each in block:
        rest = each - sum((each @ one * one for one in found), np.zeros_like(each))
        if np.linalg.norm(rest) > 1e-6 * max(float(np.linalg.norm(each)), 1e-3):
            found.append(rest / np.linalg.norm(rest))
        if len(found) == block.shape[1]:
            break
    return np.array(found).T if len(found) == block.shape[1] else np.eye(block.shape[1])
