"""Declared red lines: each demand and each option ruled out in a party's own voice, beside where the others stand."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.conflicts import Conflict, Severity
from kg.answers.deals_words import HELD
from kg.answers.terms import marks
from kg.briefing.asked import Pen
from kg.briefing.document import Block, Bullets, Line, Paragraph, Piece, Section
from kg.resolution import Resolved
from kg.words import said

__all__ = ["red_lines"]


def red_lines(pen: Pen) -> Section:
    """Return the section: red line against red line first, then each declared red line."""
    facing = [each for each in pen.asked.conflicts.conflicts if each.severity is Severity.RED_LINE]
    facing_title = said(pen.lang, "Red line against red line")
    blocks: list[Block] = [Paragraph((Piece(f"{facing_title}: {said(pen.lang, 'none on record')}."),))]
    if facing:
        lines = tuple(_facing(pen, conflict) for conflict in facing[: pen.room.items])
        blocks = [Bullets(lines, pen.more(len(facing) - len(lines), "conflicts"))]
    drawn = sorted(_drawn(pen), key=lambda held: (pen.asked.case.issue_of(held.term), held.term, held.party))
    shown = tuple(_declared(pen, held) for held in drawn[: pen.room.items])
    if shown:
        blocks.append(Bullets(shown, pen.more(len(drawn) - len(shown), "positions --stance demand, or rule-out,")))
    else:
        blocks.append(Paragraph((Piece(said(pen.lang, "None of the parties has declared one on an open issue.")),)))
    return Section(said(pen.lang, "Declared red lines"), tuple(blocks))


def _drawn(pen: Pen) -> Iterator[Resolved]:
    """Yield the red lines on open issues that the parties declared themselves."""
    case, day = pen.asked.case, pen.asked.resolution.day
    for party in pen.asked.parties:
        for term, held in pen.asked.declared.lines(party).items():
            if term in case.options and case.issues[case.issue_of(term)].is_open(day):
                yield held


def _facing(pen: Pen, conflict: Conflict) -> Line:
    pieces: list[Piece] = [Piece(f"{said(pen.lang, 'Red line against red line')}: ", strong=True)]
    for number, held in enumerate(conflict.sides):
        mark = marks(pen.lang, inferred=held.inferred and not held.ascribed, ascribed=held.ascribed)
        pieces += pen.says(held, f"{'; ' if number else ''}{_holds(pen, held)}{mark}")
    return tuple(pieces)


def _holds(pen: Pen, held: Resolved) -> str:
    """Return who demands or rules out what."""
    return said(pen.lang, HELD[held.stance], party=pen.show.name(held.party), what=pen.show.name(held.term))


def _declared(pen: Pen, held: Resolved) -> Line:
    others = [pen.asked.resolution.stance(p, held.term) for p in pen.asked.parties if p != held.party]
    pieces = [*pen.says(held, _holds(pen, held))]
    for other in (each for each in others if each.side):
        pieces += pen.says(other, f"; {pen.show.name(other.party)}: {pen.show.stance_words(other)}")
    silent = pen.names(each.party for each in others if each.side is None)
    return (*pieces, Piece(f"; {said(pen.lang, 'without a side')}: {silent}" if silent else ""))
