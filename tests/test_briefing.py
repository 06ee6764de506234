"""The briefing: two pages at most, each claim with its note, the same bytes each time, and nothing in it advises."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from growth_cases import case_text
from small_cases import STAGE, event, position, proposal, reading
from view_cases import HOSTILE, hostile_case

import kg
from kg.answers.deals_words import position_words
from kg.api import Negotiation
from kg.briefing.briefing import Briefing
from kg.briefing.document import Bullets, Document, Grid, Section, plain_line
from kg.briefing.fitting import share
from kg.cli import main

try:
    import weasyprint
except OSError:  # the system's library Pango is absent
    weasyprint = None

SHIPPED = ("russia", "ukraine", "united-states")
BASIN = ("orrin", "selm", "tavay")
FORMATS = ("html", "markdown", "docx", "pdf")

#: what may be said to be missing: a word, a commitment, a reading, who would act; never that a party gives something
MISSING = re.compile(
    r"(a stance|own word|a commitment|a reading of .+|a common reading of .+): .+|a common reading of .+|who would act"
)


def run(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "80", "KG_CASE": ""}).invoke(main, [str(a) for a in arguments], prog_name="kg")


@pytest.fixture(scope="module")
def shipped() -> Briefing:
    return kg.open().briefing(*SHIPPED, since="2025-04-18")


@pytest.fixture
def basin(second_case: Path) -> Briefing:
    return kg.open(str(second_case)).briefing(*BASIN, since="2031-03-31")


def section(document: Document, start: str) -> Section:
    return next(each for each in document.sections if each.title.startswith(start))


def lines_of(part: Section) -> list[str]:
    """Return the lines of the paragraphs and lists of a section."""
    found = []
    for block in part.blocks:
        if isinstance(block, Bullets):
            found += [plain_line(line) for line in block.lines]
        elif not isinstance(block, Grid):
            found.append(plain_line(block.line))
    return found


def without_notes(text: str) -> str:
    return re.sub(r" \[\d+(,\d+)*\]", "", text)


class Links(HTMLParser):
    """The targets of a page's links, its ids and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.targets.append(str(found["href"]))


# ------------------------------------------------------------------ notes


def test_an_event_that_a_source_tells_without_a_paragraph_is_noted_by_its_days(
    case_of: Callable[..., Negotiation],
) -> None:
    told = event("flood", 9), event("fair", 11), event("fire", 11)
    without = [each.replace(" ; neg:paragraph 2", "") for each in told[:2]]
    case = case_of(position("a", "support", "x1"), position("b", "support", "x1"), *without, told[2])
    texts = [note.text for note in case.briefing("a", "b").document().notes if note.statement is None]
    assert texts == ["the source, event of 2031-01-09", "the source, event of 2031-01-11", "the source, ¶2"]


@pytest.mark.parametrize("case", ["shipped", "basin"])
def test_every_note_is_cited_and_every_citation_has_its_note(case: str, request: pytest.FixtureRequest) -> None:
    briefing: Briefing = request.getfixturevalue(case)
    document = briefing.document()
    cited = {number for _, _, line in document.lines() for piece in line for number in piece.notes}
    assert [note.number for note in document.notes] == list(range(1, len(document.notes) + 1))
    assert cited == {note.number for note in document.notes}
    page = Links(briefing.bytes_of("html").decode())
    assert {target.removeprefix("#n") for target in page.targets} == {str(number) for number in cited}
    assert set(page.ids) == {f"n{number}" for number in cited} and len(page.ids) == len(cited)
    text = briefing.bytes_of("markdown").decode()
    defined = re.compile(r"^\[\^(\d+)\]:", re.MULTILINE)
    assert set(re.findall(r"\[\^(\d+)\]", defined.sub("", text))) == set(defined.findall(text))


def test_every_stance_with_a_side_has_a_note(shipped: Briefing) -> None:
    (grid,) = section(shipped.document(), "Where they stand").blocks
    assert isinstance(grid, Grid)
    cells = [line for group in grid.groups for row in group.rows for cell in row[1:-1] for line in cell]
    assert len(cells) == 15
    for line in cells:
        is_silent = "no stance on record" in plain_line(line)
        assert any(piece.notes for piece in line) is not is_silent, plain_line(line)


# ----------------------------------------------------------------- content


def test_sections_stand_in_their_order(shipped: Briefing) -> None:
    titles = [each.title.split(" since")[0] for each in shipped.document().sections]
    assert titles == [
        "Changed",
        "Where they stand, and whose word is missing",
        "Declared red lines",
        "Proposals",
        "Ways out",
        "Deeds beside words",
        "Not known",
    ]
    assert [
        each.title for each in kg.open().briefing("russia", "ukraine").document().sections
    ] == titles_without_changes(titles)


def titles_without_changes(titles: list[str]) -> list[str]:
    return titles[1:]


def test_the_shipped_case_reads_as_it_is_coded(shipped: Briefing) -> None:
    document = shipped.document()
    assert document.title == "Russia · Ukraine · United States"
    (changed,) = lines_of(section(document, "Changed"))
    assert changed.startswith("The record of these parties begins on 2025-04-")
    assert "no move between sides can be told" in changed
    red = [without_notes(line) for line in lines_of(section(document, "Declared red lines"))]
    assert red[0] == "Red line against red line: none on record."
    assert [line.split(";")[0] for line in red[1:]] == [
        "Russia demands Ceding of all annexed territories",
        "Ukraine demands Unconditional ceasefire",
        "Russia demands Permanent neutrality of Ukraine",
    ]
    scheduled = lines_of(section(document, "Deeds"))[-1]
    assert scheduled.startswith("London talks (2025-04-23)")


def test_the_table_has_the_classes_of_shared_ground(shipped: Briefing) -> None:
    (grid,) = section(shipped.document(), "Where they stand").blocks
    assert isinstance(grid, Grid) and not grid.more
    shared = kg.open().shared(*SHIPPED)
    contested = [row.option.label() for row in shared.of("contested")]
    among = [row.option.label() for row in shared.of("unaddressed") if row.otherwise == "within_reach"]
    listed = [[plain_line(line) for row in group.rows for line in row[0]] for group in grid.groups]
    assert sorted(listed[0]) == sorted(among) and sorted(listed[1]) == sorted(contested)
    assert [plain_line(group.title) for group in grid.groups] == [
        "Within reach among Russia, Ukraine; no stance on record: United States (2)",
        "Contested: some for or leaning, some against (3)",
    ]


def test_what_a_source_reports_is_no_document_and_nobodys_own_words(case_of: Callable[..., Any]) -> None:
    """None of the three has a speaker: only of one does a source tell what the party declared."""
    said = ("reported", "official-document", "on-record")
    made = (position("a", "support", f"w{n}", 1, how) for n, how in enumerate(said, 1))
    about = case_of(*made).briefing("a", "b").document().about
    assert about[1].startswith(
        "The source: Paper. Rests on 3 statements, 1 independent source: 2 in own voice directly, "
        "1 in own voice as a source reports it."
    )


def test_a_party_without_a_position_is_a_note_as_of_other_answers_on_a_group() -> None:
    words = ("russia", "ukraine", "--as-of", "2025-04-18")
    told, wanted = (run(command, *words).stderr for command in ("briefing", "shared"))
    assert told == wanted and "has no position on record" in told


def test_the_classes_stand_in_the_order_of_the_matrix(case_of: Callable[..., Any]) -> None:
    made = [position(who, "support", "w1") for who in "abc"]
    made += [position(who, stance, option) for option, stance in (("w2", "support"), ("w3", "oppose")) for who in "ab"]
    made += [position(who, "oppose", "w4") for who in "abc"] + [
        position("a", "support", "w5"),
        position("b", "oppose", "w5"),
    ]
    (grid,) = section(case_of(*made).briefing("a", "b", "c").document(), "Where they stand").blocks
    assert isinstance(grid, Grid)
    assert [plain_line(group.title) for group in grid.groups] == [
        "Agreed: all are for (1)",
        "Agreed among a, b; no stance on record: c (1)",
        "Contested: some for or leaning, some against (1)",
        "Rejected: all are against (1)",
        "Rejected among a, b; no stance on record: c (1)",
    ]


@pytest.mark.parametrize("case", ["shipped", "basin"])
def test_what_comes_next_is_a_missing_word_and_never_a_concession(case: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(case).document()
    grids = [block for block in section(document, "Where they stand").blocks if isinstance(block, Grid)]
    missing = [plain_line(line) for grid in grids for group in grid.groups for row in group.rows for line in row[-1]]
    blocks = section(document, "Ways out").blocks
    (nexts,) = (each for each in blocks[-1:] if isinstance(each, Bullets))
    for line in map(plain_line, nexts.lines):
        missing += line.split(": ", 1)[1].split("; ")
    assert len(missing) >= 5
    assert [each for each in missing if not MISSING.fullmatch(each)] == []


def test_moves_are_listed_before_first_words_and_what_is_told_by_others(case_of: Callable[..., Any]) -> None:
    case: Negotiation = case_of(
        position("a", "support", "w1", 3),
        position("a", "oppose", "w1", 10),
        position("b", "support", "w2", 12),
        position("b", "support", "w1", 2),
        position("b", "oppose", "w3", 13, "characterisation"),
    )
    document = case.briefing("a", "b", since="2031-01-05").document()
    lines = [without_notes(line) for line in lines_of(section(document, "Changed"))]
    assert [line.split(":")[0] for line in lines[:3]] == ["a on w1", "b on w2", "b on w3"]
    assert "support → oppose" in lines[0] and lines[2].endswith("(by others' word)")
    assert lines[3:] == ["What this did between pairs:", "a – b on w1: agreed → contested"]


def test_a_reading_of_one_side_is_missing_of_the_other(case_of: Callable[..., Any]) -> None:
    case: Negotiation = case_of(
        position("a", "support", "w1", 3), position("b", "open", "w1", 3), reading("r", "w1", "scope", "a", 4)
    )
    (grid,) = section(case.briefing("a", "b").document(), "Where they stand").blocks
    assert isinstance(grid, Grid)
    missing = [plain_line(line) for line in grid.groups[0].rows[0][-1]]
    assert missing[0] == "a commitment: b" and missing[-1] == "who would act"
    assert re.fullmatch(r"a reading of .+: b", missing[1])


def test_ways_out_stand_for_each_side_alike(case_of: Callable[..., Any]) -> None:
    case: Negotiation = case_of(position("a", "demand", "w1", 3), position("b", "rule-out", "w1", 3))
    lines = [without_notes(line) for line in lines_of(section(case.briefing("a", "b").document(), "Ways out"))]
    (knot,) = (line for line in lines if "What would suffice" in line)
    assert knot == (
        "w: a demands w1; b rules out w1. What would suffice: a withdraws its demand for w1; or b no longer rules out w1."
    )
    red = lines_of(section(case.briefing("a", "b").document(), "Declared red lines"))
    assert without_notes(red[0]) == "Red line against red line: a demands w1; b rules out w1"
    positions = case.deals("a", "b").dealing.problem.positions
    assert sorted(position_words(case.deals("a", "b").renderer(), each) for each in positions) == [
        "a demands w1",
        "b rules out w1",
    ]


def test_a_proposal_says_what_it_crosses_and_what_is_not_on_record(case_of: Callable[..., Any]) -> None:
    case: Negotiation = case_of(
        proposal("plan", "w1 w2", 2),
        position("a", "support", "w1", 3),
        position("b", "rule-out", "w1", 3),
    )
    lines = [without_notes(line) for line in lines_of(section(case.briefing("a", "b").document(), "Proposals"))]
    assert lines == [
        "plan (tabled; 2 terms): w1 — for: a, against: b; w2 — no side on record. "
        "Crosses a declared red line of b on w1; 2 of 4 stances on its terms without a side on record."
    ]


def test_parties_without_a_word_are_named(case_of: Callable[..., Any]) -> None:
    case: Negotiation = case_of(position("a", "support", "w1", 3), position("b", "support", "w1", 3))
    unknown = lines_of(section(case.briefing("a", "b", "z").document(), "Not known"))
    assert unknown[-1] == "On every open issue no stance on record: z."
    assert unknown[0] == "Every stance here rests on one source."


def test_of_parties_that_never_spoke_nothing_is_on_record(case_of: Callable[..., Any]) -> None:
    document = case_of(position("c", "support", "w1", 3)).briefing("a", "b", since="2031-01-05").document()
    assert lines_of(section(document, "Changed")) == ["Nothing is on record."]
    assert lines_of(section(document, "Proposals")) == ["None on record."]
    assert document.notes == ()


# ---------------------------------------------------------------- on paper


def on_paper() -> Any:
    """Return WeasyPrint, or skip where the library that it draws with is absent."""
    if weasyprint is None:
        pytest.skip("the system's library Pango is absent")
    return weasyprint


def pages_of(briefing: Briefing) -> int:
    return len(on_paper().HTML(string=briefing.bytes_of("html").decode()).render().pages)


def cases(second_case: Path, tmp_path: Path) -> Iterator[Briefing]:
    yield kg.open().briefing(*SHIPPED, since="2025-04-18")
    yield kg.open().briefing(*(each.id for each in kg.open().list("parties").things))
    basin = kg.open(str(second_case))
    yield basin.briefing(*BASIN, since="2031-03-31")
    yield basin.briefing(*list(basin.case.parties)[:9], since="2031-01-31")
    large = tmp_path / "large.nq"
    large.write_text("".join(case_text(400)), encoding="utf-8")
    grown = kg.open(str(large))
    yield grown.briefing(*list(grown.case.parties)[:4], since="2024-06-30")


def test_it_takes_two_pages_at_most(second_case: Path, tmp_path: Path) -> None:
    counts = [pages_of(each) for each in cases(second_case, tmp_path)]
    assert len(counts) == 5 and max(counts) == 2


def test_what_does_not_fit_is_counted(basin: Briefing) -> None:
    document = basin.document()
    counted = 0
    for part in document.sections:
        for block in part.blocks:
            if isinstance(block, Bullets | Grid) and block.more:
                assert re.fullmatch(r"and [\d,]+ more: kg .+ shows all", block.more)
                counted += 1
    (grid,) = section(document, "Where they stand").blocks
    assert isinstance(grid, Grid)
    shown = sum(len(group.rows) for group in grid.groups)
    left = int(re.findall(r"and (\d+) more", grid.more)[0])
    rows = basin.asked.shared.ground
    sided = [
        row for row in rows if row.ground != "unaddressed" or row.otherwise in ("agreed", "within_reach", "rejected")
    ]
    assert shown + left == len(sided)
    assert counted > 2


def test_what_holds_for_all_has_a_place_before_the_rest(basin: Briefing) -> None:
    (grid,) = section(basin.document(), "Where they stand").blocks
    assert isinstance(grid, Grid)
    titles = [plain_line(group.title) for group in grid.groups]
    assert any(title.startswith("Contested") for title in titles)


def test_places_are_shared_evenly_and_each_list_has_one() -> None:
    assert share([10, 1, 3], 8) == [4, 1, 3]
    assert share([5, 5, 5], 1) == [1, 1, 1]
    assert share([0, 2], 9) == [0, 2]


# ------------------------------------------------------------------- files


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_in_any_order_of_parties(form: str, second_case: Path) -> None:
    if form == "pdf":
        on_paper()
    for locator, parties, since in ((None, SHIPPED, "2025-04-18"), (str(second_case), BASIN, "2031-03-31")):
        one = kg.open(locator).briefing(*parties, since=since).bytes_of(form)
        other = kg.open(locator).briefing(*reversed(parties), since=since).bytes_of(form)
        assert one == other and len(one) > 2_000


def test_a_word_document_says_what_the_page_says(shipped: Briefing) -> None:
    word = docx.Document(io.BytesIO(shipped.bytes_of("docx")))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    heads = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert heads == [*(f"{n} {each.title}" for n, each in enumerate(shipped.document().sections, 1)), "Sources"]
    assert all(note.text in text for note in shipped.document().notes)
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Option",
        "Russia",
        "Ukraine",
        "United States",
        "Not on record",
    ]


def test_hostile_labels_are_text_in_every_format(tmp_path: Path) -> None:
    path = tmp_path / "hostile.ttl"
    path.write_text(hostile_case(), encoding="utf-8")
    case = kg.open(str(path))
    briefing = case.briefing(*case.case.parties)
    page = briefing.bytes_of("html").decode()
    plain_tags = Links(kg.open().briefing(*SHIPPED).bytes_of("html").decode()).tags
    assert Links(page).tags <= plain_tags | {"ul", "li", "table"} and "script" not in Links(page).tags
    assert "\u202e" not in page and "\x1b" not in page
    text = briefing.bytes_of("markdown").decode()
    assert not re.search(r"(?<!\\)<(?!br>)", text) and "\u202e" not in text
    with zipfile.ZipFile(io.BytesIO(briefing.bytes_of("docx"))) as package:
        assert b"<script" not in package.read("word/document.xml")
    assert len(HOSTILE) > 3


def test_the_command_writes_each_format_and_replaces_only_its_own(tmp_path: Path) -> None:
    on_paper()
    for name in ("b.html", "b.md", "b.docx", "b.pdf"):
        target = tmp_path / name
        for _ in range(2):
            done = run("briefing", "russia", "ukraine", "-o", target)
            assert (done.exit_code, done.stdout) == (0, f"{target}\n"), done.stderr
        target.write_bytes(b"mine")
        refused = run("briefing", "russia", "ukraine", "-o", target)
        assert refused.exit_code == 2 and refused.stderr == (
            f"kg: {target} exists and was not written by kg; give --force to replace it\n"
        )
        assert target.read_bytes() == b"mine"
        assert run("briefing", "russia", "ukraine", "-o", target, "--force").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == [
        "b.docx",
        "b.html",
        "b.md",
        "b.pdf",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("russia",), "kg: name at least 2 parties; kg list parties shows them\n"),
        (
            ("russia", "ukraine", "-o", "b.txt"),
            "kg: b.txt: unsupported file extension “.txt”; use one of .html, .htm, .md, .docx, .pdf\n",
        ),
        (
            ("russia", "ukraine", "--since", "2026-01-01"),
            "kg: 2026-01-01 comes after 2025-04-22, the as-of day; give an earlier day\n",
        ),
    ],
)
def test_bad_input_is_one_line(words: tuple[str, ...], line: str) -> None:
    done = run("briefing", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", line)


@pytest.mark.parametrize(
    ("form", "module", "needs"), [("docx", "docx", "python-docx"), ("pdf", "weasyprint", "WeasyPrint")]
)
def test_a_missing_extra_is_one_line(
    form: str, module: str, needs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    done = run("briefing", "russia", "ukraine", "-o", tmp_path / f"b.{form}")
    assert done.exit_code == 2 and done.stderr.count("\n") == 1
    assert needs in done.stderr and "pip install 'negotiation-kg[briefing]'" in done.stderr
    assert not (tmp_path / f"b.{form}").exists()


def test_what_is_sensitive_is_told_of(tmp_path: Path) -> None:
    secret = position("a", "support", "w1", 3).replace(
        "a neg:Statement", "a neg:Statement ; neg:sensitivity neg:restricted"
    )
    path, target = tmp_path / "secret.ttl", tmp_path / "b.md"
    path.write_text(
        STAGE + secret + position("b", "oppose", "w1", 3) + position("a", "open", "w2", 3), encoding="utf-8"
    )
    done = run("--case", path, "briefing", "a", "b", "-o", target)
    assert done.exit_code == 0 and "holds what is sensitive" in done.stderr
    assert "support" in target.read_text(encoding="utf-8")
    redacted = run("--case", path, "briefing", "a", "b", "-o", target, "--redact")
    assert redacted.exit_code == 0 and "left out" in redacted.stderr, redacted.stderr
    assert "support" not in target.read_text(encoding="utf-8")
