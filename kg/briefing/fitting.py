"""How much fits on paper: the lines of a document are estimated, and lists are cut until it fits, what is cut counted.

The estimate is of A4 with margins of 10 and 14 mm and text of 9 points, some 110 characters a line and 69 lines a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from kg.briefing.document import Block, Bullets, Document, Grid, Line, Paragraph, plain_line

__all__ = ["Room", "fitted", "lines_needed", "share"]

#: lines on two pages, less what an estimate may be wrong by
MOST_LINES = 124
_LINE, _NOTE = 108, 42
#: a note's height beside a line's, three notes side by side
_NOTE_HEIGHT = 0.77 / 3
_HEAD_LINES = 1.6


@dataclass(frozen=True, slots=True)
class Room:
    """How long a list and a text may be: ``rows`` of the table, ``items`` of each list, ``words`` of one line, in characters."""

    rows: int
    items: int
    words: int

    def clip(self, text: str, lines: int = 1) -> str:
        """Return a text, cut after a word where it is too long for so many lines."""
        longest = lines * self.words
        return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;.") + " …"


#: the rooms tried, the widest first
ROOMS = tuple(
    Room(rows=2 * items + 2, items=items, words=min(400, 60 + 30 * items))
    for items in (20, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
)


def share(sizes: Sequence[int], room: int) -> list[int]:
    """Return how many of each of several lists have a place in a room: as evenly as their sizes allow, one each at least.

    >>> share([2, 9, 4], 9)
    [2, 4, 3]
    """
    shares = [min(1, size) for size in sizes]
    while sum(shares) < min(room, sum(sizes)):
        least = min((each for each in range(len(sizes)) if shares[each] < sizes[each]), key=lambda each: shares[each])
        shares[least] += 1
    return shares


def fitted(write: Callable[[Room], Document]) -> Document:
    """Return a document in the widest room in which it takes two pages at most, by the estimate; in the narrowest otherwise."""
    for room in ROOMS:
        document = write(room)
        if lines_needed(document) <= MOST_LINES:
            break
    return document


def lines_needed(document: Document) -> float:
    """Return the estimated number of lines that a document takes on paper."""
    body = sum(_HEAD_LINES + sum(map(_lines_of, section.blocks)) for section in document.sections)
    notes = sum(ceil(len(note.text) / _NOTE) for note in document.notes) * _NOTE_HEIGHT
    around = sum(ceil(len(text) / _LINE) for text in (*document.about, *document.foot))
    return 4 + around + _height(document.in_short) + body + notes


def _lines_of(block: Block) -> float:
    if isinstance(block, Paragraph):
        return _height([block.line])
    more = 1 if block.more else 0
    if isinstance(block, Bullets):
        return _height(block.lines) + more
    return _grid_height(block) + more


def _height(lines: Iterable[Line], width: float = _LINE) -> float:
    return sum(max(1, ceil(len(plain_line(line)) / width)) for line in lines)


def _grid_height(grid: Grid) -> float:
    """Return the lines of a table, whose first column takes a quarter of the width; its text is a little smaller."""
    width = _LINE * 1.05 * 0.75 / max(1, len(grid.columns) - 1)
    rows = [row for group in grid.groups for row in group.rows]
    heights = (max(_height(row[0], _LINE * 0.25), *(_height(cell, width) for cell in row[1:])) for row in rows)
    return 1 + 1.2 * len(grid.groups) + sum(heights)
