"""Deeds beside words, and what happened beside the stances: conditions, readings, proposals, events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.case.records import Assessment, Event
from kg.resolution import Resolution

__all__ = ["Deed", "deeds_between"]


@dataclass(frozen=True, slots=True)
class Deed:
    """An event after ``since``, with what it honours or breaks according to one statement that counts."""

    event: Event
    assessment: Assessment


def deeds_between(before: Resolution, after: Resolution) -> tuple[Deed, ...]:
    """Return the events after one day's end and by another's that honour or break an option, in order of day."""
    return tuple(_deeds(before, after))


def _deeds(before: Resolution, after: Resolution) -> Iterator[Deed]:
    events = (
        e for e in after.case.events.values() if e.start and before.day < (e.end or e.start) and e.start <= after.day
    )
    for event in sorted(events, key=lambda e: (e.start or date.min, e.id)):
        for assessment in event.assessments:
            if after.counts(assessment.statement):
                yield Deed(event, assessment)
