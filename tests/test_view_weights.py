"""The network of statements in the page's data: its weights are those of ``kg network``, and its parts make them up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small_cases import position, proposal
from view_cases import large_case

import kg
from kg.cli import main
from kg.errors import LimitError
from kg.networks.asked import Asked, Span
from kg.networks.reading import read_mentions
from kg.networks.windows import windows_of
from kg.page import weights
from kg.page.clusters import clusters
from kg.page.index import CaseIndex
from kg.page.mentions import mentions_of
from kg.page.weights import FEWEST_WINDOWS, MOST_PARTS, MOST_WINDOWS, Narrowed, describe_weights, fitting_span

STANCES = ("demand", "support", "conditional", "open", "doubt", "oppose", "rule-out", "noncommittal")
ATTRIBUTIONS = (("on-record", 0.95), ("spokesperson", 0.9), ("leak", 0.5), ("characterisation", 0.4))


def generated(seed: int) -> list[str]:
    """Return positions of four parties on nine options over four weeks, in every voice, some without a side."""
    chance = random.Random(seed)
    options = ("x1", "x2", "w1", "w2", "w3", "w4", "w5", "l10", "l20")
    made = []
    for n in range(60):
        attribution, confidence = chance.choice(ATTRIBUTIONS)
        who, option, stance = chance.choice("abco"), chance.choice(options), chance.choice(STANCES)
        made.append(
            position(who, stance, option, chance.randint(1, 28), attribution, confidence=confidence, name=f"n{n}")
        )
    return made


def network_of(
    case: kg.Negotiation, *, window: Span | None = None, parties: Sequence[str] = (), issues: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what the page tells of statements, with its parties and statements, without all else that a page holds."""
    whose, about = sorted(parties or case.case.parties), sorted(issues or case.case.issues)
    index = CaseIndex.of(case.resolution, whose, about)
    narrowed = Narrowed(frozenset(parties), frozenset(issues))
    return {
        "parties": [case.case.parties[party].label() for party in index.parties],
        "statements": [
            {"latest": str(one.latest), "isOwnVoice": one.is_own_voice, "confidence": one.confidence}
            for one in index.statements
        ],
        "statementNetwork": describe_weights(index, index.parties, narrowed, window),
    }


def told(data: dict[str, Any], window: dict[str, Any]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return what a window of the page tells of each pair of parties, by their labels."""
    names, pairs = data["parties"], data["statementNetwork"]["pairs"]
    found = {}
    for at in range(0, len(window["weights"]), 4):
        number, *weight = window["weights"][at : at + 4]
        pair = pairs[number]
        found[tuple(sorted((names[pair["first"]], names[pair["second"]])))] = tuple(weight)
    return found  # type: ignore[return-value]


def weighed(case: kg.Negotiation, **choices: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the JSON of the windows, and of all time, that ``kg network`` gives, by aggregation."""
    found = {
        name: case.network(aggregation=name, **choices).to_json() for name in ("subtract", "congruence", "conflict")
    }
    whole = {name: [one] for name, one in found.items()}
    series = {name: one["windows"] for name, one in found.items()}
    merged = _merged(whole, 0)
    return [_merged(series, n) for n in range(len(series["subtract"]))], {
        **merged,
        "left_out": whole["subtract"][0]["left_out"],
    }


def _merged(found: dict[str, list[dict[str, Any]]], n: int) -> dict[str, Any]:
    pairs: dict[tuple[str, str], list[int]] = {}
    for place, name in enumerate(("subtract", "congruence", "conflict")):
        one = found[name][n]
        rows = [thing["label"] for thing in one["rows"]]
        for i, row in enumerate(rows):
            for j, column in enumerate(rows[:i]):
                if weight := one["weights"][i][j]:
                    pairs.setdefault(tuple(sorted((row, column))), [0, 0, 0])[place] = weight  # type: ignore[arg-type]
    first = found["subtract"][n]
    days = {key: first.get(key) for key in ("first", "last", "partial")}
    return {**days, "kept": first["kept"], "pairs": {pair: tuple(weight) for pair, weight in pairs.items()}}


def compare(opened: Callable[[float | None], kg.Negotiation], window: str | None) -> int:
    """Hold every network of a page against ``kg network`` under the same voice, confidence and windows; return how many there are."""
    data = network_of(opened(None), window=_span(window))
    network = data["statementNetwork"]
    for one in network["networks"]:
        for asked in one["asked"]:
            voice = "own" if asked["ownVoice"] else "any"
            windows, whole = weighed(opened(asked["minConfidence"]), window=network["window"], voice=voice)
            assert told(data, one["whole"]) == whole["pairs"]
            assert one["whole"]["kept"] == whole["kept"]
            assert one["leftOut"] == whole["left_out"]
            keys = ("first", "last", "partial", "kept")
            shown = [{**{key: w[key] for key in keys}, "pairs": told(data, w)} for w in one["windows"]]
            assert shown == windows
    return len(network["networks"])


def _span(window: str | None) -> Span | None:
    size, _, unit = (window or "").partition(":")
    return Span(int(size), unit) if window else None


@pytest.mark.parametrize("window", [None, "1:weeks", "7:statements"])
@pytest.mark.parametrize("name", ["example:ukraine-2025-04", "example:basin"])
def test_the_weights_are_those_of_the_network(name: str, window: str | None) -> None:
    assert compare(cache(lambda least: kg.open(name, min_confidence=least)), window) > 3


@pytest.mark.parametrize("window", [None, "2:days", "9:statements"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_weights_of_a_generated_case_are_those_of_the_network(case_of: Any, seed: int, window: str | None) -> None:
    made = generated(seed)
    assert compare(cache(lambda least: case_of(*made, min_confidence=least)), window) > 4


@pytest.mark.parametrize("window", [None, "9:statements"])
def test_the_parts_of_a_weight_make_it_up_in_every_window(case_of: Any, window: str | None) -> None:
    data = network_of(case_of(*generated(3)), window=_span(window))
    network, statements = data["statementNetwork"], data["statements"]
    mentions = network["mentions"]
    weighed = 0
    for one in network["networks"]:
        asked = one["asked"][0]
        counts = [
            (not asked["ownVoice"] or statements[n]["isOwnVoice"])
            and statements[n]["confidence"] >= (asked["minConfidence"] or 0)
            for n in mentions["statements"]
        ]
        for shown in (one["whole"], *one["windows"]):
            inside = {m for m in range(shown["from"], shown["to"]) if counts[m]}
            for at in range(0, len(shown["weights"]), 4):
                number, subtract, same, opposite = shown["weights"][at : at + 4]
                parts = {
                    side: [
                        p for p in zip(*[iter(network["pairs"][number][side])] * 2, strict=True) if inside.issuperset(p)
                    ]
                    for side in ("same", "opposite")
                }
                assert (len(parts["same"]), len(parts["opposite"])) == (same, opposite)
                assert subtract == same - opposite
                weighed += 1
    assert weighed > 40


def test_what_a_part_is_made_of_by_hand(case_of: Any) -> None:
    """a is for w1 on the 3rd, b on the 5th against, on the 9th and the 11th for; c says nothing of w1: two pairs agree, one does not."""
    made = [position("a", "support", "w1", 3), position("b", "oppose", "w1", 5)]
    made += [position("b", "open", "w1", 9), position("b", "demand", "w1", 11)]
    data = network_of(case_of(*made, position("c", "support", "w2", 4)))
    network = data["statementNetwork"]
    (pair,) = network["pairs"]
    keys = data["parties"]
    assert [keys[pair["first"]], keys[pair["second"]]] == ["a", "b"]
    days = [data["statements"][n]["latest"] for n in network["mentions"]["statements"]]
    assert days == ["2031-01-03", "2031-01-05", "2031-01-09", "2031-01-11"]
    assert network["mentions"]["levels"] == [1, -1, 1, 1]
    assert (pair["same"], pair["opposite"]) == ([0, 2, 0, 3], [0, 1])
    assert network["networks"][0]["whole"]["weights"] == [0, 1, 2, 1]


def test_the_mention_of_the_first_party_comes_first_whatever_the_ids(case_of: Any) -> None:
    """z, a principal, comes before the facilitator f on the page, though not by id."""
    data = network_of(case_of(position("f", "support", "w1", 3), position("z", "oppose", "w1", 4)))
    network = data["statementNetwork"]
    (pair,) = network["pairs"]
    assert [data["parties"][pair[end]] for end in ("first", "second")] == ["z", "f"]
    assert [data["parties"][network["mentions"]["parties"][m]] for m in pair["opposite"]] == ["z", "f"]


def test_who_agrees_is_of_one_community_and_who_is_even_is_not(case_of: Any) -> None:
    made = [position(who, "support", option, 3) for who in "ab" for option in ("w1", "w2")]
    made += [position("c", "support", "w1", 4), position("c", "oppose", "w2", 4)]
    data = network_of(case_of(*made))
    keys = data["parties"]
    communities = data["statementNetwork"]["networks"][0]["whole"]["communities"]
    assert [[keys[n] for n in group] for group in communities] == [["a", "b"]]


@pytest.mark.parametrize("seed", [0, 10, 11])
def test_communities_are_those_of_the_camps_command_in_every_window(case_of: Any, seed: int) -> None:
    case = case_of(*generated(seed)) if seed else kg.open("example:basin")
    data = network_of(case)
    network, names = data["statementNetwork"], data["parties"]
    for one in network["networks"][:2]:
        voice = "own" if one["asked"][0]["ownVoice"] else "any"
        camps = case.camps(duplicates="include", voice=voice, window=network["window"]).to_json()
        for shown, told in zip((one["whole"], *one["windows"]), (camps, *camps["windows"]), strict=True):
            groups = told["communities"]["correlation_clustering"]["groups"]
            expected = [sorted(party["label"] for party in group) for group in groups if len(group) > 1]
            assert sorted(sorted(names[n] for n in group) for group in shown["communities"]) == sorted(expected)


def same_mentions(case: kg.Negotiation) -> int:
    """Hold the mentions of the page against those that the network reads, and return how many there are."""
    index = CaseIndex.of(case.resolution, sorted(case.case.parties), sorted(case.case.issues))
    sided, unsided = mentions_of(index)
    read = read_mentions(case.resolution, Asked(voice="any"))
    assert (sided.actors, sided.options, list(sided.statements)) == (read.actors, read.options, list(read.statements))
    for name in ("actor", "option", "level", "day", "statement", "ascribed"):
        assert getattr(sided, name).tolist() == getattr(read, name).tolist(), name
    assert len(unsided) == read.left_out
    return len(sided)


@pytest.mark.parametrize(
    "options", [{}, {"as_of": "2031-03-15"}, {"min_confidence": 0.6}, {"channels": ("closed",)}], ids=str
)
def test_the_mentions_are_those_that_the_network_reads(options: dict[str, Any]) -> None:
    assert same_mentions(kg.open("example:basin", **options)) > 90


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_the_mentions_of_a_generated_case_are_those_that_the_network_reads(case_of: Any, seed: int) -> None:
    made = [*generated(seed), proposal("p", "w1", 4, by="b"), position("b", "support", "p", 5)]
    made += [proposal("q", "w1 w2", 4, by="a"), position("c", "support", "q", 5)]
    made += [position("a", "support", "w1", 3, name="one"), position("a", "doubt", "w3", 7, name="other")]
    made += [":one neg:statedIn :s-other .\n"]  # a position that two statements back
    assert same_mentions(case_of(*made, as_of=20)) > 20


# ---------------------------------------------------------------- windows


@pytest.mark.parametrize(
    ("days", "span"),
    [
        ([1], "1:days"),
        (
            [1, 28],
            "1:weeks",
        ),  # 1 January 2031 is a Wednesday: five weeks begin on 30 December, 6, 13, 20 and 27 January
        ([6, 26], "1:days"),  # three weeks are less than four
        ([6, 27], "1:weeks"),
    ],
    ids=str,
)
def test_the_windows_are_as_long_as_makes_four_at_least(case_of: Any, days: list[int], span: str) -> None:
    case = case_of(*(position("a", "support", "w1", day) for day in days))
    assert network_of(case)["statementNetwork"]["window"] == span


@pytest.mark.parametrize("span", [0, 1, 20, 21, 28, 100, 250, 400, 1_200, 2_000, 9_000, 36_000])
def test_never_are_there_more_than_two_dozen_windows(case_of: Any, span: int) -> None:
    """A day makes up to 21, as four weeks are no more than 28 days; a week up to 18; a year up to 7; the rest fewer."""
    mentions = read_mentions(
        case_of(position("a", "support", "w1", 1), position("b", "support", "w1", 2)).resolution, Asked()
    )
    day = mentions.day.copy()
    day[-1] = day[0] + span
    mentions = replace(mentions, day=day)
    made = len(list(windows_of(mentions, Asked(window=fitting_span(mentions)))))
    assert made <= 24
    assert made >= FEWEST_WINDOWS or fitting_span(mentions) == Span(1, "days")


def test_windows_as_long_as_asked_for_and_refused_as_the_network_refuses_them(tmp_path: Path) -> None:
    case = kg.open("example:basin")
    assert network_of(case, window=Span(2, "quarters"))["statementNetwork"]["window"] == "2:quarters"
    for words in ("3:fortnights", "0:months", "months", "1:days:2"):
        page = tmp_path / "page.html"
        here = CliRunner().invoke(main, ["view", "--window", words, "-o", str(page)])
        there = CliRunner().invoke(main, ["network", "--window", words])
        assert (here.exit_code, here.stderr) == (there.exit_code, there.stderr) == (2, there.stderr)
        assert "--window" in here.stderr
        assert not page.exists()


def test_more_windows_than_a_page_can_hold_are_refused_in_one_line(
    case_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "MOST_WINDOWS", 27)
    made = [position("a", "support", "w1", 1), position("b", "support", "w1", 28)]
    with pytest.raises(LimitError, match="more than the 27 windows of a page; give a longer --window"):
        network_of(case_of(*made), window=Span(1, "days"))
    assert len(network_of(case_of(*made), window=Span(2, "days"))["statementNetwork"]["networks"][0]["windows"]) == 14
    assert MOST_WINDOWS > 100


# ----------------------------------------------------------------- bounds


def test_of_too_many_parts_the_newest_of_each_pair_are_kept(case_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """a and b have three pairs of statements, a and c one, b and c one; of four in all each may have two of its own."""
    made = [position("a", "support", f"w{n}", n) for n in (1, 2, 3)] + [
        position("b", "oppose", f"w{n}", n + 3) for n in (1, 2, 3)
    ]
    made += [position("c", "support", "w1", 20)]
    monkeypatch.setattr(weights, "MOST_PARTS", 4)
    data = network_of(case_of(*made))
    network = data["statementNetwork"]
    keys = data["parties"]
    parts = {
        keys[p["first"]] + keys[p["second"]]: (len(p["same"]) // 2, len(p["opposite"]) // 2) for p in network["pairs"]
    }
    assert parts == {"ab": (0, 2), "ac": (1, 0), "bc": (0, 1)}
    assert network["networks"][0]["whole"]["weights"] == [0, -3, 0, 3, 1, 1, 1, 0, 2, -1, 0, 1]
    kept = {data["statements"][n]["latest"] for n in network["mentions"]["statements"]}
    assert kept == {f"2031-01-0{day}" for day in (1, 2, 3, 4, 5, 6)} | {"2031-01-20"}


def test_a_large_case_carries_no_more_than_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "large.ttl"
    path.write_text(large_case(3000), encoding="utf-8")
    network = network_of(kg.open(str(path)))["statementNetwork"]
    parts = sum(len(pair["same"]) + len(pair["opposite"]) for pair in network["pairs"]) // 2
    assert 0 < parts <= MOST_PARTS
    assert len({len(one) for one in network["mentions"].values()}) == 1


def test_weights_beyond_the_bound_are_those_of_filters(case_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "MOST_WEIGHTS", 0)
    (network,) = network_of(case_of(*generated(4)))["statementNetwork"]["networks"]
    assert {"ownVoice": True, "minConfidence": None} in network["asked"]


# ------------------------------------------------- narrowed, empty, in order


def test_a_page_of_some_parties_and_issues_counts_only_them(second_case: Path) -> None:
    case = kg.open(str(second_case))
    parties = [case.party(name) for name in ("Orrin", "Selm", "Tavay")]
    issues = [case.case.options[option].issue for option in case.case.options][:1]
    data = network_of(case, parties=parties, issues=issues)
    names = [case.case.issues[issue].label() for issue in issues]
    _, whole = weighed(case, parties=["Orrin", "Selm", "Tavay"], issues=names)
    network = data["statementNetwork"]
    assert told(data, network["networks"][0]["whole"]) == whole["pairs"]
    assert (network["onlyParties"], network["onlyIssues"]) == (True, True)


def test_a_proposal_of_one_term_counts_as_its_term(case_of: Any) -> None:
    """b proposes w1 alone on the 4th, which is no mention; its support of the proposal, on the 5th, is one of w1."""
    made = [position("a", "support", "w1", 3), proposal("p", "w1", 4, by="b"), position("b", "support", "p", 5)]
    made += [position("c", "noncommittal", "p", 6)]
    data = network_of(case_of(*made))
    assert data["statementNetwork"]["networks"][0]["whole"]["weights"] == [0, 1, 1, 0]
    assert data["statementNetwork"]["networks"][0]["leftOut"] == 1


def test_nothing_said_is_an_empty_network(case_of: Any) -> None:
    network = network_of(case_of(position("a", "noncommittal", "w1", 3)))["statementNetwork"]
    assert network["pairs"] == []
    empty = {
        "first": None,
        "last": None,
        "partial": False,
        "kept": 0,
        "from": 0,
        "to": 0,
        "weights": [],
        "communities": [],
    }
    assert [one["whole"] for one in network["networks"]] == [empty]
    assert [one["windows"] for one in network["networks"]] == [[]]


def test_the_order_of_the_input_changes_nothing(case_of: Any) -> None:
    made = generated(5)
    one = network_of(case_of(*made))["statementNetwork"]
    assert network_of(case_of(*reversed(made)))["statementNetwork"] == one


# ----------------------------------------------------------------- places


def under(places: dict[int, tuple[float, float]], lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return each line that comes within 40 pixels of the centre of a third party, with that party."""
    found = []
    for a, b in lines:
        (ax, ay), (bx, by) = places[a], places[b]
        for party, (x, y) in places.items():
            steps = ((ax + (bx - ax) * n / 200, ay + (by - ay) * n / 200) for n in range(201))
            if party not in (a, b) and min(hypot(x - px, y - py) for px, py in steps) < 40:
                found.append((a, b, party))
    return found


@pytest.mark.parametrize("name", ["example:ukraine-2025-04", "example:basin"])
def test_no_line_goes_under_a_party_and_nobody_stands_on_anybody(name: str) -> None:
    network = network_of(kg.open(name))["statementNetwork"]
    places = {n: (place["x"], place["y"]) for n, place in enumerate(network["places"])}
    assert under(places, [(pair["first"], pair["second"]) for pair in network["pairs"]]) == []
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 120 for a, b in combinations(places.values(), 2))


def test_a_community_of_three_is_a_triangle_and_its_neighbour_stands_beside_it() -> None:
    """3 has a line to 1 of the community 0, 1, 2, and 4 has none."""
    places = clusters([[0, 1, 2], [3], [4]], [(0, 1), (0, 2), (1, 2), (1, 3)])
    sides = sorted(hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in [(0, 1), (0, 2), (1, 2)])
    assert sides[0] == pytest.approx(sides[-1], abs=0.5)
    assert sides[0] == pytest.approx(105 * 3**0.5, abs=0.5)  # on a circle of 105 pixels
    assert under(places, [(0, 1), (0, 2), (1, 2), (1, 3)]) == []
    last = clusters([[0, 1], [2], [3], [4], [5], [6]], [(0, 1), (1, 4)])
    gaps = {party: hypot(last[party][0] - last[1][0], last[party][1] - last[1][1]) for party in (2, 3, 4, 5, 6)}
    assert (
        min(gaps, key=gaps.__getitem__) == 4
    )  # the only one with a line to the community, from which as given it would be farthest
    assert clusters([[0]], []) == {0: (0.0, 0.0)}
    assert clusters([], []) == {}
