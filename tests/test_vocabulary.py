"""The closed vocabulary and the Turtle hold the same terms, in the same order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.store import ontology_file
from kg.vocabulary import (
    ATTRIBUTIONS,
    NEG,
    ORG,
    PROPAGATING_BASES,
    SKOS,
    STANCES,
    Side,
    Stance,
    side_of,
    strength,
)

N = Namespace(NEG.base)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file("negotiation.ttl"))


def test_the_terms_are_those_that_the_turtle_declares(ontology: Graph) -> None:
    declared = {str(term) for term in ontology.subjects(RDF.type, None) if str(term).startswith(NEG.base)}
    assert NEG.terms() == declared


def test_what_the_turtle_mentions_it_declares(ontology: Graph) -> None:
    mentioned = {str(term) for triple in ontology for term in triple if str(term).startswith(NEG.base)}
    assert mentioned == NEG.terms()


def test_stances_have_the_turtle_s_ranks_and_sides(ontology: Graph) -> None:
    ranked = {
        str(stance).removeprefix(NEG.base): (
            rank.toPython(),
            str(ontology.value(stance, N.side)).removeprefix(NEG.base),
        )
        for stance, rank in ontology.subject_objects(N["rank"])
    }
    assert ranked == {str(stance): (rank, str(side)) for stance, (rank, side) in STANCES.items()}
    assert [rank for rank, _ in STANCES.values()] == [1, 2, 3, 4, 5, 6, 7]


def test_only_noncommittal_is_stored_without_a_side(ontology: Graph) -> None:
    stored = {str(stance).removeprefix(NEG.base) for stance in ontology.subjects(RDF.type, N.Stance)}
    assert stored - {str(stance) for stance in STANCES} == {"noncommittal"}
    assert {str(stance) for stance in Stance} - stored == {"silent", "withheld", "mixed"}


def test_attributions_have_the_turtle_s_authority_voice_and_confidence(ontology: Graph) -> None:
    declared = {
        str(attribution).removeprefix(NEG.base): (
            ontology.value(attribution, N.authority).toPython(),
            ontology.value(attribution, N.voice) == N.own,
            ontology.value(attribution, N.defaultConfidence).toPython(),
        )
        for attribution in ontology.subjects(RDF.type, N.Attribution)
    }
    assert declared == {
        name: (authority, own, Decimal(str(confidence))) for name, (authority, own, confidence) in ATTRIBUTIONS.items()
    }
    assert [each.authority for each in ATTRIBUTIONS.values()] == [1, 2, 3, 4, 5, 6, 7]


def test_confidence_falls_with_authority() -> None:
    falling = [each.confidence for each in ATTRIBUTIONS.values()]
    assert falling == sorted(falling, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in falling)


def test_the_bases_that_propagate_are_those_of_the_turtle(ontology: Graph) -> None:
    bases = {
        str(basis).removeprefix(NEG.base): str(
            ontology.value(basis, URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))
        )
        for basis in ontology.subjects(RDF.type, N.Basis)
    }
    assert {name for name, comment in bases.items() if "propagates stances" in comment} == PROPAGATING_BASES


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="NEG has no term 'helBy'"):
        _ = NEG.helBy
    with pytest.raises(AttributeError, match="NEG has no term 'heldBy_'"):
        _ = NEG.heldBy_
    with pytest.raises(AttributeError, match="ORG has no term"):
        _ = ORG.memberOf


def test_underscores_stand_for_hyphens_and_keywords() -> None:
    assert NEG.rule_out == "https://w3id.org/neg#rule-out"
    assert NEG.from_ == "https://w3id.org/neg#from"
    assert NEG.for_ == "https://w3id.org/neg#for"
    assert {"heldBy", "rule_out", "from_", "Position"} <= set(dir(NEG))
    assert SKOS.prefLabel == "http://www.w3.org/2004/02/skos/core#prefLabel"


@pytest.mark.parametrize(
    ("stance", "side", "within"),
    [
        (Stance.DEMAND, Side.FOR, 1),
        (Stance.SUPPORT, Side.FOR, 0),
        (Stance.CONDITIONAL, Side.LEANING, 1),
        (Stance.OPEN, Side.LEANING, 0),
        (Stance.RULE_OUT, Side.AGAINST, 2),
        (Stance.OPPOSE, Side.AGAINST, 1),
        (Stance.DOUBT, Side.AGAINST, 0),
        (Stance.SILENT, None, -1),
        (Stance.WITHHELD, None, -1),
        (Stance.NONCOMMITTAL, None, -1),
        (Stance.MIXED, None, -1),
    ],
)
def test_side_and_strength_of_each_stance(stance: Stance, side: Side | None, within: int) -> None:
    assert side_of(stance) is side
    assert strength(stance) == within
