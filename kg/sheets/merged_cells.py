"""Merged cells: reported at their first cell, since what their other cells mean cannot be known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.sheets.problems import Place, Problem
from kg.sheets.rows import SheetRow
from kg.sheets.tables import Table

__all__ = ["MergedRange", "merged_problems", "merged_ranges"]

_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A range of merged cells: its rows, its columns (counted from 1), and how it is written, such as ``B2:B4``."""

    first_row: int
    last_row: int
    columns: range
    reference: str

    @property
    def problem(self) -> tuple[str, str]:
        """What is wrong with a cell of it, and what would be right."""
        return f"is merged with others ({self.reference})", "unmerge them and fill each cell"


def merged_ranges(table: Table) -> list[MergedRange]:
    """Return a table's merged ranges that begin within its rows."""
    found = []
    last = max((number for number, _ in table.rows), default=0)
    for reference in table.merged:
        match = _RANGE.fullmatch(reference.replace("$", "").upper())
        if match is not None and int(match[2]) <= last:
            columns = range(_number(match[1]), _number(match[3]) + 1)
            found.append(MergedRange(int(match[2]), int(match[4]), columns, reference))
    return found


def merged_problems(table: Table, rows: Sequence[SheetRow]) -> list[Problem]:
    """Return the problems of a table's merged ranges, and note each at the rows it touches."""
    problems = []
    for merged in merged_ranges(table):
        place = Place(table.file, table.name, merged.first_row, merged.columns.start)
        problem = Problem(place, "", *merged.problem)
        problems.append(problem)
        for row in rows:
            if merged.first_row <= row.place.row <= merged.last_row:
                row.problems.append(problem)
    return problems


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
