"""Communities: groups of actors, of any number, that agree with each other more than with the rest.

Two methods. *Louvain* on the positive part of the signed network, max(C − F, 0): Blondel and others, "Fast unfolding of communities in large
networks", Journal of Statistical Mechanics, 2008, as networkx has it, from several seeds, the highest modularity kept. *Correlation clustering* on C − F itself, disagreement
counting too, by the function that the page has (:mod:`kg.analysis.communities`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.analysis.communities import communities
from kg.networks.mentions import Ints

__all__ = ["MOST_GROUPED", "Grouping", "clustered", "louvain"]

#: up to how many actors every grouping is tried
MOST_GROUPED = 11

#: from how many seeds Louvain starts: the most, and the number of actors over all starts
_SEEDS, _STARTED = 10, 600


@dataclass(frozen=True)
class Grouping:
    """``groups`` of actors (by place), largest first, then by smallest member; ``score`` is what the method makes large.

    Of Louvain, modularity, in [−½, 1], None without a line; of correlation clustering, Σ(C − F) over the pairs within groups. ``highest`` is the
    largest score of all groupings, None where that was not searched.
    """

    groups: tuple[tuple[int, ...], ...]
    score: float | None
    highest: float | None = None


def louvain(congruence: Ints, conflict: Ints) -> Grouping:
    """Return the communities of the positive part of C − F; an actor without a positive line is alone."""
    import networkx as nx

    weights = np.triu(np.maximum(congruence - conflict, 0), 1)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(weights)))
    rows, columns = np.nonzero(weights)
    lines = zip(rows.tolist(), columns.tolist(), weights[rows, columns].tolist(), strict=True)
    graph.add_weighted_edges_from(lines)
    if not graph.number_of_edges():
        return Grouping(tuple((place,) for place in range(len(weights))), None)
    found = [
        _ordered(nx.community.louvain_communities(graph, seed=seed))
        for seed in range(max(2, min(_SEEDS, _STARTED // len(weights))))
    ]
    scored = [(round(nx.community.modularity(graph, groups), 12), groups) for groups in found]
    score, groups = min(scored, key=lambda one: (-one[0], len(one[1]), one[1]))
    return Grouping(groups, score)


def clustered(congruence: Ints, conflict: Ints, stop: Callable[[], bool] = lambda: False) -> Grouping:
    """Return the communities of C − F by correlation clustering; who was never compared with one of a group is not of it.

    The method is greedy; of up to :data:`MOST_GROUPED` actors every grouping is tried, to tell whether another has more. Where ``stop``
    says so before a join, those joined so far are returned.
    """
    weights = congruence - conflict
    rows, columns = np.nonzero(np.triu(congruence + conflict, 1))
    pairs = {(int(row), int(column)): int(weights[row, column]) for row, column in zip(rows, columns, strict=True)}
    groups = _ordered(communities(range(len(weights)), pairs, stop))
    inside = sum(int(weights[np.ix_(group, group)].sum()) // 2 for group in groups)
    highest = _highest(weights, congruence + conflict > 0) if len(weights) <= MOST_GROUPED else None
    return Grouping(groups, float(inside), highest)


def _highest(weights: Ints, compared: npt.NDArray[np.bool_]) -> float:
    """Return the largest sum within groups over all groupings whose members are all compared with each other.

    Sets of actors are bits of numbers. The best of a set is, over the groups of its lowest actor, what that group has inside and the
    best of the rest: 3ⁿ steps.
    """
    size = len(weights)
    inside, best = [0.0] * 2**size, [0.0] * 2**size
    for members in range(1, 2**size):
        low = (members & -members).bit_length() - 1
        rest = members ^ (1 << low)
        others = [place for place in range(low + 1, size) if rest >> place & 1]
        alike = all(compared[low, place] for place in others)
        inside[members] = inside[rest] + float(sum(weights[low, others])) if alike else -np.inf
        found, group = best[rest], rest
        while group:
            found = max(found, inside[group | 1 << low] + best[rest ^ group])
            group = (group - 1) & rest
        best[members] = found
    return best[-1]


def _ordered(groups: object) -> tuple[tuple[int, ...], ...]:
    members = [tuple(sorted(group)) for group in groups]  # type: ignore[attr-defined]
    return tuple(sorted(members, key=lambda group: (-len(group), group)))
