"""What changed between the end of one day (``since``) and of another: stances, and the ground of pairs.

The *kind of a change* of a party's stance on a term is the first that fits, in this order:

- ``shifted``: conditional before and after, with other conditions. Any other two equal stances are not a change; nor is
  silent to withheld, or back, or what a filter withholds from then on.
- ``reported otherwise``: from one side to another, where the newer evidence is undated: it may be older than what it
  replaced (:attr:`~kg.resolution.Resolved.marks`), or than what the stance before was inferred from.
- ``unsettled``: to or from mixed or noncommittal.
- ``moved``: on a ladder, from one range of values to another (:mod:`kg.analysis.ladder_moves`). A ladder counts once
  for a party, whatever the kind.
- ``first reported``: from no side to a side, where every newly counting statement has an earliest day that is unknown
  or not after ``since``, so that the stance may be older than its report.
- ``spoke``: from no side to a side, otherwise.
- ``withdrawn``: from a side to none, since it, or all that it was inferred from, was taken back.
- ``lapsed``: from a side to none, otherwise: by a last day, a deadline, a membership or a bundle that ended or that the
  party is no longer for (:class:`~kg.resolution.Lapse`), or since it no longer follows from anything.
- ``reversed``: from for to against, or back.
- ``hardened``, ``softened``: a red line (demand, rule-out) is drawn, or dropped.
- ``shifted``: from conditional to open, or back.
- ``softened``, ``hardened``: otherwise, toward acceptance, or toward rejection.

*Toward* is where the stance moved on the scale rule-out −3, oppose −2, doubt −1, open 1, conditional 2, support and
demand 3: acceptance of the term where it rose, rejection where it fell. Every change from a side to a side has it, save
``shifted`` and ``moved``, and demand to support or back: whether a term is demanded or supported, it is accepted.

A change is of one stance, whoever gains by it. It is not a concession in the sense of Pruitt ("Negotiation Behavior",
1981), a change of offer in the supposed direction of the other's interests: interests are not recorded. The kinds are
this project's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kg.analysis.conditions import GroupStances
from kg.analysis.developments import Development
from kg.analysis.ground import Ground, classify, ground_row
from kg.analysis.ladder_moves import LadderMove, ladder_move, stands_alone, stated_on_ladder
from kg.resolution import Resolution, Resolved
from kg.resolution.stated import marks_of
from kg.vocabulary import Side, Stance

__all__ = ["VOICES", "Change", "GroundChange", "changes_between", "ground_changes", "kind_of_change"]

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

#: on what a change rests: stances in own voice; one in own voice after another that was not; others' word; inference
VOICES = ("own", "own, from another", "ascribed", "inferred")
#: of a new stance on which the party has not spoken itself
_NOT_SPOKEN = {"ascribed": "newly reported", "inferred": "newly inferred"}


@dataclass(frozen=True, slots=True)
class Change:
    """A stance on a term before and after; ``kind`` and ``toward`` are defined in :mod:`kg.analysis.changes`.

    On a ladder ``ladder`` is the change of range, and the stances are the newest stated ones on any of its values.
    """

    kind: str
    toward: str | None
    before: Resolved
    after: Resolved
    ladder: LadderMove | None = None

    @property
    def crosses_sides(self) -> bool:
        """Whether the stance moved from one side to another."""
        return bool(self.before.side and self.after.side) and self.before.side is not self.after.side

    @property
    def red_line(self) -> Stance | None:
        """The red line that is drawn or dropped: demand or rule-out; None where none is."""
        drawn = self.after.stance if self.after.is_red_line else self.before.stance
        return drawn if self.before.is_red_line != self.after.is_red_line else None

    @property
    def words(self) -> str:
        """The kind in words that a party can read: what is softened or hardened by where it moved, and who spoke."""
        if self.kind == "spoke":
            return _NOT_SPOKEN.get(self.voice, "spoke")
        if self.kind not in ("softened", "hardened"):
            return self.kind
        if self.toward:
            return f"toward {self.toward}"
        return "now demanded" if self.after.stance is Stance.DEMAND else "no longer demanded"

    @property
    def voice(self) -> str:
        """On what it rests, one of :data:`VOICES`: the newer stance decides, or where there is none the older."""
        newer = self.before if self.after.stance in _NO_STANCE else self.after
        if newer.inferred:
            return "inferred"
        if newer.ascribed:
            return "ascribed"
        return "own, from another" if self.before.inferred or self.before.ascribed else "own"

    @property
    def order(self) -> tuple[object, ...]:
        """By :data:`VOICES`; within each, moves between sides first; then by term and party."""
        return (VOICES.index(self.voice), not self.crosses_sides, self.after.term, self.after.party)


@dataclass(frozen=True, slots=True)
class GroundChange:
    """A pair's (ids) class of shared ground on an option (id) before and after; None while its issue was closed.

    ``inferred`` and ``ascribed``: whether one of the stances with a side that it rests on, before or after, is.
    ``read_before`` and ``read_after`` are ``in name only``, ``left open on purpose`` or None.
    """

    parties: tuple[str, str]
    option: str
    before: Ground | None
    after: Ground | None
    inferred: bool = False
    ascribed: bool = False
    read_before: str | None = None
    read_after: str | None = None


def changes_between(
    before: Resolution, after: Resolution, parties: Iterable[str], beside: Iterable[str] = ()
) -> tuple[Change, ...]:
    """Return the changes of parties' (ids) stances, in order of issue (none for a proposal), term and party.

    ``beside`` are further parties (ids) whose ranges on a ladder a party may have come nearer to.
    """
    group = sorted(set(parties))
    others = sorted({*group, *beside})
    found = [change for party in group for change in _changes_of(before, after, party, others)]
    return tuple(sorted(found, key=lambda c: (after.case.issue_of(c.after.term), c.after.term, c.after.party)))


def _changes_of(before: Resolution, after: Resolution, party: str, others: list[str]) -> list[Change]:
    found: list[Change] = []
    on_ladders: dict[str, list[Change]] = {}
    for term in sorted({*before.of_party(party), *after.of_party(party)}):
        change = _change(before.stance(party, term), after.stance(party, term), before.day, after)
        ladder = after.case.ladder_of(term)
        if change and ladder:
            on_ladders.setdefault(ladder, []).append(change)
        elif change:
            found.append(change)
    for issue, changes in sorted(on_ladders.items()):
        found += _on_ladder(before, after, changes, ladder_move(before, after, party, issue, others))
    return found


def _change(old: Resolved, new: Resolved, since: date, after: Resolution) -> Change | None:
    kind = kind_of_change(old, new, since)
    if kind == "lapsed" and new.ended is None and _is_taken_back(old, after):
        kind = "withdrawn"
    return Change(kind, _toward(kind, old, new), old, new) if kind else None


def _is_taken_back(inferred: Resolved, after: Resolution) -> bool:
    """Return whether all that a stance was inferred from has been withdrawn."""
    premises = [premise for derivation in inferred.derivation for premise in derivation.premises]
    return bool(premises) and all(after.stance(p.party, p.option).ended == "withdrawn" for p in premises)


def _on_ladder(before: Resolution, after: Resolution, changes: list[Change], move: LadderMove) -> list[Change]:
    """Return the lines of one party on a ladder: one for its range, and those that stand alone."""
    party = changes[0].after.party
    held = [stated_on_ladder(resolution, party, move.issue) for resolution in (before, after)]
    speaks_itself = any(not stance.ascribed for stances in held for stance in stances)
    alone = [
        change
        for change in changes
        if stands_alone(change.before, change.after) or (speaks_itself and change.voice == "ascribed")
    ]
    rest = [change for change in changes if change not in alone]
    if move.before and move.after and move.before != move.after:
        old, new = (stances[0] for stances in held)
        kind = "reported otherwise" if "undated" in new.marks else "moved"
        return [*alone, Change(kind, None, old, new, move)]
    stated = [c for c in rest if not (c.before.is_by_bound or c.after.is_by_bound)]
    chosen = min(stated or ([] if alone else rest), key=lambda c: c.after.term, default=None)
    return [*alone, replace(chosen, ladder=move)] if chosen else alone


def kind_of_change(before: Resolved, after: Resolved, since: date) -> str | None:
    """Return the kind of change from one stance of a party on a term to the next, None where nothing changed."""
    old, new = before.stance, after.stance
    if old is new or (old in _NO_STANCE and new in _NO_STANCE):
        other = set(before.conditions) != set(after.conditions)
        return "shifted" if old is Stance.CONDITIONAL and other else None
    if before.side and after.side and before.side is not after.side and _is_undated(before, after, since):
        return "reported otherwise"
    if {old, new} & {Stance.MIXED, Stance.NONCOMMITTAL}:
        return "unsettled"
    if before.side is None:
        return "first reported" if _is_old_news(after, since) else "spoke"
    if after.side is None:
        return None if after.withheld else after.ended or "lapsed"
    return _kind_between_sides(before, after)


def _is_undated(before: Resolved, after: Resolved, since: date) -> bool:
    """Whether all that is new in a stance may be older than what it rested on before, stated, inferred or reported."""
    fresh = [statement for statement in after.evidence if statement.latest > since]
    return "undated" in after.marks or "undated" in marks_of(fresh, before.evidence)


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
    old, new = _ACCEPTANCE.get(before.stance), _ACCEPTANCE.get(after.stance)
    if kind == "shifted" or old is None or new is None or old == new:
        return None
    return "acceptance" if new > old else "rejection"


def ground_changes(
    before: Resolution,
    after: Resolution,
    changes: Iterable[Change],
    parties: Iterable[str],
    developments: Iterable[Development] = (),
) -> tuple[GroundChange, ...]:
    """Return what changes and developments did to the ground of each pair of which one has one.

    It is in order of issue, option and pair. Where a party's range on a ladder changed, that is the ground of each of
    its values; of developments it is that of the option that is read, or conditional.
    """
    everyone = sorted(parties)
    movers = {(term, c.after.party) for c in changes for term in _terms_of(after, c)}
    movers |= {(d.what, party) for d in developments if d.what in after.case.options for party in d.parties}
    wanted: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for term, who in movers:
        for other in everyone:
            if other != who:
                wanted[tuple(sorted((who, other)))].add(term)
    found = []
    for pair, terms in sorted(wanted.items()):
        old, new = _GroundOfPair(before, pair), _GroundOfPair(after, pair)
        for term in sorted(terms):
            classes, readings = (old.ground(term), new.ground(term)), (old.reading(term), new.reading(term))
            if classes[0] is not classes[1] or readings[0] != readings[1]:
                held = [h for ground in (old, new) for h in ground.stances(term)]
                marks = any(h.inferred for h in held), any(h.ascribed for h in held)
                found.append(GroundChange((pair[0], pair[1]), term, *classes, *marks, *readings))
    return tuple(sorted(found, key=lambda g: (after.case.issue_of(g.option), g.option, g.parties)))


def _terms_of(resolution: Resolution, change: Change) -> tuple[str, ...]:
    if change.ladder:
        return tuple(option.id for option in resolution.case.options_of(change.ladder.issue))
    return (change.after.term,) if change.after.term in resolution.case.options else ()


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

    def reading(self, option: str) -> str | None:
        """Return how the pair reads an option (id) on which it meets: in name only, or left open on purpose; None else."""
        case = self._group.case
        if option not in case.readings_by_option or self.ground(option) is None:
            return None
        row = ground_row(self._group, case.options[option])
        return "in name only" if row.in_name_only else "left open on purpose" if row.deliberately_open else None

    def stances(self, option: str) -> list[Resolved]:
        """Return the pair's stances on an option (id) that have a side."""
        held = (self._group.effective(party, option) for party in self._group.parties)
        return [h for h in held if h.side]
