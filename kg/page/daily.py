"""What changes of a case's things from day to day: how proposals stand, who reads a point how, how well deeds are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg.analysis.happenings import Happening, happenings
from kg.analysis.proposals import counted_parties, existing_proposals, sponsors_of
from kg.analysis.readings import Part, acts_on
from kg.analysis.red_lines import Declared, RedLine
from kg.analysis.scorecard import Net, Scorecard, score
from kg.calendar import day_after
from kg.case.records import Proposal
from kg.page.index import CaseIndex
from kg.resolution import Resolution
from kg.vocabulary import Side

__all__ = ["candidate_days", "cards_on", "events_on", "from_days", "proposals_on", "readings_on", "things_on"]


def candidate_days(index: CaseIndex) -> list[date]:
    """Return the days on which something that the page shows can change, up to the as-of day."""
    case, last = index.resolution.case, index.resolution.day
    days = {statement.latest for statement in index.statements}
    for proposal in case.proposals.values():
        days.update(change.start for change in proposal.status_changes)
        days.update(day for day in (proposal.day, _after(proposal.last_day)) if day)
    for held in case.positions_of(index.parties).values():
        ends = [position.ends_on for position in held]
        deadlines = [condition.deadline for position in held for condition in position.conditions]
        days.update(day_after(end) for end in (*ends, *deadlines) if end)
    days.update(day_after(reading.ends_on) for reading in case.readings if reading.ends_on)
    days.update(day_after(issue.closed_on) for issue in case.issues.values() if issue.closed_on)
    lived = [(m.start, m.end) for m in case.memberships] + [(p.start, p.end) for p in case.parties.values()]
    days.update(day for start, end in lived for day in (start, _after(end)) if day)
    days.update(event.start for event in case.events.values() if event.start)
    first = min((s.latest for s in index.statements), default=last)
    return sorted({day for day in days if first <= day <= last} | {last})


def _after(day: date | None) -> date | None:
    return day_after(day) if day else None


def from_days(values: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """Return what holds on each day, in their order, each from the day's number on; what is None holds not."""
    found: list[dict[str, Any]] = []
    before: dict[str, Any] | None = None
    for day, value in enumerate(values):
        if value != before:
            found.append({"day": day, "state": value})
        before = value
    return found


def things_on(
    index: CaseIndex, resolution: Resolution
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return all that the page shows of proposals, readings and events on the resolution's day, to be compared."""
    return (proposals_on(index, resolution), readings_on(index, resolution), events_on(index, resolution))


def proposals_on(index: CaseIndex, resolution: Resolution) -> dict[str, dict[str, Any]]:
    """Return, by proposal (id), how those stand that exist: their status, who proposes them, did so and tables them."""
    existing = (proposal for proposal in existing_proposals(resolution) if proposal.id in index.proposal)
    return {proposal.id: _proposal_on(index, resolution, proposal) for proposal in existing}


def _proposal_on(index: CaseIndex, resolution: Resolution, proposal: Proposal) -> dict[str, Any]:
    sponsors = sponsors_of(resolution, proposal, index.party)
    return {
        "status": proposal.status_on(resolution.day),
        "isLive": proposal.is_live(resolution.day),
        "proposedBy": _places(index, sponsors.present),
        "formerlyBy": _places(index, sponsors.past),
        "tabledBy": _places(index, sponsors.tabled_by),
        "byOthersWord": _places(index, sponsors.by_others_word),
    }


def cards_on(index: CaseIndex, resolution: Resolution) -> dict[str, dict[str, Any]]:
    """Return, by proposal (id), how those stand that exist, each with its scorecard of the parties that are counted."""
    standing, declared = proposals_on(index, resolution), Declared(resolution)
    proposals = resolution.case.proposals
    return {
        identifier: {**state, "card": _card(index, resolution, proposals[identifier], declared)}
        for identifier, state in standing.items()
    }


def _card(index: CaseIndex, resolution: Resolution, proposal: Proposal, declared: Declared) -> dict[str, Any]:
    parties = [party for party in counted_parties(resolution, proposal) if party in index.party]
    card = score(resolution, proposal, parties, declared)
    return {
        "nets": [_net(index, net) for net in card.nets],
        "tilts": _tilts(index, card),
        "incomparable": sum(tilt.by is None for tilt in card.tilts),
        "redLines": [_red_line(index, line) for line in card.red_lines],
        "inferredRedLines": [_red_line(index, line) for line in card.inferred_red_lines],
        "leftOut": [{"party": index.party[held.party], "option": index.ref(held.term)} for held in card.left_out],
    }


def _net(index: CaseIndex, net: Net) -> dict[str, Any]:
    sides = {str(side): net.on_side[side] for side in Side}
    marks = {"withoutSide": net.without_side, "inferred": net.inferred, "ascribed": net.ascribed}
    return {"party": index.party[net.party], "net": net.net, **sides, **marks}


def _tilts(index: CaseIndex, card: Scorecard) -> list[dict[str, Any]]:
    return [
        {
            "toward": index.party[tilt.toward],
            "over": index.party[tilt.over],
            "exceeds": tilt.by,
            "terms": tilt.terms,
            "outOf": tilt.of,
            "inferred": tilt.inferred,
            "ascribed": tilt.ascribed,
        }
        for tilt in card.tilts
        if tilt.by is not None
    ]


def _red_line(index: CaseIndex, line: RedLine) -> dict[str, Any]:
    crossing = [index.option[term] for term in line.terms if term in index.option]
    return {
        "party": index.party[line.held.party],
        "term": index.ref(line.held.term),
        "kind": line.kind,
        "terms": crossing,
    }


def readings_on(index: CaseIndex, resolution: Resolution) -> dict[str, dict[str, Any]]:
    """Return, by reading (id), who reads its option so, accepts the reading or leaves its point open; only where one does."""
    found: dict[str, dict[Part, set[str]]] = {}
    for option in resolution.case.readings_by_option:
        for act in acts_on(resolution, option):
            found.setdefault(act.reading.id, {part: set() for part in Part})[act.part].add(act.party)
    return {
        reading: {
            "readBy": _places(index, whom[Part.READS]),
            "acceptedBy": _places(index, whom[Part.ACCEPTS]),
            "leftOpenBy": _places(index, whom[Part.LEAVES_OPEN]),
        }
        for reading, whom in found.items()
    }


def events_on(index: CaseIndex, resolution: Resolution) -> dict[str, dict[str, Any]]:
    """Return, by event (id), where those stand that are told of, how well they are known, and what they honour or break."""
    return {each.event.id: _event_on(index, resolution, each) for each in happenings(resolution)}


def _event_on(index: CaseIndex, resolution: Resolution, happening: Happening) -> dict[str, Any]:
    event, deeds = happening.event, resolution.deeds
    told = (
        (honours, option, assessment, deeds.known_as(event, assessment, option))
        for assessment in event.assessments
        for honours, options in ((True, assessment.honours), (False, assessment.breaks))
        for option in options
        if option in index.option and assessment.statement in index.statement
    )
    assessments = [
        {
            "honours": honours,
            "option": index.option[option],
            "statement": index.statement[assessment.statement],
            "known": str(known),
        }
        for honours, option, assessment, known in told
        if known
    ]
    return {"state": str(happening.state), "known": str(happening.known), "assessments": assessments}


def _places(index: CaseIndex, parties: Iterable[str]) -> Sequence[int]:
    return sorted(index.party[party] for party in parties if party in index.party)
