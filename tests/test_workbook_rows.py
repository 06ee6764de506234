"""The rows of a workbook are, byte for byte, those that openpyxl writes cell by cell."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kg.schema import SHEETS, Column, Kind
from kg.sheets.workbook_rows import cell_value, rows_xml, styled
from kg.sheets.write import CaseTable

BY_KIND = {column.kind: column for sheet in SHEETS for column in sheet.columns}
COLUMNS: list[Column | None] = [None, *BY_KIND.values()]
TEXTS = {
    Kind.DATE: st.sampled_from(["", "1900-02-28", "1900-03-01", "2025-04-22", "9999-12-31", "0001-01-01"]),
    Kind.BOOLEAN: st.sampled_from(["", "true", "false"]),
    Kind.INTEGER: st.sampled_from(["", "0", "7", "99999999999999", "999999999999999"]),
    Kind.DECIMAL: st.sampled_from(["", "0", "0.5", "0.50", "1", "1e-7", "100000000000000000"]),
}
WORDS = st.one_of(
    st.sampled_from(["", "=1+1", "'quoted", " led", "a & b < c > d", 'say "no"', "two\nlines", "a\tb", "</sheetData>"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
ROW = st.tuples(*(TEXTS.get(column.kind, WORDS) if column else WORDS for column in COLUMNS))


def kind_of(column: Column | None) -> Kind | None:
    return None if column is None else column.kind


def sheet_data(book: Workbook) -> bytes:
    """Return the rows of a workbook's one sheet as XML."""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        return package.read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")[2].partition(b"</sheetData>")[0]


def by_openpyxl(rows: list[tuple[str, ...]]) -> bytes:
    """Return the rows below a header, each cell written by openpyxl."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("t")
    sheet.append(["h"])
    for row in rows:
        cells = zip(row, COLUMNS, strict=True)
        sheet.append([styled(sheet, cell_value(text, kind_of(column))) if text else None for text, column in cells])
    return sheet_data(book).partition(b"</row>")[2]


@given(st.lists(ROW, max_size=5))
def test_rows_are_those_of_openpyxl(rows: list[tuple[str, ...]]) -> None:
    book = Workbook(write_only=True)
    table = CaseTable("t", COLUMNS, ["h"] * len(COLUMNS), [["x", *row[1:]] for row in rows])
    expected = by_openpyxl([("x", *row[1:]) for row in rows])
    assert rows_xml(book.create_sheet("t"), table) == expected


def test_each_kind_of_column_is_written() -> None:
    assert {Kind.TEXT, Kind.DATE, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN, Kind.CHOICE} <= BY_KIND.keys()
