"""The index of a page: which things of a case it shows, and the place of each in the page's lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.analysis.ground import issue_order, option_order
from kg.analysis.proposals import existing_proposals
from kg.case.records import Condition, Party, Statement, Thing
from kg.page.display import clean, words
from kg.resolution import Resolution

__all__ = ["CaseIndex"]


def _party_key(party: Party) -> tuple[object, ...]:
    return ("principal" not in party.roles, "facilitator" not in party.roles, party.id)


@dataclass(frozen=True)
class CaseIndex:
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
    def of(cls, resolution: Resolution, parties: Iterable[str], issues: Iterable[str]) -> CaseIndex:
        """Number the things of a case, of its parties and issues only those given (ids)."""
        case = resolution.case
        whose = sorted((case.parties[p] for p in set(parties)), key=_party_key)
        asked = sorted((case.issues[i] for i in set(issues)), key=issue_order)
        listed = [(issue, option) for issue in asked for option in case.options_of(issue.id)]
        options = [option for _, option in sorted(listed, key=lambda each: option_order(*each))]
        shown = {option.id for option in options}
        statements = _statements(resolution, [party.id for party in whose])
        told = {statement.id for statement in statements}
        existing = {proposal.id for proposal in existing_proposals(resolution)}
        proposals = [
            p
            for p in case.proposals.values()
            if shown.intersection(p.terms)
            and (not p.statements or told.intersection(p.statements))
            and p.id in existing
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

    def named(self, identifier: str) -> dict[str, Any]:
        """Return the page's name of a party, issue, option or proposal; None, with its label, where it is not shown."""
        shown = f"p{self.party[identifier]}" if identifier in self.party else self.term(identifier)
        if identifier in self.issue:
            shown = f"i{self.issue[identifier]}"
        if shown:
            return {"id": shown, "label": ""}
        case = self.resolution.case
        places = (case.event_kinds, case.points, case.options, case.proposals, case.parties, case.issues)
        known = next((things[identifier] for things in places if identifier in things), Thing(identifier))
        return {"id": None, "label": words(known.labels) or clean(known.local_name)}

    def ref(self, identifier: str) -> str | dict[str, Any]:
        """Return the page's name of a thing, or the label of one that it does not show."""
        named = self.named(identifier)
        return str(named["id"]) if named["id"] else {"label": named["label"]}

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
