"""Commands on a group of parties: shared, conflicts, overlap, bridges."""

from __future__ import annotations

import click

from kg.cli.options import Settings, case_options, complete_names, group_argument, settings_of
from kg.cli.output import Printable, working
from kg.cli.responding import Asked, remarks_on, respond

__all__ = ["bridges", "conflicts", "overlap", "shared"]


def _answer(ctx: click.Context, question: str, parties: tuple[str, ...]) -> None:
    def ask(settings: Settings) -> Asked:
        with working("reading the case"):
            negotiation = settings.open()
            answer: Printable = getattr(negotiation, question)(*parties)
            notes = tuple(remarks_on(negotiation, answer.parties, settings.language))  # type: ignore[attr-defined]
        return Asked(answer, notes)

    respond(settings_of(ctx), ask)


@click.command()
@group_argument
@case_options
@click.pass_context
def shared(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """What a group of parties agrees on, or only seems to agree on.

    Each option of the open issues is agreed, within reach, contested, rejected or unaddressed. The answer shows the
    stances, and the conditions and readings that stand between the parties.

    \b
      kg shared russia ukraine
      kg shared russia ukraine "united states" --format json
    """
    _answer(ctx, "shared", parties)


@click.command()
@group_argument
@case_options
@click.pass_context
def conflicts(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """The conflicts of each pair of parties.

    The kinds are direct, exclusive, preference, conditional, sequence and reading; red lines come first. A sequence is a
    circle of any length, over the whole group, of things that are each wanted first.

    \b
      kg conflicts russia ukraine
      kg conflicts russia ukraine --min-confidence 0.5
    """
    _answer(ctx, "conflicts", parties)


@click.command()
@click.argument("parties", nargs=-1, metavar="[PARTY...]", shell_complete=complete_names("parties"))
@case_options
@click.pass_context
def overlap(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """How much each pair of parties agrees and disagrees.

    Counts of options of the open issues: agreed, within reach and contested, and how many rest on an inferred stance or
    on others' word. A ladder counts once.

    \b
      kg overlap
      kg overlap russia ukraine france
    """
    _answer(ctx, "overlap", parties)


@click.command()
@group_argument
@case_options
@click.pass_context
def bridges(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """What each party could do about what stands between them.

    One row for each matter: a conflict, an unmet condition, or an option that lacks one party's word. In the row stand the
    possible moves of every party, each tried alone, with its grade from 1 to 3 (what the party would leave) and what it
    would bring: options agreed or within reach, conflicts ended.

    \b
      kg bridges russia ukraine
    """
    _answer(ctx, "bridges", parties)
