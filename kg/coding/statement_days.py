"""On which day a statement was made: by the phrase of its clause, of its sentence, or of the sentence before by the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.coding.cards import DayGuess
from kg.coding.day_symbols import is_past
from kg.coding.days import DayPhrase
from kg.coding.occasions import Occasions, is_parted
from kg.coding.quotations import is_marked
from kg.coding.scenes import Scene
from kg.coding.told import Told
from kg.coding.voices import Part, Voice

__all__ = ["Dating"]

#: how many paragraphs may say on which day an interview was held or a document made
_BEGINNING = 4
#: how long before a document is published it may be made, how long a session lasts, and how many words a head has at most
_WEEK, _SESSION, _HEAD_WORDS = timedelta(days=10), timedelta(days=4), 14
#: how many words may stand between a verb of speaking and the day on which it was said
_BESIDE = 3
#: the dash after the place and day of a report, and how far from the beginning it stands at most
_DASH, _DATELINE = re.compile(r"\s[—–-]\s"), 80


@dataclass(slots=True)
class Dating:
    """The days of a text's statements, and what goes on from one to the next.

    ``held_on``: the day of the interview, the session or the document, where its beginning tells it (``is_document``).
    """

    issued: date
    is_document: bool = False
    held_on: date | None = None
    said: tuple[Voice, DayPhrase] | None = None
    dated: DayPhrase | None = None
    occasions: Occasions = field(init=False)

    def __post_init__(self) -> None:
        self.occasions = Occasions(self.issued)

    @property
    def today(self) -> date:
        """The day on which the text speaks."""
        return self.held_on or self.issued

    def begin(self, part: Part) -> None:
        """Take in the next paragraph, and whether it tells on which day an interview was held."""
        self.said = None
        self.occasions.take(part)
        is_turn = part.turn is not None and part.turn.is_new
        if self.is_document and self.held_on is None and part.number <= _BEGINNING and not is_turn:
            days = (one.latest for one in part.phrases if self._may_be_the_day(part, one))
            self.held_on = max(days, default=None)

    def _may_be_the_day(self, part: Part, one: DayPhrase) -> bool:
        """Whether a phrase of the beginning tells when a document was made: of the days before it, in a head or beside a word such as “met”."""
        is_near = timedelta(0) <= self.issued - one.latest <= _WEEK and one.latest - one.earliest <= _SESSION
        is_head = len(part.paragraph.split()) <= _HEAD_WORDS
        near = (scene for scene in part.scenes if scene.span.start <= one.start < scene.span.end)
        return is_near and not one.is_limit and (is_head or any(scene.has("session") for scene in near))

    def day_of(self, part: Part, scene: Scene, told: Told, span: tuple[int, int], *, is_own_text: bool) -> DayGuess:
        """Return when a statement was made whose clause is ``span``; ``is_own_text``: by a drafter, whose words are all his."""
        start, end = span
        usable = self._usable(part, scene, told, is_own_text=is_own_text or part.turn is not None)
        at = scene.words[told.act.cues[0].first].start if told.act else start
        near = sorted(usable, key=lambda one: ((one.latest - one.earliest).days > 1, abs(one.start - at)))
        chosen = next((one for one in near if start <= one.start < end), None)
        if chosen is None or (chosen.latest - chosen.earliest).days > 1:
            beside = [one for one in near if _is_before(scene, one, start) or _is_when_said(scene, one, told.last)]
            chosen = self.dated if self.dated in beside else next(iter(beside), chosen)
        self.dated = chosen
        if chosen is None and self.said and self.said[0].parties == told.voice.parties and _goes_on(scene, told):
            chosen = self.said[1]
        if chosen is None and (one := self._of_event(part, scene, told)):
            return DayGuess(None, None, None, one.earliest, one.latest)
        if chosen is None:
            return DayGuess(None, None, None, self.held_on, self.today)
        self.said = (told.voice, chosen)
        words = part.paragraph[chosen.start : chosen.end]
        return DayGuess(words, chosen.start, chosen.end, chosen.earliest, chosen.latest)

    def _of_event(self, part: Part, scene: Scene, told: Told) -> DayPhrase | None:
        """Return the day of the event at which a past act was, named in its clause or told of in the sentences before."""
        if told.act is None or not _begins_past(scene, told):
            return None
        return self.occasions.day_of(scene, _verbs(told)[0]) or self.occasions.going.get(scene.span.start)

    def _usable(self, part: Part, scene: Scene, told: Told, *, is_own_text: bool) -> list[DayPhrase]:
        """Return the phrases of a sentence that may tell when it was said, and not of what the speaker speaks."""
        inside = [
            one
            for one in part.phrases
            if scene.span.start <= one.start < scene.span.end and one.latest <= self.issued and not one.is_limit
            if not _is_dateline(part.paragraph, one) and not _is_further_back(scene, one, told)
        ]
        if told.teller is not None:
            return inside
        if is_own_text:
            return inside if told.act and _is_past(scene, told) else []
        marked = [one for one in part.quoted if is_marked(part.paragraph, one.start)]
        return [one for one in inside if not any(quote.start < one.start < quote.end for quote in marked)]


def _is_past(scene: Scene, told: Told) -> bool:
    """Whether what one did is told as past: “I asked”, not “I ask”."""
    return any(_are_past(scene, at) for at in _verbs(told))


def _begins_past(scene: Scene, told: Told) -> bool:
    """Whether the first that one did is told as past: “he asked”, not “he admits that he asked”, nor “he has asked”."""
    return any(_are_past(scene, at) and not scene.has("perfect", at - 1, at) for at in _verbs(told)[:1])


def _verbs(told: Told) -> list[int]:
    """Return the words (by number) with which the cues of an act begin that may be verbs."""
    return [cue.first for cue in (told.act.cues if told.act else ()) if cue.key in ("position", "say", "blame")]


def _are_past(scene: Scene, at: int) -> bool:
    """Whether a verb or the auxiliary before it is in the past tense."""
    return any(is_past(word, scene.lexicon) for word in scene.words[max(at - 1, 0) : at + 1])


def _goes_on(scene: Scene, told: Told) -> bool:
    """Whether a statement was made when the same party's last one in the paragraph was: a quotation, or a past act of a pronoun."""
    if told.voice.via == "last speaker" or (told.act and told.act.quote):
        return True
    return told.voice.via == "pronoun" and (told.act is None or scene.lexicon.verb_first or _is_past(scene, told))


def _is_when_said(scene: Scene, phrase: DayPhrase, last: int) -> bool:
    """Whether a phrase stands beside a verb of speaking, and nothing such as “and” parts it from the clause before it."""
    at = next((n for n, word in enumerate(scene.words) if word.start >= phrase.start), 0)
    if last < len(scene.words) and is_parted(scene, last, at):
        return False
    return any(-_BESIDE <= at - one.last <= _BESIDE for one in scene.by_key.get("say", ()))


def _is_before(scene: Scene, phrase: DayPhrase, start: int) -> bool:
    """Whether a phrase stands before a clause, and nothing such as “while” parts the two."""
    first, last = (
        next((n for n, word in enumerate(scene.words) if word.start >= at), 0) for at in (phrase.start, start)
    )
    return phrase.start < start and not is_parted(scene, first, min(last + 1, len(scene.words) - 1))


def _is_further_back(scene: Scene, phrase: DayPhrase, told: Told) -> bool:
    """Whether a phrase tells when something was that lay behind an act told as past: “refused it, as it had done in May”."""
    had = [one.first for one in scene.by_key.get("pluperfect", ())]
    if not had or told.act is None:
        return False
    at = next((n for n, word in enumerate(scene.words) if word.start >= phrase.start), 0)
    cues = [cue.first for cue in told.act.cues]
    cue = next((one for one in cues if not scene.has("pluperfect", one - 1, one)), cues[0])
    return any(not _is_apart(scene, one, at) and _is_apart(scene, one, cue) for one in had)


def _is_apart(scene: Scene, one: int, other: int) -> bool:
    """Whether two words stand in unlike clauses of a sentence."""
    first, last = sorted((one, other))
    return is_parted(scene, first, last) or scene.has("relative", first, last)


def _is_dateline(paragraph: str, phrase: DayPhrase) -> bool:
    """Whether a phrase stands before the dash with which a report begins: “PORT ROLL, 11 June (Agency) — …”."""
    dash = _DASH.search(paragraph, phrase.end)
    return dash is not None and dash.start() <= _DATELINE
