"""What changed, as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.analysis.changes import Change, GroundChange
from kg.analysis.developments import Deed
from kg.analysis.ladder_moves import LadderMove
from kg.analysis.ladders import Interval
from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer, day_or_none, number
from kg.answers.tables import Rows, Table
from kg.resolution import Lapse, Resolved
from kg.vocabulary import Stance

__all__ = ["Changes"]

_COLUMNS = ("Party", "On", "Change", "Newest evidence")
_APART = "reported otherwise"

#: the titles of the tables of changes, by voice; inferred ones come last
_TITLES = {
    "own": "In own voice",
    "own, from another": "In own voice, where what stood before was inferred or others' word",
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
    deeds: tuple[Deed, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances as they are now."""
        return (change.after for change in self.changes)

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the stances before and after."""
        held = (stance for change in self.changes for stance in (change.before, change.after))
        return independent_sources(self.case, {s.source for stance in held for s in stance.evidence})

    def body(self, show: Renderer) -> Json:
        """Return ``since``, ``changes``, ``ground`` and ``events``."""
        return {
            "parties": show.things(self.parties),
            "since": self.since.isoformat(),
            "changes": [self._change(show, change) for change in self.changes],
            "ground": None if self.ground is None else [self._ground(show, change) for change in self.ground],
            "events": [self._deed(show, deed) for deed in self.deeds],
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
        return {**who, "before": before, "after": after, "inferred": change.inferred, "ascribed": change.ascribed}

    def _deed(self, show: Renderer, deed: Deed) -> Json:
        statement = self.case.statement(deed.assessment.statement)
        return {
            "event": show.thing(deed.event.id),
            "start": day_or_none(deed.event.start),
            "verified": deed.event.verified,
            "honours": show.things(deed.assessment.honours),
            "breaks": show.things(deed.assessment.breaks),
            "according_to": show.evidence([statement] if statement else []),
        }

    # -------------------------------------------------------------- tables

    def tables(self, lang: str = "en") -> list[Table]:
        """Return what was announced for what did not come, then the changes by voice, moves between sides first.

        What is reported otherwise stands apart, what is inferred last; then come the ground of pairs, and deeds.
        """
        show = self.renderer(lang)
        found = [self._consequences(show), *self._by_voice(show), self._ground_table(show), self._deeds_table(show)]
        tables = [table for table in found if table.rows or table.note]
        return tables or [Table("", (), (), note=f"nothing changed since the end of {self.since}")]

    def _consequences(self, show: Renderer) -> Table:
        rows = tuple(
            (show.name(c.after.party), show.name(c.after.term), words, _lapse_words(show, c.after.lapsed_by))
            for c in self.changes
            if c.after.lapsed_by and (words := show.text(c.after.lapsed_by.consequence))
        )
        return Table(f"Announced consequences ({len(rows)})", ("Party", "On", "Announced", "For this case"), rows)

    def _by_voice(self, show: Renderer) -> Iterable[Table]:
        ordered = sorted(self.changes, key=lambda change: change.order)
        for voice, title in _TITLES.items():
            rows = tuple(_row(show, change) for change in ordered if _table_of(change) == voice)
            yield Table(f"{title} ({len(rows)})", _COLUMNS, rows)

    def _ground_table(self, show: Renderer) -> Table:
        if self.ground is None:
            note = "the shared ground of pairs is left out because there are too many parties; name some with --party"
            return Table("", (), (), note=note if self.changes else "")
        rows = tuple((" – ".join(map(show.name, g.parties)), show.name(g.option), _moved(g)) for g in self.ground)
        return Table("Effect on the shared ground of pairs", ("Pair", "On", "Ground"), rows)

    def _deeds_table(self, show: Renderer) -> Table:
        rows = tuple(self._deed_row(show, deed) for deed in self.deeds)
        return Table("Events that honour or break options", ("Event", "Option", "According to"), rows)

    def _deed_row(self, show: Renderer, deed: Deed) -> tuple[str, ...]:
        verdicts = (("honours", deed.assessment.honours), ("breaks", deed.assessment.breaks))
        options = "\n".join(f"{verb} {show.names(options)}" for verb, options in verdicts if options)
        statement = self.case.statement(deed.assessment.statement)
        unverified = "" if deed.event.verified else " (unverified)"
        cited = f"{show.name(statement.about)}: {show.citation(statement)}" if statement else ""
        return (f"{show.name(deed.event.id)}, {deed.event.start}{unverified}", options, cited)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each change of stance."""
        show = self.renderer(lang)
        columns = ("kind", "toward", "party", "option", "before", "after", "voice", "change", "statements")
        return columns, [_cells(show, change) for change in self.changes]


def _cells(show: Renderer, change: Change) -> list[object]:
    who = show.name(change.after.party), show.name(change.after.term)
    cited = "; ".join(map(show.citation, change.after.evidence))
    moved = change.before.stance, change.after.stance, change.voice, _words(show, change)
    return [change.kind, change.toward, *who, *moved, cited]


def _table_of(change: Change) -> str:
    return _APART if change.kind == _APART else change.voice


def _row(show: Renderer, change: Change) -> tuple[str, ...]:
    on = change.ladder.issue if change.ladder else change.after.term
    words, stances = _words(show, change), [_brief(show, held) for held in (change.before, change.after)]
    moved = words if change.ladder and _is_same_word(change) else f"{words}\n{' → '.join(stances)}"
    evidence = change.after.evidence or change.before.evidence
    return (show.name(change.after.party), show.name(on), moved, show.citation(evidence[-1]) if evidence else "")


def _words(show: Renderer, change: Change) -> str:
    """Return a change in words that a party can read: never softened or hardened."""
    if change.kind == "lapsed":
        lapse = change.after.lapsed_by
        unfounded = ": it no longer follows from anything" if change.before.inferred else ""
        return _lapse_words(show, lapse) if lapse else f"lapsed{unfounded}"
    if change.kind in ("softened", "hardened"):
        said = dict.fromkeys((change.words, _red_line(change), _stands_again(change)))
        return "; ".join(part for part in said if part)
    named = "other conditions" if change.kind == "shifted" and _is_same_word(change) else change.kind
    went = _range_words(show, change.ladder)
    path = f"{named}{' ' if change.before.side else ': '}{went}" if went else named
    return f"{path}, toward {change.toward}" if change.toward else path


def _lapse_words(show: Renderer, lapse: Lapse) -> str:
    return f"lapsed after {lapse.day}: {lapse.kind}" + (f" of {show.names(lapse.of)}" if lapse.of else "")


def _brief(show: Renderer, held: Resolved) -> str:
    """Return a stance in a word, with what it rests on if not the party's own statement."""
    if held.stance is Stance.SILENT:
        return f"no stance: {held.ended}" if held.ended else "no stance on record"
    marks = [words for words, holds in (("inferred", held.inferred), ("by others' word", held.ascribed)) if holds]
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


def _stands_again(change: Change) -> str:
    """Say where nothing new was said, and an older word stands again."""
    stood = change.before.inferred and not change.after.inferred and change.after.day
    return "what was said before stands again" if stood and change.after.day != change.before.day else ""


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


def _moved(change: GroundChange) -> str:
    before, after = (g.value.replace("_", " ") if g else "closed" for g in (change.before, change.after))
    marks = [words for words, holds in (("inferred", change.inferred), ("by others' word", change.ascribed)) if holds]
    return f"{before} → {after}" + (f"\nrests in part on what is {' and '.join(marks)}" if marks else "")
