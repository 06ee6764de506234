"""Each class of a case with its properties, once (:data:`SHEETS`): a class is a sheet, a property is a column.

Loading, a blank case, import, export, redaction and every message about a mistake are driven by it. A text column is
written once for each language (``label:en``, ``label:uk``; without a tag, ``label``). What the schema has no place for
goes to the sheet :data:`OTHER`, as one triple a row, so that nothing is lost.
"""

from __future__ import annotations

from kg.schema.acts import CONDITIONS, POSITIONS, PROPOSALS, READINGS, STATEMENTS, STATUS_CHANGES
from kg.schema.events import ASSESSMENTS, EVENTS, FIGURES, KINDS
from kg.schema.properties import Column, Kind, Sheet
from kg.schema.stage import ISSUES, MEMBERSHIPS, OPTIONS, PARTIES, PEOPLE, POINTS, RELATIONS, SOURCES, THE_CASE

__all__ = ["CASE", "OTHER", "SHEETS", "SHEETS_BY_NAME", "SHEET_OF_CLASS", "SINGLE_VALUED"]

#: the name of the sheet that describes the case and holds the namespace of its ids
CASE = THE_CASE.name

#: the name of the sheet of subject, property and value for what no other sheet has a place for
OTHER = "other"

#: the sheets in the order in which a workbook shows them
SHEETS: tuple[Sheet, ...] = (
    THE_CASE,
    PARTIES,
    PEOPLE,
    ISSUES,
    OPTIONS,
    PROPOSALS,
    STATUS_CHANGES,
    STATEMENTS,
    POSITIONS,
    CONDITIONS,
    POINTS,
    READINGS,
    SOURCES,
    EVENTS,
    KINDS,
    FIGURES,
    ASSESSMENTS,
    MEMBERSHIPS,
    RELATIONS,
)

#: the sheets by name
SHEETS_BY_NAME = {sheet.name: sheet for sheet in SHEETS}

#: the sheet of each class (IRI) whose nodes are rows
SHEET_OF_CLASS = {iri: sheet for sheet in SHEETS for iri in sheet.class_iris}

#: the properties that have one value (one a language, for texts), with their column
SINGLE_VALUED: dict[str, Column] = {
    column.predicate: column
    for sheet in SHEETS
    for column in sheet.columns
    if not column.many and not column.inverse and column.kind is not Kind.CLASS
}
