"""The picture of a backbone: a row for each concept in the order in which they leave, and how much is lost by then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.answers.backbone_tables import size_words
from kg.answers.rendering import Renderer
from kg.drawing import (
    COLOURS,
    Course,
    Element,
    LegendEntry,
    LinearScale,
    Picture,
    circle,
    clip,
    drawn_line,
    group,
    line,
    rect,
    words_at,
    x_axis,
)
from kg.errors import UsageError
from kg.networks.backbones import Backbone
from kg.words import said

if TYPE_CHECKING:
    from kg.answers.backbone import BackboneAnswer

__all__ = ["MOST_ROWS", "picture_of"]

#: how many concepts a picture has at most
MOST_ROWS = 200

_NAMES, _LEFT, _WIDTH, _TOP, _ROW, _SIZE, _TALL = 300.0, 316.0, 760.0, 24.0, 20.0, 11.0, 170.0


def picture_of(answer: BackboneAnswer, show: Renderer) -> Picture:
    """Return the picture. Raises :class:`~kg.errors.UsageError` for too many concepts."""
    found, lang = answer.whole, show.lang
    if len(found.steps) > MOST_ROWS:
        told = f"the picture would have {len(found.steps):,} concepts, more than {MOST_ROWS}"
        raise UsageError(f"{told}; choose some issues with --issue, or count --concepts issues")
    bottom = _TOP + _ROW * len(found.steps)
    scale = LinearScale(0.0, max([1e-9, *(step.loss for step in found.steps)]), _LEFT, _WIDTH - 16)
    above = size_words(show, found, found.shown) if found.shown else said(lang, "nothing is counted")
    elements = [words_at(0, _SIZE, above, size=_SIZE, font_weight="bold")]
    if found.steps:
        elements += [*x_axis(scale, _TOP, bottom), *_rows(show, found, scale)]
    y = bottom + 24
    if answer.asked.window and (course := _course(answer, lang)):
        elements += course.drawn(y + 12, _WIDTH, _TALL, course.days)
        y += 12 + Course.height(_TALL)
    return Picture(
        tuple(elements),
        _WIDTH,
        y,
        tuple(_legend(found, lang)) if found.steps else (),
        _described(show, found),
    )


def _rows(show: Renderer, found: Backbone, scale: LinearScale) -> Iterator[Element]:
    """Yield the names, the losses as a line with its points, and where they are lower the least of any set."""
    kept = found.shown.concepts if found.shown else ()
    points = [(scale.place(step.loss), _middle(place)) for place, step in enumerate(found.steps)]
    yield from drawn_line(points, stroke=COLOURS["for"], stroke_width=1.5)
    for place, (step, (x, y)) in enumerate(zip(found.steps, points, strict=True)):
        name = show.name(step.concept)
        weight = "bold" if step.concept in kept else None
        label = words_at(
            _NAMES, y + 4, clip(name, _SIZE, _NAMES - 6)[0], size=_SIZE, text_anchor="end", font_weight=weight
        )
        least = found.least.get(step.size)
        if least and least.loss < step.loss:
            at = scale.place(least.loss)
            yield line(at, y, x, y, stroke=COLOURS["muted"], stroke_dasharray="2 2")
            yield _least(at, y)
        yield group([label, _lost(x, _middle(place))], tells=name)


def _course(answer: BackboneAnswer, lang: str) -> Course | None:
    """Return the loss in each window, or where no size was asked for how many concepts the backbone has there."""
    shown = [(one.window.first, one.shown) for one in answer.series.windows if one.window]
    if not shown:
        return None
    sized = answer.size is not None
    title = said(lang, "Loss in each window") if sized else said(lang, "Concepts of the backbone in each window")
    values = tuple(None if one is None else one.loss if sized else float(len(one.concepts)) for _, one in shown)
    return Course(title, tuple(day for day, _ in shown), values)


def _middle(place: int) -> float:
    return _TOP + _ROW * (place + 0.5)


def _lost(x: float, y: float) -> Element:
    return circle(x, y, 4, fill=COLOURS["for"])


def _least(x: float, y: float) -> Element:
    return rect(x - 4, y - 4, 8, 8, fill=COLOURS["ground"], stroke=COLOURS["ink"])


def _legend(found: Backbone, lang: str) -> Iterator[LegendEntry]:
    yield LegendEntry(_lost(0, 0), said(lang, "loss once this concept and all above it are gone"))
    if any(step.size in found.least and found.least[step.size].loss < step.loss for step in found.steps):
        yield LegendEntry(_least(0, 0), said(lang, "least loss of any set of as many concepts as are left"))
    if found.shown:
        sign = words_at(-9, 4, "Aa", size=_SIZE, font_weight="bold")
        yield LegendEntry(sign, said(lang, "in the backbone"))


def _described(show: Renderer, found: Backbone) -> str:
    """Return the losses in words."""
    told = (f"{show.name(step.concept)} {step.loss:.3f}" for step in found.steps)
    return ", ".join(told) or said(show.lang, "nothing is counted")
