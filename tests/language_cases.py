"""The second case with all its names and texts in another script: each Latin letter is one of the language's own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["LETTERS", "own_case"]

#: by language, a letter of its own for each of a to z
LETTERS = {
    "uk": dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгіїйклмнопярстуюжчхщ", strict=True)),
    "ar": dict(zip("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True)),
}

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"@en')
_PLAIN = re.compile(r'(neg:(?:unit|verifiedBy)|dcterms:publisher) "((?:[^"\\]|\\.)*)"')


@cache
def own_case(lang: str) -> str:
    """Return the second case as Turtle in which no text is English; ids and terms stay."""
    shipped = Path(__file__).parents[1] / "ontology" / "cases" / "basin.ttl"
    letters = str.maketrans({**LETTERS[lang], **{each.upper(): own for each, own in LETTERS[lang].items()}})
    text = _TEXT.sub(lambda found: f'"{found[1].translate(letters)}"@{lang}', shipped.read_text(encoding="utf-8"))
    return _PLAIN.sub(lambda found: f'{found[1]} "{found[2].translate(letters)}"', text)
