"""How long ``kg shared`` of two countries takes on a large embedded store, against the bare scan of what it prints.

At full size the store holds the 870,109 votes of the UN General Assembly: built from the sheets beside the checkout, or the one
that ``KG_BENCHMARK_STORE`` names; with ``KG_BENCHMARK_SIZE=tiny`` 3,000 votes made up, of which only the working is tested.

The peer is a process of its own that reads with Oxigraph alone and writes the rows as JSON. It is measured in two readings:
*whole*, where it reads all that the answer prints (of each position its properties and those of its statement, option, issue and
source), and *positions*, where it reads a position's properties and its statement's day only, a quarter of the answer. The limit
holds for the first; both are printed. Seconds are of the processor.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from votes import SHEETS, TINY, made_up_votes

MAX_RATIO, MAX_MEGABYTES = 3, 250
COUNTRIES = ("France", "Cuba") if TINY else ("Russia", "Ukraine")

KG = "from kg.cli import main; main()"

PEER = """
import json, sys
import pyoxigraph as ox
NEG = "https://w3id.org/neg#"
reading, folder, *parties = sys.argv[1:]
store = ox.Store.read_only(folder)
known = {}
def node(iri):
    found = {}
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        found[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    return found
def once(iri):
    if iri not in known:
        known[iri] = node(iri)
    return known[iri]
for party in parties:
    for quad in store.quads_for_pattern(None, ox.NamedNode(NEG + "heldBy"), ox.NamedNode(party), None):
        row = {"id": quad.subject.value, **node(quad.subject.value)}
        if reading == "whole":
            row["statement"], row["option"] = node(row["statedIn"]), once(row["on"])
            row["issue"], row["source"] = once(row["option"]["optionOf"]), once(row["statement"]["source"])
        else:
            said = ox.NamedNode(row["statedIn"])
            row["day"] = next(store.quads_for_pattern(said, ox.NamedNode(NEG + "latest"), None, None)).object.value
        print(json.dumps(row))
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of the store that is asked."""
    if "KG_BENCHMARK_STORE" in os.environ and not TINY:
        return os.environ["KG_BENCHMARK_STORE"]
    folder = tmp_path_factory.mktemp("votes")
    if TINY:
        made_up_votes(folder)
    sheets = folder if TINY else Path(__file__).parents[2].parent / "shared" / "data" / "unga"
    mapping = str(Path(__file__).with_name("unga.toml"))
    given = (str(sheets / sheet) for sheet in SHEETS)
    measured(KG, "import", "--mapping", mapping, "-o", str(folder / "store"), *given)
    return str(folder / "store")


def measured(script: str, *arguments: str) -> tuple[float, float, int]:
    """Return seconds of the processor, megabytes at most and bytes of output of a script in a process of its own."""
    script = f"try:\n{''.join(f'    {line}{chr(10)}' for line in script.splitlines())}finally:\n    {MEMORY}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stderr.split()[-1]) / 1024, len(done.stdout)


MEMORY = "import resource, sys; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"


def test_shared_ground_of_two_countries(benchmark: Any, store: str) -> None:
    parties = [f"https://example.org/unga/party/{country}" for country in COUNTRIES]
    asked = ("--case", store, "shared", *COUNTRIES, "--format", "json")
    seconds, megabytes, size = measured(KG, *asked)
    whole, beside, written = measured(PEER, "whole", store, *parties)
    positions, _, fewer = measured(PEER, "positions", store, *parties)
    ratios = {"whole": round(seconds / whole, 2), "positions": round(seconds / positions, 2)}
    print(f"\nkg shared of two countries: {seconds:.1f} s, {megabytes:.0f} MB, {size / 1e6:.1f} MB of JSON")
    print(
        f"scan of all that it prints: {whole:.1f} s, {beside:.0f} MB, {written / 1e6:.1f} MB: ratio {ratios['whole']}"
    )
    print(f"scan of the positions only: {positions:.1f} s, {fewer / 1e6:.1f} MB: ratio {ratios['positions']}")
    benchmark.extra_info.update({"seconds": round(seconds, 2), "megabytes": round(megabytes), "ratios": ratios})
    benchmark.pedantic(measured, args=(PEER, "positions", store, *parties), rounds=1)
    assert megabytes < MAX_MEGABYTES
    assert TINY or ratios["whole"] <= MAX_RATIO
