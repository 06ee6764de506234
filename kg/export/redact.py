"""Leave out of a case the statements that are marked as sensitive, and what rests only on them.

A statement is sensitive unless its ``neg:sensitivity`` is absent or public. These are left out with it, repeatedly:

- positions, readings, memberships and changes of status all of whose statements go, and assessments according to one that
  goes
- the authorship, day, status and end of a proposal all of whose statements go, and which version it revises;
  each party of a proposal or a reading about which only a statement that goes said that it proposes, tables or reads it
- conditions, sources, people, points, options, proposals, kinds of event and issues that something left out spoke of and
  nothing that stays does; relations of an option that goes
- blank nodes that only something left out led to

What becomes of the rows of each class stands in the schema (:class:`kg.schema.Redaction`). Nothing that stays refers to
anything left out. A position that a sensitive statement withdrew stands again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.schema import AUTHORS, AUTHORSHIP, OWNERS, SHEETS_BY_NAME, SPOKEN_OF, TIES, Redaction
from kg.sheets.graph_names import sheets_of
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
    return _Redaction(list(quads)).run()


class _Redaction:
    def __init__(self, quads: list[ox.Quad]) -> None:
        self.quads = quads
        self.sheets = sheets_of(quads)
        self.out: defaultdict[tuple[object, str], set[object]] = defaultdict(set)
        self.into: defaultdict[object, set[tuple[object, str]]] = defaultdict(set)
        for quad in quads:
            self.out[quad.subject, quad.predicate.value].add(quad.object)
            self.into[quad.object].add((quad.subject, quad.predicate.value))
        self.gone: set[object] = set()
        self.unsigned: set[object] = set()

    def run(self) -> Redacted:
        """Leave out the sensitive statements, then what rests only on them, until nothing more does."""
        public = ox.NamedNode(NEG.public)
        self.gone = {
            term
            for term, sheet in self.sheets.items()
            if SHEETS_BY_NAME[sheet].redaction is Redaction.MARKED
            and self.out.get((term, NEG.sensitivity), set()) - {public}
        }
        if self.gone:
            while falling := {t for t, sheet in self.sheets.items() if t not in self.gone and self._falls(t, sheet)}:
                self.gone |= falling
            self._drop_orphans()
        left_out = Counter(sheet for term, sheet in self.sheets.items() if term in self.gone)
        return Redacted([quad for quad in self.quads if self._stays(quad)], left_out)

    def _falls(self, term: object, sheet: str) -> bool:
        redaction = SHEETS_BY_NAME[sheet].redaction
        if redaction is Redaction.BACKED:
            return self._rests_on_gone(term) or self._is_left_alone(term, sheet)
        if redaction is Redaction.TIED:
            return any(self.out.get((term, tie), set()) & self.gone for tie in TIES[sheet])
        if redaction is Redaction.AUTHORED and self._rests_on_gone(term):
            self.unsigned.add(term)
            return not self._spoken_of(term, sheet, staying=True)
        if sheet not in SPOKEN_OF or (redaction is Redaction.AUTHORED and self.out.get((term, NEG.statedIn))):
            return False
        return self._spoken_of(term, sheet, staying=False) and not self._spoken_of(term, sheet, staying=True)

    def _rests_on_gone(self, term: object) -> bool:
        statements = self.out.get((term, NEG.statedIn), set())
        return bool(statements) and statements <= self.gone

    def _is_left_alone(self, term: object, sheet: str) -> bool:
        owners = {subject for subject, predicate in self.into.get(term, ()) if predicate in OWNERS.get(sheet, ())}
        return bool(owners) and owners <= self.gone

    def _is_unbacked_author(self, quad: ox.Quad) -> bool:
        about: dict[bool, set[object]] = {True: set(), False: set()}
        for statement in self.out.get((quad.subject, NEG.statedIn), ()):
            about[statement in self.gone] |= self.out.get((statement, NEG.about), set())
        return quad.object in about[True] - about[False]

    def _spoken_of(self, term: object, sheet: str, *, staying: bool) -> bool:
        speaking = {subject for subject, predicate in self.into.get(term, ()) if predicate in SPOKEN_OF[sheet]}
        speaking |= {
            change for change in self.out.get((term, NEG.statusChange), ()) if (change, NEG.statedIn) in self.out
        }
        return bool(speaking - self.gone if staying else speaking & self.gone)

    def _drop_orphans(self) -> None:
        blanks = {term for term in self.into if isinstance(term, ox.BlankNode)}
        while orphans := {
            blank for blank in blanks - self.gone if all(who in self.gone for who, _ in self.into[blank])
        }:
            self.gone |= orphans

    def _stays(self, quad: ox.Quad) -> bool:
        if quad.subject in self.gone or quad.object in self.gone:
            return False
        if quad.subject in self.unsigned and quad.predicate.value in AUTHORSHIP:
            return False
        return quad.predicate.value not in AUTHORS or not self._is_unbacked_author(quad)
