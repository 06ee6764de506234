"""Rule 1, day by day: which acts of a party stand on each term, and which a later act on another term takes away.

Of the acts on a term those of the newest day stand, and of these those with the most authoritative attribution: its
*leading* acts. Refusals to say do not compete. Two things take away older acts that are for or leaning, on other terms
too: a later demand of what excludes the term (*superseded*); and on a ladder a later day on which the party is for or
leaning on any value (*replaced*), save what has the opposite bound (at-least, at-most) and shares a value with all that
is said on that day.

A conditional stance on a ladder where the party has an older for is a *fallback*: it stands apart, replaces nothing but
an older fallback, or on its own value a stance that is not for, and is itself replaced as any leaning stance is.

What has ended takes away as if it stood, so that nothing older returns; but a for that had ended by then is none that a
conditional stance could stand beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kg.case import Case
from kg.resolution.acts import Act, side_of_acts, stance_of_acts
from kg.resolution.closure import Closure
from kg.vocabulary import Side, Stance, side_of

__all__ = ["Standing"]

_OPPOSITE_BOUND = {"at-least": "at-most", "at-most": "at-least"}


class Standing:
    """The acts of a party with a side, as they stand after the newest day.

    - ``leading``: by term and day, the most authoritative acts; they may be over.
    - ``holding``: by term, those that stand.
    - ``apart``: by term, fallbacks on a ladder.
    - ``opposite``: by term, older acts that stay beside newer ones on the term, having the opposite bound.
    - ``fates``: why an act that led was taken away from another term: ``superseded`` or ``replaced``.
    - ``displaced``: by term and day, the older acts that its acts of that day took away on other terms.
    - ``demanded``: by term, the newest day of a demand of what excludes it.
    - ``ladders``: by ladder (issue id), the newest day of a for or leaning act that is no fallback.
    """

    def __init__(self, case: Case, closure: Closure, acts: Iterable[Act]) -> None:
        self._case, self._closure = case, closure
        self.leading = _leading(acts)
        self.holding: dict[str, list[Act]] = {}
        self.apart: dict[str, list[Act]] = {}
        self.opposite: dict[str, list[Act]] = {}
        self._places = (self.opposite, self.holding, self.apart)
        self.fates: dict[Act, str] = {}
        self.displaced: defaultdict[tuple[str, date], list[Act]] = defaultdict(list)
        self.demanded: dict[str, date] = {}
        self.ladders: dict[str, date] = {}
        days: defaultdict[date, dict[str, list[Act]]] = defaultdict(dict)
        for term, by_day in sorted(self.leading.items()):
            for day, on_day in by_day.items():
                days[day][term] = on_day
        for day, new in sorted(days.items()):
            self._add(day, new)

    # ------------------------------------------------------------- one day

    def _add(self, day: date, new: dict[str, list[Act]]) -> None:
        apart = self._climb(day, new)
        for term, acts in new.items():
            if term in apart:
                self._set_apart(term, acts)
            else:
                self.holding[term] = acts
                self.apart.pop(term, None)
                if not _leans_for(acts):
                    self.opposite.pop(term, None)
        for term, acts in new.items():
            if stance_of_acts(acts) is Stance.DEMAND and term in self._case.options:
                for excluded in self._closure.excluded_by(term):
                    self.demanded[excluded] = day
                    self._remove(excluded, (term, day), "superseded")

    def _climb(self, day: date, new: dict[str, list[Act]]) -> set[str]:
        """Replace what the acts of a day replace on their ladders; return the terms on which they are fallbacks."""
        apart: set[str] = set()
        by_ladder: defaultdict[str, list[str]] = defaultdict(list)
        for term, acts in new.items():
            if _leans_for(acts) and (ladder := self._case.ladder_of(term)):
                by_ladder[ladder].append(term)
        for ladder, terms in by_ladder.items():
            conditional = {t for t in terms if stance_of_acts(new[t]) is Stance.CONDITIONAL}
            firm = {term: new[term] for term in terms if term not in conditional}
            self._replace(ladder, day, firm, self._places)
            offered = {term: new[term] for term in terms if term in conditional}
            if self._has_for(ladder, day):
                self._replace(ladder, day, offered, (self.apart,))
                apart |= conditional
            else:
                self._replace(ladder, day, offered, self._places)
            if set(terms) - apart:
                self.ladders[ladder] = day
        return apart

    def _set_apart(self, term: str, acts: list[Act]) -> None:
        self.apart[term] = acts
        if side_of_acts(self.holding.get(term, ())) is not Side.FOR:
            self.holding.pop(term, None)
            self.opposite.pop(term, None)

    def _has_for(self, ladder: str, day: date) -> bool:
        """Whether a for of an older day stands on a ladder on a day."""
        on_ladder = (self.holding.get(option.id, ()) for option in self._case.options_of(ladder))
        return any(
            side_of_acts(acts) is Side.FOR and any(act.last_day is None or act.last_day >= day for act in acts)
            for acts in on_ladder
        )

    # ----------------------------------------------------------- taking away

    def _replace(
        self, ladder: str, day: date, new: dict[str, list[Act]], places: Iterable[dict[str, list[Act]]]
    ) -> None:
        """Take away what new acts replace on a ladder; an older act of the opposite bound on their term stays beside."""
        said = [act for acts in new.values() for act in acts]
        if not said:
            return
        for place in places:
            for term in [option.id for option in self._case.options_of(ladder) if option.id in place]:
                replaced = [a for a in place[term] if a.leans_for and not all(self._shares(a, each) for each in said)]
                self._take_away(place, term, replaced, "replaced", [(each, day) for each in new])
                if place is self.holding and term in new:
                    self._keep_beside(term)

    def _keep_beside(self, term: str) -> None:
        kept = [act for act in self.holding.get(term, ()) if act.leans_for]
        if kept:
            self.opposite[term] = [*self.opposite.get(term, ()), *kept]

    def _shares(self, old: Act, new: Act) -> bool:
        """Whether two acts on a ladder have opposite bounds with a value in both."""
        if _OPPOSITE_BOUND.get(old.position.bound) != new.position.bound:
            return False
        least, most = (old, new) if old.position.bound == "at-least" else (new, old)
        low, high = (self._case.options[act.term].value for act in (least, most))
        return low is not None and high is not None and low <= high

    def _remove(self, term: str, by: tuple[str, date], fate: str) -> None:
        for place in self._places:
            older = [act for act in place.get(term, ()) if act.leans_for and act.day < by[1]]
            self._take_away(place, term, older, fate, [by])

    def _take_away(
        self, place: dict[str, list[Act]], term: str, acts: list[Act], fate: str, by: list[tuple[str, date]]
    ) -> None:
        for act in acts:
            self.fates[act] = fate
            for each in by:
                self.displaced[each].append(act)
        if acts:
            place[term] = [act for act in place[term] if act not in acts]
            if not place[term]:
                del place[term]


def _leans_for(acts: Iterable[Act]) -> bool:
    return side_of_acts(acts) in (Side.FOR, Side.LEANING)


def _leading(acts: Iterable[Act]) -> dict[str, dict[date, list[Act]]]:
    """Return by term and day the most authoritative acts that have a side."""
    grouped: defaultdict[str, defaultdict[date, list[Act]]] = defaultdict(lambda: defaultdict(list))
    for act in acts:
        if side_of(act.stance):
            grouped[act.term][act.day].append(act)
    return {
        term: {day: _most_authoritative(on_day) for day, on_day in by_day.items()} for term, by_day in grouped.items()
    }


def _most_authoritative(acts: list[Act]) -> list[Act]:
    best = min(act.statement.authority for act in acts)
    return [act for act in acts if act.statement.authority == best]
