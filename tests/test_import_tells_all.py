"""What a check finds in tables as an error, their import has told before, at the same place and in the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg
from kg.case.records import Thing
from kg.checking.findings import Finding
from kg.checking.tables import errors_of_import
from kg.cli import import_command, main
from kg.export.export import export_case
from kg.sheets.places import places_of

HERE = Path(__file__).parent
SMALL = HERE / "valid" / "small.ttl"
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
INPUTS = sorted(
    path
    for path in (HERE / "data" / "inputs").iterdir()
    if path.suffix in {".xlsx", ".csv"} or (path.is_dir() and any(path.glob("*.csv")))
)


def run(*arguments: object) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, [str(one) for one in arguments], prog_name="kg")


def checked(path: Path) -> list[str]:
    """Return the errors that a check of tables finds: place, value and message, without the name of the thing."""
    found = json.loads(run("check", path, "--format", "json").stdout)["findings"]
    errors = [one for one in found if one["severity"] == "error"]
    return [" | ".join((one["where"]["label"].split(": ")[0], one["value"] or "", one["message"])) for one in errors]


def imported(path: Path, target: Path) -> tuple[int, list[str]]:
    """Return an import's exit status, and what it told, in the form of :func:`checked`."""
    done = run("import", path, "-o", target, "--format", "json")
    lines = []
    for one in json.loads(done.stdout)["problems"]:
        place = kg_place(one)
        wrong = f"{one['wrong']}; {one['right']}" if one["right"] else one["wrong"]
        lines.append(" | ".join((place, one["value"], wrong)))
    notes = done.stderr.splitlines()
    return done.exit_code, [*lines, *notes]


def kg_place(problem: dict[str, object]) -> str:
    from kg.sheets.problems import Place

    return str(Place(*(problem[key] or default for key, default in PLACE.items())))  # type: ignore[arg-type]


SKIPPED = "refers to a row that was skipped because of an error"
PLACE = {"file": "", "sheet": "", "row": 0, "column": 0, "header": ""}


def quads_of(*paths: Path) -> list[ox.Quad]:
    """Return the small case once for each file, with the file's lines added, in a namespace of its own."""
    quads: list[ox.Quad] = []
    for path in paths:
        text = SMALL.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")
        text = text.replace("https://example.org/small#", f"https://example.org/{path.stem}#")
        quads += ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return quads


def test_what_is_collected() -> None:
    assert len(INVALID) > 150
    assert len(INPUTS) == 6


def test_every_error_of_every_invalid_case_is_told_by_the_import(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    export_case(quads_of(*INVALID), path, "xlsx")
    # An import that is refused skips no row, so it does not list those that refer to a row with an error.
    errors = [error for error in checked(path) if SKIPPED not in error]
    assert len(errors) > 150
    status, told = imported(path, tmp_path / "case.ttl")
    assert status == 2
    assert set(errors) <= set(told)


@pytest.mark.parametrize(
    "name", ["demand-stance", "copy-cycle", "condition-says-what", "declared-party", "fixed-value"]
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_case_with_an_error_is_imported_with_status_1(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / ("case.xlsx" if form == "xlsx" else "case")
    export_case(quads_of(HERE / "invalid" / f"{name}.ttl"), path, form)
    errors = checked(path)
    assert errors
    status, told = imported(path, tmp_path / "case.ttl")
    assert (status, (tmp_path / "case.ttl").exists()) == (1, True)
    assert set(errors) <= set(told)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_what_a_check_of_a_file_finds_was_told(tmp_path: Path, path: Path) -> None:
    errors = checked(path)
    status, told = imported(path, tmp_path / "case.ttl")
    unfinished = [error for error in errors if error not in told]
    assert status in ((1, 2) if len(errors) > len(unfinished) else (0, 2))
    for error in unfinished:
        place, _, message = error.split(" | ")
        assert place == str(path)
        assert f"note: not a case yet: {message.removeprefix(f'{path}: ')}" in told


def test_an_error_is_told_at_its_cell_in_words(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    export_case(quads_of(HERE / "invalid" / "demand-stance.ttl"), path, "xlsx")
    done = run("import", path, "-o", tmp_path / "case.ttl")
    assert done.exit_code == 1
    assert f"{path}, sheet positions, cell D2 (stance): “support”: It is declared as a red line" in done.stderr
    assert "neg:" not in done.stderr


def test_an_older_error_of_the_case_is_not_told_again(tmp_path: Path) -> None:
    (tmp_path / "case.ttl").write_text(
        SMALL.read_text(encoding="utf-8") + (HERE / "invalid" / "declared-party.ttl").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    (tmp_path / "parties.csv").write_text("label:en\nFarland\n", encoding="utf-8")
    assert run("check", tmp_path / "case.ttl").exit_code == 1
    done = run("import", tmp_path / "parties.csv", "-o", tmp_path / "case.ttl")
    assert (done.exit_code, done.stderr) == (0, "")


def test_an_error_that_no_row_states_is_told_of_tables_that_are_the_whole_case() -> None:
    finding = Finding("error", Thing("https://example.org/it", (("en", "It"),)), "has no day.")
    (problem,) = errors_of_import([finding], places_of([]), "case.xlsx", alone=True)
    assert str(problem) == "case.xlsx: It: has no day."
    assert errors_of_import([finding], places_of([]), "case.xlsx", alone=False) == []


def test_an_unfinished_case_is_imported_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text("label:en\nFarland\n", encoding="utf-8")
    done = run("import", tmp_path / "parties.csv", "-o", tmp_path / "case.ttl")
    assert done.exit_code == 0
    unfinished = "note: not a case yet: no statement that counts has a “latest” day; a case needs sourced statements\n"
    assert done.stderr == unfinished


def test_a_large_case_is_not_checked_and_a_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_command, "MOST_EXAMINED", 10)
    export_case(quads_of(HERE / "invalid" / "demand-stance.ttl"), tmp_path / "case.xlsx", "xlsx")
    done = run("import", tmp_path / "case.xlsx", "-o", tmp_path / "case.ttl")
    assert done.exit_code == 0
    assert "over 10 triples, so not checked; next: kg check" in done.stderr


def test_a_check_from_python_speaks_of_sheets_too(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    export_case(quads_of(HERE / "invalid" / "demand-stance.ttl"), path, "xlsx")
    found = kg.open(path).check().to_json()
    assert found["findings"] == json.loads(run("check", path, "--format", "json").stdout)["findings"]
    (error,) = [one for one in found["findings"] if one["severity"] == "error"]
    assert error["where"]["label"].startswith(f"{path}, sheet positions, cell D2 (stance): ")
    assert error["path"] == "stance"
