"""Declared red lines: each demand and each option ruled out in a party's own voice, beside where the others stand."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.conflicts import Conflict, Severity
from kg.answers.deals_words import HELD
from kg.briefing.asked import Pen
from kg.briefing.document import Block, Bullets, Line, Paragraph, Piece, Section
from kg.resolution import Resolved

__all__ = ["red_lines"]


def red_lines(pen: Pen) -> Section:
    """Return the section: red line against red line first, then each declared red line."""
    facing = [each for each in pen.asked.conflicts.conflicts if each.severity is Severity.RED_LINE]
    blocks: list[Block] = [Paragraph((Piece("Red line against red line: none on record."),))]
    if facing:
        lines = tuple(_facing(pen, conflict) for conflict in facing[: pen.room.items])
        blocks = [Bullets(lines, pen.more(len(facing) - len(lines), "conflicts"))]
    drawn = sorted(_drawn(pen), key=lambda held: (pen.asked.case.issue_of(held.term), held.term, held.party))
    shown = tuple(_declared(pen, held) for held in drawn[: pen.room.items])
    if shown:
        blocks.append(Bullets(shown, pen.more(len(drawn) - len(shown), "positions --stance demand, or rule-out,")))
    else:
        blocks.append(Paragraph((Piece("None of the parties has declared one on an open issue."),)))
    return Section("Declared red lines", tuple(blocks))


def _drawn(pen: Pen) -> Iterator[Resolved]:
    """Yield the red lines on open issues that the parties declared themselves."""
    case, day = pen.asked.case, pen.asked.resolution.day
    for party in pen.asked.parties:
        for term, held in pen.asked.declared.lines(party).items():
            if term in case.options and case.issues[case.issue_of(term)].is_open(day):
                yield held


def _facing(pen: Pen, conflict: Conflict) -> Line:
    pieces: list[Piece] = [Piece("Red line against red line: ", strong=True)]
    for number, held in enumerate(conflict.sides):
        mark = " (by others' word)" if held.ascribed else " (inferred)" if held.inferred else ""
        words = (
            f"{'; ' if number else ''}{pen.show.name(held.party)} {HELD[held.stance]} {pen.show.name(held.term)}{mark}"
        )
        pieces += pen.says(held, words)
    return tuple(pieces)


def _declared(pen: Pen, held: Resolved) -> Line:
    name = pen.show.name(held.term)
    words = f"{pen.show.name(held.party)} {HELD[held.stance]} {name}"
    others = [pen.asked.resolution.stance(p, held.term) for p in pen.asked.parties if p != held.party]
    pieces = [*pen.says(held, words)]
    for other in (each for each in others if each.side):
        pieces += pen.says(other, f"; {pen.show.name(other.party)}: {pen.show.stance_words(other)}")
    silent = pen.names(each.party for each in others if each.side is None)
    return (*pieces, Piece(f"; without a side: {silent}" if silent else ""))
