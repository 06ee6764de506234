"""Commands on the case: positions, why, list, proposal, compare, changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kg.case import KINDS
from kg.cli.options import FILTERS, OneOf, Settings, case_options, complete_names, settings_of, several
from kg.cli.output import Printable, emit, interruptible, working
from kg.cli.responding import Asked, loose_ends, respond

if TYPE_CHECKING:
    from kg.api import Negotiation

__all__ = ["answer_of_case", "changes", "compare", "list_", "positions", "proposal", "why"]

#: what is listed beside the things of a case
_EXAMPLES = "examples"

_party_option = several("party", "parties")


def answer_of_case(ctx: click.Context, question: Callable[[Negotiation], Printable]) -> None:
    """Ask the case that the command line names, and print the answer and what is to be known of it."""

    def ask(settings: Settings) -> Asked:
        with working("reading the case"):
            negotiation = settings.open()
            answer = question(negotiation)
        return Asked(answer, tuple(loose_ends(negotiation.case, answer.parties)))  # type: ignore[attr-defined]

    respond(settings_of(ctx), ask)


@click.command()
@click.option("--party", metavar="PARTY", shell_complete=complete_names("parties"), help="Only of this party.")
@click.option("--issue", metavar="ISSUE", shell_complete=complete_names("issues"), help="Only on this issue.")
@click.option(
    "--stance", metavar="STANCE", help="Only this stance, such as demand, or this side: for, leaning, against."
)
@case_options
@click.pass_context
def positions(ctx: click.Context, party: str | None, issue: str | None, stance: str | None) -> None:
    """The stance of each party on each option.

    \b
      kg positions --party ukraine
      kg positions --stance demand
    """
    answer_of_case(ctx, lambda case: case.positions(party, issue, stance))


@click.command()
@click.argument("party", shell_complete=complete_names("parties"))
@click.argument("option", shell_complete=complete_names("options"))
@case_options
@click.pass_context
def why(ctx: click.Context, party: str, option: str) -> None:
    """What a stance rests on, down to each statement.

    The rules used, each statement with speaker, day, place in the source and attribution, what others report
    differently, and the positions that do not hold.

    \b
      kg why ukraine "recognition of Crimea"
      kg why russia "direct talks"
    """
    answer_of_case(ctx, lambda case: case.why(party, option))


@click.command("list")
@click.argument("kind", type=OneOf([*KINDS, _EXAMPLES]))
@case_options
@click.pass_context
def list_(ctx: click.Context, kind: str) -> None:
    """The parties, issues or other things in the case.

    Or the examples: the cases that ship with kg, each asked by --case example:NAME.

    \b
      kg list parties
      kg list events --format csv
      kg list examples
    """
    if kind == _EXAMPLES:
        _list_examples(settings_of(ctx))
    else:
        answer_of_case(ctx, lambda case: case.list(kind))


def _list_examples(settings: Settings) -> None:
    from kg.answers.examples import find_examples

    settings.refuse_filters("examples are listed without being asked anything", (*FILTERS, "--redact"))
    settings.check_language()
    emit(find_examples(), settings)


@click.command()
@click.argument("name", required=False, shell_complete=complete_names("proposals"))
@_party_option
@case_options
@click.pass_context
def proposal(ctx: click.Context, name: str | None, parties: tuple[str, ...]) -> int:
    """How the parties stand to the terms of proposals.

    For each proposal that existed by the day, with its status of that day: the parties' stances on its terms and on itself;
    the declared red lines that it crosses and the demands that it leaves out; how many stances are unknown, and how many
    known by others' word; what it changed of the version before it; each party's unweighted count of stances, and the
    tilt, the difference of two counts. As a step: what it costs each party, and the nearest bundle that nobody refuses;
    Ctrl-C ends the search for these and keeps the rest.

    \b
      kg proposal
      kg proposal --party russia --party ukraine --format json
    """
    from kg.deals.limits import Limits

    limits = Limits()
    with interruptible(limits.interrupt):
        answer_of_case(ctx, lambda case: case.proposal(name, parties, limits=limits))
    return 2 if limits.interrupted else 0


@click.command()
@click.argument(
    "names", nargs=-1, required=True, metavar="PROPOSAL PROPOSAL...", shell_complete=complete_names("proposals")
)
@_party_option
@case_options
@click.pass_context
def compare(ctx: click.Context, names: tuple[str, ...], parties: tuple[str, ...]) -> None:
    """What proposals keep, change, add and drop of each other.

    Term by term, each proposal beside the one named before it, with who is for and against each term.

    \b
      kg compare "leaked draft of a peace framework" "proposal of a reassurance force"
      kg compare framework "infrastructure proposal" --party russia --party ukraine --format json
    """
    answer_of_case(ctx, lambda case: case.compare(*names, parties=parties))


@click.command()
@click.option("--since", required=True, metavar="DATE", help="From the end of this day, such as 2025-04-20.")
@_party_option
@case_options
@click.pass_context
def changes(ctx: click.Context, since: str, parties: tuple[str, ...]) -> None:
    """What changed since a day.

    Stances that moved toward acceptance or rejection, ranges that moved on a ladder, what was first said, withdrawn or
    has lapsed, and by what; conditions fulfilled or missed, readings, proposals; what all that did to the shared ground
    of pairs; and deeds beside words.

    \b
      kg changes --since 2025-04-20
      kg changes --since 2025-04-20 --party russia --format json
    """
    answer_of_case(ctx, lambda case: case.changes(since, parties))
