"""RDF in and out, and nothing else: files, folders and embedded stores behind one small reading interface.

Everything is read by Oxigraph's parsers, which fetch nothing. Named graphs have no meaning of their own: a store is read
as the union of its graphs. A further kind of store implements :class:`GraphStore`.
"""

from kg.store.columns import Column
from kg.store.examples import example_names, is_example, located, shipped_case
from kg.store.files import (
    DEFAULT_MAX_BYTES,
    FORMATS,
    FORMATS_BY_NAME,
    PREFIXES,
    parse_bytes,
    parse_file,
    refuse_pipe,
    write_graph,
)
from kg.store.graphs import (
    EmbeddedStore,
    GraphStore,
    MemoryStore,
    Node,
    StatedPlaces,
    Value,
    engine_of,
    is_embedded_store,
)
from kg.store.locks import hold, settle
from kg.store.opening import open_files, open_store
from kg.store.packages import stable_package
from kg.store.replacing import fill_folder, replace_file, replace_files, start_folder
from kg.store.swaps import is_unsettled
from kg.vocabulary import ontology_file

__all__ = [
    "DEFAULT_MAX_BYTES",
    "FORMATS",
    "FORMATS_BY_NAME",
    "PREFIXES",
    "Column",
    "EmbeddedStore",
    "GraphStore",
    "MemoryStore",
    "Node",
    "StatedPlaces",
    "Value",
    "engine_of",
    "example_names",
    "fill_folder",
    "hold",
    "is_embedded_store",
    "is_example",
    "is_unsettled",
    "located",
    "ontology_file",
    "open_files",
    "open_store",
    "parse_bytes",
    "parse_file",
    "refuse_pipe",
    "replace_file",
    "replace_files",
    "settle",
    "shipped_case",
    "stable_package",
    "start_folder",
    "write_graph",
]
