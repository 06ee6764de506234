"""What a SPARQL query found, as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.tables import Rows, Table
from kg.store import PREFIXES
from kg.store.query import Cell, QueryRows
from kg.words import said

__all__ = ["LONGEST", "QueryResult"]

#: the characters of a value that a table shows
LONGEST = 2_000


@dataclass(frozen=True)
class QueryResult(Framed):
    """What a query found (:class:`~kg.store.query.QueryRows`) in a case, ``{"id", "label"}``.

    ``left_out`` says what redaction left out of the graph before it was queried, None where the whole graph was.
    """

    case: dict[str, str]
    result: QueryRows
    left_out: str | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """The columns."""
        return self.result.variables

    @property
    def found(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The rows."""
        return self.result.rows

    @property
    def boolean(self) -> bool | None:
        """The answer to ASK, else None."""
        return self.result.boolean

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the result as an object of the JSON contract; it is of the graph, on no day."""
        rows = [dict(zip(self.variables, row, strict=True)) for row in self.found]
        head = {"schema": SCHEMA, "case": self.case, "as_of": None, "filters": {}, "sources": []}
        found = {"variables": list(self.variables), "rows": rows, "boolean": self.boolean}
        return {**head, **found, "left_out": self.left_out}

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        if self.left_out is None:
            return [f"{self.case['label']} — {said(lang, 'the graph as stored')}"]
        return [f"{self.case['label']} — {said(lang, 'the graph without what is sensitive')}", self.left_out]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return one table, in which a value longer than :data:`LONGEST` is cut; JSON and CSV give it whole."""
        if self.boolean is not None:
            return [Table("", (), (), note=said(lang, "yes") if self.boolean else said(lang, "no"))]
        rows = tuple(tuple(_shown(cell) for cell in row) for row in self.found)
        return [Table("", self.variables, rows, note="" if rows else said(lang, "nothing found"))]

    def rows(self, lang: str = "en") -> Rows:
        """Return columns and rows for CSV."""
        if self.boolean is not None:
            return ("answer",), [[self.boolean]]
        return self.variables, [[cell["value"] if cell else None for cell in row] for row in self.found]


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    for prefix, base in PREFIXES.items():
        if cell["type"] == "uri" and cell["value"].startswith(base):
            return f"{prefix}:{cell['value'][len(base) :]}"
    value = cell["value"]
    return (
        value if len(value) <= LONGEST else f"{value[:LONGEST]}… ({len(value):,} characters; --format json gives them)"
    )
