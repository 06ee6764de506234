"""The days that a phrase means, by the symbols of its words (:mod:`kg.coding.days`): months, weekdays, weekends, units of time.

Each function takes the rule (a row of symbols), what the symbols stand for, and the day that the text is told on; ``ahead`` says that
words of the future stand before. Each returns the first and the last day, None where the calendar has no such days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

__all__ = [
    "LENGTHS",
    "around",
    "day_at",
    "of_month",
    "of_named_week",
    "of_units",
    "of_week",
    "of_weekday",
    "of_weekend",
    "part_of",
]

#: how many days a unit has that always has as many
LENGTHS = {"day": 1, "week": 7, "fortnight": 14}
#: how many days back “this Tuesday” may lie
_NEAR = 3
#: the days with which the second and the third part of a month begin: “mid-May”, “late May”
_MIDDLE, _LATE = 11, 21
#: the day that the first week of a month has at least, as the first week of a year has 4 January
_IN_FIRST_WEEK = 4

Days = tuple[date, date]


def day_at(year: int, month: int, day: int) -> date | None:
    """Return a day, None for one that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def around(today: date, first: int, last: int) -> Days | None:
    """Return the days from one number of days after a day (before it, where negative) to another."""
    try:
        return today + timedelta(days=first), today + timedelta(days=last)
    except OverflowError:
        return None


def of_month(
    rule: str, values: Mapping[str, str], today: date, ahead: bool, numbers: Sequence[str] = ()
) -> Days | None:
    """Return a month, or of it a day, the days between two (``numbers``), a week or a weekday.

    Without a year, a month is the one that :mod:`kg.coding.days` says. ``rule`` has U (and L or N) for a week, W (and L or N) for a weekday
    of a month; Y, or L, X or T with a ``U`` of years, for the year.
    """
    month = int(values["M"])
    if rule.startswith(("NUM", "LUM", "NWM", "LWM")):
        whole = of_month("M" + rule[3:], values, today, ahead)
        return whole and _within_month(rule, values, whole[0])
    if "NN" in rule:
        spans = [of_month(rule.replace("NN", "N"), {**values, "N": day}, today, ahead) for day in numbers]
        first, last = spans[0], spans[-1]
        return (first[0], last[1]) if first and last and first <= last else None
    year = _year(rule, values, today)
    if "N" in rule:
        years = [year] if year is not None else [today.year - 1, today.year, today.year + 1]
        known = [day for one in years if (day := day_at(one, month, int(values["N"])))]
        nearest = min(known, key=lambda day: abs((day - today).days), default=None)
        return (nearest, nearest) if nearest else None
    if year is None and "L" in rule:
        year = today.year - (month >= today.month)
    elif year is None and ("X" in rule or ahead):
        year = today.year + (month < today.month or ("X" in rule and month == today.month))
    elif year is None:
        year = today.year - (month > today.month)
    return _whole_months(year, month, month)


def _year(rule: str, values: Mapping[str, str], today: date) -> int | None:
    """Return the year that a rule names: by its number, or as this, the last or the next one."""
    if "Y" in rule:
        return int(values["Y"])
    if values.get("U") != "year":
        return None
    return today.year + (-1 if "L" in rule else 1 if "X" in rule else 0)


def _within_month(rule: str, values: Mapping[str, str], first: date) -> Days | None:
    """Return a week or a weekday of the month that begins on a day: “the second week of May”, “the last Monday of May”."""
    last = monthrange(first.year, first.month)[1]
    number = int(values.get("N", "0"))
    if rule[1] == "U":
        day = number * 7 + _IN_FIRST_WEEK - 7 if number else last
        inside = day_at(first.year, first.month, day) if values["U"] == "week" else None
        return of_week(inside) if inside else None
    back = (first.weekday() - int(values["W"])) % 7
    found = range(1 + (7 - back) % 7, last + 1, 7)
    if number > len(found):
        return None
    made = first.replace(day=found[number - 1 if number else -1])
    return made, made


def of_week(day: date) -> Days | None:
    """Return the Monday and the Sunday of a day's week."""
    return around(day, -day.weekday(), 6 - day.weekday())


def part_of(part: str, span: Days, *, only_end: bool, only_start: bool) -> Days:
    """Return the part (1 early, 2 middle, 3 late) of a month, week or year; of a time limit the last day, of a “since” the first."""
    first, last = span
    if only_end and part == "3":
        return last, last
    if only_start and part == "1":
        return first, first
    days = (last - first).days + 1
    if days <= 7:
        begin, end = {"1": (0, 1), "2": (2, 3), "3": (4, 6)}[part]
    elif days <= 31:
        begin, end = {"1": (0, _MIDDLE - 2), "2": (_MIDDLE - 1, _LATE - 2), "3": (_LATE - 1, days - 1)}[part]
    else:
        months = {"1": (1, 3), "2": (5, 8), "3": (10, 12)}[part]
        return _whole_months(first.year, *months) or span
    return around(first, begin, end) or span


def of_weekday(rule: str, weekday: int, today: date, ahead: bool) -> Days | None:
    """Return the weekday (0: Monday) that is meant: the last one, today included, or after words of the future the next."""
    back = (today.weekday() - weekday) % 7
    if "U" in rule:  # “Monday week”
        offset = 14 - back if back else 7
    elif "L" in rule:
        offset = -(back or 7)
    elif "X" in rule:
        offset = 7 - back
    elif ahead or ("T" in rule and back > _NEAR):
        offset = (7 - back) % 7
    else:
        offset = -back
    return around(today, offset, offset)


def of_named_week(step: str, weekday: int, today: date) -> Days | None:
    """Return a weekday (0: Monday) of the last (L), this (T) or the next (X) week."""
    offset = weekday - today.weekday() + {"L": -7, "T": 0, "X": 7}[step]
    return around(today, offset, offset)


def of_weekend(rule: str, today: date, ahead: bool) -> Days | None:
    """Return the Saturday and Sunday that are meant: the last, or after words of the future the next."""
    saturday = 5 - today.weekday()
    if "X" in rule or ahead:
        saturday += 7 if saturday < 0 else 0
    elif "T" not in rule:
        saturday -= 7
    return around(today, saturday, saturday + 1)


def of_units(rule: str, values: Mapping[str, str], today: date, anchor: date) -> Days | None:
    """Return the days of a number of units from the day of the text, or (earlier, later, next day) from ``anchor``."""
    unit, _, dual = values["U"].partition("*")
    count = int(values.get("N", dual or "1"))
    if rule in {"LNU", "NLU", "NUL", "HNU"}:
        return around(today, -count * LENGTHS[unit], 0) if unit in LENGTHS else None
    if rule in {"XNU", "NXU", "NUX"}:
        return around(today, 0, count * LENGTHS[unit]) if unit in LENGTHS else None
    if rule in ("ETU", "FTU"):  # “earlier this week”, “later this month”
        span = _period(today, unit, 0)
        return span and ((span[0], today) if rule[0] == "E" else (today, span[1]))
    if values.get("E") == "previous" or values.get("F") == "following":
        return (
            _moved(anchor, unit, -1 if "E" in rule else 1)
            if unit == "day"
            else _period(anchor, unit, -1 if "E" in rule else 1)
        )
    if "A" in rule or "I" in rule:
        return _moved(today, unit, -count if "A" in rule else count)
    if "E" in rule or "F" in rule:
        return _moved(anchor, unit, -count if "E" in rule else count)
    step = {"L": -1, "X": 1, "T": 0}[next((kind for kind in rule if kind in "LXT"), "T")]
    if unit == "day":
        return around(anchor, 1, 1) if step == 1 else None
    return _period(today, unit, step)


def _moved(day: date, unit: str, count: int) -> Days | None:
    if unit in LENGTHS:
        return around(day, count * LENGTHS[unit], count * LENGTHS[unit])
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved, moved


def _period(today: date, unit: str, step: int) -> Days | None:
    if unit == "week":
        monday = -today.weekday() + 7 * step
        return around(today, monday, monday + 6)
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return _whole_months(year, month + 1, month + 1)
    return _whole_months(today.year + step, 1, 12) if unit == "year" else None


def _whole_months(year: int, first: int, last: int) -> Days | None:
    """Return the days from a year's one month to another, both whole; None outside of the calendar."""
    start, end = day_at(year, first, 1), day_at(year, last, 1)
    return (start, end.replace(day=monthrange(year, last)[1])) if start and end else None
