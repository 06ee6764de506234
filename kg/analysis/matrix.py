"""The matrix: each option of the open issues against each party, with the class of a group.

Columns are parties, by role (:data:`ROLES`, a party with several by its first, one without a role last), then by label in
the language asked for, then by id. A cell of a party of the *group* is its stance with conditions judged over the whole
group, the very one of shared ground (:mod:`kg.analysis.ground`); any other cell is the stance as resolved.

Rows are ordered

- ``class``: by the class of the group (:data:`CLASSES`), then issue and option id; without a group as ``issue``;
- ``issue``: by issue and option id;
- ``seriation``: so that parties that stand alike stand side by side (:mod:`kg.analysis.seriation`), and options by where
  those stand that are for them: the mean of ``s_p · x_p`` over the parties p with a side, s_p being 1 for, 0.5 leaning
  and −1 against, and x_p the place of p from −1 (first column) to 1 (last); options without a side come last.

The *group* is that of the parties named, else the principals where they are 2 to 4, else none: for more, who stands
together depends on whom one asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.analysis.alignment import SIGNS
from kg.analysis.ground import Ground, GroundRow, open_options
from kg.analysis.seriation import seriate
from kg.case import Case
from kg.case.records import Option
from kg.resolution import Resolution, Resolved
from kg.schema import CHOICES
from kg.text import fold
from kg.vocabulary import Side

__all__ = [
    "CLASSES",
    "ORDERS",
    "ROLES",
    "Matrix",
    "MatrixRow",
    "class_of",
    "columns_of",
    "default_group",
    "matrix_of",
    "order_by_seriation",
]

#: the roles of parties, in the order of the columns
ROLES: tuple[str, ...] = CHOICES["role"]

#: the orders of rows
ORDERS = ("class", "issue", "seriation")

#: the classes of a group, the second among those who spoke, in their order in every answer: what holds for all, then among those who spoke, then the rest
CLASSES: tuple[tuple[Ground, Ground | None], ...] = (
    (Ground.AGREED, None),
    (Ground.WITHIN_REACH, None),
    (Ground.UNADDRESSED, Ground.AGREED),
    (Ground.UNADDRESSED, Ground.WITHIN_REACH),
    (Ground.CONTESTED, None),
    (Ground.REJECTED, None),
    (Ground.UNADDRESSED, Ground.REJECTED),
    (Ground.UNADDRESSED, None),
)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An option with a stance for each column, in their order, and how the group stands to it, None without a group."""

    option: Option
    cells: tuple[Resolved, ...]
    ground: GroundRow | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """``columns`` are parties (ids), ``group`` those whose class the rows have, maybe none; ``order`` is of :data:`ORDERS`."""

    group: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    order: str


def columns_of(case: Case, parties: Iterable[str], lang: str = "en") -> tuple[str, ...]:
    """Return parties (ids) by role, label and id."""

    def place(party: str) -> tuple[int, str, str]:
        found = case.parties[party]
        rank = min((ROLES.index(role) for role in found.roles if role in ROLES), default=len(ROLES))
        return rank, fold(found.label(lang)), party

    return tuple(sorted(parties, key=place))


def default_group(case: Case) -> tuple[str, ...]:
    """Return the principals (ids, sorted) where they are 2 to 4, else nobody."""
    principals = tuple(sorted(party.id for party in case.parties.values() if "principal" in party.roles))
    return principals if 2 <= len(principals) <= 4 else ()


def class_of(row: GroundRow) -> tuple[Ground, Ground | None]:
    """Return the class of a row, one of :data:`CLASSES`."""
    found = (row.ground, row.otherwise)
    return found if found in CLASSES else (row.ground, None)


def matrix_of(
    resolution: Resolution,
    group: Iterable[str],
    ground: Iterable[GroundRow],
    columns: Sequence[str],
    order: str = "class",
    issues: Iterable[str] = (),
) -> Matrix:
    """Return the matrix of parties (ids, ``columns``) with the class of a ``group``, of some ``issues`` (ids) or all.

    ``ground`` is the group's shared ground (:func:`kg.analysis.ground.ground_of`), nothing without a group.
    Raises :class:`ValueError` for more columns than can be put in an order by seriation.
    """
    wanted, rows_of = frozenset(issues), {row.option.id: row for row in ground}
    options = [option for option in open_options(resolution) if not wanted or option.issue in wanted]
    if order == "seriation":
        columns = _alike(resolution, columns, options)
    rows = [_row(resolution, rows_of.get(option.id), columns, option) for option in options]
    if order == "class":
        rows.sort(key=_place)
    elif order == "seriation":
        rows.sort(key=lambda row: _leaning(row.option, [held.side for held in row.cells]))
    return Matrix(tuple(sorted(group)), tuple(columns), tuple(rows), order)


def order_by_seriation(
    resolution: Resolution, columns: Sequence[str], issues: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return parties and the options of some issues (ids) as :func:`matrix_of` orders them by seriation, without a group.

    Raises :class:`ValueError` for more parties than can be put in an order.
    """
    wanted = frozenset(issues)
    options = [option for option in open_options(resolution) if option.issue in wanted]
    columns = _alike(resolution, columns, options)
    held = [resolution.of_party(party) for party in columns]

    def place(option: Option) -> tuple[bool, float, str, str]:
        return _leaning(option, [own[option.id].side if option.id in own else None for own in held])

    return columns, tuple(option.id for option in sorted(options, key=place))


def _row(resolution: Resolution, ground: GroundRow | None, columns: Sequence[str], option: Option) -> MatrixRow:
    judged = {held.party: held for held in ground.stances} if ground else {}
    cells = (judged.get(party) or resolution.stance(party, option.id) for party in columns)
    return MatrixRow(option, tuple(cells), ground)


def _place(row: MatrixRow) -> tuple[int, str, str]:
    if row.ground is None:
        return 0, row.option.issue, row.option.id
    return CLASSES.index(class_of(row.ground)), row.option.issue, row.option.id


def _alike(resolution: Resolution, parties: Sequence[str], options: Sequence[Option]) -> tuple[str, ...]:
    """Return the parties in an order in which those that stand alike on the options are side by side."""
    named = [option.id for option in options]
    stances = [resolution.of_party(party) for party in parties]
    sides = [{term: own[term].side for term in named if term in own} for own in stances]
    vectors = [{term: SIGNS[side] for term, side in own.items() if side} for own in sides]
    return tuple(parties[place] for place in seriate(vectors))


def _leaning(option: Option, sides: Sequence[Side | None]) -> tuple[bool, float, str, str]:
    """Return by what options are sorted so that those come first that the parties of the first columns are for."""
    middle = (len(sides) - 1) / 2 or 1.0
    found = [SIGNS[side] * (number / middle - 1) for number, side in enumerate(sides) if side]
    mean = round(sum(found) / len(found), 9) if found else 0.0
    return not found, mean, option.issue, option.id
