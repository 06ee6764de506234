"""What the answers that rest on counted mentions have in common: their head, what was asked, and how many counted."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer
from kg.networks.asked import Asked
from kg.networks.mentions import Mentions
from kg.networks.names import is_among
from kg.resolution import Resolved
from kg.vocabulary import NEG
from kg.words import counted

__all__ = ["CountedAnswer", "asked_json", "counted_words", "number"]


class CountedAnswer(Answer):
    """What the answers on a network have in common: their head tells the mentions that count, not stances."""

    def mentions(self) -> Mentions:
        """Return the mentions that the answer rests on."""
        raise NotImplementedError

    def stances(self) -> Iterable[Resolved]:
        """Yield none: statements are counted, as they were made."""
        return ()

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the statements that count."""
        names, subjects = self.mentions().statements, self.case.store.subjects
        found = {one for one in self.case.sources if any(is_among(s, names) for s in subjects(NEG.source, one))}
        return independent_sources(self.case, found)

    def filters(self) -> Json:
        """Return the filters of the contract, and how many statements they leave out."""
        filters = self.resolution.filters
        return {
            "min_confidence": filters.min_confidence,
            "channels": ["public", *filters.channels],
            "left_out": self.mentions().filtered,
            "withheld": 0,
            "stale_after": filters.stale_after,
            **({"coders": list(filters.coders)} if filters.coders else {}),
        }

    def _head(self, show: Renderer) -> Json:
        return {**super()._head(show), "ascribed": int(self.mentions().ascribed.sum())}


def asked_json(asked: Asked) -> Json:
    """Return what was asked, in the words of the command's options."""
    span = {name: f"{one.size}:{one.unit}" if (one := getattr(asked, name)) else None for name in ("window", "stride")}
    named = (
        "on",
        "voice",
        "actors",
        "concepts",
        "mode",
        "by",
        "aggregation",
        "normalisation",
        "scale",
        "duplicates",
        "kernel",
    )
    days = {name: day.isoformat() if (day := getattr(asked, name)) else None for name in ("since", "until")}
    flags = {name: getattr(asked, name) for name in ("isolates", "expanding", "as_dna")}
    lists = {name: sorted(getattr(asked, name)) for name in ("parties", "issues", "sources", "attributions")}
    lists["exclude"] = sorted(asked.without)
    return {**{name: getattr(asked, name) for name in named}, **days, **span, **flags, **lists}


def counted_words(lang: str, kept: int, fallen: int, left_out: int, *, of_people: bool = False) -> str:
    """Return in words how many mentions counted, fell as duplicates, and have no side (or, of people, no speaker)."""
    told = counted(lang, kept, "{count} mention counted", "{count} mentions counted")
    fell = counted(lang, fallen, "{count} left out as a duplicate", "{count} left out as duplicates")
    if of_people:
        sideless = counted(lang, left_out, "{count} without a side or a speaker", "{count} without a side or a speaker")
    else:
        sideless = counted(lang, left_out, "{count} without a side", "{count} without a side")
    return "; ".join((told, fell, sideless))


def number(value: float) -> str:
    """Return a number to read: whole, or with three decimals, with a minus sign."""
    text = f"{value:.0f}" if value == int(value) else f"{value:.3f}"
    return text.replace("-", "−")
