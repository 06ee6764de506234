"""The moves on conditions: those who could meet one, and the party that states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from kg.analysis.conditions import outside_undertakers
from kg.analysis.conflicts import Conflict, ConflictKind
from kg.analysis.moves import Gain, Move, Trials, demand_of
from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.resolution.deeds import options_within
from kg.vocabulary import Side, Stance

__all__ = ["ConditionMoves", "Demand"]


@dataclass(frozen=True, slots=True)
class Demand:
    """An unmet condition of a party (id), and its stances that state it, in order of term."""

    party: str
    condition: Condition
    held: tuple[Resolved, ...]


class ConditionMoves:
    """The moves on the conditions of a group."""

    def __init__(self, trials: Trials) -> None:
        self.trials, self.group, self.case = trials, trials.group, trials.case
        self._all = [demand for party in self.group.parties for demand in self._of_party(party)]
        self._gains: dict[tuple[object, ...], Gain] = {}
        self._eased: dict[tuple[str, Condition], Gain] = {}
        self._by_demand = {(demand.party, demand_of(demand.condition)): demand for demand in reversed(self._all)}
        self._by_term: defaultdict[tuple[str, str], list[Demand]] = defaultdict(list)
        for demand in self._all:
            for held in demand.held:
                self._by_term[demand.party, held.term].append(demand)

    # ----------------------------------------------------------- the matters

    def _of_party(self, party: str) -> Iterator[Demand]:
        found: dict[Condition, tuple[Condition, dict[str, Resolved]]] = {}
        for held in self.trials.conditional(party):
            for condition in held.conditions:
                if self.group.state_of(party, condition) in ("met", "missed"):
                    continue
                _, stated = found.setdefault(demand_of(condition), (condition, {}))
                stated[held.term] = held
        for condition, stances in found.values():
            yield Demand(party, condition, tuple(stances.values()))

    def unmet(self) -> Iterator[Demand]:
        """Yield the unmet conditions that are not the matter of a conflict."""
        told = {
            (side.party, demand_of(condition))
            for conflict in self.trials.conflicts
            if conflict.kind in (ConflictKind.CONDITIONAL, ConflictKind.SEQUENCE)
            for side in conflict.sides
            for condition in conflict.conditions
            if condition in side.conditions
        }
        for demand in self._all:
            if (demand.party, demand_of(demand.condition)) not in told:
                yield demand

    # ------------------------------------------------------------- the moves

    def of_circle(self, conflict: Conflict) -> list[Move]:
        """Return the moves on a circle of befores: each party in it could agree to together, or not insist."""
        moves = []
        for side, condition in zip(conflict.sides, conflict.conditions, strict=True):
            demand = self._demand(side.party, condition)
            if demand:
                moves += [self._together(demand), self._waive(demand)]
        return moves

    def of_refused(self, conflict: Conflict) -> list[Move]:
        """Return the moves of the party whose condition requires what the other is against."""
        moves = []
        for side in conflict.sides:
            for condition in conflict.conditions:
                demand = self._demand(side.party, condition) if condition in side.conditions else None
                if demand:
                    moves.append(self._waive(demand))
        return moves

    def of_demand(self, demand: Demand) -> list[Move]:
        """Return the moves on an unmet condition: of the party that states it, and of those who could meet it."""
        moves = [self._together(demand)] if demand.condition.timing == "before" else []
        moves.append(self._waive(demand))
        if self._can_be_had(demand):
            moves += self._meeting(demand) if not self._is_in_circle(demand) else []
            moves += self._unconditional(demand)
        return moves

    def _demand(self, party: str, condition: Condition) -> Demand | None:
        return self._by_demand.get((party, demand_of(condition)))

    def _move(self, kind: str, party: str, demand: Demand) -> Move:
        option = demand.held[0].term if len(demand.held) == 1 else None
        return Move(
            party,
            kind,
            option,
            1,
            condition=demand.condition,
            of=demand.party,
            inferred=any(held.inferred for held in demand.held),
            ascribed=any(held.ascribed for held in demand.held),
        )

    def _together(self, demand: Demand) -> Move:
        key = (demand.party, demand_of(demand.condition))
        if key not in self._eased:
            self._eased[key] = self.trials.easing(demand.party, demand.condition)
        return replace(self._move("together", demand.party, demand), gain=self._eased[key])

    def _waive(self, demand: Demand) -> Move:
        return replace(self._move("accept without", demand.party, demand), gain=self._granted(demand))

    def _granted(self, demand: Demand) -> Gain:
        key = (demand.party, demand.condition, demand.held[0].term)
        if key not in self._gains:
            self._gains[key] = self.trials.granting(demand.party, [demand.condition])
        return self._gains[key]

    def _meeting(self, demand: Demand) -> list[Move]:
        """Return the moves of those whose part is needed to meet a condition, save who is conditional on that itself."""
        needed = sorted(self._needed(demand))
        return [
            replace(
                self._move("meet", party, demand),
                beside=tuple(other for other in needed if other != party),
                gain=self._granted(demand),
            )
            for party in needed
            if not any(self._conditions_of(party, required) for required in demand.condition.requires)
        ]

    def _unconditional(self, demand: Demand) -> Iterator[Move]:
        """Yield the moves of those who would accept what a condition requires, on a condition of their own."""
        for party in sorted(self._needed(demand)):
            for required in demand.condition.requires:
                for own in self._conditions_of(party, required):
                    if own is not demand:
                        yield self._waive(own)

    def _conditions_of(self, party: str, required: str) -> list[Demand]:
        return self._by_term.get((party, term_of(self.case, required)), [])

    # ------------------------------------------------------ what can be had

    def _needed(self, demand: Demand) -> set[str]:
        """Return the parties of the group, other than the one that states it, whose part a condition needs."""
        others = set(self.group.parties) - {demand.party}
        condition = demand.condition
        found = set(others) if condition.words else set()
        for required in condition.requires:
            term = term_of(self.case, required)
            if term not in self.case.options and term not in self.case.proposals:
                found |= (set(condition.by) or others) & others
            elif condition.timing == "before":
                found |= (self._undertakers(term) or others) & others
            else:
                found |= {party for party in others if not self._is_for(party, term, condition.bound)}
        return found

    def _undertakers(self, term: str) -> set[str]:
        terms = self.case.proposals[term].terms if term in self.case.proposals else (term,)
        return {party for each in terms for party in self.case.options[each].undertaken_by}

    def _is_for(self, party: str, term: str, bound: str) -> bool:
        return any(self.group.effective(party, each).side is Side.FOR for each in self._values(term, bound))

    def _values(self, term: str, bound: str) -> tuple[str, ...]:
        return options_within(self.case, term, bound) if term in self.case.options else (term,)

    def _can_be_had(self, demand: Demand) -> bool:
        """Return whether nobody of the group is against what a condition requires or demands what it bars, and all who must act are in it."""
        condition = demand.condition
        asked = {*condition.requires, *(held.term for held in demand.held)}
        if not asked.isdisjoint(condition.unless) or any(map(self._is_demanded, condition.unless)):
            return False
        if condition.deadline and condition.deadline < self.group.resolution.day:
            return False
        return all(self._is_possible(term_of(self.case, r), condition) for r in condition.requires)

    def _is_demanded(self, term: str) -> bool:
        return any(self.group.standing(party, term).stance is Stance.DEMAND for party in self.group.parties)

    def _is_possible(self, term: str, condition: Condition) -> bool:
        if term not in self.case.options and term not in self.case.proposals:
            return set(condition.by) <= set(self.group.parties)
        terms = self.case.proposals[term].terms if term in self.case.proposals else (term,)
        if any(outside_undertakers(self.case, each, self.group.parties) for each in terms):
            return False
        return not any(self._refuses(party, term, condition.bound) for party in self.group.parties)

    def _refuses(self, party: str, term: str, bound: str) -> bool:
        values = self._values(term, bound)
        sides = [self.group.standing(party, each).side for each in dict.fromkeys((term, *values))]
        return Side.AGAINST in sides and not any(side in (Side.FOR, Side.LEANING) for side in sides)

    def _is_in_circle(self, demand: Demand) -> bool:
        """Return whether what a condition requires waits, over unmet conditions of the group, for what it stands on."""
        required = {self._circles.get(term_of(self.case, each), -1) for each in demand.condition.requires}
        return any(self._circles[held.term] in required for held in demand.held)

    @cached_property
    def _circles(self) -> dict[str, int]:
        """By term the number of its circle: terms that wait for each other, over unmet conditions, have the same."""
        waiting = nx.DiGraph()
        for demand in self._all:
            required = [term_of(self.case, each) for each in demand.condition.requires]
            waiting.add_nodes_from(held.term for held in demand.held)
            waiting.add_edges_from((held.term, term) for held in demand.held for term in required)
        parts = enumerate(nx.strongly_connected_components(waiting))
        return {term: number for number, part in parts for term in part}
