"""Who has the word in a paragraph of an interview, a transcript, a thread or a speech, and whose text it is as a whole.

A paragraph that begins with a name and a colon (“ORR:”, “I. H.:”, “Q:”, “@orr:”) is a turn; it lasts until the next one. A text
mostly in the first person, outside quotations and turns, is its drafter's: the first person or party that its beginning names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.coding.lexicon import Lexicon
from kg.coding.names import Mention, NameIndex
from kg.coding.quotations import quotations
from kg.coding.tokens import Token, tokens

__all__ = ["Turn", "drafter_of", "is_official", "turns_of"]

_HEAD = re.compile(r"^[\W_]{0,4}(?P<who>[^:.!?\n]{1,70}|(?:[^\W\d_]\.\s?){1,4})(?:\*\*|\)|»)?\s?[:：]\s")
_HANDLE = re.compile(r"^(?:[^@:.!?]{0,40}[\s(])?[\W\d]{0,6}@(?P<handle>\w+)\)?\s*[:·•—–|]")
_ANY_HANDLE = re.compile(r"@(\w+)")
_LONGEST_HEAD = 8
#: the share of words in the first person from which a text is its drafter's, and how many paragraphs name him
_FIRST_PERSON, _BEGINNING = 0.012, 3


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has the word: a person and the parties that he speaks for, or nobody known; ``begins``: where his words begin.

    ``asks``: the one who has it only asks. ``is_new``: the paragraph itself says who has the word.
    """

    speaker: str | None
    parties: tuple[str, ...]
    begins: int = 0
    asks: bool = False
    is_new: bool = True

    @property
    def party(self) -> str | None:
        """The party for which the one who has the word speaks, None if unknown."""
        return self.parties[0] if self.parties else None


def turns_of(
    paragraphs: Sequence[str], words: Sequence[Sequence[Token]], names: NameIndex, lexicon: Lexicon
) -> list[Turn | None]:
    """Return for each paragraph who has the word in it, None in what a narrator tells."""
    heads = [_head(paragraph, own, names, lexicon) for paragraph, own in zip(paragraphs, words, strict=True)]
    known = [head for head in heads if head]
    if len(known) < 2:
        return [None] * len(paragraphs)
    first = heads.index(known[0])
    interviewed = _first_named(paragraphs[:first], words[:first], names)
    turns: list[Turn | None] = []
    current: Turn | None = None
    for head in heads:
        if head is not None:
            turn, is_answer = head
            if is_answer and interviewed:
                turn = Turn(interviewed.speaker, interviewed.parties, turn.begins)
            current = turn
            turns.append(turn)
        else:
            turns.append(Turn(current.speaker, current.parties, 0, current.asks, False) if current else None)
    return turns


def _head(paragraph: str, words: Sequence[Token], names: NameIndex, lexicon: Lexicon) -> tuple[Turn, bool] | None:
    """Return the turn that a paragraph begins, and whether it is only marked as an answer."""
    handle = _HANDLE.match(paragraph)
    if handle and (speaker := names.of_handle(handle["handle"])):
        return Turn(speaker, names.speaks_for[speaker], handle.end()), False
    match = _HEAD.match(paragraph)
    if match is None:
        return None
    head = [word for word in words if word.end <= match.end()]
    if not head or len(head) > _LONGEST_HEAD:
        return None
    mentions = names.mentions(paragraph, head)
    person = next((one for one in mentions if one.kind != "party"), mentions[0] if mentions else None)
    if person:
        return (
            (Turn(person.speaker, person.parties, match.end()), False)
            if len(head) - (person.last - person.first) <= 5
            else None
        )
    letters = "".join(word.form for word in head)
    if all(len(word.form) == 1 for word in head) and letters in names.initials:
        speaker = names.initials[letters]
        return Turn(speaker, names.speaks_for[speaker], match.end()), False
    keys = {found.key for found in lexicon.cues.find(head) if (found.first, found.last) == (0, len(head))}
    if "question" in keys:
        return Turn(None, (), match.end(), True), False
    if "answer" in keys:
        return Turn(None, (), match.end()), True
    if (
        len(head) <= 4
        and all(word.capital for word in head if len(word.form) > 2)
        and match["who"].upper() == match["who"]
    ):
        return Turn(None, (), match.end(), len(head) <= 2 and len(letters) <= 2), False
    return None


def _first_named(paragraphs: Sequence[str], words: Sequence[Sequence[Token]], names: NameIndex) -> Mention | None:
    found = [one for paragraph, own in zip(paragraphs, words, strict=True) for one in names.mentions(paragraph, own)]
    return next((one for one in found if one.kind != "party" and one.parties), found[0] if found else None)


def drafter_of(
    title: str | None,
    paragraphs: Sequence[str],
    words: Sequence[Sequence[Token]],
    turns: Sequence[Turn | None],
    names: NameIndex,
    lexicon: Lexicon,
) -> Turn | None:
    """Return whose text it is, None for one that a narrator tells."""
    if any(turn and turn.is_new for turn in turns):
        return None
    total = first = 0
    for paragraph, own in zip(paragraphs, words, strict=True):
        quoted = quotations(paragraph)
        outside = [word for word in own if not any(start <= word.start < end for start, end in quoted)]
        total += len(outside)
        first += sum(found.key == "first" for found in lexicon.cues.find(outside))
    if not total or first / total < _FIRST_PERSON:
        return None
    beginning = [title or "", *paragraphs[:_BEGINNING]]
    named = _by_handle(beginning, names) or _first_named(
        beginning, [tokens(paragraph) for paragraph in beginning], names
    )
    return Turn(named.speaker, named.parties, 0, False, False) if named else None


def _by_handle(paragraphs: Sequence[str], names: NameIndex) -> Turn | None:
    """Return whose handle stands first in some paragraphs."""
    handles = (handle for paragraph in paragraphs for handle in _ANY_HANDLE.findall(paragraph))
    speaker = next((found for handle in handles if (found := names.of_handle(handle))), None)
    return Turn(speaker, names.speaks_for[speaker]) if speaker else None


def is_official(title: str | None, words: Sequence[Sequence[Token]], lexicon: Lexicon) -> bool:
    """Whether a text calls itself a document in its title or first paragraph: a communiqué, a judgment, a letter."""
    beginning = [*tokens(title or ""), *(words[0] if words else ())]
    return any(found.key == "official" for found in lexicon.cues.find(beginning))
