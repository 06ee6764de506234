"""The command line: ``kg``. Commands are loaded when called, so that help and completion stay quick."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kg import __version__
from kg.cli.options import drawn_options
from kg.cli.streams import count_lost, holds_all, set_up_streams
from kg.errors import KgError, UnknownNameError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["COMMANDS", "main"]

#: command name to its module, its attribute there and its line in the help; a test holds the lines to the commands' own
COMMANDS: dict[str, tuple[str, str, str]] = {
    "shared": ("kg.cli.group_commands", "shared", "What a group of parties agrees on, or only seems to agree on."),
    "matrix": ("kg.cli.matrix_command", "matrix", "The stance of each party on each option, in one table."),
    "conflicts": ("kg.cli.group_commands", "conflicts", "The conflicts of each pair of parties."),
    "overlap": ("kg.cli.group_commands", "overlap", "How much each pair of parties agrees and disagrees."),
    "camps": ("kg.cli.camps_command", "camps", "Which camps what was said falls into, and who stands between them."),
    "network": ("kg.cli.network_command", "network", "Who stands with whom: a network of what was said."),
    "consensus": (
        "kg.cli.consensus_command",
        "consensus",
        "What camps agree on across their borders, and what sets each apart.",
    ),
    "backbone": ("kg.cli.backbone_command", "backbone", "Which few concepts the network of what was said rests on."),
    "scale": ("kg.cli.scale_command", "scale", "Where actors stand by what they said: axes, a line, a tree."),
    "bridges": ("kg.cli.group_commands", "bridges", "What each party could do about what stands between them."),
    "deals": (
        "kg.cli.deals_command",
        "deals",
        "Which bundles of options a group could hold, why not, and what would have to give.",
    ),
    "stability": (
        "kg.cli.stability_command",
        "stability",
        "Which outcomes are stable, once parties react to each other's moves.",
    ),
    "positions": ("kg.cli.case_commands", "positions", "The stance of each party on each option."),
    "why": ("kg.cli.case_commands", "why", "What a stance rests on, down to each statement."),
    "list": ("kg.cli.case_commands", "list_", "The parties, issues or other things in the case."),
    "proposal": ("kg.cli.case_commands", "proposal", "How the parties stand to the terms of proposals."),
    "compare": ("kg.cli.case_commands", "compare", "What proposals keep, change, add and drop of each other."),
    "changes": ("kg.cli.case_commands", "changes", "What changed since a day."),
    "issue": ("kg.cli.dossier_commands", "issue", "Who stands where on one issue, and all that bears on it."),
    "party": ("kg.cli.dossier_commands", "party", "Where one party stands, and all that bears on it."),
    "timeline": ("kg.cli.dossier_commands", "timeline", "What was said and done, day by day."),
    "events": ("kg.cli.dossier_commands", "events", "What was done, and what of it honours or breaks an option."),
    "tour": ("kg.cli.tour_command", "tour", "Five screens that show what kg answers on a case."),
    "briefing": ("kg.cli.briefing_command", "briefing", "One page on a group of parties, to print or to send."),
    "check": ("kg.cli.check_command", "check", "What is wrong, doubtful or missing in a case."),
    "query": ("kg.cli.query_command", "query", "Run a read-only SPARQL query on the graph."),
    "view": ("kg.cli.page_command", "view", "Write the case as one page to explore in a browser."),
    "new": ("kg.cli.new_command", "new", "Create an empty case to fill in."),
    "import": ("kg.cli.import_command", "import_", "Import sheets, tables and graphs into a case."),
    "code": ("kg.cli.code_command", "code", "Code a text: a page on which you decide on each proposed statement."),
    "update": (
        "kg.cli.update_command",
        "update",
        "Prepare several new texts for coding: a desk for each, and what of them is copied.",
    ),
    "export": ("kg.cli.export_command", "export", "Write a case in a format that other tools read."),
    "agreement": ("kg.cli.agreement_command", "agreement", "How far coders of the same sources agree."),
    "doctor": ("kg.cli.doctor_command", "doctor", "Whether the program and the store of a case are in order."),
    "completion": ("kg.cli.completion_command", "completion", "Print the shell completion script."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and the one place where errors become one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words begin with. Raises :class:`~kg.errors.UnknownNameError` with near names."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from kg.text import meant, near

            close = near(args[0], COMMANDS)
            best = meant(args[0], COMMANDS) or (close[0] if len(close) == 1 else None)
            raise UnknownNameError("commands", args[0], close, best=best, otherwise="kg --help lists the commands")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands' lines without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands, and options, without importing the commands."""
        from click.shell_completion import CompletionItem

        commands = [CompletionItem(n, help=h) for n, (_, _, h) in COMMANDS.items() if n.startswith(incomplete)]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke a command; a reader that stops reading ends it, with status 0 where click's own would be a finding's."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _give_up_output()
            return 0

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command; print an error that the user can correct as one line on stderr, with exit status 2."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, prog_name, standalone_mode=False, **extra)
        set_up_streams()
        # A command makes many things that all last till its end: to look through them for circles ever anew takes a sixth of its time.
        gc.set_threshold(100_000, 20, 50)
        try:
            status = super().main(args, prog_name, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(2)
        except click.ClickException as error:
            _fail(error.format_message())
        except KgError as error:
            _fail(_with_correction(error, sys.argv[1:] if args is None else args))
        except (click.Abort, KeyboardInterrupt):
            click.echo("kg: stopped", err=True)
            sys.exit(130)
        except OSError as error:
            if error.filename is not None:
                _fail(f"{os.fsdecode(error.filename)}: {error.strerror}")
            _give_up_output()
            _fail(f"the output could not be written ({error.strerror})")
        _note_what_was_lost()
        sys.exit(status if isinstance(status, int) else 0)


def _note_what_was_lost() -> None:
    lost = count_lost()
    if lost and not holds_all(sys.stdout):
        characters = "1 character" if lost == 1 else f"{lost} characters"
        click.echo(
            f"note: {characters} cannot be written in {sys.stdout.encoding.removeprefix('kg_')} and were replaced by “?”; "
            "set PYTHONIOENCODING=utf-8 to keep them, or use --format json",
            err=True,
        )


def _give_up_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_correction(error: KgError, words: Sequence[str]) -> str:
    """Return an error's message, with the corrected command line to copy where only one can be meant."""
    from kg.text import command_line

    corrections = error.corrections

    def corrected(word: str) -> str:
        if word in corrections:
            return corrections[word]
        option, is_option, value = word.partition("=")
        if is_option and option.startswith("--") and value in corrections:
            return f"{option}={corrections[value]}"
        parts = [part.strip() for part in word.split(",")]
        return ",".join(corrections.get(part, part) for part in parts) if corrections.keys() & set(parts) else word

    command = [corrected(word) for word in words]
    if command == list(words):
        return str(error)
    return f"{error}{'' if str(error).endswith('?') else ':'} {command_line(command)}"


def _fail(message: str) -> NoReturn:
    from kg.text import one_line

    try:
        click.echo(f"kg: {one_line(message)}", err=True)
    except OSError:  # nobody can be told, but for the status
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.exit(2)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@drawn_options
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Negotiation positions as a knowledge graph, from sourced statements: what each party demands, what parties
    already agree on, what they disagree on, what would bring them closer, and what changed.

    Without --case it answers from the shipped case, Russia and Ukraine in April 2025:

    \b
      kg shared russia ukraine
      kg why ukraine "recognition of Crimea"
      kg view -o page.html
    """
