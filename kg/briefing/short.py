"""What a briefing says first: the headline, with the newest statement of each stance that it rests on."""

from __future__ import annotations

from kg.analysis.ground import Ground
from kg.answers.headline import LINES
from kg.briefing.asked import Pen, premises_of
from kg.briefing.document import Line, Piece
from kg.words import page_said

__all__ = ["in_short"]


def in_short(pen: Pen) -> tuple[Line, ...]:
    """Return a line for each class of shared ground, and whose word it all rests on; the group stands in the title."""
    lang = pen.show.lang
    classes = {page_said(lang, ground.value, name): ground for ground, name in LINES.items()}
    _, *lines = pen.asked.headline.lines(lang, longest=2 * pen.room.words)
    return tuple(
        (Piece(f"{name}: ", strong=True), Piece(pen.room.clip(words, lines=2), _notes(pen, classes.get(name))))
        for name, words in lines
    )


def _notes(pen: Pen, ground: Ground | None) -> tuple[int, ...]:
    rows = pen.asked.headline.rows_of(ground)[: pen.room.items] if ground else ()
    newest = (premises_of(held)[-1:] for row in rows for held in pen.asked.in_order(row.spoke))
    return tuple(dict.fromkeys(number for said in newest for number in pen.notes.statements(said)))
