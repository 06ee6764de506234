"""Trees of actors: the reference's case, small cases by hand, and what holds of every tree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist

from kg.networks.clustering import jaccard_distances, tree_of

#: seven organisations × the nine sides of concepts that they take in the reference's sample
SAMPLE = np.array(
    [
        [0, 0, 1, 0, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 1, 0, 1, 1, 0],
        [0, 0, 0, 0, 0, 1, 1, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, 1],
        [0, 0, 0, 0, 0, 1, 1, 1, 0],
        [1, 0, 1, 1, 1, 1, 0, 0, 0],
        [1, 1, 1, 1, 1, 0, 0, 0, 0],
    ]
)
HEIGHTS = [0.3333, 0.3333, 0.6049, 0.7104, 0.7942, 1.4058]

sides = st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=2, max_size=8).map(
    lambda rows: np.array(rows, dtype=int)
)


def test_the_heights_of_the_references_case() -> None:
    tree = tree_of(jaccard_distances(SAMPLE))
    assert [round(joint.height, 4) for joint in tree.joints] == HEIGHTS
    assert sorted(tree.joints[-1].one) == [0, 5, 6]
    assert sorted(tree.joints[-1].other) == [1, 2, 3, 4]


def test_three_actors_by_hand() -> None:
    # A and B share one side of two: ½; C shares nothing. √((2·1 + 2·1 − 1·¼) / 3) = √1.25
    tree = tree_of(jaccard_distances(np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]])))
    assert [(joint.one, joint.other) for joint in tree.joints] == [((0,), (2,)), ((0, 2), (1,))]
    assert [joint.height for joint in tree.joints] == pytest.approx([0.5, 1.25**0.5])
    assert tree.leaves == (0, 2, 1)
    assert not tree.is_tied


def test_equal_distances_are_told() -> None:
    # B is ½ from A and ½ from C: which is joined first is chance
    assert tree_of(jaccard_distances(np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]]))).is_tied
    # two pairs, each ½ apart: the same tree either way
    apart = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]])
    assert not tree_of(jaccard_distances(apart)).is_tied


def test_two_actors_and_fewer() -> None:
    [joint] = tree_of(jaccard_distances(np.array([[1, 0], [0, 1]]))).joints
    assert (joint.height, joint.actors) == (1.0, (0, 1))
    assert tree_of(np.zeros((1, 1))).leaves == (0,)
    assert tree_of(np.zeros((0, 0))).joints == ()


def test_the_distance_of_what_took_nothing() -> None:
    assert jaccard_distances(np.array([[0, 0], [0, 0], [1, 0]])).tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]


@given(sides)
@settings(max_examples=60, deadline=None)
def test_what_holds_of_every_tree(taken: Any) -> None:
    distances = jaccard_distances(taken)
    filled = taken[taken.any(axis=1)]
    if len(filled) > 1:
        assert pdist(filled.astype(bool), "jaccard") == pytest.approx(pdist_of(jaccard_distances(filled)))
    tree = tree_of(distances)
    heights = [joint.height for joint in tree.joints]
    assert heights == pytest.approx(sorted(heights))
    assert heights == pytest.approx(linkage(pdist_of(distances), "ward")[:, 2].tolist())
    assert sorted(tree.leaves) == list(range(len(taken)))
    for joint in tree.joints:
        assert min(joint.one) < min(joint.other)
        first = tree.leaves.index(joint.actors[0])
        assert tree.leaves[first : first + len(joint.actors)] == joint.actors
    order = np.random.RandomState(0).permutation(len(taken))
    other = tree_of(distances[np.ix_(order, order)])
    if not tree.is_tied:
        named = {(frozenset(j.actors), round(j.height, 6)) for j in tree.joints}
        assert {(frozenset(order[list(j.actors)].tolist()), round(j.height, 6)) for j in other.joints} == named
    assert other.is_tied == tree.is_tied


def pdist_of(distances: Any) -> Any:
    return distances[np.triu_indices(len(distances), 1)]
