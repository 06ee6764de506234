"""The words of a matrix, which its table and its picture share: of a cell, of a row's class, of the order of the columns."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from kg.analysis.ground import Ground
from kg.analysis.matrix import Matrix, MatrixRow
from kg.answers.rendering import Renderer
from kg.answers.terms import role_name
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import joined, later, listed, page_term, said

__all__ = [
    "band_of",
    "cell_marks",
    "cell_word",
    "column_order",
    "is_quiet",
    "option_names",
    "role_names",
    "row_title",
    "shown_word",
]

_TITLES = {
    Ground.AGREED: (later("Agreed"), later("Agreed among those who spoke")),
    Ground.WITHIN_REACH: (later("Within reach: nobody refuses"), later("Within reach among those who spoke")),
    Ground.CONTESTED: (later("Contested"), ""),
    Ground.REJECTED: (later("Rejected by all"), later("Rejected among those who spoke")),
}
_ENDED = (later("lapsed"), later("withdrawn"), later("replaced"))
_WORDS = {
    Stance.NONCOMMITTAL: "would not say",
    Stance.SILENT: "no stance on record",
    Stance.WITHHELD: "hidden by a filter",
}


def row_title(lang: str, row: MatrixRow) -> str:
    """Return the class of a row in words, nothing without a group."""
    if row.ground is None:
        return ""
    titles = _TITLES.get(row.ground.held) if row.ground.held else None
    return said(lang, titles[row.ground.ground is Ground.UNADDRESSED]) if titles else said(lang, "Unaddressed")


def cell_word(held: Resolved) -> str:
    """Return the word of a stance: ``demand``, ``would not say``, ``withdrawn``."""
    ended = ("lapsed" if held.lapsed_by else held.ended) if held.stance is Stance.SILENT else None
    return ended or _WORDS.get(held.stance) or str(held.stance)


def shown_word(show: Renderer, held: Resolved) -> str:
    """Return the word of a stance in the language of what shows it."""
    word = cell_word(held)
    return said(show.lang, word) if word in _ENDED else page_term(show.lang, f"cell_{held.stance}", word)


def cell_marks(held: Resolved) -> str:
    """Return the marks of a stance (see :mod:`kg.answers.matrix`): ``!``, ``∴”``."""
    marks = {"!": held.is_declared_red_line, "∴": held.inferred, "”": held.ascribed}
    return "".join(mark for mark, holds in marks.items() if holds)


def is_quiet(held: Resolved) -> bool:
    """Return whether nothing at all is on record, not even a stance that has ended."""
    return held.stance is Stance.SILENT and cell_word(held) == _WORDS[Stance.SILENT]


def column_order(show: Renderer, matrix: Matrix) -> str:
    """Return what the order of the columns goes by."""
    if matrix.order == "seriation":
        return said(show.lang, "columns and rows by seriation: those that stand alike are side by side")
    by_role = groupby(matrix.columns, lambda party: role_names(show, party) or said(show.lang, "no role"))
    roles = joined(show.lang, (f"{role} {show.names(of)}" for role, of in by_role))
    return said(show.lang, "columns by role, then alphabet: {roles}", roles=roles)


def role_names(show: Renderer, party: str) -> str:
    """Return the roles of a party (id), with commas; "" where it has none."""
    return listed(show.lang, (role_name(show.lang, role) for role in show.case.parties[party].roles))


def band_of(show: Renderer, matrix: Matrix, row: MatrixRow) -> str:
    """Return the heading under which a row stands: its class, or its issue; nothing where rows go by seriation."""
    by_issue = matrix.order == "issue" or row.ground is None
    if matrix.order == "seriation":
        return ""
    return show.name(row.option.issue) if by_issue else row_title(show.lang, row)


def option_names(show: Renderer, matrix: Matrix) -> dict[str, str]:
    """Return the labels of the options, with the issue where several have the same."""
    labels = {row.option.id: row.option.label(show.lang) for row in matrix.rows}
    count = Counter(labels.values())
    issue_of = {row.option.id: row.option.issue for row in matrix.rows}
    return {
        option: f"{label} ({show.name(issue_of[option])})" if count[label] > 1 else label
        for option, label in labels.items()
    }
