"""Tables from Excel workbooks, read by a streaming parser that keeps to a stated size and expands nothing.

Of a cell's formula only the value that the spreadsheet last computed is read; one without a value, and one that failed,
are distinguished, so that the import can name the cell.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Self
from xml.parsers import expat

from kg.errors import InputError, LimitError
from kg.sheets.number_formats import BUILT_IN_FORMATS, is_shown_apart, shortest, show
from kg.sheets.tables import DEFAULT_MAX_BYTES, Cell, Row, Table, trimmed
from kg.text import unprotect

__all__ = ["read_workbook"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
_OTHER_SPREADSHEETS = {"content.xml": ".ods", "xl/workbook.bin": ".xlsb", "Index/Document.iwa": ".numbers"}
#: the most that a sheet of Excel's holds, and the longest cell that is read (Excel itself writes 32,767 characters)
_MAX_ROW, _MAX_COLUMN, _MAX_CHARACTERS = 1_048_576, 16_384, 1_000_000
_TEXT_ELEMENTS = frozenset({"t", "v", "f"})
_DIGITS = "0123456789"
_WAY_OUT = "save it as .xlsx (File > Save as)"
_FRACTION = re.compile(r"\.0+Z?$|Z$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = dict[str, str]


class _DoctypeError(Exception):
    """A document type in a part of a workbook, where none belongs."""


class _TooLongError(Exception):
    """A cell with more text, or a tag with more attributes, than is read."""


class _RepeatedError(Exception):
    """Shared texts that fill more cells than a file of the size allowed could."""


class _Shared:
    """The texts that cells share, which may be repeated up to a number of characters together, None for any."""

    def __init__(self, texts: list[str], most: int | None) -> None:
        self._texts, self._left = texts, most

    def __getitem__(self, place: int) -> str:
        text = self._texts[place]
        if self._left is not None:
            self._left -= len(text)
            if self._left < 0:
                raise _RepeatedError
        return text


def read_workbook(path: Path, *, max_bytes: int | None = DEFAULT_MAX_BYTES) -> list[Table]:
    """Read the sheets of an xlsx workbook, in order.

    ``max_bytes`` limits what the workbook unpacks to, as its directory says before anything is unpacked. Raises
    :class:`~kg.errors.InputError` for what is not a workbook or is protected by a password, and
    :class:`~kg.errors.LimitError` for one over the limit.
    """
    _check_container(path)
    try:
        with zipfile.ZipFile(path) as package:
            _check_directory(path, package, max_bytes)
            return _read_package(path, package, max_bytes)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, struct.error) as error:
        raise InputError(path, f"is not a workbook, or is damaged ({error}); save it again as .xlsx") from error
    except _DoctypeError as error:
        raise InputError(
            path, "contains a document type (DTD), which no spreadsheet program writes; it is refused"
        ) from error
    except _RepeatedError as error:
        limit = f"repeats its texts to over {(max_bytes or 0) / 1e6:,.0f} MB"
        raise LimitError(path, f"{limit}; lift the limit with --max-size if you know where the file is from") from error
    except _TooLongError as error:
        raise InputError(path, f"has a cell or a tag of over {_MAX_CHARACTERS:,} characters; shorten it") from error
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
            "is protected by a password; save it without one"
            if protected
            else f"the old Excel format (.xls) is not supported; {_WAY_OUT}"
        )
        raise InputError(path, problem)


def _check_directory(path: Path, package: zipfile.ZipFile, max_bytes: int | None) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(path, "is protected by a password; save it without one")
    size = sum(entry.file_size for entry in entries)
    if max_bytes is not None and size > max_bytes:
        limit = f"unpacks to {size / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB"
        raise LimitError(path, f"{limit}; lift it with --max-size if you know where the file is from")


def _read_package(path: Path, package: zipfile.ZipFile, max_bytes: int | None) -> list[Table]:
    if "xl/workbook.xml" not in package.namelist():
        other = next((name for part, name in _OTHER_SPREADSHEETS.items() if part in package.namelist()), "")
        problem = f"{other} is not supported" if other else "is not a workbook: it has no part xl/workbook.xml"
        raise InputError(path, f"{problem}; {_WAY_OUT}")
    targets = _Relations().read(package, "xl/_rels/workbook.xml.rels").targets
    book = _Book().read(package, "xl/workbook.xml")
    names = set(package.namelist())
    found = _Strings().read(package, "xl/sharedStrings.xml").strings if "xl/sharedStrings.xml" in names else []
    strings = _Shared(found, max_bytes)
    formats = _Styles().read(package, "xl/styles.xml").formats() if "xl/styles.xml" in names else {}
    tables = []
    for name, relation, hidden in book.sheets:
        part = targets.get(relation, "")
        if part in names:
            sheet = _SheetPart(strings, formats, book.is_1904).read(package, part)
            tables.append(Table(name, str(path), sheet.rows, True, tuple(sheet.merged), hidden))
    return tables


class _Part:
    """A part of the package, read in one pass: ``start`` and ``end`` get each element without its prefix."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self._tag = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def read(self, package: zipfile.ZipFile, name: str) -> Self:
        """Read a part of a package and return itself."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        fed = 0
        with package.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                fed += len(chunk)
                # An open tag is read from its start again with each chunk.
                if fed - parser.CurrentByteIndex > _MAX_CHARACTERS:
                    raise _TooLongError
        parser.Parse(b"", True)
        return self

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._tag = tag.rpartition(":")[2] if ":" in tag else tag
        self.start(self._tag, attributes)

    def _end(self, tag: str) -> None:
        self._tag = ""
        self.end(tag.rpartition(":")[2] if ":" in tag else tag)

    def _add(self, text: str) -> None:
        if self._tag in _TEXT_ELEMENTS:  # what stands between elements is space
            self.text.append(text)
            if len(self.text) > 1 or len(text) > _MAX_CHARACTERS:
                _check_length(self.text)


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
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next(value for key, value in attributes.items() if key.rpartition(":")[2] == "id" and ":" in key)
            self.sheets.append((attributes["name"], relation, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr" and attributes.get("date1904", "0") in {"1", "true"}:
            self.is_1904 = True


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
            self.strings.append(unprotect(trimmed(_joined(self._parts))))
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

    def formats(self) -> dict[int, str]:
        """Return the number format of each style under which a number may be shown as something else."""
        codes = {
            place: self._formats.get(number) or BUILT_IN_FORMATS.get(number, "")
            for place, number in enumerate(self._styles)
        }
        return {place: code for place, code in codes.items() if is_shown_apart(code)}


class _SheetPart(_Part):
    def __init__(self, strings: _Shared, formats: dict[int, str], is_1904: bool) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self._strings, self._formats, self._is_1904 = strings, formats, is_1904
        self._row, self._column = 0, 0
        self._cells: dict[int, Cell] = {}
        self._parts: dict[str, str] = {}
        self._texts: list[str] = []
        self._type, self._style = "n", 0
        self._inline: dict[str, Cell] = {}
        self._numbers: dict[tuple[int, str], Cell] = {}

    def _start(self, tag: str, attributes: Attributes) -> None:  # one call an element: a sheet has many
        self._tag = name = tag.rpartition(":")[2] if ":" in tag else tag
        if self.text:
            self.text.clear()
        if name == "c":
            letters = attributes["r"].rstrip(_DIGITS) if "r" in attributes else None
            self._column = _column_number(letters) if letters is not None else self._column + 1
            if self._column > _MAX_COLUMN:
                raise ValueError(f"column {self._column} is beyond a sheet's last")
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._parts, self._texts = {}, []
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            if self._row > _MAX_ROW:
                raise ValueError(f"row {self._row} is beyond a sheet's last")
            self._column, self._cells = 0, {}
        elif name == "mergeCell":
            self.merged.append(attributes["ref"])

    def _end(self, tag: str) -> None:
        self._tag, name = "", tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            cell = self._cell()
            if cell.text:
                self._cells[self._column] = cell
        elif name == "t":
            self._texts.append("".join(self.text))
        elif name in {"v", "f"}:
            self._parts[name] = "".join(self.text)
        elif name == "row" and self._cells:
            self.rows.append((self._row, self._cells))
        if self.text:
            self.text.clear()

    def _cell(self) -> Cell:
        value = self._parts.get("v", "")
        if not value and self._type not in {"str", "inlineStr"}:
            return Cell(f"={self._parts['f']}", "formula") if self._parts.get("f") else Cell("")
        return _READERS.get(self._type, _read_number)(self, value)

    def shared(self, value: str) -> Cell:
        """Return the cell of a shared string's number."""
        return Cell(self._strings[int(value)])

    def inline(self, value: str) -> Cell:
        """Return the cell of a string held in place; equal ones are read once."""
        text = _joined(self._texts) if self._texts else _unescape(value)
        if (cell := self._inline.get(text)) is None:
            cell = self._inline[text] = Cell(unprotect(trimmed(text)))
        return cell

    def number(self, value: str) -> Cell:
        """Return the cell of a number, as its format shows it; equal ones are read once."""
        if (cell := self._numbers.get((self._style, value))) is None:
            cell = self._numbers[self._style, value] = self._read_number(value)
        return cell

    def _read_number(self, value: str) -> Cell:
        number = float(value)
        if not isfinite(number):
            raise ValueError(f"{value} is not a number")
        code = self._formats.get(self._style)
        return show(number, code, is_1904=self._is_1904) if code else Cell(shortest(number), "number")


def _read_number(part: _SheetPart, value: str) -> Cell:
    return part.number(value)


_READERS: dict[str, Callable[[_SheetPart, str], Cell]] = {
    "s": _SheetPart.shared,
    "str": _SheetPart.inline,
    "inlineStr": _SheetPart.inline,
    "b": lambda part, value: Cell("true" if value == "1" else "false", "boolean"),
    "e": lambda part, value: Cell(value, "error"),
    "d": lambda part, value: Cell(_FRACTION.sub("", value).replace("T", " ").removesuffix(" 00:00:00"), "date"),
}


@lru_cache(maxsize=1024)
def _column_number(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:  # within the bound, as any text that was read
        return _unescape(parts[0])
    _check_length(parts)
    return _unescape("".join(parts))


def _check_length(parts: list[str]) -> None:
    if sum(map(len, parts)) > _MAX_CHARACTERS:
        raise _TooLongError


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
