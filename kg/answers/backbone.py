"""The backbone of concepts as an answer: which few a network rests on, in which order all leave, and at what loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.answers.counted import CountedAnswer, asked_json
from kg.answers.pictures import Drawn
from kg.answers.rendering import Json, Renderer
from kg.answers.series import window_json
from kg.answers.tables import Rows, Table
from kg.networks.asked import AGGREGATIONS, NORMALISATIONS, SCALES, Asked
from kg.networks.backbones import Backbone, Backbones, Shown
from kg.networks.every_set import Best
from kg.networks.mentions import Mentions
from kg.words import said

if TYPE_CHECKING:
    from kg.drawing import Picture

__all__ = ["BackboneAnswer"]


#: the options of closed lists that ``kg backbone`` has beside those of every command on networks, each with its default first
_CHOICES = {"aggregation": ("congruence", *AGGREGATIONS), "normalisation": NORMALISATIONS, "scale": SCALES}


@dataclass(frozen=True)
class BackboneAnswer(CountedAnswer, Drawn):
    """The backbone of the network of ``parties``, or of people (:mod:`kg.networks.backbones`), over all the time and in each window.

    ``size`` is what was asked for, None for the smallest that loses little; ``seconds`` how long sets might be tried.
    """

    asked: Asked
    size: int | None
    seconds: float
    series: Backbones

    @property
    def whole(self) -> Backbone:
        """The backbone over all the time asked for."""
        return self.series.whole

    def mentions(self) -> Mentions:
        """Return the mentions that are kept."""
        return self.whole.mentions

    def _differs(self) -> Iterable[str]:
        return ("spectra",)

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        return {**super()._choices(), **_CHOICES}

    def body(self, show: Renderer) -> Json:
        """Return what was asked, the backbone, the sequence in which concepts leave, and the same of each window."""
        return {
            "asked": asked_json(self.asked),
            "size": self.size,
            "time_limit": self.seconds,
            **_backbone_json(show, self.whole),
            "windows": [
                {
                    **window_json(one.window),
                    **_backbone_json(show, one),
                }
                for one in self.series.windows
                if one.window
            ],
        }

    def rows(self, lang: str = "en") -> Rows:
        """Return a row for each concept in the order in which they leave: of all the time, without days, then of each window."""
        show = self.renderer(lang)
        rows = [row for one in (self.whole, *self.series.windows) for row in _step_rows(show, one)]
        return _COLUMNS, rows

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the backbone, the order in which concepts leave, and a line for each window."""
        from kg.answers.backbone_tables import tables_of

        return tables_of(self, self.renderer(lang))

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows, in a few words."""
        return said(lang, "Backbone of concepts: what is lost without each")

    def picture(self, lang: str = "en") -> Picture:
        """Return the loss of each size, with the concepts that leave named; with windows, that of each window too."""
        from kg.answers.backbone_picture import picture_of

        return picture_of(self, self.renderer(lang))


_COLUMNS = (
    "first_day",
    "last_day",
    "concept",
    "concept_mentions",
    "in_backbone",
    "size",
    "loss",
    "edge_distance",
    "redundant_loss",
    "mentions",
    "tied",
    "least_loss",
)


def _step_rows(show: Renderer, found: Backbone) -> Iterator[tuple[object, ...]]:
    days = (found.window.first, found.window.last) if found.window else (None, None)
    kept = found.shown.concepts if found.shown else ()
    for step in found.steps:
        yield (
            *days,
            show.name(step.concept),
            found.mentions_of[step.concept],
            step.concept in kept,
            step.size,
            step.loss,
            step.edges,
            step.redundant_loss,
            step.mentions,
            step.tied,
            found.least[step.size].loss if step.size in found.least else None,
        )


def _backbone_json(show: Renderer, found: Backbone) -> Json:
    return {
        "kept": found.kept,
        "fallen": found.fallen,
        "left_out": found.left_out,
        "actors": show.things(found.actors),
        "loss_of_none": found.of_none,
        "backbone": None if found.shown is None else _shown_json(show, found, found.shown),
        "sequence": [
            {
                "concept": show.thing(step.concept),
                "concept_mentions": found.mentions_of[step.concept],
                "size": step.size,
                "loss": step.loss,
                "edge_distance": step.edges,
                "redundant_loss": step.redundant_loss,
                "mentions": step.mentions,
                "tied": step.tied,
                "least": _least_json(show, found.least.get(step.size)),
            }
            for step in found.steps
        ],
    }


def _shown_json(show: Renderer, found: Backbone, shown: Shown) -> Json:
    return {
        "size": len(shown.concepts),
        "concepts": [
            {"concept": show.thing(name), "concept_mentions": found.mentions_of[name]} for name in shown.concepts
        ],
        "loss": shown.loss,
        "edge_distance": shown.edges,
        "mentions": shown.mentions,
        "proven": shown.proven,
        "tied": shown.tied,
    }


def _least_json(show: Renderer, found: Best | None) -> Json | None:
    if found is None:
        return None
    return {
        "concepts": show.things(found.concepts),
        "loss": found.loss,
        "edge_distance": found.edges,
        "tied": found.tied,
    }
