"""A proposal's scorecard: how each party stands to its terms, whose declared red lines it crosses, and how it tilts.

Definitions, for the terms T of a proposal and the stance of a party p on each:

- *net*: ``net(p)`` = the number of terms that p is for or leaning on, minus the number that p is against; an integer
  from -|T| to |T|, beside the number of terms on which p has no side.
- *tilt* of p over q: ``net(p) - net(q)`` over the terms on which both have a side, with how many of |T| these are;
  given from the party with the larger net to the other, so that it is 0 or more; None where there is no such term. It
  is not computed for a party that proposes the proposal.
- *declared red line crossed*: a term that p rules out, by its own word or as inferred from it, not by others' word.

Net and tilt are unweighted counts of resolved stances. They do not say that a proposal is fair or balanced: terms
differ in weight, and no weight is recorded. They are this project's own; a scoring system in the sense of Raiffa ("The
Art and Science of Negotiation", 1982) would need each party's values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from kg.case.records import Proposal
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["Net", "RedLine", "Scorecard", "TermStances", "Tilt", "score"]

_WEIGHTS = {Side.FOR: 1, Side.LEANING: 1, Side.AGAINST: -1}


@dataclass(frozen=True, slots=True)
class TermStances:
    """The parties' stances on one term (option id), in order of party."""

    option: str
    stances: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """The ``net`` of a party (id), and of its stances: how many have no side, are inferred, are ascribed."""

    party: str
    net: int
    without_side: int
    inferred: int
    ascribed: int


@dataclass(frozen=True, slots=True)
class Tilt:
    """The tilt of ``toward`` over ``over`` (ids): ``by`` 0 or more, or None, over ``terms`` of the ``of`` terms."""

    toward: str
    over: str
    by: int | None
    terms: int
    of: int


@dataclass(frozen=True, slots=True)
class RedLine:
    """A declared red line crossed: a party (id) and the term (id) that it rules out."""

    party: str
    option: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How a proposal stands with parties: ``terms`` in its order, ``nets`` by party, ``tilts`` by pair of parties."""

    proposal: Proposal
    terms: tuple[TermStances, ...]
    nets: tuple[Net, ...]
    tilts: tuple[Tilt, ...]
    red_lines: tuple[RedLine, ...]

    @property
    def unknown(self) -> int:
        """How many stances have no side."""
        return sum(net.without_side for net in self.nets)

    @property
    def ascribed(self) -> int:
        """How many stances are known by others' voice only."""
        return sum(net.ascribed for net in self.nets)


def score(resolution: Resolution, proposal: Proposal, parties: Iterable[str]) -> Scorecard:
    """Return the scorecard of a proposal for parties (ids)."""
    group = sorted(parties)
    held = {party: [resolution.stance(party, term) for term in proposal.terms] for party in group}
    terms = tuple(TermStances(term, tuple(held[party][i] for party in group)) for i, term in enumerate(proposal.terms))
    judged = [party for party in group if party not in proposal.proposed_by]
    return Scorecard(
        proposal,
        terms,
        tuple(_net(party, held[party]) for party in group),
        tuple(_tilt(one, other, held[one], held[other]) for one, other in combinations(judged, 2)),
        tuple(_red_lines(held)),
    )


def _weight(held: Resolved) -> int:
    return _WEIGHTS[held.side] if held.side else 0


def _net(party: str, held: list[Resolved]) -> Net:
    sided = [h for h in held if h.side]
    inferred, ascribed = sum(h.inferred for h in sided), sum(h.ascribed for h in sided)
    return Net(party, sum(map(_weight, sided)), len(held) - len(sided), inferred, ascribed)


def _tilt(one: str, other: str, held: list[Resolved], others: list[Resolved]) -> Tilt:
    both = [(a, b) for a, b in zip(held, others, strict=True) if a.side and b.side]
    if not both:
        return Tilt(one, other, None, 0, len(held))
    by = sum(_weight(a) - _weight(b) for a, b in both)
    return Tilt(one, other, by, len(both), len(held)) if by >= 0 else Tilt(other, one, -by, len(both), len(held))


def _red_lines(held: dict[str, list[Resolved]]) -> Iterable[RedLine]:
    for party, stances in held.items():
        for stance in stances:
            if stance.stance is Stance.RULE_OUT and not stance.ascribed:
                yield RedLine(party, stance.term)
