"""Reading the mentions of a case, each property of a large store in one scan, and none grouped.

A vote a row merges almost nothing by GROUP BY, and a join of the engine looks up each row anew; so each property is read once as a
column (:meth:`kg.store.GraphStore.read_columns`) and joined here by the number of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from kg.case import Case
from kg.errors import CaseError
from kg.networks.asked import Asked
from kg.networks.joining import NONE, OUT, Codes, Links, Narrow, Rows, read
from kg.networks.mentions import Ints, Mentions, levels_of
from kg.networks.nameless import by_content
from kg.networks.names import Names
from kg.resolution import Filters, Resolution
from kg.vocabulary import ATTRIBUTIONS, NEG, Stance

__all__ = ["read_mentions"]

#: the code of a stance that has no level
_NO_LEVEL = 99


def read_mentions(
    resolution: Resolution, asked: Asked, *, sideless: bool = False, levels: Mapping[Stance, int] | None = None
) -> Mentions:
    """Return what a network of a case counts by the end of the resolution's day, in order of day and statement.

    ``levels`` gives the level of each stance that has one, where it is not that of the scale asked for. ``sideless`` keeps mixed and
    noncommittal mentions, with level 0, for figures of all who spoke; a network leaves them out. Raises
    :class:`~kg.errors.CaseError` for a position or a statement that cannot be read.
    """
    known = dict(levels or levels_of(asked.scale, as_dna=asked.as_dna))
    if sideless:
        known |= dict.fromkeys((Stance.NONCOMMITTAL, Stance.MIXED), 0)
    if asked.on == "stances":
        return _from_stances(resolution, asked, known)
    return _Reader(resolution, asked, known).mentions()


@dataclass(frozen=True)
class _Terms:
    """The options (or proposals) that count, the concepts that they belong to, and the place of each term among the options."""

    options: tuple[str, ...]
    concepts: tuple[str, ...]
    concept_of: Ints
    place: Mapping[str, int]


def _terms(case: Case, asked: Asked) -> _Terms:
    """Return what stances are counted on; a proposal of one term is its term where options or issues are counted."""
    if asked.concepts == "proposals":
        wanted = sorted(
            p.id for p in case.proposals.values() if p.id not in asked.without and _is_asked(case, asked, p.terms)
        )
        places = np.arange(len(wanted), dtype=np.int64)
        return _Terms(tuple(wanted), tuple(wanted), places, {name: place for place, name in enumerate(wanted)})
    options = sorted(name for name in case.options if name not in asked.without and _is_asked(case, asked, [name]))
    place = {name: number for number, name in enumerate(options)}
    for proposal in case.proposals.values():
        if len(proposal.terms) == 1 and proposal.terms[0] in place and proposal.id not in asked.without:
            place[proposal.id] = place[proposal.terms[0]]
    owners = [case.options[name].issue if asked.concepts == "issues" else name for name in options]
    concepts = tuple(sorted(set(owners)))
    number = {name: place for place, name in enumerate(concepts)}
    return _Terms(tuple(options), concepts, np.array([number[name] for name in owners], dtype=np.int64), place)


def _is_asked(case: Case, asked: Asked, terms: Iterable[str]) -> bool:
    issues = {case.issue_of(term) for term in terms}
    if issues and issues <= asked.without:
        return False
    return not asked.issues or bool(issues & asked.issues)


def _actors(case: Case, asked: Asked) -> tuple[str, ...]:
    if asked.actors == "people":
        return tuple(sorted(name for name in case.people if name not in asked.without))
    named = asked.parties or case.parties
    return tuple(sorted(name for name in named if name not in asked.without))


def _parties(case: Case, asked: Asked) -> frozenset[str]:
    """Return the parties whose positions are read."""
    return frozenset(asked.parties or case.parties) - asked.without


class _Reader:
    """The columns of a case's positions and statements, joined."""

    def __init__(self, resolution: Resolution, asked: Asked, levels: Mapping[Stance, int]) -> None:
        self.case, self.asked, self.filters = resolution.case, asked, resolution.filters
        self.levels = levels
        self.store = self.case.store
        self.last = min(resolution.day, asked.until or resolution.day)
        self.terms, self.actors = _terms(self.case, asked), _actors(self.case, asked)

    def mentions(self) -> Mentions:
        """Return all mentions that count, in order of day and statement."""
        party, option, level, number, statements = self._positions()
        counts = statements.counts(self.last)[number]
        actor = party
        if self.asked.actors == "people":
            actor = statements.speakers({name: place for place, name in enumerate(self.actors)})[number]
        known = counts & (actor != OUT)
        leveled = level != _NO_LEVEL
        left_out = np.sort(_wide(statements.days[number[counts & ~(known & leveled)]]))
        chosen = np.flatnonzero(known & leveled)
        # what is not counted is given back before the names are sorted
        actor, option, level = (column[chosen] for column in (actor, option, level))
        number = number[chosen]
        del party, counts, known, leveled, chosen
        rank, sorted_names = _ranked(statements, number)
        turn = by_content(self.case, sorted_names, rank, actor, option, level)
        order = np.lexsort((level, option, actor, turn, statements.days[number]))
        number = number[order]
        return Mentions(
            self.actors,
            self.terms.options,
            self.terms.concepts,
            self.terms.concept_of,
            sorted_names,
            _wide(actor[order]),
            _wide(option[order]),
            _wide(level[order]),
            _wide(statements.days[number]),
            _wide(statements.documents()[number]),
            rank[order],
            ~statements.own_voice[number],
            len(left_out),
            statements.filtered,
            _in_use(level),
            left_out,
        )

    def _positions(self) -> tuple[Narrow, Narrow, Narrow, Ints, _Statements]:
        """Return party, option, level and statement of each pair of a position that counts and its statement; and the statements."""
        place_of = {name: place for place, name in enumerate(self.actors)}
        levels = {NEG.base + str(stance): _NO_LEVEL for stance in (Stance.NONCOMMITTAL, Stance.MIXED)}
        levels |= {NEG.base + str(stance): level for stance, level in self.levels.items()}
        held = Codes.known(NEG.heldBy, {name: place_of.get(name, OUT) for name in _parties(self.case, self.asked)})
        read(self.store, held)
        row = Rows(held.subjects)
        # a million rows are 8 MB a column: each is joined, and given back, before the next is read
        party = held.of(row)
        del held
        option = self._read(Codes.known(NEG.on, self.terms.place), row)
        level = self._read(Codes.known(NEG.stance, levels), row)
        stated = Links(NEG.statedIn)
        read(self.store, stated)
        place, said, names = row.places(stated.subjects), Rows(stated.objects), stated.names
        counts = place != OUT
        if len(row):
            counts &= (option[place] != NONE) & (level[place] != NONE)
        pair = place[counts] * max(len(said), 1) + said.places(stated.objects)[counts]
        del stated, row, place, counts
        pair.sort()
        once = np.append(True, pair[1:] != pair[:-1])[: len(pair)]
        chosen, number = np.divmod(pair[once], max(len(said), 1))
        party, option, level = party[chosen], option[chosen], level[chosen]
        days = self._read(Codes(NEG.latest, _Days(self.store.locator).ordinal), said, missing=0)
        return party, option, level, number, _Statements(self.case, said, names, days, self.asked, self.filters)

    def _read(self, column: Codes, rows: Rows, missing: int = NONE) -> Narrow:
        read(self.store, column)
        return column.of(rows, missing)


class _Statements:
    """The columns of some statements, by number; ``days`` are ordinals, 0 where a statement has none."""

    def __init__(self, case: Case, row: Rows, names: Names, days: Narrow, asked: Asked, filters: Filters) -> None:
        self.case, self.store, self.asked, self.filters = case, case.store, asked, filters
        self.row, self.names, self.days = row, names, days
        self.filtered = 0

    def _read(self, predicate: str, code: Callable[[str], int], *, missing: int = OUT) -> Narrow:
        """Return the code of a predicate's value of each statement."""
        found = Codes(predicate, code)
        read(self.store, found)
        return found.of(self.row, missing)

    def __len__(self) -> int:
        return len(self.row)

    def name(self, place: int) -> str:
        """Return the id of a statement."""
        return self.names[int(self.row.first[place])]

    def counts(self, last: date) -> np.ndarray:
        """Return which statements count: dated within the days asked for, in the voice, and of the sources and coders asked for."""
        first = self.asked.since.toordinal() if self.asked.since else 1
        found = (self.days >= first) & (self.days <= last.toordinal())
        if self.asked.voice == "own":
            found &= self.own_voice
        if self.asked.attributions:
            found &= self._having(NEG.attribution, {NEG.base + name for name in self.asked.attributions})
        if self.asked.sources:
            found &= self._having(NEG.source, self.asked.sources)
        for predicate in (NEG.source, NEG.speaker):
            if self.asked.without:
                found &= ~self._having(predicate, self.asked.without)
        if self.filters.coders or self.filters.min_confidence is not None or self.filters.own_voice:
            let_in = self._let_in_by_the_filters(found)
            self.filtered = int((found & ~let_in).sum())
            found &= let_in
        return found

    def _let_in_by_the_filters(self, of: np.ndarray) -> np.ndarray:
        """Return which of some statements are by the coders asked for and confident enough, as their records say."""
        found = np.zeros(len(self), dtype=bool)
        for place in np.flatnonzero(of).tolist():
            statement = self.case.statement(self.name(place))
            found[place] = statement is not None and self.filters.holds(statement) and self.filters.trusts(statement)
        return found

    def _having(self, predicate: str, values: Iterable[str]) -> np.ndarray:
        """Return which statements a predicate ties to one of some ids."""
        having = Codes.known(predicate, dict.fromkeys(values, 1))
        read(self.store, having)
        return np.equal(having.of(self.row, missing=0), 1)

    @cached_property
    def own_voice(self) -> np.ndarray:
        """Return which are in own voice: attribution and mandate say so, and the speaker speaks for the party.

        Who speaks for whom is told by the record (:attr:`~kg.case.records.Statement.is_own_voice`) unless it is plain from the person.
        """
        others = {NEG.base + name for name, attribution in ATTRIBUTIONS.items() if not attribution.own}
        found = ~self._having(NEG.attribution, others)
        authorised = NEG.base + "authorised"
        found &= self._read(NEG.mandate, lambda mandate: int(mandate == authorised), missing=1) == 1
        people, parties = _Codes(), _Codes()
        speaker = self._read(NEG.speaker, people.code)
        if not people:
            return found
        about = self._read(NEG.about, parties.code)
        plain = {(people[p.id], parties[party]) for p in self.case.people.values() for party in p.speaks_for}
        for place in np.flatnonzero(found & (speaker != OUT)).tolist():
            if (int(speaker[place]), int(about[place])) not in plain:
                statement = self.case.statement(self.name(place))
                found[place] = statement is not None and statement.is_own_voice
        return found

    def documents(self) -> Narrow:
        """Return a code of each statement's source, all 0 where no document is asked about; a copy is what it repeats."""
        if self.asked.duplicates != "document":
            return np.zeros(len(self), dtype=np.int32)
        originals, codes = {source: self.case.original_of(source) for source in self.case.sources}, _Codes()
        return self._read(NEG.source, lambda source: codes.code(originals.get(source, source)))

    def speakers(self, place_of: Mapping[str, int]) -> Narrow:
        """Return the place of each statement's speaker, −1 where none is known."""
        return self._read(NEG.speaker, lambda speaker: place_of.get(speaker, OUT))


class _Codes(dict[str, int]):
    """Numbers from 0 for texts, in the order in which they come; −2 for one that never came."""

    def code(self, text: str) -> int:
        """Return the number of a text."""
        return self.setdefault(text, len(self))

    def __missing__(self, text: str) -> int:
        return -2


class _Days:
    """Ordinals of days as a store writes them, each read once."""

    def __init__(self, locator: str) -> None:
        self._locator = locator
        self._known: dict[str, int] = {}

    def ordinal(self, day: str) -> int:
        """Return the ordinal of a day. Raises :class:`~kg.errors.CaseError` for what is no day."""
        if day not in self._known:
            try:
                self._known[day] = date.fromisoformat(day).toordinal()
            except ValueError:
                told = f"neg:latest is “{day}”, which is no day; kg check lists all errors"
                raise CaseError(f"{self._locator}: {told}") from None
        return self._known[day]


def _wide(codes: Narrow) -> Ints:
    return codes.astype(np.int64)


def _in_use(level: Ints | Narrow) -> tuple[int, ...]:
    """Return the levels in use, the highest first."""
    return tuple(np.unique(level)[::-1].tolist())


def _ranked(statements: _Statements, chosen: Ints) -> tuple[Ints, Names]:
    """Return the rank of each chosen statement's name among those chosen, and these sorted."""
    used = np.unique(chosen)
    places = statements.row.first[used]
    order = statements.names.order(places)
    rank = np.zeros(len(statements), dtype=np.int64)
    rank[used[order]] = np.arange(len(order))
    return rank[chosen], statements.names.taken(places[order])


def _from_stances(resolution: Resolution, asked: Asked, levels: Mapping[Stance, int]) -> Mentions:
    """Return each resolved stance of the day once; own voice leaves out what only others tell."""
    terms, actors = _terms(resolution.case, asked), _actors(resolution.case, asked)
    rows: list[tuple[int, int, int]] = []
    ascribed: list[bool] = []
    left_out = 0
    for actor, party in enumerate(actors):
        for option, term in enumerate(terms.options):
            held = resolution.stance(party, term)
            if held.stance in (Stance.SILENT, Stance.WITHHELD) or (asked.voice == "own" and held.ascribed):
                continue
            if held.stance in levels:
                rows.append((actor, option, levels[held.stance]))
                ascribed.append(held.ascribed)
            else:
                left_out += 1
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    day = np.full(len(rows), resolution.day.toordinal(), dtype=np.int64)
    zeros = np.zeros(len(rows), dtype=np.int64)
    return Mentions(
        actors,
        terms.options,
        terms.concepts,
        terms.concept_of,
        [""] if rows else [],
        table[:, 0],
        table[:, 1],
        table[:, 2],
        day,
        zeros,
        zeros,
        np.array(ascribed, dtype=bool),
        left_out,
        levels=_in_use(table[:, 2]),
    )
