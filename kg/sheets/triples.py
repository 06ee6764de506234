"""The sheet of triples: what no other sheet has a place for, one triple a row, in Turtle's short names.

A value in double quotation marks is a literal as N-Triples writes it, with its language or datatype; any other is an id.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.sheets.cells import UNFIT, Term
from kg.sheets.names import Names, read_id
from kg.sheets.problems import CellError
from kg.vocabulary import PREFIXES

__all__ = ["read_property", "read_value", "write_property", "write_value"]


def write_property(iri: str) -> str:
    """Return a property's short name, or its IRI in full."""
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if iri.startswith(base) and local.replace("-", "").replace("_", "").isalnum() and local.isascii():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def read_property(text: str) -> ox.NamedNode:
    """Return the property of a short name or IRI. Raises :class:`~kg.sheets.problems.CellError`."""
    prefix, _, local = text.partition(":")
    if prefix in PREFIXES and local and not text.startswith("<"):
        return _prefixed(prefix, local)
    node = read_id(text, "") if text.startswith("<") or "://" in text else None
    if not isinstance(node, ox.NamedNode):
        raise CellError("is not a property", "write one such as skos:note, or its IRI in full")
    return node


def _prefixed(prefix: str, local: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(PREFIXES[prefix] + local)
    except ValueError as error:
        raise CellError(f"is not an IRI ({error})") from error


def write_value(term: Term, names: Names) -> str:
    """Return the text of a triple's object."""
    if isinstance(term, ox.Literal | ox.Triple):
        return UNFIT.sub(_escape, str(term))
    if isinstance(term, ox.NamedNode):
        short = write_property(term.value)
        return names.short(term) if short.startswith("<") else short
    return names.short(term)


def _escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{ord(character):04X}" for character in match[0])


def read_value(text: str, names: Names) -> Term:
    """Return the object of a triple. Raises :class:`~kg.sheets.problems.CellError`."""
    if text.startswith(('"', "<<")):
        try:
            triple = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)))
        except (SyntaxError, StopIteration) as error:
            raise CellError("is not a literal", 'write it as in N-Triples, such as "words"@en') from error
        value: Term = triple.object
        return value
    prefix, _, local = text.partition(":")
    if prefix in PREFIXES and local:
        return _prefixed(prefix, local)
    return read_id(text, names.base)
