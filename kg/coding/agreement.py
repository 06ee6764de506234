"""How far two coders agree who coded the same sources: Krippendorff's alpha of their stances, and where they differ.

A unit is what both were to judge: a party's stance on a term (an option or a proposal) in one statement. Statements are
the same where they have the same identifier, else where they stand at the same place in the same source on the same day.
Parties, terms and sources are the same by identifier, else by a name that both cases give to one thing each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from kg.answers.contract import SCHEMA
from kg.answers.frames import Framed
from kg.answers.rendering import Json
from kg.answers.tables import Rows, Table, to_html
from kg.case import Case
from kg.case.records import Thing
from kg.coding.krippendorff import alpha
from kg.errors import UsageError
from kg.store import Node
from kg.text import fold
from kg.vocabulary import NEG, RDF, STANCES, Stance
from kg.words import counted

__all__ = ["SCALES", "Agreement", "Unit", "compare_coders"]

#: the metrics offered for stances; on the ordinal one, a stance without a rank (noncommittal) is a missing value
SCALES = ("nominal", "ordinal")


class Unit(NamedTuple):
    """What both coders were to judge: a party's stance on a term in a statement, found in a source, at a place, on a day.

    ``statement`` is empty where the coders' statements have different identifiers; then place and day tell it.
    """

    party: str
    term: str
    source: str
    place: str
    day: str
    statement: str


@dataclass(frozen=True)
class Agreement(Framed):
    """The coding of ``names[0]`` beside that of ``names[1]``: the stances that each gave to each unit, sorted.

    ``labels`` name things by id. A unit has no stance of a coder who did not code it, and several where the coder
    contradicts themselves; such units are not pairable.
    """

    names: tuple[str, str]
    metric: str
    units: Mapping[Unit, tuple[tuple[Stance, ...], tuple[Stance, ...]]]
    labels: Mapping[str, Thing]

    def pairs(self) -> list[tuple[Unit, Stance, Stance]]:
        """Return the units to which each coder gave one stance, with both."""
        return [(unit, *one, *other) for unit, (one, other) in self.units.items() if len(one) == len(other) == 1]

    def alpha(self, metric: str | None = None) -> float | None:
        """Return Krippendorff's alpha by a metric, by default the one asked for; None where it is undefined."""
        return alpha(self._values(metric or self.metric), metric or self.metric)

    def _values(self, metric: str) -> list[list[str] | list[int]]:
        pairs = [(one, other) for _, one, other in self.pairs()]
        if metric == "nominal":
            return [[str(one), str(other)] for one, other in pairs]
        return [[STANCES[stance].rank for stance in pair if stance in STANCES] for pair in pairs]

    def pairable_values(self) -> int:
        """Return how many values alpha rests on: those of the units to which both gave one on the scale."""
        return sum(len(values) for values in self._values(self.metric) if len(values) > 1)

    def disagreements(self) -> list[tuple[Unit, Stance, Stance]]:
        """Return the units to which the coders gave different stances."""
        return [(unit, one, other) for unit, one, other in self.pairs() if one != other]

    def coded_by_one(self) -> list[tuple[Unit, int, Stance]]:
        """Return the units that only one coder coded, with that coder's number (0 or 1) and stance."""
        return [
            (unit, 0 if one else 1, stance)
            for unit, (one, other) in self.units.items()
            if not (one and other)
            for stance in one or other
        ]

    def contradictory(self) -> list[tuple[Unit, tuple[Stance, ...], tuple[Stance, ...]]]:
        """Return the units that both coded, to which one of them gave several stances."""
        return [
            (unit, one, other)
            for unit, (one, other) in self.units.items()
            if one and other and len(one) + len(other) > 2
        ]

    def to_json(self, lang: str = "en") -> Json:
        """Return the agreement as an object of the JSON contract."""
        return {
            "schema": SCHEMA,
            "case": None,
            "as_of": None,
            "filters": {},
            "sources": [self._thing(source, lang) for source in sorted({unit.source for unit in self.units})],
            "coders": list(self.names),
            "metric": self.metric,
            "alpha": self.alpha(),
            "alphas": {metric: self.alpha(metric) for metric in SCALES},
            "units": len(self.units),
            "pairable_values": self.pairable_values(),
            "disagreements": [
                {**self._unit(unit, lang), "stances": [str(one), str(other)]}
                for unit, one, other in self.disagreements()
            ],
            "coded_by_one": [
                {**self._unit(unit, lang), "coder": self.names[number], "stance": str(stance)}
                for unit, number, stance in self.coded_by_one()
            ],
            "contradictory": [
                {**self._unit(unit, lang), "stances": [[str(s) for s in one], [str(s) for s in other]]}
                for unit, one, other in self.contradictory()
            ],
        }

    def _unit(self, unit: Unit, lang: str) -> Json:
        return {
            "party": self._thing(unit.party, lang),
            "option": self._thing(unit.term, lang),
            "source": self._thing(unit.source, lang),
            "place": unit.place or None,
            "day": unit.day,
            "statement": unit.statement or None,
        }

    def _thing(self, identifier: str, lang: str) -> Json:
        return {"id": identifier, "label": self._label(identifier, lang)}

    def _label(self, identifier: str, lang: str) -> str:
        known = self.labels.get(identifier)
        return known.label(lang) if known else identifier

    def head_lines(self, lang: str = "en") -> list[str]:
        """Return what the output says first."""
        both = len(self.pairs())
        units = counted(lang, len(self.units), "{count} unit", "{count} units")
        values = counted(lang, self.pairable_values(), "{count} pairable value", "{count} pairable values")
        differ = counted(lang, len(self.disagreements()), "{count} disagreement", "{count} disagreements")
        return [
            f"{self.names[0]} and {self.names[1]}: Krippendorff's alpha {self._shown(self.metric)} ({self.metric})",
            f"{units}, {both:,} coded once by both, {values}, {differ}",
        ]

    def _shown(self, metric: str) -> str:
        value = self.alpha(metric)
        return "undefined (no variation, or nothing that both coded)" if value is None else f"{value:.3f}"

    def tables(self, lang: str = "en") -> list[Table]:
        """Return the coefficients, what the coders disagree on, and what cannot be paired."""
        scales = tuple((metric, self._shown(metric)) for metric in SCALES)
        found = [Table("", ("Metric", "Alpha"), scales)]
        where = ("Party", "Option", "Where")
        for title, columns, rows in (
            ("Disagreements", (*where, *self.names), [(u, str(a), str(b)) for u, a, b in self.disagreements()]),
            (
                "Coded by one",
                (*where, "Coder", "Stance"),
                [(u, self.names[n], str(s)) for u, n, s in self.coded_by_one()],
            ),
            (
                "Contradicted by a coder",
                (*where, *self.names),
                [(u, _all(a), _all(b)) for u, a, b in self.contradictory()],
            ),
        ):
            shown = tuple((*self._cells(unit, lang), *rest) for unit, *rest in rows)
            if shown:
                found.append(Table(f"{title} ({len(shown)})", columns, shown))
        return found

    def _cells(self, unit: Unit, lang: str) -> tuple[str, str, str]:
        where = ", ".join(part for part in (self._label(unit.source, lang), unit.place, unit.day) if part)
        return (self._label(unit.party, lang), self._label(unit.term, lang), where)

    def rows(self, lang: str = "en") -> Rows:
        """Return one row for each unit, with both stances, whether they agree."""
        columns = ("party", "option", "source", "place", "day", "statement", "first", "second", "agree")
        rows: list[list[object]] = []
        for unit, (one, other) in self.units.items():
            names = [self._label(identifier, lang) for identifier in (unit.party, unit.term, unit.source)]
            agree = one == other if len(one) == len(other) == 1 else None
            rows.append([*names, unit.place, unit.day, unit.statement, _all(one), _all(other), agree])
        return columns, rows

    def _repr_html_(self) -> str:
        return to_html([Table("", (), (), note="\n".join(self.head_lines())), *self.tables()])


def _all(stances: tuple[Stance, ...]) -> str:
    return ", ".join(stances)


def compare_coders(one: Case, other: Case, metric: str = "nominal") -> Agreement:
    """Compare two codings of the same sources. Raises :class:`~kg.errors.UsageError` for a metric that is none."""
    if metric not in SCALES:
        raise UsageError(f"there is no metric “{metric}”; there are {', '.join(SCALES)}")
    same = _same_things(one, other)
    occasions = (_occasions(one, {}), _occasions(other, same))
    shared = occasions[0].keys() & occasions[1].keys()
    occasions[1].update({statement: occasions[0][statement] for statement in shared})
    found: defaultdict[Unit, tuple[set[Stance], set[Stance]]] = defaultdict(lambda: (set(), set()))
    for number, case in enumerate((one, other)):
        for party, term, statement, stance in _coded(case):
            occasion = occasions[number].get(statement)
            if occasion is not None:
                known = same if number else {}
                marks = (*occasion, statement if statement in shared else "")
                found[Unit(known.get(party, party), known.get(term, term), *marks)][number].add(stance)
    units = {unit: (_in_order(found[unit][0]), _in_order(found[unit][1])) for unit in sorted(found)}
    labels = {thing.id: thing for case in (other, one) for kind in _kinds(case) for thing in kind.values()}
    return Agreement((one.store.locator, other.store.locator), metric, units, labels)


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
