"""What a value is made of, in a mapping file: a cell, fixed words, words with cells in them, or the first that is filled.

========================================  ==============================================================
in the mapping                            value of a row
========================================  ==============================================================
``"country"``, ``"rollcall.date"``        the cell of a column of the table, or of a joined table
``{ value = "adopted" }``                 these words
``{ text = "{country} voted {vote}" }``   words with cells in them; empty where one of the cells is empty
``[ "short", "unres", { value = "…" } ]``  the first that is not empty
========================================  ==============================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.errors import InputError
from kg.text import did_you_mean

__all__ = ["Columns", "Field", "Row", "compile_field", "near"]

#: the cells of a row, followed by those of the rows joined to it
Row = Sequence[str]

_HOLE = re.compile(r"\{([^{}]+)\}")


class Field(NamedTuple):
    """A compiled value: ``of`` gives it for a row, ``columns`` are the places of the cells it is made of, ``name`` shows it."""

    of: Callable[[Row], str]
    columns: tuple[int, ...]
    name: str


class Columns:
    """The columns that a mapping can name: those of the table, and ``join.column`` of each joined one.

    ``used`` are the places of those that it names.
    """

    def __init__(self, where: object, places: Mapping[str, int], empty: Iterable[str]) -> None:
        self.where, self.places, self.empty = where, places, frozenset(empty) | {""}
        self.used: set[int] = set()

    def place(self, name: str, setting: str) -> int:
        """Return the place of a column. Raises :class:`~kg.errors.InputError` for one that is not there."""
        if name in self.places:
            self.used.add(self.places[name])
            return self.places[name]
        raise InputError(self.where, f"{setting}: there is no column “{name}”{near(name, self.places)}")

    def cell(self, name: str, setting: str) -> Field:
        """Return the field of a column's cell, without surrounding space, "" where it says that nothing is known."""
        place, empty = self.place(name, setting), self.empty

        def of(row: Row) -> str:
            text = row[place].strip()
            return "" if text in empty else text

        return Field(of, (place,), name)


def near(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean …?" for a name that is none of the known ones, or a list of them where none comes close.

    >>> near("contry", ["country", "vote"])
    '; did you mean country?'
    """
    names = sorted(known)
    hint = did_you_mean(name, names) or f"the known ones are: {', '.join(names[:30])}"
    return f"; {hint}"


def compile_field(spec: object, columns: Columns, setting: str) -> Field:
    """Compile a value of the mapping file; ``setting`` names it in errors.

    Raises :class:`~kg.errors.InputError` for what is not of the forms above, or names no column.
    """
    if isinstance(spec, str):
        return columns.cell(spec, setting)
    if isinstance(spec, list) and spec:
        return _first(tuple(compile_field(part, columns, setting) for part in spec))
    if isinstance(spec, dict) and set(spec) == {"value"} and isinstance(spec["value"], str):
        words = spec["value"]
        return Field(lambda row: words, (), f"“{words}”")
    if isinstance(spec, dict) and set(spec) == {"text"} and isinstance(spec["text"], str):
        return _words(spec["text"], columns, setting)
    forms = 'a column\'s name, { value = "…" }, { text = "… {column} …" } or a list of these'
    raise InputError(columns.where, f"{setting}: {spec!r} is not {forms}")


def _first(fields: tuple[Field, ...]) -> Field:
    readers = tuple(field.of for field in fields)

    def of(row: Row) -> str:
        for read in readers:
            if text := read(row):
                return text
        return ""

    places = tuple(dict.fromkeys(place for field in fields for place in field.columns))
    return Field(of, places, ", ".join(field.name for field in fields))


def _words(text: str, columns: Columns, setting: str) -> Field:
    parts = _HOLE.split(text)
    literals, cells = parts[::2], [columns.cell(name.strip(), setting) for name in parts[1::2]]
    readers = tuple(cell.of for cell in cells)
    frame = "%s".join(part.replace("%", "%%") for part in literals)

    def of(row: Row) -> str:
        values = tuple(read(row) for read in readers)
        return frame % values if all(values) else ""

    return Field(of, tuple(place for cell in cells for place in cell.columns), ", ".join(cell.name for cell in cells))
