"""Text of any kind: compared without case and accents, matched nearly, made safe for a terminal or a spreadsheet.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes away
again: :func:`protect` and :func:`unprotect` are each other's inverse for every text.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from kg.errors import either

__all__ = [
    "called",
    "command_line",
    "did_you_mean",
    "escape_json",
    "fits",
    "fold",
    "is_language_tag",
    "json_pieces",
    "likely",
    "meant",
    "near",
    "one_line",
    "path_text",
    "plain",
    "protect",
    "unprotect",
    "with_article",
]

_RISKY = frozenset("=+-@\t\r\n|%")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

#: a minus before a number, at the start of a text or after a space; any other hyphen joins two words
_SIGN = re.compile(r"(?:^\s*[-−]\s*|(?<=[\s(])[-−])(?=\.?\d)")
_HYPHEN = re.compile("[-−]")
_MINUS = "\x00"

_BIDI_AND_CONTROL = {
    **{code: None for code in range(0x20) if code not in (0x09, 0x0A)},
    **dict.fromkeys(range(127, 160)),
    **dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    0x2028: " ",
    0x2029: " ",
}
_ESCAPES = {chr(code): f"\\u{code:04x}" for code in _BIDI_AND_CONTROL if code >= 0x7F}


def fold(name: str) -> str:
    """Return a name without case, accents and surplus space, for comparison. The sign of a number is kept.

    >>> fold("  São  TOMÉ "), fold("Post-war"), fold("−1")
    ('sao tome', 'post war', '-1')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if "-" in plain or "−" in plain:
        plain = _HYPHEN.sub(" ", _SIGN.sub(_MINUS, plain)).replace(_MINUS, "-")
    return " ".join(plain.replace("_", " ").replace("’", "'").split())


#: how close in spelling (difflib's ratio, from 0 to 1) a whole name, or one word of it, must be to be offered
_CLOSE, _CLOSE_WORD = 0.6, 0.8

#: how close in spelling a name must be to be taken for a typing mistake
_LIKELY = 0.85


def fits(value: str, name: str) -> bool:
    """Return whether a name contains what was typed: at the start of a word, or from four letters on anywhere.

    >>> fits("greek", "Greek Cypriots"), fits("greek", "Greece")
    (True, False)
    """
    wanted, within = fold(value), fold(name)
    size = len(
        wanted.encode(errors="surrogatepass")
    )  # in bytes: two signs of a script that writes no spaces say as much as a word
    return (size >= 3 and f" {wanted}" in f" {within}") or (size >= 4 and wanted in within)


def near(value: str, known: Iterable[str], most: int = 4) -> list[str]:
    """Return the known names that come near to what was typed, best first, at most ``most``.

    First those that it :func:`fits`, then those that are close in spelling, as a whole or in one word of them.

    >>> near("greek", ["Greece", "Turkey", "Greek Cypriots"])
    ['Greek Cypriots', 'Greece']
    """
    wanted = fold(value)
    found = [(not fits(value, name), -_closeness(wanted, fold(name)), name) for name in dict.fromkeys(known)]
    return [name for misfit, closeness, name in sorted(found) if not misfit or closeness < 0][:most]


def is_language_tag(text: str) -> bool:
    """Return whether a text is a language tag as RDF takes them (BCP 47).

    >>> is_language_tag("pt-br"), is_language_tag("english")
    (True, True)
    >>> is_language_tag("e"), is_language_tag("en-us-us")
    (False, False)
    """
    import pyoxigraph as ox

    try:
        ox.Literal("", language=text)
    except ValueError:
        return False
    return True


def path_text(path: str | os.PathLike[str]) -> str:
    """Return a path as a text that can be written, whatever encoding names of files have; they are bytes, taken for UTF-8.

    >>> path_text("caf\\udce9.xlsx")
    'caf�.xlsx'
    """
    return os.fsencode(path).decode(errors="replace")


def likely(value: str, known: Iterable[str]) -> list[str]:
    """Return those of the :func:`near` names that were most probably meant: those that it fits, else those that are nearly spelt so.

    >>> likely("greek", ["Greece", "Greek Cypriots"]), likely("ukrane", ["France", "Ukraine"])
    (['Greek Cypriots'], ['Ukraine'])
    """
    close = near(value, names := list(known), len(names))
    wanted = fold(value)
    fitting = [name for name in close if fits(value, name)]
    return fitting or [name for name in close if _closeness(wanted, fold(name)) >= _LIKELY]


def meant(value: str, known: Iterable[str]) -> str | None:
    """Return the one name that was most probably meant (:func:`likely`), None where it could be several or none.

    >>> meant("ukrane", ["France", "Ukraine"]), meant("greek", ["Greek Cypriots", "Greek Orthodox"])
    ('Ukraine', None)
    """
    probable = likely(value, known)
    return probable[0] if len(probable) == 1 else None


def _closeness(wanted: str, name: str) -> float:
    if _NUMBER.fullmatch(wanted) or _NUMBER.fullmatch(name):  # -1 is no slip of the pen for 1
        return float(wanted == name)
    matcher = SequenceMatcher(b=wanted)

    def ratio(text: str, least: float) -> float:
        matcher.set_seq1(text)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0.0
        found = matcher.ratio()
        return found if found >= least else 0.0

    words = name.split()
    return max([ratio(name, _CLOSE), *(ratio(word, _CLOSE_WORD) for word in words if len(words) > 1)])


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article.

    >>> with_article("stance"), with_article("option")
    ('a stance', 'an option')
    """
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def called(value: str, known: Iterable[str]) -> list[str]:
    """Return the names that are what was typed, or where there is none, those that are it without case and accents.

    >>> called("ann", ["Ann", "Ben"]), called("Ann", ["Ann", "ANN"])
    (['Ann'], ['Ann'])
    """
    names = list(dict.fromkeys(known))
    wanted = fold(value)
    return [name for name in names if name == value] or [name for name in names if fold(name) == wanted]


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return what would be right: the :func:`near` ones of the known values, or all where they are few; "" if none.

    >>> did_you_mean("suport", ["support", "oppose"])
    'did you mean support?'
    """
    values = list(dict.fromkeys(known))
    if close := near(value, values, 3):
        return f"did you mean {either(close)}?"
    return f"write one of: {', '.join(values)}" if 0 < len(values) <= 12 else ""


def plain(text: str) -> str:
    """Return text without control characters and text-direction overrides, so that data cannot control a terminal.

    >>> plain("\\x1b[31mred\\u202e")
    '[31mred'
    """
    return text.translate(_BIDI_AND_CONTROL)


def one_line(text: str) -> str:
    """Return :func:`plain` text as one line; blanks stay as they are, since they can be part of a name.

    >>> one_line("not valid:\\n  a  b\\n")
    'not valid: a  b'
    """
    return " ".join(line for part in plain(text).splitlines() if (line := part.strip("\t\r\n ")))


def command_line(words: Iterable[str]) -> str:
    """Return a call of kg to copy: its words, each quoted for a shell where it needs it.

    The quotes are double ones where they can be, since every system's shell knows them.

    >>> command_line(["why", "Party A", "truce"])
    'kg why "Party A" truce'
    """
    return " ".join(["kg", *map(_quoted, words)])


def _quoted(word: str) -> str:
    if re.fullmatch(r"[\w./:=+,@-]+", word):
        return word
    return shlex.quote(word) if set(word) & set('"$`\\!%') else f'"{word}"'


def json_pieces(content: Mapping[str, Any], *, is_ascii: bool) -> Iterator[str]:
    """Yield the JSON of an object, indented by two blanks, in pieces; an iterator in it is written as a list.

    It is what :func:`json.dumps` gives with an indent of 2, several times as fast.

    >>> "".join(json_pieces({"a": iter([1, {"b": []}])}, is_ascii=True)) == json.dumps({"a": [1, {"b": []}]}, indent=2)
    True
    """
    writer = _JsonWriter(encode_basestring_ascii if is_ascii else encode_basestring)
    opening = "{"
    for key, value in content.items():
        yield f"{opening}\n  {writer.written(key)}: "
        opening = ","
        if isinstance(value, Iterator):
            yield from _list_pieces(value, writer)
        else:
            yield writer.value(value, "\n  ")
    yield "\n}" if content else "{}"


def _list_pieces(values: Iterator[Any], writer: _JsonWriter) -> Iterator[str]:
    opening = "["
    for value in values:
        yield f"{opening}\n    {writer.value(value, _NEWLINE_OF_ITEMS)}"
        opening = ","
    yield "[]" if opening == "[" else "\n  ]"


class _JsonWriter:
    """Writes values as JSON; ``written`` writes a text. What stands around values is put together once for their keys and depth."""

    def __init__(self, written: Callable[[str], str]) -> None:
        self.written = written
        self._around: dict[tuple[str, ...], str] = {}

    def value(self, value: Any, newline: str) -> str:
        """Return the JSON of a value whose closing bracket stands after ``newline``."""
        if value is None:
            return "null"
        if isinstance(value, (dict, list, tuple)):
            inner, written = newline + "  ", self.written
            parts = value.values() if isinstance(value, dict) else value
            texts = [written(each) if type(each) is str else self.value(each, inner) for each in parts]
            if isinstance(value, dict):
                return self._template((newline, *value)) % tuple(texts)
            return "[" + inner + f",{inner}".join(texts) + newline + "]" if texts else "[]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return self.written(value)
        return str(value) if type(value) is int else json.dumps(value)

    def _template(self, place: tuple[str, ...]) -> str:
        """Return an object with ``%s`` for each of its values, from the newline before its closing bracket and its keys."""
        found = self._around.get(place)
        if found is None:
            newline, *keys = place
            named = (f"{newline}  {self.written(key)}: ".replace("%", "%%") for key in keys)
            found = "{" + ",".join(f"{name}%s" for name in named) + newline + "}" if keys else "{}"
            self._around[place] = found
        return found


_NEWLINE_OF_ITEMS = "\n    "


def escape_json(text: str) -> str:
    """Return JSON with the characters that :func:`plain` removes written as escapes; the values stay the same.

    >>> escape_json('"\\x9b"')
    '"\\\\u009b"'
    """
    for sign, escape in _ESCAPES.items():
        if sign in text:
            text = text.replace(sign, escape)
    return text


def protect(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet could take it for a formula.

    >>> protect("=1+1"), protect("plain"), protect("'=x")
    ("'=1+1", 'plain', "''=x")
    """
    bare = text.lstrip("'")
    return f"'{text}" if bare and bare[0] in _RISKY and not _NUMBER.fullmatch(text) else text


def unprotect(text: str) -> str:
    """Return the text that :func:`protect` was given."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and bare and bare[0] in _RISKY else text
