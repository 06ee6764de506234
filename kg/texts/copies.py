"""Paragraphs that several texts share, nearly word for word, as copies of one wire report do.

Two paragraphs are compared by their runs of five words: the share of the shorter one's runs that the other has too
(containment; A. Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kg.text import fold
from kg.texts.source import SourceText

__all__ = ["CopiedParagraph", "copied_paragraphs", "copied_share"]

_RUN = 5
#: the share of runs from which a paragraph counts as copied, and the fewest words that a paragraph must have for it
_COPIED, _FEWEST_WORDS = 0.6, 12
_WORD = re.compile(r"\w+")


class CopiedParagraph(NamedTuple):
    """A paragraph of one text that another text has too: which text (its place in the list) and paragraph (from 1) of each.

    ``share``: of the shorter paragraph's runs of five words, how many the other has, from 0.6 to 1.
    """

    text: int
    paragraph: int
    other_text: int
    other_paragraph: int
    share: float


def copied_paragraphs(texts: Sequence[SourceText]) -> tuple[CopiedParagraph, ...]:
    """Return the paragraphs that are copied between any two of the texts, the earlier text of the list first.

    For each paragraph and other text, the paragraph of it that shares most. Paragraphs under 12 words are not compared.
    """
    runs = {
        (at, number): found
        for at, text in enumerate(texts)
        for number, paragraph in enumerate(text.paragraphs, 1)
        if (found := _runs(paragraph))
    }
    holders: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, found in runs.items():
        for run in found:
            holders[run].append(place)
    copies = []
    for place, found in runs.items():
        common = Counter(other for run in found for other in holders[run] if other[0] > place[0])
        best: dict[int, tuple[float, int]] = {}
        for (other_text, number), count in sorted(common.items()):
            share = count / min(len(found), len(runs[other_text, number]))
            if share >= _COPIED and share > best.get(other_text, (0.0, 0))[0]:
                best[other_text] = (share, number)
        copies += [CopiedParagraph(*place, other, number, share) for other, (share, number) in best.items()]
    return tuple(sorted(copies))


def copied_share(texts: Sequence[SourceText], one: int, other: int) -> float:
    """Return how much of the shorter of two texts (by place in the list) is copied: the share of its words, from 0 to 1.

    Undefined (0.0) where it has no words.
    """
    first, second = sorted((one, other))
    found = list(copied_paragraphs([texts[first], texts[second]]))
    words = [[len(_WORD.findall(paragraph)) for paragraph in texts[at].paragraphs] for at in (first, second)]
    shorter = 0 if sum(words[0]) <= sum(words[1]) else 1
    copied = {copy.paragraph if shorter == 0 else copy.other_paragraph for copy in found}
    total = sum(words[shorter])
    return sum(words[shorter][number - 1] for number in copied) / total if total else 0.0


def _runs(paragraph: str) -> frozenset[str]:
    words = [fold(word) for word in _WORD.findall(paragraph)]
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
