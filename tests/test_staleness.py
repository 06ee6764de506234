"""Every stance carries its age, and one that no statement has renewed for a year, or for the days asked, is marked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from small_cases import STAGE, entails, position

import kg
from kg.cli import main
from kg.errors import UsageError


def opened(tmp_path: Any, *parts: str, **options: Any) -> Any:
    path = tmp_path / "stage.ttl"
    path.write_text(STAGE + "".join(parts), encoding="utf-8")
    return kg.open(str(path), **options)


def of_a(case: Any, option: str = "w1") -> tuple[int | None, bool]:
    held = case.why("a", option).to_json()["stance"]
    return held["age_days"], held["stale"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2031-01-01", (0, False)),
        ("2031-12-31", (364, False)),
        ("2032-01-01", (365, True)),
        ("2033-01-01", (731, True)),
    ],
)
def test_a_year_without_a_statement_is_marked(tmp_path: Any, day: str, found: tuple[int, bool]) -> None:
    """2031 has 365 days, 2032 has 366: 1 January 2033 is 731 days after 1 January 2031."""
    assert of_a(opened(tmp_path, position("a", "support", "w1", 1), as_of=day)) == found


def test_saying_it_again_renews_it(tmp_path: Any) -> None:
    again = [position("a", "support", "w1", day) for day in (1, 20)]
    assert of_a(opened(tmp_path, *again, as_of="2031-01-30", stale_after=15)) == (10, False)


def test_a_refusal_to_say_renews_nothing(tmp_path: Any) -> None:
    parts = position("a", "support", "w1", 1), position("a", "noncommittal", "w1", 20)
    assert of_a(opened(tmp_path, *parts, as_of="2031-01-30", stale_after=15)) == (29, True)


def test_an_inferred_stance_is_as_old_as_what_it_follows_from(tmp_path: Any) -> None:
    case = opened(tmp_path, entails("w1", "w2"), position("a", "support", "w1", 3), as_of="2031-01-13")
    assert of_a(case, "w2") == (10, False)


def test_no_stance_has_no_age(tmp_path: Any) -> None:
    case = opened(tmp_path, position("a", "support", "w1", 3), as_of="2040-01-01")
    assert of_a(case, "w2") == (None, False)


@pytest.mark.parametrize(
    ("after", "day", "words"),
    [
        (365, "2033-06-01", "+ support (last stated 2 years ago, on 2031-01-01)"),
        (365, "2032-06-01", "+ support (last stated 1 year ago, on 2031-01-01)"),
        (30, "2031-02-10", "+ support (last stated 40 days ago, on 2031-01-01)"),
        (1, "2031-01-02", "+ support (last stated 1 day ago, on 2031-01-01)"),
        (400, "2032-01-01", "+ support"),
    ],
)
def test_words_say_how_long_ago(tmp_path: Any, after: int, day: str, words: str) -> None:
    case = opened(tmp_path, position("a", "support", "w1", 1), as_of=day, stale_after=after)
    (table,) = case.positions().tables()
    assert table.rows[0][1] == words


def test_what_stood_before_is_as_old_as_it_was_then(tmp_path: Any) -> None:
    case = opened(tmp_path, position("a", "support", "w1", 1), position("a", "oppose", "w1", 20))
    (change,) = case.changes(date(2031, 1, 11)).to_json()["changes"]
    assert (change["before"]["age_days"], change["after"]["age_days"]) == (10, 0)


def test_the_days_are_an_option_of_every_answer(tmp_path: Any) -> None:
    opened(tmp_path, position("a", "support", "w1", 1))
    path = str(tmp_path / "stage.ttl")
    asked = ["--case", path, "--as-of", "2031-01-11", "--stale-after", "10", "positions"]
    done = CliRunner().invoke(main, asked)
    assert "last stated 10 days ago" in " ".join(done.stdout.split())
    page = str(tmp_path / "page.html")
    assert CliRunner().invoke(main, ["--case", path, "--stale-after", "10", "view", "-o", page]).exit_code == 0
    assert CliRunner().invoke(main, ["--stale-after", "10", "query", "ASK {}"]).exit_code == 2
    assert CliRunner().invoke(main, ["--stale-after", "0", "positions"]).exit_code == 2
    with pytest.raises(UsageError):
        kg.open(path, stale_after=0)
