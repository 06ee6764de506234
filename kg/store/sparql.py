r"""Parts of SPARQL queries, written so that every engine reads the same.

A backslash is followed by no ``u``: engines differ in when they expand ``\u0022``, and one reads ``\\u0022`` as the end of a string.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

__all__ = ["CHUNK", "iris", "string", "values_of"]

#: the most terms that are written into one query: Virtuoso refuses some thousand
CHUNK = 400

_ESCAPES = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def iris(texts: Iterable[str]) -> list[str]:
    """Return the valid IRIs among some texts as terms, sorted, each once.

    >>> iris(["urn:b", "urn:a", "urn:a", "no IRI", "urn:x> } ; DROP ALL"])
    ['<urn:a>', '<urn:b>']
    """
    found = []
    for text in sorted(set(texts)):
        try:
            found.append(str(ox.NamedNode(text)))
        except ValueError:
            continue
    return found


def values_of(variable: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield clauses that bind a variable to each of some IRIs, at most :data:`CHUNK` in each.

    >>> list(values_of("x", ["urn:a", "urn:b"]))
    ['VALUES ?x { <urn:a> <urn:b> }']
    """
    written = iris(texts)
    for start in range(0, len(written), CHUNK):
        yield f"VALUES ?{variable} {{ {' '.join(written[start : start + CHUNK])} }}"


def string(text: str) -> str:
    r"""Return an expression whose value is a text.

    >>> print(string('say "so"'), string("a\\u0022b"))
    "say \"so\"" CONCAT("a\\", "u0022b")
    """
    parts = text.split("\\")
    written = ["".join(_ESCAPES.get(one, one) for one in part) for part in parts]
    quoted = [f'"{part}\\\\"' for part in written[:-1]] + [f'"{written[-1]}"']
    return quoted[0] if len(quoted) == 1 else f"CONCAT({', '.join(quoted)})"
