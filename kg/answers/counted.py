"""What the answers that rest on counted mentions have in common: their head, what was asked, and how many counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import numpy as np

from kg.answers.base import Answer, independent_sources
from kg.answers.rendering import Json, Renderer
from kg.networks.as_dna import differences
from kg.networks.asked import ACTORS, BASES, CONCEPTS, DUPLICATES, VOICES, Asked
from kg.networks.mentions import Mentions
from kg.networks.names import Names, is_among
from kg.resolution import Resolved
from kg.vocabulary import NEG
from kg.words import counted, later, listed, said

__all__ = ["CountedAnswer", "Counts", "asked_json", "asked_options", "counted_words", "number"]


#: the options that narrow what is counted, beside lists of names and days; the first word of each is the default
_NARROWING = {"on": BASES, "voice": VOICES, "actors": ACTORS, "concepts": CONCEPTS, "duplicates": DUPLICATES}


class CountedAnswer(Answer):
    """What the answers on a network have in common: their head tells the mentions that count, not stances, and what was asked."""

    asked: Asked

    def mentions(self) -> Mentions:
        """Return the mentions that the answer rests on."""
        raise NotImplementedError

    def stances(self) -> Iterable[Resolved]:
        """Return the resolved stances that count; none where statements are counted, as they were made."""
        if self.asked.on == "statements":
            return ()
        mentions = self.mentions()
        pairs = zip(mentions.actor.tolist(), mentions.option.tolist(), strict=True)
        return [self.resolution.stance(mentions.actors[actor], mentions.options[option]) for actor, option in pairs]

    def sources(self) -> tuple[str, ...]:
        """Return the independent sources (ids) of the statements, or the stances, that count."""
        if self.asked.on == "stances":
            return super().sources()
        mentions, subjects = self.mentions(), self.case.store.subjects
        names, said = mentions.statements, np.unique(mentions.statement)
        if isinstance(names, Names) and len(said) < len(names):
            names = names.taken(said)
        found = {one for one in self.case.sources if any(is_among(s, names) for s in subjects(NEG.source, one))}
        return independent_sources(self.case, found)

    def filters(self) -> Json:
        """Return the filters of the contract, and how many statements they leave out."""
        if self.asked.on == "stances":
            return super().filters()
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
        head = super()._head(show)
        return head if self.asked.on == "stances" else {**head, "ascribed": int(self.mentions().ascribed.sum())}

    def _rests_on(self, head: Json, lang: str) -> str:
        """Return how much of what is counted is others' word; of stances, how much is inferred too."""
        if self.asked.on == "stances":
            return super()._rests_on(head, lang)
        return counted(lang, head["ascribed"], "{count} mention by others' word", "{count} mentions by others' word")

    def _narrowed(self, show: Renderer) -> Iterator[str]:
        """Yield what was asked where it is not the default, and in what the numbers are another program's."""
        if options := asked_options(self.asked, show, self._choices()):
            yield said(show.lang, "asked: {options}", options=" ".join(options))
        if self.asked.as_dna:
            differ = [said(show.lang, _AS_DNA[name]) for name in (*differences(self.asked), *self._differs())]
            what = listed(show.lang, differ or [said(show.lang, "nothing differs here")])
            yield said(show.lang, "as Discourse Network Analyzer has it: {what}", what=what)

    def _differs(self) -> Iterable[str]:
        """Yield in what else than the counting the numbers are another program's, by the keys of what is said of it."""
        return ()

    def _choices(self) -> Mapping[str, tuple[str, ...]]:
        """Return the options of closed lists that the answer's question has, each with its words, the default first."""
        return _NARROWING


#: in what the numbers are those of Discourse Network Analyzer under ``as_dna``
_AS_DNA = {
    "week": later("weeks of one number are one in all years"),
    "month": later("months of one name are one in all years"),
    "before": later("duplicates fall before windows are laid"),
    "windows": later("windows reach as far before as after a day that moves"),
    "kernel": later("kernels are those of that program"),
    "spectra": later("spectra are shares of degrees"),
    "levels": later("noncommittal is 0 and the range is that of the levels in use"),
    "cosine": later("cosine divides by the product of both sums"),
    "polarisation": later("what that program calls polarisation stands beside ours"),
}


def asked_options(asked: Asked, show: Renderer, choices: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what was asked as the command's options, without those at their defaults; ids are shown by their labels."""
    found = [f"--{name} {word}" for name, words in choices.items() if (word := getattr(asked, name)) != words[0]]
    found += [f"--{name} {day}" for name in ("since", "until") if (day := getattr(asked, name))]
    for option, names in (
        ("party", asked.parties),
        ("issue", asked.issues),
        ("source", asked.sources),
        ("exclude", asked.without),
    ):
        found += [f"--{option} {_quoted(name)}" for name in sorted({show.name(one) for one in names})]
    found += [f"--attribution {name}" for name in sorted(asked.attributions)]
    spans = ((name, getattr(asked, name)) for name in ("window", "stride"))
    found += [f"--{name} {span.size}:{span.unit}" for name, span in spans if span]
    found += [f"--kernel {asked.kernel}"] if asked.kernel else []
    return found + [f"--{name.replace('_', '-')}" for name in ("expanding", "isolates") if getattr(asked, name)]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


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


class Counts(Protocol):
    """What a record of counted mentions says of them: how many are ``kept``, have ``fallen`` as duplicates and are ``left_out``."""

    @property
    def kept(self) -> int:
        """How many count."""

    @property
    def fallen(self) -> int:
        """How many fell by the rule of duplicates."""

    @property
    def left_out(self) -> int:
        """How many have no level, or no speaker."""


def counted_words(lang: str, asked: Asked, found: Counts) -> str:
    """Return in words how many mentions, or stances, counted, fell as duplicates, and have no side (or, of people, no speaker)."""
    kept, fallen, left_out = found.kept, found.fallen, found.left_out
    if asked.on == "stances":
        told = counted(lang, kept, "{count} stance counted", "{count} stances counted")
    else:
        told = counted(lang, kept, "{count} mention counted", "{count} mentions counted")
    fell = counted(lang, fallen, "{count} left out as a duplicate", "{count} left out as duplicates")
    if asked.actors == "people":
        sideless = counted(lang, left_out, "{count} without a side or a speaker", "{count} without a side or a speaker")
    else:
        sideless = counted(lang, left_out, "{count} without a side", "{count} without a side")
    return "; ".join((told, fell, sideless))


def number(value: float) -> str:
    """Return a number to read: whole, or with three decimals, with a minus sign."""
    text = f"{value:.0f}" if value == int(value) else f"{value:.3f}"
    return text.replace("-", "−")
