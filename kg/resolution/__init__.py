"""One resolved stance for each party, term and day, by five rules in their order.

1. *Stated*, in own voice (:mod:`~kg.resolution.acts`, :mod:`~kg.resolution.standing`, :mod:`~kg.resolution.stated`).
2. *Proposals* (:mod:`~kg.resolution.bundles`).
3. *Entailment, exclusion and ladders* (:mod:`~kg.resolution.inferred`).
4. *Binding membership* (:mod:`~kg.resolution.coalition`).
5. *Others' voice* (:mod:`~kg.resolution.reports`), resolved by rules 1 and 2 among itself.

A conditional stance beside an older for is a *fallback* (:mod:`~kg.resolution.fallbacks`). A refusal to say holds only
where rules 1 to 4 give no stance; else it is shown beside the stance.

A statement counts by the end of a day if its latest day is not after it and the filters (:class:`Filters`) let it. A
statement is in *own voice* where its attribution is one of own voice, its mandate is authorised, and its speaker, if it
has one, speaks for the party or for a coalition that binds it. A stance that the confidence filter silences is
``withheld``: rule 5 does not fill it. Nothing is stored: the same case, day and filters give the same stances.

The rules are this project's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from kg.calendar import EndOfDay
from kg.case import Case
from kg.case.records import Proposal, Statement, StatusChange, in_order_of_day
from kg.resolution.acts import Act, combine, gather_acts, term_of
from kg.resolution.bundles import Bundles
from kg.resolution.closure import Chain, Closure
from kg.resolution.coalition import (
    bound_on,
    coalitions_of,
    fill_from_coalitions,
    lapse_memberships,
    memberships_ended,
)
from kg.resolution.deeds import Deeds
from kg.resolution.fallbacks import fallbacks_of, mark_fallbacks, show_fallbacks
from kg.resolution.inferred import infer
from kg.resolution.neighbours import Parts
from kg.resolution.past import as_past, in_order
from kg.resolution.reports import add_reports
from kg.resolution.stances import ContraryReport, Derivation, Lapse, Past, Premise, Resolved, silent
from kg.resolution.stated import Stated, resolve_stated
from kg.vocabulary import Side, Stance

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
    """Which statements of a case count: those of at least ``min_confidence`` (in [0, 1]), with ``own_voice`` in own voice only.

    ``channels`` are those that were asked for beside the public one; the case is already as they know it
    (:meth:`kg.case.Case.hearing`). Where ``coders`` are named, it is as if the case held only the statements that they
    coded. ``stale_after`` leaves nothing out: after so many days a stance that no statement has renewed is marked.
    """

    min_confidence: float | None = None
    channels: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    stale_after: int = STALE_AFTER
    own_voice: bool = False

    def holds(self, statement: Statement) -> bool:
        """Return whether a statement is by one of the coders, or no coder is named."""
        return not self.coders or statement.coder in self.coders

    def trusts(self, statement: Statement) -> bool:
        """Return whether a statement is confident enough, and in own voice where only that counts."""
        if self.own_voice and not statement.is_own_voice:
            return False
        return self.min_confidence is None or statement.confidence >= self.min_confidence

    def lets_count(self, statement: Statement, day: date) -> bool:
        """Return whether a statement counts: made by the end of a day, by the coders asked for, and trusted."""
        return statement.latest <= EndOfDay.of(day) and self.holds(statement) and self.trusts(statement)

    @property
    def untrusting(self) -> Filters | None:
        """The same without what :meth:`trusts` asks for; None where it asks for nothing."""
        if self.min_confidence is None and not self.own_voice:
            return None
        return replace(self, min_confidence=None, own_voice=False)


class Resolution:
    """The stances of a case's parties by the end of a day. Parties are resolved when first asked for.

    Raises :class:`~kg.errors.CaseError` for a cycle of entailments.
    """

    def __init__(self, case: Case, day: date, filters: Filters | None = None, closure: Closure | None = None) -> None:
        self.case, self.day, self.filters = case, day, filters or Filters()
        self.closure = closure or Closure(case)
        self.deeds = Deeds(case, day, partial(_counts, case, day, self.filters))
        #: the parties (ids) asked about, all unless :meth:`apart` says otherwise
        self.parties: Collection[str] = case.parties
        self._stances: dict[str, dict[str, Resolved]] = {}
        self._committed: dict[str, dict[str, Resolved]] = {}
        self._heard: dict[str, dict[str, Statement]] = {}
        self._said: dict[tuple[str, bool], Stated] = {}
        #: by party and voice, what acts amount to, for this and the resolutions that come of it
        self._amounting: defaultdict[tuple[str, bool], list[tuple[list[Act], Stated]]] = defaultdict(list)
        self._left_out: set[str] = set()
        self._unfiltered: Resolution | None = None
        self._by_day: dict[date, Resolution] = {}
        self._supposed: dict[str, dict[str, Resolved]] = {}
        self._within: frozenset[str] | None = None
        self._on_proposals: Resolution | None = None

    def apart(self, parties: Iterable[str]) -> Resolution:
        """Return the same, asked about some parties (ids) alone; what it reads and resolves is let go with it."""
        part = Resolution(self.case.apart(), self.day, self.filters, self.closure)
        part.parties = tuple(parties)
        return part

    def on_day(self, day: date) -> Resolution:
        """Return the same case by the end of another day; what its parties' acts amount to is resolved once for all days."""
        other = Resolution(self.case, day, self.filters, self.closure)
        other._amounting = self._amounting
        return other

    def under(self, filters: Filters) -> Resolution:
        """Return the case of the same day under other filters; what a filter leaves out is resolved once for all of them."""
        other = Resolution(self.case, self.day, filters, self.closure)
        other._amounting = self._amounting
        everything = self._without_filter() or self
        if filters.untrusting == everything.filters:
            other._unfiltered = everything
        return other

    def within(self, terms: Iterable[str]) -> Resolution:
        """Return the same on some terms (ids) only, among which must be all that bears on them (:mod:`kg.resolution.neighbours`)."""
        part = copy(self)
        part._within, part._on_proposals = frozenset(terms), None
        part._stances = {party: part._kept(held) for party, held in self._stances.items()}
        part._committed = {party: part._kept(held) for party, held in self._committed.items()}
        full = self._without_filter()
        part._unfiltered = full.within(terms) if full else None
        return part

    @cached_property
    def parts_of_terms(self) -> Parts:
        """The parts into which the terms of the case fall."""
        return Parts(self.case)

    def on(self, terms: Iterable[str]) -> Resolution:
        """Return the same on some terms (ids), and on what bears on them, for which no position on any other term is read."""
        behind = self.parts_of_terms.behind(terms)
        if self._supposed or self._within is not None:
            return self.within(behind)
        part = Resolution(self.case.about(behind), self.day, self.filters, self.closure)
        part.parties, part.deeds = self.parties, self.deeds
        return part.within(behind)

    def _kept(self, held: dict[str, Resolved]) -> dict[str, Resolved]:
        """Return the stances on the terms that this is limited to."""
        return held if self._within is None else {term: held[term] for term in sorted(self._within) if term in held}

    def supposing(self, party: str, held: Iterable[Resolved]) -> Resolution:
        """Return the same with stances that a party would take, in place of what it stated on those terms.

        They are acts of the day in its own voice. What they imply for other terms, and for the members of a coalition, is
        resolved anew.
        """
        supposed = copy(self)
        supposed._on_proposals = None
        binds = any(membership.organization == party for membership in self.case.memberships)
        supposed._stances = {} if binds else {who: own for who, own in self._stances.items() if who != party}
        supposed._committed = {} if binds else {who: own for who, own in self._committed.items() if who != party}
        already = self._supposed.get(party, {})
        supposed._supposed = {**self._supposed, party: {**already, **{each.term: each for each in held}}}
        full = self._without_filter()
        supposed._unfiltered = full.supposing(party, supposed._supposed[party].values()) if full else None
        return supposed

    def supposing_on(self, terms: Iterable[str], party: str, held: Iterable[Resolved]) -> Resolution:
        """Return the same as :meth:`supposing`, with only some terms resolved anew: all on which that bears (:meth:`within`)."""
        taken, limits = list(held), frozenset(terms)
        supposed, part = self.supposing(party, taken), self.within(limits).supposing(party, taken)
        for who, own in self._stances.items():
            if who not in supposed._stances:
                others = {term: each for term, each in own.items() if term not in limits}
                supposed._stances[who] = others | dict(part.of_party(who))
        return supposed

    def stance(self, party: str, term: str) -> Resolved:
        """Return the stance of a party on a term (ids), silent where it has none; a proposal of one term is its term."""
        canonical = term_of(self.case, term)
        return self.of_party(party).get(canonical) or silent(party, canonical)

    def stance_on_proposal(self, party: str, proposal: str) -> Resolved:
        """Return the stance of a party on a proposal (ids); for that no party is resolved on all else."""
        if party in self._stances:
            return self.stance(party, proposal)
        if self._on_proposals is None:
            self._on_proposals = self.on(self.case.proposals)
        return self._on_proposals.stance(party, proposal)

    def of_party(self, party: str) -> Mapping[str, Resolved]:
        """Return a party's stances by term, without those on which it never had one."""
        if party not in self._stances:
            self._stances[party] = self._resolve(party)
        return self._stances[party]

    def fallbacks(self, party: str) -> tuple[Resolved, ...]:
        """Return a party's (id) fallbacks, each with its conditions and the terms beside which it stands, by term."""
        return fallbacks_of(self.of_party(party))

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        """The proposals by id, with the changes of their status that are told by the end of the day.

        That one is withdrawn is told in own voice, of a party that proposes or tables it if it names any.
        """
        return {name: self._told(proposal, own=True) for name, proposal in self.case.proposals.items()}

    @cached_property
    def _reported_proposals(self) -> dict[str, Proposal]:
        return {name: self._told(proposal, own=False) for name, proposal in self.case.proposals.items()}

    def _told(self, proposal: Proposal, *, own: bool) -> Proposal:
        sponsors = {*proposal.proposed_by, *proposal.tabled_by}

        def holds(change: StatusChange) -> bool:
            told = self.counting(change.statements)
            if own and change.status == "withdrawn":
                told = tuple(s for s in told if s.is_own_voice and (not sponsors or s.about in sponsors))
            return bool(told) or not change.statements

        return replace(proposal, status_changes=tuple(filter(holds, proposal.status_changes)))

    def counts(self, identifier: str) -> bool:
        """Return whether a statement (id) of the case counts (:meth:`Filters.lets_count`)."""
        return _counts(self.case, self.day, self.filters, identifier)

    def counting(self, identifiers: Iterable[str]) -> tuple[Statement, ...]:
        """Return those of the statements (ids) that count, in order of day."""
        found = (self.case.statement(identifier) for identifier in identifiers if self.counts(identifier))
        return in_order_of_day(statement for statement in found if statement)

    def taken_back_by(self, held: Resolved) -> tuple[Statement, ...]:
        """Return the statements that took back positions of a party on a term, in order of day."""
        positions = {past.position.id for past in held.past if past.fate == "withdrawn"}
        return self.counting(s.id for s in self.case.withdrawals if positions.intersection(s.withdraws))

    def left_out(self, parties: Iterable[str]) -> int:
        """Return how many statements about the parties the confidence filter left out."""
        wanted = set(parties)
        for party in wanted:
            self.of_party(party)
        found = (self.case.statement(identifier) for identifier in self._left_out)
        return sum(1 for statement in found if statement and statement.about in wanted)

    def _resolve(self, party: str) -> dict[str, Resolved]:
        committed = self._commit(party, frozenset())
        reported = self._reported(party)
        full = self._without_filter()
        stances = {}
        for term in sorted({*committed, *reported, *(full.of_party(party) if full else ())}):
            own = committed.get(term) or silent(party, term)
            meant = full.stance(party, term) if full else None
            stances[term] = add_reports(own, reported.get(term), meant)
        known = {term: held for term, held in stances.items() if held.stance is not Stance.SILENT or _is_told(held)}
        return show_fallbacks(mark_fallbacks(self.case, self.closure, known))

    def _without_filter(self) -> Resolution | None:
        everything = self.filters.untrusting
        if everything is None:
            return None
        if self._unfiltered is None:
            self._unfiltered = Resolution(self.case, self.day, everything, self.closure)
        return self._unfiltered

    def _commit(self, party: str, below: frozenset[str]) -> dict[str, Resolved]:
        """Resolve rules 1 to 4; ``below`` are the members on whose behalf a coalition is asked."""
        if party in self._committed:
            return self._committed[party]
        stated = self._stated(party, own=True)
        bundles = Bundles(stated, self.day)
        asking = below | {party}
        coalitions = [c for c in coalitions_of(self.case, party, self.day, self._is_own_word) if c not in asking]
        offers = {coalition: self._commit(coalition, asking) for coalition in coalitions}
        bound = bound_on(self.case, party, self._is_own_word)

        def complete(held: Mapping[str, Resolved]) -> dict[str, Resolved]:
            marked = mark_fallbacks(self.case, self.closure, held)
            return fill_from_coalitions(party, infer(self.case, self.closure, party, marked), offers, bound)

        given = {**stated.stances, **bundles.covering()}
        filling = bundles.filling()
        if filling:
            without = complete(given)
            given |= {
                term: _over(offer, without.get(term))
                for term, offer in filling.items()
                if not _is_for(without.get(term))
            }
        held = {term: bundles.beside_for(each) for term, each in complete(given).items()}
        left = self._kept(self._left_behind(party, held))
        resolved = self._kept(_with_lapses(_with_refusals(left, stated), party, bundles))
        if not below:
            self._committed[party] = resolved
        return resolved

    def _left_behind(self, party: str, held: dict[str, Resolved]) -> dict[str, Resolved]:
        """Mark what has lapsed with the memberships that bound a party before."""
        for last, coalitions in memberships_ended(self.case, party, self.day, self._is_own_word):
            bound = set(coalitions_of(self.case, party, self.day, self._is_own_word))
            left = tuple(coalition for coalition in coalitions if coalition not in bound)
            if left:
                held = lapse_memberships(held, self._at(last)._commit(party, frozenset()), last, left)
        return held

    def _at(self, day: date) -> Resolution:
        """Return the resolution of an earlier day, with the same filters."""
        if day not in self._by_day:
            earlier = Resolution(self.case, day, self.filters, self.closure)
            earlier._by_day = self._by_day
            self._by_day[day] = earlier
        return self._by_day[day]

    def _reported(self, party: str) -> dict[str, Resolved]:
        """Resolve others' voice on a party by rules 1 and 2."""
        stated = self._stated(party, own=False)
        bundles = Bundles(stated, self.day)
        held = {**stated.stances, **bundles.covering(), **bundles.filling()}
        shown = {term: bundles.beside_for(each) for term, each in held.items()}
        return self._kept(_with_lapses(_with_refusals(shown, stated), party, bundles))

    def _stated(self, party: str, *, own: bool) -> Stated:
        if (party, own) not in self._said:
            self._said[party, own] = self._resolve_stated(party, own=own)
        stated = self._said[party, own]
        stated = stated if self._within is None else stated.within(self._within)
        supposed = self._supposed.get(party, {}) if own else {}
        return replace(stated, stances={**stated.stances, **supposed}) if supposed else stated

    def _resolve_stated(self, party: str, *, own: bool) -> Stated:
        if party not in self._heard:
            self._heard[party] = {s.id: s for s in self._statements(party)}
        heard = self._heard[party]
        counting = {identifier: s for identifier, s in heard.items() if s.is_own_voice is own}
        # a party can take back what others say of it; others cannot take back its own word
        retracting = counting if own else heard
        told = self.proposals if own else self._reported_proposals
        acts = gather_acts(self.case, told, party, counting, retracting, self.day, self.deeds.lapse_of)
        known = self._amounting[party, own]
        for before, stated in reversed(known):
            if before == acts:
                return replace(stated, proposals=told)
        known.append((acts, resolve_stated(self.case, self.closure, told, party, acts)))
        return known[-1][1]

    def _is_own_word(self, identifier: str) -> bool:
        statement = self.case.statement(identifier)
        return statement is not None and statement.is_own_voice and self.counts(identifier)

    def _statements(self, party: str) -> Iterable[Statement]:
        for identifier in sorted(self._backing(party)):
            statement = self.case.statement(identifier)
            if statement is None or statement.about != party or statement.latest > EndOfDay.of(self.day):
                continue
            if not self.filters.holds(statement):
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


def _counts(case: Case, day: date, filters: Filters, identifier: str) -> bool:
    statement = case.statement(identifier)
    return statement is not None and filters.lets_count(statement, day)


def _is_for(held: Resolved | None) -> bool:
    return held is not None and held.side is Side.FOR


def _over(offer: Resolved, without: Resolved | None) -> Resolved:
    """Return what a bundle gives, with what would stand without it beside it, unless nobody said that: it was supposed."""
    if without is None or not without.evidence or not (without.side or without.stance is Stance.MIXED):
        return offer
    return replace(offer, beside=in_order((*offer.beside, as_past(without, "covered"))))


def _is_told(held: Resolved) -> bool:
    """Whether a silence has something to tell: how it came about, or what is past."""
    return bool(held.past or held.lapsed_by)


def _with_refusals(held: dict[str, Resolved], stated: Stated) -> dict[str, Resolved]:
    """Return stances, refusals to say standing where there is none, and beside the others."""
    resolved = dict(held)
    for term, refusal in stated.refusals.items():
        given = held.get(term)
        if given is None or given.stance in (Stance.SILENT, Stance.NONCOMMITTAL):
            resolved[term] = refusal
        else:
            resolved[term] = replace(given, beside=in_order((*stated.beside_refusal(term), *given.beside)))
    return resolved


def _with_lapses(held: dict[str, Resolved], party: str, bundles: Bundles) -> dict[str, Resolved]:
    """Return stances, those silent having lapsed on which a bundle stood last."""
    terms = {*held, *bundles.lapsed}
    return {term: bundles.lapse(held.get(term) or silent(party, term)) for term in sorted(terms)}
