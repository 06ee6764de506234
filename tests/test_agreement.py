"""Krippendorff's alpha on the examples of the literature, and two coders' cases compared unit by unit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import krippendorff
import numpy
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.agreement import compare_coders
from kg.case import Case
from kg.cli import main
from kg.coding.krippendorff import alpha
from kg.errors import UsageError
from kg.store import open_store

#: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): observers by row, units by column
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units_of(observers: Sequence[str]) -> list[list[str]]:
    """Return the units of a table of observers, without missing values."""
    return [[value for value in column if value != "."] for column in zip(*observers, strict=True)]


def numbers_of(observers: Sequence[str]) -> list[list[int]]:
    """Return the same as numbers."""
    return [[int(value) for value in unit] for unit in units_of(observers)]


def test_binary_data_of_two_observers() -> None:
    assert alpha(units_of(BINARY)) == pytest.approx(0.095, abs=5e-4)


def test_nominal_data_of_two_observers() -> None:
    assert alpha(units_of(NOMINAL)) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_four_observers_with_missing_data(metric: str, published: float) -> None:
    assert alpha(numbers_of(FOUR_OBSERVERS), metric) == pytest.approx(published, abs=5e-4)


def test_perfect_agreement_is_one() -> None:
    assert alpha([["a", "a"], ["b", "b"]]) == 1


def test_systematic_disagreement_is_below_zero() -> None:
    # Two values, each twice: o_ab = 2, n_a = n_b = 2, n = 4, so 1 - 3 · 2 / 4.
    assert alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)


@pytest.mark.parametrize("units", [[], [["a"]], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_undefined_is_none(units: list[list[str]]) -> None:
    assert alpha(units) is None


def test_a_unit_of_one_value_has_no_part() -> None:
    assert alpha([*units_of(NOMINAL), ["z"]]) == alpha(units_of(NOMINAL))


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(ValueError, match="no metric is called 'cosine'"):
        alpha([["a", "b"]], "cosine")


UNITS = st.lists(st.lists(st.integers(1, 7), max_size=4), max_size=12)


@given(UNITS, st.sampled_from(["nominal", "ordinal", "interval"]), st.randoms(use_true_random=False))
def test_alpha_is_at_most_one_and_does_not_depend_on_order(units: list[list[int]], metric: str, random: Any) -> None:
    value = alpha(units, metric)
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    assert value == pytest.approx(alpha(shuffled, metric)) if value is not None else alpha(shuffled, metric) is None
    assert value is None or value <= 1 + 1e-9


@given(UNITS, st.sampled_from(["nominal", "ordinal"]))
def test_alpha_is_that_of_an_independent_implementation(units: list[list[int]], metric: str) -> None:
    ours = alpha(units, metric)
    if ours is None:
        return
    observers = max(map(len, units))
    table = numpy.array([[*unit, *[numpy.nan] * (observers - len(unit))] for unit in units]).T
    assert ours == pytest.approx(krippendorff.alpha(reliability_data=table, level_of_measurement=metric))


HEAD = """@prefix : <https://example.org/{base}#> .
@prefix neg: <https://w3id.org/neg#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:north a neg:Party ; skos:prefLabel "Northland"@en . :south a neg:Party ; skos:prefLabel "Southland"@en .
:fish a neg:Issue ; skos:prefLabel "Fishing"@en .
:quota a neg:Option ; skos:prefLabel "Quota"@en ; neg:optionOf :fish .
:ban a neg:Option ; skos:prefLabel "Ban"@en ; neg:optionOf :fish .
:gazette a neg:Source ; dcterms:title "Strait Gazette"@en .
"""


def coded(name: str, party: str, option: str, stance: str, paragraph: int, day: str = "2031-01-10") -> str:
    """Return Turtle of a statement in a paragraph of the gazette, and of the position that rests on it."""
    return (
        f":{name} a neg:Statement ; neg:about :{party} ; neg:source :gazette ; neg:paragraph {paragraph} ;"
        f' neg:latest "{day}"^^xsd:date ; neg:attribution neg:reported .\n'
        f"[] a neg:Position ; neg:heldBy :{party} ; neg:on :{option} ; neg:stance neg:{stance} ; neg:statedIn :{name} .\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two codings that share four units and differ in one."""
    first = (
        coded("s1", "north", "quota", "demand", 1)
        + coded("s2", "south", "quota", "oppose", 2)
        + coded("s3", "north", "ban", "noncommittal", 3)
        + coded("s4", "south", "ban", "support", 4)
        + coded("s5", "south", "ban", "open", 5)
    )
    second = (
        coded("s1", "north", "quota", "support", 1)
        + coded("s2", "south", "quota", "oppose", 2)
        + coded("s3", "north", "ban", "noncommittal", 3)
        + coded("s4", "south", "ban", "support", 4)
        + coded("s6", "north", "ban", "doubt", 6)
    )
    (tmp_path / "anna.ttl").write_text(HEAD.format(base="a") + first, encoding="utf-8")
    (tmp_path / "ben.ttl").write_text(HEAD.format(base="a") + second, encoding="utf-8")
    (tmp_path / "other-ids.ttl").write_text(HEAD.format(base="b") + second, encoding="utf-8")
    return tmp_path


def run(folder: Path, first: str, second: str, *options: str) -> Result:
    """Run the command on two of the folder's files."""
    return CliRunner().invoke(main, ["agreement", str(folder / first), str(folder / second), *options])


def json_of(folder: Path, second: str = "ben.ttl", *options: str) -> dict[str, Any]:
    """Return what the command says in JSON."""
    done = run(folder, "anna.ttl", second, "--format", "json", *options)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_two_coders_by_identifiers(folder: Path) -> None:
    found = json_of(folder)
    # Pairs: demand–support, oppose twice, noncommittal twice, support twice. n = 8; margins 1, 3, 2, 2; the one
    # disagreeing unit adds 1 to o(demand, support); Σ n_c n_k = 3 + 2 + 2 + 6 + 6 + 4 = 23, so 1 - 7 / 23.
    assert found["alpha"] == pytest.approx(1 - 7 / 23)
    assert (found["schema"], found["metric"], found["units"], found["pairable_values"]) == (2, "nominal", 6, 8)
    disagreement = found["disagreements"]
    assert [one["stances"] for one in disagreement] == [["demand", "support"]]
    assert disagreement[0]["party"] == {"id": "https://example.org/a#north", "label": "Northland"}
    assert (disagreement[0]["place"], disagreement[0]["day"]) == ("paragraph 1", "2031-01-10")
    assert disagreement[0]["statement"] == "https://example.org/a#s1"
    ones = {(one["coder"].rsplit("/", 1)[1], one["stance"]) for one in found["coded_by_one"]}
    assert ones == {("anna.ttl", "open"), ("ben.ttl", "doubt")}


def test_the_ordinal_scale_leaves_out_what_has_no_rank(folder: Path) -> None:
    found = json_of(folder, "ben.ttl", "--metric", "ordinal")
    # Ranks: 1–2, 6–6, 2–2. Margins n1 = 1, n2 = 3, n6 = 2, n = 6. δ²(1,2) = (4 - 2)² = 4, δ²(1,6) = (6 - 1.5)² = 20.25,
    # δ²(2,6) = (5 - 2.5)² = 6.25. Observed 4; expected 3·4 + 2·20.25 + 6·6.25 = 90; 1 - 5 · 4 / 90.
    assert found["alpha"] == pytest.approx(1 - 20 / 90)
    assert found["alphas"]["nominal"] == pytest.approx(1 - 7 / 23)
    assert found["pairable_values"] == 6


def test_other_identifiers_are_matched_by_name_place_and_day(folder: Path) -> None:
    same, other = json_of(folder), json_of(folder, "other-ids.ttl")
    for key in ("alpha", "alphas", "units", "pairable_values"):
        assert other[key] == same[key]
    assert [one["stances"] for one in other["disagreements"]] == [["demand", "support"]]
    assert other["disagreements"][0]["statement"] is None


def test_the_order_of_coders_changes_no_figure(folder: Path) -> None:
    turned = json.loads(run(folder, "ben.ttl", "anna.ttl", "--format", "json").stdout)
    assert turned["alpha"] == json_of(folder)["alpha"]
    assert [one["stances"] for one in turned["disagreements"]] == [["support", "demand"]]


def test_a_statement_is_one_unit_though_a_coder_mended_its_day(folder: Path) -> None:
    text = (folder / "ben.ttl").read_text(encoding="utf-8").replace("2031-01-10", "2031-01-11")
    (folder / "ben.ttl").write_text(text, encoding="utf-8")
    assert json_of(folder)["pairable_values"] == 8


def test_a_selector_tells_the_place(folder: Path) -> None:
    for name, base in (("anna.ttl", "a"), ("other-ids.ttl", "b")):
        place = f":{base}1 neg:selector [ a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 ] .\n"
        statement = coded(f"{base}1", "south", "quota", "open", 9)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(statement + place)
    found = run(folder, "anna.ttl", "other-ids.ttl", "--format", "csv").stdout
    assert 'Southland,Quota,Strait Gazette,"paragraph 9, characters 3–9",2031-01-10,,open,open,yes' in found


def test_a_coder_who_contradicts_themselves_is_listed_and_not_paired(folder: Path) -> None:
    with (folder / "ben.ttl").open("a", encoding="utf-8") as file:
        file.write("[] a neg:Position ; neg:heldBy :south ; neg:on :ban ; neg:stance neg:oppose ; neg:statedIn :s4 .\n")
    found = json_of(folder)
    assert found["pairable_values"] == 6
    assert [one["stances"] for one in found["contradictory"]] == [[["support"], ["support", "oppose"]]]


def test_the_same_case_agrees_with_itself(folder: Path) -> None:
    found = json_of(folder, "anna.ttl")
    assert (found["alpha"], found["disagreements"], found["coded_by_one"]) == (1, [], [])


def test_nothing_in_common_is_undefined_and_no_error(folder: Path) -> None:
    lone = HEAD.format(base="c") + coded("s9", "south", "ban", "open", 50)
    (folder / "lone.ttl").write_text(lone, encoding="utf-8")
    assert json_of(folder, "lone.ttl")["alpha"] is None
    assert "undefined" in run(folder, "anna.ttl", "lone.ttl").stdout


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_the_other_forms(folder: Path, form: str) -> None:
    done = run(folder, "anna.ttl", "ben.ttl", "--format", form)
    assert done.exit_code == 0
    assert "Northland" in done.stdout
    assert "demand" in done.stdout
    assert done.stdout == run(folder, "anna.ttl", "ben.ttl", "--format", form).stdout


def test_filters_and_unknown_metrics_are_refused(folder: Path) -> None:
    done = run(folder, "anna.ttl", "ben.ttl", "--min-confidence", "0.5")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr == "kg: agreement compares all that was coded; leave out --min-confidence\n"
    case = Case(open_store(folder / "anna.ttl"))
    with pytest.raises(UsageError, match="there is no metric “ratio”"):
        compare_coders(case, case, "ratio")


def test_codings_in_workbooks_are_compared_as_they_are(folder: Path) -> None:
    for name in ("anna", "ben"):
        done = CliRunner().invoke(main, ["export", str(folder / f"{name}.xlsx"), "--case", str(folder / f"{name}.ttl")])
        assert done.exit_code == 0
    sheets = json.loads(run(folder, "anna.xlsx", "ben.xlsx", "--format", "json").stdout)
    graphs = json_of(folder)
    assert [sheets[key] for key in ("alpha", "pairable_values")] == [
        graphs[key] for key in ("alpha", "pairable_values")
    ]
    assert len(sheets["disagreements"]) == 1


def test_a_missing_file_is_one_line(folder: Path) -> None:
    done = run(folder, "anna.ttl", "carl.ttl")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
