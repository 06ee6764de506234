"""The rows of a CSV file, read as they come, with the cells of a second sheet's rows joined to them by key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.corpora.mapping_file import Join
from kg.errors import InputError
from kg.sheets.problems import Place, Problem

__all__ = ["CsvRows", "JoinedSheet", "read_joined"]

#: the longest cell that is read, in characters
MAX_CELL = 10_000_000


class CsvRows:
    """The rows of a CSV file: its ``header`` at once, the rest by iteration, as pairs of row number and cells.

    Rows are counted as in a spreadsheet, the header being row 1; empty ones are passed over. ``done`` is how many bytes
    have been read. Raises :class:`~kg.errors.InputError` for what is no CSV in the encoding.
    """

    def __init__(self, path: Path, encoding: str = "utf-8", delimiter: str = ",") -> None:
        self.path, self.encoding = path, encoding
        self._delimiter = delimiter
        self._binary: io.BufferedReader | None = None
        self.header = next((cells for _, cells in self._rows()), [])
        self.header = [name.strip() for name in self.header]
        if not any(self.header):
            raise InputError(path, "is empty; its first row must name the columns")
        for name in self.header:
            if self.header.count(name) > 1:
                raise InputError(path, f"two columns are called “{name}”; give each a name of its own")

    @property
    def done(self) -> int:
        """How many bytes have been read."""
        return self._binary.tell() if self._binary and not self._binary.closed else 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        rows = self._rows()
        next(rows, None)
        return rows

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MAX_CELL)
        encoding = "utf-8-sig" if self.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else self.encoding
        number = 0
        try:
            with (
                self.path.open("rb") as self._binary,
                io.TextIOWrapper(self._binary, encoding=encoding, newline="") as text,
            ):
                reader = csv.reader(text, delimiter=self._delimiter)
                for number, cells in enumerate(reader, start=1):
                    if cells:
                        yield number, cells
        except LookupError as error:
            raise InputError(
                self.path, f"no encoding is called “{self.encoding}”; use utf-8 or windows-1251"
            ) from error
        except UnicodeDecodeError as error:
            way = 'say which it is in the mapping: encoding = "windows-1251"'
            raise InputError(self.path, f"row {number + 1} or a later one is not {self.encoding}; {way}") from error
        except csv.Error as error:
            raise InputError(self.path, f"row {number + 1} cannot be read as CSV ({error})") from error
        except OSError as error:
            raise InputError(self.path, error.strerror or str(error)) from error


@dataclass(slots=True)
class JoinedSheet:
    """A second sheet by key: ``header``, each key's first row, and, where a key may have several rows, all of them."""

    join: Join
    header: list[str]
    first: dict[str, list[str]] = field(default_factory=dict)
    every: dict[str, list[list[str]]] = field(default_factory=dict)


def read_joined(join: Join, path: Path, encoding: str, delimiter: str, problems: list[Problem]) -> JoinedSheet:
    """Read a second sheet whole, by its key. A key that comes up again is a problem, unless the join is to many.

    Raises :class:`~kg.errors.InputError` for a sheet without the key's column.
    """
    rows = CsvRows(path, encoding, delimiter)
    if join.key not in rows.header:
        raise InputError(path, f"has no column “{join.key}”, which [join.{join.name}] calls its key")
    sheet, key_at, width = JoinedSheet(join, rows.header), rows.header.index(join.key), len(rows.header)
    for number, cells in rows:
        if len(cells) != width:
            problems.append(Problem(Place(str(path), row=number), "", f"has {len(cells)} cells, not {width}"))
            continue
        key = cells[key_at].strip()
        if join.many:
            sheet.every.setdefault(key, []).append(cells)
        elif key in sheet.first:
            place = Place(str(path), row=number, column=key_at + 1, header=join.key)
            problems.append(
                Problem(place, key, "comes up a second time", "keep one row for each key, or say many = true")
            )
        sheet.first.setdefault(key, cells)
    return sheet
