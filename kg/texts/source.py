"""A source text: its paragraphs without what differs between files that say the same, and a hash of them.

Normalised are the encoding (Unicode NFC), line ends and runs of space (one blank), soft hyphens, and signs that only turn
the direction of writing or cannot be seen; so the same text as .txt and as .html has the same hash.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kg.text import plain

__all__ = ["SourceText", "source_text"]

#: what a reader does not see: soft hyphen, zero-width space, word joiner, byte-order mark
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text: the ``name`` of its file, its paragraphs (counted from 1 elsewhere), and the hash of them.

    ``sha256`` is taken over the paragraphs joined by an empty line, in UTF-8. ``title`` and ``language`` (a tag such as
    ``uk``) are what the file itself says, None where it says nothing.
    """

    name: str
    paragraphs: tuple[str, ...]
    sha256: str
    title: str | None = None
    language: str | None = None

    def paragraph(self, number: int) -> str:
        """Return a paragraph by its number, from 1. Raises ``IndexError`` for a number that it does not have."""
        if number < 1:
            raise IndexError(number)
        return self.paragraphs[number - 1]


def source_text(
    name: str, paragraphs: Iterable[str], *, title: str | None = None, language: str | None = None
) -> SourceText:
    """Return the text of some paragraphs, normalised; those without a visible sign are dropped.

    >>> source_text("note.txt", ["One  line,\\ntwo lines.", " "]).paragraphs
    ('One line, two lines.',)
    """
    kept = tuple(words for paragraph in paragraphs if (words := normalised(paragraph)))
    digest = hashlib.sha256("\n\n".join(kept).encode("utf-8", "surrogatepass")).hexdigest()
    tag = (language or "").strip().replace("_", "-").casefold() or None
    return SourceText(name, kept, digest, normalised(title or "") or None, tag)


def normalised(text: str) -> str:
    """Return a text in NFC, as one line with single blanks, without what cannot be seen.

    >>> normalised("a\\u00a0 b\\r\\nc\\u200e")
    'a b c'
    """
    return " ".join(plain(unicodedata.normalize("NFC", " ".join(text.split())).translate(_UNSEEN)).split())
