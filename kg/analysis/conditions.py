"""Which conditions are met within a group: the least fixed point of what its parties agree without trading.

A stance that is conditional counts as what is held when its conditions are met (by default support) as soon as of each
of its groups of alternatives one condition is met. Judging starts with no condition met and repeats until no further
one is: the least fixed point, as of a definite logic program (van Emden and Kowalski, "The Semantics of Predicate Logic
as a Programming Language", Journal of the ACM 23, 1976). So two acceptances that wait for each other stay unmet:
exchanging them would be a trade. Of several conditions that are met, the weakest stance held when met counts.

A condition is met when all that it requires holds and it has no requirement in words; words are never judged, and
deadlines are shown and not judged. What is required holds:

- an option, at ``together`` or ``within``: its issue is open, all who would have to act are in the group, and every
  party of the group is for it, met conditions included;
- a proposal, at ``together`` or ``within``: it stands on the day, and every party of the group is for it;
- an option, or every term of a proposal, at ``before``: it is done (:func:`is_done`);
- a kind of event: an event of that kind has happened by the day, verified and not only scheduled.

A proposal of one term is judged as its term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from itertools import groupby

from kg.case import Case
from kg.case.records import Condition
from kg.resolution import Resolution, Resolved, term_of
from kg.vocabulary import Side, Stance, strength

__all__ = ["GroupStances", "condition_groups", "is_done", "outside_undertakers"]


def condition_groups(conditions: Iterable[Condition]) -> list[tuple[Condition, ...]]:
    """Return groups of alternatives: of each group one condition is enough, and every group must have one met."""
    ordered = sorted(enumerate(conditions), key=lambda pair: pair[1].any_of or f"\0{pair[0]}")
    keyed = groupby(ordered, key=lambda pair: pair[1].any_of or f"\0{pair[0]}")
    return [tuple(condition for _, condition in members) for _, members in keyed]


def is_done(resolution: Resolution, option: str) -> bool:
    """Return whether an option (id) is done: an event honours it by the end of the day, and no event since breaks it.

    Only events that have happened count (verified, not only scheduled), each by its first day, and only as far as a
    statement that counts says that they honour or break the option. On the same day, breaking has precedence.
    """
    honoured, broken = [], []
    for event in resolution.case.events.values():
        if event.start and event.has_happened(resolution.day):
            told = [a for a in event.assessments if resolution.counts(a.statement)]
            honoured += [event.start for a in told if option in a.honours]
            broken += [event.start for a in told if option in a.breaks]
    return bool(honoured) and (not broken or max(honoured) > max(broken))


def outside_undertakers(case: Case, option: str, group: Iterable[str]) -> tuple[str, ...]:
    """Return the parties (ids) that would have to act for an option and are not of the group."""
    return tuple(sorted(set(case.options[option].undertaken_by) - set(group)))


class GroupStances:
    """The stances of a group (ids of parties), with conditions judged over the whole of it.

    ``overrides`` replaces stances (by party and term id), and ``granted`` names conditions, as (party, condition), that
    are taken as met: both are for asking what a move would bring.
    """

    def __init__(
        self,
        resolution: Resolution,
        parties: Iterable[str],
        overrides: Mapping[tuple[str, str], Resolved] | None = None,
        granted: frozenset[tuple[str, Condition]] = frozenset(),
    ) -> None:
        self.resolution, self.case = resolution, resolution.case
        self.parties = tuple(sorted(parties))
        self._overrides = dict(overrides or {})
        self._granted = granted
        self._met: dict[tuple[str, str], Resolved] = {}
        self._settle()

    def with_stance(self, held: Resolved) -> GroupStances:
        """Return the group with one stance replaced by one that is not for its term, so that no condition is met anew."""
        changed = copy(self)
        changed._overrides = {**self._overrides, (held.party, held.term): held}
        changed._met = {key: met for key, met in self._met.items() if key != (held.party, held.term)}
        return changed

    def raw(self, party: str, term: str) -> Resolved:
        """Return a stance as resolved, before conditions are met."""
        return self._overrides.get((party, term)) or self.resolution.stance(party, term)

    def effective(self, party: str, term: str) -> Resolved:
        """Return a stance with its conditions judged: one that is met counts as what is held when met."""
        return self._met.get((party, term)) or self.raw(party, term)

    def _settle(self) -> None:
        waiting = [
            held
            for party in self.parties
            for term, held in sorted(self._terms(party).items())
            if held.stance is Stance.CONDITIONAL and held.conditions
        ]
        while waiting:
            met = {(held.party, held.term): fulfilled for held in waiting if (fulfilled := self._fulfil(held))}
            if not met:
                return
            self._met |= met
            waiting = [held for held in waiting if (held.party, held.term) not in met]

    def _terms(self, party: str) -> dict[str, Resolved]:
        overridden = {term: held for (who, term), held in self._overrides.items() if who == party}
        return {**self.resolution.of_party(party), **overridden}

    def _fulfil(self, held: Resolved) -> Resolved | None:
        chosen: list[Condition] = []
        for group in condition_groups(held.conditions):
            met = [condition for condition in group if self.is_met(held.party, condition)]
            if not met:
                return None
            chosen.append(met[0])
        weakest = min((condition.when_met for condition in chosen), key=strength)
        required = tuple(sorted({term for condition in chosen for term in condition.requires}))
        return replace(held, stance=weakest, as_part_of=required)

    def is_met(self, party: str, condition: Condition) -> bool:
        """Return whether a party's condition is met within the group."""
        if (party, condition) in self._granted:
            return True
        if condition.words or not condition.requires:
            return False
        return all(self.holds(required, condition.timing) for required in condition.requires)

    def state_of(self, party: str, condition: Condition) -> str:
        """Return how a party's condition stands within the group: ``met`` or ``not met``."""
        return "met" if self.is_met(party, condition) else "not met"

    def holds(self, required: str, timing: str) -> bool:
        """Return whether what a condition requires (the id of a term or a kind of event) holds, at its timing."""
        required = term_of(self.case, required)
        if required in self.case.proposals:
            terms = self.case.proposals[required].terms
            if timing == "before":
                return all(is_done(self.resolution, term) for term in terms)
            return self.case.proposals[required].is_live(self.resolution.day) and self._all_for(required)
        if required in self.case.options:
            return is_done(self.resolution, required) if timing == "before" else self._is_agreed(required)
        return any(
            required in event.kinds and event.has_happened(self.resolution.day) for event in self.case.events.values()
        )

    def _is_agreed(self, option: str) -> bool:
        issue = self.case.issues[self.case.options[option].issue]
        if not issue.is_open(self.resolution.day) or outside_undertakers(self.case, option, self.parties):
            return False
        return self._all_for(option)

    def _all_for(self, term: str) -> bool:
        return all(self.effective(party, term).side is Side.FOR for party in self.parties)
