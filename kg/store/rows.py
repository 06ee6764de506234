"""The rows that a query found, the same whichever engine found them: bounded, in one order, blank nodes numbered by what they say."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError

__all__ = ["MAX_OUTPUT", "Cell", "QueryRows", "bounded", "cell_of", "in_one_order"]

#: the bytes of rows, written as JSON, above which a query is refused
MAX_OUTPUT = 100_000_000

#: how often blank nodes are told apart by those that stand in the same rows
_ROUNDS = 3

#: a value found: ``type`` (``uri``, ``bnode`` or ``literal``), ``value`` and, where it has them, ``datatype`` and ``xml:lang``
Cell = dict[str, str]
Cells = list[Cell | None]


@dataclass(frozen=True)
class QueryRows:
    """What a query found: ``variables`` and ``rows`` of SELECT (a cell is None where unbound), or ``boolean`` of ASK.

    CONSTRUCT and DESCRIBE give rows of ``subject``, ``predicate``, ``object``. Blank nodes are ``b0``, ``b1`` …
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    boolean: bool | None


def cell_of(term: Any) -> Cell | None:
    """Return a term as a cell, None for one that is not bound."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **more}
    return {"type": "literal", "value": str(term)}


def bounded(rows: Iterable[Cells], limit: int) -> Iterator[Cells]:
    """Yield rows. Raises :class:`~kg.errors.QueryError` beyond ``limit`` rows, and beyond :data:`MAX_OUTPUT` bytes."""
    size = 0
    for count, row in enumerate(rows):
        if count == limit:
            raise QueryError(f"the query has more than {limit:,} rows; add a LIMIT to it")
        size += len(json.dumps(row))
        if size > MAX_OUTPUT:
            raise QueryError(
                f"the query's rows hold more than {MAX_OUTPUT / 1e6:,.0f} MB; ask for fewer rows or shorter values"
            )
        yield row


def in_one_order(rows: list[Cells], *, is_ordered: bool) -> list[str]:
    """Return rows as JSON, sorted unless the query sorts them, with blank nodes numbered by what their rows say."""
    numbers = _numbers(rows)
    texts = [_text(row, numbers) for row in rows] if numbers else [json.dumps(row) for row in rows]
    return texts if is_ordered else sorted(texts)


def _text(row: Cells, names: dict[str, str]) -> str:
    shown = ({**one, "value": names[one["value"]]} if one and one["type"] == "bnode" else one for one in row)
    return json.dumps(list(shown))


def _numbers(rows: list[Cells]) -> dict[str, str]:
    """Return a name for the label of each blank node: its number in the order of what its rows say."""
    having = [row for row in rows if any(one and one["type"] == "bnode" for one in row)]
    names = {one["value"]: "" for row in having for one in row if one and one["type"] == "bnode"}
    for _ in range(_ROUNDS):
        said: defaultdict[str, list[str]] = defaultdict(list)
        for row in having:
            text = _text(row, names)
            for place, one in enumerate(row):
                if one and one["type"] == "bnode":
                    said[one["value"]].append(f"{place} {text}")
        names = {label: hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest() for label, texts in said.items()}
    return {label: f"b{number}" for number, label in enumerate(sorted(names, key=lambda one: names[one]))}
