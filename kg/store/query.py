"""The rows that a read-only SPARQL query finds, found in a process of its own.

The query's text is judged and written anew by :mod:`kg.store.guard`, and what was judged is what runs. The engine could
connect by itself (it has a client for SERVICE), so it runs where it cannot (:mod:`kg.store.confinement`, which says what
Windows and macOS lack). Bounds of time, memory and output hold against whatever a query does, and the process ends with
the one that started it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store import confinement
from kg.store.files import PREFIXES
from kg.store.graphs import open_folder
from kg.store.guard import Judged, judge
from kg.store.rows import MAX_OUTPUT, Cell, QueryRows, bounded, cell_of, in_one_order

__all__ = [
    "MAX_OUTPUT",
    "MAX_ROWS",
    "MAX_TIMEOUT",
    "MEMORY",
    "Cell",
    "QueryRows",
    "judge_apart",
    "query_folder",
    "query_quads",
]

#: the number of rows or triples above which a query is refused, unless its caller says another
MAX_ROWS = 100_000

#: the bytes of memory that a query may have beyond the graph that it reads
MEMORY = 1_000_000_000

#: the longest time that a query may be given, in seconds
MAX_TIMEOUT = 86_400.0

#: the seconds that the process may take to start and to load the graph, beside the query's own time
_START_UP = 60.0

#: what an engine says as it ends for want of memory: Rust's, C++'s and Python's words
_OUT_OF_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError")


def query_folder(folder: str, sparql: str, limit: int, timeout: float) -> QueryRows:
    """Return what a query finds in all graphs of an embedded store's folder. Raises as :func:`query_quads`."""
    return _run({"folder": folder}, b"", sparql, limit, timeout)


def query_quads(quads: Iterable[ox.Quad], sparql: str, limit: int, timeout: float) -> QueryRows:
    """Return what a query finds in all graphs of quads.

    Raises :class:`~kg.errors.QueryError` for what is not a read-only query, for a syntax error, for more than ``limit`` rows
    or triples, for rows of more than :data:`MAX_OUTPUT` bytes, for the need of more than :data:`MEMORY`, for a timeout that
    is not above 0 and at most :data:`MAX_TIMEOUT`, and after ``timeout`` seconds, in which the process that runs it is
    ended; start-up and loading have 60 seconds of their own, but on Windows.
    """
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    graph = b"".join(sorted(lines.splitlines(keepends=True)))
    return _run({}, graph, sparql, limit, timeout)


def judge_apart(sparql: str, timeout: float) -> Judged:
    """Return a query that only reads, judged and written anew as what runs here is. Raises as :func:`query_quads`."""
    text, is_ordered, form = _asked({"judge": True}, b"", sparql, 0, timeout)
    return Judged(text, is_ordered, form)


def _run(where: dict[str, Any], graph: bytes, sparql: str, limit: int, timeout: float) -> QueryRows:
    found = _asked(where, graph, sparql, limit, timeout)
    rows = tuple(tuple(row) for row in found["rows"])
    return QueryRows(tuple(found["variables"]), rows, found["boolean"])


def _asked(where: dict[str, Any], graph: bytes, sparql: str, limit: int, timeout: float) -> Any:
    """Return what a process of its own answers to a query of what ``where`` says, or of a graph's N-Quads."""
    if not 0 < timeout <= MAX_TIMEOUT:
        raise QueryError(f"the timeout must be above 0 and at most {MAX_TIMEOUT:,.0f} seconds, not {timeout:g}")
    task = {**where, "query": sparql, "limit": limit, "timeout": timeout, "parent": os.getpid()}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.store.query"],
            input=json.dumps(task).encode() + b"\n" + graph,
            capture_output=True,
            timeout=timeout + (_START_UP if confinement.HAS_ALARM else 0),
            check=False,
        )
        stopped = confinement.ended_by_alarm(done.returncode)
    except subprocess.TimeoutExpired:
        stopped = True
    if stopped:
        raise QueryError(f"the query was stopped after {timeout:g} s; narrow it, or raise --timeout")
    if done.returncode:
        raise QueryError(_failure(done.returncode, done.stderr.decode(errors="replace")))
    found = _read(done.stdout)
    if "error" in found:
        raise QueryError(found["error"])
    return found


def _read(answer: bytes) -> Any:
    """Return what the process answered, with equal cells held once."""
    known: dict[tuple[tuple[str, str], ...], Cell] = {}

    def shared(content: dict[str, Any]) -> dict[str, Any]:
        return known.setdefault(tuple(content.items()), content) if "type" in content else content

    return json.loads(answer, object_hook=shared)


def _failure(status: int, said: str) -> str:
    if any(words in said for words in _OUT_OF_MEMORY):
        return f"the query was stopped, since it needs more than {MEMORY / 1e6:,.0f} MB of memory; narrow it"
    lines = said.strip().splitlines()
    return f"the query could not be run: {lines[-1] if lines else f'its process ended with status {status}'}"


def serve(given: BinaryIO, answer: BinaryIO) -> None:
    """Answer the task that a stream holds: a line of JSON, then the graph's N-Quads unless the task names a folder."""
    confinement.leave_network()
    confinement.refuse_sockets()
    task = json.loads(given.readline())
    confinement.end_with_parent(task["parent"])
    confinement.bound_time(2 * int(task["timeout"] + _START_UP))
    try:
        found = _answer(task, given)
    except SyntaxError as error:
        found = f'{{"error": {json.dumps(f"not a valid SPARQL query: {error}")}}}'
    except QueryError as error:
        found = f'{{"error": {json.dumps(str(error))}}}'
    answer.write(found.encode())
    answer.flush()


def _answer(task: dict[str, Any], graph: BinaryIO) -> str:
    confinement.set_alarm(task["timeout"])
    text, is_ordered, form = judge(task["query"])
    confinement.set_alarm(0)
    if "judge" in task:
        return json.dumps([text, is_ordered, form])
    if "folder" in task:
        store = open_folder(Path(task["folder"]))
    else:
        store = ox.Store()
        store.bulk_load(graph, format=ox.RdfFormat.N_QUADS)
    confinement.bound_memory(MEMORY)
    if "folder" not in task:
        confinement.refuse_files()
    confinement.set_alarm(task["timeout"])
    results = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(results, ox.QueryBoolean):
        return json.dumps({"variables": [], "rows": [], "boolean": bool(results)})
    variables, cells = _cells(results)
    rows = in_one_order(list(bounded(cells, task["limit"])), is_ordered=is_ordered)
    return f'{{"variables": {json.dumps(variables)}, "boolean": null, "rows": [{", ".join(rows)}]}}'


def _cells(results: ox.QuerySolutions | ox.QueryTriples) -> tuple[list[str], Iterator[list[Cell | None]]]:
    if isinstance(results, ox.QueryTriples):
        triples = ([cell_of(t.subject), cell_of(t.predicate), cell_of(t.object)] for t in results)
        return ["subject", "predicate", "object"], triples
    variables = [variable.value for variable in results.variables]
    return variables, ([cell_of(solution[name]) for name in variables] for solution in results)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
