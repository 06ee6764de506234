"""What the reader has: their place on the map, the way Back, the table first on a phone; and pictures to share."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from view_pages import PHONE, axe_violations, click, line, marks_of_the_browser, number

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

VIEW = "(() => { const d = kgPage.drawing(), p = d.getViewPosition(); return [d.getScale(), p.x, p.y]; })()"


def view_of(page: Any) -> list[float]:
    found: list[float] = page.evaluate(VIEW)
    return found


def in_sight(page: Any, id: str) -> bool:
    """Whether the words of a node lie on the map and not under the panel."""
    box = next(box for box in page.evaluate("kgPage.labels()") if box["id"] == id)
    room, beside = page.locator("#canvas").bounding_box(), page.locator("#panel").bounding_box()
    right, bottom = room["width"], room["height"]
    if beside["width"] > room["width"] * 0.8:
        bottom = beside["y"] - room["y"]
    else:
        right = beside["x"] - room["x"]
    return bool(box["left"] >= -1 and box["top"] >= -1 and box["right"] <= right + 1 and box["bottom"] <= bottom + 1)


# ------------------------------------------------------- zoom and place


def test_opening_and_closing_keeps_the_reader_s_zoom_and_place(visit: Any) -> None:
    page = visit()
    for _ in range(3):
        page.click("#zoom-in")
    before = view_of(page)
    option = f"o{number(page, 'options', 'nato-membership')}"
    click(page, option)
    assert view_of(page)[0] == pytest.approx(before[0]) and in_sight(page, option)
    page.keyboard.press("Escape")
    assert view_of(page) == pytest.approx(before, abs=0.5)


def test_what_is_clicked_stays_in_sight_and_the_map_comes_back(visit: Any) -> None:
    page = visit()
    before = view_of(page)
    for option in ("direct-talks", "recognition-of-crimea", "any-truce", "continued-us-mediation"):
        id = f"o{number(page, 'options', option)}"
        page.evaluate("(id) => kgPage.select(id)", id)
        assert in_sight(page, id), option
    page.keyboard.press("Escape")
    assert view_of(page) == pytest.approx(before, abs=0.5)


def test_both_ends_of_a_clicked_line_stay_in_sight(visit: Any) -> None:
    page = visit()
    found = line(page, "russia", "direct-talks")
    assert found is not None
    page.evaluate("(id) => kgPage.select(id)", found["id"])
    assert in_sight(page, "p0") and in_sight(page, f"o{number(page, 'options', 'direct-talks')}")
    page.evaluate("kgPage.change({ view: 'parties', sel: 'n0-1' })")
    assert in_sight(page, "p0") and in_sight(page, "p1")


def test_a_reader_who_moved_the_map_meanwhile_stays_there(visit: Any) -> None:
    page = visit()
    page.evaluate("kgPage.select('p1')")
    page.click("#zoom-in")
    moved = view_of(page)
    page.keyboard.press("Escape")
    assert view_of(page) == pytest.approx(moved, abs=0.5)


def test_on_a_phone_what_is_tapped_stays_above_the_panel(visit: Any) -> None:
    page = visit(hash="#mode=map", viewport=PHONE)
    before = view_of(page)
    page.evaluate("kgPage.select('p1')")
    assert in_sight(page, "p1")
    page.keyboard.press("Escape")
    assert view_of(page) == pytest.approx(before, abs=0.5)


# ----------------------------------------------------------------- Back


def test_back_undoes_and_forward_does_again(visit: Any) -> None:
    page = visit()
    page.click("#view-issues")
    page.click("#pick button[data-key='russia']")
    page.evaluate("kgPage.select('p0')")
    state = "[kgPage.state().view, kgPage.state().pick, kgPage.state().sel]"
    page.go_back()
    page.wait_for_function("kgPage.state().sel === null")
    assert page.evaluate(state) == ["issues", [0], None] and page.locator("#panel").is_hidden()
    page.go_back()
    page.wait_for_function("kgPage.state().pick.length === 0")
    page.go_back()
    page.wait_for_function("kgPage.state().view === 'positions'")
    page.go_forward()
    page.wait_for_function("kgPage.state().view === 'issues'")


def test_a_run_of_slider_steps_is_undone_at_once(visit: Any) -> None:
    page = visit()
    page.focus("#day")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate("kgPage.state().day") == 0
    page.go_back()
    page.wait_for_function("kgPage.state().day === null")


# ---------------------------------------------------------------- phone


def test_a_phone_gets_the_table_first_and_its_link_keeps_what_is_shown(visit: Any) -> None:
    page = visit(viewport=PHONE)
    assert page.locator("#table-view").is_visible() and page.locator("#map-view").is_hidden()
    assert page.evaluate("kgPage.link()") == ""
    page.click("#table-button")
    assert page.locator("#map-view").is_visible() and page.evaluate("kgPage.link()") == "mode=map"
    assert visit(hash="#mode=map", viewport=PHONE).locator("#map-view").is_visible()
    assert visit().locator("#map-view").is_visible()


# ------------------------------------------------------------- pictures


def saved(page: Any, kind: str, path: Path) -> Path:
    page.click("#save-menu summary")
    with page.expect_download() as waiting:
        page.click(f"#save-{kind}")
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("mode", ["map", "table"])
def test_a_png_is_the_whole_at_two_pixels_for_one_also_from_the_table(visit: Any, tmp_path: Path, mode: str) -> None:
    page = visit(hash=f"#pick=russia,ukraine&mode={mode}", accept_downloads=True)
    for _ in range(4):
        if mode == "map":
            page.click("#zoom-in")
    png = saved(page, "png", tmp_path / "x.png").read_bytes()
    size = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
    svg = page.evaluate(
        "(() => { const s = kgPage.picture(); return [+s.getAttribute('width'), +s.getAttribute('height')]; })()"
    )
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and size == [2 * svg[0], 2 * svg[1]]


@pytest.mark.parametrize("view", ["positions", "parties", "issues"])
def test_no_picture_is_without_title_day_filters_legend_sources_and_caveat(
    visit: Any, tmp_path: Path, view: str
) -> None:
    page = visit(hash=f"#view={view}&pick=russia,ukraine&noSide=against&conf=40&day=2025-04-20", accept_downloads=True)
    root = ElementTree.parse(saved(page, "svg", tmp_path / "x.svg")).getroot()
    text = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    for words in (
        "Russia and Ukraine, April 2025",
        "As of 20 April 2025",
        "Minimum confidence 0.4",
        "Filters: 2,",
        "hidden",
        "Shared ground: Russia, Ukraine",
        "Sources: News article on the war",
        "Leaks and characterisations are not statements by the party",
        "All of it rests on one article",
    ):
        assert words in text, words
    legend = {"positions": "against: double, bar", "parties": "dashed: on others’ word", "issues": "excludes"}[view]
    assert legend in text


def test_no_words_of_a_picture_lie_outside_or_over_one_another(visit: Any) -> None:
    outside = visit(hash="#pick=russia,ukraine&lang=ru").evaluate(
        """() => {
            const svg = kgPage.picture();
            document.body.append(svg);
            const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
            const found = [...svg.querySelectorAll("text")].filter((one) => {
                const box = one.getBBox();
                return box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height;
            }).map((one) => one.textContent);
            svg.remove();
            return found;
        }"""
    )
    assert outside == []


# ---------------------------------------------------------------- embed


@pytest.mark.parametrize("hash", ["#embed", "#embed&view=parties", "#view=parties&embed=1"])
def test_embedded_the_page_has_no_head_and_says_day_sources_and_caveat(visit: Any, hash: str) -> None:
    page = visit(hash=hash, viewport={"width": 640, "height": 480})
    assert page.locator("header").is_hidden() and page.locator("#rail").is_hidden()
    said = page.inner_text("#embed-line")
    assert "Russia and Ukraine, April 2025" in said
    assert "As of 22 April 2025 · Whole case: 27 statements, 1 independent source" in said
    assert "not statements by the party" in said
    assert page.locator("#canvas").bounding_box()["height"] > 300
    foot = page.locator("#embed-line").bounding_box()
    assert foot["y"] + foot["height"] <= 480
    assert page.evaluate("kgPage.state().view") == ("parties" if "parties" in hash else "positions")
    assert axe_violations(page) == "[]"
    page.click("#embed-line button")
    assert page.locator("header").is_visible() and page.locator("#embed-line").is_hidden()
