"""What a SPARQL endpoint answers: SPARQL results in JSON, or triples, as terms of Oxigraph.

Engines differ in how they write one value (Virtuoso says ``1`` for true, and ``200`` where ``200.0`` was stored): numbers, days
and truth values are given the one form that an embedded store keeps, so that all stores answer alike.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.store.addresses import Address
from kg.store.exchange import Answer, EndpointError
from kg.store.graphs import as_an_embedded_store_writes

__all__ = ["GRAPH_TYPES", "RESULTS_TYPE", "Labels", "Results", "Row", "read_results", "read_triples"]

#: the types of content that are asked for
RESULTS_TYPE = "application/sparql-results+json"
GRAPH_TYPES = "application/n-triples, text/turtle;q=0.5"

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = tuple[Term | None, ...]

#: a truth value where an engine gives rows for ASK (Virtuoso)
_ASKED = "__ASK_RETVAL"

#: how Virtuoso writes a blank node as an address
_BLANK_ADDRESSES = ("nodeID://", "_:")

#: a header by which Virtuoso says that it gave up and answers in part
_PARTIAL = "x-sql-state"


class Results(NamedTuple):
    """The variables and rows of SELECT, or the truth value of ASK."""

    variables: tuple[str, ...]
    rows: list[Row]
    boolean: bool | None


class Labels:
    """Blank nodes by the labels that a server gives them."""

    def __init__(self) -> None:
        self._nodes: dict[str, ox.BlankNode] = {}

    def node(self, label: str) -> ox.BlankNode:
        """Return the blank node of a label."""
        return self._nodes.setdefault(label, ox.BlankNode(f"b{len(self._nodes)}"))


def read_results(answer: Answer, labels: Labels, where: Address) -> Results:
    """Return the results that an endpoint answered. Raises :class:`~kg.store.exchange.EndpointError` for what are none."""
    if _PARTIAL in answer.headers:
        raise EndpointError(where, "gave up and answered in part; ask for less, or ask its operator for more time")
    try:
        found: Any = json.loads(answer.content)
        if isinstance(found.get("boolean"), bool):
            return Results((), [], found["boolean"])
        variables = tuple(map(str, found["head"]["vars"]))
        rows = [
            tuple(_term(row[name], labels) if name in row else None for name in variables)
            for row in found["results"]["bindings"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise EndpointError(where, _no_results(answer)) from None
    if variables == (_ASKED,):
        return Results((), [], bool(rows) and str(getattr(rows[0][0], "value", "")) in {"1", "true"})
    return Results(variables, _in_one_form(rows), None)


def read_triples(answer: Answer, where: Address) -> list[ox.Triple]:
    """Return the triples that an endpoint answered. Raises as :func:`read_results`."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    is_lines = kind in {"application/n-triples", "text/plain", "text/ntriples"}
    try:
        quads = list(
            ox.parse(
                answer.content,
                format=ox.RdfFormat.N_TRIPLES if is_lines else ox.RdfFormat.TURTLE,
                base_iri="urn:kg:",
                rename_blank_nodes=True,
            )
        )
    except (SyntaxError, ValueError):
        raise EndpointError(where, _no_results(answer)) from None
    return [quad.triple for quad in as_an_embedded_store_writes(quads)]


def _no_results(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    said = f"content of type {kind[:60]}" if kind.isprintable() and kind else "content without a type"
    return f"does not answer as a SPARQL endpoint does (or not whole): it sent {said}; check the address"


def _term(cell: Any, labels: Labels) -> Term:
    """Return the term of a cell. Raises KeyError, TypeError or ValueError for what is none."""
    value, kind = cell["value"], cell["type"]
    if kind == "bnode" or (kind == "uri" and value.startswith(_BLANK_ADDRESSES)):
        return labels.node(value)
    if kind == "uri":
        return ox.NamedNode(value)
    if kind not in {"literal", "typed-literal"}:
        raise ValueError(kind)
    if language := cell.get("xml:lang"):
        return ox.Literal(value, language=language)
    datatype = cell.get("datatype")
    return ox.Literal(value, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(value)


_ANY = ox.NamedNode("urn:kg:any")


def _in_one_form(rows: list[Row]) -> list[Row]:
    """Return rows with numbers, days and truth values as an embedded store keeps them."""
    literals = list(dict.fromkeys(term for row in rows for term in row if _is_typed(term)))
    kept = as_an_embedded_store_writes([ox.Quad(_ANY, _ANY, literal) for literal in literals])  # type: ignore[arg-type]
    forms: dict[object, Any] = {
        one: quad.object for one, quad in zip(literals, kept, strict=True) if one != quad.object
    }
    return [tuple(forms.get(term, term) for term in row) for row in rows] if forms else rows


def _is_typed(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.language is None
