"""Bundles by a kept solver, where a component has too many to enumerate: OR-Tools CP-SAT, imported here alone.

It was chosen by measuring against python-sat (RC2 and CaDiCaL with totalizers), on one core: least objection at 150 issues ×
6 options × 40 parties 0.15 s against 0.94 s; the best for the worst-off party at 30 × 5 × 12, proven, 2.5 s against 21.7 s.
An order is a whole number for each atom: the time at which it is done (a circle with a ``before`` in it has no such
numbers). The solver works on one core with a fixed seed, so that the same problem gives the same answer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.deals.components import Claim, group_active
from kg.deals.formulas import TRUE, Either, Every, Formula, Holds, No, no
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Edge, Rule
from kg.errors import MissingExtraError

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["Found", "Model"]

#: how often a search looks whether it is to stop, in seconds
_LOOKS = 0.05
#: how many bundles are few, and the most effort to list them
_FEW, _EFFORT = 20, 2.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best bundle found so far: what its ``solver`` counts for it, and the ``bound`` below which none can come.

    ``limit`` is what stopped the search, in words; None where nothing better is proven to exist.
    """

    solver: cp_model.CpSolver
    value: int
    bound: int
    limit: str | None = None

    @property
    def effort(self) -> float:
        """What the search cost, in the solver's own measure: about a second each, the same in each run."""
        return self.solver.response_proto.deterministic_time


class Model:
    """The valid bundles of ``atoms`` atoms under ``rules``, to which more can be added.

    ``model`` is the solver's own, ``holds`` its variable of each atom. Raises
    :class:`~kg.errors.MissingExtraError` where OR-Tools is not installed.
    """

    def __init__(self, atoms: int, rules: Iterable[Rule]) -> None:
        try:
            from ortools.sat.python import cp_model
        except ImportError:
            raise MissingExtraError("OR-Tools", "deals") from None
        self._sat = cp_model
        self.model = cp_model.CpModel()
        self.holds = [self.model.new_bool_var(f"atom {number}") for number in range(atoms)]
        self._times: dict[int, Any] = {}
        self._literals: dict[Formula, Any] = {}
        for rule in rules:
            self.require(rule.formula)

    def literal(self, formula: Formula) -> Any:
        """Return a variable that is true where a formula is, and only there."""
        if isinstance(formula, Holds):
            return self.holds[formula.atom]
        if isinstance(formula, No):
            return ~self.literal(formula.of)
        if formula not in self._literals:
            found = self.model.new_bool_var("")
            each = [self.literal(one) for one in formula.of]
            if isinstance(formula, Every):
                self.model.add_bool_and(each).only_enforce_if(found)
                self.model.add_bool_or([found, *(~one for one in each)])
            else:
                self.model.add_bool_or([~found, *each])
                self.model.add_bool_and([~one for one in each]).only_enforce_if(~found)
            self._literals[formula] = found
        return self._literals[formula]

    def require(self, formula: Formula, unless: Any = None) -> None:
        """Make a formula true of each bundle, or of those where a literal is not true."""
        free = () if unless is None else (unless,)
        if isinstance(formula, Every):
            for each in formula.of:
                self.require(each, unless)
        elif isinstance(formula, Either):
            self.model.add_bool_or([*free, *map(self.literal, formula.of)])
        elif isinstance(formula, No) and isinstance(formula.of, Every):
            self.model.add_bool_or([*free, *(self.literal(no(each)) for each in formula.of.of)])
        else:
            self.model.add_bool_or([*free, self.literal(formula)])

    def honour(self, claim: Claim, unless: Any = None) -> None:
        """Make each bundle honour a claim and keep the orders that it asks for, or those where a literal is not true."""
        self.require(claim.asked, unless)
        free = () if unless is None else (unless,)
        for group in claim.orders:
            active = group_active(claim, group)
            off = () if active == TRUE else (self.literal(no(active)),)
            chosen = [self.model.new_bool_var("") for _ in group]
            self.model.add_bool_or([*free, *off, *chosen])
            for alternative, choice in zip(group, chosen, strict=True):
                self.require(alternative.holds, ~choice)
                for edge in alternative.edges:
                    self._keep(edge, choice)

    def _keep(self, edge: Edge, choice: Any) -> None:
        first, then = self._time(edge.first), self._time(edge.then)
        kept = (choice, self.holds[edge.first], self.holds[edge.then])
        if edge.timing == "before":
            self.model.add(first + 1 <= then).only_enforce_if(*kept)
        else:
            self.model.add(first == then).only_enforce_if(*kept)

    def _time(self, atom: int) -> Any:
        if atom not in self._times:
            self._times[atom] = self.model.new_int_var(0, len(self.holds), f"time {atom}")
        return self._times[atom]

    def solve(self, limits: Limits) -> cp_model.CpSolver | None:
        """Return the solver with an answer that is proven, None where there is proven to be none.

        Raises :class:`~kg.deals.limits.LimitReached` where a limit stops it before that.
        """
        found = self.best(limits)
        if found is not None and found.limit is not None:
            raise LimitReached(found.limit)
        return None if found is None else found.solver

    def best(self, limits: Limits) -> Found | None:
        """Return the best that is found within the limits, None where there is proven to be nothing.

        Raises :class:`~kg.deals.limits.LimitReached` where a limit stops it before anything is found.
        """
        solver = self._solver(limits)
        status = self._run(solver, limits)
        if status == self._sat.INFEASIBLE:
            return None
        if status == self._sat.UNKNOWN:
            raise LimitReached(limits.stopped_by)
        proven = status == self._sat.OPTIMAL
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return Found(solver, value, bound, None if proven else limits.stopped_by)

    def least_of_few(self, key: Sequence[Any], effort: float, limits: Limits) -> frozenset[int] | None:
        """Return the bundle whose numbers in ``key``, sorted the most first, are least; None where there are not few bundles,
        or where that takes more effort (:attr:`Found.effort`) to find out.

        Raises :class:`~kg.deals.limits.LimitReached` where a limit has stopped it before it begins.
        """
        solver, few = self._solver(limits), _few(self._sat, self.holds, key)
        solver.parameters.enumerate_all_solutions = True
        solver.parameters.max_deterministic_time = min(effort, _EFFORT)
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        complete = self._run(solver, limits, few) == self._sat.OPTIMAL
        return frozenset(min(few.found)[1]) if complete and few.found else None

    def _solver(self, limits: Limits) -> cp_model.CpSolver:
        limits.check()
        solver = self._sat.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2
        solver.parameters.add_lp_constraints_lazily = False
        solver.parameters.catch_sigint_signal = False
        if limits.left is not None:
            solver.parameters.max_time_in_seconds = limits.left
        return solver

    def _run(self, solver: cp_model.CpSolver, limits: Limits, told: Any = None) -> Any:
        """Run a solver beside this thread, which stays free to hear an interrupt; ``told`` is told of what it finds."""
        ended: list[Any] = []
        search = threading.Thread(target=lambda: ended.append(solver.solve(self.model, told)), daemon=True)
        search.start()
        while search.is_alive():
            search.join(_LOOKS)
            if limits.interrupted:
                solver.stop_search()
        return ended[0]

    def bundle(self, solver: cp_model.CpSolver) -> frozenset[int]:
        """Return the atoms of the bundle that the solver found."""
        return frozenset(number for number, held in enumerate(self.holds) if solver.boolean_value(held))

    def maximal(self, limits: Limits) -> Iterator[frozenset[int]]:
        """Yield the maximal bundles, the largest first, as long as it is asked to and there is time.

        Each is the largest that none found so far contains; so none that comes later contains it.
        """
        self.model.maximize(sum(self.holds))
        while (solver := self.solve(limits)) is not None:
            found = self.bundle(solver)
            yield found
            self.model.add_bool_or([held for number, held in enumerate(self.holds) if number not in found])


def _few(sat: Any, holds: Sequence[Any], key: Sequence[Any]) -> Any:
    """Return what keeps the bundles that a solver finds (atoms, sorted), each after its key, and stops it once they are many."""

    class Few(sat.CpSolverSolutionCallback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.found: list[tuple[list[int], list[int]]] = []

        def on_solution_callback(self) -> None:
            bundle = [number for number, held in enumerate(holds) if self.boolean_value(held)]
            self.found.append((sorted(map(self.value, key), reverse=True), bundle))
            if len(self.found) > _FEW:
                self.stop_search()

    return Few()
