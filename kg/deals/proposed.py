"""A proposal as a bundle: what it costs each party, which positions it crosses, and the nearest bundle that nobody refuses.

The bundle is the terms with what they entail, taken as a step: the other issues are left open. The nearest bundle changes fewest of the
terms: a term dropped, swapped for another option of its issue, or one added, such as what a condition requires, counts one each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.case.records import Proposal
from kg.deals.building import build
from kg.deals.components import Question, claims_of, components_of
from kg.deals.costing import Burden, burdens_of
from kg.deals.formulas import truth
from kg.deals.honouring import Honouring
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Position, Problem
from kg.deals.terms_changed import changes_of, with_entailed
from kg.errors import UsageError
from kg.resolution import Resolution

__all__ = ["Near", "Proposed", "propose"]


@dataclass(frozen=True, slots=True)
class Near:
    """A bundle that nobody refuses: how many terms it changes, what it drops of the terms and adds to them (atoms)."""

    bundle: frozenset[int]
    changes: int
    dropped: frozenset[int]
    added: frozenset[int]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal to a group: what it costs each party, the positions that it crosses, and what is nearest.

    ``nearest`` is None where a limit stopped the search (``reached``).
    """

    problem: Problem
    bundle: frozenset[int]
    burdens: tuple[Burden, ...]
    crossed: tuple[Position, ...]
    nearest: Near | None
    reached: tuple[str, ...]


def propose(resolution: Resolution, proposal: Proposal, parties: Iterable[str], limits: Limits) -> Proposed | None:
    """Return what a proposal is to a group (ids of two or more parties), None where its terms cannot hold together or are settled."""
    terms = [term for term in proposal.terms if _is_open(resolution, term)]
    if not terms or len(terms) < len(proposal.terms):
        return None
    try:
        problem = build(resolution, parties, fixed=terms)
    except UsageError:
        return None
    problem = replace(problem, fixed=frozenset())
    own = frozenset(n for n, atom in enumerate(problem.atoms) if set(atom.options) & set(terms))
    bundle = with_entailed(problem, own)
    nearest = None
    with limits.noted():
        nearest = _nearest(problem, own, bundle, limits)
    crossed = tuple(p for p in problem.positions if not p.wish and not truth(p.asked.step, bundle))
    return Proposed(problem, bundle, burdens_of(problem, bundle, in_step=True), crossed, nearest, tuple(limits.reached))


def _is_open(resolution: Resolution, term: str) -> bool:
    option = resolution.case.options.get(term)
    return option is not None and resolution.case.issues[option.issue].is_open(resolution.day)


def _nearest(problem: Problem, terms: frozenset[int], meant: frozenset[int], limits: Limits) -> Near:
    held: set[int] = set()
    changes = 0
    for component in components_of(problem, claims_of(problem, Question.STEP)):
        rows = Honouring(component, limits).rows
        if rows is None:
            raise limits.too_many_bundles()
        if not len(rows):
            raise LimitReached("positions that no step can honour")
        far = changes_of(problem, component, rows, terms, meant)
        kept = [column for column, atom in enumerate(component.atoms) if atom in terms]
        row = max(range(len(rows)), key=lambda n: (-int(far[n]), int(rows[n, kept].sum()), -int(rows[n].sum()), -n))
        held |= {atom for column, atom in enumerate(component.atoms) if rows[row, column]}
        changes += int(far[row])
    return Near(frozenset(held), changes, terms - held, frozenset(held) - meant)
