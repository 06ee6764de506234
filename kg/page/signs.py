"""The signs of stances and events as the pictures of answers draw them (:mod:`kg.drawing`), to be shown on a page by their name.

Their colours are those of the page's style, so that they follow its theme; the word in the sign of a condition is left out, as
the page says it in its own language.
"""

from __future__ import annotations

import re

from kg.answers.timeline_picture import EVENT_SIGNS, event_sign
from kg.drawing import COLOURS, Element, StanceMark, stance_glyph, written
from kg.vocabulary import Stance

__all__ = ["page_signs"]

#: the page's name of each colour of a picture
_NAMES = {"ground": "surface"}
_ROOM = 13
_WORD = re.compile(r"<text[^>]*>\w+</text>")


def page_signs() -> str:
    """Return one SVG with a symbol for each sign: ``sign-event-claimed``, ``sign-demand``, and ``sign-demand-told`` by others' word."""
    found = {f"event-{kind}": event_sign(kind) for kind in EVENT_SIGNS}
    for stance in Stance:
        found[str(stance)] = stance_glyph(0, 0, StanceMark(stance))
        found[f"{stance}-told"] = stance_glyph(0, 0, StanceMark(stance, ascribed=True))
    size = ("viewBox", f"{-_ROOM} {-_ROOM} {2 * _ROOM} {2 * _ROOM}")
    symbols = tuple(Element("symbol", (("id", f"sign-{name}"), size), (sign,)) for name, sign in found.items())
    text = _WORD.sub("", written(Element("svg", (("xmlns", "http://www.w3.org/2000/svg"), ("hidden", "")), symbols)))
    for name, colour in COLOURS.items():
        text = text.replace(f'"{colour}"', f'"var(--{_NAMES.get(name, name)})"')
    return text
