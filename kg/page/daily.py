"""What changes of a case's things from day to day: how proposals stand, who reads a point how, how well deeds are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg.analysis.proposals import existing_proposals, sponsors_of
from kg.analysis.readings import Part, acts_on
from kg.calendar import day_after
from kg.case.records import Event, Proposal
from kg.page.index import CaseIndex
from kg.resolution import Resolution

__all__ = ["candidate_days", "event_on", "from_days", "proposals_on", "readings_on", "things_on"]


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
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], list[dict[str, Any] | None]]:
    """Return all that the page shows of proposals, readings and events on the resolution's day, to be compared."""
    case = resolution.case
    proposals = proposals_on(index, resolution)
    events = [event_on(index, resolution, event) for _, event in sorted(case.events.items())]
    return (proposals, readings_on(index, resolution), events)


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


def event_on(index: CaseIndex, resolution: Resolution, event: Event) -> dict[str, Any] | None:
    """Return how well an event is known, and what it honours or breaks according to whom; None before it happens."""
    if event.start and event.start > resolution.day:
        return None
    deeds = resolution.deeds
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
    return {"known": str(deeds.known(event)), "assessments": assessments}


def _places(index: CaseIndex, parties: Iterable[str]) -> Sequence[int]:
    return sorted(index.party[party] for party in parties if party in index.party)
