"""Links, badges, the slider, the head and the menus of the page: nothing is cut, passed over in silence or left open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from view_pages import PHONE, marks_of_the_browser, number

import kg
from kg.errors import UsageError
from kg.words import language_names

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser


def told(page: Any) -> str:
    return str(page.inner_text("#told")) if page.locator("#told").is_visible() else ""


# ---------------------------------------------------------------- links


def test_a_link_to_any_day_shows_the_last_state_by_then_and_says_so(visit: Any, second_case: Path) -> None:
    page = visit("basin", "#view=positions&day=2031-06-20")
    assert "As of 10 June 2031" in page.inner_text("#case-line")
    asked = kg.open(str(second_case), as_of="2031-06-20").positions()
    assert (
        f"{len(page.evaluate('kgPage.data.statements.filter((s) => s.latest <= `2031-06-20`)'))} statements"
        in page.inner_text("#case-line")
    )
    held = page.evaluate(
        "kgPage.stances().filter((id) => { const s = kgPage.stance(id); return s && s.stance !== 'silent'; }).length"
    )
    assert held == sum(1 for stance in asked.to_json()["positions"] if stance["stance"] != "silent")
    assert "asks for 20 June 2031. Shown is 10 June 2031" in told(page)
    page.click("#told button")
    assert told(page) == ""


def test_a_day_of_change_needs_no_word_and_another_day_ends_it(visit: Any) -> None:
    assert told(visit("basin", "#day=2031-06-10")) == ""
    page = visit("basin", "#day=2031-06-20")
    page.click("#day-before")
    assert told(page) == ""


@pytest.mark.parametrize(
    ("day", "words"), [("1999-01-01", "begins on 19 April 2025"), ("2099-01-01", "Shown is 22 April 2025")]
)
def test_a_day_before_or_after_the_page_is_told(visit: Any, day: str, words: str) -> None:
    assert words in told(visit(hash=f"#day={day}"))


@pytest.mark.parametrize(
    ("hash", "names"),
    [
        ("#pick=russia,mars", "mars"),
        ("#sel=p:nobody", "p:nobody"),
        ("#sel=p:russia~p:russia", "p:russia~p:russia"),
        ("#noIssue=i9x,ceasefire&view=maps&lang=xx", "maps, xx, i9x"),
        ("#day=2031-02-30", "2031-02-30"),
        ("#noSide=for,sideways&noAttr=rumour&conf=1000", "sideways, rumour, 1000"),
        ("#sel=%3Cimg%20src=x%20onerror=hacked%3E", "<img src=x onerror=hacked>"),
    ],
)
def test_names_that_the_page_does_not_have_are_told(visit: Any, hash: str, names: str) -> None:
    assert told(visit(hash=hash)).startswith(f"This link names what this page does not have: {names}")


def test_a_link_whose_names_are_all_known_says_nothing(visit: Any) -> None:
    assert told(visit(hash="#pick=russia,ukraine&noSide=against&day=2025-04-20&lang=uk&conf=40")) == ""


# --------------------------------------------------------------- badges


def badges(page: Any) -> list[str]:
    found: list[str] = page.evaluate("kgPage.data.parties.map((_, n) => kgPage.badge(n))")
    return found


@pytest.mark.parametrize("name", ["shipped", "basin", "large", "hostile"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_two_parties_never_share_a_badge(visit: Any, name: str, lang: str) -> None:
    found = badges(visit(name, f"#lang={lang}"))
    assert len(set(found)) == len(found) and all(found)


def test_a_badge_is_initials_where_they_are_the_party_s_own_else_its_number(visit: Any) -> None:
    page = visit()
    assert badges(page)[number(page, "parties", "united-states")] == "US"
    assert badges(visit("large"))[:3] == ["1", "2", "3"]


# ------------------------------------------------------- slider and head


def test_the_slider_keeps_time_s_scale(visit: Any) -> None:
    page = visit("basin", "#view=positions")
    days = page.evaluate("kgPage.data.days")
    span = "(Date.parse(kgPage.data.days.at(-1)) - Date.parse(kgPage.data.days[0])) / 864e5"
    assert page.get_attribute("#day", "max") == str(page.evaluate(span))
    lefts = [tick.bounding_box()["x"] for tick in page.locator(".tick").all()]
    for n in (1, len(days) // 2, len(days) - 2):
        share = page.evaluate(
            f"(Date.parse(kgPage.data.days[{n}]) - Date.parse(kgPage.data.days[0])) / 864e5 / ({span})"
        )
        assert (lefts[n] - lefts[0]) / (lefts[-1] - lefts[0]) == pytest.approx(share, abs=0.02)
    page.evaluate(
        "(value) => { const day = document.getElementById('day'); day.value = value; day.dispatchEvent(new Event('input')); }",
        page.evaluate("(Date.parse('2031-06-20') - Date.parse(kgPage.data.days[0])) / 864e5"),
    )
    assert page.evaluate("kgPage.data.days[kgPage.day()]") == "2031-06-10"
    page.focus("#day")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("kgPage.data.days[kgPage.day()]") == "2031-06-30"
    assert page.get_attribute("#day-after", "aria-label") == "Next change"


@pytest.mark.parametrize("lang", [*language_names()])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_the_head_wraps_and_is_never_cut(visit: Any, files: Any, lang: str, width: int) -> None:
    page = visit("doubtful", f"#lang={lang}", viewport={"width": width, "height": 800})
    cut = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1).length"
    assert page.eval_on_selector_all("#case-name, #case-line, #caveat", cut) == 0
    words = page.evaluate("kgPage.words('withheld')")
    assert f"{words}: " in page.inner_text("#case-line")


def test_a_language_that_the_page_does_not_have_is_refused(tmp_path: Path) -> None:
    for tag in ("xx", "de", ""):
        with pytest.raises(UsageError, match=r"no words in “.*”; use one of en, uk, ru, fr, ar"):
            kg.open().view(tmp_path / "x.html", lang=tag)
    assert not (tmp_path / "x.html").exists()


# ---------------------------------------------------------------- menus


def test_a_menu_closes_on_a_tap_outside_and_on_escape(visit: Any) -> None:
    page = visit()
    for close in (lambda: page.mouse.click(600, 700), lambda: page.keyboard.press("Escape")):
        page.click("#save-menu summary")
        assert page.locator("#save-png").is_visible()
        close()
        assert not page.locator("#save-png").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_drawer_of_a_phone_closes_on_a_tap_outside_and_on_escape(visit: Any) -> None:
    page = visit(viewport=PHONE)
    for close in (lambda: page.mouse.click(380, 600), lambda: page.keyboard.press("Escape")):
        page.click("#rail-button")
        assert page.locator("#rail").is_visible()
        close()
        assert page.locator("#rail").is_hidden()
        assert page.get_attribute("#rail-button", "aria-expanded") == "false"


def test_the_drawer_stays_open_for_a_tap_inside(visit: Any) -> None:
    page = visit(viewport=PHONE)
    page.click("#rail-button")
    page.click("#pick button >> nth=0")
    assert page.locator("#rail").is_visible()


def test_forced_colours_show_what_is_pressed(visit: Any) -> None:
    page = visit(hash="#pick=russia", forced_colors="active")
    style = "(one) => { const s = getComputedStyle(one); return [s.backgroundColor, s.color]; }"
    for selector in ("#views button", "#pick button"):
        pressed = page.locator(f"{selector}[aria-pressed=true]").first.evaluate(style)
        assert pressed != page.locator(f"{selector}[aria-pressed=false]").first.evaluate(style)
    lines = page.eval_on_selector_all("#legend .line", "(all) => all.map((one) => getComputedStyle(one).color)")
    assert len(set(lines)) > 2
