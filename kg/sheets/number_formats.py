"""What a spreadsheet shows for a number in a number format: days, clock times, per cent and words around a number.

The grammar is that of ECMA-376, part 1, section 18.8.31 (numFmts): sections parted by ``;``, dates as runs of ``y m d h s``,
``[h]`` for elapsed hours, numbers as runs of ``0 # ? . ,``, and words in quotes or after a backslash. Names of months and
weekdays are English. A format that only rounds or groups a number leaves it as stored; so does one not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from kg.sheets.tables import Cell

__all__ = ["BUILT_IN_FORMATS", "is_shown_apart", "shortest", "show"]

#: the formats that a workbook names by number alone; those of days differ by language and are read as whole days
BUILT_IN_FORMATS = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
}
BUILT_IN_FORMATS |= dict.fromkeys((14, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd")
BUILT_IN_FORMATS |= {
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
}
BUILT_IN_FORMATS |= {22: "yyyy-mm-dd h:mm", 32: "h:mm", 33: "h:mm:ss", 34: "AM/PM h:mm", 35: "AM/PM h:mm:ss"}
BUILT_IN_FORMATS |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@", 55: "AM/PM h:mm", 56: "AM/PM h:mm:ss"}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<skipped>[_*].)|\[(?P<elapsed>h+|m+|s+)\]|\[\$(?P<currency>[^\]\-]*)[^\]]*\]'
    r"|\[(?P<other>[^\]]*)\]|(?P<half>am/pm|a/p)|(?P<general>general)|(?P<date>y+|m+|d+|h+|s+|e+|b+|g+)(?P<fraction>\.0+)?"
    r"|(?P<power>E[+-])|(?P<number>[0#?.,]+)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"[<>=]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DAY_SECONDS = 86_400
_FIRST_1900, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NOT_A_DAY = 60  # 29 February 1900, which Excel has and the calendar has not
_LAST_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: its tokens as kind and text, and what they amount to."""

    tokens: tuple[tuple[str, str], ...]

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def is_clock_or_day(self) -> bool:
        return self.has("date", "elapsed", "half") and not self.has("number", "general", "power")


def is_shown_apart(code: str) -> bool:
    """Tell whether a format can show a number as anything but a number."""
    return any(section.is_clock_or_day or section.has("percent", "literal", "number") for section in _sections(code))


def shortest(number: float) -> str:
    """Return a number as a spreadsheet shows it unformatted: up to 15 digits, without an exponent.

    >>> shortest(0.1 + 0.2), shortest(12.0)
    ('0.3', '12')
    """
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(number: float, code: str, *, is_1904: bool = False) -> Cell:
    """Return the cell of a number in a format: ``text`` as shown, ``value`` the day or the number itself where it differs.

    A day in full is written year-month-day whatever the format's order. A day that the spreadsheet cannot show, such as one
    before 1900, and 29 February 1900, carry a problem.
    """
    sections = _sections(code)
    place = (
        (1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0) if sections else 0
    )
    section = sections[place] if sections else _Section(())
    if section.is_clock_or_day:
        return _clock_or_day(number, section, is_1904)
    plain = shortest(number)
    if section.has("condition", "power", "slash", "text", "date"):
        return Cell(plain, "number")
    sign = "-" if number < 0 and place == 0 else ""
    if section.has("percent"):
        exact = f"{shortest(float(Decimal(plain) * 100))}%"
        return Cell(sign + _filled(abs(number) * 100, section), "percent", exact)
    shown = sign + _filled(abs(number), section) if section.has("number", "general", "literal") else plain
    return Cell(shown, "number", plain) if _says_more(section, shown, plain, place) else Cell(plain, "number")


def _says_more(section: _Section, shown: str, plain: str, place: int) -> bool:
    literals = "".join(text for kind, text in section.tokens if kind == "literal").strip()
    if literals and not (place == 1 and literals == "-"):
        return True
    digits = "".join(text for kind, text in section.tokens if kind == "number").partition(".")[0]
    return digits.replace(",", "").count("0") > 1 and shown.strip() != plain


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "plain", match[0]
        if kind == "plain" and text == ";":
            found.append([])
        else:
            found[-1] += _tokens(kind, text, match)
    return tuple(_Section(tuple(_minutes(tokens))) for tokens in found)


def _tokens(kind: str, text: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    if kind in {"quoted", "escaped", "currency"}:
        yield "literal", match[kind]
    elif kind == "plain":
        yield "literal", text
    elif kind == "other":
        if _CONDITION.search(match[kind]):
            yield "condition", text
    elif kind in {"date", "fraction"}:
        yield "date", match["date"].lower()
        if match["fraction"]:
            yield "date", match["fraction"]
    elif kind == "elapsed":
        yield "elapsed", match[kind].lower()
    elif kind == "percent":
        yield "percent", "%"
    elif kind != "skipped":
        yield kind, text


def _minutes(tokens: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the tokens, with ``m`` as minutes (``n``) where it follows hours or comes before seconds."""
    clock = [place for place, (kind, _) in enumerate(tokens) if kind in {"date", "elapsed"}]
    for place, (kind, text) in enumerate(tokens):
        if kind == "date" and text in {"m", "mm"}:
            at = clock.index(place)
            before = tokens[clock[at - 1]][1] if at else ""
            after = tokens[clock[at + 1]][1] if at + 1 < len(clock) else ""
            if before.startswith("h") or after.startswith("s"):
                text = text.replace("m", "n")
        elif kind == "slash" and clock:
            kind = "literal"
        yield kind, text


def _clock_or_day(number: float, section: _Section, is_1904: bool) -> Cell:
    seconds = round(number * _DAY_SECONDS)
    days, rest = divmod(seconds, _DAY_SECONDS)
    shows_day = any(kind == "date" and text[0] in "ymde" for kind, text in section.tokens)
    if not shows_day and number >= 0:
        return Cell(_rendered(section, None, number, rest), "time")
    day, problem = _day(days, is_1904)
    clock = f" {rest // 3600:02}:{rest // 60 % 60:02}" + (f":{rest % 60:02}" if rest % 60 else "") if rest else ""
    if day is None:
        return Cell(shortest(number), "date", problem=problem)
    value = f"{day.isoformat()}{clock}"
    parts = {text[0] for kind, text in section.tokens if kind == "date"}
    weekday_only = not any(kind == "date" and text in {"d", "dd"} for kind, text in section.tokens)
    if parts >= {"m", "d"} and parts & {"y", "e"} and not weekday_only:
        return Cell(value, "date")
    return Cell(_rendered(section, day, number, rest), "date", value)


def _day(days: int, is_1904: bool) -> tuple[date | None, tuple[str, str] | None]:
    epoch = _FIRST_1904 if is_1904 else _FIRST_1900
    right = "write the day as text, year-month-day"
    if not is_1904 and days == _NOT_A_DAY:
        return None, ("is 29 February 1900 in Excel, a day that does not exist", right)
    if days < 0 or (days == 0 and not is_1904):
        with suppress(OverflowError):
            right += f" (perhaps {epoch + timedelta(days=days)})" if days else ""
        return None, ("is a number formatted as a date, before the first day that Excel can show", right)
    if days > (_LAST_DAY - epoch).days:
        return None, ("is a number formatted as a date, after the last day that Excel can show", right)
    return epoch + timedelta(days=days + (1 if not is_1904 and days < _NOT_A_DAY else 0)), None


def _rendered(section: _Section, day: date | None, number: float, rest: int) -> str:
    half = section.has("half")
    total = round(abs(number) * _DAY_SECONDS)
    parts = []
    for kind, text in section.tokens:
        if kind == "literal":
            parts.append(text)
        elif kind == "half":
            parts.append("AM" if rest < _DAY_SECONDS // 2 else "PM")
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            parts.append(f"{total // unit:0{len(text)}}")
        elif kind == "date":
            parts.append(_part(text, day, rest, half))
    return "".join(parts).strip()


def _part(text: str, day: date | None, rest: int, half: bool) -> str:
    letter, size = text[0], len(text)
    if letter in "hns":
        hours = (rest // 3600 - 1) % 12 + 1 if half else rest // 3600
        value = {"h": hours, "n": rest // 60 % 60, "s": rest % 60}[letter]
        return f"{value:0{min(size, 2)}}"
    if letter == ".":
        return text
    if day is None:
        return ""
    if letter == "m":
        name = _MONTHS[day.month - 1]
        return {1: str(day.month), 2: f"{day.month:02}", 3: name[:3], 5: name[0]}.get(size, name)
    if letter == "d":
        name = _WEEKDAYS[day.weekday()]
        return {1: str(day.day), 2: f"{day.day:02}", 3: name[:3]}.get(size, name)
    if letter in "ye":
        return f"{day.year % 100:02}" if letter == "y" and size < 3 else str(day.year)
    return ""


def _filled(number: float, section: _Section) -> str:
    """Return a number's digits in the places of a section, with the words around them."""
    runs = [text for kind, text in section.tokens if kind == "number"]
    digits = iter(_split(number, runs))
    parts = []
    for kind, text in section.tokens:
        if kind == "number":
            parts.append(next(digits))
        elif kind == "general":
            parts.append(shortest(number))
        elif kind in {"literal", "percent"}:
            parts.append(text)
    return "".join(parts).strip()


def _split(number: float, runs: Sequence[str]) -> list[str]:
    if not runs:
        return []
    if len(runs) == 1:
        return [_number(number, runs[0])]
    # Several runs, as in 00-00: the digits of the whole number fill them from the right.
    left = str(int(Decimal(repr(number)).quantize(Decimal(1), ROUND_HALF_UP)))
    found = []
    for place, run in reversed(list(enumerate(runs))):
        size = len(re.findall("[0#?]", run))
        part, left = (left, "") if place == 0 else (left[-size:] if size else "", left[: len(left) - size])
        found.append(part.rjust(run.count("0"), "0"))
    return found[::-1]


def _number(number: float, run: str) -> str:
    whole, _, decimals = run.partition(".")
    scaled = Decimal(shortest(number))
    while whole.endswith(","):
        scaled, whole = scaled / 1000, whole[:-1]
    places = len(re.findall("[0#?]", decimals))
    text = f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    head, _, tail = text.partition(".")
    keep = decimals.count("0")
    while len(tail) > keep and tail.endswith("0"):
        tail = tail[:-1]
    head = head.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        head = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", head)
    return f"{head}.{tail}" if tail else head
