"""What a party has done that can decide a stance: positions as said in statements, and proposals as authored.

An *act* is one position as said in one statement; it counts from the statement's latest day. Proposing is an act of
support for the proposal, in the voice of the statements that say so; a stance on a proposal of one term is one on the
term. An act is *over* once the last day of its position is past, a condition of it has lapsed
(:mod:`kg.resolution.deeds`), or a statement of that day or later withdraws it; of several ends the first counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.calendar import days_before
from kg.case import Case
from kg.case.records import Condition, Position, Proposal, Statement
from kg.resolution.stances import Lapse
from kg.vocabulary import Side, Stance, side_of, strength

__all__ = ["Act", "LapseOf", "combine", "gather_acts", "side_of_acts", "stance_of_acts", "term_of"]

#: from conditions and the day on which they were stated to how they lapsed, None where they have not
LapseOf = Callable[[tuple[Condition, ...], date], Lapse | None]


@dataclass(frozen=True, slots=True)
class Act:
    """A position as said in one statement.

    ``lapse`` says by what it is over, ``taken_back`` on which day it was withdrawn; at most one of them is given.
    """

    position: Position
    statement: Statement
    term: str
    lapse: Lapse | None = None
    taken_back: date | None = None

    @property
    def stance(self) -> Stance:
        """The stance stated."""
        return self.position.stance

    @property
    def day(self) -> date:
        """The day from which the act counts."""
        return self.statement.latest

    @property
    def leans_for(self) -> bool:
        """Whether it is for or leaning."""
        return side_of(self.stance) in (Side.FOR, Side.LEANING)

    @property
    def ended(self) -> date | None:
        """The last day of an act that lapsed, or the day on which it was withdrawn; None while it stands."""
        return self.lapse.day if self.lapse else self.taken_back

    @property
    def how(self) -> str | None:
        """How it ended: ``lapsed`` or ``withdrawn``, None while it stands."""
        return "lapsed" if self.lapse else "withdrawn" if self.taken_back else None

    @property
    def missed(self) -> bool:
        """Whether a condition of it has lapsed, so that it is over though its own last day is not past."""
        return self.lapse is not None and self.lapse.kind in ("deadline", "unless")

    @property
    def last_day(self) -> date | None:
        """The last day on which it stood, None while it stands."""
        return days_before(self.taken_back) if self.taken_back else self.ended


def term_of(case: Case, identifier: str) -> str:
    """Return the term that a position is on: for a proposal of one term that term, else what was given."""
    proposal = case.proposals.get(identifier)
    return proposal.terms[0] if proposal and len(proposal.terms) == 1 else identifier


def combine(stances: Iterable[Stance]) -> Stance:
    """Return the one stance that stances of equal day and authority amount to.

    A stance with a side has precedence over one without. For or leaning with against is mixed; for with leaning gives
    the leaning one; within a side the stronger holds. Of none at all: silent.

    >>> combine([Stance.DEMAND, Stance.OPEN]), combine([Stance.OPEN, Stance.DOUBT])
    (<Stance.OPEN: 'open'>, <Stance.MIXED: 'mixed'>)
    """
    given = set(stances)
    if len(given) < 2:
        return next(iter(given), Stance.SILENT)
    sided = {stance for stance in given if side_of(stance)}
    sides = {side_of(stance) for stance in sided}
    if Stance.MIXED in given or (Side.AGAINST in sides and len(sides) > 1):
        return Stance.MIXED
    if not sided:
        return min(given)
    chosen = {s for s in sided if side_of(s) is Side.LEANING} if Side.LEANING in sides else sided
    return max(chosen, key=strength)


def stance_of_acts(acts: Iterable[Act]) -> Stance:
    """Return the one stance that acts of equal day and authority amount to (:func:`combine`)."""
    return combine(act.stance for act in acts)


def side_of_acts(acts: Iterable[Act]) -> Side | None:
    """Return the side of the one stance that acts amount to, None where it has none."""
    return side_of(stance_of_acts(acts))


def gather_acts(
    case: Case,
    proposals: Mapping[str, Proposal],
    party: str,
    statements: Mapping[str, Statement],
    retracting: Mapping[str, Statement],
    day: date,
    lapse_of: LapseOf,
) -> list[Act]:
    """Return the acts of a party by the end of a day, in those of its ``statements`` (by id) that count.

    ``proposals`` are as they are told by then, ``retracting`` the statements whose withdrawals count.
    """
    withdrawn = _withdrawals(case, party, retracting)
    acts = []
    for position, last in _positions(case, proposals, party):
        for identifier in position.statements:
            statement = statements.get(identifier)
            if statement:
                act = Act(position, statement, term_of(case, position.on))
                acts.append(_ended(act, last, withdrawn.get(position.id, ()), day, lapse_of))
    return acts


def _positions(case: Case, proposals: Mapping[str, Proposal], party: str) -> Iterator[tuple[Position, Lapse | None]]:
    """Yield each position of a party, proposals that it makes among them, with what its last day is."""
    for position in case.positions_of([party])[party]:
        yield position, Lapse("end day", position.ends_on) if position.ends_on else None
    for proposal in proposals.values():
        own = tuple(s for s in proposal.statements if (found := case.statement(s)) and found.about == party)
        if party in proposal.proposed_by and own:
            last = _last_day(case, proposal, own)
            yield (
                Position(proposal.id, party, proposal.id, Stance.SUPPORT, own),
                Lapse("bundle", last, (proposal.id,)) if last else None,
            )


def _last_day(case: Case, proposal: Proposal, statements: tuple[str, ...]) -> date | None:
    """A proposal's last day; one that is withdrawn, without a day, stands on the day of its last statement only."""
    if proposal.last_day or proposal.status != "withdrawn":
        return proposal.last_day
    return max((s.latest for identifier in statements if (s := case.statement(identifier))), default=None)


def _withdrawals(case: Case, party: str, statements: Mapping[str, Statement]) -> dict[str, list[date]]:
    found: defaultdict[str, list[date]] = defaultdict(list)
    for withdrawal in case.withdrawals:
        if withdrawal.about == party and withdrawal.id in statements:
            for target in withdrawal.withdraws:
                found[target].append(withdrawal.latest)
    return found


def _ended(act: Act, last: Lapse | None, withdrawn: Iterable[date], day: date, lapse_of: LapseOf) -> Act:
    """Return an act with the first of its ends by a day, if it has one."""
    missed = lapse_of(act.position.conditions, act.day) if act.stance is Stance.CONDITIONAL else None
    lapses = [lapse for lapse in (last, missed) if lapse and lapse.day < day]
    ends = [replace(act, lapse=lapse) for lapse in lapses]
    taken_back = min((each for each in withdrawn if each >= act.day), default=None)
    ends += [replace(act, taken_back=taken_back)] if taken_back else []
    return min(ends, key=lambda ended: (ended.last_day or date.max, ended.how or ""), default=act)
