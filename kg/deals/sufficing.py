"""Whether a settlement is left where some positions give up a part: by all bundles where they are few, else by what clashes.

What is given up in part is a claim of its own, beside the whole one. Of each other knot some way out is taken.

1. In a group of joined issues with few bundles, those are sought that honour all that is kept.
2. Else the clashes are sought among the claims of both kinds at once (:mod:`kg.deals.clashes`), and none may be kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.deals.bundles import bundles_of
from kg.deals.clashes import nogoods_of
from kg.deals.components import Component, Key
from kg.deals.formulas import values
from kg.deals.limits import Limits
from kg.deals.order import circles_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ByClashes", "ByRows", "Ways", "sufficing"]

#: the ways out of one knot
Ways = Sequence[frozenset[int]]

#: how many bundles are few
_FEW = 50_000


def sufficing(component: Component, limits: Limits, *, strained: bool) -> ByRows | ByClashes:
    """Return what tells whether a settlement is left in a component; ``strained`` where a party contradicts itself there.

    No bundle honours both sides of a strain, which is not the knot's to settle: then what clashes tells it.
    Raises :class:`~kg.deals.limits.LimitReached` where that would take too many clauses.
    """
    if not strained and not any(circles_of(component.claims)):
        rows = bundles_of(component, limits, min(_FEW, limits.bundles))
        if rows is not None:
            return ByRows(component, rows)
    return ByClashes(nogood.claims for nogood in nogoods_of(component, limits, explained=False))


class ByRows:
    """Told by the bundles of a component, in which no orders form a circle."""

    def __init__(self, component: Component, rows: NDArray[np.bool_]) -> None:
        self._size = len(rows)
        self._honoured = {claim.key: values(claim.asked, rows) for claim in component.claims}

    def suffices(self, giving: Mapping[int, int | None], knot: frozenset[int], others: Sequence[Ways]) -> bool:
        """Return whether a bundle honours all that is kept where positions of a knot give: up to a step, or wholly (None)."""
        elsewhere = frozenset[int]().union(*(way for ways in others for way in ways)) - knot
        kept = [(p, giving.get(p, 0)) for p, step in self._honoured if step == 0 and p not in elsewhere]
        left = self._all(key for key in kept if key[1] is not None)
        for ways in others:
            held = frozenset[int]().union(*ways) - knot
            if any((position, 0) in self._honoured for position in held):
                left &= self._any([self._all((p, 0) for p in held - way) for way in ways])
        return bool(left.any())

    def _all(self, keys: Iterable[tuple[int, int | None]]) -> NDArray[np.bool_]:
        import numpy as np

        found = np.ones(self._size, dtype=bool)
        for key in keys:
            if key in self._honoured:
                found &= self._honoured[key]
        return found

    def _any(self, each: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        found = each[0].copy()
        for one in each[1:]:
            found |= one
        return found


class ByClashes:
    """Told by the sets of claims that clash (``nogoods``)."""

    def __init__(self, nogoods: Iterable[frozenset[Key]]) -> None:
        self._with: defaultdict[Key, list[frozenset[Key]]] = defaultdict(list)
        for nogood in nogoods:
            for position, step in nogood:
                if step:
                    self._with[position, step].append(nogood)

    def suffices(self, giving: Mapping[int, int | None], knot: frozenset[int], others: Sequence[Ways]) -> bool:
        """Return whether no clash is kept where positions of a knot give: up to a step, or wholly (None)."""
        elsewhere = frozenset[int]().union(*(way for ways in others for way in ways)) - knot
        near = dict.fromkeys(
            nogood for position, step in giving.items() if step for nogood in self._with[position, step]
        )
        left = [
            frozenset(position for position, _ in nogood) & elsewhere
            for nogood in near
            if all(step == giving.get(position, 0) for position, step in nogood)
        ]
        return _hit(left, others)


def _hit(left: Sequence[frozenset[int]], others: Sequence[Ways]) -> bool:
    """Return whether one way out of each knot can be chosen so that they share something with each set that is left."""
    if not left:
        return True
    for number, ways in enumerate(others):
        rest = (*others[:number], *others[number + 1 :])
        for way in ways:
            if way & left[0] and _hit([each for each in left if not each & way], rest):
                return True
    return False
