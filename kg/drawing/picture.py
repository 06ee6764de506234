"""The frame of every picture: what is drawn, under its title, day and filters, over its legend, sources and caveats.

A picture is passed on without the answer that it came from. So there is none without a title, the day, what was left out
and what it rests on (:class:`Facts` refuses it), and all of these are drawn in, whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.drawing.glyphs import GLYPH
from kg.drawing.measure import BOLD, text_width, wrap
from kg.drawing.svg import COLOURS, LINE_HEIGHT, Element, group, line, lines_of_text, rect, written

__all__ = ["MARGIN", "Facts", "LegendEntry", "Picture", "draw", "is_picture"]

MARGIN = 24.0

_TITLE, _HEAD, _SMALL = 17.0, 12.0, 11.0
_GAP = 14.0
_SPACE = (("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"))
#: the room of a sign in the legend, with its marks
_SIGN, _SIGN_LEFT = GLYPH + 24, GLYPH / 2 + 9


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture says of itself, each in the reader's language.

    ``title`` is what it shows; ``day`` the case and the day by whose end it holds; ``filters`` what was left out, or that
    nothing was; ``sources`` what it rests on; ``caveats`` what its reader must keep in mind, which may be none. Raises
    ValueError where one of the others says nothing.
    """

    title: str
    day: str
    filters: tuple[str, ...]
    sources: tuple[str, ...]
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        told = {"title": [self.title], "day": [self.day], "filters": self.filters, "sources": self.sources}
        empty = [name for name, words in told.items() if not any(each.strip() for each in words)]
        if empty:
            raise ValueError(f"a picture must say its {' and '.join(empty)}")


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign of the legend, drawn around the place (0, 0) and at most 16 pixels wide to the left and 20 to the right, and what it means."""

    sign: Element
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Elements drawn from the place (0, 0) to (``width``, ``height``), with the signs used and what they mean.

    ``description`` says in words what is drawn, for those who cannot see it.
    """

    elements: tuple[Element, ...]
    width: float
    height: float
    legend: tuple[LegendEntry, ...]
    description: str


def draw(picture: Picture, facts: Facts) -> str:
    """Return a picture in its frame as one SVG document, which stands alone and also inline in a page."""
    width = max(picture.width, 560.0)
    head, top = _head(facts, width)
    legend, below = _legend(picture.legend, width, top + picture.height + _GAP)
    foot, bottom = _foot(facts, width, below)
    drawn = group(picture.elements, transform=f"translate(0 {top:.1f})")
    whole = group([*head, drawn, *legend, *foot], transform=f"translate({MARGIN:.0f} {MARGIN:.0f})")
    return _document(whole, width + 2 * MARGIN, bottom + 2 * MARGIN, facts, picture.description)


def _document(whole: Element, width: float, height: float, facts: Facts, description: str) -> str:
    about = [facts.title, facts.day, *facts.filters, description, *facts.sources, *facts.caveats]
    size = (("width", f"{width:.0f}"), ("height", f"{height:.0f}"), ("viewBox", f"0 0 {width:.0f} {height:.0f}"))
    fonts = (("font-family", "'DejaVu Sans', 'Noto Sans', Arial, sans-serif"),)
    content = (
        Element("title", (), " ".join(facts.title.split())),
        Element("desc", (), " ".join(f"{' '.join(words.split()).rstrip('.')}." for words in about if words.strip())),
        rect(0, 0, width, height, fill=COLOURS["ground"]),
        whole,
    )
    return written(Element("svg", (*_SPACE, *size, *fonts), content)) + "\n"


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a picture that :func:`draw` made."""
    return head.startswith(written(Element("svg", _SPACE)).removesuffix("/>").encode())


def _head(facts: Facts, width: float) -> tuple[list[Element], float]:
    """Return what stands above, and where it ends."""
    title = wrap(facts.title, _TITLE * BOLD, width)
    elements = list(lines_of_text(0, _TITLE, title, size=_TITLE, font_weight="bold"))
    y = len(title) * _TITLE * LINE_HEIGHT + 2
    for words in (facts.day, *facts.filters):
        lines = wrap(words, _HEAD, width)
        elements += lines_of_text(0, y + _HEAD, lines, size=_HEAD, fill=COLOURS["muted"])
        y += len(lines) * _HEAD * LINE_HEIGHT
    return elements, y + _GAP


def _legend(entries: Sequence[LegendEntry], width: float, y: float) -> tuple[list[Element], float]:
    """Return the signs and what they mean, in rows, and where they end."""
    elements: list[Element] = []
    x, step = 0.0, GLYPH + 10
    for entry in entries:
        lines = wrap(entry.words, _SMALL, width - _SIGN)
        room = _SIGN + max(text_width(words, _SMALL) for words in lines) + _GAP
        if x and x + room > width:
            x, y = 0.0, y + step
        elements.append(group([entry.sign], transform=f"translate({x + _SIGN_LEFT:.1f} {y + GLYPH / 2:.1f})"))
        elements += lines_of_text(x + _SIGN, y + GLYPH / 2 + 4, lines, size=_SMALL)
        x += room
        y += (len(lines) - 1) * _SMALL * LINE_HEIGHT
    return elements, y + (step if entries else 0)


def _foot(facts: Facts, width: float, y: float) -> tuple[list[Element], float]:
    """Return sources and caveats under a line, and where they end."""
    elements = [line(0, y, width, y, stroke=COLOURS["line"])]
    y += 4
    for words in filter(str.strip, (*facts.sources, *facts.caveats)):
        lines = wrap(words, _SMALL, width)
        elements += lines_of_text(0, y + _SMALL, lines, size=_SMALL, fill=COLOURS["muted"])
        y += len(lines) * _SMALL * LINE_HEIGHT
    return elements, y
