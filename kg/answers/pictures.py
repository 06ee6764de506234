"""What a picture of an answer says of itself: case, day, what it rests on, filters, sources and the case's caveats."""

from __future__ import annotations

from kg.answers.base import Answer
from kg.case.records import choose
from kg.drawing import Facts, Picture, draw
from kg.words import counted, joined, said

__all__ = ["Drawn", "facts_of"]

#: how many sources a picture names; the rest are counted
_MOST_SOURCES = 12


class Drawn(Answer):
    """An answer that can also be drawn."""

    def picture_title(self, lang: str = "en") -> str:
        """Return what the picture shows, in a few words."""
        raise NotImplementedError

    def picture(self, lang: str = "en") -> Picture:
        """Return what is drawn. Raises :class:`~kg.errors.UsageError` where it is too much for one picture."""
        raise NotImplementedError

    def to_svg(self, lang: str = "en") -> str:
        """Return the picture as one SVG document, with day, filters, legend, sources and caveats drawn in."""
        return draw(self.picture(lang), facts_of(self, self.picture_title(lang), lang))


def facts_of(answer: Answer, title: str, lang: str = "en") -> Facts:
    """Return what a picture of an answer must say, from the head that the answer has in every format."""
    day, rests_on, *filters = answer.head_lines(lang)
    caveats = tuple(choose(caveat, lang) for caveat in answer.case.info.caveats)
    return Facts(title, day, (rests_on, *(filters or [said(lang, "no filters")])), _sources(answer, lang), caveats)


def _sources(answer: Answer, lang: str) -> tuple[str, ...]:
    show, sources = answer.renderer(lang), answer.sources()
    if not sources:
        return (said(lang, "Sources: none"),)
    named = joined(lang, map(show.name, sources[:_MOST_SOURCES]))
    rest = len(sources) - _MOST_SOURCES
    more = [counted(lang, rest, "and {count} more source", "and {count} more sources")] if rest > 0 else []
    return (joined(lang, [said(lang, "Sources: {sources}", sources=named), *more]),)
