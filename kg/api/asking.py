"""What is asked of a case: the day by whose end stances are resolved, and which statements count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.case import Case
from kg.errors import UsageError, either
from kg.resolution import STALE_AFTER, Closure, Filters, Resolution
from kg.sheets.names import coders_called

__all__ = ["CHANNELS", "parse_as_of", "resolve"]

#: the channels that count only when asked for
CHANNELS = ("closed", "back-channel")


def parse_as_of(day: date | str | None) -> date | None:
    """Return a day given as a date or as ISO text. Raises :class:`~kg.errors.UsageError` for anything else."""
    if day is None or isinstance(day, date):
        return day
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = None
    if found is None or found.isoformat() != day:
        from kg.sheets.days import day_readings

        readings = day_readings(day)
        wanted = f"write {either(readings)}" if readings else "write it as year-month-day, such as 2025-04-22"
        raise UsageError(f"“{day}” is not a valid date; {wanted}", {day: readings[0]} if len(readings) == 1 else None)
    return found


def resolve(
    case: Case,
    *,
    as_of: date | str | None = None,
    min_confidence: float | None = None,
    channels: Iterable[str] = (),
    coders: Iterable[str] = (),
    stale_after: int = STALE_AFTER,
    closure: Closure | None = None,
) -> Resolution:
    """Return the resolution of a case on a day; the arguments are those of :func:`kg.open`.

    Its case is as known by the channels. Raises :class:`~kg.errors.UsageError` for a value that none of them can have.
    """
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise UsageError(f"the confidence {min_confidence:g} is not valid; give a number from 0 to 1")
    if stale_after < 1:
        raise UsageError(f"{stale_after} days is not valid; a stance is stale after 1 day or more")
    asked = tuple(sorted(set(channels)))
    unknown = sorted(set(asked) - set(CHANNELS))
    if unknown:
        raise UsageError(f"unknown channel “{unknown[0]}”; use one of {', '.join(CHANNELS)}")
    heard = case.hearing(asked)
    names = tuple(coders)
    by = coders_called(names, heard.coders) if names else ()
    filters = Filters(min_confidence, asked, by, stale_after)
    return Resolution(heard, parse_as_of(as_of) or heard.newest_day, filters, closure)
