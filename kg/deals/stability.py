"""Which states of a graph model are stable: for whom, by which idea of foresight, and why others are not.

With R(i, s) what party i can reach from s in one move, R+(i, s) what of it i likes better, and for all others together what
they can reach by a legal sequence of moves (no party twice in a row; *improvements* likes each move better than the state before):

- *Nash*: R+(i, s) is empty.
- *General metarationality* (GMR): after each improvement of i the others can come to a state that i likes no better than s.
- *Symmetric metarationality* (SMR): and from there no move of i comes to one that it likes better than s.
- *Sequential stability* (SEQ): as GMR, but the others use improvements only.

A state is an *equilibrium* where it is stable for every party. With ``single`` responses the others answer by one move of one of
them. Source: Fang, Hipel and Kilgour 1993, definitions for several parties; the idea of Howard 1971 (metarationality) and
Fraser and Hipel 1979 (sequential stability).

A *coalition improvement* leads by moves of its members, in any order, to a state that each of them likes better (Kilgour, Hipel,
Fang and Peng 2001).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.deals.graph_model import GraphModel, Joint, Mover
from kg.deals.limits import Limits

__all__ = ["CONCEPTS", "Coalition", "Escape", "Stability", "Way", "analyse"]

#: the ideas of stability, the least foresight first
CONCEPTS = ("nash", "sequential", "gmr", "smr")

#: members of a coalition up to which coalition moves are sought
_MOST_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class Coalition:
    """That some ``parties`` can go together from state ``start`` to ``end``, which each of them likes better."""

    parties: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Way:
    """Moves from where things stand to an equilibrium, each an improvement of its party: (party, state reached)."""

    end: int
    moves: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Escape:
    """That ``party`` would go to state ``end``, which it likes better.

    The others could answer it so that the party is no better off than before: by improvements, with the first such state
    ``credible``; by any moves, with the first such state ``possible``; None where there is none.
    """

    party: str
    end: int
    credible: int | None
    possible: int | None


@dataclass(frozen=True)
class Stability:
    """The stability of each state, by concept: ``stable[concept][state]`` are the parties for which it is stable.

    ``escapes`` are by state the improvements of each party. Where a limit or an interrupt stopped the search (``limit``, in words),
    concepts are missing, and the rest is None.
    """

    model: GraphModel
    single: bool
    stable: dict[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    ways: tuple[Way, ...] | None = None
    escapes: tuple[tuple[Escape, ...], ...] | None = None
    coalitions: tuple[Coalition, ...] | None = None
    limit: str | None = None

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states that are stable for every party, none where that is not worked out."""
        everyone = frozenset(mover.name for mover in self.model.movers)
        return tuple(state for state, parties in enumerate(self.stable.get(concept, ())) if parties == everyone)


def analyse(model: GraphModel, *, single: bool = False, limits: Limits | None = None) -> Stability:
    """Return the stability of all states; ``single``: others answer by one move, else by sequences of moves."""
    limits = limits or Limits()
    found = Stability(model, single)
    with limits.noted():
        for concept in CONCEPTS:
            limits.tell(f"which states are stable: {concept}")
            found = replace(found, stable={**found.stable, concept: tuple(_stable(found, concept, limits))})
        found = replace(found, ways=tuple(_ways(model, found)))
        limits.tell("who would leave which state")
        found = replace(found, escapes=tuple(_escapes(found, limits)))
        limits.tell("what several could do together")
        found = replace(found, coalitions=tuple(_coalitions(model, limits)))
    return replace(found, limit=limits.reached[0] if limits.reached else None)


def _stable(found: Stability, concept: str, limits: Limits) -> Iterator[frozenset[str]]:
    """Yield for each state the parties for which it is stable."""
    model = found.model
    for state in range(len(model.names)):
        limits.check()
        yield frozenset(m.name for m in model.movers if _is_stable(model, m, state, concept, single=found.single))


def _escapes(found: Stability, limits: Limits) -> Iterator[tuple[Escape, ...]]:
    """Yield for each state the improvements from it, by party, and by what the others could deter each."""
    for state in range(len(found.model.names)):
        limits.check()
        yield tuple(
            Escape(mover.name, end, *(min(deterrents, default=None) for deterrents in both))
            for mover in found.model.movers
            for answers in (_answers(found.model, mover, single=found.single),)
            for end in sorted(mover.improvements[state])
            for both in ([_deterrents(mover, state, answers(end, better), "gmr") for better in (True, False)],)
        )


#: what the others reach from a state, by improvements or by any moves
_Answers = Callable[[int, bool], frozenset[int]]


def _answers(model: GraphModel, mover: Mover, *, single: bool) -> _Answers:
    others = _acting(model, frozenset(each.name for each in model.movers if each is not mover))
    return lambda start, better: _reach(others, start, better=better, single=single)


def _is_stable(model: GraphModel, mover: Mover, state: int, concept: str, *, single: bool) -> bool:
    answers = _answers(model, mover, single=single)
    return all(
        concept != "nash" and bool(_deterrents(mover, state, answers(gain, concept == "sequential"), concept))
        for gain in mover.improvements[state]
    )


def _deterrents(mover: Mover, state: int, answered: Iterable[int], concept: str) -> list[int]:
    """Return the states, of those that the others answer with, that a party likes no better than one; of SMR for good."""
    rank = mover.ranks
    return [
        end
        for end in answered
        if rank[end] <= rank[state]
        and (concept != "smr" or all(rank[after] <= rank[state] for after in mover.moves[end]))
    ]


def _acting(model: GraphModel, names: frozenset[str]) -> list[Mover | Joint]:
    """Return what some parties can do: each by itself, and together what takes several of them."""
    alone = (mover for mover in model.movers if mover.name in names)
    return [*alone, *(joint for joint in model.joints if joint.names <= names)]


def _reach(movers: Sequence[Mover | Joint], start: int, *, better: bool, single: bool) -> frozenset[int]:
    """Return the states that some parties can come to by legal sequences of moves: no party moves twice in a row."""
    seen: list[set[int]] = [set() for _ in movers]
    waiting: deque[tuple[int, int]] = deque([(start, -1)])
    while waiting:
        state, last = waiting.popleft()
        for number, mover in enumerate(movers):
            if number != last:
                new = (mover.improvements if better else mover.moves)[state] - seen[number]
                seen[number] |= new
                if not single:
                    waiting.extend((end, number) for end in new)
    return frozenset[int]().union(*seen)


def _coalitions(model: GraphModel, limits: Limits) -> Iterator[Coalition]:
    """Yield the coalition improvements that no smaller coalition has, by size, parties, states."""
    known: set[tuple[int, int]] = set()
    for mover in model.movers:
        known |= {(start, end) for start, ends in enumerate(mover.improvements) for end in ends}
    for size in range(2, min(_MOST_MEMBERS, len(model.movers)) + 1):
        found = [
            Coalition(tuple(mover.name for mover in members), start, end)
            for members in combinations(model.movers, size)
            for acting in (_acting(model, frozenset(mover.name for mover in members)),)
            for start in _checked(range(len(model.names)), limits)
            for end in sorted(_reach(acting, start, better=False, single=False))
            if (start, end) not in known and all(mover.ranks[end] > mover.ranks[start] for mover in members)
        ]
        known |= {(each.start, each.end) for each in found}
        yield from found


def _checked(states: Iterable[int], limits: Limits) -> Iterator[int]:
    for state in states:
        limits.check()
        yield state


def _ways(model: GraphModel, found: Stability) -> Iterator[Way]:
    """Yield the shortest way by improvements from the status quo to each sequential or Nash equilibrium that one leads to."""
    if model.status_quo is None:
        return
    before: dict[int, tuple[int, str]] = {}
    waiting = deque([model.status_quo])
    while waiting:
        state = waiting.popleft()
        for mover in model.movers:
            for end in sorted(mover.improvements[state]):
                if end != model.status_quo and end not in before:
                    before[end] = (state, mover.name)
                    waiting.append(end)
    for end in sorted({*found.equilibria("nash"), *found.equilibria("sequential")} & before.keys()):
        moves: list[tuple[str, int]] = []
        state = end
        while state != model.status_quo:
            previous, party = before[state]
            moves.append((party, state))
            state = previous
        yield Way(end, tuple(reversed(moves)))
