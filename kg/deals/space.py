"""What a bundle can hold, and the rules by which it is one.

A bundle

1. holds what its options entail, and no two options that exclude each other (:mod:`kg.resolution.closure`);
2. holds at most one option of an exclusive issue or a ladder, unless one entails the other;
3. on a ladder holds a place: a value that an option names, or what lies between two, below all or above all.

An option of a ladder is *in* a bundle with respect to a position where the bundle's place lies within the position's
bound. Opposite bounds of one position hold together; of its bounds on one side the widest does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from kg.case import Case
from kg.case.records import Option
from kg.deals.formulas import Formula, Holds, either, every, no
from kg.deals.problem import Atom, Rule, Stake
from kg.deals.reach import Reach
from kg.resolution.closure import ONE_OF_A_KIND, Chain, Closure

__all__ = ["Space"]


class Space:
    """The atoms of a bundle, by issue and option, and on a ladder by value; the stakes that they belong to; the rules.

    ``excluding`` are, by atom, the atoms with which no bundle can hold it.
    """

    def __init__(self, case: Case, closure: Closure, reach: Reach) -> None:
        self.case, self.closure, self.reach = case, closure, reach
        atoms: list[Atom] = []
        stakes: list[Stake] = []
        for issue in sorted(reach.issues):
            own = self._atoms_of(issue)
            numbers = tuple(range(len(atoms), len(atoms) + len(own)))
            stakes.append(Stake(issue, case.issues[issue].choice_rule, numbers, issue in reach.decided))
            atoms += own
        self.atoms, self.stakes = tuple(atoms), tuple(stakes)
        self._number = {option: n for n, atom in enumerate(atoms) for option in atom.options}
        self._stake_of = {stake.issue: stake for stake in stakes}
        self._exclusions: defaultdict[int, set[int]] = defaultdict(set)
        self.rules = (*self._entailments(), *self._exclusion_rules(), *self._one_place())
        self.excluding = {number: self._excluding(number) for number in range(len(atoms))}

    # -------------------------------------------------------------- atoms

    def number(self, option: str) -> int | None:
        """Return the number of an option's atom, None where no bundle can hold it."""
        return self._number.get(option)

    def is_decided(self, issue: str) -> bool:
        """Return whether a settlement decides an issue (id)."""
        return issue in self.reach.decided

    def is_asked(self, issue: str) -> bool:
        """Return whether an issue (id) is asked about, and not only there for what an option entails."""
        return issue in self.reach.asked

    def scale(self, issue: str) -> tuple[int, ...]:
        """Return the numbers of the places on a ladder (issue id) in order of value, none for any other issue."""
        stake = self._stake_of.get(issue)
        atoms = stake.atoms if stake and stake.rule == "ladder" else ()
        return tuple(n for n in atoms if self.atoms[n].low is not None or self.atoms[n].high is not None)

    def within(self, option: str, bounds: Iterable[str], *, jointly: bool = True) -> tuple[int, ...]:
        """Return the numbers of the atoms that do where an option is wanted, or refused, with bounds.

        On a ladder these are the places within the bounds: ``jointly``, those within opposite ones both, as for what is
        wanted, else those within any, as for what is refused.
        """
        known = self.case.options[option]
        if known.value is None or self.case.ladder_of(option) is None:
            number = self.number(option)
            return () if number is None else (number,)
        given = set(bounds)
        return tuple(n for n in self.scale(known.issue) if _is_within(self.atoms[n], known, given, jointly=jointly))

    def blocked(self, numbers: Sequence[int]) -> Formula:
        """Return where a bundle holds, for each of several atoms, something that excludes it."""
        excluding = [self.excluding[number] for number in numbers]
        common = frozenset[int].intersection(*excluding)
        # a bundle that holds one of the atoms holds nothing that excludes that one
        rest = [either(map(Holds, sorted(each - common - set(numbers)))) for each in excluding]
        return either([*map(Holds, sorted(common)), every(rest)])

    def barring(self, option: str, within: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers of the atoms that exclude an option (id) on an issue that is not asked about.

        On a ladder they are the places outside of those ``within`` its bound; not every place on it is an atom there.
        """
        doing = set(within)
        if self.case.ladder_of(option):
            return tuple(n for n in self.scale(self.case.options[option].issue) if n not in doing)
        contents = [n for each in self.closure.entailed_by(option) if (n := self.number(each)) is not None]
        excluded = {n for each in self.closure.excluded_by(option) if (n := self.number(each)) is not None}
        return tuple(sorted(excluded.union(*(self.excluding[n] for n in contents)) - doing))

    def _atoms_of(self, issue: str) -> list[Atom]:
        wanted = [o for o in self.case.options_of(issue) if o.id in self.reach.options]
        if not self.case.issues[issue].is_ladder or not any(o.value is not None for o in wanted):
            return [Atom(issue, (option.id,)) for option in wanted]
        valued = self.case.options_of(issue) if self.is_asked(issue) else tuple(wanted)
        by_value: defaultdict[Decimal, list[Option]] = defaultdict(list)
        for option in valued:
            if option.value is not None:
                by_value[option.value].append(option)
        unit = next((o.unit for o in self.case.options_of(issue) if o.unit), None)
        named = sorted(by_value)
        values = {value: Atom(issue, tuple(o.id for o in by_value[value]), value, value, unit) for value in named}
        plain = [Atom(issue, (option.id,)) for option in wanted if option.value is None]
        if not self.is_asked(issue):
            return [*values.values(), *plain]
        places = [Atom(issue, (), None, named[0], unit)]
        for low, high in zip(named, [*named[1:], None], strict=True):
            places += [values[low], Atom(issue, (), low, high, unit)]
        return [*places, *plain]

    # -------------------------------------------------------------- rules

    def _entailments(self) -> Iterable[Rule]:
        for option, number in sorted(self._number.items()):
            for entailed, chain in self.closure.entailed_by(option).items():
                other = self._number[entailed]
                if other != number:
                    yield Rule(either([no(Holds(number)), Holds(other)]), chain)

    def _exclusion_rules(self) -> Iterable[Rule]:
        for option, number in sorted(self._number.items()):
            for excluded, chain in self.closure.excluded_by(option).items():
                other = self._number.get(excluded)
                if other is not None and option < excluded:
                    yield self._apart(number, other, None if _is_plain(chain) else chain)

    def _one_place(self) -> Iterable[Rule]:
        for stake in self.stakes:
            if stake.rule == "ladder":
                for one, other in combinations(stake.atoms, 2):
                    if not self._one_contains_the_other(one, other):
                        yield self._apart(one, other, None)

    def _apart(self, one: int, other: int, chain: Chain | None) -> Rule:
        self._exclusions[one].add(other)
        self._exclusions[other].add(one)
        return Rule(no(every([Holds(one), Holds(other)])), chain)

    def _one_contains_the_other(self, one: int, other: int) -> bool:
        return other in self._contents(one) or one in self._contents(other)

    def _contents(self, number: int) -> set[int]:
        """The atoms that a bundle which holds an atom holds with it."""
        entailed = (e for option in self.atoms[number].options for e in self.closure.entailed_by(option))
        return {number, *(self._number[each] for each in entailed)}

    def _excluding(self, number: int) -> frozenset[int]:
        contents = self._contents(number)
        return frozenset(other for each in contents for other in self._exclusions[each]) - contents


def _is_plain(chain: Chain) -> bool:
    return chain.reasons == (ONE_OF_A_KIND,)


def _is_within(place: Atom, option: Option, bounds: set[str], *, jointly: bool) -> bool:
    """Return whether a place lies within bounds at the value of an option: within opposite ones both, or within any."""
    value = option.value or Decimal(0)
    fits = {
        "at-least": place.low is not None and place.low >= value,
        "at-most": place.high is not None and place.high <= value,
        "exactly": place.low == place.high == value,
    }
    asked = [fits[bound] for bound in ("at-least", "at-most") if bound in bounds] or [fits["exactly"]]
    if jointly:
        return all(asked)
    return any(asked) or fits["exactly"]
