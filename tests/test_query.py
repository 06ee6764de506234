"""SPARQL that reads, and nothing else, within its time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import QueryError


@pytest.fixture(scope="module")
def case() -> Any:
    return kg.open()


def test_select(case: Any) -> None:
    found = case.query("SELECT ?p WHERE { ?p a neg:Party ; skos:prefLabel 'France'@en }").to_json()
    assert [row["p"]["value"] for row in found["rows"]] == ["https://w3id.org/neg/case/ukraine-2025-04#france"]


def test_ask(case: Any) -> None:
    assert case.query("ASK { ?s a neg:Statement }").boolean is True
    assert case.query("ASK { ?s a neg:Nothing }").boolean is False


def test_construct_is_sorted(case: Any) -> None:
    found = case.query("CONSTRUCT { ?p a neg:Party } WHERE { ?p a neg:Party }")
    assert found.variables == ("subject", "predicate", "object")
    subjects = [row[0]["value"] for row in found.found]
    assert subjects == sorted(subjects)
    assert len(subjects) == 6


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        (
            "SELECT * WHERE { ?s ?p ?o . OPTIONAL { { SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
            "SERVICE",
        ),
        ("ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> WHERE { GRAPH ?g { ?s ?p ?o } }", "FROM"),
        ("CLEAR ALL", "updates are refused"),
        ("LOAD <http://127.0.0.1:9/>", "updates are refused"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "updates are refused"),
        ("SELECT ?x WHERE {", "not a valid SPARQL query"),
        ("", "not a valid SPARQL query"),
        ("SELECT * WHERE { " + "{ " * 3000 + "?s ?p ?o" + " }" * 3000 + " }", "nested too deeply"),
    ],
)
def test_what_is_refused(case: Any, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        case.query(query, timeout=20)


def test_the_limit_of_time_holds(case: Any) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    start = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 s;"):
        case.query(runaway, timeout=1)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("timeout", ["inf", "nan", "0", "-1", "1e300", "soon"])
def test_an_option_that_is_no_time_is_refused_in_one_line(timeout: str) -> None:
    result = CliRunner().invoke(main, ["query", "--timeout", timeout, "ASK { }"], prog_name="kg")
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: ")
    assert "--timeout" in result.stderr
    assert result.stderr.count("\n") == 1


def test_help_says_what_is_read() -> None:
    said = " ".join(CliRunner().invoke(main, ["query", "--help"]).output.split())
    assert "The graph is read as it is stored, with what was not said in public" in said


def test_more_rows_than_can_be_read_are_refused(case: Any) -> None:
    with pytest.raises(QueryError, match="LIMIT"):
        case.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", timeout=60)
