"""Good files of every format that is read, and the same files damaged, by chance that can be repeated."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from dna_cases import coded, loose
from small_cases import STAGE, condition, member, position, proposal, reading
from test_dna_fuzz import mutate
from test_mapping import CALLS, MAP, TAGS, VOTES

from kg.cli import main

__all__ = ["KINDS", "Good", "damaged", "good_files", "write_damaged"]

#: formats of files, a folder of sheets, tables with a mapping, and the folder of an embedded store
KINDS = ("ttl", "trig", "nt", "nq", "jsonld", "csv", "xlsx", "ods", "dna", "mapping", "store")

CASE = (
    STAGE
    + member("a", "g")
    + position("a", "support", "w1")
    + position("b", "conditional", "w1", 2, "on-record", condition("w2", deadline=9))
    + position("b", "oppose", "w2")
    + proposal("p", "w1 w2", 3, by="a")
    + reading("r", "w1", "point", "a")
)

#: what is put into a file: marks of its syntax, numbers and days that are hard, bytes that are no text
TOKENS = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b'"',
    b'"""',
    b"<",
    b">",
    b"[",
    b"]]",
    b"{{",
    b"}",
    b"_:b0",
    b"\\u0022",
    b"\\uD800",
    b"@prefix : <",
    b"<<( ",
    b"^^",
    b"@en--ltr",
    b"=1+1",
    b"\r",
    b",,,,",
    b"9" * 5_000,
    b"-1",
    b"1e999999",
    b"9999-12-31",
    b"0001-01-01",
    b"2031-02-30",
    b"A" * 40_000,
    b"( " * 3_000,
    b'{"@list":[' * 3_000,
    b'{"@context":"http://127.0.0.1:9/x"}',
    "\u202e\u0000\ufeff".encode(),
)

_WORD = re.compile(rb"[^\s,;<>\[\]{}()\"'=]+")

#: the one file of a kind, by its name; the kinds that are not listed have many, in a folder or beside each other
_NAMES = {kind: f"case.{kind}" for kind in KINDS if kind not in ("csv", "mapping", "store")}


class Good(NamedTuple):
    """Good files: their bytes by kind and name, and a sound case to import into."""

    files: dict[str, dict[str, bytes]]
    case: Path


def good_files(folder: Path) -> Good:
    """Write good files of every kind into a folder, and return what they hold."""
    case = folder / "case.ttl"
    case.write_text(CASE, encoding="utf-8")
    found = {"ttl": {"case.ttl": case.read_bytes()}, "dna": {"case.dna": coded(folder / "case.dna").read_bytes()}}
    for kind in ("trig", "nt", "nq", "jsonld", "xlsx"):
        target = folder / f"case.{kind}"
        _done("--case", str(case), "export", str(target))
        found[kind] = {target.name: target.read_bytes()}
    _done("--case", str(case), "export", str(folder / "sheets"))
    found["csv"] = _held(folder / "sheets")
    found["ods"] = {"case.ods": found["xlsx"]["case.xlsx"]}
    texts = {"map.toml": MAP, "votes.csv": VOTES, "calls.csv": CALLS, "tags.csv": TAGS}
    found["mapping"] = {name: text.encode() for name, text in texts.items()}
    # in a process of its own, for a store starts threads, which a process that is forked later would lack
    command = [sys.executable, "-m", "kg", "import", str(case), "-o", str(folder / "store")]
    subprocess.run(command, check=True, capture_output=True)
    found["store"] = _held(folder / "store")
    return Good(found, case)


def _done(*arguments: str) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few parts changed, taken away, doubled or replaced by a token or another word of it."""
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 4, 30, 400)))
        change = chance.randrange(7)
        if change == 0:
            data = data[:start] + chance.choice(TOKENS) + data[end:]
        elif change == 1:
            data = data[:start] + data[end:]
        elif change == 2:
            data = data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]
        elif change == 3 and start < len(data):
            data = data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]
        elif change == 4 and chance.random() < 0.2:
            data = data[:start]
        elif change > 4:
            data = _reworded(data, chance)
    return data


def _reworded(data: bytes, chance: random.Random) -> bytes:
    """Return data with a word replaced by another that stands in it, or by a token, so that it may still be read."""
    words = list(_WORD.finditer(data))
    if not words:
        return data
    wrong = chance.choice(words)
    other = chance.choice(words)[0] if chance.random() < 0.8 else chance.choice(TOKENS)
    return data[: wrong.start()] + other + data[wrong.end() :]


def write_damaged(kind: str, good: Good, folder: Path, chance: random.Random) -> Path:
    """Write files of a kind, of which one or two are damaged, and return the path of the file or the folder."""
    files = good.files[kind]
    place = folder / ("store" if kind == "store" else "sheets") if kind not in _NAMES else folder
    place.mkdir(exist_ok=True)
    wrong = {chance.choice(sorted(files)) for _ in range(2)}
    for name, data in files.items():
        if name not in wrong:
            written = data
        elif kind == "xlsx" and chance.random() < 0.8:
            written = _repacked(data, chance)
        elif kind == "dna" and chance.random() < 0.6:
            written = _other_cells(data, folder / "base.dna", chance)
        else:
            written = damaged(data, chance)
        if kind == "store" and name in wrong and chance.random() < 0.1:
            continue
        (place / name).write_bytes(written)
    return place / _NAMES[kind] if kind in _NAMES else place


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """Return a workbook of which one part is damaged, the package itself whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        wrong = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == wrong else part)
    return buffer.getvalue()


def _other_cells(data: bytes, base: Path, chance: random.Random) -> bytes:
    """Return a database with a few cells changed, to values of any type."""
    base.write_bytes(data)
    connection: sqlite3.Connection = loose(base)
    base.unlink()
    for _ in range(chance.choice((1, 1, 2, 5))):
        mutate(connection, chance)
    connection.commit()
    changed = connection.serialize()
    connection.close()
    return changed
