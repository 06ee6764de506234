"""An order of statements that have no id of their own, by their content.

Such a statement, a blank node, has another label each time that a file is read; what is counted must not depend on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.case import Case
from kg.networks.mentions import Ints

__all__ = ["by_content"]


def by_content(case: Case, names: Sequence[str], rank: Ints, *said: npt.NDArray[Any]) -> Ints:
    """Return the rank of each mention's statement, of statements without an id by content and what is ``said`` in them.

    ``names`` are those of the statements, sorted, and ``rank`` is the place of each mention's statement among them.
    """
    low, high = (bisect_left(names, edge) for edge in ("_:", "_;"))
    if low == high:
        return rank
    mentions = _by_statement(rank, *said)
    ordered = sorted(range(low, high), key=lambda place: (_content(case, names[place]), mentions[place]))
    found = np.arange(len(names))
    found[ordered] = np.arange(low, high)
    return np.asarray(found[rank], dtype=np.int64)


def _content(case: Case, name: str) -> str:
    """Return all that a statement says but its id, as text that can be sorted."""
    statement = case.statement(name)
    return repr(replace(statement, id="", withdraws=())) if statement else ""


def _by_statement(rank: Ints, *columns: npt.NDArray[Any]) -> dict[int, list[Any]]:
    """Return the mentions of each statement (by rank), in order."""
    found: dict[int, list[Any]] = {}
    for statement, *mention in zip(rank.tolist(), *(column.tolist() for column in columns), strict=True):
        found.setdefault(statement, []).append(mention)
    return {statement: sorted(mentions) for statement, mentions in found.items()}
