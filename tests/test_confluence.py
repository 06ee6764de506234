"""The side table of the second case, ``example:basin`` from "the confluence" on, with every answer worked by hand.

Each option there stands for one rule: deadlines, deeds, plans and readings in time, and whose word is whose.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from small_cases import by_option, conflicts_of, local

import kg
from kg.analysis.conditions import GroupStances
from kg.resolution import Resolved

BASE = "https://example.org/basin#"

#: classes of the options that Hamar and Ister have both taken a side on, by 30 June
GROUND = {
    "agreed": "survey weir quay fees pier ferry-rights lanes-4 silo mooring anchoring salvage site-south rail-link masts "
    "lights part-dredge jetty",
    "within_reach": "mole sluice trail",
    "rejected": "",
    "contested": "pool buoys ballast full-dredge",
}

#: option, day of 2031 → class for Hamar and Ister
DAY_BY_DAY = [
    # the survey, agreed, meets the condition until its deadline; not done by then, it does not, late or not
    ("gate", "04-30", "agreed"),
    ("gate", "05-01", "unaddressed"),
    ("gate", "06-30", "unaddressed"),
    # done on 25 April, known from the 26th
    ("weir", "04-25", "within_reach"),
    ("weir", "04-26", "agreed"),
    ("weir", "05-01", "agreed"),
    # done on 9 May, known from the 20th: until then it counted as missed
    ("quay", "05-10", "within_reach"),
    ("quay", "05-11", "unaddressed"),
    ("quay", "05-19", "unaddressed"),
    ("quay", "05-20", "agreed"),
    # of two alternatives one is missed, and the other met; words are never missed
    ("jetty", "04-30", "agreed"),
    ("jetty", "05-01", "agreed"),
    ("trail", "05-01", "within_reach"),
    # waste is dumped on 15 May
    ("canal", "05-14", "agreed"),
    ("canal", "05-15", "unaddressed"),
    # Selm's payment of 1 May is not Hamar's
    ("pier", "05-02", "within_reach"),
    ("pier", "05-31", "within_reach"),
    ("pier", "06-01", "agreed"),
    # four lanes are agreed, and three or more required
    ("ferry-rights", "03-07", "agreed"),
    # claimed on 10 April, verified on 25 May, and not undone by a report
    ("silo", "04-10", "within_reach"),
    ("silo", "05-24", "within_reach"),
    ("silo", "05-25", "agreed"),
    ("silo", "06-01", "agreed"),
    # reported on 12 April, and reported broken on 28 May
    ("mole", "04-11", "within_reach"),
    ("mole", "04-12", "agreed"),
    ("mole", "05-27", "agreed"),
    ("mole", "05-28", "within_reach"),
    # a leak
    ("sluice", "04-14", "within_reach"),
    # Ister's old refusal, its plan of 1 April, and the refusal again once it has left the plan
    ("pool", "03-31", "unaddressed"),
    ("pool", "04-01", "agreed"),
    ("pool", "05-04", "agreed"),
    ("pool", "05-05", "contested"),
    # the rail link is Ister's from 10 June
    ("site-south", "04-04", "contested"),
    ("site-south", "04-05", "within_reach"),
    ("site-south", "06-09", "within_reach"),
    ("site-south", "06-10", "agreed"),
    ("site-north", "06-09", "unaddressed"),
    ("tunnel", "05-31", "contested"),
    ("tunnel", "06-01", "unaddressed"),
    ("masts", "04-18", "contested"),
    ("masts", "04-19", "agreed"),
    ("buoys", "04-17", "agreed"),
    ("buoys", "04-18", "contested"),
    ("lights", "05-08", "agreed"),
    ("ballast", "05-12", "contested"),
]


@cache
def opened() -> Any:
    """Open the case."""
    return kg.open("example:basin")


@cache
def on(day: str = "06-30") -> Any:
    """Return the case as of a day of 2031."""
    return opened().at(f"2031-{day}")


def held(day: str, party: str, option: str) -> Resolved:
    """Return the resolved stance of a party."""
    found: Resolved = on(day).resolution.stance(BASE + party, BASE + option)
    return found


def names(identifiers: Any) -> list[str]:
    """Return the local names of ids."""
    return [each.removeprefix(BASE) for each in identifiers]


def entry(day: str, option: str, *parties: str) -> dict[str, Any]:
    """Return the shared-ground entry of an option; of Hamar and Ister by default."""
    return by_option(on(day), *(parties or ("Hamar", "Ister")))[option][1]


def changes(since: str, until: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the changes between two days, by party and option."""
    listed = on(until).changes(f"2031-{since}").to_json()["changes"]
    return {(local(each["party"]), local(each["option"])): each for each in listed}


def kinds(since: str, until: str) -> dict[tuple[str, str], str]:
    """Return the kinds of the changes between two days."""
    return {key: each["kind"] for key, each in changes(since, until).items()}


def messages(day: str, *words: str) -> list[str]:
    """Return what `check` says that holds all of some words, of the thing or in the message."""
    findings = on(day).check().to_json()["findings"]
    said = [f"{each['where']['id']} {each['where']['label']}: {each['message']}" for each in findings]
    return [each for each in said if all(word in each for word in words)]


def test_the_ground_of_the_two() -> None:
    found: dict[str, set[str]] = {name: set() for name in GROUND}
    for option, (name, _) in by_option(on(), "Hamar", "Ister").items():
        if name != "unaddressed":
            found[name].add(option)
    assert found == {name: set(options.split()) for name, options in GROUND.items()}


@pytest.mark.parametrize(("option", "day", "name"), DAY_BY_DAY)
def test_day_by_day(option: str, day: str, name: str) -> None:
    assert by_option(on(day), "Hamar", "Ister")[option][0] == name


def test_conflicts_of_the_two() -> None:
    assert sorted(conflicts_of(on(), "Hamar", "Ister")) == sorted(
        [
            ("direct", "red-line", (("hamar", "full-dredge", "demand"), ("ister", "full-dredge", "rule-out"))),
            ("direct", "one-red-line", (("hamar", "ballast", "support"), ("ister", "ballast", "rule-out"))),
            ("direct", "firm", (("hamar", "buoys", "support"), ("ister", "buoys", "oppose"))),
            ("direct", "soft", (("hamar", "pool", "conditional"), ("ister", "pool", "oppose"))),
            ("exclusive", "soft", (("hamar", "no-fuel", "support"), ("ister", "fuel-depot", "open"))),
            # being for plan two, Hamar takes each of its terms with the whole, which Ister rules out
            ("conditional", "one-red-line", (("hamar", "lamp", "conditional"), ("ister", "plan-two", "rule-out"))),
            ("conditional", "one-red-line", (("hamar", "pool", "conditional"), ("ister", "plan-two", "rule-out"))),
            ("conditional", "one-red-line", (("hamar", "slip", "conditional"), ("ister", "plan-two", "rule-out"))),
        ]
    )


# ---------------------------------------------------------------- deadlines


@pytest.mark.parametrize(
    ("party", "option", "day", "kind", "last", "of"),
    [
        ("hamar", "gate", "05-01", "deadline", date(2031, 4, 30), ["survey"]),
        ("ister", "quay", "05-11", "deadline", date(2031, 5, 10), ["beacon"]),
        ("hamar", "canal", "05-15", "unless", date(2031, 5, 14), ["dumping"]),
        ("ister", "tunnel", "06-01", "membership", date(2031, 5, 31), ["pact"]),
        ("ister", "ramp", "05-05", "bundle", date(2031, 5, 4), ["plan-one"]),
    ],
)
def test_what_lapsed_says_by_what(party: str, option: str, day: str, kind: str, last: date, of: list[str]) -> None:
    found = held(day, party, option)
    assert found.side is None
    assert found.lapsed_by is not None
    assert (found.lapsed_by.kind, found.lapsed_by.day, names(found.lapsed_by.of)) == (kind, last, of)


def test_the_consequence_is_that_announced() -> None:
    gate = held("05-01", "hamar", "gate").lapsed_by
    assert gate is not None and dict(gate.consequence) == {"en": "Hamar bricks up the gate."}
    canal = held("05-15", "hamar", "canal").lapsed_by
    assert canal is not None and dict(canal.consequence) == {"en": "Hamar stops digging."}


@pytest.mark.parametrize(
    ("since", "until", "key"),
    [
        ("04-30", "05-01", ("hamar", "gate")),
        ("05-10", "05-11", ("ister", "quay")),
        ("05-14", "05-15", ("hamar", "canal")),
        ("05-31", "06-01", ("ister", "tunnel")),
        ("05-04", "05-05", ("ister", "ramp")),
    ],
)
def test_a_lapse_is_a_change_of_its_day(since: str, until: str, key: tuple[str, str]) -> None:
    assert kinds(since, until)[key] == "lapsed"


def test_check_names_a_deadline_that_is_near() -> None:
    assert messages("04-24", "2031-04-30")
    assert not messages("04-22", "2031-04-30")


# -------------------------------------------------------------------- deeds


@pytest.mark.parametrize(
    ("option", "day", "state"),
    [
        ("silo", "04-09", "not met"),
        ("silo", "04-10", "claimed"),
        ("silo", "05-25", "met"),
        ("mole", "04-12", "met"),
        ("mole", "05-28", "broken off"),
        ("sluice", "04-13", "not met"),
        ("sluice", "04-14", "claimed"),
        ("weir", "05-01", "met"),
        ("gate", "04-30", "met"),
    ],
)
def test_how_a_condition_stands(option: str, day: str, state: str) -> None:
    case = on(day)
    group = GroupStances(case.resolution, case.group(("Hamar", "Ister")))
    stance = case.resolution.stance(BASE + "hamar", BASE + option)
    assert [group.state_of(BASE + "hamar", each) for each in stance.conditions] == [state]


@pytest.mark.parametrize(
    ("option", "party", "part"),
    [
        ("weir", "hamar", ["dike"]),
        ("quay", "ister", ["beacon"]),
        ("pier", "ister", ["payment"]),
        ("ferry-rights", "hamar", ["lanes-3"]),
        ("silo", "hamar", ["visit"]),
        ("site-south", "hamar", ["rail-link"]),
        ("part-dredge", "hamar", ["full-dredge"]),
    ],
)
def test_of_what_a_support_is_part(option: str, party: str, part: list[str]) -> None:
    stances = {local(each["party"]): each for each in entry("06-30", option)["stances"]}
    assert [local(each) for each in stances[party]["as_part_of"]] == part
    assert all(each["as_part_of"] is None for name, each in stances.items() if name != party)


def developments(since: str, until: str) -> set[tuple[str, str, str, str]]:
    """Return kind, party, what and day of what happened beside the stances of Hamar and Ister."""
    listed = on(until).changes(f"2031-{since}", ("Hamar", "Ister")).to_json()["developments"]
    return {
        (
            each["kind"],
            " ".join(sorted(local(party) for party in each["parties"])),
            local(each["what"]),
            each["day"][5:],
        )
        for each in listed
        if each["kind"] != "deed"
    }


def test_what_happened_to_conditions_readings_and_plans() -> None:
    assert developments("04-09", "06-30") == {
        ("condition fulfilled", "hamar", "weir", "04-25"),
        ("condition fulfilled", "ister", "quay", "05-09"),
        ("condition fulfilled", "ister", "pier", "06-01"),
        # the visit that is verified, not the one claimed before or the report that it was cut short
        ("condition fulfilled", "hamar", "silo", "05-24"),
        ("condition missed", "hamar", "gate", "05-01"),
        ("condition missed", "hamar", "jetty", "05-01"),
        ("condition broken off", "hamar", "mole", "05-28"),
        ("reading given", "hamar", "mooring", "04-20"),
        ("reading given", "ister", "mooring", "06-05"),
        ("reading ended", "hamar", "anchoring", "06-01"),
        ("proposal", "hamar ister", "plan-one", "05-20"),
        ("proposal", "hamar", "plan-two", "05-20"),
    }


# ------------------------------------------------------------ plans in time


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("03-31", {}),
        ("04-01", {"plan-one": "draft"}),
        ("04-15", {"plan-one": "tabled"}),
        ("05-19", {"plan-one": "tabled"}),
        ("05-20", {"plan-one": "withdrawn", "plan-two": "tabled"}),
    ],
)
def test_plans_that_exist_by_the_day_with_its_status(day: str, status: dict[str, str]) -> None:
    listed = on(day).list("proposals").to_json()["items"]
    assert {local(each): each["status"] for each in listed if local(each).startswith("plan-")} == status


def card(day: str, name: str) -> dict[str, Any]:
    """Return the scorecard of a plan on a day."""
    (found,) = on(day).proposal(name).to_json()["proposals"]
    return dict(found)


def test_a_sponsor_who_left_is_no_longer_one_and_still_counted() -> None:
    before, after = card("05-04", "Plan one"), card("05-05", "Plan one")
    assert [local(each) for each in before["proposed_by"]] == ["hamar", "ister"]
    assert [local(each) for each in after["proposed_by"]] == ["hamar"]
    assert "ister" in {local(each["party"]) for each in after["net"]}


def test_the_revision_is_told_term_by_term() -> None:
    revision = card("05-20", "Plan two")["revision"]
    assert local(revision["revises"]) == "plan-one"
    told = {
        (each["change"], *(local(term) for term in each["before"]), *(local(term) for term in each["after"]))
        for each in revision["terms"]
    }
    # the lamp and the pool are of one issue, of which the pool is kept
    assert told == {("kept", "pool", "pool"), ("added", "lamp"), ("changed", "ramp", "slip")}
    assert card("05-04", "Plan one")["revision"] is None


def test_a_plan_ruled_out_as_a_whole_crosses_a_red_line_where_it_is_declared() -> None:
    def crossed(day: str) -> list[tuple[str, str, str]]:
        lines = card(day, "Plan two")["red_lines"]
        return [(local(each["party"]), local(each["option"]), each["kind"]) for each in lines]

    assert crossed("06-01") == []
    assert crossed("06-02") == [("ister", "plan-two", "proposal")]


def test_what_a_plan_leaves_out() -> None:
    left = {(local(each["party"]), local(each["option"])) for each in card("06-30", "Plan two")["left_out"]}
    # every demand of a principal on an open issue: no term of the plan is of their issues
    assert left == {
        ("hamar", "full-dredge"),
        ("hamar", "site-north"),
        ("ister", "lights"),
        ("orrin", "dam-full"),
        ("orrin", "locks"),
        ("selm", "gravel-lease"),
        ("tavay", "flow-300"),
        ("tavay", "no-dam"),
    }


def test_a_backed_plan_stands_over_an_older_refusal_and_not_over_ones_own_for() -> None:
    assert str(held("04-01", "ister", "pool").stance) == "conditional"
    # Hamar's own word for the ramp holds, with the plan beside it
    ramp = held("04-01", "hamar", "ramp")
    assert (str(ramp.stance), ramp.inferred) == ("support", False)
    (beside,) = ramp.beside
    assert str(beside.position.stance) == "conditional"
    assert [names(each.requires) for each in beside.position.conditions] == [["plan-one"]]


def test_what_was_last_stated_stands_again() -> None:
    found = held("05-05", "ister", "pool")
    assert (str(found.stance), found.day) == ("oppose", date(2031, 3, 9))
    assert kinds("05-04", "05-05")["ister", "pool"] == "hardened"


# --------------------------------------------------------- readings in time


@pytest.mark.parametrize(
    ("option", "day", "in_name_only", "left_open"),
    [
        ("mooring", "03-10", False, True),
        ("mooring", "04-19", False, True),
        ("mooring", "04-20", True, False),
        ("mooring", "06-04", True, False),
        ("mooring", "06-05", False, False),
        ("anchoring", "05-31", True, False),
        ("anchoring", "06-01", False, False),
        ("salvage", "06-30", False, True),
    ],
)
def test_readings_day_by_day(option: str, day: str, in_name_only: bool, left_open: bool) -> None:
    found = entry(day, option)
    assert (found["in_name_only"], found["deliberately_open"]) == (in_name_only, left_open)


# ---------------------------------------------------------------- fallback


def test_a_fallback_stands_beside_the_demand() -> None:
    for day in ("04-05", "06-30"):
        assert str(held(day, "hamar", "site-north").stance) == "demand"
        beside = held(day, "hamar", "site-south")
        assert (str(beside.stance), names(beside.fallback)) == ("conditional", ["site-north"])


def test_until_it_is_met_the_sites_exclude_each_other() -> None:
    sides = (("hamar", "site-north", "demand"), ("ister", "site-south", "support"))
    assert ("exclusive", "one-red-line", sides) in conflicts_of(on("06-09"), "Hamar", "Ister")


def test_a_met_fallback_replaces_the_demand_in_that_group_alone() -> None:
    stances = {local(each["party"]): each for each in entry("06-30", "site-north")["stances"]}
    assert stances["hamar"]["side"] is None
    # with Kelm, who has not spoken of the rail link, it is not agreed
    with_kelm = by_option(on(), "Hamar", "Ister", "Kelm")
    assert with_kelm["rail-link"][0] == "unaddressed"
    north = {local(each["party"]): each["stance"] for each in with_kelm["site-north"][1]["stances"]}
    assert north["hamar"] == "demand"


# ---------------------------------------------- whose word, how new, how known


def test_an_undated_word_is_marked_where_it_replaces_a_dated_one() -> None:
    # it is reported only, where the older one is on record
    assert held("04-18", "ister", "buoys").marks == ("less authoritative", "undated")
    assert held("04-17", "ister", "buoys").marks == ()
    assert kinds("04-17", "04-18")["ister", "buoys"] == "reported otherwise"
    assert messages("04-18", "Buoys", "Ister")


def test_a_spokesman_over_his_minister_is_marked() -> None:
    assert held("04-19", "hamar", "masts").marks == ("less authoritative",)
    assert messages("04-19", "Masts", "less authoritative")


def test_no_comment_stands_beside_the_demand() -> None:
    found = held("05-08", "ister", "lights")
    assert str(found.stance) == "demand"
    assert [str(each.position.stance) for each in found.beside] == ["noncommittal"]
    assert ("ister", "lights") not in kinds("05-07", "05-08")


def test_what_the_other_s_minister_says_is_others_voice() -> None:
    stances = {local(each["party"]): each for each in entry("06-30", "ballast")["stances"]}
    assert stances["ister"]["stance"] == "rule-out"
    (report,) = stances["ister"]["contrary_reports"]
    assert (report["stance"], report["evidence"][0]["voice"]) == ("support", "others")
    assert messages("05-12", "s-i-ballast-told")


def test_nothing_passes_to_a_successor() -> None:
    assert str(held("03-31", "kelm-duchy", "bridge").stance) == "support"
    assert str(held("04-15", "kelm", "bridge").stance) == "silent"
    assert str(held("05-01", "kelm", "bridge").stance) == "oppose"


def test_check_asks_for_the_successors_word() -> None:
    assert messages("04-15", "Kelm", "succeeds Duchy of Kelm", "Crossings")
    assert not messages("05-01", "succeeds Duchy of Kelm")


# ------------------------------------------------------- a circle of three


def test_the_third_word_closes_the_circle() -> None:
    def circles(day: str) -> list[Any]:
        return [each for each in conflicts_of(on(day), "Hamar", "Ister", "Kelm") if each[0] == "sequence"]

    assert circles("04-30") == []
    assert circles("05-01") == [
        (
            "sequence",
            "soft",
            (
                ("hamar", "step-hamar", "conditional"),
                ("ister", "step-ister", "conditional"),
                ("kelm", "step-kelm", "conditional"),
            ),
        )
    ]
