"""What a bundle costs each party, as sums that the solver can make least.

Of one matter a party bears the gravest cost once. What it costs is told case by case: one case for each of some atoms that no bundle
holds together, and one for none of them. Where a case settles what is borne, its atom is counted; else a variable says for each place
whether something that grave is borne in that case. The cases add up, since one alone is true of a bundle; the solver relaxes such a sum
more closely than one variable for all cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from kg.deals.components import Component
from kg.deals.formulas import FALSE, TRUE, Every, Formula, Holds, No, atoms_of, decided, either, every, no
from kg.deals.problem import Cost
from kg.deals.solver import Model
from kg.deals.weighing import digit_of, gravest, matters_of

__all__ = ["Charges"]


class Charges:
    """How many costs at each digit (:mod:`kg.deals.weighing`) each party bears in a bundle of a model."""

    def __init__(self, model: Model, component: Component, costs: Iterable[Cost]) -> None:
        self._model = model
        self._apart = {pair for rule in component.rules if (pair := _excluded(rule.formula))}
        self._cases_of: dict[frozenset[int], tuple[int, ...]] = {}
        self._of: defaultdict[tuple[str, int], list[tuple[int, Any]]] = defaultdict(list)
        for several in matters_of(costs):
            self._charge(several[0].party, several)

    def of(self, party: str, digit: int) -> Any:
        """Return how many costs at a digit a party bears."""
        return sum(factor * variable for factor, variable in self._of.get((party, digit), ()))

    def any_at(self, digit: int) -> bool:
        """Return whether any party can bear a cost at a digit."""
        return any(place == digit for _, place in self._of)

    def _charge(self, party: str, several: Sequence[Cost]) -> None:
        named = frozenset(atom for cost in several for atom in atoms_of(cost.when))
        apart = self._cases(named)
        if len(apart) == len(named):
            self._by_atom(party, several, apart)
        else:
            self._by_case(party, several, apart)

    def _by_atom(self, party: str, several: Sequence[Cost], apart: Sequence[int]) -> None:
        without = gravest(several, frozenset())
        if without is not None:
            self._of[party, without].append((1, 1))
        for atom in apart:
            digit = gravest(several, frozenset({atom}))
            if digit != without:
                if without is not None:
                    self._of[party, without].append((-1, self._model.holds[atom]))
                if digit is not None:
                    self._of[party, digit].append((1, self._model.holds[atom]))

    def _by_case(self, party: str, several: Sequence[Cost], apart: Sequence[int]) -> None:
        for held in (None, *apart):
            known = {atom: atom == held for atom in apart}
            whens = [(digit_of(cost), decided(cost.when, known)) for cost in several]
            digits = sorted({digit for digit, when in whens if when != FALSE})
            so_far = [FALSE, *(either(when for place, when in whens if place <= digit) for digit in digits)]
            for digit, (graver, borne) in zip(digits, pairwise(so_far), strict=True):
                if borne != graver:
                    self._count(party, digit, 1, apart, held, borne)
                    self._count(party, digit, -1, apart, held, graver)

    def _count(
        self, party: str, digit: int, factor: int, apart: Sequence[int], held: int | None, borne: Formula
    ) -> None:
        """Count what is borne where one of some atoms is held, or none of them."""
        terms, holds = self._of[party, digit], self._model.holds
        if borne == TRUE:
            none = [(factor, 1), *((-factor, holds[atom]) for atom in apart)]
            terms += none if held is None else [(factor, holds[held])]
        elif borne != FALSE:
            case = [no(Holds(atom)) for atom in apart] if held is None else [Holds(held)]
            terms.append((factor, self._model.literal(every((*case, borne)))))

    def _cases(self, named: frozenset[int]) -> tuple[int, ...]:
        """Return as many of some atoms as are found of which no two can be held together, sorted."""
        if named not in self._cases_of:
            found: list[tuple[int, ...]] = [()]
            for first in sorted(named):
                group = [first]
                for other in sorted(named - {first}):
                    if all(frozenset((other, atom)) in self._apart for atom in group):
                        group.append(other)
                found.append(tuple(sorted(group)))
                if len(group) == len(named):
                    break
            self._cases_of[named] = max(found, key=len)
        return self._cases_of[named]


def _excluded(formula: Formula) -> frozenset[int] | None:
    """Return the two atoms that a rule lets no bundle hold together, None where it says something else."""
    if isinstance(formula, No) and isinstance(formula.of, Every):
        named = [each.atom for each in formula.of.of if isinstance(each, Holds)]
        if len(named) == len(formula.of.of) == 2:
            return frozenset(named)
    return None
