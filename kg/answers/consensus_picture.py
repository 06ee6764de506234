"""The picture of consensus across camps: options as rows by consensus for, camps as columns of bars, and consensus over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.answers.consensus_tables import caution, figure, some
from kg.answers.rendering import Renderer
from kg.drawing import (
    BOLD,
    COLOURS,
    Element,
    LegendEntry,
    LinearScale,
    Picture,
    circle,
    clip,
    drawn_line,
    group,
    line,
    lines_of_text,
    path,
    rect,
    words_at,
    wrap,
    y_axis,
)
from kg.networks.camp_figures import SIDES, OptionFigures
from kg.networks.consensus import Spoken
from kg.words import counted, said

if TYPE_CHECKING:
    from kg.answers.consensus import ConsensusAnswer

__all__ = ["MOST_DRAWN", "MOST_LINES", "MOST_ROWS", "picture_of"]

#: how many camps, options and lines over time a picture has at most; the rest are counted in it
MOST_DRAWN, MOST_ROWS, MOST_LINES = 8, 30, 6

_LABEL, _BARS, _FIGURE = 270.0, 116.0, 96.0
_ROW, _BAR, _SIZE, _SMALL = 40.0, 13.0, 11.0, 9.5
_CHART, _AXIS, _NAMES = 190.0, 40.0, 240.0
#: the lines over time are told apart by their dashes and their names at the end
_DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 4", "1 2")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn: the camps of most members, and the options that have a rank, by consensus for; where none has, all."""

    answer: ConsensusAnswer
    show: Renderer
    names: list[str]
    camps: list[int]
    options: list[OptionFigures]

    @property
    def right(self) -> float:
        """Where the columns of camps end."""
        return _LABEL + _BARS * len(self.camps)

    @property
    def width(self) -> float:
        """How wide all of it is."""
        return self.right + 2 * _FIGURE


def picture_of(answer: ConsensusAnswer, show: Renderer) -> Picture:
    """Return the picture of an answer."""
    camps = sorted(range(len(answer.camps)), key=lambda camp: (-len(answer.camps[camp].members), camp))[:MOST_DRAWN]
    ranked = [each for side in SIDES for _, each in answer.figures.ranked(side)]
    options = list(dict.fromkeys(ranked)) or list(answer.figures.options)
    drawn = _Drawn(answer, show, answer.camp_names(show.lang), sorted(camps), options)
    elements, y = _heads(drawn)
    for each in drawn.options[:MOST_ROWS]:
        elements += _row(drawn, each, y)
        y += _ROW
    rest, y = _left_out(drawn, y)
    elements += rest
    if answer.asked.window and drawn.options:
        over_time, y = _over_time(drawn, y + 12)
        elements += over_time
    return Picture(tuple(elements), drawn.width, y + 4, tuple(_legend(show.lang)), _description(drawn))


def _heads(drawn: _Drawn) -> tuple[list[Element], float]:
    """Return the names of the columns, each camp with its size, and where they end."""
    lang, elements, most = drawn.show.lang, [], 1
    columns = [
        (f"{drawn.names[camp]} ({len(drawn.answer.camps[camp].members):,})", _LABEL + place * _BARS, _BARS)
        for place, camp in enumerate(drawn.camps)
    ]
    columns += [
        (said(lang, "Consensus for"), drawn.right, _FIGURE),
        (said(lang, "Consensus against"), drawn.right + _FIGURE, _FIGURE),
    ]
    for words, x, width in columns:
        lines = clip(words, _SIZE * BOLD, width - 10, most=3)
        most = max(most, len(lines))
        elements.append(group(lines_of_text(x, 14, lines, size=_SIZE, font_weight="bold"), tells=words))
    bottom = 14 + most * _SIZE * 1.3
    return [*elements, line(0, bottom - 4, drawn.width, bottom - 4, stroke=COLOURS["muted"])], bottom


def _row(drawn: _Drawn, each: OptionFigures, y: float) -> Iterator[Element]:
    """Yield an option's row: its name, the bar of each camp, and the two figures."""
    name = drawn.show.name(each.option)
    lines = clip(name, _SIZE, _LABEL - 14, most=2)
    yield group(lines_of_text(0, y + 15, lines, size=_SIZE), tells=name)
    for place, camp in enumerate(drawn.camps):
        size = len(drawn.answer.camps[camp].members)
        x = _LABEL + place * _BARS
        yield group(
            _bar(each.spoken[camp], size, x, y + 6),
            tells=f"{drawn.names[camp]}, {name}: {_told(each.spoken[camp], drawn.show.lang)}",
        )
    for place, side in enumerate(SIDES):
        value = float(each.consensus[side].product)
        x = drawn.right + place * _FIGURE
        yield words_at(x, y + 17, figure(value), size=_SIZE, fill=COLOURS[side])
        yield rect(x, y + 23, max(value * (_FIGURE - 14), 0.5), 4, fill=COLOURS[side])
    yield line(0, y + _ROW - 2, drawn.width, y + _ROW - 2, stroke=COLOURS["line"])


def _bar(spoken: Spoken, size: int, x: float, y: float) -> Iterator[Element]:
    """Yield the bar of a camp: as long as it has members, for it from the left, then without a side, then against it striped."""
    width = _BARS - 16
    step = width / max(size, 1)
    yield line(x, y + _BAR + 0.5, x + width, y + _BAR + 0.5, stroke=COLOURS["muted"])
    if not spoken.spoke:
        yield words_at(x, y + _BAR - 3, "—", size=_SIZE, fill=COLOURS["muted"])
        return
    neither = spoken.spoke - spoken.pro - spoken.against
    at = x
    if spoken.pro:
        yield rect(at, y, spoken.pro * step, _BAR, fill=COLOURS["for"])
        at += spoken.pro * step
    if neither:
        yield rect(at, y, neither * step, _BAR, fill=COLOURS["soft"], stroke=COLOURS["none"])
        at += neither * step
    if spoken.against:
        yield from _striped(at, y, spoken.against * step)
    words = f"+{spoken.pro:,} −{spoken.against:,} / {spoken.spoke:,}"
    yield words_at(x, y + _BAR + 12, words, size=_SMALL, fill=COLOURS["muted"])


def _striped(x: float, y: float, width: float) -> Iterator[Element]:
    """Yield the part of a bar that is against: upright stripes in a frame, so that it is told without colour."""
    yield rect(x, y, width, _BAR, fill=COLOURS["ground"], stroke=COLOURS["against"])
    stripes = [f"M {x + at:.1f} {y:.1f} V {y + _BAR:.1f}" for at in range(3, max(int(width), 1), 3)]
    if stripes:
        yield path(" ".join(stripes), stroke=COLOURS["against"], fill="none")


def _told(spoken: Spoken, lang: str) -> str:
    return said(
        lang,
        "{pro} for, {against} against, of {spoke} who have spoken",
        pro=f"{spoken.pro:,}",
        against=f"{spoken.against:,}",
        spoke=f"{spoken.spoke:,}",
    )


def _left_out(drawn: _Drawn, y: float) -> tuple[list[Element], float]:
    """Return who is in each camp drawn, what is not drawn, counted, what the figures are good for, and where that ends."""
    lang = drawn.show.lang
    told = [
        said(
            lang,
            "{camp}: {members}",
            camp=drawn.names[camp],
            members=some(drawn.show, drawn.answer.camps[camp].members),
        )
        for camp in drawn.camps
    ]
    if not drawn.options:
        told.append(said(lang, "nothing is counted"))
    if (more := len(drawn.answer.figures.options) - min(len(drawn.options), MOST_ROWS)) > 0:
        told.append(
            counted(
                lang,
                more,
                "{count} more option is not drawn",
                "{count} more options are not drawn",
            )
        )
    if (smaller := len(drawn.names) - len(drawn.camps)) > 0:
        told.append(
            counted(
                lang,
                smaller,
                "{count} smaller camp is not drawn, but counted in the figures",
                "{count} smaller camps are not drawn, but counted in the figures",
            )
        )
    told.append(caution(lang))
    lines = [part for words in told for part in wrap(words, _SIZE, drawn.width)]
    elements = list(lines_of_text(0, y + 15, lines, size=_SIZE, fill=COLOURS["muted"]))
    return elements, y + len(lines) * _SIZE * 1.3 + (8 if lines else 0)


def _over_time(drawn: _Drawn, top: float) -> tuple[list[Element], float]:
    """Return consensus for the first options in each window, a line each, and where it ends."""
    lang, windows = drawn.show.lang, drawn.answer.windows
    title = said(lang, "Consensus for, in each window")
    elements = [words_at(0, top + 14, title, size=_SIZE, font_weight="bold")]
    top += 26
    right = drawn.width - _NAMES
    values, places = (
        LinearScale(0, 1, top + _CHART, top),
        LinearScale(0, max(len(windows) - 1, 1), _AXIS + 8, right - 8),
    )
    elements += y_axis(values, _AXIS, right)
    marks: dict[tuple[float, float], list[str]] = {}
    for number, each in enumerate(drawn.options[:MOST_LINES]):
        points: list[tuple[float, float] | None] = []
        for place, window in enumerate(windows):
            found = next((one for one in window.options if one.option == each.option), None)
            height = values.place(float(found.consensus["for"].product)) if found else 0.0
            points.append((places.place(place), height) if found else None)
        elements += _line(drawn, each, points, number, right, top)
        for at in filter(None, points):
            marks.setdefault(at, []).append(str(number + 1))
    for (x, y), numbers in sorted(marks.items()):
        words = ",".join(numbers)
        elements.append(words_at(x, y - 5, words, size=_SMALL, text_anchor="middle", fill=COLOURS["for"]))
        elements.append(circle(x, y, 2.5, fill=COLOURS["ink"]))
    elements += _days(drawn, places, top + _CHART)
    return elements, top + _CHART + 24


def _line(
    drawn: _Drawn,
    each: OptionFigures,
    points: Sequence[tuple[float, float] | None],
    number: int,
    right: float,
    top: float,
) -> Iterator[Element]:
    """Yield an option's line, and its name beside the chart with its dashes."""
    look: dict[str, str | float | None] = {
        "stroke": COLOURS["ink"],
        "stroke_width": 1.5,
        "stroke_dasharray": _DASHES[number],
    }
    yield from drawn_line(points, **look)
    y = top + 8 + number * 2.6 * _SIZE
    yield line(right + 8, y, right + 34, y, **look)
    yield words_at(right + 38, y + 4, str(number + 1), size=_SMALL, fill=COLOURS["for"])
    lines = clip(drawn.show.name(each.option), _SMALL, _NAMES - 56, most=2)
    yield group(lines_of_text(right + 50, y + 4, lines, size=_SMALL), tells=drawn.show.name(each.option))


def _days(drawn: _Drawn, places: LinearScale, bottom: float) -> Iterator[Element]:
    """Yield the first day of the first window, the last day of the last, and of some between."""
    windows = [one.window for one in drawn.answer.windows if one.window]
    step = max(1, len(windows) // 6 + 1)
    for place in range(0, len(windows), step):
        yield words_at(
            places.place(place),
            bottom + 16,
            str(windows[place].first),
            size=_SMALL,
            fill=COLOURS["muted"],
            text_anchor="middle",
        )


def _legend(lang: str) -> Iterator[LegendEntry]:
    yield LegendEntry(rect(-9, -6, 18, 12, fill=COLOURS["for"]), said(lang, "for, or leaning"))
    yield LegendEntry(
        rect(-9, -6, 18, 12, fill=COLOURS["soft"], stroke=COLOURS["none"]), said(lang, "has spoken, without a side")
    )
    yield LegendEntry(group(_at_origin()), said(lang, "against"))
    words = said(lang, "the line under a bar is the whole camp; below: for, against, of all who have spoken")
    yield LegendEntry(line(-9, 0, 9, 0, stroke=COLOURS["muted"]), words)


def _at_origin() -> Iterator[Element]:
    yield rect(-9, -6, 18, 12, fill=COLOURS["ground"], stroke=COLOURS["against"])
    yield path("M -6 -6 V 6 M -3 -6 V 6 M 0 -6 V 6 M 3 -6 V 6 M 6 -6 V 6", stroke=COLOURS["against"], fill="none")


def _description(drawn: _Drawn) -> str:
    lang = drawn.show.lang
    return counted(
        lang,
        len(drawn.options),
        "A table of {count} option against {camps} camps, by consensus for",
        "A table of {count} options against {camps} camps, by consensus for",
        camps=f"{len(drawn.names):,}",
    )
