"""Properties that hold of every case, tried on small random ones."""

from __future__ import annotations

import itertools
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import small_cases as stage
import strategies as cases
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.analysis.bridges import bridges_of
from kg.analysis.conditions import GroupStances
from kg.analysis.moves import Trials
from kg.analysis.settling import Settled
from kg.text import escape_json, json_pieces
from kg.vocabulary import Stance

quick = settings(max_examples=25, deadline=None, derandomize=True)

LAST = stage.day_of(cases.LAST_DAY)


def opened(text: str, suffix: str = ".ttl", **options: Any) -> Any:
    """Open a case from text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"case{suffix}"
        path.write_text(text, encoding="utf-8")
        case = kg.open(str(path), **{"as_of": LAST} | options)
        answers(case)  # a lazily read file must be read before the folder goes
    return case


def answers(
    case: Any, parties: tuple[str, ...] = cases.PARTIES, *, without: tuple[str, ...] = ("case", "sources")
) -> str:
    """Return all answers as one canonical text, without the case's and the sources' names."""
    found = [
        case.shared(*parties),
        case.conflicts(*parties),
        case.overlap(*parties),
        case.bridges(*parties),
        case.deals(*parties),
        case.changes(stage.day_of(5)),
        case.proposal(),
    ]
    return json.dumps(
        [{key: value for key, value in each.to_json().items() if key not in without} for each in found],
        sort_keys=False,
        ensure_ascii=False,
    )


def stances(case: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the resolved stance of each party on each option."""
    return {
        (party, option): next(each for each in entry["stances"] if stage.local(each["party"]) == party)
        for party in cases.PARTIES
        for option, (_, entry) in stage.by_option(case, party, "z").items()
    }


def evidence_in(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of evidence in an answer, however deep."""
    if isinstance(answer, dict):
        yield from answer.get("evidence") or ()
        for value in answer.values():
            yield from evidence_in(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from evidence_in(value)


@quick
@given(cases.parts())
def test_order_of_parties_does_not_matter(parts: list[str]) -> None:
    case = opened(stage.STAGE + "".join(parts))
    expected = answers(case)
    assert all(answers(case, order) == expected for order in itertools.permutations(cases.PARTIES))


@quick
@given(cases.parts(), st.randoms(use_true_random=False))
def test_order_of_statements_and_triples_does_not_matter(parts: list[str], random: Any) -> None:
    text = stage.STAGE + "".join(parts)
    expected = answers(opened(text))
    shuffled = parts.copy()
    random.shuffle(shuffled)
    assert answers(opened(stage.STAGE + "".join(shuffled))) == expected
    triples = [f"{triple} .\n" for triple in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)]
    random.shuffle(triples)
    assert answers(opened("".join(triples), ".nt")) == expected


@quick
@given(cases.parts(), cases.later())
def test_statements_after_the_day_change_nothing(parts: list[str], later: list[str]) -> None:
    text = stage.STAGE + "".join(parts)
    assert answers(opened(text + "".join(later))) == answers(opened(text))


@quick
@given(cases.parts())
def test_every_judgement_rests_on_evidence_in_the_graph(parts: list[str]) -> None:
    text = stage.STAGE + "".join(parts)
    kinds = pyoxigraph.NamedNode("https://w3id.org/neg#Statement")
    said = {
        quad.subject.value
        for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        if quad.object == kinds
    }
    case = opened(text)
    assert {each["id"] for each in evidence_in(json.loads(answers(case)))} <= said
    for stance in stances(case).values():
        assert bool(stance["evidence"]) or stance["side"] is None


@quick
@given(cases.parts(), cases.others_voices())
def test_others_voice_never_changes_a_stance_held_in_own_voice(parts: list[str], others: list[str]) -> None:
    parts_and_others = list(dict.fromkeys(parts + others))
    before = stances(opened(stage.STAGE + "".join(parts)))
    after = stances(opened(stage.STAGE + "".join(parts_and_others)))
    told = ("stance", "side", "inferred", "ascribed", "evidence", "derivation", "strain", "marks", "fallback", "beside")
    own = {key: stance for key, stance in before.items() if stance["evidence"] and not stance["ascribed"]}
    assert {key: [after[key][name] for name in told] for key in own} == {
        key: [stance[name] for name in told] for key, stance in own.items()
    }


UNRELATED = (
    ':n a neg:Issue ; skos:prefLabel "n"@en .\n'
    + "".join(
        f':n{i} a neg:Option ; neg:optionOf :n ; skos:prefLabel "n{i}"@en ; neg:undertakerUnstated true .\n'
        for i in (1, 2)
    )
    + stage.position("a", "demand", "n1", 3)
    + stage.position("b", "demand", "n2", 4)
    + stage.position("c", "open", "n1", 5)
)


@quick
@given(cases.parts())
def test_an_unrelated_issue_changes_nothing_else(parts: list[str]) -> None:
    text = stage.STAGE + "".join(parts)
    before, after = opened(text), opened(text + UNRELATED)
    assert stances(before) == {key: stance for key, stance in stances(after).items() if key[1] not in ("n1", "n2")}
    for ask in ("shared", "conflicts"):
        old, new = (getattr(case, ask)(*cases.PARTIES).to_json() for case in (before, after))
        for name, entries in new.items():
            if isinstance(entries, list) and name not in ("parties", "sources"):
                assert [each for each in entries if stage.BASE + "n" not in issues_of(each)] == old[name]


def issues_of(entry: dict[str, Any]) -> set[str]:
    """Return the issues of an entry of shared ground or of a conflict."""
    return {each["id"] for each in entry.get("issues") or [entry["issue"]]}


@quick
@given(cases.parts(), st.sampled_from([0.25, 0.45, 0.7, 0.93]))
def test_raising_min_confidence_never_creates_a_stance_where_no_statement_gives_it(
    parts: list[str], least: float
) -> None:
    text = stage.STAGE + "".join(parts)
    free, strict = stances(opened(text)), stances(opened(text, min_confidence=least))
    for key, stance in strict.items():
        assert all(each["confidence"] >= least for each in stance["evidence"])
        assert stance["evidence"] or stance["side"] is None
        if stance["stance"] == "withheld":
            assert free[key]["evidence"]
        if free[key]["evidence"] and not free[key]["ascribed"]:
            # what the filter takes from a party's own voice, hearsay does not fill
            assert not stance["ascribed"]


@quick
@given(cases.parts())
def test_what_two_share_and_dispute_is_symmetric(parts: list[str]) -> None:
    case = opened(stage.STAGE + "".join(parts))
    for one, two in itertools.combinations(cases.PARTIES, 2):
        assert case.shared(one, two).to_json() == case.shared(two, one).to_json()
        assert case.conflicts(one, two).to_json() == case.conflicts(two, one).to_json()
        assert case.bridges(one, two).to_json() == case.bridges(two, one).to_json()


def met_conditions(case: Any) -> dict[tuple[str, ...], bool]:
    """Return which conditions of a stance in own voice are met in each group of two or three."""
    groups = [*itertools.combinations(cases.PARTIES, 2), cases.PARTIES]
    return {
        (*group, option, stage.local(each["party"]), json.dumps({**each, "state": None, "met": None})): each["met"]
        for group in groups
        for option, (_, entry) in stage.by_option(case, *group).items()
        for each in entry["conditions"]
        if not next(held for held in entry["stances"] if held["party"] == each["party"])["ascribed"]
    }


@quick
@given(cases.parts(), cases.claims())
def test_claimed_deeds_change_no_stance_and_meet_no_condition(parts: list[str], claims: list[str]) -> None:
    before = opened(stage.STAGE + "".join(parts))
    after = opened(stage.STAGE + "".join(dict.fromkeys(parts + claims)))
    assert stances(after) == stances(before)
    assert met_conditions(after) == met_conditions(before)


@quick
@given(cases.parts(), cases.others_voices())
def test_others_voice_meets_no_condition(parts: list[str], others: list[str]) -> None:
    before = met_conditions(opened(stage.STAGE + "".join(parts)))
    after = met_conditions(opened(stage.STAGE + "".join(dict.fromkeys(parts + others))))
    assert {key: after[key] for key in before} == before


@quick
@given(cases.parts())
def test_raising_the_day_past_a_deadline_creates_no_acceptance(parts: list[str]) -> None:
    text = stage.STAGE + "".join(parts)
    # nothing is said, done or ended in between
    on_the_day, after = (opened(text, as_of=stage.day_of(cases.LATE + more)) for more in (0, 5))
    held, later = stances(on_the_day), stances(after)
    for key, stance in later.items():
        assert stance["side"] in (held[key]["side"], None)
        assert stance["side"] is None or stance["stance"] == held[key]["stance"]
    met = met_conditions(on_the_day)
    assert all(met[key] for key, is_met in met_conditions(after).items() if is_met)


def exchanged(turtle: str) -> str:
    """Return Turtle in which parties a and b have exchanged their names, wherever a party is named."""
    return re.sub(r"(?<=\s):([ab])(?=[\s;,.])", lambda found: ":" + {"a": "b", "b": "a"}[found[1]], turtle)


def without_names(answer: Any, *, exchange: bool) -> Any:
    """Return bridges without words, a and b exchanged where asked for, and what a row holds in an order of its own."""
    if isinstance(answer, dict):
        kept = {key: value for key, value in answer.items() if key not in ("text", "label")}
        if exchange and set(answer) == {"id", "label"} and stage.local(answer) in ("a", "b"):
            return {"id": stage.BASE + {"a": "b", "b": "a"}[stage.local(answer)]}
        return {key: without_names(value, exchange=exchange) for key, value in kept.items()}
    if isinstance(answer, list):
        return sorted((without_names(each, exchange=exchange) for each in answer), key=json.dumps)
    return answer


@settings(quick, max_examples=60)
@given(cases.parts(), st.sampled_from([("a", "b"), ("a", "c"), ("a", "b", "c")]))
def test_bridges_are_the_same_with_the_parties_names_exchanged(parts: list[str], group: tuple[str, ...]) -> None:
    rows = opened(stage.STAGE + "".join(parts)).bridges(*group).to_json()["bridges"]
    other = tuple({"a": "b", "b": "a"}.get(party, party) for party in group)
    swapped = opened(stage.STAGE + exchanged("".join(parts))).bridges(*other).to_json()["bridges"]
    # in the order listed: no row stands where it stands for whose it is
    assert [without_names(row, exchange=True) for row in swapped] == [
        without_names(row, exchange=False) for row in rows
    ]


def deals_without_names(answer: dict[str, Any], *, exchange: bool) -> Any:
    """Return deals without words and without what counts places in lists, which are sorted by id."""
    found = answer["settlement"]
    best = {key: value for key, value in (found["best"] or {}).items() if key not in ("nearest", "pareto")}
    points = [each["bundle"]["costs"] for key in best if key != "pareto_size" for each in best[key]]
    knots = [{"issues": knot["issues"], "ways_out": knot["ways_out"]} for knot in found["knots"]]
    told = [
        answer["steps"],
        {key: found[key] for key in ("exists", "only_by_declining", "complete", "bundles")},
        {key: found[key] for key in ("clashes", "wish_clashes", "strains")},
        knots,
        [len(found["evenly_divided"]), best.get("pareto_size")],
        points,
    ]
    return [without_names(each, exchange=exchange) for each in told]


@settings(quick, max_examples=40)
@given(cases.parts(), st.sampled_from([("a", "b"), ("a", "c"), ("a", "b", "c")]))
def test_deals_are_the_same_with_the_parties_names_exchanged(parts: list[str], group: tuple[str, ...]) -> None:
    answer = opened(stage.STAGE + "".join(parts)).deals(*group, most=200).to_json()
    other = tuple({"a": "b", "b": "a"}.get(party, party) for party in group)
    swapped = opened(stage.STAGE + exchanged("".join(parts))).deals(*other, most=200).to_json()
    assert deals_without_names(swapped, exchange=True) == deals_without_names(answer, exchange=False)


class Passes(Settled):
    """Judging by the definition: all that waits, by what was met in the passes before, until nothing further is met."""

    def settle(self, disturbed: Any, judge: Any) -> None:
        waiting = {key: held for key in disturbed if (held := self._waiting.get(key))}
        while met := {key: counted for key, held in waiting.items() if (counted := judge(held))}:
            self._met = {**getattr(self, "_met", {}), **met}
            waiting = {key: held for key, held in waiting.items() if key not in met}

    def counted(self, key: Any) -> Any:
        return getattr(self, "_met", {}).get(key)


def judged_from_the_start(case: Any, group: tuple[str, ...]) -> Any:
    """Return the bridges where each move is tried on all of a case, resolved and judged from the start."""
    everything = [*case.case.options, *case.case.proposals]

    def after(
        self: Any, resolution: Any = None, terms: Any = (), overrides: Any = None, granted: Any = frozenset()
    ) -> Any:
        moved = GroupStances(resolution or self.resolution, self.parties, overrides, granted)
        moved.changed = frozenset(itertools.product(self.parties, everything))
        return moved

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.analysis.conditions.Settled", Passes)
        patch.setattr("kg.analysis.conditions.GroupStances.after", after)
        patch.setattr(
            "kg.resolution.Resolution.supposing_on", lambda self, terms, party, held: self.supposing(party, held)
        )
        return bridges_of(case.resolution, group)


@settings(quick, max_examples=80)
@given(
    cases.parts(),
    cases.others_voices(),
    st.sampled_from([("a", "b"), ("a", "c"), ("a", "b", "c")]),
    st.sampled_from([None, 0.5]),
)
def test_a_move_judged_where_it_bears_brings_what_it_brings_to_the_whole(
    parts: list[str], others: list[str], group: tuple[str, ...], confidence: float | None
) -> None:
    case = opened(stage.STAGE + "".join(dict.fromkeys(parts + others)), min_confidence=confidence)
    assert bridges_of(case.resolution, case.group(group)) == judged_from_the_start(case, case.group(group))


def moved_from_the_start(group: GroupStances, **change: Any) -> GroupStances:
    """Return a group after a change, judged from the start by the definition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.analysis.conditions.Settled", Passes)
        return GroupStances(
            change.get("resolution", group.resolution),
            group.parties,
            change.get("overrides"),
            change.get("granted", ()),
        )


def changes_of(group: GroupStances) -> Iterator[dict[str, Any]]:
    """Yield changes: each condition met, and each stance taken back or made a support of a later day."""
    everything = frozenset([*group.case.options, *group.case.proposals])
    for party, term in itertools.product(group.parties, sorted(group.case.options)):
        held = group.raw(party, term)
        for condition in held.conditions:
            yield {"granted": frozenset([(party, condition)])}
        for stance in (Stance.SILENT, Stance.SUPPORT):
            taken = replace(held, stance=stance, conditions=(), day=LAST, bounds=("exactly",))
            yield {"overrides": {(party, term): taken}, "terms": [term]}
            yield {"resolution": group.resolution.supposing(party, [taken]), "terms": everything}


@settings(quick, max_examples=60)
@given(cases.waits())
def test_judging_after_a_change_gives_what_judging_from_the_start_gives(waits: list[str]) -> None:
    case = opened(stage.STAGE + "".join(dict.fromkeys(waits)))
    group = GroupStances(case.resolution, case.group(("a", "b")))
    for change in changes_of(group):
        quickly, plainly = group.after(**change), moved_from_the_start(group, **change)
        for party, term in itertools.product(group.parties, case.case.options):
            after = quickly.effective(party, term)
            assert after == plainly.effective(party, term)
            assert after == group.effective(party, term) or (party, term) in quickly.changed


@quick
@given(cases.parts())
def test_what_is_taken_back_leaves_no_side(parts: list[str]) -> None:
    case = opened(stage.STAGE + "".join(parts))
    group = case.group(cases.PARTIES)
    trials = Trials(GroupStances(case.resolution, group))
    moves = [move for matter in bridges_of(case.resolution, group) for move in matter.moves]
    for move in moves:
        if move.kind in ("withdraw", "no longer oppose") and move.option:
            after = case.resolution.supposing(move.party, [trials.silence(move.party, move.option)])
            assert after.stance(move.party, move.option).side is None


@quick
@given(cases.parts())
def test_what_a_move_brings_is_what_there_is_once_it_is_made(parts: list[str]) -> None:
    text, day = stage.STAGE + "".join(parts), stage.day_of(27)
    case = opened(text, as_of=day)
    before = stage.by_option(case, "a", "b")
    moves = [move for row in case.bridges("a", "b").to_json()["bridges"] for move in row["moves"]]
    for move in moves:
        if move["move"] not in ("open", "state a view") or stage.local(move["option"]) not in cases.OPTIONS:
            continue
        said = stage.position(stage.local(move["party"]), "open", stage.local(move["option"]), 27, "official-document")
        after = stage.by_option(opened(text + said, as_of=day), "a", "b")
        brought = {key: {stage.local(each) for each in move["brings"][key]} for key in ("agreed", "within_reach")}
        assert brought["agreed"] == {
            o for o, (kind, _) in after.items() if kind == "agreed" and before[o][0] != "agreed"
        }
        assert brought["within_reach"] == {
            o
            for o, (kind, _) in after.items()
            if kind == "within_reach" and before[o][0] not in ("agreed", "within_reach")
        }


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["%s", "\x9b", "\u202e", *Stance])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("%s%"), inner), max_leaves=20
)


@quick
@given(st.dictionaries(st.text(), VALUES), st.booleans())
def test_json_is_written_as_the_library_writes_it(content: dict[str, Any], is_ascii: bool) -> None:
    pieces = {key: iter(value) if isinstance(value, list) else value for key, value in content.items()}
    wanted = json.dumps(content, indent=2, ensure_ascii=is_ascii)
    assert "".join(json_pieces(pieces, is_ascii=is_ascii)) == wanted
    shown = escape_json(wanted)
    assert not set(shown) & {"\x9b", "\u202e"} and json.dumps(json.loads(shown)) == json.dumps(content)
