"""What a bundle costs each party, as sums that the solver can make least.

Of one matter a party bears the gravest cost once. Where no two atoms that the costs of a matter name can be held together, what the
matter costs is a constant and something for each atom; else a variable says for each place whether something that grave is borne.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any

from kg.deals.components import Component
from kg.deals.formulas import Every, Formula, Holds, No, atoms_of, either
from kg.deals.problem import Cost
from kg.deals.solver import Model
from kg.deals.weighing import digit_of, gravest, matters_of

__all__ = ["Charges"]


class Charges:
    """How many costs at each digit (:mod:`kg.deals.weighing`) each party bears in a bundle of a model."""

    def __init__(self, model: Model, component: Component, costs: Iterable[Cost]) -> None:
        self._model = model
        self._apart = {pair for rule in component.rules if (pair := _excluded(rule.formula))}
        self._exclusive: dict[frozenset[int], bool] = {}
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
        if named not in self._exclusive:
            self._exclusive[named] = all(frozenset(pair) in self._apart for pair in combinations(named, 2))
        if self._exclusive[named]:
            self._by_atom(party, several, sorted(named))
        else:
            self._by_place(party, several)

    def _by_atom(self, party: str, several: Sequence[Cost], named: list[int]) -> None:
        without = gravest(several, frozenset())
        if without is not None:
            self._of[party, without].append((1, 1))
        for atom in named:
            digit = gravest(several, frozenset({atom}))
            if digit != without:
                if without is not None:
                    self._of[party, without].append((-1, self._model.holds[atom]))
                if digit is not None:
                    self._of[party, digit].append((1, self._model.holds[atom]))

    def _by_place(self, party: str, several: Sequence[Cost]) -> None:
        digits = sorted({digit_of(cost) for cost in several})
        borne = [0, *(self._borne(several, digit) for digit in digits)]
        for digit, (graver, so_far) in zip(digits, pairwise(borne), strict=True):
            self._of[party, digit] += [(1, so_far), (-1, graver)]

    def _borne(self, several: Iterable[Cost], digit: int) -> Any:
        """Return a variable that is true where something at least as grave as a digit is borne."""
        return self._model.literal(either(cost.when for cost in several if digit_of(cost) <= digit))


def _excluded(formula: Formula) -> frozenset[int] | None:
    """Return the two atoms that a rule lets no bundle hold together, None where it says something else."""
    if isinstance(formula, No) and isinstance(formula.of, Every):
        named = [each.atom for each in formula.of.of if isinstance(each, Holds)]
        if len(named) == len(formula.of.of) == 2:
            return frozenset(named)
    return None
