"""Rule 4: a binding membership fills what a member has left silent from the coalition; nothing passes from members up.

A membership binds on a day within its dates, first and last included, where ``neg:binds`` is true and, if it rests on
statements, one of them counts and is in own voice. The coalition's stance by rules 1 to 4 becomes the member's where
the member is silent; after a stance of the member has ended, only if it is newer. Of several coalitions
:func:`~kg.resolution.acts.combine` makes one stance, and the newest that agree with it hold; opposite ones are mixed.
Attribution and confidence are the least of those that hold, as in rule 3.

Where a coalition's stance has lapsed, the member's has lapsed with it, if it was bound on its last day. A condition that
was missed makes no room for another coalition's older for. When the membership ends, what came from it has lapsed with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kg.case import Case
from kg.case.records import Membership, in_order_of_day
from kg.resolution.acts import combine
from kg.resolution.inferred import premise_of
from kg.resolution.past import as_past, in_order
from kg.resolution.stances import Derivation, Lapse, Resolved, silent
from kg.vocabulary import Side, Stance, side_of

__all__ = ["bound_on", "coalitions_of", "fill_from_coalitions", "lapse_memberships", "memberships_ended"]

_BINDING = (("en", "binding membership"),)


def coalitions_of(case: Case, party: str, day: date, counts: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the coalitions (ids) that bind a party on a day, in order of id.

    A membership that rests on statements holds if one of them ``counts``.
    """
    return tuple(sorted({m.organization for m in _binding(case, party, counts) if m.holds(day)}))


def memberships_ended(
    case: Case, party: str, day: date, counts: Callable[[str], bool]
) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Return the last days before a day of memberships that bound a party, with the coalitions (ids), the newest first."""
    ended: dict[date, set[str]] = {}
    for membership in _binding(case, party, counts):
        if membership.end and membership.end < day:
            ended.setdefault(membership.end, set()).add(membership.organization)
    return tuple((last, tuple(sorted(ended[last]))) for last in sorted(ended, reverse=True))


def _binding(case: Case, party: str, counts: Callable[[str], bool]) -> list[Membership]:
    found = (m for m in case.memberships if m.member == party and m.binds)
    return [m for m in found if not m.statements or any(map(counts, m.statements))]


def bound_on(case: Case, party: str, counts: Callable[[str], bool]) -> Callable[[str, date | None], bool]:
    """Return whether a coalition (id) bound a party on a day, by what is told now."""
    binding = _binding(case, party, counts)
    return lambda coalition, day: any(m.organization == coalition and day and m.holds(day) for m in binding)


def fill_from_coalitions(
    party: str,
    held: Mapping[str, Resolved],
    coalitions: Mapping[str, Mapping[str, Resolved]],
    bound: Callable[[str, date | None], bool],
) -> dict[str, Resolved]:
    """Return a party's stances by term, what is silent being filled from the coalitions that bind it.

    ``coalitions`` are the stances of each coalition (id) by term; ``bound`` says whether one bound the party on a day.
    """
    filled = dict(held)
    for term in sorted({term for stances in coalitions.values() for term in stances}):
        own = held.get(term) or silent(party, term)
        if own.stance is not Stance.SILENT:
            continue
        given = [(each, stances[term]) for each, stances in sorted(coalitions.items()) if term in stances]
        offered = [offer for each, offer in given if not offer.lapsed_by or bound(each, offer.lapsed_by.day)]
        later = _without_missed(offered, [o for o in offered if o.stance is not Stance.SILENT and _is_after(o, own)])
        lapsed = [o for o in offered if o.lapsed_by and _is_after(o, own)]
        if later:
            filled[term] = _join(party, term, later, own)
        elif lapsed:
            last = max(lapsed, key=lambda offer: offer.day or date.min)
            past = in_order((*last.past, *own.past))
            filled[term] = replace(own, day=last.day, ended=last.ended, lapsed_by=last.lapsed_by, past=past)
    return filled


def _without_missed(offered: list[Resolved], later: list[Resolved]) -> list[Resolved]:
    """Return what fills: where the stance of one coalition lapsed with a missed condition, no older for of the others."""
    missed = [o.lapsed_by.day for o in offered if o.lapsed_by and o.lapsed_by.kind in ("deadline", "unless")]
    if not missed or side_of(combine(offer.stance for offer in later)) is not Side.FOR:
        return later
    return [offer for offer in later if (offer.day or date.min) > max(missed)]


def lapse_memberships(
    held: Mapping[str, Resolved], before: Mapping[str, Resolved], last: date, coalitions: tuple[str, ...]
) -> dict[str, Resolved]:
    """Return a party's stances, those silent now having lapsed that came from coalitions (ids) it left after a day.

    ``before`` are its stances by the end of that day.
    """
    lapsed = dict(held)
    for term, past in sorted(before.items()):
        own = held.get(term) or silent(past.party, term)
        sources = {p.party for d in past.derivation if d.rule == "membership" for p in d.premises}
        left = tuple(sorted(sources.intersection(coalitions)))
        if left and own.stance is Stance.SILENT and (own.day is None or own.day < last):
            lapse = Lapse("membership", last, left)
            gone = as_past(past, "ended")
            lapsed[term] = replace(own, day=last, ended="lapsed", lapsed_by=lapse, past=in_order((gone, *own.past)))
    return lapsed


def _is_after(offer: Resolved, own: Resolved) -> bool:
    return own.day is None or (offer.day or date.min) > own.day


def _join(party: str, term: str, offers: list[Resolved], own: Resolved) -> Resolved:
    stance = combine(offer.stance for offer in offers)
    matching = [offer for offer in offers if stance is Stance.MIXED or offer.stance is stance]
    newest = max(offer.day or date.min for offer in matching)
    chosen = [offer for offer in matching if stance is Stance.MIXED or offer.day == newest]
    return replace(
        chosen[0],
        party=party,
        stance=stance,
        day=newest,
        authority=max(offer.authority for offer in chosen),
        confidence=min(offer.confidence for offer in chosen),
        evidence=in_order_of_day(s for offer in chosen for s in offer.evidence),
        conditions=tuple(dict.fromkeys(c for offer in chosen for c in offer.conditions)),
        bounds=tuple(sorted({bound for offer in chosen for bound in offer.bounds})),
        derivation=tuple(Derivation("membership", (premise_of(o),), (), (_BINDING,)) for o in chosen),
        contrary_reports=(),
        strain=None,
        lapsed_by=None,
        fallback=(),
        aside=replace(chosen[0].aside, party=party) if chosen[0].aside else None,
        past=own.past,
        beside=own.beside,
    )
