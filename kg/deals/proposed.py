"""A proposal as a bundle: what it costs each party, which positions it crosses, and the nearest bundle that nobody refuses.

The bundle is the terms with what they entail, taken as a step: the other issues are left open. The nearest bundle changes fewest of the
terms: a term dropped, swapped for another option of its issue, or one added, such as what a condition requires, counts one each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.case.records import Proposal
from kg.deals.building import Building
from kg.deals.components import Component, Question, claims_of, components_of
from kg.deals.costing import Burden, burdens_of
from kg.deals.formulas import truth
from kg.deals.honouring import Honouring
from kg.deals.limits import LimitReached, Limits
from kg.deals.order import groups_of, keeps_order
from kg.deals.problem import Position, Problem
from kg.deals.terms_changed import changes_of, with_entailed
from kg.errors import UsageError
from kg.resolution import Resolution

__all__ = ["Near", "Proposed", "Proposing"]


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


class Proposing:
    """What proposals are to groups, one after another; what those of one group share is worked out once."""

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._parties: tuple[str, ...] = ()
        self._building: Building | None = None
        self._components: dict[int, tuple[Component, ...]] = {}

    def propose(self, proposal: Proposal, parties: Iterable[str], limits: Limits) -> Proposed | None:
        """Return what a proposal is to a group (ids), None of one party, or where its terms cannot hold together or are settled."""
        group = tuple(parties)
        terms = [term for term in proposal.terms if _is_open(self._resolution, term)]
        if len(group) < 2 or not terms or len(terms) < len(proposal.terms):
            return None
        building = self._of_group(group)
        try:
            problem = building.of(building.reach(fixed=terms))
        except UsageError:
            return None
        own = frozenset(n for n, atom in enumerate(problem.atoms) if set(atom.options) & set(terms))
        bundle = with_entailed(problem, own)
        nearest = None
        with limits.noted():
            nearest = _nearest(problem, self._components_of(problem), own, bundle, limits)
        crossed = tuple(p for p in problem.positions if not p.wish and not truth(p.asked.step, bundle))
        burdens = burdens_of(problem, bundle, in_step=True)
        return Proposed(problem, bundle, burdens, crossed, nearest, tuple(limits.reached))

    def _of_group(self, parties: tuple[str, ...]) -> Building:
        """Return the problems of a group; those of the one before are let go."""
        if self._building is None or parties != self._parties:
            self._parties, self._building = parties, Building(self._resolution, parties)
            self._components = {}
        return self._building

    def _components_of(self, problem: Problem) -> tuple[Component, ...]:
        # the problems of a group live as long as its building, so that none takes the id of another
        if id(problem) not in self._components:
            self._components[id(problem)] = components_of(problem, claims_of(problem, Question.STEP))
        return self._components[id(problem)]


def _is_open(resolution: Resolution, term: str) -> bool:
    option = resolution.case.options.get(term)
    return option is not None and resolution.case.issues[option.issue].is_open(resolution.day)


def _nearest(
    problem: Problem, components: Iterable[Component], terms: frozenset[int], meant: frozenset[int], limits: Limits
) -> Near:
    held: set[int] = set()
    changes = 0
    for component in components:
        limits.check()
        own = meant.intersection(component.atoms)
        if _is_honoured(component, own):  # no other bundle of the component changes nothing
            held |= own
            continue
        rows = Honouring(component, limits).rows
        if rows is None:
            limits.check()
            raise limits.too_many_bundles()
        if not len(rows):
            raise LimitReached("positions that no step can honour")
        far = changes_of(problem, component, rows, terms, meant)
        kept = [column for column, atom in enumerate(component.atoms) if atom in terms]
        row = max(range(len(rows)), key=lambda n: (-int(far[n]), int(rows[n, kept].sum()), -int(rows[n].sum()), -n))
        held |= {atom for column, atom in enumerate(component.atoms) if rows[row, column]}
        changes += int(far[row])
    return Near(frozenset(held), changes, terms - held, frozenset(held) - meant)


def _is_honoured(component: Component, atoms: frozenset[int]) -> bool:
    """Return whether atoms are a bundle of a component that honours all that is claimed and keeps an order."""
    bundle = frozenset(place for atom, place in component.places.items() if atom in atoms)
    asked = (*(rule.formula for rule in component.rules), *(claim.asked for claim in component.claims))
    groups = [group for claim in component.claims for group in groups_of(claim, bundle)]
    return all(truth(formula, bundle) for formula in asked) and keeps_order(groups)
