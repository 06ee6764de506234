"""The pictures of a network and of its windows: what is drawn, what the lines mean, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dna_cases import database

import kg
from kg.answers.network_picture import MOST_LINES, MOST_UNITS
from kg.cli import main
from kg.drawing.arcs import Arcs, Spot, way
from kg.errors import UsageError

#: days after 10 January 2031, document, person, organisation, concept, agreement: Alder and Birch agree twice, Cedar differs from both
ROWS = [
    (0, 1, "", "Alder", "Tolls", 1),
    (0, 1, "", "Birch", "Tolls", 1),
    (0, 1, "", "Cedar", "Tolls", 0),
    (1, 2, "", "Alder", "Fees", 1),
    (1, 2, "", "Birch", "Fees", 1),
    (30, 3, "", "Alder", "Dam", 1),
    (30, 3, "", "Cedar", "Dam", 1),
]

#: the dashes of each kind of line
MORE, LESS, ALIKE = "", "6 4", "1.5 3.5"


@pytest.fixture
def case(tmp_path: Path) -> kg.Negotiation:
    return kg.open(database(tmp_path / "blocs.dna", ROWS))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    path = database(tmp_path / "blocs.dna", ROWS)
    return lambda *words: CliRunner(env={"COLUMNS": "120"}).invoke(main, ["--case", str(path), *words])


def drawn_lines(svg: str) -> list[str]:
    """Return the dashes of each line between things, in the order in which they are drawn."""
    paths = re.findall(r'<path d="M [^"]*"[^>]*stroke-opacity="0.55"[^>]*/>', svg)
    return [found.group(1) if (found := re.search(r'stroke-dasharray="([^"]*)"', one)) else "" for one in paths]


@pytest.mark.parametrize(
    ("asked", "dashes", "meaning"),
    [
        # ab 2; bc −1; ac is 1 by the dam and −1 by the tolls, so no line
        ({}, [LESS, MORE], ["more agreement than conflict", "more conflict than agreement"]),
        ({"aggregation": "congruence"}, [MORE, MORE], [">agreement<"]),
        ({"aggregation": "conflict"}, [LESS, LESS], [">conflict<"]),
        ({"aggregation": "ignore"}, [ALIKE] * 3, ["whatever they said"]),
        ({"mode": "two", "aggregation": "combine"}, [MORE] * 6 + [LESS], [">for<", ">against<"]),
        ({"mode": "two"}, [MORE] * 6 + [LESS], ["more for than against", "more against than for"]),
        ({"by": "concepts"}, [MORE, MORE], ["more agreement than conflict"]),
    ],
    ids=str,
)
def test_each_line_is_drawn_and_told(
    case: kg.Negotiation, asked: dict[str, Any], dashes: list[str], meaning: list[str]
) -> None:
    svg = case.network(**asked).to_svg()
    assert sorted(drawn_lines(svg)) == sorted(dashes)
    for words in meaning:
        assert words in svg
    names = ("Tolls", "Fees", "Dam") if "by" in asked else ("Alder", "Birch", "Cedar")
    for name in names:
        assert f">{name}<" in svg


def test_who_agrees_more_than_not_stands_on_one_side(case: kg.Negotiation) -> None:
    svg = case.network().to_svg()
    anchors = {name: re.search(rf'text-anchor="(\w+)"[^>]*>{name}<', svg) for name in ("Alder", "Birch", "Cedar")}
    sides = {name: found.group(1) for name, found in anchors.items() if found}
    assert sides == {"Alder": "end", "Birch": "end", "Cedar": "start"}


def test_only_the_strongest_lines_of_many_are_drawn_and_that_is_said(tmp_path: Path) -> None:
    # 20 actors agree, each with each: 190 lines
    rows = [(0, 1, "", f"A{place:02}", "Tolls", 1) for place in range(20)]
    svg = kg.open(database(tmp_path / "many.dna", rows)).network().to_svg()
    assert len(drawn_lines(svg)) == MOST_LINES
    assert f"more agreement than conflict: the {MOST_LINES} strongest of 190" in svg


def test_a_picture_of_too_many_is_refused(tmp_path: Path) -> None:
    rows = [(0, 1, "", f"A{place:03}", "Tolls", 1) for place in range(MOST_UNITS + 1)]
    answer = kg.open(database(tmp_path / "many.dna", rows)).network()
    with pytest.raises(UsageError, match=f"241 actors and concepts, more than {MOST_UNITS}"):
        answer.to_svg()


def test_nothing_said_is_drawn_as_that(case: kg.Negotiation) -> None:
    assert "nothing is counted" in case.network(until="2030-01-01").to_svg()
    assert "there is no window to compare" in case.network(until="2030-01-01", window="1:weeks").to_svg()


def test_windows_are_drawn_as_changes_with_the_largest_marked_and_told(case: kg.Negotiation) -> None:
    svg = case.network(window="1:months").to_svg()
    assert "Change of weights" in svg and "Change of spectrum" in svg
    # ab −2, ac 2, bc 1: the dam carries 1, tolls 3 (ab, ac, bc) and fees 1
    assert "2031-02-01, the largest change, carried by: Tolls 60%; Dam 20%; Fees 20%" in svg
    assert svg.count('stroke-width="2.5"') >= 3  # a ring in each chart and in the legend
    assert "Change of spectrum" not in case.network(window="1:months", mode="two", aggregation="combine").to_svg()


def test_windows_that_do_not_differ_are_told_so(tmp_path: Path) -> None:
    rows = [(day, day, "", name, "Tolls", 1) for day in (1, 31) for name in ("A", "B")]
    svg = kg.open(database(tmp_path / "same.dna", rows)).network(window="1:months").to_svg()
    assert "no window differs from the one before" in svg


def test_the_command_writes_the_picture_beside_the_answer(run: Callable[..., Any], tmp_path: Path) -> None:
    picture, matrix = tmp_path / "network.svg", tmp_path / "network.csv"
    done = run("network", "--plot", str(picture), "-o", str(matrix), "--format", "csv")
    assert done.exit_code == 0, done.output
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert matrix.read_text(encoding="utf-8").startswith(",Alder")
    assert "holds the picture" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--plot", "a.svg", "--explain", "Alder", "Birch"], "leave --explain out"),
        (["--plot", "a.txt"], "ends in .svg or .png"),
    ],
    ids=["explain", "ending"],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(run: Callable[..., Any], words: list[str], told: str) -> None:
    done = run("network", *words)
    assert done.exit_code == 2
    assert told in done.stderr and "Traceback" not in done.output


def test_rows_of_two_arcs_lie_apart_and_bend_outwards() -> None:
    arcs = Arcs.of(["a"] * 3, ["b"] * 2, 20)
    left = [spot.y for spot in arcs.left]
    assert left == sorted(left) and left[1] - left[0] == left[2] - left[1] == 34
    assert arcs.left[1].x < arcs.left[0].x and arcs.left[0].x == arcs.left[2].x
    assert all(spot.x > arcs.inner[0] for spot in arcs.right)
    # few rows are centred beside many
    assert sum(spot.y for spot in arcs.left) / 3 == pytest.approx(sum(spot.y for spot in arcs.right) / 2)
    assert arcs.room(arcs.left[1]) == arcs.left[1].x
    assert way(Spot(0, 0, -1), Spot(9, 9, 1)) == "M 0.0 0.0 L 9.0 9.0"
    assert "Q" in way(Spot(0, 0, -1), Spot(0, 9, -1))
