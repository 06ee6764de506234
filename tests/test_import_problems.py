"""Mistakes in sheets: each told at its cell with what would be right, all at once, and nothing imported until mended."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from kg.cli import main
from kg.corpora.importing import ImportOptions, import_files
from kg.errors import InputError, LimitError
from kg.sheets.csv_files import read_csv
from kg.sheets.new_case import start_case
from kg.sheets.problems import ImportRefusedError, Place, Problem, column_letters
from kg.sheets.read import read_sheets, read_tables
from kg.sheets.workbook import read_workbook
from kg.store import parse_file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def put(sheet: Worksheet, row: int, **cells: Any) -> None:
    """Write cells of a row by header, an underscore for a space, in English where a text has a language."""
    headers = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        header = name.strip("_").replace("_", " ")
        sheet.cell(row, headers.index(header if header in headers else f"{header}:en") + 1).value = value


def good_book(path: Path) -> openpyxl.Workbook:
    """Start a workbook with two parties, a speaker, an issue with two options and a source, without mistakes."""
    start_case(path.parent / path.stem)
    book = openpyxl.load_workbook(path.parent / path.stem / "case.xlsx")
    put(book["parties"], 3, id="north", label="North", role="principal")
    put(book["parties"], 4, id="south", label="South", aliases="the lowlands; the delta")
    put(book["people"], 3, id="ann", label="Ann", speaks_for="North")
    put(book["issues"], 3, id="water", label="Water")
    put(book["options"], 3, id="dam", label="Shared dam", issue="Water", undertaken_by="North; South")
    put(book["options"], 4, id="canal", label="Canal", issue="Water", undertaken_by="North")
    put(book["sources"], 3, id="daily", title="Daily", paragraphs=9)
    for number in range(1, 13):
        put(book["statements"], number + 2, **statement(number))
    return book


def statement(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "id": f"s{number}",
        "about": "North",
        "speaker": "Ann",
        "source": "daily",
        "paragraph": 1,
        "latest": "2031-01-05",
        "attribution": "on-record",
        "paraphrase": "The north wants the dam.",
    } | changed


#: a mistake: sheet, row, header, what is written there, and words of what must be said
PLANTED: list[tuple[str, int, str, Any, str]] = [
    ("statements", 3, "about", "Nort", "“Nort” is not a party of the case; did you mean North?"),
    ("statements", 3, "attribution", "on-recrod", "did you mean on-record?"),
    ("statements", 4, "latest", "22.04.2025", "“22.04.2025” is not a date; write 2025-04-22"),
    ("statements", 4, "paragraph", 12, "“12” is beyond the source's 9 paragraphs"),
    ("statements", 5, "latest", "05/01/31", "write 2031-01-05, 2031-05-01, 1931-01-05 or 1931-05-01"),
    ("statements", 5, "speaker", "Anna Karenina", "“Anna Karenina” is not a person of the case"),
    ("statements", 6, "id", "s1", "“s1” is also the id of row 3; give each row its own id"),
    ("statements", 7, "source", None, "is empty, but a statement needs it; write the document in which it is found"),
    ("statements", 8, "paragraph", "=1/0", "“=1/0” is a formula without a value"),
    ("statements", 9, "confidence", "80%", "“80%” can be read as two numbers; write 80 or 0.8"),
    ("statements", 10, "earliest", "2031-02-01", "is after latest (2031-01-05)"),
    ("statements", 11, "latest", "2031-02-30", "“2031-02-30” is not a day of the calendar"),
    (
        "statements",
        12,
        "sensitivity",
        "hidden",
        "“hidden” is not a known sensitivity; write one of: public, restricted, secret",
    ),
    ("statements", 13, "stance", "suport", "“suport” is not a known stance; did you mean support?"),
    ("parties", 4, "role", "pricipal", "“pricipal” is not a known role; did you mean principal?"),
    ("options", 3, "issue", "dam", "“dam” is in the sheet options; a row of issues is wanted here"),
    ("options", 4, "undertaker unstated", "maybe", "“maybe” is neither true nor false; write true or false"),
    ("sources", 3, "address", "daily.example", "“daily.example” is not a web address"),
    ("people", 3, "same as", "Q42", "“Q42” is not an IRI; write it in full"),
]


def cell_name(sheet: Worksheet, row: int, header: str) -> str:
    headers = [cell.value for cell in sheet[1]]
    return f"{column_letters(headers.index(header) + 1)}{row}"


def test_twenty_planted_mistakes_are_told_each_at_its_cell(tmp_path: Path) -> None:
    book = good_book(tmp_path / "twenty.xlsx")
    put(book["statements"], 13, on="dam")
    for name, row, header, value, _ in PLANTED:
        put(book[name], row, **{header.replace(" ", "_"): value})
    book["statements"].merge_cells("J7:K7")
    path = tmp_path / "twenty.xlsx"
    book.save(path)
    with pytest.raises(ImportRefusedError) as caught:
        import_files([path], tmp_path / "case.ttl")
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == len(PLANTED) + 1 == 20
    for name, row, header, _, words in PLANTED:
        start = f"{path}, sheet {name}, cell {cell_name(book[name], row, header)} ({header}): "
        assert [line for line in told if line.startswith(start) and words in line], (start, words, told)
    assert f"{path}, sheet statements, cell J7: is merged with others (J7:K7); unmerge them and fill each cell" in told
    assert not (tmp_path / "case.ttl").exists()


def test_the_command_lists_them_and_says_that_nothing_was_imported(tmp_path: Path) -> None:
    book = good_book(tmp_path / "two.xlsx")
    put(book["statements"], 3, about="Nort", attribution="on-recrod")
    book.save(tmp_path / "two.xlsx")
    result = run("import", tmp_path / "two.xlsx", "-o", tmp_path / "case.ttl")
    lines = result.stderr.splitlines()
    assert (result.exit_code, len(lines), result.stdout) == (2, 3, "")
    assert lines[2].startswith("kg: nothing was imported: 2 mistakes to fix")
    asked = run("import", tmp_path / "two.xlsx", "-o", tmp_path / "case.ttl", "--format", "json")
    problems = json.loads(asked.stdout)["problems"]
    assert [(p["sheet"], p["row"], p["header"], p["value"]) for p in problems] == [
        ("statements", 3, "about", "Nort"),
        ("statements", 3, "attribution", "on-recrod"),
    ]


def test_keep_going_imports_the_good_rows_and_lists_the_rest(tmp_path: Path) -> None:
    book = good_book(tmp_path / "some.xlsx")
    put(book["statements"], 3, about="Nort")
    put(book["positions"], 3, held_by="North", on="dam", stance="support", statements="s1")
    put(book["positions"], 4, held_by="North", on="dam", stance="support", statements="s2")
    book.save(tmp_path / "some.xlsx")
    target = tmp_path / "case.ttl"
    done = import_files([tmp_path / "some.xlsx"], target, ImportOptions(keep_going=True))
    assert [(p.place.sheet, p.place.row, p.place.header) for p in done.problems] == [
        ("positions", 3, "statements"),
        ("statements", 3, "about"),
    ]
    assert "skipped because of an error" in done.problems[0].wrong
    names = {str(quad.subject).rpartition("#")[2] for quad in parse_file(target)}
    assert "s2>" in names
    assert "s1>" not in names
    assert run("import", tmp_path / "some.xlsx", "-o", target, "--keep-going").exit_code == 1


def test_nothing_is_imported_of_any_file_unless_all_are_good(tmp_path: Path) -> None:
    good = tmp_path / "parties.csv"
    good.write_text("label:en\nNorth\n")
    bad = tmp_path / "broken.ttl"
    bad.write_text("this is not Turtle")
    target = tmp_path / "case.nt"
    target.write_text("<urn:a> <urn:b> <urn:c> .\n")
    with pytest.raises(ImportRefusedError, match="1 mistake"):
        import_files([good, bad], target)
    assert target.read_text() == "<urn:a> <urn:b> <urn:c> .\n"


# ---------------------------------------------------------------- headers and sheets


def problems_of(folder: Path, **files: str | bytes) -> list[str]:
    """Write CSV files and return the problems of importing them."""
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    tables, _ = read_tables(paths)
    found = read_sheets(tables, stem="case")
    return [str(problem).replace(f"{folder}/", "") for problem in found.problems]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"parties": "labl:en\nNorth\n"}, "parties.csv, cell A1 (labl:en): is not a column of the sheet parties; did you mean label?"),
        ({"partys": "label\nNorth\n"}, "partys.csv: this file is not one of a case's sheets; did you mean parties?"),
        ({"parties": ""}, "parties.csv: is empty: its first row must hold the headers; write id, label, aliases, definition, same as …"),
        ({"parties": "label,label\nNorth,South\n"}, "parties.csv, cell B1 (label): is the header of two columns; rename or delete one of them"),
        ({"parties": "label:english language\nNorth\n"}, "parties.csv, cell A1 (label:english language): “english language” is not a language tag; write a tag such as label:en"),
        ({"parties": "label,role:en\nNorth,principal\n"}, "parties.csv, cell B1 (role:en): takes no language; write role"),
        ({"options": "label\nDam\n"}, "options.csv, row 1: the column issue is missing; add it to the header row"),
        ({"parties": "id,label\nthe north,North\n"}, "parties.csv, cell A2 (id): “the north” is not an id; write the-north"),
        ({"parties": "id,label\nhttp://[x,North\n"}, "parties.csv, cell A2 (id): “http://[x” is not an IRI (Invalid character '[' in host)"),
        ({"parties": "label,same as\nNorth,urn:%zz\n"}, "parties.csv, cell B2 (same as): “urn:%zz” is not an IRI (Invalid IRI percent encoding '%zz'); write it in full, such as http://www.wikidata.org/entity/Q42"),
        ({"case": "base,title\nhttps://e x/#,T\n"}, "case.csv, cell A2 (base): “https://e x/#” is not a namespace; write an IRI that ends in # or /, such as https://example.org/case#"),
        ({"parties": "label,role\n,principal\n"}, "parties.csv, cell A2 (label): has neither a label nor an id; write the label"),
        ({"parties": "label\nNorth\nNORTH\n"}, "parties.csv, cell A3 (label): has the same name as row 2; rename one or give each an id"),
        ({"parties": "label\n#REF!\n"}, "parties.csv, cell A2 (label): “#REF!” is a formula that failed; put the value in its place"),
        ({"parties": "label\n=A1\n"}, "parties.csv, cell A2 (label): “=A1” is a formula without a value; put the value in its place, or an apostrophe before it if it is text"),
        ({"parties": "id,label\n#example,Mine\n"}, "parties.csv, cell A2 (id): “#example” still marks an example, but the row was filled in; clear the mark or write an id"),
        ({"other": "id,property,value\nx,note,y\n"}, "other.csv, row 2: “x note y” is not a property; write one such as skos:note, or its IRI in full"),
        ({"other": 'id,property,value\nx,skos:note,"""open"\n'}, 'other.csv, row 2: “x skos:note "open” is not a literal; write it as in N-Triples, such as "words"@en'),
        ({"case": "id,base,title\nc,not an iri,T\n"}, "case.csv, cell B2 (base): “not an iri” is not a namespace; write an IRI that ends in # or /, such as https://example.org/case#"),
        ({"parties": "label,aliases\nNorth,Up\nSouth,Up\n", "people": "label,speaks for\nAnn,up\n"}, "people.csv, cell B2 (speaks for): “up” could be several rows; write the id of one: Up (party-north), Up (party-south)"),
    ],
)  # fmt: skip
def test_each_mistake_of_a_table(tmp_path: Path, files: dict[str, str], told: str) -> None:
    found = problems_of(tmp_path, **files)
    assert told in found
    assert len(found) == 1 or "no id" in told


def test_a_sheet_of_ones_own_is_left_out_with_a_note(tmp_path: Path) -> None:
    book = good_book(tmp_path / "own.xlsx")
    book.create_sheet("shopping list").append(["milk"])
    book.save(tmp_path / "own.xlsx")
    done = import_files([tmp_path / "own.xlsx"], tmp_path / "case.ttl")
    assert done.notes == [
        f"{tmp_path / 'own.xlsx'}: the sheet shopping list is not one of a case's sheets; it is ignored"
    ]


def test_a_problem_is_one_short_line() -> None:
    problem = Problem(Place("f.csv", "", 2, 1, "label"), "x" * 500 + "\nmore", "is wrong")
    assert str(problem) == f"f.csv, cell A2 (label): “{'x' * 59}…” is wrong"


# ---------------------------------------------------------------- CSV files as they come


CYRILLIC = "id;label:uk;role\nkyiv;Україна, столиця Київ;principal\n"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (CYRILLIC.encode("utf-8"), 0),
        (CYRILLIC.encode("utf-8-sig"), 0),
        (CYRILLIC.encode("utf-16"), 0),
        (CYRILLIC.replace(";", "\t").encode("utf-8"), 0),
        (CYRILLIC.replace(",", "").replace(";", ",").encode("utf-8"), 0),
        (CYRILLIC.replace("\n", "\r\n").encode("utf-8"), 0),
        (f"sep=;\n{CYRILLIC}".encode(), 0),
    ],
    ids=["semicolons", "byte-order mark", "utf-16", "tabs", "commas", "crlf", "sep"],
)
def test_the_same_table_in_each_dress(tmp_path: Path, data: bytes, note: int) -> None:
    path = tmp_path / "parties.csv"
    path.write_bytes(data)
    table = read_csv(path)
    texts = [[cell.text.replace(",", "") for _, cell in sorted(cells.items())] for _, cells in table.rows]
    assert texts == [["id", "label:uk", "role"], ["kyiv", "Україна столиця Київ", "principal"]]
    assert len(table.notes) == note


def test_an_encoding_can_be_named_and_a_strange_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_bytes("label\nMálaga São Tomé\n".encode("latin-1"))
    assert read_csv(path, encoding="latin-1").rows[1][1][1].text == "Málaga São Tomé"
    with pytest.raises(
        InputError, match=r"is not valid UTF-8 \(byte 8\); name its encoding with --encoding NAME, or save it as UTF-8"
    ):
        read_csv(path)
    with pytest.raises(InputError, match="unknown text encoding “klingon”"):
        read_csv(path, encoding="klingon")


def test_an_open_quotation_mark_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_text('label\n"North\nSouth\n')
    with pytest.raises(InputError, match=r"parties.csv:3: not a readable CSV file"):
        read_csv(path)


def test_a_csv_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_text("label\n" + "North\n" * 100)
    with pytest.raises(LimitError, match="over the limit"):
        read_csv(path, max_bytes=100)


# ---------------------------------------------------------------- workbooks as they come


def written(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "parties"
    book.active.append(["id", "label:en"])
    change(book)
    book.save(path)
    return path


def repacked(path: Path, name: str, content: str) -> None:
    """Replace one part of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, held in (parts | {name: content.encode()}).items():
            package.writestr(part, held)


def sheet_xml(rows: str, extra: str = "") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}">{extra}<sheetData>{rows}</sheetData></worksheet>'


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{inline("A1", "id")}{inline("B1", "label:en")}</row>'


def test_a_million_empty_rows_are_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "empty.xlsx", lambda book: None)
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(3, 1_000_001))
    last = f'<row r="1000001">{inline("B1000001", "South")}</row>'
    rows = f'{HEADER}<row r="2">{inline("B2", "North")}</row>{empty}{last}'
    repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(rows, '<dimension ref="A1:XFD1048576"/>'))
    table = read_workbook(path)[0]
    assert [number for number, _ in table.rows] == [1, 2, 1_000_001]


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = written(tmp_path / "bomb.xlsx", lambda book: None)
    repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(HEADER + " " * 3_000_000))
    with pytest.raises(LimitError, match=r"unpacks to 3 MB, over the limit of 2 MB; lift it with --max-size"):
        read_workbook(path, max_bytes=2_000_000)
    assert path.stat().st_size < 50_000
    assert len(read_workbook(path)) == 1


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "laugh.xlsx", lambda book: None)
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(HEADER).replace("?>", f"?>{laughs}", 1))
    with pytest.raises(InputError, match="contains a document type"):
        read_workbook(path)


def damaged() -> bytes:
    """Return a workbook of which the middle of each part is overwritten."""
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    data = bytearray(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            middle = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
            data[middle : middle + 8] = b"\xff" * 8
    return bytes(data)


DAMAGED = damaged()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 broken", "is not a workbook, or is damaged"),
        (b"plain text", "is not a workbook, or is damaged"),
        (DAMAGED, "is not a workbook, or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the old Excel format (.xls) is not supported; save it as .xlsx (File > Save as)"),
    ],
    ids=["empty", "cut off", "text", "damaged", "password", "xls"],
)  # fmt: skip
def test_what_is_no_workbook_is_told_in_a_line(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(data)
    result = run("import", path, "-o", tmp_path / "case.ttl")
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(InputError, match=r"has no part xl/workbook\.xml"):
        read_workbook(path)


def test_cells_of_each_kind(tmp_path: Path) -> None:
    path = written(tmp_path / "kinds.xlsx", lambda book: None)
    cells = (
        '<c r="A2"><v>45769</v></c>'
        '<c r="B2" t="b"><v>1</v></c>'
        '<c r="C2"><v>0.94999999999999996</v></c>'
        '<c r="D2" t="e"><v>#DIV/0!</v></c>'
        '<c r="E2"><f>1+1</f><v>2</v></c>'
        '<c r="F2"><f>1+1</f><v/></c>'
        '<c r="G2" t="str"><f>"a"</f><v>a_x000D_b</v></c>'
        '<c r="H2" t="d"><v>2025-04-22T00:00:00</v></c>'
        f"{inline('I2', '’=1+1')}"
    ).replace("’", "&apos;")
    repacked(path, "xl/worksheets/sheet1.xml", sheet_xml(f'{HEADER}<row r="2">{cells}</row>'))
    found = read_workbook(path)[0].rows[1][1]
    assert [(cell.text, cell.kind) for _, cell in sorted(found.items())] == [
        ("45769", "number"),
        ("true", "boolean"),
        ("0.95", "number"),
        ("#DIV/0!", "error"),
        ("2", "number"),
        ("=1+1", "formula"),
        ("a\nb", "text"),
        ("2025-04-22", "date"),
        ("=1+1", "text"),
    ]


def test_a_number_in_a_date_column_is_told_as_the_day_it_may_be(tmp_path: Path) -> None:
    book = good_book(tmp_path / "number.xlsx")
    put(book["statements"], 3, latest=45769)
    book.save(tmp_path / "number.xlsx")
    found = read_sheets(read_tables([tmp_path / "number.xlsx"])[0], stem="x").problems
    assert [(p.value, p.right) for p in found] == [("45769", "write 2025-04-22")]


def test_the_calendar_of_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    book = good_book(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    cell = book["sources"].cell(3, [c.value for c in book["sources"][1]].index("issued") + 1)
    cell.value, cell.number_format = 1, "yyyy-mm-dd"
    book.save(path)
    sources = next(table for table in read_workbook(path) if table.name == "sources")
    assert ("1904-01-02", "date") in [found[:2] for found in sources.rows[-1][1].values()]


# ---------------------------------------------------------------- targets


@pytest.mark.parametrize(
    ("files", "target", "told"),
    [
        (["missing.csv"], "case.ttl", "no such file or folder"),
        (["parties.csv"], "no/such/folder/case.ttl", "there is no folder"),
        (["parties.csv"], "full", "is a folder that is not an embedded store, and was not changed"),
        (["parties.csv"], "parties.csv", "is both the input and the output of the import"),
        (["picture.png"], "case.ttl", "unsupported file extension “.png”"),
        (["full"], "case.ttl", "holds no workbook, no CSV file and no file with an extension among"),
    ],
)
def test_what_cannot_be_imported_is_told_in_a_line(tmp_path: Path, files: list[str], target: str, told: str) -> None:
    (tmp_path / "parties.csv").write_text("label\nNorth\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    result = run("import", *(tmp_path / file for file in files), "-o", tmp_path / target)
    assert result.exit_code == 2
    assert told in result.stderr
    assert (tmp_path / "full" / "letter.txt").read_text() == "dear"


# ---------------------------------------------------------------- sheets opened without an import


def test_check_tells_the_mistakes_of_a_workbook_beside_those_of_the_case(tmp_path: Path) -> None:
    book = good_book(tmp_path / "one.xlsx")
    put(book["statements"], 3, about="Nort")
    book.save(tmp_path / "one.xlsx")
    result = run("check", tmp_path / "one.xlsx", "--format", "json")
    errors = [one for one in json.loads(result.stdout)["findings"] if one["severity"] == "error"]
    assert [(one["where"]["label"].rpartition(", ")[2], one["value"]) for one in errors] == [
        ("cell B3 (about)", "Nort")
    ]
    assert result.exit_code == 1


def test_a_workbook_answers_like_a_case_and_refuses_with_its_first_mistake(tmp_path: Path) -> None:
    book = good_book(tmp_path / "two.xlsx")
    put(book["statements"], 3, on="dam", stance="support")
    put(book["statements"], 4, **statement(2, about="South", speaker=None, on="dam", stance="demand"))
    book.save(tmp_path / "two.xlsx")
    answer = run("--case", tmp_path / "two.xlsx", "shared", "north", "the delta", "--format", "json")
    assert [entry["option"]["label"] for entry in json.loads(answer.stdout)["agreed"]] == ["Shared dam"]
    put(book["statements"], 3, stance="suport")
    book.save(tmp_path / "two.xlsx")
    refused = run("--case", tmp_path / "two.xlsx", "shared", "north", "south")
    assert (refused.exit_code, "“suport” is not a known stance; did you mean support?" in refused.stderr) == (2, True)


def test_the_folder_of_a_workbook_does_for_the_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    good_book(tmp_path / "mine.xlsx").save(folder / "case.xlsx")
    (folder / "~$case.xlsx").write_bytes(b"open in Excel")
    assert run("check", folder).exit_code == 0
    assert run("--case", folder, "list", "parties").stdout.count("South") == 1
    assert run("import", folder, "-o", folder / "case.ttl").exit_code == 0
    assert run("--case", folder, "list", "parties").stdout.count("South") == 1


def test_an_unreadable_workbook_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_bytes(b"no zip")
    result = run("check", tmp_path / "case.xlsx")
    assert (result.exit_code, "damaged" in result.stdout) == (1, True)
