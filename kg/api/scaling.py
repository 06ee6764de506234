"""Questions about where actors stand: on axes, on a line, in a tree, or how many on each side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import answers
from kg.api.networks import counted_of
from kg.errors import UsageError
from kg.networks.asked import METHODS

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation

__all__ = ["scale_of"]

#: the methods whose intervals take time
_DRAWN = METHODS[:2]


def scale_of(
    negotiation: Negotiation, method: str = METHODS[0], *, time_limit: float | None = None, **choices: Any
) -> answers.ScaleAnswer | answers.TreeAnswer | answers.DistributionAnswer:
    """Return where actors stand; the arguments are those of :meth:`kg.api.Negotiation.scale`."""
    if method not in METHODS:
        raise UsageError(f"unknown method “{method}”; use one of {', '.join(METHODS)}")
    if time_limit is not None and method not in _DRAWN:
        raise UsageError(
            f"--time-limit ends the search for intervals, which --method {method} has none of; leave it out"
        )
    if method == "distribution":
        return _distribution(negotiation, choices)
    asked, mentions = counted_of(negotiation, **choices)
    locator = negotiation.case.store.locator
    if method == "cluster":
        from kg.networks.trees import trees_of

        if asked.concepts == "issues":
            raise UsageError("a tree compares the sides of options, also of one issue; leave --concepts issues out")
        trees = trees_of(mentions, asked, locator)
        return answers.TreeAnswer(negotiation.resolution, _parties(choices, trees.whole.actors), asked, trees)
    from kg.networks.scaling import placings_of

    placings = placings_of(mentions, asked, method, locator=locator, seconds=time_limit)
    parties = _parties(choices, tuple(point.thing for point in placings.whole.actors))
    return answers.ScaleAnswer(negotiation.resolution, parties, asked, method, placings)


def _distribution(negotiation: Negotiation, choices: dict[str, Any]) -> answers.DistributionAnswer:
    from kg.networks.distribution import SIDE_LEVELS, distributions_of

    asked, mentions = counted_of(negotiation, levels=SIDE_LEVELS, **choices)
    found = distributions_of(mentions, asked, negotiation.case.store.locator)
    spoke = tuple(mentions.actors[place] for place in sorted(set(found.whole.mentions.actor.tolist())))
    return answers.DistributionAnswer(negotiation.resolution, _parties(choices, spoke), asked, found)


def _parties(choices: dict[str, Any], actors: tuple[str, ...]) -> tuple[str, ...]:
    return () if choices.get("actors") == "people" else actors
