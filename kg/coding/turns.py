"""Who has the word in a paragraph of an interview, a transcript, a thread or a speech, and whose text it is as a whole.

A turn (:mod:`kg.coding.heads`) lasts until the next one. A text mostly in the first person, outside quotations and turns, is its drafter's: the first person or party that its beginning names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.coding.heads import handles_of, has_time, head_of
from kg.coding.lexicon import Lexicon
from kg.coding.names import Mention, NameIndex
from kg.coding.quotations import quotations
from kg.coding.scenes import ARTICLES
from kg.coding.tokens import Token, tokens

__all__ = ["Turn", "drafter_of", "is_joint", "is_official", "turns_of"]

#: the share of words in the first person from which a text is its drafter's, and how many paragraphs name him
_FIRST_PERSON, _BEGINNING = 0.012, 3
#: how many words a head and a signature have at most, and how many stand between “we” and whose text it is
_HEAD, _SIGNATURE, _BESIDE_WE = 24, 12, 2
#: of a text whose first person is “I” by a larger share than this, and that nobody signed, a narrator is the author
_MOSTLY_I = 0.4
_SINGULAR = frozenset(
    ["i", "my", "me", "myself", "mine", "je", "j", "mon", "ma", "mes", "moi", "yo", "mi", "mis", "я", "мне", "меня", "мой", "моя"]
    + ["мені", "мене", "мій", "انا", "اني", "انني"]
)  # fmt: skip


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
    handles = handles_of(paragraphs, words, names)
    heads = [head_of(paragraph, own, names, lexicon, handles) for paragraph, own in zip(paragraphs, words, strict=True)]
    known = [head for head in heads if head]
    if len(known) < 2:
        return [None] * len(paragraphs)
    first = heads.index(known[0])
    interviewed = _first_named(paragraphs[:first], words[:first], names)
    turns: list[Turn | None] = []
    current: Turn | None = None
    for paragraph, head in zip(paragraphs, heads, strict=True):
        if head is None and has_time(paragraph):
            current = None  # what is told at a later time is no longer his
        if head is not None:
            answers = interviewed if head.answers and interviewed else None
            speaker, parties = (answers.speaker, answers.parties) if answers else (head.speaker, head.parties)
            current = Turn(speaker, parties, head.begins, head.asks)
            turns.append(current)
        else:
            turns.append(Turn(current.speaker, current.parties, 0, current.asks, False) if current else None)
    return turns


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
    total = first = singular = 0
    for paragraph, own in zip(paragraphs, words, strict=True):
        quoted = quotations(paragraph)
        outside = [word for word in own if not any(start <= word.start < end for start, end in quoted)]
        total += len(outside)
        of_first = [found for found in lexicon.cues.find(outside) if found.key == "first"]
        first += len(of_first)
        singular += sum(outside[found.first].form in _SINGULAR for found in of_first)
    if not total or first / total < _FIRST_PERSON:
        return None
    beginning = [title or "", *paragraphs[:_BEGINNING]]
    known = list(handles_of(paragraphs, words, names).values())
    if known and any("@" in paragraph for paragraph in beginning):
        return Turn(known[0].speaker, known[0].parties, 0, False, False)
    named = _signed(beginning, paragraphs[-_BEGINNING:], names, lexicon)
    if named is None and singular <= first * _MOSTLY_I:
        named = _first_named(beginning, [tokens(paragraph) for paragraph in beginning], names)
    return Turn(named.speaker, named.parties, 0, False, False) if named else None


def _signed(beginning: Sequence[str], ending: Sequence[str], names: NameIndex, lexicon: Lexicon) -> Mention | None:
    """Return whose text it is by its head (“Address of the President of Norland”), its signature, or “we, the people of Norland”."""
    for paragraph in beginning:
        own = tokens(paragraph)
        if own and len(own) <= _HEAD and not paragraph.rstrip().endswith((".", "!", "?", "…")):
            named = _first_named([paragraph], [own], names)
            if named:
                return named
    for paragraph in reversed(ending):
        own = tokens(paragraph)
        mentions = names.mentions(paragraph, own) if 0 < len(own) <= _SIGNATURE else []
        signed = next((one for one in mentions if one.kind == "person" and one.first <= 2), None)
        if signed and signed.parties:
            return signed
    for paragraph in beginning:
        own = tokens(paragraph)
        cues = lexicon.cues.find(own)
        between = {cue.first for cue in cues if cue.key == "before_agent"} | {
            n for n, word in enumerate(own) if word.form in ARTICLES
        }
        for one in names.mentions(paragraph, own):
            for found in cues:
                gap = range(found.last, one.first)
                if (
                    found.key == "first"
                    and one.parties
                    and one.first >= found.last
                    and len(gap) <= _BESIDE_WE
                    and between.issuperset(gap)
                ):
                    return one
    return None


def is_official(title: str | None, words: Sequence[Sequence[Token]], lexicon: Lexicon) -> bool:
    """Whether a text calls itself a document in its title or first two paragraphs: a communiqué, a judgment, a letter."""
    beginning = [*tokens(title or ""), *(word for own in words[:2] for word in own)]
    return any(found.key == "official" for found in lexicon.cues.find(beginning))


def is_joint(words: Sequence[Sequence[Token]], lexicon: Lexicon) -> bool:
    """Whether a document speaks of its parties as of all together (“the two sides”), in two sentences or more."""
    return sum(found.key == "collective" for own in words for found in lexicon.cues.find(own)) > 1
