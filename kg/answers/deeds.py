"""How an event is shown, and what it honours or breaks: decided once for every answer that tells of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.analysis.developments import Deed
from kg.analysis.happenings import Happening, State
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.terms import known_name
from kg.case import Case
from kg.case.records import Event, Figure
from kg.case.sensitivity import most_sensitive, sensitivity_of
from kg.words import listed, said

__all__ = [
    "deed_json",
    "deed_words",
    "event_days",
    "event_place",
    "event_sources",
    "event_words",
    "figure_words",
    "happening_sensitivity",
    "happening_state",
    "verdict_words",
    "verdicts",
    "when_and_who",
]


def deed_json(show: Renderer, deed: Deed) -> Json:
    """Return a deed of the contract: an event beside what it honours or breaks, according to one statement."""
    statement = show.case.statement(deed.assessment.statement)
    return {
        "event": show.thing(deed.event.id),
        "start": day_or_none(deed.event.start),
        "known": str(deed.known),
        "honours": show.things(deed.assessment.honours),
        "breaks": show.things(deed.assessment.breaks),
        "according_to": show.evidence([statement] if statement else []),
        "sensitivity": most_sensitive(
            [sensitivity_of(show.case, deed.event), statement.sensitivity if statement else None]
        ),
    }


def deed_words(show: Renderer, deed: Deed) -> str:
    """Return what an event honours and breaks, how well that is known, and according to whom."""
    statement = show.case.statement(deed.assessment.statement)
    if statement is None:
        return verdict_words(show, deed)
    told = said(show.lang, "according to {party}", party=show.name(statement.about))
    return f"{listed(show.lang, [verdict_words(show, deed), told])}: {show.citation(statement)}"


def verdict_words(show: Renderer, deed: Deed) -> str:
    """Return what an event honours and breaks, and how well that is known: ``breaks Truce (claimed)``."""
    return (
        f"{listed(show.lang, verdicts(show, deed))} ({known_words(show.lang, deed.known, deed.assessment.verified_by)})"
    )


def verdicts(show: Renderer, deed: Deed) -> Iterator[str]:
    """Yield what an event honours, and what it breaks: ``breaks Truce``."""
    if deed.assessment.honours:
        yield said(show.lang, "honours {options}", options=show.names(deed.assessment.honours))
    if deed.assessment.breaks:
        yield said(show.lang, "breaks {options}", options=show.names(deed.assessment.breaks))


def known_words(lang: str, known: str, verified_by: str | None) -> str:
    """Return how well something done is known, and who verified it: ``verified by the monitors``."""
    name = known_name(lang, known)
    return said(lang, "{known} by {verifier}", known=name, verifier=verified_by) if verified_by else name


def happening_state(lang: str, happening: Happening) -> str:
    """Return whether an event is scheduled, or how well it is known: ``scheduled``, ``claimed``."""
    if happening.state is State.SCHEDULED:
        return said(lang, "scheduled")
    return known_words(lang, happening.known, happening.event.verified_by)


def event_days(show: Renderer, event: Event) -> str:
    """Return the days of an event; "no day told" where there is none."""
    if event.start is None:
        return said(show.lang, "no day told")
    return show.span(event.start, event.end) if event.end and event.end != event.start else f"{event.start}"


def event_words(show: Renderer, happening: Happening) -> str:
    """Return an event in a line: ``event (claimed): Violations of the truce``."""
    state = happening_state(show.lang, happening)
    return f"{said(show.lang, 'event ({state})', state=state)}: {show.name(happening.event.id)}"


def event_place(show: Renderer, event: Event) -> str:
    """Return where an event is told: its source and paragraph; a case's only source is not named; "" if not given."""
    if event.source is None:
        return ""
    source = said(show.lang, "the source") if len(show.case.sources) == 1 else show.name(event.source)
    return listed(show.lang, [source, f"¶{event.paragraph}"]) if event.paragraph else source


def figure_words(show: Renderer, figure: Figure) -> str:
    """Return a number that a source gives of an event: ``injured: 3 persons``."""
    value = f"{figure.value.normalize():f} {figure.unit or ''}".strip()
    label = show.text(figure.label)
    return f"{label}: {value}" if label else value


def when_and_who(show: Renderer, days: str, parties: Iterable[str]) -> str:
    """Return days and parties (ids) over each other, so that their column stays narrow."""
    between = show.span("", "")
    return "\n".join([*days.replace(between, f"{between.rstrip()}\n").split("\n"), *map(show.name, parties)])


def event_sources(case: Case, happening: Happening) -> Iterator[str]:
    """Yield the sources (ids) that tell of an event, and of what it honours or breaks."""
    if happening.event.source:
        yield happening.event.source
    told = (case.statement(deed.assessment.statement) for deed in happening.deeds)
    yield from (statement.source for statement in told if statement)


def happening_sensitivity(case: Case, happening: Happening) -> str:
    """Return who may see an event: as it is labelled, and the statements of what it honours or breaks."""
    told = (case.statement(deed.assessment.statement) for deed in happening.deeds)
    return most_sensitive([sensitivity_of(case, happening.event), *(s.sensitivity for s in told if s)])
