"""Which conditions are met within a group: the least fixed point of what its parties agree without trading.

A stance that is conditional counts as what is held when its conditions are met (by default support) as soon as of each
of its groups of alternatives one condition is met. Judging starts with no condition met and repeats until no further
one is: the least fixed point, as of a definite logic program (van Emden and Kowalski, "The Semantics of Predicate Logic
as a Programming Language", Journal of the ACM 23, 1976). So two acceptances that wait for each other stay unmet:
exchanging them would be a trade. Of several conditions that are met, the weakest stance held when met counts (the one
of the highest rank).

A condition is *met* when all that it requires holds and it has no requirement in words, which are never judged. At
``before`` each thing that it requires holds where it is done (:mod:`kg.resolution.deeds`), and so does a kind of event.
At ``together`` or ``within`` a term holds where it is done (of a proposal: where every term is), and where it is agreed:

- an option: its issue is open, all who would have to act are in the group, and every party of the group is for it, met
  conditions included; of a ladder with a bound, an option with a value within the bound;
- a proposal: it stands on the day, and every party of the group is for it. One of one term is judged as its term.

After its deadline a condition is met only if, beside that, all was done by then and is not broken since.

Only what a party is for in its own voice counts as agreed here: others' word meets no condition. A condition that
requires nothing and only names what must not happen is met as long as that does not.

One that is not met is *missed* (its deadline is past, and it was not done by then), *broken off* (it was done, and then
broken), *claimed* (it would be met if what is only claimed to be done were done), or simply not met.

*Fallbacks*. A conditional stance that stands beside an older for (:attr:`~kg.resolution.Resolved.fallback`) is judged
with everything standing, like any other. Where it is met, it then replaces in the group what it stood beside, which is
left without a side there (``ended`` is ``replaced``), and rule 3 of resolution is applied to what the party holds then;
nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import date

from kg.analysis.settling import Key, Settled, Waiting
from kg.case import Case
from kg.case.records import Condition
from kg.resolution import Resolution, Resolved, silent, term_of
from kg.resolution.deeds import Fulfilment, condition_groups, options_within
from kg.resolution.inferred import RULE_3, infer
from kg.vocabulary import STANCES, Side, Stance

__all__ = ["GroupStances", "condition_groups", "fulfilled", "outside_undertakers"]

_MET = "met"
#: how a condition stands of which some things are not met: the first of these that fits one of them
_UNMET = ("not met", "broken off", "claimed")


def outside_undertakers(case: Case, option: str, group: Iterable[str]) -> tuple[str, ...]:
    """Return the parties (ids) that would have to act for an option and are not of the group."""
    return tuple(sorted(set(case.options[option].undertaken_by) - set(group)))


def fulfilled(resolution: Resolution, required: str, condition: Condition, said_on: date) -> Fulfilment:
    """Return how deeds fulfil one thing (id) that a condition, stated on a day, requires, whatever its deadline."""
    # that others have accepted a bundle is done, yet no consent of the group
    bundle = resolution.case.proposals.get(required) if condition.timing != "before" else None
    requires, bound = (bundle.terms, "exactly") if bundle else ((required,), condition.bound)
    alone = replace(condition, requires=requires, bound=bound, deadline=None)
    return resolution.deeds.state_of(alone, said_on)


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
        self._waiting = Waiting(
            self.case, {(h.party, h.term): h for who in self.parties for h in self._conditional(who)}
        )
        self._settled = Settled(self._waiting, self.parties)
        self._settled.settle([(who, term) for who in self.parties for term in self._terms(who)], self._fulfil)
        self._replaced: dict[Key, Resolved] = {}
        self._fallen_back: dict[Key, Resolved] = {}
        self.changed: frozenset[Key] = frozenset()
        for party in self.parties:
            self._fall_back(party, self._met_fallbacks(party))

    def after(
        self,
        resolution: Resolution | None = None,
        terms: Iterable[str] = (),
        overrides: Mapping[Key, Resolved] | None = None,
        granted: frozenset[tuple[str, Condition]] = frozenset(),
    ) -> GroupStances:
        """Return the same after a move, judged anew only where that can bear; ``changed`` says on what (party and term).

        ``resolution`` is another only on ``terms``, among which are those of ``overrides``.
        """
        after = copy(self)
        after.resolution = resolution or self.resolution
        after._overrides, after._granted = {**self._overrides, **(overrides or {})}, self._granted | granted
        moved = {
            (party, term)
            for party in self.parties
            for term in terms
            if (raw := after.raw(party, term)) is not (old := self.raw(party, term)) and raw != old
        }
        after._waiting = Waiting(self.case, {key: _waiting_on(after.raw(*key)) for key in moved}, self._waiting)
        after._settled = Settled(after._waiting, self.parties, self._settled)
        disturbed = moved.union(after._waiting.restated(), *(after._waiting.on(term) for _, term in moved))
        disturbed |= {key for who, condition in granted for key in after._waiting.stating(who, condition)}
        after._settled.settle(disturbed, after._fulfil)
        after.changed = frozenset(moved | after._settled.disturbed | after._fall_back_anew(moved))
        return after

    def _fall_back_anew(self, moved: set[Key]) -> set[Key]:
        """Let fallbacks replace anew what they stand beside, of the parties that a move touched; return what that changed."""
        touched = {party for party, _ in moved | self._settled.disturbed}
        before = (self._replaced, self._fallen_back)
        self._replaced, self._fallen_back = ({k: h for k, h in d.items() if k[0] not in touched} for d in before)
        for party in sorted(touched):
            self._fall_back(party, self._met_fallbacks(party))
        found = (key for each in (*before, self._replaced, self._fallen_back) for key in each)
        return {key for key in found if key[0] in touched}

    def raw(self, party: str, term: str) -> Resolved:
        """Return a stance as resolved, before conditions are met."""
        return self._overrides.get((party, term)) or self.resolution.stance(party, term)

    def effective(self, party: str, term: str) -> Resolved:
        """Return a stance with its conditions judged: one that is met counts as what is held when met."""
        key = (party, term)
        return self._fallen_back.get(key) or self._judged(party, term) or self.standing(party, term)

    def _judged(self, party: str, term: str) -> Resolved | None:
        """Return what a stance counts as whose conditions are met; a fallback beside a for on its own term changes nothing."""
        counted = self._settled.counted((party, term))
        return counted if counted and self.raw(party, term).side is not Side.FOR else None

    def standing(self, party: str, term: str) -> Resolved:
        """Return a stance as resolved, before conditions are met, save that met fallbacks replace what they stood beside."""
        return self._replaced.get((party, term)) or self.raw(party, term)

    def conditional(self, party: str, term: str) -> Resolved | None:
        """Return the conditional stance of a party on a term as resolved, one beside a for on it included, or None."""
        return _conditional_of(self.raw(party, term))

    def is_unmet_fallback(self, held: Resolved) -> bool:
        """Return whether a stance as resolved stands only beside another, since its conditions are not met."""
        return bool(self._beside(held)) and self.effective(held.party, held.term).as_part_of is None

    def _beside(self, held: Resolved) -> set[str]:
        """Return the terms on which a party is for what a conditional stance of it stands beside."""
        return {term for term in held.fallback if self.raw(held.party, term).side is Side.FOR}

    def _replaceable(self, held: Resolved) -> set[str]:
        """Return those of them that a fallback may replace: one by others' word replaces nothing in own voice."""
        return {term for term in self._beside(held) if self.raw(held.party, term).ascribed or not held.ascribed}

    def _met_fallbacks(self, party: str) -> list[tuple[Resolved, Resolved]]:
        """Return the fallbacks of a party that are met and replace something, as resolved and as they count."""
        found = (
            (self._waiting.get((party, t)), self._settled.counted((party, t))) for t in self._waiting.fallbacks(party)
        )
        return [(held, counted) for held, counted in found if held and counted and self._replaceable(held)]

    def _conditional(self, party: str) -> Iterator[Resolved]:
        found = (_waiting_on(held) for held in self._terms(party).values())
        return (held for held in found if held)

    def _fall_back(self, party: str, met: list[tuple[Resolved, Resolved]]) -> None:
        """Let the met fallbacks of a party replace what they stood beside, and infer by rule 3 from what it holds then."""
        if not met:
            return
        held, beside = self._terms(party), set().union(*(self._replaceable(h) for h, _ in met))
        own = {
            term: h for term, h in held.items() if term not in beside and RULE_3.isdisjoint(_rules(h)) and _is_own(h)
        }
        own |= {fallback.term: replace(fallback, fallback=()) for fallback, _ in met if not fallback.ascribed}
        inferred = infer(self.case, self.resolution.closure, party, own)
        for term in sorted({*held, *inferred}):
            old, new = held.get(term) or silent(party, term), inferred.get(term)
            if new and not RULE_3.isdisjoint(_rules(new)):
                self._replaced[party, term] = new
            elif term in beside:
                self._replaced[party, term] = replace(silent(party, term), ended="replaced", past=old.past)
            elif not RULE_3.isdisjoint(_rules(old)):
                self._replaced[party, term] = replace(silent(party, term), past=old.past)
        for fallback, counted in met:
            self._replaced[party, fallback.term] = fallback
            self._fallen_back[party, fallback.term] = counted

    def _terms(self, party: str) -> dict[str, Resolved]:
        overridden = {term: held for (who, term), held in self._overrides.items() if who == party}
        return {**self.resolution.of_party(party), **overridden}

    def _fulfil(self, held: Resolved) -> Resolved | None:
        chosen: list[Condition] = []
        for group in condition_groups(held.conditions):
            met = [condition for condition in group if self.is_met(held.party, condition)]
            if not met:
                return None
            chosen.append(max(met, key=_weakness))
        weakest = max(chosen, key=_weakness).when_met
        required = tuple(sorted({term for condition in chosen for term in condition.requires}))
        return replace(held, stance=weakest, as_part_of=required)

    def is_met(self, party: str, condition: Condition) -> bool:
        """Return whether a party's condition is met within the group."""
        return self.state_of(party, condition) == _MET

    def state_of(self, party: str, condition: Condition) -> str:
        """Return how a party's condition stands within the group.

        It is ``met``, ``not met``, ``missed``, ``claimed`` or ``broken off`` (:mod:`kg.analysis.conditions`).
        """
        if (party, condition) in self._granted:
            return _MET
        if condition.words or not (condition.requires or condition.unless):
            return "not met"
        said_on = self._waiting.day(party, condition)
        if condition.deadline and condition.deadline < self.resolution.day and condition.requires:
            done = self.resolution.deeds.state_of(condition, said_on)
            if done is not Fulfilment.DONE:
                return str(done)
        states = {self._state_of_one(required, condition, said_on) for required in condition.requires}
        return next((state for state in _UNMET if state in states), _MET)

    def holds(self, required: str, timing: str) -> bool:
        """Return whether a term (id) holds at the timing of a condition: it is done, or, save at ``before``, agreed."""
        return self._state_of_one(required, Condition(timing=timing), date.min) == _MET

    def _state_of_one(self, required: str, condition: Condition, said_on: date) -> str:
        done = fulfilled(self.resolution, required, condition, said_on)
        if done is Fulfilment.DONE or (condition.timing != "before" and self._is_agreed(required, condition.bound)):
            return _MET
        return "not met" if done is Fulfilment.PENDING else str(done)

    def _is_agreed(self, required: str, bound: str) -> bool:
        required = term_of(self.case, required)
        if required in self.case.proposals:
            return self.resolution.proposals[required].is_live(self.resolution.day) and self._all_for(required)
        if required in self.case.options:
            return any(self._is_agreed_option(option) for option in options_within(self.case, required, bound))
        return False

    def _is_agreed_option(self, option: str) -> bool:
        issue = self.case.issues[self.case.options[option].issue]
        if not issue.is_open(self.resolution.day) or outside_undertakers(self.case, option, self.parties):
            return False
        return self._all_for(option)

    def _all_for(self, term: str) -> bool:
        # as judged with everything standing, also where a fallback has replaced something since
        held = [self._judged(party, term) or self.raw(party, term) for party in self.parties]
        return all(each.side is Side.FOR and not each.ascribed for each in held)


def _conditional_of(held: Resolved) -> Resolved | None:
    return held if held.stance is Stance.CONDITIONAL else held.aside


def _waiting_on(held: Resolved) -> Resolved | None:
    """Return the conditional stance, or the one beside it, that waits for conditions."""
    conditional = _conditional_of(held)
    return conditional if conditional and conditional.conditions else None


def _weakness(condition: Condition) -> int:
    """How weak the stance is that is held when a condition is met: its rank; a refusal to say is the weakest."""
    ranked = STANCES.get(condition.when_met)
    return ranked.rank if ranked else len(STANCES) + 1


def _rules(held: Resolved) -> set[str]:
    return {derivation.rule for derivation in held.derivation}


def _is_own(held: Resolved) -> bool:
    """Whether a stance is by rules 1 to 3, and not from a coalition or by others' word."""
    return not held.ascribed and "membership" not in _rules(held)
