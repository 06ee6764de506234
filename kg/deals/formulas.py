"""What is asked of a bundle, as formulas over its atoms.

An atom is one thing that a bundle can hold, by its number (:class:`kg.deals.problem.Atom`). Formulas are built by
:func:`every`, :func:`either` and :func:`no`, which leave out what is plainly true or false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FALSE",
    "TRUE",
    "Either",
    "Every",
    "Formula",
    "Holds",
    "No",
    "atoms_of",
    "decided",
    "either",
    "every",
    "moved",
    "no",
    "truth",
    "values",
]


@dataclass(frozen=True, slots=True, order=True)
class Holds:
    """The bundle holds an atom."""

    atom: int


@dataclass(frozen=True, slots=True)
class Every:
    """Each of several formulas is true; of none at all: true."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of several formulas is true; of none at all: false."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class No:
    """A formula is not true."""

    of: Formula


Formula = Holds | Every | Either | No

TRUE: Formula = Every(())
FALSE: Formula = Either(())


def every(formulas: Iterable[Formula]) -> Formula:
    """Return the formula that is true where each of several is."""
    found = tuple(dict.fromkeys(f for f in formulas if f != TRUE))
    if FALSE in found:
        return FALSE
    return found[0] if len(found) == 1 else Every(found)


def either(formulas: Iterable[Formula]) -> Formula:
    """Return the formula that is true where at least one of several is."""
    found = tuple(dict.fromkeys(f for f in formulas if f != FALSE))
    if TRUE in found:
        return TRUE
    return found[0] if len(found) == 1 else Either(found)


def no(formula: Formula) -> Formula:
    """Return the formula that is true where another is not."""
    if formula in (TRUE, FALSE):
        return FALSE if formula == TRUE else TRUE
    return formula.of if isinstance(formula, No) else No(formula)


def truth(formula: Formula, bundle: frozenset[int] | set[int]) -> bool:
    """Return whether a formula is true of a bundle, given as the numbers of the atoms that it holds."""
    if isinstance(formula, Holds):
        return formula.atom in bundle
    if isinstance(formula, No):
        return not truth(formula.of, bundle)
    if isinstance(formula, Every):
        return all(truth(each, bundle) for each in formula.of)
    return any(truth(each, bundle) for each in formula.of)


def values(formula: Formula, bundles: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return whether a formula is true of each bundle: one row a bundle, one column an atom."""
    import numpy as np

    if isinstance(formula, Holds):
        return bundles[:, formula.atom]
    if isinstance(formula, No):
        return ~values(formula.of, bundles)
    found = np.full(len(bundles), isinstance(formula, Every))
    for each in formula.of:
        found = found & values(each, bundles) if isinstance(formula, Every) else found | values(each, bundles)
    return found


def atoms_of(formula: Formula) -> Iterator[int]:
    """Yield the numbers of the atoms that a formula names, some of them more than once."""
    if isinstance(formula, Holds):
        yield formula.atom
    elif isinstance(formula, No):
        yield from atoms_of(formula.of)
    else:
        for each in formula.of:
            yield from atoms_of(each)


def moved(formula: Formula, numbers: Mapping[int, int]) -> Formula:
    """Return a formula with its atoms under other numbers."""
    if isinstance(formula, Holds):
        return Holds(numbers[formula.atom])
    if isinstance(formula, No):
        return No(moved(formula.of, numbers))
    return type(formula)(tuple(moved(each, numbers) for each in formula.of))


def decided(formula: Formula, known: Mapping[int, bool]) -> Formula:
    """Return a formula with what is known of some atoms put in."""
    if isinstance(formula, Holds):
        return formula if formula.atom not in known else TRUE if known[formula.atom] else FALSE
    if isinstance(formula, No):
        return no(decided(formula.of, known))
    parts = (decided(each, known) for each in formula.of)
    return every(parts) if isinstance(formula, Every) else either(parts)
