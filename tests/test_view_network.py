"""The network of statements in the browser: switched to, slid through its windows, opened line by line, linked to, and in order."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest
from click.testing import CliRunner
from view_pages import DESK, PHONE, axe_violations, click, marks_of_the_browser, number, panel, screen_point

import kg
from kg.cli import main

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

STATEMENTS = "#view=parties&mode=map&lines=statements"


def labels(page: Any) -> dict[str, str]:
    """Return the words on the lines of the map, by the names of both ends."""
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries(kgPage.scene().edges.filter((edge) => edge.label).map((edge) =>"
        " [[kgPage.name(edge.from), kgPage.name(edge.to)].sort().join(' – '), edge.label]))"
    )
    return found


def expected(case: kg.Negotiation, **choices: Any) -> dict[str, str]:
    """Return the same as ``kg network`` has it: agreement less disagreement, and both."""
    same, opposite = (case.network(aggregation=name, **choices).to_json() for name in ("congruence", "conflict"))
    names = [thing["label"] for thing in same["rows"]]
    found = {}
    for i, row in enumerate(names):
        for j, column in enumerate(names[:i]):
            plus, minus = int(same["weights"][i][j]), int(opposite["weights"][i][j])
            if plus or minus:
                weight = f"+{plus - minus}" if plus > minus else f"−{minus - plus}" if minus > plus else "0"
                found[" – ".join(sorted((row, column)))] = f"{weight} = {plus} − {minus}"
    return found


def pair(page: Any, one: str, other: str) -> str:
    return "n" + "-".join(map(str, sorted(number(page, "parties", key) for key in (one, other))))


# ------------------------------------------------------------- the switch


def test_the_lines_are_stances_of_the_day_until_statements_are_chosen(visit: Any) -> None:
    page = visit("basin", "#view=parties")
    assert page.get_attribute("#lines-stances", "aria-pressed") == "true"
    assert page.locator("#counted").is_hidden()
    page.click("#lines-statements")
    assert labels(page) == expected(kg.open("example:basin"))
    assert "141 mentions counted" in page.inner_text("#counted-line")
    assert "in own voice" in page.inner_text("#counted-line")
    assert "3 without a side" in page.inner_text("#counted-line")
    assert "lines=statements" in page.url
    page.click("#lines-stances")
    assert "✓" in next(iter(labels(page).values()))
    assert "lines" not in page.url


def test_the_switch_is_of_the_parties_alone(visit: Any) -> None:
    page = visit("basin", STATEMENTS)
    page.click("#view-positions")
    assert page.locator("#lines-bar").is_hidden()
    assert page.inner_text("#day-name") == "30 Jun 2031"


def test_the_day_that_was_chosen_is_kept_and_does_not_count_here(visit: Any) -> None:
    page = visit("basin", "#view=parties&day=2031-04-18")
    page.click("#lines-statements")
    assert "As of 30 June 2031" in page.inner_text("#case-line")
    assert labels(page) == expected(kg.open("example:basin"))
    page.click("#lines-stances")
    assert "As of 18 April 2031" in page.inner_text("#case-line")


# -------------------------------------------------------------- the slider


def test_the_slider_moves_window_by_window_and_all_time_is_at_its_end(visit: Any) -> None:
    page = visit("basin", STATEMENTS)
    series = kg.open("example:basin").network(window="1:months").to_json()["windows"]
    assert page.inner_text("#day-name") == "all time"
    assert page.get_attribute("#day", "max") == str(len(series))
    page.focus("#day")
    seen = []
    for _ in series:
        page.keyboard.press("ArrowLeft")
        seen.append(page.evaluate("[kgPage.window().first, kgPage.window().last, kgPage.window().partial]"))
    assert seen == [[one["first"], one["last"], one["partial"]] for one in reversed(series)]
    assert page.inner_text("#day-name") == "1 Jan 2031 – 31 Jan 2031"
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#day", "aria-valuetext") == "1 Feb 2031 – 28 Feb 2031"
    first = {"since": "2031-02-01", "until": "2031-02-28"}
    assert labels(page) == expected(kg.open("example:basin"), **first)
    page.click("#all-time")
    assert labels(page) == expected(kg.open("example:basin"))


def test_a_window_that_is_cut_is_marked(visit: Any) -> None:
    page = visit("basin", f"{STATEMENTS}&window=2031-06-01")
    assert page.inner_text("#day-name") == "1 Jun 2031 – 10 Jun 2031 (cut)"
    assert "No two parties spoke on the same option here" in page.inner_text("#counted-hint")


def test_keys_run_the_other_way_where_the_page_does(visit: Any) -> None:
    page = visit("basin", f"{STATEMENTS}&lang=ar&window=2031-02-01")
    page.focus("#day")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("kgPage.window().first") == "2031-03-01"


def test_communities_are_those_of_the_window(visit: Any) -> None:
    """In February Orrin, Selm and Tavay say the same more often than not, pair by pair; in all time Selm and Tavay do not."""
    page = visit("basin", f"{STATEMENTS}&window=2031-02-01")
    named = "kgPage.communities().filter((group) => group.length).map((group) => group.map((n) => kgPage.name(`p${n}`)).sort())"
    assert page.evaluate(named) == [["Orrin", "Selm", "Tavay"]]
    page.click("#day-before")
    assert page.evaluate(named) == [["Orrin", "Selm"]]


def test_a_community_keeps_its_colour_from_window_to_window(visit: Any) -> None:
    page = visit("basin", STATEMENTS)
    orrin = f"p{number(page, 'parties', 'orrin')}"
    seen = {page.evaluate("(id) => kgPage.look(id).community", orrin)}
    for window in ("2031-01-01", "2031-02-01", "2031-03-01"):
        page.evaluate("(window) => kgPage.change({ window })", window)
        seen.add(page.evaluate("(id) => kgPage.look(id).community", orrin))
    assert len(seen) == 1


# ------------------------------------------------------- a weight in full


def explained(*arguments: str) -> list[tuple[str, str, str, str]]:
    """Return what ``kg network --explain`` lists: the option, the words of both, and what they add."""
    told = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert told.exit_code == 0, told.stderr
    return [
        (
            part["on"]["label"],
            part["one"]["statement"]["paraphrase"],
            part["other"]["statement"]["paraphrase"],
            "+1" if part["share"] == 1 else "−1",
        )
        for part in json.loads(told.stdout)["parts"]
    ]


def listed(page: Any) -> list[tuple[str, str, str, str]]:
    """Return what the panel lists, in the same form."""
    rows = page.locator("#panel .pair-part")
    return [
        (
            row.locator(".adds .link").inner_text(),
            row.locator(".mention .paraphrase").nth(0).inner_text(),
            row.locator(".mention .paraphrase").nth(1).inner_text(),
            row.locator(".adds .figures").inner_text(),
        )
        for row in rows.all()
    ]


def test_a_line_opens_the_statements_that_make_its_weight_and_their_sum(visit: Any) -> None:
    page = visit("shipped", STATEMENTS)
    click(page, pair(page, "russia", "ukraine"))
    assert listed(page) == explained("network", "--explain", "Russia", "Ukraine")
    told = panel(page)
    assert "+3 = 6 − 3" in told and "Same side: 6 · Opposite sides: 3" in told
    assert page.locator("#panel .sum").inner_text() == "Sum: +3"
    assert "paragraph 4" in told and "20 Apr 2025" in told
    assert page.locator("#panel .command code").inner_text() == "kg network --explain Russia Ukraine --as-of 2025-04-22"


@pytest.mark.parametrize("window", ["2031-01-01", "2031-02-01", "2031-03-01"])
def test_the_command_gives_the_figures_of_the_window(visit: Any, window: str) -> None:
    page = visit("basin", f"{STATEMENTS}&window={window}&others=1")
    weights = page.evaluate("kgPage.weights().map(({ id, weight }) => [id, weight])")
    assert weights
    for id, weight in weights:
        page.evaluate("(id) => kgPage.select(id)", id)
        kg_, *command = shlex.split(page.locator("#panel .command code").inner_text())
        rows = explained(*command, "--case", "example:basin")
        assert (kg_, sorted(listed(page))) == ("kg", sorted(rows))
        assert sum(1 if adds == "+1" else -1 for *_, adds in rows) == weight


def test_windows_of_a_number_of_statements_slide_and_name_the_command_that_has_them_all(visit: Any) -> None:
    page = visit("runs", "#lines=statements&others=0")
    series = kg.open("example:basin").network(window="40:statements").to_json()["windows"]
    page.click("#day-before")
    assert page.inner_text("#day-name").endswith("(cut)") == series[-1]["partial"]
    assert page.evaluate("kgPage.windows().map(({ kept }) => kept)") == [one["kept"] for one in series]
    page.click("#day-before")
    _, *command = shlex.split(str(page.locator("#counted-command code").text_content()))
    told = CliRunner().invoke(main, [*command, "--case", "example:basin"])
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout)["windows"][-2]["weights"] == series[-2]["weights"]
    link = page.url.partition("#")[2]
    assert visit("runs", f"#{link}").evaluate("kgPage.window().kept") == series[-2]["kept"]


def test_the_command_of_a_page_of_some_parties_and_issues_names_them(visit: Any) -> None:
    page = visit("few", "#lines=statements&sel=p:orrin~p:selm")
    _, *command = shlex.split(page.locator("#panel .command code").inner_text())
    assert command[:4] == ["network", "--explain", "Orrin", "Selm"]
    assert sorted(explained(*command, "--case", "example:basin")) == sorted(listed(page)) != []


def test_parts_that_the_page_does_not_have_are_counted(visit: Any) -> None:
    """What is not on the page is told apart from what a filter hides: here the last of nine pairs is taken out of the data."""
    page = visit("shipped", STATEMENTS)
    page.evaluate("kgPage.data.statementNetwork.pairs[0].same.splice(-2)")
    page.evaluate("(id) => kgPage.select(id)", pair(page, "russia", "ukraine"))
    assert "1 older pair is not on this page; the command has it." in panel(page)
    assert page.locator("#panel .hidden-count").count() == 0
    assert page.locator("#panel .sum").inner_text() == "Sum: +3"


def test_by_keyboard_from_a_party_to_a_line_and_its_statements(visit: Any) -> None:
    page = visit("shipped", STATEMENTS)
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "Lines of statements" in panel(page)
    page.locator("#panel .part .link").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .pair-part").count() > 0
    assert "Pair of parties" in panel(page)


def test_by_touch_on_a_phone_in_the_map_and_in_the_table(visit: Any) -> None:
    page = visit("shipped", STATEMENTS, PHONE, has_touch=True)
    x, y = screen_point(page, pair(page, "russia", "ukraine"))
    page.touchscreen.tap(x, y)
    assert page.locator("#panel .pair-part").count() == 9
    page = visit("shipped", "#view=parties&lines=statements", PHONE, has_touch=True)
    page.locator("#table-view .link", has_text="Ukraine").first.tap()
    assert page.locator("#panel .figures").count() > 0
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_what_they_share_by_stances_is_one_step_away(visit: Any) -> None:
    page = visit("shipped", STATEMENTS)
    page.evaluate("(id) => kgPage.select(id)", pair(page, "russia", "ukraine"))
    page.click("#all-between")
    assert "Contested" in panel(page)
    assert page.get_attribute("#lines-stances", "aria-pressed") == "true"


# -------------------------------------------------------- voice and filters


def test_others_word_counts_where_it_is_asked_for_and_never_under_own_voice_only(visit: Any) -> None:
    page = visit("basin", STATEMENTS)
    page.check("#count-others")
    assert labels(page) == expected(kg.open("example:basin"), voice="any")
    assert "by others’ word" in page.inner_text("#counted-line")
    assert "--voice any" in page.locator("#counted-command code").text_content()
    page.evaluate("kgPage.change({ own: true })")
    assert labels(page) == expected(kg.open("example:basin"))
    assert page.locator("#count-others").is_disabled()
    assert not page.is_checked("#count-others")


@pytest.mark.parametrize("conf", [45, 60, 92, 100])
def test_the_confidence_asked_for_counts_as_in_the_command(visit: Any, conf: int) -> None:
    page = visit("basin", f"{STATEMENTS}&conf={conf}&others=1")
    assert labels(page) == expected(kg.open("example:basin", min_confidence=conf / 100), voice="any")
    assert f"Minimum confidence {conf / 100:g}" in page.inner_text("#counted-line")


def test_what_a_filter_hides_of_a_weight_is_counted_and_the_weight_stays(visit: Any) -> None:
    page = visit("shipped", STATEMENTS)
    id = pair(page, "russia", "ukraine")
    page.evaluate("(id) => kgPage.select(id)", id)
    first = page.locator("#panel .adds .link").first.inner_text()
    page.evaluate(
        "(label) => kgPage.change({ noIssue: [kgPage.data.options.find((one) => (one.label.en ?? one.label) === label).issue] })",
        first,
    )
    assert "+3 = 6 − 3" in panel(page)
    hidden = (
        page.evaluate("(id) => kgPage.parts(kgPage.weights().find((one) => one.id === id)).length", id)
        - page.locator("#panel .pair-part").count()
    )
    assert hidden > 0
    assert f"▒ {hidden} hidden" in panel(page)
    assert any(f"▒ {hidden} hidden" in words for words in labels(page).values())
    page.evaluate("kgPage.change({ mode: 'table' })")  # where Russia and the United States have one on that issue too
    assert f"Filters: 1, {hidden + 1} hidden" in page.inner_text("#table-view caption")


def test_a_party_that_is_filtered_out_has_no_line(visit: Any) -> None:
    page = visit("shipped", STATEMENTS)
    page.evaluate("(n) => kgPage.change({ noParty: [n] })", number(page, "parties", "ukraine"))
    assert not [names for names in labels(page) if "Ukraine" in names]


# ------------------------------------------------------ links and pictures


def test_a_link_brings_back_window_voice_and_line(visit: Any) -> None:
    page = visit("basin", STATEMENTS)
    page.check("#count-others")
    page.click("#day-before")
    page.focus("#day")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.evaluate("(id) => kgPage.select(id)", pair(page, "orrin", "selm"))
    before, link = panel(page), page.url.partition("#")[2]
    again = visit("basin", f"#{link}")
    assert again.evaluate("kgPage.window().first") == "2031-03-01"
    assert again.is_checked("#count-others")
    assert panel(again) == before


def test_back_goes_from_statements_to_stances(visit: Any) -> None:
    page = visit("basin", "#view=parties")
    page.click("#lines-statements")
    page.go_back()
    assert page.get_attribute("#lines-stances", "aria-pressed") == "true"


@pytest.mark.parametrize("hash", ["&window=1999-01-01", "&lines=votes", "&window=%3Cimg%3E"])
def test_a_link_to_what_the_page_does_not_have_is_told(visit: Any, hash: str) -> None:
    page = visit("basin", f"#view=parties{hash}")
    assert (
        "1999-01-01" in page.inner_text("#told")
        or "votes" in page.inner_text("#told")
        or "<img>" in page.inner_text("#told")
    )


def test_the_picture_says_what_is_counted(visit: Any) -> None:
    page = visit("basin", f"{STATEMENTS}&window=2031-02-01")
    drawn = page.evaluate("kgPage.picture().outerHTML")
    assert "Parties · statements" in drawn
    assert "1 Feb 2031 – 28 Feb 2031 · 54 mentions counted" in drawn
    assert "+8 = 10 − 2" in drawn and "pairs of statements: same side, less opposite sides" in drawn


def test_paper_says_what_is_counted(visit: Any) -> None:
    page = visit("basin", f"{STATEMENTS}&window=2031-02-01")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    told = page.locator("#print-head").text_content()
    assert "1 Feb 2031 – 28 Feb 2031 · 54 mentions counted · in own voice" in told
    page.evaluate("kgPage.change({ lines: 'stances' }), window.dispatchEvent(new Event('beforeprint'))")
    assert "mentions counted" not in page.locator("#print-head").text_content()


def test_the_table_has_every_weight(visit: Any) -> None:
    page = visit("basin", "#view=parties&mode=table&lines=statements")
    rows = [row.locator("td").all_inner_texts() for row in page.locator("#table-view tbody tr").all()]
    told = {" – ".join(sorted(row[:2])): f"{row[2]} = {row[3]} − {row[4]}" for row in rows}
    assert told == expected(kg.open("example:basin"))


def test_embedded_it_says_what_is_counted_and_nothing_to_press(visit: Any) -> None:
    page = visit("basin", f"{STATEMENTS}&embed=1&window=2031-02-01", {"width": 640, "height": 480})
    assert (
        page.locator("#lines-bar").inner_text().strip()
        == "1 Feb 2031 – 28 Feb 2031 · 54 mentions counted · in own voice · 3 without a side"
    )
    assert page.locator("#canvas").bounding_box()["height"] > 280


# ----------------------------------------------------- for every reader


@pytest.mark.parametrize("hash", ["", "&sel=p:russia~p:ukraine", "&mode=table"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Any, hash: str, scheme: str) -> None:
    page = visit("shipped", f"#view=parties&lines=statements{hash}", DESK, color_scheme=scheme)
    assert axe_violations(page) == "[]"


def test_axe_finds_nothing_on_a_phone_in_arabic(visit: Any) -> None:
    page = visit("shipped", f"{STATEMENTS}&lang=ar&sel=p:russia~p:ukraine", PHONE)
    assert axe_violations(page) == "[]"


@pytest.mark.parametrize("lang", ["uk", "ru", "fr", "ar"])
def test_every_word_is_in_the_language_of_the_page(visit: Any, lang: str) -> None:
    page = visit("basin", f"{STATEMENTS}&lang={lang}&window=2031-02-01")
    words = page.inner_text("#lines-bar") + page.inner_text("#timeline")
    assert not re.search(r"statements|window|counted|voice|side", words, re.IGNORECASE)


def test_hostile_names_stay_text(visit: Any) -> None:
    page = visit("hostile", STATEMENTS)
    for id in page.evaluate("kgPage.weights().map(({ id }) => id)") or []:
        page.evaluate("(id) => kgPage.select(id)", id)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#panel img, #lines-bar img").count() == 0
