"""The command ``kg matrix``."""

from __future__ import annotations

import click

from kg.cli.options import OneOf, Settings, complete_names, drawn_options, settings_of, several
from kg.cli.output import working
from kg.cli.responding import Asked, lifetimes, loose_ends, respond

__all__ = ["matrix"]


@click.command()
@click.argument("parties", nargs=-1, metavar="[PARTY...]", shell_complete=complete_names("parties"))
@several("issue", "issues")
@click.option(
    "--order", type=OneOf(["class", "issue", "seriation"]), default="class",
    help="Options by class of shared ground, by issue, or with parties so that those who stand alike are side by side. "
    "Default: class.",
)  # fmt: skip
@drawn_options
@click.pass_context
def matrix(ctx: click.Context, parties: tuple[str, ...], issues: tuple[str, ...], order: str) -> None:
    """The stance of each party on each option, in one table.

    Above it the headline: what the parties named agree on, what is within reach, what is contested, and on whose word. Without
    names all parties have a column, and the headline is that of the principals where they are 2 to 4.

    \b
      kg matrix
      kg matrix russia ukraine "united states"
      kg matrix --order seriation --format csv
      kg matrix russia ukraine --format svg
    """

    def ask(settings: Settings) -> Asked:
        with working("reading the case"):
            negotiation = settings.open()
            answer = negotiation.matrix(*parties, issues=issues, order=order, lang=settings.language)
        case, columns = negotiation.case, answer.matrix.columns
        ended = lifetimes(case, columns, negotiation.as_of, settings.language)
        return Asked(answer, (*loose_ends(case, columns), *ended))

    respond(settings_of(ctx), ask)
