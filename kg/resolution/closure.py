"""The closures of entailment and exclusion between options, as networkx graphs.

*A entails B*: any settlement with A contains B. The closure is the transitive closure of the stated entailments whose
basis is definitional or legal. *A excludes C*: no settlement can hold both. A excludes C where A, or what A entails, is
stated to exclude C, or what C entails, on such a basis; exclusion is symmetric. The options of an exclusive issue
exclude each other unless one entails the other, on any basis. An option that A entails is never excluded by A.
Relations by judgement are shown, and do not propagate otherwise. Between the same two options the shortest chain is
kept.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

import networkx as nx

from kg.case import Case
from kg.case.records import Text
from kg.errors import CaseError
from kg.vocabulary import PROPAGATING_BASES

__all__ = ["ONE_OF_A_KIND", "Chain", "Closure", "find_cycle"]

#: the reason why two options of an exclusive issue exclude each other
ONE_OF_A_KIND: Text = (("en", "the issue takes one option only"),)


class Chain(NamedTuple):
    """A path of options (ids) from premise to conclusion, and the reasons of its steps."""

    via: tuple[str, ...]
    reasons: tuple[Text, ...]


def find_cycle(case: Case) -> tuple[str, ...] | None:
    """Return the options (ids) of one cycle of entailments of any basis, or None."""
    graph = nx.DiGraph()
    graph.add_edges_from((r.first, r.second) for r in case.relations if r.kind == "entails")
    try:
        return tuple(edge[0] for edge in nx.find_cycle(graph))
    except nx.NetworkXNoCycle:
        return None


class Closure:
    """The closures of one case. Raises :class:`~kg.errors.CaseError` for a cycle of entailments."""

    def __init__(self, case: Case) -> None:
        self._case = case
        cycle = find_cycle(case)
        if cycle:
            names = " → ".join(case.options[o].label() if o in case.options else o for o in (*cycle, cycle[0]))
            raise CaseError(f"{case.store.locator}: entailments run in a circle: {names}; take one of them out")
        self.entailments = nx.DiGraph()
        self._exclusions: defaultdict[str, dict[str, Text]] = defaultdict(dict)
        for relation in case.relations:
            if relation.basis not in PROPAGATING_BASES:
                continue
            if relation.kind == "entails":
                self.entailments.add_edge(relation.first, relation.second, reason=relation.reason)
            else:
                self._exclusions[relation.first][relation.second] = relation.reason
                self._exclusions[relation.second][relation.first] = relation.reason
        self._entailed: dict[str, dict[str, Chain]] = {}
        self._entailing: dict[str, dict[str, Chain]] = {}
        self._excluded: dict[str, dict[str, Chain]] = {}

    @cached_property
    def _all_entailments(self) -> nx.DiGraph:
        graph = nx.DiGraph()
        graph.add_edges_from((r.first, r.second) for r in self._case.relations if r.kind == "entails")
        return graph

    @cached_property
    def exclusions(self) -> nx.Graph:
        """The whole exclusion closure: an edge for each pair of options that exclude each other, with its chain."""
        graph = nx.Graph()
        for option in self._case.options:
            graph.add_edges_from((option, other, {"chain": chain}) for other, chain in self.excluded_by(option).items())
        return graph

    def entailed_by(self, option: str) -> dict[str, Chain]:
        """Return what an option entails, with the shortest chain to each."""
        if option not in self._entailed:
            self._entailed[option] = self._reachable(option, self.entailments)
        return self._entailed[option]

    def entailing(self, option: str) -> dict[str, Chain]:
        """Return what entails an option, with the shortest chain from the option to each."""
        if option not in self._entailing:
            self._entailing[option] = self._reachable(option, self.entailments.reverse(copy=False))
        return self._entailing[option]

    def _reachable(self, option: str, graph: nx.DiGraph) -> dict[str, Chain]:
        if option not in graph:
            return {}
        found = {option: Chain((option,), ())}
        for end, path in nx.single_source_shortest_path(graph, option).items():
            if end != option:
                before = path[-2]
                reasons = (*found[before].reasons, graph.edges[before, end]["reason"])
                found[end] = Chain(tuple(path), reasons)
        del found[option]
        return dict(sorted(found.items()))

    def excluded_by(self, option: str) -> dict[str, Chain]:
        """Return what an option excludes, with the shortest chain to each: down from the option, across, and up."""
        if option not in self._excluded:
            self._excluded[option] = self._exclude(option)
        return self._excluded[option]

    def _exclude(self, option: str) -> dict[str, Chain]:
        found: dict[str, Chain] = {}
        contained = {option: Chain((option,), ()), **self.entailed_by(option)}
        for inner, down in contained.items():
            for outer, reason in self._stated_exclusions(inner).items():
                for other, up in {outer: Chain((outer,), ()), **self.entailing(outer)}.items():
                    chain = Chain(down.via + up.via, (*down.reasons, reason, *up.reasons))
                    if other not in contained and _is_shorter(chain, found.get(other)):
                        found[other] = chain
        return dict(sorted(found.items()))

    def _stated_exclusions(self, option: str) -> dict[str, Text]:
        found = dict(self._exclusions.get(option, {}))
        known = self._case.options.get(option)
        if known and self._case.issues[known.issue].choice_rule == "exclusive":
            for sibling in self._case.options_of(known.issue):
                if sibling.id != option and not self._one_contains_the_other(option, sibling.id):
                    found.setdefault(sibling.id, ONE_OF_A_KIND)
        return found

    def _one_contains_the_other(self, one: str, other: str) -> bool:
        graph = self._all_entailments
        if one not in graph or other not in graph:
            return False
        return bool(nx.has_path(graph, one, other) or nx.has_path(graph, other, one))


def _is_shorter(chain: Chain, than: Chain | None) -> bool:
    return than is None or (len(chain.via), chain.via) < (len(than.via), than.via)
