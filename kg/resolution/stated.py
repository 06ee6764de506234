"""Rule 1: what a party has stated on each term, in one voice.

Of the acts that stand on a term (:mod:`kg.resolution.standing`), :func:`~kg.resolution.acts.combine` makes one stance. It
has the most authoritative attribution and the highest confidence of the acts that agree with it. Where they are over,
the party is silent from then on, and nothing older returns. A stance that acts of one day amount to as conditional is
over as soon as a condition of one of them has lapsed: what was missed never leaves plain support behind.

On one value of a ladder a for and a fallback can both stand; the for is the stance.

A refusal to say (``noncommittal``) is kept apart: it is the stance only where no rule gives one, and then if it is the
newest that the party said of the term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kg.case import Case
from kg.case.records import Condition, Proposal, Statement, in_order_of_day
from kg.resolution.acts import Act, side_of_acts, stance_of_acts
from kg.resolution.closure import Closure
from kg.resolution.past import beside, past_of
from kg.resolution.stances import Past, Resolved
from kg.resolution.standing import Standing
from kg.vocabulary import Side, Stance

__all__ = ["Stated", "marks_of", "resolve_stated"]

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a party has stated, in one voice, and the proposals (by id) as they are told in it.

    - ``stances``: by term, with a side, mixed, or a silence that was a stance; terms from which a later act took all
      away have a silence of no day.
    - ``refusals``: by term, a refusal to say that is not older than what has a side there.
    - ``deciding``: by term, the acts that amount to the stance.
    - ``acts``: by term, all acts.
    """

    case: Case
    proposals: Mapping[str, Proposal]
    party: str
    stances: dict[str, Resolved]
    refusals: dict[str, Resolved]
    deciding: dict[str, list[Act]]
    acts: dict[str, list[Act]]
    standing: Standing

    def within(self, terms: Iterable[str]) -> Stated:
        """Return the same on some terms only."""
        wanted = sorted(terms)
        return replace(
            self,
            proposals=_some(self.proposals, wanted),
            stances=_some(self.stances, wanted),
            refusals=_some(self.refusals, wanted),
            deciding=_some(self.deciding, wanted),
            acts=_some(self.acts, wanted),
        )

    def newest_day(self, term: str) -> date | None:
        """Return the day of the acts that stand on a term, also where they are over; None where there are none."""
        standing = self.standing
        found = (*standing.holding.get(term, ()), *standing.opposite.get(term, ()), *standing.apart.get(term, ()))
        return max((act.day for act in found), default=None)

    def last_side(self, term: str) -> Side | None:
        """Return the side of the acts that stand on a term, as if none were over."""
        return side_of_acts(self.standing.holding.get(term, ()))

    def covered_from(self, term: str, day: date) -> list[Act]:
        """Return the acts that a bundle of a day covers on a term: what decides there, or missed its condition since."""
        standing = self.standing
        held = (*standing.holding.get(term, ()), *standing.opposite.get(term, ()), *standing.apart.get(term, ()))
        missed = [act for act in held if act.missed and act.ended and act.ended >= day]
        return self.deciding.get(term) or missed

    def past_under(self, term: str, covered: Iterable[Act]) -> tuple[Past, ...]:
        """Return the positions on a term that are past where a bundle covers some acts there."""
        known = [*covered, *self._refusing(term)]
        return past_of(self.acts.get(term, ()), self.standing, {act.position.id for act in known})

    def beside_refusal(self, term: str) -> tuple[Past, ...]:
        """Return the refusal to say on a term, to be shown beside a stance."""
        return beside(self._refusing(term), "would not say")

    def _refusing(self, term: str) -> list[Act]:
        refusal = self.refusals.get(term)
        said = {statement.id for statement in refusal.evidence} if refusal else set()
        return [a for a in self.acts.get(term, ()) if a.stance is Stance.NONCOMMITTAL and a.statement.id in said]


def _some(found: Mapping[str, V], wanted: Iterable[str]) -> dict[str, V]:
    return {term: found[term] for term in wanted if term in found}


def resolve_stated(
    case: Case, closure: Closure, proposals: Mapping[str, Proposal], party: str, acts: Iterable[Act]
) -> Stated:
    """Resolve rule 1 for a party from its acts of one voice."""
    grouped: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        grouped[act.term].append(act)
    standing = Standing(case, closure, [act for found in grouped.values() for act in found])
    stated = Stated(case, proposals, party, {}, {}, {}, dict(sorted(grouped.items())), standing)
    for term, found in stated.acts.items():
        refusal = _refusal(party, term, found, standing)
        if refusal:
            stated.refusals[term] = refusal
        if term in standing.leading:
            _Term(stated, term).resolve()
    return stated


def _refusal(party: str, term: str, acts: list[Act], standing: Standing) -> Resolved | None:
    newest_side = max(standing.leading.get(term, {}), default=date.min)
    open_ = [a for a in acts if a.stance is Stance.NONCOMMITTAL and a.how is None and a.day >= newest_side]
    newest = [act for act in open_ if act.day == max(each.day for each in open_)]
    if not newest:
        return None
    without = {act.position.id for act in newest}
    return replace(_held(party, term, newest, acts), past=past_of(acts, standing, without))


class _Term:
    """What the acts of a party on one term amount to."""

    def __init__(self, stated: Stated, term: str) -> None:
        self._stated, self._term = stated, term
        self._acts, self._standing = stated.acts[term], stated.standing
        self._main = self._standing.holding.get(term, [])
        self._opposite = self._standing.opposite.get(term, [])
        self._apart = self._standing.apart.get(term, [])

    def resolve(self) -> None:
        main, opposite, apart = _live(self._main), _live(self._opposite), _live(self._apart)
        deciding = main or ([] if self._main else opposite) or apart
        if not deciding:
            self._stated.stances[self._term] = self._silence()
            return
        fallback = apart if deciding is not apart else []
        added = opposite if deciding is main else []
        stance = stance_of_acts(deciding)
        agreeing = [act for act in added if act.stance is stance and stance is not Stance.MIXED]
        others = [act for act in added if act not in agreeing]
        held = self._hold([*deciding, *agreeing])
        self._stated.deciding[self._term] = [*deciding, *agreeing]
        known = {act.position.id for act in (*_winners(deciding), *agreeing, *others, *fallback)}
        known |= {act.position.id for act in self._stated._refusing(self._term)}
        self._stated.stances[self._term] = replace(
            held,
            beside=beside(others, "opposite bound"),
            aside=self._hold(fallback) if fallback else None,
            past=past_of(self._acts, self._standing, known),
        )

    def _hold(self, acts: list[Act]) -> Resolved:
        held = _held(self._stated.party, self._term, acts, self._acts)
        return replace(held, marks=self._marks(acts))

    def _silence(self) -> Resolved:
        acts = [*self._main, *self._opposite, *self._apart]
        missed = sorted((act for act in acts if act.missed), key=lambda act: act.ended or date.max)
        ends = [*missed[:1], *(act for act in acts if act.how and not act.missed)]
        last = max(ends, key=lambda act: (act.ended or date.min, act.how or ""), default=None)
        refusing = {act.position.id for act in self._stated._refusing(self._term)}
        offered = [act for act in acts if act.missed and (act in self._main or not self._is_fallback())]
        bounds = {act.position.bound for act in offered} - {"exactly"}
        return Resolved(
            self._stated.party,
            self._term,
            day=last.ended if last else None,
            ended=last.how if last else None,
            lapsed_by=last.lapse if last else None,
            bounds=tuple(sorted(bounds)),
            past=past_of(self._acts, self._standing, refusing),
        )

    def _is_fallback(self) -> bool:
        """Whether what stands apart does so beside a for that is not over."""
        case = self._stated.case
        values = case.options_of(case.ladder_of(self._term) or "")
        return any(side_of_acts(_live(self._standing.holding.get(o.id, []))) is Side.FOR for o in values)

    def _marks(self, winners: list[Act]) -> tuple[str, ...]:
        """Compare the acts that decide, since the stance was first stated so, with what they replaced."""
        leading, stance = self._standing.leading[self._term], stance_of_acts(winners)
        run = [act for act in winners if stance is Stance.MIXED or act.stance is stance]
        replaced: list[Act] = []
        for day in sorted((day for day in leading if day < max(act.day for act in winners)), reverse=True):
            older = leading[day]
            if stance_of_acts(older) is not stance:
                replaced = [act for act in older if act not in (*self._main, *self._opposite, *self._apart)]
                break
            run += older
        elsewhere = (act for day in {a.day for a in run} for act in self._standing.displaced[self._term, day])
        replaced += [act for act in elsewhere if act.term != self._term]
        first = min(act.day for act in run)
        stood = [act for act in replaced if act.last_day is None or act.last_day >= first]
        return marks_of([act.statement for act in run], [act.statement for act in stood])


def marks_of(newer: Iterable[Statement], older: Iterable[Statement]) -> tuple[str, ...]:
    """Return what to know of statements that replaced older ones: ``less authoritative``, ``undated``.

    They are undated where none of them has an earliest day after the latest of the older ones, of which one is dated.
    """
    fresh, replaced = list(newer), list(older)
    if not fresh or not replaced:
        return ()
    day = max(statement.latest for statement in replaced)
    is_less = min(s.authority for s in fresh) > min(s.authority for s in replaced)
    is_undated = all(s.earliest is None or s.earliest <= day for s in fresh) and any(s.earliest for s in replaced)
    return tuple(mark for mark, holds in (("less authoritative", is_less), ("undated", is_undated)) if holds)


def _live(acts: list[Act]) -> list[Act]:
    """Return the acts that are not over; none where they amounted to a conditional stance that has lapsed."""
    until_missed = [act for act in acts if act.how is None or act.missed]
    if any(act.missed for act in until_missed) and stance_of_acts(until_missed) is Stance.CONDITIONAL:
        return []
    return [act for act in acts if act.how is None]


def _winners(acts: list[Act]) -> list[Act]:
    stance = stance_of_acts(acts)
    return [act for act in acts if stance is Stance.MIXED or act.stance is stance]


def _held(party: str, term: str, acts: list[Act], all_acts: Iterable[Act]) -> Resolved:
    """Return the stance that acts amount to, with all statements of the positions that agree with it."""
    winners = _winners(acts)
    positions = {act.position.id for act in winners}
    return Resolved(
        party,
        term,
        stance_of_acts(acts),
        day=max(act.day for act in acts),
        authority=min(act.statement.authority for act in winners),
        confidence=max(act.statement.confidence for act in winners),
        evidence=in_order_of_day(act.statement for act in all_acts if act.position.id in positions),
        conditions=_conditions(winners),
        bounds=tuple(sorted({act.position.bound for act in winners})),
    )


def _conditions(winners: Iterable[Act]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(c for act in winners for c in act.position.conditions))
