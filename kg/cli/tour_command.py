"""The command ``kg tour``: its screens, one after the other, each cut to the height of a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.options import Settings, case_options, complete_names, settings_of
from kg.cli.output import say, table_lines, terminal, working
from kg.cli.responding import Asked, remarks_on, respond

if TYPE_CHECKING:
    from rich.console import Console

    from kg.answers.tour import Screen, Tour

__all__ = ["tour"]

#: the lines of a screen that is not on a terminal, and the least of an answer that is shown on any
_LINES, _LEAST = 34, 4


@click.command()
@click.argument("parties", nargs=-1, metavar="[PARTY...]", shell_complete=complete_names("parties"))
@case_options
@click.pass_context
def tour(ctx: click.Context, parties: tuple[str, ...]) -> None:
    """Five screens that show what kg answers on a case.

    What the case is and how it stands in short, who stands where, one stance and what it rests on, what stands between two
    parties, and what changed, with a page to take along. Each screen shows the command that prints it and its answer, cut to the screen. On a terminal
    Enter goes on and q ends. The parties are those named, else the principals, of more than 4 the first two by name.

    \b
      kg tour
      kg tour --case example:basin
    """
    settings = settings_of(ctx)

    def ask(settings: Settings) -> Asked:
        from kg.api.tour import tour_of

        with working("reading the case"):
            negotiation = settings.open()
            answer = tour_of(negotiation, *parties, options=settings.words(), lang=settings.language)
        return Asked(answer, tuple(remarks_on(negotiation, answer.parties, settings.language)))

    def show(asked: Asked) -> None:
        from kg.answers.tour import Tour

        assert isinstance(asked.answer, Tour)
        _show(asked.answer, settings.language)

    respond(settings, ask, write=show if settings.format in (None, "table") else None)


def _show(tour: Tour, lang: str) -> None:
    """Print the screens; on a terminal wait for Enter before the next, and end at q."""
    console = terminal()
    waits = sys.stdin.isatty() and sys.stdout.isatty()
    for line in tour.head_lines(lang):
        say(console, line, "dim")
    for number, screen in enumerate(tour.screens, 1):
        console.print()
        say(console, tour.heading(number, lang), "bold underline")
        say(console, screen.says)
        _print_answers(console, screen, lang, console.height if waits else _LINES)
        if waits and number < len(tour.screens) and not _goes_on(lang):
            return


def _print_answers(console: Console, screen: Screen, lang: str, height: int) -> None:
    """Print a screen's answers, each under its command, cut so that all fit the height."""
    from kg.words import counted

    # beside the answers: the head, the heading and what the screen says (7), each command with the lines around it (4), the prompt
    room = max(_LEAST, (height - 8) // max(1, len(screen.parts)) - 4)
    for part in screen.parts:
        console.print()
        say(console, f"$ {part.command}", "bold", whole=True)
        console.print()
        lines = table_lines(console, part.tables(lang))
        shown = lines if len(lines) <= room + 1 else lines[:room]
        for line in shown:
            click.echo(line)
        if len(shown) < len(lines):
            more = len(lines) - len(shown)
            words = counted(
                lang,
                more,
                "… {count} more line: the command prints all",
                "… {count} more lines: the command prints all",
            )
            say(console, words, "dim")


def _goes_on(lang: str) -> bool:
    """Ask whether to show the next screen; the end of the input ends the tour as q does."""
    from kg.words import said

    click.echo(said(lang, "Enter: the next screen; q and Enter: end") + " ", nl=False)
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().casefold() not in ("q", "quit")
