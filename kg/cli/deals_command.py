"""The command on deals: which bundles hold for a group, why not, and what would have to give."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import OneOf, Settings, case_options, complete_names, group_argument, settings_of, several
from kg.cli.output import interruptible, working
from kg.cli.responding import Asked, lifetimes, loose_ends, respond
from kg.cli.time_limit import limit_option

__all__ = ["deals"]


@click.command()
@group_argument
@several("issue", "issues")
@click.option(
    "--fix", "fixed", multiple=True, metavar="OPTION", shell_complete=complete_names("options"),
    help="Only bundles that hold this option. Repeatable.",
)  # fmt: skip
@click.option(
    "--leave-open", "left_open", multiple=True, metavar="ISSUE", shell_complete=complete_names("issues"),
    help="Only bundles that hold nothing of this issue. Repeatable.",
)  # fmt: skip
@click.option(
    "--voice", type=OneOf(["any", "own"]), default="any",
    help="Whose word counts: own leaves out what is known by others' word only. Default: any.",
)  # fmt: skip
@click.option(
    "--suppose",
    "supposed",
    multiple=True,
    metavar='"PARTY: OPTION = STANCE"',
    help="As if this were said after all else on the day, in own voice: a stance, silent, demand at-least, or conditional if OPTION "
    "[before]. Repeatable.",
)
@click.option(
    "--weights", metavar="FILE", type=click.Path(path_type=Path),
    help="A table (CSV) of what options are worth to each party, and have without agreement: also Nash, Kalai and more by it.",
)  # fmt: skip
@click.option(
    "--max",
    "most",
    type=click.IntRange(min=1, max=1_000_000),
    default=20,
    metavar="N",
    help="Bundles and ways out a list. Default: 20.",
)
@limit_option("Stop after S seconds with the best so far, marked unproven.")
@case_options
@click.pass_context
def deals(
    ctx: click.Context,
    parties: tuple[str, ...],
    issues: tuple[str, ...],
    fixed: tuple[str, ...],
    left_open: tuple[str, ...],
    voice: str,
    supposed: tuple[str, ...],
    weights: Path | None,
    most: int,
    seconds: float | None,
) -> int:
    """Which bundles of options a group could hold, why not, and what would have to give.

    A step leaves issues open; a settlement decides every issue. Where no settlement honours every declared position: the
    clashes, the knots in which they hang together, and every smallest way out of each, whoever gives.

    \b
      kg deals russia ukraine
      kg deals russia ukraine --leave-open "status of Crimea" --voice own
      kg deals russia ukraine --suppose "Russia: permanent neutrality of Ukraine = support"
    """
    from kg.deals.limits import Limits

    settings = settings_of(ctx)
    searches: list[Limits] = []

    def ask(settings: Settings) -> Asked:
        with working("reading the case") as tell:
            negotiation = settings.open()
            searches.append(limits := Limits(most=most, seconds=seconds, tell=tell))
            with interruptible(limits.interrupt):
                answer = negotiation.deals(
                    *parties,
                    issues=issues,
                    fixed=fixed,
                    left_open=left_open,
                    voice=voice,
                    supposed=supposed,
                    limits=limits,
                    weights=weights,
                )
        group, case = answer.parties, negotiation.case
        ended = lifetimes(case, group, negotiation.as_of, settings.language)
        return Asked(answer, (*loose_ends(case, group), *ended), is_cut_short=bool(limits.reached))

    respond(settings, ask)
    return 2 if searches[0].interrupted else 0
