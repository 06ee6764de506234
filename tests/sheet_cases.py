"""Cases made by hypothesis for the round trips: whole negotiations with hard texts, blank nodes and things out of place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyoxigraph as ox
import rdflib
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.vocabulary import DCTERMS, NEG, ORG, RDF, RDFS, SKOS, XSD

__all__ = ["cases", "same_graph"]

BASE = "https://example.org/made#"

#: what trips spreadsheets: formulas, separators, quotes, line ends, apostrophes, error values, escapes, other scripts
HARD = (
    "=1+1",
    "+7 495",
    "-5",
    "@home",
    "'=x",
    "''",
    "one; two",
    "back\\slash; and \\; more",
    'she said "no"',
    "line\nbreak",
    "carriage\rreturn",
    "tab\tbed",
    " leading",
    "trailing ",
    "#REF!",
    "#example",
    "_x0041_",
    "bell\x07",
    "Київ, Донецьк",
    "Ёлка — «цитата»",
    "שלום עולם",
    "\u202eright to left",
    "مرحبا",
    "👩‍👩‍👧 🇺🇦 🕊️",
    "<urn:a;b>",
    "_:b1",
    "2025-04-22",
    "true",
    "1.50",
    "\u2028",
    "\ufeff",
    "",
    "e\u0301",
    "x" * 300,
)

words = st.one_of(
    st.sampled_from(HARD),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12),
)
languages = st.sampled_from(["en", "uk", "ar", "zh-hans", ""])
days = st.dates(date(1890, 1, 1), date(2040, 1, 1)).map(
    lambda day: ox.Literal(day.isoformat(), datatype=named(XSD.date))
)
numbers = st.sampled_from(["1", "0.5", "-12.25", "12", "007", "1.50", "1e3"])


def named(iri: str) -> ox.NamedNode:
    """Return the node of an IRI."""
    return ox.NamedNode(iri)


@st.composite
def texts(draw: Any) -> ox.Literal:
    """Make a text in a language or in none."""
    text, lang = draw(words), draw(languages)
    return ox.Literal(text, language=lang) if lang else ox.Literal(text)


@st.composite
def nodes(draw: Any, name: str, blank: bool = False) -> ox.NamedNode | ox.BlankNode:
    """Make a node: short id, an IRI of another namespace or, where allowed, a blank node."""
    kinds = ["short", "short", "strange", *(["blank", "blank"] if blank else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "blank":
        return ox.BlankNode(name)
    return named(BASE + name if kind == "short" else f"urn:other:a;b/{name}")


@st.composite
def cases(draw: Any) -> list[ox.Quad]:
    """Make a case: parties, an issue with options, a source, statements, positions, and what else there is."""
    triples: list[ox.Triple] = []

    def say(subject: Any, predicate: str, *objects: Any) -> None:
        triples.extend(ox.Triple(subject, named(predicate), term) for term in objects)

    def thing(name: str, class_: str, blank: bool = False) -> Any:
        node = draw(nodes(name, blank))
        say(node, RDF.type, named(class_))
        return node

    def label(node: Any) -> None:
        say(node, SKOS.prefLabel, *draw(st.lists(texts(), max_size=3, unique=True)))
        say(node, SKOS.altLabel, *draw(st.lists(texts(), max_size=4, unique=True)))

    def some(things: list[Any]) -> list[Any]:
        return draw(st.lists(st.sampled_from(things), max_size=2, unique=True)) if things else []

    case = thing("the-case", NEG.Case)
    say(case, DCTERMS.title, *draw(st.lists(texts(), max_size=2, unique=True)))
    say(case, NEG.caveat, *draw(st.lists(texts(), max_size=3, unique=True)))
    parties = [thing(f"p{i}", NEG.Party) for i in range(draw(st.integers(1, 3)))]
    issue, source = thing("issue", NEG.Issue), thing("source", NEG.Source)
    options = [thing(f"o{i}", NEG.Option) for i in range(2)]
    for node in (*parties, issue, *options):
        label(node)
    for option in options:
        say(option, NEG.optionOf, issue)
        say(option, NEG.undertakenBy, *some(parties))
        say(option, NEG.value, *draw(st.lists(numbers.map(decimal), max_size=1)))
    statements = [thing(f"s{i}", NEG.Statement) for i in range(draw(st.integers(1, 3)))]
    for statement in statements:
        say(statement, NEG.about, draw(st.sampled_from(parties)))
        say(statement, NEG.source, source)
        say(statement, NEG.latest, draw(days))
        say(statement, NEG.attribution, named(NEG.base + draw(st.sampled_from(["leak", "on-record"]))))
        say(statement, NEG.paraphrase, *draw(st.lists(texts(), max_size=2, unique=True)))
        say(statement, NEG.coder, *draw(st.lists(words.map(ox.Literal), max_size=1)))
    for number in range(draw(st.integers(0, 3))):
        position = thing(f"pos{number}", NEG.Position, blank=True)
        say(position, NEG.heldBy, draw(st.sampled_from(parties)))
        say(position, NEG.on, draw(st.sampled_from(options)))
        say(position, NEG.stance, named(NEG.base + draw(st.sampled_from(["demand", "conditional", "rule-out"]))))
        say(position, NEG.statedIn, *draw(st.lists(st.sampled_from(statements), min_size=1, max_size=2, unique=True)))
        for part in range(draw(st.integers(0, 2))):
            condition = thing(f"c{number}{part}", NEG.Condition, blank=True)
            say(position, NEG.condition, condition)
            say(condition, NEG.requires, *some(options))
            say(condition, NEG.requiresWords, *draw(st.lists(texts(), max_size=1)))
            say(condition, NEG.by, *some(parties))
            say(condition, NEG.unless, *some(options))
            say(condition, NEG.bound, *draw(st.lists(st.just(named(NEG.base + "at-least")), max_size=1)))
    if draw(st.booleans()):
        relation = thing("relation", draw(st.sampled_from([NEG.Exclusion, NEG.Entailment])), blank=True)
        exclusion = ox.Triple(relation, named(RDF.type), named(NEG.Exclusion)) in triples
        ends = (NEG.between, NEG.between) if exclusion else (NEG.premise, NEG.conclusion)
        say(relation, ends[0], options[0])
        say(relation, ends[1], options[1])
    _put_in_time(draw, say, thing, label, parties, options, statements)
    event, membership = thing("event", NEG.Event), thing("member", NEG.Membership, blank=True)
    say(membership, ORG.member, parties[0])
    say(membership, ORG.organization, parties[-1])
    for number in range(draw(st.integers(0, 2))):
        figure = thing(f"f{number}", NEG.Figure, blank=True)
        say(event, NEG.figure, figure)
        say(figure, RDFS.label, draw(texts()))
        say(figure, NEG.value, decimal(draw(numbers)))
    say(event, NEG.verifiedBy, *draw(st.lists(words.map(ox.Literal), max_size=1)))
    for number in range(draw(st.integers(0, 2))):
        assessment = thing(f"a{number}", NEG.Assessment, blank=True)
        say(event, NEG.assessment, assessment)
        say(assessment, NEG.honours, *some(options))
        say(assessment, NEG.accordingTo, draw(st.sampled_from(statements)))
        say(assessment, NEG.verifiedBy, *draw(st.lists(words.map(ox.Literal), max_size=1)))
    _put_out_of_place(draw, say, parties, statements)
    return [ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in triples]


def _put_in_time(
    draw: Any, say: Any, thing: Any, label: Any, parties: list[Any], options: list[Any], statements: list[Any]
) -> None:
    """Make proposals with dated statuses and versions, a reading that ends, and parties that begin, end and succeed."""
    proposals = [thing(f"pr{number}", NEG.Proposal) for number in range(draw(st.integers(0, 2)))]
    for number, proposal in enumerate(proposals):
        label(proposal)
        say(proposal, NEG.term, draw(st.sampled_from(options)))
        say(proposal, NEG.revises, *(proposals[:number] if draw(st.booleans()) else ()))
        for part in range(draw(st.integers(0, 2))):
            change = thing(f"sc{number}{part}", NEG.StatusChange, blank=True)
            say(proposal, NEG.statusChange, change)
            say(change, NEG.status, named(NEG.base + draw(st.sampled_from(["draft", "tabled", "withdrawn"]))))
            say(change, NEG.from_, draw(days))
            say(change, NEG.statedIn, *draw(st.lists(st.sampled_from(statements), max_size=2, unique=True)))
    point, reading = thing("point", NEG.Point), thing("reading", NEG.Reading, blank=True)
    say(reading, NEG.readingOf, options[0])
    say(reading, NEG.point, point)
    say(reading, NEG.readBy, draw(st.sampled_from(parties)))
    say(reading, NEG.endsOn, *draw(st.lists(days, max_size=1)))
    lived = sorted(draw(st.lists(days, max_size=2)), key=str)
    say(parties[-1], NEG.from_, *lived[:1])
    say(parties[-1], NEG.to, *lived[1:])
    say(parties[-1], NEG.succeeds, *parties[:-1])
    if isinstance(reading, ox.NamedNode) and draw(st.booleans()):
        say(statements[0], NEG.withdraws, reading)


def decimal(text: str) -> ox.Literal:
    """Return a number as Turtle reads it, in lexical forms that a cell would not keep."""
    return ox.Literal(text, datatype=named(XSD.decimal if "." in text else XSD.integer))


def _put_out_of_place(draw: Any, say: Any, parties: list[Any], statements: list[Any]) -> None:
    strange = draw(st.lists(st.sampled_from(range(6)), max_size=4, unique=True))
    offers = [
        (parties[0], RDF.type, named("https://w3id.org/neg#Observer")),
        (statements[0], "https://example.org/own;property", ox.Literal("3", datatype=named(XSD.integer))),
        (statements[0], NEG.latest, ox.Literal("soon", datatype=named(XSD.date))),
        (parties[0], NEG.role, ox.Literal("principal")),
        (ox.BlankNode("loose"), SKOS.note, parties[0]),
        (statements[-1], NEG.confidence, ox.Literal("0.80", datatype=named(XSD.decimal))),
    ]
    for place in strange:
        say(*offers[place])


def same_graph(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    """Tell whether two graphs are the same but for the labels of blank nodes."""
    return bool(isomorphic(_in_rdflib(one), _in_rdflib(other)))


def _in_rdflib(quads: list[ox.Quad]) -> rdflib.Graph:
    text = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")
