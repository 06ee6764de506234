"""One test for each clause of the rules by which a stance is resolved, in their order.

The stage is that of ``small_cases``: x1 x2 x3 exclude each other, w1 … w5 do not, l10 … l40 are a ladder. Where a
clause leaves room, the reading taken stands in a comment beginning "Reading:".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import (
    by_option,
    conflicts_of,
    entails,
    excludes,
    local,
    member,
    position,
    proposal,
    stance_of,
    withdrawal,
)

CaseOf = Callable[..., Any]


def held(case: Any, party: str, option: str) -> str:
    """Return the stance held, in a word."""
    return str(stance_of(case, party, option)["stance"])


def said_on(stance: dict[str, Any]) -> list[str]:
    """Return the days on which its evidence was said."""
    return [each["latest"] for each in stance["evidence"]]


# ------------------------------------------------------------------ the day


def test_default_day_is_the_newest_statements(case_of: CaseOf) -> None:
    parts = (position("a", "support", "w1", 3), position("b", "oppose", "w2", 9, earliest=2))
    assert case_of(*parts, as_of=None).shared("a", "b").to_json()["as_of"] == "2031-01-09"
    assert case_of(*parts, as_of=28).shared("a", "b").to_json()["as_of"] == "2031-01-28"


def test_a_position_counts_from_its_statements_latest_day(case_of: CaseOf) -> None:
    parts = position("a", "support", "w1", 5, earliest=2)
    assert held(case_of(parts, as_of=4), "a", "w1") == "silent"
    assert held(case_of(parts, as_of=5), "a", "w1") == "support"


# ------------------------------------------------------------------ rule 1: stated


def test_stated_newest_day_wins(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "w1", 1, "official-document"), position("a", "doubt", "w1", 2, "reported"))
    assert held(case, "a", "w1") == "doubt"


def test_stated_on_one_day_the_more_authoritative_attribution(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, "official-document"),
        position("a", "oppose", "w1", 1, "on-record"),
        position("b", "support", "w1", 1, "reported"),
        position("b", "oppose", "w1", 1, "spokesperson"),
    )
    assert (held(case, "a", "w1"), held(case, "b", "w1")) == ("support", "oppose")


def test_stated_newest_day_comes_before_authority(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 1, "official-document"), position("a", "oppose", "w1", 2, "reported"))
    assert held(case, "a", "w1") == "oppose"


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ("demand conditional", "conditional"),
        ("support open", "open"),
        # for with leaning gives the leaning side, and within it the stronger
        ("demand conditional open", "conditional"),
    ],
)
def test_stated_for_with_leaning_gives_the_leaning_one(case_of: CaseOf, stances: str, expected: str) -> None:
    assert held(case_of(*(position("a", each, "w1") for each in stances.split())), "a", "w1") == expected


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ("support demand", "demand"),
        ("oppose rule-out", "rule-out"),
        ("doubt oppose", "oppose"),
        ("open conditional", "conditional"),
    ],
)
def test_stated_within_a_side_the_stronger(case_of: CaseOf, stances: str, expected: str) -> None:
    assert held(case_of(*(position("a", each, "w1") for each in stances.split())), "a", "w1") == expected


# Reading: leaning against against is opposite too; nothing else would say which of the two holds
@pytest.mark.parametrize("stances", ["support oppose", "demand doubt", "open oppose", "conditional rule-out"])
def test_stated_opposite_sides_are_mixed_with_both_shown(case_of: CaseOf, stances: str) -> None:
    stance = stance_of(case_of(*(position("a", each, "w1") for each in stances.split())), "a", "w1")
    assert (stance["stance"], stance["side"], len(stance["evidence"])) == ("mixed", None, 2)


@pytest.mark.parametrize("day", [1, 2, 3])
@pytest.mark.parametrize("stance", ["demand", "open", "oppose"])
def test_stated_noncommittal_never_erases_a_side(case_of: CaseOf, stance: str, day: int) -> None:
    case = case_of(position("a", stance, "w1", 2), position("a", "noncommittal", "w1", day))
    assert held(case, "a", "w1") == stance


def test_stated_noncommittal_holds_where_there_is_no_side(case_of: CaseOf) -> None:
    assert held(case_of(position("a", "noncommittal", "w1", 2)), "a", "w1") == "noncommittal"


def test_stated_noncommittal_leaves_mixed_standing(case_of: CaseOf) -> None:
    # Reading: mixed has no side, but a refusal to say answers neither of the two; it is shown beside them
    case = case_of(
        position("a", "support", "w1", 1), position("a", "oppose", "w1", 1), position("a", "noncommittal", "w1", 5)
    )
    assert held(case, "a", "w1") == "mixed"


@pytest.mark.parametrize(("day", "expected"), [(1, "silent"), (2, "noncommittal"), (4, "noncommittal")])
def test_a_refusal_to_say_stands_after_the_end_of_what_it_did_not_erase(
    case_of: CaseOf, day: int, expected: str
) -> None:
    # the support of the 2nd ends with the 5th; what is older than it does not revive
    case = case_of(position("a", "support", "w1", 2, ends=5), position("a", "noncommittal", "w1", day))
    assert held(case, "a", "w1") == expected


def test_later_demand_supersedes_older_for_and_leaning_on_what_it_excludes(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1", 1), position("a", "open", "x2", 1), position("a", "demand", "x3", 2))
    # what is superseded is gone, so rule 3 has its say: a demand rules out what it excludes
    assert (held(case, "a", "x1"), held(case, "a", "x2")) == ("rule-out", "rule-out")


def test_later_demand_leaves_older_against_alone(case_of: CaseOf) -> None:
    case = case_of(position("a", "doubt", "x1", 1), position("a", "demand", "x3", 2))
    assert held(case, "a", "x1") == "doubt"


def test_later_demand_takes_only_the_for_of_what_was_mixed(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1", 1), position("a", "doubt", "x1", 1), position("a", "demand", "x3", 2))
    assert held(case, "a", "x1") == "doubt"


def test_demand_of_the_same_day_or_older_supersedes_nothing(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1", 2), position("a", "open", "x2", 3), position("a", "demand", "x3", 2))
    assert (held(case, "a", "x1"), held(case, "a", "x2")) == ("support", "open")


def test_later_support_supersedes_nothing_elsewhere(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1", 1), position("a", "support", "x3", 2))
    assert held(case, "a", "x1") == "support"


def test_later_demand_supersedes_through_the_closures(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        excludes("w2", "w3", "legal"),
        entails("w4", "w3"),
        position("a", "support", "w4", 1),
        position("a", "demand", "w1", 2),
    )
    assert held(case, "a", "w4") == "rule-out"


def test_later_demand_supersedes_nothing_by_judgement(case_of: CaseOf) -> None:
    # Reading: "only the first two propagate" holds for superseding too
    case = case_of(
        excludes("w1", "w2", "judgement"), position("a", "support", "w2", 1), position("a", "demand", "w1", 2)
    )
    assert held(case, "a", "w2") == "support"


def test_ladder_newest_day_replaces_older_for_and_leaning_on_every_value(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10", 1), position("a", "open", "l20", 1), position("a", "open", "l30", 2))
    assert [held(case, "a", each) for each in ("l10", "l20", "l30")] == ["silent", "silent", "open"]


def test_ladder_positions_of_one_day_stand_together(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10", 2), position("a", "open", "l20", 2))
    assert [held(case, "a", each) for each in ("l10", "l20")] == ["support", "open"]


def test_ladder_replacement_leaves_against_alone_and_is_not_made_by_it(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "l40", 1), position("a", "support", "l10", 2), position("a", "oppose", "l30", 3)
    )
    assert [held(case, "a", each) for each in ("l10", "l30", "l40")] == ["support", "oppose", "oppose"]


def test_ended_position_counts_on_its_end_day_and_then_leaves_silence(case_of: CaseOf) -> None:
    parts = (position("a", "oppose", "w1", 1), position("a", "support", "w1", 2, ends=5))
    assert held(case_of(*parts, as_of=5), "a", "w1") == "support"
    assert held(case_of(*parts, as_of=6), "a", "w1") == "silent"


def test_withdrawn_position_leaves_silence_and_nothing_older_revives(case_of: CaseOf) -> None:
    parts = (position("a", "oppose", "w1", 1), position("a", "support", "w1", 2, name="p"), withdrawal("a", "p", 5))
    assert held(case_of(*parts, as_of=4), "a", "w1") == "support"
    assert held(case_of(*parts, as_of=5), "a", "w1") == "silent"


def test_withdrawing_what_is_superseded_changes_nothing(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, name="p"), position("a", "oppose", "w1", 2), withdrawal("a", "p", 5)
    )
    assert held(case, "a", "w1") == "oppose"


def test_a_party_can_speak_again_after_an_end(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 1, ends=5), position("a", "doubt", "w1", 7))
    assert held(case, "a", "w1") == "doubt"


@pytest.mark.parametrize(("day", "expected"), [(3, "silent"), (7, "support")])
def test_after_an_end_entailment_fills_only_from_later_acts(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(entails("w2", "w1"), position("a", "oppose", "w1", 1, ends=5), position("a", "support", "w2", day))
    assert held(case, "a", "w1") == expected


@pytest.mark.parametrize(("day", "expected"), [(3, "silent"), (7, "conditional")])
def test_after_an_end_a_bundle_fills_only_from_later_acts(case_of: CaseOf, day: int, expected: str) -> None:
    # the position is as new as the older bundle or newer, so that it wins rule 1 while it lasts
    case = case_of(proposal("k", "w1 w2", day, by="a"), position("a", "oppose", "w1", 4, ends=5))
    assert held(case, "a", "w1") == expected


@pytest.mark.parametrize(("day", "expected"), [(3, "silent"), (7, "support")])
def test_after_a_withdrawal_a_coalition_fills_only_from_later_acts(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(
        member("a", "g"),
        position("g", "support", "w1", day),
        position("a", "oppose", "w1", 1, name="p"),
        withdrawal("a", "p", 5),
    )
    assert held(case, "a", "w1") == expected


@pytest.mark.parametrize(("day", "expected"), [(3, "silent"), (7, "support")])
def test_after_an_end_others_voice_fills_only_from_later_acts(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(position("a", "oppose", "w1", 1, ends=5), position("a", "support", "w1", day, "leak"))
    assert held(case, "a", "w1") == expected


# ------------------------------------------------------------------ rule 2: proposals


@pytest.mark.parametrize("stance", ["demand", "support", "conditional", "open", "doubt", "oppose", "rule-out"])
def test_a_stance_on_a_proposal_of_one_term_is_one_on_the_term(case_of: CaseOf, stance: str) -> None:
    case = case_of(proposal("k", "w1", 1, tabled_by="f"), position("a", stance, "k", 2))
    assert held(case, "a", "w1") == stance


def test_proposing_is_support_as_an_act_of_its_day(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1", 3, by="a"),
        position("a", "oppose", "w1", 2),
        proposal("j", "w2", 3, by="a"),
        position("a", "oppose", "w2", 4),
    )
    assert (held(case, "a", "w1"), held(case, "a", "w2")) == ("support", "oppose")


@pytest.mark.parametrize("stance", ["demand", "support"])
def test_being_for_a_bundle_gives_conditional_on_each_term_requiring_the_bundle(case_of: CaseOf, stance: str) -> None:
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f"), position("a", stance, "k", 2))
    _, entry = by_option(case, "a", "z")["w1"]
    assert (held(case, "a", "w1"), held(case, "a", "w2")) == ("conditional", "conditional")
    assert [
        (local(each["party"]), [local(term) for term in each["requires"]], each["met"]) for each in entry["conditions"]
    ] == [("a", ["k"], False)]


def test_proposing_a_bundle_is_being_for_it(case_of: CaseOf) -> None:
    assert held(case_of(proposal("k", "w1 w2", 1, by="a")), "a", "w1") == "conditional"


def test_a_bundle_competes_by_date_with_positions_on_its_terms(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 3, by="a"), position("a", "oppose", "w1", 2), position("a", "oppose", "w2", 4)
    )
    assert (held(case, "a", "w1"), held(case, "a", "w2")) == ("conditional", "oppose")


def test_on_the_same_day_the_stated_wins_over_the_bundle(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 3, by="a", attribution="official-document"), position("a", "oppose", "w1", 3, "reported")
    )
    assert held(case, "a", "w1") == "oppose"


@pytest.mark.parametrize("stance", ["conditional", "open", "doubt", "oppose", "rule-out", "noncommittal"])
def test_leaning_or_against_a_bundle_says_nothing_of_its_terms(case_of: CaseOf, stance: str) -> None:
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f"), position("a", stance, "k", 2))
    assert held(case, "a", "w1") == "silent"


def test_a_newer_refusal_of_the_bundle_ends_what_being_for_it_gave(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 1, by="a"), position("a", "oppose", "k", 2))
    assert held(case, "a", "w1") == "silent"


def test_a_facilitator_that_tables_is_inferred_nothing(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f"), proposal("j", "w3", 1, tabled_by="f"))
    assert [held(case, "f", each) for each in ("w1", "w2", "w3")] == ["silent"] * 3


def test_a_bundle_gives_nothing_after_it_ends(case_of: CaseOf) -> None:
    # Reading: the end of the bundle is not the end of a position: what was stated before it stands again
    parts = (proposal("k", "w1 w2", 3, by="a", ends=5), position("a", "oppose", "w1", 1))
    assert [held(case_of(*parts, as_of=5), "a", each) for each in ("w1", "w2")] == ["conditional", "conditional"]
    assert [held(case_of(*parts, as_of=6), "a", each) for each in ("w1", "w2")] == ["oppose", "silent"]


def test_a_bundle_gives_nothing_after_its_authorship_is_withdrawn(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", 3, by="a"), withdrawal("a", "k", 6))
    assert held(case_of(*parts, as_of=5), "a", "w1") == "conditional"
    assert held(case_of(*parts, as_of=6), "a", "w1") == "silent"


def test_a_bundle_marked_withdrawn_gives_nothing(case_of: CaseOf) -> None:
    assert held(case_of(proposal("k", "w1 w2", 3, by="a", status="withdrawn")), "a", "w1") == "silent"


# ------------------------------------------------------------------ rule 3: entailment and exclusion


@pytest.mark.parametrize("stance", ["demand", "support"])
@pytest.mark.parametrize("basis", ["definitional", "legal"])
def test_for_gives_the_same_stance_on_what_is_entailed(case_of: CaseOf, stance: str, basis: str) -> None:
    found = stance_of(case_of(entails("w1", "w2", basis), position("a", stance, "w1")), "a", "w2")
    assert (found["stance"], found["inferred"]) == (stance, True)


def test_entailment_goes_over_the_closure(case_of: CaseOf) -> None:
    found = stance_of(
        case_of(entails("w1", "w2"), entails("w2", "w3", "legal"), position("a", "support", "w1")), "a", "w3"
    )
    assert found["stance"] == "support"
    assert "w2" in {local(option) for step in found["derivation"] for option in step["via"]}


def test_judgement_propagates_nothing(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2", "judgement"), excludes("w1", "w3", "judgement"), position("a", "demand", "w1"))
    assert (held(case, "a", "w2"), held(case, "a", "w3")) == ("silent", "silent")


@pytest.mark.parametrize(("stance", "expected"), [("demand", "rule-out"), ("support", "silent")])
def test_demand_rules_out_what_it_excludes_and_support_gives_nothing(
    case_of: CaseOf, stance: str, expected: str
) -> None:
    assert held(case_of(excludes("w1", "w2"), position("a", stance, "w1")), "a", "w2") == expected


def test_exclusion_goes_over_the_closure_of_entailment_on_both_sides(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), excludes("w2", "w3"), entails("w4", "w3"), position("a", "demand", "w1"))
    assert [held(case, "a", each) for each in ("w3", "w4")] == ["rule-out", "rule-out"]


@pytest.mark.parametrize("stance", ["doubt", "oppose", "rule-out"])
def test_against_gives_the_same_stance_on_what_entails_it(case_of: CaseOf, stance: str) -> None:
    case = case_of(entails("w1", "w2"), entails("w2", "w3"), position("a", stance, "w3"))
    assert [held(case, "a", each) for each in ("w1", "w2")] == [stance, stance]


def test_against_says_nothing_of_what_it_entails(case_of: CaseOf) -> None:
    assert held(case_of(entails("w1", "w2"), position("a", "oppose", "w1")), "a", "w2") == "silent"


@pytest.mark.parametrize("stances", ["conditional", "open", "support oppose", "noncommittal"])
def test_leaning_and_mixed_infer_nothing(case_of: CaseOf, stances: str) -> None:
    case = case_of(entails("w1", "w2"), entails("w3", "w1"), *(position("a", each, "w1") for each in stances.split()))
    assert (held(case, "a", "w2"), held(case, "a", "w3")) == ("silent", "silent")


def test_what_a_bundle_gives_is_leaning_and_infers_nothing(case_of: CaseOf) -> None:
    assert held(case_of(entails("w1", "w3"), proposal("k", "w1 w2", by="a")), "a", "w3") == "silent"


def test_options_of_an_exclusive_issue_exclude_each_other_unless_one_entails_the_other(case_of: CaseOf) -> None:
    case = case_of(entails("x1", "x2"), position("a", "demand", "x1"), position("a", "demand", "w1"))
    assert [held(case, "a", each) for each in ("x2", "x3", "w2")] == ["demand", "rule-out", "silent"]


def test_an_option_does_not_exclude_the_sibling_that_entails_it(case_of: CaseOf) -> None:
    # x1 contains x2, so a settlement with x1 has x2 too: who demands x2 has said nothing against x1, only against x3
    case = case_of(entails("x1", "x2"), position("a", "demand", "x2"), position("b", "support", "x1"))
    assert [held(case, "a", each) for each in ("x1", "x3")] == ["silent", "rule-out"]
    assert conflicts_of(case, "a", "b") == []


def test_stated_or_given_by_a_bundle_beats_inferred(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "demand", "w1", 9),
        position("a", "open", "w2", 1),
        proposal("k", "w3 w4", 1, by="a"),
        excludes("w1", "w3"),
    )
    # the demand is later, but supersedes only stated for and leaning stances on what it excludes
    assert held(case, "a", "w2") == "open"


def test_noncommittal_gives_way_to_what_is_inferred_or_a_coalitions(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "demand", "w1", 1),
        position("a", "noncommittal", "w2", 9),
        member("b", "g"),
        position("g", "oppose", "w3", 1),
        position("b", "noncommittal", "w3", 9),
        proposal("k", "w4 w5", 1, by="c"),
        position("c", "noncommittal", "w4", 9),
    )
    assert [held(case, *each) for each in (("a", "w2"), ("b", "w3"), ("c", "w4"))] == [
        "demand",
        "oppose",
        "conditional",
    ]


@pytest.mark.parametrize(
    ("stance", "day", "strained"),
    [("support", 9, True), ("support", 1, False), ("support", 5, False), ("oppose", 9, False)],
)
def test_an_inferred_opposite_that_is_newer_is_shown_as_strain(
    case_of: CaseOf, stance: str, day: int, strained: bool
) -> None:
    # against w2 infers against w1; for w1 infers for w2
    case = case_of(entails("w1", "w2"), position("a", "oppose", "w2", 5), position("a", stance, "w1", day))
    found = stance_of(case, "a", "w2")
    assert found["stance"] == "oppose"
    assert ((found["strain"] or {}).get("stance") == "support") is strained


def test_of_several_inferred_on_one_side_the_strongest_then_the_newest(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w3"),
        entails("w2", "w3"),
        entails("w1", "w4"),
        entails("w2", "w4"),
        position("a", "demand", "w1", 1),
        position("a", "support", "w2", 5),
        position("b", "support", "w1", 1),
        position("b", "support", "w2", 5),
    )
    assert held(case, "a", "w3") == "demand"
    assert said_on(stance_of(case, "a", "w3")) == ["2031-01-01"]
    assert said_on(stance_of(case, "b", "w3")) == ["2031-01-05"]


def test_inferred_on_opposite_sides_are_mixed_and_check_names_both_chains(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), excludes("w2", "w3"), position("a", "support", "w1"), position("a", "demand", "w3")
    )
    assert held(case, "a", "w2") == "mixed"
    found = [each for each in case.check().to_json()["findings"] if "w1" in each["message"] and "w3" in each["message"]]
    assert found


@pytest.mark.parametrize(
    ("stance", "bound", "on", "expected"),
    [
        ("support", "at-least", "l20", "silent support support support"),
        ("support", "at-most", "l20", "support support silent silent"),
        ("open", "at-least", "l20", "silent open open open"),
        ("conditional", "at-most", "l30", "open open conditional silent"),
        ("demand", "at-least", "l20", "rule-out demand support support"),
        ("demand", "at-most", "l20", "support demand rule-out rule-out"),
        ("demand", None, "l20", "rule-out demand rule-out rule-out"),
        ("support", None, "l20", "silent support silent silent"),
        ("open", "exactly", "l20", "silent open silent silent"),
        # Reading: the rule speaks of for, leaning and demands; but a bound says which values a position covers, so a
        # refusal of 20 or more refuses 30 and 40 as it does 20
        ("oppose", "at-least", "l20", "silent oppose oppose oppose"),
        ("rule-out", "at-most", "l20", "rule-out rule-out silent silent"),
    ],
)
def test_bounds_of_a_ladder(case_of: CaseOf, stance: str, bound: str | None, on: str, expected: str) -> None:
    case = case_of(position("a", stance, on, bound=bound))
    assert [held(case, "a", each) for each in ("l10", "l20", "l30", "l40")] == expected.split()


def test_inference_is_made_once_from_rules_1_and_2_only(case_of: CaseOf) -> None:
    # l30 is supported only by inference from the bound, so what it entails is not reached
    case = case_of(entails("l30", "w1"), position("a", "support", "l20", bound="at-least"))
    assert (held(case, "a", "l30"), held(case, "a", "w1")) == ("support", "silent")


def test_inferred_stance_has_its_premises_statements_and_their_latest_day(case_of: CaseOf) -> None:
    found = stance_of(
        case_of(entails("w1", "w2"), position("a", "support", "w1", 4, "spokesperson", name="p")), "a", "w2"
    )
    assert [(each["id"].rsplit("#")[-1], each["latest"]) for each in found["evidence"]] == [("s-p", "2031-01-04")]
    (step,) = found["derivation"]
    assert [(local(each["party"]), local(each["option"]), each["stance"]) for each in step["premises"]] == [
        ("a", "w1", "support")
    ]
    assert step["reason"] and step["rule"]


# ------------------------------------------------------------------ rule 4: binding membership


def test_binding_membership_fills_what_is_left(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"), position("g", "demand", "w1"), position("g", "oppose", "w2"), position("a", "open", "w2")
    )
    assert (held(case, "a", "w1"), held(case, "a", "w2")) == ("demand", "open")


def test_membership_comes_after_the_partys_own_inference(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"), entails("w2", "w1"), position("a", "support", "w2", 1), position("g", "oppose", "w1", 9)
    )
    assert held(case, "a", "w1") == "support"


def test_membership_that_does_not_bind_gives_nothing(case_of: CaseOf) -> None:
    assert held(case_of(member("a", "g", binds=False), position("g", "support", "w1")), "a", "w1") == "silent"


@pytest.mark.parametrize(("day", "expected"), [(4, "silent"), (5, "support"), (9, "support"), (10, "silent")])
def test_membership_holds_between_its_days(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(member("a", "g", start=5, end=9), position("g", "support", "w1", 2), as_of=day)
    assert held(case, "a", "w1") == expected


def test_membership_counts_from_the_day_on_which_it_is_told(case_of: CaseOf) -> None:
    # Reading: a membership is backed by a statement as a position is, and statements after the day change nothing
    parts = (member("a", "g", start=1, told=9), position("g", "support", "w1", 2))
    assert held(case_of(*parts, as_of=8), "a", "w1") == "silent"
    assert held(case_of(*parts, as_of=9), "a", "w1") == "support"


def test_opposite_coalitions_give_mixed(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), member("a", "h"), position("g", "support", "w1"), position("h", "oppose", "w1"))
    assert held(case, "a", "w1") == "mixed"


def test_of_two_coalitions_on_one_side_the_newest_holds(case_of: CaseOf) -> None:
    # g supports on the 3rd, h on the 9th: the stance counts from the 9th, so a leak of the 5th is older than it
    case = case_of(
        member("a", "g"),
        member("a", "h"),
        position("g", "support", "w1", 3),
        position("h", "support", "w1", 9),
        position("a", "oppose", "w1", 5, "leak"),
    )
    found = stance_of(case, "a", "w1")
    assert (found["stance"], said_on(found), found["contrary_reports"]) == ("support", ["2031-01-09"], [])


def test_nothing_passes_from_members_up(case_of: CaseOf) -> None:
    assert held(case_of(member("a", "g"), position("a", "support", "w1")), "g", "w1") == "silent"


# ------------------------------------------------------------------ rule 5: others' voice


@pytest.mark.parametrize("attribution", ["leak", "characterisation", "inference"])
def test_others_voice_fills_silence_and_is_marked_ascribed(case_of: CaseOf, attribution: str) -> None:
    found = stance_of(case_of(position("a", "support", "w1", 1, attribution)), "a", "w1")
    assert (found["stance"], found["ascribed"]) == ("support", True)


@pytest.mark.parametrize("mandate", ["personal", "contested"])
def test_a_personal_or_contested_mandate_is_others_voice(case_of: CaseOf, mandate: str) -> None:
    found = stance_of(case_of(position("a", "support", "w1", 1, mandate=mandate)), "a", "w1")
    assert (found["stance"], found["ascribed"]) == ("support", True)


@pytest.mark.parametrize("attribution", ["official-document", "on-record", "spokesperson", "reported"])
def test_own_voice_is_not_ascribed(case_of: CaseOf, attribution: str) -> None:
    assert stance_of(case_of(position("a", "support", "w1", 1, attribution)), "a", "w1")["ascribed"] is False


@pytest.mark.parametrize(
    ("stance", "day", "listed"),
    [("support", 9, True), ("support", 5, True), ("support", 4, False), ("oppose", 9, False)],
)
def test_what_differs_and_is_not_older_is_a_contrary_report(
    case_of: CaseOf, stance: str, day: int, listed: bool
) -> None:
    found = stance_of(case_of(position("a", "oppose", "w1", 5), position("a", stance, "w1", day, "leak")), "a", "w1")
    assert (found["stance"], found["ascribed"]) == ("oppose", False)
    assert [each["stance"] for each in found["contrary_reports"]] == (["support"] if listed else [])


def test_others_voice_does_not_supersede_what_is_inferred_or_a_coalitions(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "support", "w1", 1),
        position("a", "oppose", "w2", 9, "leak"),
        member("b", "g"),
        position("g", "support", "w3", 1),
        position("b", "oppose", "w3", 9, "leak"),
    )
    found = [stance_of(case, party, option) for party, option in (("a", "w2"), ("b", "w3"))]
    assert [(each["stance"], each["contrary_reports"][0]["stance"]) for each in found] == [("support", "oppose")] * 2


def test_others_voice_is_resolved_among_itself_by_rule_1(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, "leak"),
        position("a", "oppose", "w1", 2, "inference"),
        position("a", "support", "w2", 1, "leak"),
        position("a", "oppose", "w2", 1, "characterisation"),
        position("a", "support", "w3", 1, "leak"),
        position("a", "oppose", "w3", 1, "leak"),
    )
    assert [held(case, "a", each) for each in ("w1", "w2", "w3")] == ["oppose", "support", "mixed"]


def test_a_party_can_take_back_what_others_say_of_it_but_not_they_its_own_word(case_of: CaseOf) -> None:
    # Reading: among itself says how reports are weighed; a party's own withdrawal of one is its own word
    case = case_of(
        position("a", "support", "w1", 1, "leak", name="p"),
        withdrawal("a", "p", 5),
        position("a", "support", "w2", 1, name="q"),
        withdrawal("a", "q", 5, "leak"),
    )
    assert (held(case, "a", "w1"), held(case, "a", "w2")) == ("silent", "support")


def test_others_voice_is_resolved_among_itself_by_rule_2(case_of: CaseOf) -> None:
    found = stance_of(case_of(proposal("k", "w1 w2", 1, by="a", attribution="leak")), "a", "w1")
    assert (found["stance"], found["ascribed"]) == ("conditional", True)


def test_others_voice_feeds_neither_entailment_nor_membership(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        excludes("w1", "w3"),
        member("b", "g"),
        position("a", "demand", "w1", 1, "leak"),
        position("g", "demand", "w1", 1, "leak"),
    )
    assert [held(case, *each.split()) for each in ("a w2", "a w3", "b w1")] == ["silent"] * 3


# ------------------------------------------------------------------ filters


def test_min_confidence_removes_statements_before_resolution(case_of: CaseOf) -> None:
    parts = (position("a", "support", "w1", 1, "spokesperson"), position("a", "oppose", "w1", 2, confidence=0.2))
    assert held(case_of(*parts), "a", "w1") == "oppose"
    assert held(case_of(*parts, min_confidence=0.5), "a", "w1") == "support"


def test_what_the_filter_silences_is_withheld_and_not_filled_by_rule_5(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, confidence=0.2), position("a", "support", "w1", 2, "leak"), min_confidence=0.4
    )
    found = stance_of(case, "a", "w1")
    assert (found["stance"], found["side"], found["evidence"], found["ascribed"]) == ("withheld", None, [], False)


def test_what_was_inferred_from_a_withheld_premise_is_withheld_too(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "support", "w1", 1, confidence=0.2), min_confidence=0.4)
    assert (held(case, "a", "w2"), held(case, "a", "w3")) == ("withheld", "silent")


def test_the_filter_keeps_what_is_exactly_as_confident(case_of: CaseOf) -> None:
    assert held(case_of(position("a", "support", "w1", 1, "leak"), min_confidence=0.5), "a", "w1") == "support"


def test_a_withheld_party_is_never_asked(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, confidence=0.2), position("b", "support", "w1"), min_confidence=0.4
    )
    name, entry = by_option(case, "a", "b")["w1"]
    assert (name, entry["ask"]) == ("unaddressed", [])


@pytest.mark.parametrize("channel", ["closed", "back-channel"])
def test_channels_that_are_not_public_count_only_when_asked_for(case_of: CaseOf, channel: str) -> None:
    parts = position("a", "support", "w1", 1, channel=channel), position("b", "oppose", "w1")
    assert held(case_of(*parts), "a", "w1") == "silent"
    assert held(case_of(*parts, channels=(channel,)), "a", "w1") == "support"


def test_two_bounds_of_a_party_on_one_side_support_the_wider_span(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l10", bound="at-least"), position("a", "support", "l30", bound="at-least"))
    assert stance_of(case, "a", "l20")["stance"] == "support"


def test_an_at_least_and_an_at_most_of_a_party_support_what_lies_between(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "l20", bound="at-least"), position("a", "support", "l30", bound="at-most"))
    assert [stance_of(case, "a", term)["stance"] for term in ("l10", "l20", "l30", "l40")] == [
        "silent",
        "support",
        "support",
        "silent",
    ]
