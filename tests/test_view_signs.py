"""The sign of a stance: one code, so that the same stance looks the same in matrix, dossier, list, timeline and picture."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from view_pages import PHONE, marks_of_the_browser

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

#: what is drawn of a sign: its form and marks by class, its letters, whether it is filled, its frame and its hatching
LOOK = """(cell) => {
    const [glyph, marks] = [cell.querySelector(".glyph"), cell.querySelector(".marks")];
    const [look, frame] = [getComputedStyle(glyph), getComputedStyle(cell)];
    return JSON.stringify({
        sign: glyph.textContent, marks: marks ? marks.textContent : "", filled: look.backgroundColor !== "rgba(0, 0, 0, 0)",
        corners: look.borderRadius, line: look.borderTopStyle, dashed: frame.borderTopStyle === "dashed" && frame.borderTopColor !== "rgba(0, 0, 0, 0)",
        hatched: frame.backgroundImage !== "none",
    });
}"""


def edge(page: Any, party: str, option: str) -> str:
    found: str = page.evaluate(
        """([party, option]) => kgPage.stances().find((id) => {
            const { from, to } = kgPage.edge(id);
            return kgPage.node(from) && kgPage.data.parties[from.slice(1)].key === party && to[0] === "o" && kgPage.data.options[to.slice(1)].key === option;
        })""",
        [party, option],
    )
    return found


def in_matrix(page: Any) -> dict[str, str]:
    """Return the look of each stance in the matrix by its id, without those that ended; nobody is picked, so that each stands as stated."""
    found: dict[str, str] = page.evaluate(
        f"""() => Object.fromEntries([...document.querySelectorAll("#matrix button[data-edge]")]
            .filter((one) => kgPage.isDrawn(kgPage.stance(one.dataset.edge))).map((one) => [one.dataset.edge, ({LOOK})(one)]))"""
    )
    return found


def in_panel(page: Any, where: str = "#panel .rows li .stance-cell") -> list[str]:
    found: list[str] = page.eval_on_selector_all(where, f"(all) => all.map({LOOK})")
    return found


@pytest.mark.parametrize(
    "options", [{}, {"forced_colors": "active"}, {"viewport": PHONE}], ids=["plain", "forced", "phone"]
)
@pytest.mark.parametrize("name", ["opening", "basin"])
def test_a_stance_has_the_same_sign_in_matrix_dossiers_and_list(visit: Any, name: str, options: dict[str, Any]) -> None:
    page = visit(name, "#view=matrix&pick=", **options)
    matrix = in_matrix(page)
    assert len(matrix) > 15
    of = "(ids) => ids.map((id) => [kgPage.edge(id).from, kgPage.edge(id).to])"
    places = dict(zip(matrix, page.evaluate(of, list(matrix)), strict=True))
    for party in sorted({party for party, _ in places.values()}):
        page.evaluate("(sel) => kgPage.change({ view: 'matrix', sel })", party)
        mine = sorted(look for id, look in matrix.items() if places[id][0] == party)
        own = in_panel(page, "#panel .part:not(:has(.conflict, details)) .rows li .stance-cell")
        kept = list(own)
        for look in mine:  # beside them stand those on proposals and closed issues, which the matrix has not
            kept.remove(look)
        assert len(own) - len(kept) == len(mine)
    page.evaluate("kgPage.change({ view: 'positions', mode: 'table', sel: null })")
    count = page.locator("#table-view .stance-cell").count()
    table = page.eval_on_selector_all("#table-view td .stance-cell", f"(all) => all.map({LOOK})")
    assert count == len(table) and not set(matrix.values()) - set(table)
    for id, look in matrix.items():
        page.evaluate("(sel) => kgPage.change({ view: 'positions', mode: 'map', sel })", id)
        assert in_panel(page, "#panel .verdict .stance-cell") == [look], id


def test_each_kind_of_stance_looks_as_the_legend_says(visit: Any) -> None:
    """Worked by hand: a demand in own voice, an inferred one, doubt by others' word, opposition, an openness."""
    page = visit("opening", "#view=matrix&pick=")
    matrix = in_matrix(page)

    def look(party: str, option: str) -> dict[str, Any]:
        found: dict[str, Any] = page.evaluate("JSON.parse", matrix[edge(page, party, option)])
        return found

    plain = {"marks": "", "filled": False, "dashed": False, "hatched": False}
    disc, box = {"corners": "50%", "line": "solid"}, {"corners": "2px", "line": "solid"}
    assert look("russia", "cede-annexed-territories") == {**plain, **disc, "sign": "+", "filled": True}
    assert look("russia", "recognition-of-crimea") == {**plain, **disc, "sign": "+", "marks": "∴", "dashed": True}
    assert look("ukraine", "recognition-of-crimea") == {**plain, **box, "sign": "−", "marks": "”", "hatched": True}
    assert look("ukraine", "cede-annexed-territories") == {**plain, **box, "sign": "−"}
    assert look("russia", "direct-talks") == {**plain, "corners": "10px", "line": "dotted", "sign": "~"}


def test_a_dossier_fills_no_sign_but_a_red_line_in_own_voice(visit: Any) -> None:
    page = visit("opening", "#sel=i:crimea-status&wide=1")
    assert page.locator("#panel .option-block .stance-cell").count() == 2
    filled = "(all) => all.filter((one) => getComputedStyle(one.querySelector('.glyph')).backgroundColor !== 'rgba(0, 0, 0, 0)').length"
    assert page.eval_on_selector_all("#panel .part .stance-cell", filled) == 0
    told = page.locator("#panel .option-block").inner_text()
    assert "inferred" in told and "by others’ word" in told
    page = visit("opening", "#sel=p:ukraine")
    assert page.eval_on_selector_all("#panel .part .rows .stance-cell", filled) == 1
    assert "demands, red line" in page.locator("#panel .part .rows .declared").first.text_content()


def test_a_statement_of_others_states_no_red_line(visit: Any) -> None:
    page = visit("opening", "#view=timeline")
    marks = "(all) => all.map((one) => [...one.querySelectorAll('.stance-cell')].map((cell) => [cell.classList.contains('ascribed'), cell.classList.contains('declared')]))"
    others = page.eval_on_selector_all("#timeline-view .entry-button.others", marks)
    assert sum(map(len, others)) == 3 and {tuple(mark) for marks in others for mark in marks} == {(True, False)}
    own = page.eval_on_selector_all("#timeline-view .entry-button.own", marks)
    assert {mark[0] for marks in own for mark in marks} == {False} and any(mark[1] for marks in own for mark in marks)


def test_the_changes_of_a_day_have_the_signs_of_their_stances(visit: Any) -> None:
    page = visit("opening", "#view=matrix&pick=&day=2025-04-20")
    page.evaluate("kgPage.change({ day: kgPage.data.days.indexOf('2025-04-20') - 1 })")
    page.click("#day-after")
    matrix = set(in_matrix(page).values())
    chips = page.eval_on_selector_all("#changes .stance-cell:not(.none)", f"(all) => all.map({LOOK})")
    assert chips and set(chips) <= matrix


def test_a_picture_has_the_signs_of_the_dossier(visit: Any) -> None:
    """Of Russia against Ukraine on Crimea: a dashed frame, hatching, and no filled sign but that of the legend."""
    page = visit("opening", "#sel=i:crimea-status&pick=")
    root = ElementTree.fromstring(page.evaluate("new XMLSerializer().serializeToString(kgPage.dossier())"))
    svg = "{http://www.w3.org/2000/svg}"
    rects = [each.attrib for each in root.iter(f"{svg}rect")]
    discs = [r for r in rects if r.get("rx") and 15 < float(r["width"]) < 20 and r.get("stroke")]
    filled = [r for r in rects if r.get("rx") and 15 < float(r["width"]) < 20 and r.get("fill") not in ("none", None)]
    assert len(filled) == 1 and len(discs) > 3
    frames = [r for r in rects if r.get("stroke-dasharray") and float(r["width"]) > 40]
    assert len(frames) == 2  # on the option and in its conflict
    assert sum(each.get("opacity") == "0.2" for each in root.iter(f"{svg}line")) > 20
