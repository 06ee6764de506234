"""Mistakes in tables: each with file, sheet, row, column, value and what would be right; collected, then reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import KgError

__all__ = ["CellError", "ImportRefusedError", "Place", "Problem", "column_letters", "folded"]

_SHOWN = 60
#: how many places a folded line names
_PLACES = 5
#: from how many different values on one complaint of one column is folded too
_MANY_VALUES = 10


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, sheet ("" in a CSV file), row (0 for the whole sheet), column number and header."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    header: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row and self.column:
            parts.append(f"cell {column_letters(self.column)}{self.row}")
        elif self.row:
            parts.append(f"row {self.row}")
        where = ", ".join(parts)
        return f"{where} ({self.header})" if self.header else where


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: its place, the value found there, what is wrong with it and what would be right.

    ``wrong`` goes on after the value, or is a sentence of its own.
    """

    place: Place
    value: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence()}".replace("\n", " ").replace("\r", " ")

    def sentence(self) -> str:
        """Return the value, what is wrong with it and what would be right, without the place."""
        shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 1] + "…"
        is_sentence = self.wrong[:1].isupper()
        value = f"“{shown}”{':' * is_sentence} " if shown else ""
        text = f"{value}{self.wrong}"
        return (f"{text}; {self.right}" if self.right else text).replace("\n", " ").replace("\r", " ")


def folded(problems: Iterable[Problem]) -> list[str]:
    """Return lines for problems in order, with those that say the same as one line with their count and first places.

    The same value with the same mistake in several rows is one line; so are more than ten different values with the
    same mistake in one column.
    """
    kinds: dict[tuple[str, str, str, bool, str], dict[tuple[str, str], list[Problem]]] = {}
    for one in problems:
        kind = kinds.setdefault(
            (one.place.file, one.place.sheet, one.place.header, one.place.column > 0, one.wrong), {}
        )
        kind.setdefault((one.value, one.right), []).append(one)
    lines = []
    for kind in kinds.values():
        alike = list(kind.values())
        if len(alike) > _MANY_VALUES:
            lines.append(_fold(sorted(one for group in alike for one in group), "the first is "))
        else:
            lines += [_fold(group) for group in alike]
    return lines


def _fold(group: list[Problem], before: str = "") -> str:
    first, place = group[0], group[0].place
    if len(group) == 1:
        return str(first)
    what = "cells" if place.column else "rows"
    spots = [f"{column_letters(one.place.column)}{one.place.row}" for one in group[:_PLACES]]
    more = ", …" if len(group) > _PLACES else ""
    where = ", ".join(part for part in (place.file, place.sheet and f"sheet {place.sheet}") if part)
    header = f" ({place.header})" if place.header else ""
    return f"{where}, {len(group):,} times, in {what} {', '.join(spots)}{more}{header}: {before}{first.sentence()}"


class CellError(ValueError):
    """A value that a cell cannot hold: ``wrong``, and what would be ``right``."""

    def __init__(self, wrong: str, right: str = "") -> None:
        self.wrong, self.right = wrong, right
        super().__init__(f"{wrong}; {right}" if right else wrong)


class ImportRefusedError(KgError):
    """An import of which nothing was done, with every mistake found; ``any_good``: whether a row has none."""

    def __init__(self, problems: Iterable[Problem], *, any_good: bool = True) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        way_out = "; --keep-going imports the rows without mistakes" if any_good else ""
        super().__init__(
            f"nothing was imported: {count:,} mistake{'s' if count != 1 else ''} to fix (listed above){way_out}"
        )
