"""The picture of a distribution: a bar for each concept, as long as the actors who spoke, parted by side; and mentions by side over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.answers.distribution import side_name
from kg.answers.rendering import SYMBOLS, Renderer
from kg.answers.series_picture import Course, only_words, over_time
from kg.drawing import (
    COLOURS,
    Element,
    LegendEntry,
    LinearScale,
    Picture,
    clip,
    group,
    lines_of_text,
    rect,
    text_width,
    words_at,
    x_axis,
)
from kg.errors import UsageError
from kg.networks.distribution import SIDES, Distribution, Spread
from kg.vocabulary import Side, Stance
from kg.words import counted, said

if TYPE_CHECKING:
    from kg.answers.distribution import DistributionAnswer

__all__ = ["MOST_ROWS", "picture_of"]

#: how many concepts a picture has room for
MOST_ROWS = 300

_WIDTH, _LABEL, _ROW, _BAR, _SIZE = 860.0, 320.0, 24.0, 16.0, 11.0

#: how a side is filled: mixed and noncommittal have a border only, the latter dashed
_FILLED = (Side.FOR, Side.LEANING, Side.AGAINST)

#: the dashes of lines over time, so that sides are told apart without colour
_DASHES: dict[Side | Stance, str] = {
    Side.LEANING: "7 3",
    Side.AGAINST: "12 3",
    Stance.MIXED: "2 3",
    Stance.NONCOMMITTAL: "1 5",
}


def picture_of(answer: DistributionAnswer, show: Renderer) -> Picture:
    """Return the picture of a distribution. Raises :class:`~kg.errors.UsageError` where it is too much for one."""
    found = answer.distribution
    if not found.spreads:
        return only_words(answer.notes(show.lang))
    if len(found.spreads) > MOST_ROWS:
        raise UsageError(
            f"the picture would have {len(found.spreads):,} rows, more than {MOST_ROWS}; narrow it with --issue"
        )
    most = max(sum(each.actors) for each in found.spreads)
    scale = LinearScale(0.0, float(most), _LABEL, _WIDTH - 24)
    bottom = len(found.spreads) * _ROW + 8
    elements: list[Element] = [*x_axis(scale, 0, bottom)]
    for row, each in enumerate(found.spreads):
        elements += _row(show, each, scale, row * _ROW + 6)
    words = said(show.lang, "numbers of actors; one that took several sides is in each")
    elements += lines_of_text(_LABEL, bottom + 30, [words], size=9.5, fill=COLOURS["muted"])
    y = bottom + 40
    windows = [one.window for one in answer.distributions.windows if one.window]
    if windows:
        lines, y = over_time(
            windows, _courses(show, answer.distributions.windows), y + 10, _WIDTH, said(show.lang, "Mentions")
        )
        elements += lines
    return Picture(tuple(elements), _WIDTH, y, tuple(_legend(show, found)), _description(show, found))


def _row(show: Renderer, each: Spread, scale: LinearScale, y: float) -> Iterator[Element]:
    name = show.name(each.concept)
    [words] = clip(name, _SIZE, _LABEL - 14)
    yield group([words_at(_LABEL - 8, y + 12, words, size=_SIZE, text_anchor="end")], tells=name)
    done = 0
    for side, count, said_in in zip(SIDES, each.actors, each.mentions, strict=True):
        if not count:
            continue
        left, right = scale.place(done), scale.place(done + count)
        done += count
        told = counted(show.lang, said_in, "{count} mention", "{count} mentions")
        yield group(
            _part(left, right, y, side, count), tells=f"{name}, {side_name(show.lang, side)}: {count:,}; {told}"
        )


def _colour(side: Side | Stance) -> str:
    return str(side) if side in _FILLED else "none"


def _part(left: float, right: float, y: float, side: Side | Stance, count: int) -> Iterator[Element]:
    """Yield a part of a bar, with its number where there is room."""
    colour = COLOURS[_colour(side)]
    fill = colour if side in _FILLED else COLOURS["ground"]
    dash = "3 2" if side == Stance.NONCOMMITTAL else None
    yield rect(left + 1, y, max(right - left - 2, 1.0), _BAR, fill=fill, stroke=colour, stroke_dasharray=dash)
    words = f"{SYMBOLS[side]} {count:,}" if isinstance(side, Side) else f"{count:,}"
    if text_width(words, _SIZE) + 6 <= right - left:
        ink = COLOURS["ground"] if side in _FILLED else colour
        yield words_at((left + right) / 2, y + 12, words, size=_SIZE, fill=ink, text_anchor="middle")


def _courses(show: Renderer, windows: tuple[Distribution, ...]) -> list[Course]:
    return [
        Course(
            side_name(show.lang, side),
            tuple(float(sum(each.mentions[place] for each in one.spreads)) for one in windows),
            (_colour(side), _DASHES.get(side)),
        )
        for place, side in enumerate(SIDES)
        if any(each.mentions[place] for one in windows for each in one.spreads)
    ]


def _legend(show: Renderer, found: Distribution) -> Iterator[LegendEntry]:
    """Yield the sides that are drawn, in the order of the bars."""
    for place, side in enumerate(SIDES):
        if any(each.actors[place] for each in found.spreads):
            yield LegendEntry(group(_part(-12, 12, -8, side, 10**9)), side_name(show.lang, side))


def _description(show: Renderer, found: Distribution) -> str:
    return counted(
        show.lang,
        len(found.spreads),
        "bars of {count} concept, parted by side",
        "bars of {count} concepts, parted by side",
    )
