"""What changed, as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analysis.changes import Change, GroundChange
from kg.analysis.developments import Deed, Development
from kg.analysis.ladder_moves import LadderMove
from kg.analysis.ladders import Interval
from kg.answers.base import Answer, independent_sources
from kg.answers.change_words import change_cells, detail_words, ground_words, happened_words, moved_words, path_words
from kg.answers.deeds import deed_json, event_place, verdicts
from kg.answers.rendering import Json, Renderer, day_or_none, number
from kg.answers.tables import Rows, Table
from kg.answers.terms import known_name
from kg.case.records import Condition, Reading, Statement, in_order_of_day
from kg.case.sensitivity import most_sensitive, sensitivity_of
from kg.resolution import Resolved
from kg.words import later, listed, said

__all__ = ["Changes", "in_reading_order"]

_APART = "reported otherwise"

#: the titles of the tables of changes, by voice; inferred ones come last
_TITLES = {
    "own": later("In own voice"),
    "own, from another": later("In own voice, after what was inferred or known by others' word"),
    "ascribed": later("By others' word"),
    _APART: later("Reported otherwise: the newer report is undated and may be of an older word"),
    "inferred": later("Inferred"),
}

_TOO_MANY = later("the shared ground of pairs is left out because there are too many parties; name some with --party")


@dataclass(frozen=True)
class Changes(Answer):
    """Changes of stance since the end of a day, what they did to the ground of pairs, and deeds beside words.

    Definitions: :mod:`kg.analysis.changes`. ``changes`` are in order of issue, term and party id; ``ground`` is None
    where the parties are too many to follow every pair (:data:`kg.api.MOST_PARTIES_IN_PAIRS`).
    """

    since: date
    changes: tuple[Change, ...]
    ground: tuple[GroundChange, ...] | None
    developments: tuple[Development, ...]
    deeds: tuple[Deed, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances as they are now."""
        return (change.after for change in self.changes)

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the stances before and after, of developments and of deeds."""
        held = [stance.evidence for change in self.changes for stance in (change.before, change.after)]
        told = (self.case.statement(deed.assessment.statement) for deed in self.deeds)
        cited = [*held, *(each.evidence for each in self.developments), [s for s in told if s]]
        events = (self.case.events[each.what] for each in self.developments if each.kind == "deed")
        return independent_sources(
            self.case, {s.source for each in cited for s in each} | {e.source for e in events if e.source}
        )

    def body(self, show: Renderer) -> Json:
        """Return ``since``, ``changes``, ``ground``, ``developments`` and ``events``."""
        return {
            "parties": show.things(self.parties),
            "since": self.since.isoformat(),
            "changes": [self._change(show, change) for change in self.changes],
            "ground": None if self.ground is None else [self._ground(show, change) for change in self.ground],
            "developments": [_development(show, each) for each in self.developments],
            "events": [deed_json(show, deed) for deed in self.deeds],
        }

    def _change(self, show: Renderer, change: Change) -> Json:
        who = {"party": show.thing(change.after.party), "option": show.thing(change.after.term)}
        stances = {"before": show.at(self.since).stance(change.before), "after": show.stance(change.after)}
        return {
            "kind": change.kind,
            "toward": change.toward,
            **who,
            **stances,
            "voice": change.voice,
            "ladder": _ladder(show, change.ladder) if change.ladder else None,
        }

    def _ground(self, show: Renderer, change: GroundChange) -> Json:
        before, after = (ground.value if ground else None for ground in (change.before, change.after))
        who = {"parties": show.things(change.parties), "option": show.thing(change.option)}
        marks = {"inferred": change.inferred, "ascribed": change.ascribed}
        read = {"read_before": change.read_before, "read_after": change.read_after}
        return {**who, "before": before, "after": after, **marks, **read}

    # -------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return what was announced for what did not come, then the changes by voice, moves between sides first.

        What is reported otherwise stands apart, what is inferred last; then come developments, ground, and deeds beside words.
        """
        show = self.renderer(lang)
        beside = self._developments_table(show), self._ground_table(show), self._deeds_table(show)
        found = [self._consequences(show), *self._by_voice(show), *beside]
        tables = [table for table in found if table.rows or table.note]
        return tables or [Table("", (), (), note=said(lang, "nothing changed since the end of {day}", day=self.since))]

    def _consequences(self, show: Renderer) -> Table:
        missed = (d for d in self.developments if d.kind == "condition missed")
        held = [c.after for c in self.changes]
        held += [self.resolution.stance(party, each.what) for each in missed for party in each.parties]
        rows = dict.fromkeys(
            (show.name(each.party), show.name(each.term), words, show.lapse_words(lapse))
            for each in held
            for lapse, words in show.announced(each).items()
            if lapse.day >= self.since
        )
        lang = show.lang
        columns = (said(lang, "Party"), said(lang, "On"), said(lang, "Announced"), said(lang, "For this case"))
        return Table(f"{said(lang, 'Announced consequences')} ({len(rows)})", columns, tuple(rows))

    def _by_voice(self, show: Renderer) -> Iterable[Table]:
        for voice, changes in in_reading_order(self.changes).items():
            rows = tuple((*change_cells(show, change, self.since), self._newest(show, change)) for change in changes)
            who = (said(show.lang, "Party"), said(show.lang, "On"))
            columns = (*who, said(show.lang, "Change"), said(show.lang, "Newest evidence"))
            yield Table(f"{said(show.lang, _TITLES[voice])} ({len(rows)})", columns, rows)

    def _newest(self, show: Renderer, change: Change) -> str:
        """Return the newest of what a change rests on: of a withdrawal, also of what it was inferred from, what made it."""
        evidence = change.after.evidence
        if change.kind == "withdrawn":
            premises = [p for derivation in change.before.derivation for p in derivation.premises]
            held = [change.after, *(self.resolution.stance(p.party, p.option) for p in premises)]
            evidence = in_order_of_day(s for each in held for s in self.resolution.taken_back_by(each))
        return _newest(show, evidence or change.before.evidence)

    def _ground_table(self, show: Renderer) -> Table:
        lang = show.lang
        if self.ground is None:
            note = said(show.lang, _TOO_MANY)
            return Table("", (), (), note=note if self.changes else "")
        rows = tuple(
            (" – ".join(map(show.name, g.parties)), show.name(g.option), ground_words(lang, g)) for g in self.ground
        )
        columns = (said(lang, "Pair"), said(lang, "On"), said(lang, "Ground"))
        return Table(said(lang, "Effect on the shared ground of pairs"), columns, rows)

    def _developments_table(self, show: Renderer) -> Table:
        beside = [each for each in self.developments if each.kind != "deed"]
        rows = tuple(
            (show.names(each.parties), show.name(each.what), happened_words(show, each), _newest(show, each.evidence))
            for each in beside
        )
        lang = show.lang
        title = f"{said(lang, 'Conditions, readings and proposals')} ({len(rows)})"
        columns = (said(lang, "Party"), said(lang, "On"), said(lang, "What happened"), said(lang, "Newest evidence"))
        return Table(title, columns, rows)

    def _deeds_table(self, show: Renderer) -> Table:
        lang, told = show.lang, {deed.event.id for deed in self.deeds}
        alone = [each for each in self.developments if each.kind == "deed" and each.what not in told]
        rows = [self._deed_row(show, deed) for deed in self.deeds]
        rows += [
            (listed(lang, [show.name(each.what), str(each.day)]), "", path_words(lang, each), self._place(show, each))
            for each in alone
        ]
        columns = (
            said(lang, "Event"),
            said(lang, "Honours or breaks"),
            said(lang, "Known"),
            said(lang, "According to"),
        )
        return Table(said(lang, "Deeds and words"), columns, tuple(rows))

    def _place(self, show: Renderer, deed: Development) -> str:
        event = self.case.events[deed.what]
        return _newest(show, deed.evidence) or event_place(show, event)

    def _deed_row(self, show: Renderer, deed: Deed) -> tuple[str, ...]:
        options = "\n".join(verdicts(show, deed))
        statement = self.case.statement(deed.assessment.statement)
        cited = f"{show.name(statement.about)}: {show.citation(statement)}" if statement else ""
        event = listed(show.lang, [show.name(deed.event.id), str(deed.event.start)])
        return (event, options, known_name(show.lang, deed.known), cited)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each change of stance, and one for each development."""
        show = self.renderer(lang)
        columns = ("kind", "toward", "party", "option", "before", "after", "voice", "change", "statements")
        moved = [_cells(show, change, self.since) for change in self.changes]
        return columns, [*moved, *(_beside(show, each) for each in self.developments)]


def _cells(show: Renderer, change: Change, since: date) -> list[object]:
    who = show.name(change.after.party), show.name(change.after.term)
    cited = "; ".join(map(show.citation, change.after.evidence))
    moved = change.before.stance, change.after.stance, change.voice, moved_words(show, change, since)
    return [change.kind, change.toward, *who, *moved, cited]


def _beside(show: Renderer, each: Development) -> list[object]:
    who = show.names(each.parties), show.name(each.what)
    cited = "; ".join(map(show.citation, each.evidence))
    voice = "ascribed" if each.ascribed else None
    return [each.kind, None, *who, each.before, each.after, voice, happened_words(show, each), cited]


def _voice_of(change: Change) -> str:
    """Return the voice under which a change is listed: its own, or apart, where the newer report is undated."""
    return _APART if change.kind == _APART else change.voice


def in_reading_order(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return changes by the voice under which they are listed: moves between sides first, what is inferred last."""
    ordered = sorted(changes, key=lambda change: change.order)
    of_voice = {voice: [c for c in ordered if _voice_of(c) == voice] for voice in _TITLES}
    first = {v for v in _TITLES if v != _APART and any(change.crosses_sides for change in of_voice[v])}
    return {voice: of_voice[voice] for voice in sorted(_TITLES, key=lambda v: (v == "inferred", v not in first))}


def _newest(show: Renderer, evidence: Sequence[Statement]) -> str:
    return show.citation(evidence[-1]) if evidence else ""


def _ladder(show: Renderer, move: LadderMove) -> Json:
    return {
        "issue": show.thing(move.issue),
        "before": _interval(move.before),
        "after": _interval(move.after),
        "unit": move.unit,
        "width": move.width,
        "toward": show.things(move.toward),
    }


def _interval(interval: Interval | None) -> Json | None:
    return {"low": number(interval.low), "high": number(interval.high)} if interval else None


def _development(show: Renderer, each: Development) -> Json:
    return {
        "kind": each.kind,
        "party": show.thing(each.parties[0]) if len(each.parties) == 1 else None,
        "parties": show.things(each.parties),
        "what": show.thing(each.what),
        "day": day_or_none(each.day),
        "text": detail_words(show, each),
        "ascribed": each.ascribed,
        "evidence": show.evidence(each.evidence),
        "sensitivity": _sensitivity(show, each),
    }


def _sensitivity(show: Renderer, each: Development) -> str:
    """Return who may see a development: as its statements, and the reading, proposal or event that it is of."""
    case = show.case
    of = case.events.get(each.what) or case.proposals.get(each.what)
    thing = each.of if isinstance(each.of, Reading) else None if isinstance(each.of, Condition) else of
    labels = [statement.sensitivity for statement in each.evidence]
    return most_sensitive([*labels, sensitivity_of(case, thing)] if thing else labels)
