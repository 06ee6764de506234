"""A graph at a SPARQL 1.1 endpoint, asked in few bounded queries with the filters inside them.

What was described is kept, so that nothing is asked twice, and each look-up also fetches what is likely to be asked next:
the things that those known refer to. So no walk through a case takes a query for each thing.

Blank nodes cannot be asked for by name. Where any is met, all triples that touch one are fetched at once, named by their content
(:mod:`kg.store.blanks`), and looked up here from then on; more than :data:`MOST_BLANK` are refused.

The graphs that are read are those that the address names (``?default-graph-uri=…``), else all that hold anything of a case
(:class:`kg.store.pages.Graphs`); each triple counts once, whatever graphs it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import LimitError
from kg.store.addresses import Address
from kg.store.blanks import name_by_content
from kg.store.columns import Column
from kg.store.exchange import MAX_ANSWER, EndpointError
from kg.store.files import DEFAULT_MAX_BYTES
from kg.store.graphs import MemoryStore, Node, Value, engine_of, freeze, pairs_of, value_of
from kg.store.pages import PAGE, Endpoint, Graphs
from kg.store.results import Row
from kg.store.sparql import CHUNK, string, values_of
from kg.store.updates import with_blanks
from kg.vocabulary import RDF

if TYPE_CHECKING:
    from kg.store.query import QueryRows

__all__ = ["MOST_BLANK", "EndpointStore"]

#: the most triples with a blank node that are read
MOST_BLANK = PAGE

#: how many nodes are kept, and how many rows of what refers to some of them are read at once
_KEPT = 200_000
_MOST_TIES = 2 * PAGE

#: the bytes that a triple takes at least, those of an answer for each of its triples, and how many triples are asked for at once
_LEAST_BYTES, _LONGER, _AT_ONCE = 20, 4, 500_000

_TRIPLE = "?s ?p ?o"
_BLANK = "FILTER(isBlank(?s) || isBlank(?o))"


class EndpointStore:
    """The graph at an endpoint (:class:`~kg.store.GraphStore`), read as it is when first asked."""

    def __init__(self, address: Address, max_bytes: int | None = DEFAULT_MAX_BYTES) -> None:
        self.locator = str(address)
        self._max_bytes = max_bytes
        self._endpoint = Endpoint(address)
        self._nodes: dict[str, Node] = {}
        self._classes: dict[str, dict[str, Node]] = {}
        self._ahead: dict[str, None] = {}
        self._ties: dict[str, Mapping[str, tuple[str, ...]] | None] = {}
        self._untied: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._crowded: set[str] = set()

    def _where(self, triple: str, graph: str = "in") -> str:
        return self._endpoint.graphs.where(triple, graph)

    @cached_property
    def _blank(self) -> MemoryStore:
        """The triples that touch a blank node."""
        where = f"{self._where(_TRIPLE)} {_BLANK}"
        count = self._endpoint.count(_TRIPLE, where)
        if count > MOST_BLANK:
            problem = f"{count:,} triples with blank nodes, over the limit of {MOST_BLANK:,}; give these things IRIs, as kg import does"
            raise LimitError(self.locator, problem)
        rows = self._endpoint.select(f"SELECT DISTINCT {_TRIPLE} WHERE {{ {where} }}").rows
        if len(rows) != count:
            raise EndpointError(
                self.locator, f"sends {len(rows):,} of {count:,} rows; ask its operator for more rows at once"
            )
        return MemoryStore(name_by_content(_quads(rows)), self.locator)

    def _read(self, where: str) -> dict[str, Node]:
        """Return the subjects ``?s`` of a pattern that have IRIs, with all their properties, sorted."""
        building: dict[str, dict[str, set[Value]]] = {}
        for rows in self._endpoint.pages(_TRIPLE, f"{where} {self._where(_TRIPLE, 'of')}", "s"):
            for subject, predicate, value in rows:
                if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
                    node = building.setdefault(subject.value, {})
                    if not isinstance(value, ox.BlankNode):
                        node.setdefault(predicate.value, set()).add(value_of(value))
        if self._endpoint.has_blanks:
            for identifier, node in building.items():
                for link, values in self._blank.describe([identifier]).get(identifier, {}).items():
                    node.setdefault(link, set()).update(values)
        found = {identifier: freeze(building[identifier]) for identifier in sorted(building)}
        self._keep(found)
        return found

    def _keep(self, nodes: Mapping[str, Node]) -> None:
        if len(self._nodes) + len(nodes) > _KEPT:
            return
        self._nodes.update(nodes)
        for name, node in nodes.items():
            if node and name not in self._ties:
                self._untied[_class_of(node)][name] = None
        for node in nodes.values():
            for values in node.values():
                self._ahead.update((v.text, None) for v in values if v.kind == "iri" and v.text not in self._nodes)
        for name in nodes:
            self._ahead.pop(name, None)

    def _joined(self, found: Mapping[str, Node], blank: Mapping[str, Node]) -> dict[str, Node]:
        """Return nodes with those of blank nodes, sorted; of a thing with an IRI, what was found is all."""
        return {name: found[name] if name in found else blank[name] for name in sorted({*found, *blank})}

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        if class_iri not in self._classes:
            self._classes[class_iri] = self.nodes_with(RDF.type, [class_iri])
        return self._classes[class_iri]

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        wanted = set(ids)
        found: dict[str, Node] = {}
        for values in values_of("tied", wanted):
            found |= self._read(f"{values} {self._where(f'?s <{predicate}> ?tied')}")
        if not self._endpoint.has_blanks:
            return dict(sorted(found.items()))
        blank = self._blank.nodes_with(predicate, wanted)
        return self._joined(
            found | self.describe(name for name in blank if name[:2] != "_:" and name not in found), blank
        )

    def in_turn(self, predicate: str, ids: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Yield what :meth:`nodes_with` returns, one after another."""
        return iter(self.nodes_with(predicate, ids).items())

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        found = self._read(self._where(f"?s <{predicate}> ?any"))
        return self._joined(found, self._blank.nodes_having(predicate)) if self._endpoint.has_blanks else found

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        wanted = sorted(set(ids))
        missing = [name for name in wanted if name[:2] != "_:" and name not in self._nodes]
        found: dict[str, Node] = {}
        if missing:
            room = -len(missing) % CHUNK
            asked = dict.fromkeys([*missing, *islice(reversed(self._ahead), room)])
            for values in values_of("s", asked):
                found |= self._read(values)
            self._keep({name: {} for name in asked if name not in found})
        known = {name: found.get(name) or self._nodes.get(name) for name in wanted if name[:2] != "_:"}
        blank = [name for name in wanted if name[:2] == "_:"]
        nodes = {name: node for name, node in known.items() if node} | (self._blank.describe(blank) if blank else {})
        return dict(sorted(nodes.items()))

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id, none of them read much further than is asked for."""
        if identifier[:2] == "_:":
            yield from self._blank.subjects(predicate, identifier)
            return
        if identifier not in self._ties:
            self._read_ties(identifier)
        ties = self._ties[identifier]
        if ties is not None:
            yield from ties.get(predicate, ())
            return
        for rows in self._endpoint.pages("?s", self._where(f"?s <{predicate}> <{identifier}>"), "s"):
            yield from (row[0].value for row in rows if isinstance(row[0], ox.NamedNode))
        if self._endpoint.has_blanks:
            yield from (name for name in self._blank.subjects(predicate, identifier) if name[:2] == "_:")

    def _read_ties(self, identifier: str) -> None:
        """Read what refers to a thing, and to others of its class that are known; None is noted where that is too much.

        Of a class of which much refers to some, as to parties, each is read by itself.
        """
        kind = _class_of(self._nodes.get(identifier, {}))
        waiting = self._untied[kind] if kind and kind not in self._crowded else {}
        asked = [identifier, *islice((name for name in reversed(waiting) if name != identifier), CHUNK // 2)]
        ties = self._tied(asked)
        if ties is None and len(asked) > 1:
            self._crowded.add(kind)
            asked = [identifier]
            ties = self._tied(asked)
        tied = (name for kinds in (ties or {}).values() for names in kinds.values() for name in names)
        self._ahead.update((name, None) for name in tied if name not in self._nodes and name[:2] != "_:")
        for name in asked:
            self._untied[kind].pop(name, None)
            self._ties[name] = None if ties is None else {p: tuple(sorted(s)) for p, s in ties.get(name, {}).items()}

    def _tied(self, ids: list[str]) -> dict[str, dict[str, set[str]]] | None:
        """Return what refers to some things, by thing and predicate; None where that is too much to be read at once."""
        found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        count = 0
        for values in values_of("o", ids):
            for rows in self._endpoint.pages(_TRIPLE, f"{values} {self._where(_TRIPLE)}", "s"):
                count += len(rows)
                if count > _MOST_TIES:
                    return None
                for subject, predicate, value in rows:
                    if isinstance(subject, ox.NamedNode):
                        found[value_of(value).text].setdefault(value_of(predicate).text, set()).add(subject.value)
        if self._endpoint.has_blanks:
            wanted = set(ids)
            for quad in self._blank.quads():
                if isinstance(quad.subject, ox.BlankNode) and (text := value_of(quad.object).text) in wanted:
                    found[text].setdefault(quad.predicate.value, set()).add(value_of(quad.subject).text)
        return found

    def read_columns(self, columns: Sequence[Column]) -> None:
        """Give what takes each column the subjects (ids) of its predicate and the object (id or text) of each."""
        for one in columns:
            one.take(*pairs_of(self.nodes_having(one.predicate), one))

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""
        where = self._where(f"?s <{predicate}> ?value")
        pages = self._endpoint.pages("?value", where, "value")
        found = {value_of(row[0]).text for rows in pages for row in rows if not isinstance(row[0], ox.BlankNode)}
        return tuple(sorted(found.union(self._blank.values(predicate) if self._endpoint.has_blanks else ())))

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""
        newest = self._greatest(predicate, "")
        while newest is not None and not self._says(predicate, newest, without):
            newest = self._greatest(predicate, f"FILTER(STR(?value) < {string(newest)})")
        return newest

    def _greatest(self, predicate: str, condition: str) -> str | None:
        where = f"{self._where(f'?s <{predicate}> ?value')} {condition}"
        rows = self._endpoint.select(f"SELECT (MAX(STR(?value)) AS ?newest) WHERE {{ {where} }}").rows
        newest = rows[0][0] if rows else None
        return newest.value if newest is not None else None

    def _says(self, predicate: str, text: str, without: Collection[str]) -> bool:
        """Whether any subject but those ``without`` has a value."""
        if not without:
            return True
        where = f"{self._where(f'?s <{predicate}> ?value')} FILTER(STR(?value) = {string(text)})"
        for rows in self._endpoint.pages("?s", where, "s"):
            if any(isinstance(row[0], ox.NamedNode) and row[0].value not in without for row in rows):
                return True
        blank = self._blank.nodes_having(predicate) if self._endpoint.has_blanks else {}
        saying = (name for name, node in blank.items() if any(value.text == text for value in node[predicate]))
        return any(name[:2] == "_:" and name not in without for name in saying)

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds, as :meth:`~kg.store.GraphStore.rows`."""
        from kg.store.query import query_quads
        from kg.store.remote_query import query_endpoint

        if self._endpoint.graphs.are_sent:
            return query_endpoint(self._endpoint, sparql, limit, timeout)
        return query_quads(self.quads(), sparql, limit, timeout)

    @cached_property
    def _all(self) -> list[ox.Quad]:
        """Every triple, as a quad of the default graph."""
        where = self._where(_TRIPLE)
        count = self._endpoint.count(_TRIPLE, where)
        if self._max_bytes is not None and count * _LEAST_BYTES > self._max_bytes:
            raise self._too_large(f"{count:,} triples, ")
        most = MAX_ANSWER if self._max_bytes is None else _LONGER * self._max_bytes
        rows: list[Row] = []
        if count <= _AT_ONCE:
            try:
                rows = self._endpoint.select(f"SELECT DISTINCT {_TRIPLE} WHERE {{ {where} }}", most=most).rows
            except LimitError:
                raise self._too_large(f"{count:,} triples, ") from None
        if len(rows) < count:
            rows = [row for page in self._endpoint.pages(_TRIPLE, where, "s") for row in page]
        if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
            self._endpoint.has_blanks = True
        quads = [quad for quad in _quads(rows) if not _is_blank(quad)]
        if self._max_bytes is not None and sum(len(str(quad)) for quad in quads) > self._max_bytes:
            raise self._too_large("")
        return [*quads, *(self._blank.quads() if self._endpoint.has_blanks else ())]

    @property
    def is_in_named_graphs(self) -> bool:
        """Whether the case stands in named graphs that the address does not name."""
        return self._endpoint.graphs != Graphs()

    def stated(self) -> list[ox.Quad]:
        """Return every quad as the endpoint has it, with the IRIs that an import writes for blank nodes."""
        return self._all

    def _too_large(self, found: str) -> LimitError:
        limit = f"{found}over {(self._max_bytes or 0) / 1e6:,.0f} MB, which is the limit of what is fetched whole"
        return LimitError(self.locator, f"{limit}; lift it with --max-size, or name fewer graphs in the address")

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad, each triple once. Raises :class:`~kg.errors.LimitError` above the size given on opening."""
        return iter(with_blanks(self._all))

    def engine(self) -> AbstractContextManager[ox.Store]:
        """Give a store of Oxigraph in memory, filled with the quads."""
        return engine_of(self.quads())

    def places(self) -> None:
        """Return None: an endpoint keeps no rows of tables."""


def _class_of(node: Node) -> str:
    """Return the first class of a thing, "" where it has none."""
    return next((value.text for value in node.get(RDF.type, ())), "")


def _quads(rows: Iterable[Row]) -> list[ox.Quad]:
    return [ox.Quad(subject, predicate, value) for subject, predicate, value in rows]  # type: ignore[arg-type]


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
