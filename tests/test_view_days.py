"""The page's data from day to day: each day's is that day's resolution. Worked by hand on small cases of January 2031."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import condition, day_of, event, position, proposal, reading, told_too
from test_view_data import validate

from kg.page.daily import from_days
from kg.page.model import build_model

CaseOf = Callable[..., Any]


def data_of(case: Any) -> dict[str, Any]:
    model = build_model(case.resolution)
    validate(model)
    return model.data


def by_day(data: dict[str, Any], entries: list[dict[str, Any]], key: str = "state") -> dict[int, Any]:
    """Return what holds on each of the page's days, by day of January."""
    found = {}
    for number, day in enumerate(data["days"]):
        held = [entry[key] for entry in entries if entry["day"] <= number]
        found[int(day[-2:])] = held[-1] if held else None
    return found


def stance_of(case: Any, party: str, option: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    model = build_model(case.resolution)
    validate(model)
    options = {one["key"]: f"o{n}" for n, one in enumerate(model.data["options"])}
    parties = {one["key"]: f"p{n}" for n, one in enumerate(model.data["parties"])}
    ends = (parties[party], options[option])
    number = next(n for n, edge in enumerate(model.edges) if (edge["from"], edge["to"]) == ends)
    return model.data, model.data["stances"][number]


def test_a_proposal_has_its_status_and_sponsors_of_each_day(case_of: CaseOf) -> None:
    change = (
        ':plan neg:statusChange [ a neg:StatusChange ; neg:status neg:withdrawn ; neg:from "2031-01-09"^^xsd:date ] .\n'
    )
    data = data_of(case_of(position("b", "open", "w3", 1), proposal("plan", "w1 w2", 5, by="a"), change))
    (plan,) = data["proposals"]
    a = next(n for n, party in enumerate(data["parties"]) if party["key"] == "a")
    seen = by_day(data, plan["days"])
    assert seen[1] is None
    assert (seen[5]["status"], seen[5]["isLive"], seen[5]["proposedBy"]) == ("tabled", True, [a])
    assert (seen[9]["status"], seen[9]["isLive"]) == ("withdrawn", False)


def test_a_status_told_ahead_counts_from_its_own_day(case_of: CaseOf) -> None:
    told = told_too("plan", "f", 7, "official-document")
    statement = told.split(" neg:statedIn :")[1].split(" ")[0]
    change = (
        ":plan neg:statusChange [ a neg:StatusChange ; neg:status neg:withdrawn ; "
        f'neg:from "2031-01-09"^^xsd:date ; neg:statedIn :{statement} ] .\n'
    )
    case = case_of(position("b", "open", "w3", 1), proposal("plan", "w1 w2", 5, tabled_by="f"), told, change, as_of=12)
    data = data_of(case)
    seen = by_day(data, data["proposals"][0]["days"])
    assert seen[1] is None
    assert [seen[day]["status"] for day in (5, 9, 12)] == ["tabled", "withdrawn", "withdrawn"]


def test_a_proposal_of_a_later_day_is_not_on_the_page(case_of: CaseOf) -> None:
    plan = proposal("plan", "w1 w2", 5, by="a").replace('neg:day "2031-01-05"', 'neg:day "2031-01-20"')
    parts = (position("b", "open", "w3", 1), plan)
    assert data_of(case_of(*parts, as_of=12))["proposals"] == []
    assert len(data_of(case_of(*parts, as_of=20))["proposals"]) == 1


def test_a_sponsor_who_turned_against_it_is_one_no_longer(case_of: CaseOf) -> None:
    data = data_of(case_of(proposal("plan", "w1 w2", 5, by="a"), position("a", "oppose", "plan", 8)))
    a = next(n for n, party in enumerate(data["parties"]) if party["key"] == "a")
    seen = by_day(data, data["proposals"][0]["days"])
    assert (seen[5]["proposedBy"], seen[5]["formerlyBy"]) == ([a], [])
    assert (seen[8]["proposedBy"], seen[8]["formerlyBy"]) == ([], [a])


def test_what_does_not_change_is_said_once() -> None:
    assert from_days([None, {"x": 1}, {"x": 1}, None, {"x": 2}]) == [
        {"day": 1, "state": {"x": 1}},
        {"day": 3, "state": None},
        {"day": 4, "state": {"x": 2}},
    ]


def test_who_proposes_by_others_word_is_marked(case_of: CaseOf) -> None:
    data = data_of(case_of(proposal("plan", "w1 w2", 5, by="a", attribution="leak")))
    state = data["proposals"][0]["days"][-1]["state"]
    assert state["byOthersWord"] == state["proposedBy"] != []


def test_a_revision_says_what_it_changed(case_of: CaseOf) -> None:
    case = case_of(
        proposal("old", "w1 x1", 3, by="a"), proposal("new", "w1 x2 w3", 5, by="a"), ":new neg:revises :old .\n"
    )
    data = data_of(case)
    named = {f"o{n}": option["key"] for n, option in enumerate(data["options"])}
    new = next(one for one in data["proposals"] if one["key"] == "new")
    changes = [
        (one["change"], [named[each["id"]] for each in one["before"]], [named[each["id"]] for each in one["after"]])
        for one in new["revises"]["terms"]
    ]
    assert changes == [("kept", ["w1"], ["w1"]), ("added", [], ["w3"]), ("changed", ["x1"], ["x2"])]


def test_a_reading_is_held_until_it_ends(case_of: CaseOf) -> None:
    ends = ':r neg:endsOn "2031-01-08"^^xsd:date .\n'
    data = data_of(case_of(position("a", "support", "w1", 2), reading("r", "w1", "sites", "a", 5), ends, as_of=12))
    a = next(n for n, party in enumerate(data["parties"]) if party["key"] == "a")
    seen = by_day(data, data["readings"][0]["days"])
    assert {day: state and state["readBy"] for day, state in seen.items()} == {2: None, 5: [a], 9: None, 12: None}


def test_a_deed_is_as_well_known_as_it_was_on_the_day(case_of: CaseOf) -> None:
    told = ":e neg:actor :a .\n"
    claimed = event("e", 5, honours="w1", told=7, verified=False)
    data = data_of(case_of(position("b", "support", "w1", 2), claimed, told, as_of=9))
    seen = by_day(data, data["events"][0]["days"])
    assert seen[2] is None
    assert (seen[5]["known"], seen[5]["assessments"]) == ("claimed", [])
    assert [(one["honours"], one["known"]) for one in seen[7]["assessments"]] == [(True, "claimed")]


def test_a_missed_deadline_lapses_on_its_own_day(case_of: CaseOf) -> None:
    needed = condition("w2", deadline=10, otherwise="no talks")
    case = case_of(position("a", "conditional", "w1", 2, "on-record", needed), as_of=14)
    data, stances = stance_of(case, "a", "w1")
    seen = by_day(data, stances, "record")
    assert seen[2]["stance"] == "conditional" and seen[2]["fulfilled"] == ["pending"]
    lapsed = seen[11]
    assert (lapsed["stance"], lapsed["lapsedBy"]["kind"], lapsed["lapsedBy"]["day"]) == (
        "silent",
        "deadline",
        "2031-01-10",
    )
    assert lapsed["lapsedBy"]["consequence"] == "no talks"


def test_how_a_condition_stands_is_said_of_each_group(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 2, "on-record", condition("w2")),
        position("a", "support", "w2", 2),
        position("b", "support", "w2", 4),
        position("b", "support", "w1", 4),
        ":w2 neg:undertakenBy :a .\n",
    )
    data = data_of(case)
    pair = sorted(n for n, party in enumerate(data["parties"]) if party["key"] in "ab")
    answer = next(one for one in data["answers"] if one["parties"] == pair)
    states = by_day(
        data, [{**entry, "conditions": entry.get("conditions", [])} for entry in answer["days"]], "conditions"
    )
    assert [one["state"] for one in states[2]] == ["not met"]
    assert [one["state"] for one in states[4]] == ["met"]


def test_a_party_says_from_when_it_exists_and_whom_it_succeeds(case_of: CaseOf) -> None:
    lived = f':b neg:succeeds :a ; neg:from "{day_of(3)}"^^xsd:date .\n'
    data = data_of(case_of(position("a", "support", "w1", 2), lived))
    parties = {one["key"]: one for one in data["parties"]}
    a = next(n for n, party in enumerate(data["parties"]) if party["key"] == "a")
    assert (parties["b"]["start"], parties["b"]["end"]) == ("2031-01-03", None)
    assert parties["b"]["succeeds"] == [{"id": f"p{a}", "label": ""}]


@pytest.mark.parametrize("channels", [(), ("closed",)])
def test_what_was_not_said_in_public_is_not_on_the_page(channels: tuple[str, ...], case_of: CaseOf) -> None:
    secret = position("a", "oppose", "w1", 9, channel="closed", name="secret")
    case = case_of(position("a", "support", "w1", 2), secret, as_of=None, channels=channels)
    data = data_of(case)
    told = [one["paraphrase"] for one in data["statements"]]
    assert (any("secret" in str(words) for words in told), data["days"][-1]) == (
        (True, "2031-01-09") if channels else (False, "2031-01-02")
    )
