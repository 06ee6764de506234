"""What bears on how some parties stand together: where nothing of it differs, neither do their ground, overlap and conflicts.

A *bearing* of a group in a resolution is a tuple of numbers. Two resolutions of one case in which a group has the same
bearing give the same stances of its parties with conditions judged (:mod:`kg.analysis.conditions`), and what follows from
these alone. What differs may still bear on nothing: equal answers can come of different bearings. A bearing holds, compared
by value and numbered in the order in which each was first seen:

- which issues are open and which proposals stand on the day;
- of each party its stances with their evidence, and the opposite bounds beside them;
- what deeds do to its conditions, and which of these have a deadline that is past;
- the readings that it has, accepts or leaves open;
- the stances of coalitions from which a stance of it follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from kg.analysis.conditions import fulfilled
from kg.analysis.readings import acts_on
from kg.case.records import Condition
from kg.resolution import Resolution, Resolved

__all__ = ["Bearing", "Bearings"]

Bearing = tuple[int, ...]


class Bearings:
    """The bearings of groups in resolutions of one case."""

    def __init__(self) -> None:
        self._seen: defaultdict[str | None, list[object]] = defaultdict(list)
        self._numbers: defaultdict[Resolution, dict[str | None, int]] = defaultdict(dict)
        self._acts: dict[Resolution, Mapping[str, list[object]]] = {}

    def of(self, resolution: Resolution, group: Iterable[str]) -> Bearing:
        """Return the bearing of a group (ids of parties) in a resolution."""
        numbers = self._numbers[resolution]
        for who in (None, *group):
            if who not in numbers:
                numbers[who] = self._number(who, self._of_party(resolution, who) if who else _of_day(resolution))
        return (numbers[None], *(numbers[party] for party in group))

    def _number(self, who: str | None, state: object) -> int:
        """Return the place of a state among those seen of a party, which mostly is the newest."""
        seen = self._seen[who]
        for place in range(len(seen) - 1, -1, -1):
            if seen[place] == state:
                return place
        seen.append(state)
        return len(seen) - 1

    def _of_party(self, resolution: Resolution, party: str) -> object:
        held = resolution.of_party(party)
        beside = [
            (term, past.position.bound)
            for term, each in held.items()
            for past in each.beside
            if past.fate == "opposite bound"
        ]
        judged = [_judged(resolution, each) for each in held.values() if each.conditions or each.aside]
        coalitions = [found for each in held.values() for found in _of_coalitions(resolution, each)]
        return held, beside, judged, self._acts_of(resolution, party), coalitions

    def _acts_of(self, resolution: Resolution, party: str) -> list[object]:
        if resolution not in self._acts:
            found: defaultdict[str, list[object]] = defaultdict(list)
            for option in resolution.case.readings_by_option:
                for act in acts_on(resolution, option):
                    found[act.party].append(act)
            self._acts[resolution] = found
        return self._acts[resolution].get(party, [])


def _of_day(resolution: Resolution) -> object:
    day = resolution.day
    is_open = [issue.is_open(day) for issue in resolution.case.issues.values()]
    return is_open, [proposal.is_live(day) for proposal in resolution.proposals.values()]


def _judged(resolution: Resolution, held: Resolved) -> list[object]:
    """Return what deeds and the day do to the conditions of a stance, and of one beside it."""
    return [
        (
            condition.id,
            bool(condition.deadline and condition.deadline < resolution.day),
            resolution.deeds.state_of(condition, each.day or date.min),
            [fulfilled(resolution, *asked) for asked in _asked(resolution, condition, each.day or date.min)],
        )
        for each in (held, held.aside)
        if each
        for condition in each.conditions
    ]


def _asked(resolution: Resolution, condition: Condition, said_on: date) -> Iterator[tuple[str, Condition, date]]:
    """Yield what can be asked of deeds for a condition: of each thing required, and of the terms of a bundle."""
    alone = Condition(timing=condition.timing)
    bundles = (resolution.case.proposals.get(required) for required in condition.requires)
    for required in chain(condition.requires, *(bundle.terms for bundle in bundles if bundle)):
        yield required, condition, said_on
        yield required, alone, date.min


def _of_coalitions(resolution: Resolution, held: Resolved) -> Iterator[Resolved]:
    """Yield the stances of coalitions from which a stance follows, and those from which these follow."""
    for derivation in held.derivation:
        for premise in derivation.premises if derivation.rule == "membership" else ():
            coalition = resolution.stance(premise.party, premise.option)
            yield coalition
            yield from _of_coalitions(resolution, coalition)
