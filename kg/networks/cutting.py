"""The best split of a larger network, with proof or a bound: a search, linear bounds, then a mixed-integer program.

x_ij is 1 where i and j are on different sides. 1. A start: the sides that the first eigenvectors give, bettered by taboo search
(Glover, "Tabu search", ORSA Journal on Computing 1, 1989). 2. The linear relaxation over all x_ij with triangle inequalities, x_ij ≤ x_ik + x_kj and
x_ij + x_ik + x_kj ≤ 2, of which only those that are broken are added, round by round (Grötschel and Wakabayashi, "A cutting plane
algorithm for a clustering problem", Mathematical Programming 45, 1989). Weights are whole, so a bound below the next possible value
is proof. 3. Where that does not suffice, the mixed-integer program of HiGHS with these inequalities, one actor's side given, so that
no split comes twice.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from kg.networks.mentions import Ints
from kg.networks.splits import Floats, Split, value_of

__all__ = ["cut", "eigenvalue_bound", "search"]

#: how many inequalities a round adds for each actor, how many rounds there are, and how many without gain
_ADDED, _ROUNDS, _PATIENCE = 12, 200, 10
#: from how many eigenvectors the search starts, and in how many steps their bound is bettered
_STARTS, _STEPS = 12, 60
#: up to how many actors half of the time is kept for the mixed-integer program
_MOST_PROGRAMMED = 90
#: what rounding may make of a bound, as a share of it
_SLACK = 1e-9
#: the signs and the cap of the four inequalities of a triangle
_TRIANGLE = (((1, 1, 1), 2.0), ((1, -1, -1), 0.0), ((-1, 1, -1), 0.0), ((-1, -1, 1), 0.0))

#: a further inequality: what the x_ij are multiplied by, and the most that their sum may be
_Row = tuple[Floats, float]


def cut(weights: Ints, then: Ints, limit: float) -> Split:
    """Return the best split of a connected network of three or more actors, as :func:`kg.networks.splits.best_split` does."""
    end = time.monotonic() + limit
    program, best = _Program(weights), search(weights, end)
    best, bound = program.best(best, end)
    value, part = value_of(weights, best), (0,) * len(weights)
    if not program.is_proof(bound, value):
        return Split(tuple(best.tolist()), value, bound, 0, None, (), part)
    has_another, other = program.another(best, end)
    also: tuple[tuple[int, ...], ...] = ()
    if other is not None:
        first = program.preferred(best, other, then, end)
        also = tuple(tuple(one.tolist()) for one in (best, other) if not _alike(one, first))[:1]
        best = first
    return Split(tuple(best.tolist()), value, float(value), 0, has_another, also, part)


def _alike(one: Ints, other: Ints) -> bool:
    """Return whether two splits are the same or mirror images."""
    return abs(int(one @ other)) == len(one)


def search(weights: Ints, end: float = float("inf")) -> Ints:
    """Return a good split: the best that taboo search finds from the signs of eigenvectors, of one at the least, until ``end``."""
    vectors = np.linalg.eigh(weights.astype(np.float64))[1][:, ::-1]
    best = _taboo(weights, _signs(vectors[:, 0]))
    for place in range(1, min(_STARTS, len(weights))):
        if time.monotonic() > end:
            break
        best = max(best, _taboo(weights, _signs(vectors[:, place])), key=lambda found: value_of(weights, found))
    return best


def _signs(vector: Floats) -> Ints:
    return np.where(vector >= 0, 1, -1).astype(np.int64)


def _taboo(weights: Ints, start: Ints) -> Ints:
    """Return the best split met while moving, at each step, the actor that gains most or loses least, and not back at once."""
    sides, best = start.copy(), start.copy()
    held = sides * (weights @ sides)
    value = top = value_of(weights, sides)
    free = np.zeros(len(weights), dtype=np.int64)
    stay, least = max(5, len(weights) // 5), np.iinfo(np.int64).min
    for step in range(10 * len(weights)):
        gain = -2 * held
        place = int(np.argmax(np.where((free <= step) | (value + gain > top), gain, least)))
        value += int(gain[place])
        sides[place] = -sides[place]
        held += 2 * sides * weights[place] * sides[place]
        held[place] = -held[place]
        free[place] = step + stay
        if value > top:
            top, best = value, sides.copy()
    return best


def eigenvalue_bound(weights: Ints, end: float = float("inf")) -> float:
    """Return a bound of every split's value: n/2 · the largest eigenvalue of w + diag(u), Σu = 0, for the best u of some steps.

    There is one step at the least, and none after ``end``.

    Delorme and Poljak, "Laplacian eigenvalues and the maximum cut problem", Mathematical Programming 62, 1993.
    """
    matrix, size = weights.astype(np.float64), len(weights)
    shift, least = np.zeros(size), np.inf
    pace = float(np.abs(matrix).sum(axis=1).mean())
    for step in range(_STEPS):
        if step and time.monotonic() > end:
            break
        values, vectors = np.linalg.eigh(matrix + np.diag(shift))
        least = min(least, float(values[-1]) * size / 2)
        slope = vectors[:, -1] ** 2 * size - 1.0
        length = float(np.linalg.norm(slope))
        if length < 1e-9:
            break
        shift = shift - pace / (2 + step) * slope / length
        shift -= shift.mean()
    return least + _SLACK * abs(least)


class _Program:
    """The linear program of a network, with the inequalities that are added to it."""

    def __init__(self, weights: Ints) -> None:
        size = len(weights)
        self.weights, self.size = weights, size
        self.first, self.second = np.triu_indices(size, 1)
        self.number = np.zeros((size, size), dtype=np.int64)
        self.number[self.first, self.second] = np.arange(len(self.first))
        self.number += self.number.T
        cost = weights[self.first, self.second]
        self.whole, self.scale = int(cost.sum()), float(np.abs(cost).max()) or 1.0
        self.cost = cost / self.scale
        #: how far apart two values can be: a pair that changes sides changes the sum by twice its weight
        self.step = 2 * int(np.gcd.reduce(cost)) or 1
        self.root = int(np.argmax(np.abs(weights).sum(axis=1)))
        self.columns, self.signs = np.empty((0, 3), dtype=np.int64), np.empty((0, 3))
        self.caps = np.empty(0)
        self.rooted = False
        #: what the tolerance of a linear program may take off its bound
        self.margin = 1e-6 + 1e-7 * self.scale * size

    def value(self, sides: Ints) -> int:
        """Return the value of a split."""
        return value_of(self.weights, sides)

    def is_proof(self, bound: float, value: int, beyond: int = 1) -> bool:
        """Return whether a bound lies below the next value after one (``beyond`` 0: below that value itself).

        Of numbers so large that rounding hides the next value, it is proof to lie above by no more than rounding.
        """
        slack = _SLACK * abs(value)
        below = bound < value + beyond * self.step - slack - self.margin
        return below or (beyond > 0 and slack > self.step and bound <= value + slack)

    def best(self, best: Ints, end: float) -> tuple[Ints, float]:
        """Return the best split met, and a bound of all."""
        # the linear bounds are better where there is time for them
        bound = eigenvalue_bound(self.weights, time.monotonic() + (end - time.monotonic()) / 4)
        best, bound = self._rounds(best, bound, end, ())
        if not self.is_proof(bound, self.value(best)):
            best, bound = self._solved(best, bound, end, ())
        return best, bound

    def another(self, best: Ints, end: float) -> tuple[bool | None, Ints | None]:
        """Return whether another split is as good as the best one, None where that is not known, and it."""
        still = np.flatnonzero(self.weights @ best == 0)
        if len(still):
            other = best.copy()
            other[still[0]] *= -1
            return True, other
        forbid = (self._not(best),)
        other, bound = self._rounds(best, float("inf"), end, forbid)
        value = self.value(best)
        if (other == best).all() and not self.is_proof(bound, value, 0):
            other, bound = self._solved(best, bound, end, forbid)
        if not (other == best).all():
            return True, other
        return (False if self.is_proof(bound, value, 0) else None), None

    def preferred(self, best: Ints, other: Ints, then: Ints, end: float) -> Ints:
        """Return, of the splits as good as the best one, that with the largest value of other weights, as far as the time goes."""
        best = max((best, other), key=lambda sides: value_of(then, sides))
        second = then[self.first, self.second].astype(np.float64)
        least = ((self.whole - self.value(best)) / 2 + self.step / 8) / self.scale
        found = self._milp(second / max(1.0, float(np.abs(second).max())), end, ((self.cost, least),))
        if found is None or found.x is None:
            return best
        sides = self._sides(found.x)
        better = self.value(sides) == self.value(best) and value_of(then, sides) > value_of(then, best)
        return sides if better else best

    def _rounds(self, best: Ints, bound: float, end: float, more: Sequence[_Row]) -> tuple[Ints, float]:
        """Add broken inequalities until the bound is proof, none is left, it gains little, or its share of the time is gone."""
        from scipy.optimize import linprog

        # a mixed-integer program of more actors than that ends in no reasonable time
        share = 0.5 if self.size <= _MOST_PROGRAMMED else 1.0
        stop = time.monotonic() + share * max(0.0, end - time.monotonic())
        gained: list[float] = []
        begun = time.monotonic()
        took = 0.0
        for _ in range(_ROUNDS):
            took, begun = time.monotonic() - begun, time.monotonic()
            left = stop - begun
            # a round takes longer than the one before
            if left <= took or self.is_proof(bound, self.value(best), 0 if more else 1):
                break
            rows, caps = self._constraints(more)
            options = {"time_limit": left}
            found = linprog(self.cost, A_ub=rows, b_ub=caps, bounds=(0, 1), method="highs", options=options)
            if found.status != 0:
                break
            bound = min(bound, self.whole - 2 * found.fun * self.scale)
            sides = self._sides(found.x)
            if more:
                if self.value(sides) == self.value(best) and self._obeys(sides, more):
                    return sides, bound
            else:
                best = max((best, _taboo(self.weights, sides)), key=self.value)
            gained.append(bound)
            few = len(gained) > _PATIENCE and gained[-1 - _PATIENCE] - bound < 1e-3 * (bound - self.value(best))
            if few or not self._add(found.x):
                break
        return best, bound

    def _obeys(self, sides: Ints, more: Sequence[_Row]) -> bool:
        apart = (sides[self.first] != sides[self.second]).astype(np.float64)
        return all(float(row @ apart) <= cap + 1e-6 for row, cap in more)

    def _constraints(self, more: Sequence[_Row]) -> tuple[Any, Any]:
        from scipy import sparse

        places = np.repeat(np.arange(len(self.caps)), 3)
        shape = (len(self.caps), len(self.cost))
        rows: Any = sparse.csr_array((self.signs.ravel(), (places, self.columns.ravel())), shape=shape)
        if more:
            rows = sparse.vstack([rows, *(sparse.csr_array(row[None, :]) for row, _ in more)], format="csr")
        caps = np.concatenate([self.caps, [cap for _, cap in more]])
        return (rows, caps) if len(caps) else (None, None)

    def _add(self, x: Floats) -> int:
        """Leave out what a solution keeps with room to spare, add the inequalities that it breaks most, and return how many."""
        if not self.rooted:
            near = self.caps - (self.signs * x[self.columns]).sum(axis=1) < 0.1
            self.columns, self.signs, self.caps = self.columns[near], self.signs[near], self.caps[near]
        distance = x[self.number]
        np.fill_diagonal(distance, 0.0)
        over, columns, kinds = [], [], []
        for i in range(self.size - 2):
            j, k = np.triu_indices(self.size - i - 1, 1)
            j, k = j + i + 1, k + i + 1
            sums = (distance[i, j], distance[i, k], distance[j, k])
            for kind, (signs, cap) in enumerate(_TRIANGLE):
                broken = signs[0] * sums[0] + signs[1] * sums[1] + signs[2] * sums[2] - cap
                most = np.flatnonzero(broken > 1e-3)
                over.append(broken[most])
                columns.append(
                    np.stack([self.number[i, j[most]], self.number[i, k[most]], self.number[j[most], k[most]]])
                )
                kinds.append(np.full(len(most), kind))
        breaks = np.concatenate(over)
        chosen = self._spread(breaks, np.hstack(columns).T)
        self._append(np.hstack(columns).T[chosen], np.concatenate(kinds)[chosen])
        return len(chosen)

    def _spread(self, breaks: Floats, columns: Ints) -> Ints:
        """Return the places of the inequalities that are broken most, each pair of actors in few of them."""
        used = np.zeros(len(self.cost), dtype=np.int64)
        chosen: list[int] = []
        for place in np.argsort(-breaks, kind="stable")[: 20 * _ADDED * self.size].tolist():
            three = columns[place]
            if used[three].max() < 4:
                used[three] += 1
                chosen.append(place)
                if len(chosen) == _ADDED * self.size:
                    break
        return np.array(chosen, dtype=np.int64)

    def _append(self, columns: Ints, kinds: Ints) -> None:
        signs = np.array([signs for signs, _ in _TRIANGLE], dtype=np.float64)
        caps = np.array([cap for _, cap in _TRIANGLE])
        self.columns = np.vstack((self.columns, columns))
        self.signs, self.caps = np.vstack((self.signs, signs[kinds])), np.concatenate((self.caps, caps[kinds]))

    def _solved(self, best: Ints, bound: float, end: float, more: Sequence[_Row]) -> tuple[Ints, float]:
        """Return the better split and bound of the mixed-integer program within the time; with ``more``, another as good if there is."""
        found = self._milp(self.cost, end, more, (self.whole - self.value(best)) / 2 / self.scale)
        if found is None:
            return best, bound
        if more and found.status == 2:
            return best, -np.inf
        if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
            bound = min(bound, self.whole - 2 * found.mip_dual_bound * self.scale)
        if found.x is not None:
            sides = self._sides(found.x)
            if self.value(sides) > self.value(best) or (more and self.value(sides) == self.value(best)):
                best = sides
        return best, bound

    def _sides(self, x: Floats) -> Ints:
        """Return the split that a solution tells by each actor's distance from one of them."""
        apart = x[self.number[self.root]]
        apart[self.root] = 0.0
        return np.where(apart > 0.5, -1, 1).astype(np.int64)

    def _not(self, sides: Ints) -> _Row:
        """Return an inequality that a split breaks, and no other."""
        row = np.zeros(len(self.cost))
        places = np.delete(np.arange(self.size), self.root)
        across = sides[places] != sides[self.root]
        row[self.number[self.root, places]] = np.where(across, 1.0, -1.0)
        return row, float(across.sum()) - 1.0

    def _milp(self, cost: Floats, end: float, more: Sequence[_Row], aim: float = 0.0) -> Any:
        """Return what HiGHS finds, None where no time is left."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        left = end - time.monotonic()
        if left <= 0:
            return None
        self._root_triangles()
        rows, caps = self._constraints(more)
        integer = np.zeros(len(self.cost))
        integer[np.delete(self.number[self.root], self.root)] = 1
        # values are steps apart: a gap of less than one is none
        gap = 0.4 * self.step / self.scale / max(1.0, abs(aim)) if aim else 0.0
        options = {"time_limit": left, "mip_rel_gap": gap}
        limits = LinearConstraint(rows, ub=caps)
        return milp(cost, integrality=integer, bounds=Bounds(0, 1), constraints=limits, options=options)

    def _root_triangles(self) -> None:
        """Add all triangles of the actor whose side is given: with these alone the sides of the others decide every x_ij."""
        if self.rooted:
            return
        self.rooted = True
        others = np.delete(np.arange(self.size), self.root)
        one, other = (others[places] for places in np.triu_indices(len(others), 1))
        three = np.sort(np.stack([one, other, np.full(len(one), self.root)]), axis=0)
        i, j, k = three
        columns = np.stack([self.number[i, j], self.number[i, k], self.number[j, k]]).T
        for kind in range(len(_TRIANGLE)):
            self._append(columns, np.full(len(columns), kind))
