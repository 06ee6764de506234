"""Coding desks for the browser: an invented case, texts in three scripts, and a visit to a desk that asks for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ferry_case import FERRY
from view_pages import DESK

import kg
from kg.desk.blind import blank_cards
from kg.desk.page import DeskSetUp, desk_data, write_desk
from kg.texts import SourceText, source_text

__all__ = ["CASE", "ISSUED", "LONG", "Desk", "cards_of", "desk", "forty", "said", "saved_file"]

ISSUED = date(2031, 2, 5)
BASE = "https://example.org/ferry#"
CASE = f"""{FERRY}\
:ann a neg:Person ; skos:prefLabel "Ann Reed"@en ; neg:speaksFor :isle .
:fares neg:choiceRule neg:compatible .
:night a neg:Option ; skos:prefLabel "Night boats"@en ; skos:altLabel "Late ferry"@en ; neg:optionOf :fares ; neg:undertakenBy :coast .
:pier a neg:Option ; skos:prefLabel "New pier"@en ; neg:optionOf :fares ; neg:undertakenBy :isle .
:post a neg:Source ; dcterms:title "Post"@en ; dcterms:issued "2031-02-01"^^xsd:date ; neg:paragraphs 3 .
:s1 a neg:Statement ; neg:about :isle ; neg:source :post ; neg:paragraph 1 ; neg:latest "2031-02-01"^^xsd:date ;
    neg:attribution neg:on-record ; neg:paraphrase "Isle is against a free crossing."@en .
:p1 a neg:Position ; neg:heldBy :isle ; neg:on :free ; neg:stance neg:oppose ; neg:statedIn :s1 .
"""
#: forty sentences in ten paragraphs
LONG = tuple(" ".join(f"Isle spoke of matter {4 * p + s} at length." for s in range(4)) for p in range(10))


def cards_of(text: SourceText, **more: Any) -> list[dict[str, Any]]:
    """Return a card for each sentence, as the rules would propose it: Isle on record, three options."""
    known = {
        "party": f"{BASE}isle",
        "attribution": "on-record",
        "options": [f"{BASE}{o}" for o in ("free", "half", "night")],
        "by": "rules",
    }
    return [{**card, **known, **more} for card in blank_cards(text, "en", ISSUED, 1000)]


def forty() -> tuple[SourceText, list[dict[str, Any]]]:
    """Return the long text and its forty cards."""
    text = source_text("wire.txt", LONG)
    return text, cards_of(text)


class Desk:
    """Where desks are written, beside their case."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.case = folder, folder / "ferry.ttl"
        self.case.write_text(CASE, encoding="utf-8")

    def write(self, text: SourceText, cards: list[dict[str, Any]], **set_up: Any) -> Path:
        """Write a desk and return its path."""
        path = self.folder / "desk.html"
        asked = DeskSetUp(text, ISSUED, set_up.pop("language", "en"), set_up.pop("coder", "eve"), **set_up)
        write_desk(desk_data(kg.open(str(self.case)).case, cards, asked), path)
        return path


#: what a visit gives: a page, opened once the desk is ready
Visit = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path, browser: Any) -> Iterator[tuple[Desk, Visit]]:
    """Return where desks are written, and a function that opens one; nothing may be asked for, complained of or run."""
    contexts, asked, complaints = [], [], []

    def visit(path: Path, viewport: dict[str, int] = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport=viewport, accept_downloads=True, **options)
        contexts.append(context)
        context.add_init_script("delete window.showSaveFilePicker")
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield Desk(tmp_path), visit
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    assert complaints == []


def saved_file(page: Any, folder: Path) -> Path:
    """Save the desk's file by Ctrl+S and return its path."""
    with page.expect_download() as waited:
        page.keyboard.press("Control+s")
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def said(path: Path) -> dict[str, dict[str, Any]]:
    """Return the cards of a desk file by id."""
    return {card["id"]: card for card in json.loads(path.read_text(encoding="utf-8"))["cards"]}
