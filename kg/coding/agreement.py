"""How far coders agree who coded the same sources: which units they coded, and the stances that each gave to them.

A unit is what the coders were to judge: a party's stance on a term (an option or a proposal) in one statement. Of two
cases, statements are the same where they have the same identifier, else where they stand at the same place in the same
source on the same day; parties, terms and sources are the same by identifier, else by a name that both cases give to one
thing each. Within one case, each coder has statements of their own: they are the same by place, source and day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import NamedTuple

from kg.case import Case
from kg.case.records import Thing
from kg.coding.krippendorff import alpha
from kg.errors import UsageError
from kg.store import Node
from kg.text import fold
from kg.vocabulary import NEG, RDF, STANCES, Stance

__all__ = ["SCALES", "Comparison", "Unit", "compare_cases", "compare_within", "settled_name"]

#: the metrics offered for stances; on the ordinal one, a stance without a rank (noncommittal) is a missing value
SCALES = ("nominal", "ordinal")

#: what stands between the coders of a settled statement and who settled it
_SETTLED = "; settled by "

#: the stances that one coder gave to a unit, sorted: none where it was not coded, several where the coder contradicts
#: themselves
Given = tuple[Stance, ...]


class Unit(NamedTuple):
    """What the coders were to judge: a party's stance on a term in a statement, found in a source, at a place, on a day.

    ``statement`` is empty where the coders' statements have different identifiers; then place and day identify it.
    """

    party: str
    term: str
    source: str
    place: str
    day: str
    statement: str


@dataclass(frozen=True)
class Comparison:
    """The coding of two or more coders, side by side: what each of ``names`` gave to each unit, in their order.

    ``labels`` name things by id. Where a coder gave no stance or several, that is a missing value; a unit with fewer than
    two values is not pairable.
    """

    names: tuple[str, ...]
    units: Mapping[Unit, tuple[Given, ...]]
    labels: Mapping[str, Thing]

    def alpha(self, metric: str) -> float | None:
        """Return Krippendorff's alpha over all coders by one of :data:`SCALES`; None where it is undefined."""
        return alpha(self._values(metric), metric)

    def _values(self, metric: str) -> list[list[str] | list[int]]:
        single = [[stance for given in unit if len(given) == 1 for stance in given] for unit in self.units.values()]
        pairable = [stances for stances in single if len(stances) > 1]
        if metric == "nominal":
            return [[str(stance) for stance in stances] for stances in pairable]
        return [[STANCES[stance].rank for stance in stances if stance in STANCES] for stances in pairable]

    def pairable_values(self, metric: str) -> int:
        """Return how many values alpha rests on: those of the units to which two coders or more gave one on the scale."""
        return sum(len(values) for values in self._values(metric) if len(values) > 1)

    def coded_once_by_several(self) -> int:
        """Return how many units have one stance each of two coders or more."""
        return sum(1 for given in self.units.values() if sum(len(stances) == 1 for stances in given) > 1)

    def disagreements(self) -> list[tuple[Unit, tuple[Stance | None, ...]]]:
        """Return the units to which coders gave different stances, with each coder's; None for a missing value."""
        values = [(unit, tuple(s[0] if len(s) == 1 else None for s in given)) for unit, given in self.units.items()]
        return [(unit, stances) for unit, stances in values if len(set(stances) - {None}) > 1]

    def coded_by_one(self) -> list[tuple[Unit, int, Stance]]:
        """Return the units that only one coder coded, with that coder's number, from 0, and stance."""
        found = []
        for unit, given in self.units.items():
            coded = [number for number, stances in enumerate(given) if stances]
            if len(coded) == 1:
                found += [(unit, coded[0], stance) for stance in given[coded[0]]]
        return found

    def contradictory(self) -> list[tuple[Unit, tuple[Given, ...]]]:
        """Return the units that several coders coded, to which one of them gave several stances."""
        return [
            (unit, given)
            for unit, given in self.units.items()
            if sum(map(bool, given)) > 1 and any(len(stances) > 1 for stances in given)
        ]

    def pairs(self) -> list[Comparison]:
        """Return each pair of coders, compared on the units that one of the two coded."""
        found = []
        for one, other in combinations(range(len(self.names)), 2):
            units = {unit: (given[one], given[other]) for unit, given in self.units.items()}
            coded = {unit: given for unit, given in units.items() if any(given)}
            found.append(Comparison((self.names[one], self.names[other]), coded, self.labels))
        return found


def compare_cases(one: Case, other: Case) -> Comparison:
    """Compare two codings of the same sources, each a case."""
    same = _same_things(one, other)
    occasions = (_occasions(one, {}), _occasions(other, same))
    shared = occasions[0].keys() & occasions[1].keys()
    occasions[1].update({statement: occasions[0][statement] for statement in shared})
    found: defaultdict[Unit, tuple[set[Stance], ...]] = defaultdict(lambda: (set(), set()))
    for number, case in enumerate((one, other)):
        for party, term, statement, stance in _coded(case):
            occasion = occasions[number].get(statement)
            if occasion is not None:
                known = same if number else {}
                marks = (*occasion, statement if statement in shared else "")
                found[Unit(known.get(party, party), known.get(term, term), *marks)][number].add(stance)
    return Comparison((one.store.locator, other.store.locator), _sorted(found), _labels(one, other))


def settled_name(coders: Iterable[str], settler: str) -> str:
    """Return the coder of a statement on which coders agreed, or whose disagreement somebody settled.

    >>> settled_name(["anna", "ben"], "cleo")
    'anna, ben; settled by cleo'
    """
    return f"{', '.join(coders)}{_SETTLED}{settler}"


def compare_within(case: Case) -> Comparison:
    """Compare the coders within one case, by the coder that each statement names; one without a coder has no part.

    Nor has what was settled (:func:`settled_name`), since nobody coded it independently. Raises :class:`~kg.errors.UsageError` where fewer than two coders are named.
    """
    coders = tuple(coder for coder in case.coders if _SETTLED not in coder)
    if len(coders) < 2:
        found = f"names one coder, {coders[0]}" if coders else "names no coder of a statement (neg:coder)"
        found += ", besides who settled" if coders != case.coders else ""
        raise UsageError(f"{case.store.locator} {found}; --coders compares two or more, or name two cases to compare")
    number = {coder: place for place, coder in enumerate(coders)}
    occasions = _occasions(case, {})
    units: defaultdict[Unit, tuple[set[Stance], ...]] = defaultdict(lambda: tuple(set() for _ in coders))
    for party, term, identifier, stance in _coded(case):
        statement = case.statement(identifier)
        if statement is not None and statement.coder in number:
            units[Unit(party, term, *occasions[identifier], "")][number[statement.coder]].add(stance)
    return Comparison(coders, _sorted(units), _labels(case))


def _sorted(units: Mapping[Unit, tuple[set[Stance], ...]]) -> dict[Unit, tuple[Given, ...]]:
    return {unit: tuple(_in_order(stances) for stances in units[unit]) for unit in sorted(units)}


def _labels(*cases: Case) -> dict[str, Thing]:
    return {thing.id: thing for case in reversed(cases) for kind in _kinds(case) for thing in kind.values()}


def _in_order(stances: set[Stance]) -> tuple[Stance, ...]:
    return tuple(sorted(stances, key=lambda stance: list(Stance).index(stance)))


def _kinds(case: Case) -> tuple[Mapping[str, Thing], ...]:
    return (case.parties, case.options, case.proposals, case.sources)


def _same_things(one: Case, other: Case) -> dict[str, str]:
    same: dict[str, str] = {}
    for mine, theirs in zip(_kinds(one), _kinds(other), strict=True):
        by_name = _by_name(mine.values())
        for thing in theirs.values():
            if thing.id in mine:
                continue
            matches = {found for name in _names_of(thing) for found in by_name.get(name, ()) if found not in theirs}
            if len(matches) == 1:
                same[thing.id] = matches.pop()
    return same


def _by_name(things: Iterable[Thing]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for thing in things:
        for name in _names_of(thing):
            found[name].add(thing.id)
    return found


def _names_of(thing: Thing) -> set[str]:
    return {fold(words) for _, words in chain(thing.labels, thing.aliases)}


def _coded(case: Case) -> Iterator[tuple[str, str, str, Stance]]:
    for party, positions in case.positions_of(case.parties).items():
        for position in positions:
            for statement in position.statements:
                yield party, position.on, statement, position.stance


def _occasions(case: Case, same: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    places = _places(case)
    return {
        s.id: (same.get(s.source, s.source), places.get(s.id, ""), s.latest.isoformat())
        for s in case.statements.values()
    }


def _places(case: Case) -> dict[str, str]:
    pinned = {
        identifier: [value.text for value in node.get(NEG.selector, ())]
        for identifier, node in case.store.nodes_having(NEG.selector).items()
    }
    selectors = case.store.describe(chain.from_iterable(pinned.values()))
    found = {s.id: f"paragraph {s.paragraph}" for s in case.statements.values() if s.paragraph is not None}
    for identifier, selected in pinned.items():
        exact = sorted(_shown_selector(selectors[one]) for one in selected if one in selectors)
        found[identifier] = ", ".join(part for part in (found.get(identifier, ""), *exact) if part)
    return found


def _shown_selector(node: Node) -> str:
    parts = {p.replace("#", "/").rsplit("/", 1)[-1]: values[0].text for p, values in node.items() if p != RDF.type}
    if parts.keys() == {"start", "end"}:
        return f"characters {parts['start']}–{parts['end']}"
    return ", ".join(f"{name} {value}" for name, value in sorted(parts.items()))
