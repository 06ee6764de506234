"""The findings of the shapes of ``ontology/shapes.ttl`` on a case, and what no shape can see: terms that do not exist.

A finding is about the thing that a coder would correct. An unnamed one is described by what it connects, such as
“position: Ruritania · Direct talks · support”, so that findings are the same for any blank-node labels and any order.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.case.records import Text, Thing, choose
from kg.checking.findings import Finding, sort_findings
from kg.schema import SHEET_OF_CLASS
from kg.store import GraphStore
from kg.text import near
from kg.vocabulary import DCTERMS, NEG, RDF, RDFS, SKOS, compact

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["validate"]

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITY_OF = {f"{_SHACL}Violation": "error", f"{_SHACL}Warning": "warning", f"{_SHACL}Info": "note"}


def validate(store: GraphStore) -> tuple[Finding, ...]:
    """Return what the shapes, and a look for misspelt terms, find in a case's graph, sorted."""
    from kg.checking.validation import whole_of

    with store.engine() as engine, _quiet_literals():
        data = whole_of(engine)
        return sort_findings((*_unknown_terms(engine, data), *_shape_findings(engine, data)))


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


def _shape_findings(engine: pyoxigraph.Store, data: rdflib.Graph) -> Iterator[Finding]:
    from rdflib import SH

    from kg.checking.validation import ontology_graph, results_on

    shapes = ontology_graph("shapes.ttl")
    for result in results_on(engine):
        yield Finding(
            _SEVERITY_OF[str(shapes.value(result.shape, SH.severity))],
            _thing(data, result.focus),
            " ".join(sorted(str(message) for message in shapes.objects(result.shape, SH.message))),
            _path_text(shapes, result.path) if result.path is not None else None,
            _value_text(data, result.value) if result.value not in (None, result.focus) else None,
            _node(result.focus),
        )


def _unknown_terms(engine: pyoxigraph.Store, data: rdflib.Graph) -> Iterator[Finding]:
    """A misspelt property or class of the ontology is ignored by everything that reads the case."""
    from kg.checking.view import node_of

    known = NEG.terms()
    for what, query, using in _USES:
        for row in _select(engine, query):
            term = row[0].value if hasattr(row[0], "value") else str(row[0])
            if not term.startswith(NEG.base) or term in known:
                continue
            name = term.removeprefix(NEG.base)
            close = near(name, [iri.removeprefix(NEG.base) for iri in sorted(known)], 1)
            hint = f"did you mean neg:{close[0]}?" if close else "remove it."
            message = f"neg:{name} is not a {what} of the ontology, so it is ignored; {hint}"
            path = f"neg:{name}" if what == "property" else "a"
            for (subject,) in _select(engine, using.format(row[0])):
                node = node_of(subject)
                yield Finding("error", _thing(data, node), message, path, None, _node(node))


#: for properties and classes: which there are, and what uses one
_USES = (
    ("property", "SELECT DISTINCT ?term WHERE { ?s ?term ?o }", "SELECT DISTINCT ?s WHERE {{ ?s {0} ?o }}"),
    (
        "class",
        f"SELECT DISTINCT ?term WHERE {{ ?s <{RDF.type}> ?term }}",
        f"SELECT DISTINCT ?s WHERE {{{{ ?s <{RDF.type}> {{0}} }}}}",
    ),
)


def _select(engine: pyoxigraph.Store, query: str) -> Any:
    return engine.query(query, use_default_graph_as_union=True)


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
