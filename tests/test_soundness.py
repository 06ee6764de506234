"""The checks in Python: each on the tiny stage, once where it must speak and once where it must be silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from small_cases import BASE, entails, excludes, member, position, proposal

from kg.checking import soundness
from kg.checking.findings import Finding
from kg.checking.soundness import CHECKS, Check

CaseOf = Callable[..., Any]


def found_by(check: Check, case: Any) -> list[Finding]:
    return list(check(case.case, case.resolution))


def summary(findings: Iterable[Finding]) -> list[tuple[str, str, str | None]]:
    return sorted((f.severity, f.where.id.removeprefix(BASE), f.value) for f in findings)


def alias(thing: str, *names: str) -> str:
    return f":{thing} skos:altLabel " + ", ".join(f'"{name}"@en' for name in names) + " .\n"


def person(name: str, *speaks_for: str) -> str:
    parts = "".join(f" ; neg:speaksFor :{party}" for party in speaks_for)
    return f':{name} a neg:Person ; skos:prefLabel "{name}"@en{parts} .\n'


def said_by(act: str, who: str) -> str:
    """Return a position with its statement's speaker added."""
    return act.replace(" a neg:Statement ;", f" a neg:Statement ; neg:speaker :{who} ;")


def test_every_public_check_is_run() -> None:
    public = {getattr(soundness, name) for name in soundness.__all__ if name not in {"CHECKS", "examine"}}
    assert set(CHECKS) == public
    assert len(CHECKS) == 11


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_plain_case_passes(check: Check, case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1"),
        position("b", "oppose", "x1"),
        second_paper(),
        elsewhere(position("c", "open", "x1")),
    )
    assert found_by(check, case) == []


def second_paper() -> str:
    return ':post a neg:Source ; dcterms:title "Post"@en ; neg:paragraphs 9 .\n'


def elsewhere(act: str) -> str:
    """Return a position whose statement is found in the second paper."""
    return act.replace("neg:source :paper", "neg:source :post")


# ---------------------------------------------------------------- names


def test_one_alias_for_two_options_is_ambiguous(case_of: CaseOf) -> None:
    findings = found_by(
        soundness.names_alike, case_of(position("a", "support", "x1"), alias("x1", "Café"), alias("w1", "CAFE"))
    )
    assert summary(findings) == [("warning", "w1", "cafe")]
    assert "w1 (w1), x1 (x1)" in findings[0].message


def test_an_alias_that_is_another_s_label_gives_way(case_of: CaseOf) -> None:
    findings = found_by(soundness.names_alike, case_of(position("a", "support", "x1"), alias("x1", "W2")))
    assert summary(findings) == [("warning", "x1", "w2")]
    assert "Remove the alias" in findings[0].message


def test_one_name_across_kinds_or_of_one_thing_is_fine(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1"), alias("x1", "a", "X1", "shared"), alias("b", "shared"))
    assert found_by(soundness.names_alike, case) == []


# ---------------------------------------------------------------- demands


def test_exclusive_options_demanded_on_one_day(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", 3), position("a", "demand", "x2", 3), position("b", "demand", "x3", 3))
    findings = found_by(soundness.exclusive_demands, case)
    assert summary(findings) == [("warning", "x1", "x2")]
    assert "a demands this and x2 on 2031-01-03" in findings[0].message


def test_exclusion_by_what_is_entailed_counts(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), excludes("w2", "w3"), position("a", "demand", "w1"), position("a", "demand", "w3")
    )
    assert summary(found_by(soundness.exclusive_demands, case)) == [("warning", "w1", "w3")]


@pytest.mark.parametrize(
    "second",
    [
        position("a", "demand", "x2", 4),
        position("a", "support", "x2", 3),
        position("b", "demand", "x2", 3),
        position("a", "demand", "x2", 3, "leak"),
        position("a", "demand", "w1", 3),
    ],
    ids=["another day", "no demand", "another party", "others' voice", "not exclusive"],
)
def test_these_demands_go_together(second: str, case_of: CaseOf) -> None:
    assert found_by(soundness.exclusive_demands, case_of(position("a", "demand", "x1", 3), second)) == []


# ---------------------------------------------------------------- inferences


def test_opposite_inferences_name_both_chains(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), excludes("w2", "w3"), position("a", "support", "w1"), position("a", "demand", "w3")
    )
    findings = [f for f in found_by(soundness.opposite_inferences, case) if f.where.id == f"{BASE}w2"]
    assert summary(findings) == [("warning", "w2", "a")]
    assert "from support of a on w1 (w1 → w2), because w1 contains w2" in findings[0].message
    assert "from demand of a on w3 (w3 → w2), because w2 bars w3" in findings[0].message


def test_stated_opposites_are_no_inference(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("a", "oppose", "w1"))
    assert found_by(soundness.opposite_inferences, case) == []


# ---------------------------------------------------------------- proposals


def test_a_bundle_accepted_whose_term_is_refused_since(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b"), position("a", "support", "deal", 5), position("a", "oppose", "w2", 6)
    )
    assert summary(found_by(soundness.refused_terms, case)) == [("warning", "deal", "w2")]


def test_an_older_refusal_gives_way_to_the_bundle(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b"), position("a", "support", "deal", 5), position("a", "oppose", "w2", 4)
    )
    assert found_by(soundness.refused_terms, case) == []


def test_a_bundle_that_ended_binds_nobody(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b", ends=9),
        position("a", "support", "deal", 5),
        position("a", "oppose", "w2", 6),
    )
    assert found_by(soundness.refused_terms, case) == []


def test_terms_that_exclude_each_other(case_of: CaseOf) -> None:
    case = case_of(proposal("deal", "x1 x2 w1", 2, by="b"), proposal("fair", "x1 w1", 2, by="b"))
    assert summary(found_by(soundness.self_excluding_bundles, case)) == [("warning", "deal", "x2")]


# ---------------------------------------------------------------- speakers


def test_a_speaker_against_the_party_s_line(case_of: CaseOf) -> None:
    dissent = said_by(position("a", "oppose", "w1", 7, mandate="personal"), "ann")
    case = case_of(person("ann", "a"), position("a", "support", "w1", 5), dissent)
    findings = found_by(soundness.speakers_off_the_line, case)
    assert [(f.severity, f.value) for f in findings] == [("warning", "oppose")]
    assert "ann says oppose for a on w1, against its stance of 2031-01-05 (support)" in findings[0].message


def test_on_one_day_the_less_authoritative_speaker_is_off_the_line(case_of: CaseOf) -> None:
    spokesman = said_by(position("a", "oppose", "w1", 5, "spokesperson"), "ann")
    case = case_of(person("ann", "a"), position("a", "support", "w1", 5), spokesman)
    assert [f.value for f in found_by(soundness.speakers_off_the_line, case)] == ["oppose"]


@pytest.mark.parametrize(
    "second",
    [
        said_by(position("a", "oppose", "w1", 4), "ann"),
        said_by(position("a", "open", "w1", 7, mandate="personal"), "ann"),
        said_by(position("a", "oppose", "w1", 7), "ann"),
        said_by(position("a", "oppose", "w1", 7, "characterisation"), "bo"),
    ],
    ids=["older", "no opposite side", "the new line", "another party's speaker"],
)
def test_these_are_not_off_the_line(second: str, case_of: CaseOf) -> None:
    case = case_of(person("ann", "a"), person("bo", "b"), position("a", "support", "w1", 5), second)
    assert found_by(soundness.speakers_off_the_line, case) == []


# ---------------------------------------------------------------- sources


def test_a_case_on_one_source(case_of: CaseOf) -> None:
    findings = found_by(soundness.single_sources, case_of(position("a", "support", "x1")))
    assert summary(findings) == [("note", "paper", None)]


def test_an_issue_on_one_of_two_sources(case_of: CaseOf) -> None:
    case = case_of(
        second_paper(),
        position("a", "support", "x1"),
        elsewhere(position("b", "support", "x2")),
        elsewhere(position("b", "open", "w1")),
    )
    assert summary(found_by(soundness.single_sources, case)) == [("note", "w", "Post")]


def test_a_copy_is_no_second_source(case_of: CaseOf) -> None:
    case = case_of(
        second_paper(),
        ":post neg:copyOf :paper .\n",
        position("a", "support", "x1"),
        elsewhere(position("b", "open", "x1")),
    )
    assert summary(found_by(soundness.single_sources, case)) == [("note", "paper", None)]


# ---------------------------------------------------------------- memberships, bounds, days


def test_memberships_in_a_circle(case_of: CaseOf) -> None:
    bound = case_of(member("g", "h"), member("h", "g"), member("a", "g"))
    assert summary(found_by(soundness.membership_circles, bound)) == [("error", "g", None)]
    loose = case_of(member("g", "h"), member("h", "g", binds=False), member("a", "g"))
    findings = found_by(soundness.membership_circles, loose)
    assert summary(findings) == [("warning", "g", None)]
    assert "g → h → g" in findings[0].message


def test_a_bound_on_a_refusal_is_noted(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "l20", 1, bound="at-least", name="no"),
        position("b", "support", "l20", 1, bound="at-least"),
        position("c", "oppose", "l20", 1),
    )
    findings = found_by(soundness.bounds_on_refusals, case)
    assert summary(findings) == [("note", "no", "at-least")]
    assert findings[0].where.label() == "position: a · l20 · oppose"


def test_statements_after_the_day_are_counted(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1", 3), position("b", "support", "x1", 9), position("c", "support", "x1", 9), as_of=5
    )
    findings = found_by(soundness.statements_to_come, case)
    assert [f.message for f in findings] == [
        "2 statements are dated after the as-of day, 2031-01-05, and not counted; use a later --as-of to count them."
    ]


# ---------------------------------------------------------------- all together


def test_check_joins_shapes_and_checks_gravest_first(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "x1", 3),
        position("a", "demand", "x2", 3),
        ":l10 neg:undertakenBy :nobody .\n",
    )
    found = case.check().to_json()["findings"]
    assert [f["severity"] for f in found] == sorted(
        (f["severity"] for f in found), key=["error", "warning", "note"].index
    )
    assert {"error", "warning", "note"} == {f["severity"] for f in found}
    assert found[0]["value"] == "https://example.org/stage#nobody"
