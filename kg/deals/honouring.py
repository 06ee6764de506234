"""The bundles of a component that honour all that is claimed: enumerated where they are few, else by the solver."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.deals.bundles import bundles_of, true_of
from kg.deals.components import Component
from kg.deals.formulas import TRUE, Formula
from kg.deals.limits import Limits
from kg.deals.listed import Share
from kg.deals.maximal import maximal_rows
from kg.deals.order import orderly
from kg.deals.problem import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.deals.solver import Model

__all__ = ["Honouring"]


class Honouring:
    """The bundles of a component that honour each claim and can keep the orders that the claims ask for.

    Formulas number the atoms by their place in the component, the answers as in the problem.
    """

    def __init__(self, component: Component, limits: Limits) -> None:
        self._component, self._limits = component, limits
        asked = tuple(Rule(claim.asked) for claim in component.claims)
        self._rows: NDArray[np.bool_] | None = None
        with limits.noted():
            rows = bundles_of(replace(component, rules=(*component.rules, *asked)), limits)
            self._rows = None if rows is None else rows[orderly(component.claims, rows, limits)]

    @property
    def rows(self) -> NDArray[np.bool_] | None:
        """The bundles, one row each, one column an atom of the component; None where there are too many to enumerate."""
        return self._rows

    def exists(self, also: Formula = TRUE) -> bool | None:
        """Return whether there is such a bundle of which a formula is true; None where a limit stopped the search."""
        with self._limits.noted():
            if self._rows is not None:
                return bool(true_of(also, self._rows, self._limits).any())
            return self._model(also).solve(self._limits) is not None
        return None

    def maximal(self, also: Formula = TRUE) -> Share:
        """Return the maximal ones of those of which a formula is true, the fullest first, then by their atoms."""
        found: list[frozenset[int]] = []
        complete = False
        with self._limits.noted():
            if self._rows is not None:
                rows = maximal_rows(self._rows[true_of(also, self._rows, self._limits)], self._limits)
                found = [frozenset(row.nonzero()[0].tolist()) for row in rows]
                complete = True
            else:
                bundles = self._model(also).maximal(self._limits)
                for bundle in islice(bundles, self._limits.most):
                    found.append(bundle)
                complete = next(bundles, None) is None
        numbers = self._component.atoms
        whole = (frozenset(numbers[place] for place in bundle) for bundle in found)
        return Share(tuple(sorted(whole, key=lambda bundle: (-len(bundle), sorted(bundle)))), complete)

    def _model(self, also: Formula) -> Model:
        from kg.deals.solver import Model

        self._limits.check()
        self._limits.check_solver()
        model = Model(len(self._component.atoms), self._component.rules)
        for claim in self._component.claims:
            model.honour(claim)
        model.require(also)
        return model
