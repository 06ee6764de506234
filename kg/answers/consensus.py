"""Consensus across camps as an answer: the options ranked, what sets each camp apart, and the same of each window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.answers.counted import CountedAnswer, asked_json
from kg.answers.frames import names_apart
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import window_json
from kg.answers.tables import Rows, Table
from kg.drawing import Picture
from kg.networks.asked import Asked
from kg.networks.camp_figures import SIDES, CampFigures, OptionFigures, SetApart
from kg.networks.consensus import apart
from kg.networks.grouping import Camp
from kg.networks.mentions import Mentions
from kg.words import said

__all__ = ["ConsensusAnswer"]


@dataclass(frozen=True)
class ConsensusAnswer(CountedAnswer, Drawn):
    """The consensus of camps on each option over all the time asked for, and in each of the ``windows`` (:mod:`kg.networks.consensus`).

    ``is_named``: a reader named the camps; else they are communities. ``left_out`` mentions have no speaker, where people are counted.
    ``unknown`` are the members of a file of camps that the case lacks, by name. ``is_cut_short``: the search for camps was stopped.
    """

    asked: Asked
    figures: CampFigures
    windows: tuple[CampFigures, ...] = field(compare=False)
    is_named: bool
    as_polis: bool
    left_out: int
    unknown: tuple[str, ...] = ()
    is_cut_short: bool = False

    @property
    def camps(self) -> tuple[Camp, ...]:
        """The camps, in order."""
        return self.figures.camps

    def camp_names(self, lang: str = "en") -> list[str]:
        """Return the names of the camps; those that nobody named are counted."""
        taken, names, number = {camp.name for camp in self.camps}, [], 0
        for camp in self.camps:
            name = camp.name
            while not name or (not camp.name and name in taken):
                number += 1
                name = said(lang, "Camp {number}", number=number)
            names.append(name)
        return names

    def mentions(self) -> Mentions:
        """Return the words that count: of each actor in a camp the latest on each option."""
        return self.figures.mentions

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the camps, the figures of each option and camp, and those of each window."""
        names = self.camp_names(show.lang)
        return {
            "asked": asked_json(self.asked),
            "as_polis": self.as_polis,
            "camps": [
                {"camp": name, "is_named": bool(camp.name), "members": show.things(camp.members)}
                for name, camp in zip(names, self.camps, strict=True)
            ],
            "are_computed": not self.is_named,
            "campless": show.things(self.figures.campless),
            "is_cut_short": self.is_cut_short,
            "unknown": list(self.unknown),
            "left_out": self.left_out,
            **_figures_json(show, self.figures, names),
            "windows": [
                {
                    **window_json(one.window),
                    **_figures_json(show, one, names),
                }
                for one in self.windows
                if one.window
            ],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each option and camp, by consensus for; with windows those of each after it, told by its days."""
        show, names = self.renderer(lang), self.camp_names(lang)
        every = sorted({each.option for one in (self.figures, *self.windows) for each in one.options})
        labels = dict(zip(every, names_apart([show.find(option) for option in every], lang), strict=True))
        found = [("", "", *row) for row in _rows(self.figures, names, labels)]
        for one in self.windows:
            if one.window:
                days = (one.window.first, one.window.last)
                found += [(*days, *row) for row in _rows(one, names, labels)]
        columns = ("first", "last", *_COLUMNS)
        return (columns, found) if self.asked.window else (columns[2:], [row[2:] for row in found])

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the camps, the options ranked, what sets each camp apart, and a line for each window."""
        from kg.answers.consensus_tables import tables_of

        return tables_of(self, lang)

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows."""
        return said(lang, "Consensus across camps")

    def picture(self, lang: str = "en") -> Picture:
        """Return the options as rows and the camps as columns of bars, and where there are windows consensus over time."""
        from kg.answers.consensus_picture import picture_of

        return picture_of(self, self.renderer(lang))


def _figures_json(show: Renderer, figures: CampFigures, names: list[str]) -> Json:
    ranks = {side: {each.option: rank for rank, each in figures.ranked(side)} for side in SIDES}
    return {
        "kept": figures.kept,
        "fallen": figures.fallen,
        "both_sides": figures.both,
        "unspoken": figures.unspoken,
        "options": [_option_json(show, each, ranks, names) for each in figures.options],
        "apart": [
            {
                "camp": name,
                "options": [_apart_json(show, one) for one in figures.sets_apart[camp]],
            }
            for camp, name in enumerate(names)
        ],
    }


def _option_json(show: Renderer, each: OptionFigures, ranks: dict[str, dict[str, int]], names: list[str]) -> Json:
    found = each.consensus
    return {
        "option": show.thing(each.option),
        **{
            side: {
                "rank": ranks[side].get(each.option),
                "consensus": float(found[side].product),
                "mean": found[side].mean,
                "least": float(found[side].least),
                "least_camps": [names[camp] for camp in found[side].least_camps],
            }
            for side in SIDES
        },
        "silent": [names[camp] for camp in found["for"].silent],
        "camps": [_camp_json(each, camp, name) for camp, name in enumerate(names)],
    }


def _camp_json(each: OptionFigures, camp: int, name: str) -> Json:
    spoken = each.spoken[camp]
    shares = {f"share_{side}": float(spoken.share(side)) for side in SIDES}
    tests: Json = {}
    for side in SIDES:
        one = apart(each.spoken, camp, side)
        tests[f"others_{side}"] = float(one.share_out) if one else None
        tests[f"test_{side}"] = one.test if one else None
        tests[f"test_others_{side}"] = one.against_others if one else None
    return {"camp": name, "for": spoken.pro, "against": spoken.against, "spoke": spoken.spoke, **shares, **tests}


def _apart_json(show: Renderer, one: SetApart) -> Json:
    return {
        "option": show.thing(one.figures.option),
        "side": one.found.side,
        "share": float(one.found.share),
        "others": float(one.found.share_out),
        "times": float(one.found.times),
        "test": one.found.test,
        "test_others": one.found.against_others,
        "measure": one.found.measure,
    }


_OF_SIDE = ("rank", "consensus", "mean", "least")
_COLUMNS = (
    "option",
    "camp",
    *("for", "against", "spoke", "share_for", "share_against"),
    *(f"{what}_{side}" for side in SIDES for what in _OF_SIDE),
    *("sets_apart_by", "times", "test", "test_others", "measure"),
)


def _rows(figures: CampFigures, names: list[str], labels: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each option, by consensus for, and camp."""
    ranks = {side: {each.option: rank for rank, each in figures.ranked(side)} for side in SIDES}
    told = [{one.figures.option: one.found for one in each} for each in figures.sets_apart]
    for each in figures.by_consensus():
        of_sides: list[object] = []
        for side in SIDES:
            found = each.consensus[side]
            of_sides += [ranks[side].get(each.option), float(found.product), found.mean, float(found.least)]
        for camp, name in enumerate(names):
            spoken, one = each.spoken[camp], told[camp].get(each.option)
            shares = [float(spoken.share(side)) if spoken.spoke else None for side in SIDES]
            apart_by = (one.side, float(one.times), one.test, one.against_others, one.measure) if one else (None,) * 5
            yield labels[each.option], name, *spoken, *shares, *of_sides, *apart_by
