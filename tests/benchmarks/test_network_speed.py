"""How quickly networks are computed from arrays in memory, as a ratio of the formula in plain Python, and how that grows.

The peer counts what each actor says in a dictionary of options and sides, and sums products over the options that an actor has.
KG_BENCHMARK_SIZE=tiny takes fewer statements.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from kg.networks.asked import Asked
from kg.networks.mentions import Mentions
from kg.networks.network import network_of

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
STATEMENTS = 2_000 if TINY else 100_000
GROWTH = (1_000, 10_000) if TINY else (10_000, 100_000, 1_000_000)
ACTORS, OPTIONS = (20, 50) if TINY else (200, 500)


def drawn(count: int) -> Mentions:
    """Return statements of actors on options, five to a document, in order of their days."""
    draw = np.random.default_rng(7)
    actors, options = (tuple(f"{kind}{n:04}" for n in range(many)) for kind, many in (("a", ACTORS), ("o", OPTIONS)))
    places = np.arange(count)
    return Mentions(
        actors,
        options,
        options,
        np.arange(OPTIONS),
        [f"s{n:07}" for n in places],
        draw.integers(0, ACTORS, count),
        draw.integers(0, OPTIONS, count),
        draw.choice(np.array([1, -1]), count),
        730_000 + places // 100,
        places // 5,
        places,
        np.zeros(count, dtype=bool),
    )


def plain(mentions: Mentions, *, once: bool) -> dict[tuple[int, int], float]:
    """Return subtract ÷ average by the formula; ``once``: each actor, option and level of a document counts once."""
    counts: list[Counter[tuple[int, int]]] = [Counter() for _ in mentions.actors]
    seen: set[tuple[int, ...]] = set()
    columns = (mentions.actor, mentions.option, mentions.level, mentions.document)
    for actor, option, level, document in zip(*(column.tolist() for column in columns), strict=True):
        if once and (actor, option, level, document) in seen:
            continue
        seen.add((actor, option, level, document))
        counts[actor][option, level] += 1
    sums = [sum(each.values()) for each in counts]
    found = {}
    for one in range(len(counts)):
        for other in range(one):
            weight = 0
            for (option, level), count in counts[one].items():
                weight += count * (counts[other][option, level] - counts[other][option, -level])
            found[other, one] = weight / ((sums[one] + sums[other]) / 2) if weight else 0.0
    return found


def seconds(call: Callable[[], object], rounds: int = 10) -> float:
    """Return the least time of some calls, in seconds of work on all processors: what else runs meanwhile does not count."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        took.append(time.process_time() - begin)
    return min(took)


@pytest.mark.parametrize("duplicates", ["include", "document"])
def test_beside_the_formula_in_plain_python(duplicates: str) -> None:
    mentions = drawn(STATEMENTS)
    asked = Asked(normalisation="average", duplicates=duplicates, isolates=True)
    begin = time.process_time()
    expected = plain(mentions, once=duplicates == "document")
    theirs = time.process_time() - begin
    weights = network_of(mentions, asked).matrix.toarray()
    assert all(abs(weights[pair] - weight) < 1e-12 for pair, weight in expected.items())
    ours = seconds(lambda: network_of(mentions, asked))
    print(
        f"\n{STATEMENTS:,} statements, {duplicates}: {ours:.4f} s, plain Python {theirs:.2f} s, {theirs / ours:.0f} ×"
    )


def test_growth_with_the_statements() -> None:
    print()
    for count in GROWTH:
        mentions = drawn(count)
        took = seconds(lambda given=mentions: network_of(given, Asked(normalisation="average", duplicates="document")))  # type: ignore[misc]
        print(f"{count:9,} statements: {took:.4f} s, {took / count * 1e6:.2f} µs each")
