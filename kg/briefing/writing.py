"""A briefing from its answers: what it says first, its sections in their order, its notes and its foot, within two pages."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator

from kg.answers.base import filter_lines
from kg.answers.deals_words import number_of
from kg.answers.rendering import Renderer
from kg.briefing.asked import Asked, Pen, ShortNames
from kg.briefing.changed import changed
from kg.briefing.deeds import deeds
from kg.briefing.document import Document, Notes, Section
from kg.briefing.fitting import Room, fitted
from kg.briefing.proposed import proposals
from kg.briefing.red_lines import red_lines
from kg.briefing.short import in_short
from kg.briefing.standing import standing
from kg.briefing.unknown import unknown
from kg.briefing.ways_out import ways_out
from kg.case.records import Statement

__all__ = ["write_document"]

_OWN, _TOLD, _LEAKED, _INFERRED = _KINDS = ("in own voice", "by others' word", "leaked", "an analyst's inference")
_ORDER = "Order of parties: by role, principals first, then by name. No stance on record is no consent."


def write_document(asked: Asked, lang: str) -> Document:
    """Return the briefing on a group as a document, with the command that writes it again at its foot."""

    def in_room(room: Room) -> Document:
        show = ShortNames(asked.shared.renderer(lang), room)
        notes = Notes(show)
        pen = Pen(asked, show, notes, room)
        first = in_short(pen)
        sections = tuple(_sections(pen))
        title = " · ".join(map(show.name, asked.parties))
        return Document(
            title,
            tuple(_about(asked, show)),
            first,
            sections,
            notes.all,
            (_ORDER, *_caveats(pen), _command(asked, show)),
        )

    return fitted(in_room)


def _sections(pen: Pen) -> Iterator[Section]:
    if pen.asked.changes:
        yield changed(pen, pen.asked.changes)
    for section in (standing, red_lines, proposals, ways_out, deeds, unknown):
        yield section(pen)


def _command(asked: Asked, show: Renderer) -> str:
    words = ["kg", "briefing", *map(show.name, asked.parties), "--as-of", str(asked.resolution.day)]
    return shlex.join([*words, *(["--since", str(asked.since)] if asked.since else [])])


def _about(asked: Asked, show: Renderer) -> Iterator[str]:
    """Yield the day and the case, what it rests on, and the filters."""
    since = f"; changes since the end of {asked.since}" if asked.since else ""
    yield f"{asked.case.info.label(show.lang)}. As of {asked.resolution.day}{since}."
    sources = list(asked.case.sources)
    named = f"The source: {show.name(sources[0])}. " if len(sources) == 1 else ""
    filters = "; ".join(filter_lines(asked.shared.filters(), show.lang))
    yield f"{named}{_rests_on(asked)} {f'{filters}.' if filters else 'No filters.'}"


def _rests_on(asked: Asked) -> str:
    statements = asked.statements
    sources = {asked.case.original_of(each.source) for each in statements}
    kinds = Counter(map(_kind, statements))
    reported = sum(each.is_as_reported for each in statements)
    as_told = f" ({reported} as a source reports)" if reported else ""
    parts = [f"{kinds[kind]} {kind}{as_told if kind == _OWN else ''}" for kind in _KINDS if kinds[kind]]
    told_in = number_of(len(sources), "independent source", "independent sources")
    stated = f"{number_of(len(statements), 'statement', 'statements')}, {told_in}"
    return f"Rests on {stated}{': ' + ', '.join(parts) if parts else ''}."


def _kind(statement: Statement) -> str:
    if statement.is_own_voice:
        return _OWN
    return {"leak": _LEAKED, "inference": _INFERRED}.get(statement.attribution, _TOLD)


def _caveats(pen: Pen) -> Iterator[str]:
    for text in pen.asked.case.info.caveats:
        words = pen.show.text(text)
        if words:
            yield pen.room.clip(words)
