"""What is known of deeds by the end of a day, and what that does to conditions, their deadlines and what must not happen.

How well a deed is known (:class:`Known`): an event, and apart from it that it honours or breaks an option, is

- *verified*: it is said by whom (``verified_by``);
- *reported*: by a source or statement that is neither a leak nor its actor's. An event is reported by its source, save
  where that calls it unverified, or its publisher has the name of an actor of the event. A statement is the actor's where
  an actor of the event tells in its own voice, with whatever mandate, or the speaker speaks for an actor; where no actor
  of the event would have to act for the option that it honours, those who would count as its actors;
- *claimed*: otherwise. That an event which is only claimed honours or breaks something is claimed too, unless verified.

A deed counts by the first day of its event, if that has happened (dated, and not only scheduled), and as far as a
statement that counts tells of it. A claimed deed is shown and feeds nothing. Only a verified break undoes a verified
deed; a reported one undoes a reported deed. On one day the break has precedence.

*Done* is an option that an event honours, verified or reported, and that none breaks since; a bundle is done where it is
accepted or signed and not withdrawn since, or each of its terms is done; on a ladder with a bound, where a value within it
is done. A *kind of event* is done by an event of that kind, verified or reported, on or after the day on which the
condition was stated, by each of those whom the condition names (anyone where it names none).

*Deadlines* are for doing: after its deadline a condition is met only by what was done by then and is not broken since;
agreement or a claim does not do. Not done in time it is missed; one with words is never missed. What counts is what is
known on the day asked about, so that a later report of timely doing undoes the lapse.

The rules are this project's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from kg.calendar import day_itself, days_before
from kg.case import Case
from kg.case.records import Assessment, Condition, Event, Proposal, Statement
from kg.resolution.stances import Lapse
from kg.text import fold
from kg.vocabulary import ATTRIBUTIONS

__all__ = ["Deeds", "Fulfilment", "Known", "condition_groups", "options_within"]

_AGREED = frozenset({"accepted", "signed"})


class Known(StrEnum):
    """How well a deed is known, defined in :mod:`kg.resolution.deeds`."""

    VERIFIED = "verified"
    REPORTED = "reported"
    CLAIMED = "claimed"


class Fulfilment(StrEnum):
    """How deeds fulfil a condition by a day.

    ``done``: all that it requires was done, in time, and stands. ``broken off``: it was, and was broken. ``missed``: its
    deadline is past, and it was not done by then. ``claimed``: what is not done is claimed to be. ``pending`` otherwise.
    """

    DONE = "done"
    BROKEN = "broken off"
    MISSED = "missed"
    CLAIMED = "claimed"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class _Deed:
    day: date
    known: Known


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known to have been done for one thing, and against it."""

    done: tuple[_Deed, ...] = ()
    broken: tuple[_Deed, ...] = ()

    def stands(self, by: date, until: date, since: date = date.min) -> bool:
        """Return whether it was done from ``since`` to ``by``, and is not broken ``until`` then."""
        timely = (d for d in self.done if d.known is not Known.CLAIMED and since <= d.day <= by)
        return any(not self._is_undone(deed, until) for deed in timely)

    def stood(self, by: date) -> bool:
        """Return whether it was once done, by the end of a day and for one day at least."""
        timely = (d for d in self.done if d.known is not Known.CLAIMED and d.day <= by)
        return any(not self._is_undone(deed, deed.day) for deed in timely)

    def is_claimed(self, by: date) -> bool:
        """Return whether it is claimed to have been done by the end of a day, and is not known to be broken later."""
        claims = (d for d in self.done if d.known is Known.CLAIMED and d.day <= by)
        breaks = [b.day for b in self.broken if b.known is not Known.CLAIMED]
        return any(not any(day > claim.day for day in breaks) for claim in claims)

    def _is_undone(self, deed: _Deed, until: date) -> bool:
        enough = {Known.VERIFIED} if deed.known is Known.VERIFIED else {Known.VERIFIED, Known.REPORTED}
        return any(deed.day <= b.day <= until and b.known in enough for b in self.broken)


def condition_groups(conditions: Iterable[Condition]) -> list[tuple[Condition, ...]]:
    """Return groups of alternatives: of each group one condition is enough, and every group must have one met."""
    ordered = sorted(enumerate(conditions), key=lambda pair: pair[1].any_of or f"\0{pair[0]}")
    keyed = groupby(ordered, key=lambda pair: pair[1].any_of or f"\0{pair[0]}")
    return [tuple(condition for _, condition in members) for _, members in keyed]


def options_within(case: Case, option: str, bound: str) -> tuple[str, ...]:
    """Return the options (ids) that do where a condition requires an option with a bound: on a ladder all values within.

    ``exactly`` is the option alone. Every range of values ends at the value of an option, so that of ranges which meet
    within the bound one such end lies there, and no value that nobody proposed has to be asked for.
    """
    limit = case.options[option]
    if bound == "exactly" or limit.value is None:
        return (option,)
    values = (o for o in case.options_of(limit.issue) if o.value is not None)
    return tuple(o.id for o in values if o.is_within(bound, limit))


class Deeds:
    """What is known of deeds by the end of ``day``; ``counts`` says whether a statement (id) counts by then."""

    def __init__(self, case: Case, day: date, counts: Callable[[str], bool]) -> None:
        self.case, self.day, self._counts = case, day, counts
        self._states: dict[tuple[Condition, date], Fulfilment] = {}

    # -------------------------------------------------------------- known

    def known(self, event: Event) -> Known:
        """Return how well an event is known."""
        if event.verified_by:
            return Known.VERIFIED
        if not event.verified:
            return Known.CLAIMED
        told = (a.statement for a in event.assessments if self._counts(a.statement))
        reported = self._is_in_a_source(event) or any(self._reports(s, frozenset(event.actors)) for s in told)
        return Known.REPORTED if reported else Known.CLAIMED

    def _is_in_a_source(self, event: Event) -> bool:
        """Return whether an event has a source that is not published by one of its actors."""
        source = self.case.sources.get(event.source or "")
        actors = (self.case.parties[actor] for actor in event.actors if actor in self.case.parties)
        names = {fold(name) for actor in actors for name in actor.names()}
        return source is not None and (not source.publisher or fold(source.publisher) not in names)

    def known_as(self, event: Event, assessment: Assessment, option: str) -> Known | None:
        """Return how well it is known that an event honours or breaks an option (id); None where no one tells by the day."""
        if not self._counts(assessment.statement):
            return None
        if assessment.verified_by:
            return Known.VERIFIED
        actors = self._actors(event, option if option in assessment.honours else None)
        reported = self.known(event) is not Known.CLAIMED and self._reports(assessment.statement, actors)
        return Known.REPORTED if reported else Known.CLAIMED

    def _actors(self, event: Event, honoured: str | None) -> frozenset[str]:
        actors = frozenset(event.actors)
        option = self.case.options.get(honoured or "")
        undertakers = frozenset(option.undertaken_by if option else ())
        return actors if actors & undertakers else actors | undertakers

    def _reports(self, statement: str, actors: frozenset[str]) -> bool:
        found = self.case.statement(statement)
        return found is not None and found.attribution != "leak" and not self._is_told_by(found, actors)

    def _is_told_by(self, statement: Statement, actors: frozenset[str]) -> bool:
        speaker = self.case.people.get(statement.speaker or "")
        tells_itself = ATTRIBUTIONS[statement.attribution].own and not statement.spoken_by_another
        return (tells_itself and statement.about in actors) or bool(speaker and actors.intersection(speaker.speaks_for))

    # --------------------------------------------------------------- done

    def is_done(self, term: str) -> bool:
        """Return whether an option or a proposal (id) is done by the end of the day, and not broken since."""
        return self.state_of(Condition(requires=(term,)), self.day) is Fulfilment.DONE

    def state_of(self, condition: Condition, said_on: date) -> Fulfilment:
        """Return how deeds fulfil a condition that was stated on a day."""
        key = (condition, said_on)
        if key not in self._states:
            self._states[key] = self._judge(condition, said_on)
        return self._states[key]

    def _judge(self, condition: Condition, said_on: date) -> Fulfilment:
        if condition.words or not condition.requires:
            return Fulfilment.PENDING
        deadline, day, said_on = condition.deadline, self.day, day_itself(said_on)
        if deadline and deadline < day:
            if not self._all(condition, said_on, lambda record: record.stands(deadline, deadline)):
                return Fulfilment.MISSED
            stands = self._all(condition, said_on, lambda record: record.stands(deadline, day))
            return Fulfilment.DONE if stands else Fulfilment.BROKEN
        if self._all(condition, said_on, lambda record: record.stands(day, day)):
            return Fulfilment.DONE
        if self._all(condition, said_on, lambda record: record.stood(day)):
            return Fulfilment.BROKEN
        claimed = self._all(condition, said_on, lambda record: record.stands(day, day) or record.is_claimed(day))
        return Fulfilment.CLAIMED if claimed else Fulfilment.PENDING

    def _all(self, condition: Condition, said_on: date, check: Callable[[_Record], bool]) -> bool:
        return all(self._holds(required, condition, said_on, check) for required in condition.requires)

    def _holds(self, required: str, condition: Condition, said_on: date, check: Callable[[_Record], bool]) -> bool:
        proposal = self.case.proposals.get(required)
        if proposal:
            settled = proposal.is_bundle and check(self._of_bundle(proposal))
            return settled or all(check(self._of_option(term)) for term in proposal.terms)
        if required in self.case.options:
            return any(check(self._of_option(o)) for o in options_within(self.case, required, condition.bound))
        return all(check(self._of_kind(required, who, said_on)) for who in condition.by or (None,))

    # -------------------------------------------------------------- lapse

    def lapse_of(self, conditions: Iterable[Condition], said_on: date) -> Lapse | None:
        """Return by what a conditional stance that was stated on a day has lapsed by the end of the day, None if it stands.

        It has where one of its groups of alternatives holds only missed conditions, after the last of their deadlines,
        or where an ``unless`` was done on or after the day on which it was stated. Of several the earliest is returned.
        """
        held, said_on = tuple(conditions), day_itself(said_on)
        missed = (self._missed(group, said_on) for group in condition_groups(held))
        undone = (self._happened(c, unwanted, said_on) for c in held for unwanted in c.unless)
        lapses = [lapse for lapse in (*missed, *undone) if lapse and lapse.day < self.day]
        return min(lapses, key=lambda lapse: (lapse.day, lapse.kind, lapse.of, lapse.consequence), default=None)

    def happened(self, condition: Condition, said_on: date) -> bool:
        """Return whether something that must not happen (``unless``) was done on or after the day of a condition."""
        return any(self._happened(condition, unwanted, day_itself(said_on)) for unwanted in condition.unless)

    def _missed(self, group: tuple[Condition, ...], said_on: date) -> Lapse | None:
        if any(self.state_of(condition, said_on) is not Fulfilment.MISSED for condition in group):
            return None
        newest_first = sorted(group, key=lambda c: c.deadline or date.min, reverse=True)
        required = tuple(sorted({term for condition in group for term in condition.requires}))
        consequence = next((c.otherwise for c in newest_first if c.otherwise), ())
        return Lapse("deadline", max(said_on, newest_first[0].deadline or date.min), required, consequence)

    def _happened(self, condition: Condition, unwanted: str, said_on: date) -> Lapse | None:
        alone = Condition(requires=(unwanted,))
        for day in self._days:
            if self._all(alone, said_on, _stands_from(said_on, day)):
                return Lapse("unless", max(said_on, days_before(day)), (unwanted,), condition.otherwise)
        return None

    # ------------------------------------------------------------ records

    @cached_property
    def _happenings(self) -> tuple[tuple[date, Event], ...]:
        found = ((e.start, e) for e in self.case.events.values() if e.start and e.has_happened(self.day))
        return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].id)))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """The days on which something was done, in order."""
        bundles = (self._of_bundle(proposal) for proposal in self.case.proposals.values())
        accepted = (deed.day for record in bundles for deed in record.done)
        return tuple(sorted({*(day for day, _ in self._happenings), *accepted}))

    @cached_property
    def _by_option(self) -> dict[str, _Record]:
        found: dict[str, _Record] = {}
        for day, event in self._happenings:
            for assessment in event.assessments:
                for option in (*assessment.honours, *assessment.breaks):
                    known = self.known_as(event, assessment, option)
                    record = found.get(option, _Record())
                    if known and option in assessment.honours:
                        record = replace(record, done=(*record.done, _Deed(day, known)))
                    if known and option in assessment.breaks:
                        record = replace(record, broken=(*record.broken, _Deed(day, known)))
                    found[option] = record
        return found

    def _of_option(self, option: str) -> _Record:
        return self._by_option.get(option, _Record())

    def _of_kind(self, kind: str, who: str | None, since: date) -> _Record:
        """Return the events of a kind by a party (anyone where None), on or after a day."""
        events = ((d, e) for d, e in self._happenings if d >= since and kind in e.kinds)
        return _Record(tuple(_Deed(day, self.known(e)) for day, e in events if who is None or who in e.actors))

    def _of_bundle(self, proposal: Proposal) -> _Record:
        """Return on which days a bundle was accepted or signed, and on which it was withdrawn."""
        changes = [(c.start, c.status, self._told_by(c.statements)) for c in proposal.status_changes]
        changes.append((proposal.day or date.min, proposal.status or "", self._told_by(proposal.statements)))
        done = tuple(_Deed(day, known) for day, status, known in changes if known and status in _AGREED)
        return _Record(
            done, tuple(_Deed(day, known) for day, status, known in changes if known and status == "withdrawn")
        )

    def _told_by(self, statements: tuple[str, ...]) -> Known | None:
        """Return how well it is known what some statements say, None where none of them counts; without any: reported."""
        counting = [s for s in statements if self._counts(s)]
        if statements and not counting:
            return None
        reported = not statements or any(self._reports(s, frozenset()) for s in counting)
        return Known.REPORTED if reported else Known.CLAIMED


def _stands_from(since: date, day: date) -> Callable[[_Record], bool]:
    return lambda record: record.stands(day, day, since)
