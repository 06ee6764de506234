"""A case read from a graph: its records by id, its names resolved, its positions fetched by party.

What every question needs (parties, issues, options, relations …) is read at once; positions and their statements only
for the parties that are asked about, so that a large embedded store answers a small question quickly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TypeVar

from kg.case import load
from kg.case.hearing import heard
from kg.case.records import (
    CaseInfo,
    Event,
    Issue,
    Membership,
    Option,
    Party,
    Person,
    Point,
    Position,
    Proposal,
    Reading,
    Relation,
    Source,
    Statement,
    Thing,
)
from kg.case.sensitivity import most_sensitive, source_sensitivity
from kg.errors import AmbiguousNameError, CaseError, UnknownNameError
from kg.schema import SHEETS_BY_NAME
from kg.store import GraphStore, Node
from kg.text import fold, likely, near
from kg.vocabulary import NEG, RDF

__all__ = ["KINDS", "Case"]

#: what can be listed and looked up by name
KINDS = ("parties", "issues", "options", "proposals", "people", "sources", "events")

#: how many nodes are fetched from a store at a time
_AT_A_TIME = 2_000

R = TypeVar("R")


def _read(store: GraphStore, sheet: str, make: Callable[..., R], *, with_id: bool = False) -> dict[str, R]:
    """Return the records of the class of a sheet, by id; ``with_id``: a record that is not a named thing also has its id."""
    return {
        name: load.read_record(sheet, make, name, node, store, **({"id": name} if with_id else {}))
        for name, node in store.in_turn(RDF.type, [SHEETS_BY_NAME[sheet].class_iri])
    }


def _things(sheet: str, make: type[R], doc: str) -> cached_property[dict[str, R]]:
    """Return the property of a case that holds the records of a class, read when first asked for."""

    def read(case: Case) -> dict[str, R]:
        return _read(case.store, sheet, make)

    read.__doc__ = doc
    return cached_property(read)


class Case:
    """One negotiation, read from a :class:`~kg.store.GraphStore`.

    Each property is a dict of records by id, in order of id. Raises :class:`~kg.errors.CaseError` where the graph holds
    no party, or a record lacks what the answers rest on.
    """

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self._positions: dict[str, tuple[Position, ...]] = {}
        self._statements: dict[str, Statement] = {}
        self._terms: frozenset[str] | None = None
        self._heard: dict[frozenset[str], Case | None] = {}
        if not self.parties:
            raise CaseError(
                f"{store.locator}: not a case, since it declares no party (neg:Party); add one, or name another file"
            )

    def apart(self) -> Case:
        """Return the same case with no position and no statement kept, so that those read by it are let go with it."""
        part = copy(self)
        part._positions, part._statements = {}, {}
        return part

    def about(self, terms: Iterable[str]) -> Case:
        """Return the same case, of whose positions only those on some terms (ids) are read."""
        part = copy(self)
        part._positions, part._terms = {}, frozenset(terms)
        part.__dict__.pop("_on_terms", None)
        return part

    def hearing(self, channels: Collection[str] = ()) -> Case:
        """Return the case as known by public statements and those of ``channels`` (:mod:`kg.case.hearing`), itself if all are."""
        asked = frozenset(channels)
        if asked not in self._heard:
            store = heard(self.store, asked)
            # never the case itself: what refers to itself is not freed at once
            self._heard[asked] = None if store is self.store else Case(store)
        return self._heard[asked] or self

    def saying(self, positions: Iterable[Position], statements: Iterable[Statement]) -> Case:
        """Return the case with positions and statements beside its own, which nothing stores."""
        more, said = list(positions), list(statements)
        stored = self.positions_of({position.party for position in more})
        withdrawals = (*self.withdrawals, *(statement for statement in said if statement.withdraws))
        added = copy(self)
        added._heard = {}
        added._statements = {**self._statements, **{statement.id: statement for statement in said}}
        added._positions = dict(self._positions)
        for party, own in stored.items():
            beside = (position for position in more if position.party == party)
            added._positions[party] = tuple(sorted((*own, *beside), key=_position_key))
        added.__dict__.pop("statements", None)
        added.__dict__["withdrawals"] = tuple(sorted(withdrawals, key=lambda statement: statement.id))
        return added

    parties = _things("parties", Party, "The parties.")
    people = _things("people", Person, "The people.")
    issues = _things("issues", Issue, "The issues.")
    points = _things("points", Point, "The points on which readings differ.")
    event_kinds = _things("kinds", Thing, "The case's own kinds of event.")
    sources = _things("sources", Source, "The sources.")

    @cached_property
    def info(self) -> CaseInfo:
        """The case's title, description and caveats; named by its locator where it has no title."""
        found = _read(self.store, "case", CaseInfo)
        return next(iter(found.values()), CaseInfo(f"urn:kg:{self.store.locator}"))

    @cached_property
    def options(self) -> dict[str, Option]:
        """The options. Raises :class:`~kg.errors.CaseError` for one that belongs to no issue."""
        found = _read(self.store, "options", Option)
        for option in found.values():
            if option.issue not in self.issues:
                raise CaseError(
                    f"{self.store.locator}: option {option.label()} ({option.id}) does not belong to an issue of the case; add neg:optionOf with its issue"
                )
        return found

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """The memberships in coalitions, in order of member and coalition."""
        found = _read(self.store, "memberships", Membership, with_id=True).values()
        return tuple(sorted(found, key=lambda m: (m.member, m.organization, m.start or date.min)))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The entailments and exclusions between options, in order of kind and options."""
        found = (
            load.relation(class_iri, identifier, node, self.store)
            for class_iri in (NEG.Entailment, NEG.Exclusion)
            for identifier, node in self.store.nodes(class_iri).items()
        )
        return tuple(sorted(found, key=lambda r: (r.kind, r.first, r.second, r.basis, r.reason)))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The readings, in order of option, point and parties."""
        found = _read(self.store, "readings", Reading, with_id=True).values()
        return tuple(sorted(found, key=lambda r: (r.option, r.point, r.read_by, r.text)))

    @cached_property
    def readings_by_option(self) -> dict[str, tuple[Reading, ...]]:
        """The readings, by option (id)."""
        grouped: dict[str, tuple[Reading, ...]] = {}
        for held in self.readings:
            grouped[held.option] = (*grouped.get(held.option, ()), held)
        return grouped

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        """The proposals, with the changes of their status."""
        return {name: load.proposal(name, node, self.store) for name, node in self.store.nodes(NEG.Proposal).items()}

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events, with their figures and assessments."""
        return {name: load.event(name, node, self.store) for name, node in self.store.nodes(NEG.Event).items()}

    @cached_property
    def newest_day(self) -> date:
        """The newest statement's latest day: the default as-of day.

        Raises :class:`~kg.errors.CaseError` in a case without statements.
        """
        newest = self.store.newest(NEG.latest)
        if newest is None:
            raise CaseError(
                f"{self.store.locator}: no statement that counts has a neg:latest day; a case needs sourced statements"
            )
        return load.parse_day(newest, self.store, "neg:latest")

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Who coded the statements, sorted; on a large store this reads every statement that says so."""
        nodes = self.store.nodes_having(NEG.coder).values()
        return tuple(sorted({value.text for node in nodes for value in node[NEG.coder]}))

    def options_of(self, issue: str) -> tuple[Option, ...]:
        """Return the options of an issue (id), in order of id."""
        return self._options_by_issue.get(issue, ())

    def issue_of(self, term: str) -> str:
        """Return the issue (id) of an option (id), "" for any other term."""
        option = self.options.get(term)
        return option.issue if option else ""

    def ladder_of(self, term: str) -> str | None:
        """Return the ladder (issue id) of which a term (id) is an option, or None."""
        option = self.options.get(term)
        return option.issue if option and self.issues[option.issue].is_ladder else None

    @cached_property
    def _options_by_issue(self) -> dict[str, tuple[Option, ...]]:
        grouped: dict[str, list[Option]] = {}
        for option in self.options.values():
            grouped.setdefault(option.issue, []).append(option)
        return {issue: tuple(options) for issue, options in grouped.items()}

    def positions_of(self, parties: Iterable[str]) -> dict[str, tuple[Position, ...]]:
        """Return the stored positions of parties (ids), by party, each in order of its content."""
        wanted = sorted(set(parties))
        missing = [party for party in wanted if party not in self._positions]
        if missing:
            self._fetch_positions(missing)
        return {party: self._positions[party] for party in wanted}

    def _fetch_positions(self, parties: list[str]) -> None:
        by_holder = self._terms is None
        found = _by_party(self._read_positions(NEG.heldBy, parties)) if by_holder else self._on_terms
        for party in parties:
            self._positions[party] = tuple(sorted(found[party], key=_position_key))
        self._fetch_statements(
            s for party in parties for position in self._positions[party] for s in position.statements
        )

    @cached_property
    def _on_terms(self) -> defaultdict[str, list[Position]]:
        """The positions on the terms that this is limited to, by party."""
        read = self._read_positions(NEG.on, self._terms or ())
        return _by_party(position for position in read if position.on in (self._terms or ()))

    def _read_positions(self, predicate: str, ids: Iterable[str]) -> Iterator[Position]:
        """Read the positions that a predicate ties to parties or terms (ids), the conditions of many at once."""
        held = self.store.in_turn(predicate, ids)
        while nodes := dict(islice(held, _AT_A_TIME)):
            conditions = self.store.describe(v.text for node in nodes.values() for v in node.get(NEG.condition, ()))
            for identifier, node in nodes.items():
                yield load.position(identifier, node, self.store, conditions)

    def _fetch_statements(self, identifiers: Iterable[str]) -> None:
        missing = iter(sorted(set(identifiers) - self._statements.keys()))
        while several := list(islice(missing, _AT_A_TIME)):
            self._keep_statements(self.store.describe(several).items())

    def _keep_statements(self, nodes: Iterable[tuple[str, Node]]) -> None:
        new = [self._read_statement(name, node) for name, node in nodes if name not in self._statements]
        self._statements |= {statement.id: statement for statement in new}
        self._statements |= {statement.id: self._completed(statement) for statement in new}

    def _read_statement(self, identifier: str, node: Node) -> Statement:
        return load.read_record("statements", Statement, identifier, node, self.store, id=identifier)

    def _completed(self, found: Statement) -> Statement:
        by_another, sensitivity = self._is_spoken_by_another(found), self._sensitivity_of(found)
        if by_another or sensitivity != found.sensitivity:
            return replace(found, spoken_by_another=by_another, sensitivity=sensitivity)
        return found

    def _sensitivity_of(self, statement: Statement) -> str:
        """A statement's own sensitivity or its source's, whichever says more; the first source with a label decides."""
        return most_sensitive([statement.sensitivity, source_sensitivity(self.sources, statement.source)])

    def _is_spoken_by_another(self, statement: Statement) -> bool:
        speaker = self.people.get(statement.speaker or "")
        if speaker is None:
            return False
        spoken_for = {statement.about}
        while not spoken_for.intersection(speaker.speaks_for):
            found = {m.organization for m in self.memberships if m.member in spoken_for and self._bound(m, statement)}
            if found <= spoken_for:
                return True
            spoken_for |= found
        return False

    def _bound(self, membership: Membership, statement: Statement) -> bool:
        """Whether a coalition bound its member when a statement was made, by what was told in own voice by then."""
        if not (membership.binds and membership.holds(statement.latest)):
            return False
        told = [found for identifier in membership.statements if (found := self.statement(identifier))]
        return not membership.statements or any(s.claims_own_voice and s.latest <= statement.latest for s in told)

    def statement(self, identifier: str) -> Statement | None:
        """Return a statement by id, or None where the case has no such statement."""
        if identifier not in self._statements:
            self._fetch_statements([identifier])
        return self._statements.get(identifier)

    @cached_property
    def withdrawals(self) -> tuple[Statement, ...]:
        """The statements that withdraw something, in order of id."""
        nodes = self.store.nodes_having(NEG.withdraws)
        self._keep_statements(nodes.items())
        return tuple(self._statements[identifier] for identifier in sorted(nodes))

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """All statements; on a large store, prefer :meth:`statement` or :meth:`each_statement`."""
        self._keep_statements(self.store.in_turn(RDF.type, [NEG.Statement]))
        return dict(sorted(self._statements.items()))

    def each_statement(self) -> Iterator[Statement]:
        """Yield all statements one after another; none is kept that was not kept before."""
        for name, node in self.store.in_turn(RDF.type, [NEG.Statement]):
            yield self._statements.get(name) or self._completed(self._read_statement(name, node))

    def statements_about(self, parties: Iterable[str]) -> tuple[Statement, ...]:
        """Return the statements about parties (ids), in order of id."""
        nodes = self.store.nodes_with(NEG.about, parties)
        self._keep_statements(nodes.items())
        return tuple(self._statements[name] for name in sorted(nodes))

    def loose_positions(self, parties: Iterable[str]) -> int:
        """Return how many positions of parties (ids) are on nothing that the case holds, or rest on no known statement."""
        return sum(
            1
            for positions in self.positions_of(parties).values()
            for position in positions
            if (position.on not in self.options and position.on not in self.proposals)
            or not any(self.statement(identifier) for identifier in position.statements)
        )

    def original_of(self, source: str) -> str:
        """Return the source (id) that a source repeats, in the end; a source that is not a copy is its own original."""
        seen: set[str] = set()
        while source not in seen and (known := self.sources.get(source)) and known.copy_of:
            seen.add(source)
            source = known.copy_of
        return source

    def of_kind(self, kind: str) -> Mapping[str, Thing]:
        """Return the records of one of :data:`KINDS`, by id."""
        found: Mapping[str, Thing] = getattr(self, kind)
        return found

    def find(self, kind: str, name: str) -> str:
        """Return the id of the thing of a kind that has a name: an id, label, alias or local name.

        A label or local name that matches exactly, case and blanks included, comes before one that matches when case
        and accents are ignored, and that before another thing's alias. Raises
        :class:`~kg.errors.UnknownNameError` with near names, or :class:`~kg.errors.AmbiguousNameError`.
        """
        return self._pick(kind, name, list(self.of_kind(kind).values()))

    def find_term(self, name: str) -> str:
        """Return the id of the option, or else the proposal, that has a name. Raises as :meth:`find`."""
        try:
            return self.find("options", name)
        except UnknownNameError as unknown:
            try:
                return self.find("proposals", name)
            except UnknownNameError as other:
                raise (unknown if unknown.near or not other.near else other) from None

    def _pick(self, kind: str, name: str, things: list[Thing]) -> str:
        wanted = fold(name)
        folded = ([thing for thing in things if wanted in names_of(thing)] for names_of in _FOLDED)
        matches = _exactly(name, things) or next(filter(None, folded), [])
        if not matches:
            raise _unknown(kind, name, things)
        if len(matches) > 1:
            raise AmbiguousNameError(kind, name, sorted(_in_full(thing, things) for thing in matches))
        return matches[0].id


def _exactly(name: str, things: list[Thing]) -> list[Thing]:
    found = ([thing for thing in things if name in names_of(thing)] for names_of in _EXACT)
    return next(filter(None, found), [])


def _offered(thing: Thing, things: list[Thing]) -> str:
    label = thing.label()
    return label if _exactly(label, things) == [thing] else _in_full(thing, things)


def _in_full(thing: Thing, things: list[Thing]) -> str:
    in_full = f"{thing.label()} ({thing.local_name})"
    return in_full if _exactly(in_full, things) == [thing] else f"{thing.label()} ({thing.id})"


def _unknown(kind: str, name: str, things: list[Thing]) -> UnknownNameError:
    owners: dict[str, list[Thing]] = {}
    for thing in things:
        for known in thing.names():
            if known != thing.id:
                owners.setdefault(known, []).append(thing)
    close = near(name, owners, most=len(owners))
    meant = {thing.id: thing for known in close for thing in owners[known]}
    probable = {thing.id: thing for known in likely(name, owners) for thing in owners[known]}
    only = next((found for found in (probable, meant) if len(found) == 1), {})
    best = next((_offered(thing, things) for thing in only.values()), None)
    return UnknownNameError(kind, name, [_offered(thing, things) for thing in list(meant.values())[:4]], best=best)


def _full_names(thing: Thing) -> set[str]:
    return {thing.id, thing.local_name, f"{thing.label()} ({thing.local_name})", f"{thing.label()} ({thing.id})"}


def _labels(thing: Thing) -> set[str]:
    return {words for _, words in thing.labels}


def _folded_labels(thing: Thing) -> set[str]:
    return {fold(words) for _, words in thing.labels} | {fold(thing.local_name)}


def _folded_names(thing: Thing) -> set[str]:
    return {fold(name) for name in thing.names()}


#: what a name is compared with, in this order: as it was typed, then without case and accents
_EXACT = (_full_names, _labels)
_FOLDED = (_folded_labels, _folded_names)


def _by_party(positions: Iterable[Position]) -> defaultdict[str, list[Position]]:
    found: defaultdict[str, list[Position]] = defaultdict(list)
    for position in positions:
        found[position.party].append(position)
    return found


def _position_key(position: Position) -> tuple[object, ...]:
    conditions = [(c.requires, c.words, c.timing, c.any_of or "") for c in position.conditions]
    ends_on = position.ends_on or date.max
    return (position.on, position.stance, position.bound, position.statements, ends_on, conditions)
