"""Small random cases on the stage of ``small_cases``, as lists of parts, each a piece of Turtle that stands alone."""

from __future__ import annotations

import small_cases as stage
from hypothesis import strategies as st

__all__ = [
    "DAYS",
    "KIND",
    "LAST_DAY",
    "LATE",
    "OPTIONS",
    "PARTIES",
    "acts",
    "claims",
    "later",
    "others_voices",
    "parts",
    "relations",
    "waits",
]

PARTIES = ("a", "b", "c")
OPTIONS = ("x1", "x2", "x3", "w1", "w2", "w3", "w4", "l10", "l20", "l30")
LAST_DAY = 12
#: a deadline after everything else
LATE = 20
#: the kind of event that conditions require
KIND = "talks"
DAYS = st.integers(1, LAST_DAY)

_STANCES = st.sampled_from(["demand", "support", "conditional", "open", "doubt", "oppose", "rule-out", "noncommittal"])
_OWN = st.sampled_from(["official-document", "on-record", "spokesperson", "reported"])
_OTHERS = st.sampled_from(["leak", "characterisation", "inference"])
_TERMS = st.sampled_from(OPTIONS)
_WAITED = ("x1", "w1", "w2", "w3", "w4", "w5", "l10", "l20")
_BUNDLES = (("k", "w1 w2"), ("j", "w2 x1"), ("i", "w3"))


@st.composite
def _conditions(draw: st.DrawFn, on: str) -> str:
    """Draw a condition of a stance on a term, now and then with a deadline, by whom, or unless what."""
    required = draw(st.sampled_from([*OPTIONS, KIND]).filter(lambda term: term != on))
    return stage.condition(
        required,
        timing=draw(st.sampled_from(["within", "within", "before"])),
        any_of=draw(st.sampled_from([None, None, "either"])),
        deadline=draw(st.sampled_from([None, None, 4, 9, LATE])),
        bound=draw(st.sampled_from([None, "at-least", "at-most"])) if required.startswith("l") else None,
        by=draw(st.sampled_from(["", "a", "bc"])) if required == KIND else (),
        unless=draw(st.sampled_from([[], [], [], ["w3"], [KIND]])),
    )


@st.composite
def _wait(draw: st.DrawFn, who: str, on: str) -> str:
    """Draw an acceptance on condition of others, some of which are alternatives."""
    required = draw(st.lists(st.sampled_from([each for each in _WAITED if each != on]), min_size=1, max_size=2))
    either = draw(st.booleans())
    conditions = (
        stage.condition(
            each,
            any_of="either" if either else None,
            when_met=draw(st.sampled_from([None, None, None, "demand", "open"])),
            bound=draw(st.sampled_from([None, "at-least", "at-most"])) if each.startswith("l") else None,
        )
        for each in dict.fromkeys(required)
    )
    return stage.position(who, "conditional", on, draw(st.integers(1, 3)), "on-record", *conditions)


@st.composite
def waits(draw: st.DrawFn) -> list[str]:
    """Draw acceptances of ``a`` and ``b`` that wait for each other: of an option mostly of one, which the other supports."""
    found = []
    for on in _WAITED:
        waiting = draw(st.sampled_from(["", "a", "a", "b", "b", "ab"]))
        found += [draw(_wait(who, on)) if who in waiting else stage.position(who, "support", on) for who in "ab"]
    return found


@st.composite
def positions(
    draw: st.DrawFn,
    attributions: st.SearchStrategy[str] = _OWN | _OTHERS,
    holders: tuple[str, ...] = (*PARTIES, "g"),
    days: st.SearchStrategy[int] = DAYS,
) -> str:
    """Draw a position with its statement, now and then with bound, end, confidence, condition, withdrawal."""
    on, stance, day = draw(_TERMS), draw(_STANCES), draw(days)
    conditions: tuple[str, ...] = ()
    if stance == "conditional":
        conditions = tuple(draw(st.lists(_conditions(on), min_size=1, max_size=2)))
    bound = draw(st.sampled_from([None, "at-least", "at-most"])) if on.startswith("l") else None
    ends = draw(st.none() | st.integers(day, day + 6)) if draw(st.integers(0, 3)) == 0 else None
    confidence = draw(st.none() | st.sampled_from([0.2, 0.6, 0.9]))
    who = draw(st.sampled_from(holders))
    position = stage.position(
        who, stance, on, day, draw(attributions), *conditions, bound=bound, ends=ends, confidence=confidence
    )
    if draw(st.integers(0, 5)) == 0:
        name = position.split(" ", 1)[0].lstrip(":")
        position += stage.withdrawal(who, name, draw(st.integers(day, day + 4)), draw(attributions))
    return position


@st.composite
def _bundles(draw: st.DrawFn) -> str:
    letter, terms = draw(st.sampled_from(_BUNDLES))
    by, other = draw(st.permutations(PARTIES))[:2]
    day = draw(DAYS)
    ends = draw(st.none() | st.integers(day, day + 6))
    name = f"{letter}-{by}"
    bundle = stage.proposal(name, terms, day, by=by, ends=ends, attribution=draw(_OWN | _OTHERS))
    answered = draw(st.booleans())
    return bundle + (stage.position(other, draw(_STANCES), name, draw(DAYS), draw(_OWN)) if answered else "")


@st.composite
def _events(draw: st.DrawFn) -> str:
    verb, day = draw(st.sampled_from(["honours", "breaks"])), draw(DAYS)
    option = draw(st.sampled_from(["w1", "w2", "w3"]))
    verified = draw(st.sampled_from([None, None, "m"]))
    actors, kind = draw(st.sampled_from(["", "b", "b c"])), draw(st.sampled_from([None, KIND]))
    name = f"e-{verb}-{option}-{day}-{verified}-{actors.replace(' ', '')}-{kind}"
    return stage.event(name, day, kind=kind, actors=actors, assessed_by=verified, **{verb: option})


@st.composite
def _claims(draw: st.DrawFn) -> str:
    """Draw an event that is known by a leak or by its actor only, or that its source calls unverified."""
    verb, day = draw(st.sampled_from(["honours", "breaks"])), draw(DAYS)
    option, kind = draw(st.sampled_from(["w1", "w2", "w3"])), draw(st.sampled_from([None, KIND]))
    how = draw(
        st.sampled_from(
            [
                {"sourced": False, "attribution": "leak"},
                {"sourced": False, "actors": "b c", "teller": "b", "attribution": "on-record"},
                {"verified": False, "actors": "b"},
            ]
        )
    )
    name = f"claim-{verb}-{option}-{day}-{kind}-{len(how)}"
    return stage.event(name, day, kind=kind, **{verb: option}, **how)


def claims() -> st.SearchStrategy[list[str]]:
    """Return a strategy of events that are only claimed."""
    return st.lists(_claims(), min_size=1, max_size=4, unique_by=lambda part: part.split(" a neg:", 1)[0])


@st.composite
def _readings(draw: st.DrawFn) -> str:
    by, option = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(["w1", "w2"]))
    return stage.reading(
        f"r-{by}-{option}",
        option,
        f"point-{option}",
        by,
        draw(DAYS),
        left_open_by=sorted(draw(st.sets(st.sampled_from(PARTIES)))),
    )


@st.composite
def relations(draw: st.DrawFn) -> list[str]:
    """Draw entailments without a cycle, and exclusions of what is not entailed."""
    pairs = draw(
        st.sets(st.sampled_from([("w1", "w2"), ("w2", "w3"), ("w1", "x1"), ("x2", "w4"), ("l30", "w4")]), max_size=3)
    )
    bars = draw(st.sets(st.sampled_from([("w1", "w4"), ("x3", "w3"), ("l10", "x1")]), max_size=2))
    basis = draw(st.sampled_from(["definitional", "legal", "judgement"]))
    return [stage.entails(*pair, basis=basis) for pair in sorted(pairs)] + [
        stage.excludes(*pair) for pair in sorted(bars)
    ]


def acts() -> st.SearchStrategy[list[str]]:
    """Return a strategy of what parties do: positions, bundles, readings, deeds."""
    return st.lists(
        positions() | positions() | positions() | _bundles() | _readings() | _events(),
        min_size=1,
        max_size=9,
        unique_by=lambda part: part.split(" a neg:", 1)[0],
    )


@st.composite
def _told_by_another(draw: st.DrawFn) -> str:
    """Draw what one party's speaker says of another, coded as the other's own voice."""
    who, other = draw(st.permutations(PARTIES))[:2]
    on, stance, attribution = draw(_TERMS), draw(_STANCES), draw(_OWN)
    name = f"o-{who}-{other}-{on}-{stance}-{attribution}"
    spoken = stage.position(who, stance, on, draw(DAYS), attribution, speaker=f"of-{other}", name=name)
    return spoken + stage.person(f"of-{other}", other)


@st.composite
def _reported(draw: st.DrawFn) -> str:
    """Draw a bundle, its withdrawal, or a binding membership, of which only others tell."""
    who, day, attribution = draw(st.sampled_from(PARTIES)), draw(DAYS), draw(_OTHERS)
    if draw(st.booleans()):
        letter, terms = draw(st.sampled_from(_BUNDLES))
        name = f"reported-{letter}-{who}-{day}"
        return stage.proposal(name, terms, day, by=who, attribution=attribution)
    if draw(st.booleans()):
        bound = stage.member(who, "h", told=day, attribution=attribution)
        return bound + stage.position("h", draw(_STANCES), draw(_TERMS), day, "on-record")
    letter, _ = draw(st.sampled_from(_BUNDLES))
    return stage.status(f"{letter}-{who}", "withdrawn", day, attribution, teller=who)


@st.composite
def _told_later(draw: st.DrawFn) -> str:
    """Draw what is told only after the last day: that a bundle was withdrawn by then."""
    who, told = draw(st.sampled_from(PARTIES)), draw(st.integers(LAST_DAY + 1, LATE))
    letter, _ = draw(st.sampled_from(_BUNDLES))
    return stage.status(f"{letter}-{who}", "withdrawn", draw(DAYS), "on-record", teller=who, told=told)


def later() -> st.SearchStrategy[list[str]]:
    """Return a strategy of what is said after the last day."""
    said = positions(days=st.integers(LAST_DAY + 1, LATE)) | _told_later()
    return st.lists(said, min_size=1, max_size=4, unique_by=lambda part: part.split(" ", 1)[0])


def others_voices() -> st.SearchStrategy[list[str]]:
    """Return a strategy of what is told in others' voice."""
    told = positions(_OTHERS) | positions(_OTHERS) | _told_by_another() | _reported()
    return st.lists(told, min_size=1, max_size=4, unique_by=lambda part: part.split(" ", 1)[0])


@st.composite
def parts(draw: st.DrawFn) -> list[str]:
    """Draw a case: acts, relations and now and then a binding membership, each part distinct."""
    drawn = draw(acts()) + draw(relations())
    return drawn + ([stage.member(draw(st.sampled_from(PARTIES)), "g")] if draw(st.booleans()) else [])
