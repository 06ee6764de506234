"""The camps of a network as an answer: balance, polarisation, communities, brokers and blockers, over all the time and by window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.analysis.blockers import Blocker
from kg.answers.base import independent_sources
from kg.answers.counted import CountedAnswer, asked_json
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import window_json
from kg.answers.tables import Rows, Table
from kg.networks.asked import Asked
from kg.networks.camps import Camps, CampsSeries, TwoCamps, camps_by
from kg.networks.communities import Grouping
from kg.networks.mentions import Mentions
from kg.words import said

if TYPE_CHECKING:
    from kg.drawing import Picture

__all__ = ["CampsAnswer"]


@dataclass(frozen=True)
class CampsAnswer(CountedAnswer, Drawn):
    """The camps of ``parties``, or of people (:mod:`kg.networks.camps`), and the blockers (:mod:`kg.analysis.blockers`).

    ``seconds`` is how long the search for the best splits might take. ``blockers`` is None where there was too much to resolve.
    """

    asked: Asked
    series: CampsSeries
    seconds: float
    blockers: tuple[Blocker, ...] | None = ()

    @property
    def blocking_day(self) -> date:
        """The day of whose stances the blockers are told: that of the answer, or ``until`` where it is earlier."""
        return min(self.as_of, self.asked.until or self.as_of)

    @property
    def whole(self) -> Camps:
        """The camps over all the time asked for."""
        return self.series.whole

    @property
    def camps(self) -> tuple[tuple[str, ...], ...]:
        """The camps of highest balance, the larger first, as ids of parties, or of people."""
        actors = self.whole.pairs.actors
        return tuple(tuple(actors[place] for place in camp) for camp in self.whole.best.camps())

    @property
    def balance(self) -> float | None:
        """The balance of these camps, in [0, 1]; None where nobody is compared with anybody."""
        return self.whole.best.balance

    @property
    def polarisation(self) -> float | None:
        """The polarisation of these camps, in [−1, 1]; None without conflict or without congruence."""
        return self.whole.best.polarisation

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.whole.pairs.mentions

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the statements that count, and of those that hold a blocker."""
        held = {
            statement.source
            for one in self.blockers or ()
            for each in (one.held, *one.others)
            for statement in each.evidence
        }
        return independent_sources(self.case, {*super().sources(), *held})

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        """Return the options of closed lists; what was said again counts once by default."""
        choices = super()._choices()
        return {**choices, "duplicates": ("range", *choices["duplicates"])}

    def _differs(self) -> Iterable[str]:
        return ("polarisation",)

    @property
    def is_proven(self) -> bool:
        """Whether each search ended with proof."""
        splits = [split for one in (self.whole, *self.series.windows) for split in (one.best, one.most) if split]
        return all(split.proven for split in splits)

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the camps with their figures, the blockers, and the figures of each window."""
        return {
            "asked": asked_json(self.asked),
            "time_limit": self.seconds,
            **_camps_json(show, self.whole),
            "blockers": None if self.blockers is None else [_blocker_json(show, one) for one in self.blockers],
            "windows": [
                {
                    **window_json(one.pairs.window),
                    **_camps_json(show, one),
                }
                for one in self.series.windows
                if one.pairs.window
            ],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each actor, with its camp, communities and what it lies between; with windows, a row for each of them."""
        show = self.renderer(lang)
        return _window_rows(self.series.windows) if self.asked.window else _actor_rows(show, self.whole)

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the camps, their figures, communities, brokers and blockers, and a line for each window."""
        from kg.answers.camps_tables import tables_of

        return tables_of(self, self.renderer(lang))

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows, in a few words."""
        if self.asked.window:
            return said(lang, "Balance and polarisation over time")
        return said(lang, "Camps: who agrees and who differs")

    def picture(self, lang: str = "en") -> Picture:
        """Return the camps apart from each other, with lines of agreement and conflict; with windows, the figures over time."""
        from kg.answers.camps_picture import picture_of

        return picture_of(self, self.renderer(lang))


def _camps_json(show: Renderer, found: Camps) -> Json:
    pairs, best = found.pairs, found.best
    actors = pairs.actors
    return {
        "kept": pairs.kept,
        "fallen": pairs.fallen,
        "left_out": pairs.left_out,
        "camps": _split_json(show, actors, best.sides),
        "parts": _parts_json(show, actors, best),
        "apart": show.things(actors[place] for place, side in enumerate(best.sides) if not side),
        "congruence": pairs.agreement,
        "conflict": pairs.disagreement,
        "conflict_share": found.conflict_share,
        "balance": _figure_json(show, actors, best, best.balance),
        "polarisation": {
            "value": best.polarisation,
            "highest": None
            if found.most is None
            else {
                **_figure_json(show, actors, found.most, found.most.polarisation),
                "camps": _split_json(show, actors, found.most.sides),
            },
        },
        **({"as_dna": found.dna} if found.has_dna else {}),
        "communities": {
            "louvain": _grouping_json(show, actors, found.louvain, "modularity"),
            "correlation_clustering": _grouping_json(show, actors, found.clustered, "agreement_less_conflict"),
        },
        "brokers": [
            {
                "actor": show.thing(actors[one.actor]),
                "camp": _camp_of(best, one.actor),
                "betweenness": one.betweenness,
                "congruence": [one.with_first, one.with_second],
            }
            for one in found.brokers
        ],
    }


def _figure_json(show: Renderer, actors: tuple[str, ...], split: TwoCamps, value: float | None) -> Json:
    return {
        "value": value,
        "bound": split.bound,
        "proven": split.proven,
        "tied": split.tied,
        "splits": split.splits or None,
        "also": [_split_json(show, actors, sides) for sides in split.also],
    }


def _split_json(show: Renderer, actors: tuple[str, ...], sides: tuple[int, ...]) -> list[list[Json]]:
    return [show.things(actors[place] for place in camp) for camp in camps_by(sides)]


def _parts_json(show: Renderer, actors: tuple[str, ...], split: TwoCamps) -> list[list[Json]]:
    return [
        show.things(actor for actor, part in zip(actors, split.part, strict=True) if part == number)
        for number in range(split.parts)
    ]


def _grouping_json(show: Renderer, actors: tuple[str, ...], found: Grouping, score: str) -> Json:
    groups = [show.things(actors[place] for place in group) for group in found.groups]
    highest = {"highest": found.highest} if score == "agreement_less_conflict" else {}
    return {score: found.score, **highest, "groups": groups}


def _blocker_json(show: Renderer, one: Blocker) -> Json:
    return {
        "option": show.thing(one.option.id),
        "issue": show.thing(one.option.issue),
        "keeps_from": one.ground.value,
        "blocker": show.stance(one.held),
        "others": [show.stance(held) for held in one.others],
        "silent": show.things(one.silent),
    }


def _camp_of(split: TwoCamps, place: int) -> int | None:
    """Return the number of an actor's camp, 1 or 2, None for one that is compared with nobody."""
    return {1: 1, -1: 2}.get(split.sides[place])


def _actor_rows(show: Renderer, found: Camps) -> Rows:
    between = {one.actor: one for one in found.brokers}
    columns = (
        "id",
        "actor",
        "camp",
        "louvain",
        "correlation_clustering",
        "betweenness",
        "congruence_1",
        "congruence_2",
    )
    number = [
        {actor: at for at, group in enumerate(one.groups, 1) for actor in group}
        for one in (found.louvain, found.clustered)
    ]
    rows = [
        (
            name,
            show.name(name),
            _camp_of(found.best, place),
            number[0][place],
            number[1][place],
            between[place].betweenness,
            between[place].with_first,
            between[place].with_second,
        )
        for place, name in enumerate(found.pairs.actors)
    ]
    return columns, rows


def _window_rows(windows: Iterable[Camps]) -> Rows:
    columns = ("first", "last", "partial", "kept", "balance", "bound", "proven", "polarisation", "highest_polarisation")
    more = ("conflict_share", "camp_1", "camp_2", "louvain", "correlation_clustering")
    rows = []
    for one in windows:
        window = one.pairs.window
        if window:
            sizes = [len(camp) for camp in one.best.camps()]
            rows.append(
                (
                    *(window.first, window.last, window.partial, one.pairs.kept),
                    *(one.best.balance, one.best.bound, one.best.proven, one.best.polarisation),
                    one.most.polarisation if one.most else None,
                    one.conflict_share,
                    *(sizes + [0, 0])[:2],
                    *(len(grouping.groups) for grouping in (one.louvain, one.clustered)),
                )
            )
    has_dna = any(one.has_dna for one in windows)
    if has_dna:
        rows = [(*row, one.dna) for row, one in zip(rows, windows, strict=True)]
    return (*columns, *more, *(["as_dna"] if has_dna else [])), rows
