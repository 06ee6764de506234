"""A small coding of the negotiation on Northern Ireland, 1994 to 1998, with each answer worked by hand from it.

Acceptance over an old refusal, a sequence, alternatives with a leak and a facilitator's draft, a ladder: what many
negotiations have, in one that is over and well known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from small_cases import by_option, conflicts_of, local

import kg

PATH = Path(__file__).parent / "data" / "good-friday.ttl"
SIGNERS = ("ireland", "sdlp", "uk", "uup")


@cache
def opened() -> Any:
    """Open the case."""
    return kg.open(str(PATH))


@cache
def on(day: str) -> Any:
    """Return the case as of a day."""
    return opened().at(day)


def named(*parties: str) -> tuple[str, ...]:
    """Return what the parties are called in the case's names."""
    return tuple({"uk": "British Government", "ireland": "Irish Government"}.get(name, name) for name in parties)


def ground(day: str, *parties: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return class and entry of each option for some parties on a day."""
    return by_option(on(day), *named(*parties))


def held(day: str, party: str, option: str) -> dict[str, Any]:
    """Return the stance of a party."""
    stance: dict[str, Any] = on(day).why(*named(party), option).to_json()["stance"]
    return stance


def changed(since: str, until: str) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return kind and direction of each change, by party and option."""
    listed = on(until).changes(since).to_json()["changes"]
    return {(local(each["party"]), local(each["option"])): (each["kind"], each["toward"]) for each in listed}


def test_check_finds_no_error() -> None:
    findings = opened().check().to_json()["findings"]
    assert [each for each in findings if each["severity"] == "error"] == []


# ------------------------------------------------- the ceasefire, refused and accepted


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1994-10-12", "unaddressed"),
        ("1994-10-13", "agreed"),
        ("1996-02-08", "agreed"),
        ("1996-02-09", "contested"),
        ("1997-07-18", "contested"),
        ("1997-07-19", "agreed"),
    ],
)
def test_the_ceasefire_day_by_day(day: str, found: str) -> None:
    assert ground(day, "clmc", "ira")["cessation"][0] == found


def test_the_ceasefire_is_accepted_over_the_old_refusal() -> None:
    assert changed("1996-02-08", "1996-02-09")["ira", "cessation"] == ("reversed", "rejection")
    assert changed("1997-07-18", "1997-07-19")["ira", "cessation"] == ("reversed", "acceptance")


# ------------------------------------------------------- talks and arms: a sequence


def test_each_wanted_the_other_s_step_first() -> None:
    assert conflicts_of(on("1996-01-12"), *named("uk", "sf")) == [
        (
            "sequence",
            "soft",
            (("sf", "decommissioning-start", "conditional"), ("uk", "talks", "conditional")),
        )
    ]


def test_each_could_end_the_circle_in_the_same_ways() -> None:
    rows = on("1996-01-12").bridges(*named("uk", "sf")).to_json()["bridges"]
    (row,) = (row for row in rows if row["kind"] == "sequence")
    moves: dict[str, list[tuple[str, int]]] = {"sf": [], "uk": []}
    for move in row["moves"]:
        moves[local(move["party"])].append((move["move"], move["grade"]))
    assert moves["sf"] == moves["uk"] != []


def test_before_one_of_them_spoke_there_is_no_circle() -> None:
    assert conflicts_of(on("1996-01-09"), *named("uk", "sf")) == []


def test_neither_before_is_met_by_agreement() -> None:
    found = ground("1996-01-12", "uk", "sf")
    assert (found["talks"][0], found["decommissioning-start"][0]) == ("within_reach", "within_reach")
    (condition,) = found["talks"][1]["conditions"]
    assert (local(condition["party"]), condition["timing"], condition["met"]) == ("uk", "before", False)


def test_two_ways_in_are_alternatives() -> None:
    (first, second) = on("1996-01-24").why("British Government", "talks").to_json()["conditions"]
    assert {local(each) for condition in (first, second) for each in condition["requires"]} == {
        "decommissioning-start",
        "election",
    }
    assert first["any_of"] == second["any_of"] == "way in"
    assert changed("1996-01-23", "1996-01-24")["uk", "talks"][0] == "shifted"


def test_the_governments_asked_for_the_ceasefire_alike() -> None:
    found = ground("1996-02-28", "uk", "ireland", "sf")["talks"]
    assert found[0] == "within_reach"
    unmet = {local(each["party"]): (each["timing"], each["met"]) for each in found[1]["conditions"]}
    assert unmet == {"ireland": ("before", False), "uk": ("before", False)}


def test_an_election_is_not_the_ceasefire() -> None:
    assert ground("1996-06-10", "uk", "ireland", "sf")["talks"][0] == "within_reach"


def test_the_ceasefire_restored_meets_the_condition() -> None:
    # the event of 20 July 1997 is told by a document of 29 August, whose statement verifies it
    assert ground("1997-07-18", "ireland", "sf")["talks"][0] == "within_reach"
    found, entry = ground("1997-08-29", "ireland", "sf")["talks"]
    assert found == "agreed"
    stances = {local(each["party"]): each for each in entry["stances"]}
    assert [local(each) for each in stances["ireland"]["as_part_of"]] == ["ceasefire-restored"]
    assert stances["sf"]["as_part_of"] is None
    assert ground("1997-08-29", "uk", "ireland", "sf")["talks"][0] == "agreed"


# ------------------------------------ alternatives, with a leak and a facilitator's draft


def test_what_was_leaked_is_ascribed_until_it_is_published() -> None:
    for government in ("ireland", "uk"):
        leaked = held("1995-02-21", government, "ns-executive")
        assert (leaked["stance"], leaked["ascribed"]) == ("support", True)
        published = held("1995-02-22", government, "ns-executive")
        assert (published["stance"], published["ascribed"], published["contrary_reports"]) == ("support", False, [])


def test_the_body_is_contested() -> None:
    assert ground("1995-02-28", "ireland", "sdlp", "uk", "uup")["ns-executive"][0] == "contested"
    for other in ("ireland", "sdlp", "uk"):
        assert [each[:2] for each in conflicts_of(on("1995-02-28"), *named(other, "uup"))] == [("direct", "firm")]


def test_a_facilitator_s_draft_says_nothing_of_the_facilitator() -> None:
    for term in ("mitchell-draft", "assembly", "ns-executive"):
        assert held("1998-04-07", "Independent Chairmen", term)["stance"] == "silent"


def card(day: str, name: str) -> dict[str, Any]:
    """Return the scorecard of a proposal on a day."""
    (found,) = on(day).proposal(name).to_json()["proposals"]
    return dict(found)


def test_the_draft_with_its_status_of_the_day() -> None:
    draft = card("1998-04-07", "Mitchell draft")
    assert (draft["status"], [local(each) for each in draft["tabled_by"]], draft["proposed_by"]) == (
        "tabled",
        ["chairmen"],
        [],
    )
    assert draft["red_lines"] == []
    assert card("1998-04-10", "Mitchell draft")["status"] == "withdrawn"
    listed = on("1998-04-07").list("proposals").to_json()["items"]
    assert [local(each) for each in listed] == ["mitchell-draft"]


def test_against_the_draft_is_not_against_each_of_its_terms() -> None:
    # the party's word on the body is of 1995, and it is for an Assembly
    assert held("1998-04-07", "uup", "ns-executive")["stance"] == "oppose"
    assert held("1998-04-07", "uup", "assembly")["stance"] == "support"


def test_net_counts_of_the_draft() -> None:
    net = {
        local(each["party"]): (each["net"], each["without_side"])
        for each in card("1998-04-07", "Mitchell draft")["net"]
    }
    # Assembly: for, save Sinn Féin against; body: two Governments and the SDLP for, the UUP against, Sinn Féin silent
    assert {party: net[party] for party in ("ireland", "sdlp", "sf", "uk", "uup")} == {
        "ireland": (2, 0),
        "sdlp": (2, 0),
        "sf": (-1, 1),
        "uk": (2, 0),
        "uup": (0, 0),
    }


def test_the_agreement_stands_beside_the_draft_that_it_revises() -> None:
    agreement = card("1998-04-10", "Good Friday Agreement")
    assert agreement == card("1998-04-10", "Belfast Agreement")
    revision = agreement["revision"]
    assert local(revision["revises"]) == "mitchell-draft"
    assert {
        each["change"]: ([local(term) for term in each["before"]], [local(term) for term in each["after"]])
        for each in revision["terms"]
    } == {
        "kept": (["assembly"], ["assembly"]),
        "changed": (["ns-executive"], ["ns-accountable"]),
        "added": ([], ["members-108"]),
    }


# --------------------------------------------------- the Agreement, over an old refusal


def test_sinn_fein_s_old_refusal_stands_until_it_accepts_the_whole() -> None:
    assert held("1998-04-10", "sf", "assembly")["stance"] == "oppose"
    assert held("1998-04-10", "sf", "agreement")["stance"] == "noncommittal"
    accepted = held("1998-05-10", "sf", "assembly")
    assert (accepted["stance"], accepted["side"]) == ("conditional", "leaning")
    assert held("1998-05-10", "sf", "agreement")["stance"] == "support"
    assert changed("1998-04-10", "1998-05-10")["sf", "assembly"][1] == "acceptance"


def test_among_all_who_accept_it_each_term_is_agreed_as_a_part_of_it() -> None:
    found = ground("1998-05-10", *SIGNERS, "sf")
    for term in ("assembly", "members-108", "ns-accountable"):
        name, entry = found[term]
        assert name == "agreed"
        part = {local(each["party"]) for each in entry["stances"] if each["as_part_of"]}
        # who is for the term by its own word is for it without the whole
        alone = {"assembly": {"ireland", "sdlp", "uk", "uup"}, "members-108": {"uk"}, "ns-accountable": set()}[term]
        assert part == {*SIGNERS, "sf"} - alone


def test_the_form_of_1995_is_given_up_where_the_agreement_is_had() -> None:
    # the other form of the body is a fallback of those who were for the first: met among those who all accept the whole
    def of_the_first(*parties: str) -> dict[str, str | None]:
        stances = ground("1998-05-10", *parties)["ns-executive"][1]["stances"]
        return {local(each["party"]): each["side"] for each in stances}

    assert of_the_first(*SIGNERS) == {"ireland": None, "sdlp": None, "uk": None, "uup": "against"}
    stands = {"dup": None, "ireland": "for", "sdlp": "for", "uk": "for", "uup": "against"}
    assert of_the_first(*SIGNERS, "dup") == stands


def test_with_one_who_refuses_it_nothing_is_agreed_as_its_part() -> None:
    found = ground("1998-05-10", *SIGNERS, "sf", "dup")
    assert not any(name == "agreed" for name, _ in found.values())
    assert held("1998-05-10", "dup", "assembly")["stance"] == "silent"


def test_on_the_day_itself_one_party_would_not_say() -> None:
    found, entry = ground("1998-04-10", *SIGNERS, "sf")["members-108"]
    assert (found, [local(each) for each in entry["ask"]]) == ("unaddressed", ["sf"])


# ------------------------------------------------------------------------ the ladder


def test_london_moved_on_the_size_of_the_assembly() -> None:
    assert held("1998-04-09", "uk", "90 members")["stance"] == "support"
    assert held("1998-04-10", "uk", "108 members")["stance"] == "support"
    assert held("1998-04-10", "uk", "90 members")["stance"] == "silent"
    kinds = {
        kind
        for (party, option), (kind, _) in changed("1998-04-09", "1998-04-10").items()
        if party == "uk" and option.startswith("members")
    }
    assert kinds == {"moved"}


def test_the_range_of_those_who_accept_is_one_value() -> None:
    assert ground("1998-05-10", *SIGNERS, "sf")["members-108"][1]["range"] == {
        "kind": "overlap",
        "low": 108,
        "high": 108,
        "unit": "members",
    }
