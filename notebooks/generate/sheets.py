"""The reference of the sheets of a workbook, from the schema."""

from __future__ import annotations

from generate.text import plain, table
from kg.schema import SHEETS, Column, Kind, Sheet
from kg.store import PREFIXES

__all__ = ["write_sheets"]


def write_sheets() -> str:
    """Return a section for each sheet, with its columns."""
    return "\n".join(_section(sheet) for sheet in SHEETS)


def _section(sheet: Sheet) -> str:
    rows = [[f"`{column.name}`", _value(column), _term(column), plain(_meaning(column))] for column in sheet.columns]
    return f"## {sheet.name}\n\n{plain(sheet.purpose)}\n\n" + table(("Column", "Cell", "Property", "Meaning"), rows)


def _value(column: Column) -> str:
    words = str(column.kind)
    if column.kind is Kind.REFERENCE:
        words = f"a row of {' or '.join(column.to)}"
    elif column.kind is Kind.CHOICE:
        words = f"one of a list: {column.to[0]}"
    return plain(words + (", or several" if column.many else ""))


def _meaning(column: Column) -> str:
    default = "" if column.default in (None, False) else f"; by default {str(column.default).lower()}"
    return f"{column.help}{default}{'. Required' if column.required else ''}"


def _term(column: Column) -> str:
    for prefix, base in PREFIXES.items():
        if column.predicate.startswith(base):
            return f"`{prefix}:{column.predicate.removeprefix(base)}`"
    return f"`{column.predicate}`"
