"""What a case consists of: each class with its properties, once, for loading, sheets, checks and redaction.

To add a property: declare it in ``ontology/negotiation.ttl``, say in ``ontology/shapes.ttl`` what makes a value wrong, and
add one line to its class in :mod:`kg.schema.stage`, :mod:`kg.schema.acts` or :mod:`kg.schema.events`. It is then read from
sheets, written to them, merged, checked and redacted. A record of :mod:`kg.case.records` holds it once it has a field of
that name. ``tests/test_schema.py`` compares the three with each other.
"""

from kg.schema.classes import CASE, OTHER, SHEET_OF_CLASS, SHEETS, SHEETS_BY_NAME, SINGLE_VALUED
from kg.schema.mentions import (
    AUTHORS,
    AUTHORSHIP,
    DETAILS,
    KNOWN,
    LIMITS,
    NEEDED,
    OWNERS,
    REFERENCES,
    SPOKEN_OF,
    TIES,
)
from kg.schema.properties import CHOICES, Column, Kind, Redaction, Sheet

__all__ = [
    "AUTHORS",
    "AUTHORSHIP",
    "CASE",
    "CHOICES",
    "DETAILS",
    "KNOWN",
    "LIMITS",
    "NEEDED",
    "OTHER",
    "OWNERS",
    "REFERENCES",
    "SHEETS",
    "SHEETS_BY_NAME",
    "SHEET_OF_CLASS",
    "SINGLE_VALUED",
    "SPOKEN_OF",
    "TIES",
    "Column",
    "Kind",
    "Redaction",
    "Sheet",
]
