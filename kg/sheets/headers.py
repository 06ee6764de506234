"""The header row of a table: which column is which, in which language, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from kg.schema import CASE, OTHER, SHEETS_BY_NAME, Column, Kind, Sheet
from kg.sheets.problems import Place, Problem
from kg.sheets.tables import Row, Table
from kg.text import did_you_mean, fold, is_language_tag
from kg.vocabulary import NEG

__all__ = ["ORIGIN", "OTHER_COLUMNS", "Header", "Headers", "read_headers", "sheet_for"]

#: the columns of the sheet of triples
OTHER_COLUMNS = ("id", "property", "value")

#: the column of an exported case that says where a row was imported from; no sheet of a new case has it
ORIGIN = Column("imported from", NEG.importedFrom, Kind.STRING, "the file and sheet it was imported from", many=True)

_IGNORED = frozenset({"read me", "readme"})


@dataclass(frozen=True, slots=True)
class Header:
    """One header: its place, text, column (None for ``id`` and ``base``) and language ("" for none)."""

    place: Place
    text: str
    column: Column | None = None
    lang: str = ""

    @property
    def name(self) -> str:
        """The name of its column, or its text where it has none."""
        return self.column.name if self.column else self.text


class Headers(dict[int, Header]):
    """The headers of a table by column number, in order of columns; what each row asks of them is found once."""

    @cached_property
    def named(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the columns of each name, in all its languages."""
        found: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, header in self.items():
            found[header.name] += (number,)
        return dict(found)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """The columns here that each row needs."""
        return tuple({h.column.name: h.column for h in self.values() if h.column and h.column.required}.values())

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The numbers of the columns of days."""
        return tuple(number for number, h in self.items() if h.column and h.column.kind is Kind.DATE)


def sheet_for(table: Table) -> tuple[str | None, Problem | None]:
    """Return the sheet of the layout that a table is, or what is wrong with its name.

    Neither: a sheet of the user's own, of a name far from any of the layout's.
    """
    wanted = fold(table.name)
    known = {fold(name): name for name in (*SHEETS_BY_NAME, OTHER)}
    if wanted in known:
        return known[wanted], None
    if wanted in _IGNORED or table.name.startswith(("#", "_")):
        return None, None
    hint = did_you_mean(table.name, known.values())
    if hint or not table.is_sheet:
        name = f"sheet {table.name}" if table.is_sheet else "this file"
        one_of = (
            hint or f"name it after one of: {', '.join(known.values())}; or give --mapping for a sheet of another shape"
        )
        return None, Problem(Place(table.file), "", f"{name} is not one of a case's sheets", one_of)
    return None, None


def read_headers(table: Table, sheet: str) -> tuple[Headers, list[Row], list[Problem]]:
    """Return a table's headers by column number, its rows below the header, and the header's problems."""
    file_sheet = table.name if table.is_sheet else ""
    if not table.rows:
        wrong = "is empty: its first row must hold the headers"
        return Headers(), [], [Problem(Place(table.file, file_sheet), "", wrong, f"write {_expected(sheet)}")]
    number, cells = table.rows[0]
    headers = Headers()
    problems: list[Problem] = []
    for column, cell in sorted(cells.items()):
        place = Place(table.file, file_sheet, number, column)
        header = _read_header(cell.text, place, sheet)
        if isinstance(header, Problem):
            problems.append(header)
        elif header is not None and any(_same(header, other) for other in headers.values()):
            problems.append(Problem(header.place, "", "is the header of two columns", "rename or delete one of them"))
        elif header is not None:
            headers[column] = header
    rows = table.rows[1:]
    if rows:
        problems += _missing(headers, sheet, Place(table.file, file_sheet, number))
    return headers, rows, problems


def _read_header(text: str, place: Place, sheet: str) -> Header | Problem | None:
    if text.startswith("#"):
        return None
    name, _, tag = text.partition(":")
    wanted, lang = fold(name), tag.strip().lower().replace("_", "-")
    place = Place(place.file, place.sheet, place.row, place.column, text)
    if wanted in _plain(sheet) and not lang:
        return Header(place, wanted)
    column = ORIGIN if wanted == ORIGIN.name and sheet != OTHER else _column(wanted, sheet)
    if column is None:
        hint = (
            did_you_mean(name.strip(), _names(sheet)) or f"the columns are {', '.join(_names(sheet))}; # hides a column"
        )
        return Problem(place, "", f"is not a column of the sheet {sheet}", hint)
    if lang and column.kind is not Kind.TEXT:
        return Problem(place, "", "takes no language", f"write {column.name}")
    if lang and not is_language_tag(lang):
        return Problem(place, "", f"“{tag.strip()}” is not a language tag", f"write a tag such as {column.name}:en")
    return Header(place, text, column, lang)


def _plain(sheet: str) -> tuple[str, ...]:
    if sheet == OTHER:
        return OTHER_COLUMNS
    return ("id", "base") if sheet == CASE else ("id",)


def _column(wanted: str, sheet: str) -> Column | None:
    if sheet == OTHER:
        return None
    return next((column for column in SHEETS_BY_NAME[sheet].columns if fold(column.name) == wanted), None)


def _names(sheet: str) -> list[str]:
    return (
        [*_plain(sheet), *(column.name for column in SHEETS_BY_NAME[sheet].columns if sheet != OTHER)]
        if sheet != OTHER
        else [*OTHER_COLUMNS]
    )


def _same(one: Header, other: Header) -> bool:
    if one.column is None or other.column is None:
        return one.column is other.column and one.text == other.text
    return (one.column.name, one.lang) == (other.column.name, other.lang)


def _missing(headers: dict[int, Header], sheet: str, place: Place) -> list[Problem]:
    here = {header.column.name if header.column else header.text for header in headers.values()}
    wanted = OTHER_COLUMNS if sheet == OTHER else _required(SHEETS_BY_NAME[sheet])
    absent = [name for name in wanted if name not in here]
    return [Problem(place, "", f"the column {name} is missing", "add it to the header row") for name in absent]


def _required(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.name for column in sheet.columns if column.required)


def _expected(sheet: str) -> str:
    return ", ".join(_names(sheet)[:5]) + " …"
