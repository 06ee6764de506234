"""The process of ``kg query``: it cannot connect even past the guard, has a bound of memory, and ends with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from query_texts import Listener

import kg
from kg.errors import QueryError
from kg.store import query as query_module
from kg.store.query import query_folder, query_quads

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux bounds memory, ends a child with its parent, and has both locks"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no bound of open files")

#: the child as it is, but for a guard that lets everything pass
UNGUARDED = """
import sys
from kg.store import confinement, query
from kg.store.guard import Judged
query.judge = lambda text: Judged(text, False)
for lock in sys.argv[1:]:
    setattr(confinement, lock, lambda: False)
query.serve(sys.stdin.buffer, sys.stdout.buffer)
"""
LOCKS = ("leave_network", "refuse_sockets", "refuse_files")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("on") / "disk")
    store = ox.Store(path)
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))
    store.flush()
    return path


def unguarded(sparql: str, *, folder: str | None, without: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a text in the child without its guard, and without some locks."""
    task = {
        "query": sparql,
        "limit": 10,
        "timeout": 20,
        "parent": os.getpid(),
        **({"folder": folder} if folder else {}),
    }
    graph = "" if folder else '<urn:a> <urn:b> "c" .\n'
    command = [sys.executable, "-c", UNGUARDED, *without]
    return subprocess.run(
        command, input=f"{json.dumps(task)}\n{graph}", capture_output=True, text=True, timeout=60, check=False
    )


def services(port: int) -> list[str]:
    address = f"http://127.0.0.1:{port}/"
    return [
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?t BIND(IRI(CONCAT('{address}?', ?t)) AS ?u) {{ }} LATERAL {{ SERVICE ?u {{ ?a ?b ?d }} }} }}",
        "SELECT * { SERVICE <http://localhost.invalid/> { ?s ?p ?o } }",
    ]


@posix
@pytest.mark.parametrize("on_disk", [False, True])
def test_past_the_guard_it_still_cannot_connect(listener: Listener, folder: str, on_disk: bool) -> None:
    if on_disk and sys.platform != "linux":
        pytest.skip("a store on disk has locks on Linux only")
    before = listener.connections
    for sparql in services(listener.port):
        done = unguarded(sparql, folder=folder if on_disk else None)
        assert done.returncode or "SILENT" in sparql
    assert listener.connections == before


@linux
@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_is_enough(listener: Listener, folder: str, lock: str) -> None:
    closes = f"from kg.store import confinement; raise SystemExit(not confinement.{lock}())"
    if subprocess.run([sys.executable, "-c", closes], check=False).returncode:
        pytest.xfail(f"this system does not let a process {lock.replace('_', ' ')}")
    before = listener.connections
    others = tuple(other for other in LOCKS if other != lock)
    for where in [None] if lock == "refuse_files" else [None, folder]:
        for sparql in services(listener.port):
            done = unguarded(sparql, folder=where, without=others)
            assert done.returncode or "SILENT" in sparql
    assert listener.connections == before


def test_without_any_lock_it_would_connect(listener: Listener, folder: str) -> None:
    before = listener.connections
    for where in (None, folder):
        unguarded(services(listener.port)[0], folder=where, without=LOCKS)
    assert listener.connections == before + 2


def test_in_all_locks_a_query_reads_as_before(folder: str) -> None:
    for sparql in ("SELECT ?o { ?s ?p ?o }", "SELECT ?o { <urn:a> ?p ?o } ORDER BY ?o"):
        assert query_folder(folder, sparql, 10, 20).rows[0][0] == {
            "type": "literal",
            "value": "c",
            "datatype": "http://www.w3.org/2001/XMLSchema#string",
        }


# ------------------------------------------------------------------- memory, output and time

TRIPLES = [ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal(str(n))) for n in range(1_000)]
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"


def doubled(times: int) -> str:
    """Return a query for a text of 16 to the power of ``times`` letters."""
    steps = " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 16)}) AS ?x{n + 1})" for n in range(times))
    return f'SELECT ?x{times} {{ BIND("a" AS ?x0) {steps} }}'


@linux
@pytest.mark.parametrize("sparql", [SORTED, doubled(8)])
def test_what_needs_too_much_memory_is_stopped(sparql: str) -> None:
    with pytest.raises(
        QueryError, match=r"^the query was stopped, since it needs more than 1,000 MB of memory; narrow it$"
    ):
        query_quads(TRIPLES, sparql, 100_000, 300)


@linux
def test_the_memory_of_a_query_stays_below_its_bound() -> None:
    """The greatest size of the child, of which the bound counts 1,000 MB beyond what the program itself maps."""
    program = (
        "import resource, sys; from kg.store.query import query_quads; import pyoxigraph as ox\n"
        "quads = [ox.Quad(ox.NamedNode(f'urn:{n}'), ox.NamedNode('urn:p'), ox.Literal(str(n))) for n in range(1_000)]\n"
        "try: query_quads(quads, sys.argv[1], 100_000, 300)\n"
        "except Exception: print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, SORTED], capture_output=True, text=True, timeout=330, check=True
    )
    assert 200_000 < int(done.stdout) < 1_200_000


def test_rows_are_bounded_in_bytes() -> None:
    with pytest.raises(QueryError, match="rows hold more than 100 MB"):
        query_quads(TRIPLES, doubled(6).replace("{ BIND", "{ VALUES ?n { 1 2 3 4 5 6 7 } BIND", 1), 100_000, 300)


def test_a_table_cuts_a_long_value_and_says_so() -> None:
    answer = kg.open().query(doubled(3), timeout=60)
    assert answer.tables()[0].rows == ((f"{'a' * 2_000}… (4,096 characters; --format json gives them)",),)
    assert answer.to_json()["rows"][0]["x3"]["value"] == "a" * 4_096
    assert answer.rows()[1] == [["a" * 4_096]]


@pytest.mark.parametrize("timeout", [float("inf"), float("nan"), 0.0, -1.0, 1e300])
def test_a_timeout_that_is_no_time_is_refused(timeout: float) -> None:
    with pytest.raises(QueryError, match="the timeout must be above 0 and at most 86,400 seconds"):
        kg.open().query("ASK { }", timeout=timeout)


def test_an_engine_that_fails_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false" if os.path.exists("/bin/false") else sys.executable)
    with pytest.raises(QueryError, match=r"^the query could not be run: its process ended with status 1$"):
        query_module.query_quads([], "ASK { }", 1, 20)


# ------------------------------------------------------------------- the end with the parent


def children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in path.read_text(encoding="ascii").split()] if path.exists() else []


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def runs(process: int) -> bool:
    """Whether a process is there, and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def spent(process: int) -> float:
    """Return the processor time of a process in ticks."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return float(fields[11]) + float(fields[12])


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_query_ends_with_its_parent(how: signal.Signals) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    parent = subprocess.Popen([sys.executable, "-m", "kg", "query", "--timeout", "300", runaway])
    assert until(lambda: bool(children(parent.pid)))
    (child,) = children(parent.pid)
    assert until(lambda: spent(child) > 150)  # it has started up and counts
    parent.send_signal(how)
    parent.wait(30)
    assert until(lambda: not runs(child), 10)
