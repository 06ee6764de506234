"""What a network counts, as arrays: who took which side of what, when, in which statement.

A *mention* is a pair of a position and a statement that backs it (``--on statements``), or a resolved stance (``--on stances``).
Its level k is declared: by side 1 for, −1 against; by stance 3 … −3 (:data:`LEVELS`). Mixed and noncommittal have none; where all
who spoke are counted, it is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.vocabulary import Side, Stance, side_of

__all__ = ["LEVELS", "Ints", "Mentions", "level_range", "levels_in_order", "levels_of"]

Ints = npt.NDArray[np.int64]

#: the level of each stance on the scale of stances; its range is the declared one, whatever is observed
LEVELS: Mapping[Stance, int] = {
    Stance.DEMAND: 3,
    Stance.SUPPORT: 2,
    Stance.CONDITIONAL: 1,
    Stance.OPEN: 1,
    Stance.DOUBT: -1,
    Stance.OPPOSE: -2,
    Stance.RULE_OUT: -3,
}

_SIDES: Mapping[Side, int] = {Side.FOR: 1, Side.LEANING: 1, Side.AGAINST: -1}


def levels_of(scale: str, *, as_dna: bool = False) -> dict[Stance, int]:
    """Return the level of each stance that has one, on the scale ``side`` or ``stance``; ``as_dna`` noncommittal is its 0."""
    if scale == "stance":
        return {**LEVELS, Stance.NONCOMMITTAL: 0} if as_dna else dict(LEVELS)
    return {stance: level for stance in Stance if (level := _SIDES.get(side_of(stance)))}  # type: ignore[arg-type]


def levels_in_order(scale: str) -> tuple[int, ...]:
    """Return the levels of a scale, each once, the highest first."""
    return tuple(sorted(set(levels_of(scale).values()), reverse=True))


def level_range(scale: str) -> int:
    """Return R: how far apart two levels can be, 2 by side (1 and −1) and 6 by stance."""
    return 2 if scale == "side" else 6


@dataclass(frozen=True)
class Mentions:
    """Mentions in order of day and statement: arrays of one length, and what their codes stand for.

    ``actor``, ``option`` and ``document`` are places in ``actors``, ``options`` and among the sources; ``day`` is the proleptic
    ordinal; ``statement`` is a place in ``statements``, which is sorted. ``concept_of`` gives the concept, a place in ``concepts``,
    of each option: itself, or its issue. ``ascribed`` marks others' word. ``left_out`` counts what has no level, or no speaker where
    people are counted, and ``left_out_days`` are its days, sorted; ``filtered`` counts the statements that the case's filters leave
    out. ``levels`` are those in use, the highest first.
    """

    actors: tuple[str, ...]
    options: tuple[str, ...]
    concepts: tuple[str, ...]
    concept_of: Ints
    statements: Sequence[str]
    actor: Ints
    option: Ints
    level: Ints
    day: Ints
    document: Ints
    statement: Ints
    ascribed: npt.NDArray[np.bool_]
    left_out: int = 0
    filtered: int = 0
    levels: tuple[int, ...] = ()
    left_out_days: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.actor)

    def take(self, chosen: Any) -> Mentions:
        """Return some of the mentions, by places, a slice or a mask, in their order."""
        columns = ("actor", "option", "level", "day", "document", "statement", "ascribed")
        return replace(self, **{name: getattr(self, name)[chosen] for name in columns})
