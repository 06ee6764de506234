"""The sentences of a paragraph, by rules: where a mark ends one, and where it does not (abbreviations, numbers, initials)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Span", "sentences"]


class Span(NamedTuple):
    """A part of a paragraph: from ``start`` up to, and without, ``end``, in code points."""

    start: int
    end: int


class _Abbreviations(NamedTuple):
    before: frozenset[str]
    within: frozenset[str]


_CLOSING = r"""[)\]}"'”’»›]*"""
_OPENING = r"""[(\[{"'“„‘«‹¿¡—–\- ]*"""
#: a mark that may end a sentence, with what closes after it, up to the blank before the next word
_END = re.compile(rf"(?P<mark>[.!?؟۔…]+){_CLOSING}(?P<gap>\s+|$)")
#: the word before a full stop: letters, with stops and hyphens within
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[.\-][^\W\d_]+)*$")
_NEXT = re.compile(rf"{_OPENING}(?P<first>\S)")
_NUMBERED = re.compile(r"\(?\d{1,3}$")
_FILE = Path(__file__).with_name("abbreviations.toml")


def sentences(paragraph: str, language: str | None = None) -> list[Span]:
    """Return the sentences of a paragraph in order; what lies between two of them is blank.

    ``language`` is a tag such as ``fr``: its abbreviations are known beside those of all languages; with None, those of every
    language are.

    >>> text = "Mr. Orr agreed. The U.S. envoy, at 3.5 km, did not!"
    >>> [text[start:end] for start, end in sentences(text, "en")]
    ['Mr. Orr agreed.', 'The U.S. envoy, at 3.5 km, did not!']
    """
    return list(_sentences(paragraph, _abbreviations((language or "").partition("-")[0])))


def _sentences(paragraph: str, known: _Abbreviations) -> Iterator[Span]:
    start = len(paragraph) - len(paragraph.lstrip())
    for end in _END.finditer(paragraph):
        if end.start("gap") > start and _ends_one(paragraph, start, end, known):
            yield Span(start, end.start("gap"))
            start = end.end()
    stop = len(paragraph.rstrip())
    if start < stop:
        yield Span(start, stop)


def _ends_one(paragraph: str, start: int, end: re.Match[str], known: _Abbreviations) -> bool:
    following = _NEXT.match(paragraph, end.end())
    if following is None:
        return True
    first = following["first"]
    if end["mark"] != ".":
        return not first.islower()
    if first.islower():
        return False
    before = paragraph[start : end.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        return not (_NUMBERED.fullmatch(before) or (_NUMBERED.search(before) and first.isdecimal()))
    name = word[0].casefold()
    if name in known.before or (len(name) == 1 and word[0].isupper()):
        return False
    if name in known.within:
        return not first.isdecimal() and not _goes_on(word[0], paragraph[end.end() :])
    return True


def _goes_on(abbreviation: str, rest: str) -> bool:
    """Whether after an abbreviation of capitals (``U.S.``) a capital is more likely a name's than a sentence's."""
    first = re.match(r"\w+", rest)
    return "." in abbreviation and abbreviation.isupper() and first is not None and first[0] not in _BEGINNINGS


#: words that begin a sentence after an abbreviation of capitals rather than go on with a name
_BEGINNINGS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "As",
        "After",
        "If",
        "When",
        "While",
        "Its",
        "His",
        "Her",
    ]
)


@cache
def _abbreviations(language: str) -> _Abbreviations:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    kept = [lists["any"], *([lists[language]] if language in lists else [] if language else lists.values())]
    before, within = (frozenset(word for one in kept for word in one[kind]) for kind in ("before", "within"))
    return _Abbreviations(before, within - before)
