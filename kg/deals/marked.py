"""The settlements to show of many: those that cost least, each with why it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.deals.dealing import Dealing
from kg.deals.least import Gap

__all__ = ["Mark", "marked"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a settlement is shown.

    ``idea`` is ``least_for`` a party, ``least_total`` or ``even_handed``, ``alike`` or as worded, or ``nearest`` to a proposal with so
    many ``changes`` of its terms; ``of`` is the party or proposal (id). One that is not ``proven`` is the best so far, with
    its ``gap`` where that is known.
    """

    idea: str
    of: str | None = None
    changes: int = 0
    alike: bool = False
    proven: bool = True
    gap: Gap | None = None


def marked(dealing: Dealing, most: int) -> dict[frozenset[int], list[Mark]]:
    """Return the settlements that cost least with their marks, at most ``most`` for an idea; none where positions can all be honoured.

    In order: least for each party, by party; least in total and even-handed, alike, then as worded; nearest to each proposal.
    """
    found: dict[frozenset[int], list[Mark]] = {}
    if dealing.settlements.exists is not False:
        return found
    for bundle, mark in _marks(dealing, most):
        found.setdefault(bundle, []).append(mark)
    return found


def _marks(dealing: Dealing, most: int) -> Iterator[tuple[frozenset[int], Mark]]:
    best = dealing.best
    for place, party in enumerate(dealing.problem.parties) if best.pareto else ():
        least = min(best.pareto or (), key=lambda point: point.counts[place])
        yield least.bundle, Mark("least_for", party)
    for alike, each in ((True, dealing.best_alike), (False, best)):
        gaps = dict(each.unproven)
        for idea, points in (("least_total", each.least_total), ("even_handed", each.even_handed)):
            mark = Mark(idea, alike=alike, proven=idea not in gaps, gap=gaps.get(idea))
            yield from ((point.bundle, mark) for point in points[:most])
    for near in best.nearest:
        yield near.bundle, Mark("nearest", dealing.proposals[near.proposal], near.changes)
