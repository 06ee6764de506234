"""The camps of a network: the split of highest balance, how polarised it is, communities and brokers; over all the time and by window."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from kg.networks.asked import Asked
from kg.networks.balance import balance, best_balance
from kg.networks.brokers import Broker, brokers_of
from kg.networks.communities import Grouping, clustered, louvain
from kg.networks.dna_polarisation import dna_polarisation_of
from kg.networks.mentions import Ints, Mentions
from kg.networks.pairing import Pairs, pairs_of, pairs_of_windows
from kg.networks.polarisation import highest_polarisation, polarisation
from kg.networks.splits import Split

__all__ = ["Camps", "CampsSeries", "TwoCamps", "camps_of", "camps_series"]

#: what remains of the time for one of several searches, at the least, in seconds
_LEAST = 0.05


@dataclass(frozen=True)
class TwoCamps:
    """A split into at most two camps with its figures.

    ``sides`` are 1, −1, and 0 for an actor who is compared with nobody. ``bound`` is what no split exceeds of the figure that was made
    large: equal to it where that is proven. ``splits`` counts the splits that have the same figure, 0 where that was not counted;
    ``tied`` says whether there is another than this and its mirror image, None where that is not known.
    """

    sides: tuple[int, ...]
    balance: float | None
    polarisation: float | None
    bound: float | None
    splits: int
    tied: bool | None
    parts: int

    def camps(self) -> tuple[tuple[int, ...], ...]:
        """Return the camps as places, the larger first; one where all are together."""
        found = (tuple(np.flatnonzero(np.array(self.sides) == side).tolist()) for side in (1, -1))
        return tuple(camp for camp in found if camp)


@dataclass(frozen=True)
class Camps:
    """The figures of ``pairs``: ``best``, the split of highest balance; ``most``, that of highest polarisation, None where undefined.

    ``louvain`` and ``clustered`` are communities, ``brokers`` who lies between others. ``dna`` is what Discourse Network Analyzer calls
    polarisation, where it was asked for.
    """

    pairs: Pairs
    best: TwoCamps
    most: TwoCamps | None
    louvain: Grouping
    clustered: Grouping
    brokers: tuple[Broker, ...]
    dna: float | None = None

    @property
    def conflict_share(self) -> float | None:
        """ΣF ÷ Σ(C + F): how much of what was said on the same things was conflict; None where nothing was."""
        whole = self.pairs.agreement + self.pairs.disagreement
        return self.pairs.disagreement / whole if whole else None


@dataclass(frozen=True)
class CampsSeries:
    """The camps over all the time asked for, and those of each window, oldest first; none where no window was asked for."""

    whole: Camps
    windows: tuple[Camps, ...] = field(default=())


def camps_series(
    mentions: Mentions, asked: Asked, limit: float, dna: Mentions | None = None, locator: str = ""
) -> CampsSeries:
    """Return the camps of mentions, which are in order of day and statement, and of their windows; ``limit`` in seconds for all.

    ``dna`` are the mentions from which the reference's figure is made, None where that was not asked for.
    """
    end = time.monotonic() + limit
    windows = list(pairs_of_windows(mentions, asked, locator))
    theirs = list(pairs_of_windows(dna, asked, locator)) if dna is not None else [None] * len(windows)
    whole_dna = pairs_of(dna, asked) if dna is not None else None
    whole = camps_of(pairs_of(mentions, asked), limit / 2 if windows else limit, whole_dna)
    found = []
    for number, (pairs, their) in enumerate(zip(windows, theirs, strict=True)):
        share = max(_LEAST, (end - time.monotonic()) / (len(windows) - number))
        found.append(camps_of(pairs, share, their))
    return CampsSeries(whole, tuple(found))


def camps_of(pairs: Pairs, limit: float, dna: Pairs | None = None) -> Camps:
    """Return the camps of pairs within some seconds; a search that ends early gives a bound."""
    congruence, conflict = pairs.congruence, pairs.conflict
    begun = time.monotonic()
    best = best_balance(congruence, conflict, limit / 2)
    left = max(_LEAST, limit - (time.monotonic() - begun))
    most = highest_polarisation(congruence, conflict, left / 2)
    agreement, disagreement = pairs.agreement, pairs.disagreement
    first = _figures(pairs, best, agreement + disagreement)
    return Camps(
        pairs,
        first,
        _figures(pairs, most, 2 * agreement * disagreement) if most else None,
        louvain(congruence, conflict),
        clustered(congruence, conflict),
        brokers_of(congruence, np.array(first.sides, dtype=np.int64)),
        dna_polarisation_of(dna.mentions, is_window=pairs.window is not None, limit=left / 4) if dna else None,
    )


def _figures(pairs: Pairs, split: Split, whole: int) -> TwoCamps:
    sides: Ints = np.array(split.sides, dtype=np.int64)
    compared = (pairs.congruence + pairs.conflict).any(axis=1)
    return TwoCamps(
        tuple(np.where(compared, sides, 0).tolist()),
        balance(pairs.congruence, pairs.conflict, sides),
        polarisation(pairs.congruence, pairs.conflict, sides),
        split.bound / whole if whole else None,
        split.ties,
        split.other,
        split.parts,
    )
