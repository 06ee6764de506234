"""An Oxigraph store seen as an rdflib graph, of which nothing is copied: what a validator asks is looked up when it asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.store import Store
from rdflib.term import Node

__all__ = ["node_of", "view_of"]


def view_of(engine: ox.Store, beside: Graph) -> Graph:
    """Return the union of a store's graphs, and another graph beside it, as one rdflib graph, to be read only.

    Lists are cut to their first member: a case has none, and a validator copies one into its report in quadratic time.
    """
    return Graph(store=_View(engine, beside))


def node_of(term: object) -> Node:
    """Return a term of Oxigraph as rdflib's; blank nodes keep their labels."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        return Literal(str(term))
    if term.language:
        return Literal(term.value, lang=term.language)
    kind = URIRef(term.datatype.value)
    if kind == XSD.string or _is_no_number(kind, term.value):
        return Literal(term.value)
    found = Literal(term.value, datatype=kind)
    return found if found.value is not None else _Incomparable(term.value, datatype=kind)


class _Incomparable(Literal):
    """A literal whose value is not known, such as a day in the month 0: no other is less or greater; rdflib would raise."""

    __slots__ = ()

    def __lt__(self, other: Any) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__


def _is_no_number(kind: URIRef, text: str) -> bool:
    """Return whether a literal is typed as a number and is none that can be compared with a bound, such as NaN."""
    if kind == XSD.decimal:
        return not text.lstrip("+-").replace(".", "", 1).isdigit()
    return kind in (XSD.double, XSD.float) and text.strip().lower() == "nan"


def _term_of(node: Node | None) -> Any:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        kind = ox.NamedNode(str(node.datatype)) if node.datatype else None
        return ox.Literal(str(node), language=node.language) if node.language else ox.Literal(str(node), datatype=kind)
    return None


class _View(Store):
    """What rdflib asks of a store, answered from Oxigraph and from a graph beside it, for any context."""

    context_aware = True
    graph_aware = True

    def __init__(self, engine: ox.Store, beside: Graph) -> None:
        super().__init__()
        self._engine = engine
        self._beside = beside
        self._whole = Graph(identifier=DATASET_DEFAULT_GRAPH_ID)

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Yield the triples of a pattern, each once."""
        subject, predicate, value = map(_term_of, triple_pattern)
        if isinstance(subject, ox.Literal):
            return
        quads = self._engine.quads_for_pattern(subject, predicate, value, None)
        for triple in dict.fromkeys(quad.triple for quad in quads):
            found = (node_of(triple.subject), node_of(triple.predicate), node_of(triple.object))
            if found[1] != RDF.rest:
                yield found, iter((self._whole,))
        for found in self._beside.triples(triple_pattern):
            yield found, iter((self._whole,))

    @cached_property
    def _size(self) -> int:
        return len(self._engine) + len(self._beside)

    def __len__(self, context: Any = None) -> int:
        return self._size
