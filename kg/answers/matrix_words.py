"""The words of a matrix, which its table and its picture share: of a cell, of a row's class, of the order of the columns."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from kg.analysis.ground import Ground
from kg.analysis.matrix import Matrix, MatrixRow
from kg.answers.rendering import Renderer
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import page_said

__all__ = ["band_of", "cell_marks", "cell_word", "column_order", "is_quiet", "option_names", "row_title", "shown_word"]

_TITLES = {
    Ground.AGREED: ("Agreed", "Agreed among those who spoke"),
    Ground.WITHIN_REACH: ("Within reach: nobody refuses", "Within reach among those who spoke"),
    Ground.CONTESTED: ("Contested", ""),
    Ground.REJECTED: ("Rejected by all", "Rejected among those who spoke"),
}
_UNADDRESSED = "Unaddressed"
_WORDS = {
    Stance.NONCOMMITTAL: "would not say",
    Stance.SILENT: "no stance on record",
    Stance.WITHHELD: "hidden by a filter",
}


def row_title(row: MatrixRow) -> str:
    """Return the class of a row in words, nothing without a group."""
    if row.ground is None:
        return ""
    titles = _TITLES.get(row.ground.held) if row.ground.held else None
    return titles[row.ground.ground is Ground.UNADDRESSED] if titles else _UNADDRESSED


def cell_word(held: Resolved) -> str:
    """Return the word of a stance: ``demand``, ``would not say``, ``withdrawn``."""
    ended = ("lapsed" if held.lapsed_by else held.ended) if held.stance is Stance.SILENT else None
    return ended or _WORDS.get(held.stance) or str(held.stance)


def shown_word(show: Renderer, held: Resolved) -> str:
    """Return the word of a stance in the language of what shows it; one that has ended has no other word than English."""
    word = cell_word(held)
    is_stance = word in (_WORDS.get(held.stance), str(held.stance))
    return page_said(show.lang, f"cell_{held.stance}", word) if is_stance else word


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
        return "columns and rows by seriation: those that stand alike are side by side"
    roles_of = show.case.parties
    by_role = groupby(matrix.columns, lambda party: ", ".join(roles_of[party].roles) or "no role")
    return f"columns by role, then alphabet: {'; '.join(f'{role} {show.names(of)}' for role, of in by_role)}"


def band_of(show: Renderer, matrix: Matrix, row: MatrixRow) -> str:
    """Return the heading under which a row stands: its class, or its issue; nothing where rows go by seriation."""
    by_issue = matrix.order == "issue" or row.ground is None
    if matrix.order == "seriation":
        return ""
    return show.name(row.option.issue) if by_issue else row_title(row)


def option_names(show: Renderer, matrix: Matrix) -> dict[str, str]:
    """Return the labels of the options, with the issue where several have the same."""
    labels = {row.option.id: row.option.label(show.lang) for row in matrix.rows}
    count = Counter(labels.values())
    issue_of = {row.option.id: row.option.issue for row in matrix.rows}
    return {
        option: f"{label} ({show.name(issue_of[option])})" if count[label] > 1 else label
        for option, label in labels.items()
    }
