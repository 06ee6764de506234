"""Commands on a group of parties: shared, conflicts, overlap, bridges."""

from __future__ import annotations

import click

from kg.cli.options import case_options, complete_names, settings_of
from kg.cli.output import Printable, emit, note, note_loose_ends, working

__all__ = ["bridges", "conflicts", "overlap", "shared"]

_parties = click.argument(
    "parties", nargs=-1, required=True, metavar="PARTY PARTY...", shell_complete=complete_names("parties")
)


def _answer(ctx: click.Context, question: str, parties: tuple[str, ...]) -> None:
    settings = settings_of(ctx)
    with working("reading the case"):
        negotiation = settings.open()
        answer: Printable = getattr(negotiation, question)(*parties)
        silent = negotiation.without_position(answer.parties)  # type: ignore[attr-defined]
    emit(answer, settings)
    note_loose_ends(negotiation.case, answer.parties)  # type: ignore[attr-defined]
    for party in silent:
        note(
            f"{negotiation.case.parties[party].label(settings.language)} has no position on record by {negotiation.as_of}"
        )


@click.command()
@_parties
@case_options
@click.pass_context
def shared(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """Where parties stand together, and where they only seem to.

    For each option of the open issues: agreed, within reach, contested, rejected or unaddressed, with the conditions
    and readings that stand between.

    \b
      kg shared russia ukraine
      kg shared russia ukraine "united states" --format json
    """
    _answer(ctx, "shared", parties)


@click.command()
@_parties
@case_options
@click.pass_context
def conflicts(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """What stands between parties, pair by pair.

    Direct, exclusive, preference, conditional, sequence and reading conflicts, red lines first.

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
    """How far each pair of parties stands together or apart.

    \b
      kg overlap
      kg overlap russia ukraine france
    """
    _answer(ctx, "overlap", parties)


@click.command()
@_parties
@case_options
@click.pass_context
def bridges(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """Single moves that would bring parties closer, best first.

    A condition met, a reading settled, a "first" become "at the same time", or one party's stance on one option become
    open: ranked by what it brings to agreed, what it brings within reach, the conflicts it ends, then by cost.

    \b
      kg bridges russia ukraine
    """
    _answer(ctx, "bridges", parties)
