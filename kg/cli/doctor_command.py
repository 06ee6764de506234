"""The command ``kg doctor``."""

from __future__ import annotations

import click

from kg import __version__
from kg.cli.options import FILTERS, settings_of, unfiltered_options
from kg.cli.output import emit, working

__all__ = ["doctor"]

_REFUSED = (*FILTERS, "--redact")


@click.command()
@click.argument("place", required=False, metavar="[CASE]", type=click.Path())
@click.option(
    "--repair",
    "is_repair",
    is_flag=True,
    help="Complete or remove what interrupted commands have left, and locks that nobody holds.",
)
@unfiltered_options(*_REFUSED)
@click.pass_context
def doctor(ctx: click.Context, place: str | None, is_repair: bool) -> int:
    """Whether the program and the store of a case are in order.

    Shows versions, whether the case can be read, how much it holds, how many findings the shapes have, locks, and what
    interrupted commands have left beside it and in its folder. No name and no word of the case is shown, so that the output can be passed on. The
    exit status is 1 if something is to be done, 0 otherwise.

    \b
      kg doctor my-case/case.ttl
      kg doctor my-case/case.ttl --repair
    """
    from kg.answers.doctor import Diagnosis
    from kg.checking.health import examine_health, repair
    from kg.store import located

    settings = settings_of(ctx)
    settings.refuse_filters("doctor looks at the store, not at what it says", _REFUSED)
    locator = located(place) if place else settings.locator
    with working("examining"):
        repaired = repair(locator) if is_repair else None
        health = examine_health(locator, settings.max_bytes, program=__version__, repaired=repaired)
    emit(Diagnosis(health), settings)
    return int(not health.is_well)
