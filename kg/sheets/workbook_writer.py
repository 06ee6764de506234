"""Write tables as an Excel workbook with drop-downs: the same bytes for the same tables, and no text that is a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.schema import OTHER, SHEETS_BY_NAME, Column, Kind
from kg.sheets.problems import column_letters
from kg.sheets.workbook_rows import rows_xml, styled
from kg.sheets.write import CaseTable
from kg.store import replace_file, stable_package
from kg.text import protect

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["MAX_CELL", "MAX_ROWS", "READ_ME", "workbook_bytes", "write_workbook"]

#: the most characters that a cell of a workbook holds
MAX_CELL = 32_767

#: the most rows that a sheet of a workbook holds
MAX_ROWS = 1_048_576

#: the name of the sheet that explains the others
READ_ME = "read me"

_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_END = b"</sheetData>"
_MANY_ROWS = 5_000
_WIDTHS = {Kind.TEXT: 40, Kind.REFERENCE: 22, Kind.DATE: 12, Kind.ADDRESS: 30, Kind.IRI: 30}


def write_workbook(path: Path, tables: Sequence[CaseTable], read_me: Sequence[str] = ()) -> None:
    """Write tables as a workbook.

    Raises :class:`~kg.errors.InputError` for what a workbook cannot hold: a cell over :data:`MAX_CELL` characters, a
    sheet over :data:`MAX_ROWS` rows.
    """
    _check_limits(path, tables)
    replace_file(path, workbook_bytes(tables, read_me))


def workbook_bytes(tables: Sequence[CaseTable], read_me: Sequence[str] = ()) -> bytes:
    """Return tables as the bytes of a workbook, which do not say when it was written."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "kg"
    if read_me:
        _add_read_me(book.create_sheet(READ_ME), read_me)
    rows = {table.name: max(len(table.rows) + 1, 1_000) for table in tables}
    sheets = [(book.create_sheet(table.name), table) for table in tables]
    bodies = [_add_sheet(sheet, table, rows) for sheet, table in sheets]
    buffer = io.BytesIO()
    book.save(buffer)
    parts = {sheet.path.lstrip("/"): body for (sheet, _), body in zip(sheets, bodies, strict=True)}
    return _completed(buffer.getvalue(), parts)


def _check_limits(path: Path, tables: Sequence[CaseTable]) -> None:
    for table in tables:
        if len(table.rows) + 1 > MAX_ROWS:
            problem = (
                f"the sheet {table.name} would have {len(table.rows) + 1:,} rows, and a workbook holds {MAX_ROWS:,}"
            )
            raise InputError(path, f"{problem}; export it as a folder of CSV files")
        for number, row in enumerate(table.rows, start=2):
            for header, text in zip(table.headers, row, strict=True):
                if len(protect(text)) > MAX_CELL:
                    place = f"sheet {table.name}, row {number} ({row[0]}), {header}"
                    problem = f"{place} has {len(text):,} characters, and a cell holds {MAX_CELL:,}"
                    raise InputError(path, f"{problem}; export it as a folder of CSV files")


def _add_read_me(sheet: WriteOnlyWorksheet, lines: Sequence[str]) -> None:
    from openpyxl.styles import Alignment

    sheet.column_dimensions["A"].width = 110
    for line in lines:
        cell = styled(sheet, protect(line))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([cell])


def _add_sheet(sheet: WriteOnlyWorksheet, table: CaseTable, rows: dict[str, int]) -> bytes:
    """Write a sheet up to its header row; return the rows that follow."""
    layout = SHEETS_BY_NAME.get(table.name)
    sheet.freeze_panes = "B2"
    sheet.sheet_properties.tabColor = "2E6F9E" if layout is not None and layout.essential else "B8C4CE"
    for number, column in enumerate(table.columns, start=1):
        width = 18 if column is None else _WIDTHS.get(column.kind, 14)
        sheet.column_dimensions[column_letters(number)].width = 60 if table.name == OTHER else width
        if column is not None:
            _add_list(sheet, column, number, rows)
    sheet.append([_header(sheet, header) for header in table.headers])
    return rows_xml(sheet, table)


def _header(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.styles import Font, PatternFill

    cell = styled(sheet, protect(text))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E4ECF3")
    return cell


def _add_list(sheet: WriteOnlyWorksheet, column: Column, number: int, rows: dict[str, int]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.kind in {Kind.CHOICE, Kind.CLASS}:
        formula = '"' + ",".join(column.choices) + '"'
    elif column.kind is Kind.BOOLEAN:
        formula = '"true,false"'
    elif column.kind is Kind.REFERENCE and column.to[0] in rows:
        target = SHEETS_BY_NAME[column.to[0]]
        formula = f"{target.name}!${'B' if target.label_column else 'A'}$2:${'B' if target.label_column else 'A'}${rows[target.name]}"
    else:
        formula = ""
    strict = bool(formula) and not column.many and column.kind is not Kind.REFERENCE
    rule = DataValidation(
        type="list" if formula else None, formula1=formula or None, allow_blank=True, showErrorMessage=strict,
        errorTitle=column.name[:32], error=f"Choose one from the list: {column.help}"[:225],
        showInputMessage=True, promptTitle=column.name[:32], prompt=_prompt(column),
    )  # fmt: skip
    letters = column_letters(number)
    rule.add(f"{letters}2:{letters}{max(rows.get(sheet.title, 0), 1_000)}")
    sheet.data_validations.append(rule)


def _prompt(column: Column) -> str:
    several = " Several: ; between." if column.many else ""
    needed = "Needed: " if column.required else ""
    return f"{needed}{column.help}.{several}"[:255]


def _completed(data: bytes, rows: Mapping[str, bytes]) -> bytes:
    """Return a workbook with further rows of its parts, and without the time when it was written."""

    def edited(name: str, content: bytes) -> bytes:
        if name in rows:
            content = content.replace(_END, rows[name] + _END, 1)
        return _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", content) if name == "docProps/core.xml" else content

    return stable_package(data, edited)
