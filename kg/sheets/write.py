"""A case as tables: the inverse of :mod:`kg.sheets.read`. Nothing is lost: what fits no column is a row of ``other``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.schema import CASE, OTHER, SHEETS, Column, Kind, Sheet
from kg.sheets.cells import Term, encode, join_values
from kg.sheets.graph_names import Held
from kg.sheets.headers import ORIGIN, OTHER_COLUMNS
from kg.sheets.names import Names, default_base
from kg.sheets.triples import write_property, write_value
from kg.store.blanks import name_by_content
from kg.vocabulary import RDF

__all__ = ["CaseTable", "header_text", "tabulate"]

#: the properties that a column shows from their object's side
_INVERSE = frozenset(iri for sheet in SHEETS for column in sheet.columns if column.inverse for iri in column.predicates)
_REPEATED = frozenset({Kind.CHOICE, Kind.DATE, Kind.REFERENCE})


@dataclass(slots=True)
class CaseTable:
    """A table to be written: its sheet's name, its columns (None for those without a property) and headers, its rows as text."""

    name: str
    columns: list[Column | None]
    headers: list[str]
    rows: list[list[str]] = field(default_factory=list)


def header_text(column: Column, lang: str) -> str:
    """Return the header of a column in a language."""
    return f"{column.name}:{lang}" if lang else column.name


def tabulate(quads: Iterable[ox.Quad]) -> list[CaseTable]:
    """Return a case as tables, one for each sheet of the layout, and ``other`` where something fits no column.

    The same graph gives the same tables. Ids are short under the namespace of most rows, which the sheet ``case`` holds.
    """
    return list(_Tabulator(name_by_content(_without_graphs(quads))).tables())


def _without_graphs(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    default = ox.DefaultGraph()
    return (
        quad
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else ox.Quad(quad.subject, quad.predicate, quad.object, default)
        for quad in quads
    )


class _Tabulator:
    def __init__(self, quads: list[ox.Quad]) -> None:
        held = Held(quads)
        self.left = set(held.triples)
        self.sheets = held.sheets
        self.names = Names(held.base or default_base("case"))
        self.objects: defaultdict[tuple[object, str], list[Term]] = defaultdict(list)
        self.subjects: defaultdict[tuple[object, str], list[Term]] = defaultdict(list)
        for quad in quads:
            property_ = quad.predicate.value
            self.objects[quad.subject, property_].append(quad.object)
            if property_ in _INVERSE:
                self.subjects[quad.object, property_].append(quad.subject)
        self._texts: dict[tuple[int, Term], str | None] = {}
        for term, sheet in self.sheets.items():
            self.names.add(term, sheet)
        self.main_lang = _main_language(quads)

    def tables(self) -> Iterator[CaseTable]:
        """Yield the tables of the layout, then the one of what is left."""
        rows: defaultdict[str, list[Term]] = defaultdict(list)
        for term, sheet in self.sheets.items():
            rows[sheet].append(term)
        for layout in SHEETS:
            yield self._table(layout, sorted(rows[layout.name], key=self.names.short))
        if self.left:
            table = CaseTable(OTHER, [None] * 3, list(OTHER_COLUMNS))
            table.rows = sorted(self._other_row(triple) for triple in self.left)
            yield table

    def _other_row(self, triple: ox.Triple) -> list[str]:
        subject, value = write_value(triple.subject, self.names), write_value(triple.object, self.names)
        return [subject, write_property(triple.predicate.value), value]

    def _table(self, sheet: Sheet, subjects: list[Term]) -> CaseTable:
        rows = [self._cells(sheet, subject) for subject in subjects]
        columns = [
            (column, lang) for column in sheet.columns if not column.shorthand for lang in self._languages(column, rows)
        ]
        if any((ORIGIN.name, "") in cells for cells in rows):
            columns.append((ORIGIN, ""))
        extra = ["id", "base"] if sheet.name == CASE else ["id"]
        table = CaseTable(sheet.name, [*[None] * len(extra), *(column for column, _ in columns)], extra)
        table.headers = [*extra, *(header_text(column, lang) for column, lang in columns)]
        for subject, cells in zip(subjects, rows, strict=True):
            first = [
                self.names.short(subject),
                *([self.names.base] if extra[1:] and not table.rows else extra[1:] and [""]),
            ]
            table.rows.append([*first, *(cells.get((column.name, lang), "") for column, lang in columns)])
        if sheet.name == CASE and not table.rows:
            table.rows.append(["", self.names.base, *("" for _ in columns)])
        return table

    def _languages(self, column: Column, rows: list[dict[tuple[str, str], str]]) -> list[str]:
        if column.kind is not Kind.TEXT:
            return [""]
        return sorted({lang for cells in rows for name, lang in cells if name == column.name}) or [self.main_lang]

    def _cells(self, sheet: Sheet, subject: Term) -> dict[tuple[str, str], str]:
        class_iri = self._take_class(sheet, subject)
        cells: dict[tuple[str, str], str] = {}
        for column in sheet.columns:
            if column.kind is Kind.CLASS:
                cells[column.name, ""] = next(name for name, iri in sheet.classes.items() if iri == class_iri)
            elif not column.shorthand:
                cells |= self._column_cells(column, column.predicate_for(class_iri), subject)
        return cells | self._column_cells(ORIGIN, ORIGIN.predicate, subject)

    def _take_class(self, sheet: Sheet, subject: Term) -> str:
        classes = {term.value for term in self.objects[subject, RDF.type] if isinstance(term, ox.NamedNode)}
        chosen = next(iri for iri in sheet.class_iris if iri in classes)
        self.left.discard(ox.Triple(subject, ox.NamedNode(RDF.type), ox.NamedNode(chosen)))  # type: ignore[arg-type]
        return chosen

    def _column_cells(self, column: Column, property_: str, subject: Term) -> dict[tuple[str, str], str]:
        terms = (self.subjects if column.inverse else self.objects).get((subject, property_))
        if not terms:
            return {}
        fitting: defaultdict[str, list[tuple[str, ox.Triple]]] = defaultdict(list)
        link = ox.NamedNode(property_)
        for term in terms:
            ends = (term, subject) if column.inverse else (subject, term)
            triple = ox.Triple(ends[0], link, ends[1])  # type: ignore[arg-type]
            lang = term.language or "" if isinstance(term, ox.Literal) and column.kind is Kind.TEXT else ""
            text = self._text(column, term, lang)
            if text is not None and triple in self.left:
                fitting[lang].append((text, triple))
        cells = {}
        for lang, found in fitting.items():
            taken = sorted(found, key=lambda pair: pair[0])[: None if column.many else 1]
            self.left.difference_update([triple for _, triple in taken])
            texts = [text for text, _ in taken]
            cells[column.name, lang] = join_values(texts) if column.many else texts[0]
        return cells

    def _text(self, column: Column, term: Term, lang: str) -> str | None:
        """Return the cell's text for a term; days, choices and rows referred to occur again and again."""
        if column.kind not in _REPEATED:
            return encode(column, term, lang, self.names)
        key = (id(column), term)
        if key not in self._texts:
            self._texts[key] = encode(column, term, lang, self.names)
        return self._texts[key]


def _main_language(quads: list[ox.Quad]) -> str:
    counts = Counter(
        quad.object.language for quad in quads if isinstance(quad.object, ox.Literal) and quad.object.language
    )
    return min(counts, key=lambda lang: (-counts[lang], lang), default="en")
