"""The page in headless Chromium: what a reader sees and does, by mouse, by keyboard and on paper, and what never happens."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from view_cases import HOSTILE
from view_pages import axe_violations, click, line, marks_of_the_browser, number, panel, screen_point, shown

import kg

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser


# ------------------------------------------------------------ offline


def test_nothing_is_asked_for_and_nothing_complains(visit: Any) -> None:
    page = visit()
    for view in ("parties", "issues", "positions"):
        page.click(f"#view-{view}")
    page.click("#about-button")
    page.wait_for_timeout(200)


def test_the_policy_stops_connections_and_foreign_scripts(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(files["shipped"].as_uri())
    refused = page.evaluate(
        """async () => {
            const found = [];
            document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
            await fetch("http://127.0.0.1:9/").catch(() => null);
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            document.body.append(script);
            const image = new Image();
            image.src = "http://127.0.0.1:9/x.png";
            document.body.insertAdjacentHTML("beforeend", "<p onclick='window.hacked = 1' id='trap'>x</p>");
            document.getElementById("trap").click();
            await new Promise((done) => setTimeout(done, 200));
            return [found, window.hacked ?? null];
        }"""
    )
    page.close()
    assert {"connect-src", "script-src-elem", "img-src", "script-src-attr"} <= set(refused[0])
    assert refused[1] is None


# ------------------------------------------------------- default view


def test_it_shows_parties_issues_options_and_proposals(visit: Any) -> None:
    page = visit()
    case = kg.open().case
    assert len(shown(page, "p")) == len(case.parties)
    assert len(shown(page, "i")) == len(case.issues)
    assert len(shown(page, "o")) == len(case.options)
    assert len(shown(page, "b")) == len(case.proposals)
    assert page.evaluate("kgPage.drawing().physics.physicsEnabled") is False


def test_options_are_gathered_in_the_frame_of_their_issue(visit: Any) -> None:
    outside = visit().evaluate(
        """() => kgPage.data.options.filter((option, n) => {
            const [frame, card] = [kgPage.node(`i${option.issue}`).frame, kgPage.node(`o${n}`)];
            return Math.abs(card.x - frame.x) * 2 > frame.width - card.width
                || Math.abs(card.y - frame.y) * 2 > frame.height - card.height;
        })"""
    )
    assert outside == []


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
@pytest.mark.parametrize("view", ["positions", "parties", "issues"])
def test_no_label_lies_over_another_and_all_are_in_sight(visit: Any, lang: str, view: str) -> None:
    page = visit(hash=f"#lang={lang}&view={view}")
    boxes = page.evaluate("kgPage.labels()")
    room = page.locator("#canvas").bounding_box()
    over = [
        (one["id"], other["id"])
        for one, other in combinations(boxes, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    ]
    assert over == []
    assert all(box["left"] >= 0 and box["right"] <= room["width"] for box in boxes)
    assert all(box["top"] >= 0 and box["bottom"] <= room["height"] for box in boxes)


def test_labels_fit_their_cards(visit: Any) -> None:
    too_wide = visit().evaluate(
        """() => {
            const ruler = document.createElement("canvas").getContext("2d");
            ruler.font = `400 12px ${kgPage.paint.font}`;
            return kgPage.data.options.flatMap((_, n) => {
                const place = kgPage.node(`o${n}`);
                const lines = kgPage.paint.wrap(kgPage.name(`o${n}`), place.width - 26, 12, place.lines);
                return lines.length * 15 > place.height ? ["tall"] : lines.filter((line) => ruler.measureText(line).width > place.width - 22);
            });
        }"""
    )
    assert too_wide == []


def test_a_side_is_told_by_colour_line_and_symbol(visit: Any) -> None:
    page = visit()
    lines = {
        "for": line(page, "ukraine", "halt-infrastructure-strikes"),
        "leaning": line(page, "russia", "direct-talks"),
        "against": line(page, "ukraine", "cede-annexed-territories"),
    }
    split = page.evaluate("(id) => kgPage.scene().edges.some((edge) => edge.id === `${id}'`)", lines["against"]["id"])
    assert len({found["color"]["color"] for found in lines.values()}) == 3
    assert [found["dashes"] for found in lines.values()] == [False, [2, 3], False] and split
    assert [found["arrows"]["to"]["type"] for found in lines.values()] == ["arrow", "circle", "bar"]


def test_strength_inference_and_condition_are_marked(visit: Any) -> None:
    page = visit()
    demand, support = (
        line(page, "russia", "cede-annexed-territories"),
        line(page, "ukraine", "halt-infrastructure-strikes"),
    )
    assert demand["width"] > support["width"] > line(page, "russia", "direct-talks")["width"]
    inferred = line(page, "russia", "recognition-of-crimea")
    assert inferred["dashes"] == [9, 6] and demand["dashes"] is False
    assert line(page, "united-states", "continued-us-mediation")["arrows"]["to"]["type"] == "diamond"
    ascribed = (
        "kgPage.stances().filter((id) => kgPage.stance(id)?.ascribed && kgPage.isDrawn(kgPage.stance(id))).length"
    )
    assert page.evaluate("kgPage.scene().marks.length") == page.evaluate(ascribed) > 0


def simulate(colour: str, matrix: list[list[float]]) -> list[float]:
    linear = [((int(colour[n : n + 2], 16) / 255 + 0.055) / 1.055) ** 2.4 for n in (1, 3, 5)]
    seen = [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in matrix]
    return [255 * (1.055 * max(part, 0) ** (1 / 2.4) - 0.055) for part in seen]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stay_apart_for_the_colour_blind(visit: Any, scheme: str) -> None:
    """Simulated by Machado, Oliveira and Fernandes (2009), severity 1."""
    page = visit(color_scheme=scheme)
    colours = page.evaluate("[kgPage.paint.colours.for, kgPage.paint.colours.leaning, kgPage.paint.colours.against]")
    protan = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    deutan = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    for matrix in (protan, deutan):
        seen = [simulate(colour, matrix) for colour in colours]
        for one, other in combinations(seen, 2):
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 45


def test_the_head_names_case_day_sources_and_caveats(visit: Any) -> None:
    page = visit()
    assert page.inner_text("#case-name") == "Russia and Ukraine, April 2025"
    head = page.inner_text("#case-line")
    assert head == "As of 22 April 2025 · Whole case: 27 statements, 1 independent source"
    assert "not statements by the party" in page.inner_text("#caveat")
    page.click("#about-button")
    text = panel(page)
    for words in (
        "Whole case: 7 inferred, 4 by others’ word",
        "one article",
        "News article on the war",
        "coded from a single news article",
    ):
        assert words in text


# ---------------------------------------------------- click, neighbours


def test_clicking_an_option_opens_it_and_leads_on(visit: Any) -> None:
    page = visit()
    click(page, f"o{number(page, 'options', 'halt-infrastructure-strikes')}")
    assert page.inner_text("#panel h2") == "Halt of strikes on civilian infrastructure"
    assert "dual-use" in panel(page).lower()
    page.click("#panel .row:has-text('Ukraine')")
    assert "supports" in panel(page)
    page.click("#panel h2 button:has-text('Ukraine')")
    assert page.inner_text("#panel h2") == "Ukraine"
    assert "Volodymyr Zelenskyy" in panel(page)
    page.click("#panel .close")
    assert page.locator("#panel").is_hidden()


def test_clicking_a_line_opens_the_stance_with_its_evidence(visit: Any) -> None:
    page = visit()
    click(page, line(page, "ukraine", "halt-infrastructure-strikes")["id"])
    text = panel(page)
    assert page.inner_text("#panel h2").split(" →")[0] == "Ukraine"
    stance = kg.open().why("Ukraine", "halt-infrastructure-strikes").to_json()["stance"]
    said = stance["evidence"][0]
    assert said["paraphrase"] in text and "News article on the war" in text
    for words in (
        "supports",
        "Confidence",
        f"paragraph {said['locator']}",
        "own voice",
        "Sensitivity: public",
        "21 Apr 2025",
    ):
        assert words in text


def test_a_derived_stance_shows_rule_reason_and_premises(visit: Any) -> None:
    page = visit(hash="#sel=p:russia~o:recognition-of-crimea")
    text = panel(page)
    assert "demands" in text and "inferred" in text and "By entailment" in text
    step = kg.open().why("Russia", "recognition-of-crimea").to_json()["stance"]["derivation"][0]
    assert step["reason"] in text
    assert "Ceding of all annexed territories" in text


def test_conditions_ascription_and_history_show(visit: Any) -> None:
    page = visit(hash="#sel=p:united-states~o:continued-us-mediation")
    assert "requires" in panel(page) and "accepts on condition" in panel(page)
    page = visit(hash="#sel=p:ukraine~o:recognition-of-crimea")
    assert "Others say this of the party" in panel(page) and "others’ voice" in panel(page)
    page = visit(hash="#sel=p:russia~o:direct-talks")
    assert "Over time" in panel(page) and "doubts" in panel(page)


def test_issues_proposals_and_pairs_open(visit: Any) -> None:
    page = visit()
    click(page, f"i{number(page, 'issues', 'ceasefire')}")
    assert "Unconditional ceasefire" in panel(page)
    page.keyboard.press("Escape")
    click(
        page,
        f"b{number(page, 'proposals', 'leaked-framework')}" if has(page, "leaked-framework") else shown(page, "b")[-1],
    )
    assert "known by leak only" in panel(page) and "Terms" in panel(page)


def has(page: Any, key: str) -> bool:
    return bool(page.evaluate("(key) => kgPage.data.proposals.some((thing) => thing.key === key)", key))


def test_links_are_made_only_of_http_addresses(visit: Any) -> None:
    page = visit("hostile", "#sel=p:p0~o:o0")
    for place in range(len(HOSTILE)):
        page.evaluate("(id) => kgPage.select(id)", f"s{place}")
        links = page.eval_on_selector_all("a[href]", "(all) => all.map((a) => a.getAttribute('href'))")
        assert all(link.startswith(("https://", "http://")) or link == "#table-view" for link in links)
        assert all("noopener" in rel for rel in page.eval_on_selector_all("#panel a", "(all) => all.map((a) => a.rel)"))


# ------------------------------------------------- slide, search, filter


def test_the_day_slider_shows_each_day_and_what_changed(visit: Any) -> None:
    page = visit()
    assert line(page, "russia", "direct-talks")["arrows"]["to"]["type"] == "circle"
    page.focus("#day")
    page.keyboard.press("Home")
    days = page.evaluate("kgPage.data.days")
    assert page.evaluate("kgPage.state().day") == 0
    while page.evaluate("kgPage.data.days[kgPage.day()]") != "2025-04-20":
        page.keyboard.press("ArrowRight")
    assert line(page, "russia", "direct-talks")["arrows"]["to"]["type"] == "bar"
    assert "20 April 2025" in page.inner_text("#case-line")
    page.keyboard.press("End")
    assert page.evaluate("kgPage.state().day") == len(days) - 1
    assert "toward acceptance" in page.inner_text("#changes")
    marked = line(page, "russia", "direct-talks")
    assert marked["shadow"]["enabled"]
    option = f"o{number(page, 'options', 'direct-talks')}"
    assert page.evaluate("(id) => kgPage.look(id).changed", option)
    page.click("#day-before")
    assert page.evaluate("kgPage.state().day") == len(days) - 2


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("Kiev", "Ukraine"),
        ("Київ", "Ukraine"),
        ("kremlin", "Russia"),
        ("peskov", "Russia"),
        ("infrastructure truce", "Halt of strikes on civilian infrastructure"),
    ],
)
def test_search_finds_by_any_name(visit: Any, typed: str, heading: str) -> None:
    page = visit()
    page.fill("#search", typed)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == heading
    assert page.input_value("#search") == ""


def test_search_says_when_nothing_is_found(visit: Any) -> None:
    page = visit()
    page.fill("#search", "narnia")
    assert page.locator("#found").is_hidden()
    assert page.inner_text("#said") == "Nothing found"


def stance_lines(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        """() => kgPage.scene().edges.filter((edge) => /^s\\d+$/.test(edge.id)).map((edge) => {
            const record = kgPage.stance(edge.id);
            return { from: edge.from, to: kgPage.edge(edge.id).to, side: kgPage.side(record), c: record.confidence,
                     attr: record.statements.map((n) => kgPage.data.statements[n].attribution) };
        })"""
    )
    return found


def test_filters_hide_by_side_party_issue_attribution_and_confidence(visit: Any) -> None:
    page = visit()
    page.click("#filters summary")
    everything = len(stance_lines(page))
    page.uncheck("#side-against")
    assert {found["side"] for found in stance_lines(page)} == {"for", "leaning"}
    assert page.inner_text("#filter-count") == "1"
    page.check("#side-against")
    russia = number(page, "parties", "russia")
    page.uncheck(f"#party-{russia}")
    assert f"p{russia}" not in shown(page, "p")
    assert all(found["from"] != f"p{russia}" for found in stance_lines(page))
    page.check(f"#party-{russia}")
    issue = number(page, "issues", "ceasefire")
    page.uncheck(f"#issue-{issue}")
    assert f"i{issue}" not in shown(page, "i")
    page.check(f"#issue-{issue}")
    for name in ("leak", "characterisation"):
        page.uncheck(f"#attr-{name}")
    assert all(set(found["attr"]) - {"leak", "characterisation"} for found in stance_lines(page))
    page.click("#reset")
    assert len(stance_lines(page)) == everything
    page.focus("#filter-confidence")
    for _ in range(18):
        page.keyboard.press("ArrowRight")
    assert page.inner_text("#confidence-value") == "≥ 90 %"
    kept = stance_lines(page)
    assert kept and len(kept) < everything and all(found["c"] >= 0.9 for found in kept)


# ------------------------------------------------------- shared ground


def test_picking_parties_marks_options_as_shared_says(visit: Any) -> None:
    page = visit()
    shared = kg.open().shared("Russia", "Ukraine").to_json()
    page.click("#pick button[data-key='russia']")
    page.click("#pick button[data-key='ukraine']")
    labels = page.evaluate("kgPage.data.options.map((option) => option.label.en)")
    marks = page.evaluate("Object.fromEntries([...kgPage.answer()].map(([n, one]) => [n, one.name]))")
    found = {labels[int(n)]: name for n, name in marks.items()}
    classes = ("agreed", "within_reach", "rejected", "contested", "unaddressed")
    assert found == {row["option"]["label"]: name for name in classes for row in shared[name]}
    for name in classes:
        assert page.inner_text(f"#answer [data-class={name}] .count") == str(len(shared[name]))
    option = f"o{number(page, 'options', 'halt-infrastructure-strikes')}"
    found = page.evaluate("(id) => kgPage.look(id).answer", option)
    points = found.pop("points")
    assert [(one["differing"], one["unanswered"], one["unread"]) for one in points] == [([], [0], [1])]
    assert found == {
        "name": "within_reach",
        "atLeast": None,
        "inNameOnly": True,
        "leftOpen": False,
        "opposite": False,
        "needs": False,
        "met": False,
        "otherwise": None,
        "judged": [],
        "range": None,
        "conditions": [],
    }
    page.click("#answer [data-class=within_reach] summary")
    page.click("#answer [data-class=within_reach] button:has-text('Halt of strikes')")
    assert "in name only" in panel(page)


def test_a_group_that_is_not_written_names_the_command(visit: Any) -> None:
    page = visit("large", hash="#pick=p2,p3,p4")
    assert page.evaluate("kgPage.answer()") is None
    assert "This page has no answer for this group" in page.inner_text("#answer")
    command = page.inner_text("#answer code")
    assert command == 'kg shared "Party number 2" "Party number 3" "Party number 4" --as-of 2031-01-03'


def test_groups_that_are_written_are_offered_and_answered(visit: Any) -> None:
    page = visit("basin", "#view=positions")
    page.locator("#groups button").filter(has_text=re.compile(r"^\W*Orrin \+ Selm \+ Tavay")).click()
    case = kg.open("example:basin")
    shared = case.shared("Orrin", "Selm", "Tavay").to_json()
    for name in ("agreed", "within_reach", "rejected", "contested", "unaddressed"):
        assert page.inner_text(f"#answer [data-class={name}] .count") == str(len(shared[name]))
    otherwise = next(row for row in shared["unaddressed"] if row["otherwise"])["option"]["label"]
    page.fill("#search", otherwise)
    page.keyboard.press("Enter")
    assert "Among those who spoke" in panel(page)


# ------------------------------------------------ permalink, reset, words


def test_a_permanent_link_brings_the_state_back(visit: Any) -> None:
    page = visit()
    page.click("#pick button[data-key='russia']")
    page.click("#pick button[data-key='ukraine']")
    page.focus("#day")
    page.keyboard.press("ArrowLeft")
    page.click("#filters summary")
    page.uncheck("#side-leaning")
    page.select_option("#language", "uk")
    page.evaluate("kgPage.select('p1')")
    hash = page.evaluate("window.location.hash")
    assert "russia" in hash and "urn:" not in hash
    again = visit(hash=hash)
    assert again.evaluate("kgPage.state()") == page.evaluate("kgPage.state()")
    assert again.inner_text("#panel h2") == "Україна"
    again.evaluate("window.location.hash = '#view=parties'")
    again.wait_for_function("kgPage.state().view === 'parties'")
    assert again.evaluate("kgPage.state().pick") == []


@pytest.mark.parametrize(
    "hash",
    [
        "#sel=p:nobody",
        "#sel=s999",
        "#day=2031-02-30&view=maps",
        "#sel=%3Cimg%20src=x%3E&pick=,,x",
        "#open=i:none&conf=abc",
        "#%E0%A4%A",
    ],
)
def test_a_broken_link_shows_the_page_as_it_begins(visit: Any, hash: str) -> None:
    page = visit(hash=hash)
    assert page.evaluate("[kgPage.state().sel, kgPage.state().pick, kgPage.state().view, kgPage.state().conf]") == [
        None,
        [],
        "positions",
        0,
    ]


def test_reset_brings_the_first_view_back(visit: Any) -> None:
    page = visit(hash="#view=issues&pick=russia,ukraine&noSide=against&day=2025-04-20&sel=p:russia")
    page.click("#reset")
    assert page.evaluate("kgPage.link()") == ""
    assert page.locator("#panel").is_hidden()


@pytest.mark.parametrize(("lang", "name", "reset"), [("uk", "Росія", "Скинути"), ("ru", "Россия", "Сбросить")])
def test_languages(visit: Any, lang: str, name: str, reset: str) -> None:
    page = visit()
    page.select_option("#language", lang)
    assert page.inner_text("#reset") == reset
    assert page.inner_text("#pick button[data-key='russia']") == name
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate("kgPage.name('p0')") == name


def test_light_and_dark(visit: Any) -> None:
    assert visit(color_scheme="dark").evaluate("document.documentElement.dataset.theme") == "dark"
    page = visit(color_scheme="light")
    light = page.evaluate("kgPage.paint.colours.ground")
    page.click("#theme-button")
    page.click("#theme-button")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("kgPage.paint.colours.ground") != light


# --------------------------------------------------- other views, large


def test_parties_stand_as_a_signed_network_with_communities(visit: Any) -> None:
    page = visit(hash="#view=parties")
    drawn = page.evaluate('kgPage.scene().edges.filter((edge) => /^n\\d/.test(edge.id) && !edge.id.endsWith("\'"))')
    pairs = {frozenset(p["parties"][n]["label"] for n in (0, 1)): p for p in kg.open().overlap().to_json()["pairs"]}
    assert len(drawn) == sum(1 for pair in pairs.values() if pair["both_sided"])
    names = page.evaluate("kgPage.data.parties.map((party) => party.label.en)")
    for edge in drawn:
        pair = pairs[frozenset(names[int(edge[end][1:])] for end in ("from", "to"))]
        net = pair["agreed"] + pair["within_reach"] - pair["contested"]
        sign = "for" if net > 0 else "against" if net < 0 else "leaning"
        shade = page.evaluate("(sign) => kgPage.paint.fade(kgPage.paint.colours[sign], 0.85)", sign)
        assert edge["color"]["color"] == shade
    members = [n for group in page.evaluate("kgPage.network().communities") for n in group]
    assert sorted(members) == list(range(len(names)))
    click(page, "p0")
    assert page.inner_text("#panel h2") == "Russia"
    page.evaluate("kgPage.select('n0-1')")
    assert "Red line against red line" in panel(page) and "kg conflicts Russia Ukraine" in panel(page)
    page.click("#panel button:has-text('Show their shared ground')")
    assert page.evaluate("[kgPage.state().view, kgPage.state().pick]") == ["positions", [0, 1]]


def test_issues_show_entailments_exclusions_and_dependencies(visit: Any) -> None:
    page = visit("basin")
    assert page.evaluate("kgPage.state().view") == "issues"
    kinds = page.evaluate(
        "kgPage.scene().edges.filter((edge) => edge.id[0] === 'r').map((edge) => kgPage.data.relations[+edge.id.slice(1)].kind)"
    )
    case = kg.open("example:basin").case
    stated = [relation.kind for relation in case.relations]
    assert sorted(kind for kind in kinds if kind != "requires") == sorted(stated)
    assert "requires" in kinds
    page.evaluate("kgPage.select('r0')")
    assert "Basis" in panel(page)


def test_a_large_case_shows_issues_first_and_opens_them_on_demand(visit: Any) -> None:
    page = visit("large")
    assert shown(page, "o") == [] and len(shown(page, "i")) == 148
    assert "choose an issue" in page.inner_text("#notice")
    click(page, "i7")
    options = page.evaluate("kgPage.data.issues[7].options.length")
    assert len(shown(page, "o")) == options and shown(page, "i") == ["i7"]
    assert stance_lines(page)
    boxes = page.evaluate("kgPage.labels()")
    assert not [
        1
        for one, other in combinations(boxes, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    ]
    page.click("#back")
    assert len(shown(page, "i")) == 148
    page.fill("#search", "Option 77 of many")
    page.keyboard.press("Enter")
    assert "Option 77 of many" in page.inner_text("#panel h2")
    assert page.evaluate("kgPage.state().open") is not None
    assert "kg shared" in visit("large", "#pick=p0,p1,p2").inner_text("#answer")


# -------------------------------------------- table, paper, pictures


def test_the_table_holds_what_the_map_shows(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine")
    drawn = len(stance_lines(page))
    page.click("#table-button")
    rows = page.locator("#table-view table").first.locator("tbody tr")
    assert rows.count() == drawn
    text = page.inner_text("#table-view")
    for words in ("Formal recognition of Crimea as Russian", "Within reach", "Inferred", "demands", "Easter truce"):
        assert words in text
    page.click("#table-view tbody tr:has-text('Direct bilateral talks') button:has-text('Ukraine')")
    assert page.inner_text("#panel h2") == "Ukraine"
    page.keyboard.press("Escape")
    page.click("#view-parties")
    assert "Red line against red line" in page.inner_text("#table-view")


def test_on_paper_stands_the_table_without_controls(visit: Any) -> None:
    page = visit()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#table-view table").first.is_visible()
    assert "Ukraine" in page.locator("#print-map svg").text_content()
    assert (
        page.locator("#rail").is_hidden()
        and page.locator("#map-view").is_hidden()
        and page.locator("#timeline").is_hidden()
    )
    assert "not statements by the party" in page.inner_text("#print-head")
    assert page.pdf()[:5] == b"%PDF-"
    dark = visit(color_scheme="dark")
    dark.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    dark.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('#table-view td')).color"
    assert dark.evaluate(ink) == "rgb(0, 0, 0)"
    assert dark.evaluate("kgPage.paint.colours.ground") == "#ffffff"


def test_saved_pictures(visit: Any, tmp_path: Path) -> None:
    page = visit(hash="#pick=russia,ukraine", accept_downloads=True)
    for id, name in (("save-png", "map.png"), ("save-svg", "map.svg")):
        page.click("#save-menu summary")
        with page.expect_download() as waiting:
            page.click(f"#{id}")
        waiting.value.save_as(tmp_path / name)
    png = (tmp_path / "map.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and len(png) > 20_000
    svg = ElementTree.parse(tmp_path / "map.svg").getroot()
    texts = " ".join(element.text or "" for element in svg.iter("{http://www.w3.org/2000/svg}text"))
    assert "Ukraine" in texts and "Direct bilateral" in texts and "⇄" in texts
    curves = list(svg.iter("{http://www.w3.org/2000/svg}path"))
    assert len(curves) >= len(stance_lines(page))


# ------------------------------------------------ keyboard, narrow, axe


def test_everything_by_keyboard(visit: Any) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.key || document.activeElement.parentElement?.id"
            )
        )
    wanted = {
        "view-parties",
        "table-button",
        "save-menu",
        "language",
        "theme-button",
        "about-button",
        "search",
        "russia",
    }
    assert wanted | {"filters", "legend", "reset", "canvas", "day", "zoom-in"} <= reached
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("kgPage.screen.cursor")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("kgPage.screen.cursor")
    assert first and second and first != second
    assert page.evaluate("kgPage.name(kgPage.screen.cursor)") in page.inner_text("#said")
    page.keyboard.press("Enter")
    assert page.evaluate("[kgPage.state().sel, document.activeElement.id]") == [second, "panel"]
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("[kgPage.state().sel, document.activeElement.id]") == [None, "canvas"]
    before = page.evaluate("kgPage.drawing().getScale()")
    page.keyboard.press("+")
    assert page.evaluate("kgPage.drawing().getScale()") > before
    page.keyboard.press("0")
    assert page.evaluate("kgPage.drawing().getScale()") == pytest.approx(before)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_arrows_reach_every_node(visit: Any) -> None:
    unreached = visit().evaluate(
        """() => {
            const canvas = document.getElementById("canvas");
            const press = (key) => canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            const seen = new Set();
            const queue = [kgPage.scene().nodes[0]];
            while (queue.length) {
                const id = queue.shift();
                if (seen.has(id)) continue;
                seen.add(id);
                for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
                    kgPage.screen.cursor = id;
                    press(key);
                    if (!seen.has(kgPage.screen.cursor)) queue.push(kgPage.screen.cursor);
                }
            }
            return kgPage.scene().nodes.filter((id) => !seen.has(id));
        }"""
    )
    assert unreached == []


def test_a_narrow_screen(visit: Any) -> None:
    page = visit(hash="#mode=map", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for id in ("#table-button", "#rail-button", "#view-issues", "#about-button"):
        box = page.locator(id).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.locator("#rail").is_hidden()
    page.click("#rail-button")
    assert page.locator("#pick button").first.is_visible()
    page.click("#rail-button")
    click(page, "p0")
    box = page.locator("#panel").bounding_box()
    assert box["width"] <= 390 and page.inner_text("#panel h2") == "Russia"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "hash"),
    [
        ("shipped", ""),
        ("shipped", "#pick=russia,ukraine&sel=p:russia~o:recognition-of-crimea"),
        ("shipped", "#sel=o:halt-infrastructure-strikes&day=2025-04-22"),
        ("shipped", "#mode=table&pick=russia,ukraine"),
        ("shipped", "#view=parties&sel=p:ukraine"),
        ("shipped", "#view=issues&lang=uk"),
        ("shipped", "#view=deals"),
        ("shipped", "#view=deals&pick=russia,ukraine&sel=p:ukraine~o:recognition-of-crimea"),
        ("shipped", "#view=deals&pick=russia,ukraine&day=2025-04-20&lang=uk"),
        ("hostile", "#view=deals&pick=p0,p1"),
        ("hostile", "#sel=p:p1"),
    ],
)
def test_axe_finds_nothing(visit: Any, scheme: str, name: str, hash: str) -> None:
    page = visit(name, hash, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('#filters, #answer details').forEach((one) => { one.open = true; })")
    assert axe_violations(page) == "[]"


# ------------------------------------------------------------- hostile


def test_hostile_texts_are_seen_as_text_and_nothing_runs(visit: Any) -> None:
    page = visit("hostile")
    scripts = page.evaluate("document.scripts.length")
    assert page.inner_text("#case-name") == HOSTILE[0]
    ids = page.evaluate("[...kgPage.ids(), ...kgPage.data.relations.map((_, n) => `r${n}`)]")
    for view in ("positions", "parties", "issues", "deals"):
        page.click(f"#view-{view}")
        for id in ids:
            page.evaluate("(id) => kgPage.select(id)", id)
    page.evaluate("kgPage.select('p0')")
    assert page.inner_text("#panel h2") == HOSTILE[0]
    assert HOSTILE[0] in panel(page)
    page.evaluate("kgPage.select('p1')")
    assert page.inner_text("#panel h2") == HOSTILE[1]
    page.evaluate("kgPage.select(null)")
    page.click("#about-button")
    assert HOSTILE[1] in panel(page)
    page.click("#view-positions")
    page.click("#table-button")
    page.fill("#search", "<img")
    page.keyboard.press("ArrowDown")
    assert "<img src=x" in page.inner_text("#found")
    page.evaluate("kgPage.svg()")
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.scripts.length") == scripts
    assert page.locator("img, iframe, object, embed, body script ~ p").count() == 0


def test_what_turns_text_is_written_out_and_long_labels_are_cut(visit: Any) -> None:
    page = visit("hostile")
    page.click("#table-button")
    everything = page.evaluate("document.body.textContent")
    assert not set(everything) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    assert "safe⟦U+202E⟧txt.exe" in everything
    longest = page.evaluate(
        """() => Math.max(...kgPage.scene().nodes.flatMap((id) => kgPage.paint.wrap(kgPage.name(id), 146, 12, 3).map((line) => line.length)))"""
    )
    assert longest < 60
    long = next(n for n, text in enumerate(HOSTILE) if len(text) == 10_000)
    page.evaluate(
        "(n) => kgPage.select(`p${n}`)",
        page.evaluate("kgPage.data.parties.findIndex((party) => party.label.length === 10000)"),
    )
    assert len(page.inner_text("#panel h2")) == len(HOSTILE[long])
    box = page.locator("#panel h2").bounding_box()
    assert box["height"] < 400 and page.evaluate("document.documentElement.scrollWidth") <= 1280


# ---------------------------------------------- ladders, days, pointing


def test_the_overlap_or_gap_on_a_ladder_stands_in_the_panel(visit: Any) -> None:
    """Orrin accepts at most 200, Selm at least 200, Tavay at least 300 (worked by hand)."""
    page = visit("basin", "#view=positions&pick=orrin,tavay&sel=o:flow-200")
    assert "Gap on the scale: 200 – 300 m3/s" in panel(page)
    page = visit("basin", "#view=positions&pick=orrin,selm&sel=i:flow")
    assert "Overlap on the scale: 200 m3/s" in panel(page)
    page = visit("basin", "#view=positions&pick=selm,tavay&sel=o:flow-300&lang=uk")
    assert "Перетин на шкалі: 300 або більше m3/s" in panel(page)
    assert "scale" not in panel(visit("basin", "#view=positions&sel=o:flow-200"))


def test_an_event_shows_the_statement_by_which_it_honours_an_option(visit: Any) -> None:
    text = panel(visit("basin", "#view=positions&sel=o:gauge-test"))
    event = text[text.rindex("Test of the gauges") :]
    assert "the gauges were tested" in event


def test_a_lapse_says_what_was_announced_first_and_an_earlier_day_the_stance(visit: Any) -> None:
    text = panel(visit("deadline", "#sel=p:a~o:truce"))
    announced = text.index("Announced for this case: A resumes fighting.")
    assert announced < text.index("Lapsed after 31 Jan 2030: a deadline was missed — Release of prisoners")
    assert "accepts on condition" in panel(visit("deadline", "#day=2030-01-01&sel=p:a~o:truce"))


def test_a_claimed_deed_is_called_claimed(visit: Any) -> None:
    page = visit("claim")
    options = page.evaluate("kgPage.data.events.flatMap((one) => one.options).map((n) => kgPage.data.options[n].key)")
    text = panel(visit("claim", f"#sel=o:{options[0]}"))
    assert "Honours it · claimed — according to:" in text


def test_a_refusal_to_say_is_shown_beside_the_demand_that_stands(visit: Any) -> None:
    text = panel(visit("refusal", "#sel=p:a~o:x"))
    assert "demands" in text and "Beside it" in text
    assert text.index("Beside it") < text.index("noncommittal\n — would not say")


def test_an_earlier_day_counts_and_tells_only_what_was_said_by_it(visit: Any) -> None:
    early = visit(hash="#day=2025-04-20&sel=o:halt-infrastructure-strikes")
    made = sum(1 for day in early.evaluate("kgPage.data.statements.map((one) => one.latest)") if day <= "2025-04-20")
    assert f"Whole case: {made} statements, 1 independent source" in early.inner_text("#case-line")
    assert "Readings" not in panel(early) and "Leaked draft" not in panel(early)
    assert "Readings" in panel(visit(hash="#sel=o:halt-infrastructure-strikes"))
    tiles = visit("large", "#day=2031-01-01")
    shown = "kgPage.scene().nodes.filter((id) => id[0] === 'i').flatMap((id) => Object.values(kgPage.look(id).counts)).reduce((a, b) => a + b)"
    first = tiles.evaluate(shown)
    tiles.click("#day-after")
    assert 0 < first < tiles.evaluate(shown)
    tiles.evaluate("kgPage.change({ noSide: ['for', 'leaning', 'against'] })")
    assert tiles.evaluate(shown) == 0


def test_pointing_at_a_party_brings_out_its_lines(visit: Any) -> None:
    page = visit()
    lit = """() => [...new Set(kgPage.scene().edges.filter((edge) => edge.id[0] === "s" && !edge.color.color.endsWith(",0.1)"))
        .map((edge) => edge.from))]"""
    everyone = page.evaluate(lit)
    page.mouse.move(*screen_point(page, "p0"))
    assert page.evaluate(lit) == ["p0"] and len(everyone) > 4
    page.mouse.move(20, 20)
    assert page.evaluate(lit) == everyone
    page.focus("#canvas")
    for key in ("ArrowRight", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("kgPage.screen.pointed === (kgPage.screen.cursor[0] === 'i' ? null : kgPage.screen.cursor)")


def test_a_command_repeats_the_filters_that_the_page_was_made_with(tmp_path: Path, browser: Any) -> None:
    kg.open(min_confidence=0.5, channels=("closed",)).view(tmp_path / "x.html")
    page = browser.new_page()
    page.goto((tmp_path / "x.html").as_uri() + "#pick=russia,ukraine")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.text_content("#answer .command").endswith("--min-confidence 0.5 --channel closed")
    page.close()


def test_notices_cover_no_tile_and_say_when_words_are_small(visit: Any) -> None:
    page = visit("large")
    notice = page.locator("#notice").bounding_box()
    room = page.locator("#canvas").bounding_box()
    assert max(box["bottom"] for box in page.evaluate("kgPage.labels()")) <= notice["y"] - room["y"]
    assert visit().locator("#notice").is_hidden()
    narrow = visit(hash="#mode=map", viewport={"width": 390, "height": 844})
    assert "open the table" in narrow.inner_text("#notice")


def test_the_table_on_a_narrow_screen_needs_no_sideways_scrolling(visit: Any) -> None:
    page = visit(hash="#mode=table&pick=russia,ukraine", viewport={"width": 390, "height": 844})
    wide = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert page.eval_on_selector_all("#table-view .table-box", wide) == 0
    assert page.locator("#table-view td").nth(3).get_attribute("data-name") == "Party"


def test_the_table_says_whose_ground_it_tells_and_that_filters_hide(visit: Any) -> None:
    page = visit(hash="#mode=table&pick=russia,ukraine&noSide=against")
    caption = page.locator("#table-view caption").first.inner_text()
    assert "Shared ground: Russia, Ukraine" in caption and "Filters: 1" in caption


def test_paper_explains_the_lines(visit: Any) -> None:
    page = visit(hash="#pick=russia,ukraine")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    text = page.inner_text("#print-map")
    assert "against: double, bar" in text and "Within reach" in text


def test_at_200_percent_the_map_keeps_its_height_and_the_page_scrolls(visit: Any) -> None:
    page = visit(viewport={"width": 640, "height": 400})
    assert page.locator("#canvas").bounding_box()["height"] > 350
    assert page.evaluate("document.documentElement.scrollHeight > 600 && document.documentElement.scrollWidth <= 640")


def test_long_words_are_broken_and_right_to_left_labels_run_so(visit: Any) -> None:
    page = visit()
    word = "Rechtsschutzversicherungsgesellschaften"
    lines = page.evaluate("(word) => kgPage.paint.wrap(word, 146, 12, 3)", word)
    assert len(lines) > 1 and "".join(lines) == word
    assert page.evaluate("['مياه', '50 מים', 'water مياه', 'вода'].map(kgPage.paint.isRtl)") == [
        True,
        True,
        False,
        False,
    ]
    hostile = visit("hostile")
    turned = """[...kgPage.svg().querySelectorAll('text')].filter((one) => kgPage.paint.isRtl(one.textContent))
        .map((one) => one.getAttribute('direction'))"""
    assert set(hostile.evaluate(turned)) == {"rtl"}


def test_the_keyboard_keeps_its_place_from_the_map_to_a_source(visit: Any) -> None:
    page = visit()
    place = "document.activeElement.id || document.activeElement.tagName"

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if words in page.evaluate("document.activeElement.textContent.slice(0, 200)"):
                return
        raise AssertionError(words)

    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Territories annexed by Russia"
    for words in ("Ceding of all annexed", "Ukraine−"):
        tab_to(words)
        page.keyboard.press("Enter")
        assert page.evaluate(place) == "panel"
    assert "News article on the war" in panel(page) and "paragraph" in panel(page)
    page.keyboard.press("Escape")
    assert page.evaluate(place) == "canvas"
    page.focus("#view-parties")
    page.keyboard.press("Enter")
    assert page.evaluate(place) == "view-parties"
    table = visit(hash="#mode=table")
    table.locator("#table-view tbody button").first.focus()
    table.keyboard.press("Enter")
    assert table.evaluate(place) == "panel"
    table.keyboard.press("Escape")
    assert table.evaluate(place) == "table-view"


def test_no_panel_shows_a_key_of_the_program_or_nothing_at_all(visit: Any) -> None:
    """Each panel of a case with conditions, readings, a ladder, a coalition, events and withdrawals."""
    page = visit("basin", "#view=positions&lang=ru")
    raw = page.evaluate(
        """() => {
            const ids = [...kgPage.ids(), ...kgPage.data.relations.map((_, n) => `r${n}`)];
            return ids.flatMap((id) => {
                kgPage.select(id);
                const words = document.getElementById("panel").innerText;
                const found = /undefined|NaN|null|\\[object|\\b[a-z]+_[a-z]+/.exec(words);
                return found || !words.trim() ? [[id, found?.[0]]] : [];
            });
        }"""
    )
    assert raw == []


def test_history_names_each_stance_once_until_it_changes(visit: Any) -> None:
    page = visit("basin", "#view=positions")
    twice = page.evaluate(
        """() => kgPage.stances().filter((id) => {
            kgPage.select(id);
            const heading = [...document.querySelectorAll("#panel h3")].find((one) => one.textContent === kgPage.words("history"));
            const rows = [...(heading?.parentElement.querySelectorAll("li") ?? [])].map((row) => row.textContent.split(": ")[1]);
            return rows.some((row, n) => n && row === rows[n - 1]);
        }).length"""
    )
    assert twice == 0


def test_a_saved_drawing_ends_its_lines_as_the_map_does(visit: Any) -> None:
    page = visit()
    drawn = page.evaluate("[...kgPage.svg().querySelectorAll('polygon')].map((one) => one.getAttribute('class'))")
    wanted = page.evaluate(
        "kgPage.scene().edges.flatMap((edge) => [edge.arrows.to, edge.arrows.from]).filter((end) => end?.enabled).map((end) => end.type)"
    )
    assert sorted(drawn) == sorted(wanted) and {"arrow", "circle", "bar", "diamond"} <= set(drawn)


# --------------------------------------------------------------- deals

DEALS = "#view=deals&pick=russia,ukraine"


def test_the_deals_of_two_parties_begin_with_the_sentence(visit: Any) -> None:
    page = visit(hash=DEALS)
    assert page.inner_text("#deals-view .headline") == (
        "1 step is open on which all have a side: Halt of strikes on civilian infrastructure, Direct bilateral talks. "
        "No settlement honours every position: 3 clashes in 2 knots."
    )
    assert page.locator("#map-view").is_hidden() and page.locator("#table-view").is_hidden()
    assert page.locator("#deals-view .knot").count() == 2
    text = page.inner_text("#deals-view")
    assert "none is advised" in text and "says nothing of who should give" in text
    assert "kg deals Russia Ukraine --as-of 2025-04-22" in text


def test_ways_out_stand_beside_each_other_for_demander_and_refuser_alike(visit: Any) -> None:
    page = visit(hash=DEALS)
    rows = page.locator("#knot-2 tbody tr").all()
    assert page.locator("#knot-2 thead th").all_inner_texts() == ["Way out", "If Russia", "If Ukraine"]
    assert [row.locator("td").all_inner_texts() for row in rows] == [
        ["withdraws its demand: Permanent neutrality of Ukraine", "—"],
        ["—", "no longer opposes: Permanent neutrality of Ukraine"],
    ]
    widths = [cell.bounding_box()["width"] for cell in rows[0].locator("td").all()]
    assert abs(widths[0] - widths[1]) < 2
    hatched = "getComputedStyle(document.querySelector('%s')).backgroundImage !== 'none'"
    assert page.evaluate(hatched % "#knot-1 .row .ascribed") and page.evaluate(hatched % "#knot-1 .giving .ascribed")


def test_each_position_opens_its_evidence_and_the_keyboard_comes_back(visit: Any) -> None:
    page = visit(hash=DEALS)
    page.focus("#knot-1 .row:has(.ascribed)")
    page.keyboard.press("Enter")
    assert "Ukraine" in page.inner_text("#panel h2") and "Formal recognition" in page.inner_text("#panel h2")
    assert page.locator("#panel .statement.others").count() > 0
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.querySelector('.ascribed') !== null")
    opened = page.locator("#deals-view button.row, #deals-view .giving button").count()
    assert opened == 6 + 5


def test_parties_are_chosen_and_too_many_name_the_command(visit: Any) -> None:
    page = visit(hash="#view=deals")
    assert "Choose two to four parties" in page.inner_text("#deals-view")
    page.locator("#deals-view .chip", has_text=re.compile(r"^Russia \+ Ukraine$")).click()
    assert page.locator("#deals-view .knot").count() == 2
    page.click("#pick button[data-key='united-kingdom']")
    page.click("#pick button[data-key='france']")
    assert "kg deals" in page.inner_text("#deals-view .command") and page.locator(".knot").count() == 0


def test_another_day_says_that_deals_are_of_the_last(visit: Any) -> None:
    page = visit(hash=f"{DEALS}&day=2025-04-20")
    assert "Computed as of 22 April 2025, not for the day shown." in page.inner_text("#deals-view")
    page.click("#deals-view .note button")
    assert page.locator(".of-another-day").count() == 0


def test_two_proposals_beside_each_other_are_those_of_kg_compare(visit: Any) -> None:
    page = visit(hash="#view=deals&one=b:peace-framework&other=b:reassurance")
    names = [page.locator(f"#beside-{side} option:checked").inner_text() for side in ("one", "other")]
    page.select_option("#beside-one", label="Leaked draft of a peace framework")
    page.select_option("#beside-other", label="Proposal of a reassurance force")
    rows = page.locator("#beside tbody tr").all()
    found = {(row.locator("td").nth(1).inner_text(), row.locator(".term > .link").first.inner_text()) for row in rows}
    (step,) = kg.open().compare("framework", "reassurance proposal").to_json()["steps"]
    assert names and found == {
        (change["change"], (change["before"] or change["after"])[0]["label"]) for change in step["changes"]
    }
    assert len(rows) == len(step["changes"]) == 5
    crimea = page.locator("#beside tr", has_text="Formal recognition of Crimea as Russian").inner_text()
    assert "Russia" in crimea and "demands" in crimea and "Ukraine" in crimea and "doubts" in crimea
    again = visit(hash=page.evaluate("window.location.hash"))
    assert again.inner_text("#beside caption") == page.inner_text("#beside caption")


def test_two_bundles_beside_each_other(visit: Any) -> None:
    page = visit(hash=DEALS)
    page.select_option("#beside-one", "x0")
    page.focus("#beside-other")
    page.select_option("#beside-other", "x1")
    changes = page.locator("#beside tbody tr td:nth-child(2)").all_inner_texts()
    assert sorted(changes) == ["added", "added", "added", "kept", "kept"]
    assert page.evaluate("document.activeElement.id") == "beside-other"


def test_deals_on_a_phone_and_on_paper(visit: Any) -> None:
    page = visit(hash=DEALS, viewport={"width": 390, "height": 844})
    room = page.evaluate("[document.getElementById('deals-view').scrollWidth, document.documentElement.scrollWidth]")
    assert max(room) <= 390
    cells = page.locator("#knot-2 tbody td").all()
    assert cells[1].bounding_box()["y"] > cells[0].bounding_box()["y"]
    paper = visit(hash=DEALS, color_scheme="dark")
    paper.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    paper.emulate_media(media="print")
    text = paper.inner_text("body")
    assert "none is advised" in text and "Way out 2" in text and "not statements by the party" in text
    assert paper.locator("#print-map").is_hidden() and paper.locator("#table-view").is_hidden()
    assert paper.evaluate("getComputedStyle(document.querySelector('.headline')).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize(("lang", "words"), [("uk", "3 зіткнення у 2 вузлах"), ("ru", "3 столкновения в 2 узлах")])
def test_deals_in_other_languages(visit: Any, lang: str, words: str) -> None:
    page = visit(hash=f"{DEALS}&lang={lang}")
    assert words in page.inner_text("#deals-view .headline")


def test_no_deal_shows_a_key_of_the_program_or_nothing_at_all(visit: Any) -> None:
    page = visit("basin", "#view=deals&lang=ru")
    raw = page.evaluate(
        """() => kgPage.data.deals.flatMap(({ parties }) => {
            kgPage.change({ pick: parties });
            const words = document.getElementById("deals-view").innerText;
            const found = /undefined|NaN|null|\\[object|\\b[a-z]+_[a-z]+|\\{\\w+\\}/.exec(words);
            return found || !words.trim() ? [[parties, found?.[0]]] : [];
        })"""
    )
    assert raw == []
