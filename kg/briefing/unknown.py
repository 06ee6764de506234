"""What is not known: sources, options on which few have a side, parties with no position, and what filters leave out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.ground import Ground, GroundRow
from kg.briefing.asked import Pen
from kg.briefing.document import Bullets, Line, Piece, Section

__all__ = ["unknown"]


def unknown(pen: Pen) -> Section:
    """Return the section."""
    return Section("Not known", (Bullets(tuple(_lines(pen))),))


def _lines(pen: Pen) -> Iterator[Line]:
    sources = {pen.asked.case.original_of(s.source) for s in pen.asked.statements}
    if len(sources) == 1:
        yield (Piece("Every stance here rests on one source."),)
    elif sources:
        yield (Piece(f"The stances here rest on {len(sources)} independent sources."),)
    held = [each for each in pen.asked.shared.stances() if each.side]
    told = sum(each.ascribed for each in held)
    inferred = sum(each.inferred for each in held)
    yield (
        Piece(
            f"Of their {len(held)} stances on open issues, {told} are known by others' word only and {inferred} are inferred."
        ),
    )
    few = [row for row in pen.asked.shared.of(Ground.UNADDRESSED) if row.otherwise in (None, Ground.UNADDRESSED)]
    if few:
        yield _few(pen, few)
    spoken = {each.party for each in held}
    silent = pen.names(party for party in pen.asked.parties if party not in spoken)
    if silent:
        yield (Piece(f"On every open issue no stance on record: {silent}."),)


def _few(pen: Pen, rows: list[GroundRow]) -> Line:
    shown = rows[: pen.room.items]
    names = "; ".join(f"{pen.show.name(row.option.id)} ({_who(pen, row)})" for row in shown)
    left = len(rows) - len(shown)
    rest = f"; and {left:,} more" if left else ""
    count = f"{len(rows):,} option{'' if len(rows) == 1 else 's'}"
    return (Piece(f"On {count} one of them at most has a side: {names}{rest}."),)


def _who(pen: Pen, row: GroundRow) -> str:
    return ", ".join(pen.show.name(held.party) for held in row.stances if held.side) or "none"
