"""A card: what the rules propose of one statement in a text, for a person to decide on. It never has a stance."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kg.vocabulary import ATTRIBUTIONS

__all__ = ["VIAS", "Card", "Cue", "DayGuess", "EarlierPosition"]

#: how a card's party was found: it speaks by a person, is named, by an office, by a pronoun, goes on from the sentence
#: before, or is whose text this is
VIAS = ("speaker", "named", "office", "pronoun", "last speaker", "drafter")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of the paragraph on which a guess rests, with their offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayGuess:
    """Between which days a statement was made, both included; ``earliest`` None: at the latest on ``latest``.

    ``phrase`` are the words of the paragraph that say so, from ``start`` to ``end``; all three None: by the day of the text.
    """

    phrase: str | None
    start: int | None
    end: int | None
    earliest: date | None
    latest: date


@dataclass(frozen=True, slots=True)
class EarlierPosition:
    """What a party last held on an option before the text: the statement (id), the option (id), the stance, and since when."""

    statement: str
    option: str
    stance: str
    day: date


@dataclass(frozen=True, slots=True)
class Card:
    """A proposed statement. Offsets count code points of the paragraph, whose number starts from 1.

    ``id`` is the same whenever the same text is read: ``p3s2``, paragraph and sentence, with a letter where one sentence gives
    several. ``start`` and ``end`` bound the clause, ``sentence`` the sentence around it. ``party`` (id) is whose position it
    would be, None where the rules do not know; ``via`` (:data:`VIAS`) how it was found; ``other_parties`` who else is likely.
    ``attribution`` is one of the ontology's, with the ``cue`` that says so. ``condition`` is a cue with the words that depend on it.
    ``options`` are at most three ids, the likeliest first. ``coded``: the statement (id) of the case that stands at this place.
    ``marks`` say what to look at twice.
    """

    id: str
    paragraph: int
    start: int
    end: int
    sentence: tuple[int, int]
    party: str | None
    via: str
    speaker: str | None
    other_parties: tuple[str, ...]
    day: DayGuess
    attribution: str
    cue: Cue | None
    quotation: tuple[int, int] | None
    condition: Cue | None
    options: tuple[str, ...]
    earlier: tuple[EarlierPosition, ...] = ()
    coded: str | None = None
    marks: tuple[str, ...] = ()
    by: str = "rules"

    @property
    def voice(self) -> str:
        """Whose voice the attribution makes it: ``own`` or ``others``."""
        return "own" if ATTRIBUTIONS[self.attribution].own else "others"

    def to_json(self) -> dict[str, Any]:
        """Return the card as JSON: the fields under their names, days as ISO text, and ``voice``."""
        plain = asdict(self)
        plain["day"] |= {"earliest": _iso(self.day.earliest), "latest": _iso(self.day.latest)}
        plain["earlier"] = [{**asdict(one), "day": one.day.isoformat()} for one in self.earlier]
        plain["quotation"] = self.quotation and {"start": self.quotation[0], "end": self.quotation[1]}
        plain["condition"] = self.condition and {
            "cue": self.condition.text,
            "start": self.condition.start,
            "end": self.condition.end,
        }
        plain["sentence"] = list(self.sentence)
        plain |= {name: list(plain[name]) for name in ("other_parties", "options", "marks")}
        return {**plain, "voice": self.voice}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
