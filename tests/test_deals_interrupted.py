"""A search that takes long can be stopped: by Ctrl-C (status 2) or a limit of time (status 0), with the best so far marked unproven."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from big_cases import big_case, parties_of
from small_cases import STAGE, condition, position

from kg.answers.stability import ModelStability
from kg.deals import solver
from kg.deals.components import whole_of
from kg.deals.costing import burdens_of
from kg.deals.formulas import FALSE, Holds, no
from kg.deals.least import even_handed
from kg.deals.limits import Limits
from kg.deals.model_file import read_model
from kg.deals.problem import Atom, Cost, Problem, Stake
from kg.deals.stability import analyse
from kg.deals.weighing import base_of

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


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (Limits.interrupt, "an interrupt"),
        (lambda limits: setattr(limits, "seconds", 1e-9), "the time limit of 1e-09 s"),
    ],
)
def test_a_stop_while_the_last_bundles_are_listed_gives_the_best_so_far(
    stop: Callable[[Limits], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A demands what B refuses, so one of them bears a red line; C is softly against two more options."""
    limits, told = Limits(), []
    few, least_of_few = solver._few, solver.Model.least_of_few

    def stopping(*arguments: Any) -> Any:
        listing = few(*arguments)

        class Stopping(type(listing)):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                super().on_solution_callback()
                told.append(self)
                stop(limits)
                self.stop_search()

        listing.__class__ = Stopping
        return listing

    monkeypatch.setattr(solver, "_few", stopping)
    monkeypatch.setattr(
        solver.Model, "least_of_few", lambda model, key, effort, limits: least_of_few(model, key, 1.0, limits)
    )
    atoms = tuple(Atom(f"i{n}", (f"o{n}",)) for n in range(3))
    costs = (
        Cost("A", "red_lines", "i0", no(Holds(0)), FALSE),
        Cost("B", "red_lines", "i0", Holds(0), FALSE),
        *(Cost("C", "soft", f"i{n}", Holds(n), FALSE) for n in (1, 2)),
    )
    stakes = tuple(Stake(f"i{n}", "exclusive", (n,)) for n in range(3))
    problem = Problem(("A", "B", "C"), atoms, stakes, (), (), (), costs)
    found = even_handed(whole_of(problem), costs, problem.parties, base_of(problem), limits)
    assert told
    assert (found.limit, found.gap) == (said, None)
    assert sorted(burden.key[0] for burden in burdens_of(problem, found.bundle)) == [0, 0, 1]


#: runs the rest of its arguments as kg, and says on stderr what is under way, as on a terminal
TELLING = """
import contextlib, sys
from kg.cli import deals_command, main, stability_command

@contextlib.contextmanager
def working(what):
    yield lambda now: print("now:", now, file=sys.stderr, flush=True)

deals_command.working = stability_command.working = working
main(sys.argv[1:])
"""


def stopped_at(moment: str, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Run kg, send it a Ctrl-C when it says that something is under way; return its status, its JSON, and what it said since."""
    command = [sys.executable, "-c", TELLING, *arguments, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        said = list(takewhile(lambda line: line != f"now: {moment}\n", child.stderr))
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=120)
    assert out, (said, err)
    return child.returncode, json.loads(out), err


def enumerated(options: int) -> str:
    """Return a case whose 2 ** options bundles are one component: each option is asked for with the next, by one or the other."""
    lines = [STAGE, ':e a neg:Issue ; skos:prefLabel "e"@en ; neg:choiceRule neg:compatible .\n']
    for i in range(options):
        lines.append(
            f':e{i} a neg:Option ; skos:prefLabel "e{i}"@en ; neg:optionOf :e ; neg:undertakerUnstated true .\n'
        )
    for i in range(options):
        waits = condition(f"e{(i + 1) % options}")
        lines += [position("a", "conditional", f"e{i}", 1, "on-record", waits), position("b", "oppose", f"e{i}")]
    return "".join(dict.fromkeys(lines))


@pytest.mark.parametrize(
    "moment",
    [
        "which steps are open",
        "whether a settlement honours every position",
        "the Pareto set of settlements",
    ],
)
def test_ctrl_c_while_bundles_are_enumerated_gives_the_best_so_far(moment: str, tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(enumerated(18))
    status, found, err = stopped_at(moment, "--case", str(path), "deals", "a", "b")
    assert (status, found["proven"], found["limit"]) == (2, False, "an interrupt")
    assert err.startswith("note: stopping, with the best so far")
    assert (found["settlement"]["best"]["pareto"], found["settlement"]["best"]["nearest"]) == (None, [])


#: ten options, each party likes its own to be taken, the first most: all taken is the one state that nobody would leave
GAME = """
title = "Ten"
options = ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "c1", "c2", "c3"]
[parties.A]
controls = ["a1", "a2", "a3", "a4"]
prefers = ["a1", "a2", "a3", "a4"]
[parties.B]
controls = ["b1", "b2", "b3"]
prefers = ["b1", "b2", "b3"]
[parties.C]
controls = ["c1", "c2", "c3"]
prefers = ["c1", "c2", "c3"]
"""


def test_ctrl_c_gives_the_stability_that_is_known_so_far(tmp_path: Path) -> None:
    path = tmp_path / "ten.toml"
    path.write_text(GAME)
    status, found, err = stopped_at("which states are stable: gmr", "stability", "--model", str(path))
    assert (status, found["proven"], found["limit"]) == (2, False, "an interrupt")
    assert err.startswith("note: stopping, with the best so far")
    (state,) = found["equilibria"]["nash"]
    (everything,) = (each for each in found["states"] if each["state"] == state)
    assert len(everything["taken"]) == 10
    assert found["equilibria"]["gmr"] is found["equilibria"]["smr"] is everything["escapes"] is None
    assert found["coalition_moves"] is found["ways"] is everything["stable"]["smr"] is None


def test_what_is_not_known_of_stability_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "ten.toml"
    path.write_text(GAME)
    limits = Limits()
    limits.interrupt()
    shown = ModelStability("Ten", analyse(read_model(path)[1], limits=limits)).tables()
    assert shown[0].note == (
        "Not proven: stopped by an interrupt. Not worked out: Nash, sequential, GMR, SMR, who would leave a state, "
        "moves together, ways from where things stand."
    )


#: runs the rest of its arguments as kg, and sends itself a Ctrl-C when the second proposal is looked at
STOPPED_AT_A_PROPOSAL = """
import os, signal, sys
from kg.cli import main
from kg.deals.proposed import Proposing

propose, seen = Proposing.propose, []
def proposing(self, *given):
    seen.append(given)
    if len(seen) == 2:
        os.kill(os.getpid(), signal.SIGINT)
    return propose(self, *given)

Proposing.propose = proposing
main(sys.argv[1:])
"""


def test_ctrl_c_keeps_the_proposals_that_were_worked_out() -> None:
    arguments = ["--format", "json", "proposal"]
    command = [sys.executable, "-c", STOPPED_AT_A_PROPOSAL, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "stopping, with the best so far" in done.stderr
    first, second, *rest = json.loads(done.stdout)["proposals"]
    assert first["limit"] is None and first["nearest"] is not None
    assert second["limit"] == "an interrupt" and second["costs"] and second["nearest"] is None
    assert rest and all(each["limit"] == "an interrupt" and each["costs"] is None and each["terms"] for each in rest)
