"""Import of a case from tables: every mistake found in one go, and what the good rows say as terms of the graph.

Ids come from the column ``id``, else from a row's name, else from its content (:mod:`kg.sheets.identity`), so that the
same row has the same id wherever it stands, and an edited row keeps its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from time import time_ns
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import InputError
from kg.formats import CSV_EXTENSIONS, SHEET_EXTENSIONS, extension_of
from kg.schema import CASE, OTHER, SHEETS_BY_NAME, Column, Kind
from kg.sheets.cells import SPANS, Term, language_of
from kg.sheets.csv_files import read_csv
from kg.sheets.graph_names import Held
from kg.sheets.headers import ORIGIN, Headers, read_headers, sheet_for
from kg.sheets.identity import identify_rows
from kg.sheets.merged_cells import merged_problems
from kg.sheets.names import Names, default_base, is_namespace
from kg.sheets.problems import CellError, Place, Problem
from kg.sheets.rows import (
    Read,
    SheetRow,
    clock_notes,
    decode_row,
    is_example,
    read_row_id,
    row_names,
)
from kg.sheets.shorthand import expand_shorthand
from kg.sheets.tables import DEFAULT_MAX_BYTES, Table
from kg.sheets.triples import read_property, read_value
from kg.sheets.workbook import read_workbook
from kg.store import is_unsettled, refuse_pipe, settle
from kg.text import path_text
from kg.vocabulary import NEG, RDF

__all__ = ["Assertion", "SheetImport", "is_sheet_file", "read_sheets", "read_tables"]

_SKIPPED = "refers to a row that was skipped because of an error, so this row was skipped too"

#: how often a folder of tables is read that is being replaced
_TRIES = 5

#: what columns of a table state of a row: a property, its column, the language, and the columns' numbers
_Stated = tuple[str, Column, str, list[int]]

_ORDERED = (*SPANS, ("day", "ends on"))


class Assertion(NamedTuple):
    """That the values of a subject's property, in one language, are these and no others.

    Where the column is inverse, the values are the subjects and ``subject`` is the object.
    """

    subject: Term
    predicate: str
    column: Column
    lang: str
    values: frozenset[Term]


@dataclass(slots=True)
class SheetImport:
    """What tables say: assertions cell by cell, single triples, nodes no longer stated, problems and notes on reading.

    ``origins``: of each row's node, the files and sheets that state it; ``stated_origins``: the nodes whose row says so
    itself; ``complete``: the origins all of whose rows were read without an error; ``adopted``: the nodes of the case that
    rows without an id were matched with; ``sheets``: how many tables are sheets of a case.
    """

    base: str = ""
    assertions: list[Assertion] = field(default_factory=list)
    triples: list[ox.Triple] = field(default_factory=list)
    retracted: list[Term] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    origins: dict[Term, set[str]] = field(default_factory=dict)
    stated_origins: set[Term] = field(default_factory=set)
    complete: frozenset[str] = frozenset()
    adopted: frozenset[Term] = frozenset()
    sheets: int = 0
    #: the row that states each subject, and the name of the subject's sheet; for what checks say of it
    located: dict[Term, tuple[SheetRow, str]] = field(default_factory=dict)
    #: the first row of single triples that states each subject
    single: dict[Term, Place] = field(default_factory=dict)


def is_sheet_file(path: Path) -> bool:
    """Tell whether a path is a workbook, a CSV file or a folder of them."""
    return bool(_files_in(path)) if path.is_dir() else extension_of(path) in SHEET_EXTENSIONS


def _files_in(folder: Path) -> list[Path]:
    files = (file for file in folder.iterdir() if not file.name.startswith(("~", ".")))
    return sorted(file for file in files if extension_of(file) in SHEET_EXTENSIONS)


def read_tables(
    paths: Iterable[Path], *, encoding: str | None = None, max_bytes: int | None = DEFAULT_MAX_BYTES
) -> tuple[list[Table], list[Problem]]:
    """Read the tables of workbooks, CSV files and folders of them; a file that cannot be read is a problem.

    A folder whose files are replaced meanwhile is read again, so that no table is older than another.
    """
    wanted = list(paths)
    for _ in range(_TRIES):
        for path in wanted:
            settle(path)
        before = _state(wanted)
        found = _read_tables(wanted, encoding, max_bytes)
        if _state(wanted) == before and not any(is_unsettled(path) for path in wanted):
            break
    return found


def _state(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Return what tells whether a table in folders was replaced since: names, numbers and times of change."""
    found = []
    for file in (file for path in paths if path.is_dir() for file in _files_in(path)):
        try:
            known = file.stat()
        except OSError:  # replaced at this moment
            found.append((str(file), 0, time_ns()))
        else:
            found.append((str(file), known.st_ino, known.st_mtime_ns))
    return sorted(found)


def _read_tables(
    paths: Iterable[Path], encoding: str | None, max_bytes: int | None
) -> tuple[list[Table], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    for file in (file for path in paths for file in (_files_in(path) if path.is_dir() else [path])):
        try:
            refuse_pipe(file)
            if extension_of(file) in CSV_EXTENSIONS:
                tables.append(read_csv(file, encoding=encoding, max_bytes=max_bytes))
            else:
                tables += read_workbook(file, max_bytes=max_bytes)
        except InputError as error:
            problems.append(Problem(Place(error.where), "", error.problem))
    return tables, problems


def read_sheets(
    tables: Iterable[Table],
    *,
    stem: str,
    known: Held | None = None,
    base: str | None = None,
    keep_going: bool = False,
    merge: bool = False,
) -> SheetImport:
    """Read tables as a case. ``known``: the case they go into, whose rows they can refer to; ``stem`` names a new case.

    With ``merge``, a row without an id can be any node of the case, else only one that came from the same files.

    Nothing is raised for a mistake: all are in ``problems``, in order of place. What is stated leaves out the rows with
    a mistake and, with ``keep_going``, those that refer to them, each of which is then a problem too.
    """
    return _Reader(list(tables), known or Held(), keep_going, merge).read(base, stem)


class _Reader:
    def __init__(self, tables: list[Table], known: Held, keep_going: bool, merge: bool) -> None:
        self.tables, self.known, self.keep_going, self.merge = tables, known, keep_going, merge
        self.own: dict[str, Place] = {}
        self.twins: list[tuple[SheetRow, SheetRow]] = []
        self.result = SheetImport()
        self.rows: list[SheetRow] = []
        self.other: list[tuple[Place, dict[str, str]]] = []

    def read(self, base: str | None, stem: str) -> SheetImport:
        """Read ids and names first, then the cells, then what holds between cells."""
        self._read_tables()
        self.result.base = base or self._stated_base() or self.known.base or default_base(stem)
        self.names = Names(self.result.base)
        self.known.add_names(self.names)
        self._read_ids()
        self._read_other()
        supplied: defaultdict[Term | None, set[str]] = defaultdict(set)
        for triple in self.result.triples:
            supplied[triple.subject].add(triple.predicate.value)
        said: defaultdict[int, Read] = defaultdict(dict)
        for row in self.rows:
            decode_row(row, self.names, supplied.get(row.subject, ()), said[id(row.headers)])
        self.result.notes += clock_notes(self.rows)
        own = None if self.merge else frozenset(self.own)
        self.result.adopted = frozenset(identify_rows(self.rows, self.names, self.known, own))
        self._check_twins()
        self._check_days()
        self._check_paragraphs()
        self._expand()
        self._state()
        return self.result

    def _read_tables(self) -> None:
        for table in self.tables:
            self.result.notes += table.notes
            sheet, problem = sheet_for(table)
            if problem:
                self.result.problems.append(problem)
            elif sheet is not None:
                if table.hidden:
                    self.result.notes.append(
                        f"{table.file}: the sheet {table.name} is hidden; its rows are read as well"
                    )
                self._read_table(table, sheet)
            elif table.rows and not table.name.lower().startswith(("read", "#", "_")):
                self.result.notes.append(
                    f"{table.file}: the {'hidden ' * table.hidden}sheet {table.name} is not one of a case's sheets; it is ignored"
                )

    def _read_table(self, table: Table, sheet: str) -> None:
        headers, rows, problems = read_headers(table, sheet)
        self.result.problems += problems
        file_sheet = table.name if table.is_sheet else ""
        self.result.sheets += 1
        if sheet == OTHER:
            for number, cells in rows:
                texts = {header.text: cells[column].text for column, header in headers.items() if column in cells}
                self.other.append((Place(table.file, file_sheet, number), texts))
            return
        self.own[_origin(table.file, sheet)] = Place(table.file, file_sheet)
        found = []
        for number, cells in rows:
            row = SheetRow(SHEETS_BY_NAME[sheet], Place(table.file, file_sheet, number), headers, cells)
            if is_example(row):
                self.result.problems += row.problems
            elif not headers.keys().isdisjoint(cells):
                found.append(row)
        self.result.problems += merged_problems(table, found)
        self.rows += found

    def _stated_base(self) -> str | None:
        for row in self.rows:
            text = row.text("base") if row.sheet.name == CASE else ""
            if is_namespace(text):
                return text
            if text:
                right = "write an IRI that ends in # or /, such as https://example.org/case#"
                row.complain("base", text, "is not a namespace", right)
        return None

    def _read_ids(self) -> None:
        first: dict[Term, SheetRow] = {}
        for row in self.rows:
            read_row_id(row, self.names)
            if row.subject is None:
                continue
            other = first.setdefault(row.subject, row)
            if other is not row and row.sheet.name == other.sheet.name == CASE and not row.text("id"):
                self.twins.append((row, other))
            elif other is not row:
                _complain_of_twin(row, other)
            labels, aliases = row_names(row)
            self.names.add(row.subject, row.sheet.name, labels, aliases)

    def _check_twins(self) -> None:
        # A second row of the case may add to the first, such as another caveat, but not say otherwise.
        for row, other in self.twins:
            for column in row.sheet.columns:
                here, there = ({(language_of(t), t) for t in one.terms(column.name)} for one in (row, other))
                langs = {lang for lang, _ in here} & {lang for lang, _ in there}
                if not column.many and langs and here != there:
                    where = f"row {other.place.row}"
                    row.complain(column.name, row.text(column.name), f"differs from {where}", "keep one of them")

    def _read_other(self) -> None:
        for place, cells in self.other:
            texts = [cells.get(name, "") for name in ("id", "property", "value")]
            try:
                subject, value = read_value(texts[0], self.names), read_value(texts[2], self.names)
                self.result.triples.append(ox.Triple(subject, read_property(texts[1]), value))  # type: ignore[arg-type]
                self.result.single.setdefault(subject, place)
            except CellError as error:
                self.result.problems.append(Problem(place, " ".join(texts), error.wrong, error.right))
            except (ValueError, TypeError) as error:
                self.result.problems.append(Problem(place, " ".join(texts), f"is not a valid triple ({error})"))

    def _check_days(self) -> None:
        for row in self.rows:
            for first, last in _ORDERED:
                start, end = (_day(row.terms(name)) for name in (first, last))
                if start and end and start > end:
                    row.complain(first, start.isoformat(), f"is after {last} ({end})", "swap them or correct one")

    def _check_paragraphs(self) -> None:
        counts: dict[Term, int] = {
            quad.subject: _number(quad.object) for quad in self.known.quads if quad.predicate.value == NEG.paragraphs
        }
        for row in self.rows:
            if row.sheet.name == "sources" and row.subject is not None and (stated := row.terms("paragraphs")):
                counts[row.subject] = _number(stated[0])
        for row in self.rows:
            paragraph, source = row.terms("paragraph"), row.terms("source")
            most = counts.get(source[0]) if source else None
            if paragraph and most is not None and _number(paragraph[0]) > most:
                row.complain(
                    "paragraph",
                    row.text("paragraph"),
                    f"is beyond the source's {most} paragraphs",
                    "correct one of them",
                )

    def _expand(self) -> None:
        for row in list(self.rows):
            made, retracted = expand_shorthand(row, self.names)
            self.rows += made
            self.result.located |= {one.subject: (row, one.sheet.name) for one in made if one.subject is not None}
            self.result.retracted += retracted

    def _state(self) -> None:
        stated = {row.subject for row in self.rows}
        self.result.retracted = [term for term in self.result.retracted if term not in stated]
        if self.keep_going:
            self._leave_out()
        statable: dict[tuple[int, str], list[_Stated]] = {}
        for row in self.rows:
            self.result.problems += row.problems
            if not row.problems and row.subject is not None:
                self.result.rows += bool(row.cells)
                self.result.located.setdefault(row.subject, (row, row.sheet.name))
                _state_row(row, self.result, statable, is_new=not self.known.quads)
                self._note_origin(row)
        self.result.problems = sorted(set(self.result.problems))
        broken = {(problem.place.file, problem.place.sheet) for problem in self.result.problems}
        self.result.complete = frozenset(
            origin for origin, place in self.own.items() if not {(place.file, place.sheet), (place.file, "")} & broken
        )

    def _note_origin(self, row: SheetRow) -> None:
        if row.subject is None or row.sheet.name == CASE:
            return
        stated = {term.value for term in row.terms(ORIGIN.name) if isinstance(term, ox.Literal)}
        if stated:
            self.result.stated_origins.add(row.subject)
        here = stated or {_origin(row.place.file, row.made_from or row.sheet.name)}
        self.result.origins.setdefault(row.subject, set()).update(here)

    def _leave_out(self) -> None:
        held = {quad.subject for quad in self.known.quads}
        good = {row.subject for row in self.rows if not row.problems}
        lost = {row.subject for row in self.rows if row.problems} - good - held - {None}
        waiting = [row for row in self.rows if not row.problems]
        while broken := [(row, name) for row in waiting if (name := _refers_to(row, lost))]:
            for row, name in broken:
                row.complain(name, row.text(name), _SKIPPED)
                lost.add(row.subject)
            waiting = [row for row in waiting if not row.problems]


@lru_cache(maxsize=64)
def _origin(file: str, sheet: str) -> str:
    return f"{path_text(Path(file).name)}#{sheet}"


def _complain_of_twin(row: SheetRow, other: SheetRow) -> None:
    where = f"row {other.place.row}" + ("" if other.sheet is row.sheet else f" of the sheet {other.sheet.name}")
    if row.text("id"):
        row.complain("id", row.text("id"), f"is also the id of {where}", "give each row its own id")
    else:
        row.complain(row.sheet.key[0], "", f"has the same name as {where}", "rename one or give each an id")


def _refers_to(row: SheetRow, lost: set[Term | None]) -> str:
    for column, terms in sorted(row.values.items()):
        found = row.headers[column].column
        if found is not None and found.kind is Kind.REFERENCE and any(term in lost for term in terms):
            return found.name
    return ""


def _day(terms: list[Term]) -> date | None:
    return date.fromisoformat(terms[0].value) if terms and isinstance(terms[0], ox.Literal) else None


def _number(term: object) -> int:
    text = term.value if isinstance(term, ox.Literal) else ""
    return int(text) if text.isdigit() else 10**9


def _state_row(
    row: SheetRow, into: SheetImport, statable: dict[tuple[int, str], list[_Stated]], *, is_new: bool
) -> None:
    assert row.subject is not None
    chosen = row.class_iri
    if not row.sheet.classes:
        into.triples.append(ox.Triple(row.subject, ox.NamedNode(RDF.type), ox.NamedNode(chosen)))  # type: ignore[arg-type]
    wanted = statable.get((id(row.headers), chosen))
    if wanted is None:
        wanted = statable[id(row.headers), chosen] = _stated_by(row.headers, chosen)
    for property_, column, lang, numbers in wanted:
        terms = [term for number in numbers if number in row.values for term in row.values[number]]
        if terms or not is_new:  # an empty cell takes away what the case holds
            into.assertions.append(Assertion(row.subject, property_, column, lang, frozenset(terms)))


def _stated_by(headers: Headers, class_iri: str) -> list[_Stated]:
    """Return what the columns of a table state of a row of a class; a property that another class has instead is empty."""
    stated: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    columns: dict[tuple[str, str], Column] = {}
    for number, header in headers.items():
        column = header.column
        if column is None or column.shorthand or column is ORIGIN:
            continue
        for property_ in column.predicates:
            key = (property_, header.lang)
            columns[key] = column
            stated[key] += [number] if property_ == column.predicate_for(class_iri) else []
    return [(property_, columns[property_, lang], lang, numbers) for (property_, lang), numbers in stated.items()]
