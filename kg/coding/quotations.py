"""The quotations of a paragraph: words between quotation marks of any language, nested ones not told apart."""

from __future__ import annotations

from kg.texts import Span

__all__ = ["quotations"]

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”", '"': '"', "‹": "›"}


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
        end = next((n for n in range(at + 1, len(paragraph)) if paragraph[n] in closing), None)
        found.append(Span(at, len(paragraph) if end is None else end + 1))
        at = found[-1].end
    return found
