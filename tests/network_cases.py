"""Small networks for tests: what actors say of concepts, as mentions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kg.networks.mentions import Mentions

__all__ = ["said_in_order", "said_of"]


def said_of(said: str) -> Mentions:
    """Return mentions from words such as ``a+x b-x``: an actor, its side, a concept; one statement a day each, in this order.

    ``a+3x`` says it on the scale of stances, as strongly as 3.
    """
    return said_in_order([(word[0], word[-1], int(f"{word[1:-1]}1"[:2])) for word in said.split()])


def said_in_order(rows: Iterable[tuple[str, str, int]], days: Iterable[int] | None = None) -> Mentions:
    """Return (actor, concept, level) as mentions, on days counted from the first of 2024, by default one after another."""
    table = list(rows)
    actors, concepts = (tuple(sorted({row[place] for row in table})) for place in (0, 1))
    first = 738886
    day = np.array([first + one for one in (days or range(len(table)))], dtype=np.int64)
    return Mentions(
        actors,
        concepts,
        concepts,
        np.arange(len(concepts)),
        tuple(f"s{place:04}" for place in range(len(table))),
        np.array([actors.index(row[0]) for row in table], dtype=np.int64),
        np.array([concepts.index(row[1]) for row in table], dtype=np.int64),
        np.array([row[2] for row in table], dtype=np.int64),
        day,
        np.arange(len(table)),
        np.arange(len(table)),
        np.zeros(len(table), dtype=bool),
    )
