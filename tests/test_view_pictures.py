"""Pictures of what the page shows beside its map: matrix, deals and tables, whole, framed, the same from any window."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from view_pages import PHONE, marks_of_the_browser

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

PICTURE = "new XMLSerializer().serializeToString(kgPage.picture())"
SVG = "{http://www.w3.org/2000/svg}"
#: what is no map, by the link that opens it
SECTIONS = ["#view=matrix", "#view=deals", "#mode=table", "#view=parties&mode=table", "#view=issues&mode=table"]


def picture(page: Any) -> ElementTree.Element:
    return ElementTree.fromstring(page.evaluate(PICTURE))


def words(root: ElementTree.Element) -> str:
    return " ".join(element.text or "" for element in root.iter(f"{SVG}text"))


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("hash", SECTIONS)
def test_title_day_filters_sources_and_caveat_are_drawn_in(visit: Any, hash: str) -> None:
    page = visit(hash=f"{hash}&pick=russia,ukraine&noSide=against&conf=40&day=2025-04-20")
    title = {"#view=matrix": "Matrix", "#view=deals": "Deals"}.get(hash, "Table")
    assert in_order(
        words(picture(page)),
        "Russia and Ukraine, April 2025", title, "As of 20 April 2025", "Minimum confidence 0.4", "Shared ground: Russia, Ukraine",
        "Filters: 2,", "Sources: News article on the war", "Leaks and characterisations are not statements by the party",
        "All of it rests on one article",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hash", "legend"),
    [
        ("#view=matrix", ["for", "leaning", "against", "red line in own voice", "inferred", "by others’ word", "mixed",
            "would not say", "no stance on record", "hidden by a filter"]),
        ("#view=deals", ["for", "leaning", "against", "red line in own voice", "by others’ word"]),
        ("#mode=table", ["Agreed", "Within reach", "Contested"]),
        ("#mode=table", ["for", "leaning", "against", "red line in own voice", "inferred"]),
    ],
    ids=["matrix", "deals", "classes", "table"],
)  # fmt: skip
def test_the_legend_is_drawn_in(visit: Any, hash: str, legend: list[str]) -> None:
    text = words(picture(visit(hash=f"{hash}&pick=russia,ukraine")))
    assert in_order(text, "Russia", *legend[:1]) and all(each in text for each in legend)


@pytest.mark.parametrize("hash", ["#view=matrix&sel=p:russia~o:direct-talks", "#view=deals"])
def test_it_is_whole_and_the_same_from_every_window_in_every_theme(visit: Any, hash: str) -> None:
    wide = visit(hash=f"{hash}&pick=russia,ukraine").evaluate(PICTURE)
    page = visit(hash=f"{hash}&pick=russia,ukraine&theme=dark", viewport=PHONE)
    page.evaluate("document.querySelectorAll('section').forEach((one) => one.scrollTo(0, 300))")
    assert page.evaluate(PICTURE) == wide
    assert page.evaluate("document.documentElement.dataset.theme") == "dark" and page.locator("iframe").count() == 0
    if "matrix" in hash:
        options = page.evaluate("kgPage.data.options.map(({ label }) => label.en)")
        open_ones = {option for option in options if option in page.locator("#matrix").text_content()}
        text = words(ElementTree.fromstring(wide))
        assert len(open_ones) == 14 and all(option.split()[0] in text for option in open_ones)
        # the evidence that is open is part of what is shown
        assert "Dmitry Peskov" in text


@pytest.mark.parametrize("hash", ["#view=matrix", "#view=matrix&lang=uk", "#view=deals", "#mode=table&lang=ru"])
def test_no_words_lie_outside_or_over_one_another(visit: Any, hash: str) -> None:
    found = visit(hash=f"{hash}&pick=russia,ukraine,united-kingdom").evaluate(
        """() => {
            const svg = kgPage.picture();
            document.body.append(svg);
            const root = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
            const outside = boxes.filter(([, b]) => b.left < root.left || b.right > root.right || b.top < root.top || b.bottom > root.bottom);
            const over = boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 9)
                .map(([other]) => [one, other]));
            svg.remove();
            return [outside.map(([words]) => words), over];
        }"""
    )
    assert found == [[], []]


def test_signs_are_drawn_as_the_page_has_them(visit: Any) -> None:
    """A red line in own voice is filled, an inferred stance has a dashed frame, one by others' word is hatched."""
    root = picture(visit("opening"))
    rects = [each.attrib for each in root.iter(f"{SVG}rect")]
    # three red lines, and one in the legend: discs of 19 pixels
    filled = [r for r in rects if r.get("fill") not in ("none", None) and r.get("rx") and float(r["width"]) < 25]
    assert len(filled) == 4
    dashed = [r for r in rects if r.get("stroke-dasharray") and float(r["width"]) > 40]
    assert len(dashed) == 7
    assert len([each for each in root.iter(f"{SVG}line") if each.get("opacity") == "0.2"]) > 3 * 8


def test_what_chooses_or_closes_is_not_in_a_picture(visit: Any) -> None:
    text = words(picture(visit("opening", hash="#sel=p:russia~o:direct-talks")))
    assert not {"×", "+", "Order by"} & set(text.split("  ")) and "×" not in text and "Order" not in text


def saved(page: Any, kind: str, path: Path) -> Path:
    page.click("#save-menu summary")
    with page.expect_download() as waiting:
        page.click(f"#save-{kind}")
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("hash", ["#view=matrix", "#view=deals", "#mode=table"])
def test_a_png_has_two_pixels_for_one(visit: Any, tmp_path: Path, hash: str) -> None:
    page = visit(hash=f"{hash}&pick=russia,ukraine", accept_downloads=True)
    png = saved(page, "png", tmp_path / "x.png").read_bytes()
    size = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
    root = ElementTree.parse(saved(page, "svg", tmp_path / "x.svg")).getroot()
    assert size == [2 * int(root.get(side, 0)) for side in ("width", "height")]


def test_what_is_too_tall_for_a_png_says_so(visit: Any, tmp_path: Path) -> None:
    page = visit("large", hash="#mode=table", accept_downloads=True)
    page.click("#save-menu summary")
    page.click("#save-png")
    note = page.locator("#save-note")
    note.wait_for(state="visible")
    assert note.inner_text() == "The picture is too large for PNG; save it as SVG."
    with page.expect_download() as waiting:
        page.click("#save-svg")
    assert waiting.value.suggested_filename.endswith("-positions-table-2031-01-03.svg")
    page.click("#save-menu summary")
    assert note.is_hidden()


# -------------------------------------------------------------------------------- dossiers

DOSSIER = "new XMLSerializer().serializeToString(kgPage.dossier())"
KINDS = {"i:crimea-status": "Issue: Status of Crimea", "p:ukraine": "Party: Ukraine",
    "p:russia~p:ukraine": "Pair of parties: Russia – Ukraine", "b:leaked-framework": "Proposal: Leaked draft of a peace framework"}  # fmt: skip
#: the words of the panel that a reader sees, but for what chooses and closes
SEEN = """() => {
    const walker = document.createTreeWalker(document.querySelector("#panel .panel-words"), NodeFilter.SHOW_TEXT);
    const words = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const shut = node.parentElement.closest("details:not([open]) > :not(summary), select, label, .kind, h2, .note-field, .on-screen, .unseen");
        if (!shut) words.push(...node.data.split(/\\s+/).filter(Boolean));
    }
    return words;
}"""


def dossier(page: Any) -> ElementTree.Element:
    return ElementTree.fromstring(page.evaluate(DOSSIER))


@pytest.mark.parametrize("sel", KINDS)
def test_a_dossier_is_drawn_with_title_day_filters_legend_sources_and_caveat(visit: Any, sel: str) -> None:
    page = visit("opening", f"#sel={sel}&pick=russia,ukraine&noAttr=leak&conf=40&day=2025-04-22")
    assert in_order(
        words(dossier(page)),
        "Russia and Ukraine, April 2025", KINDS[sel], "As of 22 April 2025", "Minimum confidence 0.4", "Shared ground: Russia, Ukraine",
        "Filters: 2,", "red line in own voice", "hidden by a filter", "Sources: News article on the war",
        "Leaks and characterisations are not statements by the party", "All of it rests on one article",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["opening", "basin"])
def test_every_row_of_a_dossier_is_in_its_picture(visit: Any, name: str) -> None:
    """Each word that the panel shows is drawn, as often as it is shown; the head and the foot of the picture have more."""
    page = visit(name)
    keys = "(kind) => kgPage.data[kind].map((_, n) => n)"
    ids = [
        f"{letter}{n}"
        for letter, kind in (("i", "issues"), ("p", "parties"), ("b", "proposals"))
        for n in page.evaluate(keys, kind)
    ]
    ids += ["n0-1", "n1-2"]
    for id in ids:
        page.evaluate("(sel) => kgPage.change({ sel })", id)
        shown = Counter(page.evaluate(SEEN))
        drawn = Counter(words(dossier(page)).split())
        assert sum(shown.values()) > 20 and not shown - drawn, id


@pytest.mark.parametrize("sel", KINDS)
def test_a_dossier_is_the_same_from_every_window(visit: Any, sel: str) -> None:
    wide = visit("opening", f"#sel={sel}&wide=1").evaluate(DOSSIER)
    page = visit("opening", f"#sel={sel}&theme=dark", viewport=PHONE)
    page.evaluate("document.getElementById('panel').scrollTo(0, 300)")
    assert page.evaluate(DOSSIER) == wide and page.locator("iframe").count() == 0


def test_a_dossier_is_saved_from_the_menu_by_its_name(visit: Any, tmp_path: Path) -> None:
    page = visit("opening", accept_downloads=True)
    page.click("#save-menu summary")
    assert page.locator("#save-dossier-png").is_hidden()
    page.keyboard.press("Escape")
    page.evaluate("kgPage.select('i0')")
    page.click("#save-menu summary")
    name = page.inner_text("#panel h2")
    assert [page.inner_text(f"#save-dossier-{kind}") for kind in ("png", "svg")] == [f"PNG: {name}", f"SVG: {name}"]
    page.keyboard.press("Escape")
    png = saved(page, "dossier-png", tmp_path / "x.png").read_bytes()
    root = ElementTree.parse(saved(page, "dossier-svg", tmp_path / "x.svg")).getroot()
    assert [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)] == [
        2 * int(root.get(side, 0)) for side in ("width", "height")
    ]
    page.click("#save-menu summary")
    with page.expect_download() as waiting:
        page.click("#save-dossier-svg")
    key = page.evaluate("kgPage.data.issues[0].key")
    assert waiting.value.suggested_filename == f"ukraine-2025-04-issue-{key}-2025-04-22.svg"


def test_a_dossier_in_arabic_runs_from_right_to_left(visit: Any) -> None:
    root = dossier(visit("opening", "#sel=i:crimea-status&lang=ar"))
    title = next(each for each in root.iter(f"{SVG}text") if each.get("font-size") == "13.5")
    right = float(root.get("width", 0)) - 48
    assert (title.get("direction"), title.get("text-anchor"), float(title.get("x", 0))) == ("rtl", "start", right)
    rows = [each for each in root.iter(f"{SVG}text") if each.get("direction") == "rtl"]
    assert len(rows) > 15 and sum(float(each.get("x", 0)) > right / 2 for each in rows) > len(rows) / 2


@pytest.mark.parametrize("sel", ["i0", "p0", "p1", "n0-1", "b0"])
def test_hostile_words_are_text_in_the_picture_of_a_dossier(visit: Any, sel: str) -> None:
    page = visit("hostile")
    page.evaluate("(sel) => kgPage.change({ sel })", sel)
    root = dossier(page)
    tags = {"svg", "title", "rect", "line", "text", "g", "path", "circle", "polygon", "use"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= tags
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or name.endswith("href")]
    assert page.evaluate("window.hacked ?? null") is None and "window.hacked" in words(root)


def test_hostile_words_are_text_in_a_picture(visit: Any) -> None:
    page = visit("hostile", hash="#view=matrix&pick=p0,p1")
    root = picture(page)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "title", "rect", "line", "text", "g"}
    assert "window.hacked" in words(root) and page.evaluate("window.hacked ?? null") is None
