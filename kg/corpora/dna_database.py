"""What a database of Discourse Network Analyzer holds, whichever of its versions wrote it: documents, entities, statements.

Version 3 keeps names in ENTITIES and their attributes in ATTRIBUTEVALUES, and days in seconds since 1970. Version 2 keeps
names in the statements' own rows (later betas: in ATTRIBUTES, by number), attributes in ATTRIBUTES, and days in
milliseconds. Both count places in a text in UTF-16 units. The file is opened for reading only.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kg.errors import InputError

__all__ = ["Coded", "Database", "Document", "Entity", "read_database"]

_EPOCH = datetime(1970, 1, 1)
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "DATASHORTTEXT", "DATABOOLEAN")
_COLOURS = ("Red", "Green", "Blue")


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its ``day`` (UTC), the time in that day if not midnight, its text, and ``about`` it: author, source …"""

    id: int
    title: str
    text: str
    day: str
    time: str
    about: dict[str, str]


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a short-text ``variable``: its name, colour as ``#rrggbb`` if any, attributes, and the name it is part of."""

    variable: int
    name: str
    colour: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded statement: where in which document, by whom, and the values of its variables, by the variables' names."""

    id: int
    type_id: int
    document: int
    start: int
    stop: int
    coder: str
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Database:
    """All of a database. ``types``: labels by id; ``variables``: name, data type and statement type by id."""

    path: Path
    types: dict[int, str]
    variables: dict[int, tuple[str, str, int]]
    documents: dict[int, Document]
    entities: tuple[Entity, ...]
    statements: tuple[Coded, ...]
    patterns: int


def read_database(path: Path) -> Database:
    """Read a database. Raises :class:`~kg.errors.InputError` for a file that is none, with what it is instead."""
    _refuse_others(path)
    with _reading(path) as tables:
        missing = [name for name in _TABLES if name not in tables.columns]
        if missing:
            raise InputError(path, f"is no Discourse Network Analyzer database: it has no table {missing[0]}")
        types = {row["ID"]: row["Label"] or "" for row in tables.rows("STATEMENTTYPES")}
        variables = {
            row["ID"]: (row["Variable"] or "", row["DataType"] or "", row["StatementTypeId"])
            for row in tables.rows("VARIABLES")
        }
        return Database(
            path,
            types,
            variables,
            _documents(tables),
            tuple(_entities(tables)),
            tuple(_statements(tables, variables)),
            len(list(tables.rows("REGEXES"))),
        )


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
            path, "is of Discourse Network Analyzer 1 (XML); open it in version 2, save it, and import that"
        )
    if not start.startswith(b"SQLite format 3\x00"):
        raise InputError(path, "is no Discourse Network Analyzer database (no SQLite file)")


class _Tables:
    """The tables of an open database; one that is not there has no rows and no columns."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        connection.row_factory = sqlite3.Row
        self._connection = connection
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self.columns = {
            name.upper(): {
                row["name"]: row["type"].upper() for row in connection.execute(f'PRAGMA table_info("{name}")')
            }
            for name in names
        }

    def rows(self, table: str) -> Iterator[sqlite3.Row]:
        """Yield the rows of a table in order of id."""
        columns = self.columns.get(table)
        if columns:
            order = "ID" if "ID" in columns else "1"
            yield from self._connection.execute(f"SELECT * FROM {table} ORDER BY {order}")


@contextmanager
def _reading(path: Path) -> Iterator[_Tables]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield _Tables(connection, path)
    except (sqlite3.Error, IndexError) as error:
        raise InputError(path, f"cannot be read as a Discourse Network Analyzer database ({error})") from error


def _documents(tables: _Tables) -> dict[int, Document]:
    rows = list(tables.rows("DOCUMENTS"))
    version = next((str(row["Value"]) for row in tables.rows("SETTINGS") if row["Property"] == "version"), "")
    in_milliseconds = version.startswith("2") or (
        not version and any(_is_number(row["Date"]) and abs(row["Date"]) > 1e11 for row in rows)
    )
    found = {}
    for row in rows:
        about = {name: row[name] for name in ("Author", "Source", "Section", "Type", "Notes") if row[name]}
        moment = _moment(row, 1 if in_milliseconds else 1000, tables.path)
        time = moment.strftime("%H:%M") if moment.hour or moment.minute else ""
        day = moment.date().isoformat()
        found[row["ID"]] = Document(row["ID"], row["Title"] or "", row["Text"] or "", day, time, about)
    return found


def _moment(row: sqlite3.Row, milliseconds: int, path: Path) -> datetime:
    """Return when a document was published. Raises :class:`~kg.errors.InputError` for a date that is missing or cannot be."""
    date = row["Date"]
    try:
        if _is_number(date):
            return _EPOCH + timedelta(milliseconds=date * milliseconds)
    except (OverflowError, ValueError):
        pass
    found = "no date" if date is None else f"the date “{str(date)[:40]}”, which is not a time from year 1 to 9999"
    title = str(row["Title"] or "")[:60]
    raise InputError(
        path,
        f"document {row['ID']} (“{title}”) has {found}; set its date in Discourse Network Analyzer, then import again",
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _entities(tables: _Tables) -> Iterator[Entity]:
    table = "ENTITIES" if "ENTITIES" in tables.columns else "ATTRIBUTES"
    rows = {row["ID"]: row for row in tables.rows(table)}
    attributes = _attributes_by_entity(tables) if table == "ENTITIES" else {}
    for identifier, row in rows.items():
        known = attributes.get(identifier, {}) if table == "ENTITIES" else _attributes_in_row(row)
        parent = row["ChildOf"] if "ChildOf" in row.keys() else None  # noqa: SIM118 - a Row is no dict
        part_of = _trimmed(rows[parent]["Value"]) if parent in rows else ""
        if row["Value"]:
            yield Entity(row["VariableId"], _trimmed(row["Value"]), _colour(row), tuple(sorted(known.items())), part_of)


def _trimmed(name: object) -> str:
    return " ".join(str(name or "").split())


def _attributes_by_entity(tables: _Tables) -> dict[int, dict[str, str]]:
    names = {row["ID"]: row["AttributeVariable"] for row in tables.rows("ATTRIBUTEVARIABLES")}
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row in tables.rows("ATTRIBUTEVALUES"):
        if row["AttributeValue"]:
            found[row["EntityId"]][names.get(row["AttributeVariableId"], "")] = row["AttributeValue"]
    return found


def _attributes_in_row(row: sqlite3.Row) -> dict[str, str]:
    return {name: row[name] for name in ("Type", "Alias", "Notes") if name in row.keys() and row[name]}  # noqa: SIM118


def _colour(row: sqlite3.Row) -> str:
    parts = [row[name] for name in _COLOURS]
    # Black is what the program gives where nobody chose a colour.
    return f"#{parts[0]:02x}{parts[1]:02x}{parts[2]:02x}" if None not in parts and any(parts) else ""


def _statements(tables: _Tables, variables: dict[int, tuple[str, str, int]]) -> Iterator[Coded]:
    values = _values(tables, variables)
    coders = {row["ID"]: row["Name"] or "" for row in tables.rows("CODERS")}
    for row in tables.rows("STATEMENTS"):
        yield Coded(
            row["ID"],
            row["StatementTypeId"],
            row["DocumentId"],
            row["Start"],
            row["Stop"],
            coders.get(row["Coder"], ""),
            values.get(row["ID"], {}),
        )


def _values(tables: _Tables, variables: dict[int, tuple[str, str, int]]) -> dict[int, dict[str, str | int]]:
    found: defaultdict[int, dict[str, str | int]] = defaultdict(dict)
    names = {row["ID"]: _trimmed(row["Value"]) for table in ("ENTITIES", "ATTRIBUTES") for row in tables.rows(table)}
    short = tables.columns["DATASHORTTEXT"]
    by_number = "Entity" in short or short.get("Value") == "INTEGER"
    column = "Entity" if "Entity" in short else "Value"
    for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER"):
        for row in tables.rows(table):
            value = row[column] if table == "DATASHORTTEXT" else row["Value"]
            if table == "DATASHORTTEXT" and by_number:
                value = names.get(value, "")
            if row["VariableId"] in variables and value is not None:
                found[row["StatementId"]][variables[row["VariableId"]][0]] = value
    return found
