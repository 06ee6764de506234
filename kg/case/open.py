"""The one way in: open the graph of a case, wherever it is and whatever wrote it.

=============================================  =====================================================
locator                                        what is read
=============================================  =====================================================
``.ttl .trig .nt .nq .jsonld``, folder of them  RDF (:mod:`kg.store`)
the folder of an embedded store                Oxigraph's own, read only
``.xlsx``, ``.csv``, ``.tsv``, folder of them   the project's sheets (:mod:`kg.sheets`)
``http://…``, ``https://…``                    a SPARQL 1.1 endpoint, asked for what is needed (:mod:`kg.store.endpoint`)
``.dna``                                       a Discourse Network Analyzer database (:mod:`kg.corpora.dna`)
``example:NAME``                               a case that ships with the program (:mod:`kg.store.examples`)
=============================================  =====================================================
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import UsageError
from kg.formats import DATABASE_EXTENSIONS, SHEET_EXTENSIONS, extension_of
from kg.store import DEFAULT_MAX_BYTES, GraphStore, located, open_files, open_store
from kg.store.addresses import is_address

__all__ = ["names_sheets", "open_graph", "open_graphs"]


def open_graph(
    locator: str | os.PathLike[str],
    max_bytes: int | None = DEFAULT_MAX_BYTES,
    *,
    warn: Callable[[str], None] = lambda message: None,
) -> GraphStore:
    """Open the graph of a case.

    ``max_bytes`` limits the size of the files together, None for no limit; an embedded store has none. ``warn`` is given
    remarks on what a reader leaves out. Raises :class:`~kg.errors.InputError` for what cannot be read,
    :class:`~kg.errors.CaseError` for sheets with a mistake, :class:`~kg.errors.LimitError` for what is too large, and
    :class:`~kg.errors.UnknownNameError` for an unknown example.
    """
    locator = located(locator)
    if is_address(locator):
        return open_store(locator, max_bytes)
    path = Path(locator)
    if extension_of(path) in DATABASE_EXTENSIONS and path.is_file():
        from kg.corpora.dna import open_dna

        return open_dna(path, warn)
    if names_sheets(locator):
        from kg.sheets.opening import open_sheets

        return open_sheets(path, max_bytes)
    return open_store(locator, max_bytes)


def open_graphs(locators: Iterable[str | os.PathLike[str]], max_bytes: int | None = DEFAULT_MAX_BYTES) -> GraphStore:
    """Open one case, or several RDF files and folders together as one. Raises as :func:`open_graph`."""
    wanted = list(map(located, locators))
    if len(wanted) > 1 and any(map(is_address, wanted)):
        raise UsageError("an endpoint is read by itself; name one endpoint, or files")
    return open_graph(wanted[0], max_bytes) if len(wanted) == 1 else open_files(map(Path, wanted), max_bytes)


def names_sheets(locator: str | os.PathLike[str]) -> bool:
    """Return whether a locator names a workbook, a CSV file or a folder of them; what reads them is imported only then."""
    path = Path(locator)
    if is_address(locator) or (not path.is_dir() and extension_of(path) not in SHEET_EXTENSIONS):
        return False
    from kg.sheets.opening import are_sheets

    return are_sheets(locator)
