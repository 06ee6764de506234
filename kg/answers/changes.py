"""What changed, as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.analysis.changes import Change, Deed, GroundChange
from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer, day_or_none
from kg.answers.tables import Rows, Table
from kg.resolution import Resolved

__all__ = ["Changes"]


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
        return {"kind": change.kind, "toward": change.toward, **who, **stances}

    def _ground(self, show: Renderer, change: GroundChange) -> Json:
        before, after = (ground.value if ground else None for ground in (change.before, change.after))
        who = {"parties": show.things(change.parties), "option": show.thing(change.option)}
        return {**who, "before": before, "after": after}

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

    def tables(self, lang: str = "en") -> list[Table]:
        """Return changes in own voice, ascribed and inferred apart, moves between sides first; then ground and deeds."""
        show = self.renderer(lang)
        titles = ("In own voice", "As others report", "Inferred")
        tables = []
        for voice, title in enumerate(titles):
            found = sorted((c for c in self.changes if c.order[0] == voice), key=lambda c: c.order)
            if found:
                rows = tuple(self._change_row(show, change) for change in found)
                columns = ("Party", "On", "Change", "Newest evidence")
                tables.append(Table(f"{title} ({len(found)})", columns, rows))
        if self.ground:
            rows = tuple((" – ".join(map(show.name, g.parties)), show.name(g.option), _moved(g)) for g in self.ground)
            tables.append(Table("Effect on the shared ground of pairs", ("Pair", "On", "Ground"), rows))
        elif self.ground is None and self.changes:
            note = "the shared ground of pairs is left out because there are too many parties; name some with --party"
            tables.append(Table("", (), (), note=note))
        if self.deeds:
            rows = tuple(self._deed_row(show, deed) for deed in self.deeds)
            tables.append(Table("Events that honour or break options", ("Event", "Option", "According to"), rows))
        return tables or [Table("", (), (), note=f"nothing changed since the end of {self.since}")]

    def _change_row(self, show: Renderer, change: Change) -> tuple[str, ...]:
        toward = f" toward {change.toward}" if change.toward else ""
        moved = f"{change.kind}{toward}\n{change.before.stance} → {change.after.stance}"
        newest = show.citation(change.after.evidence[-1]) if change.after.evidence else ""
        return (show.name(change.after.party), show.name(change.after.term), moved, newest)

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
        columns = ("kind", "toward", "party", "option", "before", "after", "inferred", "ascribed", "statements")
        found: list[list[object]] = [
            [c.kind, c.toward, show.name(c.after.party), show.name(c.after.term), c.before.stance, c.after.stance]
            + [c.after.inferred, c.after.ascribed, "; ".join(map(show.citation, c.after.evidence))]
            for c in self.changes
        ]
        return columns, found


def _moved(change: GroundChange) -> str:
    before, after = (g.value.replace("_", " ") if g else "closed" for g in (change.before, change.after))
    return f"{before} → {after}"
