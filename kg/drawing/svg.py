"""Elements of SVG as plain records: attributes in a fixed order, every text escaped, no style, script, id or address in them.

Places and sizes are in pixels (user units), y downward. What is written has presentation attributes only, so that it can
stand inline in a page whose policy allows no style attribute, and several pictures can stand in one page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kg.text import plain

__all__ = [
    "COLOURS",
    "Element",
    "Look",
    "circle",
    "group",
    "line",
    "lines_of_text",
    "path",
    "rect",
    "words_at",
    "written",
]

#: the colours by what they are for; those of the sides are the page's in print, dark enough on white for text (4.5 : 1)
COLOURS = {
    "ground": "#ffffff",
    "ink": "#182230",
    "muted": "#556070",
    "line": "#d9dee6",
    "soft": "#eef2f7",
    "for": "#1f66b0",
    "leaning": "#8a5a00",
    "against": "#b3243f",
    "none": "#556070",
}

#: presentation attributes such as ``fill``, with ``_`` for ``-``; one that is None is left out
Look = dict[str, str | float | None]

#: how far apart lines of text are, as a multiple of the size of the letters
LINE_HEIGHT = 1.3


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its ``tag``, its ``attributes`` in the order in which they are written, and text or elements in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    content: str | tuple[Element, ...] = ()


def number(value: float) -> str:
    """Return a number with one decimal at most, so that the same place is the same text on every machine.

    >>> number(12.0), number(3.14159), number(-0.01)
    ('12', '3.1', '0')
    """
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def _element(tag: str, content: str | Iterable[Element], attributes: Look) -> Element:
    kept = tuple(
        (name.replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Element(tag, kept, content if isinstance(content, str) else tuple(content))


def rect(x: float, y: float, width: float, height: float, **look: str | float | None) -> Element:
    """Return a rectangle; ``look`` as in :data:`Look`."""
    return _element("rect", "", {"x": x, "y": y, "width": width, "height": height, **look})


def circle(x: float, y: float, radius: float, **look: str | float | None) -> Element:
    """Return a circle around a place; ``look`` as in :data:`Look`."""
    return _element("circle", "", {"cx": x, "cy": y, "r": radius, **look})


def line(x: float, y: float, to_x: float, to_y: float, **look: str | float | None) -> Element:
    """Return a straight line; ``look`` as in :data:`Look`."""
    return _element("line", "", {"x1": x, "y1": y, "x2": to_x, "y2": to_y, **look})


def path(steps: str, **look: str | float | None) -> Element:
    """Return a path along steps in the language of SVG; ``look`` as in :data:`Look`."""
    return _element("path", "", {"d": steps, **look})


def words_at(x: float, y: float, words: str, *, size: float = 12, **look: str | float | None) -> Element:
    """Return one line of text that starts at a place on its base line; ``text_anchor`` of ``look`` centres or ends it there."""
    return _element(
        "text", " ".join(words.split()), {"x": x, "y": y, "font_size": size, "fill": COLOURS["ink"], **look}
    )


def lines_of_text(
    x: float, y: float, lines: Iterable[str], *, size: float = 12, **look: str | float | None
) -> tuple[Element, ...]:
    """Return lines of text under each other, the first on the base line ``y``."""
    step = size * LINE_HEIGHT
    return tuple(words_at(x, y + place * step, words, size=size, **look) for place, words in enumerate(lines))


def group(elements: Iterable[Element], *, tells: str = "", **look: str | float | None) -> Element:
    """Return elements as one; ``tells`` is what a browser shows of it under the pointer, whole."""
    title = [_element("title", " ".join(tells.split()), {})] if tells else []
    return _element("g", [*title, *elements], look)


def written(element: Element) -> str:
    """Return an element as text, its content on one line; characters that XML does not allow are left out."""
    attributes = "".join(f' {name}="{_safe(value)}"' for name, value in element.attributes)
    inner = element.content if isinstance(element.content, str) else "".join(map(written, element.content))
    inside = _safe(inner) if isinstance(element.content, str) else inner
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>" if inside else f"<{element.tag}{attributes}/>"


def _safe(text: str) -> str:
    allowed = (c for c in plain(text) if not ("\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"))
    return escape("".join(allowed))
