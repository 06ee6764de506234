"""How parties read an option on a named point, from day to day, and where those who seem to agree read it differently.

An *act* of a party on a point is that it reads the option so, that it accepts a reading of another, or that it leaves
the point open on purpose. It counts from the newest day of the reading's statements about that party; where the reading
has none about it, from that of its other statements, and is then others' word. By point and party the act of the newest
day holds; on one day reading has precedence over accepting, and accepting over leaving open. An act that has ended (its
last day is past) or is withdrawn holds no more, and nothing older returns. Others' word ends no act of a party's own
voice: it holds only where the party has none, or where it is newer than the day on which the party's newest ended.

Party q *matches* a reading r of party p on the point where q also reads it so, has accepted r, or reads or has accepted
there another reading that is stated to be compatible with r (in either direction). Compatibility is never guessed from
the words. A point on which a party of those who are for or leaning has a reading that another of them does not match is
a :class:`Divergence`: the two agree *in name only*. A one-sided reading is enough: silence on the point does not match
it.

A point is *left open on purpose* where all who are for or leaning leave it open. That is the use of ambiguity in
agreements: a wording with several meanings that cannot hold together, each open to a party (Pehar, "Use of Ambiguities
in Peace Agreements", in Kurbalija and Slavik, editors, "Language and Diplomacy", 2001). The rules of time and of
matching are this project's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kg.case.records import Reading, Statement, in_order_of_day
from kg.resolution import Resolution

__all__ = ["Act", "Divergence", "OpenPoint", "Part", "ReadingOf", "acts_on", "divergences", "left_open", "readings_of"]


class Part(IntEnum):
    """What a party does with a reading, in order of precedence on one day."""

    READS = 0
    ACCEPTS = 1
    LEAVES_OPEN = 2


@dataclass(frozen=True, slots=True)
class Act:
    """A party's (id) ``part`` in a reading, from ``day`` on; ``ascribed`` where it is known by others' word only.

    ``ended_on`` is the day on which it ended or was withdrawn, None while it holds.
    """

    party: str
    part: Part
    reading: Reading
    evidence: tuple[Statement, ...]
    ascribed: bool
    ended_on: date | None = None

    @property
    def day(self) -> date:
        """The day from which it counts."""
        return self.evidence[-1].latest

    @property
    def last_day(self) -> date:
        """The day on which it ended, or the day from which it counts while it holds."""
        return self.ended_on or self.day


@dataclass(frozen=True, slots=True)
class ReadingOf:
    """One party's (id) reading of an option, with the statements that count; ``ascribed`` by others' word only."""

    party: str
    reading: Reading
    evidence: tuple[Statement, ...]
    ascribed: bool = False


@dataclass(frozen=True, slots=True)
class Divergence:
    """A point (id) of an option (id) on which a reading is not matched; ``parties`` (ids) have it or do not match it.

    ``ascribed``: each such reading is known by others' word only. ``differing`` are those whose readings are not matched
    and are all on record (read or accepted); ``unanswered`` those whose reading another has neither matched nor met with
    one of its own. A party may be in both.
    """

    option: str
    point: str
    parties: tuple[str, ...]
    ascribed: bool = False
    differing: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point (id) that parties leave open on purpose; ``ascribed`` where that is known of one by others' word only."""

    point: str
    ascribed: bool = False


def acts_on(resolution: Resolution, option: str) -> tuple[Act, ...]:
    """Return the acts that hold on an option (id), in order of point, party, part and reading."""
    readings = resolution.case.readings_by_option.get(option)
    if not readings:
        return ()
    grouped: defaultdict[tuple[str, str], list[Act]] = defaultdict(list)
    for reading in readings:
        for act in _acts(resolution, reading):
            grouped[reading.point, act.party].append(act)
    return tuple(
        act
        for _, acts in sorted(grouped.items())
        for act in sorted(_holding(acts), key=lambda a: (a.part, a.reading.text, a.reading.id))
    )


def _acts(resolution: Resolution, reading: Reading) -> Iterator[Act]:
    parts = {
        (party, part)
        for part, parties in (
            (Part.READS, reading.read_by),
            (Part.ACCEPTS, reading.accepted_by),
            (Part.LEAVES_OPEN, reading.left_open_by),
        )
        for party in parties
    }
    told = [s for identifier in reading.statements if (s := resolution.case.statement(identifier))]
    for party, part in sorted(parts):
        about = [s for s in told if s.about == party]
        counting = [s for s in about or told if resolution.counts(s.id)]
        for ascribed in (False, True):
            voice = [s for s in counting if ascribed is not (s.about == party and s.is_own_voice)]
            if voice:
                yield _act(resolution, Act(party, part, reading, in_order_of_day(voice), ascribed))


def _act(resolution: Resolution, act: Act) -> Act:
    """Return an act as it stands on the day: what is said again after a withdrawal stands."""
    taken_back = max((s.latest for s in resolution.case.withdrawals if _takes_back(resolution, s, act)), default=None)
    later = tuple(s for s in act.evidence if taken_back is None or s.latest > taken_back)
    ends = act.reading.ends_on
    days = (ends if ends and ends < resolution.day else None, None if later else taken_back)
    ended_on = min((day for day in days if day), default=None)
    return Act(act.party, act.part, act.reading, later or act.evidence, act.ascribed, ended_on)


def _takes_back(resolution: Resolution, withdrawal: Statement, act: Act) -> bool:
    """Return whether a statement withdraws an act; others cannot take back a party's own word."""
    if withdrawal.about != act.party or act.reading.id not in withdrawal.withdraws:
        return False
    return (act.ascribed or withdrawal.is_own_voice) and resolution.counts(withdrawal.id)


def _holding(acts: Iterable[Act]) -> list[Act]:
    """Return the acts that hold among all of one party on one point."""
    own, others = (_newest(a for a in acts if a.ascribed is ascribed) for ascribed in (False, True))
    standing = [a for a in own if a.ended_on is None]
    if standing or not others or (own and others[0].day <= max(a.last_day for a in own)):
        return standing
    return [a for a in others if a.ended_on is None]


def _newest(acts: Iterable[Act]) -> list[Act]:
    given = list(acts)
    newest = [a for a in given if a.day == max(a.day for a in given)]
    return [a for a in newest if a.part is min(a.part for a in newest)]


def readings_of(resolution: Resolution, option: str, parties: Iterable[str]) -> tuple[ReadingOf, ...]:
    """Return the readings that parties have of an option, in order of point and party."""
    wanted = set(parties)
    return tuple(
        ReadingOf(act.party, act.reading, act.evidence, act.ascribed)
        for act in acts_on(resolution, option)
        if act.part is Part.READS and act.party in wanted
    )


def divergences(resolution: Resolution, option: str, parties: Iterable[str]) -> tuple[Divergence, ...]:
    """Return the divergences (see :mod:`kg.analysis.readings`) of an option (id), in order of point.

    ``parties`` (ids) are those that are for or leaning on it.
    """
    involved = sorted(set(parties))
    found = []
    for point, acts in _by_point(resolution, option, involved).items():
        unmatched = [
            (act, other)
            for act in acts
            if act.part is Part.READS
            for other in involved
            if other != act.party and not _matches(other, act.reading, acts)
        ]
        if unmatched:
            found.append(_divergence(option, point, unmatched, acts))
    return tuple(found)


def _divergence(option: str, point: str, unmatched: Iterable[tuple[Act, str]], acts: Iterable[Act]) -> Divergence:
    """Return a divergence from the acts that are not matched, each with the party that does not match it."""
    given = list(unmatched)
    on_record = {act.party for act in acts if act.part is not Part.LEAVES_OPEN}
    return Divergence(
        option,
        point,
        tuple(sorted({party for act, other in given for party in (act.party, other)})),
        all(act.ascribed for act, _ in given),
        tuple(sorted({who for act, other in given if other in on_record for who in (act.party, other)})),
        tuple(sorted({act.party for act, other in given if other not in on_record})),
    )


def left_open(resolution: Resolution, option: str, parties: Iterable[str]) -> tuple[OpenPoint, ...]:
    """Return the points of an option (id) that all of some parties leave open on purpose, none for no party.

    ``parties`` (ids) are those that are for or leaning on it.
    """
    involved = set(parties)
    leaving = {
        point: [act for act in acts if act.part is Part.LEAVES_OPEN]
        for point, acts in _by_point(resolution, option, involved).items()
    }
    return tuple(
        OpenPoint(point, any(act.ascribed for act in acts))
        for point, acts in leaving.items()
        if involved == {act.party for act in acts}
    )


def _by_point(resolution: Resolution, option: str, parties: Iterable[str]) -> dict[str, list[Act]]:
    wanted, found = set(parties), dict[str, list[Act]]()
    for act in acts_on(resolution, option):
        if act.party in wanted:
            found.setdefault(act.reading.point, []).append(act)
    return found


def _matches(party: str, reading: Reading, acts: Iterable[Act]) -> bool:
    held = (act.reading for act in acts if act.party == party and act.part is not Part.LEAVES_OPEN)
    return any(h.id == reading.id or h.id in reading.compatible_with or reading.id in h.compatible_with for h in held)
