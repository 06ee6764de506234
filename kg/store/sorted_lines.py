"""N-Quads and N-Triples of any number of quads in bounded memory: sorted in runs on the disk, which are then merged.

The order, and so the bytes, are those of :func:`kg.store.files.write_graph`, which holds all quads at once. It is needed only
where there are blank nodes, since their labels follow from the whole graph.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg.errors import InputError, reason_of
from kg.store.replacing import replace_file
from kg.vocabulary import RDF

__all__ = ["RUN", "write_lines"]

#: how many quads are sorted at a time
RUN = 200_000

#: between the parts of a key: before all other characters, so that keys sort as their parts do
_PART = b"\x00"
_DEFAULT = str(ox.DefaultGraph()).encode()


def write_lines(quads: Iterable[ox.Quad], path: Path, *, named_graphs: bool, run: int = RUN) -> bool:
    """Write quads as N-Quads, or without ``named_graphs`` their union as N-Triples; return False, with nothing written, for blank nodes.

    Raises :class:`~kg.errors.InputError` where the file cannot be written.
    """
    with ExitStack() as stack:
        try:
            runs = _runs(iter(quads), path.absolute().parent, run, stack, named_graphs=named_graphs)
        except OSError as error:
            raise InputError(path, f"cannot be written ({reason_of(error)})") from error
        if runs is None:
            return False
        replace_file(path, _lines(runs))
    return True


def _runs(
    quads: Iterator[ox.Quad], folder: Path, run: int, stack: ExitStack, *, named_graphs: bool
) -> list[Iterable[bytes]] | None:
    """Return the keys in runs, each sorted; None where there is a blank node. Only the last run is held in memory."""
    runs: list[Iterable[bytes]] = []
    while several := list(islice(quads, run)):
        if any(_is_blank(quad) for quad in several):
            return None
        keys = sorted({_key(quad, named_graphs=named_graphs) for quad in several})
        if len(several) < run:
            return [*runs, keys]
        file = stack.enter_context(TemporaryFile(dir=folder))  # noqa: SIM115 (the stack closes it)
        file.writelines(key + b"\n" for key in keys)
        file.seek(0)
        runs.append(line[:-1] for line in file)
    return runs


def _is_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode | ox.Triple) for term in (quad.subject, quad.object, quad.graph_name))


def _key(quad: ox.Quad, *, named_graphs: bool) -> bytes:
    graph = str(quad.graph_name).encode() if named_graphs else _DEFAULT
    order = b"0" if quad.predicate.value == RDF.type else b"1"
    parts = (str(quad.subject), quad.predicate.value, str(quad.object))
    subject, predicate, value = (part.encode() for part in parts)
    return _PART.join((graph, subject, order, predicate, value))


def _lines(runs: list[Iterable[bytes]]) -> Iterator[bytes]:
    before = b""
    for key in heapq.merge(*runs):
        if key != before:
            before = key
            graph, subject, _, predicate, value = key.split(_PART, 4)
            named = b"" if graph == _DEFAULT else b" " + graph
            yield b"%b <%b> %b%b .\n" % (subject, predicate, value, named)
