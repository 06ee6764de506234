"""What a command may write to: never over its own input, and over another file only where that is of the same kind.

============================  =========================================================================
the kind of an existing file  how it is recognised
============================  =========================================================================
a page                        the marks of a page that this program wrote
a briefing                    its command at the end, or who made it
a workbook, a folder of CSV   a sheet, or the columns, of the project's own layout
RDF                           it parses, and says something
a graph                       the root element, the keys or the columns of its format
a picture                     its root element, or who made it
============================  =========================================================================

An empty file may always be replaced. ``--force`` lifts the second rule and never the first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, UsageError
from kg.formats import EXPORT_EXTENSIONS, FORMATS, PAGE, SHEET_EXTENSIONS, extension_of

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["check_extension", "check_import_target", "check_target"]

_WRITTEN_TO = {one.name: tuple(extension for extension in one.writes if extension) for one in FORMATS}
_PAPERS = tuple(one.name for one in FORMATS if one.kind in ("page", "paper"))
_LOOKS_LIKE_A_FILE = re.compile(r"\.(?!v\d)[A-Za-z][A-Za-z0-9]{1,6}")
_READ = SHEET_EXTENSIONS.union(*(one.reads for one in FORMATS if one.kind == "rdf"))
_HEAD_BYTES = 200_000


def check_target(path: Path, format_: str, sources: Iterable[Path], *, force: bool) -> None:
    """Raise :class:`~kg.errors.KgError` unless a file, or a folder of CSV files, may be written.

    ``format_`` is a format of :mod:`kg.formats`; ``sources`` are the files and folders that are read.
    """
    _refuse_special(path)
    written = _written(path, format_)
    for file in written:
        _refuse_sources(file, sources)
    if force:
        return
    extensions = _WRITTEN_TO[format_]
    if format_ in _PAPERS or (extensions and extension_of(path) in {*EXPORT_EXTENSIONS, *_WRITTEN_TO[PAGE]}):
        check_extension(path, extensions)
    for file in written:
        if file.is_file() and file.stat().st_size and not _is_of_kind(file, format_):
            raise UsageError(f"{file} exists and was not written by kg; give --force to replace it")


def check_extension(path: Path, known: Iterable[str], advice: str = "") -> None:
    """Raise :class:`~kg.errors.UsageError`, with the corrected name, for a file extension that is not a known one."""
    from kg.text import near

    extension = extension_of(path)
    endings = [ending for ending in known if ending]
    if extension in {*endings, ""}:
        return
    close = near(extension, endings, 1) or (endings[:1] if len(_formats_of(endings)) == 1 else [])
    if close:
        meant = str(path.with_suffix(close[0]))
        raise UsageError(f"{path}: unsupported file extension “{extension}”; did you mean {meant}?", {str(path): meant})
    raise UsageError(f"{path}: unsupported file extension “{extension}”; use one of {', '.join(endings)}{advice}")


def _formats_of(extensions: Iterable[str]) -> set[str]:
    return {one.name for one in FORMATS if {*one.writes} & {*extensions}}


def check_import_target(path: Path | str, sources: Iterable[Path], *, replace: bool) -> None:
    """Raise :class:`~kg.errors.KgError` unless a case can be imported into a file, the folder of an embedded store or an address."""
    from kg.store import FORMATS as RDF

    if isinstance(path, str):
        return  # an endpoint says itself what it takes

    _refuse_special(path)
    for source in sources:
        if _same(path, source):
            raise UsageError(f"{path} is both the input and the output of the import; choose another file")
    extension = extension_of(path)
    if extension not in RDF and _LOOKS_LIKE_A_FILE.fullmatch(extension) and not path.is_dir():
        check_extension(path, RDF, "; or a folder's name without an extension, for an embedded store")
    is_file = extension in RDF and path.is_file() and path.stat().st_size > 0
    if replace and is_file and not _is_rdf(path, RDF[extension]):
        raise UsageError(f"{path} exists and does not hold RDF; --replace would destroy it; move it away first")


def _refuse_special(path: Path) -> None:
    if str(path) == "-":
        raise UsageError("“-” (standard output) is not supported here; name a file")
    try:
        special = path.exists() and not path.is_file() and not path.is_dir()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    if special:
        raise InputError(path, "is a pipe or a device; name a file")


def _written(path: Path, format_: str) -> list[Path]:
    if format_ == "csv":
        from kg.schema import OTHER, SHEETS_BY_NAME

        return [path, *(path / f"{name}.csv" for name in (*SHEETS_BY_NAME, OTHER))]
    if format_ == "edge-list":
        from kg.export.graph_files import node_list_path

        return [path, node_list_path(path)]
    return [path]


def _refuse_sources(path: Path, sources: Iterable[Path]) -> None:
    from kg.store import is_embedded_store

    for source in sources:
        if _same(path, source):
            raise UsageError(f"{path} is the case itself, which is being read; choose another name")
        if (
            not source.is_dir()
            or path.is_dir()
            or Path(os.path.realpath(path)).parent != Path(os.path.realpath(source))
        ):
            continue
        if is_embedded_store(source) or extension_of(path) in _READ:
            raise UsageError(f"{path} is, or would become, a part of the case in {source}; choose another folder")


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return os.path.realpath(path) == os.path.realpath(other)


def _is_of_kind(path: Path, format_: str) -> bool:
    from kg.store import FORMATS_BY_NAME

    if format_ in FORMATS_BY_NAME:
        return _is_rdf(path, FORMATS_BY_NAME[format_])
    try:
        return _RECOGNISED[format_](path)
    except (OSError, ValueError, KeyError):
        return False


def _is_rdf(path: Path, rdf_format: ox.RdfFormat) -> bool:
    from kg.store import parse_bytes

    try:
        return next(iter(parse_bytes(path.read_bytes(), rdf_format, str(path))), None) is not None
    except (KgError, OSError):
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _is_page(path: Path) -> bool:
    head = _head(path)
    return b'name="generator" content="kg"' in head or b'id="case-name"' in head  # the second one in pages of 1.0


def _is_workbook(path: Path) -> bool:
    import zipfile

    from kg.schema import SHEETS_BY_NAME

    try:
        with zipfile.ZipFile(path) as package:
            names = re.findall(rb'<sheet [^>]*name="([^"]*)"', package.read("xl/workbook.xml"))
    except zipfile.BadZipFile:
        return False
    return any(name.decode(errors="replace") in SHEETS_BY_NAME for name in names)


def _is_sheet(path: Path) -> bool:
    from kg.schema import OTHER, SHEETS_BY_NAME

    columns = {"id", *(column.name for column in SHEETS_BY_NAME[path.stem].columns)} if path.stem != OTHER else None
    headers = {header.strip('" ').split(":")[0] for header in _columns(path)}
    return len(headers & (columns or {"id", "property", "value"})) > 1


def _columns(path: Path) -> list[str]:
    return re.split("[,;\t]", _head(path).decode("utf-8-sig", errors="replace").split("\n", 1)[0].strip())


def _is_edge_list(path: Path) -> bool:
    return _columns(path)[:4] == ["Source", "Target", "Type", "Id"] or _columns(path)[:2] == ["Id", "Label"]


def _has_keys(*keys: str) -> Callable[[Path], bool]:
    def has(path: Path) -> bool:
        import json

        content = json.loads(path.read_bytes())
        return isinstance(content, dict) and all(key in content for key in keys)

    return has


def _is_word_document(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            return b"<dc:creator>kg</dc:creator>" in package.read("docProps/core.xml")
    except zipfile.BadZipFile:
        return False


def _is_picture(path: Path) -> bool:
    from kg.drawing import is_picture

    return is_picture(_head(path))


_RECOGNISED: dict[str, Callable[[Path], bool]] = {
    "html": _is_page,
    "markdown": lambda path: b"\nkg briefing " in path.read_bytes(),
    "docx": _is_word_document,
    "pdf": lambda path: b"/ID [(kg)" in path.read_bytes(),
    "xlsx": _is_workbook,
    "csv": _is_sheet,
    "graphml": lambda path: b"<graphml" in _head(path),
    "gexf": lambda path: b"<gexf" in _head(path),
    "cytoscape": _has_keys("elements"),
    "node-link": _has_keys("nodes", "edges"),
    "edge-list": _is_edge_list,
    "svg": _is_picture,
    "png": lambda path: b"tEXtSoftware\0kg" in _head(path),
}
