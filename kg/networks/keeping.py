"""Which mentions count, over all the time asked for and in each window, and how many fell as duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kg.networks.asked import Asked
from kg.networks.duplicates import kept_places
from kg.networks.mentions import Mentions
from kg.networks.spans import Window, places_between
from kg.networks.windows import windows_of

__all__ = ["Kept", "kept_by_window", "kept_mentions", "kept_of", "mentions_by_window"]


@dataclass(frozen=True)
class Kept:
    """The ``mentions`` that count, how many others have ``fallen`` by the rule of duplicates, and the ``window`` of which they are, if any."""

    mentions: Mentions
    fallen: int
    window: Window | None = None

    @property
    def left_out(self) -> int:
        """How many mentions have no level, or no speaker."""
        return self.mentions.left_out

    def __len__(self) -> int:
        return len(self.mentions)


def kept_of(mentions: Mentions, asked: Asked, window: Window | None = None) -> Kept:
    """Return what the rule of duplicates keeps of mentions, which are in order of day and statement."""
    kept = kept_mentions(mentions, asked)
    return Kept(kept, len(mentions) - len(kept), window)


def kept_by_window(mentions: Mentions, asked: Asked, locator: str = "") -> Iterator[Kept]:
    """Yield what is kept of each window, oldest first. Duplicates fall inside each window; under ``as_dna`` before windows are cut.

    Raises as :func:`~kg.networks.windows.windows_of`.
    """
    if not asked.as_dna:
        yield from (kept_of(within, asked, window) for window, within in mentions_by_window(mentions, asked, locator))
        return
    kept = kept_mentions(mentions, asked)
    newest = _newest(mentions)
    for window in windows_of(kept, asked, locator, newest):
        yield Kept(_within(kept, window), _on_days(mentions, window) - _on_days(kept, window), window)


def mentions_by_window(mentions: Mentions, asked: Asked, locator: str = "") -> Iterator[tuple[Window, Mentions]]:
    """Yield each window with all its mentions, oldest first. Raises as :func:`~kg.networks.windows.windows_of`."""
    for window in windows_of(mentions, asked, locator, _newest(mentions)):
        yield window, _within(mentions, window)


def kept_mentions(mentions: Mentions, asked: Asked) -> Mentions:
    """Return the mentions that the rule of duplicates keeps."""
    if asked.duplicates == "include":
        return mentions
    by_level = asked.aggregation != "ignore"
    return mentions.take(kept_places(mentions, asked.duplicates, by_level=by_level, as_dna=asked.as_dna))


def _newest(mentions: Mentions) -> date | None:
    return date.fromordinal(int(mentions.day[-1])) if len(mentions) else None


def _within(mentions: Mentions, window: Window) -> Mentions:
    """Return the mentions of a window, with what was left out on its days."""
    days = [window.first.toordinal(), window.last.toordinal() + 1]
    first, last = np.searchsorted(mentions.left_out_days, days)
    inside = mentions.take(window.places)
    return replace(inside, left_out=int(last - first), left_out_days=mentions.left_out_days[first:last])


def _on_days(mentions: Mentions, window: Window) -> int:
    """Return how many mentions are of the days of a window."""
    places = places_between(mentions, window.first, window.last)
    return int(places.stop - places.start)
