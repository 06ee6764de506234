"""The command ``kg agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import OneOf, Settings, settings_of, unfiltered_options
from kg.cli.output import emit, working

if TYPE_CHECKING:
    from kg.case import Case

__all__ = ["agreement"]


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option(
    "--metric",
    type=OneOf(["nominal", "ordinal"]),
    default="nominal",
    show_default=True,
    help="How differences count: nominal, all alike; ordinal, by distance on the scale from demand to rule-out.",
)
@unfiltered_options("--as-of", "--min-confidence", "--channel")
@click.pass_context
def agreement(ctx: click.Context, first: Path, second: Path, metric: str) -> None:
    """How far two coders of the same sources agree.

    Krippendorff's alpha of the stances that two cases give to the same party, option and statement, with the list of
    disagreements: 1 is perfect agreement, 0 is what chance would give. FIRST and SECOND are cases, workbooks, folders of
    CSV files or Discourse Network Analyzer databases.

    \b
      kg agreement anna.xlsx ben.xlsx
      kg agreement anna.ttl ben.ttl --metric ordinal --format json
    """
    from kg.coding.agreement import compare_coders

    settings = settings_of(ctx)
    settings.refuse_filters("agreement compares all that was coded")
    with working("comparing the coders"):
        compared = compare_coders(_open(first, settings), _open(second, settings), metric)
    emit(compared, settings)


def _open(path: Path, settings: Settings) -> Case:
    from kg.case import Case

    return Case(settings.store_at(str(path)))
