"""A conditional stance beside an older for: it stands beside, and never replaces it. The stage is that of ``small_cases``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, by_option, condition, entails, excludes, member, position, proposal, withdrawal

from kg.analysis.conditions import GroupStances
from kg.resolution import Resolved

CaseOf = Callable[..., Any]


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found: Resolved = case.resolution.stance(BASE + party, BASE + term)
    return found


def stands(case: Any, party: str, *terms: str) -> list[str]:
    """Return a party's stances, each in a word."""
    return [str(held(case, party, term).stance) for term in terms]


def fallbacks(case: Any, party: str) -> dict[str, list[str]]:
    """Return by term what a party's fallbacks stand beside."""
    return {
        each.term.removeprefix(BASE): [beside.removeprefix(BASE) for beside in each.fallback]
        for each in case.resolution.fallbacks(BASE + party)
    }


def shown(stance: Resolved) -> list[tuple[str, str, str, str]]:
    """Return what stands beside a stance: on which term, which stance and bound, and why."""
    return [
        (past.position.on.removeprefix(BASE), str(past.position.stance), past.position.bound, past.fate)
        for past in stance.beside
    ]


def offer(on: str, day: int, bound: str | None = None, **more: Any) -> str:
    """Return a conditional position of party a, requiring w5."""
    return position("a", "conditional", on, day, "on-record", condition("w5"), bound=bound, **more)


# ------------------------------------------------------------------ on what an older for excludes


@pytest.mark.parametrize(("stance", "expected"), [("demand", ["x1"]), ("support", ["x1"]), ("open", []), ("doubt", [])])
def test_a_conditional_stance_on_what_an_older_for_excludes(case_of: CaseOf, stance: str, expected: list[str]) -> None:
    case = case_of(position("a", stance, "x1", 1), offer("x2", 3))
    assert stands(case, "a", "x1", "x2") == [stance, "conditional"]
    assert held(case, "a", "x2").fallback == tuple(BASE + each for each in expected)
    assert fallbacks(case, "a") == ({"x2": expected} if expected else {})
    assert shown(held(case, "a", "x1")) == ([("x2", "conditional", "exactly", "fallback")] if expected else [])


@pytest.mark.parametrize("day", [3, 4])
def test_a_for_that_is_not_older_has_no_fallback(case_of: CaseOf, day: int) -> None:
    case = case_of(position("a", "support", "x1", day), offer("x2", 3))
    assert (stands(case, "a", "x1", "x2"), fallbacks(case, "a")) == (["support", "conditional"], {})


def test_an_older_for_that_is_said_again_is_still_older(case_of: CaseOf) -> None:
    again = ":q neg:statedIn :s-n .\n" + position("b", "open", "w1", 9, name="n").replace(
        "neg:about :b", "neg:about :a"
    )
    case = case_of(position("a", "support", "x1", 1, name="q"), offer("x2", 3), again)
    assert fallbacks(case, "a") == {"x2": ["x1"]}


def test_a_demand_that_is_said_again_supersedes_the_offer(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", 1), offer("x2", 3), position("a", "demand", "x1", 5))
    assert (stands(case, "a", "x1", "x2"), fallbacks(case, "a")) == (["demand", "rule-out"], {})


def test_only_a_conditional_stance_is_a_fallback(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", 1), position("a", "open", "x2", 3))
    assert (stands(case, "a", "x1", "x2"), fallbacks(case, "a")) == (["demand", "open"], {})


def test_what_is_excluded_through_the_closures_counts_and_by_judgement_does_not(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        excludes("w2", "w3"),
        excludes("w4", "w3", "judgement"),
        position("a", "support", "w1", 1),
        position("a", "support", "w4", 1),
        offer("w3", 3),
    )
    # w1 contains w2, which w3 excludes; a is for w2 by inference
    assert fallbacks(case, "a") == {"w3": ["w1", "w2"]}


def test_when_the_for_ends_the_offer_is_a_stance_like_others(case_of: CaseOf) -> None:
    parts = (position("a", "demand", "x1", 1, name="q"), offer("x2", 3), withdrawal("a", "q", 6))
    assert fallbacks(case_of(*parts, as_of=5), "a") == {"x2": ["x1"]}
    case = case_of(*parts, as_of=6)
    assert (stands(case, "a", "x1", "x2"), fallbacks(case, "a")) == (["silent", "conditional"], {})


def test_a_bundle_s_term_that_an_older_demand_excludes_is_a_fallback(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", 1), proposal("k", "x2 w1", 3, by="a"))
    assert stands(case, "a", "x1", "x2", "w1") == ["demand", "conditional", "conditional"]
    assert fallbacks(case, "a") == {"x2": ["x1"]}


def test_a_coalitions_offer_is_a_fallback_beside_the_members_own_for(case_of: CaseOf) -> None:
    case = case_of(
        member("b", "g"),
        position("b", "support", "x1", 1),
        position("g", "conditional", "x2", 3, "on-record", condition("w5")),
    )
    assert (fallbacks(case, "b"), fallbacks(case, "g")) == ({"x2": ["x1"]}, {})


# ------------------------------------------------------------------ on a ladder


@pytest.mark.parametrize("stance", ["demand", "support"])
@pytest.mark.parametrize("bound", [None, "at-least", "at-most"])
def test_on_a_ladder_an_offer_stands_beside_the_older_for(case_of: CaseOf, stance: str, bound: str | None) -> None:
    case = case_of(position("a", stance, "l30", 1, bound=bound), offer("l20", 3, "at-least"))
    assert stands(case, "a", "l20", "l30") == ["conditional", stance]
    assert fallbacks(case, "a") == {"l20": ["l30"]}


def test_on_a_ladder_an_offer_without_an_older_for_replaces_as_any_leaning_stance_does(case_of: CaseOf) -> None:
    case = case_of(position("a", "open", "l30", 1), offer("l20", 3))
    assert (stands(case, "a", "l20", "l30"), fallbacks(case, "a")) == (["conditional", "silent"], {})


def test_on_a_ladder_openness_replaces_the_older_for(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l30", 1), position("a", "open", "l20", 3))
    assert stands(case, "a", "l20", "l30") == ["open", "silent"]


def test_a_for_that_had_ended_is_none_to_stand_beside(case_of: CaseOf) -> None:
    for end, expected in ((2, {}), (3, {"l20": ["l30"]})):
        case = case_of(position("a", "support", "l30", 1, ends=end), offer("l20", 3), as_of=3)
        assert fallbacks(case, "a") == expected


def test_a_for_of_the_day_is_none_to_stand_beside(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10", 1), position("a", "support", "l30", 3), offer("l20", 3))
    assert (stands(case, "a", "l10", "l20", "l30"), fallbacks(case, "a")) == (["silent", "conditional", "support"], {})


def test_a_newer_offer_replaces_the_older_offer_only(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l40", 1, bound="at-least"), offer("l30", 3), offer("l20", 5))
    assert fallbacks(case, "a") == {"l20": ["l40"]}
    # what is no longer offered the demand rules out, as before
    assert stands(case, "a", "l10", "l20", "l30", "l40") == ["rule-out", "conditional", "rule-out", "demand"]


def test_a_newer_for_replaces_the_offer_too(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l40", 1), offer("l30", 3), position("a", "support", "l10", 5))
    assert stands(case, "a", "l10", "l30", "l40") == ["support", "silent", "silent"]


def test_on_one_value_the_for_is_the_stance_and_the_offer_beside_it(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l20", 1, bound="at-least", name="p"), offer("l20", 3, "at-most", name="q"))
    stance = held(case, "a", "l20")
    assert (str(stance.stance), stance.day, stance.fallback, stance.past) == ("demand", stance.renewed, (), ())
    assert shown(stance) == [("l20", "conditional", "at-most", "fallback")]
    assert stance.aside is not None
    assert (str(stance.aside.stance), stance.aside.bounds) == ("conditional", ("at-most",))
    assert fallbacks(case, "a") == {"l20": ["l20"]}
    (offered,) = case.resolution.fallbacks(f"{BASE}a")
    assert [each.removeprefix(BASE) for each in offered.conditions[0].requires] == ["w5"]


def test_on_one_value_the_offer_is_the_stance_once_the_for_ends(case_of: CaseOf) -> None:
    parts = (position("a", "demand", "l20", 1, ends=5), offer("l20", 3))
    assert stands(case_of(*parts, as_of=5), "a", "l20") == ["demand"]
    case = case_of(*parts, as_of=6)
    assert (stands(case, "a", "l20"), fallbacks(case, "a")) == (["conditional"], {})


def test_on_one_value_the_offer_replaces_an_older_refusal(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l30", 1), position("a", "oppose", "l20", 1), offer("l20", 3))
    assert (stands(case, "a", "l20", "l30"), fallbacks(case, "a")) == (["conditional", "demand"], {"l20": ["l30"]})


def test_on_one_value_a_refusal_replaces_the_older_offer(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l30", 1), offer("l20", 3), position("a", "oppose", "l20", 5))
    assert (stands(case, "a", "l20", "l30"), fallbacks(case, "a")) == (["oppose", "support"], {})


def test_a_fallback_infers_nothing(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l40", 1), offer("l20", 3, "at-least"))
    assert stands(case, "a", "l10", "l20", "l30", "l40") == ["silent", "conditional", "silent", "support"]


def test_a_fallback_bounds_no_other_stance(case_of: CaseOf) -> None:
    # the support of 10 or more gives support of 40, whatever the offer says
    case = case_of(position("a", "support", "l10", 1, bound="at-least"), offer("l30", 3, "at-most"))
    assert stands(case, "a", "l20", "l30", "l40") == ["support", "conditional", "support"]
    assert fallbacks(case, "a") == {"l30": ["l10"]}


def test_in_others_voice_too(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l40", 1, "leak"),
        position("a", "conditional", "l20", 3, "inference", condition("w5")),
        position("b", "support", "x1", 1, "leak"),
        position("b", "conditional", "x2", 3, "leak", condition("w5")),
    )
    assert (stands(case, "a", "l20", "l40"), fallbacks(case, "a")) == (["conditional", "support"], {"l20": ["l40"]})
    assert fallbacks(case, "b") == {"x2": ["x1"]}
    assert all(held(case, *each).ascribed for each in (("a", "l20"), ("a", "l40"), ("b", "x2")))


# ------------------------------------------------------------------ bounds that stand together


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        (("l20", "at-least"), ("l30", "at-most"), True),
        (("l20", "at-least"), ("l10", "at-most"), False),
        (("l30", "at-most"), ("l20", "at-least"), True),
        (("l10", "at-most"), ("l20", "at-least"), False),
        (("l20", "at-least"), ("l30", "at-least"), False),
        (("l20", "at-least"), ("l30", None), False),
        (("l20", None), ("l30", "at-most"), False),
    ],
)
def test_an_opposite_bound_that_shares_a_value_stays(
    case_of: CaseOf, old: tuple[str, str | None], new: tuple[str, str | None], stays: bool
) -> None:
    case = case_of(position("a", "demand", old[0], 1, bound=old[1]), position("a", "support", new[0], 3, bound=new[1]))
    assert held(case, "a", new[0]).stance == "support"
    assert (held(case, "a", old[0]).stance == "demand") is stays


def test_a_bound_stays_only_beside_all_that_is_said_on_the_day(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l20", 1, bound="at-least"),
        position("a", "support", "l30", 3, bound="at-most"),
        position("a", "support", "l10", 3, bound="at-least"),
    )
    assert stands(case, "a", "l10", "l20", "l30") == ["support", "support", "support"]
    assert held(case, "a", "l20").inferred


def test_an_opposite_bound_stays_until_one_like_it_replaces_it(case_of: CaseOf) -> None:
    parts = (
        position("a", "demand", "l10", 1, bound="at-least"),
        position("a", "support", "l40", 3, bound="at-most"),
        position("a", "support", "l30", 5, bound="at-most"),
    )
    case = case_of(*parts)
    assert stands(case, "a", "l10", "l20", "l30", "l40") == ["demand", "support", "support", "silent"]
    later = case_of(*parts, position("a", "open", "l20", 7, bound="at-least"))
    # at least 20 replaces at least 10; at most 30 stays, and 10 is outside of what the two leave
    assert stands(later, "a", "l10", "l20", "l30", "l40") == ["silent", "open", "support", "silent"]


def test_the_same_value_as_least_and_as_most_is_that_value(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l20", 1, bound="at-least", name="p"),
        position("a", "support", "l20", 3, bound="at-most", name="q"),
    )
    stance = held(case, "a", "l20")
    assert (stance.bounds, len(stance.evidence), stance.beside) == (("at-least", "at-most"), 2, ())
    assert stands(case, "a", "l10", "l20", "l30") == ["silent", "support", "silent"]


def test_another_stance_of_the_opposite_bound_is_shown_beside(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l20", 1, bound="at-least", name="p"),
        position("a", "open", "l20", 3, bound="at-most", name="q"),
    )
    stance = held(case, "a", "l20")
    assert (str(stance.stance), stance.bounds) == ("open", ("at-most",))
    assert [(past.position.id.removeprefix(BASE), past.fate) for past in stance.beside] == [("p", "opposite bound")]
    assert stance.past == ()


def test_another_stance_of_the_opposite_bound_still_bounds(case_of: CaseOf) -> None:
    # a demands at least 20, and is later open to at most 20: to 20, and the demand still rules out 10
    case = case_of(
        position("a", "demand", "l20", 1, bound="at-least"),
        position("a", "open", "l20", 3, bound="at-most"),
        position("b", "support", "l20", 1, bound="at-most"),
    )
    assert stands(case, "a", "l10", "l20", "l30") == ["rule-out", "open", "silent"]
    found = by_option(case, "a", "b")["l20"][1]["range"]
    assert (found["kind"], found["low"], found["high"]) == ("overlap", 20, 20)


def test_a_met_fallback_is_not_judged_again_by_what_it_replaces(case_of: CaseOf) -> None:
    # x2 is agreed, so that a's offer of x1 is met; it then takes the place of a's x2, and stays met
    case = case_of(
        position("a", "support", "x2", 1),
        position("a", "conditional", "x1", 3, "on-record", condition("x2")),
        position("b", "support", "x2", 1),
    )
    rows = by_option(case, "a", "b")
    assert [rows[option][1]["stances"][0]["stance"] for option in ("x1", "x2")] == ["support", "silent"]
    assert [each["state"] for each in rows["x1"][1]["conditions"]] == ["met"]


# ------------------------------------------------------------------ voices


def test_an_own_offer_stands_beside_no_for_by_others_word(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1", 1, "leak"), offer("x2", 3))
    assert (stands(case, "a", "x1", "x2"), fallbacks(case, "a")) == (["support", "conditional"], {})


def test_an_offer_by_others_word_stands_beside_an_own_for_without_touching_it(case_of: CaseOf) -> None:
    parts = (
        position("a", "support", "x1", 1),
        position("a", "conditional", "x2", 3, "leak", condition("w5")),
    )
    case = case_of(*parts)
    assert (fallbacks(case, "a"), held(case, "a", "x1").beside) == ({"x2": ["x1"]}, ())
    # once its condition is met, the leak counts for x2, and the party's own support of x1 stays
    met = case_of(*parts, position("a", "support", "w5"), position("b", "support", "w5"))
    group = GroupStances(met.resolution, met.group(("a", "b")))
    assert [str(group.effective(f"{BASE}a", BASE + term).stance) for term in ("x1", "x2")] == ["support", "support"]


def test_by_others_word_both_stand_on_one_value(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l20", 1, "leak"),
        position("a", "conditional", "l20", 3, "leak", condition("w5"), bound="at-most"),
    )
    assert (fallbacks(case, "a"), shown(held(case, "a", "l20"))) == (
        {"l20": ["l20"]},
        [("l20", "conditional", "at-most", "fallback")],
    )
    (offered,) = case.resolution.fallbacks(f"{BASE}a")
    assert offered.ascribed


def test_an_own_offer_that_is_met_replaces_what_it_stood_beside(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1", 1),
        offer("x2", 3),
        position("a", "support", "w5"),
        position("b", "support", "w5"),
    )
    group = GroupStances(case.resolution, case.group(("a", "b")))
    assert [str(group.effective(f"{BASE}a", BASE + term).stance) for term in ("x1", "x2")] == ["silent", "support"]
