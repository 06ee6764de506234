"""The cells of a second table's rows, by key, to be joined to the rows of the first."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.corpora.mapping_file import Join
from kg.errors import InputError
from kg.sheets.problems import Place, Problem
from kg.sheets.row_streams import RowStream

__all__ = ["JoinedTable", "read_joined"]


@dataclass(slots=True)
class JoinedTable:
    """A second table by key: ``header``, each key's first row, and, where a key may have several rows, all of them."""

    join: Join
    header: list[str]
    first: dict[str, list[str]] = field(default_factory=dict)
    every: dict[str, list[list[str]]] = field(default_factory=dict)
    #: the cells that hold no value, by the place of their column; wrong only where the mapping names the column
    faults: list[tuple[int, Problem]] = field(default_factory=list)


def read_joined(join: Join, rows: RowStream, problems: list[Problem]) -> JoinedTable:
    """Read a second table whole, by its key. A key that occurs again is a problem, unless the join is to many.

    Raises :class:`~kg.errors.InputError` for a table without the key's column.
    """
    if join.key not in rows.header:
        raise InputError(rows.path, f"has no column “{join.key}”, which [join.{join.name}] calls its key")
    table, key_at, width = JoinedTable(join, rows.header), rows.header.index(join.key), len(rows.header)
    file = str(rows.path)
    for number, cells in rows:
        if len(cells) != width:
            wrong = f"has {len(cells)} cells, not {width}"
            problems.append(Problem(Place(file, rows.sheet, number), "", wrong, "name each column in the first row"))
            continue
        for at, value, wrong, right in rows.faults(number):
            place = Place(file, rows.sheet, number, at + 1, rows.header[at])
            table.faults.append((at, Problem(place, value, wrong, right)))
        key = cells[key_at].strip()
        if join.many:
            table.every.setdefault(key, []).append(cells)
        elif key in table.first:
            place = Place(file, rows.sheet, number, key_at + 1, join.key)
            problems.append(
                Problem(place, key, "occurs a second time", "keep one row for each key, or say many = true")
            )
        table.first.setdefault(key, cells)
    return table
