"""Bridges: single moves that would bring options to agreement or within reach, or end conflicts.

Each move is tried alone, with everything else as it is, and is listed only if it brings something: an option of an open
issue newly agreed, or newly within reach (from any other class save agreed), or a conflict of the group that no longer
is one. Moves, in the order in which they are tried:

- ``condition``: an unmet condition of a party taken as met, on every term where the party states it.
- ``sequence``: an unmet condition whose timing is ``before`` taken as ``together``.
- ``reading``: a point on which readings are not matched taken as settled, which ends the reading conflicts on that
  point alone; it is nobody's single move.
- ``stance``: a party's stance on one option, where it is against or without a side and not withheld, taken as ``open``.
  Its gains are judged on that option; no condition is met anew by it.

*Grade* (:data:`COSTS`, in the JSON ``cost``): how hard a move is for its party, an ordinal number: grades of several
moves have no sum. ``stance`` from no side or doubt 1, from oppose 2, from rule-out 3, which gives up a declared red
line; the other moves 0, since no declared stance is given up. Best first: most options agreed, then most within reach,
then most conflicts ended, then the lowest grade, then name.

Sources. A ``stance`` move is a unilateral move of the graph model for conflict resolution (Fang, Hipel and Kilgour,
"Interactive Decision Making", 1993): one party changes its own choice while the others keep theirs. Whether the party
would gain from it is not asked, as preferences are not recorded. A bridge is not the *bridging* of Pruitt ("Negotiation
Behavior", 1981), in which a new option serves the interests behind both demands: no option is invented here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Conflict, ConflictKind, conflicts_of
from kg.analysis.ground import SHARED, Ground, classify, open_options
from kg.analysis.readings import divergences
from kg.case.records import Condition, Option
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["COSTS", "Bridge", "bridges_of"]

#: the grade of becoming open, by the stance that a party leaves; from no side 1
COSTS = {Stance.DOUBT: 1, Stance.OPPOSE: 2, Stance.RULE_OUT: 3}


@dataclass(frozen=True, slots=True)
class Bridge:
    """One move and what it brings; the moves and ``cost`` are defined in :mod:`kg.analysis.bridges`.

    ``party`` (id) is None for a reading; ``option`` (id) is None for a condition that the party states on several
    terms. ``before`` is the stance left by a ``stance`` move, ``condition`` the one met or eased, ``point`` (id) that
    of a reading. ``agreed`` and ``within_reach`` are the options (ids) that it newly brings there; ``removes`` the
    conflicts that it ends.
    """

    move: str
    party: str | None
    option: str | None
    before: Stance | None = None
    condition: Condition | None = None
    point: str | None = None
    cost: int = 0
    agreed: tuple[str, ...] = ()
    within_reach: tuple[str, ...] = ()
    removes: tuple[Conflict, ...] = ()

    @property
    def crosses_red_line(self) -> bool:
        """Whether the party would have to give up a declared red line."""
        return self.before is Stance.RULE_OUT

    @property
    def rank(self) -> tuple[object, ...]:
        """Its place in the order best first, smaller being better."""
        gains = (-len(self.agreed), -len(self.within_reach), -len(self.removes))
        requires = self.condition.requires if self.condition else ()
        return (*gains, self.cost, self.move, self.party or "", self.option or "", self.point or "", requires)


def bridges_of(resolution: Resolution, parties: Iterable[str]) -> tuple[Bridge, ...]:
    """Return the moves of a group that bring something, best first."""
    search = _Search(GroupStances(resolution, parties))
    found = [*search.conditions(), *search.sequences(), *search.readings(), *search.stances()]
    return tuple(sorted((b for b in found if b.agreed or b.within_reach or b.removes), key=lambda b: b.rank))


class _Search:
    def __init__(self, group: GroupStances) -> None:
        self.group, self.case = group, group.case
        self.options = open_options(group.resolution)
        self.grounds = {option.id: _ground(group, option.id) for option in self.options}
        self.conflicts = conflicts_of(group, self.options)

    def conditions(self) -> Iterator[Bridge]:
        """Each unmet condition taken as met, wherever its party states it."""
        for party, condition, held in self._unmet():
            granted = frozenset((party, c) for h in held for c in h.conditions if _same_demand(c, condition))
            group = GroupStances(self.group.resolution, self.group.parties, granted=granted)
            option = held[0].term if len(held) == 1 else None
            yield self._gains(Bridge("condition", party, option, condition=condition), group)

    def sequences(self) -> Iterator[Bridge]:
        """Each ``before`` that is not yet done taken as ``together``."""
        for party, condition, held in self._unmet():
            if condition.timing == "before":
                eased = {(h.party, h.term): replace(h, conditions=_ease(h.conditions, condition)) for h in held}
                group = GroupStances(self.group.resolution, self.group.parties, eased)
                option = held[0].term if len(held) == 1 else None
                yield self._gains(Bridge("sequence", party, option, condition=condition), group)

    def _unmet(self) -> list[tuple[str, Condition, list[Resolved]]]:
        found: dict[tuple[object, ...], tuple[str, Condition, list[Resolved]]] = {}
        open_terms = {option.id for option in self.options} | set(self.case.proposals)
        for party in self.group.parties:
            for term, held in sorted(self.group.resolution.of_party(party).items()):
                if held.stance is not Stance.CONDITIONAL or term not in open_terms:
                    continue
                for condition in held.conditions:
                    if not self.group.is_met(party, condition):
                        key = (party, *_demand(condition))
                        found.setdefault(key, (party, condition, []))[2].append(held)
        return list(found.values())

    def _gains(self, bridge: Bridge, group: GroupStances) -> Bridge:
        after = {option.id: _ground(group, option.id) for option in self.options}
        keys = set(_keys(conflicts_of(group, self.options)))
        return self._with_ground(replace(bridge, removes=tuple(c for c in self.conflicts if c.key not in keys)), after)

    def _with_ground(self, bridge: Bridge, after: dict[str, Ground]) -> Bridge:
        agreed = (o for o, g in after.items() if g is Ground.AGREED is not self.grounds[o])
        near = (o for o, g in after.items() if g is Ground.WITHIN_REACH and self.grounds[o] not in SHARED)
        return replace(bridge, agreed=tuple(agreed), within_reach=tuple(near))

    def readings(self) -> Iterator[Bridge]:
        """Each diverging reading settled."""
        for option in self.options if self.case.readings else ():
            leaning = [p for p in self.group.parties if self.group.raw(p, option.id).leans_for]
            for divergence in divergences(self.group.resolution, option.id, leaning):
                removes = tuple(c for c in self.conflicts if _is_about(c, option.id, divergence.point))
                yield Bridge("reading", None, option.id, point=divergence.point, removes=removes)

    def stances(self) -> Iterator[Bridge]:
        """Each party's stance on each option taken as open, where it has no side or is against."""
        touching: dict[tuple[str, str], list[Conflict]] = {}
        for conflict in self.conflicts:
            for side in conflict.sides:
                touching.setdefault((side.party, side.term), []).append(conflict)
        for option in self.options:
            for party in self.group.parties:
                held = self.group.raw(party, option.id)
                if held.side in (None, Side.AGAINST) and not held.withheld:
                    gaps = self._gaps(option.issue, party)
                    yield self._open(held, option, [*touching.get((party, option.id), []), *gaps])

    def _gaps(self, issue: str, party: str) -> list[Conflict]:
        """Return the gaps on a ladder to which a party is a side; its other values can close them."""
        if self.case.issues[issue].choice_rule != "ladder":
            return []
        gaps = [c for c in self.conflicts if c.kind is ConflictKind.EXCLUSIVE and c.issues == (issue,)]
        return [c for c in gaps if party in {side.party for side in c.sides}]

    def _open(self, held: Resolved, option: Option, touching: list[Conflict]) -> Bridge:
        moved = Resolved(held.party, held.term, Stance.OPEN, day=held.day, evidence=held.evidence, bounds=("exactly",))
        group = self.group.with_stance(moved)
        bridge = Bridge("stance", held.party, option.id, before=held.stance, cost=COSTS.get(held.stance, 1))
        if touching:
            terms = {side.term for conflict in touching for side in conflict.sides} | {option.id}
            issues = {self.case.options[term].issue for term in terms if term in self.case.options}
            near = [o for o in self.options if o.issue in issues]
            keys = set(_keys(conflicts_of(group, near)))
            bridge = replace(bridge, removes=tuple(c for c in touching if c.key not in keys))
        return self._with_ground(bridge, {option.id: _ground(group, option.id)})


def _ground(group: GroupStances, option: str) -> Ground:
    return classify(group.effective(party, option).side for party in group.parties)


def _keys(conflicts: Iterable[Conflict]) -> Iterator[tuple[str, ...]]:
    for conflict in conflicts:
        yield conflict.key
        yield from _keys(conflict.implies)


def _demand(condition: Condition) -> tuple[object, ...]:
    return (condition.requires, condition.words, condition.timing, condition.deadline, condition.deadline_words)


def _same_demand(one: Condition, other: Condition) -> bool:
    return _demand(one) == _demand(other)


def _ease(conditions: Iterable[Condition], eased: Condition) -> tuple[Condition, ...]:
    return tuple(replace(c, timing="together") if _same_demand(c, eased) else c for c in conditions)


def _is_about(conflict: Conflict, option: str, point: str) -> bool:
    points = {r.reading.point for r in conflict.readings}
    return conflict.kind is ConflictKind.READING and conflict.sides[0].term == option and points == {point}
