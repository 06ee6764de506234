"""The picture of a network's windows: how far each is from the one before, by its weights and by its spectrum, and what carried the most."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.answers.network_changes import carried_by
from kg.answers.rendering import Renderer
from kg.drawing import Course, Element, LegendEntry, Picture, course_mark, lines_of_text, wrap
from kg.networks.change_points import Change
from kg.words import joined, said

if TYPE_CHECKING:
    from kg.answers.network import NetworkAnswer

__all__ = ["picture_of"]

_WIDTH, _TALL, _SIZE = 760.0, 170.0, 11.0

#: how many of several largest changes are told in words
_MOST_TOLD = 5


def picture_of(answer: NetworkAnswer, show: Renderer) -> Picture:
    """Return a chart of each distance over the first days of windows; the largest are marked, and told in words below."""
    lang, changes = show.lang, answer.changes
    told = _told(show, changes)
    y = 0.0
    elements: list[Element] = []
    every = [one.window.first for one in answer.series.windows if one.window]
    for course in _courses(changes, lang):
        elements += course.drawn(y, _WIDTH, _TALL, every)
        y += Course.height(_TALL)
    lines = wrap(told, _SIZE, _WIDTH)
    elements += lines_of_text(0, y + _SIZE, lines, size=_SIZE)
    legend = []
    if changes:
        legend.append(LegendEntry(course_mark(0, 0), said(lang, "against the window before")))
    if any(change.largest for change in changes):
        legend.append(LegendEntry(course_mark(0, 0, marked=True), said(lang, "the largest change of weights")))
    return Picture(tuple(elements), _WIDTH, y + len(lines) * _SIZE * 1.3 + 6, tuple(legend), told)


def _courses(changes: tuple[Change, ...], lang: str) -> list[Course]:
    """Return the course of each distance that is defined."""
    days = tuple(map(_first, changes))
    largest = frozenset(place for place, change in enumerate(changes) if change.largest)
    absolute = tuple(change.absolute for change in changes)
    spectral = tuple(change.spectral for change in changes)
    found = [Course(said(lang, "Change of weights"), days, absolute, largest)] if changes else []
    if any(value is not None for value in spectral):
        found.append(Course(said(lang, "Change of spectrum"), days, spectral, largest))
    return found


def _first(change: Change) -> date:
    assert change.after.window
    return change.after.window.first


def _told(show: Renderer, changes: tuple[Change, ...]) -> str:
    """Return in words on which days the largest changes begin, and which issues carry them."""
    if not changes:
        return said(show.lang, "there is no window to compare with another")
    largest = [change for change in changes if change.largest]
    if not largest:
        return said(show.lang, "no window differs from the one before")
    told = [
        said(
            show.lang,
            "{day}, the largest change, carried by: {issues}",
            day=_first(each),
            issues=carried_by(show, each),
        )
        for each in largest[:_MOST_TOLD]
    ]
    return joined(show.lang, told)
