"""Where parties that seem to agree read an option differently, on a named point.

A reading of an option on a point counts from the day of a statement that backs it. Party q *matches* a reading r of
party p on the point where q also reads it so, has accepted r, or has read or accepted there another reading that is
stated to be compatible with r (in either direction). Compatibility is never guessed from the words. A point on which a
party of those who are for or leaning has a reading that another of them does not match is a :class:`Divergence`: the
two agree *in name only*. A one-sided reading is enough: silence on the point does not match it.

A divergence is *deliberately open* where all who are for or leaning left the point open. That is the use of ambiguity
in agreements: a wording with several meanings that cannot hold together, each open to a party (Pehar, "Use of
Ambiguities in Peace Agreements", in Kurbalija and Slavik, editors, "Language and Diplomacy", 2001). The rule of
matching is this project's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.case.records import Reading, Statement
from kg.resolution import Resolution

__all__ = ["Divergence", "ReadingOf", "divergences", "readings_of", "visible_readings"]


@dataclass(frozen=True, slots=True)
class ReadingOf:
    """One party's (id) reading of an option, with the statements that count."""

    party: str
    reading: Reading
    evidence: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Divergence:
    """A point (id) of an option (id) on which a reading is not matched; ``parties`` (ids) have it or do not match it."""

    option: str
    point: str
    parties: tuple[str, ...]
    deliberately_open: bool


def visible_readings(resolution: Resolution, option: str) -> list[tuple[Reading, tuple[Statement, ...]]]:
    """Return the readings of an option that a statement backs by the end of the day, with those statements."""
    found = []
    for reading in resolution.case.readings_by_option.get(option, ()):
        counting = resolution.counting(reading.statements)
        if counting:
            found.append((reading, counting))
    return found


def readings_of(resolution: Resolution, option: str, parties: Iterable[str]) -> tuple[ReadingOf, ...]:
    """Return the readings that parties have of an option, in order of point and party."""
    wanted = set(parties)
    found = (
        ReadingOf(party, reading, tuple(s for s in evidence if s.about == party) or evidence)
        for reading, evidence in visible_readings(resolution, option)
        for party in reading.read_by
        if party in wanted
    )
    return tuple(sorted(found, key=lambda r: (r.reading.point, r.party, r.reading.text)))


def divergences(resolution: Resolution, option: str, parties: Iterable[str]) -> tuple[Divergence, ...]:
    """Return the divergences (see :mod:`kg.analysis.readings`) of an option (id), in order of point.

    ``parties`` (ids) are those that are for or leaning on it.
    """
    involved = sorted(set(parties))
    readings = [reading for reading, _ in visible_readings(resolution, option)]
    found = []
    for point in sorted({reading.point for reading in readings}):
        on_point = [reading for reading in readings if reading.point == point]
        diverging = {
            party
            for reading in on_point
            for reader in reading.read_by
            if reader in involved
            for other in involved
            if other != reader and not _matches(other, reading, on_point)
            for party in (reader, other)
        }
        if diverging:
            left_open = {party for reading in on_point for party in reading.left_open_by}
            found.append(Divergence(option, point, tuple(sorted(diverging)), set(involved) <= left_open))
    return tuple(found)


def _matches(party: str, reading: Reading, on_point: list[Reading]) -> bool:
    for held in on_point:
        if party not in held.read_by and party not in held.accepted_by:
            continue
        if held.id == reading.id or held.id in reading.compatible_with or reading.id in held.compatible_with:
            return True
    return False
