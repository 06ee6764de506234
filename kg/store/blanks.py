"""Names for blank nodes by their content, so that a node keeps its name from file to file.

The name is a digest of the triples around the node, refined until no further nodes are distinguished (colour
refinement); nodes that cannot be distinguished are numbered in the order of the labels that they came with.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import pyoxigraph as ox

from kg.store.canonical import Work, canonical

__all__ = ["blank_labels", "content_names", "name_by_content", "renamed"]

T = TypeVar("T")

#: an edge at a blank node: whether it goes out or comes in, its predicate, the node at the other end
Edge = tuple[str, str, object]


def blank_labels(triples: Iterable[ox.Triple]) -> frozenset[str]:
    """Return the labels of the blank nodes of a graph."""
    return frozenset(term.value for t in triples for term in (t.subject, t.object) if isinstance(term, ox.BlankNode))


def name_by_content(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads, each once, with every blank node named after its content, in whatever order and under whatever labels.

    Labelled by :func:`~kg.store.canonical.canonical` first, so that nodes that cannot be distinguished are numbered the
    same way each time. Raises :class:`~kg.errors.LimitError` where too many hang together.
    """
    labelled = canonical(quads)
    names = content_names(quad.triple for quad in labelled)
    if not names:
        return list(labelled)
    return [ox.Quad(renamed(q.subject, names), q.predicate, renamed(q.object, names), q.graph_name) for q in labelled]


def renamed(term: T, names: Mapping[ox.BlankNode, ox.BlankNode]) -> T:
    """Return a term's new name where it is a blank node that has one, else the term."""
    return names.get(term, term) if isinstance(term, ox.BlankNode) else term  # type: ignore[return-value]


def content_names(triples: Iterable[ox.Triple], keep: frozenset[str] = frozenset()) -> dict[ox.BlankNode, ox.BlankNode]:
    """Return a name for each blank node of a graph but those whose labels are kept, the same for the same content."""
    around: defaultdict[ox.BlankNode, list[Edge]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            around[triple.subject].append(("out", triple.predicate.value, triple.object))
        if isinstance(triple.object, ox.BlankNode):
            around[triple.object].append(("in", triple.predicate.value, triple.subject))
    fixed = {node: f"kept {node.value}" for node in around if node.value in keep}
    return _names(_refine(around, fixed), fixed)


def _names(colours: dict[ox.BlankNode, str], fixed: Mapping[ox.BlankNode, str]) -> dict[ox.BlankNode, ox.BlankNode]:
    classes: defaultdict[str, list[ox.BlankNode]] = defaultdict(list)
    for node, colour in colours.items():
        if node not in fixed:
            classes[colour].append(node)
    return {
        node: ox.BlankNode(f"n{colour[:10]}" + (f"-{place}" if place else ""))
        for colour, nodes in classes.items()
        for place, node in enumerate(sorted(nodes, key=lambda one: (len(one.value), one.value)))
    }


def _refine(around: Mapping[ox.BlankNode, list[Edge]], fixed: Mapping[ox.BlankNode, str]) -> dict[ox.BlankNode, str]:
    colours = dict.fromkeys(around, "") | dict(fixed)
    parts, edges = 0, sum(map(len, around.values()))
    work = Work(edges, rounds=10)
    while len(set(colours.values())) > parts:
        work.spend(edges)
        parts = len(set(colours.values()))
        colours = {node: fixed.get(node) or _colour(edges, colours) for node, edges in around.items()}
    return colours


def _colour(edges: list[Edge], colours: Mapping[ox.BlankNode, str]) -> str:
    shown = sorted(
        f"{way} {predicate} {colours[end] if isinstance(end, ox.BlankNode) else end}" for way, predicate, end in edges
    )
    return hashlib.sha256("\x1f".join(shown).encode()).hexdigest()
