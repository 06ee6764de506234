"""Pictures: always framed, every text escaped, a stance told without colour, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from small_cases import position

import kg
from kg.answers.pictures import facts_of
from kg.drawing import (
    COLOURS,
    GLYPH,
    Element,
    Facts,
    LegendEntry,
    Picture,
    StanceMark,
    circle,
    clip,
    draw,
    group,
    rect,
    stance_glyph,
    text_width,
    words_at,
    wrap,
    written,
)
from kg.vocabulary import Stance

KG = Path(kg.__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
FACTS = Facts("Statements", "Stage, as of 2031-01-09", ("no filter",), ("Sources: Paper",), ("One paper only.",))
EMPTY = Picture((), 600, 40, (), "nothing")

#: what a picture must keep as text
HOSTILE = ("</svg><script>alert(1)</script>", '" onload="x', "a & b", "&lt;", "\x1b[31m\x00red", "]]>", "\ud800\uffff")


def elements(text: str) -> Iterator[ElementTree.Element]:
    yield from ElementTree.fromstring(text).iter()


def texts(text: str) -> list[str]:
    return [each.text or "" for each in elements(text)]


# ------------------------------------------------------------------- the frame


@pytest.mark.parametrize("name", ["title", "day", "filters", "sources"])
@pytest.mark.parametrize("value", ["", "  "])
def test_no_picture_without_title_day_filters_and_sources(name: str, value: str) -> None:
    told = {"title": "T", "day": "D", "filters": ("F",), "sources": ("S",)}
    told[name] = value if name in ("title", "day") else (value,)
    with pytest.raises(ValueError, match=f"a picture must say its {name}"):
        Facts(**told)  # type: ignore[arg-type]
    if name in ("filters", "sources"):
        with pytest.raises(ValueError, match=name):
            Facts(**{**told, name: ()})  # type: ignore[arg-type]


def test_what_the_picture_says_of_itself_is_drawn_and_told() -> None:
    entry = LegendEntry(stance_glyph(0, 0, StanceMark(Stance.OPEN)), "leaning")
    svg = draw(Picture((rect(0, 0, 9, 9),), 600, 40, (entry,), "one square"), FACTS)
    drawn = [each.text for each in elements(svg) if each.tag == f"{SVG}text"]
    assert drawn == [
        "Statements",
        "Stage, as of 2031-01-09",
        "no filter",
        "leaning",
        "Sources: Paper",
        "One paper only.",
    ]
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root[0].tag, root[0].text) == ("img", f"{SVG}title", "Statements")
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text == (
        "Statements. Stage, as of 2031-01-09. no filter. one square. Sources: Paper. One paper only."
    )


def test_long_words_of_the_frame_are_whole_and_inside() -> None:
    facts = Facts("Title " * 40, "Day " * 60, ("filter " * 60,), ("source" * 60,), ("caveat " * 80,))
    svg = draw(EMPTY, facts)
    root = ElementTree.fromstring(svg)
    width = float(root.get("width", 0))
    lines = [each for each in root.iter() if each.tag == f"{SVG}text"]
    assert "".join(each.text or "" for each in lines).replace(" ", "").count("source") == 60
    assert sum((each.text or "").count("caveat") for each in lines) == 80
    assert all(text_width(each.text or "", float(each.get("font-size", 0))) <= width - 48 for each in lines)
    assert max(float(each.get("y", 0)) for each in lines) < float(root.get("height", 0)) - 48


def test_the_legend_goes_on_in_a_new_row() -> None:
    entry = LegendEntry(circle(0, 0, 3), "a meaning of some words")
    one, many = (draw(Picture((), 600, 40, (entry,) * count, ""), FACTS) for count in (1, 9))
    rows = {re.findall(r"translate\(\S+ (\S+)\)", each)[0] for each in many.split("<circle")[:-1]}
    assert len(rows) > 1
    assert float(ElementTree.fromstring(many).get("height", 0)) > float(ElementTree.fromstring(one).get("height", 0))


# ---------------------------------------------------------------------- text


@pytest.mark.parametrize("words", HOSTILE)
def test_text_of_a_case_is_never_markup(words: str) -> None:
    facts = Facts(words + "t", words + "d", (words + "f",), (words + "s",), (words,))
    svg = draw(Picture((words_at(0, 9, words), group([], tells=words)), 600, 40, (), words), facts)
    tags = {each.tag.removeprefix(SVG) for each in elements(svg)}
    assert tags == {"svg", "title", "desc", "rect", "g", "text", "line"}
    assert not any(name.startswith("on") for each in elements(svg) for name in each.attrib)
    assert "\x1b" not in svg and "\x00" not in svg and "\uffff" not in svg


def test_text_is_kept_whole() -> None:
    assert 'a & b <c> "d"' in texts(draw(Picture((words_at(0, 9, 'a & b <c> "d"'),), 600, 40, (), ""), FACTS))


def test_nothing_that_a_strict_page_forbids_or_that_could_meet_another_picture() -> None:
    marks = [stance_glyph(0, 0, StanceMark(s, i, a)) for s, i, a in product(Stance, (True, False), (True, False))]
    svg = draw(Picture(tuple(marks), 600, 40, (), ""), FACTS)
    names = {name for each in elements(svg) for name in each.attrib}
    assert not names & {"id", "style", "href", "class", "onload"}
    assert "url(" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_attributes_are_in_the_order_given_and_numbers_are_short() -> None:
    assert written(rect(1 / 3, 2.0, 30, 4.25, stroke_width=0.7)) == (
        '<rect x="0.3" y="2" width="30" height="4.2" stroke-width="0.7"/>'
    )
    assert written(Element("g", (("a", '"'),), "<")) == '<g a="&quot;">&lt;</g>'
    assert "-0" not in written(rect(-0.01, -0.0, 1, 1))


# ------------------------------------------------------------------- stances

MARKS = [StanceMark(s, i, a) for s, i, a in product(Stance, (False, True), (False, True))]


def form(mark: StanceMark) -> str:
    """Return what is drawn of a mark, all colours taken for one."""
    return re.sub(r"#(?!ffffff)[0-9a-f]{6}", "#", written(stance_glyph(0, 0, mark)))


def test_sides_marks_and_red_lines_differ_without_colour() -> None:
    groups = (
        {Stance.DEMAND, Stance.SUPPORT}, {Stance.OPEN}, {Stance.CONDITIONAL}, {Stance.DOUBT, Stance.OPPOSE, Stance.RULE_OUT},
        {Stance.MIXED}, {Stance.NONCOMMITTAL}, {Stance.SILENT}, {Stance.WITHHELD},
    )  # fmt: skip
    assert {stance for each in groups for stance in each} == set(Stance)
    seen: dict[str, tuple[object, ...]] = {}
    for mark in MARKS:
        place = next(number for number, each in enumerate(groups) if mark.stance in each)
        told = (place, mark.inferred, mark.ascribed, mark.is_declared_red_line)
        assert seen.setdefault(form(mark), told) == told
    assert len(seen) == len(groups) * 4 + 2


def test_only_a_declared_red_line_is_filled() -> None:
    filled = {
        mark
        for mark in MARKS
        if re.search(r'<(rect|circle)[^>]* fill="#(?!ffffff)[^"]*" stroke=', written(stance_glyph(0, 0, mark)))
    }
    assert filled == {StanceMark(Stance.DEMAND), StanceMark(Stance.RULE_OUT)}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "muted", "for", "leaning", "against", "none"])
def test_what_is_read_is_dark_enough(name: str) -> None:
    """The contrast with white of WCAG 2.1 is (1 + 0.05) / (L + 0.05), to be at least 4.5."""
    assert 1.05 / (luminance(COLOURS[name]) + 0.05) >= 4.5


def test_the_sides_have_the_colours_of_the_page_in_print() -> None:
    css = (KG / "page" / "page.css").read_text(encoding="utf-8")
    printed = css[css.index("@media print") :]
    for side in ("for", "leaning", "against"):
        assert f"--{side}: {COLOURS[side]};" in printed


# ---------------------------------------------------------------------- room


def test_lines_are_no_wider_than_their_room() -> None:
    words = "Вивід військ " * 9 + "Übergangsregelung" * 3 + " 停火协议" * 9
    lines = wrap(words, 12, 130)
    assert all(text_width(each, 12) <= 130 for each in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert wrap("", 12, 50) == [""] and clip("", 12, 50) == [""]


def test_what_is_clipped_says_so() -> None:
    # "three fo…" has 4.8 widths of 10 px, "three fou…" 5.4
    assert clip("one two three four", 10, 50, most=2) == ["one two", "three fo…"]
    assert clip("one two", 10, 50, most=2) == ["one two"]
    assert clip("abcdefgh", 10, 1) == ["…"]


def test_combining_signs_take_no_room_and_wide_ones_a_whole() -> None:
    assert text_width("e\u0301", 10) == text_width("e", 10)
    assert text_width("停", 10) == 10


def test_no_other_code_of_the_program_writes_svg() -> None:
    writing = [
        path.relative_to(KG).as_posix()
        for path in KG.rglob("*.py")
        if re.search("<svg|w3.org/2000/svg", path.read_text(encoding="utf-8"))
    ]
    assert [name for name in writing if not name.startswith("drawing/")] == []


def test_the_size_of_a_sign() -> None:
    svg = written(stance_glyph(0, 0, StanceMark(Stance.SUPPORT)))
    assert f'r="{GLYPH / 2:g}"' in svg


# ------------------------------------------------------------- of an answer


def test_the_frame_of_an_answer_has_its_head_and_the_case_s_caveats() -> None:
    facts = facts_of(kg.open().conflicts("russia", "ukraine"), "Stances")
    assert facts == Facts(
        "Stances",
        "Russia and Ukraine, April 2025 — as of 2025-04-22 (the newest statement's day)",
        ("rests on 1 independent source; 1 stance by others' word, 1 inferred", "no filters"),
        ("Sources: News article on the war and the diplomacy around it, 22 April 2025",),
        (
            "All of it rests on one article; where that is silent, a party's stance is unknown, not neutral.",
            "Leaks and characterisations are not statements by the party that they tell of.",
        ),
    )


def test_a_filter_is_said_in_place_of_none() -> None:
    answer = kg.open(min_confidence=0.6).positions()
    told = facts_of(answer, "Stances").filters[1:]
    assert len(told) == 1 and told[0].startswith("filter: confidence of at least 0.6 leaves out ")


def test_where_sources_are_many_the_rest_is_counted(case_of: Callable[..., Any]) -> None:
    papers = [f':p{n} a neg:Source ; dcterms:title "P{n:02}"@en ; neg:paragraphs 1 .\n' for n in range(14)]
    said = [position("a", "support", "w1", 3).replace(":paper", f":p{n}") for n in range(14)]
    told = [each.replace(":s-", f":s{n}-").replace(":p-", f":q{n}-") for n, each in enumerate(said)]
    facts = facts_of(case_of(*papers, *told).positions(), "Stances")
    assert facts.sources == (
        "Sources: " + "; ".join(f"P{n:02}" for n in (0, 1, 10, 11, 12, 13, 2, 3, 4, 5, 6, 7)) + "; and 2 more sources",
    )


def test_what_rests_on_nothing_says_so(case_of: Callable[..., Any]) -> None:
    assert facts_of(case_of(position("a", "support", "w1", 20), as_of=5).positions(), "Stances").sources == (
        "Sources: none",
    )
