"""How stances are distributed: of each concept, how many actors are for, leaning, mixed, noncommittal and against, and in how many mentions.

Unlike a network, a distribution counts what has no side too. The rule of duplicates takes each of the five for a level: what the same
actor says of the same concept again on the same side falls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kg.networks.asked import Asked
from kg.networks.keeping import Kept, kept_by_window, kept_of
from kg.networks.mentions import Mentions
from kg.networks.spans import Window
from kg.vocabulary import Side, Stance, side_of

__all__ = ["SIDES", "SIDE_LEVELS", "Distribution", "Distributions", "Spread", "distributions_of"]

#: what is told apart, from for to against, in the words of the contract
SIDES: tuple[Side | Stance, ...] = (Side.FOR, Side.LEANING, Stance.MIXED, Stance.NONCOMMITTAL, Side.AGAINST)

#: the level of each stance: the place of its side, or its own, in SIDES
SIDE_LEVELS: Mapping[Stance, int] = {
    stance: SIDES.index(side) for stance in Stance if (side := side_of(stance) or stance) in SIDES
}


@dataclass(frozen=True)
class Spread:
    """What was said of a concept: of each side of :data:`SIDES` how many ``actors`` took it and in how many ``mentions``.

    An actor that took several sides is one of each; ``spoke`` counts each actor once, ``silent`` those that did not speak of it.
    """

    concept: str
    actors: tuple[int, ...]
    mentions: tuple[int, ...]
    spoke: int
    silent: int


@dataclass(frozen=True)
class Distribution:
    """The spread of each concept with a mention, by id, and the concepts without one."""

    spreads: tuple[Spread, ...]
    unspoken: tuple[str, ...]
    kept: int
    fallen: int
    left_out: int
    mentions: Mentions = field(compare=False, repr=False)
    window: Window | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Distributions:
    """The distribution over all the time asked for, and that of each window, oldest first."""

    whole: Distribution
    windows: tuple[Distribution, ...] = ()


def distributions_of(mentions: Mentions, asked: Asked, locator: str = "") -> Distributions:
    """Return the distributions of mentions whose levels are :data:`SIDE_LEVELS`. Raises :class:`~kg.errors.LimitError` for too many windows."""
    windows = tuple(map(_distribution, kept_by_window(mentions, asked, locator)))
    return Distributions(_distribution(kept_of(mentions, asked)), windows)


def _distribution(counting: Kept) -> Distribution:
    kept = counting.mentions
    shape = (len(kept.concepts), len(SIDES))
    concept = kept.concept_of[kept.option] if len(kept) else kept.option
    said, took = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    np.add.at(said, (concept, kept.level), 1)
    apart = np.unique(np.stack([concept, kept.level, kept.actor]), axis=1)
    np.add.at(took, (apart[0], apart[1]), 1)
    spoke = np.bincount(np.unique(np.stack([concept, kept.actor]), axis=1)[0], minlength=shape[0])
    spreads = tuple(
        Spread(
            name,
            tuple(map(int, took[place])),
            tuple(map(int, said[place])),
            int(spoke[place]),
            len(kept.actors) - int(spoke[place]),
        )
        for place, name in enumerate(kept.concepts)
        if spoke[place]
    )
    unspoken = tuple(name for place, name in enumerate(kept.concepts) if not spoke[place])
    return Distribution(spreads, unspoken, len(kept), counting.fallen, counting.left_out, kept, counting.window)
