"""Where parties that seem to agree read an option differently, on a named point."""

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
    """A point (id) of an option on which a party of ``parties`` has a reading that another has not matched."""

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
    """Return the points on which a party's reading is matched by no compatible one of another.

    ``parties`` are those for or leaning on the option. A one-sided reading counts. Another matches it by reading it so
    too, by having accepted it, or by a reading on the point, own or accepted, that is stated to be compatible with it.
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
