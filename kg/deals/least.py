"""The settlements that cost least, by the solver: where there are too many bundles to look at each.

- *Least total*: place by place, the gravest first, the sum over all parties is made least, and kept.
- *Even-handed*: the most that a party bears is made least, then the number of parties that bear so much; then the same of the
  others, and so on (leximin by counting those at each level: Ogryczak and Śliwiński 2006).
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
    component: Component, costs: Iterable[Cost], parties: Sequence[str], base: Base, limits: Limits
) -> Least:
    """Return a bundle of a component in which the worst-off party bears least, then the next; else as :func:`least_total`."""
    limits.check_solver()
    search = _Search(component, costs, limits)
    borne = [
        sum(weight * search.charges.of(party, digit) for digit, weight in enumerate(base.weights)) for party in parties
    ]
    most = sum(weight * (size - 1) for weight, size in zip(base.weights, base.bases, strict=True))
    live: list[Any] = [1] * len(parties)
    while most >= 0:
        level = search.model.new_int_var(0, most, "level")
        for each, is_live in zip(borne, live, strict=True):
            search.model.add(each <= level).only_enforce_if(is_live)
        worst = search.improve(level, lambda value, bound: _apart(base, value, bound))
        if worst is None:
            break
        search.model.add(level == worst)
        live, number = _below(search, borne, live, worst)
        if not number:
            break
        most = worst - 1
    return search.found()


def _below(search: _Search, borne: Sequence[Any], live: Sequence[Any], worst: int) -> tuple[list[Any], int]:
    """Let as many parties as possible bear less than the worst; return which (variables), and how many: none if it is stopped."""
    under = [search.model.new_bool_var("under") for _ in borne]
    for each, was_live, is_under in zip(borne, live, under, strict=True):
        search.model.add(each <= worst - 1).only_enforce_if(is_under)
        search.model.add(is_under <= was_live)
    number = sum(search.value(is_live) for is_live in live) - 1
    if sum(search.value(each) == worst for each in borne) > 1:
        left = search.improve(-sum(under), lambda value, bound: None)
        number = 0 if left is None else -left
    search.model.add(sum(under) == number)
    return under, number


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
        if found.limit:
            self._gap = gap(found.value, found.bound)
            return None
        return found.value

    def value(self, counted: Any) -> int:
        """Return what is counted for the best bundle."""
        return counted if isinstance(counted, int) else self._solver.value(counted)

    def found(self) -> Least:
        """Return the best bundle."""
        return Least(self._of.bundle(self._solver), self._limit, self._gap)
