"""Communities of small signed networks, joined by hand."""

from __future__ import annotations

import pytest

from kg.analysis.communities import communities


@pytest.mark.parametrize(
    ("parties", "weights", "expected"),
    [
        (3, {}, [[0], [1], [2]]),
        (2, {(0, 1): -1}, [[0], [1]]),
        (2, {(0, 1): 0}, [[0], [1]]),
        (2, {(0, 1): 1}, [[0, 1]]),
        (4, {(0, 1): 3, (2, 3): 1, (0, 2): -2, (1, 2): 1}, [[0, 1], [2, 3]]),
        # the largest sum is joined first: 1 with 2, and 0 stays out, for 2 - 3 = -1
        (3, {(0, 1): 2, (1, 2): 4, (0, 2): -3}, [[1, 2], [0]]),
        # sums add up: 0 with 1 for 5; then 2 with both for 2 - 1 = 1
        (3, {(0, 1): 5, (0, 2): 2, (1, 2): -1}, [[0, 1, 2]]),
        (3, {(0, 1): 5, (0, 2): 2, (1, 2): -2}, [[0, 1], [2]]),
        # a sum of 0 joins nothing; who was never compared stands apart, though both are with a third
        (3, {(0, 1): 5, (1, 2): 0}, [[0, 1], [2]]),
        (3, {(0, 1): 5, (1, 2): 1}, [[0, 1], [2]]),
        # 2 + 3 = 5 joins 2 before 3 joins anything: 4 - 5 = -1 then keeps 3 out
        (4, {(0, 1): 6, (0, 2): 2, (1, 2): 3, (0, 3): 4, (2, 3): -5}, [[0, 1, 2], [3]]),
        # a tie goes to the smallest members
        (3, {(0, 1): 2, (1, 2): 2, (0, 2): -3}, [[0, 1], [2]]),
        (4, {(2, 3): 1, (0, 1): 1}, [[0, 1], [2, 3]]),
        # the largest first, then by smallest member
        (5, {(2, 3): 1, (3, 4): 1, (2, 4): 1, (0, 1): 1}, [[2, 3, 4], [0, 1]]),
    ],
)
def test_communities(parties: int, weights: dict[tuple[int, int], int], expected: list[list[int]]) -> None:
    assert communities(range(parties), weights) == expected
