"""What a day written in some country's way may mean: every reading of it, so that none is chosen in silence.

Day and month can stand either way round (``03/04/2017``), and a year of two digits is of either century.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kg.text import fold

__all__ = ["Span", "clock_of", "day_of", "day_readings", "span_of"]

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_MIDNIGHT = re.compile(r"[0:.]+")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([./-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./ -]([0-9]{1,2})[./ -]([0-9]{1,2})\.?")
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})|([0-9]{1,2})[./-]([0-9]{4})")
_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_YEARS = range(1000, 3000)
_SERIALS = range(30_000, 80_000)
_SERIAL_DIGITS = 5
_EPOCH = date(1899, 12, 30)

#: the months' names as they begin, in English, Ukrainian, Russian, German, French and Spanish, without accents
_MONTHS = (
    "jan січ янв ene",
    "feb лют фев fev",
    "mar бер мар",
    "apr кві апр avr abr",
    "may тра май маи мая mai",
    "jun чер июн juin",
    "jul лип июл juil",
    "aug сер авг aou ago",
    "sep вер сен",
    "oct жов окт okt",
    "nov лис ноя",
    "dec гру дек dez dic",
)
_MONTH_OF = {fold(start): number for number, starts in enumerate(_MONTHS, start=1) for start in starts.split()}
#: words beside a day that say nothing more
_FILLERS = {"de", "del", "of", "the", "on", "г", "года", "р", "року", "st", "nd", "rd", "th", "er", "le", "den", "am"}
_FILLERS |= {
    fold(name)[:size]
    for name in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    for size in (3, 4, len(name))
}


@dataclass(frozen=True, slots=True)
class Span:
    """A whole year or month: its first and its last day, each written year-month-day, and which of the two it is."""

    first: str
    last: str
    what: str


def day_of(text: str) -> str | None:
    """Return the day of a text that is one, year-month-day, with or without a clock time; None for any other text.

    >>> day_of("2017-04-03"), day_of("2017-04-03T09:30:00Z"), day_of("2017-4-3")
    ('2017-04-03', '2017-04-03', None)
    """
    bare = match[1] if (match := _ISO_TIME.fullmatch(text)) else text
    return bare if _ISO_DAY.fullmatch(bare) and _days((bare[:4], bare[5:7], bare[8:])) else None


def clock_of(text: str) -> str:
    """Return the clock time that a day is written with, "" where there is none or where it is midnight."""
    match = _ISO_TIME.fullmatch(text)
    return match[2] if match and not _MIDNIGHT.fullmatch(match[2]) else ""


def span_of(text: str) -> Span | None:
    """Return the days of a whole year or month, None for what is neither.

    >>> span_of("2017-02")
    Span(first='2017-02-01', last='2017-02-28', what='month')
    """
    bare = text.strip().rstrip(".").strip()
    if _YEAR.fullmatch(bare) and int(bare) in _YEARS:
        return Span(f"{bare}-01-01", f"{bare}-12-31", "year")
    year = month = 0
    if match := _MONTH.fullmatch(bare):
        year, month = int(match[1] or match[4]), int(match[2] or match[3])
    else:
        months, numbers = _month_words(bare)
        if len(months) == 1 and len(numbers) == 1 and len(numbers[0]) == 4:
            year, month = int(numbers[0]), months[0]
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    return Span(f"{year}-{month:02}-01", f"{year}-{month:02}-{monthrange(year, month)[1]}", "month")


def day_readings(text: str) -> list[str]:
    """Return every day that a text may mean, each written year-month-day; [] for what is not a day.

    >>> day_readings("12.04.25"), day_readings("3/4/2017"), day_readings("30 June 2017")
    (['2025-04-12', '1925-04-12'], ['2017-04-03', '2017-03-04'], ['2017-06-30'])
    """
    bare = " ".join(text.split()).rstrip(".")
    if day := day_of(bare):
        return [day]
    if match := _DAY_FIRST.fullmatch(bare):
        return _days(*_orders(match[1], match[3], match[4], match[2]))
    if match := _YEAR_FIRST.fullmatch(bare):
        return _days((match[1], match[2], match[3]))
    if _EIGHT_DIGITS.fullmatch(bare):
        return _eight_digits(bare)
    if bare.isdecimal() and len(bare) <= _SERIAL_DIGITS and int(bare) in _SERIALS:
        return [(_EPOCH + timedelta(days=int(bare))).isoformat()]
    return _in_words(bare)


def _orders(one: str, two: str, year: str, mark: str) -> list[tuple[str, str, str]]:
    found = []
    for whole in _centuries(year):
        found.append((whole, two, one))
        if mark != ".":  # where points are written, the day comes first
            found.append((whole, one, two))
    if mark == "-" and len(year) == 2 and len(one) == 2:
        found += [(whole, two, year) for whole in _centuries(one)]
    return found


def _centuries(year: str) -> list[str]:
    return [year] if len(year) == 4 else [f"20{year}", f"19{year}"]


def _eight_digits(bare: str) -> list[str]:
    if int(bare[:4]) in range(1500, 2200) and (days := _days((bare[:4], bare[4:6], bare[6:]))):
        return days
    year, one, two = bare[4:], bare[:2], bare[2:4]
    return _days((year, two, one), (year, one, two)) if int(year) in range(1500, 2200) else []


def _month_words(bare: str) -> tuple[list[int], list[str]]:
    months, numbers = [], []
    for word in _WORDS.findall(fold(bare)):
        if word.isdecimal():
            numbers.append(word)
        elif month := _MONTH_OF.get(word[:3]) or _MONTH_OF.get(word[:4]):
            months.append(month)
        elif word not in _FILLERS:
            return [], []
    return months, numbers


def _in_words(bare: str) -> list[str]:
    months, numbers = _month_words(bare)
    if len(months) != 1 or len(numbers) != 2:
        return []
    month, (one, two) = str(months[0]), numbers
    if len(one) == 4:
        return _days((one, month, two))
    found = [(year, month, one) for year in _centuries(two)] if len(two) in {2, 4} else []
    return _days(*found)


def _days(*parts: tuple[str, str, str]) -> list[str]:
    """Return the days of the calendar among years, months and days, in order, each once."""
    found = []
    for year, month, day in parts:
        try:
            found.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))
