"""How quickly the backbone of concepts is found, as a ratio of its definition taken one set at a time, and the changes of windows.

KG_BENCHMARK_SIZE=tiny takes fewer concepts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import combinations
from typing import TypeVar

import numpy as np

from kg.networks.asked import Asked, Span
from kg.networks.backbone import nested
from kg.networks.change_points import changes_of
from kg.networks.concept_parts import parts_of
from kg.networks.every_set import best
from kg.networks.mentions import Mentions
from kg.networks.network import network_of, series_of
from kg.networks.spectrum import spectra

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
ACTORS, CONCEPTS, SIZE = (6, 8, 4) if TINY else (12, 16, 8)
CONGRUENCE = Asked(aggregation="congruence")

T = TypeVar("T")


def drawn(actors: int, concepts: int, count: int) -> Mentions:
    """Return statements of actors on concepts, one a day."""
    draw = np.random.default_rng(7)
    names = [tuple(f"{kind}{n:04}" for n in range(many)) for kind, many in (("a", actors), ("c", concepts))]
    places = np.arange(count)
    return Mentions(
        names[0],
        names[1],
        names[1],
        np.arange(concepts),
        [f"s{n:07}" for n in places],
        draw.integers(0, actors, count),
        draw.integers(0, concepts, count),
        draw.choice(np.array([1, -1]), count),
        730_000 + places,
        places,
        places,
        np.zeros(count, dtype=bool),
    )


def timed(call: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    found = call()
    return found, time.perf_counter() - begin


def one_at_a_time(mentions: Mentions, size: int) -> float:
    """Return the least loss of the sets of a size, each with a network and a spectrum of its own."""
    full = spectra(network_of(mentions, Asked(aggregation="congruence", isolates=True)).matrix.toarray())

    def loss(kept: tuple[int, ...]) -> float:
        chosen = mentions.take(np.isin(mentions.option, kept))
        weights = network_of(chosen, Asked(aggregation="congruence", isolates=True)).matrix.toarray()
        return float(abs(spectra(weights) - full).sum())

    return min(loss(kept) for kept in combinations(range(len(mentions.concepts)), size))


def test_every_set_beside_one_set_at_a_time() -> None:
    mentions = drawn(ACTORS, CONCEPTS, 4 * CONCEPTS)
    expected, theirs = timed(lambda: one_at_a_time(mentions, SIZE))
    found, ours = timed(lambda: best(parts_of(mentions, CONGRUENCE), SIZE))
    assert found is not None and abs(found.loss - expected) < 1e-6
    told = f"sets of {SIZE} of {CONCEPTS} concepts, {ACTORS} actors"
    print(f"\n{told}: {ours:.3f} s, one at a time {theirs:.2f} s, {theirs / ours:.0f} ×")


def test_growth_with_the_concepts() -> None:
    print()
    for concepts in (10, 20) if TINY else (25, 50, 100, 200):
        parts = parts_of(drawn(30, concepts, 20 * concepts), CONGRUENCE)
        _, took = timed(lambda given=parts: nested(given))  # type: ignore[misc]
        print(f"{concepts:4} concepts of 30 actors left out one by one: {took:.2f} s")


def test_changes_beside_the_networks_that_they_compare() -> None:
    mentions = drawn(20 if TINY else 200, 50 if TINY else 2_000, 2_000 if TINY else 200_000)
    days = Span(len(mentions) // 20, "days")
    series, theirs = timed(lambda: series_of(mentions, Asked(window=days)))
    _, ours = timed(lambda: changes_of(series, {name: name for name in mentions.options}))
    print(f"\n20 windows: changes and what carries them {ours:.2f} s, their networks {theirs:.2f} s")
