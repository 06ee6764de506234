"""What of a case rests only on some statements, and so is unknown without them.

Without some statements these are *gone*, repeatedly:

- positions, readings, memberships and changes of status all of whose statements are gone, and assessments according to one
- events that only statements that are gone tell: those of their assessments, or those at their place in the source
- proposals, options, issues, points, people, sources, conditions and kinds of event that something gone speaks of and nothing
  that stays does; relations of an option that is gone. What nothing at all speaks of stays: it was coded openly.
- what belongs to one thing alone, as a condition does to a position, where that is gone

A proposal all of whose statements are gone, but of which something that stays speaks, such as a position on it or a
condition that requires it, is *unsigned*: it keeps its name, without authorship, day, status, end, terms and the version it
revises. A party of a proposal or a reading is *unbacked* there where only a statement that is gone says that it proposes,
tables or reads it. Parties stay: who takes part is no statement. How each class is treated stands in the schema
(:class:`kg.schema.Redaction`, :mod:`kg.schema.mentions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from kg.schema import AUTHORS, AUTHORSHIP, OWNERS, SHEET_OF_CLASS, SHEETS, SPOKEN_OF, TIES, Redaction, Sheet
from kg.store import GraphStore, Node
from kg.vocabulary import NEG, RDF

__all__ = ["Without", "as_id"]

_ORDER = {iri: place for place, sheet in enumerate(SHEETS) for iri in sheet.class_iris}

#: the properties by which what rests on a thing, or has a part of its own in it, refers to it
_RESTING = (NEG.statedIn, NEG.accordingTo, *sorted({tie for ties in TIES.values() for tie in ties} - {NEG.accordingTo}))
_OWNING = tuple(sorted({owner for owners in OWNERS.values() for owner in owners}))

_TOLD = tuple(iri for sheet in SHEETS if sheet.redaction is Redaction.TOLD for iri in sheet.class_iris)

#: what only an author tells of a thing: who, when, how far, and what it consists of
_TOLD_BY_AUTHOR = AUTHORSHIP | {NEG.term}


class Without:
    """A case without some statements (ids, with their properties): what is ``gone``, and ``unsigned`` proposals (ids).

    Only the surroundings of the statements are read, however large the store.
    """

    def __init__(self, store: GraphStore, statements: Mapping[str, Node]) -> None:
        self.store = store
        self.statements = frozenset(statements)
        self.gone: set[str] = set(statements)
        self.unsigned: set[str] = set()
        self._nodes: dict[str, Node] = dict(statements)
        self._sources = {source for node in statements.values() for source in _targets(node, NEG.source)}
        told = {name: node for iri in _TOLD for name, node in store.nodes(iri).items()}
        new = self.gone | {name for name, node in told.items() if self._is_untold(node)}
        while new:
            self.gone |= new
            unsigned = set(self.unsigned)
            around = {name for one in new for name in self._around(one)} - self.gone
            new = {name for name in around if self._falls(name)}
            terms = {name for one in self.unsigned - unsigned for name in _targets(self.node(one), NEG.term)}
            new |= {name for name in terms - self.gone if self._falls(name)}

    def shows(self, subject: str, predicate: str, value: str, *, is_literal: bool) -> bool:
        """Return whether a triple is still known; ``value`` is the object's id or text."""
        if subject in self.gone or (not is_literal and value in self.gone):
            return False
        if subject in self.unsigned and predicate in _TOLD_BY_AUTHOR:
            return False
        return predicate not in AUTHORS or value not in self.unbacked.get(subject, ())

    def shows_quad(self, quad: ox.Quad) -> bool:
        """Return whether a quad is still known (:meth:`shows`)."""
        subject, value = (as_id(term) for term in (quad.subject, quad.object))
        return self.shows(subject, quad.predicate.value, value, is_literal=isinstance(quad.object, ox.Literal))

    def node(self, identifier: str) -> Node:
        """Return the properties of a thing, none where it is not in the store."""
        if identifier not in self._nodes:
            self._nodes[identifier] = self.store.describe([identifier]).get(identifier, {})
        return self._nodes[identifier]

    def _around(self, identifier: str) -> Iterator[str]:
        node = self.node(identifier)
        yield from (value.text for values in node.values() for value in values if value.kind != "literal")
        for predicate in (*_RESTING, *_OWNING):
            yield from self.store.subjects(predicate, identifier)

    def _falls(self, identifier: str) -> bool:
        node = self.node(identifier)
        sheet = _sheet_of(node)
        if sheet is None:
            return self._is_an_orphan(identifier)
        if self._is_left_alone(identifier, sheet.name):
            return True
        if sheet.redaction is Redaction.BACKED:
            return self._rests_on_gone(node)
        if sheet.redaction is Redaction.TIED:
            return any(set(_targets(node, tie)) & self.gone for tie in TIES[sheet.name])
        if sheet.redaction is Redaction.AUTHORED and node.get(NEG.statedIn):
            if self._rests_on_gone(node):
                self.unsigned.add(identifier)
            return identifier in self.unsigned and not self._is_named(identifier, sheet.name)
        if sheet.name not in SPOKEN_OF:
            return False
        return not self._is_named(identifier, sheet.name) and self._is_named_by_gone(identifier, sheet.name)

    def _rests_on_gone(self, node: Node) -> bool:
        statements = set(_targets(node, NEG.statedIn))
        return bool(statements) and statements <= self.gone

    def _is_left_alone(self, identifier: str, sheet: str) -> bool:
        """Whether what it is a part of is gone, all of it."""
        owners = {owner for link in OWNERS.get(sheet, ()) for owner in self.store.subjects(link, identifier)}
        return bool(owners) and owners <= self.gone

    def _is_an_orphan(self, identifier: str) -> bool:
        """Whether it is a finer place in a source (``neg:selector``) that only what is gone names."""
        owners = set(self.store.subjects(NEG.selector, identifier))
        return identifier.startswith("_:") and bool(owners) and owners <= self.gone

    def _naming(self, identifier: str, sheet: str) -> Iterator[tuple[str, str]]:
        return ((link, name) for link in sorted(SPOKEN_OF[sheet]) for name in self.store.subjects(link, identifier))

    def _is_named(self, identifier: str, sheet: str) -> bool:
        if any(self._is_known(name, link) for link, name in self._naming(identifier, sheet)):
            return True
        changes = _targets(self.node(identifier), NEG.statusChange)
        return any(self._is_known(change, NEG.statusChange) for change in changes)

    def _is_named_by_gone(self, identifier: str, sheet: str) -> bool:
        naming = self._naming(identifier, sheet)
        return any(name in self.gone or (link == NEG.term and name in self.unsigned) for link, name in naming)

    def _is_known(self, identifier: str, link: str) -> bool:
        """Whether what names a thing is itself known: not gone, and said in a statement that is not."""
        if identifier in self.gone or (link == NEG.term and identifier in self.unsigned):
            return False
        node = self.node(identifier)
        sheet = _sheet_of(node)
        if sheet is None or sheet.redaction is not Redaction.BACKED:
            return True
        return bool(set(_targets(node, NEG.statedIn)) - self.gone)

    def _is_untold(self, event: Node) -> bool:
        said = [s for a in _targets(event, NEG.assessment) for s in _targets(self.node(a), NEG.accordingTo)]
        if any(statement not in self.statements for statement in said):
            return False
        sources = _targets(event, NEG.source)
        if said:
            return not any(self._tells(event, s) for source in sources for s in self._known_in(source))
        return not self._sources.isdisjoint(sources) and not any(True for s in sources for _ in self._known_in(s))

    def _known_in(self, source: str) -> Iterator[str]:
        """Yield the statements of a source that stay."""
        for name in self.store.subjects(NEG.source, source):
            sheet = _sheet_of(self.node(name)) if name not in self.statements else None
            if sheet is not None and sheet.redaction is Redaction.MARKED:
                yield name

    def _tells(self, event: Node, statement: str) -> bool:
        """Whether a statement of the event's source is at the event's place, as far as the two say where they are."""
        places = {value.text for value in event.get(NEG.paragraph, ())}
        others = {value.text for value in self.node(statement).get(NEG.paragraph, ())}
        return not places or not others or bool(places & others)

    @cached_property
    def unbacked(self) -> dict[str, frozenset[str]]:
        """By thing (id), the parties about which only statements that are gone say that they propose, table or read it."""
        resting = {name for s in self.statements for name in self.store.subjects(NEG.statedIn, s)} - self.gone
        found = {}
        for name in resting:
            about: dict[bool, set[str]] = {True: set(), False: set()}
            for statement in _targets(self.node(name), NEG.statedIn):
                about[statement in self.gone].update(_targets(self.node(statement), NEG.about))
            found[name] = frozenset(about[True] - about[False])
        return {name: parties for name, parties in found.items() if parties}


def _targets(node: Node, predicate: str) -> list[str]:
    return [value.text for value in node.get(predicate, ()) if value.kind != "literal"]


def _sheet_of(node: Node) -> Sheet | None:
    known = [value.text for value in node.get(RDF.type, ()) if value.text in SHEET_OF_CLASS]
    if known:
        return SHEET_OF_CLASS[min(known, key=_ORDER.__getitem__)]
    return SHEET_OF_CLASS[NEG.Position] if NEG.heldBy in node else None


def as_id(term: object) -> str:
    """Return the id of a node as a store gives it, or the text of a literal."""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))
