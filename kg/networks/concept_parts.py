"""A network of actors taken apart by concept: what each concept adds to the weights, and to what they are divided by.

Both are sums over concepts, so that the network of any set of concepts is put together without counting anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.errors import LimitError
from kg.networks.asked import Asked
from kg.networks.counting import Counts, Floats, counts_of, scale_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.one_mode import divisors, products

__all__ = ["ConceptParts", "parts_of", "too_many"]

#: the most cells of all matrices, one for each concept, that are kept in memory
_MOST_CELLS = 40_000_000


@dataclass(frozen=True)
class ConceptParts:
    """What each of ``concepts`` (ids, sorted) adds: ``products``, concepts × actors × actors, and ``bases``, to the divisor.

    ``mentions`` counts what each rests on. ``actors`` (ids, sorted) are all that have a mention; they are the same for every set.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    mentions: Ints
    products: Floats
    bases: Floats | None
    normalisation: str

    def __len__(self) -> int:
        return len(self.concepts)

    def all(self) -> Floats:
        """Return the weights where every concept counts."""
        return np.asarray(self.of_sets(np.ones((1, len(self))))[0])

    def of_sets(self, chosen: Any) -> Floats:
        """Return the weights of each set of concepts: a row of 1 and 0 for each, sets × actors × actors with diagonal 0."""
        sets = np.asarray(chosen, dtype=np.float64)
        return self._divided(_summed(sets, self.products), None if self.bases is None else _summed(sets, self.bases))

    def without_each(self, kept: Ints, leaving: Ints) -> Floats:
        """Return the weights of ``kept`` concepts less one of them, for each of ``leaving`` (all are places)."""
        total = self.products[kept].sum(axis=0) - self.products[leaving]
        bases = self.bases
        return self._divided(total, None if bases is None else bases[kept].sum(axis=0) - bases[leaving])

    def kinds(self) -> Ints:
        """Return a number for each concept, the same for those that add the same."""
        found: dict[bytes, int] = {}
        keys = [
            one.tobytes() + (b"" if self.bases is None else self.bases[place].tobytes())
            for place, one in enumerate(self.products)
        ]
        return np.array([found.setdefault(key, len(found)) for key in keys], dtype=np.int64)

    def _divided(self, weights: Floats, base: Floats | None) -> Floats:
        if base is not None:
            by = _DIVISORS[self.normalisation](base)
            weights = np.divide(weights, by, out=np.zeros_like(weights), where=by != 0)
        places = np.arange(len(self.actors))
        weights[..., places, places] = 0.0
        return weights


#: from the sum over concepts to the divisor of each pair of actors
_DIVISORS: dict[str, Callable[[Floats], Floats]] = {
    "average": lambda sums: (sums[..., :, None] + sums[..., None, :]) / 2.0,
    "product": lambda sums: sums[..., :, None] * sums[..., None, :],
    "cosine": lambda itself: np.sqrt(itself[..., :, None] * itself[..., None, :]),
    "jaccard": lambda cells: cells,
}


def parts_of(mentions: Mentions, asked: Asked, locator: str = "") -> ConceptParts:
    """Return what each concept adds to the network of actors of mentions, which are those kept.

    Actors and concepts without a mention are left out. Raises :class:`~kg.errors.LimitError` for more than 40 million cells.
    """
    owner = mentions.concept_of[mentions.option] if len(mentions) else mentions.option
    actors, concepts = np.unique(mentions.actor), np.unique(owner)
    if len(concepts) * len(actors) ** 2 > _MOST_CELLS:
        raise too_many(len(concepts), len(actors), locator)
    levels, span = scale_of(mentions, asked)
    found, bases = [], []
    for concept in concepts:
        chosen = mentions.take(owner == concept)
        counts = counts_of(chosen, "actors", levels)
        weights = products(counts, asked.aggregation, span)
        found.append(weights[np.ix_(actors, actors)] + 0.0)
        bases.append(_base(counts, asked, span, actors))
    shape = (len(concepts), len(actors), len(actors))
    return ConceptParts(
        tuple(mentions.actors[place] for place in actors),
        tuple(mentions.concepts[place] for place in concepts),
        np.array([np.count_nonzero(owner == concept) for concept in concepts], dtype=np.int64),
        np.array(found).reshape(shape),
        None if asked.divided_by == "none" else np.array(bases).reshape(len(concepts), *np.shape(bases)[1:]),
        asked.divided_by,
    )


def too_many(concepts: int, actors: int, locator: str) -> LimitError:
    """Return the error that so many concepts cannot be left out one by one."""
    told = f"{concepts:,} concepts of {actors:,} actors are too many to be left out one by one"
    return LimitError(locator, f"{told}; narrow them by --issue, --party, --since and --until")


def _base(counts: Counts, asked: Asked, span: int, actors: Ints) -> Floats:
    """Return what a concept adds to the divisor: sums of counts, agreement with itself, or (jaccard) the cells that are used."""
    if asked.divided_by == "jaccard":
        by = divisors(counts, "jaccard", asked.aggregation, span)
        assert by is not None
        return by[np.ix_(actors, actors)]
    if asked.divided_by == "cosine":
        with_itself = "ignore" if asked.aggregation == "ignore" else "congruence"
        return np.asarray(np.diag(products(counts, with_itself, span))[actors])
    return counts.sums[actors]


def _summed(sets: Floats, each: Floats) -> Floats:
    return np.asarray(np.tensordot(sets, each, axes=1))
