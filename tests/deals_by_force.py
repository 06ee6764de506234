"""The answers about deals worked out naively: every set of atoms, every set of positions, every order in time.

It shares nothing with the program but the problem and :func:`kg.deals.formulas.truth`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, product

from kg.deals.formulas import truth
from kg.deals.problem import Asked, Edge, Problem

__all__ = ["Bundle", "clashes", "corrections", "honouring", "maximal", "steps", "valid"]

Bundle = frozenset[int]


def subsets(things: Iterable[int]) -> Iterator[frozenset[int]]:
    """Yield each subset, the small ones first."""
    listed = sorted(things)
    yield from map(frozenset, chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1)))


def valid(problem: Problem) -> list[Bundle]:
    """Return the bundles that the rules allow."""
    closed = {n for n, atom in enumerate(problem.atoms) if atom.issue in problem.left_open}
    return [
        bundle
        for bundle in subsets(range(len(problem.atoms)))
        if problem.fixed <= bundle and not bundle & closed and all(truth(r.formula, bundle) for r in problem.rules)
    ]


def in_time(edges: Iterable[Edge]) -> bool:
    """Return whether each atom can be given a time such that each order is kept."""
    edges = list(edges)
    atoms = sorted({atom for edge in edges for atom in (edge.first, edge.then)})
    for times in product(range(len(atoms)), repeat=len(atoms)):
        at = dict(zip(atoms, times, strict=True))
        if all(at[e.first] < at[e.then] if e.timing == "before" else at[e.first] == at[e.then] for e in edges):
            return True
    return not edges


def kept_in_time(asked: Iterable[Asked], bundle: Bundle) -> bool:
    """Return whether for some choice of alternatives the orders can be kept."""
    groups = []
    for each in asked:
        if truth(each.active, bundle):
            for group in each.orders:
                found = [a.edges for a in group if truth(a.holds, bundle)]
                groups.append([[e for e in edges if {e.first, e.then} <= bundle] for edges in found] or [[]])
    return any(in_time(chain.from_iterable(choice)) for choice in product(*groups))


def honouring(
    problem: Problem, positions: Iterable[int], bundles: Iterable[Bundle], *, step: bool = False
) -> list[Bundle]:
    """Return the bundles that honour all of some positions together."""
    asked = [problem.positions[number].asked for number in positions]
    return [
        bundle
        for bundle in bundles
        if all(truth(each.step if step else each.settlement, bundle) for each in asked) and kept_in_time(asked, bundle)
    ]


def asked_about(problem: Problem, *, wishes: bool = False) -> list[int]:
    """Return the positions that count."""
    return [number for number, position in enumerate(problem.positions) if wishes or not position.wish]


def clashes(problem: Problem, *, wishes: bool = False) -> set[frozenset[int]]:
    """Return every minimal set of positions that no settlement honours together."""
    bundles = valid(problem)
    found: list[frozenset[int]] = []
    for positions in subsets(asked_about(problem, wishes=wishes)):
        if not any(each <= positions for each in found) and not honouring(problem, positions, bundles):
            found.append(positions)
    return set(found)


def corrections(problem: Problem, among: Iterable[int]) -> set[frozenset[int]]:
    """Return every minimal set of positions without which a settlement honours the rest of some."""
    bundles, all_of = valid(problem), frozenset(among)
    found: list[frozenset[int]] = []
    for positions in subsets(all_of):
        if not any(each <= positions for each in found) and honouring(problem, all_of - positions, bundles):
            found.append(positions)
    return set(found)


def maximal(bundles: Iterable[Bundle]) -> set[Bundle]:
    """Return those that no other contains, without the empty one."""
    listed = list(bundles)
    return {bundle for bundle in listed if bundle and not any(bundle < other for other in listed)}


def steps(problem: Problem) -> tuple[set[Bundle], set[Bundle], set[Bundle]]:
    """Return the three lists of steps."""
    unrefused = honouring(problem, asked_about(problem), valid(problem), step=True)
    taking = {(taking.party, taking.atom): taking for taking in problem.takings}

    def among(accepts: Callable[[str, int, Bundle], bool]) -> set[Bundle]:
        return maximal(b for b in unrefused if all(accepts(p, atom, b) for p in problem.parties for atom in b))

    def has_side(party: str, atom: int, _: Bundle) -> bool:
        return (party, atom) in taking and taking[party, atom].side is not None

    def accepts(party: str, atom: int, bundle: Bundle) -> bool:
        return has_side(party, atom, bundle) and truth(taking[party, atom].accepted, bundle)

    first, second = among(accepts), among(has_side)
    return first, second - first, maximal(unrefused) - first - second
