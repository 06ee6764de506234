"""The command on stability: which states of a group's knots, or of a graph model of one's own, are stable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import OneOf, Settings, case_options, complete_names, settings_of, several
from kg.cli.output import Printable, interruptible, working
from kg.cli.responding import Asked, respond
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.deals.limits import Limits

__all__ = ["stability"]


@click.command()
@click.argument("parties", nargs=-1, metavar="[PARTY PARTY...]", shell_complete=complete_names("parties"))
@click.option(
    "--model", metavar="FILE", type=click.Path(path_type=Path), help="A graph model of your own, in place of a case."
)
@several("issue", "issues")
@click.option(
    "--responses", type=OneOf(["sequences", "single"]), default="sequences",
    help="How others answer a move: by sequences of moves, or by one. Default: sequences.",
)  # fmt: skip
@case_options
@click.pass_context
def stability(
    ctx: click.Context, parties: tuple[str, ...], model: Path | None, issues: tuple[str, ...], responses: str
) -> int:
    """Which outcomes are stable, once parties react to each other's moves.

    The graph model for conflict resolution: the options on which declared positions clash, each controlled by who would act,
    and the states of which they are taken or not. Shown are the equilibria (Nash, sequential, GMR, SMR), who would leave
    each state, moves together, and ways from where things stand.

    \b
      kg stability russia ukraine
      kg stability --model dam.toml --format json

    --model reads a game from a TOML file such as this one. By default every set of options is a state, and whoever controls an option
    can take it or not. "final" names options that are not given up once taken; [states] names states by their options,
    and a party may then have "moves" between them and a "ranking" of them, best first, in place of what it prefers.

    \b
      title = "Dam"
      options = ["fill", "sue"]
      status_quo = "none"       # optional, as are the states
      [states]
      none = []
      filled = ["fill"]
      sued = ["fill", "sue"]
      [parties.Upland]
      controls = ["fill"]
      prefers = ["not sue", "fill"]           # the most important first
      [parties.Delta]
      controls = ["sue"]
      moves = ["filled -> sued"]              # optional: "FROM -> TO, TO"
      ranking = ["none", ["filled", "sued"]]  # those in a list are equal
    """
    from kg.deals.limits import Limits

    settings = settings_of(ctx)
    single = responses == "single"
    if model is not None and (parties or issues or settings.case):
        raise UsageError("--model stands in place of a case: leave out the parties, --issue and --case")

    searches: list[Limits] = []

    def ask(settings: Settings) -> Asked:
        with working("reading the case") as tell:
            searches.append(limits := Limits(tell=tell))
            with interruptible(limits.interrupt):
                answer = (
                    _of_file(model, single, limits) if model else _of_case(settings, parties, issues, single, limits)
                )
        return Asked(answer, is_cut_short=limits.interrupted)

    respond(settings, ask)
    return 2 if searches[0].interrupted else 0


def _of_file(path: Path, single: bool, limits: Limits) -> Printable:
    from kg.answers.stability import ModelStability
    from kg.deals.model_file import read_model
    from kg.deals.stability import analyse

    title, model = read_model(path)
    return ModelStability(title, analyse(model, single=single, limits=limits))


def _of_case(
    settings: Settings, parties: tuple[str, ...], issues: tuple[str, ...], single: bool, limits: Limits
) -> Printable:
    return settings.open().stability(*parties, issues=issues, single=single, limits=limits)
