"""The reference of the ontology, from its Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from generate.text import plain, table
from kg.vocabulary import NEG as TERMS
from kg.vocabulary import ontology_file

__all__ = ["write_classes", "write_values"]

NEG = Namespace(TERMS.base)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@cache
def _graph() -> Graph:
    return Graph().parse(ontology_file("negotiation.ttl"))


def write_classes() -> str:
    """Return a section for each class, with its properties; then the properties that belong to no class of this ontology."""
    classes = sorted(_named(_graph().subjects(RDF.type, OWL.Class)), key=_label)
    sections = [_class_section(one) for one in classes if not _values(one)]
    free = sorted(p for p in _all_properties() if not _domains(p))
    if free:
        sections.append("### Of anything\n\n" + _property_table(free))
    return "\n".join(sections)


def write_values() -> str:
    """Return a section for each list of fixed values, with what is stated of each."""
    lists = sorted((one for one in _named(_graph().subjects(RDF.type, OWL.Class)) if _values(one)), key=_label)
    return "\n".join(_list_section(one) for one in lists)


def _class_section(one: URIRef) -> str:
    above = [_shown(each) for each in sorted(_graph().objects(one, RDFS.subClassOf), key=str)]
    lines = [f"### {plain(_label(one)).capitalize()}\n", f"{_anchor(one)}: {_comment(one)}\n"]
    lines += [f"Is also: {', '.join(above)}.\n"] if above else []
    lines += _see_also(one)
    own = sorted(p for p in _all_properties() if one in _domains(p))
    return "\n".join([*lines, _property_table(own)] if own else lines)


def _list_section(one: URIRef) -> str:
    values = _values(one)
    told = [p for p in _all_properties() if any((value, p, None) in _graph() for value in values)]
    own = sorted(p for p in _all_properties() if one in _domains(p))
    columns = ["Value", "Name", *(f"`{_short(p)}`" for p in told), "Meaning"]
    rows = [
        [
            _anchor(v) if _lists(v)[0] == one else _shown(v),
            plain(_label(v)),
            *(_shown(_graph().value(v, p)) for p in told),
            _comment(v),
        ]
        for v in _sorted(values)
    ]
    head = f"### {plain(_label(one)).capitalize()}\n\n{_anchor(one)}: {_comment(one)}\n"
    return "\n".join([head, table(columns, rows), *([_property_table(own)] if own else [])])


def _lists(value: URIRef) -> list[URIRef]:
    return sorted(_named(_graph().objects(value, RDF.type)))


def _sorted(values: Iterable[URIRef]) -> list[URIRef]:
    """Return values by their rank or authority, where they have one, else by name."""
    graph = _graph()

    def place(value: URIRef) -> tuple[float, str]:
        number = graph.value(value, NEG.rank) or graph.value(value, NEG.authority)
        return (float(number) if isinstance(number, Literal) else float("inf"), value)

    return sorted(values, key=place)


def _property_table(properties: Iterable[URIRef]) -> str:
    rows = [[_anchor(p), _range(p), " ".join([_comment(p), *_see_also(p)])] for p in properties]
    return table(("Property", "Value", "Meaning"), rows)


def _see_also(one: URIRef) -> Iterator[str]:
    for relation, words in ((RDFS.subPropertyOf, "Part of"), (OWL.inverseOf, "Inverse of"), (RDFS.seeAlso, "See also")):
        found = sorted(_graph().objects(one, relation), key=str)
        if found:
            yield f"{words} {', '.join(map(_shown, found))}."


def _range(one: URIRef) -> str:
    return ", ".join(_shown(each) for each in sorted(_graph().objects(one, RDFS.range), key=str)) or "anything"


def _domains(one: URIRef) -> set[Node]:
    return set(_graph().objects(one, RDFS.domain))


def _all_properties() -> list[URIRef]:
    graph = _graph()
    return sorted(set(_named(p for kind in _PROPERTIES for p in graph.subjects(RDF.type, kind))))


def _values(one: URIRef) -> list[URIRef]:
    return sorted(_named(_graph().subjects(RDF.type, one)))


def _named(terms: Iterable[Node]) -> Iterator[URIRef]:
    return (term for term in terms if isinstance(term, URIRef) and term.startswith(NEG))


def _anchor(one: URIRef) -> str:
    return f"[`{_short(one)}`]{{#{_place(one)}}}"


def _place(one: URIRef) -> str:
    """Return the place of a term on the page, where case does not count: a class, a property and a value may have one name."""
    kinds = {"class": OWL.Class, "property": RDF.Property, "value": OWL.NamedIndividual}
    graph = _graph()
    kind = next((word for word, iri in kinds.items() if (one, RDF.type, iri) in graph), "property")
    return f"neg-{kind}-{one.removeprefix(NEG).lower()}"


def _short(one: Node) -> str:
    return str(_graph().namespace_manager.normalizeUri(str(one)))


def _shown(one: Node | None) -> str:
    if one is None:
        return ""
    if isinstance(one, URIRef):
        return f"[`{_short(one)}`](#{_place(one)})" if one.startswith(NEG) else f"`{_short(one)}`"
    return plain(str(one)) if isinstance(one, Literal) else "…"


def _label(one: URIRef) -> str:
    return str(_graph().value(one, RDFS.label))


def _comment(one: URIRef) -> str:
    return plain(str(_graph().value(one, RDFS.comment) or ""))
