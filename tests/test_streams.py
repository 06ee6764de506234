"""Output to a stream of any encoding: replaced where it must be, never a traceback, with the status as promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

SCRIPT = """
import json, sys
from kg.cli import main
statuses = {}
for words in json.loads(sys.argv[1]):
    try:
        main(words, prog_name="kg")
    except SystemExit as end:
        statuses[" ".join(words)] = end.code
open(sys.argv[2], "w").write(json.dumps(statuses))
"""

#: commands with the status promised; Cyrillic, dashes, quotation marks and boxes all occur
CALLS = {
    ("shared", "russia", "ukraine"): 0,
    ("matrix", "--lang", "uk"): 0,
    ("matrix", "--lang", "uk", "--format", "svg"): 0,
    ("conflicts", "russia", "ukraine", "--lang", "uk"): 0,
    ("overlap", "--lang", "uk"): 0,
    ("bridges", "russia", "ukraine"): 0,
    ("camps", "--lang", "uk"): 0,
    ("camps", "--lang", "uk", "--format", "svg"): 0,
    ("network", "--lang", "uk"): 0,
    ("network", "--explain", "ukraine", "russia", "--lang", "uk"): 0,
    ("network", "--format", "gexf", "-o", "мережа.gexf"): 0,
    ("consensus", "--lang", "uk", "--camp", "захід=Україна,united states", "--camp", "russia"): 0,
    ("consensus", "--lang", "uk", "--format", "svg"): 0,
    ("backbone", "--lang", "uk"): 0,
    ("backbone", "--lang", "uk", "--format", "svg"): 0,
    ("scale", "--lang", "uk"): 0,
    ("scale", "--method", "cluster", "--voice", "any", "--lang", "uk", "--format", "svg"): 0,
    ("scale", "--method", "distribution", "--lang", "uk", "--plot", "боки.svg"): 0,
    ("positions", "--lang", "uk", "--format", "markdown"): 0,
    ("why", "Україна", "recognition of Crimea"): 0,
    ("list", "parties", "--lang", "uk"): 0,
    ("list", "parties", "--lang", "uk", "--format", "csv"): 0,
    ("list", "parties", "--lang", "uk", "--format", "json"): 0,
    ("proposal", "--lang", "uk"): 0,
    ("compare", "infrastructure proposal", "reassurance proposal", "--lang", "uk"): 0,
    ("deals", "russia", "ukraine", "--lang", "uk"): 0,
    ("stability", "russia", "ukraine", "--lang", "uk"): 0,
    ("changes", "--since", "2025-04-20"): 0,
    ("tour", "--lang", "uk"): 0,
    ("issue", "ceasefire", "--lang", "uk"): 0,
    ("party", "Україна", "--lang", "uk"): 0,
    ("issue", "ceasefire", "--lang", "uk", "--format", "svg"): 0,
    ("party", "Україна", "--lang", "uk", "--format", "svg"): 0,
    ("timeline", "--lang", "uk"): 0,
    ("timeline", "--lang", "uk", "--format", "svg"): 0,
    ("events", "--lang", "uk"): 0,
    ("briefing", "russia", "ukraine", "--lang", "uk"): 0,
    ("check",): 0,
    ("query", "SELECT ?l WHERE { ?p a neg:Party ; skos:prefLabel ?l }"): 0,
    ("view", "-o", "Київ.html"): 0,
    ("new", "справа", "--format", "csv"): 0,
    ("code", "справа.txt", "--issued", "2025-04-22", "-o", "стіл.html"): 0,
    ("code", "справа.txt", "--issued", "2025-04-22", "--format", "json"): 0,
    ("update", "example:ukraine-2025-04", "справа.txt", "--issued", "2025-04-22", "-o", "столи"): 0,
    ("export", "Київ.xlsx"): 0,
    ("import", "Київ.xlsx", "-o", "справа.ttl"): 0,
    ("agreement", "Київ.xlsx", "справа.ttl"): 0,
    ("doctor",): 0,
    ("completion", "bash"): 0,
    ("--help",): 0,
    ("shared", "росія", "–"): 2,
    ("why", "ukraine", "щось"): 2,
}


def write_text_to_code(folder: Path) -> None:
    """Write the text that the calls of ``code`` name."""
    (folder / "справа.txt").write_text("Україна сказала, що готова до прямих переговорів.", encoding="utf-8")


def encoded(tmp_path: Path, encoding: str, *calls: tuple[str, ...]) -> tuple[dict[str, int], bytes, bytes]:
    """Run calls in one process whose streams have an encoding."""
    write_text_to_code(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(calls), "statuses.json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80", "KG_CASE": ""},
        cwd=tmp_path,
        check=False,
    )
    assert b"Traceback" not in done.stderr and done.returncode == 0, done.stderr[-2000:]
    return json.loads((tmp_path / "statuses.json").read_text()), done.stdout, done.stderr


def test_every_command_is_tried() -> None:
    assert {call[0] for call in CALLS} >= set(COMMANDS)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-8", "koi8-r"])
def test_every_command_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    statuses, out, err = encoded(tmp_path, encoding, *CALLS)
    assert statuses == {" ".join(call): status for call, status in CALLS.items()}
    out.decode(encoding), err.decode(encoding)


def test_what_ascii_cannot_hold_has_a_near_sign(tmp_path: Path) -> None:
    _, out, _ = encoded(tmp_path, "ascii", ("shared", "russia", "ukraine"))
    lines = out.decode("ascii").splitlines()
    assert lines[0] == "Russia and Ukraine, April 2025 - as of 2025-04-22 (the newest statement's day)"
    assert "-" * 80 in lines


def test_json_keeps_every_character_as_an_escape(tmp_path: Path) -> None:
    _, out, err = encoded(tmp_path, "ascii", ("list", "parties", "--lang", "uk", "--format", "json"))
    assert "Україна" in {item["label"] for item in json.loads(out)["items"]}
    assert err == b""


def test_a_lost_character_is_noted_and_columns_stay_in_line(tmp_path: Path) -> None:
    _, out, err = encoded(tmp_path, "cp1252", ("list", "parties", "--lang", "uk"))
    lines = out.decode("cp1252").splitlines()
    assert [line[:18] for line in lines if "????: " in line][:3] == [
        "???????? ??????   ",
        "???????           ",
        "?????             ",
    ]
    assert b"cannot be written in cp1252" in err and b"PYTHONIOENCODING=utf-8" in err


@pytest.mark.skipif(os.name == "nt", reason="a file name there is text")
def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--case", b"none\xff.ttl", "list", "parties"], capture_output=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_one_line_and_status_2() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "kg", "list", "parties"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("kg: the output could not be written")
