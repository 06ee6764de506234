"""Conflicts and overlap as answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.analysis.conflicts import Conflict, ConflictKind, Severity
from kg.analysis.overlap import PairOverlap
from kg.answers.base import Answer
from kg.answers.frames import frame_of, names_apart
from kg.answers.rendering import Json, Renderer
from kg.answers.shared import reading_words, readings_json, unread_words
from kg.answers.tables import Rows, Table
from kg.answers.terms import rule_name
from kg.case.records import Condition
from kg.errors import UsageError
from kg.resolution import Resolved
from kg.words import counted, joined, later, listed, page_term, said

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COUNTS", "SEVERITY_TITLES", "Conflicts", "Overlap"]

#: what is counted of a pair, each a number of options of open issues, a ladder as one
COUNTS = ("agreed", "within_reach", "contested", "red_lines", "both_sided", "inferred", "ascribed")

#: what each severity is called, hardest first
SEVERITY_TITLES = {
    Severity.RED_LINE: later("Red line against red line"),
    Severity.ONE_RED_LINE: later("A red line on one side"),
    Severity.FIRM: later("Firm"),
    Severity.SOFT: later("Soft: doubt or leaning on a side"),
}


@dataclass(frozen=True)
class Conflicts(Answer):
    """The conflicts of a group (:mod:`kg.analysis.conflicts`): own voice first, then by issue, option and party id."""

    conflicts: tuple[Conflict, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the stances that stand against each other."""
        return (held for conflict in self.conflicts for held in conflict.sides)

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``conflicts``."""
        return {
            "parties": show.things(self.parties),
            "conflicts": [self.conflict_json(show, c) for c in self.conflicts],
        }

    def conflict_json(self, show: Renderer, conflict: Conflict) -> Json:
        """Return a conflict of the contract."""
        return {
            "kind": conflict.kind.value,
            "severity": conflict.severity.value,
            "ascribed": conflict.ascribed,
            "inferred": conflict.inferred,
            "issues": show.things(conflict.issues),
            "sides": [show.stance(held) for held in conflict.sides],
            "condition": show.condition(conflict.condition) if conflict.condition else None,
            "conditions": [show.condition(condition) for condition in conflict.conditions],
            "readings": readings_json(show, conflict.readings),
            "implies": [self.conflict_json(show, implied) for implied in conflict.implies],
        }

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a table for each severity, hardest first, own voice before ascribed."""
        show = self.renderer(lang)
        tables = []
        for severity, title in SEVERITY_TITLES.items():
            found = [c for c in self.conflicts if c.severity is severity]
            if found:
                rows = tuple((self.what(show, c), self.sides(show, c), self._why(show, c)) for c in found)
                columns = (said(lang, "Conflict"), said(lang, "Stances"), said(lang, "Detail"))
                tables.append(Table(f"{said(lang, title)} ({len(found)})", columns, rows))
        none = said(lang, "no conflict on record between {parties}", parties=show.names(self.parties))
        return tables or [Table("", (), (), note=none)]

    def what(self, show: Renderer, conflict: Conflict) -> str:
        """Return the terms of a conflict, its kind, and what it rests on."""
        names = dict.fromkeys(show.name(held.term) for held in conflict.sides)
        is_circle = conflict.kind is ConflictKind.SEQUENCE
        terms = " → ".join([*names, next(iter(names))]) if is_circle else " × ".join(names)
        marks = [page_term(show.lang, f"conflict_{conflict.kind}", str(conflict.kind))]
        marks += [said(show.lang, "a side inferred")] if conflict.inferred else []
        if conflict.ascribed:
            side, reading = later("a side by others' word"), later("each reading by others' word")
            marks += [said(show.lang, side if any(held.ascribed for held in conflict.sides) else reading)]
        return f"{terms}\n{listed(show.lang, marks)}"

    def sides(self, show: Renderer, conflict: Conflict) -> str:
        """Return the stances of a conflict, a line each."""
        return "\n".join(f"{show.name(held.party)}: {show.stance_words(held)}" for held in conflict.sides)

    def _why(self, show: Renderer, conflict: Conflict) -> str:
        lines = [f"{who}: {show.condition_words(c)}" for who, c in self._requiring(show, conflict)]
        lines += [reading_words(show, reading) for reading in conflict.readings]
        points = dict.fromkeys(reading.reading.point for reading in conflict.readings)
        parties = [held.party for held in conflict.sides]
        lines += unread_words(show, self.resolution, conflict.sides[0].term, points, parties)
        for held in conflict.sides:
            for step in held.derivation:
                premises = joined(show.lang, (show.premise_words(premise) for premise in step.premises))
                by_rule = said(
                    show.lang, "by {rule} from {premises}", rule=rule_name(show.lang, step.rule), premises=premises
                )
                lines.append(f"{show.name(held.party)}: {by_rule}")
        lines += [
            said(show.lang, "therefore also in conflict on {option}", option=show.name(c.sides[0].term))
            for c in conflict.implies
        ]
        return "\n".join(lines)

    def _requiring(self, show: Renderer, conflict: Conflict) -> list[tuple[str, Condition]]:
        if conflict.kind is not ConflictKind.SEQUENCE:
            return [(said(show.lang, "requires"), condition) for condition in conflict.conditions]
        asking = (
            said(show.lang, "{party}, on {option}, requires", party=show.name(held.party), option=show.name(held.term))
            for held in conflict.sides
        )
        return list(zip(asking, conflict.conditions, strict=True))

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each conflict; of a circle of more than two, the others are in ``further_sides``."""
        show = self.renderer(lang)
        columns = ("kind", "severity", "ascribed", "inferred", "issues", "party_1", "option_1", "stance_1")
        more = ("party_2", "option_2", "stance_2", "further_sides", "detail")
        found: list[list[object]] = []
        for conflict in self.conflicts:
            sides = [(show.name(held.party), show.name(held.term), str(held.stance)) for held in conflict.sides]
            two = [text for side in sides[:2] for text in side]
            further = "; ".join(": ".join(side) for side in sides[2:])
            detail = self._why(show, conflict).replace("\n", "; ")
            marks = (conflict.ascribed, conflict.inferred, show.names(conflict.issues))
            found.append([conflict.kind, conflict.severity, *marks, *two, further, detail])
        return (*columns, *more), found


@dataclass(frozen=True)
class Overlap(Answer):
    """How far each pair stands together or apart (:mod:`kg.analysis.overlap`), in order of party ids."""

    pairs: tuple[PairOverlap, ...]

    def stances(self) -> Iterable[Resolved]:
        """Yield the parties' stances on the options of open issues."""
        open_on = self.resolution.day
        for party in self.parties:
            for term, held in self.resolution.of_party(party).items():
                option = self.case.options.get(term)
                if option and self.case.issues[option.issue].is_open(open_on):
                    yield held

    def body(self, show: Renderer) -> Json:
        """Return ``parties`` and ``pairs``."""
        return {"parties": show.things(self.parties), "pairs": [self._pair(show, pair) for pair in self.pairs]}

    def _pair(self, show: Renderer, pair: PairOverlap) -> Json:
        return {
            "parties": show.things(pair.parties),
            **{count: getattr(pair, count) for count in COUNTS},
        }

    def tables(self, lang: str = "en") -> list[Table]:
        """Return a matrix of the parties; where there are many, a list of the pairs that both have a side on some option."""
        show = self.renderer(lang)
        note = said(
            lang,
            "options agreed / within reach / contested, of those on which both have a side; of these, how many are red line "
            "against red line, and how many rest on an inferred stance or on others' word; a ladder counts once; · none",
        )
        title = said(lang, "Overlap")
        if len(self.parties) <= 6:
            return [Table(title, ("", *map(show.name, self.parties)), self._matrix(show), note)]
        rows = tuple(
            (f"{show.name(p.parties[0])} – {show.name(p.parties[1])}", self.cell(lang, p), str(p.red_lines))
            for p in self.pairs
            if p.both_sided
        )
        return [Table(title, (said(lang, "Pair"), title, said(lang, "Red line × red line")), rows, note)]

    def _matrix(self, show: Renderer) -> tuple[tuple[str, ...], ...]:
        cells = {frozenset(pair.parties): self.cell(show.lang, pair) for pair in self.pairs}
        return tuple(
            (show.name(one), *("—" if one == other else cells[frozenset((one, other))] for other in self.parties))
            for one in self.parties
        )

    def cell(self, lang: str, pair: PairOverlap) -> str:
        """Return the counts of a pair, a line each."""
        if not pair.both_sided:
            return "·"
        marked = [
            counted(lang, pair.red_lines, "{count} red", "{count} red") if pair.red_lines else "",
            counted(lang, pair.inferred, "{count} inferred", "{count} inferred") if pair.inferred else "",
            counted(lang, pair.ascribed, "{count} by others' word", "{count} by others' word") if pair.ascribed else "",
        ]
        counts = f"{pair.agreed} / {pair.within_reach} / {pair.contested}"
        return "\n".join([counts, said(lang, "of {count}", count=pair.both_sided), *filter(None, marked)])

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each pair."""
        show = self.renderer(lang)
        found = [[*map(show.name, p.parties), *(getattr(p, count) for count in COUNTS)] for p in self.pairs]
        return ("party_1", "party_2", *COUNTS), found

    def matrix(self, count: str = "agreed", lang: str = "en") -> pd.DataFrame:
        """Return one count of the pairs as a symmetric pandas data frame, a row and a column for each party.

        ``count`` is one of :data:`COUNTS`, a number of options. Parties are in order of id; the diagonal is missing
        (``<NA>``). Raises :class:`~kg.errors.UsageError` for another count, :class:`~kg.errors.MissingExtraError` without
        pandas.
        """
        if count not in COUNTS:
            raise UsageError(f"unknown count “{count}”; use one of {', '.join(COUNTS)}")
        counts = {frozenset(pair.parties): getattr(pair, count) for pair in self.pairs}
        cells = [[counts.get(frozenset((one, other))) for other in self.parties] for one in self.parties]
        show = self.renderer(lang)
        names = names_apart([show.find(party) for party in self.parties], lang)
        return frame_of(names, cells, index=names, dtype="Int64").rename_axis(index="party", columns="party")
