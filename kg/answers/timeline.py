"""Statements and events, day by day, as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analysis.happenings import Happening, State
from kg.analysis.timeline import Entry, Said
from kg.answers.base import Narrowed, independent_sources
from kg.answers.deeds import (
    deed_json,
    deed_words,
    event_days,
    event_place,
    event_sources,
    event_words,
    happening_sensitivity,
    when_and_who,
)
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.answers.timeline_picture import picture_of
from kg.case.records import Position
from kg.case.sensitivity import most_sensitive, sensitivity_of
from kg.drawing import Picture
from kg.resolution import Resolved
from kg.words import counted, listed, said

__all__ = ["Timeline"]


@dataclass(frozen=True)
class Timeline(Narrowed, Drawn):
    """What was said and done by the end of the day (:mod:`kg.analysis.timeline`), in order of day."""

    entries: tuple[Entry, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield nothing: a timeline tells what was stated, and resolves nothing."""
        return ()

    @property
    def said(self) -> tuple[Said, ...]:
        """The statements, in order of day."""
        return tuple(each for each in self.entries if isinstance(each, Said))

    @property
    def done(self) -> tuple[Happening, ...]:
        """The events, in order of day, those of no known day last."""
        return tuple(each for each in self.entries if isinstance(each, Happening))

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the statements and the events."""
        told = {each.statement.source for each in self.said}
        return independent_sources(self.case, told | {s for each in self.done for s in event_sources(self.case, each)})

    def _rests_on(self, head: Json, lang: str) -> str:
        others = sum(not each.statement.is_own_voice for each in self.said)
        return listed(
            lang,
            [
                counted(lang, len(self.said), "{count} statement", "{count} statements"),
                counted(lang, others, "{count} in others' voice", "{count} in others' voice"),
                counted(lang, len(self.done), "{count} event", "{count} events"),
            ],
        )

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties``, ``issues`` (those asked about) and ``entries``, each of a statement or of an event."""
        return {
            "parties": show.things(self.only_parties),
            "issues": show.things(self.only_issues),
            "entries": [self._entry(show, each) for each in self.entries],
        }

    def _entry(self, show: Renderer, entry: Entry) -> Json:
        event = entry if isinstance(entry, Happening) else None
        told = entry if isinstance(entry, Said) else None
        return {
            "kind": "event" if event else "statement",
            "day": day_or_none(entry.day),
            "parties": show.things(entry.parties),
            "issues": show.things(entry.issues),
            "statement": show.statement(told.statement) if told else None,
            "states": [_position(show, each) for each in told.positions] if told else [],
            "takes_back": [_position(show, each) for each in told.taken_back] if told else [],
            "proposals": show.things(told.proposals) if told else [],
            "event": show.event(event.event, event.known) if event else None,
            "state": str(event.state) if event else None,
            "deeds": [deed_json(show, deed) for deed in event.deeds] if event else [],
            "sensitivity": self._sensitivity(entry),
        }

    def _sensitivity(self, entry: Entry) -> str:
        if isinstance(entry, Happening):
            return happening_sensitivity(self.case, entry)
        proposals = (self.case.proposals[each] for each in entry.proposals)
        return most_sensitive([entry.statement.sensitivity, *(sensitivity_of(self.case, each) for each in proposals)])

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the dated statements and events in one table, and the events of no known day in another."""
        show = self.renderer(lang)
        dated = [each for each in self.entries if each.day]
        undated = [each for each in self.done if each.state is State.UNDATED]
        tables = [
            self._table(show, said(lang, "Statements and events"), dated),
            self._table(show, said(lang, "Events of no known day"), undated),
        ]
        none = said(lang, "no statement or event on record matches")
        return [table for table in tables if table.rows] or [Table("", (), (), note=none)]

    def _table(self, show: Renderer, title: str, entries: Sequence[Entry]) -> Table:
        columns = (said(show.lang, "When and who"), said(show.lang, "What"))
        return Table(f"{title} ({len(entries)})", columns, tuple(self._row(show, each) for each in entries))

    def statement_rows(self, show: Renderer) -> list[tuple[str, str]]:
        """Return the statements alone as rows, in order of day."""
        return [self._row(show, each) for each in self.said]

    def _row(self, show: Renderer, entry: Entry) -> tuple[str, str]:
        if isinstance(entry, Happening):
            lines = [event_words(show, entry), *(deed_words(show, deed) for deed in entry.deeds)]
            return when_and_who(show, event_days(show, entry.event), entry.parties), "\n".join(lines)
        lines = [*self._told(show, entry), show.text(entry.statement.paraphrase) or "", show.citation(entry.statement)]
        return when_and_who(show, show.days(entry.statement), entry.parties), "\n".join(filter(None, lines))

    def _told(self, show: Renderer, told: Said) -> Iterator[str]:
        own = told.statement.is_own_voice
        yield from (f"{show.name(p.on)}: {show.position_words(p, own=own)}" for p in told.positions)
        for position in told.taken_back:
            takes_back = said(show.lang, "takes back {option}", option=show.name(position.on))
            yield f"{takes_back}: {show.position_words(position, own=own)}"
        if told.proposals:
            yield f"{said(show.lang, 'on the proposal')}: {show.names(told.proposals)}"

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each stance that a statement states or takes back, or statement without any; and each event."""
        show = self.renderer(lang)
        columns = ("kind", "earliest", "day", "party", "what", "stance", "known", "voice", "text", "citation")
        return columns, [row for each in self.entries for row in self._cells(show, each)]

    def _cells(self, show: Renderer, entry: Entry) -> Iterator[list[object]]:
        if isinstance(entry, Happening):
            yield from _event_cells(show, entry)
            return
        found = entry.statement
        voice = "own" if found.is_own_voice else "others"
        tail = [None, voice, show.text(found.paraphrase), show.citation(found)]
        head: list[object] = [found.earliest, found.latest, show.name(found.about)]
        stated = [("states", each) for each in entry.positions] + [("takes back", each) for each in entry.taken_back]
        for kind, position in stated:
            yield [kind, *head, show.name(position.on), position.stance, *tail]
        if not stated:
            yield ["says", *head, show.names(entry.proposals), None, *tail]

    # ------------------------------------------------------------ picture

    def picture_title(self, lang: str = "en") -> str:
        """Return the title of the picture."""
        return said(lang, "Statements and events, day by day")

    def picture(self, lang: str = "en") -> Picture:
        """Return a line for each party and term, and each event, along the days. Raises :class:`~kg.errors.UsageError`."""
        return picture_of(self.renderer(lang), self.said, self.done)


def _position(show: Renderer, position: Position) -> Json:
    return {"option": show.thing(position.on), "stance": str(position.stance), "bound": position.bound}


def _event_cells(show: Renderer, entry: Happening) -> Iterator[list[object]]:
    last: date | None = entry.event.end or entry.event.start
    head = [str(entry.state), entry.event.start, last, show.names(entry.parties), show.name(entry.event.id)]
    done = "; ".join(deed_words(show, deed) for deed in entry.deeds)
    yield [*head, None, entry.known, None, done, event_place(show, entry.event)]
