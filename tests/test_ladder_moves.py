"""Moves of a party on a ladder: from range to range, once a party, toward whom; worked by hand.

The stage is that of ``small_cases``: the ladder ``l`` has 10, 20, 30 and 40 boats. All is asked since day 5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import day_of, local, position, proposal, withdrawal

CaseOf = Callable[..., Any]
Ends = tuple[int | None, int | None]

LEAST, MOST = "at-least", "at-most"


def on(who: str, boats: int, bound: str | None = None, day: int = 1, stance: str = "support", **more: Any) -> str:
    return position(who, stance, f"l{boats}", day, bound=bound, **more)


def changes_of(case: Any) -> list[dict[str, Any]]:
    return list(case.changes(day_of(5)).to_json()["changes"])


def only(case: Any) -> dict[str, Any]:
    (change,) = changes_of(case)
    return change


def ends(change: dict[str, Any], which: str) -> Ends | None:
    found = change["ladder"][which]
    return (found["low"], found["high"]) if found else None


def words(case: Any) -> list[str]:
    """Return the first line of the cell of each change of stance."""
    tables = (table for table in case.changes(day_of(5)).tables() if table.columns[:3] == ("Party", "On", "Change"))
    return [row[2].split("\n")[0] for table in tables for row in table.rows]


def test_a_move_goes_from_range_to_range_toward_whose_range_it_neared(case_of: CaseOf) -> None:
    case = case_of(on("a", 20, MOST), on("b", 40, LEAST), on("b", 10, day=9))
    change = only(case)
    assert (change["kind"], change["toward"], local(change["party"]), local(change["option"])) == (
        "moved",
        None,
        "b",
        "l10",
    )
    assert (ends(change, "before"), ends(change, "after")) == ((40, None), (10, 10))
    assert (change["ladder"]["width"], change["ladder"]["unit"], local(change["ladder"]["issue"])) == (
        "narrower",
        "boats",
        "l",
    )
    assert [local(party) for party in change["ladder"]["toward"]] == ["a"]
    assert words(case) == ["moved from at least 40 to 10 boats, narrower, toward a"]


@pytest.mark.parametrize(
    ("others", "toward"),
    [
        # b goes from at least 40 to at least 20
        ([on("a", 10)], ["a"]),
        ([on("a", 10), on("c", 20, MOST)], ["a", "c"]),
        # the two met before: none is neared
        ([on("c", 40)], []),
        ([on("c", 30, LEAST)], []),
        # a has no range on the later day: that of the earlier stands for it
        ([on("a", 10, ends=7)], ["a"]),
        # what a bundle implies for a, or what others say of it, is not its own word
        ([proposal("k", "l10 w1", 1, tabled_by="f"), position("a", "support", "k", 2)], []),
        ([on("a", 10, attribution="leak")], []),
        # a refuses a value and has no range
        ([on("a", 40, stance="oppose")], []),
        ([], []),
    ],
)
def test_toward_all_whose_range_it_came_nearer_to(case_of: CaseOf, others: list[str], toward: list[str]) -> None:
    found = changes_of(case_of(*others, on("b", 40, LEAST), on("b", 20, LEAST, day=9)))
    (moved,) = (change for change in found if change["kind"] == "moved")
    assert [local(party) for party in moved["ladder"]["toward"]] == toward


def test_away_is_toward_nobody(case_of: CaseOf) -> None:
    change = only(case_of(on("a", 10), on("b", 20, LEAST), on("b", 40, LEAST, day=9)))
    assert (change["kind"], change["ladder"]["width"], change["ladder"]["toward"]) == ("moved", "narrower", [])


@pytest.mark.parametrize(
    ("before", "after", "width"),
    [
        ((20, LEAST), (30, LEAST), "narrower"),
        ((30, LEAST), (20, LEAST), "wider"),
        ((30, MOST), (20, MOST), "narrower"),
        ((20, LEAST), (30, None), "narrower"),
        ((30, None), (40, MOST), "wider"),
        ((40, LEAST), (10, None), "narrower"),
        # of one length, or both without a limit, and neither holds the other
        ((20, None), (30, None), None),
        ((20, LEAST), (10, MOST), None),
    ],
)
def test_narrower_or_wider(case_of: CaseOf, before: Any, after: Any, width: str | None) -> None:
    change = only(case_of(on("a", *before), on("a", *after, day=9)))
    assert (change["kind"], change["ladder"]["width"]) == ("moved", width)


def test_a_demand_that_goes_to_another_value_has_moved_and_reversed_nothing(case_of: CaseOf) -> None:
    """Demanding 20 rules out 30 by inference, and then the reverse: one line, since a ladder counts once for a party."""
    change = only(case_of(on("a", 20, stance="demand"), on("a", 30, day=9, stance="demand")))
    assert (change["kind"], ends(change, "before"), ends(change, "after")) == ("moved", (20, 20), (30, 30))


def test_what_is_first_said_on_a_ladder_is_one_line_with_its_range(case_of: CaseOf) -> None:
    case = case_of(on("a", 10, LEAST, day=9), on("a", 30, MOST, day=9))
    change = only(case)
    assert (change["kind"], ends(change, "before"), ends(change, "after")) == ("spoke", None, (10, 30))
    assert words(case) == ["spoke: between 10 and 30 boats"]


def test_a_stronger_word_for_the_same_range_is_no_move(case_of: CaseOf) -> None:
    change = only(case_of(on("a", 20, LEAST), on("a", 20, LEAST, day=9, stance="demand")))
    assert (change["kind"], ends(change, "before"), ends(change, "after")) == ("hardened", (20, None), (20, None))


def test_the_same_range_said_again_is_no_change(case_of: CaseOf) -> None:
    assert changes_of(case_of(on("a", 20, LEAST), on("a", 20, LEAST, day=9))) == []


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ([on("a", 20, LEAST, ends=7)], "lapsed"),
        ([on("a", 20, LEAST, name="p"), withdrawal("a", "p", 8)], "withdrawn"),
        ([on("a", 20, LEAST), on("a", 20, LEAST, day=9, stance="oppose")], "reversed"),
    ],
)
def test_a_range_that_ends_is_one_line(case_of: CaseOf, parts: list[str], kind: str) -> None:
    change = only(case_of(*parts))
    assert (change["kind"], ends(change, "before"), ends(change, "after")) == (kind, (20, None), None)


def test_a_value_refused_on_the_way_is_the_move_but_one_ruled_out_is_a_line_too(case_of: CaseOf) -> None:
    moved = [on("a", 40, MOST), on("a", 20, MOST, day=9)]
    opposed = changes_of(case_of(*moved, on("a", 40, day=9, stance="oppose")))
    assert [(each["kind"], local(each["option"])) for each in opposed] == [("moved", "l20")]
    ruled_out = changes_of(case_of(*moved, on("a", 40, day=9, stance="rule-out")))
    assert [(each["kind"], local(each["option"])) for each in ruled_out] == [("moved", "l20"), ("reversed", "l40")]


def test_a_value_refused_with_no_range_is_a_line_of_its_own(case_of: CaseOf) -> None:
    change = only(case_of(on("a", 40, day=9, stance="oppose")))
    assert (change["kind"], change["ladder"]) == ("spoke", None)


def test_a_party_that_would_not_say_any_more_is_unsettled_once(case_of: CaseOf) -> None:
    sides = [on("a", 20, LEAST, day=9), on("a", 20, LEAST, day=9, stance="oppose")]
    change = only(case_of(on("a", 20, LEAST), *sides))
    assert (change["kind"], local(change["option"])) == ("unsettled", "l20")


def test_two_parties_that_move_are_two_lines_in_order(case_of: CaseOf) -> None:
    parts = [on("a", 10), on("b", 40), on("a", 20, day=9), on("b", 30, day=9)]
    found = changes_of(case_of(*parts))
    assert [(local(each["party"]), [local(p) for p in each["ladder"]["toward"]]) for each in found] == [
        ("a", ["b"]),
        ("b", ["a"]),
    ]


def test_the_ground_follows_on_each_value(case_of: CaseOf) -> None:
    """b leaves 30 for 20, on which a is; a has nothing on 30."""
    answer = case_of(on("a", 20), on("b", 30), on("b", 20, day=9)).changes(day_of(5)).to_json()
    found = {(local(each["option"]), each["before"], each["after"]) for each in answer["ground"]}
    pairs = {tuple(local(party) for party in each["parties"]) for each in answer["ground"]}
    assert found == {("l20", "unaddressed", "agreed")}
    assert pairs == {("a", "b")}


def test_what_others_say_moves_no_range_of_its_own_voice(case_of: CaseOf) -> None:
    leaked = position("a", "open", "l20", 9, "leak")
    change = only(case_of(on("a", 40, LEAST), leaked))
    assert (change["kind"], local(change["option"]), change["voice"], change["ladder"]) == (
        "spoke",
        "l20",
        "ascribed",
        None,
    )
    both = changes_of(case_of(on("a", 40, LEAST), leaked, on("a", 30, LEAST, day=9)))
    assert [(each["kind"], each["voice"]) for each in both] == [("spoke", "ascribed"), ("moved", "own")]


def test_a_range_known_by_others_word_only_moves_by_others_word(case_of: CaseOf) -> None:
    leaks = (position("a", "open", on_, day, "leak") for on_, day in (("l40", 1), ("l20", 9)))
    change = only(case_of(*leaks))
    assert (change["kind"], change["voice"], ends(change, "before"), ends(change, "after")) == (
        "moved",
        "ascribed",
        (40, 40),
        (20, 20),
    )


def test_of_two_bounds_that_stand_the_newest_word_is_shown(case_of: CaseOf) -> None:
    """At most 30 shares values with the older at least 20: both stand."""
    change = only(case_of(on("a", 20, LEAST), on("a", 30, MOST, day=9)))
    assert (change["kind"], local(change["option"]), ends(change, "after")) == ("moved", "l30", (20, 30))
