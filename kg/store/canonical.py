"""Labels of blank nodes that are the same for the same content, whatever the order and the labels that they came with.

They are those of RDFC-1.0 (https://www.w3.org/TR/rdf-canon/), whose work grows with the factorial of the nodes that it
cannot distinguish by their own quads. Where more than :data:`FEW` of these hang together, they are put in order by
colour refinement instead, one of those that stay alike being set apart at a time, and get the labels after the others'.
Both are given up at a bound, with :class:`~kg.errors.LimitError`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.errors import LimitError

__all__ = ["FEW", "Work", "canonical"]

#: how many blank nodes that are alike by their own quads may hang together for RDFC-1.0 to label them
FEW = 3

#: how many edges at blank nodes are looked at, anew in each round, beside those of the first rounds
_MOST_EDGES = 1_000_000
#: how many quads are looked through together for blank nodes
_AT_ONCE = 1_000
_PLACE = "urn:kg:blank:"
#: what is a blank node, or can hold one
_MAY_BE_BLANK = (ox.BlankNode, ox.Triple)

#: the quads at each blank node
Around = Mapping[ox.BlankNode, list[ox.Quad]]
Colours = dict[ox.BlankNode, str]


class Work:
    """The edges that may still be looked at: a fixed number, and a few rounds through all of a graph's."""

    def __init__(self, edges: int, rounds: int) -> None:
        self._left = _MOST_EDGES + edges * rounds

    def spend(self, edges: int) -> None:
        """Count a round through edges. Raises :class:`~kg.errors.LimitError` where that is more than is left."""
        self._left -= edges
        if self._left < 0:
            raise LimitError(
                "blank nodes",
                "too many of them hang together and cannot be distinguished; give them names (IRIs), or leave out those "
                "that the case does not need",
            )


def canonical(quads: Iterable[ox.Quad]) -> Collection[ox.Quad]:
    """Return quads, each once, with canonical labels. Raises :class:`~kg.errors.LimitError` for too many nodes alike."""
    found = list(dict.fromkeys(quads))
    if not any(map(_has_blanks, _possibly_blank(found))):
        return found
    dataset = ox.Dataset(found)
    places = {node: ox.NamedNode(f"{_PLACE}{place}") for place, node in enumerate(_entangled(dataset))}
    if places:
        dataset = ox.Dataset(_with(dataset, places))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    if not places:
        return dataset
    others = len({node for quad in dataset for node in _blanks(quad)})
    labels = {named: ox.BlankNode(f"c14n{others + place}") for place, named in enumerate(places.values())}
    return ox.Dataset(_with(dataset, labels))


def _with(quads: Iterable[ox.Quad], names: Mapping[Any, Any]) -> Iterator[ox.Quad]:
    for quad in quads:
        subject, value, graph = (names.get(term, term) for term in (quad.subject, quad.object, quad.graph_name))
        yield ox.Quad(subject, quad.predicate, value, graph)


def _possibly_blank(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads near those that a blank node's mark is in; to write them out is cheaper than to ask each for its terms."""
    for start in range(0, len(quads), _AT_ONCE):
        some = quads[start : start + _AT_ONCE]
        if b"_:" in (ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b""):
            yield from some


def _has_blanks(quad: ox.Quad) -> bool:
    return any(isinstance(term, _MAY_BE_BLANK) for term in (quad.subject, quad.object, quad.graph_name))


def _blanks(quad: ox.Quad) -> set[ox.BlankNode]:
    return {term for term in (quad.subject, quad.object, quad.graph_name) if isinstance(term, ox.BlankNode)}


def _entangled(dataset: ox.Dataset) -> list[ox.BlankNode]:
    """Return the nodes that RDFC-1.0 is not asked for, in order."""
    links = [blanks for quad in dataset if len(blanks := _blanks(quad)) > 1]
    if not links:
        return []
    around: defaultdict[ox.BlankNode, list[ox.Quad]] = defaultdict(list)
    linked = frozenset[ox.BlankNode]().union(*links)
    for quad in dataset:
        for node in _blanks(quad) & linked:
            around[node].append(quad)
    colours = {node: _colour(node, around, {}) for node in around}
    alike = {node for nodes in _classes(colours).values() if len(nodes) > 1 for node in nodes}
    many = {node for group in _groups(alike, links) if len(group) > FEW for node in group}
    return _ordered(many, around, colours)


def _groups(nodes: set[ox.BlankNode], links: Iterable[set[ox.BlankNode]]) -> Iterator[list[ox.BlankNode]]:
    """Yield the nodes that links tie together."""
    beside: defaultdict[ox.BlankNode, set[ox.BlankNode]] = defaultdict(set)
    for link in links:
        for node in link & nodes:
            beside[node] |= link & nodes
    left = set(nodes)
    while left:
        group = [left.pop()]
        for node in group:  # grows meanwhile
            group += (found := beside[node] & left)
            left -= found
        yield group


def _ordered(nodes: set[ox.BlankNode], around: Around, colours: Colours) -> list[ox.BlankNode]:
    work = Work(sum(len(around[node]) for node in nodes), rounds=2)
    unlike: list[ox.BlankNode] = []
    while nodes:
        _refine(nodes, around, colours, work)
        alike = {colour: same for colour, same in _classes(colours, nodes).items() if len(same) > 1}
        if alike:
            one = min(alike[min(alike)], key=lambda node: (len(node.value), node.value))
            colours[one] += " apart"
        rest = {node for same in alike.values() for node in same}
        unlike += nodes - rest
        nodes = rest
    return sorted(unlike, key=lambda node: colours[node])


def _refine(nodes: set[ox.BlankNode], around: Around, colours: Colours, work: Work) -> None:
    """Give nodes colours by those of their neighbours until no more are distinguished."""
    parts, before = len(_classes(colours, nodes)), 0
    while before < parts:
        work.spend(sum(len(around[node]) for node in nodes))
        colours |= {node: _colour(node, around, colours) for node in nodes}
        before, parts = parts, len(_classes(colours, nodes))


def _classes(colours: Colours, nodes: Iterable[ox.BlankNode] | None = None) -> dict[str, list[ox.BlankNode]]:
    found: defaultdict[str, list[ox.BlankNode]] = defaultdict(list)
    for node in colours if nodes is None else nodes:
        found[colours[node]].append(node)
    return found


def _colour(node: ox.BlankNode, around: Around, colours: Colours) -> str:
    """Return a digest of a node's colour and its quads, other blank nodes by their colours."""

    def shown(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return "_:a" if term == node else f"_:z{colours.get(term, '')}"
        return str(term)

    lines = sorted(" ".join(map(shown, quad)) for quad in around[node])
    return hashlib.sha256("\n".join([colours.get(node, ""), *lines]).encode()).hexdigest()
