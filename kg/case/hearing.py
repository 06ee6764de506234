"""A case as it is known without the channels that nobody asked for: what only they tell does not exist.

A statement is *unheard* where its channel is neither public nor asked for. The view of a store hides the unheard
statements and what rests only on them (:mod:`kg.case.without`): a public position on a thing, or a public condition that
requires it, is a heard word of it, and an option of which nothing at all speaks was coded openly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.case.without import Without
from kg.store import GraphStore, Node, StatedPlaces, Value
from kg.store.query import QueryRows, query_quads
from kg.vocabulary import NEG

__all__ = ["HeardStore", "heard"]


def heard(store: GraphStore, channels: Collection[str] = ()) -> GraphStore:
    """Return a store as it is known by public statements and those of ``channels`` (local names).

    It is the store itself where no statement is of another channel.
    """
    unheard = [c for c in store.values(NEG.channel) if c.removeprefix(NEG.base) not in {"public", *channels}]
    if not unheard:
        return store
    if all(channel.startswith(NEG.base) for channel in unheard):
        statements = store.nodes_with(NEG.channel, unheard)
    else:  # a channel written as a text, which no look-up by id finds
        having = store.nodes_having(NEG.channel).items()
        statements = {name: node for name, node in having if {value.text for value in node[NEG.channel]} & set(unheard)}
    return HeardStore(store, statements)


class HeardStore:
    """A store without what is hidden; nothing that it shows refers to that (:class:`~kg.store.GraphStore`)."""

    def __init__(self, inner: GraphStore, statements: Mapping[str, Node]) -> None:
        self.locator, self._inner = inner.locator, inner
        self._without = Without(inner, statements)
        self._gone = self._without.gone

    def _seen(self, nodes: Iterable[tuple[str, Node]]) -> dict[str, Node]:
        return {name: self._seen_of(name, node) for name, node in nodes if name not in self._gone}

    def _seen_of(self, name: str, node: Node) -> Node:
        def shown(predicate: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
            shows = self._without.shows
            return tuple(v for v in values if shows(name, predicate, v.text, is_literal=v.kind == "literal"))

        kept = {predicate: shown(predicate, values) for predicate, values in node.items()}
        return {predicate: values for predicate, values in kept.items() if values}

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return self._seen(self._inner.nodes(class_iri).items())

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        wanted = set(ids) - self._gone
        found = self._seen(self._inner.nodes_with(predicate, wanted).items())
        return {
            name: node for name, node in found.items() if any(value.text in wanted for value in node.get(predicate, ()))
        }

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        found = self._seen(self._inner.nodes_having(predicate).items())
        return {name: node for name, node in found.items() if predicate in node}

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        return self._seen(self._inner.describe(set(ids) - self._gone).items())

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id."""
        if identifier not in self._gone:
            tied, shows = self._inner.subjects(predicate, identifier), self._without.shows
            yield from (name for name in tied if shows(name, predicate, identifier, is_literal=False))

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""
        nodes = self.nodes_having(predicate).values()
        return tuple(sorted({value.text for node in nodes for value in node[predicate]}))

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""
        return self._inner.newest(predicate, self._gone.union(without))

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds, as :meth:`~kg.store.GraphStore.rows`."""
        return query_quads(self.quads(), sparql, limit, timeout)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        for quad in self._inner.quads():
            if self._without.shows_quad(quad):
                yield quad

    def places(self) -> StatedPlaces | None:
        """Return where the tables that the graph was read from state its things."""
        return self._inner.places()
