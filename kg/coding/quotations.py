"""The quotations of a paragraph: words between quotation marks of any language, nested ones not told apart."""

from __future__ import annotations

from kg.texts import Span

__all__ = ["is_marked", "quotations"]

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”", '"': '"', "‹": "›", "‘": "’"}
_SINGLE = "’"


def quotations(paragraph: str) -> list[Span]:
    """Return what stands in quotation marks, the marks included; one that is never closed goes on to the end.

    >>> text = 'He said “no” and "never'
    >>> [text[start:end] for start, end in quotations(text)]
    ['“no”', '"never']
    """
    found: list[Span] = []
    at = 0
    while at < len(paragraph):
        closing = _PAIRS.get(paragraph[at])
        if closing is None:
            at += 1
            continue
        end = _end(paragraph, at, closing)
        if end is None and closing == _SINGLE:
            at += 1
            continue
        found.append(Span(at, len(paragraph) if end is None else end + 1))
        at = found[-1].end
    return found


def is_marked(paragraph: str, start: int) -> bool:
    """Whether a quotation mark stands at a place."""
    return paragraph[start : start + 1] in {*_PAIRS}


def _end(paragraph: str, start: int, closing: str) -> int | None:
    """Return where a quotation ends; a single mark only where it is no apostrophe: before no letter, and after no s but a stop."""
    for at in range(start + 1, len(paragraph)):
        if paragraph[at] in closing and (
            closing != _SINGLE or not (paragraph[at + 1 : at + 2].isalnum() or paragraph[at - 1] == "s")
        ):
            return at
    return None
