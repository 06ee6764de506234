"""The rows of a workbook's sheet as XML, as openpyxl writes them cell by cell, ten times quicker.

openpyxl writes everything else of the workbook: its styles, columns, lists and header rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.schema import Kind
from kg.sheets.problems import column_letters
from kg.sheets.write import CaseTable
from kg.text import protect

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["cell_value", "rows_xml", "styled"]

#: the first day that Excel's calendar and ours call by the same number
_DAY_ONE = date(1900, 3, 1)
#: what a cell holds
_Value = str | int | float | bool | date


def rows_xml(sheet: WriteOnlyWorksheet, table: CaseTable) -> bytes:
    """Return the rows of a table below its header, for the sheet that gives them their styles."""
    tail = _tails(sheet)
    names = [column_letters(number) for number in range(1, len(table.columns) + 1)]
    kinds = [None if column is None else column.kind for column in table.columns]
    lines = []
    for number, row in zip(count(2), table.rows):
        cells = [
            f'<c r="{name}{number}"{tail(text, kind)}'
            for name, text, kind in zip(names, row, kinds, strict=True)
            if text
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(lines).encode()


def _tails(sheet: WriteOnlyWorksheet) -> Callable[[str, Kind | None], str]:
    """Return a function that gives what follows a cell's place in XML, by the cell's text and its column's kind."""
    from openpyxl.compat import safe_string
    from openpyxl.utils.datetime import to_excel

    @lru_cache(maxsize=4)
    def style(sample: _Value) -> str:
        number = styled(sheet, sample).style_id
        return f' s="{number}"' if number else ""

    @lru_cache(maxsize=50_000)
    def tail(text: str, kind: Kind | None) -> str:
        value = cell_value(text, kind)
        if isinstance(value, str):
            look = style("'") if value.startswith("'") else ""
            space = ' xml:space="preserve"' if value.strip() not in {"", value} else ""
            return f'{look} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
        if isinstance(value, date):
            return f'{style(_DAY_ONE)} t="n"><v>{safe_string(to_excel(value))}</v></c>'
        return f' t="{"b" if isinstance(value, bool) else "n"}"><v>{safe_string(value)}</v></c>'

    return tail


def styled(sheet: WriteOnlyWorksheet, value: _Value) -> WriteOnlyCell:
    """Return a cell of a sheet, in the style that its value needs; a text is never a formula."""
    from openpyxl.cell import WriteOnlyCell as Cell

    cell = Cell(sheet, value=None)
    if isinstance(value, str):
        cell._value, cell.data_type = value, "s"
        if value.startswith("'"):
            cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    return cell


def cell_value(text: str, kind: Kind | None) -> _Value:
    """Return what a cell of a column's kind holds for a text."""
    if kind is Kind.DATE and date.fromisoformat(text) >= _DAY_ONE:
        return date.fromisoformat(text)
    if kind is Kind.BOOLEAN:
        return text == "true"
    if kind is Kind.INTEGER and len(text) < 15:
        return int(text)
    if kind is Kind.DECIMAL and len(text) < 15 and (repr(float(text)) == text or text.isdigit()):
        return int(text) if text.isdigit() else float(text)
    return protect(text)
