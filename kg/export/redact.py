"""Leave out of a case the statements that are marked as sensitive, and what rests only on them.

A statement is sensitive unless its ``neg:sensitivity`` is absent or public. What is left out with it is told in
:mod:`kg.case.without`; blank nodes that only something left out led to go too. Nothing that stays refers to anything left
out. A position that a sensitive statement withdrew stands again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.case.without import Without, as_id
from kg.schema import SHEETS_BY_NAME
from kg.sheets.graph_names import sheets_of
from kg.store import MemoryStore
from kg.vocabulary import NEG

__all__ = ["Redacted", "redact"]


@dataclass(slots=True)
class Redacted:
    """A redacted case: its quads, and how many rows of each sheet were left out."""

    quads: list[ox.Quad]
    left_out: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        statements = self.left_out["statements"]
        first = f"left out {statements} statement{'s' if statements != 1 else ''} marked as sensitive"
        rest = [
            f"{count} {SHEETS_BY_NAME[sheet].one if count == 1 else sheet}"
            for sheet, count in sorted(self.left_out.items())
            if sheet != "statements" and count
        ]
        return f"{first}, and with {'it' if statements == 1 else 'them'} {', '.join(rest)}" if rest else first


def redact(quads: Iterable[ox.Quad]) -> Redacted:
    """Return a case without its sensitive statements and what rests only on them."""
    held = list(quads)
    store = MemoryStore(held)
    marked = {
        name: node
        for name, node in store.nodes(NEG.Statement).items()
        if any(value.text != NEG.public for value in node.get(NEG.sensitivity, ()))
    }
    if not marked:
        return Redacted(held)
    without = Without(store, marked)
    orphans = _orphans(held, without)
    left_out = Counter(
        sheet for term, sheet in sheets_of(held).items() if as_id(term) in without.gone or term in orphans
    )
    shown = (quad for quad in held if without.shows_quad(quad))
    return Redacted([quad for quad in shown if quad.subject not in orphans and quad.object not in orphans], left_out)


def _orphans(quads: Iterable[ox.Quad], without: Without) -> set[object]:
    """Return the blank nodes that only what is gone, or another of them, leads to."""
    into: defaultdict[ox.BlankNode, set[object]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.object, ox.BlankNode) and as_id(quad.object) not in without.gone:
            into[quad.object].add(quad.subject)
    leading = {blank: {one for one in nodes if as_id(one) not in without.gone} for blank, nodes in into.items()}
    orphans: set[object] = set()
    while more := {blank for blank, nodes in leading.items() if blank not in orphans and nodes <= orphans}:
        orphans |= more
    return orphans
