"""The guard of ``kg query``: one text for both parsers, and nothing in it that connects.

``KG_FUZZ_EXAMPLES=10000`` makes the fuzz as large as a release wants it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from query_texts import Listener, queries

from kg.errors import QueryError
from kg.store.files import PREFIXES
from kg.store.guard import judge

EXAMPLES = int(os.environ.get("KG_FUZZ_EXAMPLES", "150"))
GRAPH = b'<urn:a> <urn:b> "c" . <urn:a> <urn:b> <urn:d> . <urn:d> <urn:b> "it\'s" .'


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Store]:
    """Return a graph in memory, and the same on disk."""
    folder = str(tmp_path_factory.mktemp("on") / "disk")
    memory, disk = ox.Store(), ox.Store(folder)
    for store in (memory, disk):
        store.load(GRAPH, format=ox.RdfFormat.TURTLE)
    disk.flush()
    del store, disk
    return [memory, ox.Store.read_only(folder)]


def run(store: ox.Store, text: str) -> bool:
    """Run a text on an engine that could connect. Return whether it ran to its end."""
    try:
        found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        return isinstance(found, ox.QueryBoolean) or list(found) is not None
    except (SyntaxError, OSError, RuntimeError, ValueError):
        return False


def service(port: int) -> str:
    return f"SERVICE <http://127.0.0.1:{port}/x> {{ ?s ?p ?o }}"


#: pairs that hide what stands between them from one parser and not from the other
SPELLINGS = {
    "an escaped quotation mark": ('VALUES ?v { "a\\u0022 " }', 'VALUES ?w { " \\u0022c" }'),
    "with capital U": ('VALUES ?v { "a\\U00000022 " }', 'VALUES ?w { " \\U00000022c" }'),
    "an escaped apostrophe": ("VALUES ?v { 'a\\u0027 ' }", "VALUES ?w { ' \\u0027c' }"),
    "an escaped escape": ('VALUES ?v { "a\\u005C" " }', 'VALUES ?w { " \\u005C"c" }'),
    "a comment that ends at a carriage return": ("?a ?b ?c # x\r", "\n"),
    "a name with an apostrophe": ("?a neg:a\\'b ?c .", "?d neg:c\\'d ?e"),
    "an address or a comparison": ("FILTER(?a<?b&&'>' \" ' = 'a')", 'FILTER("" = "")'),
}


def test_the_query_of_the_report_runs_as_it_was_judged(listener: Listener, stores: list[ox.Store]) -> None:
    """By the rule of SPARQL its SERVICE stands in a string, since the escapes are expanded before strings are looked for."""
    opened, closed = SPELLINGS["an escaped quotation mark"]
    text = judge(f"SELECT * {{ {opened} {service(listener.port)} {closed} }}").text
    assert text == f'SELECT * {{ VALUES ?v {{ "a" " }} {service(listener.port)} VALUES ?w {{ " "c" }} }}'
    before = listener.connections
    found = list(stores[0].query(text))  # type: ignore[arg-type]
    assert next(solution["v"].value for solution in found) == "a"  # type: ignore[index]
    assert listener.connections == before


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("lateral", [False, True])
def test_no_spelling_connects(listener: Listener, stores: list[ox.Store], spelling: str, lateral: bool) -> None:
    opened, closed = SPELLINGS[spelling]
    inside = service(listener.port)
    if lateral:
        told = f"BIND(IRI(CONCAT('http://127.0.0.1:{listener.port}/?', ENCODE_FOR_URI(?t))) AS ?u)"
        inside = f"{{ SELECT ?u {{ ?x ?y ?t {told} }} }} LATERAL {{ SERVICE ?u {{ ?s ?p ?o }} }}"
    before = listener.connections
    for store in stores:
        try:
            run(store, judge(f"SELECT * {{ {opened} {inside} {closed} }}").text)
        except QueryError as refused:
            assert "\n" not in str(refused)
    assert listener.connections == before


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ASK { ?s ?p 'a' }", 'ASK { ?s ?p "a" }'),
        ("ASK { ?s ?p '''a\n\"b\"''' }", 'ASK { ?s ?p "a\\n\\"b\\"" }'),
        ('ASK { ?s ?p "it\'s" }', 'ASK { ?s ?p "it\'s" }'),
        (r'ASK { ?s ?p "a\tb\\c\'" }', 'ASK { ?s ?p "a\tb\\\\c\'" }'),
        (r'ASK { ?s ?p "caf\u00E9" }', 'ASK { ?s ?p "café" }'),
        (r"ASK { ?s ?p <urn:caf\U000000e9> }", "ASK { ?s ?p <urn:café> }"),
        ("ASK # why\r\n{ ?s ?p '#' }", 'ASK      \n{ ?s ?p "#" }'),
        ("ASK { ?s ?p <http://a/it's> FILTER(?s<'d'&&?s>?p) }", 'ASK { ?s ?p <http://a/it\'s> FILTER(?s<"d"&&?s>?p) }'),
        ("ASK { ?service :service neg:secret-service }", "ASK { ?service :service neg:secret-service }"),
        ("ASK { ?s ?p 'SERVICE <urn:x> { }'@en }", 'ASK { ?s ?p "SERVICE <urn:x> { }"@en }'),
    ],
)
def test_what_is_written_anew(text: str, written: str) -> None:
    assert judge(text).text == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r'ASK { ?s ?p "\\u0041" }', "read in two ways"),
        (r'ASK { ?s ?p "\u005Cu0041" }', "read in two ways"),
        (r'ASK { ?s ?p "\U0041" }', "read in two ways"),
        (r'ASK { ?s ?p "\uD800" }', "not a character"),
        (r'ASK { ?s ?p "\UFFFFFFFF" }', "not a character"),
        ("ASK { ?s ?p '\udc80' }", "not UTF-8"),
        (r'ASK { ?s ?p "\x" }', "string is not closed"),
        ('ASK { ?s ?p "a }', "string is not closed"),
        ('ASK { ?s ?p """a }', "string is not closed"),
        ("ASK { ?s ?p 'a''b' }", "touches the next"),
        (r"ASK { ?s ?p neg:a\'b }", "as a whole address"),
        ("ASK { ?s ?p <urn:it's> }", "string is not closed"),
        ("ASK { ?s\u00a0?p ?o }", "unexpected character"),
        ("ASK {\n ?s ~ ?o }", "line:2"),
        ("ASK { SERVICEx:y { } }", "call SERVICEx otherwise"),
        ("PREFIX x: <urn:x>", "it asks nothing"),
        ("", "it asks nothing"),
        ("PREFIX x: <urn:x> INSERT DATA { x:a x:b x:c }", "updates are refused"),
        ("SELECT * { { ?s ?p ?o } LATERAL { ?a ?b ?c } }", "not a valid SPARQL query"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p 'c' }",
        "SELECT ?o { ?s ?p ?o FILTER(STR(?o)<'d'&&?s>?p) } ORDER BY ?o # newest first",
        "SELECT ?o { ?s ?p ?o FILTER(?o = '''it's''' || regex(?o, '^c\\\\w*')) }",
        'SELECT (GROUP_CONCAT(?o; separator="\', ") AS ?all) { ?s ?p ?o } GROUP BY ?s HAVING(COUNT(*) > 1)',
        "SELECT ?x { <urn:a> <urn:b>/<urn:b>?|^<urn:b>* ?x }",
        "CONSTRUCT { ?s <urn:q> 1.5e3, -2, 'x'@en-GB, '1'^^xsd:integer } WHERE { ?s ?p ?o }",
        "ASK { VALUES (?a ?b) { ('x' UNDEF) } FILTER(?a != \"y\\n\") }",
    ],
)
def test_a_query_means_what_it_meant(stores: list[ox.Store], text: str) -> None:
    def found(spelled: str) -> list[str]:
        answer = stores[0].query(spelled, prefixes=PREFIXES)
        return [str(answer)] if isinstance(answer, ox.QueryBoolean) else sorted(str(one) for one in answer)

    assert found(judge(text).text) == found(text)


def test_the_texts_of_the_fuzz_do_connect_where_nobody_judges(listener: Listener, stores: list[ox.Store]) -> None:
    def connects(text: str) -> bool:
        before = listener.connections
        run(stores[0], text)
        return listener.connections > before

    quick = settings(
        max_examples=2_000, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    assert "127.0.0.1" in find(queries(listener.port), connects, settings=quick)


def test_no_query_connects(listener: Listener, stores: list[ox.Store]) -> None:
    """Every text that the guard lets pass runs on engines that could connect, in memory and on disk: none does."""
    passed, ran, before = [0], [0], listener.connections

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(text=queries(listener.port))
    def no_connection(text: str) -> None:
        try:
            judged = judge(text).text
        except QueryError as refused:
            assert "\n" not in str(refused)
            return
        passed[0] += 1
        assert judge(judged).text == judged
        ran[0] += sum(run(store, judged) for store in stores)
        assert listener.connections == before

    no_connection()
    print(
        f"{EXAMPLES:,} texts, {passed[0]:,} passed, {ran[0]:,} ran to their end, {listener.connections - before} connections"
    )
    assert passed[0] > EXAMPLES / 20
    assert ran[0] > EXAMPLES / 20


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(text=st.text(st.sampled_from("SERVICEask?:<>{}()\"'\\u0027#\r\n .@^é"), max_size=40))
def test_what_was_written_anew_hides_nothing(text: str) -> None:
    """Whatever is accepted is spelled in the one way, and writing it again changes nothing."""
    try:
        judged = judge(f"ASK {{ FILTER(1 = 1) {text} }}").text
    except QueryError:
        return
    assert judge(judged).text == judged
    assert "\r" not in judged
    assert "\\u" not in judged
