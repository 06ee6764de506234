"""Point at words of a text by few of them, and find them again after the text was edited: or say that they are lost.

A selector is the W3C Web Annotation Data Model's TextQuoteSelector (2017, §4.2.4) with the paragraph's number: the words
themselves, at most 15, and up to 32 characters before and after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.texts.source import SourceText, normalised

__all__ = ["MOST_WORDS", "Place", "QuoteSelector", "find", "places_of", "select"]

#: the most words of a text that a selector holds, and the most characters of what stands on each side
MOST_WORDS, _AROUND = 15, 32
#: how many characters in a row must be as they were for a place to be the words', and how many of these beside the words
_IN_A_ROW, _BESIDE = 40, 8
_WORD = re.compile(r"\S+")
#: signs that editing programs change for each other, one for one
_ALIKE = str.maketrans("“”„«»‟‘’‚‛`´‐‑‒–—−\u00a0", "\"\"\"\"\"\"''''''------ ")


class Place(NamedTuple):
    """Where words stand: the paragraph's number, from 1, and their offsets in it in code points."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """Words of a text: the number of their paragraph, at most 15 of them, what stands before and what after."""

    paragraph: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def select(text: SourceText, paragraph: int, start: int, end: int) -> QuoteSelector:
    """Return the selector of the words from ``start`` to ``end`` of a paragraph: of longer ones, their first 15 words.

    Raises ``ValueError`` for a span without a word or beyond the paragraph.
    """
    whole = text.paragraph(paragraph)
    if not 0 <= start < end <= len(whole) or not whole[start:end].strip():
        raise ValueError(f"no words at {start} to {end} of paragraph {paragraph}")
    words = list(_WORD.finditer(whole, start, end))[:MOST_WORDS]
    first, last = words[0].start(), words[-1].end()
    return QuoteSelector(
        paragraph, whole[first:last], whole[max(0, first - _AROUND) : first], whole[last : last + _AROUND]
    )


def places_of(text: SourceText, words: str) -> list[Place]:
    """Return where words stand in a text, in order: as they are (case included; forms of quotation marks, dashes and blanks apart).

    Words that begin or end inside a longer word of the text do not stand there.
    """
    exact = _alike(normalised(words))
    return list(_places(text, exact)) if exact else []


def find(text: SourceText, selector: QuoteSelector) -> Place | None:
    """Return the place of a selector's words, or None where they are lost.

    The words must stand there as they were (case included; forms of quotation marks, dashes and blanks apart). A place is theirs
    where all that stood before and after them still does, if there is one such place. Else it is theirs if the words stand
    nowhere else and at least 40 characters in a row are as they were, 8 of them beside the words. The paragraph's number
    does not count, since paragraphs move: two places that are equally good are none.
    """
    exact = _alike(normalised(selector.exact))
    places = places_of(text, selector.exact)
    kept = {place: _kept(text, place, selector) for place in places}
    whole = [place for place in places if kept[place] is None]
    if whole:
        return whole[0] if len(whole) == 1 else None
    if len(places) != 1:
        return None
    (place,) = places
    beside = kept[place] or 0
    return place if beside >= _BESIDE and beside + len(exact) >= _IN_A_ROW else None


def _places(text: SourceText, exact: str) -> Iterator[Place]:
    for number, paragraph in enumerate(text.paragraphs, 1):
        within = _alike(paragraph)
        at = within.find(exact)
        while at >= 0:
            if _stands_alone(within, at, at + len(exact)):
                yield Place(number, at, at + len(exact))
            at = within.find(exact, at + 1)


def _stands_alone(within: str, start: int, end: int) -> bool:
    """Whether words do not begin or end inside a longer word."""
    begins = start == 0 or not (within[start - 1].isalnum() and within[start].isalnum())
    return begins and (end == len(within) or not (within[end - 1].isalnum() and within[end].isalnum()))


def _kept(text: SourceText, place: Place, selector: QuoteSelector) -> int | None:
    """Return how many characters right beside a place are as the selector has them; None where all are."""
    paragraph = _alike(text.paragraph(place.paragraph))
    before, after = paragraph[: place.start][::-1], paragraph[place.end :]
    prefix, suffix = _alike(selector.prefix)[::-1], _alike(selector.suffix)
    same = _shared(prefix, before), _shared(suffix, after)
    # fewer than could be are kept at the end of a paragraph: there the place must stand at the end too
    ends = (len(prefix) == _AROUND or len(before) == len(prefix)), (len(suffix) == _AROUND or len(after) == len(suffix))
    return None if same == (len(prefix), len(suffix)) and all(ends) else sum(same)


def _shared(one: str, other: str) -> int:
    for count, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return count
    return min(len(one), len(other))


def _alike(text: str) -> str:
    return text.translate(_ALIKE)
