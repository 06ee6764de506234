"""How long a case takes to check, beside pySHACL given the whole graph and the shapes as they are, in the same run.

By hand: ``pytest tests/benchmarks/test_check_speed.py --benchmark-only -s``. ``KG_BENCHMARK_SIZE=tiny`` keeps it small;
``KG_BENCHMARK_VOTES=FOLDER`` also checks the votes of the UN General Assembly imported into that embedded store. Seconds are of the
processor, user and system. pySHACL is run up to 1,000 statements and 80 entailments in a row: beyond, it takes minutes.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from check_cases import chain_case, statements_case

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
VOTES = os.environ.get("KG_BENCHMARK_VOTES", "")
STATEMENTS = (100, 400) if TINY else (1_000, 4_000, 16_000)
CHAINS = (10, 20) if TINY else (80, 300, 3_000)
#: what the largest may take, in seconds of the processor and megabytes
MOST_STATEMENTS, MOST_CHAIN = (10.0, 500.0), (3.0, 500.0)

#: runs the rest of its arguments as kg, then says what memory that took at most, in kilobytes
KG = """
import resource, sys
from kg.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""

#: validates a case together with the ontology by the shapes as they are
PEER = """
import resource, sys
import pyshacl, rdflib
from kg.store import ontology_file
data = rdflib.Graph().parse(sys.argv[1], format="turtle").parse(ontology_file("negotiation.ttl"))
pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(ontology_file("shapes.ttl")), advanced=True, inplace=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def measured(script: str, *arguments: str) -> tuple[float, float, str]:
    """Return seconds of the processor, megabytes and output of a script in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stderr.split()[-1]) / 1024, done.stdout


def compare(benchmark: Any, path: Path, sizes: dict[int, str], most: tuple[float, float]) -> None:
    told, first = {}, min(sizes)
    for size, text in sizes.items():
        path.write_text(text, encoding="utf-8")
        told[size], megabytes, said = measured(KG, "--case", str(path), "check", "--format", "json")
        assert '"findings"' in said
        print(f"\n{size:,}: {told[size]:.1f} s, {megabytes:.0f} MB", end="")
    path.write_text(sizes[first], encoding="utf-8")
    theirs, peak, _ = measured(PEER, str(path))
    print(f"\n{first:,} by pySHACL alone: {theirs:.1f} s, {peak:.0f} MB: {theirs / told[first]:.1f} times as long")
    shares = {"share_of_seconds": told[max(sizes)] / most[0], "share_of_megabytes": megabytes / most[1]}
    benchmark.extra_info.update({"seconds": told, "ratio": theirs / told[first], **shares})
    benchmark.pedantic(measured, args=(KG, "--case", str(path), "check"), rounds=1)
    growth = (told[max(sizes)] / told[first]) / (max(sizes) / first)
    print(f"{growth:.1f} times as long for each at {max(sizes):,} as at {first:,}")


def test_statements(benchmark: Any, tmp_path: Path) -> None:
    sizes = {size: statements_case(size) for size in STATEMENTS}
    compare(benchmark, tmp_path / "case.ttl", sizes, MOST_STATEMENTS)


def test_entailments_in_a_row(benchmark: Any, tmp_path: Path) -> None:
    compare(benchmark, tmp_path / "case.ttl", {size: chain_case(size) for size in CHAINS}, MOST_CHAIN)


if VOTES:

    def test_votes(benchmark: Any) -> None:
        seconds, megabytes, said = measured(KG, "--case", VOTES, "check")
        print(f"\n{VOTES}: {seconds:.0f} s, {megabytes:.0f} MB; {said[:200]}")
        benchmark.pedantic(lambda: None, rounds=1)
