"""The picture of a dossier: its tables under one another, whole, with the sign of each stance before its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.answers.matrix_picture import stance_legend
from kg.answers.rendering import Renderer, symbol_of
from kg.answers.tables import Table
from kg.drawing import BOLD, COLOURS, Element, Picture, StanceMark, line, lines_of_text, rect, stance_glyph, wrap
from kg.errors import UsageError
from kg.resolution import Resolved
from kg.words import joined, said

__all__ = ["MOST_ROWS", "StanceTable", "picture_of"]

#: how many rows a picture has at most
MOST_ROWS = 300

_WIDTH, _SIZE, _HEAD, _BAND, _PAD, _SIGN, _STEP = 900.0, 11.0, 13.0, 26.0, 10.0, 36.0, 11.0 * 1.3


@dataclass(frozen=True, slots=True)
class StanceTable(Table):
    """A table of stances: one in each row, in the order of the rows, told in the second column."""

    stances: tuple[Resolved, ...] = ()


def picture_of(show: Renderer, tables: Sequence[Table]) -> Picture:
    """Return the picture of a dossier's tables. Raises :class:`~kg.errors.UsageError` where they have too many rows."""
    count = sum(len(table.rows) for table in tables)
    if count > MOST_ROWS:
        raise UsageError(f"the picture would have {count:,} rows, more than {MOST_ROWS}; the table shows all")
    elements: list[Element] = []
    y = 0.0
    for table in tables:
        drawn, y = _table(show, table, y)
        elements += drawn
    held = [each for table in tables if isinstance(table, StanceTable) for each in table.stances]
    titles = joined(show.lang, (table.title for table in tables if table.title))
    return Picture(tuple(elements), _WIDTH, y, tuple(stance_legend(show.lang, held)), titles)


def _table(show: Renderer, table: Table, y: float) -> tuple[list[Element], float]:
    """Return a table with its title above and its note below, and where it ends."""
    title = wrap(table.title, _HEAD * BOLD, _WIDTH - 12) if table.title else []
    height = (len(title) - 1) * _HEAD * 1.3 + _BAND
    elements = [rect(0, y, _WIDTH, height, fill=COLOURS["soft"])] if title else []
    elements += lines_of_text(6, y + 17, title, size=_HEAD, font_weight="bold")
    y += height + 4 if title else 0
    stances = table.stances if isinstance(table, StanceTable) else ()
    for row, bold in ((table.columns, True), *((cells, False) for cells in table.rows)) if table.rows else ():
        place = 0 if bold else 1
        held = stances[0] if place and stances else None
        stances = stances[place:]
        drawn, y = _row(show, row, held, y, bold=bold)
        elements += drawn
    note = [each for words in table.note.split("\n") if words for each in wrap(words, _SIZE, _WIDTH - 12)]
    elements += lines_of_text(6, y + 12, note, size=_SIZE, fill=COLOURS["muted"])
    return elements, y + len(note) * _STEP + 16


def _row(
    show: Renderer, cells: Sequence[str], held: Resolved | None, y: float, *, bold: bool
) -> tuple[list[Element], float]:
    """Return a row over a thin line, and where it ends; ``held`` is the stance that its second cell tells."""
    step = _WIDTH / len(cells)
    found: list[tuple[float, list[str]]] = []
    for place, cell in enumerate(cells):
        sign = _SIGN if held and place == 1 else 0.0
        words = cell.removeprefix(f"{symbol_of(held)} ") if held and sign else cell
        found.append((place * step + 6 + sign, list(_lines(words, step - _PAD - sign, bold=bold))))
    height = max(len(lines) for _, lines in found) * _STEP + 12
    look = {"fill": COLOURS["muted"], "font_weight": "bold"} if bold else {}
    elements = [each for x, lines in found for each in lines_of_text(x, y + 15, lines, size=_SIZE, **look)]
    if held:
        mark = StanceMark(held.stance, held.inferred, held.ascribed, if_word=said(show.lang, "if"))
        elements.append(stance_glyph(step + 6 + _SIGN / 2 - 2, y + 13, mark))
    return [*elements, line(0, y + height, _WIDTH, y + height, stroke=COLOURS["line"])], y + height


def _lines(cell: str, room: float, *, bold: bool) -> Iterator[str]:
    for words in cell.split("\n"):
        yield from wrap(words, _SIZE * (BOLD if bold else 1), room)
