"""Which conditional stances are fallbacks: those on what an older for of the party excludes, or on a ladder where it has one.

A for is *older* where the first of its statements counts from an earlier day than the conditional stance. What a for
gives on the other values of its ladder is none of its own. A stance in own voice stands beside no for by others' word,
and others' word is not shown beside one in own voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kg.case import Case
from kg.resolution.closure import Closure
from kg.resolution.past import as_past, in_order
from kg.resolution.stances import Past, Resolved
from kg.vocabulary import Side, Stance

__all__ = ["fallbacks_of", "mark_fallbacks", "show_fallbacks"]


def mark_fallbacks(case: Case, closure: Closure, stances: Mapping[str, Resolved]) -> dict[str, Resolved]:
    """Return a party's stances by term, each conditional one with the terms beside whose for it stands."""
    fors = {term: held for term, held in stances.items() if held.side is Side.FOR and not held.is_by_bound}
    marked = {}
    for term, held in stances.items():
        if held.stance is Stance.CONDITIONAL:
            marked[term] = replace(held, fallback=_beside(case, closure, held, fors))
        elif held.aside:
            marked[term] = replace(held, aside=replace(held.aside, fallback=_beside(case, closure, held.aside, fors)))
        else:
            marked[term] = held
    return marked


def fallbacks_of(stances: Mapping[str, Resolved]) -> tuple[Resolved, ...]:
    """Return a party's fallbacks, in order of term."""
    found = (held.aside or held for _, held in sorted(stances.items()))
    return tuple(held for held in found if held.fallback)


def show_fallbacks(stances: Mapping[str, Resolved]) -> dict[str, Resolved]:
    """Return a party's stances by term, each for with the fallbacks that stand beside it."""
    found: defaultdict[str, list[Past]] = defaultdict(list)
    for fallback in fallbacks_of(stances):
        for term in fallback.fallback:
            if stances[term].ascribed or not fallback.ascribed:
                found[term].append(as_past(fallback, "fallback"))
    return {
        term: replace(held, beside=in_order((*held.beside, *found[term]))) if term in found else held
        for term, held in stances.items()
    }


def _beside(case: Case, closure: Closure, held: Resolved, fors: Mapping[str, Resolved]) -> tuple[str, ...]:
    if held.term not in case.options:
        return ()
    ladder = case.ladder_of(held.term)
    near = {*closure.excluded_by(held.term), *(option.id for option in (case.options_of(ladder) if ladder else ()))}
    found = (fors[term] for term in near if term in fors)
    return tuple(sorted(f.term for f in found if _is_older(f, held) and (held.ascribed or not f.ascribed)))


def _is_older(held: Resolved, than: Resolved) -> bool:
    return min((s.latest for s in held.evidence), default=date.max) < (than.day or date.min)
