"""Text from data is never markup: not in Markdown, HTML, a spreadsheet or a terminal."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answers.tables import Table, to_csv, to_html, to_markdown
from kg.text import plain, unprotect

HOSTILE = "<script>alert(1)</script> | `x` [a](javascript:b) \x1b[31m \u202egnp.exe"


def test_html_has_no_markup_of_the_data() -> None:
    page = to_html([Table(HOSTILE, (HOSTILE,), ((HOSTILE,),), note=HOSTILE)])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_markdown_has_no_markup_of_the_data() -> None:
    text = to_markdown([Table("t", ("c",), ((HOSTILE,),))])
    (row,) = [line for line in text.splitlines() if "script" in line]
    assert "\\<script\\>" in row
    assert row.replace("\\|", "").count("|") == 2
    assert "\\`x\\`" in row
    assert "\\[a\\](javascript" in row


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-x", "@x", "\tx", "|calc", "%x", "'=1"])
def test_a_cell_is_no_formula(cell: str) -> None:
    assert to_csv(("c",), [[cell]]) == f"c\n'{cell}\n"


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert to_csv(("a", "b", "c", "d"), [[-1, None, True, 0.5]]) == "a,b,c,d\n-1,,yes,0.5\n"


@given(st.text())
def test_nothing_of_a_text_commands_a_terminal(text: str) -> None:
    shown = plain(text)
    assert not [c for c in shown if (ord(c) < 0x20 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])), min_size=2, max_size=2)))
def test_csv_gives_texts_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(to_csv(("a", "b"), rows))))[1:]
    assert [[unprotect(cell) for cell in row] for row in read] == rows
    assert not [cell for row in read for cell in row if cell[:1] in tuple("=+-@|%") and cell and not _is_number(cell)]


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text))
