"""The picture of camps: one at each side, lines of agreement and conflict between their members; or their figures over time.

Each actor has a line of its own on an arc, with its label outside, so that no label covers another. What a line means is told by its dashes too,
not by colour alone. All places follow from the camps and the labels: the same answer is the same picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING

from kg.answers.camps_tables import as_good_words, camp_name, how_good, number_or_none, parts_words
from kg.answers.rendering import Renderer
from kg.drawing import (
    BOLD,
    COLOURS,
    DayScale,
    Element,
    LegendEntry,
    Picture,
    circle,
    clip,
    group,
    line,
    path,
    rect,
    words_at,
    wrap,
)
from kg.drawing.arcs import Arcs, Spot, way
from kg.drawing.charts import LinearScale, drawn_line, y_axis
from kg.errors import UsageError
from kg.networks.camps import Camps
from kg.words import counted, listed, said

if TYPE_CHECKING:
    from kg.answers.camps import CampsAnswer

__all__ = ["MOST_ACTORS", "MOST_LINES", "picture_of"]

#: how many actors a picture has at most, and how many lines of each kind
MOST_ACTORS, MOST_LINES = 240, 150

_SIZE, _HEAD, _GAP = 11.0, 13.0, 10.0
#: of each kind of line: its colour and its dashes
_KINDS = {"agreement": ("for", None), "conflict": ("against", "6 4"), "both": ("none", "1.5 3.5")}


def picture_of(answer: CampsAnswer, show: Renderer) -> Picture:
    """Return the picture. Raises :class:`~kg.errors.UsageError` for too many actors."""
    if answer.asked.window:
        return _over_time(show, answer.series.windows)
    if len(answer.whole.pairs.actors) > MOST_ACTORS:
        count = len(answer.whole.pairs.actors)
        raise UsageError(f"the picture would have {count:,} actors, more than {MOST_ACTORS}; name some with --party")
    return _apart(show, answer.whole)


@dataclass(frozen=True)
class _Plan:
    """Where everything stands: each actor's place on one of two arcs."""

    spots: dict[int, Spot]
    arcs: Arcs


def _apart(show: Renderer, found: Camps) -> Picture:
    """Return the camps at both sides, with the strongest lines between all."""
    plan = _plan(show, found)
    lines = [each for kind in _KINDS for each in _lines(found, plan.spots, kind)]
    between = {one.actor: one.betweenness for one in found.brokers}
    nodes = [
        each for place, spot in plan.spots.items() for each in _node(show, found, place, spot, plan, between[place])
    ]
    foot, bottom = _foot(show, found, plan)
    drawn = (*_titles(show, found, plan), *lines, *nodes, *foot)
    return Picture(drawn, plan.arcs.width, bottom, tuple(_legend(show, found)), _described(show, found))


def _plan(show: Renderer, found: Camps) -> _Plan:
    columns = _columns(show, found)
    left, right = ([show.name(found.pairs.actors[place]) for place in column] for column in columns)
    arcs = Arcs.of(left, right, _HEAD + 2 * _GAP)
    places = [place for column in columns for place in column]
    return _Plan(dict(zip(places, (*arcs.left, *arcs.right), strict=True)), arcs)


def _columns(show: Renderer, found: Camps) -> list[list[int]]:
    """Return who stands left and right: part by part, community by community, then by label; of one camp, half at each side."""
    community = {place: at for at, members in enumerate(found.clustered.groups) for place in members}
    camps = [
        sorted(
            camp,
            key=lambda place: (found.best.part[place], community[place], show.name(found.pairs.actors[place]), place),
        )
        for camp in found.best.camps()
    ]
    if len(camps) == 1:
        half = (len(camps[0]) + 1) // 2
        return [camps[0][:half], camps[0][half:]]
    return camps if camps else [[], []]


def _titles(show: Renderer, found: Camps, plan: _Plan) -> Iterator[Element]:
    names = [camp_name(show.lang, place, len(camp)) for place, camp in enumerate(found.best.camps())]
    left, right = plan.arcs.inner
    places = (("end", left), ("start", right)) if len(names) > 1 else (("middle", plan.arcs.width / 2),)
    for name, (anchor, x) in zip(names, places, strict=False):
        yield words_at(x, _HEAD, name, size=_HEAD, text_anchor=anchor, font_weight="bold")


def _foot(show: Renderer, found: Camps, plan: _Plan) -> tuple[list[Element], float]:
    """Return who is compared with nobody, the figures, and how good the split is, each on lines of its own; and where they end."""
    lang, best = show.lang, found.best
    apart = [found.pairs.actors[place] for place, side in enumerate(best.sides) if not side]
    figures = {"balance": number_or_none(best.balance), "polarisation": number_or_none(best.polarisation)}
    told = [said(lang, "balance {balance}, polarisation {polarisation}", **figures), how_good(lang, best, best.balance)]
    told += [as_good_words(show, found, sides) for sides in best.also]
    if best.parts > 1:
        told.append(parts_words(lang, best.parts))
    if apart:
        told.append(f"{said(lang, 'compared with nobody')}: {', '.join(sorted(map(show.name, apart)))}")
    elements: list[Element] = []
    y = plan.arcs.top + plan.arcs.height + _GAP
    for number, words in enumerate(told):
        look = {"font_weight": "bold"} if not number else {"fill": COLOURS["muted"]}
        lines = wrap(words, _SIZE * BOLD, plan.arcs.width)
        for each in lines:
            elements.append(words_at(plan.arcs.width / 2, y + _SIZE, each, size=_SIZE, text_anchor="middle", **look))
            y += _SIZE * 1.4
    return elements, y + _GAP


def _kept_lines(found: Camps, kind: str) -> tuple[list[tuple[int, int, int]], int]:
    """Return the strongest lines of a kind, the strongest first, and how many there are in all."""
    congruence, conflict = found.pairs.congruence, found.pairs.conflict
    every = []
    for one in range(len(congruence)):
        for other in range(one + 1, len(congruence)):
            agree, differ = int(congruence[one, other]), int(conflict[one, other])
            net = agree - differ
            if (kind == "agreement" and net > 0) or (kind == "conflict" and net < 0):
                every.append((one, other, abs(net)))
            elif kind == "both" and agree and not net:
                every.append((one, other, agree))
    every.sort(key=lambda each: (-each[2], each[:2]))
    return every[:MOST_LINES], len(every)


def _lines(found: Camps, spots: dict[int, Spot], kind: str) -> Iterator[Element]:
    """Yield the lines of a kind, the strongest on top: the more, the wider."""
    colour, dashes = _KINDS[kind]
    kept, _ = _kept_lines(found, kind)
    strongest = max((weight for *_, weight in kept), default=1)
    for one, other, weight in reversed(kept):
        start, end = spots[one], spots[other]
        look: dict[str, str | float | None] = {
            "stroke": COLOURS[colour],
            "stroke_width": round(0.8 + 3.2 * weight / strongest, 1),
            "stroke_dasharray": dashes,
            "stroke_opacity": "0.55",
            "fill": "none",
        }
        yield path(way(start, end), **look)


def _node(show: Renderer, found: Camps, place: int, spot: Spot, plan: _Plan, between: float) -> Iterator[Element]:
    name, radius = show.name(found.pairs.actors[place]), _radius(between)
    dot = circle(spot.x, spot.y, radius, fill=COLOURS["ground"], stroke=COLOURS["ink"], stroke_width=1.6)
    yield group([dot], tells=name)
    size = plan.arcs.size
    words = clip(name, size, plan.arcs.room(spot) - radius - 5)[0]
    anchor = "end" if spot.side < 0 else "start"
    yield words_at(spot.x + spot.side * (radius + 5), spot.y + size / 3, words, size=size, text_anchor=anchor)


def _radius(betweenness: float) -> float:
    return 3.5 + 5.0 * sqrt(min(1.0, betweenness))


def _legend(show: Renderer, found: Camps) -> Iterator[LegendEntry]:
    lang = show.lang
    words = {
        "agreement": said(lang, "more agreement than conflict"),
        "conflict": said(lang, "more conflict than agreement"),
        "both": said(lang, "as much of both"),
    }
    for kind, told in words.items():
        kept, every = _kept_lines(found, kind)
        if not kept:
            continue
        colour, dashes = _KINDS[kind]
        sign = line(-15, 0, 17, 0, stroke=COLOURS[colour], stroke_width=2.5, stroke_dasharray=dashes)
        if every > len(kept):
            told = said(lang, "{what}: the {kept} strongest of {all}", what=told, kept=len(kept), all=f"{every:,}")
        yield LegendEntry(sign, told)
    if any(one.betweenness > 0 for one in found.brokers):
        sign = circle(0, 0, 7, fill=COLOURS["ground"], stroke=COLOURS["ink"], stroke_width=1.6)
        yield LegendEntry(sign, said(lang, "larger: more of the ways between others lead over it"))


def _described(show: Renderer, found: Camps) -> str:
    camps = found.best.camps()
    told = []
    for place, camp in enumerate(camps):
        names = ", ".join(sorted(show.name(found.pairs.actors[each]) for each in camp))
        told.append(f"{camp_name(show.lang, place, len(camp))}: {names}")
    return (
        listed(show.lang, told)
        if told
        else said(show.lang, "nobody is compared with anybody: no two took a side on the same thing")
    )


# ------------------------------------------------------------------ over time

_WIDTH, _TALL, _LEFT = 760.0, 300.0, 40.0


#: of each line over time: its colour and its dashes
_OVER_TIME = {"balance": ("for", None), "polarisation": ("against", "6 4"), "highest": ("none", "1.5 3.5")}


def _over_time(show: Renderer, windows: Sequence[Camps]) -> Picture:
    """Return balance and polarisation as lines over the middles of windows."""
    days = [_middle(one) for one in windows]
    values = {
        "balance": [one.best.balance for one in windows],
        "polarisation": [one.best.polarisation for one in windows],
        "highest": [one.most.polarisation if one.most else None for one in windows],
    }
    told = [value for each in values.values() for value in each if value is not None]
    up = LinearScale(min([0.0, *told]), 1.0, 20 + _TALL, 20.0)
    elements: list[Element] = [*y_axis(up, _LEFT, _WIDTH)]
    if days:
        scale = DayScale(min(days), max(days), _LEFT + 40, _WIDTH - 40)
        elements += scale.drawn(20.0, 20 + _TALL)
        for name, (colour, dashes) in _OVER_TIME.items():
            places = zip(days, values[name], strict=True)
            points = [None if value is None else (scale.place(day), up.place(value)) for day, value in places]
            elements += drawn_line(points, stroke=COLOURS[colour], stroke_width=2.0, stroke_dasharray=dashes)
            elements += [_sign(name, *point) for point in points if point]
        elements += _bounds(windows, days, scale, up)
    count = counted(show.lang, len(windows), "{count} window", "{count} windows")
    return Picture(tuple(elements), _WIDTH, 20 + _TALL + 12, tuple(_legend_over_time(show.lang, windows)), count)


def _legend_over_time(lang: str, windows: Sequence[Camps]) -> Iterator[LegendEntry]:
    words = {
        "balance": said(lang, "Balance"),
        "polarisation": said(lang, "Polarisation of the camps of highest balance"),
        "highest": said(lang, "Highest polarisation"),
    }
    for name in _OVER_TIME:
        yield LegendEntry(_sign(name, 0, 0), words[name])
    if any(not one.best.proven for one in windows):
        sign = line(0, -8, 0, 8, stroke=COLOURS["muted"], stroke_width=2)
        yield LegendEntry(sign, said(lang, "up to where balance could be higher: not proven in the time"))


def _middle(one: Camps) -> date:
    assert one.pairs.window
    return one.pairs.window.middle


def _sign(name: str, x: float, y: float) -> Element:
    if name == "balance":
        return circle(x, y, 4, fill=COLOURS["for"])
    if name == "highest":
        return circle(x, y, 2.5, fill=COLOURS["ground"], stroke=COLOURS["none"], stroke_width=1.5)
    return rect(x - 5, y - 5, 10, 10, fill="none", stroke=COLOURS["against"], stroke_width=2)


def _bounds(windows: Sequence[Camps], days: Sequence[date], scale: DayScale, up: LinearScale) -> Iterator[Element]:
    for one, day in zip(windows, days, strict=True):
        if not one.best.proven and one.best.bound is not None and one.best.balance is not None:
            x = scale.place(day)
            yield line(
                x,
                up.place(one.best.balance),
                x,
                up.place(min(1.0, one.best.bound)),
                stroke=COLOURS["muted"],
                stroke_width=2,
            )
