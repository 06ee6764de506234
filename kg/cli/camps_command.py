"""The command ``kg camps``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.network_options import counting_options, plot_option
from kg.cli.options import Settings, drawn_options, force_option, settings_of
from kg.cli.output import working
from kg.cli.plots import plotting
from kg.cli.responding import Asked, respond
from kg.cli.time_limit import limit_option

__all__ = ["camps"]


@click.command()
@counting_options(duplicates="range")
@limit_option("Stop after S seconds with the best split so far, and tell how much better one could be. Default: 60.")
@plot_option
@force_option
@drawn_options
@click.pass_context
def camps(
    ctx: click.Context, /, duplicates: str, seconds: float | None, plot: Path | None, force: bool, **asked: Any
) -> None:
    """Which camps what was said falls into, and who stands between them.

    Balance: how far all falls into at most two camps that agree inside and differ between. Polarisation: how much of the conflict, and how
    little of the agreement, lies between them. Beside both communities of any number, brokers who agree on both sides, and the options
    that one party's word alone keeps from agreed or within reach. kg network --duplicates range --explain A B lists the statements that
    two agree or differ by.

    \b
      kg camps
      kg camps --issue territory --plot camps.svg
      kg camps --window 1:months --format csv
    """
    settings = settings_of(ctx)
    draw = plotting(plot, settings, force=force)
    given = ctx.get_parameter_source("duplicates") is not click.core.ParameterSource.DEFAULT

    def ask(settings: Settings) -> Asked:
        with working("searching the best split"):
            found = settings.open().camps(duplicates=duplicates if given else None, time_limit=seconds, **asked)
        return Asked(found, is_cut_short=not found.is_proven)

    respond(settings, ask, before=draw)
