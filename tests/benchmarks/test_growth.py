"""The growth table works: every command is in it, on a case small enough for CI; the figures are made by hand (growth.py)."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import growth
from growth import Figures, Run, exponents, table
from growth_cases import case_text, parties_of

from kg.cli import COMMANDS

#: the commands whose work does not depend on a case
ALONE = {"new", "completion"}


def test_every_command_is_run_and_stands_in_the_table(benchmark: Any, tmp_path: Path) -> None:
    asked = [
        "--sizes",
        "200",
        "--out",
        str(tmp_path),
        "--work",
        str(tmp_path),
        "--figures",
        str(tmp_path / "kept.json"),
    ]
    benchmark.pedantic(growth.main, args=(asked,), rounds=1)
    words = {str(word) for task in growth.TASKS for word in task.words(Path("case"), Path("folder"), 200)}
    assert set(COMMANDS) - words == ALONE
    kept = Figures(tmp_path / "kept.json").runs["now"]
    assert [(run.task, run.outcome, run.said) for run in kept] == [(task.name, "done", "") for task in growth.TASKS]
    assert all(run.seconds > 0.05 and run.megabytes > 10 for run in kept)
    lines = (tmp_path / "growth.md").read_text(encoding="utf-8").splitlines()
    assert {task.name for task in growth.TASKS} <= {line.split(" | ")[0].removeprefix("| ") for line in lines}
    assert len(ET.parse(tmp_path / "growth.svg").getroot().findall("{*}g")) == len(growth.TASKS)


def test_a_case_has_as_many_statements_as_asked_and_is_the_same_each_time() -> None:
    text = "".join(case_text(1_000))
    assert text.count("> <https://w3id.org/neg#Statement> .") == 1_000
    assert text.count("> <https://w3id.org/neg#Party> .") == parties_of(1_000) == 6
    assert "".join(case_text(1_000)) == text


def runs_of(*figures: tuple[int, float, float], outcome: str = "done") -> list[Run]:
    return [Run("shared", size, seconds, megabytes, outcome) for size, seconds, megabytes in figures]


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        (((100, 1.0, 200.0), (10_000, 100.0, 200.0)), (1.0, 0.0)),
        (((100, 1.0, 200.0), (1_000, 100.0, 2_000.0)), (2.0, 1.0)),
        (((10, 0.4, 50.0), (100, 1.0, 150.0), (10_000, 10.0, 1_500.0)), (0.5, 0.5)),
        (((100, 1.0, 200.0),), (None, None)),
    ],
)
def test_the_exponent_is_the_slope_between_the_first_that_is_no_noise_and_the_last(
    figures: tuple[tuple[int, float, float], ...], wanted: tuple[float | None, float | None]
) -> None:
    assert exponents(runs_of(*figures)) == pytest.approx(wanted)
    later = [(size, seconds + 3.0, megabytes) for size, seconds, megabytes in figures]
    assert exponents(runs_of(*later), start=3.0) == pytest.approx(wanted)


def test_the_table_says_what_went_over_a_limit_and_what_was_refused() -> None:
    runs = [
        *runs_of((100, 1.0, 200.0)),
        Run("shared", 1_000, 120.3, 300.0, "over time"),
        Run("shared", 3_000, 3.0, 6_100.0, "over memory"),
        Run("view", 100, 1.0, 90.0, "refused", "kg: too large"),
    ]
    made = table(runs, runs_of((100, 2.0, 400.0)))
    row = next(line for line in made.splitlines() if line.startswith("| shared"))
    assert row == "| shared | 1.0 s, 200 | over 120 s | over 6 GB |  |  | 2.0 s, 400 |"
    assert "- view, 100: `kg: too large`" in made
