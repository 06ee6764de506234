"""Poor surroundings: other versions, links that lead nowhere, sockets and devices, languages that are none, ASCII alone.

What is told is one line, status 2, and nothing is written. Full disks and read-only file systems: ``test_losses.py`` and
``test_locks.py``.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_cases import STAGE, position
from test_streams import CALLS, write_text_to_code

from kg.cli import main
from kg.text import is_language_tag


def run(*arguments: object) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, [str(one) for one in arguments], prog_name="kg")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the test, with a case and what is no case: links, a socket, a table, a mapping."""
    monkeypatch.chdir(tmp_path)
    Path("case.ttl").write_text(STAGE + position("a", "support", "w1"), encoding="utf-8")
    Path("votes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("loop").symlink_to("pool")
    Path("pool").symlink_to("loop")
    Path("dangling.ttl").symlink_to("missing/x.ttl")
    Path("zero.ttl").symlink_to("/dev/zero")
    return tmp_path


@pytest.fixture
def bound(here: Path) -> Iterator[Path]:
    """Return a socket's path."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        yield Path("socket")


def told(*arguments: object) -> str:
    """Run a command that must be refused, in one line but for an import's list of mistakes; return what it said."""
    done = run(*arguments)
    assert done.exit_code == 2, (arguments, done, done.stderr)
    assert len(done.stderr.splitlines()) <= (2 if "nothing was imported" in done.stderr else 1), done.stderr
    assert not Path("new.ttl").exists() and not Path("new.html").exists()
    return done.stderr


@pytest.mark.parametrize("name", ["loop", "dangling.ttl", "zero.ttl", "socket", "/dev/zero", "/dev/full", "/dev/null"])
def test_what_is_no_file_is_refused_as_input(bound: Path, name: str) -> None:
    for arguments in (
        ("--case", name, "positions"),
        ("--case", name, "check"),
        ("--case", name, "export", "new.ttl"),
        ("--case", name, "view", "-o", "new.html"),
        ("--case", name, "query", "ASK { ?s ?p ?o }"),
        ("import", name, "-o", "new.ttl"),
        ("import", name, "--suggest-mapping"),
        ("import", "votes.csv", "--mapping", name, "-o", "new.ttl"),
        ("agreement", name, "case.ttl"),
        ("agreement", "case.ttl", name),
    ):
        assert name in told(*arguments)
    assert run("doctor", name).exit_code == 1


@pytest.mark.parametrize("name", ["loop", "dangling.ttl", "zero.ttl", "socket", "/dev/full", "/dev/null"])
def test_what_is_no_file_is_refused_as_output(bound: Path, name: str) -> None:
    before = sorted(os.listdir())
    for arguments in (
        ("import", "case.ttl", "-o", name),
        ("export", name, "--to", "turtle", "--case", "case.ttl", "--force"),
        ("export", name, "--to", "csv", "--case", "case.ttl", "--force"),
        ("export", name, "--to", "edge-list", "--case", "case.ttl", "--force"),
        ("view", "-o", name, "--case", "case.ttl", "--force"),
    ):
        told(*arguments)
    assert sorted(os.listdir()) == before
    assert Path("pool").is_symlink() and Path("zero.ttl").is_symlink() and bound.is_socket()


@pytest.mark.parametrize(("tag", "is_one"), [("en", True), ("pt-br", True), ("e", False), ("en-us-us", False)])
def test_what_is_a_language_tag(here: Path, tag: str, is_one: bool) -> None:
    """By BCP 47: two to eight letters first, and one region."""
    assert is_language_tag(tag) == is_one
    Path("sheets").mkdir()
    Path("sheets/parties.csv").write_text(f"id,label:{tag}\nn,North\n", encoding="utf-8")
    done = run("import", "sheets", "-o", "sheets.ttl")
    assert (done.exit_code == 0) == is_one or "not a case yet" in done.stderr, done.stderr
    assert ("is not a language tag" in done.stderr) != is_one
    for form in ("xlsx", "csv", "turtle"):
        made = run("new", f"begun-{form}", "--format", form, "--lang", tag)
        assert made.exit_code == (0 if is_one else 2)
        assert is_one or f"“{tag}” is not a language tag" in made.stderr
        assert Path(f"begun-{form}").exists() == is_one


def put_version(store: Path, version: int) -> None:
    """Have a store say that another version of Oxigraph wrote it: a write that its log holds and its tables do not yet.

    A record of RocksDB's log, of the kind 1 (whole), with one batch of writes: number 1,000,000, one write, a value (1).
    """
    key, value = b"oxversion", struct.pack(">Q", version)
    batch = struct.pack("<QI", 1_000_000, 1) + b"\x01" + bytes([len(key)]) + key + bytes([len(value)]) + value
    checksum = _crc32c(b"\x01" + batch)
    masked = ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF
    (log,) = store.glob("[0-9]*.log")
    log.write_bytes(struct.pack("<IHB", masked, len(batch), 1) + batch)


def _crc32c(data: bytes) -> int:
    found = 0xFFFFFFFF
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = found >> 1 ^ (0x82F63B78 if found & 1 else 0)
    return found ^ 0xFFFFFFFF


@pytest.mark.parametrize(
    ("version", "way_out"), [(99, "pip install --upgrade pyoxigraph"), (1, "of an older version: import the case anew")]
)
def test_a_store_of_another_version_is_left_as_it_is(here: Path, version: int, way_out: str) -> None:
    assert run("import", "case.ttl", "-o", "store").exit_code == 0
    put_version(Path("store"), version)
    before = {path: path.read_bytes() for path in Path("store").iterdir() if not path.name.startswith("LOG")}
    for arguments in (
        ("--case", "store", "positions"),
        ("check", "store"),
        ("import", "case.ttl", "-o", "store"),
        ("import", "store", "-o", "new.ttl"),
        ("--case", "store", "export", "new.ttl"),
        ("--case", "store", "query", "ASK { ?s ?p ?o }"),
        ("agreement", "case.ttl", "store"),
    ):
        said = told(*arguments)
        assert way_out in said and "damaged" not in said
    assert {path: path.read_bytes() for path in before} == before
    done = run("doctor", "store")
    assert done.exit_code == 1 and way_out in " ".join(done.stdout.split())
    assert run("import", "case.ttl", "-o", "store", "--replace").exit_code == 0
    assert run("--case", "store", "positions").exit_code == 0


def test_every_command_where_nothing_but_ascii_is_known(here: Path) -> None:
    """No UTF-8 mode, no other locale taken: names of files that are not ASCII are bytes, and are kept; others are unknown."""
    write_text_to_code(here)
    setting = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "KG_CASE": ""}
    for call, status in CALLS.items():
        command = [sys.executable, "-m", "kg", *call]
        done = subprocess.run(command, env=os.environ | setting, capture_output=True, check=False)
        named = call[0] in ("why", "party") or "--camp" in call  # with a name that is not ASCII
        wanted = 2 if named else status
        assert (done.returncode, done.stderr.count(b"Traceback")) == (wanted, 0), (call, done.stderr)
    assert Path("Київ.xlsx").is_file() and Path("справа.ttl").is_file()


def test_the_status_is_told_where_no_words_can_be(here: Path) -> None:
    for arguments in (["--case", "missing.ttl", "positions"], ["why", "a"], ["import", "missing.ttl", "-o", "new.ttl"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([sys.executable, "-m", "kg", *arguments], stderr=full, check=False)
        assert done.returncode == 2, arguments


@pytest.mark.parametrize("folder", ["/no/such", "/dev/null", "/proc"])
def test_no_place_for_temporary_files_is_needed(here: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        monkeypatch.setenv(name, folder)
    for arguments in (
        ("import", "case.ttl", "-o", "store"),
        ("--case", "store", "query", "ASK { ?s ?p ?o }"),
        ("--case", "store", "export", "case.xlsx"),
        ("import", "case.xlsx", "-o", "copy.ttl"),
        ("--case", "store", "view", "-o", "page.html"),
        ("new", "begun"),
        ("doctor", "store"),
    ):
        done = run(*arguments)
        assert done.exit_code == 0, (arguments, done.stderr)


def test_words_that_are_no_text(here: Path) -> None:
    """Bytes of the command line that are not UTF-8."""
    word = b"b\xff"
    for arguments in (
        [word],
        [b"--lang", word, b"why", word, b"w1"],
        [b"positions", b"--party", word],
        [b"query", b"ASK { ?s ?p '" + word + b"' }"],
        [b"positions", b"--as-of", word],
        [b"import", b"case.ttl", b"-o", b"new.ttl", b"--base", word],
        [b"new", b"begun", b"--lang", word],
    ):
        done = subprocess.run([sys.executable, "-m", "kg", "--case", "case.ttl", *arguments], capture_output=True)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), (arguments, done.stderr)
    for form in ("xlsx", "csv", "turtle"):
        command = [sys.executable, "-m", "kg", "new", word + form.encode(), "--format", form]
        done = subprocess.run(command, capture_output=True)
        assert done.returncode == 0, (form, done.stderr)
        made = word + form.encode() + (b"/case.xlsx" if form == "xlsx" else b"")
        if form != "turtle":
            done = subprocess.run(
                [sys.executable, "-m", "kg", "import", made, "-o", word + b".ttl"], capture_output=True
            )
            assert done.returncode == 0, (form, done.stderr)
