"""The short way to a position: the columns ``on``, ``stance``, ``bound`` and ``if`` of a statement's own row."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.schema import SHEETS_BY_NAME
from kg.sheets.cells import Term, language_of
from kg.sheets.headers import Header
from kg.sheets.names import Names
from kg.sheets.rows import SheetRow, mint
from kg.vocabulary import NEG

__all__ = ["expand_shorthand"]

_STATEMENTS = SHEETS_BY_NAME["statements"]


def expand_shorthand(row: SheetRow, names: Names) -> tuple[list[SheetRow], list[Term]]:
    """Return the rows of positions and conditions that a statement's row stands for, and the nodes it no longer states.

    Their ids are made from the statement's, so that an edited row updates them.
    """
    here = {header.column.name for header in row.headers.values() if header.column}
    if row.sheet is not _STATEMENTS or row.subject is None or not {"on", "stance"} <= here:
        return [], []
    position, condition = (mint(names, kind, row.subject) for kind in ("position", "condition"))
    filled = [bool(row.text(name)) for name in ("on", "stance")]
    if not any(filled):
        for extra in ("bound", "if"):
            if row.terms(extra):
                row.complain(extra, "", "goes with on and stance, which are empty", "fill them too")
        return [], [position, condition]
    if not all(filled):
        empty = "stance" if filled[0] else "on"
        row.complain(empty, "", "is empty, but on and stance go together", "fill both or neither")
    is_conditional = ox.NamedNode(NEG.conditional) in row.terms("stance")
    if row.terms("if") and not is_conditional:
        row.complain("if", "", "goes with the stance conditional", "write that stance, or clear this cell")
    if row.problems or not row.terms("about"):
        return [], []
    rows = [_position(row, position)]
    if not row.terms("if"):
        return rows, [condition]
    return [*rows, _condition(row, condition, position)], []


def _position(row: SheetRow, subject: Term) -> SheetRow:
    assert row.subject is not None
    values = {name: row.terms(name) for name in ("on", "stance", "bound")}
    return _row(row, "positions", subject, {"held by": row.terms("about"), "statements": [row.subject], **values})


def _condition(row: SheetRow, subject: Term, position: Term) -> SheetRow:
    return _row(row, "conditions", subject, {"position": [position], "requires in words": row.terms("if")})


def _row(row: SheetRow, sheet: str, subject: Term, values: Mapping[str, list[Term]]) -> SheetRow:
    made = SheetRow(SHEETS_BY_NAME[sheet], row.place, {}, {}, subject, made_from=row.sheet.name)
    for name, terms in values.items():
        by_lang: dict[str, list[Term]] = {} if terms else {"": []}
        for term in terms:
            by_lang.setdefault(language_of(term), []).append(term)
        for lang, found in by_lang.items():
            number = len(made.headers) + 1
            made.headers[number] = Header(row.place, name, made.sheet.column(name), lang)
            made.values[number] = found
    return made
