"""Shared ground: for each option of an open issue, how a group of parties stands to it together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.analysis.conditions import GroupStances, outside_undertakers
from kg.analysis.ladders import Range, range_of
from kg.analysis.readings import Divergence, ReadingOf, divergences, readings_of
from kg.case.records import Condition, Issue, Option
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["SHARED", "Ground", "GroundRow", "OpenCondition", "classify", "ground_of", "ground_row", "open_options"]

_NOT_ASKED_AGAIN = frozenset({Stance.NONCOMMITTAL, Stance.WITHHELD})


class Ground(StrEnum):
    """How a group stands to an option."""

    AGREED = "agreed"
    WITHIN_REACH = "within_reach"
    REJECTED = "rejected"
    CONTESTED = "contested"
    UNADDRESSED = "unaddressed"


#: the classes in which nobody of the group, or of those who spoke, refuses
SHARED = (Ground.AGREED, Ground.WITHIN_REACH)


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A party's (id) condition, and whether it is met within the group."""

    party: str
    condition: Condition
    met: bool


@dataclass(frozen=True, slots=True)
class GroundRow:
    """How a group stands to ``option``: its class, the stances it rests on, and what stands between.

    ``needs``, ``ask`` are ids of parties; ``otherwise`` is the class among those who spoke, where two or more did and
    others did not.
    """

    ground: Ground
    issue: Issue
    option: Option
    stances: tuple[Resolved, ...]
    conditions: tuple[OpenCondition, ...]
    readings: tuple[ReadingOf, ...]
    divergences: tuple[Divergence, ...]
    from_opposite_sides: bool
    needs: tuple[str, ...]
    range: Range | None
    ask: tuple[str, ...]
    otherwise: Ground | None

    @property
    def in_name_only(self) -> bool:
        """Whether a party's reading is unmatched, where the group, or those who spoke, agree or come within reach."""
        return bool(self.divergences)

    @property
    def deliberately_open(self) -> bool:
        """Whether all left open, on purpose, each point on which readings are unmatched."""
        return bool(self.divergences) and all(d.deliberately_open for d in self.divergences)


def classify(sides: Iterable[Side | None]) -> Ground:
    """Return the class of an option from the sides of a group, None for a party without one.

    agreed: all for. within reach: all for or leaning. rejected: all against. contested: someone for or leaning and
    someone against. unaddressed: otherwise.
    """
    found = set(sides)
    if Side.AGAINST in found and found & {Side.FOR, Side.LEANING}:
        return Ground.CONTESTED
    if None in found or not found:
        return Ground.UNADDRESSED
    if found == {Side.FOR}:
        return Ground.AGREED
    return Ground.REJECTED if found == {Side.AGAINST} else Ground.WITHIN_REACH


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
        return GroundRow(
            ground,
            self.issue,
            self.option,
            self.stances,
            self._conditions(),
            readings_of(self.group.resolution, self.option.id, self.group.parties) if self.case.readings else (),
            self._divergences() if meets and self.case.readings else (),
            ground is Ground.REJECTED and self._favours_incompatible(),
            outside_undertakers(self.case, self.option.id, among),
            range_of(self.group, among, self.issue.id) if self.issue.choice_rule == "ladder" else None,
            self._ask() if ground is Ground.UNADDRESSED else (),
            otherwise,
        )

    def _otherwise(self, ground: Ground) -> Ground | None:
        if ground is not Ground.UNADDRESSED or len(self.spoke) < 2:
            return None
        return classify(held.side for held in self.spoke)

    def _ask(self) -> tuple[str, ...]:
        return tuple(h.party for h in self.stances if h.side is None and h.stance not in _NOT_ASKED_AGAIN)

    def _conditions(self) -> tuple[OpenCondition, ...]:
        raw = (self.group.raw(party, self.option.id) for party in self.group.parties)
        return tuple(
            OpenCondition(held.party, condition, self.group.is_met(held.party, condition))
            for held in raw
            if held.stance is Stance.CONDITIONAL
            for condition in held.conditions
        )

    def _divergences(self) -> tuple[Divergence, ...]:
        involved = [held.party for held in self.spoke if held.leans_for]
        return divergences(self.group.resolution, self.option.id, involved)

    def _favours_incompatible(self) -> bool:
        favoured: dict[str, set[str]] = {}
        for party in self.group.parties:
            siblings = self.case.options_of(self.issue.id)
            favoured[party] = {o.id for o in siblings if self.group.effective(party, o.id).leans_for}
        if self.issue.choice_rule == "ladder":
            spread = range_of(self.group, self.group.parties, self.issue.id)
            return spread is not None and spread.kind == "gap"
        closure = self.group.resolution.closure
        return any(
            other in closure.excluded_by(option)
            for party, options in favoured.items()
            for option in options
            for rival, others in favoured.items()
            if rival != party
            for other in others
        )
