"""Seriation: an order of things in which those that are alike stand side by side, so that camps show.

Definition. Each thing i has a vector of scores by key (here a party's sides by option: for 1, leaning 0.5, against −1). The
*similarity* of two things is ``w(i, j) = Σ_k (2 − |s_i(k) − s_j(k)|) / 2`` over the keys that both have, at least 0; 0 where
they have no common key, or are opposed on all. The order is spectral: by the Fiedler vector of the graph that w makes.

1. The graph is split into its connected components, as things without any similarity cannot be compared.
2. Of each, the Laplacian ``L = D − W`` is formed, D being the sums of the rows of W.
3. Its smallest eigenvalue is 0; the eigenvectors of the next one, the Fiedler value, span the space E.
4. The *stated order* (that of the input), centred, is projected on E; things are ordered by that projection. Thus the
   answer depends neither on the sign nor on the basis of the eigenvectors, and runs the way of the stated order.
5. Ties keep the stated order, and so do the components, each by its first thing.

Steps 1 to 3 are those of Atkins, Boman and Hendrickson, "A Spectral Algorithm for Seriation and the Consecutive Ones
Problem", SIAM Journal on Computing 28 (1), 1998, which find a consecutive order where there is one. Step 4 is this
project's own, for the case that the Fiedler value is not simple, and for a direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["MOST_THINGS", "seriate", "similarity"]

#: the number of things up to which an order is looked for: the work grows with its third power
MOST_THINGS = 1_000

#: what counts as equal among eigenvalues (in parts of the largest) and as nothing among places
_NEAR = 1e-9


def similarity(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how alike two vectors of scores in [−1, 1] are (see :mod:`kg.analysis.seriation`).

    >>> similarity({"a": 1.0, "b": -1.0}, {"a": 0.5, "b": 1.0, "c": 1.0})
    0.75
    """
    return sum(1 - abs(one[key] - other[key]) / 2 for key in sorted(one.keys() & other.keys()))


def seriate(vectors: Sequence[Mapping[str, float]]) -> list[int]:
    """Return the places of things in an order in which those that are alike stand side by side.

    Raises :class:`ValueError` for more than :data:`MOST_THINGS`.
    """
    if len(vectors) > MOST_THINGS:
        raise ValueError(f"{len(vectors):,} things; at most {MOST_THINGS:,} are put in order")
    pairs = [[similarity(one, other) for other in vectors] for one in vectors]
    ordered = [_by_fiedler_vector(pairs, component) for component in _components(pairs)]
    return [place for component in ordered for place in component]


def _components(pairs: Sequence[Sequence[float]]) -> list[list[int]]:
    left, found = list(range(len(pairs))), list[list[int]]()
    while left:
        reached, waiting = {left[0]}, [left[0]]
        while waiting:
            here = waiting.pop()
            near = [there for there in left if there not in reached and pairs[here][there] > _NEAR]
            reached.update(near)
            waiting += near
        found.append([place for place in left if place in reached])
        left = [place for place in left if place not in reached]
    return found


def _by_fiedler_vector(pairs: Sequence[Sequence[float]], places: list[int]) -> list[int]:
    if len(places) < 3:
        return places
    import numpy as np

    weights = np.array([[0.0 if i == j else pairs[i][j] for j in places] for i in places])
    values, vectors = np.linalg.eigh(np.diag(weights.sum(axis=1)) - weights)
    fiedler = vectors[:, np.abs(values - values[1]) <= _NEAR * values[-1]]
    stated = np.arange(len(places)) - (len(places) - 1) / 2
    along = fiedler @ (fiedler.T @ stated)
    if np.abs(along).max() <= _NEAR:  # the stated order says nothing of the way in which it runs
        first = fiedler[np.abs(fiedler).max(axis=1) > _NEAR][0]
        along = fiedler @ -first
    spots = {place: round(float(spot), 6) for place, spot in zip(places, along, strict=True)}
    return sorted(places, key=lambda place: (spots[place], place))
