"""Bargaining solutions on utilities: against six published domains, by hand, and by properties."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.deals.bargaining import solve
from kg.deals.frontier import pareto_rows

NAMES = ("Laptop2011", "EnglandZimbabwe2010", "ItexvsCypress2010", "NiceOrDie2011", "CameraA", "group2-politics_y2015")
SOLUTIONS = {"pareto_utilities": "pareto", "nash": "nash", "kalai": "kalai", "max_welfare": "greatest_welfare"}


def points(utilities: Any, rows: Any) -> set[tuple[float, ...]]:
    return {tuple(float(round(value, 7)) for value in utilities[row]) for row in rows}


def of_domain(domain: dict[str, Any]) -> tuple[Any, Any]:
    """Return the utilities of all outcomes of an additive domain, and what each party has without agreement."""
    choices = [issue["values"] for issue in domain["issues"]]
    columns = [
        [sum(w * v[c] for w, v, c in zip(weights, values, chosen, strict=True)) for chosen in product(*choices)]
        for weights, values in zip(domain["weights"], domain["values"], strict=True)
    ]
    utilities = np.array(columns).T
    return utilities, np.maximum(np.array(domain["reserved"]), utilities.min(axis=0))


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_the_domains_of_a_competition(shared: Path, name: str) -> None:
    """What NegMAS 0.16 computed for six domains of the automated-negotiation competition."""
    domain = json.loads((shared / "peers" / "bargaining" / "domains.json").read_text(encoding="utf-8"))[name]
    utilities, without = of_domain(domain)
    assert len(utilities) == domain["n_outcomes"]
    assert without == pytest.approx(domain["expected"]["disagreement"])
    found = solve(utilities, without)
    for key, solution in SOLUTIONS.items():
        wanted = {tuple(round(value, 7) for value in point) for point in domain["expected"][key]}
        assert points(utilities, getattr(found, solution)) == wanted, key


def test_each_solution_by_hand() -> None:
    """Gains over (1, 1): A (8, 1), B (4, 4), C (5, 3), D (0, 9), E (-1, 12); F (3, 3) is worse than B for both.

    Products 8, 16, 15, 0; least gains 1, 4, 3, 0. Ideals among those that leave nobody worse off are 8 and 9: least shares
    1/9, 4/9, 3/9, 0. Sums of utilities 11, 10, 10, 11, 13.
    """
    utilities = np.array([[9.0, 2.0], [5.0, 5.0], [6.0, 4.0], [1.0, 10.0], [0.0, 13.0], [4.0, 4.0]])
    found = solve(utilities, np.array([1.0, 1.0]))
    assert found.pareto == (0, 1, 2, 3, 4)
    assert (found.nash, found.kalai, found.kalai_smorodinsky, found.greatest_welfare) == ((1,), (1,), (1,), (4,))


def test_where_kalai_and_smorodinsky_differ() -> None:
    """Gains (10, 1), (6, 2), (2, 3): the least gain is 2 of the last two; shares of (10, 3): 1/3, 6/10, 2/10."""
    found = solve(np.array([[10.0, 1.0], [6.0, 2.0], [2.0, 3.0]]), np.zeros(2))
    assert (found.kalai, found.kalai_smorodinsky) == ((1, 2), (1,))


def test_where_nothing_is_better_than_no_agreement() -> None:
    found = solve(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1.0, 1.0]))
    assert (found.nash, found.kalai, found.kalai_smorodinsky) == ((), (), ())
    assert found.pareto == found.greatest_welfare == (0, 1)


def tables(columns: int) -> st.SearchStrategy[Any]:
    """Return a strategy of tables of small numbers."""
    return st.lists(st.tuples(*[st.integers(0, 4)] * columns), min_size=1, max_size=25).map(np.array)


matrices = tables(3)


def test_two_columns_count_as_if_row_by_row() -> None:
    """The five of (1, 5), (2, 4) … (5, 1) are taken in this order, each beside the rest of them and what stays below.

    (1, 5) is compared with nine, of which (0, 4) and (1, 3) go; (2, 4) with six, (3, 3) with four, (4, 2) with two: in both columns.
    """
    looks: list[int] = []
    found = np.array([(n, 6 - n) for n in range(1, 6)] + [(n, 4 - n) for n in range(5)])
    assert pareto_rows(found, looks.append).tolist() == [0, 1, 2, 3, 4]
    assert looks == [2 * (9 + 6 + 4 + 2)]


@given(tables(2))
def test_the_comparisons_of_two_columns_are_those_of_rows_one_by_one(found: Any) -> None:
    left = sorted(set(map(tuple, found.tolist())), key=lambda row: (-sum(row), row))
    expected = 0
    while left:
        (across, up), *left = left
        columns = 1 if all(row[0] > across for row in left) else 2
        expected += columns * len(left)
        left = [row for row in left if row[0] > across or row[1] > up]
    looks: list[int] = []
    pareto_rows(found, looks.append)
    assert looks == [expected]


@given(tables(1) | tables(2) | matrices)
def test_the_pareto_set_is_what_nothing_dominates(found: Any) -> None:
    def is_dominated(row: Any) -> bool:
        return bool(((found >= row).all(axis=1) & (found > row).any(axis=1)).any())

    assert pareto_rows(found).tolist() == [n for n, row in enumerate(found) if not is_dominated(row)]


@given(matrices, st.permutations(range(3)))
def test_exchanging_parties_exchanges_nothing_else(found: Any, order: list[int]) -> None:
    utilities, without = found.astype(float), np.zeros(3)
    assert solve(utilities, without) == solve(utilities[:, order], without)
