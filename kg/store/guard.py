r"""One text of a SPARQL query that any reader takes apart alike, and the refusal of what does more than read the case.

Two parsers that read one text differently are a way past a guard: one expands ``\u0022`` to a quotation mark before it
looks for strings and the other within them; one ends a comment at a carriage return and the other does not; one reads
``SERVICEx:y`` as a name and the other as a word and a name. So the text is written anew before it is judged, and what
was judged is what runs:

- the escapes ``\uXXXX`` and ``\UXXXXXXXX`` become their characters, once (SPARQL 1.1, section 19.2); one that could be
  read in two ways is refused;
- comments become spaces, and carriage returns ends of lines;
- every string becomes a string of one line between quotation marks, in which ``\``, ``"`` and ends of lines are escaped;
  elsewhere there is no backslash, and no apostrophe but in an address with ``://``, which cannot be a comparison;
- the letters SERVICE stand nowhere but in strings, addresses, variables and the local part of names.

What is left is parsed by rdflib, whose tree refuses FROM, SERVICE once more, and everything that is no query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.errors import QueryError
from kg.store.files import PREFIXES

__all__ = ["Judged", "judge", "refuse_functions"]

_SERVICE = "SERVICE would read from another address; leave it out"
_REFUSED = {
    "ServiceGraphPattern": _SERVICE,
    "DatasetClause": "FROM would read another graph; leave it out, as all graphs of the case are read",
}
#: the prefixes, and the starts of addresses, of functions that are no SPARQL: Virtuoso's and Jena's
_ENGINES = frozenset(["bif", "sql", "java"])
_ENGINE_ADDRESS = re.compile(r"<\s*(bif|sql|java):", re.IGNORECASE)

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])

_UNICODE_ESCAPE = re.compile(r"(\\*)\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_LEFT_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")

#: the characters of names beyond ASCII (PN_CHARS of SPARQL 1.1)
_BEYOND = (
    "\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c-\u200d\u203f-\u2040\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"[A-Za-z0-9_{_BEYOND}]"
_ESCAPED = r"""\\[tbnrf\\"']"""
_TOKENS = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
    |(?P<comment>\#[^\r\n]*)
    |(?P<address><[^\x00-\x20<>"'{{}}|^`\\]*>|<[A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>"{{}}|^`\\]*>)
    |(?P<long>\"\"\"(?:"{{0,2}}(?:[^"\\]|{_ESCAPED}))*\"\"\"(?!["'])|'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPED}))*'''(?!["']))
    |(?P<short>"(?:[^"\\\r\n]|{_ESCAPED})*"(?!["'])|'(?:[^'\\\r\n]|{_ESCAPED})*'(?!["']))
    |(?P<named>[?$]{_NAME}+|:(?:(?:{_NAME}|%)(?:{_NAME}|[:%-])*)?|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<word>{_NAME}(?:{_NAME}|-)*)
    |(?P<sign>[][{{}}().,;*/+=!<>&|^?-])
    """,
    re.VERBOSE,
)
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


class Judged(NamedTuple):
    """A query that only reads: the text to run, whether it sorts its rows, and its form, such as ``SELECT``."""

    text: str
    is_ordered: bool
    form: str = "SELECT"


def judge(sparql: str) -> Judged:
    """Return a query written anew. Raises :class:`~kg.errors.QueryError` for what is not a valid, read-only query."""
    text, words = _written_anew(_expanded(sparql))
    first = next((word for word in words if word not in {"BASE", "PREFIX"}), None)
    if first is None:
        raise QueryError("not a valid SPARQL query: it asks nothing; it needs SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first in _UPDATES:
        raise QueryError("updates are refused, since the graph is read-only; use SELECT, ASK, CONSTRUCT or DESCRIBE")
    names = _parsed(text)
    for name in sorted(names & _REFUSED.keys()):
        raise QueryError(f"refused: {_REFUSED[name]}")
    return Judged(text, "OrderClause" in names, first)


def refuse_functions(text: str) -> None:
    """Raise :class:`~kg.errors.QueryError` where a query calls what an engine runs beside SPARQL: SQL's functions, or Java's.

    Virtuoso knows the prefixes without a declaration, and one of its functions fetches addresses.
    """
    for kind, token, after in _tokens(text):
        if (kind == "word" and after == ":" and token.lower() in _ENGINES) or _ENGINE_ADDRESS.match(token):
            raise QueryError(f"refused: {token} calls functions of an engine beside SPARQL; leave it out")


def _expanded(text: str) -> str:
    r"""Return a text with its escapes of characters expanded.

    >>> _expanded(r'SELECT * { ?s ?p "caf\u00E9" }')
    'SELECT * { ?s ?p "café" }'
    """

    def character(found: re.Match[str]) -> str:
        code = int(found[2][1:], 16)
        if len(found[1]) % 2:
            raise _ambiguous(found[0])
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            raise QueryError(f"not a valid SPARQL query: \\{found[2]} is not a character")
        return found[1] + chr(code)

    expanded = _UNICODE_ESCAPE.sub(character, text)
    if left := _LEFT_ESCAPE.search(expanded):
        raise _ambiguous(left[0])
    if any("\ud800" <= one < "\ue000" for one in expanded):
        raise QueryError("not a valid SPARQL query: it holds bytes that are not UTF-8")
    return expanded


def _ambiguous(escape: str) -> QueryError:
    return QueryError(f"refused: {escape} can be read in two ways; write the character itself")


def _written_anew(text: str) -> tuple[str, list[str]]:
    """Return a text in the spelling of the module's docstring, and its words that are no prefixes, in capitals."""
    written, words = [], []
    for kind, token, after in _tokens(text):
        if kind == "word":
            _refuse_service(token)
            if after != ":":
                words.append(token.upper())
        elif kind == "comment":
            token = " " * len(token)
        elif kind == "space":
            token = re.sub("\r\n?", "\n", token)
        elif kind in {"long", "short"}:
            token = _string(token[3:-3] if kind == "long" else token[1:-1])
        written.append(token)
    return "".join(written), words


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the kind and the text of each token, and the character that follows it."""
    at = 0
    while at < len(text):
        found = _TOKENS.match(text, at)
        if not found:
            line = text.count("\n", 0, at) + 1
            raise QueryError(f"not a valid SPARQL query: {_unread(text[at])} (line:{line})")
        at = found.end()
        yield str(found.lastgroup), found[0], text[at : at + 1]


def _unread(character: str) -> str:
    if character in "\"'":
        return "a string is not closed, holds an escape that is none, or touches the next string"
    if character == "\\":
        return "a backslash stands outside a string; write a name that needs one as a whole address, <…>"
    return f"unexpected character {character!r}"


def _refuse_service(word: str) -> None:
    if "SERVICE" in word.upper():
        otherwise = "" if word.upper() == "SERVICE" else f", and call {word} otherwise"
        raise QueryError(f"refused: {_SERVICE}{otherwise}")


def _string(content: str) -> str:
    said = re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[1]), content)
    return '"' + "".join(_WRITTEN.get(one, one) for one in said) + '"'


def _parsed(text: str) -> set[str]:
    """Return the names of what a query's tree holds, such as ``OrderClause``."""
    from rdflib.plugins.sparql.parser import parseQuery

    head = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    try:
        return _names(parseQuery(head + text))
    except RecursionError:
        raise QueryError("the query is nested too deeply; simplify it") from None
    except Exception as error:  # rdflib's parser raises whatever its parts do
        raise QueryError(f"not a valid SPARQL query: {_placed(error, head)}") from None


def _placed(error: Exception, head: str) -> str:
    shift = head.count("\n")
    text = " ".join(str(error).split())
    return re.sub(r"\(at char \d+\), \(line:(\d+)", lambda found: f"(line:{max(1, int(found[1]) - shift)}", text)


def _names(tree: Any) -> set[str]:
    names, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        if getattr(node, "name", None):
            names.add(str(node.name))
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple)) or type(node).__name__ == "ParseResults":
            waiting.extend(node)
    return names
