"""Every set of concepts of a size tried, so that the backbone that is found is the best there is.

Concepts that add the same are interchangeable: how many of each kind a set has is all that counts, and sets that differ in nothing else are
counted without being tried. A set whose loss is bound to be above the least so far (:func:`~kg.networks.spectrum.least_distances`) is passed
over without its eigenvalues.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb, inf, prod

import numpy as np

from kg.networks.backbone import SAME, edge_distance, seconds_each, told
from kg.networks.concept_parts import ConceptParts
from kg.networks.counting import Floats
from kg.networks.mentions import Ints
from kg.networks.spectrum import CELLS, least_distances, spectra, spectral_distance, spectrum_of

__all__ = ["Best", "best", "seconds_for", "sets_of"]

#: how many sets are tried at once at most
_AT_ONCE = 4096


@dataclass(frozen=True)
class Best:
    """The backbone of a size: ``concepts`` (ids, sorted), its loss and edge distance, and how many sets of the size have this loss."""

    concepts: tuple[str, ...]
    loss: float
    edges: float
    tied: int


def best(parts: ConceptParts, size: int, until: float | None = None, bound: float = inf) -> Best | None:
    """Return the backbone of a size over all its sets; None where ``until`` (of :func:`time.monotonic`) comes first.

    ``bound`` is the loss of a set that is known.
    """
    full = parts.all()
    spectrum = spectrum_of(full)
    least = float(np.round(bound, SAME)) + 2 * 10.0**-SAME
    chosen: tuple[int, ...] | None = None
    tied = 0
    for places, ways in _at_once(parts, size):
        if until is not None and time.monotonic() > until:
            return None
        weights = parts.of_sets(_rows(places, len(parts)))
        open_ = np.flatnonzero(least_distances(weights, full) <= least + 10.0**-SAME)
        losses = np.round(spectral_distance(spectrum, spectra(weights[open_])), SAME)
        if not len(losses) or losses.min() > least:
            continue
        if losses.min() < least:
            least, chosen, tied = float(losses.min()), None, 0
        same = open_[losses == least]
        tied += sum(ways[at] for at in same.tolist())
        chosen = min([*([chosen] if chosen is not None else []), *map(tuple, places[same].tolist())])
    if chosen is None:
        return None
    rest = parts.of_sets(_rows(np.array([chosen], dtype=np.int64).reshape(1, size), len(parts)))[0]
    loss = told(spectral_distance(spectrum, spectrum_of(rest)))
    return Best(tuple(parts.concepts[place] for place in chosen), loss, told(edge_distance(full, rest)), tied)


def _at_once(parts: ConceptParts, size: int) -> Iterator[tuple[Ints, list[int]]]:
    """Yield the sets of a size, some at once, as sorted places, with how many sets each stands for."""
    every = sets_of(_kinds(parts), size)
    count = max(1, min(_AT_ONCE, CELLS // max(1, len(parts.actors) ** 2)))
    while some := list(islice(every, count)):
        yield (
            np.array([places for places, _ in some], dtype=np.int64).reshape(len(some), size),
            [ways for _, ways in some],
        )


def _kinds(parts: ConceptParts) -> list[list[int]]:
    """Return the places of concepts, those that add the same together."""
    found: dict[int, list[int]] = {}
    for place, kind in enumerate(parts.kinds().tolist()):
        found.setdefault(kind, []).append(place)
    return list(found.values())


def sets_of(kinds: Sequence[Sequence[int]], size: int) -> Iterator[tuple[list[int], int]]:
    """Yield the sets of a size that differ in how many of each kind they have: the first of each kind, sorted; and how many are alike.

    >>> list(sets_of([[0, 2], [1]], 2))
    [([0, 1], 2), ([0, 2], 1)]
    """
    single = [kind[0] for kind in kinds if len(kind) == 1]
    several = [kind for kind in kinds if len(kind) > 1]
    for taken in _counts([len(kind) for kind in several], size, size - len(single)):
        base = [place for kind, count in zip(several, taken, strict=True) for place in kind[:count]]
        ways = prod(comb(len(kind), count) for kind, count in zip(several, taken, strict=True))
        for others in combinations(single, size - len(base)):
            yield sorted([*base, *others]), ways


def _counts(most: Sequence[int], size: int, least: int) -> Iterator[tuple[int, ...]]:
    """Yield how many of each kind are taken, ``size`` in all at most and ``least`` at least."""
    if least > sum(most):
        return
    if not most:
        yield ()
        return
    for first in range(min(most[0], size) + 1):
        for others in _counts(most[1:], size - first, least - first):
            yield (first, *others)


def _rows(places: Ints, count: int) -> Floats:
    """Return sets as rows of 1 and 0."""
    rows = np.zeros((len(places), count))
    rows[np.arange(len(places))[:, None], places] = 1.0
    return rows


def seconds_for(parts: ConceptParts, sizes: Sequence[int]) -> float:
    """Return about how many seconds trying every set of some sizes takes; the same on every machine."""
    ways = np.array([1.0])
    for kind in _kinds(parts):
        ways = np.convolve(ways, np.ones(len(kind) + 1))
    each = seconds_each(len(parts.actors)) + 1e-9 * len(parts) * len(parts.actors) ** 2
    return float(sum(ways[size] for size in sizes) * each)
