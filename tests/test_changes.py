"""What changed between two days: kinds, directions, ranges on ladders, lapses, ground, deeds; worked by hand.

The stage is that of ``small_cases``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from small_cases import (
    BASE,
    condition,
    day_of,
    entails,
    event,
    excludes,
    local,
    member,
    position,
    proposal,
    reading,
    told_too,
    withdrawal,
)

from kg.analysis.changes import Change, changes_between, ground_changes, kind_of_change
from kg.analysis.developments import deeds_between
from kg.analysis.ground import Ground
from kg.case.records import Condition
from kg.resolution import Derivation, Resolved, silent
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]


def ids(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split())


def local_name(identifier: str) -> str:
    return identifier.removeprefix(BASE)


def change_in(case: Any, since: int = 5) -> Change:
    (found,) = changes_between(case.at(day_of(since)).resolution, case.resolution, ids("a"))
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind", "toward"),
    [
        ("demand", "oppose", "reversed", "rejection"),
        ("oppose", "demand", "reversed", "acceptance"),
        ("demand", "support", "softened", None),
        ("support", "demand", "hardened", None),
        ("demand", "conditional", "softened", "rejection"),
        ("open", "demand", "hardened", "acceptance"),
        ("oppose", "rule-out", "hardened", "rejection"),
        ("rule-out", "doubt", "softened", "acceptance"),
        ("rule-out", "open", "softened", "acceptance"),
        ("support", "open", "hardened", "rejection"),
        ("support", "conditional", "hardened", "rejection"),
        ("conditional", "support", "softened", "acceptance"),
        ("conditional", "oppose", "hardened", "rejection"),
        ("doubt", "oppose", "hardened", "rejection"),
        ("oppose", "doubt", "softened", "acceptance"),
        ("doubt", "open", "softened", "acceptance"),
        ("open", "doubt", "hardened", "rejection"),
        ("conditional", "open", "shifted", None),
        ("noncommittal", "oppose", "unsettled", None),
    ],
)
def test_which_way_a_stance_moved(case_of: CaseOf, before: str, after: str, kind: str, toward: str | None) -> None:
    found = change_in(case_of(position("a", before, "w1", 1), position("a", after, "w1", 9)))
    assert (found.kind, found.toward) == (kind, toward)


@pytest.mark.parametrize(("stance", "kind"), [("support", "spoke"), ("noncommittal", "unsettled")])
def test_what_is_first_said_moves_nowhere(case_of: CaseOf, stance: str, kind: str) -> None:
    found = change_in(case_of(position("a", stance, "w1", 9)))
    assert (found.kind, found.toward) == (kind, None)


def test_silence_after_a_stance_says_how_it_ended(case_of: CaseOf) -> None:
    lapsed = change_in(case_of(position("a", "support", "w1", 1, ends=7)))
    assert (lapsed.kind, lapsed.toward) == ("lapsed", None)
    taken_back = change_in(case_of(position("a", "support", "w1", 1, name="p"), withdrawal("a", "p", 7)))
    assert (taken_back.kind, taken_back.toward) == ("withdrawn", None)


def test_what_a_filter_withholds_is_no_change() -> None:
    before = Resolved("a", "w1", Stance.SUPPORT)
    withheld = replace(before, stance=Stance.WITHHELD)
    assert kind_of_change(silent("a", "w1"), withheld, day_of(5)) is None
    assert kind_of_change(before, withheld, day_of(5)) is None
    assert kind_of_change(before, before, day_of(5)) is None


def test_the_same_conditions_are_no_change_nor_the_same_word_elsewhere() -> None:
    one, two = (Condition(requires=(each,)) for each in "pq")
    conditional = Resolved("a", "w1", Stance.CONDITIONAL, conditions=(one,))
    assert kind_of_change(conditional, replace(conditional, conditions=(two,)), day_of(5)) == "shifted"
    assert kind_of_change(conditional, replace(conditional, ascribed=True), day_of(5)) is None
    for word in (Stance.OPEN, Stance.SUPPORT, Stance.SILENT):
        held = Resolved("a", "w1", word, conditions=(one,))
        assert kind_of_change(held, replace(held, conditions=(two,)), day_of(5)) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ([(3, 9)], "first reported"),
        ([(None, 9)], "first reported"),
        ([(3, 9), (None, 9)], "first reported"),
        ([(3, 9), (7, 9)], "spoke"),
        ([(6, 6)], "spoke"),
        ([(5, 6)], "first reported"),
    ],
)
def test_first_reported_is_where_all_that_is_new_may_be_older(
    case_of: CaseOf, said: list[tuple[int | None, int]], kind: str
) -> None:
    parts = [position("a", "support", "w1", day, earliest=first) for first, day in said]
    assert change_in(case_of(*parts)).kind == kind


@pytest.mark.parametrize("said", [2, 5])
def test_what_comes_by_a_membership_with_nothing_newly_said_is_no_old_news(case_of: CaseOf, said: int) -> None:
    case = case_of(member("a", "g", start=8), position("g", "support", "w1", said))
    assert change_in(case).kind == "spoke"


def stance(word: str, party: str = "a", term: str = "w1", **more: Any) -> Resolved:
    return Resolved(party, term, Stance(word), **more)


INFERRED = (Derivation("entailment", ()),)


@pytest.mark.parametrize(
    ("before", "after", "crosses"),
    [
        ("support", "oppose", True),
        ("oppose", "support", True),
        ("support", "open", True),
        ("open", "support", True),
        ("oppose", "open", True),
        ("open", "doubt", True),
        ("support", "demand", False),
        ("oppose", "doubt", False),
        ("silent", "support", False),
        ("support", "silent", False),
        ("mixed", "noncommittal", False),
    ],
)
def test_moves_between_sides(before: str, after: str, crosses: bool) -> None:
    assert Change("moved", None, stance(before), stance(after)).crosses_sides is crosses


def test_changes_stand_in_own_voice_first_and_moves_between_sides_before_others() -> None:
    own = Change("k", None, stance("support"), stance("demand"))
    moved = Change("k", None, stance("support", term="w2"), stance("oppose", term="w2"))
    ascribed = Change("k", None, stance("silent"), stance("support", ascribed=True))
    was_ascribed = Change("k", None, stance("support", ascribed=True), stance("silent"))
    inferred = Change("k", None, stance("silent"), stance("support", derivation=INFERRED))
    was_inferred = Change("k", None, stance("support", derivation=INFERRED, ascribed=True), stance("silent"))
    assert [each.order[0] for each in (own, moved, ascribed, was_ascribed, inferred, was_inferred)] == [
        0,
        0,
        2,
        2,
        3,
        3,
    ]
    assert moved.order < own.order < ascribed.order < inferred.order
    other = Change("k", None, stance("support", party="b"), stance("demand", party="b"))
    assert own.order < other.order < Change("k", None, stance("support", term="w2"), stance("demand", term="w2")).order


def test_changes_are_in_order_of_issue_term_and_party_proposals_first(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w3 w4", tabled_by="f"),
        position("b", "support", "x1", 9),
        position("b", "support", "w2", 9),
        position("a", "support", "w2", 9),
        position("a", "support", "w1", 9),
        position("a", "oppose", "k", 9),
    )
    found = changes_between(case.at(day_of(5)).resolution, case.resolution, ids("b a"))
    assert [(local_name(each.after.term), local_name(each.after.party)) for each in found] == [
        ("k", "a"),
        ("w1", "a"),
        ("w2", "a"),
        ("w2", "b"),
        ("x1", "b"),
    ]


def test_ground_of_pairs_of_which_one_changed(case_of: CaseOf) -> None:
    """b joins a on w2 and x1; nothing of a with c changes; x is closed on the first day, so that it has no class."""
    case = case_of(
        *(position("a", "support", on, 1) for on in ("w1", "w2", "x1")),
        *(position("c", "support", on, 1) for on in ("w1", "w2")),
        position("b", "open", "w2", 9),
        position("b", "oppose", "x1", 9),
        ':x neg:closedOn "2031-01-07"^^xsd:date .\n',
    )
    before, after = case.at(day_of(5)).resolution, case.resolution
    changes = changes_between(before, after, ids("a b c"))
    found = ground_changes(before, after, changes, ids("c b a"))
    assert [(each.parties, local_name(each.option), each.before, each.after) for each in found] == [
        (ids("a b"), "w2", Ground.UNADDRESSED, Ground.WITHIN_REACH),
        (ids("b c"), "w2", Ground.UNADDRESSED, Ground.WITHIN_REACH),
        (ids("a b"), "x1", Ground.UNADDRESSED, None),
        (ids("b c"), "x1", Ground.UNADDRESSED, None),
    ]


def spanning(name: str, start: int, end: int) -> str:
    """Return an event of several days that honours w1."""
    return event(name, start, honours="w1") + f':{name} neg:to "2031-01-{end:02}"^^xsd:date .\n'


def test_deeds_after_one_days_end_and_by_anothers(case_of: CaseOf) -> None:
    case = case_of(
        event("z1", 6, honours="w1"),
        event("y1", 9, honours="w1"),
        event("x9", 9, breaks="w2"),
        event("old", 5, honours="w1"),
        event("older", 3, honours="w1"),
        event("late", 13, honours="w1", told=12),
        event("last", 12, honours="w1"),
        spanning("long", 3, 6),
        spanning("over", 3, 5),
        as_of=12,
    )
    found = deeds_between(case.at(day_of(5)).resolution, case.resolution)
    assert [local_name(each.event.id) for each in found] == ["long", "z1", "x9", "y1", "last"]


def test_other_conditions_are_a_shift(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("a", "conditional", "w1", 9, "on-record", condition("w3")),
    )
    assert [each["kind"] for each in case.changes(day_of(5)).to_json()["changes"]] == ["shifted"]


def test_the_same_said_again_is_no_change(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("a", "conditional", "w1", 9, "on-record", condition("w2")),
    )
    assert case.changes(day_of(5)).to_json()["changes"] == []


@pytest.mark.parametrize(("least", "told", "told_of"), [(None, 9, ["e"]), (0.9, 9, []), (None, 20, [])])
def test_deeds_beside_words_rest_on_statements_that_count(
    case_of: CaseOf, least: float | None, told: int, told_of: list[str]
) -> None:
    case = case_of(event("e", 9, honours="w1", told=told), as_of=12, min_confidence=least)
    deeds = case.changes(day_of(5)).to_json()["events"]
    assert [local(each["event"]) for each in deeds] == told_of
    assert all([local(option) for option in each["honours"]] == ["w1"] for each in deeds)


# ------------------------------------------------------------ how a stance ends


def lapse_in(case: Any, since: int = 5) -> tuple[str, str | None, str | None, list[str]]:
    """Return the kind of the only change, and by what it lapsed: kind, last day and of what."""
    (found,) = changes_between(case.at(day_of(since)).resolution, case.resolution, ids("a"))
    lapse = found.after.lapsed_by
    assert lapse is not None
    return found.kind, lapse.kind, lapse.day.isoformat(), [local_name(each) for each in lapse.of]


def test_by_what_a_stance_lapsed_is_said(case_of: CaseOf) -> None:
    ended = case_of(position("a", "support", "w1", 1, ends=7))
    assert lapse_in(ended) == ("lapsed", "end day", "2031-01-07", [])
    requires = position("a", "conditional", "w1", 1, "on-record", condition("w2", deadline=7))
    assert lapse_in(case_of(requires)) == ("lapsed", "deadline", "2031-01-07", ["w2"])
    bound = case_of(member("a", "g", end=7), position("g", "support", "w1", 2))
    assert lapse_in(bound) == ("lapsed", "membership", "2031-01-07", ["g"])


def test_a_stance_lapses_where_what_must_not_happen_is_done(case_of: CaseOf) -> None:
    held = position("a", "conditional", "w1", 1, "on-record", condition("w2", unless=["w3"]))
    case = case_of(held, event("e", 8, honours="w3", teller="c"))
    assert lapse_in(case) == ("lapsed", "unless", "2031-01-07", ["w3"])


def kinds(case: Any, since: int = 5) -> dict[tuple[str, str], str]:
    listed = case.changes(day_of(since)).to_json()["changes"]
    return {(local(each["party"]), local(each["option"])): each["kind"] for each in listed}


def test_the_terms_of_a_bundle_lapse_with_it_and_the_stances_on_it_stay(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f", ends=7),
        position("a", "support", "k", 2),
        position("b", "oppose", "k", 2),
    )
    assert kinds(case) == {("a", "w1"): "lapsed", ("a", "w2"): "lapsed"}
    lapses = {change["after"]["lapsed_by"]["kind"] for change in case.changes(day_of(5)).to_json()["changes"]}
    assert lapses == {"bundle"}


def test_what_was_said_before_a_bundle_stands_again_with_its_day(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f", ends=7),
        position("a", "oppose", "w1", 1),
        position("a", "support", "k", 3),
    )
    (change,) = (each for each in case.changes(day_of(5)).to_json()["changes"] if local(each["option"]) == "w1")
    assert (change["before"]["stance"], change["after"]["stance"]) == ("conditional", "oppose")
    assert (change["toward"], change["voice"]) == ("rejection", "own, from another")
    assert "what was said by 2031-01-01 stands again" in said_of(case, "w1")


def said_of(case: Any, on: str, since: int = 5) -> str:
    """Return the cell on what changed on a term."""
    tables = (table for table in case.changes(day_of(since)).tables() if table.columns[:3] == ("Party", "On", "Change"))
    (cell,) = (row[2] for table in tables for row in table.rows if row[1] == on)
    return cell


def test_what_was_inferred_is_withdrawn_with_what_it_followed_from(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "support", "w1", 1, name="p"), withdrawal("a", "p", 8))
    assert kinds(case) == {("a", "w1"): "withdrawn", ("a", "w2"): "withdrawn"}


def test_what_was_inferred_lapses_where_nothing_implies_it_any_more(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "support", "w1", 1), position("a", "oppose", "w1", 8))
    assert kinds(case) == {("a", "w1"): "reversed", ("a", "w2"): "lapsed"}


def test_the_announced_consequence_stands_first(case_of: CaseOf) -> None:
    held = position("a", "conditional", "w1", 1, "on-record", condition("w2", deadline=7, otherwise="a leaves."))
    case = case_of(held, position("b", "support", "w5", 8))
    first = case.changes(day_of(5)).tables()[0]
    assert first.title == "Announced consequences (1)"
    assert first.rows[0][:3] == ("a", "w1", "a leaves.")
    lapsed, _ = case.changes(day_of(5)).to_json()["changes"]
    assert lapsed["after"]["lapsed_by"]["consequence"] == "a leaves."
    assert case.changes(day_of(8)).tables()[0].title == ""


# -------------------------------------------- undated, unsettled, and no comment


def test_a_move_to_another_side_that_may_be_older_is_reported_otherwise(case_of: CaseOf) -> None:
    for first in (None, 1):
        parts = position("a", "support", "w1", 1), position("a", "oppose", "w1", 9, earliest=first)
        found = change_in(case_of(*parts))
        assert (found.kind, found.toward) == ("reported otherwise", "rejection")
    dated = change_in(case_of(position("a", "support", "w1", 1), position("a", "oppose", "w1", 9, earliest=2)))
    assert dated.kind == "reversed"


def test_within_a_side_an_undated_word_is_no_move_reported_otherwise(case_of: CaseOf) -> None:
    found = change_in(case_of(position("a", "support", "w1", 1), position("a", "demand", "w1", 9, earliest=None)))
    assert found.kind == "hardened"


def test_what_is_reported_otherwise_stands_apart(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1),
        position("a", "oppose", "w1", 9, earliest=None),
        position("a", "support", "w2", 9),
        entails("w2", "w3"),
    )
    titles = [table.title for table in case.changes(day_of(5)).tables()]
    assert titles[:3] == [
        "In own voice (1)",
        "Reported otherwise: the newer report is undated and may be of an older word (1)",
        "Inferred (1)",
    ]


def test_a_ladder_whose_newer_word_is_undated_is_reported_otherwise(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l40", 1), position("a", "support", "l10", 9, earliest=None))
    assert kinds(case) == {("a", "l10"): "reported otherwise"}


def test_no_comment_beside_a_standing_demand_is_no_change(case_of: CaseOf) -> None:
    assert kinds(case_of(position("a", "demand", "w1", 1), position("a", "noncommittal", "w1", 9))) == {}


# ------------------------------------------------------------------ in whose voice


@pytest.mark.parametrize(
    ("before", "after", "voice"),
    [
        ({}, {}, "own"),
        ({"ascribed": True}, {}, "own, from another"),
        ({"derivation": INFERRED}, {}, "own, from another"),
        ({}, {"ascribed": True}, "ascribed"),
        ({}, {"derivation": INFERRED, "ascribed": True}, "inferred"),
    ],
)
def test_the_newer_stance_says_in_whose_voice(before: dict[str, Any], after: dict[str, Any], voice: str) -> None:
    assert Change("k", None, stance("oppose", **before), stance("support", **after)).voice == voice


def test_a_change_from_what_others_said_is_marked(case_of: CaseOf) -> None:
    case = case_of(position("a", "doubt", "w1", 1, "inference"), position("a", "open", "w1", 9))
    (change,) = case.changes(day_of(5)).to_json()["changes"]
    assert (change["kind"], change["toward"], change["voice"]) == ("softened", "acceptance", "own, from another")
    assert (change["before"]["ascribed"], change["after"]["ascribed"]) == (True, False)
    assert said_of(case, "w1") == "toward acceptance\ndoubt (by others' word) → open"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("oppose", "doubt", "toward acceptance\noppose → doubt"),
        ("support", "open", "toward rejection\nsupport → open"),
        ("rule-out", "doubt", "toward acceptance; no longer ruled out\nrule-out → doubt"),
        ("doubt", "rule-out", "toward rejection; now ruled out\ndoubt → rule-out"),
        ("demand", "support", "no longer demanded\ndemand → support"),
        ("support", "demand", "now demanded\nsupport → demand"),
        ("demand", "open", "toward rejection; no longer demanded\ndemand → open"),
        ("oppose", "support", "reversed, toward acceptance\noppose → support"),
        ("open", "conditional", "shifted\nopen → conditional"),
        ("support", "noncommittal", None),
    ],
)
def test_words_never_say_softened_or_hardened(case_of: CaseOf, before: str, after: str, words: str | None) -> None:
    case = case_of(position("a", before, "w1", 1), position("a", after, "w1", 9))
    assert words is None or said_of(case, "w1") == words
    text = " ".join(cell for table in case.changes(day_of(5)).tables() for row in table.rows for cell in row)
    assert not any(word in text for word in ("soften", "harden", "silent", "hearsay"))


def test_an_inferred_red_line_is_never_said_to_be_drawn(case_of: CaseOf) -> None:
    case = case_of(excludes("w1", "w2"), position("a", "doubt", "w2", 1, "leak"), position("a", "demand", "w1", 9))
    assert said_of(case, "w2") == "toward rejection\ndoubt (by others' word) → rule-out (inferred)"


def test_other_conditions_are_said_so(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2")),
        position("a", "conditional", "w1", 9, "on-record", condition("w3")),
    )
    assert said_of(case, "w1") == "other conditions\nconditional → conditional"


def test_the_ground_of_a_pair_says_on_what_it_rests(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "support", "w1", 9),
        *(position("b", "support", on, 1) for on in ("w1", "w2", "w3")),
        position("a", "oppose", "w3", 9, "leak"),
    )
    found = {
        local(each["option"]): (each["inferred"], each["ascribed"])
        for each in case.changes(day_of(5)).to_json()["ground"]
    }
    assert found == {"w1": (False, False), "w2": (True, False), "w3": (False, True)}


def ground_in(case: Any, since: int = 5) -> list[tuple[str, ...]]:
    """Return option, class and reading before and after of each change of ground."""
    return [
        (local(each["option"]), each["before"], each["after"], each["read_before"], each["read_after"])
        for each in case.changes(day_of(since)).to_json()["ground"]
    ]


def test_the_ground_follows_a_condition_that_a_deed_fulfils(case_of: CaseOf) -> None:
    """Nobody's stance changes: a's condition is met by what was done."""
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "support", "w1", 1),
        event("e", 8, honours="w2", teller="c"),
    )
    assert kinds(case) == {}
    assert ground_in(case) == [("w1", "within_reach", "agreed", None, None)]


def test_the_ground_says_how_a_pair_reads_it(case_of: CaseOf) -> None:
    case = case_of(
        *(position(who, "support", "w1", 1) for who in "ab"),
        reading("r", "w1", "p", None, 1, left_open_by=["a", "b"], told_of="a"),
        told_too("r", "b", 1),
        reading("q", "w1", "p", "a", 8),
    )
    assert ground_in(case) == [("w1", "agreed", "agreed", "left open on purpose", "in name only")]
    ground = next(table for table in case.changes(day_of(5)).tables() if table.columns[-1] == "Ground")
    assert ground.rows == (("a – b", "w1", "agreed, left open on purpose → agreed, in name only"),)


def test_a_row_of_the_spreadsheet_for_each_change_and_development(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 9), reading("q", "w2", "p", "b", 8))
    columns, rows = case.changes(day_of(5)).rows()
    assert columns == ("kind", "toward", "party", "option", "before", "after", "voice", "change", "statements")
    assert [list(row[:4]) for row in rows] == [["spoke", None, "a", "w1"], ["reading given", None, "b", "w2"]]


def test_a_newer_word_of_less_authority_is_marked(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 1), position("a", "oppose", "w1", 9, "reported"))
    assert said_of(case, "w1") == ("reversed, toward rejection\nsupport → oppose (less authoritative than before)")


def test_a_party_that_is_no_longer_for_a_bundle_lapses_on_its_terms(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f"),
        position("a", "support", "k", 2, name="p"),
        withdrawal("a", "p", 8),
    )
    assert kinds(case) == {("a", "k"): "withdrawn", ("a", "w1"): "lapsed", ("a", "w2"): "lapsed"}


def test_what_was_said_and_lapsed_in_between_is_a_missed_condition_only(case_of: CaseOf) -> None:
    held = position("a", "conditional", "w1", 6, "on-record", condition("w2", deadline=8))
    case = case_of(held)
    assert kinds(case) == {}
    assert [each["kind"] for each in case.changes(day_of(5)).to_json()["developments"]] == ["condition missed"]


def test_nobody_is_said_to_have_spoken_who_has_not(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "support", "w1", 9), position("a", "open", "w3", 9, "leak"))
    assert set(kinds(case).values()) == {"spoke"}
    assert said_of(case, "w1").startswith("spoke\n")
    assert said_of(case, "w2").startswith("newly inferred\n")
    assert said_of(case, "w3").startswith("newly reported\n")


def test_a_lapse_that_a_later_report_undoes_is_no_new_word(case_of: CaseOf) -> None:
    """The deed of day 6 met the deadline of day 8, and is told on day 15 only."""
    held = position("a", "conditional", "w1", 1, "on-record", condition("w2", deadline=8))
    case = case_of(held, event("e", 6, honours="w2", told=15, teller="c"))
    assert case.at(day_of(12)).why("a", "w1").to_json()["stance"]["stance"] == "silent"
    assert said_of(case, "w1", since=12) == "what was said by 2031-01-01 stands again\nno stance → conditional"


def test_the_answer_rests_on_the_sources_of_deeds_too(case_of: CaseOf) -> None:
    other = ':second a neg:Source ; dcterms:title "Second"@en ; neg:paragraphs 9 .\n'
    told = event("e", 8, sourced=False) + ":e neg:source :second ; neg:paragraph 3 .\n"
    case = case_of(position("a", "support", "w1", 9), other, told)
    assert [local(source) for source in case.changes(day_of(5)).to_json()["sources"]] == ["paper", "second"]
    deeds = next(table for table in case.changes(day_of(5)).tables() if table.title == "Deeds and words")
    assert deeds.rows == (("e, 2031-01-08", "", "reported", "Second, ¶3"),)


def test_deeds_are_shown_beside_what_they_honour_or_break(case_of: CaseOf) -> None:
    case = case_of(event("e", 8, honours="w1", breaks="w2", teller="c"))
    deeds = next(table for table in case.changes(day_of(5)).tables() if table.title == "Deeds and words")
    ((name, options, known, cited),) = deeds.rows
    assert (name, options, known) == ("e, 2031-01-08", "honours w1\nbreaks w2", "reported")
    assert cited.startswith("c: the source, 2031-01-08")


def test_what_happened_beside_the_stances_has_its_day_and_voice(case_of: CaseOf) -> None:
    case = case_of(reading("q", "w2", "p", "b", 8, attribution="leak"), reading("r", "w1", "p", "a", 8))
    rows = case.changes(day_of(5)).tables()[0].rows
    assert [row[:3] for row in rows] == [
        ("a", "w1", "reading given, from 2031-01-08: p: r"),
        ("b", "w2", "reading given, from 2031-01-08: p: q (by others' word)"),
    ]


def test_of_a_closed_issue_no_reading_is_said(case_of: CaseOf) -> None:
    case = case_of(
        *(position(who, "support", "w1", 1) for who in "ab"),
        reading("r", "w1", "p", "a", 1),
        reading("q", "w1", "p", "a", 8),
        ':w neg:closedOn "2031-01-07"^^xsd:date .\n',
    )
    (closed,) = case.changes(day_of(5), parties=["a", "b"]).to_json()["ground"]
    assert (closed["before"], closed["after"]) == ("agreed", None)
    assert (closed["read_before"], closed["read_after"]) == ("in name only", None)


@pytest.mark.parametrize("acts", [["w1"], ["w1", "w3"]])
def test_a_withdrawal_is_shown_with_the_statement_that_made_it(case_of: CaseOf, acts: list[str]) -> None:
    held = [position("a", "demand", term, 1, name=f"p-{term}") for term in acts]
    back = [withdrawal("a", f"p-{term}", 7 + number) for number, term in enumerate(acts)]
    case = case_of(*held, *back)
    (table,) = [table for table in case.changes(day_of(5)).tables() if table.title.startswith("In own voice")]
    said = ["2031-01-07", "2031-01-08"][: len(acts)]
    assert [day in row[3] for day, row in zip(said, table.rows, strict=True)] == [True] * len(acts)
    shown = case.why("a", "w1")
    assert [each["latest"] for each in shown.to_json()["withdrawn_by"]] == ["2031-01-07"]
    assert shown.tables()[-1].title == "Withdrawn by"
    assert case.why("a", "w2").to_json()["withdrawn_by"] == []


def test_what_was_inferred_and_withdrawn_shows_the_withdrawal_too(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "support", "w1", 1, name="p"), withdrawal("a", "p", 8))
    rows = [row for table in case.changes(day_of(5)).tables() for row in table.rows if row[1:2] == ("w2",)]
    assert "2031-01-08" in rows[0][3]


@pytest.mark.parametrize(
    ("earliest", "expected"), [(None, "reported otherwise"), (3, "reversed"), (1, "reported otherwise")]
)
def test_an_undated_move_from_what_was_inferred_is_reported_otherwise(
    case_of: CaseOf, earliest: int | None, expected: str
) -> None:
    # a refused x2 by demanding x1 on day 1; that it is for x2 may have been said before
    refused, said = position("a", "demand", "x1", 1), position("a", "support", "x2", 7, "reported", earliest=earliest)
    assert kinds(case_of(refused, said))[("a", "x2")] == expected


def test_an_undated_move_from_what_others_said_is_reported_otherwise(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 2, "leak"), position("a", "support", "w1", 7, earliest=None))
    assert kinds(case) == {("a", "w1"): "reported otherwise"}
