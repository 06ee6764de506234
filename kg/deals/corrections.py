"""Clashes by way of what each bundle leaves unhonoured, where a component has few bundles and its clauses are too many.

1. Each bundle leaves some positions unhonoured; to these come those whose orders must go (:mod:`kg.deals.order`).
2. The minimal ones of all these sets are the minimal correction sets.
3. The clashes are their minimal hitting sets (Reiter 1987; Bailey and Stuckey 2005).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.deals.bundles import bundles_of, true_of
from kg.deals.components import Component, Key
from kg.deals.limits import LimitReached, Limits
from kg.deals.order import circles_of, dropped_for_order
from kg.deals.transversals import SearchTooLong, hitting_sets

__all__ = ["clashes_by_bundles"]


def clashes_by_bundles(component: Component, limits: Limits) -> tuple[frozenset[Key], ...]:
    """Return every minimal set of claims that no bundle of a component honours together.

    Raises :class:`~kg.deals.limits.LimitReached` where there are too many bundles or sets, or the time is over.
    """
    sets = [frozenset(found) for found in _corrections(component, limits)]
    try:
        found, _ = hitting_sets(sets, lambda number: number, replace(limits, most=1 << 60))
    except SearchTooLong:
        raise LimitReached("too many sets of positions that settle a group of joined issues") from None
    keys = [claim.key for claim in component.claims]
    return tuple(frozenset(keys[number] for number in each) for each in found)


def _corrections(component: Component, limits: Limits) -> tuple[frozenset[int], ...]:
    """Return the minimal sets of claims (by place) without which a bundle honours the rest."""
    import numpy as np

    rows = bundles_of(component, limits)
    if rows is None:
        raise LimitReached(f"more than {limits.bundles} bundles in a group of joined issues")
    asked = [~true_of(claim.asked, rows, limits) for claim in component.claims]
    missed = np.column_stack(asked) if asked else np.zeros((len(rows), 0), dtype=bool)
    circles = any(circles_of(component.claims))
    order = np.argsort(missed.sum(axis=1), kind="stable")
    if not circles:
        limits.check()
        order = order[np.sort(np.unique(missed[order], axis=0, return_index=True)[1])]
    found: list[frozenset[int]] = []
    for row in order:
        limits.check()
        unhonoured = frozenset(np.flatnonzero(missed[row]).tolist())
        if not any(each <= unhonoured for each in found):
            bundle = frozenset(np.flatnonzero(rows[row]).tolist())
            also = _for_order(component, unhonoured, bundle, limits) if circles else (frozenset[int](),)
            found += [unhonoured | each for each in also]
    return _minimal(found)


def _for_order(
    component: Component, unhonoured: frozenset[int], bundle: frozenset[int], limits: Limits
) -> Iterable[frozenset[int]]:
    kept = [replace(c, position=place) for place, c in enumerate(component.claims) if place not in unhonoured]
    return dropped_for_order(kept, bundle, limits)


def _minimal(sets: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    found: list[frozenset[int]] = []
    for each in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if not any(other <= each for other in found):
            found.append(each)
    return tuple(found)
