"""Every command gives the same bytes on a file, an embedded store, Oxigraph's server and Virtuoso; as a table, on the first two."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from sparql_servers import Server
from test_cli import ANSWERS

from kg.cli import main
from kg.store import ontology_file, shipped_case

CASES = {
    "shipped": shipped_case(),
    "second": ontology_file("cases/basin.ttl"),
    "awkward": Path(__file__).parent / "data" / "awkward-case.ttl",
}

STORES = ("embedded", "oxigraph", "virtuoso")
LAST = "https://example.org/é/партия?x=1&y=%20#last"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) } ORDER BY ?s ?p STR(?o) LANG(?o)"

ASKED = {
    "shipped": {
        **ANSWERS,
        "view of others": ("positions", "--channel", "closed"),
        "redacted": ("shared", "russia", "ukraine", "--redact"),
        "earlier": ("conflicts", "russia", "ukraine", "--as-of", "2025-04-01"),
        "query": ("query", ALL),
    },
    "second": {
        "shared": ("shared", "orrin", "selm", "tavay"),
        "conflicts": ("conflicts", "orrin", "selm", "tavay"),
        "overlap": ("overlap",),
        "bridges": ("bridges", "orrin", "selm", "tavay"),
        "deals": ("deals", "orrin", "selm", "tavay"),
        "positions": ("positions",),
        "closed": ("positions", "--channel", "closed"),
        "proposal": ("proposal",),
        "changes": ("changes", "--since", "2031-03-01"),
        "check": ("check",),
        "query": ("query", ALL),
    },
    "awkward": {
        "shared": ("shared", "North", "South", LAST),
        "closed": ("shared", "North", "  Bloc  ", "--channel", "closed"),
        "redacted": ("shared", "North", "South", "--redact"),
        "conflicts": ("conflicts", "North", "South", LAST),
        "bridges": ("bridges", "North", "South"),
        "overlap": ("overlap",),
        "positions": ("positions",),
        "coder": ("positions", "--coder", "Ann"),
        "why": ("why", "South", "Watch"),
        "parties": ("list", "parties"),
        "events": ("list", "events"),
        "sources": ("list", "sources"),
        "proposal": ("proposal",),
        "changes": ("changes", "--since", "2031-01-03"),
        "check": ("check",),
        "check redacted": ("check", "--redact"),
        "query": ("query", ALL),
        "rows of blank nodes": ("query", "SELECT ?c ?r { ?p neg:condition ?c . ?c ?r ?v }"),
        "pairs of blank nodes": ("query", "SELECT ?c ?d { ?c a ?k . ?d a ?k FILTER(isBlank(?c) && isBlank(?d)) }"),
        "of a name in a query": (
            "query",
            "BASE <https://example.org/> PREFIX neg: <https://w3id.org/neg#> SELECT ?l { <awkward#north> skos:prefLabel ?l }",
        ),
        "count": ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        "ask": ("query", "ASK { ?s a neg:Party }"),
        "ask in vain": ("query", "ASK { ?s a neg:Nothing }"),
        "graph": ("query", "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a neg:Party ; skos:prefLabel ?l }"),
    },
}

QUESTIONS = [(case, question) for case, asked in ASKED.items() for question in asked]


@pytest.fixture(scope="module")
def locators(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return each case as an embedded store's folder."""
    folder = tmp_path_factory.mktemp("stores")
    for name, path in CASES.items():
        outcome = CliRunner().invoke(main, ["import", str(path), "-o", str(folder / name)])
        assert outcome.exit_code == 0, outcome.stderr
    return {name: folder / name for name in CASES}


@pytest.fixture(scope="module")
def stores(
    request: pytest.FixtureRequest, locators: dict[str, Path], oxigraph: Server, virtuoso: Server
) -> Iterator[dict[str, str]]:
    """Return one case in every kind of store, by kind."""
    case = request.param
    quads = list(ox.parse(path=str(CASES[case]), format=ox.RdfFormat.TURTLE))
    for server, graph in ((oxigraph, None if case == "shipped" else "urn:case"), (virtuoso, "urn:case")):
        server.clear()
        server.load(quads, graph)
    yield {
        "file": str(CASES[case]),
        "embedded": str(locators[case]),
        "oxigraph": oxigraph.query,
        "virtuoso": virtuoso.query,
    }


def run(locator: str, *arguments: str) -> Result:
    outcome = CliRunner(env={"COLUMNS": "80"}).invoke(main, ["--case", locator, *arguments])
    assert outcome.exit_code in (0, 1), outcome.stderr
    return outcome


@pytest.mark.parametrize(("stores", "question"), QUESTIONS, indirect=["stores"])
@pytest.mark.parametrize("form", ["json", "table"])
def test_the_same_bytes_from_each(
    stores: dict[str, str], question: str, form: str, request: pytest.FixtureRequest
) -> None:
    case = request.node.callspec.params["stores"]
    outputs = {}
    kinds = stores if form == "json" else ("file", "embedded")
    for kind in kinds:
        locator = stores[kind]
        outcome = run(locator, "--format", form, *ASKED[case][question])
        said = [stream.replace(locator, "LOCATOR") for stream in (outcome.stdout, outcome.stderr)]
        outputs[kind] = (outcome.exit_code, *said)
    for kind in kinds:
        assert outputs[kind] == outputs["file"], kind


@pytest.mark.parametrize("stores", CASES, indirect=True)
@pytest.mark.parametrize(
    "name", ["case.xlsx", "case.ttl", "redacted.ttl", "case.gexf", "case.graphml", "case.json", "page.html"]
)
def test_the_same_files_from_each(stores: dict[str, str], name: str, tmp_path: Path) -> None:
    files = {}
    for kind, locator in stores.items():
        path = tmp_path / kind / name
        path.parent.mkdir()
        command = ["view", "-o", str(path)] if name == "page.html" else ["export", str(path)]
        run(locator, *command, *(["--redact"] if name.startswith("redacted") else []))
        files[kind] = path.read_bytes()
        shutil.rmtree(path.parent)
    for kind in STORES:
        assert files[kind] == files["file"], kind
