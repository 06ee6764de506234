"""The tables of a Discourse Network Analyzer file, cell by cell, opened for reading only.

SQLite lets any column hold a value of any type, and a text any bytes. So each cell is read as what it should be, and a
value of another type is a :class:`~kg.sheets.problems.CellError` of its row, never of the whole file. A table that is
missing, computed (a view, a virtual table) or without a column that is needed is an error of the file.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import InputError
from kg.sheets.problems import CellError
from kg.text import one_line, with_article

__all__ = ["Row", "Tables", "reading", "trimmed"]

_NEEDED = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "DATASHORTTEXT", "DATABOOLEAN")
_OTHERS = ("DATALONGTEXT", "DATAINTEGER", "ENTITIES", "ATTRIBUTES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES", "CODERS")
_TABLES = (*_NEEDED, *_OTHERS, "SETTINGS", "REGEXES")

#: how PRAGMA table_xinfo marks generated columns, virtual and stored
_GENERATED = frozenset({2, 3})

_SHOWN = 40

_ANEW = "write it anew in Discourse Network Analyzer"


class _Text(bytes):
    """A cell of SQLite's type text, as its bytes; a blob is plain ``bytes``."""


def trimmed(name: str) -> str:
    """Return a name on one line, without surplus space, its accents composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(one_line(name).split()))


class Row:
    """One row: its cells by column, each read as the type that it should have."""

    def __init__(self, cells: Mapping[str, object]) -> None:
        self._cells = cells

    def number(self, column: str) -> int | None:
        """Return a whole number, None where the cell is empty or its column missing. Raises :class:`~kg.sheets.problems.CellError`."""
        value = self._cells.get(column)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if value is None or isinstance(value, int):
            return value
        raise CellError(f"has {with_article(column)} {_shown(value)}, which is not a whole number")

    def needed(self, column: str) -> int:
        """Return a whole number. Raises :class:`~kg.sheets.problems.CellError` where the cell is empty too."""
        value = self.number(column)
        if value is None:
            raise CellError(f"has no {column}")
        return value

    def text(self, column: str) -> str:
        """Return a text, "" where the cell is empty. Raises :class:`~kg.sheets.problems.CellError`."""
        value = self._cells.get(column)
        if value is None:
            return ""
        if isinstance(value, _Text):
            try:
                return value.decode()
            except UnicodeDecodeError:
                raise CellError(f"has {with_article(column)} that is not UTF-8", _ANEW) from None
        if isinstance(value, bytes):
            raise CellError(f"has {with_article(column)} that is a blob, not a text", _ANEW)
        return str(value)

    def name(self, column: str) -> str:
        """Return a text, :func:`trimmed`. Raises :class:`~kg.sheets.problems.CellError`."""
        return trimmed(self.text(column))

    def raw(self, column: str) -> object:
        """Return what the cell holds: None, a number or bytes."""
        return self._cells.get(column)

    def shown(self, column: str) -> str:
        """Return what the cell holds in a few words, for a message."""
        return _shown(self._cells.get(column))


def _shown(value: object) -> str:
    if isinstance(value, _Text):
        return f"“{one_line(value.decode(errors='replace'))[:_SHOWN]}”"
    if isinstance(value, bytes):
        return "that is a blob"
    return f"“{value}”"


class Tables:
    """The tables of an open file; an optional one that is missing has no rows."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        connection.text_factory = _Text
        self._connection = connection
        kinds = self._kinds()
        for table in _TABLES:
            if kinds.get(table, "table") != "table":
                raise InputError(
                    path,
                    f"is not a Discourse Network Analyzer database: {table} is a {kinds[table]}, not a plain table",
                )
        missing = next((table for table in _NEEDED if table not in kinds), None)
        if missing:
            raise InputError(path, f"is not a Discourse Network Analyzer database: it has no table {missing}")
        self._columns = {table: self._columns_of(table) for table in _TABLES if table in kinds}

    def _kinds(self) -> dict[str, str]:
        found = {}
        for name, kind, sql in self._connection.execute("SELECT name, type, sql FROM sqlite_master"):
            if kind in (b"table", b"view"):
                is_virtual = bytes(sql or b"").upper().startswith(b"CREATE VIRTUAL")
                found[name.decode(errors="replace").upper()] = "virtual table" if is_virtual else kind.decode()
        return found

    def _columns_of(self, table: str) -> dict[str, tuple[str, bool]]:
        return {
            name.decode(errors="replace").casefold(): (
                bytes(kind or b"").decode(errors="replace"),
                hidden in _GENERATED,
            )
            for _, name, kind, _, _, _, hidden in self._connection.execute(f"PRAGMA table_xinfo({table})")
        }

    def __contains__(self, table: str) -> bool:
        return table in self._columns

    def type_of(self, table: str, column: str) -> str:
        """Return the declared type of a column, in capitals; "" where there is no such column."""
        return self._columns.get(table, {}).get(column.casefold(), ("", False))[0].upper()

    def has(self, table: str, column: str) -> bool:
        """Return whether a table has a column."""
        return column.casefold() in self._columns.get(table, {})

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        if table not in self._columns:
            return 0
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def rows(self, table: str, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
        """Yield the rows of a table in order of id, with the columns named and no others.

        Raises :class:`~kg.errors.InputError` for a column that is needed and not there, or is computed.
        """
        known = self._columns.get(table)
        if known is None:
            return
        for column in needed:
            if column.casefold() not in known:
                raise InputError(
                    self.path,
                    f"is not a Discourse Network Analyzer database: its table {table} has no column {column}",
                )
        wanted = [*needed, *(column for column in optional if column.casefold() in known)]
        for column in wanted:
            if known[column.casefold()][1]:
                raise InputError(
                    self.path,
                    f"is not a Discourse Network Analyzer database: {table}.{column} is computed, not stored",
                )
        order = "ID" if "id" in known else "1"
        names = ", ".join(f'"{column}"' for column in wanted)
        for cells in self._connection.execute(f"SELECT {names} FROM {table} ORDER BY {order}"):
            yield Row(dict(zip(wanted, cells, strict=True)))


@contextmanager
def reading(path: Path) -> Iterator[Tables]:
    """Open a file and read its tables. Raises :class:`~kg.errors.InputError` for one that is not such a database."""
    _refuse_others(path)
    # Without a write-ahead log beside it the file is complete: immutable keeps SQLite from making files next to it.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{alone}", uri=True)) as connection:
            yield Tables(connection, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes what is broken, which may be no text
        raise InputError(path, f"cannot be read as a Discourse Network Analyzer database ({error})") from error


def _refuse_others(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    if not start:
        raise InputError(path, "is empty")
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise InputError(
            path,
            "was written by Discourse Network Analyzer 1 (XML); open it in version 2, save it, and import that",
        )
    if not start.startswith(b"SQLite format 3\x00"):
        raise InputError(path, "is not a Discourse Network Analyzer database (not an SQLite file)")
