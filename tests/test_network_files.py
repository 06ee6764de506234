"""Networks as files for other programs, bad questions, and what the filters let in, counted by records in plain Python."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from click.testing import CliRunner, Result
from dna_cases import database
from gexf_reader import mistakes, open_as_gephi

import kg
from kg.cli import main
from kg.networks.mentions import levels_of

BASIN = ("--case", "example:basin")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], prog_name="kg")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -------------------------------------------------------------------- files


def milliseconds(day: Any) -> float:
    return (day - date(1970, 1, 1)).total_seconds() * 1000.0


@pytest.mark.parametrize("which", [(), BASIN])
@pytest.mark.parametrize(
    "words",
    [
        "",
        "--aggregation conflict --normalisation average",
        "--mode two --window 1:months",
        "--window 2:weeks --stride 1:weeks",
        "--by concepts --isolates --window 10:statements",
        "--window 1:weeks --kernel gaussian",
        "--window 1:months --expanding",
        "--on stances --voice any",
        "--since 1900-01-01 --until 1900-01-02",
    ],
)
def test_gexf_is_as_the_schema_has_it_and_gephi_finds_all_in_it(
    which: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    target = tmp_path / "network.gexf"
    assert run(*which, "network", *words.split(), "--format", "gexf", "-o", target).exit_code == 0
    assert mistakes(target) == []
    opened = open_as_gephi(target)
    assert opened.issues == []
    answer = asked_in_python(which, words)
    edges = {(row, column): weight for row, column, weight in answer.network.edges()}
    pairs = {tuple(sorted(pair)): pair for pair in edges}
    assert set(opened.nodes) == {*answer.network.rows, *answer.network.columns}
    assert {name: opened.attributes[name]["mentions"] for name in opened.nodes} == {
        name: data["mentions"] for name, data in answer.graph().nodes(data=True)
    }
    over_time: dict[tuple[str, ...], dict[tuple[float, float], float]] = {}
    for one in answer.series.windows:
        assert one.window
        days = (milliseconds(one.window.first), milliseconds(one.window.last))
        for row, column, weight in one.edges():
            over_time.setdefault(tuple(sorted((row, column))), {})[days] = weight
    assert {pair: weight for pair, weight in opened.edges.items() if pair in pairs} == {
        pair: edges[whole] for pair, whole in pairs.items()
    }
    assert {pair: weights for pair, weights in opened.weights.items() if weights} == over_time
    assert {pair: set(spells) for pair, spells in opened.spells.items() if spells} == {
        pair: set(weights) for pair, weights in over_time.items()
    }
    assert opened.is_dynamic == bool(over_time)
    assert set(nx.read_gexf(target)) == set(opened.nodes)


def asked_in_python(which: tuple[str, ...], words: str) -> Any:
    """Return the answer to the same options asked in Python."""
    given: dict[str, Any] = {}
    for part in (" " + words).split(" --")[1:]:
        name, _, value = part.partition(" ")
        given[name.replace("-", "_")] = value or True
    return kg.open(*which[1:]).network(**given)


def test_a_weight_over_time_alone_is_no_line_of_weight_0(tmp_path: Path) -> None:
    """Agreement in one month and disagreement in the next make 0 in all: Gephi would drop the line with its weight over time."""
    said = [(day, day, *who, "quota", k) for day, k in ((0, 1), (31, 1)) for who in (("Ada", "Union"), ("Bo", "Board"))]
    said[3] = (*said[3][:5], 0)
    path = database(tmp_path / "debate.dna", said)
    target = tmp_path / "months.gexf"
    assert run("--case", path, "network", "--window", "1:months", "--format", "gexf", "-o", target).exit_code == 0
    opened = open_as_gephi(target)
    assert (mistakes(target), opened.issues) == ([], [])
    assert [list(weights.values()) for weights in opened.weights.values()] == [[1.0, -1.0]]
    graph = kg.open(path).network(window="1:months").graph()
    assert [data["weight"] for *_, data in graph.edges(data=True)] == [0.0]


@pytest.mark.parametrize("aggregation", ["congruence", "subtract"])
def test_graphml_is_read_with_its_weights(aggregation: str, tmp_path: Path) -> None:
    target = tmp_path / "network.graphml"
    asked = (*BASIN, "network", "--aggregation", aggregation, "--format", "graphml", "-o", target)
    assert run(*asked).exit_code == 0
    network = kg.open("example:basin").network(aggregation=aggregation).network
    edges = set(network.edges())
    assert edges and (aggregation == "congruence" or any(weight < 0 for *_, weight in edges))
    lines = nx.read_graphml(target).edges(data=True)
    assert {(*sorted((one, other)), data["weight"]) for one, other, data in lines} == edges
    read = igraph.Graph.Read_GraphML(str(target))
    names = read.vs["id"]
    assert set(names) == set(network.rows) and all(read.vs["label"]) and min(read.vs["mentions"]) > 0
    assert {(*sorted((names[e.source], names[e.target])), e["weight"]) for e in read.es} == edges
    assert not read.is_directed()


def test_windows_as_csv_are_a_file_each_and_none_is_lost(tmp_path: Path) -> None:
    for number, more in enumerate((["1:months"], ["1:months", "--expanding"], ["2:statements"])):
        folder = tmp_path / str(number)
        asked = (*BASIN, "network", "--format", "csv", "-o", folder, "--window", *more)
        assert run(*asked).exit_code == 0
        kwargs: dict[str, Any] = {"window": more[0], "expanding": "--expanding" in more}
        windows = kg.open("example:basin").network(**kwargs).series.windows
        assert len(names(folder)) == len(windows) > 1
    assert names(tmp_path / "0")[:2] == ["2031-01-01.csv", "2031-02-01.csv"]
    assert names(tmp_path / "1")[0] == "2031-01-01_2031-01-31.csv"
    with (tmp_path / "0" / "2031-01-01.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    assert rows[0][1:] == [row[0] for row in rows[1:]] == sorted(rows[0][1:])


def test_a_matrix_that_is_printed_for_windows_says_that_it_is_of_all_the_time() -> None:
    outcome = run("network", "--window", "1:weeks", "--format", "csv")
    assert outcome.exit_code == 0
    assert "the CSV is of all the time" in outcome.stderr
    assert outcome.stdout == run("network", "--format", "csv").stdout
    assert "all the time" not in run("network", "--format", "csv").stderr


def test_a_picture_is_drawn_also_where_nobody_reads_on_what_is_printed(tmp_path: Path) -> None:
    picture = tmp_path / "camps.svg"
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "camps", "--plot", str(picture)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        running.stdout.close()
        running.wait(60)
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_files_that_exist_are_kept_without_force(tmp_path: Path) -> None:
    folder = tmp_path / "windows"
    folder.mkdir()
    (folder / "2031-03-01.csv").write_text("mine", encoding="utf-8")
    asked = (*BASIN, "network", "--window", "1:months", "--format", "csv", "-o", folder)
    refused = run(*asked)
    assert refused.exit_code == 2 and refused.stderr.count("\n") == 1 and "--force" in refused.stderr
    assert names(folder) == ["2031-03-01.csv"]
    assert (folder / "2031-03-01.csv").read_text(encoding="utf-8") == "mine"
    assert run(*asked, "--force").exit_code == 0 and len(names(folder)) == 6


@pytest.mark.parametrize(
    "words",
    [
        "--explain russia nobody",
        "--explain russia france",
        "--explain russia ukraine --window 1:weeks",
        "--window 1:days --since 1900-01-01",
        "--window 1:fortnights",
        "--stride 1:days",
        "--mode two --normalisation average",
        "--aggregation combine",
        "--source nothing",
        "--exclude nothing",
        "--attribution nothing",
        "--since 2025-04-22 --until 2025-04-01",
        "--format gexf",
        "--on stances --actors people",
    ],
)
def test_a_bad_question_is_one_line(words: str) -> None:
    outcome = run("network", *words.split())
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("kg: ") and outcome.stderr.count("\n") == 1
    assert "KeyError" not in outcome.stderr


def test_no_other_command_loads_scipy() -> None:
    program = (
        "import kg, sys; kg.open().overlap().to_json(); import kg.cli.network_command; print('scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# ------------------------------------------------------- counted by records


def by_records(case: Any, *, voice: str, keep: Any) -> Counter[tuple[str, str]]:
    """Return Σ k of each party and option, over pairs of a position and a statement that backs it."""
    found: Counter[tuple[str, str]] = Counter()
    whole, levels = case.case, levels_of("side")
    single = {p.id: p.terms[0] for p in whole.proposals.values() if len(p.terms) == 1}
    for party, positions in whole.positions_of(whole.parties).items():
        for position in positions:
            option = single.get(position.on, position.on)
            for name in position.statements:
                statement = whole.statement(name)
                told = option in whole.options and position.stance in levels and statement.latest <= case.as_of
                if told and (voice == "any" or statement.is_own_voice) and keep(statement):
                    found[party, option] += levels[position.stance]
    return Counter({pair: value for pair, value in found.items() if value})


FILTERS: dict[str, tuple[dict[str, Any], Any]] = {
    "nothing": ({}, lambda statement: True),
    "attribution": ({"attributions": ["on-record"]}, lambda statement: statement.attribution == "on-record"),
    "since": ({"since": "2031-03-01"}, lambda statement: str(statement.latest) >= "2031-03-01"),
    "until": ({"until": "2031-03-01"}, lambda statement: str(statement.latest) <= "2031-03-01"),
}


@pytest.mark.parametrize("voice", ["own", "any"])
@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("which", ["example:basin", None])
def test_the_same_is_counted_as_by_records(which: str | None, name: str, voice: str) -> None:
    case = kg.open(which) if which else kg.open()
    choices, keep = FILTERS[name]
    two = {
        (row, column): weight
        for row, column, weight in case.network(mode="two", voice=voice, **choices).network.edges()
    }
    expected = by_records(case, voice=voice, keep=keep)
    assert two == expected
    one = case.network(voice=voice, **choices).network
    sums = {
        (a, b): sum(value * expected[b, option] for (party, option), value in expected.items() if party == a)
        for a, b in combinations(one.rows, 2)
    }
    assert {(a, b): weight for a, b, weight in one.edges()} == {pair: weight for pair, weight in sums.items() if weight}


@pytest.mark.parametrize(
    "words", ["network", "camps", "backbone", "scale", "scale --method cluster", "scale --method distribution"]
)
def test_stances_are_called_stances_where_they_are_counted(words: str) -> None:
    assert "stances counted;" in run(*words.split(), "--on", "stances").stdout
    assert "mentions counted;" in run(*words.split()).stdout
