"""Tangles: the knots of a group that conditions or whole proposals have a part in, and which single positions are a way out.

Where nothing but options stands against options, each clash is of two positions and a conflict (:mod:`kg.analysis.conflicts`), and there
is nothing to seek. Each group of joined issues is searched up to :data:`MOST_CLAUSES` clauses or, in their place,
:data:`MOST_BUNDLES` bundles; in a larger one nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.case import Case
from kg.deals.building import Building
from kg.deals.components import Component, Question, claims_of, components_of
from kg.deals.limits import Limits
from kg.deals.problem import Given, Position, Problem
from kg.deals.settlements import knots_among
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Stance

__all__ = ["MOST_BUNDLES", "MOST_CLAUSES", "Tangle", "tangles_of"]

#: how many clauses and how many bundles of a group of joined issues are looked at
MOST_CLAUSES, MOST_BUNDLES = 2_000, 4_096


@dataclass(frozen=True, slots=True)
class Tangle:
    """The stances of a knot (``sides``), and those of which a party that alone is bound by it can end all its clashes (``ending``).

    A stance that a party has from its coalition stands under the party. Of ``ending`` a party would take back the whole, or leave a bound;
    where it has to drop no more than a condition, that is not among them.
    """

    sides: tuple[Resolved, ...]
    ending: tuple[Resolved, ...]


def tangles_of(resolution: Resolution, parties: Iterable[str]) -> tuple[Tangle, ...]:
    """Return the tangles of distinct parties (ids) that one position alone can end, in the order of their knots."""
    group = tuple(parties)
    if not any(_is_joining(resolution, held) for party in group for held in resolution.of_party(party).values()):
        return ()
    building = Building(resolution, group)
    problem = building.asked(building.reach())
    limits = Limits(clauses=MOST_CLAUSES, bundles=MOST_BUNDLES, solver=False)
    clashes, knots = knots_among(problem, _joined(problem, resolution.case), limits)
    found = []
    for knot in knots:
        within = sorted({number for clash in knot.clashes for number in clashes[clash].positions})
        alone = (way.giving_up[0] for way in knot.ways_out if len(way.giving_up) == 1)
        given = [problem.positions[each.position] for each in alone if each.how in _WHOLE]
        ending = tuple(held for position in given if len(position.parties) == 1 for held in _held(position))
        sides = tuple(held for number in within for held in _held(problem.positions[number]))
        found += [Tangle(sides, ending)] if ending else []
    return tuple(found)


_WHOLE = (Given.WITHDRAW, Given.NO_LONGER_OPPOSE, Given.LIFT_BOUND)


def _is_joining(resolution: Resolution, held: Resolved) -> bool:
    return held.term in resolution.case.proposals or bool(held.conditions or (held.aside and held.aside.conditions))


def _joined(problem: Problem, case: Case) -> Iterator[Component]:
    """Yield the groups of joined issues in which a position is conditional or on a proposal."""
    for component in components_of(problem, claims_of(problem, Question.SETTLEMENT)):
        claiming = (problem.positions[claim.position] for claim in component.claims)
        if any(position.stance is Stance.CONDITIONAL or position.held.term in case.proposals for position in claiming):
            yield component


def _held(position: Position) -> Iterator[Resolved]:
    yield from (replace(position.held, party=party) for party in position.parties)
