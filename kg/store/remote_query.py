"""The rows that a read-only SPARQL query finds at an endpoint, whose engine runs it.

The query's text is judged and written anew by :mod:`kg.store.guard`, and what was judged is what is sent, with the project's
prefixes before it and the case's graphs as its dataset. What DESCRIBE gives is the engine's own choice (SPARQL 1.1, section 16.4).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from kg.errors import QueryError
from kg.store.exchange import EndpointError, SlowError
from kg.store.files import PREFIXES
from kg.store.guard import Judged, refuse_functions
from kg.store.pages import Endpoint
from kg.store.query import judge_apart
from kg.store.results import GRAPH_TYPES, Row, read_triples
from kg.store.rows import MAX_OUTPUT, QueryRows, bounded, cell_of, in_one_order

__all__ = ["query_endpoint"]

_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[^\s:<]*:\s*<[^>]*>|BASE\s*<[^>]*>))*", re.IGNORECASE)
_DECLARED = re.compile(r"PREFIX\s+([^\s:<]*):", re.IGNORECASE)

#: how many bytes an answer may have for each byte of rows as they are written here: engines repeat and indent
_LONGER = 3


def query_endpoint(endpoint: Endpoint, sparql: str, limit: int, timeout: float) -> QueryRows:
    """Return what a query finds in the graphs of the case.

    Raises :class:`~kg.errors.QueryError` as :func:`kg.store.query.query_quads` does, also where the endpoint refuses the query or
    cuts the answer; :class:`~kg.store.exchange.EndpointError` where it fails.
    """
    judged = judge_apart(sparql, timeout)
    refuse_functions(judged.text)
    end = _PROLOGUE.match(judged.text)
    prologue, body = judged.text[: end.end()] if end else "", judged.text[end.end() if end else 0 :]
    declared = set(_DECLARED.findall(prologue))
    # after the query's own prologue: Virtuoso wants a BASE to come first
    head = prologue + "".join(f" PREFIX {name}: <{base}>" for name, base in PREFIXES.items() if name not in declared)
    try:
        if judged.form in {"CONSTRUCT", "DESCRIBE"}:
            return _graph(endpoint, f"{head} {body}", limit, timeout)
        return _rows(endpoint, head, body, judged, limit, timeout)
    except SlowError:
        raise QueryError(f"the query was stopped after {timeout:g} s; narrow it, or raise --timeout") from None
    except EndpointError as error:
        if error.status in {400, 422}:
            raise QueryError(str(error)) from None
        raise


def _rows(endpoint: Endpoint, head: str, body: str, judged: Judged, limit: int, timeout: float) -> QueryRows:
    found = endpoint.select(f"{head} {body}", timeout=timeout, most=_LONGER * MAX_OUTPUT)
    if found.boolean is not None:
        return QueryRows((), (), found.boolean)
    count = len(found.rows)
    if count <= limit and not endpoint.is_whole(count):
        counted = endpoint.select(f"{head} SELECT (COUNT(*) AS ?count) WHERE {{ {{ {body} }} }}", timeout=timeout).rows
        whole = str(getattr(counted[0][0], "value", "")) if counted else ""
        if whole.isdigit() and int(whole) > count:
            raise QueryError(f"the endpoint sends {count:,} of {int(whole):,} rows; add a LIMIT, or narrow the query")
    return _answered(found.variables, found.rows, limit, is_ordered=judged.is_ordered)


def _graph(endpoint: Endpoint, text: str, limit: int, timeout: float) -> QueryRows:
    form = [("query", text), *endpoint.graphs.parameters]
    answer = endpoint.client.post(form, GRAPH_TYPES, timeout=timeout, most=_LONGER * MAX_OUTPUT)
    triples = dict.fromkeys(read_triples(answer, endpoint.address))
    rows = ((triple.subject, triple.predicate, triple.object) for triple in triples)
    return _answered(("subject", "predicate", "object"), rows, limit, is_ordered=False)  # type: ignore[arg-type]


def _answered(variables: tuple[str, ...], rows: Iterable[Row], limit: int, *, is_ordered: bool) -> QueryRows:
    cells = list(bounded(([cell_of(term) for term in row] for row in rows), limit))
    texts = in_one_order(cells, is_ordered=is_ordered)
    return QueryRows(variables, tuple(tuple(json.loads(text)) for text in texts), None)
