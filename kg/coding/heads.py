"""How a paragraph says who has the word: “ORR:”, “I. H.:”, “Q:”, “Ada Orr (Norland) —”, “ORR.”, “@orr · 3 May:”, or a name alone above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.coding.lexicon import Lexicon
from kg.coding.names import Mention, NameIndex
from kg.coding.tokens import Token
from kg.texts import Span

__all__ = ["Head", "handles_of", "has_time", "head_of", "label_of"]

#: numbers and times before a head: “12.”, “3/”, “[10:42]”
_LEAD = re.compile(
    r"\s*(?:[\[(]?\d{1,2}[:.h]\d{2}(?::\d{2})?[\])]?\s*[—–-]?\s*|[\[(]?\d{1,3}(?:[.)\]]|\s?/\s?\d{0,3})\s*)?"
)
_TIME = re.compile(r"\s*[\[(]?\d{1,2}[:.h]\d{2}\b")
_COLON = re.compile(r"[\W_]{0,4}(?P<who>[^:.!?\n]{1,70}|(?:[^\W\d_]\.\s?){1,4})(?:\*\*|\)|»)?\s?[:：](?:\s|$)")
_DASH = re.compile(r"[\W_]{0,4}(?P<who>[^:.!?—–\n]{2,60})\s[—–-]{1,2}\s")
_STOP = re.compile(r"(?P<who>[^:.!?—–\n]{3,50})\.\s")
_HANDLE = re.compile(r"(?:[^@:.!?]{0,40}[\s(])?[\W\d]{0,6}@(?P<handle>\w+)[^@:.!?·•|—–\n]{0,30}(?:[:·•|—–]|$)")
_ANY_HANDLE = re.compile(r"@(\w+)")
_LONGEST, _LONGEST_TITLE, _ALONE = 8, 5, 6
#: how many words a label within a paragraph has at most, and how many after the name: “Eva Tamm to local radio:”
_LABEL, _AFTER_NAME = 10, 4
#: between a name and its handle
_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Head:
    """Who has the word: a person and the parties that he speaks for, none known, one who asks, or one who answers; where his words begin."""

    speaker: str | None
    parties: tuple[str, ...]
    begins: int
    asks: bool = False
    answers: bool = False


def head_of(
    paragraph: str, words: Sequence[Token], names: NameIndex, lexicon: Lexicon, handles: Mapping[str, Mention | Head]
) -> Head | None:
    """Return who has the word by the head of a paragraph, None where it has none. ``handles``: whose they are (:func:`handles_of`)."""
    lead = _LEAD.match(paragraph)
    start = lead.end() if lead else 0
    handle = _HANDLE.match(paragraph, start)
    if handle and (owner := handles.get(handle["handle"].casefold())):
        return Head(owner.speaker, owner.parties, handle.end())
    if colon := _COLON.match(paragraph, start):
        return _before_colon(paragraph, words, names, lexicon, start, colon)
    for pattern in (_DASH, _STOP):
        if match := pattern.match(paragraph, start):
            named = _named(paragraph, words, names, start, match.end("who"))
            if named and named.kind != "party" and (pattern is _DASH or match["who"].isupper()):
                return Head(named.speaker, named.parties, match.end())
    if len(words) <= _ALONE and not paragraph.rstrip().endswith((".", "!", "?", "…")):
        named = _named(paragraph, words, names, start, len(paragraph))
        if named and named.kind == "person":
            return Head(named.speaker, named.parties, len(paragraph))
    return None


def _before_colon(
    paragraph: str, words: Sequence[Token], names: NameIndex, lexicon: Lexicon, start: int, match: re.Match[str]
) -> Head | None:
    head = [word for word in words if start <= word.start and word.end <= match.end()]
    if not head or len(head) > _LONGEST:
        return None
    if named := _named(paragraph, words, names, start, match.end()):
        return Head(named.speaker, named.parties, match.end())
    letters = "".join(word.form for word in head)
    if all(len(word.form) == 1 for word in head) and letters in names.initials:
        speaker = names.initials[letters]
        return Head(speaker, names.speaks_for[speaker], match.end())
    keys = {found.key for found in lexicon.cues.find(head) if (found.first, found.last) == (0, len(head))}
    is_label = match["who"].isupper() and len(head) <= _LONGEST_TITLE
    if keys & {"question", "answer"} or is_label:
        asks = "question" in keys or (is_label and "answer" not in keys and len(letters) <= 2)
        return Head(None, (), match.end(), asks, "answer" in keys)
    return None


def _named(paragraph: str, words: Sequence[Token], names: NameIndex, start: int, end: int) -> Mention | None:
    """Return who is named between two offsets, a person before a party, if little else stands there."""
    inside = [word for word in words if start <= word.start and word.end <= end]
    mentions = names.mentions(paragraph, inside)
    found = next((one for one in mentions if one.kind == "person"), mentions[0] if mentions else None)
    named = sum(one.last - one.first for one in mentions)
    return (
        found
        if found and found.parties and len(inside) - named <= _LONGEST_TITLE and found.first <= _LONGEST_TITLE
        else None
    )


def has_time(paragraph: str) -> bool:
    """Whether a paragraph begins with a time of the day, as those of a live report do."""
    return bool(_TIME.match(paragraph))


def label_of(
    paragraph: str, sentence: Span, words: Sequence[Token], names: NameIndex, lexicon: Lexicon
) -> tuple[Mention, int] | None:
    """Return who has the word in a sentence after a colon, and where his words begin: “Orr: we want …”; None where none has.

    A name only labels what follows if no verb of speaking or of a position, and no preposition before it, makes it part of a clause.
    """
    colon = paragraph.find(":", sentence.start, sentence.end)
    if colon < 0 or not paragraph[colon + 1 : colon + 2].isspace():
        return None
    before = [word for word in words if sentence.start <= word.start and word.end <= colon]
    if not before or len(before) > _LABEL:
        return None
    named = [
        one for one in names.mentions(paragraph, before) if one.parties and not one.is_owner and not one.is_adjective
    ]
    one = next((one for one in reversed(named) if one.kind != "party"), named[0] if named else None)
    if one is None or len(before) - one.last > _AFTER_NAME:
        return None
    cues = lexicon.cues.find(before)
    if any(cue.key in ("say", "position", "modal", "third", "first") for cue in cues):
        return None
    is_after = any(cue.key == "before_agent" and cue.last == one.first for cue in cues)
    return None if is_after else (one, colon + 1)


def handles_of(
    paragraphs: Sequence[str], words: Sequence[Sequence[Token]], names: NameIndex
) -> dict[str, Mention | Head]:
    """Return whose each handle of a text is, in order: of the one named right before it, else of whose name stands in it."""
    found: dict[str, Mention | Head] = {}
    for paragraph, own in zip(paragraphs, words, strict=True):
        if "@" not in paragraph:
            continue
        mentions = names.mentions(paragraph, own)
        for match in _ANY_HANDLE.finditer(paragraph):
            before = next((one for one in mentions if 0 <= match.start() - one.end <= _BESIDE and one.parties), None)
            by_name = names.of_handle(match[1])
            owner = before or (Head(*by_name, 0) if by_name else None)
            if owner:
                found.setdefault(match[1].casefold(), owner)
    return found
