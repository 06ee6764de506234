"""What options are worth to parties, from a file of one's own, and the bargaining solutions among settlements by it.

The file is a table (CSV)::

    option,      Party A, Party B
    reservation, 10,      0
    Option one,  30,      5.5

The header names parties, each row an option and what it is worth to each of them; ``reservation`` is what a party has without
agreement. The utility of a settlement to a party is the sum of what the options are worth that it holds; an option without a row is
worth nothing. Numbers are summed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from kg.case import Case
from kg.deals.bargaining import Solutions, solve
from kg.deals.components import components_of
from kg.deals.limits import LimitReached, Limits
from kg.deals.points import points_of
from kg.deals.problem import Problem
from kg.errors import InputError, KgError
from kg.sheets.csv_files import read_csv
from kg.sheets.tables import Row
from kg.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Valued", "Weighed", "Weights", "read_weights", "weigh"]

#: the row of what parties have without agreement
_WITHOUT = "reservation"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each option (id) is worth to each of ``parties`` (ids), in their order, and what each has ``without`` agreement."""

    parties: tuple[str, ...]
    worth: dict[str, tuple[Decimal, ...]]
    without: tuple[Decimal, ...]

    def ordered(self, parties: Sequence[str]) -> Weights:
        """Return the same with the parties in another order."""
        places = [self.parties.index(party) for party in parties]
        worth = {option: tuple(values[place] for place in places) for option, values in self.worth.items()}
        return Weights(tuple(parties), worth, tuple(self.without[place] for place in places))


@dataclass(frozen=True, slots=True)
class Valued:
    """Utilities that some settlements have, by party: the first of these, and how many there are."""

    bundle: frozenset[int]
    number: int
    utilities: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The settlements that could give no party more without giving another less, by their utilities, and which of them the ``solutions`` are (their numbers).

    ``without`` is what each party has without agreement; ``unvalued`` are the options (ids) of the space without a row.
    """

    points: tuple[Valued, ...]
    solutions: Solutions
    without: tuple[Decimal, ...]
    unvalued: tuple[str, ...]


def read_weights(path: Path, case: Case, parties: Sequence[str]) -> Weights:
    """Return the weights of parties (ids) in a file.

    Raises :class:`~kg.errors.InputError`, with file and row, for what is no such table, and for a party that it leaves out.
    """
    rows = read_csv(path).rows
    if not rows:
        raise InputError(path, f"empty; its first row is “option” and the parties, then come options and “{_WITHOUT}”")
    columns = _columns(path, rows[0], case, parties)
    worth: dict[str, tuple[Decimal, ...]] = {}
    for number, cells in rows[1:]:
        where = f"{path}:{number}"
        name = cells[1].text if 1 in cells else ""
        key = _WITHOUT if fold(name) == _WITHOUT else _found(case, "options", name, where)
        if key in worth:
            raise InputError(where, f"“{name}” has a row already; leave one")
        worth[key] = tuple(_number((number, cells), column, name, where) for column in columns)
    if _WITHOUT not in worth:
        raise InputError(path, f"no row “{_WITHOUT}”; add one with what each party has without agreement, such as 0")
    return Weights(tuple(parties), worth, worth.pop(_WITHOUT))


def _columns(path: Path, header: Row, case: Case, parties: Sequence[str]) -> list[int]:
    """Return the columns of the parties, in their order."""
    number, cells = header
    where = f"{path}:{number}"
    if 1 not in cells or fold(cells[1].text) != "option":
        raise InputError(where, "the first cell is not “option”; the first row is “option” and the names of parties")
    found: dict[str, int] = {}
    for column, cell in cells.items():
        if column > 1:
            party = _found(case, "parties", cell.text, where)
            if party in found:
                raise InputError(where, f"“{cell.text}” has a column already; leave one")
            found[party] = column
    missing = next((party for party in parties if party not in found), None)
    if missing is not None:
        name = case.parties[missing].label("en")
        raise InputError(where, f"no column for {name}; add one with what each option is worth to it")
    return [found[party] for party in parties]


def _found(case: Case, kind: str, name: str, where: str) -> str:
    if not name:
        raise InputError(where, "the first cell is empty; write the name of an option there")
    try:
        return case.find(kind, name)
    except KgError as error:
        raise InputError(where, str(error)) from error


def _number(row: Row, column: int, name: str, where: str) -> Decimal:
    text = row[1][column].text if column in row[1] else ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        told = f"“{text}” is no number" if text else "a value is missing"
        raise InputError(where, f"{told} in column {column}, for “{name}”; write one such as 12.5")
    return value


def weigh(problem: Problem, weights: Weights, limits: Limits) -> Weighed | None:
    """Return the solutions among the settlements of a problem, None where a limit stopped the search."""
    with limits.search("the settlements by weights"):
        return _weighed(problem, weights, limits)
    return None


def _weighed(problem: Problem, weights: Weights, limits: Limits) -> Weighed:
    import numpy as np

    weights = weights.ordered(problem.parties)
    each = [[weights.worth.get(option) for option in atom.options] for atom in problem.atoms]
    nothing = (Decimal(0),) * len(weights.parties)
    worth = [
        tuple(sum(values, Decimal(0)) for values in zip(nothing, *filter(None, several), strict=True))
        for several in each
    ]
    scale, whole = _scaled([*worth, weights.without])
    matrix, without = whole[:-1], whole[-1]

    def pricing(atoms: tuple[int, ...], rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        found: NDArray[np.int64] = -(rows.astype(np.int64) @ matrix[list(atoms)])
        return found

    priced = [
        (component, lambda rows, of=component.atoms: pricing(of, rows)) for component in components_of(problem, ())
    ]
    points = points_of(problem, priced, limits)
    order = sorted(range(len(points.numbers)), key=lambda n: (points.costs[n].tolist(), sorted(points.bundles[0][n])))
    costs = points.costs[order]
    found = tuple(
        Valued(points.bundles[0][n], points.numbers[n], tuple(Decimal(-int(cost)) / scale for cost in points.costs[n]))
        for n in order
    )
    solutions = solve(-costs / float(scale), without / float(scale))
    unvalued = tuple(
        o
        for atom, values in zip(problem.atoms, each, strict=True)
        for o, v in zip(atom.options, values, strict=True)
        if v is None
    )
    return Weighed(found, solutions, weights.without, unvalued)


def _scaled(rows: Sequence[Sequence[Decimal]]) -> tuple[Decimal, NDArray[np.int64]]:
    """Return rows of numbers as whole ones, and how many times what they were they are."""
    import numpy as np

    places = max((-int(value.normalize().as_tuple().exponent) for row in rows for value in row), default=0)
    scale = Decimal(10) ** max(0, places)
    whole = [[int(value * scale) for value in row] for row in rows]
    if sum(abs(value) for row in whole for value in row) >= 2**62:
        raise LimitReached("weights that are too large, or have too many digits, to be summed exactly")
    return scale, np.array(whole, dtype=np.int64).reshape(len(rows), -1)
