"""How a proposal stands on a day: whether it existed, who proposes it, and what it changed of the version before it.

A proposal *exists* from its day on; where none is given, from the first day of a status, and else from the first
statement that backs it and counts. One of which no day is known at all existed always.

A *sponsor* is a party that has proposed it by the day: a statement about the party, of those that back the proposal,
counts. One that is no longer for it, since it took its word back or is later leaning or against, is a *past* sponsor; a
proposal that ended has not lost its sponsors by that. Who proposes or tables it is known *by others' word* where no
statement that counts says so in the party's own voice.

A *revision* is compared with what it revises term by term. A term of both is ``kept``; of the others, those of one
issue are ``changed``, from the earlier options to the later ones; what remains is ``dropped`` or ``added``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.case import Case
from kg.case.records import Proposal
from kg.resolution import Resolution
from kg.vocabulary import Side, Stance

__all__ = [
    "Revision",
    "Sponsors",
    "TermChange",
    "compare_terms",
    "counted_parties",
    "existing_proposals",
    "revision_of",
    "sponsors_of",
]


@dataclass(frozen=True, slots=True)
class Sponsors:
    """Who proposes a proposal, who did and no longer does, and who tabled it (ids, in order).

    ``by_others_word`` are those of the three that are known to have done so by others' voice only.
    """

    present: tuple[str, ...]
    past: tuple[str, ...]
    tabled_by: tuple[str, ...]
    by_others_word: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermChange:
    """What became of terms: ``kept``, ``changed``, ``added`` or ``dropped``, with the options (ids) ``before`` and ``after``."""

    change: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """The version (id) that a proposal revises, and what became of the terms: in order of issue, then of options."""

    of: str
    terms: tuple[TermChange, ...]


def existing_proposals(resolution: Resolution) -> tuple[Proposal, ...]:
    """Return the proposals that existed by the end of the day, as they are told by then, in order of id."""
    return tuple(p for _, p in sorted(resolution.proposals.items()) if _existed(resolution, p))


def _existed(resolution: Resolution, proposal: Proposal) -> bool:
    first = proposal.day or min((change.start for change in proposal.status_changes), default=None)
    if first is not None:
        return first <= resolution.day
    return not proposal.statements or bool(resolution.counting(proposal.statements))


def sponsors_of(resolution: Resolution, proposal: Proposal, among: Collection[str] | None = None) -> Sponsors:
    """Return the sponsors of a proposal by the end of the day, or those of some parties (ids), so that only these are resolved."""
    named = [p for p in (*proposal.proposed_by, *proposal.tabled_by) if among is None or p in among]
    known = {party: _voice(resolution, proposal, party) for party in named}
    proposers = [party for party in sorted(proposal.proposed_by) if known.get(party) is not None]
    past = tuple(party for party in proposers if _has_left(resolution, proposal, party))
    return Sponsors(
        tuple(party for party in proposers if party not in past),
        past,
        tuple(party for party in sorted(proposal.tabled_by) if known.get(party) is not None),
        tuple(sorted(party for party, own in known.items() if own is False)),
    )


def _voice(resolution: Resolution, proposal: Proposal, party: str) -> bool | None:
    """Return whether a party says in its own voice that it proposes or tables, None where nothing that counts says so."""
    counting = resolution.counting(proposal.statements)
    told = [statement for statement in counting if statement.about == party]
    if told:
        return any(statement.is_own_voice for statement in told)
    elsewhere = (resolution.case.statement(identifier) for identifier in proposal.statements)
    if any(statement and statement.about == party for statement in elsewhere):
        return None
    return False if counting or not proposal.statements else None


def _has_left(resolution: Resolution, proposal: Proposal, party: str) -> bool:
    held = resolution.stance_on_proposal(party, proposal.id)
    if held.stance is Stance.SILENT:
        return held.ended == "withdrawn" and proposal.is_live(resolution.day)
    return held.side in (Side.LEANING, Side.AGAINST)


def counted_parties(resolution: Resolution, proposal: Proposal) -> tuple[str, ...]:
    """Return the parties (ids, in order) of a scorecard.

    They are the principals of the day, the sponsors past and present, and all who ever had a stance on the proposal or on
    a term of it.
    """
    sponsors = sponsors_of(resolution, proposal)
    named = {*sponsors.present, *sponsors.past}
    terms = {proposal.id, *proposal.terms}
    found = []
    for party, known in sorted(resolution.case.parties.items()):
        principal = "principal" in known.roles and known.exists(resolution.day)
        if principal or party in named or terms & resolution.of_party(party).keys():
            found.append(party)
    return tuple(found)


def revision_of(resolution: Resolution, proposal: Proposal) -> Revision | None:
    """Return what a proposal changed of the version before it, None where none is known by the end of the day."""
    earlier = resolution.proposals.get(proposal.revises or "")
    if earlier is None or not _existed(resolution, earlier):
        return None
    return Revision(earlier.id, compare_terms(resolution.case, earlier.terms, proposal.terms))


def compare_terms(case: Case, earlier: Iterable[str], later: Iterable[str]) -> tuple[TermChange, ...]:
    """Return what became of terms (ids) from one list to another, in order of issue, then of options."""
    before, after = set(earlier), set(later)
    found = [TermChange("kept", (term,), (term,)) for term in before & after]
    issues: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for number, terms in enumerate((before - after, after - before)):
        for term in sorted(terms):
            issues[case.options[term].issue][number].append(term)
    for dropped, added in issues.values():
        if dropped and added:
            found.append(TermChange("changed", tuple(dropped), tuple(added)))
        else:
            found += [TermChange("dropped", (term,), ()) for term in dropped]
            found += [TermChange("added", (), (term,)) for term in added]
    return tuple(sorted(found, key=lambda change: _order(case, change)))


def _order(case: Case, change: TermChange) -> tuple[object, ...]:
    terms = change.before or change.after
    return (case.options[terms[0]].issue, terms)
