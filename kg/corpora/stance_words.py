"""The words for stances that a suggestion knows, and what it takes for a code: a number is never guessed to be a stance."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.text import fold
from kg.vocabulary import STANCES

__all__ = ["are_codes", "share_known", "stance_of"]

_WORDS = {
    "support": "yes y yea aye for favour favor pro agree agreed support supports ja oui si так да за",
    "oppose": "no n nay against con contra disagree disagreed oppose opposes reject nein non ні нет против проти",
    "noncommittal": "abstain abstained abstains abstention abstentions enthaltung утримався воздержался",
    "": "absent missing excused nv",
}
_PHRASES = {"in favour": "support", "in favor": "support", "not voting": "", "did not vote": "", "not present": ""}
_STANCE_OF = {fold(word): stance for stance, words in _WORDS.items() for word in words.split()} | _PHRASES
_STANCE_OF |= {fold(str(stance)): str(stance) for stance in (*STANCES, "noncommittal")}

_CODE = re.compile(r"[+\-−–]?[0-9]{1,2}")
_MOST_CODES = 11


def stance_of(text: str) -> str | None:
    """Return the stance that a word is known for ("" for no position), None for any other text and for every number."""
    return _STANCE_OF.get(fold(text))


def share_known(values: Iterable[str]) -> float:
    """Return the share, from 0 to 1, of the different values that are known words for stances; 0 where there is none.

    A single letter is one beside other words, or y beside n: alone, N may be north.
    """
    found = {fold(value) for value in values}
    known = {value for value in found if value in _STANCE_OF}
    if all(len(value) == 1 for value in known) and not {"y", "n"} <= known:
        return 0
    return len(known) / len(found)


def are_codes(values: Iterable[str]) -> bool:
    """Return whether values are a few small whole numbers, with or without a sign, as stances are coded by."""
    found = set(values)
    return 0 < len(found) <= _MOST_CODES and all(_CODE.fullmatch(value) for value in found)
