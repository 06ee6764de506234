"""What a first reader of the program stumbled over, each held to what was expected by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small_cases import condition, local, position, proposal

import kg
from kg.answers.tables import Table, to_markdown
from kg.cli import main
from kg.errors import CaseError, QueryError
from kg.store import PREFIXES
from kg.text import escape_json

CaseOf = Callable[..., Any]


def test_why_shows_the_refusal_that_a_package_set_aside(case_of: CaseOf) -> None:
    parts = (
        position("a", "oppose", "w1", 3, name="old"),
        position("a", "rule-out", "w1", 4, name="newer"),
        proposal("pack", "w1 w2", 5, tabled_by="f"),
        position("a", "support", "pack", 7),
    )
    answer = case_of(*parts).why("a", "w1").to_json()
    assert answer["stance"]["stance"] == "conditional"
    (beside,) = answer["stance"]["beside"]
    assert (beside["stance"], beside["day"], local(beside["evidence"][0])) == ("rule-out", "2031-01-04", "s-newer")
    assert [(past["stance"], past["fate"]) for past in answer["past"]] == [("oppose", "older")]


def test_a_heading_made_of_a_name_is_as_clean_as_a_cell() -> None:
    written = to_markdown([Table("", ("", "<b>\x1b[31m\u202e"), (("<b>", "x"),))])
    assert written.splitlines()[0] == "|  | \\<b\\>\\[31m |"


def test_json_holds_no_character_that_a_terminal_obeys() -> None:
    text = "\x1b[31m\x9b31m\u202eé\u2028"
    written = escape_json(json.dumps({"label": text}, ensure_ascii=False))
    assert written == '{"label": "\\u001b[31m\\u009b31m\\u202eé\\u2028"}'
    assert json.loads(written) == {"label": text}


def test_rows_of_a_query_do_not_depend_on_the_order_of_triples(tmp_path: Path) -> None:
    written = [f'<https://e.org/{n}> <{PREFIXES["skos"]}prefLabel> "{n}" .\n' for n in range(20)]
    written.append(f"<https://e.org/0> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{PREFIXES['neg']}Party> .\n")
    found = []
    for number, lines in enumerate((written, written[::-1])):
        path = tmp_path / f"{number}.nt"
        path.write_text("".join(lines), encoding="utf-8")
        case = kg.open(str(path), as_of="2031-01-01")
        found.append([case.query(f"SELECT ?l {{ ?s skos:prefLabel ?l }} {tail}").found for tail in ("", "LIMIT 3")])
        ordered = case.query("SELECT ?l { ?s skos:prefLabel ?l } ORDER BY DESC(xsd:integer(?l))").found
        assert [cell["value"] for (cell,) in ordered[:3] if cell] == ["19", "18", "17"]
    assert found[0] == found[1]


def test_a_mistake_in_a_query_is_told_at_the_users_own_line() -> None:
    with pytest.raises(QueryError, match=r"\(line:2, col:1\)"):
        kg.open().query("SELECT * {\n?s ?p }")


@pytest.mark.parametrize("value", ["NaN", "INF", "1e999999999", "9" * 5000, "many"])
def test_a_number_that_cannot_be_reckoned_with_is_refused(case_of: CaseOf, value: str) -> None:
    option = f':l50 a neg:Option ; neg:optionOf :l ; neg:value "{value}"^^xsd:decimal ; neg:unit "boats" .\n'
    with pytest.raises(CaseError, match=r"l50 neg:value is “.{1,61}”, which is not a number") as caught:
        case_of(option, position("a", "demand", "l50", bound="at-least")).shared("a", "b")
    assert "\n" not in str(caught.value)


def test_a_pipe_is_refused_before_it_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.ttl")
    with pytest.raises(CaseError, match="is a pipe or a device"):
        kg.open(str(tmp_path / "case.ttl"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--case", ""), "--case is empty"),
        (("--max-size", "nan"), "finite number"),
        (("--max-size", "inf"), "finite number"),
        (("--max-size", "0.0000001"), "over the limit"),
    ],
)
def test_options_that_make_no_sense_are_told(options: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(main, [*options, "overlap"])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert said in done.stderr


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_a_reader_that_stops_reading_is_no_finding_and_a_full_disk_is_trouble(format_: str) -> None:
    command = [sys.executable, "-m", "kg", "--format", format_, "shared", "russia", "ukraine"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert b"could not be written" in done.stderr


@pytest.mark.parametrize("name", ["case.ttl", "case.xlsx", "statements.csv", "case.dna"])
def test_a_pipe_is_not_imported_or_asked(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    importing = ["import", str(tmp_path / name), "-o", str(tmp_path / "out.ttl")]
    for arguments in (importing, ["--case", str(tmp_path / name), "overlap"]):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2
        assert "is a pipe or a device" in done.stderr or name == "case.dna"
    assert not (tmp_path / "out.ttl").exists()


def test_an_eased_condition_says_what_it_would_be(case_of: CaseOf) -> None:
    parts = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "conditional", "w2", 1, "on-record", condition("w1", timing="before")),
        position("b", "support", "w1"),
        position("a", "support", "w2"),
    )
    (row,) = case_of(*parts).bridges("a", "b").to_json()["bridges"]
    assert [move["text"] for move in row["moves"] if move["move"] == "together"] == [
        "could agree to w2, at the same time, for w1",
        "could agree to w1, at the same time, for w2",
    ]
