"""How quickly clashes, knots and ways out are found, as a ratio of the bare solver that proves one smallest way out of all.

KG_BENCHMARK_SIZE=tiny takes fewer knots.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from small_problems import Table

from kg.deals.components import Question, claims_of
from kg.deals.limits import Limits
from kg.deals.problem import Problem
from kg.deals.settlements import Settlements, settlements_of
from kg.deals.solver import Model

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
KNOTS = 6 if TINY else 60
ROUNDS = 1 if TINY else 3


def apart() -> Table:
    """Return issues that nothing joins, and one ladder in ten: each is a knot of some clashes."""
    made = Table("A B C")
    for number in range(KNOTS):
        if number % 10 == 9:
            made.ladder(f"i{number}", 100, 200, 300, 400, 500)
            made.bound("A", f"i{number}", 400, None)
            made.bound("B", f"i{number}", None, 200)
            made.bound("C", f"i{number}", None, 300)
        else:
            _contested(made, f"i{number}")
    return made


def joined() -> Table:
    """Return the same number of knots in one group of joined issues."""
    made = Table("A B C")
    for number in range(KNOTS):
        _contested(made, f"i{number}")
    for number in range(1, KNOTS):
        made.entails(f"i{number - 1}d", f"i{number}d")
    return made


def _contested(made: Table, name: str) -> None:
    made.issue(name, " ".join(f"{name}{option}" for option in "abcd"))
    made.demand("A", f"{name}a")
    made.refuse("A", f"{name}b")
    made.demand("B", f"{name}b")
    made.refuse("C", f"{name}a")


def one_way_out(problem: Problem) -> None:
    """Let the bare solver prove how few positions give in a smallest way out."""
    model = Model(len(problem.atoms), problem.rules)
    given = []
    for claim in claims_of(problem, Question.SETTLEMENT):
        given.append(model.model.new_bool_var(""))
        model.honour(claim, given[-1])
    model.model.minimize(sum(given))
    assert model.solve(Limits()) is not None


def seconds(work: Callable[[Problem], object], problem: Problem) -> float:
    start = time.perf_counter()
    work(problem)
    return time.perf_counter() - start


def found(problem: Problem) -> Settlements:
    return settlements_of(problem, Limits(20))


@pytest.mark.parametrize("case", [apart, joined])
def test_knots(benchmark: Any, case: Callable[[], Table]) -> None:
    problem = case().problem()
    assert len(found(problem).knots) == KNOTS
    pairs = [(seconds(found, problem), seconds(one_way_out, problem)) for _ in range(ROUNDS)]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    benchmark.extra_info.update({"ratio": round(ours / theirs, 1), "seconds": round(ours, 2), "knots": KNOTS})
    print(f"\n{KNOTS} knots, {case.__name__}: {ours:.2f} s, {ours / theirs:.1f} times one way out by the bare solver")
    benchmark.pedantic(found, args=(problem,), rounds=ROUNDS)
