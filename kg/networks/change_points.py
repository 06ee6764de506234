"""Change points: how far a network is from that of the window before, and which issues carry the change.

* absolute distance: ``Σ |w − w'|`` over pairs, each once (two-mode: over cells); what is in one of both windows alone has weight 0 in the
  other. Of ``combine``, whose weights are names of sides taken, the number of cells that differ.
* spectral distance: ``Σ_m |λ_m − λ'_m|`` (:mod:`kg.networks.spectrum`); of a two-mode network, of the bipartite one. Undefined for ``combine``.
* what an issue carries (:mod:`kg.networks.change_carriers`): ``Σ |w_q − w'_q|`` over the same pairs, where w_q is the part of a weight that the
  issue's mentions add to it. Its share is that, divided by the sum over issues. Where issues move against each other, the sum is more than
  the absolute distance.

The largest change is the one with the greatest absolute distance; all of them where several are equal. That says nothing on chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from kg.networks.change_carriers import carried
from kg.networks.counting import Floats
from kg.networks.network import Network, Series, in_frame
from kg.networks.spectrum import DIGITS, degree_spectra, spectra, spectral_distance, spectrum_of

__all__ = ["Change", "Part", "changes_of"]

#: distances that differ by less, as a share of the greatest, are equal
_SAME = 1e-9


@dataclass(frozen=True)
class Part:
    """What an issue (id) carries of a change, and its ``share`` of what all issues carry."""

    issue: str
    amount: float
    share: float


@dataclass(frozen=True)
class Change:
    """The distance of a window's network from that ``before``: ``spectral`` is None where undefined.

    ``parts`` are the issues that carry it, the most first. ``largest``: no other change has a greater absolute distance.
    """

    before: Network
    after: Network
    absolute: float
    spectral: float | None
    parts: tuple[Part, ...]
    largest: bool = False


def changes_of(series: Series, issue_of: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the change from each window of a series to the next, oldest first; ``issue_of`` gives each option's (id) issue."""
    spectra_of = [_spectrum(one) for one in series.windows]
    found = [
        (one, other, _absolute(one, other), _spectral(*both), _parts(one, other, issue_of))
        for (one, other), both in zip(pairwise(series.windows), pairwise(spectra_of), strict=True)
    ]
    most = max((absolute for _, _, absolute, *_ in found), default=0.0)
    return tuple(Change(*each, largest=most > 0 and each[2] >= most * (1 - _SAME)) for each in found)


def _absolute(one: Network, other: Network) -> float:
    before, after, *_ = in_frame(one, other)
    if one.asked.aggregation == "combine":
        return float(np.count_nonzero(before - after))
    return _told(np.abs(before - after).sum() / (2.0 if one.is_one_mode else 1.0))


def _spectrum(network: Network) -> Floats | None:
    """Return the spectrum of a network, of a two-mode one that of actors and concepts together; None where it is undefined."""
    if network.asked.aggregation == "combine":
        return None
    square, *_ = in_frame(network, network)
    if not network.is_one_mode:
        rows, columns = square.shape
        square = np.block([[np.zeros((rows, rows)), square], [square.T, np.zeros((columns, columns))]])
    return spectrum_of(square, degree_spectra if network.asked.as_dna else spectra)


def _spectral(one: Floats | None, other: Floats | None) -> float | None:
    """Return the distance of two spectra; who is not in a network would be an isolate there, with the eigenvalue 0."""
    if one is None or other is None:
        return None
    size = max(len(one), len(other))
    return _told(spectral_distance(*(np.sort(np.r_[np.zeros(size - len(each)), each]) for each in (one, other))))


def _parts(one: Network, other: Network, issue_of: Mapping[str, str]) -> tuple[Part, ...]:
    amounts = carried(one, other, issue_of)
    total = sum(amounts.values())
    order = sorted(
        (name for name, amount in amounts.items() if amount > _SAME), key=lambda name: (-amounts[name], name)
    )
    return tuple(Part(name, _told(amounts[name]), _told(amounts[name] / total)) for name in order)


def _told(value: Any) -> float:
    return round(float(value), DIGITS)
