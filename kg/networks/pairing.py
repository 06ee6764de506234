"""Congruence and conflict of each pair of actors, as whole numbers: what balance, polarisation, communities and brokers rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kg.networks.asked import Asked
from kg.networks.counting import counts_of
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Ints, Mentions, level_range, levels_in_order
from kg.networks.one_mode import products
from kg.networks.spans import Window

__all__ = ["Pairs", "pairs_of", "pairs_of_windows"]


@dataclass(frozen=True)
class Pairs:
    """C and F, the congruence and conflict of ``actors`` (ids, sorted) by side, undivided: symmetric, diagonal 0.

    ``mentions`` are those kept; ``fallen`` fell by the rule of duplicates, and ``left_out`` have no side (or speaker). ``window``
    tells the days where it is one of several.
    """

    actors: tuple[str, ...]
    congruence: Ints = field(compare=False, repr=False)
    conflict: Ints = field(compare=False, repr=False)
    mentions: Mentions = field(compare=False, repr=False)
    fallen: int
    left_out: int
    window: Window | None = field(default=None, compare=False)

    @property
    def kept(self) -> int:
        """How many mentions count."""
        return len(self.mentions)

    @property
    def agreement(self) -> int:
        """ΣC, each pair once."""
        return int(self.congruence.sum()) // 2

    @property
    def disagreement(self) -> int:
        """ΣF, each pair once."""
        return int(self.conflict.sum()) // 2


def pairs_of(mentions: Mentions, asked: Asked) -> Pairs:
    """Return the pairs of all mentions, which are in order of day and statement; actors of whom nothing counts are left out."""
    return _pairs(kept_of(mentions, asked))


def pairs_of_windows(mentions: Mentions, asked: Asked, locator: str = "") -> Iterator[Pairs]:
    """Yield the pairs of each window, oldest first. Raises :class:`~kg.errors.LimitError` for too many windows."""
    yield from map(_pairs, kept_by_window(mentions, asked, locator))


def _pairs(counting: Kept) -> Pairs:
    kept = counting.mentions
    counts = counts_of(kept, "actors", levels_in_order("side"))
    used = np.unique(kept.actor)
    grid = np.ix_(used, used)
    found = []
    for aggregation in ("congruence", "conflict"):
        matrix = np.rint(products(counts, aggregation, level_range("side"))[grid]).astype(np.int64)
        np.fill_diagonal(matrix, 0)
        found.append(matrix)
    actors = tuple(kept.actors[place] for place in used)
    return Pairs(actors, found[0], found[1], kept, counting.fallen, counting.left_out, counting.window)
