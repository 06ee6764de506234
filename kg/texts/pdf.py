"""Paragraphs of a PDF, by pypdf. A PDF holds lines, not paragraphs: these are told by the layout.

A line begins a paragraph where it stands further from the line above than lines usually do, where it is set in, or where its
letters have another size; and a short line that ends a sentence ends one.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["Line", "begin_paragraphs", "joined_lines", "read_pdf"]

#: how long a line must be, as a share of the longest usual one, to go on in the next
_FULL = 0.8
#: of the lines by length, the one taken for the longest usual: nine tenths are no longer
_USUAL = 0.9
_SENTENCE_END = re.compile(r"""[.!?؟…:][)\]»”"'’]*$""")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
#: of the distances of lines, in heights of their letters, the one taken for usual, and how much further off a paragraph is
_NEAR, _FURTHER = 0.1, 1.25
#: how far a first line is set in, in heights of its letters, and by which share letters of another size differ
_LEAST_INDENT, _MOST_INDENT, _OTHER_SIZE = 0.7, 5, 0.1
#: a stop that stands before the Arabic or Hebrew words that it ends, as some files have it
_STOP_BEFORE = re.compile(r"^([.!؟?،؛:]+)(?=[\u0590-\u08ff])(.*)$")
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff]")


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
        lines = [line for page in reader.pages for line in _lines(page)]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(path, f"is not a PDF that can be read ({error}); save its text as .txt") from error
    return title, None, joined_lines([line.words for line in lines], begin_paragraphs(lines))


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, where it begins on its page, from the left and from below, and the height of its letters, in points.

    The height is 0 where the page does not tell.
    """

    words: str
    left: float = 0.0
    above: float = 0.0
    size: float = 0.0


def _lines(page: PageObject) -> list[Line]:
    pieces: list[tuple[str, float, float, float]] = []

    def keep(words: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        above = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        height = abs(size * (abs(inner[3]) or abs(inner[1])) * (abs(outer[3]) or abs(outer[1])))
        pieces.append((words, left, above, height))

    text = page.extract_text(visitor_text=keep)
    if "".join(piece[0] for piece in pieces).split() != text.split():
        return [Line(words) for words in text.split("\n")]
    lines: list[Line] = []
    row: list[tuple[str, float, float, float]] = []
    for words, *place in [*pieces, ("\n", 0.0, 0.0, 0.0)]:
        first, *more = words.split("\n")
        row.append((first, place[0], place[1], place[2]))
        for part in more:
            lines.append(_line(row))
            row = [(part, place[0], place[1], place[2])]
    return lines


def _line(pieces: Sequence[tuple[str, float, float, float]]) -> Line:
    shown = [piece for piece in pieces if piece[0].strip()]
    words = _STOP_BEFORE.sub(r"\2\1", "".join(piece[0] for piece in pieces).strip())
    return Line(words, shown[0][1], shown[0][2], max(piece[3] for piece in shown)) if shown else Line("")


def begin_paragraphs(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places in a list of the lines that begin a paragraph as the layout has it.

    Nothing is told of a line above which there is none: the first of a page or column.
    """
    kept = [(place, line) for place, line in enumerate(lines) if line.words and line.size]
    pairs = [(place, above, line) for (_, above), (place, line) in pairwise(kept) if line.above < above.above]
    distances = sorted(_distance(above, line) for _, above, line in pairs if not _differs(above, line))
    near = distances[int(len(distances) * _NEAR)] * _FURTHER if distances else 0.0
    margin = Counter(round(line.left) for _, line in kept).most_common(1)[0][0] if kept else 0
    return frozenset(
        place
        for place, above, line in pairs
        if _distance(above, line) > near or _differs(above, line) or _is_set_in(above, line, margin)
    )


def _differs(above: Line, line: Line) -> bool:
    return abs(above.size - line.size) > _OTHER_SIZE * above.size


def _distance(above: Line, line: Line) -> float:
    return (above.above - line.above) / max(above.size, line.size)


def _is_set_in(above: Line, line: Line, margin: int) -> bool:
    """Whether a line is the first of a paragraph, set in from the margin at which the line above begins."""
    further = (line.left - above.left) / line.size
    at_margin = abs(above.left - margin) <= 1 or above.left > margin + _LEAST_INDENT * line.size
    return not _FROM_RIGHT.search(line.words) and at_margin and _LEAST_INDENT <= further <= _MOST_INDENT


def joined_lines(lines: Iterable[str], begun: Collection[int] = ()) -> list[str]:
    """Return the paragraphs that lines of a page make; ``begun`` are the places of lines that begin one.

    An empty line ends one, as does a line that ends a sentence and is shorter than most. A word broken at the end of a
    line is joined again.

    >>> joined_lines(["The talks will go on until the end of nego-", "tiations.", "Nothing else was said about the talks."])
    ['The talks will go on until the end of negotiations.', 'Nothing else was said about the talks.']
    """
    kept = [line.strip() for line in lines]
    lengths = sorted(len(line) for line in kept if line)
    full = lengths[int(len(lengths) * _USUAL)] * _FULL if lengths else 0
    paragraphs, words = [], ""
    for place, line in enumerate(kept):
        if words and place in begun:
            paragraphs.append(words)
            words = ""
        if words and _BROKEN_WORD.search(words) and line[:1].islower():
            words = words[:-1] + line
        else:
            words = f"{words} {line}".strip()
        if words and (not line or (_SENTENCE_END.search(line) and len(line) < full)):
            paragraphs.append(words)
            words = ""
    return [*paragraphs, words] if words else paragraphs
