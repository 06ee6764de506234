"""A graph behind one small reading interface: in memory, or in a folder that Oxigraph keeps on disk.

Nothing outside asks which kind of store it has: a new kind answers :class:`GraphStore` and is opened by
:func:`kg.store.open_store`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import islice
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pyoxigraph as ox

from kg.errors import InputError
from kg.schema import Sheet
from kg.store.columns import Column, read_column
from kg.store.manifest import refuse_damaged, way_out
from kg.vocabulary import NEG, RDF, XSD

if TYPE_CHECKING:
    from kg.store.query import QueryRows

__all__ = [
    "EmbeddedStore",
    "GraphStore",
    "MemoryStore",
    "Node",
    "StatedPlaces",
    "Value",
    "as_an_embedded_store_writes",
    "engine_of",
    "freeze",
    "is_embedded_store",
    "pairs_of",
    "value_of",
]


#: how many subjects are described at a time where they are yielded in turn
_AT_A_TIME = 2_000

#: after how many described subjects an embedded store is opened anew
_MOST_DESCRIBED = 10_000

#: how often an embedded store is opened that is being replaced
_TRIES = 5


class Value(NamedTuple):
    """The object of a triple: its text (the IRI, ``_:label`` or words), kind, and a literal's datatype and language."""

    text: str
    kind: str
    datatype: str | None = None
    lang: str | None = None


#: a subject's properties: predicate IRI to its values, sorted, each once
Node = Mapping[str, tuple[Value, ...]]


class StatedPlaces(Protocol):
    """Where the tables that a graph was read from state its things, by id."""

    def sheet(self, identifier: str) -> Sheet | None:
        """Return the sheet of a thing, or None where no row states it."""

    def place(self, identifier: str, column: str = "") -> object | None:
        """Return what shows itself as the place of a thing, or of one of its columns; None where no row states it."""


class GraphStore(Protocol):
    """What a case is read from. Each method but :meth:`quads` is one bounded look-up; ids are IRIs or ``_:label``."""

    locator: str

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""

    def in_turn(self, predicate: str, ids: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Yield what :meth:`nodes_with` returns one after another, where it can without having all of it in memory."""

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id, none of them read further than is asked for."""

    def read_columns(self, columns: Sequence[Column]) -> None:
        """Give what takes each column the subjects (ids) of its predicate and the object (id or text) of each, in no order.

        What two graphs state may come twice.
        """

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds in all graphs, grouped where it has a GROUP BY.

        The prefixes :data:`kg.store.PREFIXES` are declared. Raises :class:`~kg.errors.QueryError` for what is no read-only
        query, for more than ``limit`` rows, and after ``timeout`` seconds.
        """

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""

    def engine(self) -> AbstractContextManager[ox.Store]:
        """Give a store of Oxigraph that holds the quads, to be read: where it is if it is one, else filled in memory."""

    def places(self) -> StatedPlaces | None:
        """Return where the tables that the graph was read from state its things; None where it is not from tables."""


def value_of(term: object) -> Value:
    """Return a term as the object of a triple."""
    if isinstance(term, ox.NamedNode):
        return Value(term.value, "iri")
    if isinstance(term, ox.BlankNode):
        return Value(f"_:{term.value}", "blank")
    if isinstance(term, ox.Literal):
        return Value(term.value, "literal", term.datatype.value, term.language)
    return Value(str(term), "literal")


def pairs_of(nodes: Mapping[str, Node], column: Column) -> tuple[list[str], list[str]]:
    """Return the subjects of a column and the object of each, of nodes in memory."""
    pairs = [(name, value.text) for name, node in nodes.items() for value in node.get(column.predicate, ())]
    kept = pairs if column.among is None else [pair for pair in pairs if pair[1] in column.among]
    return [subject for subject, _ in kept], [value for _, value in kept]


def _id(term: object) -> str:
    return value_of(term).text


def _term(identifier: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(identifier[2:]) if identifier.startswith("_:") else ox.NamedNode(identifier)


def freeze(node: Mapping[str, set[Value]]) -> Node:
    """Return properties with their values sorted."""
    return {predicate: tuple(sorted(values, key=_value_key)) for predicate, values in sorted(node.items())}


def _node_of(quads: Iterable[ox.Quad], known: dict[ox.NamedNode, Value]) -> Node:
    """Return the properties that quads of one subject state; ``known`` keeps each IRI once, as many nodes refer to the same."""
    node: dict[str, tuple[Value, ...]] = {}
    for quad in quads:
        predicate, term = intern(quad.predicate.value), quad.object
        if isinstance(term, ox.NamedNode):
            value = known.get(term) or known.setdefault(term, Value(intern(term.value), "iri"))
        else:
            value = value_of(term)
        node[predicate] = (*node[predicate], value) if predicate in node else (value,)
    return {
        predicate: values if len(values) == 1 else tuple(sorted(set(values), key=_value_key))
        for predicate, values in sorted(node.items())
    }


def _value_key(value: Value) -> tuple[str, str, str, str]:
    return (value.text, value.kind, value.datatype or "", value.lang or "")


def as_an_embedded_store_writes(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads with numbers, days and truth values in the one form that Oxigraph keeps: ``200.0`` as ``200``."""
    typed = {quad.object for quad in quads if isinstance(quad.object, ox.Literal) and _has_a_value(quad.object)}
    kept = ox.Store()
    named = {ox.NamedNode(f"urn:kg:{place}"): literal for place, literal in enumerate(typed)}
    kept.extend(ox.Quad(name, ox.NamedNode(NEG.value), literal) for name, literal in named.items())
    changed: dict[object, ox.Literal] = {
        named[q.subject]: q.object for q in kept if q.object != named[q.subject] and isinstance(q.object, ox.Literal)
    }
    if not changed:
        return quads
    return [ox.Quad(q.subject, q.predicate, changed.get(q.object, q.object), q.graph_name) for q in quads]


def _has_a_value(literal: ox.Literal) -> bool:
    return literal.language is None and literal.datatype.value != XSD.string


class MemoryStore:
    """A graph held in memory, indexed in one pass over its quads."""

    def __init__(
        self,
        quads: Iterable[ox.Quad],
        locator: str = "",
        places: Callable[[], StatedPlaces | None] = lambda: None,
    ) -> None:
        self.locator = locator
        self.places = places
        self._quads = as_an_embedded_store_writes(list(quads))
        building: defaultdict[str, defaultdict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
        for quad in self._quads:
            building[_id(quad.subject)][quad.predicate.value].add(value_of(quad.object))
        self._nodes = {subject: freeze(building[subject]) for subject in sorted(building)}
        self._ties: dict[str, dict[str, list[str]]] = {}

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return dict(self.in_turn(RDF.type, [class_iri]))

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        return dict(self.in_turn(predicate, ids))

    def in_turn(self, predicate: str, ids: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Yield what :meth:`nodes_with` returns, one after another."""
        found = {subject for identifier in set(ids) for subject in self.subjects(predicate, identifier)}
        return ((subject, self._nodes[subject]) for subject in sorted(found))

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        return {subject: node for subject, node in self._nodes.items() if predicate in node}

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        return {identifier: self._nodes[identifier] for identifier in sorted(set(ids)) if identifier in self._nodes}

    def _tied_by(self, predicate: str) -> dict[str, list[str]]:
        """Return the subjects that a predicate ties to each id, gathered when first asked for."""
        if predicate not in self._ties:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for subject, node in self._nodes.items():
                for text in dict.fromkeys(v.text for v in node.get(predicate, ()) if v.kind != "literal"):
                    found[text].append(subject)
            self._ties[predicate] = dict(found)
        return self._ties[predicate]

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id."""
        return iter(self._tied_by(predicate).get(identifier, ()))

    def read_columns(self, columns: Sequence[Column]) -> None:
        """Give what takes each column the subjects (ids) of its predicate and the object (id or text) of each."""
        for one in columns:
            one.take(*pairs_of(self._nodes, one))

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""
        return tuple(sorted({value.text for node in self._nodes.values() for value in node.get(predicate, ())}))

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""
        nodes = (node for subject, node in self._nodes.items() if subject not in without)
        return max((value.text for node in nodes for value in node.get(predicate, ())), default=None)

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds, as :meth:`GraphStore.rows`."""
        from kg.store.query import query_quads

        return query_quads(self._quads, sparql, limit, timeout)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        return iter(self._quads)

    def engine(self) -> AbstractContextManager[ox.Store]:
        """Give a store of Oxigraph in memory, filled with the quads."""
        return engine_of(self._quads)


class EmbeddedStore:
    """A folder that Oxigraph keeps on disk, opened for reading only."""

    def __init__(self, folder: Path) -> None:
        self.locator = str(folder)
        self._folder, self._described = folder, 0
        with self._readable():
            self._inode = folder.stat().st_ino
            self._store = open_folder(folder)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Raise :class:`~kg.errors.InputError` where Oxigraph cannot go on: the folder is damaged, or was replaced."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise InputError(
                self.locator, f"cannot be read as an embedded store ({error}); {way_out(error)}"
            ) from error

    def _refresh(self, described: int) -> None:
        """Open the folder anew after many look-ups: Oxigraph gives back the blocks that it keeps in memory in no other way.

        Where another store has taken its place, or is about to, the one that was opened first is read on.
        """
        self._described += described
        if self._described > _MOST_DESCRIBED:
            self._described = 0
            with suppress(OSError, RuntimeError):
                again = ox.Store.read_only(self.locator)
                if self._folder.stat().st_ino == self._inode:
                    self._store = again

    def _matches(self, subject: str | None, predicate: str | None, value: str | None) -> Iterator[ox.Quad]:
        """Yield the quads of a subject, predicate and object (ids), None for any."""
        link = None if predicate is None else ox.NamedNode(predicate)
        ends = [None if end is None else _term(end) for end in (subject, value)]
        with self._readable():
            yield from self._store.quads_for_pattern(ends[0], link, ends[1], None)

    def _solutions(self, query: str) -> list[Any]:
        with self._readable():
            return list(self._store.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return self.nodes_with(RDF.type, [class_iri])

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        return dict(self.in_turn(predicate, ids))

    def in_turn(self, predicate: str, ids: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Yield what :meth:`nodes_with` returns one after another, some thousands of them in memory at a time."""
        subjects = iter(sorted({subject for one in set(ids) for subject in self.subjects(predicate, one)}))
        while several := list(islice(subjects, _AT_A_TIME)):
            yield from self.describe(several).items()

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        return self.describe(_id(quad.subject) for quad in self._matches(None, predicate, None))

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        found: dict[str, Node] = {}
        known: dict[ox.NamedNode, Value] = {}
        with self._readable():
            for identifier in sorted(set(ids)):
                quads = list(self._store.quads_for_pattern(_term(identifier), None, None, None))
                if quads:
                    found[identifier] = _node_of(quads, known)
        self._refresh(len(found))
        return found

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id, none of them read further than is asked for."""
        return (_id(quad.subject) for quad in self._matches(None, predicate, identifier))

    def read_columns(self, columns: Sequence[Column]) -> None:
        """Give what takes each column the subjects (ids) of its predicate and the object (id or text) of each, many at a time."""
        with self._readable():
            for one in columns:
                read_column(self._store, one)

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""
        return tuple(sorted({_id(term) for term in self._objects(predicate)}))

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""
        terms = self._objects(predicate)
        newest_first = sorted(terms, key=_id, reverse=True)
        return next((_id(term) for term in newest_first if not without or self._says(predicate, term, without)), None)

    def _says(self, predicate: str, term: Any, without: Collection[str]) -> bool:
        """Whether any subject but those ``without`` has a value."""
        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), term, None)
        with self._readable():
            return any(_id(quad.subject) not in without for quad in quads)

    def _objects(self, predicate: str) -> list[Any]:
        """Return the objects of a predicate, each once, as terms of Oxigraph."""
        return [found[0] for found in self._solutions(f"SELECT DISTINCT ?value WHERE {{ ?s <{predicate}> ?value }}")]

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds, as :meth:`GraphStore.rows`."""
        from kg.store.query import query_folder

        return query_folder(self.locator, sparql, limit, timeout)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        return self._matches(None, None, None)

    @contextmanager
    def engine(self) -> Iterator[ox.Store]:
        """Give the store on disk itself, to be read."""
        with self._readable():
            yield self._store

    def places(self) -> None:
        """Return None: what is on disk keeps no rows."""


@contextmanager
def engine_of(quads: Iterable[ox.Quad]) -> Iterator[ox.Store]:
    """Give a store of Oxigraph in memory, filled with quads."""
    engine = ox.Store()
    engine.bulk_extend(quads)
    yield engine


def open_folder(folder: Path) -> ox.Store:
    """Open an embedded store for reading, and again where another took its place meanwhile: its files are opened by name.

    Raises OSError or RuntimeError, as Oxigraph does, for what is none.
    """
    for _ in range(_TRIES):
        before = folder.stat().st_ino
        try:
            refuse_damaged(folder)
            store = ox.Store.read_only(str(folder))
        except (OSError, RuntimeError):
            if folder.exists() and folder.stat().st_ino == before:
                raise
        else:
            if folder.stat().st_ino == before:
                return store
    refuse_damaged(folder)
    return ox.Store.read_only(str(folder))


def is_embedded_store(path: Path) -> bool:
    """Return whether a folder is one that Oxigraph keeps on disk."""
    return (path / "CURRENT").is_file() and any(path.glob("MANIFEST-*"))
