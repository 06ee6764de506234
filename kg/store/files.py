"""RDF files in and out: formats, limits, parsing that fetches nothing, writing that gives the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import InputError, LimitError
from kg.formats import RDF_FORMATS, extension_of
from kg.store.canonical import canonical
from kg.store.nesting import refuse_deep
from kg.store.replacing import replace_file
from kg.vocabulary import RDF

__all__ = [
    "DEFAULT_MAX_BYTES",
    "FORMATS",
    "FORMATS_BY_NAME",
    "PREFIXES",
    "check_size",
    "parse_bytes",
    "parse_file",
    "refuse_pipe",
    "write_graph",
]

#: the size of a case's files, in bytes, above which they are refused unless the caller lifts the limit
DEFAULT_MAX_BYTES = 100_000_000

#: Oxigraph's formats of RDF, read and written, by file extension
FORMATS: dict[str, ox.RdfFormat] = {
    extension: getattr(ox.RdfFormat, one.parser) for one in RDF_FORMATS for extension in one.reads
}

#: the same by the name of the format
FORMATS_BY_NAME = {one.name: FORMATS[one.writes[0]] for one in RDF_FORMATS}

_QUAD_FORMATS = frozenset({ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD})
_PREFIXED_FORMATS = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG})
_XML_ENDINGS = frozenset({".rdf", ".owl", ".xml", ".rdfs"})
_REMOTE_CONTEXT = "LoadDocumentCallback"
_REMOTE_CONTEXT_HELP = (
    "its @context is an address, and addresses are never fetched; write the context itself into the file, or convert the "
    "file to Turtle with a tool that has the context"
)
_XML_HELP = (
    "RDF/XML is not read (its entities can exhaust memory); convert it with: rdfpipe -i xml -o turtle FILE > FILE.ttl"
)

#: the prefixes that are written, and declared in queries: those of what a case consists of
PREFIXES = {name: vocabulary.PREFIXES[name] for name in ("neg", "dcterms", "oa", "org", "rdfs", "skos", "xsd")}


def check_size(where: object, files: list[Path], max_bytes: int | None) -> None:
    """Refuse files that are larger together than a limit in bytes, None for none. Raises :class:`~kg.errors.LimitError`."""
    size = sum(file.stat().st_size for file in files)
    if max_bytes is not None and size > max_bytes:
        limit = f"{size / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB"
        raise LimitError(where, f"{limit}; lift it with --max-size, or import it into an embedded store")


def refuse_pipe(path: Path) -> None:
    """Raise :class:`~kg.errors.InputError` for a pipe or a device, which may never come to an end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(path, "is a pipe or a device; save its output to a file and name that file")


def parse_file(path: Path, max_bytes: int | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of an RDF file, its format being that of its extension.

    Blank nodes get fresh labels. Raises :class:`~kg.errors.InputError`, with the line where there is one.
    """
    if path.is_dir():
        raise InputError(path, "is a folder; name a file")
    refuse_pipe(path)
    if extension_of(path) not in FORMATS:
        if extension_of(path) in _XML_ENDINGS:
            raise InputError(path, _XML_HELP)
        raise InputError(path, f"unsupported file extension “{extension_of(path)}”; use one of {', '.join(FORMATS)}")
    try:
        check_size(path, [path], max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    return parse_bytes(data, FORMATS[extension_of(path)], str(path))


def parse_bytes(data: bytes, rdf_format: ox.RdfFormat, where: str) -> Iterator[ox.Quad]:
    """Yield the quads of RDF text; ``where`` names it in errors. Raises :class:`~kg.errors.InputError`."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    start = data[:4096].lstrip()
    if not start:
        raise InputError(where, "is empty")
    if start.lower().startswith((b"<?xml", b"<!doctype", b"<rdf:rdf")):
        raise InputError(where, _XML_HELP)
    refuse_deep(data, rdf_format, where)
    try:
        yield from ox.parse(data, format=rdf_format, base_iri="urn:kg:", rename_blank_nodes=True)
    except SyntaxError as error:
        if _REMOTE_CONTEXT in str(error.msg):
            raise InputError(where, _REMOTE_CONTEXT_HELP) from error
        line = f":{error.lineno}" if error.lineno else ""
        raise InputError(f"{where}{line}", f"not valid {rdf_format.name}: {error.msg}") from error
    except (ValueError, OSError) as error:
        raise InputError(where, f"not valid {rdf_format.name}: {error}") from error


def write_graph(quads: Iterable[ox.Quad], path: Path, rdf_format: ox.RdfFormat | None = None) -> None:
    """Write quads to a file in a format (by default that of its extension), the same bytes for equal graphs.

    Blank nodes are labelled by :func:`~kg.store.canonical.canonical`. A format without named graphs gets the union of
    them. Raises :class:`~kg.errors.InputError` for an unsupported extension, and where the file cannot be written.
    """
    if rdf_format is None and extension_of(path) not in FORMATS:
        raise InputError(path, f"unsupported file extension “{extension_of(path)}”; use one of {', '.join(FORMATS)}")
    chosen = rdf_format or FORMATS[extension_of(path)]
    ordered = _in_order(canonical(quads if chosen in _QUAD_FORMATS else _in_default_graph(quads)))
    prefixes = PREFIXES if chosen in _PREFIXED_FORMATS else None
    text = ox.serialize(ordered, format=chosen, prefixes=prefixes) or b""
    replace_file(path, _sort_prefixes(text) if prefixes else text)


def _sort_prefixes(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    declared = [line for line in lines if line.startswith(b"@prefix ")][: len(PREFIXES)]
    return b"".join(sorted(declared)) + b"\n" + b"".join(lines[len(declared) :])


def _in_default_graph(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        is_there = isinstance(quad.graph_name, ox.DefaultGraph)
        yield quad if is_there else ox.Quad(quad.subject, quad.predicate, quad.object)


def _in_order(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield quads by graph and subject, the class of each first, then by property and value."""
    about: defaultdict[tuple[str, str], list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        about[str(quad.graph_name), str(quad.subject)].append(quad)
    for node in sorted(about):
        yield from sorted(about.pop(node), key=_key_in_node)


def _key_in_node(quad: ox.Quad) -> tuple[bool, str, str]:
    predicate = quad.predicate.value
    return (predicate != RDF.type, predicate, str(quad.object))
