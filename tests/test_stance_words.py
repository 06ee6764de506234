"""How a stance is said in words, and shown in the JSON: each mark alone, then lapses and what stands beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from small_cases import BASE, day_of, position

from kg.answers.rendering import Renderer
from kg.case.records import Condition, Position, Statement
from kg.resolution import Lapse, Past, Resolved
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]

A, W1, W2 = (BASE + name for name in ("a", "w1", "w2"))
SAID = Statement(f"{BASE}s", A, f"{BASE}paper", day_of(3), "on-record")
DEMAND = Resolved(A, W1, Stance.DEMAND, day_of(3), 2, 0.9, (SAID,))
NONE = Resolved(A, W1)


@pytest.fixture
def show(case_of: CaseOf) -> Renderer:
    """Return what shows the stage's records on 28 January 2031."""
    return Renderer(case_of(position("a", "support", "w1")).case, "en", day_of(28))


def past(stance: Stance, on: str, day: int, fate: str, *requires: str) -> Past:
    told = replace(SAID, id=f"{BASE}other", latest=day_of(day))
    conditions = (Condition(requires=requires),) if requires else ()
    return Past(Position("", A, on, stance, (told.id,), conditions=conditions), (told,), fate)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (NONE, "· no stance on record"),
        (DEMAND, "+ demand"),
        (replace(DEMAND, stance=Stance.MIXED), "± mixed"),
        (replace(DEMAND, stance=Stance.NONCOMMITTAL), "○ noncommittal"),
        (replace(DEMAND, ascribed=True), "+ demand (by others' word)"),
        (replace(DEMAND, marks=("undated",)), "+ demand (undated, may be older than what it replaced)"),
        (
            replace(DEMAND, marks=("less authoritative",)),
            "+ demand (less authoritative than what it replaced)",
        ),
        (replace(DEMAND, stance=Stance.CONDITIONAL, fallback=(W2,)), "~ conditional (fallback beside w2)"),
        (
            replace(DEMAND, beside=(past(Stance.NONCOMMITTAL, W1, 9, "would not say"),)),
            "+ demand (would not say, 2031-01-09)",
        ),
        (
            replace(DEMAND, beside=(past(Stance.CONDITIONAL, W1, 9, "fallback", W2),)),
            "+ demand (fallback: conditional on w1, requires w2, 2031-01-09)",
        ),
        (
            replace(DEMAND, beside=(past(Stance.CONDITIONAL, W1, 9, "yields", W2),)),
            "+ demand (also as part of w2, 2031-01-09)",
        ),
        (
            replace(DEMAND, stance=Stance.CONDITIONAL, beside=(past(Stance.OPPOSE, W1, 2, "covered"),)),
            "~ conditional (in place of its oppose of 2031-01-02, which stands again without the package)",
        ),
        (
            replace(DEMAND, beside=(past(Stance.OPEN, W1, 2, "opposite bound"),)),
            "+ demand (beside it: open exactly this, 2031-01-02)",
        ),
        (replace(NONE, ended="withdrawn", day=day_of(5)), "· withdrawn on 2031-01-05"),
        (
            replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=Lapse("end day", day_of(5))),
            "· lapsed with its last day on 2031-01-05",
        ),
        (
            replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=Lapse("deadline", day_of(5), (W2,))),
            "· lapsed with the deadline of w2 on 2031-01-05",
        ),
        (
            replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=Lapse("unless", day_of(5), (W2,))),
            "· lapsed because of w2 after 2031-01-05",
        ),
        (
            replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=Lapse("membership", day_of(5), (W2,))),
            "· lapsed with the membership in w2 on 2031-01-05",
        ),
        (
            replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=Lapse("bundle", day_of(5), (W2,))),
            "· lapsed with w2 on 2031-01-05",
        ),
    ],
)
def test_a_stance_in_words(held: Resolved, words: str, show: Renderer) -> None:
    assert show.stance_words(held) == words


def test_lapse_fallback_and_what_stands_beside_in_the_json(show: Renderer) -> None:
    lapse = Lapse("deadline", day_of(5), (W2,), (("en", "no talks"),))
    found = show.stance(replace(NONE, ended="lapsed", day=day_of(5), lapsed_by=lapse))
    w2 = {"id": W2, "label": "w2"}
    assert (found["stance"], found["ended"]) == ("silent", "lapsed")
    assert found["lapsed_by"] == {"kind": "deadline", "day": "2031-01-05", "of": [w2], "consequence": "no talks"}
    held = replace(DEMAND, fallback=(W2,), marks=("undated",), beside=(past(Stance.OPEN, W2, 9, "fallback"),))
    shown = show.stance(held)
    assert (shown["ended"], shown["lapsed_by"]) == (None, None)
    assert (shown["fallback"], shown["marks"]) == ([w2], ["undated"])
    assert [(one["stance"], one["option"], one["day"], one["why"]) for one in shown["beside"]] == [
        ("open", w2, "2031-01-09", "fallback")
    ]


def test_a_voice_that_is_not_the_party_s_is_said_to_be_another_s(show: Renderer) -> None:
    assert show.citation(SAID).endswith("(on record)")
    assert show.citation(replace(SAID, spoken_by_another=True)).endswith("(on record, speaks for another)")
    told = replace(SAID, attribution="characterisation", spoken_by_another=True)
    assert show.citation(told).endswith("(characterisation)")
