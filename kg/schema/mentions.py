"""By which properties things of a case speak of each other: what keeps a thing when statements are left out."""

from __future__ import annotations

from kg.schema.classes import SHEETS, SHEETS_BY_NAME
from kg.schema.properties import Kind, Redaction, Sheet
from kg.vocabulary import DCTERMS, NEG, RDF, RDFS, SKOS

__all__ = ["AUTHORS", "AUTHORSHIP", "DETAILS", "KNOWN", "LIMITS", "NEEDED", "OWNERS", "REFERENCES", "SPOKEN_OF", "TIES"]

#: of what has authors, the properties that say only what it is called and what it consists of
_CONTENT = frozenset({"label", "aliases", "definition", "same as", "terms", "sensitivity"})


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
    sheet.name: _speaking_of(sheet)
    for sheet in SHEETS
    if sheet.redaction in {Redaction.SPOKEN_OF, Redaction.AUTHORED, Redaction.NAMED}
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

#: by sheet, the properties by which a row cannot do without what they refer to: it goes with that
NEEDED = {
    sheet.name: frozenset(
        iri
        for column in sheet.columns
        if column.kind is Kind.REFERENCE and not column.inverse and column.predicate != NEG.statedIn
        if column.required or sheet.name == "conditions"
        for iri in column.predicates
    )
    for sheet in SHEETS
}

#: the properties by which rows refer to each other
REFERENCES = frozenset(
    iri
    for sheet in SHEETS
    for column in sheet.columns
    if column.kind is Kind.REFERENCE and not column.shorthand
    for iri in column.predicates
)

#: other ways to name and describe a thing that are read
_NAMES = {SKOS.prefLabel, RDFS.label, DCTERMS.title}
_OTHER_NAMES = frozenset(
    {*_NAMES, SKOS.definition, DCTERMS.description, RDFS.comment, SKOS.exactMatch, SKOS.closeMatch}
)


def _known(sheet: Sheet) -> frozenset[str]:
    own = {iri for column in sheet.columns if not column.inverse and not column.shorthand for iri in column.predicates}
    owning = {
        column.predicate for other in SHEETS for column in other.columns if column.inverse and sheet.name in column.to
    }
    return frozenset(own | owning | {RDF.type} | (_OTHER_NAMES if own & _NAMES else set()))


#: by sheet, the properties of its rows that the schema knows
KNOWN = {sheet.name: _known(sheet) for sheet in SHEETS}

#: what a row is by itself, whoever tells of it: its name, its kind and when
_CORE = frozenset({"label", "terms", "kind", "from", "to", "actors", "scheduled", "verified", "source", "sensitivity"})


def _details(sheet: Sheet) -> frozenset[str]:
    kept = {
        iri
        for column in sheet.columns
        if column.required
        or column.name in _CORE
        or column.predicate in {*AUTHORS, NEG.statedIn}
        # a bound is part of what a position says, a status may be what only one statement tells
        or (sheet.redaction is Redaction.BACKED and column.kind in {Kind.CHOICE, Kind.BOOLEAN})
        for iri in column.predicates
    }
    return KNOWN[sheet.name] - kept - _NAMES - {RDF.type, NEG.statusChange, NEG.assessment}


_RESTING = {Redaction.BACKED, Redaction.AUTHORED, Redaction.TOLD}

#: by sheet, the properties of a row resting on several statements of which nobody can tell which one says them
DETAILS = {sheet.name: _details(sheet) for sheet in SHEETS if sheet.redaction in _RESTING}

#: by sheet, the days without which a row would say more than its statements do
LIMITS = {
    sheet.name: frozenset(
        column.predicate
        for column in sheet.columns
        if column.kind is Kind.DATE and not column.required
        if column.predicate == NEG.endsOn or sheet.redaction is Redaction.BACKED
    )
    for sheet in SHEETS
    if sheet.redaction in {Redaction.BACKED, Redaction.AUTHORED}
}
