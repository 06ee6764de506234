"""Reading and writing RDF: formats, folders, embedded stores, limits, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.api import Negotiation
from kg.case import Case
from kg.errors import InputError, LimitError, QueryError, UsageError
from kg.store import (
    FORMATS,
    EmbeddedStore,
    GraphStore,
    MemoryStore,
    Value,
    open_files,
    open_store,
    parse_file,
    replace_file,
    shipped_case,
    write_graph,
)
from kg.vocabulary import NEG, SKOS

LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
TURTLE = """@prefix neg: <https://w3id.org/neg#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> a neg:Party ; skos:prefLabel "Alpha"@en, "Альфа"@uk .
<urn:s1> a neg:Statement ; neg:about <urn:a> ; neg:latest "2031-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .
<urn:s2> a neg:Statement ; neg:about <urn:b> ; neg:latest "2031-01-03"^^<http://www.w3.org/2001/XMLSchema#date> ;
    neg:withdraws [ a neg:Position ] .
"""


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    path = tmp_path / "case.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture(params=["memory", "embedded"])
def store(request: pytest.FixtureRequest, turtle: Path, tmp_path: Path) -> GraphStore:
    if request.param == "memory":
        return open_store(turtle)
    folder = tmp_path / "embedded"
    disk = ox.Store(str(folder))
    disk.bulk_extend(parse_file(turtle))
    disk.flush()
    del disk
    opened = open_store(folder)
    assert isinstance(opened, EmbeddedStore)
    return opened


class TestEveryKindOfStore:
    def test_nodes_of_a_class(self, store: GraphStore) -> None:
        assert list(store.nodes(NEG.Party)) == ["urn:a"]
        assert store.nodes(NEG.Event) == {}

    def test_values_are_sorted_and_keep_their_language(self, store: GraphStore) -> None:
        labels = store.nodes(NEG.Party)["urn:a"][SKOS.prefLabel]
        assert [(value.text, value.lang) for value in labels] == [("Alpha", "en"), ("Альфа", "uk")]
        assert all(isinstance(value, Value) and value.kind == "literal" for value in labels)

    def test_nodes_tied_to_ids(self, store: GraphStore) -> None:
        assert list(store.nodes_with(NEG.about, ["urn:a", "urn:none"])) == ["urn:s1"]
        assert list(store.in_turn(NEG.about, ["urn:b", "urn:a"])) == list(
            store.nodes_with(NEG.about, ["urn:a", "urn:b"]).items()
        )

    def test_nodes_having_a_predicate(self, store: GraphStore) -> None:
        assert list(store.nodes_having(NEG.withdraws)) == ["urn:s2"]

    def test_describe_leaves_out_what_is_no_subject(self, store: GraphStore) -> None:
        assert list(store.describe(["urn:s2", "urn:b", "urn:s1"])) == ["urn:s1", "urn:s2"]

    def test_newest(self, store: GraphStore) -> None:
        assert store.newest(NEG.latest) == "2031-01-03"
        assert store.newest(NEG.deadline) is None
        assert store.newest(NEG.latest, without=["urn:s2"]) == "2031-01-02"
        assert store.newest(NEG.latest, without=["urn:s1", "urn:s2"]) is None

    def test_subjects_and_values(self, store: GraphStore) -> None:
        assert list(store.subjects(NEG.about, "urn:a")) == ["urn:s1"]
        assert list(store.subjects(NEG.about, "urn:none")) == []
        assert store.values(NEG.latest) == ("2031-01-02", "2031-01-03")
        assert store.values(NEG.deadline) == ()

    def test_rows(self, store: GraphStore) -> None:
        found = store.rows("SELECT ?s WHERE { ?s a neg:Statement } ORDER BY DESC(?s)", limit=2, timeout=20)
        assert [row[0]["value"] for row in found.rows if row[0]] == ["urn:s2", "urn:s1"]

    def test_grouped_rows(self, store: GraphStore) -> None:
        query = "SELECT ?class (COUNT(*) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"
        found = store.rows(query, limit=3, timeout=20).rows
        counts = {row[0]["value"].removeprefix(NEG.base): row[1]["value"] for row in found if row[0] and row[1]}
        assert counts == {"Party": "1", "Statement": "2", "Position": "1"}

    def test_more_rows_than_the_limit_are_refused(self, store: GraphStore) -> None:
        with pytest.raises(QueryError, match="more than 10 rows"):
            store.rows("SELECT * WHERE { ?s ?p ?o }", limit=10, timeout=20)
        assert len(store.rows("SELECT * WHERE { ?s ?p ?o }", limit=11, timeout=20).rows) == 11

    def test_quads(self, store: GraphStore) -> None:
        assert len(list(store.quads())) == 11

    def test_engine(self, store: GraphStore) -> None:
        with store.engine() as engine:
            assert set(engine) == set(store.quads())


class ThirdStore:
    """A kind of store that the package does not know, such as an endpoint will be."""

    locator = "third"

    def __init__(self, inner: GraphStore) -> None:
        self.nodes, self.nodes_with, self.nodes_having = inner.nodes, inner.nodes_with, inner.nodes_having
        self.in_turn = inner.in_turn
        self.describe, self.newest, self.rows, self.quads = inner.describe, inner.newest, inner.rows, inner.quads
        self.places, self.subjects, self.values = inner.places, inner.subjects, inner.values
        self.engine = inner.engine


def test_a_third_kind_of_store_gives_the_same_answers() -> None:
    known = open_store(shipped_case())
    one, other = Negotiation(Case(known)), Negotiation(Case(ThirdStore(known)))
    assert other.shared("russia", "ukraine").to_json() == one.shared("russia", "ukraine").to_json()
    query = "SELECT ?p WHERE { ?p a neg:Party }"
    assert other.query(query).to_json() == one.query(query).to_json()
    assert other.check().findings == one.check().findings


def on_disk(folder: Path, graph: Path) -> Path:
    disk = ox.Store(str(folder))
    disk.bulk_extend(parse_file(graph))
    disk.flush()
    return folder


class TestManyLookUpsInOneStore:
    """It is opened anew after so many described subjects, here after one."""

    @pytest.fixture
    def store(self, turtle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedStore:
        monkeypatch.setattr("kg.store.graphs._MOST_DESCRIBED", 0)
        return EmbeddedStore(on_disk(tmp_path / "embedded", turtle))

    def test_go_on_in_the_same_store(self, store: EmbeddedStore) -> None:
        first = store._store
        for _ in range(3):
            assert store.describe(["urn:a"])["urn:a"][SKOS.prefLabel][0] == Value("Alpha", "literal", LANG, "en")
        assert store._store is not first

    def test_never_mix_it_with_another_that_took_its_place(self, store: EmbeddedStore, tmp_path: Path) -> None:
        store.describe(["urn:a"])
        other = tmp_path / "other.ttl"
        other.write_text(TURTLE.replace("Alpha", "Omega"), encoding="utf-8")
        (tmp_path / "embedded").rename(tmp_path / "older")
        on_disk(tmp_path / "embedded", other)
        for _ in range(3):
            assert store.describe(["urn:a"])["urn:a"][SKOS.prefLabel][0].text == "Alpha"

    def test_go_on_where_it_was_taken_away(self, store: EmbeddedStore, tmp_path: Path) -> None:
        (tmp_path / "embedded").rename(tmp_path / "older")
        assert [list(store.describe(["urn:a"])) for _ in range(2)] == [["urn:a"], ["urn:a"]]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_round_trips_to_the_same_graph(ending: str, turtle: Path, tmp_path: Path) -> None:
    path = tmp_path / f"copy{ending}"
    write_graph(parse_file(turtle), path)
    original, copy = (ox.Dataset(parse_file(p)) for p in (turtle, path))
    for dataset in (original, copy):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert original == copy


@pytest.mark.parametrize("ending", FORMATS)
def test_equal_graphs_give_equal_bytes(ending: str, turtle: Path, tmp_path: Path) -> None:
    quads = list(parse_file(turtle))
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    write_graph(quads, one)
    write_graph([*reversed(list(parse_file(turtle))), *quads[:0]], other)
    assert one.read_bytes() == other.read_bytes()


def test_named_graphs_are_packaging(tmp_path: Path) -> None:
    one, two = tmp_path / "case.trig", tmp_path / "case.ttl"
    one.write_text(
        "<urn:g> { <urn:a> a <https://w3id.org/neg#Party> } <urn:h> { <urn:a> a <https://w3id.org/neg#Party> }"
    )
    two.write_text("<urn:a> a <https://w3id.org/neg#Party> .")
    assert open_store(one).nodes(NEG.Party) == open_store(two).nodes(NEG.Party)


def test_a_folder_is_the_union_of_its_files(turtle: Path) -> None:
    (turtle.parent / "more.nt").write_text(
        "<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/neg#Party> ."
    )
    assert list(open_store(turtle.parent).nodes(NEG.Party)) == ["urn:a", "urn:c"]
    assert list(open_files([turtle, turtle.parent / "more.nt"]).nodes(NEG.Party)) == ["urn:a", "urn:c"]


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f'_:x <urn:p> "{name}" .\n')
    assert len({quad.subject for quad in open_store(tmp_path).quads()}) == 2


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + TURTLE.encode())
    assert open_store(path).nodes(NEG.Party)


class TestRefused:
    def test_a_syntax_error_names_file_and_line(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.ttl"
        path.write_text("@prefix a: <urn:a#> .\n\na:b a:c ;;; a:d\n")
        with pytest.raises(InputError, match=r"broken\.ttl:\d+: not valid Turtle"):
            open_store(path)

    @pytest.mark.parametrize("name", ["case.rdf", "case.owl", "case.xml"])
    def test_rdf_xml_by_its_ending(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_text("<x/>")
        with pytest.raises(InputError, match="rdfpipe"):
            open_store(path)

    @pytest.mark.parametrize(
        "text", ["<?xml version='1.0'?><rdf:RDF/>", "<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", "  <rdf:RDF/>"]
    )
    def test_xml_under_another_ending(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "case.ttl"
        path.write_text(text)
        with pytest.raises(InputError, match="RDF/XML is not read"):
            open_store(path)

    @pytest.mark.parametrize(
        "context",
        [
            "http://127.0.0.1:9/context",
            ["http://127.0.0.1:9/context", {"a": "urn:a"}],
            {"@version": 1.1, "@import": "http://127.0.0.1:9/context"},
            {"a": {"@id": "urn:a", "@context": "http://127.0.0.1:9/context"}},
        ],
    )
    def test_a_remote_context(self, context: object, tmp_path: Path) -> None:
        path = tmp_path / "case.jsonld"
        path.write_text(json.dumps({"@context": context, "@id": "urn:a", "a": {"urn:b": 1}}))
        with pytest.raises(
            InputError, match=r"case\.jsonld: its @context is an address, and addresses are never fetched"
        ):
            open_store(path)

    def test_what_is_over_the_limit(self, turtle: Path) -> None:
        with pytest.raises(LimitError, match="--max-size"):
            open_store(turtle, max_bytes=10)
        assert open_store(turtle, max_bytes=None)

    @pytest.mark.parametrize("text", ["", "   \n", "\ufeff"])
    def test_an_empty_file(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "case.ttl"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="is empty"):
            open_store(path)

    def test_a_file_without_statements(self, tmp_path: Path) -> None:
        path = tmp_path / "case.ttl"
        path.write_text("# only a comment\n")
        with pytest.raises(InputError, match="contains no data"):
            open_store(path)

    def test_an_unknown_ending(self, tmp_path: Path) -> None:
        path = tmp_path / "case.txt"
        path.write_text("x")
        with pytest.raises(InputError, match=r"use one of \.ttl"):
            open_store(path)

    def test_a_folder_without_a_case(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no case in this folder"):
            open_store(tmp_path)

    def test_a_folder_of_sheets_says_how_to_go_on(self, tmp_path: Path) -> None:
        (tmp_path / "parties.csv").write_text("x")
        with pytest.raises(InputError, match="kg import"):
            open_store(tmp_path)

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            open_store(tmp_path / "none.ttl")

    def test_an_address_with_a_password(self) -> None:
        with pytest.raises(UsageError, match="leave them out and set KG_SPARQL_USER"):
            open_store("http://ann:sesame@127.0.0.1/sparql")


def test_deep_nesting_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "deep.ttl"
    path.write_text("<urn:a> <urn:p> " + "(" * 3000 + ")" * 3000 + " .")
    try:
        assert isinstance(open_store(path), MemoryStore)
    except InputError as error:
        assert "deep.ttl" in str(error)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "taken.ttl"
    folder.mkdir()
    with pytest.raises(InputError, match="is a folder"):
        replace_file(folder, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.ttl"]


def test_the_shipped_case_is_found() -> None:
    assert open_store(shipped_case()).nodes(NEG.Party)
