"""Circles of things that are each wanted first: what nobody of a group can begin with.

Each conditional stance of the group, on an option or a bundle, *waits for* the stances of the group, its own party's
too, on what one of its conditions requires ``before`` it and is not done; of a required bundle, also for those on its
terms. A stance is *blocked* where all alternatives of one of its groups of conditions wait for blocked stances: the
greatest such set, as of processes that wait for each other (Coffman, Elphick and Shoshani, "System Deadlocks",
Computing Surveys 3, 1971). A *circle* is a simple cycle of blocked stances in which no term stands twice.

Circles can be many: all of a length are found, the shortest length first, until there are :data:`ENOUGH`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import networkx as nx

from kg.analysis.conditions import GroupStances, condition_groups
from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.vocabulary import Stance

__all__ = ["ENOUGH", "Circle", "circles_of"]

#: no longer circles are looked for once this many are found
ENOUGH = 100

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
    parts = [graph.subgraph(nodes) for nodes in nx.strongly_connected_components(graph)]
    found: list[list[Node]] = []
    for length in range(2, max((len({term for _, term in part}) for part in parts), default=0) + 1):
        cycles = (c for part in parts for c in nx.simple_cycles(part, length_bound=length) if len(c) == length)
        found += sorted(_from_first(cycle) for cycle in cycles if len({term for _, term in cycle}) == length)
        if len(found) >= ENOUGH:
            break
    return found


def _from_first(cycle: list[Node]) -> list[Node]:
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


class _Waiting:
    def __init__(self, group: GroupStances, terms: Iterable[str]) -> None:
        self.group = group
        held = (group.standing(party, term) for term in sorted(set(terms)) for party in group.parties)
        self.held = {(h.party, h.term): h for h in held if h.stance is Stance.CONDITIONAL and h.conditions}
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
        undone = [required for required in condition.requires if not self.group.holds(required, "before")]
        terms = {term for required in undone for term in self._terms(term_of(self.group.case, required))}
        return {(party, term) for party, term in self.blocked if term in terms}

    def _terms(self, required: str) -> Iterator[str]:
        yield required
        bundle = self.group.case.proposals.get(required)
        for term in bundle.terms if bundle else ():
            if not self.group.holds(term, "before"):
                yield term
