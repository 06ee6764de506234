"""An invented text and what coders saved of it at their desks, for the tests of agreement and of settling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ferry_case import FERRY

from kg.desk.desk_file import FORMAT
from kg.texts import SourceText, sentences, source_text

__all__ = ["BASE", "CASE", "PARAGRAPHS", "TEXT", "card", "desk", "save"]

BASE = "https://example.org/ferry#"
CASE = f"""{FERRY}\
:ann a neg:Person ; skos:prefLabel "Ann Reed"@en ; neg:speaksFor :isle .
:post a neg:Source ; dcterms:title "Post"@en ; dcterms:issued "2031-02-01"^^xsd:date ; neg:paragraphs 3 .
"""
PARAGRAPHS = (
    "Isle wants a free crossing. Isle takes half the fare. Coast rejects both.",
    "Coast may lower the fare. It rained on Monday.",
)
TEXT: SourceText = source_text("wire.txt", PARAGRAPHS)


def card(place: str, state: str = "coded", **more: Any) -> dict[str, Any]:
    """Return a card of the sentence ``p1s2``, coded as Isle's support of a free crossing unless ``more`` says otherwise.

    ``words``: the part of the sentence that it is of. ``on``: one pair of option and stance, or several.
    """
    paragraph, number = (int(part) for part in place.removeprefix("p").split("s"))
    whole = PARAGRAPHS[paragraph - 1]
    start, end = sentences(whole, "en")[number - 1]
    if "words" in more:
        start = whole.index(more["words"], start)
        end = start + len(more.pop("words"))
    held = more.pop("on", ("free", "support"))
    pairs = [held] if isinstance(held, tuple) else held
    made = {
        "id": place,
        "paragraph": paragraph,
        "start": start,
        "end": end,
        "exact": whole[start:end],
        "prefix": whole[:start][-32:],
        "suffix": whole[end:][:32],
        "party": f"{BASE}isle",
        "latest": "2031-02-05",
        "attribution": "reported",
        "state": state,
        "positions": [{"on": BASE + on, "stance": stance} for on, stance in pairs] if state == "coded" else [],
        "paraphrase": "In few words.",
    }
    return made | more


def desk(coder: str, *cards: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the content of a coder's desk file of the text."""
    bounds = [[offset for span in sentences(words, "en") for offset in span] for words in PARAGRAPHS]
    text = {
        "name": TEXT.name,
        "sha256": TEXT.sha256,
        "issued": "2031-02-05",
        "language": "en",
        "paragraphs": len(PARAGRAPHS),
        "sentences": bounds,
    }
    return {"format": FORMAT, "coder": coder, "text": text, "cards": list(cards), **more}


def save(folder: Path, *contents: dict[str, Any]) -> list[str]:
    """Write desk files, each named by its coder, and return their paths."""
    paths = [folder / f"{content['coder']}.json" for content in contents]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return [str(path) for path in paths]
