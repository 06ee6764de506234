"""Write a case in a format that other tools read: tables, RDF, or one of its graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, LimitError, UsageError
from kg.formats import CASE_FORMATS, EXPORT_EXTENSIONS, GRAPH_FORMATS, extension_of
from kg.schema import OTHER
from kg.sheets.csv_files import csv_bytes
from kg.sheets.new_case import read_me_lines
from kg.sheets.workbook_writer import write_workbook
from kg.sheets.write import tabulate
from kg.store import FORMATS_BY_NAME, fill_folder, hold, write_graph
from kg.store.sorted_lines import write_lines

__all__ = ["MOST_TRIPLES", "export_case", "format_for"]

#: the number of triples up to which a case is written in a format that is made in memory, some 3 kB for each
MOST_TRIPLES = 1_500_000

#: the formats of a line for each triple, written piece by piece: whether they have named graphs
_LINES = {"nquads": True, "ntriples": False}


def format_for(path: Path, *, of_graph: bool) -> str:
    """Return the format that a file's extension means; no extension means a folder of CSV files.

    ``of_graph``: whether one of the case's graphs is wanted. Raises :class:`~kg.errors.UsageError` for an unsupported
    extension, or for one of another kind than asked for.
    """
    extension = "" if path.is_dir() else extension_of(path)
    format_ = EXPORT_EXTENSIONS.get(extension)
    if format_ == "edge-list" and not of_graph:
        raise UsageError(
            f"{path}: a case is several tables; name a folder for its CSV files, or use --graph for an edge list"
        )
    if format_ is None:
        known = ", ".join(name for name in EXPORT_EXTENSIONS if name)
        raise UsageError(
            f"{path}: unsupported file extension “{extension}”; use one of {known}, or choose the format with --to"
        )
    if of_graph and format_ not in GRAPH_FORMATS:
        raise UsageError(
            f"{path}: {format_} holds a whole case, not a graph; use .graphml, .gexf, .cyjs, .json or .csv"
        )
    return format_


def export_case(quads: Iterable[ox.Quad], path: Path, format_: str) -> list[Path]:
    """Write a whole case in one format, the same bytes each time; return the files written.

    ``format_`` is one of :data:`~kg.formats.CASE_FORMATS`. N-Quads and N-Triples without blank nodes are written in bounded memory.
    Raises :class:`~kg.errors.InputError` for what the format cannot hold, and :class:`~kg.errors.LimitError` for more than
    :data:`MOST_TRIPLES` in another.
    """
    if format_ not in CASE_FORMATS:
        raise UsageError(f"unknown format {format_}; the formats are {', '.join((*CASE_FORMATS, *GRAPH_FORMATS))}")
    given = list(quads) if isinstance(quads, Iterator) else quads
    with hold(path):
        return _write_folder(given, path) if format_ == "csv" else _write_file(given, path, format_)


def _in_memory(quads: Iterable[ox.Quad], path: Path) -> list[ox.Quad]:
    """Return the quads. Raises :class:`~kg.errors.LimitError` where they are more than :data:`MOST_TRIPLES`."""
    held = list(islice(quads, MOST_TRIPLES + 1))
    if len(held) > MOST_TRIPLES:
        raise LimitError(
            path,
            f"the case has more than the {MOST_TRIPLES:,} triples that are written in this format; export it as .nq or .nt, "
            "which has no limit where every node has an IRI",
        )
    return held


def _write_file(quads: Iterable[ox.Quad], path: Path, format_: str) -> list[Path]:
    if path.is_dir():
        raise InputError(path, "is a folder; name a file")
    if not path.absolute().parent.is_dir():
        raise InputError(path, f"the folder {path.parent} does not exist; create it first")
    if format_ == "xlsx":
        write_workbook(path, tabulate(_in_memory(quads, path)), read_me_lines("kg import THIS-FILE -o case.ttl"))
    elif format_ not in _LINES or not write_lines(quads, path, named_graphs=_LINES[format_]):
        write_graph(_in_memory(quads, path), path, FORMATS_BY_NAME[format_])
    return [path]


def _write_folder(quads: Iterable[ox.Quad], folder: Path) -> list[Path]:
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file; name a folder for the CSV files")
    tables = {
        f"{table.name}.csv": csv_bytes([table.headers, *table.rows]) for table in tabulate(_in_memory(quads, folder))
    }
    fill_folder(folder, tables, owned=[f"{OTHER}.csv"])
    return [folder / name for name in tables]
