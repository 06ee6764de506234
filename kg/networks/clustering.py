"""A tree of actors by what they say: those with the most sides in common are joined first.

Source: Ward, J. H. (1963), Hierarchical grouping to optimize an objective function, JASA 58, in the form of Murtagh and Legendre (2014,
"ward.D2"), as Discourse Network Analyzer draws it from its combined two-mode network. Of each actor the sides of concepts that it has
taken, once each:

1. Jaccard distance of two actors: 1 − the number of sides that both took ÷ that of the sides which either took, in [0, 1]
2. the two nearest branches are joined; the distance of the new one to another follows from Ward's formula,
   d(ab, c)² = ((n_a + n_c) d(a, c)² + (n_b + n_c) d(b, c)² − n_c d(a, b)²) ÷ (n_a + n_b + n_c), n the numbers of actors
3. the height of a joint is the distance at which it is made
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.networks.counting import Floats

__all__ = ["Joint", "Tree", "jaccard_distances", "tree_of"]

#: distances nearer than this are equal
_EQUAL = 1e-9


@dataclass(frozen=True)
class Joint:
    """Two branches joined at a height; ``one`` and ``other`` are the places of their actors, in the order of the leaves."""

    height: float
    one: tuple[int, ...]
    other: tuple[int, ...]

    @property
    def actors(self) -> tuple[int, ...]:
        """The places of all its actors, in the order of the leaves."""
        return (*self.one, *self.other)


@dataclass(frozen=True)
class Tree:
    """The ``joints`` of a tree, the lowest first, and the order of its ``leaves``; ``is_tied``: equal distances allowed another tree.

    Of two branches that are joined, that which holds the first actor (by place) comes first.
    """

    leaves: tuple[int, ...]
    joints: tuple[Joint, ...]
    is_tied: bool


def jaccard_distances(sides: Any) -> Floats:
    """Return the Jaccard distance of each two rows of a matrix, of which what is not 0 is taken; two empty rows are 1 apart."""
    taken: Any = (sides != 0).astype(np.float64)
    shared = taken @ taken.T
    shared = np.asarray(shared.toarray() if hasattr(shared, "toarray") else shared)
    count = np.diag(shared)
    union = count[:, None] + count[None, :] - shared
    found: Floats = 1.0 - np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    np.fill_diagonal(found, 0.0)
    return found


def tree_of(distances: Floats) -> Tree:
    """Return the tree of actors from their distances, by Ward's linkage; of fewer than two actors one without joints."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    count = len(distances)
    if count < 2:
        return Tree(tuple(range(count)), (), is_tied=False)
    merges = linkage(squareform(distances, checks=False), method="ward")
    branches: dict[int, tuple[int, ...]] = {place: (place,) for place in range(count)}
    joints = []
    for number, (one, other, height, _) in enumerate(merges):
        pair = sorted((branches.pop(int(one)), branches.pop(int(other))), key=min)
        joints.append(Joint(float(height), *pair))
        branches[count + number] = joints[-1].actors
    return Tree(joints[-1].actors, tuple(joints), is_tied=_is_tied(distances, joints))


def _is_tied(distances: Floats, joints: list[Joint]) -> bool:
    """Whether, when two branches were joined, one of them was as near to a third, so that another tree was possible."""
    found = np.asarray(distances, dtype=np.float64).copy()
    np.fill_diagonal(found, np.inf)
    size = np.ones(len(found))
    for joint in joints:
        a, b = min(joint.one), min(joint.other)  # a branch is kept in the row of its first actor
        near = found[a, b]
        if np.count_nonzero(found[a] <= near + _EQUAL) + np.count_nonzero(found[b] <= near + _EQUAL) > 2:
            return True
        na, nb, live = size[a], size[b], np.isfinite(found[a]) & np.isfinite(found[b])
        n = size[live]
        squared = (na + n) * found[a, live] ** 2 + (nb + n) * found[b, live] ** 2 - n * near**2
        found[a, live] = found[live, a] = np.sqrt(np.maximum(squared, 0.0) / (na + nb + n))
        found[a, b] = found[b, :] = found[:, b] = np.inf
        size[a] = na + nb
    return False
