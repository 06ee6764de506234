"""Rule 3: what a party's stances imply for other options: by entailment, by exclusion, and on ladders.

It is applied once, over the closures (:mod:`kg.resolution.closure`), to the stances of rules 1 and 2; what it infers
implies nothing further.

- *entailment*: for A gives the same stance on what A entails.
- *exclusion*: a demand of A gives rule-out on what A excludes; support of A gives nothing there.
- *refused content*: against B gives the same stance on what entails B.
- *ladder*, of a stance on a value v with a bound: for with at-least or at-most gives support, and leaning gives open,
  on the other values within the bound (where the party is also for or leaning with the opposite bound, only on those
  within one of these too); against gives the same stance on the other values within the bound; a demand gives rule-out
  on the values outside its bound, which for exactly v is every other value.

Mixed and leaning stances give nothing by the first three. An inference fills only what rules 1 and 2 left silent, and
after a stance has ended only if it is newer. Where they gave a side, an opposite inference that is newer is the
``strain`` on it. Of several inferences on one side the strongest hold, and of these the newest, shortest chain first;
opposite sides are mixed.

An inferred stance has the newest day of its premises, their least authoritative attribution and their lowest
confidence: a conclusion is no better supported than the weakest of its premises (the weakest link principle of Pollock,
"Cognitive Carpentry", 1995).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kg.case import Case
from kg.case.records import Option, Text, in_order_of_day
from kg.resolution.closure import Chain, Closure
from kg.resolution.stances import Derivation, Premise, Resolved, silent
from kg.resolution.stated import combine
from kg.vocabulary import Side, Stance

__all__ = ["Inference", "choose_inference", "infer", "premise_of"]

_OPPOSITE = {Side.FOR: {Side.AGAINST}, Side.LEANING: {Side.AGAINST}, Side.AGAINST: {Side.FOR, Side.LEANING}}


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
    found: defaultdict[str, list[Inference]] = defaultdict(list)
    for inference in _inferences(case, closure, stated):
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
    return resolved


def _strain(party: str, term: str, held: Resolved, inferences: Iterable[Inference]) -> Resolved | None:
    if held.side is None or held.day is None:
        return None
    newer = [i for i in inferences if i.day > held.day]
    opposite = [i for i in newer if _is_opposite(held.side, i.stance)]
    return choose_inference(party, term, opposite) if opposite else None


def _is_opposite(side: Side, stance: Stance) -> bool:
    return Resolved("", "", stance).side in _OPPOSITE[side]


def choose_inference(party: str, term: str, inferences: Iterable[Inference]) -> Resolved:
    """Return the stance that inferences on one term amount to.

    On one side the strongest holds, then the newest; opposite sides are mixed, with the best chain of each.
    """
    given = list(inferences)
    stance = combine(i.stance for i in given)
    if stance is Stance.MIXED:
        against = [i for i in given if i.stance in (Stance.DOUBT, Stance.OPPOSE, Stance.RULE_OUT)]
        others = [i for i in given if i not in against]
        chosen = [
            *_best(others, combine(i.stance for i in others)),
            *_best(against, combine(i.stance for i in against)),
        ]
    else:
        chosen = _best(given, stance)
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


def _best(inferences: Iterable[Inference], stance: Stance) -> list[Inference]:
    strongest = [i for i in inferences if i.stance is stance]
    newest = max(i.day for i in strongest)
    fresh = [i for i in strongest if i.day == newest]
    return sorted(fresh, key=lambda i: (len(i.chain.via), i.chain.via, i.rule))


def _inferences(case: Case, closure: Closure, stated: Mapping[str, Resolved]) -> Iterator[Inference]:
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
    yield from _on_ladders(case, stated)


def _on_ladders(case: Case, stated: Mapping[str, Resolved]) -> Iterator[Inference]:
    by_ladder: defaultdict[str, list[Resolved]] = defaultdict(list)
    for term, held in sorted(stated.items()):
        option = case.options.get(term)
        if option and option.value is not None and held.side and case.issues[option.issue].choice_rule == "ladder":
            by_ladder[option.issue].append(held)
    for ladder, holding in by_ladder.items():
        values = [option for option in case.options_of(ladder) if option.value is not None]
        yield from _on_ladder(case, values, holding)


def _on_ladder(case: Case, values: Iterable[Option], holding: list[Resolved]) -> Iterator[Inference]:
    wanted = [(case.options[held.term], bound) for held in holding if held.leans_for for bound in held.bounds]
    for held in holding:
        option = case.options[held.term]
        for bound in held.bounds:
            for other in values:
                if other.id != option.id:
                    stance = _stance_on(held, option, bound, other, wanted)
                    if stance:
                        yield Inference(
                            "ladder", other.id, stance, held, Chain((option.id, other.id), (_reason(option, bound),))
                        )


def _stance_on(
    held: Resolved, option: Option, bound: str, other: Option, wanted: list[tuple[Option, str]]
) -> Stance | None:
    """Return what a stance with a bound on one value implies for another, or None.

    A party's at-least and at-most hold together: what lies within one and outside every one of the other is not wanted.
    """
    inside = _covers(option, bound, other)
    if held.side is Side.AGAINST:
        return held.stance if inside and bound != "exactly" else None
    opposite = [_covers(o, b, other) for o, b in wanted if b not in ("exactly", bound)]
    if inside and bound != "exactly" and (not opposite or any(opposite)):
        return Stance.SUPPORT if held.side is Side.FOR else Stance.OPEN
    return Stance.RULE_OUT if held.stance is Stance.DEMAND and not inside else None


def _covers(option: Option, bound: str, other: Option) -> bool:
    value, tried = option.value or Decimal(0), other.value or Decimal(0)
    return {"at-least": tried >= value, "at-most": tried <= value}.get(bound, tried == value)


def _reason(option: Option, bound: str) -> Text:
    unit = f" {option.unit}" if option.unit else ""
    return (("en", f"{bound.replace('-', ' ')} {option.value:f}{unit}"),)
