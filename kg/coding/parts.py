"""Read the paragraphs of a text one after another: which acts tell a position, and a card for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.coding.actors import together_with
from kg.coding.acts import Act
from kg.coding.answers import Thread, answer_of
from kg.coding.cards import Card, DayGuess
from kg.coding.days import DayPhrase
from kg.coding.quotations import is_marked
from kg.coding.ranking import OptionRanking
from kg.coding.scenes import Scene
from kg.coding.signs import attribution_of, condition_of, cue_of, marks_of
from kg.coding.tokens import Token
from kg.coding.told import Told, addressee_of, are_parted, is_only_teller, is_plain, joined
from kg.coding.turns import Turn
from kg.coding.voices import Part, Voice, Voices

__all__ = ["Reader"]

#: how much words must say of an option (:meth:`~kg.coding.ranking.OptionRanking.strength`): where only a name stands with them, beside a cue
#: of speaking, beside a weak cue, and together with the sentences around beside a cue of a position
_NAMED, _SPOKEN, _WEAK, _AROUND = 1.4, 0.75, 0.5, 0.25
#: the weights of a query: the clause, its sentence, the sentence before, and the sentence before that
_CLAUSE, _SENTENCE, _BEFORE, _FURTHER = 1.0, 0.45, 0.3, 0.15
#: how much an option gains that the card before was about
_PRIOR = 0.15
_WISHES = frozenset(["weak", "modal"])
_STRONG = frozenset(["position", "nouns", "blame", "accuse"])
_QUESTION = "?؟"
#: how many paragraphs may say on which day an interview was held or a document made
_BEGINNING = 4
#: how long before a document is published it may be made, how long a session lasts, and how many words a head has at most
_WEEK, _SESSION, _HEAD_WORDS = timedelta(days=10), timedelta(days=4), 14
#: up to which word of a sentence one who is named may be the one who acts
_EARLY = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Reader:
    """Reads a text's paragraphs in order, and keeps what goes on from one to the next."""

    voices: Voices
    ranking: OptionRanking
    issued: date
    offices: frozenset[str]
    is_document: bool = False
    held_on: date | None = None
    before: Sequence[Token] = ()
    further: Sequence[Token] = ()
    met: str | None = None
    leaked: Voice | None = None
    said: tuple[Voice, DayPhrase] | None = None
    dated: DayPhrase | None = None
    thread: Thread = field(default_factory=Thread)

    def today(self, turn: Turn | None) -> date:
        """Return the day on which a paragraph is said: that of the interview, the session or the document, else that of the text."""
        return self.held_on or self.issued

    def begin(self, part: Part) -> None:
        """Take in who has the word in the next paragraph, and on which day an interview was held."""
        if (
            self.is_document
            and self.held_on is None
            and part.number <= _BEGINNING
            and not (part.turn and part.turn.is_new)
        ):
            days = (one.latest for one in part.phrases if self._may_be_the_day(part, one))
            self.held_on = max(days, default=None)
        if part.turn and part.turn.is_new:
            self.voices.take_turn(part.turn)

    def _may_be_the_day(self, part: Part, one: DayPhrase) -> bool:
        """Whether a phrase of the beginning tells when a document was made: of the days before it, in a head or beside a word such as “met”."""
        is_near = timedelta(0) <= self.issued - one.latest <= _WEEK and one.latest - one.earliest <= _SESSION
        is_head = len(part.paragraph.split()) <= _HEAD_WORDS
        return (
            is_near
            and not one.is_limit
            and (
                is_head
                or any(scene.has("session") for scene in part.scenes if scene.span.start <= one.start < scene.span.end)
            )
        )

    def read(self, part: Part) -> list[Card]:
        """Return the cards of the next paragraph."""
        self.begin(part)
        self.said = None
        cards: list[Card] = []
        for number, scene in enumerate(part.scenes):
            found = [card for told in self._told(part, number) for card in self._cards(part, scene, told, number)]
            several = len({card.party for card in found}) > 1
            for letter, card in zip(_LETTERS, found, strict=False):
                marks = (*card.marks, "two speakers") if several else card.marks
                name = f"p{part.number}s{number + 1}{letter if len(found) > 1 else ''}"
                cards.append(replace(card, id=name, marks=marks))
            self.thread.go_on(
                is_question=_is_question(scene),
                strength=self.ranking.strength(scene.without(scene.mentions)),
                has_card=bool(found),
            )
            self.further, self.before = self.before, scene.words
            self.voices.mention(scene)
        return cards

    def _told(self, part: Part, number: int) -> list[Told]:
        """Return the acts of a sentence that tell a position."""
        scene, acts = part.scenes[number], part.acts[number]
        if not scene.words:
            return []
        if _is_question(scene):
            return self._answered(part, number)
        voiced = self._voiced(part, number, acts)
        leak = self._leak(scene) if scene.has("leak") else None
        told: list[Told] = []
        for at, (act, voice) in enumerate(voiced):
            if voice is None and leak is None:
                continue
            is_leak = leak is not None and (voice is None or voice.parties == leak.parties or not is_plain(act))
            owned = leak if is_leak and leak else voice
            assert owned is not None
            after = [other.first for other, _ in voiced[at + 1 :] if not other.is_nested and other.first > act.first]
            last = len(scene.words) if act.is_nested or not after else after[0]
            first = 0 if at == 0 and not act.is_nested else act.first
            teller = None if is_leak else self._teller(part, number, act, owned, voiced)
            if teller and act.keys <= _WISHES:  # “Serra must …” is what the one who says so wants
                owned, teller = teller, None
            told.append(Told(act, owned, teller, first, last, is_leak))
        told = joined([one for one in told if not is_only_teller(one, told)])
        kept = [one for one in told if self._tells(part, scene, one)]
        return kept or self._answered(part, number) or self._without_act(part, number, leak)

    def _answered(self, part: Part, number: int) -> list[Told]:
        """Return what a sentence tells as an answer."""
        scene = part.scenes[number]
        strength = self.ranking.strength(scene.without(scene.mentions))
        voice = answer_of(self.voices, part, number, self.thread, strength=strength, enough=_WEAK)
        return [Told(None, voice, None, 0, len(scene.words))] if voice and voice.parties else []

    def _voiced(self, part: Part, number: int, acts: Sequence[Act]) -> list[tuple[Act, Voice | None]]:
        found: list[tuple[Act, Voice | None]] = []
        before: Voice | None = None
        for act in acts:
            voice = self.voices.of_act(part, number, act, before)
            if voice and not voice.parties:
                voice = addressee_of(part.scenes[number], act, found) or voice
            found.append((act, voice))
            if voice and voice.parties and not act.is_nested:
                before = voice
        teller: Act | None = None
        for act, voice in found:
            is_told = teller is not None and not are_parted(part.scenes[number], teller, act)
            if (
                act.actor
                and act.actor.kind in ("named", "owner")
                and not act.is_nested
                and not act.quote
                and not is_told
            ):
                self.voices.keep(voice)
                teller = act if act.keys == {"say"} else None
        if not acts:
            scene = part.scenes[number]
            plain = (
                one
                for one in scene.mentions
                if one.first <= 3 and not one.is_owner and not one.is_adjective and one.parties
            )
            if (one := next(plain, None)) and not part.turn:
                self.voices.keep(Voice(one.parties, one.speaker, "speaker" if one.speaker else "named"))
        return found

    def _leak(self, scene: Scene) -> Voice | None:
        """Return whose paper was leaked: the party named beside the cue, else that of the leak told of before."""
        at = scene.by_key["leak"][0].first
        near = sorted(
            (one for one in scene.mentions if one.parties), key=lambda one: (one.first < at, abs(one.first - at))
        )
        if near and not any(word.form in ("this", "that") for word in scene.words[at : at + 1]):
            self.leaked = Voice(near[0].parties, None, "drafter")
        return self.leaked

    def _teller(
        self, part: Part, number: int, act: Act, voice: Voice, voiced: Sequence[tuple[Act, Voice | None]]
    ) -> Voice | None:
        """Return who tells of an act that is not his own party's; None where the text itself does."""
        if act.is_nested and not act.quote and not part.turn:
            return None
        own = self.voices.own(part, number, act.quote)
        if act.keys == {"say"}:
            return None
        scene = part.scenes[number]
        tellers = (
            speaker
            for other, speaker in voiced
            if speaker
            and speaker.parties
            and (other.keys, other.quote) == ({"say"}, act.quote if own else 0)
            and not set(speaker.parties) & set(voice.parties)
            and not are_parted(scene, other, act)
        )
        if told := next(tellers, None):
            return told
        return own if own and not set(own.parties) & set(voice.parties) else None

    def _tells(self, part: Part, scene: Scene, told: Told) -> bool:
        """Whether an act tells a position, by its cues and by how much its words say of any option."""
        act, strength = told.act, self.ranking.strength
        assert act is not None
        here = strength(scene.without(scene.mentions, told.first, told.last))
        around = max(here, strength(scene.without(scene.mentions)), strength(self.before), 0.8 * strength(self.further))
        if not told.voice.parties:
            return bool(act.keys & {"position"}) and act.is_passive and around >= _WEAK
        if part.turn and part.turn.asks:
            is_told = act.actor is not None and act.actor.kind in ("named", "second")
            return is_told and (here >= _SPOKEN or (here >= _WEAK and bool(act.keys & _STRONG)))
        if act.is_nested:
            return here >= _WEAK
        if told.teller and not act.keys & _STRONG:
            return here >= _SPOKEN
        if act.keys & _STRONG or told.is_leak:
            return around >= _AROUND or (is_plain(act) and "position" in act.keys)
        if act.keys & {"weak", "modal"}:
            in_person = bool(act.quote) or (act.actor is not None and act.actor.kind == "first")
            is_said = in_person or "say" in act.keys
            return here >= _WEAK or bool(act.quote) or (is_said and around >= (_AROUND if in_person else _SPOKEN))
        return here >= _SPOKEN

    def _without_act(self, part: Part, number: int, leak: Voice | None) -> list[Told]:
        """Return what a sentence without a cue tells: of a leak, in a quotation or a turn, or in its drafter's own text."""
        scene = part.scenes[number]
        strength = self.ranking.strength(scene.without(scene.mentions))
        if leak and strength >= _WEAK:
            return [Told(None, leak, None, 0, len(scene.words), True)]
        quotes = {quote for quote in scene.quotes if quote}
        in_quote = len(quotes) == 1
        own = self.voices.own(part, number, quotes.pop() if in_quote else 0)
        if own is None and scene.has("modal"):
            own = self.voices.of_all()
        if own is None:
            own, strength = self._subject(part, scene), strength * _WEAK / _NAMED
        if own is None or not own.parties or (part.turn and part.turn.asks):
            return []
        is_told = in_quote and not part.turn and (self.thread.since <= 1 or strength >= _AROUND)
        if strength < _WEAK and not is_told:
            return []
        return [Told(None, own, None, 0, len(scene.words))]

    def _subject(self, part: Part, scene: Scene) -> Voice | None:
        """Return the first who is named in a sentence and may be the one who acts, in what a narrator tells."""
        plain = (one for one in scene.mentions if not one.is_owner and not one.is_adjective and one.first <= _EARLY)
        one = next(plain, None)
        return Voice(one.parties, one.speaker, "speaker" if one.speaker else "named") if one and not part.turn else None

    def _cards(self, part: Part, scene: Scene, told: Told, number: int) -> Iterator[Card]:
        act, voice = told.act, told.voice
        start = scene.span.start if told.first == 0 else scene.words[told.first].start
        end = scene.span.end if told.last == len(scene.words) else scene.words[told.last - 1].end
        is_own = told.teller is None
        speaker = voice.speaker if is_own or told.teller is None else told.teller.speaker
        has_word = part.turn is not None or self.voices.drafter is not None
        document = voice.speaker is None and ((self.is_document and not has_word) or voice.via == "drafter")
        attribution, found = attribution_of(
            scene, act, is_own=is_own, has_speaker=speaker is not None, is_leak=told.is_leak, is_document=document,
            speaks_by_office=speaker in self.offices,
        )  # fmt: skip
        marked = (one for one in part.quoted if is_marked(part.paragraph, one.start))
        quote = next(((q.start, q.end) for q in marked if q.start < end and start < q.end), None)
        options = self._options(part, scene, told)
        others = tuple(dict.fromkeys((*voice.others, *(p for one in scene.mentions for p in one.parties))))
        if act and not part.turn and not act.quote:
            beside = together_with(scene, told.first, told.last)
            voice = voice._replace(
                parties=tuple(dict.fromkeys((*voice.parties, *(p for one in beside for p in one.parties))))
            )
        for party in voice.parties or (None,):
            yield Card(
                "", part.number, start, end, (scene.span.start, scene.span.end), party, voice.via, speaker,
                tuple(other for other in others if other != party)[:3], self._day(part, scene, told, start, end), attribution,
                cue_of(scene, found), quote, condition_of(scene, start, end), options,
                marks=self._marks(part, scene, told),
            )  # fmt: skip
        self.met = options[0] if options else self.met

    def _options(self, part: Part, scene: Scene, told: Told) -> tuple[str, ...]:
        head = part.turn.begins if part.turn and scene is part.scenes[0] else 0
        actor = [
            one
            for one in scene.mentions
            if one.start < head or (told.act and told.act.actor and one in told.act.actor.mentions)
        ]
        parts = [
            (scene.without(actor, told.first, told.last), _CLAUSE),
            (scene.without(actor), _SENTENCE),
            (self.before, _BEFORE),
            (self.further, _FURTHER),
        ]
        return self.ranking.rank(parts, {self.met: _PRIOR} if self.met else {})

    def _marks(self, part: Part, scene: Scene, told: Told) -> tuple[str, ...]:
        marks = [
            mark
            for mark, via in (("from a pronoun", "pronoun"), ("the last speaker", "last speaker"))
            if told.voice.via == via
        ]
        marks += ["leak"] if told.is_leak else []
        marks += marks_of(scene, told.act, told.first, told.last)
        if part.number == 1 and len(part.scenes) == 1 and part.paragraph[-1:].isalnum():
            marks.append("headline")
        return tuple(marks)

    def _day(self, part: Part, scene: Scene, told: Told, start: int, end: int) -> DayGuess:
        """Return when it was said: by a phrase of its clause, else of its sentence before it, else as the sentence before by the same."""
        today = self.today(part.turn)
        usable = [
            one
            for one in part.phrases
            if scene.span.start <= one.start < scene.span.end and one.latest <= self.issued and not one.is_limit
        ]
        if part.turn or self.voices.drafter or (told.act and told.act.quote):
            usable = [one for one in usable if told.teller is not None]
        at = scene.words[told.act.cues[0].first].start if told.act else start
        near = sorted(usable, key=lambda one: ((one.latest - one.earliest).days > 1, abs(one.start - at)))
        chosen = next((one for one in near if start <= one.start < end), None)
        if chosen is None or (chosen.latest - chosen.earliest).days > 1:
            chosen = self.dated if self.dated in usable else next((one for one in near if one.start < start), chosen)
        self.dated = chosen
        if chosen is None and told.voice.via == "pronoun" and self.said and self.said[0].parties == told.voice.parties:
            chosen = self.said[1]
        if chosen is None:
            return DayGuess(None, None, None, self.held_on, today)
        self.said = (told.voice, chosen)
        return DayGuess(
            part.paragraph[chosen.start : chosen.end], chosen.start, chosen.end, chosen.earliest, chosen.latest
        )


def _is_question(scene: Scene) -> bool:
    return scene.paragraph[scene.span.start : scene.span.end].rstrip(' )»”"*_')[-1:] in _QUESTION
