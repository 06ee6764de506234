"""A network of actors, of concepts, or of both: its weights, and those of each window, as the design defines them.

Source of the method: Leifeld, P. (2017), Discourse network analysis, in The Oxford Handbook of Political Networks; kernels: Leifeld and
others, Discourse Network Analyzer 3 (formulas checked against its output).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.networks.as_dna import kernel_average, rolls
from kg.networks.asked import Asked
from kg.networks.counting import Counts, Floats, counts_of, scale_of, sparse_of
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Mentions
from kg.networks.one_mode import divisors, products
from kg.networks.spans import Window
from kg.networks.two_mode import incidence
from kg.networks.windows import kernel_weights

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Network",
    "Series",
    "in_frame",
    "network_of",
    "one_mode_divisors",
    "series_of",
]


@dataclass(frozen=True)
class Network:
    """Weights between ``rows`` and ``columns`` (ids, sorted), as a sparse ``matrix`` of that shape; one-mode: symmetric, diagonal 0.

    ``kept`` mentions were counted, ``fallen`` by the rule of duplicates, ``left_out`` have no level (or speaker). ``window`` tells the
    days, where it is one of several. ``mentions`` are those kept, with the ``weights`` that a kernel gives them.
    """

    asked: Asked
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Any = field(compare=False, repr=False)
    kept: int
    fallen: int
    left_out: int
    mentions: Mentions = field(compare=False, repr=False)
    weights: Floats | None = field(default=None, compare=False, repr=False)
    window: Window | None = field(default=None, compare=False)

    @property
    def is_one_mode(self) -> bool:
        """Whether rows and columns are the same."""
        return self.asked.mode == "one"

    def weight(self, row: str, column: str) -> float:
        """Return the weight between two things (ids). Raises KeyError for one that is not in the network."""
        places = {name: place for place, name in enumerate(self.rows)}, {name: p for p, name in enumerate(self.columns)}
        return float(self.matrix[places[0][row], places[1][column]])

    def edges(self) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs with a weight other than 0, in order; of a one-mode network each once."""
        found = self.matrix.tocoo()
        order = np.lexsort((found.col, found.row))
        for row, column, weight in zip(found.row[order], found.col[order], found.data[order], strict=True):
            if weight and (not self.is_one_mode or row < column):
                yield self.rows[row], self.columns[column], float(weight)

    def graph(self) -> nx.Graph:
        """Return the network as a networkx graph; nodes have ``kind`` actor or concept, lines have ``weight``."""
        import networkx as nx

        found = nx.Graph()
        kind = "actor" if self.asked.by == "actors" else "concept"
        found.add_nodes_from(self.rows, kind=kind)
        if not self.is_one_mode:
            found.add_nodes_from(self.columns, kind="concept")
        found.add_weighted_edges_from(self.edges())
        return found


def in_frame(one: Network, other: Network) -> tuple[Floats, Floats, list[str], list[str]]:
    """Return the weights of two networks in one frame, 0 for what one does not have and on a diagonal; and its rows and columns, sorted."""
    rows, columns = sorted({*one.rows, *other.rows}), sorted({*one.columns, *other.columns})
    row, column = ({name: place for place, name in enumerate(names)} for names in (rows, columns))
    found = []
    for each in (one, other):
        weights = np.zeros((len(rows), len(columns)))
        places = [row[name] for name in each.rows], [column[name] for name in each.columns]
        weights[np.ix_(*(np.array(some, dtype=np.int64) for some in places))] = each.matrix.toarray()
        if each.is_one_mode:
            np.fill_diagonal(weights, 0.0)
        found.append(weights)
    return found[0], found[1], rows, columns


@dataclass(frozen=True)
class Series:
    """A network over all the time asked for, and one for each window, oldest first; none where no window was asked for."""

    whole: Network
    windows: tuple[Network, ...] = ()


def series_of(mentions: Mentions, asked: Asked, locator: str = "") -> Series:
    """Return the network of mentions, and those of its windows.

    Raises :class:`~kg.errors.LimitError` for too many windows.
    """
    windows = tuple(_build(kept, asked) for kept in kept_by_window(mentions, asked, locator))
    return Series(network_of(mentions, asked), windows)


def network_of(mentions: Mentions, asked: Asked) -> Network:
    """Return the network of all mentions, which are in order of day and statement."""
    return _build(kept_of(mentions, asked), asked)


def _build(found: Kept, asked: Asked) -> Network:
    kept, window = found.mentions, found.window
    weights = kernel_weights(kept, asked, window) if asked.kernel and window else None
    if asked.mode == "two":
        matrix = incidence(kept, asked, weights)
        rows, columns = kept.actors, kept.concepts
    else:
        matrix = _one_mode(kept, asked, None if weights is None else np.sqrt(weights))
        rows = columns = kept.actors if asked.by == "actors" else kept.concepts
    if not asked.isolates:
        used = _used(kept, asked)
        matrix, rows, columns = _without_isolates(matrix, rows, columns, used)
    counted = len(kept) if weights is None else int(np.count_nonzero(weights))
    return Network(
        asked,
        rows,
        columns,
        sparse_of(matrix),
        counted,
        found.fallen,
        found.left_out,
        kept,
        weights,
        window,
    )


def _one_mode(kept: Mentions, asked: Asked, roots: Floats | None) -> Floats:
    """Return the weights of mentions, each counted 1, or the root of what a kernel weighs it."""
    levels, span = scale_of(kept, asked)
    counts = counts_of(kept, asked.by, levels, roots)
    weights = products(counts, asked.aggregation, span)
    by = _divisors(counts, kept, asked, roots)
    if by is not None:
        weights = np.divide(weights, by, out=np.zeros_like(weights), where=by != 0)
    if roots is None or not rolls(asked):
        np.fill_diagonal(weights, 0.0)
    return weights


def one_mode_divisors(kept: Mentions, asked: Asked, roots: Floats | None) -> Floats | None:
    """Return what the weight of each pair of mentions' units is divided by, None for nothing; ``roots`` as for the weights."""
    levels, _ = scale_of(kept, asked)
    return _divisors(counts_of(kept, asked.by, levels, roots), kept, asked, roots)


def _divisors(counts: Counts, kept: Mentions, asked: Asked, roots: Floats | None) -> Floats | None:
    levels, span = scale_of(kept, asked)
    if roots is not None and rolls(asked) and asked.normalisation == "average":
        return kernel_average(counts_of(kept, asked.by, levels))
    return divisors(counts, asked.divided_by, asked.aggregation, span)


def _used(kept: Mentions, asked: Asked) -> tuple[Any, Any]:
    """Return the places of the rows and columns that have a mention."""
    actors = np.unique(kept.actor)
    concepts = np.unique(kept.concept_of[kept.option]) if len(kept) else actors
    if asked.mode == "two":
        return actors, concepts
    return (actors, actors) if asked.by == "actors" else (concepts, concepts)


def _without_isolates(
    matrix: Floats, rows: tuple[str, ...], columns: tuple[str, ...], used: tuple[Any, Any]
) -> tuple[Floats, tuple[str, ...], tuple[str, ...]]:
    kept = matrix[np.ix_(*used)]
    return kept, tuple(rows[place] for place in used[0]), tuple(columns[place] for place in used[1])
