"""What happened beside the stances between the end of one day and of another; and deeds beside words.

The kinds of development are:

- ``condition fulfilled``: what a party stated as a condition has been done; ``condition missed``: it was not done by its
  deadline; ``condition broken off``: it was done, and then broken (all by :mod:`kg.resolution.deeds`). Of stated
  conditions only.
- ``deed``: an event happened, or is known better than before (verified, reported or claimed).
- ``reading given``, ``reading changed``, ``reading accepted``, ``point left open``: a party's act on a point of an option
  (:mod:`kg.analysis.readings`); ``reading withdrawn``, ``reading ended``: what it held there holds no more.
- ``proposal``: it first existed, or its status is another, or its last day is past (:mod:`kg.analysis.proposals`).

A *deed beside words* is an event beside the options that it honours or breaks, according to one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.analysis.proposals import existing_proposals, sponsors_of
from kg.analysis.readings import Act, Part, acts_on
from kg.calendar import day_after
from kg.case.records import Assessment, Condition, Event, Proposal, Reading, Statement, in_order_of_day
from kg.resolution import Past, Resolution, Resolved
from kg.resolution.deeds import Fulfilment, Known
from kg.vocabulary import Stance

__all__ = ["Deed", "Development", "deeds_between", "deeds_of", "developments_between", "is_told"]

_CONDITIONS = {
    Fulfilment.DONE: "condition fulfilled",
    Fulfilment.MISSED: "condition missed",
    Fulfilment.BROKEN: "condition broken off",
}
_ACTS = {Part.ACCEPTS: "reading accepted", Part.LEAVES_OPEN: "point left open"}


@dataclass(frozen=True, slots=True)
class Development:
    """What happened, of a ``kind`` defined in :mod:`kg.analysis.developments`, by or to ``parties`` (ids).

    ``what`` is the id of the term of a condition, the option of a reading, the proposal or the event; ``of`` is the
    condition or the reading itself. ``before`` and ``after`` are the status of a proposal, or how well a deed is known,
    None where it did not exist. ``day`` is from when it holds, None where that is not known. ``ascribed``: whether it is
    known by others' word only that the parties did it.
    """

    kind: str
    parties: tuple[str, ...]
    what: str
    day: date | None
    evidence: tuple[Statement, ...]
    of: Condition | Reading | None = None
    before: str | None = None
    after: str | None = None
    ascribed: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """By kind, day, what and parties."""
        of = (self.of.text if isinstance(self.of, Reading) else self.of.requires) if self.of else ()
        return (self.kind, self.day or date.min, self.what, self.parties, of, [s.id for s in self.evidence])


def developments_between(
    before: Resolution, after: Resolution, parties: Iterable[str] | None = None
) -> tuple[Development, ...]:
    """Return the developments after one day's end and by another's, in order of kind and day.

    ``parties`` (ids) are those that have a part in them, by default anyone.
    """
    wanted = None if parties is None else set(parties)
    found = [
        *(d for party in sorted(wanted or after.case.parties) for d in _conditions(before, after, party)),
        *_deeds_known(before, after),
        *(d for option in sorted(after.case.readings_by_option) for d in _readings(before, after, option)),
        *_proposals(before, after),
    ]
    return tuple(sorted((d for d in found if wanted is None or wanted & {*d.parties}), key=lambda d: d.order))


# ---------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class _Stated:
    """A condition of a party's stance on a term (id): since when and by what it is stated, and until when it stood."""

    term: str
    condition: Condition
    since: date
    evidence: tuple[Statement, ...]
    until: date | None


def _conditions(before: Resolution, after: Resolution, party: str) -> Iterator[Development]:
    for stated in _stated_conditions(before, after, party):
        condition = stated.condition
        old, new = (r.deeds.state_of(condition, stated.since) for r in (before, after))
        if new is old or new not in _CONDITIONS:
            continue
        if new is Fulfilment.MISSED and condition.deadline:
            day: date | None = day_after(condition.deadline)
            told: tuple[Statement, ...] = ()
        else:
            day = _last_day(after, condition, broken=new is Fulfilment.BROKEN)
            told = _told_of(after, condition)
        if stated.until is None or (day and day <= stated.until):
            said = in_order_of_day((*stated.evidence, *told))
            ascribed = not any(s.is_own_voice for s in stated.evidence)
            yield Development(_CONDITIONS[new], (party,), stated.term, day, said, condition, ascribed=ascribed)


def _stated_conditions(before: Resolution, after: Resolution, party: str) -> Iterator[_Stated]:
    """Yield the conditions that a party stated and that stood on the first day or since, in order of term."""
    for term in sorted({*before.of_party(party), *after.of_party(party)}):
        old, new = before.stance(party, term), after.stance(party, term)
        found = _covered(old, None if new.inferred else new.day)
        for held, until in ((old, new.day), (new, None)):
            if held.stance is Stance.CONDITIONAL and not held.inferred and held.day:
                for condition in held.conditions:
                    found[condition] = _Stated(term, condition, held.day, held.evidence, until)
        found |= _covered(new, None)
        for past in _lapsed(new):
            for condition in past.position.conditions:
                found[condition] = _Stated(term, condition, past.evidence[-1].latest, past.evidence, None)
        yield from sorted(found.values(), key=lambda s: (s.condition.requires, s.condition.deadline or date.max))


def _covered(held: Resolved, until: date | None) -> dict[Condition, _Stated]:
    """Return the conditions that a party stated, and that a bundle covers."""
    stated = [past for past in held.beside if past.fate == "covered" and past.position.id]
    return {
        c: _Stated(held.term, c, past.day, past.evidence, until) for past in stated for c in past.position.conditions
    }


def _lapsed(held: Resolved) -> list[Past]:
    """Return the newest positions of a stance that lapsed with a deadline."""
    told = [past for past in held.past if past.evidence]
    if held.lapsed_by is None or held.lapsed_by.kind != "deadline" or not told:
        return []
    newest = max(past.evidence[-1].latest for past in told)
    return [past for past in told if past.evidence[-1].latest == newest]


def _bearing(resolution: Resolution, condition: Condition) -> Iterator[tuple[Event, tuple[Statement, ...]]]:
    """Yield the events that bear on what a condition requires, with the statements that say so."""
    required = set(condition.requires)
    for event in resolution.case.events.values():
        if event.has_happened(resolution.day):
            about = [a for a in event.assessments if required & {*a.honours, *a.breaks}]
            told = resolution.counting(a.statement for a in about)
            if told or required & set(event.kinds):
                yield event, told


def _told_of(resolution: Resolution, condition: Condition) -> tuple[Statement, ...]:
    return tuple(s for _, told in _bearing(resolution, condition) for s in told)


def _last_day(resolution: Resolution, condition: Condition, *, broken: bool) -> date | None:
    """Return the first day of the newest event that did what the condition requires or broke it, and is not a claim."""
    required = set(condition.requires)

    def bears(event: Event) -> bool:
        told = ((a, option) for a in event.assessments for option in (a.breaks if broken else a.honours))
        known = {resolution.deeds.known_as(event, a, option) for a, option in told if option in required}
        return bool(known - {None, Known.CLAIMED}) or (not broken and bool(required & set(event.kinds)))

    return max((e.start for e, _ in _bearing(resolution, condition) if e.start and bears(e)), default=None)


# -------------------------------------------------------------------- deeds


def _deeds_known(before: Resolution, after: Resolution) -> Iterator[Development]:
    for event in after.case.events.values():
        old, new = (_known(resolution, event) for resolution in (before, after))
        if new and new is not old:
            told = after.counting(a.statement for a in event.assessments)
            states = (str(old) if old else None, str(new))
            yield Development("deed", event.actors, event.id, event.start, told, None, *states)


def _known(resolution: Resolution, event: Event) -> Known | None:
    """Return how well an event is known by the end of the day, None where it has not happened or nobody tells of it."""
    happened = event.has_happened(resolution.day) and is_told(resolution, event)
    return resolution.deeds.known(event) if happened else None


def is_told(resolution: Resolution, event: Event) -> bool:
    """Return whether a source or a statement that counts tells of an event; one without either is the case's own word."""
    told = resolution.counting(a.statement for a in event.assessments)
    return bool(told or event.source or not event.assessments)


# ------------------------------------------------------------------ readings


def _readings(before: Resolution, after: Resolution, option: str) -> Iterator[Development]:
    old, new = (_by_holder(acts_on(resolution, option)) for resolution in (before, after))
    for key in sorted({*old, *new}):
        earlier, later = old.get(key, []), new.get(key, [])
        known = {(act.part, act.reading.id) for act in earlier}
        for act in later:
            if (act.part, act.reading.id) not in known:
                again = act.part is Part.READS and any(e.part is Part.READS for e in earlier)
                kind = _ACTS.get(act.part, "reading changed" if again else "reading given")
                yield Development(kind, (act.party,), option, act.day, act.evidence, act.reading, ascribed=act.ascribed)
        if not later:
            yield from (_ended(after, option, act) for act in earlier)


def _by_holder(acts: Iterable[Act]) -> dict[tuple[str, str], list[Act]]:
    found: dict[tuple[str, str], list[Act]] = {}
    for act in acts:
        found.setdefault((act.reading.point, act.party), []).append(act)
    return found


def _ended(after: Resolution, option: str, act: Act) -> Development:
    withdrawing = (s.id for s in after.case.withdrawals if s.about == act.party and act.reading.id in s.withdraws)
    taken_back = after.counting(withdrawing)
    if taken_back:
        return Development("reading withdrawn", (act.party,), option, taken_back[-1].latest, taken_back, act.reading)
    day = day_after(act.reading.ends_on) if act.reading.ends_on else None
    return Development("reading ended", (act.party,), option, day, act.evidence, act.reading)


# ----------------------------------------------------------------- proposals


def _proposals(before: Resolution, after: Resolution) -> Iterator[Development]:
    existed = {proposal.id for proposal in existing_proposals(before)}
    for proposal in existing_proposals(after):
        old = _status(before.proposals[proposal.id], before.day) if proposal.id in existed else None
        new = _status(proposal, after.day)
        if new != old:
            day, statements = _since_when(proposal, after)
            by = sponsors_of(after, proposal)
            parties = tuple(sorted({*by.present, *by.past, *by.tabled_by}))
            told = after.counting(statements)
            by_others = bool(told) and not any(statement.is_own_voice for statement in told)
            ascribed = by_others or (bool(parties) and set(parties) <= set(by.by_others_word))
            yield Development("proposal", parties, proposal.id, day, told, None, old, new, ascribed)


def _status(proposal: Proposal, day: date) -> str:
    status = proposal.status_on(day) or "known"
    return status if proposal.is_live(day) or status == "withdrawn" else f"{status}, ended"


def _since_when(proposal: Proposal, after: Resolution) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of the newest status of a proposal, and the statements (ids) that say so."""
    changes = [change for change in proposal.status_changes if change.start <= after.day]
    newest = max(changes, key=lambda change: change.start, default=None)
    day, statements = (newest.start, newest.statements) if newest else (proposal.day, proposal.statements)
    last = proposal.last_day
    if last and last < after.day and (day is None or day <= last):
        return day_after(last), statements
    return day, statements


# --------------------------------------------------------- deeds beside words


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with what it honours or breaks according to one statement that counts, and how well that is known."""

    event: Event
    assessment: Assessment
    known: Known


def deeds_between(before: Resolution, after: Resolution) -> tuple[Deed, ...]:
    """Return the events that honour or break an option, in order of day.

    They are those that happened after one day's end and by another's, went on after it, or were told of only then.
    """
    found = (d for event in after.case.events.values() for d in _told(before, after, event))
    return tuple(sorted(found, key=lambda d: (d.event.start or date.min, d.event.id, d.assessment.statement)))


def _told(before: Resolution, after: Resolution, event: Event) -> Iterator[Deed]:
    goes_on = event.start and before.day < (event.end or event.start)
    for deed in deeds_of(after, event):
        if goes_on or not before.counts(deed.assessment.statement):
            yield deed


def deeds_of(resolution: Resolution, event: Event) -> Iterator[Deed]:
    """Yield an event that has happened by the end of the day, with what it honours or breaks according to each who tells."""
    if not event.has_happened(resolution.day):
        return
    for assessment in event.assessments:
        options = (*assessment.honours, *assessment.breaks)
        levels = [known for option in options if (known := resolution.deeds.known_as(event, assessment, option))]
        if levels:
            yield Deed(event, assessment, max(levels, key=list(Known).index))
