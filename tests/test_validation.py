"""What the shapes find, found quickly, is what a validator finds that is given the whole graph and the shapes as they are.

``KG_SHAPES_EACH=1`` compares on each invalid file by itself, which takes some minutes, and not only on every sixteenth and on
all of them together.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from check_cases import chain_case, statements_case
from rdflib import RDF, SH, Graph, Namespace, URIRef

from kg.case import Case
from kg.checking.circles import FOLLOWED
from kg.checking.shapes import validate
from kg.checking.suspects import queries_for, selecting, subclasses_in
from kg.checking.validation import ontology_graph, results_on
from kg.checking.view import node_of, view_of
from kg.resolution.closure import Closure, find_cycle
from kg.store import GraphStore, MemoryStore, open_store, shipped_case
from kg.vocabulary import NEG, XSD

HERE = Path(__file__).parent
SMALL = (HERE / "valid" / "small.ttl").read_text(encoding="utf-8")
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
BASE = "https://example.org/small#"
SHAPE = Namespace("https://w3id.org/neg/shapes#")
ALONE = INVALID if os.environ.get("KG_SHAPES_EACH") == "1" else INVALID[::16]

#: a result as it is compared: thing, shape, simple path, value
Told = tuple[object, object, object, object]

#: values on which engines differ, or that are at a bound
ODD = {
    "latest": ["12345-01-01", "2031-02-30", "2031-01-01Z", "0000-01-01", "2031-1-1", "", "9999-12-31"],
    "paragraph": ["1" * 30, "+7", "0", "-1", "07", "1.0", "9" * 5_000, ""],
    "confidence": ["1.0000000000000000000000001", "NaN", "1", ".5", "0.", "-0", "1e0"],
    "binds": ["1", "TRUE", "false", "", "yes"],
}
KIND = {"latest": "date", "paragraph": "integer", "confidence": "decimal", "binds": "boolean"}
ODD_WORDS = ["", " ", "\\u00a0", "\\u001c", "\\u200b", "\\n", "a\\u001cb", "a"]


def engine_from(text: str) -> ox.Store:
    return filled(MemoryStore(ox.parse(text, format=ox.RdfFormat.TURTLE)))


def filled(store: GraphStore) -> ox.Store:
    with store.engine() as engine:
        return engine


def told(thing: object, shape: object, path: object, value: object) -> Told:
    return (thing, shape, path if isinstance(path, URIRef) else None, value)


def quick(engine: ox.Store) -> list[Told]:
    return sorted((told(r.focus, r.shape, r.path, r.value) for r in results_on(engine)), key=repr)


def plain(engine: ox.Store) -> list[Told]:
    """Return what pySHACL finds, given a copy of the whole graph, and the shapes as they are."""
    data = ontology_graph("negotiation.ttl") + Graph()
    for triple in view_of(engine, Graph()):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=ontology_graph("shapes.ttl"), advanced=True, inplace=True)
    assert isinstance(report, Graph)
    parts = (SH.focusNode, SH.sourceShape, SH.resultPath, SH.value)
    found = (told(*(report.value(result, part) for part in parts)) for result in report.objects(None, SH.result))
    return sorted(found, key=repr)


def together() -> str:
    """Return all invalid files, each with the small case in a namespace of its own, as N-Triples."""
    whole = Graph()
    for path in INVALID:
        text = (SMALL + path.read_text(encoding="utf-8")).replace(BASE, f"https://example.org/{path.stem}#")
        whole.parse(data=text, format="turtle")
    return whole.serialize(format="nt")


def odd_values() -> str:
    lines = [SMALL]
    for name, values in ODD.items():
        kind = "Membership" if name == "binds" else "Statement"
        lines += [
            f':{name}{n} a neg:{kind} ; neg:{name} "{value}"^^xsd:{KIND[name]} .' for n, value in enumerate(values)
        ]
    for n, words in enumerate(ODD_WORDS):
        lines.append(
            f':a skos:altLabel "{words}"@en . :p{n} a neg:Party ; skos:prefLabel "{words}"@en, "{words}x"@EN .'
        )
        lines.append(f':c{n} a neg:Source ; neg:address "https://example.org/{words}"^^xsd:anyURI .')
        lines.append(f':c{n} dcterms:language <urn:x>, "uk" ; dcterms:issued "2031-01-01"^^xsd:dateTime, :a, [] .')
    lines.append(':sa neg:earliest "2032-01-01"^^xsd:date, "12031-01-01"^^xsd:date, "x", :a, "2030-01-01Z"^^xsd:date .')
    lines.append(
        "neg:Kid a neg:Party . :Own <http://www.w3.org/2000/01/rdf-schema#subClassOf> neg:Statement . :own a :Own ."
    )
    return "\n".join(lines)


def test_all_invalid_files_together() -> None:
    engine = engine_from(together())
    found = quick(engine)
    assert len({shape for _, shape, _, _ in found}) > len(INVALID) - 5
    assert found == plain(engine)


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_each_invalid_file(path: Path) -> None:
    engine = engine_from(SMALL + path.read_text(encoding="utf-8"))
    assert quick(engine) == plain(engine)


@pytest.mark.parametrize(
    "path", [*sorted((HERE / "valid").glob("*.ttl")), Path(shipped_case())], ids=lambda path: path.stem
)
def test_sound_cases(path: Path) -> None:
    engine = filled(open_store(path))
    assert quick(engine) == plain(engine)


@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
def test_odd_values() -> None:
    engine = engine_from(odd_values())
    found = quick(engine)
    assert len(found) > 50
    assert found == plain(engine)


def test_made_up_cases_of_many_statements() -> None:
    engine = engine_from(statements_case(120, faulty=7))
    found = quick(engine)
    assert len({thing for thing, *_ in found}) == 7
    assert found == plain(engine)


def random_relations(seed: int) -> str:
    """A few options in three issues, with entailments, exclusions, versions and successors among them by chance."""
    chance = random.Random(seed)
    prefixes = f"@prefix : <{BASE}> . @prefix neg: <{NEG.base}> .\n"
    rules = ("neg:choiceRule neg:exclusive", "neg:choiceRule neg:compatible", "a neg:Issue")
    lines = [f":i{n} a neg:Issue ; {chance.choice(rules)} ." for n in range(3)]
    lines += [f":o{n} neg:optionOf :i{chance.randrange(3)} ." for n in range(8)]
    for n in range(chance.randrange(12)):
        one, other, kind = (chance.randrange(8) for _ in range(3))
        lines.append(f":e{n} neg:premise :o{one} ; neg:conclusion :o{other} .")
        relation = ("succeeds", "revises", "copyOf")[kind % 3]
        lines.append(f":o{other} neg:{relation} :o{(one + kind) % 8} .")
    for n in range(chance.randrange(4)):
        lines.append(f":x{n} neg:between {', '.join(f':o{chance.randrange(8)}' for _ in range(3))} .")
    return prefixes + "\n".join(lines)


def test_what_follows_relations_to_their_end_is_what_the_shapes_ask() -> None:
    shapes, found = ontology_graph("shapes.ttl"), dict.fromkeys(FOLLOWED, 0)
    for seed in range(60):
        text = random_relations(seed)
        engine, data = engine_from(text), Graph().parse(data=text, format="turtle")
        for shape, answer in FOLLOWED.items():
            (target,), (constraint,) = (list(shapes.objects(URIRef(shape), each)) for each in (SH.target, SH.sparql))
            meant = [row[0] for row in data.query(selecting(shapes, target))]
            asked = selecting(shapes, constraint)
            rows = {(this, row[1]) for this in meant for row in data.query(asked, initBindings={"this": this})}
            answered = {(node_of(this), node_of(value)) for this, value in answer(engine)}
            assert answered == rows, (seed, shape)
            found[shape] += len(answered)
    assert min(found.values()) > 5, found


def test_only_what_may_be_broken_is_suspected() -> None:
    shapes = ontology_graph("shapes.ttl")
    engine = engine_from(statements_case(40))
    subclasses = subclasses_in((ontology_graph("negotiation.ttl"),))
    queries = list(queries_for(shapes, SHAPE.StatementLatest, SHAPE.Statement, subclasses, lambda name: True))
    assert len(queries) == 3
    assert [row for query in queries for row in engine.query(query)] == []
    engine.update(
        f'DELETE DATA {{ <https://example.org/many#s3> <{NEG.latest}> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }}'
    )
    assert [row[0].value for query in queries for row in engine.query(query)] == ["https://example.org/many#s3"]


def test_what_only_values_of_a_property_break_is_not_asked_for_where_there_are_none() -> None:
    shapes, subclasses = ontology_graph("shapes.ttl"), subclasses_in((ontology_graph("negotiation.ttl"),))
    asked: list[str] = []

    def is_used(name: str) -> bool:
        asked.append(name)
        return False

    # A latest day is needed, one, and a day: that it is missing is still asked for.
    (query,) = queries_for(shapes, SHAPE.StatementLatest, SHAPE.Statement, subclasses, is_used)
    assert set(asked) == {f"<{NEG.latest}>"}
    engine = engine_from(f"<urn:a> a <{NEG.Statement}> .")
    assert [row[0].value for row in engine.query(query)] == ["urn:a"]


def test_a_constraint_that_is_not_known_makes_all_suspect() -> None:
    shapes = Graph().parse(
        data=f"@prefix sh: <{SH}> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:maxLength 3 .", format="turtle"
    )
    (query,) = queries_for(shapes, URIRef("urn:s"), URIRef("urn:s"), subclasses_in(()), lambda name: False)
    engine = engine_from("<urn:a> a <urn:c> . <urn:b> a <urn:c> . <urn:d> a <urn:e> .")
    assert {row[0].value for row in engine.query(query)} == {"urn:a", "urn:b"}


def test_a_view_shows_each_triple_once_and_no_rest_of_a_list() -> None:
    text = "<urn:g> { <urn:a> <urn:p> 1 , (2) . } <urn:h> { <urn:a> <urn:p> 1 . }"
    engine = filled(MemoryStore(ox.parse(text, format=ox.RdfFormat.TRIG)))
    beside = Graph().parse(data="<urn:a> <urn:p> <urn:b> .", format="turtle")
    view = view_of(engine, beside)
    assert len(list(view.objects(URIRef("urn:a"), URIRef("urn:p")))) == 3
    assert list(view.triples((None, RDF.rest, None))) == []
    assert (None, RDF.first, None) in view


def test_terms_keep_what_they_say() -> None:
    terms = [ox.Literal("a"), ox.Literal("a", language="en"), ox.Literal("7", datatype=ox.NamedNode("urn:d"))]
    assert [node_of(term).n3() for term in terms] == ['"a"', '"a"@en', '"7"^^<urn:d>']


@pytest.mark.parametrize(
    ("earliest", "latest"),
    [
        ('"2031-0-01"^^xsd:date', '"2031-01-02"^^xsd:date'),
        ('"2031-01-02"^^xsd:date', '"2031-02-30"^^xsd:date'),
        ('"2031-0-01"^^xsd:date', '"2031-13-01"^^xsd:date'),
        ('"a"^^<urn:d>', '"b"^^<urn:d>'),
        ('"NaN"^^xsd:double', "1.5"),
    ],
)
def test_what_cannot_be_compared_is_a_finding(earliest: str, latest: str) -> None:
    """As SHACL has it for sh:lessThanOrEquals; and neither is a day."""
    text = (
        f"@prefix neg: <{NEG.base}> . @prefix xsd: <{XSD.base}> . <urn:s> a neg:Statement ; neg:earliest {earliest} ; "
    )
    found = validate(MemoryStore(ox.parse(f"{text} neg:latest {latest} .", format=ox.RdfFormat.TURTLE)))
    assert {finding.path for finding in found if finding.severity == "error"} & {"neg:earliest", "neg:latest"}


def test_a_long_chain_of_entailments_is_followed_without_recursion() -> None:
    store = MemoryStore(ox.parse(chain_case(3_000), format=ox.RdfFormat.TURTLE))
    case = Case(store)
    assert find_cycle(case) is None
    chain = Closure(case).entailed_by("https://example.org/many#w0")["https://example.org/many#w3000"]
    assert (len(chain.via), len(chain.reasons)) == (3_001, 3_000)
    assert chain.via[1500] == "https://example.org/many#w1500"


def test_a_long_circle_of_entailments_is_told_at_each_option() -> None:
    ring = f"@prefix : <https://example.org/many#> . @prefix neg: <{NEG.base}> . :e neg:premise :w1500 ; neg:conclusion :w0 ."
    store = MemoryStore(ox.parse(chain_case(1_500) + ring, format=ox.RdfFormat.TURTLE))
    findings = [finding for finding in validate(store) if "circle" in finding.message]
    assert len(findings) == 1_501
