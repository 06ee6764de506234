"""Bridges: what would end each conflict of a group or bring each option nearer, with every party's possible move.

There is one row for each *matter*:

- a conflict (:mod:`kg.analysis.conflicts`), of its kind; reading conflicts on one option are one matter, and so are
  conditional ones that the same moves would end;
- ``condition``: an unmet condition, wherever its party states it, and ``before``, where it asks for something first; one
  that another refuses, or that is in a circle of befores, is the matter of that conflict;
- ``clash``: stances that no settlement honours together, of which one alone could go (:mod:`kg.deals.tangles`), where no other row is about
  their conditions: as where a proposal is refused as a whole while each of its terms is demanded, or demanded while a term is refused;
- ``word``: an option that all of the group but one are for or leaning to, and on which that one has no side; not where
  the row of a conflict already has its move there, as on a ladder where it is on one side of a gap, nor on a ladder on
  which that one is for or leaning on another value: it has said what it takes.

In the row stand the moves of every party, demander and refuser alike (:mod:`kg.analysis.moves`), each with its grade and
what it brings. One that neither ends the conflict nor brings the option nearer is not listed; of a party's moves in a row
that bring the same, the least is: of the lowest grade, then the first kind of :data:`~kg.analysis.moves.MOVES`. A matter
without a move is not listed. What would by itself end all clashes of a knot is added where no row has it: every withdrawal
and end of opposition that alone is a way out in ``kg deals`` is a move here too, save that of a coalition that binds several of the
group, which none of them can leave for the others; and save in groups of joined issues that are too large for
:mod:`kg.deals.tangles`, where only what the other rows hold is listed. To meet a condition is offered only if it can be had: nobody of the group is against what it
requires, or demands what must not happen, all who would have to act are in the group, its deadline is not past, and it is in no circle of conditions that
wait for each other.

Order: own voice on all sides first, then by what the best move brings (most options agreed, most within reach, most
conflicts ended), then by issue, option and kind; never by who moves.

A bridge is not the *bridging* of Pruitt ("Negotiation Behavior", 1981), in which a new option serves the interests behind
both demands: no option is invented here. That each party's move stands beside the other's is this project's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Conflict, ConflictKind
from kg.analysis.ground import SHARED, classify
from kg.analysis.moves import Gain, Move, Trials
from kg.analysis.moves_on_conditions import ConditionMoves, Demand
from kg.analysis.moves_on_stances import StanceMoves
from kg.case import Case
from kg.case.records import Condition
from kg.deals.tangles import Tangle, tangles_of
from kg.resolution import Resolution, Resolved
from kg.vocabulary import Stance

__all__ = ["Matter", "bridges_of"]


#: the kinds of rows that are about conditions
_ON_CONDITIONS = frozenset({ConflictKind.CONDITIONAL.value, ConflictKind.SEQUENCE.value, "condition", "before"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands between parties, and the moves of each: by party, the least first.

    ``kind`` is that of the conflict, or ``condition``, ``before``, ``whole``, ``word``. ``options`` are the options and proposals
    (ids) concerned, ``sides`` the stances that stand against each other or lack a word, ``points`` those of readings.
    """

    kind: str
    issues: tuple[str, ...]
    options: tuple[str, ...]
    sides: tuple[Resolved, ...]
    conflicts: tuple[Conflict, ...] = ()
    condition: Condition | None = None
    points: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    by_others_word: bool = False

    @property
    def ascribed(self) -> bool:
        """Whether something that stands there is known by others' word only."""
        return self.by_others_word or any(side.ascribed for side in self.sides)

    @property
    def inferred(self) -> bool:
        """Whether a stance that stands there is inferred."""
        return any(side.inferred for side in self.sides)

    @property
    def rank(self) -> tuple[object, ...]:
        """Its place in the order of :mod:`kg.analysis.bridges`; between equals decides what it rests on, then whose."""
        best = min(move.gain.rank for move in self.moves)
        evidence = sorted({statement.id for side in self.sides for statement in side.evidence})
        parties = tuple(side.party for side in self.sides)
        requires = self.condition.requires if self.condition else ()
        return (self.ascribed, *best, self.issues, self.options, self.kind, requires, evidence, parties)


def bridges_of(resolution: Resolution, parties: Iterable[str]) -> tuple[Matter, ...]:
    """Return the matters of a group on which a party could move, in order."""
    search = _Search(GroupStances(resolution, parties))
    ended, rows = _Ended(), list[Matter]()
    for matter in search.matters():
        keys = {conflict.key for conflict in matter.conflicts}
        helping = (
            m for m in matter.moves if not keys.isdisjoint(ended.by(m.gain)) or _helps(resolution.case, matter, m)
        )
        rows.append(replace(matter, moves=_least(helping, ended)))
    moved = (row for row in search.untangled(rows) if row.moves)
    return tuple(sorted(moved, key=lambda matter: matter.rank))


def _helps(case: Case, matter: Matter, move: Move) -> bool:
    """Return whether a move brings one of a matter's options, or values, nearer."""
    terms = set(matter.options).union(*(case.proposals[o].terms for o in matter.options if o in case.proposals))
    ladders = {ladder for term in terms if (ladder := case.ladder_of(term))}
    nearer = {*move.gain.agreed, *move.gain.within_reach}
    return bool(nearer & terms.union(*({option.id for option in case.options_of(ladder)} for ladder in ladders)))


def _least(moves: Iterable[Move], ended: _Ended) -> tuple[Move, ...]:
    chosen: dict[tuple[object, ...], Move] = {}
    for move in sorted(moves, key=lambda move: move.place):
        chosen.setdefault((move.party, move.gain.agreed, move.gain.within_reach, ended.by(move.gain)), move)
    return tuple(chosen.values())


class _Ended:
    """The keys of the conflicts that gains end, worked out once for each."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Gain, frozenset[tuple[str, ...]]]] = {}

    def by(self, gain: Gain) -> frozenset[tuple[str, ...]]:
        """Return the keys of the conflicts that a gain ends."""
        if id(gain) not in self._known:
            self._known[id(gain)] = (gain, frozenset(conflict.key for conflict in gain.ends))
        return self._known[id(gain)][1]


class _Search:
    def __init__(self, group: GroupStances) -> None:
        self.group, self.trials = group, Trials(group)
        self.on_stances, self.on_conditions = StanceMoves(self.trials), ConditionMoves(self.trials)

    def matters(self) -> Iterator[Matter]:
        """Yield the matters, with all moves that were tried."""
        found = [*(self._of_conflict(c) for c in self.trials.conflicts if c.kind is not ConflictKind.READING)]
        yield from _merged(found, of={ConflictKind.CONDITIONAL.value})
        yield from self._readings()
        yield from self._conditions()
        offered = {(m.party, m.option) for matter in found for m in matter.moves if m.kind == "open"}
        gaps = {(s.party, i) for c in self.trials.conflicts if self.trials.is_gap(c) for s in c.sides for i in c.issues}
        yield from self._words(offered, gaps)

    def _of_conflict(self, conflict: Conflict) -> Matter:
        moves: list[Move]
        if conflict.kind is ConflictKind.SEQUENCE:
            moves = self.on_conditions.of_circle(conflict)
        elif conflict.kind is ConflictKind.CONDITIONAL:
            moves = [*self.on_conditions.of_refused(conflict), *self.on_stances.of_refused(conflict)]
        else:
            moves = self.on_stances.of_conflict(conflict)
        options = tuple(sorted({side.term for side in conflict.sides}))
        return Matter(
            conflict.kind.value,
            conflict.issues,
            options,
            conflict.sides,
            (conflict,),
            condition=conflict.condition,
            moves=tuple(moves),
        )

    def _readings(self) -> Iterator[Matter]:
        by_option: dict[str, list[Conflict]] = {}
        for conflict in self.trials.conflicts:
            if conflict.kind is ConflictKind.READING:
                by_option.setdefault(conflict.sides[0].term, []).append(conflict)
        for option, conflicts in sorted(by_option.items()):
            sides = {(side.party, side.term): side for conflict in conflicts for side in conflict.sides}
            points = sorted({r.reading.point for conflict in conflicts for r in conflict.readings})
            yield Matter(
                ConflictKind.READING.value,
                conflicts[0].issues,
                (option,),
                tuple(side for _, side in sorted(sides.items())),
                tuple(conflicts),
                points=tuple(points),
                moves=tuple(self.on_stances.of_readings(option, conflicts)),
                by_others_word=any(r.ascribed for conflict in conflicts for r in conflict.readings),
            )

    def _conditions(self) -> Iterator[Matter]:
        yield from _merged(map(self._of_demand, self.on_conditions.unmet()), of={"condition", "before"})

    def _of_demand(self, demand: Demand) -> Matter:
        case = self.group.case
        terms = sorted(held.term for held in demand.held)
        issues = sorted({case.options[term].issue for term in terms if term in case.options})
        return Matter(
            "before" if demand.condition.timing == "before" else "condition",
            tuple(issues),
            tuple(terms),
            demand.held,
            condition=demand.condition,
            moves=tuple(self.on_conditions.of_demand(demand)),
        )

    def untangled(self, rows: Sequence[Matter]) -> Iterator[Matter]:
        """Yield rows with the moves that end the clashes of a tangle, in rows of its conditions, else in one of its own."""
        offered = {_act(move) for row in rows for move in row.moves}
        found: defaultdict[int, dict[object, Move]] = defaultdict(dict)
        own = []
        for tangle in tangles_of(self.group.resolution, self.group.parties):
            moves = {_act(move): move for move in self.on_stances.ending_clash(tangle.ending)}
            if not (lacking := moves.keys() - offered):
                continue
            waiting = {(side.party, side.term) for side in tangle.sides if side.conditions}
            places = [n for n, row in enumerate(rows) if row.kind in _ON_CONDITIONS and _holds(row, waiting)]
            for place in places:
                found[place] |= {act: move for act, move in moves.items() if act in lacking}
            own += [] if places else [self._of_tangle(tangle, moves.values())]
        for place, row in enumerate(rows):
            yield replace(row, moves=tuple(sorted((*row.moves, *found[place].values()), key=lambda move: move.place)))
        yield from own

    def _of_tangle(self, tangle: Tangle, moves: Iterable[Move]) -> Matter:
        case, terms = self.group.case, {side.term for side in tangle.sides}
        options = (o for term in terms for o in (case.proposals[term].terms if term in case.proposals else (term,)))
        issues = {case.options[option].issue for option in options if option in case.options}
        in_order = tuple(sorted(moves, key=lambda move: move.place))
        return Matter("clash", tuple(sorted(issues)), tuple(sorted(terms)), tangle.sides, moves=in_order)

    def _words(self, offered: set[tuple[str, str | None]], gaps: set[tuple[str, str]]) -> Iterator[Matter]:
        """Yield the options that lack one word, save where the row of a conflict offers it, or a gap is in the way."""
        for option in self.trials.options.values():
            held = [self.group.effective(party, option.id) for party in self.group.parties]
            lacking = [h for h in held if h.side is None]
            others = [h for h in held if h.side is not None]
            if len(lacking) != 1 or classify(h.side for h in others) not in SHARED:
                continue
            silent = lacking[0]
            elsewhere = (silent.party, option.id) in offered or (silent.party, option.issue) in gaps
            if silent.stance is not Stance.WITHHELD and not elsewhere and not self._has_range(silent):
                move = self.on_stances.view(silent)
                yield Matter("word", (option.issue,), (option.id,), tuple(others), moves=(move,))

    def _has_range(self, silent: Resolved) -> bool:
        """Return whether a party without a side on a value of a ladder is for or leaning on another: it has said what it takes."""
        ladder = self.group.case.ladder_of(silent.term)
        values = self.group.case.options_of(ladder) if ladder else ()
        return any(self.group.effective(silent.party, value.id).leans_for for value in values)


def _act(move: Move) -> tuple[object, ...]:
    """Return who does what: to leave a bound on a ladder is a withdrawal, as far as it goes."""
    return (move.party, "withdraw" if move.kind in ("lift", "narrow") else move.kind, move.option)


def _holds(row: Matter, stances: set[tuple[str, str]]) -> bool:
    return any((side.party, side.term) in stances for side in row.sides)


def _merged(matters: Iterable[Matter], of: set[str]) -> Iterator[Matter]:
    """Yield matters, those of some kinds that the same moves would settle as one."""
    found: dict[object, Matter] = {}
    for number, matter in enumerate(matters):
        key = (matter.kind, frozenset(move.key for move in matter.moves)) if matter.kind in of else number
        found[key] = _join(found[key], matter) if key in found else matter
    return iter(found.values())


def _by_content(condition: Condition) -> tuple[object, ...]:
    """Put conditions in the order of what they require, never by whose they are."""
    last = condition.deadline or date.max
    return (condition.requires, condition.words, condition.timing, last, condition.bound, condition.by)


def _join(one: Matter, other: Matter) -> Matter:
    sides = {(side.party, side.term): side for side in (*one.sides, *other.sides)}
    conditions = [condition for condition in (one.condition, other.condition) if condition]
    return replace(
        one,
        condition=min(conditions, key=_by_content, default=None),
        issues=tuple(sorted({*one.issues, *other.issues})),
        options=tuple(sorted({*one.options, *other.options})),
        sides=tuple(side for _, side in sorted(sides.items())),
        conflicts=(*one.conflicts, *other.conflicts),
    )
