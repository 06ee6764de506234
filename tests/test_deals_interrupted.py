"""A search that takes long can be stopped: by Ctrl-C (status 2) or a limit of time (status 0), with the best so far marked unproven."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from big_cases import big_case, parties_of

#: runs the rest of its arguments as kg; while the even-handed settlement is sought, it sends itself a Ctrl-C
INTERRUPTED = """
import contextlib, os, signal, sys, threading
from kg.cli import deals_command, main

@contextlib.contextmanager
def working(what):
    told = []
    def tell(now):
        print("now:", now, file=sys.stderr, flush=True)
        told.append(now)
        if now == "the even-handed settlement" and told.count(now) == 1:
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    yield tell

deals_command.working = working
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of 30 issues, 5 options each, and 12 parties: the solver takes seconds for what is even-handed."""
    path = tmp_path_factory.mktemp("big") / "case.ttl"
    path.write_text(big_case(30, 5, 12, stances=["rule-out", "oppose", "doubt"], share=0.4), encoding="utf-8")
    return path


def test_ctrl_c_gives_the_best_so_far(big: Path) -> None:
    arguments = ["--case", str(big), "deals", *parties_of(12), "--format", "json"]
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "now: which steps are open\n" in done.stderr
    assert "stopping, with the best so far; Ctrl-C again ends at once" in done.stderr
    found = json.loads(done.stdout)
    assert found["proven"] is False
    assert found["limit"].endswith("an interrupt")
    best = found["settlement"]["best"]
    assert (best["pareto"], best["pareto_size"], best["nearest"]) == (None, None, [])
    (least,), (even,) = best["least_total"], best["even_handed"]
    assert least["number"] is even["number"] is None
    unproven = {each["idea"]: each for each in best["unproven"]}
    assert unproven.keys() == {"even_handed", "least_total_alike", "even_handed_alike"}
    gap = unproven["even_handed"]
    if gap["place"] is not None:
        assert found["gap"] == gap["found"] - gap["bound"] > 0
    assert found["settlement"]["clashes"]


def test_a_limit_of_time_says_so_and_is_no_error(big: Path) -> None:
    arguments = ["--case", str(big), "deals", *parties_of(12), "--time-limit", "0.01"]
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, check=False, env={"COLUMNS": "80"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Not proven: stopped by the time limit of 0.01 s." in done.stdout
