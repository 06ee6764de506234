"""What a resolved stance carries beside its word: what it replaced, since when it ended, chains, counts of what is not heard.

The stage is that of ``small_cases``; every answer is worked by hand from the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from small_cases import BASE, day_of, entails, excludes, member, position, proposal, told_too, withdrawal

from kg.errors import CaseError
from kg.resolution import Resolved, combine, term_of
from kg.resolution.closure import Closure, find_cycle
from kg.vocabulary import Stance

CaseOf = Callable[..., Any]


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found = case.resolution.stance(BASE + party, BASE + term)
    assert isinstance(found, Resolved)
    return found


def names(identifiers: Any) -> list[str]:
    """Return local names."""
    return [each.removeprefix(BASE) for each in identifiers]


def fates(stance: Resolved) -> list[tuple[str, str]]:
    """Return each position that does not hold, and why, as listed."""
    return [(past.position.id.removeprefix(BASE), past.fate) for past in stance.past]


def besides(stance: Resolved) -> list[tuple[str, str]]:
    """Return each position that stands beside, and why, as listed."""
    return [(past.position.id.removeprefix(BASE), past.fate) for past in stance.beside]


# ------------------------------------------------------------------ what a stance replaced


def test_each_position_that_does_not_hold_says_why(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, name="older"),
        position("a", "demand", "w1", 4, "reported", name="lesser"),
        position("a", "support", "w1", 4, name="holds"),
        position("a", "open", "w2", 3, name="leads"),
        position("a", "support", "w2", 3, name="weaker"),
        position("b", "support", "w1", 2, ends=5, name="lapses"),
        position("b", "support", "w2", 2, name="taken"),
        withdrawal("b", "taken", 5),
    )
    assert fates(held(case, "a", "w1")) == [("lesser", "less authoritative"), ("older", "older")]
    assert fates(held(case, "a", "w2")) == [("weaker", "weaker")]
    assert fates(held(case, "b", "w1")) == [("lapses", "ended")]
    assert fates(held(case, "b", "w2")) == [("taken", "withdrawn")]


def test_the_newest_act_of_a_position_says_why_it_does_not_hold(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, name="p"),
        told_too("p", "a", 4, "spokesperson"),
        position("a", "support", "w1", 4, "official-document"),
    )
    assert fates(held(case, "a", "w1")) == [("p", "less authoritative")]


def test_what_a_demand_or_a_newer_value_of_a_ladder_replaced(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1", 1, name="p"),
        position("a", "demand", "x2", 3),
        position("b", "support", "l10", 1, name="q"),
        position("b", "support", "l30", 3),
    )
    assert fates(held(case, "a", "x1")) == [("p", "superseded")]
    assert fates(held(case, "b", "l10")) == [("q", "replaced")]


def test_what_is_replaced_stands_newest_first_and_then_by_its_last_statement(case_of: CaseOf) -> None:
    """Both q and p were last said on the 3rd, in s-q and s-p; q was said on the 1st too."""
    case = case_of(
        position("a", "oppose", "w1", 3, name="p"),
        position("a", "doubt", "w1", 3, name="q"),
        position("a", "open", "w1", 2, name="older"),
        position("a", "open", "w2", 1, name="aside"),
        ":q neg:statedIn :s-aside .\n",
        position("a", "support", "w1", 9),
    )
    assert [name for name, _ in fates(held(case, "a", "w1"))] == ["q", "p", "older"]
    assert [each.latest.day for each in held(case, "a", "w1").past[0].evidence] == [1, 3]


def test_what_a_bundle_covers_stands_beside_it(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, name="p"),
        position("a", "support", "w2", 1, ends=2, name="q"),
        position("a", "support", "w3", 1, name="r"),
        withdrawal("a", "r", 2),
        proposal("k", "w1 w2 w3", 3, by="a"),
    )
    assert fates(held(case, "a", "w3")) == [("r", "withdrawn")]
    assert fates(held(case, "a", "w1")) == []
    assert besides(held(case, "a", "w1")) == [("p", "covered")]
    assert fates(held(case, "a", "w2")) == [("q", "ended")]
    assert fates(held(case, "a", "k")) == []


def test_the_statements_of_what_holds_are_all_that_back_it(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 2, name="p"),
        position("a", "open", "w2", 1, name="q"),
        ":p neg:statedIn :s-q .\n",
    )
    stance = held(case, "a", "w1")
    assert [each.latest.day for each in stance.evidence] == [1, 2]
    assert (stance.day, stance.past) == (day_of(2), ())


@pytest.mark.parametrize(
    ("lapses", "taken", "ended", "day"), [(5, 9, "withdrawn", 9), (9, 5, "lapsed", 9), (5, 5, "withdrawn", 5)]
)
def test_a_silence_counts_from_the_last_end_and_names_a_withdrawal_before_a_lapse(
    case_of: CaseOf, lapses: int, taken: int, ended: str, day: int
) -> None:
    case = case_of(
        position("a", "demand", "w1", 2, ends=lapses),
        position("a", "support", "w1", 2, name="p"),
        withdrawal("a", "p", taken),
    )
    stance = held(case, "a", "w1")
    assert (stance.stance, stance.ended, stance.day) == (Stance.SILENT, ended, day_of(day))


@pytest.mark.parametrize(("taken", "expected"), [(4, Stance.SUPPORT), (5, Stance.SILENT), (6, Stance.SILENT)])
def test_a_withdrawal_takes_back_what_was_said_by_its_day(case_of: CaseOf, taken: int, expected: Stance) -> None:
    case = case_of(position("a", "support", "w1", 5, name="p"), withdrawal("a", "p", taken))
    assert held(case, "a", "w1").stance is expected


def test_of_two_withdrawals_the_later_counts(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 5, name="p"),
        withdrawal("a", "p", 8),
        withdrawal("a", "p", 3),
        withdrawal("a", "p", 4),
    )
    assert (held(case, "a", "w1").ended, held(case, "a", "w1").day) == ("withdrawn", day_of(8))


def test_only_its_own_statements_speak_for_a_party(case_of: CaseOf) -> None:
    """A position that rests on what was said of another party is not said of its holder."""
    for other in ("a", "c"):
        part = position("b", "support", "w1", name="p").replace("neg:about :b", f"neg:about :{other}")
        assert held(case_of(part), "b", "w1").stance is Stance.SILENT


def test_a_statement_that_does_not_count_hides_none_that_does(case_of: CaseOf) -> None:
    later = position("a", "open", "w2", 20, name="n") + ":p neg:statedIn :s-n .\n"
    stance = held(case_of(position("a", "support", "w1", 2, name="p"), later, as_of=10), "a", "w1")
    assert (stance.stance, stance.day) == (Stance.SUPPORT, day_of(2))


# ------------------------------------------------------------------ proposals


@pytest.mark.parametrize(("who", "other"), [("a", "b"), ("b", "a")])
def test_a_withdrawn_proposal_ends_with_its_proposers_statements_not_anothers(
    case_of: CaseOf, who: str, other: str
) -> None:
    told = position(other, "open", "w2", 6, name="n") + ":k neg:statedIn :s-n .\n"
    stance = held(case_of(proposal("k", "w1", 3, by=who, status="withdrawn"), told), who, "w1")
    assert (stance.stance, stance.day) == (Stance.SILENT, day_of(3))


def test_a_proposal_without_terms_is_no_term(case_of: CaseOf) -> None:
    assert term_of(case_of(proposal("k", "")).case, f"{BASE}k") == f"{BASE}k"


@pytest.mark.parametrize(
    ("status", "expected"), [("withdrawn", Stance.SILENT), ("draft", Stance.SUPPORT), ("tabled", Stance.SUPPORT)]
)
def test_a_withdrawn_proposal_of_one_term_ends_with_its_statements(
    case_of: CaseOf, status: str, expected: Stance
) -> None:
    parts = proposal("k", "w1", 3, by="a", status=status)
    assert held(case_of(parts, as_of=3), "a", "w1").stance is Stance.SUPPORT
    stance = held(case_of(parts, as_of=4), "a", "w1")
    assert stance.stance is expected
    assert stance.day == day_of(3)


def test_a_withdrawn_proposal_with_a_last_day_stands_until_then(case_of: CaseOf) -> None:
    parts = proposal("k", "w1", 3, by="a", status="withdrawn", ends=7)
    assert held(case_of(parts, as_of=7), "a", "w1").stance is Stance.SUPPORT
    assert held(case_of(parts, as_of=8), "a", "w1").stance is Stance.SILENT


@pytest.mark.parametrize(("day", "expected"), [(2, Stance.RULE_OUT), (3, Stance.CONDITIONAL), (4, Stance.CONDITIONAL)])
def test_a_bundle_older_than_a_demand_against_its_term_gives_nothing(
    case_of: CaseOf, day: int, expected: Stance
) -> None:
    case = case_of(excludes("w1", "w3"), position("a", "demand", "w3", 3), proposal("k", "w1 w2", day, by="a"))
    assert held(case, "a", "w1").stance is expected


def test_what_a_bundle_gives_names_the_bundle_and_holds_exactly(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 l20", 3, by="a", attribution="official-document"))
    stance = held(case, "a", "l20")
    (condition,) = stance.conditions
    (step,) = stance.derivation
    (premise,) = step.premises
    assert condition.any_of is None
    assert (names(condition.requires), stance.bounds, stance.day) == (["k"], ("exactly",), day_of(3))
    assert (step.rule, names(step.via), premise.stance) == ("proposal", ["k", "l20"], Stance.SUPPORT)


def test_of_two_bundles_the_newest_then_the_most_authoritative_gives_the_term(case_of: CaseOf) -> None:
    newer = case_of(
        proposal("k", "w1 w2", 2, by="a", attribution="official-document"),
        proposal("j", "w1 w3", 4, by="a", attribution="reported"),
    )
    assert names(newer.resolution.stance(f"{BASE}a", f"{BASE}w1").conditions[0].requires) == ["j"]
    firmer = case_of(
        proposal("k", "w1 w2", 4, by="a", attribution="official-document"),
        proposal("j", "w1 w3", 4, by="a", attribution="reported"),
    )
    assert names(held(firmer, "a", "w1").conditions[0].requires) == ["k"]


def test_two_bundles_of_a_day_are_alternatives(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 4, by="a"),
        proposal("j", "w1 w3", 4, by="a"),
        ":s-k neg:confidence 0.7 .\n",
        ":s-j neg:confidence 0.4 .\n",
    )
    stance = held(case, "a", "w1")
    assert sorted(names(term for each in stance.conditions for term in each.requires)) == ["j", "k"]
    assert len({each.any_of for each in stance.conditions} - {None}) == 1
    assert sorted(each.id.removeprefix(BASE) for each in stance.evidence) == ["s-j", "s-k"]
    assert (stance.confidence, len(stance.derivation)) == (pytest.approx(0.4), 2)


# ------------------------------------------------------------------ closures


def test_a_cycle_of_entailments_is_named_in_its_order(case_of: CaseOf) -> None:
    with pytest.raises(CaseError, match=": w1 → w2 → w3 → w1; take"):
        case_of(entails("w1", "w2"), entails("w2", "w3", "judgement"), entails("w3", "w1"), excludes("w4", "w5"))


def test_exclusions_make_no_cycle_and_no_entailment(case_of: CaseOf) -> None:
    case = case_of(excludes("w1", "w2"), excludes("w2", "w3"), excludes("w3", "w1")).case
    assert find_cycle(case) is None
    assert Closure(case).entailed_by(f"{BASE}w1") == Closure(case).entailing(f"{BASE}w1") == {}


def test_what_is_by_judgement_does_not_hide_what_follows_it(case_of: CaseOf) -> None:
    closure = Closure(
        case_of(
            entails("w1", "w2", "judgement"),
            entails("w1", "w3"),
            excludes("w1", "w4", "judgement"),
            excludes("w1", "w5"),
        ).case
    )
    assert names(closure.entailed_by(f"{BASE}w1")) == ["w3"]
    assert names(closure.excluded_by(f"{BASE}w1")) == ["w5"]
    assert names(closure.excluded_by(f"{BASE}w5")) == ["w1"]


def test_chains_are_the_shortest_with_a_reason_for_each_step(case_of: CaseOf) -> None:
    """From w1 down to w2, across to w3, up to w4; and straight from w1 across to w4."""
    long = (entails("w1", "w2"), excludes("w2", "w3"), entails("w4", "w3"))
    closure = Closure(case_of(*long).case)
    chain = closure.excluded_by(f"{BASE}w1")[f"{BASE}w4"]
    assert names(chain.via) == ["w1", "w2", "w3", "w4"]
    assert [reason[0][1] for reason in chain.reasons] == ["w1 contains w2", "w2 bars w3", "w4 contains w3"]
    chain = Closure(case_of(*long, excludes("w1", "w4")).case).excluded_by(f"{BASE}w1")[f"{BASE}w4"]
    assert (names(chain.via), [reason[0][1] for reason in chain.reasons]) == (["w1", "w4"], ["w1 bars w4"])


def test_of_chains_of_one_length_the_first_in_order_of_options_holds(case_of: CaseOf) -> None:
    closure = Closure(
        case_of(excludes("w3", "w5"), excludes("w2", "w5"), entails("w1", "w3"), entails("w1", "w2")).case
    )
    assert names(closure.excluded_by(f"{BASE}w1")[f"{BASE}w5"].via) == ["w1", "w2", "w5"]
    assert names(closure.entailed_by(f"{BASE}w1")) == ["w2", "w3"]


def test_a_shorter_chain_found_later_holds(case_of: CaseOf) -> None:
    """By w2 from w1 to w5 in three steps, by w3 in two."""
    parts = (entails("w1", "w2"), entails("w1", "w3"), excludes("w2", "w4"), entails("w5", "w4"), excludes("w3", "w5"))
    assert names(Closure(case_of(*parts).case).excluded_by(f"{BASE}w1")[f"{BASE}w5"].via) == ["w1", "w3", "w5"]


def test_exclusions_lead_nowhere(case_of: CaseOf) -> None:
    """What w2 excludes is no step from w1 to w3, nor x2 one from x1 to x3."""
    closure = Closure(case_of(excludes("w1", "w2"), excludes("w2", "w3"), entails("w3", "w1")).case)
    assert names(closure.excluded_by(f"{BASE}w3")) == ["w2"]
    closure = Closure(case_of(excludes("x1", "x2"), excludes("x2", "x3")).case)
    assert names(closure.excluded_by(f"{BASE}x1")) == ["x2", "x3"]


def test_an_option_of_an_exclusive_issue_bars_the_others_for_that_reason(case_of: CaseOf) -> None:
    closure = Closure(case_of(excludes("x1", "x2")).case)
    excluded = closure.excluded_by(f"{BASE}x1")
    assert [(name, excluded[BASE + name].reasons[0][0][1]) for name in names(excluded)] == [
        ("x2", "x1 bars x2"),
        ("x3", "the issue takes one option only"),
    ]
    assert closure.excluded_by(f"{BASE}w1") == closure.excluded_by(f"{BASE}l10") == {}


def test_the_exclusion_closure_as_a_graph(case_of: CaseOf) -> None:
    graph = Closure(case_of(entails("w1", "w2"), excludes("w2", "w3")).case).exclusions
    pairs = {tuple(sorted(names(edge))) for edge in graph.edges}
    assert pairs == {("w1", "w3"), ("w2", "w3"), ("x1", "x2"), ("x1", "x3"), ("x2", "x3")}
    assert len(graph.edges[f"{BASE}w1", f"{BASE}w3"]["chain"].reasons) == 2


# ------------------------------------------------------------------ rule 3


def test_an_inferred_stance_is_as_sure_as_its_weakest_premise(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w3"),
        entails("w2", "w3"),
        position("a", "support", "w1", 4, "official-document", confidence=0.9, name="p"),
        position("a", "support", "w2", 4, "reported", confidence=0.6, name="q"),
    )
    stance = held(case, "a", "w3")
    assert (stance.authority, stance.confidence) == (held(case, "a", "w2").authority, pytest.approx(0.6))
    assert sorted(each.id.removeprefix(BASE) for each in stance.evidence) == ["s-p", "s-q"]
    assert [(step.rule, names(step.via)) for step in stance.derivation] == [
        ("entailment", ["w1", "w3"]),
        ("entailment", ["w2", "w3"]),
    ]


def test_the_shorter_chain_stands_first(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        entails("w2", "w4"),
        entails("w3", "w4"),
        position("a", "support", "w1", 4),
        position("a", "support", "w3", 4),
    )
    assert [names(step.via) for step in held(case, "a", "w4").derivation] == [["w3", "w4"], ["w1", "w2", "w4"]]


def test_mixed_by_inference_shows_both_and_counts_from_the_newest(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w3"), excludes("w2", "w3"), position("a", "support", "w1", 7), position("a", "demand", "w2", 3)
    )
    stance = held(case, "a", "w3")
    assert (stance.stance, stance.day) == (Stance.MIXED, day_of(7))
    assert [step.rule for step in stance.derivation] == ["entailment", "exclusion"]


@pytest.mark.parametrize(
    ("stated", "premise", "day", "strain"),
    [
        ("oppose", "support", 9, Stance.SUPPORT),
        ("open", "rule-out", 9, None),
        ("support", "demand", 9, None),
        ("oppose", "support", 5, None),
    ],
)
def test_strain_is_a_newer_inferred_stance_of_the_opposite_side(
    case_of: CaseOf, stated: str, premise: str, day: int, strain: Stance | None
) -> None:
    case = case_of(entails("w1", "w2"), position("a", stated, "w2", 5), position("a", premise, "w1", day))
    found = held(case, "a", "w2")
    assert (found.strain.stance if found.strain else None) is strain
    assert found.stance == stated


def test_leaning_is_strained_by_a_refusal_of_what_it_contains(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "open", "w1", 5), position("a", "oppose", "w2", 9))
    strain = held(case, "a", "w1").strain
    assert strain is not None and (strain.stance, strain.day) == (Stance.OPPOSE, day_of(9))


SAME_VALUE = ':l20b a neg:Option ; neg:optionOf :l ; skos:prefLabel "l20b"@en ; neg:undertakerUnstated true ; neg:value 20.0 ; neg:unit "boats" .\n'


@pytest.mark.parametrize(
    ("stance", "bound", "expected"),
    [
        ("support", "at-least", "support"),
        ("support", "at-most", "support"),
        ("demand", "at-least", "support"),
        ("demand", "at-most", "support"),
        # exactly 20 says nothing of who acts, and both are 20
        ("demand", "exactly", "silent"),
        ("support", "exactly", "silent"),
        ("oppose", "at-most", "oppose"),
        ("oppose", "at-least", "oppose"),
        ("oppose", "exactly", "silent"),
    ],
)
def test_two_options_of_one_value_lie_within_each_others_bounds(
    case_of: CaseOf, stance: str, bound: str, expected: str
) -> None:
    case = case_of(SAME_VALUE, position("a", stance, "l20", bound=bound))
    assert held(case, "a", "l20b").stance == expected


AROUND_ZERO = "".join(
    f':{name} a neg:Option ; neg:optionOf :l ; skos:prefLabel "{name}"@en ; neg:undertakerUnstated true ; '
    f'neg:value {value} ; neg:unit "boats" .\n'
    for name, value in (("nought", "0.0"), ("half", "0.5"), ("less", "-0.5"))
)


@pytest.mark.parametrize(
    ("on", "bound", "expected"),
    [
        ("nought", "at-least", {"half"}),
        ("nought", "at-most", {"less"}),
        ("half", "at-most", {"nought", "less"}),
        ("less", "at-least", {"nought", "half"}),
        ("half", "at-least", set()),
        ("less", "at-most", set()),
    ],
)
def test_nought_is_a_value_like_others(case_of: CaseOf, on: str, bound: str, expected: set[str]) -> None:
    case = case_of(AROUND_ZERO, position("a", "support", on, bound=bound))
    near = {"nought", "half", "less"} - {on}
    assert {each for each in near if held(case, "a", each).stance is Stance.SUPPORT} == expected


@pytest.mark.parametrize(("day", "expected"), [(5, Stance.SILENT), (6, Stance.SUPPORT)])
def test_after_an_end_entailment_fills_from_the_day_after(case_of: CaseOf, day: int, expected: Stance) -> None:
    case = case_of(entails("w2", "w1"), position("a", "oppose", "w1", 1, ends=5), position("a", "support", "w2", day))
    assert held(case, "a", "w1").stance is expected


def test_a_chain_on_a_ladder_says_the_bound(case_of: CaseOf) -> None:
    no_unit = ':m a neg:Issue ; skos:prefLabel "m"@en ; neg:choiceRule neg:ladder .\n' + "".join(
        f':m{v} a neg:Option ; neg:optionOf :m ; skos:prefLabel "m{v}"@en ; neg:undertakerUnstated true ; neg:value {v} .\n'
        for v in (1, 2)
    )
    case = case_of(
        no_unit, position("a", "support", "l20", bound="at-least"), position("a", "open", "m1", bound="at-least")
    )
    ((step,), (other,)) = held(case, "a", "l30").derivation, held(case, "a", "m2").derivation
    assert (step.rule, names(step.via), step.reasons) == ("ladder", ["l20", "l30"], ((("en", "at least 20 boats"),),))
    assert other.reasons == ((("en", "at least 1"),),)


# ------------------------------------------------------------------ rule 4


def test_what_a_coalition_gives_is_as_sure_as_its_weakest_part(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"),
        member("a", "h"),
        position("g", "support", "w1", 4, "official-document", confidence=0.9, name="p"),
        position("h", "support", "w1", 4, "reported", confidence=0.6, name="q"),
    )
    stance = held(case, "a", "w1")
    assert (stance.authority, stance.confidence) == (held(case, "h", "w1").authority, pytest.approx(0.6))
    assert sorted(each.id.removeprefix(BASE) for each in stance.evidence) == ["s-p", "s-q"]
    assert [(step.rule, names(p.party for p in step.premises)) for step in stance.derivation] == [
        ("membership", ["g"]),
        ("membership", ["h"]),
    ]
    assert held(case, "g", "w1").party == f"{BASE}g" and stance.party == f"{BASE}a"


def test_of_a_coalitions_stance_the_strain_and_the_reports_stay_with_it(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"),
        entails("w2", "w1"),
        position("g", "oppose", "w1", 4),
        position("g", "support", "w2", 6),
        position("g", "support", "w1", 8, "leak"),
    )
    own, passed = held(case, "g", "w1"), held(case, "a", "w1")
    assert own.strain is not None and own.contrary_reports
    assert (passed.stance, passed.strain, passed.contrary_reports) == (Stance.OPPOSE, None, ())


def test_a_stance_of_its_own_keeps_a_coalition_from_that_term_alone(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"), position("a", "open", "w1"), position("g", "demand", "w1"), position("g", "oppose", "w2")
    )
    assert [held(case, "a", term).stance for term in ("w1", "w2")] == [Stance.OPEN, Stance.OPPOSE]


def test_what_two_coalitions_give_on_a_ladder_has_the_bounds_of_both(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"),
        member("a", "h"),
        position("g", "support", "l20", 4, bound="at-most"),
        position("h", "support", "l20", 4, bound="at-least"),
    )
    assert held(case, "a", "l20").bounds == ("at-least", "at-most")


def test_two_that_bind_each_other_give_each_other_what_they_hold(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), member("g", "a"), position("a", "support", "w1"), position("g", "support", "w2"))
    assert [held(case, *each).stance for each in (("a", "w2"), ("g", "w1"))] == [Stance.SUPPORT] * 2


def test_opposite_coalitions_are_mixed_whatever_their_days(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g"), member("a", "h"), position("g", "support", "w1", 3), position("h", "oppose", "w1", 9)
    )
    stance = held(case, "a", "w1")
    assert (stance.stance, stance.day, len(stance.derivation)) == (Stance.MIXED, day_of(9), 2)


def test_a_coalition_passes_on_what_binds_it_but_no_circle_turns(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), member("g", "h"), member("h", "a"), position("h", "support", "w1", 3))
    assert held(case, "a", "w1").stance is Stance.SUPPORT
    assert held(case, "g", "w1").stance is Stance.SUPPORT
    assert [names(p.party for p in step.premises) for step in held(case, "a", "w1").derivation] == [["g"]]


@pytest.mark.parametrize(("day", "expected"), [(5, Stance.SILENT), (6, Stance.SUPPORT)])
def test_after_an_end_a_coalition_fills_from_the_day_after(case_of: CaseOf, day: int, expected: Stance) -> None:
    case = case_of(
        member("a", "g"), position("a", "oppose", "w1", 1, ends=5, name="p"), position("g", "support", "w1", day)
    )
    stance = held(case, "a", "w1")
    assert (stance.stance, fates(stance)) == (expected, [("p", "ended")])


# ------------------------------------------------------------------ rule 5 and filters


@pytest.mark.parametrize(("day", "expected"), [(5, Stance.SILENT), (6, Stance.SUPPORT)])
def test_after_an_end_others_word_fills_from_the_day_after(case_of: CaseOf, day: int, expected: Stance) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, ends=5, name="p"),
        position("a", "doubt", "w1", 1, "leak", name="q"),
        position("a", "support", "w1", day, "leak"),
    )
    stance = held(case, "a", "w1")
    assert (stance.stance, stance.ascribed) == (expected, expected is Stance.SUPPORT)
    assert {("p", "ended"), ("q", "older")} <= set(fates(stance))


def test_what_others_told_and_is_over_is_said_where_the_party_said_nothing(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 1, "leak", ends=5, name="p"))
    stance = held(case, "a", "w1")
    assert (stance.stance, stance.ended, stance.day, fates(stance)) == (
        Stance.SILENT,
        "lapsed",
        day_of(5),
        [("p", "ended")],
    )


def test_what_others_told_and_is_over_does_not_hide_the_partys_own_end(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, ends=3, name="p"), position("a", "oppose", "w1", 1, "leak", ends=5, name="q")
    )
    stance = held(case, "a", "w1")
    assert (stance.ended, stance.day, fates(stance)) == ("lapsed", day_of(3), [("p", "ended"), ("q", "ended")])


def test_the_filter_withholds_what_others_told_too(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 1, "leak", confidence=0.2), min_confidence=0.4)
    stance = held(case, "a", "w1")
    assert (stance.stance, stance.withheld, stance.day, stance.evidence) == (Stance.WITHHELD, True, None, ())


def test_the_filter_leaves_an_ended_stance_ended(case_of: CaseOf) -> None:
    case = case_of(position("a", "oppose", "w1", 1, ends=3), min_confidence=0.4)
    assert (held(case, "a", "w1").stance, held(case, "a", "w1").ended) == (Stance.SILENT, "lapsed")


def test_what_others_told_confidently_fills_where_only_they_spoke(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "w1", 1, "leak", confidence=0.8),
        position("a", "support", "w1", 2, "leak", confidence=0.2),
        min_confidence=0.4,
    )
    assert (held(case, "a", "w1").stance, held(case, "a", "w1").ascribed) == (Stance.OPPOSE, True)


def test_what_is_not_trusted_is_counted_by_party_and_what_is_not_heard_is_not(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, confidence=0.2),
        position("a", "support", "w2", 1, confidence=0.3),
        position("a", "support", "w3", 1),
        position("b", "support", "w1", 1, confidence=0.2),
        position("b", "support", "w2", 1, channel="closed"),
        min_confidence=0.5,
    )
    a, b, z = (BASE + name for name in "abz")
    assert [case.resolution.left_out(group) for group in ([a], [b], [a, b], [z], [])] == [2, 1, 3, 0, 0]


def test_a_statement_counts_by_day_channel_and_confidence(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 4, name="p"),
        position("a", "support", "w1", 2, name="o"),
        position("a", "support", "w2", 5, name="q"),
        position("a", "support", "w3", 1, confidence=0.3, name="r"),
        position("a", "support", "w4", 1, channel="closed", name="s"),
        as_of=4,
        min_confidence=0.4,
    )
    said = [f"{BASE}s-{name}" for name in "pqrso"]
    assert [case.resolution.counts(each) for each in said] == [True, False, False, False, True]
    assert not case.resolution.counts(f"{BASE}nothing")
    assert [each.id for each in case.resolution.counting([*said, f"{BASE}nothing"])] == [f"{BASE}s-o", f"{BASE}s-p"]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ("", "silent"),
        ("noncommittal", "noncommittal"),
        ("noncommittal doubt", "doubt"),
        ("mixed support", "mixed"),
        ("support oppose", "mixed"),
        ("open doubt", "mixed"),
        ("demand open conditional", "conditional"),
        ("rule-out doubt", "rule-out"),
    ],
)
def test_stances_combined(stances: str, expected: str) -> None:
    assert combine([Stance(each) for each in stances.split()]) is Stance(expected)


def test_undated_silence_is_of_no_day(case_of: CaseOf) -> None:
    stance = held(case_of(), "a", "w1")
    assert (stance.stance, stance.day, stance.ended, stance.past) == (Stance.SILENT, None, None, ())
    assert (stance.authority, stance.confidence) == (7, 0)
    assert case_of().resolution.day == date(2031, 1, 28)
