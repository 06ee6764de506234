"""What a first reader of the program stumbled over, each held to what was expected by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from small_cases import local, position, proposal

CaseOf = Callable[..., Any]


def test_why_shows_the_refusal_that_a_package_set_aside(case_of: CaseOf) -> None:
    parts = (
        position("a", "oppose", "w1", 3, name="old"),
        position("a", "rule-out", "w1", 4, name="newer"),
        proposal("pack", "w1 w2", 5, tabled_by="f"),
        position("a", "support", "pack", 7),
    )
    answer = case_of(*parts).why("a", "w1").to_json()
    assert answer["stance"]["stance"] == "conditional"
    assert [(past["stance"], past["fate"]) for past in answer["past"]] == [("rule-out", "older"), ("oppose", "older")]
    assert local(answer["past"][0]["evidence"][0]) == "s-newer"
