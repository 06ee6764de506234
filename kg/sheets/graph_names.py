"""The rows that a graph already holds: their sheets, names and namespace."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.schema import CASE, SHEETS
from kg.sheets.cells import Term
from kg.sheets.names import Names, namespace_of
from kg.vocabulary import DCTERMS, RDF, RDFS, SKOS

__all__ = ["add_names", "base_of", "sheets_of"]

_LABELS = frozenset({SKOS.prefLabel, RDFS.label, DCTERMS.title})
_SHEET_OF_CLASS = {iri: (place, sheet.name) for place, sheet in enumerate(SHEETS) for iri in sheet.class_iris}


def sheets_of(quads: Iterable[ox.Quad | ox.Triple]) -> dict[Term, str]:
    """Return the sheet of each node that is a row: by its class, the first in the layout where it has several."""
    found: dict[Term, tuple[int, str]] = {}
    for quad in quads:
        if quad.predicate.value == RDF.type and isinstance(quad.object, ox.NamedNode):
            place = _SHEET_OF_CLASS.get(quad.object.value)
            if place is not None:
                found[quad.subject] = min(place, found.get(quad.subject, place))
    return {term: name for term, (_, name) in found.items()}


def base_of(quads: Iterable[ox.Quad | ox.Triple]) -> str | None:
    """Return the namespace of most of a case's rows, the first of several, or None where none has an IRI."""
    rows = sheets_of(quads)
    counts = Counter(
        namespace_of(t.value) for t, sheet in rows.items() if sheet != CASE and isinstance(t, ox.NamedNode)
    )
    return min(counts, key=lambda space: (-counts[space], space), default=None)


def add_names(names: Names, quads: Iterable[ox.Quad | ox.Triple]) -> None:
    """Make a graph's rows known under their ids, labels and aliases."""
    held = list(quads)
    labels: defaultdict[Term, list[str]] = defaultdict(list)
    aliases: defaultdict[Term, list[str]] = defaultdict(list)
    for quad in held:
        if isinstance(quad.object, ox.Literal):
            if quad.predicate.value in _LABELS:
                labels[quad.subject].append(quad.object.value)
            elif quad.predicate.value == SKOS.altLabel:
                aliases[quad.subject].append(quad.object.value)
    for term, sheet in sheets_of(held).items():
        names.add(term, sheet, labels.get(term, ()), aliases.get(term, ()))
