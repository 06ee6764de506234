"""The checks in Python: each on the tiny stage, once where it must speak and once where it must be silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from small_cases import BASE, condition, day_of, entails, event, excludes, member, position, proposal, reading, told_too

from kg.checking import days, gaps, inference, labels, names, voice
from kg.checking.findings import Finding
from kg.checking.parts import parts_of
from kg.checking.soundness import BY_PARTY, CHECKS, ON_THE_WHOLE, Check, examine
from kg.resolution import Resolution

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
    modules = (days, gaps, inference, labels, names, voice)
    public = {getattr(module, name) for module in modules for name in module.__all__ if name.islower()}
    assert set(CHECKS) == public
    assert len(CHECKS) == 25


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


# ---------------------------------------------------------------- labels


def labelled(name: str, label: str) -> str:
    return f":{name} neg:sensitivity neg:{label} .\n"


def test_a_statement_labelled_less_than_its_source_is_warned_of(case_of: CaseOf) -> None:
    act = position("a", "support", "x1", name="p")
    secret = case_of(act, labelled("paper", "secret"), labelled("s-p", "public"))
    (finding,) = found_by(labels.labels_without_effect, secret)
    assert summary([finding]) == [("warning", "s-p", "public")]
    assert finding.message.startswith(
        "It is labelled public, and its source, Paper, is secret: the label has no effect"
    )
    partly = case_of(act, labelled("paper", "secret"), labelled("s-p", "restricted"))
    assert summary(found_by(labels.labels_without_effect, partly)) == [("warning", "s-p", "restricted")]
    copied = case_of(
        elsewhere(act),
        second_paper(),
        ":post neg:copyOf :paper .\n",
        labelled("paper", "secret"),
        labelled("s-p", "public"),
    )
    assert summary(found_by(labels.labels_without_effect, copied)) == [("warning", "s-p", "public")]


def test_a_label_that_says_as_much_or_more_than_the_source_is_fine(case_of: CaseOf) -> None:
    act = position("a", "support", "x1", name="p")
    for source, own in (
        ("public", "secret"),
        ("restricted", "restricted"),
        ("restricted", "secret"),
        ("public", "public"),
    ):
        case = case_of(act, labelled("paper", source), labelled("s-p", own))
        assert found_by(labels.labels_without_effect, case) == []
    opened = case_of(
        elsewhere(act),
        second_paper(),
        ":post neg:copyOf :paper .\n",
        labelled("paper", "secret"),
        labelled("post", "public"),
        labelled("s-p", "public"),
    )
    assert found_by(labels.labels_without_effect, opened) == []


def test_a_public_reading_of_sensitive_statements_only_is_warned_of(case_of: CaseOf) -> None:
    held = reading("r", "w2", "scope", "b") + labelled("r", "public")
    assert found_by(labels.labels_without_effect, case_of(held)) == []
    hidden = case_of(held, labelled("s-r", "secret"))
    assert summary(found_by(labels.labels_without_effect, hidden)) == [("warning", "r", "public")]
    both = case_of(held, labelled("s-r", "secret"), told_too("r", "b"))
    assert found_by(labels.labels_without_effect, both) == []


# ---------------------------------------------------------------- names


def test_one_alias_for_two_options_is_ambiguous(case_of: CaseOf) -> None:
    findings = found_by(
        names.names_alike, case_of(position("a", "support", "x1"), alias("x1", "Café"), alias("w1", "CAFE"))
    )
    assert summary(findings) == [("warning", "w1", "cafe")]
    assert "w1 (w1), x1 (x1)" in findings[0].message


def test_an_alias_that_is_another_s_label_gives_way(case_of: CaseOf) -> None:
    findings = found_by(names.names_alike, case_of(position("a", "support", "x1"), alias("x1", "W2")))
    assert summary(findings) == [("warning", "x1", "w2")]
    assert "Remove the alias" in findings[0].message


def test_one_name_across_kinds_or_of_one_thing_is_fine(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "x1"), alias("x1", "a", "X1", "shared"), alias("b", "shared"))
    assert found_by(names.names_alike, case) == []


# ---------------------------------------------------------------- demands


def test_exclusive_options_demanded_on_one_day(case_of: CaseOf) -> None:
    case = case_of(position("a", "demand", "x1", 3), position("a", "demand", "x2", 3), position("b", "demand", "x3", 3))
    findings = found_by(inference.exclusive_demands, case)
    assert summary(findings) == [("warning", "x1", "x2")]
    assert "a demands this and x2 on 2031-01-03" in findings[0].message


def test_exclusion_by_what_is_entailed_counts(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), excludes("w2", "w3"), position("a", "demand", "w1"), position("a", "demand", "w3")
    )
    assert summary(found_by(inference.exclusive_demands, case)) == [("warning", "w1", "w3")]


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
    assert found_by(inference.exclusive_demands, case_of(position("a", "demand", "x1", 3), second)) == []


# ---------------------------------------------------------------- inferences


def test_opposite_inferences_name_both_chains(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), excludes("w2", "w3"), position("a", "support", "w1"), position("a", "demand", "w3")
    )
    findings = [f for f in found_by(inference.opposite_inferences, case) if f.where.id == f"{BASE}w2"]
    assert summary(findings) == [("warning", "w2", "a")]
    assert "from support of a on w1 (w1 → w2), because w1 contains w2" in findings[0].message
    assert "from demand of a on w3 (w3 → w2), because w2 bars w3" in findings[0].message


def test_stated_opposites_are_no_inference(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1"), position("a", "oppose", "w1"))
    assert found_by(inference.opposite_inferences, case) == []


# ---------------------------------------------------------------- proposals


def test_a_bundle_accepted_whose_term_is_refused_since(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b"), position("a", "support", "deal", 5), position("a", "oppose", "w2", 6)
    )
    assert summary(found_by(inference.refused_terms, case)) == [("warning", "deal", "w2")]


def test_an_older_refusal_gives_way_to_the_bundle(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b"), position("a", "support", "deal", 5), position("a", "oppose", "w2", 4)
    )
    assert found_by(inference.refused_terms, case) == []


def test_a_bundle_that_ended_binds_nobody(case_of: CaseOf) -> None:
    case = case_of(
        proposal("deal", "w1 w2", 2, by="b", ends=9),
        position("a", "support", "deal", 5),
        position("a", "oppose", "w2", 6),
    )
    assert found_by(inference.refused_terms, case) == []


def test_terms_that_exclude_each_other(case_of: CaseOf) -> None:
    case = case_of(proposal("deal", "x1 x2 w1", 2, by="b"), proposal("fair", "x1 w1", 2, by="b"))
    assert summary(found_by(inference.self_excluding_bundles, case)) == [("warning", "deal", "x2")]


# ---------------------------------------------------------------- speakers


def test_a_speaker_against_the_party_s_line(case_of: CaseOf) -> None:
    dissent = said_by(position("a", "oppose", "w1", 7, mandate="personal"), "ann")
    case = case_of(person("ann", "a"), position("a", "support", "w1", 5), dissent)
    findings = found_by(voice.speakers_off_the_line, case)
    assert [(f.severity, f.value) for f in findings] == [("warning", "oppose")]
    assert "ann says oppose for a on w1, against its stance of 2031-01-05 (support)" in findings[0].message


def test_on_one_day_the_less_authoritative_speaker_is_off_the_line(case_of: CaseOf) -> None:
    spokesman = said_by(position("a", "oppose", "w1", 5, "spokesperson"), "ann")
    case = case_of(person("ann", "a"), position("a", "support", "w1", 5), spokesman)
    assert [f.value for f in found_by(voice.speakers_off_the_line, case)] == ["oppose"]


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
    assert found_by(voice.speakers_off_the_line, case) == []


def test_another_party_s_speaker_is_heard_as_others(case_of: CaseOf) -> None:
    claimed = said_by(position("a", "oppose", "w1", 7, name="p"), "bo")
    case = case_of(person("bo", "b"), claimed, position("b", "support", "w1"))
    findings = found_by(voice.overclaimed_voices, case)
    assert summary(findings) == [("warning", "s-p", "on-record")]
    assert "bo speaks for b, not for a, so this counts as others' voice" in findings[0].message


@pytest.mark.parametrize(
    ("speaks_for", "attribution", "more"),
    [
        ("a", "on-record", ""),
        ("b", "characterisation", ""),
        ("g", "on-record", member("a", "g")),
    ],
    ids=["its own speaker", "coded as others' voice", "speaks for a coalition that binds it"],
)
def test_these_voices_are_not_overclaimed(speaks_for: str, attribution: str, more: str, case_of: CaseOf) -> None:
    said = said_by(position("a", "oppose", "w1", 7, attribution), "ann")
    assert found_by(voice.overclaimed_voices, case_of(person("ann", speaks_for), said, more)) == []


def test_a_speaker_for_a_coalition_that_does_not_bind_is_another(case_of: CaseOf) -> None:
    said = said_by(position("a", "oppose", "w1", 7), "ann")
    case = case_of(person("ann", "g"), said, member("a", "g", binds=False))
    assert [f.value for f in found_by(voice.overclaimed_voices, case)] == ["on-record"]


def test_a_spokesman_who_a_day_later_says_other_than_his_president(case_of: CaseOf) -> None:
    president, spokesman = (
        position("a", "support", "w1", 5),
        position("a", "oppose", "w1", 6, "spokesperson", name="other"),
    )
    findings = found_by(voice.less_authoritative_lines, case_of(president, spokesman))
    assert summary(findings) == [("warning", "s-other", "w1")]
    assert "a's oppose on w1 (2031-01-06, spokesperson) is less authoritative than its support of 2031-01-05" in (
        findings[0].message
    )


@pytest.mark.parametrize(
    "second",
    [
        position("a", "oppose", "w1", 6),
        position("a", "oppose", "w1", 6, "official-document"),
        position("a", "support", "w1", 6, "spokesperson"),
        position("a", "oppose", "w1", 4, "spokesperson"),
    ],
    ids=["as authoritative", "more authoritative", "says the same", "older"],
)
def test_these_lines_are_no_less_authoritative(second: str, case_of: CaseOf) -> None:
    assert found_by(voice.less_authoritative_lines, case_of(position("a", "support", "w1", 5), second)) == []


@pytest.mark.parametrize("earliest", [None, 3, 5])
def test_of_an_undated_statement_over_a_dated_one_it_is_asked_whether_it_is_recalled(
    earliest: int | None, case_of: CaseOf
) -> None:
    undated = position("a", "oppose", "w1", 9, name="told", earliest=earliest)
    findings = found_by(days.undated_replacements, case_of(position("a", "support", "w1", 5), undated))
    assert summary(findings) == [("warning", "s-told", "w1")]
    assert "may be older than its support of 2031-01-05, which it replaced. Is it recalled, or does it stand?" in (
        findings[0].message
    )


def test_what_is_dated_after_what_it_replaced_is_not_asked_of(case_of: CaseOf) -> None:
    dated = position("a", "oppose", "w1", 9, earliest=6)
    assert found_by(days.undated_replacements, case_of(position("a", "support", "w1", 5), dated)) == []
    alone = position("a", "oppose", "w1", 9, earliest=None)
    assert found_by(days.undated_replacements, case_of(alone)) == []


# ---------------------------------------------------------------- sources


def test_a_case_on_one_source(case_of: CaseOf) -> None:
    findings = found_by(gaps.single_sources, case_of(position("a", "support", "x1")))
    assert summary(findings) == [("note", "paper", None)]


def test_an_issue_on_one_of_two_sources(case_of: CaseOf) -> None:
    case = case_of(
        second_paper(),
        position("a", "support", "x1"),
        elsewhere(position("b", "support", "x2")),
        elsewhere(position("b", "open", "w1")),
    )
    assert summary(found_by(gaps.single_sources, case)) == [("note", "w", "Post")]


def test_a_copy_is_no_second_source(case_of: CaseOf) -> None:
    case = case_of(
        second_paper(),
        ":post neg:copyOf :paper .\n",
        position("a", "support", "x1"),
        elsewhere(position("b", "open", "x1")),
    )
    assert summary(found_by(gaps.single_sources, case)) == [("note", "paper", None)]


# ---------------------------------------------------------------- memberships, bounds, days


def test_memberships_in_a_circle(case_of: CaseOf) -> None:
    bound = case_of(member("g", "h"), member("h", "g"), member("a", "g"))
    assert summary(found_by(inference.membership_circles, bound)) == [("error", "g", None)]
    loose = case_of(member("g", "h"), member("h", "g", binds=False), member("a", "g"))
    findings = found_by(inference.membership_circles, loose)
    assert summary(findings) == [("warning", "g", None)]
    assert "g → h → g" in findings[0].message


def test_a_bound_on_a_refusal_is_noted(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "oppose", "l20", 1, bound="at-least", name="no"),
        position("b", "support", "l20", 1, bound="at-least"),
        position("c", "oppose", "l20", 1),
    )
    findings = found_by(inference.bounds_on_refusals, case)
    assert summary(findings) == [("note", "no", "at-least")]
    assert findings[0].where.label() == "position: a · l20 · oppose"


def test_statements_after_the_day_are_counted(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "support", "x1", 3), position("b", "support", "x1", 9), position("c", "support", "x1", 9), as_of=5
    )
    findings = found_by(days.statements_to_come, case)
    assert [f.message for f in findings] == [
        "2 statements are dated after the as-of day, 2031-01-05, and not counted; use a later --as-of to count them."
    ]


# ---------------------------------------------------------------- strain


def test_strain_names_both_chains(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"), position("a", "oppose", "w2", 3, name="old"), position("a", "support", "w1", 9, name="new")
    )
    findings = found_by(inference.strained_stances, case)
    assert summary(findings) == [("warning", "w2", "a")]
    assert "a has oppose here (stated on 2031-01-03)" in findings[0].message
    assert "support (by entailment from support of a on w1 (w1 → w2), because w1 contains w2)" in findings[0].message


def test_strain_is_of_newer_words_only(case_of: CaseOf) -> None:
    case = case_of(entails("w1", "w2"), position("a", "oppose", "w2", 9), position("a", "support", "w1", 3))
    assert summary(found_by(inference.strained_stances, case)) == [("warning", "w1", "a")]
    on_one_day = case_of(entails("w1", "w2"), position("a", "oppose", "w2", 9), position("a", "support", "w1", 9))
    assert found_by(inference.strained_stances, on_one_day) == []


# ---------------------------------------------------------------- deadlines, ages


def waiting(deadline: int, *required: str, words: str | None = None, **more: Any) -> str:
    return position(
        "a", "conditional", "w1", 2, "on-record", condition(*required, words=words, deadline=deadline, **more)
    )


@pytest.mark.parametrize(("as_of", "said"), [(10, "in 7 days"), (16, "tomorrow"), (17, "today")])
def test_a_deadline_is_near_from_seven_days_before_it(as_of: int, said: str, case_of: CaseOf) -> None:
    findings = found_by(days.near_deadlines, case_of(waiting(17, "w2", otherwise="we shell"), as_of=as_of))
    assert summary(findings) == [("note", "w1", "2031-01-17")]
    assert f"a requires w2 by 2031-01-17, {said}; it is not done by what is known" in findings[0].message
    assert findings[0].message.endswith("It announced otherwise: we shell")


@pytest.mark.parametrize("as_of", [9, 18])
def test_a_deadline_is_not_near_eight_days_before_it_nor_after_it(as_of: int, case_of: CaseOf) -> None:
    assert found_by(days.near_deadlines, case_of(waiting(17, "w2"), as_of=as_of)) == []


def test_the_deadline_of_words_is_near_too_and_they_are_not_judged(case_of: CaseOf) -> None:
    findings = found_by(days.near_deadlines, case_of(waiting(17, words="guarantees"), as_of=12))
    assert summary(findings) == [("note", "w1", "2031-01-17")]
    assert "“guarantees” by 2031-01-17, in 5 days; words are not judged." in findings[0].message


def test_a_deadline_of_what_is_done_is_no_finding(case_of: CaseOf) -> None:
    case = case_of(waiting(17, "w2"), event("e", 8, honours="w2"), position("b", "support", "w2"), as_of=15)
    assert found_by(days.near_deadlines, case) == []


def test_the_deadline_of_a_fallback_is_near_too(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "l40", 1),
        position("a", "conditional", "l40", 2, "on-record", condition("w2", deadline=17)),
        as_of=15,
    )
    assert summary(found_by(days.near_deadlines, case)) == [("note", "l40", "2031-01-17")]


def test_the_deadline_of_what_a_bundle_covers_is_near_too(case_of: CaseOf) -> None:
    case = case_of(waiting(17, "w2"), proposal("k", "w1 w3", 5, by="a"), as_of=12)
    assert summary(found_by(days.near_deadlines, case)) == [("note", "w1", "2031-01-17")]


def test_a_stance_that_no_longer_holds_has_no_deadline(case_of: CaseOf) -> None:
    case = case_of(waiting(17, "w2"), position("a", "oppose", "w1", 9), as_of=15)
    assert found_by(days.near_deadlines, case) == []


def test_of_words_it_is_asked_whether_they_were_met_once_their_day_is_past(case_of: CaseOf) -> None:
    findings = found_by(days.deadlines_on_words, case_of(waiting(17, words="guarantees"), as_of=18))
    assert summary(findings) == [("note", "w1", "2031-01-17")]
    assert "a requires “guarantees” by 2031-01-17, which is past" in findings[0].message
    assert found_by(days.deadlines_on_words, case_of(waiting(17, words="guarantees"), as_of=17)) == []


def test_stances_that_nothing_renewed_for_a_year_are_one_note(case_of: CaseOf) -> None:
    old = [position(who, "support", "w1", 5) for who in "ab"]
    case = case_of(*old, position("c", "support", "w1", 6))
    later = [days.stale_stances(case.case, resolution_on(case, day)) for day in ("2032-01-05", "2032-01-04")]
    found = list(later[0])
    assert [f.severity for f in found] == ["note"]
    assert found[0].message.startswith(
        "2 stances have not been renewed by a statement for 365 days or more by 2032-01-05"
    )
    assert "a on w1 (2031-01-05), b on w1 (2031-01-05)" in found[0].message
    assert list(later[1]) == []


def test_what_is_said_again_is_renewed(case_of: CaseOf) -> None:
    case = case_of(position("a", "support", "w1", 5), position("a", "support", "w1", 20))
    assert list(days.stale_stances(case.case, resolution_on(case, "2032-01-10"))) == []


def test_the_days_after_which_a_stance_is_stale_are_those_asked_for(case_of: CaseOf) -> None:
    act = position("a", "support", "w1", 5)
    assert found_by(days.stale_stances, case_of(act, as_of=14, stale_after=10)) == []
    assert len(found_by(days.stale_stances, case_of(act, as_of=15, stale_after=10))) == 1


def resolution_on(case: Any, day: str) -> Resolution:
    return Resolution(case.case, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((position("a", "demand", "x1", 3), position("a", "support", "x2", 5)), ["x1"]),
        ((position("a", "demand", "x1", 5), position("a", "support", "x2", 3)), []),
        ((position("a", "demand", "x1", 3), position("a", "open", "x2", 5)), []),
        ((position("a", "support", "x1", 3), position("a", "support", "x2", 5)), []),
        ((position("a", "demand", "x1", 3), position("a", "support", "x2", 5, "leak")), []),
        ((position("a", "demand", "x1", 3, ends=4), position("a", "support", "x2", 5)), []),
        ((position("a", "demand", "w1", 3), position("a", "support", "w2", 5)), []),
    ],
)
def test_a_demand_that_the_party_s_newer_word_does_not_fit_is_asked_about(
    acts: tuple[str, ...], expected: list[str], case_of: CaseOf
) -> None:
    findings = found_by(inference.outlived_demands, case_of(*acts))
    assert [(f.severity, f.where.id.removeprefix(BASE)) for f in findings] == [("note", each) for each in expected]


# ---------------------------------------------------------------- parties that begin, end, succeed


def lived(party: str, first: int | None = None, last: int | None = None, succeeds: str | None = None) -> str:
    parts = [f":{party} a neg:Party"]
    parts += [f'neg:from "{day_of(first)}"^^xsd:date'] if first else []
    parts += [f'neg:to "{day_of(last)}"^^xsd:date'] if last else []
    parts += [f"neg:succeeds :{succeeds}"] if succeeds else []
    return " ; ".join(parts) + " .\n"


@pytest.mark.parametrize(
    ("first", "last", "act", "outside"),
    [
        (5, 9, position("a", "support", "w1", 4, name="p"), True),
        (5, 9, position("a", "support", "w1", 5, name="p"), False),
        (5, 9, position("a", "support", "w1", 9, name="p"), False),
        (5, 9, position("a", "support", "w1", 10, name="p"), True),
        (None, None, position("a", "support", "w1", 4, name="p"), False),
        (5, 9, position("a", "support", "w1", 12, name="p", earliest=9), False),
        (5, 9, position("a", "support", "w1", 12, name="p", earliest=None), False),
        (5, 9, position("a", "support", "w1", 4, name="p", earliest=None), True),
    ],
)
def test_a_statement_outside_its_party_s_existence(
    first: int | None, last: int | None, act: str, outside: bool, case_of: CaseOf
) -> None:
    found = found_by(days.statements_outside_existence, case_of(lived("a", first, last), act))
    assert [f.where.id for f in found] == ([f"{BASE}s-p"] if outside else [])


def test_a_successor_is_asked_for_its_own_word(case_of: CaseOf) -> None:
    case = case_of(
        lived("a", None, 9),
        lived("b", 10, None, succeeds="a"),
        position("a", "demand", "x1", 3),
        position("a", "support", "w1", 4),
        position("a", "oppose", "w2", 5),
        position("a", "support", "l20", 5, "leak"),
        position("b", "open", "x2", 12),
    )
    findings = found_by(gaps.unspoken_successors, case)
    assert summary(findings) == [("note", "b", "a")]
    assert "what a took a position on: w. Nothing passes on by itself" in findings[0].message


@pytest.mark.parametrize(
    ("as_of", "more", "expected"),
    [
        (9, "", []),
        (10, "", ["x"]),
        (10, position("a", "support", "w1", 4, ends=8), ["x"]),
        (10, position("a", "oppose", "w2", 5), ["w, x"]),
        (10, position("a", "oppose", "w2", 5, "leak"), ["x"]),
        (10, f':x neg:closedOn "{day_of(8)}"^^xsd:date .\n', []),
    ],
)
def test_the_last_word_of_a_party_that_is_gone_is_asked_about(
    as_of: int, more: str, expected: list[str], case_of: CaseOf
) -> None:
    case = case_of(lived("a", None, 9), position("a", "demand", "x1", 3), more, as_of=as_of)
    found = found_by(gaps.last_words, case)
    assert [f.message.split(" on: ")[1].split(". ")[0] for f in found] == expected


def test_others_word_is_not_the_successor_s_own(case_of: CaseOf) -> None:
    parts = (lived("b", 10, None, succeeds="a"), position("a", "demand", "x1", 3))
    assert found_by(gaps.unspoken_successors, case_of(*parts, position("b", "open", "x1", 12, "leak"))) != []
    assert found_by(gaps.unspoken_successors, case_of(*parts, position("b", "open", "x1", 12))) == []
    assert found_by(gaps.unspoken_successors, case_of(*parts, as_of=9)) == [], "it does not exist yet"
    coalition = (member("b", "g"), position("g", "support", "x1", 12))
    assert found_by(gaps.unspoken_successors, case_of(*parts, *coalition)) != [], "its coalition's word is not its own"


def test_a_successor_is_not_asked_of_what_is_closed_or_ended(case_of: CaseOf) -> None:
    parts = (
        lived("b", 10, None, succeeds="a"),
        position("a", "demand", "x1", 3),
        proposal("deal", "w1 w2", 2, by="c", ends=9),
        position("a", "support", "deal", 4),
    )
    asked = found_by(gaps.unspoken_successors, case_of(*parts, as_of=28))
    assert [f.message.split(": ")[1].split(". ")[0] for f in asked] == ["x"]
    closed = f':x neg:closedOn "{day_of(20)}"^^xsd:date .\n'
    assert found_by(gaps.unspoken_successors, case_of(*parts, closed)) == []


def test_a_successor_of_several_is_asked_of_all_that_they_took_a_position_on(case_of: CaseOf) -> None:
    parts = (
        lived("b", 10, None, succeeds="a"),
        ":b neg:succeeds :c .\n",
        position("a", "demand", "x1", 3),
        position("c", "demand", "w1", 3),
        proposal("deal", "w1 w2", 2, by="f"),
        position("c", "oppose", "deal", 4),
    )
    (finding,) = found_by(gaps.unspoken_successors, case_of(*parts))
    assert finding.message.startswith(
        "It succeeds a, c and has said nothing of its own on what a, c took a position on: "
    )
    assert ": deal, w, x. " in finding.message


# ---------------------------------------------------------------- deeds


def test_a_kind_of_event_without_who_must_do_it(case_of: CaseOf) -> None:
    anyone = position("a", "conditional", "w1", 2, "on-record", condition("handover"), name="p")
    kind = event("e", 20, kind="handover")
    findings = found_by(gaps.unnamed_doers, case_of(kind, anyone))
    assert summary(findings) == [("note", "p", "handover")]
    assert "a requires handover, and who must do it is not said" in findings[0].message
    by_b = position("a", "conditional", "w1", 2, "on-record", condition("handover", by=["b"]))
    assert found_by(gaps.unnamed_doers, case_of(kind, by_b)) == []
    option = position("a", "conditional", "w1", 2, "on-record", condition("w2"))
    assert found_by(gaps.unnamed_doers, case_of(kind, option)) == []


def test_verified_by_nobody(case_of: CaseOf) -> None:
    assert summary(found_by(gaps.unnamed_verifiers, case_of(event("e", 5)))) == [("warning", "e", None)]
    named = ':e neg:verifiedBy "a monitoring mission" .\n'
    assert found_by(gaps.unnamed_verifiers, case_of(event("e", 5), named)) == []
    assert found_by(gaps.unnamed_verifiers, case_of(event("e", 5, verified=False))) == []


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


def test_a_case_checked_a_few_parties_at_a_time_has_the_same_findings(case_of: CaseOf) -> None:
    case = case_of(
        position("a", "demand", "w1", 5),
        position("a", "demand", "w2", 5),
        position("b", "demand", "w1", 6),
        position("b", "demand", "w2", 6),
        excludes("w1", "w2"),
        alias("w1", "step"),
        alias("w2", "step"),
    )
    both = case.case, case.resolution
    whole = examine(*both)
    assert [examine(*both, together=most) for most in (1, 2, 3, 4)] == [whole] * 4
    assert len(set(found_by(inference.exclusive_demands, case)) & set(whole)) == 2
    assert set(found_by(names.names_alike, case)) <= set(whole)
    assert not set(BY_PARTY) & set(ON_THE_WHOLE)


def test_parties_are_taken_together_up_to_so_many_positions(case_of: CaseOf) -> None:
    whole = case_of(
        position("a", "support", "x1"),
        position("a", "support", "w1"),
        position("b", "support", "x1"),
        position("c", "support", "x1"),
    ).resolution

    def taken(most: int) -> list[set[str]]:
        parts = list(parts_of(whole, most))
        assert [party for part in parts for party in part.parties] == list(whole.parties)
        return [{BASE + name for name in "abc"} & set(part.parties) for part in parts]

    a, b, c = ({BASE + name} for name in "abc")
    assert taken(1) == [a, b, c]
    assert taken(2) == [a, b | c]
    assert taken(3) == [a | b, c]
    assert list(parts_of(whole, 4)) == [whole]


def test_what_a_part_reads_is_not_kept_by_the_whole(case_of: CaseOf) -> None:
    whole = case_of(position("a", "support", "x1"), position("b", "oppose", "x1")).resolution
    for part in parts_of(whole, 1):
        assert part.case is not whole.case
        for party in part.parties:
            assert dict(part.of_party(party)) == dict(whole.apart([party]).of_party(party))
    assert not whole.case._positions
    assert not whole.case._statements
    assert not whole._stances
