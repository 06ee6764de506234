"""The best settlements: those that cost least, by several ideas of least, each proven over every bundle.

- The *Pareto set*: no other bundle costs every party at most as much and some party less. Bundles of equal costs are one point.
- *Least total*: the sum of all parties' costs, place by place, is least.
- *Even-handed*: the costs of the worst-off party are least, then those of the second worst-off, and so on (leximin; Sen 1970,
  after Rawls).
- *Nearest* to a proposal: of the Pareto set, what changes fewest of its terms.

Where the bundles or the points of the Pareto set are too many, least total and even-handed are found by the solver
(:mod:`kg.deals.least`), one settlement each, and the rest is not computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.deals.components import whole_of
from kg.deals.costing import burdens_of
from kg.deals.least import Gap, Least, even_handed, least_total
from kg.deals.limits import Limits
from kg.deals.points import Points, all_points
from kg.deals.problem import Problem
from kg.deals.weighing import Base, base_of

__all__ = ["Best", "Nearest", "Point", "best_of"]

#: how long the solver may take for each idea
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Point:
    """Costs that some bundles have: the first of these, how many there are (None: not counted), and the counts of each party,
    by party."""

    bundle: frozenset[int]
    number: int | None
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Of the Pareto set, a bundle that is nearest to a proposal (its place among those asked), and how many terms it changes."""

    proposal: int
    bundle: frozenset[int]
    changes: int


@dataclass(frozen=True, slots=True)
class Best:
    """The best settlements: points of least total cost, even-handed ones, and the Pareto set, each in a fixed order.

    ``pareto`` is None where it is not computed. ``unproven`` are the names of the ideas (``least_total``, ``even_handed``) of which only
    the best so far is given, if any, with its gap, None where that is not known.
    """

    least_total: tuple[Point, ...]
    even_handed: tuple[Point, ...]
    pareto: tuple[Point, ...] | None
    nearest: tuple[Nearest, ...] = ()
    unproven: tuple[tuple[str, Gap | None], ...] = ()


def best_of(problem: Problem, limits: Limits, proposals: Sequence[frozenset[int]] = ()) -> Best:
    """Return the best settlements; ``proposals`` are given as the atoms of their terms."""
    with limits.search("the Pareto set of settlements"):
        base = base_of(problem)
        return _of_points(all_points(problem, base, limits, proposals), base, len(proposals))
    return _by_solver(problem, limits)


def _of_points(points: Points, base: Base, proposals: int) -> Best:
    if not points.numbers:
        return Best((), (), ())
    order = sorted(range(len(points.numbers)), key=lambda n: (points.costs[n].tolist(), sorted(points.bundles[0][n])))
    found = [
        Point(points.bundles[0][n], points.numbers[n], tuple(base.counts(int(cost)) for cost in points.costs[n]))
        for n in order
    ]
    totals = [tuple(map(sum, zip(*point.counts, strict=True))) for point in found]
    evens = [sorted(point.counts, reverse=True) for point in found]
    nearest = []
    for place in range(1, 1 + proposals):
        least = min(order, key=lambda n: int(points.far[n, place]))
        nearest.append(Nearest(place - 1, points.bundles[place][least], int(points.far[least, place])))
    return Best(_least(found, totals), _least(found, evens), tuple(found), tuple(nearest))


def _least(points: Sequence[Point], keys: Sequence[object]) -> tuple[Point, ...]:
    least = min(keys)  # type: ignore[type-var]
    return tuple(point for point, key in zip(points, keys, strict=True) if key == least)


def _by_solver(problem: Problem, limits: Limits) -> Best:
    whole = whole_of(problem)
    total = even = None
    with limits.search("the settlement of least total cost", _SECONDS):
        total = least_total(whole, problem.costs, problem.parties, limits)
    with limits.search("the even-handed settlement", _SECONDS):
        even = even_handed(whole, problem.costs, problem.parties, base_of(problem), limits)
    if total is not None and even is None:
        even = Least(total.bundle, total.limit or limits.reached[-1])
    found = {"least_total": total, "even_handed": even}
    for least in filter(None, found.values()):
        if least.limit is not None:
            limits.note(least.limit)
    points = {idea: _points(problem, least) for idea, least in found.items()}
    unproven = tuple(
        (idea, least.gap if least else None) for idea, least in found.items() if least is None or least.limit
    )
    return Best(points["least_total"], points["even_handed"], None, (), unproven)


def _points(problem: Problem, least: Least | None) -> tuple[Point, ...]:
    if least is None:
        return ()
    return (Point(least.bundle, None, tuple(burden.key for burden in burdens_of(problem, least.bundle))),)
