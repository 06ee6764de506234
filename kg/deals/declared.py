"""Which stances of a group are declared positions, and whose.

A *position* is a stance by rules 1, 2, 4 and 5 of :mod:`kg.resolution`. What rule 3 infers is no second position: it
follows from the first, since a bundle holds what its options entail and nothing that they exclude. Only where its premise
is out of sight (on an issue that is not asked about, or of a coalition whose word does not stand with a member) does it
count itself. What stands beside a stance counts too: a fallback, and an opposite bound on the same value of a ladder.

A position that binding members have from their coalition is the coalition's, once for all members in the group.

With the voice ``own``, what is known by others' word only is *withheld*: it is no position, and nobody is asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.resolution import Resolution, Resolved, silent
from kg.resolution.inferred import RULE_3, opposite_bounds
from kg.vocabulary import Stance

__all__ = ["VOICES", "Declared", "Group"]

#: whose word counts: the parties' own, or others' word of them too
VOICES = ("any", "own")


@dataclass(frozen=True, slots=True)
class Declared:
    """A stance that ``holder`` (id) declares, and that ``parties`` (ids) of the group hold by it."""

    holder: str
    parties: tuple[str, ...]
    held: Resolved

    @property
    def key(self) -> tuple[bool, str, str, str]:
        """What positions are sorted and told apart by; those by others' word come last."""
        return (self.held.ascribed, self.held.term, self.holder, self.held.stance.value)


class Group:
    """The stances of distinct parties (ids), as far as the voice lets them count."""

    def __init__(self, resolution: Resolution, parties: Iterable[str], voice: str = "any") -> None:
        self.resolution, self.case = resolution, resolution.case
        self.parties = tuple(sorted(parties))
        self._own_only = voice == "own"

    def of_party(self, party: str) -> Mapping[str, Resolved]:
        """Return the stances of a party (id) by term, withheld where the voice leaves them out."""
        return {term: self._as_heard(held) for term, held in self.resolution.of_party(party).items()}

    def stance(self, party: str, term: str) -> Resolved:
        """Return the stance of a party on a term (ids)."""
        return self._as_heard(self.resolution.of_party(party).get(term) or silent(party, term))

    def _as_heard(self, held: Resolved) -> Resolved:
        if self._own_only and held.ascribed:
            return replace(held, stance=Stance.WITHHELD, aside=None, beside=())
        return held

    def roots(self, held: Resolved) -> Iterator[Resolved]:
        """Yield the stances that a stance is by membership, as their coalitions hold them; else the stance itself."""
        coalitions = [p.party for d in held.derivation if d.rule == "membership" for p in d.premises]
        if held.stance is Stance.MIXED or not coalitions:
            yield held
        for coalition in coalitions if held.stance is not Stance.MIXED else ():
            yield from self.roots(self.stance(coalition, held.term))

    @cached_property
    def stated(self) -> tuple[Declared, ...]:
        """The positions, and what rule 3 infers from them, in order of :attr:`Declared.key`."""
        holding: dict[tuple[str, str, Stance], tuple[Resolved, set[str]]] = {}
        for party in self.parties:
            for held in self.of_party(party).values():
                for each in (part for root in self.roots(held) for part in _parts(root)):
                    if each.side or each.stance is Stance.MIXED:
                        key = (each.party, each.term, each.stance)
                        holding.setdefault(key, (each, set()))[1].add(party)
        found = [Declared(held.party, tuple(sorted(parties)), held) for held, parties in holding.values()]
        return tuple(sorted(found, key=lambda declared: declared.key))

    def positions(self, terms: Iterable[str]) -> tuple[Declared, ...]:
        """Return the positions on some terms (ids), without what rule 3 infers from one of them."""
        wanted = set(terms)
        within = [declared for declared in self.stated if declared.held.term in wanted]
        firsts = {(d.holder, d.held.term) for d in within if not _by_rule_3(d.held)}

        def follows(held: Resolved) -> bool:
            return all((p.party, p.option) in firsts for d in held.derivation for p in d.premises)

        return tuple(d for d in within if not (_by_rule_3(d.held) and follows(d.held)))


def _by_rule_3(held: Resolved) -> bool:
    return any(derivation.rule in RULE_3 for derivation in held.derivation)


def _parts(held: Resolved) -> Iterator[Resolved]:
    """Yield a stance, and what stands beside it."""
    yield held
    if held.aside:
        yield held.aside
    told = {held.stance}
    for each in opposite_bounds(held):
        if each.stance not in told:
            told.add(each.stance)
            yield each
