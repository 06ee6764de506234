"""The spectrum of a network, which tells its shape whatever its units are called, and how far two spectra lie apart.

``L = I − |D|^−½ W |D|^−½`` with ``|D|_ii = Σ_j |w_ij|``; the row and column of a unit without a line are zero. So each eigenvalue lies in [0, 2],
also where weights are negative.

Source: Chung, F. (1997), Spectral Graph Theory, ch. 1; with signs: Kunegis, J. and others (2010), Spectral analysis of signed graphs,
SIAM International Conference on Data Mining, who divide by the sums of absolute weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from kg.networks.counting import Floats

__all__ = [
    "CELLS",
    "DIGITS",
    "batches",
    "degree_spectra",
    "least_distances",
    "spectra",
    "spectral_distance",
    "spectrum_of",
]

#: to how many decimals a distance is told: what comes after is the rounding of the eigenvalues
DIGITS = 12

#: how many cells of matrices are worked on at once
CELLS = 2_000_000

#: from weights to their sorted spectra, of each matrix of a stack
Spectra = Callable[[Floats], Floats]


def spectra(weights: Floats) -> Floats:
    """Return the eigenvalues of L, the least first, of each symmetric matrix of a stack (…, n, n) with diagonal 0."""
    scaled, joined = _scaled(weights)
    places = np.arange(weights.shape[-1])
    laplacian = -scaled
    laplacian[..., places, places] = joined
    return np.asarray(np.linalg.eigvalsh(laplacian))


def degree_spectra(weights: Floats) -> Floats:
    """Return what Discourse Network Analyzer 3.1 compares in place of the spectrum: each unit's share of all degrees, sorted.

    Negative weights count as 0; a degree is the sum of a row. (Its Laplacian is the matrix of degrees alone, since the weights that are
    taken from it are dropped.) Sums are added up in the order of the columns, as there, since it breaks ties by equality.
    """
    degrees = np.sort(np.add.accumulate(np.maximum(weights, 0.0), axis=-1)[..., -1], axis=-1)[..., ::-1]
    total = np.apply_along_axis(math.fsum, -1, degrees)[..., None]
    return np.asarray(np.divide(degrees, total, out=np.zeros_like(degrees), where=total > 0))


def spectral_distance(one: Floats, other: Floats) -> Any:
    """Return ``Σ_m |λ_m − λ'_m|`` of two spectra, or of one and each of a stack."""
    apart = np.abs(one - other)
    return np.add.accumulate(apart, axis=-1)[..., -1] if apart.shape[-1] else np.zeros(apart.shape[:-1])


def spectrum_of(weights: Floats, of: Spectra = spectra) -> Floats:
    """Return the spectrum of one matrix; of none, no eigenvalue."""
    return of(weights) if len(weights) else np.zeros(0)


def batches(count: int, cells: int) -> Iterator[slice]:
    """Yield runs of ``count`` matrices of so many cells each, as many as are worked on at once."""
    size = max(1, CELLS // max(cells, 1))
    for begin in range(0, count, size):
        yield slice(begin, min(begin + size, count))


def least_distances(weights: Floats, full: Floats) -> Floats:
    """Return for each matrix of a stack a bound that its spectral distance from ``full`` is not below; far cheaper than the distance.

    Of any f of slope at most 1 on [0, 2]: ``Σ|λ − μ| ≥ |Σ f(λ) − Σ f(μ)|``. f is λ, whose sum is the number of units with a line, and
    (λ − 1)²/2, whose sum comes from the squares of the scaled weights.
    """
    traces, squares = _sums(weights)
    trace, square = _sums(full)
    return np.asarray(np.maximum(np.abs(traces - trace), np.abs(squares - square) / 2.0))


def _sums(weights: Floats) -> tuple[Floats, Floats]:
    scaled, joined = _scaled(weights)
    return joined.sum(axis=-1), np.einsum("...ij,...ij->...", scaled, scaled) + (~joined).sum(axis=-1)


def _scaled(weights: Floats) -> tuple[Floats, Any]:
    """Return ``|D|^−½ W |D|^−½``, and which units have a line."""
    degrees = np.abs(weights).sum(axis=-1)
    joined = degrees > 0
    root = np.divide(1.0, np.sqrt(degrees), out=np.zeros_like(degrees), where=joined)
    return weights * root[..., :, None] * root[..., None, :], joined
