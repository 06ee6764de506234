"""Which options and proposals bear on each other when stances are resolved, so that some terms can be resolved without the others.

Options bear on each other where they are of one issue, or the ends of one relation, and so on from these. A proposal
bears on its terms (a bundle by rule 2; a stance on one of a single term is one on the term), and no term bears on a bundle. No
other rule of resolution goes from a term to another. Conditions join terms only when they are judged
(:mod:`kg.analysis.settling`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from kg.case import Case

__all__ = ["Parts"]


class Parts:
    """The parts into which the options of a case fall, and the proposals that bear on each."""

    def __init__(self, case: Case) -> None:
        graph = nx.Graph()
        graph.add_edges_from((option.id, ("issue", option.issue)) for option in case.options.values())
        graph.add_edges_from((relation.first, relation.second) for relation in case.relations)
        self._terms = {proposal.id: proposal.terms for proposal in case.proposals.values()}
        bundles: defaultdict[str, list[str]] = defaultdict(list)
        for proposal, terms in self._terms.items():
            for term in terms:
                bundles[term].append(proposal)
        self._parts: dict[str, frozenset[str]] = {}
        for connected in nx.connected_components(graph):
            options = [term for term in connected if isinstance(term, str)]
            part = frozenset(options).union(*(bundles[option] for option in options))
            self._parts |= dict.fromkeys(options, part)

    def behind(self, terms: Iterable[str]) -> frozenset[str]:
        """Return all terms that bear on some terms, themselves included: what has to be known to resolve these."""
        found: set[str] = set()
        for term in terms:
            only = self._terms.get(term, ())
            found.add(term)
            found |= self._parts.get(only[0] if len(only) == 1 else term, frozenset())
        return frozenset(found)

    def around(self, terms: Iterable[str]) -> frozenset[str]:
        """Return all terms that some terms can bear on, themselves included, and all that bear on one of these."""
        given = list(terms)
        return self.behind([*given, *(inner for term in given for inner in self._terms.get(term, ()))])
