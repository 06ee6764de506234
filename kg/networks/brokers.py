"""Brokers: who lies between others in the network of congruence, and how much each agrees with each camp.

Betweenness is the share of the pairs of others whose shortest paths lead over an actor, a path's length being the sum of 1/C over its
lines: Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977; Brandes, "A faster algorithm for betweenness
centrality", Journal of Mathematical Sociology 25, 2001. It is networkx' betweenness_centrality, save that lengths are compared as whole numbers
of a common unit, so that equal ones tie, and that 200 actors take no twenty seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np

from kg.networks.mentions import Ints

__all__ = ["Broker", "brokers_of"]

#: the largest common unit of lengths, which all weights up to 40 divide, and what is no line
_UNIT = lcm(*range(1, 41))
_FAR = 2**61


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


def _betweenness(congruence: Ints) -> list[float]:
    """Return each actor's share of the shortest paths of others.

    Steps: 1. distances between all; 2. from each source, in order of distance, how many shortest paths lead to each; 3. backwards, what
    share of those to the others lead over each (Brandes, equation 2).
    """
    size = len(congruence)
    if size < 3:
        return [0.0] * size
    lengths, slack = _lengths(congruence)
    distances = lengths.copy()
    np.fill_diagonal(distances, 0)
    for over in range(size):
        np.minimum(distances, distances[:, over, None] + distances[None, over, :], out=distances)
    total = np.zeros(size)
    for source in range(size):
        away = distances[source]
        reached = np.argsort(away, kind="stable")[: int((away < _FAR).sum())]
        last = (np.abs(away[:, None] + lengths - away[None, :]) <= slack) & (lengths < _FAR)
        paths, share = np.zeros(size), np.zeros(size)
        paths[source] = 1.0
        for actor in reached[1:]:
            paths[actor] = paths[last[:, actor]].sum()
        for actor in reached[:0:-1]:
            before = last[:, actor]
            share[before] += paths[before] / paths[actor] * (1.0 + share[actor])
        share[source] = 0.0
        total += share
    # sums of shares come in an order of their own: what is alike must be alike
    return [round(float(value), 12) for value in total / ((size - 1) * (size - 2))]


def _lengths(congruence: Ints) -> tuple[Ints, int]:
    """Return 1/C of each line as whole numbers of one unit, :data:`_FAR` without a line, and by how much alike sums may differ."""
    found = np.full(congruence.shape, _FAR, dtype=np.int64)
    lines = congruence > 0
    weights = np.unique(congruence[lines]).tolist()
    whole = lcm(*weights)
    slack = 0 if whole <= _UNIT else len(congruence)
    unit = whole if whole <= _UNIT else _UNIT
    length = {weight: (2 * unit + weight) // (2 * weight) for weight in weights}
    found[lines] = [length[weight] for weight in congruence[lines].tolist()]
    return found, slack


def _mean(congruence: Ints, place: int, members: Ints) -> float | None:
    others = members[members != place]
    return float(congruence[place, others].mean()) if len(others) else None
