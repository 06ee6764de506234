"""The words of a paragraph, folded for comparison, and the stems of words by which options are found.

Stems are Snowball's (M. Porter, "Snowball: a language for stemming algorithms", 2001). It has no Ukrainian: there, as in any language that it
lacks, endings are cut off words of five letters or more.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.text import fold

__all__ = ["Token", "folded", "stem_of", "tokens", "words_in"]

#: letters and digits; an apostrophe between Cyrillic letters belongs to the word
_WORD = re.compile(r"[^\W_]+(?:(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])[^\W_]+)*")
#: letters of Arabic that are written for each other
_ALIKE = str.maketrans("ىةʼ", "يه'")
_STEMMERS = Path(__file__).with_name("stemmers.toml")
#: the endings that are cut where there is no stemmer, longest first: those of Ukrainian nouns, adjectives and verbs
_ENDINGS = re.compile(
    r"(?:уватися|юватися|увати|ювати|ування|ювання|ення|ання|іння|ського|ському|ськими|ських|ською|ська|ське|ські|ський|ами|ями|ого|ому|ими|"
    r"ість|істю|ості|остей|ого|ові|еві|ій|ої|ою|ею|єю|ів|їв|ах|ях|ам|ям|ом|ем|єм|им|их|ить|ать|ять|ють|уть|ти|ла|ло|ли|ся|"
    r"[аеиіїоуюяєьй])$"
)
_SHORTEST_STEM = 4


class Token(NamedTuple):
    """A word: its offsets in the paragraph, its folded form, as it stands but in lower case, and if it begins with a capital."""

    start: int
    end: int
    form: str
    lower: str
    capital: bool


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without case, accents and differences of spelling, for comparison.

    >>> folded("Ökonomie"), folded("مذكّرة")
    ('okonomie', 'مذكره')
    """
    return fold(word).translate(_ALIKE)


def tokens(text: str) -> list[Token]:
    """Return the words of a paragraph in order; apostrophes and hyphens part words, save within a Cyrillic one.

    >>> [token.form for token in tokens("L’accord: cease-fire, перемир’я")]
    ['l', 'accord', 'cease', 'fire', "перемир'я"]
    """
    return [
        Token(found.start(), found.end(), folded(word := found[0]), word.casefold(), word[0].isupper())
        for found in _WORD.finditer(text)
    ]


def words_in(words: Sequence[Token], span: tuple[int, int]) -> Sequence[Token]:
    """Return the words, in order, that begin in a span of offsets.

    >>> [token.lower for token in words_in(tokens("The port is shut."), (4, 11))]
    ['port', 'is']
    """
    return words[bisect_left(words, (span[0],)) : bisect_left(words, (span[1],))]


def stem_of(lower: str, language: str) -> str:
    """Return the stem of a word in lower case, its accents kept, in a language.

    >>> stem_of("negotiations", "en"), stem_of("переговорів", "uk"), stem_of("переговоров", "ru")
    ('negoti', 'переговор', 'переговор')
    """
    return _stemmer(language)(lower)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    name = tomllib.loads(_STEMMERS.read_text(encoding="utf-8")).get(language)
    if name is None:
        return lru_cache(maxsize=1 << 16)(_cut)
    from importlib import import_module

    module = import_module(f"snowballstemmer.{name}_stemmer")
    stemmer = getattr(module, f"{name.capitalize()}Stemmer")()
    return lru_cache(maxsize=1 << 16)(stemmer.stemWord)


def _cut(form: str) -> str:
    shorter = _ENDINGS.sub("", form) if len(form) > _SHORTEST_STEM else form
    return shorter if len(shorter) >= _SHORTEST_STEM else form[: max(_SHORTEST_STEM, len(shorter))]
