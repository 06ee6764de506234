"""RDF in and out, and nothing else: files, folders and embedded stores behind one small reading interface.

Everything is read by Oxigraph's parsers, which fetch nothing. Named graphs have no meaning of their own: a store is read
as the union of its graphs. A further kind of store implements :class:`GraphStore`.
"""

from kg.store.files import (
    DEFAULT_MAX_BYTES,
    FORMATS,
    FORMATS_BY_NAME,
    PREFIXES,
    parse_bytes,
    parse_file,
    refuse_pipe,
    replace_file,
    write_graph,
)
from kg.store.graphs import EmbeddedStore, GraphStore, MemoryStore, Node, StatedPlaces, Value, is_embedded_store
from kg.store.opening import ontology_file, open_files, open_store, shipped_case

__all__ = [
    "DEFAULT_MAX_BYTES",
    "FORMATS",
    "FORMATS_BY_NAME",
    "PREFIXES",
    "EmbeddedStore",
    "GraphStore",
    "MemoryStore",
    "Node",
    "StatedPlaces",
    "Value",
    "is_embedded_store",
    "ontology_file",
    "open_files",
    "open_store",
    "parse_bytes",
    "parse_file",
    "refuse_pipe",
    "replace_file",
    "shipped_case",
    "write_graph",
]
