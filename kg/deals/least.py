"""The settlements that cost least, by the solver: where there are too many bundles to look at each.

- *Least total*: place by place, the gravest first, the sum over all parties is made least, and kept.
- *Even-handed*: the most that a party bears is made least, at the gravest place alone and then in all; then the number of
  parties that bear so much; then the same of the others, and so on (leximin by counting those at each level: Ogryczak and
  Śliwiński 2006). Few bundles are mostly left after the first levels: once they are, they are listed, and the best is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.deals.charging import Charges
from kg.deals.components import Component
from kg.deals.limits import LimitReached, Limits
from kg.deals.problem import Cost
from kg.deals.solver import Model
from kg.deals.weighing import DIGITS, Base

__all__ = ["Gap", "Least", "even_handed", "least_total"]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a bundle may be from the best: of the costs at ``digit`` (:mod:`kg.deals.weighing`) ``found`` are counted, and no
    bundle has less than ``bound``. What is graver is proven."""

    digit: int
    found: int
    bound: int


@dataclass(frozen=True, slots=True)
class Least:
    """A bundle (atoms as its component numbers them), proven best where no ``limit`` (in words) stopped the search.

    Else ``gap`` says how far it may be from the best, None where that is not known.
    """

    bundle: frozenset[int]
    limit: str | None = None
    gap: Gap | None = None


def least_total(component: Component, costs: Iterable[Cost], parties: Sequence[str], limits: Limits) -> Least:
    """Return a bundle of a component that costs all parties together least.

    Raises :class:`~kg.deals.limits.LimitReached` where a limit stops the search before anything is found.
    """
    limits.check_solver()
    search = _Search(component, costs, limits)
    search.improve(0, lambda value, bound: None)
    for digit in filter(search.charges.any_at, range(DIGITS)):
        total = sum(search.charges.of(party, digit) for party in parties)
        if search.improve(total, partial(Gap, digit)) is None:
            break
        search.model.add(total <= search.value(total))
    return search.found()


def even_handed(
    component: Component, costs: Sequence[Cost], parties: Sequence[str], base: Base, limits: Limits
) -> Least:
    """Return a bundle of a component in which the worst-off party bears least, then the next; else as :func:`least_total`."""
    limits.check_solver()
    search = _Search(component, costs, limits)
    search.improve(0, lambda value, bound: None)
    levels = _Levels(search, costs, parties, base)
    goes_on = levels.bound_gravest()
    while goes_on and levels.left:
        goes_on = levels.settle()
    return search.found()


class _Levels:
    """The levels at which parties stand, the worst first: what each bears at most, and how many parties bear so much.

    A party that stands at no level yet is *live* (1, else 0); what it bears is one number (:class:`~kg.deals.weighing.Base`), without the
    places where no party can bear anything: the solver proves more of small numbers. That a live party bears no more than a level
    is written as one sum, with the most that it can bear where it is not live: the solver relaxes such a sum closely, and a constraint
    under a condition hardly at all.
    """

    def __init__(self, search: _Search, costs: Iterable[Cost], parties: Sequence[str], base: Base) -> None:
        bases = tuple(each if search.charges.any_at(digit) else 1 for digit, each in enumerate(base.bases))
        self._search, self._base, self.left = search, Base(bases), len(parties)
        places = list(enumerate(self._base.weights))
        self._borne: dict[str, Any] = {
            party: sum(weight * search.charges.of(party, digit) for digit, weight in places) for party in parties
        }
        self._most = {party: sum(weight * (bases[digit] - 1) for digit, weight in places) for party in parties}
        self._live: dict[str, Any] = dict.fromkeys(parties, 1)
        self._floor = 0

    def bound_gravest(self) -> bool:
        """Make least what the worst-off bears at the gravest place alone, a small number that is soon proven; False where a limit stopped it."""
        charges, model = self._search.charges, self._search.model
        digit = next(filter(charges.any_at, range(DIGITS)), None)
        if digit is None:
            return True
        level = model.new_int_var(0, self._base.bases[digit], "gravest")
        for party in self._borne:
            model.add(charges.of(party, digit) <= level)
        least = self._search.improve(level, partial(Gap, digit))
        if least is None:
            return False
        model.add(level == least)
        self._floor = least * self._base.weights[digit]
        return True

    def settle(self) -> bool:
        """Find the next level, and let as few parties as can be stand at it; False where a limit stopped that."""
        model, found = self._search.model, self._borne_by_live()
        level = model.new_int_var(min(self._floor, found[0]), found[0], "level")
        for party, borne in self._borne.items():
            most = self._most[party]
            model.add(borne + most * self._live[party] <= most + level)
        worst = self._search.improve(level, lambda value, bound: _apart(self._base, value, bound))
        if worst is None:
            return False
        model.add(level == worst)
        less = {party: self._bears_less(party, worst) for party in self._borne}
        standing = sum(self._live.values()) - sum(less.values())
        number: int | None = self._borne_by_live().count(worst)
        if number != 1:
            number = self._search.improve(standing, lambda value, bound: None)
        if number is None:
            return False
        model.add(standing == number)
        self._live, self._floor = less, 0
        self.left -= number
        if self.left and self._search.ends_with_few(list(self._borne.values())):
            self.left = 0
        return True

    def _bears_less(self, party: str, worst: int) -> Any:
        """Return whether a party is live and bears less than the worst of them."""
        most, live, model = self._most[party], self._live[party], self._search.model
        if not worst:
            return 0
        less = model.new_bool_var("less")
        model.add(less <= live)
        model.add(self._borne[party] + (most - worst) * live + less <= most)
        self._most[party] = min(most, worst) if isinstance(live, int) else most
        return less

    def _borne_by_live(self) -> list[int]:
        """Return what each live party bears in the best bundle so far, the most first."""
        borne = sorted(map(self._search.value, self._borne.values()), reverse=True)
        return borne[len(borne) - self.left :]


def _apart(base: Base, value: int, bound: int) -> Gap | None:
    found, least = base.counts(value), base.counts(max(0, bound))
    return next((Gap(at, found[at], least[at]) for at in range(DIGITS) if found[at] != least[at]), None)


class _Search:
    """A model, and the best bundle found in it so far."""

    def __init__(self, component: Component, costs: Iterable[Cost], limits: Limits) -> None:
        self._of = Model(len(component.atoms), component.rules)
        self.model: Any = self._of.model
        self.charges = Charges(self._of, component, costs)
        self._limits = limits
        self._solver: Any = None
        self._best: frozenset[int] | None = None
        self._spent = 0.0
        self._limit: str | None = None
        self._gap: Gap | None = None

    def improve(self, least: Any, gap: Callable[[int, int], Gap | None]) -> int | None:
        """Make something least; return what it is, None where a limit stopped that. ``gap`` is of what was found and a bound."""
        self.model.clear_hints()
        for held in self._of.holds if self._solver else ():
            self.model.add_hint(held, self._solver.boolean_value(held))
        self.model.minimize(least)
        try:
            found = self._of.best(self._limits)
        except LimitReached as reached:
            if self._solver is None:
                raise
            self._limit = reached.limit
            return None
        if found is None:
            raise LimitReached("rules that no bundle keeps")
        self._solver, self._limit = found.solver, found.limit
        self._spent += found.effort
        if found.limit:
            self._gap = gap(found.value, found.bound)
            return None
        return found.value

    def ends_with_few(self, borne: Sequence[Any]) -> bool:
        """Return whether few bundles are left in the model; the best is then the one in which what is borne, the most first, is least.

        To list them costs no more than was spent on proofs since they were last listed: where they are many, little is lost.
        """
        effort, self._spent = self._spent, 0.0
        try:
            best = self._of.least_of_few(borne, effort, self._limits)
        except LimitReached:
            return False
        self._best = best
        return best is not None

    def value(self, counted: Any) -> int:
        """Return what is counted for the best bundle."""
        return counted if isinstance(counted, int) else self._solver.value(counted)

    def found(self) -> Least:
        """Return the best bundle."""
        bundle = self._of.bundle(self._solver) if self._best is None else self._best
        return Least(bundle, self._limit, self._gap)
