"""A case at a SPARQL endpoint: whole answers from servers that cut, all its graphs, few requests, and one line for what goes wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from endpoints import Asked, listener, say, server
from hypothesis import given
from hypothesis import strategies as st
from small_cases import STAGE, position
from sparql_servers import Server
from sparql_servers import virtuoso as run_virtuoso

from kg.cli import main
from kg.errors import LimitError
from kg.store import endpoint as endpoint_module
from kg.store import ontology_file, open_store
from kg.store import pages as pages_module
from kg.store.addresses import parse_address
from kg.store.endpoint import EndpointStore
from kg.store.exchange import EndpointError
from kg.store.rows import in_one_order
from kg.store.sparql import string, values_of
from kg.vocabulary import NEG

AWKWARD = Path(__file__).parent / "data" / "awkward-case.ttl"
NORTH = "https://example.org/awkward#north"


@dataclass
class Engine:
    """A server that answers queries from a store, as far as it is told: it cuts, turns around and spoils its answers."""

    store: ox.Store = field(default_factory=ox.Store)
    cap: int | None = None
    is_union: bool = False
    spoil: Callable[[BaseHTTPRequestHandler, int, str], bool] = lambda handler, count, answer: False
    asked: Asked = field(default_factory=Asked)

    def load(self, path: Path, graph: str | None = None) -> None:
        """Add a file to a graph."""
        where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        self.store.extend(ox.Quad(q.subject, q.predicate, q.object, where) for q in ox.parse(path=str(path)))

    def answer(self, form: list[tuple[str, str]]) -> str:
        """Answer a query."""
        graphs = {kind: [ox.NamedNode(v) for k, v in form if k == f"{kind}-graph-uri"] for kind in ("default", "named")}
        found = self.store.query(
            dict(form)["query"],
            default_graph=graphs["default"] or None,
            named_graphs=graphs["named"] or None,
            use_default_graph_as_union=self.is_union and not graphs["default"],
        )
        text = found.serialize(format=ox.QueryResultsFormat.JSON)
        assert text is not None
        if self.cap is None or isinstance(found, ox.QueryBoolean):
            return text.decode()
        cut = json.loads(text)
        cut["results"]["bindings"] = cut["results"]["bindings"][: self.cap]
        return json.dumps(cut)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ask as nobody, whoever runs the tests."""
    for name in ("KG_SPARQL_USER", "KG_SPARQL_PASSWORD", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@contextmanager
def running(engine: Engine) -> Iterator[str]:
    """Run a server; yield its address."""

    def reply(handler: BaseHTTPRequestHandler, count: int) -> None:
        answer = engine.answer(parse_qsl(asked.requests[count][1], keep_blank_values=True))
        if not engine.spoil(handler, count, answer):
            say(handler, 200, answer)

    with server(reply) as asked:
        engine.asked = asked
        yield asked.address


@pytest.fixture
def engine() -> Engine:
    """Return a server's engine that holds the awkward case in its default graph."""
    made = Engine()
    made.load(AWKWARD)
    return made


def run(locator: object, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, ["--case", str(locator), *arguments])


def same(engine: Engine, *arguments: str) -> None:
    """Check that a command says the same of the engine's case as of the file."""
    expected = run(AWKWARD, "--format", "json", *arguments)
    with running(engine) as address:
        found = run(address, "--format", "json", *arguments)
    assert found.exit_code == expected.exit_code == 0, found.stderr
    assert found.stdout == expected.stdout


class TestGraphs:
    COUNT = ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    @pytest.mark.parametrize("is_union", [False, True])
    def test_in_one_named_graph(self, is_union: bool) -> None:
        engine = Engine(is_union=is_union)
        engine.load(AWKWARD, "urn:one")
        same(engine, *self.COUNT)
        assert "default-graph-uri=urn%3Aone&named-graph-uri=urn%3Aone" in engine.asked.requests[-1][1]

    def test_what_is_no_case_is_not_read(self) -> None:
        engine = Engine(is_union=True)
        engine.load(AWKWARD, "urn:one")
        engine.store.add(
            ox.Quad(ox.NamedNode(NORTH), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode("urn:other"))
        )
        same(engine, *self.COUNT)

    def test_in_several_graphs_each_triple_once(self) -> None:
        engine = Engine()
        quads = list(ox.parse(path=str(AWKWARD)))
        for place, quad in enumerate(quads):
            for graph in {f"urn:{place % 2}", f"urn:{place % 3}"}:
                engine.store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)))
        same(engine, "shared", "North", "South")
        with running(engine) as address:
            assert len(list(open_store(address).quads())) == len(quads)

    def test_in_the_default_graph_and_in_a_named_one(self) -> None:
        engine = Engine()
        for place, quad in enumerate(ox.parse(path=str(AWKWARD))):
            graph = ox.NamedNode("urn:one") if place % 2 else ox.DefaultGraph()
            engine.store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
        same(engine, "shared", "North", "South")
        same(engine, *self.COUNT)

    def test_in_more_graphs_than_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages_module, "MOST_GRAPHS", 2)
        engine = Engine(is_union=True)
        for place, quad in enumerate(ox.parse(path=str(AWKWARD))):
            engine.store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"urn:{place % 5}")))
        same(engine, "shared", "North", "South")
        same(engine, *self.COUNT)

    def test_of_the_graph_that_the_address_names(self) -> None:
        engine = Engine(is_union=True)
        engine.load(AWKWARD, "urn:one")
        engine.load(ontology_file("cases/basin.ttl"), "urn:two")
        expected = run(AWKWARD, "--format", "json", "list", "parties").stdout
        with running(engine) as address:
            assert run(f"{address}?default-graph-uri=urn:one", "--format", "json", "list", "parties").stdout == expected
            assert all("default-graph-uri=urn%3Aone" in body for _, body in engine.asked.requests)
            assert "orrin" in run(address, "--format", "json", "list", "parties").stdout


def _without_blanks() -> str:
    """Return the awkward case with IRIs for its blank nodes."""

    def named(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.NamedNode | ox.Literal:
        return ox.NamedNode(f"urn:was-blank:{term.value}") if isinstance(term, ox.BlankNode) else term

    quads = ox.parse(path=str(AWKWARD))
    triples = (ox.Triple(named(q.subject), q.predicate, named(q.object)) for q in quads)  # type: ignore[arg-type]
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()


def _touching_blanks() -> int:
    """Return how many triples of the awkward case touch a blank node."""
    quads = ox.parse(path=str(AWKWARD))
    return sum(isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode) for q in quads)


class TestWholeAnswers:
    @pytest.mark.parametrize("cap", [20, 30, 75])
    def test_a_server_that_cuts_silently(self, cap: int, engine: Engine, tmp_path: Path) -> None:
        path = tmp_path / "case.ttl"
        path.write_text(_without_blanks(), encoding="utf-8")
        cutting = Engine(cap=cap)
        cutting.load(path)
        expected = list(ox.parse(path=str(path)))
        assert len(expected) > 150
        with running(cutting) as address:
            assert len(list(open_store(address).quads())) == len(expected)
            for arguments in (("shared", "North", "South"), ("list", "options"), ("list", "events"), ("positions",)):
                assert (
                    run(address, "--format", "json", *arguments).stdout
                    == run(path, "--format", "json", *arguments).stdout
                )
            found = run(address, "query", "SELECT * { ?s ?p ?o }")
        assert found.exit_code == 2
        assert f"sends {cap} of {len(expected)} rows" in found.stderr

    def test_a_virtuoso_that_cuts_silently(self, tmp_path: Path) -> None:
        with run_virtuoso(tmp_path, rows=40) as cutting:
            path = tmp_path / "case.ttl"
            path.write_text(STAGE + position("a", "support", "x1"), encoding="utf-8")
            cutting.load(ox.parse(path=str(path)), "urn:case")
            for arguments in (("list", "parties"), ("list", "options"), ("list", "issues")):
                assert (
                    run(cutting.query, "--format", "json", *arguments).stdout
                    == run(path, "--format", "json", *arguments).stdout
                )
            assert "sends 40 of " in run(cutting.query, "query", "SELECT * { ?s ?p ?o }").stderr

    def test_too_many_rows_with_blank_nodes_for_the_server(self, engine: Engine) -> None:
        engine.cap = 40
        with running(engine) as address:
            found = run(address, "shared", "North", "South")
        assert found.exit_code == 2
        assert f"sends 40 of {_touching_blanks()} rows; ask its operator" in found.stderr

    def test_too_many_blank_nodes(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        count = _touching_blanks()
        monkeypatch.setattr(endpoint_module, "MOST_BLANK", count - 1)
        with running(engine) as address:
            found = run(address, "shared", "North", "South")
        assert found.exit_code == 2
        said = f"{count} triples with blank nodes, over the limit of {count - 1}; give these things IRIs, as kg import does"
        assert said in found.stderr

    def test_a_server_that_sorts_otherwise(self, engine: Engine) -> None:
        def turn(handler: BaseHTTPRequestHandler, count: int, answer: str) -> bool:
            found = json.loads(answer)
            found.get("results", {}).get("bindings", []).reverse()
            say(handler, 200, json.dumps(found))
            return True

        engine.spoil = turn
        with running(engine) as address:
            found = run(address, "list", "parties")
        assert found.exit_code == 2
        assert "sorts texts in an order of its own" in found.stderr

    def test_one_thing_with_more_triples_than_a_page(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages_module, "PAGE", 3)
        with running(engine) as address, pytest.raises(LimitError, match="more than 3 triples of one thing"):
            open_store(address).nodes(NEG.Party)

    def test_a_case_above_the_limit(self, engine: Engine) -> None:
        with running(engine) as address:
            found = run(address, "check", "--max-size", "0.01")
            assert run(address, "list", "parties", "--max-size", "0.01").exit_code == 0
        assert found.exit_code == 2
        assert "over 0 MB, which is the limit of what is fetched whole; lift it with --max-size" in found.stderr


class TestFewRequests:
    def count(self, tmp_path: Path, size: int, *arguments: str) -> int:
        held = [position("abc"[n % 3], "support", f"w{n % 5 + 1}", 1 + n % 28, name=f"p{n}") for n in range(size)]
        hidden = [
            position("abc"[n % 3], "support", f"x{n % 3 + 1}", 1 + n % 28, channel="closed", name=f"h{n}")
            for n in range(size)
        ]
        path = tmp_path / f"{size}.ttl"
        path.write_text(STAGE + "".join(held + hidden), encoding="utf-8")
        engine = Engine()
        engine.load(path)
        with running(engine) as address:
            found = run(address, "--format", "json", *arguments)
        assert found.exit_code == 0, found.stderr
        assert found.stdout == run(path, "--format", "json", *arguments).stdout
        return len(engine.asked.requests)

    @pytest.mark.parametrize("arguments", [("shared", "a", "b"), ("positions",), ("shared", "a", "b", "--redact")])
    def test_not_one_for_each_thing(self, arguments: tuple[str, ...], tmp_path: Path) -> None:
        few, many = (self.count(tmp_path, size, *arguments) for size in (10, 160))
        assert few <= 50
        assert many <= few + 15

    def test_a_crowd_is_met_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            endpoint_module, "_MOST_TIES", 60
        )  # a party has more than that, and so have several statements together
        assert self.count(tmp_path, 160, "shared", "a", "b") <= 220

    def test_nothing_is_asked_twice(self, engine: Engine) -> None:
        with running(engine) as address:
            store = open_store(address)
            first = store.describe([NORTH]), list(store.subjects(NEG.heldBy, NORTH)), store.nodes(NEG.Party)
            before = len(engine.asked.requests)
            again = store.describe([NORTH]), list(store.subjects(NEG.heldBy, NORTH)), store.nodes(NEG.Party)
            assert len(engine.asked.requests) == before
        assert first == again

    def test_what_much_refers_to_is_read_as_far_as_asked_for(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(endpoint_module, "_MOST_TIES", 3)
        with running(engine) as address:
            store = open_store(address)
            assert sorted(store.subjects(NEG.source, "https://example.org/awkward#paper")) == sorted(
                open_store(AWKWARD).subjects(NEG.source, "https://example.org/awkward#paper")
            )
            held = list(store.subjects(NEG.heldBy, NORTH))
        assert len(held) == 2 and sum(name.startswith("_:") for name in held) == 1


class TestTrouble:
    """What can go wrong: status 2, and one line."""

    def line(self, outcome: Result) -> str:
        assert outcome.exit_code == 2
        assert outcome.stdout == ""
        assert outcome.stderr.count("\n") == 1 and outcome.stderr.startswith("kg: ")
        return outcome.stderr

    def test_a_page_where_results_should_be(self, engine: Engine) -> None:
        engine.spoil = lambda handler, *_: say(handler, 200, "<html>Welcome</html>", "text/html") is None
        with running(engine) as address:
            assert "it sent content of type text/html; check the address" in self.line(run(address, "list", "parties"))

    @pytest.mark.parametrize(
        "content",
        ["", "[]", "{}", '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri"}}]}}', "[" * 100_000],
    )
    def test_json_that_is_no_results(self, content: str, engine: Engine) -> None:
        engine.spoil = lambda handler, *_: say(handler, 200, content) is None
        with running(engine) as address:
            assert "does not answer as a SPARQL endpoint does" in self.line(run(address, "list", "parties"))

    def test_an_answer_that_ends_too_early_without_a_length(self, engine: Engine) -> None:
        def cut(handler: BaseHTTPRequestHandler, count: int, answer: str) -> bool:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + answer.encode()[:-20])
            return True

        engine.spoil = cut
        with running(engine) as address:
            assert "(or not whole)" in self.line(run(address, "list", "parties"))

    def test_an_answer_in_part(self, engine: Engine) -> None:
        engine.spoil = lambda handler, count, answer: say(handler, 200, answer, X_SQL_State="S1TAT") is None
        with running(engine) as address:
            assert "gave up and answered in part" in self.line(run(address, "list", "parties"))

    @pytest.mark.parametrize("after", [1, 2, 5, 12])
    def test_dies_midway(self, after: int, engine: Engine) -> None:
        engine.spoil = lambda handler, count, answer: count >= after
        with running(engine) as address:
            assert "before its answer was whole" in self.line(run(address, "shared", "North", "South"))

    def test_refuses_midway(self, engine: Engine) -> None:
        engine.spoil = lambda handler, count, answer: count >= 4 and say(handler, 403) is None
        with running(engine) as address:
            assert "set KG_SPARQL_USER and KG_SPARQL_PASSWORD" in self.line(run(address, "shared", "North", "South"))

    def test_leads_away(self, engine: Engine) -> None:
        with listener() as (port, connections):
            engine.spoil = lambda handler, *_: say(handler, 302, Location=f"http://127.0.0.1:{port}/sparql") is None
            with running(engine) as address:
                assert "another host is never asked unasked" in self.line(run(address, "shared", "North", "South"))
            assert connections() == 0

    def test_a_slow_query(self, engine: Engine) -> None:
        def drip(handler: BaseHTTPRequestHandler, count: int, answer: str) -> bool:
            if "slow" in dict(parse_qsl(engine.asked.requests[count][1]))["query"]:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
                handler.connection.recv(1)
                return True
            return False

        engine.spoil = drip
        with running(engine) as address:
            found = run(address, "query", "SELECT ?slow { ?slow a neg:Party }", "--timeout", "0.5")
            assert "the query was stopped after 0.5 s; narrow it, or raise --timeout" in self.line(found)

    def test_a_query_with_too_many_rows(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.store.query.MAX_ROWS", 10)
        with running(engine) as address:
            assert "more than 10 rows; add a LIMIT" in self.line(run(address, "query", "SELECT * { ?s ?p ?o }"))

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
            "LOAD <http://127.0.0.1:1/>",
            "DELETE WHERE { ?s ?p ?o }",
            'SELECT (bif:http_get("http://127.0.0.1:1/") AS ?x) {}',
            "SELECT (<bif:now>() AS ?x) {}",
            "PREFIX sql: <sql:> SELECT (sql:f() AS ?x) {}",
            "SELECT (<java:org.example.f>() AS ?x) {}",
            'SELECT * { VALUES ?v { "a\\u0022 " } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
        ],
    )
    def test_a_query_that_does_more_than_read_is_not_sent(self, query: str, engine: Engine) -> None:
        with running(engine) as address:
            said = self.line(run(address, "query", query))
        assert "refused" in said or "not a valid" in said
        assert not any("127.0.0.1%3A1" in body or "bif" in body or "java" in body for _, body in engine.asked.requests)

    def test_what_was_judged_is_what_is_sent(self, engine: Engine) -> None:
        with running(engine) as address:
            assert run(address, "query", 'SELECT ?s { ?s skos:prefLabel "So\\u0075th"@en } # all').exit_code == 0
        sent = next(body for _, body in engine.asked.requests if "South" in body and "VALUES" not in body)
        sent = dict(parse_qsl(sent))["query"]
        assert 'SELECT ?s { ?s skos:prefLabel "South"@en }' in sent
        assert "all" not in sent

    def test_no_password_in_what_is_said(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_SPARQL_USER", "ann")
        monkeypatch.setenv("KG_SPARQL_PASSWORD", "open-sesame")

        def repeat(handler: BaseHTTPRequestHandler, count: int, answer: str) -> bool:
            return count >= 3 and say(handler, 400, str(dict(handler.headers)), "text/plain") is None

        engine.spoil = repeat
        with running(engine) as address:
            for arguments in (("shared", "North", "South"), ("doctor",), ("query", "ASK {}"), ("check",)):
                found = run(address, *arguments)
                assert not any(word in found.output for word in ("open-sesame", "YW5uOm9wZW4tc2VzYW1l"))
        assert all(headers["Authorization"] == "Basic YW5uOm9wZW4tc2VzYW1l" for headers, _ in engine.asked.requests)


class TestDoctor:
    def test_of_an_endpoint(self, engine: Engine) -> None:
        with running(engine) as address:
            found = json.loads(run(address, "--format", "json", "doctor").stdout)
        expected = json.loads(run(AWKWARD, "--format", "json", "doctor").stdout)
        assert found["classes"] == expected["classes"]
        assert found["shapes"] == expected["shapes"]
        assert found["store"] == {
            "kind": "endpoint",
            "engine": found["store"]["engine"],
            "bytes": None,
            "triples": expected["store"]["triples"],
            "problem": None,
        }
        assert found["store"]["engine"].startswith("BaseHTTP")

    def test_names_nothing(self) -> None:
        found = run("http://secret-host.invalid:1/secret-path", "--format", "json", "doctor")
        assert found.exit_code == 1
        assert "secret" not in found.stdout
        assert (
            json.loads(found.stdout)["store"]["problem"]
            == "the name HOST is not known; check the address and the network"
        )


class TestWriting:
    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_a_text_means_itself(self, text: str) -> None:
        rows = list(ox.Store().query(f"SELECT ({string(text)} AS ?text) {{}}"))  # type: ignore[arg-type]
        assert rows[0][0].value == text

    @pytest.mark.parametrize(
        "text", ["\\u0022", '\\"', "a\\", "\\\\u0022", "\r\n\t", "é 😀 Привет", '"} DROP ALL', "\\U00000022"]
    )
    def test_a_text_means_itself_to_virtuoso(self, text: str, virtuoso: Server) -> None:
        endpoint = pages_module.Endpoint(parse_address(virtuoso.query))
        assert endpoint.select(f"SELECT ({string(text)} AS ?text) {{}}").rows[0][0] == ox.Literal(text)

    def test_no_more_terms_than_are_read(self) -> None:
        clauses = list(values_of("x", (f"urn:{n}" for n in range(1001))))
        assert [clause.count("<urn:") for clause in clauses] == [400, 400, 201]
        assert list(values_of("x", ["no IRI", "urn:> } DROP"])) == []

    @given(st.randoms(use_true_random=False))
    def test_blank_nodes_are_numbered_by_what_they_say(self, chance: random.Random) -> None:
        triples = [("a", "p", "1"), ("a", "q", "b"), ("b", "p", "2"), ("c", "p", "2"), ("c", "q", "a"), ("d", "p", "3")]
        labels = dict(zip("abcd", chance.sample("wxyz", 4), strict=True))

        def cell(word: str) -> dict[str, str]:
            return {"type": "bnode", "value": labels[word]} if word in labels else {"type": "literal", "value": word}

        rows = [[cell(word) for word in triple] for triple in chance.sample(triples, len(triples))]
        named = dict(zip("abcd", "wxyz", strict=True))
        plain = [
            [{"type": "bnode", "value": named[w]} if w in named else {"type": "literal", "value": w} for w in triple]
            for triple in triples
        ]
        assert in_one_order(rows, is_ordered=False) == in_one_order(plain, is_ordered=False)  # type: ignore[arg-type]
        assert {json.loads(row)[0]["value"] for row in in_one_order(rows, is_ordered=False)} == {"b0", "b1", "b2", "b3"}  # type: ignore[arg-type]


def test_no_repr_tells_a_password(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SPARQL_USER", "ann")
    monkeypatch.setenv("KG_SPARQL_PASSWORD", "open-sesame")
    with running(engine) as address:
        store = EndpointStore(parse_address(address))
        client = store._endpoint.client
        assert "sesame" not in f"{store!r} {client!r} {client._credentials!r} {store._endpoint!r}"
        engine.spoil = lambda handler, *_: say(handler, 500, "trouble") is None
        with pytest.raises(EndpointError) as found:
            store.nodes(NEG.Issue)
    assert "sesame" not in f"{found.value!r} {found.value.__dict__}"
