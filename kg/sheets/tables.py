"""Tables as they come out of files and go into them: cells with their kind, rows with their number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.sheets.cells import ERROR_VALUES

__all__ = ["DEFAULT_MAX_BYTES", "FORMULA_PROBLEMS", "Cell", "Row", "Table", "guess_kind", "trimmed"]

#: the size of a table's file, unpacked, in bytes, above which it is refused unless the caller lifts the limit
DEFAULT_MAX_BYTES = 100_000_000

#: what is wrong with a cell of a kind that holds no value, and what would be right
FORMULA_PROBLEMS = {
    "formula": ("is a formula without a value", "put the value in its place, or an apostrophe before it if it is text"),
    "error": ("is a formula that failed", "put the value in its place"),
}


class Cell(NamedTuple):
    """What a cell shows, as text, and what it holds.

    Kinds: text, number, percent, date, time, boolean, error (a failed formula), formula (without a value). ``value``: the
    number or the day that a number cell holds, "" where ``text`` is it. ``problem``: what is wrong with a cell that holds
    no value at all, and what would be right.
    """

    text: str
    kind: str = "text"
    value: str = ""
    problem: tuple[str, str] | None = None


#: a row: its number in the file, counted from 1, and its cells by column, counted from 1
Row = tuple[int, dict[int, Cell]]


@dataclass(slots=True)
class Table:
    """One sheet or CSV file: its name, the file's, its rows (the first is the header), merged ranges and notes on reading.

    ``hidden``: a sheet that the spreadsheet program does not show.
    """

    name: str
    file: str
    rows: list[Row]
    is_sheet: bool = False
    merged: tuple[str, ...] = ()
    hidden: bool = False
    notes: list[str] = field(default_factory=list)


def trimmed(text: str) -> str:
    """Return a cell's text without surrounding space, its line ends as one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def guess_kind(text: str) -> str:
    """Return the kind of a cell of a CSV file, which says none itself."""
    if text in ERROR_VALUES:
        return "error"
    return "formula" if text.startswith("=") else "text"
