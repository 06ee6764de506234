"""A conflict as a graph model: states, the moves that each party can make by itself, and how each ranks the states.

A state is a set of options that are taken. Each party controls some options; a *unilateral move* takes it from one state to
another that differs in its options only, save where the moves are given. A ranking is a number for each state, the higher the
better, equal where a party is indifferent.

Source: Fang, Hipel and Kilgour, "Interactive Decision Making: The Graph Model for Conflict Resolution", 1993. A ranking from
statements in order of priority (*option prioritisation*): a state is the better the more important the first statement is of which
the two states differ (Hipel, Fang and Kilgour 1997).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.deals.formulas import Formula, truth

__all__ = ["MOST_STATES", "GraphModel", "Joint", "Mover", "State", "by_control", "prioritised", "together"]

#: the options (their numbers) that are taken
State = frozenset[int]

#: the number of states above which a model is refused
MOST_STATES = 4_096


@dataclass(frozen=True)
class Mover:
    """A party of the model: its ``moves`` (from each state, the states that it can reach in one move) and its ``ranks``."""

    name: str
    controls: tuple[int, ...]
    moves: tuple[frozenset[int], ...]
    ranks: tuple[int, ...]

    @cached_property
    def improvements(self) -> tuple[frozenset[int], ...]:
        """From each state, the states that it can reach in one move and likes better."""
        return tuple(
            frozenset(end for end in ends if self.ranks[end] > self.ranks[start])
            for start, ends in enumerate(self.moves)
        )

    def is_irreversible(self, start: int, end: int) -> bool:
        """Return whether a move of this party cannot be taken back by it."""
        return end in self.moves[start] and start not in self.moves[end]


@dataclass(frozen=True)
class Joint:
    """What some parties can do only together: their ``moves`` from each state, and those that each of them likes better."""

    names: frozenset[str]
    moves: tuple[frozenset[int], ...]
    improvements: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class GraphModel:
    """The ``options`` and ``names`` of the states, what is ``taken`` in each, the parties, and where things stand, if that is known."""

    options: tuple[str, ...]
    names: tuple[str, ...]
    taken: tuple[State, ...]
    movers: tuple[Mover, ...]
    status_quo: int | None = None
    joints: tuple[Joint, ...] = ()


def by_control(
    states: Sequence[State], controls: Iterable[int], final: Iterable[int] = (), shared: Iterable[int] = ()
) -> tuple[frozenset[int], ...]:
    """Return the moves of a party that controls some options: to states that differ in these only.

    An option of ``final``, once taken, is not given up again. One of ``shared`` it can give up alone, and not take alone.
    """
    lasting, common = frozenset(final), frozenset(shared)
    own = frozenset(controls) | common
    others = [state - own for state in states]
    return tuple(
        frozenset(
            end
            for end, after in enumerate(states)
            if after != before
            and others[end] == others[start]
            and lasting & before <= after
            and common & after <= before
        )
        for start, before in enumerate(states)
    )


def together(states: Sequence[State], options: Iterable[int], movers: Iterable[Mover]) -> Joint:
    """Return what some parties can do together with options that they share."""
    members = list(movers)
    moves = by_control(states, options)
    better = tuple(
        frozenset(end for end in ends if all(mover.ranks[end] > mover.ranks[start] for mover in members))
        for start, ends in enumerate(moves)
    )
    return Joint(frozenset(mover.name for mover in members), moves, better)


def prioritised(states: Sequence[State], levels: Iterable[Sequence[Formula]]) -> tuple[int, ...]:
    """Return the rank of each state by statements, the most important level first: the more of a level are true, the better."""
    wanted = [list(level) for level in levels]
    scores = [tuple(sum(truth(each, state) for each in level) for level in wanted) for state in states]
    order = {score: rank for rank, score in enumerate(sorted(set(scores)))}
    return tuple(order[score] for score in scores)
