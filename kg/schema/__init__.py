"""What a case consists of: each class with its properties, once, for loading, sheets, checks and redaction."""

from kg.schema.classes import CASE, OTHER, SHEETS, SHEETS_BY_NAME, SINGLE_VALUED
from kg.schema.properties import CHOICES, Column, Kind, Sheet

__all__ = ["CASE", "CHOICES", "OTHER", "SHEETS", "SHEETS_BY_NAME", "SINGLE_VALUED", "Column", "Kind", "Sheet"]
