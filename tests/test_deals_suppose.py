"""What if a party took another stance: as if it were said after all else on the day, by all rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_cases import BASE, condition, entails, member, position, proposal, withdrawal

from kg.calendar import EndOfDay, day_itself
from kg.deals.suppose import suppose
from kg.errors import KgError
from kg.resolution import Resolution, Resolved

CaseOf = Callable[..., Any]
DAY = 28

EXAMPLES = int(os.environ.get("KG_DEALS_EXAMPLES", "25"))


def supposing(case: Any, *texts: str) -> Resolution:
    """Return the resolution in which some texts are said too."""
    return suppose(case.resolution, texts)[0]


def held(resolution: Resolution, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    return resolution.stance(BASE + party, BASE + term)


def stands(resolution: Resolution, party: str, *terms: str) -> list[str]:
    """Return a party's stances, each in a word."""
    return [str(held(resolution, party, term).stance) for term in terms]


def test_the_end_of_a_day_lies_between_the_day_and_the_next() -> None:
    day = date(2031, 1, 28)
    end, following = EndOfDay.of(day), day + timedelta(days=1)
    assert sorted([following, end, day]) == [day, end, following]
    assert (day < end, day <= end, day > end, day >= end, day == end, day != end) == (
        True,
        True,
        False,
        False,
        False,
        True,
    )
    assert (end < day, end <= day, end > day, end >= day, end == day, end != day) == (
        False,
        False,
        True,
        True,
        False,
        True,
    )
    assert (end < following, following < end, end == EndOfDay.of(day), hash(end) == hash(EndOfDay.of(day))) == (
        True,
        False,
        True,
        True,
    )
    assert (end.isoformat(), day_itself(end) == day, (end - day).days) == ("2031-01-28", True, 0)


def test_nothing_supposed_is_the_same_resolution(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1"))
    assert suppose(case.resolution, []) == (case.resolution, ())


def test_it_is_newer_than_all_of_the_day_and_nothing_is_stored(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", DAY, "official-document"))
    after = supposing(case, "a: x1 = oppose")
    assert stands(after, "a", "x1") == ["oppose"]
    assert stands(case.resolution, "a", "x1") == ["demand"]
    (said,) = held(after, "a", "x1").evidence
    assert after.counts(said.id)
    assert (said.paraphrase, said.is_own_voice) == ((("en", "a: x1 = oppose"),), True)


def test_a_demand_supersedes_what_the_party_was_for_on_the_same_day(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x2", DAY), entails("x1", "w1"))
    after = supposing(case, "a: x1 = demand")
    assert stands(after, "a", "x1", "x2", "w1") == ["demand", "rule-out", "demand"]


def test_on_a_ladder_it_replaces_what_the_party_said_of_other_values(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "l20", DAY))
    after = supposing(case, "a: l30 = support at-least")
    assert stands(after, "a", "l10", "l20", "l30", "l40") == ["silent", "silent", "support", "support"]


def test_a_conditional_stance_stands_beside_a_for_of_the_same_day(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", DAY))
    after = supposing(case, "a: x2 = conditional if w1 before")
    assert stands(after, "a", "x1", "x2") == ["demand", "conditional"]
    assert held(after, "a", "x2").fallback == (BASE + "x1",)
    (required,) = held(after, "a", "x2").conditions
    assert (required.requires, required.timing, required.bound) == ((BASE + "w1",), "before", "exactly")


def test_a_condition_can_have_a_bound(case_of: CaseOf) -> None:
    after = supposing(case_of(position("b", "open", "w1")), "a: l20 = conditional at-most if l30 at-least together")
    assert held(after, "a", "l20").bounds == ("at-most",)
    (required,) = held(after, "a", "l20").conditions
    assert (required.requires, required.timing, required.bound) == ((BASE + "l30",), "together", "at-least")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([position("a", "demand", "w2", DAY)], id="stated"),
        pytest.param([position("a", "demand", "w1"), entails("w1", "w2")], id="inferred"),
        pytest.param([position("g", "demand", "w2"), member("a", "g")], id="of a coalition"),
        pytest.param([position("a", "demand", "w2", 1, "leak")], id="by others' word"),
        pytest.param([proposal("k", "w2 w3", DAY, by="a")], id="as part of a proposal"),
    ],
)
def test_silent_leaves_no_stance_whatever_it_was_by(case_of: CaseOf, said: list[str]) -> None:
    after = supposing(case_of(*said), "a: w2 = silent")
    assert stands(after, "a", "w2") == ["silent"]


def test_silence_on_one_value_of_a_ladder_leaves_the_others(case_of: CaseOf) -> None:
    after = supposing(case_of(position("a", "demand", "l20", DAY)), "a: l30 = silent")
    assert stands(after, "a", "l20") == ["demand"]


def test_backing_a_proposal_gives_its_terms_and_silence_on_it_takes_them_away(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="b"))
    assert stands(supposing(case, "a: k = support"), "a", "w1", "w2") == ["conditional", "conditional"]
    assert stands(supposing(case, "b: k = silent"), "b", "w1", "w2") == ["silent", "silent"]


def test_it_binds_the_members_of_a_coalition(case_of: CaseOf) -> None:
    after = supposing(case_of(member("a", "g"), position("b", "open", "w1")), "g: w1 = rule-out")
    assert stands(after, "a", "w1") == ["rule-out"]


def test_it_stands_whatever_the_filters_leave_out(case_of: CaseOf) -> None:
    said = position("a", "demand", "w1", confidence=0.9)
    case = case_of(
        said.replace("neg:paraphrase", 'neg:coder "ann" ; neg:paraphrase'), min_confidence=0.9, coders=["ann"]
    )
    assert stands(supposing(case, "a: w1 = oppose"), "a", "w1") == ["oppose"]


def test_several_hold_together(case_of: CaseOf) -> None:
    after, supposed = suppose(case_of(position("a", "demand", "x1")).resolution, ["a: x1 = silent", "b: x1 = demand"])
    assert (stands(after, "a", "x1"), stands(after, "b", "x1")) == (["silent"], ["demand"])
    assert [each.text for each in supposed] == ["a: x1 = silent", "b: x1 = demand"]


def test_names_can_hold_a_colon(case_of: CaseOf) -> None:
    after = supposing(case_of(position("a", "demand", "x1")), f"{BASE}b: {BASE}x1 = support")
    assert stands(after, "b", "x1") == ["support"]


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (["a x1 support"], "“a x1 support” is no supposition; write it as PARTY: OPTION = STANCE"),
        (["a: x1 = "], "is no supposition"),
        (["a x1 = support"], "is no supposition"),
        (["q: x1 = support"], "no party is named “q”"),
        (["a: x9 = support"], "no option is named “x9”"),
        (["a: x1 = suport"], "no stance is named “suport”; did you mean support?"),
        (["a: x1 = mixed"], "no stance is named “mixed”"),
        (["a: x1 = demand at-least"], "“x1” is no value of a ladder; leave out “at-least”"),
        (["a: x1 = demand if w1"], "“if w1” is not a part of a stance; after demand there can be a bound"),
        (["a: x1 = conditional"], "say on what condition, such as “conditional if OPTION”"),
        (["a: x1 = conditional if"], "say on what condition"),
        (["a: x1 = conditional if w9"], "no option is named “w9”"),
        (["a: x1 = conditional if w1 at-least"], "“w1” is no value of a ladder"),
        (["a: x1 = demand", "A:x1=oppose"], "suppose two stances on one thing; leave out one of them"),
    ],
)
def test_what_is_no_supposition_is_told_in_one_line(case_of: CaseOf, texts: list[str], problem: str) -> None:
    case = case_of(position("a", "demand", "x1"))
    with pytest.raises(KgError) as error:
        suppose(case.resolution, texts)
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_a_misspelt_stance_is_corrected_where_one_can_be_meant(case_of: CaseOf) -> None:
    with pytest.raises(KgError) as error:
        suppose(case_of(position("a", "demand", "x1")).resolution, ["a: x1 = suport"])
    assert error.value.corrections == {"a: x1 = suport": "a: x1 = support"}


# ------------------------------------------------------------------ the same as a statement of the next day

#: a day after every end of a position that is drawn, and before the deadline that is still ahead
_BEFORE = strategies.LATE - 1


@st.composite
def suppositions(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a supposition, and the statement of the next day that says the same."""
    who, on = draw(st.sampled_from([*strategies.PARTIES, "g"])), draw(st.sampled_from(strategies.OPTIONS))
    stances = ["demand", "support", "conditional", "open", "doubt", "oppose", "rule-out", "noncommittal", "silent"]
    stance, said = draw(st.sampled_from(stances)), ("official-document", strategies.LATE)
    bound = draw(st.sampled_from([None, "at-least", "at-most"])) if on.startswith("l") else None
    text = " ".join(filter(None, (f"{who}: {on} = {stance}", bound)))
    conditions = []
    if stance == "conditional":
        required = draw(st.sampled_from([each for each in strategies.OPTIONS if each != on]))
        timing = draw(st.sampled_from(["within", "before", "together"]))
        conditions = [condition(required, timing=timing)]
        text += f" if {required}" + (f" {timing}" if timing != "within" else "")
    if stance == "silent":
        taken_back = position(who, "doubt", on, said[1], said[0], name="said")
        return text.replace("silent at-least", "silent").replace("silent at-most", "silent"), taken_back + withdrawal(
            who, "said", said[1], said[0]
        )
    return text, position(who, stance, on, said[1], said[0], *conditions, bound=bound)


def _all_stances(resolution: Resolution) -> dict[tuple[str, str], tuple[object, ...]]:
    found = {}
    for party in (*strategies.PARTIES, "g"):
        for term, stance in resolution.of_party(BASE + party).items():
            if str(stance.stance) != "silent":
                rules = tuple(sorted(derivation.rule for derivation in stance.derivation))
                aside = str(stance.aside.stance) if stance.aside else None
                told = (str(stance.stance), stance.ascribed, stance.bounds, stance.fallback, rules, aside)
                found[party, term] = told
    return found


@given(
    parts=strategies.parts(),
    newest=st.lists(strategies.positions(days=st.just(_BEFORE)), max_size=4),
    supposed=suppositions(),
)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_it_is_the_same_as_a_statement_of_the_next_day(
    case_of: CaseOf, parts: list[str], newest: list[str], supposed: tuple[str, str]
) -> None:
    text, statement = supposed
    # an end or a deadline that is past at once, and what is taken back later, would tell the two days apart
    told_apart = ("neg:endsOn", "neg:deadline", "neg:withdraws")
    standing = [each for each in newest if not any(word in each for word in told_apart)]
    said = [*parts, *standing]
    case = case_of(*said, as_of=_BEFORE)
    with_supposed = _all_stances(supposing(case, text))
    assert with_supposed == _all_stances(case_of(*said, statement, as_of=strategies.LATE).resolution)
