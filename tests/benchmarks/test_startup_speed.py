"""How quickly the command line starts, as ratios of the fastest of several runs in turn against the named peer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

import pytest

ROUNDS = 3 if os.environ.get("KG_BENCHMARK_SIZE") == "tiny" else 15


def seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("command", "peer", "limit"),
    [
        (("-m", "kg", "--help"), ("-c", "import click"), 2),
        (("-m", "kg", "shared", "russia", "ukraine"), ("-c", "import rdflib"), 3),
    ],
    ids=["help against importing click", "shared against importing rdflib"],
)
def test_start(benchmark: Any, command: tuple[str, ...], peer: tuple[str, ...], limit: int) -> None:
    seconds(*command), seconds(*peer)
    pairs = [(seconds(*command), seconds(*peer)) for _ in range(ROUNDS)]
    ratio = min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
    benchmark.extra_info.update({"ratio": round(ratio, 2), "limit": limit, "peer": " ".join(peer)})
    print(f"\n{' '.join(command)}: {ratio:.2f} times {' '.join(peer)} (limit {limit})")
    benchmark.pedantic(seconds, args=command, rounds=ROUNDS)
