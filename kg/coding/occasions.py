"""The days on which a text's events were, as a hearing, a round of talks or a letter, for what is told of them in later sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.coding.day_symbols import is_past
from kg.coding.days import DayPhrase
from kg.coding.lexicon import Found
from kg.coding.scenes import Scene
from kg.coding.voices import Part

__all__ = ["Occasions", "is_parted"]

#: how long an event lasts at most
_LONG = timedelta(days=4)
#: how many paragraphs are the beginning of a text
_BEGINNING = 4
#: how old a day is at least on which background goes on, and within how many words a day leads its sentence
_AGO, _LEADS = timedelta(days=10), 3
#: how many letters two forms of the same noun share: “засідання”, “засіданні”
_STEM = 5
#: how many words before the noun of an event may say that it is another one: “a further meeting”
_BEFORE = 2


@dataclass(slots=True)
class Occasions:
    """What is known so far of when a text's events were, by their noun, and the day that goes on in each sentence of a paragraph.

    ``going``: by the offset of a sentence, the day of the event that the sentences before it told of. ``main``: the day of the
    meeting of which the beginning of the text tells.
    """

    issued: date
    known: dict[str, DayPhrase] = field(default_factory=dict)
    going: dict[int, DayPhrase] = field(default_factory=dict)

    main: DayPhrase | None = None

    def take(self, part: Part) -> None:
        """Take in the events of the next paragraph, and in which of its sentences what is told goes on from one of them; another day ends it."""
        self.going, going, is_away = {}, None, False
        for scene in part.scenes:
            start, end = scene.span
            here = [one for one in part.phrases if start <= one.start < end]
            if not here:
                if one := going or (None if is_away or part.turn else self.main):
                    self.going[start] = one
                continue
            is_away = True
            past = [one for one in here if self._is_day_of_event(one)]
            is_one = bool(past) and len({one.latest for one in here}) == 1 and _is_told(scene)
            going = past[0] if is_one and self._goes_on(scene, past[0]) else None
            if self.main is None and part.number <= _BEGINNING and len(past) == len(here) == 1:
                self.main = past[0] if self._is_meeting(part, scene, past[0]) else None
            nouns = _nouns(scene)
            for noun in nouns if len(past) == 1 and past[0].latest - past[0].earliest <= _LONG else ():
                self.known[noun] = past[0]

    def day_of(self, scene: Scene, at: int) -> DayPhrase | None:
        """Return the day of an event told of before that the clause of a word names: “at the hearing”."""
        found = (self.known.get(noun) for noun in _nouns(scene, at))
        return next((one for one in found if one), None)

    def _is_day_of_event(self, one: DayPhrase) -> bool:
        return one.latest <= self.issued and not one.is_limit

    def _is_meeting(self, part: Part, scene: Scene, one: DayPhrase) -> bool:
        """Whether a narrator tells that one met on a day: “met”, and not “has been held since”."""
        is_narrated = part.turn is None and not scene.has("perfect") and _is_told(scene)
        return is_narrated and scene.has("session") and one.latest - one.earliest <= _LONG

    def _goes_on(self, scene: Scene, one: DayPhrase) -> bool:
        """Whether what comes next is on the same day: that of an event, at the beginning of its sentence, or long ago."""
        is_event = scene.has("session") or scene.has("occasion")
        leads = any(word.start >= one.start for word in scene.words[:_LEADS])
        return is_event or leads or self.issued - one.latest > _AGO


def _is_told(scene: Scene) -> bool:
    return any(is_past(word, scene.lexicon) for word in scene.words)


def _nouns(scene: Scene, at: int | None = None) -> list[str]:
    """Return the stems of the nouns of events in a sentence, or in the clause of a word, but for an event that is another one."""
    found = [one for one in scene.by_key.get("occasion", ()) if at is None or not is_parted(scene, one.first, at)]
    return [_stem(scene, one) for one in found if not scene.has("new_occasion", one.first - _BEFORE, one.first)]


def is_parted(scene: Scene, one: int, other: int) -> bool:
    """Return whether a word such as “while”, or a semicolon, stands between two words of a sentence."""
    first, last = sorted((one, other))
    between = scene.paragraph[scene.words[first].start : scene.words[last].start]
    return scene.has("split", first, last) or ";" in between


def _stem(scene: Scene, noun: Found) -> str:
    form = scene.words[noun.last - 1].form
    prefixes: Sequence[str] = scene.lexicon.proclitics
    for prefix in sorted(prefixes, key=len, reverse=True):
        if form.startswith(prefix) and len(form) - len(prefix) > 2:
            form = form[len(prefix) :]
            break
    return form[:_STEM]
