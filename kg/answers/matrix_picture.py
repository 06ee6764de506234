"""The picture of a matrix: the headline, then a row for each option and a column for each party.

Up to :data:`MOST_IN_WORDS` columns a cell has sign and word, up to :data:`MOST_COLUMNS` the sign alone; of more parties the
group has columns, and the others are counted by side. More than :data:`MOST_QUIET` options of an issue of which no party
shown has a stance on record stand in one row, counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.analysis.matrix import Matrix, MatrixRow
from kg.answers.matrix_words import band_of, cell_marks, column_order, is_quiet, option_names, shown_word
from kg.answers.rendering import SYMBOLS, Renderer
from kg.drawing import (
    BOLD,
    COLOURS,
    GLYPH,
    Element,
    LegendEntry,
    Picture,
    StanceMark,
    clip,
    group,
    line,
    lines_of_text,
    rect,
    stance_glyph,
    text_width,
    words_at,
    wrap,
)
from kg.errors import UsageError
from kg.resolution import Resolved
from kg.vocabulary import Side, Stance
from kg.words import counted, joined, later, said

__all__ = ["MOST_COLUMNS", "MOST_IN_WORDS", "MOST_QUIET", "MOST_ROWS", "picture_of", "stance_legend"]

#: how many columns have room for words, and how many a picture has at most
MOST_IN_WORDS, MOST_COLUMNS = 6, 24

#: how many rows a picture has at most, and how many options of an issue without a word stand alone
MOST_ROWS, MOST_QUIET = 300, 6

_LABEL, _WORDS, _SIGN, _OTHERS = 320.0, 124.0, 40.0, 110.0
_BAND, _SIZE, _SMALL, _NAME, _HEAD = 24.0, 11.0, 9.5, 110.0, 150.0
_SIDES = (Side.FOR, Side.LEANING, Side.AGAINST)


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is drawn: the matrix with the columns that are shown, and how many cells of each row are of other parties."""

    show: Renderer
    matrix: Matrix
    others: dict[str, tuple[Resolved, ...]]

    @property
    def in_words(self) -> bool:
        """Whether cells have words."""
        return len(self.matrix.columns) <= MOST_IN_WORDS

    @property
    def step(self) -> float:
        """How wide a column is."""
        return _WORDS if self.in_words else _SIGN

    @property
    def right(self) -> float:
        """Where the columns of parties end."""
        return _LABEL + self.step * len(self.matrix.columns)

    @property
    def width(self) -> float:
        """How wide all of it is."""
        return max(self.right + (_OTHERS if self.others else 0), 720.0)


def picture_of(show: Renderer, matrix: Matrix, headline: Sequence[tuple[str, str]]) -> Picture:
    """Return the picture of a matrix under its headline. Raises :class:`~kg.errors.UsageError` where it is too much for one."""
    grid = _grid(show, matrix)
    bands = [
        (title, _folded(list(rows))) for title, rows in groupby(grid.matrix.rows, lambda r: band_of(show, matrix, r))
    ]
    count = sum(len(rows) for _, rows in bands)
    if count > MOST_ROWS:
        raise UsageError(f"the picture would have {count:,} rows, more than {MOST_ROWS}; name issues with --issue")
    lines, top = _headline(headline, grid.width)
    heads, y = _heads(grid, top)
    elements = [*lines, *heads]
    names = option_names(show, matrix)
    for title, rows in bands:
        if title:
            elements += _band(title, sum(map(len, rows)), y, grid.width)
            y += _BAND
        for found in rows:
            drawn, height = _row(grid, found, names, y)
            elements += drawn
            y += height
    note = wrap(column_order(show, grid.matrix), _SMALL, grid.width)
    elements += lines_of_text(0, y + 16, note, size=_SMALL, fill=COLOURS["muted"])
    bottom = y + 12 + len(note) * _SMALL * 1.3
    return Picture(tuple(elements), grid.width, bottom, tuple(_legend(grid)), _description(grid))


def _grid(show: Renderer, matrix: Matrix) -> _Grid:
    count = len(matrix.columns)
    if count <= MOST_COLUMNS:
        return _Grid(show, matrix, {})
    if not matrix.group or len(matrix.group) > MOST_COLUMNS:
        raise UsageError(
            f"the picture would have {count:,} columns, more than {MOST_COLUMNS}; name the parties to show"
        )
    shown = [place for place, party in enumerate(matrix.columns) if party in matrix.group]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in shown)) for row in matrix.rows)
    others = {row.option.id: tuple(held for held in row.cells if held.party not in matrix.group) for row in matrix.rows}
    return _Grid(show, replace(matrix, columns=tuple(matrix.columns[place] for place in shown), rows=rows), others)


def _folded(rows: Sequence[MatrixRow]) -> list[list[MatrixRow]]:
    """Return rows in lists: of one, or of all of an issue on which no party shown has a word where they are too many."""
    quiet = [row for row in rows if all(map(is_quiet, row.cells))]
    count = Counter(row.option.issue for row in quiet)
    many = {row.option.id: row.option.issue for row in quiet if count[row.option.issue] > MOST_QUIET}
    alone = [[row] for row in rows if row.option.id not in many]
    together = [[row for row in quiet if row.option.issue == issue] for issue in dict.fromkeys(many.values())]
    return alone + together


# -------------------------------------------------------------------- headline, heads


def _headline(lines: Sequence[tuple[str, str]], width: float) -> tuple[list[Element], float]:
    """Return the lines of the headline, and where they end."""
    elements: list[Element] = []
    y = 0.0
    for name, words in lines:
        told = wrap(words, _SIZE, width - _NAME)
        elements.append(words_at(0, y + _SIZE, name, size=_SIZE, font_weight="bold"))
        elements += lines_of_text(_NAME, y + _SIZE, told, size=_SIZE)
        y += len(told) * _SIZE * 1.3 + 4
    return elements, y + 10


def _heads(grid: _Grid, top: float) -> tuple[list[Element], float]:
    """Return the names of the columns, upright where there is no room for them, and where they end."""
    room = grid.step - 10 if grid.in_words else _HEAD - 10
    names = [grid.show.name(party) for party in grid.matrix.columns]
    told = [clip(name, _SIZE * BOLD, room, most=2) for name in names]
    longest = max((text_width(words, _SIZE * BOLD) for lines in told for words in lines), default=0.0)
    height = max(map(len, told), default=1) * _SIZE * 1.3 + 8 if grid.in_words else longest + 12
    elements = []
    for place, (name, lines) in enumerate(zip(names, told, strict=True)):
        words = lines_of_text(0, 0, lines, size=_SIZE, font_weight="bold")
        x = _LABEL + place * grid.step
        down = (1 - len(lines)) * _SIZE * 0.65
        turn = f"translate({x + 4:.1f} {top + _SIZE:.1f})" if grid.in_words else (
            f"translate({x + _SIGN / 2 + 4 + down:.1f} {top + height - 6:.1f}) rotate(-90)"
        )  # fmt: skip
        elements.append(group(words, tells=name, transform=turn))
    if grid.others:
        count = len(next(iter(grid.others.values())))
        told_others = counted(grid.show.lang, count, "{count} other", "{count} others")
        elements.append(words_at(grid.right + 8, top + height - 8, told_others, size=_SIZE, font_weight="bold"))
    elements.append(line(0, top + height, grid.width, top + height, stroke=COLOURS["muted"]))
    return elements, top + height


# ------------------------------------------------------------------------------- rows


def _band(title: str, count: int, y: float, width: float) -> Iterator[Element]:
    yield rect(0, y + 2, width, _BAND - 4, fill=COLOURS["soft"])
    [words] = clip(f"{title} ({count:,})", _SIZE * BOLD, width - 12)
    yield words_at(6, y + _BAND / 2 + 4, words, size=_SIZE, font_weight="bold")


def _row(grid: _Grid, rows: Sequence[MatrixRow], names: dict[str, str], y: float) -> tuple[list[Element], float]:
    """Return an option's row, or that of several without a word, and how high it is."""
    row, show = rows[0], grid.show
    issue = show.name(row.option.issue)
    if len(rows) > 1:
        words = wrap(_quiet(show, rows), _SIZE, grid.width - 12)
        told = group(
            lines_of_text(6, y + 15, words, size=_SIZE, fill=COLOURS["muted"]),
            tells="; ".join(names[r.option.id] for r in rows),
        )
        return [told, *_under(grid, y, height := len(words) * _SIZE * 1.3 + 10)], height
    sign = "≈ " if row.ground and row.ground.in_name_only else ""
    label = sign + names[row.option.id]
    lines = clip(label, _SIZE, _LABEL - 16, most=2)
    below = [] if grid.matrix.order == "issue" or row.ground is None else clip(issue, _SMALL, _LABEL - 16)
    height = len(lines) * _SIZE * 1.3 + len(below) * _SMALL * 1.3 + 10
    elements = [group(lines_of_text(6, y + 15, lines, size=_SIZE), tells=f"{label}; {issue}")]
    elements += lines_of_text(6, y + 14 + len(lines) * _SIZE * 1.3, below, size=_SMALL, fill=COLOURS["muted"])
    for place, held in enumerate(row.cells):
        elements += _cell(grid, held, label, _LABEL + place * grid.step, y + height / 2)
    if grid.others:
        elements += _counts(grid.others[row.option.id], grid.right + 8, y + height / 2)
    return [*elements, *_under(grid, y, height)], height


def _quiet(show: Renderer, rows: Sequence[MatrixRow]) -> str:
    return counted(
        show.lang,
        len(rows),
        "{count} option of {issue}: no stance on record",
        "{count} options of {issue}: no stance on record",
        issue=show.name(rows[0].option.issue),
    )


def _under(grid: _Grid, y: float, height: float) -> Iterator[Element]:
    yield line(0, y + height, grid.width, y + height, stroke=COLOURS["line"])


def _cell(grid: _Grid, held: Resolved, option: str, x: float, y: float) -> Iterator[Element]:
    word, marks = shown_word(grid.show, held), cell_marks(held)
    mark = StanceMark(held.stance, held.inferred, held.ascribed, said(grid.show.lang, "if"))
    tells = f"{grid.show.name(held.party)}, {option}: {' '.join(filter(None, [word, marks]))}"
    yield stance_glyph(x + _SIGN / 2, y, mark, tells)
    if grid.in_words and not is_quiet(held):
        lines = clip(word, _SMALL + 1, grid.step - _SIGN - 6, most=2)
        top = y + 4 - (len(lines) - 1) * (_SMALL + 1) * 0.65
        yield from lines_of_text(x + _SIGN + 3, top, lines, size=_SMALL + 1, fill=mark.colour)


def _counts(cells: Sequence[Resolved], x: float, y: float) -> Iterator[Element]:
    """Yield how many of other parties stand on each side."""
    count = Counter(held.side for held in cells)
    for side in filter(count.__getitem__, _SIDES):
        words = f"{SYMBOLS[side]} {count[side]:,}"
        yield words_at(x, y + 4, words, size=_SIZE, fill=COLOURS[str(side)])
        x += text_width(words, _SIZE) + 8


# ----------------------------------------------------------------------------- legend

_SIGN_WORDS = (
    (later("for"), (Stance.SUPPORT, Stance.DEMAND)),
    (later("leaning: open"), (Stance.OPEN,)),
    (later("leaning: conditional"), (Stance.CONDITIONAL,)),
    (later("against"), (Stance.DOUBT, Stance.OPPOSE, Stance.RULE_OUT)),
    (later("mixed"), (Stance.MIXED,)),
    (later("would not say"), (Stance.NONCOMMITTAL,)),
    (later("no stance on record"), (Stance.SILENT,)),
    (later("hidden by a filter"), (Stance.WITHHELD,)),
)


def _legend(grid: _Grid) -> Iterator[LegendEntry]:
    """Yield what is drawn, and nothing else."""
    yield from stance_legend(grid.show.lang, [held for row in grid.matrix.rows for held in row.cells])
    if any(row.ground and row.ground.in_name_only for row in grid.matrix.rows):
        yield LegendEntry(words_at(-4, 4, "≈", size=GLYPH), said(grid.show.lang, "in name only"))


def stance_legend(lang: str, cells: Sequence[Resolved]) -> Iterator[LegendEntry]:
    """Yield the signs of some stances with what they mean, and of no others."""
    found = {held.stance for held in cells}
    for words, stances in _SIGN_WORDS:
        if found & set(stances):
            plain = Stance.OPPOSE if Stance.OPPOSE in stances else stances[0]
            yield LegendEntry(stance_glyph(0, 0, StanceMark(plain, if_word=said(lang, "if"))), said(lang, words))
    red = next((held.stance for held in cells if held.is_declared_red_line), None)
    if red:
        yield LegendEntry(
            stance_glyph(0, 0, StanceMark(Stance.DEMAND)), said(lang, "filled: red line declared in own voice")
        )
    if any(held.inferred for held in cells):
        yield LegendEntry(stance_glyph(0, 0, StanceMark(Stance.SUPPORT, inferred=True)), said(lang, "inferred"))
    if any(held.ascribed for held in cells):
        yield LegendEntry(stance_glyph(0, 0, StanceMark(Stance.OPPOSE, ascribed=True)), said(lang, "by others' word"))


def _description(grid: _Grid) -> str:
    lang, parties = grid.show.lang, grid.show.names(grid.matrix.columns)
    counts = Counter(band_of(grid.show, grid.matrix, row) for row in grid.matrix.rows)
    table = counted(
        lang,
        len(grid.matrix.rows),
        "A table of {count} option against {parties}",
        "A table of {count} options against {parties}",
        parties=parties,
    )
    return joined(lang, [table, *(f"{title}: {count:,}" for title, count in counts.items() if title)])
