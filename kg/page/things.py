"""What a case holds, numbered and put into the shape that the page reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.case import Case
from kg.case.records import Condition, Event, Option, Party, Reading, Statement, Thing
from kg.page.display import clean, keys, words
from kg.resolution import Resolution

__all__ = ["Numbers", "describe_things"]

_KINDS = ("substantive", "procedural", "implementation")
_MOST_ALIASES = 40


def day_text(day: date | None) -> str | None:
    """Return a day in ISO form, or None."""
    return day.isoformat() if day else None


def _party_key(party: Party) -> tuple[object, ...]:
    return ("principal" not in party.roles, "facilitator" not in party.roles, party.id)


def _option_key(option: Option) -> tuple[object, ...]:
    return (option.value is None, option.value or 0, option.id)


@dataclass(frozen=True)
class Numbers:
    """The places of a case's things in the page's lists, and the statements that count by the as-of day.

    Principals come first among parties; options follow their issue, on a ladder by value.
    """

    resolution: Resolution
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[str, ...]
    proposals: tuple[str, ...]
    statements: tuple[Statement, ...]
    party: dict[str, int]
    issue: dict[str, int]
    option: dict[str, int]
    proposal: dict[str, int]
    statement: dict[str, int]
    person: dict[str, int]
    source: dict[str, int]
    conditions: dict[Condition, int] = field(default_factory=dict)

    @classmethod
    def of(cls, resolution: Resolution, parties: Iterable[str], issues: Iterable[str]) -> Numbers:
        """Number the things of a case, of its parties and issues only those given (ids)."""
        case = resolution.case
        whose = sorted((case.parties[p] for p in set(parties)), key=_party_key)
        asked = sorted((case.issues[i] for i in set(issues)), key=lambda i: (_KINDS.index(i.kind), i.id))
        options = [option for issue in asked for option in sorted(case.options_of(issue.id), key=_option_key)]
        shown = {option.id for option in options}
        statements = _statements(resolution, [party.id for party in whose])
        told = {statement.id for statement in statements}
        proposals = [
            p
            for p in case.proposals.values()
            if shown.intersection(p.terms) and (not p.statements or told.intersection(p.statements))
        ]

        def number(identifiers: Iterable[str]) -> dict[str, int]:
            return {identifier: place for place, identifier in enumerate(identifiers)}

        spoken = {s.speaker for s in statements if s.speaker in case.people}
        people = [p.id for p in case.people.values() if p.id in spoken or {*p.speaks_for} & {w.id for w in whose}]
        return cls(
            resolution,
            tuple(party.id for party in whose),
            tuple(issue.id for issue in asked),
            tuple(option.id for option in options),
            tuple(proposal.id for proposal in proposals),
            statements,
            number(party.id for party in whose),
            number(issue.id for issue in asked),
            number(option.id for option in options),
            number(proposal.id for proposal in proposals),
            number(statement.id for statement in statements),
            number(people),
            number(sorted({s.source for s in statements} | {e.source for e in case.events.values() if e.source})),
        )

    def term(self, identifier: str) -> str | None:
        """Return the page's name of an option or proposal, None where it is not shown."""
        if identifier in self.option:
            return f"o{self.option[identifier]}"
        return f"b{self.proposal[identifier]}" if identifier in self.proposal else None

    def said(self, statements: Iterable[Statement | str]) -> list[int]:
        """Return the numbers of those statements that the page shows."""
        ids = (s if isinstance(s, str) else s.id for s in statements)
        return [self.statement[identifier] for identifier in ids if identifier in self.statement]

    def condition(self, condition: Condition) -> int:
        """Return the number of a condition, giving it one where it has none."""
        return self.conditions.setdefault(condition, len(self.conditions))


def _statements(resolution: Resolution, parties: Sequence[str]) -> tuple[Statement, ...]:
    """The statements that the page may show: made by the as-of day, in channels that count, confident enough."""
    case = resolution.case
    ids = {s for held in case.positions_of(parties).values() for position in held for s in position.statements}
    ids.update(s for proposal in case.proposals.values() for s in proposal.statements)
    ids.update(s for reading in case.readings for s in reading.statements)
    ids.update(a.statement for event in case.events.values() for a in event.assessments)
    ids.update(s for membership in case.memberships for s in membership.statements)
    ids.update(s.id for s in case.withdrawals)
    found = (case.statement(identifier) for identifier in sorted(ids) if resolution.counts(identifier))
    return tuple(statement for statement in found if statement)


def _thing(thing: Thing, key: str) -> dict[str, Any]:
    aliases = dict.fromkeys(clean(said) for _, said in thing.aliases)
    found: dict[str, Any] = {"k": key, "t": words(thing.labels) or clean(thing.local_name)}
    if aliases:
        found["a"] = [*aliases][:_MOST_ALIASES]
    if thing.description:
        found["about"] = words(thing.description)
    if thing.matches:
        found["m"] = [clean(match) for match in thing.matches]
    return found


def _listed(things: Sequence[Thing], letter: str) -> list[dict[str, Any]]:
    named = keys([thing.local_name for thing in things], letter)
    return [_thing(thing, key) for thing, key in zip(things, named, strict=True)]


def describe_things(numbers: Numbers) -> dict[str, Any]:
    """Return the page's lists: parties, people, issues, options, proposals, readings, sources, statements, events."""
    case = numbers.resolution.case
    return {
        "parties": _parties(numbers, case),
        "people": _people(numbers, case),
        "issues": _issues(numbers, case),
        "options": _options(numbers, case),
        "proposals": _proposals(numbers, case),
        "readings": [r for reading in case.readings if (r := _reading(numbers, case, reading))],
        "sources": _sources(numbers, case),
        "statements": [_statement(numbers, statement) for statement in numbers.statements],
        "events": [found for event in _by_day(case.events.values()) if (found := _event(numbers, event))["o"]],
        "memberships": _memberships(numbers, case),
    }


def _by_day(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (str(event.start), event.id))


def _memberships(numbers: Numbers, case: Case) -> list[list[Any]]:
    """Return member, coalition, first and last day, and whether it binds, where both are shown and a statement tells it."""
    return [
        [numbers.party[m.member], numbers.party[m.organization], day_text(m.start), day_text(m.end), m.binds]
        for m in case.memberships
        if m.member in numbers.party
        and m.organization in numbers.party
        and (not m.statements or numbers.said(m.statements))
    ]


def _parties(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    parties = [case.parties[party] for party in numbers.parties]
    return [{**found, "roles": list(party.roles)} for found, party in zip(_listed(parties, "p"), parties, strict=True)]


def _people(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    people = [case.people[person] for person in numbers.person]
    return [
        {
            **found,
            "office": words(person.office),
            "for": [numbers.party[p] for p in person.speaks_for if p in numbers.party],
        }
        for found, person in zip(_listed(people, "h"), people, strict=True)
    ]


def _issues(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    issues = [case.issues[issue] for issue in numbers.issues]
    options: dict[str, list[int]] = {}
    for option, place in numbers.option.items():
        options.setdefault(case.options[option].issue, []).append(place)
    return [
        {
            **found,
            "kind": issue.kind,
            "rule": issue.choice_rule,
            "closed": [day_text(issue.closed_on), issue.closed_as] if issue.closed_on else None,
            "o": options.get(issue.id, []),
        }
        for found, issue in zip(_listed(issues, "i"), issues, strict=True)
    ]


def _options(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    options = [case.options[option] for option in numbers.options]
    return [
        {
            **found,
            "issue": numbers.issue[option.issue],
            "by": [numbers.party[p] for p in option.undertaken_by if p in numbers.party],
            "unstated": option.undertaker_unstated,
            "value": None if option.value is None else f"{option.value.normalize():f}",
            "unit": clean(option.unit) if option.unit else None,
        }
        for found, option in zip(_listed(options, "o"), options, strict=True)
    ]


def _proposals(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    proposals = [case.proposals[proposal] for proposal in numbers.proposals]
    return [
        {
            **found,
            "terms": [numbers.option[term] for term in proposal.terms if term in numbers.option],
            "by": [numbers.party[p] for p in proposal.proposed_by if p in numbers.party],
            "tabled": [numbers.party[p] for p in proposal.tabled_by if p in numbers.party],
            "status": proposal.status,
            "day": day_text(proposal.day),
            "st": numbers.said(proposal.statements),
        }
        for found, proposal in zip(_listed(proposals, "b"), proposals, strict=True)
    ]


def _reading(numbers: Numbers, case: Case, reading: Reading) -> dict[str, Any] | None:
    backing = numbers.said(reading.statements)
    if not backing or reading.option not in numbers.option:
        return None
    point = case.points.get(reading.point)

    def whom(parties: Iterable[str]) -> list[int]:
        return [numbers.party[p] for p in parties if p in numbers.party]

    return {
        "o": numbers.option[reading.option],
        "p": whom(reading.read_by),
        "point": words(point.labels) if point and point.labels else clean(reading.point.rsplit("#", 1)[-1]),
        "t": words(reading.text),
        "ok": whom(reading.accepted_by),
        "open": whom(reading.left_open_by),
        "st": backing,
    }


def _sources(numbers: Numbers, case: Case) -> list[dict[str, Any]]:
    found = []
    for place, identifier in enumerate(numbers.source):
        source = case.sources.get(identifier)
        if source is None:
            found.append({"k": f"q{place}", "t": clean(identifier), "pub": None, "day": None, "url": None})
            continue
        publisher = clean(source.publisher) if source.publisher else None
        address = clean(source.address) if source.address else None
        found.append({**_thing(source, f"q{place}"), "pub": publisher, "day": day_text(source.issued), "url": address})
    return found


def _statement(numbers: Numbers, statement: Statement) -> dict[str, Any]:
    return {
        "about": numbers.party.get(statement.about),
        "who": numbers.person.get(statement.speaker) if statement.speaker else None,
        "src": numbers.source[statement.source],
        "par": statement.paragraph,
        "from": day_text(statement.earliest),
        "to": day_text(statement.latest),
        "attr": statement.attribution,
        "own": statement.is_own_voice,
        "c": round(statement.confidence, 3),
        "t": words(statement.paraphrase),
        "quote": words(statement.quotation),
        "mandate": statement.mandate,
        "channel": statement.channel,
        "sens": statement.sensitivity,
        "coder": clean(statement.coder) if statement.coder else None,
    }


def _event(numbers: Numbers, event: Event) -> dict[str, Any]:
    """Return an event with the options that it honours or breaks, according to which statement."""
    says = [
        (honours, option, numbers.statement[assessment.statement])
        for assessment in event.assessments
        if assessment.statement in numbers.statement
        for honours, options in ((True, assessment.honours), (False, assessment.breaks))
        for option in options
        if option in numbers.option
    ]
    return {
        **_thing(event, "e"),
        "from": day_text(event.start),
        "place": words(event.place),
        "verified": event.verified,
        "scheduled": event.scheduled,
        "src": numbers.source.get(event.source) if event.source else None,
        "o": sorted({numbers.option[option] for _, option, _ in says}),
        "says": [[honours, numbers.option[option], statement] for honours, option, statement in says],
    }
