"""What was said and what was done, day by day: the statements that count by the end of a day, and the events.

A statement stands on its latest day, from which it counts; its earliest day may be unknown. It *tells* the stances of the
positions that it backs, those that it takes back, and the proposals that it backs or of whose status it tells. Its issues
are those of the options and proposals of these, of the options whose reading it tells, and of those that an event honours
or breaks according to it. Events are those of :mod:`kg.analysis.happenings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.analysis.happenings import Happening, happenings
from kg.case.records import Position, Statement
from kg.resolution import Resolution

__all__ = ["Entry", "Said", "timeline_of"]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, the positions that it backs and takes back, and the ids of the proposals and the issues that it is on."""

    statement: Statement
    positions: tuple[Position, ...]
    taken_back: tuple[Position, ...]
    proposals: tuple[str, ...]
    issues: tuple[str, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The party (id) whose position it is about."""
        return (self.statement.about,)

    @property
    def day(self) -> date:
        """Its latest day."""
        return self.statement.latest

    @property
    def order(self) -> tuple[object, ...]:
        """By day, party and id."""
        return (False, self.day, self.statement.about, self.statement.id)


#: what stands on a timeline
Entry = Said | Happening


@dataclass(frozen=True, slots=True)
class _Ties:
    """What one statement backs."""

    positions: list[Position] = field(default_factory=list)
    proposals: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)


def timeline_of(
    resolution: Resolution, parties: Collection[str] = (), issues: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return statements and events in order of day, statements first on each; events of no known day last.

    ``parties`` and ``issues`` (ids) keep statements about one of the parties, and events in which one acts; and of them
    those on one of the issues.
    """
    said = _said(resolution, parties, issues)
    done = happenings(resolution, parties, issues)
    return tuple(
        sorted((*said, *done), key=lambda each: (*each.order[:2], isinstance(each, Happening), *each.order[2:]))
    )


def _said(resolution: Resolution, parties: Collection[str], issues: Collection[str]) -> Iterator[Said]:
    case = resolution.case
    everyone = parties or case.parties
    ties = _ties(resolution, everyone)
    held = {position.id: position for found in case.positions_of(everyone).values() for position in found}
    statements = case.statements_about(parties) if parties else case.each_statement()
    for statement in statements:
        if not resolution.filters.lets_count(statement, resolution.day):
            continue
        tie = ties.get(statement.id) or _Ties()
        taken_back = [held[each] for each in statement.withdraws if each in held]
        terms = {*tie.terms, *(position.on for position in (*tie.positions, *taken_back))}
        on = _issues(resolution, terms)
        if not issues or on & {*issues}:
            yield Said(
                statement, tuple(tie.positions), tuple(taken_back), tuple(sorted(tie.proposals)), tuple(sorted(on))
            )


def _ties(resolution: Resolution, parties: Iterable[str]) -> dict[str, _Ties]:
    """Return what each statement (id) backs."""
    case = resolution.case
    ties: defaultdict[str, _Ties] = defaultdict(_Ties)
    for positions in case.positions_of(parties).values():
        for position in positions:
            for identifier in position.statements:
                ties[identifier].positions.append(position)
    for proposal in case.proposals.values():
        changes = (identifier for change in proposal.status_changes for identifier in change.statements)
        for identifier in (*proposal.statements, *changes):
            ties[identifier].proposals.add(proposal.id)
            ties[identifier].terms.add(proposal.id)
    for reading in case.readings:
        for identifier in reading.statements:
            ties[identifier].terms.add(reading.option)
    for event in case.events.values():
        for assessment in event.assessments:
            ties[assessment.statement].terms.update((*assessment.honours, *assessment.breaks))
    return ties


def _issues(resolution: Resolution, terms: Iterable[str]) -> set[str]:
    case = resolution.case
    options = (
        option for term in terms for option in (case.proposals[term].terms if term in case.proposals else (term,))
    )
    return {case.options[option].issue for option in options if option in case.options}
