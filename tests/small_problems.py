"""A builder of short problems: issues, and one call for each position on them, read from the letter's table.

Issues are made first. An option is named by one word; on a ladder the values are numbers, and each place on it is an atom: the values,
and the gaps below, between and above them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from decimal import Decimal

from kg.deals.formulas import FALSE, TRUE, Formula, Holds, either, every, no
from kg.deals.problem import Alternative, Asked, Atom, Edge, Given, Lesser, Position, Problem, Rule, Stake, Taking
from kg.resolution import Chain, Resolved
from kg.vocabulary import Stance

__all__ = ["Table"]

#: groups of alternatives; each alternative names the options that it requires
Groups = Iterable[Iterable[Iterable[str]]]


class Table:
    """What is at stake between some parties (ids), and what each asks."""

    def __init__(self, parties: str) -> None:
        self.parties = tuple(sorted(parties.split()))
        self.atoms: list[Atom] = []
        self.stakes: list[Stake] = []
        self.rules: list[Rule] = []
        self.positions: list[Position] = []
        self.takings: list[Taking] = []

    def issue(self, name: str, options: str, rule: str = "exclusive") -> None:
        """Add an issue with its options; of an exclusive one at most one is held."""
        first = len(self.atoms)
        self.atoms += [Atom(name, (option,)) for option in options.split()]
        self._stake(name, rule, first)

    def ladder(self, name: str, *values: int) -> None:
        """Add a ladder with some named values."""
        first = len(self.atoms)
        marks = [None, *map(Decimal, sorted(values)), None]
        for low, high in itertools.pairwise(marks):
            self.atoms.append(Atom(name, (), low, high))
            if high is not None:
                self.atoms.append(Atom(name, (f"{name}{high}",), high, high))
        self._stake(name, "ladder", first)

    def _stake(self, name: str, rule: str, first: int) -> None:
        atoms = tuple(range(first, len(self.atoms)))
        self.stakes.append(Stake(name, rule, atoms))
        if rule != "compatible":
            self.rules += [Rule(no(every([Holds(a), Holds(b)]))) for a in atoms for b in atoms if a < b]

    def at(self, option: str) -> int:
        """Return the number of an option's atom."""
        return next(number for number, atom in enumerate(self.atoms) if option in atom.options)

    def held(self, options: str | Iterable[str]) -> Formula:
        """Return that each of some options is held."""
        return every(Holds(self.at(option)) for option in (options.split() if isinstance(options, str) else options))

    def entails(self, first: str, then: str) -> None:
        """Say that an option contains another."""
        chain = Chain((first, then), ((("en", f"{first} contains {then}"),),))
        self.rules.append(Rule(either([no(self.held(first)), self.held(then)]), chain))

    def excludes(self, first: str, other: str) -> None:
        """Say that no bundle holds both options."""
        chain = Chain((first, other), ((("en", f"not both {first} and {other}"),),))
        self.rules.append(Rule(no(self.held([first, other])), chain))

    def _denied(self, option: str) -> Formula:
        """Return where a step denies an option: the bundle holds what excludes it."""
        atom = self.at(option)
        rules = {frozenset(rule.formula.of.of) for rule in self.rules if _is_exclusion(rule.formula)}
        others = (Holds(number) for number in range(len(self.atoms)) if number != atom)
        return either(other for other in others if frozenset((Holds(atom), other)) in rules)

    def _add(self, party: str, term: str, stance: Stance, asked: Asked, **more: object) -> None:
        holder, *parties = party.split()
        whole = more.pop("whole", Given.WITHDRAW)
        issue = next((atom.issue for atom in self.atoms if term in atom.options), None)
        held = Resolved(holder, term, stance, ascribed=bool(more.pop("ascribed", False)))
        found = Position(holder, tuple(parties) or (holder,), held, asked, whole, more.pop("issue", issue), **more)  # type: ignore[arg-type]
        self.positions.append(found)

    def demand(self, party: str, option: str, *, wish: bool = False, **more: object) -> None:
        """Add a demand for an option, or a support as a wish; a coalition is named before those that it binds."""
        stance = Stance.SUPPORT if wish else Stance.DEMAND
        asked = Asked(no(self._denied(option)), self.held(option))
        self._add(party, option, stance, asked, wish=wish, **more)

    def refuse(self, party: str, options: str, stance: Stance = Stance.OPPOSE, **more: object) -> None:
        """Add a position against an option, or against all of several at once (a proposal)."""
        asked = no(self.held(options))
        whole = Given.IF_REPORT_WRONG if more.get("ascribed") else Given.NO_LONGER_OPPOSE
        self._add(party, options, stance, Asked(asked, asked), whole=whole, **more)

    def conditional(self, party: str, option: str, groups: Groups, timing: str = "within", **more: object) -> None:
        """Add a stance on an option that requires one alternative of each group; ``before``: they come first."""
        at = self.at(option)
        orders = tuple(tuple(self._alternative(at, each, timing) for each in group) for group in groups)
        met = every(either(alternative.holds for alternative in group) for group in orders)
        formula = either([no(Holds(at)), met])
        unordered = tuple(tuple(Alternative(each.holds) for each in group) for group in orders)
        smaller = [Lesser(Given.DROP_CONDITION, Asked(TRUE, TRUE))]
        if timing == "before":
            smaller.insert(0, Lesser(Given.ANY_ORDER, Asked(formula, formula, Holds(at), unordered)))
        asked = Asked(formula, formula, Holds(at), orders)
        self._add(party, option, Stance.CONDITIONAL, asked, smaller=tuple(smaller), **more)

    def _alternative(self, at: int, options: Iterable[str], timing: str) -> Alternative:
        edges = tuple(Edge(self.at(option), at, timing) for option in options) if timing != "within" else ()
        return Alternative(self.held(options), edges)

    def bound(self, party: str, ladder: str, low: int | None, high: int | None) -> None:
        """Add a demand for a value of a ladder between two, both included."""
        places = next(stake.atoms for stake in self.stakes if stake.issue == ladder)
        within = [place for place in places if _lies(self.atoms[place], low, high)]
        smaller = tuple(
            Lesser(Given.LIFT_BOUND, self._asked_on(places, reached), to)
            for to, reached in _lifted(list(places), within)
        )
        term = f"{ladder}{low if low is not None else high}"
        self._add(party, term, Stance.DEMAND, self._asked_on(places, within), issue=ladder, smaller=smaller)

    def _asked_on(self, places: Iterable[int], within: Iterable[int]) -> Asked:
        inside = set(within)
        outside = either(Holds(place) for place in places if place not in inside)
        return Asked(no(outside), either(Holds(place) for place in sorted(inside)))

    def take(self, party: str, option: str, side: str | None, accepted: Formula | None = None) -> None:
        """Say which side a party has on an option, and where it accepts it on record: always if it is for it."""
        known = accepted if accepted is not None else TRUE if side == "for" else FALSE
        self.takings.append(Taking(party, self.at(option), side, known))

    def problem(self, fixed: str = "", left_open: str = "") -> Problem:
        """Return the problem."""
        return Problem(
            self.parties,
            tuple(self.atoms),
            tuple(self.stakes),
            tuple(self.rules),
            tuple(self.positions),
            tuple(self.takings),
            (),
            frozenset(map(self.at, fixed.split())),
            tuple(left_open.split()),
        )

    def named(self, bundle: Iterable[int]) -> str:
        """Return a bundle in words: its options, and the gaps as ``<ladder low-high``."""
        return " ".join(self._name(self.atoms[number]) for number in sorted(bundle))

    def _name(self, atom: Atom) -> str:
        return atom.options[0] if atom.options else f"{atom.issue}:{atom.low or ''}-{atom.high or ''}"

    def told(self, positions: Iterable[int]) -> str:
        """Return positions in words: who on what."""
        each = (self.positions[number] for number in positions)
        return ", ".join(sorted(f"{position.holder} {position.held.term}" for position in each))


def _is_exclusion(formula: Formula) -> bool:
    return hasattr(formula, "of") and hasattr(formula.of, "of") and all(isinstance(f, Holds) for f in formula.of.of)


def _lies(atom: Atom, low: int | None, high: int | None) -> bool:
    above = low is None or (atom.low is not None and atom.low >= low)
    return above and (high is None or (atom.high is not None and atom.high <= high))


def _lifted(places: list[int], within: list[int]) -> Iterable[tuple[int, list[int]]]:
    first, last = min(within), max(within)
    outside = [place for place in places if place not in within]
    for to in sorted(outside, key=lambda place: (max(first - place, place - last), place)):
        yield to, list(range(min(first, to), max(last, to) + 1))
