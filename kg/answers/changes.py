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
from kg.answers.deeds import deed_json, event_place
from kg.answers.rendering import Json, Renderer, day_or_none, number
from kg.answers.tables import Rows, Table
from kg.case.records import Condition, Reading, Statement, in_order_of_day
from kg.case.sensitivity import most_sensitive, sensitivity_of
from kg.resolution import Resolved
from kg.vocabulary import Stance

__all__ = ["Changes", "change_cells", "ground_words", "happened_words", "in_reading_order"]

_COLUMNS = ("Party", "On", "Change", "Newest evidence")
_APART = "reported otherwise"

#: the titles of the tables of changes, by voice; inferred ones come last
_TITLES = {
    "own": "In own voice",
    "own, from another": "In own voice, after what was inferred or known by others' word",
    "ascribed": "By others' word",
    _APART: "Reported otherwise: the newer report is undated and may be of an older word",
    "inferred": "Inferred",
}

_RED_LINES = {
    (Stance.DEMAND, True): "now demanded",
    (Stance.DEMAND, False): "no longer demanded",
    (Stance.RULE_OUT, True): "now ruled out",
    (Stance.RULE_OUT, False): "no longer ruled out",
}


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
        said = [*held, *(each.evidence for each in self.developments), [s for s in told if s]]
        events = (self.case.events[each.what] for each in self.developments if each.kind == "deed")
        return independent_sources(
            self.case, {s.source for each in said for s in each} | {e.source for e in events if e.source}
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
        return tables or [Table("", (), (), note=f"nothing changed since the end of {self.since}")]

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
        columns = ("Party", "On", "Announced", "For this case")
        return Table(f"Announced consequences ({len(rows)})", columns, tuple(rows))

    def _by_voice(self, show: Renderer) -> Iterable[Table]:
        for voice, changes in in_reading_order(self.changes).items():
            rows = tuple((*change_cells(show, change, self.since), self._newest(show, change)) for change in changes)
            yield Table(f"{_TITLES[voice]} ({len(rows)})", _COLUMNS, rows)

    def _newest(self, show: Renderer, change: Change) -> str:
        """Return the newest of what a change rests on: of a withdrawal, also of what it was inferred from, what made it."""
        said = change.after.evidence
        if change.kind == "withdrawn":
            premises = [p for derivation in change.before.derivation for p in derivation.premises]
            held = [change.after, *(self.resolution.stance(p.party, p.option) for p in premises)]
            said = in_order_of_day(s for each in held for s in self.resolution.taken_back_by(each))
        return _newest(show, said or change.before.evidence)

    def _ground_table(self, show: Renderer) -> Table:
        if self.ground is None:
            note = "the shared ground of pairs is left out because there are too many parties; name some with --party"
            return Table("", (), (), note=note if self.changes else "")
        rows = tuple((" – ".join(map(show.name, g.parties)), show.name(g.option), ground_words(g)) for g in self.ground)
        return Table("Effect on the shared ground of pairs", ("Pair", "On", "Ground"), rows)

    def _developments_table(self, show: Renderer) -> Table:
        beside = [each for each in self.developments if each.kind != "deed"]
        rows = tuple(
            (show.names(each.parties), show.name(each.what), happened_words(show, each), _newest(show, each.evidence))
            for each in beside
        )
        title = f"Conditions, readings and proposals ({len(rows)})"
        return Table(title, ("Party", "On", "What happened", "Newest evidence"), rows)

    def _deeds_table(self, show: Renderer) -> Table:
        told = {deed.event.id for deed in self.deeds}
        alone = [each for each in self.developments if each.kind == "deed" and each.what not in told]
        rows = [self._deed_row(show, deed) for deed in self.deeds]
        rows += [(f"{show.name(each.what)}, {each.day}", "", _path(each), self._place(show, each)) for each in alone]
        return Table("Deeds and words", ("Event", "Honours or breaks", "Known", "According to"), tuple(rows))

    def _place(self, show: Renderer, deed: Development) -> str:
        event = self.case.events[deed.what]
        return _newest(show, deed.evidence) or event_place(show, event)

    def _deed_row(self, show: Renderer, deed: Deed) -> tuple[str, ...]:
        verdicts = (("honours", deed.assessment.honours), ("breaks", deed.assessment.breaks))
        options = "\n".join(f"{verb} {show.names(options)}" for verb, options in verdicts if options)
        statement = self.case.statement(deed.assessment.statement)
        cited = f"{show.name(statement.about)}: {show.citation(statement)}" if statement else ""
        return (f"{show.name(deed.event.id)}, {deed.event.start}", options, str(deed.known), cited)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each change of stance, and one for each development."""
        show = self.renderer(lang)
        columns = ("kind", "toward", "party", "option", "before", "after", "voice", "change", "statements")
        moved = [_cells(show, change, self.since) for change in self.changes]
        return columns, [*moved, *(_beside(show, each) for each in self.developments)]


def _cells(show: Renderer, change: Change, since: date) -> list[object]:
    who = show.name(change.after.party), show.name(change.after.term)
    cited = "; ".join(map(show.citation, change.after.evidence))
    moved = change.before.stance, change.after.stance, change.voice, _words(show, change, since)
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


def change_cells(show: Renderer, change: Change, since: date) -> tuple[str, ...]:
    """Return who moved, on what, and how, the stances before and after beneath."""
    on = change.ladder.issue if change.ladder else change.after.term
    words, stances = _words(show, change, since), [_brief(show, held) for held in (change.before, change.after)]
    moved = words if change.ladder and stances[0] == stances[1] else f"{words}\n{' → '.join(stances)}"
    return (show.name(change.after.party), show.name(on), moved)


def _newest(show: Renderer, evidence: Sequence[Statement]) -> str:
    return show.citation(evidence[-1]) if evidence else ""


def _words(show: Renderer, change: Change, since: date) -> str:
    """Return a change in words that a party can read: never softened or hardened."""
    if change.kind == "lapsed":
        lapse = change.after.lapsed_by
        unfounded = ": it no longer follows from anything" if change.before.inferred else ""
        return show.lapse_words(lapse) if lapse else f"lapsed{unfounded}"
    if change.kind in ("softened", "hardened"):
        said = dict.fromkeys((change.words, _red_line(change), _stands_again(change, since)))
        return "; ".join(part for part in said if part)
    if change.kind == "spoke" and (again := _stands_again(change, since)):
        return again
    named = "other conditions" if change.kind == "shifted" and _is_same_word(change) else change.words
    went = _range_words(show, change.ladder)
    path = f"{named}{' ' if change.before.side else ': '}{went}" if went else named
    return f"{path}, toward {change.toward}" if change.toward else path


def _brief(show: Renderer, held: Resolved) -> str:
    """Return a stance in a word, with what it rests on if not the party's own statement."""
    if held.stance is Stance.SILENT:
        return "no stance" if held.ended else "no stance on record"
    marks = [words for words, holds in (("inferred", held.inferred), ("by others' word", held.ascribed)) if holds]
    marks += ["less authoritative than before"] if "less authoritative" in held.marks else []
    marks += [f"fallback beside {show.names(held.fallback)}"] if held.fallback else []
    return f"{held.stance}" + (f" ({', '.join(marks)})" if marks else "")


def _is_same_word(change: Change) -> bool:
    return change.before.stance is change.after.stance


def _red_line(change: Change) -> str:
    drawn = change.after.is_red_line
    of = change.after if drawn else change.before
    if change.red_line is None or change.after.fallback or of.inferred:
        return ""
    return _RED_LINES[change.red_line, drawn]


def _stands_again(change: Change, since: date) -> str:
    """Say where nothing new was said, and an older word of the party stands again."""
    is_old = all(statement.latest <= since for statement in change.after.evidence)
    return f"what was said by {change.after.day} stands again" if is_old and change.voice.startswith("own") else ""


def _range_words(show: Renderer, move: LadderMove | None) -> str:
    """Return where a range went, how its width changed, and toward whom: ``from at least 60 to 20 days, toward Selm``."""
    if move is None or move.before == move.after:
        return ""
    ends = [_interval_words(each) for each in (move.before, move.after) if each]
    path = f"from {ends[0]} to {ends[1]}" if len(ends) > 1 else "".join(ends)
    toward = f"toward {show.names(move.toward)}" if move.toward else ""
    return ", ".join(part for part in (f"{path} {move.unit or ''}".strip(), move.width, toward) if part)


def _interval_words(interval: Interval) -> str:
    low, high = (number(end) for end in (interval.low, interval.high))
    if low == high:
        return f"{low}"
    if low is None or high is None:
        return f"at most {high}" if low is None else f"at least {low}"
    return f"between {low} and {high}"


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
        "text": _detail(show, each),
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


def happened_words(show: Renderer, each: Development) -> str:
    """Return what happened, from which day, and known how: ``condition missed, from 2031-02-01: …``."""
    day = f", from {each.day}" if each.day else ""
    return f"{each.kind}{day}: {_detail(show, each)}" + (" (by others' word)" if each.ascribed else "")


def _detail(show: Renderer, each: Development) -> str:
    if isinstance(each.of, Condition):
        return show.condition_words(each.of, each.kind.removeprefix("condition "))
    if isinstance(each.of, Reading):
        text = show.text(each.of.text)
        return f"{show.name(each.of.point)}: {text}" if text else show.name(each.of.point)
    return _path(each)


def _path(each: Development) -> str:
    return " → ".join(state for state in (each.before, each.after) if state)


def ground_words(change: GroundChange) -> str:
    """Return a pair's ground before and after in words, and what it rests on if not on own voice."""
    before, after = (
        ", ".join(words for words in (ground.value.replace("_", " ") if ground else "closed", read) if words)
        for ground, read in ((change.before, change.read_before), (change.after, change.read_after))
    )
    marks = [words for words, holds in (("inference", change.inferred), ("others' word", change.ascribed)) if holds]
    return f"{before} → {after}" + (f"\nrests in part on {' and '.join(marks)}" if marks else "")
