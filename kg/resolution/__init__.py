"""One resolved stance for each party, term and day, by five rules in their order.

1. *Stated*, in own voice (:mod:`~kg.resolution.stated`).
2. *Proposals* (there too).
3. *Entailment, exclusion and ladders* (:mod:`~kg.resolution.inferred`).
4. *Binding membership* (:mod:`~kg.resolution.coalition`).
5. *Others' voice*, here: resolved by rules 1 and 2 among itself, it fills what is still silent, marked ``ascribed``,
   after the day on which an own stance ended; where there is an own stance, a different report that is not older is
   listed in ``contrary_reports``. It feeds neither rule 3 nor rule 4.

A statement counts by the end of a day if its latest day is not after it and the filters (:class:`Filters`) let it. A
statement is in *own voice* where its attribution is one of own voice and its mandate is authorised. A stance that the
confidence filter silences is ``withheld``: rule 5 does not fill it. Nothing is stored: the same case, day and filters
give the same stances.

The rules are this project's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.case import Case
from kg.case.records import Statement, in_order_of_day
from kg.resolution.closure import Chain, Closure
from kg.resolution.coalition import coalitions_of, fill_from_coalitions
from kg.resolution.deeds import Deeds
from kg.resolution.inferred import infer
from kg.resolution.stances import ContraryReport, Derivation, Lapse, Past, Premise, Resolved, silent
from kg.resolution.stated import combine, resolve_layer, term_of
from kg.vocabulary import Stance

__all__ = [
    "STALE_AFTER",
    "Chain",
    "Closure",
    "ContraryReport",
    "Derivation",
    "Filters",
    "Lapse",
    "Past",
    "Premise",
    "Resolution",
    "Resolved",
    "combine",
    "silent",
    "term_of",
]


#: after how many days a stance that no statement has renewed is marked as stale, unless asked otherwise
STALE_AFTER = 365


@dataclass(frozen=True, slots=True)
class Filters:
    """Which statements count: those of at least ``min_confidence`` (in [0, 1]) and, beside public ones, of ``channels``.

    Where ``coders`` are named, it is as if the case held only the statements that they coded. ``stale_after`` leaves
    nothing out: after so many days a stance that no statement has renewed is marked.
    """

    min_confidence: float | None = None
    channels: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    stale_after: int = STALE_AFTER

    def holds(self, statement: Statement) -> bool:
        """Return whether a statement is by one of the coders, or no coder is named."""
        return not self.coders or statement.coder in self.coders

    def hears(self, statement: Statement) -> bool:
        """Return whether a statement's channel counts."""
        return statement.channel == "public" or statement.channel in self.channels

    def trusts(self, statement: Statement) -> bool:
        """Return whether a statement is confident enough."""
        return self.min_confidence is None or statement.confidence >= self.min_confidence


class Resolution:
    """The stances of a case's parties by the end of a day. Parties are resolved when first asked for.

    Raises :class:`~kg.errors.CaseError` for a cycle of entailments.
    """

    def __init__(self, case: Case, day: date, filters: Filters | None = None, closure: Closure | None = None) -> None:
        self.case, self.day, self.filters = case, day, filters or Filters()
        self.closure = closure or Closure(case)
        self.deeds = Deeds(case, day, self.counts)
        self._stances: dict[str, dict[str, Resolved]] = {}
        self._committed: dict[str, dict[str, Resolved]] = {}
        self._heard: dict[str, dict[str, Statement]] = {}
        self._left_out: set[str] = set()
        self._unfiltered: Resolution | None = None

    def stance(self, party: str, term: str) -> Resolved:
        """Return the stance of a party on a term (ids), silent where it has none; a proposal of one term is its term."""
        canonical = term_of(self.case, term)
        return self.of_party(party).get(canonical) or silent(party, canonical)

    def of_party(self, party: str) -> Mapping[str, Resolved]:
        """Return a party's stances by term, without those on which it never had one."""
        if party not in self._stances:
            self._stances[party] = self._resolve(party)
        return self._stances[party]

    def counts(self, identifier: str) -> bool:
        """Return whether a statement (id) counts: made by the end of the day, by the coders asked for, heard and trusted."""
        statement = self.case.statement(identifier)
        if statement is None or statement.latest > self.day:
            return False
        filters = self.filters
        return filters.holds(statement) and filters.hears(statement) and filters.trusts(statement)

    def counting(self, identifiers: Iterable[str]) -> tuple[Statement, ...]:
        """Return those of the statements (ids) that count, in order of day."""
        found = (self.case.statement(identifier) for identifier in identifiers if self.counts(identifier))
        return in_order_of_day(statement for statement in found if statement)

    def left_out(self, parties: Iterable[str]) -> int:
        """Return how many statements about the parties the confidence filter left out."""
        wanted = set(parties)
        for party in wanted:
            self.of_party(party)
        found = (self.case.statement(identifier) for identifier in self._left_out)
        return sum(1 for statement in found if statement and statement.about in wanted)

    def _resolve(self, party: str) -> dict[str, Resolved]:
        committed = self._commit(party, frozenset())
        reported = self._layer(party, own=False)
        full = self._without_filter()
        stances = {}
        for term in sorted({*committed, *reported, *(full.of_party(party) if full else ())}):
            own = committed.get(term) or silent(party, term)
            meant = full.stance(party, term) if full else None
            stances[term] = _add_reports(own, reported.get(term), meant)
        return {term: stance for term, stance in stances.items() if stance.stance is not Stance.SILENT or stance.past}

    def _without_filter(self) -> Resolution | None:
        if self.filters.min_confidence is None:
            return None
        if self._unfiltered is None:
            everything = replace(self.filters, min_confidence=None)
            self._unfiltered = Resolution(self.case, self.day, everything, self.closure)
        return self._unfiltered

    def _commit(self, party: str, below: frozenset[str]) -> dict[str, Resolved]:
        """Resolve rules 1 to 4; ``below`` are the members on whose behalf a coalition is asked."""
        if party not in self._committed:
            held = infer(self.case, self.closure, party, self._layer(party, own=True))
            asking = below | {party}
            coalitions = [c for c in coalitions_of(self.case, party, self.day, self.counts) if c not in asking]
            offers = {coalition: self._commit(coalition, asking) for coalition in coalitions}
            resolved = fill_from_coalitions(party, held, offers) if offers else held
            if below:
                return resolved
            self._committed[party] = resolved
        return self._committed[party]

    def _layer(self, party: str, *, own: bool) -> dict[str, Resolved]:
        if party not in self._heard:
            self._heard[party] = {s.id: s for s in self._statements(party)}
        heard = self._heard[party]
        counting = {identifier: s for identifier, s in heard.items() if s.is_own_voice is own}
        # a party can take back what others say of it; others cannot take back its own word
        return resolve_layer(self.case, self.closure, party, counting, self.day, counting if own else heard)

    def _statements(self, party: str) -> Iterable[Statement]:
        for identifier in sorted(self._backing(party)):
            statement = self.case.statement(identifier)
            if statement is None or statement.about != party or statement.latest > self.day:
                continue
            if not (self.filters.holds(statement) and self.filters.hears(statement)):
                continue
            if not self.filters.trusts(statement):
                self._left_out.add(identifier)
            else:
                yield statement

    def _backing(self, party: str) -> set[str]:
        """The ids of the statements that back or withdraw something of a party's."""
        backing = {s for position in self.case.positions_of([party])[party] for s in position.statements}
        backing.update(s for p in self.case.proposals.values() if party in p.proposed_by for s in p.statements)
        backing.update(withdrawal.id for withdrawal in self.case.withdrawals)
        return backing


def _add_reports(own: Resolved, reported: Resolved | None, meant: Resolved | None) -> Resolved:
    """Rule 5: ascribe what others say where the party is silent, else list what differs and is not older.

    ``meant`` is the stance without the confidence filter, where one is set: what it silenced is withheld, not ascribed.
    """
    if own.stance is Stance.SILENT:
        if meant and meant.stance is not Stance.SILENT and not meant.ascribed:
            return replace(own, stance=Stance.WITHHELD, day=None, ended=None)
        if reported and reported.stance is not Stance.SILENT and (own.day is None or _is_at_least(reported, own, 1)):
            return replace(reported, ascribed=True, past=own.past + reported.past)
        if meant and meant.stance is not Stance.SILENT:
            return replace(own, stance=Stance.WITHHELD, day=None, ended=None)
        if reported and reported.ended and own.day is None:
            return replace(reported, past=own.past + reported.past)
        return replace(own, past=own.past + (reported.past if reported else ()))
    if reported and reported.stance not in (Stance.SILENT, own.stance) and _is_at_least(reported, own, 0):
        return replace(own, contrary_reports=_contrary(reported))
    return own


def _is_at_least(reported: Resolved, own: Resolved, days: int) -> bool:
    return ((reported.day or date.min) - (own.day or date.min)).days >= days


def _contrary(reported: Resolved) -> tuple[ContraryReport, ...]:
    return (ContraryReport(reported.stance, reported.evidence),)
