"""What comes of the shipped case: the answers that a reader of its article works out by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

BASE = "https://w3id.org/neg/case/ukraine-2025-04#"


@cache
def opened(min_confidence: float | None = None) -> Any:
    import kg

    return kg.open(min_confidence=min_confidence)


def name_of(thing: dict[str, Any]) -> str:
    return str(thing["id"]).removeprefix(BASE)


@cache
def ground() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the shared ground of Russia and Ukraine: class to option to what is said of it."""
    answer = opened().shared("Russia", "Ukraine").to_json()
    classes = ("agreed", "within_reach", "rejected", "contested", "unaddressed")
    return {c: {name_of(item["option"]): item for item in answer[c]} for c in classes}


def sides(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name_of(stance["party"]): stance for stance in item["stances"]}


def test_shared_ground_of_russia_and_ukraine() -> None:
    assert {c: set(options) for c, options in ground().items()} == {
        "agreed": set(),
        "within_reach": {"direct-talks", "halt-infrastructure-strikes"},
        "rejected": set(),
        "contested": {"cede-annexed-territories", "permanent-neutrality", "recognition-of-crimea"},
        "unaddressed": {
            "any-truce",
            "ceasefire-on-present-line",
            "complete-ceasefire",
            "continued-us-mediation",
            "nato-membership",
            "nato-veto",
            "plant-as-neutral-zone",
            "reassurance-force",
            "unconditional-ceasefire",
        },
    }


def test_the_halt_of_infrastructure_strikes_is_within_reach_in_name_only() -> None:
    item = ground()["within_reach"]["halt-infrastructure-strikes"]
    assert name_of(item["issue"]) == "strikes-on-infrastructure"
    assert {party: (s["stance"], s["side"]) for party, s in sides(item).items()} == {
        "russia": ("open", "leaning"),
        "ukraine": ("support", "for"),
    }
    assert item["in_name_only"] is True
    (reading,) = item["readings"]
    assert name_of(reading["party"]) == "russia"
    assert reading["evidence"]


def test_direct_talks_are_within_reach_and_not_in_name_only() -> None:
    item = ground()["within_reach"]["direct-talks"]
    assert item["issue_kind"] == "procedural"
    # one measure: openness to talks and readiness for them
    assert {party: s["stance"] for party, s in sides(item).items()} == {"russia": "open", "ukraine": "open"}
    assert item["in_name_only"] is False
    evidence = {name_of(e) for e in sides(item)["russia"]["evidence"]}
    assert evidence == {"s-putin-direct-talks", "s-peskov-nothing-concrete"}


def test_each_stance_with_a_side_has_statements_as_evidence() -> None:
    for options in ground().values():
        for item in options.values():
            for stance in item["stances"]:
                assert bool(stance["evidence"]) == (stance["side"] is not None)


def test_who_is_to_be_asked() -> None:
    asked = {option: sorted(map(name_of, item["ask"])) for option, item in ground()["unaddressed"].items()}
    assert asked["ceasefire-on-present-line"] == ["russia", "ukraine"]
    assert asked["complete-ceasefire"] == asked["unconditional-ceasefire"] == asked["any-truce"] == ["russia"]
    assert asked["nato-membership"] == ["ukraine"]
    assert asked["continued-us-mediation"] == asked["reassurance-force"] == ["russia", "ukraine"]
    assert asked["nato-veto"] == asked["plant-as-neutral-zone"] == ["russia"]


def conflicts(min_confidence: float | None = None) -> dict[tuple[str, str], dict[str, Any]]:
    answer = opened(min_confidence).conflicts("Russia", "Ukraine").to_json()
    return {(item["kind"], name_of(item["sides"][0]["option"])): item for item in answer["conflicts"]}


def test_conflicts_of_russia_and_ukraine() -> None:
    assert {key: item["severity"] for key, item in conflicts().items()} == {
        ("direct", "cede-annexed-territories"): "one-red-line",
        ("direct", "permanent-neutrality"): "one-red-line",
        ("direct", "recognition-of-crimea"): "one-red-line",
        ("reading", "halt-infrastructure-strikes"): "soft",
    }


def test_the_lapsed_truce_is_in_no_answer_about_the_present() -> None:
    lapsed = {"thirty-hour-easter-truce", "prolong-easter-truce", "thirty-days-without-strikes"}
    assert not lapsed & {option for options in ground().values() for option in options}
    assert not lapsed & {option for _, option in conflicts()}


def test_on_its_last_day_the_thirty_days_were_contested() -> None:
    answer = opened().at("2025-04-20").shared("Russia", "Ukraine").to_json()
    (item,) = (item for item in answer["contested"] if name_of(item["option"]) == "thirty-days-without-strikes")
    assert {party: (s["stance"], s["ascribed"]) for party, s in sides(item).items()} == {
        "russia": ("oppose", False),
        "ukraine": ("support", False),
    }
    assert "prolong-easter-truce" in {name_of(each["option"]) for each in answer["unaddressed"]}


def test_those_who_propose_the_force_are_for_it_and_so_for_the_truce_that_it_needs() -> None:
    answer = opened().shared("United Kingdom", "France", "Coalition of the willing").to_json()
    agreed = {name_of(item["option"]): sides(item) for item in answer["agreed"]}
    assert set(agreed) == {"any-truce", "reassurance-force"}
    sponsors = {"coalition-of-the-willing", "france", "united-kingdom"}
    assert {party for party, s in agreed["reassurance-force"].items() if s["stance"] == "support"} == sponsors
    assert all(s["inferred"] for s in agreed["any-truce"].values())
    assert answer["within_reach"] == []


def test_the_united_kingdom_backs_the_complete_ceasefire_and_is_silent_on_the_unconditional_one() -> None:
    answer = opened().shared("United Kingdom", "Ukraine").to_json()
    agreed = {name_of(item["option"]) for item in answer["agreed"]}
    assert agreed == {"any-truce", "complete-ceasefire", "halt-infrastructure-strikes"}
    (other,) = (item for item in answer["unaddressed"] if name_of(item["option"]) == "unconditional-ceasefire")
    assert [name_of(party) for party in other["ask"]] == ["united-kingdom"]


def test_rubio_is_shown_as_the_one_who_warned() -> None:
    answer = opened().why("United States", "continued US mediation").to_json()
    (said,) = answer["stance"]["evidence"]
    assert (answer["stance"]["stance"], name_of(said["speaker"])) == ("conditional", "rubio")
    (condition,) = answer["conditions"]
    assert condition["deadline_text"] == "within days"
    assert condition["otherwise"]


def test_crimea_russia_by_entailment_ukraine_by_others_word() -> None:
    item = conflicts()["direct", "recognition-of-crimea"]
    by_party = {name_of(side["party"]): side for side in item["sides"]}
    russia, ukraine = by_party["russia"], by_party["ukraine"]
    assert (russia["stance"], russia["inferred"], russia["ascribed"]) == ("demand", True, False)
    (step,) = russia["derivation"]
    (premise,) = step["premises"]
    assert (name_of(premise["option"]), premise["stance"]) == ("cede-annexed-territories", "demand")
    assert step["reason"]
    assert (ukraine["stance"], ukraine["inferred"], ukraine["ascribed"]) == ("doubt", False, True)
    assert {e["attribution"] for e in ukraine["evidence"]} == {"characterisation"}


def test_above_the_confidence_of_a_characterisation_ukraine_is_withheld() -> None:
    assert ("direct", "recognition-of-crimea") not in conflicts(0.45)
    answer = opened(0.45).shared("Russia", "Ukraine").to_json()
    (crimea,) = (item for item in answer["unaddressed"] if name_of(item["option"]) == "recognition-of-crimea")
    ukraine = sides(crimea)["ukraine"]
    assert (ukraine["stance"], ukraine["withheld"], ukraine["side"]) == ("withheld", True, None)
    assert crimea["ask"] == []


def framework() -> dict[str, Any]:
    (found,) = (p for p in opened().proposal().to_json()["proposals"] if name_of(p["proposal"]) == "leaked-framework")
    return found


def test_the_framework_s_terms_by_party() -> None:
    found = {name_of(term["option"]): sides(term) for term in framework()["terms"]}
    table = {
        term: {party: by_party[party]["stance"] for party in ("russia", "ukraine", "united-states")}
        for term, by_party in found.items()
    }
    # an inclination toward the whole says nothing of its terms
    assert table == {
        "ceasefire-on-present-line": {"russia": "silent", "ukraine": "silent", "united-states": "silent"},
        "nato-veto": {"russia": "silent", "ukraine": "doubt", "united-states": "silent"},
        "plant-as-neutral-zone": {"russia": "silent", "ukraine": "doubt", "united-states": "silent"},
        "recognition-of-crimea": {"russia": "demand", "ukraine": "doubt", "united-states": "silent"},
    }
    assert all(by_party["ukraine"]["ascribed"] for by_party in found.values() if by_party["ukraine"]["side"])


def test_nobody_is_named_as_proposing_what_only_a_leak_tells_of() -> None:
    proposal = framework()
    assert (proposal["status"], proposal["proposed_by"], proposal["tabled_by"]) == ("leaked", [], [])
    held = opened().why("United States", "leaked framework").to_json()["stance"]
    assert (held["stance"], held["ascribed"], held["inferred"]) == ("open", True, False)
    assert {e["attribution"] for e in held["evidence"]} == {"leak"}


def test_the_framework_s_net_and_tilt() -> None:
    proposal = framework()
    net = {name_of(row["party"]): (row["net"], row["without_side"]) for row in proposal["net"]}
    assert net["russia"] == (1, 3)
    assert net["ukraine"] == (-3, 1)
    tilt = {(name_of(row["toward"]), name_of(row["over"])): row for row in proposal["tilt"]}
    row = tilt["russia", "ukraine"]
    # Crimea alone: Russia's side is inferred, Ukraine's by others' word
    assert (row["by"], row["terms"], row["of"], row["inferred"], row["ascribed"]) == (2, 1, 4, 1, 1)


def test_what_the_framework_crosses_and_leaves_out() -> None:
    proposal = framework()
    assert proposal["red_lines"] == proposal["inferred_red_lines"] == []
    assert {(name_of(each["party"]), name_of(each["option"])) for each in proposal["left_out"]} == {
        ("russia", "cede-annexed-territories"),
        ("russia", "permanent-neutrality"),
        ("ukraine", "unconditional-ceasefire"),
    }


def test_bridges_name_a_move_of_each_where_each_has_one() -> None:
    rows = opened().bridges("Russia", "Ukraine").to_json()["bridges"]
    movers = {
        (row["kind"], tuple(map(name_of, row["options"]))): sorted({name_of(move["party"]) for move in row["moves"]})
        for row in rows
    }
    both = ["russia", "ukraine"]
    assert movers == {
        ("direct", ("cede-annexed-territories",)): both,
        ("direct", ("permanent-neutrality",)): both,
        ("direct", ("recognition-of-crimea",)): both,
        ("reading", ("halt-infrastructure-strikes",)): both,
        # Ukraine has spoken on these, and Russia has not
        ("word", ("any-truce",)): ["russia"],
        ("word", ("complete-ceasefire",)): ["russia"],
        ("word", ("unconditional-ceasefire",)): ["russia"],
    }
    by_others_word = [row for row in rows if row["ascribed"]]
    assert [tuple(map(name_of, row["options"])) for row in by_others_word] == [("recognition-of-crimea",)]
    assert rows[-1] == by_others_word[0]


def test_russia_softened_on_direct_talks() -> None:
    answer = opened().changes("2025-04-20").to_json()
    (change,) = (
        c for c in answer["changes"] if (name_of(c["party"]), name_of(c["option"])) == ("russia", "direct-talks")
    )
    assert (change["kind"], change["toward"]) == ("softened", "acceptance")
    assert (change["before"]["stance"], change["after"]["stance"]) == ("doubt", "open")
    # the earlier posture is what the article infers
    assert change["voice"] == "own, from another"
    assert (change["before"]["ascribed"], change["after"]["ascribed"]) == (True, False)
    assert {e["attribution"] for e in change["before"]["evidence"]} == {"inference"}
    pair = [
        g
        for g in answer["ground"]
        if sorted(map(name_of, g["parties"])) == ["russia", "ukraine"] and name_of(g["option"]) == "direct-talks"
    ]
    assert [(g["before"], g["after"]) for g in pair] == [("unaddressed", "within_reach")]


def test_a_move_between_sides_is_shown_before_what_is_said_for_the_first_time() -> None:
    first, second, *_, last = [t for t in opened().changes("2025-04-20").tables() if t.columns[2:3] == ("Change",)]
    assert [row[:2] for row in first.rows] == [("Russia", "Direct bilateral talks")]
    assert second.title.startswith("In own voice (") and last.title.startswith("Inferred (")


def test_other_changes_after_the_truce() -> None:
    answer = opened().changes("2025-04-20").to_json()
    kinds = {(name_of(c["party"]), name_of(c["option"])): c["kind"] for c in answer["changes"]}
    assert kinds["russia", "halt-infrastructure-strikes"] == "spoke"
    assert kinds["ukraine", "direct-talks"] == "spoke"
    assert kinds["russia", "permanent-neutrality"] == "first reported"
    assert kinds["ukraine", "complete-ceasefire"] == kinds["ukraine", "unconditional-ceasefire"] == "first reported"
    assert kinds["united-states", "leaked-framework"] == "first reported"
    assert ("ukraine", "thirty-days-without-strikes") not in kinds
    assert ("russia", "thirty-days-without-strikes") not in kinds
    assert ("ukraine", "halt-infrastructure-strikes") not in kinds
    assert ("russia", "prolong-easter-truce") not in kinds


def test_check_finds_no_fault() -> None:
    findings = opened().check().to_json()["findings"]
    assert [f for f in findings if f["severity"] in {"error", "warning"}] == []
