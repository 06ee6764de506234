"""The votes of the UN General Assembly beside the checkout, or as many made up as a tiny benchmark needs; and processes measured."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

TINY = os.environ.get("KG_BENCHMARK_SIZE") == "tiny"
SHEETS = ("un_votes.csv", "un_roll_calls.csv", "un_roll_call_issues.csv")
MAPPING = str(Path(__file__).with_name("unga.toml"))

#: runs the rest of its arguments as kg, then says how much memory that took at most, in kilobytes
MEASURED = """
import resource, sys
from kg.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
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


def sheets_of_votes(folder: Path) -> list[Path]:
    """Return the sheets: made up in a folder if tiny, else those beside the checkout; without them the benchmark is skipped."""
    if TINY:
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
