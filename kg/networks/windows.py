"""Windows of time: where each begins and ends, which mentions lie in it, and how a kernel weighs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import numpy as np

from kg.errors import LimitError
from kg.networks.as_dna import kernel_weights_as_dna, rolls, windows_as_dna
from kg.networks.asked import Asked, Span
from kg.networks.counting import Floats
from kg.networks.mentions import Mentions
from kg.networks.spans import MONTHS, Window, moved, places_between, runs_of

__all__ = ["MOST_WINDOWS", "kernel_weights", "windows_of"]

#: the most windows that are made
MOST_WINDOWS = 10_000


def windows_of(mentions: Mentions, asked: Asked, locator: str = "", newest: date | None = None) -> Iterator[Window]:
    """Yield the windows of mentions, which are in order of day and statement, oldest first.

    Calendar units begin on the unit's boundary (weeks on Monday), days at ``since``, else on the first day; without a stride they
    follow each other, and ``expanding`` lets each begin with the first. ``newest`` is the last day of the data where it is not that of
    the last mention, as of duplicates that fell before. Raises :class:`~kg.errors.LimitError` for more than 10,000.
    """
    if asked.window is None or not len(mentions):
        return
    oldest, last = (date.fromordinal(int(mentions.day[place])) for place in (0, -1))
    newest = newest or last
    if rolls(asked):
        made = windows_as_dna(mentions, asked, oldest, newest)
    elif asked.window.unit == "statements":
        made = _of_statements(mentions, asked)
    else:
        made = _of_time(mentions, asked, oldest, newest)
    for number, window in enumerate(made):
        if number == MOST_WINDOWS:
            raise LimitError(locator, f"more than {MOST_WINDOWS:,} windows; give a longer --window or --stride")
        yield window


def _of_statements(mentions: Mentions, asked: Asked) -> Iterator[Window]:
    """Yield runs of N statements, a statement with all its mentions; the days of a run are those of its first and last statement."""
    assert asked.window is not None
    size, step = asked.window.size, (asked.stride or asked.window).size
    bounds = runs_of(mentions)
    many = len(bounds) - 1
    for begin in range(0, many, step):
        end = min(begin + size, many)
        low, high = bounds[0 if asked.expanding else begin], bounds[end]
        days = (date.fromordinal(int(mentions.day[low])), date.fromordinal(int(mentions.day[high - 1])))
        yield Window(*days, begin + size > many, slice(int(low), int(high)))
        if end == many:
            return


def _of_time(mentions: Mentions, asked: Asked, oldest: date, newest: date) -> Iterator[Window]:
    assert asked.window is not None
    stride = asked.stride or asked.window
    whole = asked.until or newest
    first = begin = _boundary(asked.since or oldest, asked.window)
    if begin > whole:
        return
    for number in count(1):
        end = moved(begin, asked.window)
        start = first if asked.expanding else begin
        if asked.kernel:
            yield _weighed(mentions, asked, begin, end, whole)
        else:
            last = end - timedelta(1)
            yield Window(start, min(last, whole), last > whole, places_between(mentions, start, last))
        begin = moved(first, Span(stride.size * number, stride.unit))
        if end > whole or begin > whole:
            return


def _weighed(mentions: Mentions, asked: Asked, begin: date, end: date, whole: date) -> Window:
    """Return a window with a kernel; the Gaussian one reaches over all mentions."""
    half = (end - begin).days / 2.0
    centre = begin.toordinal() + (2.0 * half - 1.0) / 2.0
    if asked.kernel == "gaussian":
        places = slice(0, len(mentions))
    else:
        low = np.searchsorted(mentions.day, centre - half, "left")
        places = slice(int(low), int(np.searchsorted(mentions.day, centre + half, "right")))
    last = end - timedelta(1)
    return Window(begin, min(last, whole), last > whole, places, centre, half)


def _boundary(day: date, window: Span) -> date:
    """Return the first day of the calendar unit that a day lies in."""
    if window.unit == "days":
        return day
    if window.unit == "weeks":
        return day - timedelta(day.weekday())
    month = (day.month - 1) // MONTHS[window.unit] * MONTHS[window.unit] + 1
    return date(day.year, month, 1)


#: each kernel over u, the distance from the centre in half-widths: 1 at the centre, and but for the last 0 beyond 1
_KERNELS: dict[str, Callable[[Floats], Floats]] = {
    "uniform": lambda u: (np.abs(u) <= 1.0).astype(np.float64),
    "epanechnikov": lambda u: np.where(np.abs(u) <= 1.0, 1.0 - u * u, 0.0),
    "triangular": lambda u: np.where(np.abs(u) <= 1.0, 1.0 - np.abs(u), 0.0),
    "gaussian": lambda u: np.exp(-u * u / 2.0),
}


def kernel_weights(mentions: Mentions, asked: Asked, window: Window) -> Floats:
    """Return z of each mention of a window: the kernel at its day's distance from the centre, in half-widths."""
    assert asked.kernel
    if rolls(asked):
        return kernel_weights_as_dna(mentions, asked, window)
    return _KERNELS[asked.kernel](np.asarray((mentions.day - window.centre) / window.half, dtype=np.float64))
