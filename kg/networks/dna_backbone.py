"""The nested backbone as Discourse Network Analyzer 3.1 computes it, for who must repeat a number of its own.

Source: leifeld-lab/dna, ``Exporter.java`` (``iterateNestedBackbone``, ``computeNormalizedEigenvalues``, ``spectralLoss``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kg.networks.backbone import Step, check_work, edge_distance, told
from kg.networks.concept_parts import ConceptParts
from kg.networks.counting import Floats
from kg.networks.mentions import Ints
from kg.networks.spectrum import batches, degree_spectra, spectral_distance, spectrum_of

__all__ = ["nested_as_dna"]


def nested_as_dna(parts: ConceptParts, order: Ints, actors: Ints, locator: str = "") -> tuple[Step, ...]:
    """Return the sequence of Discourse Network Analyzer 3.1's nested backbone; ``order`` and ``actors`` are places, sorted by label.

    As there, all concepts that are tied, to the last bit, leave at one step, the last label first, each with the loss and the
    statements that are left without it alone; the last loss is 1, since shares of degrees are compared.
    """
    check_work(parts, locator)
    full = parts.all()

    def shares(weights: Floats) -> Floats:
        return degree_spectra(weights[..., actors])

    spectrum = spectrum_of(full, shares)
    kept, left = list(order), np.zeros(len(parts))
    found: list[Step] = []
    while kept:
        places = np.array(kept, dtype=np.int64)
        found_of = [
            _without(parts, places, places[run], full, spectrum, shares) for run in batches(len(kept), len(full) ** 2)
        ]
        losses, edges = (np.concatenate(each) for each in zip(*found_of, strict=True))
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
                    told(edges[place]),
                    total - int(parts.mentions[leaves]),
                    len(tied),
                    float(spectral_distance(spectrum, gone)),
                )
            )
        kept = [place for place in kept if not left[place]]
    return tuple(found)


def _without(
    parts: ConceptParts, kept: Ints, leaving: Ints, full: Floats, spectrum: Floats, shares: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Return the loss and the edge distance of what is kept less one of those that may leave, for each."""
    weights = parts.without_each(kept, leaving)
    return spectral_distance(spectrum, shares(weights)), edge_distance(full, weights)
