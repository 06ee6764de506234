r"""The text of updates (SPARQL 1.1 Update) that change one graph by a difference, in requests of bounded size.

Every term is written so that it cannot end early. IRIs with a character that they may not have are refused. Texts are escaped as
in N-Triples, and a backslash of the text is never followed by ``u``: engines differ in when they expand ``\u0022``, and one
that does so first reads ``\\u0022`` as the end of a text.

An update makes blank nodes anew each time and cannot name those that are there, so they are written as IRIs (skolem IRIs, RDF
1.1 Concepts, section 3.5), ``urn:kg:blank:`` and the name by content that :mod:`kg.store.blanks` gives; and read back as blank nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

import pyoxigraph as ox

from kg.errors import InputError
from kg.store.blanks import name_by_content
from kg.store.graphs import Node, Value, as_an_embedded_store_writes
from kg.vocabulary import XSD

__all__ = [
    "OPERATION",
    "REQUEST",
    "REQUEST_CHARACTERS",
    "SKOLEM",
    "Difference",
    "data",
    "difference",
    "named_by_content",
    "quads_of",
    "requests",
    "with_blanks",
    "without_blanks",
    "written",
]

T = TypeVar("T")

#: the namespace of the IRIs that stand for blank nodes
SKOLEM = "urn:kg:blank:"

#: the triples of one INSERT DATA or DELETE DATA at most (Virtuoso 7 refuses about 5,000), and those of one request
OPERATION, REQUEST = 1_000, 20_000

#: the characters of one request at most, one thing's triples aside
REQUEST_CHARACTERS = 4_000_000

_NOT_IN_AN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\]')
_LANGUAGE = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Difference(NamedTuple):
    """What an update takes from a graph and adds to it; nothing is in both, and no blank node."""

    gone: frozenset[ox.Triple]
    new: frozenset[ox.Triple]


def difference(before: Iterable[ox.Quad], after: Iterable[ox.Quad], where: object) -> Difference:
    """Return what turns the graph of one set of quads into that of another; ``where`` names the graph in errors.

    ``before`` is as it was read: a blank node in it is the server's own, and takes part by its label as the IRI for it would. Raises
    :class:`~kg.errors.InputError` where a triple with one would have to be removed.
    """
    held = {_without_blanks(quad.triple): quad.triple for quad in before}
    wanted = {quad.triple for quad in without_blanks(as_an_embedded_store_writes(list(after)))}
    gone = {triple for twin, triple in held.items() if twin not in wanted}
    stuck = gone - held.keys()
    if stuck:
        raise InputError(
            where,
            f"{len(stuck)} triples to be removed have blank nodes that kg did not write, which no update can name; "
            "nothing was changed. Export the case, empty the graph and import the exported file",
        )
    return Difference(frozenset(gone), frozenset(wanted - held.keys()))


def named_by_content(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads of one graph with an IRI for each blank node, by its content."""
    return without_blanks(name_by_content(ox.Quad(q.subject, q.predicate, q.object) for q in quads))


def quads_of(nodes: Mapping[str, Node]) -> list[ox.Quad]:
    """Return the quads of described nodes, grouped by subject; blank nodes are left out."""
    return [
        ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _term(value))
        for subject, node in nodes.items()
        for predicate, values in node.items()
        for value in values
        if subject[:2] != "_:" and value.kind != "blank"
    ]


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if value.kind == "iri":
        return ox.NamedNode(value.text)
    if value.lang:
        return ox.Literal(value.text, language=value.lang)
    return ox.Literal(value.text, datatype=ox.NamedNode(value.datatype or XSD.string))


def without_blanks(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads with an IRI for each blank node, by its label."""
    return [ox.Quad(_named(q.subject), q.predicate, _named(q.object), q.graph_name) for q in quads]


def _without_blanks(triple: ox.Triple) -> ox.Triple:
    return ox.Triple(_named(triple.subject), triple.predicate, _named(triple.object))


def with_blanks(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads with a blank node for each IRI that stands for one."""
    return [ox.Quad(_blank(q.subject), q.predicate, _blank(q.object), q.graph_name) for q in quads]


def _named(term: T) -> T:
    return ox.NamedNode(SKOLEM + term.value) if isinstance(term, ox.BlankNode) else term  # type: ignore[return-value]


def _blank(term: T) -> T:
    if isinstance(term, ox.NamedNode) and _LABEL.fullmatch(label := term.value.removeprefix(SKOLEM)):
        return ox.BlankNode(label) if term.value.startswith(SKOLEM) else term  # type: ignore[return-value]
    return term


def requests(change: Difference, graph: str | None) -> Iterator[str]:
    """Yield the requests that make a difference in a graph (an IRI, None for the default graph).

    All triples of one subject are in one request, as long as they fit: where the requests stop midway, each thing is as it was
    or as it should be.
    """
    batch: list[tuple[ox.Triple, bool]] = []
    size = 0
    changed = [(triple, False) for triple in change.gone] + [(triple, True) for triple in change.new]
    ordered = sorted(changed, key=lambda one: (str(one[0].subject), one[1], str(one[0])))
    for _, one in groupby(ordered, key=lambda one: str(one[0].subject)):
        for piece in _pieces(list(one)):
            length = sum(len(str(triple)) for triple, _ in piece)
            if batch and (len(batch) + len(piece) > REQUEST or size + length > REQUEST_CHARACTERS):
                yield _request(batch, graph)
                batch, size = [], 0
            batch += piece
            size += length
    if batch:
        yield _request(batch, graph)


def _pieces(changed: list[tuple[ox.Triple, bool]]) -> Iterator[list[tuple[ox.Triple, bool]]]:
    yield from (changed[start : start + REQUEST] for start in range(0, len(changed), REQUEST))


def _request(batch: Iterable[tuple[ox.Triple, bool]], graph: str | None) -> str:
    taken = list(batch)
    gone = [triple for triple, is_new in taken if not is_new]
    new = [triple for triple, is_new in taken if is_new]
    return " ;\n".join([*data("DELETE", gone, graph), *data("INSERT", new, graph)])


def data(verb: str, triples: Iterable[ox.Triple], graph: str | None) -> Iterator[str]:
    """Yield the operations ``INSERT DATA`` or ``DELETE DATA`` of some triples in a graph."""
    lines = [f"{written(t.subject)} {written(t.predicate)} {written(t.object)} ." for t in triples]
    for start in range(0, len(lines), OPERATION):
        text = "\n".join(lines[start : start + OPERATION])
        yield f"{verb} DATA {{ {text} }}" if graph is None else f"{verb} DATA {{ GRAPH {_iri(graph)} {{\n{text}\n}} }}"


def written(term: object) -> str:
    r"""Return a term as text in an update. Raises :class:`~kg.errors.InputError` for one that cannot be written safely.

    >>> print(written(ox.Literal('"} ; DROP ALL #', language="en")), written(ox.Literal("\\u0022")))
    "\"} ; DROP ALL #"@en "\\\u00750022"
    """
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if not isinstance(term, ox.Literal):
        raise InputError(str(term)[:200], "cannot be written to a SPARQL endpoint; import it into a file")
    text = _string(term.value)
    if term.language is not None:
        if not _LANGUAGE.fullmatch(term.language) or str(term) != f"{ox.Literal(term.value)}@{term.language}":
            raise InputError(str(term)[:200], "cannot be written to a SPARQL endpoint: its language is not a plain tag")
        return f"{text}@{term.language}"
    plain = str(ox.Literal(term.value))
    return text if str(term) == plain else f"{text}^^{_iri(term.datatype.value)}"


def _string(value: str) -> str:
    quoted = str(ox.Literal(value))
    # ox doubles each backslash of the text; an even number of them before a u is text, not an escape
    return re.sub(r"(?<!\\)((?:\\\\)+)([uU])", lambda found: f"{found[1]}\\u{ord(found[2]):04X}", quoted)


def _iri(value: str) -> str:
    if _NOT_IN_AN_IRI.search(value):
        raise InputError(value[:200], "is not an IRI; correct it")
    return f"<{value}>"
