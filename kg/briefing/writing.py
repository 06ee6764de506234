"""A briefing from its answers: what it says first, its sections in their order, its notes and its foot, within two pages."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.answers.base import filter_lines
from kg.answers.headline import voice_words
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
from kg.words import counted, joined, later, listed, page_counted, said

__all__ = ["write_document"]

_ORDER = later("Order of parties: by role, principals first, then by name. No stance on record is no consent.")


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
            lang,
            title,
            tuple(_about(asked, show)),
            first,
            sections,
            notes.all,
            (said(lang, _ORDER), *_caveats(pen), _command(asked, show)),
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
    lang, day = show.lang, asked.resolution.day
    told = said(lang, "As of {day}.", day=day)
    if asked.since:
        told = said(lang, "As of {day}; changes since the end of {since}.", day=day, since=asked.since)
    yield f"{asked.case.info.label(lang)}. {told}"
    sources = list(asked.case.sources)
    named = [said(lang, "The source: {source}.", source=show.name(sources[0]))] if len(sources) == 1 else []
    filters = joined(lang, filter_lines(asked.shared.filters(), lang))
    yield " ".join([*named, _rests_on(asked, lang), f"{filters}." if filters else said(lang, "No filters.")])


def _rests_on(asked: Asked, lang: str) -> str:
    statements = asked.statements
    sources = {asked.case.original_of(each.source) for each in statements}
    told_in = page_counted(
        lang, "sourceCount", len(sources), "{count} independent source", "{count} independent sources"
    )
    rests = [counted(lang, len(statements), "{count} statement", "{count} statements"), told_in]
    parts = listed(lang, _by_voice(statements, lang))
    return said(lang, "Rests on {what}.", what=listed(lang, rests) + (f": {parts}" if parts else ""))


def _by_voice(statements: Iterable[Statement], lang: str) -> Iterator[str]:
    """Yield how many statements are in own voice, by others' word, leaked, and an analyst's inference."""
    kinds = Counter("own" if each.is_own_voice else each.attribution for each in statements)
    reported = sum(each.is_as_reported for each in statements)
    own, leaked, inferred = kinds.pop("own", 0), kinds.pop("leak", 0), kinds.pop("inference", 0)
    yield from voice_words(lang, own - reported, reported, ascribed=sum(kinds.values()))
    if leaked:
        yield said(lang, "{count} leaked", count=leaked)
    if inferred:
        yield said(lang, "{count} an analyst's inference", count=inferred)


def _caveats(pen: Pen) -> Iterator[str]:
    for text in pen.asked.case.info.caveats:
        words = pen.show.text(text)
        if words:
            yield pen.room.clip(words)
