"""The shapes that follow relations to their end, answered for all things at once: circles, and what an option entails.

A query would walk from each thing by itself, which takes minutes for a few hundred entailments in a row. Here a relation
is a graph, its strongly connected parts are taken together, and what each thing reaches is a set of bits, one for each
thing. Each answer is the pairs of ``?this`` and ``?value`` that the query of the shape of ``ontology/shapes.ttl`` finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import permutations

import networkx as nx
import pyoxigraph as ox

from kg.vocabulary import NEG, RDF

__all__ = ["FOLLOWED", "Pairs"]

_SHAPES = "https://w3id.org/neg/shapes#"

#: things and the values at fault, as terms
Pairs = Iterator[tuple[object, object]]


class _Reach:
    """What each thing reaches by one step of a relation or more, and what reaches it, as sets of bits."""

    def __init__(self, steps: Iterable[tuple[object, object]]) -> None:
        self.graph: nx.DiGraph[object] = nx.DiGraph(steps)
        self.things = list(self.graph)
        self.bit = {thing: 1 << place for place, thing in enumerate(self.things)}

    @cached_property
    def _parts(self) -> nx.DiGraph[int]:
        return nx.condensation(self.graph)

    @cached_property
    def down(self) -> dict[object, int]:
        """The bits of what each thing reaches."""
        return self._reached(reversed(list(nx.topological_sort(self._parts))), self._parts.successors)

    @cached_property
    def up(self) -> dict[object, int]:
        """The bits of what reaches each thing."""
        return self._reached(nx.topological_sort(self._parts), self._parts.predecessors)

    def _reached(self, order: Iterable[int], following: Callable[[int], Iterable[int]]) -> dict[object, int]:
        inside: dict[int, int] = {}
        beyond: dict[int, int] = {}
        found: dict[object, int] = {}
        for part in order:
            members = self._parts.nodes[part]["members"]
            inside[part] = sum(self.bit[each] for each in members)
            reached = 0
            for after in following(part):
                reached |= inside[after] | beyond[after]
            if len(members) > 1 or any(self.graph.has_edge(each, each) for each in members):
                reached |= inside[part]
            beyond[part] = reached
            found |= dict.fromkeys(members, reached)
        return found

    def in_bits(self, bits: int) -> Iterator[object]:
        """Yield the things of a set of bits."""
        while bits:
            lowest = bits & -bits
            yield self.things[lowest.bit_length() - 1]
            bits ^= lowest


def _pairs(store: ox.Store, predicate: str) -> Iterator[tuple[object, object]]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
        yield quad.subject, quad.object


def _values(store: ox.Store, predicate: str) -> dict[object, set[object]]:
    found: defaultdict[object, set[object]] = defaultdict(set)
    for subject, value in _pairs(store, predicate):
        found[subject].add(value)
    return found


def _entailments(store: ox.Store) -> Iterator[tuple[object, object]]:
    conclusions = _values(store, NEG.conclusion)
    for entailment, premise in _pairs(store, NEG.premise):
        yield from ((premise, conclusion) for conclusion in conclusions.get(entailment, ()))


def _circles(steps: Callable[[ox.Store], Iterable[tuple[object, object]]], store: ox.Store) -> Pairs:
    """The steps of a relation from whose end its beginning is reached again."""
    graph: nx.DiGraph[object] = nx.DiGraph(steps(store))
    for part in nx.strongly_connected_components(graph):
        yield from ((one, other) for one in part for other in graph.successors(one) if other in part)


def _excluded_and_entailed(store: ox.Store) -> Pairs:
    """What an option entails and also excludes, by an exclusion of its own or of what it entails."""
    reach = _Reach(_entailments(store))
    for between in _values(store, NEG.between).values():
        for value, other in permutations(between, 2):
            known = reach.bit.get(other, 0)
            both = reach.up.get(value, 0) & (reach.up.get(other, 0) | known) & ~reach.bit.get(value, 0)
            yield from ((this, value) for this in reach.in_bits(both))


def _alternatives_entailed(store: ox.Store) -> Pairs:
    """What an option entails beside another option of the same exclusive issue, neither of which entails the other."""
    reach = _Reach(_entailments(store))
    for options in _options_of_exclusive_issues(store):
        concluded = [option for option in options if reach.up.get(option)]
        for value in concluded:
            related = reach.down[value] | reach.up[value] | reach.bit[value]
            others = (other for other in concluded if not related & reach.bit[other])
            yield from ((this, value) for this in reach.in_bits(_reaching_both(reach.up, value, others)))


def _reaching_both(up: Mapping[object, int], value: object, others: Iterable[object]) -> int:
    """The bits of what reaches a value and any of the others."""
    found = 0
    for other in others:
        found |= up[value] & up[other]
        if found == up[value]:
            break
    return found


def _options_of_exclusive_issues(store: ox.Store) -> Iterator[list[object]]:
    exclusive, rules = ox.NamedNode(NEG.exclusive), _values(store, NEG.choiceRule)
    declared = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(NEG.Issue), None)
    issues = {quad.subject for quad in declared}
    options: defaultdict[object, list[object]] = defaultdict(list)
    for option, issue in dict.fromkeys(_pairs(store, NEG.optionOf)):
        if issue in issues and rules.get(issue, set()) <= {exclusive}:
            options[issue].append(option)
    yield from options.values()


#: shapes (IRIs) that are answered here, with their answers
FOLLOWED: Mapping[str, Callable[[ox.Store], Pairs]] = {
    f"{_SHAPES}EntailmentCycle": partial(_circles, _entailments),
    f"{_SHAPES}SuccessionCycle": partial(_circles, partial(_pairs, predicate=NEG.succeeds)),
    f"{_SHAPES}RevisionCycle": partial(_circles, partial(_pairs, predicate=NEG.revises)),
    f"{_SHAPES}CopyCycle": partial(_circles, partial(_pairs, predicate=NEG.copyOf)),
    f"{_SHAPES}ExcludesWhatItEntails": _excluded_and_entailed,
    f"{_SHAPES}EntailsAlternatives": _alternatives_entailed,
}
