"""How many terms of a proposal a bundle changes: drops, swaps for another option of the same issue, adds.

What the terms entail is part of the proposal, and is not counted. A term that is dropped and one that is added on the same issue are one
swap.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.deals.components import Component
from kg.deals.formulas import truth
from kg.deals.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["changes_of", "contained", "with_entailed"]


def contained(problem: Problem, atom: int) -> frozenset[int]:
    """Return what any bundle with an atom holds beside it: the ends of chains whose rule that atom alone breaks."""
    found: set[int] = set()
    for rule in problem.rules:
        if rule.chain and not truth(rule.formula, frozenset({atom})):
            end = rule.chain.via[-1]
            found.update(n for n, other in enumerate(problem.atoms) if end in other.options and n != atom)
    return frozenset(found)


def with_entailed(problem: Problem, terms: frozenset[int]) -> frozenset[int]:
    """Return atoms with those that any bundle with them holds, by the rules that one atom alone breaks."""
    known = set(terms)
    waiting = list(terms)
    while waiting:
        new = contained(problem, waiting.pop()) - known
        known |= new
        waiting += new
    return frozenset(known)


def changes_of(
    problem: Problem, component: Component, rows: NDArray[np.bool_], terms: frozenset[int], meant: frozenset[int]
) -> NDArray[np.int64]:
    """Return for each bundle of a component how many terms of a proposal it changes there; ``meant`` are these with what they entail."""
    import numpy as np

    columns: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for column, atom in enumerate(component.atoms):
        columns[problem.atoms[atom].issue].append((column, atom))
    found = np.zeros(len(rows), dtype=np.int64)
    for several in columns.values():
        own = [column for column, atom in several if atom in terms]
        new = [column for column, atom in several if atom not in meant]
        dropped = (~rows[:, own]).sum(axis=1)
        added = rows[:, new].sum(axis=1)
        found += np.maximum(dropped, added)
    return found
