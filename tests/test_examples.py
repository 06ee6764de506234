"""The cases that ship: ``example:NAME`` wherever a case is named, and what is said of a name that does not ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.errors import UnknownNameError
from kg.store import example_names, ontology_file, shipped_case

BASIN = ontology_file("cases/basin.ttl")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"COLUMNS": "100", "KG_CASE": "", **environment}).invoke(main, arguments, prog_name="kg")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_ship_and_one_of_them_is_asked_by_default() -> None:
    answer = json.loads(run("list", "examples", "--format", "json").stdout)
    assert [(item["name"], item["label"], item["default"]) for item in answer["items"]] == [
        ("example:basin", "The Ilvane basin", False),
        ("example:ukraine-2025-04", "Russia and Ukraine, April 2025", True),
    ]
    assert example_names() == tuple(item["name"] for item in answer["items"])
    assert run("--case", "example:ukraine-2025-04", "list", "parties").stdout == run("list", "parties").stdout


def test_they_are_listed_in_every_format_and_language() -> None:
    assert "example:basin" in run("list", "examples").stdout
    assert "Three users of an invented river" in run("list", "examples", "--format", "markdown").stdout
    header, basin, _ = run("list", "examples", "--format", "csv").stdout.splitlines()
    assert header == "name,id,label,description,default"
    assert basin.startswith("example:basin,https://example.org/basin#basin,The Ilvane basin,")
    assert "Росія та Україна" in run("list", "examples", "--lang", "uk").stdout


@pytest.mark.parametrize("given", [("--as-of", "2031-05-01"), ("--coder", "Ann"), ("--redact",)], ids=" ".join)
def test_what_would_change_nothing_in_the_list_is_refused(given: tuple[str, ...]) -> None:
    outcome = run("list", "examples", *given)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr.endswith(f"; leave out {given[0]}\n")


@pytest.mark.parametrize(
    ("by_name", "by_file"),
    [
        (("--case", "example:basin", "shared", "orrin", "selm"), ("--case", str(BASIN), "shared", "orrin", "selm")),
        (("list", "parties", "--case=example:basin"), ("list", "parties", "--case", str(BASIN))),
        (("doctor", "example:basin", "--format", "csv"), ("doctor", str(BASIN), "--format", "csv")),
        (("agreement", "example:basin", str(BASIN)), ("agreement", str(BASIN), str(BASIN))),
        (("--case", "example:basin", "query", "ASK {}"), ("--case", str(BASIN), "query", "ASK {}")),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_every_command_takes_the_name_for_the_file(by_name: tuple[str, ...], by_file: tuple[str, ...]) -> None:
    named, filed = run(*by_name), run(*by_file)
    assert named.exit_code == filed.exit_code < 2
    assert named.stdout == filed.stdout != ""


def test_several_files_are_checked_together_with_an_example() -> None:
    Path("more.ttl").write_text("<urn:x> a <https://w3id.org/neg#Party> .\n", encoding="utf-8")
    outcome = run("check", "example:basin", "more.ttl", "--format", "json")
    answer = json.loads(outcome.stdout)
    assert answer["case"]["label"] == "The Ilvane basin"
    assert [each["where"]["id"] for each in answer["findings"] if each["severity"] == "error"] == ["urn:x"]


def test_the_environment_and_completion_know_it() -> None:
    assert "Orrin" in run("list", "parties", KG_CASE="example:basin").stdout
    found = run(_KG_COMPLETE="bash_complete", COMP_WORDS="kg --case example:basin shared orr", COMP_CWORD="4").output
    assert "orrin" in found


def test_an_example_is_copied_by_import_and_export(elsewhere: Path) -> None:
    assert run("import", "example:basin", "-o", "mine.ttl").exit_code == 0
    assert run("--case", "mine.ttl", "shared", "orrin", "selm").stdout == (
        run("--case", "example:basin", "shared", "orrin", "selm").stdout
    )
    assert run("--case", "example:basin", "export", "mine.xlsx").exit_code == 0
    assert run("--case", "mine.xlsx", "list", "parties").stdout == run("list", "parties", KG_CASE=str(BASIN)).stdout


def test_the_library_opens_it() -> None:
    assert kg.open("example:basin").case.info.label() == "The Ilvane basin"
    with pytest.raises(UnknownNameError) as caught:
        kg.open("example:basn")
    assert (caught.value.near, caught.value.best) == (("example:basin",), "example:basin")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--case", "example:basn", "list", "parties"),
            "no example is named “example:basn”; did you mean example:basin? kg --case example:basin list parties\n",
        ),
        (
            ("list", "parties", "--case=example:Basin"),
            "no example is named “example:Basin”; did you mean example:basin? kg list parties --case=example:basin\n",
        ),
        (("check", "example:xyzzy"), "no example is named “example:xyzzy”; kg list examples shows all\n"),
        (("doctor", "example:"), "no example is named “example:”; kg list examples shows all\n"),
        (
            ("import", "example:river", "-o", "x.ttl"),
            "no example is named “example:river”; kg list examples shows all\n",
        ),
        (
            ("agreement", "example:../basin", "example:basin"),
            "no example is named “example:../basin”; did you mean example:basin? kg agreement example:basin example:basin\n",
        ),
        (("list", "exmples"), "“exmples” is not a choice of kind; did you mean examples or people? kg list examples\n"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_an_unknown_name_is_told_with_near_ones(arguments: tuple[str, ...], said: str, elsewhere: Path) -> None:
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout, outcome.stderr) == (2, "", f"kg: {said}")
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", str(BASIN), "-o", "example:basin"),
        ("--case", "example:basin", "import", str(BASIN)),
        ("export", "example:mine"),
        ("view", "-o", "example:basin"),
        ("new", "example:mine"),
    ],
    ids=" ".join,
)
def test_an_example_is_never_written(arguments: tuple[str, ...], elsewhere: Path) -> None:
    before = BASIN.read_bytes()
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    (line,) = outcome.stderr.splitlines()
    assert "an example is only read; name a file or a folder of your own" in line
    assert BASIN.read_bytes() == before and not list(elsewhere.iterdir())


def test_the_file_of_an_example_is_not_written_over() -> None:
    outcome = run("--case", "example:basin", "export", str(BASIN), "--force")
    assert outcome.exit_code == 2
    assert "is the case itself, which is being read" in outcome.stderr


def test_a_file_of_such_a_name_is_named_by_its_folder() -> None:
    Path("example:basin").mkdir()
    Path("example:basin/case.ttl").write_bytes(shipped_case().read_bytes())
    assert "Ukraine" in run("--case", "./example:basin", "list", "parties").stdout
    assert "Orrin" in run("--case", "example:basin", "list", "parties").stdout
