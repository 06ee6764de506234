"""Two-mode networks: actors against concepts, and what their weights are divided by."""

from __future__ import annotations

import numpy as np

from kg.networks.asked import Asked
from kg.networks.counting import Floats, scale_of, tally
from kg.networks.mentions import Ints, Mentions

__all__ = ["COMBINED", "combined_steps", "incidence", "volumes"]

#: what combine writes into a cell: for alone, against alone, both
COMBINED = {"for": 1, "against": 2, "both": 3}


def combined_steps(mentions: Mentions, asked: Asked) -> dict[int, int]:
    """Return what a level adds to a cell of combine, once for all levels that add the same: 1 for, 2 against, so that both are 3.

    ``as_dna`` by stance each level in use adds a power of 2 of its own, the highest 1, as Discourse Network Analyzer has it.
    """
    levels, _ = scale_of(mentions, asked)
    if asked.as_dna and asked.scale == "stance":
        return {level: 2**place for place, level in enumerate(levels)}
    return {level: COMBINED["for"] if level > 0 else COMBINED["against"] for level in levels}


def incidence(mentions: Mentions, asked: Asked, weights: Floats | None = None) -> Floats:
    """Return actors × concepts: Σ x (ignore), Σ k·x (subtract), or the sides taken (combine: 1 for, 2 against, 3 both).

    ``activity`` divides a row, ``prominence`` a column, by its Σ x; of combine, by its used cells. 0/0 is 0.
    """
    found = _undivided(mentions, asked, asked.aggregation, weights)
    whole = volumes(mentions, asked, weights)
    return found if whole is None else np.divide(found, whole, out=np.zeros(found.shape), where=whole != 0)


def volumes(mentions: Mentions, asked: Asked, weights: Floats | None = None) -> Floats | None:
    """Return what the rows (a column of numbers) or the columns (a row) are divided by, None for nothing."""
    if asked.normalisation == "none":
        return None
    counted = _undivided(mentions, asked, "ignore", weights)
    if asked.aggregation == "combine":
        counted = (counted > 0).astype(np.float64)
    return np.asarray(counted.sum(axis=1 if asked.normalisation == "activity" else 0, keepdims=True))


def _undivided(mentions: Mentions, asked: Asked, aggregation: str, weights: Floats | None) -> Floats:
    rows, columns = mentions.actor, mentions.concept_of[mentions.option] if len(mentions) else mentions.option
    shape = (len(mentions.actors), len(mentions.concepts))
    if aggregation == "combine":
        return _combined(mentions, asked, rows, columns, shape)
    each = np.ones(len(mentions)) if weights is None else weights
    return np.asarray(
        tally(rows, columns, each * mentions.level if aggregation == "subtract" else each, shape).toarray()
    )


def _combined(mentions: Mentions, asked: Asked, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Floats:
    total, steps = np.zeros(shape), combined_steps(mentions, asked)
    for step in sorted(set(steps.values())):
        chosen = np.isin(mentions.level, [level for level, adds in steps.items() if adds == step])
        total += step * (tally(rows[chosen], columns[chosen], None, shape).toarray() > 0)
    return total
