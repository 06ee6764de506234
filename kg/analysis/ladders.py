"""On a ladder: the interval of values that each party accepts, and the overlap or gap of a group's intervals.

Definition. Party p is for or leaning on values v of a ladder, each with bounds ``at-least``, ``at-most`` or ``exactly``
(stances inferred from bounds, and fallbacks that are not met, are left out). Its interval is [low, high], both included.
``low`` is the smallest of its at-least and exact values where it has an at-least; without one, unbounded where it has an
at-most, else its smallest exact value. ``high`` is the mirror image. So opposite bounds are an interval; where they share no value, the party has
none. Values within the interval need not have been proposed by anyone.

With L the largest ``low`` and H the smallest ``high`` of two or more intervals (unbounded ends left out), the range is
the overlap [L, H] where L ≤ H or one of them is missing, and the gap from H to L, both excluded, where L > H. Values
are in the ladder's unit.

Source: the positive and negative settlement range of Walton and McKersie ("A Behavioral Theory of Labor Negotiations",
1965) and the zone of agreement of Raiffa ("The Art and Science of Negotiation", 1982), with the difference that they
compare resistance points (reservation prices), which are private, and this module what the parties declare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from kg.analysis.conditions import GroupStances
from kg.case import Case
from kg.resolution import Resolved
from kg.vocabulary import Side

__all__ = ["Interval", "Range", "accepted_interval", "interval_of", "ladder_stances", "range_of", "strongest"]


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from ``low`` to ``high``, both included; None is unbounded."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Range:
    """``overlap``: every party accepts the values from ``low`` to ``high``, both included; ``gap``: what lies between them.

    ``low`` and ``high`` are in ``unit`` (None where the case gives none); None is unbounded, and only an overlap can
    be. ``inferred`` and ``ascribed`` say whether a stance that it rests on is inferred, or known by others' voice only.
    """

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    inferred: bool = field(default=False, compare=False)
    ascribed: bool = field(default=False, compare=False)


def ladder_stances(group: GroupStances, party: str, issue: str, *, committed: bool = False) -> list[Resolved]:
    """Return the stances of a party (id) on a ladder (issue id) that make its interval, as resolved.

    ``committed`` leaves out those on which it is only leaning when conditions are judged.
    """
    held = (group.standing(party, option.id) for option in group.case.options_of(issue) if option.value is not None)
    return [
        h
        for h in held
        if h.leans_for
        and not group.is_unmet_fallback(h)
        and not h.is_by_bound
        and not (committed and group.effective(party, h.term).side is not Side.FOR)
    ]


def strongest(held: Iterable[Resolved]) -> Resolved:
    """Return the strongest of stances that are for or leaning: for before leaning, then the first by name."""
    return min(held, key=lambda h: (h.side is not Side.FOR, -h.strength, h.term))


def accepted_interval(group: GroupStances, party: str, issue: str, *, committed: bool = False) -> Interval | None:
    """Return the interval of values that a party (id) accepts on a ladder (issue id), None where it has none.

    ``committed``: the values that it is for.
    """
    return interval_of(group.case, ladder_stances(group, party, issue, committed=committed))


def interval_of(case: Case, held: Iterable[Resolved]) -> Interval | None:
    """Return the interval of values that a party's stances on a ladder accept, None where there are none.

    Of several bounds on one side the widest holds, since the party is for or leaning on each.
    """
    pairs = [(case.options[h.term].value or Decimal(0), bound) for h in held for bound in (*h.bounds, *_beside(h))]
    if not pairs:
        return None
    floors = [value for value, bound in pairs if bound == "at-least"]
    ceilings = [value for value, bound in pairs if bound == "at-most"]
    exact = [value for value, bound in pairs if bound == "exactly"]
    low = min([*floors, *exact]) if floors else (None if ceilings else min(exact))
    high = max([*ceilings, *exact]) if ceilings else (None if floors else max(exact))
    return None if low is not None and high is not None and low > high else Interval(low, high)


def _beside(held: Resolved) -> list[str]:
    """Return the opposite bounds on the same value that stand beside a stance."""
    return [past.position.bound for past in held.beside if past.fate == "opposite bound"]


def range_of(group: GroupStances, parties: Iterable[str], issue: str, *, committed: bool = False) -> Range | None:
    """Return the overlap or the gap of the intervals of the parties that have one, None where fewer than two have.

    ``committed``: of the values that they are for.
    """
    found = {party: accepted_interval(group, party, issue, committed=committed) for party in parties}
    intervals = [interval for interval in found.values() if interval]
    if len(intervals) < 2:
        return None
    low = max((i.low for i in intervals if i.low is not None), default=None)
    high = min((i.high for i in intervals if i.high is not None), default=None)
    unit = next((o.unit for o in group.case.options_of(issue) if o.unit), None)
    held = [h for party in found for h in ladder_stances(group, party, issue, committed=committed)]
    marks = any(h.inferred for h in held), any(h.ascribed for h in held)
    if low is not None and high is not None and low > high:
        return Range("gap", high, low, unit, *marks)
    return Range("overlap", low, high, unit, *marks)
