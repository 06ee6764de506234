"""How a stance comes to an end, by what, and what fills the silence. The stage is that of ``small_cases``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import (
    BASE,
    condition,
    day_of,
    entails,
    event,
    member,
    position,
    proposal,
    status,
    withdrawal,
)

from kg.resolution import Resolved

CaseOf = Callable[..., Any]


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found: Resolved = case.resolution.stance(BASE + party, BASE + term)
    return found


def stands(case: Any, party: str, *terms: str) -> list[str]:
    """Return a party's stances, each in a word."""
    return [str(held(case, party, term).stance) for term in terms]


def lapsed(case: Any, party: str, term: str) -> tuple[str, int, list[str]] | None:
    """Return by what a silence lapsed: kind, last day and what is concerned."""
    stance = held(case, party, term)
    if stance.lapsed_by is None:
        return None
    assert (str(stance.stance), stance.ended, stance.day) == ("silent", "lapsed", stance.lapsed_by.day)
    return stance.lapsed_by.kind, stance.lapsed_by.day.day, [each.removeprefix(BASE) for each in stance.lapsed_by.of]


def gone(case: Any, party: str, term: str) -> list[tuple[str, str, list[int]]]:
    """Return what is past on a term: its stance, why it is past, and the days of its statements."""
    past = held(case, party, term).past
    return [(str(each.position.stance), each.fate, [s.latest.day for s in each.evidence]) for each in past]


def until(day: int, on: str = "w1", said: int = 1, who: str = "a", **more: Any) -> str:
    """Return a conditional stance that requires w5 by a day."""
    required = condition("w5", deadline=day, otherwise="war")
    return position(who, "conditional", on, said, more.pop("attribution", "on-record"), required, **more)


# ------------------------------------------------------------------ by what


def test_an_end_day_and_a_withdrawal(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1, ends=5),
        position("a", "support", "w2", 1, name="p"),
        withdrawal("a", "p", 5),
    )
    assert lapsed(case, "a", "w1") == ("end day", 5, [])
    assert (lapsed(case, "a", "w2"), held(case, "a", "w2").ended) == (None, "withdrawn")


def test_of_an_end_day_and_a_withdrawal_the_first_counts(case_of: CaseOf) -> None:
    early = case_of(position("a", "support", "w1", 1, ends=5, name="p"), withdrawal("a", "p", 9))
    assert lapsed(early, "a", "w1") == ("end day", 5, [])
    late = case_of(position("a", "support", "w1", 1, ends=9, name="p"), withdrawal("a", "p", 5))
    assert (held(late, "a", "w1").ended, held(late, "a", "w1").day) == ("withdrawn", day_of(5))


def test_a_deadline(case_of: CaseOf) -> None:
    assert stands(case_of(until(5), as_of=5), "a", "w1") == ["conditional"]
    case = case_of(until(5), as_of=6)
    assert lapsed(case, "a", "w1") == ("deadline", 5, ["w5"])
    lapse = held(case, "a", "w1").lapsed_by
    assert lapse is not None and dict(lapse.consequence) == {"en": "war"}


def test_a_later_report_of_timely_doing_undoes_the_lapse(case_of: CaseOf) -> None:
    parts = (until(5), event("e", 4, honours="w5", told=9))
    assert lapsed(case_of(*parts, as_of=8), "a", "w1") == ("deadline", 5, ["w5"])
    assert stands(case_of(*parts, as_of=9), "a", "w1") == ["conditional"]


def test_what_must_not_happen(case_of: CaseOf) -> None:
    terms = condition("w5", unless=["w4"])
    parts = (position("a", "conditional", "w1", 3, "on-record", terms), event("e", 6, honours="w4"))
    assert stands(case_of(*parts, as_of=5), "a", "w1") == ["conditional"]
    assert lapsed(case_of(*parts, as_of=6), "a", "w1") == ("unless", 5, ["w4"])


# ------------------------------------------------------------------ a deadline creates nothing


@pytest.mark.parametrize("other", ["support", "demand", "open"])
def test_what_gave_conditional_lapses_together(case_of: CaseOf, other: str) -> None:
    case = case_of(until(5), position("a", other, "w1", 1))
    assert lapsed(case, "a", "w1") == ("deadline", 5, ["w5"])


def test_of_two_conditional_acts_of_a_day_one_missed_is_enough(case_of: CaseOf) -> None:
    other = position("a", "conditional", "w1", 1, "on-record", condition("w4"))
    assert lapsed(case_of(until(5), other), "a", "w1") == ("deadline", 5, ["w5"])


def test_a_refusal_of_the_day_stands_after_the_deadline(case_of: CaseOf) -> None:
    parts = (until(5), position("a", "oppose", "w1", 1))
    assert stands(case_of(*parts, as_of=5), "a", "w1") == ["mixed"]
    assert stands(case_of(*parts, as_of=6), "a", "w1") == ["oppose"]


def test_mixed_never_turns_into_support(case_of: CaseOf) -> None:
    parts = (until(5), position("a", "support", "w1", 1), position("a", "oppose", "w1", 1, ends=8))
    assert stands(case_of(*parts, as_of=6), "a", "w1") == ["mixed"]
    assert stands(case_of(*parts, as_of=9), "a", "w1") == ["silent"]


def test_nothing_older_or_less_authoritative_revives(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "w1", 1),
        until(5, "w1", 2),
        position("a", "support", "w2", 2, "spokesperson"),
        until(5, "w2", 2),
        position("a", "support", "l10", 1, name="p"),
        withdrawal("a", "p", 1),
        position("a", "open", "l10", 1),
        until(5, "l30", 2),
        until(5, "l30", 1, "b"),
        position("b", "support", "l10", 1),
    )
    assert stands(case, "a", "w1", "w2", "l10", "l30") == ["silent"] * 4
    # both of one day stood together
    assert stands(case, "b", "l10", "l30") == ["support", "silent"]


@pytest.mark.parametrize(("day", "expected"), [(1, "silent"), (5, "silent"), (6, "support")])
def test_after_a_deadline_only_what_is_later_fills(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(
        entails("w2", "w1"),
        until(5),
        position("a", "support", "w2", day),
        until(5, who="b"),
        member("b", "g"),
        position("g", "support", "w1", day),
        until(5, who="c"),
        position("c", "support", "w1", day, "leak"),
    )
    assert [stands(case, party, "w1") for party in "abc"] == [[expected]] * 3


@pytest.mark.parametrize(("day", "expected"), [(2, "silent"), (6, "conditional")])
def test_after_a_deadline_a_bundle_fills_only_from_later(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(until(5, said=3), proposal("k", "w1 w2", day, by="a"))
    assert stands(case, "a", "w1") == [expected]


def test_a_conditional_word_on_a_bundle_revives_no_older_yes(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 1, by="a"), until(5, "k", 3))
    assert stands(case, "a", "k", "w1") == ["silent", "silent"]
    assert lapsed(case, "a", "w1") == ("bundle", 2, ["k"])


def test_a_coalitions_missed_condition_lapses_for_its_member(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), until(5, who="g"), position("a", "support", "w1", 4, "leak"))
    assert [lapsed(case, party, "w1") for party in "ag"] == [("deadline", 5, ["w5"])] * 2
    assert [gone(case, party, "w1")[:1] for party in "ag"] == [[("conditional", "ended", [1])]] * 2


@pytest.mark.parametrize(("day", "expected"), [(1, "silent"), (5, "silent"), (6, "support")])
def test_another_coalitions_older_yes_does_not_fill_for_it(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(member("a", "g"), member("a", "h"), until(5, who="g"), position("h", "support", "w1", day))
    assert stands(case, "a", "w1") == [expected]


@pytest.mark.parametrize(("since", "expected"), [(None, "silent"), (2, "silent"), (3, "oppose")])
def test_what_a_coalition_no_longer_held_does_not_lapse_for_one_who_joins(
    case_of: CaseOf, since: int | None, expected: str
) -> None:
    # g supports x1 through day 2; a joins on that day or on the next, when nothing of g's stands any more
    case = case_of(
        position("g", "support", "x1", 1, ends=2),
        member("a", "g", start=since),
        position("a", "oppose", "x1", 2, "leak"),
    )
    assert stands(case, "a", "x1") == [expected]
    assert lapsed(case, "a", "x1") == (("end day", 2, []) if expected == "silent" else None)


def test_another_coalitions_refusal_does(case_of: CaseOf) -> None:
    case = case_of(member("a", "g"), member("a", "h"), until(5, who="g"), position("h", "oppose", "w1"))
    assert stands(case, "a", "w1") == ["oppose"]


def test_on_a_ladder_what_a_missed_offer_gave_lapses_with_it(case_of: CaseOf) -> None:
    case = case_of(
        until(5, "l20", bound="at-least"),
        member("a", "g"),
        position("g", "support", "l30", 2),
        position("a", "support", "l40", 2, "leak"),
    )
    assert [lapsed(case, "a", term) for term in ("l20", "l30", "l40")] == [("deadline", 5, ["w5"])] * 3
    assert held(case, "a", "l10").stance == "silent" and lapsed(case, "a", "l10") is None


def test_on_a_ladder_a_missed_offer_opens_no_value(case_of: CaseOf) -> None:
    # at least 10, and at most 20 if …: 30 was not wanted, and is not when the condition is missed
    parts = (position("a", "support", "l10", 1, bound="at-least"), until(5, "l20", bound="at-most"))
    for day, on_20 in ((5, "conditional"), (6, "silent")):
        assert stands(case_of(*parts, as_of=day), "a", "l10", "l20", "l30") == ["support", on_20, "silent"]


@pytest.mark.parametrize(("said", "expected"), [(1, "silent"), (8, "open")])
def test_on_a_ladder_a_missed_offer_limits_nothing_said_later(case_of: CaseOf, said: int, expected: str) -> None:
    # at least 20 if … by day 5; at most 30, of the same day or of day 8, when the offer has lapsed
    case = case_of(until(5, "l20", bound="at-least"), position("a", "open", "l30", said, bound="at-most"))
    assert stands(case, "a", "l10", "l20") == [expected, expected]


def test_on_a_ladder_support_is_not_lowered_by_an_offer_nor_raised_by_its_end(case_of: CaseOf) -> None:
    parts = (position("a", "support", "l10", 1, bound="at-least"), until(5, "l20", bound="at-least"))
    for day in (5, 6):
        assert stands(case_of(*parts, as_of=day), "a", "l30", "l40") == ["support", "support"]


def test_a_missed_fallback_leaves_what_it_stood_beside(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "x1", 1),
        until(5, "x2", 3),
        position("b", "demand", "l20", 1),
        until(5, "l20", 3, "b"),
        until(5, "l10", 3, "b"),
    )
    assert stands(case, "a", "x1", "x2") == ["demand", "silent"]
    assert lapsed(case, "a", "x2") == ("deadline", 5, ["w5"])
    assert (stands(case, "b", "l20"), held(case, "b", "l20").beside) == (["demand"], ())
    assert lapsed(case, "b", "l10") == ("deadline", 5, ["w5"])


# ------------------------------------------------------------------ membership


def test_a_membership_that_ends(case_of: CaseOf) -> None:
    parts = (member("a", "g", end=5), position("g", "oppose", "w1", 2))
    assert stands(case_of(*parts, as_of=5), "a", "w1") == ["oppose"]
    case = case_of(*parts, as_of=6)
    assert lapsed(case, "a", "w1") == ("membership", 5, ["g"])
    assert (lapsed(case, "a", "w2"), stands(case, "g", "w1")) == (None, ["oppose"])
    assert gone(case, "a", "w1") == [("oppose", "ended", [2])]


def test_what_the_coalition_says_later_did_not_lapse(case_of: CaseOf) -> None:
    case = case_of(member("a", "g", end=5), position("g", "oppose", "w1", 6))
    assert (stands(case, "a", "w1"), lapsed(case, "a", "w1")) == (["silent"], None)


def test_what_the_coalition_no_longer_held_on_the_last_day_did_not_lapse_with_it(case_of: CaseOf) -> None:
    case = case_of(member("a", "g", end=5), position("g", "oppose", "w1", 2, ends=4))
    assert (stands(case, "a", "w1"), lapsed(case, "a", "w1")) == (["silent"], None)


def test_a_members_own_stance_does_not_lapse(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g", end=5),
        position("g", "oppose", "w1", 2),
        position("a", "open", "w1", 1),
        position("g", "oppose", "w2", 2),
        position("a", "support", "w2", 8, ends=9),
    )
    assert stands(case, "a", "w1") == ["open"]
    assert lapsed(case, "a", "w2") == ("end day", 9, [])


def test_another_coalition_still_binds(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g", end=5), member("a", "h"), position("g", "oppose", "w1", 2), position("h", "doubt", "w1", 2)
    )
    assert stands(case, "a", "w1") == ["doubt"]


def test_of_two_memberships_the_one_that_ended_last(case_of: CaseOf) -> None:
    case = case_of(
        member("a", "g", end=5),
        member("a", "h", end=7),
        position("g", "oppose", "w1", 2),
        position("h", "oppose", "w1", 2),
    )
    assert lapsed(case, "a", "w1") == ("membership", 7, ["h"])


@pytest.mark.parametrize(("day", "expected"), [(5, "silent"), (6, "support")])
def test_after_a_membership_others_voice_fills_only_from_later(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(member("a", "g", end=5), position("g", "oppose", "w1"), position("a", "support", "w1", day, "leak"))
    assert stands(case, "a", "w1") == [expected]


def test_a_refusal_to_say_is_no_lapse(case_of: CaseOf) -> None:
    case = case_of(member("a", "g", end=5), position("g", "oppose", "w1"), position("a", "noncommittal", "w1", 2))
    assert stands(case, "a", "w1") == ["noncommittal"]


def test_what_followed_from_a_coalitions_coalition_lapses_with_the_membership(case_of: CaseOf) -> None:
    case = case_of(member("a", "g", end=5), member("g", "h"), position("h", "oppose", "w1"))
    assert (lapsed(case, "a", "w1"), stands(case, "g", "w1")) == (("membership", 5, ["g"]), ["oppose"])


# ------------------------------------------------------------------ bundle


@pytest.mark.parametrize(
    ("ending", "last"),
    [
        ((proposal("k", "w1 w2", 3, by="a", ends=5),), 5),
        ((proposal("k", "w1 w2", 3, by="a"), withdrawal("a", "k", 6)), 5),
        ((proposal("k", "w1 w2", 3, by="a"), position("a", "oppose", "k", 6)), 5),
        ((proposal("k", "w1 w2", 3, by="a"), position("a", "open", "k", 6)), 5),
        ((proposal("k", "w1 w2", 3, by="a"), status("k", "withdrawn", 6)), 5),
        ((proposal("k", "w1 w2", 1, tabled_by="f", ends=5), position("a", "support", "k", 3)), 5),
        ((proposal("k", "w1 w2", 1, tabled_by="f"), position("a", "support", "k", 3, ends=5)), 5),
    ],
)
def test_a_bundle_that_ends_or_that_the_party_is_no_longer_for(
    case_of: CaseOf, ending: tuple[str, ...], last: int
) -> None:
    assert stands(case_of(*ending, as_of=last), "a", "w1", "w2") == ["conditional"] * 2
    case = case_of(*ending, as_of=last + 1)
    assert [lapsed(case, "a", term) for term in ("w1", "w2")] == [("bundle", last, ["k"])] * 2
    assert gone(case, "a", "w1") == [("conditional", "ended", [3])]


def test_a_bundle_that_is_withdrawn_without_a_day_never_stood(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="a", status="withdrawn"))
    assert (stands(case, "a", "w1"), lapsed(case, "a", "w1")) == (["silent"], None)


def test_when_a_bundle_ends_what_was_last_stated_stands_again_with_its_age(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 3, by="a", ends=5), position("a", "doubt", "w1", 1), position("a", "oppose", "w1", 2)
    )
    stance = held(case, "a", "w1")
    assert (str(stance.stance), stance.day, stance.renewed, stance.lapsed_by) == ("oppose", day_of(2), day_of(2), None)
    assert lapsed(case, "a", "w2") == ("bundle", 5, ["k"])


def test_what_was_stated_and_ended_under_the_bundle_does_not_stand_again(case_of: CaseOf) -> None:
    for end, expected in ((4, ("bundle", 5, ["k"])), (8, ("end day", 8, []))):
        case = case_of(proposal("k", "w1 w2", 3, by="a", ends=5), position("a", "oppose", "w1", 1, ends=end))
        assert lapsed(case, "a", "w1") == expected


@pytest.mark.parametrize(("backed", "as_of", "expected"), [(3, 8, [None]), (3, 9, [8]), (8, 9, [8]), (9, 9, [])])
def test_a_condition_that_is_missed_under_a_bundle_is_shown_beside_it(
    case_of: CaseOf, backed: int, as_of: int, expected: list[int | None]
) -> None:
    # what lapsed before the bundle came is not covered by it
    offer = position("a", "conditional", "w1", 1, "on-record", condition("w3", deadline=8, otherwise="a leaves"))
    case = case_of(offer, proposal("k", "w1 w2", backed, by="a"), as_of=as_of)
    found = [(p.lapse.day.day if p.lapse else None) for p in held(case, "a", "w1").beside if p.fate == "covered"]
    assert (stands(case, "a", "w1"), found) == (["conditional"], expected)


def test_a_refusal_to_say_stands_again_too(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="a", ends=5), position("a", "noncommittal", "w1", 1))
    assert stands(case, "a", "w1") == ["noncommittal"]


def test_a_refusal_that_follows_from_what_still_stands_stands_again(case_of: CaseOf) -> None:
    # Reading: only "what the party last stated of the term" is said to return; but the refusal of w3 never ended
    case = case_of(entails("w1", "w3"), position("a", "rule-out", "w3", 1), proposal("k", "w1 w2", 3, by="a", ends=5))
    assert stands(case, "a", "w1") == ["rule-out"]


def test_a_bundle_that_stood_over_nothing_leaves_no_lapse(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="a", ends=8), position("a", "oppose", "w1", 4, ends=5))
    assert lapsed(case, "a", "w1") == ("end day", 5, [])


@pytest.mark.parametrize(("day", "expected"), [(5, "silent"), (6, "support")])
def test_after_a_bundle_others_voice_fills_only_from_later(case_of: CaseOf, day: int, expected: str) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="a", ends=5), position("a", "support", "w1", day, "leak"))
    assert stands(case, "a", "w1") == [expected]


def test_of_two_bundles_the_last_that_ended_is_named_and_one_that_stands_stands(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 3, by="a", ends=5),
        proposal("j", "w1 w3", 2, by="a", ends=7),
        proposal("i", "w3 w4", 2, by="a"),
    )
    assert [lapsed(case, "a", term) for term in ("w1", "w2")] == [("bundle", 7, ["j"]), ("bundle", 5, ["k"])]
    assert stands(case, "a", "w3") == ["conditional"]


def test_a_bundle_s_end_by_others_word_is_a_lapse_of_that_word(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 3, by="a", attribution="leak", ends=5))
    assert lapsed(case, "a", "w1") == ("bundle", 5, ["k"])


def test_a_proposal_of_one_term_ends_as_what_it_is(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1", 3, by="a", ends=5))
    assert lapsed(case, "a", "w1") == ("bundle", 5, ["k"])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # nobody says so in particular; f says so, on the 6th or only on the 9th; others say so of f, or of another
        ({}, "silent"),
        ({"attribution": "on-record"}, "silent"),
        ({"attribution": "on-record", "told": 9}, "conditional"),
        ({"attribution": "leak"}, "conditional"),
        ({"attribution": "on-record", "teller": "b"}, "conditional"),
    ],
)
def test_a_withdrawal_counts_as_it_is_told(case_of: CaseOf, told: dict[str, Any], expected: str) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f"),
        position("a", "support", "k", 3),
        status("k", "withdrawn", 6, **told),
        as_of=8,
    )
    assert stands(case, "a", "w1") == [expected]


def test_a_leaked_withdrawal_ends_what_others_told(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f"),
        position("a", "support", "k", 3, "leak"),
        status("k", "withdrawn", 6, "leak"),
    )
    assert lapsed(case, "a", "w1") == ("bundle", 5, ["k"])
