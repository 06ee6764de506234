"""By which properties things of a case speak of each other: what keeps a thing when statements are left out."""

from __future__ import annotations

from kg.schema.classes import SHEETS, SHEETS_BY_NAME
from kg.schema.properties import Kind, Redaction, Sheet
from kg.vocabulary import NEG

__all__ = ["AUTHORS", "AUTHORSHIP", "OWNERS", "SPOKEN_OF", "TIES"]

#: of what has authors, the properties that say only what it is called and what it consists of
_CONTENT = frozenset({"label", "aliases", "definition", "same as", "terms"})


def _tying(sheet: Sheet) -> frozenset[str]:
    found = (column for column in sheet.columns if column.required and column.to and not column.inverse)
    return frozenset(iri for column in found if column.kind is Kind.REFERENCE for iri in column.predicates)


def _speaking_of(wanted: Sheet) -> frozenset[str]:
    found = {
        iri
        for sheet in SHEETS
        for column in sheet.columns
        if wanted.name in column.to and column.kind is Kind.REFERENCE and not column.inverse
        # that one version revises another is no word of the other
        if not (sheet is wanted and sheet.redaction is Redaction.AUTHORED)
        for iri in column.predicates
        if sheet.redaction is not Redaction.TIED or iri not in _tying(sheet)
    }
    owners = (column for column in SHEETS_BY_NAME[wanted.name].columns if column.inverse)
    return frozenset(found | {column.predicate for column in owners})


#: by sheet, the properties by which something else speaks of its rows, and so keeps them in the case
SPOKEN_OF = {
    sheet.name: _speaking_of(sheet) for sheet in SHEETS if sheet.redaction in {Redaction.SPOKEN_OF, Redaction.AUTHORED}
}

#: by sheet, the properties by which its rows are left out with what they refer to
TIES = {sheet.name: _tying(sheet) for sheet in SHEETS if sheet.redaction is Redaction.TIED}

#: the properties that say who wants a thing, since when, and how far it has progressed
AUTHORSHIP = frozenset(
    column.predicate
    for sheet in SHEETS
    if sheet.redaction is Redaction.AUTHORED
    for column in sheet.columns
    if column.name not in _CONTENT
)

#: the properties that name one of several parties each of which needs a statement of its own: who proposes, who reads
AUTHORS = frozenset(
    column.predicate
    for sheet in SHEETS
    if any(column.predicate == NEG.statedIn for column in sheet.columns)
    for column in sheet.columns
    if column.many and column.to == ("parties",)
)

#: by sheet, the properties by which its rows belong to one of another sheet, as a condition does to a position
OWNERS = {
    sheet.name: frozenset(column.predicate for column in sheet.columns if column.inverse)
    for sheet in SHEETS
    if any(column.inverse for column in sheet.columns)
}
