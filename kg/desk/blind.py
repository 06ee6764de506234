"""Cards for a coder who is to see no proposal: blank, one for each sentence of a sample that is the same for every coder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from kg.texts import SourceText, sentences

__all__ = ["blank_cards", "drawn_sentences"]

#: the paragraph, the number of the sentence in it, its start and end
_Place = TypeVar("_Place", bound=tuple[int, int, int, int])


def drawn_sentences(sha256: str, places: Iterable[_Place], sample: int) -> list[_Place]:
    """Return the ``sample`` sentences, or all where there are fewer, that a blind coder of a text is to code, in order of place.

    They are those of the lowest SHA-256 digest of the text's digest, the paragraph's number and the sentence's start: as good as
    drawn by lot, and the same whoever codes; a smaller sample is part of a larger one.
    """
    lots = sorted(places, key=lambda place: _lot(sha256, place[0], place[2]))
    return sorted(lots[:sample])


def blank_cards(text: SourceText, language: str, issued: date, sample: int | None) -> list[dict[str, Any]]:
    """Return a blank card for each sentence of a sample (:func:`drawn_sentences`), in order of place; none without ``sample``."""
    places = [
        (number, count, span.start, span.end)
        for number, paragraph in enumerate(text.paragraphs, 1)
        for count, span in enumerate(sentences(paragraph, language), 1)
    ]
    return [_blank(*place, issued) for place in drawn_sentences(text.sha256, places, sample or 0)]


def _lot(sha256: str, paragraph: int, start: int) -> str:
    return hashlib.sha256(f"{sha256}\n{paragraph}\n{start}".encode()).hexdigest()


def _blank(paragraph: int, count: int, start: int, end: int, issued: date) -> dict[str, Any]:
    return {
        "id": f"p{paragraph}s{count}",
        "paragraph": paragraph,
        "start": start,
        "end": end,
        "party": None,
        "via": "named",
        "speaker": None,
        "other_parties": [],
        "day": {"phrase": None, "start": None, "end": None, "earliest": None, "latest": issued.isoformat()},
        "sentence": [start, end],
        "attribution": None,
        "voice": None,
        "cue": None,
        "quotation": None,
        "condition": None,
        "options": [],
        "earlier": [],
        "coded": None,
        "marks": [],
        "by": "coder",
    }
