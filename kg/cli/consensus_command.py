"""The command ``kg consensus``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.network_options import counting_options, plot_option
from kg.cli.options import Settings, drawn_options, force_option, settings_of
from kg.cli.output import working
from kg.cli.places import PATH
from kg.cli.plots import plotting
from kg.cli.responding import Asked, respond
from kg.cli.time_limit import limit_option

__all__ = ["consensus"]


@click.command()
@click.option(
    "--camp",
    "camps",
    multiple=True,
    metavar="[NAME=]A,B",
    help="A camp by its members, with a name if you like. Repeatable. Default: camps found in what was said.",
)
@click.option(
    "--camps",
    "camps_file",
    type=PATH,
    metavar="FILE",
    help="A table of the camps instead: columns party and camp, participant and group-id as Polis exports them, or the CSV of kg camps.",
)
@click.option(
    "--as-polis",
    is_flag=True,
    help="Count as the server of Polis does: a camp that has not spoken as one half, of several words of a day the last alone.",
)
@counting_options(without=("duplicates", "as_dna"))
@limit_option("Stop the search for camps after S seconds, with those found so far. Default: 60.")
@plot_option
@force_option
@drawn_options
@click.pass_context
def consensus(ctx: click.Context, /, seconds: float | None, plot: Path | None, force: bool, **asked: Any) -> None:
    """What camps agree on across their borders, and what sets each apart.

    Group-informed consensus as Polis has it: of each camp the share that is for an option (or leaning to it), drawn towards one half
    where few have spoken; the product over the camps ranks the options, and the same of those against. Each party counts once, by its
    latest word. The figures rank, and prove nothing.

    \b
      kg consensus
      kg consensus --camp "west=united states,ukraine" --camp russia
      kg consensus --camps camps.csv --plot consensus.svg
      kg consensus --window 1:months --format csv
    """
    settings = settings_of(ctx)
    draw = plotting(plot, settings, force=force)

    def ask(settings: Settings) -> Asked:
        with working("reading the case"):
            found = settings.open().consensus(time_limit=seconds, **asked)
        return Asked(found, is_cut_short=found.is_cut_short)

    respond(settings, ask, before=draw)
