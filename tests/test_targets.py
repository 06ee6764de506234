"""What a command may write to: never its own input, and no file of another kind without --force."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import shipped_case


def run(*arguments: str) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, arguments, prog_name="kg")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the test, with a case, other names of it, and files of other kinds."""
    monkeypatch.chdir(tmp_path)
    Path("case.ttl").write_bytes(shipped_case().read_bytes())
    os.link("case.ttl", "hard.ttl")
    os.symlink("case.ttl", "soft.ttl")
    Path("folder").mkdir()
    Path("folder/case.ttl").write_bytes(shipped_case().read_bytes())
    for name in ("notes.html", "notes.ttl", "notes.xlsx", "notes.gexf", "notes.json", "notes.csv", "notes.docx"):
        Path(name).write_text("my own notes, written by hand\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ("--case", "case.ttl", "view", "-o", name)
            for name in ("case.ttl", "hard.ttl", "soft.ttl", "./folder/../case.ttl")
        ),
        *(("--case", "case.ttl", "export", name, "--force") for name in ("case.ttl", "hard.ttl", "soft.ttl")),
        ("--case", "folder", "export", "folder/case.ttl"),
        ("--case", "folder", "export", "folder/new.ttl"),
        ("import", "case.ttl", "-o", "hard.ttl"),
        *(("view", "-o", f"notes.{ending}") for ending in ("html", "docx", "ttl")),
        *(("export", f"notes.{ending}") for ending in ("ttl", "xlsx", "gexf", "json")),
        ("export", "notes.csv", "--graph", "overlap"),
        ("import", "case.ttl", "-o", "notes.ttl", "--replace"),
        ("view", "-o", "-"),
        ("export", "new.html", "--to", "turtle"),
        ("view", "-o", "/dev/null"),
    ],
    ids=" ".join,
)
def test_what_is_there_stays(here: Path, arguments: tuple[str, ...]) -> None:
    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}

    before = content()
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout, len(outcome.stderr.splitlines())) == (2, "", 1), outcome.stderr
    assert content() == before


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("import", "case.ttl", "-o", "cyprus.tll"), "kg import case.ttl -o cyprus.ttl"),
        (("export", "out.xslx"), "kg export out.xlsx"),
        (("view", "-o", "page.hmtl"), "kg view -o page.html"),
    ],
)
def test_a_misspelt_extension_is_refused_with_the_near_one(here: Path, arguments: tuple[str, ...], meant: str) -> None:
    outcome = run(*arguments)
    assert outcome.exit_code == 2
    assert outcome.stderr.endswith(f" {meant}\n")
    assert not Path(arguments[-1]).exists()


def test_a_workbook_is_no_case_to_import_into(here: Path) -> None:
    outcome = run("import", "case.ttl", "-o", "out.xlsx")
    assert outcome.exit_code == 2
    assert "unsupported file extension “.xlsx”" in outcome.stderr
    assert not Path("out.xlsx").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("view", "-o", "a.html"),
        *(("export", f"a.{ending}") for ending in ("ttl", "nq", "jsonld", "xlsx", "graphml", "gexf", "json", "cyjs")),
        ("export", "a.csv", "--graph", "overlap"),
        ("export", "tables"),
        ("export", "a.txt", "--to", "turtle"),
    ],
    ids=" ".join,
)
def test_what_kg_wrote_is_written_again(here: Path, arguments: tuple[str, ...]) -> None:
    for _ in range(2):
        assert (run(*arguments).exit_code, run(*arguments).stderr) == (0, "")


def test_force_replaces_a_file_of_another_kind(here: Path) -> None:
    assert run("view", "-o", "notes.html", "--force").exit_code == 0
    assert Path("notes.html").read_bytes().startswith(b"<!doctype html>")
    assert run("export", "notes.ttl", "--force").exit_code == 0


def test_a_symbolic_link_stays_and_its_file_is_written(here: Path) -> None:
    os.symlink("real.html", "link.html")
    assert run("view", "-o", "link.html").exit_code == 0
    assert Path("link.html").is_symlink()
    assert Path("real.html").stat().st_size > 1000
