"""Start a case: sheets, CSV files or Turtle to fill in, each with a filled example and how to go on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.formats import NEW_CASE_FORMATS
from kg.schema import CASE, SHEETS, Column, Kind, Sheet
from kg.sheets.csv_files import csv_bytes
from kg.sheets.examples import EXAMPLE_MARK, EXAMPLES
from kg.sheets.merge import triples_of
from kg.sheets.names import slug
from kg.sheets.read import read_sheets
from kg.sheets.tables import Cell, Row, Table
from kg.sheets.workbook_writer import workbook_bytes
from kg.sheets.write import CaseTable, header_text
from kg.store import hold, start_folder
from kg.text import is_language_tag, path_text
from kg.vocabulary import PREFIXES, RDF

__all__ = ["read_me_lines", "start_case"]

_STEPS = (
    "A negotiation in tables. One row is one thing; one sheet holds one kind of thing.",
    "",
    (
        "Fill the sheets with a dark tab first: parties, people, issues, options, sources, statements. A statement's columns "
        "“on” and “stance” say in one row who holds what; the other sheets are for what that short way cannot say."
    ),
    (
        "The first row of each sheet holds the headers; leave them as they are. The second is an example, marked "
        f"{EXAMPLE_MARK}: it is not imported. Delete it, or write over it and clear the mark."
    ),
    (
        "A name that ends in a language tag is written once for each language: label:en, label:uk. Add a column for each "
        "language that you want; label alone has no language."
    ),
    "Where a column refers to a row elsewhere, write that row's id or its name. Several are written with ; between.",
    (
        "An empty id is made from the row's name. Give an id to each statement that a position, a reading or a proposal is to "
        "rest on, and to whatever you may want to rename."
    ),
    "Dates are written as year-month-day: 2025-04-22. A row that begins with # is left out.",
    "",
)


def start_case(folder: Path, format_: str = "xlsx", languages: Sequence[str] = ("en",)) -> list[Path]:
    """Write a case to fill in into a folder, made where it does not exist; return the files.

    Raises :class:`~kg.errors.InputError` where a file would be written over.
    """
    if format_ not in NEW_CASE_FORMATS:
        raise UsageError(f"unknown form {format_}; the forms are {', '.join(NEW_CASE_FORMATS)}")
    wrong = next((one for one in languages if not is_language_tag(one)), None)
    if wrong is not None:
        raise UsageError(f"“{wrong}” is not a language tag; write one such as en or pt-BR")
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file; name a folder")
    base = f"https://example.org/{slug(_name_of(folder)) or 'case'}#"
    tables = [_blank_table(sheet, languages, base, folder) for sheet in SHEETS]
    names = {"xlsx": ["case.xlsx"], "turtle": ["case.ttl"], "csv": [f"{table.name}.csv" for table in tables]}[format_]
    with hold(folder):
        taken = next((folder / name for name in names if (folder / name).exists()), None)
        if taken is not None:
            raise InputError(taken, "is there already, and is left as it is; name another folder")
        contents = _contents(folder, tables, format_, base)
        start_folder(folder, contents)
    return [folder / name for name in contents]


def _name_of(folder: Path) -> str:
    return os.path.basename(path_text(os.path.realpath(folder)))


def _contents(folder: Path, tables: Sequence[CaseTable], format_: str, base: str) -> dict[str, bytes]:
    """Return the files of a new case, by name."""
    shown = path_text(folder)
    if format_ == "xlsx":
        lines = read_me_lines(f"kg import {shown}/case.xlsx -o {shown}/case.ttl")
        return {"case.xlsx": workbook_bytes(tables, lines)}
    if format_ == "turtle":
        return {"case.ttl": _turtle(tables, base).encode()}
    lines = [*read_me_lines(f"kg import {shown} -o {shown}/case.ttl"), ""]
    sheets = {f"{table.name}.csv": csv_bytes([table.headers, *table.rows]) for table in tables}
    return sheets | {"read-me.txt": "\n".join(lines).encode()}


def read_me_lines(command: str) -> list[str]:
    """Return the lines that explain the sheets, every column and the words that it takes; ``command`` imports them."""
    lines = [
        *_STEPS,
        f"Then: {command}",
        "Every mistake is reported at once, each at its cell, and nothing is imported until all are fixed.",
        "",
    ]
    for sheet in SHEETS:
        lines.append(f"{sheet.name.upper()} — {sheet.purpose}")
        lines += [f"    {column.name}: {_explained(column)}" for column in sheet.columns]
    return lines


def _explained(column: Column) -> str:
    parts = [("needed; " if column.required else "") + column.help]
    if column.choices:
        parts.append(f"one of {', '.join(column.choices)}")
    elif column.kind is Kind.REFERENCE:
        parts.append(f"a row of {' or '.join(column.to)}")
    elif column.kind is Kind.TEXT:
        parts.append("one column a language")
    elif column.kind is not Kind.STRING:
        parts.append(str(column.kind))
    return "; ".join(parts)


def _blank_table(sheet: Sheet, languages: Sequence[str], base: str, folder: Path) -> CaseTable:
    extra = ["id", "base"] if sheet.name == CASE else ["id"]
    columns = [(c, lang) for c in sheet.columns for lang in (languages if c.kind is Kind.TEXT else ("",))]
    table = CaseTable(sheet.name, [*[None] * len(extra), *(c for c, _ in columns)], extra)
    table.headers = [*extra, *(header_text(column, lang) for column, lang in columns)]
    if sheet.name == CASE:
        title = _name_of(folder)
        table.rows.append(["", base, title, *("" for _ in columns[1:])])
    else:
        first = {"", languages[0]}
        texts = (EXAMPLES[sheet.name].get(column.name, "") if lang in first else "" for column, lang in columns)
        table.rows.append([EXAMPLE_MARK, *texts])
    return table


def _turtle(tables: Sequence[CaseTable], base: str) -> str:
    lines = [f"@prefix : <{base}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())), ""]
    lines += [f"# {line}".rstrip() for line in _TURTLE_STEPS]
    case = next(table for table in tables if table.name == CASE)
    title = str(ox.Literal(case.rows[0][2], language=case.headers[2].partition(":")[2] or "en"))
    lines += ["", f"<{base.rstrip('#')}> a neg:Case ;", f"    dcterms:title {title} .", "", "# Examples.", ""]
    lines += [f"# {line}".rstrip() for line in _example_lines(tables, base)]
    return "\n".join([*lines, ""])


_TURTLE_STEPS = (
    "A negotiation in Turtle. Take away the # of an example and write your own in its place.",
    "kg check THIS-FILE reports what is wrong or missing; the ontology explains every term.",
)


def _type_first(triple: ox.Triple) -> tuple[str, bool, str]:
    return (str(triple.subject), triple.predicate.value != RDF.type, str(triple))


def _example_lines(tables: Sequence[CaseTable], base: str) -> Iterator[str]:
    named = {"statements": "s1", "positions": "p1"}
    filled = []
    for table in tables:
        if table.name != CASE:
            cells = [named.get(table.name, ""), *table.rows[0][1:]]
            rows: list[Row] = [
                (1, {place: Cell(text) for place, text in enumerate(table.headers, start=1)}),
                (2, {place: Cell(text) for place, text in enumerate(cells, start=1) if text}),
            ]
            filled.append(Table(table.name, "example", rows, True))
    triples = triples_of(read_sheets(filled, stem="case", base=base, keep_going=True))
    prefixes = {"": base, **PREFIXES}
    text = ox.serialize(sorted(triples, key=_type_first), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return (line for line in text.decode().splitlines() if not line.startswith("@prefix"))
