"""Brokers: who lies between others in the network of congruence, and how much each agrees with each camp.

Betweenness is the share of the pairs of others whose shortest paths lead over an actor, a path's length being the sum of 1/C over its
lines: Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977; Brandes, "A faster algorithm for betweenness
centrality", Journal of Mathematical Sociology 25, 2001, as networkx has it. Lengths are compared as fractions, so that equal ones tie.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np

from kg.networks.mentions import Ints

__all__ = ["Broker", "brokers_of"]


@dataclass(frozen=True)
class Broker:
    """An actor (by place): its ``betweenness`` in [0, 1], and its mean congruence with the others of each camp, None where there is none."""

    actor: int
    betweenness: float
    with_first: float | None
    with_second: float | None


def brokers_of(congruence: Ints, sides: Ints) -> tuple[Broker, ...]:
    """Return what each actor is between others, the highest betweenness first, then by place.

    ``sides`` are 1 and −1 by camp, 0 for an actor of neither.
    """
    between = _betweenness(congruence)
    found = [
        Broker(place, between[place], *(_mean(congruence, place, np.flatnonzero(sides == side)) for side in (1, -1)))
        for place in range(len(congruence))
    ]
    return tuple(sorted(found, key=lambda one: (-one.betweenness, one.actor)))


def _betweenness(congruence: Ints) -> dict[int, float]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(congruence)))
    rows, columns = np.nonzero(np.triu(congruence, 1))
    weights = congruence[rows, columns].tolist()
    whole = lcm(*weights)
    graph.add_weighted_edges_from(
        (row, column, whole // weight)
        for row, column, weight in zip(rows.tolist(), columns.tolist(), weights, strict=True)
    )
    found = nx.betweenness_centrality(graph, weight="weight")
    # sums of shares come in an order of their own: what is alike must be alike
    return {place: round(value, 12) for place, value in found.items()}


def _mean(congruence: Ints, place: int, members: Ints) -> float | None:
    others = members[members != place]
    return float(congruence[place, others].mean()) if len(others) else None
