"""Wide tables, with a party or an option in each column: a row is read as one row for each of these columns.

The column's name and its cell become two further columns, called as the mapping says, which its other sections use
like any column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.corpora.fields import near
from kg.errors import InputError

__all__ = ["Unfolding", "Wide", "unfolding"]


@dataclass(frozen=True, slots=True)
class Wide:
    """The section ``[wide]``: the columns, by name or by a pattern, and what their names and cells are called."""

    header: str
    cell: str
    columns: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Unfolding:
    """How rows are unfolded: the place and the name of each wide column, and the cells that say that nothing is known."""

    columns: tuple[tuple[int, str], ...]
    empty: frozenset[str]

    def rows(self, cells: list[str]) -> Iterator[tuple[int, list[str]]]:
        """Yield the place of each filled wide cell, and the row's cells with the column's name and that cell after them."""
        for place, name in self.columns:
            if (cell := cells[place].strip()) not in self.empty:
                yield place, [*cells, name, cell]


def unfolding(wide: Wide, header: Sequence[str], empty: frozenset[str], where: Path) -> Unfolding:
    """Return how a table with a header is unfolded. Raises :class:`~kg.errors.InputError` for columns it does not have."""
    for name in (wide.header, wide.cell):
        if name in header:
            raise InputError(where, f"[wide]: the table has a column “{name}” already; choose another name")
    if wide.pattern is None:
        for name in wide.columns:
            if name not in header:
                raise InputError(where, f"[wide] columns: there is no column “{name}”{near(name, header)}")
        return Unfolding(tuple((header.index(name), name) for name in wide.columns), empty)
    matches = [(place, match) for place, name in enumerate(header) if name and (match := wide.pattern.fullmatch(name))]
    found = tuple((place, next((part for part in match.groups() if part), match[0])) for place, match in matches)
    if not found:
        shown = f"the columns are {', '.join(header[:30])}"
        raise InputError(where, f"[wide] pattern: no column's name is like “{wide.pattern.pattern}”; {shown}")
    names = [name for _, name in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(where, f"[wide] pattern: two columns are read as “{name}”; put more into its group")
    return Unfolding(found, empty)
