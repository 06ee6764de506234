"""The matrix as an answer: each option of the open issues against each party (:mod:`kg.analysis.matrix`).

A cell says the same in three ways: a glyph for the side (:func:`~kg.answers.rendering.symbol_of`), the word of the stance,
and marks: ``if`` conditional, ``!`` a red line declared in own voice, ``∴`` inferred, ``”`` by others' word. ``≈`` before an
option: in name only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.analysis.matrix import Matrix, MatrixRow
from kg.answers.base import Narrowed
from kg.answers.frames import names_apart
from kg.answers.headline import Headline
from kg.answers.matrix_picture import picture_of
from kg.answers.matrix_words import band_of, cell_marks, cell_word, column_order, is_quiet, option_names, shown_word
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer, symbol_of
from kg.answers.tables import Rows, Table
from kg.drawing import Picture
from kg.resolution import Resolved
from kg.vocabulary import Stance
from kg.words import joined, later, said

__all__ = ["MOST_IN_GLYPHS", "MOST_IN_WORDS", "StanceMatrix"]

#: how many columns a table of 80 characters has in words, and how many in glyphs; more are spread over several tables
MOST_IN_WORDS, MOST_IN_GLYPHS = 3, 10

_LEGEND = (
    ("+", later("for")),
    ("~", later("leaning (if: conditional)")),
    ("−", later("against")),
    ("±", later("mixed")),
    ("○", later("would not say")),
    ("·", later("no stance on record")),
    ("▒", later("hidden by a filter")),
)
_MARKS = (
    ("!", later("red line declared in own voice")),
    ("∴", later("inferred")),
    ("”", later("by others' word")),
    ("≈", later("in name only")),
)


@dataclass(frozen=True)
class StanceMatrix(Narrowed, Drawn):
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
            none = said(lang, "no option of an open issue on record") if columns else said(lang, "no party on record")
            return [*headline, Table("", (), (), note=none)]
        in_words = len(columns) <= MOST_IN_WORDS
        size = MOST_IN_WORDS if in_words else MOST_IN_GLYPHS
        parts = [range(n, min(n + size, len(columns))) for n in range(0, len(columns), size)]
        notes = [] if in_words else [joined(lang, (f"{n} {show.name(party)}" for n, party in enumerate(columns, 1)))]
        notes += [*(_signs(lang, signs) for signs in (_LEGEND, _MARKS)), column_order(show, self.matrix)]
        tables = [self._table(show, part, in_words=in_words) for part in parts]
        return [*headline, *tables, Table("", (), (), note="\n".join(notes))]

    def _table(self, show: Renderer, places: Sequence[int], *, in_words: bool) -> Table:
        names = option_names(show, self.matrix)
        heads = [show.name(self.matrix.columns[n]) if in_words else str(n + 1) for n in places]
        rows = []
        for title, found in groupby(self.matrix.rows, lambda row: band_of(show, self.matrix, row)):
            band = list(found)
            rows += [(f"— {title} ({len(band)}) —", *("" for _ in places))] if title else []
            for row in band:
                name = f"{'≈ ' if row.ground and row.ground.in_name_only else ''}{names[row.option.id]}"
                rows.append((name, *(_cell_text(show, row.cells[n], in_words=in_words) for n in places)))
        return Table("", (said(show.lang, "Option"), *heads), tuple(rows))

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

    # ------------------------------------------------------------- picture

    def picture_title(self, lang: str = "en") -> str:
        """Return the title of the picture."""
        return said(lang, "Who stands where on what")

    def picture(self, lang: str = "en") -> Picture:
        """Return the headline over a row for each option and a column for each party. Raises :class:`~kg.errors.UsageError`."""
        return picture_of(self.renderer(lang), self.matrix, self.headline.lines(lang))


def _signs(lang: str, signs: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"{sign} {said(lang, words)}" for sign, words in signs)


def _cell_text(show: Renderer, held: Resolved, *, in_words: bool) -> str:
    """Return a stance as its glyph and marks, with its word between; no stance on record is its glyph alone."""
    word = shown_word(show, held) if in_words else said(show.lang, "if") if held.stance is Stance.CONDITIONAL else ""
    if is_quiet(held):
        word = ""
    return " ".join(part for part in (symbol_of(held), word, cell_marks(held)) if part)


def _cell_words(held: Resolved) -> str:
    """Return a stance in words alone: ``demand (red line)``."""
    marks = {"red line": held.is_declared_red_line, "inferred": held.inferred, "by others' word": held.ascribed}
    named = ", ".join(mark for mark, holds in marks.items() if holds)
    return f"{cell_word(held)} ({named})" if named else cell_word(held)
