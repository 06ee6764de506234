"""The scorecard of a proposal: red lines, demands left out, sponsors, revisions, net and tilt; worked by hand.

The stage is that of ``small_cases``: a, b, c and z are principals, f tables. The proposal is ``k``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from small_cases import (
    BASE,
    condition,
    entails,
    excludes,
    local,
    member,
    position,
    proposal,
    told_too,
    withdrawal,
)
from small_cases import status as status_change

from kg.analysis import red_lines
from kg.analysis.scorecard import score
from kg.vocabulary import Side

CaseOf = Callable[..., Any]


def ids(names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names.split())


def name(identifier: str) -> str:
    return identifier.removeprefix(BASE)


def card(case: Any, names: str) -> Any:
    return score(case.resolution, case.case.proposals[f"{BASE}k"], ids(names))


def shown(case: Any, which: str = "k") -> dict[str, Any]:
    """Return the scorecard of a proposal as JSON."""
    (found,) = (each for each in case.proposal().to_json()["proposals"] if local(each["proposal"]) == which)
    return dict(found)


def lines(found: dict[str, Any], key: str = "red_lines") -> list[tuple[str, str, str, list[str]]]:
    """Return party, option, kind and terms of each red line."""
    return [
        (local(each["party"]), local(each["option"]), each["kind"], [local(term) for term in each["terms"]])
        for each in found[key]
    ]


def left_out(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(local(each["party"]), local(each["option"])) for each in found["left_out"]]


def text_of(case: Any) -> str:
    """Return the titles, cells and notes of the answer's tables."""
    tables = case.proposal().tables()
    return "\n".join("\n".join((t.title, *(cell for row in t.rows for cell in row), t.note)) for t in tables)


DRAFT = proposal("k", "w1 w2 w3", tabled_by="f")

# ------------------------------------------------------------------- net, tilt

SCORED = (
    DRAFT,
    position("a", "support", "w1"),
    position("a", "open", "w2"),
    position("a", "rule-out", "w3"),
    position("b", "demand", "w1"),
    position("b", "oppose", "w2"),
    position("c", "rule-out", "w2", 1, "leak"),
)


def test_nets_of_a_scorecard(case_of: CaseOf) -> None:
    found = card(case_of(*SCORED), "c b a")
    assert [(name(each.party), each.net, each.without_side) for each in found.nets] == [
        ("a", 1, 0),
        ("b", 0, 1),
        ("c", -1, 2),
    ]
    assert [[each.on_side[side] for side in Side] for each in found.nets] == [[1, 1, 1], [1, 0, 1], [0, 0, 1]]
    assert [(each.inferred, each.ascribed) for each in found.nets] == [(0, 0), (0, 0), (0, 1)]
    assert (found.unknown, found.ascribed) == (3, 1)
    assert [(name(each.held.party), name(each.held.term)) for each in found.red_lines] == [("a", "w3")]
    assert [name(each.option) for each in found.terms] == ["w1", "w2", "w3"]
    assert [[name(held.party) for held in each.stances] for each in found.terms] == [["a", "b", "c"]] * 3


def test_tilts_of_a_scorecard(case_of: CaseOf) -> None:
    """a over b: w1 1 - 1, w2 1 + 1; c has a side on w2 only, where a leads by 2 and b is level."""
    found = card(case_of(*SCORED), "a b c z")
    tilts = [(name(t.toward), name(t.over), t.by, t.terms, t.of, t.inferred, t.ascribed) for t in found.tilts]
    assert tilts == [
        ("a", "b", 2, 2, 3, 0, 0),
        ("a", "c", 2, 1, 3, 0, 1),
        ("a", "z", None, 0, 3, 0, 0),
        ("b", "c", 0, 1, 3, 0, 1),
        ("b", "z", None, 0, 3, 0, 0),
        ("c", "z", None, 0, 3, 0, 0),
    ]


def test_a_tilt_toward_the_second_party(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", tabled_by="f"), position("a", "oppose", "w1"), position("b", "support", "w1"))
    (tilt,) = card(case, "a b").tilts
    assert (tilt.toward, tilt.over, tilt.by, tilt.terms, tilt.of) == (*ids("b a"), 2, 1, 2)


def test_a_tilt_counts_the_inferred_stances_that_it_compares(case_of: CaseOf) -> None:
    """w2 entails w1: a's stance on w1 is inferred; w2 is not a term on which b has a side."""
    case = case_of(DRAFT, entails("w2", "w1"), position("a", "support", "w2"), position("b", "support", "w1"))
    (tilt,) = card(case, "a b").tilts
    assert (tilt.terms, tilt.inferred, tilt.ascribed) == (1, 1, 0)
    assert "1 inferred" in text_of(case)


def test_who_proposes_or_has_proposed_is_not_tilted_to(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", by="a"), position("b", "support", "w1"), position("c", "support", "w1"))
    found = card(case_of(*parts), "a b c")
    assert [(tilt.toward, tilt.over) for tilt in found.tilts] == [ids("b c")]
    assert [name(net.party) for net in found.nets] == ["a", "b", "c"]
    assert (found.nets[0].net, found.nets[0].inferred) == (2, 2)
    left = card(case_of(*parts, position("a", "oppose", "k", 5)), "a b c")
    assert [(tilt.toward, tilt.over) for tilt in left.tilts] == [ids("b c")]


def test_no_word_of_fairness_or_balance(case_of: CaseOf) -> None:
    text = text_of(case_of(*SCORED))
    assert "unweighted count of resolved stances" in text
    assert "fair" not in text and "balance" not in text


# ------------------------------------------------------------------- red lines


def test_a_term_ruled_out_and_the_proposal_ruled_out(case_of: CaseOf) -> None:
    found = shown(case_of(DRAFT, position("a", "rule-out", "w2"), position("b", "rule-out", "k")))
    assert lines(found) == [("a", "w2", "term", ["w2"]), ("b", "k", "proposal", [])]
    assert lines(found, "inferred_red_lines") == []
    assert {local(each["party"]): each["stance"] for each in found["stances"]}["b"] == "rule-out"
    assert [each["party"]["label"] for each in found["red_lines"][0]["evidence"]] == ["a"]


def test_a_demand_that_a_term_excludes_stands_once_where_it_is_declared(case_of: CaseOf) -> None:
    """w4 excludes w1 and w2: the two inferred rule-outs are the one demand."""
    case = case_of(DRAFT, excludes("w4", "w1"), excludes("w4", "w2"), position("a", "demand", "w4"))
    found = shown(case)
    assert lines(found) == [("a", "w4", "demand", ["w1", "w2"])]
    assert lines(found, "inferred_red_lines") == []
    assert left_out(found) == []
    assert "crosses a declared red line of a: its demand of w4, excluded by w1, w2" in text_of(case)


def test_an_excluded_demand_is_crossed_though_the_party_also_supports_the_term(case_of: CaseOf) -> None:
    parts = (DRAFT, excludes("w4", "w1"), position("a", "demand", "w4"), position("a", "support", "w1", 5))
    assert lines(shown(case_of(*parts))) == [("a", "w4", "demand", ["w1"])]


def test_a_judgement_excludes_nothing(case_of: CaseOf) -> None:
    found = shown(case_of(DRAFT, excludes("w4", "w1", "judgement"), position("a", "demand", "w4")))
    assert lines(found) == [] and left_out(found) == [("a", "w4")]


@pytest.mark.parametrize(
    ("bound", "value", "crossed", "met"),
    [
        ("exactly", "l20", True, False),
        ("exactly", "l30", False, True),
        ("at-least", "l20", True, False),
        ("at-least", "l40", False, True),
        ("at-most", "l20", False, True),
        ("at-most", "l40", True, False),
    ],
)
def test_a_demand_on_a_ladder(case_of: CaseOf, bound: str, value: str, crossed: bool, met: bool) -> None:
    """The demand is of 30: a value outside its bound crosses it, one within meets it."""
    case = case_of(proposal("k", f"w1 {value}", tabled_by="f"), position("a", "demand", "l30", bound=bound))
    found = shown(case)
    assert lines(found) == ([("a", "l30", "demand", [value])] if crossed else [])
    assert lines(found, "inferred_red_lines") == [] and left_out(found) == []
    assert crossed is not met


def test_a_term_that_contains_a_value_of_the_ladder(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", tabled_by="f"), entails("w1", "l20"), position("a", "open", "w1"))
    assert lines(shown(case_of(*parts, position("a", "demand", "l30", bound="at-least")))) == [
        ("a", "l30", "demand", ["w1"])
    ]
    met = shown(case_of(*parts, position("a", "demand", "l10", bound="at-least")))
    assert lines(met) == [] and left_out(met) == []


def test_a_rule_out_with_a_bound_covers_a_term(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 l40", tabled_by="f"), position("a", "rule-out", "l30", bound="at-least"))
    found = shown(case_of(*parts))
    assert lines(found) == [("a", "l30", "term", ["l40"])]
    assert lines(found, "inferred_red_lines") == []


def test_only_red_lines_within_reach_of_a_proposal_are_tried_on_it(
    case_of: CaseOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a's lines k can cross those on w1 and on the values of the ladder; the two on x are left out without a look."""
    told = [position("a", "demand", "x1"), position("a", "demand", "w1")]
    told += [position("a", "rule-out", "x2"), position("a", "rule-out", "l40")]
    case = case_of(proposal("k", "w1 l10", tabled_by="f"), *told)
    tried: list[str] = []
    real = red_lines._crossing

    def counted(resolution: Any, of: Any, held: Any) -> Any:
        tried.append(name(held.term))
        return real(resolution, of, held)

    monkeypatch.setattr(red_lines, "_crossing", counted)
    found = card(case, "a b")
    assert tried == ["l40", "w1"]
    assert [name(held.term) for held in found.left_out] == ["x1"]


def test_a_term_that_contains_what_is_ruled_out_is_an_inferred_red_line(case_of: CaseOf) -> None:
    parts = (DRAFT, entails("w1", "w4"), position("a", "rule-out", "w4"))
    found = shown(case_of(*parts))
    assert lines(found) == []
    assert lines(found, "inferred_red_lines") == [("a", "w1", "term", ["w1"])]
    text = text_of(case_of(*parts))
    assert "crosses no declared red line on record" in text
    assert "crosses an inferred red line of a, which it did not declare: w1" in text
    # where what is ruled out is itself a term, it is one red line, as declared
    both = shown(case_of(DRAFT, entails("w1", "w2"), position("a", "rule-out", "w2")))
    assert lines(both) == [("a", "w2", "term", ["w2"])] and lines(both, "inferred_red_lines") == []


def test_what_a_coalition_rules_out_is_inferred_for_its_member(case_of: CaseOf) -> None:
    """It is listed once: where the coalition declares it, or for the member where only the member is asked about."""
    case = case_of(DRAFT, member("a", "g"), position("g", "rule-out", "w1"))
    found = shown(case)
    assert lines(found) == [("g", "w1", "term", ["w1"])] and lines(found, "inferred_red_lines") == []
    (alone,) = case.proposal(parties=["a"]).to_json()["proposals"]
    assert lines(alone) == [] and lines(alone, "inferred_red_lines") == [("a", "w1", "term", ["w1"])]


def test_others_word_declares_nothing(case_of: CaseOf) -> None:
    others = (position("a", "rule-out", "w1", 1, "leak"), position("b", "demand", "w4", 1, "characterisation"))
    found = shown(case_of(DRAFT, *others))
    assert (lines(found), lines(found, "inferred_red_lines"), left_out(found)) == ([], [], [])


# -------------------------------------------------------------------- left out


def test_demands_left_out_are_counted_apart(case_of: CaseOf) -> None:
    parts = (DRAFT, position("a", "demand", "w4"), position("b", "demand", "w5"), position("b", "demand", "w1"))
    case = case_of(*parts)
    found = shown(case)
    assert left_out(found) == [("a", "w4"), ("b", "w5")]
    # of a, b, c, g, h, z on three terms, b's demand of w1 is known
    assert found["unknown"] == 17
    assert "crosses no declared red line on record; leaves out 2 demands; 17 stances unknown, 0 by others' word" in (
        text_of(case)
    )


def test_a_demand_that_a_term_contains_is_not_left_out(case_of: CaseOf) -> None:
    parts = (DRAFT, position("a", "demand", "w4"))
    assert left_out(shown(case_of(*parts))) == [("a", "w4")]
    assert left_out(shown(case_of(*parts, entails("w1", "w4")))) == []


def test_a_demand_on_a_closed_issue_is_not_left_out(case_of: CaseOf) -> None:
    parts = (DRAFT, position("a", "demand", "x1"))
    assert left_out(shown(case_of(*parts))) == [("a", "x1")]
    assert (
        left_out(shown(case_of(*parts, ':x neg:closedOn "2031-01-09"^^<http://www.w3.org/2001/XMLSchema#date> .\n')))
        == []
    )


def test_an_inferred_demand_is_not_left_out_a_second_time(case_of: CaseOf) -> None:
    assert left_out(shown(case_of(DRAFT, entails("w4", "w5"), position("a", "demand", "w4")))) == [("a", "w4")]


# -------------------------------------------------------------- who is counted


def test_who_is_counted(case_of: CaseOf) -> None:
    """Principals, sponsors, and o who once spoke of a term; not f, who only tables."""
    principals = ["a", "b", "c", "g", "h", "z"]
    parties = lambda *parts: [local(net["party"]) for net in shown(case_of(*parts))["net"]]  # noqa: E731
    assert parties(DRAFT) == principals
    assert parties(DRAFT, position("o", "oppose", "w1", ends=3)) == sorted([*principals, "o"])
    assert parties(DRAFT, position("o", "oppose", "k")) == sorted([*principals, "o"])
    assert parties(DRAFT, position("o", "oppose", "w5")) == principals
    assert parties(proposal("k", "w1 w2", by="o")) == sorted([*principals, "o"])


def test_a_principal_that_is_no_more_is_not_counted_for_what_it_never_said(case_of: CaseOf) -> None:
    gone = ':c neg:to "2031-01-09"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    for day, counted in ((9, True), (10, False)):
        assert ("c" in [local(net["party"]) for net in shown(case_of(DRAFT, gone, as_of=day))["net"]]) is counted
    spoke = case_of(DRAFT, gone, position("c", "oppose", "w1"))
    assert "c" in [local(net["party"]) for net in shown(spoke)["net"]]


def test_the_parties_named_are_those_asked_for(case_of: CaseOf) -> None:
    (found,) = case_of(DRAFT).proposal(parties=["a", "f"]).to_json()["proposals"]
    assert [local(net["party"]) for net in found["net"]] == ["a", "f"]


# ---------------------------------------------------------- by the day, status


def test_only_what_existed_by_the_day(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", 5, tabled_by="f"), position("a", "support", "w1", 1))
    for day, known in ((4, []), (5, ["k"])):
        case = case_of(*parts, as_of=day)
        assert [local(each["proposal"]) for each in case.proposal().to_json()["proposals"]] == known
        assert [local(each) for each in case.list("proposals").to_json()["items"]] == known
        assert case.proposal("k").to_json()["parties"] == ([] if not known else case.proposal().to_json()["parties"])
    assert "no proposal on record by 2031-01-04" in text_of(case_of(*parts, as_of=4))


def _undated(turtle: str) -> str:
    return " ; ".join(part for part in turtle.split(" ; ") if not part.startswith("neg:day"))


def test_without_a_day_it_exists_from_a_status_or_else_a_statement(case_of: CaseOf) -> None:
    undated = _undated(proposal("k", "w1 w2", 5, tabled_by="f"))
    known = lambda *parts, on: bool(case_of(*parts, as_of=on).proposal().to_json()["proposals"])  # noqa: E731
    assert [known(undated, on=day) for day in (4, 5)] == [False, True]
    assert [known(undated, status_change("k", "draft", 7), on=day) for day in (6, 7)] == [False, True]


def test_the_status_is_that_of_the_day(case_of: CaseOf) -> None:
    parts = (
        proposal("k", "w1 w2", 1, tabled_by="f"),
        status_change("k", "tabled", 1),
        status_change("k", "withdrawn", 9),
    )
    status = lambda day: (lambda found: (found["status"], found["ended_on"]))(shown(case_of(*parts, as_of=day)))  # noqa: E731
    assert status(8) == ("tabled", None)
    assert status(9) == ("withdrawn", "2031-01-08")
    assert "k — withdrawn, ended 2031-01-08, tabled by f" in text_of(case_of(*parts))
    (item,) = case_of(*parts).list("proposals").to_json()["items"]
    assert (item["status"], item["ended_on"]) == ("withdrawn", "2031-01-08")


def test_a_status_counts_once_it_is_told(case_of: CaseOf) -> None:
    """It was signed on the 5th, as was told on the 9th; that it is withdrawn is but a leak."""
    parts = (
        proposal("k", "w1 w2", 1, tabled_by="f"),
        status_change("k", "signed", 5, "on-record", told=9),
        status_change("k", "withdrawn", 11, "leak"),
    )
    found = [shown(case_of(*parts, as_of=day)) for day in (8, 9, 12)]
    assert [each["status"] for each in found] == ["tabled", "signed", "signed"]
    assert [each["ended_on"] for each in found] == [None] * 3


def test_one_that_ended_is_not_shown_as_standing(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", 1, by="a", ends=4),)
    assert shown(case_of(*parts, as_of=4))["ended_on"] is None
    found = shown(case_of(*parts, as_of=5))
    assert (found["status"], found["ended_on"]) == ("tabled", "2031-01-04")
    # it lost no sponsor by ending
    assert [local(each) for each in found["proposed_by"]] == ["a"] and found["sponsors_past"] == []


# ---------------------------------------------------------------- its sponsors


@pytest.mark.parametrize(
    "later", [position("a", "oppose", "k", 5), withdrawal("a", "k", 5), position("a", "open", "k", 5)]
)
def test_a_sponsor_who_left_is_named_so(case_of: CaseOf, later: str) -> None:
    parts = (proposal("k", "w1 w2", by="a"), later)
    before, after = (shown(case_of(*parts, as_of=day)) for day in (4, 5))
    sponsors = lambda found: [[local(p) for p in found[key]] for key in ("proposed_by", "sponsors_past")]  # noqa: E731
    assert (sponsors(before), sponsors(after)) == ([["a"], []], [[], ["a"]])
    assert "no longer proposed by a" in text_of(case_of(*parts))
    assert "a" in [local(net["party"]) for net in after["net"]]


def test_the_list_of_proposals_names_sponsors_as_the_scorecard_does(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", by="a", attribution="leak"), position("a", "oppose", "k", 5))
    (item,) = case.list("proposals").to_json()["items"]
    keys = ("proposed_by", "sponsors_past", "tabled_by", "by_others_word")
    assert [[local(party) for party in item[key]] for key in keys] == [[], ["a"], [], ["a"]]
    assert "no longer proposed by: a\nby others' word: a" in case.list("proposals").tables()[0].rows[0][1]


def test_a_sponsor_counts_from_its_own_statement(case_of: CaseOf) -> None:
    parts = (proposal("k", "w1 w2", by="a"), ":k neg:proposedBy :b .\n", told_too("k", "b", 5))
    sponsors = lambda day: [local(p) for p in shown(case_of(*parts, as_of=day))["proposed_by"]]  # noqa: E731
    assert (sponsors(4), sponsors(5)) == (["a"], ["a", "b"])


def test_a_proposer_by_others_word_is_marked(case_of: CaseOf) -> None:
    leaked = case_of(proposal("k", "w1 w2", by="a", attribution="leak", status="leaked"))
    assert [local(each) for each in shown(leaked)["by_others_word"]] == ["a"]
    assert "k — leaked, proposed by a (by others' word)" in text_of(leaked)
    own = case_of(proposal("k", "w1 w2", by="a"))
    assert shown(own)["by_others_word"] == []
    assert "by others' word)" not in text_of(own)


# --------------------------------------------------------------- its revision


def test_a_revision_stands_beside_what_it_revises(case_of: CaseOf) -> None:
    """w1 is kept, x1 becomes x2, l10 is dropped, v is added on another issue."""
    parts = (
        proposal("j", "w1 x1 l10", 1, tabled_by="f"),
        proposal("k", "w1 x2", 5, tabled_by="f"),
        ":k neg:revises :j .\n",
    )
    found = shown(case_of(*parts))["revision"]
    terms = [
        (each["change"], [local(term) for term in each["before"]], [local(term) for term in each["after"]])
        for each in found["terms"]
    ]
    assert local(found["revises"]) == "j"
    assert terms == [("dropped", ["l10"], []), ("kept", ["w1"], ["w1"]), ("changed", ["x1"], ["x2"])]
    assert shown(case_of(*parts), "j")["revision"] is None
    assert "Revises j" in text_of(case_of(*parts))
    (old, new) = case_of(*parts).list("proposals").to_json()["items"]
    assert (old["revises"], local(new["revises"])) == (None, "j")


def test_a_revision_of_what_is_not_known_yet(case_of: CaseOf) -> None:
    parts = (proposal("j", "w1 w2", 9, tabled_by="f"), proposal("k", "w1", 5, tabled_by="f"), ":k neg:revises :j .\n")
    assert shown(case_of(*parts, as_of=8))["revision"] is None
    assert [item["revises"] for item in case_of(*parts, as_of=8).list("proposals").to_json()["items"]] == [None]
    assert shown(case_of(*parts, as_of=9))["revision"] is not None


def test_a_revision_that_adds(case_of: CaseOf) -> None:
    parts = (
        proposal("j", "w1 w2", tabled_by="f"),
        proposal("k", "w1 w2 x1", 5, tabled_by="f"),
        ":k neg:revises :j .\n",
    )
    changes = [
        (each["change"], [local(o) for o in each["after"]]) for each in shown(case_of(*parts))["revision"]["terms"]
    ]
    assert changes == [("kept", ["w1"]), ("kept", ["w2"]), ("added", ["x1"])]


def test_a_proposal_of_one_term_is_its_term(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1", by="a"), position("b", "rule-out", "k"))
    assert lines(shown(case)) == [("b", "w1", "term", ["w1"])]
    assert "The proposal itself" not in text_of(case)


def test_stances_on_the_proposal_say_nothing_of_its_terms(case_of: CaseOf) -> None:
    case = case_of(DRAFT, position("a", "conditional", "k", 1, "on-record", condition("w5")))
    found = shown(case)
    assert {local(each["party"]): each["stance"] for each in found["stances"]}["a"] == "conditional"
    assert found["unknown"] == 18


@pytest.mark.parametrize(
    ("state", "by", "expected"),
    [
        ("tabled", {"tabled_by": "f"}, "k — tabled by f"),
        ("draft", {"tabled_by": "f"}, "k — draft, tabled by f"),
        ("tabled", {"by": "a"}, "k — tabled, proposed by a"),
    ],
)
def test_a_title_says_once_that_it_is_tabled(case_of: CaseOf, state: str, by: dict[str, str], expected: str) -> None:
    case = case_of(proposal("k", "w1 w2", status=state, **by))
    assert case.proposal().tables()[0].title == expected


def test_what_a_proposal_crosses_and_leaves_out_is_said_in_one_language(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", tabled_by="f"),
        excludes("w1", "w4"),
        entails("w3", "w2"),
        position("a", "demand", "w4"),
        position("a", "demand", "x1"),
        position("b", "rule-out", "w1"),
        position("c", "rule-out", "k"),
    )
    notes = {lang: case.proposal().tables(lang)[0].note for lang in ("en", "uk", "ru")}
    assert "crosses a declared red line of b: w1, ruled out" in notes["en"]
    assert "crosses a declared red line of c: the proposal itself, ruled out" in notes["en"]
    assert "leaves out: a's demand of x1" in notes["en"]
    for lang in ("uk", "ru"):
        words = set(re.findall("[a-z]{2,}", notes[lang]))
        assert words == set(), notes[lang]
