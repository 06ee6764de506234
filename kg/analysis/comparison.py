"""Two or more proposals beside each other, term by term, with who is for and against each.

The proposals are compared in the order in which they are named, each with the one before it: what is ``kept``, ``changed``,
``dropped`` and ``added`` is defined in :mod:`kg.analysis.proposals`, as for a revision. Whether one says that it revises the
other is of no matter here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.analysis.proposals import TermChange, compare_terms, counted_parties
from kg.analysis.scorecard import TermStances
from kg.case.records import Proposal
from kg.resolution import Resolution

__all__ = ["Comparison", "Step", "compare"]


@dataclass(frozen=True, slots=True)
class Step:
    """What ``later`` changed of ``earlier`` (ids): in order of issue, then of options."""

    earlier: str
    later: str
    changes: tuple[TermChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ``proposals`` in the order asked, a step from each to the next, and the stances of ``parties`` (ids).

    ``terms`` holds each option that is a term of one of them, in order of issue and option, with the stances on it by
    party; ``itself`` those on each proposal, in the order asked.
    """

    proposals: tuple[Proposal, ...]
    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    terms: tuple[TermStances, ...]
    itself: tuple[TermStances, ...]


def compare(resolution: Resolution, proposals: Sequence[Proposal], parties: Iterable[str] | None = None) -> Comparison:
    """Compare proposals, for parties (ids) or by default for those that are counted for one of them."""
    case = resolution.case
    counted = {party for proposal in proposals for party in counted_parties(resolution, proposal)}
    group = tuple(sorted(counted if parties is None else parties))
    terms = {term for proposal in proposals for term in proposal.terms}
    ordered = sorted(terms, key=lambda term: (case.issue_of(term), term))

    def on(term: str) -> TermStances:
        return TermStances(term, tuple(resolution.stance(party, term) for party in group))

    return Comparison(
        tuple(proposals),
        group,
        tuple(Step(a.id, b.id, compare_terms(case, a.terms, b.terms)) for a, b in pairwise(proposals)),
        tuple(map(on, ordered)),
        tuple(on(proposal.id) for proposal in proposals),
    )
