"""Damaged files of every format: an answer or one line for each, never a traceback, a hang or more memory than is allowed.

Each run is a process of its own, forked, that may use 1.5 GB beyond the address space that it inherits, hold no more than that in
all, and take 20 seconds of the processor. Small by default;
``KG_FUZZ_RUNS=10000 pytest tests/test_fuzz.py -s`` runs that many in all and prints how they ended. A run that ended badly is
printed with its number and leaves its files; ``KG_FUZZ_FIRST=NUMBER KG_FUZZ_RUNS=11`` makes the run of that number again, of
each kind.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import shutil
import signal
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from damage import KINDS, Good, good_files, write_damaged
from preloaded import preload

from kg.cli import main

RUNS = int(os.environ.get("KG_FUZZ_RUNS", "55"))
FIRST = int(os.environ.get("KG_FUZZ_FIRST", "0"))
SECONDS, BYTES = 20, 1_500_000_000


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """Return good files of each kind; all that a run needs is imported by then, and not looked at by its collector."""
    preload(tmp_path_factory.mktemp("preloaded"))
    found = good_files(tmp_path_factory.mktemp("good"))
    gc.collect()
    gc.freeze()
    return found


def command(kind: str, path: Path, folder: Path, chance: random.Random) -> list[str]:
    """Return a command that reads what is at a path, and may write into a folder."""
    new, old = str(folder / "new.ttl"), str(folder / "old.ttl")
    given = [str(path)]
    if kind == "mapping":
        given = [str(path / "votes.csv"), "--mapping", str(path / "map.toml")]
    if kind in ("mapping", "csv", "xlsx", "ods") and chance.random() < 0.1:
        return ["import", given[0], "--suggest-mapping"]
    target = new if chance.random() < 0.5 else old
    if kind == "mapping":
        return ["import", *given, "-o", target, *chance.choice(([], ["--keep-going"]))]
    chosen = chance.randrange(8)
    if chosen < 4:
        return ["import", *given, "-o", target, *chance.choice(([], ["--keep-going"], ["--merge"], ["--update"]))]
    asking = (
        ["positions"],
        ["check"],
        ["doctor"],
        ["overlap"],
        ["bridges", "a", "b"],
        ["changes", "--since", "2031-01-02"],
        ["view", "-o", str(folder / "page.html")],
    )
    writing = [["export", str(folder / f"out.{ending}")] for ending in ("nq", "ttl", "xlsx", "gexf")]
    if chosen == 7 and chance.random() < 0.5:
        return ["agreement", str(path), old]
    return ["--case", str(path), *chance.choice(asking if chosen < 6 else [*writing, ["export", str(folder / "out")]])]


class Ending(NamedTuple):
    """How a run ended: in words, the seconds of the processor that it took, and the most bytes that it held."""

    said: str
    seconds: float
    bytes: int


def ended(arguments: list[str]) -> Ending:
    """Run a command in a process of its own; return how it ended."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        _answer(arguments, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read().decode(errors="replace")
    _, status, used = os.wait4(child, 0)
    said = said or f"died by signal {os.WTERMSIG(status)}"
    return Ending(said, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _inherited() -> int:
    """Return the bytes of address space that this process has from the one that it was forked from: not what the run takes."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[0]) * resource.getpagesize() if status.exists() else 0


def _answer(arguments: list[str], writer: int) -> None:
    said = "died"
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_inherited() + BYTES,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(6 * SECONDS)
        done = CliRunner(env={"KG_CASE": ""}).invoke(main, arguments, prog_name="kg")
        is_clean = done.exception is None or isinstance(done.exception, SystemExit)
        said = (
            f"status {done.exit_code}" if is_clean and done.exit_code in {0, 1, 2} else f"traceback {done.exception!r}"
        )
        if done.exit_code == 2 and not done.stderr.strip():
            said = "status 2 without a word"
        os.write(writer, said[:2_000].encode(errors="replace"))
    finally:
        os._exit(0)


def harm_to(folder: Path, good: Good, said: str) -> str:
    """Return what is wrong with what a run left in its folder, "" where nothing is."""
    if any(".kg-" in path.name for path in folder.iterdir()):
        return "left something behind"
    if said == "status 2" and (folder / "old.ttl").read_bytes() != good.case.read_bytes():
        return "refused, and changed the case all the same"
    if said == "status 2" and {path.name for path in folder.iterdir()} & {"new.ttl", "page.html"}:
        return "refused, and wrote all the same"
    return ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked, with limits")
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_answered_or_refused(kind: str, good: Good, tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    bad = []
    for number in range(FIRST, FIRST + max(1, RUNS // len(KINDS))):
        chance = random.Random(f"{kind} {number}")
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copyfile(good.case, folder / "old.ttl")
        arguments = command(kind, write_damaged(kind, good, folder, chance), folder, chance)
        ending = ended(arguments)
        counts[ending.said] += 1
        slowest, largest = max(slowest, ending.seconds), max(largest, ending.bytes)
        wrong = "" if ending.said in {"status 0", "status 1", "status 2"} else ending.said
        wrong = wrong or ("took more memory than is allowed" if ending.bytes > BYTES else "")
        if wrong := wrong or harm_to(folder, good, ending.said):
            bad.append((number, " ".join(arguments), wrong))
            print(f"\n{kind} {number}: kg {' '.join(arguments)}: {wrong}", flush=True)
        else:
            shutil.rmtree(folder)
    print(
        f"\n{kind}: {counts.total():,} runs, {dict(sorted(counts.items()))}, {len(bad)} bad; "
        f"the longest {slowest:.1f} s, the largest {largest / 1e6:.0f} MB",
        flush=True,
    )
    assert bad == []
