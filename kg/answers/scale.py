"""Actors and concepts as points on axes: coordinates, intervals, what has no place and why, and the same for each window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.answers.counted import CountedAnswer, asked_json, counted_words
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import end_of, figure, most_counted, window_json
from kg.answers.tables import Rows, Table
from kg.drawing import Picture
from kg.networks.asked import Asked
from kg.networks.mentions import Mentions
from kg.networks.resampling import DRAWS, FEWEST_DRAWS
from kg.networks.scaling import FEWEST, Placing, Placings, Point, Unplaced
from kg.words import counted, joined, later, listed, said

__all__ = ["MOST_NAMED", "ScaleAnswer", "interval_words", "reasons", "side_words", "strength"]

#: how many concepts a table lists, and how many names a line has
MOST_NAMED = 20

#: decimals of a number of the contract: what correspondence analysis, which is exact, and a search for a peak are sure of
_DECIMALS = {"correspondence": 12, "ideal-point": 6}

_REASONS = {
    ("silent", True): later("Nothing counts of"),
    ("silent", False): later("Nobody speaks of"),
    ("one-sided", False): later("On one side only, or by one actor, so that it tells nothing"),
    ("undisputed", True): later("Speaks of nothing on which actors differ"),
    ("alike", True): later("All say the same in the same shares"),
    ("too-little", True): later("Too little is said to tell them apart"),
}


@dataclass(frozen=True)
class ScaleAnswer(CountedAnswer, Drawn):
    """Where actors and concepts stand, by correspondence analysis or as ideal points (:mod:`kg.networks.scaling`)."""

    asked: Asked
    method: str
    placings: Placings

    @property
    def placing(self) -> Placing:
        """The points over all the time asked for."""
        return self.placings.whole

    @property
    def is_cut_short(self) -> bool:
        """Whether a time limit ended the draws for the intervals."""
        return self.placing.draws is not None and self.placing.draws < DRAWS

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.placing.mentions

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows."""
        if self.method == "correspondence":
            return said(lang, "Who says the like of what: correspondence analysis")
        return said(lang, "Who stands where on one line: ideal points")

    def picture(self, lang: str = "en") -> Picture:
        """Return the points on their axes, or each position with its interval, and where there are windows the lines over time."""
        from kg.answers.scale_picture import picture_of

        return picture_of(self, self.renderer(lang))

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the axes, the points, what has none, and the same of each window."""
        return {
            "asked": asked_json(self.asked),
            "method": self.method,
            **self._placing_json(show, self.placing),
            "windows": [
                {**window_json(one.window), **self._placing_json(show, one)}
                for one in self.placings.windows
                if one.window
            ],
        }

    def _placing_json(self, show: Renderer, placing: Placing) -> Json:
        def numbers(values: Iterable[float]) -> list[float]:
            return [round(value, _DECIMALS[self.method]) + 0.0 for value in values]

        def point(kind: str, each: Point) -> Json:
            told: Json = {kind: show.thing(each.thing)}
            if kind == "concept":
                told["side"] = _SIDES[each.side]
            told |= {"values": numbers(each.values), "mentions": each.mentions}
            if kind == "actor":
                told["intervals"] = [None if one is None else numbers(one) for one in each.intervals]
            return {**told, "contributions": numbers(each.contributions)}

        return {
            "axes": [
                {
                    "inertia": None if one.inertia is None else numbers([one.inertia])[0],
                    "share": None if one.share is None else numbers([one.share])[0],
                    "by_ids": one.by_ids,
                    "tied": one.tied,
                }
                for one in placing.axes
            ],
            "inertia": None if placing.inertia is None else numbers([placing.inertia])[0],
            "parts": placing.parts,
            "draws": placing.draws,
            "actors": [point("actor", each) for each in placing.actors],
            "concepts": [point("concept", each) for each in placing.concepts],
            "unplaced": [
                {
                    "thing": show.thing(one.thing),
                    "kind": "actor" if one.is_actor else "concept",
                    "side": _SIDES[one.side],
                    "reason": one.reason,
                }
                for one in placing.unplaced
            ],
            "kept": placing.kept,
            "fallen": placing.fallen,
            "left_out": placing.left_out,
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each actor and concept, first those of all the time, then those of each window, each with its value on each axis."""
        show = self.renderer(lang)
        axes = max((len(one.axes) for one in (self.placing, *self.placings.windows)), default=0)
        values = [f"axis_{axis}" for axis in range(1, axes + 1)]
        if self.method == "ideal-point":
            values = ["position", "discrimination", "difficulty"]
        found = [row for one in (self.placing, *self.placings.windows) for row in self._rows(show, one, len(values))]
        return ("first", "last", "kind", "thing", "side", *values, "low", "high", "mentions"), found

    def _rows(self, show: Renderer, placing: Placing, columns: int) -> Iterator[list[object]]:
        window = placing.window
        days: list[object] = [window.first, window.last] if window else [None, None]
        for kind, each in [*(("actor", a) for a in placing.actors), *(("concept", c) for c in placing.concepts)]:
            values: list[object] = [round(value, _DECIMALS[self.method]) + 0.0 for value in each.values]
            if self.method == "ideal-point":
                values = [*values, None, None] if kind == "actor" else [None, *values]
            values += [None] * (columns - len(values))
            low, high = (each.intervals and each.intervals[0]) or (None, None)
            name = show.name(each.thing)
            yield [*days, kind, name, _SIDES[each.side], *values[:columns], low, high, each.mentions]

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the axes, the actors from the lowest to the highest, the concepts that part them most, what has no place, and the windows."""
        show, placing = self.renderer(lang), self.placing
        notes = "\n".join([counted_words(lang, self.asked, placing), *self.notes(lang)])
        tables = [Table("", (), (), note=notes)]
        if placing.actors:
            if placing.inertia is not None:
                tables.append(_axes(placing, lang))
            tables += [self._actors(show), self._concepts(show)]
        tables += [self._unplaced(show)] if placing.unplaced else []
        return tables + ([self._windows(show)] if self.placings.windows else [])

    def notes(self, lang: str) -> Iterator[str]:
        """Yield what a reader must know of the points, a line each."""
        placing = self.placing
        if not placing.actors:
            yield said(lang, "nobody can be placed; the reasons are below")
            return
        actors, concepts = len(placing.actors), len({point.thing for point in placing.concepts})
        if min(actors, concepts) < FEWEST:
            few = [
                counted(lang, actors, "{count} actor", "{count} actors"),
                counted(lang, concepts, "{count} concept", "{count} concepts"),
            ]
            yield said(
                lang,
                "too little for a scale: {counts}; one more statement can change all of it",
                counts=joined(lang, few),
            )
        if placing.parts is not None and placing.parts > 1:
            yield counted(
                lang,
                placing.parts,
                "the actors fall into {count} group that shares no side of any concept with others, and the first axes tell no more than that; "
                "asking of one group alone shows how it stands",
                "the actors fall into {count} groups that share no side of any concept, and the first axes tell no more than that; "
                "asking of one group alone shows how it stands",
            )
        tied = [str(place) for place, axis in enumerate(placing.axes, 1) if axis.tied]
        if tied:
            yield said(
                lang,
                "axes {axes} have the same inertia: any direction between them is as good",
                axes=listed(lang, tied),
            )
        by_ids = [str(place) for place, axis in enumerate(placing.axes, 1) if axis.by_ids]
        if by_ids:
            yield said(lang, "nothing but ids decides which way axes {axes} point", axes=listed(lang, by_ids))
        if placing.draws is not None and placing.draws < FEWEST_DRAWS:
            yield said(lang, "no intervals: the time was up before enough draws of concepts")
        elif placing.draws is not None and placing.draws < DRAWS:
            yield counted(
                lang,
                placing.draws,
                "the time was up: intervals rest on {count} draw of concepts",
                "the time was up: intervals rest on {count} draws of concepts",
            )

    def _actors(self, show: Renderer) -> Table:
        lang, two = show.lang, len(self.placing.axes) > 1
        heads = [
            said(lang, "Actor"),
            said(lang, "Position") if self.method == "ideal-point" else said(lang, "Axis {number}", number=1),
        ]
        heads += [
            said(lang, "95 % interval"),
            *([said(lang, "Axis {number}", number=2)] if two else []),
            said(lang, "Mentions"),
        ]
        ordered = sorted(self.placing.actors, key=lambda point: (round(point.values[0], 9), point.thing))
        rows = tuple(
            (
                show.name(point.thing),
                figure(point.values[0]),
                interval_words(show, point),
                *([figure(point.values[1])] if two else []),
                f"{point.mentions:,}",
            )
            for point in ordered
        )
        return Table("", tuple(heads), rows)

    def _concepts(self, show: Renderer) -> Table:
        lang = show.lang
        weigh = strength if self.method == "correspondence" else _discrimination
        ordered = sorted(self.placing.concepts, key=lambda point: (-round(weigh(point), 9), point.thing, -point.side))
        shown = ordered[:MOST_NAMED]
        more = len(ordered) - len(shown)
        note = counted(
            lang,
            more,
            "{count} that parts actors less is not shown; --format csv has all",
            "{count} that part actors less are not shown; --format csv has all",
        )
        if self.method == "ideal-point":
            heads = [
                said(lang, "Concept"),
                said(lang, "Discrimination"),
                said(lang, "Difficulty"),
                said(lang, "Mentions"),
            ]
            rows = [
                (
                    show.name(p.thing),
                    *(figure(v) for v in p.values),
                    *([""] if len(p.values) < 2 else []),
                    f"{p.mentions:,}",
                )
                for p in shown
            ]
        else:
            two = len(self.placing.axes) > 1
            heads = [said(lang, "Concept"), said(lang, "Side"), said(lang, "Axis {number}", number=1)]
            heads += [
                *([said(lang, "Axis {number}", number=2)] if two else []),
                said(lang, "Share of axis 1"),
                said(lang, "Mentions"),
            ]
            rows = [
                (
                    show.name(p.thing),
                    side_words(lang, p.side),
                    *(figure(value) for value in p.values[:2]),
                    f"{p.contributions[0] * 100:.0f} %",
                    f"{p.mentions:,}",
                )
                for p in shown
            ]
        return Table(said(lang, "Concepts"), tuple(heads), tuple(rows), note=note if more else "")

    def _unplaced(self, show: Renderer) -> Table:
        lang = show.lang
        rows = tuple(reasons(show, self.placing.unplaced))
        return Table(said(lang, "Without a place"), (said(lang, "Why"), said(lang, "What")), rows)

    def _windows(self, show: Renderer) -> Table:
        lang, names = show.lang, most_counted((p.thing, p.mentions) for p in self.placing.actors)
        heads = [said(lang, "First day"), said(lang, "Last day"), said(lang, "Mentions"), *map(show.name, names)]
        rows = []
        for one in self.placings.windows:
            at = {point.thing: figure(point.values[0]) for point in one.actors}
            assert one.window
            days = (str(one.window.first), end_of(one.window, lang))
            rows.append((*days, f"{one.kept:,}", *(at.get(name, "–") for name in names)))
        rest = len(self.placing.actors) - len(names)
        more = counted(lang, rest, "and {count} actor in --format csv", "and {count} actors in --format csv")
        turned = said(lang, "each window is turned to agree with the one before")
        return Table(
            said(lang, "Windows"), tuple(heads), tuple(rows), note=joined(lang, [turned, *([more] if rest > 0 else [])])
        )


_SIDES = {1: "for", -1: "against", 0: None}


def strength(point: Point) -> float:
    """Return how much a point has to do with the first two axes: the larger of its shares."""
    return max(point.contributions[:2], default=0.0)


def _discrimination(point: Point) -> float:
    return abs(point.values[0])


def side_words(lang: str, side: int) -> str:
    """Return a side in words."""
    return said(lang, "for") if side > 0 else said(lang, "against")


def interval_words(show: Renderer, point: Point) -> str:
    """Return an actor's interval on the first axis, or a dash."""
    between = point.intervals[0] if point.intervals else None
    return (
        "–" if between is None else said(show.lang, "{low} to {high}", low=figure(between[0]), high=figure(between[1]))
    )


def _axes(placing: Placing, lang: str) -> Table:
    rows = tuple(
        (str(place), figure(axis.inertia or 0.0), f"{(axis.share or 0.0) * 100:.1f} %")
        for place, axis in enumerate(placing.axes, 1)
    )
    note = said(lang, "total inertia {total}", total=figure(placing.inertia or 0.0))
    return Table("", (said(lang, "Axis"), said(lang, "Inertia"), said(lang, "Share")), rows, note=note)


def reasons(show: Renderer, unplaced: Sequence[Unplaced]) -> Iterator[tuple[str, str]]:
    """Yield each reason with the names of what it keeps from a place; of sides of concepts that nobody took, how many."""
    lang = show.lang
    for (reason, is_actor), words in _REASONS.items():
        names = [
            show.name(one.thing)
            for one in unplaced
            if one.reason == reason and one.is_actor == is_actor and not one.side
        ]
        if names:
            rest = len(names) - MOST_NAMED
            more = [counted(lang, rest, "and {count} more", "and {count} more")] if rest > 0 else []
            yield said(lang, words), joined(lang, [*names[:MOST_NAMED], *more])
    sides = sum(1 for one in unplaced if one.side)
    if sides:
        yield said(lang, "Nobody takes"), counted(lang, sides, "{count} side of a concept", "{count} sides of concepts")
