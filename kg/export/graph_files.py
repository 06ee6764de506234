"""Write a networkx graph for other programs: GraphML, GEXF, Cytoscape and node-link JSON, and edge lists for Gephi.

Every attribute is kept. A list, which only the JSON formats hold, is written elsewhere as JSON in a text; a day as
ISO text; nothing (None) is left out. Nodes and edges are sorted, and no file contains the time at which it was written.

Gephi drops an edge of weight 0: where some weight of a graph is 0, the formats it reads have the attribute ``weight_``
instead; a negative weight it keeps. An edge of weight 0 with weights over time (``intervals``) has these alone in GEXF.
The formats have no keys of parallel edges either: those become the attribute ``key_``, unless ``kind`` is the same.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import quoteattr

from kg.errors import InputError, UsageError
from kg.store import hold, replace_file, replace_files
from kg.text import protect

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["node_list_path", "write_graph_file"]

#: what no XML 1.0 document holds
_NOT_XML = frozenset(chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))

#: names that a format keeps for itself; an attribute of that name is written with an underscore after it
_RESERVED = {
    "graphml": frozenset({"id", "key"}),
    "gexf": frozenset({"id", "start", "end", "pid", "source", "target", "type", "viz", "key"}),
    "cytoscape": frozenset({"id", "name", "value", "source", "target", "key"}),
    "node-link": frozenset({"id", "source", "target", "key"}),
    "edge-list": frozenset({"id", "source", "target", "type", "key"}),
}


#: the id of the weight over time in GEXF: Gephi finds it by that alone, whatever its title
_DYNAMIC = "weight"


class _Edge(NamedTuple):
    number: int
    source: str
    target: str
    key: str
    data: dict[str, object]


class _Flat(NamedTuple):
    """A graph as sorted lists, its attributes made plain."""

    directed: bool
    multigraph: bool
    about: dict[str, object]
    nodes: list[tuple[str, dict[str, object]]]
    edges: list[_Edge]


def write_graph_file(graph: nx.Graph, path: Path, format_: str) -> list[Path]:
    """Write a graph to a file in one of :data:`~kg.formats.GRAPH_FORMATS`; return the files written.

    An edge list has its nodes, which it cannot hold, in a second file (:func:`node_list_path`). Raises
    :class:`~kg.errors.InputError` for a control character in a format of XML.
    """
    if format_ not in _WRITERS:
        raise UsageError(f"unknown graph format {format_}; the formats are {', '.join(_WRITERS)}")
    flat = _flatten(graph, _RESERVED[format_])
    if format_ in {"graphml", "gexf", "edge-list"}:
        flat = _for_programs(flat)
    if format_ == "edge-list":
        with hold(path):
            replace_files({path: _edge_list(flat), node_list_path(path): _node_list(flat)})
        return [path, node_list_path(path)]
    text = _WRITERS[format_](flat)
    if format_ in {"graphml", "gexf"} and (found := next((c for c in text if c in _NOT_XML), None)):
        raise InputError(
            path,
            f"{format_} cannot contain the control character U+{ord(found):04X}; use the format node-link or cytoscape",
        )
    with hold(path):
        replace_file(path, text.encode())
    return [path]


def node_list_path(path: Path) -> Path:
    """Return the path of the node list that goes with an edge list."""
    return path.with_name(f"{path.stem}.nodes{path.suffix}")


def _flatten(graph: nx.Graph, reserved: frozenset[str]) -> _Flat:
    def plain(data: Mapping[str, object]) -> dict[str, object]:
        named = {f"{name}_" if name in reserved else str(name): _plain(value) for name, value in data.items()}
        return dict(sorted(named.items()))

    nodes = sorted((str(node), plain(data)) for node, data in graph.nodes(data=True))
    if graph.is_multigraph():
        keyed = list(graph.edges(keys=True, data=True))
    else:
        keyed = [(one, other, "", data) for one, other, data in graph.edges(data=True)]
    found = []
    for one, other, key, data in keyed:
        source, target = (str(one), str(other)) if graph.is_directed() else sorted((str(one), str(other)))
        found.append(_Edge(0, source, target, str(key), plain(data)))
    found.sort(key=lambda edge: (edge.source, edge.target, edge.key))
    edges = [edge._replace(number=number) for number, edge in enumerate(found)]
    about = {str(name): _plain(value) for name, value in sorted(graph.graph.items())}
    return _Flat(graph.is_directed(), graph.is_multigraph(), about, nodes, edges)


def _for_programs(flat: _Flat) -> _Flat:
    named = any(edge.key != str(edge.data.get("kind", edge.key)) for edge in flat.edges) and flat.multigraph
    dropped = any(edge.data.get("weight", 1) == 0 and "intervals" not in edge.data for edge in flat.edges)
    if not named and not dropped:
        return flat
    edges = []
    for edge in flat.edges:
        data = dict(edge.data) | ({"key_": edge.key} if named else {})
        if dropped and "weight" in data:
            data["weight_"] = data.pop("weight")
        edges.append(edge._replace(data=dict(sorted(data.items()))))
    return flat._replace(edges=edges)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value)


def _scalar(value: object) -> str | bool | int | float:
    if isinstance(value, str | bool | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _text(value: object) -> str:
    scalar = _scalar(value)
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _kept(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in data.items() if value is not None)


def _type(values: list[object]) -> str:
    kinds = {type(_scalar(value)) for value in values}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "int" if all(abs(int(value)) < 2**31 for value in values) else "long"  # type: ignore[call-overload]
    return "double" if kinds <= {int, float} else "string"


def _columns(items: list[dict[str, object]]) -> dict[str, str]:
    values: dict[str, list[object]] = {}
    for data in items:
        for name, value in _kept(data):
            values.setdefault(name, []).append(value)
    return {name: _type(found) for name, found in sorted(values.items())}


def _graphml(flat: _Flat) -> str:
    keys: dict[tuple[str, str], str] = {}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    groups = {
        "graph": [flat.about],
        "node": [data for _, data in flat.nodes],
        "edge": [edge.data for edge in flat.edges],
    }
    for scope, items in groups.items():
        for name, kind in _columns(items).items():
            keys[scope, name] = f"d{len(keys)}"
            lines.append(
                f'  <key id="{keys[scope, name]}" for="{scope}" attr.name={quoteattr(name)} attr.type="{kind}"/>'
            )

    def data_lines(scope: str, data: Mapping[str, object], indent: str) -> list[str]:
        return [
            f'{indent}<data key="{keys[scope, name]}">{_escape(_text(value))}</data>' for name, value in _kept(data)
        ]

    lines.append(f'  <graph edgedefault="{"directed" if flat.directed else "undirected"}">')
    lines += data_lines("graph", flat.about, "    ")
    for node, data in flat.nodes:
        lines += [f"    <node id={quoteattr(node)}>", *data_lines("node", data, "      "), "    </node>"]
    for edge in flat.edges:
        lines.append(f'    <edge id="e{edge.number}" source={quoteattr(edge.source)} target={quoteattr(edge.target)}>')
        lines += [*data_lines("edge", edge.data, "      "), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _gexf(flat: _Flat) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">']
    title = _text(flat.about.get("name") or "")
    lines += ["  <meta>", "    <creator>kg</creator>", f"    <description>{_escape(title)}</description>", "  </meta>"]
    dynamic = any("intervals" in edge.data for edge in flat.edges)
    mode = 'mode="dynamic" timeformat="date"' if dynamic else 'mode="static"'
    lines.append(f'  <graph {mode} defaultedgetype="{"directed" if flat.directed else "undirected"}">')
    columns: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, int]] = {}
    for scope, items in (("node", [data for _, data in flat.nodes]), ("edge", [edge.data for edge in flat.edges])):
        apart = frozenset({"label"}) if scope == "node" else frozenset({"label", "weight", "intervals"})
        columns[scope] = {name: kind for name, kind in _columns(items).items() if name not in apart}
        places[scope] = {name: place for place, name in enumerate(columns[scope])}
        lines += _gexf_columns(scope, columns[scope])

    def values(scope: str, data: Mapping[str, object]) -> list[str]:
        shown = [
            f'          <attvalue for="{places[scope][name]}" value={_attribute(_text(value))}/>'
            for name, value in _kept(data)
            if name in places[scope]
        ]
        return ["        <attvalues>", *shown, "        </attvalues>"] if shown else []

    if dynamic:
        lines += [
            '    <attributes class="edge" mode="dynamic">',
            f'      <attribute id="{_DYNAMIC}" title="weight" type="double"/>',
        ]
        lines.append("    </attributes>")
    lines.append("    <nodes>")
    for node, data in flat.nodes:
        lines.append(f"      <node id={_attribute(node)} label={_attribute(_text(data.get('label') or node))}>")
        lines += [*values("node", data), "      </node>"]
    lines += ["    </nodes>", "    <edges>"]
    for edge in flat.edges:
        extra = "".join(
            f" {n}={_attribute(_text(edge.data[n]))}"
            for n in ("label", "weight")
            if edge.data.get(n) is not None and (n, edge.data[n]) != ("weight", 0)
        )
        ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)}"
        inside = _with_intervals(values("edge", edge.data), edge.data.get("intervals"))
        lines += [f'      <edge id="{edge.number}" {ends}{extra}>', *inside, "      </edge>"]
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""])


def _with_intervals(values: list[str], intervals: object) -> list[str]:
    """Return the values of a line with its weights over time among them, in the one list that readers look for, and its spells.

    First and last day are inclusive in GEXF 1.2.
    """
    if not isinstance(intervals, list):
        return values
    spans = [(f'start="{first}" end="{last}"', weight) for first, last, weight in intervals]
    dynamic = [f'          <attvalue for="{_DYNAMIC}" value="{weight}" {span}/>' for span, weight in spans]
    spells = [f"          <spell {span}/>" for span, _ in spans]
    static = values[1:-1]  # between the tags of the list
    return [
        *("        <attvalues>", *static, *dynamic, "        </attvalues>"),
        *("        <spells>", *spells, "        </spells>"),
    ]


def _gexf_columns(scope: str, columns: Mapping[str, str]) -> list[str]:
    if not columns:
        return []
    shown = [
        f'      <attribute id="{place}" title={_attribute(name)} type="{"integer" if kind == "int" else kind}"/>'
        for place, (name, kind) in enumerate(columns.items())
    ]
    return [f'    <attributes class="{scope}" mode="static">', *shown, "    </attributes>"]


def _attribute(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cytoscape(flat: _Flat) -> str:
    nodes = [
        {"data": {"id": node, "value": node, "name": data.get("label") or node, **data}} for node, data in flat.nodes
    ]
    edges = []
    for edge in flat.edges:
        ends = {"source": edge.source, "target": edge.target} | ({"key": edge.key} if flat.multigraph else {})
        edges.append({"data": {"id": f"e{edge.number}", **ends, **edge.data}})
    about = [list(pair) for pair in flat.about.items()]
    return _json(
        {
            "data": about,
            "directed": flat.directed,
            "multigraph": flat.multigraph,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def _node_link(flat: _Flat) -> str:
    nodes = [{"id": node, **data} for node, data in flat.nodes]
    edges: list[dict[str, Any]] = []
    for edge in flat.edges:
        ends = {"source": edge.source, "target": edge.target} | ({"key": edge.key} if flat.multigraph else {})
        edges.append({**ends, **edge.data})
    content = {
        "directed": flat.directed,
        "multigraph": flat.multigraph,
        "graph": flat.about,
        "nodes": nodes,
        "edges": edges,
    }
    return _json(content)


def _edge_list(flat: _Flat) -> bytes:
    columns = list(_columns([edge.data for edge in flat.edges]))
    kind = "Directed" if flat.directed else "Undirected"
    rows = [["Source", "Target", "Type", "Id", *columns]]
    for edge in flat.edges:
        rows.append(
            [edge.source, edge.target, kind, str(edge.number), *(_csv_text(edge.data.get(name)) for name in columns)]
        )
    return _csv(rows)


def _node_list(flat: _Flat) -> bytes:
    columns = [name for name in _columns([data for _, data in flat.nodes]) if name != "label"]
    rows = [["Id", "Label", *columns]]
    for node, data in flat.nodes:
        rows.append([node, _csv_text(data.get("label")), *(_csv_text(data.get(name)) for name in columns)])
    return _csv(rows)


def _csv_text(value: object) -> str:
    if value is None:
        return ""
    return protect(value) if isinstance(value, str) else _text(value)


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def _both_lists(flat: _Flat) -> str:
    return (_edge_list(flat) + _node_list(flat)).decode()


#: what writes each format of graphs
_WRITERS: dict[str, Callable[[_Flat], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "cytoscape": _cytoscape,
    "node-link": _node_link,
    "edge-list": _both_lists,
}
