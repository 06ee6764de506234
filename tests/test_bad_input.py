"""Bad input, each with its one line on stderr, exit status 2 and no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from small_cases import STAGE, entails, position

SMALL = STAGE + position("a", "support", "w1") + position("b", "oppose", "w1")
TWINS = SMALL + (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    ':a skos:altLabel "The Twins"@en . :b skos:altLabel "The Twins"@en .\n'
)


class Outcome(NamedTuple):
    """Exit status and the two streams."""

    status: int
    out: str
    err: str


def run(*arguments: str) -> Outcome:
    """Run the command line in this process."""
    from kg.cli import main

    result = CliRunner().invoke(main, arguments, prog_name="kg")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Outcome(result.exit_code, result.stdout, result.stderr)


def assert_one_line(outcome: Outcome, *said: str) -> None:
    """Assert trouble told in one line that holds the words given."""
    assert outcome.status == 2, outcome
    lines = outcome.err.strip().splitlines()
    assert len(lines) == 1, outcome.err
    assert "Traceback" not in outcome.err and not outcome.out
    for words in said:
        assert words.casefold() in lines[0].casefold(), lines[0]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a good small case."""
    return write(tmp_path, SMALL)


def write(folder: Path, text: str, name: str = "case.ttl") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_case_is_no_trouble(small: Path) -> None:
    outcome = run("--case", str(small), "--format", "json", "shared", "a", "b")
    assert outcome.status == 0 and outcome.out.startswith("{")


def test_broken_turtle_names_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + "\n:a neg:role ;;; .\n", "broken.ttl")
    line = len(path.read_text().splitlines())
    assert_one_line(run("--case", str(path), "shared", "a", "b"), "broken.ttl", f":{line}")


def test_unknown_party_lists_near_names(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + ':orrin a neg:Party ; skos:prefLabel "Orrin"@en ; neg:role neg:principal .\n')
    assert_one_line(run("--case", str(path), "shared", "a", "orin"), "orin", "Orrin")


def test_unknown_option_in_why(small: Path) -> None:
    assert_one_line(run("--case", str(small), "why", "a", "no such option"), "no such option")


def test_one_party_given_twice(small: Path) -> None:
    assert_one_line(run("--case", str(small), "shared", "a", "a"), "twice")


def test_one_party_given_twice_under_two_names(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + ':a skos:altLabel "Alpha"@en .\n')
    assert_one_line(run("--case", str(path), "conflicts", "a", "ALPHA"), "twice")


def test_ambiguous_alias_lists_whom_it_could_mean(tmp_path: Path) -> None:
    path = write(tmp_path, TWINS)
    assert_one_line(run("--case", str(path), "shared", "c", "the twins"), "the twins", "a", "b")


def test_cycle_in_entails_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + entails("w1", "w2") + entails("w2", "w3") + entails("w3", "w1"))
    assert_one_line(run("--case", str(path), "shared", "a", "b"), "w1", "w2", "w3")


def test_cycle_in_entails_is_a_finding_of_check(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + entails("w1", "w2") + entails("w2", "w1"))
    outcome = run("--case", str(path), "--format", "json", "check")
    assert outcome.status == 1 and "w1" in outcome.out


@pytest.mark.parametrize("day", ["2031-02-30", "yesterday", "30.02.2031", ""])
def test_bad_date_on_the_command_line(small: Path, day: str) -> None:
    assert_one_line(run("--case", str(small), "--as-of", day, "shared", "a", "b"), day)
    assert_one_line(run("--case", str(small), "changes", "--since", day), day)


@pytest.mark.parametrize("day", ["2031-02-30", "soon"])
def test_bad_date_in_the_case(tmp_path: Path, day: str) -> None:
    path = write(tmp_path, SMALL.replace("2031-01-01", day))
    assert_one_line(run("--case", str(path), "shared", "a", "b"), day)


def test_empty_file(tmp_path: Path) -> None:
    assert_one_line(run("--case", str(write(tmp_path, "", "empty.ttl")), "shared", "a", "b"), "empty.ttl")


def test_file_with_triples_but_no_case(tmp_path: Path) -> None:
    path = write(tmp_path, "<urn:a> <urn:b> <urn:c> .\n", "other.ttl")
    assert_one_line(run("--case", str(path), "shared", "a", "b"), "other.ttl")


def test_folder_without_a_case(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_line(run("--case", str(tmp_path / "empty"), "shared", "a", "b"), "empty")


def test_directory_where_a_file_should_be(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "folder.ttl"
    folder.mkdir()
    assert_one_line(run("--case", str(folder), "shared", "a", "b"), "folder.ttl")
    assert_one_line(run("--case", str(small), "view", "-o", str(folder)), "folder.ttl")


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert_one_line(run("--case", str(tmp_path / "gone.ttl"), "shared", "a", "b"), "gone.ttl")


@pytest.mark.parametrize("value", ["2", "-1", "high"])
def test_bad_min_confidence(small: Path, value: str) -> None:
    assert_one_line(run("--case", str(small), "--min-confidence", value, "shared", "a", "b"), value)


def test_a_party_without_a_position_is_no_error(small: Path) -> None:
    outcome = run("--case", str(small), "--format", "json", "shared", "a", "z")
    assert outcome.status == 0
    assert "z" in outcome.err and len(outcome.err.strip().splitlines()) == 1
    assert '"unaddressed"' in outcome.out


def test_the_same_as_a_process_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, "this is no Turtle\n", "broken.ttl")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--case", str(path), "shared", "a", "b"],
        text=True,
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert_one_line(Outcome(done.returncode, done.stdout, done.stderr), "broken.ttl:1")
