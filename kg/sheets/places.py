"""Where in the tables each thing of a case is stated, so that a finding can name its row and cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.schema import SHEETS_BY_NAME, Sheet
from kg.sheets.cells import Term
from kg.sheets.merge import triples_of
from kg.sheets.problems import Place
from kg.sheets.read import SheetImport
from kg.sheets.rows import SheetRow
from kg.store.blanks import content_names, renamed

__all__ = ["Places", "places_of"]

#: of a position or condition that a statement's own row states: the statement's column in which each property stands
_SHORT_WAY = {"held by": "about", "requires in words": "if"}


@dataclass(frozen=True, slots=True)
class Places:
    """The rows that state the things of a case, by id (an IRI, or ``_:label``), and the rows of single triples."""

    rows: dict[str, tuple[SheetRow, str]] = field(default_factory=dict)
    triples: dict[str, Place] = field(default_factory=dict)

    def sheet(self, identifier: str) -> Sheet | None:
        """Return the sheet of a thing, or None where no row states it."""
        found = self.rows.get(identifier)
        return SHEETS_BY_NAME[found[1]] if found else None

    def place(self, identifier: str, column: str = "") -> Place | None:
        """Return the cell of a thing's property; its row where there is no such column, None where no row states it."""
        found = self.rows.get(identifier)
        if found is None:
            return self.triples.get(identifier)
        row, sheet = found
        name = _SHORT_WAY.get(column, column) if row.sheet.name != sheet else column
        place = row.at(name) if name else row.place
        return place if place.column else Place(place.file, place.sheet, place.row, 0, name)


def places_of(imports: Iterable[SheetImport]) -> Places:
    """Return the places of what tables state; a nameless thing has its own label and the one that its content gives."""
    places = Places()
    for imported in imports:
        names = content_names(triples_of(imported))
        for subject, found in imported.located.items():
            for term in (subject, renamed(subject, names)):
                places.rows.setdefault(_id(term), found)
        for subject, place in imported.single.items():
            for term in (subject, renamed(subject, names)):
                places.triples.setdefault(_id(term), place)
    return places


def _id(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))
