"""How an event is shown, and what it honours or breaks: decided once for every answer that tells of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.analysis.developments import Deed
from kg.analysis.happenings import Happening, State
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.case import Case
from kg.case.records import Event, Figure
from kg.case.sensitivity import most_sensitive, sensitivity_of

__all__ = [
    "deed_json",
    "deed_words",
    "event_days",
    "event_place",
    "event_sources",
    "event_words",
    "figure_words",
    "happening_sensitivity",
    "verdict_words",
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
    cited = f", according to {show.name(statement.about)}: {show.citation(statement)}" if statement else ""
    return f"{verdict_words(show, deed)}{cited}"


def verdict_words(show: Renderer, deed: Deed) -> str:
    """Return what an event honours and breaks, and how well that is known: ``breaks Truce (claimed)``."""
    verdicts = (("honours", deed.assessment.honours), ("breaks", deed.assessment.breaks))
    by = f" by {deed.assessment.verified_by}" if deed.assessment.verified_by else ""
    done = ", ".join(f"{verb} {show.names(options)}" for verb, options in verdicts if options)
    return f"{done} ({deed.known}{by})"


def event_days(event: Event) -> str:
    """Return the days of an event; "no day told" where there is none."""
    if event.start is None:
        return "no day told"
    return f"{event.start} to {event.end}" if event.end and event.end != event.start else f"{event.start}"


def event_words(show: Renderer, happening: Happening) -> str:
    """Return an event in a line: ``event (claimed): Violations of the truce``."""
    event = happening.event
    state = "scheduled" if happening.state is State.SCHEDULED else str(happening.known)
    by = f" by {event.verified_by}" if event.verified_by else ""
    return f"event ({state}{by}): {show.name(event.id)}"


def event_place(show: Renderer, event: Event) -> str:
    """Return where an event is told: its source and paragraph; a case's only source is not named; "" if not given."""
    if event.source is None:
        return ""
    source = "the source" if len(show.case.sources) == 1 else show.name(event.source)
    return source + (f", ¶{event.paragraph}" if event.paragraph else "")


def figure_words(show: Renderer, figure: Figure) -> str:
    """Return a number that a source gives of an event: ``injured: 3 persons``."""
    value = f"{figure.value.normalize():f} {figure.unit or ''}".strip()
    label = show.text(figure.label)
    return f"{label}: {value}" if label else value


def when_and_who(show: Renderer, days: str, parties: Iterable[str]) -> str:
    """Return days and parties (ids) over each other, so that their column stays narrow."""
    return "\n".join([*days.replace(" to ", " to\n").split("\n"), *map(show.name, parties)])


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
