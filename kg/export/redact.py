"""Leave out of a case what is marked as sensitive, and what rests only on that: as if it had never been recorded.

*Sensitive* is whatever has a ``neg:sensitivity`` other than public, and without a label of its own what it rests on:

- a statement in a sensitive source, whatever its own label, since it cannot be shown without its source; a source that
  repeats a sensitive one; an event in a sensitive source
- what rests only on sensitive statements, and what only they speak of (:mod:`kg.case.without`), parties included
- what cannot do without something sensitive: a position on a sensitive proposal, a condition that requires it

A reading, a proposal or an event with a public label of its own stays with what it says itself, whatever it rests on.

What rests on sensitive statements and on others is *cut*: it stays, without what nobody can attribute to the others, such as
a reading's paraphrase, a position's conditions, an event's place and figures (:data:`kg.schema.DETAILS`). Where it ends on a
day, it is left out, since without the day it would say too much (:data:`kg.schema.LIMITS`); a proposal keeps its name where
others speak of it.

Redaction fails closed: of what stays it shows the properties that the schema knows of its class, and nothing else. What has
no class, other properties, bookkeeping of imports and the names of named graphs are left out. A position that a sensitive
statement withdrew stands again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.case.hearing import heard
from kg.case.without import PartialStore, Without, as_id, sheet_of, targets
from kg.schema import AUTHORS, DETAILS, KNOWN, LIMITS, NEEDED, REFERENCES, SHEETS_BY_NAME, Redaction, Sheet
from kg.store import GraphStore, MemoryStore, Node
from kg.vocabulary import NEG, RDF

__all__ = ["Redacted", "RedactedStore", "Sensitive", "counted_rows", "redact"]

#: what a public label of its own keeps, whatever it rests on
_LABELLED = frozenset({"sources", "events", "readings", "proposals"})

#: the properties by which a part of a thing says itself who tells it
_TELLING = (NEG.statedIn, NEG.accordingTo)


@dataclass(slots=True)
class Redacted:
    """A redacted case: its quads, how many rows of each sheet were left out, and how many triples that it does not know."""

    quads: list[ox.Quad]
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: int = 0

    def __str__(self) -> str:
        parts = [counted_rows(self.left_out)] if self.left_out else []
        if self.unknown:
            parts.append(
                f"{self.unknown} triple{'s' if self.unknown != 1 else ''} with properties or classes that it does not know"
            )
        return f"left out as sensitive: {' and '.join(parts) if parts else 'nothing'}"


def counted_rows(rows: Counter[str]) -> str:
    """Return how many rows of each sheet there are, in words, statements first."""
    names = sorted(rows, key=lambda sheet: (sheet != "statements", sheet))
    return ", ".join(f"{rows[name]} {SHEETS_BY_NAME[name].one if rows[name] == 1 else name}" for name in names)


def redact(quads: Iterable[ox.Quad]) -> Redacted:
    """Return a case without what is sensitive and what rests only on that."""
    store = RedactedStore(MemoryStore(quads))
    return Redacted(list(store.quads()), store.sensitive.rows(), store.unknown)


class Sensitive(Without):
    """A case without what is sensitive; ``cut`` is what stays without some of its properties (ids)."""

    followed = (*sorted(REFERENCES), NEG.selector)
    spares_the_named = False

    def __init__(self, store: GraphStore) -> None:
        self.cut: set[str] = set()
        super().__init__(store, _marked(store))

    def rows(self, names: Iterable[str] | None = None) -> Counter[str]:
        """Return how many rows of each sheet are gone, of all or of those that some texts of an answer tell of.

        An answer tells of a row by its id, and of the statements that alone make the newest day by that day.
        """
        gone = self.gone if names is None else self.gone.intersection(names) | self._dating(set(names))
        sheets = (sheet_of(self.node(name)) for name in gone)
        return Counter(sheet.name for sheet in sheets if sheet)

    def _dating(self, texts: set[str]) -> set[str]:
        """The statements that are gone of the newest day, where that is among some texts and none that stays is of it."""
        newest = self.store.newest(NEG.latest)
        if newest is None or newest not in texts or self.store.newest(NEG.latest, self.gone) == newest:
            return set()
        return {s for s in self.statements if any(day.text == newest for day in self.node(s).get(NEG.latest, ()))}

    def knows(self, subject: str, predicate: str, value: str, *, is_literal: bool) -> bool:
        """Return whether the schema knows a property of a thing's class; ``value`` is the object's id or text."""
        if is_literal and predicate in REFERENCES:
            return False
        sheet = sheet_of(self.node(subject))
        if sheet is None or predicate not in KNOWN[sheet.name]:
            return False
        return predicate != RDF.type or value.startswith(NEG.base)

    def shows(self, subject: str, predicate: str, value: str, *, is_literal: bool) -> bool:
        """Return whether a triple is still known; ``value`` is the object's id or text."""
        if not super().shows(subject, predicate, value, is_literal=is_literal):
            return False
        if not self.knows(subject, predicate, value, is_literal=is_literal):
            return False
        sheet = sheet_of(self.node(subject))
        return (
            sheet is None
            or not (subject in self.cut or subject in self.unsigned)
            or predicate not in DETAILS[sheet.name]
        )

    def _falls(self, identifier: str) -> bool:
        node = self.node(identifier)
        sheet = sheet_of(node)
        if sheet is None:
            return False
        if any(target in self.gone for needed in NEEDED[sheet.name] for target in targets(node, needed)):
            return True
        if _is_labelled_public(node, sheet):
            return False
        if sheet.name == "sources" and any(original in self.gone for original in targets(node, NEG.copyOf)):
            return True
        return super()._falls(identifier)

    def _rests_on_gone(self, node: Node) -> bool:
        sheet = sheet_of(node)
        lost = any(statement in self.gone for statement in targets(node, NEG.statedIn))
        limited = sheet is not None and any(predicate in node for predicate in LIMITS.get(sheet.name, ()))
        return lost and (limited or super()._rests_on_gone(node))

    def _is_left_alone(self, identifier: str, sheet: str) -> bool:
        """Whether what it is a part of is gone, or cut where it does not say itself who tells it."""
        gone = self.gone
        if not any(targets(self.node(identifier), telling) for telling in _TELLING):
            gone = self.gone | self.cut
        owners = set(self._owners(identifier, sheet))
        return bool(owners) and owners <= gone

    def _is_untold(self, event: Node) -> bool:
        if _is_labelled_public(event, SHEETS_BY_NAME["events"]):
            return False
        return any(source in self.gone for source in targets(event, NEG.source)) or super()._is_untold(event)

    def _parts(self, names: Iterable[str]) -> set[str]:
        """Note which of some names are cut, and return the parts of those."""
        self.cut |= {name for name in names if self._is_cut(name)}
        parts = (NEG.condition, NEG.figure, NEG.statusChange)
        of_cut = {part for name in names if name in self.cut for of in parts for part in targets(self.node(name), of)}
        return of_cut - self.gone

    def _is_cut(self, identifier: str) -> bool:
        node = self.node(identifier)
        sheet = sheet_of(node)
        if sheet is None or sheet.name not in DETAILS or _is_labelled_public(node, sheet):
            return False
        telling = set(targets(node, NEG.statedIn)) | set(targets(node, NEG.condition))
        if sheet.redaction is Redaction.TOLD:
            if set(targets(node, NEG.source)) - self.gone:
                return False
            telling = {s for a in targets(node, NEG.assessment) for s in targets(self.node(a), NEG.accordingTo)}
        return bool(telling & self.gone)

    def _is_named(self, identifier: str, sheet: str, asking: frozenset[str] = frozenset()) -> bool:
        """Whether anything known speaks of it, save as an author for whom only something gone says so.

        What stays only by things of its own class, as a source does by its copies, stays where one of them does otherwise.
        """
        known = {name for link, name in self._naming(identifier, sheet) if self._is_known(name, link, identifier)}
        known |= {c for c in targets(self.node(identifier), NEG.statusChange) if self._is_known(c, NEG.statusChange)}
        alike = {name for name in known if (found := sheet_of(self.node(name))) and found.name == sheet}
        asked = asking | {identifier}
        return bool(known - alike) or any(
            not self._is_named_by_gone(name, sheet) or self._is_named(name, sheet, asked) for name in alike - asked
        )

    def _is_known(self, identifier: str, link: str, named: str = "") -> bool:
        if link in AUTHORS and named in self.unbacked_of(identifier):
            return False
        return super()._is_known(identifier, link)


class RedactedStore(PartialStore):
    """A store without what is sensitive, in one graph; ``unknown`` counts the triples left out as the schema knows them not.

    The count is that of the last :meth:`quads`.
    """

    def __init__(self, inner: GraphStore) -> None:
        self.sensitive = Sensitive(inner)
        self.unknown = 0
        super().__init__(self.sensitive)

    def told(self, channels: Collection[str] | None = None) -> str:
        """Return in one line what is left out: of all, or of what is known in public and by some channels."""
        known = self._inner if channels is None else heard(self._inner, channels)
        sensitive = self.sensitive if known is self._inner else Sensitive(known)
        return str(Redacted([], sensitive.rows(), self.unknown))

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad, each once, in the default graph."""
        self.unknown = 0
        seen: set[ox.Triple] = set()
        for quad in self._inner.quads():
            if quad.triple in seen or as_id(quad.subject) in self.sensitive.gone:
                continue
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal) and self.sensitive.shows_quad(quad):
                seen.add(quad.triple)
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
            elif quad.predicate.value != NEG.importedFrom:
                self.unknown += not self._is_accounted_for(quad)

    def _is_accounted_for(self, quad: ox.Quad) -> bool:
        subject, value = as_id(quad.subject), as_id(quad.object)
        return self.sensitive.knows(
            subject, quad.predicate.value, value, is_literal=not isinstance(quad.object, ox.NamedNode | ox.BlankNode)
        )


def _marked(store: GraphStore) -> dict[str, Node]:
    """What has a sensitivity other than public, of whatever class, with its properties."""
    if all(label == NEG.public for label in store.values(NEG.sensitivity)):
        return {}
    labelled = store.nodes_having(NEG.sensitivity).items()
    return {name: node for name, node in labelled if not _says_public(node)}


def _says_public(node: Node) -> bool:
    return all(label.text == NEG.public and label.kind == "iri" for label in node.get(NEG.sensitivity, ()))


def _is_labelled_public(node: Node, sheet: Sheet) -> bool:
    return sheet.name in _LABELLED and NEG.sensitivity in node and _says_public(node)
