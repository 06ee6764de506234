"""The days that phrases of a text mean against the day of the text: “on Tuesday”, “last week”, “a week earlier”, “5 March”.

A phrase without a direction lies in the past, save where words of the future stand before it: “scheduled to meet on
Wednesday”. A week runs from Monday to Sunday. Of a month without a year the latest is meant that has begun, or after words
of the future the next to begin; of a day of a month without a year, the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from kg.coding.day_spans import LENGTHS, around, day_at, of_month, of_units, of_weekday, of_weekend
from kg.coding.lexicon import Found, Lexicon, Patterns, lexicon_of
from kg.coding.tokens import Token

__all__ = ["DayPhrase", "day_phrases"]


class DayPhrase(NamedTuple):
    """Words that mean a day or a span of days: their offsets, the first day, the last, and whether they set a time limit."""

    start: int
    end: int
    earliest: date
    latest: date
    is_limit: bool


class _Symbol(NamedTuple):
    """What words mean for a day: N number, W weekday, M month, Y year, U unit, L last, X next, T this, A ago, E earlier, F later,
    O offset, S span, K weekend, H past, I within, Q offset from the day before in the sentence,
    R future, B deadline, or a blank for a word that stands between."""

    kind: str
    value: Any
    first: int
    last: int


@dataclass(frozen=True)
class _Words:
    """A sentence as symbols, with its words and the day it is told on."""

    words: Sequence[Token]
    symbols: Sequence[_Symbol]
    today: date


_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d/])")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ro|го|е|º|ª)?")
_YEARS = range(1900, 2200)
_ORDINALS = ("st", "nd", "rd", "th")
_FILLERS = frozenset([
    "and", "to", "et", "au", "y", "и", "і", "та", "по", "إلي", "of", "de", "del", "d", "the", "le", "la", "el",
    "los", "l", "du", "на", "в", "у", "о", "от", "г", "го", "року", "года", "من", "شهر", "يوم", "عام", "on", "a",
])  # fmt: skip
#: the rules, each a row of symbols, the longest first
_RULES = (
    "WNMY", "WNM", "WMNY", "WMN", "NNMY", "NNM", "NMY", "NM", "MNNY", "MNY", "MNN", "MN", "MY", "LM", "ML", "XM",
    "MX", "TM", "M", "LW", "WL", "XW", "WX", "TW", "W", "LK", "KL", "XK", "KX", "TK", "K", "NUA", "ANU", "UA", "AU",
    "NUE", "NUF", "UE", "UF", "EU", "FU", "LNU", "NLU", "HNU", "INU", "LU", "UL", "XU", "UX", "TU", "O", "S", "Q",
    "N",
)  # fmt: skip
_BY_FIRST = {kind: tuple(rule for rule in _RULES if rule[0] == kind) for kind in {rule[0] for rule in _RULES}}


def day_phrases(
    paragraph: str, words: Sequence[Token], lexicon: Lexicon, today: date, sentences: Sequence[tuple[int, int]] = ()
) -> list[DayPhrase]:
    """Return the phrases of a paragraph that mean days, in order; ``words`` are its tokens, ``today`` the day of the text.

    ``sentences`` (offsets) part the paragraph; none: it is one. A phrase such as “a week earlier” counts from the phrase before
    it in its sentence, else from the day of the text.
    """
    found: list[DayPhrase] = []
    for start, end in sentences or [(0, len(paragraph))]:
        inside = [word for word in words if start <= word.start < end]
        found += _of_sentence(paragraph, inside, lexicon, today)
    return found


def _of_sentence(paragraph: str, words: Sequence[Token], lexicon: Lexicon, today: date) -> list[DayPhrase]:
    if not words:
        return []
    found = list(_in_digits(paragraph, words[0].start, words[-1].end))
    scene = _Words(words, _symbols(words, lexicon), today)
    taken = 0
    for at, symbol in enumerate(scene.symbols):
        if symbol.first < taken:
            continue
        if phrase := _phrase_at(scene, at, found):
            day, last = phrase
            if not any(one.start < day.end and day.start < one.end for one in found):
                found.append(day)
                taken = last
    return sorted(found)


def _in_digits(paragraph: str, start: int, end: int) -> Iterator[DayPhrase]:
    for match in _ISO.finditer(paragraph, start, end):
        yield from _whole(match, match[1], match[2], match[3])
    for match in _DOTTED.finditer(paragraph, start, end):
        yield from _whole(match, match[4], match[3], match[1])


def _whole(match: re.Match[str], year: str, month: str, day: str) -> Iterator[DayPhrase]:
    if made := day_at(int(year), int(month), int(day)):
        yield DayPhrase(match.start(), match.end(), made, made, False)


@cache
def _patterns(language: str) -> Patterns:
    shipped = lexicon_of(language)
    lists: dict[str, list[str]] = {}
    table = shipped.days
    for kind, key in (("L", "last"), ("X", "next"), ("T", "this"), ("A", "ago"), ("E", "earlier"), ("F", "later")):
        lists[f"{kind}:"] = list(table.get(key, ()))
    for kind, key in (
        ("E", "previous"),
        ("F", "following"),
        ("K", "weekend"),
        ("R", "future"),
        ("B", "deadline"),
        ("H", "past"),
        ("I", "within"),
    ):
        lists[f"{kind}:{key}"] = list(table.get(key, ()))
    for words, offset in table.get("offsets", {}).items():
        lists.setdefault(f"O:{offset}", []).append(words)
    for words, offset in table.get("near", {}).items():
        lists.setdefault(f"Q:{offset}", []).append(words)
    for words, (first, last) in table.get("spans", {}).items():
        lists.setdefault(f"S:{first},{last}", []).append(words)
    for kind, key, base in (("W", "weekdays", 0), ("M", "months", 1)):
        for number, names in enumerate(table[key], base):
            lists[f"{kind}:{number}"] = names
    for unit, names in table["units"].items():
        lists[f"U:{unit}"] = names
    for number, names in table["numbers"].items():
        lists[f"N:{number}"] = names
    lists["-:"] = list(table.get("none", ()))
    return Patterns(lists, shipped.proclitics)


def _symbols(words: Sequence[Token], lexicon: Lexicon) -> list[_Symbol]:
    patterns = _patterns(lexicon.language)
    by_first: dict[int, Found] = {}
    for found in patterns.find(words):
        if _may_stand(found, words, lexicon):
            best = by_first.get(found.first)
            if best is None or (found.last, _weight(found)) > (best.last, _weight(best)):
                by_first[found.first] = found
    symbols, at = [], 0
    while at < len(words):
        symbol = _symbol(by_first.get(at), words[at], at)
        symbols.append(symbol)
        at = max(symbol.last, at + 1)
    return symbols


def _weight(found: Found) -> int:
    """Of classes that one word belongs to, names come first, then what counts, then what only stands beside a phrase."""
    return 2 if found.key[0] in "WM" else 0 if found.key[0] in "RBH" else 1


def _may_stand(found: Found, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name of a month or weekday is one: in languages that write it with a capital, only with it."""
    if not lexicon.days.get("capital") or found.key[0] not in "WM":
        return True
    word = words[found.first]
    return word.capital and not (word.form in lexicon.stop and found.first == 0)


def _symbol(found: Found | None, word: Token, at: int) -> _Symbol:
    if found:
        kind, _, value = found.key.partition(":")
        return _Symbol(kind, value, found.first, found.last)
    if word.form.isdecimal() and len(word.form) == 4 and int(word.form) in _YEARS:
        return _Symbol("Y", word.form, at, at + 1)
    if match := _DAY_NUMBER.fullmatch(word.form):
        return _Symbol("N", str(int(match[1])), at, at + 1)
    return _Symbol("" if word.form in _FILLERS else "-", word.form, at, at + 1)


def _phrase_at(scene: _Words, at: int, before: Sequence[DayPhrase]) -> tuple[DayPhrase, int] | None:
    for rule in _BY_FIRST.get(scene.symbols[at].kind, ()):
        matched = _match(scene.symbols, at, rule)
        if matched and (days := _days(rule, matched, scene, at, before)):
            first, last = matched[0].first, matched[-1].last
            is_limit = _follows_limit(scene, at)
            return DayPhrase(scene.words[first].start, scene.words[last - 1].end, *days, is_limit), last
    return None


def _match(symbols: Sequence[_Symbol], at: int, rule: str) -> list[_Symbol]:
    matched: list[_Symbol] = []
    for wanted in rule:
        skipped = 0
        while matched and at < len(symbols) and symbols[at].kind == "" and skipped < 2:
            at, skipped = at + 1, skipped + 1
        if at >= len(symbols) or symbols[at].kind != wanted:
            return []
        matched.append(symbols[at])
        at += 1
    return matched


def _days(
    rule: str, matched: Sequence[_Symbol], scene: _Words, at: int, before: Sequence[DayPhrase]
) -> tuple[date, date] | None:
    values = {symbol.kind: symbol.value for symbol in matched}
    today, ahead = scene.today, _is_ahead(scene, at)
    if rule == "N":
        return _of_number(scene, matched[0], ahead)
    if "M" in rule:
        return of_month(rule, values, today, ahead, [symbol.value for symbol in matched if symbol.kind == "N"])
    if "W" in rule:
        return of_weekday(rule, int(values["W"]), today, ahead)
    if "K" in rule:
        return of_weekend(rule, today, ahead)
    if rule == "O":
        return around(today, int(values["O"]), int(values["O"]))
    if rule == "S":
        first, last = values["S"].split(",")
        return around(today, int(first), int(last))
    start = scene.words[matched[0].first].start
    anchor = next((one.latest for one in reversed(before) if one.start < start), today)
    if rule == "Q":
        return around(anchor, int(values["Q"]), int(values["Q"]))
    return of_units(rule, values, today, anchor)


def _is_ahead(scene: _Words, at: int) -> bool:
    """Whether words of the future stand before a phrase, or after one that begins the sentence."""
    if _follows_limit(scene, at) or any(symbol.kind == "R" for symbol in scene.symbols[:at]):
        return True
    return at <= 2 and "R" in [symbol.kind for symbol in scene.symbols[at : at + 12]]


def _follows_limit(scene: _Words, at: int) -> bool:
    """Whether words such as “until” stand right before a phrase, but for an article."""
    before = next((symbol.kind for symbol in reversed(scene.symbols[:at]) if symbol.kind != ""), None)
    return before == "B"


def _of_number(scene: _Words, number: _Symbol, ahead: bool) -> tuple[date, date] | None:
    """Return the day of an ordinal after an article (“on the 14th”): the last such day of a month, or after words of the future the next."""
    before = scene.words[number.first - 1].form if number.first else ""
    if before != "the" or scene.words[number.first].form[-2:] not in _ORDINALS:
        return None
    today, wanted = scene.today, int(number.value)
    months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in (-2, -1, 0, 1, 2)]
    days = [day for year, month in months if (day := day_at(year, month + 1, wanted))]
    fitting = [day for day in days if (day >= today if ahead else day <= today)]
    found = min(fitting, default=None) if ahead else max(fitting, default=None)
    return (found, found) if found and (scene.today - found).days <= LENGTHS["fortnight"] else None
