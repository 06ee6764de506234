"""Bring what was imported into a case: a sheet updates its own rows; a colleague's copy is joined and never overwrites.

Both join by identifier. Blank nodes are joined by their content (:mod:`kg.exchange.blanks`), so that importing the same
file again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.exchange.blanks import blank_labels, rename_blanks
from kg.exchange.cells import Term
from kg.exchange.layout import SINGLE_VALUED, Kind
from kg.exchange.sheets import Assertion, SheetImport

__all__ = ["Contradiction", "Merged", "join", "triples_of", "update"]

#: subject and predicate
Key = tuple[object, ox.NamedNode]


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """A property of which the case holds one value and an import another; the case's is kept."""

    subject: str
    predicate: str
    held: str
    found: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}: the case has {self.held}, the import {self.found}; the case's is kept"


@dataclass(slots=True)
class Merged:
    """A case after an import: its quads, how many triples came and went, and what contradicted it."""

    quads: list[ox.Quad]
    added: int = 0
    removed: int = 0
    contradictions: list[Contradiction] = field(default_factory=list)


def triples_of(imported: SheetImport) -> set[ox.Triple]:
    """Return what an import of sheets says as triples."""
    found = set(imported.triples)
    for assertion in imported.assertions:
        found |= {_triple(assertion, value) for value in assertion.values}
    return found


def _triple(assertion: Assertion, value: Term) -> ox.Triple:
    ends = (value, assertion.subject) if assertion.column.inverse else (assertion.subject, value)
    return ox.Triple(ends[0], ox.NamedNode(assertion.predicate), ends[1])  # type: ignore[arg-type]


def join(case: Iterable[ox.Quad], triples: Iterable[ox.Triple]) -> Merged:
    """Join triples to a case by identifier.

    Where the case has another value of a property that takes one (one a language), the case's is kept and the
    contradiction listed.
    """
    graphs = _content_named(case)
    incoming = rename_blanks(triples, keep=frozenset())
    held: defaultdict[Key, set[Term]] = defaultdict(set)
    for triple in graphs:
        held[triple.subject, triple.predicate].add(triple.object)
    fresh, contradictions = [], []
    for triple in sorted(incoming - graphs.keys(), key=str):
        other = _contradicted(triple, held[triple.subject, triple.predicate])
        if other is None:
            fresh.append(triple)
            held[triple.subject, triple.predicate].add(triple.object)
        else:
            contradictions.append(_contradiction(triple, other))
    return Merged(_quads(graphs, set(), fresh), len(fresh), 0, sorted(contradictions))


def _contradicted(triple: ox.Triple, held: set[Term]) -> Term | None:
    column = SINGLE_VALUED.get(triple.predicate.value)
    if column is None or isinstance(triple.subject, ox.BlankNode):
        return None
    lang = triple.object.language or "" if isinstance(triple.object, ox.Literal) else ""
    return next((term for term in sorted(held, key=str) if column.kind is not Kind.TEXT or _language(term) == lang), None)


def _language(term: Term) -> str:
    return term.language or "" if isinstance(term, ox.Literal) else ""


def _contradiction(triple: ox.Triple, other: Term) -> Contradiction:
    from kg.exchange.other_rows import write_property

    return Contradiction(*(_shown(t) for t in (triple.subject,)), write_property(triple.predicate.value), _shown(other), _shown(triple.object))


def _shown(term: object) -> str:
    return f"“{term.value}”" if isinstance(term, ox.Literal) else str(term)


def update(case: Iterable[ox.Quad], imported: SheetImport) -> Merged:
    """Bring a case up to date with sheets: each cell says the whole of its property; what no cell speaks of stays."""
    graphs = _content_named(case)
    known = blank_labels(graphs)
    imported = _with_content_names(imported, known)
    by_subject: defaultdict[Key, set[Term]] = defaultdict(set)
    by_object: defaultdict[Key, set[Term]] = defaultdict(set)
    for triple in graphs:
        by_subject[triple.subject, triple.predicate].add(triple.object)
        by_object[triple.object, triple.predicate].add(triple.subject)
    gone = {t for t in graphs if t.subject in imported.retracted or t.object in imported.retracted} if imported.retracted else set()
    for assertion in imported.assertions:
        index = by_object if assertion.column.inverse else by_subject
        for value in index[assertion.subject, ox.NamedNode(assertion.predicate)]:
            if value not in assertion.values and _is_in_scope(assertion, value):
                gone.add(_triple(assertion, value))
    wanted = triples_of(imported)
    gone -= wanted
    fresh = sorted(wanted - graphs.keys(), key=str)
    return Merged(_quads(graphs, gone, fresh), len(fresh), len(gone))


def _is_in_scope(assertion: Assertion, value: Term) -> bool:
    kind = assertion.column.kind
    if kind is Kind.TEXT:
        return isinstance(value, ox.Literal) and _language(value) == assertion.lang
    if kind is Kind.CLASS:
        from kg.exchange.layout import SHEETS_BY_NAME

        return isinstance(value, ox.NamedNode) and value.value in SHEETS_BY_NAME["relations"].class_iris
    return isinstance(value, ox.Literal) != (kind in {Kind.REFERENCE, Kind.CHOICE, Kind.IRI})


def _with_content_names(imported: SheetImport, known: frozenset[str]) -> SheetImport:
    ...


def _content_named(case: Iterable[ox.Quad]) -> dict[ox.Triple, set[object]]:
    ...


def _quads(graphs: dict[ox.Triple, set[object]], gone: set[ox.Triple], fresh: Iterable[ox.Triple]) -> list[ox.Quad]:
    ...
