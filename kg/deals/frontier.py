"""The Pareto set of points: those that no other is at least as good as for all and better for some.

Rows in order of their sum, the largest first: what dominates a row stands before it, so each row that is kept is compared with the
rest once (the sort-filter skyline of Chomicki, Godfrey, Gryz and Liang 2003). Two columns need one pass: in order of the first, then
of the second, a row is kept where its second is the most for its first, and more than that of every greater first (Kung, Luccio and Preparata 1975).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["pareto_rows"]


def pareto_rows(points: NDArray[Any], check: Callable[[int], None] | None = None) -> NDArray[np.intp]:
    """Return the numbers of the rows in the Pareto set, in ascending order, where more is better; of equal rows all.

    ``points`` has one row a point, one column a party. ``check`` is called with the number of comparisons so far; it may raise.
    """
    import numpy as np

    if points.shape[1] == 2 and len(points):
        return _in_the_plane(points, check)
    different, which = np.unique(points, axis=0, return_inverse=True)
    left = np.argsort(-different.sum(axis=1), kind="stable")
    columns = np.ascontiguousarray(different[left].T)
    kept: list[int] = []
    compared = 0
    while len(left):
        kept.append(int(left[0]))
        rest = columns[:, 1:]
        better = np.zeros(rest.shape[1], dtype=bool)
        for column, first in zip(rest, columns[:, 0], strict=True):
            better |= column > first
            compared += len(better)
            if better.all():
                break
        whole = bool(better.all())
        left, columns = (left[1:], rest) if whole else (left[1:][better], rest[:, better])
        if check is not None:
            check(compared)
    return np.flatnonzero(np.isin(which.reshape(-1), kept))


def _in_the_plane(points: NDArray[Any], check: Callable[[int], None] | None) -> NDArray[np.intp]:
    """Return the rows in the Pareto set of points with two columns."""
    import numpy as np

    order = np.lexsort((points[:, 1], points[:, 0]))
    first, second = points[order].T
    after = np.searchsorted(first, first, side="right")  # where the points of a greater first begin
    most = np.maximum.accumulate(second[::-1])[::-1]
    is_last = after == len(order)
    kept = (second == second[after - 1]) & (is_last | (second > most[np.where(is_last, 0, after)]))
    if check is not None:
        new = np.ones(len(order), dtype=bool)
        new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
        check(_comparisons(first[new], second[new], kept[new]))
    return np.sort(order[kept])


def _comparisons(first: NDArray[Any], second: NDArray[Any], kept: NDArray[np.bool_]) -> int:
    """Return how many comparisons distinct points in ascending order would take row by row, so that a limit says the same for two columns.

    A row is compared with all that wait: those that are kept after it, and those that no row before it dominates.
    """
    import numpy as np

    across, up = first[kept], second[kept]
    turn = np.empty(len(across), dtype=np.intp)
    turn[np.argsort(-(across + up), kind="stable")] = np.arange(len(across))
    # those that dominate a point follow one another; it waits for the one whose turn is first
    low = np.searchsorted(across, first[~kept])
    high = len(up) - np.searchsorted(up[::-1], second[~kept])
    leaves = _least_within(turn, low, high)
    waiting = np.arange(len(turn))[::-1] + np.bincount(leaves, minlength=len(turn))[::-1].cumsum()[::-1]
    least = np.full(len(turn) + 1, first[-1] + 1)
    np.minimum.at(least, leaves, first[~kept])
    in_turn = across[np.argsort(turn)]
    least[:-2] = np.minimum(least[:-2], np.minimum.accumulate(in_turn[:0:-1])[::-1])
    is_left_of_all = np.minimum.accumulate(least[::-1])[::-1][:-1] > in_turn
    return int((waiting * np.where(is_left_of_all, 1, 2)).sum())


def _least_within(numbers: NDArray[np.intp], low: NDArray[np.intp], high: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the least of the numbers in each stretch from ``low`` to before ``high``, by the least of those of 1, 2, 4, …"""
    import numpy as np

    found = np.full(len(low), len(numbers), dtype=np.intp)
    size, least = 1, numbers
    while len(least):
        fits = (high - low >= size) & (high - low < 2 * size)
        found[fits] = np.minimum(least[low[fits]], least[high[fits] - size])
        least = np.minimum(least[:-size], least[size:])
        size *= 2
    return found
