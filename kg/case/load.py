"""From a node of the graph to a record, by the schema: each field of a record is the property of that name of its class.

What is missing or cannot be read is reported in one line (:class:`~kg.errors.CaseError`); ``kg check`` lists all of it. Only
what is made of several nodes has a function of its own here: positions, relations and events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from kg.case import records as r
from kg.errors import CaseError
from kg.schema import CHOICES, SHEET_OF_CLASS, SHEETS_BY_NAME, Column, Kind, Sheet
from kg.store import GraphStore, Node, Value
from kg.vocabulary import DCTERMS, NEG, RDFS, SKOS, Stance, compact

__all__ = ["event", "parse_day", "position", "proposal", "read_record", "relation"]

R = TypeVar("R")

#: from a column, the values of a node and the node, for the message, to the value of a field
_Reader = Callable[[Column, tuple[Value, ...], "_Where"], object]

#: digits of a number, and the power of ten, beyond which a number is refused: a short text can mean a number that fills all memory
_MOST_DIGITS = 60

#: the lists of which a value outside cannot be read, as the answers rest on what each value stands for
_FIXED_LISTS = frozenset({"stance", "attribution"})

#: the fields of a named thing, which are read from several properties
_NAME_FIELDS = frozenset({"id", "labels", "aliases", "description", "matches"})


def read_record(sheet: str, make: Callable[..., R], identifier: str, node: Node, store: GraphStore, **given: Any) -> R:
    """Return the record of a node of the class of a sheet; ``given`` are the fields that no property of its own holds.

    Raises :class:`~kg.errors.CaseError` where a required property is missing or a value cannot be read.
    """
    layout = _layout_of(sheet, make)
    where = _Where(layout.sheet, identifier, node, store)
    values = dict(layout.absent)
    if layout.is_named:
        values |= _name(identifier, node, store)
    for field, column, read in layout.properties:
        found = node.get(column.predicate)
        if field in given:
            continue
        if found:
            values[field] = read(column, found, where)
        elif column.required:
            raise where.error(f"has no {compact(column.predicate)}")
    return make(**{**values, **given})


class _Layout(NamedTuple):
    """How a record is read: its properties, each with its field and what reads it, and the fields of absent ones."""

    sheet: Sheet
    is_named: bool
    properties: tuple[tuple[str, Column, _Reader], ...]
    absent: dict[str, object]


@cache
def _layout_of(sheet: str, make: Any) -> _Layout:
    """The properties of a class that a record has a field for."""
    is_named = issubclass(make, r.Thing)
    wanted = {field.name for field in fields(make)} - (_NAME_FIELDS if is_named else frozenset())
    wanted_columns = (c for c in SHEETS_BY_NAME[sheet].columns if c.field in wanted and c.kind is not Kind.CLASS)
    columns = [column for column in wanted_columns if not column.inverse and not column.shorthand]
    properties = tuple((column.field, column, _reader_of(column)) for column in columns)
    return _Layout(SHEETS_BY_NAME[sheet], is_named, properties, {c.field: _absent(c) for c in columns})


def _reader_of(column: Column) -> _Reader:
    if column.many:
        read_many = _READ_MANY[column.kind]
        return lambda _column, values, _where: read_many(values)
    if column.kind is Kind.TEXT:
        return lambda _column, values, _where: _texts(values)
    read_one = _READ_ONE[column.kind]
    return lambda column, values, where: read_one(column, values[0].text, where)


def _absent(column: Column) -> object:
    """What it means that a node lacks a property."""
    if column.many or column.kind is Kind.TEXT:
        return ()
    return Stance(str(column.default)) if column.default and column.to == ("stance",) else column.default


class _Where:
    """The node that is being read, for the message when it cannot be read."""

    def __init__(self, sheet: Sheet, identifier: str, node: Node, store: GraphStore) -> None:
        self.sheet, self.identifier, self.node, self.store = sheet, identifier, node, store

    def error(self, problem: str) -> CaseError:
        """Return the error that reports a problem of this node."""
        return CaseError(f"{self.store.locator}: {self.name} {problem}; kg check lists all errors")

    @property
    def name(self) -> str:
        """Its IRI, or what it connects where it has none."""
        if not self.identifier.startswith("_:"):
            return self.identifier
        predicates = self.sheet.predicates_telling(self.sheet.class_iri)
        parts = (next((_local(value.text) for value in self.node.get(p, ())), "?") for p in predicates)
        return f"a {self.sheet.one} ({', '.join(parts)})"


def _texts(values: Iterable[Value]) -> r.Text:
    given = tuple(values)
    if len(given) == 1:
        return ((given[0].lang or "", given[0].text),)
    return tuple(sorted({(value.lang or "", value.text) for value in given}))


def _local(iri: str) -> str:
    return iri.removeprefix(NEG.base)


def _text(column: Column, text: str, where: _Where) -> str:
    return text


def _flag(column: Column, text: str, where: _Where) -> bool:
    return text in {"true", "1"}


def _choice(column: Column, text: str, where: _Where) -> str:
    of = column.to[0]
    value, is_known = _chosen(of, text)
    if not is_known:
        raise where.error(f"has the {of} “{value}”, which is not one of {', '.join(column.choices)}")
    return value


@lru_cache(maxsize=1_000)
def _chosen(of: str, text: str) -> tuple[str, bool]:
    """Return a value of a list, and whether it is one that can be read."""
    value = _local(text)
    if of in _FIXED_LISTS and value not in CHOICES[of]:
        return value, False
    return Stance(value) if of == "stance" else value, True


def _day(column: Column, text: str, where: _Where) -> date:
    try:
        return _iso_day(text)
    except ValueError:
        return parse_day(text, where.store, f"{where.name} {compact(column.predicate)}")


@lru_cache(maxsize=10_000)
def _iso_day(text: str) -> date:
    """Return an ISO day; many statements are of one day, which is kept once."""
    return date.fromisoformat(text)


def parse_day(text: str, store: GraphStore, where: str) -> date:
    """Return an xsd:date as a date. Raises :class:`~kg.errors.CaseError` naming ``where`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CaseError(f"{store.locator}: {where} is “{text}”, which is not a date; write it as 2025-04-22") from None


def _number(column: Column, text: str, where: _Where) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS and len(number.as_tuple().digits) <= _MOST_DIGITS:
        return number
    shown = text if len(text) <= _MOST_DIGITS else f"{text[:_MOST_DIGITS]}…"
    usable = f"a number this program can use (finite, at most {_MOST_DIGITS} digits)"
    raise where.error(f"{compact(column.predicate)} is “{shown}”, which is not {usable}")


def _count(column: Column, text: str, where: _Where) -> int:
    return int(_number(column, text, where))


_READ_ONE: dict[Kind, Callable[[Column, str, _Where], object]] = {
    Kind.STRING: _text,
    Kind.REFERENCE: _text,
    Kind.ADDRESS: _text,
    Kind.DATE: _day,
    Kind.INTEGER: _count,
    Kind.DECIMAL: _number,
    Kind.BOOLEAN: _flag,
    Kind.CHOICE: _choice,
}

_READ_MANY: dict[Kind, Callable[[tuple[Value, ...]], object]] = {
    Kind.TEXT: lambda values: tuple(_texts([value]) for value in values),
    Kind.REFERENCE: lambda values: tuple(value.text for value in values),
    Kind.CHOICE: lambda values: tuple(_local(value.text) for value in values),
}


def _first_of(node: Node, *predicates: str) -> r.Text:
    """The texts of the first property that has any."""
    return next((texts for predicate in predicates if (texts := _texts(node.get(predicate, ())))), ())


def _labels(node: Node) -> r.Text:
    return _first_of(node, SKOS.prefLabel, RDFS.label, DCTERMS.title)


def _name(identifier: str, node: Node, store: GraphStore) -> dict[str, Any]:
    if identifier.startswith("_:"):
        labels = r.choose(_labels(node), "en") or "something without a label"
        raise CaseError(f"{store.locator}: {labels} has no IRI; give it one, so that answers can name it")
    matches = {value.text for predicate in (SKOS.exactMatch, SKOS.closeMatch) for value in node.get(predicate, ())}
    return {
        "id": identifier,
        "labels": _labels(node),
        "aliases": _texts(node.get(SKOS.altLabel, ())),
        "description": _first_of(node, SKOS.definition, DCTERMS.description, RDFS.comment),
        "matches": tuple(sorted(matches)),
    }


def position(identifier: str, node: Node, store: GraphStore, conditions: Mapping[str, Node]) -> r.Position:
    """Read a neg:Position; ``conditions`` holds the nodes of its conditions. Raises as :func:`read_record`."""
    found = [
        read_record("conditions", r.Condition, value.text, conditions[value.text], store, id=value.text)
        for value in node.get(NEG.condition, ())
        if value.text in conditions
    ]
    ordered = tuple(sorted(found, key=_condition_key))
    return read_record("positions", r.Position, identifier, node, store, id=identifier, conditions=ordered)


def proposal(identifier: str, node: Node, store: GraphStore) -> r.Proposal:
    """Read a neg:Proposal with the changes of its status. Raises as :func:`read_record`."""
    changes = [
        read_record("status changes", r.StatusChange, name, change, store)
        for name, change in _described(node, NEG.statusChange, store).items()
    ]
    ordered = tuple(sorted(changes, key=lambda change: (change.start, change.status, change.statements)))
    return read_record("proposals", r.Proposal, identifier, node, store, status_changes=ordered)


def _condition_key(condition: r.Condition) -> tuple[object, ...]:
    deadline = condition.deadline or date.max
    return (
        condition.any_of or "",
        condition.requires,
        condition.words,
        condition.timing,
        deadline,
        condition.otherwise,
        condition.bound,
        condition.by,
        condition.unless,
        condition.deadline_words,
        condition.when_met,
    )


def relation(class_iri: str, identifier: str, node: Node, store: GraphStore) -> r.Relation:
    """Read a neg:Entailment or neg:Exclusion. Raises :class:`~kg.errors.CaseError` where it lacks one of two options."""
    sheet = SHEET_OF_CLASS[class_iri]
    kind = next(name for name, iri in sheet.classes.items() if iri == class_iri)
    ends = tuple(dict.fromkeys(sheet.column(name).predicate_for(class_iri) for name in ("option", "other option")))
    options = [value.text for end in ends for value in node.get(end, ())[: 3 - len(ends)]]
    if len(options) != 2 or (len(ends) == 1 and len(node[ends[0]]) > 2):
        wanted = " and ".join(compact(end) for end in ends)
        where = _Where(sheet, identifier, node, store)
        count = "exactly two options" if len(ends) == 1 else "one option each"
        raise where.error(f"needs {count} in {wanted}")
    given = {"id": identifier, "kind": kind, "first": options[0], "second": options[1]}
    return read_record("relations", r.Relation, identifier, node, store, **given)


def event(identifier: str, node: Node, store: GraphStore) -> r.Event:
    """Read a neg:Event with its figures and assessments. Raises as :func:`read_record`."""
    figures = [
        read_record("figures", r.Figure, name, figure, store, label=_labels(figure))
        for name, figure in _described(node, NEG.figure, store).items()
    ]
    assessments = [
        read_record("assessments", r.Assessment, name, assessment, store)
        for name, assessment in _described(node, NEG.assessment, store).items()
    ]
    return read_record(
        "events",
        r.Event,
        identifier,
        node,
        store,
        figures=tuple(sorted(figures, key=lambda f: (f.label, f.value, f.unit or ""))),
        assessments=tuple(sorted(assessments, key=lambda a: (a.statement, a.honours, a.breaks, a.verified_by or ""))),
    )


def _described(node: Node, predicate: str, store: GraphStore) -> dict[str, Node]:
    return store.describe(value.text for value in node.get(predicate, ()))
