"""A proposal's scorecard: how each party stands to its terms and to itself, which red lines it crosses, how it tilts.

Definitions, for the terms T of a proposal and the stance of a party p on each:

- *net*: ``net(p)`` = the number of terms that p is for or leaning on, minus the number that p is against; an integer
  from ``-|T|`` to ``|T|``, beside the numbers of terms on which p is for, leaning, against and without a side.
- *tilt* of p over q: ``net(p) - net(q)`` over the terms on which both have a side, with how many of ``|T|`` these are,
  and how many of the stances compared are inferred and how many ascribed; given from the party with the larger net to the
  other, so that it is 0 or more; None where there is no such term. It is not computed for a party that proposes the
  proposal or has proposed it.
- *unknown*: the stances on terms that have no side.

Red lines and demands left out are defined in :mod:`kg.analysis.red_lines`; existence, sponsors, revisions and the parties
that are counted in :mod:`kg.analysis.proposals`.

Net and tilt are unweighted counts of resolved stances. They judge nothing: terms differ in weight, and no weight is
recorded. They are this project's own; a scoring system in the sense of Raiffa ("The Art and Science of Negotiation",
1982) would need each party's values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kg.analysis.proposals import Revision, Sponsors, counted_parties, revision_of, sponsors_of
from kg.analysis.red_lines import Declared, RedLine, crossed_by, inferred_by, left_out_of
from kg.case.records import Proposal
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side

__all__ = ["Net", "Scorecard", "TermStances", "Tilt", "score"]

_WEIGHTS = {Side.FOR: 1, Side.LEANING: 1, Side.AGAINST: -1}


@dataclass(frozen=True, slots=True)
class TermStances:
    """The parties' stances on one term (option id), in order of party."""

    option: str
    stances: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """The ``net`` of a party (id), and how many of its stances are on each side, without one, inferred, ascribed."""

    party: str
    net: int
    on_side: dict[Side, int]
    without_side: int
    inferred: int
    ascribed: int


@dataclass(frozen=True, slots=True)
class Tilt:
    """The tilt of ``toward`` over ``over`` (ids): ``by`` 0 or more, or None, over ``terms`` of the ``of`` terms.

    ``inferred`` and ``ascribed`` say how many of the stances compared, two a term, are so.
    """

    toward: str
    over: str
    by: int | None
    terms: int
    of: int
    inferred: int = 0
    ascribed: int = 0


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How a proposal stands with ``parties`` (ids) on a day.

    ``status`` is that of the day, ``ended_on`` its last day where that is past. ``stances`` are those on the proposal
    itself, by party, ``terms`` in its order, ``nets`` by party, ``tilts`` by pair; ``red_lines`` are declared ones that
    it crosses, ``inferred_red_lines`` those that were only inferred, ``left_out`` the demands that it leaves out.
    """

    proposal: Proposal
    parties: tuple[str, ...]
    status: str | None
    ended_on: date | None
    sponsors: Sponsors
    stances: tuple[Resolved, ...]
    terms: tuple[TermStances, ...]
    nets: tuple[Net, ...]
    tilts: tuple[Tilt, ...]
    red_lines: tuple[RedLine, ...]
    inferred_red_lines: tuple[RedLine, ...]
    left_out: tuple[Resolved, ...]
    revision: Revision | None

    @property
    def unknown(self) -> int:
        """How many stances on terms have no side."""
        return sum(net.without_side for net in self.nets)

    @property
    def ascribed(self) -> int:
        """How many stances on terms are known by others' voice only."""
        return sum(net.ascribed for net in self.nets)


def score(
    resolution: Resolution,
    proposal: Proposal,
    parties: Iterable[str] | None = None,
    declared: Declared | None = None,
) -> Scorecard:
    """Return the scorecard of a proposal for parties (ids), by default for those that are counted.

    ``declared`` are the red lines of the same resolution, gathered once for several proposals.
    """
    lines = declared or Declared(resolution)
    group = tuple(sorted(counted_parties(resolution, proposal) if parties is None else parties))
    held = {party: [resolution.stance(party, term) for term in proposal.terms] for party in group}
    judged = [party for party in group if party not in proposal.proposed_by]
    crossed = crossed_by(lines, proposal, group)
    last = proposal.last_day
    return Scorecard(
        proposal,
        group,
        proposal.status_on(resolution.day),
        last if last and last < resolution.day else None,
        sponsors_of(resolution, proposal),
        tuple(resolution.stance(party, proposal.id) for party in group),
        tuple(TermStances(term, tuple(held[p][i] for p in group)) for i, term in enumerate(proposal.terms)),
        tuple(_net(party, held[party]) for party in group),
        tuple(_tilt(one, other, held[one], held[other]) for one, other in combinations(judged, 2)),
        crossed,
        inferred_by(resolution, proposal, group, crossed),
        left_out_of(lines, proposal, group),
        revision_of(resolution, proposal),
    )


def _weight(held: Resolved) -> int:
    return _WEIGHTS[held.side] if held.side else 0


def _net(party: str, held: list[Resolved]) -> Net:
    sided = [h for h in held if h.side]
    on_side = {side: sum(h.side is side for h in held) for side in Side}
    inferred, ascribed = sum(h.inferred for h in sided), sum(h.ascribed for h in sided)
    return Net(party, sum(map(_weight, sided)), on_side, len(held) - len(sided), inferred, ascribed)


def _tilt(one: str, other: str, held: list[Resolved], others: list[Resolved]) -> Tilt:
    both = [(a, b) for a, b in zip(held, others, strict=True) if a.side and b.side]
    if not both:
        return Tilt(one, other, None, 0, len(held))
    by = sum(_weight(a) - _weight(b) for a, b in both)
    toward, over = (one, other) if by >= 0 else (other, one)
    compared = [stance for pair in both for stance in pair]
    marks = (sum(h.inferred for h in compared), sum(h.ascribed for h in compared))
    return Tilt(toward, over, abs(by), len(both), len(held), *marks)
