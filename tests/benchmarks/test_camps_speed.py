"""How quickly the best split into camps is proven, as a ratio of the plain ways: every split in turn, and the whole program at once.

KG_BENCHMARK_SIZE=tiny takes fewer actors.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import combinations, product
from typing import Any, TypeVar

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from kg.networks.balance import best_balance
from kg.networks.brokers import brokers_of
from kg.networks.cutting import cut
from kg.networks.mentions import Ints

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"

T = TypeVar("T")


def timed(call: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    found = call()
    return found, time.perf_counter() - begin


def two_blocs(size: int) -> tuple[Ints, Ints]:
    """Return what actors of two blocs say on 30 options: four of ten are heard, one of seven against its bloc."""
    draw = np.random.default_rng(3)
    bloc, word = draw.integers(0, 2, size), draw.choice([-1, 1], (2, 30))
    said = np.where(draw.random((size, 30)) < 1 / 7, -1, 1) * word[bloc] * (draw.random((size, 30)) < 0.4)
    yes, no = (said > 0).astype(np.int64), (said < 0).astype(np.int64)
    congruence, conflict = yes @ yes.T + no @ no.T, yes @ no.T + no @ yes.T
    np.fill_diagonal(congruence, 0)
    return congruence, conflict


def in_turn(weights: Ints) -> int:
    """Return the largest Σ w·s·s of all splits, one after the other in plain Python."""
    rows, pairs = weights.tolist(), list(combinations(range(len(weights)), 2))
    splits = ((1, *rest) for rest in product((1, -1), repeat=len(weights) - 1))
    return max(sum(rows[i][j] * sides[i] * sides[j] for i, j in pairs) for sides in splits)


def at_once(weights: Ints) -> int:
    """Return the same by the mixed-integer program with every triangle from the start."""
    size = len(weights)
    first, second = np.triu_indices(size, 1)
    number = {pair: place for place, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    rows, columns, data, caps = [], [], [], []
    for i, j, k in combinations(range(size), 3):
        for signs, cap in ((1, 1, 1), 2), ((1, -1, -1), 0), ((-1, 1, -1), 0), ((-1, -1, 1), 0):
            rows += [len(caps)] * 3
            columns += [number[i, j], number[i, k], number[j, k]]
            data += signs
            caps.append(cap)
    triangles: Any = sparse.csr_array((data, (rows, columns)), shape=(len(caps), len(first)))
    cost = weights[first, second]
    limits = LinearConstraint(triangles, ub=np.array(caps))
    found = milp(cost, integrality=(first == 0).astype(int), bounds=Bounds(0, 1), constraints=limits)
    return int(cost.sum() - 2 * round(found.fun))


def test_every_split_is_tried_a_hundred_times_faster() -> None:
    congruence, conflict = two_blocs(10 if TINY else 18)
    plain, slow = timed(lambda: in_turn(congruence - conflict))
    found, fast = timed(lambda: best_balance(congruence, conflict, 60.0))
    print(f"every split of {len(congruence)} actors: {fast:.4f} s, in turn {slow:.2f} s, {slow / fast:.0f} times")
    assert found.value == plain
    assert TINY or slow / fast > 100


def test_inequalities_that_are_broken_alone_take_less_time() -> None:
    congruence, conflict = two_blocs(24 if TINY else 60)
    weights = congruence - conflict
    cut(weights[:21, :21], congruence[:21, :21], 60.0)
    plain, slow = timed(lambda: at_once(weights))
    found, fast = timed(lambda: cut(weights, congruence, 120.0))
    print(f"{len(weights)} actors with proof: {fast:.2f} s, all at once {slow:.2f} s, {slow / fast:.1f} times")
    assert (found.value, found.proven) == (plain, True)
    assert TINY or slow / fast > 1.5


def test_betweenness_beside_networkx() -> None:
    import networkx as nx

    size = 40 if TINY else 160
    congruence = two_blocs(size)[0]
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        (i, j, 1 / int(congruence[i, j])) for i, j in combinations(range(size), 2) if congruence[i, j]
    )
    _, slow = timed(lambda: nx.betweenness_centrality(graph, weight="weight"))
    _, fast = timed(lambda: brokers_of(congruence, np.ones(size, dtype=np.int64)))
    print(f"brokers among {size} actors: {fast:.2f} s, networkx {slow:.2f} s, {slow / fast:.1f} times")
    assert TINY or slow / fast > 2
