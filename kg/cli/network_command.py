"""The command ``kg network``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.network_options import counting_options, plot_option
from kg.cli.options import OneOf, Settings, complete_names, file_options, force_option, settings_of
from kg.cli.output import working
from kg.cli.places import PATH
from kg.cli.plots import plotting
from kg.cli.responding import Asked, respond
from kg.cli.targets import check_target

if TYPE_CHECKING:
    from kg.answers import NetworkAnswer
    from kg.networks.network import Network

__all__ = ["network"]

#: the formats of the answer, and those of a file for other programs, with the name that its writer knows
_PRINTED = ("table", "json", "csv", "markdown")
_WRITTEN = {"graphml": "graphml", "gexf": "gexf", "cytoscape": "cytoscape", "edges": "edge-list"}

#: what is said where windows were asked for and one matrix is printed
_WHOLE = "the CSV is of all the time; for a file of each window name a folder with -o"


@click.command()
@counting_options("mode", "by", "aggregation", "normalisation", "scale", "isolates", "kernel")
@click.option(
    "--explain",
    nargs=2,
    metavar="A B",
    shell_complete=complete_names("parties"),
    help="The pairs of statements that make the weight of A and B.",
)
@click.option(
    "-o", "--output", "file", type=PATH, metavar="FILE", help="Write to a file; several windows as CSV to a folder."
)
@plot_option
@force_option
@click.option(
    "--format",
    "format_",
    type=OneOf([*_PRINTED, *_WRITTEN]),
    default="table",
    help="How to print the answer, or what to write. Default: table.",
)
@file_options
@click.pass_context
def network(
    ctx: click.Context,
    /,
    explain: tuple[str, str] | None,
    file: Path | None,
    plot: Path | None,
    force: bool,
    format_: str,
    **asked: Any,
) -> None:
    """Who stands with whom: a network of what was said.

    By default the parties, each pair with what both say on the same options: agreement counts 1, disagreement −1. Every weight is
    told by its statements with --explain. The formulas are those of discourse network analysis; the manual has them.

    \b
      kg network
      kg network --explain russia ukraine
      kg network --aggregation congruence --normalisation average --format csv
      kg network --window 1:weeks --format gexf -o weeks.gexf
      kg network --window 1:weeks --plot change.svg
    """
    from kg.errors import UsageError

    settings = settings_of(ctx)
    if format_ in _WRITTEN and file is None:
        raise UsageError(f"{format_} is a file for other programs; name it with -o")
    if file is not None and format_ in ("table", "markdown"):
        raise UsageError(f"-o writes one of csv, json, {', '.join(_WRITTEN)}; choose it with --format")
    if explain and format_ in _WRITTEN:
        raise UsageError(f"--explain is printed; use one of {', '.join(_PRINTED)}")
    if explain and plot is not None:
        raise UsageError("--plot draws the network; leave --explain out")
    settings.format = format_ if format_ in _PRINTED else "json"
    draw = plotting(plot, settings, force=force)

    def ask(settings: Settings) -> Asked:
        from kg.api.networks import explained_of

        with working("reading the case"):
            found = settings.open().network(**asked)
            answer = explained_of(found, *explain) if explain else found
        of_windows = format_ == "csv" and file is None and asked["window"] and not explain
        return Asked(answer, (_WHOLE,) if of_windows else ())

    def write(asked: Asked) -> None:
        _write(asked.answer, file, format_, settings, force=force)  # type: ignore[arg-type]

    respond(settings, ask, write=write if file else None, before=draw)


def _write(answer: NetworkAnswer, file: Path, format_: str, settings: Settings, *, force: bool) -> None:
    """Write the network: several windows as CSV in a folder, all else in one file."""
    from kg.answers.network import matrix_rows
    from kg.answers.tables import to_csv
    from kg.export.graph_files import write_graph_file
    from kg.store import hold, replace_file, replace_files

    lang, sources = settings.language, [Path(settings.locator)]
    if format_ in _WRITTEN:
        check_target(file, _WRITTEN[format_], sources, force=force)
        written = write_graph_file(answer.graph(lang), file, _WRITTEN[format_])
        click.echo(", ".join(map(str, written)))
        return
    if format_ == "csv" and answer.asked.window:
        show = answer.renderer(lang)
        windows = answer.series.windows
        texts = (to_csv(*matrix_rows(show, one)).encode() for one in windows)
        found = {file / name: text for name, text in zip(_window_files(windows), texts, strict=True)}
        _refuse_existing(found, force=force)
        file.mkdir(parents=True, exist_ok=True)
        if found:
            with hold(next(iter(found))):
                replace_files(found)
        click.echo(f"{file}: {len(found)} files")
        return
    text = (
        to_csv(*answer.rows(lang))
        if format_ == "csv"
        else json.dumps(answer.to_json(lang), ensure_ascii=False, indent=2) + "\n"
    )
    _refuse_existing([file], force=force)
    with hold(file):
        replace_file(file, text.encode())
    click.echo(str(file))


def _window_files(windows: Sequence[Network]) -> list[str]:
    """Return a file's name for each window: its first day; where several begin on one, the last day and then a number beside it."""
    names: list[str] = []
    days = [(str(one.window.first), str(one.window.last)) for one in windows if one.window]
    begin, span = Counter(first for first, _ in days), Counter(days)
    met: Counter[tuple[str, str]] = Counter()
    for first, last in days:
        met[first, last] += 1
        number = f"_{met[first, last]}" if span[first, last] > 1 else ""
        names.append(f"{first}_{last}{number}.csv" if begin[first] > 1 else f"{first}.csv")
    return names


def _refuse_existing(files: Iterable[Path], *, force: bool) -> None:
    """Raise :class:`~kg.errors.UsageError` for a file that exists and is not empty, without --force."""
    from kg.errors import UsageError

    for file in files:
        if not force and file.exists() and (file.is_dir() or file.stat().st_size):
            raise UsageError(f"{file} exists; give --force to replace it, or name another")
