"""SPARQL servers of two kinds on 127.0.0.1, each in a temporary folder, ended whatever happens to the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

#: a process that ends with the one that started it, however that ends (Linux)
BOUND = """
import ctypes, os, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
os.execv(sys.argv[1], sys.argv[1:])
"""

VIRTUOSO = """
[Database]
DatabaseFile={folder}/virtuoso.db
ErrorLogFile={folder}/virtuoso.log
LockFile={folder}/virtuoso.lck
TransactionFile={folder}/virtuoso.trx
xa_persistent_file={folder}/virtuoso.pxa
FileExtend=20
MaxCheckpointRemap=200
Striping=0
TempStorage=TempDatabase
[TempDatabase]
DatabaseFile={folder}/temporary.db
TransactionFile={folder}/temporary.trx
MaxCheckpointRemap=200
Striping=0
[Parameters]
ServerPort=127.0.0.1:{sql}
NumberOfBuffers=10000
MaxDirtyBuffers=6000
ServerThreads=10
CheckpointInterval=0
DirsAllowed={folder}
[HTTPServer]
ServerPort=127.0.0.1:{port}
ServerThreads=5
[SPARQL]
ResultSetMaxRows={rows}
"""


@dataclass
class Server:
    """A server: its address for queries and for updates, and how triples come in."""

    query: str
    update: str
    folder: Path
    sql: int = 0

    def load(self, quads: Iterable[ox.Quad], graph: str | None = None) -> None:
        """Add the triples of quads to a named graph, or where the server has one, to the default graph."""
        triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
        if self.sql:
            path = self.folder / "load.nt"
            path.write_bytes(triples)
            self.run(f"DB.DBA.TTLP (file_to_string_output('{path}'), '', '{graph or 'urn:default'}', 0)")
            return
        target = "?" + (urlencode({"graph": graph}) if graph else "default")
        request = urllib.request.Request(
            self.query.replace("/query", f"/store{target}"), triples, {"Content-Type": "application/n-triples"}
        )
        urllib.request.urlopen(request).close()

    def clear(self) -> None:
        """Remove every graph that was loaded."""
        if self.sql:
            self.run("DELETE FROM DB.DBA.RDF_QUAD WHERE id_to_iri(g) LIKE 'urn:%'")
        else:
            request = urllib.request.Request(self.update, urlencode({"update": "CLEAR ALL"}).encode())
            urllib.request.urlopen(request).close()

    def run(self, statement: str) -> str:
        """Run a statement of Virtuoso's SQL."""
        command = [_found("isql-vt"), f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", f"exec={statement};"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "*** Error" not in done.stdout, done.stdout
        return done.stdout


@contextmanager
def oxigraph(folder: Path, *how: str) -> Iterator[Server]:
    """Run Oxigraph's server, in memory, or as the words of its command line say (``serve-read-only``, ``--location`` …)."""
    port = _free_port()
    program = _found("oxigraph")
    with _running([program, *(how or ("serve",)), "--bind", f"127.0.0.1:{port}"], folder, port):
        base = f"http://127.0.0.1:{port}"
        yield Server(f"{base}/query", f"{base}/update", folder)


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000) -> Iterator[Server]:
    """Run a Virtuoso of its own, which answers with at most some rows, and whose anonymous user may update."""
    port, sql = _free_port(), _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, port=port, sql=sql, rows=rows))
    with _running([_found("virtuoso-t"), "+configfile", str(ini), "+foreground"], folder, port):
        address = f"http://127.0.0.1:{port}/sparql"
        server = Server(address, address, folder, sql)
        server.run('GRANT SPARQL_UPDATE TO "SPARQL"')
        yield server


def _found(program: str) -> str:
    found = shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)
    assert found, f"{program} is not installed; .ci/run installs it"
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    log = folder / "output"
    with (
        log.open("wb") as output,
        subprocess.Popen([sys.executable, "-c", BOUND, *command], cwd=folder, stdout=output, stderr=output) as process,
    ):
        try:
            _wait_for(process, port, log)
            yield
        finally:
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start within a minute")
