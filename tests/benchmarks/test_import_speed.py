"""How long a corpus of votes takes to import into an embedded store, and to be asked, against Oxigraph's own bulk loader.

At full size these are the 870,109 votes of the UN General Assembly beside the checkout; with ``KG_BENCHMARK_SIZE=tiny``,
3,000 votes made up here, of which only the working is tested. The peer reads the same sheets and bulk-loads the same
triples from one file, each in a process of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from votes import MAPPING, MEASURED, TINY, sheets_of_votes, timed

MAX_RATIO, MAX_MEGABYTES = 1.5, 700

PEER = """
import csv, sys
import pyoxigraph as ox
for sheet in sys.argv[3:]:
    with open(sheet, encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            pass
store = ox.Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_QUADS)
store.flush()
"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the sheets: made up if tiny, else those beside the checkout."""
    return sheets_of_votes(tmp_path_factory.mktemp("votes"))


def test_a_corpus_of_votes(benchmark: Any, sheets: list[Path], tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    ours, said, remarks = timed("-c", MEASURED, "import", "--mapping", MAPPING, "-o", store, *map(str, sheets))
    megabytes = int(remarks.split()[-1]) / 1024
    rows = int(said.split(": ")[1].split()[0])
    dumped = tmp_path / "triples.nq"
    ox.Store.read_only(store).dump(str(dumped), format=ox.RdfFormat.N_QUADS)
    theirs, _, _ = timed("-c", PEER, str(tmp_path / "peer"), str(dumped), *map(str, sheets))
    dumped.unlink()
    shutil.rmtree(tmp_path / "peer")
    ratio = ours / theirs
    print(
        f"\n{rows:,} rows in {ours:.1f} s and {megabytes:.0f} MB: {ratio:.2f} times bulk loading alone ({theirs:.1f} s)"
    )
    asked = {}
    for parties in (("France", "Cuba"), ("France", "Cuba", "United States", "China", "Brazil")):
        asked[len(parties)], _, remarks = timed("-c", MEASURED, "--case", store, "shared", *parties, "--format", "json")
        memory = int(remarks.split()[-1]) / 1024
        print(f"kg shared of {len(parties)} countries: {asked[len(parties)]:.1f} s, {memory:.0f} MB")
    limits = {"of_ratio": ratio / MAX_RATIO, "of_memory": megabytes / MAX_MEGABYTES}
    shares = {f"share_{name}_limit": round(share, 2) for name, share in limits.items()}
    benchmark.extra_info.update({"rows": rows, "ratio": round(ratio, 2), "asked_seconds": asked, **shares})
    print(f"shares of the limits: {shares}")
    benchmark.pedantic(timed, args=("-m", "kg", "--case", store, "shared", "France", "Cuba"), rounds=1)
    assert TINY or rows == 870_109
