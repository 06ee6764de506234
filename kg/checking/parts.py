"""The parties of a case a few at a time, so that a check of a large one keeps what a few of them said and no more."""

from __future__ import annotations

from collections.abc import Iterator

from kg.resolution import Resolution
from kg.vocabulary import NEG

__all__ = ["TOGETHER", "parts_of"]

#: the number of positions up to which parties are checked together: each takes some 3 kB, with its statement and stance
TOGETHER = 50_000


def parts_of(resolution: Resolution, most: int = TOGETHER) -> Iterator[Resolution]:
    """Yield resolutions, each asked about the next parties of at most ``most`` positions, or about one that has more.

    Where all parties together have no more, that is the resolution itself.
    """
    parts: list[list[str]] = []
    room = 0
    for party in resolution.parties:
        held = sum(1 for _ in resolution.case.store.subjects(NEG.heldBy, party))
        if not parts or held > room:
            parts.append([])
            room = most
        parts[-1].append(party)
        room -= held
    if len(parts) == 1:
        yield resolution
    else:
        yield from map(resolution.apart, parts)
