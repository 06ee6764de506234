"""Where actors stand, asked of cases: what is placed and what is not, windows, names and order, refusals, pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from test_clustering import HEIGHTS

import kg
from kg.cli import main
from kg.errors import LimitError, UsageError
from kg.networks import scaling
from kg.networks.asked import METHODS, Asked, Span
from kg.networks.distribution import SIDE_LEVELS, distributions_of
from kg.networks.mentions import Mentions
from kg.networks.scaling import Placing, placings_of
from kg.networks.trees import trees_of
from kg.vocabulary import Stance

FIRST = 730_000  # an ordinal of a day, in 1999


def mentions_of(
    said: Sequence[tuple[str, str, int]],
    *,
    days: Sequence[int] = (),
    issues: dict[str, str] | None = None,
    actors: str = "",
) -> Mentions:
    """Return mentions, each actor, option and level, in the order given, a statement each."""
    names = sorted({actor for actor, _, _ in said} | set(actors))
    options = sorted({option for _, option, _ in said} | set(issues or ()))
    owners = [(issues or {}).get(option, option) for option in options]
    concepts = sorted(set(owners))
    table = np.array(
        [(names.index(actor), options.index(option), level) for actor, option, level in said], dtype=np.int64
    ).reshape(-1, 3)
    count = len(said)
    return Mentions(
        tuple(names),
        tuple(options),
        tuple(concepts),
        np.array([concepts.index(owner) for owner in owners], dtype=np.int64),
        [f"s{place:03}" for place in range(count)],
        table[:, 0],
        table[:, 1],
        table[:, 2],
        np.array(days or [0] * count, dtype=np.int64) + FIRST,
        np.zeros(count, dtype=np.int64),
        np.arange(count, dtype=np.int64),
        np.zeros(count, dtype=bool),
    )


def placed(said: Sequence[tuple[str, str, int]], method: str = "correspondence", **more: Any) -> Placing:
    return placings_of(mentions_of(said, **more), Asked(), method).whole


def at(found: Placing) -> dict[str, list[float]]:
    return {point.thing: list(point.values) for point in found.actors}


# ---------------------------------------------------------------------------------- points


def test_two_actors_on_opposite_sides_of_one_option() -> None:
    # N = [[1, 0], [0, 1]]: inertia 1, coordinates ±1; who is for is high; they share no side
    found = placed([("a", "x", -1), ("b", "x", 1)])
    assert at(found) == {"a": [pytest.approx(-1)], "b": [pytest.approx(1)]}
    assert [(p.thing, p.side, p.values) for p in found.concepts] == [
        ("x", 1, (pytest.approx(1),)),
        ("x", -1, (pytest.approx(-1),)),
    ]
    assert (found.inertia, found.parts, found.draws) == (pytest.approx(1), 2, None)
    assert [axis.by_ids for axis in found.axes] == [False]


def test_an_axis_that_only_ids_direct_is_told() -> None:
    # a is for x and against y, b the other way round: nothing but names tells them apart
    found = placed([("a", "x", 1), ("a", "y", -1), ("b", "x", -1), ("b", "y", 1)])
    assert found.axes[0].by_ids
    assert at(found)["a"] == [pytest.approx(1)]


def test_what_has_no_place_is_named_with_the_reason() -> None:
    said = [("a", "x", 1), ("b", "x", -1), ("a", "y", 1), ("b", "y", -1), ("a", "v", 1), ("b", "v", -1), ("a", "z", 1)]
    said += [("c", "z", 1), ("a", "w", 1), ("a", "w", -1)]
    issues = {"x": "x", "u": "u"}
    found = placed(said, "ideal-point", issues=issues, actors="abcd")
    told = {(one.thing, one.is_actor, one.reason) for one in found.unplaced}
    assert told == {
        ("c", True, "undisputed"),
        ("d", True, "silent"),
        ("u", False, "silent"),
        ("w", False, "one-sided"),
        ("z", False, "one-sided"),
    }
    assert [point.thing for point in found.actors] == ["a", "b"]
    found = placed(said, issues=issues, actors="abcd")
    assert [(one.thing, one.side) for one in found.unplaced] == [("d", 0), ("u", 0), ("z", -1)]


def test_nothing_and_too_little() -> None:
    assert placed([]).actors == ()
    alike = placed([("a", "x", 1), ("b", "x", 1)])
    assert [one.reason for one in alike.unplaced if one.is_actor] == ["alike", "alike"]
    little = placed([("a", "x", 1), ("b", "x", -1)], "ideal-point")
    assert [one.reason for one in little.unplaced] == ["too-little", "too-little"]


def test_the_side_of_an_issue_is_the_mean_of_its_options_by_mass() -> None:
    said = [
        ("a", "x", 1),
        ("a", "x", 1),
        ("a", "y", -1),
        ("b", "y", 1),
        ("b", "z", 1),
        ("c", "x", -1),
        ("c", "z", 1),
        ("a", "z", -1),
    ]
    by_option = placed(said)
    by_issue = placed(said, issues={"x": "i", "y": "i", "z": "z"})
    assert at(by_issue) == at(by_option)  # rival options are never one side
    point = {(p.thing, p.side): p for p in by_option.concepts}
    merged = {(p.thing, p.side): p for p in by_issue.concepts}["i", 1]
    mean = [(2 * x + 1 * y) / 3 for x, y in zip(point["x", 1].values, point["y", 1].values, strict=True)]
    assert list(merged.values) == pytest.approx(mean)
    assert merged.mentions == 3
    assert merged.contributions[0] == pytest.approx(point["x", 1].contributions[0] + point["y", 1].contributions[0])


def cross(count: int = 6) -> list[tuple[str, str, int]]:
    """Return actors a … who are for as many of the options as their place says, and against the rest."""
    return [
        ("abcdefgh"[actor], f"o{option}", 1 if option < actor else -1)
        for actor in range(count)
        for option in range(count)
    ]


@pytest.mark.parametrize("method", METHODS[:2])
def test_a_ladder_is_put_in_its_order_with_intervals(method: str) -> None:
    found = placed(cross(7), method)
    values = [values[0] for values in at(found).values()]
    assert values == sorted(values)
    assert found.draws == 100
    assert all(point.intervals[0] and point.intervals[0][0] < point.intervals[0][1] for point in found.actors)


@pytest.mark.parametrize("method", METHODS[:2])
def test_of_few_options_there_are_no_intervals(method: str) -> None:
    found = placed([one for one in cross(6) if one[1] in ("o1", "o2", "o3", "o4")], method)
    assert found.draws is None
    assert {point.intervals for point in found.actors} == {()}


@pytest.mark.parametrize("method", METHODS[:2])
@given(
    said=st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz"), st.sampled_from([1, -1])), max_size=24
    ),
    order=st.permutations("abcde"),
    options=st.permutations("uvwxyz"),
)
@settings(max_examples=15, deadline=None)
def test_other_names_give_the_same_places(method: str, said: list[Any], order: list[str], options: list[str]) -> None:
    renamed = [(order["abcde".index(a)], options["uvwxyz".index(o)], level) for a, o, level in said]
    one, other = placed(said, method), placed(renamed, method)
    if any(axis.by_ids or axis.tied for axis in one.axes):
        return
    for actor, values in at(one).items():
        theirs = at(other)[order["abcde".index(actor)]]
        assert theirs[:1] == pytest.approx(values[:1], abs=1e-5)


def test_windows_are_turned_to_agree_with_the_one_before() -> None:
    # of the second year all is turned round: alone, its axis would point the other way
    first = cross(6)
    second = [(actor, option, -level) for actor, option, level in first] + [("a", "more", 1), ("b", "more", 1)]
    days = [0] * len(first) + [365] * len(second)
    mentions = mentions_of([*first, *second], days=days)
    for method in METHODS[:2]:
        series = placings_of(mentions, Asked(window=Span(1, "years")), method)
        early, late = (at(one) for one in series.windows)
        assert sum(early[name][0] * late[name][0] for name in early) > 0
        assert [one.kept for one in series.windows] == [len(first), len(second)]
        assert {one.draws for one in series.windows} == {None}


def test_too_many_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling, "MOST_ACTORS", 2)
    with pytest.raises(LimitError, match="3 actors to place, more than 2"):
        placed(cross(3))


# ------------------------------------------------------------------- trees, distributions


def test_a_tree_of_a_case_with_who_is_not_in_it() -> None:
    mentions = mentions_of([("a", "x", 1), ("a", "x", 1), ("b", "x", 1), ("c", "x", -1)], actors="abcd")
    tree = trees_of(mentions, Asked()).whole
    # a and b take the same side: 0; c shares none: √((2·1 + 2·1 − 0) / 3)
    assert [(joint.height, joint.one, joint.other) for joint in tree.joints] == [
        (0.0, (0,), (1,)),
        (pytest.approx((4 / 3) ** 0.5), (0, 1), (2,)),
    ]
    assert (tree.silent, tree.counts) == (("d",), (2, 1, 1))


def test_a_distribution_counts_actors_and_mentions_by_side() -> None:
    level = {name: SIDE_LEVELS[name] for name in Stance if name in SIDE_LEVELS}
    said = [
        ("a", "x", level[Stance.DEMAND]),
        ("a", "x", level[Stance.SUPPORT]),
        ("a", "x", level[Stance.RULE_OUT]),
        ("b", "x", level[Stance.OPEN]),
        ("c", "x", level[Stance.NONCOMMITTAL]),
    ]
    mentions = mentions_of(said, issues={"x": "x", "y": "y"}, actors="abcd")
    found = distributions_of(mentions, Asked()).whole
    [spread] = found.spreads
    assert spread.actors == (1, 1, 0, 1, 1)  # for, leaning, mixed, noncommittal, against
    assert spread.mentions == (2, 1, 0, 1, 1)
    assert (spread.spoke, spread.silent, found.unspoken) == (3, 1, ("y",))
    kept = distributions_of(mentions, Asked(duplicates="range")).whole
    assert (kept.spreads[0].mentions, kept.fallen) == ((1, 1, 0, 1, 1), 1)


# --------------------------------------------------------------------------- the command


def run(*words: object) -> Result:
    return CliRunner(env={"COLUMNS": "100", "KG_CASE": ""}).invoke(main, ["scale", *map(str, words)], prog_name="kg")


@pytest.mark.shared
def test_the_references_sample_has_its_heights(shared: Path) -> None:
    tree = kg.open(shared / "peers" / "dna" / "sample.dna").scale("cluster").to_json()
    assert [round(joint["height"], 4) for joint in tree["joints"]] == HEIGHTS


def test_few_parties_are_told_plainly() -> None:
    assert "too little for a scale: 4 actors; 10 concepts" in run().stdout
    assert "too little for a tree: 4 actors of whom something counts" in run("--method", "cluster").stdout
    drawn = run("--method", "ideal-point", "--party", "russia", "--format", "svg").stdout
    assert "nobody can be placed" in drawn
    assert "On one side only, or by one actor" in drawn


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--method", "guess"], "correspondence, ideal-point, cluster, distribution"),
        (["--method", "cluster", "--time-limit", "5"], "--time-limit ends the search for intervals"),
        (["--method", "cluster", "--concepts", "issues"], "leave --concepts issues out"),
        (["--plot", "map.txt"], ".svg or .png"),
        (["--time-limit", "inf"], "finite number of seconds"),
    ],
    ids=str,
)
def test_what_is_refused(words: list[str], told: str) -> None:
    outcome = run(*words)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert told in " ".join(outcome.stderr.split())


@pytest.mark.parametrize("method", METHODS)
def test_a_picture_of_each_method_with_windows(method: str, tmp_path: Path) -> None:
    target = tmp_path / "picture.svg"
    outcome = run("--case", "example:basin", "--method", method, "--window", "1:months", "--plot", target)
    assert outcome.exit_code == 0, outcome.stderr
    drawn = target.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "Hamar" in drawn
    again = run("--case", "example:basin", "--method", method, "--window", "1:months", "--format", "svg")
    assert again.stdout.strip() == drawn.strip()


def test_the_frame_and_the_rows_have_windows() -> None:
    frame = kg.open("example:basin").scale(window="1:months").to_frame()
    assert set(frame["kind"]) == {"actor", "concept"}
    assert frame["first"].isna().any()
    assert frame["first"].notna().any()


def test_an_unknown_method_in_python() -> None:
    with pytest.raises(UsageError, match="unknown method “guess”"):
        kg.open().scale("guess")


def test_a_time_limit_that_is_over_gives_points_without_intervals() -> None:
    outcome = run("--case", "example:basin", "--time-limit", "1e-9", "--format", "json")
    answer = json.loads(outcome.stdout)
    assert answer["draws"] == 0
    assert answer["actors"]
    assert "no intervals: the time was up" in run("--case", "example:basin", "--time-limit", "1e-9").stdout
