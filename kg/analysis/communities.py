"""Communities of parties in a signed network of pairs: who stands together with whom more than apart.

Definition. On the page, the weight of a pair is the options that it agrees on or has within reach, minus those that it contests
(:mod:`kg.analysis.overlap`); in networks of statements it is congruence less conflict (:mod:`kg.networks.communities`). Communities seek the largest sum of weights over the pairs within one community:
correlation clustering (Bansal, Blum and Chawla, "Correlation clustering", Machine Learning 56, 2004). The method is
greedy additive edge contraction (Keuper et al., "Efficient decomposition of image and mesh graphs by lifted multicuts",
2015): the two communities with the largest positive sum between them are joined until there is none; of equal sums,
those with the smallest members. Being greedy, it need not find the largest sum of all. Two communities are joined only
if every party of one has a weight with every party of the other: who was never compared is not said to stand together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["communities"]


def communities(parties: Sequence[int], weights: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Return the communities of parties (by number), largest first, then by smallest member; each party is in one.

    ``weights`` are signed, by ordered pair; a pair without one was never compared, and shares no community.

    >>> communities([0, 1, 2], {(0, 1): 2, (1, 2): -1})
    [[0, 1], [2]]
    """
    members = {party: [party] for party in parties}
    between: dict[int, dict[int, float]] = {party: {} for party in parties}
    for (one, other), weight in weights.items():
        between[one][other] = between[other][one] = weight
    while True:
        joins = ((-weight, one, other) for one, near in between.items() for other, weight in near.items() if weight > 0)
        best = min(joins, default=None)
        if best is None:
            break
        _, kept, gone = best
        members[kept] += members.pop(gone)
        of_gone = between.pop(gone)
        # who is near to one of the two alone is of neither: a sum is kept where all have been compared
        for other in {*between[kept], *of_gone} - {kept, gone}:
            between[other].pop(gone, None)
            if other in of_gone and other in between[kept]:
                between[kept][other] = between[other][kept] = between[kept][other] + of_gone[other]
            else:
                between[other].pop(kept, None)
                between[kept].pop(other, None)
        between[kept].pop(gone, None)
    return sorted((sorted(found) for found in members.values()), key=lambda found: (-len(found), found))
