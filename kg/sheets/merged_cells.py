"""Merged cells: told at their first cell, since what their other cells mean is anybody's guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.sheets.problems import Place, Problem
from kg.sheets.rows import SheetRow
from kg.sheets.tables import Table

__all__ = ["merged_problems"]

_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


def merged_problems(table: Table, rows: Sequence[SheetRow]) -> list[Problem]:
    """Return the problems of a table's merged ranges, and note each at the rows it touches."""
    problems = []
    last = max((number for number, _ in table.rows), default=0)
    for reference in table.merged:
        match = _RANGE.fullmatch(reference.replace("$", "").upper())
        if match is None or int(match[2]) > last:
            continue
        place = Place(table.file, table.name, int(match[2]), _number(match[1]))
        problem = Problem(place, "", f"is merged with others ({reference})", "unmerge them and fill each cell")
        problems.append(problem)
        for row in rows:
            if int(match[2]) <= row.place.row <= int(match[4]):
                row.problems.append(problem)
    return problems


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
