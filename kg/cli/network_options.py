"""The options that the commands on networks have in common: what is counted, of when, and the picture of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import click

from kg.cli.options import OneOf, several
from kg.cli.places import PATH
from kg.networks.asked import (
    ACTORS,
    AGGREGATIONS,
    BASES,
    BY,
    CONCEPTS,
    DUPLICATES,
    KERNELS,
    MODES,
    NORMALISATIONS,
    SCALES,
    VOICES,
)

__all__ = ["counting_options", "plot_option"]

F = TypeVar("F", bound=Callable[..., Any])

#: the options that are words of a closed list, the default first, with what they say
_CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "on": (BASES, "Count each statement, or each resolved stance of the day once."),
    "voice": (VOICES, "Count what parties say themselves, or others' word too."),
    "actors": (ACTORS, "Who acts: the parties, or the people who speak."),
    "concepts": (CONCEPTS, "What they take sides on."),
    "mode": (MODES, "Join actors (or concepts) with each other, or actors with concepts."),
    "by": (BY, "Which of both a one-mode network joins."),
    "aggregation": (
        AGGREGATIONS,
        "What a line counts: agreement less disagreement, one of both, both alike, or (two-mode) the sides taken: 1 for, 2 against, 3 both.",
    ),
    "normalisation": (NORMALISATIONS, "What a weight is divided by; activity and prominence are two-mode."),
    "scale": (SCALES, "For or against, or seven grades from rule-out to demand."),
    "duplicates": (DUPLICATES, "Within what the same said again by the same actor counts once."),
}

#: the choices of every command on networks
_ALWAYS = ("on", "voice", "actors", "concepts", "duplicates")

#: further options that some commands have
_OTHERS = {
    "isolates": click.option("--isolates", is_flag=True, help="Keep actors and concepts of which nothing counts."),
    "kernel": click.option(
        "--kernel", type=OneOf(KERNELS), help="Weigh statements by their distance from the window's centre."
    ),
}

_FILTERS = (
    click.option("--since", metavar="DATE", help="Only statements of this day or later."),
    click.option("--until", metavar="DATE", help="Only statements of this day or earlier."),
    several("party", "parties"),
    several("issue", "issues"),
    several("source", "sources"),
    click.option(
        "--attribution",
        "attributions",
        multiple=True,
        metavar="WORD",
        help="Only statements so attributed. Repeatable.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="NAME",
        help="Leave out a party, person, issue, option, proposal or source. Repeatable.",
    ),
)

_WINDOWS = (
    click.option(
        "--window", metavar="N:UNIT", help="One network for each N days, weeks, months, quarters, years or statements."
    ),
    click.option(
        "--stride", metavar="N:UNIT", help="How far each window begins after the one before. Default: its length."
    ),
    click.option("--expanding", is_flag=True, help="Let each window begin with the first."),
)

_AS_DNA = click.option(
    "--as-dna", is_flag=True, help="Where Discourse Network Analyzer differs, its number: see the manual."
)

#: where a picture of the answer goes
plot_option = click.option(
    "--plot", type=PATH, metavar="FILE", help="Draw a picture, to a file that ends in .svg or .png."
)


def counting_options(*more: str, without: Collection[str] = (), **defaults: str) -> Callable[[F], F]:
    """Return the options that say what a network counts; their names are those of :meth:`kg.api.Negotiation.network`.

    ``more`` names choices beside those that every command has: mode, by, aggregation, normalisation, scale, isolates, kernel.
    ``without`` names those of every command that one does not have: duplicates, as_dna. ``defaults`` gives the default word of a choice
    where it is not the first of its list.
    """
    chosen = [name for name in _CHOICES if name in (*_ALWAYS, *more) and name not in without]
    options = [_choice(name, defaults.get(name)) for name in chosen]
    options += [_OTHERS["isolates"]] if "isolates" in more else []
    options += [*_FILTERS, *_WINDOWS]
    options += [_OTHERS["kernel"]] if "kernel" in more else []
    options += [] if "as_dna" in without else [_AS_DNA]

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _choice(name: str, default: str | None) -> Callable[[F], F]:
    words, told = _CHOICES[name]
    default = default or words[0]
    return click.option(f"--{name}", type=OneOf(words), default=default, help=f"{told} Default: {default}.")
