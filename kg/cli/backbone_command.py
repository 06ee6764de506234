"""The command ``kg backbone``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.network_options import counting_options, plot_option
from kg.cli.options import Settings, drawn_options, force_option, settings_of
from kg.cli.output import progress
from kg.cli.plots import plotting
from kg.cli.responding import Asked, respond
from kg.cli.time_limit import limit_option

__all__ = ["backbone"]


@click.command()
@click.option(
    "--size",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many concepts to keep. Default: the fewest that lose at most a tenth of what losing all costs.",
)
@counting_options("aggregation", "normalisation", "scale", aggregation="congruence")
@limit_option(
    "Try every set of a size where that takes less than S seconds; else leave out one concept after the other. Default: 5."
)
@plot_option
@force_option
@drawn_options
@click.pass_context
def backbone(
    ctx: click.Context, /, size: int | None, seconds: float | None, plot: Path | None, force: bool, **asked: Any
) -> None:
    """Which few concepts the network of what was said rests on.

    The backbone of a size are those concepts (options by default) whose network of actors has nearly the spectrum of the whole: the
    loss sums how far its eigenvalues are apart. Beside it all concepts in the order in which they can be left out, the redundant first,
    and by how much the weights change, since a spectrum does not see who is who.

    \b
      kg backbone
      kg backbone --size 5 --concepts issues
      kg backbone --aggregation subtract --normalisation average --plot loss.svg
      kg backbone --window 1:months --size 3 --format csv
    """
    settings = settings_of(ctx)
    draw = plotting(plot, settings, force=force)

    def ask(settings: Settings) -> Asked:
        with progress("leaving out concepts") as tell:
            found = settings.open().backbone(size=size, time_limit=seconds, tell=tell, **asked)
        return Asked(found, is_cut_short=found.series.stopped)

    respond(settings, ask, before=draw)
