"""The page in each of its languages, in headless Chromium: its direction, its words, nothing cut, nothing left in English."""

from __future__ import annotations

import re
from typing import Any

import pytest
from view_pages import DESK, PHONE, axe_violations, click, marks_of_the_browser, number

from kg.page.bundle import FOLDER
from kg.words import direction, language_names, page_words

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

LANGUAGES = tuple(language_names())
TRANSLATIONS = LANGUAGES[1:]

#: states of the page: the opening, evidence in it, each other view, and the tables
STATES = (
    "sel=p:russia~o:recognition-of-crimea",
    "view=positions&sel=o:infrastructure-strike-halt",
    "view=parties&sel=p:ukraine",
    "view=issues&mode=table",
    "view=deals",
)

#: all that a reader or a screen reader meets, piece by piece
PIECES = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("script, style, noscript, #language, .command")) found.push(walk.currentNode.data);
    for (const one of document.querySelectorAll("body *"))
        for (const name of ["aria-label", "title", "placeholder", "data-name", "aria-valuetext"])
            if (one.hasAttribute(name) && !one.closest("#canvas")) found.push(one.getAttribute(name));
    return found.map((text) => text.trim()).filter(Boolean);
}"""

#: elements of the page's own words whose text does not fit in them, or that reach out of the window
CUT = """() => [...document.querySelectorAll("header *, .rail *, .timeline *, #matrix-view *, #deals-view *")].filter((one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || !one.checkVisibility() || one.closest(".unseen, .skip, .table-box, [hidden], svg, .ticks, #ticks, .rail:not(.rail *)")) return false;
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const style = getComputedStyle(one);
    if (!own || style.clipPath !== "none" || style.position === "absolute") return false;
    const isCut = style.display !== "inline" && (one.scrollWidth > one.clientWidth + 1) && style.overflowX !== "auto";
    return isCut || box.left < -1 || box.right > innerWidth + 1;
}).map((one) => `${one.tagName} ${one.id} ${one.className} ${one.textContent.slice(0, 60)}`)"""


def box(page: Any, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).bounding_box()
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_its_language_and_direction(visit: Any, lang: str) -> None:
    page = visit("opening", f"#lang={lang}")
    said = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert said == [lang, "rtl" if lang == "ar" else "ltr"] == [lang, direction(lang)]
    page.select_option("#language", "en")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_cut_or_runs_over(visit: Any, lang: str, viewport: dict[str, int]) -> None:
    for state in ("pick=russia,ukraine", *STATES):
        page = visit("opening", f"#lang={lang}&{state}", viewport=viewport)
        wide = page.evaluate(
            "document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"
        )
        assert wide, state
        assert page.evaluate(CUT) == [], state
    page.click("#save-menu summary")
    menu = box(page, ".menu-items")
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= viewport["width"]


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_no_english_word_of_the_page_is_left(visit: Any, lang: str) -> None:
    """Words that are the same in both languages, such as "source" in French, are no English left over."""
    english, own = page_words("en"), page_words(lang)
    all_own = {form for words in own.values() for form in ([words] if isinstance(words, str) else words.values())}
    patterns = []
    for words in english.values():
        theirs = [words] if isinstance(words, str) else [*words.values()]
        for form in theirs:
            if form not in all_own and re.search("[a-z]{2}", re.sub(r"\{\w+\}", "", form)):
                patterns.append(re.sub(r"\\\{\w+\\\}", ".+", re.escape(form.strip())))
    assert len(patterns) > 300
    left = re.compile("|".join(patterns))
    met = set()
    for state in STATES:
        page = visit("opening", f"#lang={lang}&{state}")
        names = set(
            page.evaluate("JSON.stringify([kgPage.data.options, kgPage.data.issues, kgPage.data.parties])").split('"')
        )
        pieces = page.evaluate(PIECES)
        met |= set(pieces)
        assert [piece for piece in pieces if left.fullmatch(piece) and piece not in names] == [], state
    assert len(met) > 150


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"viewport": PHONE}],
    ids=["light", "dark", "forced", "phone"],
)
@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_axe_finds_nothing(visit: Any, lang: str, look: dict[str, Any]) -> None:
    for state in ("sel=p:russia~o:recognition-of-crimea", "view=positions&sel=p:ukraine"):
        assert axe_violations(visit("opening", f"#lang={lang}&{state}", **look)) == "[]", state


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picked_parties_and_the_matrix_work(visit: Any, lang: str) -> None:
    page = visit("opening", f"#lang={lang}&pick=russia")
    page.select_option("#add-party", str(number(page, "parties", "ukraine")))
    assert page.locator("#matrix-view .between .chip").count() == 2
    row = page.locator(f'#matrix tr[data-option="{number(page, "options", "recognition-of-crimea")}"]')
    cells = row.locator("td .word").all_inner_texts()
    demand = page.evaluate("kgPage.words('cell_demand')")
    assert (
        demand == page_words(lang)["cell_demand"] and demand in cells[:2]
    )  # columns go by the alphabet of the language
    row.locator("td button").first.click()
    assert page.locator("#matrix tr.evidence").count() == 1
    page.locator("#matrix-view .between .chip").first.click()
    assert page.locator("#matrix-view .between .chip").count() == 1


# ------------------------------------------------------------ from right to left


def test_a_page_in_arabic_is_turned_around(visit: Any) -> None:
    page, other = (visit("opening", f"#lang={lang}&view=positions&sel=p:ukraine") for lang in ("ar", "en"))
    for one, before, after in ((page, "#panel", "#rail"), (other, "#rail", "#panel")):
        assert (
            box(one, before)["x"]
            < box(one, "#canvas")["x"] + box(one, "#canvas")["width"] / 2
            < box(one, after)["x"] + 248
        )
    assert box(page, "#rail")["x"] > 1000 > 300 > box(page, "#panel")["x"]
    assert box(page, "#day-after")["x"] < box(page, "#day-before")["x"]
    page.click("#save-menu summary")
    assert (
        box(page, ".menu-items")["x"] >= 0 and box(page, ".menu-items")["x"] + 2 >= box(page, "#save-menu summary")["x"]
    )


def test_time_runs_as_the_words_do(visit: Any) -> None:
    """From right to left in Arabic: the slider, its marks and its arrow keys."""
    page = visit("basin", "#lang=ar&view=positions")
    lefts = [tick.bounding_box()["x"] for tick in page.locator(".tick").all()]
    assert lefts == sorted(lefts, reverse=True) and lefts[0] > lefts[-1]
    days = page.evaluate("kgPage.data.days")
    page.focus("#day")
    page.keyboard.press("Home")
    for key, day in (("ArrowLeft", 1), ("ArrowLeft", 2), ("ArrowRight", 1), ("ArrowUp", 2), ("ArrowDown", 1)):
        page.keyboard.press(key)
        assert page.evaluate("kgPage.data.days[kgPage.day()]") == days[day], key
    slider = box(page, "#day")
    page.mouse.click(slider["x"] + 3, slider["y"] + slider["height"] / 2)
    assert page.evaluate("kgPage.data.days[kgPage.day()]") == days[-1]


def test_the_arrow_keys_of_the_map_go_where_they_point(visit: Any) -> None:
    page = visit("opening", "#lang=ar&view=positions")
    ends = [f"p{number(page, 'parties', name)}" for name in ("russia", "ukraine")]
    first, last = sorted(ends, key=lambda id: page.evaluate("(id) => kgPage.point(id).x", id))
    click(page, first)
    page.focus("#canvas")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").find("sel=p") > 0
    assert page.evaluate("document.activeElement.closest('#panel')?.id ?? document.activeElement.id") == "panel"
    assert page.locator("#panel h2").first.inner_text() == page.evaluate("(id) => kgPage.name(id)", last)


def test_arrows_point_from_what_is_read_first(visit: Any) -> None:
    for lang, arrow in (("en", "→"), ("ar", "←")):
        page = visit("opening", f"#lang={lang}&view=positions&sel=p:russia~o:recognition-of-crimea")
        assert arrow in page.locator("#panel h2").first.inner_text()
        assert {"→": "←", "←": "→"}[arrow] not in page.locator("#panel").inner_text()


def test_names_are_set_apart_from_words_that_run_the_other_way(visit: Any) -> None:
    page = visit("basin", "#lang=ar&view=matrix&pick=orrin,selm,tavay")
    remarks = page.locator("#matrix-view dl .remark").all_inner_texts()
    assert any(re.search("\u2068(Orrin|Selm|Tavay)\u2069", remark) for remark in remarks)
    for lang in ("ar", "fr"):  # the shipped case has names in both
        assert "\u2068" not in "".join(visit("opening", f"#lang={lang}").locator("#matrix-view dl").all_inner_texts())


def test_numbers_and_dates_have_the_digits_of_the_rest(visit: Any) -> None:
    page = visit("opening", "#lang=ar")
    text = page.locator("body").inner_text()
    assert "22 أبريل 2025" in text
    assert not re.search("[٠-٩۰-۹]", text)


def test_commands_are_written_from_left_to_right(visit: Any) -> None:
    page = visit("opening", "#lang=ar&sel=p:russia~o:recognition-of-crimea")
    code = page.locator("#matrix tr.evidence .command code").first
    lefts = [piece.bounding_box()["x"] for piece in code.locator("span").all()[:3]]
    assert lefts == sorted(lefts) and code.inner_text().startswith("kg why")


def test_a_picture_begins_at_the_right(visit: Any) -> None:
    page = visit("opening", "#lang=ar&view=positions")
    drawn = """() => { const root = kgPage.picture(); const [left, , width] = root.getAttribute("viewBox").split(" ").map(Number);
        return { left, width, texts: [...root.querySelectorAll("text")].map((one) => [one.textContent, Number(one.getAttribute("x")), one.getAttribute("text-anchor"), one.getAttribute("direction")]) }; }"""
    picture = page.evaluate(drawn)
    middle = picture["left"] + picture["width"] / 2
    caveat = page_words("ar")["caveat"]
    lines = [one for one in picture["texts"] if str(caveat).startswith(one[0])]
    assert lines and all(x > middle and anchor == "start" and way == "rtl" for _, x, anchor, way in lines)
    title = next(one for one in picture["texts"] if one[0] == "روسيا وأوكرانيا، نيسان/أبريل 2025")
    assert title[1] > middle and title[2:] == ["start", "rtl"]
    assert visit("opening", "#view=positions").evaluate(drawn)["texts"][0][1] < middle


def test_days_in_english_are_written_as_the_browser_writes_them(visit: Any) -> None:
    script = (FOLDER / "words.js").read_text(encoding="utf-8")
    for name, form in (("MONTHS", "long"), ("BRIEF", "short")):
        ours = re.findall(r'"(\w+)"', script.split(f"const {name} = [")[1].split("]")[0])
        theirs = visit().evaluate(
            """(month) => Array.from({ length: 12 }, (_, n) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month, year: "numeric", timeZone: "UTC" })
                .format(new Date(Date.UTC(2031, n, 7))))""",
            form,
        )
        assert [f"7 {month} 2031" for month in ours] == theirs
