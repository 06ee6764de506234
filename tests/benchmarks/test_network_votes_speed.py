"""How long networks of a corpus of votes take: the reading told apart, and the counting as a ratio of the bare products of scipy.

At full size these are the 870,109 votes of the UN General Assembly beside the checkout; with ``KG_BENCHMARK_SIZE=tiny``, 3,000 made up.
Each part runs in a process of its own, whose memory is measured. The peer makes sparse matrices of the arrays that were read, by scipy
alone, and multiplies them: for · forᵀ and against · againstᵀ, for · againstᵀ and its transpose, (for − against) · (for − against)ᵀ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from votes import MAPPING, MEASURED, TINY, sheets_of_votes, timed

MAX_SECONDS, MAX_MEGABYTES, MAX_RATIO = 30, 500, 2

COUNTED = """
import json, resource, sys, time
import numpy as np
from scipy import sparse
import kg
from kg.networks.asked import Asked, Span
from kg.networks.network import network_of, series_of
from kg.networks.reading import read_mentions

def measured(call, rounds=5):
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        found = call()
        took.append(time.process_time() - begin)
    return min(took), found

def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

def bare(mentions, aggregation):
    shape = (len(mentions.actors), len(mentions.options))
    yes, no = (
        sparse.coo_array((np.ones(at.sum()), (mentions.actor[at], mentions.option[at])), shape=shape).tocsr()
        for at in (mentions.level == 1, mentions.level == -1)
    )
    if aggregation == "congruence":
        return (yes @ yes.T + no @ no.T).toarray()
    if aggregation == "conflict":
        across = (yes @ no.T).toarray()
        return across + across.T
    return ((yes - no) @ (yes - no).T).toarray()

resolution = kg.open(sys.argv[1]).resolution
begin, worked = time.perf_counter(), time.process_time()
mentions = read_mentions(resolution, Asked())
found = {"votes": len(mentions), "read": time.perf_counter() - begin, "worked": time.process_time() - worked}
found["megabytes_read"] = megabytes()
for aggregation in ("congruence", "conflict", "subtract"):
    asked = Asked(aggregation=aggregation, isolates=True)
    by_year = Asked(aggregation=aggregation, isolates=True, window=Span(1, "years"))
    ours, network = measured(lambda: network_of(mentions, asked))
    theirs, weights = measured(lambda: bare(mentions, aggregation))
    np.fill_diagonal(weights, 0)
    assert abs(network.matrix.toarray() - weights).max() == 0
    windowed, series = measured(lambda: series_of(mentions, by_year), 2)
    parts = [mentions.take(one.window.places) for one in series.windows]
    bare_windows, _ = measured(lambda: [bare(part, aggregation) for part in parts], 2)
    found[aggregation] = {"ours": ours, "bare": theirs, "by_year": windowed - ours, "bare_by_year": bare_windows}
found["years"], found["megabytes"] = len(series.windows), megabytes()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the sheets: made up if tiny, else those beside the checkout."""
    return sheets_of_votes(tmp_path_factory.mktemp("votes"))


def test_networks_of_a_corpus_of_votes(benchmark: Any, sheets: list[Path], tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    imported, _, remarks = timed("-c", MEASURED, "import", "--mapping", MAPPING, "-o", store, *map(str, sheets))
    print(f"\nimport from the sheets: {imported:.1f} s, {int(remarks.split()[-1]) / 1024:.0f} MB")
    found = json.loads(timed("-c", COUNTED, store)[1])
    print(
        f"{found['votes']:,} votes for or against read from the store: {found['read']:.1f} s ({found['worked']:.1f} s of work), "
        f"{found['megabytes_read']:.0f} MB; {found['megabytes']:.0f} MB with all networks"
    )
    ratios = {}
    for name in ("congruence", "conflict", "subtract"):
        one = found[name]
        ratios[name] = one["ours"] / one["bare"]
        ratios[f"{name} by year"] = one["by_year"] / one["bare_by_year"]
        print(
            f"{name}: {one['ours']:.3f} s, bare products {one['bare']:.3f} s, {ratios[name]:.2f} ×; "
            f"{found['years']} years {one['by_year']:.3f} s, bare {one['bare_by_year']:.3f} s, {ratios[f'{name} by year']:.2f} ×"
        )
    shares = {
        "share_of_seconds_limit": round(found["read"] / MAX_SECONDS, 2),
        "share_of_memory_limit": round(found["megabytes"] / MAX_MEGABYTES, 2),
        "share_of_ratio_limit": round(max(ratios.values()) / MAX_RATIO, 2),
    }
    benchmark.extra_info.update({**found, **shares})
    print(f"shares of the limits: {shares}")
    asked = ("-m", "kg", "--case", store, "network", "--party", "France", "--party", "Cuba", "--format", "json")
    benchmark.pedantic(timed, args=asked, rounds=1)
    assert TINY or found["votes"] == 759_212
