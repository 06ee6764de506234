"""Sentences that tell a position by what stands before them: answers to a question, and short ones such as “Never.”."""

from __future__ import annotations

from kg.coding.scenes import Scene
from kg.coding.voices import Part, Voice, Voices

__all__ = ["Thread", "answer_of"]

#: how many words a short answer has, and one that begins as such: “I did, on the night of the vote, on that stage”
_SHORT, _BEGUN = 7, 18
#: up to which word one who is named in an answer may be whose position it tells
_EARLY = 3


class Thread:
    """What goes on from a sentence to the next: how much the last question said of an option, and how long ago a position was told.

    ``asked``: the strength of the question (:meth:`~kg.coding.ranking.OptionRanking.strength`) right before, else 0. ``since``: how many
    sentences were read since the last one with a card, a large number where there was none.
    """

    def __init__(self) -> None:
        self.asked = 0.0
        self.since = 1_000

    def go_on(self, *, is_question: bool, strength: float, has_card: bool) -> None:
        """Take in a sentence."""
        self.asked = max(strength, self.asked) if is_question else 0.0
        self.since = 0 if has_card or (is_question and self.since == 0) else self.since + 1


def answer_of(
    voices: Voices, part: Part, number: int, thread: Thread, *, strength: float, enough: float, is_question: bool
) -> Voice | None:
    """Return whose answer a sentence is, None where it is none; ``enough``: how much a question must say of an option."""
    scene, turn = part.scenes[number], part.turn
    own = voices.own(part, number, 0)
    is_on = thread.asked >= enough
    if turn and turn.asks:
        return None
    first = number == 0 and (turn.is_new if turn else voices.drafter is not None)
    if first and own and is_on:
        return None if _tells_of_other(scene, own, turn.begins if turn else 0) and strength < enough else own
    if is_question:
        return None
    words = [word for word in scene.words if not (first and turn and word.start < turn.begins)]
    if not words or not (is_on or thread.since == 0):
        return None
    begin = len(scene.words) - len(words)
    replies = scene.by_key.get("reply", ())
    is_begun = len(words) <= _BEGUN and any(one.first == begin for one in replies)
    if not (is_begun or (len(words) <= _SHORT and any(one.first >= begin for one in replies))):
        return None
    if own:
        return own
    named = next((one for one in scene.mentions if one.parties and one.first <= _EARLY), None)
    if named:
        return Voice(named.parties, named.speaker, "speaker" if named.speaker else "named")
    if is_on and voices.named:
        return Voice(voices.named[0], None, "pronoun")
    return voices.last.through("last speaker") if voices.last else None


def _tells_of_other(scene: Scene, own: Voice, begins: int) -> bool:
    """Whether a sentence begins with another party than whose answer it is."""
    subject = next((one for one in scene.mentions if one.parties and one.start >= begins), None)
    at = next((n for n, word in enumerate(scene.words) if word.start >= begins), 0)
    return (
        subject is not None
        and subject.first - at < _EARLY
        and not subject.is_owner
        and not set(subject.parties) & set(own.parties)
    )
