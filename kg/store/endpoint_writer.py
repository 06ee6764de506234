"""Change the graph of a case at a SPARQL endpoint, one writer at a time.

The address of the case is where it is read; updates go to the address in :data:`UPDATE`. The case is written into the graph that
the address names (``?default-graph-uri=…``), else into the default graph.

A file's lock has no equal there. In its place a writer announces itself by a triple in the graph :data:`LOCKS`, then looks whether
it is the only one; if not, it withdraws and waits. Of two writers that both announce themselves at least the later one sees
the other, so that at most one goes on, on any server that reads what was written. The announcement is removed with the last
request. It binds writers of this program only.
"""

from __future__ import annotations

import hashlib
import os
import platform
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeVar

import pyoxigraph as ox

from kg.errors import BusyError, InputError, UsageError
from kg.store.addresses import Address, parse_address
from kg.store.exchange import EndpointError
from kg.store.http import Client
from kg.store.leftovers import is_alive
from kg.store.results import RESULTS_TYPE, Labels, read_results
from kg.store.sparql import iris
from kg.store.updates import Difference, data, difference, requests

__all__ = ["LOCKS", "UPDATE", "EndpointWriter", "graph_of"]

T = TypeVar("T")

#: the environment variable that holds the address for updates
UPDATE = "KG_SPARQL_UPDATE"

#: the graph in which writers announce themselves, and the property of the graph that is being written
LOCKS, _WRITER = "urn:kg:writers", "urn:kg:writer"

#: how long a second writer waits for the first, in seconds
WAIT = 30.0

#: after how long an announcement of another machine no longer counts
_STALE = timedelta(hours=1)

_DEFAULT_GRAPH = "urn:kg:default-graph"
_GRAPH_PARAMETERS = "graph-uri"

#: how often an update is tried that the server gave up because of another (Virtuoso's SQL state)
_TRIES, _DEADLOCK = 4, "40001"


def graph_of(address: Address) -> str | None:
    """Return the graph that an address names, None for the default graph.

    Raises :class:`~kg.errors.UsageError` for several, or any that are named otherwise.
    """
    named = [value for name, value in address.parameters if name.endswith(_GRAPH_PARAMETERS)]
    graphs = address.graphs("default-graph-uri")
    if len(graphs) > 1 or len(named) != len(graphs):
        raise UsageError(f"{address}: a case is written into one graph; name it by default-graph-uri, and no other")
    if graphs and iris(graphs) == []:
        raise UsageError(f"{address}: the graph that default-graph-uri names is not an IRI")
    return graphs[0] if graphs else None


def _update_address(address: Address) -> Address:
    text = os.environ.get(UPDATE)
    if not text:
        raise UsageError(
            f"{address}: the address for updates is not known; set {UPDATE} to it (of a server of Oxigraph, …/update)"
        )
    found = parse_address(text, UPDATE)
    if any(name.endswith(_GRAPH_PARAMETERS) for name, _ in found.parameters):
        raise UsageError(f"{UPDATE}: name the graph in the address of the case, not here")
    return found


class _Writer(NamedTuple):
    """An announcement, as it is written: the number of a process, since when, a digest of the machine, and a word of its own."""

    text: str

    @classmethod
    def new(cls) -> _Writer:
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        return cls(f"{os.getpid()} {since} {_machine()} {secrets.token_hex(8)}")

    @property
    def parts(self) -> tuple[int | None, str, str]:
        """The process, since when, and the machine; as far as they can be read."""
        words = [*self.text.split(" "), "", "", ""]
        return int(words[0]) if words[0].isdecimal() and len(words[0]) < 20 else None, words[1], words[2]

    def is_over(self) -> bool:
        """Whether the writer has ended, or began so long ago that it must have."""
        process, since, machine = self.parts
        if machine == _machine() and process is not None and not is_alive(process):
            return True
        with suppress(ValueError, TypeError):
            return datetime.now(UTC) - datetime.fromisoformat(since) > _STALE
        return False


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:12]


class EndpointWriter:
    """What writes into one graph at an endpoint. Raises :class:`~kg.errors.UsageError` where it is not known how."""

    def __init__(self, address: Address, pause: Callable[[float], None] = time.sleep) -> None:
        self.address, self.graph = address, graph_of(address)
        self._update = Client(_update_address(address))
        free = [(name, value) for name, value in address.parameters if not name.endswith(_GRAPH_PARAMETERS)]
        self._ask = Client(Address(address.place, tuple(free)))
        self._pause = pause

    def change(
        self, read: Callable[[], list[ox.Quad]], bring: Callable[[list[ox.Quad]], tuple[list[ox.Quad], T]]
    ) -> tuple[T, Difference]:
        """Read quads, have them changed, and write what differs; return what came with the change, and the difference.

        Where nothing differs, nothing is written. What another wrote meanwhile is read again, and changed again, before. Raises
        :class:`~kg.errors.BusyError` where another writer goes on for long, :class:`~kg.store.exchange.EndpointError` where the
        endpoint does not do as asked.
        """
        before = read()
        after, outcome = bring(before)
        change = difference(before, after, self.address)
        if any(change):
            with self._alone() as release:
                now = read()
                if set(now) != set(before):
                    after, outcome = bring(now)
                    change = difference(now, after, self.address)
                if any(change):
                    self._send(list(requests(change, self.graph)), release)
        return outcome, change

    def _send(self, texts: list[str], release: str) -> None:
        texts[-1] += f" ;\n{release}"
        for number, text in enumerate(texts, start=1):
            try:
                self._post(text)
            except EndpointError as error:
                self._explain(error)
                if len(texts) == 1:
                    problem = "nothing or all of it may be written; run the same import again"
                else:
                    problem = (
                        f"it stopped at request {number} of {len(texts)}; run the same import again to complete it"
                    )
                raise EndpointError(error.where, f"{error.problem}; {problem}", error.status) from error

    def _explain(self, error: EndpointError) -> None:
        """Raise :class:`~kg.errors.UsageError` where the server has no graph without a name."""
        if self.graph is None and error.status == 400 and "default graph" in error.problem.lower():
            raise UsageError(
                f"{self.address}: this server has no graph without a name; name one, as in "
                f"{self.address}{'&' if self.address.parameters else '?'}default-graph-uri=https://example.org/case"
            ) from error

    def _post(self, text: str) -> None:
        for left in reversed(range(_TRIES)):
            try:
                self._update.post([("update", text)], "*/*")
            except EndpointError as error:
                if not left or _DEADLOCK not in error.problem:
                    raise
                self._pause(random.uniform(0.05, 0.5))
            else:
                return

    @contextmanager
    def _alone(self) -> Iterator[str]:
        """Be the only writer; yield the operation that gives that up, which is done on leaving too."""
        mine = _Writer.new()
        release = self._operation("DELETE", mine)
        self._announce(mine, release)
        try:
            yield release
        finally:
            with suppress(InputError):
                if mine in self._writers():
                    self._post(release)

    def _announce(self, mine: _Writer, release: str) -> None:
        until = time.monotonic() + WAIT
        while True:
            others = self._others(mine)
            if not others:
                self._post(self._operation("INSERT", mine))
                found = self._writers()
                if mine not in found:
                    self._post(release)
                    raise UsageError(
                        f"{self.address}: what is written at {self._update.address} is not read there; correct {UPDATE}"
                    )
                others = [one for one in found if one != mine]
                if not others:
                    return
                self._post(release)
            if time.monotonic() > until:
                process, since, _ = others[0].parts
                raise BusyError(self.address, process, since)
            self._pause(random.uniform(0.05, 0.3))

    def _others(self, mine: _Writer) -> list[_Writer]:
        """Return who else writes; announcements of writers that have ended are removed."""
        others = [one for one in self._writers() if one != mine]
        over = [one for one in others if one.is_over()]
        if over:
            self._post(" ;\n".join(self._operation("DELETE", one) for one in over))
        return [one for one in others if one not in over]

    def _writers(self) -> list[_Writer]:
        query = f"SELECT ?writer WHERE {{ GRAPH <{LOCKS}> {{ <{self._subject.value}> <{_WRITER}> ?writer }} }}"
        results = read_results(self._ask.post([("query", query)], RESULTS_TYPE), Labels(), self.address)
        return sorted(_Writer(row[0].value) for row in results.rows if isinstance(row[0], ox.Literal))

    @property
    def _subject(self) -> ox.NamedNode:
        return ox.NamedNode(self.graph or _DEFAULT_GRAPH)

    def _operation(self, verb: str, writer: _Writer) -> str:
        announced = ox.Triple(self._subject, ox.NamedNode(_WRITER), ox.Literal(writer.text))
        return next(data(verb, [announced], LOCKS))
