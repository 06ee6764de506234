"""Deeds beside words: what happened, how well it is known, what it honours or breaks and according to whom, and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.analysis.developments import is_told
from kg.answers.deeds import event_days, figure_words
from kg.briefing.asked import Pen
from kg.briefing.document import Block, Bullets, Line, Paragraph, Piece, Section
from kg.case.records import Assessment, Event
from kg.resolution.deeds import Known
from kg.words import later, listed, said

__all__ = ["deeds"]

_KNOWN = {
    Known.VERIFIED: later("verified"),
    Known.REPORTED: later("reported, not verified"),
    Known.CLAIMED: later("claimed only"),
}


def deeds(pen: Pen) -> Section:
    """Return the section: what happened since the day asked about, by day, and what is scheduled after the as-of day."""
    told = [event for event in pen.asked.case.events.values() if is_told(pen.asked.resolution, event)]
    happened = sorted((each for each in told if _has_happened(pen, each)), key=_order)
    scheduled = sorted((each for each in told if _is_ahead(pen, each)), key=_order)
    command = f"changes --since {pen.asked.since}" if pen.asked.since else "list events"
    blocks = [
        *_listed(pen, happened, "", command),
        *_listed(pen, scheduled, said(pen.lang, "Scheduled:"), "list events"),
    ]
    return Section(
        said(pen.lang, "Deeds beside words"),
        tuple(blocks or [Paragraph((Piece(said(pen.lang, "None on record.")),))]),
    )


def _listed(pen: Pen, events: list[Event], head: str, command: str) -> Iterator[Block]:
    newest = events[-pen.room.items :] if not head else events[: pen.room.items]
    if head and events:
        yield Paragraph((Piece(head, strong=True),))
    if events:
        yield Bullets(tuple(_event(pen, event) for event in newest), pen.more(len(events) - len(newest), command))


def _order(event: Event) -> tuple[date, str]:
    return event.start or date.min, event.id


def _has_happened(pen: Pen, event: Event) -> bool:
    since = pen.asked.since
    if event.scheduled or (event.start and event.start > pen.asked.resolution.day):
        return False
    return since is None or (event.start is not None and (event.end or event.start) > since)


def _is_ahead(pen: Pen, event: Event) -> bool:
    return event.scheduled and (event.start is None or event.start > pen.asked.resolution.day)


def _event(pen: Pen, event: Event) -> Line:
    known = pen.asked.resolution.deeds.known(event)
    noted = pen.notes.event(event)
    details = [event_days(pen.show, event), *(figure_words(pen.show, figure) for figure in event.figures)]
    details += [] if event.scheduled else [said(pen.lang, _KNOWN[known])]
    pieces = [
        Piece(pen.show.name(event.id), strong=True),
        Piece(f" ({listed(pen.lang, details)})", noted),
        *_judged(pen, event.assessments),
    ]
    if event.actors and event.scheduled:
        pieces.append(Piece(f": {pen.show.names(event.actors)}"))
    return tuple(pieces)


def _judged(pen: Pen, assessments: Iterable[Assessment]) -> Iterator[Piece]:
    """Yield what an event honours and breaks, according to each statement that counts."""
    for each in assessments:
        for statement in pen.asked.resolution.counting([each.statement]):
            verdicts = (
                [said(pen.lang, "honours {options}", options=pen.show.names(each.honours))] if each.honours else []
            )
            if each.breaks:
                verdicts.append(said(pen.lang, "breaks {options}", options=pen.show.names(each.breaks)))
            words = pen.room.clip(said(pen.lang, " and ").join(verdicts))
            own = statement.is_own_voice
            by = pen.show.name(statement.about) if own else said(pen.lang, "the source")
            told = listed(pen.lang, [words, said(pen.lang, "according to {party}", party=by)])
            yield Piece(f"; {told}", pen.notes.statements([statement]))
