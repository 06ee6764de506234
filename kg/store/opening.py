"""Where a case's graph is found: a file, a folder of files, an embedded store, an endpoint."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError
from kg.formats import SHEET_EXTENSIONS, extension_of
from kg.store.addresses import is_address, parse_address
from kg.store.endpoint import EndpointStore
from kg.store.files import DEFAULT_MAX_BYTES, FORMATS, check_size, parse_file
from kg.store.graphs import EmbeddedStore, GraphStore, MemoryStore, is_embedded_store
from kg.store.locks import settle
from kg.store.manifest import DAMAGED

__all__ = ["open_files", "open_store"]


def open_store(locator: str | os.PathLike[str], max_bytes: int | None = DEFAULT_MAX_BYTES) -> GraphStore:
    """Open a case's graph: a file, a folder of files or an embedded store's folder.

    ``max_bytes`` limits the size of the files together, None for no limit; an embedded store has none. Raises
    :class:`~kg.errors.InputError` for what cannot be read, :class:`~kg.errors.LimitError` for what is too large.
    """
    if is_address(locator):
        return EndpointStore(parse_address(locator), max_bytes)
    path = Path(locator)
    settle(path)
    if not path.exists():
        raise InputError(path, "no such file or folder")
    if path.is_dir() and is_embedded_store(path):
        return EmbeddedStore(path)
    return _read(str(path), _files_of(path), max_bytes)


def open_files(paths: Iterable[Path], max_bytes: int | None = DEFAULT_MAX_BYTES) -> GraphStore:
    """Open several files, or folders of them, together as one graph; one embedded store's folder by itself.

    Raises :class:`~kg.errors.InputError` for one that is not there or cannot be read.
    """
    wanted = list(paths)
    if len(wanted) == 1:
        return open_store(wanted[0], max_bytes)
    missing = next((path for path in wanted if not path.exists()), None)
    if missing:
        raise InputError(missing, "no such file or folder")
    return _read(", ".join(map(str, wanted)), [file for path in wanted for file in _files_of(path)], max_bytes)


def _read(locator: str, files: list[Path], max_bytes: int | None) -> MemoryStore:
    check_size(locator, files, max_bytes)
    quads = [quad for file in files for quad in parse_file(file, max_bytes)]
    if not quads:
        raise InputError(locator, "contains no data; a case needs parties, issues, options and statements")
    return MemoryStore(quads, locator)


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if extension_of(file) in FORMATS and file.is_file())
    if files:
        return files
    if any(path.glob("*.sst")) or any(path.glob("MANIFEST-*")):
        raise InputError(path, f"an embedded store whose file CURRENT is missing; {DAMAGED}")
    if any(extension_of(file) in SHEET_EXTENSIONS for file in path.iterdir()):
        raise InputError(
            path, f"contains sheets, not a case; make a case of them with: kg import {path} -o {path}/case.ttl"
        )
    raise InputError(path, f"no case in this folder; it has no file with the extension {', '.join(FORMATS)}")
