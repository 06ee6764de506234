"""Properties of everything in an embedded store, as columns of texts: what an answer that counts everything reads.

To look up the text of a term takes 2 to 4 µs and is most of the work, so only the terms that are asked for are looked up, and those of
a known object by its subjects alone. Oxigraph writes them as TSV, which is read here piece by piece while it is written. Two columns at a
time, in threads, would take half the time on two processors, and 200 MB more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any, NamedTuple

import pyoxigraph as ox

__all__ = ["Column", "Take", "read_column"]

#: what is given subjects, and the object of each, again and again
Take = Callable[[list[str], list[str]], None]


class Column(NamedTuple):
    """A predicate whose subjects and objects are to be read, None for all objects or those among some ids, and what takes them."""

    predicate: str
    among: Collection[str] | None
    take: Take


#: up to how many objects the subjects of each are asked for by themselves, rather than the objects of all
_MOST_ASKED_FOR = 20_000

#: how many bytes of rows are read at once
_PIECE = 1_000_000

_ESCAPED = re.compile(r'\\(?:([tbnrf"\'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_column(store: ox.Store, column: Column) -> None:
    """Give what takes a column its subjects and the object of each, ids or texts, many at a time and in any order.

    A triple that stands in two graphs comes twice. What goes wrong in taking is raised, and ends the reading.
    """
    predicate, among, take = column
    if among is None or len(among) > _MOST_ASKED_FOR:

        def take_cells(cells: list[str]) -> None:
            if among is None:
                take(cells[::2], cells[1::2])
                return
            kept = [place for place in range(1, len(cells), 2) if cells[place] in among]
            take([cells[place - 1] for place in kept], [cells[place] for place in kept])

        _Rows(2, take_cells).read(store, f"SELECT ?s ?o WHERE {{ ?s <{predicate}> ?o }}")
        return
    for one in among:
        if one.startswith("_:"):
            _take_cells_of(one, take)(_tied_to_a_blank_node(store, predicate, one))
            continue
        query = f"SELECT ?s WHERE {{ ?s <{predicate}> {ox.NamedNode(one)} }}"
        _Rows(1, _take_cells_of(one, take)).read(store, query)


def _take_cells_of(identifier: str, take: Take) -> Callable[[list[str]], None]:
    return lambda subjects: take(subjects, [identifier] * len(subjects))


def _tied_to_a_blank_node(store: ox.Store, predicate: str, identifier: str) -> list[str]:
    """Return the subjects that refer to a blank node, which a query has no name for."""
    quads = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.BlankNode(identifier[2:]), None)
    return [one.value if isinstance(one := quad.subject, ox.NamedNode) else str(one) for quad in quads]


class _Rows:
    """A file that Oxigraph writes a query's solutions to, and that gives their texts on, row after row."""

    def __init__(self, width: int, take: Callable[[list[str]], None]) -> None:
        self._width, self._take = width, take
        self._written, self._in_header = bytearray(), True
        self._error: BaseException | None = None

    def read(self, store: ox.Store, query: str) -> None:
        """Run a query, and give on what it finds."""
        solutions: Any = store.query(query, use_default_graph_as_union=True)
        try:
            solutions.serialize(self, format=ox.QueryResultsFormat.TSV)
        except Exception as error:
            # what went wrong in taking, not what Oxigraph says of it
            raise self._error or error from None
        self._give_on()

    def write(self, written: bytes) -> int:
        """Take a piece of what Oxigraph writes."""
        self._written += written
        if len(self._written) >= _PIECE:
            try:
                self._give_on()
            except BaseException as error:
                self._error = error
                raise
        return len(written)

    def flush(self) -> None:
        """Do nothing: what is written is given on in large pieces."""

    def _give_on(self) -> None:
        """Give on the whole lines written so far."""
        length = self._written.rfind(b"\n") + 1
        rows = self._written[:length].decode()
        del self._written[:length]
        if self._in_header:
            self._in_header, rows = False, rows.partition("\n")[2]
        if rows:
            self._take(_cells(rows, self._width))


def _cells(rows: str, width: int) -> list[str]:
    """Return the texts of the terms in rows of TSV, one after another."""
    if '"' not in rows and rows.count("<") == width * rows.count("\n"):
        return rows[1:-2].replace(">\n<", "\t").replace(">\t<", "\t").split("\t")
    cells = rows.replace("\n", "\t").split("\t")[:-1]
    return [cell[1:-1] if cell[0] == "<" else _text(cell) for cell in cells]


@lru_cache(maxsize=50_000)
def _text(cell: str) -> str:
    """Return the text of a term as TSV writes it: ``_:blank``, ``"words"@en``, ``"2031-01-01"^^<a type>``, or a number."""
    if not cell.startswith('"'):
        return cell
    text = cell[1 : cell.rindex('"')]
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    letter, short, long = found.groups()
    return _PLAIN.get(letter, letter) if letter else chr(int(short or long, 16))
