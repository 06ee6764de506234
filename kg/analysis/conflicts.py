"""What stands between the parties of a group on open issues: six kinds of conflict, and how severe each is.

Five kinds are of a pair; a sequence is of all that are in the circle. The stances are those resolved for the day, before
conditions are judged, without what a met fallback replaces; only a party's stances with a side count. *Excludes* is the
closure of exclusion (:mod:`kg.resolution.closure`). On a ladder a pair whose ranges overlap has no direct and no
exclusive conflict (:mod:`kg.analysis.ladders`). A direct conflict that only restates an exclusive one of the same pair
is listed in ``implies`` of the latter: one that follows from it by rule 3 (a demand rules out what it excludes), or on a
ladder from bounds.

Sources. A direct conflict is an edge of the conflict network of discourse network analysis: opposite positions on one
concept (Leifeld, "Discourse Network Analysis", in "The Oxford Handbook of Political Networks", 2017). Options that
exclude each other are infeasible together in the sense of conflict analysis (Fraser and Hipel, "Conflict Analysis:
Models and Resolutions", 1984). A gap on a ladder is a negative settlement range (:mod:`kg.analysis.ladders`). The other
kinds and the severities are this project's own; a declared red line is a public claim, and not the bargainer's
commitment of Schelling ("The Strategy of Conflict", 1960), since whether the party has bound itself is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from kg.analysis.circles import circles_of
from kg.analysis.conditions import GroupStances, condition_groups
from kg.analysis.ground import open_options
from kg.analysis.ladders import ladder_stances, range_of, strongest
from kg.analysis.readings import ReadingOf, divergences, readings_of
from kg.case import Case
from kg.case.records import Condition, Option
from kg.resolution import Resolved
from kg.resolution.deeds import options_within
from kg.vocabulary import Side, Stance, are_opposite

__all__ = ["Conflict", "ConflictKind", "Severity", "conflicts_of", "severity_of"]


class ConflictKind(StrEnum):
    """How two parties are in conflict.

    - ``direct``: on one option, one is for or leaning and the other against.
    - ``exclusive``: one is for an option, the other for or leaning on one that it excludes, and the two are not both for
      or leaning on any option of the issues concerned; fallbacks that are not met make no such option. On a ladder: a gap
      between the ranges that the two accept; the sides are each one's strongest stance there, for before leaning.
    - ``preference``: both are for options that exclude each other, and both are for or leaning on some option of the
      issues concerned: each wants its own first. Where one is only leaning there is then no conflict.
    - ``conditional``: one's conditional stance cannot be met, since each alternative of one of its groups of conditions
      is unmet and requires an option or proposal that the other is against; of a ladder with a bound, while the other
      accepts no value within it. There is one conflict for each such requirement.
    - ``sequence``: conditional stances of the group, each of which requires ``before`` it what the next is on, in a
      circle (:mod:`kg.analysis.circles`). A party can be in it more than once, and alone.
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
    """How hard the stances of a conflict are: the first that fits, in this order.

    The order is the one in which they are tried. By hardness ``firm`` comes before ``soft``.

    - ``red-line``: all draw a red line: demand against rule-out of one option (direct, reading), or demands (every
      other kind, which ties several terms).
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
    """A conflict: its stances, one of each party in order of party id, and the ids of the issues concerned, sorted.

    Of a sequence ``sides`` are all in the circle, in its order, from the first party and term; ``conditions`` are those
    of the sides that require the next. ``condition`` is the one that cannot be met, of a conditional conflict, or the
    first of a sequence; ``readings`` are those on the points of a reading conflict; ``implies`` are the direct conflicts
    that only restate it.
    """

    kind: ConflictKind
    severity: Severity
    issues: tuple[str, ...]
    sides: tuple[Resolved, ...]
    conditions: tuple[Condition, ...] = ()
    readings: tuple[ReadingOf, ...] = ()
    implies: tuple[Conflict, ...] = ()

    @property
    def condition(self) -> Condition | None:
        """The first of its conditions, None where it has none."""
        return self.conditions[0] if self.conditions else None

    @property
    def ascribed(self) -> bool:
        """Whether a side is known by others' voice only, or of a reading conflict each reading."""
        read = [reading.ascribed for reading in self.readings]
        return any(side.ascribed for side in self.sides) or (bool(read) and all(read))

    @property
    def inferred(self) -> bool:
        """Whether a side is inferred."""
        return any(side.inferred for side in self.sides)

    @property
    def key(self) -> tuple[str, ...]:
        """What distinguishes it: kind (a preference counts as exclusive), parties, terms, what is required, points."""
        kind = ConflictKind.EXCLUSIVE if self.kind is ConflictKind.PREFERENCE else self.kind
        requires = (required for condition in self.conditions for required in condition.requires)
        points = tuple(sorted({r.reading.point for r in self.readings}))
        return (kind, *(text for side in self.sides for text in (side.party, side.term)), *requires, *points)


def severity_of(*sides: Resolved, exclusive: bool = False) -> Severity:
    """Return the first :class:`Severity` that fits stances, two on one term, or where ``exclusive``, on several terms."""
    stances = {side.stance for side in sides}
    if stances == ({Stance.DEMAND} if exclusive else {Stance.DEMAND, Stance.RULE_OUT}):
        return Severity.RED_LINE
    if stances & {Stance.DEMAND, Stance.RULE_OUT}:
        return Severity.ONE_RED_LINE
    if Stance.DOUBT in stances or Side.LEANING in {side.side for side in sides}:
        return Severity.SOFT
    return Severity.FIRM


def conflicts_of(group: GroupStances, options: Iterable[Option] | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts of a group: own voice first, circles of three and more last, then by issue, option, party.

    ``options`` limits them to some options, by default all of open issues.
    """
    options = open_options(group.resolution) if options is None else list(options)
    sided = {
        party: {o.id: held for o in options if (held := group.standing(party, o.id)).side} for party in group.parties
    }
    found = [c for pair in combinations(group.parties, 2) for c in _Pair(group, pair, options, sided).conflicts()]
    return tuple(sorted([*found, *_sequences(group, options)], key=_order))


def _order(conflict: Conflict) -> tuple[object, ...]:
    terms = tuple(side.term for side in conflict.sides)
    parties = tuple(side.party for side in conflict.sides)
    return (conflict.ascribed, len(conflict.sides), conflict.issues, terms, parties, conflict.kind, conflict.key)


def _issues(case: Case, terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({case.options[t].issue for t in terms if t in case.options}))


def _sequences(group: GroupStances, options: list[Option]) -> Iterator[Conflict]:
    bundles = (p.id for p in group.resolution.proposals.values() if p.is_bundle and p.is_live(group.resolution.day))
    for circle in circles_of(group, [*(option.id for option in options), *bundles]):
        sides = tuple(held for held, _ in circle)
        conditions = tuple(condition for _, condition in circle)
        issues = _issues(group.case, (held.term for held in sides))
        severity = severity_of(*sides, exclusive=True)
        yield Conflict(ConflictKind.SEQUENCE, severity, issues, sides, conditions)


class _Pair:
    """The conflicts of one pair; ``held`` are the stances with a side of each party, by party and term."""

    def __init__(
        self,
        group: GroupStances,
        pair: tuple[str, str],
        options: list[Option],
        held: Mapping[str, Mapping[str, Resolved]],
    ) -> None:
        self.group, self.case, self.closure = group, group.case, group.resolution.closure
        self.first, self.second = pair
        self.open = {option.id: option for option in options}
        issues = sorted({option.issue for option in options})
        self.ladders = [issue for issue in issues if self.case.issues[issue].is_ladder]
        self.ranges = {ladder: range_of(group, pair, ladder) for ladder in self.ladders}
        self.held = held

    def conflicts(self) -> Iterator[Conflict]:
        exclusive = [*self._exclusive(), *self._gaps()]
        direct, folded = self._fold(list(self._direct()), exclusive)
        yield from direct
        for conflict in exclusive:
            yield replace(conflict, implies=tuple(sorted(folded.get(conflict.key, []), key=_order)))
        yield from self._conditional()
        yield from self._reading()

    def _issues(self, *terms: str) -> tuple[str, ...]:
        return _issues(self.case, terms)

    def _sides(self, one: Resolved, other: Resolved) -> tuple[Resolved, Resolved]:
        return (one, other) if one.party == self.first else (other, one)

    def _direct(self) -> Iterator[Conflict]:
        for term, one in self.held[self.first].items():
            other = self.held[self.second].get(term)
            if other and are_opposite(one.side, other.side):
                spread = self.ranges.get(self.open[term].issue)
                if not (spread and spread.kind == "overlap"):
                    yield Conflict(ConflictKind.DIRECT, severity_of(one, other), self._issues(term), (one, other))

    def _exclusive(self) -> Iterator[Conflict]:
        for term, one in self.held[self.first].items():
            for rival in self.closure.excluded_by(term) if one.leans_for else ():
                other = self.held[self.second].get(rival)
                issues = self._issues(term, rival)
                # values of one ladder conflict by the gap between them
                if other and other.leans_for and not (len(issues) == 1 and issues[0] in self.ladders):
                    kind = self._kind_of(one, other, issues)
                    if kind:
                        yield Conflict(kind, severity_of(one, other, exclusive=True), issues, (one, other))

    def _kind_of(self, one: Resolved, other: Resolved, issues: Iterable[str]) -> ConflictKind | None:
        """Return how stances for or leaning on options that exclude each other conflict, None where they don't."""
        both_for = one.side is other.side is Side.FOR
        if Side.FOR not in (one.side, other.side):
            return None
        if self._meet_on(issues):
            return ConflictKind.PREFERENCE if both_for else None
        return ConflictKind.EXCLUSIVE

    def _meet_on(self, issues: Iterable[str]) -> bool:
        """Return whether the pair has an option of the issues that both are for or leaning on."""
        return any(
            all(self._leans_on(party, option.id) for party in (self.first, self.second))
            for issue in issues
            for option in self.case.options_of(issue)
        )

    def _leans_on(self, party: str, term: str) -> bool:
        held = self.held[party].get(term)
        return bool(held and held.leans_for and not self.group.is_unmet_fallback(held))

    def _gaps(self) -> Iterator[Conflict]:
        for ladder, spread in self.ranges.items():
            if spread and spread.kind == "gap":
                one, other = (strongest(ladder_stances(self.group, p, ladder)) for p in (self.first, self.second))
                severity = severity_of(one, other, exclusive=True)
                yield Conflict(ConflictKind.EXCLUSIVE, severity, (ladder,), (one, other))

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
        if issue in self.ladders and exclusive.issues == (issue,):
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
            refused = [(c, self._refusals(held.party, c, rival)) for c in alternatives]
            if all(refusals for _, refusals in refused):
                for condition, refusals in refused:
                    for refusal in refusals:
                        sides = self._sides(held, refusal)
                        issues = self._issues(held.term, refusal.term)
                        severity = severity_of(*sides, exclusive=True)
                        yield Conflict(ConflictKind.CONDITIONAL, severity, issues, sides, (condition,))

    def _refusals(self, party: str, condition: Condition, rival: str) -> list[Resolved]:
        """Return the rival's stances against what a party's condition requires, none where it is met."""
        if self.group.is_met(party, condition):
            return []
        terms = [r for r in condition.requires if r in self.open or r in self.case.proposals]
        held = (self.group.standing(rival, term) for term in terms)
        return [h for h in held if h.side is Side.AGAINST and not self._accepts_within(rival, h.term, condition.bound)]

    def _accepts_within(self, rival: str, term: str, bound: str) -> bool:
        """Return whether the rival is for or leaning on a value of a ladder within the bound of a condition on it."""
        values = options_within(self.case, term, bound) if term in self.case.options else ()
        return any(self.group.standing(rival, value).leans_for for value in values)

    def _reading(self) -> Iterator[Conflict]:
        for term, one in self.held[self.first].items() if self.case.readings else ():
            other = self.held[self.second].get(term)
            if not (other and one.leans_for and other.leans_for):
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
