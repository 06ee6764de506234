"""Read the paragraphs of a text one after another: which acts tell a position, and a card for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.coding.acts import Act
from kg.coding.answers import Thread, answer_of
from kg.coding.cards import Card
from kg.coding.joining import together_with
from kg.coding.quotations import is_marked
from kg.coding.ranking import OptionRanking
from kg.coding.scenes import Scene
from kg.coding.signs import attribution_of, condition_of, cue_of, marks_of
from kg.coding.statement_days import Dating
from kg.coding.tokens import Token
from kg.coding.told import Told, addressee_of, are_parted, is_only_teller, is_plain, joined
from kg.coding.voices import Part, Voice, Voices

__all__ = ["Reader"]

#: how much words must say of an option (:meth:`~kg.coding.ranking.OptionRanking.strength`): where only a name stands with them, beside a cue
#: of speaking, beside a weak cue, and together with the sentences around beside a cue of a position
_NAMED, _SPOKEN, _WEAK, _AROUND = 1.4, 0.75, 0.5, 0.25
#: the weights of a query: the clause, its sentence, the sentence before, and the sentence before that
_CLAUSE, _SENTENCE, _BEFORE, _FURTHER = 1.0, 0.45, 0.3, 0.15
#: how much an option gains that the card before was about
_PRIOR = 0.15
#: how much an option gains that the party last spoke of whose proposal a sentence speaks of
_OWNED = 2.0
_WISHES = frozenset(["weak", "modal"])
_STRONG = frozenset(["position", "nouns", "blame", "accuse"])
_QUESTION = "?؟"
#: with these a question asks whether one does something, and does not tell that he does
_AUXILIARIES = frozenset(["do", "does", "did", "has", "have", "had"])
#: up to which word of a sentence one who is named may be the one who acts
_EARLY = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Reader:
    """Reads a text's paragraphs in order, and keeps what goes on from one to the next."""

    voices: Voices
    ranking: OptionRanking
    dating: Dating
    offices: frozenset[str]
    before: Sequence[Token] = ()
    further: Sequence[Token] = ()
    met: str | None = None
    leaked: Voice | None = None
    was_leak: bool = False
    last_of: dict[str, str] = field(default_factory=dict)
    thread: Thread = field(default_factory=Thread)

    def begin(self, part: Part) -> None:
        """Take in who has the word in the next paragraph, and on which day an interview was held."""
        self.dating.begin(part)
        if part.turn and part.turn.is_new:
            self.voices.take_turn(part.turn)

    def read(self, part: Part) -> list[Card]:
        """Return the cards of the next paragraph."""
        self.begin(part)
        cards: list[Card] = []
        for number, scene in enumerate(part.scenes):
            found = [card for told in self._told(part, number) for card in self._cards(part, scene, told, number)]
            several = len({card.party for card in found}) > 1
            for letter, card in zip(_LETTERS, found, strict=False):
                marks = (*card.marks, "two speakers") if several else card.marks
                name = f"p{part.number}s{number + 1}{letter if len(found) > 1 else ''}"
                cards.append(replace(card, id=name, marks=marks))
            self.was_leak = any("leak" in card.marks for card in found)
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
            return self._told_in_question(part, number) or self._answered(part, number)
        voiced = self._voiced(part, number, acts)
        leak = self._leak(scene) if scene.has("leak") else self._leak_going_on(scene)
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
        told = joined(scene, [one for one in told if not is_only_teller(one, told)])
        kept = [one for one in told if self._tells(part, scene, one)]
        return kept or self._answered(part, number) or self._without_act(part, number, leak)

    def _answered(self, part: Part, number: int) -> list[Told]:
        """Return what a sentence tells as an answer."""
        scene = part.scenes[number]
        strength = self.ranking.strength(scene.without(scene.mentions))
        voice = answer_of(
            self.voices, part, number, self.thread, strength=strength, enough=_WEAK, is_question=_is_question(scene)
        )
        return [Told(None, voice, None, 0, len(scene.words))] if voice and voice.parties else []

    def _told_in_question(self, part: Part, number: int) -> list[Told]:
        """Return what a question tells as known: “Rotation, as Norland proposes?”, and not “Does Norland propose rotation?”."""
        scene, found = part.scenes[number], list[Told]()
        if not part.turn or self.ranking.strength(scene.without(scene.mentions)) < _WEAK:
            return found
        for act in part.acts[number]:
            begins = act.actor.mentions[0].first if act.actor and act.actor.mentions else 0
            is_told = is_plain(act) and act.actor is not None and act.actor.mentions[-1].last == act.cues[0].first
            before = range(begins)
            is_asked = any(scene.words[n].form in _AUXILIARIES for n in before) or any(
                scene.has(key, 0, begins) for key in ("modal", "passive")
            )
            if is_told and begins > 0 and not is_asked:
                voice = self.voices.of_act(part, number, act, None)
                if voice and voice.parties and "position" in act.keys:
                    found.append(Told(act, voice, None, 0, len(scene.words)))
        return found

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
        if not any(act.actor and act.actor.kind in ("named", "owner") for act, _ in found):
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

    def _leak_going_on(self, scene: Scene) -> Voice | None:
        """Return whose paper it is of which the sentence before told as leaked, where this one begins with “it”."""
        begins = any(one.first == 0 for one in scene.by_key.get("third", ()))
        return self.leaked if begins and self.leaked and self.was_leak else None

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
            is_told = act.actor is not None and act.actor.kind in ("named", "second", "third")
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
        is_judged = act.actor is not None and act.actor.kind != "none" and scene.has("nouns", told.first, told.last)
        return here >= (_WEAK if is_plain(act) else _SPOKEN) or (
            is_judged and (around >= _WEAK or self.thread.since <= 1)
        )

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
        document = voice.speaker is None and ((self.dating.is_document and not has_word) or voice.via == "drafter")
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
        day = self.dating.day_of(part, scene, told, (start, end), is_own_text=self.voices.drafter is not None)
        for party in voice.parties or (None,):
            yield Card(
                "", part.number, start, end, (scene.span.start, scene.span.end), party, voice.via, speaker,
                tuple(other for other in others if other != party)[:3], day, attribution,
                cue_of(scene, found), quote, condition_of(scene, start, end), options,
                marks=self._marks(part, scene, told),
            )  # fmt: skip
        self.met = options[0] if options else self.met
        self.last_of.update(dict.fromkeys(voice.parties, self.met) if self.met else {})

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
        prior = {self.met: _PRIOR} if self.met else {}
        for one in scene.mentions:  # “Norland's proposal” is what Norland last spoke of
            if (
                one.is_owner
                and scene.has("nouns", one.last, one.last + 3)
                and (last := self.last_of.get(one.party or ""))
            ):
                prior[last] = prior.get(last, 0.0) + _OWNED
        return self.ranking.rank(parts, prior)

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


def _is_question(scene: Scene) -> bool:
    return scene.paragraph[scene.span.start : scene.span.end].rstrip(' )»”"*_')[-1:] in _QUESTION
