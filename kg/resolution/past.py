"""The positions on a term that do not decide: those beside the stance, and those that are past, each with its fate."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.case.records import Condition, Position, in_order_of_day
from kg.resolution.acts import Act
from kg.resolution.stances import Past, Resolved
from kg.resolution.standing import Standing
from kg.vocabulary import Stance, side_of

__all__ = ["as_past", "beside", "in_order", "past_of", "yielding"]


def beside(acts: Iterable[Act], fate: str) -> tuple[Past, ...]:
    """Return the positions of acts, each with a fate and its lapse, in order of their newest statement, the newest first."""
    grouped: dict[str, list[Act]] = {}
    for act in acts:
        grouped.setdefault(act.position.id, []).append(act)
    return in_order(
        Past(acts[0].position, in_order_of_day(act.statement for act in acts), fate, acts[0].lapse)
        for acts in grouped.values()
    )


def in_order(found: Iterable[Past]) -> tuple[Past, ...]:
    """Return positions in order of their newest statement, the newest first."""
    return tuple(sorted(found, key=lambda p: (p.day, p.evidence[-1].id), reverse=True))


def as_past(held: Resolved, fate: str) -> Past:
    """Return a stance that does not decide, for which no position or more than one may stand."""
    said = tuple(statement.id for statement in held.evidence)
    bound = held.bounds[0] if len(held.bounds) == 1 else "exactly"
    position = Position("", held.party, held.term, held.stance, said, bound=bound, conditions=held.conditions)
    return Past(position, held.evidence, fate)


def yielding(offer: Resolved) -> tuple[Past, ...]:
    """Return what bundles would give on a term, as what yields to the for that stands there."""
    said = {statement.id: statement for statement in offer.evidence}
    return in_order(
        Past(
            Position(
                premise.option,
                offer.party,
                offer.term,
                Stance.CONDITIONAL,
                tuple(sorted(s.id for s in premise.evidence)),
                conditions=(Condition(requires=(premise.option,)),),
            ),
            in_order_of_day(said[s.id] for s in premise.evidence),
            "yields",
        )
        for derivation in offer.derivation
        for premise in derivation.premises
    )


def past_of(acts: Collection[Act], standing: Standing, without: Collection[str] = ()) -> tuple[Past, ...]:
    """Return the positions of acts on one term that are past, save some (ids), with the fate of the newest act of each."""
    newest = max((act.day for act in acts if side_of(act.stance)), default=None)
    grouped: dict[str, list[Act]] = {}
    for act in acts:
        if act.position.id not in without:
            grouped.setdefault(act.position.id, []).append(act)
    found = []
    for group in grouped.values():
        last = max(group, key=lambda act: act.day)
        is_older = newest is not None and last.day < newest
        fate = _fate(last, standing, is_older=is_older)
        found.append(Past(last.position, in_order_of_day(act.statement for act in group), fate))
    return in_order(found)


def _fate(act: Act, standing: Standing, *, is_older: bool) -> str:
    if act.how:
        return "ended" if act.how == "lapsed" else act.how
    if is_older:
        return "older"
    if act not in standing.leading.get(act.term, {}).get(act.day, ()):
        return "less authoritative" if side_of(act.stance) else "older"
    return standing.fates.get(act, "weaker")
