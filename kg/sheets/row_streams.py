"""The rows of any table as they come: a CSV file of any size in bounded memory, or one sheet of a workbook.

For tables of someone else's shape, whose rows are lists of texts under a header. The encoding and the delimiter of a CSV
file are found as for the project's own sheets, by the same functions.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.formats import WORKBOOK_EXTENSIONS, extension_of
from kg.sheets.csv_files import FIELD_LIMIT, find_delimiter, is_separator_line
from kg.sheets.encodings import find_encoding
from kg.sheets.merged_cells import merged_ranges
from kg.sheets.tables import DEFAULT_MAX_BYTES, FORMULA_PROBLEMS, Table
from kg.sheets.workbook import read_workbook
from kg.store import refuse_pipe

__all__ = ["CsvRows", "Fault", "RowStream", "SheetRows", "open_every", "open_rows"]

_FIRST_CHARACTERS = 100_000
_NO_SHEET = "has no filled sheet that is visible; its first row must name the columns"

#: a cell that holds no value: its place in the row, counted from 0, what it shows, what is wrong and what would be right
Fault = tuple[int, str, str, str]


class CsvRows:
    """The rows of a CSV file: its ``header`` at once, the rest by iteration, as pairs of row number and cells.

    Rows are counted as in a spreadsheet; those without a filled cell are passed over. ``done`` is how many of ``size`` bytes have been
    read. Raises :class:`~kg.errors.InputError` for what is not CSV in the encoding found.
    """

    sheet = ""

    def __init__(self, path: Path, encoding: str | None = None, delimiter: str | None = None) -> None:
        self.path, self.encoding = path, find_encoding(path, encoding)
        self.size = path.stat().st_size
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
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as text:
            return find_delimiter(text.read(_FIRST_CHARACTERS))

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
                    if any(cells) and not (number == 1 and is_separator_line(cells)):
                        yield number, cells
        except UnicodeDecodeError as error:
            way = "name the right encoding with --encoding NAME, or save it as UTF-8"
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

    encoding, delimiter = "utf-8", ","

    def __init__(self, path: Path, table: Table) -> None:
        self.path, self.sheet, self.size = path, table.name, path.stat().st_size
        self._rows = table.rows
        _, cells = self._rows[0] if self._rows else (0, {})
        width = max(cells, default=0)
        self.header = _checked(path, [cells[place].text if place in cells else "" for place in range(1, width + 1)])
        self._faults: dict[int, tuple[Fault, ...]] = {}
        self._merged = merged_ranges(table)

    @property
    def done(self) -> int:
        """How many bytes have been read: all, since a workbook is read whole."""
        return self.size

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self._rows[1:]:
            row = [""] * max(len(self.header), *cells)
            faults = []
            for place, cell in cells.items():
                row[place - 1] = cell.value if cell.kind == "date" and cell.value else cell.text
                if problem := cell.problem or FORMULA_PROBLEMS.get(cell.kind):
                    faults.append((place - 1, cell.text, *problem))
            for merged in self._merged:
                if merged.first_row <= number <= merged.last_row:
                    faults += [(place - 1, "", *merged.problem) for place in merged.columns]
            if faults:
                self._faults[number] = tuple(faults)
            yield number, row

    def faults(self, number: int) -> tuple[Fault, ...]:
        """Return the cells of a row that hold no certain value: formulas that failed, days of no calendar, merged cells."""
        return self._faults.get(number, ())


RowStream = CsvRows | SheetRows


def open_rows(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    max_bytes: int | None = DEFAULT_MAX_BYTES,
) -> RowStream:
    """Open a table: a CSV file, or a workbook's ``sheet``, which must be named where several visible ones are filled.

    ``encoding`` is for a CSV file that is neither marked nor valid UTF-8; ``max_bytes`` limits what a workbook unpacks
    to. Raises :class:`~kg.errors.InputError`, and :class:`~kg.errors.LimitError` for a workbook over the limit.
    """
    _check(path)
    if not _is_workbook(path):
        return CsvRows(path, encoding, delimiter)
    return SheetRows(path, _chosen(path, read_workbook(path, max_bytes=max_bytes), sheet))


def open_every(
    path: Path, *, encoding: str | None = None, max_bytes: int | None = DEFAULT_MAX_BYTES
) -> Sequence[RowStream]:
    """Open a CSV file, or every filled visible sheet of a workbook, in order.

    A sheet among others whose first row does not name its columns is left out. Raises
    :class:`~kg.errors.InputError` where none is left, and as :func:`open_rows` does.
    """
    _check(path)
    if not _is_workbook(path):
        return [CsvRows(path, encoding)]
    found, wrong = [], InputError(path, _NO_SHEET)
    for table in _filled(read_workbook(path, max_bytes=max_bytes)):
        try:
            found.append(SheetRows(path, table))
        except InputError as error:
            wrong = error
    if not found:
        raise wrong
    return found


def _check(path: Path) -> None:
    refuse_pipe(path)
    if path.is_dir():
        raise InputError(path, "is a folder; name the table in it")


def _is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook by its extension, or by its first bytes where it has another."""
    if extension_of(path) in WORKBOOK_EXTENSIONS:
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error


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
        raise InputError(path, _NO_SHEET)
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
