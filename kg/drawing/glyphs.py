"""A stance as a sign: form, frame and sign say what colour says, so that it reads in grey and in print.

A circle with a plus is for, a dotted circle with a wave leaning, a square with a minus against. Without a frame stand a
plus over a minus (mixed), an empty circle (would not say), a dot (no stance on record) and a hatched square (hidden by a
filter). It is *filled* only where the party itself declares a red line: a demand or a rule-out in its own voice, not
inferred. A dashed frame around it and three dots mean inferred; hatching and a raised quotation mark mean by others' word.
Conditional has a small "if".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.drawing.svg import COLOURS, Element, Look, circle, group, line, path, rect, words_at
from kg.vocabulary import Side, Stance, side_of

__all__ = ["GLYPH", "StanceMark", "stance_glyph"]

#: the width and height of a sign in pixels, its frame not included
GLYPH = 14.0

_RADIUS = GLYPH / 2


@dataclass(frozen=True, slots=True)
class StanceMark:
    """What a sign shows of a stance: which it is, and whether it is inferred or known by others' word.

    ``if_word`` is the small word of a conditional one.
    """

    stance: Stance
    inferred: bool = False
    ascribed: bool = False
    if_word: str = "if"

    @property
    def is_declared_red_line(self) -> bool:
        """Whether it is a demand or a rule-out in the party's own voice."""
        return self.stance in (Stance.DEMAND, Stance.RULE_OUT) and not (self.inferred or self.ascribed)

    @property
    def colour(self) -> str:
        """The colour of its side."""
        return COLOURS[str(side_of(self.stance) or "none")]


def stance_glyph(x: float, y: float, mark: StanceMark, tells: str = "") -> Element:
    """Return the sign of a stance around a place; ``tells`` is shown of it under the pointer."""
    return group(_parts(x, y, mark), tells=tells)


def _parts(x: float, y: float, mark: StanceMark) -> Iterator[Element]:
    side, colour = side_of(mark.stance), mark.colour
    if mark.inferred:
        room = _RADIUS + 3
        yield rect(x - room, y - room, 2 * room, 2 * room, rx=2, fill="none", stroke=colour, stroke_dasharray="3 2")
    if side:
        yield _frame(x, y, mark, side)
    if mark.ascribed:
        yield from _hatching(x, y, colour)
    ink = COLOURS["ground"] if mark.is_declared_red_line else colour
    yield from _sign(x, y, mark.stance, ink)
    if mark.stance is Stance.CONDITIONAL:
        yield words_at(x + _RADIUS + 4.5, y + _RADIUS + 1, mark.if_word, size=8, fill=colour)
    if mark.inferred:
        corners = ((0.0, -3.5), (-2.0, 0.0), (2.0, 0.0))
        yield from (circle(x - _RADIUS - 8 + dx, y - 2 + dy, 1.1, fill=colour) for dx, dy in corners)
    if mark.ascribed:
        yield words_at(x + _RADIUS + 4, y, "”", size=13, fill=colour)


def _frame(x: float, y: float, mark: StanceMark, side: Side) -> Element:
    fill = mark.colour if mark.is_declared_red_line else COLOURS["ground"]
    if side is Side.AGAINST:
        return rect(x - _RADIUS, y - _RADIUS, GLYPH, GLYPH, rx=1, fill=fill, stroke=mark.colour, stroke_width=1.5)
    dots = "1.5 2" if side is Side.LEANING else None
    return circle(x, y, _RADIUS, fill=fill, stroke=mark.colour, stroke_width=1.5, stroke_dasharray=dots)


def _hatching(x: float, y: float, colour: str) -> Iterator[Element]:
    """Yield three slanting lines inside the frame."""
    for shift in (-4.0, 0.0, 4.0):
        reach = 4.5 if shift == 0 else 2.5
        yield line(
            x + shift - reach, y + reach, x + shift + reach, y - reach, stroke=colour, stroke_width=0.7, opacity="0.45"
        )


def _sign(x: float, y: float, stance: Stance, ink: str) -> Iterator[Element]:
    look: Look = {"stroke": ink, "stroke_width": 1.8, "fill": "none"}
    match side_of(stance):
        case Side.FOR:
            yield line(x - 4, y, x + 4, y, **look)
            yield line(x, y - 4, x, y + 4, **look)
        case Side.LEANING:
            yield path(f"M{x - 4:.1f} {y + 1:.1f}q2 -4 4 -1t4 -1", **look)
        case Side.AGAINST:
            yield line(x - 4, y, x + 4, y, **look)
        case None:
            yield from _without_side(x, y, stance, look)


def _without_side(x: float, y: float, stance: Stance, look: Look) -> Iterator[Element]:
    if stance is Stance.MIXED:
        yield line(x - 4, y - 2, x + 4, y - 2, **look)
        yield line(x, y - 6, x, y + 2, **look)
        yield line(x - 4, y + 5, x + 4, y + 5, **look)
    elif stance is Stance.NONCOMMITTAL:
        yield circle(x, y, 5, **{**look, "stroke_width": 1.5})
    elif stance is Stance.WITHHELD:
        yield rect(x - 5, y - 5, 10, 10, **{**look, "stroke_width": 0.7})
        yield from _hatching(x, y, str(look["stroke"]))
    else:
        yield circle(x, y, 1.6, fill=str(look["stroke"]))
