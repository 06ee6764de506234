"""Whole answers of a SPARQL endpoint, which cuts them where it likes and may not say so.

Rows come in pages in the order of one variable's text, each page asking for what comes after the last text of the one before
(never by OFFSET, which sorts all anew). Virtuoso sorts no more than 10,000 rows and cuts longer answers silently, at a number that
its operator sets: a page with fewer rows than were asked for is taken as the last one only where the endpoint has sent more
rows before; else the next page is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

import pyoxigraph as ox

from kg.errors import LimitError
from kg.schema import SHEETS
from kg.store.addresses import Address
from kg.store.exchange import MAX_ANSWER, TIMEOUT, EndpointError
from kg.store.http import Client
from kg.store.results import RESULTS_TYPE, Labels, Results, Row, read_results
from kg.store.sparql import string
from kg.text import one_line

__all__ = ["MOST_GRAPHS", "PAGE", "Endpoint", "Graphs"]

#: how many rows are asked for at a time
PAGE = 10_000

#: how many named graphs are named in each request; where a case stands in more, all graphs of the endpoint are read
MOST_GRAPHS = 64

#: how many things are looked at to see whether the default graph holds what no named graph does
_SAMPLE = 1_000

#: the characters of an engine's name that are kept
_NAME = 60

_CLASSES = " ".join(sorted({f"<{iri}>" for sheet in SHEETS for iri in sheet.class_iris}))


@dataclass(frozen=True)
class Graphs:
    """In which graphs of an endpoint a case stands.

    ``parameters`` are sent with each request, so that the default graph is the union of these graphs. Without them it is what
    the endpoint has as such, and ``named`` says to read the named graphs, ``default`` to read that.
    """

    parameters: tuple[tuple[str, str], ...] = ()
    named: bool = False
    default: bool = True

    def where(self, triple: str, graph: str = "in") -> str:
        """Return the pattern that finds a triple in any of the graphs; ``graph`` is a variable that no other pattern of a query has."""
        inside = f"GRAPH ?{graph} {{ {triple} }}"
        if not self.named:
            return f"{triple} ."
        return f"{{ {{ {triple} }} UNION {{ {inside} }} }}" if self.default else inside

    @property
    def are_sent(self) -> bool:
        """Whether any query sees them as its default graph, and no others."""
        return not self.named


class Endpoint:
    """An endpoint, and in which of its graphs the case stands.

    ``has_blanks`` says whether a blank node was found: from then on pages leave out rows whose key is one, since these cannot
    be asked for by name. ``engine`` is by what name the server goes.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.client = Client(address)
        self.labels = Labels()
        self.has_blanks = False
        self.engine: str | None = None
        self._most_rows = 0
        self.graphs = Graphs()
        self.graphs = self._found_graphs()

    def _found_graphs(self) -> Graphs:
        """Return the graphs that the address names; else those that hold anything of a case, the default graph included."""
        if self.address.graphs("default-graph-uri"):
            return Graphs()
        typed = f"VALUES ?class {{ {_CLASSES} }}"
        of_case = "?thing a ?class"
        rows = self.select(
            f"SELECT DISTINCT ?graph WHERE {{ {typed} GRAPH ?graph {{ {of_case} }} }} LIMIT {MOST_GRAPHS + 1}"
        ).rows
        names = sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))
        if not names:
            return Graphs()
        sample = f"{{ SELECT ?thing ?class WHERE {{ {typed} {of_case} }} LIMIT {_SAMPLE} }}"
        apart = f"FILTER NOT EXISTS {{ GRAPH ?graph {{ {of_case} }} }}"
        if self.select(f"SELECT ?thing WHERE {{ {sample} {apart} }} LIMIT 1").rows:
            return Graphs(named=True)
        if len(names) > MOST_GRAPHS:
            return Graphs(named=True, default=False)
        kinds = ("default-graph-uri", "named-graph-uri")
        return Graphs(tuple((kind, name) for kind in kinds for name in names))

    def select(self, query: str, *, timeout: float = TIMEOUT, most: int = MAX_ANSWER) -> Results:
        """Return what the endpoint answers to one query. Raises :class:`~kg.store.exchange.EndpointError`."""
        form = [("query", query), *self.graphs.parameters]
        answer = self.client.post(form, RESULTS_TYPE, timeout=timeout, most=most)
        self.engine = one_line(answer.headers.get("server", ""))[:_NAME].strip() or None
        return read_results(answer, self.labels, self.address)

    def is_whole(self, rows: int) -> bool:
        """Return whether an answer of some rows was not cut by the endpoint, as far as that is known; note that it had them."""
        known = rows < self._most_rows
        self._most_rows = max(self._most_rows, rows)
        return known

    def count(self, variables: str, where: str) -> int:
        """Return how many different rows a pattern has."""
        return self._counted(
            f"SELECT (COUNT(*) AS ?count) WHERE {{ {{ SELECT DISTINCT {variables} WHERE {{ {where} }} }} }}"
        )

    def count_things(self, classes: Iterable[str]) -> int:
        """Return how many things are of one of some classes (IRIs)."""
        of_class = self.graphs.where("?thing a ?class")
        values = f"VALUES ?class {{ {' '.join(f'<{iri}>' for iri in classes)} }}"
        return self._counted(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ {values} {of_class} }}")

    def _counted(self, query: str) -> int:
        rows = self.select(query).rows
        if len(rows) != 1 or not isinstance(rows[0][0], ox.Literal) or not rows[0][0].value.isdigit():
            raise EndpointError(self.address, "does not count as a SPARQL 1.1 endpoint does")
        return int(rows[0][0].value)

    def pages(self, variables: str, where: str, key: str) -> Iterator[list[Row]]:
        """Yield the different rows of a pattern in pages, in order of the text of a variable (the ``key``); equal keys stay together.

        Raises :class:`~kg.store.exchange.EndpointError` where the endpoint sorts in an order of its own, and
        :class:`~kg.errors.LimitError` where one key has more rows than a page.
        """
        place = [one.lstrip("?") for one in variables.split()].index(key)
        after: str | None = None
        while True:
            conditions = [] if after is None else [f"STR(?{key}) > {string(after)}"]
            conditions += [f"!isBlank(?{key})"] if self.has_blanks else []
            kept = f"FILTER({' && '.join(conditions)})" if conditions else ""
            query = f"SELECT DISTINCT {variables} WHERE {{ {where} {kept} }} ORDER BY STR(?{key}) LIMIT {PAGE}"
            rows = self.select(query).rows
            if not self.has_blanks and any(isinstance(term, ox.BlankNode) for row in rows for term in row):
                self.has_blanks = True
                continue
            if not rows:
                return
            is_last = self.is_whole(len(rows)) and len(rows) < PAGE
            keys = [str(getattr(row[place], "value", "")) for row in rows]
            self._check_order(keys, after)
            if is_last:
                yield rows
                return
            whole = _without_last(rows, keys)
            if not whole and len(rows) == PAGE:
                raise LimitError(
                    self.address, f"has more than {PAGE:,} triples of one thing, which cannot be read in pages"
                )
            after = keys[len(whole) - 1]
            yield whole or rows

    def _check_order(self, keys: list[str], after: str | None) -> None:
        if keys != sorted(keys) or (after is not None and keys[0] <= after):
            raise EndpointError(
                self.address, "sorts texts in an order of its own, so that its answers cannot be read in pages"
            )


def _without_last(rows: list[Row], keys: Iterable[str]) -> list[Row]:
    """Return rows without those of the last key, of which more may follow."""
    held = list(keys)
    rest = sum(1 for _ in dropwhile(lambda one: one == held[-1], reversed(held)))
    return rows[:rest]
