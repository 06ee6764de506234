"""Who stands nearer to which pole: values worked by hand from the definition in kg/analysis/alignment.py."""

from __future__ import annotations

from typing import Any

import pytest
from small_cases import BASE, position

from kg.analysis.alignment import align, nearness, side_vector


def ids(letters: str) -> tuple[str, ...]:
    return tuple(f"{BASE}{letter}" for letter in letters)


def letters(parties: tuple[str, ...]) -> str:
    return "".join(party.removeprefix(BASE) for party in parties)


#: a and b are the poles: principals with a side on three and two terms, b before c in the order given
STANCES = (
    position("a", "demand", "w1", 5),
    position("a", "oppose", "w2", 5),
    position("a", "support", "w3", 5),
    position("b", "oppose", "w1", 5),
    position("b", "support", "w2", 5),
    position("c", "support", "w1", 5),
    position("c", "open", "w2", 5),
    position("f", "support", "w1", 5),
    position("h", "oppose", "w3", 5),
    position("o", "open", "w3", 5),
)


def test_vectors_hold_terms_with_a_side_only(case_of: Any) -> None:
    resolution = case_of(*STANCES).resolution
    assert side_vector(resolution, f"{BASE}c") == {f"{BASE}w1": 1.0, f"{BASE}w2": 0.5}
    assert side_vector(resolution, f"{BASE}z") == {}


def test_parties_are_grouped_by_their_pull(case_of: Any) -> None:
    """Pulls: c (1 - 0.5) - (-1 + 0.5) = 1; f 1 - (-1) = 2; h -1 - 0 = -1; o 0.5 - 0 = 0.5; z has no stance."""
    found = align(case_of(*STANCES).resolution, ids("abcfhoz"))
    assert found is not None
    assert letters((found.first, found.second)) == "ab"
    groups = (found.nearer_first, found.nearer_second, found.between, found.without_stance)
    assert [letters(group) for group in groups] == ["cf", "h", "o", "z"]


def test_poles_are_principals_first_then_the_most_vocal(case_of: Any) -> None:
    resolution = case_of(*STANCES).resolution
    found = align(resolution, ids("ofh"))
    assert found is not None and letters((found.first, found.second)) == "oh"
    found = align(resolution, ids("bca"))
    assert found is not None and letters((found.first, found.second)) == "ba"


@pytest.mark.parametrize("parties", ["", "a"])
def test_without_two_parties_there_is_no_alignment(case_of: Any, parties: str) -> None:
    assert align(case_of(*STANCES).resolution, ids(parties)) is None


def test_nearness_is_symmetric_and_zero_without_common_terms() -> None:
    one, other = {"a": 1.0, "b": -1.0}, {"a": 0.5, "b": 1.0, "c": -1.0}
    assert nearness(one, other) == nearness(other, one) == -0.5
    assert nearness({"a": 1.0}, {"b": 1.0}) == 0
