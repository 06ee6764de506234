"""Deals as rows of a spreadsheet.

One row for each thing that a listed step or settlement, or one that costs least, holds; for each position of a clash; and for each
giving-up of each way out of a knot. ``number`` counts the bundles, the clashes and the knots of a part from 1, as the tables do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.analysis.moves import GRADES
from kg.answers.deals_tables import mark_words
from kg.answers.deals_words import atom_words, giving_words, position_words
from kg.answers.rendering import Renderer
from kg.answers.tables import Rows
from kg.deals.marked import marked
from kg.deals.problem import Position, Problem

if TYPE_CHECKING:
    from kg.answers.deals import Deals

__all__ = ["deal_rows"]

_COLUMNS = ("part", "number", "way_out", "party", "issue", "on", "stance", "grade", "how", "text", "ascribed")

#: what the lists of bundles are called, in their order
_LISTS = ("accepted step", "step nobody refuses", "step, no stance of some", "settlement")

_Row = list[object]


def deal_rows(show: Renderer, answer: Deals) -> Rows:
    """Return the columns and the rows of an answer about deals."""
    return _COLUMNS, [*_bundles(show, answer), *_best(show, answer), *_clashes(show, answer), *_ways_out(show, answer)]


def _bundles(show: Renderer, answer: Deals) -> Iterator[_Row]:
    for part, found in zip(_LISTS, answer.lists.values(), strict=True):
        for number, described in enumerate(found, 1):
            yield from _holding(show, answer.dealing.problem, part, number, described.atoms)


def _best(show: Renderer, answer: Deals) -> Iterator[_Row]:
    for number, (bundle, marks) in enumerate(marked(answer.dealing, answer.most).items(), 1):
        words = "; ".join(mark_words(show, mark) for mark in marks)
        yield from _holding(show, answer.dealing.problem, "costs least", number, bundle, words)


def _holding(
    show: Renderer, problem: Problem, part: str, number: int, bundle: Iterable[int], words: str | None = None
) -> Iterator[_Row]:
    """Yield a row for each option of a bundle, and for each place on a ladder that no option names."""
    for atom in (problem.atoms[each] for each in sorted(bundle)):
        for name in map(show.name, atom.options) if atom.options else (atom_words(show, atom),):
            yield [part, number, None, None, show.name(atom.issue), name, None, None, "holds", words, None]


def _clashes(show: Renderer, answer: Deals) -> Iterator[_Row]:
    found, problem = answer.dealing.settlements, answer.dealing.problem
    parts = (
        ("clash", found.clashes),
        ("clash of wishes", found.wish_clashes),
        ("strain", (*found.strains, *found.wish_strains)),
    )
    for part, clashes in parts:
        for number, clash in enumerate(clashes, 1):
            for position in (problem.positions[each] for each in clash.positions):
                words = position_words(show, position)
                yield [part, number, None, *_who(show, position), None, words, position.held.ascribed]


def _ways_out(show: Renderer, answer: Deals) -> Iterator[_Row]:
    problem = answer.dealing.problem
    for number, knot in enumerate(answer.dealing.settlements.knots, 1):
        for way, out in enumerate(knot.ways_out, 1):
            for giving in out.giving_up:
                position = problem.positions[giving.position]
                words = giving_words(show, problem, giving)
                yield ["knot", number, way, *_who(show, position), giving.how.value, words, position.held.ascribed]


def _who(show: Renderer, position: Position) -> _Row:
    """Return who holds a position, its issue and term, the stance and its grade."""
    held = position.held
    issue = show.name(position.issue) if position.issue else None
    return [show.name(position.holder), issue, show.name(held.term), held.stance, GRADES.get(held.stance, 1)]
