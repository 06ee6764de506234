"""Rules 1 and 2: what a party has stated on each term, and what its support of bundles implies for their terms.

One *layer* resolves one voice: the party's own, or that of others. An *act* is one position as said in one statement;
it counts from the statement's latest day. Proposing a proposal is an act of support for it, and a stance on a proposal
of one term is one on the term.

Rule 1. Of the acts on a term, those of the newest day hold, and of these those with the most authoritative attribution;
:func:`combine` makes one stance of them. It has the most authoritative attribution and the highest confidence of the
acts that agree with it. Two things take away an older act that is for or leaning: a later demand of what excludes the
term (*superseded*), and on a ladder a later day on which the party is for or leaning on any value (*replaced*). Where
the acts that hold have ended (their last day is past) or are withdrawn, the party is silent from then on; nothing older
returns.

Rule 2. A party that is for a bundle that stands on the day has a conditional stance on each of its terms, with the
bundle as what it requires, from the day of its stance on the bundle. What it stated on the term itself on that day or
later has precedence, and so has the end of such a stance, and a later demand of what excludes the term. Of several such
bundles the newest hold, then the most authoritative; several of these are alternatives. A stance that leans to a bundle
or is against it implies nothing for its terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.case import Case
from kg.case.records import Condition, Position, Proposal, Statement, in_order_of_day
from kg.resolution.closure import Closure
from kg.resolution.stances import Derivation, Past, Premise, Resolved
from kg.vocabulary import Side, Stance, side_of, strength

__all__ = ["Act", "combine", "resolve_layer", "term_of"]


@dataclass(frozen=True, slots=True)
class Act:
    """A position as said in one statement; ``ended`` is its last day where that is past, and ``how`` it ended."""

    position: Position
    statement: Statement
    term: str
    ended: date | None = None
    how: str | None = None

    @property
    def stance(self) -> Stance:
        """The stance stated."""
        return self.position.stance

    @property
    def day(self) -> date:
        """The day from which the act counts."""
        return self.statement.latest


def term_of(case: Case, identifier: str) -> str:
    """Return the term that a position is on: for a proposal of one term that term, else what was given."""
    proposal = case.proposals.get(identifier)
    return proposal.terms[0] if proposal and len(proposal.terms) == 1 else identifier


def resolve_layer(
    case: Case,
    closure: Closure,
    party: str,
    statements: Mapping[str, Statement],
    day: date,
    retracting: Mapping[str, Statement],
) -> dict[str, Resolved]:
    """Resolve rules 1 and 2 for a party from those of its statements (by id) that count by the end of a day.

    ``retracting`` are the statements whose withdrawals count. The stances are by term; a silence that was a stance is
    among them, with its last day.
    """
    withdrawn = _withdrawals(case, party, retracting)
    acts = list(_acts(case, party, statements, day, withdrawn))
    settled = {term: _Settled(term_acts) for term, term_acts in _by_term(acts).items()}
    floors = _Floors(case, closure, settled)
    stated = {term: _state(party, term, found, floors) for term, found in sorted(settled.items())}
    return _with_bundles(case, settled, stated, floors, day)


def _acts(
    case: Case, party: str, statements: Mapping[str, Statement], day: date, withdrawn: Mapping[str, date]
) -> Iterable[Act]:
    for position in (*case.positions_of([party])[party], *_proposing(case, party, day)):
        term = term_of(case, position.on)
        for identifier in position.statements:
            statement = statements.get(identifier)
            if statement is None:
                continue
            taken_back = withdrawn.get(position.id)
            if taken_back and statement.latest <= taken_back:
                yield Act(position, statement, term, taken_back, "withdrawn")
            elif position.ends_on and position.ends_on < day:
                yield Act(position, statement, term, position.ends_on, "lapsed")
            else:
                yield Act(position, statement, term)


def _withdrawals(case: Case, party: str, statements: Mapping[str, Statement]) -> dict[str, date]:
    found: dict[str, date] = {}
    for withdrawal in case.withdrawals:
        if withdrawal.about == party and withdrawal.id in statements:
            for target in withdrawal.withdraws:
                found[target] = max(withdrawal.latest, found.get(target, date.min))
    return found


def _proposing(case: Case, party: str, day: date) -> Iterable[Position]:
    for proposal in case.proposals.values():
        if party not in proposal.proposed_by:
            continue
        own = tuple(s for s in proposal.statements if (found := case.statement(s)) and found.about == party)
        if own:
            yield Position(proposal.id, party, proposal.id, Stance.SUPPORT, own, ends_on=_end_of(proposal, case, own))


def _end_of(proposal: Proposal, case: Case, statements: tuple[str, ...]) -> date | None:
    if proposal.ends_on or proposal.status != "withdrawn":
        return proposal.ends_on
    return max((s.latest for identifier in statements if (s := case.statement(identifier))), default=None)


def _by_term(acts: Iterable[Act]) -> dict[str, list[Act]]:
    grouped: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        grouped[act.term].append(act)
    return grouped


def combine(stances: Iterable[Stance]) -> Stance:
    """Return the one stance that stances of equal day and authority amount to.

    A stance with a side has precedence over one without. For or leaning with against is mixed; for with leaning gives
    the leaning one; within a side the stronger holds. Of none at all: silent.

    >>> combine([Stance.DEMAND, Stance.OPEN]), combine([Stance.OPEN, Stance.DOUBT])
    (<Stance.OPEN: 'open'>, <Stance.MIXED: 'mixed'>)
    """
    given = set(stances)
    sided = {stance for stance in given if side_of(stance)}
    sides = {side_of(stance) for stance in sided}
    if not given:
        return Stance.SILENT
    if Stance.MIXED in given or (Side.AGAINST in sides and len(sides) > 1):
        return Stance.MIXED
    if not sided:
        return min(given)
    chosen = {s for s in sided if side_of(s) is Side.LEANING} if Side.LEANING in sides else sided
    return max(chosen, key=strength)


class _Settled:
    """The acts on one term: the newest day's most authoritative ones, and on which days a demand stood so."""

    def __init__(self, acts: list[Act]) -> None:
        self.acts = acts
        by_day: defaultdict[date, list[Act]] = defaultdict(list)
        for act in acts:
            by_day[act.day].append(act)
        leading = {day: _most_authoritative(on_day) for day, on_day in by_day.items()}
        self.newest = max(leading)
        self.leading = leading[self.newest]
        demands = (day for day, on_day in leading.items() if combine(a.stance for a in on_day) is Stance.DEMAND)
        self.last_demand = max(demands, default=None)


def _most_authoritative(acts: list[Act]) -> list[Act]:
    best = min(act.statement.authority for act in acts)
    return [act for act in acts if act.statement.authority == best]


class _Floors:
    """For each term the day before which a for or leaning act of the party no longer counts.

    A demand is a floor for what it excludes; on a ladder the newest for or leaning day is one for every value.
    """

    def __init__(self, case: Case, closure: Closure, settled: Mapping[str, _Settled]) -> None:
        self._case = case
        self._demands: dict[str, date] = {}
        self._ladders: dict[str, date] = {}
        for term, found in settled.items():
            if found.last_demand and term in case.options:
                for excluded in closure.excluded_by(term):
                    self._demands[excluded] = max(found.last_demand, self._demands.get(excluded, date.min))
            ladder = self._ladder_of(term)
            leaning = (act.day for act in found.acts if side_of(act.stance) in (Side.FOR, Side.LEANING))
            newest = max(leaning, default=None)
            if ladder and newest:
                self._ladders[ladder] = max(newest, self._ladders.get(ladder, date.min))

    def _ladder_of(self, term: str) -> str | None:
        option = self._case.options.get(term)
        return option.issue if option and self._case.issues[option.issue].choice_rule == "ladder" else None

    def demand(self, term: str) -> date:
        """The day of the newest demand of something that excludes the term."""
        return self._demands.get(term, date.min)

    def fate(self, act: Act) -> str | None:
        """Why a for or leaning act no longer counts: ``superseded`` by a demand, ``replaced`` on the ladder, or None."""
        if side_of(act.stance) not in (Side.FOR, Side.LEANING):
            return None
        if act.day < self.demand(act.term):
            return "superseded"
        return "replaced" if act.day < self._ladders.get(self._ladder_of(act.term) or "", date.min) else None


def _state(party: str, term: str, found: _Settled, floors: _Floors) -> Resolved:
    """Rule 1: resolve the acts on one term."""
    standing = [act for act in found.leading if floors.fate(act) is None]
    live = [act for act in standing if act.ended is None]
    if not live:
        last = max(standing, key=lambda a: (a.ended or date.min, a.how or ""), default=None)
        past = _past(found, (), floors)
        return Resolved(party, term, day=last.ended if last else None, ended=last.how if last else None, past=past)
    stance = combine(act.stance for act in live)
    winners = [act for act in live if stance is Stance.MIXED or act.stance is stance]
    evidence = _evidence(found.acts, winners)
    return Resolved(
        party,
        term,
        stance,
        day=found.newest,
        authority=min(act.statement.authority for act in winners),
        confidence=max(act.statement.confidence for act in winners),
        evidence=evidence,
        conditions=_conditions(winners),
        bounds=tuple(sorted({act.position.bound for act in winners})),
        past=_past(found, winners, floors),
    )


def _evidence(acts: Iterable[Act], winners: Iterable[Act]) -> tuple[Statement, ...]:
    positions = {act.position.id for act in winners}
    return in_order_of_day(act.statement for act in acts if act.position.id in positions)


def _conditions(winners: Iterable[Act]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(c for act in winners for c in act.position.conditions))


def _past(found: _Settled, winners: Iterable[Act], floors: _Floors) -> tuple[Past, ...]:
    holding = {act.position.id for act in winners}
    grouped: dict[str, list[Act]] = {}
    for act in found.acts:
        if act.position.id not in holding:
            grouped.setdefault(act.position.id, []).append(act)
    past = []
    for acts in grouped.values():
        evidence = in_order_of_day(act.statement for act in acts)
        past.append(Past(acts[0].position, evidence, _fate(max(acts, key=lambda a: a.day), found, floors)))
    return tuple(sorted(past, key=lambda p: (p.evidence[-1].latest, p.evidence[-1].id), reverse=True))


def _fate(act: Act, found: _Settled, floors: _Floors) -> str:
    if act.how:
        return "ended" if act.how == "lapsed" else act.how
    if act.day < found.newest:
        return "older"
    if act not in found.leading:
        return "less authoritative"
    return floors.fate(act) or "weaker"


def _with_bundles(
    case: Case, settled: Mapping[str, _Settled], stated: dict[str, Resolved], floors: _Floors, day: date
) -> dict[str, Resolved]:
    """Rule 2: give each term of a live bundle that the party is for a conditional stance, where nothing newer stands."""
    offers: defaultdict[str, list[Resolved]] = defaultdict(list)
    for proposal in case.proposals.values():
        held = stated.get(proposal.id)
        if held and held.side is Side.FOR and proposal.is_bundle and proposal.is_live(day):
            for term in proposal.terms:
                offers[term].append(_offer(held, term))
    resolved = dict(stated)
    for term, found in sorted(offers.items()):
        offer = _join_offers(found)
        held = stated.get(term)
        is_newer = held is None or held.day is None or held.day < _day(offer)
        if is_newer and _day(offer) >= floors.demand(term):
            resolved[term] = replace(offer, past=_past_before(settled[term], floors) if held else ())
    return resolved


def _past_before(found: _Settled, floors: _Floors) -> tuple[Past, ...]:
    past = _past(found, (), floors)
    return tuple(replace(one, fate="older") if one.fate == "weaker" else one for one in past)


def _offer(bundle: Resolved, term: str) -> Resolved:
    premise = Premise(bundle.party, bundle.term, bundle.stance, bundle.evidence)
    return replace(
        bundle,
        term=term,
        stance=Stance.CONDITIONAL,
        conditions=(Condition(requires=(bundle.term,)),),
        bounds=("exactly",),
        derivation=(Derivation("proposal", (premise,), (bundle.term, term)),),
        past=(),
    )


def _day(resolved: Resolved) -> date:
    return resolved.day or date.min


def _join_offers(offers: list[Resolved]) -> Resolved:
    newest = max(_day(offer) for offer in offers)
    fresh = [offer for offer in offers if offer.day == newest]
    best = min(offer.authority for offer in fresh)
    chosen = [offer for offer in fresh if offer.authority == best]
    if len(chosen) == 1:
        return chosen[0]
    return replace(
        chosen[0],
        evidence=in_order_of_day(s for offer in chosen for s in offer.evidence),
        confidence=max(offer.confidence for offer in chosen),
        conditions=tuple(replace(c, any_of="bundles") for offer in chosen for c in offer.conditions),
        derivation=tuple(d for offer in chosen for d in offer.derivation),
    )
