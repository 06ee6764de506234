"""What a graph already holds: its rows with their sheets, names and namespace, and its triples from either end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox

from kg.schema import CASE, SHEETS
from kg.sheets.cells import Term
from kg.sheets.names import Names, namespace_of
from kg.vocabulary import DCTERMS, RDF, RDFS, SKOS

__all__ = ["Held", "sheets_of"]

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


class Held:
    """A graph that rows are read for and brought into: its quads, indexed once, each index when first asked for."""

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self.quads = list(quads)

    @cached_property
    def triples(self) -> frozenset[ox.Triple]:
        """The triples."""
        return frozenset(quad.triple for quad in self.quads)

    @cached_property
    def sheets(self) -> dict[Term, str]:
        """The sheet of each node that is a row (:func:`sheets_of`)."""
        return sheets_of(self.quads)

    @cached_property
    def objects(self) -> Mapping[tuple[Term, str], set[Term]]:
        """The objects of each subject and predicate."""
        found: defaultdict[tuple[Term, str], set[Term]] = defaultdict(set)
        for quad in self.quads:
            found[quad.subject, quad.predicate.value].add(quad.object)
        return dict(found)

    @cached_property
    def subjects(self) -> Mapping[tuple[Term, str], set[Term]]:
        """The subjects of each object and predicate."""
        found: defaultdict[tuple[Term, str], set[Term]] = defaultdict(set)
        for (subject, predicate), objects in self.objects.items():
            for term in objects:
                found[term, predicate].add(subject)
        return dict(found)

    @cached_property
    def base(self) -> str | None:
        """The namespace of most rows, the first of several, or None where none has an IRI."""
        counts = Counter(
            namespace_of(t.value) for t, sheet in self.sheets.items() if sheet != CASE and isinstance(t, ox.NamedNode)
        )
        return min(counts, key=lambda space: (-counts[space], space), default=None)

    def add_names(self, names: Names) -> None:
        """Make the rows known under their ids, labels and aliases."""
        for term, sheet in self.sheets.items():
            labels = [text for predicate in _LABELS for text in self._texts(term, predicate)]
            names.add(term, sheet, labels, self._texts(term, SKOS.altLabel))

    def _texts(self, term: Term, predicate: str) -> list[str]:
        return [one.value for one in self.objects.get((term, predicate), ()) if isinstance(one, ox.Literal)]
