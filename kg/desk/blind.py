"""Cards for a coder who is to see no proposal: blank, one for each sentence of a sample that is the same for every coder."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from kg.texts import SourceText, sentences

__all__ = ["blank_cards"]


def blank_cards(text: SourceText, language: str, issued: date, sample: int | None) -> list[dict[str, Any]]:
    """Return a blank card for each sentence of a sample, in order of place; none without ``sample``.

    The sample are the ``sample`` sentences, or all where there are fewer, of the lowest SHA-256 digest of the text's digest,
    the paragraph's number and the sentence's start: as good as drawn by lot, and the same whoever codes.
    """
    places = [
        (number, count, span.start, span.end)
        for number, paragraph in enumerate(text.paragraphs, 1)
        for count, span in enumerate(sentences(paragraph, language), 1)
    ]
    drawn = sorted(places, key=lambda place: _lot(text, place[0], place[2]))[: sample or 0]
    return [_blank(*place, issued) for place in sorted(drawn)]


def _lot(text: SourceText, paragraph: int, start: int) -> str:
    return hashlib.sha256(f"{text.sha256}\n{paragraph}\n{start}".encode()).hexdigest()


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
