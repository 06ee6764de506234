"""A graph validated by the shapes of ``ontology/shapes.ttl``, with time and memory that go with what is found.

1. What a shape asks by a query (``sh:sparql``), Oxigraph answers at once for all things; what follows a relation to its
   end is answered by :mod:`kg.checking.circles`.
2. For each other shape, Oxigraph finds the few things that may break it (:mod:`kg.checking.suspects`).
3. pySHACL judges those alone, all of a shape at once: they are given as the shape's targets, in place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox
from rdflib import RDFS, SH, Graph
from rdflib.term import Node

from kg.checking.circles import FOLLOWED
from kg.checking.suspects import queries_for, selecting, subclasses_in
from kg.checking.view import node_of, view_of
from kg.vocabulary import ontology_file

__all__ = ["Result", "ontology_graph", "results_on", "whole_of"]

#: how many suspects are judged together: the text of a validator's report grows with their square
_AT_ONCE = 2_000

_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.target, SH.targetNode)


class Result(NamedTuple):
    """One thing that breaks a shape: the shape, the thing, and the path and the value at fault, or None."""

    shape: Node
    focus: Node
    path: Node | None
    value: Node | None


@cache
def ontology_graph(name: str) -> Graph:
    """Return a file of the ontology as a graph, to be read only."""
    return Graph().parse(ontology_file(name), format="turtle")


def whole_of(engine: ox.Store) -> Graph:
    """Return a case's graph, taken together with the ontology."""
    return view_of(engine, ontology_graph("negotiation.ttl"))


def results_on(engine: ox.Store) -> Iterator[Result]:
    """Yield what breaks the shapes in a case's graph, taken together with the ontology."""
    shapes = ontology_graph("shapes.ttl")
    yield from _answered(engine, shapes)
    pairs = [(shape, thing) for shape, found in _suspects(engine, shapes) for thing in found]
    for start in range(0, len(pairs), _AT_ONCE):
        yield from _judged(engine, shapes, pairs[start : start + _AT_ONCE])


def _answered(engine: ox.Store, shapes: Graph) -> Iterator[Result]:
    """What breaks the shapes that are queries: those of the constraint, about things that the target finds.

    A constraint is asked once, with ``$this`` for all things; so no filter of a group in it may name ``$this`` where that
    group does not bind it. The one that does is among those followed.
    """
    for shape in sorted(set(shapes.subjects(SH.sparql)), key=str):
        if str(shape) in FOLLOWED:
            pairs = dict.fromkeys(FOLLOWED[str(shape)](engine))
            yield from (Result(shape, node_of(this), None, node_of(value)) for this, value in pairs)
            continue
        (target,), (constraint,) = shapes.objects(shape, SH.target), shapes.objects(shape, SH.sparql)
        meant = {row["this"] for row in _rows(engine, selecting(shapes, target))}
        for row in _rows(engine, selecting(shapes, constraint)) if meant else ():
            if row["this"] in meant:
                path = node_of(row["path"]) if "path" in row else None
                yield Result(shape, node_of(row["this"]), path, node_of(row["value"]))


def _rows(engine: ox.Store, query: str) -> Iterator[dict[str, Any]]:
    solutions: Any = engine.query(query, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield dict(zip(names, solution, strict=True))


def _suspects(engine: ox.Store, shapes: Graph) -> Iterator[tuple[Node, set[Node]]]:
    """Each shape that a node shape's targets are judged by, with those of them that may break it."""
    stated = Graph()
    for quad in engine.quads_for_pattern(None, ox.NamedNode(str(RDFS.subClassOf)), None, None):
        stated.add((node_of(quad.subject), node_of(quad.predicate), node_of(quad.object)))
    subclasses = subclasses_in((stated, ontology_graph("negotiation.ttl")))

    @cache
    def is_used(name: str) -> bool:
        return next(engine.quads_for_pattern(None, ox.NamedNode(name[1:-1]), None, None), None) is not None

    for owner in sorted(_owners(shapes), key=str):
        for shape in sorted((owner, *shapes.objects(owner, SH.property)), key=str):
            queries = queries_for(shapes, shape, owner, subclasses, is_used)
            yield shape, {node_of(row["this"]) for query in queries for row in _rows(engine, query)}


def _owners(shapes: Graph) -> set[Node]:
    """The shapes that have targets."""
    return {shape for predicate in _TARGETS for shape in shapes.subjects(predicate)}


def _judged(engine: ox.Store, shapes: Graph, suspects: Iterable[tuple[Node, Node]]) -> Iterator[Result]:
    """What pySHACL finds wrong with the suspects of each shape."""
    import pyshacl

    given = _targeting(shapes, suspects)
    _, report, _ = pyshacl.validate(whole_of(engine), shacl_graph=given, advanced=True, inplace=True)
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report but {report!r}")
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        if shape is not None and focus is not None:
            yield Result(shape, focus, report.value(result, SH.resultPath), report.value(result, SH.value))


def _targeting(shapes: Graph, suspects: Iterable[tuple[Node, Node]]) -> Graph:
    """Return shapes with suspects as their targets, in place of their own, and none of another's properties or queries."""
    owners = _owners(shapes)
    left_out = {*_TARGETS, SH.sparql}
    given = Graph()
    for subject, predicate, value in shapes:
        if predicate not in left_out and not (predicate == SH.property and subject in owners):
            given.add((subject, predicate, value))
    for shape, thing in suspects:
        given.add((shape, SH.targetNode, thing))
    return given
