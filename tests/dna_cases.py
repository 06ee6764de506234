"""Small databases of Discourse Network Analyzer 2 and 3."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["INPUTS", "changed", "coded", "database", "loose", "version_2"]

INPUTS = Path(__file__).parent / "data" / "inputs"

_BASE = INPUTS / "dna-document-without-a-date-becomes-1970-01-01.dna"

#: the tables that hold what was coded
_OF_ROWS = ("DOCUMENTS", "STATEMENTS", "ENTITIES", "DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")

#: 10 January 2031 in seconds since 1970
_DAY = 1_925_769_600


def changed(source: Path, target: Path, *changes: str) -> Path:
    """Write a copy of a database with SQL statements run on it, and return it."""
    target.write_bytes(source.read_bytes())
    with sqlite3.connect(target) as connection:
        for change in changes:
            connection.execute(change)
    connection.close()
    return target


def coded(target: Path, *changes: str) -> Path:
    """Write a sound database, with SQL statements run on it.

    Statement 1: Ann coded that Anna Berg of Fisher Union agrees to Quotas (“We want” in Doc 1, 10 January 2031).
    Statement 2: Ben coded that Bo Dahl of Harbour Board disagrees (“No quota” in Doc 2, 12 January 2031).
    """
    return changed(_BASE, target, f"UPDATE DOCUMENTS SET Date = {_DAY} WHERE ID = 1", *changes)


def database(target: Path, rows: Iterable[tuple[int, int, str, str, str, int]], *, kind: str = "boolean") -> Path:
    """Write a database of version 3 with a statement for each row, numbered from 1, and return it.

    A row is a day (days after 10 January 2031), a document (a number; all of its statements are of its first row's day), person,
    organisation and concept ("" where none is coded), and the agreement, whose variable is of a ``kind``.
    """
    changed(
        _BASE,
        target,
        *(f"DELETE FROM {table}" for table in _OF_ROWS),
        f"UPDATE VARIABLES SET DataType = '{kind}' WHERE ID = 4",
    )
    connection = sqlite3.connect(target)
    entities: dict[tuple[int, str], int] = {}
    documents: set[int] = set()
    for number, (day, document, *names, agreement) in enumerate(rows, start=1):
        if document not in documents:
            documents.add(document)
            about = (document, f"Doc {document}", "words " * 500, 1, "", "", "", "", "", _DAY + 86_400 * day)
            connection.execute("INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", about)
        connection.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)", (number, document, number, number + 4))
        table = "DATABOOLEAN" if kind == "boolean" else "DATAINTEGER"
        connection.execute(f"INSERT INTO {table} VALUES (?, ?, 4, ?)", (number, number, agreement))
        for variable, name in enumerate(names, start=1):
            if (variable, name) not in entities:
                entities[variable, name] = len(entities) + 1
                entity = (entities[variable, name], variable, name)
                connection.execute("INSERT INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, NULL)", entity)
            link = (3 * number + variable, number, variable, entities[variable, name])
            connection.execute("INSERT INTO DATASHORTTEXT VALUES (?, ?, ?, ?)", link)
    connection.commit()
    connection.close()
    return target


def loose(source: Path) -> sqlite3.Connection:
    """Return a database in memory with the same rows, in columns that hold any type and have no key."""
    held = sqlite3.connect(source)
    found = sqlite3.connect(":memory:")
    tables = [name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        columns = [row[1] for row in held.execute(f"PRAGMA table_info({table})")]
        found.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        rows = held.execute(f"SELECT * FROM {table}").fetchall()
        found.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    held.close()
    found.commit()
    return found


VERSION_2 = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value {short});
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL, Red INTEGER,
    Green INTEGER, Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER);
"""

#: 3 February 2031 and 4 February 2031, in milliseconds since 1970, the second at 22:30
DAYS = (1_927_843_200_000, 1_927_929_600_000 + 81_000_000)


def version_2(path: Path, *, by_number: bool, agreements: Iterable[int] = (1, 0)) -> Path:
    """Write a database of version 2: names in the statements' rows, or in late betas by number.

    Two documents; Anna Berg of Fisher Union and nobody of Harbour Board, on one concept; a note on the second.
    """
    names = ["Anna Berg", "Fisher Union", "Fishing \U0001f41f quotas", "Harbour Board", ""]
    text = [str(number) if by_number else name for number, name in enumerate(names, start=1)]
    anna, union, quotas, board, nobody = text
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_2.format(short="INTEGER" if by_number else "TEXT"))
    rows: dict[str, list[tuple[Any, ...]]] = {
        "SETTINGS": [("version", "2.0 beta 25")],
        "CODERS": [(1, "Admin", 0, 0, 0, "secret"), (2, "Ben", 9, 9, 9, "secret")],
        "DOCUMENTS": [
            (
                1,
                "Harbour talks",
                "\U0001f41f We want quotas.",
                1,
                "Gazette staff",
                "Strait Gazette",
                "News",
                "",
                "report",
                DAYS[0],
            ),
            (2, "Board minutes", "No quotas, " + "the board says, " * 20, 1, "", "", "", "", "", DAYS[1]),
        ],
        "STATEMENTTYPES": [(1, "DNA Statement", 1, 2, 3), (2, "Annotation", 1, 2, 3)],
        "VARIABLES": [
            (1, "person", "short text", 1),
            (2, "organization", "short text", 1),
            (3, "concept", "short text", 1),
            (4, "agreement", "boolean", 1),
            (5, "note", "long text", 1),
            (6, "note", "long text", 2),
        ],
        "REGEXES": [("fish", 1, 2, 3)],
        "STATEMENTS": [(1, 1, 1, 3, 18, 2), (2, 1, 2, 0, 250, 2), (3, 2, 2, 0, 9, 2)],
        "DATASHORTTEXT": [
            (1, 1, 1, anna),
            (2, 1, 2, union),
            (3, 1, 3, quotas),
            (4, 2, 1, nobody),
            (5, 2, 2, board),
            (6, 2, 3, quotas),
        ],
        "DATABOOLEAN": [(n, n, 4, value) for n, value in enumerate(agreements, start=1)],
        "DATALONGTEXT": [(1, 2, 5, "said in passing"), (2, 3, 6, "look again")],
        "ATTRIBUTES": [
            (1, 1, names[0], 0, 0, 0, "", "Annie", "", None),
            (2, 2, names[1], 255, 0, 16, "Union", "", "founded 1950", 4),
            (3, 3, names[2], 0, 0, 0, "", "", "", None),
            (4, 2, names[3], 0, 0, 0, "", "", "", None),
            (5, 1, "", 0, 0, 0, "", "", "", None),
        ],
    }
    for table, values in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    connection.commit()
    connection.close()
    return path
