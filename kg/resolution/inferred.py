"""Rule 3: what a party's stances imply for other options: by entailment, by exclusion, and on ladders.

It is applied once, over the closures (:mod:`kg.resolution.closure`), to the stances of rules 1 and 2; what it infers
implies nothing further.

- *entailment*: for A gives the same stance on what A entails.
- *exclusion*: a demand of A gives rule-out on what A excludes; support of A gives nothing there.
- *refused content*: against B gives the same stance on what entails B.
- *ladder*, of a stance on a value v with a bound: for with at-least or at-most gives support, and leaning gives open,
  on the other values within the bound (where the party is also for or leaning with the opposite bound, only on those
  within one of these too); against gives the same stance on the other values within the bound; a demand gives rule-out
  on the values outside its bound, which for exactly v is every other value. A fallback gives nothing; an older stance
  on v of the opposite bound, which stands beside, gives what it would alone.

Mixed and leaning stances give nothing by the first three. An inference fills only what rules 1 and 2 left silent, and
after a stance has ended only if it is newer. Where they gave a side, an opposite inference that is newer is the
``strain`` on it. Of several inferences the strongest hold (demand, support, conditional, open; or rule-out, oppose,
doubt), and of these the newest, shortest chain first; opposite sides are mixed.

What a stance with a bound gave on a ladder lapses when a condition of that stance does; the bound that it set for the
party's stances of that time stays set, so that a missed deadline opens no value.

An inferred stance has the newest day of its premises, their least authoritative attribution and their lowest
confidence: a conclusion is no better supported than the weakest of its premises (the weakest link principle of Pollock,
"Cognitive Carpentry", 1995).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.case import Case
from kg.case.records import Option, Text, in_order_of_day
from kg.resolution.acts import combine
from kg.resolution.closure import Chain, Closure
from kg.resolution.stances import Derivation, Premise, Resolved, silent
from kg.vocabulary import Side, Stance, are_opposite, side_of, strength

__all__ = ["RULE_3", "Inference", "choose_inference", "infer", "opposite_bounds", "premise_of"]

#: the names of what rule 3 infers by, in a derivation
RULE_3 = frozenset({"entailment", "exclusion", "refused content", "ladder"})

#: the values of a ladder, and a party's stances on it
_Ladder = tuple[list[Option], list[Resolved]]


@dataclass(frozen=True, slots=True)
class Inference:
    """One application of a rule: ``premise`` gives ``stance`` on ``term`` (id), along a chain of options."""

    rule: str
    term: str
    stance: Stance
    premise: Resolved
    chain: Chain

    @property
    def day(self) -> date:
        """The premise's day."""
        return self.premise.day or date.min


def premise_of(resolved: Resolved) -> Premise:
    """Return a stance as the premise of another."""
    return Premise(resolved.party, resolved.term, resolved.stance, resolved.evidence)


def infer(case: Case, closure: Closure, party: str, stated: Mapping[str, Resolved]) -> dict[str, Resolved]:
    """Fill what rules 1 and 2 left silent, and mark as ``strain`` a newer inferred opposite of what they gave."""
    ladders = list(_ladders(case, stated))
    found: defaultdict[str, list[Inference]] = defaultdict(list)
    for inference in (*_over_closures(case, closure, stated), *_on_ladders(case, ladders)):
        found[inference.term].append(inference)
    resolved = dict(stated)
    for term, inferences in sorted(found.items()):
        held = stated.get(term) or silent(party, term)
        if held.stance is Stance.SILENT:
            later = [i for i in inferences if held.day is None or i.day > held.day]
            if later:
                resolved[term] = replace(choose_inference(party, term, later), past=held.past)
        else:
            resolved[term] = replace(held, strain=_strain(party, term, held, inferences))
    for term, lapsed in _lapsed_on_ladders(case, ladders):
        held = resolved.get(term) or silent(party, term)
        if held.stance is Stance.SILENT and (held.day is None or (lapsed.day and lapsed.day > held.day)):
            resolved[term] = replace(held, day=lapsed.day, ended=lapsed.ended, lapsed_by=lapsed.lapsed_by)
    return resolved


def _strain(party: str, term: str, held: Resolved, inferences: Iterable[Inference]) -> Resolved | None:
    if held.day is None:
        return None
    opposite = [i for i in inferences if i.day > held.day and are_opposite(held.side, side_of(i.stance))]
    return choose_inference(party, term, opposite) if opposite else None


def choose_inference(party: str, term: str, inferences: Iterable[Inference]) -> Resolved:
    """Return the stance that inferences on one term amount to.

    The strongest holds, then the newest; opposite sides are mixed, with the best chain of each.
    """
    given = list(inferences)
    against = [i for i in given if side_of(i.stance) is Side.AGAINST]
    others = [i for i in given if i not in against]
    chosen = [*_best(others), *_best(against)]
    stance = combine(i.stance for i in chosen)
    return Resolved(
        party,
        term,
        stance,
        day=max(i.day for i in chosen),
        authority=max(i.premise.authority for i in chosen),
        confidence=min(i.premise.confidence for i in chosen),
        evidence=in_order_of_day(s for i in chosen for s in i.premise.evidence),
        bounds=("exactly",),
        derivation=tuple(Derivation(i.rule, (premise_of(i.premise),), i.chain.via, i.chain.reasons) for i in chosen),
    )


def _best(inferences: list[Inference]) -> list[Inference]:
    """Return the strongest inferences of one direction, the newest of these, the shortest chain first."""
    if not inferences:
        return []
    strongest = max((i.stance for i in inferences), key=_rank)
    newest = max(i.day for i in inferences if i.stance is strongest)
    fresh = [i for i in inferences if i.stance is strongest and i.day == newest]
    return sorted(fresh, key=lambda i: (len(i.chain.via), i.chain.via, i.rule))


def _rank(stance: Stance) -> tuple[bool, int]:
    return side_of(stance) is not Side.LEANING, strength(stance)


def _over_closures(case: Case, closure: Closure, stated: Mapping[str, Resolved]) -> Iterator[Inference]:
    for term, held in sorted(stated.items()):
        if term not in case.options:
            continue
        if held.side is Side.FOR:
            for entailed, chain in closure.entailed_by(term).items():
                yield Inference("entailment", entailed, held.stance, held, chain)
        if held.stance is Stance.DEMAND:
            for excluded, chain in closure.excluded_by(term).items():
                yield Inference("exclusion", excluded, Stance.RULE_OUT, held, chain)
        if held.side is Side.AGAINST:
            for entailing, chain in closure.entailing(term).items():
                yield Inference("refused content", entailing, held.stance, held, chain)


def _on_ladders(case: Case, ladders: Iterable[_Ladder]) -> Iterator[Inference]:
    for values, holding in ladders:
        wanted = [
            (case.options[h.term], bound, h.day if h.stance is Stance.SILENT else None)
            for h in holding
            if h.leans_for or h.stance is Stance.SILENT
            for bound in h.bounds
        ]
        for held in holding:
            option = case.options[held.term]
            for bound in held.bounds:
                for other in values:
                    stance = _stance_on(held, option, bound, other, wanted) if other.id != option.id else None
                    if stance:
                        chain = Chain((option.id, other.id), (_reason(option, bound),))
                        yield Inference("ladder", other.id, stance, held, chain)


def _lapsed_on_ladders(case: Case, ladders: Iterable[_Ladder]) -> Iterator[tuple[str, Resolved]]:
    """Yield the values (ids) on which a lapsed stance with a bound gave one, with the silence that it left."""
    for values, holding in ladders:
        for held in holding:
            if held.stance is Stance.SILENT:
                option = case.options[held.term]
                for other in values:
                    if any(bound != "exactly" and other.is_within(bound, option) for bound in held.bounds):
                        yield other.id, held


def _ladders(case: Case, stated: Mapping[str, Resolved]) -> Iterator[_Ladder]:
    """Yield the values of each ladder with the party's stances on it: those with a side, and lapsed ones that had a bound."""
    by_ladder: defaultdict[str, list[Resolved]] = defaultdict(list)
    for term, held in sorted(stated.items()):
        counts = held.bounds and not held.fallback and (held.side or held.stance is Stance.SILENT)
        ladder = case.ladder_of(term) if counts else None
        if ladder and case.options[term].value is not None:
            by_ladder[ladder] += [held, *opposite_bounds(held)]
    for ladder, holding in by_ladder.items():
        yield [option for option in case.options_of(ladder) if option.value is not None], holding


def opposite_bounds(held: Resolved) -> list[Resolved]:
    """Return the older stances on the same value that stand beside a stance because they have the opposite bound."""
    return [
        Resolved(
            held.party,
            held.term,
            past.position.stance,
            day=past.day,
            authority=min(statement.authority for statement in past.evidence),
            confidence=max(statement.confidence for statement in past.evidence),
            evidence=past.evidence,
            conditions=past.position.conditions,
            bounds=(past.position.bound,),
            ascribed=held.ascribed,
        )
        for past in held.beside
        if past.fate == "opposite bound"
    ]


def _stance_on(
    held: Resolved, option: Option, bound: str, other: Option, wanted: list[tuple[Option, str, date | None]]
) -> Stance | None:
    """Return what a stance with a bound on one value implies for another, or None.

    A party's at-least and at-most hold together: what lies within one and outside every one of the other is not wanted.
    ``wanted`` are its bounds, those of a lapsed stance with the last day, after which they limit nothing new.
    """
    if held.stance is Stance.SILENT:
        return None
    inside = other.is_within(bound, option)
    if held.side is Side.AGAINST:
        return held.stance if inside and bound != "exactly" else None
    limits = ((o, b) for o, b, last in wanted if last is None or (held.day or date.min) <= last)
    opposite = [other.is_within(b, o) for o, b in limits if b not in ("exactly", bound)]
    if inside and bound != "exactly" and (not opposite or any(opposite)):
        return Stance.SUPPORT if held.side is Side.FOR else Stance.OPEN
    return Stance.RULE_OUT if held.stance is Stance.DEMAND and not inside else None


def _reason(option: Option, bound: str) -> Text:
    unit = f" {option.unit}" if option.unit else ""
    return (("en", f"{bound.replace('-', ' ')} {option.value:f}{unit}"),)
