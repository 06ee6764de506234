"""What it means that a bundle holds a term, denies it, or meets a condition, as formulas.

A bundle *holds* an option where it holds its atom, on a ladder a place within the bound; and a proposal where it holds all of
its terms. It *denies* a term, in a step, where it holds what excludes it, or on a ladder a value outside of the bound; in a
settlement, also where it holds nothing of it, save on an issue that is not decided.

A condition holds where all that it requires is in the bundle, or is done (:mod:`kg.resolution.deeds`), and nothing is that
must not happen. A kind of event has to be on record. After its deadline only what was done in time counts. Words cannot be
checked: they are taken to hold, and what rests on them is never accepted on record.

A met condition counts as the stance that is held when it is met; of several the weakest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.case.records import Condition
from kg.deals.formulas import FALSE, TRUE, Formula, Holds, either, every, no
from kg.deals.problem import Alternative, Edge
from kg.deals.space import Space
from kg.resolution import Resolution, Resolved, term_of
from kg.resolution.deeds import Fulfilment, condition_groups
from kg.vocabulary import STANCES, Side, Stance

__all__ = ["Terms", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The conditions of a stance as formulas, by group of alternatives, each beside the stance held when it is met."""

    groups: tuple[tuple[tuple[Alternative, Stance], ...], ...]

    @property
    def met(self) -> Formula:
        """True where of each group an alternative holds."""
        return every(either(a.holds for a, _ in group) for group in self.groups)

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that can be held, the strongest first."""
        found = {stance for group in self.groups for _, stance in group} or {Stance.OPEN}
        return tuple(sorted(found, key=_rank))

    def met_as(self, stance: Stance) -> Formula:
        """True where the conditions are met, and a stance is held then: the weakest of those of the conditions met."""
        weaker = no(self._met_within(_rank(stance) - 1))
        return every([self._met_within(_rank(stance)), weaker])

    def met_up_to(self, stance: Stance) -> Formula:
        """True where the conditions are met, and what is held then is no weaker than a stance."""
        return self._met_within(_rank(stance))

    def _met_within(self, rank: int) -> Formula:
        """Return where the conditions are met, and none whose stance is of a higher rank than one.

        A conditional stance whose conditions nobody told commits to nothing: it is as one that is open.
        """
        if not self.groups:
            return TRUE if rank >= _rank(Stance.OPEN) else FALSE
        return every(
            part
            for group in self.groups
            for part in (
                either(a.holds for a, stance in group if _rank(stance) <= rank),
                no(either(a.holds for a, stance in group if _rank(stance) > rank)),
            )
        )


def _rank(stance: Stance) -> int:
    ranked = STANCES.get(stance)
    return ranked.rank if ranked else len(STANCES) + 1


class Terms:
    """The formulas for the terms and conditions of one space."""

    def __init__(self, resolution: Resolution, space: Space) -> None:
        self.resolution, self.case, self.space = resolution, resolution.case, space

    # -------------------------------------------------------------- terms

    def options_of(self, term: str) -> tuple[str, ...]:
        """Return the options (ids) of a term: itself, or those of a proposal."""
        proposal = self.case.proposals.get(term)
        return tuple(sorted(proposal.terms)) if proposal else (term,)

    def issue_of(self, term: str) -> str | None:
        """Return the issue (id) of an option, None for a proposal."""
        return self.case.issue_of(term) or None

    def holds(self, held: Resolved) -> Formula:
        """Return where the term of a stance is in a bundle."""
        return every(either(map(Holds, targets)) for targets in self.targets(held))

    def targets(self, held: Resolved) -> list[tuple[int, ...]]:
        """Return, for each option of a stance's term, the atoms that do."""
        if held.term in self.case.proposals:
            return [self.space.within(option, ("exactly",)) for option in self.options_of(held.term)]
        jointly = held.side is not Side.AGAINST
        return [self.space.within(held.term, held.bounds or ("exactly",), jointly=jointly)]

    def is_denied(self, held: Resolved, *, settled: bool) -> Formula:
        """Return where a bundle denies the term of a stance: ``settled``, as a settlement, else as a step."""
        pairs = zip(self.options_of(held.term), self.targets(held), strict=True)
        return either(self.denied(option, targets, settled=settled) for option, targets in pairs)

    def denied(self, option: str, targets: Iterable[int], *, settled: bool) -> Formula:
        """Return where a bundle denies an option (id), of which some atoms do."""
        found, issue = tuple(targets), self.case.options[option].issue
        if settled and self.space.is_decided(issue):
            return no(either(map(Holds, found)))
        if found and self.space.is_asked(issue):
            return self.space.blocked(found)
        return either(map(Holds, self.space.barring(option, found)))

    # --------------------------------------------------------- conditions

    def waiting(
        self, held: Resolved, *, words: bool = True, lifted: Mapping[tuple[int, str], tuple[int, ...]] | None = None
    ) -> Waiting:
        """Return the conditions of a conditional stance; ``words``: those in words are taken to hold, else not to.

        ``lifted`` are the atoms that do for a required option, by the number of the condition and option (id), where its
        bound is lifted.
        """
        numbers = {id(condition): n for n, condition in enumerate(held.conditions)}
        wider = lifted or {}

        def alternative(condition: Condition) -> tuple[Alternative, Stance]:
            number = numbers[id(condition)]
            doing = {option: atoms for (of, option), atoms in wider.items() if of == number}
            judged = _Judged(self, condition, held.day or date.min, doing)
            holds = FALSE if condition.words and not words else judged.holds()
            edges = tuple(judged.edges(self.targets(held))) if condition.timing != "within" else ()
            return Alternative(holds, edges, (number,)), condition.when_met

        return Waiting(tuple(tuple(map(alternative, group)) for group in condition_groups(held.conditions)))


class _Judged:
    """One condition that was stated on a day; ``lifted`` are the atoms that do for an option whose bound is lifted."""

    def __init__(
        self, terms: Terms, condition: Condition, said_on: date, lifted: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.terms, self.condition, self.said_on, self.lifted = terms, condition, said_on, lifted
        self.case, self.deeds = terms.case, terms.resolution.deeds

    def holds(self) -> Formula:
        """Return where it holds, words aside."""
        condition, said_on = self.condition, self.said_on
        if self.deeds.happened(condition, said_on):
            return FALSE
        unwanted = [no(self._happens(term)) for term in condition.unless]
        is_over = condition.deadline is not None and condition.deadline < self.terms.resolution.day
        if is_over and condition.requires and not condition.words:
            done = self.deeds.state_of(condition, said_on) is Fulfilment.DONE
            return every([TRUE if done else FALSE, *unwanted])
        return every([*map(self._required, condition.requires), *unwanted])

    def edges(self, later: Iterable[tuple[int, ...]]) -> Iterator[Edge]:
        """Yield the order that it asks for, between what it requires and is not done, and some atoms."""
        then = sorted({number for targets in later for number in targets})
        for term in self.condition.requires:
            options = () if self._is_done(term) else self._options_of(term)
            for first in (n for option in options if not self._is_done(option) for n in self._targets_of(option)):
                yield from (Edge(first, each, self.condition.timing) for each in then if each != first)

    def _required(self, term: str) -> Formula:
        options = self._options_of(term)
        if self._is_done(term):
            return TRUE
        parts = (TRUE if self._is_done(o) else either(map(Holds, self._targets_of(o))) for o in options)
        return every(parts) if options else FALSE

    def _options_of(self, term: str) -> tuple[str, ...]:
        known = term_of(self.case, term)
        return self.terms.options_of(known) if known in self.case.proposals or known in self.case.options else ()

    def _targets_of(self, option: str) -> tuple[int, ...]:
        bound = self.condition.bound if option in self.condition.requires else "exactly"
        return self.lifted.get(option) or self.terms.space.within(option, (bound,))

    def _is_done(self, term: str) -> bool:
        """Return whether a term was done; that others accepted a bundle is a deed only for what asks for it before."""
        if term in self.case.proposals and self.condition.timing != "before":
            return False
        alone = replace(self.condition, requires=(term,), words=(), deadline=None, unless=())
        return self.deeds.state_of(alone, self.said_on) is Fulfilment.DONE

    def _happens(self, term: str) -> Formula:
        """Return where a bundle holds what must not happen."""
        options = self._options_of(term)
        parts = (either(map(Holds, self.terms.space.within(option, ("exactly",)))) for option in options)
        return every(parts) if options else FALSE
