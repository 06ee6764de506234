"""The shapes of ``ontology/shapes.ttl`` run over a case by pySHACL, and what no shape can see: terms that do not exist.

A finding is about the thing that a coder would correct. An unnamed one is described by what it connects, such as
“position: Ruritania · Direct talks · support”, so that findings are the same for any blank-node labels and any order.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.case.records import Text, Thing, choose
from kg.checking.findings import Finding, sort_findings
from kg.errors import LimitError
from kg.schema import SHEET_OF_CLASS
from kg.store import GraphStore
from kg.text import near
from kg.vocabulary import DCTERMS, NEG, RDFS, SKOS, XSD, compact, ontology_file

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["MAX_TRIPLES", "report_on", "to_rdflib", "validate"]

#: the number of triples above which a graph is not validated: the shapes take some 0.2 ms and 1 kB a triple
MAX_TRIPLES = 500_000

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITY_OF = {f"{_SHACL}Violation": "error", f"{_SHACL}Warning": "warning", f"{_SHACL}Info": "note"}


def validate(source: GraphStore | rdflib.Graph, max_triples: int | None = MAX_TRIPLES) -> tuple[Finding, ...]:
    """Return what the shapes, and a look for misspelt terms, find in a case's graph; an rdflib graph is left as it is.

    Lists are cut to their first member: a case has none, and pySHACL copies one into its report in quadratic time.
    Raises :class:`~kg.errors.LimitError` for a graph of more than ``max_triples`` (None for no limit).
    """
    import rdflib

    with _quiet_literals():
        if isinstance(source, rdflib.Graph):
            data = rdflib.Graph()
            for triple in source.triples((None, None, None)):
                data.add(triple)
        else:
            data = to_rdflib(_within(source, max_triples))
        data.remove((None, rdflib.RDF.rest, None))
        return sort_findings((*_unknown_terms(data), *_shape_findings(data)))


def to_rdflib(quads: Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    """Return the union of the graphs of quads as an rdflib graph; blank nodes keep their labels."""
    import rdflib

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_rdflib_term(quad.subject), _rdflib_term(quad.predicate), _rdflib_term(quad.object)))
    return graph


def _within(store: GraphStore, max_triples: int | None) -> Iterator[pyoxigraph.Quad]:
    for count, quad in enumerate(store.quads(), start=1):
        if max_triples is not None and count > max_triples:
            problem = f"more than {max_triples:,} triples, too many to check at once; check the files that it was made from, in parts"
            raise LimitError(store.locator, problem)
        yield quad


def _rdflib_term(term: object) -> rdflib.term.Node:
    import pyoxigraph
    import rdflib

    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, pyoxigraph.Literal):
        return rdflib.Literal(str(term))
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    is_text = term.datatype.value == XSD.string or _is_no_decimal(term)
    datatype = None if is_text else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype)


def _is_no_decimal(literal: pyoxigraph.Literal) -> bool:
    """Return whether a literal is typed as a decimal and is not one, such as NaN, which cannot be compared with a bound."""
    return literal.datatype.value == XSD.decimal and not literal.value.lstrip("+-").replace(".", "", 1).isdigit()


@contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging each value that is not of its type; the shapes say it better."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


@cache
def _ontology_graph(name: str) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(ontology_file(name), format="turtle")


def report_on(data: rdflib.Graph) -> rdflib.Graph:
    """Return the SHACL validation report on a case's graph, taken together with the ontology."""
    import pyshacl
    import rdflib

    whole = data + _ontology_graph("negotiation.ttl")
    _, report, _ = pyshacl.validate(whole, shacl_graph=_ontology_graph("shapes.ttl"), advanced=True, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report but {report!r}")
    return report


def _shape_findings(data: rdflib.Graph) -> Iterator[Finding]:
    import rdflib

    report, shapes = report_on(data), _ontology_graph("shapes.ttl")
    shacl = rdflib.Namespace(_SHACL)
    for result in report.objects(None, shacl.result):
        focus, path, value = (report.value(result, shacl[name]) for name in ("focusNode", "resultPath", "value"))
        yield Finding(
            _SEVERITY_OF[str(report.value(result, shacl.resultSeverity))],
            _thing(data, focus),
            " ".join(sorted(str(message) for message in report.objects(result, shacl.resultMessage))),
            _path_text(shapes, path) if path is not None else None,
            _value_text(data, value) if value not in (None, focus) else None,
            _node(focus),
        )


def _unknown_terms(data: rdflib.Graph) -> Iterator[Finding]:
    """A misspelt property or class of the ontology is ignored by everything that reads the case."""
    import rdflib

    known = NEG.terms()
    kind = rdflib.RDF.type
    used = {(s, p, "property") for s, p, _ in data} | {(s, o, "class") for s, _, o in data.triples((None, kind, None))}
    for subject, term, what in used:
        if str(term).startswith(NEG.base) and str(term) not in known:
            name = str(term).removeprefix(NEG.base)
            close = near(name, [iri.removeprefix(NEG.base) for iri in sorted(known)], 1)
            hint = f"did you mean neg:{close[0]}?" if close else "remove it."
            message = f"neg:{name} is not a {what} of the ontology, so it is ignored; {hint}"
            yield Finding(
                "error",
                _thing(data, subject),
                message,
                f"neg:{name}" if what == "property" else "a",
                None,
                _node(subject),
            )


def _node(node: Any) -> str:
    import rdflib

    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)


def _thing(graph: rdflib.Graph, node: Any) -> Thing:
    import rdflib

    labels = _labels(graph, node) or _description(graph, node)
    if isinstance(node, rdflib.URIRef):
        return Thing(str(node), labels)
    return Thing("", labels or (("en", _plain_name(graph, node)),))


def _labels(graph: rdflib.Graph, node: Any) -> Text:
    import rdflib

    for predicate in (SKOS.prefLabel, RDFS.label, DCTERMS.title):
        objects = graph.objects(node, rdflib.URIRef(predicate))
        found = {(o.language or "", str(o)) for o in objects if isinstance(o, rdflib.Literal)}
        if found:
            return tuple(sorted(found))
    return ()


def _description(graph: rdflib.Graph, node: Any) -> Text:
    """What a thing of a class without labels connects; empty for one of another class."""
    import rdflib

    described = next((each for each in _classes(graph, node) if _telling(each)), None)
    if described is None:
        return ()
    values = ([o for o in graph.objects(node, rdflib.URIRef(each)) if o != node] for each in _telling(described))
    parts = (" + ".join(sorted(_plain_name(graph, o).removeprefix("neg:") for o in found)) or "?" for found in values)
    return (("en", f"{_in_words(described)}: {' · '.join(parts)}"),)


def _in_words(class_iri: str) -> str:
    """The name of a class in words: status change."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _local(class_iri)).lower()


def _telling(class_iri: str) -> tuple[str, ...]:
    """The properties whose values describe a thing of a class without labels."""
    sheet = SHEET_OF_CLASS.get(class_iri)
    return sheet.predicates_telling(class_iri) if sheet else ()


def _plain_name(graph: rdflib.Graph, node: Any) -> str:
    """A literal's text, a label, an IRI, or the class of what has none of these."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        return str(node)
    name = choose(_labels(graph, node), "en")
    if name or isinstance(node, rdflib.URIRef):
        return name or compact(str(node))
    return next(map(_in_words, _classes(graph, node)), "something without a name")


def _value_text(graph: rdflib.Graph, value: Any) -> str:
    return choose(_description(graph, value), "en") or _plain_name(graph, value)


def _classes(graph: rdflib.Graph, node: Any) -> list[str]:
    import rdflib

    return sorted(str(o) for o in graph.objects(node, rdflib.RDF.type))


def _path_text(shapes: rdflib.Graph, path: Any) -> str:
    """A SHACL path as SPARQL writes it, such as ``neg:statedIn/neg:about``."""
    import rdflib
    from rdflib.collection import Collection

    if isinstance(path, rdflib.URIRef):
        return compact(str(path))
    inverse = shapes.value(path, rdflib.SH.inversePath)
    if inverse is not None:
        return f"^{_path_text(shapes, inverse)}"
    either = shapes.value(path, rdflib.SH.alternativePath)
    steps = [_path_text(shapes, step) for step in Collection(shapes, either or path)]
    return ("|" if either else "/").join(steps)


def _local(iri: str) -> str:
    return iri.rstrip("#/").replace("#", "/").rsplit("/", 1)[-1]
