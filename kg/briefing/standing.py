"""Where the parties stand, and whose word is missing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.ground import Ground, GroundRow
from kg.answers.shared import marks, without_side
from kg.briefing.asked import Pen
from kg.briefing.document import Grid, Group, Line, Paragraph, Piece, Section
from kg.briefing.fitting import share
from kg.vocabulary import Side

__all__ = ["missing_words", "standing"]

#: parties up to which each has a column of its own
_COLUMNS = 4

_TITLES = {
    Ground.AGREED: "Agreed: all are for",
    Ground.WITHIN_REACH: "Nobody refuses",
    Ground.CONTESTED: "Contested: some for or leaning, some against",
    Ground.REJECTED: "Rejected: all are against",
}


def standing(pen: Pen) -> Section:
    """Return the section: the options on which two or more have a side, by class, with what is not on record."""
    groups, left = _groups(pen)
    if not groups:
        none = (Piece("No option of an open issue on which two or more of them have a side is on record."),)
        return Section("Where they stand, and whose word is missing", (Paragraph(none),))
    names = [pen.show.name(party) for party in pen.asked.parties]
    between = names if len(names) <= _COLUMNS else ["Stances"]
    columns = ("Option", *between, "Not on record")
    grid = Grid(columns, tuple(groups), pen.more(left, "shared"))
    return Section("Where they stand, and whose word is missing", (grid,))


def _groups(pen: Pen) -> tuple[list[Group], int]:
    """Return the rows under the head of their class, what holds for all before all else, and how many found no room."""
    found = [(title, rows) for title, rows in _classes(pen) if rows]
    first = sorted(found, key=lambda pair: pair[0] not in _TITLES.values())[: pen.room.rows]
    classes = [pair for pair in found if pair in first]
    shares = share([len(rows) for _, rows in classes], pen.room.rows)
    groups = []
    for (title, rows), shown in zip(classes, shares, strict=True):
        count = f"{len(rows)}" if shown == len(rows) else f"{len(rows)}, {shown} of them here"
        head = (Piece(f"{title} ({count})", strong=True),)
        groups.append(Group(head, tuple(_row(pen, row) for row in rows[:shown])))
    return groups, sum(len(rows) for _, rows in found) - sum(shares)


def _classes(pen: Pen) -> Iterator[tuple[str, list[GroundRow]]]:
    """Yield the classes with their rows: what holds for all, then what holds among those who spoke, then the rest."""
    shared = pen.asked.shared
    unaddressed = shared.of(Ground.UNADDRESSED)
    for ground in (Ground.AGREED, Ground.WITHIN_REACH):
        yield _TITLES[ground], list(shared.of(ground))
        yield from _among(pen, [row for row in unaddressed if row.otherwise is ground], ground)
    for ground in (Ground.CONTESTED, Ground.REJECTED):
        yield _TITLES[ground], list(shared.of(ground))
    yield from _among(pen, [row for row in unaddressed if row.otherwise is Ground.REJECTED], Ground.REJECTED)


def _among(pen: Pen, rows: list[GroundRow], ground: Ground) -> Iterator[tuple[str, list[GroundRow]]]:
    grouped: dict[str, list[GroundRow]] = {}
    for row in rows:
        spoke = pen.names(held.party for held in row.stances if held.side)
        title = f"{_TITLES[ground].split(':')[0]} among {spoke}; {without_side(pen.show, row.stances)}"
        grouped.setdefault(title, []).append(row)
    yield from grouped.items()


def _row(pen: Pen, row: GroundRow) -> tuple[tuple[Line, ...], ...]:
    stances = pen.asked.in_order(row.stances)
    cells: list[tuple[Line, ...]] = [(pen.stance(held),) for held in stances]
    if len(stances) > _COLUMNS:
        cells = [tuple(pen.stance(held, named=True) for held in stances if held.side)]
    head = ((Piece(pen.show.name(row.option.id), strong=True),),)
    missing = tuple((Piece(words),) for words in missing_words(pen, row))
    return (head, *cells, missing)


def missing_words(pen: Pen, row: GroundRow) -> Iterator[str]:
    """Yield what is not on record of an option: a party's word, its own word, a commitment, a reading, who would act."""
    stances = pen.asked.in_order(row.stances)
    silent = [held.party for held in stances if held.side is None and not held.withheld]
    if silent:
        yield f"a stance: {pen.names(silent)}"
    told = [held.party for held in stances if held.side and held.ascribed]
    if told:
        yield f"own word: {pen.names(told)}"
    leaning = [held.party for held in stances if held.side is Side.LEANING and not held.ascribed]
    if leaning and Ground.WITHIN_REACH in (row.ground, row.otherwise):
        yield f"a commitment: {pen.names(leaning)}"
    for apart in row.divergences:
        mark = marks(inferred=False, ascribed=apart.ascribed)
        have = {reading.party for reading in row.readings if reading.reading.point == apart.point}
        lacking = [party for party in apart.parties if party not in have]
        if lacking:
            yield f"a reading of {pen.show.name(apart.point)}: {pen.names(lacking)}{mark}"
        else:
            yield f"a common reading of {pen.show.name(apart.point)}{mark}"
    if row.option.undertaker_unstated:
        yield "who would act"
