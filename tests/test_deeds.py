"""What is known of deeds, and what they do to conditions and deadlines: each answer worked by hand on the stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_cases import BASE, condition, day_of, event, member, person, position, proposal, status

from kg.case.records import Condition
from kg.resolution.deeds import Fulfilment, Known, options_within
from kg.resolution.stances import Lapse

CaseOf = Callable[..., Any]

KIND = ':talks a neg:EventKind ; skos:prefLabel "talks"@en .\n'


def iri(name: str) -> str:
    """Return the id of a thing of the stage."""
    return BASE + name


def known_of(case: Any, name: str) -> tuple[Known, Known | None]:
    """Return how well an event is known, and its one honouring or break."""
    made = case.case.events[iri(name)]
    (assessment,) = made.assessments
    (option,) = assessment.honours + assessment.breaks
    deeds = case.resolution.deeds
    return deeds.known(made), deeds.known_as(made, assessment, option)


def told(**how: Any) -> str:
    """Return the event e on 3 January, which honours w1 unless said otherwise."""
    return event("e", 3, **({"honours": "w1"} | how))


# ---------------------------------------------------------------------- known

UNDERTAKEN_BY_B = ":w1 neg:undertakenBy :b .\n"
SPEAKERS = person("pa", "a") + person("pb", "b") + person("pg", "g")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # a source that does not call it unverified reports the event; a's word of it is not b's, who did it
        (told(actors="b"), (Known.REPORTED, Known.REPORTED)),
        (told(actors="b", verified_by="a mission"), (Known.VERIFIED, Known.REPORTED)),
        (told(actors="b", assessed_by="a mission"), (Known.REPORTED, Known.VERIFIED)),
        # who did it tells it, in whatever own voice and with whatever mandate
        (told(actors="b", teller="b", verified_by="a mission"), (Known.VERIFIED, Known.CLAIMED)),
        (told(actors="b", teller="b", attribution="official-document"), (Known.REPORTED, Known.CLAIMED)),
        (told(actors="b", teller="b", mandate="personal"), (Known.REPORTED, Known.CLAIMED)),
        (told(actors="b", teller="b", assessed_by="a mission"), (Known.REPORTED, Known.VERIFIED)),
        (told(actors="a b"), (Known.REPORTED, Known.CLAIMED)),
        # the source, which is not the actor, says of b that it has done it
        (told(actors="b", teller="b", attribution="characterisation"), (Known.REPORTED, Known.REPORTED)),
        (told(actors="b", teller="b", attribution="inference"), (Known.REPORTED, Known.REPORTED)),
        # a leak tells nothing for certain, whoever it is about
        (told(actors="b", attribution="leak"), (Known.REPORTED, Known.CLAIMED)),
        # a speaker of b says it, though the statement is coded of a
        (SPEAKERS + told(actors="b", speaker="pb"), (Known.REPORTED, Known.CLAIMED)),
        # a's speaker says of b that it has done it: that is a's word
        (SPEAKERS + told(actors="b", teller="b", speaker="pa"), (Known.REPORTED, Known.REPORTED)),
        (SPEAKERS + told(actors="b", teller="b", speaker="pb"), (Known.REPORTED, Known.CLAIMED)),
        # g binds b, so that its speaker speaks for b
        (member("b", "g") + SPEAKERS + told(actors="b", teller="b", speaker="pg"), (Known.REPORTED, Known.CLAIMED)),
        # who would have to act counts as its actor where no actor named would have to
        (UNDERTAKEN_BY_B + told(teller="b"), (Known.REPORTED, Known.CLAIMED)),
        (UNDERTAKEN_BY_B + told(actors="a", teller="b"), (Known.REPORTED, Known.CLAIMED)),
        (UNDERTAKEN_BY_B + told(), (Known.REPORTED, Known.REPORTED)),
        (UNDERTAKEN_BY_B + ":w1 neg:undertakenBy :a .\n" + told(actors="b"), (Known.REPORTED, Known.REPORTED)),
        # of a break the actors of the event alone are: a, who also has undertaken w1, tells what b did
        (UNDERTAKEN_BY_B + ":w1 neg:undertakenBy :a .\n" + told(honours=None, breaks="w1"), (Known.REPORTED,) * 2),
        # what the source calls unverified is claimed, and so is what it would honour
        (told(actors="b", verified=False), (Known.CLAIMED, Known.CLAIMED)),
        (told(actors="b", verified=False, verified_by="a mission"), (Known.VERIFIED, Known.REPORTED)),
        (told(actors="b", verified=False, assessed_by="a mission"), (Known.CLAIMED, Known.VERIFIED)),
        # without a source it is reported by who tells of it
        (told(actors="b", sourced=False), (Known.REPORTED, Known.REPORTED)),
        (told(actors="b", sourced=False, teller="b"), (Known.CLAIMED, Known.CLAIMED)),
        (told(actors="b", sourced=False, attribution="leak"), (Known.CLAIMED, Known.CLAIMED)),
        # what is told later is not known
        (told(actors="b", told=20), (Known.REPORTED, None)),
        (told(actors="b", assessed_by="a mission", told=20), (Known.REPORTED, None)),
        (told(actors="b", sourced=False, told=20), (Known.CLAIMED, None)),
    ],
)
def test_how_well_a_deed_is_known(case_of: CaseOf, parts: str, expected: tuple[Known, Known | None]) -> None:
    assert known_of(case_of(parts, as_of=10), "e") == expected


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [("Gazette", Known.REPORTED), ("B", Known.CLAIMED), ("Ministry of B", Known.CLAIMED), ("A", Known.REPORTED)],
)
def test_an_event_in_a_paper_of_its_actor_is_claimed(case_of: CaseOf, publisher: str, expected: Known) -> None:
    named = f':paper dcterms:publisher "{publisher}" .\n:b skos:altLabel "Ministry of B"@en .\n'
    case = case_of(named, told(actors="b", told=20), as_of=10)
    assert known_of(case, "e")[0] is expected


def test_what_is_told_in_a_channel_counts_where_it_is_asked_for(case_of: CaseOf) -> None:
    parts = told(actors="b", channel="closed")
    assert not case_of(parts).resolution.deeds.is_done(iri("w1"))
    assert case_of(parts, channels=("closed",)).resolution.deeds.is_done(iri("w1"))


def test_a_filter_can_take_the_one_report_away(case_of: CaseOf) -> None:
    parts = told(actors="b", confidence=0.6)
    assert case_of(parts).resolution.deeds.is_done(iri("w1"))
    assert not case_of(parts, min_confidence=0.7).resolution.deeds.is_done(iri("w1"))


# ----------------------------------------------------------------------- done


@pytest.mark.parametrize(
    ("parts", "done"),
    [
        ([told()], True),
        ([event("e", 10, honours="w1")], True),
        ([event("e", 11, honours="w1", told=1)], False),
        ([event("e", None, honours="w1")], False),
        ([told(scheduled=True)], False),
        ([told(attribution="leak")], False),
        ([told(honours="w2")], False),
        # a reported break undoes a reported deed, on the same day too, and a later deed does it again
        ([told(), event("f", 4, breaks="w1")], False),
        ([told(), event("f", 3, breaks="w1")], False),
        ([told(), event("f", 2, breaks="w1")], True),
        ([told(), event("f", 4, breaks="w1"), event("g", 5, honours="w1")], True),
        # a claimed break undoes nothing
        ([told(), event("f", 4, breaks="w1", attribution="leak")], True),
        ([told(), event("f", 4, breaks="w1", actors="a")], True),
        # only a verified break undoes a verified deed
        ([told(assessed_by="m"), event("f", 4, breaks="w1")], True),
        ([told(assessed_by="m"), event("f", 3, breaks="w1", assessed_by="m")], False),
        ([told(assessed_by="m"), event("f", 4, breaks="w1", assessed_by="m")], False),
        ([told(), event("f", 4, breaks="w1", assessed_by="m")], False),
        # a verified deed that stands, beside a reported one that is broken
        ([told(assessed_by="m"), event("g", 4, honours="w1"), event("f", 5, breaks="w1")], True),
    ],
)
def test_done_and_broken(case_of: CaseOf, parts: list[str], done: bool) -> None:
    for ordered in (parts, parts[::-1]):
        assert case_of(*ordered, as_of=10).resolution.deeds.is_done(iri("w1")) is done


@pytest.mark.parametrize(
    ("parts", "done"),
    [
        ([], False),
        ([status("k", "accepted", 5)], True),
        ([status("k", "signed", 5, "on-record")], True),
        ([status("k", "accepted", 11)], False),
        ([status("k", "accepted", 5, "leak")], False),
        ([status("k", "accepted", 5), status("k", "withdrawn", 6)], False),
        ([status("k", "withdrawn", 5), status("k", "signed", 6)], True),
        ([told()], False),
        ([told(), event("f", 4, honours="w2")], True),
    ],
)
def test_a_bundle_is_done_by_acceptance_or_term_by_term(case_of: CaseOf, parts: list[str], done: bool) -> None:
    case = case_of(proposal("k", "w1 w2", 2, tabled_by="f"), *parts, as_of=10)
    assert case.resolution.deeds.is_done(iri("k")) is done


@pytest.mark.parametrize(("day", "done"), [(2, True), (1, False)])
def test_a_bundle_that_was_accepted_at_once_is_done_from_its_first_day(case_of: CaseOf, day: int, done: bool) -> None:
    case = case_of(proposal("k", "w1 w2", 2, tabled_by="f", status="signed"), as_of=day)
    assert case.resolution.deeds.is_done(iri("k")) is done


def test_a_proposal_of_one_term_is_done_as_its_term(case_of: CaseOf) -> None:
    accepted = proposal("k", "w1", 2, tabled_by="f") + status("k", "accepted", 3)
    assert not case_of(accepted).resolution.deeds.is_done(iri("k"))
    assert case_of(accepted, told()).resolution.deeds.is_done(iri("k"))


def test_an_acceptance_counts_once_it_is_told(case_of: CaseOf) -> None:
    parts = proposal("k", "w1 w2", 2, tabled_by="f") + status("k", "accepted", 5, "on-record", told=8)
    for day, expected in ((4, Fulfilment.PENDING), (7, Fulfilment.PENDING), (8, Fulfilment.DONE)):
        assert state(case_of(parts, as_of=day), "k") is expected


# -------------------------------------------------------- states of conditions


def state(case: Any, *requires: str, said: int = 1, **more: Any) -> Fulfilment:
    """Return how deeds fulfil a condition."""
    given = {key: tuple(map(iri, value)) if key in ("by", "unless") else value for key, value in more.items()}
    found = Condition(requires=tuple(map(iri, requires)), **given)
    made: Fulfilment = case.resolution.deeds.state_of(found, day_of(said))
    return made


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], Fulfilment.PENDING),
        ([told()], Fulfilment.DONE),
        ([told(attribution="leak")], Fulfilment.CLAIMED),
        ([told(actors="b", teller="b"), event("f", 3, breaks="w1")], Fulfilment.CLAIMED),
        ([told(attribution="leak"), event("f", 4, breaks="w1")], Fulfilment.PENDING),
        ([told(), event("f", 4, breaks="w1")], Fulfilment.BROKEN),
        # never done for a day
        ([told(), event("f", 3, breaks="w1")], Fulfilment.PENDING),
    ],
)
def test_the_state_of_a_condition_without_a_deadline(case_of: CaseOf, parts: list[str], expected: Fulfilment) -> None:
    case = case_of(*parts, as_of=10)
    assert state(case, "w1") is expected
    # together with what is done, the same
    done = case_of(event("d", 2, honours="w2"), *parts, as_of=10)
    assert state(done, "w1", "w2") is expected


@pytest.mark.parametrize(
    ("parts", "before", "after"),
    [
        ([], Fulfilment.PENDING, Fulfilment.MISSED),
        ([told()], Fulfilment.DONE, Fulfilment.DONE),
        # on the last day itself it is in time, a day later it is not
        ([event("e", 5, honours="w1")], Fulfilment.DONE, Fulfilment.DONE),
        ([event("e", 6, honours="w1")], Fulfilment.PENDING, Fulfilment.MISSED),
        ([told(attribution="leak")], Fulfilment.CLAIMED, Fulfilment.MISSED),
        # broken before its deadline, it was not done by then; broken after it, it is broken off, and not made good later
        ([told(), event("f", 4, breaks="w1")], Fulfilment.BROKEN, Fulfilment.MISSED),
        ([told(), event("f", 4, breaks="w1"), event("g", 5, honours="w1")], Fulfilment.DONE, Fulfilment.DONE),
        ([told(), event("f", 6, breaks="w1")], Fulfilment.DONE, Fulfilment.BROKEN),
        ([told(), event("f", 6, breaks="w1"), event("g", 7, honours="w1")], Fulfilment.DONE, Fulfilment.BROKEN),
        ([told(assessed_by="m"), event("f", 6, breaks="w1")], Fulfilment.DONE, Fulfilment.DONE),
        # told later, of a deed in time
        ([event("e", 3, honours="w1", told=8)], Fulfilment.PENDING, Fulfilment.DONE),
    ],
)
def test_the_state_of_a_condition_on_and_after_its_deadline(
    case_of: CaseOf, parts: list[str], before: Fulfilment, after: Fulfilment
) -> None:
    on_the_day = state(case_of(*parts, position("a", "open", "w5"), as_of=5), "w1", deadline=day_of(5))
    later = state(case_of(*parts, as_of=9), "w1", deadline=day_of(5))
    assert (on_the_day, later) == (before, after)


def test_words_are_never_missed_nor_done(case_of: CaseOf) -> None:
    case = case_of(told(), as_of=10)
    words = (("en", "in good faith"),)
    assert state(case, "w1", words=words) is Fulfilment.PENDING
    assert state(case, words=words, deadline=day_of(5)) is Fulfilment.PENDING
    assert state(case, "w2", words=words, deadline=day_of(5)) is Fulfilment.PENDING
    assert state(case, unless=("w1",), deadline=day_of(5)) is Fulfilment.PENDING


def test_a_bundle_accepted_by_its_deadline(case_of: CaseOf) -> None:
    parts = proposal("k", "w1 w2", 2, tabled_by="f")
    for day, expected in ((5, Fulfilment.DONE), (6, Fulfilment.MISSED)):
        case = case_of(parts, status("k", "accepted", day), as_of=9)
        assert state(case, "k", deadline=day_of(5)) is expected
    broken = case_of(parts, status("k", "accepted", 5), status("k", "withdrawn", 7), as_of=9)
    assert state(broken, "k", deadline=day_of(5)) is Fulfilment.BROKEN


@pytest.mark.parametrize(
    ("parts", "by", "expected"),
    [
        ([event("e", 3, kind="talks")], (), Fulfilment.DONE),
        # on the day on which it was asked for, or earlier
        ([event("e", 2, kind="talks")], (), Fulfilment.DONE),
        ([event("e", 1, kind="talks")], (), Fulfilment.PENDING),
        ([event("e", 3, kind="attack")], (), Fulfilment.PENDING),
        ([event("e", 11, kind="talks")], (), Fulfilment.PENDING),
        ([event("e", 3, kind="talks", scheduled=True)], (), Fulfilment.PENDING),
        ([event("e", 3, kind="talks", verified=False)], (), Fulfilment.CLAIMED),
        ([event("e", 3, kind="talks", verified=False, verified_by="m")], (), Fulfilment.DONE),
        ([event("e", 3, kind="talks")], ("b",), Fulfilment.PENDING),
        ([event("e", 3, kind="talks", actors="c")], ("b",), Fulfilment.PENDING),
        ([event("e", 3, kind="talks", actors="b c")], ("b",), Fulfilment.DONE),
        # each of those named, in one event or in several
        ([event("e", 3, kind="talks", actors="b")], ("b", "c"), Fulfilment.PENDING),
        ([event("e", 3, kind="talks", actors="b c")], ("b", "c"), Fulfilment.DONE),
        (
            [event("e", 3, kind="talks", actors="b"), event("f", 4, kind="talks", actors="c")],
            ("b", "c"),
            Fulfilment.DONE,
        ),
        (
            [event("e", 3, kind="talks", actors="b"), event("f", 4, kind="talks", actors="c", verified=False)],
            ("b", "c"),
            Fulfilment.CLAIMED,
        ),
    ],
)
def test_a_kind_of_event_by_those_named_since_it_was_asked_for(
    case_of: CaseOf, parts: list[str], by: tuple[str, ...], expected: Fulfilment
) -> None:
    assert state(case_of(KIND, *parts, as_of=10), "talks", said=2, by=by) is expected


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("exactly", ["l20"]), ("at-least", ["l20", "l30", "l40"]), ("at-most", ["l10", "l20"])],
)
def test_what_is_within_a_bound(case_of: CaseOf, bound: str, expected: list[str]) -> None:
    case = case_of(position("a", "open", "w1")).case
    assert options_within(case, iri("l20"), bound) == tuple(map(iri, expected))
    assert options_within(case, iri("w1"), bound) == (iri("w1"),)


def test_a_value_within_the_bound_is_done(case_of: CaseOf) -> None:
    case = case_of(event("e", 3, honours="l30"))
    assert state(case, "l20", bound="at-least") is Fulfilment.DONE
    assert state(case, "l20", bound="at-most") is Fulfilment.PENDING
    assert state(case, "l20") is Fulfilment.PENDING


# --------------------------------------------------------------------- lapses


def lapse(case: Any, *conditions: Condition, said: int = 1) -> Lapse | None:
    """Return by what a conditional stance has lapsed."""
    found: Lapse | None = case.resolution.deeds.lapse_of(conditions, day_of(said))
    return found


def asks(*requires: str, deadline: int | None = None, **more: Any) -> Condition:
    """Return a condition, its otherwise in English."""
    otherwise = (("en", more.pop("otherwise")),) if "otherwise" in more else ()
    unless = tuple(map(iri, more.pop("unless", ())))
    due = day_of(deadline) if deadline else None
    return Condition("", tuple(map(iri, requires)), deadline=due, otherwise=otherwise, unless=unless, **more)


def test_a_missed_condition_lapses_with_its_deadline(case_of: CaseOf) -> None:
    missed = asks("w1", deadline=5, otherwise="a leaves")
    for day, expected in ((5, None), (6, Lapse("deadline", day_of(5), (iri("w1"),), (("en", "a leaves"),)))):
        assert lapse(case_of(position("a", "open", "w5"), as_of=day), missed) == expected
    done = case_of(told(), as_of=9)
    assert lapse(done, missed) is None
    # broken off after its deadline it was not missed
    assert lapse(case_of(told(), event("f", 7, breaks="w1"), as_of=9), missed) is None


def test_a_later_report_of_timely_doing_undoes_the_lapse(case_of: CaseOf) -> None:
    parts = (event("e", 3, honours="w1", told=8), position("a", "open", "w5"))
    assert lapse(case_of(*parts, as_of=7), asks("w1", deadline=5)) is not None
    assert lapse(case_of(*parts, as_of=8), asks("w1", deadline=5)) is None


def test_of_alternatives_all_must_be_missed(case_of: CaseOf) -> None:
    case = case_of(position("a", "open", "w5"), as_of=9)
    first, second = asks("w1", deadline=5, any_of="g"), asks("w2", deadline=7, any_of="g", otherwise="so be it")
    assert lapse(case, first, second) == Lapse("deadline", day_of(7), (iri("w1"), iri("w2")), (("en", "so be it"),))
    assert lapse(case, first, asks("w2", any_of="g")) is None
    assert lapse(case, first, asks("w2", deadline=7, any_of="g", words=(("en", "soon"),))) is None
    assert lapse(case_of(event("e", 6, honours="w2"), as_of=9), first, second) is None
    # of several groups one is enough, and the first to be missed counts
    assert lapse(case, asks("w1", deadline=7), asks("w2", deadline=5)) == Lapse("deadline", day_of(5), (iri("w2"),))
    assert lapse(case, asks("w1"), asks("w2", deadline=5)) == Lapse("deadline", day_of(5), (iri("w2"),))


def test_a_deadline_that_was_past_when_it_was_set(case_of: CaseOf) -> None:
    for day, expected in ((7, None), (8, Lapse("deadline", day_of(7), (iri("w1"),)))):
        assert lapse(case_of(position("a", "open", "w5"), as_of=day), asks("w1", deadline=5), said=7) == expected


@pytest.mark.parametrize(
    ("parts", "last"),
    [
        ([], None),
        ([told(honours="w2")], 2),
        ([told(honours="w2", attribution="leak")], None),
        # before the condition was stated it is nothing that must not happen
        ([event("e", 1, honours="w2")], None),
        ([event("e", 1, honours="w2"), event("f", 6, honours="w2")], 5),
        ([event("e", 1, honours="w2"), event("f", 6, honours="w3")], None),
        # on the day itself: the stance was held on that day
        ([event("e", 2, honours="w2")], 2),
        # what was done and then undone has been done
        ([told(honours="w2"), event("f", 4, breaks="w2")], 2),
        ([told(honours="w2"), event("f", 3, breaks="w2")], None),
        ([event("e", 6, honours="w2"), event("f", 4, honours="w2")], 3),
    ],
)
def test_what_must_not_happen_lapses_the_stance(case_of: CaseOf, parts: list[str], last: int | None) -> None:
    case = case_of(*parts, position("a", "open", "w5"), as_of=10)
    found = lapse(case, asks("w1", unless=("w2",), otherwise="a leaves"), said=2)
    expected = Lapse("unless", day_of(last), (iri("w2"),), (("en", "a leaves"),)) if last else None
    assert found == expected


def test_a_kind_of_event_and_a_bundle_that_must_not_happen(case_of: CaseOf) -> None:
    by_c = asks("w1", unless=("talks",), by=(iri("c"),))
    # whom the condition names is who must do what it requires; what must not happen must not happen by anyone
    assert lapse(case_of(event("e", 4, kind="talks", actors="b")), by_c) == Lapse("unless", day_of(3), (iri("talks"),))
    signed = proposal("k", "w1 w2", 2, tabled_by="f") + status("k", "signed", 6)
    assert lapse(case_of(signed), asks("w3", unless=("k",))) == Lapse("unless", day_of(5), (iri("k"),))


def test_the_first_of_a_deadline_and_a_deed_lapses_it(case_of: CaseOf) -> None:
    case = case_of(event("e", 4, honours="w2"), as_of=9)
    for deadline, kind in ((2, "deadline"), (5, "unless")):
        found = lapse(case, asks("w1", deadline=deadline, unless=("w2",)))
        assert found is not None and found.kind == kind


# ---------------------------------------------------------------- shown


def test_why_says_how_a_condition_stands_by_deeds(case_of: CaseOf) -> None:
    asked = [condition("w2", any_of="g", deadline=5, otherwise="a leaves"), condition("w3", any_of="g")]
    parts = (position("a", "conditional", "w1", 1, "on-record", *asked), event("e", 6, honours="w2"))
    answer = case_of(*parts, as_of=9).why("a", "w1")
    states = {each["requires"][0]["label"]: each["state"] for each in answer.to_json()["conditions"]}
    assert states == {"w2": "missed", "w3": None}
    (first, *_) = answer.tables()
    # what was announced stands first
    assert "requires (missed (deadline 2031-01-05)): a leaves; w2, by 2031-01-05" in first.note.splitlines()
    assert "requires: w3" in first.note.splitlines()


def test_a_condition_in_words(case_of: CaseOf) -> None:
    asked = [
        condition("l20", bound="at-least", timing="before"),
        condition("talks", by="bc", unless=["w3"], otherwise="a leaves"),
    ]
    case = case_of(KIND, position("a", "conditional", "w1", 1, "on-record", *asked))
    shown = case.why("a", "w1").tables()[0].note.splitlines()
    assert "requires: at least l20, first" in shown
    assert "requires: talks, done by b, c, unless w3; otherwise a leaves" in shown


def test_events_are_listed_with_how_well_they_are_known(case_of: CaseOf) -> None:
    case = case_of(event("e", 3, honours="w1"), event("f", 3, verified=False), event("g", 3, verified_by="a mission"))
    items = {each["label"]: (each["known"], each["verified_by"]) for each in case.list("events").to_json()["items"]}
    assert items == {"e": ("reported", None), "f": ("claimed", None), "g": ("verified", "a mission")}
    details = {name: detail for name, detail, _ in case.list("events").tables()[0].rows}
    assert "reported" in details["e"].splitlines() and "claimed" in details["f"].splitlines()
    assert "verified by: a mission" in details["g"].splitlines()
