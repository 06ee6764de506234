"""Events as they are known by the end of a day: which have happened, are planned, or have no day, and what they bear on.

An event is told of where a source or a statement that counts does, or nobody has to (:func:`~kg.analysis.developments.is_told`).
Of these one has *happened* where it is dated by the end of the day and not only scheduled; it is *scheduled* where it is
announced for a day; it is *undated* where no day is told. The last two are left out before the day on which their source was
issued, if that is known. An event that is dated after the day, and not scheduled, has not happened.

An event *bears on* an issue where it honours or breaks an option of it, according to a statement that counts.

In a *count by week* an event is counted once for each of its actors, in the week of its first day (a week begins on
Monday, as in ISO 8601), and where nobody is said to have acted, for no party. It counts once for each option that it
honours and each that it breaks, by the best that is known of that (verified, reported or claimed,
:mod:`kg.resolution.deeds`), whoever tells it; where one says that it honours an option and another that it breaks it, it
counts as both. One that neither honours nor breaks an option is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.analysis.developments import Deed, deeds_of, is_told
from kg.calendar import days_before
from kg.case.records import Event
from kg.resolution import Resolution
from kg.resolution.deeds import Known

__all__ = ["Happening", "State", "Verdict", "WeekOfDeeds", "count_by_week", "happenings", "week_of"]


class State(StrEnum):
    """Where an event stands by the end of a day, defined in :mod:`kg.analysis.happenings`."""

    HAPPENED = "happened"
    SCHEDULED = "scheduled"
    UNDATED = "undated"


class Verdict(StrEnum):
    """What an event does to an option."""

    HONOURS = "honours"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, where it stands, how well it is known, what it honours or breaks by whose word, and the issues (ids)."""

    event: Event
    state: State
    known: Known
    deeds: tuple[Deed, ...]
    issues: tuple[str, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties (ids) that acted or are to take part."""
        return self.event.actors

    @property
    def day(self) -> date | None:
        """Its first day, None where it is undated."""
        return self.event.start

    @property
    def order(self) -> tuple[object, ...]:
        """By first day, the undated last, then by id."""
        return (self.day is None, self.day or date.min, self.event.id)


def happenings(
    resolution: Resolution, parties: Iterable[str] = (), issues: Iterable[str] = ()
) -> tuple[Happening, ...]:
    """Return the events told of by the end of the day, in order of day, the undated last.

    ``parties`` and ``issues`` (ids) keep those in which one of the parties acts, and those that bear on one of the issues.
    """
    who, on = set(parties), set(issues)
    found = [each for event in resolution.case.events.values() if (each := _happening(resolution, event))]
    kept = (each for each in found if (not who or who & {*each.parties}) and (not on or on & {*each.issues}))
    return tuple(sorted(kept, key=lambda each: each.order))


def _happening(resolution: Resolution, event: Event) -> Happening | None:
    state = _state(resolution, event)
    if state is None or not is_told(resolution, event):
        return None
    deeds = tuple(sorted(deeds_of(resolution, event), key=lambda deed: deed.assessment.statement))
    options = (option for deed in deeds for option in (*deed.assessment.honours, *deed.assessment.breaks))
    issues = {resolution.case.options[option].issue for option in options if option in resolution.case.options}
    return Happening(event, state, resolution.deeds.known(event), deeds, tuple(sorted(issues)))


def _state(resolution: Resolution, event: Event) -> State | None:
    if event.has_happened(resolution.day):
        return State.HAPPENED
    source = resolution.case.sources.get(event.source or "")
    if source and source.issued and source.issued > resolution.day:
        return None
    if event.start is None:
        return State.UNDATED
    return State.SCHEDULED if event.scheduled else None


# -------------------------------------------------------------- counts by week


@dataclass(frozen=True, slots=True)
class WeekOfDeeds:
    """What a party (id, None where nobody is said to have acted) did in the week that begins on ``monday``.

    ``counts`` are numbers of event and option by what the event does and how well that is known; ``other`` is the number
    of its events that neither honour nor break an option.
    """

    party: str | None
    monday: date
    counts: tuple[tuple[Verdict, Known, int], ...]
    other: int

    def count(self, verdict: Verdict, known: Known) -> int:
        """Return how many options it honoured or broke, as far as that is known so well."""
        return next(n for v, k, n in self.counts if (v, k) == (verdict, known))


def week_of(day: date) -> date:
    """Return the Monday of a day's week; in the first days of the year 1 the first of them.

    >>> week_of(date(2025, 4, 20)), week_of(date(2025, 4, 21))
    (datetime.date(2025, 4, 14), datetime.date(2025, 4, 21))
    """
    return days_before(day, day.weekday())


def count_by_week(found: Iterable[Happening]) -> tuple[WeekOfDeeds, ...]:
    """Return the counts of what has happened, in order of week and party, those without an actor last of their week."""
    happened = [(each, each.day) for each in found if each.state is State.HAPPENED]
    verdicts: Counter[tuple[date, str | None, Verdict, Known]] = Counter()
    others: Counter[tuple[date, str | None]] = Counter()
    for each, day in happened:
        monday, known = week_of(day or date.min), dict(_best_known(each))
        for party in each.parties or (None,):
            others[monday, party] += not known
            verdicts.update((monday, party, verdict, level) for (verdict, _), level in known.items())
    rows = sorted(others, key=lambda row: (row[0], row[1] is None, row[1] or ""))
    return tuple(
        WeekOfDeeds(
            party,
            monday,
            tuple((v, k, verdicts[monday, party, v, k]) for v in Verdict for k in Known),
            others[monday, party],
        )
        for monday, party in rows
    )


def _best_known(happening: Happening) -> Iterator[tuple[tuple[Verdict, str], Known]]:
    """Yield what an event does to which option, and the best that is known of it."""
    levels: dict[tuple[Verdict, str], list[Known]] = {}
    for deed in happening.deeds:
        for verdict, options in ((Verdict.HONOURS, deed.assessment.honours), (Verdict.BREAKS, deed.assessment.breaks)):
            for option in options:
                levels.setdefault((verdict, option), []).append(deed.known)
    yield from ((key, min(known, key=list(Known).index)) for key, known in levels.items())
