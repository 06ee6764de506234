"""Knots: clashes that share a position hang together, and those that share none are independent.

The knots are the connected components of the graph of clashes. A clash all of whose
positions bind one party of the group is its *strain*, and stands apart: that party says which holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.deals.components import Union
from kg.deals.problem import Position

__all__ = ["is_strain", "knots_of"]


def is_strain(positions: Iterable[Position]) -> bool:
    """Return whether there are several positions, and one party is bound by each of them."""
    bound = [set(position.parties) for position in positions]
    return len(bound) > 1 and bool(set.intersection(*bound))


def knots_of(clashes: Sequence[frozenset[int]]) -> tuple[tuple[int, ...], ...]:
    """Return the clashes (their numbers) of each knot, in the order of the first."""
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for number, clash in enumerate(clashes):
        for position in clash:
            holding[position].append(number)
    sets = Union(len(clashes))
    for numbers in holding.values():
        sets.unite(numbers)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(clashes)):
        found[sets.find(number)].append(number)
    return tuple(map(tuple, found.values()))
