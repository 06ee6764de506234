"""Small cases on which a first edition of the model answered wrongly, each with the right answer worked by hand.

The files are ``data/model/*.ttl``: parties A and B, and what they said in an invented January. What the JSON has a key
for is asked of the JSON; words are asked of the terminal's table.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small_cases import by_option, conflicts_of, ground_of, local

import kg
from kg.analysis.conditions import GroupStances
from kg.cli import main
from kg.resolution import Resolved
from kg.vocabulary import Stance

FOLDER = Path(__file__).parent / "data" / "model"
FILES = 18


@cache
def asked(name: str, as_of: str | None = None, **options: Any) -> Any:
    """Open a trial's file."""
    (path,) = FOLDER.glob(f"{name}-*.ttl")
    return kg.open(str(path), as_of=as_of, **options)


def printed(name: str, *arguments: str) -> str:
    """Return what the terminal shows, with each run of spaces as one."""
    (path,) = FOLDER.glob(f"{name}-*.ttl")
    outcome = CliRunner(env={"COLUMNS": "200", "KG_CASE": ""}).invoke(main, ["--case", str(path), *arguments])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    return " ".join(outcome.output.split())


def held(case: Any, party: str, term: str) -> Resolved:
    """Return the resolved stance of a party on a term, both by their local names."""
    base = case.case.info.id.rsplit("#", 1)[0]
    found: Resolved = case.resolution.stance(f"{base}#{party}", f"{base}#{term}")
    return found


def classes(case: Any, *parties: str) -> dict[str, str]:
    """Return the class of each option."""
    return {option: name for option, (name, _) in by_option(case, *parties).items()}


def changes(case: Any, since: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the changes since a day, by party and option."""
    listed = case.changes(since).to_json()["changes"]
    return {(local(each["party"]), local(each["option"])): each for each in listed}


def messages(case: Any, about: str) -> str:
    """Return what `check` says of a thing, by its local name."""
    findings = case.check().to_json()["findings"]
    return " ".join(each["message"] for each in findings if local(each["where"]) == about)


def test_each_file_is_here() -> None:
    assert len(list(FOLDER.glob("*.ttl"))) == FILES


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttl")), ids=lambda path: path.stem)
def test_no_file_has_an_error(path: Path) -> None:
    findings = kg.open(str(path)).check().to_json()["findings"]
    assert [each for each in findings if each["severity"] == "error"] == []


# ------------------------------------------------------------ t06: a deadline


def test_on_the_deadline_day_acceptance_stands() -> None:
    # the release is agreed since 2 January, which meets a condition within the settlement; the corridor is not done yet
    found = classes(asked("t06", "2030-01-31"), "a", "b")
    assert found == {"truce": "agreed", "release": "agreed", "corridor": "agreed", "truce2": "within_reach"}


def test_after_the_deadline_agreement_and_a_late_deed_do_not_do() -> None:
    for day in ("2030-02-01", "2030-02-02", "2030-02-03"):
        found = classes(asked("t06", day), "a", "b")
        assert found == {"truce": "unaddressed", "release": "agreed", "corridor": "agreed", "truce2": "unaddressed"}


def test_what_lapsed_with_the_deadline_is_without_a_side() -> None:
    case = asked("t06", "2030-02-03")
    for option, required in (("truce", "release"), ("truce2", "corridor")):
        stance = held(case, "a", option)
        assert (stance.stance, stance.side) == (Stance.SILENT, None)
        assert stance.lapsed_by is not None
        # the last day on which it held
        assert (stance.lapsed_by.kind, stance.lapsed_by.day) == ("deadline", date(2030, 1, 31))
        assert [each.rsplit("#")[-1] for each in stance.lapsed_by.of] == [required]
    consequence = held(case, "a", "truce").lapsed_by
    assert consequence is not None and dict(consequence.consequence) == {"en": "A resumes fighting."}


def test_the_one_whose_word_lapsed_is_asked() -> None:
    _, truce = by_option(asked("t06", "2030-02-03"), "a", "b")["truce"]
    assert [local(party) for party in truce["ask"]] == ["a"]
    assert truce["otherwise"] is None


def test_the_announced_consequence_stands_first() -> None:
    for command in (["why", "a", "Truce"], ["shared", "a", "b"], ["changes", "--since", "2030-01-31"]):
        shown = printed("t06", "--as-of", "2030-02-03", *command)
        assert "A resumes fighting." in shown
    why = printed("t06", "--as-of", "2030-02-03", "why", "a", "Truce")
    assert why.index("A resumes fighting.") < why.index("nothing since") < why.index("Positions that do not hold")


def test_the_lapse_is_a_change_of_the_day_after_the_deadline() -> None:
    day_after = changes(asked("t06", "2030-02-01"), "2030-01-31")
    assert {key: each["kind"] for key, each in day_after.items() if key[1] in ("truce", "truce2")} == {
        ("a", "truce"): "lapsed",
        ("a", "truce2"): "lapsed",
    }
    assert ("a", "truce") not in changes(asked("t06", "2030-02-03"), "2030-02-01")


# ---------------------------------------------------- t39: who says it is done


def test_a_deed_told_by_its_actor_or_a_leak_meets_no_precondition() -> None:
    case = asked("t39", "2030-01-12")
    assert classes(case, "a", "b") == {
        "truce": "within_reach",
        "t2": "within_reach",
        "pull": "unaddressed",
        "handover": "unaddressed",
    }
    for option in ("truce", "t2"):
        (condition,) = by_option(case, "a", "b")[option][1]["conditions"]
        assert (local(condition["party"]), condition["timing"], condition["met"]) == ("a", "before", False)


def test_such_deeds_are_shown_as_claimed() -> None:
    case = asked("t39", "2030-01-12")
    group = GroupStances(case.resolution, case.group(("a", "b")))
    for option in ("truce", "t2"):
        stance = held(case, "a", option)
        assert [group.state_of(stance.party, each) for each in stance.conditions] == ["claimed"]
    assert "claimed" in printed("t39", "shared", "a", "b")


def test_a_claim_conflicts_with_nothing() -> None:
    assert conflicts_of(asked("t39", "2030-01-12"), "a", "b") == []


# --------------------------------------------------- t05: left open on purpose


@pytest.mark.parametrize(("name", "day"), [("t05b", "2030-01-01"), ("t05", "2030-01-01"), ("t05", "2030-02-28")])
def test_left_open_by_both_and_read_by_nobody(name: str, day: str) -> None:
    case = asked(name, day)
    found, entry = by_option(case, "a", "b")["withdraw"]
    assert (found, entry["deliberately_open"], entry["in_name_only"]) == ("agreed", True, False)
    assert conflicts_of(case, "a", "b") == []


def test_a_reading_ends_the_leaving_open_of_the_one_who_reads() -> None:
    case = asked("t05", "2030-03-01")
    found, entry = by_option(case, "a", "b")["withdraw"]
    assert (found, entry["deliberately_open"], entry["in_name_only"]) == ("agreed", False, True)
    assert [(local(each["party"]), each["text"]) for each in entry["readings"] if each["text"] == "All of them."] == [
        ("a", "All of them.")
    ]
    assert [(kind, severity) for kind, severity, _ in conflicts_of(case, "a", "b")] == [("reading", "firm")]


# ------------------------------------------------------ t57: a reading changes


@pytest.mark.parametrize(
    ("day", "in_name_only"),
    [
        ("2030-01-15", {"x", "y"}),
        # the reading of Y ends with 1 February
        ("2030-02-01", {"x", "y"}),
        ("2030-02-02", {"x"}),
        # A's newer reading of X is compatible with B's
        ("2030-03-01", set()),
    ],
)
def test_the_newest_reading_holds_until_it_ends(day: str, in_name_only: set[str]) -> None:
    case = asked("t57", day)
    assert {option for option, (_, entry) in by_option(case, "a", "b").items() if entry["in_name_only"]} == in_name_only
    assert {sides[0][1] for kind, _, sides in conflicts_of(case, "a", "b") if kind == "reading"} == in_name_only
    assert classes(case, "a", "b") == {"x": "agreed", "y": "agreed"}


def test_a_reading_given_is_a_change() -> None:
    assert "Half of it, A now says." in printed("t57", "changes", "--since", "2030-02-28")


# ------------------------------------------------------- t13: yes, but; and no


def card_of(case: Any, name: str) -> dict[str, Any]:
    """Return the scorecard of a proposal by its local name."""
    (found,) = (each for each in case.proposal().to_json()["proposals"] if local(each["proposal"]) == name)
    return dict(found)


def test_a_plan_ruled_out_as_a_whole_crosses_a_red_line() -> None:
    case = asked("t13")
    lines = [(local(each["party"]), local(each["option"])) for each in card_of(case, "plan2")["red_lines"]]
    assert lines == [("b", "plan2")]
    assert card_of(case, "plan")["red_lines"] == []


def test_stances_on_the_proposal_itself_are_shown() -> None:
    case = asked("t13")
    found = {
        name: {local(each["party"]): each["stance"] for each in card_of(case, name)["stances"]}
        for name in ("plan", "plan2")
    }
    assert (found["plan"]["a"], found["plan"]["b"]) == ("support", "conditional")
    assert (found["plan2"]["a"], found["plan2"]["b"]) == ("support", "rule-out")


def test_a_crossed_plan_is_not_said_to_cross_nothing() -> None:
    shown = printed("t13", "proposal", "Second plan")
    assert "crosses no declared red line" not in shown
    assert "rule-out" in shown


# -------------------------------------------------------- t04: a draft revised


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2030-01-10", {"v1": "tabled"}),
        ("2030-02-09", {"v1": "tabled"}),
        ("2030-02-10", {"v1": "withdrawn", "v2": "tabled"}),
    ],
)
def test_only_what_was_tabled_by_the_day_with_its_status_of_the_day(day: str, status: dict[str, str]) -> None:
    case = asked("t04", day)
    assert {local(each): each["status"] for each in case.list("proposals").to_json()["items"]} == status
    cards = case.proposal().to_json()["proposals"]
    assert {local(each["proposal"]): each["status"] for each in cards} == status


def test_a_draft_withdrawn_takes_with_it_what_was_said_for_it() -> None:
    found = changes(asked("t04", "2030-02-10"), "2030-02-09")
    # A was for the draft, hence for each term as a part of it; B, against the draft, says nothing of the terms
    assert {key: each["kind"] for key, each in found.items() if key[1] != "v1"} == {
        ("a", "ceasefire"): "lapsed",
        ("a", "un"): "lapsed",
    }
    assert all(each["kind"] == "lapsed" for each in found.values())
    lapse = held(asked("t04", "2030-02-10"), "a", "un").lapsed_by
    assert lapse is not None and (lapse.kind, lapse.day) == ("bundle", date(2030, 2, 9))
    assert [each.rsplit("#")[-1] for each in lapse.of] == ["v1"]


def test_nobody_fell_silent() -> None:
    for day in ("2030-02-10", "2030-02-12"):
        shown = printed("t04", "--as-of", day, "changes", "--since", "2030-01-10")
        assert "fell silent" not in shown
        assert "Draft one" in shown


def test_a_revision_stands_beside_what_it_revises(tmp_path: Path) -> None:
    (path,) = FOLDER.glob("t04-*.ttl")
    text = path.read_text(encoding="utf-8") + "c:v2 neg:revises c:v1 .\n"
    (copy := tmp_path / "revised.ttl").write_text(text, encoding="utf-8")
    card = card_of(kg.open(str(copy)), "v2")
    assert card["revision"] is not None
    shown = json.dumps(card["revision"])
    # the ceasefire is kept; the monitors change from those of the one body to those of the other
    assert all(name in shown for name in ("#v1", "#ceasefire", "#un", "#osce"))


# ------------------------------------------------------ t07: a back channel


COMMANDS: list[list[str]] = [
    ["shared", "a", "b"],
    ["conflicts", "a", "b"],
    ["overlap"],
    ["bridges", "a", "b"],
    ["deals", "a", "b"],
    ["positions"],
    ["why", "a", "Truce"],
    ["proposal"],
    ["changes", "--since", "2030-01-01"],
    ["check"],
    *(["list", kind] for kind in ("parties", "issues", "options", "proposals", "people", "sources", "events")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_paper_of_the_back_channel_shows_nowhere_unasked(command: list[str], form: str) -> None:
    shown = printed("t07", *command, "--format", form)
    for word in ("Non-paper", "#np", "2030-01-03", "2030-01-04"):
        assert word not in shown


def test_without_the_channel_the_day_and_the_answers_are_the_public_ones() -> None:
    case = asked("t07")
    assert case.as_of == date(2030, 1, 2)
    assert case.list("proposals").to_json()["items"] == []
    assert case.proposal().to_json()["proposals"] == []
    assert classes(case, "a", "b") == {"swap": "contested", "truce": "unaddressed"}
    assert str(held(case, "a", "swap").stance) == "rule-out"
    assert str(held(case, "b", "truce").stance) == "silent"


def test_with_the_channel_it_counts() -> None:
    case = asked("t07", channels=("back-channel",))
    assert case.as_of == date(2030, 1, 4)
    assert [local(each) for each in case.list("proposals").to_json()["items"]] == ["np"]
    assert str(held(case, "a", "swap").stance) == "open"
    assert str(held(case, "b", "truce").stance) == "conditional"


# ------------------------------------------- t10: A's president speaks of B


def test_what_another_s_president_says_of_a_party_is_others_voice() -> None:
    case = asked("t10")
    assert classes(case, "a", "b") == {"x": "agreed", "y": "contested"}
    stance = by_option(case, "a", "b")["y"][1]["stances"][1]
    assert (local(stance["party"]), stance["stance"], stance["ascribed"]) == ("b", "rule-out", False)
    (report,) = stance["contrary_reports"]
    assert (report["stance"], [local(each) for each in report["evidence"]]) == ("support", ["s5"])
    assert report["evidence"][0]["voice"] == "others"


def test_it_is_no_change_and_check_says_so() -> None:
    case = asked("t10")
    assert changes(case, "2030-01-01") == {}
    assert messages(case, "s5")


# ------------------------------------------------- t21: ladders that overlap


def test_ladders_that_overlap_are_no_conflict() -> None:
    assert conflicts_of(asked("t21"), "a", "b") == []


def test_the_ranges_are_the_overlap() -> None:
    ground = by_option(asked("t21"), "a", "b")
    days = {"kind": "overlap", "low": 60, "high": 60, "unit": "days"}
    men = {"kind": "overlap", "low": 640, "high": 660, "unit": "men"}
    assert ground["d60"][1]["range"] == days
    assert ground["s640"][1]["range"] == ground["s660"][1]["range"] == men
    assert {option for option, (found, _) in ground.items() if found == "agreed"} == {"d60", "s640", "s660"}


def test_a_ladder_counts_once_and_is_not_red_where_it_overlaps() -> None:
    (pair,) = asked("t21").overlap("a", "b").to_json()["pairs"]
    assert (pair["agreed"], pair["contested"], pair["red_lines"], pair["both_sided"]) == (2, 0, 0, 2)


# ----------------------------------------------------- t01: moves on a ladder


def test_a_move_on_a_ladder_goes_from_range_to_range() -> None:
    listed = asked("t01").changes("2030-02-01").to_json()["changes"]
    (moved,) = (each for each in listed if each["kind"] == "moved")
    # B goes from at least 60 days to 20, and A is for at most 30: B is the mover, and it moves toward A
    # (the table of the trials has "toward B", which is where the concession comes from)
    assert local(moved["party"]) == "b"
    assert [each["kind"] for each in listed] == ["moved"]
    shown = printed("t01", "changes", "--since", "2030-02-01")
    assert "at least 60" in shown and "20 days" in shown
    assert "toward Party A" in shown


@pytest.mark.parametrize("day", ["2030-02-01", "2030-02-02"])
def test_a_conditional_concession_stands_beside_the_older_demand(day: str) -> None:
    case = asked("t01", day)
    assert str(held(case, "a", "km20").stance) == "demand"
    beside = held(case, "a", "km15")
    assert str(beside.stance) == "conditional"
    assert [each.rsplit("#")[-1] for each in beside.fallback] == ["km20"]


def test_until_its_condition_is_met_it_counts_for_no_range() -> None:
    # 30 days are B's no more than A's alone: not agreed, so the condition is not met
    case = asked("t01")
    ground = by_option(case, "a", "b")
    assert ground["km15"][1]["range"] == {"kind": "gap", "low": 15, "high": 20, "unit": "km"}
    assert [(kind, severity) for kind, severity, _ in conflicts_of(case, "a", "b")] == [("exclusive", "one-red-line")]


# ------------------------------------------------- t28: one matter, two moves


def test_one_row_with_the_moves_of_both() -> None:
    (row,) = asked("t28").bridges("a", "b").to_json()["bridges"]
    assert {local(move["party"]) for move in row["moves"]} == {"a", "b"}


# --------------------------------------------------------- t29: no comment


def test_no_comment_leaves_the_demand_standing_and_is_shown_beside_it() -> None:
    case = asked("t29")
    stance = held(case, "a", "x")
    assert stance.stance is Stance.DEMAND
    assert [(str(each.position.stance), each.position.on.rsplit("#")[-1]) for each in stance.beside] == [
        ("noncommittal", "x")
    ]
    assert classes(case, "a", "b")["x"] == "agreed"
    shown = printed("t29", "positions")
    assert "demand" in shown and "2030-02-01" in shown


def test_no_comment_is_no_change_of_stance() -> None:
    assert ("a", "x") not in changes(asked("t29"), "2030-01-31")


# ----------------------------------------------- t40: contained in a demand


def test_what_a_demand_contains_is_agreed_as_part_of_more() -> None:
    case = asked("t40")
    assert classes(case, "a", "b") == {"full": "contested", "partial": "agreed"}
    a, b = by_option(case, "a", "b")["partial"][1]["stances"]
    assert (local(a["party"]), [local(each) for each in a["as_part_of"]]) == ("a", ["full"])
    assert b["as_part_of"] is None


def test_its_row_says_at_least_and_the_red_lines_follow() -> None:
    assert [(kind, severity) for kind, severity, _ in conflicts_of(asked("t40"), "a", "b")] == [("direct", "red-line")]
    shown = printed("t40", "shared", "a", "b")
    assert "at least" in shown
    assert shown.index("Partial withdrawal") < shown.index("Full withdrawal", shown.index("Partial withdrawal"))


# ------------------------------------- t75: support against openness to send


def test_support_against_leaning_on_what_it_excludes_is_soft() -> None:
    assert conflicts_of(asked("t75"), "a", "b") == [
        ("exclusive", "soft", (("a", "notroops", "support"), ("b", "troops", "open")))
    ]


# ----------------------------------------------- t02: a membership that ended


def test_a_membership_that_ends_is_a_lapse() -> None:
    assert str(held(asked("t02", "2030-06-30"), "a", "x").stance) == "oppose"
    after = held(asked("t02", "2030-07-01"), "a", "x")
    assert after.stance is Stance.SILENT
    assert after.lapsed_by is not None
    assert (after.lapsed_by.kind, after.lapsed_by.day) == ("membership", date(2030, 6, 30))
    assert [each.rsplit("#")[-1] for each in after.lapsed_by.of] == ["l"]


def test_why_tells_of_the_membership() -> None:
    shown = printed("t02", "--as-of", "2030-07-01", "why", "a", "X")
    assert "League" in shown and "2030-06-30" in shown
    assert "nothing on record" not in shown


def test_the_end_of_a_membership_is_a_change_of_the_day_after() -> None:
    found = changes(asked("t02", "2030-07-01"), "2030-06-30")
    assert {key: each["kind"] for key, each in found.items()} == {("a", "x"): "lapsed"}
    assert classes(asked("t02", "2030-06-30"), "a", "b") == {"x": "contested"}
    assert classes(asked("t02", "2030-07-01"), "a", "b") == {"x": "unaddressed"}


# ----------------------------------- t03: a spokesman and his president differ


def test_on_one_day_the_more_authoritative_holds() -> None:
    assert str(held(asked("t03", "2030-01-01"), "a", "x").stance) == "rule-out"


def test_a_newer_word_holds_and_is_marked_as_less_authoritative() -> None:
    case = asked("t03")
    stance = held(case, "a", "z")
    assert (str(stance.stance), stance.marks) == ("open", ("less authoritative",))
    assert held(case, "a", "x").marks == ()
    assert "less authoritative" in printed("t03", "why", "a", "Z")


def test_check_names_the_spokesman_over_his_president() -> None:
    findings = asked("t03").check().to_json()["findings"]
    named = [each["message"] for each in findings if "authoritative" in each["message"]]
    assert len(named) == 1


def test_both_words_of_one_day_and_one_rank_are_shown() -> None:
    answer = asked("t03").why("a", "Y").to_json()["stance"]
    assert (answer["stance"], answer["side"]) == ("mixed", None)
    assert [local(each) for each in answer["evidence"]] == ["s4", "s5"]


def test_mixed_is_not_no_stance_on_record() -> None:
    case = asked("t03")
    found, entry = by_option(case, "a", "b")["y"]
    assert (found, entry["stances"][0]["stance"]) == ("unaddressed", "mixed")
    assert [local(party) for party in entry["ask"]] == ["a"]
    shown = printed("t03", "shared", "a", "b")
    assert "no stance on record: Party A" not in shown
    assert "mixed" in shown


# ------------------------------------------------------- t12: an old demand


def test_an_old_demand_stands_with_its_age() -> None:
    case = asked("t12")
    assert str(held(case, "a", "x").stance) == "demand"
    rows = case.positions("a").to_json()["positions"]
    # from 1 January 2028 to 1 June 2030: 366 + 365 + 151 days
    assert {local(row["option"]): (row["age_days"], row["stale"]) for row in rows} == {
        "x": (882, True),
        "y": (0, False),
    }


def test_its_age_is_printed() -> None:
    shown = printed("t12", "positions")
    assert "2028-01-01" in shown and "2 years ago" in shown


def test_nothing_is_lost_of_either_side() -> None:
    assert ground_of(asked("t12"), "a", "b")["agreed"] == []
    assert classes(asked("t12"), "a", "b") == {"x": "contested", "y": "within_reach"}
