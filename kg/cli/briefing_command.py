"""The command that writes one page on a group of parties: briefing."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Settings, case_options, force_option, group_argument, settings_of
from kg.cli.output import working
from kg.cli.places import PATH
from kg.cli.responding import Asked, remarks_on, respond
from kg.cli.targets import check_extension, check_target
from kg.formats import PAPER_EXTENSIONS, extension_of

__all__ = ["briefing"]


@click.command()
@group_argument
@click.option("--since", metavar="DATE", help="Tell what changed since the end of this day, such as 2025-04-18.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Write it to this file: .html, .md, .docx or .pdf. Default: print it.",
)
@force_option
@case_options
@click.pass_context
def briefing(ctx: click.Context, parties: tuple[str, ...], since: str | None, output: Path | None, force: bool) -> None:
    """One page on a group of parties, to print or to send.

    In short, what changed, where they stand and whose word is missing, declared red lines, proposals, ways out, deeds, and
    what is not known. Each claim has a footnote to its statement. It takes two pages at most; what does not fit is counted.
    A .docx file needs python-docx, a .pdf file WeasyPrint: pip install 'negotiation-kg[briefing]'.

    \b
      kg briefing russia ukraine "united states" --since 2025-04-18
      kg briefing russia ukraine -o briefing.pdf
    """
    settings = settings_of(ctx)
    if output is not None:
        check_extension(output, PAPER_EXTENSIONS)
        check_target(output, PAPER_EXTENSIONS[extension_of(output)], [Path(settings.locator)], force=force)

    def ask(settings: Settings) -> Asked:
        with working("writing the briefing"):
            negotiation = settings.open()
            answer = negotiation.briefing(*parties, since=since)
        return Asked(answer, tuple(remarks_on(negotiation, answer.parties, settings.language)))

    def write(asked: Asked) -> None:
        from kg.briefing.briefing import Briefing

        assert isinstance(asked.answer, Briefing) and output is not None
        click.echo(str(asked.answer.write(output, settings.language)))

    respond(settings, ask, write=write if output is not None else None)
