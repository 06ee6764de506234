"""The library opens all that ``--case`` opens, with the same answer and the same errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_dna import version_2

import kg
from kg.cli import main


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner(env={"KG_CASE": ""}).invoke(main, arguments, prog_name="kg")
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("made", ["case.ttl", "case.nq", "case.xlsx", "tables", "store"])
def test_every_kind_of_case_gives_the_same_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "source.ttl")[0] == 0
    words = ("import", "source.ttl", "-o", made) if made == "store" else ("export", made)
    assert run(*words)[0] == 0
    opened = kg.open(made).shared("Russia", "Ukraine").to_json()
    assert opened == json.loads(run("--case", made, "shared", "russia", "ukraine", "--format", "json")[1])
    assert opened["within_reach"] == kg.open().shared("Russia", "Ukraine").to_json()["within_reach"]


def test_a_database_of_discourse_network_analyzer(tmp_path: Path) -> None:
    path = version_2(tmp_path / "small.dna", by_number=True)
    listed = [thing["label"] for thing in kg.open(path).list("parties").to_json()["items"]]
    assert listed
    answer = json.loads(run("--case", str(path), "list", "parties", "--format", "json")[1])
    assert [thing["label"] for thing in answer["items"]] == listed


@pytest.mark.parametrize("name", ["nothing.ttl", "notes.gexf", "notes.ttl", "notes.xlsx"])
def test_the_same_errors(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("notes"):
        path.write_text("my own notes\n", encoding="utf-8")
    with pytest.raises(kg.KgError) as raised:
        kg.open(path)
    assert run("--case", str(path), "list", "parties") == (2, "", f"kg: {raised.value}\n")
