"""A case as it is known without the channels that nobody asked for: what only they tell does not exist.

A statement is *unheard* where its channel is neither public nor asked for. With the unheard statements these are hidden,
repeatedly:

- positions, readings, memberships and changes of status all of whose statements are hidden, and assessments according to one
- events that only hidden statements tell: those of their assessments, or those at their place in the source
- of a proposal all of whose statements are hidden: its authorship, day, status, end, terms and which version it revises;
  each party of a proposal or a reading about which only a hidden statement says that it proposes, tables or reads it
- proposals, options, issues, points, people, sources, conditions and kinds of event that something hidden speaks of and
  nothing heard does; relations of a hidden option. A public position on a thing, or a public condition that requires it, is
  a heard word of it. What nothing at all speaks of stays: it was coded openly.

Parties stay: who takes part is no statement. How each class is treated stands in the schema (:class:`kg.schema.Redaction`,
:mod:`kg.schema.mentions`). Only the surroundings of the unheard statements are read, however large the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from kg.schema import AUTHORS, AUTHORSHIP, OWNERS, SHEET_OF_CLASS, SHEETS, SPOKEN_OF, TIES, Redaction, Sheet
from kg.store import GraphStore, Node, StatedPlaces, Value
from kg.store.query import QueryRows, query_quads
from kg.vocabulary import NEG, RDF

__all__ = ["HeardStore", "heard"]

_ORDER = {iri: place for place, sheet in enumerate(SHEETS) for iri in sheet.class_iris}

#: the properties by which what rests on a thing, or has a part of its own in it, refers to it
_RESTING = (NEG.statedIn, NEG.accordingTo, *sorted({tie for ties in TIES.values() for tie in ties} - {NEG.accordingTo}))
_OWNING = tuple(sorted({owner for owners in OWNERS.values() for owner in owners}))


def heard(store: GraphStore, channels: Collection[str] = ()) -> GraphStore:
    """Return a store as it is known by public statements and those of ``channels`` (local names).

    It is the store itself where no statement is of another channel.
    """
    unheard = [c for c in store.values(NEG.channel) if c.removeprefix(NEG.base) not in {"public", *channels}]
    if not unheard:
        return store
    if all(channel.startswith(NEG.base) for channel in unheard):
        statements = store.nodes_with(NEG.channel, unheard)
    else:  # a channel written as a text, which no look-up by id finds
        having = store.nodes_having(NEG.channel).items()
        statements = {name: node for name, node in having if {value.text for value in node[NEG.channel]} & set(unheard)}
    return HeardStore(store, _Hiding(store, statements))


class _Hiding:
    """What is hidden with some statements: ``gone`` (ids), and ``unsigned`` proposals that only a heard word still names."""

    def __init__(self, store: GraphStore, statements: Mapping[str, Node]) -> None:
        self.store = store
        self.statements = frozenset(statements)
        self.gone: set[str] = set(statements)
        self.unsigned: set[str] = set()
        self._nodes: dict[str, Node] = dict(statements)
        self._sources = {source for node in statements.values() for source in _targets(node, NEG.source)}
        new = self.gone | {name for name, node in store.nodes(NEG.Event).items() if self._is_unheard_of(node)}
        while new:
            self.gone |= new
            unsigned = set(self.unsigned)
            around = {name for one in new for name in self._around(one)} - self.gone
            new = {name for name in around if self._falls(name)}
            terms = {name for one in self.unsigned - unsigned for name in _targets(self.node(one), NEG.term)}
            new |= {name for name in terms - self.gone if self._falls(name)}

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
        if any(self._is_heard(name, link) for link, name in self._naming(identifier, sheet)):
            return True
        changes = _targets(self.node(identifier), NEG.statusChange)
        return any(self._is_heard(change, NEG.statusChange) for change in changes)

    def _is_named_by_gone(self, identifier: str, sheet: str) -> bool:
        naming = self._naming(identifier, sheet)
        return any(name in self.gone or (link == NEG.term and name in self.unsigned) for link, name in naming)

    def _is_heard(self, identifier: str, link: str) -> bool:
        """Whether what names a thing is itself known: not hidden, and said in a statement that is not."""
        if identifier in self.gone or (link == NEG.term and identifier in self.unsigned):
            return False
        node = self.node(identifier)
        sheet = _sheet_of(node)
        if sheet is None or sheet.redaction is not Redaction.BACKED:
            return True
        return bool(set(_targets(node, NEG.statedIn)) - self.gone)

    def _is_unheard_of(self, event: Node) -> bool:
        said = [s for a in _targets(event, NEG.assessment) for s in _targets(self.node(a), NEG.accordingTo)]
        if any(statement not in self.statements for statement in said):
            return False
        sources = _targets(event, NEG.source)
        if said:
            return not any(self._tells(event, s) for source in sources for s in self._heard_in(source))
        return not self._sources.isdisjoint(sources) and not any(True for s in sources for _ in self._heard_in(s))

    def _heard_in(self, source: str) -> Iterator[str]:
        """Yield the heard statements of a source."""
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
        """By thing, the parties about which only hidden statements say that they propose, table or read it."""
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


class HeardStore:
    """A store without what is hidden; nothing that it shows refers to that (:class:`~kg.store.GraphStore`)."""

    def __init__(self, inner: GraphStore, hiding: _Hiding) -> None:
        self.locator, self._inner = inner.locator, inner
        self._gone, self._unsigned, self._unbacked = frozenset(hiding.gone), hiding.unsigned, hiding.unbacked

    def _shows(self, subject: str, predicate: str, text: str, is_literal: bool) -> bool:
        if not is_literal and text in self._gone and predicate != RDF.type:
            return False
        if subject in self._unsigned and (predicate in AUTHORSHIP or predicate == NEG.term):
            return False
        return predicate not in AUTHORS or text not in self._unbacked.get(subject, ())

    def _seen(self, nodes: Iterable[tuple[str, Node]]) -> dict[str, Node]:
        return {name: self._seen_of(name, node) for name, node in nodes if name not in self._gone}

    def _seen_of(self, name: str, node: Node) -> Node:
        def shown(predicate: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
            return tuple(v for v in values if self._shows(name, predicate, v.text, v.kind == "literal"))

        kept = {predicate: shown(predicate, values) for predicate, values in node.items()}
        return {predicate: values for predicate, values in kept.items() if values}

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return self._seen(self._inner.nodes(class_iri).items())

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        wanted = set(ids) - self._gone
        found = self._seen(self._inner.nodes_with(predicate, wanted).items())
        return {name: node for name, node in found.items() if wanted.intersection(_targets(node, predicate))}

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
            tied = (name for name in self._inner.subjects(predicate, identifier) if name not in self._gone)
            yield from (name for name in tied if self._shows(name, predicate, identifier, is_literal=False))

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
            subject, text, is_literal = _id(quad.subject), _id(quad.object), isinstance(quad.object, ox.Literal)
            if subject not in self._gone and self._shows(subject, quad.predicate.value, text, is_literal):
                yield quad

    def places(self) -> StatedPlaces | None:
        """Return where the tables that the graph was read from state its things."""
        return self._inner.places()


def _id(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return str(getattr(term, "value", term))
