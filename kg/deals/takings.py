"""How each party takes what a bundle can hold: its side, and whether it accepts it on record.

A party accepts an option where it is for it, or conditional with its conditions in the bundle, none of them in words; on
a term of a proposal that it backs, where the whole is in the bundle. On a ladder a party takes a place as it stated of
the value; else as its positions whose bounds hold the place: against where one refuses it, then for, then leaning; and
against where it lies outside a demand. Its at-least and at-most hold together: what lies within one and outside every one of
the other is not wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.deals.declared import Declared, Group
from kg.deals.formulas import FALSE, TRUE, Formula, either, every
from kg.deals.positions import Asking
from kg.deals.problem import Taking
from kg.resolution import Resolved
from kg.vocabulary import Side, Stance

__all__ = ["Takings"]

_OPPOSITE = {"at-least": "at-most", "at-most": "at-least"}


class Takings:
    """How the parties of a group take the atoms of a space."""

    def __init__(self, group: Group, asking: Asking) -> None:
        self.group, self.asking, self.terms = group, asking, asking.terms
        self._on_issue: defaultdict[tuple[str, str | None], list[Declared]] = defaultdict(list)
        for declared in asking.declared:
            for party in declared.parties:
                self._on_issue[party, self.terms.issue_of(declared.held.term)].append(declared)

    def all(self) -> Iterator[Taking]:
        """Yield how each party takes each atom, by atom and party."""
        scales = {n for stake in self.terms.space.stakes for n in self.terms.space.scale(stake.issue)}
        for number in range(len(self.terms.space.atoms)):
            for party in self.group.parties:
                yield self._on_ladder(party, number) if number in scales else self._on_option(party, number)

    def _on_option(self, party: str, number: int) -> Taking:
        (option,) = self.terms.space.atoms[number].options
        return self._as(number, self.group.stance(party, option))

    def _as(self, number: int, held: Resolved) -> Taking:
        side = held.side.value if held.side else None
        return Taking(held.party, number, side, self._accepted(held), held.withheld)

    def _accepted(self, held: Resolved) -> Formula:
        if held.side is Side.FOR:
            return TRUE
        if held.stance is not Stance.CONDITIONAL:
            return FALSE
        return every(self.terms.waiting(root, words=False).met_up_to(Stance.SUPPORT) for root in self.group.roots(held))

    # ------------------------------------------------------------ ladders

    def _on_ladder(self, party: str, number: int) -> Taking:
        atom = self.terms.space.atoms[number]
        stated = [held for option in atom.options if self._is_stated(held := self.group.stance(party, option))]
        if stated:
            return self._as(number, min(stated, key=_first))
        mine = self._on_issue.get((party, atom.issue), [])
        holding = [d for d in mine if number in self._targets(d) and self._is_wanted(d, number, mine)]
        for side in (Side.AGAINST, Side.FOR, Side.LEANING):
            found = [d for d in holding if d.held.side is side]
            if found:
                return Taking(party, number, side.value, either(self._accepted(d.held) for d in found))
        if any(d.held.stance is Stance.DEMAND and number not in self._targets(d) for d in mine):
            return Taking(party, number, Side.AGAINST.value, FALSE)
        inferred = [held for option in atom.options if (held := self.group.stance(party, option)).side]
        if inferred:
            return self._as(number, min(inferred, key=_first))
        return Taking(party, number, None, FALSE, self._is_withheld(party, atom.issue))

    def _is_withheld(self, party: str, ladder: str) -> bool:
        """Return whether a filter removed what a party is known to hold of a ladder: of which places, is not told."""
        values = (option.id for option in self.terms.case.options_of(ladder))
        return any(self.group.stance(party, value).withheld for value in values)

    def _targets(self, declared: Declared) -> tuple[int, ...]:
        (targets,) = self.terms.targets(declared.held)
        return targets

    def _is_stated(self, held: Resolved) -> bool:
        return bool(held.side or held.stance is Stance.MIXED) and not held.is_by_bound

    def _is_wanted(self, declared: Declared, number: int, others: Iterable[Declared]) -> bool:
        held = declared.held
        if held.side is Side.AGAINST or held.fallback:
            return True
        opposite = {_OPPOSITE[bound] for bound in held.bounds if bound in _OPPOSITE}
        limits = [d for d in others if d.held.leans_for and not d.held.fallback and opposite & set(d.held.bounds)]
        return not limits or any(number in self._targets(d) for d in limits)


def _first(held: Resolved) -> tuple[int, int, str]:
    """What is taken first of several stances on one value: against, for, leaning, then none."""
    order = (Side.AGAINST, Side.FOR, Side.LEANING, None)
    return (order.index(held.side), -held.strength, held.term)
