"""The formats of files, once: what each holds, and the file extensions that it is read from and written to.

It imports nothing heavy, so that a command's help can read it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = [
    "CASE_FORMATS",
    "CSV_EXTENSIONS",
    "DATABASE_EXTENSIONS",
    "DESK_EXTENSION",
    "EXPORT_EXTENSIONS",
    "FORMATS",
    "GRAPHS",
    "GRAPH_FORMATS",
    "NEW_CASE_FORMATS",
    "PAGE",
    "PAPER_EXTENSIONS",
    "PICTURE_EXTENSIONS",
    "RDF_FORMATS",
    "SHEET_EXTENSIONS",
    "TEXT_FORMATS",
    "WORKBOOK_EXTENSIONS",
    "Format",
    "extension_of",
]


class Format(NamedTuple):
    """A format: its name, what it holds, the extensions that it is read from and those that it is written to.

    ``kind``: workbook, csv, rdf, database (of coded texts), graph (one of a case's), page, paper, text or
    picture. ``parser``: the name of
    Oxigraph's format of RDF. The extension "" is a folder.
    """

    name: str
    kind: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    parser: str = ""


#: every format, in the order in which they are offered. Spreadsheets other than .xlsx are refused with what to save them as
FORMATS = (
    Format("xlsx", "workbook", (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers"), (".xlsx",)),
    Format("csv", "csv", (".csv", ".tsv"), ("",)),
    Format("turtle", "rdf", (".ttl",), (".ttl",), "TURTLE"),
    Format("trig", "rdf", (".trig",), (".trig",), "TRIG"),
    Format("jsonld", "rdf", (".jsonld",), (".jsonld",), "JSON_LD"),
    Format("nquads", "rdf", (".nq",), (".nq",), "N_QUADS"),
    Format("ntriples", "rdf", (".nt",), (".nt",), "N_TRIPLES"),
    Format("dna", "database", (".dna",)),
    Format("graphml", "graph", (), (".graphml",)),
    Format("gexf", "graph", (), (".gexf",)),
    Format("cytoscape", "graph", (), (".cyjs",)),
    Format("node-link", "graph", (), (".json",)),
    Format("edge-list", "graph", (), (".csv",)),
    Format("html", "page", (".html", ".htm"), (".html", ".htm")),
    Format("markdown", "paper", (".md",), (".md",)),
    Format("docx", "paper", (".docx",), (".docx",)),
    Format("pdf", "paper", (".pdf",), (".pdf",)),
    Format("text", "text", (".txt",)),
    Format("svg", "picture", (), (".svg",)),
    Format("png", "picture", (), (".png",)),
)


def _read(*kinds: str) -> frozenset[str]:
    return frozenset(extension for one in FORMATS if one.kind in kinds for extension in one.reads)


#: the extensions that tables are read from
CSV_EXTENSIONS, WORKBOOK_EXTENSIONS = _read("csv"), _read("workbook")
SHEET_EXTENSIONS = CSV_EXTENSIONS | WORKBOOK_EXTENSIONS

#: the extensions of databases of coded texts
DATABASE_EXTENSIONS = _read("database")

#: the extension of the file that a coding desk saves
DESK_EXTENSION = ".json"

#: the extensions that a source text is read from, each with the name of its format
TEXT_FORMATS = {
    extension: one.name for one in FORMATS if one.kind in ("page", "paper", "text") for extension in one.reads
}

#: the formats of RDF
RDF_FORMATS = tuple(one for one in FORMATS if one.kind == "rdf")

#: the names of the formats in which a whole case, one of its graphs or a page of it is written, and a new case begun
CASE_FORMATS = tuple(one.name for one in FORMATS if one.kind in ("workbook", "csv", "rdf"))
GRAPH_FORMATS = tuple(one.name for one in FORMATS if one.kind == "graph")
PAGE = "html"
NEW_CASE_FORMATS = ("xlsx", "csv", "turtle")

#: the extensions that a case or one of its graphs is written to, each with the name of its format
EXPORT_EXTENSIONS = {
    extension: one.name for one in FORMATS if one.name in (*CASE_FORMATS, *GRAPH_FORMATS) for extension in one.writes
}

#: the extensions that a briefing is written to, each with the name of its format
PAPER_EXTENSIONS = {extension: one.name for one in FORMATS if one.kind in ("page", "paper") for extension in one.writes}

#: the extensions that a picture is written to, each with the name of its format
PICTURE_EXTENSIONS = {extension: one.name for one in FORMATS if one.kind == "picture" for extension in one.writes}

#: the graphs of a case, the default first
GRAPHS = ("positions", "overlap")


def extension_of(path: Path) -> str:
    """Return a file's extension, which determines its format, in lower case.

    >>> extension_of(Path("Case.TTL"))
    '.ttl'
    """
    return path.suffix.lower()
