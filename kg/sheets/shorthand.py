"""The short way to a position: the columns ``on``, ``stance``, ``bound`` and ``if`` of a statement's own row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.schema import SHEETS_BY_NAME
from kg.sheets.cells import Term, language_of
from kg.sheets.headers import Header, Headers
from kg.sheets.names import Names
from kg.sheets.problems import Place
from kg.sheets.rows import SheetRow, mint
from kg.vocabulary import NEG

__all__ = ["expand_shorthand"]

_STATEMENTS = SHEETS_BY_NAME["statements"]


def expand_shorthand(row: SheetRow, names: Names) -> tuple[list[SheetRow], list[Term]]:
    """Return the rows of positions and conditions that a statement's row stands for, and the nodes it no longer states.

    Their ids are made from the statement's, so that an edited row updates them.
    """
    if row.sheet is not _STATEMENTS or row.subject is None or not {"on", "stance"} <= row.headers.named.keys():
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
    filled: dict[tuple[str, str], list[Term]] = {}
    for name, terms in values.items():
        for term in terms:
            filled.setdefault((name, language_of(term)), []).append(term)
        if not terms:
            filled[name, ""] = []
    headers = _headers(sheet, tuple(filled))
    made = SheetRow(SHEETS_BY_NAME[sheet], row.place, headers, {}, subject, made_from=row.sheet.name)
    made.values = dict(zip(headers, filled.values(), strict=True))
    return made


@lru_cache(maxsize=256)
def _headers(sheet: str, names: tuple[tuple[str, str], ...]) -> Headers:
    """Return headers of some columns of a sheet, each in a language, that stand in no table."""
    layout = SHEETS_BY_NAME[sheet]
    headers = (Header(Place(""), name, layout.column(name), lang) for name, lang in names)
    return Headers(enumerate(headers, start=1))
