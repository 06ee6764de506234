"""Lists of whole bundles: any choice of one bundle from each component, said without writing all of them out.

A list is known by the bundles of each component. Its length is a product, and what stands in an earlier list is left out by counting
(inclusion and exclusion), so that the number of the rest is exact however large it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

__all__ = ["Listed", "Share", "listed"]

Bundle = frozenset[int]


@dataclass(frozen=True, slots=True)
class Share:
    """The bundles of a component that can be a part of a whole one, in a fixed order; ``complete`` where these are all."""

    bundles: tuple[Bundle, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """Whole bundles, and how many ``more`` there are: 0 where the list is complete, None where that is not known."""

    bundles: tuple[Bundle, ...]
    more: int | None = 0

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self.more == 0


def listed(shares: Sequence[Share], most: int, earlier: Iterable[Sequence[Share]] = ()) -> Listed:
    """Return at most ``most`` whole bundles that stand in none of the earlier lists, and are not empty.

    The choice from the last component changes first.
    """
    space = _Space(shares, earlier)
    bundles = tuple(islice(filter(None, space.wholes()), most))
    if not all(share.complete for share in shares):
        return Listed(bundles, None)
    empty = all(frozenset() in share.bundles for share in shares) and not any(map(space.holds_empty, space.lists))
    return Listed(bundles, space.count(0, space.lists) - empty - len(bundles))


class _Space:
    """Choices of one bundle from each component, some of which stand in earlier lists (by number)."""

    def __init__(self, shares: Sequence[Share], earlier: Iterable[Sequence[Share]]) -> None:
        self._shares = shares
        self._before = [[frozenset(share.bundles) for share in each] for each in earlier]
        self.lists = frozenset(range(len(self._before)))
        self._products = {some: self._suffixes(some) for some in _subsets(self.lists)}

    def _suffixes(self, some: frozenset[int]) -> list[int]:
        """Return how many choices from each component on stand in some lists, all at once."""
        found = [1]
        for place in reversed(range(len(self._shares))):
            common = set(self._shares[place].bundles).intersection(*(self._before[each][place] for each in some))
            found.append(found[-1] * len(common))
        return found[::-1]

    def holds_empty(self, number: int) -> bool:
        """Return whether the empty bundle stands in an earlier list."""
        return all(frozenset() in bundles for bundles in self._before[number])

    def count(self, place: int, within: frozenset[int]) -> int:
        """Return how many choices from a component on make one new that stands in some lists so far."""
        return sum((-1) ** len(some) * self._products[some][place] for some in _subsets(within))

    def wholes(self) -> Iterator[Bundle]:
        """Yield the bundles that stand in no earlier list."""
        chosen: list[Bundle] = []
        waiting = [iter(self._steps(0, self.lists))]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                del chosen[-1:]
                continue
            bundle, within = step
            chosen.append(bundle)
            if len(chosen) > len(self._shares):
                yield frozenset[int]().union(*chosen)
                chosen.pop()
            else:
                waiting.append(self._steps(len(chosen), within))

    def _steps(self, place: int, within: frozenset[int]) -> Iterator[tuple[Bundle, frozenset[int]]]:
        if place == len(self._shares):
            yield frozenset(), within
            return
        for bundle in self._shares[place].bundles:
            still = frozenset(each for each in within if bundle in self._before[each][place])
            if self.count(place + 1, still):
                yield bundle, still


def _subsets(of: frozenset[int]) -> Iterator[frozenset[int]]:
    for size in range(len(of) + 1):
        yield from map(frozenset, combinations(sorted(of), size))
