"""Which conditional stances of a group are met, judged in rounds, and after a change only where it can bear.

In each round every stance that waits is judged by what was met in the rounds before it, until no further one is. Only what
waits for something that was met in the last round can be met in the next, so only that is judged again.

After a change the rounds are as they were, save for the stances *disturbed*: those that changed, and those that wait for one
which is met in another round than before, or counts as another stance. A disturbed stance is judged anew from the round in
which it was disturbed, and whenever something that it waits for is met. So the answer is that of judging all from the start.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kg.case import Case
from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.resolution.deeds import options_within

__all__ = ["Key", "Settled", "Waiting"]

#: a party and a term (ids)
Key = tuple[str, str]


class Waiting:
    """The conditional stances of a group, by party and term, with what each waits for; None where there is one no more.

    With ``before`` they are those of it, save for the ones given.
    """

    def __init__(self, case: Case, held: Mapping[Key, Resolved | None], before: Waiting | None = None) -> None:
        self._case, self._held, self._before = case, held, before
        self._on: defaultdict[str, list[Key]] = defaultdict(list)
        self._stating: defaultdict[tuple[str, Condition], list[Key]] = defaultdict(list)
        self._days: dict[tuple[str, str, Condition], date] = {}
        self._own_fallbacks = [key for key, each in held.items() if each and each.fallback]
        for key, each in held.items():
            for condition in each.conditions if each else ():
                self._stating[key[0], condition].append(key)
                told = (key[0], condition.id, condition)
                self._days[told] = max((each and each.day) or date.min, self._days.get(told, date.min))
                for term in self._terms(condition):
                    self._on[term].append(key)
        self._restated = {(who, c) for who, term in held for c in before.conditions(who, term)} if before else set()
        self._restated |= self._stating.keys() if before else set()

    def get(self, key: Key) -> Resolved | None:
        """Return the conditional stance of a party on a term, None where there is none."""
        if key in self._held or not self._before:
            return self._held.get(key)
        return self._before.get(key)

    def conditions(self, party: str, term: str) -> tuple[Condition, ...]:
        """Return the conditions of a party's stance on a term, none where it has no conditional one."""
        held = self.get((party, term))
        return held.conditions if held else ()

    def fallbacks(self, party: str) -> set[str]:
        """Return the terms on which a party's conditional stance stands beside a for."""
        found = {term for who, term in self._own_fallbacks if who == party}
        older = self._before.fallbacks(party) if self._before else set()
        return found | {term for term in older if (party, term) not in self._held}

    def on(self, term: str) -> set[Key]:
        """Return whose stances on what wait for a term, and maybe some that did before."""
        return {*self._on.get(term, ()), *(self._before.on(term) if self._before else ())}

    def stating(self, party: str, condition: Condition) -> set[Key]:
        """Return the stances of a party that state a condition."""
        older = self._before.stating(party, condition) if self._before else ()
        found = {*self._stating.get((party, condition), ()), *older}
        return {key for key in found if condition in self.conditions(*key)}

    def restated(self) -> set[Key]:
        """Return the stances with a condition that one of those given states, or stated before: its day may be another."""
        return {key for party, condition in self._restated for key in self.stating(party, condition)}

    def day(self, party: str, condition: Condition) -> date:
        """Return the day on which a party stated a condition, the newest where it states it of several terms."""
        if self._before is None:
            return self._days.get((party, condition.id, condition), date.min)
        if (party, condition) not in self._restated:
            return self._before.day(party, condition)
        held = (self.get(key) for key in self.stating(party, condition))
        told = (h for h in held if h and any(c.id == condition.id and c == condition for c in h.conditions))
        return max((h.day or date.min for h in told), default=date.min)

    def awaited(self, key: Key) -> Iterator[str]:
        """Yield the terms that a stance waits for."""
        for condition in self.conditions(*key):
            yield from self._terms(condition)

    def _terms(self, condition: Condition) -> Iterator[str]:
        for required in condition.requires:
            term = term_of(self._case, required)
            yield from options_within(self._case, term, condition.bound) if term in self._case.options else (term,)


class _Judgement(NamedTuple):
    round: int
    counted: Resolved


class Settled:
    """The stances that are met, each with the round in which it is and the stance that it counts as.

    ``judge`` returns what a conditional stance counts as where its conditions are met, by :meth:`counted` as far as it is
    known in the round; else None. With ``before`` only the disturbed are judged anew.
    """

    def __init__(self, waiting: Waiting, parties: Iterable[str], before: Settled | None = None) -> None:
        self._waiting, self._parties, self._before = waiting, tuple(parties), before
        self._own: dict[Key, _Judgement | None] = {}
        self._due: defaultdict[int, set[Key]] = defaultdict(set)
        self._round = -1

    @property
    def disturbed(self) -> set[Key]:
        """The stances that were judged anew."""
        return set(self._own)

    def counted(self, key: Key) -> Resolved | None:
        """Return the stance that a conditional one counts as, None where its conditions are not met, or not yet."""
        found = self._own[key] if key in self._own else self._older(key)
        return found.counted if found and (key in self._own or found.round < self._round) else None

    def _older(self, key: Key) -> _Judgement | None:
        return self._before._judgement(key) if self._before else None

    def _judgement(self, key: Key) -> _Judgement | None:
        return self._own[key] if key in self._own else self._older(key)

    def settle(self, disturbed: Iterable[Key], judge: Callable[[Resolved], Resolved | None]) -> None:
        """Judge until no further stance is met, starting with some that are disturbed."""
        for key in disturbed:
            self._disturb(key)
        while self._due:
            self._round = min(self._due)
            waiting = {key: self._waiting.get(key) for key in self._due.pop(self._round) if self._own[key] is None}
            judged = {key: judge(held) for key, held in waiting.items() if held}
            for key, counted in judged.items():
                self._own[key] = _Judgement(self._round, counted) if counted else None
            for key, counted in judged.items():
                older = self._older(key)
                was = older.counted.stance if older and older.round == self._round else None
                if (counted.stance if counted else None) is not was:
                    for each in self._waiting.on(key[1]):
                        self._disturb(each)
        self._round = sys.maxsize

    def _disturb(self, key: Key) -> None:
        if key not in self._own:
            older = self._older(key)
            if older and older.round <= self._round:
                return
            self._own[key] = None
            for term in self._waiting.awaited(key) if self._before else ():
                met = [found for party in self._parties if (found := self._older((party, term)))]
                for found in met:
                    if found.round > self._round:
                        self._due[found.round + 1].add(key)
        if self._own[key] is None:
            self._due[self._round + 1].add(key)
