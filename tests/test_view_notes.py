"""Notes by the reader: kept in the link and in a file, text and no more, in pictures and print where they are wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import pytest
from view_pages import axe_violations, marks_of_the_browser, number

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser

TEXTS = "[...kgPage.picture().querySelectorAll('text')].map((one) => one.textContent).join(' ')"


def notes_in_link(page: Any) -> list[str]:
    return parse_qs(page.evaluate("kgPage.link()")).get("note", [])


def until(page: Any, script: str) -> None:
    """Wait until something holds; Playwright's own waiting needs an eval, which the page's policy refuses."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


def open_notes(page: Any) -> None:
    page.click("#save-menu summary")
    page.click("#notes-button")


def open_option(page: Any, key: str) -> Any:
    page.evaluate("(id) => kgPage.select(id)", f"o{number(page, 'options', key)}")
    return page.locator("#panel textarea")


def opened_file(page: Any, path: Path, content: str) -> str:
    path.write_text(content, encoding="utf-8")
    page.set_input_files("#notes-file", path)
    until(page, "document.querySelector('#notes-file').value === ''")
    page.wait_for_timeout(50)
    return str(page.inner_text("#notes-told"))


def file_of(*notes: tuple[str, str]) -> str:
    return json.dumps({"kg_notes": 1, "case": "x", "notes": [{"on": on, "text": text} for on, text in notes]})


# -------------------------------------------------------------------- writing, link


def test_a_note_stands_in_the_link_while_it_is_written_and_comes_back_from_it(visit: Any) -> None:
    page = visit("opening")
    field = open_option(page, "direct-talks")
    field.press_sequentially("Ask <b>Ann</b> & Бо")
    assert field.evaluate("(node) => node === document.activeElement"), "writing keeps the keyboard"
    assert notes_in_link(page) == ["o:direct-talks Ask <b>Ann</b> & Бо"]
    again = visit("opening", hash="#" + page.evaluate("kgPage.link()"))
    assert again.locator("#panel textarea").input_value() == "Ask <b>Ann</b> & Бо"
    mark = again.locator("#matrix .note-mark")
    assert mark.count() == 1 and mark.get_attribute("title") == "Ask <b>Ann</b> & Бо"
    assert again.locator("#matrix b").filter(has_text="Ann").count() == 0


def test_notes_are_on_options_parties_and_the_whole_page_and_listed(visit: Any) -> None:
    page = visit("opening")
    open_option(page, "direct-talks").fill("on an option")
    page.evaluate("kgPage.select('p0')")
    page.locator("#panel textarea").fill("on a party")
    open_notes(page)
    page.fill("#note-page", "on all")
    assert sorted(notes_in_link(page)) == ["o:direct-talks on an option", "p:russia on a party", "page on all"]
    listed = page.locator(".own-notes li").all_inner_texts()
    assert sorted(listed) == ["Direct bilateral talks: on an option", "Russia: on a party"]
    page.fill("#note-page", "  ")
    assert len(notes_in_link(page)) == 2


def test_back_undoes_a_note_at_once_and_reset_keeps_it(visit: Any) -> None:
    page = visit("opening")
    field = open_option(page, "direct-talks")
    field.press_sequentially("abc")
    page.go_back()
    until(page, "Object.keys(kgPage.state().notes).length === 0")
    assert field.input_value() == "" and page.locator(".note-mark").count() == 0
    field.fill("kept")
    page.evaluate("document.querySelector('#reset').click()")
    assert notes_in_link(page) == ["o:direct-talks kept"]


def test_a_note_has_at_most_1000_characters_and_all_together_8000(visit: Any) -> None:
    page = visit("opening")
    field = open_option(page, "direct-talks")
    assert field.get_attribute("maxlength") == "1000"
    page.evaluate("""() => {
        const notes = Object.fromEntries(kgPage.data.options.slice(0, 7).map((_, n) => [`o${n}`, "x".repeat(1000)]));
        kgPage.change({ notes: { ...notes, p0: "y".repeat(600) }, sel: "p1" });
    }""")
    assert page.locator("#panel textarea").get_attribute("maxlength") == "400"


@pytest.mark.parametrize(
    ("note", "told"),
    [("o:nothing some words", "o:nothing some words"), ("p:russia " + "x" * 1001, "xxx"), ("i:ceasefire words", "i:ceasefire words")],
    ids=["unknown", "long", "issue"],
)  # fmt: skip
def test_a_link_s_notes_that_cannot_be_are_told_and_not_kept(visit: Any, note: str, told: str) -> None:
    page = visit("opening", hash=f"#note={quote(note)}&note={quote('p:ukraine fine')}")
    assert page.evaluate("Object.values(kgPage.state().notes)") == ["fine"]
    assert told in page.inner_text("#told")


def test_what_turns_words_around_is_left_out_of_a_link_s_note(visit: Any) -> None:
    page = visit("opening", hash=f"#note={quote('page a' + chr(0x202E) + 'b' + chr(7) + chr(10) + 'c')}")
    assert page.evaluate("kgPage.state().notes['']") == "ab\nc"


# ------------------------------------------------------------------------------ file


def test_a_saved_file_opens_again(visit: Any, tmp_path: Path) -> None:
    page = visit("opening", hash=f"#note={quote('o:direct-talks one')}&note={quote('page two')}", accept_downloads=True)
    open_notes(page)
    with page.expect_download() as waiting:
        page.click("#save-notes")
    waiting.value.save_as(tmp_path / "notes.json")
    assert waiting.value.suggested_filename.endswith("-notes.json")
    written = (tmp_path / "notes.json").read_text(encoding="utf-8")
    assert [(one["on"], one["text"]) for one in json.loads(written)["notes"]] == [
        ("page", "two"),
        ("o:direct-talks", "one"),
    ]
    other = visit("opening")
    open_notes(other)
    assert opened_file(other, tmp_path / "again.json", written) == ""
    assert sorted(notes_in_link(other)) == ["o:direct-talks one", "page two"]
    assert other.input_value("#note-page") == "two" and "one" in other.inner_text(".own-notes")


def test_two_notes_on_the_same_thing_both_stay_and_the_same_note_once(visit: Any, tmp_path: Path) -> None:
    page = visit("opening", hash=f"#note={quote('page mine')}")
    open_notes(page)
    for _ in range(2):
        assert opened_file(page, tmp_path / "n.json", file_of(("page", "theirs"))) == ""
    assert page.evaluate("kgPage.state().notes['']") == "mine\ntheirs"


def test_what_the_page_does_not_have_is_named(visit: Any, tmp_path: Path) -> None:
    page = visit("opening")
    open_notes(page)
    told = opened_file(page, tmp_path / "n.json", file_of(("o:elsewhere", "a"), ("p:russia", "b")))
    assert told == "Left out, since this page does not have it: o:elsewhere"
    assert notes_in_link(page) == ["p:russia b"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "This is no file of notes"), ("[1, 2]", "This is no file of notes"), ("null", "This is no file of notes"),
        ('{"kg_notes": 2, "notes": []}', "This is no file of notes"),
        ('{"kg_notes": 1, "notes": [{"on": 3, "text": "x"}]}', "This is no file of notes"),
        (file_of(("page", "x" * 1001)), "Nothing was opened: notes have up to 1000 characters each and 8000 together."),
        ("x" * 200_001, "Nothing was opened"),
    ],
    ids=["empty", "list", "null", "other version", "wrong type", "long", "huge"],
)  # fmt: skip
def test_a_file_that_is_none_changes_nothing(visit: Any, tmp_path: Path, content: str, told: str) -> None:
    page = visit("opening", hash=f"#note={quote('page mine')}")
    open_notes(page)
    assert told in opened_file(page, tmp_path / "n.json", content)
    assert notes_in_link(page) == ["page mine"]


# ------------------------------------------------------------------- pictures, print


@pytest.mark.parametrize("view", ["matrix", "positions", "deals"])
def test_notes_are_in_pictures_where_the_reader_wants_them(visit: Any, view: str) -> None:
    page = visit("opening", hash=f"#view={view}&note={quote('o:direct-talks seen by Ann')}")
    assert "seen by Ann" not in page.evaluate(TEXTS)
    open_notes(page)
    page.check("#with-notes")
    text = page.evaluate(TEXTS)
    assert "Reader’s notes, not part of the case: Direct bilateral talks: seen by Ann" in text
    assert "withNotes=1" in page.evaluate("kgPage.link()")
    page.uncheck("#with-notes")
    assert "seen by Ann" not in page.evaluate(TEXTS)


def test_notes_are_on_paper_where_the_reader_wants_them(visit: Any) -> None:
    page = visit("opening", hash=f"#withNotes=1&note={quote('page seen by Ann')}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print-notes").is_visible()
    assert page.inner_text("#print-notes").split("\n")[-1] == "The whole page: seen by Ann"
    page.evaluate("kgPage.change({ withNotes: false }); window.dispatchEvent(new Event('beforeprint'))")
    assert page.inner_text("#print-notes") == ""


def test_the_matrix_alone_is_printed_and_whole(visit: Any) -> None:
    page = visit("opening")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#matrix").is_visible()
    assert page.locator("#print-map").is_hidden() and page.locator("#table-view").is_hidden()
    box = page.locator("#matrix tr[data-option]").last.bounding_box()
    assert box["y"] + box["height"] <= page.evaluate("document.documentElement.scrollHeight")
    assert "As of 22 April 2025" in page.inner_text("#print-head")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_notes(visit: Any, scheme: str) -> None:
    page = visit("opening", hash=f"#note={quote('o:direct-talks one')}&note={quote('page two')}", color_scheme=scheme)
    assert axe_violations(page) == "[]"
    open_notes(page)
    assert axe_violations(page) == "[]"
    open_option(page, "direct-talks")
    assert axe_violations(page) == "[]"


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_notes_are_spoken_of_in_the_language_of_the_page(visit: Any, lang: str) -> None:
    page = visit("opening", hash=f"#lang={lang}")
    open_notes(page)
    assert "Notes" not in page.inner_text("#panel") and "notes" not in page.inner_text("#panel")
