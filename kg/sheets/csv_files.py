"""Tables from CSV files as they come: with or without a byte-order mark, by comma, semicolon or tab, in UTF-8 or not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError, LimitError
from kg.schema import SHEETS
from kg.sheets.tables import DEFAULT_MAX_BYTES, Cell, Row, Table, guess_kind, trimmed
from kg.store import replace_file
from kg.text import fold, protect, unprotect

__all__ = ["decode_text", "find_delimiter", "read_csv", "write_csv"]

_DELIMITERS = ",;\t|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADERS = frozenset({fold(column.name) for sheet in SHEETS for column in sheet.columns} | {"id", "base"})
_CYRILLIC_WORD = re.compile(r"(?<![A-Za-z])[\u0400-\u045f\u0490\u0491]{2,}(?![A-Za-z])")
_MARKS_OF_1251 = frozenset("«»–—…“”„’‘№\xa0°")
_SEPARATOR = re.compile(r"sep=([,;\t|])?")
_FIELD_LIMIT = 10_000_000


def decode_text(data: bytes, where: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in: the one given, or by its mark, or UTF-8, or Windows-1251.

    Windows-1251 is only guessed where nearly all its letters come out Cyrillic. Raises :class:`~kg.errors.InputError`.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding or marked), encoding or marked
    except LookupError as error:
        raise InputError(where, f"there is no encoding {encoding}; write one such as utf-8 or windows-1251") from error
    except UnicodeDecodeError as error:
        problem = f"is not {encoding or marked} (byte {error.start + 1})"
    text = data.decode("windows-1251", errors="replace")
    if encoding or not _is_cyrillic(text):
        raise InputError(where, f"{problem}; save it as UTF-8, or name its encoding with --encoding")
    return text, "windows-1251"


def _is_cyrillic(text: str) -> bool:
    letters = [character for character in text if character > "\x7f" and character not in _MARKS_OF_1251]
    whole = sum(len(word) for word in _CYRILLIC_WORD.findall(text))
    return len(letters) >= 3 and whole >= 0.9 * len(letters)


def find_delimiter(text: str) -> str:
    """Return the delimiter that the first line states (``sep=;``), or under which it holds most known headers.

    Else the one under which it has most columns, and a comma if it has one column under each.
    """
    first = next(iter(text.lstrip("\r\n").splitlines()), "")
    if stated := _SEPARATOR.fullmatch(first):
        return stated[1]

    def score(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter), [])
        return (sum(fold(name.partition(":")[0]) in _HEADERS for name in names), len(names))

    return max(_DELIMITERS, key=score)


def read_csv(path: Path, *, encoding: str | None = None, max_bytes: int | None = DEFAULT_MAX_BYTES) -> Table:
    """Read a CSV file as a table named after the file.

    Raises :class:`~kg.errors.InputError` for a file that is no text or has an open quotation mark, and
    :class:`~kg.errors.LimitError` for one over the limit.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    if max_bytes is not None and len(data) > max_bytes:
        raise LimitError(
            path, f"{len(data) / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB; lift it with --max-size"
        )
    text, found = decode_text(data, path, encoding)
    table = Table(path.stem, str(path), _rows(text, path))
    if found == "windows-1251" and not encoding:
        table.notes.append(f"{path}: not UTF-8; read as Windows-1251 (--encoding says otherwise)")
    return table


def _rows(text: str, path: Path) -> list[Row]:
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    rows: list[Row] = []
    try:
        for number, values in enumerate(reader, start=1):
            cells = {place: _cell(trimmed(value)) for place, value in enumerate(values, start=1) if value.strip()}
            if cells and not (number == 1 and _SEPARATOR.fullmatch("".join(values))):
                rows.append((number, cells))
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}", f"not a readable CSV file: {error}") from error
    return rows


def _cell(text: str) -> Cell:
    return Cell(unprotect(text), guess_kind(text))


def write_csv(path: Path, rows: Iterable[Iterable[str]], *, mark: bool = True) -> None:
    """Write rows of text as a CSV file in UTF-8, each text protected from being taken for a formula.

    ``mark``: begin with the byte-order mark by which spreadsheets know UTF-8.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([protect(value) for value in row] for row in rows)
    replace_file(path, buffer.getvalue().encode("utf-8-sig" if mark else "utf-8"))
