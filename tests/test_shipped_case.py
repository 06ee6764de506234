"""What the shipped case must hold: who, what, when and how it is known, as a reader of its article would code it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.case import Case
from kg.store import open_store, shipped_case
from kg.text import fold
from kg.vocabulary import ATTRIBUTIONS

BASE = "https://w3id.org/neg/case/ukraine-2025-04#"
REPORT_DAY = date(2025, 4, 22)
PARAGRAPHS = 8
LANGUAGES = {"en", "uk", "ru", "fr", "ar"}

ROLES = {
    "russia": ("principal",),
    "ukraine": ("principal",),
    "united-states": ("facilitator",),
    "united-kingdom": ("guarantor",),
    "france": ("guarantor",),
    "coalition-of-the-willing": ("guarantor",),
}

SPEAKS_FOR = {
    "putin": "russia",
    "peskov": "russia",
    "zelenskyy": "ukraine",
    "starmer": "united-kingdom",
    "trump": "united-states",
    "rubio": "united-states",
    "biden": None,
    "trukhanov": None,
}

#: every stored position: party, option, stance, and the attributions of its statements
POSITIONS = [
    ("russia", "cede-annexed-territories", "demand", {"reported"}),
    ("russia", "direct-talks", "doubt", {"inference"}),
    ("russia", "direct-talks", "open", {"on-record", "spokesperson"}),
    ("russia", "halt-infrastructure-strikes", "open", {"spokesperson"}),
    ("russia", "permanent-neutrality", "demand", {"reported"}),
    ("russia", "prolong-easter-truce", "oppose", {"on-record"}),
    ("russia", "thirty-days-without-strikes", "oppose", {"on-record"}),
    ("russia", "thirty-hour-easter-truce", "support", {"on-record"}),
    ("ukraine", "cede-annexed-territories", "oppose", {"reported"}),
    ("ukraine", "complete-ceasefire", "support", {"reported"}),
    ("ukraine", "direct-talks", "open", {"on-record"}),
    ("ukraine", "halt-infrastructure-strikes", "support", {"on-record"}),
    ("ukraine", "nato-veto", "doubt", {"characterisation"}),
    ("ukraine", "permanent-neutrality", "oppose", {"reported"}),
    ("ukraine", "plant-as-neutral-zone", "doubt", {"characterisation"}),
    ("ukraine", "recognition-of-crimea", "doubt", {"characterisation"}),
    ("ukraine", "thirty-days-without-strikes", "support", {"on-record"}),
    ("ukraine", "unconditional-ceasefire", "demand", {"on-record"}),
    ("united-kingdom", "complete-ceasefire", "support", {"on-record"}),
    ("united-states", "continued-us-mediation", "conditional", {"on-record"}),
    ("united-states", "leaked-framework", "open", {"leak"}),
    ("united-states", "prolong-easter-truce", "support", {"reported"}),
    ("united-states", "thirty-hour-easter-truce", "support", {"reported"}),
]

#: event: paragraph, first and last day, figures by label
EVENTS: dict[str, tuple[int, str | None, str | None, dict[str, int]]] = {
    "capture-of-sukha-balka": (3, None, None, {}),
    "retaking-of-gornal-monastery": (3, None, None, {}),
    "military-use-of-gornal-monastery": (3, None, None, {}),
    "kursk-incursion": (3, None, None, {}),
    "advance-into-sumy": (3, None, None, {}),
    "attack-on-petropavlivka": (
        4,
        "2025-04-21",
        "2025-04-22",
        {"civilians killed": 2, "age of the woman killed": 54, "age of the man killed": 26},
    ),
    "attack-on-ivashky": (4, "2025-04-21", "2025-04-22", {"civilians killed": 1, "age of the man killed": 24}),
    "attack-on-esman": (4, "2025-04-21", "2025-04-22", {"civilians killed": 1}),
    "attacks-on-kherson-region": (
        4,
        "2025-04-21",
        "2025-04-22",
        {"civilians killed": 1, "injured": 7, "settlements attacked": 36},
    ),
    "easter-truce-collapse": (4, "2025-04-19", "2025-04-20", {"duration announced": 30}),
    "alleged-russian-violations": (4, "2025-04-19", "2025-04-20", {}),
    "alleged-ukrainian-violations": (4, "2025-04-19", "2025-04-20", {}),
    "london-talks": (5, "2025-04-23", None, {}),
    "us-contacts-with-russia": (6, None, None, {}),
    "drone-attack-on-odesa": (
        7,
        "2025-04-21",
        "2025-04-22",
        {
            "drones launched": 54,
            "drones intercepted": 38,
            "drones that failed to arrive, likely through electronic countermeasures": 16,
            "civilians injured": 3,
        },
    ),
}


@cache
def coded() -> Case:
    return Case(open_store(shipped_case()))


def local(identifier: str) -> str:
    return identifier.removeprefix(BASE)


def every_label_in(languages: set[str], things: Any) -> bool:
    return all(sorted(tag for tag, _ in thing.labels) == sorted(languages) for thing in things)


def test_the_title_and_caveats_say_what_it_rests_on() -> None:
    info = coded().info
    assert "single news article of 22 April 2025" in dict(info.description)["en"]
    caveats = [words for caveat in info.caveats for tag, words in caveat if tag == "en"]
    assert any("not statements by the party" in words for words in caveats)
    assert any("one article" in words for words in caveats)


def test_one_source_of_eight_paragraphs() -> None:
    (source,) = coded().sources.values()
    assert (source.paragraphs, source.issued, source.language) == (PARAGRAPHS, REPORT_DAY, "en")
    assert source.address is None


def test_the_article_has_as_many_paragraphs(shared: Path) -> None:
    lines = (shared / "seed-article.txt").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip() and line != "Leave a comment"]) == PARAGRAPHS


def test_quotations_stand_in_the_paragraph_named(shared: Path) -> None:
    lines = (shared / "seed-article.txt").read_text(encoding="utf-8").splitlines()
    paragraphs = [line for line in lines if line.strip()]
    quoted = [s for s in coded().statements.values() if s.quotation]
    assert len(quoted) == 3
    for statement in quoted:
        assert statement.paragraph is not None
        for _, words in statement.quotation:
            assert words in paragraphs[statement.paragraph - 1]
            assert len(words.split()) <= 3


def test_parties_and_their_roles() -> None:
    assert {local(p): party.roles for p, party in coded().parties.items()} == ROLES


def test_people_and_for_whom_they_speak() -> None:
    found = {local(p): tuple(map(local, person.speaks_for)) for p, person in coded().people.items()}
    assert found == {name: (party,) if party else () for name, party in SPEAKS_FOR.items()}


def test_no_membership_is_made_up() -> None:
    assert coded().memberships == ()


@pytest.mark.parametrize("kind", ["parties", "people", "issues", "options", "proposals", "events"])
def test_labels_in_three_languages(kind: str) -> None:
    things = getattr(coded(), kind).values()
    assert things
    assert every_label_in(LANGUAGES, things)


def test_points_and_kinds_of_event_are_labelled_too() -> None:
    assert every_label_in(LANGUAGES, [*coded().points.values(), *coded().event_kinds.values()])
    assert len(coded().points) == 1


@pytest.mark.parametrize("kinds", [("parties",), ("people",), ("issues",), ("options", "proposals"), ("events",)])
def test_no_two_things_answer_to_one_name(kinds: tuple[str, ...]) -> None:
    owners: dict[str, set[str]] = {}
    for kind in kinds:
        for thing in getattr(coded(), kind).values():
            for name in thing.names():
                owners.setdefault(fold(name), set()).add(thing.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("kind", "name", "meant"),
    [
        ("parties", "Київ", "ukraine"),
        ("parties", "Kyiv", "ukraine"),
        ("parties", "kiev", "ukraine"),
        ("parties", "Киев", "ukraine"),
        ("parties", "Kremlin", "russia"),
        ("parties", "MOSCOW", "russia"),
        ("parties", "us", "united-states"),
        ("parties", "США", "united-states"),
        ("parties", "Washington", "united-states"),
        ("parties", "Britain", "united-kingdom"),
        ("parties", "Велика Британія", "united-kingdom"),
        ("people", "Зеленский", "zelenskyy"),
        ("options", "Crimea", "recognition-of-crimea"),
        ("options", "recognition of Crimea", "recognition-of-crimea"),
        ("options", "Крим", "recognition-of-crimea"),
        ("options", "NATO veto", "nato-veto"),
        ("options", "neutrality", "permanent-neutrality"),
        ("options", "direct talks", "direct-talks"),
        ("options", "прямі переговори", "direct-talks"),
        ("options", "civilian infrastructure", "halt-infrastructure-strikes"),
        ("options", "complete ceasefire", "complete-ceasefire"),
        ("options", "unconditional ceasefire", "unconditional-ceasefire"),
        ("options", "reassurance force", "reassurance-force"),
        ("issues", "Easter truce", "easter-truce"),
        ("proposals", "leaked framework", "leaked-framework"),
    ],
)
def test_names_as_typed(kind: str, name: str, meant: str) -> None:
    assert local(coded().find(kind, name)) == meant


def test_well_known_things_are_matched_to_wikidata() -> None:
    things = {**coded().parties, **coded().people}
    found = {local(i): thing.matches[0].rsplit("/", 1)[1] for i, thing in things.items() if thing.matches}
    assert {name: found[name] for name in ("russia", "ukraine", "united-states", "united-kingdom", "france")} == {
        "russia": "Q159",
        "ukraine": "Q212",
        "united-states": "Q30",
        "united-kingdom": "Q145",
        "france": "Q142",
    }
    assert found["putin"] == "Q7747"
    assert "coalition-of-the-willing" not in found


def test_every_statement_has_its_place_day_and_own_words() -> None:
    for statement in coded().statements.values():
        assert statement.source in coded().sources
        assert statement.paragraph is not None and 1 <= statement.paragraph <= PARAGRAPHS
        assert statement.latest <= REPORT_DAY
        assert statement.earliest is None or statement.earliest <= statement.latest
        assert statement.about in coded().parties
        assert statement.speaker is None or statement.speaker in coded().people
        assert statement.attribution in ATTRIBUTIONS
        assert statement.paraphrase
    assert coded().newest_day == REPORT_DAY


def test_speakers_speak_for_the_party_that_the_statement_is_about() -> None:
    for statement in coded().statements.values():
        if statement.speaker:
            assert statement.about in coded().people[statement.speaker].speaks_for


def test_every_position_is_backed_by_the_party_s_own_statements() -> None:
    found = []
    for party, positions in coded().positions_of(coded().parties).items():
        for position in positions:
            statements = [coded().statements[s] for s in position.statements]
            assert statements
            assert {s.about for s in statements} == {party}
            found.append((local(party), local(position.on), str(position.stance), {s.attribution for s in statements}))
    assert sorted(found, key=lambda row: row[:3]) == POSITIONS


def test_every_statement_is_used() -> None:
    case = coded()
    used = {s for positions in case.positions_of(case.parties).values() for p in positions for s in p.statements}
    used |= {s for backed in (*case.proposals.values(), *case.readings, *case.memberships) for s in backed.statements}
    used |= {a.statement for event in case.events.values() for a in event.assessments}
    assert set(case.statements) == used


def test_standing_postures_have_no_earliest_day() -> None:
    for name in ("russia-earlier-posture", "russia-annexed-territories", "russia-neutrality", "ukraine-capitulation"):
        assert coded().statements[f"{BASE}s-{name}"].earliest is None
    assert coded().statements[f"{BASE}s-russia-earlier-posture"].latest == date(2025, 4, 20)


def test_issues_that_the_case_must_settle() -> None:
    kinds = {local(i): issue.kind for i, issue in coded().issues.items()}
    assert {name for name, kind in kinds.items() if kind == "procedural"} == {"talks-format", "us-mediation"}
    assert {name for name, kind in kinds.items() if kind == "implementation"} == {"security-guarantees"}
    closed = {local(i): (issue.closed_on, issue.closed_as) for i, issue in coded().issues.items() if issue.closed_on}
    lapsed = (date(2025, 4, 20), "lapsed")
    assert closed == {"easter-truce": lapsed, "prolonging-the-truce": lapsed}


def test_forms_of_ceasefire_do_not_exclude_each_other() -> None:
    for name in ("unconditional-ceasefire", "ceasefire-on-present-line", "thirty-days-without-strikes"):
        assert coded().issues[coded().options[BASE + name].issue].choice_rule == "compatible"


def test_relations_between_options() -> None:
    found = {(r.kind, frozenset(map(local, (r.first, r.second))), r.basis) for r in coded().relations}
    assert found == {
        ("entails", frozenset({"complete-ceasefire", "halt-infrastructure-strikes"}), "definitional"),
        ("entails", frozenset({"unconditional-ceasefire", "complete-ceasefire"}), "judgement"),
        ("entails", frozenset({"complete-ceasefire", "any-truce"}), "definitional"),
        ("entails", frozenset({"unconditional-ceasefire", "any-truce"}), "definitional"),
        ("entails", frozenset({"ceasefire-on-present-line", "any-truce"}), "definitional"),
        ("entails", frozenset({"reassurance-force", "any-truce"}), "definitional"),
        ("entails", frozenset({"cede-annexed-territories", "recognition-of-crimea"}), "definitional"),
        ("excludes", frozenset({"permanent-neutrality", "nato-membership"}), "definitional"),
        ("excludes", frozenset({"nato-veto", "nato-membership"}), "judgement"),
    }
    assert all(r.reason for r in coded().relations)


def test_who_would_act_is_unstated_in_the_framework() -> None:
    unstated = {local(o) for o, option in coded().options.items() if option.undertaker_unstated}
    assert unstated == {"recognition-of-crimea", "nato-veto", "plant-as-neutral-zone"}
    assert all(option.undertaken_by or option.undertaker_unstated for option in coded().options.values())


def test_the_condition_of_the_us_is_in_words() -> None:
    conditional = [p for held in coded().positions_of(coded().parties).values() for p in held if p.conditions]
    (mediation,) = conditional
    (condition,) = mediation.conditions
    assert condition.requires == () and condition.words and condition.deadline_words and condition.otherwise
    (statement,) = mediation.statements
    assert local(coded().statements[statement].speaker or "") == "rubio"


def test_proposals() -> None:
    framework = coded().proposals[BASE + "leaked-framework"]
    assert {local(o) for o in framework.terms} == {
        "ceasefire-on-present-line",
        "recognition-of-crimea",
        "nato-veto",
        "plant-as-neutral-zone",
    }
    assert (framework.status, framework.proposed_by, framework.tabled_by) == ("leaked", (), ())
    assert {coded().statements[s].attribution for s in framework.statements} == {"leak"}
    own = coded().proposals[BASE + "infrastructure-proposal"]
    assert tuple(map(local, own.terms)) == ("halt-infrastructure-strikes",)
    assert tuple(map(local, own.proposed_by)) == ("ukraine",)
    force = coded().proposals[BASE + "reassurance-proposal"]
    assert tuple(map(local, force.terms)) == ("reassurance-force",)
    assert set(map(local, force.proposed_by)) == {"coalition-of-the-willing", "france", "united-kingdom"}


def test_nothing_is_verified_by_a_named_body() -> None:
    for event in coded().events.values():
        assert event.verified_by is None
        assert all(assessment.verified_by is None for assessment in event.assessments)


def test_what_jammed_the_drones_is_told_as_likely() -> None:
    figures = {
        dict(figure.label)["en"]: figure.value for figure in coded().events[BASE + "drone-attack-on-odesa"].figures
    }
    assert figures["drones that failed to arrive, likely through electronic countermeasures"] == 16


def test_events_with_places_days_and_figures() -> None:
    found = {}
    for identifier, event in coded().events.items():
        figures = {dict(figure.label)["en"]: figure.value for figure in event.figures}
        days = [day.isoformat() if day else None for day in (event.start, event.end)]
        found[local(identifier)] = (event.paragraph, *days, figures)
        assert event.kinds and event.actors
        assert event.source in coded().sources
    assert found == EVENTS


def test_five_civilians_killed() -> None:
    killed = [f.value for e in coded().events.values() for f in e.figures if dict(f.label)["en"] == "civilians killed"]
    assert sum(killed) == Decimal(5)
    places = {dict(e.place)["en"] for e in coded().events.values() if "killed" in str(e.figures)}
    assert places == {
        "Petropavlivka, Kharkiv region",
        "Ivashky, Kharkiv region",
        "Esman community, Sumy region",
        "Kherson",
    }


def test_what_is_unverified_or_only_scheduled() -> None:
    events = coded().events
    assert {local(e) for e, event in events.items() if not event.verified} == {
        "military-use-of-gornal-monastery",
        "alleged-russian-violations",
        "alleged-ukrainian-violations",
    }
    assert {local(e) for e, event in events.items() if event.scheduled} == {"london-talks"}
    attending = {local(party) for party in events[BASE + "london-talks"].actors}
    assert attending == {"ukraine", "united-kingdom", "france", "united-states"}


def test_each_side_accuses_the_other_of_breaking_the_truce() -> None:
    found = set()
    for event in coded().events.values():
        for assessment in event.assessments:
            assert assessment.honours == ()
            accuser = local(coded().statements[assessment.statement].about)
            found.add((accuser, *map(local, event.actors), *map(local, assessment.breaks)))
    assert found == {
        ("russia", "ukraine", "thirty-hour-easter-truce"),
        ("ukraine", "russia", "thirty-hour-easter-truce"),
    }


def test_one_reading_and_it_is_russia_s() -> None:
    (reading,) = coded().readings
    assert (local(reading.option), local(reading.point)) == ("halt-infrastructure-strikes", "dual-use-sites")
    assert tuple(map(local, reading.read_by)) == ("russia",)
    assert reading.compatible_with == reading.accepted_by == reading.left_open_by == ()


def test_no_day_of_the_future_but_the_scheduled_one() -> None:
    text = shipped_case().read_text(encoding="utf-8")
    assert max(re.findall(r'"(\d{4}-\d\d-\d\d)"\^\^xsd:date', text)) == "2025-04-23"
