"""How long a corpus of votes takes to import into an embedded store, and to be asked, against Oxigraph's own bulk loader.

At full size these are the 870,109 votes of the UN General Assembly beside the checkout; with ``KG_BENCHMARK_SIZE=tiny``,
3,000 votes made up here, of which only the working is tested. The peer reads the same sheets and bulk-loads the same
triples from one file, each in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
SHEETS = ("un_votes.csv", "un_roll_calls.csv", "un_roll_call_issues.csv")
MAX_RATIO, MAX_MEGABYTES = 1.5, 700

#: runs the rest of its arguments as kg, then says how much memory that took at most, in kilobytes
MEASURED = """
import resource, sys
from kg.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""

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


def made_up_votes(folder: Path) -> None:
    """Write a small corpus of the same shape: 30 roll calls, 100 countries."""
    countries = ["United States", "France", "China", "Brazil", "Cuba", *(f"Country {n}" for n in range(95))]
    values = ("yes", "no", "abstain")
    votes = [f"{call},{who},C{n},{values[(n * call) % 3]}" for call in range(30) for n, who in enumerate(countries)]
    calls = [f"{call},1.0,0.0,1946-01-{call + 1:02},R/{call},,,Matter {call},On matter {call}" for call in range(30)]
    header = "rcid,session,importantvote,date,unres,amend,para,short,descr"
    for sheet, rows in zip(
        SHEETS,
        (["rcid,country,country_code,vote", *votes], [header, *calls], ["rcid,short_name,issue", "1,me,Peace"]),
        strict=True,
    ):
        (folder / sheet).write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the sheets: made up if tiny, else those beside the checkout."""
    if TINY:
        folder = tmp_path_factory.mktemp("votes")
        made_up_votes(folder)
    else:
        folder = Path(__file__).parents[2].parent / "shared" / "data" / "unga"
        if not folder.is_dir():
            pytest.skip("the corpus beside the checkout is absent")
    return [folder / sheet for sheet in SHEETS]


def timed(*command: str) -> tuple[float, str, str]:
    """Run a command and return its seconds, what it said, and what it said on stderr."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout, done.stderr


def test_a_corpus_of_votes(benchmark: Any, sheets: list[Path], tmp_path: Path) -> None:
    mapping, store = str(Path(__file__).with_name("unga.toml")), str(tmp_path / "store")
    ours, said, remarks = timed("-c", MEASURED, "import", "--mapping", mapping, "-o", store, *map(str, sheets))
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
