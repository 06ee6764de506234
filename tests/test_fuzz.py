"""Damaged files of every format: an answer or one line for each, never a traceback, a hang or more memory than is allowed.

Each run is a process of its own, forked, that may use 1.5 GB and 20 seconds of the processor. Small by default;
``KG_FUZZ_RUNS=10000 pytest tests/test_fuzz.py -s`` runs that many in all and prints how they ended.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from dna_cases import coded
from small_cases import STAGE, condition, member, position, proposal, reading

from kg.cli import main

RUNS = int(os.environ.get("KG_FUZZ_RUNS", "45"))
SECONDS, BYTES = 20, 1_500_000_000
KINDS = ("ttl", "trig", "nt", "nq", "jsonld", "csv", "xlsx", "ods", "dna")

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

FILES = {"csv": "sheets", "ods": "case.ods"}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """Return the bytes of good files of each format."""
    folder = tmp_path_factory.mktemp("sources")
    first = folder / "case.ttl"
    first.write_text(CASE)
    found = {"ttl": [first.read_bytes()], "dna": [coded(folder / "case.dna").read_bytes()]}
    for kind in ("trig", "nt", "nq", "jsonld", "xlsx", "csv"):
        target = folder / ("sheets" if kind == "csv" else f"case.{kind}")
        done = CliRunner().invoke(main, ["--case", str(first), "export", str(target)])
        assert done.exit_code == 0, done.stderr
        files = sorted(target.glob("*.csv")) if target.is_dir() else [target]
        found[kind] = [file.read_bytes() for file in files]
        if kind == "csv":
            found["names"] = [file.name.encode() for file in files]
    found["ods"] = found["xlsx"]
    return found


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few parts changed, taken away, doubled or replaced by a token."""
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 4, 30, 400)))
        change = chance.randrange(5)
        if change == 0:
            data = data[:start] + chance.choice(TOKENS) + data[end:]
        elif change == 1:
            data = data[:start] + data[end:]
        elif change == 2:
            data = data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]
        elif change == 3 and start < len(data):
            data = data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]
        elif chance.random() < 0.1:
            data = data[:start]
    return data


def written(kind: str, sources: dict[str, list[bytes]], folder: Path, chance: random.Random) -> Path:
    """Write a damaged file, or a folder of sheets of which one or two are, and return its path."""
    path = folder / FILES.get(kind, f"case.{kind}")
    if kind != "csv":
        data = sources[kind][0]
        path.write_bytes(
            repacked(data, folder, chance) if kind == "xlsx" and chance.random() < 0.8 else damaged(data, chance)
        )
        return path
    path.mkdir()
    wrong = {chance.randrange(len(sources[kind])) for _ in range(2)}
    for place, (name, data) in enumerate(zip(sources["names"], sources[kind], strict=True)):
        (path / name.decode()).write_bytes(damaged(data, chance) if place in wrong else data)
    return path


def repacked(data: bytes, folder: Path, chance: random.Random) -> bytes:
    """Return a workbook of which one part is damaged, the package itself whole."""
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        wrong = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == wrong else part)
    return buffer.getvalue()


def command(kind: str, path: Path, folder: Path, chance: random.Random) -> list[str]:
    """Return a command that reads the file."""
    asked = ["positions", "overlap", "check"] if chance.random() < 0.5 else ["positions"]
    commands = [
        ["import", str(path), "-o", str(folder / "new.ttl")],
        ["import", str(path), "-o", str(folder / "new.ttl"), "--keep-going"],
        ["--case", str(path), chance.choice(asked)],
        ["--case", str(path), "export", str(folder / "out.nq")],
    ]
    return chance.choice(commands)


def ended(arguments: list[str]) -> str:
    """Run a command in a process of its own; return how it ended in a word, and the last words of an error in it."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        _answer(arguments, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return said or f"died by signal {os.WTERMSIG(status)}"


def _answer(arguments: list[str], writer: int) -> None:
    said = "died"
    try:
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.alarm(6 * SECONDS)
        done = CliRunner().invoke(main, arguments, prog_name="kg")
        is_clean = done.exception is None or isinstance(done.exception, SystemExit)
        said = (
            f"status {done.exit_code}" if is_clean and done.exit_code in {0, 1, 2} else f"traceback {done.exception!r}"
        )
        if done.exit_code == 2 and not done.stderr.strip():
            said = "status 2 without a word"
        os.write(writer, said[:2_000].encode(errors="replace"))
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked, with limits")
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_answered_or_refused(kind: str, sources: dict[str, list[bytes]], tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    for seed in range(max(1, RUNS // len(KINDS))):
        chance = random.Random(f"{kind} {seed}")
        folder = tmp_path / str(seed)
        folder.mkdir()
        arguments = command(kind, written(kind, sources, folder, chance), folder, chance)
        said = ended(arguments)
        counts[said] += 1
        assert said in {"status 0", "status 1", "status 2"}, (seed, arguments, said)
        shutil.rmtree(folder)
    print(f"\n{kind}: {counts.total()} runs, {dict(sorted(counts.items()))}")
