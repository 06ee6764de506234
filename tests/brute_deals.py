"""Deals by brute force, straight from the letter on the resolved stances of a case: plain sets and loops, nothing of ``kg.deals``.

A bundle is a frozenset of marks: ids of options, and for what lies between the values of a ladder ``(issue, low, high)``. A
value that is held is all of its options. It is slow on purpose: every set of admitted marks is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations, pairwise, product
from typing import Any

from kg.case.records import Condition
from kg.resolution import Resolved, term_of
from kg.resolution.deeds import Fulfilment
from kg.vocabulary import STANCES, Side, Stance, side_of

__all__ = ["Brute", "Bundle", "Declared"]

Bundle = frozenset[Any]

_PROPAGATING = ("definitional", "legal")
_RULE_3 = {"entailment", "exclusion", "refused content", "ladder"}
_AGAINST = {Stance.RULE_OUT: "red_lines", Stance.OPPOSE: "firm", Stance.DOUBT: "soft"}
_FOR = {Stance.DEMAND: "red_lines", Stance.SUPPORT: "wishes_denied"}


@dataclass(frozen=True)
class Declared:
    """A position of a holder (id), and the parties of the group that have it."""

    holder: str
    parties: tuple[str, ...]
    held: Resolved

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.held.term, self.holder, self.held.stance.value)

    @property
    def from_backing(self) -> bool:
        return any(derivation.rule == "proposal" for derivation in self.held.derivation)


class Brute:
    """The bundles of a group, the positions, and which bundle honours which, at which cost."""

    def __init__(self, negotiation: Any, parties: Iterable[str], voice: str = "any") -> None:
        self.resolution, self.case = negotiation.resolution, negotiation.resolution.case
        self.parties, self.voice = sorted(parties), voice
        self.held = {
            party: {t: self._heard(h) for t, h in self.resolution.of_party(party).items()} for party in self.parties
        }
        self.candidates = list(self._candidates())
        self.issues, self.admitted = self._reach()
        self.positions = self._positions()
        self.bundles = [b for b in self._sets() if self._is_valid(b)]

    def _heard(self, held: Resolved) -> Resolved:
        left_out = self.voice == "own" and held.ascribed
        return replace(held, stance=Stance.WITHHELD, aside=None, beside=()) if left_out else held

    # ------------------------------------------------------- entailments, exclusions

    def _pairs(self, kind: str, bases: tuple[str, ...]) -> set[tuple[str, str]]:
        return {(r.first, r.second) for r in self.case.relations if r.kind == kind and r.basis in bases}

    def contents(self, option: str, bases: tuple[str, ...] = _PROPAGATING) -> set[str]:
        found = {option}
        while new := {b for a, b in self._pairs("entails", bases) if a in found} - found:
            found |= new
        return found

    def clash(self, one: str, other: str) -> bool:
        """Whether two options cannot stand in one bundle, by themselves."""
        stated = self._pairs("excludes", _PROPAGATING)
        if (one, other) in stated or (other, one) in stated:
            return True
        first, second = self.case.options[one], self.case.options[other]
        if one == other or first.issue != second.issue or self.case.issues[first.issue].choice_rule != "exclusive":
            return False
        every_basis = (*_PROPAGATING, "judgement")
        return other not in self.contents(one, every_basis) and one not in self.contents(other, every_basis)

    # --------------------------------------------------------------- positions

    def _candidates(self) -> Iterator[Declared]:
        found: dict[tuple[str, str, str], tuple[Resolved, set[str]]] = {}
        for party in self.parties:
            for stance in self.held[party].values():
                for root in self._roots(stance):
                    for part in self._with_what_stands_beside(root):
                        if part.side or part.stance is Stance.MIXED:
                            found.setdefault((part.term, part.party, part.stance.value), (part, set()))[1].add(party)
        for held, parties in found.values():
            yield Declared(held.party, tuple(sorted(parties)), held)

    def _roots(self, held: Resolved) -> list[Resolved]:
        """What a stance is by membership, as the coalitions hold it."""
        above = [p.party for d in held.derivation if d.rule == "membership" for p in d.premises]
        if not above or held.stance is Stance.MIXED:
            return [held]
        return [root for c in above for root in self._roots(self._heard(self.resolution.stance(c, held.term)))]

    def _with_what_stands_beside(self, held: Resolved) -> list[Resolved]:
        parts = [held, *([held.aside] if held.aside else [])]
        for past in held.beside:
            position = past.position
            if past.fate == "opposite bound" and position.stance not in {part.stance for part in parts[:1] + parts[2:]}:
                parts.append(
                    Resolved(
                        held.party,
                        held.term,
                        position.stance,
                        day=past.day,
                        evidence=past.evidence,
                        conditions=position.conditions,
                        bounds=(position.bound,),
                        ascribed=held.ascribed,
                    )
                )
        return parts

    def _positions(self) -> list[Declared]:
        seen = [d for d in self.candidates if self._in_sight(d.held.term)]
        first = {(d.holder, d.held.term) for d in seen if not _by_rule_3(d.held)}
        return [
            d
            for d in seen
            if not _by_rule_3(d.held)
            or any((p.party, p.option) not in first for step in d.held.derivation for p in step.premises)
        ]

    def _in_sight(self, term: str) -> bool:
        return all(self.case.options[option].issue in self.issues for option in self.options_of(term))

    def options_of(self, term: str) -> list[str]:
        known = term_of(self.case, term)
        if known in self.case.proposals:
            return sorted(self.case.proposals[known].terms)
        return [known] if known in self.case.options else []

    # ------------------------------------------------------------------ the issues and options

    def _reach(self) -> tuple[set[str], set[str]]:
        issues: set[str] = set()
        options: set[str] = set()
        for stances in self.held.values():
            for term, held in stances.items():
                if term in self.case.options:
                    issue = self.case.issues[self.case.options[term].issue]
                    if held.side and issue.is_open(self.resolution.day):
                        issues.add(issue.id)
                        options |= {term} if held.side is not Side.AGAINST else set()
                elif held.side in (Side.FOR, Side.LEANING):
                    issues |= {self.case.options[o].issue for o in self.options_of(term)}
                    options |= set(self.options_of(term)) if held.side is Side.FOR else set()
        while True:
            new = {inner for option in options for inner in self.contents(option)}
            for candidate in self.candidates:
                term, held = candidate.held.term, candidate.held
                if held.stance is Stance.CONDITIONAL and (term in options or term in self.case.proposals):
                    new |= {o for c in held.conditions for r in c.requires for o in self.options_of(r)}
            ladders = {self.case.ladder_of(o) for o in options if self.case.options[o].value is not None} - {None}
            new |= {o.id for o in self.case.options.values() if o.issue in ladders and o.value is not None}
            issues |= {self.case.options[option].issue for option in new | options}
            if new <= options:
                return issues, options
            options |= new

    def _places(self, issue: str) -> list[Bundle]:
        """The places of a ladder: below, at, between and above its values."""
        values = sorted({o.value for o in self.case.options.values() if o.issue == issue and o.value is not None})
        edges = [None, *values, None]
        gaps = [frozenset([(issue, low, high)]) for low, high in pairwise(edges)]
        named = [
            frozenset(o.id for o in self.case.options.values() if o.issue == issue and o.value == v) for v in values
        ]
        return [*gaps, *named]

    def _sets(self) -> Iterator[Bundle]:
        choices = []
        for issue in sorted(self.issues):
            own = sorted(o for o in self.admitted if self.case.options[o].issue == issue)
            if self.case.issues[issue].choice_rule == "ladder":
                choices.append([frozenset[Any](), *(self._places(issue) if own else [])])
            else:
                sizes = range(len(own) + 1)
                choices.append([frozenset(c) for size in sizes for c in combinations(own, size)])
        for chosen in product(*choices):
            yield frozenset(chain.from_iterable(chosen))

    def _is_valid(self, bundle: Bundle) -> bool:
        options = [mark for mark in bundle if isinstance(mark, str)]
        if any(not self.contents(option) <= bundle for option in options):
            return False
        return not any(self.clash(one, other) for one, other in combinations(options, 2))

    # ------------------------------------------------------------------ what a bundle does

    def _is_scaled(self, option: str) -> bool:
        return bool(self.case.ladder_of(option)) and self.case.options[option].value is not None

    def _covers(self, mark: Any, option: str, bounds: Iterable[str], *, jointly: bool) -> bool:
        """Whether a mark of a ladder lies within bounds at the value of an option."""
        value = self.case.options[option].value
        low, high = mark[1:] if isinstance(mark, tuple) else (self.case.options[mark].value,) * 2
        fits = {
            "at-least": low is not None and low >= value,
            "at-most": high is not None and high <= value,
            "exactly": low == high == value,
        }
        given = set(bounds or ("exactly",))
        if not jointly:
            return any(fits[bound] for bound in given) or fits["exactly"]
        sided = given - {"exactly"}
        return all(fits[bound] for bound in sided) if sided else fits["exactly"]

    def _issue_of(self, mark: Any) -> str:
        return mark[0] if isinstance(mark, tuple) else self.case.options[mark].issue

    def has(self, bundle: Bundle, option: str, bounds: Iterable[str] = ("exactly",), *, jointly: bool = True) -> bool:
        if not self._is_scaled(option):
            return option in bundle
        ladder = self.case.options[option].issue
        return any(self._covers(m, option, bounds, jointly=jointly) for m in bundle if self._issue_of(m) == ladder)

    def holds(self, bundle: Bundle, held: Resolved) -> bool:
        if held.term in self.case.proposals:
            return all(self.has(bundle, option) for option in self.options_of(held.term))
        return self.has(bundle, held.term, held.bounds, jointly=held.side is not Side.AGAINST)

    def denies(self, bundle: Bundle, held: Resolved, *, settled: bool) -> bool:
        bounds = ("exactly",) if held.term in self.case.proposals else held.bounds
        return any(self._denies(bundle, option, bounds, settled=settled) for option in self.options_of(held.term))

    def _denies(self, bundle: Bundle, option: str, bounds: Iterable[str], *, settled: bool) -> bool:
        if settled:
            return not self.has(bundle, option, bounds)
        if not self._is_scaled(option):
            return self._bars(bundle, frozenset([option]))
        places = self._places(self.case.options[option].issue)
        doing = [p for p in places if self._covers(min(p, key=repr), option, bounds, jointly=True)]
        return all(self._bars(bundle, place) for place in doing)

    def _bars(self, bundle: Bundle, marks: Bundle) -> bool:
        """Whether a bundle holds what excludes some marks, or what they entail; or another value of a ladder."""
        wanted = {inner for m in marks if isinstance(m, str) for inner in self.contents(m)} | set(marks)
        for mark in bundle:
            for other in wanted:
                if isinstance(mark, str) and isinstance(other, str) and self.clash(mark, other):
                    return True
                ladder = self._issue_of(other)
                if self.case.issues[ladder].choice_rule == "ladder" and self._issue_of(mark) == ladder:
                    values = [self.case.options[m].value if isinstance(m, str) else m for m in (mark, other)]
                    if values[0] != values[1]:
                        return True
        return False

    # -------------------------------------------------------------------- conditions

    def condition_holds(self, bundle: Bundle, condition: Condition, said_on: date) -> bool:
        """Whether a condition holds in a bundle, words aside."""
        deeds = self.resolution.deeds
        for unwanted in condition.unless:
            options = self.options_of(unwanted)
            if options and all(self.has(bundle, option) for option in options):
                return False
            if deeds.lapse_of([Condition(unless=(unwanted,))], said_on) or deeds.happened(condition, said_on):
                return False
        past = condition.deadline is not None and condition.deadline < self.resolution.day
        if past and condition.requires and not condition.words:
            return bool(deeds.state_of(condition, said_on) is Fulfilment.DONE)
        return all(self._required(bundle, term, condition, said_on) for term in condition.requires)

    def _done(self, term: str, condition: Condition, said_on: date) -> bool:
        alone = Condition(requires=(term,), by=condition.by, bound=condition.bound, timing=condition.timing)
        return bool(self.resolution.deeds.state_of(alone, said_on) is Fulfilment.DONE)

    def _required(self, bundle: Bundle, term: str, condition: Condition, said_on: date) -> bool:
        if term in self.case.proposals:
            if condition.timing == "before" and self._done(term, condition, said_on):
                return True
            alone = replace(condition, bound="exactly")
            options = self.options_of(term)
            return all(self.has(bundle, o) or self._done(o, alone, said_on) for o in options)
        if term in self.case.options:
            return self.has(bundle, term, (condition.bound,)) or self._done(term, condition, said_on)
        return self._done(term, condition, said_on)

    def met(self, bundle: Bundle, held: Resolved, *, words: bool = True) -> Stance | None:
        """The stance that a conditional one is in a bundle: None where its conditions do not hold.

        One whose conditions nobody told commits to nothing.
        """
        if not held.conditions:
            return Stance.OPEN
        chosen = []
        groups: dict[object, list[Condition]] = {}
        for number, condition in enumerate(held.conditions):
            groups.setdefault(condition.any_of or number, []).append(condition)
        for group in groups.values():
            met = [
                c.when_met
                for c in group
                if self.condition_holds(bundle, c, held.day or date.min) and (words or not c.words)
            ]
            if not met:
                return None
            chosen.append(max(met, key=_rank))
        return max(chosen, key=_rank)

    # ------------------------------------------------------------------ honours

    def honours(self, bundle: Bundle, declared: Declared, *, settled: bool) -> bool:
        held = declared.held
        if held.side is Side.FOR:
            return not self.denies(bundle, held, settled=settled) or self._falls_back(bundle, declared)
        if held.side is Side.AGAINST:
            return not self.holds(bundle, held)
        if held.stance is Stance.CONDITIONAL and not declared.from_backing:
            now = self.met(bundle, held)
            if self._rests(bundle, declared):
                return now is not None and side_of(now) is not Side.AGAINST
            return not (now is Stance.DEMAND and self._is_denied_when_met(bundle, declared, settled=settled))
        return True

    def _is_denied_when_met(self, bundle: Bundle, declared: Declared, *, settled: bool) -> bool:
        """Whether a met stance is denied its term; a fallback is not while what it stands beside is held."""
        return not self._holds_main(bundle, declared) and self.denies(bundle, declared.held, settled=settled)

    def _rests(self, bundle: Bundle, declared: Declared) -> bool:
        """Whether a bundle holds the term of a conditional stance, and nothing that this stands beside as a fallback."""
        return self.holds(bundle, declared.held) and not self._holds_main(bundle, declared)

    def _holds_main(self, bundle: Bundle, declared: Declared) -> bool:
        return any(
            self.holds(bundle, other.held)
            for other in self.positions
            for party in declared.parties
            if party in other.parties
            and other.held.side is Side.FOR
            and other.held.term in self._beside(declared, party)
        )

    def _beside(self, declared: Declared, party: str) -> tuple[str, ...]:
        if declared.held.stance is not Stance.CONDITIONAL:
            return ()
        own = self.resolution.stance(party, declared.held.term)
        return own.fallback or (own.aside.fallback if own.aside else ())

    def _falls_back(self, bundle: Bundle, declared: Declared) -> bool:
        """Whether everyone who holds a position has a fallback beside it that is met and held."""
        return all(
            any(
                party in other.parties
                and declared.held.term in self._beside(other, party)
                and (declared.held.ascribed or not other.held.ascribed)
                and self.holds(bundle, other.held)
                and self.met(bundle, other.held) is not None
                for other in self.positions
            )
            for party in declared.parties
        )

    # -------------------------------------------------------------------- costs

    def costs(self, bundle: Bundle, *, settled: bool) -> set[tuple[str, str, str, bool]]:
        """What a bundle costs: party, matter, place, and whether it is by others' word."""
        found = set()
        for declared in self.positions:
            for place in self._places_of_cost(bundle, declared, settled=settled):
                for party in declared.parties:
                    found.add((party, self._matter(declared.held.term), place, declared.held.ascribed))
        for party in self.parties:
            for mark in bundle:
                if self.side(party, mark) is None:
                    own = self.held[party].get(mark) if isinstance(mark, str) else None
                    by_report = bool(own and own.ascribed and own.stance is Stance.MIXED)
                    found.add((party, self._matter(mark), "uncommitted", by_report))
        return found

    def _matter(self, mark: Any) -> str:
        if isinstance(mark, str) and mark in self.case.proposals:
            return mark
        issue = self._issue_of(mark)
        return str(mark) if self.case.issues[issue].choice_rule == "compatible" else issue

    def _places_of_cost(self, bundle: Bundle, declared: Declared, *, settled: bool) -> Iterator[str]:
        held, honoured = declared.held, self.honours(bundle, declared, settled=settled)
        is_held = self.holds(bundle, held)
        if held.side is Side.FOR and not honoured:
            yield _FOR[held.stance]
        elif held.side is Side.AGAINST and is_held:
            yield _AGAINST[held.stance]
        elif held.stance is Stance.OPEN and is_held:
            yield "uncommitted"
        elif held.stance is Stance.CONDITIONAL:
            now = self.met(bundle, held)
            is_held = self._rests(bundle, declared)
            if now is None or declared.from_backing:
                if is_held and now is None:
                    yield "uncommitted" if declared.from_backing else "conditions_unmet"
            elif now in _FOR:
                if self._is_denied_when_met(bundle, declared, settled=settled):
                    yield _FOR[now]
            elif is_held:
                yield _AGAINST.get(now, "uncommitted")

    # -------------------------------------------------------------------- sides

    def side(self, party: str, mark: Any) -> str | None:
        """The side of a party on a mark; on a ladder as its positions have it."""
        if isinstance(mark, str) and not self._is_scaled(mark):
            held = self.held[party].get(mark)
            return held.side.value if held and held.side else None
        return self._side_on_ladder(party, mark)[0]

    def accepts(self, bundle: Bundle, party: str, mark: Any) -> bool:
        """Whether a party accepts a mark on record in a bundle."""
        if isinstance(mark, str) and not self._is_scaled(mark):
            held = self.held[party].get(mark)
            return held is not None and self._accepts(bundle, held)
        return any(self._accepts(bundle, held) for held in self._side_on_ladder(party, mark)[1])

    def _accepts(self, bundle: Bundle, held: Resolved) -> bool:
        if held.side is Side.FOR:
            return True
        if held.stance is not Stance.CONDITIONAL:
            return False
        mets = [self.met(bundle, root, words=False) for root in self._roots(held)]
        return all(met in (Stance.DEMAND, Stance.SUPPORT) for met in mets)

    def _side_on_ladder(self, party: str, mark: Any) -> tuple[str | None, list[Resolved]]:
        own = self.held[party].get(mark) if isinstance(mark, str) else None
        if own and (own.side or own.stance is Stance.MIXED) and not own.is_by_bound:
            return own.side.value if own.side else None, [own]
        ladder = self._issue_of(mark)
        mine = [d.held for d in self.positions if party in d.parties and self.case.issue_of(d.held.term) == ladder]

        def covers(held: Resolved) -> bool:
            return self._covers(mark, held.term, held.bounds, jointly=held.side is not Side.AGAINST)

        def is_limited(held: Resolved) -> bool:
            """Whether an opposite bound of the party, which holds together with one, leaves the mark out."""
            facing = {"at-least": "at-most", "at-most": "at-least"}
            opposite = {facing[bound] for bound in held.bounds if bound in facing}
            limits = [h for h in mine if h.leans_for and not h.fallback and opposite & set(h.bounds)]
            return held.leans_for and not held.fallback and bool(limits) and not any(covers(limit) for limit in limits)

        for side in (Side.AGAINST, Side.FOR, Side.LEANING):
            found = [h for h in mine if h.side is side and covers(h) and not is_limited(h)]
            if found:
                return side.value, found
        if any(h.stance is Stance.DEMAND and not covers(h) for h in mine):
            return Side.AGAINST.value, []
        return (own.side.value, [own]) if own and own.side else (None, [])


def _by_rule_3(held: Resolved) -> bool:
    return any(derivation.rule in _RULE_3 for derivation in held.derivation)


def _rank(stance: Stance) -> int:
    return STANCES[stance].rank if stance in STANCES else 8
