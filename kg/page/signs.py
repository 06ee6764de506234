"""The signs of stances and events as the pictures of answers draw them (:mod:`kg.drawing`), to be shown on a page by their name.

Their colours are those of the page's style, so that they follow its theme; the word in the sign of a condition is left out, as
the page says it in its own language.
"""

from __future__ import annotations

import re

from kg.answers.timeline_picture import EVENT_SIGNS, event_sign
from kg.drawing import COLOURS, StanceMark, stance_glyph, symbols
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
    text = _WORD.sub("", symbols(found, _ROOM))
    for name, colour in COLOURS.items():
        text = text.replace(f'"{colour}"', f'"var(--{_NAMES.get(name, name)})"')
    return text
