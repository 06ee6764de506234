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
tables or reads it. Parties stay: who takes part is no statement (redaction does not spare them). How each class is treated
stands in the schema (:class:`kg.schema.Redaction`, :mod:`kg.schema.mentions`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property

import pyoxigraph as ox

from kg.schema import AUTHORS, AUTHORSHIP, OWNERS, SHEET_OF_CLASS, SHEETS, SPOKEN_OF, TIES, Redaction, Sheet
from kg.store import Column, GraphStore, Node, StatedPlaces, Value, engine_of
from kg.store.query import QueryRows, query_quads
from kg.vocabulary import NEG, RDF

__all__ = ["PartialStore", "Without", "as_id", "sheet_of", "targets"]

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

    #: the properties by which what may be gone with a thing refers to it
    followed: Collection[str] = (*_RESTING, *_OWNING)
    #: whether what is only named in the case, such as a party, stays whoever speaks of it
    spares_the_named = True

    def __init__(self, store: GraphStore, statements: Mapping[str, Node]) -> None:
        self.store = store
        self.statements: set[str] = set()
        self.gone: set[str] = set()
        self.unsigned: set[str] = set()
        self._nodes: dict[str, Node] = dict(statements)
        self._sources: set[str] = set()
        self._told = {name: node for iri in _TOLD for name, node in store.nodes(iri).items()} if statements else {}
        new = set(statements)
        while new:
            self._leave_out(new)
            unsigned = set(self.unsigned)
            around = {name for one in new for name in self._around(one)} - self.gone
            new = {name for name in around | self._parts(around) if self._falls(name)}
            told = {
                name
                for one in self.unsigned - unsigned
                for predicate in _TOLD_BY_AUTHOR
                for name in targets(self.node(one), predicate)
            }
            new |= {name for name in told - self.gone if self._falls(name)}
            new = new or {n for n, event in self._told.items() if n not in self.gone and self._is_untold(event)}

    def _leave_out(self, names: set[str]) -> None:
        self.gone |= names
        for name in names:
            node = self.node(name)
            sheet = sheet_of(node)
            if sheet is None or sheet.redaction is Redaction.MARKED:
                self.statements.add(name)
                self._sources.update(targets(node, NEG.source))

    def _parts(self, names: Iterable[str]) -> set[str]:
        """What is to be looked at beside names that are near something gone: here nothing."""
        return set()

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
        for predicate in self.followed:
            yield from self.store.subjects(predicate, identifier)

    def _falls(self, identifier: str) -> bool:
        node = self.node(identifier)
        sheet = sheet_of(node)
        if sheet is None:
            return self._is_an_orphan(identifier)
        if self._is_left_alone(identifier, sheet.name):
            return True
        if sheet.redaction is Redaction.BACKED:
            return self._rests_on_gone(node)
        if sheet.redaction is Redaction.TIED:
            return any(set(targets(node, tie)) & self.gone for tie in TIES[sheet.name])
        if sheet.redaction is Redaction.AUTHORED and node.get(NEG.statedIn):
            if self._rests_on_gone(node):
                self.unsigned.add(identifier)
            return identifier in self.unsigned and not self._is_named(identifier, sheet.name)
        if sheet.name not in SPOKEN_OF or (self.spares_the_named and sheet.redaction is Redaction.NAMED):
            return False
        return not self._is_named(identifier, sheet.name) and self._is_named_by_gone(identifier, sheet.name)

    def _rests_on_gone(self, node: Node) -> bool:
        statements = set(targets(node, NEG.statedIn))
        return bool(statements) and statements <= self.gone

    def _is_left_alone(self, identifier: str, sheet: str) -> bool:
        """Whether what it is a part of is gone, all of it."""
        owners = set(self._owners(identifier, sheet))
        return bool(owners) and owners <= self.gone

    def _owners(self, identifier: str, sheet: str) -> Iterator[str]:
        return (owner for link in OWNERS.get(sheet, ()) for owner in self.store.subjects(link, identifier))

    def _is_an_orphan(self, identifier: str) -> bool:
        """Whether it is a finer place in a source (``neg:selector``) that only what is gone names."""
        if not identifier.startswith("_:"):
            return False
        owners = set(self.store.subjects(NEG.selector, identifier))
        return bool(owners) and owners <= self.gone

    def _naming(self, identifier: str, sheet: str) -> Iterator[tuple[str, str]]:
        return ((link, name) for link in sorted(SPOKEN_OF[sheet]) for name in self.store.subjects(link, identifier))

    def _is_named(self, identifier: str, sheet: str) -> bool:
        if any(self._is_known(name, link) for link, name in self._naming(identifier, sheet)):
            return True
        changes = targets(self.node(identifier), NEG.statusChange)
        return any(self._is_known(change, NEG.statusChange) for change in changes)

    def _is_named_by_gone(self, identifier: str, sheet: str) -> bool:
        naming = self._naming(identifier, sheet)
        return any(name in self.gone or (link in _TOLD_BY_AUTHOR and name in self.unsigned) for link, name in naming)

    def _is_known(self, identifier: str, link: str) -> bool:
        """Whether what names a thing is itself known: not gone, and said in a statement that is not."""
        if identifier in self.gone or (link in _TOLD_BY_AUTHOR and identifier in self.unsigned):
            return False
        node = self.node(identifier)
        sheet = sheet_of(node)
        if sheet is None or sheet.redaction is not Redaction.BACKED:
            return True
        return bool(set(targets(node, NEG.statedIn)) - self.gone)

    def _is_untold(self, event: Node) -> bool:
        said = [s for a in targets(event, NEG.assessment) for s in targets(self.node(a), NEG.accordingTo)]
        if any(statement not in self.gone for statement in said):
            return False
        sources = targets(event, NEG.source)
        if said:
            return not any(self._tells(event, s) for source in sources for s in self._known_in(source))
        return not self._sources.isdisjoint(sources) and not any(True for s in sources for _ in self._known_in(s))

    def _known_in(self, source: str) -> Iterator[str]:
        """Yield the statements of a source that stay."""
        for name in self.store.subjects(NEG.source, source):
            sheet = sheet_of(self.node(name)) if name not in self.gone else None
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
        found = {name: self.unbacked_of(name) for name in resting}
        return {name: parties for name, parties in found.items() if parties}

    def unbacked_of(self, identifier: str) -> frozenset[str]:
        """Return the parties (ids) about which, of a thing's statements, only some that are gone are."""
        about: dict[bool, set[str]] = {True: set(), False: set()}
        for statement in targets(self.node(identifier), NEG.statedIn):
            about[statement in self.gone].update(targets(self.node(statement), NEG.about))
        return frozenset(about[True] - about[False])


class PartialStore:
    """A store without what is gone; nothing that it shows refers to that (:class:`~kg.store.GraphStore`)."""

    def __init__(self, without: Without) -> None:
        self.locator, self._inner = without.store.locator, without.store
        self._without, self._gone = without, without.gone

    def _seen(self, nodes: Iterable[tuple[str, Node]]) -> dict[str, Node]:
        return {name: self._seen_of(name, node) for name, node in nodes if name not in self._gone}

    def _seen_of(self, name: str, node: Node) -> Node:
        def shown(predicate: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
            shows = self._without.shows
            return tuple(v for v in values if shows(name, predicate, v.text, is_literal=v.kind == "literal"))

        kept = {predicate: shown(predicate, values) for predicate, values in node.items()}
        return {predicate: values for predicate, values in kept.items() if values}

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return self._seen(self._inner.nodes(class_iri).items())

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        return dict(self.in_turn(predicate, ids))

    def in_turn(self, predicate: str, ids: Iterable[str]) -> Iterator[tuple[str, Node]]:
        """Yield what :meth:`nodes_with` returns one after another."""
        wanted = set(ids) - self._gone
        for name, node in self._inner.in_turn(predicate, wanted):
            seen = self._seen_of(name, node) if name not in self._gone else {}
            if any(value.text in wanted for value in seen.get(predicate, ())):
                yield name, seen

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        found = self._seen(self._inner.nodes_having(predicate).items())
        return {name: node for name, node in found.items() if predicate in node}

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        return self._seen(self._inner.describe(set(ids) - self._gone).items())

    def subjects(self, predicate: str, identifier: str) -> Iterator[str]:
        """Yield the subjects (ids) that a predicate ties to an id."""
        if identifier not in self._gone:
            tied, shows = self._inner.subjects(predicate, identifier), self._without.shows
            yield from (name for name in tied if shows(name, predicate, identifier, is_literal=False))

    def read_columns(self, columns: Sequence[Column]) -> None:
        """Give what takes each column the subjects (ids) of its predicate and the object (id or text) of each, many at a time.

        A text that is the id of what is gone is left out as well.
        """
        self._inner.read_columns([one._replace(take=self._shown_of(one)) for one in columns])

    def _shown_of(self, column: Column) -> Callable[[list[str], list[str]], None]:
        def take(subjects: list[str], values: list[str]) -> None:
            pairs, shows = zip(subjects, values, strict=True), self._without.shows
            shown = [(name, value) for name, value in pairs if shows(name, column.predicate, value, is_literal=False)]
            column.take([name for name, _ in shown], [value for _, value in shown])

        return take

    def values(self, predicate: str) -> tuple[str, ...]:
        """Return the texts of a predicate's objects, sorted, each once."""
        nodes = self.nodes_having(predicate).values()
        return tuple(sorted({value.text for node in nodes for value in node[predicate]}))

    def newest(self, predicate: str, without: Collection[str] = ()) -> str | None:
        """Return the greatest literal of a predicate of any subject but those ``without`` (ids), or None."""
        return self._inner.newest(predicate, self._gone.union(without))

    def rows(self, sparql: str, *, limit: int, timeout: float) -> QueryRows:
        """Return the rows that a read-only SPARQL query finds, as :meth:`~kg.store.GraphStore.rows`."""
        return query_quads(self.quads(), sparql, limit, timeout)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        for quad in self._inner.quads():
            if self._without.shows_quad(quad):
                yield quad

    def engine(self) -> AbstractContextManager[ox.Store]:
        """Give a store of Oxigraph in memory, filled with the quads."""
        return engine_of(self.quads())

    def places(self) -> StatedPlaces | None:
        """Return where the tables that the graph was read from state its things."""
        return self._inner.places()


def targets(node: Node, predicate: str) -> list[str]:
    """Return the ids that a predicate ties a node to."""
    return [value.text for value in node.get(predicate, ()) if value.kind != "literal"]


def sheet_of(node: Node) -> Sheet | None:
    """Return the sheet of a node by its classes, or None where it is no row; what is held by a party is a position."""
    known = [value.text for value in node.get(RDF.type, ()) if value.text in SHEET_OF_CLASS]
    if known:
        return SHEET_OF_CLASS[min(known, key=_ORDER.__getitem__)]
    return SHEET_OF_CLASS[NEG.Position] if NEG.heldBy in node else None


def as_id(term: object) -> str:
    """Return the id of a node as a store gives it, or the text of a literal."""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))
