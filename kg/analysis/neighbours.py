"""Which options and proposals can bear on each other when stances are resolved, so that a move on one leaves all others.

Two terms are *neighbours* where they are options of one issue, ends of one relation, or a proposal and one of its terms.
No rule of resolution goes from a term to one that is not reached from it, over neighbours. So the parts into which the
terms of a case fall can each be resolved alone. Conditions join parts only when they are judged
(:mod:`kg.analysis.settling`).
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.case import Case

__all__ = ["Parts"]


class Parts:
    """The parts into which the terms of a case fall."""

    def __init__(self, case: Case) -> None:
        graph = nx.Graph()
        graph.add_edges_from((option.id, ("issue", option.issue)) for option in case.options.values())
        graph.add_edges_from((relation.first, relation.second) for relation in case.relations)
        graph.add_edges_from((bundle.id, term) for bundle in case.proposals.values() for term in bundle.terms)
        self._parts: dict[str, frozenset[str]] = {}
        for connected in nx.connected_components(graph):
            part = frozenset(term for term in connected if isinstance(term, str))
            self._parts |= dict.fromkeys(part, part)

    def around(self, terms: Iterable[str]) -> frozenset[str]:
        """Return all terms that some terms can bear on, themselves included."""
        return frozenset[str]().union(*(self._parts.get(term, frozenset([term])) for term in terms))
