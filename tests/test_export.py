"""Exports: every format back again, the same bytes each time, safe cells, redaction, graphs that other programs read."""

from __future__ import annotations

import csv
import json
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from sheet_cases import same_graph

import kg
from kg.cli import main
from kg.errors import InputError, UsageError
from kg.export.export import export_case, format_for
from kg.export.graph_files import _WRITERS, node_list_path, write_graph_file
from kg.export.redact import redact
from kg.formats import CASE_FORMATS, EXPORT_EXTENSIONS, GRAPH_FORMATS, RDF_FORMATS
from kg.schema import SHEETS_BY_NAME
from kg.sheets.read import read_tables
from kg.sheets.workbook_writer import write_workbook
from kg.sheets.write import CaseTable
from kg.store import FORMATS, parse_file, shipped_case
from kg.vocabulary import NEG, RDF

RDF_NAMES = {"turtle": "ttl", "trig": "trig", "jsonld": "jsonld", "nquads": "nq", "ntriples": "nt"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def shipped() -> list[ox.Quad]:
    return list(parse_file(shipped_case()))


def bytes_of(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in ([path] if path.is_file() else sorted(path.iterdir()))}


# ---------------------------------------------------------------- the whole case


@pytest.mark.parametrize("format_", RDF_NAMES)
def test_each_format_of_rdf_gives_the_case_back(tmp_path: Path, shipped: list[ox.Quad], format_: str) -> None:
    path = tmp_path / f"case.{RDF_NAMES[format_]}"
    export_case(shipped, path, format_)
    assert same_graph(shipped, list(parse_file(path)))
    assert set(FORMATS) == {f".{ending}" for ending in RDF_NAMES.values()}


def test_the_table_of_formats_names_what_is_written() -> None:
    assert tuple(_WRITERS) == GRAPH_FORMATS
    assert all(hasattr(ox.RdfFormat, name) for name in (one.parser for one in RDF_FORMATS))
    assert set(EXPORT_EXTENSIONS.values()) <= {*CASE_FORMATS, *GRAPH_FORMATS}


@pytest.mark.parametrize("format_", CASE_FORMATS)
def test_the_same_case_gives_the_same_bytes(tmp_path: Path, shipped: list[ox.Quad], format_: str) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    export_case(shipped, one, format_)
    time.sleep(1.1 if format_ == "xlsx" else 0)
    export_case(reversed(shipped), other, format_)
    first, second = bytes_of(one), bytes_of(other)
    assert list(first.values()) == list(second.values())


def test_a_workbook_tells_no_time(tmp_path: Path, shipped: list[ox.Quad]) -> None:
    export_case(shipped, tmp_path / "case.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "case.xlsx") as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert str(date.today().year) not in package.read("docProps/core.xml").decode()


def test_the_shipped_case_has_a_sheet_for_each_kind_of_thing(tmp_path: Path, shipped: list[ox.Quad]) -> None:
    export_case(shipped, tmp_path / "case.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "case.xlsx")
    assert book.sheetnames == ["read me", *SHEETS_BY_NAME]
    assert [cell.value for cell in book["parties"]["A"]][:3] == ["id", "coalition-of-the-willing", "france"]
    assert book["sources"]["H2"].value.date() == date(2025, 4, 22)


def test_csv_files_begin_with_the_mark_that_spreadsheets_know_utf8_by(tmp_path: Path, shipped: list[ox.Quad]) -> None:
    export_case(shipped, tmp_path / "case", "csv")
    assert (tmp_path / "case" / "parties.csv").read_bytes().startswith(b"\xef\xbb\xbfid,label:ar,label:en")


def test_an_old_sheet_of_triples_does_not_linger(tmp_path: Path, shipped: list[ox.Quad]) -> None:
    strange = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    export_case([*shipped, strange], tmp_path / "case", "csv")
    assert (tmp_path / "case" / "other.csv").read_text("utf-8-sig") == 'id,property,value\n<urn:a>,<urn:b>,"""c"""\n'
    export_case(shipped, tmp_path / "case", "csv")
    assert not (tmp_path / "case" / "other.csv").exists()


# ---------------------------------------------------------------- what a cell can do and hold


def labelled(text: str) -> list[ox.Quad]:
    party = ox.NamedNode("https://example.org/x#p")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    return [
        ox.Quad(party, ox.NamedNode(RDF.type), ox.NamedNode(NEG.Party)),
        ox.Quad(party, label, ox.Literal(text, language="en")),
    ]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1 call", "-cmd", "@sum", "=", "'=already", "|x"])
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    export_case(labelled(text), tmp_path / "case.xlsx", "xlsx")
    cell = openpyxl.load_workbook(tmp_path / "case.xlsx")["parties"]["B2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")
    export_case(labelled(text), tmp_path / "case", "csv")
    rows = list(csv.reader((tmp_path / "case" / "parties.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][1] == f"'{text}"
    for path in (tmp_path / "case.xlsx", tmp_path / "case"):
        parties = next(table for table in read_tables([path])[0] if table.name == "parties")
        assert parties.rows[1][1][2].text == text


def test_a_cell_over_the_limit_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    export_case(labelled("x" * 32_767), path, "xlsx")
    with pytest.raises(InputError) as caught:
        export_case(labelled("x" * 32_768), tmp_path / "long.xlsx", "xlsx")
    told = "sheet parties, row 2 (p), label:en has 32,768 characters, and a cell holds 32,767; export it as a folder of CSV files"
    assert str(caught.value) == f"{tmp_path / 'long.xlsx'}: {told}"
    assert not (tmp_path / "long.xlsx").exists()
    export_case(labelled("x" * 32_768), tmp_path / "long", "csv")


def test_a_sheet_over_the_limit_is_refused_in_a_line(tmp_path: Path) -> None:
    table = CaseTable("points", [None], ["id"], [["x"]] * 1_048_576)
    with pytest.raises(InputError, match="would have 1,048,577 rows, and a workbook holds 1,048,576"):
        write_workbook(tmp_path / "case.xlsx", [table])


def test_a_control_character_goes_to_the_sheet_of_triples_and_back(tmp_path: Path) -> None:
    export_case(labelled("bell\x07"), tmp_path / "case.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "case.xlsx")
    assert [cell.value for cell in book["other"][2]] == ["p", "skos:prefLabel", '"bell\\u0007"@en']


# ---------------------------------------------------------------- formats by name and ending


def test_the_ending_tells_the_format(tmp_path: Path) -> None:
    endings = {
        "a.xlsx": "xlsx",
        "a": "csv",
        "a.ttl": "turtle",
        "a.NQ": "nquads",
        "a.cyjs": "cytoscape",
        "a.json": "node-link",
    }
    assert {name: format_for(tmp_path / name, of_graph=False) for name in endings} == endings
    assert format_for(tmp_path / "a.csv", of_graph=True) == "edge-list"
    for name, of_graph in (("a.csv", False), ("a.doc", False), ("a.ttl", True)):
        with pytest.raises(UsageError):
            format_for(tmp_path / name, of_graph=of_graph)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere/case.xlsx"], "does not exist; create it first"),
        (["case.doc"], "unsupported file extension “.doc”"),
        (["case.xlsx", "--graph", "overlap"], "holds a whole case, not a graph"),
        (["graph.csv"], "a case is several tables"),
        (["nowhere/graph.gexf"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    result = run("export", tmp_path / arguments[0], *arguments[1:])
    assert (result.exit_code, told in result.stderr, len(result.stderr.splitlines())) == (2, True, 1)


# ---------------------------------------------------------------- redaction


STAGE = """
@prefix : <https://example.org/r#> .
@prefix neg: <https://w3id.org/neg#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a a neg:Party ; skos:prefLabel "A"@en .
:b a neg:Party ; skos:prefLabel "B"@en .
:mole a neg:Person ; skos:prefLabel "Mole"@en ; neg:speaksFor :a .
:i a neg:Issue ; skos:prefLabel "I"@en .
:o a neg:Option ; skos:prefLabel "O"@en ; neg:optionOf :i .
:quiet a neg:Option ; skos:prefLabel "Quiet"@en ; neg:optionOf :hidden .
:hidden a neg:Issue ; skos:prefLabel "Hidden"@en .
:r a neg:Exclusion ; neg:between :o, :quiet ; neg:basis neg:judgement .
:paper a neg:Source ; dcterms:title "Paper"@en .
:dossier a neg:Source ; dcterms:title "Dossier"@en .
:open a neg:Statement ; neg:about :a ; neg:source :paper ; neg:latest "2031-01-01"^^xsd:date ; neg:attribution neg:leak .
:said a neg:Statement ; neg:about :a ; neg:source :paper ; neg:latest "2031-01-01"^^xsd:date ; neg:attribution neg:leak ;
    neg:sensitivity neg:public .
:told a neg:Statement ; neg:about :a ; neg:speaker :mole ; neg:source :dossier ; neg:latest "2031-01-02"^^xsd:date ;
    neg:attribution neg:leak ; neg:sensitivity neg:secret ; neg:selector [ a <http://www.w3.org/ns/oa#TextQuoteSelector> ] .
:kept a neg:Position ; neg:heldBy :a ; neg:on :o ; neg:stance neg:support ; neg:statedIn :open .
:both a neg:Position ; neg:heldBy :b ; neg:on :o ; neg:stance neg:open ; neg:statedIn :said, :told .
:lost a neg:Position ; neg:heldBy :a ; neg:on :quiet ; neg:stance neg:conditional ; neg:statedIn :told ;
    neg:condition [ a neg:Condition ; neg:requires :o ] .
:deal a neg:Proposal ; skos:prefLabel "Deal"@en ; neg:term :o ; neg:proposedBy :a ; neg:statedIn :told .
:pact a neg:Proposal ; skos:prefLabel "Pact"@en ; neg:term :o ; neg:proposedBy :a ; neg:statedIn :told ; neg:status neg:leaked .
:onpact a neg:Position ; neg:heldBy :b ; neg:on :pact ; neg:stance neg:oppose ; neg:statedIn :open .
:reading a neg:Reading ; neg:readingOf :o ; neg:point :point ; neg:readBy :a ; neg:statedIn :told .
:point a neg:Point ; skos:prefLabel "Point"@en .
:event a neg:Event ; skos:prefLabel "Event"@en ; neg:source :paper ;
    neg:assessment [ a neg:Assessment ; neg:breaks :o ; neg:accordingTo :told ] .
"""


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    path = tmp_path / "stage.ttl"
    path.write_text(STAGE)
    return path


def subjects(quads: list[ox.Quad]) -> set[str]:
    return {
        str(quad.subject).rpartition("#")[2].rstrip(">") for quad in quads if isinstance(quad.subject, ox.NamedNode)
    }


def test_redaction_leaves_out_what_rests_on_the_sensitive_alone(stage: Path) -> None:
    quads = list(parse_file(stage))
    redacted = redact(quads)
    gone = {"told", "lost", "deal", "reading", "point", "dossier", "mole", "quiet", "hidden", "r"}
    assert subjects(quads) - subjects(redacted.quads) == gone
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in redacted.quads)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in redacted.quads)
    pact = {q.predicate.value.rpartition("#")[2] for q in redacted.quads if q.subject.value.endswith("#pact")}
    assert pact == {"type", "prefLabel"}
    text = " ".join(map(str, redacted.quads))
    assert "told" not in text
    assert "Mole" not in text
    assert dict(redacted.left_out) == {
        "statements": 1,
        "positions": 1,
        "conditions": 1,
        "proposals": 1,
        "readings": 1,
        "points": 1,
        "sources": 1,
        "people": 1,
        "options": 1,
        "issues": 1,
        "relations": 1,
        "assessments": 1,
    }


TIMES = """
:plan a neg:Proposal ; skos:prefLabel "Plan"@en ; neg:term :o ; neg:proposedBy :a, :b ; neg:statedIn :open, :whisper ; neg:revises :draft ;
    neg:statusChange :step-open, :step-secret, :step-bare .
:draft a neg:Proposal ; skos:prefLabel "Draft"@en ; neg:term :o ; neg:proposedBy :a ; neg:statedIn :told ; neg:statusChange :step-lone .
:known a neg:Proposal ; skos:prefLabel "Known"@en ; neg:term :o ; neg:proposedBy :a ; neg:statedIn :told ; neg:statusChange :step-known .
:step-open a neg:StatusChange ; neg:status neg:tabled ; neg:from "2031-01-01"^^xsd:date ; neg:statedIn :open .
:step-secret a neg:StatusChange ; neg:status neg:signed ; neg:from "2031-01-02"^^xsd:date ; neg:statedIn :told .
:step-bare a neg:StatusChange ; neg:status neg:accepted ; neg:from "2031-01-02"^^xsd:date .
:step-lone a neg:StatusChange ; neg:status neg:draft ; neg:from "2031-01-01"^^xsd:date .
:step-known a neg:StatusChange ; neg:status neg:accepted ; neg:from "2031-01-03"^^xsd:date ; neg:statedIn :said .
:whisper a neg:Statement ; neg:about :b ; neg:source :paper ; neg:latest "2031-01-01"^^xsd:date ; neg:attribution neg:leak ; neg:sensitivity neg:secret .
:bargain a neg:Position ; neg:heldBy :a ; neg:on :o ; neg:stance neg:conditional ; neg:statedIn :told ; neg:condition :clause .
:clause a neg:Condition ; neg:requires :raid ; neg:by :b ; neg:unless :fire, :burning .
:raid a neg:EventKind ; skos:prefLabel "Raid"@en .
:fire a neg:EventKind ; skos:prefLabel "Fire"@en .
:burning a neg:Option ; skos:prefLabel "Burning"@en ; neg:optionOf :i .
:event neg:assessment :proof .
:proof a neg:Assessment ; neg:honours :o ; neg:accordingTo :told ; neg:verifiedBy "the mole" .
"""


def test_redaction_takes_what_a_sensitive_statement_tells_of_times_deeds_and_conditions(stage: Path) -> None:
    stage.write_text(STAGE + TIMES)
    quads = list(parse_file(stage))
    redacted = redact(quads)
    added = subjects(quads) - subjects(redacted.quads)
    times = {"step-secret", "step-lone", "draft", "whisper", "bargain", "clause", "raid", "fire", "burning", "proof"}
    times.add("step-bare")  # nobody can tell whether the open statement of the plan or the secret one tells it
    assert times <= added
    assert {"plan", "step-open", "known", "step-known"} <= subjects(redacted.quads)
    said = {
        (q.predicate.value.rpartition("#")[2], str(q.object).rpartition("#")[2].rstrip(">")) for q in redacted.quads
    }
    assert ("proposedBy", "a") in said
    assert ("proposedBy", "b") not in said
    assert not {name for _, name in said} & added
    assert "mole" not in " ".join(map(str, redacted.quads))


def test_redaction_takes_what_only_it_led_to(stage: Path) -> None:
    mark = '@prefix own: <urn:own:> . :told own:note [ own:text "hush" ; own:more [ own:text "hush" ] ] . :open own:note _:n .'
    stage.write_text(STAGE + mark + ' _:n own:text "said" . :told own:note _:n .')
    redacted = redact(parse_file(stage))
    text = " ".join(map(str, redacted.quads))
    assert "hush" not in text
    assert "urn:own" not in text
    assert str(redacted).endswith("and 6 triples with properties or classes that it does not know")


def test_redaction_is_told_on_stderr(tmp_path: Path, stage: Path) -> None:
    result = run("--case", stage, "export", tmp_path / "out.ttl", "--redact")
    assert result.exit_code == 0
    assert result.stderr.startswith("left out as sensitive: 1 statement, 1 assessment, 1 condition, 1 issue")
    assert "told" not in (tmp_path / "out.ttl").read_text()
    loud = run("--case", stage, "export", tmp_path / "loud.ttl")
    assert loud.stderr.startswith("note: the export holds what is sensitive: 1 statement, 1 assessment")
    assert len(loud.stderr.splitlines()) == 1


def test_a_redacted_graph_holds_no_edge_of_it(tmp_path: Path, stage: Path) -> None:
    path = tmp_path / "graph.json"
    assert run("--case", stage, "export", path, "--redact").exit_code == 0
    text = path.read_text()
    assert "quiet" not in text
    assert "#told" not in text
    assert "#onpact" not in text
    assert "#open" in text


def test_a_case_without_anything_sensitive_stays_whole(shipped: list[ox.Quad]) -> None:
    redacted = redact(shipped)
    assert redacted.quads == shipped
    assert str(redacted) == "left out as sensitive: nothing"


# ---------------------------------------------------------------- graphs


def tiny(directed: bool = True) -> nx.Graph:
    """Make a graph with attributes of every sort, parallel edges where directed, and names that formats keep to themselves."""
    graph: nx.Graph = nx.MultiDiGraph(name="tiny") if directed else nx.Graph(name="tiny")
    graph.add_node(
        "urn:b", label="Київ & <co>", kind="party", size=3, share=0.5, open=True, day=date(2031, 1, 2), none=None
    )
    graph.add_node("urn:a", label='=1+1 "q"\nnew', kind="issue", size=4, tags=["x", "ї"], value="12")
    if directed:
        graph.add_edge("urn:b", "urn:a", key="stance", kind="stance", sign=-1, evidence=["urn:s1"], inferred=False)
        graph.add_edge("urn:b", "urn:a", key="term", kind="term", basis="legal")
    else:
        graph.add_edge("urn:b", "urn:a", agreed=2, weight=1.5)
    return graph


def flat(data: dict[str, Any]) -> dict[str, Any]:
    """Return attributes as the formats without lists hold them."""
    kept = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in data.items()
        if value is not None
    }
    return {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in kept.items()}


def whole(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}


def read_cytoscape(path: Path) -> nx.Graph:
    return nx.cytoscape_graph(json.loads(path.read_text()))


def read_node_link(path: Path) -> nx.Graph:
    return nx.node_link_graph(json.loads(path.read_text()), edges="edges")


READERS: dict[str, tuple[Callable[[Path], nx.Graph], Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "graphml": (nx.read_graphml, flat),
    "gexf": (nx.read_gexf, flat),
    "cytoscape": (read_cytoscape, whole),
    "node-link": (read_node_link, whole),
}


def edges_of(graph: nx.Graph) -> list[tuple[set[str], dict[str, Any]]]:
    found = [({one, other}, data) for one, other, data in graph.edges(data=True)]
    return sorted(found, key=lambda edge: str(edge[1].get("kind", "")))


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("format_", READERS)
def test_networkx_reads_every_attribute_back(tmp_path: Path, format_: str, directed: bool) -> None:
    read, expected = READERS[format_]
    graph = tiny(directed)
    write_graph_file(graph, tmp_path / "graph", format_)
    back = read(tmp_path / "graph")
    assert back.is_directed() == directed
    assert set(back) == set(graph)
    for node, data in graph.nodes(data=True):
        wanted = {f"{k}_" if format_ == "cytoscape" and k == "value" else k: v for k, v in expected(data).items()}
        assert {name: back.nodes[node].get(name) for name in wanted} == wanted
    assert len(back.edges) == len(graph.edges)
    for (ends, data), (back_ends, back_data) in zip(edges_of(graph), edges_of(back), strict=True):
        wanted = expected(data)
        assert ends == back_ends
        assert {name: back_data.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("format_", READERS)
@pytest.mark.parametrize("graph", ["positions", "overlap"])
def test_the_shipped_cases_graphs_come_back(tmp_path: Path, graph: str, format_: str) -> None:
    made = kg.open().position_graph() if graph == "positions" else kg.open().overlap_graph()
    path = tmp_path / "graph"
    assert run("export", path, "--graph", graph, "--to", format_).exit_code == 0
    read, expected = READERS[format_]
    back = read(path)
    assert {n: {k: d.get(k) for k in ("kind", "label")} for n, d in back.nodes(data=True)} == dict(
        made.nodes(data=True)
    )
    wanted = sorted(str(sorted(expected(data).items())) for _, _, data in made.edges(data=True))
    names = {name for _, _, data in made.edges(data=True) for name in data}
    found = [{k: v for k, v in data.items() if k in names} for _, _, data in back.edges(data=True)]
    if format_ == "gexf":
        found = [data | ({"weight": int(data["weight"])} if "weight" in data else {}) for data in found]
    assert sorted(str(sorted(data.items())) for data in found) == wanted


@pytest.mark.parametrize("graph", ["positions", "overlap"])
def test_labels_of_a_graph_are_in_the_language_asked_for(tmp_path: Path, graph: str) -> None:
    done = run("export", tmp_path / "graph.graphml", "--graph", graph, "--lang", "uk")
    assert done.exit_code == 0
    labels = set(nx.get_node_attributes(nx.read_graphml(tmp_path / "graph.graphml"), "label").values())
    assert "Україна" in labels
    assert "Ukraine" not in labels


def test_an_edge_list_with_its_nodes(tmp_path: Path) -> None:
    paths = write_graph_file(tiny(), tmp_path / "graph.csv", "edge-list")
    assert paths == [tmp_path / "graph.csv", node_list_path(tmp_path / "graph.csv")]
    with paths[0].open(newline="") as stream:
        edges = list(csv.DictReader(stream))
    assert [
        (e["Source"], e["Target"], e["Type"], e["Id"], e["kind"], e["sign"], e["inferred"], e["evidence"])
        for e in edges
    ] == [
        ("urn:b", "urn:a", "Directed", "0", "stance", "-1", "false", '["urn:s1"]'),
        ("urn:b", "urn:a", "Directed", "1", "term", "", "", ""),
    ]
    with paths[1].open(newline="") as stream:
        nodes = {row["Id"]: row for row in csv.DictReader(stream)}
    assert (nodes["urn:b"]["Label"], nodes["urn:b"]["open"], nodes["urn:b"]["day"]) == (
        "Київ & <co>",
        "true",
        "2031-01-02",
    )
    assert nodes["urn:a"]["Label"] == '\'=1+1 "q"\nnew'
    graph = nx.from_edgelist([(e["Source"], e["Target"], {"kind": e["kind"]}) for e in edges], nx.MultiDiGraph)
    assert graph.number_of_edges("urn:b", "urn:a") == 2


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
def test_graphs_give_the_same_bytes_whatever_their_order(tmp_path: Path, format_: str) -> None:
    graph = tiny()
    other: nx.Graph = nx.MultiDiGraph(name="tiny")
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    write_graph_file(graph, tmp_path / "one.csv", format_)
    write_graph_file(other, tmp_path / "two.csv", format_)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert str(date.today()) not in (tmp_path / "one.csv").read_text()


def test_keys_of_parallel_edges_are_kept_where_kind_does_not_say_them(tmp_path: Path) -> None:
    graph: nx.Graph = nx.MultiGraph()
    graph.add_edge("a", "b", key="first", kind="x")
    graph.add_edge("a", "b", key="second", kind="x")
    write_graph_file(graph, tmp_path / "g", "gexf")
    assert {data["key_"] for *_, data in nx.read_gexf(tmp_path / "g").edges(data=True)} == {"first", "second"}


@pytest.mark.parametrize("format_", ["graphml", "gexf", "edge-list"])
def test_no_weight_that_gephi_would_drop(tmp_path: Path, format_: str) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=0)
    graph.add_edge("a", "c", weight=-2)
    write_graph_file(graph, tmp_path / "g.csv", format_)
    text = (tmp_path / "g.csv").read_text()
    assert "weight_" in text
    assert 'weight="' not in text
    graph.remove_edge("a", "b")
    write_graph_file(graph, tmp_path / "g.csv", format_)
    assert "weight_" not in (tmp_path / "g.csv").read_text()  # a negative one Gephi keeps
    assert all(data["weight"] > 0 for *_, data in kg.open().overlap_graph().edges(data=True))


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_a_control_character_is_refused_by_formats_of_xml(tmp_path: Path, format_: str) -> None:
    graph = nx.Graph()
    graph.add_node("a", label="bell\x07")
    with pytest.raises(InputError, match=f"{format_} cannot contain the control character U\\+0007"):
        write_graph_file(graph, tmp_path / "g", format_)
    write_graph_file(graph, tmp_path / "g", "node-link")


#: what GEXF 1.2's schema says of the elements that are written: attributes (with ! where required) and children
GEXF: dict[str, tuple[str, str]] = {
    "gexf": ("version! variant", "meta graph"),
    "meta": ("lastmodifieddate", "creator keywords description"),
    "creator": ("", ""),
    "description": ("", ""),
    "graph": ("defaultedgetype idtype mode start end timeformat", "attributes nodes edges"),
    "attributes": ("class! mode start end", "attribute"),
    "attribute": ("id! title! type!", "default options"),
    "nodes": ("count", "node"),
    "node": ("id! label pid start end", "attvalues nodes edges"),
    "edges": ("count", "edge"),
    "edge": ("id! source! target! type label weight start end", "attvalues"),
    "attvalues": ("", "attvalue"),
    "attvalue": ("for! value! start end", ""),
}
GEXF_VALUES = {
    ("attributes", "class"): {"node", "edge"},
    ("attributes", "mode"): {"static", "dynamic"},
    ("graph", "mode"): {"static", "dynamic"},
    ("graph", "defaultedgetype"): {"directed", "undirected", "mutual"},
    ("attribute", "type"): {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"},
    ("gexf", "version"): {"1.2"},
}


@pytest.mark.parametrize("graph", ["positions", "overlap"])
def test_gexf_keeps_to_its_schema(tmp_path: Path, graph: str) -> None:
    assert run("export", tmp_path / "g.gexf", "--graph", graph).exit_code == 0
    root = ElementTree.parse(tmp_path / "g.gexf").getroot()
    space = "{http://www.gexf.net/1.2draft}"
    seen = 0
    for element in root.iter():
        assert element.tag.startswith(space)
        name = element.tag.removeprefix(space)
        allowed, children = GEXF[name]
        assert set(element.attrib) <= {a.rstrip("!") for a in allowed.split()}
        assert {a.rstrip("!") for a in allowed.split() if a.endswith("!")} <= set(element.attrib)
        assert {child.tag.removeprefix(space) for child in element} <= set(children.split())
        for attribute, value in element.attrib.items():
            assert value in GEXF_VALUES.get((name, attribute), {value})
        seen += 1
    assert seen > 60
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    edges = list(root.iter(f"{space}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
    for attributes in root.iter(f"{space}attributes"):
        ids = {attribute.get("id") for attribute in attributes}
        owner = attributes.get("class")
        used = {value.get("for") for item in root.iter(f"{space}{owner}") for value in item.iter(f"{space}attvalue")}
        assert used <= ids
