"""Which options and proposals can bear on each other, so that a move on one leaves all others as they are.

Two terms are *neighbours* where they are options of one issue, ends of one relation, a proposal and one of its terms, or
what a position of a party of the group, or of a coalition that it is a member of, is on and what a condition of that
requires. No rule of resolution and no judging of conditions goes from a term to one that is not reached from it, over
neighbours. So the parts into which the terms of a case fall can each be resolved alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.case import Case

__all__ = ["Parts"]


class Parts:
    """The parts into which the terms of a case fall, for a group of parties (ids)."""

    def __init__(self, case: Case, parties: Iterable[str]) -> None:
        graph = nx.Graph()
        graph.add_edges_from((option.id, ("issue", option.issue)) for option in case.options.values())
        graph.add_edges_from((relation.first, relation.second) for relation in case.relations)
        graph.add_edges_from((bundle.id, term) for bundle in case.proposals.values() for term in bundle.terms)
        for positions in case.positions_of(_with_coalitions(case, parties)).values():
            graph.add_edges_from((p.on, term) for p in positions for c in p.conditions for term in c.requires)
        self._parts: dict[str, frozenset[str]] = {}
        for connected in nx.connected_components(graph):
            part = frozenset(term for term in connected if isinstance(term, str))
            self._parts |= dict.fromkeys(part, part)

    def around(self, terms: Iterable[str]) -> frozenset[str]:
        """Return all terms that some terms can bear on, themselves included."""
        return frozenset[str]().union(*(self._parts.get(term, frozenset([term])) for term in terms))


def _with_coalitions(case: Case, parties: Iterable[str]) -> set[str]:
    found: set[str] = set()
    new = set(parties)
    while new:
        found |= new
        new = {m.organization for m in case.memberships if m.member in new and m.binds} - found
    return found
