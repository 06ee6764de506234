"""What a stream describes, so that it replaces what an older graph says of the same, and nothing else.

A stream describes a subject, and of each class the properties that it writes for any subject of the class (a text in each
language apart). A quad of the older graph is outdated where its subject is described and its property is one of those of
the subject's class. What was typed by hand under another property, or in another language, stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby

import pyoxigraph as ox

from kg.vocabulary import RDF

__all__ = ["Described"]

#: a property, and the language of its text, "" where it has none
_Property = tuple[str, str]

_TAG = re.compile(r'"@([A-Za-z0-9-]+) \.$')
_TYPE = f"<{RDF.type}>"


class Described:
    """The subjects and properties noted from a stream. It holds 16 bytes and their place in a set for each subject."""

    def __init__(self) -> None:
        self._subjects: set[bytes] = set()
        self._properties: defaultdict[str, set[_Property]] = defaultdict(set)

    def note(self, text: str) -> None:
        """Note N-Quads text of whole lines, in which each subject comes with its class or was noted with it before.

        Properties of a subject without a class here count for every class.
        """
        classes: dict[str, str] = {}
        found: list[tuple[str, _Property]] = []
        # Not splitlines: a literal may hold other line separators, and what follows them is not a subject.
        for line in text.removesuffix("\n").split("\n"):
            subject, _, said = line.partition(" ")
            predicate, _, rest = said.partition(" ")
            if predicate == _TYPE:
                classes[subject] = rest.removesuffix(" .")
            tag = _TAG.search(rest)
            found.append((subject, (predicate, tag[1].lower() if tag else "")))
        for subject, property_ in found:
            self._subjects.add(_digest(subject))
            self._properties[classes.get(subject, "")].add(property_)

    def rest_of(self, older: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the quads of an older graph, grouped by subject, that the stream does not replace."""
        for subject, quads in groupby(older, key=lambda quad: str(quad.subject)):
            if _digest(subject) not in self._subjects:
                yield from quads
                continue
            node = list(quads)
            classes = {str(quad.object) for quad in node if quad.predicate.value == RDF.type} | {""}
            replaced = set().union(*(self._properties.get(one, set()) for one in classes))
            yield from (quad for quad in node if _property_of(quad) not in replaced)


def _property_of(quad: ox.Quad) -> _Property:
    language = quad.object.language if isinstance(quad.object, ox.Literal) else None
    return str(quad.predicate), (language or "").lower()


def _digest(subject: str) -> bytes:
    return blake2b(subject.encode(), digest_size=16).digest()
