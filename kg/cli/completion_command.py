"""The command ``kg completion``."""

from __future__ import annotations

import click

from kg.cli.options import OneOf

__all__ = ["completion"]

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=OneOf(_SHELLS))
def completion(shell: str) -> None:
    """Print the shell completion script.

    It completes commands, options, and the names of parties, issues, options and proposals of the case.

    \b
      eval "$(kg completion bash)"
      kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    from kg.cli import main

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"completion for {shell} is not available")
    click.echo(completer(main, {}, "kg", "_KG_COMPLETE").source())
