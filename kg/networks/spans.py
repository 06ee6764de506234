"""What a window of time is, and which mentions lie between two days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from kg.networks.asked import Span
from kg.networks.mentions import Ints, Mentions

__all__ = ["DAYS", "MONTHS", "Window", "moved", "places_between", "runs_of"]

#: the units of time, in days or in months
DAYS = {"days": 1, "weeks": 7}
MONTHS = {"months": 1, "quarters": 3, "years": 12}


@dataclass(frozen=True)
class Window:
    """A window [first, last], both inclusive, of a network's time, and the places of its mentions.

    ``partial``: the data end before it does, so that it is cut. ``centre`` and ``half`` (days) are of a window with a kernel.
    """

    first: date
    last: date
    partial: bool
    places: Any
    centre: float = 0.0
    half: float = 0.0

    @property
    def middle(self) -> date:
        """The day in the middle of the window, of an even number the earlier one."""
        return date.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)


def places_between(mentions: Mentions, first: date, last: date) -> slice:
    """Return the places of the mentions, which are in order of day, of two days and all between."""
    low, high = np.searchsorted(mentions.day, [first.toordinal(), last.toordinal() + 1])
    return slice(int(low), int(high))


def runs_of(mentions: Mentions) -> Ints:
    """Return where each statement begins among the mentions, which are in its order, and the end of the last."""
    new = np.flatnonzero(np.r_[True, np.diff(mentions.statement) != 0])
    return np.asarray(np.r_[new, len(mentions)], dtype=np.int64)


def moved(day: date, span: Span) -> date:
    """Return the day a span later, of a shorter month its last day; the calendar's last or first day where there is none."""
    try:
        if span.unit in DAYS:
            return day + timedelta(span.size * DAYS[span.unit])
        year, month = divmod(day.year * 12 + day.month - 1 + span.size * MONTHS[span.unit], 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max if span.size > 0 else date.min
