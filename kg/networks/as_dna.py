"""Windows and kernels as Discourse Network Analyzer 3 lays them, for who must repeat a number of its own.

It rolls: a window reaches as many units before as after a day (or a statement), which moves on by one unit; only windows that lie
wholly within the days asked for are made. A kernel's width is even, its distances are whole units, a triangular one rises towards
the past, its values are not 1 at the centre; a line of an actor with itself is kept, and ``average`` multiplies by Σ 2/(x + x′) over the
cells that either uses. Which of several statements of one day begin or end a run of statements is random there; here it is told by
their ids.

Source: leifeld-lab/dna, ``Exporter.java`` (``computeTimeWindowMatrices``, ``computeKernelSmoothedTimeSlices``, ``zeta``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from kg.networks.asked import Asked, Span
from kg.networks.counting import Counts, Floats
from kg.networks.mentions import Mentions
from kg.networks.spans import DAYS, Window, moved, places_between, runs_of

__all__ = ["differences", "kernel_average", "kernel_weights_as_dna", "rolls", "windows_as_dna"]


def rolls(asked: Asked) -> bool:
    """Return whether windows lie as the reference lays them: with a stride, or with a kernel; it has none that follow each other."""
    return asked.as_dna and not asked.expanding and bool(asked.stride or asked.kernel)


def differences(asked: Asked) -> tuple[str, ...]:
    """Return in what the network differs from ours under ``as_dna``, as words of a closed list."""
    if not asked.as_dna:
        return ()
    found = {
        "week": asked.duplicates == "week",
        "month": asked.duplicates == "month",
        "before": bool(asked.window) and asked.duplicates != "include",
        "windows": rolls(asked) and not asked.kernel,
        "kernel": bool(asked.kernel),
        "levels": asked.scale == "stance",
        "cosine": asked.normalisation == "cosine",
    }
    return tuple(name for name, differs in found.items() if differs)


def windows_as_dna(mentions: Mentions, asked: Asked, oldest: date, newest: date) -> Iterator[Window]:
    """Yield the windows of mentions, which are in order of day and statement; the data are of ``oldest`` to ``newest``."""
    assert asked.window is not None
    if asked.window.unit == "statements":
        yield from _of_statements(mentions, asked)
    elif asked.kernel:
        last = date.fromordinal(int(mentions.day[-1]))
        yield from _of_kernel(mentions, asked, max(asked.since or oldest, oldest), min(asked.until or last, last))
    else:
        yield from _of_time(mentions, asked, asked.since or oldest, asked.until or newest)


def _of_statements(mentions: Mentions, asked: Asked) -> Iterator[Window]:
    assert asked.window is not None
    half, step = asked.window.size // 2, (asked.stride or asked.window).size
    bounds = runs_of(mentions)
    for place in range(half, len(bounds) - 1 - half, step):
        low, high = int(bounds[place - half]), int(bounds[place + half + 1])
        days = (date.fromordinal(int(mentions.day[low])), date.fromordinal(int(mentions.day[high - 1])))
        yield Window(*days, False, slice(low, high))


def _of_time(mentions: Mentions, asked: Asked, begin: date, end: date) -> Iterator[Window]:
    assert asked.window is not None
    half = math.floor((asked.window.size - 1) / 2 + 0.5)
    for centre in _steps(begin, end, asked.stride or asked.window):
        first, last = (moved(centre, Span(side * half, asked.window.unit)) for side in (-1, 1))
        if first >= begin and last <= end:
            yield Window(first, last, False, places_between(mentions, first, last))


def _of_kernel(mentions: Mentions, asked: Asked, begin: date, end: date) -> Iterator[Window]:
    assert asked.window is not None
    unit, half = asked.window.unit, (asked.window.size + 1) // 2
    indented = moved(begin, Span(half, unit)), moved(end, Span(-half, unit))
    for centre in _steps(*indented, asked.stride or asked.window):
        first, last = (moved(centre, Span(side * half, unit)) for side in (-1, 1))
        days = (begin, end) if asked.kernel == "gaussian" else (first, last)
        yield Window(*days, False, slice(0, len(mentions)), float(centre.toordinal()), float(half * DAYS[unit]))


def _steps(first: date, last: date, stride: Span) -> Iterator[date]:
    while first <= last:
        yield first
        first = moved(first, stride)


#: each kernel over u, which is positive before the centre
_KERNELS: dict[str, Callable[[Floats], Floats]] = {
    "uniform": lambda u: np.full(len(u), 0.5),
    "epanechnikov": lambda u: 0.75 * (1.0 - u * u),
    "triangular": lambda u: np.abs(1.0 - u),
    "gaussian": lambda u: np.exp(-u * u / 2.0) / math.sqrt(2.0 * math.pi),
}


def kernel_weights_as_dna(mentions: Mentions, asked: Asked, window: Window) -> Floats:
    """Return what a kernel weighs each mention, 0 outside the window but for the Gaussian one."""
    assert asked.kernel and asked.window
    unit = DAYS[asked.window.unit]
    whole = np.trunc((window.centre - mentions.day) / unit) * unit
    weights = _KERNELS[asked.kernel](np.asarray(whole / window.half, dtype=np.float64))
    if asked.kernel == "gaussian":
        return weights
    inside = np.abs(mentions.day - window.centre) <= window.half
    return np.where(inside, weights, 0.0)


def kernel_average(counts: Counts) -> Floats:
    """Return what ``average`` divides each pair of units by where a kernel weighs: 1 ÷ Σ 2/(x + x′) over the cells in use.

    ``counts`` are of all the time, each mention 1.
    """
    units = counts.by_level[0].shape[0]
    total = np.zeros((units, units))
    for matrix in counts.by_level:
        columns = matrix.tocsc()
        for place in np.flatnonzero(np.diff(columns.indptr)):
            column = columns[:, [place]].toarray().ravel()
            both = column[:, None] + column[None, :]
            total += np.divide(2.0, both, out=np.zeros_like(both), where=both > 0)
    return np.divide(1.0, total, out=np.ones_like(total), where=total > 0)
