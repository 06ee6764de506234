"""What the page opens with: whose shared ground its headline tells, and the orders by seriation of its matrix.

The group is that of the terminal's headline where no party is named (:func:`kg.analysis.matrix.default_group`): the
principals where they are 2 to 4, else nobody. The orders are those of the as-of day (:mod:`kg.analysis.seriation`); beyond
:data:`~kg.analysis.seriation.MOST_THINGS` parties they are that of the page.
"""

from __future__ import annotations

from typing import Any

from kg.analysis.matrix import ROLES, columns_of, default_group, order_by_seriation
from kg.analysis.seriation import MOST_THINGS
from kg.page.index import CaseIndex

__all__ = ["describe_opening"]


def describe_opening(index: CaseIndex) -> dict[str, Any]:
    """Return the numbers of the parties of the group, and of all parties and options in their order by seriation."""
    resolution = index.resolution
    group = [index.party[party] for party in default_group(resolution.case) if party in index.party]
    parties, options = list(range(len(index.parties))), list(range(len(index.options)))
    if len(parties) <= MOST_THINGS:
        columns = columns_of(resolution.case, index.parties)
        ordered, open_now = order_by_seriation(resolution, columns, index.issues)
        parties = [index.party[party] for party in ordered]
        ranked = [index.option[option] for option in open_now]
        options = [*ranked, *sorted(set(options).difference(ranked))]
    return {
        "group": sorted(group) if len(group) > 1 else [],
        "roles": list(ROLES),
        "partyOrder": parties,
        "optionOrder": options,
    }
