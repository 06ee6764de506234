"""How a party moved on a ladder: from the range of values that it accepts on one day to that on another.

The range of a party is its interval (:mod:`kg.analysis.ladders`), of its own voice where it has one there, else of others'
word; a fallback counts for none. A move is

- *narrower* or *wider* where one range holds the other and more, or else where the one is shorter than the other; where
  neither can be said (both are unbounded, or of one length) it is neither;
- *toward* each party whose range it came nearer to. The distance of two ranges is what lies between them, 0 where they
  meet; the other's range is what it stated in its own voice, by the later day, or the earlier where it has none then.

A ladder counts once for a party, not once for each value: what happens to its values is one change. Apart from it stand

- a value that is expressly refused, or no longer, save where that is the move itself: where the party was or is for or
  leaning on it, and it is no red line;
- a value on which the party is, or was, mixed or noncommittal;
- a fallback;
- what others say beside a range of its own voice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.analysis.ladders import Interval, interval_of
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["LadderMove", "ladder_move", "stands_alone", "stated_on_ladder"]

_UNSETTLED = frozenset({Stance.MIXED, Stance.NONCOMMITTAL})


@dataclass(frozen=True, slots=True)
class LadderMove:
    """The range that a party accepts on a ladder (``issue``, id) before and after, in ``unit``; None where it has none.

    ``width`` is ``narrower``, ``wider`` or None; ``toward`` are the parties (ids) that it came nearer to.
    """

    issue: str
    before: Interval | None
    after: Interval | None
    unit: str | None
    width: str | None
    toward: tuple[str, ...]


def stated_on_ladder(resolution: Resolution, party: str, issue: str) -> list[Resolved]:
    """Return the stances that make a party's range on a ladder (ids), the newest first.

    They are those that are for or leaning, without fallbacks and what bounds imply; others' word makes no range of a
    party that has one in its own voice.
    """
    held = (resolution.stance(party, option.id) for option in resolution.case.options_of(issue))
    found = [h for h in held if h.leans_for and not h.fallback and not h.is_by_bound]
    found = [h for h in found if not h.ascribed] or found
    return sorted(found, key=lambda h: (-(h.day.toordinal() if h.day else 0), h.term))


def stands_alone(before: Resolved, after: Resolved) -> bool:
    """Return whether a change on one value of a ladder is a line of its own, beside the party's move."""
    if before.fallback or after.fallback or {before.stance, after.stance} & _UNSETTLED:
        return True
    refused = [h for h in (before, after) if h.side is Side.AGAINST and not h.is_by_bound]
    is_the_move = before.leans_for or after.leans_for
    return bool(refused) and (not is_the_move or any(h.is_red_line for h in refused))


def ladder_move(before: Resolution, after: Resolution, party: str, issue: str, others: Iterable[str]) -> LadderMove:
    """Return how a party moved on a ladder (ids) between two days; ``others`` are the parties it may have neared."""
    old, new = (_range(resolution, party, issue) for resolution in (before, after))
    unit = next((option.unit for option in after.case.options_of(issue) if option.unit), None)
    neared: tuple[str, ...] = ()
    if old and new and old != new:
        ranges = ((q, _stated(after, q, issue) or _stated(before, q, issue)) for q in sorted(others) if q != party)
        neared = tuple(q for q, held in ranges if held and _distance(new, held) < _distance(old, held))
    return LadderMove(issue, old, new, unit, _width(old, new) if old and new else None, neared)


def _range(resolution: Resolution, party: str, issue: str) -> Interval | None:
    return interval_of(resolution.case, stated_on_ladder(resolution, party, issue))


def _stated(resolution: Resolution, party: str, issue: str) -> Interval | None:
    held = (h for h in stated_on_ladder(resolution, party, issue) if not h.inferred and not h.ascribed)
    return interval_of(resolution.case, held)


def _distance(one: Interval, other: Interval) -> Decimal:
    """Return what lies between two intervals, in the unit of the ladder; 0 where they meet."""
    gaps = (
        low.low - high.high
        for low, high in ((one, other), (other, one))
        if low.low is not None and high.high is not None
    )
    return max([Decimal(0), *gaps])


def _width(old: Interval, new: Interval) -> str | None:
    if old == new:
        return None
    if _holds(old, new):
        return "narrower"
    if _holds(new, old):
        return "wider"
    lengths = [_length(old), _length(new)]
    if lengths[0] == lengths[1]:
        return None
    return "narrower" if lengths[1] < lengths[0] else "wider"


def _holds(whole: Interval, part: Interval) -> bool:
    above = whole.low is None or (part.low is not None and part.low >= whole.low)
    below = whole.high is None or (part.high is not None and part.high <= whole.high)
    return above and below


def _length(interval: Interval) -> Decimal:
    if interval.low is None or interval.high is None:
        return Decimal("Infinity")
    return interval.high - interval.low
