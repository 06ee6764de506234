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

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush

__all__ = ["communities"]


def communities(
    parties: Sequence[int],
    weights: Mapping[tuple[int, int], float],
    stop: Callable[[], bool] = lambda: False,
) -> list[list[int]]:
    """Return the communities of parties (by number), largest first, then by smallest member; each party is in one.

    ``weights`` are signed, by ordered pair; a pair without one was never compared, and shares no community. ``stop`` is asked before each
    join; where it says so, those joined so far are returned.

    >>> communities([0, 1, 2], {(0, 1): 2, (1, 2): -1})
    [[0, 1], [2]]
    """
    members = {party: [party] for party in parties}
    between: dict[int, dict[int, float]] = {party: {} for party in parties}
    for (one, other), weight in weights.items():
        between[one][other] = between[other][one] = weight
    joins = [(-weight, min(pair), max(pair)) for pair, weight in weights.items() if weight > 0]
    heapify(joins)
    while joins:
        best, kept, gone = heappop(joins)
        if between.get(kept, {}).get(gone) != -best:
            continue  # one of the two was joined since, or their sum is another by now
        if stop():
            break
        members[kept] += members.pop(gone)
        of_gone = between.pop(gone)
        # who is near to one of the two alone is of neither: a sum is kept where all have been compared
        for other in {*between[kept], *of_gone} - {kept, gone}:
            between[other].pop(gone, None)
            if other in of_gone and other in between[kept]:
                total = between[kept][other] + of_gone[other]
                between[kept][other] = between[other][kept] = total
                if total > 0:
                    heappush(joins, (-total, min(kept, other), max(kept, other)))
            else:
                between[other].pop(kept, None)
                between[kept].pop(other, None)
        between[kept].pop(gone, None)
    return sorted((sorted(found) for found in members.values()), key=lambda found: (-len(found), found))
