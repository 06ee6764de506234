"""Paragraphs of a PDF, by pypdf. A PDF holds lines, not paragraphs: a short line that ends a sentence ends a paragraph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError, MissingExtraError

__all__ = ["joined_lines", "read_pdf"]

#: how long a line must be, as a share of the longest usual one, to go on in the next
_FULL = 0.8
#: of the lines by length, the one taken for the longest usual: nine tenths are no longer
_USUAL = 0.9
_SENTENCE_END = re.compile(r"""[.!?؟…:][)\]»”"'’]*$""")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def read_pdf(data: bytes, path: Path) -> tuple[str | None, str | None, list[str]]:
    """Return title and paragraphs of a PDF.

    Raises :class:`~kg.errors.MissingExtraError` without pypdf, :class:`~kg.errors.InputError` for what cannot be read.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtraError("pypdf", "pdf") from error
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(path, "is locked with a password; save it without one")
        lines = [line for page in reader.pages for line in page.extract_text().split("\n")]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(path, f"is not a PDF that can be read ({error}); save its text as .txt") from error
    return title, None, joined_lines(lines)


def joined_lines(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs that lines of a page make.

    An empty line ends one, as does a line that ends a sentence and is shorter than most. A word broken at the end of a
    line is joined again.

    >>> joined_lines(["The talks will go on until the end of nego-", "tiations.", "Nothing else was said about the talks."])
    ['The talks will go on until the end of negotiations.', 'Nothing else was said about the talks.']
    """
    kept = [line.strip() for line in lines]
    lengths = sorted(len(line) for line in kept if line)
    full = lengths[int(len(lengths) * _USUAL)] * _FULL if lengths else 0
    paragraphs, words = [], ""
    for line in kept:
        if words and _BROKEN_WORD.search(words) and line[:1].islower():
            words = words[:-1] + line
        else:
            words = f"{words} {line}".strip()
        if words and (not line or (_SENTENCE_END.search(line) and len(line) < full)):
            paragraphs.append(words)
            words = ""
    return [*paragraphs, words] if words else paragraphs
