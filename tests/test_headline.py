"""What the headline says and what it does not, worked by hand on the stage of ``small_cases``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import position, reading

import kg
from kg.analysis.ground import Ground

CaseOf = Callable[..., Any]

#: of x1 both are for, to x2 a is open and b for, on x3 they are opposed, w1 both refuse; on the ladder and w2 to w5 nobody speaks
FOUR = (
    position("a", "support", "x1"),
    position("b", "demand", "x1"),
    position("a", "open", "w1"),
    position("b", "support", "w1"),
    position("a", "support", "w2"),
    position("b", "oppose", "w2", 1, "leak"),
    position("a", "oppose", "w3"),
    position("b", "doubt", "w3"),
)


def lines(case: Any, *parties: str) -> dict[str, str]:
    return dict(case.headline(*parties).lines())


def test_every_line(case_of: CaseOf) -> None:
    """b's demand of x1 rules out x2 and x3, on which a is silent: 2 of 12 options, with w4, w5 and the ladder 9."""
    assert lines(case_of(*FOUR), "a", "b") == {
        "Group": "a, b",
        "Agreed": "x1",
        "Within reach": "nobody refuses: w1 (not committed: a)",
        "Contested": "w2 (by others' word: b)",
        "Rejected": "w3",
        "On whose word": "1 independent source; 8 stances above: 7 in own voice directly, 1 by others' word; "
        "on 8 of 12 options not every party has spoken",
    }


def test_nothing_is_said_as_nothing_on_record_and_never_alone(case_of: CaseOf) -> None:
    found = lines(case_of(position("a", "support", "w1")), "a", "b")
    assert (found["Agreed"], found["Within reach"], found["Contested"]) == ("nothing on record",) * 3
    assert found["On whose word"] == "on 12 of 12 options not every party has spoken"
    assert "Rejected" not in found


def test_what_holds_among_those_who_spoke_is_said_after_what_holds_for_all(case_of: CaseOf) -> None:
    made = [position(who, "support", "w2") for who in "abc"] + [position(who, "support", "w1") for who in "ab"]
    found = lines(case_of(*made), "a", "b", "c")
    assert found["Agreed"] == "w2; among a, b (no side on record: c): w1"


def test_no_more_than_six_of_a_kind_are_named(case_of: CaseOf) -> None:
    """Five options of w and two of the ladder, on which both name the same value and a another one too."""
    made = [position(who, "support", f"w{n}") for who in "ab" for n in range(1, 6)]
    made += [position(who, "open", "x1") for who in "ab"]
    made += [position(who, "support", term) for who in "ab" for term in ("x2",)]
    found = lines(case_of(*made), "a", "b")
    assert found["Agreed"] == "w1; w2; w3; w4; w5; x2"
    more = [*made, position("a", "support", "l10"), position("b", "support", "l10")]
    assert lines(case_of(*more), "a", "b")["Agreed"] == "l10; w1; w2; w3; w4; w5; and 1 more"


def test_a_line_too_long_counts_what_it_does_not_name(case_of: CaseOf) -> None:
    """Three options for all and one among two: of 20 characters 18 are two names and the count, of one at least one name."""
    made = [position(who, "support", f"w{n}") for who in "abc" for n in range(1, 4)]
    made += [position(who, "support", "w4") for who in "ab"]
    headline = case_of(*made).matrix("a", "b", "c").headline
    whole = "w1; w2; w3; among a, b (no side on record: c): w4"
    for longest, words in (
        (len(whole), whole),
        (len(whole) - 1, "w1; w2; w3; and 1 more"),
        (20, "w1; w2; and 2 more"),
        (1, "w1; and 3 more"),
    ):
        assert dict(headline.lines(longest=longest))["Agreed"] == words


def test_how_much_is_only_as_a_source_reports(case_of: CaseOf) -> None:
    made = (position("a", "support", "w1", 1, "reported"), position("b", "support", "w1", 1, "spokesperson"))
    assert lines(case_of(*made), "a", "b")["On whose word"] == (
        "1 independent source; 2 stances above: 1 in own voice directly, 1 in own voice as a source reports it; "
        "on 11 of 12 options not every party has spoken"
    )


TWO = (position("a", "support", "w1"), position("b", "support", "w1"))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ((reading("r1", "w1", "p", "a"),), "a's reading of p unanswered"),
        ((reading("r1", "w1", "p", "a"), reading("r2", "w1", "p", "b")), "readings of p differ: a, b"),
        # a reading that b left open is not answered, and no reading of b's is on record
        (
            (reading("r1", "w1", "p", "a"), reading("r2", "w1", "p", None, left_open_by="b")),
            "a's reading of p unanswered",
        ),
        ((reading("r1", "w1", "p", "a", attribution="leak"),), "a's reading of p unanswered (by others' word)"),
    ],
    ids=["one reads", "both read", "the other leaves open", "by others' word"],
)
def test_readings_differ_only_where_both_are_on_record(case_of: CaseOf, made: tuple[str, ...], words: str) -> None:
    case = case_of(*TWO, *made)
    assert lines(case, "a", "b")["Agreed"] == f"w1 (in name only: {words})"
    shown = [cell for table in case.shared("a", "b").tables() for row in table.rows for cell in row]
    assert any(f"in name only: {words}" in cell.split("\n") for cell in shown)


def test_three_of_whom_two_read_it_differently(case_of: CaseOf) -> None:
    made = (*TWO, position("c", "support", "w1"), reading("r1", "w1", "p", "a"), reading("r2", "w1", "p", "b"))
    said = "readings of p differ: a, b; a's reading of p unanswered; b's reading of p unanswered"
    assert lines(case_of(*made), "a", "b", "c")["Agreed"] == f"w1 (in name only: {said})"


def test_a_matched_reading_is_nothing_to_tell(case_of: CaseOf) -> None:
    made = (*TWO, reading("r1", "w1", "p", "a", accepted_by="b"))
    assert lines(case_of(*made), "a", "b")["Agreed"] == "w1"


def test_without_names_it_is_of_two_to_four_principals_else_of_nobody(case_of: CaseOf) -> None:
    # the stage has six principals
    assert lines(case_of(*FOUR)) == {"Group": "none; pick parties: kg list parties shows them"}
    assert case_of(*FOUR).headline().to_json()["parties"] == []
    shipped = kg.open().headline()
    assert shipped.lines()[0] == ("Group", "the principals Russia, Ukraine")
    assert not shipped.to_json()["picked"]
    assert kg.open().headline("russia", "ukraine").ground == shipped.ground


@pytest.mark.parametrize("name", ["orrin", "selm", "tavay"])
def test_it_names_the_rows_of_shared_ground(second_case: Any, name: str) -> None:
    case = kg.open(str(second_case))
    group = ["orrin", "selm", "tavay"]
    group.remove(name)
    headline, shared = case.headline(*group).to_json(), case.shared(*group).to_json()
    for ground in (Ground.AGREED, Ground.WITHIN_REACH, Ground.CONTESTED, Ground.REJECTED):
        named = [item["option"]["id"] for item in headline[ground] if item["for_all"]]
        assert sorted(named) == sorted(row["option"]["id"] for row in shared[ground])
    table = case.shared(*group).tables()[0]
    shown = [f"Group: {table.columns[1]}", *(f"{name}: {words}" for name, words in table.rows)]
    assert shown == headline["lines"]


def test_it_says_in_another_language_what_the_page_says(case_of: CaseOf) -> None:
    made = (*TWO, position("a", "support", "w2"), position("b", "open", "w2", 1, "leak"))
    found = dict(case_of(*made).headline("a", "b").lines("uk"))
    assert found["Погоджено"] == "w1"
    assert found["Досяжно"] == "ніхто не відмовляється: w2 (без зобов’язання: b; зі слів інших: b)"
    assert found["Спірно"] == "нічого не засвідчено"
    assert found["З чиїх слів"] == (
        "1 незалежне джерело; 4 позиції вище: 3 безпосередньо від власного імені, 1 зі слів інших; "
        "варіанти, щодо яких висловилися не всі: 10 з 12"
    )
    assert case_of(*made).headline("a", "b").lines("xx") == case_of(*made).headline("a", "b").lines()


def test_the_briefing_keeps_its_notes_in_another_language(case_of: CaseOf) -> None:
    english, other = (case_of(*TWO).briefing("a", "b").document(lang).in_short for lang in ("en", "uk"))
    assert [[piece.notes for piece in line] for line in other] == [[piece.notes for piece in line] for line in english]
    assert other[0][0].text == "Погоджено: " and other[0][1].notes
