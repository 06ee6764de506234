"""Open tables as a case without importing them first: a workbook, a CSV file or a folder of them, read only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import CaseError
from kg.formats import extension_of
from kg.sheets.merge import update
from kg.sheets.places import places_of
from kg.sheets.problems import Problem
from kg.sheets.read import is_sheet_file, read_sheets, read_tables
from kg.sheets.tables import DEFAULT_MAX_BYTES
from kg.store import FORMATS, MemoryStore

__all__ = ["SheetCase", "are_sheets", "open_sheets", "read_sheet_case"]


def are_sheets(locator: str | os.PathLike[str] | None) -> bool:
    """Tell whether a case's locator is a workbook, a CSV file, or a folder that holds such files and no RDF."""
    path = Path(locator or "")
    if not locator or not path.exists():
        return False
    if path.is_dir() and any(extension_of(file) in FORMATS for file in path.iterdir()):
        return False
    return is_sheet_file(path)


class SheetCase(NamedTuple):
    """The case that the good rows of tables state, and the problems of the others."""

    store: MemoryStore
    problems: Sequence[Problem]


def read_sheet_case(path: Path, max_bytes: int | None = DEFAULT_MAX_BYTES) -> SheetCase:
    """Read tables as a case; nothing is raised for a mistake in them."""
    tables, unread = read_tables([path], max_bytes=max_bytes)
    if unread:
        return SheetCase(MemoryStore([], str(path)), unread)
    found = read_sheets(tables, stem=path.stem, keep_going=True)
    store = MemoryStore(update([], found).quads, str(path), lambda: places_of([found]))
    return SheetCase(store, found.problems)


def open_sheets(path: Path, max_bytes: int | None = DEFAULT_MAX_BYTES) -> MemoryStore:
    """Open tables as a case. Raises :class:`~kg.errors.CaseError` with the first mistake where there is one."""
    store, problems = read_sheet_case(path, max_bytes)
    if problems:
        rest = f" (the first of {len(problems)}: kg check {path} lists them)" if len(problems) > 1 else ""
        raise CaseError(f"{problems[0]}{rest}")
    return store
