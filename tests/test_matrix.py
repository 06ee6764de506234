"""The matrix: which stance stands in which cell, in which order, and how it is shown; worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import small_cases as stage
import strategies as cases
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import condition, entails, local, position
from test_properties import opened

import kg
from kg.analysis.matrix import ORDERS, matrix_of, order_by_seriation
from kg.analysis.seriation import MOST_THINGS, seriate, similarity
from kg.errors import UnknownNameError, UsageError

CaseOf = Callable[..., Any]


def options(answer: dict[str, Any]) -> list[str]:
    return [local(row["option"]) for row in answer["rows"]]


def cells(answer: dict[str, Any], option: str) -> dict[str, dict[str, Any]]:
    (row,) = (row for row in answer["rows"] if local(row["option"]) == option)
    return {local(cell["party"]): cell for cell in row["cells"]}


MADE = (
    position("a", "support", "x1"),
    position("b", "support", "x1"),
    position("a", "open", "w2"),
    position("b", "support", "w2"),
    position("a", "oppose", "w1"),
    position("b", "support", "w1"),
    position("a", "oppose", "w3"),
    position("b", "doubt", "w3"),
)


def test_rows_go_by_class_then_issue(case_of: CaseOf) -> None:
    answer = case_of(*MADE).matrix("a", "b").to_json()
    assert options(answer)[:4] == ["x1", "w2", "w1", "w3"]
    # then what is unaddressed: l before w before x
    assert options(answer)[4:] == ["l10", "l20", "l30", "l40", "w4", "w5", "x2", "x3"]
    by_issue = case_of(*MADE).matrix("a", "b", order="issue").to_json()
    assert options(by_issue) == sorted(options(answer))


def test_columns_go_by_role_then_label(case_of: CaseOf) -> None:
    """The stage's principals, then the facilitator f, then o, which is outside."""
    columns = case_of(*MADE).matrix().to_json()["columns"]
    assert [local(column["party"]) for column in columns] == ["a", "b", "c", "g", "h", "z", "f", "o"]
    assert [local(c["party"]) for c in case_of(*MADE).matrix("o", "f", "b").to_json()["columns"]] == ["b", "f", "o"]


def test_without_names_and_with_six_principals_there_is_no_class(case_of: CaseOf) -> None:
    answer = case_of(*MADE).matrix().to_json()
    assert answer["group"] == [] and {row["ground"] for row in answer["rows"]} == {None}
    assert options(answer) == sorted(options(answer))


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (position("a", "demand", "w1"), ("+", "demand", True)),
        (position("a", "demand", "w1", 1, "leak"), ("+", "demand", False)),
        (position("a", "rule-out", "w1"), ("−", "rule-out", True)),
        (position("a", "support", "w1"), ("+", "support", False)),
        (position("a", "open", "w1"), ("~", "open", False)),
        (position("a", "noncommittal", "w1"), ("○", "would not say", False)),
        (position("a", "support", "w1") + position("a", "oppose", "w1"), ("±", "mixed", False)),
        (position("a", "support", "w2"), ("·", "no stance on record", False)),
        (position("a", "support", "w1", 1, ends=5), ("·", "lapsed", False)),
        (entails("w2", "w1") + position("a", "demand", "w2"), ("+", "demand", False)),
    ],
    ids=["red line", "leaked", "ruled out", "for", "open", "would not say", "mixed", "none", "lapsed", "inferred"],
)
def test_glyph_word_and_red_line(case_of: CaseOf, made: str, shown: tuple[str, str, bool]) -> None:
    cell = cells(case_of(made).matrix("a", "b").to_json(), "w1")["a"]
    assert (cell["glyph"], cell["word"], cell["red_line"]) == shown


def test_marks_of_inferred_ascribed_conditional_and_hidden(case_of: CaseOf) -> None:
    made = (
        position("a", "conditional", "w1", 1, "on-record", condition("w4")),
        entails("w2", "w1"),
        position("b", "support", "w2"),
        position("c", "support", "w1", 1, "leak"),
        position("z", "support", "w1", 1, confidence=0.2),
    )
    answer = case_of(*made, min_confidence=0.3).matrix("a", "b", "c", "z").to_json()
    marks = {
        who: [k for k in ("conditional", "inferred", "ascribed", "withheld") if c[k]]
        for who, c in cells(answer, "w1").items()
    }
    assert marks == {"a": ["conditional"], "b": ["inferred"], "c": ["ascribed"], "z": ["withheld"]}
    assert cells(answer, "w1")["z"]["glyph"] == "▒"
    (_, table, legend) = case_of(*made).matrix("a", "b", "c").tables()
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["w1"] == ("~ conditional", "+ support ∴", "+ support ”")
    assert "”  by others' word" not in legend.note and "” by others' word" in legend.note
    glyphs = case_of(*made).matrix("a", "b", "c", "z").tables()[1]
    assert {row[0]: row[1:] for row in glyphs.rows}["w1"] == ("~ if", "+ ∴", "+ ”", "+")


def test_a_condition_is_judged_over_the_group_alone(case_of: CaseOf) -> None:
    """a is for w1 if w2 is agreed: it is among a and b, and not with c."""
    made = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        *(position(who, "support", "w2") for who in "ab"),
        position("c", "oppose", "w2"),
    )
    case = case_of(*made)
    assert cells(case.matrix("a", "b").to_json(), "w1")["a"]["stance"] == "support"
    assert cells(case.matrix("a", "b", "c").to_json(), "w1")["a"]["stance"] == "conditional"


def test_some_issues_only(case_of: CaseOf) -> None:
    answer = case_of(*MADE).matrix("a", "b", issues=["x"]).to_json()
    assert options(answer) == ["x1", "x2", "x3"]
    # the headline is of all
    assert [local(item["option"]) for item in answer["headline"]["within_reach"]] == ["w2"]
    with pytest.raises(UnknownNameError):
        case_of(*MADE).matrix("a", "b", issues=["y"])


def test_an_unknown_order_is_refused(case_of: CaseOf) -> None:
    with pytest.raises(UsageError, match="use one of class, issue, seriation"):
        case_of(*MADE).matrix(order="size")


def test_many_columns_are_spread_over_tables_with_a_key(case_of: CaseOf) -> None:
    more = "".join(stage._thing(f"p{n:02}", "Party", "neg:role neg:observer") for n in range(4))
    _, *tables = case_of(more, *MADE).matrix().tables()
    assert [len(table.columns) - 1 for table in tables] == [10, 2, -1]
    assert tables[0].columns[1:] == tuple("123456789") + ("10",)
    assert tables[2].note.split("\n")[0].startswith("1 a; 2 b; 3 c; 4 g; 5 h; 6 z; 7 f; 8 p00;")


def test_csv_has_a_column_for_each_party(case_of: CaseOf) -> None:
    columns, rows = case_of(*MADE, position("b", "demand", "w4")).matrix("a", "b", order="issue").rows()
    assert columns == ("ground", "otherwise", "in_name_only", "issue", "issue_kind", "option", "a", "b")
    found = {row[5]: row for row in rows}
    assert found["w1"] == ["contested", None, False, "w", "substantive", "w1", "oppose", "support"]
    assert found["w4"][-2:] == ["no stance on record", "demand (red line)"]


# --------------------------------------------------------------------- seriation


def test_similarity() -> None:
    """Alike on one key 1, opposed on one 0, for and leaning 3/4; nothing in common 0."""
    assert similarity({"k": 1.0}, {"k": 1.0}) == 1
    assert similarity({"k": 1.0}, {"k": -1.0}) == 0
    assert similarity({"k": 1.0, "l": 1.0}, {"k": 0.5, "m": 1.0}) == 0.75
    assert similarity({}, {}) == 0


def test_a_chain_out_of_order_is_put_in_order() -> None:
    """Five things, each alike with its neighbours alone: k0–k1–k2–k3–k4; the stated order shuffles them."""
    chain = [{f"l{n}": 1.0, f"l{n + 1}": 1.0} for n in range(5)]
    shuffled = [chain[n] for n in (2, 0, 4, 1, 3)]
    back = [(2, 0, 4, 1, 3)[place] for place in seriate(shuffled)]
    assert back in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0])


def test_camps_stand_apart_and_ties_keep_the_stated_order() -> None:
    """The first and the third stand together, as do the second and the fourth; nobody else has anything in common."""
    one, other = {"k": 1.0}, {"k": -1.0}
    assert seriate([one, other, one, other, {}]) == [0, 2, 1, 3, 4]
    assert seriate([one] * 4) == [0, 1, 2, 3]
    assert seriate([]) == [] and seriate([{}, {}]) == [0, 1]


def test_too_many_things() -> None:
    with pytest.raises(ValueError, match="at most 1,000"):
        seriate([{}] * (MOST_THINGS + 1))


def test_parties_that_stand_alike_are_side_by_side(case_of: CaseOf) -> None:
    made = [position(who, "support", term) for who in "ac" for term in ("w1", "w2")]
    made += [position(who, stance, term) for who in "bz" for stance, term in (("oppose", "w1"), ("support", "w3"))]
    answer = case_of(*made).matrix("a", "b", "c", "z", order="seriation").to_json()
    assert [local(column["party"]) for column in answer["columns"]] == ["a", "c", "b", "z"]
    # what a and c are for comes first, what b and z are for last; where nobody speaks, after all
    assert options(answer)[:3] == ["w1", "w2", "w3"]


# -------------------------------------------------------------------- properties


@given(cases.parts(), st.permutations(cases.PARTIES), st.sampled_from(ORDERS))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_it_agrees_with_shared_ground_whatever_the_order(parts: list[str], names: list[str], order: str) -> None:
    case = opened(stage.STAGE + "".join(parts))
    matrix, shared = case.matrix(*names, order=order).to_json(), case.shared(*names).to_json()
    classes = {row["option"]["id"]: (name, row) for name in stage.CLASSES for row in shared[name]}
    assert sorted(row["option"]["id"] for row in matrix["rows"]) == sorted(classes)
    for row in matrix["rows"]:
        name, found = classes[row["option"]["id"]]
        assert (row["ground"], row["otherwise"], row["in_name_only"]) == (
            name,
            found["otherwise"],
            found["in_name_only"],
        )
        held = {each["party"]["id"]: each for each in found["stances"]}
        for cell in row["cells"]:
            stance = held[cell["party"]["id"]]
            same = ("stance", "side", "inferred", "ascribed", "withheld")
            assert {key: cell[key] for key in same} == {key: stance[key] for key in same}
            assert cell["evidence"] == [statement["id"] for statement in stance["evidence"]]
    turned = opened(stage.STAGE + "".join(reversed(parts))).matrix(*reversed(names), order=order).to_json()
    assert turned == matrix


def test_the_shipped_case(request: pytest.FixtureRequest) -> None:
    answer = kg.open().matrix().to_json()
    assert [local(column["party"]) for column in answer["columns"]][:3] == ["russia", "ukraine", "united-states"]
    assert [row["ground"] for row in answer["rows"]] == ["within_reach"] * 2 + ["contested"] * 3 + ["unaddressed"] * 9


def test_cells_say_the_stance_in_the_language_asked_for(case_of: CaseOf) -> None:
    answer = case_of(position("a", "demand", "x1"), position("b", "oppose", "x1")).matrix("a", "b")
    shown = {row[0]: row[1:] for table in answer.tables("uk") for row in table.rows}
    assert shown["x1"] == ("+ вимога !", "− проти")
    assert shown["w1"] == ("·", "·")
    assert cells(answer.to_json("uk"), "x1")["a"]["word"] == "demand"


@pytest.mark.parametrize("name", ["ukraine-2025-04", "basin"])
def test_the_order_alone_is_that_of_the_matrix(name: str) -> None:
    resolution = kg.open(f"example:{name}").resolution
    columns = sorted(resolution.case.parties)[:MOST_THINGS]
    for issues in (list(resolution.case.issues), sorted(resolution.case.issues)[:2]):
        whole = matrix_of(resolution, (), (), columns, "seriation", issues)
        rows = tuple(row.option.id for row in whole.rows)
        assert order_by_seriation(resolution, columns, issues) == (whole.columns, rows)
        assert rows != tuple(sorted(rows))
