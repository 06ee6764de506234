"""The command ``kg scale``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.network_options import counting_options, plot_option
from kg.cli.options import OneOf, Settings, drawn_options, force_option, settings_of
from kg.cli.output import working
from kg.cli.plots import plotting
from kg.cli.responding import Asked, respond
from kg.cli.time_limit import limit_option
from kg.networks.asked import METHODS

__all__ = ["scale"]


@click.command()
@click.option(
    "--method",
    type=OneOf(METHODS),
    default=METHODS[0],
    help="Points on axes (correspondence analysis), on one line (ideal points), a tree (clusters), or how many actors took which side. "
    f"Default: {METHODS[0]}.",
)
@counting_options()
@limit_option("Stop drawing concepts for the intervals after S seconds, and say on how many draws they rest.")
@plot_option
@force_option
@drawn_options
@click.pass_context
def scale(ctx: click.Context, /, plot: Path | None, force: bool, seconds: float | None, **asked: Any) -> None:
    """Where actors stand by what they said: axes, a line, a tree.

    Correspondence analysis puts those near each other who take the same sides, and beside them the sides that they take. Ideal points
    order actors on one line, as votes in a parliament do. Both have intervals, from concepts drawn again. cluster joins the actors
    with the most sides in common; distribution counts the actors on each side, of issues with --concepts issues.

    \b
      kg scale
      kg scale --method ideal-point --duplicates range
      kg scale --method cluster --plot tree.svg
      kg scale --method distribution --concepts issues
      kg scale --window 1:years --format csv
    """
    settings = settings_of(ctx)
    draw = plotting(plot, settings, force=force)

    def ask(settings: Settings) -> Asked:
        with working("reading the case, and placing actors"):
            answer = settings.open().scale(time_limit=seconds, **asked)
        return Asked(answer, is_cut_short=getattr(answer, "is_cut_short", False))

    respond(settings, ask, before=draw)
