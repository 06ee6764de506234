"""What a briefing is written from: the answers on a group, computed once, and the pen that cites their statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.analysis.red_lines import Declared
from kg.analysis.scorecard import Scorecard
from kg.answers import Changes, Conflicts, Deals, Headline, SharedGround
from kg.answers.rendering import Renderer
from kg.briefing.document import Line, Notes, Piece
from kg.briefing.fitting import Room
from kg.case import Case
from kg.case.records import Statement
from kg.resolution import Resolution, Resolved
from kg.words import joined, said

__all__ = ["Asked", "Pen", "ShortNames", "premises_of"]


@dataclass(frozen=True)
class Asked:
    """A group of ``parties`` (ids, in the order in which they stand) on a day, and the answers on it.

    ``changes`` is None where no earlier day is asked about.
    """

    resolution: Resolution
    parties: tuple[str, ...]
    headline: Headline
    shared: SharedGround
    conflicts: Conflicts
    declared: Declared
    cards: tuple[Scorecard, ...]
    deals: Deals
    changes: Changes | None

    @property
    def case(self) -> Case:
        """The case asked."""
        return self.resolution.case

    @property
    def since(self) -> date | None:
        """The day since whose end changes are told."""
        return self.changes.since if self.changes else None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that the parties' stances rest on, once each."""
        found = {s.id: s for held in self.shared.stances() for s in premises_of(held)}
        return tuple(found[key] for key in sorted(found))

    def in_order(self, stances: Iterable[Resolved]) -> list[Resolved]:
        """Return stances in the order of the parties."""
        return sorted(stances, key=lambda held: self.parties.index(held.party))


def premises_of(held: Resolved) -> tuple[Statement, ...]:
    """Return the statements of a stance, or where it is inferred those that it is inferred from."""
    return held.evidence or tuple(s for each in held.derivation for p in each.premises for s in p.evidence)


class ShortNames(Renderer):
    """A renderer whose names of things are cut to a room."""

    def __init__(self, like: Renderer, room: Room) -> None:
        super().__init__(like.case, like.lang, like.day, like.stale_after)
        self._room = room

    def name(self, identifier: str) -> str:
        """Return a thing's label, cut after a word where it is too long."""
        return self._room.clip(super().name(identifier))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes pieces of lines in a language, with notes, within a room."""

    asked: Asked
    show: Renderer
    notes: Notes
    room: Room

    @property
    def lang(self) -> str:
        """The language."""
        return self.show.lang

    def stance(self, held: Resolved, *, named: bool = False) -> Line:
        """Return a stance with its notes, and with its party's name where ``named``; what it requires stands with it."""
        who = f"{self.show.name(held.party)}: " if named else ""
        wanted = self.room.clip(joined(self.lang, map(self.show.condition_words, held.conditions)))
        words = f"{who}{self.show.stance_words(held)}"
        if wanted:
            words = said(self.lang, "{stance}, if {condition}", stance=words, condition=wanted)
        return (Piece(words, self.notes.statements(premises_of(held))),)

    def says(self, held: Resolved, words: str) -> Line:
        """Return words about a stance, with its notes."""
        return (Piece(words, self.notes.statements(premises_of(held))),)

    def more(self, left: int, command: str) -> str:
        """Return how many were left out for want of room, and what shows them; nothing where none was."""
        if left <= 0:
            return ""
        return said(self.lang, "and {count} more: kg {command} shows all", count=f"{left:,}", command=command)

    def names(self, parties: Iterable[str]) -> str:
        """Return the labels of parties in their order."""
        wanted = set(parties)
        return self.show.names(party for party in self.asked.parties if party in wanted)
