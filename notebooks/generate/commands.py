"""The reference of the commands, from what click knows of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from generate.text import block, plain
from kg.cli import COMMANDS, main

__all__ = ["write_commands", "write_common_options"]

_WIDTH = 100


def write_common_options() -> str:
    """Return the options that are asked for before or after any command."""
    return _options(click.Context(main, info_name="kg"), main)


def write_commands() -> str:
    """Return a section for each command."""
    return "\n".join(_section(name) for name in COMMANDS)


def _section(name: str) -> str:
    whole = click.Context(main, info_name="kg")
    command = main.get_command(whole, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=whole)
    lines = [f"(kg-{name})=\n\n## kg {name}\n", *_told(command)]
    lines.append(block(f"kg {name} {' '.join(command.collect_usage_pieces(context))}"))
    common = {param.name for param in main.params}
    if own := _options(context, command, leave_out=common):
        lines.append(f"Its own options:\n\n{own}")
    lines += [_of_the_common(command, common), _epilog(context, command)]
    return "\n".join(filter(None, lines))


def _told(command: click.Command) -> Iterator[str]:
    """Yield the paragraphs of a command's help; those that begin with a backspace are kept line by line."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")):
        mark, _, kept = paragraph.partition("\b\n")
        yield block(inspect.cleandoc(kept), "console") if kept and not mark else plain(paragraph) + "\n"


def _options(context: click.Context, command: click.Command, leave_out: set[str | None] = frozenset()) -> str:  # type: ignore[assignment]
    """Return what a command takes as a list of definitions, without what is hidden."""
    found = []
    for param in command.get_params(context):
        record = None if param.name in leave_out else param.get_help_record(context)
        if record:
            found.append(f"`{record[0]}`\n: {plain(record[1]) or 'no more is said of it'}\n")
    return "\n".join(found)


def _of_the_common(command: click.Command, common: set[str | None]) -> str:
    """Return which of the common options a command does not take."""
    taken = {param.name for param in command.params if not getattr(param, "hidden", False)}
    refused = [max(p.opts, key=len) for p in main.params if p.name in common - taken and p.name != "version"]
    takes_any = len(refused) < len(common) - 1
    if not takes_any:
        return "It takes none of the options that other commands share.\n"
    return f"It does not take {', '.join(f'`{name}`' for name in refused)}.\n" if refused else ""


def _epilog(context: click.Context, command: click.Command) -> str:
    formatter = click.HelpFormatter(width=_WIDTH)
    command.format_epilog(context, formatter)
    text = formatter.getvalue().strip()
    return block(text) if text else ""
