"""The options that say what is what in a Discourse Network Analyzer database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.corpora.dna_roles import DnaOptions

__all__ = ["dna_options", "take_dna_options"]

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = {
    "--actor": ("NAME", ".dna: the variable whose values are the parties."),
    "--speaker": ("NAME", ".dna: the variable whose values are the people who speak."),
    "--concept": ("NAME", ".dna: the variable whose values are the issues."),
    "--agreement": ("NAME", ".dna: the variable that says whether the party agrees."),
    "--statement-type": ("NAME", ".dna: import statements of this type only."),
    "--scale": ("VALUE=STANCE,...", ".dna: the stance of each value of the agreement; VALUE= leaves the value out."),
}


def dna_options(command: F) -> F:
    """Add the options."""
    for name, (metavar, text) in reversed(_OPTIONS.items()):
        command = click.option(name, metavar=metavar, help=text)(command)
    return command


def take_dna_options(chosen: dict[str, Any], coders: tuple[str, ...]) -> DnaOptions:
    """Take the options out of those of a command. Raises :class:`~kg.errors.UsageError` for one that is not valid."""
    from kg.corpora.dna_roles import DnaOptions, parse_scale
    from kg.errors import UsageError

    given = {name: chosen.pop(name.removeprefix("--").replace("-", "_")) for name in _OPTIONS}
    empty = next((name for name, value in given.items() if value is not None and not value.strip()), None)
    if empty:
        raise UsageError(f"{empty} is empty; leave it out, or write {empty} {_OPTIONS[empty][0]}")
    scale = given.pop("--scale")
    names = {name.removeprefix("--").replace("-", "_"): value for name, value in given.items()}
    return DnaOptions(**names, coders=coders, scale=parse_scale(scale) if scale else {})
