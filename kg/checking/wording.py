"""Messages of a check about a case in tables, in the words of its sheets and columns, not of the ontology.

``neg:speaksFor`` becomes the column “speaks for”, ``neg:Party`` a row of the sheet parties, ``neg:tabled`` the choice
tabled, ``"2025-04-22"^^xsd:date`` 2025-04-22, and ``"Kyiv"@en`` “Kyiv” in a column of that language.
"""

from __future__ import annotations

import re
from functools import cache

from kg.schema import SHEET_OF_CLASS, SHEETS, Sheet
from kg.vocabulary import NEG, SKOS, compact

__all__ = ["column_of", "in_words_of_sheets"]

_TERM = re.compile(r"\b(?:neg|skos|dcterms|org|rdfs):([A-Za-z][\w-]*)")
_TYPED = re.compile(r'"([^"]*)"\^\^xsd:\w+')
_TAGGED = re.compile(r'"([^"]*)"@([a-z-]+)')
_A_CLASS = re.compile(r"(?:“an? (neg:[A-Z]\w*)”|\b[Aa]n? (neg:[A-Z]\w*))")


def in_words_of_sheets(message: str, sheet: Sheet | None = None) -> str:
    """Return a message of a check with columns and sheets in place of the ontology's terms.

    ``sheet`` is that of the thing which the message is about: where several sheets have a property, its column is named.
    """
    text = _TYPED.sub(r"\1", message)
    text = _TAGGED.sub(r"“\1” (in a column with :\2 in its header)", text)
    text = _A_CLASS.sub(lambda match: _row_of(match[1] or match[2]), text)
    return _TERM.sub(lambda match: _word(match[0], sheet), text)


def column_of(path: str | None, sheet: Sheet | None = None) -> str:
    """Return the name of the column that the first step of a finding's path means, "" where there is none."""
    first = re.split(r"[/|]", path or "")[0]
    known = _columns(sheet.name if sheet else "")
    return known.get(first) or _columns("").get(first.lstrip("^"), "")


def _row_of(term: str) -> str:
    found = SHEET_OF_CLASS.get(NEG.base + term.removeprefix("neg:"))
    return f"a row of the sheet {found.name}" if found else _local(term).lower()


def _word(term: str, sheet: Sheet | None) -> str:
    if term.startswith("neg:") and term[4].isupper():
        found = SHEET_OF_CLASS.get(NEG.base + term[4:])
        return f"the sheet {found.name}" if found else _local(term).lower()
    column = column_of(term, sheet)
    return f"“{column}”" if column else _local(term)


def _local(term: str) -> str:
    return term.partition(":")[2]


@cache
def _columns(sheet: str) -> dict[str, str]:
    """The name of the column of each property, by its short name, in a sheet or (for "") in the first that has it."""
    found: dict[str, str] = {}
    for layout in SHEETS:
        if sheet in ("", layout.name):
            for column in layout.columns:
                for predicate in column.predicates:
                    found.setdefault(compact(predicate), column.name)
    others = {SKOS.prefLabel: "label", SKOS.closeMatch: "same as"}
    return {**{compact(iri): name for iri, name in others.items() if not sheet}, **found}
