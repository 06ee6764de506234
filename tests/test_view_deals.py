"""The deals on a page are those of ``kg deals``, for its pairs and groups, and bounded in size and search."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_cases import condition, entails, position, proposal

import kg
from kg.deals.solver import Model
from kg.page import deals as page_deals
from kg.page.model import build_model


def data_of(case: Any, groups: Any = ()) -> dict[str, Any]:
    return json.loads(json.dumps(build_model(case.resolution, groups=[case.group(each) for each in groups]).data))


def keys(data: dict[str, Any], numbers: list[int]) -> set[str]:
    return {data["parties"][number]["key"] for number in numbers}


def deals_of(data: dict[str, Any], *parties: str) -> dict[str, Any]:
    found = next(group for group in data["deals"] if keys(data, group["parties"]) == set(parties))["found"]
    assert found is not None
    return dict(found)


def named(data: dict[str, Any], ref: Any) -> str:
    """Return the key of a thing of the page, or the label of one that it does not show."""
    lists = {"p": "parties", "i": "issues", "o": "options", "b": "proposals"}
    return str(data[lists[ref[0]]][int(ref[1:])]["key"] if isinstance(ref, str) else ref["label"])


def held(data: dict[str, Any], found: dict[str, Any], bundle: dict[str, Any]) -> set[str]:
    return {named(data, option) for number in bundle["holds"] for option in found["things"][number]["options"]}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return data_of(kg.open(), [["Russia", "Ukraine", "United States"]])


# ---------------------------------------------------------- worked by hand


def test_the_shipped_case_as_the_letter_has_it(shipped: dict[str, Any]) -> None:
    found = deals_of(shipped, "russia", "ukraine")
    assert found["accepted"] == {"bundles": [], "more": 0}
    (step,) = found["nobodyRefuses"]["bundles"]
    assert held(shipped, found, step) == {"direct-talks", "halt-infrastructure-strikes"}
    assert [named(shipped, each["point"]) for each in step["readings"]] != []
    assert found["exists"] is False and found["strains"] == []
    said = {
        frozenset(
            (named(shipped, p["party"]), p["stance"], named(shipped, p["term"]), p.get("ascribed", False))
            for p in (found["positions"][number] for number in clash["positions"])
        )
        for clash in found["clashes"]
    }
    demand, neutral = ("russia", "demand", "cede-annexed-territories", False), "permanent-neutrality"
    assert said == {
        frozenset({demand, ("ukraine", "oppose", "cede-annexed-territories", False)}),
        frozenset({demand, ("ukraine", "doubt", "recognition-of-crimea", True)}),
        frozenset({("russia", "demand", neutral, False), ("ukraine", "oppose", neutral, False)}),
    }
    assert [len(knot["clashes"]) for knot in found["knots"]] == [2, 1]
    givers = [
        [{named(shipped, found["positions"][g["position"]]["party"]) for g in way} for way in knot["waysOut"]]
        for knot in found["knots"]
    ]
    assert givers == [[{"russia"}, {"ukraine"}], [{"russia"}, {"ukraine"}]]
    assert [[named(shipped, party) for party in knot["parties"]] for knot in found["knots"]] == [
        ["russia", "ukraine"]
    ] * 2
    assert found["evenly"] == {"combinations": [[0, 1], [1, 0]], "more": 0, "spread": 0}


def test_a_log_roll_that_conditions_open(case_of: Any) -> None:
    case = case_of(
        position("a", "conditional", "w1", 5, "on-record", condition("w3")),
        position("b", "conditional", "w3", 5, "on-record", condition("w1")),
        position("b", "support", "w1", 5),
        position("a", "support", "w3", 5),
    )
    data = data_of(case)
    found = deals_of(data, "a", "b")
    (step,) = found["accepted"]["bundles"]
    assert held(data, found, step) == {"w1", "w3"}


def test_an_entailed_clash_says_by_what_it_is_joined(case_of: Any) -> None:
    case = case_of(position("a", "demand", "w1", 5), position("b", "rule-out", "w3", 6), entails("w1", "w3"))
    data = data_of(case)
    found = deals_of(data, "a", "b")
    (clash,) = found["clashes"]
    assert [[named(data, ref) for ref in reason["via"]] for reason in clash["because"]] == [["w1", "w3"]]
    hows = [[giving["how"] for giving in way] for way in found["knots"][0]["waysOut"]]
    assert sorted(hows) == [["no-longer-oppose"], ["withdraw"]]


# ------------------------------------------------------ the same as kg deals


@pytest.mark.parametrize(
    "group", [("russia", "ukraine"), ("france", "ukraine"), ("russia", "ukraine", "united-states")]
)
def test_they_are_those_of_kg_deals(shipped: dict[str, Any], group: tuple[str, ...]) -> None:
    answer = kg.open().deals(*group, most=page_deals.MOST_LISTED).to_json()
    found = deals_of(shipped, *group)
    for ours, theirs in (
        ("accepted", "accepted"),
        ("nobodyRefuses", "nobody_refuses"),
        ("noStance", "no_stance_on_record"),
    ):
        listed = answer["steps"][theirs]
        assert found[ours]["more"] == listed["more"]
        for mine, other in zip(found[ours]["bundles"], listed["bundles"], strict=True):
            assert held(shipped, found, mine) == {
                option["id"].rsplit("/", 1)[-1].rsplit("#", 1)[-1] for option in other["options"]
            }
            assert len(mine.get("noStance", ())) == len(other["no_stance"])
            assert [[*c["counts"], c["ascribed"]] for c in mine["costs"]] == [
                list(c.values())[1:] for c in other["costs"]
            ]
    settled = answer["settlement"]
    assert found["exists"] == settled["exists"]
    assert [len(clash["positions"]) for clash in found["clashes"]] == [len(c["positions"]) for c in settled["clashes"]]
    assert [[[g["how"] for g in way] for way in knot["waysOut"]] for knot in found["knots"]] == [
        [[g["how"] for g in way["giving_up"]] for way in knot["ways_out"]] for knot in settled["knots"]
    ]
    assert found["evenly"]["combinations"] == settled["evenly_divided"]
    if found["exists"] is False:
        assert found["best"]["number"] == settled["best"]["pareto_size"]


# -------------------------------------------------------------------- bounds


def test_the_answers_are_few_and_short(shipped: dict[str, Any]) -> None:
    assert len(json.dumps(shipped["deals"], ensure_ascii=False, separators=(",", ":"))) < 45_000
    assert all(group["found"] for group in shipped["deals"])


def test_a_group_that_is_too_large_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_deals, "MOST_THINGS", 7)
    data = data_of(kg.open())
    found = {frozenset(keys(data, group["parties"])): group["found"] for group in data["deals"]}
    assert found[frozenset({"russia", "ukraine"})] is None
    assert found[frozenset({"france", "ukraine"})] is not None
    monkeypatch.setattr(page_deals, "MOST_STANCES", 1)
    assert {group["found"] for group in data_of(kg.open())["deals"]} == {None}


def test_beyond_the_length_only_named_groups_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_deals, "CHARACTERS", 1)
    case = kg.open()
    data = data_of(case, [["Russia", "Ukraine", "United States"], ["Russia", "France"]])
    assert [keys(data, group["parties"]) for group in data["deals"]] == [
        {"russia", "ukraine", "united-states"},
        {"russia", "france"},
    ]


def test_a_group_of_five_is_left_to_the_terminal() -> None:
    case = kg.open()
    data = data_of(case, [["Russia", "Ukraine", "United States", "France", "United Kingdom"]])
    assert max(len(group["parties"]) for group in data["deals"]) == 2


def test_no_solver_is_asked(case_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a page asks no solver")

    monkeypatch.setattr(Model, "__init__", refuse)
    stances = [position(party, "support", f"w{n}", 5) for party in "ab" for n in range(1, 6)]
    data = data_of(case_of(*stances, proposal("p", "w1 w3", 7, by="a")))
    assert deals_of(data, "a", "b")["exists"] is not None
    monkeypatch.setattr("kg.deals.honouring.bundles_of", lambda component, most: None)
    found = {frozenset(keys(data, group["parties"])): group["found"] for group in data_of(case_of(*stances))["deals"]}
    assert found[frozenset("ab")] is None


def test_a_narrowed_page_names_what_it_does_not_show() -> None:
    case = kg.open()
    issue = case.case.find("issues", "Status of Crimea")
    data = json.loads(json.dumps(build_model(case.resolution, issues=[issue]).data))
    found = deals_of(data, "russia", "ukraine")
    assert {named(data, thing["issue"]) for thing in found["things"]} == {"crimea-status"}
    assert found["exists"] is False
