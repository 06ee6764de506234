"""Databases with cells of any type: an answer or one line for each, never a traceback, never a half-written case."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dna_cases import coded, loose, version_2

from kg.case import Case
from kg.cli import main
from kg.store import open_store

#: what a cell is changed to; a tuple is a text of these bytes
VALUES: tuple[Any, ...] = (
    None,
    -1,
    0,
    1,
    7,
    1.0,
    1.5,
    1e300,
    float("inf"),
    2**62,
    -(2**63),
    "",
    "1",
    "text",
    " \u00a0",
    "a\x00b\x1b[31m",
    "\u202eabc",
    "<https://example.org/> .",
    "x" * 5_000,
    b"",
    b"\xff\x00",
    (b"\xfcber",),
    (b"\xed\xa0\x80",),
)


def mutate(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Change one cell."""
    cells = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        rows = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]
        cells += [(table, column, row) for column in columns for row in rows]
    table, column, row = chance.choice(cells)
    value = chance.choice(VALUES)
    place, cell = ("CAST(? AS TEXT)", value[0]) if isinstance(value, tuple) else ("?", value)
    connection.execute(f"UPDATE {table} SET {column} = {place} WHERE rowid = ?", (cell, row))


def _base(path: Path, seed: int) -> Path:
    return version_2(path, by_number=seed % 4 == 0) if seed % 2 == 0 else coded(path)


@pytest.mark.parametrize("seed", range(120))
def test_any_cell_of_any_type(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    connection = loose(_base(tmp_path / "base.dna", seed))
    for _ in range(chance.choice((1, 1, 2, 5))):
        mutate(connection, chance)
    connection.commit()
    source, target = tmp_path / "x.dna", tmp_path / "case.ttl"
    source.write_bytes(connection.serialize())
    connection.close()
    for options in ([], ["--keep-going"]):
        done = CliRunner().invoke(main, ["import", str(source), "-o", str(target), *options])
        assert done.exception is None or isinstance(done.exception, SystemExit), (seed, done.exception)
        assert done.exit_code in {0, 1, 2}
        assert (done.exit_code == 2) != target.exists()
        assert {path.name for path in tmp_path.iterdir()} <= {"base.dna", "x.dna", "case.ttl"}
        if target.exists():
            assert Case(open_store(target)).statements
            target.unlink()
    asked = CliRunner().invoke(main, ["positions", "--case", str(source)])
    assert asked.exception is None or isinstance(asked.exception, SystemExit), (seed, asked.exception)
    assert asked.exit_code in {0, 2}
    assert asked.exit_code == 0 or asked.stderr.count("\n") == 1


def test_a_broken_name_in_the_schema_is_told(tmp_path: Path) -> None:
    path = coded(tmp_path / "x.dna")
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE DATALONGTEXT", b"CREATE TABL\xc5 DATALONGTEXT", 1))
    done = CliRunner().invoke(main, ["positions", "--case", str(path)])
    assert done.exit_code == 2 and "cannot be read as a Discourse Network Analyzer database" in done.stderr
