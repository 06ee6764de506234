"""Several coders in one case: asking by coder, and how far the coders agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from dna_cases import coded as coded_database
from test_agreement import HEAD, coded

import kg
from kg.answers.agreement import compare_coders_within
from kg.answers.contract import schema_of
from kg.case import Case
from kg.cli import main
from kg.errors import UsageError
from kg.store import open_store

#: who gave which stance to which party's position on which option, in which paragraph
CODED = (
    ("Ann", "north", "quota", "support", 1),
    ("Ben", "north", "quota", "support", 1),
    ("Cid", "north", "quota", "oppose", 1),
    ("Ann", "south", "quota", "oppose", 2),
    ("Ben", "south", "quota", "doubt", 2),
    ("Ann", "north", "ban", "support", 3),
    ("Ben", "north", "ban", "oppose", 3),
    ("Cid", "north", "ban", "oppose", 3),
    ("Cid", "south", "ban", "open", 4),
)


def turtle(rows: tuple[tuple[str, str, str, str, int], ...]) -> str:
    """Return a case in which each row is a statement of its coder."""
    parts = []
    for number, (coder, party, option, stance, paragraph) in enumerate(rows):
        name = f"s{number}"
        parts.append(coded(name, party, option, stance, paragraph) + f':{name} neg:coder "{coder}" .\n')
    return HEAD.format(base="a") + "".join(parts)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case of three coders."""
    path = tmp_path / "case.ttl"
    path.write_text(turtle(CODED), encoding="utf-8")
    return path


def run(*words: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(word) for word in words])


def json_of(kind: str, *words: object) -> dict[str, Any]:
    """Return what a command says in JSON, which is as the contract says."""
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert list(jsonschema.Draft202012Validator(schema_of(kind)).iter_errors(answer)) == []
    return answer


# ------------------------------------------------------------ asking by coder


def held(answer: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return the positions of an answer."""
    return {(p["party"]["label"], p["option"]["label"], p["stance"]) for p in answer["positions"]}


def test_only_what_a_coder_coded_counts(case: Path) -> None:
    answer = json_of("positions", "positions", "--case", case, "--coder", "ann")
    wanted = {("Northland", "Quota", "support"), ("Southland", "Quota", "oppose"), ("Northland", "Ban", "support")}
    assert held(answer) == wanted
    assert answer["filters"]["coders"] == ["Ann"]
    two = json_of("positions", "positions", "--case", case, "--coder", "Ann", "--coder", "Cid", "--party", "south")
    assert held(two) == {("Southland", "Quota", "oppose"), ("Southland", "Ban", "open")}
    assert two["filters"]["coders"] == ["Ann", "Cid"]
    assert "coders" not in json_of("positions", "positions", "--case", case)["filters"]


def test_the_answer_says_whose_coding_it_is(case: Path) -> None:
    assert (
        "filter: statements coded by Ben\n" in run("shared", "north", "south", "--case", case, "--coder", "Ben").stdout
    )
    assert "Ben" in run("why", "north", "ban", "--case", case, "--coder", "Ben", "--lang", "uk").stdout


def test_in_python_too(case: Path) -> None:
    found = kg.open(case, coders=["Ben"])
    assert {row[2] for row in found.positions("north").to_frame()[["party", "option", "stance"]].values.tolist()} == {
        "support",
        "oppose",
    }
    assert found.at("2031-02-01").filters.coders == ("Ben",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anne", "no coder is named “Anne”; did you mean Ann?"),
        ("x", "no coder is named “x”; the coders are: Ann, Ben, Cid"),
    ],
)
def test_an_unknown_coder_is_refused_with_the_near_ones(case: Path, name: str, said: str) -> None:
    done = run("positions", "--case", case, "--coder", name)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_a_case_that_names_no_coder(tmp_path: Path) -> None:
    path = tmp_path / "none.ttl"
    path.write_text(HEAD.format(base="a") + coded("s1", "north", "quota", "open", 1), encoding="utf-8")
    for words in (("positions", "--coder", "Ann", "--case", path), ("agreement", path, "--coders")):
        done = run(*words)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert "coder" in done.stderr


@pytest.mark.parametrize(
    "words", [("check",), ("query", "ASK {}"), ("agreement", "x", "y"), ("view", "-o", "x.html"), ("export", "x.ttl")]
)
def test_what_holds_every_statement_refuses_a_coder(
    case: Path, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words, "--case", case, "--coder", "Ann")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.endswith("leave out --coder\n")
    assert "--coder " not in run("view", "--help").stdout


def test_a_coders_graph_is_exported(case: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "x.gexf", "--case", case, "--coder", "Cid")
    assert done.exit_code == 0, done.stderr
    text = (tmp_path / "x.gexf").read_text(encoding="utf-8")
    assert "open" in text
    assert "support" not in text


# ------------------------------------------------------------ agreement within a case


def test_alpha_over_all_coders(case: Path) -> None:
    found = json_of("agreement_of_coders", "agreement", case, "--coders")
    # Units (support s, doubt d, oppose o): s s o, o d, s o o; the fourth has one value and is not pairable. Each unit of
    # three adds its ordered pairs by 1/2: o(s,o) = 1 + 1, and o(d,o) = 1. n_s = 3, n_d = 1, n_o = 4, n = 8.
    # Σ n_c n_k = 3 + 12 + 4 = 19, so 1 - 7 · 3 / 19.
    assert found["alpha"] == pytest.approx(1 - 21 / 19)
    # Ranks 2, 5, 6: δ²(2,5) = (4 - 2)², δ²(2,6) = (8 - 3.5)², δ²(5,6) = (5 - 2.5)²: 4, 20.25, 6.25.
    # Observed 2 · 20.25 + 6.25 = 46.75; expected 3 · 4 + 12 · 20.25 + 4 · 6.25 = 280.
    assert found["alphas"]["ordinal"] == pytest.approx(1 - 7 * 46.75 / 280)
    assert (found["coders"], found["units"], found["pairable_values"]) == (["Ann", "Ben", "Cid"], 4, 8)


def test_each_pair_of_coders(case: Path) -> None:
    found = json_of("agreement_of_coders", "agreement", case, "--coders")
    alphas = {" ".join(pair["coders"]): pair["alpha"] for pair in found["pairs"]}
    # Ann and Ben: s s, o d, s o: n = 6, n_s = 3, n_o = 2, n_d = 1: 1 - 5 · 2 / 11. Ann and Cid: s o, s o: 1 - 3 · 2 / 4.
    # Ben and Cid: s o, o o: 1 - 3 · 1 / 3.
    assert alphas == {"Ann Ben": pytest.approx(1 / 11), "Ann Cid": pytest.approx(-0.5), "Ben Cid": pytest.approx(0)}
    assert [pair["units"] for pair in found["pairs"]] == [3, 4, 4]


def test_what_the_coders_differ_on(case: Path) -> None:
    found = json_of("agreement_of_coders", "agreement", case, "--coders")
    assert [one["stances"] for one in found["disagreements"]] == [
        ["support", "oppose", "oppose"],
        ["support", "support", "oppose"],
        ["oppose", "doubt", None],
    ]
    assert [(one["coder"], one["stance"]) for one in found["coded_by_one"]] == [("Cid", "open")]


def test_a_coder_who_contradicts_themselves(case: Path) -> None:
    case.write_text(turtle((*CODED, ("Ann", "south", "quota", "support", 2))), encoding="utf-8")
    found = json_of("agreement_of_coders", "agreement", case, "--coders")
    assert [one["stances"] for one in found["contradictory"]] == [[["support", "oppose"], ["doubt"], []]]
    assert found["pairable_values"] == 6


def test_the_table_and_the_rows(case: Path) -> None:
    shown = run("agreement", case, "--coders").stdout
    assert "3 coders: Krippendorff's alpha -0.105 (nominal)" in shown
    assert "4 units, 3 coded once by two coders or more, 8 pairable values, 3 disagreements" in shown
    assert "Pairs (3)" in shown
    rows = run("agreement", case, "--coders", "--format", "csv").stdout.splitlines()
    assert rows[0] == "party,option,source,place,day,statement,Ann,Ben,Cid,agree"
    assert "Southland,Quota,Strait Gazette,paragraph 2,2031-01-10,,oppose,doubt,,no" in rows
    found = compare_coders_within(Case(open_store(case))).to_frame()
    assert found["Cid"].tolist().count("oppose") == 2


def test_the_case_can_be_that_of_the_option(case: Path) -> None:
    assert run("agreement", "--coders", "--case", case).stdout == run("agreement", case, "--coders").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name two cases to compare, or add --coders"),
        (("a.ttl",), "name two cases to compare, or add --coders"),
        (("a.ttl", "b.ttl", "c.ttl"), "name two cases to compare, or add --coders"),
        (("a.ttl", "b.ttl", "--coders"), "--coders compares the coders within one case"),
    ],
)
def test_how_many_cases(words: tuple[str, ...], said: str) -> None:
    done = run("agreement", *words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_one_coder_has_none_to_agree_with(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(turtle(CODED[:1]), encoding="utf-8")
    done = run("agreement", path, "--coders")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "names one coder, Ann; --coders compares two or more" in done.stderr
    with pytest.raises(UsageError, match="there is no metric “ratio”"):
        compare_coders_within(Case(open_store(path)), "ratio")


def test_the_coders_of_a_coded_database(tmp_path: Path) -> None:
    same_place = (
        "UPDATE STATEMENTS SET DocumentId = 1 WHERE ID = 2",
        "UPDATE DATASHORTTEXT SET Entity = 2 WHERE StatementId = 2 AND VariableId = 2",
    )
    source = coded_database(tmp_path / "x.dna", *same_place)
    found = json_of("agreement_of_coders", "agreement", source, "--coders")
    assert (found["coders"], found["units"]) == (["Ann", "Ben"], 1)
    assert found["disagreements"][0]["stances"] == ["support", "oppose"]
    assert found["disagreements"][0]["place"] == "characters 0–8"
    target = tmp_path / "sheets.xlsx"
    assert run("export", target, "--case", source).exit_code == 0
    again = json_of("agreement_of_coders", "agreement", target, "--coders")
    assert again["alphas"] == found["alphas"]
