"""Mistakes in a coded database, collected; equal ones are one line with a count and the rows that have it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.sheets.problems import CellError, Place, Problem

__all__ = ["Faults"]

T = TypeVar("T")

#: how many rows of one mistake are named
_NAMED = 5

_PLURAL = {"entity": "entities"}


class _Kind(NamedTuple):
    noun: str
    wrong: str
    right: str


class Faults:
    """The mistakes found in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[_Kind, list[tuple[str, str]]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._found.values()))

    def add(self, noun: str, row: str, error: CellError, detail: str = "") -> None:
        """Note a mistake of a row, such as ``document`` 3; ``detail`` is added to the sentence where it is the only one."""
        self._found.setdefault(_Kind(noun, error.wrong, error.right), []).append((row, detail))

    def read(self, noun: str, row: object, cell: Callable[[], T], otherwise: T) -> T:
        """Return what a cell holds; where it has a mistake, note that of its row and return ``otherwise``."""
        try:
            return cell()
        except CellError as error:
            self.add(noun, str(row), error)
            return otherwise

    def problems(self) -> list[Problem]:
        """Return the mistakes, equal ones as one."""
        return [self._problem(kind, rows) for kind, rows in self._found.items()]

    def _problem(self, kind: _Kind, rows: list[tuple[str, str]]) -> Problem:
        if len(rows) == 1:
            row, detail = rows[0]
            wrong = f"{kind.noun} {row} {kind.wrong}{detail}"
        else:
            named = ", ".join(row for row, _ in rows[:_NAMED])
            more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
            nouns = _PLURAL.get(kind.noun, f"{kind.noun}s")
            wrong = f"{len(rows)} {nouns} ({named}{more}): each {kind.wrong}"
        return Problem(Place(str(self._path)), "", wrong, kind.right)
