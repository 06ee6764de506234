"""One property of everything, read as columns: the same from memory and from disk, whatever the texts, and in pieces of any size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest

import kg.store.columns
from kg.case.without import PartialStore, Without
from kg.networks.joining import NONE, OUT, Rows
from kg.networks.names import Names, is_among
from kg.store import Column, GraphStore, MemoryStore, open_store
from kg.vocabulary import XSD

SAYS = "urn:says"
PLACES = ("urn:a", "urn:b,c", "urn:d")
TEXTS = ("", "a,b", 'a "b"@en\r\n\tc\\d \\n', "é\u2028\U0001d4b3", "urn:a", "5", "<urn:a>", "_:b")

A, B, D = map(ox.NamedNode, PLACES)
LINK = ox.NamedNode(SAYS)
QUADS = [
    ox.Quad(A, LINK, B),
    ox.Quad(A, LINK, B, ox.NamedNode("urn:graph")),
    ox.Quad(B, LINK, A, ox.NamedNode("urn:graph")),
    ox.Quad(ox.BlankNode("one"), LINK, A),
    ox.Quad(D, LINK, ox.BlankNode("one")),
    ox.Quad(D, ox.NamedNode("urn:other"), A),
]
TYPED = (ox.Literal("2031-01-02", datatype=ox.NamedNode(XSD.date)), ox.Literal(7), ox.Literal(True), ox.Literal(0.5))


def read(store: GraphStore, among: list[str] | None = None) -> set[tuple[str, str]]:
    """Return the pairs of subject and object; some may come twice."""
    found: list[tuple[str, str]] = []
    store.read_columns([Column(SAYS, among, lambda *columns: found.extend(zip(*columns, strict=True)))])
    return set(found)


def on_disk(folder: Path, quads: list[ox.Quad]) -> GraphStore:
    store = ox.Store(str(folder))
    store.extend(quads)
    store.flush()
    del store
    return open_store(str(folder))


@pytest.fixture(params=[10, 1_000_000])
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.store.columns, "_PIECE", request.param)


@pytest.mark.usefixtures("piece")
def test_links_and_blank_nodes_are_read_from_all_graphs(tmp_path: Path) -> None:
    expected = {("urn:a", "urn:b,c"), ("urn:b,c", "urn:a"), ("_:one", "urn:a"), ("urn:d", "_:one")}
    for store in (MemoryStore(QUADS), on_disk(tmp_path / "store", QUADS)):
        assert read(store) == expected
        assert read(store, ["urn:a"]) == {("urn:b,c", "urn:a"), ("_:one", "urn:a")}
        assert read(store, ["_:one", "urn:none"]) == {("urn:d", "_:one")}
        assert read(store, []) == set()


@pytest.mark.usefixtures("piece")
def test_texts_come_as_they_are(tmp_path: Path) -> None:
    literals = [*map(ox.Literal, TEXTS), ox.Literal("mot", language="fr"), *TYPED]
    quads = [ox.Quad(ox.NamedNode(f"urn:{place}"), LINK, one) for place, one in enumerate(literals)]
    expected = {(f"urn:{place}", one.value) for place, one in enumerate(literals)}
    for store in (MemoryStore(quads), on_disk(tmp_path / "store", quads)):
        assert read(store) == expected


def test_many_ids_are_looked_for_in_one_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.store.columns, "_MOST_ASKED_FOR", 1)
    store = on_disk(tmp_path / "store", QUADS)
    assert read(store, ["urn:a", "_:one"]) == {("urn:b,c", "urn:a"), ("_:one", "urn:a"), ("urn:d", "_:one")}


@pytest.mark.usefixtures("piece")
@pytest.mark.parametrize("columns", [1, 5])
def test_what_goes_wrong_in_taking_is_raised_as_it_is(columns: int, tmp_path: Path) -> None:
    def take(subjects: list[str], objects: list[str]) -> None:
        raise KeyError(len(subjects) == len(objects))

    with pytest.raises(KeyError, match="True"):
        on_disk(tmp_path / "store", QUADS).read_columns([Column(SAYS, None, take)] * columns)


@pytest.mark.usefixtures("piece")
def test_several_columns_are_read_at_a_time_each_by_itself(tmp_path: Path) -> None:
    store = on_disk(tmp_path / "store", QUADS)
    found: list[list[str]] = [[] for _ in range(6)]
    takes = [lambda subjects, _, one=one: one.extend(subjects) for one in found]
    store.read_columns([Column(SAYS, among, take) for take, among in zip(takes, (None, ["urn:a"]) * 3, strict=True)])
    assert [sorted(one) for one in found] == [["_:one", "urn:a", "urn:a", "urn:b,c", "urn:d"], ["_:one", "urn:b,c"]] * 3


def test_what_is_gone_is_not_read(tmp_path: Path) -> None:
    inner = on_disk(tmp_path / "store", QUADS)
    store = PartialStore(Without(inner, {"urn:a": {}}))
    assert read(store) == {("urn:d", "_:one")}
    assert read(store, ["urn:a"]) == set()


def test_rows_are_joined_whatever_their_order() -> None:
    rows = Rows(np.array([30, 10, 20, 10]))
    assert (len(rows), rows.first.tolist()) == (3, [1, 2, 0])
    assert rows.places(np.array([20, 5, 40])).tolist() == [1, OUT, OUT]
    subjects, codes = np.array([20, 40, 20, 10]), np.array([4, 9, 3, 7])
    assert rows.column(subjects, codes).tolist() == rows.column(subjects[::-1], codes[::-1]).tolist() == [7, 3, NONE]
    assert Rows(np.empty(0, dtype=np.int64)).places(np.array([1])).tolist() == [OUT]


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["a"],
        ["same", "same"],
        ["b", "a", "", "ab", "é", "я", "z\U0001d4b3", "z\uffff"],
        [f"https://example.org/statement/{name}/{number}" for name in ("Yemen", "Chad", "Ché") for number in range(12)],
        ["common", "common/long enough to differ late 2", "common/long enough to differ late 1"],
    ],
)
def test_names_are_sorted_as_texts_are(given: list[str]) -> None:
    names = Names(given)
    assert names == given
    assert list(names.taken(names.order(np.arange(len(given))))) == sorted(given)
    assert [names[place] for place in range(-len(given), 0)] == given
    with pytest.raises(IndexError):
        names[len(given)]


def test_a_name_is_found_among_sorted_ones() -> None:
    names = Names(["a", "c", "é"])
    assert [is_among(name, names) for name in ("a", "b", "é", "z")] == [True, False, True, False]
