"""The backbone and the changes of windows as answers: of the reference's sample, of small databases, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dna_cases import database
from dna_formulas import kept, nested_backbone, rows_of

import kg
from kg.answers.backbone_picture import MOST_ROWS
from kg.answers.network_changes import issues_of
from kg.cli import main
from kg.errors import UsageError

#: days after 10 January 2031, a document, person, organisation, concept, agreement: two blocs, tolls and fees say the same; in
#: February (day 30) all agree on the dam
ROWS = [
    (0, 1, "", "Alder", "Tolls", 1),
    (0, 1, "", "Birch", "Tolls", 1),
    (1, 2, "", "Alder", "Fees", 1),
    (1, 2, "", "Birch", "Fees", 1),
    (2, 3, "", "Cedar", "Locks", 0),
    (2, 3, "", "Dogwood", "Locks", 0),
    (30, 4, "", "Alder", "Dam", 1),
    (30, 4, "", "Birch", "Dam", 1),
    (30, 4, "", "Cedar", "Dam", 1),
]


@pytest.fixture
def case(tmp_path: Path) -> kg.Negotiation:
    return kg.open(database(tmp_path / "blocs.dna", ROWS))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    path = database(tmp_path / "blocs.dna", ROWS)
    return lambda *words: CliRunner(env={"COLUMNS": "120"}).invoke(main, ["--case", str(path), *words])


def labels(found: Any) -> list[str]:
    return [one["concept"]["label"] for one in found]


def test_the_sequence_of_the_reference_s_sample(shared: Path) -> None:
    path = shared / "peers" / "dna" / "sample.dna"
    rows, sample = rows_of(path), kg.open(path)
    normalisations = {"none": "no", "average": "average", "jaccard": "jaccard", "product": "cosine"}
    duplicates = {"include": "include", "document": "document", "range": "acrossrange"}
    aggregations = ("congruence", "conflict", "subtract", "ignore")
    for aggregation, ours, rule in product(aggregations, normalisations, duplicates):
        found = sample.backbone(aggregation=aggregation, normalisation=ours, duplicates=rule, as_dna=True)
        left = kept(rows, "organization", "concept", aggregation, duplicates[rule])
        theirs = nested_backbone(left, "organization", "concept", aggregation, normalisations[ours], [0, 1])
        sequence = found.to_json()["sequence"]
        assert labels(sequence) == [concept for concept, *_ in theirs]
        figures = [(one["loss"], one["redundant_loss"], one["mentions"]) for one in sequence]
        for (*losses, mentions), (_, *expected, remain) in zip(figures, theirs, strict=True):
            assert losses == pytest.approx(expected, abs=1e-12)
            assert mentions == remain


def test_labels_are_in_the_order_of_the_reference_also_beyond_the_first_plane(tmp_path: Path) -> None:
    # both concepts are tied; in UTF-16 the emoji, written as surrogates, comes before the full-width tilde
    rows = [(0, 1, "", name, concept, 1) for concept in ("\uff5e", "\U0001f600") for name in ("A", "B")]
    case = kg.open(database(tmp_path / "far.dna", rows))
    assert labels(case.backbone(as_dna=True).to_json()["sequence"]) == ["\uff5e", "\U0001f600"]


@pytest.mark.parametrize("as_dna", [False, True])
def test_duplicates_fall_as_in_the_networks_of_the_windows(tmp_path: Path, as_dna: bool) -> None:
    rows = [*ROWS, (3, 5, "", "Alder", "Tolls", 1), (31, 6, "", "Alder", "Tolls", 1), (31, 6, "", "Birch", "Dam", 1)]
    case = kg.open(database(tmp_path / "again.dna", rows))
    asked: dict[str, Any] = {"window": "1:months", "duplicates": "range", "as_dna": as_dna}
    backbones, networks = case.backbone(**asked).to_json()["windows"], case.network(**asked).to_json()["windows"]
    figures = [[(one["kept"], one["fallen"]) for one in found] for found in (backbones, networks)]
    assert figures[0] == figures[1]
    assert figures[0] == ([(6, 1), (3, 2)] if as_dna else [(6, 1), (4, 1)])


def test_what_says_the_same_leaves_and_the_blocs_stay(case: kg.Negotiation) -> None:
    # without the dam: two lines, eigenvalues 0, 0, 2, 2, with or without one of tolls and fees
    found = case.backbone(until="2031-01-31", size=2).to_json()
    assert labels(found["backbone"]["concepts"]) == ["Fees", "Locks"]
    assert {key: found["backbone"][key] for key in ("size", "loss", "edge_distance", "mentions", "proven", "tied")} == {
        "size": 2,
        "loss": 0,
        "edge_distance": 1,
        "mentions": 4,
        "proven": True,
        "tied": 2,
    }
    assert found["loss_of_none"] == 4
    assert labels(found["sequence"])[0] == "Tolls"
    assert [one["tied"] for one in found["sequence"]] == [2, 2, 1]
    assert [one["concept_mentions"] for one in found["sequence"]] == [2, 2, 2]
    assert [one["least"] is None for one in found["sequence"]] == [False, True, True]


def test_without_a_size_the_fewest_that_lose_at_most_a_tenth_are_shown(case: kg.Negotiation) -> None:
    # two concepts keep both blocs; one alone loses 2 of 4
    answer = case.backbone(until="2031-01-31")
    assert answer.whole.shown is not None
    assert (len(answer.whole.shown.concepts), answer.whole.shown.loss, answer.whole.of_none) == (2, 0, 4)


def test_other_sets_that_lose_as_little_are_told(run: Callable[..., Any]) -> None:
    told = " ".join(run("backbone", "--until", "2031-01-31", "--size", "2").output.split())
    assert "No set of this size loses less, and 1 other loses as little; the first by id is shown." in told
    assert "No other set of this size loses so little." in " ".join(
        run("backbone", "--since", "2031-02-01").output.split()
    )


def test_each_window_has_its_backbone(case: kg.Negotiation) -> None:
    january, february = case.backbone(window="1:months", size=1).to_json()["windows"]
    assert (january["backbone"]["loss"], january["kept"]) == (2, 6)
    assert labels(february["backbone"]["concepts"]) == ["Dam"]
    assert (february["backbone"]["loss"], february["loss_of_none"], february["kept"]) == (0, 3, 3)


def test_a_window_with_fewer_concepts_than_asked_for_keeps_them_all(case: kg.Negotiation) -> None:
    _, february = case.backbone(window="1:months", size=3).to_json()["windows"]
    assert (february["backbone"]["size"], february["backbone"]["proven"]) == (1, True)


def test_where_there_is_no_time_the_sequence_is_taken_and_said(run: Callable[..., Any]) -> None:
    done = run("backbone", "--size", "2", "--time-limit", "0.000001")
    assert done.exit_code == 0
    assert "another set may lose less" in " ".join(done.output.split())
    found = json.loads(run("backbone", "--size", "2", "--time-limit", "0.000001", "--format", "json").stdout)
    assert not found["backbone"]["proven"]
    remain = {one["concept"]["id"] for one in found["sequence"][-2:]}
    assert {one["concept"]["id"] for one in found["backbone"]["concepts"]} == remain


def test_a_row_for_each_concept_of_all_the_time_and_of_each_window(run: Callable[..., Any]) -> None:
    head, *rows = run("backbone", "--window", "1:months", "--size", "1", "--format", "csv").stdout.splitlines()
    assert head.startswith("first_day,last_day,concept,concept_mentions,in_backbone,size,loss")
    assert [row.split(",")[0] for row in rows] == [""] * 4 + ["2031-01-01"] * 3 + ["2031-02-01"]


def test_the_program_s_numbers_are_said_to_be_so(run: Callable[..., Any]) -> None:
    told = " ".join(run("backbone", "--as-dna").output.split())
    assert "as Discourse Network Analyzer has it: spectra are shares of degrees" in told
    assert "all left at once" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--size", "5"], "--size 5: 4 concepts count; give a number from 1 to 4"),
        (["--size", "0"], "--size"),
        (["--aggregation", "combine"], "is aggregated by"),
        (["--normalisation", "activity"], "is divided by"),
        (["--time-limit", "0"], "--time-limit"),
        (["--plot", "loss.txt"], "ends in .svg or .png"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_cannot_be_asked_is_refused_in_one_line(run: Callable[..., Any], words: list[str], told: str) -> None:
    done = run("backbone", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_other_kinds_of_networks_have_no_backbone(case: kg.Negotiation) -> None:
    for choices in (
        {"mode": "two", "aggregation": "subtract"},
        {"by": "concepts"},
        {"window": "1:weeks", "kernel": "uniform"},
    ):
        with pytest.raises(UsageError, match="one-mode network of actors without a kernel"):
            case.backbone(**choices)


def test_nothing_said_has_no_backbone(case: kg.Negotiation) -> None:
    answer = case.backbone(until="2030-01-01", size=3)
    assert answer.to_json()["backbone"] is None
    assert answer.rows()[1] == []
    assert "nothing is counted" in answer.tables()[0].note
    assert "nothing is counted" in answer.to_svg()


def test_the_picture_names_each_concept_and_says_what_the_signs_mean(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "loss.svg"
    done = run("backbone", "--plot", str(file))
    assert done.exit_code == 0
    drawn = file.read_text(encoding="utf-8")
    for words in (
        "Tolls",
        "Fees",
        "Locks",
        "Dam",
        "in the backbone",
        "loss once this concept and all above it are gone",
    ):
        assert words in drawn
    assert 'width="8" height="8"' not in drawn  # no set loses less than the sequence
    assert run("backbone", "--plot", str(tmp_path / "again.svg")).exit_code == 0
    assert (tmp_path / "again.svg").read_text(encoding="utf-8") == drawn


def test_a_set_that_loses_less_than_the_sequence_is_drawn_beside_it(tmp_path: Path) -> None:
    # the sequence leaves two concepts with a loss of 1; w and x alone lose 1/3
    said = ["Bw", "Bx", "By", "Cx", "Cy", "Cz", "Dw", "Dx", "Dz"]
    rows = [(0, 1, "", name, concept, 1) for name, concept in said]
    answer = kg.open(database(tmp_path / "greedy.dna", rows)).backbone(size=2)
    assert answer.whole.shown is not None
    assert labels(answer.to_json()["backbone"]["concepts"]) == ["w", "x"]
    assert answer.whole.shown.loss == pytest.approx(1 / 3)
    step = next(one for one in answer.whole.steps if one.size == 2)
    assert step.loss == pytest.approx(1)
    assert answer.to_svg().count('width="8" height="8"') == 2  # in its row and in the legend


def test_a_picture_of_too_many_concepts_is_refused(tmp_path: Path) -> None:
    rows = [(0, 1, "", name, f"c{place}", 1) for place in range(MOST_ROWS + 1) for name in ("A", "B")]
    case = kg.open(database(tmp_path / "many.dna", rows))
    with pytest.raises(UsageError, match=f"201 concepts, more than {MOST_ROWS}; choose some issues with --issue"):
        case.backbone(time_limit=0.001).to_svg()


def test_the_order_of_rows_changes_no_byte(tmp_path: Path) -> None:
    one, other = (
        kg.open(database(tmp_path / f"{name}.dna", rows)).backbone(window="1:months").to_json()
        for name, rows in (("one", ROWS), ("other", ROWS[::-1]))
    )
    for found in (one, other):
        del found["case"], found["sources"]
    assert one == other


# --------------------------------------------------------------------------- changes of windows


def test_each_window_of_a_network_tells_how_far_it_is_from_the_one_before(case: kg.Negotiation) -> None:
    # January: ab 2, cd 1; February: ab, ac and bc 1 by the dam. ab changes by 1, cd, ac and bc by 1
    january, february = case.network(window="1:months", aggregation="congruence").to_json()["windows"]
    assert january["change"] is None
    change = february["change"]
    assert (change["absolute"], change["largest"]) == (4, True)
    # 0, 0, 2, 2 against 0, 0, 3/2, 3/2
    assert change["spectral"] == pytest.approx(1)
    assert {one["issue"]["label"]: one["amount"] for one in change["issues"]} == {
        "Dam": 3,
        "Tolls": 1,
        "Fees": 1,
        "Locks": 1,
    }
    assert [one["share"] for one in change["issues"]] == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])


def test_the_largest_change_is_marked_in_the_table(run: Callable[..., Any]) -> None:
    told = run("network", "--window", "1:months").output
    assert "4, the largest" in told
    assert "Dam 50%" in told


def test_a_proposal_stands_for_its_issue_or_for_itself() -> None:
    case = kg.open().case
    found = issues_of(case, [*case.options, *case.proposals])
    assert {found[name] for name in case.options} == set(case.issues) & set(found.values())
    for name, proposal in case.proposals.items():
        issues = {case.options[term].issue for term in proposal.terms}
        assert found[name] == (next(iter(issues)) if len(issues) == 1 else name)


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ({"window": "1:months"}, True),
        ({"window": "1:years"}, False),
        ({"window": "1:months", "mode": "two", "aggregation": "combine"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_that_spectra_differ_is_said_where_they_are_compared(
    case: kg.Negotiation, asked: dict[str, Any], differs: bool
) -> None:
    told = " ".join(case.network(as_dna=True, **asked).head_lines())
    assert ("spectra are shares of degrees" in told) is differs
