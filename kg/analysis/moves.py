"""What one party alone could change, and what that would bring.

A *move* is tried alone, with everything else as it is; it is an act of the day. Its *gain* is the options of open issues
that it brings to agreement or newly within reach, and the conflicts that it ends. The moves:

- ``withdraw``: a demand, a support, an acceptance or an openness is taken back; ``no longer oppose``: so is a doubt, an
  opposition or a rule-out. Both leave the party without a side there, and with that goes what was inferred from it.
- ``narrow``: on a ladder, a stance with a bound moves its bound to the other's nearest value; ``lift``: the stances that
  keep it from the other's values are taken back.
- ``open``: the party becomes open to an option; ``state a view``: one that has no side there says where it stands, and is
  taken to be open.
- ``state a reading`` that matches the others', on the points where theirs differ; ``leave open`` a point that nobody else
  has read.
- ``meet`` a condition of another; ``accept without`` a condition of its own; agree to ``together`` in place of ``before``.

*Grade*: how much is given, by the stance that the party leaves: from no side, a doubt or a leaning stance 1, from oppose
or support 2, from demand or rule-out 3. To state a reading is 1, and 2 where the party has another reading there; to meet
a condition is 1. Grades are ordinal: those of several moves have no sum.

Sources. A move is a unilateral move of the graph model for conflict resolution (Fang, Hipel and Kilgour, "Interactive
Decision Making", 1993): one party changes its own choice while the others keep theirs. Whether the party would gain
from it is not asked, as preferences are not recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Conflict, ConflictKind, conflicts_of
from kg.analysis.ground import SHARED, Ground, classify, open_options
from kg.case.records import Condition
from kg.resolution import Resolved
from kg.vocabulary import Stance

__all__ = ["GRADES", "MOVES", "Gain", "Move", "Trials", "demand_of"]

#: the kinds of move; of two of one grade that bring the same, the first is the least
MOVES = (
    "state a view",
    "state a reading",
    "leave open",
    "together",
    "meet",
    "narrow",
    "no longer oppose",
    "withdraw",
    "lift",
    "accept without",
    "open",
)

#: the grade of leaving a stance; of having no side 1
GRADES = {Stance.OPPOSE: 2, Stance.SUPPORT: 2, Stance.DEMAND: 3, Stance.RULE_OUT: 3}


@dataclass(frozen=True, slots=True)
class Gain:
    """What a move brings: options (ids) newly ``agreed`` and newly ``within_reach``, and the conflicts that it ends.

    ``clash`` says that it ends by itself the clashes of a tangle (:mod:`kg.deals.tangles`), which are none of the conflicts.
    """

    agreed: tuple[str, ...] = ()
    within_reach: tuple[str, ...] = ()
    ends: tuple[Conflict, ...] = ()
    clash: bool = False

    @property
    def rank(self) -> tuple[int, int, int]:
        """Its place, best first: most options agreed, then most within reach, then most conflicts ended."""
        return (-len(self.agreed), -len(self.within_reach), -len(self.ends))


@dataclass(frozen=True, slots=True)
class Move:
    """One of :data:`MOVES` of a party (id), and its gain.

    ``option`` is the option or proposal (id) concerned, of a condition the one on which it is stated, None where there
    are several; ``left`` the stance that the party leaves there; ``to`` the value (option id) to which a bound moves;
    ``condition`` the one met, eased or not insisted on, and ``of`` whose (id) it is; ``points`` those of readings.
    ``beside`` are the parties (ids) whose part is needed too. ``inferred``: the stance left is inferred; ``ascribed``: it is
    known by others' word only.
    """

    party: str
    kind: str
    option: str | None
    grade: int
    left: Resolved | None = None
    to: str | None = None
    condition: Condition | None = None
    of: str | None = None
    points: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    inferred: bool = False
    ascribed: bool = False
    gain: Gain = field(default_factory=Gain)

    @property
    def place(self) -> tuple[object, ...]:
        """Its place among the moves of a row: by party, then the least first."""
        return (self.party, self.grade, MOVES.index(self.kind), self.option or "", self.to or "", self.of or "")

    @property
    def key(self) -> tuple[object, ...]:
        """What it is, apart from its gain."""
        demand = demand_of(self.condition) if self.condition else ()
        return (self.party, self.kind, self.option, self.to, demand, self.of, self.points)


def demand_of(condition: Condition) -> Condition:
    """Return what a condition asks for: conditions that ask for the same are equal so."""
    return replace(condition, id="", any_of=None, when_met=Stance.SUPPORT, otherwise=())


class Trials:
    """A group as it stands, and what it would be after a move."""

    def __init__(self, group: GroupStances) -> None:
        self.group, self.case = group, group.case
        self.options = {option.id: option for option in open_options(group.resolution)}
        self.conflicts = conflicts_of(group)
        self._demands: dict[str, Mapping[Condition, list[tuple[Resolved, Condition]]]] = {}
        self.ladders = {i for i, issue in self.case.issues.items() if issue.is_ladder}

    @cached_property
    def grounds(self) -> dict[str, Ground]:
        """The class of each option of an open issue."""
        return {option: self.ground(self.group, option) for option in self.options}

    def ground(self, group: GroupStances, option: str) -> Ground:
        """Return the class of an option in a group as it stands, or after a move."""
        return classify(group.effective(party, option).side for party in group.parties)

    def is_gap(self, conflict: Conflict) -> bool:
        """Return whether a conflict is a gap on a ladder."""
        return (
            conflict.kind is ConflictKind.EXCLUSIVE and len(conflict.issues) == 1 and conflict.issues[0] in self.ladders
        )

    def identity(self, conflict: Conflict) -> tuple[object, ...]:
        """Return what a conflict is, whatever move was made: of a gap its ladder and parties, else its key."""
        if self.is_gap(conflict):
            return (conflict.kind, *conflict.issues, *(side.party for side in conflict.sides))
        return conflict.key

    # ------------------------------------------------------------ the trials

    def taking(self, party: str, held: Iterable[Resolved]) -> Gain:
        """Return the gain of stances that a party would take."""
        taken = list(held)
        part = self.group.resolution.parts_of_terms.around({each.term for each in taken})
        supposed = self.group.resolution.supposing_on(part, party, taken)
        return self._gain(self.group.after(supposed, part), {each.term for each in taken})

    def granting(self, party: str, conditions: Iterable[Condition]) -> Gain:
        """Return the gain where conditions of a party are taken as met, wherever it states them."""
        wanted = {demand_of(condition) for condition in conditions}
        stated = [(h.term, c) for h, c in self._stating(party, wanted)]
        after = self.group.after(granted=frozenset((party, c) for _, c in stated))
        return self._gain(after, {term for term, _ in stated})

    def easing(self, party: str, condition: Condition) -> Gain:
        """Return the gain where what a party wants ``before`` may come ``together``, wherever it states that."""
        eased = {}
        demand = demand_of(condition)
        for held in {held.term: held for held, _ in self._stating(party, [demand])}.values():
            changed = tuple(replace(c, timing="together") if demand_of(c) == demand else c for c in held.conditions)
            if changed != held.conditions:
                raw, softer = self.group.raw(party, held.term), replace(held, conditions=changed)
                eased[party, held.term] = softer if raw.stance is Stance.CONDITIONAL else replace(raw, aside=softer)
        touched = {term for _, term in eased}
        return self._gain(self.group.after(terms=touched, overrides=eased), touched)

    def _stating(self, party: str, demands: Iterable[Condition]) -> Iterator[tuple[Resolved, Condition]]:
        """Yield the stances of a party, in order of term, with their conditions that ask for what some do."""
        if party not in self._demands:
            found: defaultdict[Condition, list[tuple[Resolved, Condition]]] = defaultdict(list)
            for held in self.conditional(party):
                for condition in held.conditions:
                    found[demand_of(condition)].append((held, condition))
            self._demands[party] = found
        for demand in demands:
            yield from self._demands[party].get(demand, ())

    def conditional(self, party: str) -> Iterator[Resolved]:
        """Yield a party's conditional stances on options of open issues and on proposals, those beside a for included."""
        for term in sorted(self.group.resolution.of_party(party)):
            held = self.group.conditional(party, term)
            if held and (term in self.options or term in self.case.proposals):
                yield held

    # -------------------------------------------------------------- the gain

    def _gain(self, after: GroupStances, touched: Iterable[str]) -> Gain:
        changed = {*touched, *(term for party, term in after.changed if self._differs(after, party, term))}
        options = sorted(term for term in changed if term in self.options)
        grounds = {option: self.ground(after, option) for option in options}
        agreed = (o for o, g in grounds.items() if g is Ground.AGREED is not self.grounds[o])
        near = (o for o, g in grounds.items() if g is Ground.WITHIN_REACH and self.grounds[o] not in SHARED)
        return Gain(tuple(agreed), tuple(near), self._ended(after, changed))

    def _differs(self, after: GroupStances, party: str, term: str) -> bool:
        return _differ(self.group.effective(party, term), after.effective(party, term)) or _differ(
            self.group.raw(party, term), after.raw(party, term)
        )

    def _ended(self, after: GroupStances, changed: set[str]) -> tuple[Conflict, ...]:
        issues = {self.options[term].issue for term in changed if term in self.options}
        near_by = {*issues, *changed}
        places = sorted({place for each in near_by for place in self._places.get(each, ())})
        touched = [self.conflicts[place] for place in places]
        if not touched:
            return ()
        near = issues.union(*(conflict.issues for conflict in touched))
        options = (o for issue in near for o in self.case.options_of(issue) if o.id in self.options)
        standing = conflicts_of(after, sorted(options, key=lambda option: (option.issue, option.id)))
        keys = {self.identity(each) for conflict in standing for each in (conflict, *conflict.implies)}
        return tuple(conflict for conflict in touched if self.identity(conflict) not in keys)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of the conflicts, by their issues and the terms of their sides."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, conflict in enumerate(self.conflicts):
            for each in {*conflict.issues, *(side.term for side in conflict.sides)}:
                found[each].append(place)
        return found

    # ------------------------------------------------- stances that it takes

    def silence(self, party: str, term: str) -> Resolved:
        """Return the stance of a party that takes back on the day what it said on a term."""
        return Resolved(party, term, day=self.group.resolution.day, ended="withdrawn")

    def openness(self, party: str, term: str) -> list[Resolved]:
        """Return the stances of a party that becomes open to a term: on a ladder it leaves the values that it wanted."""
        held = self.group.raw(party, term)
        day = self.group.resolution.day
        opened = Resolved(party, term, Stance.OPEN, day=day, evidence=held.evidence, bounds=("exactly",))
        return [*(self.silence(party, other) for other in self._other_values(party, term)), opened]

    def _other_values(self, party: str, term: str) -> Iterator[str]:
        option = self.options.get(term)
        if option is None or option.issue not in self.ladders:
            return
        for other in self.case.options_of(option.issue):
            held = self.group.raw(party, other.id)
            if other.id != term and held.leans_for and not held.is_by_bound:
                yield other.id


def _differ(one: Resolved, other: Resolved) -> bool:
    if one is other:
        return False
    return (one.stance, one.conditions, one.bounds) != (other.stance, other.conditions, other.bounds)
