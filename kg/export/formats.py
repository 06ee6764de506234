"""The formats of an export, once: what the command offers, which file extension means which, and what each one holds.

It imports nothing heavy, so that a command's help can read it.
"""

from __future__ import annotations

__all__ = ["CASE_FORMATS", "EXTENSIONS", "GRAPHS", "GRAPH_FORMATS", "RDF_FORMATS"]

#: the RDF formats of a whole case, each with the name of Oxigraph's format
RDF_FORMATS = {
    "turtle": "TURTLE",
    "trig": "TRIG",
    "jsonld": "JSON_LD",
    "nquads": "N_QUADS",
    "ntriples": "N_TRIPLES",
}

#: the formats of a whole case
CASE_FORMATS = ("xlsx", "csv", *RDF_FORMATS)

#: the formats of one of its graphs
GRAPH_FORMATS = ("graphml", "gexf", "cytoscape", "node-link", "edge-list")

#: the graphs of a case, the default first
GRAPHS = ("positions", "overlap")

#: file extensions and the format that each one means; none means a folder of CSV files
EXTENSIONS = {
    ".xlsx": "xlsx",
    ".ttl": "turtle",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cyjs": "cytoscape",
    ".json": "node-link",
    "": "csv",
}
