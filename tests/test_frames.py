"""Answers as rows and as data frames, on the stage of tiny cases, with values worked by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas
import pytest
from small_cases import position

from kg.answers.agreement import compare_coders
from kg.errors import MissingExtraError, UsageError

CaseOf = Callable[..., Any]


@pytest.fixture
def spoken(case_of: CaseOf) -> Any:
    """Return a case in which two parties agree on w1, contest w2 by red lines, and a alone is open to w3."""
    return case_of(
        position("a", "support", "w1", 3),
        position("b", "demand", "w1", 4),
        position("a", "demand", "w2", 5),
        position("b", "rule-out", "w2", 5),
        position("a", "open", "w3", 6),
    )


def test_the_stance_matrix(spoken: Any) -> None:
    found = spoken.positions().matrix()
    assert list(found.index) == ["a", "b", "c", "f", "g", "h", "o", "z"]
    assert list(found.columns) == ["w1", "w2", "w3"]
    assert (found.index.name, found.columns.name) == ("party", "option")
    assert found.loc["a"].tolist() == ["support", "demand", "open"]
    assert found.loc["b"].tolist() == ["demand", "rule-out", None]
    assert found.loc["z"].tolist() == [None, None, None]
    assert type(found.loc["a", "w1"]) is str


def test_the_stance_matrix_of_one_party(spoken: Any) -> None:
    found = spoken.positions(party="b").matrix()
    assert found.shape == (1, 2)
    assert found.to_dict() == {"w1": {"b": "demand"}, "w2": {"b": "rule-out"}}


def test_an_empty_stance_matrix(case_of: CaseOf) -> None:
    assert case_of().positions().matrix().shape == (8, 0)
    assert case_of().positions().to_frame().shape[0] == 0


def test_options_of_one_name_are_told_apart_by_id(case_of: CaseOf) -> None:
    case = case_of(
        ":x8 a neg:Option ; neg:optionOf :x ; skos:prefLabel 'same'@en .\n",
        ":x9 a neg:Option ; neg:optionOf :x ; skos:prefLabel 'same'@en .\n",
        position("a", "support", "x8"),
        position("a", "oppose", "x9"),
        position("b", "oppose", "w1"),
    )
    # by entailment nothing follows of x1 to x3: what excludes x8 is ruled out, as the issue takes one option
    columns = list(case.positions().matrix().columns)
    assert "same [x8]" in columns and "same [x9]" in columns and "w1" in columns
    assert len(set(columns)) == len(columns)


def test_the_overlap_as_pairs(spoken: Any) -> None:
    found = spoken.overlap("b", "a", "c").to_frame()
    assert list(found.columns) == [
        "party_1", "party_2", "agreed", "within_reach", "contested", "red_lines", "both_sided", "inferred", "ascribed",
    ]  # fmt: skip
    none = [0] * 7
    assert found.values.tolist() == [["a", "b", 1, 0, 1, 1, 2, 0, 0], ["a", "c", *none], ["b", "c", *none]]


def test_the_overlap_as_a_matrix(spoken: Any) -> None:
    overlap = spoken.overlap("a", "b", "c")
    found = overlap.matrix()
    assert list(found.index) == list(found.columns) == ["a", "b", "c"]
    assert found.equals(found.T)
    assert (found.loc["a", "b"], found.loc["a", "c"]) == (1, 0)
    assert [found.loc[party, party] is pandas.NA for party in "abc"] == [True] * 3
    assert overlap.matrix("both_sided").loc["b", "a"] == 2
    assert overlap.matrix("red_lines").loc["b", "a"] == 1
    with pytest.raises(UsageError, match="agreed, within_reach, contested, red_lines, both_sided, inferred, ascribed"):
        overlap.matrix("weight")


def test_positions_as_a_frame(spoken: Any) -> None:
    found = spoken.positions(party="a").to_frame()
    assert found["option"].tolist() == ["w1", "w2", "w3"]
    assert found["stance"].tolist() == ["support", "demand", "open"]
    assert found["side"].tolist() == ["for", "for", "leaning"]
    assert found["day"].tolist() == [date(2031, 1, 3), date(2031, 1, 5), date(2031, 1, 6)]
    assert found["inferred"].tolist() == [False] * 3
    assert {type(cell) for cell in (*found["stance"], *found["side"])} == {str}


def test_every_answer_has_rows_and_a_frame_of_them(spoken: Any) -> None:
    answers = [
        spoken.shared("a", "b"),
        spoken.conflicts("a", "b"),
        spoken.overlap("a", "b"),
        spoken.bridges("a", "b"),
        spoken.positions(),
        spoken.why("a", "w1"),
        spoken.list("options"),
        spoken.proposal(),
        spoken.changes("2031-01-03"),
        spoken.check(),
        spoken.query("SELECT ?p { ?p a neg:Party }"),
        spoken.query("ASK { ?p a neg:Party }"),
        compare_coders(spoken.case, spoken.case),
    ]
    for answer in answers:
        columns, rows = answer.rows()
        found = answer.to_frame()
        assert list(found.columns) == list(columns), type(answer)
        assert len(found) == len(rows)
        assert all(len(row) == len(columns) for row in rows)
        assert len(rows) or type(answer).__name__ == "Scorecards"


def test_without_pandas_the_extra_is_named(spoken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for ask in (spoken.positions().to_frame, spoken.positions().matrix, spoken.overlap("a", "b").matrix):
        with pytest.raises(MissingExtraError) as caught:
            ask()
        assert str(caught.value).endswith("pip install 'negotiation-kg[pandas]'")
        assert "\n" not in str(caught.value)


def test_pandas_is_imported_only_when_a_frame_is_asked_for() -> None:
    program = "import kg, sys; kg.open().positions().rows(); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
