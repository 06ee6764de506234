"""Where a case is imported into: a file, the folder of an embedded store, or a graph at a SPARQL endpoint.

Each reads what it holds, has it changed, and writes the outcome, all under its lock. A file and a folder are written whole; to an
endpoint goes only what differs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.formats import extension_of
from kg.store import FORMATS, hold, is_embedded_store, open_store, parse_file, write_graph
from kg.store.addresses import is_address, parse_address
from kg.store.bulk import check_target, fill_store
from kg.store.described import Described
from kg.store.endpoint import EndpointStore
from kg.store.endpoint_writer import EndpointWriter
from kg.store.updates import named_by_content, quads_of, with_blanks

__all__ = ["Target", "described", "target_of", "write_rows"]

T = TypeVar("T")

#: what makes the case of what is held; the second value says whether anything changed
Bring = Callable[[list[ox.Quad]], tuple[list[ox.Quad], bool, T]]


class Target(Protocol):
    """Where a case is written."""

    @property
    def stem(self) -> str:
        """What a new case is named after where its sheets do not say."""

    def change(self, paths: Sequence[Path], bring: Bring[T], *, replace: bool) -> tuple[T, tuple[int, int] | None]:
        """Have what is held changed by ``bring``, and write it; with ``replace``, ``bring`` is given nothing of it.

        ``paths`` are what is imported. Return what came with the change, and how many triples were written and removed where
        that is counted here. Raises :class:`~kg.errors.KgError` where it cannot be read or written.
        """


def target_of(where: Path | str, max_bytes: int | None) -> Target:
    """Return the target at a path or an address; ``max_bytes`` limits what of an endpoint is read."""
    return _Endpoint(str(where), max_bytes) if is_address(where) else _Files(Path(where))


class _Files:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.stem = path.stem

    def change(self, paths: Sequence[Path], bring: Bring[T], *, replace: bool) -> tuple[T, None]:
        path = self._path
        with hold(path):
            _check(paths, path)
            after, is_changed, outcome = bring([] if replace else list(_held(path)))
            if is_changed or (replace and after) or not path.exists():
                _write(after, path)
        return outcome, None


def _check(paths: Collection[Path], target: Path) -> None:
    if any(os.path.realpath(path) == os.path.realpath(target) for path in paths):
        raise UsageError(f"{target} is both what is imported and what it is imported into")
    if extension_of(target) not in FORMATS:
        check_target(target)
    elif target.is_dir():
        raise InputError(target, "is a folder; name a file")
    elif not target.parent.is_dir():
        raise InputError(target, f"there is no folder {target.parent} to put it in; make it first")


def _held(target: Path) -> Iterator[ox.Quad]:
    if target.is_file():
        return parse_file(target) if target.stat().st_size else iter(())
    return open_store(target).quads() if target.is_dir() and is_embedded_store(target) else iter(())


def _write(quads: Iterable[ox.Quad], target: Path) -> None:
    if extension_of(target) in FORMATS:
        write_graph(quads, target)
    else:
        fill_store(target, quads)


class _Endpoint:
    def __init__(self, locator: str, max_bytes: int | None) -> None:
        self._max_bytes = max_bytes
        self._writer = EndpointWriter(parse_address(locator, "-o"))
        words = urlsplit(self._writer.graph or "").path.replace("#", "/").rstrip("/").rsplit("/", 1)[-1]
        self.stem = words or "case"

    def change(self, paths: Sequence[Path], bring: Bring[T], *, replace: bool) -> tuple[T, tuple[int, int]]:
        if replace and self._writer.graph is None:
            raise UsageError(
                f"{self._writer.address}: --replace removes all that is there, so it needs a graph of the case's own; name it in the "
                "address: ?default-graph-uri=…"
            )

        def changed(held: list[ox.Quad]) -> tuple[list[ox.Quad], T]:
            after, _, outcome = bring([] if replace else with_blanks(held))
            return named_by_content(after), outcome

        outcome, done = self._writer.change(self._read, changed)
        return outcome, (len(done.new), len(done.gone))

    def _read(self) -> list[ox.Quad]:
        return _opened(self._writer, self._max_bytes).stated()


def _opened(writer: EndpointWriter, max_bytes: int | None) -> EndpointStore:
    """Open the graph that is written. Raises :class:`~kg.errors.UsageError` where the case stands in another."""
    store = EndpointStore(writer.address, max_bytes)
    if writer.graph is None and store.is_in_named_graphs:
        raise UsageError(
            f"{writer.address}: what it has of a case stands in named graphs; name the one to write into: ?default-graph-uri=…"
        )
    return store


def described(texts: Iterable[str]) -> tuple[Described, list[ox.Quad]]:
    """Return what N-Quads text of whole lines describes, and its quads."""
    noted = Described()
    quads: list[ox.Quad] = []
    for text in texts:
        noted.note(text)
        quads += ox.parse(text, format=ox.RdfFormat.N_QUADS)
    return noted, quads


def write_rows(locator: str, texts: Iterable[str]) -> None:
    """Write N-Quads text of whole lines to the endpoint at an address; it replaces what was said there of the same things.

    Only what the text describes is read there. Raises :class:`~kg.errors.KgError` as :meth:`Target.change`.
    """
    writer = EndpointWriter(parse_address(locator, "-o"))
    noted, quads = described(texts)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def read() -> list[ox.Quad]:
        return quads_of(_opened(writer, None).describe(subjects))

    writer.change(read, lambda held: ([*noted.rest_of(held), *quads], None))
