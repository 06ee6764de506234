"""Blank nodes in odd shapes: labels that are the same for the same content, in bounded work, or one line."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from small_cases import STAGE, position

from kg.cli import main
from kg.errors import LimitError
from kg.store import parse_file
from kg.store.blanks import name_by_content
from kg.store.canonical import FEW, canonical

Edges = list[tuple[int, int]]
Labelling = Callable[[Iterable[ox.Quad]], Iterable[ox.Quad]]

SMALL = STAGE + position("a", "support", "w1") + position("b", "oppose", "w1")


@pytest.fixture
def small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the refusals quick."""
    monkeypatch.setattr("kg.store.canonical._MOST_EDGES", 50_000)


def _clique(size: int) -> Edges:
    return [(one, other) for one in range(size) for other in range(size) if one != other]


def _chain(size: int) -> Edges:
    return [(place, place + 1) for place in range(size)]


def _ring(size: int) -> Edges:
    return [(place, (place + 1) % size) for place in range(size)]


def _stars(number: int, leaves: int) -> Edges:
    return [(100 * star, 100 * star + leaf) for star in range(number) for leaf in range(1, leaves + 1)]


def _quads(edges: Edges, seed: int) -> list[ox.Quad]:
    """Return a graph of blank nodes, their labels and the order shuffled."""
    chance = random.Random(seed)
    nodes = sorted({node for edge in edges for node in edge})
    labels = dict(zip(nodes, chance.sample(range(10**6), len(nodes)), strict=True))
    link = ox.NamedNode("urn:p")
    found = [ox.Quad(ox.BlankNode(f"x{labels[one]}"), link, ox.BlankNode(f"x{labels[two]}")) for one, two in edges]
    chance.shuffle(found)
    return found


@pytest.mark.parametrize("label", [canonical, name_by_content])
@pytest.mark.parametrize(
    "edges",
    [_clique(3), _clique(12), _clique(30), _chain(2), _chain(5), _chain(300), _ring(60), _stars(2, 30), _stars(200, 2)],
    ids=str,
)
def test_the_same_content_gets_the_same_labels(label: Labelling, edges: Edges) -> None:
    one, other = (list(label(_quads(edges, seed))) for seed in (1, 2))
    assert set(one) == set(other)
    assert len(set(one)) == len(set(edges))


@pytest.mark.parametrize("edges", [_clique(FEW), _chain(1), _stars(20, 2), _clique(FEW) + [(7, 8)]], ids=str)
def test_few_alike_are_labelled_by_rdfc(edges: Edges) -> None:
    expected = ox.Dataset(_quads(edges, 1))
    expected.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert canonical(_quads(edges, 2)) == expected


def test_what_differs_is_not_given_the_same_labels() -> None:
    assert set(canonical(_quads(_ring(8), 1))) != set(
        canonical(_quads(_ring(4) + [(a + 9, b + 9) for a, b in _ring(4)], 1))
    )


@pytest.mark.usefixtures("small_bound")
@pytest.mark.parametrize("edges", [_clique(60), _chain(1000)], ids=["clique", "chain"])
def test_more_work_than_the_bound_is_refused(edges: Edges) -> None:
    with pytest.raises(LimitError, match="cannot be distinguished"):
        canonical(_quads(edges, 1))


SHAPES = {
    "nested.ttl": SMALL + ":x <urn:p> " + "[ <urn:p> " * 2_000 + "1" + " ]" * 2_000 + " .\n",
    "list.ttl": SMALL + ":x <urn:p> " + "( " * 1_000 + "1" + " )" * 1_000 + " .\n",
    "nested.jsonld": '{"urn:p":' * 2_000 + "1" + "}" * 2_000,
    "deep.jsonld": '{"@id":"urn:x","urn:p":' + "[" * 100_000 + "]" * 100_000 + "}",
    "chain.nq": "".join(f"_:b{place} <urn:p> _:b{place + 1} .\n" for place in range(2_000)),
    "clique.nt": "".join(f"_:b{one} <urn:p> _:b{other} .\n" for one, other in _clique(60)),
}


@pytest.mark.usefixtures("small_bound")
@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    path, target = tmp_path / name, tmp_path / "out.ttl"
    path.write_text(SHAPES[name])
    done = CliRunner().invoke(main, ["import", str(path), "-o", str(target)])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 2 and "Traceback" not in done.stderr, done.stderr[:500]
    assert done.stderr.count("\n") <= 2
    assert not target.exists()


def test_a_small_clique_is_imported_and_written(tmp_path: Path) -> None:
    path, target = tmp_path / "case.ttl", tmp_path / "out.ttl"
    path.write_text(SMALL + "".join(f"_:b{one} <urn:p> _:b{other} .\n" for one, other in _clique(12)))
    assert CliRunner().invoke(main, ["import", str(path), "-o", str(target)]).exit_code in {0, 1}
    assert sum(quad.predicate.value == "urn:p" for quad in parse_file(target)) == 12 * 11
