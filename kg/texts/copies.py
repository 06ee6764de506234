"""Paragraphs that a text has from one before it, nearly word for word, as copies of one wire report do.

A paragraph is compared by its runs of five words: the share of its own runs that the other text has too (containment;
A. Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kg.text import fold
from kg.texts.source import SourceText

__all__ = ["CopiedParagraph", "copied_paragraphs", "copied_share"]

_RUN = 5
#: the share of runs from which a paragraph counts as copied, and the fewest words that a paragraph must have for it
_COPIED, _FEWEST_WORDS = 0.6, 12
_WORD = re.compile(r"\w+")

#: where something stands: the place of its text in the list, and its paragraph's number
_Place = tuple[int, int]


class CopiedParagraph(NamedTuple):
    """A paragraph that a text before its own in a list has too: place of the text in the list and paragraph (from 1) of each.

    ``share``: of its own runs of five words, how many the other text has, from 0.6 to 1; ``other_paragraph`` is the one that
    has most of them.
    """

    text: int
    paragraph: int
    other_text: int
    other_paragraph: int
    share: float


def copied_paragraphs(texts: Sequence[SourceText]) -> tuple[CopiedParagraph, ...]:
    """Return the paragraphs that a text has from any text before it in the list, in order of place.

    A paragraph of under 12 words counts where the other has one of the same words, and a longer one that was copied.
    """
    holders: defaultdict[str, list[_Place]] = defaultdict(list)
    found: list[CopiedParagraph] = []
    for at, text in enumerate(texts):
        forms = [[fold(word) for word in _WORD.findall(paragraph)] for paragraph in text.paragraphs]
        keys = [(number, _keys(words)) for number, words in enumerate(forms, 1)]
        longer = [copy for number, own in keys if len(own) > 1 for copy in _copies(at, number, own, holders)]
        copied = {copy.other_text for copy in longer}
        short = [copy for number, own in keys if len(own) == 1 for copy in _copies(at, number, own, holders)]
        found += sorted([*longer, *(copy for copy in short if copy.other_text in copied)])
        for number, own in keys:
            for key in own:
                holders[key].append((at, number))
    return tuple(found)


def copied_share(text: SourceText, paragraphs: Collection[int]) -> float:
    """Return how much of a text some of its paragraphs (numbers from 1) are: the share of its words, from 0 to 1.

    Undefined (0.0) where it has no words.
    """
    words = [len(_WORD.findall(paragraph)) for paragraph in text.paragraphs]
    total = sum(words)
    return sum(words[number - 1] for number in set(paragraphs)) / total if total else 0.0


def _copies(at: int, number: int, own: Collection[str], holders: dict[str, list[_Place]]) -> Iterator[CopiedParagraph]:
    """Yield for each text before that has enough of a paragraph's keys where it has most of them."""
    places = [holders[key] for key in own if key in holders]
    texts = Counter(text for held in places for text in {text for text, _ in held})
    common = Counter(place for held in places for place in held)
    for text, count in texts.items():
        if count / len(own) >= _COPIED:
            best = min((-often, paragraph) for (other, paragraph), often in common.items() if other == text)
            yield CopiedParagraph(at, number, text, best[1], count / len(own))


def _keys(words: Sequence[str]) -> frozenset[str]:
    """Return by what a paragraph is compared: its runs of five words; of a short one, all its words as one."""
    if len(words) < _FEWEST_WORDS:
        return frozenset([" ".join(["", *words])] if words else [])
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
