"""What happened beside the stances: conditions, deeds, readings, proposals; worked by hand, since day 5."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import condition, day_of, event, local, position, proposal, reading, status, told_too, withdrawal

CaseOf = Callable[..., Any]


def developments(case: Any, since: int = 5, **options: Any) -> list[dict[str, Any]]:
    return list(case.changes(day_of(since), **options).to_json()["developments"])


def found(case: Any, since: int = 5) -> list[tuple[str, str | None, str, str | None]]:
    """Return kind, party, what and day of each development."""
    return [
        (each["kind"], local(each["party"]) if each["party"] else None, local(each["what"]), each["day"])
        for each in developments(case, since)
    ]


def requires(*required: str, **more: Any) -> str:
    return position("a", "conditional", "w1", 1, "on-record", condition(*required, **more))


# ---------------------------------------------------------------- conditions


def covered() -> tuple[str, ...]:
    """Return what a states of w1 by a condition with a deadline on day 8, and then backs a bundle of it."""
    offer = requires("w2", deadline=8, otherwise="a leaves")
    return (offer, proposal("k", "w1 w3", 3, by="a"), position("b", "support", "w1", 1))


def test_what_is_announced_for_a_condition_that_a_bundle_covers_is_told(case_of: CaseOf) -> None:
    # the bundle stands over the offer, but the threat was made all the same
    case = case_of(*covered(), as_of=9)
    assert found(case) == [("condition missed", "a", "w1", "2031-01-09")]
    first = case.changes(day_of(5)).tables()[0]
    assert [(row[1], row[2]) for row in first.rows] == [("w1", "a leaves")]
    assert found(case_of(*covered(), as_of=8)) == []
    assert case.changes(day_of(9)).tables()[0].rows == ()
    (row,) = [row for table in case.shared("a", "b").tables() for row in table.rows if row[0].startswith("w1")]
    assert row[2].startswith("announced by a: a leaves (lapsed with the deadline of w2 on 2031-01-08)")
    assert case.why("a", "w1").tables()[0].note.startswith("announced for this case: a leaves\n")


def test_a_covered_condition_that_is_done_in_time_is_fulfilled(case_of: CaseOf) -> None:
    case = case_of(*covered(), event("e", 7, honours="w2", actors="b"), as_of=9)
    assert found(case) == [("condition fulfilled", "a", "w1", "2031-01-07"), ("deed", "b", "e", "2031-01-07")]


def test_a_condition_fulfilled_by_a_deed(case_of: CaseOf) -> None:
    case = case_of(requires("w2", timing="before"), event("e", 8, honours="w2", actors="b"))
    assert found(case) == [
        ("condition fulfilled", "a", "w1", "2031-01-08"),
        ("deed", "b", "e", "2031-01-08"),
    ]
    fulfilled = developments(case)[0]
    assert "w2" in fulfilled["text"]
    assert [each["latest"] for each in fulfilled["evidence"]] == ["2031-01-01", "2031-01-08"]
    assert found(case, since=8) == []


def test_what_only_its_doer_tells_fulfils_nothing(case_of: CaseOf) -> None:
    case = case_of(requires("w2", timing="before"), event("e", 8, honours="w2", actors="b", teller="b"))
    assert [kind for kind, *_ in found(case)] == ["deed"]


def test_what_is_agreed_is_no_deed(case_of: CaseOf) -> None:
    case = case_of(requires("w2"), position("a", "support", "w2", 8), position("b", "support", "w2", 8))
    assert found(case) == []


@pytest.mark.parametrize(("since", "as_of", "missed"), [(9, 10, False), (10, 11, True), (11, 12, False), (9, 20, True)])
def test_a_condition_is_missed_on_the_day_after_its_deadline(
    case_of: CaseOf, since: int, as_of: int, missed: bool
) -> None:
    case = case_of(requires("w2", deadline=10, otherwise="a leaves."), as_of=as_of)
    expected = [("condition missed", "a", "w1", "2031-01-11")] if missed else []
    assert found(case, since) == expected
    assert all(each["text"].startswith("a leaves; ") for each in developments(case, since))


def test_words_are_never_missed(case_of: CaseOf) -> None:
    assert found(case_of(requires(words="an apology", deadline=10))) == []


def test_what_is_missed_and_later_reported_as_done_in_time_is_fulfilled(case_of: CaseOf) -> None:
    case = case_of(requires("w2", deadline=10), event("e", 8, honours="w2", told=15))
    assert ("condition missed", "a", "w1", "2031-01-11") in found(case.at(day_of(12)), since=9)
    assert ("condition fulfilled", "a", "w1", "2031-01-08") in found(case.at(day_of(15)), since=12)


def test_a_condition_broken_off(case_of: CaseOf) -> None:
    done = event("e", 3, honours="w2"), event("d", 8, breaks="w2")
    assert ("condition broken off", "a", "w1", "2031-01-08") in found(case_of(requires("w2", timing="before"), *done))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        # replaced on day 8, before its deadline, and before what was done on day 9
        ([], []),
        ([event("e", 9, honours="w2")], []),
        ([event("e", 7, honours="w2")], ["condition fulfilled"]),
    ],
)
def test_a_condition_counts_as_long_as_it_stands(case_of: CaseOf, done: list[str], expected: list[str]) -> None:
    later = position("a", "conditional", "w1", 8, "on-record", condition("w3"))
    found_ = [kind for kind, *_ in found(case_of(requires("w2", deadline=10), later, *done)) if kind != "deed"]
    assert found_ == expected


def test_of_what_lapsed_only_the_newest_conditions_are_missed(case_of: CaseOf) -> None:
    newer = position("a", "conditional", "w1", 3, "on-record", condition("w3", deadline=8))
    case = case_of(requires("w2", deadline=10), newer)
    assert found(case) == [("condition missed", "a", "w1", "2031-01-09")]
    assert found(case, since=9) == []


def test_the_newest_word_says_from_when_a_condition_is_stated(case_of: CaseOf) -> None:
    """Said again on day 8, talks of day 7 do no longer do."""
    talks = condition("talks", timing="before")
    again = [position("a", "conditional", "w1", day, "on-record", talks) for day in (1, 8)]
    case = case_of(*again, event("e", 7, kind="talks"))
    assert [kind for kind, *_ in found(case)] == ["deed"]


def test_what_others_ascribe_is_marked(case_of: CaseOf) -> None:
    leaked = position("a", "conditional", "w1", 1, "leak", condition("w2", timing="before"))
    (fulfilled, _) = developments(case_of(leaked, event("e", 8, honours="w2")))
    assert (fulfilled["kind"], fulfilled["ascribed"]) == ("condition fulfilled", True)


def test_of_a_bundle_its_terms_have_no_conditions_of_their_own(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f", status="accepted"), position("a", "support", "k", 7))
    assert found(case) == []


# --------------------------------------------------------------------- deeds


def test_a_deed_is_told_once_and_again_where_it_is_known_better(case_of: CaseOf) -> None:
    parts = event("e", 6, honours="w2", actors="b", teller="b", sourced=False)
    more = told_by_another("e", "w2", 9)
    case = case_of(parts, more)
    first, second = developments(case.at(day_of(7)))[0], developments(case, since=7)[0]
    assert (first["kind"], first["text"]) == ("deed", "claimed")
    assert (second["kind"], second["text"]) == ("deed", "claimed → reported")


def told_by_another(name: str, option: str, day: int) -> str:
    other = event(f"{name}-again", day, honours=option, teller="c", sourced=False)
    assessment = f"neg:assessment [ a neg:Assessment ; neg:honours :{option} ; neg:accordingTo :s-{name}-again ]"
    statement = other[other.index(f":s-{name}-again a neg:Statement") :]
    return f":{name} {assessment} .\n{statement}"


def test_a_deed_that_nobody_tells_in_particular_is_claimed(case_of: CaseOf) -> None:
    (deed,) = developments(case_of(event("e", 8, sourced=False)))
    assert (deed["kind"], deed["text"], deed["party"]) == ("deed", "claimed", None)


def test_what_is_only_planned_is_no_deed(case_of: CaseOf) -> None:
    case = case_of(event("e", 8, honours="w2", scheduled=True))
    assert found(case) == [] and case.changes(day_of(5)).to_json()["events"] == []


def test_deeds_stand_beside_the_words_of_who_says_so(case_of: CaseOf) -> None:
    case = case_of(event("e", 8, honours="w2", actors="b", teller="b"), event("d", 9, breaks="w1", assessed_by="UN"))
    (claimed, verified) = case.changes(day_of(5)).to_json()["events"]
    assert (local(claimed["event"]), claimed["known"], [local(o) for o in claimed["honours"]]) == (
        "e",
        "claimed",
        ["w2"],
    )
    assert (local(verified["event"]), verified["known"], [local(o) for o in verified["breaks"]]) == (
        "d",
        "verified",
        ["w1"],
    )
    assert [local(each["party"]) for each in claimed["according_to"]] == ["b"]


def test_an_old_event_told_only_now_is_news(case_of: CaseOf) -> None:
    (deed,) = case_of(event("e", 3, honours="w2", told=9)).changes(day_of(5)).to_json()["events"]
    assert local(deed["event"]) == "e"


# ------------------------------------------------------------------ readings


@pytest.mark.parametrize(
    ("parts", "kind", "party"),
    [
        ([reading("r", "w1", "p", "a", 8)], "reading given", "a"),
        ([reading("r", "w1", "p", "a", 1), reading("q", "w1", "p", "a", 8)], "reading changed", "a"),
        ([reading("r", "w1", "p", "a", 1), reading("q", "w1", "p", "b", 8)], "reading given", "b"),
        ([reading("r", "w1", "p", None, 8, left_open_by=["a"], told_of="a")], "point left open", "a"),
        (
            [reading("r", "w1", "p", "a", 1, accepted_by="b"), told_too("r", "b", 8)],
            "reading accepted",
            "b",
        ),
        ([reading("r", "w1", "p", "a", 1), withdrawal("a", "r", 8)], "reading withdrawn", "a"),
    ],
)
def test_a_reading_is_a_change(case_of: CaseOf, parts: list[str], kind: str, party: str) -> None:
    assert found(case_of(*parts)) == [(kind, party, "w1", "2031-01-08")]


def test_a_reading_ends_on_the_day_after_its_last(case_of: CaseOf) -> None:
    case = case_of(reading("r", "w1", "p", "a", 1, ends=8))
    assert found(case) == [("reading ended", "a", "w1", "2031-01-09")]
    assert found(case.at(day_of(8))) == []
    assert developments(case)[0]["text"] == "p: r"


def test_the_same_reading_said_again_is_no_change(case_of: CaseOf) -> None:
    assert found(case_of(reading("r", "w1", "p", "a", 1), told_too("r", "a", 8))) == []


# ----------------------------------------------------------------- proposals


def test_a_proposal_made_and_one_withdrawn(case_of: CaseOf) -> None:
    case = case_of(
        proposal("k", "w1 w2", 1, tabled_by="f", ends=7, status="withdrawn"),
        proposal("m", "w1 w3", 9, tabled_by="f"),
    )
    assert found(case) == [
        ("proposal", "f", "k", "2031-01-08"),
        ("proposal", "f", "m", "2031-01-09"),
    ]
    assert [each["text"] for each in developments(case)] == ["tabled → withdrawn", "tabled"]


def test_a_proposal_that_ended(case_of: CaseOf) -> None:
    case = case_of(proposal("k", "w1 w2", 1, by="a", ends=7))
    assert [(each["what"]["label"], each["text"]) for each in developments(case)] == [("k", "tabled → tabled, ended")]
    assert developments(case.at(day_of(7))) == []


def test_who_proposes_by_others_word_is_marked(case_of: CaseOf) -> None:
    (made,) = developments(case_of(proposal("k", "w1 w2", 8, by="a", attribution="leak")))
    assert (made["kind"], made["ascribed"]) == ("proposal", True)


def test_only_of_the_parties_named(case_of: CaseOf) -> None:
    case = case_of(reading("r", "w1", "p", "a", 8), reading("q", "w2", "p", "b", 8))
    assert [local(each["what"]) for each in developments(case, parties=["b"])] == ["w2"]


def test_the_status_is_the_newest_by_the_day(case_of: CaseOf) -> None:
    dated = [status("k", "accepted", 8, "on-record"), status("k", "signed", 20, "on-record")]
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f"), *dated, position("a", "support", "k", 2))
    for day in (8, 12):
        (change,) = developments(case.at(day_of(day)))
        # being for k gives a conditional stance on its terms: inferred, and no condition that a stated
        assert (change["kind"], change["text"], change["day"]) == ("proposal", "tabled → accepted", "2031-01-08")
    assert [each["text"] for each in developments(case, since=12)] == ["accepted → signed"]


def test_only_its_reader_withdraws_a_reading(case_of: CaseOf) -> None:
    ending = reading("r", "w1", "p", "a", 1, ends=8)
    for other in (withdrawal("b", "r", 7), reading("q", "w2", "p", "a", 1) + withdrawal("a", "q", 7)):
        kinds = {(kind, what) for kind, _, what, _ in found(case_of(ending, other))}
        assert ("reading ended", "w1") in kinds and ("reading withdrawn", "w1") not in kinds


def test_a_claim_dates_no_fulfilment(case_of: CaseOf) -> None:
    done = event("e", 7, honours="w2", teller="c"), event("d", 9, honours="w2", actors="b", teller="b")
    fulfilled = found(case_of(requires("w2", timing="before"), *done))[0]
    assert fulfilled == ("condition fulfilled", "a", "w1", "2031-01-07")


@pytest.mark.parametrize(("attribution", "ascribed"), [("leak", True), ("on-record", False)])
def test_a_status_known_by_others_word_only_is_marked(case_of: CaseOf, attribution: str, ascribed: bool) -> None:
    case = case_of(proposal("k", "w1 w2", 1, tabled_by="f"), status("k", "accepted", 8, attribution))
    assert [(each["text"], each["ascribed"]) for each in developments(case)] == [("tabled → accepted", ascribed)]
