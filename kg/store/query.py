"""The rows that a read-only SPARQL query finds, found in a process of its own.

A limit of time then holds against whatever a query does.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.files import PREFIXES

__all__ = ["MAX_ROWS", "Cell", "QueryRows", "query_folder", "query_quads", "refuse_what_is_not_read_only"]

#: the number of rows or triples above which a query is refused, unless its caller says another
MAX_ROWS = 100_000

_REFUSED = {
    "ServiceGraphPattern": "SERVICE would read from another address; leave it out",
    "DatasetClause": "FROM would read another graph; leave it out, as all graphs of the case are read",
}


#: a value found: ``type`` (``uri``, ``bnode`` or ``literal``), ``value`` and, where it has them, ``datatype`` and ``xml:lang``
Cell = dict[str, str]


@dataclass(frozen=True)
class QueryRows:
    """What a query found: ``variables`` and ``rows`` of SELECT (a cell is None where unbound), or ``boolean`` of ASK.

    CONSTRUCT and DESCRIBE give rows of ``subject``, ``predicate``, ``object``.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    boolean: bool | None


def query_folder(folder: str, sparql: str, limit: int, timeout: float) -> QueryRows:
    """Return what a query finds in all graphs of an embedded store's folder. Raises as :func:`query_quads`."""
    return _run({"folder": folder}, sparql, limit, timeout)


def query_quads(quads: Iterable[ox.Quad], sparql: str, limit: int, timeout: float) -> QueryRows:
    """Return what a query finds in all graphs of quads.

    Raises :class:`~kg.errors.QueryError` for what is not a read-only query, for a syntax error, for more than ``limit`` rows
    or triples, and after ``timeout`` seconds, in which the process that runs it is ended.
    """
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    graph = b"".join(sorted(lines.splitlines(keepends=True))).decode()
    return _run({"graph": graph}, sparql, limit, timeout)


def _run(where: dict[str, str], sparql: str, limit: int, timeout: float) -> QueryRows:
    task = json.dumps({**where, "query": sparql, "limit": limit})
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.store.query"],
            input=task.encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(f"the query was stopped after {timeout:g} s; narrow it, or raise --timeout") from None
    if done.returncode:
        raise QueryError(
            f"the query could not be run: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}"
        )
    found = json.loads(done.stdout)
    if "error" in found:
        raise QueryError(found["error"])
    rows = tuple(tuple(row) for row in found["rows"])
    return QueryRows(tuple(found["variables"]), rows, found["boolean"])


def refuse_what_is_not_read_only(sparql: str) -> set[str]:
    """Raise :class:`~kg.errors.QueryError` for an update, SERVICE or FROM, wherever it stands in the query's tree.

    Returns the names of what the tree holds, such as ``OrderClause``.
    """
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    head = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    try:
        tree = parseQuery(head + sparql)
    except RecursionError:
        raise QueryError("the query is nested too deeply; simplify it") from None
    except Exception as error:  # rdflib's parser raises what its parts do, as ValueError for "\\UFFFFFFFF"
        if sparql.strip() and _parses(parseUpdate, head + sparql):
            raise QueryError(
                "updates are refused, since the graph is read-only; use SELECT, ASK, CONSTRUCT or DESCRIBE"
            ) from None
        raise QueryError(f"not a valid SPARQL query: {_placed(error, head)}") from None
    names = _names(tree)
    for name in sorted(names):
        if name in _REFUSED:
            raise QueryError(f"refused: {_REFUSED[name]}")
    return names


def _placed(error: Exception, head: str) -> str:
    shift = head.count("\n")
    text = " ".join(str(error).split())
    return re.sub(r"\(at char \d+\), \(line:(\d+)", lambda found: f"(line:{max(1, int(found[1]) - shift)}", text)


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except Exception:
        return False
    return True


def _names(tree: Any) -> set[str]:
    names, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        if getattr(node, "name", None):
            names.add(str(node.name))
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple)) or type(node).__name__ == "ParseResults":
            waiting.extend(node)
    return names


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    try:
        is_ordered = "OrderClause" in refuse_what_is_not_read_only(task["query"])
        results = _store(task).query(task["query"], prefixes=PREFIXES, use_default_graph_as_union=True)
        found = _found(results, task["limit"])
    except SyntaxError as error:
        return {"error": f"not a valid SPARQL query: {error}"}
    except QueryError as error:
        return {"error": str(error)}
    return found if is_ordered else {**found, "rows": sorted(found["rows"], key=json.dumps)}


def _store(task: dict[str, Any]) -> ox.Store:
    if "folder" in task:
        return ox.Store.read_only(task["folder"])
    store = ox.Store()
    store.load(task["graph"], format=ox.RdfFormat.N_QUADS)
    return store


def _found(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int) -> dict[str, Any]:
    if isinstance(results, ox.QueryBoolean):
        return {"variables": [], "rows": [], "boolean": bool(results)}
    if isinstance(results, ox.QueryTriples):
        triples = ([_cell(t.subject), _cell(t.predicate), _cell(t.object)] for t in results)
        return {
            "variables": ["subject", "predicate", "object"],
            "rows": list(_bounded(triples, limit)),
            "boolean": None,
        }
    variables = [variable.value for variable in results.variables]
    rows = list(_bounded(([_cell(solution[name]) for name in variables] for solution in results), limit))
    return {"variables": variables, "rows": rows, "boolean": None}


def _bounded(rows: Any, limit: int) -> Any:
    for count, row in enumerate(rows):
        if count == limit:
            raise QueryError(f"the query has more than {limit:,} rows; add a LIMIT to it")
        yield row


def _cell(term: Any) -> dict[str, str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **more}
    return {"type": "literal", "value": str(term)}


if __name__ == "__main__":
    json.dump(_answer(json.load(sys.stdin)), sys.stdout)
