"""Evenly divided: the ways out of all knots together in which the parties give in numbers of knots that differ least.

Of a combination (one way out of each knot) the *spread* is the most less the fewest knots in which a party gives something, among the parties
that hold a position in some knot. Knot by knot, the combinations are counted by how often each party has given so far
(dynamic programming); a state whose spread is more than the knots that are left and the best spread can mend is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.deals.limits import LimitReached, Limits

__all__ = ["NONE", "Even", "evenly_divided"]

State = tuple[int, ...]

#: how many states are kept at most
_STATES = 200_000


@dataclass(frozen=True, slots=True)
class Even:
    """Combinations: the number of a way out for each knot; how many ``more`` there are, and their ``spread``."""

    combinations: tuple[tuple[int, ...], ...] = ()
    more: int = 0
    spread: int = 0


#: no combination
NONE = Even()


def evenly_divided(knots: Sequence[Sequence[frozenset[str]]], parties: Sequence[str], limits: Limits) -> Even:
    """Return the combinations of least spread; ``knots`` are the parties that give something in each way out.

    There is none where some knot has no way out, or there is no knot.
    """
    if not knots or not all(knots):
        return NONE
    gives = [[tuple(int(party in way) for party in parties) for way in ways] for ways in knots]
    best = _greedy(gives, len(parties))
    try:
        after = _counted(gives, len(parties), best, limits)
    except LimitReached as reached:
        limits.note(reached.limit)
        return NONE
    spread = min(map(_spread, after[-1]))
    number = sum(count for state, count in after[-1].items() if _spread(state) == spread)
    some = tuple(islice(_combinations(gives, after, spread), limits.most))
    return Even(some, number - len(some), spread)


def _spread(state: State) -> int:
    return max(state, default=0) - min(state, default=0)


def _plus(state: State, gives: State) -> State:
    """Return a state with what is given in one knot, less what all have given: differences alone count."""
    added = tuple(map(sum, zip(state, gives, strict=True)))
    least = min(added, default=0)
    return tuple(each - least for each in added)


def _greedy(gives: Sequence[Sequence[State]], parties: int) -> int:
    state: State = (0,) * parties
    for ways in gives:
        state = min((_plus(state, way) for way in ways), key=lambda each: (_spread(each), sum(each)))
    return _spread(state)


def _counted(gives: Sequence[Sequence[State]], parties: int, best: int, limits: Limits) -> list[dict[State, int]]:
    """Return after each number of knots, taken from the last, how many combinations come to each state."""
    after: list[dict[State, int]] = [{(0,) * parties: 1}]
    for left, ways in zip(range(len(gives) - 1, -1, -1), reversed(gives), strict=True):
        limits.check()
        found: Counter[State] = Counter()
        for way, times in Counter(ways).items():
            for state, count in after[-1].items():
                added = _plus(state, way)
                if _spread(added) <= best + left:
                    found[added] += count * times
        if len(found) > _STATES:
            raise LimitReached(f"the limit of {_STATES} states of who gives")
        after.append(found)
    return after


def _combinations(
    gives: Sequence[Sequence[State]], after: Sequence[dict[State, int]], spread: int
) -> Iterator[tuple[int, ...]]:
    """Yield the combinations of a spread, the way out of the last knot changing first."""
    goals = {state for state in after[-1] if _spread(state) == spread}

    def extend(chosen: tuple[int, ...], goals: set[State]) -> Iterator[tuple[int, ...]]:
        rest = len(gives) - len(chosen)
        if not rest:
            yield chosen
            return
        for number, way in enumerate(gives[len(chosen)]):
            before = {state for state in after[rest - 1] if _plus(state, way) in goals}
            if before:
                yield from extend((*chosen, number), before)

    return extend((), goals)
