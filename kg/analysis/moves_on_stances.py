"""The moves of parties whose stances stand against each other, or that read an option differently.

What was inferred from another stance of the party itself, on an option or on a bundle, can be left only by leaving that
stance: its *root*. Where several imply it, leaving one of them does not help. Any other stance is left where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from kg.analysis.conflicts import Conflict, ConflictKind
from kg.analysis.ladders import Interval, accepted_interval, ladder_stances, strongest
from kg.analysis.moves import GRADES, Gain, Move, Trials
from kg.resolution import Resolved
from kg.vocabulary import Side

__all__ = ["StanceMoves"]

#: the rules by which a stance follows from another of the same party
_OF_ITSELF = frozenset({"proposal", "entailment", "exclusion", "refused content", "ladder"})


class StanceMoves:
    """The moves on stances and readings of a group."""

    def __init__(self, trials: Trials) -> None:
        self.trials, self.group, self.case = trials, trials.group, trials.case
        self._tried: dict[tuple[object, ...], Move] = {}

    def of_conflict(self, conflict: Conflict) -> list[Move]:
        """Return the moves on a direct, exclusive or preference conflict."""
        one, other = conflict.sides
        if self.trials.is_gap(conflict):
            (ladder,) = conflict.issues
            return [*self._of_gap(ladder, one.party, other.party), *self._of_gap(ladder, other.party, one.party)]
        if conflict.kind is ConflictKind.DIRECT:
            return [move for side in conflict.sides for move in self._of_side(side)]
        moves = [move for side in conflict.sides for move in self._leave(side)]
        for mine, theirs in ((one, other), (other, one)):
            if not self.group.standing(mine.party, theirs.term).leans_for:
                moves.append(self.open(self.group.standing(mine.party, theirs.term)))
        return moves

    def of_refused(self, conflict: Conflict) -> list[Move]:
        """Return the moves of the party that is against what a condition of the other requires."""
        refusals = (side for side in conflict.sides if side.side is Side.AGAINST)
        return [move for side in refusals for move in self._of_side(side)]

    def ending_clash(self, held: Iterable[Resolved]) -> Iterator[Move]:
        """Yield the moves by which parties would take back stances, each of which ends a clash that is no conflict."""
        for each in held:
            for move in self._leave(each):
                yield replace(move, gain=replace(move.gain, clash=True))

    def _of_side(self, side: Resolved) -> list[Move]:
        return [*self._leave(side), *([self.open(side)] if side.side is Side.AGAINST else [])]

    # ------------------------------------------------------------- one stance

    def _leave(self, held: Resolved) -> Iterator[Move]:
        """Yield the moves by which a party would take back a stance, or one from which it was inferred."""
        for root in self._roots(held):
            move = self._move("withdraw" if root.leans_for else "no longer oppose", root)
            silenced = self.trials.silence(root.party, root.term)
            yield self._try(move, partial(self.trials.taking, root.party, [silenced]))

    def open(self, held: Resolved) -> Move:
        """Return the move by which a party would become open to a term, to which it is not."""
        move = self._move("open", held)
        return self._try(move, lambda: self.trials.taking(held.party, self.trials.openness(held.party, held.term)))

    def view(self, held: Resolved) -> Move:
        """Return the move by which a party without a side would be open to a term."""
        return replace(self.open(held), kind="state a view")

    def _roots(self, held: Resolved) -> list[Resolved]:
        premises = {p.option for step in held.derivation if step.rule in _OF_ITSELF for p in step.premises}
        return [self.group.standing(held.party, option) for option in sorted(premises)] or [held]

    def _move(self, kind: str, held: Resolved) -> Move:
        grade = GRADES.get(held.stance, 1)
        return Move(held.party, kind, held.term, grade, left=held, inferred=held.inferred, ascribed=held.ascribed)

    def _try(self, move: Move, gain: Callable[[], Gain]) -> Move:
        key = move.key
        if key not in self._tried:
            self._tried[key] = replace(move, gain=gain())
        return self._tried[key]

    # ------------------------------------------------------- a gap on a ladder

    def _of_gap(self, ladder: str, party: str, other: str) -> Iterator[Move]:
        """Yield the moves of a party toward the nearest value that the other accepts."""
        mine, theirs = (accepted_interval(self.group, each, ladder) for each in (party, other))
        if mine is None or theirs is None:
            return
        is_above = mine.low is not None and theirs.high is not None and mine.low > theirs.high
        bound = "at-least" if is_above else "at-most"
        held = ladder_stances(self.group, party, ladder)
        apart = [h for h in held if set(h.bounds) & {"exactly", bound}]
        if not apart:
            return
        silenced = [self.trials.silence(party, h.term) for h in apart]
        lifted = self._move("lift", strongest(apart))
        yield self._try(lifted, lambda: self.trials.taking(party, silenced))
        value = self._value(ladder, theirs, is_above=is_above)
        if value is None:
            return
        bounded = [h for h in apart if bound in h.bounds]
        if not bounded:
            moved = replace(self._move("open", strongest(apart)), option=value)
            yield self._try(moved, lambda: self.trials.taking(party, self.trials.openness(party, value)))
            return
        leading = strongest(bounded)
        narrower = replace(
            leading, term=value, bounds=(bound,), day=self.group.resolution.day, derivation=(), ascribed=False
        )
        moved = replace(self._move("narrow", leading), to=value)
        yield self._try(moved, lambda: self.trials.taking(party, [*silenced, narrower]))

    def _value(self, ladder: str, theirs: Interval, *, is_above: bool) -> str | None:
        nearest: Decimal | None = theirs.high if is_above else theirs.low
        values = (option.id for option in self.case.options_of(ladder) if option.value == nearest)
        return next(values, None)

    # ---------------------------------------------------------------- readings

    def of_readings(self, option: str, conflicts: Iterable[Conflict]) -> Iterator[Move]:
        """Yield for each party the move that would match the others' readings of an option, on all points that differ."""
        given = list(conflicts)
        for party in sorted({side.party for conflict in given for side in conflict.sides}):
            mine = tuple(c for c in given if any(side.party == party for side in c.sides))
            points = sorted({r.reading.point for c in mine for r in c.readings})
            read = {(r.party, r.reading.point) for c in mine for r in c.readings}
            others = {point for who, point in read if who != party}
            own = {point for who, point in read if who == party}
            kind = "state a reading" if others else "leave open"
            marks = [r for c in mine for r in c.readings]
            yield Move(
                party,
                kind,
                option,
                2 if own else 1,
                points=tuple(points),
                inferred=self.group.standing(party, option).inferred,
                ascribed=any(r.ascribed for r in marks),
                gain=Gain(ends=mine),
            )
