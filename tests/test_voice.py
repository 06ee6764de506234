"""Whose voice a statement is: the party's own, or others'. The stage is that of ``small_cases``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, excludes, member, person, position, proposal, stance_of, withdrawal

from kg.resolution import Resolved

CaseOf = Callable[..., Any]


def held(case: Any, party: str, term: str) -> Resolved:
    """Return a party's stance on a term."""
    found: Resolved = case.resolution.stance(BASE + party, BASE + term)
    return found


def told(case: Any, party: str, term: str) -> tuple[str, bool, list[str]]:
    """Return a party's stance, whether it is ascribed, and the stances of contrary reports."""
    stance = held(case, party, term)
    return str(stance.stance), stance.ascribed, [str(report.stance) for report in stance.contrary_reports]


ATTRIBUTIONS = ("official-document", "on-record", "spokesperson", "reported")


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
@pytest.mark.parametrize(("speaks_for", "ascribed"), [("a", False), ("b", True), ("a b", False), ("", True)])
def test_a_party_speaks_by_those_who_speak_for_it(
    case_of: CaseOf, attribution: str, speaks_for: str, ascribed: bool
) -> None:
    case = case_of(person("p", *speaks_for.split()), position("a", "support", "w1", 1, attribution, speaker="p"))
    assert told(case, "a", "w1") == ("support", ascribed, [])


def test_a_statement_without_a_speaker_is_its_attributions(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("b", "support", "w1", 1, "leak"))
    assert [told(case, party, "w1")[1] for party in "ab"] == [False, True]


def test_what_anothers_president_says_supersedes_nothing(case_of: CaseOf) -> None:
    case = case_of(
        person("p", "a"),
        position("b", "rule-out", "w1", 1),
        position("b", "support", "w1", 5, "on-record", speaker="p"),
    )
    assert told(case, "b", "w1") == ("rule-out", False, ["support"])


def test_what_anothers_president_says_infers_nothing_and_binds_no_member(case_of: CaseOf) -> None:
    case = case_of(
        person("p", "b"),
        excludes("w1", "w2"),
        position("g", "demand", "w1", 1, "on-record", speaker="p"),
        member("a", "g"),
    )
    assert [told(case, *each)[0] for each in (("g", "w1"), ("g", "w2"), ("a", "w1"))] == ["demand", "silent", "silent"]


@pytest.mark.parametrize(
    ("membership", "ascribed"),
    [
        (member("a", "g"), False),
        (member("a", "g", binds=False), True),
        # the statement is of the 5th
        (member("a", "g", end=5), False),
        (member("a", "g", end=4), True),
        (member("a", "g", start=6), True),
        (member("a", "g", told=5), False),
        (member("a", "g", told=6), True),
        (member("a", "g", attribution="leak"), True),
        # g is bound by h, for which the speaker does not speak
        (member("g", "h"), True),
        ("", True),
    ],
)
def test_a_coalition_that_binds_the_party_speaks_for_it(case_of: CaseOf, membership: str, ascribed: bool) -> None:
    case = case_of(person("p", "g"), membership, position("a", "support", "w1", 5, "on-record", speaker="p"))
    assert told(case, "a", "w1") == ("support", ascribed, [])


def test_a_coalition_of_a_coalition_speaks_for_the_member_of_its_member(case_of: CaseOf) -> None:
    case = case_of(
        person("p", "h"),
        member("a", "g"),
        member("g", "h"),
        member("h", "g"),
        position("a", "support", "w1", 5, "on-record", speaker="p"),
        position("b", "support", "w1", 5, "on-record", speaker="p"),
    )
    assert [told(case, party, "w1")[1] for party in "ab"] == [False, True]


def test_a_member_does_not_speak_for_its_coalition(case_of: CaseOf) -> None:
    case = case_of(person("p", "a"), member("a", "g"), position("g", "support", "w1", 5, "on-record", speaker="p"))
    assert told(case, "g", "w1") == ("support", True, [])


def test_the_own_voice_of_a_membership_is_known_before_it_is_asked_for(case_of: CaseOf) -> None:
    # the coalition's speaker tells of the membership by which he speaks for the member
    case = case_of(
        person("p", "g"),
        member("a", "g", speaker="p"),
        position("a", "support", "w1", 5, "on-record", speaker="p"),
        position("g", "oppose", "w2"),
    )
    assert (told(case, "a", "w1"), told(case, "a", "w2")[0]) == (("support", False, []), "oppose")


def test_a_membership_in_others_voice_binds_nobody(case_of: CaseOf) -> None:
    case = case_of(
        person("p", "b"),
        position("g", "support", "w1"),
        member("a", "g", attribution="characterisation"),
        member("c", "g", speaker="p"),
    )
    assert [told(case, party, "w1")[0] for party in "ac"] == ["silent", "silent"]


@pytest.mark.parametrize(("speaks_for", "expected"), [("a", "silent"), ("b", "support")])
def test_only_who_speaks_for_a_party_takes_its_word_back(case_of: CaseOf, speaks_for: str, expected: str) -> None:
    case = case_of(
        person("p", speaks_for),
        position("a", "support", "w1", 1, name="q"),
        withdrawal("a", "q", 5, speaker="p"),
    )
    assert told(case, "a", "w1")[0] == expected


def test_another_can_take_back_what_another_said(case_of: CaseOf) -> None:
    # Reading: a report is taken back by what is said of the party, in whatever voice
    case = case_of(
        person("p", "b"),
        position("a", "support", "w1", 1, "on-record", speaker="p", name="q"),
        withdrawal("a", "q", 5, speaker="p"),
    )
    assert told(case, "a", "w1")[0] == "silent"


@pytest.mark.parametrize("how", [{"attribution": "leak"}, {"speaker": "p"}, {"mandate": "personal"}])
def test_proposing_is_support_in_the_voice_of_its_statements(case_of: CaseOf, how: dict[str, str]) -> None:
    case = case_of(
        person("p", "b"),
        proposal("k", "w1", 3, by="a", **how),
        proposal("j", "w2 w3", 3, by="a", **how),
        position("a", "oppose", "w3", 1),
    )
    assert told(case, "a", "w1") == ("support", True, [])
    assert told(case, "a", "w2") == ("conditional", True, [])
    assert told(case, "a", "w3") == ("oppose", False, ["conditional"])


def test_proposing_in_own_voice_is_own_support(case_of: CaseOf) -> None:
    case = case_of(person("p", "a"), proposal("k", "w1", 3, by="a", speaker="p"))
    assert told(case, "a", "w1") == ("support", False, [])


def test_being_named_as_proposer_without_a_statement_is_no_support(case_of: CaseOf) -> None:
    # the one statement is about a: nothing backs that b proposes it
    case = case_of(proposal("k", "w1", 3, by="a"), ":k neg:proposedBy :b .\n")
    assert [told(case, party, "w1")[0] for party in "ab"] == ["support", "silent"]


def test_the_answer_says_whose_voice(case_of: CaseOf) -> None:
    case = case_of(person("p", "b"), position("a", "support", "w1", 1, "on-record", speaker="p"))
    (evidence,) = stance_of(case, "a", "w1")["evidence"]
    assert (evidence["voice"], evidence["attribution"]) == ("others", "on-record")
