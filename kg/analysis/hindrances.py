"""Demands that cannot be met beside a condition, or beside the refusal of a whole proposal, and which act would end that.

A condition is *barred* where each alternative of its group fails as things stand. One fails where

- it requires a kind of event that is not on record, or an option that somebody of the group is against, that excludes what the
  condition stands on or something else required, or that is itself accepted only on a condition that is barred, or in a circle of
  ``before``;
- what must not happen is what it stands on or requires, or is demanded by somebody of the group.

Words are not judged, and one who backs a whole proposal refuses no part of it. A demand is *pressing* there where nobody demands the same without
it. This is a test of its own, without a search: which positions no settlement honours together is for :mod:`kg.deals.clashes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kg.analysis.conditions import GroupStances, condition_groups
from kg.analysis.conflicts import Conflict, ConflictKind
from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.resolution.deeds import Fulfilment, options_within
from kg.vocabulary import Side, Stance

__all__ = ["Hindrances", "Whole"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A proposal (and an option in it) that is demanded on one side and refused on the other: ``terms`` (ids), and the ``sides``.

    To take back any of ``ending`` alone would end the clash.
    """

    terms: tuple[str, ...]
    sides: tuple[Resolved, ...]
    ending: tuple[Resolved, ...]


class Hindrances:
    """What is demanded in a group, and what cannot be had there; ``conflicts`` are those of the group."""

    def __init__(self, group: GroupStances, conflicts: Iterable[Conflict]) -> None:
        self.group, self.case, self._closure = group, group.case, group.resolution.closure
        self._circular = {s.term for c in conflicts if c.kind is ConflictKind.SEQUENCE for s in c.sides}

    # ------------------------------------------------------------ what is demanded

    @cached_property
    def _demands(self) -> dict[str, list[Resolved]]:
        """The demands that were declared, by each option that must be in a settlement with them."""
        found: defaultdict[str, list[Resolved]] = defaultdict(list)
        for party in self.group.parties:
            for term in sorted(self.group.resolution.of_party(party)):
                held = self.group.standing(party, term)
                if held.stance is Stance.DEMAND and not held.inferred:
                    for option in self._contents(held):
                        found[option].append(held)
        return found

    def _contents(self, held: Resolved) -> set[str]:
        if set(held.bounds) - {"exactly"}:
            return {held.term}
        options = self.options_of(held.term)
        return {*options, *(each for option in options for each in self._closure.entailed_by(option))}

    def options_of(self, term: str) -> tuple[str, ...]:
        """Return the options (ids) of a term: itself, or those of a proposal; none of a kind of event."""
        if term in self.case.proposals:
            return tuple(self.case.proposals[term].terms)
        return (term,) if term in self.case.options else ()

    def _is_demanded(self, term: str) -> bool:
        options = self.options_of(term)
        return bool(options) and all(self._exactly(option) for option in options)

    def _exactly(self, option: str) -> list[Resolved]:
        return [held for held in self._demands.get(option, ()) if not set(held.bounds) - {"exactly"}]

    def _demanding(self, held: Resolved) -> list[Resolved]:
        """Return the demands that are met only where what another party accepts on a condition is had."""
        ladder, bounds = self.case.ladder_of(held.term), set(held.bounds) - {"exactly"}
        if not ladder or not bounds:
            return self._exactly(held.term)
        within = set().union(*(options_within(self.case, held.term, bound) for bound in bounds))
        values = (option.id for option in self.case.options_of(ladder))
        demands = {id(each): each for value in values for each in self._demands.get(value, ())}
        alike = (each for each in demands.values() if set(each.bounds) - {"exactly"} <= bounds)
        return [each for each in alike if self._within(each, ladder) <= within]

    def _within(self, held: Resolved, ladder: str) -> set[str]:
        own = [option for option in self._contents(held) if self.case.ladder_of(option) == ladder]
        return set().union(*(options_within(self.case, o, b) for o in own for b in held.bounds or ("exactly",)))

    # --------------------------------------------------------------- what is pressing

    def pressing(self, held: Resolved, condition: Condition) -> Iterator[Resolved]:
        """Yield the demands each of which is pressing against a condition of a stance, where it is barred."""
        if held.is_backing or not self._is_barred(held, condition, self._barred):
            return
        yield from self.sole(self._demanding(held))
        yield from self._refusing_itself(held, condition)
        if self._demanding(held) and not self._fails(held, replace(condition, unless=()), self._barred):
            for term in filter(self._is_demanded, condition.unless):
                for option in self.options_of(term):
                    yield from self.sole(self._exactly(option))

    def _refusing_itself(self, held: Resolved, condition: Condition) -> Iterator[Resolved]:
        """Yield what a party itself is against of what its condition requires, where nothing else is in the way."""
        required = [term_of(self.case, term) for term in condition.requires]
        refused = [h for term in required for option in {term, *self.options_of(term)} for h in self._refusals(option)]
        if self._demanding(held) and len(refused) == 1 and refused[0].party == held.party:
            yield from refused

    def circular(self, sides: Iterable[Resolved]) -> Iterator[Resolved]:
        """Yield the demands each of which is pressing against a circle of conditions."""
        found = list(sides)
        if not any(side.is_backing for side in found):
            for side in found:
                yield from self.sole(self._demanding(side))

    def whole_of(self, side: Resolved) -> Iterator[Resolved]:
        """Yield the demand of a whole proposal by which alone a party still demands what it is for on one side of a conflict."""
        if side.leans_for:
            yield from (held for held in self.sole(self._exactly(side.term)) if held.term in self.case.proposals)

    def wholes(self) -> Iterator[Whole]:
        """Yield the proposals that are refused while all of their terms are demanded, and those demanded while a term is refused."""
        for proposal in sorted(self.case.proposals):
            options, refusals = self.options_of(proposal), self._refusals(proposal)
            if len(options) > 1 and refusals and self._is_demanded(proposal):
                demands = _distinct(held for option in options for held in self._exactly(option))
                ending = _ending([*map(self._exactly, options), refusals])
                yield Whole((proposal,), (*refusals, *demands), ending)
            for party in self.group.parties:
                yield from self._demanded_in_vain(self.group.standing(party, proposal))

    def _demanded_in_vain(self, demand: Resolved) -> Iterator[Whole]:
        """Yield a demanded proposal with each option in it that is refused, where its party is for that in no other way."""
        for option in sorted(self._contents(demand)) if demand.stance is Stance.DEMAND else ():
            refusals = [held for held in self._refusals(option) if held.party != demand.party]
            if refusals and not self.group.standing(demand.party, option).leans_for:
                pressing = (*self.sole(self._exactly(option)), *self.sole(refusals))
                yield Whole((demand.term, option), (demand, *refusals), pressing)

    @staticmethod
    def sole(held: list[Resolved]) -> list[Resolved]:
        """Return what alone stands somewhere: nothing where several do."""
        return held if len(held) == 1 else []

    # --------------------------------------------------------------- what is barred

    @cached_property
    def _barred(self) -> frozenset[str]:
        """The options and proposals that somebody accepts only on a condition that is barred."""
        found = set(self._circular)
        waiting = [
            held
            for party in self.group.parties
            for term in sorted(self.group.resolution.of_party(party))
            if (held := self.group.standing(party, term)).stance is Stance.CONDITIONAL and not held.is_backing
        ]
        while new := {h.term for h in waiting if h.term not in found and self._waits_in_vain(h, found)}:
            found |= new
        return frozenset(found)

    def _waits_in_vain(self, held: Resolved, barred: Iterable[str]) -> bool:
        return any(self._is_barred(held, condition, barred) for condition in held.conditions)

    def _is_barred(self, held: Resolved, condition: Condition, barred: Iterable[str]) -> bool:
        groups = (group for group in condition_groups(held.conditions) if condition in group)
        return any(all(self._fails(held, each, barred) for each in group) for group in groups)

    def _fails(self, held: Resolved, condition: Condition, barred: Iterable[str]) -> bool:
        said_on, deeds = held.day or date.min, self.group.resolution.deeds
        unwanted = set(condition.unless)
        if held.term in unwanted or unwanted.intersection(condition.requires) or any(map(self._is_demanded, unwanted)):
            return True
        if condition.deadline and condition.deadline < self.group.resolution.day and not condition.words:
            return bool(condition.requires) and deeds.state_of(condition, said_on) is not Fulfilment.DONE
        lacking = [term for term in condition.requires if not self._is_done(condition, term, said_on)]
        options = [option for term in lacking for option in self.options_of(term_of(self.case, term))]
        apart = [held.term, *(option for option in options if condition.bound == "exactly")]
        if any(other in self._closure.excluded_by(one) for one in apart if one in self.case.options for other in apart):
            return True
        return any(self._is_out_of_reach(term_of(self.case, term), condition.bound, barred) for term in lacking)

    def _is_done(self, condition: Condition, term: str, said_on: date) -> bool:
        if term in self.case.proposals and condition.timing != "before":
            return False
        alone = replace(condition, requires=(term,), words=(), deadline=None, unless=())
        return self.group.resolution.deeds.state_of(alone, said_on) is Fulfilment.DONE

    def _is_out_of_reach(self, term: str, bound: str, barred: Iterable[str]) -> bool:
        options = self.options_of(term)
        if term in self.case.proposals and (term in barred or self._is_refused(term)):
            return True
        values = (options_within(self.case, option, bound if option == term else "exactly") for option in options)
        return not options or any(all(v in barred or self._is_refused(v) for v in each) for each in values)

    def _is_refused(self, term: str) -> bool:
        return bool(self._refusals(term))

    def _refusals(self, term: str) -> list[Resolved]:
        standing = (self.group.standing(party, term) for party in self.group.parties)
        return [held for held in standing if held.side is Side.AGAINST]


def _ending(each: list[list[Resolved]]) -> tuple[Resolved, ...]:
    """Return what alone is in every choice of one from each list that is not of one party only: a party's strain is its own."""

    def ends(held: Resolved) -> bool:
        left = [[other for other in several if other is not held] for several in each]
        return not all(left) or len({other.party for several in left for other in several}) < 2

    found = _distinct(held for several in each for held in several)
    return tuple(filter(ends, found)) if len({held.party for held in found}) > 1 else ()


def _distinct(held: Iterable[Resolved]) -> list[Resolved]:
    return list({(each.party, each.term): each for each in held}.values())
