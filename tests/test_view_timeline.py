"""The timeline of the page: all statements beside all events; and the search in what was said, by whom and where."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from view_pages import DESK, PHONE, axe_violations, marks_of_the_browser, panel

import kg
from kg.page.model import build_model
from kg.page.signs import page_signs


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return build_model(kg.open().resolution).data


def test_every_statement_and_event_of_the_answer_is_on_the_page(data: dict[str, Any]) -> None:
    entries = kg.open().timeline().to_json()["entries"]
    events = [
        (each["event"]["label"], each["state"], each["event"]["known"]) for each in entries if each["kind"] == "event"
    ]
    ours = [
        (each["label"]["en"], each["days"][-1]["state"]["state"], each["days"][-1]["state"]["known"])
        for each in data["events"]
    ]
    assert len(events) == 15 and sorted(ours) == sorted(events)
    said = [each for each in entries if each["kind"] == "statement"]
    assert len(data["statements"]) == len(said) == 27
    expected = sorted((s["day"], sorted(p["stance"] for p in s["states"])) for s in said)
    assert (
        sorted((s["latest"], sorted(p["stance"] for p in s.get("states", []))) for s in data["statements"]) == expected
    )


def test_an_event_is_known_on_a_day_as_the_answer_of_that_day_has_it(data: dict[str, Any]) -> None:
    for number, day in enumerate(data["days"]):
        told = {each["event"]["label"] for each in kg.open(as_of=day).events().to_json()["events"]}
        ours = set()
        for event in data["events"]:
            state = next((e["state"] for e in reversed(event["days"]) if e["day"] <= number), None)
            ours |= {event["label"]["en"]} if state else set()
        assert ours == told, day


def test_the_signs_are_those_of_the_pictures_in_the_colours_of_the_page() -> None:
    signs = page_signs()
    assert 'id="sign-event-claimed"' in signs and 'id="sign-event-verified"' in signs
    assert "#" not in signs and "var(--ink)" in signs and "<script" not in signs


class TestPage:
    pytestmark = marks_of_the_browser

    def test_statements_stand_beside_events_day_by_day(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline")
        assert page.locator("[data-entry^=q]").count() == 27 and page.locator("[data-entry^=e]").count() == 15
        days = page.eval_on_selector_all("[data-day]", "(all) => all.map((one) => one.dataset.day)")
        assert days == sorted(days) and days[0] == "2025-04-19" and days[-1] == "2025-04-23"
        day = page.locator("[data-day='2025-04-21']")
        said, done = day.locator(".said").bounding_box(), day.locator(".done").bounding_box()
        assert said["y"] == done["y"] and said["x"] < done["x"]

    def test_how_well_an_event_is_known_is_said_by_sign_frame_and_word(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline")
        claimed = page.locator("[data-entry^=e].claimed").first
        assert "claimed" in claimed.inner_text() and "✕ breaks 30-hour Easter truce (claimed)" in claimed.inner_text()
        assert claimed.locator("use").first.get_attribute("href") == "#sign-event-claimed"
        style = "(one) => getComputedStyle(one).borderTopStyle"
        assert (
            claimed.evaluate(style) == "dashed"
            and page.locator(".entry-button.reported").first.evaluate(style) == "solid"
        )
        assert page.locator(".known-legend").inner_text().split("\n")[0].strip() == "reported: 11"

    def test_the_scale_keeps_time(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline")
        lefts = [tick.bounding_box()["x"] for tick in page.locator(".tick-day").all()]
        steps = [after - before for before, after in pairwise(lefts)]
        assert len(lefts) == 5 and max(steps) - min(steps) < 20

    def test_an_entry_opens_its_evidence_by_keyboard_with_a_link_of_its_own(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline")
        page.locator("[data-entry^=e]").first.focus()
        page.keyboard.press("Enter")
        assert page.inner_text("#panel .kind") == "Event" and "according to" in panel(page)
        again = visit("opening", page.url[page.url.index("#") :])
        assert again.inner_text("#panel h2") == page.inner_text("#panel h2")
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("document.activeElement.dataset.entry[0]") == "e"
        page.go_back()
        assert page.locator("#panel").is_visible()

    def test_filters_and_day_apply_and_what_is_hidden_is_counted(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline&noParty=ukraine")
        head = page.inner_text("#timeline-view .meta >> nth=0")
        hidden = 27 - page.locator("[data-entry^=q]").count()
        assert hidden == len([s for s in page.evaluate("kgPage.data.statements") if s["about"] == 1])
        assert f"▒ {hidden} hidden" in head and "Filters: 1" in head
        page = visit("opening", "#view=timeline&day=2025-04-20")
        assert page.locator("[data-day='2025-04-22'] [data-entry^=q]").count() == 0
        assert "As of 20 April 2025" in page.inner_text("#timeline-view .meta >> nth=0")

    @pytest.mark.parametrize(
        "look",
        [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"viewport": PHONE}],
        ids=["light", "dark", "forced", "phone"],
    )
    @pytest.mark.parametrize("hash", ["#view=timeline", "#view=timeline&sel=q:s1"])
    def test_axe_finds_nothing(self, visit: Any, look: dict[str, Any], hash: str) -> None:
        assert axe_violations(visit("opening", hash, **look)) == "[]"

    def test_a_phone_has_one_column(self, visit: Any) -> None:
        page = visit("opening", "#view=timeline", viewport=PHONE)
        day = page.locator("[data-day='2025-04-21']")
        assert day.locator(".said").bounding_box()["x"] == day.locator(".done").bounding_box()["x"]
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    @pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
    def test_no_sign_of_the_scale_lies_on_another(self, visit: Any, viewport: dict[str, int]) -> None:
        page = visit("basin", "#view=timeline", viewport=viewport)
        page.wait_for_selector(".lane .stack")
        for lane in (".lane.said", ".lane.done", ".axis"):
            boxes = [each.bounding_box() for each in page.locator(f"{lane} > :is(.stack, .tick-day)").all()]
            boxes.sort(key=lambda box: box["x"])
            assert len(boxes) > 1
            assert all(before["x"] + before["width"] <= after["x"] for before, after in pairwise(boxes)), lane
        hidden = [int(each.inner_text()[1:]) for each in page.locator(".lane.said .more").all()]
        drawn = page.locator(".lane.said .stack > :not(.more)").count()
        assert drawn + sum(hidden) >= page.locator(".entry-button:not(.of-event)").count()

    def test_hostile_words_stay_words(self, visit: Any) -> None:
        page = visit("hostile", "#view=timeline")
        assert page.locator("#timeline-view h2").is_visible() and page.evaluate("window.hacked") is None
        assert page.locator("#timeline-view script, #timeline-view img").count() == 0

    def test_its_picture_has_the_signs_drawn_in(self, visit: Any, tmp_path: Path) -> None:
        page = visit("opening", "#view=timeline")
        page.click("#save-menu summary")
        with page.expect_download() as saved:
            page.click("#save-svg")
        saved.value.save_as(tmp_path / "timeline.svg")
        text = (tmp_path / "timeline.svg").read_text(encoding="utf-8")
        assert "<use" not in text and "var(" not in text
        assert text.count("M0 -7.5L7.5 0L0 7.5L-7.5 0Z") > 15 and "As of 22 April 2025" in text

    # ------------------------------------------------------------ search

    @pytest.mark.parametrize(
        ("typed", "field", "kind", "heading"),
        [
            ("shelling", "in a paraphrase", "Statement", "Russia"),
            ("peskov", "speaker", "Speaker", "Dmitry Peskov"),
            ("characterisation", "attribution", "Attribution", "characterisation"),
            ("news article", "source", "Source", "News article"),
            ("London talks", "event", "Event", "London talks"),
        ],
    )
    def test_words_are_found_and_opened_where_they_stand(
        self, visit: Any, typed: str, field: str, kind: str, heading: str
    ) -> None:
        page = visit("opening", "#view=positions")
        page.fill("#search", typed)
        hit = page.locator("#found li", has=page.locator("mark")).filter(has_text=field).first
        assert hit.locator("mark").inner_text().lower() == typed.lower()
        hit.click()
        assert page.inner_text("#panel .kind") == kind and heading.lower() in page.inner_text("#panel h2").lower()
        again = visit("opening", page.url[page.url.index("#") :])
        assert again.inner_text("#panel h2") == page.inner_text("#panel h2")

    def test_a_quotation_is_found_as_one(self, visit: Any) -> None:
        page = visit("opening", "#view=positions")
        quoted = page.evaluate(
            "kgPage.data.statements.map((s) => typeof s.quotation === 'string' ? s.quotation : s.quotation.en ?? '').find((q) => q.length > 12)"
        )
        page.fill("#search", quoted[:12])
        assert "in a quotation" in page.inner_text("#found")

    def test_nothing_found_can_be_seen(self, visit: Any) -> None:
        page = visit("opening", "#view=positions")
        page.fill("#search", "narnia")
        assert page.inner_text("#not-found") == "Nothing found" and page.locator("#found").is_hidden()
        page.fill("#search", "russia")
        assert page.locator("#not-found").is_hidden()

    def test_what_a_filter_hides_is_found_and_marked(self, visit: Any) -> None:
        page = visit("opening", "#view=positions&noParty=russia")
        page.fill("#search", "shelling")
        assert "▒ 1 hidden" in page.inner_text("#found")

    def test_a_hostile_text_is_found_as_text(self, visit: Any) -> None:
        page = visit("hostile", "#view=positions")
        page.fill("#search", "onerror")
        assert page.locator("#found mark").count() > 0 and page.locator("#found img").count() == 0
        assert page.evaluate("window.hacked") is None
