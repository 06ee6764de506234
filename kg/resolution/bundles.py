"""Rule 2: what a party's being for a bundle gives on its terms.

A party that is for a bundle that stands on the day has a conditional stance on each of its terms, with the bundle as
what it requires, as an act of the day of its stance on the bundle. Leaning to a bundle, being against it or tabling it
gives nothing. Of several bundles the newest hold, then the most authoritative; several of these are alternatives.

- It competes by date with what the party has stated on the term: the newer holds, on one day what is stated. It stands
  over what is not for by rules 3 and 4. What it stands over is *covered*, and shown beside it.
- It *yields* to any for that would stand on the term without it, by rules 1, 3 and 4, and is shown beside that.
- A later demand of what excludes the term takes it away, as it does a stated one, and so does on a ladder a later day
  on which the party is for or leaning on any value.
- After a stated stance that stood has ended, a bundle fills the silence only if it is newer than the end.
- When it ends, or the party is no longer for it, what it covered stands again, with its age; where nothing was stated,
  the silence has lapsed with the bundle. What it covers can lapse by a missed condition meanwhile: that is shown beside
  it with what was announced for the case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cached_property

from kg.calendar import days_before
from kg.case.records import Condition, Proposal, in_order_of_day
from kg.resolution.acts import side_of_acts
from kg.resolution.past import as_past, beside, in_order, yielding
from kg.resolution.stances import Derivation, Lapse, Past, Premise, Resolved
from kg.resolution.stated import Stated, marks_of
from kg.vocabulary import Side, Stance

__all__ = ["Bundles"]


class Bundles:
    """What bundles give a party on their terms by the end of a day, beside what it has ``stated``."""

    def __init__(self, stated: Stated, day: date) -> None:
        self._stated, self._day = stated, day
        found: defaultdict[str, list[Resolved]] = defaultdict(list)
        for proposal in stated.proposals.values():
            held = stated.stances.get(proposal.id)
            if held and held.side is Side.FOR and proposal.is_bundle and proposal.is_live(day):
                for term in proposal.terms:
                    found[term].append(_offer(held, term))
        offers = {term: _join(offered) for term, offered in sorted(found.items())}
        #: what is offered on each term, and not taken away by a later act on another term
        self.offers = {term: offer for term, offer in offers.items() if self._stands(term, _day(offer))}

    def covering(self) -> dict[str, Resolved]:
        """Return the offers that are newer than what the party has stated on their term and is not for."""
        return {
            term: self._over(offer)
            for term, offer in self.offers.items()
            if (held := self._stated.stances.get(term))
            and held.stance is not Stance.SILENT
            and held.side is not Side.FOR
            and _day(held) < _day(offer)
        }

    def filling(self) -> dict[str, Resolved]:
        """Return the offers on terms on which no stated stance stands: they yield to a for that other rules give."""
        return {term: self._over(offer) for term, offer in self.offers.items() if self._is_free(term, _day(offer))}

    def beside_for(self, held: Resolved) -> Resolved:
        """Return a stance with the offer that yields to it beside it, where it is for."""
        offer = self.offers.get(held.term)
        if offer is None or held.side is not Side.FOR:
            return held
        return replace(held, beside=in_order((*held.beside, *yielding(offer))))

    def _is_free(self, term: str, day: date) -> bool:
        held = self._stated.stances.get(term)
        if held is None or held.day is None:
            return True
        if held.stance is not Stance.SILENT:
            return False
        stated_on = self._stated.newest_day(term) or date.min
        was_covered = self._stated.last_side(term) is not Side.FOR and stated_on < day
        return was_covered or day > held.day

    def _stands(self, term: str, day: date) -> bool:
        standing = self._stated.standing
        newest = standing.ladders.get(self._stated.case.ladder_of(term) or "", date.min)
        return day >= max(newest, standing.demanded.get(term, date.min))

    def _over(self, offer: Resolved) -> Resolved:
        """Return an offer with what it covers beside it, and the marks that it has by replacing that."""
        term = offer.term
        held = self._stated.stances.get(term)
        if held is None:
            return offer
        covered = self._stated.covered_from(term, _day(offer))
        marks = marks_of(offer.evidence, held.evidence)
        past = self._stated.past_under(term, covered)
        return replace(offer, beside=beside(covered, "covered"), past=past, marks=marks)

    # ------------------------------------------------------------- lapses

    def lapse(self, held: Resolved) -> Resolved:
        """Return a silence with the lapse of the bundle that stood there last, where nothing has ended since."""
        found = self._lapses.get(held.term)
        if found is None or held.stance is not Stance.SILENT or (held.day or date.min) > found[0].day:
            return held
        lapse, gone = found
        return replace(held, day=lapse.day, ended="lapsed", lapsed_by=lapse, past=in_order((gone, *held.past)))

    @cached_property
    def lapsed(self) -> frozenset[str]:
        """The terms on which a bundle stood and stands no more."""
        return frozenset(self._lapses)

    @cached_property
    def _lapses(self) -> dict[str, tuple[Lapse, Past]]:
        found: dict[str, tuple[Lapse, Past]] = {}
        for proposal in self._stated.proposals.values():
            since, last = self._last_stood(proposal) if proposal.is_bundle else (None, None)
            if since and last and since <= last < self._day:
                for term in proposal.terms:
                    if self._stood_on(term, since, last) and (term not in found or found[term][0].day < last):
                        found[term] = (Lapse("bundle", last, (proposal.id,)), self._gone(proposal.id, term, since))
        return found

    def _gone(self, bundle: str, term: str, since: date) -> Past:
        acts = self._stated.standing.leading[bundle][since]
        evidence = in_order_of_day(act.statement for act in acts)
        held = Resolved(self._stated.party, bundle, Stance.SUPPORT, evidence=evidence)
        return as_past(_offer(held, term), "ended")

    def _last_stood(self, proposal: Proposal) -> tuple[date | None, date | None]:
        """Return the day on which the party was last newly for a bundle, and the last day of that, None if it is open."""
        leading = self._stated.standing.leading.get(proposal.id, {})
        since = max((day for day, acts in leading.items() if side_of_acts(acts) is Side.FOR), default=None)
        if since is None or not proposal.is_live(since):
            return None, None
        ends = [days_before(day) for day in leading if day > since]
        over = [act.last_day for act in leading[since]]
        ends += [max(day for day in over if day)] if all(over) else []
        ends += [proposal.last_day] if proposal.last_day else []
        return since, min(ends, default=None)

    def _stood_on(self, term: str, since: date, last: date) -> bool:
        held = self._stated.stances.get(term)
        if not self._stands(term, since) or (held and held.stance is not Stance.SILENT):
            return False
        if held is None or held.day is None:
            return True
        stated_on = self._stated.newest_day(term) or date.min
        was_covered = self._stated.last_side(term) is not Side.FOR and stated_on < since
        return held.day <= last if was_covered else held.day < since


def _offer(bundle: Resolved, term: str) -> Resolved:
    premise = Premise(bundle.party, bundle.term, bundle.stance, bundle.evidence)
    return replace(
        bundle,
        term=term,
        stance=Stance.CONDITIONAL,
        conditions=(Condition(requires=(bundle.term,)),),
        bounds=("exactly",),
        derivation=(Derivation("proposal", (premise,), (bundle.term, term)),),
        past=(),
        beside=(),
        marks=(),
    )


def _day(resolved: Resolved) -> date:
    return resolved.day or date.min


def _join(offers: list[Resolved]) -> Resolved:
    newest = max(_day(offer) for offer in offers)
    fresh = [offer for offer in offers if offer.day == newest]
    best = min(offer.authority for offer in fresh)
    chosen = [offer for offer in fresh if offer.authority == best]
    if len(chosen) == 1:
        return chosen[0]
    return replace(
        chosen[0],
        evidence=in_order_of_day(s for offer in chosen for s in offer.evidence),
        confidence=min(offer.confidence for offer in chosen),
        conditions=tuple(replace(c, any_of="bundles") for offer in chosen for c in offer.conditions),
        derivation=tuple(d for offer in chosen for d in offer.derivation),
    )
