"""The desk's page as it is written: what its data say of case and text, what a blind coder does not see, what was rejected before."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from desk_pages import BASE, CASE, ISSUED, cards_of

import kg
from kg.desk.blind import blank_cards
from kg.desk.desk_file import FORMAT, DeskFile, read_desk_file
from kg.desk.page import DeskSetUp, desk_data, render_desk
from kg.desk.rejections import keep_rejections, rejected_places, rejections_file
from kg.errors import InputError
from kg.texts import SourceText, select, source_text

TEXT = source_text("wire.txt", ["Isle wants it free. Coast does not.", "Isle spoke. Coast spoke. All slept."])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.ttl"
    path.write_text(CASE, encoding="utf-8")
    return path


def data_of(case: Path, text: SourceText = TEXT, **set_up: Any) -> dict[str, Any]:
    return desk_data(kg.open(str(case)).case, cards_of(text), DeskSetUp(text, ISSUED, "en", "eve", **set_up))


def embedded(page: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/json" id="desk-data">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    return found


def test_the_page_holds_its_data_and_may_reach_nothing(case: Path) -> None:
    page = render_desk(data_of(case))
    assert embedded(page) == data_of(case)
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    assert page.count("<script") == 2
    assert not re.search(r'(?:src|href)="(?!data:,)', page)
    assert render_desk(data_of(case)) == page


def test_hostile_words_end_no_element(case: Path) -> None:
    hostile = "</script><script>alert(1)</script>{{ script }}\u2028"
    text = source_text(f"{hostile}.txt", [hostile], title=hostile)
    page = render_desk(data_of(case, text))
    assert page.count("<script") == 2
    assert "<title>&lt;/script&gt;" in page
    assert embedded(page)["text"]["paragraphs"] == list(text.paragraphs)


def test_it_knows_the_options_under_every_name_and_what_was_said_before(case: Path) -> None:
    data = data_of(case)
    night = next(one for one in data["options"] if one["id"] == f"{BASE}night")
    assert (night["label"], night["issue"], night["ladder"]) == ("Night boats", f"{BASE}fares", False)
    assert "Late ferry" in night["words"]
    assert data["earlier"] == [
        {
            "party": f"{BASE}isle",
            "on": f"{BASE}free",
            "stance": "oppose",
            "day": "2031-02-01",
            "statement": f"{BASE}s1",
            "own": True,
        }
    ]
    assert [one["name"] for one in data["stances"]][::6] == ["demand", "rule-out"]
    assert data["stances"][6]["means"] == "Declares that no settlement may contain it."
    assert {"free", "isle", "post", "ann"} <= set(data["taken"])


def test_what_the_text_itself_said_or_what_came_after_is_not_earlier(case: Path) -> None:
    assert data_of(case, source=f"{BASE}post")["earlier"] == []
    words = case.read_text(encoding="utf-8").replace('neg:latest "2031-02-01"', 'neg:latest "2031-02-06"')
    case.write_text(words, encoding="utf-8")
    assert data_of(case)["earlier"] == []


def test_a_blind_coder_sees_neither_proposals_nor_earlier_stances(case: Path) -> None:
    cards = blank_cards(TEXT, "en", ISSUED, 3)
    data = desk_data(kg.open(str(case)).case, cards, DeskSetUp(TEXT, ISSUED, "en", "eve", blind=True, sample=3))
    assert (data["blind"], data["sample"], data["earlier"]) == (True, 3, [])
    assert len(data["cards"]) == 3
    told = [
        (card["party"], card["speaker"], card["attribution"], card["options"], card["cue"]) for card in data["cards"]
    ]
    assert told == [(None, None, None, [], None)] * 3


def test_the_sample_is_the_same_for_every_coder_and_grows_by_adding(case: Path) -> None:
    three, four = (blank_cards(TEXT, "en", ISSUED, n) for n in (3, 4))
    assert [card["id"] for card in three] == [card["id"] for card in blank_cards(TEXT, "en", ISSUED, 3)]
    assert {card["id"] for card in three} < {card["id"] for card in four}
    assert [card["id"] for card in blank_cards(TEXT, "en", ISSUED, 99)] == ["p1s1", "p1s2", "p2s1", "p2s2", "p2s3"]
    assert blank_cards(TEXT, "en", ISSUED, None) == []


# --------------------------------------------------------- rejections


def rejecting(folder: Path, *places: tuple[int, int, int], text: SourceText = TEXT, coder: str = "eve") -> DeskFile:
    """Return a desk file that rejects what the rules propose at places: paragraph, start, end."""
    cards = []
    for number, start, end in places:
        words = select(text, number, start, end)
        place = {"id": f"p{number}c{start}", "paragraph": number, "start": start, "end": end}
        named = {"exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
        cards.append({**place, **named, "party": f"{BASE}isle", "state": "rejected"})
    its = {"name": text.name, "sha256": text.sha256, "issued": "2031-02-05", "paragraphs": len(text.paragraphs)}
    path = folder / "desk.json"
    path.write_text(json.dumps({"format": FORMAT, "coder": coder, "text": its, "cards": cards}), encoding="utf-8")
    return read_desk_file(path)


FIRST, SECOND = (1, 0, 19), (2, 0, 11)


def test_what_was_rejected_is_marked_at_the_next_desk(case: Path, tmp_path: Path) -> None:
    before = case.read_bytes()
    assert keep_rejections(rejecting(tmp_path, SECOND), case) == 1
    data = data_of(case, rejected=rejected_places(TEXT, case))
    assert [card["id"] for card in data["cards"] if card["rejected"]] == ["p2s1"]
    assert case.read_bytes() == before


def test_a_rejection_is_found_by_its_words_in_an_edited_text_or_not_at_all(case: Path, tmp_path: Path) -> None:
    words = "Isle, as its envoy told the harbour board at length, spoke of the tide and of nothing else at all"
    text = source_text("wire.txt", [words])
    keep_rejections(rejecting(tmp_path, (1, 0, len(words)), text=text), case)
    assert rejected_places(text, case) == {(1, 0, f"{BASE}isle")}
    moved = source_text("wire.txt", ["A new beginning.", f"Now: {words}"])
    assert rejected_places(moved, case) == {(2, 5, f"{BASE}isle")}
    assert rejected_places(source_text("wire.txt", ["Isle spoke of other things."]), case) == frozenset()


def test_the_same_rejections_twice_change_no_byte_and_later_ones_replace_them(case: Path, tmp_path: Path) -> None:
    keep_rejections(rejecting(tmp_path, FIRST, SECOND), case)
    once = rejections_file(case).read_bytes()
    keep_rejections(rejecting(tmp_path, SECOND, FIRST), case)
    assert rejections_file(case).read_bytes() == once
    keep_rejections(rejecting(tmp_path, FIRST, coder="bob"), case)
    keep_rejections(rejecting(tmp_path, FIRST), case)
    rows = json.loads(rejections_file(case).read_text(encoding="utf-8"))["rejected"]
    assert [(row["coder"], row["exact"]) for row in rows] == [
        ("bob", "Isle wants it free."),
        ("eve", "Isle wants it free."),
    ]


def test_nothing_rejected_leaves_no_file(case: Path, tmp_path: Path) -> None:
    assert keep_rejections(rejecting(tmp_path), case) == 0
    assert not rejections_file(case).exists()


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"format": "kg rejected 1", "rejected": [{"exact": 1}]}', '{"format": "x", "rejected": []}']
)
def test_a_file_of_rejections_that_is_none_is_refused(case: Path, tmp_path: Path, content: str) -> None:
    rejections_file(case).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"ferry\.ttl\.rejected\.json: .*remove it"):
        keep_rejections(rejecting(tmp_path, FIRST), case)
    assert rejections_file(case).read_text(encoding="utf-8") == content
