"""Questions about consensus across camps: the camps as they are named or found, the mentions read, the answer made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import answers
from kg.api.networks import counted_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation
    from kg.networks.asked import Asked
    from kg.networks.grouping import Camp
    from kg.networks.mentions import Mentions

__all__ = ["consensus_of"]

#: how many seconds the search for camps may take
DEFAULT_LIMIT = 60.0

#: what is asked of a network and has no meaning where each actor counts once
_OF_NETWORKS = ("mode", "by", "aggregation", "normalisation", "scale", "duplicates", "isolates", "kernel", "as_dna")


def consensus_of(
    negotiation: Negotiation,
    *,
    camps: Iterable[str] | Mapping[str, Iterable[str]] = (),
    camps_file: Path | str | None = None,
    as_polis: bool = False,
    time_limit: float | None = None,
    **choices: Any,
) -> answers.ConsensusAnswer:
    """Return the consensus of a case's camps; the arguments are those of :meth:`kg.api.Negotiation.consensus`."""
    from kg.networks.camp_figures import figures_of, figures_of_windows
    from kg.networks.grouping import communities_as_camps

    for name in _OF_NETWORKS:
        if name in choices:
            raise UsageError(f"{name} belongs to kg network; for consensus each actor counts once on an option")
    asked, mentions = counted_of(negotiation, sideless=True, **choices)
    if asked.concepts == "issues":
        raise UsageError("consensus is on options or proposals; --concepts issues has no side to be on")
    named, unknown = _named(negotiation, asked, camps, camps_file)
    limit = DEFAULT_LIMIT if time_limit is None else time_limit
    if limit <= 0:
        raise UsageError("the time limit must be more than 0 seconds")
    found, is_cut_short = (
        (_counting(negotiation, asked.actors, named, mentions), False)
        if named
        else communities_as_camps(mentions, asked, limit)
    )
    whole = figures_of(mentions, found, as_polis=as_polis)
    windows = figures_of_windows(mentions, found, asked, negotiation.case.store.locator, as_polis=as_polis)
    shown = sorted(member for camp in found for member in camp.members) if asked.actors == "parties" else ()
    told = (bool(named), as_polis, mentions.left_out, unknown, is_cut_short)
    return answers.ConsensusAnswer(negotiation.resolution, tuple(shown), asked, whole, windows, *told)


def _named(
    negotiation: Negotiation,
    asked: Asked,
    camps: Iterable[str] | Mapping[str, Iterable[str]],
    file: Path | str | None,
) -> tuple[tuple[Camp, ...], tuple[str, ...]]:
    """Return the camps that are named, none where they are to be found, and the names in a file that the case lacks."""
    from kg.api.camps import camps_of_file, camps_of_names, camps_of_words

    given = dict(camps) if isinstance(camps, Mapping) else list(camps)
    if given and file is not None:
        raise UsageError("camps are named one by one or in a file; give --camp or --camps")
    if file is not None:
        return camps_of_file(negotiation.case, asked.actors, Path(file))
    if isinstance(given, dict):
        return camps_of_names(negotiation.case, asked.actors, given.items()), ()
    return camps_of_words(negotiation.case, asked.actors, given), ()


def _counting(negotiation: Negotiation, kind: str, camps: Iterable[Camp], mentions: Mentions) -> tuple[Camp, ...]:
    """Return camps without the members that the filters leave out. Raises UsageError for a camp of which nobody is left."""
    from kg.networks.grouping import Camp

    counting = frozenset(mentions.actors)
    found = []
    for camp in camps:
        members = tuple(member for member in camp.members if member in counting)
        if not members:
            name = camp.name or ", ".join(negotiation.case.of_kind(kind)[one].label() for one in camp.members[:3])
            raise UsageError(
                f"nobody of the camp “{name}” is left; name its members by --party too, and by no --exclude"
            )
        found.append(Camp(camp.name, members))
    return tuple(found)
