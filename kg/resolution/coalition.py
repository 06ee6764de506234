"""Rule 4: a binding membership fills what a member has left silent from the coalition; nothing passes from members up.

A membership binds on a day within its dates, first and last included, where ``neg:binds`` is true and, if it rests on
statements, one of them counts. The coalition's stance by rules 1 to 4 becomes the member's where the member is silent;
after a stance of the member has ended, only if it is newer. Of several coalitions :func:`~kg.resolution.stated.combine`
makes one stance, and the newest that agree with it hold; opposite ones are mixed. Attribution and confidence are the
least of those that hold, as in rule 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kg.case import Case
from kg.case.records import in_order_of_day
from kg.resolution.inferred import premise_of
from kg.resolution.stances import Derivation, Resolved, silent
from kg.resolution.stated import combine
from kg.vocabulary import Stance

__all__ = ["coalitions_of", "fill_from_coalitions"]

_BINDING = (("en", "binding membership"),)


def coalitions_of(case: Case, party: str, day: date, counts: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the coalitions (ids) that bind a party on a day, in order of id.

    A membership that rests on statements holds if one of them ``counts``.
    """
    found = (m for m in case.memberships if m.member == party and m.binds and m.holds(day))
    return tuple(sorted({m.organization for m in found if not m.statements or any(map(counts, m.statements))}))


def fill_from_coalitions(
    party: str, held: Mapping[str, Resolved], coalitions: Mapping[str, Mapping[str, Resolved]]
) -> dict[str, Resolved]:
    """Return a party's stances by term, what is silent being filled from the coalitions that bind it.

    ``coalitions`` are the stances of each coalition (id) by term.
    """
    filled = dict(held)
    for term in sorted({term for stances in coalitions.values() for term in stances}):
        own = held.get(term) or silent(party, term)
        if own.stance is not Stance.SILENT:
            continue
        offered = [stances[term] for _, stances in sorted(coalitions.items()) if term in stances]
        later = [o for o in offered if o.stance is not Stance.SILENT and _is_after(o, own)]
        if later:
            filled[term] = _join(party, term, later, own)
    return filled


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
        past=own.past,
    )
