"""Minimal hitting sets: every minimal set that shares something with each of several sets (Berge 1989, chapter 2).

By the search MMCS of Murakami and Uno (2014), extended by a bound that gives the smallest first:

1. Of the sets that are not hit yet, the one with fewest candidates is taken, and each candidate in it tried.
2. A choice is left where a member of it no longer hits some set alone (then it is not minimal).
3. A set is measured by the *labels* of its members, each counted once. For a bound of 1, 2, 3 … only what has so many labels
   is sought; what is chosen needs one more for each set in a packing of sets that share no label with one another nor with the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from kg.deals.limits import Limits

__all__ = ["SearchTooLong", "hitting_sets"]

#: how many choices are extended at most
_STEPS = 5_000


class SearchTooLong(Exception):  # noqa: N818 - a way on is known to the caller
    """A search that takes too many steps."""


def hitting_sets(
    sets: Sequence[frozenset[int]], label: Callable[[int], Hashable], limits: Limits
) -> tuple[list[frozenset[int]], bool]:
    """Return minimal hitting sets, those with fewest labels first, then in order; and whether they are all.

    All with as many labels as the last are found, so that which are listed depends on the measure alone. Raises
    :class:`SearchTooLong` where that takes too many steps, :class:`~kg.deals.limits.LimitReached` where the time is over.
    """
    search = _Search(sets, label, limits)
    found: list[frozenset[int]] = []
    for bound in range(len(search.labels) + 1):
        level = search.within(bound)
        found += sorted(level, key=sorted)
        if len(found) > limits.most:
            return found, not search.beyond(bound)
    return found, True


class _Search:
    def __init__(self, sets: Sequence[frozenset[int]], label: Callable[[int], Hashable], limits: Limits) -> None:
        members = sorted({member for each in sets for member in each})
        self.sets = [sorted(each) for each in sets]
        self.labels = {member: label(member) for member in members}
        self._hits = {m: sum(1 << number for number, each in enumerate(sets) if m in each) for m in members}
        self._limits, self._steps = limits, 0

    def within(self, bound: int) -> Iterator[frozenset[int]]:
        """Yield the minimal hitting sets with exactly so many labels."""
        for found in self._extend({}, (1 << len(self.sets)) - 1, frozenset(self._hits), bound):
            if len({self.labels[member] for member in found}) == bound:
                yield found

    def beyond(self, bound: int) -> bool:
        """Return whether there is a minimal hitting set with more labels."""
        every = self._extend({}, (1 << len(self.sets)) - 1, frozenset(self._hits), len(self._hits))
        return any(len({self.labels[member] for member in found}) > bound for found in every)

    def _extend(
        self, alone: dict[int, int], left: int, candidates: frozenset[int], bound: int
    ) -> Iterator[frozenset[int]]:
        """Extend a choice; ``alone`` are its members, each with the sets that it alone hits, ``left`` those not hit yet."""
        self._steps += 1
        if not self._steps % 256:
            self._limits.check()
        if self._steps > _STEPS:
            raise SearchTooLong
        if not left:
            yield frozenset(alone)
            return
        waiting = [each for number, each in enumerate(self.sets) if left >> number & 1]
        if self._needs({self.labels[member] for member in alone}, waiting, candidates) > bound:
            return
        fewest = min(([m for m in each if m in candidates] for each in waiting), key=len)
        candidates -= frozenset(fewest)
        for member in fewest:
            hits = self._hits[member]
            still = {other: sets & ~hits for other, sets in alone.items()}
            if all(still.values()):
                still[member] = left & hits
                yield from self._extend(still, left & ~hits, candidates, bound)
            candidates |= {member}

    def _needs(self, used: set[Hashable], waiting: list[list[int]], candidates: frozenset[int]) -> int:
        """Return how many labels a choice has at least, when it hits the sets that it does not hit yet."""
        seen, needs = set(used), len(used)
        for each in waiting:
            labels = {self.labels[member] for member in each if member in candidates}
            if not labels & seen:
                seen |= labels
                needs += 1
        return needs
