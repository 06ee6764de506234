"""The backbone of concepts: those few that a network's shape rests on.

The backbone of a size is the set B of so many concepts whose network of actors has the spectrum nearest to the full one's: it minimises
the loss ``Σ_m |λ_m(full) − λ_m(B)|`` over sorted eigenvalues (:mod:`kg.networks.spectrum`). Actors stay the same; one that B leaves without a
line has a zero row. The spectrum does not see who is who, so the edge distance ``Σ_{i<j} |w_ij(full) − w_ij(B)|`` stands beside it.

* :func:`nested` takes away, one by one, the concept whose loss is least: a backbone of every size, each within the larger one.
* :func:`~kg.networks.every_set.best` tries every set of a size, so that its loss is the least there is.

Losses that are equal to nine decimals are tied; ties are counted and broken by id: what comes first stays.

Source: Leifeld, P., backbone of a discourse network, in Discourse Network Analyzer 3.1 (nested, and by chance moves at a fixed size); its
loss compares shares of degrees (:func:`~kg.networks.spectrum.degree_spectra`), not spectra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.concept_parts import ConceptParts, too_many
from kg.networks.counting import Floats
from kg.networks.mentions import Ints
from kg.networks.spectrum import DIGITS, batches, spectra, spectral_distance, spectrum_of

__all__ = ["SAME", "Step", "Tell", "check_work", "edge_distance", "nested", "seconds_each", "told"]

#: is told how many concepts have left, of how many
Tell = Callable[[int, int], None]

#: to how many decimals two losses are the same
SAME = 9

#: about how many seconds taking concepts away one by one may need at most
_MOST_SECONDS = 900.0


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


def edge_distance(one: Floats, other: Any) -> Any:
    """Return ``Σ_{i<j} |w_ij − w'_ij|`` of symmetric weights, each pair once; ``other`` may be a stack."""
    return np.abs(one - other).sum(axis=(-2, -1)) / 2.0


def nested(parts: ConceptParts, locator: str = "", tell: Tell | None = None) -> tuple[Step, ...]:
    """Return the concepts in the order in which they leave: at each step the one without which the loss is least.

    ``tell`` is called with how many have left by now, of how many. Raises :class:`~kg.errors.LimitError` where that is too much work.
    """
    check_work(parts, locator)
    full = parts.all()
    spectrum, kinds = spectrum_of(full), parts.kinds()
    kept = np.arange(len(parts))
    left = np.zeros(len(parts))
    found = []
    while len(kept):
        losses = _losses_without(parts, kept, kinds, spectrum)
        tied = np.flatnonzero(np.round(losses, SAME) == np.round(losses, SAME).min())
        place = int(tied[-1])
        left[kept[place]] = 1.0
        leaves, kept = kept[place], np.delete(kept, place)
        if tell:
            tell(len(parts) - len(kept), len(parts))
        rest, gone = parts.of_sets([1.0 - left, left])
        found.append(
            Step(
                parts.concepts[leaves],
                len(kept),
                told(spectral_distance(spectrum, spectrum_of(rest))),
                told(edge_distance(full, rest)),
                int(parts.mentions[kept].sum()),
                len(tied),
                told(spectral_distance(spectrum, spectrum_of(gone))),
            )
        )
    return tuple(found)


def check_work(parts: ConceptParts, locator: str) -> None:
    """Raise :class:`~kg.errors.LimitError` where concepts and actors are too many for concepts to be left out one by one."""
    if len(parts) ** 2 / 2 * seconds_each(len(parts.actors)) > _MOST_SECONDS:
        raise too_many(len(parts), len(parts.actors), locator)


def _losses_without(parts: ConceptParts, kept: Ints, kinds: Ints, spectrum: Floats) -> Floats:
    """Return the loss of what is kept less each one, worked out once for concepts that add the same."""
    _, first, kind = np.unique(kinds[kept], return_index=True, return_inverse=True)
    losses = np.zeros(len(first))
    for run in batches(len(first), len(parts.actors) ** 2):
        losses[run] = spectral_distance(spectrum, spectra(parts.without_each(kept, kept[first[run]])))
    return losses[kind]


def seconds_each(actors: int) -> float:
    """Return about how long the loss of one network takes on a common machine, from trials of 7 to 200 actors."""
    return 2e-6 + 3e-8 * actors**2 + 3e-10 * actors**3


def told(value: Any) -> float:
    """Return a distance to as many decimals as it is known."""
    return round(float(value), DIGITS)
