"""What is not known: sources, options on which few have a side, parties with no position, and what filters leave out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.ground import Ground, GroundRow
from kg.briefing.asked import Pen
from kg.briefing.document import Bullets, Line, Piece, Section
from kg.words import counted, joined, later, said

__all__ = ["unknown"]


def unknown(pen: Pen) -> Section:
    """Return the section."""
    return Section(said(pen.lang, "Not known"), (Bullets(tuple(_lines(pen))),))


def _lines(pen: Pen) -> Iterator[Line]:
    sources = {pen.asked.case.original_of(s.source) for s in pen.asked.statements}
    if len(sources) == 1:
        yield (Piece(said(pen.lang, "Every stance here rests on one source.")),)
    elif sources:
        words = later("The stances here rest on {count} independent sources.")
        yield (Piece(said(pen.lang, words, count=len(sources))),)
    held = [each for each in pen.asked.shared.stances() if each.side]
    told = sum(each.ascribed for each in held)
    inferred = sum(each.inferred for each in held)
    words = later("Their stances on open issues: {all}; by others' word only: {told}; inferred: {inferred}.")
    yield (Piece(said(pen.lang, words, all=len(held), told=told, inferred=inferred)),)
    few = [row for row in pen.asked.shared.of(Ground.UNADDRESSED) if row.otherwise in (None, Ground.UNADDRESSED)]
    if few:
        yield _few(pen, few)
    spoken = {each.party for each in held}
    silent = pen.names(party for party in pen.asked.parties if party not in spoken)
    if silent:
        yield (Piece(said(pen.lang, "On every open issue no stance on record: {parties}.", parties=silent)),)


def _few(pen: Pen, rows: list[GroundRow]) -> Line:
    shown = rows[: pen.room.items]
    named = [f"{pen.show.name(row.option.id)} ({_who(pen, row)})" for row in shown]
    left = len(rows) - len(shown)
    named += [counted(pen.lang, left, "and {count} more", "and {count} more")] if left else []
    words = counted(
        pen.lang,
        len(rows),
        "On {count} option one of them at most has a side: {options}.",
        "On {count} options one of them at most has a side: {options}.",
        options=joined(pen.lang, named),
    )
    return (Piece(words),)


def _who(pen: Pen, row: GroundRow) -> str:
    return pen.show.names(held.party for held in row.stances if held.side) or said(pen.lang, "none")
