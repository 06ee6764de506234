"""Answers in one language throughout: on a case all of whose texts are in it, no English word is left but those that stay."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as WordDocument
from language_cases import LETTERS, own_case
from rich.cells import cell_len
from rich.console import Console
from test_briefing import on_paper
from test_cli import ANSWERS

import kg
from kg.answers.matrix import StanceMatrix
from kg.cli import main
from kg.cli.output import table_lines
from kg.words import language_names, said

#: what stays English under any language: the program, its commands, options and kinds of file, which are typed as they stand
STAYS = {
    *(
        "kg",
        "list",
        "parties",
        "shared",
        "matrix",
        "why",
        "bridges",
        "changes",
        "briefing",
        "timeline",
        "deals",
        "conflicts",
    ),
    *("overlap", "positions", "events", "proposal", "demand", "rule-out", "or"),
    *("case", "lang", "since", "as-of", "issue", "party", "stance", "o"),
    *("pdf", "docx", "html", "md", "csv", "json", "format"),
    *("mode", "two", "concepts", "issues", "window", "months", "actors", "people", "by", "voice", "any"),
    *("normalisation", "average", "camp", "size"),
    *("Discourse", "Network", "Analyzer"),  # the name of a program
    *("GMR", "SMR"),
    *("en", "uk", "ar"),  # tags of languages
}

#: the commands whose answers are asked for, beside those of every party, issue and kind of thing
CALLS: dict[str, tuple[str, ...]] = {
    "shared of two": ("shared", "orrin", "selm"),
    "shared of four": ("shared", "orrin", "selm", "tavay", "league"),
    "matrix": ("matrix", "orrin", "selm", "tavay"),
    "matrix of all": ("matrix",),
    "matrix by likeness": ("matrix", "--order", "seriation"),
    "conflicts": ("conflicts", "orrin", "selm", "tavay"),
    "overlap": ("overlap",),
    "overlap of three": ("overlap", "orrin", "selm", "tavay"),
    "bridges": ("bridges", "orrin", "selm"),
    "bridges of three": ("bridges", "orrin", "selm", "tavay"),
    "deals": ("deals", "orrin", "selm"),
    "stability": ("stability", "orrin", "selm"),
    "network": ("network",),
    "network of issues": ("network", "--mode", "two", "--concepts", "issues", "--window", "1:months"),
    "network of people": ("network", "--actors", "people", "--by", "concepts", "--voice", "any"),
    "network explained": ("network", "--explain", "orrin", "selm", "--normalisation", "average"),
    "camps": ("camps", "--as-dna"),
    "camps over time": ("camps", "--actors", "people", "--voice", "any", "--window", "1:months"),
    "consensus": ("consensus", "--window", "1:months"),
    "backbone": ("backbone", "--window", "1:months"),
    "scale": ("scale", "--window", "1:months"),
    "scale, ideal points": ("scale", "--method", "ideal-point", "--voice", "any"),
    "scale, a tree": ("scale", "--method", "cluster", "--window", "1:months"),
    "scale, a distribution": ("scale", "--method", "distribution", "--concepts", "issues", "--window", "1:months"),
    "positions": ("positions",),
    "positions with filters": ("positions", "--min-confidence", "0.7", "--stale-after", "10", "--channel", "closed"),
    "proposal": ("proposal",),
    "changes": ("changes", "--since", "2031-03-31"),
    "changes since the first day": ("changes", "--since", "2031-01-01"),
    "no changes": ("changes", "--since", "2031-06-30"),
    "timeline": ("timeline",),
    "events": ("events",),
    "tour": ("tour",),
    "tour of a group": ("tour", "selm", "tavay"),
    "briefing": ("briefing", "orrin", "selm", "tavay", "--since", "2031-03-31"),
}


def run(*arguments: str, columns: int = 200) -> Result:
    found = CliRunner(env={"COLUMNS": str(columns), "KG_CASE": ""}).invoke(main, arguments, prog_name="kg")
    assert found.exit_code == 0, found.output
    return found


@pytest.fixture(params=list(LETTERS))
def own(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """Return a language, and a case all of whose texts are in its letters."""
    path = tmp_path / "1.ttl"
    path.write_text(own_case(request.param), encoding="utf-8")
    return request.param, path


def left_over(shown: str, path: Path) -> set[str]:
    """Return the words in Latin letters that do not stay."""
    return set(re.findall(r"[A-Za-z][A-Za-z'’-]*", shown.replace(str(path), ""))) - STAYS


def calls(path: Path) -> Iterator[tuple[str, ...]]:
    case = kg.open(str(path))
    yield from CALLS.values()
    yield from (("party", party) for party in case.case.parties)
    yield from (("issue", issue) for issue in case.case.issues)
    yield from (("list", kind) for kind in ("parties", "issues", "options", "proposals", "people", "sources", "events"))
    rules = {"; ".join([*held.marks, *(each.rule for each in held.derivation)]): held for held in case.positions().held}
    yield from (("why", held.party, held.term) for held in rules.values())
    proposals = list(case.case.proposals)
    yield ("compare", proposals[0], proposals[1])


def test_every_command_with_a_golden_answer_is_asked() -> None:
    asked = {call[0] for call in CALLS.values()} | {"party", "issue", "list", "why", "compare"}
    assert {call[0] for call in ANSWERS.values()} - asked == {"check"}  # its findings quote the shapes, in English


def test_no_english_word_is_left(own: tuple[str, Path]) -> None:
    lang, path = own
    asked = list(calls(path))
    assert len(asked) > 50
    left = {call: found for call in asked if (found := left_over(_shown(lang, path, call), path))}
    assert left == {}


def _shown(lang: str, path: Path, call: tuple[str, ...]) -> str:
    return run("--case", str(path), "--lang", lang, *call).stdout


def test_a_word_that_is_not_translated_is_found(own: tuple[str, Path]) -> None:
    path = own[1]
    assert "rests" in left_over(_shown("en", path, ("shared", "orrin", "selm")), path)


@pytest.mark.parametrize("command", ["matrix", "timeline"])
def test_no_english_word_is_left_in_a_picture(command: str, own: tuple[str, Path]) -> None:
    lang, path = own
    call = {"matrix": ("matrix", "orrin", "selm", "tavay"), "timeline": ("timeline",)}[command]
    picture = run("--case", str(path), "--lang", lang, *call, "--format", "svg").stdout
    texts = re.findall(r"<(?:text|tspan|title|desc)[^>]*>([^<]*)<", picture)
    assert len(texts) > 50
    assert left_over(unescape(" ".join(texts)), path) == set()


# ------------------------------------------------------- keys and terms stay


def keys_of(found: object) -> set[str]:
    if isinstance(found, dict):
        return {*found, *(key for value in found.values() for key in keys_of(value))}
    return {key for value in found for key in keys_of(value)} if isinstance(found, list) else set()


def test_keys_and_stances_of_json_and_csv_do_not_change_with_the_language(own: tuple[str, Path]) -> None:
    lang, path = own
    case = kg.open(str(path))
    answers = [case.matrix("orrin", "selm"), case.shared("orrin", "selm"), case.events(), case.deals("orrin", "selm")]
    for answer in answers:
        assert keys_of(answer.to_json(lang)) == keys_of(answer.to_json("en"))
    matrix = answers[0]
    assert isinstance(matrix, StanceMatrix)
    cells = [[cell["word"] for cell in row["cells"]] for row in matrix.to_json(lang)["rows"]]
    assert cells == [[cell["word"] for cell in row["cells"]] for row in matrix.to_json("en")["rows"]]
    assert case.shared("orrin", "selm").rows(lang)[0] == case.shared("orrin", "selm").rows("en")[0]


# ------------------------------------------------------------ tables in Arabic


@pytest.fixture
def arabic(tmp_path: Path) -> Path:
    path = tmp_path / "1.ttl"
    path.write_text(own_case("ar"), encoding="utf-8")
    return path


def test_a_table_in_arabic_has_its_columns_in_order_and_its_marks_by_their_words(arabic: Path) -> None:
    case = kg.open(str(arabic))
    matrix = case.matrix("orrin", "selm", "tavay")
    table = next(table for table in matrix.tables("ar") if table.columns and table.columns[0] == "الخيار")
    names = [case.case.parties[party].label("ar") for party in matrix.matrix.columns]
    assert list(table.columns[1:]) == names
    signs = {cell.split(" ")[0] for row in table.rows for cell in row[1:] if cell}
    assert signs == {cell.split(" ")[0] for t in matrix.tables("en") for row in t.rows for cell in row[1:] if cell} - {
        cell.split(" ")[0]
        for t in matrix.tables("en")
        for row in t.rows
        for cell in row[1:]
        if t.columns[0] == "In short"
    }
    legend = matrix.tables("ar")[-1].note.splitlines()
    assert legend[0].startswith("+ مؤيد · ~ أقرب إلى التأييد (إذا: مشروط) · − معارض")
    assert legend[1] == "! خط أحمر معلن باسم الطرف نفسه · ∴ مستنتج · ” بحسب آخرين · ≈ بالاسم فقط"


@pytest.mark.parametrize("call", ["matrix", "positions", "changes"])
def test_columns_of_a_table_in_arabic_stay_under_each_other(call: str, arabic: Path) -> None:
    case = kg.open(str(arabic))
    answer = {
        "matrix": lambda: case.matrix("orrin", "selm", "tavay"),
        "positions": case.positions,
        "changes": lambda: case.changes("2031-03-31"),
    }[call]()
    tables = [table for table in answer.tables("ar") if table.rows]
    assert len(tables) > 1
    for table in tables:
        console = Console(width=80, file=io.StringIO())
        lines = table_lines(console, [replace(table, title="", note="")])
        assert {cell_len(line) for line in lines if line} == {cell_len(lines[0])} and cell_len(lines[0]) <= 80
        heads = [lines[0].find(column.split()[0]) for column in table.columns if column]
        assert heads == sorted(heads) and -1 not in heads


# -------------------------------------------------------------------- on paper


@pytest.mark.parametrize("lang", ["en", *LETTERS, "ru", "fr"])
def test_a_briefing_is_in_its_language_and_direction_on_paper(lang: str, arabic: Path) -> None:
    briefing = kg.open(str(arabic)).briefing("orrin", "selm", "tavay", since="2031-03-31")
    page = briefing.bytes_of("html", lang).decode()
    way = "rtl" if lang == "ar" else "ltr"
    assert page.startswith(f'<!doctype html>\n<html lang="{lang}" dir="{way}">')
    assert f"<h2>{said(lang, 'Sources')}</h2>" in page
    assert f"## {said(lang, 'Sources')}\n" in briefing.bytes_of("markdown", lang).decode()
    assert len(on_paper().HTML(string=page).render().pages) <= 2
    assert briefing.bytes_of("docx", lang) == briefing.bytes_of("docx", lang)


def test_a_briefing_in_a_language_of_the_case_alone_says_that_its_sentences_are_english(tmp_path: Path) -> None:
    path = tmp_path / "1.ttl"
    path.write_text(own_case("uk").replace("@uk", "@de"), encoding="utf-8")
    assert "de" not in language_names()
    page = kg.open(str(path)).briefing("orrin", "selm").bytes_of("html", "de").decode()
    assert '<html lang="en" dir="ltr">' in page and '<h1 lang="de" dir="auto">' in page


@pytest.mark.parametrize("lang", ["ar", "uk"])
def test_a_word_document_runs_from_right_to_left_where_its_language_does(lang: str, arabic: Path) -> None:
    content = kg.open(str(arabic)).briefing("orrin", "selm", since="2031-03-31").bytes_of("docx", lang)
    word = WordDocument(io.BytesIO(content))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    paragraphs = len(re.findall(r"<w:p>", xml))
    assert len(word.tables) >= 1
    assert len(re.findall("<w:bidi/>", xml)) == (paragraphs if lang == "ar" else 0)
    assert len(re.findall("<w:bidiVisual", xml)) == (len(word.tables) if lang == "ar" else 0)
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    assert {run.font.rtl for run in runs} == ({True} if lang == "ar" else {None})
