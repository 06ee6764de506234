"""Where the parties stand, and whose word is missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.analysis.ground import Ground, GroundRow
from kg.analysis.matrix import CLASSES, class_of
from kg.answers.shared import CLASS_TITLES, spoken_title
from kg.answers.terms import marks
from kg.briefing.asked import Pen
from kg.briefing.document import Grid, Group, Line, Paragraph, Piece, Section
from kg.briefing.fitting import share
from kg.vocabulary import Side
from kg.words import later, said

__all__ = ["missing_words", "standing"]

_NONE = later("No option of an open issue on which two or more of them have a side is on record.")

#: parties up to which each has a column of its own
_COLUMNS = 4


def standing(pen: Pen) -> Section:
    """Return the section: the options on which two or more have a side, by class, with what is not on record."""
    groups, left = _groups(pen)
    if not groups:
        none = (Piece(said(pen.lang, _NONE)),)
        return Section(said(pen.lang, "Where they stand, and whose word is missing"), (Paragraph(none),))
    names = [pen.show.name(party) for party in pen.asked.parties]
    between = names if len(names) <= _COLUMNS else [said(pen.lang, "Stances")]
    columns = (said(pen.lang, "Option"), *between, said(pen.lang, "Not on record"))
    grid = Grid(columns, tuple(groups), pen.more(left, "shared"))
    return Section(said(pen.lang, "Where they stand, and whose word is missing"), (grid,))


def _groups(pen: Pen) -> tuple[list[Group], int]:
    """Return the rows under the head of their class, what holds for all before all else, and how many found no room."""
    found = dict(_classes(pen))
    first = sorted(found, key=lambda title: title not in map(partial(said, pen.lang), CLASS_TITLES.values()))[
        : pen.room.rows
    ]
    classes = {title: rows for title, rows in found.items() if title in first}
    shares = share([len(rows) for rows in classes.values()], pen.room.rows)
    groups = []
    for (title, rows), shown in zip(classes.items(), shares, strict=True):
        here = said(pen.lang, "{count}, {shown} of them here", count=len(rows), shown=shown)
        count = f"{len(rows)}" if shown == len(rows) else here
        head = (Piece(f"{title} ({count})", strong=True),)
        groups.append(Group(head, tuple(_row(pen, row) for row in rows[:shown])))
    return groups, sum(len(rows) for rows in found.values()) - sum(shares)


def _classes(pen: Pen) -> Iterator[tuple[str, list[GroundRow]]]:
    """Yield the classes that somebody's word is in, with their rows; of those who spoke, one for each group of them."""
    for ground, otherwise in CLASSES:
        grouped: dict[str, list[GroundRow]] = {}
        for row in pen.asked.shared.of(ground):
            if (otherwise or ground is not Ground.UNADDRESSED) and class_of(row) == (ground, otherwise):
                grouped.setdefault(_title(pen, row), []).append(row)
        yield from grouped.items()


def _title(pen: Pen, row: GroundRow) -> str:
    ground, otherwise = class_of(row)
    if otherwise is None:
        return said(pen.lang, CLASS_TITLES[ground])
    words = spoken_title(pen.show, otherwise, pen.asked.in_order(row.stances))
    return words[:1].upper() + words[1:]


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
        yield f"{said(pen.lang, 'a stance')}: {pen.names(silent)}"
    told = [held.party for held in stances if held.side and held.ascribed]
    if told:
        yield f"{said(pen.lang, 'own word')}: {pen.names(told)}"
    leaning = [held.party for held in stances if held.side is Side.LEANING and not held.ascribed]
    if leaning and Ground.WITHIN_REACH in (row.ground, row.otherwise):
        yield f"{said(pen.lang, 'a commitment')}: {pen.names(leaning)}"
    for apart in row.divergences:
        mark = marks(pen.lang, inferred=False, ascribed=apart.ascribed)
        point = pen.show.name(apart.point)
        have = {reading.party for reading in row.readings if reading.reading.point == apart.point}
        lacking = [party for party in apart.parties if party not in have]
        if lacking:
            yield f"{said(pen.lang, 'a reading of {point}', point=point)}: {pen.names(lacking)}{mark}"
        else:
            yield said(pen.lang, "a common reading of {point}", point=point) + mark
    if row.option.undertaker_unstated:
        yield said(pen.lang, "who would act")
