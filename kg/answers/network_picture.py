"""The picture of a network: who is joined with whom, by the strongest lines; with windows, how far each is from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.analysis.communities import communities
from kg.answers.rendering import Renderer
from kg.drawing import COLOURS, Element, LegendEntry, Look, Picture, circle, clip, group, line, path, rect, words_at
from kg.drawing.arcs import Arcs, Spot, way
from kg.errors import UsageError
from kg.networks.network import Network
from kg.networks.two_mode import COMBINED
from kg.words import counted, later, said

if TYPE_CHECKING:
    from kg.answers.network import NetworkAnswer

__all__ = ["MOST_LINES", "MOST_UNITS", "picture_of"]

#: how many actors and concepts a picture has at most, and how many lines of each kind
MOST_UNITS, MOST_LINES = 240, 150

_SIZE, _HEAD, _GAP = 11.0, 13.0, 10.0

#: of each kind of line its colour and its dashes, so that it is not told by colour alone
_LOOKS: dict[str, tuple[str, str | None]] = {
    "more": ("for", None),
    "less": ("against", "6 4"),
    "alike": ("none", "1.5 3.5"),
}

#: what the kinds of lines of each aggregation mean, one-mode and two-mode
_ONE = {
    "subtract": {"more": later("more agreement than conflict"), "less": later("more conflict than agreement")},
    "congruence": {"more": later("agreement")},
    "conflict": {"less": later("conflict")},
    "ignore": {"alike": later("both spoke on the same, whatever they said")},
}
_TWO = {
    "subtract": {"more": later("more for than against"), "less": later("more against than for")},
    "ignore": {"alike": later("spoke on it, for or against")},
    "combine": {"more": later("for"), "less": later("against"), "alike": later("both for and against")},
}


@dataclass(frozen=True)
class _Line:
    """A line between two places of the picture, of a kind of :data:`_LOOKS`, and how strong it is."""

    one: int
    other: int
    kind: str
    strength: float


def picture_of(answer: NetworkAnswer, show: Renderer) -> Picture:
    """Return the picture. Raises :class:`~kg.errors.UsageError` for too many actors and concepts."""
    network = answer.network
    units = network.rows if network.is_one_mode else (*network.rows, *network.columns)
    if len(units) > MOST_UNITS:
        told = f"the picture would have {len(units):,} actors and concepts, more than {MOST_UNITS}"
        raise UsageError(f"{told}; choose some with --party or --issue")
    lines = _lines(network)
    columns = _columns(show, network, lines)
    left, right = ([show.name(units[place]) for place in column] for column in columns)
    arcs = Arcs.of(left, right, _HEAD + _GAP)
    places = (place for column in columns for place in column)
    spots = dict(zip(places, (*arcs.left, *arcs.right), strict=True))
    elements = [*_titles(show, network, arcs), *_drawn(lines, spots), *_nodes(show, units, spots, arcs, network)]
    height = arcs.top + arcs.height + _GAP
    return Picture(
        tuple(elements), arcs.width, height, tuple(_legend(show, network, lines)), _described(show, units, lines)
    )


def _lines(network: Network) -> list[_Line]:
    """Return the lines, the strongest first; a concept of a two-mode network stands after all actors."""
    rows = {name: place for place, name in enumerate(network.rows)}
    columns = rows if network.is_one_mode else {name: len(rows) + at for at, name in enumerate(network.columns)}
    found = []
    for one, other, weight in network.edges():
        kind, strength = _kind(network, weight)
        found.append(_Line(rows[one], columns[other], kind, strength))
    return sorted(found, key=lambda each: (-each.strength, each.one, each.other))


def _kind(network: Network, weight: float) -> tuple[str, float]:
    aggregation = network.asked.aggregation
    if aggregation == "combine":
        kinds = {COMBINED["for"]: "more", COMBINED["against"]: "less"}
        return kinds.get(int(weight), "alike"), 1.0
    if aggregation == "ignore":
        return "alike", weight
    return ("less" if weight < 0 or aggregation == "conflict" else "more"), abs(weight)


def _columns(show: Renderer, network: Network, lines: Sequence[_Line]) -> tuple[list[int], list[int]]:
    """Return what stands left and right: actors and concepts, or groups that are joined more than apart."""
    names = network.rows
    if not network.is_one_mode:
        left = sorted(range(len(names)), key=lambda at: (show.name(names[at]), names[at]))
        columns = network.columns
        right = sorted(range(len(columns)), key=lambda at: (show.name(columns[at]), columns[at]))
        return left, [len(names) + at for at in right]
    weights = {(each.one, each.other): each.strength * (-1 if each.kind == "less" else 1) for each in lines}
    groups = communities(range(len(names)), weights)
    return _halves([sorted(one, key=lambda at: (show.name(names[at]), names[at])) for one in groups])


def _halves(groups: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return groups put to the left and the right, each to the shorter side, the left where both are alike."""
    left: list[int] = []
    right: list[int] = []
    for group_ in groups:
        (right if len(right) < len(left) else left).extend(group_)
    return left, right


def _titles(show: Renderer, network: Network, arcs: Arcs) -> Iterator[Element]:
    lang = show.lang
    told = counted(lang, network.kept, "{count} mention counted", "{count} mentions counted")
    yield words_at(arcs.width / 2, _HEAD, told, size=_SIZE, text_anchor="middle", fill=COLOURS["muted"])
    if not network.rows:
        yield words_at(arcs.width / 2, _HEAD * 3, said(lang, "nothing is counted"), size=_SIZE, text_anchor="middle")


def _drawn(lines: Sequence[_Line], spots: Mapping[int, Spot]) -> Iterator[Element]:
    """Yield the strongest lines of each kind, the strongest on top: the stronger, the wider."""
    strongest = max((each.strength for each in lines), default=1.0)
    for each in sorted(_kept(lines), key=lambda one: one.strength):
        colour, dashes = _LOOKS[each.kind]
        yield path(
            way(spots[each.one], spots[each.other]),
            stroke=COLOURS[colour],
            stroke_width=round(0.8 + 3.2 * each.strength / strongest, 1),
            stroke_dasharray=dashes,
            stroke_opacity="0.55",
            fill="none",
        )


def _kept(lines: Sequence[_Line]) -> list[_Line]:
    return [each for kind in _LOOKS for each in [one for one in lines if one.kind == kind][:MOST_LINES]]


def _nodes(
    show: Renderer, units: Sequence[str], spots: Mapping[int, Spot], arcs: Arcs, network: Network
) -> Iterator[Element]:
    """Yield a circle for each actor, a square for each concept, with its label outside."""
    actors = 0 if network.asked.by == "concepts" else len(network.rows)
    for place, spot in sorted(spots.items()):
        look: Look = {"fill": COLOURS["ground"], "stroke": COLOURS["ink"], "stroke_width": 1.6}
        name = show.name(units[place])
        sign = circle(spot.x, spot.y, 4, **look) if place < actors else rect(spot.x - 4, spot.y - 4, 8, 8, **look)
        yield group([sign], tells=name)
        label = clip(name, arcs.size, arcs.room(spot) - 12)[0]
        anchor = "end" if spot.side < 0 else "start"
        yield words_at(spot.x + spot.side * 9, spot.y + arcs.size / 3, label, size=arcs.size, text_anchor=anchor)


def _legend(show: Renderer, network: Network, lines: Sequence[_Line]) -> Iterator[LegendEntry]:
    lang = show.lang
    for kind, words in (_ONE if network.is_one_mode else _TWO)[network.asked.aggregation].items():
        every = sum(1 for each in lines if each.kind == kind)
        if not every:
            continue
        colour, dashes = _LOOKS[kind]
        told = said(lang, words)
        if every > MOST_LINES:
            told = said(lang, "{what}: the {kept} strongest of {all}", what=told, kept=MOST_LINES, all=every)
        yield LegendEntry(line(-15, 0, 17, 0, stroke=COLOURS[colour], stroke_width=2.5, stroke_dasharray=dashes), told)


def _described(show: Renderer, units: Sequence[str], lines: Sequence[_Line]) -> str:
    """Return the lines in words, the strongest first."""
    told = [f"{show.name(units[each.one])} – {show.name(units[each.other])}" for each in lines[:MOST_LINES]]
    return ", ".join(told) or said(show.lang, "nothing is counted")
