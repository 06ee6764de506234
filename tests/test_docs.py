"""README and docstrings say what happens: commands run, outputs are real, code works."""

from __future__ import annotations

import doctest
import importlib
import re
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from documents import Example, Runner, examples_of, fits

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


run = Runner().run
CONSOLE = examples_of(README)
TABLED = [command for command in re.findall(r"\| `(kg [^`]*)` \|", README) if "…" not in command]


def test_what_is_collected() -> None:
    assert len(CONSOLE) == 2
    assert len(TABLED) == 26


@pytest.mark.parametrize("example", CONSOLE, ids=lambda example: example.command)
def test_console_blocks_show_the_real_output(example: Example) -> None:
    assert fits(example.shown, Runner().output(example.command))


@pytest.mark.parametrize("command", TABLED)
def test_commands_of_the_table_work(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command).exit_code == 0


#: what a user types: sheet to rows of column and cell
TYPED: dict[str, list[dict[str, object]]] = {
    "parties": [{"label:en": "Party A"}, {"label:en": "Party B"}],
    "issues": [{"label:en": "Water"}],
    "options": [{"label:en": "Equal shares", "issue": "Water"}],
    "sources": [{"title:en": "Gazette", "paragraphs": 3}],
    "statements": [
        {"about": "Party A", "on": "Equal shares", "stance": "support", "paraphrase:en": "Wants it.", "paragraph": 1},
        {"about": "Party B", "on": "Equal shares", "stance": "open", "paraphrase:en": "Will talk.", "paragraph": 2},
    ],
}


def fill(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    for name, rows in TYPED.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        more = (
            {"source": "Gazette", "latest": date(2031, 1, 2), "attribution": "on-record"}
            if name == "statements"
            else {}
        )
        for place, row in enumerate(rows, start=sheet.max_row + 1):
            for column, value in {**row, **more}.items():
                sheet.cell(place, columns[column], value)
    book.save(workbook)


def test_your_own_negotiation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```\n(kg new .*?)```", README, flags=re.DOTALL)
    outcomes = {}
    for command in block.strip().splitlines():
        outcomes[command.split("#")[0].strip()] = run(command)
        if command.startswith("kg new"):
            fill(tmp_path / "my-case" / "case.xlsx")
    assert {command: o.stderr for command, o in outcomes.items() if o.exit_code and " check" not in command} == {}
    shared = next(outcome.stdout for command, outcome in outcomes.items() if " shared " in command)
    assert "Within reach: nobody refuses (1)" in shared
    assert (tmp_path / "page.html").is_file()


def test_a_table_of_another_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (table,) = re.findall(r"```csv\n(.*?)```", README, flags=re.DOTALL)
    (mapping,) = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
    (block,) = re.findall(r"```\n(kg import votes.csv --suggest.*?)```", README, flags=re.DOTALL)
    (tmp_path / "votes.csv").write_text(table, encoding="utf-8")
    suggest, bring, ask = block.strip().splitlines()
    suggested, filled_in = tomllib.loads(run(suggest).stdout), tomllib.loads(mapping)
    assert suggested["stance"].pop("values") == dict.fromkeys(("-1", "0", "1"), "FILL IN")
    assert filled_in["stance"].pop("values") == {"-1": "oppose", "0": "noncommittal", "1": "support"}
    assert suggested == filled_in
    (tmp_path / "votes.toml").write_text(mapping, encoding="utf-8")
    assert run(bring).stdout == "votes.ttl: 5 rows imported, 1 without a position skipped\n"
    shared = run(ask).stdout
    assert "Agreed: all are for (1)" in shared
    assert "Contested: some for or leaning, some against (1)" in shared


def test_the_python_block_works(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    exec(compile(block, "README", "exec"), {})
    assert "Direct bilateral talks False" in capsys.readouterr().out


def test_the_two_commands_are_the_first() -> None:
    first, second = re.findall(r"```\n(python3 -m venv .*?)\n```", README)
    assert first.endswith("kg shared russia ukraine")
    assert second.endswith("-m pytest -q -n auto")


MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "kg").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")))
    assert result.attempted
    assert result.failed == 0
