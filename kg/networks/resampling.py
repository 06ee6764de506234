"""How sure a place is: concepts are drawn again with replacement, and what comes of each draw is compared.

Source: Efron, B. and Tibshirani, R. J. (1993), An Introduction to the Bootstrap, chapter 13 (percentile intervals). The draws have a fixed
seed, and their numbers, those of numpy's RandomState, never change. Concepts are drawn in an order that comes from what was said of
them, so that other names give the same draws.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np

from kg.networks.counting import Floats

__all__ = ["DRAWS", "FEWEST_DRAWS", "draws_of", "percentiles"]

#: how many draws are made, and of how few there is no interval
DRAWS, FEWEST_DRAWS = 100, 20

_SEED, _PERCENTILES = 2004, (2.5, 97.5)


def draws_of(traits: Sequence[Floats], draws: int, deadline: float | None = None) -> Iterator[Floats]:
    """Yield how often each concept is drawn, draw by draw, until ``deadline`` of :func:`time.monotonic`.

    ``traits`` are numbers of each concept that do not depend on its name; concepts that are alike in all of them keep their order.
    """
    count = len(traits[0])
    order = np.lexsort((np.arange(count), *(np.round(each, 6) + 0.0 for each in reversed(traits))))
    source = np.random.RandomState(_SEED)
    for _ in range(draws if count else 0):
        if deadline is not None and time.monotonic() > deadline:
            return
        weights = np.zeros(count)
        weights[order] = np.bincount(source.randint(0, count, count), minlength=count)
        yield weights


def percentiles(drawn: Sequence[Floats], count: int) -> Floats:
    """Return the interval of each of so many actors, two columns: the 2.5th and the 97.5th percentile of its values over the draws.

    It is not a number for an actor that has a value in less than half of them, and for all where there are fewer than 20.
    """
    interval = np.full((count, 2), np.nan)
    if len(drawn) >= FEWEST_DRAWS:
        values = np.array(drawn)
        enough = np.isfinite(values).sum(axis=0) * 2 >= len(drawn)
        interval[enough] = np.nanpercentile(values[:, enough], _PERCENTILES, axis=0).T
    return interval
