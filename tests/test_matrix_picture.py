"""The picture of a matrix: what is drawn, in which order, what is counted and refused; and how it looks in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import small_cases as stage
from click.testing import CliRunner
from small_cases import condition, entails, position
from view_pages import CHROMIUM

import kg
from kg.answers.matrix_picture import MOST_ROWS
from kg.cli import main
from kg.drawing import COLOURS
from kg.errors import UsageError

CaseOf = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"
FOOT = ["Sources: Paper"]

#: each kind of cell once: red line, leaning, conditional, against by others' word, mixed, refusal, inferred
MADE = (
    position("a", "demand", "w1"),
    position("b", "doubt", "w1", 1, "leak"),
    position("a", "conditional", "w2", 1, "on-record", condition("w5")),
    position("b", "noncommittal", "w2"),
    position("a", "support", "w3") + position("a", "oppose", "w3"),
    position("b", "open", "w3"),
    entails("w3", "w4"),
    position("c", "support", "w3"),
)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter() if each.tag == f"{SVG}text"]


def told(svg: str) -> list[str]:
    """Return what is told of the signs, one for each cell."""
    found = [each.text or "" for each in ElementTree.fromstring(svg).iter() if each.tag == f"{SVG}title"]
    return [words for words in found[1:] if ": " in words and ", " in words]


def places(svg: str, words: list[str]) -> list[float]:
    """Return where lines of text stand, downward."""
    found = {
        each.text: float(each.get("y", 0)) for each in ElementTree.fromstring(svg).iter() if each.tag == f"{SVG}text"
    }
    return [found[each] for each in words]


# ----------------------------------------------------------------- what is drawn


def test_headline_rows_and_cells(case_of: CaseOf) -> None:
    case = case_of(*MADE, position("a", "support", "x1"), position("b", "support", "x1"))
    svg = case.matrix("a", "b").to_svg()
    words = texts(svg)
    assert words[:4] == ["Who stands where on what", "Stage — as of 2031-01-28",
        "rests on 1 independent source; 1 stance by others' word, 0 inferred", "only of a, b"]  # fmt: skip
    assert words[words.index("Agreed") + 1] == "x1"
    assert words[words.index("Contested") + 1] == "w1 (by others' word: b)"
    heads = ["Agreed (1)", "x1", "Contested (1)", "w1", "Unaddressed (10)", "w2"]
    assert places(svg, heads) == sorted(places(svg, heads))
    cells = [each for each in told(svg) if "no stance on record" not in each]
    assert cells == [
        "a, x1: support", "b, x1: support", "a, w1: demand !", "b, w1: doubt ”",
        "a, w2: conditional", "b, w2: would not say", "a, w3: mixed", "b, w3: open",
    ]  # fmt: skip
    assert words[-1:] == FOOT


def test_the_legend_holds_what_is_drawn_and_no_more(case_of: CaseOf) -> None:
    words = texts(case_of(*MADE).matrix("a", "b", "c").to_svg())
    start = words.index(next(each for each in words if each.startswith("columns by role")))
    assert [each for each in words[start + 1 :] if each not in ("if", "”")] == [
        "for", "leaning: open", "leaning: conditional", "against", "mixed", "would not say", "no stance on record",
        "filled: red line declared in own voice", "inferred", "by others' word", *FOOT,
    ]  # fmt: skip
    few = texts(case_of(position("a", "support", "x1"), position("b", "support", "x1")).matrix("a", "b").to_svg())
    start = few.index(next(each for each in few if each.startswith("columns by role")))
    assert few[start + 1 :] == ["for", "no stance on record", *FOOT]


def test_an_order_and_issues_are_said(case_of: CaseOf) -> None:
    svg = case_of(*MADE).matrix("a", "b", issues=["w"], order="seriation").to_svg()
    words = texts(svg)
    assert "only on w" in words and not {"x1", "l10"} & set(words)
    assert "columns and rows by seriation: those that stand alike are side by side" in words
    by_issue = texts(case_of(*MADE).matrix("a", "b", order="issue").to_svg())
    assert [each for each in by_issue if re.fullmatch(r"[lwx] \(\d\)", each)] == ["l (4)", "w (5)", "x (3)"]


def test_the_order_of_input_and_of_names_changes_nothing() -> None:
    parts = list(MADE)
    one = kg_of(stage.STAGE + "".join(parts)).matrix("a", "b", "c", order="seriation").to_svg()
    other = kg_of(stage.STAGE + "".join(reversed(parts))).matrix("c", "b", "a", order="seriation").to_svg()
    assert one == other


def kg_of(text: str) -> kg.Negotiation:
    from test_properties import opened

    return opened(text)


# --------------------------------------------------------------- many of anything


def crowd(count: int, prefix: str = "p") -> str:
    return "".join(stage._thing(f"{prefix}{n:03}", "Party", "neg:role neg:observer") for n in range(count))


@pytest.mark.parametrize(("more", "words"), [(0, True), (1, False)], ids=["six", "seven"])
def test_cells_have_words_up_to_six_columns(case_of: CaseOf, more: int, words: bool) -> None:
    named = ["a", "b", "c", "f", "g", "h", "o"][: 6 + more]
    svg = case_of(position("a", "oppose", "w1")).matrix(*named).to_svg()
    assert ("oppose" in texts(svg)) is words
    assert "a, w1: oppose" in told(svg)
    assert ("rotate(-90)" in svg) is not words


def options(count: int) -> str:
    return "".join(
        stage._thing(f"v{n:03}", "Option", "neg:optionOf :w", "neg:undertakerUnstated true") for n in range(count)
    )


def test_of_more_than_24_parties_the_group_has_columns_and_others_are_counted(case_of: CaseOf) -> None:
    """The stage has six principals, so that nobody is the default group; with c, g, h and z outside, a and b are."""
    said = [position("a", "support", "x1"), position("b", "oppose", "x1")]
    said += [position(f"p{n:03}", "support", "x1") for n in range(3)] + [position("o", "rule-out", "x1")]
    fewer = stage.STAGE
    for name in "czgh":
        fewer = fewer.replace(f':{name} a neg:Party ; skos:prefLabel "{name}"@en ; neg:role neg:principal',
            f':{name} a neg:Party ; skos:prefLabel "{name}"@en ; neg:role neg:observer')  # fmt: skip
    case = kg_of(fewer + crowd(17) + "".join(said))
    words = texts(case.matrix().to_svg())
    assert "23 others" in words
    # 3 of the 23 are for, o is against
    assert words[words.index("23 others") :].count("+ 3") == 1 and words.count("− 1") == 1
    assert "p001" not in words and "a" in words
    with pytest.raises(UsageError, match=r"would have 25 columns, more than 24; name the parties to show"):
        case_of(crowd(17), *said).matrix().to_svg()


def test_many_options_without_a_word_stand_in_one_row(case_of: CaseOf) -> None:
    """Issue w has 5 options of the stage; w1 is spoken on. With 2 more 6 are quiet, which stand alone; with 3 more 7."""
    said = (position("a", "support", "w1"), position("b", "support", "w1"))
    words = texts(case_of(options(2), *said).matrix("a", "b").to_svg())
    assert "v001" in words and not [each for each in words if "options of" in each]
    svg = case_of(options(3), *said).matrix("a", "b").to_svg()
    assert "7 options of w: no stance on record" in texts(svg) and "v001" not in texts(svg)
    assert "w2; w3; w4; w5; v000; v001; v002" in svg or "v000; v001; v002; w2; w3; w4; w5" in svg
    ended = case_of(options(3), *said, position("a", "support", "w2", 1, ends=5)).matrix("a", "b").to_svg()
    assert "w2" in texts(ended) and "lapsed" in texts(ended)


def test_too_many_rows_are_refused_with_the_way_out(case_of: CaseOf) -> None:
    said = [position("a", "open", f"v{n:03}") for n in range(MOST_ROWS)]
    with pytest.raises(UsageError, match=r"the picture would have 312 rows, more than 300; name issues with --issue"):
        case_of(options(MOST_ROWS), *said).matrix("a", "b").to_svg()


def test_nothing_at_all_is_drawn_as_nothing(case_of: CaseOf) -> None:
    svg = case_of(position("c", "open", "w1")).matrix("a", "b").to_svg()
    assert "Sources: none" in texts(svg) and "nothing on record" in texts(svg)


# -------------------------------------------------------------------- text and looks

LONG = "A label of very many words that says at great length what nobody wanted to read " * 6
HOSTILE = ("</svg><script>alert(1)</script>", LONG, "W" * 2000, "عربي نص طويل", "停火协议" * 80)


def hostile() -> str:
    found = "".join(
        f":q{n} a neg:Party ; neg:role neg:principal ; skos:prefLabel {ttl(words)}@en .\n"
        f":i{n} a neg:Issue ; skos:prefLabel {ttl(words)}@en .\n"
        f":k{n} a neg:Option ; neg:optionOf :i{n} ; neg:undertakerUnstated true ; skos:prefLabel {ttl(words)}@en .\n"
        for n, words in enumerate(HOSTILE)
    )
    return found + "".join(position(f"q{n}", "demand", f"k{n}") for n in range(len(HOSTILE)))


def ttl(words: str) -> str:
    return '"' + words.replace('"', '\\"') + '"'


def test_labels_are_text_and_long_ones_clamp_at_two_lines(case_of: CaseOf) -> None:
    svg = case_of(hostile()).matrix("q0", "q1", "q2", order="issue").to_svg()
    assert not [each for each in ElementTree.fromstring(svg).iter() if each.tag.removeprefix(SVG) == "script"]
    assert "alert(1)" in "".join(texts(svg))
    width = float(ElementTree.fromstring(svg).get("width", 0))
    assert width < 1000
    rows = [each for each in texts(svg) if each.startswith("WWW")]
    # the headline is whole, heads and rows are clipped: one line of the head's two, one of the row's two ends in “…”
    assert sum(each.endswith("…") for each in rows) >= 2
    assert LONG.strip() in " ".join(told(svg))


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize(
    "named",
    [("q0", "q1", "q2", "q3", "q4"), (), ("a", "b", "q1", "q2", "q3", "q4", "q0")],
    ids=["words", "all", "signs"],
)
def test_no_words_lie_outside_or_over_one_another(case_of: CaseOf, browser: Any, tmp_path: Path, named: Any) -> None:
    (tmp_path / "x.svg").write_text(case_of(hostile(), *MADE).matrix(*named).to_svg(), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "x.svg").as_uri())
    found = page.evaluate(
        """() => {
            const root = document.documentElement.getBoundingClientRect();
            const texts = [...document.querySelectorAll("text")].filter((one) => !["”", "if"].includes(one.textContent));
            const boxes = texts.map((one) => [one.textContent.slice(0, 30), one.getBoundingClientRect()]);
            const outside = boxes.filter(([, b]) => b.left < root.left || b.right > root.right + 1 || b.top < root.top || b.bottom > root.bottom);
            const over = boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
                .map(([other]) => [one, other]));
            return [outside.map(([words]) => words), over];
        }"""
    )
    page.close()
    assert found == [[], []]


def test_colours_of_words_are_those_of_their_sides(case_of: CaseOf) -> None:
    svg = case_of(*MADE).matrix("a", "b").to_svg()
    fills = {each.text: each.get("fill") for each in ElementTree.fromstring(svg).iter() if each.tag == f"{SVG}text"}
    assert (fills["demand"], fills["doubt"], fills["conditional"]) == tuple(
        COLOURS[side] for side in ("for", "against", "leaning")
    )


# ----------------------------------------------------------------------- command line


def run(*words: str) -> Any:
    return CliRunner(env={"KG_CASE": "", "COLUMNS": "80"}).invoke(main, words)


def test_the_command_draws_it() -> None:
    svg = run("matrix", "russia", "ukraine", "--format", "svg").stdout
    assert svg == kg.open().matrix("Ukraine", "Russia").to_svg()
    assert "only of Russia, Ukraine" in texts(svg)
    assert any("in name only" == each for each in texts(svg))
    filtered = texts(run("matrix", "--min-confidence", "0.6", "--format", "svg").stdout)
    assert any(each.startswith("filter: confidence of at least 0.6") for each in filtered)
    assert "hidden by a filter" in filtered
