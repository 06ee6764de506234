"""Tables as they come out of files and go into them: cells with their kind, rows with their number.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes away
again: :func:`protect` and :func:`unprotect` are each other's inverse for every text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.sheets.cells import ERROR_VALUES

__all__ = ["DEFAULT_MAX_BYTES", "Cell", "Row", "Table", "guess_kind", "trimmed"]

#: the size of a table's file, unpacked, in bytes, above which it is refused unless the caller lifts the limit
DEFAULT_MAX_BYTES = 100_000_000

_RISKY = frozenset("=+-@\t\r\n|%")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class Cell(NamedTuple):
    """What a cell holds, as text. Kinds: text, number, date, boolean, error (a failed formula), formula (without a value)."""

    text: str
    kind: str = "text"


#: a row: its number in the file, counted from 1, and its cells by column, counted from 1
Row = tuple[int, dict[int, Cell]]


@dataclass(slots=True)
class Table:
    """One sheet or CSV file: its name, the file's, its rows (the first is the header), merged ranges and notes on reading."""

    name: str
    file: str
    rows: list[Row]
    is_sheet: bool = False
    merged: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def trimmed(text: str) -> str:
    """Return a cell's text without surrounding space, its line ends as one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def guess_kind(text: str) -> str:
    """Return the kind of a cell of a CSV file, which says none itself."""
    if text in ERROR_VALUES:
        return "error"
    return "formula" if text.startswith("=") else "text"
