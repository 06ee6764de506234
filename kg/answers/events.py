"""Events as an answer: what honours or breaks an option, counted by party and week, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.analysis.developments import Deed
from kg.analysis.happenings import Happening, State, Verdict, WeekOfDeeds, count_by_week
from kg.answers.base import Narrowed, independent_sources
from kg.answers.deeds import (
    deed_json,
    deed_words,
    event_days,
    event_place,
    event_sources,
    figure_words,
    happening_sensitivity,
    happening_state,
    when_and_who,
)
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Rows, Table
from kg.answers.terms import known_name
from kg.resolution import Resolved
from kg.resolution.deeds import Known
from kg.words import counted, later, listed, said

__all__ = ["Events"]

_MEANING = later(
    "verified: it is said by whom; reported: by a source that is neither a leak nor the actor's; claimed: otherwise, and a "
    "claim fulfils nothing. An event counts once for each party that acts, and each option; weeks begin on Monday."
)


@dataclass(frozen=True)
class Events(Narrowed):
    """The events told of by the end of the day (:mod:`kg.analysis.happenings`), in order of day, the undated last."""

    happenings: tuple[Happening, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield nothing: events rest on no stance."""
        return ()

    @property
    def weeks(self) -> tuple[WeekOfDeeds, ...]:
        """The counts by week and party; of parties asked for, only theirs."""
        found = count_by_week(self.happenings)
        return tuple(each for each in found if not self.only_parties or each.party in self.only_parties)

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the events, and of what they honour or break."""
        return independent_sources(self.case, {s for each in self.happenings for s in event_sources(self.case, each)})

    def _rests_on(self, head: Json, lang: str) -> str:
        levels = [sum(each.known is known for each in self.happenings) for known in Known]
        return listed(
            lang,
            [
                counted(lang, len(self.happenings), "{count} event", "{count} events"),
                counted(lang, levels[0], "{count} verified", "{count} verified"),
                counted(lang, levels[1], "{count} reported", "{count} reported"),
                counted(lang, levels[2], "{count} claimed", "{count} claimed"),
            ],
        )

    # --------------------------------------------------------------- JSON

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``issues`` (those asked about), ``weeks`` and ``events``."""
        return {
            "parties": show.things(self.only_parties),
            "issues": show.things(self.only_issues),
            "weeks": [_week(show, week) for week in self.weeks],
            "events": [happening_json(show, each) for each in self.happenings],
        }

    # ------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the counts, then what honours or breaks an option by how well that is known, then the other events."""
        show = self.renderer(lang)
        tables = [self._count_table(show), *(self._deeds(show, known) for known in Known)]
        tables += [self._others(show, known) for known in Known]
        tables += [self._not_happened(show, state) for state in (State.SCHEDULED, State.UNDATED)]
        return [table for table in tables if table.rows] or [
            Table("", (), (), note=said(lang, "no event on record matches"))
        ]

    def deed_tables(self, show: Renderer) -> list[Table]:
        """Return the counts, and what honours or breaks an option by how well that is known; nothing where nothing does."""
        found = [table for known in Known if (table := self._deeds(show, known)).rows]
        return [self._count_table(show), *found] if found else []

    def _count_table(self, show: Renderer) -> Table:
        counts = tuple(_count_row(show, week) for week in self.weeks)
        lang = show.lang
        verdicts = (said(lang, "Honours"), said(lang, "Breaks"), said(lang, "Neither"))
        columns = (said(lang, "Week of"), said(lang, "Party"), *verdicts)
        title = f"{said(lang, 'Deeds by week and party')} ({len(counts)})"
        return Table(title, columns, counts, note=said(lang, _MEANING) if counts else "")

    def _deeds(self, show: Renderer, known: Known) -> Table:
        found = [(each, deed) for each in self.happenings for deed in each.deeds if deed.known is known]
        rows = tuple((_when(show, each), "\n".join(_deed_lines(show, each, deed))) for each, deed in found)
        title = said(show.lang, "Honour or break an option, {known}", known=known_name(show.lang, known))
        return Table(f"{title} ({len(rows)})", _columns(show.lang), rows)

    def _others(self, show: Renderer, known: Known) -> Table:
        found = [e for e in self.happenings if e.state is State.HAPPENED and not e.deeds and e.known is known]
        name = known_name(show.lang, known)
        return self._plain(show, said(show.lang, "Honour or break no option on record, {known}", known=name), found)

    def _not_happened(self, show: Renderer, state: State) -> Table:
        lang = show.lang
        title = said(lang, "Scheduled") if state is State.SCHEDULED else said(lang, "No day told")
        return self._plain(show, title, [each for each in self.happenings if each.state is state])

    def _plain(self, show: Renderer, title: str, found: list[Happening]) -> Table:
        rows = tuple((_when(show, each), "\n".join(_event_lines(show, each))) for each in found)
        return Table(f"{title} ({len(rows)})", _columns(show.lang), rows)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each event and statement by which it honours or breaks options, or event without any."""
        show = self.renderer(lang)
        columns = (
            "event",
            "state",
            "first_day",
            "last_day",
            "parties",
            "known",
            "honours",
            "breaks",
            "known_to",
            "according_to",
        )
        return columns, [row for each in self.happenings for row in _cells(show, each)]


def happening_json(show: Renderer, happening: Happening) -> Json:
    """Return an event of the contract, with where it stands, the issues that it bears on, and its deeds."""
    return {
        "event": show.event(happening.event, happening.known),
        "state": str(happening.state),
        "issues": show.things(happening.issues),
        "deeds": [deed_json(show, deed) for deed in happening.deeds],
        "sensitivity": happening_sensitivity(show.case, happening),
    }


def _week(show: Renderer, week: WeekOfDeeds) -> Json:
    counts = {str(verdict): {str(known): week.count(verdict, known) for known in Known} for verdict in Verdict}
    return {"week": week.monday.isoformat(), "party": show.thing_or_none(week.party), **counts, "neither": week.other}


def _count_row(show: Renderer, week: WeekOfDeeds) -> tuple[str, ...]:
    party = show.name(week.party) if week.party else said(show.lang, "no party named")
    verdicts = ("\n".join(_counts(show.lang, week, verdict)) or "·" for verdict in Verdict)
    return (week.monday.isoformat(), party, *verdicts, str(week.other) if week.other else "·")


def _counts(lang: str, week: WeekOfDeeds, verdict: Verdict) -> Iterator[str]:
    counts = {known: week.count(verdict, known) for known in Known}
    if count := counts[Known.VERIFIED]:
        yield counted(lang, count, "{count} verified", "{count} verified")
    if count := counts[Known.REPORTED]:
        yield counted(lang, count, "{count} reported", "{count} reported")
    if count := counts[Known.CLAIMED]:
        yield counted(lang, count, "{count} claimed", "{count} claimed")


def _columns(lang: str) -> tuple[str, str]:
    return (said(lang, "When and who"), said(lang, "What"))


def _when(show: Renderer, happening: Happening) -> str:
    return when_and_who(show, event_days(show, happening.event), happening.parties)


def _deed_lines(show: Renderer, happening: Happening, deed: Deed) -> Iterator[str]:
    yield from _event_lines(show, happening)
    yield deed_words(show, deed)


def _event_lines(show: Renderer, happening: Happening) -> Iterator[str]:
    """Yield an event: its name and how well it is known, where, its figures, and where it is told."""
    event = happening.event
    yield f"{show.name(event.id)} ({happening_state(show.lang, happening)})"
    if place := show.text(event.place):
        yield place
    yield from (figure_words(show, figure) for figure in event.figures)
    if told := event_place(show, event):
        yield said(show.lang, "told by {source}", source=told)


def _cells(show: Renderer, happening: Happening) -> Iterator[list[object]]:
    event = happening.event
    head = [show.name(event.id), str(happening.state), event.start, event.end, show.names(happening.parties)]
    for deed in happening.deeds:
        done = [show.names(deed.assessment.honours), show.names(deed.assessment.breaks), deed.known]
        statement = show.case.statement(deed.assessment.statement)
        yield [*head, happening.known, *done, show.citation(statement) if statement else None]
    if not happening.deeds:
        yield [*head, happening.known, None, None, None, None]
