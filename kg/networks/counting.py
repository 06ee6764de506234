"""The counts x[i, j, k] of a network as one sparse matrix: a row for each unit, a column for each cell of the other side and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from kg.networks.asked import Asked
from kg.networks.mentions import Ints, Mentions, level_range, levels_in_order

__all__ = [
    "Counts",
    "counts_of",
    "dense_counts",
    "places_of_levels",
    "scale_of",
    "sparse_of",
    "tally",
    "units_and_cells",
]

Floats = npt.NDArray[np.float64]

#: up to how many cells for each mention are all counted
_MOST_CELLS_FOR_EACH = 8


@dataclass(frozen=True)
class Counts:
    """x[i, j, k]: ``levels`` are the values of k in use, and ``by_level`` for each a matrix of units × cells.

    Rows are the units that a one-mode network joins, actors or concepts; columns are the cells on which they are compared: options,
    or actors.
    """

    levels: tuple[int, ...]
    by_level: tuple[sparse.csr_array, ...]

    @property
    def sums(self) -> Floats:
        """n_i: the sum of a unit's counts."""
        return np.asarray(sum(np.asarray(one.sum(axis=1)).ravel() for one in self.by_level), dtype=np.float64)


def scale_of(mentions: Mentions, asked: Asked) -> tuple[tuple[int, ...], int]:
    """Return the levels of a network, the highest first, and how far apart two can be: as declared; ``as_dna`` by stance, as in use."""
    if not (asked.as_dna and asked.scale == "stance"):
        return levels_in_order(asked.scale), level_range(asked.scale)
    levels = mentions.levels or tuple(int(level) for level in np.unique(mentions.level)[::-1])
    return levels, (levels[0] - levels[-1] if levels else 0) or 1


def tally(rows: Ints, columns: Ints, weights: Floats | None, shape: tuple[int, int]) -> sparse.csr_array:
    """Return a matrix that sums weights, 1 where none are given, by row and column."""
    if weights is None and shape[0] * shape[1] <= _MOST_CELLS_FOR_EACH * len(rows):
        return _counted(rows, columns, shape)
    data = np.ones(len(rows)) if weights is None else weights
    found: Any = sparse.coo_array((data, (rows, columns)), shape=shape).tocsr()
    return found


def _counted(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sparse.csr_array:
    """Return how often each cell comes, by a count of all cells, which takes no sorting."""
    counts = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
    return sparse_of(counts.reshape(shape))


def sparse_of(matrix: npt.NDArray[Any]) -> sparse.csr_array:
    """Return a matrix as a sparse one of its cells that are not 0, as scipy makes it, in a fraction of the time."""
    shape, cells = matrix.shape, np.ravel(matrix)
    filled = np.flatnonzero(cells)
    ends = np.searchsorted(filled, np.arange(shape[0] + 1) * shape[1])
    return sparse.csr_array((cells[filled].astype(np.float64), filled % max(shape[1], 1), ends), shape=shape)


def dense_counts(mentions: Mentions, units: Ints, levels: Sequence[int], weights: Floats | None = None) -> Floats:
    """Return x of a few mentions as levels × actors × the options that they are on; ``units`` are the actors shown, sorted places."""
    options, column = np.unique(mentions.option, return_inverse=True)
    shape = (len(levels), len(units), len(options))
    row, level = np.searchsorted(units, mentions.actor), places_of_levels(mentions.level, levels)
    place = np.ravel_multi_index((level, row, column), shape) if len(mentions) else column
    return np.bincount(place, weights, minlength=int(np.prod(shape))).astype(np.float64).reshape(shape)


def places_of_levels(found: Ints, levels: Sequence[int]) -> Ints:
    """Return the place of each level among those of a scale."""
    order = np.argsort(levels)
    return np.asarray(order[np.searchsorted(levels, found, sorter=order)], dtype=np.int64)


def units_and_cells(mentions: Mentions, by: str) -> tuple[Ints, Ints]:
    """Return of each mention the place of its unit, an actor or a concept, and of the cell on which units are compared."""
    if by == "concepts":
        return mentions.concept_of[mentions.option], mentions.actor
    return mentions.actor, mentions.option


def counts_of(mentions: Mentions, by: str, levels: tuple[int, ...], weights: Floats | None = None) -> Counts:
    """Return the counts of mentions; ``by`` actors or concepts are the rows.

    Actors are compared option by option, also where issues are the concepts, so that rival options of an issue never count as
    agreement. Concepts are compared actor by actor.
    """
    rows, columns = units_and_cells(mentions, by)
    shape = (len(mentions.actors), len(mentions.options))
    if by == "concepts":
        shape = (len(mentions.concepts), len(mentions.actors))
    found = []
    for level in levels:
        chosen = mentions.level == level
        found.append(tally(rows[chosen], columns[chosen], None if weights is None else weights[chosen], shape))
    return Counts(levels, tuple(found))
