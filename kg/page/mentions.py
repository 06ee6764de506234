"""The mentions of a page, of which a network counts: what :func:`kg.networks.reading.read_mentions` reads in any voice.

They are made of the positions and statements that the page has read already, which takes a tenth of the time of reading the store again.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from kg.networks.mentions import Mentions, levels_of
from kg.page.index import CaseIndex
from kg.vocabulary import Stance

__all__ = ["PageMentions", "mentions_of"]


class PageMentions(NamedTuple):
    """The mentions with a side, and of each without one the statement, by its number on the page."""

    sided: Mentions
    unsided: list[int]


def mentions_of(index: CaseIndex) -> PageMentions:
    """Return the mentions of a page's parties on its options, in order of day and statement."""
    case = index.resolution.case
    actors, options = sorted(index.parties), sorted(index.options)
    place = {option: number for number, option in enumerate(options)}
    for proposal in case.proposals.values():
        if len(proposal.terms) == 1 and proposal.terms[0] in place:
            place[proposal.id] = place[proposal.terms[0]]
    levels, unlevelled = levels_of("side"), (Stance.NONCOMMITTAL, Stance.MIXED)
    rows = array("q")  # a statement's number, an actor, an option and a level, one after another
    unsided: list[int] = []
    held = case.positions_of(actors)
    for actor, party in enumerate(actors):
        for position in held[party]:
            option = place.get(position.on)
            if option is None:
                continue
            said = (index.statement[name] for name in set(position.statements) if name in index.statement)
            if position.stance in unlevelled:
                unsided += said
            else:
                for number in said:
                    rows.extend((number, actor, option, levels[position.stance]))
    return PageMentions(_in_order(index, rows, tuple(actors), tuple(options)), sorted(unsided))


def _in_order(index: CaseIndex, rows: array[int], actors: tuple[str, ...], options: tuple[str, ...]) -> Mentions:
    """Return rows of a statement (its number, which is in order of id), an actor, an option and a level as mentions."""
    number, actor, option, level = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    used, rank = np.unique(number, return_inverse=True)
    told = [index.statements[place] for place in used.tolist()]
    day = np.array([one.latest.toordinal() for one in told], dtype=np.int64)[rank]
    others = np.array([not one.is_own_voice for one in told], dtype=bool)[rank]
    order = np.lexsort((level, option, actor, rank, day))
    return Mentions(
        actors,
        options,
        options,
        np.arange(len(options), dtype=np.int64),
        [one.id for one in told],
        actor[order],
        option[order],
        level[order],
        day[order],
        np.zeros(len(number), dtype=np.int64),
        rank[order],
        others[order],
    )
