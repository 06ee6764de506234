"""Days beside a day, within the years 1 to 9999 that :class:`datetime.date` holds: the day before the first is the first."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["EndOfDay", "day_after", "day_itself", "days_before"]


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


class EndOfDay(date):
    """A day, as of what is said after all else on it: later than the day itself, and earlier than the next day.

    >>> day = date(2025, 4, 22)
    >>> day < EndOfDay.of(day) < day_after(day), day_itself(EndOfDay.of(day)) == day
    (True, True)
    """

    @classmethod
    def of(cls, day: date) -> EndOfDay:
        """Return the end of a day."""
        return cls(day.year, day.month, day.day)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and _moment(self) == _moment(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: date) -> bool:
        return _moment(self) < _moment(other)

    def __le__(self, other: date) -> bool:
        return _moment(self) <= _moment(other)

    def __gt__(self, other: date) -> bool:
        return _moment(self) > _moment(other)

    def __ge__(self, other: date) -> bool:
        return _moment(self) >= _moment(other)

    def __hash__(self) -> int:
        return hash(_moment(self))


def _moment(day: date) -> tuple[int, bool]:
    return day.toordinal(), isinstance(day, EndOfDay)


def day_itself(day: date) -> date:
    """Return the day of which something may be the end."""
    return date(day.year, day.month, day.day) if isinstance(day, EndOfDay) else day
