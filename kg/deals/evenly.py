"""Evenly divided: the ways out of all knots together in which the parties give in numbers of knots that differ least.

Of a combination (one way out of each knot) the *spread* is the most less the fewest knots in which a party gives something, among the parties
that hold a position in some knot. Knot by knot, the combinations are counted by how often each party has given so far
(dynamic programming); a state whose spread is more than the knots that are left and the best spread can mend is dropped.
Where there are too many states, the solver finds the least spread and some combinations of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.deals.limits import Limits
from kg.deals.solver import Model

__all__ = ["NONE", "Even", "evenly_divided"]

State = tuple[int, ...]

#: how many states are kept at most
_STATES = 10_000
#: how long the solver may take
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Even:
    """Combinations: the number of a way out for each knot; how many ``more`` (None: not known), and their ``spread``."""

    combinations: tuple[tuple[int, ...], ...] = ()
    more: int | None = 0
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
    after = _counted(gives, len(parties), _greedy(gives, len(parties)), limits)
    if after is None:
        with limits.noted():
            limits.check_solver()
            return _by_solver(gives, len(parties), limits)
        return Even((), None)
    spread = min(map(_spread, after[-1]))
    number = sum(count for state, count in after[-1].items() if _spread(state) == spread)
    some = tuple(islice(_combinations(gives, after, spread), limits.most))
    return Even(some, number - len(some), spread)


def _by_solver(gives: Sequence[Sequence[State]], parties: int, limits: Limits) -> Even:
    model = Model(sum(map(len, gives)), ())
    waiting = iter(model.holds)
    ways = [[next(waiting) for _ in each] for each in gives]
    least, most = (model.model.new_int_var(0, len(gives), name) for name in ("least", "most"))
    for party in range(parties):
        own = [
            way
            for each, states in zip(ways, gives, strict=True)
            for way, s in zip(each, states, strict=True)
            if s[party]
        ]
        model.model.add(sum(own) >= least)
        model.model.add(sum(own) <= most)
    for each in ways:
        model.model.add_exactly_one(each)
    model.model.minimize(most - least)
    found: list[tuple[int, ...]] = []
    spread, complete = 0, False
    with limits.search("what is evenly divided", _SECONDS):
        while len(found) < limits.most and (solver := model.solve(limits)) is not None:
            if not found:
                spread = round(solver.objective_value)
                model.model.add(most - least == spread)
            found.append(tuple(next(n for n, way in enumerate(each) if solver.boolean_value(way)) for each in ways))
            model.model.add_bool_or([~each[number] for each, number in zip(ways, found[-1], strict=True)])
        complete = len(found) < limits.most
    return Even(tuple(sorted(found)), 0 if complete else None, spread)


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


def _counted(
    gives: Sequence[Sequence[State]], parties: int, best: int, limits: Limits
) -> list[dict[State, int]] | None:
    """Return after each number of knots, taken from the last, how many combinations come to each state; None for too many."""
    after: list[dict[State, int]] = [{(0,) * parties: 1}]
    for left, ways in zip(range(len(gives) - 1, -1, -1), reversed(gives), strict=True):
        found: Counter[State] = Counter()
        for way, times in Counter(ways).items():
            if limits.interrupted or limits.left == 0 or len(found) > _STATES:
                return None
            for state, count in after[-1].items():
                added = _plus(state, way)
                if _spread(added) <= best + left:
                    found[added] += count * times
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
