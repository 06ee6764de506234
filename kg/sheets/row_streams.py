"""The rows of any table as they come: a CSV file of any size in bounded memory, or one sheet of a workbook.

For tables of someone else's shape, whose rows are lists of texts under a header. The encoding and the delimiter of a CSV
file are found as for the project's own sheets, by the same functions.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.sheets.csv_files import FIELD_LIMIT, find_delimiter, is_separator_line
from kg.sheets.encodings import find_encoding
from kg.sheets.tables import DEFAULT_MAX_BYTES, FORMULA_PROBLEMS, Table
from kg.sheets.workbook import is_workbook, read_workbook
from kg.store import refuse_pipe

__all__ = ["CsvRows", "SheetRows", "open_rows", "sheets_of"]

_FIRST_CHARACTERS = 100_000

#: what is wrong with a cell and what would be right, with its place in the row, counted from 0
Fault = tuple[int, str, str]


class CsvRows:
    """The rows of a CSV file: its ``header`` at once, the rest by iteration, as pairs of row number and cells.

    Rows are counted as in a spreadsheet; empty ones are passed over. ``done`` is how many bytes have been read. Raises
    :class:`~kg.errors.InputError` for what is not CSV in the encoding found.
    """

    def __init__(
        self,
        path: Path,
        encoding: str | None = None,
        delimiter: str | None = None,
        *,
        option: str = "--encoding NAME",
    ) -> None:
        self.path, self.sheet = path, ""
        self.encoding = find_encoding(path, encoding, option=option)
        self._option = option
        self._binary: io.BufferedReader | None = None
        self.delimiter = delimiter or self._find_delimiter()
        self.header = _checked(path, next((cells for _, cells in self._rows()), []))

    @property
    def done(self) -> int:
        """How many bytes have been read."""
        return self._binary.tell() if self._binary and not self._binary.closed else 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        rows = self._rows()
        next(rows, None)
        return rows

    def faults(self, number: int) -> tuple[Fault, ...]:
        """Return the cells of a row that hold no value: none, in a CSV file."""
        return ()

    def _find_delimiter(self) -> str:
        try:
            with self.path.open(encoding=self.encoding, errors="replace", newline="") as text:
                return find_delimiter(text.read(_FIRST_CHARACTERS))
        except OSError as error:
            raise InputError(self.path, error.strerror or str(error)) from error

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(FIELD_LIMIT)
        number = 0
        try:
            with (
                self.path.open("rb") as self._binary,
                io.TextIOWrapper(self._binary, encoding=self.encoding, newline="") as text,
            ):
                reader = csv.reader(text, delimiter=self.delimiter, strict=True)
                for number, cells in enumerate(reader, start=1):
                    if cells and not (number == 1 and is_separator_line(cells)):
                        yield number, cells
        except UnicodeDecodeError as error:
            way = f"name the right encoding with {self._option}, or save it as UTF-8"
            where = f"near row {number + 1}"
            raise InputError(self.path, f"cannot be decoded as {self.encoding} {where}; {way}") from error
        except csv.Error as error:
            raise InputError(self.path, f"row {number + 1} is not valid CSV ({error})") from error
        except OSError as error:
            raise InputError(self.path, error.strerror or str(error)) from error


class SheetRows:
    """The rows of one sheet of a workbook, as :class:`CsvRows` gives them, each as wide as the header or wider.

    A cell has the text that the spreadsheet shows; a date in full is written year-month-day.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self.path, self.sheet, self.encoding, self.delimiter = path, table.name, "utf-8", ","
        self._rows = table.rows
        _, cells = self._rows[0] if self._rows else (0, {})
        width = max(cells, default=0)
        self.header = _checked(path, [cells[place].text if place in cells else "" for place in range(1, width + 1)])
        self._faults: dict[int, tuple[Fault, ...]] = {}
        self._size = path.stat().st_size

    @property
    def done(self) -> int:
        """How many bytes have been read: all, since a workbook is read whole."""
        return self._size

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self._rows[1:]:
            width = max(len(self.header), *cells)
            row = [""] * width
            faults = []
            for place, cell in cells.items():
                row[place - 1] = cell.value if cell.kind == "date" and cell.value else cell.text
                if problem := cell.problem or FORMULA_PROBLEMS.get(cell.kind):
                    faults.append((place - 1, *problem))
            if faults:
                self._faults[number] = tuple(faults)
            yield number, row

    def faults(self, number: int) -> tuple[Fault, ...]:
        """Return the cells of a row that hold no value: formulas that failed or were not computed, days of no calendar."""
        return self._faults.get(number, ())


def open_rows(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    option: str = "--encoding NAME",
    max_bytes: int | None = DEFAULT_MAX_BYTES,
) -> CsvRows | SheetRows:
    """Open a table: a CSV file, or a workbook's ``sheet``, which must be named where several visible ones are filled.

    ``option`` says in errors how to name an encoding; ``max_bytes`` limits what a workbook unpacks to. Raises
    :class:`~kg.errors.InputError`, and :class:`~kg.errors.LimitError` for a workbook over the limit.
    """
    refuse_pipe(path)
    if not is_workbook(path):
        return CsvRows(path, encoding, delimiter, option=option)
    tables = read_workbook(path, max_bytes=max_bytes)
    return SheetRows(path, _chosen(path, tables, sheet))


def sheets_of(path: Path, max_bytes: int | None = DEFAULT_MAX_BYTES) -> list[str]:
    """Return the names of a workbook's filled visible sheets, in order; [] for a CSV file."""
    refuse_pipe(path)
    if not is_workbook(path):
        return []
    return [table.name for table in _filled(read_workbook(path, max_bytes=max_bytes))]


def _filled(tables: list[Table]) -> list[Table]:
    return [table for table in tables if table.rows and not table.hidden]


def _chosen(path: Path, tables: list[Table], sheet: str | None) -> Table:
    if sheet is not None:
        for table in tables:
            if table.name == sheet:
                return table
        names = ", ".join(table.name for table in tables)
        raise InputError(path, f"has no sheet “{sheet}”; its sheets are {names}")
    filled = _filled(tables)
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise InputError(path, "has no filled sheet that is visible; its first row must name the columns")
    names = ", ".join(table.name for table in filled)
    raise InputError(path, f'has several sheets ({names}); say in the mapping which one: sheet = "{filled[0].name}"')


def _checked(path: Path, header: list[str]) -> list[str]:
    names = [name.strip() for name in header]
    if not any(names):
        raise InputError(path, "is empty; its first row must name the columns")
    for name in names:
        if name and names.count(name) > 1:
            raise InputError(path, f"two columns are called “{name}”; give each column its own name")
    return names
