"""What stands between parties, pair by pair, on open issues: six kinds of conflict, and how severe each is.

The stances are those resolved for the day, before conditions are judged; only a party's stances with a side count.
*Excludes* is the closure of exclusion (:mod:`kg.resolution.closure`). A direct conflict that only restates an exclusive
one of the same pair is listed in ``implies`` of the latter: one that follows from it by rule 3 (a demand rules out what
it excludes), or on a ladder from bounds.

Sources. A direct conflict is an edge of the conflict network of discourse network analysis: opposite positions on one
concept (Leifeld, "Discourse Network Analysis", in "The Oxford Handbook of Political Networks", 2017). Options that
exclude each other are infeasible together in the sense of conflict analysis (Fraser and Hipel, "Conflict Analysis:
Models and Resolutions", 1984). A gap on a ladder is a negative settlement range (:mod:`kg.analysis.ladders`). The other
kinds and the severities are this project's own; a declared red line is a public claim, and not the bargainer's
commitment of Schelling ("The Strategy of Conflict", 1960), since whether the party has bound itself is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from kg.analysis.conditions import GroupStances, condition_groups
from kg.analysis.ground import open_options
from kg.analysis.ladders import ladder_stances, range_of
from kg.analysis.readings import ReadingOf, divergences, readings_of
from kg.case.records import Condition, Option
from kg.resolution import Resolved, term_of
from kg.vocabulary import Side, Stance

__all__ = ["Conflict", "ConflictKind", "Severity", "conflicts_of", "severity_of"]


class ConflictKind(StrEnum):
    """How two parties are in conflict.

    - ``direct``: on one option, one is for or leaning and the other against.
    - ``exclusive``: one is for an option, the other for one that it excludes, and the two are not both for or leaning
      on any option of the issues concerned. On a ladder: a gap between the ranges that the two accept; the sides are
      each one's strongest stance there, for before leaning.
    - ``preference``: as ``exclusive``, but the two are both for or leaning on some option of the issues concerned: each
      wants its own first.
    - ``conditional``: one's conditional stance cannot be met, since each alternative of one of its groups of conditions
      requires an option or proposal that the other is against. There is one conflict for each such requirement.
    - ``sequence``: each of two conditional stances requires ``before`` it what the other is on, and neither is done.
    - ``reading``: both are for or leaning on an option, and on a point of it a reading of one is not matched by the
      other (:mod:`kg.analysis.readings`).
    """

    DIRECT = "direct"
    EXCLUSIVE = "exclusive"
    PREFERENCE = "preference"
    CONDITIONAL = "conditional"
    SEQUENCE = "sequence"
    READING = "reading"


class Severity(StrEnum):
    """How hard the two stances of a conflict are: the first that fits, in this order.

    The order is the one in which they are tried. By hardness ``firm`` comes before ``soft``.

    - ``red-line``: both draw a declared red line: demand against rule-out of one option (direct, reading), or two
      demands (every other kind, which ties two terms).
    - ``one-red-line``: a demand or a rule-out on at least one side.
    - ``soft``: a doubt, or a leaning stance, on at least one side.
    - ``firm``: otherwise, which is support or oppose on both sides.
    """

    RED_LINE = "red-line"
    ONE_RED_LINE = "one-red-line"
    SOFT = "soft"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict of two parties: a stance of each, in order of party id, and the ids of the issues concerned, sorted.

    ``condition`` is the one that cannot be met, of a conditional conflict, or that of the first side, of a sequence
    conflict; ``readings`` are those on the points of a reading conflict; ``implies`` are the direct conflicts that only
    restate it.
    """

    kind: ConflictKind
    severity: Severity
    issues: tuple[str, ...]
    sides: tuple[Resolved, Resolved]
    condition: Condition | None = None
    readings: tuple[ReadingOf, ...] = ()
    implies: tuple[Conflict, ...] = ()

    @property
    def ascribed(self) -> bool:
        """Whether a side is known by others' voice only."""
        return any(side.ascribed for side in self.sides)

    @property
    def key(self) -> tuple[str, ...]:
        """What distinguishes it: kind (a preference counts as exclusive), parties, terms, what is required, points."""
        kind = ConflictKind.EXCLUSIVE if self.kind is ConflictKind.PREFERENCE else self.kind
        requires = self.condition.requires if self.condition else ()
        points = tuple(sorted({r.reading.point for r in self.readings}))
        return (kind, *(text for side in self.sides for text in (side.party, side.term)), *requires, *points)


def severity_of(one: Resolved, other: Resolved, *, exclusive: bool = False) -> Severity:
    """Return the first :class:`Severity` that fits two stances, on one term, or where ``exclusive``, on two terms."""
    stances = {one.stance, other.stance}
    both_demand = exclusive and stances == {Stance.DEMAND}
    if both_demand or (not exclusive and stances == {Stance.DEMAND, Stance.RULE_OUT}):
        return Severity.RED_LINE
    if stances & {Stance.DEMAND, Stance.RULE_OUT}:
        return Severity.ONE_RED_LINE
    if Stance.DOUBT in stances or Side.LEANING in {one.side, other.side}:
        return Severity.SOFT
    return Severity.FIRM


def conflicts_of(group: GroupStances, options: Iterable[Option] | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts of every pair of a group: those in own voice first, then in order of issue, option, party.

    ``options`` limits them to some options, by default all of open issues.
    """
    options = open_options(group.resolution) if options is None else list(options)
    found = [c for pair in combinations(group.parties, 2) for c in _Pair(group, pair, options).conflicts()]
    return tuple(sorted(found, key=_order))


def _order(conflict: Conflict) -> tuple[object, ...]:
    terms = tuple(side.term for side in conflict.sides)
    parties = tuple(side.party for side in conflict.sides)
    return (conflict.ascribed, conflict.issues, terms, parties, conflict.kind, conflict.key)


class _Pair:
    """The conflicts of one pair."""

    def __init__(self, group: GroupStances, pair: tuple[str, str], options: list[Option]) -> None:
        self.group, self.case, self.closure = group, group.case, group.resolution.closure
        self.first, self.second = pair
        self.open = {option.id: option for option in options}
        self.held = {
            party: {term: held for term in self.open if (held := group.raw(party, term)).side} for party in pair
        }

    def conflicts(self) -> Iterator[Conflict]:
        exclusive = [*self._exclusive(), *self._gaps()]
        direct, folded = self._fold(list(self._direct()), exclusive)
        yield from direct
        for conflict in exclusive:
            yield replace(conflict, implies=tuple(sorted(folded.get(conflict.key, []), key=_order)))
        yield from self._conditional()
        yield from self._sequence()
        yield from self._reading()

    def _issues(self, *terms: str) -> tuple[str, ...]:
        return tuple(sorted({self.case.options[t].issue for t in terms if t in self.case.options}))

    def _sides(self, one: Resolved, other: Resolved) -> tuple[Resolved, Resolved]:
        return (one, other) if one.party == self.first else (other, one)

    def _direct(self) -> Iterator[Conflict]:
        for term in self.open:
            one, other = self.held[self.first].get(term), self.held[self.second].get(term)
            if one and other and (one.side is Side.AGAINST) != (other.side is Side.AGAINST):
                yield Conflict(ConflictKind.DIRECT, severity_of(one, other), self._issues(term), (one, other))

    def _exclusive(self) -> Iterator[Conflict]:
        for term, one in self.held[self.first].items():
            if one.side is not Side.FOR:
                continue
            for rival in self.closure.excluded_by(term):
                other = self.held[self.second].get(rival)
                issues = self._issues(term, rival)
                # values of one ladder conflict by the gap between them
                if other and other.side is Side.FOR and not (len(issues) == 1 and self._on_ladder(term)):
                    kind = ConflictKind.PREFERENCE if self._meet_on(issues) else ConflictKind.EXCLUSIVE
                    yield Conflict(kind, severity_of(one, other, exclusive=True), issues, (one, other))

    def _on_ladder(self, term: str) -> bool:
        return self.case.issues[self.case.options[term].issue].choice_rule == "ladder"

    def _meet_on(self, issues: Iterable[str]) -> bool:
        """Return whether the pair has an option of the issues that both are for or leaning on."""
        return any(
            (one := self.held[self.first].get(option.id))
            and one.leans_for
            and (other := self.held[self.second].get(option.id))
            and other.leans_for
            for issue in issues
            for option in self.case.options_of(issue)
        )

    def _gaps(self) -> Iterator[Conflict]:
        ladders = sorted({option.issue for option in self.open.values() if self._on_ladder(option.id)})
        for ladder in ladders:
            spread = range_of(self.group, (self.first, self.second), ladder)
            if spread and spread.kind == "gap":
                one, other = (self._strongest(party, ladder) for party in (self.first, self.second))
                severity = severity_of(one, other, exclusive=True)
                yield Conflict(ConflictKind.EXCLUSIVE, severity, (ladder,), (one, other))

    def _strongest(self, party: str, ladder: str) -> Resolved:
        held = ladder_stances(self.group, party, ladder)
        return min(held, key=lambda h: (h.side is not Side.FOR, -h.strength, h.term))

    def _fold(
        self, direct: list[Conflict], exclusive: list[Conflict]
    ) -> tuple[list[Conflict], dict[tuple[str, ...], list[Conflict]]]:
        standing: list[Conflict] = []
        folded: dict[tuple[str, ...], list[Conflict]] = {}
        for conflict in direct:
            over = next((e for e in exclusive if self._only_restates(conflict, e)), None)
            if over:
                folded.setdefault(over.key, []).append(conflict)
            else:
                standing.append(conflict)
        return standing, folded

    def _only_restates(self, direct: Conflict, exclusive: Conflict) -> bool:
        if exclusive.kind is not ConflictKind.EXCLUSIVE:
            return False
        (issue,) = direct.issues
        if self.case.issues[issue].choice_rule == "ladder" and exclusive.issues == (issue,):
            return any(_follows_by(side, "ladder") for side in direct.sides)
        return any(
            _follows_by(side, "exclusion")
            and mine.term in {p.option for d in side.derivation for p in d.premises}
            and side.party == mine.party
            and theirs.term == side.term
            for side in direct.sides
            for mine, theirs in (exclusive.sides, exclusive.sides[::-1])
        )

    def _conditional(self) -> Iterator[Conflict]:
        for party, rival in ((self.first, self.second), (self.second, self.first)):
            for held in self.held[party].values():
                if held.stance is Stance.CONDITIONAL:
                    yield from self._blocked(held, rival)

    def _blocked(self, held: Resolved, rival: str) -> Iterator[Conflict]:
        for alternatives in condition_groups(held.conditions):
            refused = [(c, self._refusals(c, rival)) for c in alternatives]
            if all(refusals for _, refusals in refused):
                for condition, refusals in refused:
                    for refusal in refusals:
                        sides = self._sides(held, refusal)
                        issues = self._issues(held.term, refusal.term)
                        severity = severity_of(*sides, exclusive=True)
                        yield Conflict(ConflictKind.CONDITIONAL, severity, issues, sides, condition)

    def _refusals(self, condition: Condition, rival: str) -> list[Resolved]:
        terms = [r for r in condition.requires if r in self.open or r in self.case.proposals]
        held = (self.group.raw(rival, term) for term in terms)
        return [stance for stance in held if stance.side is Side.AGAINST]

    def _sequence(self) -> Iterator[Conflict]:
        for term, one in self.held[self.first].items():
            for condition in self._firsts(one):
                for wanted in self._required(condition):
                    other = self.held[self.second].get(wanted)
                    if other and any(term in self._required(c) for c in self._firsts(other)):
                        severity = severity_of(one, other, exclusive=True)
                        issues = self._issues(term, wanted)
                        yield Conflict(ConflictKind.SEQUENCE, severity, issues, (one, other), condition)

    def _firsts(self, held: Resolved) -> list[Condition]:
        """Return the conditions of a stance that ask for something first that is not done."""
        if held.stance is not Stance.CONDITIONAL:
            return []
        waiting = [c for c in held.conditions if c.timing == "before"]
        return [c for c in waiting if not all(self.group.holds(r, c.timing) for r in c.requires)]

    def _required(self, condition: Condition) -> list[str]:
        """Return what a condition requires, a proposal of one term as its term."""
        return [term_of(self.case, required) for required in condition.requires]

    def _reading(self) -> Iterator[Conflict]:
        for term in self.open if self.case.readings else ():
            one, other = self.held[self.first].get(term), self.held[self.second].get(term)
            if not (one and other and one.leans_for and other.leans_for):
                continue
            pair = (self.first, self.second)
            apart = {d.point for d in divergences(self.group.resolution, term, pair)}
            if apart:
                readings = readings_of(self.group.resolution, term, pair)
                on_points = tuple(r for r in readings if r.reading.point in apart)
                severity = severity_of(one, other)
                yield Conflict(ConflictKind.READING, severity, self._issues(term), (one, other), readings=on_points)


def _follows_by(side: Resolved, rule: str) -> bool:
    return bool(side.derivation) and all(derivation.rule == rule for derivation in side.derivation)
