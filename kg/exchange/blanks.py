"""Names for blank nodes by what is said of them, so that one node keeps its name from file to file.

The name is a digest of the triples around the node, refined until no two nodes part any more (colour refinement);
nodes that cannot be told apart are numbered in the order of RDFC-1.0's labels.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["blank_labels", "rename_blanks"]

_KEPT = "urn:kg:kept-blank:"

#: an edge at a blank node: whether it goes out or comes in, its predicate, the node at the other end
Edge = tuple[str, str, object]


def blank_labels(triples: Iterable[ox.Triple]) -> frozenset[str]:
    """Return the labels of the blank nodes of a graph."""
    return frozenset(term.value for t in triples for term in (t.subject, t.object) if isinstance(term, ox.BlankNode))


def rename_blanks(triples: Iterable[ox.Triple], keep: frozenset[str] = frozenset()) -> set[ox.Triple]:
    """Return triples with each blank node named after its content, but for the labels to keep.

    The same content has the same name, in whatever order the triples come.
    """
    kept = {ox.BlankNode(label): ox.NamedNode(_KEPT + label) for label in keep}
    held = _canonical(_renamed(triples, kept)) if kept else _canonical(triples)
    around: defaultdict[ox.BlankNode, list[Edge]] = defaultdict(list)
    for triple in held:
        if isinstance(triple.subject, ox.BlankNode):
            around[triple.subject].append(("out", triple.predicate.value, triple.object))
        if isinstance(triple.object, ox.BlankNode):
            around[triple.object].append(("in", triple.predicate.value, triple.subject))
    if not around and not kept:
        return set(held)
    names: dict[object, object] = dict(_names(_refine(around)))
    return _renamed(held, names | {iri: blank for blank, iri in kept.items()})


def _canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    default = ox.DefaultGraph()
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object, default) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _renamed(triples: Iterable[ox.Triple], names: dict[object, object]) -> set[ox.Triple]:
    return {
        ox.Triple(names.get(t.subject, t.subject), t.predicate, names.get(t.object, t.object))  # type: ignore[arg-type]
        for t in triples
    }


def _names(colours: dict[ox.BlankNode, str]) -> dict[ox.BlankNode, ox.BlankNode]:
    classes: defaultdict[str, list[ox.BlankNode]] = defaultdict(list)
    for node, colour in colours.items():
        classes[colour].append(node)
    return {
        node: ox.BlankNode(f"n{colour[:10]}" + (f"-{place}" if place else ""))
        for colour, nodes in classes.items()
        for place, node in enumerate(sorted(nodes, key=lambda one: (len(one.value), one.value)))
    }


def _refine(around: dict[ox.BlankNode, list[Edge]]) -> dict[ox.BlankNode, str]:
    colours = dict.fromkeys(around, "")
    parts = 0
    while len(set(colours.values())) > parts:
        parts = len(set(colours.values()))
        colours = {node: _colour(edges, colours) for node, edges in around.items()}
    return colours


def _colour(edges: list[Edge], colours: dict[ox.BlankNode, str]) -> str:
    shown = sorted(
        f"{way} {predicate} {colours[end] if isinstance(end, ox.BlankNode) else end}" for way, predicate, end in edges
    )
    return hashlib.sha256("\x1f".join(shown).encode()).hexdigest()
