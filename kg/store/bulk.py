"""Fill an embedded store in bounded memory: built in a new folder beside the old one, then moved into its place in one step.

Oxigraph's bulk loader holds all that it is given in one call, so it is given slices of stated size. It reads and sorts a
slice outside Python's lock: slices of text are loaded while the next ones are made.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC, EROFS
from itertools import chain, islice
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import InputError, reason_of
from kg.store import EmbeddedStore, is_embedded_store
from kg.store.described import Described
from kg.store.replacing import fresh_folder, keep_modes

__all__ = ["SLICE_BYTES", "SLICE_QUADS", "Stream", "check_target", "fill_store"]

#: what a store is filled from: quads, or pieces of N-Quads text, each of whole lines, without blank nodes, and with IRIs
#: and language tags that are known to be valid (they are not looked at again)
Stream = Iterable[ox.Quad] | Iterable[str]

#: how much N-Quads text, in characters, is given to the bulk loader at a time (a hundred thousand short triples); three
#: times as much takes 330 MB more and a quarter more processor time
SLICE_BYTES = 12_000_000

#: how many slices of text are loaded at the same time
LOADERS = 2

#: how many quads are given to the bulk loader at a time
SLICE_QUADS = 250_000

_STORE_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|blob|dbtmp)"
)


def check_target(folder: Path) -> None:
    """Raise :class:`~kg.errors.InputError` unless a folder can be written as a store.

    That is one that does not exist yet, an empty one, or a store that holds nothing but a store's own files.
    """
    if not folder.exists():
        if not folder.parent.is_dir():
            raise InputError(folder, f"the folder {folder.parent} does not exist; create it first")
        return
    if not folder.is_dir():
        raise InputError(
            folder,
            "is a file; an embedded store is a folder, so name a folder, or a file with an extension such as .ttl",
        )
    entries = sorted(entry.name for entry in folder.iterdir())
    if entries and not is_embedded_store(folder):
        raise InputError(folder, "is a folder that is not an embedded store, and was not changed; name a new folder")
    strange = [name for name in entries if not _STORE_FILE.fullmatch(name)]
    if strange:
        raise InputError(
            folder,
            f"contains {strange[0]} in addition to a store, and was not changed; move that file or name a new folder",
        )


def fill_store(folder: Path, stream: Stream, *, merge: bool = False) -> None:
    """Write a stream of quads, or of N-Quads text without blank nodes, as the embedded store at ``folder``.

    The store is built in a new folder beside it and moved when complete: on any error the old one stays as it was. The
    caller holds the lock of ``folder`` (:func:`kg.store.locks.hold`).
    Memory is bounded by :data:`SLICE_BYTES` or :data:`SLICE_QUADS`, whatever the length of the stream. With ``merge``,
    the old store's quads are carried over, but for what the stream says anew (:mod:`kg.store.described`); that takes 16 bytes
    and their place in a set for each of these. Raises :class:`~kg.errors.InputError` for a target that is not a store,
    or a stream that is not RDF.
    """
    folder = Path(os.path.realpath(folder))
    check_target(folder)
    try:
        with fresh_folder(folder) as fresh:
            _fill(fresh, folder, stream, merge=merge)
            keep_modes(fresh, folder / "CURRENT")
    except (OSError, RuntimeError) as error:
        raise InputError(folder, f"could not be written ({_reason(error)}); nothing was changed") from error


def _reason(error: OSError | RuntimeError) -> str:
    """Return why a store could not be written; Oxigraph's errors say in words what the system's say by number."""
    number = next((one for one in (ENOSPC, EROFS, EDQUOT) if os.strerror(one) in str(error)), None)
    if number is not None:
        return reason_of(OSError(number, os.strerror(number)))
    return reason_of(error) if isinstance(error, OSError) else str(error)


def _fill(fresh: Path, folder: Path, stream: Stream, *, merge: bool) -> None:
    if merge and is_embedded_store(folder):
        described = Described()
        _build(fresh, _noting(stream, described))
        _build(fresh, described.rest_of(EmbeddedStore(folder).quads()))
    else:
        _build(fresh, stream)
    _compact(fresh)


def _build(folder: Path, stream: Stream) -> None:
    with _opened(folder) as opened:
        _load(opened, stream)
        opened[0].flush()


def _compact(folder: Path) -> None:
    # Each slice left files of its own; until they are merged, every look-up searches all of them (ten times slower).
    with _opened(folder) as opened:
        opened[0].optimize()
        opened[0].flush()


@contextmanager
def _opened(folder: Path) -> Iterator[list[ox.Store]]:
    """Yield a store as the one item of a list, and close it by emptying the list.

    The frames of an error keep what they name: a store among them would stay open, and its threads write into a folder
    that is being removed.
    """
    opened = [ox.Store(str(folder))]
    try:
        yield opened
    finally:
        opened.clear()


def _noting(stream: Stream, described: Described) -> Stream:
    # Note each item of the stream on the way.
    for item in stream:
        described.note(item if isinstance(item, str) else f"{item} .\n")
        yield item


def _load(opened: list[ox.Store], stream: Stream) -> None:
    items = iter(stream)
    first = next(items, None)
    if first is None:
        return
    if isinstance(first, str):
        _load_text(opened, cast("Iterator[str]", chain([first], items)))
    else:
        _load_quads(opened, cast("Iterator[ox.Quad]", chain([first], items)))


def _load_text(opened: list[ox.Store], items: Iterator[str]) -> None:
    running: deque[Future[None]] = deque()
    with ThreadPoolExecutor(LOADERS) as loaders:
        for text in _slices(items):
            if len(running) == LOADERS:
                running.popleft().result()
            running.append(loaders.submit(_load_slice, opened, text.encode()))
    for loaded in running:
        loaded.result()


def _load_slice(opened: list[ox.Store], text: bytes) -> None:
    try:
        opened[0].bulk_load(text, format=ox.RdfFormat.N_QUADS, lenient=True)
    except SyntaxError as error:
        line = text.split(b"\n")[(error.lineno or 1) - 1].decode()
        raise InputError("N-Quads", f"not valid ({error.msg}): {line[:200]}") from error


def _slices(items: Iterator[str]) -> Iterator[str]:
    pending: list[str] = []
    size = 0
    for item in items:
        pending.append(item)
        size += len(item)
        if size >= SLICE_BYTES:
            yield "".join(pending)
            pending, size = [], 0
    if pending:
        yield "".join(pending)


def _load_quads(opened: list[ox.Store], items: Iterator[ox.Quad]) -> None:
    while quads := list(islice(items, SLICE_QUADS)):
        opened[0].bulk_extend(quads)
