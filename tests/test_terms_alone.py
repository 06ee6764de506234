"""Terms resolved without the others: the same stances, of which only what bears on them is read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import small_cases as stage
import strategies as cases
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.case import load


def opened(text: str, **options: Any) -> Any:
    """Open a case from text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.ttl"
        path.write_text(stage.STAGE + text, encoding="utf-8")
        return kg.open(str(path), as_of=stage.day_of(cases.LAST_DAY), **options)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cases.parts(), cases.others_voices(), st.sampled_from([None, 0.5]))
def test_a_term_resolved_alone_has_the_stance_that_it_has_among_all(
    parts: list[str], others: list[str], confidence: float | None
) -> None:
    case = opened("".join(dict.fromkeys(parts + others)), min_confidence=confidence)
    for term in (*case.case.options, *case.case.proposals):
        alone = case.resolution.on([term])
        for party in case.case.parties:
            assert alone.stance(party, term) == case.resolution.stance(party, term)


def names(found: Any) -> set[str]:
    return {term.removeprefix(stage.BASE) for term in found}


def test_what_bears_on_a_term() -> None:
    """Options of one issue and ends of relations, and the proposals of these; on a bundle nothing bears."""
    told = stage.entails("x1", "w1") + stage.proposal("b", "x2 l10", by="a") + stage.proposal("one", "l20", by="a")
    parts = opened(told + stage.position("a", "support", "x1")).resolution.parts_of_terms
    ladder, rest = {"l10", "l20", "l30", "l40", "one", "b"}, {"x1", "x2", "x3", "w1", "w2", "w3", "w4", "w5", "b"}
    ids = {name: stage.BASE + name for name in ladder | rest}
    assert names(parts.behind([ids["l30"]])) == names(parts.behind([ids["one"]])) == ladder
    assert names(parts.behind([ids["w3"]])) == names(parts.around([ids["w3"]])) == rest
    assert names(parts.behind([ids["b"]])) == {"b"}
    assert names(parts.around([ids["b"]])) == ladder | rest


def test_a_list_of_proposals_reads_what_is_said_of_proposals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eleven positions: one of b's on the bundle, four on the ladder of the proposal of one term, six on an issue apart."""
    told = [stage.proposal("b", "x1 w1", by="a"), stage.proposal("one", "l20", by="b")]
    told += [stage.position("b", "oppose", "b", 2)]
    told += [stage.position(who, "support", on, 2) for who in "ab" for on in ("l10", "l20")]
    told += [stage.position(who, "support", on, 2) for who in "abc" for on in ("x1", "w1")]
    case = opened("".join(told))
    read = []
    real = load.position

    def counted(*arguments: Any) -> Any:
        read.append(arguments[0])
        return real(*arguments)

    monkeypatch.setattr(load, "position", counted)
    found = case.list("proposals").to_json()["items"]
    assert len(read) == len(set(read)) == 5
    assert [[stage.local(party) for party in item["proposed_by"]] for item in found] == [["a"], ["b"]]
