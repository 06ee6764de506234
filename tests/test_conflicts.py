"""Conflicts with leaning, on ladders and in circles, worked by hand from the definitions in kg/analysis/conflicts.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from small_cases import BASE, by_option, condition, conflicts_of, event, local, position, proposal

from kg.analysis.circles import ENOUGH, MOST, circles_of
from kg.analysis.conditions import GroupStances
from kg.analysis.conflicts import Severity, severity_of
from kg.resolution import Resolved
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]


def shown(case: Any, *parties: str) -> str:
    """Return the cells of the tables of ``conflicts``."""
    return "\n".join(cell for table in case.conflicts(*parties).tables() for row in table.rows for cell in row)


# -------------------------------------------------------- exclusive, with leaning


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("support", "open", "soft"),
        ("support", "conditional", "soft"),
        ("demand", "open", "one-red-line"),
        ("open", "support", "soft"),
        ("open", "open", None),
        ("conditional", "open", None),
        ("support", "oppose", None),
    ],
)
def test_for_one_option_and_leaning_to_what_it_excludes(
    case_of: CaseOf, one: str, other: str, severity: str | None
) -> None:
    case = case_of(position("a", one, "x1"), position("b", other, "x2"))
    expected = [("exclusive", severity, (("a", "x1", one), ("b", "x2", other)))] if severity else []
    assert conflicts_of(case, "a", "b") == expected


@pytest.mark.parametrize(
    ("stance", "kinds"), [("support", ["preference"]), ("open", [])], ids=["both for", "one is leaning"]
)
def test_with_an_option_that_both_accept_it_is_a_preference_or_nothing(
    case_of: CaseOf, stance: str, kinds: list[str]
) -> None:
    meet = (position("a", "open", "x3"), position("b", "open", "x3"))
    case = case_of(*meet, position("a", "support", "x1"), position("b", stance, "x2"))
    assert [kind for kind, _, _ in conflicts_of(case, "a", "b")] == kinds


def test_an_exclusive_conflict_with_leaning_takes_in_the_refusal_that_restates_it(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1"), position("b", "open", "x2"))
    (found,) = case.conflicts("a", "b").to_json()["conflicts"]
    assert (found["kind"], found["severity"]) == ("exclusive", "one-red-line")
    assert [(each["kind"], local(each["sides"][0]["option"])) for each in found["implies"]] == [("direct", "x2")]


# ----------------------------------------------------------------------- ladders


def test_a_pair_whose_ranges_overlap_has_no_conflict_on_the_ladder(case_of: CaseOf) -> None:
    """a demands at least 20, b exactly 30: 10 and 40 are red lines by inference, of one or both."""
    case = case_of(position("a", "demand", "l20", bound="at-least"), position("b", "demand", "l30"))
    assert conflicts_of(case, "a", "b") == []
    # not even what one has refused in so many words
    refused = position("b", "oppose", "l20")
    case = case_of(position("a", "demand", "l20", bound="at-least"), position("b", "demand", "l30"), refused)
    assert conflicts_of(case, "a", "b") == []


def test_a_gap_takes_in_the_refusals_that_follow_from_bounds(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l10", bound="at-most"), position("b", "demand", "l30", bound="at-least"))
    (found,) = case.conflicts("a", "b").to_json()["conflicts"]
    assert (found["kind"], found["severity"]) == ("exclusive", "red-line")
    # 20 is within neither bound, so both rule it out
    assert {local(each["sides"][0]["option"]) for each in found["implies"]} == {"l10", "l30", "l40"}


def test_what_a_party_refuses_in_so_many_words_stands_beside_the_gap(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10"), position("b", "support", "l30"), position("b", "oppose", "l10"))
    assert conflicts_of(case, "a", "b") == [
        ("direct", "firm", (("a", "l10", "support"), ("b", "l10", "oppose"))),
        ("exclusive", "firm", (("a", "l10", "support"), ("b", "l30", "support"))),
    ]


def test_opposite_bounds_of_one_party_are_an_interval(case_of: CaseOf) -> None:
    def gap(other: str, bound: str) -> list[str]:
        made = (
            position("a", "support", "l20", bound="at-least"),
            position("a", "support", "l30", bound="at-most"),
            position("b", "support", other, bound=bound),
        )
        return [kind for kind, _, _ in conflicts_of(case_of(*made), "a", "b")]

    assert gap("l40", "at-least") == gap("l10", "at-most") == ["exclusive"]
    assert gap("l30", "at-least") == gap("l20", "at-most") == []


def test_bounds_of_one_party_that_share_no_value_make_no_range(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "l40", bound="at-least"),
        position("a", "support", "l10", bound="at-most"),
        position("b", "support", "l20"),
    )
    assert by_option(case, "a", "b")["l20"][1]["range"] is None
    assert conflicts_of(case, "a", "b") == []


# -------------------------------------------------------------------- fallbacks


@pytest.mark.parametrize(
    ("met", "kinds"), [(False, ["exclusive"]), (True, [])], ids=["not met", "met: a takes x2 in place of x1"]
)
def test_a_fallback_that_is_not_met_is_no_option_to_meet_on(case_of: CaseOf, met: bool, kinds: list[str]) -> None:
    made = [
        position("a", "support", "x1"),
        position("a", "conditional", "x2", 2, "on-record", condition("w1")),
        position("b", "support", "x2"),
        position("a", "support", "w1"),
    ]
    made += [position("b", "support", "w1")] if met else []
    assert [kind for kind, _, _ in conflicts_of(case_of(*made), "a", "b")] == kinds


@pytest.mark.parametrize(("met", "kinds"), [(False, ["exclusive"]), (True, [])])
def test_a_fallback_widens_a_range_only_when_it_is_met(case_of: CaseOf, met: bool, kinds: list[str]) -> None:
    made = [
        position("a", "demand", "l30", bound="at-least"),
        position("a", "conditional", "l20", 2, "on-record", condition("w1"), bound="at-least"),
        position("b", "support", "l20", bound="at-most"),
        position("a", "support", "w1"),
    ]
    made += [position("b", "support", "w1")] if met else []
    assert [kind for kind, _, _ in conflicts_of(case_of(*made), "a", "b")] == kinds


# ------------------------------------------------------------------- conditional


def test_a_condition_that_is_done_is_not_blocked(case_of: CaseOf) -> None:
    made = (
        position("a", "conditional", "w1", 1, "on-record", condition("w2", timing="before")),
        position("b", "oppose", "w2"),
    )
    assert [kind for kind, _, _ in conflicts_of(case_of(*made), "a", "b")] == ["conditional"]
    assert conflicts_of(case_of(*made, event("e", 3, honours="w2")), "a", "b") == []


@pytest.mark.parametrize(("bound", "blocked"), [("exactly", True), ("at-least", False), ("at-most", True)])
def test_a_condition_with_a_bound_is_blocked_where_the_other_accepts_no_value_within(
    case_of: CaseOf, bound: str, blocked: bool
) -> None:
    wants = condition("l20").replace(" ]", f" ; neg:bound neg:{bound} ]")
    case = case_of(
        position("a", "conditional", "w1", 1, "on-record", wants),
        position("b", "oppose", "l20"),
        position("b", "support", "l30"),
    )
    found = [kind for kind, _, _ in conflicts_of(case, "a", "b")]
    assert found == (["conditional"] if blocked else [])


# ------------------------------------------------------------- sequence: circles


def first(who: str, term: str, *requires: str, any_of: str | None = None) -> str:
    """Return a conditional stance that asks for things to be done before it, each by a condition of its own."""
    wanted = (condition(each, timing="before", any_of=any_of) for each in requires)
    return position(who, "conditional", term, 1, "on-record", *wanted)


def circles(case: Any, parties: str) -> list[str]:
    """Return the circles of a group, each as parties and terms in its order, as listed."""
    return [
        " ".join(f"{local(side['party'])}:{local(side['option'])}" for side in each["sides"])
        for each in case.conflicts(*parties).to_json()["conflicts"]
        if each["kind"] == "sequence"
    ]


def test_a_circle_can_be_of_any_length(case_of: CaseOf) -> None:
    made = (first("a", "w1", "w2"), first("b", "w2", "w3"), first("c", "w3", "w1"))
    case = case_of(*made)
    assert circles(case, "abc") == ["a:w1 b:w2 c:w3"]
    # over the group: no pair is in a circle
    assert circles(case, "ab") == circles(case, "bc") == circles(case, "ac") == []
    (found,) = case.conflicts("a", "b", "c").to_json()["conflicts"]
    assert (found["severity"], [local(issue) for issue in found["issues"]]) == ("soft", ["w"])
    assert [[local(r) for r in each["requires"]] for each in found["conditions"]] == [["w2"], ["w3"], ["w1"]]
    assert found["condition"] == found["conditions"][0]


def test_one_thing_done_opens_a_circle(case_of: CaseOf) -> None:
    made = (first("a", "w1", "w2"), first("b", "w2", "w3"), first("c", "w3", "w1"))
    assert circles(case_of(*made, event("e", 3, honours="w3")), "abc") == []


def test_a_circle_can_hold_a_party_twice_or_alone(case_of: CaseOf) -> None:
    assert circles(case_of(first("a", "w1", "w2"), first("a", "w2", "w3"), first("b", "w3", "w1")), "ab") == [
        "a:w1 a:w2 b:w3"
    ]
    assert circles(case_of(first("a", "w1", "w2"), first("a", "w2", "w1")), "ab") == ["a:w1 a:w2"]


def test_circles_are_listed_once_the_shortest_first(case_of: CaseOf) -> None:
    """a and c each want w2 before w1, b and c w1 before w2; and there is a circle of three through w3."""
    made = (
        first("a", "w1", "w2"),
        first("c", "w1", "w2"),
        first("b", "w2", "w1", "w3"),
        first("c", "w3", "w1"),
    )
    expected = ["a:w1 b:w2", "b:w2 c:w1", "a:w1 b:w2 c:w3", "b:w2 c:w3 c:w1"]
    for order in list(permutations(made))[::5]:
        assert circles(case_of(*order), "abc") == expected


def test_an_alternative_that_is_free_opens_a_circle(case_of: CaseOf) -> None:
    other_way = first("b", "w2", "w1")
    assert circles(case_of(first("a", "w1", "w2", "w3", any_of="g"), other_way), "ab") == []
    # both are needed
    assert circles(case_of(first("a", "w1", "w2", "w3"), other_way), "ab") == ["a:w1 b:w2"]
    # both alternatives wait
    both = (first("a", "w1", "w2", "w3", any_of="g"), other_way, first("b", "w3", "w1"))
    assert circles(case_of(*both), "ab") == ["a:w1 b:w2", "a:w1 b:w3"]


def test_who_waits_in_vain_for_what_is_free_is_in_no_circle(case_of: CaseOf) -> None:
    """w3 is an alternative to w2, and waits for w4, which waits for w5, which waits for nothing."""
    made = (first("a", "w1", "w2", "w3", any_of="g"), first("b", "w2", "w1"))
    chain = (first("c", "w3", "w4"), first("c", "w4", "w5"))
    assert circles(case_of(*made, *chain), "abc") == []
    # until w5 waits for w3
    assert "a:w1 b:w2" in circles(case_of(*made, *chain, first("c", "w5", "w3")), "abc")


def test_no_term_stands_twice_in_a_circle(case_of: CaseOf) -> None:
    """Two want w2 before w1, two w1 before w2: four circles of two, and none of all four."""
    made = (first("a", "w1", "w2"), first("c", "w1", "w2"), first("b", "w2", "w1"), first("f", "w2", "w1"))
    assert circles(case_of(*made), "abcf") == ["a:w1 b:w2", "a:w1 f:w2", "c:w1 f:w2", "b:w2 c:w1"]


def test_a_required_bundle_waits_for_those_of_its_terms_that_are_not_done(case_of: CaseOf) -> None:
    made = (proposal("k", "w2 w3", tabled_by="f"), first("a", "w1", "k"), first("b", "w3", "w1"))
    assert circles(case_of(*made), "ab") == ["a:w1 b:w3"]
    assert circles(case_of(*made, event("e", 3, honours="w3")), "ab") == []


def test_circles_are_looked_for_until_there_are_enough(case_of: CaseOf) -> None:
    """Of 11 stances on as many terms, each waiting for all others, 55 circles are of two and 330 of three."""
    terms = [f"w{n}" for n in range(1, 12)]
    new = "".join(
        f':{t} a neg:Option ; skos:prefLabel "{t}"@en ; neg:optionOf :w ; neg:undertakerUnstated true .\n'
        for t in terms[5:]
    )
    made = [first("ab"[n % 2], t, *(each for each in terms if each != t)) for n, t in enumerate(terms)]
    case = case_of(new, *made)
    found = circles_of(GroupStances(case.resolution, [f"{BASE}a", f"{BASE}b"]), [f"{BASE}{t}" for t in terms])
    assert [len(circle) for circle in found] == [2] * 55 + [3] * 330
    assert len(found) > ENOUGH


def test_of_the_circles_of_one_length_the_first_are_found(case_of: CaseOf) -> None:
    """Two parties that want each of 16 options after the next have 65,536 circles of 16; 125 have 2,000 stances in all."""
    terms = [f"v{n:02}" for n in range(16)]
    new = "".join(
        f':{t} a neg:Option ; skos:prefLabel "{t}"@en ; neg:optionOf :w ; neg:undertakerUnstated true .\n'
        for t in terms
    )
    made = [first(who, t, terms[(n + 1) % 16]) for n, t in enumerate(terms) for who in "ab"]
    group = GroupStances(case_of(new, *made).resolution, [f"{BASE}a", f"{BASE}b"])
    found = circles_of(group, [f"{BASE}{t}" for t in terms])
    assert [len(circle) for circle in found] == [16] * (MOST // 16) == [16] * 125
    by = ["".join(held.party[-1] for held, _ in circle) for circle in found]
    # in order of who wants them, from the first on: as the numbers from 0 to 124 in binary
    assert by == [f"{number:016b}".replace("0", "a").replace("1", "b") for number in range(125)]


def test_a_circle_names_all_that_are_in_it(case_of: CaseOf) -> None:
    case = case_of(first("a", "w1", "w2"), first("b", "w2", "w3"), first("c", "w3", "w1"))
    cells = shown(case, "a", "b", "c")
    assert "w1 → w2 → w3 → w1" in cells
    assert "c, on w3, requires: w1, first" in cells
    columns, (row,) = case.conflicts("a", "b", "c").rows()
    assert dict(zip(columns, row, strict=True))["further_sides"] == "c: w3: conditional"


# ---------------------------------------------------------------------- severity


def held(stance: Stance) -> Resolved:
    return Resolved("p", "t", stance)


def test_severity_of_several() -> None:
    demand, conditional, support = held(Stance.DEMAND), held(Stance.CONDITIONAL), held(Stance.SUPPORT)
    assert severity_of(demand, demand, demand, exclusive=True) is Severity.RED_LINE
    assert severity_of(demand, demand, conditional, exclusive=True) is Severity.ONE_RED_LINE
    assert severity_of(support, support, conditional, exclusive=True) is Severity.SOFT
    assert severity_of(support, support, support, exclusive=True) is Severity.FIRM


# ------------------------------------------------------------------------- marks


def test_a_side_that_is_inferred_or_by_others_word_is_marked(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "x1"),
        position("b", "open", "x2"),
        position("b", "open", "x1"),
        position("c", "support", "x2", 1, "leak"),
    )
    (inferred,) = case.conflicts("a", "b").to_json()["conflicts"]
    assert (inferred["kind"], inferred["inferred"], inferred["ascribed"]) == ("direct", True, False)
    assert "direct, a side inferred" in shown(case, "a", "b")
    (leaked,) = case.conflicts("a", "c").to_json()["conflicts"]
    assert (leaked["kind"], leaked["inferred"], leaked["ascribed"]) == ("exclusive", False, True)
    assert "exclusive, a side by others' word" in shown(case, "a", "c")
