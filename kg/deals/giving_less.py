"""How a party gives up a part of a position, and what is asked then.

From the least: an order is given up, to *together* or to any; a bound is lifted, to the nearest place first; a condition is
dropped. What is dropped is one order, bound or condition at a time, then all.

A bound is lifted where a demand or a support lets in places of the ladder next to those within it (an exact one on either
side), where a refusal lets in some of those that it refuses, and where a condition lets in places next to those that it requires.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.deals.declared import Declared
from kg.deals.formulas import TRUE, Holds, either, no
from kg.deals.problem import Alternative, Asked, Edge, Given, Lesser
from kg.deals.terms import Waiting
from kg.vocabulary import Side, Stance

if TYPE_CHECKING:
    from kg.deals.positions import Asking

__all__ = ["lesser_of"]


def lesser_of(asking: Asking, declared: Declared) -> Iterator[Lesser]:
    """Yield the ways to give up a part of a position, the least first."""
    held = declared.held
    if held.side is Side.FOR:
        yield from _wanting_less(asking, declared)
    elif held.side is Side.AGAINST:
        yield from _refusing_less(asking, declared)
    elif held.stance is Stance.CONDITIONAL and not declared.held.is_backing:
        waiting = asking.terms.waiting(held)
        yield from _in_another_order(asking, declared, waiting)
        yield from _requiring_less(asking, declared, waiting)
        yield from _without_conditions(asking, declared, waiting)


# ------------------------------------------------------------------ orders


def _in_another_order(asking: Asking, declared: Declared, waiting: Waiting) -> Iterator[Lesser]:
    def changed(how: Given, numbers: tuple[int, ...]) -> Lesser:
        def change(alternative: Alternative) -> Alternative:
            if alternative.conditions[0] not in numbers:
                return alternative
            edges = alternative.edges if how is Given.TOGETHER else ()
            return replace(alternative, edges=tuple(Edge(e.first, e.then, "together") for e in edges))

        return Lesser(how, asking.asked(declared, waiting=_changed(waiting, change)), dropped=numbers)

    ordered = [a for group in waiting.groups for a, _ in group if a.edges]
    firsts = [a.conditions[0] for a in ordered if any(edge.timing == "before" for edge in a.edges)]
    for numbers in _one_by_one(sorted(firsts)):
        yield changed(Given.TOGETHER, numbers)
    for numbers in _one_by_one(sorted(a.conditions[0] for a in ordered)):
        yield changed(Given.ANY_ORDER, numbers)


def _changed(waiting: Waiting, change: Callable[[Alternative], Alternative]) -> Waiting:
    return Waiting(tuple(tuple((change(a), stance) for a, stance in group) for group in waiting.groups))


def _one_by_one(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield each number alone, then all of them together where they are several."""
    yield from ((number,) for number in numbers)
    if len(numbers) > 1:
        yield tuple(numbers)


# ------------------------------------------------------------------ bounds


def _wanting_less(asking: Asking, declared: Declared) -> Iterator[Lesser]:
    held, space = declared.held, asking.terms.space
    if asking.terms.case.ladder_of(held.term) is None:
        return
    (targets,) = asking.terms.targets(held)
    for place, within in _beyond(targets, space.scale(asking.terms.case.issue_of(held.term))):
        yield Lesser(Given.LIFT_BOUND, asking.wanted(declared, [within]), place)


def _beyond(targets: tuple[int, ...], places: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each place on a ladder outside of some neighbouring ones, the nearest first, with all from there to them."""
    if not targets:
        return
    first, last = places.index(targets[0]), places.index(targets[-1])
    steps = sorted((max(first - i, i - last), i) for i in range(len(places)) if not first <= i <= last)
    for _, i in steps:
        yield places[i], places[min(i, first) : max(i, last) + 1]


def _refusing_less(asking: Asking, declared: Declared) -> Iterator[Lesser]:
    held = declared.held
    if asking.terms.case.ladder_of(held.term) is None or len(set(held.bounds) - {"exactly"}) != 1:
        return
    (refused,) = asking.terms.targets(held)
    outward = refused if "at-least" in held.bounds else refused[::-1]
    for count in range(1, len(outward)):
        still = no(either(Holds(place) for place in sorted(outward[count:])))
        yield Lesser(Given.LIFT_BOUND, Asked(still, still), outward[count - 1])


def _requiring_less(asking: Asking, declared: Declared, waiting: Waiting) -> Iterator[Lesser]:
    terms, held = asking.terms, declared.held
    for number, condition in enumerate(held.conditions):
        for option in condition.requires:
            ladder = terms.case.ladder_of(option)
            targets = terms.space.within(option, (condition.bound,)) if ladder else ()
            for place, within in _beyond(targets, terms.space.scale(ladder or "")):
                lifted = terms.waiting(held, lifted={(number, option): within})
                if lifted != waiting:
                    yield Lesser(Given.LIFT_BOUND, asking.asked(declared, waiting=lifted), place, (number,))


# -------------------------------------------------------------- conditions


def _without_conditions(asking: Asking, declared: Declared, waiting: Waiting) -> Iterator[Lesser]:
    for chosen in _one_by_one(list(range(len(waiting.groups)))):
        groups = tuple(_dropped(group) if n in chosen else group for n, group in enumerate(waiting.groups))
        numbers = tuple(sorted(n for i in chosen for a, _ in waiting.groups[i] for n in a.conditions))
        yield Lesser(Given.DROP_CONDITION, asking.asked(declared, waiting=Waiting(groups)), dropped=numbers)


def _dropped(group: tuple[tuple[Alternative, Stance], ...]) -> tuple[tuple[Alternative, Stance], ...]:
    """Return a group of conditions that asks for nothing: what is held then is what any of them would give."""
    return tuple((Alternative(TRUE, (), alternative.conditions), stance) for alternative, stance in group)
