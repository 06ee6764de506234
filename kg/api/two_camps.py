"""The camps of a case: names resolved, mentions counted, the camps and the blockers found."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from kg import answers
from kg.api.networks import counted_of
from kg.vocabulary import NEG

if TYPE_CHECKING:
    from kg.analysis.blockers import Blocker
    from kg.api.negotiation import Negotiation
    from kg.networks.asked import Asked

__all__ = ["MOST_POSITIONS", "SECONDS", "camps_of"]

#: how many seconds the search for the best split may take, unless asked otherwise
SECONDS = 60.0


#: up to how many positions of the parties are resolved to find who alone keeps options from agreement
MOST_POSITIONS = 40_000


def camps_of(
    negotiation: Negotiation, *, duplicates: str | None = None, time_limit: float | None = None, **choices: Any
) -> answers.CampsAnswer:
    """Return the camps of a case; the arguments are those of :meth:`kg.api.Negotiation.camps`."""
    from kg.networks.camps import camps_series

    asked, mentions = counted_of(negotiation, duplicates=duplicates or "range", **choices)
    # the reference counts every statement, unless told otherwise
    theirs = (duplicates or "include") if asked.as_dna else None
    seconds = SECONDS if time_limit is None else time_limit
    series = camps_series(mentions, asked, seconds, theirs, negotiation.case.store.locator)
    shown = series.whole.pairs.actors if asked.actors == "parties" else ()
    return answers.CampsAnswer(negotiation.resolution, shown, asked, series, seconds, _blockers(negotiation, asked))


def _blockers(negotiation: Negotiation, asked: Asked) -> tuple[Blocker, ...] | None:
    """Return the blockers by the end of the day, or of ``--until`` where that is earlier, among the parties and issues asked about.

    None where the parties have too many positions to be resolved.
    """
    from kg.analysis.blockers import blockers_of
    from kg.analysis.conditions import GroupStances
    from kg.analysis.ground import open_options

    if asked.until and asked.until < negotiation.as_of:
        negotiation = negotiation.at(asked.until)
    resolution = negotiation.resolution
    parties = frozenset(asked.parties or resolution.case.parties) - asked.without
    held = chain.from_iterable(resolution.case.store.subjects(NEG.heldBy, party) for party in parties)
    if next(islice(held, MOST_POSITIONS, None), None) is not None:
        return None
    options = [
        option
        for option in open_options(resolution)
        if not {option.id, option.issue} & asked.without and (not asked.issues or option.issue in asked.issues)
    ]
    return blockers_of(GroupStances(resolution, parties), options, own_voice=asked.voice == "own")
