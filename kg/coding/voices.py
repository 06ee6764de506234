"""Whose words an act's are: through names, pronouns, quotations, turns and the text's drafter, with what was known before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.case import Case
from kg.coding.acts import Act
from kg.coding.days import DayPhrase
from kg.coding.scenes import Actor, Scene
from kg.coding.turns import Turn
from kg.texts import Span

__all__ = ["Part", "Voice", "Voices", "voice_of_actor"]


#: up to which word of a sentence a verb without one who acts goes on from the sentence before
_AT_BEGINNING = 4
#: how many names are remembered
_REMEMBERED = 8


class Voice(NamedTuple):
    """Whose position: parties (ids), the speaker, by what he was found (:data:`kg.coding.cards.VIAS`), whom else it might be."""

    parties: tuple[str, ...]
    speaker: str | None
    via: str
    others: tuple[str, ...] = ()

    def through(self, via: str) -> Voice:
        """Return the same voice, found in another way."""
        return self._replace(via=via)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its number, sentences, their acts, its quotations, its days, and who has the word in it."""

    number: int
    paragraph: str
    scenes: Sequence[Scene]
    acts: Sequence[Sequence[Act]]
    quoted: Sequence[Span]
    phrases: Sequence[DayPhrase]
    turn: Turn | None


def voice_of_actor(actor: Actor) -> Voice:
    """Return the voice of one who is named."""
    parties = tuple(dict.fromkeys(party for mention in actor.mentions for party in mention.parties))
    speaker = next((mention.speaker for mention in actor.mentions if mention.speaker), None)
    if len(actor.mentions) > 1:
        speaker = None
    kinds = {mention.kind for mention in actor.mentions}
    via = "office" if "office" in kinds else "speaker" if speaker else "named"
    return Voice(parties, speaker, via)


@dataclass(slots=True)
class Voices:
    """What is known so far of who speaks: the last voice named, who answers in an interview, and whose text it is.

    ``is_joint``: it is a document of the principals together, such as a communiqué. ``pair``: the parties that a sentence named together last.
    """

    case: Case
    drafter: Turn | None
    last: Voice | None = None
    answering: Voice | None = None
    is_joint: bool = False
    named: list[tuple[str, ...]] = field(default_factory=list)
    pair: tuple[str, ...] = ()
    often: Counter[str] = field(default_factory=Counter)

    def take_turn(self, turn: Turn) -> None:
        """Take in who has the word now."""
        if turn.parties and not turn.asks:
            self.last = self.answering = Voice(turn.parties, turn.speaker, "speaker")

    def of_act(self, part: Part, number: int, act: Act, before: Voice | None) -> Voice | None:
        """Return whose an act is; ``before``: the voice of the act before it in the sentence. None: nobody known."""
        own = self.own(part, number, act.quote)
        actor = act.actor
        if actor is None:
            if act.quote or own or before:
                return own if act.quote or own else before
            if self.is_joint:
                return self.of_all()
            goes_on = part.scenes[number].lexicon.drops_pronouns and self.last and act.first <= _AT_BEGINNING
            return self.last.through("pronoun") if goes_on and self.last else None
        if actor.kind in ("named", "owner"):
            voice = voice_of_actor(actor)
            if own and own.speaker and not voice.speaker and set(own.parties) == set(voice.parties):
                return voice._replace(speaker=own.speaker)
            return voice
        if actor.kind == "first":
            return own
        if actor.kind == "second":
            return self.answering.through("pronoun") if part.turn and part.turn.asks and self.answering else None
        if actor.kind == "third":
            not_his = self.answering if part.turn and part.turn.asks else own
            known = before or (self._other(not_his) if not_his else self.last)
            return known.through("pronoun") if known else None
        if actor.kind == "collective":
            return self._together(part.scenes[number], actor.at)
        if self.is_joint:
            return self.of_all()
        named = {party: None for mention in part.scenes[number].mentions for party in mention.parties}
        return Voice((), None, "named", tuple(named))

    def own(self, part: Part, number: int, quote: int) -> Voice | None:
        """Return who says “we” in a sentence: the speaker of the quotation, who has the word, or the drafter; None: a narrator."""
        if quote:
            return self.quoted(part, quote)
        if part.turn:
            return (
                Voice(part.turn.parties, part.turn.speaker, "speaker" if part.turn.is_new else "last speaker")
                if part.turn.parties
                else None
            )
        if self.drafter:
            return Voice(self.drafter.parties, self.drafter.speaker, "drafter")
        return None

    def of_all(self) -> Voice | None:
        """Return all principals where the text is a document of theirs, None elsewhere."""
        return Voice(self._principals(), None, "drafter") if self.is_joint else None

    def quoted(self, part: Part, quote: int) -> Voice | None:
        """Return who speaks in a quotation: he who says something beside it in its sentences, else the last speaker."""
        start, end = part.quoted[quote - 1]
        touching = [n for n, scene in enumerate(part.scenes) if scene.span.start < end and start < scene.span.end]
        for wanted in ({"say"}, {"position", "weak", "blame"}):
            for number in reversed(touching):
                for act in part.acts[number]:
                    if act.quote == 0 and act.keys & wanted and act.actor and not act.is_nested:
                        if act.actor.kind in ("named", "owner"):
                            return voice_of_actor(act.actor)
                        if act.actor.kind == "third" and self.last:
                            return self.last.through("pronoun")
                        if act.actor.kind == "collective":
                            return self._together(part.scenes[number], act.actor.at)
        if part.turn or self.drafter:
            return self.own(part, touching[0] if touching else 0, 0)
        beside = [one for n in touching for one in part.scenes[n].mentions if one.parties and one.start >= end]
        if beside:  # “…”, as the head of its delegation put it
            return voice_of_actor(Actor("owner", beside[0].first, (beside[0],)))
        return self.last.through("last speaker") if self.last else None

    def mention(self, scene: Scene) -> None:
        """Remember the parties that a sentence names, the last first."""
        named = [one.parties for one in scene.mentions if one.parties]
        together = tuple(dict.fromkeys(party for parties in named for party in parties))
        self.pair = together if len(together) > 1 else self.pair
        self.named = [*reversed(named), *self.named][:_REMEMBERED]
        self.often.update(party for parties in named for party in parties)

    def _other(self, own: Voice) -> Voice | None:
        """Return the party named last that is not the one who has the word."""
        other = next((parties for parties in self.named if not set(parties) & set(own.parties)), None)
        return Voice(other, None, "pronoun") if other else None

    def keep(self, voice: Voice | None) -> None:
        """Remember a voice as the last one, if it is of one party."""
        if voice and len(voice.parties) == 1:
            self.last = Voice(voice.parties, voice.speaker, voice.via)

    def _together(self, scene: Scene, at: int) -> Voice:
        """Return whom “both sides” means: the principals, of more than two the two named most, but for “all sides”, “no side”.

        Where the case has fewer than two, it is the parties that were named together last, else the party named first, with the mark
        of a pronoun.
        """
        principals = self._principals()
        if len(principals) < 2:
            if self.pair:
                return Voice(self.pair, None, "pronoun")
            first = principals or tuple(self.case.parties)
            return Voice(first[:1], None, "pronoun", first[1:])
        if len(principals) == 2 or any(at - 1 <= one.first <= at + 3 for one in scene.by_key.get("every", ())):
            return Voice(principals, None, "named")
        here = {party for one in scene.mentions for party in one.parties}
        ranked = sorted(principals, key=lambda party: (-self.often[party] - (party in here), party))
        return Voice(tuple(party for party in principals if party in ranked[:2]), None, "named")

    def _principals(self) -> tuple[str, ...]:
        return tuple(party.id for party in self.case.parties.values() if "principal" in party.roles)
