"""The matrix as an answer: each option of the open issues against each party (:mod:`kg.analysis.matrix`).

A cell says the same in three ways: a glyph for the side (:func:`~kg.answers.rendering.symbol_of`), the word of the stance,
and marks: ``if`` conditional, ``!`` a red line declared in own voice, ``∴`` inferred, ``”`` by others' word. ``≈`` before an
option: in name only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.analysis.ground import Ground
from kg.analysis.matrix import Matrix, MatrixRow
from kg.answers.base import Answer
from kg.answers.frames import names_apart
from kg.answers.headline import Headline
from kg.answers.rendering import Json, Renderer, symbol_of
from kg.answers.tables import Rows, Table
from kg.resolution import Resolved
from kg.vocabulary import Stance

__all__ = ["MOST_IN_GLYPHS", "MOST_IN_WORDS", "StanceMatrix", "cell_marks", "cell_word", "row_title"]

#: how many columns a table of 80 characters has in words, and how many in glyphs; more are spread over several tables
MOST_IN_WORDS, MOST_IN_GLYPHS = 3, 10

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
_LEGEND = """\
+ for · ~ leaning (if: conditional) · − against · ± mixed · ○ would not say · · no stance on record · ▒ hidden by a filter
! red line declared in own voice · ∴ inferred · ” by others' word · ≈ in name only"""


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


def cell_marks(held: Resolved) -> str:
    """Return the marks of a stance (see :mod:`kg.answers.matrix`): ``!``, ``∴”``."""
    marks = {"!": held.is_declared_red_line, "∴": held.inferred, "”": held.ascribed}
    return "".join(mark for mark, holds in marks.items() if holds)


@dataclass(frozen=True)
class StanceMatrix(Answer):
    """A matrix of stances of ``parties`` (ids), with the class that its group has on each row and the group's headline."""

    matrix: Matrix
    headline: Headline

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances of all cells."""
        return (held for row in self.matrix.rows for held in row.cells)

    # ---------------------------------------------------------------- json

    def body(self, show: Renderer) -> Json:
        """Return the group, its headline, the columns in their order and the rows in theirs."""
        return {
            "group": show.things(self.matrix.group),
            "headline": self.headline.body(show),
            "order": self.matrix.order,
            "columns": [
                {"party": show.thing(party), "roles": list(self.case.parties[party].roles)}
                for party in self.matrix.columns
            ],
            "rows": [self._row(show, row) for row in self.matrix.rows],
        }

    def _row(self, show: Renderer, row: MatrixRow) -> Json:
        found = row.ground
        return {
            "issue": show.thing(row.option.issue),
            "issue_kind": self.case.issues[row.option.issue].kind,
            "option": show.thing(row.option.id),
            "ground": found.ground.value if found else None,
            "otherwise": found.otherwise.value if found and found.otherwise else None,
            "in_name_only": found.in_name_only if found else None,
            "cells": [self._cell(show, held) for held in row.cells],
        }

    def _cell(self, show: Renderer, held: Resolved) -> Json:
        return {
            "party": show.thing(held.party),
            "stance": str(held.stance),
            "side": str(held.side) if held.side else None,
            "glyph": symbol_of(held),
            "word": cell_word(held),
            "conditional": held.stance is Stance.CONDITIONAL,
            "red_line": held.is_declared_red_line,
            "inferred": held.inferred,
            "ascribed": held.ascribed,
            "withheld": held.withheld,
            "evidence": [statement.id for statement in held.evidence],
        }

    # -------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the headline, and the matrix: as one table, or several where the columns are too many, and what its signs mean.

        Where there is no room for words the columns have numbers, told in a key.
        """
        show, columns = self.renderer(lang), self.matrix.columns
        headline = self.headline.tables(lang)
        if not columns or not self.matrix.rows:
            missing = "option of an open issue" if columns else "party"
            return [*headline, Table("", (), (), note=f"no {missing} on record")]
        in_words = len(columns) <= MOST_IN_WORDS
        size = MOST_IN_WORDS if in_words else MOST_IN_GLYPHS
        parts = [range(n, min(n + size, len(columns))) for n in range(0, len(columns), size)]
        notes = [] if in_words else ["; ".join(f"{n} {show.name(party)}" for n, party in enumerate(columns, 1))]
        notes += [_LEGEND, self._column_order(show)]
        tables = [self._table(show, part, in_words=in_words) for part in parts]
        return [*headline, *tables, Table("", (), (), note="\n".join(notes))]

    def _column_order(self, show: Renderer) -> str:
        """Return what the order of the columns goes by."""
        if self.matrix.order == "seriation":
            return "columns and rows by seriation: those that stand alike are side by side"
        by_role = groupby(self.matrix.columns, lambda party: ", ".join(self.case.parties[party].roles) or "no role")
        return f"columns by role, then alphabet: {'; '.join(f'{role} {show.names(of)}' for role, of in by_role)}"

    def _table(self, show: Renderer, places: Sequence[int], *, in_words: bool) -> Table:
        names = self._option_names(show)
        heads = [show.name(self.matrix.columns[n]) if in_words else str(n + 1) for n in places]
        rows = []
        for title, found in groupby(self.matrix.rows, lambda row: self._band(show, row)):
            band = list(found)
            rows += [(f"— {title} ({len(band)}) —", *("" for _ in places))] if title else []
            for row in band:
                name = f"{'≈ ' if row.ground and row.ground.in_name_only else ''}{names[row.option.id]}"
                rows.append((name, *(_cell_text(row.cells[n], in_words=in_words) for n in places)))
        return Table("", ("Option", *heads), tuple(rows))

    def _band(self, show: Renderer, row: MatrixRow) -> str:
        by_issue = self.matrix.order == "issue" or row.ground is None
        if self.matrix.order == "seriation":
            return ""
        return show.name(row.option.issue) if by_issue else row_title(row)

    def _option_names(self, show: Renderer) -> dict[str, str]:
        """Return the labels of the options, with the issue where several have the same."""
        labels = {row.option.id: row.option.label(show.lang) for row in self.matrix.rows}
        count = Counter(labels.values())
        issue_of = {row.option.id: row.option.issue for row in self.matrix.rows}
        return {
            option: f"{label} ({show.name(issue_of[option])})" if count[label] > 1 else label
            for option, label in labels.items()
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each option, with a column for each party."""
        show = self.renderer(lang)
        parties = names_apart([self.case.parties[party] for party in self.matrix.columns], lang)
        found: list[list[object]] = []
        for row in self.matrix.rows:
            ground = row.ground
            classes = [ground.ground.value, ground.otherwise, ground.in_name_only] if ground else [None, None, None]
            named = [show.name(row.option.issue), self.case.issues[row.option.issue].kind, show.name(row.option.id)]
            found.append([*classes, *named, *map(_cell_words, row.cells)])
        return ("ground", "otherwise", "in_name_only", "issue", "issue_kind", "option", *parties), found


def _cell_text(held: Resolved, *, in_words: bool) -> str:
    """Return a stance as its glyph and marks, with its word between; no stance on record is its glyph alone."""
    word = cell_word(held) if in_words else "if" if held.stance is Stance.CONDITIONAL else ""
    if cell_word(held) == _WORDS[Stance.SILENT]:
        word = ""
    return " ".join(part for part in (symbol_of(held), word, cell_marks(held)) if part)


def _cell_words(held: Resolved) -> str:
    """Return a stance in words alone: ``demand (red line)``."""
    marks = {"red line": held.is_declared_red_line, "inferred": held.inferred, "by others' word": held.ascribed}
    named = ", ".join(mark for mark, holds in marks.items() if holds)
    return f"{cell_word(held)} ({named})" if named else cell_word(held)
