"""Right to left as well as left to right: style sheets name no side of the screen, and each language has its direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

KG = Path(kg.__file__).parent
SHEETS = ("page/page.css", "briefing/briefing.css")

#: properties that name a side of the screen; each has a logical one, such as inset-inline-start for left
PHYSICAL = re.compile(
    r"(left|right)|(margin|padding|scroll-margin|scroll-padding)-(left|right)|border-(left|right)(-\w+)?"
    r"|border-(top|bottom)-(left|right)-radius"
)


def declarations(css: str) -> Iterator[tuple[str, str]]:
    """Return the properties of a style sheet with their values."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for body in re.findall(r"\{([^{}]*)\}", bare):
        for one in filter(None, map(str.strip, body.split(";"))):
            name, _, value = one.partition(":")
            yield name.strip(), value.strip()


def names_a_side(name: str, value: str) -> bool:
    words = value.removesuffix("!important").split()
    sides = name in ("text-align", "float", "clear", "caption-side") and bool({"left", "right"} & set(words))
    # of four lengths the second is the right side, the fourth the left one
    four = name in ("margin", "padding", "inset", "border-width", "border-color", "border-style") and len(words) == 4
    # of four corners the first and the second lie at the top, the third and the fourth at the bottom
    corners = name == "border-radius" and len(words) == 4 and (words[0] != words[1] or words[2] != words[3])
    return bool(PHYSICAL.fullmatch(name)) or sides or (four and words[1] != words[3]) or corners


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_names_a_side_of_the_screen(sheet: str) -> None:
    found = list(declarations((KG / sheet).read_text(encoding="utf-8")))
    assert len(found) > 20
    assert [one for one in found if names_a_side(*one)] == []


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { left: 0; inset-inline-start: 0 }", ["left"]),
        ("a { margin-left: 1px; margin-inline-end: 1px; border-left: 1px solid }", ["margin-left", "border-left"]),
        ("@media print { a { text-align: right; float: inline-end } }", ["text-align"]),
        ("a { padding: 1px 2px 1px 3px; margin: 1px 2px 3px 2px }", ["padding"]),
        ("a { border-radius: 0 9px 9px 0 } b { border-radius: 9px 9px 0 0 }", ["border-radius"]),
        ("/* left: 0; */ a { border-top-left-radius: 1px }", ["border-top-left-radius"]),
    ],
)
def test_what_names_a_side_is_found(css: str, expected: list[str]) -> None:
    assert [name for name, value in declarations(css) if names_a_side(name, value)] == expected


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Russia · Ukraine"), ("uk", "Росія · Україна"), ("ar", "روسيا · أوكرانيا")]
)
def test_a_briefing_runs_as_its_language_does_whatever_name_a_sentence_begins_with(lang: str, title: str) -> None:
    """Only what is a name alone runs as it is written."""
    page = kg.open().briefing("russia", "ukraine").bytes_of("html", lang).decode()
    way = "rtl" if lang == "ar" else "ltr"
    assert page.startswith(f'<!doctype html>\n<html lang="{lang}" dir="{way}">')
    assert f'<h1 lang="{lang}" dir="auto">{title}</h1>' in page
    assert not re.search(r'<(p|li|td|div|footer)[^>]* dir="auto"', page)
