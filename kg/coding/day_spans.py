"""The days that a phrase means, by the symbols of its words (:mod:`kg.coding.days`): months, weekdays, weekends, units of time.

Each function takes the rule (a row of symbols), what the symbols stand for, and the day that the text is told on; ``ahead`` says that
words of the future stand before. Each returns the first and the last day, None where the calendar has no such days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

__all__ = ["LENGTHS", "around", "day_at", "of_month", "of_units", "of_weekday", "of_weekend"]

#: how many days a unit has that always has as many
LENGTHS = {"day": 1, "week": 7, "fortnight": 14}
#: how many days back “this Tuesday” may lie
_NEAR = 3


def day_at(year: int, month: int, day: int) -> date | None:
    """Return a day, None for one that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def around(today: date, first: int, last: int) -> tuple[date, date] | None:
    """Return the days from one number of days after a day (before it, where negative) to another."""
    try:
        return today + timedelta(days=first), today + timedelta(days=last)
    except OverflowError:
        return None


def of_month(
    rule: str, values: Mapping[str, str], today: date, ahead: bool, days: Sequence[str] = ()
) -> tuple[date, date] | None:
    """Return a month, a day of it or the days between two (``days``): without a year, as :mod:`kg.coding.days` says."""
    month = int(values["M"])
    if "NN" in rule:
        spans = [of_month(rule.replace("NN", "N"), {**values, "N": day}, today, ahead) for day in days]
        first, last = spans[0], spans[-1]
        return (first[0], last[1]) if first and last and first <= last else None
    if "N" in rule:
        years = [int(values["Y"])] if "Y" in rule else [today.year - 1, today.year, today.year + 1]
        known = [day for year in years if (day := day_at(year, month, int(values["N"])))]
        nearest = min(known, key=lambda day: abs((day - today).days), default=None)
        return (nearest, nearest) if nearest else None
    if "Y" in rule:
        year = int(values["Y"])
    elif "L" in rule:
        year = today.year - (month >= today.month)
    elif "X" in rule or (ahead and rule == "M"):
        year = today.year + (month < today.month or ("X" in rule and month == today.month))
    else:
        year = today.year - (month > today.month)
    return _whole_months(year, month, month)


def of_weekday(rule: str, weekday: int, today: date, ahead: bool) -> tuple[date, date] | None:
    """Return the weekday (0: Monday) that is meant: the last one, today included, or after words of the future the next."""
    back = (today.weekday() - weekday) % 7
    if "L" in rule:
        offset = -(back or 7)
    elif "X" in rule:
        offset = 7 - back
    elif ahead or ("T" in rule and back > _NEAR):
        offset = (7 - back) % 7
    else:
        offset = -back
    return around(today, offset, offset)


def of_weekend(rule: str, today: date, ahead: bool) -> tuple[date, date] | None:
    """Return the Saturday and Sunday that are meant: the last, or after words of the future the next."""
    saturday = 5 - today.weekday()
    if "X" in rule or "T" in rule or ahead:
        saturday += 7 if saturday < 0 else 0
    elif saturday >= -1:
        saturday -= 7
    return around(today, saturday, saturday + 1)


def of_units(rule: str, values: Mapping[str, str], today: date, anchor: date) -> tuple[date, date] | None:
    """Return the days of a number of units from the day of the text, or (earlier, later, next day) from ``anchor``."""
    unit, _, dual = values["U"].partition("*")
    count = int(values.get("N", dual or "1"))
    if rule in {"LNU", "NLU", "HNU"}:
        return around(today, -count * LENGTHS[unit], 0) if unit in LENGTHS else None
    if "A" in rule or "I" in rule:
        return _moved(today, unit, -count if "A" in rule else count)
    if "E" in rule or "F" in rule:
        return _moved(anchor, unit, -count if "E" in rule else count)
    step = {"L": -1, "X": 1, "T": 0}[next(kind for kind in rule if kind in "LXT")]
    if unit == "day":
        return around(anchor, 1, 1) if step == 1 else None
    return _period(today, unit, step)


def _moved(day: date, unit: str, count: int) -> tuple[date, date] | None:
    if unit in LENGTHS:
        return around(day, count * LENGTHS[unit], count * LENGTHS[unit])
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved, moved


def _period(today: date, unit: str, step: int) -> tuple[date, date] | None:
    if unit == "week":
        monday = -today.weekday() + 7 * step
        return around(today, monday, monday + 6)
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return _whole_months(year, month + 1, month + 1)
    return _whole_months(today.year + step, 1, 12) if unit == "year" else None


def _whole_months(year: int, first: int, last: int) -> tuple[date, date] | None:
    """Return the days from a year's one month to another, both whole; None outside of the calendar."""
    start, end = day_at(year, first, 1), day_at(year, last, 1)
    return (start, end.replace(day=monthrange(year, last)[1])) if start and end else None
