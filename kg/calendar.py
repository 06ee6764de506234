"""Days beside a day, within the years 1 to 9999 that :class:`datetime.date` holds: the day before the first is the first."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["day_after", "days_before"]


def days_before(day: date, days: int = 1) -> date:
    """Return the day that many days before a day, or the first day of the year 1.

    >>> days_before(date(2025, 3, 1)), days_before(date.min)
    (datetime.date(2025, 2, 28), datetime.date(1, 1, 1))
    """
    return day - timedelta(days=min(days, (day - date.min).days))


def day_after(day: date) -> date:
    """Return the next day, or the last day of the year 9999 after itself, as of a term without end.

    >>> day_after(date(2025, 2, 28)), day_after(date.max)
    (datetime.date(2025, 3, 1), datetime.date(9999, 12, 31))
    """
    return day if day == date.max else day + timedelta(days=1)
