"""The camps of a network: the split of highest balance, how polarised it is, communities and brokers; over all the time and by window."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

import numpy as np

from kg.networks.asked import Asked
from kg.networks.balance import balance, best_balance
from kg.networks.brokers import Broker, brokers_of
from kg.networks.communities import Grouping, clustered, louvain
from kg.networks.dna_polarisation import dna_polarisation_of
from kg.networks.keeping import kept_mentions
from kg.networks.mentions import Ints, Mentions
from kg.networks.pairing import Pairs, pairs_of, pairs_of_windows
from kg.networks.polarisation import highest_polarisation, polarisation
from kg.networks.spans import places_between
from kg.networks.splits import Split

__all__ = ["Camps", "CampsSeries", "TwoCamps", "camps_by", "camps_of", "camps_series"]

#: what remains of the time for one of several searches, at the least, in seconds
_LEAST = 0.05


@dataclass(frozen=True)
class TwoCamps:
    """A split into at most two camps with its figures.

    ``sides`` are 1, −1, and 0 for an actor who is compared with nobody. ``bound`` is what no split exceeds of the figure that was made
    large: equal to it where it is ``proven`` that no split has more. ``splits`` counts the splits that have the same figure, 0 where that was not counted;
    ``tied`` says whether there is another than this and its mirror image, None where that is not known, and ``also`` are the sides of the
    next of them. ``part`` numbers, by actor, the groups that nothing is compared between, the largest first, −1 for an actor who is
    compared with nobody: which camps of two parts go together is open.
    """

    sides: tuple[int, ...]
    balance: float | None
    polarisation: float | None
    bound: float | None
    proven: bool
    splits: int
    tied: bool | None
    also: tuple[tuple[int, ...], ...]
    part: tuple[int, ...]

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return max(self.part, default=-1) + 1

    def camps(self) -> tuple[tuple[int, ...], ...]:
        """Return the camps as places, the larger first; one where all are together."""
        return camps_by(self.sides)

    def moved(self, sides: tuple[int, ...]) -> tuple[int, ...]:
        """Return the places of those who stand with the other camp in another split, as few as may be."""
        compared = [place for place, side in enumerate(self.sides) if side]
        moved = [place for place in compared if sides[place] != self.sides[place]]
        stayed = [place for place in compared if sides[place] == self.sides[place]]
        return tuple(moved if len(moved) <= len(stayed) else stayed)


def camps_by(sides: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the camps that sides tell, as places, that of 1 first, without empty ones."""
    found = (tuple(place for place, each in enumerate(sides) if each == side) for side in (1, -1))
    return tuple(camp for camp in found if camp)


@dataclass(frozen=True)
class Camps:
    """The figures of ``pairs``: ``best``, the split of highest balance; ``most``, that of highest polarisation, None where undefined.

    ``louvain`` and ``clustered`` are communities, ``brokers`` who lies between others. ``dna`` is what Discourse Network Analyzer calls
    polarisation, where ``has_dna``: None of fewer than three actors.
    """

    pairs: Pairs
    best: TwoCamps
    most: TwoCamps | None
    louvain: Grouping
    clustered: Grouping
    brokers: tuple[Broker, ...]
    has_dna: bool = False
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
    mentions: Mentions, asked: Asked, limit: float, dna_duplicates: str | None = None, locator: str = ""
) -> CampsSeries:
    """Return the camps of mentions, which are in order of day and statement, and of their windows; ``limit`` in seconds for all.

    ``dna_duplicates`` is the rule of duplicates under which the reference's figure is made, None where it was not asked for.
    Raises :class:`~kg.errors.LimitError` for too many windows.
    """
    end = time.monotonic() + limit
    dna = kept_mentions(mentions, replace(asked, duplicates=dna_duplicates)) if dna_duplicates else None
    windows = list(pairs_of_windows(mentions, asked, locator))
    whole = camps_of(pairs_of(mentions, asked), limit / 2 if windows else limit, dna)
    found = []
    for number, pairs in enumerate(windows):
        share = max(_LEAST, (end - time.monotonic()) / (len(windows) - number))
        assert pairs.window
        within = dna.take(places_between(dna, pairs.window.first, pairs.window.last)) if dna is not None else None
        found.append(camps_of(pairs, share, within))
    return CampsSeries(whole, tuple(found))


def camps_of(pairs: Pairs, limit: float, dna: Mentions | None = None) -> Camps:
    """Return the camps of pairs within some seconds; a search that ends early gives a bound.

    ``dna`` are the mentions of which the reference's figure is made.
    """
    congruence, conflict = pairs.congruence, pairs.conflict
    begun = time.monotonic()
    best = best_balance(congruence, conflict, limit / 2)
    left = max(_LEAST, limit - (time.monotonic() - begun))
    most = highest_polarisation(congruence, conflict, left * 0.75)
    agreement, disagreement = pairs.agreement, pairs.disagreement
    first = _figures(pairs, best, agreement + disagreement)
    return Camps(
        pairs,
        first,
        _figures(pairs, most, 2 * agreement * disagreement) if most else None,
        louvain(congruence, conflict),
        clustered(congruence, conflict),
        brokers_of(congruence, np.array(first.sides, dtype=np.int64)),
        dna is not None,
        dna_polarisation_of(dna, is_window=pairs.window is not None, limit=left / 4) if dna is not None else None,
    )


def _figures(pairs: Pairs, split: Split, whole: int) -> TwoCamps:
    sides: Ints = np.array(split.sides, dtype=np.int64)
    compared = (pairs.congruence + pairs.conflict).any(axis=1)
    return TwoCamps(
        tuple(np.where(compared, sides, 0).tolist()),
        balance(pairs.congruence, pairs.conflict, sides),
        polarisation(pairs.congruence, pairs.conflict, sides),
        split.bound / whole if whole else None,
        split.proven,
        split.ties,
        split.other,
        split.also,
        split.part,
    )
