"""Mistakes in tables: each with file, sheet, row, column, value and what would be right; collected, then told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import KgError

__all__ = ["CellError", "ImportRefusedError", "Place", "Problem", "column_letters"]

_SHOWN = 60


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
    """One mistake: its place, the value found there, what is wrong with it and what would be right."""

    place: Place
    value: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 1] + "…"
        value = f"“{shown}” " if shown else ""
        sentence = f"{self.place}: {value}{self.wrong}"
        return (f"{sentence}; {self.right}" if self.right else sentence).replace("\n", " ").replace("\r", " ")


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
            f"nothing was imported: {count} mistake{'s' if count != 1 else ''} to mend (listed above){way_out}"
        )
