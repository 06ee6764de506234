"""A sentence as symbols: what each of its words means for a day, by the lexicon's table of days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from kg.coding.lexicon import Found, Lexicon, Patterns, lexicon_of
from kg.coding.tokens import Token, tokens

__all__ = ["FILLERS", "RANGE", "Symbol", "is_day_name", "is_past", "symbols_of"]


class Symbol(NamedTuple):
    """What words mean for a day, with the first word and the one after the last (by number). The kinds:

    N number, n ordinal, W weekday, M month, Y year, U unit, K weekend, L last, X next, T this, A ago, E earlier, F later, P part of a month or
    week, v the night to, O offset from the day of the text, S span of such, Q offset from the day told of before in the sentence, q the same also from
    the sentence before, s span of such; I within, i within one unit, H past days; R future, Z past, B time limit, G since; a blank for a word that may
    stand between, a hyphen for any other.
    """

    kind: str
    value: Any
    first: int
    last: int


_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ro|го|е|º|ª)?")
_YEARS = range(1900, 2200)
#: words that stand between the days of a range, and those that may stand between any two symbols of a phrase
RANGE = frozenset(["to", "until", "till", "through", "and", "au", "a", "et", "al", "y", "hasta", "до", "по", "и", "і", "та", "й", "إلي", "حتي", "و"])  # fmt: skip
FILLERS = RANGE - {"until", "till", "through", "hasta", "حتي", "و"} | frozenset([
    "of", "de", "del", "d", "the", "le", "la", "el", "los", "las", "l", "du", "des", "на", "в", "у", "о", "от", "г", "го", "року", "года",
    "من", "شهر", "يوم", "عام", "on", "this", "en", "числа", "число",
])  # fmt: skip
#: the lists of the lexicon's table by the kind of their symbol
_LISTS = (
    ("L:", "last"), ("X:", "next"), ("T:", "this"), ("A:", "ago"), ("E:", "earlier"), ("F:", "later"), ("E:previous", "previous"),
    ("F:following", "following"), ("K:weekend", "weekend"), ("R:future", "future"), ("Z:told", "told"), ("B:deadline", "deadline"),
    ("G:since", "since"), ("H:past", "past"), ("I:within", "within"), ("i:", "within_one"), ("P:1", "early"), ("P:2", "middle"), ("P:3", "late"),
    ("v:", "night_to"), ("-:", "none"),
)  # fmt: skip
#: kinds that only tell of the direction in which a phrase beside them lies
_DIRECTIONS = "RZBHG"


@cache
def _patterns(language: str) -> Patterns:
    shipped = lexicon_of(language)
    table = shipped.days
    lists: dict[str, list[str]] = {name: list(table.get(key, ())) for name, key in _LISTS}
    for kind, key in (("O", "offsets"), ("Q", "near"), ("q", "told_of")):
        for words, offset in table.get(key, {}).items():
            lists.setdefault(f"{kind}:{offset}", []).append(words)
    for kind, key in (("S", "spans"), ("s", "spans_near")):
        for words, (first, last) in table.get(key, {}).items():
            lists.setdefault(f"{kind}:{first},{last}", []).append(words)
    for kind, key, base in (("W", "weekdays", 0), ("M", "months", 1), ("m", "short_months", 1)):
        for number, names in enumerate(table.get(key, ()), base):
            lists[f"{kind}:{number}"] = names
    for kind, key in (("U", "units"), ("N", "numbers"), ("n", "ordinals")):
        for value, names in table.get(key, {}).items():
            lists.setdefault(f"{kind}:{value}", []).extend(names)
    return Patterns(lists, shipped.proclitics)


def symbols_of(words: Sequence[Token], lexicon: Lexicon) -> tuple[list[Symbol], frozenset[int], frozenset[int]]:
    """Return the symbols of a sentence, and the words (by number) right before which a time limit, and a “since”, ends."""
    by_first: dict[int, Found] = {}
    limits, since = set(), set()
    for found in _patterns(lexicon.language).find(words):
        if found.key[0] == "B":
            limits.add(found.last)
        elif found.key[0] == "G":
            since.add(found.last)
        if _may_stand(found, words, lexicon):
            best = by_first.get(found.first)
            if best is None or (found.last, _weight(found)) > (best.last, _weight(best)):
                by_first[found.first] = found
    symbols, at = [], 0
    while at < len(words):
        symbol = _symbol(by_first.get(at), words, at, lexicon.days)
        symbols.append(symbol)
        at = max(symbol.last, at + 1)
    return symbols, frozenset(limits), frozenset(since)


def _weight(found: Found) -> int:
    """Of classes that one word belongs to, names come first, then what counts, then what only stands beside a phrase."""
    return 2 if found.key[0] in "WMm" else 0 if found.key[0] in _DIRECTIONS else 1


def _may_stand(found: Found, words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a name of a month or weekday is one: in languages that write it with a capital, only with it; a short one beside a number."""
    word, kind = words[found.first], found.key[0]
    if kind == "m":
        beside = [*words[max(found.first - 1, 0) : found.first], *words[found.last : found.last + 1]]
        return any(one.form[:1].isdecimal() for one in beside)
    if not lexicon.days.get("capital") or kind not in "WM":
        return True
    return word.capital and not (word.form in lexicon.stop and found.first == 0)


def _symbol(found: Found | None, words: Sequence[Token], at: int, table: Mapping[str, Any]) -> Symbol:
    word = words[at]
    if found:
        kind, _, value = found.key.partition(":")
        return Symbol("M" if kind == "m" else kind, value, found.first, found.last)
    if word.form.isdecimal() and len(word.form) == 4 and int(word.form) in _YEARS:
        return Symbol("Y", word.form, at, at + 1)
    if match := _DAY_NUMBER.fullmatch(word.form):
        return Symbol("N" if word.form.isdecimal() else "n", str(int(match[1])), at, at + 1)
    for kind, key in (("R", "future_endings"), ("Z", "told_endings")):
        if _has_ending(word, table.get(key, ())) and word.lower not in table.get("no_tense", ()):
            return Symbol(kind, word.form, at, at + 1)
    if word.form in FILLERS:
        return Symbol("", word.form, at, at + 1)
    prefixes = tuple(table.get("future_beginnings", ()))
    is_ahead = bool(prefixes) and word.form.startswith(prefixes) and len(word.form) > len(prefixes[0]) + 2
    if is_ahead and not word.form.startswith(tuple(table.get("no_tense", ()))):
        return Symbol("R", word.form, at, at + 1)
    return Symbol("-", word.form, at, at + 1)


def _has_ending(word: Token, endings: Sequence[str]) -> bool:
    """Whether a word, its accents kept, ends in some way, or is the one that an entry beginning with “=” names."""
    return any(
        word.lower == ending[1:]
        if ending[0] == "="
        else word.lower.endswith(ending) and len(word.lower) >= len(ending) + 2
        for ending in endings
    )


def is_day_name(word: Token, lexicon: Lexicon) -> bool:
    """Return whether a word is the name of a weekday or a month."""
    return word.form in _day_names(lexicon.language)


@cache
def _day_names(language: str) -> frozenset[str]:
    table = lexicon_of(language).days
    names = (name for key in ("weekdays", "months") for names in table[key] for name in names)
    return frozenset(token.form for name in names for token in tokens(name))


def is_past(word: Token, lexicon: Lexicon) -> bool:
    """Return whether a word is a verb in the past tense."""
    table = lexicon.days
    if word.lower in table.get("no_tense", ()):
        return False
    return word.form in _past_words(lexicon.language) or _has_ending(word, table.get("told_endings", ()))


@cache
def _past_words(language: str) -> frozenset[str]:
    return frozenset(token.form for words in lexicon_of(language).days.get("told", ()) for token in tokens(words))
