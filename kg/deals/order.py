"""Whether the orders that positions ask for can be kept together: no circle with a ``before`` in it.

1. Where a bundle holds both atoms of an edge, the edge counts. Atoms done ``together`` are one moment (union and find).
2. The moments can be put in order where the relations ``before`` between them form no circle (Kahn 1962).
3. A position that has alternatives keeps one of each group, so each choice is tried; a group of which one alternative asks for
   no order that counts is left out, and a choice that makes a circle is not continued.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

import networkx as nx

from kg.deals.components import Claim
from kg.deals.formulas import truth, values
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Edge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["circles_of", "dropped_for_order", "groups_of", "in_order", "keeps_order", "kept_order", "orderly"]

BEFORE = "before"

#: one choice of edges for each alternative, in each group
Groups = tuple[tuple[frozenset[Edge], ...], ...]


def in_order(edges: Iterable[Edge]) -> bool:
    """Return whether edges form no circle with a ``before`` in it."""
    edges = tuple(edges)
    moments = nx.utils.UnionFind(atom for edge in edges for atom in (edge.first, edge.then))
    for edge in edges:
        if edge.timing != BEFORE:
            moments.union(edge.first, edge.then)
    graph = nx.DiGraph((moments[edge.first], moments[edge.then]) for edge in edges if edge.timing == BEFORE)
    return bool(nx.is_directed_acyclic_graph(graph))


def groups_of(claim: Claim, bundle: frozenset[int]) -> Groups:
    """Return the edges of each alternative that a claim asks a bundle to keep one of, group by group."""
    if not claim.orders or not truth(claim.active, bundle):
        return ()
    found = []
    for group in claim.orders:
        options = tuple(
            frozenset(edge for edge in alternative.edges if {edge.first, edge.then} <= bundle)
            for alternative in group
            if truth(alternative.holds, bundle)
        )
        if options and frozenset() not in options:
            found.append(tuple(sorted(set(options), key=lambda edges: (len(edges), sorted(map(_key, edges))))))
    return tuple(found)


def _key(edge: Edge) -> tuple[int, int, str]:
    return (edge.first, edge.then, edge.timing)


def kept_order(
    groups: Sequence[tuple[frozenset[Edge], ...]], kept: frozenset[Edge] = frozenset()
) -> frozenset[Edge] | None:
    """Return the edges of the first choice of each group that make, with those already kept, no circle with a ``before`` in it.

    None where no choice does.
    """
    if not in_order(kept):
        return None
    if not groups:
        return kept
    found = (kept_order(groups[1:], kept | choice) for choice in groups[0])
    return next((each for each in found if each is not None), None)


def keeps_order(groups: Sequence[tuple[frozenset[Edge], ...]]) -> bool:
    """Return whether one choice of each group makes no circle with a ``before`` in it."""
    return kept_order(groups) is not None


def dropped_for_order(claims: Sequence[Claim], bundle: frozenset[int], limits: Limits) -> tuple[frozenset[int], ...]:
    """Return each minimal set of positions whose orders must go so that those of the others can be kept in a bundle.

    Raises :class:`~kg.deals.limits.LimitReached` where the time is over, or the search was interrupted.
    """
    asking = {claim.position: groups for claim in claims if (groups := groups_of(claim, bundle))}
    found: list[frozenset[int]] = []
    for size in range(len(asking) + 1):
        for dropped in map(frozenset, combinations(sorted(asking), size)):
            limits.check()
            if any(other <= dropped for other in found):
                continue
            rest = [group for position, groups in asking.items() if position not in dropped for group in groups]
            if keeps_order(rest):
                found.append(dropped)
        if found == [frozenset()]:
            break
    return tuple(found)


def orderly(claims: Sequence[Claim], bundles: NDArray[np.bool_], limits: Limits) -> NDArray[np.bool_]:
    """Return for each bundle whether it can keep the orders that claims ask for, all of which it honours.

    Raises :class:`~kg.deals.limits.LimitReached` where the time is over, or the search was interrupted.
    """
    import numpy as np

    asking = [claim for claim in claims if any(claim.edges)] if any(circles_of(claims)) else []
    if not asking:
        return np.ones(len(bundles), dtype=bool)
    named = sorted({atom for claim in asking for edge in claim.edges for atom in (edge.first, edge.then)})
    formulas = [f for claim in asking for f in claim.asking]
    seen = np.column_stack([bundles[:, named], *(values(formula, bundles) for formula in formulas)])
    _, first, which = np.unique(seen, axis=0, return_index=True, return_inverse=True)
    kept = []
    for row in first:
        limits.check()
        bundle = frozenset(np.flatnonzero(bundles[row]).tolist())
        kept.append(keeps_order([group for claim in asking for group in groups_of(claim, bundle)]))
    return np.array(kept, dtype=bool)[which.reshape(-1)]


def circles_of(claims: Iterable[Claim], most: int = 10_000) -> Iterator[tuple[Edge, ...]]:
    """Yield each simple circle with a ``before`` in it that the edges of claims could form, whatever the bundle.

    Raises :class:`~kg.deals.limits.LimitReached` where there are more than ``most``.
    """
    graph = nx.DiGraph()
    for edge in sorted({edge for claim in claims for edge in claim.edges}, key=_key):
        ends = (
            ((edge.first, edge.then),) if edge.timing == BEFORE else ((edge.first, edge.then), (edge.then, edge.first))
        )
        for first, then in ends:
            if not graph.has_edge(first, then):
                graph.add_edge(first, then, edges=[])
            graph.edges[first, then]["edges"].append(edge)
    for part in sorted(nx.strongly_connected_components(graph), key=min):
        inner = graph.subgraph(part)
        if any(edge.timing == BEFORE for *_, edges in inner.edges(data="edges") for edge in edges):
            yield from _limited(_circles_in(inner), most)


def _limited(circles: Iterator[tuple[Edge, ...]], most: int) -> Iterator[tuple[Edge, ...]]:
    yield from islice(circles, most)
    if next(circles, None) is not None:
        raise LimitReached(f"more than {most} circles of orders")


def _circles_in(graph: nx.DiGraph) -> Iterator[tuple[Edge, ...]]:
    for circle in nx.simple_cycles(graph):
        steps = [graph.edges[pair]["edges"] for pair in zip(circle, (*circle[1:], circle[0]), strict=True)]
        for choice in product(*steps):
            if any(edge.timing == BEFORE for edge in choice):
                yield choice
