"""Ways out of a knot: every minimal set of positions whose giving-up leaves none of its clashes (minimal correction sets).

They are the minimal hitting sets of the clashes (Reiter 1987; Liffiton and Sakallah 2008). They are counted by pairs of party and issue,
so that who demands something and rules out its rival gives once; then they go by issue, option and id. The grade of a
position counts for nothing, nor who gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import islice

from kg.deals.limits import Limits
from kg.deals.problem import Position, Problem
from kg.deals.smallest import smallest_hitting_sets
from kg.deals.transversals import SearchTooLong, hitting_sets

__all__ = ["Place", "by_party", "in_order_of_giving", "pair_of", "ways_out_of"]

#: what a position is sorted by: issue, term, holder, stance
Place = tuple[str, str, str, str]


def pair_of(position: Position) -> tuple[str, str]:
    """Return the party (or coalition) and the issue, or the proposal, that a position is counted by."""
    return (position.holder, position.issue or position.held.term)


def in_order_of_giving(problem: Problem, positions: Iterable[int]) -> tuple[int, tuple[Place, ...]]:
    """Return what a way out is sorted by: how many pairs of party and issue give, then issue, option and id of each."""
    given = [problem.positions[number] for number in positions]
    return len(set(map(pair_of, given))), tuple(sorted((each.issue or "", *each.key) for each in given))


def by_party(problem: Problem, positions: Iterable[int]) -> tuple[tuple[str, int], ...]:
    """Return on how many issues each party that gives something gives, in order of id."""
    pairs = {pair_of(problem.positions[number]) for number in positions}
    return tuple(sorted(Counter(party for party, _ in pairs).items()))


def ways_out_of(
    problem: Problem, clashes: Sequence[frozenset[int]], limits: Limits
) -> tuple[tuple[frozenset[int], ...], bool]:
    """Return the ways out of a knot, the least first, at most ``limits.most``; and whether they are all."""

    def label(number: int) -> Hashable:
        return pair_of(problem.positions[number])

    found: list[frozenset[int]] = []
    complete = False
    with limits.noted():
        try:
            found, complete = hitting_sets(clashes, label, limits)
        except SearchTooLong:
            for way in islice(smallest_hitting_sets(clashes, label, limits), limits.most + 1):
                found.append(way)
            complete = len(found) <= limits.most
    found.sort(key=lambda positions: in_order_of_giving(problem, positions))
    return tuple(found[: limits.most]), complete and len(found) <= limits.most
