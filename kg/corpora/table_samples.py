"""The beginning of a table of someone else's shape, from which a mapping is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.sheets.days import day_readings
from kg.sheets.row_streams import RowStream, open_every
from kg.text import fold

__all__ = ["Sample", "are_days", "read_samples"]

_SAMPLE_BYTES = 2_000_000
_SAMPLE_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a table: its columns with their cells, without blanks around them, and how it is written.

    ``sheet`` is "" unless its workbook has several filled ones.
    """

    path: Path
    sheet: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> list[str]:
        """The columns that have a name."""
        return [name for name in self.header if name]

    @property
    def name(self) -> str:
        """What the table is called: its sheet, else its file."""
        return self.sheet or self.path.stem

    def cells(self, column: str) -> list[str]:
        """Return the cells of a column, row by row, "" where there is none."""
        place = self.header.index(column)
        return [row[place] if len(row) > place else "" for row in self.rows]

    def values(self, column: str) -> list[str]:
        """Return the filled cells of a column, in order."""
        return [cell for cell in self.cells(column) if cell]

    def like(self, names: str, among: Sequence[str] | None = None) -> str | None:
        """Return the column whose name is most like the first of some names, which stand in one text, with ``_`` for blanks.

        Equal, else with it as a word, else beginning with it, else with a word that begins with it.
        """
        columns = self.columns if among is None else among
        tests: tuple[Callable[[str, str], bool], ...] = (
            str.__eq__,
            lambda column, name: f" {name} " in f" {column} ",
            str.startswith,
            lambda column, name: f" {name}" in column,
        )
        for test in tests:
            for name in map(fold, names.split()):
                for column in columns:
                    if test(fold(column), name):
                        return column
        return None

    def is_determined(self, column: str, by: str) -> bool:
        """Return whether no two rows with the same cell in ``by`` have different filled cells in a column."""
        known: dict[str, str] = {}
        return all(
            known.setdefault(key, cell) == cell
            for key, cell in zip(self.cells(by), self.cells(column), strict=True)
            if cell
        )


def are_days(values: Sequence[str]) -> bool:
    """Return whether there are values, and the first hundred are days in some way of writing them, but not only digits."""
    return bool(values) and all(not value.isdecimal() and day_readings(value) for value in values[:100])


def read_samples(files: Sequence[Path], encoding: str | None, max_bytes: int | None) -> list[Sample]:
    """Read the beginning of each table: of each CSV file, and of each filled visible sheet of a workbook.

    Raises :class:`~kg.errors.InputError` for a file that holds no table.
    """
    samples: list[Sample] = []
    for path in files:
        tables = open_every(path, encoding=encoding, max_bytes=max_bytes)
        found, wrong = [], None
        for rows in tables:
            try:
                found.append(_sample(rows, rows.sheet if len(tables) > 1 else ""))
            except InputError as error:
                wrong = error
        if wrong is not None and not found:
            raise wrong
        samples += found
    return samples


def _sample(rows: RowStream, sheet: str) -> Sample:
    found: list[tuple[str, ...]] = []
    is_workbook = bool(rows.sheet)
    for _, cells in rows:
        found.append(tuple(cell.strip() for cell in cells))
        if len(found) >= _SAMPLE_ROWS or (not is_workbook and rows.done > _SAMPLE_BYTES):
            break
    if sum(map(bool, rows.header)) == 1 and any(sum(map(bool, row)) > 1 for row in found):
        where = f"{rows.path}, sheet {rows.sheet}" if rows.sheet else rows.path
        raise InputError(
            where, "the first row holds one cell only; delete a title above the row that names the columns"
        )
    return Sample(rows.path, sheet, rows.encoding, rows.delimiter, tuple(rows.header), tuple(found))
