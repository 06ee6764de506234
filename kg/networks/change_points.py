"""Change points: how far a network is from that of the window before, and which issues carry the change.

* absolute distance: Σ |w − w'| over pairs, each once (two-mode: over cells); what is in one of both windows alone has weight 0 in the
  other. Of ``combine``, whose weights are names of sides taken, the number of cells that differ.
* spectral distance: Σ_m |λ_m − λ'_m| (:mod:`kg.networks.spectrum`); of a two-mode network, of the bipartite one. Undefined for ``combine``.
* what an issue carries: Σ |w_q − w'_q| over the same pairs, where w_q is the part of a weight that the issue's mentions add to it, divided
  as the whole weight is. Its share is that, divided by the sum over issues. Where issues move against each other, the sum is more than
  the absolute distance. Of a network of concepts, half of a line's change is that of each of its two ends.

The largest change is the one with the greatest absolute distance; all of them where several are equal. That says nothing on chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from kg.networks.counting import Floats, dense_counts, scale_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.network import Network, Series, one_mode_divisors
from kg.networks.one_mode import dense_products
from kg.networks.spectrum import DIGITS, degree_spectra, spectra, spectral_distance, spectrum_of
from kg.networks.two_mode import incidence, volumes

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
    change = _dense(one, *_frame(one, other)) - _dense(other, *_frame(one, other))
    if one.asked.aggregation == "combine":
        return float(np.count_nonzero(change))
    return _told(_sum(one, np.abs(change)))


def _sum(network: Network, amounts: Floats) -> float:
    """Return a sum over pairs, each once, or over cells."""
    return float(amounts.sum() / (2.0 if network.is_one_mode else 1.0))


def _spectrum(network: Network) -> Floats | None:
    """Return the spectrum of a network, of a two-mode one that of actors and concepts together; None where it is undefined."""
    if network.asked.aggregation == "combine":
        return None
    square = _dense(network, network.rows, network.columns)
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


def _frame(one: Network, other: Network) -> tuple[list[str], list[str]]:
    """Return the rows and columns of both, sorted."""
    return sorted({*one.rows, *other.rows}), sorted({*one.columns, *other.columns})


def _dense(network: Network, rows: Sequence[str], columns: Sequence[str]) -> Floats:
    """Return the weights in a larger frame, 0 for what the network does not have."""
    found = np.zeros((len(rows), len(columns)))
    places = [{name: place for place, name in enumerate(names)} for names in (rows, columns)]
    chosen = [
        np.array([place[name] for name in names], dtype=np.int64)
        for place, names in zip(places, (network.rows, network.columns), strict=True)
    ]
    found[np.ix_(*chosen)] = network.matrix.toarray()
    if network.is_one_mode:
        np.fill_diagonal(found, 0.0)
    return found


def _parts(one: Network, other: Network, issue_of: Mapping[str, str]) -> tuple[Part, ...]:
    amounts = _amounts(one, other, issue_of)
    total = sum(amounts.values())
    order = sorted(
        (name for name, amount in amounts.items() if amount > _SAME), key=lambda name: (-amounts[name], name)
    )
    return tuple(Part(name, _told(amounts[name]), _told(amounts[name] / total)) for name in order)


def _amounts(one: Network, other: Network, issue_of: Mapping[str, str]) -> dict[str, float]:
    """Return for each issue Σ |w_q − w'_q|."""
    if one.is_one_mode and one.asked.by == "concepts":
        return _of_ends(one, other, issue_of)
    both = [(each.mentions, _reader(each), *_owners(each.mentions, issue_of)) for each in (one, other)]
    found = {}
    for name in sorted({name for _, _, names, _ in both for name in names}):
        chosen = [np.flatnonzero(owner == names.index(name)) if name in names else _NONE for _, _, names, owner in both]
        taken = [mentions.take(at) for (mentions, *_), at in zip(both, chosen, strict=True)]
        actors = np.unique(np.concatenate([part.actor for part in taken]))
        concepts = np.unique(np.concatenate([part.concept_of[part.option] for part in taken]))
        before, after = (read(at, actors, concepts) for (_, read, *_), at in zip(both, chosen, strict=True))
        change = before != after if one.asked.aggregation == "combine" else np.abs(before - after)
        found[name] = _sum(one, np.asarray(change, dtype=np.float64))
    return found


def _owners(mentions: Mentions, issue_of: Mapping[str, str]) -> tuple[list[str], Ints]:
    """Return the issues of mentions, sorted, and which is each mention's."""
    used, place = np.unique(mentions.option, return_inverse=True)
    issues = [issue_of[mentions.options[option]] for option in used]
    names = sorted(set(issues))
    number = np.array([names.index(issue) for issue in issues], dtype=np.int64)
    return names, number[place] if len(place) else number


#: from places of mentions, and those of the actors and concepts shown, to what the mentions add to the weights of these
Reader = Callable[[Ints, Ints, Ints], Floats]

_NONE = np.zeros(0, dtype=np.int64)


def _reader(network: Network) -> Reader:
    return _reader_of_one_mode(network) if network.is_one_mode else _reader_of_two_mode(network)


def _reader_of_one_mode(network: Network) -> Reader:
    asked, mentions = network.asked, network.mentions
    levels, span = scale_of(mentions, asked)
    roots = None if network.weights is None else np.sqrt(network.weights)
    by = one_mode_divisors(mentions, asked, roots)

    def read(chosen: Ints, actors: Ints, concepts: Ints) -> Floats:
        if not len(chosen):
            return np.zeros((len(actors), len(actors)))
        counts = dense_counts(mentions.take(chosen), actors, levels, None if roots is None else roots[chosen])
        added = dense_products(counts, levels, asked.aggregation, span)
        found = _divided(added, None if by is None else by[np.ix_(actors, actors)])
        np.fill_diagonal(found, 0.0)
        return found

    return read


def _reader_of_two_mode(network: Network) -> Reader:
    asked, mentions = network.asked, network.mentions
    by = volumes(mentions, asked, network.weights)
    whole = None if by is None else np.broadcast_to(by, (len(mentions.actors), len(mentions.concepts)))
    plain = replace(asked, normalisation="none")

    def read(chosen: Ints, actors: Ints, concepts: Ints) -> Floats:
        if not len(chosen):
            return np.zeros((len(actors), len(concepts)))
        weights = None if network.weights is None else network.weights[chosen]
        added = incidence(_narrowed(mentions.take(chosen), actors, concepts), plain, weights)
        return _divided(added, None if whole is None else whole[np.ix_(actors, concepts)])

    return read


def _narrowed(mentions: Mentions, actors: Ints, concepts: Ints) -> Mentions:
    """Return mentions with these actors and concepts alone, and the options that they are on, so that few make small matrices."""
    options, place = np.unique(mentions.option, return_inverse=True)
    return replace(
        mentions,
        actors=tuple(mentions.actors[actor] for actor in actors),
        options=tuple(mentions.options[option] for option in options),
        concepts=tuple(mentions.concepts[concept] for concept in concepts),
        concept_of=np.searchsorted(concepts, mentions.concept_of[options]).astype(np.int64),
        actor=np.searchsorted(actors, mentions.actor).astype(np.int64),
        option=place.astype(np.int64),
    )


def _divided(weights: Floats, by: Floats | None) -> Floats:
    return weights if by is None else np.divide(weights, by, out=np.zeros_like(weights), where=by != 0)


def _of_ends(one: Network, other: Network, issue_of: Mapping[str, str]) -> dict[str, float]:
    """Return for each issue half of the change of each line of its concepts."""
    frame = _frame(one, other)
    change = np.abs(_dense(one, *frame) - _dense(other, *frame)).sum(axis=1) / 2.0
    found: dict[str, float] = {}
    for name, amount in zip(frame[0], change, strict=True):
        issue = issue_of.get(name, name)
        found[issue] = found.get(issue, 0.0) + float(amount)
    return found


def _told(value: Any) -> float:
    return round(float(value), DIGITS)
