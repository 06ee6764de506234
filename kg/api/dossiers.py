"""The dossiers of an issue and of a party, and the briefing on a group: put together from the answers that tell each part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg import answers
from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Conflict, conflicts_of
from kg.analysis.ground import ground_row, open_options
from kg.analysis.matrix import columns_of, default_group
from kg.analysis.overlap import overlaps
from kg.analysis.proposals import existing_proposals
from kg.analysis.red_lines import Declared
from kg.analysis.scorecard import score
from kg.case.records import Proposal
from kg.vocabulary import Stance

if TYPE_CHECKING:
    from kg.api.negotiation import Negotiation
    from kg.briefing.briefing import Briefing

__all__ = ["MOST_BESIDE", "briefing_of", "issue_dossier", "party_dossier"]

#: the number of parties up to which the conflicts of every pair are looked for
MOST_BESIDE = 40


def issue_dossier(case: Negotiation, issue: str, named: tuple[str, ...]) -> answers.IssueDossier:
    """Return the dossier of an issue (id), of the parties named, else of all that have a stance on record on it."""
    resolution, options = case.resolution, case.case.options_of(issue)
    picked = case.group(named, at_least=1) if named else ()
    group = picked or default_group(case.case)
    spoke = {
        party
        for party in case.case.parties
        if any(resolution.stance(party, option.id).stance is not Stance.SILENT for option in options)
    }
    parties = picked or tuple(sorted({*spoke, *group}))
    stances = GroupStances(resolution, group) if len(group) > 1 else None
    is_open = case.case.issues[issue].is_open(case.as_of)
    rows = tuple(ground_row(stances, option) for option in options) if stances and is_open else ()
    beside = parties if len(parties) <= MOST_BESIDE else group
    found = conflicts_of(GroupStances(resolution, beside)) if len(beside) > 1 else ()
    conflicts = tuple(conflict for conflict in found if issue in conflict.issues)
    terms = {option.id for option in options}
    history = case.timeline(named, [issue])
    return answers.IssueDossier(
        resolution,
        parties,
        issue,
        answers.Conflicts(resolution, beside, conflicts),
        _scorecards(case, parties, [p for p in existing_proposals(resolution) if terms & {*p.terms}]),
        history,
        case.events(named, [issue]),
        answers.SharedGround(resolution, group if rows else (), rows),
        tuple((option.id, tuple(resolution.stance(party, option.id) for party in parties)) for option in options),
    )


def party_dossier(case: Negotiation, party: str) -> answers.PartyDossier:
    """Return the dossier of a party (id)."""
    resolution = case.resolution
    held = case.positions(party).held
    others = [other for other in case.case.parties if other != party]
    beside = others if len(others) <= MOST_BESIDE else [other for other in default_group(case.case) if other != party]
    pairs = [tuple(sorted((party, other))) for other in beside]
    on_record = {each.term for each in held}
    return answers.PartyDossier(
        resolution,
        (party,),
        party,
        answers.Conflicts(resolution, (party,), _conflicts_of_pairs(case, pairs)),
        _scorecards(case, (party,), [p for p in existing_proposals(resolution) if _takes_part(case, party, p)]),
        case.timeline([party]),
        case.events([party]),
        answers.Overlap(resolution, (party,), tuple(pair for each in pairs for pair in overlaps(resolution, each))),
        held,
        tuple(option.id for option in open_options(resolution) if option.id not in on_record),
        len(others) - len(beside),
    )


def briefing_of(case: Negotiation, group: tuple[str, ...], since: date | str | None) -> Briefing:
    """Return the briefing on a group of parties (ids), with what changed since the end of a day where one is given."""
    from kg.briefing.asked import Asked
    from kg.briefing.briefing import Briefing

    shared, declared = case.shared(*group), Declared(case.resolution)
    existing = existing_proposals(case.resolution)
    cards = tuple(score(case.resolution, proposal, group, declared) for proposal in existing)
    asked = Asked(
        case.resolution,
        columns_of(case.case, group),
        answers.Headline(case.resolution, group, shared.ground),
        shared,
        case.conflicts(*group),
        declared,
        cards,
        case.deals(*group),
        case.changes(since, group) if since is not None else None,
    )
    return Briefing(case.resolution, group, asked)


def _scorecards(case: Negotiation, parties: tuple[str, ...], proposals: list[Proposal]) -> answers.Scorecards:
    declared = Declared(case.resolution)
    cards = tuple(score(case.resolution, proposal, parties, declared) for proposal in proposals)
    return answers.Scorecards(case.resolution, parties, cards)


def _conflicts_of_pairs(case: Negotiation, pairs: list[tuple[str, ...]]) -> tuple[Conflict, ...]:
    """Return the conflicts of pairs, each judged as a group of two; one within a party alone is listed once."""
    found = (each for pair in pairs for each in conflicts_of(GroupStances(case.resolution, pair)))
    return tuple({conflict.key: conflict for conflict in found}.values())


def _takes_part(case: Negotiation, party: str, proposal: Proposal) -> bool:
    """Whether a party proposed or tabled a proposal, or has a stance on it or on a term of it."""
    named = {*proposal.proposed_by, *proposal.tabled_by}
    terms = (proposal.id, *proposal.terms)
    return party in named or any(case.resolution.stance(party, term).stance is not Stance.SILENT for term in terms)
