"""What each declared position asks of a bundle: the rows of the table, one for each stance.

=============================  =====================================================================================
position on o                  honoured by a bundle
=============================  =====================================================================================
demand; support (a wish)       that holds o; in a step also while it does not deny o
rule-out, oppose, doubt        that does not hold o
conditional                    that does not hold o, or in which its conditions hold; once these hold, the stance that
                               is held then asks what it asks: a demand that o is not denied, a refusal that o is not held
conditional from a proposal    always, as open and mixed
fallback                       as conditional, where a bundle does not hold what it stands beside; where its conditions hold,
                               holding it honours the demand or support that it stands beside
=============================  =====================================================================================

An order, ``before`` or ``together``, is kept where a bundle holds o, beside what is required in the condition that is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.deals.declared import Declared
from kg.deals.formulas import FALSE, TRUE, Formula, either, every, no
from kg.deals.giving_less import lesser_of
from kg.deals.problem import Asked, Given, Position
from kg.deals.terms import Terms, Waiting
from kg.resolution import Resolved
from kg.vocabulary import Side, Stance, side_of

__all__ = ["Asking"]


class Asking:
    """What the positions of one group ask: each beside the fallbacks that stand beside it."""

    def __init__(self, terms: Terms, declared: Sequence[Declared]) -> None:
        self.terms, self.declared = terms, tuple(declared)
        self._fallbacks: defaultdict[tuple[str, str], list[Declared]] = defaultdict(list)
        self._fors: defaultdict[tuple[str, str], list[Declared]] = defaultdict(list)
        for each in self.declared:
            for party in each.parties:
                for term in self._beside(each, party):
                    self._fallbacks[party, term].append(each)
                if each.held.side is Side.FOR:
                    self._fors[party, each.held.term].append(each)

    def positions(self) -> tuple[Position, ...]:
        """Return the positions, in the order in which they were declared."""
        return tuple(self._position(each) for each in self.declared)

    def _position(self, declared: Declared) -> Position:
        held = declared.held
        return Position(
            declared.holder,
            declared.parties,
            held,
            self.asked(declared),
            _whole(held),
            self.terms.issue_of(held.term),
            wish=held.stance is Stance.SUPPORT,
            smaller=() if held.ascribed else tuple(lesser_of(self, declared)),
        )

    def asked(self, declared: Declared, held: Resolved | None = None, waiting: Waiting | None = None) -> Asked:
        """Return what a position asks, or would ask with another bound or with other conditions."""
        held = held or declared.held
        if held.side is Side.FOR:
            return self.wanted(declared, self.terms.targets(held))
        if held.side is Side.AGAINST:
            refused = no(self.terms.holds(held))
            return Asked(refused, refused)
        if held.stance is Stance.CONDITIONAL and not declared.held.is_backing:
            return self._conditional(declared, waiting or self.terms.waiting(held))
        return Asked(TRUE, TRUE)

    def wanted(self, declared: Declared, targets: Iterable[tuple[int, ...]]) -> Asked:
        """Return what a position for a term asks, where of each of its options some atoms do."""
        instead = self.instead(declared)
        found = list(targets)

        def honoured(*, settled: bool) -> Formula:
            options = zip(self.terms.options_of(declared.held.term), found, strict=True)
            denied = either(self.terms.denied(option, each, settled=settled) for option, each in options)
            return either([no(denied), instead])

        return Asked(honoured(settled=False), honoured(settled=True))

    def instead(self, declared: Declared) -> Formula:
        """Return where, for all who hold a position, a bundle holds a fallback that is met, of those beside it."""
        return every(either(self._fallen_back(declared, party)) for party in declared.parties)

    def _fallen_back(self, declared: Declared, party: str) -> Iterable[Formula]:
        for other in self._fallbacks.get((party, declared.held.term), ()):
            if declared.held.ascribed or not other.held.ascribed:
                yield every([self.terms.holds(other.held), self.terms.waiting(other.held).met])

    def _beside(self, declared: Declared, party: str) -> tuple[str, ...]:
        """Return the terms beside whose for a conditional stance stands with a party."""
        held = declared.held
        if held.stance is not Stance.CONDITIONAL:
            return ()
        own = self.terms.resolution.stance(party, held.term)
        own = own if own.stance is Stance.CONDITIONAL else own.aside or own
        return own.fallback

    def mains(self, declared: Declared) -> Formula:
        """Return where a bundle holds what a fallback stands beside, false for what is none."""
        return either(
            self.terms.holds(main.held)
            for party in declared.parties
            for term in self._beside(declared, party)
            for main in self._fors.get((party, term), ())
        )

    def rests(self, declared: Declared) -> Formula:
        """Return where a conditional stance is what a bundle rests on: it holds the term, and nothing that it stands beside.

        On a ladder a value can lie within the bounds of a for and of a fallback both: there the for needs no condition.
        """
        return every([self.terms.holds(declared.held), no(self.mains(declared))])

    def _conditional(self, declared: Declared, waiting: Waiting) -> Asked:
        rests = self.rests(declared)
        parts = [either([no(rests), waiting.met])]
        for stance in waiting.stances:
            if side_of(stance) is Side.AGAINST:
                parts.append(no(every([rests, waiting.met_as(stance)])))
        orders = tuple(tuple(alternative for alternative, _ in group) for group in waiting.groups)
        step, settlement = (every([*parts, no(self.owed(declared, waiting, settled=s))]) for s in (False, True))
        return Asked(step, settlement, rests, orders)

    def owed(self, declared: Declared, waiting: Waiting, stance: Stance = Stance.DEMAND, *, settled: bool) -> Formula:
        """Return where the conditions of a stance are met, so that it is a demand or another for, and its term is denied."""
        if stance not in waiting.stances:
            return FALSE
        denied = self.terms.is_denied(declared.held, settled=settled)
        return every([waiting.met_as(stance), denied, no(self.mains(declared))])


def _whole(held: Resolved) -> Given:
    if held.ascribed:
        return Given.IF_REPORT_WRONG
    return Given.NO_LONGER_OPPOSE if held.side is Side.AGAINST else Given.WITHDRAW
