"""A source text as numbered paragraphs: read from a file, cut into sentences, and pointed at by few of its words.

Nothing here knows a case. Offsets are counted in code points of the paragraph.
"""

from kg.texts.copies import CopiedParagraph, copied_paragraphs, copied_share
from kg.texts.reading import DEFAULT_MAX_SIZE, read_text
from kg.texts.selectors import Place, QuoteSelector, find, places_of, select
from kg.texts.sentences import Span, sentences
from kg.texts.source import SourceText, source_text

__all__ = [
    "DEFAULT_MAX_SIZE",
    "CopiedParagraph",
    "Place",
    "QuoteSelector",
    "SourceText",
    "Span",
    "copied_paragraphs",
    "copied_share",
    "find",
    "places_of",
    "read_text",
    "select",
    "sentences",
    "source_text",
]
