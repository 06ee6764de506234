"""The ontology: every term is explained and placed, and an OWL 2 RL reasoner draws from it what it promises."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef

from kg.store import ontology_file, shipped_case
from kg.vocabulary import NEG

N = Namespace(NEG.base)
FULL = Namespace("https://example.org/full#")
PROV = Namespace("http://www.w3.org/ns/prov#")
ORG = Namespace("http://www.w3.org/ns/org#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = Namespace("http://www.w3.org/ns/oa#")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file("negotiation.ttl"))


@pytest.fixture(scope="module")
def closed() -> Graph:
    """Return the OWL 2 RL closure of the ontology with the case that uses every property."""
    graph = Graph().parse(ontology_file("negotiation.ttl"))
    graph.parse(Path(__file__).parent / "valid" / "full.ttl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def properties_of(ontology: Graph) -> set[URIRef]:
    return {p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ontology.subjects(RDF.type, kind)}


def classes_of(ontology: Graph) -> set[URIRef]:
    return {c for c in ontology.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}


def test_it_has_classes_properties_and_values(ontology: Graph) -> None:
    assert len(classes_of(ontology)) > 30
    assert len(properties_of(ontology)) > 80


def test_every_term_has_one_english_label_and_a_comment(ontology: Graph) -> None:
    values = set(ontology.subjects(RDF.type, OWL.NamedIndividual))
    for term in classes_of(ontology) | properties_of(ontology) | values:
        (label,) = ontology.objects(term, RDFS.label)
        (comment,) = ontology.objects(term, RDFS.comment)
        assert label.language == comment.language == "en", term
        assert str(comment).endswith("."), term


def test_every_property_has_one_domain_and_one_range(ontology: Graph) -> None:
    datatypes = {XSD.date, XSD.boolean, XSD.decimal, XSD.integer, XSD.string, XSD.anyURI, RDF.langString}
    for term in properties_of(ontology):
        (domain,) = ontology.objects(term, RDFS.domain)
        (range_,) = ontology.objects(term, RDFS.range)
        assert domain in classes_of(ontology), term
        is_data = (term, RDF.type, OWL.DatatypeProperty) in ontology
        assert range_ in (datatypes if is_data else classes_of(ontology) | {OA.Selector}), term


def test_no_property_is_of_both_kinds(ontology: Graph) -> None:
    of_objects = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    assert of_objects & set(ontology.subjects(RDF.type, OWL.DatatypeProperty)) == set()


def test_there_are_no_unions(ontology: Graph) -> None:
    assert (None, OWL.unionOf, None) not in ontology


def test_it_is_aligned(ontology: Graph) -> None:
    wanted = {
        N.Statement: PROV.Entity,
        N.Position: PROV.Entity,
        N.Reading: PROV.Entity,
        N.Proposal: PROV.Entity,
        N.Source: PROV.Entity,
        N.Event: PROV.Activity,
        N.Party: PROV.Agent,
        N.Issue: SKOS.Concept,
        N.Option: SKOS.Concept,
        N.Membership: ORG.Membership,
    }
    for term, standard in wanted.items():
        assert (term, RDFS.subClassOf, standard) in ontology
    assert {PROV.Person, FOAF.Person} <= set(ontology.objects(N.Person, RDFS.subClassOf))
    assert SEM.Event in set(ontology.objects(N.Event, RDFS.subClassOf))


def test_oxigraph_reads_the_same(ontology: Graph) -> None:
    read = list(pyoxigraph.parse(path=ontology_file("negotiation.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(read) == len(ontology)


def test_a_demand_is_told_by_its_stance() -> None:
    case = Graph().parse(ontology_file("negotiation.ttl"))
    for stance in ("demand", "rule-out", "support", "oppose"):
        case.add((FULL[stance], N.stance, N[stance]))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(case)
    assert set(case.subjects(RDF.type, N.Demand)) == {FULL["demand"], FULL["rule-out"]}
    assert set(case.subjects(RDF.type, N.Position)) >= {FULL["support"], FULL["oppose"]}


def test_entails_follows_from_an_entailment(closed: Graph) -> None:
    assert set(closed.subject_objects(N.entails)) == {(FULL.ban, FULL["night-ban"])}


def test_entails_runs_along_chains() -> None:
    case = Graph().parse(ontology_file("negotiation.ttl"))
    for node, first, second in ((FULL.e1, FULL.a, FULL.b), (FULL.e2, FULL.b, FULL.c)):
        case.add((node, N.premise, first))
        case.add((node, N.conclusion, second))
    case.add((FULL.x, N.excludes, FULL.y))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(case)
    assert set(case.subject_objects(N.entails)) == {(FULL.a, FULL.b), (FULL.b, FULL.c), (FULL.a, FULL.c)}
    assert set(case.subject_objects(N.excludes)) == {(FULL.x, FULL.y), (FULL.y, FULL.x)}
    assert {FULL.a, FULL.b, FULL.c, FULL.x, FULL.y} <= set(case.subjects(RDF.type, N.Option))


def test_standard_terms_follow(closed: Graph) -> None:
    assert (FULL["p-east"], PROV.wasAttributedTo, FULL.east) in closed
    assert (FULL["p-east"], PROV.wasDerivedFrom, FULL["s-east"]) in closed
    assert (FULL["s-east"], PROV.hadPrimarySource, FULL.gazette) in closed
    assert (FULL["r-west"], N.compatibleWith, FULL["r-east"]) in closed


def test_a_sound_case_is_consistent(closed: Graph) -> None:
    assert set(closed.subjects(RDF.type, OWL.Nothing)) == set()
    assert list(closed.subjects(RDF.type, ERROR)) == []


def test_the_shipped_case_is_consistent_with_it() -> None:
    case = Graph().parse(ontology_file("negotiation.ttl")).parse(shipped_case())
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(case)
    assert set(case.subjects(RDF.type, OWL.Nothing)) == set()
    assert list(case.subjects(RDF.type, ERROR)) == []
    stances = {case.value(position, N.stance) for position in case.subjects(RDF.type, N.Demand)}
    assert stances <= {N.demand, N["rule-out"]}


def test_an_inconsistent_case_would_be_seen() -> None:
    case = Graph()
    case.add((FULL.a, OWL.sameAs, FULL.b))
    case.add((FULL.a, OWL.differentFrom, FULL.b))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(case)
    assert list(case.subjects(RDF.type, ERROR)) != []
