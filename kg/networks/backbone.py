"""The backbone of concepts: those few that a network's shape rests on.

The backbone of a size is the set B of so many concepts whose network of actors has the spectrum nearest to the full one's: it minimises
the loss Σ_m |λ_m(full) − λ_m(B)| over sorted eigenvalues (:mod:`kg.networks.spectrum`). Actors stay the same; one that B leaves without a
line has a zero row. The spectrum does not see who is who, so the edge distance Σ_{i<j} |w_ij(full) − w_ij(B)| stands beside it.

* :func:`nested` takes away, one by one, the concept whose loss is least: a backbone of every size, each within the larger one.
* :func:`best` tries every set of a size, so that its loss is the least there is.

Losses that are equal to nine decimals are tied; ties are counted and broken by id: what comes first stays.

Source: Leifeld, P., backbone of a discourse network, in Discourse Network Analyzer 3.1 (nested, and by chance moves at a fixed size); its
loss compares shares of degrees (:func:`~kg.networks.spectrum.degree_spectra`), not spectra.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Any

import numpy as np

from kg.networks.concept_parts import ConceptParts, too_many
from kg.networks.counting import Floats
from kg.networks.mentions import Ints
from kg.networks.spectrum import (
    DIGITS,
    batches,
    degree_spectra,
    least_distances,
    spectra,
    spectral_distance,
    spectrum_of,
)

__all__ = ["Best", "Step", "best", "edge_distance", "nested", "nested_as_dna", "seconds_for"]

#: to how many decimals two losses are the same
_SAME = 9

#: about how many seconds taking concepts away one by one may need at most
_MOST_SECONDS = 900.0

#: sets tried at once where all of a size are
_AT_ONCE = 4096


@dataclass(frozen=True)
class Step:
    """A concept (id) that leaves, and what the rest keep: their ``size``, ``loss`` and ``edges``, the edge distance.

    ``mentions`` counts those of the rest. ``tied``: how many concepts could have left at this loss. ``redundant_loss``: the
    loss of what has left by now, taken alone.
    """

    concept: str
    size: int
    loss: float
    edges: float
    mentions: int
    tied: int
    redundant_loss: float


@dataclass(frozen=True)
class Best:
    """The backbone of a size: ``concepts`` (ids, sorted), its loss and edge distance, and how many sets of the size have this loss."""

    concepts: tuple[str, ...]
    loss: float
    edges: float
    tied: int


def edge_distance(one: Floats, other: Any) -> Any:
    """Return Σ_{i<j} |w_ij − w'_ij| of symmetric weights, each pair once; ``other`` may be a stack."""
    return np.abs(one - other).sum(axis=(-2, -1)) / 2.0


def nested(parts: ConceptParts, locator: str = "") -> tuple[Step, ...]:
    """Return the concepts in the order in which they leave: at each step the one without which the loss is least.

    Raises :class:`~kg.errors.LimitError` where that is too much work.
    """
    _check_work(parts, locator)
    full = parts.all()
    spectrum, kinds = spectrum_of(full), parts.kinds()
    kept = np.arange(len(parts))
    left = np.zeros(len(parts))
    found = []
    while len(kept):
        losses = _losses_without(parts, kept, kinds, spectrum)
        tied = np.flatnonzero(np.round(losses, _SAME) == np.round(losses, _SAME).min())
        place = int(tied[-1])
        left[kept[place]] = 1.0
        leaves, kept = kept[place], np.delete(kept, place)
        rest, gone = parts.of_sets([1.0 - left, left])
        found.append(
            Step(
                parts.concepts[leaves],
                len(kept),
                _told(spectral_distance(spectrum, spectrum_of(rest))),
                _told(edge_distance(full, rest)),
                int(parts.mentions[kept].sum()),
                len(tied),
                _told(spectral_distance(spectrum, spectrum_of(gone))),
            )
        )
    return tuple(found)


def _check_work(parts: ConceptParts, locator: str) -> None:
    if len(parts) ** 2 / 2 * _seconds_each(len(parts.actors)) > _MOST_SECONDS:
        raise too_many(len(parts), len(parts.actors), locator)


def _losses_without(parts: ConceptParts, kept: Ints, kinds: Ints, spectrum: Floats) -> Floats:
    """Return the loss of what is kept less each one, worked out once for concepts that add the same."""
    _, first, kind = np.unique(kinds[kept], return_index=True, return_inverse=True)
    losses = np.zeros(len(first))
    for run in batches(len(first), len(parts.actors) ** 2):
        losses[run] = spectral_distance(spectrum, spectra(parts.without_each(kept, kept[first[run]])))
    return losses[kind]


def best(parts: ConceptParts, size: int, until: float | None = None, bound: float = np.inf) -> Best | None:
    """Return the backbone of a size over all its sets; None where ``until`` (of :func:`time.monotonic`) comes first.

    ``bound`` is the loss of a set that is known. A set whose bound is above the least loss so far is passed over.
    """
    full = parts.all()
    spectrum = spectrum_of(full)
    least, chosen, tied = float(np.round(bound, _SAME)) + 2 * 10.0**-_SAME, None, 0
    for sets, rows in _sets(len(parts), size):
        if until is not None and time.monotonic() > until:
            return None
        weights = parts.of_sets(rows)
        open_ = np.flatnonzero(least_distances(weights, full) <= least + 10.0**-_SAME)
        losses = np.round(spectral_distance(spectrum, spectra(weights[open_])), _SAME)
        if not len(losses) or losses.min() > least:
            continue
        same = np.flatnonzero(losses == losses.min())
        if losses.min() < least or chosen is None:
            least, chosen, tied = float(losses.min()), sets[open_[same[0]]], 0
        tied += len(same)
    if chosen is None:
        return None
    row = np.zeros((1, len(parts)))
    row[0, chosen] = 1.0
    rest = parts.of_sets(row)[0]
    loss = _told(spectral_distance(spectrum, spectrum_of(rest)))
    return Best(tuple(parts.concepts[place] for place in chosen), loss, _told(edge_distance(full, rest)), tied)


def _sets(count: int, size: int) -> Iterator[tuple[Ints, Floats]]:
    """Yield the sets of so many of ``count`` places, in order, some at once: as places, and as rows of 1 and 0."""
    every = combinations(range(count), size)
    while sets := list(islice(every, _AT_ONCE)):
        places = np.array(sets, dtype=np.int64).reshape(len(sets), size)
        rows = np.zeros((len(sets), count))
        rows[np.arange(len(sets))[:, None], places] = 1.0
        yield places, rows


def seconds_for(parts: ConceptParts, sizes: tuple[int, ...]) -> float:
    """Return about how many seconds trying every set of some sizes takes; the same on every machine."""
    put_together = 1e-9 * len(parts) * len(parts.actors) ** 2
    return float(sum(comb(len(parts), size) for size in sizes) * (_seconds_each(len(parts.actors)) + put_together))


def _seconds_each(actors: int) -> float:
    """Return about how long the loss of one network takes on a common machine, from trials of 7 to 200 actors."""
    return 2e-6 + 3e-8 * actors**2 + 3e-10 * actors**3


def nested_as_dna(parts: ConceptParts, order: Ints, actors: Ints, locator: str = "") -> tuple[Step, ...]:
    """Return the sequence of Discourse Network Analyzer 3.1's nested backbone; ``order`` and ``actors`` are places, sorted by label.

    As there, all concepts that are tied, to the last bit, leave at one step, the last label first, each with the loss and the
    statements that are left without it alone; the last loss is 1, since shares of degrees are compared.
    """
    _check_work(parts, locator)
    full = parts.all()

    def shares(weights: Floats) -> Floats:
        return degree_spectra(weights[..., actors])

    spectrum = spectrum_of(full, shares)
    kept, left = list(order), np.zeros(len(parts))
    found: list[Step] = []
    while kept:
        rows = np.ones((len(kept), len(parts))) - left
        rows[np.arange(len(kept)), kept] = 0.0
        weights = parts.of_sets(rows)
        losses = spectral_distance(spectrum, shares(weights))
        tied = np.flatnonzero(losses == losses.min())[::-1]
        total = int(parts.mentions[kept].sum())
        for place in tied:
            leaves = kept[place]
            left[leaves] = 1.0
            gone = spectrum_of(parts.of_sets(left[None])[0], shares)
            found.append(
                Step(
                    parts.concepts[leaves],
                    len(parts) - len(found) - 1,
                    float(losses[place]),
                    _told(edge_distance(full, weights[place])),
                    total - int(parts.mentions[leaves]),
                    len(tied),
                    float(spectral_distance(spectrum, gone)),
                )
            )
        kept = [place for place in kept if not left[place]]
    return tuple(found)


def _told(value: Any) -> float:
    return round(float(value), DIGITS)
