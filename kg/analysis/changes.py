"""What changed between the end of one day (``since``) and of another: stances, the ground of pairs, deeds beside words.

The *kind of a change* of a party's stance on a term is the first that fits, in this order:

- ``shifted``: conditional before and after, with other conditions. Any other two equal stances are not a change, and
  neither is silent to withheld, or back.
- ``unsettled``: to or from mixed or noncommittal.
- ``first reported``: from no side to a side, where every newly counting statement has an earliest day that is unknown
  or not after ``since``, so that the stance may be older than its report.
- ``spoke``: from no side to a side, otherwise.
- ``lapsed``, ``withdrawn``: from a side to none, since the position reached its last day, or was taken back.
- ``fell silent``: from a side to none, otherwise.
- ``reversed``: from for to against, or back.
- ``hardened``, ``softened``: a declared red line (demand, rule-out) is drawn, or dropped.
- ``shifted``: from conditional to open, or back.
- ``softened``, ``hardened``: otherwise, toward acceptance, or toward rejection.

*Toward* is where the stance moved on the scale rule-out −3, oppose −2, doubt −1, open 1, conditional 2, support and
demand 3: acceptance where it rose, rejection where it fell. It is None for ``shifted``, where a stance has no place on
the scale, and, save for ``reversed``, where either stance is a demand: whether a term is demanded or supported, it is
accepted.

A change is of one stance, whoever gains by it. It is not a concession in the sense of Pruitt ("Negotiation Behavior",
1981), a change of offer in the supposed direction of the other's interests: interests are not recorded. The kinds are
this project's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.analysis.conditions import GroupStances
from kg.analysis.ground import Ground, classify
from kg.case.records import Assessment, Event
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["Change", "Deed", "GroundChange", "changes_between", "deeds_between", "ground_changes", "kind_of_change"]

#: acceptance, from refusal to support; demand and support accept alike
_ACCEPTANCE = {
    Stance.RULE_OUT: -3,
    Stance.OPPOSE: -2,
    Stance.DOUBT: -1,
    Stance.OPEN: 1,
    Stance.CONDITIONAL: 2,
    Stance.SUPPORT: 3,
    Stance.DEMAND: 3,
}
_NO_STANCE = frozenset({Stance.SILENT, Stance.WITHHELD})


@dataclass(frozen=True, slots=True)
class Change:
    """A stance on a term before and after; ``kind`` and ``toward`` are defined in :mod:`kg.analysis.changes`."""

    kind: str
    toward: str | None
    before: Resolved
    after: Resolved

    @property
    def crosses_sides(self) -> bool:
        """Whether the stance moved from one side to another."""
        return bool(self.before.side and self.after.side) and self.before.side is not self.after.side

    @property
    def order(self) -> tuple[object, ...]:
        """Own voice, then ascribed, then inferred; within each, moves between sides first; then by term and party."""
        voice = 2 if self.after.inferred or self.before.inferred else int(self.after.ascribed or self.before.ascribed)
        return (voice, not self.crosses_sides, self.after.term, self.after.party)


@dataclass(frozen=True, slots=True)
class GroundChange:
    """A pair's (ids) class of shared ground on an option (id) before and after; None while its issue was closed."""

    parties: tuple[str, str]
    option: str
    before: Ground | None
    after: Ground | None


@dataclass(frozen=True, slots=True)
class Deed:
    """An event after ``since``, with what it honours or breaks according to one statement that counts."""

    event: Event
    assessment: Assessment


def changes_between(before: Resolution, after: Resolution, parties: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes of parties' (ids) stances, in order of issue (none for a proposal), term and party."""
    found = []
    for party in sorted(parties):
        for term in sorted({*before.of_party(party), *after.of_party(party)}):
            old, new = before.stance(party, term), after.stance(party, term)
            kind = kind_of_change(old, new, before.day)
            if kind:
                found.append(Change(kind, _toward(kind, old, new), old, new))
    return tuple(sorted(found, key=lambda c: (_issue_of(after, c.after.term), c.after.term, c.after.party)))


def _issue_of(resolution: Resolution, term: str) -> str:
    option = resolution.case.options.get(term)
    return option.issue if option else ""


def kind_of_change(before: Resolved, after: Resolved, since: date) -> str | None:
    """Return the kind of change from one stance of a party on a term to the next, None where nothing changed."""
    old, new = before.stance, after.stance
    if old is new or (old in _NO_STANCE and new in _NO_STANCE):
        return "shifted" if old is Stance.CONDITIONAL and before.conditions != after.conditions else None
    if {old, new} & {Stance.MIXED, Stance.NONCOMMITTAL}:
        return "unsettled"
    if before.side is None:
        return "first reported" if _is_old_news(after, since) else "spoke"
    if after.side is None:
        return after.ended or "fell silent"
    return _kind_between_sides(before, after)


def _kind_between_sides(before: Resolved, after: Resolved) -> str:
    if {before.side, after.side} == {Side.FOR, Side.AGAINST}:
        return "reversed"
    if before.is_red_line != after.is_red_line:
        return "hardened" if after.is_red_line else "softened"
    if before.side is after.side is Side.LEANING:
        return "shifted"
    return "softened" if _ACCEPTANCE[after.stance] > _ACCEPTANCE[before.stance] else "hardened"


def _is_old_news(after: Resolved, since: date) -> bool:
    fresh = [s for s in after.evidence if s.latest > since]
    return bool(fresh) and all(s.earliest is None or s.earliest <= since for s in fresh)


def _toward(kind: str, before: Resolved, after: Resolved) -> str | None:
    """Return which way a stance moved, ``acceptance`` or ``rejection``, or None."""
    if kind == "shifted" or (Stance.DEMAND in (before.stance, after.stance) and kind != "reversed"):
        return None
    old, new = _ACCEPTANCE.get(before.stance), _ACCEPTANCE.get(after.stance)
    if old is None or new is None or old == new:
        return None
    return "acceptance" if new > old else "rejection"


def ground_changes(
    before: Resolution, after: Resolution, changes: Iterable[Change], parties: Iterable[str]
) -> tuple[GroundChange, ...]:
    """Return what changes did to the ground of each pair of which one changed, in order of issue, option and pair."""
    everyone = sorted(parties)
    movers = {(c.after.term, c.after.party) for c in changes if c.after.term in after.case.options}
    wanted = {(tuple(sorted((who, other))), term) for term, who in movers for other in everyone if other != who}
    found = []
    for pair in sorted({pair for pair, _ in wanted}):
        old, new = _GroundOfPair(before, pair), _GroundOfPair(after, pair)
        for term in sorted(term for whose, term in wanted if whose == pair):
            if old.ground(term) is not new.ground(term):
                found.append(GroundChange((pair[0], pair[1]), term, old.ground(term), new.ground(term)))
    return tuple(sorted(found, key=lambda g: (_issue_of(after, g.option), g.option, g.parties)))


class _GroundOfPair:
    """The classes of options for one pair on one day."""

    def __init__(self, resolution: Resolution, pair: tuple[str, ...]) -> None:
        self._group = GroupStances(resolution, pair)

    def ground(self, option: str) -> Ground | None:
        """Return the class of an option (id), None where its issue is closed."""
        case, day = self._group.case, self._group.resolution.day
        if not case.issues[case.options[option].issue].is_open(day):
            return None
        return classify(self._group.effective(party, option).side for party in self._group.parties)


def deeds_between(before: Resolution, after: Resolution) -> tuple[Deed, ...]:
    """Return the events after one day's end and by another's that honour or break an option, in order of day."""
    return tuple(_deeds(before, after))


def _deeds(before: Resolution, after: Resolution) -> Iterator[Deed]:
    events = (
        e for e in after.case.events.values() if e.start and before.day < (e.end or e.start) and e.start <= after.day
    )
    for event in sorted(events, key=lambda e: (e.start or date.min, e.id)):
        for assessment in event.assessments:
            if after.counts(assessment.statement):
                yield Deed(event, assessment)
