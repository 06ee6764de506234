"""The figures of camps on each option: consensus, and what sets each camp apart (:mod:`kg.networks.consensus`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kg.networks.asked import Asked
from kg.networks.consensus import Apart, Consensus, Spoken, apart, consensus, spoken_of, words_of
from kg.networks.grouping import Camp, camp_of_actors
from kg.networks.keeping import mentions_by_window
from kg.networks.mentions import Mentions
from kg.networks.spans import Window

__all__ = ["SIDES", "CampFigures", "OptionFigures", "SetApart", "figures_of", "figures_of_windows"]

SIDES = ("for", "against")


@dataclass(frozen=True, eq=False)
class OptionFigures:
    """What camps say of an option (id): who has spoken in each, and the consensus for it and against it."""

    option: str
    spoken: tuple[Spoken, ...]
    consensus: dict[str, Consensus]


@dataclass(frozen=True)
class SetApart:
    """An option that sets a camp apart, and by which side."""

    figures: OptionFigures
    found: Apart


@dataclass(frozen=True)
class CampFigures:
    """The figures of ``camps`` on every option of which one of them has spoken, in order of option (id).

    ``mentions`` are the words that count, each actor's latest on an option; ``fallen`` other mentions, older ones and those of the
    same day that say more on the option, are left out beside them, and ``both``
    of the words are for and against on one day. ``campless`` are the actors (ids) that have spoken and are in no camp. ``unspoken``
    options were asked about and have no word of a camp.
    """

    camps: tuple[Camp, ...]
    options: tuple[OptionFigures, ...]
    kept: int
    fallen: int
    both: int
    unspoken: int
    campless: tuple[str, ...]
    mentions: Mentions = field(compare=False, repr=False)
    window: Window | None = field(default=None, compare=False)

    def ranked(self, side: str) -> list[tuple[int, OptionFigures]]:
        """Return the options on whose side somebody is, by consensus on it, the largest first, each with its rank.

        Equal ones share a rank, in order of id. Where there are several camps, one camp's word alone is no consensus across camps, and has
        no rank.
        """
        least = min(2, len(self.camps))
        sided = [
            each
            for each in self.options
            if len(each.consensus[side].camps) >= least and any(one.on(side) for one in each.spoken)
        ]
        ordered = sorted(sided, key=lambda each: (-each.consensus[side].product, each.option))
        ranks: list[tuple[int, OptionFigures]] = []
        for place, each in enumerate(ordered, start=1):
            same = bool(ranks) and ranks[-1][1].consensus[side].product == each.consensus[side].product
            ranks.append((ranks[-1][0] if same else place, each))
        return ranks

    def by_consensus(self) -> list[OptionFigures]:
        """Return all options: those that somebody is for by consensus for, then the others by consensus against, then by id."""
        found = [each for side in SIDES for _, each in self.ranked(side)]
        return list(dict.fromkeys([*found, *self.options]))

    @cached_property
    def sets_apart(self) -> tuple[tuple[SetApart, ...], ...]:
        """For each camp the options that set it apart, the largest measure first, then by id."""
        return tuple(self._sets_apart(camp) for camp in range(len(self.camps)))

    def _sets_apart(self, camp: int) -> tuple[SetApart, ...]:
        found = [
            SetApart(each, one)
            for each in self.options
            for side in SIDES
            if (one := apart(each.spoken, camp, side)) and one.is_kept
        ]
        return tuple(sorted(found, key=lambda each: (-each.found.measure, each.figures.option)))


def figures_of(
    mentions: Mentions, camps: Sequence[Camp], *, as_polis: bool = False, window: Window | None = None
) -> CampFigures:
    """Return the figures of camps from mentions in order of day and statement, those without a side among them.

    ``as_polis`` counts as its server does: of a day's statements of an actor on an option the last alone, and a camp that has not spoken
    with one half.
    """
    words = words_of(mentions, as_polis=as_polis)
    camp_of = camp_of_actors(camps, mentions.actors)
    camped = camp_of[words.actor] >= 0 if len(words.actor) else np.zeros(0, dtype=bool)
    counted = spoken_of(words, camp_of, len(camps), len(mentions.options))
    options = []
    said_on = set(words.option.tolist())
    for place, spoken in enumerate(counted):
        if any(each.spoke for each in spoken) or (as_polis and place in said_on):
            both = {side: consensus(spoken, side, as_polis=as_polis) for side in SIDES}
            options.append(OptionFigures(mentions.options[place], tuple(spoken), _found(both)))
    campless = np.unique(words.actor[~camped]).tolist()
    in_camp = camp_of[mentions.actor] >= 0 if len(mentions) else np.zeros(0, dtype=bool)
    return CampFigures(
        tuple(camps),
        tuple(options),
        int(camped.sum()),
        int(in_camp.sum()) - int(camped.sum()),
        int((words.both & camped).sum()),
        len(mentions.options) - len(options),
        tuple(mentions.actors[place] for place in campless),
        mentions.take(in_camp & words.latest),
        window,
    )


def _found(both: dict[str, Consensus | None]) -> dict[str, Consensus]:
    return {side: one for side, one in both.items() if one}


def figures_of_windows(
    mentions: Mentions, camps: Sequence[Camp], asked: Asked, locator: str = "", *, as_polis: bool = False
) -> tuple[CampFigures, ...]:
    """Return the figures of each window, oldest first; the camps are the same in all.

    Raises as :func:`~kg.networks.windows.windows_of`.
    """
    found = mentions_by_window(mentions, asked, locator)
    return tuple(figures_of(within, camps, as_polis=as_polis, window=window) for window, within in found)
