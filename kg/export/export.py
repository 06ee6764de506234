"""Write a case in a format that other tools read: tables, RDF, or one of its graphs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.export.graph_files import GRAPH_FORMATS
from kg.schema import OTHER
from kg.sheets.csv_files import write_csv
from kg.sheets.new_case import read_me_lines
from kg.sheets.workbook_writer import write_workbook
from kg.sheets.write import tabulate
from kg.store import write_graph

__all__ = ["CASE_FORMATS", "export_case", "format_for"]

_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
}

#: the formats of a whole case
CASE_FORMATS = ("xlsx", "csv", *_RDF)

_ENDINGS = {
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


def format_for(path: Path, *, of_graph: bool) -> str:
    """Return the format that a file's ending tells; no ending means a folder of CSV files.

    Raises :class:`~kg.errors.UsageError` for an ending that tells none, or one of another kind than asked for.
    """
    ending = "" if path.is_dir() else path.suffix.lower()
    if ending == ".csv":
        if of_graph:
            return "edge-list"
        raise UsageError(
            f"{path}: a case is several tables; name a folder for its CSV files, or --graph for an edge list"
        )
    format_ = _ENDINGS.get(ending)
    if format_ is None:
        known = ", ".join(name for name in _ENDINGS if name)
        raise UsageError(f"{path}: its ending tells no format; use one of {known}, or --to")
    if of_graph and format_ not in GRAPH_FORMATS:
        raise UsageError(
            f"{path}: {format_} holds a whole case, not a graph; use .graphml, .gexf, .cyjs, .json or .csv"
        )
    return format_


def export_case(quads: Iterable[ox.Quad], path: Path, format_: str) -> list[Path]:
    """Write a whole case in one of :data:`CASE_FORMATS`, the same bytes each time; return the files written.

    Raises :class:`~kg.errors.InputError` for what the format cannot hold.
    """
    if format_ not in CASE_FORMATS:
        raise UsageError(f"there is no format {format_}; there are {', '.join((*CASE_FORMATS, *GRAPH_FORMATS))}")
    if format_ == "csv":
        return _write_folder(quads, path)
    if path.is_dir():
        raise InputError(path, "is a folder; name a file")
    if not path.absolute().parent.is_dir():
        raise InputError(path, f"there is no folder {path.parent} to put it in; make it first")
    if format_ == "xlsx":
        write_workbook(path, tabulate(quads), read_me_lines("kg import THIS-FILE -o case.ttl"))
    else:
        write_graph(quads, path, _RDF[format_])
    return [path]


def _write_folder(quads: Iterable[ox.Quad], folder: Path) -> list[Path]:
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file; name a folder for the CSV files")
    tables = tabulate(quads)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(folder, f"cannot be made ({error.strerror})") from error
    if all(table.name != OTHER for table in tables):
        (folder / f"{OTHER}.csv").unlink(missing_ok=True)
    paths = [folder / f"{table.name}.csv" for table in tables]
    for path, table in zip(paths, tables, strict=True):
        write_csv(path, [table.headers, *table.rows])
    return paths
