"""Commands that bring cases in and out: new, import, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import Settings, case_options, file_options, settings_of
from kg.cli.output import note, progress, working
from kg.tabular import SCHEMA, escape_json, plain

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

    from kg.exchange.importing import Imported
    from kg.exchange.problems import Problem

__all__ = ["export", "import_", "new"]

_PATH = click.Path(path_type=Path)
_CASE_FORMATS = ("xlsx", "csv", "turtle", "trig", "jsonld", "nquads", "ntriples")
_GRAPH_FORMATS = ("graphml", "gexf", "cytoscape", "node-link", "edge-list")


@click.command()
@click.argument("folder", type=_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "csv", "turtle"]),
    default="xlsx",
    help="A workbook (default), CSV files or Turtle.",
)
@click.option(
    "--lang", "languages", multiple=True, metavar="TAG", help="A language of the texts, as en. Repeatable. Default: en."
)
def new(folder: Path, form: str, languages: tuple[str, ...]) -> None:
    """Start a case to fill in.

    Writes a workbook with a sheet for each kind of thing, drop-downs, a filled example in each sheet and a sheet that
    explains them; or the same as CSV files, or as Turtle.

    \b
      kg new my-case
      kg new my-case --format csv --lang en --lang uk
    """
    from kg.exchange.new_case import start_case

    paths = start_case(folder, form, languages or ("en",))
    click.echo(f"{paths[0] if len(paths) == 1 else folder}: fill it in, then")
    if form == "turtle":
        click.echo(f"  kg check {paths[0]}")
    else:
        click.echo(f"  kg import {paths[0] if form == 'xlsx' else folder} -o {folder / 'case.ttl'}")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option(
    "-o",
    "--output",
    "target",
    type=_PATH,
    metavar="CASE",
    help="The case: a Turtle or TriG file, or an embedded store's folder.",
)
@click.option("--mapping", type=_PATH, metavar="MAP", help="A TOML file that says how to read sheets of another shape.")
@click.option("--suggest-mapping", is_flag=True, help="Print a mapping guessed from the sheets, to be corrected.")
@click.option("--keep-going", is_flag=True, help="Import the rows without mistakes, and list the rest.")
@click.option(
    "--update/--merge",
    "overwrite",
    default=None,
    help="Whether the files beat the case or are joined to it. Default: sheets beat it.",
)
@click.option("--replace", is_flag=True, help="Start the case anew instead of adding to it.")
@click.option("--base", metavar="IRI", help="The namespace of short ids. Default: the sheets', else the case's.")
@click.option("--encoding", metavar="NAME", help="The encoding of CSV files. Default: told from the file.")
@case_options
@click.pass_context
def import_(
    ctx: click.Context, /, files: tuple[Path, ...], target: Path | None, mapping: Path | None, **chosen: Any
) -> int:
    """Bring sheets, tables and graphs into a case.

    FILES are workbooks, CSV files or folders of them, databases of Discourse Network Analyzer (.dna), Turtle, TriG,
    JSON-LD, N-Triples or N-Quads. Every mistake is told at once, at its cell, and nothing is imported until all are
    mended. Importing a file again changes nothing, and an edited row updates its statement; --merge joins a
    colleague's copy by identifier and lists what contradicts the case. Exit status 1 where rows were left out or
    something contradicts.

    \b
      kg import my-case/case.xlsx -o my-case/case.ttl
      kg import colleague.xlsx -o my-case/case.ttl --merge
      kg import votes.csv --mapping votes.toml -o votes
    """
    settings = settings_of(ctx)
    settings.refuse_filters("an import brings in every statement")
    if chosen.pop("suggest_mapping"):
        return _suggest(files, target)
    goal = target or _default_target(files, settings)
    if mapping is not None:
        _refuse_beside_mapping(chosen)
        return _import_mapped(mapping, files, goal, chosen["keep_going"])
    from kg.exchange.importing import ImportOptions, import_files
    from kg.exchange.problems import ImportRefusedError

    if settings.max_size is not None:
        chosen["max_bytes"] = settings.max_bytes
    try:
        with working("importing"):
            done = import_files(files, goal, ImportOptions(**chosen))
    except ImportRefusedError as error:
        _show_problems(error.problems, settings)
        raise
    _report(done, goal, settings)
    return int(bool(done.problems or done.contradictions))


def _default_target(files: tuple[Path, ...], settings: Settings) -> Path:
    from kg.errors import UsageError
    from kg.exchange.sheets import is_sheet_file

    if settings.case is not None:
        return Path(settings.case)
    first = files[0]
    if len(files) == 1 and first.exists() and is_sheet_file(first):
        return first / "case.ttl" if first.is_dir() else first.with_suffix(".ttl")
    raise UsageError(
        "name the case to import into: -o CASE, a file such as case.ttl or the folder of an embedded store"
    )


def _report(done: Imported, target: Path, settings: Settings) -> None:
    for remark in done.notes:
        note(remark)
    if settings.format == "json":
        _show_problems(done.problems, settings, done)
        return
    _show_problems(done.problems, settings)
    for contradiction in done.contradictions:
        click.echo(plain(str(contradiction)), err=True)
    rows = f"{done.rows} row{'s' if done.rows != 1 else ''} read; " if done.rows else ""
    changed = (
        f"{done.added} triples added, {done.removed} taken away" if done.added or done.removed else "nothing changed"
    )
    click.echo(f"{target}: {rows}{changed}")


def _show_problems(problems: Any, settings: Settings, done: Imported | None = None) -> None:
    if settings.format != "json":
        for problem in problems:
            click.echo(plain(str(problem)), err=True)
        return
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "imported": done is not None,
        "problems": [_problem_json(one) for one in problems],
    }
    if done is not None:
        contradictions = [{name: getattr(one, name) for name in one.__slots__} for one in done.contradictions]
        content |= {"rows": done.rows, "added": done.added, "removed": done.removed, "contradictions": contradictions}
    click.echo(escape_json(json.dumps(content, ensure_ascii=False, indent=2)))


def _problem_json(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where = {"file": place.file, "sheet": place.sheet or None, "row": place.row or None, "column": place.column or None}
    return where | {
        "header": place.header or None,
        "value": problem.value,
        "wrong": problem.wrong,
        "right": problem.right or None,
    }


def _suggest(files: tuple[Path, ...], target: Path | None) -> int:
    from kg.errors import UsageError
    from kg.exchange.suggestion import suggest_mapping

    if target is not None:
        raise UsageError("--suggest-mapping prints the mapping and imports nothing; leave out -o and add: > MAP.toml")
    click.echo(suggest_mapping(files), nl=False)
    return 0


def _refuse_beside_mapping(chosen: dict[str, Any]) -> None:
    from kg.errors import UsageError

    given = {
        "--update/--merge": chosen["overwrite"] is not None,
        "--replace": chosen["replace"],
        "--base": chosen["base"] is not None,
        "--encoding": chosen["encoding"] is not None,
    }
    if any(given.values()):
        names = " and ".join(name for name, is_given in given.items() if is_given)
        raise UsageError(
            f"the mapping says the namespace and the encoding, and its rows beat the case; leave out {names}"
        )


def _import_mapped(mapping: Path, files: tuple[Path, ...], target: Path, keep_going: bool) -> int:
    from kg.exchange.mapping import import_mapped
    from kg.exchange.problems import ImportRefusedError

    try:
        with progress("importing") as advance:
            done = import_mapped(mapping, files, target, progress=advance, keep_going=keep_going)
    except ImportRefusedError as error:
        for problem in error.problems:
            click.echo(plain(str(problem)), err=True)
        raise
    for problem in done.problems:
        click.echo(plain(str(problem)), err=True)
    skipped = f", {done.skipped} skipped as no position" if done.skipped else ""
    click.echo(f"{target}: {done.written} rows imported{skipped}")
    return int(bool(done.problems))


@click.command()
@click.argument("file", type=_PATH)
@click.option(
    "--to",
    "format_",
    type=click.Choice([*_CASE_FORMATS, *_GRAPH_FORMATS]),
    help="The format. Default: told by the file's ending.",
)
@click.option(
    "--graph",
    type=click.Choice(["positions", "overlap"]),
    help="Write one of its graphs. Default for graph formats: positions.",
)
@click.option("--redact", is_flag=True, help="Leave out statements marked as sensitive, and what rests only on them.")
@file_options
@click.pass_context
def export(ctx: click.Context, file: Path, format_: str | None, graph: str | None, redact: bool) -> None:
    """Write a case in a format that other tools read.

    The whole case as a workbook (.xlsx), a folder of CSV files, Turtle, TriG, JSON-LD, N-Quads or N-Triples; or the
    position graph or the party overlap graph as GraphML, GEXF, Cytoscape JSON (.cyjs), node-link JSON (.json) or an
    edge list (.csv, with the nodes in a second file). The same case gives the same bytes.

    \b
      kg export case.xlsx
      kg export positions.gexf --as-of 2025-04-20
      kg export overlap.graphml --graph overlap --redact
    """
    from kg.exchange.export import export_case, format_for

    settings = settings_of(ctx)
    chosen = format_ or format_for(file, of_graph=graph is not None)
    quads = _quads(settings, redact)
    if chosen in _GRAPH_FORMATS:
        from kg.exchange.graph_files import write_graph_file

        paths = write_graph_file(_graph(quads, graph or "positions", settings), file, chosen)
    else:
        _refuse_graph(graph, chosen)
        settings.refuse_filters(f"{chosen} holds a whole case, with every statement")
        paths = export_case(quads, file, chosen)
    click.echo(f"{file}: {len(paths)} files" if len(paths) > 2 else ", ".join(map(str, paths)))


def _refuse_graph(graph: str | None, format_: str) -> None:
    from kg.errors import UsageError

    if graph is not None:
        raise UsageError(
            f"{format_} holds a whole case, not a graph; leave out --graph, or use one of {', '.join(_GRAPH_FORMATS)}"
        )


def _quads(settings: Settings, redact: bool) -> list[ox.Quad]:
    from kg.exchange.redact import redact as redacted

    quads = list(settings.store().quads())
    without = redacted(quads)
    if redact:
        click.echo(str(without), err=True)
        return without.quads
    sensitive = without.left_out["statements"]
    if sensitive:
        note(
            f"{sensitive} statement{'s' if sensitive != 1 else ''} marked as sensitive went out with it; --redact leaves them out"
        )
    return quads


def _graph(quads: list[ox.Quad], graph: str, settings: Settings) -> nx.Graph:
    from kg.store import MemoryStore

    negotiation = settings.negotiation(MemoryStore(quads, settings.locator))
    made = negotiation.overlap_graph if graph == "overlap" else negotiation.position_graph
    return made(lang=settings.language)
