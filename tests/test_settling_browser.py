"""The page of settling in headless Chromium: by keyboard alone, in Arabic and Cyrillic, kept, saved, and merged into the case."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk_pages import BASE, ISSUED, Desk, desk, said, saved_file
from view_pages import DESK, PHONE, axe_violations, marks_of_the_browser

import kg
from kg.cli import main
from kg.desk.desk_file import FORMAT, DeskCard, DeskFile, DeskPosition, DeskText, read_desk_file
from kg.desk.making import DeskAsked, settling_data
from kg.desk.page import write_desk
from kg.desk.settling import settle
from kg.texts import SourceText, select, sentences, source_text

pytest.importorskip("playwright")
pytestmark = marks_of_the_browser
__all__ = ["desk"]

TEXTS = {
    "en": "Isle wants a free crossing. Coast rejects it. Both met on Monday. It rained. Isle went home.",
    "uk": "Острів 😀 хоче вільної переправи. Берег відкидає її. Обидва зустрілися. Падав дощ. Острів пішов.",
    "ar": "تريد الجزيرة 😀 عبورا مجانيا. يرفض الساحل ذلك. التقى الطرفان. هطل المطر. ذهبت الجزيرة.",
}


def files_of(text: SourceText, language: str, **stances: str) -> list[DeskFile]:
    """Return what coders coded: each a sign for each sentence, ``d``, ``o`` or ``s`` for Isle's stance on a free crossing, ``-``."""
    words = text.paragraphs[0]
    spans = sentences(words, language)
    about = DeskText(text.name, text.sha256, ISSUED, language, 1, sentences=(tuple(n for span in spans for n in span),))
    names = {"d": "demand", "o": "oppose", "s": "support"}

    def card(n: int, sign: str) -> DeskCard:
        position = DeskPosition(f"{BASE}free", names[sign])
        known = {"party": f"{BASE}isle", "latest": ISSUED, "attribution": "reported", "positions": (position,)}
        return DeskCard(f"p1s{n + 1}", *spans[n], select(text, 1, *spans[n]), "coded", **known, paraphrase="Own words.")

    return [
        DeskFile(about, coder, tuple(card(n, sign) for n, sign in enumerate(signs) if sign != "-"))
        for coder, signs in stances.items()
    ]


def page_of(where: Desk, language: str = "en", **stances: str) -> Path:
    text = source_text("wire.txt", [TEXTS[language]])
    files = files_of(text, language, **stances)
    path = where.folder / "settle.html"
    case = kg.open(str(where.case)).case
    write_desk(settling_data(text, files[0].text, case, settle(files), DeskAsked("cleo")), path)
    return path


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("language", TEXTS)
def test_disagreements_are_settled_by_keyboard_alone(desk: Any, tmp_path: Path, language: str) -> None:
    where, visit = desk
    page = visit(page_of(where, language, anna="ds-od", ben="do-s-"))
    assert page.inner_text("#progress") == "0 of 3 decided: 0 coded, 0 rejected"
    assert page.inner_text("#agreed summary") == "1 agreed"
    assert page.locator("[aria-pressed=true]").count() == 0
    assert page.inner_text(".choices legend") == "They differ: stance. Take one, or code anew below"
    press(page, "w")  # ben's: oppose
    assert page.locator(".sides [aria-pressed=true] .who").all_inner_texts() == ["Wben"]
    press(page, "j", "/")
    page.keyboard.type("half")
    press(page, "Enter", "4", "j", "w")  # anew: open to half the fare; then no statement, as ben
    assert page.inner_text("#progress") == "3 of 3 decided: 2 coded, 1 rejected"
    file = saved_file(page, tmp_path)
    assert file.name == "wire-anna-ben-settled.json"
    read = read_desk_file(file)
    assert (read.coder, read.coders, read.author) == ("cleo", ("anna", "ben"), "anna, ben; settled by cleo")
    held = [(card.state, [(one.on.removeprefix(BASE), one.stance) for one in card.positions]) for card in read.cards]
    assert held == [
        ("coded", [("free", "demand")]),
        ("coded", [("free", "oppose")]),
        ("coded", [("half", "open")]),
        ("rejected", []),
    ]
    words = TEXTS[language]
    assert all(words[card.start : card.end] == card.selector.exact for card in read.cards)
    for count in (3, 3):
        done = CliRunner().invoke(main, ["code", "--merge", str(file), "--case", str(where.case)])
        assert done.exit_code == 0, done.stderr
        statements = kg.open(str(where.case)).case.statements.values()
        assert sum(one.coder == "anna, ben; settled by cleo" for one in statements) == count


def test_a_choice_can_be_changed_undone_and_is_kept(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    path = page_of(where, anna="d-", ben="so")
    page = visit(path)
    press(page, "q", "w", "j", "q")
    assert "no statement, as anna" in page.inner_text("#said")
    press(page, "w")
    assert page.inner_text("#progress") == "2 of 2 decided: 2 coded, 0 rejected"
    press(page, "u")
    assert page.inner_text("#progress") == "2 of 2 decided: 1 coded, 1 rejected"
    first = saved_file(page, tmp_path).read_bytes()
    page.locator("#kept", has_text="✓ kept").wait_for()
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.inner_text("#progress") == "2 of 2 decided: 1 coded, 1 rejected"
    assert saved_file(page, tmp_path).read_bytes() == first
    stances = [
        [one["stance"] for one in card["positions"]] for card in said(tmp_path / "wire-anna-ben-settled.json").values()
    ]
    assert stances == [["support"], []]


def test_a_file_of_others_is_not_taken_in(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    page = visit(page_of(where, anna="d", ben="s"))
    content = json.loads(saved_file(page, tmp_path).read_text(encoding="utf-8"))
    for coders, told in ((["anna", "dora"], "it settles what anna and dora coded"), (None, "nothing is settled in it")):
        other = tmp_path / "other.json"
        other.write_text(json.dumps(content | {"coders": coders, "format": FORMAT}), encoding="utf-8")
        page.set_input_files("#open-file", other)
        page.locator("#told", has_text=told).wait_for()
    own = tmp_path / "own.json"
    content["cards"][0] |= {"state": "rejected", "positions": []}
    own.write_text(json.dumps(content), encoding="utf-8")
    page.set_input_files("#open-file", own)
    page.locator("#progress", has_text="1 rejected").wait_for()


def test_what_a_coder_added_comes_along_where_it_was_taken(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    text = source_text("wire.txt", [TEXTS["en"]])
    anna, ben = files_of(text, "en", anna="d", ben="s")
    new = {"options": ({"id": "cargo", "label": "Cargo boats", "issue": f"{BASE}fares"},)}
    (card,) = ben.cards
    ben = replace(ben, cards=(replace(card, positions=(DeskPosition("cargo", "open"),)),), new=new)
    path = where.folder / "settle.html"
    case = kg.open(str(where.case)).case
    write_desk(settling_data(text, anna.text, case, settle([anna, ben]), DeskAsked("cleo")), path)
    page = visit(path)
    assert "Cargo boats" in page.inner_text(".sides")
    press(page, "q")
    assert json.loads(saved_file(page, tmp_path).read_text(encoding="utf-8"))["new"] == {}
    press(page, "w")
    added = json.loads(saved_file(page, tmp_path).read_text(encoding="utf-8"))["new"]
    assert [row["label"] for row in added["options"]] == ["Cargo boats"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk: Any, viewport: dict[str, int], language: str, scheme: str) -> None:
    where, visit = desk
    page = visit(page_of(where, language, anna="dsd", ben="d-o"), viewport, color_scheme=scheme)
    assert axe_violations(page) == "[]"
    press(page, "q")
    page.click("#agreed summary")
    assert axe_violations(page) == "[]"


def test_no_words_of_a_coder_are_markup(desk: Any, tmp_path: Path) -> None:
    where, visit = desk
    text = source_text("wire.txt", ["<img src=x onerror=alert(1)> </script><script>alert(2)</script> wants it."])
    files = [replace(one, coder=f"{one.coder}<b>") for one in files_of(text, "en", anna="d", ben="s")]
    path = where.folder / "settle.html"
    write_desk(
        settling_data(text, files[0].text, kg.open(str(where.case)).case, settle(files), DeskAsked("cleo")), path
    )
    page = visit(path)
    assert page.locator("img").count() == 0
    assert page.locator(".sides .who").all_inner_texts() == ["Qanna<b>", "Wben<b>"]
