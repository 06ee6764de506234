"""What another than the rules found in a text, a language model, as cards; found twice, it is one card that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kg.coding.cards import Card, DayGuess
from kg.coding.scenes import Scene
from kg.coding.signs import attribution_of, condition_of, cue_of
from kg.coding.voices import Part

__all__ = ["Find", "cards_of_finds", "joined_cards"]

_MOST_OPTIONS = 3


class Find(NamedTuple):
    """Words of a paragraph (number from 1, offsets in code points) that tell a party's position on some options (ids).

    ``speaker``: the person (id) who says it, None where the words do not say. ``by``: who found it.
    """

    paragraph: int
    start: int
    end: int
    party: str
    speaker: str | None
    options: tuple[str, ...]
    by: str


def cards_of_finds(finds: Iterable[Find], part: Part, issued: date, offices: Collection[str]) -> list[Card]:
    """Return a card for each find in a paragraph, in order of place.

    Day, attribution and condition are read in its sentence as those of the rules' cards are; ``offices`` are the persons who
    speak for others by office.
    """
    cards: list[Card] = []
    for find in sorted(set(finds), key=lambda one: (one.start, one.end, one.party, one.speaker or "", one.options)):
        if find.paragraph != part.number:
            continue
        number, scene = _sentence(part, find.start)
        begun = sum(card.id.startswith(f"p{part.number}s{number}m") for card in cards)
        name = f"p{part.number}s{number}m{begun + 1 if begun else ''}"
        cards.append(_card(find, name, scene, part, issued, offices))
    return cards


def _sentence(part: Part, start: int) -> tuple[int, Scene]:
    """Return the number, from 1, of the sentence in which an offset is, and the sentence."""
    before = [number for number, scene in enumerate(part.scenes, 1) if scene.span.start <= start]
    number = before[-1] if before else 1
    return number, part.scenes[number - 1]


def _card(find: Find, name: str, scene: Scene, part: Part, issued: date, offices: Collection[str]) -> Card:
    attribution, cue = attribution_of(
        scene, None, is_own=True, has_speaker=find.speaker is not None, is_leak=scene.has("leak"), is_document=False,
        speaks_by_office=find.speaker in offices,
    )  # fmt: skip
    quotation = next(((q.start, q.end) for q in part.quoted if q.start < find.end and find.start < q.end), None)
    return Card(
        name, find.paragraph, find.start, find.end, (scene.span.start, scene.span.end), find.party,
        "speaker" if find.speaker else "named", find.speaker, (), _day(find, scene, part, issued), attribution,
        cue_of(scene, cue), quotation, condition_of(scene, find.start, find.end), find.options[:_MOST_OPTIONS], by=find.by,
    )  # fmt: skip


def _day(find: Find, scene: Scene, part: Part, issued: date) -> DayGuess:
    """Return when it was said: by the nearest phrase of its sentence that means a day by that of the text."""
    usable = [
        one
        for one in part.phrases
        if scene.span.start <= one.start < scene.span.end and one.latest <= issued and not one.is_limit
    ]
    near = min(usable, key=lambda one: (abs(one.start - find.start), one.start), default=None)
    if near is None:
        return DayGuess(None, None, None, None, issued)
    return DayGuess(part.paragraph[near.start : near.end], near.start, near.end, near.earliest, near.latest)


def joined_cards(rules: Sequence[Card], found: Sequence[Card]) -> list[Card]:
    """Return cards of both in order of place; those that overlap and have the same party are one, ``by`` both.

    Of such a card the place is the first's; its likeliest option stays, the other's come next.
    """
    cards = list(rules)
    for card in found:
        at = next((n for n, one in enumerate(cards) if one.party == card.party and _overlap(one, card)), None)
        if at is None:
            cards.append(card)
        else:
            cards[at] = _both(cards[at], card)
    return sorted(cards, key=lambda one: (one.paragraph, one.start, one.end, one.id))


def _overlap(one: Card, other: Card) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _both(one: Card, other: Card) -> Card:
    options = tuple(dict.fromkeys((*one.options[:1], *other.options, *one.options)))[:_MOST_OPTIONS]
    by = ", ".join(dict.fromkeys((*one.by.split(", "), other.by)))
    return replace(one, options=options, speaker=one.speaker or other.speaker, by=by)
