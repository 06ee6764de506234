"""RDF in and out, and nothing else: files, folders and embedded stores behind one small reading interface.

Everything is read by Oxigraph's parsers, which fetch nothing. Named graphs are packaging: a store is read as the union
of its graphs. :class:`GraphStore` is the seam for further kinds of store.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from kg.errors import CaseError, InputError, LimitError, UsageError
from kg.vocabulary import NEG, RDF, XSD

__all__ = [
    "DEFAULT_MAX_BYTES",
    "FORMATS",
    "PREFIXES",
    "EmbeddedStore",
    "GraphStore",
    "MemoryStore",
    "Node",
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

#: the size of a case's files, in bytes, above which they are refused unless the caller lifts the limit
DEFAULT_MAX_BYTES = 100_000_000

#: the formats read and written, by file ending
FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

_QUAD_FORMATS = frozenset({ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD})
_PREFIXED_FORMATS = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG})
_XML_ENDINGS = frozenset({".rdf", ".owl", ".xml", ".rdfs"})
_XML_HELP = (
    "RDF/XML is not read (its entities can exhaust memory); convert it with: rdfpipe -i xml -o turtle FILE > FILE.ttl"
)

#: the prefixes that are written, and declared in queries
PREFIXES = {
    "neg": NEG.base,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Value(NamedTuple):
    """The object of a triple: its text (the IRI, ``_:label`` or words), kind, and a literal's datatype and language."""

    text: str
    kind: str
    datatype: str | None = None
    lang: str | None = None


#: a subject's properties: predicate IRI to its values, sorted, each once
Node = Mapping[str, tuple[Value, ...]]


class GraphStore(Protocol):
    """What a case is read from. Each method is one bounded look-up; ids are IRIs or ``_:label``."""

    locator: str

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""

    def newest(self, predicate: str) -> str | None:
        """Return the greatest literal of a predicate, or None."""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""


def _value(term: object) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(term.value, "iri")
    if isinstance(term, ox.BlankNode):
        return Value(f"_:{term.value}", "blank")
    if isinstance(term, ox.Literal):
        return Value(term.value, "literal", term.datatype.value, term.language)
    return Value(str(term), "literal")


def _id(term: object) -> str:
    return _value(term).text


def _term(identifier: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(identifier[2:]) if identifier.startswith("_:") else ox.NamedNode(identifier)


def _freeze(node: dict[str, set[Value]]) -> Node:
    return {predicate: tuple(sorted(values, key=_value_key)) for predicate, values in sorted(node.items())}


def _value_key(value: Value) -> tuple[str, str, str, str]:
    return (value.text, value.kind, value.datatype or "", value.lang or "")


def _as_an_embedded_store_writes(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return quads with numbers, days and truth values in the one form that Oxigraph keeps: ``200.0`` as ``200``."""
    typed = {quad.object for quad in quads if isinstance(quad.object, ox.Literal) and _has_a_value(quad.object)}
    kept = ox.Store()
    named = {ox.NamedNode(f"urn:kg:{place}"): literal for place, literal in enumerate(typed)}
    kept.extend(ox.Quad(name, ox.NamedNode(NEG.value), literal) for name, literal in named.items())
    changed: dict[object, ox.Literal] = {
        named[q.subject]: q.object for q in kept if q.object != named[q.subject] and isinstance(q.object, ox.Literal)
    }
    if not changed:
        return quads
    return [ox.Quad(q.subject, q.predicate, changed.get(q.object, q.object), q.graph_name) for q in quads]


def _has_a_value(literal: ox.Literal) -> bool:
    return literal.language is None and literal.datatype.value != XSD.string


class MemoryStore:
    """A graph held in memory, indexed in one pass over its quads."""

    def __init__(self, quads: Iterable[ox.Quad], locator: str = "") -> None:
        self.locator = locator
        self._quads = _as_an_embedded_store_writes(list(quads))
        building: defaultdict[str, defaultdict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
        for quad in self._quads:
            building[_id(quad.subject)][quad.predicate.value].add(_value(quad.object))
        self._nodes = {subject: _freeze(building[subject]) for subject in sorted(building)}
        self._by_class: defaultdict[str, list[str]] = defaultdict(list)
        for subject, node in self._nodes.items():
            for value in node.get(RDF.type, ()):
                self._by_class[value.text].append(subject)

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return {subject: self._nodes[subject] for subject in self._by_class.get(class_iri, ())}

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        wanted = set(ids)
        return {
            subject: node
            for subject, node in self._nodes.items()
            if any(value.text in wanted for value in node.get(predicate, ()))
        }

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        return {subject: node for subject, node in self._nodes.items() if predicate in node}

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        return {identifier: self._nodes[identifier] for identifier in sorted(set(ids)) if identifier in self._nodes}

    def newest(self, predicate: str) -> str | None:
        """Return the greatest literal of a predicate, or None."""
        return max((value.text for node in self._nodes.values() for value in node.get(predicate, ())), default=None)

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        return iter(self._quads)


class EmbeddedStore:
    """A folder that Oxigraph keeps on disk, opened for reading only."""

    def __init__(self, folder: Path) -> None:
        self.locator = str(folder)
        try:
            self._store = ox.Store.read_only(str(folder))
        except OSError as error:
            raise InputError(folder, f"not an embedded store that can be opened ({error})") from error

    def nodes(self, class_iri: str) -> dict[str, Node]:
        """Return the subjects of a class with their properties."""
        return self.nodes_with(RDF.type, [class_iri])

    def nodes_with(self, predicate: str, ids: Iterable[str]) -> dict[str, Node]:
        """Return the subjects that a predicate ties to one of the ids, with their properties."""
        link = ox.NamedNode(predicate)
        subjects = {
            _id(quad.subject)
            for identifier in sorted(set(ids))
            for quad in self._store.quads_for_pattern(None, link, _term(identifier), None)
        }
        return self.describe(subjects)

    def nodes_having(self, predicate: str) -> dict[str, Node]:
        """Return the subjects that have a predicate, with their properties."""
        return self.describe(
            _id(q.subject) for q in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
        )

    def describe(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the properties of the ids that are subjects."""
        found: dict[str, Node] = {}
        for identifier in sorted(set(ids)):
            node: defaultdict[str, set[Value]] = defaultdict(set)
            for quad in self._store.quads_for_pattern(_term(identifier), None, None, None):
                node[quad.predicate.value].add(_value(quad.object))
            if node:
                found[identifier] = _freeze(node)
        return found

    def newest(self, predicate: str) -> str | None:
        """Return the greatest literal of a predicate, or None."""
        query = f"SELECT (MAX(STR(?value)) AS ?newest) WHERE {{ ?s <{predicate}> ?value }}"
        solutions = self._store.query(query, use_default_graph_as_union=True)
        newest = next(iter(solutions), None)  # type: ignore[arg-type]
        return newest[0].value if newest and newest[0] is not None else None

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        return iter(self._store.quads_for_pattern(None, None, None, None))


def ontology_file(name: str) -> Path:
    """Return the path of a file of the ontology folder, in an installed wheel or beside the package in a checkout.

    Raises :class:`~kg.errors.CaseError` where the installation lacks it.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "ontology", here.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise CaseError(f"the installation lacks ontology/{name}; install the package again")


def shipped_case() -> Path:
    """Return the path of the shipped case."""
    return ontology_file("cases/ukraine-2025-04.ttl")


def is_embedded_store(path: Path) -> bool:
    """Tell whether a folder is one that Oxigraph keeps on disk."""
    return (path / "CURRENT").is_file() and any(path.glob("MANIFEST-*"))


def open_store(locator: str | os.PathLike[str], max_bytes: int | None = DEFAULT_MAX_BYTES) -> GraphStore:
    """Open a case's graph: a file, a folder of files or an embedded store's folder.

    ``max_bytes`` limits the size of the files together, None for no limit; an embedded store has none. Raises
    :class:`~kg.errors.InputError` for what cannot be read, :class:`~kg.errors.LimitError` for what is too large.
    """
    if str(locator).startswith(("http://", "https://")):
        raise UsageError(f"{locator}: SPARQL endpoints are not read; name a file, a folder or an embedded store")
    path = Path(locator)
    if not path.exists():
        raise InputError(path, "no such file or folder")
    if path.is_dir() and is_embedded_store(path):
        return EmbeddedStore(path)
    return _read(str(path), _files_of(path), max_bytes)


def open_files(paths: Iterable[Path], max_bytes: int | None = DEFAULT_MAX_BYTES) -> GraphStore:
    """Open several files, or folders of them, together as one graph; one embedded store's folder by itself."""
    wanted = list(paths)
    if len(wanted) == 1:
        return open_store(wanted[0], max_bytes)
    missing = next((path for path in wanted if not path.exists()), None)
    if missing:
        raise InputError(missing, "no such file or folder")
    return _read(", ".join(map(str, wanted)), [file for path in wanted for file in _files_of(path)], max_bytes)


def _read(locator: str, files: list[Path], max_bytes: int | None) -> MemoryStore:
    _check_size(locator, files, max_bytes)
    quads = [quad for file in files for quad in parse_file(file, max_bytes)]
    if not quads:
        raise InputError(locator, "holds no statements; a case needs parties, issues, options and statements")
    return MemoryStore(quads, locator)


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in FORMATS and file.is_file())
    if files:
        return files
    if any(file.suffix.lower() in {".xlsx", ".csv"} for file in path.iterdir()):
        raise InputError(
            path, f"holds sheets, not a case; turn them into one with: kg import {path} -o {path}/case.ttl"
        )
    raise InputError(path, f"no case in this folder; it holds no file that ends in {', '.join(FORMATS)}")


def _check_size(where: object, files: list[Path], max_bytes: int | None) -> None:
    size = sum(file.stat().st_size for file in files)
    if max_bytes is not None and size > max_bytes:
        limit = f"{size / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB"
        raise LimitError(where, f"{limit}; lift it with --max-size, or import it into an embedded store")


def refuse_pipe(path: Path) -> None:
    """Raise :class:`~kg.errors.InputError` for a pipe or a device, which may never come to an end."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(path, "is a pipe or a device; save what it gives to a file")


def parse_file(path: Path, max_bytes: int | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of an RDF file, its format told by its ending.

    Blank nodes get fresh labels. Raises :class:`~kg.errors.InputError`, with the line where there is one.
    """
    if path.is_dir():
        raise InputError(path, "is a folder; a file is wanted here")
    refuse_pipe(path)
    if path.suffix.lower() not in FORMATS:
        if path.suffix.lower() in _XML_ENDINGS:
            raise InputError(path, _XML_HELP)
        raise InputError(path, f"its ending tells no format that is read; use one of {', '.join(FORMATS)}")
    try:
        _check_size(path, [path], max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    return parse_bytes(data, FORMATS[path.suffix.lower()], str(path))


def parse_bytes(data: bytes, rdf_format: ox.RdfFormat, where: str) -> Iterator[ox.Quad]:
    """Yield the quads of RDF text; ``where`` names it in errors. Raises :class:`~kg.errors.InputError`."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    start = data[:4096].lstrip()
    if not start:
        raise InputError(where, "is empty")
    if start.lower().startswith((b"<?xml", b"<!doctype", b"<rdf:rdf")):
        raise InputError(where, _XML_HELP)
    try:
        yield from ox.parse(data, format=rdf_format, base_iri="urn:kg:", rename_blank_nodes=True)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise InputError(f"{where}{line}", f"not valid {rdf_format.name}: {error.msg}") from error
    except (ValueError, OSError) as error:
        raise InputError(where, f"not valid {rdf_format.name}: {error}") from error


def write_graph(quads: Iterable[ox.Quad], path: Path, rdf_format: ox.RdfFormat | None = None) -> None:
    """Write quads to a file in a format (by default that of its ending), the same bytes for equal graphs.

    Blank nodes are labelled by RDFC-1.0. A format without named graphs gets the union of them.
    """
    if rdf_format is None and path.suffix.lower() not in FORMATS:
        raise InputError(path, f"its ending tells no format that is written; use one of {', '.join(FORMATS)}")
    chosen = rdf_format or FORMATS[path.suffix.lower()]
    dataset = ox.Dataset(quads if chosen in _QUAD_FORMATS else _in_default_graph(quads))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted(dataset, key=_quad_key)
    items: Iterable[ox.Quad | ox.Triple] = ordered if chosen in _QUAD_FORMATS else (quad.triple for quad in ordered)
    prefixes = PREFIXES if chosen in _PREFIXED_FORMATS else None
    text = ox.serialize(items, format=chosen, prefixes=prefixes) or b""  # type: ignore[arg-type]
    replace_file(path, _sort_prefixes(text) if prefixes else text)


def _sort_prefixes(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    declared = [line for line in lines if line.startswith(b"@prefix ")][: len(PREFIXES)]
    return b"".join(sorted(declared)) + b"\n" + b"".join(lines[len(declared) :])


def _in_default_graph(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in quads)


def _quad_key(quad: ox.Quad) -> tuple[str, bool, str, str, str]:
    is_type = quad.predicate.value == RDF.type
    return (str(quad.graph_name), str(quad.subject), not is_type, quad.predicate.value, str(quad.object))  # type: ignore[return-value]


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary name beside it, then moved into place."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(path, f"cannot be written ({error.strerror})") from error
