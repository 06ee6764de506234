"""Tables from CSV files as they come: with or without a byte-order mark, by comma, semicolon or tab, in UTF-8 or not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from kg.errors import InputError, LimitError
from kg.schema import SHEETS
from kg.sheets.encodings import decode_text
from kg.sheets.tables import DEFAULT_MAX_BYTES, Cell, Row, Table, guess_kind, trimmed
from kg.text import fold, protect, unprotect

__all__ = ["FIELD_LIMIT", "csv_bytes", "find_delimiter", "is_separator_line", "read_csv"]

_DELIMITERS = ",;\t|"
_ROWS_TRIED = 20
_HEADERS = frozenset({fold(column.name) for sheet in SHEETS for column in sheet.columns} | {"id", "base"})
_SEPARATOR = re.compile(r"sep=([,;\t|])?")

#: the longest cell that is read, in characters
FIELD_LIMIT = 10_000_000


def find_delimiter(text: str) -> str:
    """Return the delimiter of a CSV file, from the text of its first lines.

    The one that the first line states (``sep=;``); else the one under which the first line holds most of the project's own
    headers; else the one under which most of the rows have as many columns as the header; else a comma.
    """
    first = next(iter(text.lstrip("\r\n").splitlines()), "")
    if stated := _SEPARATOR.fullmatch(first):
        return stated[1] or ","

    def score(delimiter: str) -> tuple[int, int, int]:
        header, *rows = _first_rows(text, delimiter) or [[]]
        known = sum(fold(name.partition(":")[0]) in _HEADERS for name in header)
        alike = sum(len(row) == len(header) for row in rows) if len(header) > 1 else 0
        return known, alike, len(header)

    return max(_DELIMITERS, key=score)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)
    try:
        return [row for row in islice(reader, _ROWS_TRIED) if row]
    except csv.Error:
        return []


def is_separator_line(cells: list[str]) -> bool:
    """Tell whether the first line of a file states its delimiter (``sep=;``), as Excel writes it."""
    return len(cells) <= 2 and _SEPARATOR.fullmatch("".join(cells)) is not None


def read_csv(path: Path, *, encoding: str | None = None, max_bytes: int | None = DEFAULT_MAX_BYTES) -> Table:
    """Read a CSV file as a table named after the file, decoded by :func:`~kg.sheets.encodings.decode_text`.

    Raises :class:`~kg.errors.InputError` for a file that is not text or has an open quotation mark, and
    :class:`~kg.errors.LimitError` for one over the limit.
    """
    try:
        size = path.stat().st_size
        if max_bytes is not None and size > max_bytes:
            limit = f"{max_bytes / 1e6:,.0f} MB"
            raise LimitError(path, f"{size / 1e6:,.0f} MB, over the limit of {limit}; lift it with --max-size")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    text, _ = decode_text(data, path, encoding)
    return Table(path.stem, str(path), _rows(text, path))


def _rows(text: str, path: Path) -> list[Row]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    rows: list[Row] = []
    try:
        for number, values in enumerate(reader, start=1):
            cells = {place: _cell(trimmed(value)) for place, value in enumerate(values, start=1) if value.strip()}
            if cells and not (number == 1 and is_separator_line(values)):
                rows.append((number, cells))
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}", f"not a readable CSV file: {error}") from error
    return rows


def _cell(text: str) -> Cell:
    return Cell(unprotect(text), guess_kind(text))


def csv_bytes(rows: Iterable[Iterable[str]], *, mark: bool = True) -> bytes:
    """Return rows of text as a CSV file in UTF-8, each text protected from being taken for a formula.

    ``mark``: begin with the byte-order mark by which spreadsheets know UTF-8.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([protect(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig" if mark else "utf-8")
