"""Text of a case made safe to show: characters that change the direction of text, or are invisible, are written out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kg.case.records import Text
from kg.words.page import LANGUAGES

__all__ = ["Words", "clean", "day_text", "embed", "keys", "words"]

#: a text of the page: one string, or several by language
Words = str | dict[str, str]

_TURNING = frozenset("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
_PLAIN_KEY = re.compile(r"[\w.-]{1,80}", re.ASCII)


def clean(text: str) -> str:
    """Return a text in one line, its direction overrides, line separators and control characters written out.

    >>> clean("a\\u202eb")
    'a⟦U+202E⟧b'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_show(character) for character in text)


def _show(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs"):
        return f"⟦U+{ord(character):04X}⟧"
    return character


def day_text(day: date | None) -> str | None:
    """Return a day in ISO form, or None."""
    return day.isoformat() if day else None


def words(text: Text) -> Words:
    """Return a text for the page: one string where all languages have the same, otherwise the page's languages."""
    found = {language: clean(said) for language, said in reversed(text)}
    kept = {language: found[language] for language in (*LANGUAGES, "") if language in found}
    if not kept and text:
        kept = {"": clean(text[0][1])}
    if len(set(kept.values())) <= 1:
        return next(iter(kept.values()), "")
    return kept


def keys(local_names: Sequence[str], letter: str) -> list[str]:
    """Return a short name for each thing, for use in an address: its local name where plain and not taken."""
    taken: set[str] = set()
    found = []
    for number, name in enumerate(local_names):
        key = name if _PLAIN_KEY.fullmatch(name) and name not in taken else f"{letter}{number}"
        taken.add(key)
        found.append(key)
    return found


def embed(data: Mapping[str, Any]) -> str:
    """Return data as JSON that is safe inside a script element: nothing in it can end the element or a line."""
    return "".join(embedded(data))


def embedded(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the same piece by piece, one for each key, so that what is large is never there as a whole."""
    yield "{"
    for number, key in enumerate(sorted(data)):
        yield "," if number else ""
        yield f"{_escaped(key)}:{_escaped(data[key])}"
    yield "}"


def _escaped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
