"""What a check finds in days: deadlines that are near or past, what is undated or old, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kg.calendar import days_before
from kg.case import Case
from kg.case.records import Condition, Thing, choose
from kg.checking.acts import name_of, newest_of, replaced_by, required_by, term_in
from kg.checking.findings import MOST_SHOWN, Finding, listed
from kg.checking.parts import parts_of
from kg.resolution import Resolution, Resolved
from kg.resolution.deeds import Fulfilment
from kg.vocabulary import NEG

__all__ = [
    "NEAR",
    "deadlines_on_words",
    "near_deadlines",
    "stale_stances",
    "statements_outside_existence",
    "statements_to_come",
    "undated_replacements",
]

#: the number of days before a deadline from which it is near
NEAR = 7


def near_deadlines(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Deadlines at most :data:`NEAR` days after the as-of day, of conditions whose requirement is not done yet."""
    for held, condition in _conditions(case, resolution):
        days = (condition.deadline - resolution.day).days if condition.deadline else -1
        said_on = held.day or resolution.day
        if 0 <= days <= NEAR and resolution.deeds.state_of(condition, said_on) is not Fulfilment.DONE:
            otherwise = choose(condition.otherwise, "en")
            announced = f" It announced otherwise: {otherwise}" if otherwise else ""
            after = (
                "words are not judged. Find out whether it was met."
                if condition.words
                else "it is not done by what is known; not done by then, it is missed. Find out, and record the event."
            )
            message = f"{name_of(case, held.party)} requires {required_by(case, condition)} by {condition.deadline}, {_in(days)}; {after}"
            yield Finding(
                "note", term_in(case, held.term), message + announced, "neg:deadline", str(condition.deadline)
            )


def deadlines_on_words(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Deadlines that are past, of conditions in words: words are never judged, so whether they were met is asked."""
    for held, condition in _conditions(case, resolution):
        if condition.deadline and condition.words and condition.deadline < resolution.day:
            message = (
                f"{name_of(case, held.party)} requires “{choose(condition.words, 'en')}” by {condition.deadline}, which is past. "
                "Words are not judged: was it met? If not, end the position (neg:endsOn); if so, name what met it (neg:requires)."
            )
            yield Finding("note", term_in(case, held.term), message, "neg:deadline", str(condition.deadline))


def _conditions(case: Case, resolution: Resolution) -> Iterator[tuple[Resolved, Condition]]:
    """Yield each condition of the stances that hold, and of the fallbacks and what a bundle covers beside them."""
    for party in resolution.parties:
        for held in resolution.of_party(party).values():
            covered = [each for each in held.beside if each.fate == "covered" and each.position.id]
            beside = [replace(held, day=each.day, conditions=each.position.conditions) for each in covered]
            for one in (held, *([held.aside] if held.aside else []), *beside):
                for condition in one.conditions:
                    yield one, condition


def _in(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def statements_outside_existence(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Statements on the position of a party that were surely made before it began or after it ended."""
    if not any(party.start or party.end for party in case.parties.values()):
        return
    for statement in case.each_statement():
        party = case.parties.get(statement.about)
        if party is None:
            continue
        early = party.start and statement.latest < party.start
        late = party.end and statement.earliest and statement.earliest > party.end
        if early or late:
            bound = f"begins on {party.start}" if early else f"ends on {party.end}"
            message = (
                f"It is about {party.label()}, which {bound}: correct the statement's days or the party's (neg:from, neg:to), "
                "or name the party that came before or after (neg:succeeds)."
            )
            yield Finding("warning", Thing(statement.id), message, "neg:about", str(statement.latest))


def stale_stances(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """How many stances no statement has renewed for as long as the filters say, with the first of their names."""
    before = days_before(resolution.day, resolution.filters.stale_after)
    old = (
        held
        for part in parts_of(resolution)
        for party in part.parties
        for held in part.of_party(party).values()
        if held.evidence and not held.inferred and newest_of(held).latest <= before
    )
    first = [
        f"{name_of(case, held.party)} on {name_of(case, held.term)} ({newest_of(held).latest})"
        for held in islice(old, MOST_SHOWN)
    ]
    if first:
        others = sum(1 for _ in old)
        count = "1 stance has" if len(first) == 1 else f"{len(first) + others:,} stances have"
        message = (
            f"{count} not been renewed by a statement for {resolution.filters.stale_after} days or more by {resolution.day}: "
            f"{listed(first, others=others)}. "
            "Look for newer statements."
        )
        yield Finding("note", case.info, message)


def undated_replacements(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """Stances that replaced a dated one and may be older than it: whether they are recalled or standing is asked."""
    for party in resolution.parties:
        for term, held in resolution.of_party(party).items():
            if "undated" in held.marks:
                message = (
                    f"{name_of(case, party)}'s {held.stance} on {name_of(case, term)} counts from {held.day}, and may be older than its "
                    f"{replaced_by(held)}, which it replaced. Is it recalled, or does it stand? Give its earliest day "
                    "(neg:earliest), or correct its latest."
                )
                yield Finding("warning", Thing(newest_of(held).id), message, "neg:earliest", name_of(case, term))


def statements_to_come(case: Case, resolution: Resolution) -> Iterator[Finding]:
    """How many statements do not count, because they are dated after the as-of day."""
    newest = case.store.newest(NEG.latest)
    if newest is None or newest <= resolution.day.isoformat():
        return
    late = sum(statement.latest > resolution.day for statement in case.each_statement())
    if late:
        count = "1 statement is" if late == 1 else f"{late:,} statements are"
        yield Finding(
            "note",
            case.info,
            f"{count} dated after the as-of day, {resolution.day}, and not counted; use a later --as-of to count them.",
        )
