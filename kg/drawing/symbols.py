"""Signs by name, to be shown as often as is wanted in a page that holds them once."""

from __future__ import annotations

from collections.abc import Mapping

from kg.drawing.svg import Element, written

__all__ = ["symbols"]


def symbols(signs: Mapping[str, Element], room: float) -> str:
    """Return one SVG that shows nothing, with a symbol for each sign, each drawn around (0, 0) and ``room`` pixels to each side.

    >>> symbols({"dot": Element("circle", (("r", "2"),))}, 4)[-72:]
    '<symbol id="sign-dot" viewBox="-4 -4 8 8"><circle r="2"/></symbol></svg>'
    """
    size = ("viewBox", f"{-room:g} {-room:g} {2 * room:g} {2 * room:g}")
    found = tuple(Element("symbol", (("id", f"sign-{name}"), size), (sign,)) for name, sign in signs.items())
    return written(Element("svg", (("xmlns", "http://www.w3.org/2000/svg"), ("hidden", "")), found))
