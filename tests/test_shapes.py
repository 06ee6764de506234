"""The shapes: each one trips on the file made for it and on nothing else, and sound cases pass without a finding."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.checking import shapes as checking
from kg.checking.findings import Finding
from kg.checking.validation import results_on as found_on
from kg.store import GraphStore, MemoryStore, ontology_file, open_store, parse_file, shipped_case
from kg.vocabulary import NEG

HERE = Path(__file__).parent
SMALL = HERE / "valid" / "small.ttl"
VALID = sorted((HERE / "valid").glob("*.ttl"))
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
SHAPE = Namespace("https://w3id.org/neg/shapes#")
N = Namespace(NEG.base)
BASE = "https://example.org/small#"

#: properties that are of the ontology's own values, or inferred, and so in no case
NOT_CODED = {N.rank, N.side, N.voice, N.authority, N.defaultConfidence, N.entails, N.excludes, N.premiseOf}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontology_file("shapes.ttl"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file("negotiation.ttl"))


@pytest.fixture(scope="module")
def small() -> Graph:
    return Graph().parse(SMALL)


def shape_named_in(path: Path) -> URIRef:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# trips shape:")
    return SHAPE[first.removeprefix("# trips shape:")]


def stored(data: Graph) -> MemoryStore:
    text = data.serialize(format="nt", encoding="utf-8")
    return MemoryStore(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))


def validate(data: Graph | GraphStore) -> tuple[Finding, ...]:
    return checking.validate(stored(data) if isinstance(data, Graph) else data)


def results_on(data: Graph) -> list[tuple[object, object]]:
    """Return focus node and shape of each result."""
    with stored(data).engine() as engine:
        return [(result.focus, result.shape) for result in found_on(engine)]


@pytest.fixture(scope="module")
def tripped() -> dict[str, set[object]]:
    """Return the shapes that each file trips beside the small case, by the file's name.

    All are validated together, each in a namespace of its own, because one run for each would take half a minute. So
    there are many cases in one graph, and the shape that warns of that is left out here.
    """
    data, owner = Graph(), {}
    for path in INVALID:
        text = SMALL.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")
        part = Graph().parse(data=text.replace(BASE, f"https://example.org/{path.stem}#"), format="turtle")
        owner |= dict.fromkeys(part.subjects(), path.stem)
        data += part
    found: dict[str, set[object]] = {path.stem: set() for path in INVALID}
    for focus, shape in results_on(data):
        if shape != SHAPE.OneCase:
            found[owner[focus]].add(shape)
    return found


def errors_in(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def test_all_files_are_collected() -> None:
    assert len(VALID) == 2
    assert len(INVALID) == 197


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_exactly_the_named_shape_trips(path: Path, tripped: dict[str, set[object]]) -> None:
    assert tripped[path.stem] == {shape_named_in(path)} - {SHAPE.OneCase}


def test_several_cases_in_one_are_warned_of(small: Graph) -> None:
    data = (small + Graph()).parse(HERE / "invalid" / "one-case.ttl")
    assert results_on(data) == [(URIRef(f"{BASE}zcase"), SHAPE.OneCase)]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_sound_case_has_no_finding(path: Path) -> None:
    assert validate(open_store(path)) == ()


def test_the_shipped_case_has_no_error() -> None:
    assert errors_in(validate(open_store(shipped_case()))) == []


def test_every_shape_has_a_file_that_trips_it(shapes: Graph) -> None:
    assert {shape_named_in(path) for path in INVALID} == set(shapes.subjects(SH.message))


def test_every_shape_has_one_severity_and_one_message_in_words(shapes: Graph) -> None:
    severities = {SH.Violation, SH.Warning, SH.Info}
    for shape in set(shapes.subjects(SH.message)):
        assert isinstance(shape, URIRef)
        assert len(set(shapes.objects(shape, SH.severity)) & severities) == 1, shape
        (message,) = shapes.objects(shape, SH.message)
        assert str(message).rstrip(")]").endswith((".", "?")), shape
        assert NEG.base not in str(message)


def test_every_property_shape_belongs_to_a_shape(shapes: Graph) -> None:
    declared = set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert declared == {shape for shape in shapes.objects(None, SH.property) if isinstance(shape, URIRef)}


def test_the_shapes_are_shapes(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, advanced=True, meta_shacl=True)
    assert conforms, text


def test_every_class_and_property_of_the_ontology_is_in_the_shapes(shapes: Graph, ontology: Graph) -> None:
    used = {term for triple in shapes for term in triple}
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        declared = {term for term in ontology.subjects(RDF.type, kind) if isinstance(term, URIRef)}
        assert declared - used == set()


def test_every_coded_property_is_used_in_a_sound_case(ontology: Graph) -> None:
    properties = {p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ontology.subjects(RDF.type, kind)}
    full = Graph().parse(HERE / "valid" / "full.ttl")
    assert properties - NOT_CODED == {p for p in full.predicates() if p in properties}


@pytest.mark.parametrize(
    ("shape", "computed"),
    [
        ("PartyRole", ()),
        ("IssueKind", ()),
        ("IssueChoiceRule", ()),
        ("IssueClosedAs", ()),
        ("RelationBasis", ()),
        ("Status", ()),
        ("Bound", ()),
        ("ConditionTiming", ()),
        ("ConditionWhenMet", ()),
        ("StatementAttribution", ()),
        ("StatementMandate", ()),
        ("StatementChannel", ()),
        ("Sensitivity", ()),
        ("PositionStance", ("silent", "withheld", "mixed")),
    ],
)
def test_lists_of_values_are_the_ontology_s(
    shapes: Graph, ontology: Graph, shape: str, computed: tuple[str, ...]
) -> None:
    of_property = ontology.value(shapes.value(SHAPE[shape], SH.path), RDFS.range)
    listed = set(Collection(shapes, shapes.value(SHAPE[shape], SH["in"])))
    assert listed == set(ontology.subjects(RDF.type, of_property)) | {N[name] for name in computed}


def test_a_misspelt_term_is_found_with_the_one_that_was_meant(small: Graph) -> None:
    data = small + Graph().parse(data=f"@prefix neg: <{NEG.base}> . <urn:x> a neg:Postion ; neg:helBy <urn:y> .")
    messages = {finding.path: finding.message for finding in errors_in(validate(data))}
    assert messages == {
        "neg:helBy": "neg:helBy is not a property of the ontology, so it is ignored; did you mean neg:heldBy?",
        "a": "neg:Postion is not a class of the ontology, so it is ignored; did you mean neg:Position?",
    }


def test_an_unnamed_thing_is_described_by_what_it_ties_together(small: Graph) -> None:
    (finding,) = validate((small + Graph()).parse(HERE / "invalid" / "relation-basis.ttl"))
    assert finding.to_json() == {
        "severity": "error",
        "where": {"id": None, "label": "entailment: Step one · Step two"},
        "message": "Say what the relation rests on: neg:basis is neg:definitional, neg:legal or neg:judgement; "
        "a judgement is shown, but no stance follows from it.",
        "path": "neg:basis",
        "value": None,
    }


def test_a_class_of_two_words_is_named_in_words(small: Graph) -> None:
    (finding,) = validate((small + Graph()).parse(HERE / "invalid" / "status-from-day.ttl"))
    assert (finding.where.label(), finding.path) == ("status change: tabled · 2031-01-09", "neg:from")


def test_path_and_value_are_said_as_a_coder_knows_them(small: Graph) -> None:
    (finding,) = validate((small + Graph()).parse(HERE / "invalid" / "position-about-holder.ttl"))
    assert (finding.where.id, finding.path, finding.value) == (f"{BASE}p9", "neg:statedIn", f"{BASE}sb")
    (finding,) = validate((small + Graph()).parse(HERE / "invalid" / "paragraph-within-source.ttl"))
    assert (finding.where.id, finding.value) == (f"{BASE}s9", "10")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (":a neg:succeeds :a .", "SuccessionCycle"),
        (":plan neg:revises :plan .", "RevisionCycle"),
        (":s9 neg:about :b ; neg:withdraws :ra .", "WithdrawsOwn"),
        (":plan neg:status neg:withdrawn .", "ProposalWithdrawn"),
    ],
)
def test_a_shape_faults_its_other_form_too(text: str, shape: str, small: Graph) -> None:
    data = small + Graph().parse(data=f"@prefix : <{BASE}> . @prefix neg: <{NEG.base}> . {text}", format="turtle")
    assert SHAPE[shape] in {found for _, found in results_on(data)}


@pytest.mark.parametrize(
    "text",
    [
        ":p9 a neg:Position ; neg:heldBy :a ; neg:on :w1 ; neg:stance neg:conditional ; neg:statedIn :sa ; "
        "neg:condition [ a neg:Condition ; neg:unless :meeting ] .",
        ':plan neg:status neg:withdrawn ; neg:statusChange [ a neg:StatusChange ; neg:from "2031-01-10"^^xsd:date ; '
        "neg:status neg:withdrawn ; neg:statedIn :sa ] .",
    ],
    ids=["nothing required but what must not happen", "withdrawn on a day by a change of status"],
)
def test_what_is_enough_has_no_finding(text: str, small: Graph) -> None:
    prefixes = f"@prefix : <{BASE}> . @prefix neg: <{NEG.base}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    assert validate(small + Graph().parse(data=prefixes + text, format="turtle")) == ()


def test_a_circle_is_reported_at_each_of_its_options(small: Graph) -> None:
    findings = validate((small + Graph()).parse(HERE / "invalid" / "entailment-cycle.ttl"))
    assert [(f.where.label(), f.value) for f in findings] == [
        ("Step one", "Step two"),
        ("Step three", "Step one"),
        ("Step two", "Step three"),
    ]


def test_findings_are_the_same_for_any_order_and_any_blank_labels() -> None:
    paths = [
        SMALL,
        *(HERE / "invalid" / name for name in ("relation-basis.ttl", "condition-timing.ttl", "membership-binds.ttl")),
    ]
    quads = [quad for path in paths for quad in parse_file(path)]
    again = [quad for path in reversed(paths) for quad in parse_file(path)]
    random.Random(1).shuffle(again)
    findings = validate(MemoryStore(quads))
    assert len(findings) == 3
    assert validate(MemoryStore(again)) == findings


def test_named_graphs_are_read_as_one(tmp_path: Path) -> None:
    quads = [
        pyoxigraph.Quad(q.subject, q.predicate, q.object, pyoxigraph.NamedNode(f"urn:graph:{i % 3}"))
        for i, q in enumerate(parse_file(SMALL))
    ]
    assert validate(MemoryStore(quads)) == ()
    again = [quad for path in (SMALL, HERE / "invalid" / "position-about-holder.ttl") for quad in parse_file(path)]
    (finding,) = validate(MemoryStore([*quads, *again]))
    assert finding.path == "neg:statedIn"


def test_a_value_that_is_no_date_is_a_finding_and_nothing_is_logged(
    small: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    text = SMALL.read_text(encoding="utf-8").replace('"2031-01-12"', '"2030-13-40"')
    (finding,) = validate(MemoryStore(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)))
    assert (finding.path, finding.value) == ("neg:latest", "2030-13-40")
    assert caplog.records == []


@pytest.mark.parametrize(
    "text",
    [
        "_:a a neg:Condition ; neg:requires _:b . _:b a neg:Condition ; neg:requires _:a .",
        "".join(f"_:n{i} a neg:Condition ; neg:requires _:n{i + 1} ." for i in range(1200)),
        f":a neg:role ({' 1' * 20_000}) .",
    ],
    ids=["unnamed things in a circle", "a long chain of unnamed things", "a long list"],
)
def test_strange_graphs_are_answered(text: str, small: Graph) -> None:
    data = small + Graph().parse(data=f"@prefix : <{BASE}> . @prefix neg: <{NEG.base}> . {text}", format="turtle")
    assert errors_in(validate(data))


def test_many_entailments_are_followed_to_their_end(small: Graph) -> None:
    chain = "".join(
        f':o{i} a neg:Option ; skos:prefLabel "o{i}"@en ; neg:optionOf :w ; neg:undertakenBy :a . '
        f":e{i} a neg:Entailment ; neg:premise :o{i} ; neg:conclusion :o{i + 1} ; "
        'neg:basis neg:legal ; neg:reason "."@en . '
        for i in range(40)
    )
    bar = ':bar a neg:Exclusion ; neg:between :w1, :o39 ; neg:basis neg:legal ; neg:reason "."@en . '
    end = ':end a neg:Entailment ; neg:premise :o39 ; neg:conclusion :w1 ; neg:basis neg:legal ; neg:reason "."@en . '
    prefixes = (
        f"@prefix : <{BASE}> . @prefix neg: <{NEG.base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    )
    text = prefixes + chain.replace("neg:conclusion :o40", "neg:conclusion :w2") + bar + end
    findings = errors_in(validate(small + Graph().parse(data=text, format="turtle")))
    assert {finding.where.label() for finding in findings} == {f"o{i}" for i in range(40)}
