"""One row of a sheet: its id, its cells as terms of the graph, and its mistakes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.schema import CASE, Kind, Sheet
from kg.sheets.cells import Term, decode, split_values
from kg.sheets.days import clock_of
from kg.sheets.examples import EXAMPLE_MARK, EXAMPLES
from kg.sheets.headers import Header, Headers
from kg.sheets.names import Names, read_id, slug
from kg.sheets.problems import CellError, Place, Problem
from kg.sheets.tables import FORMULA_PROBLEMS, Cell
from kg.text import with_article

__all__ = [
    "Read",
    "SheetRow",
    "clock_notes",
    "decode_row",
    "is_example",
    "is_named",
    "mint",
    "read_row_id",
    "row_names",
]


@dataclass(slots=True)
class SheetRow:
    """A row being read: ``subject`` once it has an id, ``values`` by header place, and its ``problems``.

    ``headers``: those of its table, in order of columns.

    ``made_from``: the sheet of the row that it was made from by the short way, "" where it is a row of its own.
    """

    sheet: Sheet
    place: Place
    headers: Headers
    cells: dict[int, Cell]
    subject: Term | None = None
    values: dict[int, Sequence[Term]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    made_from: str = ""

    def text(self, name: str) -> str:
        """Return the text of a column that has no language, "" where the cell is empty."""
        return next((cell.text for cell in self.written(name)), "")

    def written(self, name: str) -> Iterator[Cell]:
        """Yield the filled cells of a column, in all its languages."""
        return (self.cells[number] for number in self.headers.named.get(name, ()) if number in self.cells)

    def filled(self) -> Iterator[tuple[Header, Cell]]:
        """Yield the filled cells under known headers, in order of columns."""
        for column, header in self.headers.items():
            if column in self.cells:
                yield header, self.cells[column]

    def terms(self, name: str) -> list[Term]:
        """Return the terms of a column, in all its languages."""
        numbers = self.headers.named.get(name, ())
        return [term for number in numbers if number in self.values for term in self.values[number]]

    def at(self, name: str) -> Place:
        """Return the place of a column's cell in the row; of the row where the column is missing."""
        column = _column_of(self, name)
        header = self.headers[column].text if column else ""
        return Place(self.place.file, self.place.sheet, self.place.row, column, header)

    def complain(self, name: str, value: str, wrong: str, right: str = "") -> None:
        """Note a mistake in the cell of a column."""
        self.problems.append(Problem(self.at(name), value, wrong, right))

    @property
    def class_iri(self) -> str:
        """The class of the row's node."""
        chosen = self.terms("relation") if self.sheet.classes else []
        term = chosen[0] if chosen else None
        return term.value if isinstance(term, ox.NamedNode) else self.sheet.class_iri


def is_example(row: SheetRow) -> bool:
    """Tell whether a row is a comment or an untouched example; one that was filled in but still marked is a mistake."""
    mark = row.text("id")
    if not mark.startswith("#") or row.cells[_column_of(row, "id")].kind == "error":
        return False
    if mark == EXAMPLE_MARK:
        written = {header.name: cell.text for header, cell in row.filled() if header.text != "id"}
        if written and written != {name: value for name, value in EXAMPLES[row.sheet.name].items() if name in written}:
            row.complain(
                "id", mark, "still marks an example, but the row was filled in", "clear the mark or write an id"
            )
    return True


def mint(names: Names, one: str, *key: object) -> ox.NamedNode:
    """Return the id made from a key, the same for the same key each time."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in key).encode()).hexdigest()[:10]
    return ox.NamedNode(f"{names.base}{one.replace(' ', '-')}-{digest}")


def read_row_id(row: SheetRow, names: Names) -> None:
    """Give a row its node: from its id cell, or from its name: the one so called, or else a new one.

    A row that is told apart by other cells waits for them.
    """
    text = row.text("id")
    if text:
        if row.cells[_column_of(row, "id")].kind in {"error", "formula"}:
            return
        try:
            row.subject = read_id(text, names.base)
        except CellError as error:
            row.complain("id", text, error.wrong, error.right)
    elif row.sheet.name == CASE:
        row.subject = ox.NamedNode(names.base.rstrip("#/:")) if row.cells.keys() - {_column_of(row, "base")} else None
    elif is_named(row.sheet):
        _name_after_label(row, names, row.sheet.key[0])


def _name_after_label(row: SheetRow, names: Names, label: str) -> None:
    cells = list(row.written(label))
    written = [cell.text for cell in cells if cell.kind not in {"error", "formula"}]
    if cells and not written:
        return
    if not written:
        row.complain(label, "", f"has neither a {label} nor an id", f"write the {label}")
    else:
        part = slug(written[0])
        made = ox.NamedNode(f"{names.base}{row.sheet.one}-{part}") if part else mint(names, row.sheet.one, written[0])
        called = names.called(written[0], row.sheet.name)
        row.subject = called[0] if len(called) == 1 and made not in called else made


def is_named(sheet: Sheet) -> bool:
    """Tell whether a sheet's rows have a name from which a missing id is made."""
    return sheet.key in {("label",), ("title",)}


def _column_of(row: SheetRow, name: str) -> int:
    return row.headers.named.get(name, (0,))[0]


def row_names(row: SheetRow) -> tuple[list[str], list[str]]:
    """Return the labels and the aliases that a row is called by."""
    label = row.sheet.label_column
    labels = [cell.text for cell in row.written(label.name)] if label is not None else []
    return labels, [alias for cell in row.written("aliases") for alias in split_values(cell.text)]


def clock_notes(rows: Iterable[SheetRow]) -> list[str]:
    """Return a note for each column whose days are written with clock times, which are not read: a day is a whole day."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for number in row.headers.days:
            cell = row.cells.get(number)
            if cell is not None and clock_of(cell.value or cell.text):
                found[row.place.file, row.sheet.name, row.headers[number].text] += 1
    return [
        f"{file}: {sheet}, {header}: clock times are ignored, the day is read ({count} cell{'s' if count > 1 else ''})"
        for (file, sheet, header), count in found.items()
    ]


#: the terms of the cells of a table that were read without a mistake, by column number and cell
Read = dict[tuple[int, Cell], Sequence[Term]]


def decode_row(row: SheetRow, names: Names, supplied: Collection[str], read: Read) -> None:
    """Turn a row's cells into terms; ``supplied`` are the properties it has from the sheet of triples.

    ``read``: what the cells of its table said so far, of which equal ones say the same.
    """
    for number, header in row.headers.items():
        cell = row.cells.get(number)
        if cell is None:
            continue
        if terms := read.get((number, cell)):
            row.values[number] = terms
        elif problem := cell.problem or FORMULA_PROBLEMS.get(cell.kind):
            row.complain(header.name, cell.text, *problem)
        elif header.column is not None:
            row.values[number] = _read_cell(row, number, header, cell, names, read)
    for missing in row.headers.required:
        if missing.predicate not in supplied and not any(row.written(missing.name)):
            row.complain(missing.name, "", f"is empty, but a {row.sheet.one} needs it", f"write {missing.help}")


def _read_cell(row: SheetRow, number: int, header: Header, cell: Cell, names: Names, read: Read) -> Sequence[Term]:
    before = len(row.problems)
    terms = tuple(_decode_cell(row, header, cell, names))
    if len(row.problems) == before and header.column is not None and header.column.kind is not Kind.TEXT:
        read[number, cell] = terms
    return terms


def _decode_cell(row: SheetRow, header: Header, cell: Cell, names: Names) -> Iterator[Term]:
    column = header.column
    assert column is not None
    is_value = column.kind in {Kind.DATE, Kind.DECIMAL, Kind.INTEGER} and cell.value
    texts = split_values(cell.text) if column.many else [cell.value if is_value else cell.text]
    for text in texts:
        try:
            if column.kind is Kind.CLASS:
                yield _class_of(row, text)
            else:
                yield decode(column, text, header.lang, names, is_stored=cell.kind == "number")
        except CellError as error:
            row.complain(column.name, text, error.wrong, error.right)


def _class_of(row: SheetRow, text: str) -> Term:
    classes = row.sheet.classes
    wanted = text.strip().casefold()
    if wanted not in classes:
        raise CellError(f"is not {with_article(row.sheet.one)}", f"write one of: {', '.join(classes)}")
    return ox.NamedNode(classes[wanted])
