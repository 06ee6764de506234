"""How stances are distributed over sides: for each concept how many actors took which, in how many mentions, whole and in windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.answers.counted import CountedAnswer, asked_json, counted_words
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import end_of, window_json
from kg.answers.tables import Rows, Table
from kg.answers.terms import stance_name
from kg.drawing import Picture
from kg.networks.asked import Asked
from kg.networks.distribution import SIDES, Distribution, Distributions, Spread
from kg.networks.mentions import Mentions
from kg.vocabulary import Side
from kg.words import counted, joined, said

__all__ = ["DistributionAnswer", "side_name"]

#: how many concepts nobody speaks of are named, the rest counted
_MOST_NAMED = 12


@dataclass(frozen=True)
class DistributionAnswer(CountedAnswer, Drawn):
    """How many actors are for, leaning, mixed, noncommittal or against on each concept (:mod:`kg.networks.distribution`)."""

    asked: Asked
    distributions: Distributions

    @property
    def distribution(self) -> Distribution:
        """The distribution over all the time asked for."""
        return self.distributions.whole

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.distribution.mentions

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows."""
        return said(lang, "How many actors took which side")

    def picture(self, lang: str = "en") -> Picture:
        """Return a bar for each concept, parted by side."""
        from kg.answers.distribution_picture import picture_of

        return picture_of(self, self.renderer(lang))

    def body(self, show: Renderer) -> Json:
        """Return what was asked, each concept with its sides, and the same of each window."""
        return {
            "asked": asked_json(self.asked),
            "method": "distribution",
            **_json(show, self.distribution),
            "windows": [{**window_json(one.window), **_json(show, one)} for one in self.distributions.windows],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each concept, first those of all the time, then those of each window."""
        show, found = self.renderer(lang), []
        for one in (self.distribution, *self.distributions.windows):
            days = (one.window.first, one.window.last) if one.window else (None, None)
            for each in one.spreads:
                found.append((*days, show.name(each.concept), *each.actors, each.spoke, each.silent, *each.mentions))
        actors, mentions = ([f"{side}_{what}" for side in SIDES] for what in ("actors", "mentions"))
        return ("first", "last", "concept", *actors, "actors", "silent", *mentions), found

    def tables(self, lang: str = "en") -> list[Table]:
        """Return each concept with its sides, and for each window how many mentions each side has."""
        show, found = self.renderer(lang), self.distribution
        tables = [Table("", (), (), note="\n".join(self.notes(lang)))]
        used = [place for place in range(len(SIDES)) if any(each.mentions[place] for each in found.spreads)]
        sides = [side_name(lang, SIDES[place]) for place in used]
        if found.spreads:
            heads = (said(lang, "Concept"), *sides, said(lang, "silent"), said(lang, "Mentions"))
            rows = tuple(tuple(self._cells(show, each, used)) for each in found.spreads)
            tables.append(
                Table("", heads, rows, note=said(lang, "numbers of actors; one that took several sides is in each"))
            )
        if self.distributions.windows:
            heads = (said(lang, "First day"), said(lang, "Last day"), *sides)
            rows = tuple(tuple(_window_cells(one, used, lang)) for one in self.distributions.windows)
            tables.append(Table(said(lang, "Windows: mentions"), heads, rows))
        return tables

    def notes(self, lang: str) -> list[str]:
        """Return how many mentions count, and of what nobody speaks, a line each."""
        show, found = self.renderer(lang), self.distribution
        told = [counted_words(lang, self.asked, found)]
        if found.unspoken:
            rest = len(found.unspoken) - _MOST_NAMED
            more = [counted(lang, rest, "and {count} more", "and {count} more")] if rest > 0 else []
            names = joined(lang, [*map(show.name, found.unspoken[:_MOST_NAMED]), *more])
            told.append(said(lang, "nobody speaks of {concepts}", concepts=names))
        return told

    def _cells(self, show: Renderer, each: Spread, used: list[int]) -> Iterator[str]:
        yield show.name(each.concept)
        yield from (
            f"{count:,}" for count in (*(each.actors[place] for place in used), each.silent, sum(each.mentions))
        )


def side_name(lang: str, side: str) -> str:
    """Return one of :data:`~kg.networks.distribution.SIDES` in words."""
    if side == Side.FOR:
        return said(lang, "for")
    if side == Side.LEANING:
        return said(lang, "leaning")
    return said(lang, "against") if side == Side.AGAINST else stance_name(lang, side)


def _window_cells(one: Distribution, used: list[int], lang: str) -> Iterator[str]:
    assert one.window
    yield str(one.window.first)
    yield end_of(one.window, lang)
    for place in used:
        yield f"{sum(each.mentions[place] for each in one.spreads):,}"


def _json(show: Renderer, found: Distribution) -> Json:
    return {
        "concepts": [
            {
                "concept": show.thing(each.concept),
                "actors": dict(zip(map(str, SIDES), each.actors, strict=True)),
                "mentions": dict(zip(map(str, SIDES), each.mentions, strict=True)),
                "spoke": each.spoke,
                "silent": each.silent,
            }
            for each in found.spreads
        ],
        "unspoken": show.things(found.unspoken),
        "kept": found.kept,
        "fallen": found.fallen,
        "left_out": found.left_out,
    }
