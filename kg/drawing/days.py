"""A scale of days: where a day stands, and which days are written under it, as many as have room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.drawing.measure import text_width
from kg.drawing.svg import COLOURS, Element, line, words_at

__all__ = ["DayScale"]

_SIZE = 10.0
#: how many days or months are between the days that are written, the fewest first
_DAYS, _MONTHS = (1, 7, 14), (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)


@dataclass(frozen=True, slots=True)
class DayScale:
    """The days from ``first`` to ``last`` between two places ``left`` and ``right``, in proportion to time.

    A scale of a single day has it in the middle.
    """

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Return where a day stands; one before the first or after the last stands at the end."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[date, str]]:
        """Return the days that are written, with their text: every day, every Monday, or the first of months or years."""
        for step in _DAYS:
            found = [(day, day.isoformat()) for day in self._by_days(step)]
            if self._has_room(found):
                return found
        for step in _MONTHS:
            found = [(day, f"{day:%Y-%m}" if step < 12 else f"{day.year:04}") for day in self._by_months(step)]
            if self._has_room(found):
                return found
        return []

    def _by_days(self, step: int) -> Iterator[date]:
        first = self.first.toordinal() + (-self.first.weekday() % 7 if step > 1 else 0)
        if (self.last - self.first).days < 1000 * step:
            yield from map(date.fromordinal, range(first, self.last.toordinal() + 1, step))

    def _by_months(self, step: int) -> Iterator[date]:
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        months = range(first + -first % step, last + 1, step)
        days = (date(month // 12, month % 12 + 1, 1) for month in months)
        yield from (day for day in days if day >= self.first)

    def _has_room(self, found: list[tuple[date, str]]) -> bool:
        if len(found) < 2:
            return bool(found) and self.first == self.last
        widest = max(text_width(words, _SIZE) for _, words in found)
        places = [self.place(day) for day, _ in found]
        return all(after - before >= widest + 8 for before, after in pairwise(places))

    def drawn(self, top: float, bottom: float) -> Iterator[Element]:
        """Yield a thin line for each written day, from ``top`` to ``bottom``, with its text over it."""
        for day, words in self.ticks() or [(self.first, self.first.isoformat()), (self.last, self.last.isoformat())]:
            x = self.place(day)
            yield line(x, top, x, bottom, stroke=COLOURS["line"])
            yield words_at(x, top - 4, words, size=_SIZE, fill=COLOURS["muted"], text_anchor="middle")
