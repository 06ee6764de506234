"""Shared ground: for each option of an open issue, how a group of parties stands to it together.

A *group* is two or more distinct parties. Each party counts by its stance with conditions judged over the whole group
(:mod:`kg.analysis.conditions`): a conditional stance that is met counts as what is held when met, by default support.
The class of an option follows from the sides alone (:class:`Ground`); silent, withheld, noncommittal and mixed stances
have no side and count neither for nor against. An issue is open through its closing day.

The classes are this project's own: the literature on settlement ranges (Walton and McKersie, "A Behavioral Theory of
Labor Negotiations", 1965; Raiffa, "The Art and Science of Negotiation", 1982) supposes reservation points, which no one
publishes. Here only declared stances are compared, so that *within reach* says no more than that nobody refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.analysis.conditions import GroupStances, outside_undertakers
from kg.analysis.ladders import Range, ladder_stances, range_of
from kg.analysis.readings import Divergence, OpenPoint, ReadingOf, divergences, left_open, readings_of
from kg.case.records import Condition, Issue, Option
from kg.resolution import Resolution, Resolved
from kg.schema import CHOICES
from kg.vocabulary import Side

__all__ = [
    "SHARED",
    "Ground",
    "GroundRow",
    "OpenCondition",
    "classify",
    "ground_of",
    "ground_row",
    "issue_order",
    "open_options",
    "option_order",
]


class Ground(StrEnum):
    """How a group stands to an option: its class of shared ground. Each option of an open issue has exactly one.

    - ``agreed``: every party is for it.
    - ``within_reach``: every party is for it or leaning to it, at least one is leaning.
    - ``rejected``: every party is against it.
    - ``contested``: at least one party is for or leaning, at least one is against; the others may have no side.
    - ``unaddressed``: otherwise, which is where a party has no side and the others are not divided as in ``contested``.
    """

    AGREED = "agreed"
    WITHIN_REACH = "within_reach"
    REJECTED = "rejected"
    CONTESTED = "contested"
    UNADDRESSED = "unaddressed"


#: the classes in which nobody of the group, or of those who spoke, refuses
SHARED = (Ground.AGREED, Ground.WITHIN_REACH)


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A party's (id) condition, and how it stands within the group (:meth:`GroupStances.state_of`)."""

    party: str
    condition: Condition
    state: str

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.state == "met"


@dataclass(frozen=True, slots=True)
class GroundRow:
    """How a group stands to ``option``: its class, the stances it rests on, and what stands between.

    - ``stances``: one for each party, in order of party id, with conditions judged.
    - ``at_least``: where ``ground`` or ``otherwise`` is agreed or within reach, the options (ids) that contain this one
      and are all that a party's being for it was inferred from, while another party of the group is against each of
      them. That stance then says ``as_part_of`` which: the party may want this much only as a part of more.
    - ``conditions``: those of each conditional stance, as resolved before they are judged.
    - ``readings``: how the parties read the option; ``divergences``: the points on which a reading is not matched
      (:mod:`kg.analysis.readings`) among those for or leaning, where ``ground`` or ``otherwise`` is agreed or within
      reach; ``left_open``: the points that all of these leave open on purpose.
    - ``opposed``: of a rejected option, the stances of the parties that are for or leaning on options of its issue that
      exclude each other, fallbacks that are not met left out; on a ladder with a gap, those that make the ranges.
    - ``needs``: parties (ids) that would have to act and are not of the group; where ``otherwise`` is agreed or within
      reach, not among those who spoke.
    - ``range``: on a ladder, the overlap or gap of the same parties (:mod:`kg.analysis.ladders`), else None.
    - ``ask``: of an unaddressed option, the parties (ids) without a side, save those whose stance a filter withholds.
    - ``otherwise``: of an unaddressed option on which two or more parties have a side, the class among these, else
      None.
    """

    ground: Ground
    issue: Issue
    option: Option
    stances: tuple[Resolved, ...]
    at_least: tuple[str, ...]
    conditions: tuple[OpenCondition, ...]
    readings: tuple[ReadingOf, ...]
    divergences: tuple[Divergence, ...]
    left_open: tuple[OpenPoint, ...]
    opposed: tuple[Resolved, ...]
    needs: tuple[str, ...]
    range: Range | None
    ask: tuple[str, ...]
    otherwise: Ground | None

    @property
    def from_opposite_sides(self) -> bool:
        """Whether those who reject it favour alternatives that exclude each other."""
        return bool(self.opposed)

    @property
    def held(self) -> Ground | None:
        """The class as far as there is one: ``ground``, or where not all have a side, that among those who spoke."""
        return self.otherwise if self.ground is Ground.UNADDRESSED else self.ground

    @property
    def spoke(self) -> tuple[Resolved, ...]:
        """The stances of the parties that have a side."""
        return tuple(held for held in self.stances if held.side)

    @property
    def condition_met(self) -> bool:
        """Whether a stance counts as what is held when its conditions are met."""
        return any(held.conditions and held.as_part_of is not None for held in self.stances)

    @property
    def in_name_only(self) -> bool:
        """Whether a reading is not matched, so that the group, or those who spoke, may agree in name only."""
        return bool(self.divergences)

    @property
    def deliberately_open(self) -> bool:
        """Whether all who are for or leaning leave a point open on purpose."""
        return bool(self.left_open)


def classify(sides: Iterable[Side | None]) -> Ground:
    """Return the class (:class:`Ground`) of an option from the sides of a group, None for a party without a side.

    Of no sides at all: unaddressed.

    >>> classify([Side.FOR, Side.LEANING]), classify([Side.FOR, None, Side.AGAINST])
    (<Ground.WITHIN_REACH: 'within_reach'>, <Ground.CONTESTED: 'contested'>)
    """
    found = set(sides)
    if Side.AGAINST in found and found & {Side.FOR, Side.LEANING}:
        return Ground.CONTESTED
    if None in found or not found:
        return Ground.UNADDRESSED
    if found == {Side.FOR}:
        return Ground.AGREED
    return Ground.REJECTED if found == {Side.AGAINST} else Ground.WITHIN_REACH


def issue_order(issue: Issue) -> tuple[int, str]:
    """Return by what issues are put in the order in which they are read: matters of substance first, then by id."""
    kinds = CHOICES["issue kind"]
    return (kinds.index(issue.kind) if issue.kind in kinds else len(kinds)), issue.id


def option_order(issue: Issue, option: Option) -> tuple[object, ...]:
    """Return by what options are put in the order in which they are read: as their issues, on a ladder by value."""
    return *issue_order(issue), option.value is None, option.value or 0, option.id


def open_options(resolution: Resolution) -> list[Option]:
    """Return the options of the issues that are open on the day, in order of issue and option id."""
    issues = resolution.case.issues
    found = (o for o in resolution.case.options.values() if issues[o.issue].is_open(resolution.day))
    return sorted(found, key=lambda o: (o.issue, o.id))


def ground_of(group: GroupStances) -> tuple[GroundRow, ...]:
    """Return the shared ground of a group, in order of issue and option id."""
    return tuple(ground_row(group, option) for option in open_options(group.resolution))


def ground_row(group: GroupStances, option: Option) -> GroundRow:
    """Return how a group stands to one option."""
    return _Row(group, option).build()


class _Row:
    def __init__(self, group: GroupStances, option: Option) -> None:
        self.group, self.option = group, option
        self.case = group.case
        self.issue = self.case.issues[option.issue]
        self.stances = tuple(group.effective(party, option.id) for party in group.parties)
        self.spoke = [held for held in self.stances if held.side]

    def build(self) -> GroundRow:
        ground = classify(held.side for held in self.stances)
        otherwise = self._otherwise(ground)
        meets = ground in SHARED or otherwise in SHARED
        among = tuple(held.party for held in self.spoke) if otherwise in SHARED else self.group.parties
        contained = self._contained() if meets else {}
        stances = (replace(h, as_part_of=contained[h.party]) if h.party in contained else h for h in self.stances)
        resolution, term = self.group.resolution, self.option.id
        involved = [held.party for held in self.spoke if held.leans_for] if meets and self.case.readings else []
        return GroundRow(
            ground,
            self.issue,
            self.option,
            tuple(stances),
            tuple(sorted({container for containers in contained.values() for container in containers})),
            self._conditions(),
            readings_of(resolution, term, self.group.parties) if self.case.readings else (),
            divergences(resolution, term, involved),
            left_open(resolution, term, involved),
            self._opposed() if ground is Ground.REJECTED else (),
            outside_undertakers(self.case, term, among),
            range_of(self.group, among, self.issue.id) if self.issue.is_ladder else None,
            self._ask() if ground is Ground.UNADDRESSED else (),
            otherwise,
        )

    def _otherwise(self, ground: Ground) -> Ground | None:
        if ground is not Ground.UNADDRESSED or len(self.spoke) < 2:
            return None
        return classify(held.side for held in self.spoke)

    def _ask(self) -> tuple[str, ...]:
        return tuple(h.party for h in self.stances if h.side is None and not h.withheld)

    def _contained(self) -> dict[str, tuple[str, ...]]:
        """Return by party what contains the option, where being for it follows only from that and another refuses it."""
        found: dict[str, tuple[str, ...]] = {}
        for held in self.stances:
            containers = self._containers(held) if held.side is Side.FOR else None
            if containers and all(self._is_refused(container, held.party) for container in containers):
                found[held.party] = tuple(sorted(containers))
        return found

    def _containers(self, held: Resolved) -> set[str] | None:
        """Return the options from which alone a stance was inferred by entailment, also through a coalition, or None."""
        found: set[str] = set()
        for derivation in held.derivation:
            if derivation.rule == "entailment":
                found |= {premise.option for premise in derivation.premises}
            elif derivation.rule == "membership":
                coalitions = [self.group.resolution.stance(p.party, p.option) for p in derivation.premises]
                inner = [self._containers(coalition) for coalition in coalitions]
                if None in inner:
                    return None
                found = found.union(*(each for each in inner if each))
            else:
                return None
        return found or None

    def _is_refused(self, option: str, by_another_than: str) -> bool:
        others = (party for party in self.group.parties if party != by_another_than)
        return any(self.group.effective(party, option).side is Side.AGAINST for party in others)

    def _conditions(self) -> tuple[OpenCondition, ...]:
        conditional = (self.group.conditional(party, self.option.id) for party in self.group.parties)
        return tuple(
            OpenCondition(held.party, condition, self.group.state_of(held.party, condition))
            for held in conditional
            if held
            for condition in held.conditions
        )

    def _opposed(self) -> tuple[Resolved, ...]:
        group, issue = self.group, self.issue.id
        if self.issue.is_ladder:
            spread = range_of(group, group.parties, issue)
            is_gap = spread is not None and spread.kind == "gap"
            return tuple(h for party in group.parties for h in ladder_stances(group, party, issue)) if is_gap else ()
        held = (group.effective(party, o.id) for party in group.parties for o in self.case.options_of(issue))
        favoured = [h for h in held if h.leans_for and not group.is_unmet_fallback(h)]
        excluded = group.resolution.closure.excluded_by
        return tuple(h for h in favoured if any(o.party != h.party and o.term in excluded(h.term) for o in favoured))
