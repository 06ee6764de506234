"""The dossiers of the page: an issue, a party, a pair, a proposal, each with a link of its own, from what Python answered."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from view_pages import PHONE, axe_violations, marks_of_the_browser, panel

import kg
from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import conflicts_of
from kg.page.model import build_model
from kg.resolution import Resolution


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return build_model(kg.open().resolution).data


def held_on(entries: list[dict[str, Any]], day: int) -> list[dict[str, Any]]:
    return next((each["conflicts"] for each in reversed(entries) if each["day"] <= day), [])


def told(data: dict[str, Any], conflicts: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return conflicts by kind, severity and the sides' parties and stances."""
    return sorted(
        (each["kind"], each["severity"], each["ascribed"], each["inferred"])
        + tuple((data["parties"][side["party"]]["label"]["en"], side["stance"]) for side in each["sides"])
        for each in conflicts
    )


def of_pair(data: dict[str, Any], resolution: Resolution, pair: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """Return the same of a pair as Python finds it on the resolution's day, judged alone."""
    by_label = {party.label("en"): party.id for party in resolution.case.parties.values()}
    ids = sorted(by_label[data["parties"][n]["label"]["en"]] for n in pair)
    return sorted(
        (str(each.kind), str(each.severity), each.ascribed, each.inferred)
        + tuple((resolution.case.parties[side.party].label("en"), str(side.stance)) for side in each.sides)
        for each in conflicts_of(GroupStances(resolution, ids))
    )


def test_the_conflicts_of_each_pair_and_day_are_those_of_the_analysis(data: dict[str, Any]) -> None:
    groups = {tuple(each["parties"]): each["days"] for each in data["conflicts"]["groups"]}
    assert data["conflicts"]["first"] == 0
    for day, name in enumerate(data["days"]):
        resolution = kg.open(as_of=name).resolution
        for pair in combinations(range(len(data["parties"])), 2):
            assert told(data, held_on(groups.get(pair, []), day)) == of_pair(data, resolution, pair), (name, pair)


def test_under_a_lens_they_are_those_of_the_analysis_under_its_filters(data: dict[str, Any]) -> None:
    given = kg.open().resolution
    base = {tuple(each["parties"]): each["days"] for each in data["conflicts"]["groups"]}
    last = len(data["days"]) - 1
    differ = 0
    for lens in data["lenses"]:
        asked = lens["asked"][0]
        under = given.under(replace(given.filters, own_voice=asked["ownVoice"], min_confidence=asked["minConfidence"]))
        ours = {tuple(each["parties"]): each["days"] for each in lens.get("conflicts", {"groups": []})["groups"]}
        differ += len(ours)
        for pair in combinations(range(len(data["parties"])), 2):
            found = told(data, held_on({**base, **ours}.get(pair, []), last))
            assert found == of_pair(data, under, pair), (asked, pair)
    assert differ


def test_a_circle_of_three_is_of_no_pair(second_case: Path) -> None:
    found = build_model(kg.open(str(second_case)).resolution).data
    (circles,) = (each["days"] for each in found["conflicts"]["groups"] if each["parties"] == [])
    assert [each["kind"] for each in circles[-1]["conflicts"]] == ["sequence"]
    assert {found["parties"][side["party"]]["key"] for side in circles[-1]["conflicts"][0]["sides"]} == {
        "hamar",
        "ister",
        "kelm",
    }


def test_the_bridges_of_a_pair_are_those_of_the_answer(data: dict[str, Any]) -> None:
    by_key = {party["key"]: n for n, party in enumerate(data["parties"])}
    pair = sorted((by_key["russia"], by_key["ukraine"]))
    (matters,) = (each["matters"] for each in data["bridges"] if each["parties"] == pair)
    expected = kg.open().bridges("Russia", "Ukraine").to_json()["bridges"]
    ours = [
        [(data["parties"][m["party"]]["label"]["en"], m["move"].replace("_", " "), m["grade"]) for m in each["moves"]]
        for each in matters
    ]
    assert ours == [[(m["party"]["label"], m["move"], m["grade"]) for m in each["moves"]] for each in expected]


def test_a_scorecard_is_that_of_the_answer(data: dict[str, Any]) -> None:
    cards = {card["proposal"]["label"]: card for card in kg.open().proposal().to_json()["proposals"]}
    for proposal in data["proposals"]:
        expected, ours = cards[proposal["label"]["en"]], proposal["days"][-1]["state"]["card"]
        assert [(data["parties"][n["party"]]["label"]["en"], n["net"], n["withoutSide"]) for n in ours["nets"]] == [
            (n["party"]["label"], n["net"], n["without_side"]) for n in expected["net"]
        ]
        crossed = [(data["parties"][r["party"]]["label"]["en"], r["kind"]) for r in ours["redLines"]]
        assert crossed == [(r["party"]["label"], r["kind"]) for r in expected["red_lines"]]
        assert len(ours["leftOut"]) == len(expected["left_out"])


# ------------------------------------------------------------- in a browser


class TestPage:
    pytestmark = marks_of_the_browser

    def test_an_issue_says_who_stands_where_and_whose_word_is_missing(self, visit: Any) -> None:
        page = visit("opening", "#sel=i:crimea-status")
        text = panel(page)
        assert "Shared ground is that of Russia, Ukraine." in text
        assert "⇄ Contested\u00a0(Russia, Ukraine)" in text.replace(" (", "\u00a0(")
        assert "Conflicts (1)" in text and "a red line on one side · direct conflict" in text
        assert "characterisation" in text and "Leaked draft of a peace framework" in text
        assert 'kg issue "Status of Crimea"' in text

    def test_a_party_has_its_red_lines_first_and_its_missing_words(self, visit: Any) -> None:
        page = visit("opening", "#sel=p:ukraine")
        heads = page.eval_on_selector_all("#panel h3", "(all) => all.map((one) => one.textContent)")
        parts = [
            "Declared red lines (1)",
            "Other stances in own voice (6)",
            "Inferred from its stances (1)",
            "By others’ word (3)",
            "No stance on record, on open issues (4)",
            "Beside each other party",
            "Conflicts (4)",
            "Proposals",
            "Deeds (5)",
            "Statements, the newest first (10)",
        ]
        assert [head for head in heads if head in parts] == parts
        answer = kg.open().party_dossier("Ukraine").to_json()
        assert (
            len(answer["without_stance"]) == 4
            and len(answer["conflicts"]) == 4
            and sum(each["kind"] == "statement" for each in answer["history"]) == 10
        )

    def test_a_pair_has_what_it_shares_and_contests_its_conflicts_and_bridges(self, visit: Any) -> None:
        page = visit("opening")
        page.click("#between-them")
        assert "sel=p%3Arussia%7Ep%3Aukraine" in page.url or "sel=p:russia~p:ukraine" in page.url
        text = panel(page)
        assert "Shared: agreed and within reach" in text and "Conflicts (4)" in text
        assert "Ukraine could no longer oppose Permanent neutrality of Ukraine [2]" in text
        assert page.locator("#panel .matter").count() == len(
            kg.open().bridges("Russia", "Ukraine").to_json()["bridges"]
        )

    def test_a_name_opens_its_dossier_and_back_undoes(self, visit: Any) -> None:
        page = visit("opening")
        page.click("#matrix thead [data-open='p0']")
        assert page.inner_text("#panel h2") == "Russia"
        page.click("#panel .widen")
        assert page.locator("#panel").bounding_box()["width"] > 1200 and "wide=1" in page.url
        page.go_back()
        page.go_back()
        assert page.locator("#panel").is_hidden()
        page.click("#matrix .of-issue >> nth=0")
        assert page.inner_text("#panel .kind") == "Issue"

    def test_a_link_reopens_it_as_it_was(self, visit: Any) -> None:
        page = visit("opening", "#sel=i:ceasefire&wide=1&day=2025-04-20&lang=uk")
        assert page.inner_text("#panel h2") == "Припинення вогню"
        assert "wide-panel" in page.get_attribute("#panel", "class")

    def test_what_a_filter_hides_is_counted(self, visit: Any) -> None:
        text = panel(visit("opening", "#sel=p:russia&noParty=ukraine"))
        assert "Conflicts (1) ▒ 4 hidden" in text
        text = panel(visit("opening", "#sel=i:crimea-status&noSide=against"))
        assert "Conflicts (0) ▒ 1 hidden" in text

    def test_own_voice_takes_the_conflict_by_others_word_away(self, visit: Any) -> None:
        assert "Conflicts (4)" in panel(visit("opening", "#sel=p:ukraine"))
        assert "Conflicts (3)" in panel(visit("opening", "#sel=p:ukraine&own=1"))

    def test_bridges_of_another_day_say_for_which_they_are(self, visit: Any) -> None:
        page = visit("opening", "#sel=p:russia~p:ukraine&day=2025-04-20")
        assert "Worked out for 22 April 2025, with all statements" in panel(page)
        assert "Worked out for" not in panel(visit("opening", "#sel=p:russia~p:ukraine"))

    @pytest.mark.parametrize("sel", ["i:ceasefire", "p:russia", "p:russia~p:ukraine", "b:leaked-framework"])
    @pytest.mark.parametrize(
        "options",
        [{"hash": "&theme=light"}, {"hash": "&theme=dark"}, {"hash": "", "forced_colors": "active"}],
        ids=["light", "dark", "forced"],
    )
    def test_axe_finds_nothing(self, visit: Any, sel: str, options: dict[str, str]) -> None:
        made = {name: value for name, value in options.items() if name != "hash"}
        page = visit("opening", f"#sel={sel}&wide=1{options['hash']}", **made)
        assert page.locator("#panel h2").is_visible()
        assert axe_violations(page) == "[]"

    def test_a_phone_shows_it_on_the_whole_screen_without_sideways_scrolling(self, visit: Any) -> None:
        page = visit("opening", "#sel=p:russia~p:ukraine&wide=1", viewport=PHONE)
        assert page.locator("#panel").bounding_box()["width"] == 390
        assert page.evaluate("document.getElementById('panel').scrollWidth <= 390")

    @pytest.mark.parametrize("sel", ["i0", "p0", "p1", "b0"])
    def test_hostile_words_stay_words(self, visit: Any, sel: str) -> None:
        page = visit("hostile")
        page.evaluate("(id) => kgPage.select(kgPage.ids().includes(id) ? id : 'p0')", sel)
        assert page.locator("#panel h2").is_visible()
        assert page.evaluate("window.hacked") is None and page.locator("#panel script, #panel img").count() == 0


class TestProposal:
    pytestmark = marks_of_the_browser

    def test_it_has_its_scorecard_as_the_answer_counts_it(self, visit: Any) -> None:
        page = visit("opening", "#sel=b:leaked-framework&wide=1")
        text = panel(page)
        assert "crosses no declared red line on record; leaves out 3 demands; 8 stances unknown" in text
        (card,) = kg.open().proposal("framework").to_json()["proposals"]
        assert (len(card["left_out"]), card["unknown"]) == (3, 8)
        rows = page.eval_on_selector_all(
            "#panel table:has(caption) tbody tr",
            "(all) => all.map((row) => [...row.cells].map((cell) => cell.innerText))",
        )
        signs = {n["party"]["label"]: f"{n['net']:+d}".replace("-", "−") if n["net"] else "0" for n in card["net"]}
        assert signs == {row[0]: row[1] for row in rows[:3]} == {"Russia": "+1", "Ukraine": "−3", "United States": "0"}
        assert rows[3][:3] == ["Russia over Ukraine", "2", "1 / 4"] and "2 pairs without a term" in text

    def test_two_stand_side_by_side_with_a_link_of_their_own(self, visit: Any) -> None:
        page = visit("opening", "#sel=b:leaked-framework&wide=1")
        page.select_option("#beside-proposal", label="Proposal of a reassurance force")
        assert "other=b%3Areassurance-proposal" in page.url
        text = panel(visit("opening", page.url[page.url.index("#") :]))
        assert "From “Leaked draft of a peace framework” to “Proposal of a reassurance force”" in text
        assert "Net of each party, and declared red lines crossed" in text

    def test_a_revision_is_told_term_by_term(self, visit: Any) -> None:
        page = visit("basin")
        revised = page.evaluate("kgPage.data.proposals.find((one) => one.revises !== null).key")
        page = visit("basin", f"#sel=b:{revised}&wide=1")
        expected = page.evaluate(
            "kgPage.data.proposals.find((one) => one.revises !== null).revises.terms.map((one) => one.change)"
        )
        shown = page.eval_on_selector_all(
            "#panel tr:is(.kept, .changed, .added, .dropped)", "(all) => all.map((one) => one.className)"
        )
        assert shown == expected and len(shown) > 1

    def test_a_filtered_party_leaves_the_card_and_is_counted(self, visit: Any) -> None:
        text = panel(visit("opening", "#sel=b:leaked-framework&noParty=russia"))
        assert "leaves out 1 demand; 8 stances unknown ▒ 2 hidden" in text

    def test_own_voice_changes_the_count(self, visit: Any) -> None:
        page = visit("opening", "#sel=b:leaked-framework&own=1&wide=1")
        nets = page.evaluate("kgPage.data.lenses.map((one) => one.proposals).filter(Boolean).length")
        assert nets > 0 and "−3" not in panel(page)

    def test_a_phone_reads_it_without_sideways_scrolling(self, visit: Any) -> None:
        page = visit("opening", "#sel=b:leaked-framework&wide=1&other=b:reassurance-proposal", viewport=PHONE)
        assert page.evaluate("document.getElementById('panel').scrollWidth <= 390")


#: what the panel shows of a long dossier: the rows of its longest list, the statements, and those of them that are built
_BUILT = """() => {
    const lists = [...document.querySelectorAll("#panel ul")].map((list) => list.children.length);
    const entries = [...document.querySelectorAll("#panel .entry")];
    return [Math.max(...lists), entries.length, entries.filter((entry) => entry.querySelector(".statement")).length];
}"""


@pytest.mark.parametrize("event", ["beforeprint", None])
def test_a_long_dossier_opens_with_the_first_rows_and_has_the_rest_once_it_is_drawn_or_printed(
    visit: Any, event: str | None
) -> None:
    # of 1,339 options a party of 12 is silent on over 1,000, of which 120 are named; its stances come of 2 statements:
    # party 3 holds options 3 and 4 of each 12, party 4 options 8 and 9, stated in statement 0 or 1, and 2 or 0, of its three
    page = visit("large")
    opened = f"(() => {{ kgPage.select('p3'); return ({_BUILT})(); }})()"
    assert page.evaluate(opened) == [50, 2, 0]
    if event:
        printed = f"(() => {{ kgPage.select('p4'); dispatchEvent(new Event('{event}')); return ({_BUILT})(); }})()"
        assert page.evaluate(printed) == [120, 2, 2]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"() => ({_BUILT})().join() === '120,2,2'")


def test_what_was_left_before_it_was_built_is_not_built_into_what_is_open_now(visit: Any) -> None:
    page = visit("large")
    page.evaluate("kgPage.select('p3'); kgPage.select('i0')")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#panel .entry')].every((one) => one.querySelector('.statement'))"
    )
    assert page.locator("#panel h2").inner_text() == "Issue 0 to be settled"
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('#panel ul')].map((list) => list.children.length))")
        < 50
    )


def test_a_picture_of_a_long_dossier_has_all_its_rows(visit: Any) -> None:
    page = visit("large")
    rows = (
        "(() => { kgPage.select('p3'); kgPage.dossier(); return document.querySelectorAll('#panel ul').length && "
        + ("Math.max(...[...document.querySelectorAll('#panel ul')].map((list) => list.children.length)); })()")
    )
    assert page.evaluate(rows) == 120
