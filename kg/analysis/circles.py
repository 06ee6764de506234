"""Circles of things that are each wanted first: what nobody of a group can begin with.

Each conditional stance of the group, on an option or a bundle, *waits for* the stances of the group, its own party's
too, on what one of its conditions requires ``before`` it and is not done; of a required bundle, also for those on its
terms. A stance is *blocked* where all alternatives of one of its groups of conditions wait for blocked stances: the
greatest such set, as of processes that wait for each other (Coffman, Elphick and Shoshani, "System Deadlocks",
Computing Surveys 3, 1971). A *circle* is a simple cycle of blocked stances in which no term stands twice.

Circles can be many: all of a length are found, the shortest length first, until there are :data:`ENOUGH`; of one length, the
first in order of parties and terms, no more than have :data:`MOST` stances in all, or :data:`ENOUGH` if those are more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise

import networkx as nx

from kg.analysis.conditions import GroupStances, condition_groups
from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.vocabulary import Stance

__all__ = ["ENOUGH", "MOST", "Circle", "circles_of"]

#: no longer circles are looked for once this many are found
ENOUGH = 100
#: how many stances the circles of one length have together at most, save that there may be ENOUGH circles
MOST = 2_000

#: the stances of a circle in its order, each with its condition that requires the next; from the first party and term
Circle = tuple[tuple[Resolved, Condition], ...]

#: a party and a term (ids)
Node = tuple[str, str]


def circles_of(group: GroupStances, terms: Iterable[str]) -> list[Circle]:
    """Return the circles of a group among its stances on some terms (ids of options and proposals), the shortest first.

    Those of one length are in order of the parties and terms in them.
    """
    waiting = _Waiting(group, terms)
    graph = waiting.graph()
    return [
        tuple((waiting.held[one], graph.edges[one, other]["condition"]) for one, other in pairwise([*cycle, cycle[0]]))
        for cycle in _shortest(graph)
    ]


def _shortest(graph: nx.DiGraph) -> list[list[Node]]:
    parts = [_Part(graph.subgraph(nodes)) for nodes in nx.strongly_connected_components(graph) if len(nodes) > 1]
    found: list[list[Node]] = []
    for length in range(2, max((part.longest for part in parts), default=0) + 1):
        cycles = chain.from_iterable(part.cycles(length) for part in sorted(parts, key=lambda part: part.nodes[0]))
        found += sorted(islice(cycles, max(ENOUGH, MOST // length)))
        if len(found) >= ENOUGH:
            break
    return found


class _Part:
    """A strongly connected part of what waits for what, and its simple cycles, each from its first node."""

    def __init__(self, graph: nx.DiGraph) -> None:
        self.nodes = sorted(graph)
        self._next = {node: sorted(graph.successors(node)) for node in self.nodes}
        self._before = {node: list(graph.predecessors(node)) for node in self.nodes}
        self.longest = len({term for _, term in self.nodes})
        self._starts = [(node, shortest) for node in self.nodes if (shortest := self._shortest_from(node))]

    def _shortest_from(self, first: Node) -> int | None:
        """Return the length of the shortest cycle of a node with later ones, None where there is none."""
        far = self._far(first)
        return min((1 + far[node] for node in self._next[first] if node in far), default=None)

    def _far(self, first: Node) -> dict[Node, int]:
        """Return how many steps it is to a node from each of the later ones, over later ones only."""
        far, edge = {first: 0}, [first]
        while edge:
            reached = dict.fromkeys(b for node in edge for b in self._before[node] if b > first and b not in far)
            far |= dict.fromkeys(reached, far[edge[0]] + 1)
            edge = list(reached)
        return far

    def cycles(self, length: int) -> Iterator[list[Node]]:
        """Yield the cycles of a length in which no term stands twice, in order."""
        for first, shortest in self._starts if length <= self.longest else ():
            if shortest <= length:
                yield from self._from(first, length)

    def _from(self, first: Node, length: int) -> Iterator[list[Node]]:
        far = self._far(first)
        path, terms, left = [first], {first[1]}, [iter(self._next[first])]
        while left:
            node = next(left[-1], None)
            if node is None:
                left.pop()
                terms.discard(path.pop()[1])
            elif node == first and len(path) == length:
                yield list(path)
            elif node != first and node[1] not in terms and far.get(node, length) <= length - len(path):
                path.append(node)
                terms.add(node[1])
                left.append(iter(self._next[node]))


class _Waiting:
    def __init__(self, group: GroupStances, terms: Iterable[str]) -> None:
        self.group = group
        held = (group.standing(party, term) for term in sorted(set(terms)) for party in group.parties)
        self.held = {(h.party, h.term): h for h in held if h.stance is Stance.CONDITIONAL and h.conditions}
        self._undone: dict[Condition, set[str]] = {}
        self.blocked = set(self.held)
        while free := {node for node in self.blocked if not any(self._blocking(node))}:
            self.blocked -= free

    def graph(self) -> nx.DiGraph:
        """Return the blocked stances, each with the conditions by which it waits for others, the first named first."""
        graph = nx.DiGraph()
        for node in sorted(self.blocked):
            for alternatives in self._blocking(node):
                for condition in alternatives:
                    new = self._awaited(condition) - set(graph.successors(node) if node in graph else ())
                    graph.add_edges_from(((node, each) for each in sorted(new)), condition=condition)
        return graph

    def _blocking(self, node: Node) -> Iterator[tuple[Condition, ...]]:
        for alternatives in condition_groups(self.held[node].conditions):
            if all(self._awaited(condition) for condition in alternatives):
                yield alternatives

    def _awaited(self, condition: Condition) -> set[Node]:
        if condition.timing != "before":
            return set()
        if condition not in self._undone:
            undone = [required for required in condition.requires if not self.group.holds(required, "before")]
            self._undone[condition] = {term for r in undone for term in self._terms(term_of(self.group.case, r))}
        return {
            n for term in self._undone[condition] for who in self.group.parties if (n := (who, term)) in self.blocked
        }

    def _terms(self, required: str) -> Iterator[str]:
        yield required
        bundle = self.group.case.proposals.get(required)
        for term in bundle.terms if bundle else ():
            if not self.group.holds(term, "before"):
                yield term
