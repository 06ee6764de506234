"""GEXF 1.2 as its schema and Gephi's importer have it: which elements and attributes there may be, and what Gephi makes of them.

Written from the schema (gephi/gexf, 1.2) and from Gephi's ``ImporterGEXF``, ``ImportContainerImpl`` and ``AbstractProcessor``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree

__all__ = ["SPACE", "Opened", "mistakes", "open_as_gephi"]

SPACE = "http://www.gexf.net/1.2draft"

_TIME = '<choice><data type="integer"/><data type="double"/><data type="date"/><data type="dateTime"/></choice>'


def _optional(name: str, content: str) -> str:
    return f'<optional><attribute name="{name}">{content}</attribute></optional>'


def _values(*words: str) -> str:
    return f"<choice>{''.join(f'<value>{word}</value>' for word in words)}</choice>"


_TIMES = "".join(_optional(name, _TIME) for name in ("start", "startopen", "end", "endopen"))
_KIND = _values("integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI")
_MODE = _values("static", "dynamic")
_FLOAT = '<data type="float"/>'
_SPELLS = f'<element name="spells"><oneOrMore><element name="spell">{_TIMES}</element></oneOrMore></element>'
_ATTVALUE = f'<element name="attvalue"><attribute name="for"/><attribute name="value"/>{_TIMES}</element>'
_INSIDE = f'<zeroOrMore><choice><element name="attvalues"><zeroOrMore>{_ATTVALUE}</zeroOrMore></element>{_SPELLS}</choice></zeroOrMore>'
_DECLARED = f'<element name="attribute"><attribute name="id"/><attribute name="title"/><attribute name="type">{_KIND}</attribute></element>'
_ATTRIBUTES = (
    f'<element name="attributes"><attribute name="class">{_values("node", "edge")}</attribute>'
    f"{_optional('mode', _MODE)}<zeroOrMore>{_DECLARED}</zeroOrMore></element>"
)
_NODE = f'<element name="node"><attribute name="id"/>{_optional("label", "<text/>")}{_INSIDE}</element>'
_EDGE = (
    '<element name="edge"><attribute name="id"/><attribute name="source"/><attribute name="target"/>'
    f"{_optional('label', '<text/>')}{_optional('type', _values('directed', 'undirected', 'mutual'))}"
    f"{_optional('weight', _FLOAT)}{_INSIDE}</element>"
)
_GRAPH = (
    f'<element name="graph">{_optional("mode", _MODE)}{_optional("defaultedgetype", _values("directed", "undirected", "mutual"))}'
    f"{_optional('timeformat', _values('integer', 'double', 'date', 'dateTime'))}<zeroOrMore><choice>{_ATTRIBUTES}"
    f'<element name="nodes"><zeroOrMore>{_NODE}</zeroOrMore></element>'
    f'<element name="edges"><zeroOrMore>{_EDGE}</zeroOrMore></element></choice></zeroOrMore></element>'
)
_META = (
    '<optional><element name="meta"><interleave><optional><element name="creator"><text/></element></optional>'
    '<optional><element name="description"><text/></element></optional></interleave></element></optional>'
)

#: what the schema allows of what a network needs, as RELAX NG
_SCHEMA = (
    f'<element name="gexf" xmlns="http://relaxng.org/ns/structure/1.0" ns="{SPACE}" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
    f'<attribute name="version"><value>1.2</value></attribute>{_META}{_GRAPH}</element>'
)


def mistakes(path: Path) -> list[str]:
    """Return what the schema says against a file."""
    schema = etree.RelaxNG(etree.fromstring(_SCHEMA))
    schema.validate(etree.parse(str(path)))
    return [str(error) for error in schema.error_log]


@dataclass
class Opened:
    """What Gephi has of a file: labels of nodes, edges with their weight, spells, weights over time, and what it complains of."""

    nodes: dict[str, str] = field(default_factory=dict)
    edges: dict[tuple[str, str], float] = field(default_factory=dict)
    spells: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=dict)
    weights: dict[tuple[str, str], dict[tuple[float, float], float]] = field(default_factory=dict)
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    issues: list[str] = field(default_factory=list)
    is_dynamic: bool = False


_TYPES = {
    "double": float,
    "integer": int,
    "long": int,
    "string": str,
    "boolean": lambda text: {"true": True, "false": False}[text],
}


def open_as_gephi(path: Path) -> Opened:
    """Read a file by the rules of Gephi's importer: intervals are closed, days are numbers, an edge of weight 0 is dropped."""
    graph = ElementTree.parse(path).getroot().find(f"{{{SPACE}}}graph")
    assert graph is not None
    found = Opened()
    if graph.get("mode") == "dynamic" and graph.get("timeformat") not in ("date", "dateTime"):
        found.issues.append("days are read as numbers without a time format")
    columns = _columns(graph, found)
    for node in graph.iter(f"{{{SPACE}}}node"):
        name = node.get("id", "")
        if not name or name in found.nodes:
            found.issues.append(f"node {name}: no id, or one that is taken")
        found.nodes[name] = node.get("label", "")
        found.attributes[name] = _static(node, columns["node"], found)
    taken: set[str] = set()
    for edge in graph.iter(f"{{{SPACE}}}edge"):
        _read_edge(edge, columns["edge"], found, taken, graph.get("defaultedgetype", ""))
    return found


Columns = dict[str, tuple[str, str, bool]]


def _columns(graph: ElementTree.Element, found: Opened) -> dict[str, Columns]:
    """Return title, type and whether it is dynamic of each declared attribute, by class and id; the second of one id is lost."""
    columns: dict[str, Columns] = {"node": {}, "edge": {}}
    for group in graph.iter(f"{{{SPACE}}}attributes"):
        of = columns[group.get("class", "")]
        for one in group.iter(f"{{{SPACE}}}attribute"):
            if one.get("id", "") in of:
                found.issues.append(f"attribute {one.get('id')} is declared twice")
            of.setdefault(
                one.get("id", ""), (one.get("title", ""), one.get("type", ""), group.get("mode") == "dynamic")
            )
    return columns


def _read_edge(edge: ElementTree.Element, columns: Columns, found: Opened, taken: set[str], default: str) -> None:
    name, ends = edge.get("id", ""), (edge.get("source", ""), edge.get("target", ""))
    if name in taken:
        found.issues.append(f"edge {name}: the id is taken")
        return
    if not set(ends) <= found.nodes.keys():
        found.issues.append(f"edge {name}: an end is no node")
        return
    if edge.get("type") not in (None, default):
        found.issues.append(f"edge {name}: its type is not that of the graph")
        return
    if ends in found.edges or ends[::-1] in found.edges:
        found.issues.append(f"edge {name}: parallel to another")
    taken.add(name)
    weight = float(edge.get("weight", 1))
    if weight == 0:
        found.issues.append(f"edge {name}: dropped, its weight is 0")
        return
    found.edges[ends] = weight
    found.spells[ends] = [_interval(spell, found) for spell in edge.iter(f"{{{SPACE}}}spell")]
    found.attributes["–".join(ends)] = _static(edge, columns, found)
    _, kind, dynamic = columns.get("weight", ("", "", False))  # found by its id
    if dynamic:
        assert kind in ("double", "float")
        values = [one for one in edge.iter(f"{{{SPACE}}}attvalue") if one.get("for") == "weight"]
        found.weights[ends] = {_interval(one, found): float(one.get("value", "")) for one in values}
    found.is_dynamic |= bool(found.spells[ends])


def _static(element: ElementTree.Element, columns: Columns, found: Opened) -> dict[str, object]:
    values: dict[str, object] = {}
    for one in element.iter(f"{{{SPACE}}}attvalue"):
        if one.get("for") not in columns:
            found.issues.append(f"a value of {one.get('for')}, which is not declared")
            continue
        title, kind, dynamic = columns[one.get("for", "")]
        if not dynamic:
            values[title] = _TYPES[kind](one.get("value", ""))
    return values


def _interval(element: ElementTree.Element, found: Opened) -> tuple[float, float]:
    """Return the days of a spell or a value as Gephi has them: closed, milliseconds since 1970, infinite where open."""
    bounds = []
    for name, open_end in (("start", -math.inf), ("end", math.inf)):
        text = element.get(name, "")
        bounds.append((date.fromisoformat(text) - date(1970, 1, 1)).total_seconds() * 1000.0 if text else open_end)
    if bounds[0] > bounds[1]:
        found.issues.append("an interval ends before it starts")
    return bounds[0], bounds[1]
