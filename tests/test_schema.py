"""The schema, the ontology, the shapes and the records say the same of each property."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Namespace, URIRef

from kg.case import records as r
from kg.schema import CHOICES, SHEET_OF_CLASS, SHEETS, SHEETS_BY_NAME, Column, Kind, Redaction, Sheet
from kg.vocabulary import NEG, Stance, compact, ontology_file

N = Namespace(NEG.base)
LANG_STRING = RDF.langString

#: the record of each class, by sheet, and its fields that no property of its own holds
RECORDS: dict[str, tuple[Any, set[str]]] = {
    "case": (r.CaseInfo, {"id", "aliases", "matches"}),
    "parties": (r.Party, {"id"}),
    "people": (r.Person, {"id"}),
    "issues": (r.Issue, {"id"}),
    "options": (r.Option, {"id"}),
    "proposals": (r.Proposal, {"id", "status_changes"}),
    "status changes": (r.StatusChange, set()),
    "statements": (r.Statement, {"id", "spoken_by_another"}),
    "positions": (r.Position, {"id", "conditions"}),
    "conditions": (r.Condition, {"id"}),
    "points": (r.Point, {"id"}),
    "readings": (r.Reading, {"id"}),
    "sources": (r.Source, {"id", "aliases", "description", "matches"}),
    "events": (r.Event, {"id", "figures", "assessments"}),
    "kinds": (r.Thing, {"id"}),
    "figures": (r.Figure, {"label"}),
    "assessments": (r.Assessment, set()),
    "memberships": (r.Membership, {"id"}),
    "relations": (r.Relation, {"id"}),
}

DATATYPES = {
    Kind.TEXT: LANG_STRING,
    Kind.STRING: XSD.string,
    Kind.DATE: XSD.date,
    Kind.INTEGER: XSD.integer,
    Kind.DECIMAL: XSD.decimal,
    Kind.BOOLEAN: XSD.boolean,
    Kind.ADDRESS: XSD.anyURI,
}

PROPERTIES = [
    pytest.param(sheet, column, iri, id=f"{sheet.name}-{column.name}-{compact(iri)}")
    for sheet in SHEETS
    for column in sheet.columns
    if not column.shorthand
    for iri in column.predicates
    if iri.startswith(NEG.base)
]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file("negotiation.ttl"))


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontology_file("shapes.ttl"))


def test_each_sheet_has_a_record() -> None:
    assert set(RECORDS) == {sheet.name for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_field_of_a_record_is_a_property_of_its_class(sheet: Sheet) -> None:
    record, apart = RECORDS[sheet.name]
    known = {column.field for column in sheet.columns if not column.inverse and not column.shorthand}
    assert {field.name for field in fields(record)} - apart <= known


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_record_has_the_default_of_the_schema(sheet: Sheet) -> None:
    record, _ = RECORDS[sheet.name]
    defaults = {field.name: field.default for field in fields(record) if field.default is not MISSING}
    for column in sheet.columns:
        if column.field in defaults and column.default is not None:
            assert defaults[column.field] == column.default


def test_the_defaults_are_those_of_the_design() -> None:
    wanted = {
        ("issues", "kind"): "substantive",
        ("issues", "choice rule"): "exclusive",
        ("positions", "bound"): "exactly",
        ("conditions", "timing"): "within",
        ("conditions", "bound"): "exactly",
        ("conditions", "when met"): "support",
        ("statements", "mandate"): "authorised",
        ("statements", "channel"): "public",
        ("memberships", "binds"): False,
        ("options", "undertaker unstated"): False,
    }
    assert {key: SHEETS_BY_NAME[key[0]].column(key[1]).default for key in wanted} == wanted


@pytest.mark.parametrize(("sheet", "column", "iri"), PROPERTIES)
def test_a_property_has_the_kind_that_the_ontology_declares(
    sheet: Sheet, column: Column, iri: str, ontology: Graph
) -> None:
    (range_,) = ontology.objects(URIRef(iri), RDFS.range)
    if column.kind in DATATYPES:
        assert range_ == DATATYPES[column.kind]
    else:
        assert (URIRef(iri), RDF.type, OWL.ObjectProperty) in ontology


@pytest.mark.parametrize(("sheet", "column", "iri"), PROPERTIES)
def test_a_property_has_a_shape(sheet: Sheet, column: Column, iri: str, shapes: Graph) -> None:
    assert list(shapes.subjects(SH.path, URIRef(iri)))


def test_the_shapes_allow_the_choices_of_the_schema(shapes: Graph) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE and column.to != ("stance",) and not column.shorthand:
                (allowed,) = {
                    tuple(shapes.items(values))
                    for shape in shapes.subjects(SH.path, URIRef(column.predicate))
                    for values in shapes.objects(shape, SH["in"])
                    if len(list(shapes.items(values)))
                }
                assert {str(value).removeprefix(NEG.base) for value in allowed} == set(column.choices)


def test_what_tells_a_nameless_thing_is_among_its_properties() -> None:
    positions = SHEETS_BY_NAME["positions"].predicates_telling(NEG.Position)
    assert positions == (NEG.heldBy, NEG.on, NEG.stance)
    relations = SHEETS_BY_NAME["relations"]
    assert relations.predicates_telling(NEG.Entailment) == (NEG.premise, NEG.conclusion)
    assert relations.predicates_telling(NEG.Exclusion) == (NEG.between,)


def test_what_rests_on_statements_alone_goes_with_them() -> None:
    backed = {sheet.name for sheet in SHEETS if sheet.redaction is Redaction.BACKED}
    assert backed == {"status changes", "positions", "readings", "memberships"}
    assert SHEET_OF_CLASS[NEG.Statement].redaction is Redaction.MARKED


def test_every_stance_that_can_be_stored_is_a_choice() -> None:
    assert set(CHOICES["stance"]) == {*Stance} - {Stance.SILENT, Stance.WITHHELD, Stance.MIXED}


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        SHEETS_BY_NAME["parties"].column("colour")
