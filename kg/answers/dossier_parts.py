"""The parts that the dossiers of an issue and of a party have in common, each taken from the answer that tells it in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.analysis.conflicts import Conflict
from kg.analysis.scorecard import Scorecard
from kg.answers.base import independent_sources
from kg.answers.dossier_picture import picture_of
from kg.answers.events import Events
from kg.answers.pairs import SEVERITY_TITLES, Conflicts
from kg.answers.pictures import Drawn
from kg.answers.positions import Why
from kg.answers.proposals import Scorecards
from kg.answers.rendering import Json, Renderer
from kg.answers.tables import Table
from kg.answers.timeline import Timeline
from kg.case.sensitivity import sensitivity_of
from kg.drawing import Picture
from kg.resolution import Resolved
from kg.words import said

__all__ = ["MOST_OF_HISTORY", "Dossier"]

#: how many statements of a history a table shows, the newest; the rest are counted
MOST_OF_HISTORY = 12


@dataclass(frozen=True)
class Dossier(Drawn):
    """The whole of something: stances, conflicts, proposals, deeds and history, each as its own answer has it."""

    about: str
    conflicts: Conflicts
    proposals: Scorecards
    history: Timeline
    events: Events

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the stances, the history and the deeds."""
        held = {s.source for each in self.stances() for s in each.evidence}
        return independent_sources(self.case, held | {*self.history.sources(), *self.events.sources()})

    def parts(self, show: Renderer) -> Json:
        """Return the keys of the contract that both dossiers have."""
        happened = self.events.body(show)
        return {
            "conflicts": [self.conflicts.conflict_json(show, each) for each in self.conflicts.conflicts],
            "proposals": [self._proposal(show, card) for card in self.proposals.cards],
            "weeks": happened["weeks"],
            "events": happened["events"],
            "history": self.history.body(show)["entries"],
        }

    def _proposal(self, show: Renderer, card: Scorecard) -> Json:
        sponsors, cards = card.sponsors, self.proposals
        return {
            "proposal": show.thing(card.proposal.id),
            "status": card.status,
            "ended_on": card.ended_on.isoformat() if card.ended_on else None,
            "proposed_by": show.things(sponsors.present),
            "sponsors_past": show.things(sponsors.past),
            "tabled_by": show.things(sponsors.tabled_by),
            "by_others_word": show.things(sponsors.by_others_word),
            "terms": show.things(card.proposal.terms),
            "stances": [show.stance(held) for held in card.stances],
            "red_lines": [cards.red_line_json(show, line) for line in card.red_lines],
            "inferred_red_lines": [cards.red_line_json(show, line) for line in card.inferred_red_lines],
            "left_out": [cards.left_out_json(show, held) for held in card.left_out],
            "sensitivity": sensitivity_of(self.case, card.proposal),
        }

    # ------------------------------------------------------------ picture

    def picture_title(self, lang: str = "en") -> str:
        """Return what it is about, by its name."""
        return self.renderer(lang).name(self.about)

    def picture(self, lang: str = "en") -> Picture:
        """Return its tables under one another. Raises :class:`~kg.errors.UsageError` where they have too many rows."""
        first, *others = self.tables(lang)  # the first is named as the picture is
        return picture_of(self.renderer(lang), [replace(first, title=""), *others])

    # ------------------------------------------------------------- tables

    def stance_cell(self, show: Renderer, held: Resolved) -> str:
        """Return a stance in words, with what it requires."""
        why = Why(self.resolution, (held.party,), held)
        return "\n".join([show.stance_words(held), *why.condition_lines(show)])

    @staticmethod
    def counted_table(lang: str, title: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
        """Return a table whose title counts its rows, and which says so where it has none."""
        return Table(f"{title} ({len(rows)})", columns, rows, note="" if rows else said(lang, "none on record"))

    def conflict_table(self, show: Renderer) -> Table:
        """Return the conflicts, hardest first."""
        ordered = sorted(self.conflicts.conflicts, key=lambda each: (each.ascribed, _ORDER.index(each.severity)))
        rows = tuple(self._conflict_row(show, each) for each in ordered)
        lang = show.lang
        columns = (said(lang, "Conflict"), said(lang, "Stances"), said(lang, "How hard"))
        return self.counted_table(lang, said(lang, "Conflicts"), columns, rows)

    def _conflict_row(self, show: Renderer, conflict: Conflict) -> tuple[str, ...]:
        hard = said(show.lang, SEVERITY_TITLES[conflict.severity])
        return (self.conflicts.what(show, conflict), self.conflicts.sides(show, conflict), hard[:1].lower() + hard[1:])

    def proposal_table(self, show: Renderer, terms: Iterable[str] | None = None) -> Table:
        """Return the proposals with their terms, of some (ids) or all, and what they cross and leave out."""
        wanted = None if terms is None else set(terms)
        rows = tuple(
            (
                self.proposals.title(show, card).replace(" — ", "\n"),
                "\n".join(show.name(term) for term in card.proposal.terms if wanted is None or term in wanted),
                self.proposals.red_line_words(show, card),
            )
            for card in self.proposals.cards
        )
        columns = (said(show.lang, "Proposal"), said(show.lang, "Terms"), said(show.lang, "Red lines"))
        return self.counted_table(show.lang, said(show.lang, "Proposals"), columns, rows)

    def deed_tables(self, show: Renderer) -> list[Table]:
        """Return the counts of deeds, and the deeds with what they honour or break."""
        found = self.events.deed_tables(show)
        none = said(show.lang, "none on record honours or breaks an option")
        return found or [Table(f"{said(show.lang, 'Deeds')} (0)", (), (), note=none)]

    def history_table(self, show: Renderer, command: str) -> Table:
        """Return the newest statements, the newest first; ``command`` shows all."""
        lang, rows = show.lang, tuple(reversed(self.history.statement_rows(show)))
        title, columns = said(lang, "Statements, the newest first"), (said(lang, "When and who"), said(lang, "What"))
        if len(rows) <= MOST_OF_HISTORY:
            return self.counted_table(lang, title, columns, rows)
        shown = said(lang, "{shown} of {all}", shown=MOST_OF_HISTORY, all=len(rows))
        rest = said(lang, "all of them: {command}", command=command)
        return Table(f"{title} ({shown})", columns, rows[:MOST_OF_HISTORY], rest)


_ORDER = list(SEVERITY_TITLES)
