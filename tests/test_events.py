"""Events: where each stands, how well it is known, and the counts by party and week, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_cases import event, local, position

import kg

Open = Callable[..., Any]

#: January 2031: the 6th and the 13th are Mondays
SAID = position("c", "support", "w1", 1)


def weeks(case: Any, **options: Any) -> list[tuple[str, str | None, dict[str, int], dict[str, int], int]]:
    """Return day, party, what is honoured, what is broken (without zeros), and the rest, of each row."""
    return [
        (
            row["week"][-5:],
            local(row["party"]) if row["party"] else None,
            {known: count for known, count in row["honours"].items() if count},
            {known: count for known, count in row["breaks"].items() if count},
            row["neither"],
        )
        for row in case.events(**options).to_json()["weeks"]
    ]


def test_counts_by_party_and_week(case_of: Open) -> None:
    case = case_of(
        SAID,
        event("e1", 6, actors="a", honours="x1", teller="c"),
        event("e2", 12, actors="a", honours="x2", teller="c"),
        event("e3", 13, actors="a", breaks="x1", teller="c"),
        event("e4", 8, actors="a b", breaks="x1", teller="c"),
        event("e5", 9, actors="b"),
        event("e6", 5, teller="c"),
    )
    assert weeks(case) == [
        ("12-30", None, {}, {}, 1),
        ("01-06", "a", {"reported": 2}, {"reported": 1}, 0),
        ("01-06", "b", {}, {"reported": 1}, 1),
        ("01-13", "a", {}, {"reported": 1}, 0),
    ]


def test_verified_reported_and_claimed_stand_apart(case_of: Open) -> None:
    case = case_of(
        SAID,
        event("v", 6, actors="a", honours="x1", teller="c", assessed_by="a mission"),
        event("r", 6, actors="a", honours="x1", teller="c"),
        event("c1", 6, actors="a", honours="x1", teller="a"),  # the actor's own word
        event("c2", 6, actors="a", honours="x1", teller="c", attribution="leak"),
    )
    assert weeks(case) == [("01-06", "a", {"verified": 1, "reported": 1, "claimed": 2}, {}, 0)]
    titles = [table.title for table in case.events().tables()]
    assert titles == [
        "Deeds by week and party (1)",
        "Honour or break an option, verified (1)",
        "Honour or break an option, reported (1)",
        "Honour or break an option, claimed (2)",
    ]


def test_who_says_it_twice_does_not_count_twice_and_the_best_known_counts(case_of: Open) -> None:
    again = event("e", 6, actors="a", honours="x1", teller="a").replace(":s-e", ":s-again")
    case = case_of(SAID, event("e", 6, actors="a", honours="x1", teller="c"), again)
    assert weeks(case) == [("01-06", "a", {"reported": 1}, {}, 0)]
    assert len(case.events().to_json()["events"][0]["deeds"]) == 2


def test_where_reports_contradict_each_other_both_count(case_of: Open) -> None:
    broken = event("e", 6, actors="a", breaks="x1", teller="b").replace(":s-e", ":s-other")
    case = case_of(SAID, event("e", 6, actors="a", honours="x1", teller="c"), broken)
    assert weeks(case) == [("01-06", "a", {"reported": 1}, {"reported": 1}, 0)]


def test_what_has_not_happened_does_not_count(case_of: Open) -> None:
    case = case_of(SAID, event("plan", 6, actors="a", scheduled=True), event("some", None, actors="a"), as_of=20)
    assert weeks(case) == []
    assert [table.title for table in case.events().tables()] == ["Scheduled (1)", "No day told (1)"]


def test_of_a_party_only_its_rows(case_of: Open) -> None:
    told = (
        SAID,
        event("e1", 6, actors="a b", breaks="x1", teller="c"),
        event("e2", 6, actors="b", breaks="w1", teller="c"),
    )
    assert weeks(case_of(*told), parties=["a"]) == [("01-06", "a", {}, {"reported": 1}, 0)]
    assert weeks(case_of(*told), issues=["w"]) == [("01-06", "b", {}, {"reported": 1}, 0)]
    assert weeks(case_of(*told), parties=["c"]) == []
    assert case_of(*told).events(["c"]).tables()[0].note == "no event on record matches"


def test_csv_has_a_row_for_each_word_on_an_event(case_of: Open) -> None:
    other = event("e", 6, actors="a", breaks="x2", teller="b").replace(":s-e", ":s-other")
    case = case_of(SAID, event("e", 6, actors="a", honours="x1", teller="c"), other, event("plain", 7))
    columns, rows = case.events().rows()
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(row["event"], row["honours"], row["breaks"], row["known_to"]) for row in found] == [
        ("e", "x1", "", "reported"),
        ("e", "", "x2", "reported"),
        ("plain", None, None, None),
    ]


def test_the_second_case_by_hand(second_case: Path) -> None:
    """2031-04-14, 04-28, 05-26 are Mondays; the events are those of ``data/second-case.ttl``."""
    found = weeks(kg.open(str(second_case)))
    assert ("05-19", "ister", {"verified": 1}, {}, 0) in found
    assert ("05-26", "ister", {}, {"reported": 2}, 0) in found
    assert ("05-26", "hamar", {}, {}, 1) in found
    assert ("04-14", "ister", {"claimed": 1}, {}, 0) in found


def test_both_parties_of_the_shipped_case_stand_alike() -> None:
    """Each accuses the other of breaking the truce (19 to 20 April), and neither is vouched for."""
    found = [row for row in weeks(kg.open()) if row[0] == "04-14"]
    assert found == [("04-14", "russia", {}, {"claimed": 1}, 1), ("04-14", "ukraine", {}, {"claimed": 1}, 1)]


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_the_head_counts_by_how_well_it_is_known(lang: str) -> None:
    line = kg.open().events().head_lines(lang)[1]
    assert [int(digits) for digits in "".join(c if c.isdigit() else " " for c in line).split()] == [1, 15, 0, 12, 3]
