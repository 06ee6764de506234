"""Two-mode networks: actors against concepts, and what their weights are divided by."""

from __future__ import annotations

import numpy as np

from kg.networks.counting import Floats, tally
from kg.networks.mentions import Ints, Mentions

__all__ = ["COMBINED", "combined_step", "incidence", "volumes"]

#: what combine writes into a cell: for alone, against alone, both
COMBINED = {"for": 1, "against": 2, "both": 3}


def combined_step(level: int) -> int:
    """Return what a side adds to a cell of combine, once: 1 for, 2 against, so that both are 3."""
    return COMBINED["for"] if level > 0 else COMBINED["against"]


def incidence(mentions: Mentions, aggregation: str, normalisation: str, weights: Floats | None = None) -> Floats:
    """Return actors × concepts: Σ x (ignore), Σ k·x (subtract), or the sides taken (combine: 1 for, 2 against, 3 both).

    ``activity`` divides a row, ``prominence`` a column, by its Σ x; of combine, by its used cells. 0/0 is 0.
    """
    found = _undivided(mentions, aggregation, weights)
    whole = volumes(mentions, aggregation, normalisation, weights)
    return found if whole is None else np.divide(found, whole, out=np.zeros(found.shape), where=whole != 0)


def volumes(mentions: Mentions, aggregation: str, normalisation: str, weights: Floats | None = None) -> Floats | None:
    """Return what the rows (a column of numbers) or the columns (a row) are divided by, None for nothing."""
    if normalisation == "none":
        return None
    counted = _undivided(mentions, "ignore", weights)
    if aggregation == "combine":
        counted = (counted > 0).astype(np.float64)
    return np.asarray(counted.sum(axis=1 if normalisation == "activity" else 0, keepdims=True))


def _undivided(mentions: Mentions, aggregation: str, weights: Floats | None) -> Floats:
    rows, columns = mentions.actor, mentions.concept_of[mentions.option] if len(mentions) else mentions.option
    shape = (len(mentions.actors), len(mentions.concepts))
    if aggregation == "combine":
        return _sides(mentions.level, rows, columns, shape)
    each = np.ones(len(mentions)) if weights is None else weights
    return np.asarray(
        tally(rows, columns, each * mentions.level if aggregation == "subtract" else each, shape).toarray()
    )


def _sides(level: Ints, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Floats:
    total = np.zeros(shape)
    for sign in (1, -1):
        chosen = np.sign(level) == sign
        total += combined_step(sign) * (tally(rows[chosen], columns[chosen], None, shape).toarray() > 0)
    return total
