"""Bring what was imported into a case: a sheet updates its own rows; a colleague's copy is joined and never overwrites.

Both join by identifier. Blank nodes are joined by their content (:mod:`kg.store.blanks`), so that importing the same
file again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyoxigraph as ox

from kg.schema import SINGLE_VALUED, Kind
from kg.sheets.cells import Term, language_of
from kg.sheets.graph_names import Held
from kg.sheets.identity import is_in_scope
from kg.sheets.read import Assertion, SheetImport
from kg.sheets.triples import write_property
from kg.store.blanks import blank_labels, content_names, name_by_content, renamed
from kg.store.graphs import as_an_embedded_store_writes

__all__ = ["Contradiction", "Merged", "join", "triples_of", "update", "update_held"]


#: the subject, the predicate and the object of a triple
_Ends = tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]


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
    return {ox.Triple(*ends) for ends in _said(imported)}


def _said(imported: SheetImport) -> dict[_Ends, None]:
    """Return subject, predicate and object of what an import of sheets says, each once, in order of rows."""
    found: dict[Any, None] = {(t.subject, t.predicate, t.object): None for t in imported.triples}
    named: dict[str, ox.NamedNode] = {}
    for subject, property_, column, _, values in imported.assertions:
        if values and property_ not in named:
            named[property_] = ox.NamedNode(property_)
        for value in values:
            one, other = (value, subject) if column.inverse else (subject, value)
            found[one, named[property_], other] = None
    return found


def join(case: Iterable[ox.Quad], incoming: Iterable[ox.Quad], *, overwrite: bool = False) -> Merged:
    """Join quads to a case by identifier.

    Where the case has another value of a property that takes one (one a language), the case's is kept and the
    contradiction listed; with ``overwrite``, the case's gives way.
    """
    quads = name_by_content(case)
    known = {quad.triple for quad in quads}
    gone: set[ox.Triple] = set()
    held: defaultdict[tuple[object, ox.NamedNode], set[Term]] = defaultdict(set)
    for triple in known:
        held[triple.subject, triple.predicate].add(triple.object)
    merged = Merged(quads)
    for quad in sorted(_as_held(known, name_by_content(incoming)), key=str):
        if quad.triple in known:
            continue
        values = held[quad.subject, quad.predicate]
        other = _contradicted(quad, values)
        if overwrite and other is not None:
            gone.add(ox.Triple(quad.subject, quad.predicate, other))
            values.discard(other)
        if overwrite or other is None:
            quads.append(quad)
            values.add(quad.object)
            merged.added += 1
        else:
            shown = (_shown(quad.subject), write_property(quad.predicate.value), _shown(other), _shown(quad.object))
            merged.contradictions.append(Contradiction(*shown))
    merged.contradictions.sort()
    merged.quads, merged.removed = [quad for quad in quads if quad.triple not in gone], len(gone)
    return merged


def _as_held(held: Collection[ox.Triple], quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads with each number, day and truth value that a case holds as a store writes it (``0.9`` for ``0.90``) so too."""
    if not held:
        return quads
    fresh = [quad for quad in quads if quad.triple not in held]
    forms = {
        quad: kept for quad, kept in zip(fresh, as_an_embedded_store_writes(fresh), strict=True) if kept.triple in held
    }
    return [forms.get(quad, quad) for quad in quads]


def _contradicted(quad: ox.Quad, held: set[Term]) -> Term | None:
    column = SINGLE_VALUED.get(quad.predicate.value)
    if column is None or isinstance(quad.subject, ox.BlankNode):
        return None
    lang = language_of(quad.object)
    return next(
        (term for term in sorted(held, key=str) if column.kind is not Kind.TEXT or language_of(term) == lang), None
    )


def _shown(term: object) -> str:
    if isinstance(term, ox.Literal):
        return f"“{term.value}”"
    return write_property(term.value) if isinstance(term, ox.NamedNode) else str(term)


def update(case: Iterable[ox.Quad], imported: SheetImport) -> Merged:
    """Bring a case up to date with sheets: each cell says the whole of its property; what no cell speaks of stays."""
    return update_held(Held(name_by_content(case)), imported)


def update_held(held: Held, imported: SheetImport) -> Merged:
    """Do as :func:`update` for a case whose blank nodes are named by their content already."""
    if _has_blanks(imported):
        names = content_names(triples_of(imported), keep=blank_labels(held.triples))
        imported = _renamed(imported, names)
    said = _said(imported)
    if not held.triples:
        return Merged([ox.Quad(*ends) for ends in said], len(said))
    wanted = {quad.triple for quad in _as_held(held.triples, [ox.Quad(*ends) for ends in said])}
    gone = _outdated(held, imported) - wanted
    fresh = sorted(wanted - held.triples, key=str)
    kept = [quad for quad in held.quads if quad.triple not in gone]
    added = [ox.Quad(t.subject, t.predicate, t.object) for t in fresh]
    return Merged([*kept, *added], len(fresh), len(gone))


def _has_blanks(imported: SheetImport) -> bool:
    """Tell whether a node that sheets speak of is blank."""
    kinds = {type(assertion.subject) for assertion in imported.assertions}
    kinds |= {type(value) for assertion in imported.assertions for value in assertion.values}
    kinds |= {type(term) for triple in imported.triples for term in (triple.subject, triple.object)}
    return ox.BlankNode in kinds


def _outdated(held: Held, imported: SheetImport) -> set[ox.Triple]:
    retracted = set(imported.retracted)
    gone = {t for t in held.triples if t.subject in retracted or t.object in retracted} if retracted else set()
    for assertion in imported.assertions:
        index = held.subjects if assertion.column.inverse else held.objects
        gone |= {
            _stated(assertion, value)
            for value in index.get((assertion.subject, assertion.predicate), set()) - assertion.values
            if is_in_scope(assertion.column, assertion.lang, value)
        }
    return gone


def _stated(assertion: Assertion, value: Term) -> ox.Triple:
    ends = (value, assertion.subject) if assertion.column.inverse else (assertion.subject, value)
    return ox.Triple(ends[0], ox.NamedNode(assertion.predicate), ends[1])  # type: ignore[arg-type]


def _renamed(imported: SheetImport, names: Mapping[ox.BlankNode, ox.BlankNode]) -> SheetImport:
    return replace(
        imported,
        triples=[ox.Triple(renamed(t.subject, names), t.predicate, renamed(t.object, names)) for t in imported.triples],
        assertions=[_renamed_assertion(assertion, names) for assertion in imported.assertions],
    )


def _renamed_assertion(assertion: Assertion, names: Mapping[ox.BlankNode, ox.BlankNode]) -> Assertion:
    values = frozenset(renamed(value, names) for value in assertion.values)
    return assertion._replace(subject=renamed(assertion.subject, names), values=values)
