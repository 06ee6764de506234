"""The command that writes a case as one page: view."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import OneOf, file_options, force_option, settings_of, several
from kg.cli.output import working
from kg.cli.places import PATH
from kg.cli.responding import warn_of_sensitive
from kg.cli.targets import check_target

if TYPE_CHECKING:
    from kg.case import Case

__all__ = ["told_in", "view"]

#: the filters that a page does not apply
_REFUSED = ("--coder",)


def told_in(case: Case) -> set[str]:
    """Return the ids of what is told in a case, with the channels that were asked for."""
    from kg.case.without import as_id

    return {as_id(quad.subject) for quad in case.store.quads()}


def _split(group: str) -> list[str]:
    return [name.strip() for name in group.split(",") if name.strip()]


@click.command()
@click.option("-o", "--output", type=PATH, metavar="FILE", help="The page to write. Default: view.html.")
@click.option(
    "--kind",
    type=OneOf(["matrix", "positions", "parties", "issues", "deals", "timeline"]),
    default="matrix",
    help="What the page shows first: the headline and the matrix of stances (default), the stances on a map, the parties as a "
    "network, the issues, or deals.",
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="PARTY,PARTY,...",
    help="A group of parties whose shared ground and deals the page contains, in addition to those of pairs. Repeatable.",
)
@several("party", "parties")
@several("issue", "issues")
@click.option(
    "--window",
    metavar="N:UNIT",
    help="How long the windows of the network of statements are: N days, weeks, months, quarters, years or statements. Default: the "
    "longest of a day, week, month, quarter, year or some years that makes four or more.",
)
@force_option
@partial(file_options, refused=_REFUSED)
@click.pass_context
def view(
    ctx: click.Context,
    output: Path | None,
    kind: str,
    groups: tuple[str, ...],
    parties: tuple[str, ...],
    issues: tuple[str, ...],
    window: str | None,
    force: bool,
) -> None:
    """Write the case as one page to explore in a browser.

    The page is one file that works without a network. It shows positions with their evidence, day by day, and the shared
    ground of parties, on a map and in a table, with filters and search, in English, Ukrainian, Russian, French and Arabic.
    What is known only by statements that were not made in public is not on it, unless --channel asks for them.

    \b
      kg view -o view.html
      kg view --kind parties -o parties.html
      kg view --group "russia,ukraine,united states" -o view.html
    """
    settings = settings_of(ctx)
    settings.refuse_filters("a page holds what every coder coded", _REFUSED)
    target = output or Path("view.html")
    check_target(target, "html", [Path(settings.locator)], force=force)
    with working("writing the page"):
        negotiation = settings.open()
        path = negotiation.view(
            target,
            kind=kind,
            lang=settings.language,
            groups=[_split(group) for group in groups],
            parties=parties,
            issues=issues,
            window=window,
        )
    click.echo(str(path))
    warn_of_sensitive(settings, "the page", lambda: told_in(negotiation.case) | {str(negotiation.as_of)})
