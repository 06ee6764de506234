"""The coding desk in headless Chromium: by keyboard alone, in three scripts, kept through a kill, and nothing leaves it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_pages import BASE, Desk, cards_of, desk, forty, said, saved_file
from view_pages import DESK, PHONE, axe_violations, marks_of_the_browser

import kg
from kg.desk.copying import CopyOffer
from kg.desk.desk_file import read_desk_file
from kg.desk.merging import merge_desk
from kg.texts import find, source_text

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser
__all__ = ["desk"]

#: the stance of each digit, as the ladder has them
STANCES = ("demand", "support", "conditional", "open", "doubt", "oppose", "rule-out", "noncommittal")


def merge(where: Desk, file: Path) -> Any:
    return merge_desk(read_desk_file(file), file, where.case, examine=lambda quads, tables, is_new: [], max_bytes=None)


def copied_desk(where: Desk) -> Path:
    """Write a desk whose text may be a copy, and whose cards are copied and found by a model."""
    text, cards = forty()
    name = "the-evening-gazette-of-the-islands.txt"
    copied = {"text": name, "paragraph": 4, "desk": "gazette.html", "card": "p4s1"}
    offer = CopyOffer("gazette", name, 9, 0.87, False, {"id": "gazette", "title": "Gazette"})
    return where.write(text, [{**card, "copied": copied, "by": "rules, qwen"} for card in cards], offer=offer)


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def select(page: Any, paragraph: int, start: int, end: int) -> None:
    """Select signs of a paragraph, counted in its own text as UTF-16."""
    page.evaluate(
        """([number, start, end]) => {
            const paragraph = document.getElementById("text").children[number - 1];
            const at = (offset) => {
                const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(), passed = 0; node; passed += node.length, node = walker.nextNode())
                    if (passed + node.length >= offset) return [node, offset - passed];
                return [paragraph, 0];
            };
            document.activeElement?.blur();
            window.getSelection().setBaseAndExtent(...at(start), ...at(end));
        }""",
        [paragraph, start, end],
    )


# ------------------------------------------------------------ keyboard


def test_forty_cards_are_coded_by_keyboard_alone(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    for n in range(40):
        if n % 10 == 9:
            press(page, "x")
            continue
        press(page, "qwe"[n % 3], str(n % 8 + 1))
        if n % 8 == 2:
            page.keyboard.type(f"boats run {n}")
            press(page, "Enter")
        press(page, "j")
    assert page.inner_text("#progress") == "40 of 40 decided: 36 coded, 4 rejected"
    file = saved_file(page, tmp_path)
    cards = read_desk_file(file).cards
    assert [card.id for card in cards] == [f"p{n // 4 + 1}s{n % 4 + 1}" for n in range(40)]
    for n, card in enumerate(cards):
        if n % 10 == 9:
            assert (card.state, card.positions) == ("rejected", ())
            continue
        (position,) = card.positions
        assert (position.on, position.stance) == (BASE + ("free", "half", "night")[n % 3], STANCES[n % 8])
        assert position.condition == (f"boats run {n}" if n % 8 == 2 else "")
    assert merge(where, file).added > 0
    assert len(kg.open(str(where.case)).case.statements) == 37
    once = where.case.read_bytes()
    again = merge(where, file)
    assert (again.added, again.removed, where.case.read_bytes()) == (0, 0, once)


def test_a_stance_needs_an_option_first_and_none_is_filled_in(desk: Any) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    assert page.locator("[aria-pressed=true]").count() == 0
    press(page, "1")
    assert page.inner_text("#said") == "choose the option first"
    assert page.locator("[aria-pressed=true]").count() == 0
    press(page, "w", "7")
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["WHalf fare", "7− rule-out"]
    assert "declared red line" in page.inner_text(".card.current .means").lower()
    press(page, "0")
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["WHalf fare"]
    press(page, "0")
    assert page.locator("[aria-pressed=true]").count() == 0
    press(page, "u", "u")
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["WHalf fare", "7− rule-out"]


def dispatch(page: Any, code: str, key: str) -> None:
    page.evaluate(
        """([code, key]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }))""",
        [code, key],
    )


@pytest.mark.parametrize(
    ("code", "key", "stance"),
    [
        ("Digit2", "é", "2+ support"),  # AZERTY without shift
        ("Digit6", "-", "6− oppose"),
        ("Numpad4", "4", "4~ open"),
        ("Digit5", "٥", "5− doubt"),  # Arabic-Indic
        ("KeyZ", "۶", "6− oppose"),  # a digit by its sign wherever it lies
    ],
)
def test_digits_of_other_keyboards(desk: Any, code: str, key: str, stance: str) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    dispatch(page, "KeyQ", "й")
    dispatch(page, code, key)
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["QFree crossing", stance]


def test_single_keys_work_only_in_a_card_and_can_be_switched_off(desk: Any) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    page.locator("#text").focus()
    press(page, "q", "x")
    page.locator(".card.current .paraphrase input").focus()
    page.keyboard.type("qx1")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.classList.contains('card')")
    page.uncheck("#keys")
    page.locator(".card.current").focus()
    press(page, "q", "x")
    assert page.inner_text("#progress") == "0 of 40 decided: 0 coded, 0 rejected"
    assert page.locator("[aria-pressed=true]").count() == 0


def test_with_single_keys_off_a_card_is_reached_by_tab_and_undone_by_a_button(desk: Any) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    page.uncheck("#keys")
    page.locator(".card.current").focus()
    for _ in range(30):
        press(page, "Tab")
        if page.evaluate("document.activeElement.id") == "card-p1s2":
            break
    assert page.get_attribute(".card.current", "id") == "card-p1s2"
    page.get_by_role("button", name="Half fare").click()
    assert page.locator("[aria-pressed=true]").count() == 1
    page.locator("#undo").focus()
    press(page, "Enter")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.check("#keys")
    page.locator("#card-p1s3").focus()
    press(page, "x")
    assert "rejected" in str(page.get_attribute("#card-p1s3", "class"))


def test_an_addition_is_undone(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    press(page, "/")
    page.keyboard.type("Cargo boats")
    press(page, "Enter")
    page.select_option("dialog [name=issue]", label="Fares")
    page.click("dialog button.main")
    assert page.locator("[aria-pressed=true]").all_inner_texts() == ["Cargo boats"]
    press(page, "u", "u")
    assert page.inner_text("#said") == "undone: addition"
    assert page.locator("[aria-pressed=true]").count() == 0
    page.locator("#kept", has_text="✓ kept").wait_for()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert json.loads(saved_file(page, tmp_path).read_text(encoding="utf-8"))["new"] == {}


def test_any_option_is_found_by_its_names_and_a_new_one_made(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    press(page, "/")
    page.keyboard.type("LATE fer")
    assert page.locator("[role=option]").all_inner_texts()[0].startswith("Night boats")
    press(page, "Enter", "1", "j", "/")
    page.keyboard.type("Cargo boats")
    press(page, "Enter")
    page.select_option("dialog [name=issue]", label="Fares")
    page.click("dialog button.main")
    press(page, "4")
    file = saved_file(page, tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["new"] == {"options": [{"id": "cargo-boats", "issue": f"{BASE}fares", "label": "Cargo boats"}]}
    assert [card["positions"][0]["on"] for card in content["cards"][:2]] == [f"{BASE}night", "cargo-boats"]
    merge(where, file)
    assert str(kg.open(str(where.case)).why("isle", "cargo boats").held.stance) == "open"


def test_a_proposal_an_event_and_a_source_are_added_without_a_coded_card(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))

    def add(name: str, fields: dict[str, str], chosen: dict[str, str]) -> None:
        page.click("#add summary")
        page.get_by_role("button", name=name, exact=True).click()
        for column, words in fields.items():
            page.fill(f"dialog [data-column='{column}']", words)
        for column, label in chosen.items():
            page.select_option(f"dialog [data-column='{column}']", label=label)
        page.click("dialog button.main")

    add(
        "New proposal",
        {"label": "Summer plan", "day": "2031-02-03"},
        {"terms": "Free crossing", "proposed by": "Coast"},
    )
    add("New event", {"label": "They met.", "from": "2031-02-04", "place": "The pier"}, {"actors": "Isle"})
    add("New source", {"title": "Gazette", "publisher": "Gazette Ltd", "issued": "2031-02-01"}, {})
    file = saved_file(page, tmp_path)
    new = json.loads(file.read_text(encoding="utf-8"))["new"]
    assert {sheet: [row["id"] for row in rows] for sheet, rows in new.items()} == {
        "events": ["they-met"],
        "proposals": ["summer-plan"],
        "sources": ["gazette"],
    }
    merge(where, file)
    case = kg.open(str(where.case)).case
    (proposal,) = case.proposals.values()
    assert (proposal.label("en"), proposal.terms, proposal.day) == ("Summer plan", (f"{BASE}free",), date(2031, 2, 3))
    (event,) = case.events.values()
    assert (event.label("en"), event.start, event.actors) == ("They met.", date(2031, 2, 4), (f"{BASE}isle",))
    assert (event.paragraph, case.sources[event.source].label("en")) == (1, "wire.txt")
    assert sorted(source.label("en") for source in case.sources.values()) == ["Gazette", "Post", "wire.txt"]
    once = where.case.read_bytes()
    merge(where, file)
    assert where.case.read_bytes() == once


def test_each_card_says_who_found_it_where_a_model_was_asked(desk: Any) -> None:
    where, visit = desk
    text, cards = forty()
    page = visit(where.write(text, cards))
    assert "Found" not in page.inner_text(".card.current dl")
    cards[1]["by"] = "rules, <b>qwen</b>"
    page = visit(where.write(text, cards))
    assert "by rules" in page.inner_text(".card.current dl")
    press(page, "j")
    assert "by rules, <b>qwen</b>" in page.inner_text(".card.current dl")


@pytest.mark.parametrize("usual", [False, True])
def test_a_person_says_whether_the_text_is_a_copy(desk: Any, tmp_path: Path, usual: bool) -> None:
    where, visit = desk
    text, cards = forty()
    offer = CopyOffer("gazette", "gazette.txt", 9, 0.87, usual, {"id": "gazette", "title": "Gazette", "language": "en"})
    cards[1]["copied"] = {"text": "gazette.txt", "paragraph": 4, "desk": "a b.html", "card": "p4s1"}
    path = where.write(text, cards, offer=offer)
    page = visit(path)
    assert page.inner_text("#copy") == (
        "9 of 10 paragraphs, 87 % of the words, are also in gazette.txt.  a copy: the two count as one source"
    )
    assert page.is_checked("#copy input") == usual
    press(page, "q", "1")
    page.click("#copy input")
    file = saved_file(page, tmp_path)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["text"].get("copy of") == (None if usual else "gazette")
    assert content["new"] == {}
    assert page.inner_text("#behind").startswith("file: saved")
    page.locator("#kept", has_text="✓ kept").wait_for()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.is_checked("#copy input") != usual
    page.set_input_files("#open-file", file)
    page.wait_for_selector("#told:not([hidden])")
    assert page.is_checked("#copy input") != usual
    merge(where, file)
    found = {source.label("en"): source.copy_of for source in kg.open(str(where.case)).case.sources.values()}
    copy = {"wire.txt": None} if usual else {"wire.txt": f"{BASE}gazette", "Gazette": None}
    assert found == {"Post": None, **copy}
    press(page, "j")
    assert "copied" in page.inner_text("#head-p1s2")
    link = page.locator(".card.current dl a")
    assert (link.get_attribute("href"), link.inner_text()) == ("a%20b.html#p4s1", "gazette.txt ¶4")
    page.goto(f"{path.as_uri()}#p3s2")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator(".card.current").get_attribute("id") == "card-p3s2"


def test_what_the_desk_puts_in_few_words_is_said_to_be_english(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    text = source_text("wire.txt", ["Острів вимагає. Берег проти."])
    page = visit(where.write(text, cards_of(text), language="uk"))
    press(page, "q", "1", "j", "q", "2")
    page.fill(".card.current .paraphrase input", "Берег проти")
    merge(where, saved_file(page, tmp_path))
    case = kg.open(str(where.case)).case
    assert sorted(one.paraphrase for one in case.statements.values() if one.coder) == [
        (("en", "Isle: demand, Free crossing"),),
        (("uk", "Берег проти"),),
    ]


def test_several_positions_a_reading_and_another_speaker(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    press(page, "q", "2", "a", "w", "6", "r")
    page.select_option(".reading select >> nth=1", "new")
    page.fill("dialog [name=label]", "Cars")
    page.click("dialog button.main")
    page.fill(".reading textarea", "Cars cross free as well.")
    press(page, "Escape", "p")
    page.select_option(".change-speaker", label="Ann Reed")
    page.fill(".change-earliest", "2031-02-03")
    page.locator(".change-earliest").blur()
    card = said(saved_file(page, tmp_path))["p1s1"]
    assert [(one["on"], one["stance"]) for one in card["positions"]] == [
        (f"{BASE}free", "support"),
        (f"{BASE}half", "oppose"),
    ]
    assert card["readings"] == [{"option": f"{BASE}half", "point": "cars", "text": "Cars cross free as well."}]
    assert (card["speaker"], card["earliest"], card["latest"]) == (f"{BASE}ann", "2031-02-03", "2031-02-05")
    assert card["paraphrase"] == "Isle: support, Free crossing; oppose, Half fare; Cars: Cars cross free as well."
    assert merge(where, tmp_path / "wire-eve.json").added > 0
    assert page.input_value(".card.current .paraphrase input") == ""


def test_earlier_stances_show_after_the_choice_or_on_demand(desk: Any) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    press(page, "q")
    assert "oppose" not in page.inner_text(".before")
    press(page, "h")
    assert "− oppose Sat 1 Feb 2031" in page.inner_text(".before")
    press(page, "j", "q", "6")
    assert "oppose Sat 1 Feb 2031 – renewed" in page.inner_text(".before")
    press(page, "2")
    assert "oppose Sat 1 Feb 2031 – moved" in page.inner_text(".before")


# --------------------------------------------------------- select to code

WORDS = {
    "uk": ("Острів 😀 каже: переправа має бути безкоштовною. Так.", "переправа має бути безкоштовною"),
    "ar": ("قالت الجزيرة 😀 إن العبور يجب أن يكون مجانيا. نعم.", "العبور يجب أن يكون مجانيا"),
}


@pytest.mark.parametrize("language", WORDS)
def test_selected_words_become_a_card_in_any_script(desk: Any, tmp_path: Path, language: str) -> None:
    where, visit = desk
    paragraph, words = WORDS[language]
    text = source_text("wire.txt", ["One.", paragraph])
    page = visit(where.write(text, cards_of(text), language=language))
    start = paragraph.encode("utf-16-le").index(words.encode("utf-16-le")) // 2
    select(page, 2, start + 2, start + len(words) - 1)
    press(page, "n")
    page.keyboard.type("Isle")
    page.select_option(".change-attribution", "reported")
    press(page, "Escape", "/")
    page.keyboard.type("free")
    press(page, "Enter", "1")
    card = next(card for card in read_desk_file(saved_file(page, tmp_path)).cards if card.by == "coder")
    assert (card.state, card.party, card.selector.exact) == ("coded", f"{BASE}isle", words)
    assert paragraph[card.start : card.end] == words
    place = find(text, card.selector)
    assert place is not None and (place.paragraph, place.start, place.end) == (2, card.start, card.end)
    direction = page.locator("#text p").nth(1).evaluate("(p) => getComputedStyle(p).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")


def test_overlapping_and_nested_marks_leave_the_text_as_it_is(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    words = "Isle wants the crossing free and the pier new, Coast said."
    text = source_text("wire.txt", [words])
    (whole,) = cards_of(text)
    cards = [whole, {**whole, "id": "p1s1b", "start": 5, "end": 32}, {**whole, "id": "p1s1c", "start": 15, "end": 45}]
    page = visit(where.write(text, cards))
    assert page.locator("#text p").evaluate("(p) => p.textContent") == words
    pieces = page.locator("#text mark").evaluate_all("(all) => all.map((one) => [one.textContent, one.dataset.cards])")
    assert pieces == [
        ["Isle ", "p1s1"],
        ["wants the ", "p1s1b p1s1"],
        ["crossing free and", "p1s1b p1s1c p1s1"],
        [" the pier new", "p1s1c p1s1"],
        [", Coast said.", "p1s1"],
    ]
    badges = page.locator("#text mark[data-no]").evaluate_all("(all) => all.map((one) => one.dataset.no)")
    assert badges == ["1", "2", "3"]
    select(page, 1, words.index("pier"), words.index("new") + 3)
    press(page, "n")
    made = said(saved_file(page, tmp_path))["p1c37n1"]
    assert words[made["start"] : made["end"]] == made["exact"] == "pier new"
    page.locator("#text mark").nth(2).click()
    assert page.get_attribute(".card.current", "id") == "card-p1s1b"
    page.locator("#text mark").nth(2).click()
    assert page.get_attribute(".card.current", "id") == "card-p1s1c"


# ------------------------------------------------------------- keeping


def test_what_was_decided_is_there_when_the_page_is_opened_again(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    path = where.write(*forty())
    page = visit(path)
    press(page, "q", "1", "j", "x")
    page.locator("#kept", has_text="✓ kept").wait_for()
    assert page.inner_text("#behind") == "file: 2 behind"
    first = saved_file(page, tmp_path).read_bytes()
    assert page.inner_text("#behind").startswith("file: saved")
    page.locator("#kept", has_text="✓ kept").wait_for()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.inner_text("#progress") == "2 of 40 decided: 1 coded, 1 rejected"
    assert page.inner_text("#behind").startswith("file: saved")
    assert page.get_attribute(".card.current", "id") == "card-p1s3"
    assert saved_file(page, tmp_path).read_bytes() == first


def test_the_same_decisions_in_another_order_are_the_same_bytes(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    path = where.write(*forty())
    one = visit(path)
    press(one, "q", "1", "j", "w", "2")
    first = saved_file(one, tmp_path).read_bytes()
    other = visit(path)
    press(other, "j", "q", "2", "w", "k", "w", "5", "q", "1")
    assert saved_file(other, tmp_path).read_bytes() == first
    assert first.endswith(b"}\n")


def test_a_killed_browser_loses_no_decision_that_it_confirmed(desk: Any, tmp_path: Path) -> None:
    where, _ = desk
    path = where.write(*forty())
    profile = tmp_path / "profile"
    script = Path(__file__).with_name("kill_desk.py")
    done = subprocess.run(
        [sys.executable, script, path, profile], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.stdout.splitlines() == ["kept"], done.stderr[-2000:]
    seen = subprocess.run(
        [sys.executable, script, path, profile, "look"], capture_output=True, text=True, check=True, env=os.environ
    )
    assert seen.stdout.strip() == "2 of 40 decided: 2 coded, 0 rejected"


def test_the_browser_keeps_no_word_of_the_text(desk: Any) -> None:
    where, visit = desk
    page = visit(where.write(*forty()))
    press(page, "q", "1", "j", "x")
    select(page, 3, 5, 30)
    press(page, "n")
    page.locator("#kept", has_text="✓ kept").wait_for()
    kept = page.evaluate(
        """() => new Promise((resolve) => {
            const asked = indexedDB.open("kg-desk", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("records").objectStore("records").getAll();
                all.onsuccess = () => resolve(JSON.stringify(all.result));
            };
        })"""
    )
    assert "p1s1" in kept
    assert "spoke" not in kept and "length" not in kept
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_all_rejected_leaves_the_case_as_it_is(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    before = where.case.read_bytes()
    page = visit(where.write(*forty()))
    press(page, *["x"] * 40)
    assert page.inner_text("#progress") == "40 of 40 decided: 0 coded, 40 rejected"
    merge(where, saved_file(page, tmp_path))
    assert where.case.read_bytes() == before


def test_a_saved_file_is_opened_and_the_newer_decision_counts(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    path = where.write(*forty())
    one = visit(path)
    press(one, "q", "1", "j", "w", "2")
    file = saved_file(one, tmp_path)
    os.utime(file, (1, 1))
    press(one, "6")
    one.set_input_files("#open-file", file)
    one.wait_for_selector("#told:not([hidden])")
    assert "0 of its 40 cards" not in one.inner_text("#told")
    assert said(saved_file(one, tmp_path))["p1s2"]["positions"][0]["stance"] == "oppose"
    other = visit(path)
    other.set_input_files("#open-file", file)
    other.wait_for_selector("#told:not([hidden])")
    assert other.inner_text("#progress") == "2 of 40 decided: 2 coded, 0 rejected"
    stranger = tmp_path / "other.json"
    stranger.write_text(json.dumps({"format": "kg desk 1", "cards": [], "text": {"sha256": "0" * 64, "name": "x"}}))
    other.set_input_files("#open-file", stranger)
    other.locator("#told", has_text="another text").wait_for()


def test_where_the_browser_offers_it_the_file_itself_is_written(desk: Any, browser: Any) -> None:
    where, _ = desk
    page = browser.new_page(viewport=DESK)
    page.add_init_script(
        """window.saved = []; window.asked = 0;
        window.showSaveFilePicker = async () => { window.asked += 1; return { createWritable: async () => ({
            write: async (words) => { window.saved.push(words); }, close: async () => {} }) }; };"""
    )
    page.goto(where.write(*forty()).as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    press(page, "q", "1", "Control+s")
    page.locator("#behind", has_text="file: saved").wait_for()
    press(page, "2")
    page.locator("#behind", has_text="file: 1 behind").wait_for()
    press(page, "Control+s")
    page.locator("#behind", has_text="file: saved").wait_for()
    assert page.evaluate("window.asked") == 1
    assert [json.loads(words)["cards"][0]["positions"][0]["stance"] for words in page.evaluate("window.saved")] == [
        "demand",
        "support",
    ]
    page.close()


# ------------------------------------------------------ safe, and for all


HOSTILE = '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>'


def test_hostile_words_stay_words(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    hostile = HOSTILE.replace('"', '\\"')
    where.case.write_text(where.case.read_text().replace('"Free crossing"@en', f'"{hostile}"@en'), encoding="utf-8")
    text = source_text(f"{HOSTILE}.txt", [f"Isle: {HOSTILE} &amp; more.", "Two."], title=HOSTILE)
    page = visit(where.write(text, cards_of(text), coder="eve"))
    press(page, "q", "1")
    assert page.locator("#text p").first.evaluate("(p) => p.textContent") == f"Isle: {HOSTILE} &amp; more."
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None
    assert said(saved_file(page, tmp_path))["p1s1"]["state"] == "coded"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "colours",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_axe_finds_nothing(desk: Any, viewport: dict[str, int], colours: dict[str, str]) -> None:
    where, visit = desk
    page = visit(copied_desk(where), viewport=viewport, **colours)
    press(page, "q", "3")
    page.keyboard.type("boats run")
    press(page, "Escape", "j", "x", "j", "r", "Escape", "p")
    assert axe_violations(page) == "[]"
    press(page, "Escape", "/")
    assert axe_violations(page) == "[]"


def test_on_a_phone_nothing_is_wider_than_the_screen(desk: Any) -> None:
    where, visit = desk
    page = visit(copied_desk(where), viewport=PHONE)
    press(page, "q", "3")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator("#side").evaluate("(side) => side.scrollWidth <= side.clientWidth")
