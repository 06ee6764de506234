"""What a text repeats of texts before it: of which one it may be a copy, and where each copied paragraph stands first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.page.display import clean
from kg.text import fold
from kg.texts import CopiedParagraph, SourceText, copied_paragraphs, copied_share

__all__ = ["OFFERED", "USUAL", "Before", "CopyOf", "CopyOffer", "copies_of", "mark_copied"]

#: the share of a text's words from which a desk offers to record it as a copy, and from which it does so unless told not to
OFFERED, USUAL = 0.5, 0.9


class Before(NamedTuple):
    """A text before another: its cards, and the name of its desk's file."""

    text: SourceText
    cards: Sequence[Mapping[str, Any]]
    desk: str


@dataclass(frozen=True)
class CopyOffer:
    """That a text may be recorded as a copy of a source (id): the name of that text, how many paragraphs and which share are its.

    ``usual``: recorded unless a person says otherwise. ``row``: the source's, empty where the case has it otherwise.
    """

    id: str
    text: str
    paragraphs: int
    share: float
    usual: bool
    row: Mapping[str, str]


@dataclass(frozen=True)
class CopyOf:
    """What a text has from others before it.

    ``original`` is the place in the list of the one from which it has most words, ``paragraphs`` how many of its paragraphs
    are from there, and ``share`` how many of its words, from 0 to 1. ``firsts``: for each copied paragraph (number, from 1) the
    text in which it stands first, by place in the list, and its paragraph there.
    """

    original: int
    paragraphs: int
    share: float
    firsts: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_offered(self) -> bool:
        """Whether it repeats so much of the other that it may be recorded as its copy."""
        return self.share >= OFFERED

    @property
    def is_usual(self) -> bool:
        """Whether it repeats so much that it is recorded as a copy unless a person says otherwise."""
        return self.share >= USUAL


def copies_of(texts: Sequence[SourceText]) -> list[CopyOf | None]:
    """Return for each text what it has from those before it in the list; None where it has nothing."""
    of_text: defaultdict[int, list[CopiedParagraph]] = defaultdict(list)
    for copy in copied_paragraphs(texts):
        of_text[copy.text].append(copy)
    return [_copy(text, of_text[at]) if at in of_text else None for at, text in enumerate(texts)]


def _copy(text: SourceText, copied: Sequence[CopiedParagraph]) -> CopyOf:
    by_other: defaultdict[int, set[int]] = defaultdict(set)
    firsts: dict[int, tuple[int, int]] = {}
    for copy in sorted(copied, key=lambda one: one.other_text):
        by_other[copy.other_text].add(copy.paragraph)
        firsts.setdefault(copy.paragraph, (copy.other_text, copy.other_paragraph))
    shares = {other: copied_share(text, paragraphs) for other, paragraphs in by_other.items()}
    original = min(shares, key=lambda other: (-shares[other], other))
    return CopyOf(original, len(by_other[original]), shares[original], firsts)


def mark_copied(
    cards: Iterable[Mapping[str, Any]], text: SourceText, copy: CopyOf | None, before: Sequence[Before]
) -> list[dict[str, Any]]:
    """Return a text's cards with ``copied``: for one in a copied paragraph where that stands first, else None.

    That is the text's name, its paragraph, its ``desk`` (the page's file name), and the ``card`` (id) of the same party there
    which shares most words, None where there is none. ``before`` are the texts before it, in order.
    """
    firsts = copy.firsts if copy else {}
    return [{**card, "copied": _first(card, text, firsts.get(card["paragraph"]), before)} for card in cards]


def _first(
    card: Mapping[str, Any], text: SourceText, place: tuple[int, int] | None, before: Sequence[Before]
) -> dict[str, Any] | None:
    if place is None:
        return None
    first, paragraph = before[place[0]], place[1]
    words = _words(card, text)
    there = [one for one in first.cards if (one["paragraph"], one["party"]) == (paragraph, card["party"])]
    same = min(there, key=lambda one: (-len(words & _words(one, first.text)), one["id"]), default=None)
    return {
        "text": clean(first.text.name),
        "paragraph": paragraph,
        "desk": first.desk,
        "card": same["id"] if same else None,
    }


def _words(card: Mapping[str, Any], text: SourceText) -> set[str]:
    return set(fold(text.paragraph(card["paragraph"])[card["start"] : card["end"]]).split())
