"""The smallest minimal hitting sets one by one, by the solver: where there are too many to search through.

1. The hitting set of fewest labels, and of those the one of fewest members, is minimal.
2. What contains one that is found is shut out, and the next is sought (as in Reiter's hitting-set tree, best first).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from kg.deals.formulas import Formula, Holds, either, every, no
from kg.deals.limits import Limits
from kg.deals.solver import Model

__all__ = ["smallest_hitting_sets"]


def smallest_hitting_sets(
    sets: Sequence[frozenset[int]], label: Callable[[int], Hashable], limits: Limits
) -> Iterator[frozenset[int]]:
    """Yield the minimal hitting sets, those with fewest labels first, then those with fewest members.

    Raises :class:`~kg.deals.limits.LimitReached` where the time is over, or no solver may be used.
    """
    limits.check_solver()
    members = sorted({member for each in sets for member in each})
    place = {member: Holds(number) for number, member in enumerate(members)}
    labels: defaultdict[Hashable, list[Formula]] = defaultdict(list)
    for member in members:
        labels[label(member)].append(place[member])
    model = Model(len(members), ())
    for each in sets:
        model.require(either(place[member] for member in sorted(each)))
    given = [model.literal(either(each)) for each in labels.values()]
    model.model.minimize((len(members) + 1) * sum(given) + sum(model.holds))
    while (solver := model.solve(limits)) is not None:
        found = model.bundle(solver)
        yield frozenset(members[number] for number in found)
        model.require(no(every(Holds(number) for number in sorted(found))))
