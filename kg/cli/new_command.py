"""The command ``kg new``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import OneOf
from kg.cli.places import PATH
from kg.formats import NEW_CASE_FORMATS

__all__ = ["new"]


@click.command()
@click.argument("folder", type=PATH)
@click.option(
    "--format",
    "form",
    type=OneOf(NEW_CASE_FORMATS),
    default="xlsx",
    help="A workbook (default), CSV files or Turtle.",
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language of the texts, such as en. Repeatable. Default: en.",
)
def new(folder: Path, form: str, languages: tuple[str, ...]) -> None:
    """Create an empty case to fill in.

    Writes a workbook with a sheet for each kind of thing, lists to choose from, a filled example in each sheet and a
    sheet that explains them; or the same as CSV files, or as Turtle.

    \b
      kg new my-case
      kg new my-case --format csv --lang en --lang uk
    """
    from kg.sheets.new_case import start_case

    paths = start_case(folder, form, languages or ("en",))
    click.echo(f"{paths[0] if len(paths) == 1 else folder}: fill it in, then")
    if form == "turtle":
        click.echo(f"  kg check {paths[0]}")
    else:
        click.echo(f"  kg import {paths[0] if form == 'xlsx' else folder} -o {folder / 'case.ttl'}")
