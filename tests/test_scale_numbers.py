"""Correspondence analysis, ideal points and the direction of an axis: published figures, plain statements of the formulas, properties."""

from __future__ import annotations

import math
import time
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import prince
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from kg.networks.correspondence import correspondence
from kg.networks.directions import aligned_sign, direction
from kg.networks.ideal_point import ideal_points, intervals_of
from kg.networks.resampling import percentiles

#: staff of a firm by how much they smoke: senior and junior managers, senior and junior employees, secretaries × none, light, medium, heavy
#: (Greenacre, M. J. 1984, Theory and Applications of Correspondence Analysis, p. 55)
SMOKING = np.array([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]])

tables = st.lists(st.lists(st.integers(0, 6), min_size=4, max_size=4), min_size=3, max_size=6).map(np.array)


def filled(table: Any) -> bool:
    """Whether no row and no column is empty."""
    return bool(table.any(axis=0).all() and table.any(axis=1).all())


# ------------------------------------------------------------------ correspondence analysis


def test_the_published_figures_of_the_smoking_table() -> None:
    found = correspondence(SMOKING)
    assert np.round(found.inertia, 4).tolist() == [0.0748, 0.0100, 0.0004]
    assert round(found.total, 4) == 0.0852
    assert np.round(found.shares * 100, 1).tolist() == [87.8, 11.8, 0.5]
    rows = [[0.066, 0.194], [0.259, 0.243], [0.381, 0.011], [0.233, 0.058], [0.201, 0.079]]
    columns = [[0.393, 0.030], [0.099, 0.141], [0.196, 0.007], [0.294, 0.198]]
    assert np.round(np.abs(found.rows[:, :2]), 3).tolist() == rows
    assert np.round(np.abs(found.columns[:, :2]), 3).tolist() == columns
    # the first axis has senior employees, senior managers and secretaries with those who do not smoke on one end
    assert np.sign(found.rows[:, 0]).tolist() in ([-1, 1, -1, 1, -1], [1, -1, 1, -1, 1])
    assert found.rows[0, 0] * found.columns[0, 0] > 0


def test_a_table_worked_by_hand() -> None:
    # [[2, 1], [1, 2]]: masses ½ each, residuals ±1/6 of P over ½: α = 1/3, one axis, coordinates ±1/3
    found = correspondence(np.array([[2, 1], [1, 2]]))
    assert found.inertia.tolist() == pytest.approx([1 / 9])
    assert found.total == pytest.approx(1 / 9)
    assert np.abs(found.rows).ravel().tolist() == pytest.approx([1 / 3, 1 / 3])
    assert found.rows[0, 0] == pytest.approx(-found.rows[1, 0])
    assert found.row_contributions.ravel().tolist() == pytest.approx([0.5, 0.5])


@given(tables.filter(filled))
@settings(max_examples=40, deadline=None)
def test_the_same_as_prince(table: Any) -> None:
    found = correspondence(table)
    count = len(found.inertia)
    if not count:
        return
    frame = pd.DataFrame(table)
    theirs = prince.CA(n_components=count, engine="scipy").fit(frame)
    assert found.inertia.tolist() == pytest.approx(list(theirs.eigenvalues_[:count]), abs=1e-8)
    assert found.total == pytest.approx(theirs.total_inertia_, abs=1e-8)
    if found.tied:
        return  # any direction within axes of equal inertia is as good
    gaps = np.abs(np.diff(np.append(np.sqrt(found.inertia), 0)))
    for axis in np.flatnonzero(np.minimum(gaps, np.append(1, gaps[:-1])) > 1e-3):
        ours, other = found.rows[:, axis], theirs.row_coordinates(frame).to_numpy()[:, axis]
        assert np.abs(ours).tolist() == pytest.approx(np.abs(other).tolist(), abs=1e-8)
        columns = theirs.column_coordinates(frame).to_numpy()[:, axis]
        assert np.abs(found.columns[:, axis]).tolist() == pytest.approx(np.abs(columns).tolist(), abs=1e-8)


@given(tables.filter(filled))
@settings(max_examples=60, deadline=None)
def test_what_holds_of_every_table(table: Any) -> None:
    found = correspondence(table)
    share = table / table.sum()
    expected = np.outer(share.sum(axis=1), share.sum(axis=0))
    assert found.total == pytest.approx(float(((share - expected) ** 2 / expected).sum()), abs=1e-9)
    assert found.inertia.sum() == pytest.approx(found.total, abs=1e-9)
    assert np.abs(found.row_mass @ found.rows).max(initial=0) < 1e-7
    for part in (found.row_contributions, found.column_contributions):
        assert part.sum(axis=0).tolist() == pytest.approx([1.0] * len(found.inertia))
    # the transition formula: a row stands at the mean of its columns, stretched by 1 / α
    mean = (table / table.sum(axis=1, keepdims=True)) @ found.columns / np.sqrt(found.inertia)
    assert np.abs(mean - found.rows).max(initial=0) < 1e-6


@given(tables.filter(filled))
@settings(max_examples=40, deadline=None)
def test_a_large_table_is_decomposed_through_its_smaller_side(table: Any) -> None:
    for each in (table, table.T):
        small, large = correspondence(each), correspondence(each, most_cells=0)
        count = int((small.inertia > 1e-6).sum())
        assert large.inertia[:count].tolist() == pytest.approx(small.inertia[:count].tolist(), abs=1e-10)
        assert large.total == pytest.approx(small.total, abs=1e-10)
        if not small.tied:
            gaps = np.abs(np.diff(np.append(np.sqrt(small.inertia[:count]), 0)))
            for axis in np.flatnonzero(np.minimum(gaps, np.append(1, gaps[:-1])) > 1e-2):
                assert np.abs(large.rows[:, axis]) == pytest.approx(np.abs(small.rows[:, axis]), abs=1e-7)
                assert np.abs(large.columns[:, axis]) == pytest.approx(np.abs(small.columns[:, axis]), abs=1e-7)


def test_parts_that_share_nothing_have_axes_of_inertia_one() -> None:
    # three parts of equal weight: two axes of inertia 1; the first row is 0 on the second of them
    found = correspondence(np.kron(np.eye(3), np.ones((2, 2))))
    assert found.inertia.tolist() == pytest.approx([1.0, 1.0])
    assert found.tied == {0, 1}
    assert found.rows[0].tolist() == pytest.approx([math.sqrt(2), 0.0])
    assert np.abs(found.rows[2]).tolist() == pytest.approx([math.sqrt(0.5), math.sqrt(1.5)])


@pytest.mark.parametrize("table", [[[3, 5]], [[3], [5]], [[1, 2], [2, 4]]], ids=str)
def test_no_axis_where_rows_do_not_differ(table: list[list[int]]) -> None:
    found = correspondence(np.array(table))
    assert (found.inertia.tolist(), found.rows.shape[1], round(found.total, 12)) == ([], 0, 0.0)


@pytest.mark.parametrize("table", [[[1, 0], [0, 0]], [[1, 0], [1, 0]], [[0, 0]], [[1, -1], [1, 2]]], ids=str)
def test_what_is_no_table_of_counts(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"empty|negative"):
        correspondence(np.array(table))


# ------------------------------------------------------------------------------ direction


@pytest.mark.parametrize(
    ("values", "mass", "side", "expected"),
    [
        ([1, -1], [1, 1], [0.5, -0.5], (1, False)),  # the one that is for more often is high
        ([1, -1], [1, 1], [-0.5, 0.5], (-1, False)),
        ([1, -1], [3, 1], [0.9, 0.8], (1, False)),  # less the mean of all: 0.875
        ([2, -1, -1], [1, 1, 1], [0, 0, 0], (1, False)),  # all alike: the long end is positive
        ([-2, 1, 1], [1, 1, 1], [1, 1, 1], (-1, False)),
        ([0, -1, 1], [1, 1, 1], [0, 0, 0], (-1, True)),  # nothing tells both ends apart
        ([0, 0], [1, 1], [1, -1], (1, False)),
    ],
)
def test_the_direction_of_an_axis(
    values: list[float], mass: list[float], side: list[float], expected: tuple[int, bool]
) -> None:
    assert direction(*(np.array(each, dtype=float) for each in (values, mass, side))) == expected


def test_the_sign_that_brings_an_axis_nearest_to_another() -> None:
    mass = np.array([1.0, 1.0, 5.0])
    assert aligned_sign(np.array([1.0, -1.0, 0.0]), np.array([-2.0, 1.0, 1.0]), mass) == -1
    assert aligned_sign(np.array([1.0, -1.0, math.nan]), np.array([2.0, -1.0, -9.0]), mass) == 1


# ---------------------------------------------------------------------------- ideal points


def plain_posterior(theta: Any, beta: Any, alpha: Any, favour: Any, against: Any) -> float:
    """L as the module states it, cell by cell."""
    total = -0.5 * sum(float(x) ** 2 for each in (theta, beta, alpha) for x in each)
    for i, j in product(range(len(theta)), range(len(beta))):
        eta = beta[j] * theta[i] - alpha[j]
        total -= favour[i][j] * math.log1p(math.exp(-eta)) + against[i][j] * math.log1p(math.exp(eta))
    return total


def votes(seed: int, actors: int, concepts: int, share: float = 1.0) -> tuple[Any, Any, Any]:
    """Return made-up positions, and who was for and against what, of a share of all."""
    source = np.random.RandomState(seed)
    theta, beta, alpha = source.randn(actors), source.randn(concepts) * 2, source.randn(concepts)
    chance = 1 / (1 + np.exp(alpha - np.outer(theta, beta)))
    favour, spoke = source.rand(actors, concepts) < chance, source.rand(actors, concepts) < share
    return theta, (favour & spoke).astype(float), (~favour & spoke).astype(float)


@pytest.mark.parametrize("seed", range(4))
def test_no_other_point_has_a_higher_posterior(seed: int) -> None:
    _, favour, against = votes(seed, 6, 9)
    favour[0, 0], against[0, 0] = 3, 2  # the same actor on both sides, several times
    found = ideal_points(favour, against)
    here = plain_posterior(found.positions, found.discrimination, found.difficulty, favour, against)
    assert found.posterior == pytest.approx(here, abs=1e-9)

    def plain(x: Any) -> float:
        return -plain_posterior(x[:6], x[6:15], x[15:], favour, against)

    at = np.concatenate([found.positions, found.discrimination, found.difficulty])
    for place in range(len(at)):
        step = np.zeros_like(at)
        step[place] = 1e-5
        assert abs(plain(at + step) - plain(at - step)) / 2e-5 < 1e-5
    source = np.random.RandomState(seed)
    others = [minimize(plain, source.randn(24), method="BFGS").fun for _ in range(6)]
    assert -found.posterior <= min(others) + 1e-6


def test_the_hessian_is_the_change_of_the_gradient() -> None:
    _, favour, against = votes(3, 5, 8, 0.8)
    model = ideal_points(favour, against).model
    theta, weights = np.array([0.4, -1.0, 0.3, 1.2, -0.1]), np.array([0.0, 1, 2, 1, 1, 3, 0, 1])
    gradient, hessian = model.slopes(theta, weights)
    for place in range(5):
        step = np.zeros(5)
        step[place] = 1e-5
        above, below = model.slopes(theta + step, weights)[0], model.slopes(theta - step, weights)[0]
        assert ((above - below) / 2e-5).tolist() == pytest.approx(hessian[place].tolist(), abs=1e-6)
        higher, lower = model.posterior(theta + step, weights), model.posterior(theta - step, weights)
        assert (lower - higher) / 2e-5 == pytest.approx(gradient[place], abs=1e-6)


def rank(values: Any) -> Any:
    return np.argsort(np.argsort(values))


@pytest.mark.parametrize(("actors", "concepts", "share", "least"), [(30, 200, 1.0, 0.98), (40, 150, 0.6, 0.95)])
def test_made_up_positions_are_found_again(actors: int, concepts: int, share: float, least: float) -> None:
    theta, favour, against = votes(11, actors, concepts, share)
    found = ideal_points(favour, against)
    assert abs(np.corrcoef(rank(theta), rank(found.positions))[0, 1]) > least
    interval, draws = intervals_of(found, draws=30)
    assert draws == 30
    assert (interval[:, 0] < interval[:, 1]).all()
    middle = interval.mean(axis=1)
    assert np.corrcoef(middle, found.positions)[0, 1] > 0.99


def test_two_camps_without_exception_stay_finite_and_the_cross_bencher_is_between() -> None:
    favour = np.array([[1] * 20] * 3 + [[1, 0] * 10] + [[0] * 20] * 3, dtype=float)
    found = ideal_points(favour, 1 - favour)
    assert np.isfinite(found.positions).all()
    assert np.abs(found.positions).max() < 10
    high, between, low = found.positions[:3], found.positions[3], found.positions[4:]
    assert high.min() > between + 0.5
    assert between > low.max() + 0.5
    assert high.tolist() == pytest.approx([high[0]] * 3, abs=1e-6)


def test_too_little_is_told_as_nothing() -> None:
    # of two opposed actors and m concepts all is 0 up to ½ √(2 m) = 1, that is two concepts
    opposed = np.array([[1.0, 1.0], [0.0, 0.0]])
    assert ideal_points(opposed, 1 - opposed).is_flat
    more = np.ones((2, 4)) * [[1.0], [0.0]]
    found = ideal_points(more, 1 - more)
    assert not found.is_flat
    assert found.positions[0] == pytest.approx(-found.positions[1])
    assert found.positions[0] > 0.1
    assert intervals_of(ideal_points(opposed, 1 - opposed))[1] == 0


def test_order_and_names_change_nothing() -> None:
    _, favour, against = votes(5, 9, 25, 0.7)
    found = ideal_points(favour, against)
    interval, _ = intervals_of(found, draws=40)
    source = np.random.RandomState(1)
    rows, columns = source.permutation(9), source.permutation(25)
    other = ideal_points(favour[rows][:, columns], against[rows][:, columns])
    assert other.positions.tolist() == pytest.approx(found.positions[rows].tolist(), abs=1e-6)
    assert other.discrimination.tolist() == pytest.approx(found.discrimination[columns].tolist(), abs=1e-6)
    assert intervals_of(other, draws=40)[0] == pytest.approx(interval[rows], abs=1e-4)


def test_a_deadline_ends_the_draws() -> None:
    _, favour, against = votes(7, 8, 40)
    favour[7], against[7] = 0, 0
    favour[7, 0] = (
        1  # on one concept of 40: some 63 draws in a hundred have it; on none of 2 of them more would not help
    )
    found = ideal_points(favour, against)
    interval, _ = intervals_of(found, draws=40)
    assert np.isfinite(interval[:7]).all()
    late, draws = intervals_of(found, draws=40, deadline=time.monotonic() - 1)
    assert draws == 0
    assert np.isnan(late).all()


def test_blocks_of_concepts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    _, favour, against = votes(9, 7, 30, 0.8)
    whole = ideal_points(favour, against)
    monkeypatch.setattr("kg.networks.ideal_point._BLOCK", 21)
    monkeypatch.setattr("kg.networks.ideal_point._MOST_KEPT", 0)
    parts = ideal_points(favour, against)
    assert parts.positions.tolist() == pytest.approx(whole.positions.tolist(), abs=1e-6)
    assert intervals_of(parts, draws=25)[0] == pytest.approx(intervals_of(whole, draws=25)[0], abs=1e-5)


def test_an_interval_needs_half_of_the_draws_and_at_least_twenty() -> None:
    drawn = [
        np.array([float(place), math.nan if place % 2 else 1.0, math.nan if place % 4 else 1.0]) for place in range(41)
    ]
    interval = percentiles(drawn, 3)
    assert interval[0].tolist() == pytest.approx([1.0, 39.0])  # the 2.5th and 97.5th percentile of 0 … 40
    assert interval[1].tolist() == [1.0, 1.0]  # 21 of 41
    assert np.isnan(interval[2]).all()  # 11 of 41
    assert np.isnan(percentiles(drawn[:19], 3)).all()
