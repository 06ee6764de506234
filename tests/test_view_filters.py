"""Filters of the page answer as the program does, or say how much they hide; the parties view counts as overlap does."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from small_cases import position
from view_pages import click, line, marks_of_the_browser, number, panel

import kg
from kg.page.lenses import steps_of
from kg.page.model import build_model
from kg.resolution import Filters

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

CLASSES = ("agreed", "within_reach", "rejected", "contested", "unaddressed")


def answered(page: Any, *picked: str) -> dict[str, set[str]]:
    """Return the answer of the page for some parties (keys) as options by class."""
    page.evaluate(
        "(keys) => kgPage.change({ pick: keys.map((key) => kgPage.data.parties.findIndex((p) => p.key === key)).sort((a, b) => a - b) })",
        list(picked),
    )
    marks = page.evaluate(
        "[...kgPage.answer()].map(([n, one]) => [kgPage.data.options[n].label.en ?? kgPage.data.options[n].label, one.name])"
    )
    return {name: {label for label, found in marks if found == name} for name in CLASSES}


def expected(case: kg.Negotiation, *names: str) -> dict[str, set[str]]:
    shared = case.shared(*names).to_json()
    return {name: {row["option"]["label"] for row in shared[name]} for name in CLASSES}


# -------------------------------------------- own voice and confidence


@pytest.mark.parametrize("conf", [0, 35, 45, 60, 85, 95, 100])
def test_answers_follow_the_confidence_as_shared_does_for_every_pair(visit: Any, conf: int) -> None:
    case = kg.open(min_confidence=conf / 100 or None)
    parties = {party.local_name: party.label() for party in case.case.parties.values()}
    page = visit(hash=f"#conf={conf}")
    for one, other in combinations(sorted(parties), 2):
        assert answered(page, one, other) == expected(case, parties[one], parties[other]), (one, other)


def test_stances_follow_the_confidence_on_every_day(visit: Any) -> None:
    page = visit(hash="#conf=90")
    for day in page.evaluate("kgPage.data.days"):
        case = kg.open(as_of=day, min_confidence=0.9)
        held = {
            (s["party"]["label"], (s.get("option") or s["proposal"])["label"], s["stance"])
            for s in case.positions().to_json()["positions"]
            if s["stance"] not in ("silent", "withheld") and s.get("option")
        }
        page.evaluate("(day) => kgPage.change({ day: kgPage.data.days.indexOf(day) })", day)
        found = page.evaluate(
            """kgPage.stances().flatMap((id) => {
                const [edge, record] = [kgPage.edge(id), kgPage.stance(id)];
                if (!record || ["silent", "withheld"].includes(record.stance) || edge.to[0] !== "o") return [];
                return [[kgPage.name(edge.from), kgPage.name(edge.to), record.stance]];
            })"""
        )
        assert {tuple(one) for one in found} == held, day


def test_in_own_voice_only_what_others_say_is_withheld(visit: Any) -> None:
    page = visit(hash="#own=1&pick=ukraine,united-states")
    assert [page.inner_text(f"#answer [data-class={name}] .count") for name in CLASSES] == ["0", "0", "0", "0", "14"]
    assert "Own voice only · Withheld by the filter: 4" in page.inner_text("#case-line")
    page.click("#about-button")
    assert ", 0 by others’ word" in panel(page)
    page.click("#about-button")
    assert page.evaluate("kgPage.stances().some((id) => kgPage.stance(id)?.ascribed)") is False
    assert line(page, "ukraine", "recognition-of-crimea") is None
    page.click("#answer [data-class=unaddressed] summary")
    crimea = page.locator("#answer li", has_text="Formal recognition of Crimea").inner_text()
    assert "withheld: Ukraine" in crimea
    assert "The command counts others’ word too" in page.inner_text("#answer")


def test_own_voice_follows_the_resolution_of_the_program(second_case: Path) -> None:
    case = kg.open(str(second_case))
    model = build_model(case.resolution)
    lens = next(lens for lens in model.data["lenses"] if {"ownVoice": True, "minConfidence": None} in lens["asked"])
    own = case.resolution.under(Filters(own_voice=True))
    ascribed = sum(held.ascribed for p in case.case.parties for held in case.resolution.of_party(p).values())
    assert ascribed == 1
    assert not any(held.ascribed for p in case.case.parties for held in own.of_party(p).values())
    assert lens["counts"]["ascribed"] == 0 and lens["counts"]["withheld"] == 1


def test_a_case_of_one_confidence_in_own_voice_needs_no_other_answers(tmp_path: Path) -> None:
    from view_cases import large_case

    (tmp_path / "case.ttl").write_text(large_case(120), encoding="utf-8")
    model = build_model(kg.open(str(tmp_path / "case.ttl")).resolution)
    assert model.data["steps"] == [1.0] and [one["asked"] for one in model.data["lenses"]] == [
        [{"ownVoice": False, "minConfidence": 1.0}, {"ownVoice": True, "minConfidence": 1.0}]
    ]


def test_the_steps_are_the_confidences_of_the_statements_but_the_lowest() -> None:
    from kg.page.index import CaseIndex

    case = kg.open()
    index = CaseIndex.of(case.resolution, case.case.parties, case.case.issues)
    assert steps_of(index) == [0.4, 0.5, 0.8, 0.9, 0.95, 1.0]


def test_the_command_carries_the_day_and_the_confidence(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine&conf=60&day=2025-04-20")
    assert page.inner_text("#answer code") == "kg shared Russia Ukraine --as-of 2025-04-20 --min-confidence 0.6"


# ----------------------------------------------------- what only hides


def test_a_filter_that_hides_says_how_much_and_classes_fade(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine&noSide=against")
    contested = page.locator("#answer [data-class=contested] > summary")
    assert "▒ 3 hidden" in contested.inner_text() and contested.locator(".faint-class").count() == 1
    within = page.locator("#answer [data-class=within_reach] > summary")
    assert "hidden" not in within.inner_text() and within.locator(".faint-class").count() == 0
    option = f"o{number(page, 'options', 'recognition-of-crimea')}"
    assert page.evaluate("(id) => kgPage.look(id).hidden", option) == 1
    assert page.evaluate("[...kgPage.svg().querySelectorAll('text')].some((one) => one.textContent === '▒ 1')")
    page.evaluate("(id) => kgPage.select(id)", option)
    assert "Contested ▒ 1 hidden" in panel(page)
    page.click("#table-button")
    assert "Filters: 1, " in page.locator("#table-view caption").first.inner_text()
    assert "hidden" in page.locator("#table-view tbody tr", has_text="Formal recognition").first.inner_text()
    assert "does not hide what filters hide" in page.inner_text("#answer")


def test_in_the_parties_view_the_pairs_say_what_is_hidden(visit: Any) -> None:
    page = visit(hash="#view=parties&noSide=against")
    pair = "[...kgPage.scene().edges].filter((edge) => edge.id.startsWith('n') && edge.label).map((edge) => [edge.label, edge.color.color])"
    labels = page.evaluate(pair)
    assert any("hidden" in label for label, _ in labels) and any("hidden" not in label for label, _ in labels)
    plain = visit(hash="#view=parties")
    assert not any("hidden" in label for label, _ in plain.evaluate(pair))
    page.evaluate("kgPage.select('n0-1')")
    assert "hidden" in panel(page)


# -------------------------------------------------------- parties view


def pair_line(page: Any, one: str, other: str) -> dict[str, Any]:
    numbers = sorted((number(page, "parties", one), number(page, "parties", other)))
    found: dict[str, Any] = page.evaluate(
        "(id) => { const [edge, top] = kgPage.scene().edges.filter((one) => one.id === id || one.id === `${id}'`);"
        " return { ...edge, label: (top ?? edge).label }; }",
        f"n{numbers[0]}-{numbers[1]}",
    )
    return found


def test_counts_tell_own_voice_from_others_word_and_of_how_many(visit: Any) -> None:
    page = visit(hash="#view=parties")
    hard = pair_line(page, "russia", "ukraine")
    assert hard["label"].split("\n") == [
        "✓ 2  ⇄ 3  of 5",
        "own voice: ✓ 2  ⇄ 2",
        "” By others’ word: ✓ 0  ⇄ 1",
        "∴ Inferred: 1",
    ]
    assert pair_line(page, "ukraine", "united-kingdom")["label"].split("\n") == ["✓ 3  ⇄ 0  of 3", "∴ Inferred: 2"]
    page.evaluate("kgPage.select('n0-1')")
    assert "Contested: 3 (own voice: 2, By others’ word: 1)" in panel(page)
    page.keyboard.press("Escape")
    page.click("#table-button")
    row = page.locator("#table-view tbody tr", has_text="Russia").filter(has_text="Ukraine").first.inner_text()
    assert "3 (own voice: 2, By others’ word: 1)" in row and "inferred only" not in row


def test_a_line_on_hearsay_or_inference_only_is_dashed_and_marked(visit: Any) -> None:
    page = visit(hash="#view=parties")
    dashed = pair_line(page, "russia", "united-kingdom")
    assert dashed["dashes"] == [10, 7] and "∴" in dashed["label"]
    assert pair_line(page, "russia", "ukraine")["dashes"] is False
    assert "dashed: on others’ word" in page.inner_text("#legend")
    page.evaluate("kgPage.select('n0-5')")
    assert "rests on others’ word or on inference" in panel(page)
    page.click("#table-button")
    row = page.locator("#table-view tbody tr", has_text="Russia").filter(has_text="United Kingdom").first.inner_text()
    assert "others’ word or inferred only" in row


def test_a_pair_counts_what_rests_on_others_word_apart(case_of: Any) -> None:
    """Worked by hand: w1 agreed in own voice, w2 contested by a leak of b, w3 within reach by a leak of a."""
    case = case_of(
        position("a", "support", "w1", 5),
        position("b", "support", "w1", 5),
        position("a", "support", "w2", 5),
        position("b", "oppose", "w2", 5, "leak"),
        position("a", "open", "w3", 5, "leak"),
        position("b", "support", "w3", 5),
    )
    (pair,) = build_model(case.resolution).data["network"]["days"][-1]["pairs"]
    counts = {
        name: pair[name] for name in ("agreed", "withinReach", "contested", "bothSided", "ascribed", "firm", "told")
    }
    told = {"agreed": 0, "withinReach": 1, "contested": 1}
    assert counts == {
        "agreed": 1,
        "withinReach": 1,
        "contested": 1,
        "bothSided": 3,
        "ascribed": 2,
        "firm": 1,
        "told": told,
    }


def test_width_is_the_share_of_what_both_have_spoken_on(visit: Any) -> None:
    page = visit(hash="#view=parties")
    # 3 of 5, double: 2.6 + 3; all of 3, single: 1.4 + 5
    assert pair_line(page, "russia", "ukraine")["width"] == pytest.approx(5.6)
    assert pair_line(page, "ukraine", "united-kingdom")["width"] == pytest.approx(6.4)


@pytest.mark.parametrize("name", ["shipped", "basin", "large"])
def test_no_community_holds_parties_that_were_never_compared(visit: Any, name: str) -> None:
    page = visit(name, "#view=parties")
    for day in range(page.evaluate("kgPage.data.days.length")):
        page.evaluate("(day) => kgPage.change({ day })", day)
        pairs, groups = page.evaluate(
            "[kgPage.network().pairs.map((p) => `${p.first}-${p.second}`), kgPage.network().communities]"
        )
        for group in groups:
            assert all(f"{one}-{other}" in pairs for one, other in combinations(sorted(group), 2)), (day, group)


def test_a_party_that_stands_alone_has_no_colour_of_a_community(visit: Any) -> None:
    page = visit(hash="#view=parties")
    assert page.evaluate("(id) => kgPage.look(id).community", f"p{number(page, 'parties', 'russia')}") is None
    assert page.evaluate("(id) => kgPage.look(id).community", f"p{number(page, 'parties', 'ukraine')}") is not None


# ------------------------------------- what stands behind a class, and who


def test_left_open_on_purpose_stands_on_card_and_list(visit: Any) -> None:
    page = visit("basin", "#view=positions&pick=hamar,ister")
    rows = kg.open("example:basin").shared("Hamar", "Ister").to_json()
    (label,) = {row["option"]["label"] for name in CLASSES for row in rows[name] if row["deliberately_open"]}
    page.evaluate("document.querySelectorAll('#answer details').forEach((one) => { one.open = true; })")
    assert "∅ left open on purpose" in page.locator("#answer li", has_text=label).first.inner_text()
    drawn = page.evaluate("[...kgPage.svg().querySelectorAll('text')].map((one) => one.textContent)")
    assert drawn.count("∅") == 1


def test_the_list_says_which_readings_differ_or_are_missing(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine")
    page.click("#answer [data-class=within_reach] > summary")
    strikes = page.locator("#answer li", has_text="Halt of strikes").inner_text()
    assert "in name only" in strikes
    assert "≈ Russia’s reading of dual-use sites unanswered; no reading on record: Ukraine" in strikes


def test_who_has_no_stance_on_record_is_named_as_shared_names_them(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine")
    page.evaluate("document.querySelectorAll('#answer details').forEach((one) => { one.open = true; })")
    shared = kg.open().shared("Russia", "Ukraine").to_json()
    for row in shared["unaddressed"]:
        listed = page.locator("#answer [data-class=unaddressed] li", has_text=row["option"]["label"]).first
        named = listed.locator(".sideless button").all_inner_texts()
        assert sorted(named) == sorted(party["label"] for party in row["ask"]), row["option"]["label"]
    click(page, f"o{number(page, 'options', 'nato-membership')}")
    assert "no stance on record: Ukraine" in panel(page)


# ---------------------------------------------------------------- lists that are built later


def test_opened_before_they_are_built_the_filters_list_every_party_and_issue_once(visit: Any) -> None:
    page = visit()
    boxes = "[...document.querySelectorAll('#filter-party input, #filter-issue input')].map((box) => box.id)"
    listed = page.evaluate(
        "[...kgPage.data.parties.map((_, n) => `party-${n}`), ...kgPage.data.issues.map((_, n) => `issue-${n}`)]"
    )
    page.evaluate(
        "window.requestIdleCallback = () => 0; kgPage.change({ noParty: [1] }); kgPage.change({ lang: 'uk' })"
    )
    assert page.evaluate(boxes) == []
    page.click("#filters summary")
    page.wait_for_selector("#issue-0")
    assert page.evaluate(boxes) == listed
    assert not page.is_checked("#party-1") and page.is_checked("#party-0")
    assert "Росія" in page.inner_text("#filter-party")
    page.evaluate("kgPage.change({ lang: 'en' }); kgPage.change({ lang: 'uk' })")
    page.evaluate("document.querySelector('#filters').open = false")
    page.evaluate("document.querySelector('#filters').open = true")
    page.wait_for_selector("#issue-0")
    assert page.evaluate(boxes) == listed
