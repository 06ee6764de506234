"""The position graph and the overlap graph of a tiny case, edge by edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from small_cases import BASE, entails, excludes, position, proposal

CaseOf = Callable[..., Any]


def ids(names: str) -> list[str]:
    return [BASE + name for name in names.split()]


#: agreed w1 w2 w3, within reach w4, contested w5 (red line against red line) and x1, rejected x2; c has a side on x3 only
OVERLAP = (
    position("a", "support", "w1"),
    position("b", "demand", "w1"),
    position("a", "support", "w2"),
    position("b", "support", "w2"),
    position("a", "demand", "w3"),
    position("b", "demand", "w3"),
    position("a", "open", "w4"),
    position("b", "support", "w4"),
    position("a", "demand", "w5"),
    position("b", "rule-out", "w5"),
    position("a", "support", "x1"),
    position("b", "oppose", "x1"),
    position("a", "doubt", "x2"),
    position("b", "oppose", "x2"),
    position("c", "oppose", "x3"),
    position("c", "noncommittal", "w1"),
)


def test_overlap_graph_has_an_edge_for_each_pair_with_a_side_on_a_common_option(case_of: CaseOf) -> None:
    graph = case_of(*OVERLAP).overlap_graph("a", "b", "c")
    assert dict(graph.nodes(data=True)) == {BASE + name: {"kind": "party", "label": name} for name in "abc"}
    ((one, other, counts),) = graph.edges(data=True)
    assert {one, other} == set(ids("a b"))
    assert counts == {
        "agreed": 3,
        "within_reach": 1,
        "contested": 2,
        "red_lines": 1,
        "both_sided": 7,
        "inferred": 0,
        "ascribed": 0,
        "net": 3 + 1 - 2,
        "weight": 7,
    }


def test_overlap_graph_is_labelled_in_the_language(case_of: CaseOf) -> None:
    case = case_of(*OVERLAP, ':a skos:prefLabel "der Erste"@de .\n')
    assert case.overlap_graph("a", "b", lang="de").nodes[f"{BASE}a"]["label"] == "der Erste"
    assert case.position_graph(lang="de").nodes[f"{BASE}a"]["label"] == "der Erste"
    assert case.position_graph().nodes[f"{BASE}a"]["label"] == "a"


def test_position_graph_has_things_and_what_ties_them(case_of: CaseOf) -> None:
    graph = case_of(
        proposal("k", "w1 x1", 1, tabled_by="f"), entails("w1", "w2"), excludes("w2", "w3")
    ).position_graph()
    kinds = {node.removeprefix(BASE): data["kind"] for node, data in graph.nodes(data=True)}
    assert {name: kinds[name] for name in ("a", "x", "x1", "k")} == {
        "a": "party",
        "x": "issue",
        "x1": "option",
        "k": "proposal",
    }
    assert graph.nodes[f"{BASE}x1"]["label"] == "x1"
    assert graph.edges[(*ids("x1 x"), "option of")] == {"kind": "option of"}
    assert [(*edge, data) for *edge, data in graph.edges(ids("k"), keys=True, data=True)] == [
        (*ids("k w1"), "term", {"kind": "term"}),
        (*ids("k x1"), "term", {"kind": "term"}),
    ]
    assert graph.edges[(*ids("w1 w2"), "entails")] == {"kind": "entails", "basis": "definitional"}
    assert graph.edges[(*ids("w2 w3"), "excludes")] == {"kind": "excludes", "basis": "definitional"}


def test_position_graph_carries_each_stance_with_its_evidence(case_of: CaseOf) -> None:
    case = case_of(
        entails("w1", "w2"),
        position("a", "demand", "w1", 3, confidence=0.8, name="p"),
        position("b", "open", "w1", 4, "leak", name="q"),
        position("c", "doubt", "w1", 5, name="r"),
        position("g", "noncommittal", "w1", 6, name="s"),
    )
    graph = case.position_graph()
    stances = {
        one.removeprefix(BASE) + " " + other.removeprefix(BASE): data
        for one, other, key, data in graph.edges(keys=True, data=True)
        if key == "stance"
    }
    assert stances["a w1"] == {
        "kind": "stance",
        "stance": "demand",
        "side": "for",
        "sign": 1,
        "inferred": False,
        "ascribed": False,
        "confidence": 0.8,
        "day": "2031-01-03",
        "age_days": 25,
        "stale": False,
        "evidence": ids("s-p"),
    }
    assert {key: (data["side"], data["sign"], data["inferred"], data["ascribed"]) for key, data in stances.items()} == {
        "a w1": ("for", 1, False, False),
        "a w2": ("for", 1, True, False),
        "b w1": ("leaning", 1, False, True),
        "c w1": ("against", -1, False, False),
        "g w1": ("", 0, False, False),
    }


def test_position_graph_of_some_parties(case_of: CaseOf) -> None:
    from kg.analysis.graphs import position_graph

    resolution = case_of(position("a", "support", "w1"), position("b", "support", "w1")).resolution
    stances = [edge for edge in position_graph(resolution, ids("b")).edges(keys=True) if edge[2] == "stance"]
    assert stances == [(*ids("b w1"), "stance")]
