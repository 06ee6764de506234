"""What being for a bundle gives on its terms, and to what that yields. The stage is that of ``small_cases``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, day_of, entails, excludes, member, position, proposal, withdrawal

from kg.resolution import Resolved

CaseOf = Callable[..., Any]


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found: Resolved = case.resolution.stance(BASE + party, BASE + term)
    return found


def stands(case: Any, party: str, *terms: str) -> list[str]:
    """Return a party's stances, each in a word."""
    return [str(held(case, party, term).stance) for term in terms]


def besides(case: Any, party: str, term: str) -> list[tuple[str, str, int]]:
    """Return what stands beside a stance: which position or bundle, why, and its day."""
    return [(p.position.id.removeprefix(BASE), p.fate, p.day.day) for p in held(case, party, term).beside]


# ------------------------------------------------------------------ yields to any for


@pytest.mark.parametrize("stance", ["demand", "support"])
@pytest.mark.parametrize("day", [1, 3, 5])
def test_a_bundle_yields_to_a_stated_for(case_of: CaseOf, stance: str, day: int) -> None:
    case = case_of(position("a", stance, "w1", day), proposal("k", "w1 w2", 3, by="a"))
    assert stands(case, "a", "w1", "w2") == [stance, "conditional"]
    assert besides(case, "a", "w1") == [("k", "yields", 3)]
    (beside,) = held(case, "a", "w1").beside
    assert (str(beside.position.stance), beside.position.on) == ("conditional", f"{BASE}w1")
    assert [each.requires for each in beside.position.conditions] == [(f"{BASE}k",)]


@pytest.mark.parametrize("stance", ["demand", "support"])
@pytest.mark.parametrize("day", [1, 5])
def test_a_bundle_yields_to_an_inferred_for(case_of: CaseOf, stance: str, day: int) -> None:
    case = case_of(entails("w3", "w1"), position("a", stance, "w3", day), proposal("k", "w1 w2", 3, by="a"))
    assert stands(case, "a", "w1", "w2") == [stance, "conditional"]
    assert besides(case, "a", "w1") == [("k", "yields", 3)]


def test_a_bundle_yields_to_a_for_by_a_bound(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l10", 1, bound="at-least"), proposal("k", "w1 l20", 3, by="a"))
    assert stands(case, "a", "l10", "l20") == ["demand", "support"]


def test_a_bundle_yields_to_a_coalitions_for(case_of: CaseOf) -> None:
    # Reading: a backed bundle never lowers a demand, and what a coalition demands its member does
    case = case_of(member("a", "g"), position("g", "demand", "w1", 1), proposal("k", "w1 w2", 3, by="a"))
    assert stands(case, "a", "w1", "w2") == ["demand", "conditional"]
    assert besides(case, "a", "w1") == [("k", "yields", 3)]


def test_a_bundle_yields_to_no_for_of_others_word(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "w1", 5, "leak"), proposal("k", "w1 w2", 3, by="a"))
    assert (stands(case, "a", "w1"), besides(case, "a", "w1")) == (["conditional"], [])


def test_in_others_voice_it_yields_to_a_for_in_others_voice(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "w1", 1, "leak"), proposal("k", "w1 w2", 3, by="a", attribution="inference"))
    assert (stands(case, "a", "w1", "w2"), besides(case, "a", "w1")) == (
        ["demand", "conditional"],
        [("k", "yields", 3)],
    )


def test_a_bundle_yields_to_nothing_that_would_not_stand(case_of: CaseOf) -> None:
    case = case_of(
        entails("w3", "w1"),
        entails("w2", "w5"),
        excludes("w4", "w2"),
        # without the bundle w1 would be opposed, whatever w3 implies; w2 would be ruled out
        position("a", "oppose", "w1", 1),
        position("a", "demand", "w3", 2),
        position("a", "demand", "w4", 2),
        proposal("k", "w1 w2", 3, by="a"),
    )
    assert stands(case, "a", "w1", "w2") == ["conditional", "conditional"]


def test_a_bundle_stands_where_inferences_are_mixed(case_of: CaseOf) -> None:
    case = case_of(
        entails("w3", "w1"),
        excludes("w4", "w1"),
        position("a", "support", "w3", 1),
        position("a", "demand", "w4", 1),
        proposal("k", "w1 w2", 3, by="a"),
    )
    assert stands(case, "a", "w1") == ["conditional"]


def test_what_would_stand_by_inference_or_membership_is_covered_and_shown(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w3"),
        member("a", "g"),
        position("a", "rule-out", "w3", 1),
        position("g", "doubt", "w2", 2),
        proposal("k", "w1 w2 w4", 3, by="a"),
    )
    assert stands(case, "a", "w1", "w2", "w4") == ["conditional"] * 3
    found = [
        [(str(p.position.stance), p.fate, p.day.day) for p in held(case, "a", t).beside] for t in ("w1", "w2", "w4")
    ]
    assert found == [[("rule-out", "covered", 1)], [("doubt", "covered", 2)], []]


def test_an_inferred_opposite_that_is_newer_strains_what_a_bundle_gives(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w3"), position("a", "oppose", "w3", 5), proposal("k", "w1 w2", 3, by="a"))
    strain = held(case, "a", "w1").strain
    assert strain is not None and (str(strain.stance), strain.day) == ("oppose", day_of(5))


def test_a_bundle_of_the_time_of_a_for_does_not_outlive_it(case_of: CaseOf) -> None:
    # the support stood until the 5th; then only what is later fills
    for day, expected in ((3, "silent"), (6, "conditional")):
        case = case_of(position("a", "support", "w1", 1, ends=5), proposal("k", "w1 w2", day, by="a"))
        assert stands(case, "a", "w1") == [expected]


# ------------------------------------------------------------------ competes by date with the rest


@pytest.mark.parametrize("stance", ["open", "doubt", "oppose", "rule-out"])
@pytest.mark.parametrize(("day", "expected"), [(2, "conditional"), (3, None), (4, None)])
def test_the_newer_holds_and_on_one_day_the_stated(
    case_of: CaseOf, stance: str, day: int, expected: str | None
) -> None:
    case = case_of(position("a", stance, "w1", day, name="p"), proposal("k", "w1 w2", 3, by="a"))
    assert stands(case, "a", "w1") == [expected or stance]
    assert besides(case, "a", "w1") == ([("p", "covered", 2)] if expected else [])


def test_what_a_bundle_covers_is_shown_with_both_sides_of_a_mixed_stance(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, name="p"),
        position("a", "oppose", "w1", 1, name="q"),
        proposal("k", "w1 w2", 3, by="a"),
    )
    assert stands(case, "a", "w1") == ["conditional"]
    assert besides(case, "a", "w1") == [("q", "covered", 1), ("p", "covered", 1)]


def test_what_a_bundle_covers_implies_nothing_meanwhile(case_of: CaseOf) -> None:
    case = case_of(entails("w3", "w1"), position("a", "oppose", "w1", 1), proposal("k", "w1 w2", 3, by="a"))
    assert stands(case, "a", "w1", "w3") == ["conditional", "silent"]


def test_what_a_bundle_covers_may_end_without_a_change(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 1, ends=5), proposal("k", "w1 w2", 3, by="a"))
    assert (stands(case, "a", "w1"), besides(case, "a", "w1")) == (["conditional"], [])


def test_renewed_support_of_a_bundle_is_an_act_of_its_day(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", 1, by="a"), position("a", "oppose", "w1", 3))
    assert stands(case_of(*parts), "a", "w1") == ["oppose"]
    assert stands(case_of(*parts, position("a", "support", "k", 5)), "a", "w1") == ["conditional"]


def test_a_later_value_of_a_ladder_replaces_what_a_bundle_gives_there(case_of: CaseOf) -> None:
    # Reading: what a bundle gives is an act of its day, and a later day's positions replace older leaning ones
    parts = (proposal("k", "w1 l10", 3, by="a"), position("a", "support", "l30", 5))
    case = case_of(*parts)
    assert stands(case, "a", "l10", "l30", "w1") == ["silent", "support", "conditional"]
    assert stands(case_of(*parts, as_of=4), "a", "l10") == ["conditional"]


def test_a_demand_of_what_excludes_the_term_takes_it_away_for_good(case_of: CaseOf) -> None:
    case = case_of(
        excludes("w1", "w3"),
        proposal("k", "w1 w2", 3, by="a"),
        position("a", "demand", "w3", 5, name="p"),
        withdrawal("a", "p", 7),
    )
    assert (stands(case, "a", "w1"), held(case, "a", "w1").lapsed_by) == (["silent"], None)


@pytest.mark.parametrize(("earliest", "marks"), [(None, ("undated",)), (1, ("undated",)), (2, ())])
def test_a_bundle_that_covers_may_be_undated(case_of: CaseOf, earliest: int | None, marks: tuple[str, ...]) -> None:
    case = case_of(position("a", "oppose", "w1", 1), proposal("k", "w1 w2", 3, by="a", earliest=earliest))
    assert (held(case, "a", "w1").marks, held(case, "a", "w2").marks) == (marks, ())


def test_a_bundle_of_a_lesser_voice_that_covers_says_so(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 1), proposal("k", "w1 w2", 3, by="a", attribution="spokesperson"))
    assert (held(case, "a", "w1").marks, held(case, "a", "w2").marks) == (("less authoritative",), ())
