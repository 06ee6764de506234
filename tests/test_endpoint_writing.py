"""An import into a SPARQL endpoint does what it does to a file, sends the difference alone, and harms nothing beside it.

Both servers take part: Oxigraph's, whose default graph takes a case, and Virtuoso, where a graph is named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from endpoints import say, server
from ferry_case import FERRY
from small_cases import STAGE, position
from sparql_servers import Server
from sparql_servers import oxigraph as run_oxigraph

import kg.store.endpoint_writer as writing
from kg.cli import main
from kg.errors import BusyError, InputError, UsageError
from kg.store import open_store
from kg.store.addresses import parse_address
from kg.store.endpoint_writer import LOCKS, UPDATE, EndpointWriter, graph_of
from kg.store.updates import OPERATION, REQUEST, SKOLEM, Difference, difference, requests, written

GRAPH = "urn:test:case"
SHIPPED = Path(__file__).parents[1] / "ontology" / "cases" / "ukraine-2025-04.ttl"

HEADER = "about,source,paragraph,latest,attribution,paraphrase:en,on,stance"
ROWS = (
    "Aland,Paper,1,2031-01-10,reported,Aland speaks,Seat in Aland,support",
    "Beland,Paper,2,2031-01-11,reported,Beland answers,Seat in Aland,oppose",
    "Aland,Paper,3,2031-01-12,reported,Aland insists,Seat in Aland,demand",
)
OTHERS = {
    "case": "title:en,base\nT,https://example.org/t#\n",
    "parties": "label:en\nAland\nBeland\n",
    "issues": "label:en\nSeat\n",
    "options": "label:en,issue,undertaken by\nSeat in Aland,Seat,Aland\n",
    "sources": "title:en\nPaper\n",
}
HOSTILE = '"} ; DROP ALL #'


@pytest.fixture
def servers(oxigraph: Server, virtuoso: Server) -> dict[str, Server]:
    """Return both servers; each one's query address names the graph of the case where it has to."""
    return {
        "oxigraph": oxigraph,
        "virtuoso": replace(virtuoso, query=f"{virtuoso.query}?default-graph-uri={quote(GRAPH, safe='')}"),
    }


@pytest.fixture(params=["oxigraph", "virtuoso"])
def at(request: pytest.FixtureRequest, servers: dict[str, Server], monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return a server without anything of a case, whose address for updates is set."""
    found = servers[request.param]
    found.clear()
    monkeypatch.setenv(UPDATE, found.update)
    return found


def run(*arguments: object) -> Result:
    return CliRunner(env={"KG_CASE": ""}).invoke(main, [str(one) for one in arguments], prog_name="kg")


def sheets(folder: Path, rows: Sequence[str] = ROWS, **others: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {**OTHERS, **others, "statements": "\n".join((HEADER, *rows)) + "\n"}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def triples(locator: object) -> set[str]:
    return {str(quad.triple) for quad in open_store(str(locator)).quads()}


# ------------------------------------------------------------ as into a file


def test_import_edit_and_import_again_give_the_same_on_all_four(at: Server, tmp_path: Path) -> None:
    places = [tmp_path / "case.ttl", tmp_path / "store", at.query]
    edited = (ROWS[0].replace("speaks", "says no").replace("support", "oppose"), ROWS[1])
    for rows, told in (
        (ROWS, " added, 0 removed"),
        (ROWS, "nothing changed"),
        (edited, " removed"),
        (edited, "nothing"),
    ):
        said = {
            run("import", sheets(tmp_path / "sheets", rows), "-o", place).stdout.split(": ", 1)[1] for place in places
        }
        assert len(said) == 1, said
        assert told in said.pop()
    for number, place in enumerate(places):
        assert run("--case", place, "export", tmp_path / f"{number}.nt").exit_code == 0
    for ask in (("shared", "aland", "beland"), ("list", "parties"), ("positions",), ("why", "aland", "seat-in-aland")):
        answers = [run("--case", place, "--format", "json", *ask).stdout.replace(str(place), "") for place in places]
        assert answers[0] == answers[1] == answers[2]
        assert answers[0]
    assert len({(tmp_path / f"{number}.nt").read_bytes() for number in range(3)}) == 1
    assert "says no" in (tmp_path / "2.nt").read_text(encoding="utf-8")
    assert "insists" not in (tmp_path / "2.nt").read_text(encoding="utf-8")


def test_the_same_import_again_sends_no_update(at: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("import", sheets(tmp_path / "sheets"), "-o", at.query).exit_code == 0
    monkeypatch.setenv(UPDATE, "http://127.0.0.1:9/nobody-listens")
    again = run("--format", "json", "import", tmp_path / "sheets", "-o", at.query)
    assert (again.exit_code, '"added": 0' in again.stdout, '"removed": 0' in again.stdout) == (0, True, True)
    refused = run("import", sheets(tmp_path / "sheets", ROWS[:2]), "-o", at.query)
    assert (refused.exit_code, "cannot be connected to" in refused.stderr) == (2, True)


def test_a_case_with_blank_nodes_comes_back_as_it_was(at: Server, tmp_path: Path) -> None:
    for told in ("1480 triples added, 0 removed", "nothing changed"):
        assert run("import", SHIPPED, "-o", at.query).stdout == f"{at.query}: {told}\n"
    for place, name in ((SHIPPED, "file.nt"), (at.query, "endpoint.nt")):
        assert run("--case", place, "export", tmp_path / name).exit_code == 0
    assert (tmp_path / "file.nt").read_bytes() == (tmp_path / "endpoint.nt").read_bytes()


def test_a_merge_keeps_what_is_there_and_lists_what_contradicts(at: Server, tmp_path: Path) -> None:
    hers = tmp_path / "hers.ttl"
    start = "@prefix : <https://example.org/t#> . @prefix neg: <https://w3id.org/neg#> . "
    hers.write_text(start + ':s a neg:Statement ; neg:paragraph 2 ; neg:latest "2031-01-10" .', encoding="utf-8")
    mine = tmp_path / "mine.ttl"
    mine.write_text(start + ":s a neg:Statement ; neg:paragraph 1 .", encoding="utf-8")
    assert run("import", mine, "-o", at.query).exit_code == 0
    merged = run("import", hers, "-o", at.query, "--merge")
    assert (merged.exit_code, "the case has “1”, the import “2”" in merged.stderr) == (1, True)
    assert "1 triples added, 0 removed" in merged.stdout
    overwritten = run("import", hers, "-o", at.query, "--update")
    assert (overwritten.exit_code, "1 triples added, 1 removed" in overwritten.stdout) == (0, True)


def test_tables_by_a_mapping_change_their_rows_alone(at: Server, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        'namespace = "https://example.org/votes/"\n[party]\nkey = "who"\n[issue]\nkey = "what"\n'
        '[option]\nlabel = { text = "adopted in {what}" }\n[source]\nkey = "what"\n[stance]\nfrom = "vote"\n'
        'values = { yes = "support", no = "oppose" }\n[statement]\ndate = "day"\n',
        encoding="utf-8",
    )
    run("import", sheets(tmp_path / "sheets"), "-o", at.query)
    before = triples(at.query)
    for vote in ("yes", "yes", "no"):
        (tmp_path / "votes.csv").write_text(f"who,what,vote,day\nA,one,{vote},2031-01-02\n", encoding="utf-8")
        for place in (tmp_path / "votes.ttl", at.query):
            done = run("import", tmp_path / "votes.csv", "--mapping", tmp_path / "map.toml", "-o", place)
            assert done.exit_code == 0, done.stderr
        assert triples(at.query) == before | triples(tmp_path / "votes.ttl")


def test_replacing_needs_a_graph_of_its_own_and_leaves_the_others(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, where in servers.items():
        where.clear()
        monkeypatch.setenv(UPDATE, where.update)
        bare = where.query.partition("?")[0]
        graphs = [f"{bare}?default-graph-uri=urn:test:{one}" for one in ("one", "two")]
        for graph in graphs:
            assert run("import", sheets(tmp_path / "sheets"), "-o", graph).exit_code == 0
        if name == "oxigraph":
            refused = run("import", tmp_path / "sheets", "-o", bare, "--replace")
            assert (refused.exit_code, "it needs a graph of the case's own" in refused.stderr) == (2, True)
        small = tmp_path / "small.ttl"
        small.write_text("<urn:a> a <https://w3id.org/neg#Party> .", encoding="utf-8")
        kept = triples(graphs[1])
        assert run("import", small, "-o", graphs[0], "--replace").exit_code == 0
        assert triples(graphs[0]) == {
            "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/neg#Party>"
        }
        assert triples(graphs[1]) == kept


def test_an_embedded_store_goes_in_by_the_servers_own_loaders(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("import", sheets(tmp_path / "sheets"), "-o", tmp_path / "store").exit_code == 0
    for where in servers.values():
        where.clear()
        monkeypatch.setenv(UPDATE, where.update)
    loaded = servers["virtuoso"]
    file = loaded.folder / "dumped.nq"
    program = Path(sys.executable).with_name("oxigraph")
    subprocess.run([program, "dump", "--location", tmp_path / "store", "--file", file], check=True, capture_output=True)
    loaded.run(f"ld_dir('{loaded.folder}', '{file.name}', '{GRAPH}'); rdf_loader_run()")
    with run_oxigraph(tmp_path, "serve-read-only", "--location", "store") as served:
        assert triples(served.query) == triples(loaded.query) == triples(tmp_path / "store")
    assert run("import", tmp_path / "sheets", "-o", loaded.query).stdout.endswith("nothing changed\n")


# ------------------------------------------------------------ hostile words


@pytest.mark.parametrize(
    "label",
    [HOSTILE, "\\u0022 } } ; DROP ALL #", "\\\\u0022}", "\\", "a\n} ;\nDROP ALL\n#", "> } ; CLEAR ALL #", "{{}}"],
)
def test_a_label_is_never_read_as_an_operation(at: Server, tmp_path: Path, label: str) -> None:
    quad = ox.Quad(
        ox.NamedNode("https://example.org/t#aland"), ox.NamedNode("http://purl.org/dc/terms/title"), ox.Literal(label)
    )
    path = tmp_path / "hostile.nt"
    path.write_bytes(ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES) or b"")
    run("import", sheets(tmp_path / "sheets"), "-o", at.query)
    before = triples(at.query)
    assert run("import", path, "-o", at.query).stdout.endswith("1 triples added, 0 removed\n")
    assert triples(at.query) == before | {str(quad.triple)}
    path.write_text("<urn:x> <urn:y> <urn:z> .", encoding="utf-8")
    assert run("import", path, "-o", at.query).exit_code == 0


def test_what_cannot_be_written_safely_is_refused() -> None:
    assert written(ox.Literal(HOSTILE, language="en")) == '"\\"} ; DROP ALL #"@en'
    assert written(ox.Literal("\\U0022")) == '"\\\\\\u00550022"'
    with pytest.raises(InputError, match="is not an IRI"):
        list(requests(Difference(frozenset(), frozenset([_triple("o")])), "urn:g> { } } ; DROP ALL #"))
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    with pytest.raises(InputError, match="cannot be written to a SPARQL endpoint"):
        written(triple)


# ------------------------------------------------------------ the requests


def test_a_case_in_named_graphs_is_written_where_it_is_told(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in servers.values():
        where.clear()
        monkeypatch.setenv(UPDATE, where.update)
        bare = where.query.partition("?")[0]
        assert run("import", sheets(tmp_path / "sheets"), "-o", f"{bare}?default-graph-uri=urn:test:one").exit_code == 0
        refused = run("import", tmp_path / "sheets", "-o", bare)
        assert (refused.exit_code, "name the one to write into" in refused.stderr) == (2, True)


def _triple(text: str, subject: str = "urn:s") -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode("urn:p"), ox.Literal(text))


def test_a_difference_goes_in_one_request_as_long_as_it_fits() -> None:
    change = Difference(frozenset([_triple("old")]), frozenset([_triple("new")]))
    assert list(requests(change, None)) == [
        'DELETE DATA { <urn:s> <urn:p> "old" . } ;\nINSERT DATA { <urn:s> <urn:p> "new" . }'
    ]
    assert list(requests(change, "urn:g")) == [
        'DELETE DATA { GRAPH <urn:g> {\n<urn:s> <urn:p> "old" .\n} } ;\n'
        'INSERT DATA { GRAPH <urn:g> {\n<urn:s> <urn:p> "new" .\n} }'
    ]
    most = frozenset(_triple(str(number), f"urn:s{number // 2}") for number in range(REQUEST))
    (whole,) = requests(Difference(frozenset(), most), None)
    assert whole.count("INSERT DATA") == REQUEST // OPERATION
    assert len(list(requests(Difference(frozenset([_triple("x")]), most), None))) == 2


def test_the_triples_of_one_thing_are_in_one_request() -> None:
    old = frozenset(_triple("old", f"urn:s{number}") for number in range(REQUEST))
    new = frozenset(_triple("new", f"urn:s{number}") for number in range(REQUEST))
    parts = list(requests(Difference(old, new), None))
    assert len(parts) == 2
    for part in parts:
        gone, _, added = part.partition("INSERT DATA")
        assert gone.count('"old"') == added.count('"new"') == REQUEST // 2


@pytest.mark.parametrize("size", [1, REQUEST + 1])
def test_a_large_import_arrives_whole(at: Server, tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.nt"
    path.write_text("".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(size)), encoding="utf-8")
    assert run("import", path, "-o", at.query).stdout.endswith(f"{size} triples added, 0 removed\n")
    assert len(triples(at.query)) == size
    path.write_text("<urn:a> <urn:p> <urn:b> .", encoding="utf-8")


def test_what_stops_midway_says_so_and_is_completed_by_the_same_import(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def post(self: object, text: str) -> None:
        calls.append(text)
        if len(calls) == 2:
            raise writing.EndpointError("there", "the server ended the connection")

    monkeypatch.setenv(UPDATE, "http://127.0.0.1:9/update")
    monkeypatch.setattr(EndpointWriter, "_post", post)
    writer = EndpointWriter(parse_address("http://127.0.0.1:9/query"))
    with pytest.raises(InputError, match=r"it stopped at request 2 of 3; run the same import again to complete it"):
        writer._send(["one", "two", "three"], "release")
    assert calls == ["one", "two"]


# ------------------------------------------------------------ blank nodes


def test_a_blank_node_of_the_server_is_left_but_never_removed() -> None:
    node, other = ox.BlankNode("n1"), ox.NamedNode("urn:a")
    link = ox.NamedNode("urn:p")
    quads = [ox.Quad(other, link, node), ox.Quad(other, link, ox.Literal("x"))]
    named = [ox.Quad(other, link, ox.NamedNode(f"{SKOLEM}n1"))]
    assert difference(quads, named, "there") == Difference(frozenset([quads[1].triple]), frozenset())
    with pytest.raises(InputError, match="1 triples to be removed have blank nodes"):
        difference(quads, [quads[1]], "there")


# ------------------------------------------------------------ two writers


def _import(folder: Path, at: Server) -> subprocess.Popen[str]:
    environment = os.environ | {"KG_CASE": "", UPDATE: at.update}
    command = [sys.executable, "-m", "kg", "import", str(folder), "-o", at.query]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def test_two_imports_at_once_are_both_there(at: Server, tmp_path: Path) -> None:
    for name, party in (("one", "a"), ("two", "b"), ("three", "c")):
        (tmp_path / f"{name}.ttl").write_text(STAGE + position(party, "support", "w1"), encoding="utf-8")
        assert run("import", tmp_path / f"{name}.ttl", "-o", tmp_path / "both.ttl").exit_code == 0
    running = [_import(tmp_path / f"{name}.ttl", at) for name in ("one", "two", "three")]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    one, other = tmp_path / "file.nt", tmp_path / "endpoint.nt"
    for place, path in ((tmp_path / "both.ttl", one), (at.query, other)):
        assert run("--case", place, "export", path).exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    assert _announced(at) == []


def _announced(at: Server) -> list[writing._Writer]:
    return EndpointWriter(parse_address(at.query))._writers()


def test_what_another_wrote_meanwhile_is_read_before_it_is_written(at: Server) -> None:
    writer = EndpointWriter(parse_address(at.query))
    one, other = (ox.Quad(ox.NamedNode(f"urn:{name}"), ox.NamedNode("urn:p"), ox.Literal("x")) for name in "ab")
    seen: list[int] = []

    def bring(held: list[ox.Quad]) -> tuple[list[ox.Quad], None]:
        if not seen:
            EndpointWriter(parse_address(at.query)).change(read, lambda them: ([*them, other], None))
        seen.append(len(held))
        return [*held, one], None

    def read() -> list[ox.Quad]:
        return list(open_store(at.query).quads())

    writer.change(read, bring)
    assert seen == [0, 1]
    assert triples(at.query) == {str(one.triple), str(other.triple)}


def test_a_second_writer_is_told_who_writes(at: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WAIT", 0.5)
    busy = pytest.raises(BusyError, match=rf"is being written by process {os.getpid()}, since 20")
    with EndpointWriter(parse_address(at.query))._alone():
        with busy, EndpointWriter(parse_address(at.query))._alone():
            pass
        assert len(_announced(at)) == 1
    assert _announced(at) == []


@pytest.mark.parametrize("kind", ["ended", "old", "strange"])
def test_a_writer_that_ended_stands_in_nobodys_way(at: Server, tmp_path: Path, kind: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    text = {
        "ended": f"999999999 {now} {writing._machine()} abc",
        "old": "1 2020-01-01T00:00:00+00:00 elsewhere abc",
        "strange": '0 2020-01-01T00:00:00+00:00 "}} abc',
    }[kind]
    writer = EndpointWriter(parse_address(at.query))
    writer._post(writer._operation("INSERT", writing._Writer(text)))
    assert run("import", sheets(tmp_path / "sheets"), "-o", at.query).exit_code == 0
    assert _announced(at) == []


def test_the_announcement_is_in_no_answer(at: Server, tmp_path: Path) -> None:
    run("import", sheets(tmp_path / "sheets"), "-o", at.query)
    before = triples(at.query)
    with EndpointWriter(parse_address(at.query))._alone():
        assert triples(at.query) == before


# ------------------------------------------------------------ where, and who


def test_what_is_sensitive_is_not_sent_without_a_line(at: Server, tmp_path: Path) -> None:
    path = tmp_path / "case.ttl"
    path.write_text(STAGE + position("a", "support", "w1"), encoding="utf-8")
    assert "sensitive" not in run("import", path, "-o", at.query).stderr
    secret = tmp_path / "secret.ttl"
    secret.write_text(
        "<https://example.org/stage#s> a <https://w3id.org/neg#Statement> ; "
        "<https://w3id.org/neg#sensitivity> <https://w3id.org/neg#secret> .",
        encoding="utf-8",
    )
    told = "note: the endpoint holds what is sensitive: 1 statement"
    assert told in run("import", secret, "-o", at.query).stderr
    assert told not in run("import", secret, "-o", at.query).stderr
    assert told not in run("import", secret, "-o", tmp_path / "file.ttl").stderr


def test_a_merge_of_a_desk_file_says_so_too(at: Server, tmp_path: Path) -> None:
    path = tmp_path / "ferry.ttl"
    path.write_text(
        f"{FERRY}:post a neg:Source ; dcterms:title 'Post'@en ; neg:paragraphs 2 ; neg:sensitivity neg:secret .",
        encoding="utf-8",
    )
    assert run("import", path, "-o", at.query).exit_code == 0
    card = {
        "id": "p1s1",
        "paragraph": 1,
        "start": 0,
        "end": 4,
        "exact": "Isle",
        "party": "isle",
        "latest": "2031-02-04",
    }
    said = {"attribution": "on-record", "paraphrase": "Isle would.", "positions": [{"on": "free", "stance": "open"}]}
    text = {"name": "w.txt", "sha256": "0" * 64, "issued": "2031-02-05", "paragraphs": 2, "source": "post"}
    file = tmp_path / "desk.json"
    content = {"format": "kg desk 1", "coder": "eve", "text": text, "cards": [{**card, **said, "state": "coded"}]}
    file.write_text(json.dumps(content), encoding="utf-8")
    done = run("code", "--merge", file, "--case", at.query)
    assert done.exit_code == 0, done.stderr
    assert (
        "note: the endpoint holds what is sensitive: 1 statement, 1 option, 1 party, 1 position, 1 source;"
        in done.stderr
    )


def test_the_address_for_updates_must_be_set_and_be_of_the_same_server(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = servers["oxigraph"], servers["virtuoso"]
    one.clear()
    other.clear()
    folder = sheets(tmp_path / "sheets")
    monkeypatch.delenv(UPDATE, raising=False)
    missing = run("import", folder, "-o", one.query)
    assert (missing.exit_code, f"set {UPDATE} to it" in missing.stderr) == (2, True)
    monkeypatch.setenv(UPDATE, other.update)
    wrong = run("import", folder, "-o", one.query)
    assert (wrong.exit_code, f"is not read there; correct {UPDATE}" in wrong.stderr) == (2, True)
    assert triples(one.query) == set()
    monkeypatch.setenv(UPDATE, f"{one.update}?using-graph-uri=urn:g")
    assert "name the graph in the address of the case, not here" in run("import", folder, "-o", one.query).stderr
    assert LOCKS not in other.run("SPARQL SELECT DISTINCT ?g { GRAPH ?g { ?s <urn:kg:writer> ?o } }")


@pytest.mark.parametrize(("password", "status"), [("dba", 0), ("wrong", 2)])
def test_virtuoso_takes_updates_of_a_user_by_digest(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, status: int
) -> None:
    where = servers["virtuoso"]
    where.clear()
    monkeypatch.setenv(UPDATE, f"{where.update}-auth")
    monkeypatch.setenv("KG_SPARQL_USER", "dba")
    monkeypatch.setenv("KG_SPARQL_PASSWORD", password)
    done = run("import", sheets(tmp_path / "sheets"), "-o", where.query)
    assert (done.exit_code, "refuses access (401)" in done.stderr) == (status, status == 2)
    assert bool(triples(where.query)) == (status == 0)


def test_virtuoso_is_given_a_graph_by_name(
    servers: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = servers["virtuoso"]
    where.clear()
    monkeypatch.setenv(UPDATE, where.update)
    done = run("import", sheets(tmp_path / "sheets"), "-o", where.update)
    assert (done.exit_code, "?default-graph-uri=https://example.org/case" in done.stderr) == (2, True)
    assert done.stderr.count("\n") == 1


def test_several_graphs_are_not_written() -> None:
    assert graph_of(parse_address("http://h/q?infer=x&default-graph-uri=urn:a")) == "urn:a"
    assert graph_of(parse_address("http://h/q")) is None
    for query in ("default-graph-uri=urn:a&default-graph-uri=urn:b", "named-graph-uri=urn:a"):
        with pytest.raises(UsageError, match="a case is written into one graph"):
            graph_of(parse_address(f"http://h/q?{query}"))
    with pytest.raises(UsageError, match="is not an IRI"):
        graph_of(parse_address("http://h/q?default-graph-uri=urn:a%3E%20%7D"))


def test_a_deadlock_is_tried_again_and_nothing_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(lambda handler, count: say(handler, 500 if count < 2 else 200, "Virtuoso 40001 Error SR172")) as asked:
        monkeypatch.setenv(UPDATE, asked.address)
        EndpointWriter(parse_address(asked.address), pause=lambda _: None)._post("INSERT DATA { }")
        assert len(asked.requests) == 3
    with server(lambda handler, count: say(handler, 500, "Virtuoso 42000 Error")) as asked:
        monkeypatch.setenv(UPDATE, asked.address)
        with pytest.raises(InputError):
            EndpointWriter(parse_address(asked.address), pause=lambda _: None)._post("INSERT DATA { }")
        assert len(asked.requests) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "http://h/x"),
        ("export", "https://h/x.ttl"),
        ("view", "-o", "HTTP://h/x"),
        ("import", "http://h/x", "-o", "a.ttl"),
    ],
)
def test_an_address_is_never_taken_for_a_folder(
    arguments: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.exit_code, "an address, where a file or a folder belongs" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
