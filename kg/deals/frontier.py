"""The Pareto set of points: those that no other is at least as good as for all and better for some.

Rows in order of their sum, the largest first: what dominates a row stands before it, so each row that is kept is compared with the
rest once (the sort-filter skyline of Chomicki, Godfrey, Gryz and Liang 2003). Two columns need one pass: in order of the first, then
of the second, a row is kept where its second is more than that of every row after it (Kung, Luccio and Preparata 1975).
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

    different, which = np.unique(points, axis=0, return_inverse=True)
    if different.shape[1] == 2:
        if check is not None:
            check(len(different))
        return np.flatnonzero(_in_the_plane(different)[which.reshape(-1)])
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


def _in_the_plane(different: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which of some distinct points with two columns are in the Pareto set; the points are in ascending order."""
    import numpy as np

    kept = np.ones(len(different), dtype=bool)
    most = np.maximum.accumulate(different[::-1, 1])[::-1]
    kept[:-1] = different[:-1, 1] > most[1:]
    return kept
