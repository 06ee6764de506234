"""Tables from Excel workbooks, read by a streaming parser that keeps to a stated size and expands nothing.

Of a cell's formula only the value that the spreadsheet last computed is read; one without a value, and one that failed,
are told apart so that the import can name the cell.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Self
from xml.parsers import expat

from kg.errors import InputError, LimitError
from kg.sheets.tables import DEFAULT_MAX_BYTES, Cell, Row, Table, trimmed
from kg.text import unprotect

__all__ = ["read_workbook"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_NOT_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = dict[str, str]


class _DoctypeError(Exception):
    """A document type in a part of a workbook, where none belongs."""


def read_workbook(path: Path, *, max_bytes: int | None = DEFAULT_MAX_BYTES) -> list[Table]:
    """Read the sheets of an xlsx workbook, in order.

    ``max_bytes`` limits what the workbook unpacks to, as its directory tells before anything is unpacked. Raises
    :class:`~kg.errors.InputError` for what is no workbook or is protected by a password, and
    :class:`~kg.errors.LimitError` for one over the limit.
    """
    _check_container(path)
    try:
        with zipfile.ZipFile(path) as package:
            _check_directory(path, package, max_bytes)
            return _read_package(path, package)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, struct.error) as error:
        raise InputError(path, f"is no workbook, or a damaged one ({error}); save it again as .xlsx") from error
    except _DoctypeError as error:
        raise InputError(path, "holds a document type, which no spreadsheet program writes; it is not read") from error
    except (expat.ExpatError, LookupError, ValueError, OverflowError, StopIteration) as error:
        raise InputError(path, f"is a damaged workbook ({error}); open it and save it again as .xlsx") from error


def _check_container(path: Path) -> None:
    try:
        data = path.read_bytes() if path.stat().st_size < 50_000_000 else path.open("rb").read(8)
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    if not data:
        raise InputError(path, "is empty")
    if data.startswith(_OLD_OFFICE):
        protected = _ENCRYPTED in data
        problem = (
            "is protected by a password; save it without" if protected else "is in Excel's old format; save it as .xlsx"
        )
        raise InputError(path, problem)


def _check_directory(path: Path, package: zipfile.ZipFile, max_bytes: int | None) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(path, "is protected by a password; save it without")
    size = sum(entry.file_size for entry in entries)
    if max_bytes is not None and size > max_bytes:
        limit = f"unpacks to {size / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB"
        raise LimitError(path, f"{limit}; lift it with --max-size if you know where the file is from")


def _read_package(path: Path, package: zipfile.ZipFile) -> list[Table]:
    if "xl/workbook.xml" not in package.namelist():
        raise InputError(path, "is no workbook: it holds no xl/workbook.xml; save it as .xlsx")
    targets = _Relations().read(package, "xl/_rels/workbook.xml.rels").targets
    book = _Book().read(package, "xl/workbook.xml")
    names = set(package.namelist())
    strings = _Strings().read(package, "xl/sharedStrings.xml").strings if "xl/sharedStrings.xml" in names else []
    dates = _Styles().read(package, "xl/styles.xml").date_styles() if "xl/styles.xml" in names else frozenset()
    tables = []
    for name, relation in book.sheets:
        part = targets.get(relation, "")
        if part in names:
            sheet = _SheetPart(strings, dates, book.epoch).read(package, part)
            tables.append(Table(name, str(path), sheet.rows, True, tuple(sheet.merged)))
    return tables


class _Part:
    """A part of the package, read in one pass: ``start`` and ``end`` are told each element without its prefix."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def read(self, package: zipfile.ZipFile, name: str) -> Self:
        """Read a part of a package and return itself."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda tag, found: self.start(tag.rpartition(":")[2], found)
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = self.text.append
        with package.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return self


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _Relations(_Part):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes["Target"]
            self.targets[attributes["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Book(_Part):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch = date(1899, 12, 30)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next(value for key, value in attributes.items() if key.rpartition(":")[2] == "id" and ":" in key)
            self.sheets.append((attributes["name"], relation))
        elif name == "workbookPr" and attributes.get("date1904", "0") in {"1", "true"}:
            self.epoch = date(1904, 1, 1)


class _Strings(_Part):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        self.text.clear()
        self._phonetic = self._phonetic or name == "rPh"
        if name == "si":
            self._parts = []

    def end(self, name: str) -> None:
        if name == "t" and not self._phonetic:
            self._parts.append("".join(self.text))
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.strings.append(_unescape("".join(self._parts)))
        self.text.clear()


class _Styles(_Part):
    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._styles.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def date_styles(self) -> frozenset[int]:
        """Return the numbers of the styles that show a number as a date."""
        return frozenset(place for place, number in enumerate(self._styles) if self._is_date(number))

    def _is_date(self, number: int) -> bool:
        code = _NOT_IN_FORMAT.sub("", self._formats.get(number, "")).lower()
        return number in _BUILT_IN_DATES or any(letter in code for letter in "yd")


class _SheetPart(_Part):
    def __init__(self, strings: list[str], dates: frozenset[int], epoch: date) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._row, self._column = 0, 0
        self._cells: dict[int, Cell] = {}
        self._parts: dict[str, str] = {}
        self._type, self._style = "n", 0

    def start(self, name: str, attributes: Attributes) -> None:
        self.text.clear()
        if name == "c":
            self._column = _column_number(attributes["r"]) if "r" in attributes else self._column + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._parts = {}
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column, self._cells = 0, {}
        elif name == "mergeCell":
            self.merged.append(attributes["ref"])

    def end(self, name: str) -> None:
        if name in {"v", "f", "t"}:
            self._parts[name] = self._parts.get(name, "") + "".join(self.text) if name == "t" else "".join(self.text)
        elif name == "c":
            cell = self._cell()
            if cell.text:
                self._cells[self._column] = cell
        elif name == "row" and self._cells:
            self.rows.append((self._row, self._cells))
        self.text.clear()

    def _cell(self) -> Cell:
        value = self._parts.get("v", "")
        if not value and self._type not in {"str", "inlineStr"}:
            return Cell(f"={self._parts['f']}", "formula") if self._parts.get("f") else Cell("")
        return _READERS.get(self._type, _read_number)(self, value)

    def shared(self, value: str) -> Cell:
        """Return the cell of a shared string's number."""
        return Cell(unprotect(trimmed(self._strings[int(value)])))

    def inline(self, value: str) -> Cell:
        """Return the cell of a string held in place."""
        return Cell(unprotect(trimmed(_unescape(self._parts.get("t", value)))))

    def number(self, value: str) -> Cell:
        """Return the cell of a number, as a date where its style says so."""
        number = float(value)
        if self._style not in self._dates:
            return Cell(_shortest(number), "number")
        days = timedelta(days=int(number) + (1 if number < 60 and self._epoch.year == 1899 else 0))
        clock = "" if number == int(number) else f" {timedelta(seconds=round(number % 1 * 86400))}"
        try:
            return Cell(f"{(self._epoch + days).isoformat()}{clock}", "date")
        except OverflowError:
            return Cell(_shortest(number), "number")


def _read_number(part: _SheetPart, value: str) -> Cell:
    return part.number(value)


_READERS: dict[str, Callable[[_SheetPart, str], Cell]] = {
    "s": _SheetPart.shared,
    "str": _SheetPart.inline,
    "inlineStr": _SheetPart.inline,
    "b": lambda part, value: Cell("true" if value == "1" else "false", "boolean"),
    "e": lambda part, value: Cell(value, "error"),
    "d": lambda part, value: Cell(value.removesuffix("T00:00:00").removesuffix(".000"), "date"),
}


def _column_number(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _shortest(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{Decimal(repr(number)):f}"


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
