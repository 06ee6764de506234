"""The command ``kg export``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import OneOf, Settings, file_options, force_option, settings_of
from kg.cli.places import PATH
from kg.cli.responding import warn_of_sensitive
from kg.cli.targets import check_extension, check_target
from kg.formats import CASE_FORMATS, EXPORT_EXTENSIONS, GRAPH_FORMATS, GRAPHS

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

    from kg.store import GraphStore
__all__ = ["export"]


@click.command()
@click.argument("file", type=PATH)
@click.option(
    "--to",
    "format_",
    type=OneOf([*CASE_FORMATS, *GRAPH_FORMATS]),
    help="The format. Default: by the file's extension.",
)
@click.option(
    "--graph",
    type=OneOf(GRAPHS),
    help="Write one of its graphs. Default for graph formats: positions.",
)
@force_option
@file_options
@click.pass_context
def export(ctx: click.Context, file: Path, format_: str | None, graph: str | None, force: bool) -> None:
    """Write a case in a format that other tools read.

    The whole case as a workbook (.xlsx), a folder of CSV files, Turtle, TriG, JSON-LD, N-Quads or N-Triples; or the
    position graph or the party overlap graph as GraphML, GEXF, Cytoscape JSON (.cyjs), node-link JSON (.json) or an
    edge list (.csv, with the nodes in a second file). The same case gives the same bytes.

    A whole case holds every statement, public or not. A graph leaves out what is known only by statements that were not
    made in public, unless --channel asks for them.

    \b
      kg export case.xlsx
      kg export positions.gexf --as-of 2025-04-20
      kg export overlap.graphml --graph overlap --redact
    """
    from kg.export.export import export_case, format_for

    settings = settings_of(ctx)
    if format_ is None and not file.is_dir():
        check_extension(file, EXPORT_EXTENSIONS, ", or choose the format with --to")
    chosen = format_ or format_for(file, of_graph=graph is not None)
    check_target(file, chosen, [Path(settings.locator)], force=force)
    quads = _Quads(settings.open().case.store if chosen in GRAPH_FORMATS else settings.store())
    if chosen in GRAPH_FORMATS:
        from kg.export.graph_files import write_graph_file

        paths = write_graph_file(_graph(quads, graph or "positions", settings), file, chosen)
    else:
        _refuse_graph(graph, chosen)
        settings.refuse_filters(f"{chosen} holds a whole case, with every statement")
        paths = export_case(quads, file, chosen)
    warn_of_sensitive(settings, "the export", quads.ids, whole=chosen not in GRAPH_FORMATS)
    click.echo(f"{file}: {len(paths)} files" if len(paths) > 2 else ", ".join(map(str, paths)))


def _refuse_graph(graph: str | None, format_: str) -> None:
    from kg.errors import UsageError

    if graph is not None:
        raise UsageError(
            f"{format_} holds a whole case, not a graph; leave out --graph, or use one of {', '.join(GRAPH_FORMATS)}"
        )


class _Quads:
    """The quads of a store, read anew each time that they are asked for."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def __iter__(self) -> Iterator[ox.Quad]:
        return self._store.quads()

    def ids(self) -> set[str]:
        """Return the ids of all that they speak of, and their texts."""
        from kg.case.without import as_id

        return {as_id(term) for quad in self for term in (quad.subject, quad.object)}


def _graph(quads: Iterable[ox.Quad], graph: str, settings: Settings) -> nx.Graph:
    from kg.store import MemoryStore

    negotiation = settings.negotiation(MemoryStore(quads, settings.locator))
    made = negotiation.overlap_graph if graph == "overlap" else negotiation.position_graph
    return made(lang=settings.language)
