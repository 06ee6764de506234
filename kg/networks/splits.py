"""The best split of actors into two camps: the largest Σ_{i<j} w_ij·s_i·s_j over s in {−1, 1}ⁿ, and how far that is proven.

The problem is that of the line index of balance, or of the largest cut: Aref and Neal, "Detecting coalitions by optimally partitioning
signed networks", Scientific Reports 10, 2020. Parts that nothing joins are split apart from each other. A part of up to
:data:`MOST_TRIED` actors is split in every way, so that ties are counted; of a larger one see :mod:`kg.networks.cutting`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.networks.mentions import Ints

__all__ = ["MOST_ALSO", "MOST_TRIED", "Split", "best_split", "parts_of", "product_of", "value_of"]

#: up to how many actors of a part all splits are tried, and how many ties are told beside the best
MOST_TRIED, MOST_ALSO = 20, 5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """The best split that was found: ``sides`` (1 or −1) and its ``value``; ``bound`` is what no split exceeds.

    ``ties`` counts the splits with that value, itself among them and a split and its mirror image once; 0 where that was not counted.
    ``other`` says whether there is another one, None where that is not known, and ``also`` are the next of them, where all actors are
    joined. ``part`` numbers, by actor, the groups that nothing joins with each other, the largest first, −1 for an actor who is joined
    with nobody: each part may be turned round, which makes ties of its own.
    """

    sides: tuple[int, ...]
    value: int
    bound: float
    ties: int
    other: bool | None
    also: tuple[tuple[int, ...], ...]
    part: tuple[int, ...]

    @property
    def proven(self) -> bool:
        """Whether no split has more."""
        return self.bound <= self.value


def value_of(weights: Ints, sides: Ints) -> int:
    """Return Σ_{i<j} w_ij·s_i·s_j of symmetric weights whose diagonal is 0."""
    return int(sides @ weights @ sides) // 2


def parts_of(joined: npt.NDArray[np.bool_]) -> list[Ints]:
    """Return the connected parts of a symmetric matrix, each as places in order; in order of their first."""
    found, left = [], np.ones(len(joined), dtype=bool)
    for place in range(len(joined)):
        if not left[place]:
            continue
        part = np.zeros(len(joined), dtype=bool)
        edge = part.copy()
        part[place] = edge[place] = True
        while edge.any():
            edge = joined[edge].any(axis=0) & ~part
            part |= edge
        left &= ~part
        found.append(np.flatnonzero(part))
    return found


def best_split(weights: Ints, then: Ints, joined: npt.NDArray[np.bool_], limit: float = 60.0) -> Split:
    """Return the split with the largest value of ``weights``, and among several the largest of ``then``.

    All are n × n, symmetric, with diagonal 0; ``joined`` says which actors are compared at all. Of those that are alike in both, the
    more even split, then the first by place. Parts are put together by size, the larger camp of each with the
    larger of the others. ``limit`` is in seconds; where it ends the search before the proof, ``bound`` tells what is left open.
    """
    end = time.monotonic() + limit
    sides = np.ones(len(weights), dtype=np.int64)
    part_of = np.full(len(weights), -1, dtype=np.int64)
    value, bound, ties = 0, 0.0, 1
    others: list[bool | None] = []
    also: tuple[tuple[int, ...], ...] = ()
    parts = sorted((part for part in parts_of(joined) if len(part) > 1), key=lambda part: (-len(part), part[0]))
    # smaller parts first, so that what they leave of the time is for the larger
    for number, part in reversed(list(enumerate(parts))):
        grid = np.ix_(part, part)
        found = _part(weights[grid], then[grid], max(0.0, end - time.monotonic()) / (number + 1))
        sides[part], part_of[part] = _larger_first(np.array(found.sides)), number
        value, bound, ties = value + found.value, bound + found.bound, ties * found.ties
        others.append(found.other)
        if len(parts) == 1:
            also = tuple(_placed(one, part, len(weights)) for one in found.also)
    apart = max(len(parts) - 1, 0)
    other = True if apart or True in others else None if None in others else False
    return Split(tuple(sides.tolist()), value, bound, ties * 2**apart, other, also, tuple(part_of.tolist()))


def _placed(sides: tuple[int, ...], part: Ints, size: int) -> tuple[int, ...]:
    found = np.ones(size, dtype=np.int64)
    found[part] = _larger_first(np.array(sides))
    return tuple(found.tolist())


def _part(weights: Ints, then: Ints, limit: float) -> Split:
    if len(weights) <= MOST_TRIED:
        return _tried(weights, then)
    from kg.networks.cutting import cut

    return cut(weights, then, limit)


def _tried(weights: Ints, then: Ints) -> Split:
    """Try every split, the first actor's side given."""
    values = product_of(weights)
    best = int(values.max())
    numbers = np.flatnonzero(values == best)
    found = _sides_of(numbers, len(weights))
    seconds = np.einsum("ki,ij,kj->k", found, then, found, optimize=True)
    order = np.lexsort((*-found.T[::-1], np.abs(found.sum(axis=1)), -seconds))[: MOST_ALSO + 1]
    first, *also = (tuple(sides.tolist()) for sides in found[order])
    return Split(first, best, float(best), len(numbers), len(numbers) > 1, tuple(also), (0,) * len(weights))


def product_of(weights: Ints) -> Ints:
    """Return the value of each of the 2ⁿ⁻¹ splits in which the first actor's side is 1.

    The bits of a split's place, the lowest for the second actor, say who is on the other side. Each actor is added to all splits of
    those before it, which takes 4·2ⁿ⁻¹ additions in all.
    """
    values = np.zeros(1, dtype=np.int64)
    for place in range(1, len(weights)):
        pull = np.full(1, weights[place, 0], dtype=np.int64)
        for before in range(1, place):
            pull = np.concatenate((pull + weights[place, before], pull - weights[place, before]))
        values = np.concatenate((values + pull, values - pull))
    return values


def _sides_of(numbers: Ints, size: int) -> Ints:
    bits = (numbers[:, None] >> np.arange(size - 1)) & 1
    return np.hstack((np.ones((len(numbers), 1), dtype=np.int64), 1 - 2 * bits))


def _larger_first(sides: Ints) -> Ints:
    """Return sides turned so that the larger camp has 1; of two alike, that of the first actor."""
    whole = int(sides.sum()) or int(sides[0])
    return sides if whole > 0 else -sides
