"""The lists of a page: parties, people, issues, options and so on, each thing in the shape that the page reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kg.case import Case
from kg.case.records import Event, Reading, Statement, Thing
from kg.page.display import clean, day_text, keys, words
from kg.page.index import CaseIndex

__all__ = ["describe_things"]

_MOST_ALIASES = 40


def _thing(thing: Thing, key: str) -> dict[str, Any]:
    aliases = dict.fromkeys(clean(said) for _, said in thing.aliases)
    found: dict[str, Any] = {"key": key, "label": words(thing.labels) or clean(thing.local_name)}
    if aliases:
        found["aliases"] = [*aliases][:_MOST_ALIASES]
    if thing.description:
        found["description"] = words(thing.description)
    if thing.matches:
        found["matches"] = [clean(match) for match in thing.matches]
    return found


def _listed(things: Sequence[Thing], letter: str) -> list[dict[str, Any]]:
    named = keys([thing.local_name for thing in things], letter)
    return [_thing(thing, key) for thing, key in zip(things, named, strict=True)]


def describe_things(index: CaseIndex) -> dict[str, Any]:
    """Return the page's lists: parties, people, issues, options, proposals, readings, sources, statements, events."""
    case = index.resolution.case
    return {
        "parties": _parties(index, case),
        "people": _people(index, case),
        "issues": _issues(index, case),
        "options": _options(index, case),
        "proposals": _proposals(index, case),
        "readings": [r for reading in case.readings if (r := _reading(index, case, reading))],
        "sources": _sources(index, case),
        "statements": [_statement(index, statement) for statement in index.statements],
        "events": [found for event in _by_day(case.events.values()) if (found := _event(index, event))["options"]],
        "memberships": _memberships(index, case),
    }


def _by_day(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (str(event.start), event.id))


def _memberships(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    """Return the memberships of which both ends are shown and, where it rests on statements, one of them is."""
    return [
        {
            "member": index.party[m.member],
            "coalition": index.party[m.organization],
            "start": day_text(m.start),
            "end": day_text(m.end),
            "binds": m.binds,
        }
        for m in case.memberships
        if m.member in index.party and m.organization in index.party and (not m.statements or index.said(m.statements))
    ]


def _parties(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    parties = [case.parties[party] for party in index.parties]
    return [{**found, "roles": list(party.roles)} for found, party in zip(_listed(parties, "p"), parties, strict=True)]


def _people(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    people = [case.people[person] for person in index.person]
    return [
        {
            **found,
            "office": words(person.office),
            "speaksFor": [index.party[p] for p in person.speaks_for if p in index.party],
        }
        for found, person in zip(_listed(people, "h"), people, strict=True)
    ]


def _issues(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    issues = [case.issues[issue] for issue in index.issues]
    options: dict[str, list[int]] = {}
    for option, place in index.option.items():
        options.setdefault(case.options[option].issue, []).append(place)
    return [
        {
            **found,
            "kind": issue.kind,
            "choiceRule": issue.choice_rule,
            "closed": {"day": day_text(issue.closed_on), "how": issue.closed_as} if issue.closed_on else None,
            "options": options.get(issue.id, []),
        }
        for found, issue in zip(_listed(issues, "i"), issues, strict=True)
    ]


def _options(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    options = [case.options[option] for option in index.options]
    return [
        {
            **found,
            "issue": index.issue[option.issue],
            "undertakenBy": [index.party[p] for p in option.undertaken_by if p in index.party],
            "undertakerUnstated": option.undertaker_unstated,
            "value": None if option.value is None else f"{option.value.normalize():f}",
            "unit": clean(option.unit) if option.unit else None,
        }
        for found, option in zip(_listed(options, "o"), options, strict=True)
    ]


def _proposals(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    proposals = [case.proposals[proposal] for proposal in index.proposals]
    return [
        {
            **found,
            "terms": [index.option[term] for term in proposal.terms if term in index.option],
            "proposedBy": [index.party[p] for p in proposal.proposed_by if p in index.party],
            "tabledBy": [index.party[p] for p in proposal.tabled_by if p in index.party],
            "status": proposal.status,
            "day": day_text(proposal.day),
            "statements": index.said(proposal.statements),
        }
        for found, proposal in zip(_listed(proposals, "b"), proposals, strict=True)
    ]


def _reading(index: CaseIndex, case: Case, reading: Reading) -> dict[str, Any] | None:
    backing = index.said(reading.statements)
    if not backing or reading.option not in index.option:
        return None
    point = case.points.get(reading.point)

    def whom(parties: Iterable[str]) -> list[int]:
        return [index.party[p] for p in parties if p in index.party]

    return {
        "option": index.option[reading.option],
        "readBy": whom(reading.read_by),
        "point": words(point.labels) if point and point.labels else clean(reading.point.rsplit("#", 1)[-1]),
        "text": words(reading.text),
        "acceptedBy": whom(reading.accepted_by),
        "leftOpenBy": whom(reading.left_open_by),
        "statements": backing,
    }


def _sources(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    found = []
    for place, identifier in enumerate(index.source):
        source = case.sources.get(identifier)
        if source is None:
            found.append(
                {"key": f"q{place}", "label": clean(identifier), "publisher": None, "day": None, "address": None}
            )
            continue
        publisher = clean(source.publisher) if source.publisher else None
        address = clean(source.address) if source.address else None
        found.append(
            {**_thing(source, f"q{place}"), "publisher": publisher, "day": day_text(source.issued), "address": address}
        )
    return found


def _statement(index: CaseIndex, statement: Statement) -> dict[str, Any]:
    return {
        "about": index.party.get(statement.about),
        "speaker": index.person.get(statement.speaker) if statement.speaker else None,
        "source": index.source[statement.source],
        "paragraph": statement.paragraph,
        "earliest": day_text(statement.earliest),
        "latest": day_text(statement.latest),
        "attribution": statement.attribution,
        "isOwnVoice": statement.is_own_voice,
        "confidence": round(statement.confidence, 3),
        "paraphrase": words(statement.paraphrase),
        "quotation": words(statement.quotation),
        "mandate": statement.mandate,
        "channel": statement.channel,
        "sensitivity": statement.sensitivity,
        "coder": clean(statement.coder) if statement.coder else None,
    }


def _event(index: CaseIndex, event: Event) -> dict[str, Any]:
    """Return an event with the options that it honours or breaks, according to which statement."""
    says = [
        (honours, option, index.statement[assessment.statement])
        for assessment in event.assessments
        if assessment.statement in index.statement
        for honours, options in ((True, assessment.honours), (False, assessment.breaks))
        for option in options
        if option in index.option
    ]
    return {
        **_thing(event, "e"),
        "start": day_text(event.start),
        "place": words(event.place),
        "verified": event.verified,
        "scheduled": event.scheduled,
        "source": index.source.get(event.source) if event.source else None,
        "options": sorted({index.option[option] for _, option, _ in says}),
        "assessments": [
            {"honours": honours, "option": index.option[option], "statement": statement}
            for honours, option, statement in says
        ],
    }
