"""Cells of a workbook as the spreadsheet shows them: days, clock times, per cent, words around numbers, hidden sheets."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from kg.cli import main
from kg.errors import InputError
from kg.sheets.number_formats import shortest, show
from kg.sheets.tables import Cell
from kg.sheets.workbook import read_workbook

INPUTS = Path(__file__).parent / "data" / "inputs"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def cell_of(folder: Path, value: Any, number_format: str | None = None) -> Cell:
    """Return a cell as read from a workbook that openpyxl wrote."""
    book = openpyxl.Workbook()
    cell = book.active.cell(1, 1)
    cell.value = value
    if number_format is not None:
        cell.number_format = number_format
    book.save(folder / "one.xlsx")
    return read_workbook(folder / "one.xlsx")[0].rows[0][1][1]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "kind", "held"),
    [
        (time(9, 30), None, "9:30:00", "time", ""),
        (time(9, 30), "hh:mm", "09:30", "time", ""),
        (0.3958333333333333, "h:mm AM/PM", "9:30 AM", "time", ""),
        (0.75, "h:mm AM/PM", "6:00 PM", "time", ""),
        (1.5, "[h]:mm", "36:00", "time", ""),
        (timedelta(hours=36), "[h]:mm:ss", "36:00:00", "time", ""),
        (0.000011574, "mm:ss", "00:01", "time", ""),
        (44927, "mmm", "Jan", "date", "2023-01-01"),
        (44927, "mmmm yyyy", "January 2023", "date", "2023-01-01"),
        (44927, "d mmm", "1 Jan", "date", "2023-01-01"),
        (44927, "dddd", "Sunday", "date", "2023-01-01"),
        (44927, "yyyy", "2023", "date", "2023-01-01"),
        (44927, '"week of "dd/mm/yyyy', "2023-01-01", "date", ""),
        (44927, "[$-409]d\\ mmmm\\ yyyy;@", "2023-01-01", "date", ""),
        (44927, "[Red]m/d/yy", "2023-01-01", "date", ""),
        (datetime(2025, 4, 22), None, "2025-04-22", "date", ""),
        (datetime(2025, 4, 22, 9, 30), None, "2025-04-22 09:30", "date", ""),
        (datetime(2025, 4, 22, 9, 30, 15), None, "2025-04-22 09:30:15", "date", ""),
        (0.292, "0.0%", "29.2%", "percent", "29.2%"),
        (0.29249, "0%", "29%", "percent", "29.249%"),
        (7, "000", "007", "number", "7"),
        (7, '"R"00', "R07", "number", "7"),
        (1800, '#,##0 "km"', "1,800 km", "number", "1800"),
        (-1800, "#,##0;(#,##0)", "(1,800)", "number", "-1800"),
        (-1800, "#,##0;[Red]-#,##0", "-1800", "number", ""),
        (12345678, "00-00-0000", "12-34-5678", "number", "12345678"),
        (1800, "#,##0", "1800", "number", ""),
        (28.249, "0.0", "28.249", "number", ""),
        (0.1 + 0.2, "General", "0.3", "number", ""),
        (5, "[Red]0", "5", "number", ""),
        (12, "# ?/?", "12", "number", ""),
        (12000, "0.00E+00", "12000", "number", ""),
    ],
)
def test_a_number_is_read_as_it_is_shown(
    tmp_path: Path, value: Any, number_format: str | None, text: str, kind: str, held: str
) -> None:
    assert cell_of(tmp_path, value, number_format) == Cell(text, kind, held)


@pytest.mark.parametrize(
    ("serial", "is_1904", "day"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (0, True, "1904-01-01"),
        (1, True, "1904-01-02"),
        (44927 - 1462, True, "2023-01-01"),
        (2958465, False, "9999-12-31"),
    ],
)
def test_days_in_both_systems(serial: float, is_1904: bool, day: str) -> None:
    assert show(serial, "yyyy-mm-dd", is_1904=is_1904) == Cell(day, "date")


@pytest.mark.parametrize(
    ("serial", "is_1904", "words"),
    [
        (60, False, "is 29 February 1900 in Excel, a day that does not exist"),
        (60.5, False, "is 29 February 1900 in Excel, a day that does not exist"),
        (0, False, "before the first day"),
        (-1, False, "(perhaps 1899-12-29)"),
        (-91742, False, "(perhaps 1648-10-24)"),
        (-1, True, "before the first day"),
        (-1e9, False, "before the first day"),
        (2958466, False, "after the last day"),
        (1e15, False, "after the last day"),
    ],
)
def test_days_that_excel_does_not_show_are_a_problem(serial: float, is_1904: bool, words: str) -> None:
    problem = show(serial, "yyyy-mm-dd", is_1904=is_1904).problem
    assert problem is not None
    assert words in "; ".join(problem)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(9999, 12, 31)))
def test_each_day_that_openpyxl_writes_comes_back(day: date) -> None:
    assert show(to_excel(day), "d-mmm-yyyy").text == day.isoformat()


@given(st.integers(min_value=0, max_value=86_399))
def test_each_second_of_a_day_comes_back(second: int) -> None:
    assert show(second / 86_400, "hh:mm:ss").text == f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_whole_numbers_are_shown_whole(number: int) -> None:
    assert shortest(float(number)) == str(number)


def test_days_before_1900_are_refused_at_their_cells_and_nothing_is_written(tmp_path: Path) -> None:
    done = run("import", INPUTS / "xlsx-days-before-1900-shift-by-one.xlsx", "-o", tmp_path / "case.ttl")
    assert (done.exit_code, (tmp_path / "case.ttl").exists()) == (2, False)
    for place in ("sheet sources, cell D3 (issued)", "cell G3 (latest)", "cell G4 (latest)"):
        assert f"{place}: “-" in done.stderr
    assert "(perhaps 1815-06-09)" in done.stderr


def small_book(path: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "parties"
    for row in (["label"], ["North"]):
        book["parties"].append(row)
    for name, rows in {"issues": (["label"], ["Quota"]), "options": (["label", "issue", "value", "unit"],)}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def test_per_cent_in_a_number_column_is_refused_with_both_readings(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    for row in (["One", "Quota", 28.2, "%"], ["Two", "Quota", 0.292, "%"]):
        book["options"].append(row)
    book["options"]["C3"].number_format = "0.0%"
    book.save(tmp_path / "x.xlsx")
    done = run("import", tmp_path / "x.xlsx", "-o", tmp_path / "x.ttl")
    assert done.exit_code == 2
    assert "cell C3 (value): “29.2%” can be read as two numbers; write 29.2 or 0.292" in done.stderr
    assert "C2" not in done.stderr


def test_numbers_with_words_are_numbers_in_a_number_column_and_words_in_a_name(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    book["options"].append([7, "Quota", 1800, "km"])
    book["options"]["A2"].number_format, book["options"]["C2"].number_format = '"R"000', '#,##0 "km"'
    book.save(tmp_path / "x.xlsx")
    assert run("import", tmp_path / "x.xlsx", "-o", tmp_path / "x.ttl").exit_code == 0
    text = (tmp_path / "x.ttl").read_text(encoding="utf-8")
    assert '"R007"' in text
    assert "neg:value 1800" in text


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_of_the_case_is_read_and_noted_and_another_is_ignored(tmp_path: Path, state: str) -> None:
    book = small_book(tmp_path)
    book.create_sheet("scratch").append(["x"])
    book["issues"].sheet_state = book["scratch"].sheet_state = state
    book.save(tmp_path / "x.xlsx")
    done = run("import", tmp_path / "x.xlsx", "-o", tmp_path / "x.ttl")
    assert done.exit_code == 0
    assert "the sheet issues is hidden; its rows are read as well" in done.stderr
    assert "the hidden sheet scratch is not one of a case's sheets; it is ignored" in done.stderr
    assert '"Quota"' in (tmp_path / "x.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "ending"), [("content.xml", ".ods"), ("xl/workbook.bin", ".xlsb"), ("Index/Document.iwa", ".numbers")]
)
def test_other_spreadsheets_are_named_with_the_way_out(tmp_path: Path, part: str, ending: str) -> None:
    path = tmp_path / f"case{ending}"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    done = run("import", path, "-o", tmp_path / "case.ttl")
    assert (done.exit_code, (tmp_path / "case.ttl").exists()) == (2, False)
    assert f"{ending} is not supported; save it as .xlsx (File > Save as)" in done.stderr


def repacked(path: Path, name: str, content: str) -> None:
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row>',
            "has a cell or a tag of over 1,000,000 characters",
        ),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>',
            "has a cell or a tag of over 1,000,000 characters",
        ),
        ('<row r="1048577"><c><v>1</v></c></row>', "is a damaged workbook (row 1048577 is beyond"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "is a damaged workbook (column 16385 is beyond"),
        ('<row r="1"><c r="A1"><v>nan</v></c></row>', "is a damaged workbook (nan is not a number)"),
    ],
    ids=["one long text", "many runs", "row", "column", "nan"],
)
def test_cells_beyond_what_a_sheet_holds_are_refused_in_a_line(tmp_path: Path, cells: str, words: str) -> None:
    path = tmp_path / "x.xlsx"
    openpyxl.Workbook().save(path)
    filled = cells.format(long="x" * 1_000_001, runs="<r><t>1234567890</t></r>" * 100_001)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0"?><worksheet xmlns="{namespace}"><sheetData>{filled}</sheetData></worksheet>'
    repacked(path, "xl/worksheets/sheet1.xml", xml)
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    assert words in str(caught.value)


def test_a_directory_that_lies_about_its_place_is_refused_in_a_line(tmp_path: Path) -> None:
    """The end of a package says where its directory begins (4 bytes at 16 of 22): here further than the package is long."""
    path = tmp_path / "x.xlsx"
    openpyxl.Workbook().save(path)
    data = bytearray(path.read_bytes())
    place = int.from_bytes(data[-6:-2], "little") + 1_000_000
    data[-6:-2] = place.to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(InputError, match="is not a workbook, or is damaged"):
        read_workbook(path)
