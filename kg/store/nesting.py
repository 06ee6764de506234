"""How deep what a file holds may be nested: a parser that calls itself for each level ends the process beyond some depth."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import LimitError

__all__ = ["MOST_LEVELS", "refuse_deep"]

#: the levels of objects and lists in JSON-LD, or of triples within triples elsewhere, that are read
MOST_LEVELS = 500

_JSON_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|(?P<opens>[\[{])|(?P<closes>[\]}])', re.DOTALL)
_TRIPLE_MARKS = re.compile(rb"(?P<opens><<)|(?P<closes>>>)")


def refuse_deep(data: bytes, rdf_format: ox.RdfFormat, where: str) -> None:
    """Raise :class:`~kg.errors.LimitError` for RDF text nested deeper than :data:`MOST_LEVELS`."""
    is_json = rdf_format == ox.RdfFormat.JSON_LD
    openings = data.count(b"{") + data.count(b"[") if is_json else data.count(b"<<")
    if openings <= MOST_LEVELS:
        return
    depth = 0
    for match in (_JSON_MARKS if is_json else _TRIPLE_MARKS).finditer(data):
        depth += bool(match["opens"]) - bool(match["closes"])
        if depth > MOST_LEVELS:
            what = "objects and lists" if is_json else "triples within triples"
            raise LimitError(
                where, f"has {what} nested more than {MOST_LEVELS} deep; name what is nested and refer to it"
            )
