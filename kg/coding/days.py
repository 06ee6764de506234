"""The days that phrases of a text mean against the day of the text: “on Tuesday”, “last week”, “a week earlier”, “5 March”.

A phrase without a direction lies in the past, save where words of the future stand nearest before it (“scheduled to meet on
Wednesday”), or after it where none stand before. A week runs from Monday to Sunday. Of a month without a year the latest is meant
that has begun, or after words of the future the next to begin; of a day of a month without a year, the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.coding.day_spans import (
    LENGTHS,
    around,
    day_at,
    of_month,
    of_named_week,
    of_units,
    of_week,
    of_weekday,
    of_weekend,
    part_of,
)
from kg.coding.day_symbols import RANGE, Symbol, symbols_of
from kg.coding.lexicon import Lexicon
from kg.coding.tokens import Token, words_in

__all__ = ["DayPhrase", "anchor_of", "day_phrases"]


class DayPhrase(NamedTuple):
    """Words that mean a day or a span of days: their offsets, the first day, the last, and whether they set a time limit."""

    start: int
    end: int
    earliest: date
    latest: date
    is_limit: bool


@dataclass(frozen=True)
class _Words:
    """A sentence as symbols, with its words, the day it is told on, and where a time limit or a “since” stands right before a word."""

    paragraph: str
    words: Sequence[Token]
    symbols: Sequence[Symbol]
    limits: frozenset[int]
    since: frozenset[int]
    lexicon: Lexicon
    today: date
    anchor: date


_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d/])")
_ORDINALS = ("st", "nd", "rd", "th")
#: the articles before a day of the month that is told by its number alone, where nothing but a stop follows it
_ARTICLES = frozenset(["el", "le", "dia"])
#: how far back a sentence tells the day that “two days later” counts from
_RECENT = 62
#: the rules, each a row of symbols, by their first one the longest first; a range (MNMN …) needs a word such as “to” between
_RULES = (
    "WNMY", "WNM", "WMNY", "WMN", "WLU", "WXU", "WTU", "WUL", "WUX", "WUT", "WL", "WX", "WW", "WU", "W",
    "NMYNMY", "NMNMY", "NMNM", "NNMY", "NNM", "NMLU", "NMUL", "NMXU", "NMUX", "NMTU", "NMY", "NM",
    "nUMY", "nUM", "nWMY", "nWM", "NUA", "NUE", "NUF", "NLU", "NUL", "NXU", "NUX", "N",
    "MNMN", "MNNY", "MNN", "MNY", "MN", "MLU", "MUL", "MXU", "MUX", "MTU", "MMY", "MM", "MY", "ML", "MX", "M",
    "LUMY", "LUM", "LWMY", "LWM", "LNM", "LNU", "LM", "LW", "LK", "LU",
    "XNM", "XNU", "XM", "XW", "XK", "XU", "TNM", "TM", "TW", "TK", "TU", "KL", "KX", "K",
    "PMY", "PMLU", "PMUL", "PM", "PUMY", "PUM", "UMY", "UM", "PLU", "PXU", "PTU", "PUL", "PUX", "PUT", "PU", "ANU", "AU", "HNU", "INU", "iNU", "iU",
    "ETU", "EU", "FTU", "FU", "UNMY", "UNM", "UA", "UE", "UF", "UL", "UX", "O", "S", "sWW", "sW", "sNM", "s", "vW", "vNM",
    "Q", "q",
)  # fmt: skip
_BY_FIRST = {
    kind: sorted((rule for rule in _RULES if rule[0] == kind), key=len, reverse=True)
    for kind in {rule[0] for rule in _RULES}
}
_BY_FIRST["n"] = sorted({*_BY_FIRST["n"], *_BY_FIRST["N"]}, key=lambda rule: (-len(rule), rule))
#: the rules that are ranges between the two days of their halves
_HALVES = {"NMYNMY": 3, "NMNM": 2, "NMNMY": 2, "MNMN": 2, "WW": 1, "MM": 1, "MMY": 1}


def day_phrases(
    paragraph: str,
    words: Sequence[Token],
    lexicon: Lexicon,
    today: date,
    sentences: Sequence[tuple[int, int]] = (),
    anchor: date | None = None,
) -> list[DayPhrase]:
    """Return the phrases of a paragraph that mean days, in order; ``words`` are its tokens, ``today`` the day of the text.

    ``sentences`` (offsets) part the paragraph; none: it is one. A phrase such as “a week earlier” counts from the phrase before
    it in its sentence, else from the days told of in the sentences before, else from ``anchor``, else from the day of the text.
    """
    found: list[DayPhrase] = []
    for start, end in sentences or [(0, len(paragraph))]:
        inside = words_in(words, (start, end))
        told = _of_sentence(paragraph, inside, lexicon, today, anchor or today)
        anchor = anchor_of(told, today) or anchor
        found += told
    return found


def anchor_of(phrases: Sequence[DayPhrase], today: date) -> date | None:
    """Return the day from which “the day before” counts after some phrases: the latest single day not after the day of the text."""
    single = (one.latest for one in phrases if one.earliest == one.latest and 0 <= (today - one.latest).days <= _RECENT)
    return max(single, default=None)


def _of_sentence(
    paragraph: str, words: Sequence[Token], lexicon: Lexicon, today: date, anchor: date
) -> list[DayPhrase]:
    if not words:
        return []
    found = list(_in_digits(paragraph, words[0].start, words[-1].end))
    scene = _Words(paragraph, words, *symbols_of(words, lexicon), lexicon, today, anchor)
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


def _phrase_at(scene: _Words, at: int, before: Sequence[DayPhrase]) -> tuple[DayPhrase, int] | None:
    for rule in _BY_FIRST.get(scene.symbols[at].kind, ()):
        matched, last = _match(scene, at, rule)
        if matched and (days := _days(rule, matched, scene, (at, last), before)):
            first, end = matched[0].first, matched[-1].last
            is_limit = first in scene.limits or scene.symbols[max(at - 1, 0)].first in scene.limits
            return DayPhrase(scene.words[first].start, scene.words[end - 1].end, *days, is_limit and at > 0), end
    return None


def _match(scene: _Words, at: int, rule: str) -> tuple[list[Symbol], int]:
    """Return the symbols that a rule matches from one on, and the number of the symbol after them; none where it does not."""
    symbols, matched = scene.symbols, list[Symbol]()
    half = _HALVES.get(rule.lstrip("s"), 0) + (rule[0] == "s") if rule.lstrip("s") in _HALVES else None
    for number, wanted in enumerate(rule):
        skipped: list[str] = []
        while matched and at < len(symbols) and len(skipped) < 2 and _may_be_skipped(symbols[at], wanted):
            skipped.append(scene.words[symbols[at].first].form)
            at += 1
        if at >= len(symbols) or not _is_kind(symbols[at].kind, wanted, rule):
            return [], at
        if matched and not (wanted == "Y" or matched[-1].kind == "W") and _has_stop(scene, matched[-1], symbols[at]):
            return [], at
        if number == half and not (RANGE & {*skipped} or _is_dash(scene, matched[-1], symbols[at])):
            return [], at
        matched.append(symbols[at])
        at += 1
    return matched, at


def _is_kind(kind: str, wanted: str, rule: str) -> bool:
    """Whether a symbol is what a rule wants; the day of a month may be an ordinal (“the first of May”), a number of units not."""
    return kind == wanted or (kind == "n" and wanted == "N" and ("M" in rule or rule == "N"))


def _may_be_skipped(symbol: Symbol, wanted: str) -> bool:
    """Whether a symbol may stand between two of a rule: an article or a preposition."""
    return symbol.kind == "" or (symbol.kind in "BI" and symbol.last - symbol.first == 1 and symbol.kind != wanted)


def _has_stop(scene: _Words, one: Symbol, other: Symbol) -> bool:
    between = scene.paragraph[scene.words[one.last - 1].end : scene.words[other.first].start]
    return any(mark in between for mark in ",;:()")


def _is_dash(scene: _Words, one: Symbol, other: Symbol) -> bool:
    return scene.paragraph[scene.words[one.last - 1].end : scene.words[other.first].start].strip() in ("-", "–", "—")


def _days(
    rule: str, matched: Sequence[Symbol], scene: _Words, at: tuple[int, int], before: Sequence[DayPhrase]
) -> tuple[date, date] | None:
    values = {symbol.kind.upper(): symbol.value for symbol in matched}
    today, is_limit = scene.today, scene.symbols[at[0]].first in scene.limits
    ahead = is_limit or _is_ahead(scene, *at)
    if half := _HALVES.get(rule.lstrip("s")):
        rule, matched = rule.lstrip("s"), matched[rule[0] == "s" :]
        one, other = (_simple(part, some, today, ahead) for part, some in _halves(rule, matched, half))
        return (one[0], other[1]) if one and other and one[0] <= other[1] else None
    if rule[0] == "P":
        span = _simple(rule[1:], matched[1:], today, ahead)
        is_since = scene.symbols[at[0]].first in scene.since
        return span and part_of(values["P"], span, only_end=is_limit, only_start=is_since)
    if rule == "N":
        return _of_number(scene, matched[0], ahead)
    if rule in ("Q", "q", "s") or set("AEFIX") & set(rule) or rule == "UNM":
        return _from_anchor(rule, matched, scene, before, ahead)
    return _simple(rule, matched, today, ahead)


def _halves(rule: str, matched: Sequence[Symbol], half: int) -> list[tuple[str, Sequence[Symbol]]]:
    """Return the two rules of a range with what each matches; a year that stands at the end is that of both."""
    year = matched[-1:] if rule[-1] == "Y" and "Y" not in rule[:half] else []
    return [(rule[:half] + "Y" * len(year), [*matched[:half], *year]), (rule[half:], matched[half:])]


def _simple(rule: str, matched: Sequence[Symbol], today: date, ahead: bool) -> tuple[date, date] | None:
    """Return the days of a rule that counts from the day of the text."""
    values = {symbol.kind.upper(): symbol.value for symbol in matched}
    if (rule.startswith("UM") and values["U"] != "month") or (
        rule[-1] == "U" and "M" in rule and values["U"] != "year"
    ):
        return None  # “in May, and last week”
    if rule[0] == "v" or (rule[0] == "s" and len(rule) > 1):  # “the night to Tuesday”, “the night of Monday”
        span = _simple(rule[1:], matched[1:], today, ahead)
        return span and around(span[0], *((-1, 0) if rule[0] == "v" else (0, 1)))
    if rule.startswith("UN"):
        span = of_month(rule[1:], values, today, ahead)
        return of_week(span[0]) if span and values["U"] == "week" else span
    if "M" in rule:
        numbers = [symbol.value for symbol in matched if symbol.kind in "Nn"]
        return of_month(rule.upper(), values, today, ahead, numbers)
    if "W" in rule:
        step = next((kind for kind in rule if kind in "LXT"), "")
        if "U" in rule and step:
            return of_named_week(step, int(values["W"]), today) if values["U"] == "week" else None
        return of_weekday(rule, int(values["W"]), today, ahead) if "U" not in rule or values["U"] == "week" else None
    if "K" in rule:
        return of_weekend(rule, today, ahead)
    if rule in ("O", "S"):
        first, _, last = str(values[rule]).partition(",")
        return around(today, int(first), int(last or first))
    return of_units(rule.upper(), values, today, today)


def _from_anchor(
    rule: str, matched: Sequence[Symbol], scene: _Words, before: Sequence[DayPhrase], ahead: bool
) -> tuple[date, date] | None:
    """Return the days of a rule that may count from the day told of before."""
    values = {symbol.kind.upper(): symbol.value for symbol in matched}
    start = scene.words[matched[0].first].start
    near = next((one.latest for one in reversed(before) if one.start < start), None)
    if rule in ("Q", "s"):
        first, _, last = str(values[rule.upper()]).partition(",")
        return around(near or scene.today, int(first), int(last or first))
    if rule == "q":
        return around(near or scene.anchor, int(values["Q"]), int(values["Q"]))
    if "U" in rule and not set("MWK") & set(rule):
        return of_units(rule, values, scene.today, near or scene.anchor)
    return _simple(rule, matched, scene.today, ahead)


def _is_ahead(scene: _Words, at: int, last: int) -> bool:
    """Whether the nearest words of a time before a phrase are of the future, or, where none stand before it, the first after it."""
    if scene.symbols[at].first in scene.since:
        return False
    before = [n for n in range(at) if _has_tense(scene, n)]
    after = [n for n in range(last, len(scene.symbols)) if _has_tense(scene, n)]
    nearest = before[-1:] or after[:1]
    return bool(nearest) and scene.symbols[nearest[0]].kind == "R"


def _has_tense(scene: _Words, at: int) -> bool:
    """Whether a symbol is of the future or the past; not a participle after “be” or “have”, whose time is that of these."""
    symbol = scene.symbols[at]
    if symbol.kind not in ("R", "Z"):
        return False
    before = scene.words[symbol.first - 1].form if symbol.first else ""
    return symbol.kind == "R" or before not in scene.lexicon.days.get("auxiliary", ())


def _of_number(scene: _Words, number: Symbol, ahead: bool) -> tuple[date, date] | None:
    """Return the day of an ordinal after an article (“on the 14th”): the last such day of a month, or after words of the future the next."""
    before = scene.words[number.first - 1].form if number.first else ""
    form, after = scene.words[number.first].form, scene.paragraph[scene.words[number.first].end :].lstrip()
    is_ordinal = before == "the" and form[:1].isdecimal() and form[-2:] in _ORDINALS
    if not is_ordinal and not (before in _ARTICLES and form.isdecimal() and (not after or after[0] in ".,;:)")):
        return None
    today, wanted = scene.today, int(number.value)
    months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in (-2, -1, 0, 1, 2)]
    days = [day for year, month in months if (day := day_at(year, month + 1, wanted))]
    fitting = [day for day in days if (day >= today if ahead else day <= today)]
    found = min(fitting, default=None) if ahead else max(fitting, default=None)
    return (found, found) if found and (today - found).days <= 2 * LENGTHS["fortnight"] else None
