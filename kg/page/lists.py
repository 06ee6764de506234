"""The lists of a page: parties, people, issues, options and so on, each thing in the shape that the page reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kg.analysis.happenings import happenings
from kg.analysis.proposals import revision_of
from kg.analysis.timeline import Said, timeline_of
from kg.case import Case
from kg.case.records import Event, Position, Proposal, Statement, Thing
from kg.case.sensitivity import PUBLIC, sensitivity_of
from kg.page.daily import cards_on, events_on, from_days, readings_on
from kg.page.display import clean, day_text, keys, words
from kg.page.index import CaseIndex
from kg.resolution import Resolution

__all__ = ["describe_things", "events_of"]

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


def describe_things(index: CaseIndex, days: Sequence[Resolution]) -> dict[str, Any]:
    """Return the page's lists: parties, people, issues, options, proposals, readings, sources, statements, events.

    ``days`` are the resolutions of the page's days: what changes of a thing stands in its ``days``.
    """
    case = index.resolution.case
    return {
        "parties": _parties(index, case),
        "people": _people(index, case),
        "issues": _issues(index, case),
        "options": _options(index, case),
        "proposals": _proposals(index, case, days),
        "readings": _readings(index, case, days),
        "sources": _sources(index, case),
        "statements": _statements(index),
        "events": _events(index, days),
        "memberships": _memberships(index, case),
    }


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
    return [
        {
            **found,
            "roles": list(party.roles),
            "start": day_text(party.start),
            "end": day_text(party.end),
            "succeeds": [index.named(other) for other in party.succeeds],
        }
        for found, party in zip(_listed(parties, "p"), parties, strict=True)
    ]


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


def _proposals(index: CaseIndex, case: Case, days: Sequence[Resolution]) -> list[dict[str, Any]]:
    proposals = [case.proposals[proposal] for proposal in index.proposals]
    by_day = [cards_on(index, resolution) for resolution in days]
    return [
        {
            **found,
            "terms": [index.option[term] for term in proposal.terms if term in index.option],
            "day": day_text(proposal.day),
            "revises": _revision(index, proposal),
            "days": from_days(proposals.get(proposal.id) for proposals in by_day),
            "statements": index.said(proposal.statements),
            "sensitivity": sensitivity_of(case, proposal),
        }
        for found, proposal in zip(_listed(proposals, "b"), proposals, strict=True)
    ]


def _revision(index: CaseIndex, proposal: Proposal) -> dict[str, Any] | None:
    """Return the version before, where it is known, and what became of its terms."""
    revision = revision_of(index.resolution, proposal)
    if revision is None:
        return None
    terms = [
        {
            "change": change.change,
            "before": [index.named(option) for option in change.before],
            "after": [index.named(option) for option in change.after],
        }
        for change in revision.terms
    ]
    return {"version": index.named(revision.of), "terms": terms}


def _readings(index: CaseIndex, case: Case, days: Sequence[Resolution]) -> list[dict[str, Any]]:
    """Return the readings of the options shown that rest on a statement shown, each with who holds it on which days."""
    by_day = [readings_on(index, resolution) for resolution in days]
    return [
        {
            "option": index.option[reading.option],
            "point": index.named(reading.point)["label"],
            "text": words(reading.text),
            "endsOn": day_text(reading.ends_on),
            "statements": backing,
            "days": from_days(readings.get(reading.id) for readings in by_day),
            "sensitivity": sensitivity_of(case, reading),
        }
        for reading in case.readings
        if reading.option in index.option and (backing := index.said(reading.statements))
    ]


def _sources(index: CaseIndex, case: Case) -> list[dict[str, Any]]:
    found, originals = list[dict[str, Any]](), dict[str, int]()
    for place, identifier in enumerate(index.source):
        source = case.sources.get(identifier)
        if source is None:
            nameless = {"key": f"q{place}", "label": clean(identifier), "publisher": None, "day": None, "address": None}
            found.append({**nameless, "sensitivity": PUBLIC})
            continue
        original = originals.setdefault(case.original_of(identifier), place)
        publisher = clean(source.publisher) if source.publisher else None
        address = clean(source.address) if source.address else None
        found.append(
            {
                **_thing(source, f"q{place}"),
                "publisher": publisher,
                "day": day_text(source.issued),
                "address": address,
                "sensitivity": sensitivity_of(case, source),
                **({"original": original} if original != place else {}),
            }
        )
    return found


def _statements(index: CaseIndex) -> list[dict[str, Any]]:
    """Return the statements, each with the stances that it states and takes back, and the proposals and issues that it is on."""
    told = {each.statement.id: each for each in timeline_of(index.resolution) if isinstance(each, Said)}
    named = keys([_local(statement.id) for statement in index.statements], "q")
    return [
        {"key": key, **_statement(index, statement), **_ties(index, told.get(statement.id))}
        for key, statement in zip(named, index.statements, strict=True)
    ]


def _local(identifier: str) -> str:
    return Thing(identifier).local_name


def _ties(index: CaseIndex, said: Said | None) -> dict[str, Any]:
    """Return what a statement states, takes back and is on, as far as the page shows it; what is empty is left out."""
    if said is None:
        return {}
    optional = {
        "states": _stated(index, said.positions),
        "takesBack": _stated(index, said.taken_back),
        "proposals": [index.proposal[each] for each in said.proposals if each in index.proposal],
        "issues": [index.issue[each] for each in said.issues if each in index.issue],
    }
    return {name: value for name, value in optional.items() if value}


def _stated(index: CaseIndex, positions: Iterable[Position]) -> list[dict[str, Any]]:
    return [
        {"term": term, "stance": str(each.stance), **({} if each.bound == "exactly" else {"bound": each.bound})}
        for each in positions
        if (term := index.term(each.on))
    ]


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


def _events(index: CaseIndex, days: Sequence[Resolution]) -> list[dict[str, Any]]:
    by_day = [events_on(index, resolution) for resolution in days]
    found = events_of(index, days)
    named = keys([event.local_name for event, _ in found], "e")
    return [
        {**described, "key": key, "days": from_days(states.get(event.id) for states in by_day)}
        for key, (event, described) in zip(named, found, strict=True)
    ]


def events_of(index: CaseIndex, days: Sequence[Resolution]) -> list[tuple[Event, dict[str, Any]]]:
    """Return the events told of on one of the days, in order of day, each with what the page shows of it whenever.

    On a page of some parties or issues they are those in which one of them acts, or that honour or break an option shown.
    """
    case = index.resolution.case
    events = sorted(case.events.values(), key=lambda event: (event.start is None, str(event.start), event.id))
    is_whole = len(index.parties) == len(case.parties) and len(index.issues) == len(case.issues)
    told = {each.event.id for resolution in days for each in happenings(resolution)}
    found = [(event, _event(index, event)) for event in events if event.id in told]
    return [(event, one) for event, one in found if is_whole or one["options"] or one["actors"]]


def _event(index: CaseIndex, event: Event) -> dict[str, Any]:
    """Return an event, with the options that it honours or breaks according to a statement of the page."""
    told = [a for a in event.assessments if a.statement in index.statement]
    options = {option for a in told for option in (*a.honours, *a.breaks)}
    return {
        **_thing(event, "e"),
        "kinds": [index.named(kind)["label"] for kind in event.kinds],
        "start": day_text(event.start),
        "end": day_text(event.end),
        "place": words(event.place),
        "actors": [index.party[actor] for actor in event.actors if actor in index.party],
        "figures": [
            {"label": words(each.label), "value": f"{each.value.normalize():f}", "unit": clean(each.unit or "")}
            for each in event.figures
        ],
        "verifiedBy": clean(event.verified_by) if event.verified_by else None,
        "scheduled": event.scheduled,
        "source": index.source.get(event.source) if event.source else None,
        "paragraph": event.paragraph,
        "sensitivity": sensitivity_of(index.resolution.case, event),
        "options": sorted(index.option[option] for option in options if option in index.option),
    }
